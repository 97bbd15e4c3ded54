"""Events corrected by hand: a CSV laid over what the kit found, which survives running the kit again."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, KitWarning
from kit.files import read_data, write_whole
from kit.schema import DAY, PRECISIONS, SCHEMAS, STATUSES, check_columns

CORRECTABLE = ("first_day", "last_day", "precision", "status", "inferred", "what", "who", "keep", "note")
"""What a researcher may change by hand; an empty cell leaves what the kit found."""

_ONE_UNIT = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_TRUE, _FALSE = ("yes", "true", "1", "x", "có"), ("no", "false", "0", "không")


def load_events_corrections(path: Path | str) -> pd.DataFrame:
    """Read a CSV of events corrected by hand (from `save_events_corrections`, edited in any spreadsheet).

    Returns
    -------
    The rows, as text: event_id and any of `CORRECTABLE`. A file that is not there is an empty table, so that
    a notebook runs before anything has been corrected.

    Raises
    ------
    FileError : the file is no CSV, lacks ``event_id``, has an unknown column or the same event twice.
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame({"event_id": pd.Series(dtype="str")})
    try:
        table = pd.read_csv(
            io.BytesIO(read_data(path)), dtype="str", keep_default_na=False, encoding="utf-8-sig"
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise FileError(
            f"{path.name} is not a CSV in UTF-8 ({error}). Save it from the spreadsheet so."
        ) from None
    if "event_id" not in table:
        raise FileError(f"{path.name} lacks the column event_id; start from kit.save_events_corrections.")
    unknown = set(table) - set(SCHEMAS["events"])
    if unknown:
        raise FileError(
            f"{path.name} has the unknown columns {', '.join(sorted(unknown))}. Use {', '.join(CORRECTABLE)}."
        )
    twice = table.loc[table["event_id"].duplicated(), "event_id"]
    if len(twice):
        raise FileError(f"{path.name} corrects the event {twice.iloc[0]} twice. Keep one of the rows.")
    return table


def save_events_corrections(events: pd.DataFrame, path: Path | str) -> Path:
    """Write the events as a CSV to correct by hand; what was corrected there before is kept.

    A new file lists every event with empty cells to fill in where the kit is wrong; columns that only help to
    recognise the event (article_id, text, value) are filled. When the file exists, its rows stay as they are and
    only events that it lacks are added.

    Raises
    ------
    FileError : the file that is there cannot be read.
    """
    path = Path(path)
    shown = events[["event_id", "article_id", "text", "value"]].astype("str")
    blank = shown.assign(**dict.fromkeys(CORRECTABLE, ""))
    old = load_events_corrections(path)
    new = blank[~blank["event_id"].isin(old["event_id"])]
    table = pd.concat([old, new]) if len(old) else new
    with write_whole(path) as aside:
        table.fillna("").to_csv(aside, index=False, encoding="utf-8", lineterminator="\n")
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
            raise FileError(f"{where} is {text!r}, which is no date. Write it as 2023-05-09.") from None
    if name == "keep":
        if text.lower() not in (*_TRUE, *_FALSE):
            raise FileError(f"{where} is {text!r}. Write yes or no.")
        return text.lower() in _TRUE
    allowed = {"precision": PRECISIONS, "status": STATUSES}.get(name)
    if allowed and text not in allowed:
        raise FileError(f"{where} is {text!r}. Use one of: {', '.join(allowed)}.")
    return text


def make_events(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The table of events from rows; what a row lacks is empty."""
    empty = {"sentence": -1, "start": -1, "end": -1, "keep": True}
    table = pd.DataFrame(rows, columns=list(SCHEMAS["events"]))
    for name, dtype in SCHEMAS["events"].items():
        if dtype != DAY:
            table[name] = table[name].astype("object").fillna(empty.get(name, ""))
        table[name] = table[name].astype(dtype)  # type: ignore[call-overload]
    return table


def is_one_unit(events: pd.DataFrame) -> pd.Series:
    """Whether the days of an event are one month, quarter or year, *some time in* which it happens.

    A range (13 to 15 December, 2023 to 2025) lasts; *năm 2024* (in 2024) only says no more than the year.

    >>> days = {"first_day": pd.to_datetime(["2024-01-01", "2023-01-01"]),
    ...         "last_day": pd.to_datetime(["2024-12-31", "2025-12-31"]), "precision": "year"}
    >>> is_one_unit(pd.DataFrame(days)).tolist()
    [True, False]
    """
    check_columns(events, "first_day last_day precision", made_by="kit.find_events")
    result = (events["precision"] == "season") & ((events["last_day"] - events["first_day"]).dt.days < 190)
    for precision, frequency in _ONE_UNIT.items():
        units = [events[name].dt.to_period(frequency) for name in ("first_day", "last_day")]
        result |= (events["precision"] == precision) & (units[0] == units[1])
    return result
