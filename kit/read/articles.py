"""Articles: whatever a researcher has, read into one table, and a table saved that is read again unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import ArticleError
from kit.files import write_whole
from kit.progress import Progress
from kit.read.files.compression import strip_compression
from kit.read.files.records import Record, name_address, read_records
from kit.read.files.sources import Source, find_format, find_sources
from kit.read.files.writers import write_parquet, write_text
from kit.read.metadata import add_metadata, find_metadata, load_metadata
from kit.read.problems import LoadReport
from kit.read.records import EXTRA, find_columns, find_date_line, finish_row, is_kit_table, make_row
from kit.read.repairs import REPAIRS, repair_text, replace_surrogates
from kit.schema import SCHEMAS, check_table, make_table
from kit.vietnamese.letters import nfc

Where = str | Path | Iterable[str | Path]
_WRITTEN = ("parquet", "jsonl", "csv")


def load_articles(
    path: Where,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    metadata: Path | str | None = None,
    query: str | None = None,
    strict: bool = False,
    report: LoadReport | None = None,
) -> pd.DataFrame:
    """Read articles from files of (nearly) any form into one table.

    Parameters
    ----------
    path : a file, a folder (searched to any depth), an archive (``.zip``, ``.tar.gz``), a glob pattern, an
        fsspec address (``hf://datasets/…``), or a list of these. Read are text, HTML, JSON and JSON Lines,
        CSV and TSV, Parquet, WARC and SQLite; ``.gz``, ``.bz2``, ``.xz`` and ``.zst`` are unpacked.
    format : a key of `kit.read.files.sources.FORMATS` for files whose ending does not say it.
    columns : for tables, which column is which, e.g. ``{"text": "Content", "published": "Ngày"}``; the usual
        names are known (`kit.read.records.COLUMNS`). Any other key is kept as a further column.
    metadata : CSV with the columns of `kit.read.metadata.METADATA_COLUMNS`, whose filled cells win over all else.
        Default: ``articles.csv`` in the folder, else ``<folder>.csv`` beside it, else none.
    query : for SQLite, a table or a SELECT (default: the only table with texts).
    strict : raise at the first record that cannot be loaded, instead of warning and going on.
    report : a `LoadReport` to fill: what was loaded, repaired, flagged and left out, and why.

    Returns
    -------
    The ``articles`` table (`kit.schema`), sorted by ``article_id``: the file name without its ending, the
    table's own id, the page's address, or ``file:line``; one that comes again gets ``~2``. ``text`` is
    repaired (`kit.read.repairs.REPAIRS`), with ``\\n`` line ends; ``sha256`` is that of the file's bytes, or of
    the record's text as it was given. ``published`` is set from metadata (basis ``given``) or from a date
    line of the page (``stated``), never from the story. Further columns: `kit.read.records.EXTRA`.

    Raises
    ------
    ArticleError : nothing is there, or nothing in it can be read; a package is missing (says which);
        with ``strict``, the first problem.

    Warns
    -----
    KitWarning : for each file or record left out, with file, line and reason.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "a.txt").write_text("Bộ trưởng thăm Bỉ.", encoding="utf-8")
    ...     load_articles(folder)[["article_id", "text"]].values.tolist()
    [['a', 'Bộ trưởng thăm Bỉ.']]
    """
    account = report if report is not None else LoadReport()
    known = load_metadata(path, metadata)
    batches = list(
        read_articles(path, format=format, columns=columns, query=query, strict=strict, report=account)
    )
    if not batches:
        raise ArticleError(f"No article in {path} can be read; see the warnings above. {account.summary}")
    alike = len({tuple(table) for table in batches}) == 1
    articles = pd.concat(batches, ignore_index=True)
    del batches  # a large collection should not be in memory twice
    if not alike:  # some have further columns
        extra = [column for column in articles if column not in SCHEMAS["articles"]]
        articles = articles.fillna(dict.fromkeys(extra, ""))
    if not articles["article_id"].is_monotonic_increasing:
        articles = articles.sort_values("article_id", kind="stable", ignore_index=True)
    return articles if known is None else add_metadata(articles, known)


def read_articles(
    path: Where,
    *,
    batch: int = 1000,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    query: str | None = None,
    strict: bool = False,
    report: LoadReport | None = None,
) -> Iterator[pd.DataFrame]:
    """The articles under ``path`` as tables of ``batch`` rows, for collections larger than the memory.

    Parameters are those of `load_articles`; the tables come in the order of the files and without the
    metadata file (`kit.read.metadata.add_metadata`). ``report.summary`` is complete when the last one has come.
    """
    report = report if report is not None else LoadReport()
    rows: list[dict[str, Any]] = []
    taken: dict[str, int] = {}
    sources = find_sources(path, report, format=format, strict=strict, without=find_metadata(path))
    found = _read_sources(sources, report, columns, query, strict, taken)
    first = list(islice(found, 1))  # now the files are listed, and how much there is to read is known
    done = 0
    with Progress("reading articles", report.bytes_found, unit="bytes") as progress:
        for row in chain(first, found):
            rows.append(row)
            if len(rows) >= batch:
                progress.advance(report.bytes_done - done)
                done = report.bytes_done
                yield _make_batch(rows)
                rows = []
    if rows:
        yield _make_batch(rows)


def save_articles(
    articles: pd.DataFrame | Iterable[pd.DataFrame], path: Path | str, *, format: str | None = None
) -> Path:
    """Write the articles table to one file that `kit.load_articles` gives back unchanged.

    Parameters
    ----------
    articles : the table, or tables one after another (as from `read_articles`) with the same columns.
    path : ends in ``.parquet``, ``.jsonl`` or ``.csv``; a text file may end further in ``.gz``, ``.bz2``, ``.xz`` or
        ``.zst``. A file that is there is replaced, and only once the new one is complete. Missing folders are made.
    format : ``parquet``, ``jsonl`` or ``csv``, if the ending does not say it.

    Returns
    -------
    The path.

    Raises
    ------
    ArticleError : the ending says no format that can be written, or the file cannot be written.
    TableError : a column of the articles table is missing.

    Notes
    -----
    Columns beyond those of the schema are kept; in CSV they come back as text.

    Examples
    --------
    >>> import tempfile
    >>> from kit.schema import make_table
    >>> articles = make_table([{"article_id": "a", "text": "Bộ trưởng thăm Bỉ."}], "articles")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_articles(articles, Path(folder) / "articles.csv.gz")
    ...     load_articles(path)["text"].tolist()
    ['Bộ trưởng thăm Bỉ.']
    """
    path = Path(path)
    kind = format or find_format(path.name)
    if kind not in _WRITTEN or (kind == "parquet" and strip_compression(path.name) != path.name):
        raise ArticleError(
            f"{path}: articles are saved as .parquet, .jsonl or .csv (the last two also .gz, .bz2, .xz, .zst)."
        )
    tables = [articles] if isinstance(articles, pd.DataFrame) else articles
    checked = (check_table(table, "articles") for table in tables)
    try:
        with write_whole(path) as aside:
            if kind == "parquet":
                write_parquet(checked, aside)
            else:
                write_text(checked, aside, name=path.name, format=kind)
    except OSError as error:
        raise ArticleError(f"{path} cannot be written: {error}.") from None
    return path


def _read_sources(
    sources: Iterator[Source],
    report: LoadReport,
    columns: Mapping[str, str] | None,
    query: str | None,
    strict: bool,
    taken: dict[str, int],
) -> Iterator[dict[str, Any]]:
    """The rows of all sources, each with an id of its own, counted in ``report``."""
    for source in sources:
        report.files += 1
        for row in _read_source(source, report, columns, query, strict):
            row["article_id"] = _make_unique(row["article_id"], taken, source, report)
            for flag in row["quality"].split():
                (report.repaired if flag in REPAIRS else report.flagged)[flag] += 1
            report.articles += 1
            yield row
        report.end_file(source.name)


def _read_source(
    source: Source, report: LoadReport, columns: Mapping[str, str] | None, query: str | None, strict: bool
) -> Iterator[dict[str, Any]]:
    """The rows of one source; what has no text is noted and left out."""

    def problem(line: int, why: str, *, lost: bool = True) -> None:
        report.add_problem(source.name, line, why, strict=strict, lost=lost)

    mapped: dict[tuple[str, ...], dict[str, str] | None] = {}
    for record in read_records(source, problem, query=query):
        names = tuple(map(str, record.fields))
        if record.whole:
            row = _finish_whole(record)
        elif is_kit_table(names):
            row = _restore_row(record)
        else:
            if names not in mapped:
                mapped[names] = _map_columns(names, columns, source, record, problem, first=not mapped)
            found = mapped[names]
            if found is None:
                continue
            row = make_row(record.fields, found)
        if not row["text"].strip():
            problem(record.line, "it has no text; left out")
            continue
        if not row.get("article_id"):
            row["article_id"] = name_address(row.get("url", "")) or f"{source.name}:{record.line}"
        row.setdefault("origin", f"{source.name}:{record.line}" if record.line else source.name)
        if "\ufffd" in row["text"] and "bad-bytes" not in row["quality"]:
            row["quality"] = f"{row['quality']} bad-bytes".strip()
        yield row


def _finish_whole(record: Record) -> dict[str, Any]:
    """The row of a text file or a page: its date stands in its metadata or on a line of its own."""
    fields = dict(record.fields)
    published, basis = fields.pop("published", ""), fields.pop("published_basis", "given")
    flags = list(fields.pop("quality", ()))
    if "layout" not in fields:
        fields["text"], repairs = repair_text(fields["text"])
        flags += repairs
    if not published:
        published, basis = find_date_line(fields["text"]), "stated"
    return finish_row(fields, published, flags, basis)


def _restore_row(record: Record) -> dict[str, Any]:
    """The row of a table that the kit saved: as it was, but for what every text needs."""
    row: dict[str, Any] = {}
    for name, value in record.fields.items():
        row[name] = "" if value is None else replace_surrogates(value) if isinstance(value, str) else value
    row["text"], repairs = repair_text(str(row["text"]))
    flags = str(row.get("quality", "")).split()
    row["quality"] = " ".join([*flags, *(name for name in repairs if name not in flags)])
    for name, dtype in SCHEMAS["articles"].items():
        if dtype != "str":
            row[name] = pd.Timestamp(row[name]).as_unit("s") if row[name] else pd.NaT
    return row


def _map_columns(
    names: tuple[str, ...],
    columns: Mapping[str, str] | None,
    source: Source,
    record: Record,
    problem: Any,
    *,
    first: bool,
) -> dict[str, str] | None:
    """`find_columns`; records of one file may have unlike fields, so only the first must be known."""
    try:
        return find_columns(names, columns, source.name)
    except ArticleError as error:
        if first and source.format in ("csv", "parquet", "sqlite"):
            raise
        problem(record.line, str(error).removeprefix(f"{source.name}: "))
        return None


def _make_unique(article_id: Any, taken: dict[str, int], source: Source, report: LoadReport) -> str:
    """``article_id``, or with ``~2``, ``~3`` … if it was given before."""
    name = nfc(str(article_id))
    taken[name] = taken.get(name, 0) + 1
    if taken[name] == 1:
        return name
    other = f"{name}~{taken[name]}"
    report.add_problem(
        source.name, 0, f"the article_id {name!r} comes again; loaded as {other!r}", strict=False, lost=False
    )
    return _make_unique(other, taken, source, report) if other in taken else other


def _make_batch(rows: list[dict[str, Any]]) -> pd.DataFrame:
    for row in rows:
        for column in EXTRA:
            row.setdefault(column, "")
    table = make_table(rows, "articles")
    extra = [column for column in table if column not in SCHEMAS["articles"] and column not in EXTRA]
    return table[[*SCHEMAS["articles"], *EXTRA, *extra]].astype(dict.fromkeys(EXTRA, "str"))
