"""Agreements and papers in Vietnamese text: their names, whose they are, and whether they were signed."""
