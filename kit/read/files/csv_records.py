"""CSV as it is found: any of four separators, byte-order marks, ragged rows, quotes that never close."""

import csv
import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from kit.read.files.compression import find_damage
from kit.read.files.lines import Line, Problem, read_lines

# Characters that one field may have.
LONGEST = 16 << 20
_SEPARATORS = ",;|\t"
_EXCEL = re.compile('\ufeff?"?sep=(.)"?\\s*', re.IGNORECASE)
_OPEN_END = re.compile(r"(?s)\S\s+\S.*(?<![.!?…\"”')/\s])\s*\Z")
_LOOKAHEAD = 5_000  # lines that a quoted field may go over
_PATIENCE = 25  # quoted fields without an end after which a file is given up


def read_csv(stream: Any, problem: Problem, is_name: Callable[[str], bool]) -> Iterator[tuple[int, dict]]:
    """Line number and cells, by the names of the first row, of every record of a CSV file.

    Parameters
    ----------
    stream : gives text lines by ``readline(limit)``, line ends as they are.
    problem : takes note of a line that is no record: too few or too many cells, a quote that never closes.
    is_name : whether a word is the name of a column; the separator is the one that finds most.
    """
    csv.field_size_limit(LONGEST)
    lines = read_lines(stream, problem, longest=LONGEST)
    header = next(lines, None)
    if header is None:
        return
    if match := _EXCEL.fullmatch(header[1]):  # Excel says so in a line of its own
        separator = match[1]
    else:
        lines = chain([header], lines)
        separator = _find_separator(header[1], is_name)
    names: list[str] = []
    patience = _PATIENCE
    while True:
        cells, used, why = _read_record(lines, separator)
        if not used:
            return
        start = used[0][0]
        if not names and not why:
            names = [cell.strip().strip("\ufeff") for cell in cells]
            continue
        if len(cells) > len(names) and not any(cells[len(names) :]):
            cells = cells[: len(names)]
        if not why and any(cells) and len(cells) != len(names):
            why = f"{len(cells)} cells where the first row has {len(names)}"
            why += " (a quotation mark that never ends?)" if len(used) > 1 else ""
        if why:
            problem(start, f"{why}; the line is skipped")
            if len(used) > 1:  # the quotation mark may be a slip: what follows is read anew
                lines = chain(used[1:], lines)
                patience -= 1
            if not patience:
                problem(start, "too many quotation marks that never end; the rest of the file is not read")
                return
        elif any(cells) and [cell.strip() for cell in cells] != names:  # else a first row that is repeated
            ended = used[-1][1].endswith(("\n", "\r"))
            if not ended and find_damage(getattr(stream, "buffer", None)):
                problem(start, "the record is cut off; it is skipped")
                return
            if not ended and _OPEN_END.search(cells[-1]):
                problem(start, "the last line ends in the midst of a text: is the file cut off?", lost=False)
            yield start, dict(zip(names, cells, strict=True))


def _read_record(lines: Iterator[Line], separator: str) -> tuple[list[str], list[Line], str]:
    """The cells of the next record, the lines it took with their numbers, and what is wrong with it ('' if nothing)."""
    used: list[Line] = []
    ran_out = False

    def feed() -> Iterator[str]:
        nonlocal ran_out
        size = 0
        while len(used) < _LOOKAHEAD and size < LONGEST and (entry := next(lines, None)) is not None:
            used.append(entry)
            size += len(entry[1])
            yield entry[1].replace("\0", "")
        ran_out = True  # the reader asked for more: a quoted field was still open

    try:
        cells = next(csv.reader(feed(), delimiter=separator), [])
    except csv.Error as error:
        return [], used, str(error)
    return cells, used, "a quotation mark opens a field and none closes it" if ran_out else ""


def _find_separator(header: str, is_name: Callable[[str], bool]) -> str:
    def count(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([header], delimiter=separator), [])
        return sum(is_name(cell.strip("\ufeff \n\r\"'")) for cell in cells), len(cells)

    return max(_SEPARATORS, key=count)
