"""Passages to read: what evidence and concordances have in common."""

import pandas as pd

# The classes of HTML in which JupyterLab takes a dollar sign for a dollar sign.
PLAIN = "tex2jax_ignore mathjax_ignore"


class Passages:
    """Passages of articles: ``table`` is the data, ``total`` says how many there were, and a notebook shows
    safe HTML."""

    unit, nothing = "line", "It does not occur."

    def __init__(self, table: pd.DataFrame, total: int, note: str = ""):
        self.table, self.total, self.note = table, total, note

    def __len__(self) -> int:
        return self.total

    def _count(self) -> str:
        if not self.total:
            return self.note or self.nothing
        shown = "" if len(self.table) == self.total else f"{len(self.table)} shown of "
        return f"{shown}{self.total} {self.unit}{'s' if self.total > 1 else ''}"
