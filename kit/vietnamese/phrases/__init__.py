"""Patterns compiled to phrases, all found in one pass over a text."""
