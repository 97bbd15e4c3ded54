"""Workbooks (.xlsx): the rows of every sheet, by the names in its first row that names a column."""

import io
from collections.abc import Iterator
from typing import Any

from kit.read.files.compression import find_limit
from kit.read.files.lines import Problem
from kit.spreadsheets import open_book
from kit.vietnamese.columns import is_column

_HEAD = 20  # rows among which that of the names is looked for


def read_book(stream: Any, problem: Problem) -> Iterator[tuple[int, dict]]:
    """Row number and cells of each row of each sheet.

    Parameters
    ----------
    stream : the workbook; it can be wound back.
    problem : takes note of a sheet without names of columns.
    """
    limit = find_limit(stream.seek(0, io.SEEK_END))
    try:
        book = open_book(stream, limit=limit, read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield from _read_sheet(sheet, problem)
    except (KeyError, TypeError, AttributeError, IndexError) as error:  # its parts do not fit together
        raise ValueError(f"it is a damaged workbook: {error}") from None


def _read_sheet(sheet: Any, problem: Problem) -> Iterator[tuple[int, dict]]:
    rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    names: list[str] | None = None
    for number, cells in rows:
        filled = [str(cell).strip() for cell in cells if cell is not None]
        if names is not None and filled:
            yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}
        elif names is None and any(map(is_column, filled)):
            names = ["" if cell is None else str(cell).strip() for cell in cells]
        elif number == _HEAD and names is None:
            break
    if names is None and sheet.max_row and sheet.max_row > 1:
        problem(0, f"the sheet {sheet.title!r} names no known column in its first rows; it is not read")
