"""Corrections by hand of events and meetings: the rows of a CSV, written once, which survive running the kit again."""

import re
import warnings
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kit.errors import FileError, KitWarning, TableError
from kit.files import write_file
from kit.schema import DIRECTIONS, INFERRED, PRECISIONS, SCHEMAS, STATUSES, make_table
from kit.spreadsheets import find_sheet, is_book, raise_problems, read_cells, write_cells
from kit.vietnamese.dates.timestamps import explain_day, explain_orders, parse_written
from kit.vietnamese.events.vocabulary import KINDS
from kit.vietnamese.ids import explain_id, is_spoilt, match_ids
from kit.vietnamese.meetings.vocabulary import KINDS as MEETINGS
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.offices import LEVELS

_YES = dict.fromkeys(("yes", "true", "1", "x", "có"), True)
_YES |= dict.fromkeys(("no", "false", "0", "không"), False)
_DAYS = ["first_day", "last_day"]
_VALUES = {"precision": PRECISIONS, "status": STATUSES, "inferred": INFERRED}
_VALUES |= {"level": LEVELS, "direction": DIRECTIONS, "kind": MEETINGS}  # events have `KINDS`
_SIDES = ("side_a", "side_b", "partners")
# Which other meetings a researcher joins with one, and parts from it.
LINKS = ("same_as", "not_same_as")


# What a researcher may change by hand, by the column that names a row; an empty cell leaves what the kit found.
CORRECTABLE = {
    "event_id": "first_day last_day precision status kind inferred what who partners keep note",
    "meeting_id": "kind side_a side_b person_a person_b level direction place first_day last_day status keep note "
    "same_as not_same_as",
}

_TABLES = {"event_id": "events", "meeting_id": "meetings"}
# The tables that are corrected by hand.
CORRECTED = tuple(_TABLES.values())
_SHOWN = ("article_id", "text", "value", "found")  # by which people recognise a row
# What a row by hand has.
_NEEDED = {"event_id": ["first_day"], "meeting_id": ["kind", "side_a", "side_b", "first_day"]}
_GIVEN = re.compile(r"(?:[a-z]-)?[0-9a-f]{12}")  # an id of the kit's, now or before ids began with a letter


def load_corrections(path: Path | str) -> pd.DataFrame:
    """Read a CSV of events or meetings corrected by hand (from `save_corrections`, edited in any spreadsheet).

    Parameters
    ----------
    path : the file: a CSV, or a workbook (``.xlsx``), which is found under the name of the CSV as well.

    Returns
    -------
    The rows, as text: event_id or meeting_id and any of the columns of `CORRECTABLE`; the index is the row in the
    file. A file that is not there is an empty table, so that a notebook runs before anything has been corrected.

    Raises
    ------
    FileError : the file cannot be read, lacks the id, has an unknown column or corrects the same thing twice; or a CSV
        and a workbook of its name are there.

    Examples
    --------
    >>> load_corrections("not-yet-there.csv").empty
    True
    """
    table, problems = _read_file(Path(path))
    names = table[_find_key(table, table)] if len(table) else pd.Series(dtype="str")
    for line, name in names[names.duplicated() & (names != "")].items():
        file = table.attrs["file"]
        problems.append(f"{file}, row {line}: {name} is corrected a second time. Keep one of the rows.")
    raise_problems(problems)
    return table


