"""Collecting articles from the web, politely."""
