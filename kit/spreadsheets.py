"""Spreadsheets: tables that people open, edit and save by hand. No cell of theirs is ever computed.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula (OWASP,
*CSV Injection*). Text of an article may begin so: it is written behind an apostrophe, which is taken off on reading.
What a spreadsheet does to a table in return is undone where that is certain, and refused where it is not: other
separators and encodings, ids taken for numbers or dates, cells that show an error or nothing.
"""

import codecs
import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Callable, Collection, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, LexiconError
from kit.files import read_data
from kit.packages import load_package

# Mistakes of a file that are shown; the others are counted.
MOST_SHOWN = 10

# The number of a row as a spreadsheet shows it (a cell may have several lines), and its cells.
Row = tuple[int, list[str]]

_BOOKS = (".xlsx", ".xlsm")
_LARGEST = 200 << 20  # bytes that a workbook may unpack to
_DAMAGED = (zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError)
_HEAD = 20  # rows among which that of the names is looked for
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SEPARATED = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_LETTERS_LOST = re.compile(r"[A-Za-z]\?+[A-Za-z]")
_UNSAVED, _MERGED = "#FORMULA without its value", "#MERGED with others"
_FAULT = re.compile(r"#(?:NAME\?|(?:REF|VALUE|DIV/0|NUM|NULL|SPILL)!|N/A|#+|FORMULA .*|MERGED .*)|Err:\d+")


def guard_text(text: Any) -> Any:
    """Text that a spreadsheet shows and does not compute; `unguard_text` gives it back. What is no text stays.

    >>> guard_text("=SUM(A1)"), guard_text("Bộ trưởng"), unguard_text(guard_text("'-2"))
    ("'=SUM(A1)", 'Bộ trưởng', "'-2")
    """
    return f"'{text}" if isinstance(text, str) and _FORMULA.match(text) else text


def unguard_text(text: str) -> str:
    """What `guard_text` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def guard_cells(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with every cell of text guarded, also in its index and in the names of its columns."""
    return table.map(guard_text).rename(index=guard_text, columns=guard_text)


