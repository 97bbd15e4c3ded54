"""What a person knows about each article: a CSV beside the folder, whose filled cells win over all else."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from kit.errors import ArticleError
from kit.schema import DAY, check_table
from kit.vietnamese.dates.given import read_known
from kit.vietnamese.letters import nfc

Where = str | Path | Iterable[str | Path]
"""Where articles are: a file, a folder, an archive, a pattern, an address, or several of these."""

BOUNDS = ("published_from", "published_to")
"""The columns of the first and the last day on which an article can have been published."""

METADATA_COLUMNS = ("article_id", "title", "published", *BOUNDS, "source", "url", "notes")
"""The columns of a metadata file: what a person knows about an article, and what wins over deduction."""


def add_metadata(articles: pd.DataFrame, metadata: pd.DataFrame) -> pd.DataFrame:
    """Add what is known by hand; a filled cell of ``metadata`` wins over what ``articles`` has.

    Parameters
    ----------
    articles : the ``articles`` table.
    metadata : columns of `METADATA_COLUMNS`; ``published``, ``published_from`` and ``published_to`` as ``YYYY-MM-DD``,
        ``YYYY-MM`` or ``YYYY``. A month or a year is a bound.

    Returns
    -------
    ``articles`` with title, published (basis ``given``), its bounds, source and url filled in, and ``notes``. A day
    that ``articles`` has stays within bounds that hold it; others put an end to it (basis ``bounded``).

    Raises
    ------
    ArticleError : a row names an article that is not in ``articles``, or names one twice, or its date is no date, or
        its bounds are the wrong way round.
    """
    check_table(articles, "articles")
    known = metadata.fillna("").astype(str).set_index("article_id")
    lost = known.index.difference(pd.Index(articles["article_id"]))
    twice = known.index[known.index.duplicated()].unique()
    for problem, ids in (("names articles that are not there", lost), ("has more than one row for", twice)):
        if len(ids):
            named = f"{', '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"
            remedy = "Correct or delete those rows; article_id is the file name without '.txt'."
            raise ArticleError(f"The metadata {problem}: {named}. {remedy}")
    known = known.reindex(articles["article_id"], fill_value="").reset_index(drop=True)
    result = articles.copy()
    for column in ("title", "source", "url", "notes"):
        if column in known:
            given = known[column].map(nfc)
            result[column] = given.where(given != "", articles.get(column, "")).astype("str")
    rows = zip(articles["article_id"], known.to_dict("records"), strict=True)
    known_days = [read_known(_list_days(row), f"{key}: ") for key, row in rows]
    ends = pd.DataFrame(known_days, result.index, [0, 1], DAY)
    low, high = ends[0], ends[1]
    exact, day = low.notna() & (low == high), result["published"]
    holds = day.notna() & ~(day < low) & ~(day > high)
    rows = (low.notna() | high.notna()) & (exact | ~holds)
    result.loc[rows, "published"] = low.where(exact)[rows]
    result.loc[rows, "published_from"] = low.fillna(result["published_from"])[rows]
    result.loc[rows, "published_to"] = high.fillna(result["published_to"])[rows]
    result.loc[rows, "published_basis"] = exact[rows].map({True: "given", False: "bounded"})
    return result


def find_metadata(where: Where) -> list[Path]:
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


def load_metadata(where: Where, metadata: Path | str | None) -> pd.DataFrame | None:
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
        allowed = f"allowed are {', '.join(METADATA_COLUMNS)}, and article_id is needed"
        raise ArticleError(f"{path}, line 1: the columns are {', '.join(table)}; {allowed}.")
    for number, row in enumerate(table.to_dict("records"), start=2):
        read_known(_list_days(row), f"{path}, line {number}: ")
    return table


def _list_days(row: Mapping[str, str]) -> list[str]:
    return [row.get(name, "") for name in ("published", *BOUNDS)]
