"""Two groups, or pairs of keys, set against each other."""
