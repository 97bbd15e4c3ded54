"""What a person knows about each article: a table beside the folder, whose filled cells win over all else."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pandas as pd

from kit.errors import ArticleError, FileError
from kit.read.files.book_records import read_book
from kit.read.files.compression import BROKEN
from kit.schema import DAY, check_table
from kit.spreadsheets import find_sheet, is_book, raise_problems, read_cells
from kit.vietnamese.dates.given import read_known
from kit.vietnamese.dates.timestamps import explain_orders
from kit.vietnamese.encodings import decode
from kit.vietnamese.ids import check_ids, match_ids
from kit.vietnamese.letters import nfc

# Where articles are: a file, a folder, an archive, a pattern, an address, or several of these.
Where = str | Path | Iterable[str | Path]

# The columns of the first and the last day on which an article can have been published.
BOUNDS = ("published_from", "published_to")

# The columns of a metadata file: what a person knows about an article, and what wins over deduction.
METADATA_COLUMNS = ("article_id", "title", "published", *BOUNDS, "source", "url", "notes")


def add_metadata(articles: pd.DataFrame, metadata: pd.DataFrame) -> pd.DataFrame:
    """Add what is known by hand; a filled cell of ``metadata`` wins over what ``articles`` has.

    Parameters
    ----------
    articles : the ``articles`` table.
    metadata : columns of `METADATA_COLUMNS`; ``published``, ``published_from`` and ``published_to`` as
        `kit.vietnamese.dates.timestamps.parse_written` reads them. A month or a year is a bound.

    Returns
    -------
    ``articles`` with title, published (basis ``given``), its bounds, source and url filled in, and ``notes`` if there
    are any. A day that ``articles`` has stays within bounds that hold it; others put an end to it (basis ``bounded``).

    Raises
    ------
    FileError : a row names an article that is not in ``articles``, or that another row names, or its date is no date,
        or its bounds are the wrong way round; all of these, with their rows.
    """
    check_table(articles, "articles")
    known = metadata.fillna("").astype(str)
    fits = match_ids(known["article_id"], articles["article_id"])
    remedy = "An article_id is the file name without '.txt'; correct or delete the row."
    wrong = check_ids(known["article_id"].to_dict(), fits, "article", remedy)
    raise_problems([*check_days(known), *(f"{_name_file(known)}, row {row}: {why}" for row, why in wrong)])
    known = known.set_index(known["article_id"].map(lambda given: fits[given][0]))
    known = known.reindex(articles["article_id"], fill_value="").reset_index(drop=True)
    result = articles.copy()
    for column in ("title", "source", "url", "notes"):
        if column in known and (column in articles or known[column].ne("").any()):
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


def check_days(metadata: pd.DataFrame) -> Iterator[str]:
    """What is wrong with the dates of metadata: with a column whose order is another, and by row."""
    yield from metadata.attrs.get("orders", ())
    for row, cells in metadata.to_dict("index").items():
        try:
            read_known(_list_days(cells), f"{_name_file(metadata)}, row {row}: ")
        except ArticleError as error:
            yield str(error)


def _name_file(metadata: pd.DataFrame) -> str:
    return metadata.attrs.get("file", "The metadata")


def _list_days(cells: Mapping[str, str]) -> list[str]:
    return [cells.get(name, "") for name in ("published", *BOUNDS)]


def find_metadata(where: Where) -> list[Path]:
    """The metadata file that belongs to a folder: ``articles.csv`` in it, else ``<folder>.csv`` beside it.

    Either may be a workbook (``.xlsx``). A table that holds the articles themselves is none: a metadata file has no
    column but `METADATA_COLUMNS`.

    Raises
    ------
    FileError : one is there as CSV and as workbook.
    """
    if not isinstance(where, (str, Path)) or not Path(where).is_dir():
        return []
    folder = Path(where).resolve()
    candidates = (Path(where) / "articles.csv", folder.with_name(folder.name + ".csv"))
    return [*filter(_is_metadata, (find_sheet(path, _is_metadata) for path in candidates))][:1]


def _is_metadata(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        if is_book(path):
            names = ""
            with suppress(*BROKEN):  # who reads it says what is wrong with it
                names = " ".join(next(read_book(file, lambda *_, **__: None), (0, {}))[1])
        else:
            head = decode(file.read(1 << 12))
            lines = head.text.splitlines() if head else []
            names = next((line for line in lines[:20] if "article_id" in line.casefold()), "")
    words = re.findall(r"\w+", names.casefold())
    return "article_id" in words and "text" not in words


def load_metadata(where: Where, metadata: Path | str | None) -> pd.DataFrame | None:
    """The metadata at ``metadata``, or that which belongs to the folder ``where``; None if there is none.

    The index is the row in the file. What its rows say is checked where they are laid over articles.

    Raises
    ------
    ArticleError : the file is missing.
    FileError : it cannot be read, there is a workbook of its name, or it has other columns.
    """
    path = find_sheet(Path(metadata)) if metadata else next(iter(find_metadata(where)), None)
    if path is None:
        return None
    if not path.is_file():
        raise ArticleError(f"There is no metadata file {path}.")
    names, rows = read_cells(path, keys=METADATA_COLUMNS[:1], known=METADATA_COLUMNS, noted=False)
    if "article_id" not in names or {*names} - {*METADATA_COLUMNS}:
        allowed = f"allowed are {', '.join(METADATA_COLUMNS)}, and article_id is needed"
        raise FileError(f"{path}: the columns are {', '.join(names) or 'none'}; {allowed}.")
    table = pd.DataFrame([cells for _, cells in rows], [row for row, _ in rows], names, "str")
    table.attrs["file"] = path.name
    table.attrs["orders"] = [f"{path.name}, {why}" for why in explain_orders(rows, ("published", *BOUNDS))]
    return table
