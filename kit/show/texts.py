"""Texts: what stands in an article at the places that a table names."""

import pandas as pd


def add_text(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add what stands between ``start`` and ``end`` in the article, as column ``text``."""
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = zip(table["article_id"], table["start"], table["end"], strict=True)
    slices = [texts[article_id][start:end] for article_id, start, end in spans]
    return table.assign(text=pd.Series(slices, index=table.index, dtype="str"))
