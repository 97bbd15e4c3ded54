"""Coding by hand: sentences written as a form for a spreadsheet, and the codes read back."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import FileError, OptionError, TableError
from kit.files import read_data, write_whole
from kit.schema import STORY_ROLES, check_table
from kit.vietnamese.letters import nfc

NONE = "none"
"""What a coder writes when a sentence has no code; an empty cell means: not coded."""

_YES, _NO = {"1", "x", "yes", "có", "true"}, {"0", "no", "không", "false", "-"}
_FORM = ("article_id", "sentence", "role", "text")
_KNOWN = (*_FORM, "coder", "start", "end", "note", "codes")


def sample_to_code(
    sentences: pd.DataFrame,
    path: Path | str,
    *,
    n: int = 100,
    codes: Sequence[str] | None = None,
    by: str = "article_id",
    roles: Sequence[str] = STORY_ROLES,
    separator: str = ",",
    seed: int = 1,
) -> pd.DataFrame:
    """Draw sentences at random and write them as a form to be coded in a spreadsheet.

    The form does not show what the kit found, so that coders are not led.

    Parameters
    ----------
    sentences : the sentences table (with any further column to stratify by).
    path : the CSV file to write: UTF-8 with a byte order mark, so that Excel and LibreOffice show Vietnamese.
    n : how many sentences; all, if there are fewer.
    codes : one column per code (write 1 or 0 in each, or ``none`` in the first); ``None`` makes one column
        ``codes`` for keys with ``;`` between them (``BEL; IOM``), or ``none``.
    by : column whose values are the strata; each gets its share, and at least one sentence if n allows.
    roles : roles of line to draw from.
    separator : ``";"`` where Excel expects it (the systems that write a decimal comma).
    seed : same seed and sentences, same sample, whatever the order of the rows.

    Returns
    -------
    The sample, as written.

    Raises
    ------
    TableError : no sentence of these roles, or an unknown column.
    OptionError : n is below 1, or codes are given twice.
    FileError : there is a file of that name with other content: a form that has been coded is never written over.
    """
    form, content = _draw_form(
        sentences, n=n, codes=codes, by=by, roles=roles, separator=separator, seed=seed
    )
    path = Path(path)
    if path.exists() and path.read_bytes() != content:
        raise FileError(
            f"{path} is there already and is another form, or this one with codes in it. Nothing was written: "
            "give another name, or move that file away."
        )
    with write_whole(path) as aside:
        aside.write_bytes(content)
    return form


def save_sheet(
    sentences: pd.DataFrame,
    folder: Path | str,
    *,
    n: int = 100,
    codes: Sequence[str] | None = None,
    by: str = "article_id",
    roles: Sequence[str] = STORY_ROLES,
    seed: int = 1,
) -> pd.DataFrame:
    """Write a form to be coded into a folder of its own, unless that form is there already.

    A form that somebody may have begun to fill in is never written over: the file's name says which sentences
    were drawn, and a file of that name is left as it is. A folder that is made gets a ``.gitignore`` that keeps
    it out of git.

    Parameters
    ----------
    sentences, n, codes, by, roles, seed : as for `kit.check.coding.sample_to_code`.
    folder : the folder to write into; it is made if need be.

    Returns
    -------
    The form, as it is before anybody fills it in; its file is ``<folder>/to-code-<eight letters>.csv``, also in
    ``form.attrs["file"]``. Where there is no sentence to draw, it has no rows, and no file is written ("").

    Raises
    ------
    TableError, OptionError, FileError : as `kit.check.coding.sample_to_code`.
    """
    check_table(sentences, "sentences")
    if not sentences["role"].isin(list(roles)).any():
        columns = dict.fromkeys((*_FORM, by, *(codes if codes is not None else ["codes"]), "note"))
        form = pd.DataFrame({name: pd.Series(dtype="str") for name in columns})
        form.attrs["file"] = ""
        return form
    form, content = _draw_form(sentences, n=n, codes=codes, by=by, roles=roles, seed=seed)
    folder = Path(folder)
    if not folder.exists():  # a folder that was there already is somebody's, with rules of its own
        with write_whole(folder / ".gitignore") as aside:
            aside.write_text("*\n", encoding="utf-8")
    path = folder / f"to-code-{hashlib.sha256(content).hexdigest()[:8]}.csv"
    if not path.exists():
        with write_whole(path) as aside:
            aside.write_bytes(content)
    form.attrs["file"] = path.name
    return form


def _draw_form(
    sentences: pd.DataFrame,
    *,
    n: int,
    codes: Sequence[str] | None,
    by: str,
    roles: Sequence[str],
    seed: int,
    separator: str = ",",
) -> tuple[pd.DataFrame, bytes]:
    """The form of `sample_to_code`, and the bytes of its file."""
    check_table(sentences, "sentences")
    if by not in sentences:
        raise TableError(
            f"The sentences have no column {by!r} to stratify by; they have {', '.join(sentences)}."
        )
    if n < 1:
        raise OptionError(f"A sample has 1 sentence or more, got {n}.")
    if codes is not None and (len(set(codes)) < len(codes) or set(codes) & set(_KNOWN)):
        raise OptionError("Each code is given once, and none is called like a column of the form.")
    pool = sentences[sentences["role"].isin(list(roles))].sort_values(["article_id", "sentence"])
    if pool.empty:
        raise TableError(f"There is no sentence of the roles {', '.join(roles)} to draw from.")
    rng = np.random.default_rng(seed)
    shuffled = pool.iloc[rng.permutation(len(pool))]
    # The k-th of m sentences of a stratum stands at (k - random) / m: the smallest n share out evenly.
    rank = shuffled.groupby(by, sort=False, observed=True).cumcount()
    size = shuffled.groupby(by, sort=False, observed=True)[by].transform("size").astype(float)
    turn = pd.DataFrame({"later": rank > 0, "place": (rank + 0.5) / size, "row": np.arange(len(shuffled))})
    chosen = shuffled.loc[turn.sort_values(["later", "place", "row"]).index[:n]]
    form = chosen.sort_values(["article_id", "sentence"])[list(dict.fromkeys((*_FORM, by)))]
    form = form.assign(**dict.fromkeys(codes if codes is not None else ["codes"], ""), note="")
    form = form.reset_index(drop=True)
    shown = form.assign(text=form["text"].map(_guard))
    content = shown.to_csv(index=False, sep=separator, lineterminator="\r\n").encode("utf-8-sig")
    return form, content


def load_codes(
    paths: Path | str | Sequence[Path | str], *, codes: Collection[str] | None = None
) -> pd.DataFrame:
    """Read forms that people have coded.

    Parameters
    ----------
    paths : CSV files, one or several, with ``,``, ``;`` or tabs between cells. The coder is the column
        ``coder``, or else the name of the file.
    codes : the codes of the scheme. Needed for forms with a column ``codes`` if misspelt codes are to be
        found; ``None`` takes every code for granted.

    Returns
    -------
    A row per coder, sentence and code, sorted: coder, article_id, sentence, key, value (1 or 0), text (of the
    sentence as the coder saw it, empty if the form has no such column). Sentences that a coder left blank are
    not in it. In forms with a column ``codes`` and no scheme the keys are all those that anybody used.

    Raises
    ------
    FileError : names file and row: a missing column, a code outside the scheme, a value that is neither
        yes nor no, a sentence coded twice by one coder, or one that reads otherwise in another row.
    """
    files = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(path) for path in paths]
    problems: list[str] = []
    marks: list[tuple[str, str, int, str, int]] = []
    seen: dict[tuple[str, str, int], str] = {}
    texts: dict[tuple[str, int], tuple[str, str]] = {}
    for file in files:
        for number, row, columns in _read_form(file, codes):
            where = f"{file.name}, row {number}"
            try:
                values = _read_row(row, columns, codes, where)
                unit = (row.get("coder") or file.stem, row["article_id"], int(row["sentence"]))
            except FileError as error:
                problems.append(str(error))
                continue
            except ValueError:
                problems.append(f"{where}: the sentence number {row['sentence']!r} is not a number.")
                continue
            if values is None:
                continue
            if unit in seen:
                problems.append(f"{where}: {unit[0]} has coded this sentence already, in {seen[unit]}.")
            seen[unit] = where
            text = _unguard(row.get("text", ""))
            other, there = texts.get(unit[1:], ("", ""))
            if not other:
                texts[unit[1:]] = (text, where)
            elif not _same_text(text, other):
                problems.append(
                    f"{where}: sentence {unit[2]} of {unit[1]!r} reads otherwise than in {there}; the two forms "
                    "were drawn from different sentences and cannot be read together."
                )
            marks += [(*unit, key, value) for key, value in values.items()] or [(*unit, "", 0)]
    if problems:
        more = f"\n… and {len(problems) - 10} more." if len(problems) > 10 else ""
        raise FileError("\n".join(problems[:10]) + more)
    table = pd.DataFrame(marks, columns=["coder", "article_id", "sentence", "key", "value"])
    units = table[["coder", "article_id", "sentence"]].drop_duplicates()
    keys = sorted((set(table["key"]) | set(codes or ())) - {""})
    full = units.merge(pd.DataFrame({"key": pd.Series(keys, dtype="str")}), how="cross")
    full = full.merge(table, on=["coder", "article_id", "sentence", "key"], how="left")
    full = full.assign(value=full["value"].fillna(0).astype("int8"))
    read = [texts[unit][0] for unit in zip(full["article_id"], full["sentence"], strict=True)]
    full = full.assign(text=pd.Series(read, index=full.index, dtype="str"))
    order = ["coder", "article_id", "sentence", "key"]
    types = {"coder": "str", "article_id": "str", "sentence": "int32", "key": "str"}
    return full.sort_values(order, ignore_index=True).astype(types)


def check_coded_text(codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return ``codes`` if every coded sentence reads as it did in the form.

    Sentences are known by their number: if an article, or the way it is cut, has changed since, a code would
    count for a sentence that nobody coded. Differences of white space do not matter; codes without text, and
    sentences that are not in ``sentences``, are not looked at.

    Raises
    ------
    TableError : names the sentences that read otherwise.
    """
    if "text" not in codes:
        return codes
    unit = ["article_id", "sentence"]
    both = codes.drop_duplicates(unit).merge(sentences[[*unit, "text"]], on=unit, suffixes=("", "_now"))
    changed = [
        row
        for row in both[[*unit, "text", "text_now"]].itertuples()
        if not _same_text(row.text, row.text_now)
    ]
    if changed:
        named = [
            f"sentence {row.sentence} of {row.article_id!r}: coded {row.text[:40]!r}, now {row.text_now[:40]!r}"
            for row in changed[:5]
        ]
        more = [f"… and {len(changed) - 5} more"] if len(changed) > 5 else []
        raise TableError(
            f"{len(changed)} of {len(both)} coded sentences read otherwise than when they were coded (the "
            "articles have changed, or how they are cut into sentences). Take their rows out of the form, or draw "
            "and code them again:\n" + "\n".join([*named, *more])
        )
    return codes


