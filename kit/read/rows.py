"""Rows of the articles table, from the records of any source: columns found, text repaired, dates read."""

import ast
import hashlib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, islice
from typing import Any

import pandas as pd

from kit.collect.pages.page_addresses import find_host, name_address
from kit.errors import ArticleError
from kit.packages import PackageError
from kit.read.files.lines import Problem
from kit.read.files.records import LONGEST, Record, read_records
from kit.read.files.sources import Source
from kit.read.metadata import BOUNDS
from kit.schema import SCHEMAS
from kit.vietnamese.columns import find_columns, flatten
from kit.vietnamese.dates.given import read_given
from kit.vietnamese.dates.timestamps import find_order, has_numbers
from kit.vietnamese.letters import nfc
from kit.vietnamese.lines.datelines import find_date_line
from kit.vietnamese.lines.wholes import join_parts, mend_whole
from kit.vietnamese.repairs import find_flags, repair_text, replace_surrogates

# Columns that loading adds after those of the schema: the date as it was given, what was repaired or is suspicious
# (`kit.read.quality`), the role of every line if a page said it, and the file and line it comes from.
EXTRA = ("published_raw", "quality", "layout", "origin")

# Which column is which, as a researcher says it.
Columns = Mapping[str, str] | None

_AHEAD = 10_000  # records of a source that cannot be read twice whose dates are looked at first
_NAMED = 12  # columns that are named in one message
_MONGO = ("$date", "$oid", "$numberLong")
# Under which of its names an object holds what it stands for: {"$date": …}, {"rendered": …}, {"name": …}.
_INSIDE = (*_MONGO, "rendered", "#text", "text", "content", "body", "value", "name", "title", "url")
_EMPTY = frozenset(("", "null", "none", "nan", "nat", "undefined", "n/a", "[]", "{}", "<na>"))


@dataclass
class Known:
    """Which articles a reading met, and those of an earlier one that need not be made again.

    The *mark* of an article is the hash of all that its row is made of, before anything in it is repaired.
    """

    ids: Mapping[str, str] | None = None
    """Mark to ``article_id``, from an earlier reading; None: no marks are wanted."""
    marks: dict[str, str] = field(default_factory=dict)
    """``article_id`` to mark, of this reading; "" where it does not say which article it is."""
    taken: Counter[str] = field(default_factory=Counter)
    """How often each ``article_id`` was given."""

    def meet(self, mark: str) -> bool:
        """Whether the article of this mark is known; then it counts as met."""
        name = (self.ids or {}).get(mark, "")
        if met := name != "" and not self.taken[name]:
            self.marks[name], self.taken[name] = mark, 1
        return met


def read_rows(
    source: Source, problem: Problem, known: Known, *, columns: Columns = None, query: str | None = None
) -> Iterator[dict[str, Any]]:
    """The rows of one source; what has no text is noted and left out.

    Parameters
    ----------
    source : from `kit.read.files.sources.find_sources`.
    problem : takes note of what is wrong at a line.
    known : articles of which no row is made; takes note of all others.
    columns, query : as for `kit.load_articles`.
    """
    records = read_records(source, problem, query=query)
    # What cannot be opened again is looked at first.
    head = [] if source.again else list(islice(records, _AHEAD))
    stamps = partial(_list_values, head, source, query)
    sheet, place = Sheet(problem, columns, stamps), 0
    for record in chain(head, records):
        if any(len(cell) > LONGEST for cell in record.fields.values() if isinstance(cell, (str, bytes))):
            why = f"it has a cell of more than {LONGEST:,} characters; no article is that long; left out"
            problem(record.line, why)
            continue
        here = record.line if record.line > place else place + 1  # several records may stand on one line
        named = f"{source.name}:{here}"
        try:
            if (make := _plan_row(record, sheet)) is None:
                continue
            mark = "" if known.ids is None else _hash_call(make)
            if known.meet(mark) or known.meet(f"{mark} {named}"):
                place = here
                continue
            row = make()
        except RecursionError:
            problem(record.line, "it is nested too deeply; left out")
            continue
        except ArticleError as error:
            if isinstance(error, PackageError):
                raise
            problem(record.line, str(error))
            continue
        if not row["text"].strip():
            problem(record.line, "it has no text; left out")
            continue
        place, own = here, row.get("article_id") or name_address(row.get("url", ""))
        row.setdefault("origin", named if record.line else source.name)
        if "\ufffd" in row["text"] and "bad-bytes" not in row["quality"]:
            row["quality"] = f"{row['quality']} bad-bytes".strip()
        name = nfc(str(own or named))
        row["article_id"] = key = _make_unique(name, known.taken)
        known.marks[key] = "" if key != name else mark if own else f"{mark} {named}"
        if key != name:
            problem(record.line, f"the article_id {name!r} comes again; loaded as {key!r}", lost=False)
        yield row
    sheet.close()


