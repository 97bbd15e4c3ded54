"""Corrections of events by hand: the rows of a CSV, which is written once and survives running the kit again."""

from pathlib import Path

import pandas as pd

from kit.errors import FileError
from kit.files import write_file
from kit.schema import SCHEMAS
from kit.spreadsheets import read_cells, write_cells

CORRECTABLE = ("first_day", "last_day", "precision", "status", "kind", "inferred", "what", "who", "partners", "keep",
               "note")  # fmt: skip
"""What a researcher may change by hand; an empty cell leaves what the kit found."""


def load_events_corrections(path: Path | str) -> pd.DataFrame:
    """Read a CSV of events corrected by hand (from `save_events_corrections`, edited in any spreadsheet).

    Returns
    -------
    The rows, as text: event_id and any of `CORRECTABLE`. A file that is not there is an empty table, so that
    a notebook runs before anything has been corrected.

    Raises
    ------
    FileError : the file is no CSV, lacks ``event_id``, has an unknown column or the same event twice.

    Examples
    --------
    >>> load_events_corrections("not-yet-there.csv").empty
    True
    """
    path = Path(path)
    if not path.exists():
        return pd.DataFrame({"event_id": pd.Series(dtype="str")})
    names, rows = read_cells(path)
    table = pd.DataFrame([cells for _, cells in rows], columns=names, dtype="str")
    if "event_id" not in table:
        raise FileError(f"{path.name} lacks the column event_id; start from kit.save_events_corrections.")
    if unknown := set(table) - set(SCHEMAS["events"]):
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
    shown = events[["event_id", "article_id", "text", "value"]].astype("str")
    blank = shown.assign(**dict.fromkeys(CORRECTABLE, ""))
    old = load_events_corrections(path)
    new = blank[~blank["event_id"].isin(old["event_id"])]
    return write_file(path, write_cells(pd.concat([old, new]).fillna("")))
