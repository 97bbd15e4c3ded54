"""Statistics, each from its paper: numbers in, numbers out. No tables here."""
