"""Charts of differences: how far something lies above or below expectation, and whether that holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from kit.compare.side_by_side import Comparison
from kit.plot.charts import plot_heatmap
from kit.plot.style import COLOURS, GREY, add_legend, new_axes, say_nothing, wrap
from kit.schema import check_columns
from kit.vietnamese.letters import nfc

MOST_Q = 0.05
"""A pair is starred if its q is not above this."""

NO_PAIRS = "Nothing to compare: no pair was found."

_FADE = 0.62  # how much white lies over a cell that could be chance


def tabulate_differences(
    pairs: pd.DataFrame,
    *,
    rows: str = "topic",
    columns: str = "partner",
    top: int = 20,
    top_columns: int = 8,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Pairs as matrices: the differences, what to write into the cells, and whether the difference holds.

    Parameters
    ----------
    pairs : from `kit.compare_partner_topics`, or a table with those columns.
    rows, columns : its columns whose keys stand downwards and across, most frequent first.
    top, top_columns : rows and columns at most.

    Returns
    -------
    (matrix, text, holds) : a pair that ``pairs`` lacks is 0, "" and False. Text is the difference over its
    interval, with ``*`` where q is at most `MOST_Q` and ``?`` where there is not enough data for an interval.
    ``holds`` is True where the interval leaves out 0.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(pairs, rows, columns, f"n_{rows}", f"n_{columns}", "difference", "note", "q")
    holds = (pairs["note"] == "") & ((pairs["difference_low"] > 0) | (pairs["difference_high"] < 0))
    written = [_write_cell(row) for row in pairs.itertuples()]
    table = pairs.assign(written=pd.Series(written, index=pairs.index, dtype="str"), holds=holds)
    orders = [
        table.groupby(name)[f"n_{name}"].max().sort_values(ascending=False, kind="stable").index[:most]
        for name, most in ((rows, top), (columns, top_columns))
    ]
    matrix, text, sure = (
        table.pivot(index=rows, columns=columns, values=value)
        .reindex(index=orders[0], columns=orders[1])
        .rename_axis(columns=None)
        for value in ("difference", "written", "holds")
    )
    return matrix.astype(float).fillna(0.0), text.fillna(""), sure.eq(True)


def plot_association(
    pairs: pd.DataFrame,
    *,
    rows: str = "topic",
    columns: str = "partner",
    top: int = 20,
    top_columns: int = 8,
    labels: Mapping[str, str] | None = None,
    unit: str = "sentences above or below expectation",
    ax: Axes | None = None,
) -> Axes:
    """A heat map of differences from expectation; a difference that could be chance is faded.

    Parameters
    ----------
    pairs, rows, columns, top, top_columns : as for `tabulate_differences`.
    labels : names of the keys.
    unit : name of the colour scale.

    Returns
    -------
    The Axes. In each cell: n less what chance would give, and its interval below; ``*`` marks q ≤ .05,
    ``?`` not enough data for an interval. Full colour: the interval leaves out 0. Blank: neither seen nor
    expected once.
    """
    matrix, text, holds = tabulate_differences(
        pairs, rows=rows, columns=columns, top=top, top_columns=top_columns
    )
    ax = ax or new_axes(height=2.4 + 0.42 * max(len(matrix), 2))
    if matrix.empty:
        return say_nothing(ax, NO_PAIRS)
    plot_heatmap(matrix, text=text, diverging=True, unit=unit, labels=labels, ax=ax)
    for (row, column), sure in np.ndenumerate(holds.to_numpy(bool)):
        if not sure:
            corner = (column - 0.5, row - 0.5)
            ax.add_patch(Rectangle(corner, 1, 1, facecolor="white", alpha=_FADE, linewidth=0, zorder=1.5))
    for written, sure in zip(ax.texts, holds.to_numpy(bool).ravel(), strict=True):
        written.set(fontsize=7.5, linespacing=1.15)
        if not sure:
            written.set_color("black")
    names = [wrap(name_briefly(key, labels).replace(" (", "\n("), 20) for key in matrix.columns]
    ax.set_xticks(range(len(names)), names, rotation=40, ha="right", rotation_mode="anchor")
    note = "* q ≤ .05; ? not enough data; faded: could be chance"
    add_legend(ax, [Patch(facecolor="none", edgecolor="none")], [note])
    return ax


def plot_differences(
    table: pd.DataFrame,
    *,
    value: str = "difference",
    low: str = "",
    high: str = "",
    label: str | Sequence[str] = "key",
    labels: Mapping[str, str] | None = None,
    sides: tuple[str, str] = ("less", "more"),
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Differences as points with intervals on both sides of 0, largest on top, with the counts behind them.

    Parameters
    ----------
    table : a row per difference, from a ``compare_`` function.
    value : column to draw.
    low, high : columns of its interval (default: ``<value>_low`` and ``<value>_high``).
    label : column, or columns, that name a row.
    labels : names of the keys in those columns.
    sides : what a difference below 0 means, and what one above it.
    top : rows at most: those with enough data first, then by size.

    Returns
    -------
    The Axes. Filled: the interval leaves out 0. Hollow: it includes 0, or the note says *few articles*.
    Hollow without a line: not enough data for an interval. At the right the counts: seen / expected, or
    those of the two groups.

    Raises
    ------
    TableError : a column is missing.
    """
    names = [label] if isinstance(label, str) else list(label)
    low, high = low or f"{value}_low", high or f"{value}_high"
    check_columns(table, *names, value, low, high)
    rows = _choose_rows(table, value, names, top)
    ax = ax or new_axes(height=1.6 + 0.36 * max(len(rows), 2))
    if rows.empty:
        return say_nothing(ax, NO_PAIRS)
    places, values = np.arange(len(rows)), rows[value].to_numpy(float)
    known = (rows["doubt"] != "not enough data").to_numpy(bool)
    lows, highs = (np.where(known, rows[name].to_numpy(float), values) for name in (low, high))
    holds = (rows["doubt"] == "").to_numpy(bool) & ((lows > 0) | (highs < 0))
    colours = np.where(values < 0, COLOURS[3], COLOURS[0])
    ax.axvline(0, color="#222222", linewidth=0.8, zorder=1)
    ax.hlines(places[known], lows[known], highs[known], colors=colours[known], linewidth=1.4, zorder=2)
    fills = np.where(holds, colours, "#ffffff")
    ax.scatter(values, places, s=34, edgecolors=colours, facecolors=fills, linewidths=1.4, zorder=3)
    ax.set_yticks(places, [wrap(_name_row(keys, labels)) for keys in rows[names].to_numpy(str)])
    ax.set_ylim(-0.7, len(rows) + 0.4)
    reach = max(np.abs(np.concatenate([lows, highs])).max(), 1e-9)
    ax.set_xlim(min(lows.min() - 0.06 * reach, -0.3 * reach), max(highs.max() + 0.06 * reach, 0.3 * reach))
    style = {"textcoords": "offset points", "fontsize": 8}
    for place, row in zip(places, rows.itertuples(), strict=True):
        across = ax.get_yaxis_transform()
        ax.annotate(_write_counts(row), (1, place), (4, 0), xycoords=across, va="center", color=GREY, **style)
    ends = (
        ("left", 0, f"← {wrap(sides[0], 26)}", COLOURS[3]),
        ("right", 1, f"{wrap(sides[1], 26)} →", COLOURS[0]),
    )
    for side, end, text, colour in ends:
        top_of = ax.transAxes
        ax.annotate(nfc(text), (end, 1), (0, -1), xycoords=top_of, ha=side, va="top", color=colour, **style)
    ax.grid(axis="x")
    return ax


