"""Spreadsheets: tables that people open, edit and save by hand. No cell of theirs is ever computed.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return for a formula (OWASP,
*CSV Injection*). Text of an article may begin so: it is written behind an apostrophe, which is taken off on reading.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, LexiconError
from kit.files import read_data

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


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


def read_cells(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """A CSV that people edit, with ``,``, ``;`` or tabs between cells.

    Returns
    -------
    The names of its columns; and of every row that is not blank the number of its (last) line in the file and its
    cells by column, without outer white space, as they were before they were guarded. A cell that lacks is "".

    Raises
    ------
    FileError : there is no such file, it is not UTF-8, two columns have one name, or a row has more cells than columns.
    """
    try:
        text = unicodedata.normalize("NFC", read_data(path).decode("utf-8-sig"))
    except FileNotFoundError:
        raise FileError(f"There is no file {path}.") from None
    except UnicodeDecodeError:
        raise FileError(f"{path.name} is not UTF-8; save it as 'CSV UTF-8'.") from None
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows = []
    try:
        names = [unguard_text(name.strip()) for name in next(reader, [])]
        if twice := [name for place, name in enumerate(names) if name and name in names[:place]]:
            raise FileError(f"{path.name} has two columns {twice[0]}. Give one of them another name.")
        for line in reader:
            cells = [unguard_text(cell.strip()) for cell in line]
            if any(cells[len(names) :]):
                raise FileError(
                    f"{path.name}, row {reader.line_num} has more cells than columns: {cells[len(names) :][-1]!r}. "
                    "Put a text that holds the separator in quotation marks."
                )
            if any(cells):
                rows.append((reader.line_num, dict(zip(names, [*cells, *[""] * len(names)], strict=False))))
    except csv.Error as error:
        where = f"{path.name}, row {reader.line_num}"
        raise FileError(f"{where}: {error}; is a quotation mark left open?") from None
    return names, rows


def read_table(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """A reference table that people may edit: these columns as text; the index is the line in the file.

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
