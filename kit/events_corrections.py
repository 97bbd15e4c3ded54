"""Events corrected by hand: a CSV laid over what the kit found, which survives running the kit again."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import KitWarning, TableError
from kit.schema import DAY

COLUMNS = {
    **dict.fromkeys(("event_id", "article_id"), "str"),
    **{"sentence": "int32", "role": "str", "start": "int32", "end": "int32", "text": "str", "value": "str"},
    **{"first_day": DAY, "last_day": DAY},
    **dict.fromkeys(("precision", "status", "inferred", "basis", "what", "who"), "str"),
    **{"keep": "bool", "note": "str"},
}
"""The columns of the table of events and their dtypes."""

CORRECTABLE = ("first_day", "last_day", "precision", "status", "inferred", "what", "who", "keep", "note")
"""What a researcher may change by hand; an empty cell leaves what the kit found."""

PRECISIONS = ("day", "week", "month", "quarter", "season", "year")
_STATUSES = ("past", "announced", "unknown")
_TRUE, _FALSE = ("yes", "true", "1", "x", "có"), ("no", "false", "0", "không")


def load_events_corrections(path: Path | str) -> pd.DataFrame:
    """Read a CSV of events corrected by hand (from `save_events_corrections`, edited in any spreadsheet).

    Returns
    -------
    The rows, as text: event_id and any of `CORRECTABLE`. A file that is not there is an empty table, so that
    a notebook runs before anything has been corrected.

    Raises
    ------
    TableError : the file is no CSV, lacks ``event_id``, has an unknown column or the same event twice.
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame({"event_id": pd.Series(dtype="str")})
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise TableError(
            f"{path.name} is not a CSV in UTF-8 ({error}). Save it from the spreadsheet so."
        ) from None
    if "event_id" not in table:
        raise TableError(f"{path.name} lacks the column event_id; start from kit.save_events_corrections.")
    unknown = set(table) - set(COLUMNS)
    if unknown:
        raise TableError(
            f"{path.name} has the unknown columns {', '.join(sorted(unknown))}. Use {', '.join(CORRECTABLE)}."
        )
    twice = table.loc[table["event_id"].duplicated(), "event_id"]
    if len(twice):
        raise TableError(f"{path.name} corrects the event {twice.iloc[0]} twice. Keep one of the rows.")
    return table


def save_events_corrections(events: pd.DataFrame, path: Path | str) -> Path:
    """Write the events as a CSV to correct by hand; what was corrected there before is kept.

    A new file lists every event with empty cells to fill in where the kit is wrong; columns that only help to
    recognise the event (article_id, text, value) are filled. When the file exists, its rows stay as they are and
    only events that it lacks are added.

    Raises
    ------
    TableError : the file that is there cannot be read.
    """
    path = Path(path)
    shown = events[["event_id", "article_id", "text", "value"]].astype("str")
    blank = shown.assign(**dict.fromkeys(CORRECTABLE, ""))
    old = load_events_corrections(path)
    new = blank[~blank["event_id"].isin(old["event_id"])]
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pd.concat([old, new]) if len(old) else new
    table.fillna("").to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return path


def correct_events(events: pd.DataFrame, corrections: pd.DataFrame) -> pd.DataFrame:
    """Lay corrections over events; an event that is only in the corrections and has a day is added."""
    result = events.copy()
    position = {event_id: index for index, event_id in result["event_id"].items()}
    added, lost = [], []
    for row in corrections.fillna("").to_dict("records"):
        cells = {
            name: _read_cell(name, row[name], row["event_id"])
            for name in CORRECTABLE
            if row.get(name, "") != ""
        }
        index = position.get(row["event_id"])
        if index is not None:
            for name, value in cells.items():
                result.loc[index, name] = value  # type: ignore[index]
        elif "first_day" in cells:
            known = {name: str(row.get(name, "")) for name in ("event_id", "article_id", "text", "value")}
            added.append(known | {"basis": "by hand", "last_day": cells["first_day"], "keep": True} | cells)
        elif cells:
            lost.append(row["event_id"])
    if lost:
        warnings.warn(
            f"{len(lost)} corrections are of events that are no longer found ({', '.join(lost[:3])}); "
            "they have no effect. Give a first_day to keep such an event, or delete the row.",
            KitWarning,
            stacklevel=3,
        )
    if added:
        result = pd.concat([result, make_events(added)], ignore_index=True)
    return result[result["keep"]].reset_index(drop=True)


def _read_cell(name: str, value: Any, event_id: str) -> Any:
    """A corrected cell as what it stands for."""
    where = f"The correction of {name} of {event_id}"
    text = str(value).strip()
    if name in ("first_day", "last_day"):
        try:
            return pd.Timestamp(text)
        except ValueError:
            raise TableError(f"{where} is {text!r}, which is no date. Write it as 2023-05-09.") from None
    if name == "keep":
        if text.lower() not in (*_TRUE, *_FALSE):
            raise TableError(f"{where} is {text!r}. Write yes or no.")
        return text.lower() in _TRUE
    allowed = {"precision": PRECISIONS, "status": _STATUSES}.get(name)
    if allowed and text not in allowed:
        raise TableError(f"{where} is {text!r}. Use one of: {', '.join(allowed)}.")
    return text


def make_events(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The table of events from rows; what a row lacks is empty."""
    empty = {"sentence": -1, "start": -1, "end": -1, "keep": True}
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    for name, dtype in COLUMNS.items():
        if dtype != DAY:
            table[name] = table[name].fillna(empty.get(name, ""))
        table[name] = table[name].astype(dtype)  # type: ignore[call-overload]
    return table
