"""From a record of any table to a row of the articles table: columns found, text repaired, dates read."""

from __future__ import annotations

import ast
import hashlib
import re
import unicodedata
import warnings
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from kit.errors import ArticleError
from kit.read.repairs import find_flags, repair_text, replace_surrogates
from kit.read.timestamps import EARLIEST, is_date_line, parse_timestamp
from kit.schema import SCHEMAS

COLUMNS = {
    column: names.split()
    for column, names in {
        "article_id": "article_id id postid post_id articleid doc_id docid news_id newsid guid uuid _id",
        "title": "title headline tieu_de title_text article_title post_title ten_bai",
        "text": """text content body maintext main_text full_text fulltext article_text article_content
            content_text article noi_dung contents paragraphs news_content post_content body_text""",
        "lead": "lead sapo description desc mo_ta abstract short_description subtitle chapeau tom_tat",
        "published": """published date_publish publish_date published_at published_time published_date
            publishedat pub_date pubdate date_published datepublished publication_date publish_time
            publishdate publishedtime ngay_dang ngay_xuat_ban posted_at posted_date date datetime time
            timestamp created_at thoi_gian ngay""",
        "source": "source outlet source_domain publisher site site_name newspaper domain nguon bao",
        "url": "url link href source_url canonical_url permalink web_url article_url",
    }.items()
}
"""The usual names of each column, the likeliest first; case, diacritics, spaces and hyphens do not matter."""

EXTRA = ("published_raw", "quality", "layout", "origin")
"""Columns that loading adds after those of the schema: the date as it was given, what was repaired or is
suspicious (`kit.read.repairs`), the role of every line if a page said it, and the file and line it comes from."""

_ALIASES = {"id": "article_id"}
_EMPTY = frozenset(("", "null", "none", "nan", "nat", "undefined", "n/a", "[]", "{}", "<na>"))
_SQUASH = re.compile(r"[\W_]+")
# An event told as past, with its full date: "Ngày 12/5/2023, Bộ trưởng đã …", "Sáng 12/5/2023 …".
_TOLD = re.compile(r"\b(?:Ngày|Sáng|Trưa|Chiều|Tối|Hôm)\s+(?:ngày\s+)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)|\n")
_YET_TO_COME = re.compile(r"\b(?:sẽ|dự kiến|sắp|tới đây|sắp tới)\b")


def is_column(name: str, column: str | None = None) -> bool:
    """Whether ``name`` is a usual name of ``column`` (of any column, if that is ``None``)."""
    plain = _plain(str(name))
    return any(plain in names for key, names in COLUMNS.items() if column in (None, key))


def find_columns(names: tuple[str, ...], columns: Mapping[str, str] | None, file: str = "") -> dict[str, str]:
    """Which of the columns ``names`` is which: a mapping from ours to theirs.

    Parameters
    ----------
    names : the columns that a table has.
    columns : what the researcher says (``{"text": "Content"}``); a key that is no column of the schema is
        kept as a further column of that name.

    Raises
    ------
    ArticleError : ``columns`` names one that the table lacks, or no column of texts can be found.
    """
    said = {_ALIASES.get(ours, ours): theirs for ours, theirs in (columns or {}).items()}
    for ours, theirs in said.items():
        if theirs not in names:
            raise ArticleError(
                f"{file}: there is no column {theirs!r} for {ours}; the columns are {', '.join(names)}."
            )
    plain: dict[str, str] = {}
    for name in names:
        plain.setdefault(_plain(name), name)
    found = {
        ours: next(plain[usual] for usual in usuals if usual in plain)
        for ours, usuals in COLUMNS.items()
        if ours not in said and any(usual in plain for usual in usuals)
    }
    found = {ours: theirs for ours, theirs in found.items() if theirs not in said.values()} | said
    if "text" not in found and "lead" not in found:
        raise ArticleError(
            f"{file}: none of the columns {', '.join(names)} is known as the text. "
            "Say which it is: columns={'text': '…'}."
        )
    return found


