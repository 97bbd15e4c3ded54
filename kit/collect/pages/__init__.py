"""Saved web pages to blocks of text with their metadata."""
