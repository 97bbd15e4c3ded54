"""Periods: which of them a collection covers only in part, and how many events fall into each."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.drawing.style import GREY, add_legend, check_columns, new_axes, say_nothing
from kit.drawing.timelines import LOOKS, choose_axis
from kit.errors import TableError
from kit.schema import check_table

FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
_WIDER = {"month": ("quarter", "season", "year"), "quarter": ("season", "year"), "year": ()}

UNCOVERED = 0.1
"""A period of which more than this part lies before the first or after the last article is partial."""


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
    TableError : ``every`` is another word, or a day is none.

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
    TableError : a column is missing, or ``every`` is another word.
    """
    check_columns(events, "first_day", "precision", "status")
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
    statuses = dated["status"].where(dated["status"].isin(list(LOOKS)), "unknown")
    table = pd.crosstab(named, statuses) if len(dated) else pd.DataFrame()
    table = table.reindex(index=[*labels, "coarser"], columns=list(LOOKS), fill_value=0)
    return table.rename_axis(index="period", columns=None).astype("int64")


def plot_event_days(table: pd.DataFrame, *, until: Any = None, ax: Axes | None = None) -> Axes:
    """Bars of how many events begin in each period; past, announced and unknown ones on top of each other.

    Parameters
    ----------
    table : from `tabulate_event_days`.
    until : last day of publication in the collection; a line marks it, since of what comes after it only
        announcements can be known.

    Returns
    -------
    The Axes. Where a few far periods would press all others together, the axis is cut and says how many events
    lie outside; so it does of those known too coarsely to be drawn.
    """
    check_columns(table, *LOOKS)
    ax = ax or new_axes(height=3.2)
    periods = pd.PeriodIndex([label for label in table.index if label != "coarser"], freq=_guess(table.index))
    counts = table.loc[table.index != "coarser"]
    if not counts.to_numpy().sum():
        return say_nothing(ax, "No event is known to the period.")
    starts, ends = periods.start_time, periods.end_time.normalize()
    totals = counts.sum(axis=1).to_numpy()
    low, high = choose_axis(
        pd.Series(starts.repeat(totals)), pd.Series(ends.repeat(totals))
    )  # each event weighs the same
    left = mpl.dates.date2num(starts)
    width = mpl.dates.date2num(ends) + 1 - left
    bottom = np.zeros(len(counts))
    handles: list[Any] = []
    for status, look in LOOKS.items():
        height = counts[status].to_numpy(float)
        some = height > 0
        if some.any():
            style = {**look, "linewidth": 0.8, "label": status}
            handles.append(
                ax.bar(
                    left[some], height[some], width[some] * 0.86, bottom=bottom[some], align="edge", **style
                )
            )
        bottom += height
    if until is not None and pd.notna(until):
        day = float(mpl.dates.date2num(pd.Timestamp(until)))
        handles.append(ax.axvline(day, color=GREY, linestyle=":", label="last day of publication"))
    ax.set_xlim(low, high)
    ax.xaxis_date()
    ax.xaxis.set_major_formatter(mpl.dates.ConciseDateFormatter(ax.xaxis.get_major_locator(), tz="UTC"))
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(axis="y")
    before, after = int(totals[left + width <= low].sum()), int(totals[left >= high].sum())
    coarser = int(table.loc[table.index == "coarser"].to_numpy().sum())
    notes = [f"{before} earlier", f"{after} later", f"{coarser} known too coarsely"]
    said = [note for note, n in zip(notes, (before, after, coarser), strict=True) if n]
    if said:
        handles.append(Line2D([], [], linestyle="", label="not drawn: " + ", ".join(said)))
    add_legend(ax, handles, [str(handle.get_label()) for handle in handles])
    return ax


def _guess(labels: pd.Index) -> str:
    """The frequency of labels such as 2022-04, 2022Q2 or 2022."""
    label = str(labels[0]) if len(labels) else ""
    return "Q" if "Q" in label else "M" if "-" in label else "Y"


def _frequency(every: str) -> str:
    if every not in FREQUENCIES:
        raise TableError(f"A period is one of {', '.join(FREQUENCIES)}, got {every!r}.")
    return FREQUENCIES[every]


def _read_day(day: str | None) -> pd.Timestamp | None:
    if not day:
        return None
    try:
        return pd.Timestamp(day).normalize()
    except ValueError:
        raise TableError(f"A day of collection is written as 2023-05-09, got {day!r}.") from None
