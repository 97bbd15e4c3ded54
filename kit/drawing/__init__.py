"""Charts: a frame in, a matplotlib Axes out."""
