"""SQLite databases: opened without a trace, articles joined from their paragraphs, and never read without end."""

import re
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import quote

from kit.errors import ArticleError
from kit.read.files.compression import find_limit
from kit.read.files.lines import Problem
from kit.vietnamese.columns import is_column

# Bytes that one cell may have.
LONGEST_CELL = 64 << 20
# A query gives this many rows at most, or else one for so many bytes of the database: a view may have no end.
FEWEST_ROWS, ROW_BYTES = 10_000, 8
# Steps that SQLite may take from one row to the next, or else so many for a byte of the database.
FEWEST_STEPS, BYTE_STEPS = 200_000_000, 100

_HEADER = b"SQLite format 3\0"
_PLACE = re.compile(r"(?i)location|position|place|order|ord|idx|index|seq|stt|rank|paragraph_?(id|no|number)")
_HUGE = 25  # cells beyond measure after which a query is given up


class _Parts(NamedTuple):
    """A table of paragraphs, its column that refers to another table, and the SELECT that joins them by article."""

    table: str
    reference: str
    whole: str
    select: str


def read_sqlite(path: Path, problem: Problem, query: str | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """Number and cells of each row of a table or SELECT; what came before damage, or a limit, is given.

    Raises
    ------
    ArticleError : it is no database, or has no table that can be told to hold the articles, or not the one asked for.
    """
    with path.open("rb") as file:
        head = file.read(100).ljust(100, b"\0")
    if not head.startswith(_HEADER):
        raise ArticleError(f"{path} cannot be read as SQLite: it is no database.")
    size, page, pages = path.stat().st_size, *struct.unpack_from(">H10xI", head, 16)
    if size < pages * (65536 if page == 1 else page) and head[24:28] == head[92:96]:
        problem(0, "the database is cut off; what can be read of it is loaded")
    with _open_untouched(path) as connection:
        row, left = 0, find_limit(size)
        try:
            select = _find_select(connection, path, query, problem)
            rows = max(FEWEST_ROWS, size // ROW_BYTES)
            for row, fields in enumerate(_run(connection, select, size, problem), start=1):
                yield row, fields
                left -= sum(len(cell) for cell in fields.values() if isinstance(cell, (str, bytes)))
                if row >= rows or left < 0:
                    why = f"the query gives more than {size:,} bytes can hold ({row:,} rows)"
                    problem(row, f"{why}; the rest is not read")
                    return
        except sqlite3.Error as error:
            if not row and query:
                raise ArticleError(f"{path} cannot be read as SQLite: {error}.") from None
            stuck = "interrupted" in str(error)
            why = "it takes too many steps" if stuck else f"it is damaged or cut off: {error}"
            problem(row, f"it cannot be read further ({why}); {row:,} rows were loaded")


@contextmanager
def _open_untouched(path: Path) -> Iterator[Connection]:
    """The database, read-only, with no file left beside it; what is still in its log is read from a copy."""
    log, how = path.with_name(path.name + "-wal"), "immutable=1"
    with TemporaryDirectory() as folder:
        if log.is_file() and log.stat().st_size:
            how = "mode=ro"
            path, log = Path(shutil.copy(path, folder)), Path(shutil.copy(log, folder))
        address = f"file:{quote(str(path.resolve()))}?{how}"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            connection.execute("PRAGMA writable_schema = ON")  # else one that is cut off is not opened at all
            connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
            yield connection


def _run(connection: Connection, select: str, size: int, problem: Problem) -> Iterator[dict[str, Any]]:
    """The rows of a SELECT; one with a cell beyond measure is noted and stepped over."""
    done, again = 0, f"SELECT * FROM ({select.strip().rstrip(';')}) LIMIT ? OFFSET ?"
    for huge in range(_HUGE):
        with suppress(sqlite3.DataError):
            for fields in _fetch(connection, again if huge else select, (-1, done) if huge else (), size):
                done += 1
                yield fields
            return
        try:  # the row before such a cell is lost with it: one by one
            while found := list(_fetch(connection, again, (1, done), size)):
                done += 1
                yield from found
            return
        except sqlite3.DataError:
            done += 1
            why = f"it has a cell of more than {LONGEST_CELL:,} bytes; no article is that long; left out"
            problem(done, why)
    problem(done, "too many cells are that long; the rest is not read")


def _fetch(connection: Connection, select: str, values: tuple, size: int) -> Iterator[dict[str, Any]]:
    """The rows of a SELECT, interrupted where one takes too many steps."""
    steps, most = count(1), max(FEWEST_STEPS, BYTE_STEPS * size)
    connection.set_progress_handler(lambda: next(steps) * 1_000_000 > most, 1_000_000)
    cursor = connection.execute(select, values)
    if cursor.description is None:
        raise ArticleError(f"The query {select!r} gives no rows; write a SELECT.")
    names = [column[0] for column in cursor.description]
    for cells in cursor:
        steps = count(1)
        yield dict(zip(names, cells, strict=True))


def _find_select(connection: Connection, path: Path, query: str | None, problem: Problem) -> str:
    """The SELECT that reads what was asked for, or the only table of articles, or joins one from its paragraphs."""
    named = "type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name"
    names = [name for (name,) in connection.execute(f"SELECT name FROM sqlite_master WHERE {named}")]
    listed = "SELECT name FROM pragma_table_info(?)"
    tables = {name: [column for (column,) in connection.execute(listed, (name,))] for name in names}
    joins = [parts for name in tables for parts in _find_parts(connection, name, tables)]
    for parts in joins:
        alone = rf"(?i)(?:\A|from\s)\W*{re.escape(parts.table)}\b(?!.*\b{re.escape(parts.whole)}\b)"
        if query and re.search(alone, query):
            why = f"the rows of {parts.table} are paragraphs of {parts.whole}, by {parts.reference}; whole articles: "
            problem(0, f"{why}query={parts.select!r}", lost=False)
    if query and " " in query.strip():
        return query
    if query and query not in tables:
        raise ArticleError(f"{path} has no table {query!r}; it has {', '.join(tables) or 'none'}.")
    if query:
        return f"SELECT * FROM {_quote(query)}"
    fitting = [name for name, columns in tables.items() if _has(columns, "text")]
    if len(joins) == 1 and not any(_has(tables[name], "title") for name in fitting):
        why = f"the rows of {joins[0].table} are joined to those of {joins[0].whole}"
        problem(0, f"{why}: query={joins[0].select!r}", lost=False)
        return joins[0].select
    if len(fitting) != 1 or joins:
        hint = "".join(f" Joined: query={parts.select!r}." for parts in joins)
        there = f"the tables {', '.join(tables) or '(none)'}; {len(fitting)} of them have a column of texts"
        raise ArticleError(f"{path} has {there}. Say which to read: query='TABLE' or query='SELECT …'.{hint}")
    return f"SELECT * FROM {_quote(fitting[0])}"


def _find_parts(connection: Connection, name: str, tables: dict[str, list[str]]) -> list[_Parts]:
    """What ``name`` is if its rows are paragraphs of the articles of another table: one that has titles, no texts."""
    text = next((column for column in tables[name] if is_column(column, "text")), None)
    if text is None:
        return []
    query = 'SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)'
    keys = list(connection.execute(query, (name,)))
    for whole in tables:  # a key that is not declared: article_id beside a table articles
        stems = {whole, *(re.sub(f"{ending}$", "", whole, flags=re.I) for ending in ("s", "es"))}
        named = re.compile(rf"(?:{'|'.join(map(re.escape, stems))})_?(?:ref)?_?id", re.I)
        keys += [(whole, column, None) for column in tables[name] if named.fullmatch(column)]
    found: dict[str, _Parts] = {}
    for whole, reference, key in keys:
        columns = tables.get(whole, [])
        if _has(columns, "title") and not _has(columns, "text") and whole != name:
            likely = (column for column in columns if column.lower() in ("id", reference.lower()))
            select = _join_parts(tables, name, text, reference, whole, key or next(likely, columns[0]))
            found.setdefault(whole, _Parts(name, reference, whole, select))
    return list(found.values())


def _join_parts(tables: dict[str, list[str]], name: str, text: str, to: str, whole: str, key: str) -> str:
    """The SELECT that joins the paragraphs of each article, in the order that a column of theirs gives."""
    place = next((column for column in tables[name] if _PLACE.fullmatch(column)), "rowid")
    to, text, name, place, whole, key = map(_quote, (to, text, name, place, whole, key))
    parts = f"SELECT {to} AS r, {text} AS t FROM {name} ORDER BY r, {place}"
    joined = f"SELECT r, group_concat(t, char(10)) AS text FROM ({parts}) GROUP BY r"
    return f"SELECT w.*, p.text FROM {whole} w JOIN ({joined}) p ON p.r = w.{key}"


def _has(columns: list[str], kind: str) -> bool:
    return any(is_column(column, kind) for column in columns)


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
