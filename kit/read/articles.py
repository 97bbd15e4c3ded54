"""Articles: whatever a researcher has, read into one table, and a table saved that is read again unchanged."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import ArticleError
from kit.files import write_whole
from kit.packages import PackageError
from kit.progress import Progress
from kit.read.files.compression import strip_compression
from kit.read.files.lines import Problem
from kit.read.files.sources import Search, Source, find_format, find_sources
from kit.read.files.writers import write_parquet, write_text
from kit.read.metadata import Where, add_metadata, find_metadata, load_metadata
from kit.read.reports import LoadReport
from kit.read.rows import EXTRA, Known, read_rows
from kit.schema import SCHEMAS, check_table, make_table

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
    follow_links: bool = False,
) -> pd.DataFrame:
    """Read articles from files of (nearly) any form into one table.

    Parameters
    ----------
    path : a file, a folder (searched to any depth), an archive (``.zip``, ``.tar.gz``), a glob pattern, an
        fsspec address (``hf://datasets/…``), or a list of these. Read are text, HTML, JSON and JSON Lines,
        CSV and TSV, Excel (``.xlsx``), XML and feeds, Parquet, WARC
        and SQLite; ``.gz``, ``.bz2``, ``.xz`` and ``.zst`` are unpacked.
    format : a key of `kit.read.files.sources.FORMATS` for files whose ending does not say it.
    columns : for tables, which column is which, e.g. ``{"text": "Content", "published": "Ngày"}``; the usual
        names are known (``data/lexicons/columns.yml``). Any other key is kept as a further column.
    metadata : CSV or ``.xlsx`` with the columns of `kit.read.metadata.METADATA_COLUMNS`, whose filled cells win over
        all else. Default: ``articles.csv`` (or ``.xlsx``) in the folder, else ``<folder>.csv`` beside it, else none.
    query : for SQLite, a table or a SELECT (default: the only table with texts).
    strict : raise at the first record that cannot be loaded, instead of warning and going on.
    report : a `LoadReport` to fill: what was loaded, repaired, flagged and left out, and why.
    follow_links : read what links in a folder lead to outside it; without, each is named in the report.

    Returns
    -------
    The ``articles`` table (`kit.schema`), sorted by ``article_id``: the file name without its ending, the
    table's own id, the page's address, or ``file:line``; one that comes again gets ``~2``. ``text`` is
    repaired (`kit.read.quality.REPAIRS`), with ``\\n`` line ends, and begins with a title that a column
    gives; ``sha256`` is that of the file's bytes, or of the record's text as it was given. ``published`` is
    set from metadata (basis ``given``) or from a date line of the page (``stated``), never from the story.
    Further columns: `kit.read.rows.EXTRA`.

    Raises
    ------
    ArticleError : nothing is there, or nothing in it can be read; a package is missing (says which);
        with ``strict``, the first problem.
    FileError : the metadata cannot be used; all that is wrong with it, with the rows.

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
    search = Search(account, format, strict, follow_links)
    batches = list(_read_batches(path, search, known=Known(), columns=columns, query=query))
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
    follow_links: bool = False,
    known: Known | None = None,
) -> Iterator[pd.DataFrame]:
    """The articles under ``path`` as tables of ``batch`` rows, for collections larger than the memory.

    Parameters are those of `load_articles`; the tables come in the order of the files and without the
    metadata file (`kit.read.metadata.add_metadata`). ``report.summary`` is complete when the last one has come.
    Articles that are ``known`` are left out, and only noted there.
    """
    search = Search(report if report is not None else LoadReport(), format, strict, follow_links)
    return _read_batches(path, search, batch=batch, known=known or Known(), columns=columns, query=query)


def _read_batches(path: Where, search: Search, *, batch: int = 1000, **how: Any) -> Iterator[pd.DataFrame]:
    """The tables of `read_articles`; ``how`` are options of `read_rows`."""
    if isinstance(path, str | Path) and (Path(path) / "study.yml").is_file():
        why = f"is a study: kit.Corpus({str(path)!r}) reads it"
        raise ArticleError(f"{path} {why}. Name the folder of its articles.")
    report, search.without = search.report, frozenset(find_metadata(path))
    sources = find_sources(path, search)
    alone = isinstance(path, (str, Path)) and Path(path).is_file()
    rows: list[dict[str, Any]] = []
    with Progress("reading articles", report.bytes_found, unit="bytes") as progress:
        for source in sources:
            report.files += 1
            problem = partial(report.add_problem, source.name, strict=search.strict)
            for row in _read_source(source, problem, alone=alone, **how):
                report.count_article(row["quality"])
                rows.append(row)
                if len(rows) >= batch:
                    progress.advance(report.bytes_done - progress.n)
                    yield _make_batch(rows)
                    rows = []
            report.end_file(source.name)
    if rows:
        yield _make_batch(rows)
    if not how["known"].taken:
        why = "; ".join(report.problems["problem"].head(1)).rstrip(".") or "it is empty"
        raise ArticleError(f"No article in {path} can be read: {why}. {report.summary}")


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
    ArticleError : the ending says no format that can be written.
    FileError : the file cannot be written.
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
        kinds = ".parquet, .jsonl or .csv (the last two also .gz, .bz2, .xz, .zst)"
        raise ArticleError(f"{path}: articles are saved as {kinds}.")
    tables = [articles] if isinstance(articles, pd.DataFrame) else articles
    checked = (check_table(table, "articles") for table in tables)
    with write_whole(path) as aside:
        if kind == "parquet":
            write_parquet(checked, aside)
        else:
            write_text(checked, aside, name=path.name, format=kind)
    return path


def _read_source(source: Source, problem: Problem, *, alone: bool, **how: Any) -> Iterator[dict[str, Any]]:
    """The rows of a source; one that cannot be used is noted, and an error if nothing else was asked for."""
    try:
        yield from read_rows(source, problem, **how)
    except ArticleError as error:
        if alone or isinstance(error, PackageError):
            raise
        problem(0, str(error))


def _make_batch(rows: list[dict[str, Any]]) -> pd.DataFrame:
    without = dict.fromkeys(EXTRA, "")
    return make_table([{**without, **row} for row in rows], "articles").astype(dict.fromkeys(EXTRA, "str"))
