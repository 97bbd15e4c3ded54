"""Charts of the horizon: events by their days before and after publication, on a symmetric-log axis."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import NullLocator

from kit.plot.style import GREY, add_legend, new_axes, say_nothing, wrap
from kit.plot.timelines import LOOKS
from kit.schema import check_columns

_SPANS = {  # how far, in days: from half a day before the first to half a day after the last
    "1 day": (0.5, 1.5),
    "2–7 days": (1.5, 7.5),
    "8–30 days": (7.5, 30.5),
    "1–3 months": (30.5, 91.5),
    "3–12 months": (91.5, 365.5),
    "1–3 years": (365.5, 1095.5),
    "3–10 years": (1095.5, 3652.5),
    "10–100 years": (3652.5, 36525.5),
    "over 100 years": (36525.5, 365250.5),
}
_TICKS = {1: "1 day", 7: "1 week", 30: "1 month", 365: "1 year", 3652: "10 years", 36525: "100 years"}
_COLUMNS = 12  # places per power of ten at which the points of a row stand side by side


def tabulate_lags(lags: pd.DataFrame) -> pd.DataFrame:
    """How many events lie how far back and ahead: counts per span of days, by status.

    Parameters
    ----------
    lags : from `kit.count.horizon.add_lags`. An event that an article names twice (the same days) counts once.

    Returns
    -------
    Rows: spans from *over 100 years back* to *over 100 years ahead*, those without an event as 0. Columns:
    first and last day of the span (from_day, to_day, negative back) and past, announced, unknown.

    Raises
    ------
    TableError : a column is missing.
    """
    known = _distinct(lags)
    sides = [(f"{name} back", -far, -near) for name, (near, far) in reversed(_SPANS.items())]
    sides += [("now", -0.5, 0.5)] + [(f"{name} ahead", *span) for name, span in _SPANS.items()]
    table = pd.DataFrame(sides, columns=["span", "from_day", "to_day"]).set_index("span")
    edges = [*table["from_day"], table["to_day"].iloc[-1]]
    # The middle of a span of days may fall just on an edge: it then counts as the nearer span.
    sizes = np.clip(known["lag"].abs().to_numpy(), 0, edges[-1] - 1)
    places = np.searchsorted(edges, sizes, side="left") - 1
    places = np.where(known["lag"] < 0, len(sides) - 1 - places, places)
    for status in LOOKS:
        chosen = places[(known["status"] == status).to_numpy()]
        table[status] = np.bincount(chosen, minlength=len(sides)).astype("int64")
    return table


def plot_lag_spans(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars of how many events lie how far back (left) and ahead (right) of the day of publication.

    Parameters
    ----------
    table : from `tabulate_lags`.

    Returns
    -------
    The Axes: a bar per span, as wide as the span on an axis that is linear within a day of publication and
    logarithmic beyond; past, announced and unknown events on top of each other, and their number above.
    """
    check_columns(table, "from_day to_day", *LOOKS, made_by="kit.plot.lag_charts.tabulate_lags")
    ax = ax or new_axes(height=3.6)
    totals = table[list(LOOKS)].sum(axis=1)
    if not totals.sum():
        return say_nothing(ax, "No event of an article whose day of publication is known.")
    _set_axis(ax, table.loc[totals > 0, ["from_day", "to_day"]].to_numpy(float))
    bottom = pd.Series(0.0, index=table.index)
    width = table["to_day"] - table["from_day"]
    for status, look in LOOKS.items():
        some = table[status] > 0
        sizes = (table["from_day"][some], table[status][some], width[some])
        ax.bar(*sizes, bottom=bottom[some], align="edge", linewidth=0.9, **look)
        bottom += table[status]
    for left, right, total in zip(table["from_day"], table["to_day"], totals, strict=True):
        if total:
            middle = np.sign(left + right) * np.sqrt(abs(left * right)) if left * right > 0 else 0.0
            style = {
                "ha": "center",
                "fontsize": 8,
                "bbox": {"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            }
            ax.annotate(f"{total}", (middle, total), (0, 3), textcoords="offset points", **style)
    ax.set_ylim(0, totals.max() * 1.12)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.grid(axis="y")
    handles = [Patch(**look, label=name) for name, look in LOOKS.items() if table[name].any()]
    add_legend(ax, handles, [str(handle.get_label()) for handle in handles])
    return ax


def plot_lags(
    lags: pd.DataFrame,
    *,
    top: int = 20,
    labels: Mapping[str, str] | pd.Series | None = None,
    ax: Axes | None = None,
) -> Axes:
    """How far back and ahead each article looks: a row per article, its events by days from publication.

    Parameters
    ----------
    lags : from `kit.count.horizon.add_lags`.
    top : how many articles at most; those that name most events are drawn.
    labels : names of articles by article_id (a dict, or a Series with that index).

    Returns
    -------
    The Axes: past events are filled, announced ones hollow, unknown ones hatched; events whose place is not
    known to the day have a line over all days that it may be. The axis is linear within a day of publication
    and logarithmic beyond.

    Raises
    ------
    TableError : a column is missing.
    """
    known = _distinct(lags)
    chosen = known["article_id"].value_counts().sort_index().sort_values(ascending=False, kind="stable")[:top]
    ax = ax or new_axes(height=1.7 + 0.42 * max(len(chosen), 2))
    if known.empty:
        return say_nothing(ax, "No event of an article whose day of publication is known.")
    ids = list(chosen.index[::-1])
    rows = known[known["article_id"].isin(ids)]
    _set_axis(ax, rows[["lag_low", "lag_high"]].to_numpy(float))
    for place, article_id in enumerate(ids):
        _draw_row(ax, place, rows[rows["article_id"] == article_id].sort_values("lag", kind="stable"))
    names = {} if labels is None else dict(labels)
    ax.set_yticks(range(len(ids)), [wrap(str(names.get(name) or name), 34) for name in ids])
    ax.set_ylim(-0.6, len(ids) - 0.4)
    ax.grid(axis="y", linewidth=0.4)
    handles = [
        ax.scatter([], [], s=26, linewidth=1.1, label=name, **look)
        for name, look in LOOKS.items()
        if (rows["status"] == name).any()
    ]
    if (rows["lag_low"] < rows["lag_high"]).any():
        handles.append(ax.plot([], [], color=GREY, label="not known to the day")[0])
    add_legend(ax, handles, [str(handle.get_label()) for handle in handles])
    return ax


def _distinct(lags: pd.DataFrame) -> pd.DataFrame:
    check_columns(
        lags,
        "article_id first_day last_day lag lag_low lag_high status",
        made_by="kit.count.horizon.add_lags",
    )
    return lags.dropna(subset=["lag"]).drop_duplicates(["article_id", "first_day", "last_day"])


def _draw_row(ax: Axes, place: int, rows: pd.DataFrame) -> None:
    """The events of one article; those at the same place of the axis stand above each other."""
    lag = rows["lag"].to_numpy(float)
    columns = pd.Series(np.round(_COLUMNS * np.sign(lag) * np.log10(1 + np.abs(lag))))
    rank = columns.groupby(columns).cumcount().to_numpy()
    count = columns.groupby(columns).transform("size").to_numpy()
    heights = place + (rank - (count - 1) / 2) * np.minimum(0.16, 0.8 / count)
    for status, look in LOOKS.items():
        of_status = (rows["status"] == status).to_numpy()
        chosen, y = rows[of_status], heights[of_status]
        ax.hlines(y, chosen["lag_low"], chosen["lag_high"], color=look["edgecolor"], linewidth=0.9, alpha=0.7)
        ax.scatter(chosen["lag"], y, s=26, linewidth=1.1, zorder=3, **look)


def _set_axis(ax: Axes, days: npt.NDArray[np.float64]) -> None:
    """A symmetric-log axis of days that reaches as far as ``days`` do, with ticks that say how far that is."""
    ax.set_xscale("symlog", linthresh=1, linscale=0.5)
    low, high = min(days.min() * 1.5, -2.0), max(days.max() * 1.5, 2.0)
    ax.set_xlim(low, high)
    ticks = {
        sign * day: name for day, name in _TICKS.items() for sign in (-1, 1) if low <= sign * day <= high
    }
    places = [*sorted(ticks), 0] if ticks else [0]
    names = [f"−{ticks[day]}" if day < 0 else f"+{ticks[day]}" if day else "published" for day in places]
    ax.set_xticks(places, names, rotation=40, ha="right", rotation_mode="anchor")
    ax.xaxis.set_minor_locator(NullLocator())
    ax.axvline(0, color=GREY, linewidth=1, zorder=1)
    ax.grid(axis="x")
