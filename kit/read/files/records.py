"""Records: those of one source of any format as a stream, each with the line it stands on."""

import hashlib
import io
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import starmap
from typing import Any, NamedTuple

from kit.collect.pages.page_addresses import name_address
from kit.collect.pages.web_archives import LONGEST_PAGE, read_entries
from kit.collect.pages.word_files import read_word
from kit.packages import load_package
from kit.read.files.compression import BROKEN, RATIO, Bounded, find_damage, find_limit, strip_compression
from kit.read.files.csv_records import read_csv
from kit.read.files.json_records import read_json, read_json_lines
from kit.read.files.lines import Problem
from kit.read.files.sources import Source
from kit.read.files.sqlite_records import read_sqlite
from kit.vietnamese.columns import is_column
from kit.vietnamese.encodings import decode, explain_bytes, find_encoding, is_guess
from kit.vietnamese.lines.headers import split_headers

# Bytes that one text may have.
LONGEST = 64 << 20
# Bytes that a packed table may have that must be in memory as a whole (``.parquet.gz``).
LARGEST = 1 << 30
# From lines of text to records, each with its line.
Parser = Callable[[Any, Problem], Iterator[tuple[int, dict]]]
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_ROWS = 100  # rows of a table read at once


class Record(NamedTuple):
    """What a source gives for one article: its line or row (from 1; 0: the whole file) and its fields.

    ``whole`` marks fields that are ready (a text file, a page) and need no mapping of columns; ``page`` is the page
    that others are to be read from.
    """

    line: int
    fields: dict[str, Any]
    whole: bool = False
    page: bytes = b""


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
            if source.path is None:
                raise ValueError("a packed database is not read; unpack it")
            yield from starmap(Record, read_sqlite(source.path, problem, query))
            return
        with source.open() as file:
            bounded = file if isinstance(file, io.BufferedReader) else Bounded(file, file, sys.maxsize)
            buffered = file if bounded is file else io.BufferedReader(bounded, 1 << 18)
            for record in _READERS[source.format](buffered, source, problem):
                line = record.line
                yield record
            if damage := find_damage(buffered):
                raise ValueError(damage)
    except (*BROKEN, RuntimeError, sqlite3.Error) as error:
        why = f"{type(error).__name__}: {error}" if type(error) in (OSError, EOFError) else str(error)
        problem(line, f"it cannot be read further ({why}); what came before was loaded")


def _read_text(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    data = _read_all(stream, problem)
    if data is None:
        return
    found = decode(read_word(data) if source.format == "word" else data)
    if found is None:
        problem(0, explain_bytes(data))
        return
    if found.bad_line:
        problem(found.bad_line, f"a byte is no {found.encoding}; it stands as U+FFFD", lost=False)
    _note_guess(found.encoding, problem)
    for line, fields in split_headers(found.text):
        alone = not line or "article_id" not in fields
        name = _strip_ending(source.name) if alone else fields["article_id"]
        part = data if not line else fields["text"].encode("utf-8", "replace")
        yield _make_whole(line, {"published": "", **fields, "quality": found.notes}, part, name)


def _note_guess(encoding: str, problem: Problem) -> None:
    if is_guess(encoding):
        why = f"it is not UTF-8 and was read as {encoding}, which is a guess: save it as UTF-8"
        problem(0, why, lost=False)


def _read_html(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    if (data := _read_all(stream, problem, longest=LONGEST_PAGE)) is not None:
        yield _make_whole(0, {}, data, _strip_ending(source.name), page=data)


def _make_whole(line: int, fields: dict[str, Any], data: bytes, name: str, *, page: bytes = b"") -> Record:
    sha256 = hashlib.sha256(data).hexdigest()
    return Record(line, {**fields, "article_id": name, "sha256": sha256}, True, page)


def _read_warc(stream: Any, source: Source, problem: Problem) -> Iterator[Record]:
    load_package("warcio.archiveiterator", "Reading WARC files")
    if stream.seekable():
        stream.seek(max(0, stream.seek(0, io.SEEK_END) - 4))
        if stream.read() != b"\r\n\r\n":
            problem(0, "its last record has no end: the file is cut off", lost=False)
        stream.seek(0)
    for number, entry in enumerate(read_entries(stream, problem), start=1):
        if entry.rec_type not in ("response", "resource"):
            continue
        headers = entry.http_headers or entry.rec_headers
        status = entry.http_headers.get_statuscode() if entry.http_headers else "200"
        kind = (headers.get_header("Content-Type") or "").lower()
        if status != "200" or (kind and "html" not in kind):
            continue
        url = entry.rec_headers.get_header("WARC-Target-URI") or ""
        data = _read_all(entry.content_stream(), problem, number, longest=LONGEST_PAGE)
        entry.raw_stream.read()
        if getattr(entry.raw_stream, "limit", 0) > 0:
            problem(number, f"the page {url} is cut off; left out")
        elif data and (kind or _PAGE.search(data[:2000])):
            yield _make_whole(number, {"url": url}, data, name_address(url), page=data)
        elif data:
            problem(number, f"{url} has no Content-Type and is no HTML; left out")


def _read_lines(stream: Any, source: Source, problem: Problem, *, parse: Parser) -> Iterator[Record]:
    """The records of a format that is text, in the encoding that its beginning shows."""
    sample = stream.peek(1 << 16)
    encoding = find_encoding(sample)
    if encoding is None:
        raise ValueError(explain_bytes(sample))
    _note_guess(encoding, problem)
    first = sample[:64].lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")[0].strip()
    if source.format == "jsonl" and first in (b"[", b"{"):  # a file of lines may be one pretty-printed array
        parse = read_json
    newline = "" if source.format == "csv" else None
    with io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline=newline) as text:
        yield from starmap(Record, parse(text, problem))


def _read_parquet(stream: Any, source: Source, problem: Problem) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row, left = 0, 0
    try:
        file = pq.ParquetFile(_rewind(stream))
        left = find_limit(source.size)
        wanted = [source.column] if source.column in file.schema_arrow.names else None
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted, use_threads=False):
            for fields in _list_rows(batch):
                left -= sum(len(cell) for cell in fields.values() if isinstance(cell, (str, bytes)))
                if left < 0:
                    why = f"it unpacks to more than {RATIO} times its size"
                    raise ValueError(f"{why}; {row:,} rows were loaded")
                row += 1
                yield Record(row, fields)
    except (pa.ArrowException, OSError) as error:
        why = next(iter(str(error).splitlines()), type(error).__name__)
        problem(row, f"it is no whole Parquet file ({why}); {row:,} rows were loaded")


