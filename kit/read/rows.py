"""Rows of the articles table, from the records of any source: columns found, text repaired, dates read."""

import ast
import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd

from kit.errors import ArticleError
from kit.read.addresses import find_host, name_address
from kit.read.columns import COLUMNS, find_columns
from kit.read.datelines import find_date_line
from kit.read.files.lines import Problem
from kit.read.files.records import read_records
from kit.read.files.sources import Source
from kit.read.repairs import find_flags, repair_text, replace_surrogates
from kit.read.timestamps import EARLIEST, parse_timestamp
from kit.read.titles import has_text, strip_site
from kit.read.wrapped import join_wrapped
from kit.schema import SCHEMAS
from kit.vietnamese.dates.told import find_told_days

EXTRA = ("published_raw", "quality", "layout", "origin")
"""Columns that loading adds after those of the schema: the date as it was given, what was repaired or is
suspicious (`kit.read.repairs`), the role of every line if a page said it, and the file and line it comes from."""

_TABLES = ("csv", "parquet", "sqlite")  # formats of which all records have the same fields
_EMPTY = frozenset(("", "null", "none", "nan", "nat", "undefined", "n/a", "[]", "{}", "<na>"))


def read_rows(
    source: Source, problem: Problem, *, columns: Mapping[str, str] | None = None, query: str | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of one source; what has no text is noted and left out.

    Parameters
    ----------
    source : from `kit.read.files.sources.find_sources`.
    problem : takes note of what is wrong at a line.
    columns, query : as for `kit.load_articles`.
    """
    mapped: dict[tuple[str, ...], dict[str, str]] = {}
    for record in read_records(source, problem, query=query):
        names = tuple(map(str, record.fields))
        if record.whole:
            row = _finish_whole(record.fields)
        elif set(SCHEMAS["articles"]) <= set(names):
            row = _restore_row(record.fields)
        else:
            if names not in mapped:
                try:
                    mapped[names] = find_columns(names, columns, source.name)
                except ArticleError as error:
                    if not mapped and source.format in _TABLES:  # elsewhere records may have unlike fields
                        raise
                    problem(record.line, str(error).removeprefix(f"{source.name}: "))
                    mapped[names] = {}
            if not mapped[names]:
                continue
            row = make_row(record.fields, mapped[names])
        if not row["text"].strip():
            problem(record.line, "it has no text; left out")
            continue
        place = f"{source.name}:{record.line}"
        row["article_id"] = row.get("article_id") or name_address(row.get("url", "")) or place
        row.setdefault("origin", place if record.line else source.name)
        if "\ufffd" in row["text"] and "bad-bytes" not in row["quality"]:
            row["quality"] = f"{row['quality']} bad-bytes".strip()
        yield row


def _finish_whole(fields: dict[str, Any]) -> dict[str, Any]:
    """The row of a text file or a page: its date stands in its metadata or on a line of its own."""
    row = {"published": "", "published_basis": "given", **fields}
    flags = list(row.pop("quality"))
    if "layout" not in row:
        repaired, repairs = repair_text(row["text"])
        row["text"] = join_wrapped(repaired)
        flags += [*repairs, *(["wrapped"] if row["text"] != repaired else [])]
    published, basis = row.pop("published"), row.pop("published_basis")
    if not published:
        published, basis = find_date_line(row["text"]), "stated"
    return finish_row(row, published, flags, basis)


def _restore_row(fields: dict[str, Any]) -> dict[str, Any]:
    """The row of a table that the kit saved: as it was, but for what every text needs."""
    row: dict[str, Any] = {name: "" if value is None else value for name, value in fields.items()}
    row |= {name: replace_surrogates(value) for name, value in row.items() if isinstance(value, str)}
    row["text"], repairs = repair_text(str(row["text"]))
    row["quality"] = " ".join(dict.fromkeys((*str(row.get("quality", "")).split(), *repairs)))
    for name, dtype in SCHEMAS["articles"].items():
        if dtype != "str":
            row[name] = pd.Timestamp(row[name]).as_unit("s") if row[name] else pd.NaT
    return row


def make_row(fields: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """A row of the articles table from one record of a table.

    Parameters
    ----------
    fields : the record.
    names : from `find_columns`.

    Returns
    -------
    The row; ``article_id`` is empty if the record has none, ``text`` if it holds no text.
    """
    given = {ours: _as_text(fields.get(theirs)) for ours, theirs in names.items() if ours != "published"}
    body, lead = given.pop("text", ""), given.pop("lead", "")
    row: dict[str, Any] = {column: _squeeze(value) for column, value in given.items()}
    row["sha256"] = hashlib.sha256((body or lead).encode("utf-8", "replace")).hexdigest()
    body, repairs = repair_text(body)
    if lead:
        lead, more = repair_text(lead)
        repairs = (*dict.fromkeys((*repairs, *more)), *(() if body.strip() else ("lead-only",)))
        lead = strip_site(" ".join(lead.split()), row.get("url", "") or row.get("source", ""))
        if lead and not has_text(body, lead):
            body = f"{lead}\n{body}" if body.strip() else lead
    row["text"] = body if body.strip() else ""
    row["source"] = row.get("source") or find_host(row.get("url", ""))
    return finish_row(row, fields.get(names["published"]) if "published" in names else None, repairs)


def _squeeze(value: str) -> str:
    return " ".join(repair_text(value)[0].split())


def finish_row(
    row: dict[str, Any], published: Any, flags: Iterable[str], basis: str = "given"
) -> dict[str, Any]:
    """Add to ``row`` the date and the flags that follow from its text and the date as it was given."""
    raw = " ".join(replace_surrogates(_as_text(published)).split())
    stamp = published if isinstance(published, (date, int, float)) else raw
    day = parse_timestamp(stamp) if raw else None
    odd: list[str] = []
    if day and (day < EARLIEST or day == date(1970, 1, 1)):
        odd, day = ["placeholder-date"], None
    elif raw and day is None:
        odd = ["placeholder-date" if re.match(r"0{4}|0?0?01[-/]", raw) else "no-date"]
    if day and any(told > day + timedelta(days=1) for told in find_told_days(row["text"])):
        odd.append("date-before-events")
    moment = pd.Timestamp(day).as_unit("s") if day else pd.NaT
    return {
        **row,
        **dict.fromkeys(("published", "published_from", "published_to"), moment),
        "published_basis": basis if day else "unknown",
        "published_raw": raw,
        "quality": " ".join(dict.fromkeys((*flags, *odd, *find_flags(row["text"])))),
    }


def _as_text(value: Any) -> str:
    """A cell as text: lists become lines, also those that were written into a cell as Python or JSON."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        stripped = value.strip()
        if stripped.lower() in _EMPTY:
            return ""
        if stripped[:2] in ("['", '["') and stripped[-2:] in ("']", '"]'):
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a backslash in a text is no business of Python's
                    return _as_text(ast.literal_eval(stripped))
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                return value
        return value
    if isinstance(value, (list, tuple)):
        return "\n".join(part for part in map(_as_text, value) if part.strip())
    if isinstance(value, dict):
        inner = next((value[name] for name in COLUMNS["text"] if name in value), None)
        return _as_text(inner)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
