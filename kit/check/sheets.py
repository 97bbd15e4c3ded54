"""Sheets: sentences written as a form to be coded by hand in a spreadsheet, and its rows read back."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from kit.count.roles import Roles
from kit.errors import FileError, OptionError, TableError, suggest
from kit.files import write_file
from kit.schema import STORY_ROLES, check_table
from kit.spreadsheets import read_cells, write_cells
from kit.vietnamese.dates.timestamps import explain_day, write_value

# What a coder writes when a sentence has no (other) code; an empty row means: not coded.
NONE = "none"

# The columns that say which sentence was coded.
UNIT = ["article_id", "sentence"]

_YES, _NO = {"1", "x", "yes", "có", "true"}, {"0", "no", "không", "false", "-"}
_FORM = ("article_id", "sentence", "role", "text")
_KNOWN = {*_FORM, "coder", "start", "end", "note", "codes", "probability"}
_STRATA = {"period", "source", "theme"}  # columns that a sheet may have beside those, and that are no codes


class Row(NamedTuple):
    """A row of a sheet; ``codes`` are 1 or 0 by key, or None if it was left blank; probability 0: not known."""

    where: str
    coder: str
    article_id: str
    sentence: int
    text: str
    codes: dict[str, int] | None
    probability: float = 0.0
    role: str = ""


def save_sheet(
    sentences: pd.DataFrame,
    folder: Path | str,
    *,
    n: int = 100,
    codes: Sequence[str] | None = None,
    by: str = "article_id",
    roles: Roles = STORY_ROLES,
    separator: str = ",",
    seed: int = 1,
) -> pd.DataFrame:
    """Draw sentences at random and write them as a form to be coded, unless that form is there already.

    The form does not show what the kit found, so that coders are not led. Sentences that `kit.sample_to_code` drew are
    all written, in their order, with their ``probability``: a column that coders leave alone (and best hide, since a
    high one says that the kit may have found something). A form that somebody may have begun to
    fill in is never written over: the file's name says which sentences were drawn, and a file of that name is left
    as it is. A folder that is made gets a ``.gitignore`` that keeps it out of git.

    Parameters
    ----------
    sentences : the sentences table (with any further column to stratify by), or those that were drawn already.
    folder : the folder to write into; it is made if need be.
    n : how many sentences; all, if there are fewer.
    codes : one column per code (write 1 or 0 in each, or ``none`` in one if no other fits); ``None`` makes one column
        ``codes`` for keys with ``;`` between them (``BEL; IOM``), or ``none``.
    by : column whose values are the strata; each gets its share, and at least one sentence if n allows.
    roles : roles of line to draw from.
    separator : ``";"`` where Excel expects it (the systems that write a decimal comma).
    seed : same seed and sentences, same sample, whatever the order of the rows.

    Returns
    -------
    The form, as it is before anybody fills it in; its file is ``<folder>/to-code-<eight letters>.csv`` (UTF-8 with
    a byte order mark, so that Excel and LibreOffice show Vietnamese), also in ``form.attrs["file"]``. Where there
    is no sentence to draw, it has no rows, and no file is written ("").

    Raises
    ------
    TableError : the table lacks a column.
    OptionError : n is below 1, or codes are given twice.
    """
    check_table(sentences, "sentences")
    if by not in sentences:
        there = ", ".join(sentences)
        raise TableError(f"The sentences have no column {by!r} to stratify by; they have {there}.")
    if n < 1:
        raise OptionError(f"A sample has 1 sentence or more, got {n}.")
    columns = ["codes"] if codes is None else list(codes)
    if codes is not None and (len(set(codes)) < len(codes) or set(codes) & _KNOWN):
        raise OptionError("Each code is given once, and none is called like a column of the form.")
    drawn = "probability" in sentences
    form = sentences if drawn else _draw(sentences[sentences["role"].isin(list(roles))], n, by, seed)
    kept = form[list(dict.fromkeys((*_FORM, by, *["probability"] * drawn)))]
    form = kept.assign(**dict.fromkeys(columns, ""), note="")
    form.attrs["file"] = "" if form.empty else _write(form, Path(folder), separator)
    return form


def _draw(pool: pd.DataFrame, n: int, by: str, seed: int) -> pd.DataFrame:
    """``n`` sentences at random, of each stratum its share, in the order of the text."""
    pool = pool.sort_values(UNIT)
    shuffled = pool.iloc[np.random.default_rng(seed).permutation(len(pool))]
    # The k-th of m sentences of a stratum stands at (k - random) / m: the smallest n share out evenly.
    rank = shuffled.groupby(by, sort=False, observed=True).cumcount()
    size = shuffled.groupby(by, sort=False, observed=True)[by].transform("size").astype(float)
    turn = pd.DataFrame({"later": rank > 0, "place": (rank + 0.5) / size, "row": np.arange(len(shuffled))})
    chosen = turn.sort_values(["later", "place", "row"]).index[:n]
    return shuffled.loc[chosen].sort_values(UNIT, ignore_index=True)


def _write(form: pd.DataFrame, folder: Path, separator: str) -> str:
    """Write a form into a folder, unless it is there, and return the name of its file."""
    content = write_cells(form, separator=separator)
    path = folder / f"to-code-{hashlib.sha256(content).hexdigest()[:8]}.csv"
    if not folder.exists():  # a folder that was there already is somebody's, with rules of its own
        write_file(folder / ".gitignore", b"*\n")
    if not path.exists():
        write_file(path, content)
    return path.name


def read_sheet(file: Path, codes: Collection[str] | None = None) -> Iterator[Row | FileError]:
    """The rows of a sheet that somebody filled in; instead of a row that cannot be used, what is wrong with it.

    Parameters
    ----------
    file : a CSV or a workbook, as `kit.spreadsheets.read_cells` reads it.
    codes : the codes of the scheme; ``None`` takes every code for granted.

    Raises
    ------
    FileError : the file cannot be read, lacks a column, or has one that is no code of the scheme.
    """
    names, rows = read_cells(file, keys=UNIT[:1], known=(*_KNOWN, *_STRATA, *(codes or ())))
    columns = _find_columns(names, codes, f"{file.name}, row 1")
    read = _read_list if columns == ["codes"] else _read_marks
    for number, cells in rows:
        where = f"{file.name}, row {number}"
        try:
            values = read({name: cells[name] for name in columns}, codes, where)
            sentence = _read_number(cells["sentence"], where)
            probability = _read_probability(cells.get("probability", ""), where)
        except FileError as error:
            yield error
        else:
            coder, text, role = cells.get("coder") or file.stem, cells.get("text", ""), cells.get("role", "")
            yield Row(where, coder, cells["article_id"], sentence, text, values, probability, role)


def _read_number(cell: str, where: str) -> int:
    """A number of a sentence, be it that a spreadsheet wrote it as 5.0."""
    if not (number := re.fullmatch(r"(\d+)([.,]00?)?", cell)):
        raise FileError(f"{where}: the sentence number {cell!r} is not a number.")
    return int(number[1])


def _read_probability(cell: str, where: str) -> float:
    """The probability with which a sentence was drawn, written with a point or a comma; 0 where there is none."""
    if not re.fullmatch(r"|0?[.,]\d+|1([.,]0+)?|\d([.,]\d+)?e-\d+", cell, re.IGNORECASE):
        why = "does not lie between 0 and 1; put the column back as it was in the form."
        raise FileError(f"{where}: the probability {cell!r} {why}")
    return float(cell.replace(",", ".") or 0)


def _find_columns(names: list[str], codes: Collection[str] | None, where: str) -> list[str]:
    """The columns of codes."""
    if missing := [name for name in UNIT if name not in names]:
        raise FileError(f"{where}: the columns {', '.join(missing)} are missing; keep those of the form.")
    if "codes" in names:
        return ["codes"]
    columns = [name for name in names if name and name not in _KNOWN]
    if codes is not None:
        columns = [name for name in columns if name in codes or name not in _STRATA]
    if not columns:
        raise FileError(f"{where}: there is no column of codes; keep those of the form.")
    _check_codes(columns, codes, where)
    return columns


def _read_list(cells: dict[str, str], codes: Collection[str] | None, where: str) -> dict[str, int] | None:
    """The codes of a row with one cell for all of them."""
    named = [part.strip() for part in cells["codes"].replace(",", ";").split(";") if part.strip()]
    if [name.lower() for name in named] in ([NONE], ["0"], ["-"]):
        return {}
    named = [name if name in (codes or ()) else write_value(name) for name in named]
    if uncertain := [name for name in named if name.startswith("?")]:
        raise FileError(f"{where}: the date {uncertain[0][1:]!r} is not certain. {explain_day(uncertain[0])}")
    _check_codes(named, codes, where)
    return dict.fromkeys(named, 1) or None


def _read_marks(cells: dict[str, str], codes: Collection[str] | None, where: str) -> dict[str, int] | None:
    """The codes of a row with a cell for each: all of them filled, or one with `NONE`, which fills the others."""
    marks = {name: re.sub(r"(?<=\d)[.,]0+$", "", cell.lower()) for name, cell in cells.items()}
    for name, cell in marks.items():
        if cell and cell not in _YES | _NO | {NONE}:
            raise FileError(f"{where}: {cells[name]!r} under {name!r} is neither yes (1, x) nor no (0).")
    values = {name: int(cell in _YES) for name, cell in marks.items()}
    blank = [name for name, cell in marks.items() if not cell]
    if 0 < len(blank) < len(marks) and NONE not in marks.values():
        listed = f"{', '.join(blank[:3])}{' …' if len(blank) > 3 else ''}"
        remedy = f"Write 1 or 0, or {NONE} in one if no other fits."
        raise FileError(f"{where}: nothing stands under {listed}. {remedy}")
    return values if any(marks.values()) else None


def _check_codes(names: list[str], codes: Collection[str] | None, where: str) -> None:
    for name in names:
        if codes is not None and name not in codes:
            hint = suggest(name, codes, f"Use one of: {', '.join(sorted(codes))}.")
            raise FileError(f"{where}: {name!r} is not a code of the scheme. {hint}")
