"""What tests read: two articles of their own, so that one more in `data/articles` changes nothing here."""

from pathlib import Path

TWO_ARTICLES = Path(__file__).parent / "articles"
"""The two articles of the project and what is known of them, byte for byte."""