def _list_values(head: list[Record], source: Source, query: str | None, column: str) -> Iterator[str]:
    """All values of a column of a source, as text."""
    records = head or read_records(source._replace(column=column), lambda *_, **__: None, query=query)
    return (_as_text(flatten(record.fields).get(column)) for record in records)


def _plan_row(record: Record, sheet: "Sheet") -> "partial[dict[str, Any]] | None":
    """What makes the row of a record of any kind; None if it has no column of texts."""
    if record.whole:
        return partial(_finish_whole, record.fields, record.page)
    if set(SCHEMAS["articles"]) <= set(record.fields):
        return partial(_restore_row, record.fields)
    fields = flatten(record.fields)
    names = sheet.find_columns(fields, record.line)
    return partial(make_row, fields, names, order=sheet.find_order(fields, names)) if names else None


def _hash_call(make: "partial[dict[str, Any]]") -> str:
    """The hash of a function's name and of all that it is given, texts (which are long) as they are."""
    fields, *rest = make.args
    texts = [value for value in fields.values() if isinstance(value, str)]
    shape = [(name, len(value) if isinstance(value, str) else [value]) for name, value in fields.items()]
    call = "".join([repr((make.func.__name__, rest, make.keywords, shape)), *texts])
    return hashlib.sha256(call.encode("utf-16-le", "surrogatepass")).hexdigest()[:32]  # quicker than UTF-8


def _make_unique(name: str, taken: Counter[str]) -> str:
    """``name``, or with ``~2``, ``~3`` … if it was given before."""
    taken[name] += 1
    return name if taken[name] == 1 else _make_unique(f"{name}~{taken[name]}", taken)


@dataclass
class Sheet:
    """What holds for all records of a source: its columns, the order of its dates, and what is not read of it."""

    problem: Problem
    columns: Columns
    stamps: Callable[[str], Iterator[str]]
    _mapped: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    _unread: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    _examples: dict[str, str] = field(default_factory=dict)
    _order: str = ""
    _refused: int = 0

    def find_columns(self, fields: dict[str, Any], line: int) -> dict[str, str]:
        """Which column is which in a record; none, which is counted, if it has no text."""
        names = tuple(fields)
        if names not in self._mapped:
            try:
                self._mapped[names] = find_columns(fields, self.columns)
            except ArticleError as error:
                self.problem(line, str(error))
                self._mapped[names], self._refused = {}, self._refused - 1
            if self._mapped[names].get("text", "") == self._mapped[names].get("title"):
                self.problem(0, "it has no texts; its titles are read as texts", lost=False, once="titles")
            read = set(self._mapped[names].values())
            self._unread[names] = [name for name in names if name not in read and self._mapped[names]]
        self._refused += not self._mapped[names]
        for name in self._unread[names]:
            if name not in self._examples and (value := _as_text(fields[name]).strip()):
                self._examples[name] = " ".join(value[:80].split())[:40]
        return self._mapped[names]

    def find_order(self, fields: dict[str, Any], names: Mapping[str, str]) -> str:
        """The order of day and month in the dates of the source, found when the first date needs it."""
        column = names.get("published", "")
        if not self._order and has_numbers(fields.get(column)):
            self._order = find_order(self.stamps(column))
            if self._order == "month":
                self.problem(0, f"the dates of {column!r} are month first, and read so", lost=False)
            elif self._order == "both":
                turned = next((day for day in self.stamps(column) if find_order([day]) == "month"), "")
                why = f"have days above 12 in first and ({turned}) in second place; write them as YYYY-MM-DD"
                self.problem(0, f"the dates of {column!r} are not read, for they {why}", lost=False)
        return self._order

    def close(self) -> None:
        """Say what was not read."""
        if self._refused > 0:
            why = f"{self._refused:,} more records without a known text; left out"
            self.problem(0, why, lost=self._refused)
        if self._examples:
            listed = ", ".join(f"{name} ({value!r})" for name, value in [*self._examples.items()][:_NAMED])
            more = f" and {len(self._examples) - _NAMED} more" if len(self._examples) > _NAMED else ""
            first = next(iter(self._examples))
            why = f"these columns are not read: {listed}{more}; '{first}: [{first}]' in columns.yml keeps one"
            self.problem(0, why, lost=False, once=" ".join(sorted(self._examples)))


