"""The columns of every table, written once, in ``schema.yml``.

All tables are pandas DataFrames. ``start`` and ``end`` are character offsets into the article's
text (NFC), end exclusive, so ``text[start:end]`` is always the thing itself.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import yaml

from kit.errors import TableError

# What a line of an article can be. Nothing is cut: every line has one of these.
ROLES = ("title", "lead", "body", "caption", "credit", "byline", "teaser", "furniture")

# The roles that the analyses count unless told otherwise: what the article itself tells.
STORY_ROLES = ("title", "lead", "body")

# The roles of what is the article's own: what other lines (teasers) name belongs to another article.
OWN_ROLES = (*STORY_ROLES, "caption")

# The kinds of partners that act, speak and meet.
SIDES = ("country", "org")

# What an event is at the time of publication.
STATUSES = ("past", "announced", "unknown")

# How exactly the days of an event are known.
PRECISIONS = ("day", "week", "month", "quarter", "season", "year")

# How a publication date is known, from metadata (``given``) down to not at all.
BASES = ("given", "stated", "inferred", "bounded", "unknown")

# The fields of an event's date that may not stand in the text.
INFERRED = ("year", "month", "date")

# Whose visit it is, seen from home.
DIRECTIONS = ("in", "out", "other")

DAY = "datetime64[s]"  # seconds, not nanoseconds: history before 1677 must fit
_TABLES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


def _read_columns(text: str) -> dict[str, str]:
    """Columns and dtypes, in their order: ``"str key; int64 n total"``; a word alone is the name of a group."""
    columns: dict[str, str] = {}
    for dtype, *names in map(str.split, text.split(";")):
        columns |= dict.fromkeys(names, dtype) if names else _read_columns(_TABLES["groups"][dtype])
    return columns


# Column names and pandas dtypes of each table. A table may have further columns after these.
SCHEMAS: dict[str, dict[str, str]] = {name: _read_columns(text) for name, text in _TABLES["columns"].items()}

# Which function makes a table that another was asked to work on.
MADE_BY: dict[str, str] = _TABLES["made_by"]


def empty_table(name: str, note: str = "") -> pd.DataFrame:
    """A table of schema ``name`` without rows; ``note``, in its attrs, is why, and what a chart of it says.

    >>> empty_table("keyness", "Nothing was counted.").attrs["note"]
    'Nothing was counted.'
    """
    table = pd.DataFrame({column: pd.Series(dtype=dtype) for column, dtype in SCHEMAS[name].items()})
    if note:
        table.attrs["note"] = note
    return table


def make_table(rows: list[dict] | list[tuple] | dict, name: str) -> pd.DataFrame:
    """A table of schema ``name`` from rows (dicts, or tuples in the schema's order) or from columns.

    Missing columns are filled with the empty value of their dtype ("" for text, NaT for days).

    >>> make_table([{"article_id": "a", "line": 0, "start": 0, "end": 4, "role": "body"}], "lines")["rule"][0]
    ''
    """
    schema = SCHEMAS[name]
    if not len(rows):
        return empty_table(name)
    as_tuples = isinstance(rows, list) and isinstance(rows[0], tuple)
    table = pd.DataFrame(rows, columns=list(schema)[: len(rows[0])] if as_tuples else None)
    for column, dtype in schema.items():
        if column not in table:
            table[column] = "" if dtype == "str" else pd.Series([pd.NaT if dtype == DAY else 0] * len(table))
        if dtype == "str":
            table[column] = table[column].fillna("")
        table[column] = table[column].astype(dtype)  # type: ignore[call-overload]
    extra = [column for column in table if column not in schema]
    return table[[*schema, *extra]].reset_index(drop=True)


def iterate_rows(table: pd.DataFrame, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The cells of these columns row by row, as Python has them; more than twice as fast as ``itertuples``.

    >>> list(iterate_rows(pd.DataFrame({"key": ["BEL", "IOM"], "n": [2, 1]}), ("n", "key")))
    [(2, 'BEL'), (1, 'IOM')]
    """
    return zip(*(table[name].tolist() for name in columns), strict=True)


def check_table(table: pd.DataFrame, name: str, *, columns: Sequence[str] = ()) -> pd.DataFrame:
    """Return ``table`` unchanged, or raise if it lacks columns of schema ``name``.

    Parameters
    ----------
    table : the table to check.
    name : a key of `MADE_BY`.
    columns : check only these columns of the schema (default: all of them).

    Raises
    ------
    TableError : names the missing columns, and where the table should have come from.
    """
    check_columns(table, " ".join(columns or SCHEMAS[name]), made_by=MADE_BY[name], name=f" {name}")
    return table


def is_among(column: pd.Series, values: Collection) -> pd.Series:
    """As ``column.isin(values)``, which takes 15 microseconds for each value that is a text: articles are many.

    >>> is_among(pd.Series(["a", "b", None]), {"b", "c"}).tolist()
    [False, True, False]
    """
    codes, kinds = pd.factorize(column)
    known = {*(values.unique().tolist() if isinstance(values, pd.Series | pd.Index) else values)}
    found = [*(kind in known for kind in kinds.tolist()), False]  # the last: nothing is there
    return pd.Series(np.array(found)[codes], column.index)


def check_numbers(table: pd.DataFrame) -> None:
    """Raise a `TableError` unless there is a number in every cell of a table."""
    if not (table.empty or all(map(pd.api.types.is_numeric_dtype, table.dtypes))):
        raise TableError("Expected a number in every cell, as in a table of kit.tabulate or pd.crosstab.")


def check_columns(table: pd.DataFrame, columns: str, *others: str, made_by: str, name: str = "") -> None:
    """Raise a `TableError` that names the columns which ``table`` lacks, and the function that makes such a table.

    ``columns`` are names with blanks between; ``others`` are what a caller named, which may have blanks in them.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"Expected the{name} table (a DataFrame) of {made_by}, got {type(table).__name__}.")
    if missing := [column for column in (*columns.split(), *others) if column not in table]:
        lost, there = ", ".join(missing), ", ".join(map(str, table)) or "none"
        raise TableError(f"The{name} table lacks the columns {lost}; it has {there}. Make it with {made_by}.")
