"""Corrections by hand of events and meetings: the rows of a CSV, written once, which survive running the kit again."""

import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, KitWarning, TableError
from kit.files import write_file
from kit.schema import DIRECTIONS, MEETINGS, PRECISIONS, SCHEMAS, STATUSES, make_table
from kit.spreadsheets import read_cells, write_cells
from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.events.vocabulary import KINDS
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.offices import LEVELS

_YES = dict.fromkeys(("yes", "true", "1", "x", "có"), True) | dict.fromkeys(
    ("no", "false", "0", "không"), False
)
_DAYS = ["first_day", "last_day"]
_VALUES = {
    "precision": PRECISIONS,
    "status": STATUSES,
    "kind": MEETINGS,
    "level": LEVELS,
    "direction": DIRECTIONS,
}
LINKS = ("same_as", "not_same_as")
"""Which other meetings a researcher joins with one, and parts from it."""


CORRECTABLE = {
    "event_id": "first_day last_day precision status kind inferred what who partners keep note",
    "meeting_id": "kind side_a side_b person_a person_b level direction place first_day last_day status keep note "
    "same_as not_same_as",
}
"""What a researcher may change by hand, by the column that names a row; an empty cell leaves what the kit found."""

_TABLES = {"event_id": "events", "meeting_id": "meetings"}
_SHOWN = ("article_id", "text", "value", "found")  # by which people recognise a row
_NEEDED = {"event_id": ["first_day"], "meeting_id": ["kind", "side_a", "side_b", "first_day"]}
"""What a row by hand has."""