def _finish_whole(fields: dict[str, Any], page: bytes) -> dict[str, Any]:
    """The row of a text file or a page: its date stands in its metadata or on a line of its own."""
    if page:
        # It brings lxml and trafilatura, which few readers need.
        from kit.collect.pages.pages import read_page

        fields = {**fields, **read_page(page, url=fields.get("url", ""))}
    row = {"published": "", "published_basis": "given", **fields}
    flags = list(row.pop("quality"))
    if "layout" not in row:
        row["text"], mended = mend_whole(row["text"], _squeeze(row.get("title", "")))
        flags += mended
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


def make_row(fields: Mapping[str, Any], names: Mapping[str, str], *, order: str = "") -> dict[str, Any]:
    """A row of the articles table from one record of a table.

    Parameters
    ----------
    fields : the record.
    names : from `find_columns`.
    order : of day and month in its date, from `kit.vietnamese.dates.timestamps.find_order` (default: as its own
        date shows).

    Returns
    -------
    The row; ``article_id`` is empty if the record has none, ``text`` if it holds no text.
    """
    given = {ours: _as_text(fields.get(theirs)) for ours, theirs in names.items() if ours != "published"}
    body, lead = given.pop("text", ""), given.pop("lead", "")
    row: dict[str, Any] = {column: _squeeze(value) for column, value in given.items()}
    row["sha256"] = hashlib.sha256((body or lead).encode("utf-8", "replace")).hexdigest()
    address = row.get("url", "") or row.get("source", "")
    parts, alone = (body, lead, row.get("title", "")), names.get("text", "") == names.get("title")
    row["text"], flags = join_parts(*parts, find_host(address) or address, title_only=alone)
    row["source"] = row.get("source") or find_host(row.get("url", ""))
    published = fields.get(names["published"]) if "published" in names else None
    return finish_row(row, published, flags, order=order)


def _squeeze(value: str) -> str:
    return " ".join(repair_text(value)[0].split())


def finish_row(
    row: dict[str, Any], published: Any, flags: Iterable[str], basis: str = "given", *, order: str = ""
) -> dict[str, Any]:
    """Add to ``row`` the date, its bounds, and the flags that follow from its text and the date as it was given.

    A month or a year is a bound, and so are ``published_from`` and ``published_to`` of the row.
    """
    raw, own = _show(published), [_show(row.pop(name, "")) for name in BOUNDS]
    stamp = published if raw and isinstance(published, (date, int, float)) else raw
    day, low, high, odd = read_given(stamp, own, row["text"], order=order)
    days = zip(("published", *BOUNDS), (day, day or low, day or high), strict=True)
    return {
        **row,
        **{name: pd.Timestamp(at).as_unit("s") if at else pd.NaT for name, at in days},
        "published_basis": basis if day else "bounded" if low or high else "unknown",
        "published_raw": f"{raw} ({' to '.join(own)})".strip() if any(own) else raw,
        "quality": " ".join(dict.fromkeys((*flags, *odd, *find_flags(row["text"])))),
    }


def _show(value: Any) -> str:
    return " ".join(replace_surrogates(_as_text(value)).split())


def _as_text(value: Any) -> str:
    """A cell as text: lists become lines, also those that were written into a cell as Python or JSON."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, str):
        stripped = value.strip()
        if len(stripped) < 10 and stripped.lower() in _EMPTY:
            return ""
        if stripped[:2] in ("['", '["') and stripped[-2:] in ("']", '"]'):
            with suppress(ValueError, SyntaxError, RecursionError, MemoryError), warnings.catch_warnings():
                warnings.simplefilter("ignore")  # a backslash in a text is no business of Python's
                return _as_text(ast.literal_eval(stripped))
        return value
    if isinstance(value, (list, tuple)):
        return "\n".join(part for part in map(_as_text, value) if part.strip())
    if isinstance(value, dict):
        inner = [value[name] for name in _INSIDE if name in value]
        return _as_text(inner[0] if inner else next(iter(value.values())) if len(value) == 1 else None)
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