def _read_file(path: Path) -> tuple[pd.DataFrame, list[str]]:
    """The rows of a file, and what is wrong with them."""
    path = find_sheet(path)
    if not path.exists():
        return pd.DataFrame(), []
    known = {name for key, table in _TABLES.items() for name in (*SCHEMAS[table], *CORRECTABLE[key].split())}
    names, rows = read_cells(path, keys=tuple(CORRECTABLE), known={*known, *_SHOWN})
    key = next((key for key in CORRECTABLE if key in names), "")
    if not key:
        needed = " or ".join(CORRECTABLE)
        raise FileError(f"{path.name} lacks the column {needed}; start from kit.save_corrections.")
    table = pd.DataFrame([cells for _, cells in rows], [line for line, _ in rows], names, "str")
    cells = CORRECTABLE[key].split()
    if unknown := ", ".join(sorted(set(table) - {*SCHEMAS[_TABLES[key]], *cells, *_SHOWN})):
        raise FileError(f"{path.name} has the unknown columns {unknown}. Use {', '.join(cells)}.")
    table.attrs["file"] = path.name
    remedy = "Give a row of yours a name that no other row has."
    problems = [f"{path.name}, row {line} has no {key}. {remedy}" for line in table.index[table[key] == ""]]
    return table, [*problems, *(f"{path.name}, {why}" for why in explain_orders(rows, _DAYS))]


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
    FileError : the file that is there cannot be read, or is a workbook.
    TableError : the table is neither.
    """
    path = find_sheet(Path(path))
    old = load_corrections(path)
    key = _find_key(table, old)
    cells = CORRECTABLE[key].split()
    told = table.reindex(columns=["first_day", *cells[:5]]).astype("str").fillna("")
    table = table.assign(found=told.agg(" ".join, axis=1).str.split().str.join(" "))
    shown = [name for name in (key, *_SHOWN) if name in table and (key, name) != ("event_id", "found")]
    blank = table[shown].astype("str").assign(**dict.fromkeys(cells, ""))
    fits = match_ids(old.get(key, []), table[key], lettered=True)
    new = blank[~blank[key].isin({name for found in fits.values() for name in found})]
    if is_book(path):
        why = f"{path.name} is a workbook, and corrections are written as CSV"
        remedy = f"Name {path.stem}.csv, or save the workbook as that ('CSV UTF-8') in its place."
        raise FileError(f"{why}. {remedy}")
    return write_file(path, write_cells(pd.concat([old, new]).fillna("")))


def lay_over(
    table: pd.DataFrame, corrections: pd.DataFrame | Path | str, *, lexicons: Path | str | None = None
) -> pd.DataFrame:
    """Lay corrections over events or meetings; what is only in the corrections is added if they tell enough of it.

    Parameters
    ----------
    table : the ``events`` or the ``meetings`` table.
    corrections : from `load_corrections`, or the path of that file, which need not be there yet.
    lexicons : the folder of lexicons of one's own, whose partners may be named beside those of the table.

    Returns
    -------
    ``table`` as corrected, without the rows that are not to be kept. A corrected day has the basis ``by hand``.
    Meetings have the further columns same_as and not_same_as, and by_hand: the columns that were corrected.

    Raises
    ------
    FileError : all that is wrong with the file, with the rows: a cell that cannot be read, a row of what the kit never
        found that does not tell enough to stand alone, an id that a spreadsheet has changed beyond recognition.
    TableError : the table is neither.

    Warns
    -----
    KitWarning : a row is of something that is no longer found.
    """
    problems: list[str] = []
    if not isinstance(corrections, pd.DataFrame):
        corrections, problems = _read_file(Path(corrections))
    key = _find_key(table, corrections)
    links = LINKS if key == "meeting_id" else ()
    further = {name: table.get(name, "") for name in (*links, "by_hand") if links}
    result = table.assign(**further)
    empty = dict.fromkeys(("sentence", "start", "end"), -1) | dict.fromkeys(further, "") | {"keep": True}
    corrections = corrections.fillna("").astype("str").map(str.strip)
    places = {name: index for index, name in result[key].items()}
    articles = match_ids(corrections.get("article_id", []), table.get("article_id", []))
    fits = match_ids(corrections.get(key, []), places, lettered=True)
    known = _Known(key, table, lexicons, {*places, *(given for given, found in fits.items() if not found)})
    added: list[dict] = []
    lost: list[str] = []
    for line, row, cells in _read_rows(corrections, fits, result, known, problems):
        gone = [one for link in links for one in cells.get(link, "").split("; ") if {one} - known.ids - {""}]
        if links:
            cells["by_hand"] = "; ".join(name for name in CORRECTABLE[key].split() if row.get(name))
        if found := fits[row[key]]:
            for name, value in cells.items():
                result.loc[places[found[0]], name] = value
        elif all(name in cells for name in _NEEDED[key]):
            told = {name: row.get(name, "") for name in (key, *_SHOWN) if name in table}
            if len(known_as := articles.get(told.get("article_id", ""), [])) == 1:
                told["article_id"] = known_as[0]
            added.append(empty | told | cells)
        elif cells.get("keep", True):
            gone.insert(0, row[key])
        lost += [f"{one} in row {line}" for one in gone]
    if lost:
        which = f"of {_TABLES[key]} that are no longer found ({', '.join(lost[:3])})"
        remedy = f"Give a {', a '.join(_NEEDED[key])} to keep such a row, or delete it."
        what = f"{len(lost)} corrections are {which}; they have no effect. {remedy}"
        warnings.warn(what, KitWarning, stacklevel=3)
    if added:
        result = pd.concat([result, make_table(added, _TABLES[key])], ignore_index=True)
    return result[result["keep"]].reset_index(drop=True)


class _Known(NamedTuple):
    """What corrections may name: ids of a table, or those that they add; partners of it, or of the lexicons."""

    key: str
    table: pd.DataFrame
    lexicons: Path | str | None
    ids: set[str]


def _find_key(table: pd.DataFrame, corrections: pd.DataFrame) -> str:
    """The column that names the rows of a table, and those of its corrections."""
    key = next((key for key in CORRECTABLE if key in table), "")
    if not key:
        raise TableError("Only the tables of events and of meetings are corrected by hand.")
    if len(corrections) and key not in corrections:
        file = corrections.attrs.get("file", "The table of corrections")
        raise FileError(f"{file} lacks the column {key}: it corrects something else than {_TABLES[key]}.")
    return key


def _read_rows(
    corrections: pd.DataFrame, fits: dict, table: pd.DataFrame, known: _Known, problems: list[str]
) -> list[tuple[Any, dict, dict[str, Any]]]:
    """Number, text and values of every row that corrects something; or a `FileError` of all that is wrong with them."""
    days = table.drop_duplicates(known.key, keep="last").set_index(known.key)[_DAYS]
    taken: dict[str, Any] = {}
    rows = []
    for line, row in corrections.to_dict("index").items():
        if not any(row.get(name) for name in CORRECTABLE[known.key].split()):
            continue
        where = f"{corrections.attrs.get('file', 'The corrections')}, row {line} ({row[known.key]})"
        found = fits[row[known.key]]
        old = days.loc[found[0]].to_dict() if found else dict.fromkeys(_DAYS, pd.NaT)
        rows.append((line, row, _read_row(row, old, where, known, problems)))
        if why := _explain_row(row, found, known):
            problems.append(f"{where}: {why}")
        elif found and (first := taken.setdefault(found[0], line)) != line:
            problems.append(f"{where}: {found[0]} is corrected in row {first} as well. Keep one of the rows.")
    raise_problems(problems)
    return rows


def _explain_row(row: dict, found: list[str], known: _Known) -> str:
    """Why a row corrects nothing and adds nothing; "" if it does, or did once."""
    given, needed = row[known.key], _NEEDED[known.key]
    enough = all(row.get(name) for name in needed) and not is_spoilt(given)
    if len(found) == 1 or not given or (not found and (enough or _GIVEN.fullmatch(given))):
        return ""
    remedy = f"Write the {known.key} as kit.save_corrections gives it"
    remedy += "." if found else f", or a {', a '.join(needed)} with a name of yours."
    return f"{explain_id(given, found, _TABLES[known.key][:-1])} {remedy}"


def _read_row(row: dict, old: dict, where: str, known: _Known, problems: list[str]) -> dict[str, Any]:
    """The corrected cells of a row as what they stand for; what cannot be read is added to the problems."""
    cells: dict[str, Any] = {}
    for name in CORRECTABLE[known.key].split():
        try:
            if text := row.get(name, ""):
                cells[name] = _read_cell(name, text, f"{where}: {name} is {text!r}", known)
        except FileError as error:
            problems.append(str(error))
    return _complete_days(cells, old, where, problems)


def _read_cell(name: str, text: str, where: str, known: _Known) -> Any:
    """A corrected cell as what it stands for."""
    if name in _DAYS:
        first, last = parse_written(text) or (None, text)
        if first != last:
            raise FileError(f"{where}, which is no date. {explain_day(text)}")
        return pd.Timestamp(last)
    if name == "keep":
        if text.lower() not in _YES:
            raise FileError(f"{where}. Write yes or no.")
        return _YES[text.lower()]
    if name in LINKS:
        return _read_links(text, where, known)
    if name in _SIDES:
        return _read_sides(text, where, known)
    if values := KINDS if (name, known.key) == ("kind", "event_id") else _VALUES.get(name):
        spelt = {value.casefold(): value for value in values}
        listed = text.casefold().split(",") if name == "inferred" else [text.casefold()]
        parts = [part.strip() for part in listed]
        if not spelt.keys() >= {*parts}:
            raise FileError(f"{where}. Use one of: {', '.join(values)}.")
        return ",".join(spelt[part] for part in parts)
    return "; ".join(map(str.strip, text.lower().split(";"))) if name in ("person_a", "person_b") else text


def _read_links(text: str, where: str, known: _Known) -> str:
    """Ids of other rows, with ; or , between them."""
    given = [one for one in re.split(r"\s*[;,]\s*", text) if one]
    fits = match_ids(given, known.ids, lettered=True)
    for one, found in fits.items():
        if len(found) > 1 or not (found or _GIVEN.fullmatch(one)):
            why = explain_id(one, found, "meeting")
            raise FileError(f"{where}, but {why} Write ids with ; between them.")
    return "; ".join(fits[one][0] if fits[one] else one for one in given)


def _read_sides(text: str, where: str, known: _Known) -> str:
    """Partners that the lexicons know, or the table."""
    columns = (known.table[column] for column in _SIDES if column in known.table)
    there = {*load_gazetteer(known.lexicons).partners, *" ".join(map(" ".join, columns)).split()}
    sides = re.sub(r"[;,]", " ", text).split()
    if unknown := [side for side in sides or [text] if side not in there]:
        remedy = "Write codes with blanks: BEL IOM; of lexicons of your own, give lexicons=corpus.lexicons."
        raise FileError(f"{where}, but there is no partner {unknown[0]}. {remedy}")
    return " ".join(sides)


def _complete_days(cells: dict[str, Any], old: dict, where: str, problems: list[str]) -> dict[str, Any]:
    """The cells, with both days where one is corrected: what was one day stays one."""
    if not cells.keys() & {*_DAYS}:
        return cells
    first, last = (cells.get(name, old[name]) for name in _DAYS)
    if "last_day" not in cells and (old["first_day"] == old["last_day"] or not first <= last):
        last = first
    if not first <= last:
        problems.append(f"{where}: the last_day {last:%Y-%m-%d} has no first_day before it. Mend the days.")
    return cells | {"first_day": first, "last_day": last, "basis": "by hand"}
