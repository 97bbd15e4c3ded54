"""What a person knows about each article: a CSV beside the folder, whose filled cells win over all else."""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pandas as pd

from kit.errors import ArticleError
from kit.schema import check_table
from kit.vietnamese.letters import nfc

METADATA_COLUMNS = ("article_id", "title", "published", "source", "url", "notes")
"""The columns of a metadata file: what a person knows about an article, and what wins over deduction."""


def add_metadata(articles: pd.DataFrame, metadata: pd.DataFrame) -> pd.DataFrame:
    """Add what is known by hand; a filled cell of ``metadata`` wins over what ``articles`` has.

    Parameters
    ----------
    articles : the ``articles`` table.
    metadata : columns of `METADATA_COLUMNS`; ``published`` as ``YYYY-MM-DD``.

    Returns
    -------
    ``articles`` with title, published (basis ``given``), source and url filled in, and ``notes``.

    Raises
    ------
    ArticleError : a row names an article that is not in ``articles``, or names one twice, or its date is no date.
    """
    check_table(articles, "articles")
    known = metadata.fillna("").astype(str).set_index("article_id")
    for problem, ids in (
        ("names articles that are not there", known.index.difference(pd.Index(articles["article_id"]))),
        ("has more than one row for", known.index[known.index.duplicated()].unique()),
    ):
        if len(ids):
            raise ArticleError(
                f"The metadata {problem}: {', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}. "
                "Correct or delete those rows; article_id is the file name without '.txt'."
            )
    known = known.reindex(articles["article_id"], fill_value="").reset_index(drop=True)
    result = articles.copy()
    for column in ("title", "source", "url", "notes"):
        if column in known:
            given = known[column].map(nfc)
            result[column] = given.where(given != "", articles.get(column, "")).astype("str")
    if "published" in known:
        days = known["published"].map(_parse_day)
        rows = days.notna()
        for column in ("published", "published_from", "published_to"):
            result.loc[rows, column] = days[rows].astype(result[column].dtype)
        result.loc[rows, "published_basis"] = "given"
    return result


def find_metadata(where: str | Path | Iterable[str | Path]) -> list[Path]:
    """The metadata file that belongs to a folder: ``articles.csv`` in it, else ``<folder>.csv`` beside it.

    A CSV that holds the articles themselves is none: a metadata file has no column but `METADATA_COLUMNS`.
    """
    if not isinstance(where, (str, Path)) or not Path(where).is_dir():
        return []
    folder = Path(where).resolve()
    candidates = [Path(where) / "articles.csv", folder.with_name(folder.name + ".csv")]
    return [path for path in candidates if path.is_file() and _is_metadata(path)][:1]


def _is_metadata(path: Path) -> bool:
    with path.open("rb") as file:
        header = file.readline(2000).decode("utf-8-sig", errors="replace")
    names = re.split("[,;|\t]", header.strip().replace('"', ""))
    return "article_id" in names and "text" not in names


def load_metadata(
    where: str | Path | Iterable[str | Path], metadata: Path | str | None
) -> pd.DataFrame | None:
    """The metadata at ``metadata``, or that which belongs to the folder ``where``; None if there is none.

    Raises
    ------
    ArticleError : the file is missing, is no CSV, has other columns, or a date that is no date.
    """
    path = Path(metadata) if metadata else next(iter(find_metadata(where)), None)
    if path is None:
        return None
    if not path.is_file():
        raise ArticleError(f"There is no metadata file {path}.")
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise ArticleError(f"{path} is not a UTF-8 CSV file: {error}") from None
    unknown = [column for column in table if column not in METADATA_COLUMNS]
    if "article_id" not in table or unknown:
        raise ArticleError(
            f"{path}, line 1: the columns are {', '.join(table)}; "
            f"allowed are {', '.join(METADATA_COLUMNS)}, and article_id is needed."
        )
    for number, day in enumerate(table.get("published", []), start=2):
        _parse_day(day, f"{path}, line {number}: ")
    return table


def _parse_day(day: str, where: str = "") -> pd.Timestamp:
    if not day:
        return pd.NaT  # type: ignore[return-value]
    try:
        return pd.Timestamp(datetime.strptime(day, "%Y-%m-%d")).as_unit("s")
    except ValueError:
        raise ArticleError(f"{where}{day!r} is not a day; write it as YYYY-MM-DD.") from None
