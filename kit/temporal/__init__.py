"""The temporal tagger: text to time expressions (grammar), time expressions to days (resolve)."""
