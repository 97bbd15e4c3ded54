"""Mentions counted per article, and summed up with denominators and intervals."""
