"""Bars, with intervals and the counts behind them: an Axes."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kit.plot.style import COLOURS, as_text, new_axes, say_nothing, set_rows
from kit.schema import check_columns

_INTERVAL = {"fmt": "none", "ecolor": "#222222", "elinewidth": 1, "capsize": 2}
_BEFORE = {"colors": COLOURS[1], "linewidths": 2.2, "zorder": 3}
_AT_END = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "fontsize": 8}


@as_text
def plot_bars(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Mapping[str, str] | str = "key",
    top: int = 20,
    highlight: Collection[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Horizontal bars, longest on top, with their intervals and the counts behind them.

    Parameters
    ----------
    summary : from `kit.summarise_tallies`, or any table with ``key`` and a column ``value``.
    value : column to draw; ``<value>_low`` and ``<value>_high`` are drawn as an interval if they are there, and
        ``<value>_raw``, the value before it was corrected, as a tick.
    labels : names for the keys, or the column that has them.
    top : how many bars at most.
    highlight : keys whose bars are drawn in a second colour.
    ax : where to draw (default: a new figure).

    Returns
    -------
    The Axes. Where an interval is drawn, bars whose row has a note (``few articles``) are hatched, and those whose
    note begins with ``not enough data`` have no interval.

    Raises
    ------
    TableError : there is no such column.
    """
    if summary.empty:
        return say_nothing(ax, summary)
    check_columns(summary, "key", value, made_by="kit.summarise_tallies")
    rows = summary.sort_values([value, "key"], ascending=[False, True]).head(top).iloc[::-1]
    ax = ax or new_axes(height=0.9 + 0.34 * max(len(rows), 2))
    names = rows[labels] if isinstance(labels, str) else rows["key"].map(labels).fillna(rows["key"])
    places, values = set_rows(ax, names, room=(0.6, 0.6)), rows[value].to_numpy(float)
    colours = np.where(rows["key"].isin(list(highlight)), COLOURS[3], COLOURS[0])
    bars = ax.barh(places, values, color=colours, height=0.66)
    ends = values.copy()
    low, high = f"{value}_low", f"{value}_high"
    if low in rows and high in rows:
        notes = rows.get("note", pd.Series("", index=rows.index)).astype("str")
        for bar, note, colour in zip(bars, notes, colours, strict=True):
            if note:
                bar.set(facecolor="white", edgecolor=colour, hatch="////")
        sure = (~notes.str.startswith("not enough data") & (rows[high] > rows[low])).to_numpy()
        span = np.abs(rows[[low, high]].to_numpy(float).T - values)
        ax.errorbar(values[sure], places[sure], xerr=span[:, sure], **_INTERVAL)
        ends[sure] = np.maximum(values, rows[high])[sure]
    if f"{value}_raw" in rows:
        raw = rows[f"{value}_raw"].to_numpy(float)
        ticked = raw != values
        ax.vlines(raw[ticked], (places - 0.42)[ticked], (places + 0.42)[ticked], **_BEFORE)
        ends = np.maximum(ends, raw)
    ax.set_xlim(0, max(ends.max() * 1.14, 1e-9))
    if value.startswith("n_"):
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    for place, end, row in zip(places, ends, rows.itertuples(), strict=True):
        ax.annotate(_write_counts(row, value), (end, place), **_AT_END)
    return ax


def _write_counts(row, value: str) -> str:
    """The counts behind a bar, in words short enough to stand at its end."""
    if value == "share" and hasattr(row, "n_articles"):
        return f"{row.n_articles}/{row.total_articles}"
    if value in ("share", "n_sentences") and hasattr(row, "total_sentences"):
        return f"{row.n_sentences:.0f}/{row.total_sentences}"
    if value == "rate" and hasattr(row, "n_mentions"):
        return f"{row.n_mentions}"
    return f"{getattr(row, value):g}"
