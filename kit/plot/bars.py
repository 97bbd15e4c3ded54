"""Bars, with intervals and the counts behind them: an Axes."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from kit.plot.rows import new_rows
from kit.plot.said import name_first, say_nothing, say_unsure, tell, write_number
from kit.plot.style import COLOURS, TYPE, add_legend, as_text, colour_keys
from kit.schema import check_columns

_INTERVAL = {"fmt": "none", "ecolor": "#222222", "elinewidth": 1, "capsize": 2}
_BEFORE = {"colors": COLOURS[1], "linewidths": 2.2, "zorder": 3}
_AT_END = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "fontsize": TYPE}


@as_text
def plot_bars(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Mapping[str, str] | str = "key",
    top: int = 20,
    highlight: Collection[str] = (),
    colour_by: str = "",
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
    colour_by : a column whose values have a colour each, named in a legend, instead of ``highlight``.
    ax : where to draw (default: a new figure).

    Returns
    -------
    The Axes. Where an interval is drawn, bars whose row has a note (``few articles``) are hatched; one without an
    interval has no line, which the chart says.

    Raises
    ------
    TableError : there is no such column.
    """
    if summary.empty or top < 1 or (value in summary and not summary[value].any()):
        return say_nothing(ax, summary)
    check_columns(summary, "key", value, made_by="kit.summarise_tallies")
    rows = summary.sort_values([value, "key"], ascending=[False, True]).head(top).iloc[::-1]
    names = rows[labels] if isinstance(labels, str) else rows["key"].map(labels).fillna(rows["key"])
    ax, places = new_rows(ax, names, rest=0.9, room=(0.6, 0.6))
    values = rows[value].to_numpy(float)
    colours = np.where(rows["key"].isin(list(highlight)), COLOURS[3], COLOURS[0])
    if colour_by:
        groups = sorted(rows[colour_by].unique())
        of = dict(zip(groups, colour_keys(groups), strict=True))
        colours = rows[colour_by].map(of).to_numpy()
        add_legend(ax, [Line2D([], [], color=of[group], linewidth=6) for group in groups], groups)
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
        say_unsure(ax, not sure.all())
    if f"{value}_raw" in rows:
        raw = rows[f"{value}_raw"].to_numpy(float)
        ticked = raw != values
        ax.vlines(raw[ticked], (places - 0.42)[ticked], (places + 0.42)[ticked], **_BEFORE)
        ends = np.maximum(ends, raw)
    if value.startswith("n_"):
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    groups = " · " + rows[colour_by].astype("str") if colour_by else [""] * len(rows)  # also without colours
    beside = [_write_counts(row, value) + group for row, group in zip(rows.itertuples(), groups, strict=True)]
    room = 1 - np.minimum([len(text) for text in beside], 50) / 70  # so many letters stand beside each other
    ax.set_xlim(0, max(ends.max() * 1.14, (ends / room).max(), 1e-9))
    for place, end, text in zip(places, ends, beside, strict=True):
        ax.annotate(text, (end, place), **_AT_END)
    _tell_first(ax, rows.iloc[-1], value, name_first(names.iloc[-1], rows[value]), (len(rows), len(summary)))
    return ax


def _tell_first(ax: Axes, row: pd.Series, value: str, name: str, shown: tuple[int, int]) -> None:
    """Say which bar is the longest, of how much, and between which bounds; or that too little stands behind it."""
    of = {"share": ("articles", "sentences"), "rate": ("mentions",)}.get(value, ())
    unit = next((unit for unit in of if f"n_{unit}" in row), "")
    if not unit or f"{value}_low" not in row:
        total = row.get("total_sentences", 0) if value == "n_sentences" else 0
        sentence = "bar_counted" if total else "bar"
        return tell(ax, sentence, name=name, value=row[value], n=shown[1], total=total, shown=shown)
    total = row["n_articles" if unit == "mentions" else f"total_{unit}"]
    said = {"name": name, "n": row[f"n_{unit}"], "total": total, "value": row[value]}
    if row.get("note"):
        return tell(ax, "few", name=name, n=row["n_articles"], total=row["total_articles"], shown=shown)
    sentence = "bar_rate" if unit == "mentions" else f"bar_{unit}"
    return tell(ax, sentence, **said, low=row[f"{value}_low"], high=row[f"{value}_high"], shown=shown)


def _write_counts(row, value: str) -> str:
    """The counts behind a bar, in words short enough to stand at its end."""
    if value == "share" and hasattr(row, "n_articles"):
        return f"{row.n_articles:,}/{row.total_articles:,}"
    if value in ("share", "n_sentences") and hasattr(row, "total_sentences"):
        return f"{row.n_sentences:,.0f}/{row.total_sentences:,}"
    if value == "rate" and hasattr(row, "n_mentions"):
        return f"{row.n_mentions:,}"
    return write_number(getattr(row, value))
