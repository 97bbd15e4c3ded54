"""Records: those of one source of any format as a stream, each with the line it stands on."""

import hashlib
import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from kit.errors import ArticleError
from kit.read.addresses import name_address
from kit.read.columns import is_column
from kit.read.files.compression import BROKEN, strip_compression
from kit.read.files.csv_records import read_csv
from kit.read.files.decoding import decode, find_encoding
from kit.read.files.json_records import read_json, read_json_lines
from kit.read.files.lines import Problem
from kit.read.files.packages import load_package
from kit.read.files.sources import Source

LONGEST = 64 << 20
"""Bytes that one text may have."""
LONGEST_PAGE = 16 << 20
"""Bytes that one page may have."""
_ROWS = 1000  # rows of a table read at once


class Record(NamedTuple):
    """What a source gives for one article: its line or row (from 1; 0: the whole file) and its fields.

    ``whole`` marks fields that are ready (a text file, a page) and need no mapping of columns.
    """

    line: int
    fields: dict[str, Any]
    whole: bool = False


def read_records(source: Source, problem: Problem, *, query: str | None = None) -> Iterator[Record]:
    """The records of ``source`` one after another; damage is noted by ``problem`` and the rest is read.

    Parameters
    ----------
    source : from `kit.read.files.sources.find_sources`.
    problem : takes a line number (0: the whole file) and a clause that says what is wrong.
    query : for SQLite, the name of a table or a SELECT.
    """
    line = 0
    try:
        if source.format == "sqlite":
            yield from _read_sqlite(source, problem, query)
            return
        with source.open() as file:
            buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file, 1 << 18)
            for record in _READERS[source.format](buffered, source, problem):
                line = record.line
                yield record
    except ArticleError:
        raise
    except (*BROKEN, RuntimeError, sqlite3.Error) as error:
        why = f"{type(error).__name__}: {error}" if type(error) in (OSError, EOFError) else str(error)
        problem(line, f"it cannot be read further ({why}); what came before was loaded")


