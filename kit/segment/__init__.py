"""Articles cut into lines with roles, sentences and words."""
