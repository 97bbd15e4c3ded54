"""Charts: a table in, an Axes out; and figures kept with their numbers."""
