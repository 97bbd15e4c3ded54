"""One value per period, as a line with intervals: an Axes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.style import COLOURS, as_text, new_axes, say_nothing, say_unsure
from kit.schema import check_columns


@as_text
def plot_periods(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    partial: Sequence[str] = (),
    ticks: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """One value per period, with its interval; empty periods stand as gaps, partial and undated ones are hollow.

    Parameters
    ----------
    summary : from ``summarise_tallies(…, by="period")``, one key.
    value : column to draw.
    partial : periods that the collection covers only in part (usually the last).
    ticks : how many periods are named below at most.

    Returns
    -------
    The Axes. A period whose interval is not known (NaN) has a point without a line, which the chart says.
    """
    check_columns(summary, "period", value, made_by="kit.summarise_tallies(…, by=)")
    ax = ax or new_axes(height=2.8)
    rows = summary.sort_values("period")
    if rows.empty or not rows["total_articles"].sum():
        return say_nothing(ax)
    places, known = np.arange(len(rows)), (rows["total_articles"] > 0).to_numpy()
    values, named = rows[value].where(known).to_numpy(float), rows["period"].astype(str)
    dated = (named != "undated").to_numpy()
    hollow = named.isin(partial).to_numpy() | ~dated
    ax.plot(places[dated], values[dated], color=COLOURS[0], linewidth=1.2, zorder=1)
    for drawn, fill in ((known & ~hollow, COLOURS[0]), (known & hollow, "white")):
        ax.scatter(places[drawn], values[drawn], facecolor=fill, edgecolor=COLOURS[0], zorder=3, s=22)
    low, high = f"{value}_low", f"{value}_high"
    highest = values[known].max()
    if low in rows and high in rows:
        ends = rows.loc[known, [low, high]].to_numpy(float).T
        ax.vlines(places[known], *ends, color=COLOURS[0], linewidth=1, alpha=0.7, zorder=2)
        highest = np.nanmax(ends, initial=highest)
        say_unsure(ax, not np.isfinite(ends).all())
    step = -(-len(rows) // ticks)
    ax.set_xticks(places[::step], named[::step], rotation=45, ha="right")
    ax.set_ylim(0, max(highest * 1.1, 1e-9))
    ax.grid(axis="y")
    return ax
