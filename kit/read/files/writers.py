"""Tables written to one file: Parquet, JSON Lines or CSV, the last two compressed by the ending of a name."""

import io
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

import pandas as pd

from kit.errors import ArticleError
from kit.read.files.compression import open_compressed
from kit.schema import SCHEMAS

_BATCH = 5_000  # rows turned into text at once
_open_text = partial(io.TextIOWrapper, encoding="utf-8", newline="")


def write_parquet(tables: Iterable[pd.DataFrame], path: Path) -> None:
    """Write ``tables`` below each other; an `ArticleError` if there is none."""
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
        raise ArticleError("There is no article to save: not one table was given.")


def write_text(tables: Iterable[pd.DataFrame], path: Path, *, name: str, format: str) -> None:
    """Write ``tables`` below each other as ``jsonl`` or ``csv``; the ending of ``name`` says how it is packed."""
    with path.open("wb") as raw, _open_text(open_compressed(raw, name, "wb")) as file:
        for number, batch in enumerate(_cut(tables)):
            if format == "csv":
                batch.to_csv(file, index=False, header=not number, lineterminator="\n")
            else:
                _write_lines(batch, file)


def _write_lines(table: pd.DataFrame, file: IO[str]) -> None:
    plain = table.astype(object).where(table.notna(), None)
    for record in plain.to_dict("records"):
        file.write(json.dumps(record, ensure_ascii=False) + "\n")


def _cut(tables: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """``tables`` in pieces, their days as text (YYYY-MM-DD, '' where there is none)."""
    days = [name for name, dtype in SCHEMAS["articles"].items() if dtype != "str"]
    for table in tables:
        for start in range(0, max(len(table), 1), _BATCH):
            piece = table.iloc[start : start + _BATCH]
            spelt = {name: piece[name].dt.strftime("%Y-%m-%d").fillna("").astype("str") for name in days}
            yield piece.assign(**spelt)
