"""Labels of events: their days as Vietnamese readers write them, and what the sentence says of them."""

from typing import Any

import pandas as pd

from kit.schema import check_columns
from kit.vietnamese.clauses import cut_clause
from kit.vietnamese.dates.written import write_days


def add_event_labels(events: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Add ``label``: the days of an event as Vietnamese readers write them, and what the sentence says of it.

    Parameters
    ----------
    events : first_day, last_day, precision, text (the date as written) and what (the clause around it).
    width : characters of the clause at most; those before the date, or after it if it comes first.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> days = pd.to_datetime(["2022-12-13", "2022-12-15"])
    >>> event = {"first_day": days[:1], "last_day": days[1:], "precision": "day",
    ...          "text": "13-15/12/2022", "what": "chuyến thăm Bỉ 13-15/12/2022"}
    >>> add_event_labels(pd.DataFrame(event))["label"][0]
    '13–15/12/2022 · chuyến thăm Bỉ'
    """
    check_columns(events, "first_day last_day precision text what", made_by="kit.find_events")
    labels = [_label(row, width) for row in events.itertuples()]
    return events.assign(label=pd.Series(labels, index=events.index, dtype="str"))


def _label(event: Any, width: int) -> str:
    days = write_days(event.first_day, event.last_day, event.precision)
    clause = cut_clause(event.what, event.text, width)
    return f"{days} · {clause}" if clause else days
