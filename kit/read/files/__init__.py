"""Files and archives of every form to records."""