def _list_rows(batch: Any) -> list[dict[str, Any]]:
    """The rows of a batch; a value that Python cannot hold (a day in the year 148,000) is given as its number."""
    try:
        return batch.to_pylist()
    except (ValueError, OverflowError):
        columns = [[_as_python(value) for value in column] for column in batch.columns]
        return [dict(zip(batch.schema.names, cells, strict=True)) for cells in zip(*columns, strict=True)]


def _as_python(value: Any) -> Any:
    try:
        return value.as_py()
    except (ValueError, OverflowError):
        return f"{value.value} ({value.type})"


def _rewind(stream: io.BufferedReader) -> Any:
    """The stream, or all of it in memory, so that its end can be read first."""
    if stream.seekable():
        return stream
    whole = io.BytesIO()
    while piece := stream.read(1 << 20):
        if whole.write(piece) and whole.tell() > LARGEST:
            raise ValueError(f"it unpacks to more than {LARGEST:,} bytes; unpack it to disk")
    if damage := find_damage(stream):
        raise ValueError(damage)
    return whole


def _read_book(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    from kit.read.files.book_records import read_book

    yield from starmap(Record, read_book(_rewind(stream), problem))


def _read_xml(stream: io.BufferedReader, source: Source, problem: Problem) -> Iterator[Record]:
    from kit.read.files.xml_records import read_xml

    if (data := _read_all(stream, problem)) is not None:
        yield from starmap(Record, read_xml(data, problem))


_READERS: dict[str, Callable[[Any, Source, Problem], Iterator[Record]]] = {
    "jsonl": partial(_read_lines, parse=read_json_lines),
    "json": partial(_read_lines, parse=read_json),
    "csv": partial(_read_lines, parse=partial(read_csv, is_name=is_column)),
    "text": _read_text,
    "word": _read_text,
    "html": _read_html,
    "parquet": _read_parquet,
    "xlsx": _read_book,
    "xml": _read_xml,
    "warc": _read_warc,
}


def _strip_ending(name: str) -> str:
    name = strip_compression(name)
    head, dot, ending = name.rpartition(".")
    return head if dot and head and "/" not in ending else name


def _read_all(stream: Any, problem: Problem, line: int = 0, *, longest: int = LONGEST) -> bytes | None:
    data = stream.read(longest + 1)
    if damage := find_damage(stream):
        raise ValueError(damage)
    if len(data) > longest:
        problem(line, f"it has more than {longest:,} bytes; no article is that long; it is not read")
        return None
    return data
