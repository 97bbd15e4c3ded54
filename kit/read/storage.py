"""Articles written back to disk: whole files or none, and what is loaded again is what was saved."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pandas as pd

from kit.errors import INSTALL_COLLECTIONS, ArticleError
from kit.files import write_whole
from kit.read.files.sources import find_format, strip_compression
from kit.schema import SCHEMAS, check_table

_FORMATS = ("parquet", "jsonl", "csv")
_BATCH = 5_000  # rows turned into text at once


def save_articles(
    articles: pd.DataFrame | Iterable[pd.DataFrame], path: Path | str, *, format: str | None = None
) -> Path:
    """Write the articles table to one file that `kit.load_articles` gives back unchanged.

    Parameters
    ----------
    articles : the table, or tables one after another (as from `kit.read.articles.read_articles`) with the same columns.
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
    >>> from kit.read.articles import load_articles
    >>> from kit.schema import make_table
    >>> articles = make_table([{"article_id": "a", "text": "Bộ trưởng thăm Bỉ."}], "articles")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = save_articles(articles, Path(folder) / "articles.csv.gz")
    ...     load_articles(path)["text"].tolist()
    ['Bộ trưởng thăm Bỉ.']
    """
    path = Path(path)
    kind = format or find_format(path.name)
    if kind not in _FORMATS or (kind == "parquet" and strip_compression(path.name) != path.name):
        raise ArticleError(
            f"{path}: articles are saved as .parquet, .jsonl or .csv (the last two also .gz, .bz2, .xz, .zst)."
        )
    tables = [articles] if isinstance(articles, pd.DataFrame) else articles
    checked = (check_table(table, "articles") for table in tables)
    try:
        with write_whole(path) as aside:
            if kind == "parquet":
                _write_parquet(checked, aside)
            else:
                with _open(aside, path.name.lower()) as file:
                    (_write_jsonl if kind == "jsonl" else _write_csv)(checked, file)
    except OSError as error:
        raise ArticleError(f"{path} cannot be written: {error}.") from None
    return path


def _write_parquet(tables: Iterable[pd.DataFrame], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    writer = None
    try:
        for table in tables:
            arrow = pa.Table.from_pandas(table, preserve_index=False)
            writer = writer or pq.ParquetWriter(path, arrow.schema, compression="zstd")
            writer.write_table(arrow.cast(writer.schema))
    finally:
        if writer is not None:
            writer.close()
    if writer is None:
        raise ArticleError(f"{path.name}: there is no article to save.")


def _write_jsonl(tables: Iterable[pd.DataFrame], file: IO[str]) -> None:
    for batch in _cut(tables):
        for record in _spell_days(batch).to_dict("records"):
            plain = {
                name: None if value is pd.NA or value != value else value for name, value in record.items()
            }
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")


def _write_csv(tables: Iterable[pd.DataFrame], file: IO[str]) -> None:
    header = True
    for batch in _cut(tables):
        _spell_days(batch).to_csv(file, index=False, header=header, lineterminator="\n")
        header = False


def _cut(tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    for table in tables:
        for start in range(0, len(table), _BATCH):
            yield table.iloc[start : start + _BATCH]
        if table.empty:
            yield table


def _spell_days(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with its days as text, YYYY-MM-DD ('' where there is none)."""
    days = [name for name, dtype in SCHEMAS["articles"].items() if dtype != "str"]
    spelt = {name: table[name].dt.strftime("%Y-%m-%d").fillna("").astype("str") for name in days}
    return table.assign(**spelt)


@contextmanager
def _open(path: Path, name: str) -> Iterator[IO[str]]:
    """A text file, compressed by the ending of ``name``; the same articles give the same bytes."""
    with path.open("wb") as raw:
        if name.endswith(".gz"):
            packed: Any = gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)
        elif name.endswith(".bz2"):
            packed = bz2.BZ2File(raw, "wb")
        elif name.endswith(".xz"):
            packed = lzma.open(raw, "wb")  # noqa: SIM115 (closed with the text on it)
        elif name.endswith(".zst"):
            packed = _zstd(raw)
        else:
            packed = raw
        with io.TextIOWrapper(packed, encoding="utf-8", newline="") as file:
            yield file


def _zstd(raw: IO[bytes]) -> Any:
    try:
        import zstandard
    except ImportError:
        raise ArticleError(
            f"Writing .zst files needs the package zstandard; install it with {INSTALL_COLLECTIONS}."
        ) from None
    return zstandard.ZstdCompressor().stream_writer(raw, closefd=False)