def name_briefly(key: str, labels: Mapping[str, str] | None = None) -> str:
    """A partner in few letters: its Vietnamese name and its key.

    >>> name_briefly("BEL", {"BEL": "Bỉ\\n(Belgium)"})
    'Bỉ (BEL)'
    """
    name = (labels or {}).get(key, key).splitlines()[0]
    return name if name == key else f"{name} ({key})"


def plot_comparison(
    comparison: Comparison,
    *,
    labels: Mapping[str, str] | None = None,
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """The topics of two partners: how much oftener one's articles name each, per 1,000 words.

    Parameters
    ----------
    comparison : from `compare_partners`.
    labels : names of partners and topics, from `kit.load_labels`.
    top : topics at most.

    Returns
    -------
    The Axes of `kit.plot_differences`; the counts at the right are mentions, first partner : second. If
    the two cannot be compared, it says why.
    """
    if comparison.topics.empty:
        message = comparison.note or "No topic was found in the articles of either."
        return say_nothing(ax or new_axes(height=2.2), message)
    names = [name_briefly(key, labels) for key in (comparison.second, comparison.first)]
    return plot_differences(
        comparison.topics,
        value="rate_change",
        low="rate_low",
        high="rate_high",
        labels=labels,
        sides=(f"more with {names[0]}", f"more with {names[1]}"),
        top=top,
        ax=ax,
    )


def _choose_rows(table: pd.DataFrame, value: str, names: list[str], top: int) -> pd.DataFrame:
    """The rows to draw, from the bottom upwards, with what is doubtful about each as ``doubt``."""
    rows = table.assign(doubt=table.get("note", ""), size=table[value].abs())
    rows = rows.assign(last=rows["doubt"] == "not enough data")
    rows = rows.sort_values(["last", "size", *names], ascending=[True, False, *[True] * len(names)])
    return rows.head(top).sort_values([value, *names], ascending=[True, *[False] * len(names)])


def _name_row(keys: Sequence[str], labels: Mapping[str, str] | None) -> str:
    """One key as its label has it, on two lines; several side by side, without their glosses."""
    said = [(labels or {}).get(key, key) for key in keys]
    return said[0] if len(said) == 1 else " · ".join(text.splitlines()[0] for text in said)


def _write_cell(row) -> str:
    if row.note:
        return f"{row.difference:+.1f} ?"
    low, high = (_write_end(end) for end in (row.difference_low, row.difference_high))
    return f"{row.difference:+.1f}{'*' if row.q <= MOST_Q else ''}\n{low} … {high}"


def _write_end(end: float) -> str:
    """An end of an interval: whole, unless that would hide on which side of 0 it is."""
    return (f"{end:.1f}" if abs(end) < 1 else f"{end:.0f}").replace("-0.0", "0").removesuffix(".0")


def _write_counts(row) -> str:
    """The counts behind a row."""
    if hasattr(row, "n_target"):
        return f"{row.n_target} : {row.n_reference}"
    return f"{row.n} / {row.expected:.1f}" if hasattr(row, "expected") else ""
