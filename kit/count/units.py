"""Units: which events are dated by one month, quarter or year, and not by the days that they last."""

import pandas as pd

from kit.schema import check_columns

_UNITS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_HALF_YEAR = 190
"""A season or half-year has fewer days."""


def is_unit(events: pd.DataFrame) -> pd.Series:
    """Whether the days of an event are one month, quarter or year, *some time in* which it happens.

    A range (13 to 15 December, 2023 to 2025) lasts; *năm 2024* (in 2024) only says no more than the year.

    >>> days = {"first_day": pd.to_datetime(["2024-01-01", "2023-01-01"]),
    ...         "last_day": pd.to_datetime(["2024-12-31", "2025-12-31"]), "precision": "year"}
    >>> is_unit(pd.DataFrame(days)).tolist()
    [True, False]
    """
    check_columns(events, "first_day last_day precision", made_by="kit.find_events")
    days = (events["last_day"] - events["first_day"]).dt.days
    result = (events["precision"] == "season") & (days < _HALF_YEAR)
    for precision, frequency in _UNITS.items():
        units = [events[name].dt.to_period(frequency) for name in ("first_day", "last_day")]
        result |= (events["precision"] == precision) & (units[0] == units[1])
    return result