def _guard(text: str) -> str:
    """Text that a spreadsheet shows and does not compute: a leading = + - @ would be a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def _unguard(text: str) -> str:
    """What `_guard` was given."""
    return text[1:] if text.startswith("'") and _guard(text[1:]) == text else text


def _same_text(first: str, second: str) -> bool:
    """Whether two texts are the same but for white space, or one of them is not known."""
    return not first or not second or nfc(first).split() == nfc(second).split()


def _read_form(file: Path, codes: Collection[str] | None) -> list[tuple[int, dict[str, str], list[str]]]:
    """The rows of a form (number in the spreadsheet, cells, code columns)."""
    try:
        text = nfc(read_data(file).decode("utf-8-sig"))
    except FileNotFoundError:
        raise FileError(f"There is no file {file}.") from None
    except UnicodeDecodeError:
        raise FileError(f"{file.name} is not UTF-8; save it as 'CSV UTF-8'.") from None
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = [name.strip() for name in next(reader, [])]
    missing = [name for name in ("article_id", "sentence") if name not in names]
    if missing:
        raise FileError(
            f"{file.name}, row 1: the columns {', '.join(missing)} are missing; keep those of the form."
        )
    columns = [] if "codes" in names else [name for name in names if name and name not in _KNOWN]
    if codes is not None and columns:
        columns = [name for name in columns if name in codes or not _is_extra(name)]
        for name in columns:
            if name not in codes:
                raise FileError(
                    f"{file.name}, row 1: {name!r} is not a code of the scheme.{_suggest(name, codes)}"
                )
    if "codes" not in names and not columns:
        raise FileError(f"{file.name}, row 1: there is no column of codes; keep those of the form.")
    rows = []
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row = dict(zip(names, (cell.strip() for cell in [*cells, *[""] * len(names)]), strict=False))
            rows.append((reader.line_num, row, columns))
    return rows


def _is_extra(name: str) -> bool:
    return name in ("period", "source", "theme")


def _read_row(
    row: dict[str, str], columns: list[str], codes: Collection[str] | None, where: str
) -> dict[str, int] | None:
    """The codes of one row, or None if it was left blank."""
    if "codes" in row:
        named = [part.strip() for part in row["codes"].replace(",", ";").split(";") if part.strip()]
        if not named:
            return None
        if [name.lower() for name in named] in ([NONE], ["0"], ["-"]):
            return {}
        for name in named:
            if codes is not None and name not in codes:
                raise FileError(f"{where}: {name!r} is not a code of the scheme.{_suggest(name, codes)}")
        return dict.fromkeys(named, 1)
    cells = {name: row[name].lower() for name in columns}
    if not any(cells.values()):
        return None
    for name, cell in cells.items():
        if cell and cell not in _YES | _NO | {NONE}:
            raise FileError(f"{where}: {row[name]!r} under {name!r} is neither yes (1, x) nor no (0).")
    return {name: int(cell in _YES) for name, cell in cells.items()}


def _suggest(name: str, codes: Collection[str]) -> str:
    near = get_close_matches(name, list(codes), n=1)
    return f" Did you mean {near[0]!r}?" if near else f" Use one of: {', '.join(sorted(codes))}."
