"""Charts of differences: how far something lies above or below expectation, and whether that holds."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.rows import Labels, measure_rows, name_key, name_keys, name_sides, set_rows
from kit.plot.said import say_nothing, say_unsure, tell
from kit.plot.style import COLOURS, GREY, TYPE, as_text, new_axes
from kit.schema import check_columns
from kit.stats.significance import LEVEL

NO_PAIRS = "Nothing to compare: no pair was found."


@as_text
def plot_differences(
    table: pd.DataFrame,
    *,
    value: str = "difference",
    key: str | Sequence[str] = "key",
    labels: Labels = None,
    sides: tuple[str, str] = ("less", "more"),
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Differences as points with intervals on both sides of 0, largest on top, with the counts behind them.

    Parameters
    ----------
    table : a row per difference, from a ``compare_`` function, with its q.
    value : column to draw, with ``<value>_low`` and ``<value>_high`` as its interval.
    key : column, or columns, that say what a row is about.
    labels : names of the keys in those columns.
    sides : what a difference below 0 means, and what one above it.
    top : rows at most: those with enough data first, then by size.

    Returns
    -------
    The Axes. Filled: q is below .05, which allows for the number of rows. Hollow: it is not, whatever the interval
    of this row alone says, or the note says *few articles*. Hollow without a line: not enough data for an interval,
    which the chart says. At the right the counts: seen / expected, or those of the two groups.

    Raises
    ------
    TableError : a column is missing.
    """
    names = [key] if isinstance(key, str) else list(key)
    low, high = f"{value}_low", f"{value}_high"
    check_columns(table, f"{value} {low} {high} q", *names, made_by="a compare_ function of the kit")
    rows = _choose_rows(table, value, names, top)
    if rows.empty:
        return say_nothing(ax, table, NO_PAIRS)
    keys = [_name_row(keys, labels) for keys in rows[names].to_numpy(str)]
    ax = ax or new_axes(height=1.6 + measure_rows(name_keys(keys)) * (max(len(rows), 2) + 1.1))
    places = set_rows(ax, keys, room=(0.7, 1.4))
    values = rows[value].to_numpy(float)
    known = (rows["doubt"] != "not enough data").to_numpy(bool)
    lows, highs = (np.where(known, rows[name].to_numpy(float), values) for name in (low, high))
    holds = ((rows["doubt"] == "") & (rows["q"] < LEVEL)).to_numpy(bool)
    colours = np.where(values < 0, COLOURS[3], COLOURS[0])
    ax.axvline(0, color="#222222", linewidth=0.8, zorder=1)
    ax.hlines(places[known], lows[known], highs[known], colors=colours[known], linewidth=1.4, zorder=2)
    fills = np.where(holds, colours, "#ffffff")
    ax.scatter(values, places, s=34, edgecolors=colours, facecolors=fills, linewidths=1.4, zorder=3)
    reach = max(np.abs(np.concatenate([lows, highs])).max(), 1e-9)
    ax.set_xlim(min(lows.min() - 0.06 * reach, -0.3 * reach), max(highs.max() + 0.06 * reach, 0.3 * reach))
    beside = {"xytext": (4, 0), "xycoords": ax.get_yaxis_transform(), "va": "center", "color": GREY}
    for place, row in zip(places, rows.itertuples(), strict=True):
        ax.annotate(_write_counts(row), (1, place), textcoords="offset points", fontsize=TYPE, **beside)
    name_sides(ax, sides)
    say_unsure(ax, not known.all())
    found = table[(table.get("note", "") == "") & (table["q"] < LEVEL)]
    largest = found.loc[found[value].abs().idxmax(), names] if len(found) else []
    tested = len(table) - (table.get("note", "") == "not enough data").sum()
    sentence = "differences" if len(found) else "differences_few" if tested else "differences_unknown"
    tell(ax, sentence, n=tested or len(table), found=len(found), name=_name_row(largest, labels))
    return ax


def _choose_rows(table: pd.DataFrame, value: str, names: list[str], top: int) -> pd.DataFrame:
    """The rows to draw, from the bottom upwards, with what is doubtful about each as ``doubt``."""
    rows = table.assign(doubt=table.get("note", ""), size=table[value].abs())
    rows = rows.assign(last=rows["doubt"] == "not enough data")
    rows = rows.sort_values(["last", "size", *names], ascending=[True, False, *[True] * len(names)])
    return rows.head(top).sort_values([value, *names], ascending=[True, *[False] * len(names)])


def _name_row(keys: Sequence[str], labels: Labels) -> str:
    """One key as its label has it, on two lines; several side by side, without their glosses."""
    said = [name_key(str(key), labels) for key in keys]
    return said[0] if len(said) == 1 else " · ".join(text.splitlines()[0] for text in said)


def _write_counts(row) -> str:
    """The counts behind a row."""
    if hasattr(row, "n_target"):
        return f"{row.n_target} : {row.n_reference}"
    return f"{row.n} / {row.expected:.1f}" if hasattr(row, "expected") else ""