def _read_text(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    data = _read_all(stream, problem)
    if data is None:
        return
    found = decode(data)
    if found is None:
        problem(0, _not_text(data))
        return
    if found.bad_line:
        problem(found.bad_line, f"a byte is no {found.encoding}; it stands as U+FFFD", lost=False)
    if found.is_guess:
        why = f"it is not UTF-8 and was read as {found.encoding}, which is a guess: save it as UTF-8"
        problem(0, why, lost=False)
    yield _make_whole(0, {"text": found.text, "quality": found.notes}, data, _strip_ending(source.name))


def _read_html(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    data = _read_all(stream, problem, longest=LONGEST_PAGE)
    if data is not None:
        yield from _read_page(data, "", _strip_ending(source.name), 0, problem)


def _read_page(data: bytes, url: str, name: str, line: int, problem: Problem) -> Iterator[Record]:
    from kit.read.pages.pages import read_page  # it brings lxml and trafilatura, which few readers need

    try:
        yield _make_whole(line, read_page(data, url=url), data, name)
    except ArticleError as error:
        if "install" in str(error):
            raise
        problem(line, str(error))


def _make_whole(line: int, fields: dict[str, Any], data: bytes, name: str) -> Record:
    sha256 = hashlib.sha256(data).hexdigest()
    return Record(line, {**fields, "article_id": name, "sha256": sha256}, whole=True)


def _read_warc(stream: Any, source: Source, problem: Problem) -> Iterator[Record]:
    for number, entry in enumerate(_iterate_warc(stream, problem), start=1):
        if entry.rec_type not in ("response", "resource"):
            continue
        headers = entry.http_headers or entry.rec_headers
        status = entry.http_headers.get_statuscode() if entry.http_headers else "200"
        if status != "200" or "html" not in (headers.get_header("Content-Type") or "").lower():
            continue
        url = entry.rec_headers.get_header("WARC-Target-URI") or ""
        data = _read_all(entry.content_stream(), problem, number, longest=LONGEST_PAGE)
        if data:
            yield from _read_page(data, url, name_address(url), number, problem)


def _iterate_warc(stream: Any, problem: Problem) -> Iterator[Any]:
    """The records of a web archive up to its end or the first that is damaged beyond reading."""
    warcs = load_package("warcio.archiveiterator", "Reading WARC files")
    number, entries, noise = 0, None, io.StringIO()
    while True:
        try:
            with redirect_stderr(noise):  # warcio speaks of wrong lengths there
                entries = entries or warcs.ArchiveIterator(stream)
                entry = next(entries, None)
        except Exception as error:  # it raises many kinds on damage
            problem(number + 1, f"the archive is damaged here ({error}); what came before was loaded")
            return
        if noise.getvalue():
            problem(number, "the record is not as long as it says", lost=False)
            noise = io.StringIO()
        if entry is None:
            return
        number += 1
        yield entry


def _read_lines(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    """The records of a format that is text, in the encoding that its beginning shows."""
    sample = stream.peek(1 << 16)
    encoding = find_encoding(sample)
    if encoding is None:
        raise ValueError(_not_text(sample))
    read = _PARSERS[source.format]
    # A file of lines may turn out to be one pretty-printed array.
    if source.format == "jsonl" and sample[:64].lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n")[0].strip() in (
        b"[",
        b"{",
    ):
        read = read_json
    newline = "" if source.format == "csv" else None
    with io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=newline) as text:
        yield from starmap(Record, read(text, problem))


def _read_parquet(stream: Any, source: Source, problem: Problem) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not stream.seekable():
        stream = io.BytesIO(stream.read(1 << 31))
    row = 0
    try:
        for batch in pq.ParquetFile(stream).iter_batches(batch_size=_ROWS):
            for fields in batch.to_pylist():
                row += 1
                yield Record(row, fields)
    except (pa.ArrowException, OSError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        problem(row, f"it is no whole Parquet file ({why}); {row:,} rows were loaded")


def _read_sqlite(source: Source, problem: Problem, query: str | None) -> Iterator[Record]:
    if source.path is None:
        problem(0, "a compressed database is not read; unpack it")
        return
    path = source.path
    with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", errors="replace")
        try:
            select = query if query and " " in query.strip() else _find_select(connection, path, query)
            cursor = connection.execute(select)
            if cursor.description is None:
                raise ArticleError(f"{path}: the query {select!r} gives no rows; write a SELECT.")
            names = [column[0] for column in cursor.description]
            for row, cells in enumerate(cursor, start=1):
                yield Record(row, dict(zip(names, cells, strict=True)))
        except sqlite3.Error as error:
            raise ArticleError(f"{path} cannot be read as SQLite: {error}.") from None


def _find_select(connection: sqlite3.Connection, path: Path, table: str | None) -> str:
    """The SELECT that reads ``table``, or the only table that has a column of texts."""
    named = "type IN ('table', 'view') AND name NOT LIKE 'sqlite^_%' ESCAPE '^' ORDER BY name"
    tables = [name for (name,) in connection.execute(f"SELECT name FROM sqlite_master WHERE {named}")]
    listed = ", ".join(tables)
    if table is None:
        columns = "SELECT 1 FROM pragma_table_info(?) WHERE is_text(name)"
        connection.create_function("is_text", 1, lambda name: is_column(name, "text"))
        fitting = [name for name in tables if connection.execute(columns, (name,)).fetchone()]
        if len(fitting) != 1:
            raise ArticleError(
                f"{path} has the tables {listed or '(none)'}; {len(fitting)} of them have a column "
                "of texts. Say which to read: query='TABLE' or query='SELECT …'."
            )
        table = fitting[0]
    elif table not in tables:
        raise ArticleError(f"{path} has no table {table!r}; it has {listed or 'none'}.")
    quoted = table.replace('"', '""')
    return f'SELECT * FROM "{quoted}"'


_PARSERS: dict[str, Callable[[Any, Problem], Iterator[tuple[int, dict]]]] = {
    "jsonl": read_json_lines,
    "json": read_json,
    "csv": partial(read_csv, is_name=is_column),
}
_READERS: dict[str, Callable[[Any, Source, Problem], Iterator[Record]]] = {
    **dict.fromkeys(_PARSERS, _read_lines),
    "text": _read_text,
    "html": _read_html,
    "parquet": _read_parquet,
    "warc": _read_warc,
}


def _strip_ending(name: str) -> str:
    name = strip_compression(name)
    head, dot, ending = name.rpartition(".")
    return head if dot and head and "/" not in ending else name


def _read_all(stream: Any, problem: Problem, line: int = 0, *, longest: int = LONGEST) -> bytes | None:
    data = stream.read(longest + 1)
    if len(data) > longest:
        problem(line, f"it has more than {longest:,} bytes; no article is that long; it is not read")
        return None
    return data


def _not_text(data: bytes) -> str:
    if b"\0" in data[: 1 << 16]:
        return "it is binary, not text"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return f"line {line} is not UTF-8 (byte 0x{data[error.start]:02x}) nor any encoding known; save it as UTF-8"
    return "its encoding is not known; save it as UTF-8"
