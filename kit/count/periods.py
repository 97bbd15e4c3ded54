"""Periods: in which an article appeared, which are covered only in part, how many events fall into each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import STATUSES, check_columns, check_table

FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
_WIDER = {"month": ("quarter", "season", "year"), "quarter": ("season", "year"), "year": ()}

UNCOVERED = 0.1
"""A period of which more than this part lies before the first or after the last article is partial."""


def add_periods(table: pd.DataFrame, articles: pd.DataFrame, *, every: str = "month") -> pd.DataFrame:
    """Add the period in which each row's article was published.

    Parameters
    ----------
    table : a table with ``article_id``.
    articles : the ``articles`` table.
    every : ``month``, ``quarter`` or ``year``.

    Returns
    -------
    ``table`` with ``period``, an ordered category such as 2022-04, 2022Q2 or 2022. Every period between
    the first and the last is a category, also those without an article; articles without a publication
    date fall into the last category, ``undated``.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    frequency = _frequency(every)
    published = articles.set_index("article_id")["published"]
    periods = pd.PeriodIndex(published.to_numpy(), freq=frequency)
    known = periods[~periods.isna()]
    labels = (
        [] if known.empty else [str(p) for p in pd.period_range(known.min(), known.max(), freq=known.freq)]
    )
    named = pd.Series(np.where(periods.isna(), "undated", periods.astype(str)), index=published.index)
    values = pd.Categorical(table["article_id"].map(named), categories=[*labels, "undated"], ordered=True)
    return table.assign(period=values)


def find_partial_periods(
    articles: pd.DataFrame,
    *,
    every: str = "month",
    collected_from: str | None = None,
    collected_to: str | None = None,
) -> list[str]:
    """The periods that the collection covers only in part, so that their counts are not to be compared.

    Parameters
    ----------
    articles : the ``articles`` table.
    every : ``month``, ``quarter`` or ``year``.
    collected_from, collected_to : the days from which and to which articles were collected, if they are known.
        Where one is not, the first or last article stands in for it, and its period counts as partial if more
        than a tenth of it lies outside: that may be silence, but it cannot be told from days not collected.

    Returns
    -------
    Labels as `kit.add_periods` writes them: none, the first, the last or both.

    Raises
    ------
    OptionError : ``every`` is another word, or a day is none.

    Examples
    --------
    >>> days = pd.date_range("2023-01-01", "2023-03-10")
    >>> articles = pd.DataFrame({"article_id": days.strftime("%j"), "published": days})
    >>> find_partial_periods(articles)
    ['2023-03']
    >>> find_partial_periods(articles, collected_from="2023-01-15", collected_to="2023-03-31")
    ['2023-01']
    """
    check_table(articles, "articles", columns=("published",))
    frequency = _frequency(every)
    days = articles["published"].dropna()
    if days.empty:
        return []
    start, end = _read_day(collected_from), _read_day(collected_to)
    first, last = (start or days.min()).to_period(frequency), (end or days.max()).to_period(frequency)
    before = (start or days.min()).normalize() - first.start_time
    after = last.end_time.normalize() - (end or days.max()).normalize()
    partial = []
    if before > (pd.Timedelta(0) if start else UNCOVERED * (first.end_time - first.start_time)):
        partial.append(str(first))
    if after > (pd.Timedelta(0) if end else UNCOVERED * (last.end_time - last.start_time)):
        partial.append(str(last))
    return list(dict.fromkeys(partial))


def tabulate_event_days(events: pd.DataFrame, *, every: str = "month") -> pd.DataFrame:
    """How many events begin in each period of the calendar, by status.

    Parameters
    ----------
    events : first_day, precision and status; from `kit.summarise_events`, so that an event counts once.
    every : ``month``, ``quarter`` or ``year``.

    Returns
    -------
    Rows: every period from the first to the last, empty ones as 0, and last ``coarser``: events known too
    coarsely to fall into one (*năm 2024*, in 2024, into no month). Columns: past, announced, unknown.

    Raises
    ------
    TableError : a column is missing.
    OptionError : ``every`` is another word.
    """
    check_columns(events, "first_day precision status", made_by="kit.summarise_events")
    frequency = _frequency(every)
    dated = events.dropna(subset=["first_day"])
    coarse = dated["precision"].isin(_WIDER[every])
    periods = dated["first_day"].dt.to_period(frequency)
    inside = periods[~coarse]
    labels = (
        []
        if inside.empty
        else pd.period_range(inside.min(), inside.max(), freq=frequency).astype(str).tolist()
    )
    named = periods.astype(str).where(~coarse, "coarser").astype("str")
    statuses = dated["status"].where(dated["status"].isin(list(STATUSES)), "unknown")
    table = pd.crosstab(named, statuses) if len(dated) else pd.DataFrame()
    table = table.reindex(index=[*labels, "coarser"], columns=list(STATUSES), fill_value=0)
    return table.rename_axis(index="period", columns=None).astype("int64")


def _frequency(every: str) -> str:
    if every not in FREQUENCIES:
        raise OptionError(f"A period is one of {', '.join(FREQUENCIES)}, got {every!r}.")
    return FREQUENCIES[every]


def _read_day(day: str | None) -> pd.Timestamp | None:
    if not day:
        return None
    try:
        return pd.Timestamp(day).normalize()
    except ValueError:
        raise OptionError(f"A day of collection is written as 2023-05-09, got {day!r}.") from None
