"""Charts: a table in, an Axes out."""
