"""The store: the tables of a collection on disk, by partition, made once and kept under the hash of what made them."""