def is_kit_table(names: tuple[str, ...]) -> bool:
    """Whether a table has all columns of the articles table: it was saved by the kit."""
    return set(SCHEMAS["articles"]) <= set(names)


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
    raw = body or lead
    row: dict[str, Any] = {**given, "sha256": hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()}
    repairs: list[str] = []
    for column in row:
        if column != "sha256":
            row[column] = " ".join(repair_text(row[column])[0].split())
    body, done = repair_text(body)
    repairs += done
    if lead:
        lead, done = repair_text(lead)
        repairs += [name for name in done if name not in repairs]
        lead = strip_site(" ".join(lead.split()), row.get("url", "") or row.get("source", ""))
        if not body.strip():
            repairs.append("lead-only")
        if lead and not has_text(body, lead):
            body = f"{lead}\n{body}" if body.strip() else lead
    row["text"] = body if body.strip() else ""
    if not row.get("source") and row.get("url"):
        row["source"] = find_host(row["url"])
    return finish_row(row, fields.get(names["published"]) if "published" in names else None, repairs)


def finish_row(row: dict[str, Any], published: Any, flags: list[str], basis: str = "given") -> dict[str, Any]:
    """Add to ``row`` the date and the flags that follow from its text and the date as it was given."""
    raw = " ".join(replace_surrogates(_as_text(published)).split())
    stamp = published if isinstance(published, (date, int, float)) else raw
    day = parse_timestamp(stamp) if raw else None
    if day and (day < EARLIEST or day == date(1970, 1, 1)):
        flags, day = [*flags, "placeholder-date"], None
    elif raw and day is None:
        flags = [*flags, "placeholder-date" if re.match(r"0{4}|0?0?01[-/]", raw) else "no-date"]
    if day and day > datetime.now(UTC).date() + timedelta(days=1):
        flags = [*flags, "future-date"]
    if day and _tells_later(row["text"], day):
        flags = [*flags, "date-before-events"]
    flags = [*flags, *(flag for flag in find_flags(row["text"]) if flag not in flags)]
    moment = pd.Timestamp(day).as_unit("s") if day else pd.NaT
    return {
        **row,
        "published": moment,
        "published_from": moment,
        "published_to": moment,
        "published_basis": basis if day else "unknown",
        "published_raw": raw,
        "quality": " ".join(flags),
    }


def find_date_line(text: str) -> str:
    """The line of a plain text that is nothing but the page's date line, near its beginning or end.

    >>> find_date_line("Bộ trưởng thăm Bỉ\\nThứ Sáu, 12/05/2023 | 10:25\\nSáng nay, …")
    'Thứ Sáu, 12/05/2023 | 10:25'
    """
    lines = [line for line in (text[:1500] + "\n" + text[-600:]).split("\n") if 6 < len(line.strip()) < 60]
    return next((line.strip() for line in lines if is_date_line(line)), "")


def has_text(body: str, lead: str) -> bool:
    """Whether ``body`` has ``lead`` in it, but for spaces, punctuation and a cut-off end."""
    wanted = _SQUASH.sub("", lead.casefold())
    return wanted[: max(20, len(wanted) - 10)] in _SQUASH.sub("", body[: 4 * len(lead) + 2000].casefold())


def strip_site(title: str, address: str) -> str:
    """``title`` without the name of its site at the end (*… - VnExpress*), as the address spells it.

    >>> strip_site("Mưa lớn gây ngập - VnExpress", "https://vnexpress.net/mua-lon-1.html")
    'Mưa lớn gây ngập'
    """
    head, mark, tail = next(
        ((title.rpartition(mark)) for mark in (" | ", " - ", " – ") if mark in title), (title, "", "")
    )
    name = _SQUASH.sub("", _plain(tail))
    host = _SQUASH.sub("", find_host(address) or address)
    return head.strip() if mark and len(name) >= 3 and name in host else title


def find_host(url: str) -> str:
    """The host of an address without ``www.``; '' if it is none."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def _tells_later(text: str, published: date) -> bool:
    for match in _TOLD.finditer(text, 0, 4000):
        end = _SENTENCE_END.search(text, match.end(), match.end() + 300)
        if _YET_TO_COME.search(text, match.end(), end.start() if end else match.end() + 300):
            continue
        told = parse_timestamp("/".join(match.groups()))
        if told and told > published + timedelta(days=1):
            return True
    return False


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value) or value is pd.NaT


def _as_text(value: Any) -> str:
    """A cell as text: lists become lines, also those that were written into a cell as Python or JSON."""
    if _is_missing(value):
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


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    """A column's name for comparing: no case, no diacritics, one underscore for what is no letter."""
    decomposed = unicodedata.normalize("NFD", name.strip().strip("\ufeff").casefold().replace("đ", "d"))
    return re.sub(r"[\W]+", "_", "".join(c for c in decomposed if not unicodedata.combining(c))).strip("_")
