"""Spreadsheets: tables that people open, edit and save by hand. No cell of theirs is ever computed.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula (OWASP,
*CSV Injection*). Text of an article may begin so: it is written behind an apostrophe, which is taken off on reading.
"""

from __future__ import annotations

import re

import pandas as pd

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guard_text(text: str) -> str:
    """Text that a spreadsheet shows and does not compute; `unguard_text` gives it back.

    >>> guard_text("=SUM(A1)"), guard_text("Bộ trưởng"), unguard_text(guard_text("'-2"))
    ("'=SUM(A1)", 'Bộ trưởng', "'-2")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_text(text: str) -> str:
    """What `guard_text` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def guard_cells(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with every cell of text guarded, also in its index and in the names of its columns."""
    guarded = table.copy()
    for column in range(guarded.shape[1]):
        values = guarded.iloc[:, column]
        if not pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_datetime64_any_dtype(values):
            guarded.isetitem(column, values.astype(object).map(_guard_value))
    return guarded.rename(index=_guard_value, columns=_guard_value)


def _guard_value(value: object) -> object:
    return guard_text(value) if isinstance(value, str) else value
