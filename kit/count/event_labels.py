"""Labels of events: the partners, what is said of them, and the days as Vietnamese readers write them."""

import pandas as pd

from kit.schema import check_columns
from kit.vietnamese.dates.written import write_days


def add_event_labels(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``label``: what an event is called, and its days as Vietnamese readers write them.

    Parameters
    ----------
    events : first_day, last_day, precision and what, from `kit.find_events`.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> days = pd.to_datetime(["2022-12-13", "2022-12-15"])
    >>> event = {"first_day": days[:1], "last_day": days[1:], "precision": "day", "what": "Bỉ: Thủ tướng thăm Bỉ"}
    >>> add_event_labels(pd.DataFrame(event))["label"][0]
    'Bỉ: Thủ tướng thăm Bỉ, 13–15/12/2022'
    """
    check_columns(events, "first_day last_day precision what", made_by="kit.find_events")
    days = [write_days(row.first_day, row.last_day, row.precision) for row in events.itertuples()]
    labels = [f"{what}, {day}" if what else day for what, day in zip(events["what"], days, strict=True)]
    return events.assign(label=pd.Series(labels, index=events.index, dtype="str"))