def load_corrections(path: Path | str) -> pd.DataFrame:
    """Read a CSV of events or meetings corrected by hand (from `save_corrections`, edited in any spreadsheet).

    Parameters
    ----------
    path : the file.

    Returns
    -------
    The rows, as text: event_id or meeting_id and any of the columns of `CORRECTABLE`; the index is the row in the
    file. A file that is not there is an empty table, so that a notebook runs before anything has been corrected.

    Raises
    ------
    FileError : the file is no CSV, lacks the id, has an unknown column or corrects the same thing twice.

    Examples
    --------
    >>> load_corrections("not-yet-there.csv").empty
    True
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame()
    names, rows = read_cells(path)
    key = next((key for key in CORRECTABLE if key in names), "")
    if not key:
        needed = " or ".join(CORRECTABLE)
        raise FileError(f"{path.name} lacks the column {needed}; start from kit.save_corrections.")
    table = pd.DataFrame([cells for _, cells in rows], [line for line, _ in rows], names, "str")
    cells = CORRECTABLE[key].split()
    if unknown := ", ".join(sorted(set(table) - {*SCHEMAS[_TABLES[key]], *cells, *_SHOWN})):
        raise FileError(f"{path.name} has the unknown columns {unknown}. Use {', '.join(cells)}.")
    for line in table.index[table[key].str.strip() == ""]:
        raise FileError(
            f"{path.name}, row {line} has no {key}. Give a row of yours a name that no other row has."
        )
    for line, name in table.loc[table[key].duplicated(), key].items():
        raise FileError(f"{path.name}, row {line}: {name} is corrected a second time. Keep one of the rows.")
    table.attrs["file"] = path.name
    return table


def save_corrections(table: pd.DataFrame, path: Path | str) -> Path:
    """Write events or meetings as a CSV to correct by hand; what was corrected there before is kept.

    A new file lists every row with empty cells to fill in where the kit is wrong; columns that only help to
    recognise it (article_id, text, of a meeting what was found) are filled. When the file exists, its rows stay as
    they are and only those that it lacks are added.

    Parameters
    ----------
    table : the ``events`` or the ``meetings`` table.
    path : the file.

    Returns
    -------
    The path.

    Raises
    ------
    FileError : the file that is there cannot be read.
    TableError : the table is neither.
    """
    old = load_corrections(path)
    key = _find_key(table, old)
    cells = CORRECTABLE[key].split()
    told = table.reindex(columns=["first_day", *cells[:5]]).astype("str").fillna("")
    table = table.assign(found=told.agg(" ".join, axis=1).str.split().str.join(" "))
    shown = [name for name in (key, *_SHOWN) if name in table and (key, name) != ("event_id", "found")]
    blank = table[shown].astype("str").assign(**dict.fromkeys(cells, ""))
    new = blank[~blank[key].isin(old.get(key, []))]
    return write_file(path, write_cells(pd.concat([old, new]).fillna("")))


def lay_over(table: pd.DataFrame, corrections: pd.DataFrame | Path | str) -> pd.DataFrame:
    """Lay corrections over events or meetings; what is only in the corrections is added if they tell enough of it.

    Parameters
    ----------
    table : the ``events`` or the ``meetings`` table.
    corrections : from `load_corrections`, or the path of that file, which need not be there yet.

    Returns
    -------
    ``table`` as corrected, without the rows that are not to be kept. A corrected day has the basis ``by hand``.
    Meetings have the further columns same_as and not_same_as, and by_hand: the columns that were corrected.

    Raises
    ------
    FileError : the file, or a cell of it, cannot be read; with the file and the row.
    TableError : the table is neither.
    """
    if not isinstance(corrections, pd.DataFrame):
        corrections = load_corrections(corrections)
    key = _find_key(table, corrections)
    names = CORRECTABLE[key].split()
    links = [name for name in LINKS if name in names]
    further = {name: table.get(name, "") for name in (*links, *["by_hand"] * len(links[:1]))}
    needed = _NEEDED[key]
    result = table.assign(**further)
    places = {name: index for index, name in result[key].items()}
    known = {"", *places, *corrections.get(key, [])}
    empty = dict.fromkeys(("sentence", "start", "end"), -1) | dict.fromkeys(further, "") | {"keep": True}
    added: list[dict] = []
    lost: list[str] = []
    for line, row in corrections.fillna("").to_dict("index").items():
        where = f"{corrections.attrs.get('file', 'The corrections')}, row {line} ({row[key]})"
        given = {name: str(row[name]).strip() for name in names if name in row}
        cells = {name: _read_cell(name, text, where, table) for name, text in given.items() if text}
        lost += {name for link in links for name in cells.get(link, "").split("; ")} - known
        by_hand = {"by_hand": "; ".join(cells)} if links and cells else {}
        if (place := places.get(row[key])) is not None:
            for name, value in _complete_days(
                cells | by_hand, result.loc[place, _DAYS].to_dict(), where
            ).items():
                result.loc[place, name] = value
        elif all(name in cells for name in needed):
            told = {name: str(row.get(name, "")) for name in (key, *_SHOWN) if name in table}
            added.append(empty | told | _complete_days(cells | by_hand, dict.fromkeys(_DAYS, pd.NaT), where))
        elif cells.get("keep", bool(cells)):
            lost.append(row[key])
    if lost:
        warnings.warn(
            f"{len(lost)} corrections are of {_TABLES[key]} that are no longer found ({', '.join(lost[:3])}); they "
            f"have no effect. Give a {', a '.join(needed)} to keep such a row, or delete it.",
            KitWarning,
            stacklevel=3,
        )
    if added:
        result = pd.concat([result, make_table(added, _TABLES[key])], ignore_index=True)
    return result[result["keep"]].reset_index(drop=True)


def _find_key(table: pd.DataFrame, corrections: pd.DataFrame) -> str:
    """The column that names the rows of a table, and those of its corrections."""
    key = next((key for key in CORRECTABLE if key in table), "")
    if not key:
        raise TableError("Only the tables of events and of meetings are corrected by hand.")
    if len(corrections) and key not in corrections:
        file = corrections.attrs.get("file", "The table of corrections")
        raise FileError(f"{file} lacks the column {key}: it corrects something else than {_TABLES[key]}.")
    return key


def _read_cell(name: str, text: str, where: str, table: pd.DataFrame) -> Any:
    """A corrected cell as what it stands for."""
    where = f"{where}: {name} is {text!r}"
    if name in _DAYS:
        day = parse_timestamp(text)
        if day is None:
            raise FileError(f"{where}, which is no date. Write it as 2023-05-09.")
        return pd.Timestamp(day)
    if name == "keep":
        if text.lower() not in _YES:
            raise FileError(f"{where}. Write yes or no.")
        return _YES[text.lower()]
    values = KINDS if name == "kind" and "event_id" in table else _VALUES.get(name)
    if values and text not in values:
        raise FileError(f"{where}. Use one of: {', '.join(values)}.")
    if name in ("side_a", "side_b"):
        known = {*load_gazetteer().partners, *" ".join([*table["side_a"], *table["side_b"]]).split()}
        if unknown := [side for side in text.split() if side not in known]:
            raise FileError(
                f"{where}, but there is no partner {unknown[0]}. Write codes with blanks: BEL IOM."
            )
    parts = "; ".join(part.strip() for part in text.split(";"))
    return parts.lower() if name in ("person_a", "person_b") else parts if name in LINKS else text


def _complete_days(cells: dict[str, Any], old: dict[Any, Any], where: str) -> dict[str, Any]:
    """The cells, with both days where one is corrected: what was one day stays one."""
    if not cells.keys() & {*_DAYS}:
        return cells
    first, last = (cells.get(name, old[name]) for name in _DAYS)
    if "last_day" not in cells and (old["first_day"] == old["last_day"] or not first <= last):
        last = first
    if not first <= last:
        raise FileError(f"{where}: the last_day {last:%Y-%m-%d} has no first_day before it. Mend the days.")
    return cells | {"first_day": first, "last_day": last, "basis": "by hand"}
