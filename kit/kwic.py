"""KWIC: a concordance as people read it, the keywords under each other."""

from __future__ import annotations

import html
import unicodedata

import pandas as pd

from kit.schema import check_table

_COLUMNS = ("article_id", "sentence", "left", "keyword", "right")


class Concordance:
    """Lines of a concordance: ``table`` is the data, a notebook shows it as safe HTML.

    ``table`` has the columns of `kit.find_context`; ``total`` says how many lines there were.
    """

    def __init__(self, table: pd.DataFrame, total: int, note: str = ""):
        self.table, self.total, self.note = table, total, note

    def __len__(self) -> int:
        return self.total

    def __repr__(self) -> str:
        left = max((_width(text) for text in self.table["left"]), default=0)
        middle = max((_width(text) for text in self.table["keyword"]), default=0)
        lines = [
            f"{' ' * (left - _width(row.left))}{row.left} [{row.keyword}]{' ' * (middle - _width(row.keyword))} "
            f"{row.right}  ({row.article_id}, {row.sentence})"
            for row in self.table.itertuples()
        ]
        return "\n".join([*lines, self._count()])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr lang="vi"><td style="text-align:right">{html.escape(row.left)}</td>'
            f'<td style="text-align:center;white-space:nowrap"><mark title="{html.escape(str(row.key))}">'
            f"{html.escape(row.keyword)}</mark></td>"
            f'<td style="text-align:left">{html.escape(row.right)}</td>'
            f'<td style="text-align:left;color:#555555;white-space:nowrap" lang="en">'
            f"{html.escape(str(row.article_id))}, {row.sentence}</td></tr>"
            for row in self.table.itertuples()
        )
        names = zip(("left", "keyword", "right", "article, sentence"), _SIDES, strict=True)
        head = "".join(f'<th style="text-align:{side}">{name}</th>' for name, side in names)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
        return f'<div class="kit-context">{table}<p lang="en">{html.escape(self._count())}</p></div>'

    def _count(self) -> str:
        if not self.total:
            return self.note or "It does not occur."
        shown = "" if len(self.table) == self.total else f"{len(self.table)} shown of "
        return f"{shown}{self.total} line{'s' if self.total > 1 else ''}"


_SIDES = ("right", "center", "left", "left")


def show_context(context: pd.DataFrame, *, limit: int = 30) -> Concordance:
    """A concordance to read: the keywords under each other, each line with its article and sentence.

    Parameters
    ----------
    context : from `kit.find_context`.
    limit : how many lines to show (the count is of all).

    Returns
    -------
    `Concordance`. A table that `kit.ask` could not get shows the reason instead.

    Raises
    ------
    TableError : ``context`` is no such table.

    Examples
    --------
    >>> context = pd.DataFrame([{"article_id": "a", "sentence": 3, "left": "bàn về", "keyword": "di cư",
    ...                          "right": "an toàn", "key": "di cư"}])
    >>> show_context(context)
    bàn về [di cư] an toàn  (a, 3)
    1 line
    """
    if "reason" in context.attrs:
        empty = pd.DataFrame({name: pd.Series(dtype="str") for name in (*_COLUMNS, "key")})
        return Concordance(empty, 0, context.attrs["reason"])
    check_table(context, "context", columns=_COLUMNS)
    return Concordance(context.head(limit), len(context))


def _width(text: str) -> int:
    """Columns that a text takes in a fixed-width font: marks that combine take none."""
    return sum(not unicodedata.combining(letter) for letter in text)