def write_cells(table: pd.DataFrame, *, separator: str = ",") -> bytes:
    """``table`` as a CSV without formulas: UTF-8 with a byte order mark, by which Excel knows Vietnamese.

    With ``;`` between cells numbers have a decimal comma: that is how the systems write that expect it.
    """
    decimal = "," if separator == ";" else "."
    text = guard_cells(table).to_csv(index=False, sep=separator, decimal=decimal, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def raise_problems(problems: Sequence[str]) -> None:
    """Raise a `FileError` of all that is wrong with a file, if anything is; of more than `MOST_SHOWN` how many more."""
    if problems:
        more = len(problems) - MOST_SHOWN
        raise FileError("\n".join(problems[:MOST_SHOWN]) + (f"\n… and {more} more." if more > 0 else ""))


def find_sheet(path: Path, is_wanted: Callable[[Path], bool] = Path.is_file) -> Path:
    """The file of a table that people edit: ``path``, or, where that is a CSV, the workbook of its name in its place.

    Raises
    ------
    FileError : both are there.
    """
    books = [path.with_suffix(ending) for ending in _BOOKS] if path.suffix.lower() == ".csv" else []
    files = [file for file in (path, *books) if file.is_file() and is_wanted(file)]
    if len(files) > 1:
        both = " and ".join(file.name for file in files)
        raise FileError(f"{path.parent} has {both}. Keep the one that you edit, and move the other away.")
    return next(iter(files), path)


def is_book(path: Path) -> bool:
    """Whether a file is a workbook, by its ending."""
    return path.suffix.lower() in _BOOKS


def open_book(stream: Any, *, limit: int = _LARGEST, **how: Any) -> Any:
    """A workbook (.xlsx); ``how`` as for openpyxl.

    Raises
    ------
    ValueError : it unpacks to more than ``limit`` bytes.
    """
    openpyxl = load_package("openpyxl", "Reading .xlsx")
    with zipfile.ZipFile(stream) as archive:
        size = sum(info.file_size for info in archive.infolist())
    if size > limit:
        raise ValueError(f"it unpacks to {size:,} bytes, more than {limit:,}")
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # of what it looks like
        return openpyxl.load_workbook(stream, **how)


def read_cells(
    path: Path, *, keys: Collection[str] = (), known: Collection[str] = (), noted: bool = True
) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """A table that people edit: a workbook, or a CSV with ``,``, ``;``, ``|`` or tabs between cells.

    Parameters
    ----------
    path : the file; UTF-8, with or without a byte order mark, or UTF-16 with one (Excel's *Unicode text*).
    keys : names of columns of which the table has one: rows above it, and sheets without it, are something else.
    known : names of columns, which may be written in any case.
    noted : note that it was read (`kit.files.watch_reading`).

    Returns
    -------
    The names of its columns; and of every row that is not blank its number, as a spreadsheet shows it, and its
    cells by column, without outer white space, as they were before they were guarded. A cell that lacks is "". Of a
    workbook the values of formulas are read, of a date what its cell shows of it, and what is hidden like all else.

    Raises
    ------
    FileError : there is no such file, or it cannot be read without losing something; all that is wrong, with the rows.
    """
    spelt = {name.casefold(): name for name in known} | {name: name for name in (*known, *keys)}
    try:
        data = read_data(path) if noted else path.read_bytes()
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    packed = is_book(path) or data.startswith(b"PK\3\4")  # be it named .csv
    grids = _read_book(path.name, data) if packed else {"": _read_csv(path.name, data, keys)}
    sheets = {}
    for title, rows in grids.items():
        rows = [row for row in rows if any(row[1])]
        head = next((place for place, (_, row) in enumerate(rows[:_HEAD]) if _has(row, keys)), 0)
        names = rows[head][1] if rows else []
        sheets[title] = [spelt.get(name, spelt.get(name.casefold(), name)) for name in names], rows[head:]
    wanted = {title: sheet for title, sheet in sheets.items() if _has(sheet[0], keys)}
    if len(wanted) > 1 or (len(sheets) > 1 and not wanted):
        which = f"{'more than one sheet' if wanted else 'no sheet'} with a column {' or '.join(keys)}"
        listed = ", ".join(map(repr, wanted or sheets))
        raise FileError(f"{path.name} has {which}: {listed}. Put all rows into one, below their names.")
    return _check_cells(path.name, *next(iter((wanted or sheets).values())))


def _check_cells(file: str, names: list[str], rows: list[Row]) -> tuple[list[str], list]:
    """The names of the columns and, of the rows below them, the cells by name; or all that is wrong with them."""
    twice = dict.fromkeys(name for place, name in enumerate(names) if name and name in names[:place])
    problems = [f"{file} has two columns {name}. Give one of them another name." for name in twice]
    for number, cells in rows:
        for name, cell in zip([*names, *[""] * len(cells)], cells, strict=False):
            if _FAULT.fullmatch(cell):
                why = f"the cell under {name!r} is {cell}. Write what it should be."
                problems.append(f"{file}, row {number}: {why}")
            elif cell and not name:
                remedy = "Put a text that holds the separator in quotation marks, or name its column."
                problems.append(f"{file}, row {number} has more cells than columns: {cell!r}. {remedy}")
    raise_problems(problems)
    found = [(at, dict(zip(names, [*cells, *[""] * len(names)], strict=False))) for at, cells in rows[1:]]
    return [name for name in names if name], found


def _has(row: Sequence[str], keys: Collection[str]) -> bool:
    """Whether a row of names has one of these; without any, whether it has a name."""
    names = {name.casefold() for name in row if name}
    return not names.isdisjoint(keys) if keys else bool(names)


def _clean(cell: str) -> str:
    return unguard_text(unicodedata.normalize("NFC", cell).strip().strip("\ufeff\u200b").strip())


def _read_csv(file: str, data: bytes, keys: Collection[str]) -> list[Row]:
    try:
        marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # of every other letter, if UTF-16 has no mark
        raise FileError(f"{file} is not UTF-8; save it as 'CSV UTF-8'.")
    said = _SEPARATED.match(text)
    lines = text.splitlines()[:_HEAD] or [""]
    head = next((line for line in lines if any(key in line.casefold() for key in keys)), lines[0])
    separator = said[1] if said else max(",;\t|", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    try:
        for line in islice(reader, bool(said), None):
            rows.append((len(rows) + 1, [*map(_clean, line)]))
    except csv.Error as error:
        raise FileError(f"{file}, row {len(rows) + 1}: {error}; is a quotation mark left open?") from None
    for number, cells in rows if text.isascii() else ():
        if lost := [cell for cell in cells if _LETTERS_LOST.search(cell) and "://" not in cell]:
            why = f"{lost[0][:40]!r} has lost its Vietnamese letters; save it again as 'CSV UTF-8'"
            raise FileError(f"{file}, row {number}: {why}.")
    return rows


def _read_book(file: str, data: bytes) -> dict[str, list[Row]]:
    """The rows of each sheet."""
    try:
        # What was computed, and what it was computed by.
        books = (open_book(io.BytesIO(data), data_only=only).worksheets for only in (True, False))
        both = [(one.title, zip(one, other, strict=True)) for one, other in zip(*books, strict=True)]
        rows = {name: [[*map(_show_cell, *pair)] for pair in pairs] for name, pairs in both}
        return {name: [*enumerate(cells, 1)] for name, cells in rows.items()}
    except _DAMAGED as error:
        why = f"is a damaged workbook, or none ({error}); save it again as .xlsx"
        raise FileError(f"{file} {why}.") from None


def _show_cell(cell: Any, formula: Any) -> str:
    """A cell of a workbook as text."""
    value = cell.value
    if type(cell).__name__ == "MergedCell":
        return _MERGED
    if value is None:
        return _UNSAVED if formula.data_type == "f" else ""
    if isinstance(value, date):
        shown = re.sub(r'"[^"]*"|\[[^]]*\]|\\.', "", cell.number_format.casefold())
        year, month, day = (letter in shown for letter in "ymd")
        if not (year and month and day):  # a year that is not shown was not written either
            return f"{value:%Y-%m}" if year and month else f"{value:%Y}" if year else f"{value:%d-%m}"
        return str(value).removesuffix(" 00:00:00")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else _clean(str(value))


def read_table(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """A reference table that people may edit: these columns as text; the index is the row in the file.

    Raises
    ------
    LexiconError : a column is missing.
    FileError : as `read_cells`.
    """
    names, rows = read_cells(path)
    if missing := [column for column in columns if column not in names]:
        raise LexiconError(path, 1, f"it lacks the columns {', '.join(missing)}.", "Add them.")
    lines = [line for line, _ in rows]
    return pd.DataFrame([cells for _, cells in rows], index=lines, columns=list(columns), dtype="str")
