"""Notebooks run, and the report made of them."""
