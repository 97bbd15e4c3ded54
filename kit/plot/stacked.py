"""Stacked bars: an Axes."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kit.plot.rows import Labels, name_key, new_rows
from kit.plot.said import name_first, say_nothing, tell, write_number
from kit.plot.style import HATCHES, TYPE, add_legend, as_text, colour_keys, place_keys
from kit.schema import check_numbers

# From so many rows on, how they are spread tells more than a bar for each.
MANY = 30


@as_text
def plot_stacked(matrix: pd.DataFrame, *, labels: Labels = None, ax: Axes | None = None) -> Axes:
    """Horizontal stacked bars: one bar per row, one colour and hatch per column; of many rows how they are spread.

    Parameters
    ----------
    matrix : counts; rows become bars (first on top), columns become parts.
    labels : names for the rows.

    Returns
    -------
    The Axes, with the total of each bar at its end and a legend below. From `MANY` rows on there is a box for each
    part instead: from the lower to the upper quartile of the rows, the median across it, and lines to the 5th and
    the 95th percentile.

    Raises
    ------
    TableError : a cell is no number.
    """
    check_numbers(matrix)
    if matrix.empty or not matrix.to_numpy().sum():
        return say_nothing(ax)
    if len(matrix) >= MANY:
        return _draw_spread(ax, matrix)
    rows = matrix.iloc[::-1]
    ax, places = new_rows(ax, rows.index, labels, rest=1.4, room=(0.6, 0.6))
    left = np.zeros(len(rows))
    for column, look in zip(rows, look_of(rows.columns), strict=True):
        look |= {"label": str(column), "edgecolor": "white"}
        parts = ax.barh(places, rows[column], left=left, height=0.66, **look)
        left += rows[column].to_numpy(float)
    ax.bar_label(parts, [*map(write_number, left)], padding=4, fontsize=TYPE)
    ax.set_xlim(0, left.max() * 1.1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    add_legend(ax, *ax.get_legend_handles_labels())
    parts_total, longest = matrix.sum().sort_values(ascending=False, kind="stable"), int(np.argmax(left))
    name, part = name_key(rows.index[longest], labels), str(parts_total.index[0])
    said = {"name": name_first(name, left), "part": name_first(part, parts_total), "total": left.sum()}
    tell(ax, "stacked", **said, n=left[longest], value=parts_total.iloc[0] / left.sum())
    return ax


def _draw_spread(ax: Axes | None, matrix: pd.DataFrame) -> Axes:
    """For each part, a box that says how its counts are spread over the rows."""
    ax, places = new_rows(ax, matrix.columns, rest=1.4, down=True)
    how = {"vert": False, "widths": 0.6, "whis": (5, 95), "sym": "", "medianprops": {"color": "#222222"}}
    drawn = ax.boxplot(matrix, positions=places, patch_artist=True, manage_ticks=False, **how)
    for box, colour in zip(drawn["boxes"], colour_keys([str(part) for part in matrix]), strict=True):
        box.set(facecolor=colour, alpha=0.6)
    ax.set_xlim(left=0)
    middle = matrix.median().sort_values(ascending=False, kind="stable")
    tell(ax, "spread", name=str(middle.index[0]), value=middle.iloc[0], n=len(matrix))
    return ax


def look_of(parts: Iterable) -> list[dict[str, str]]:
    """Colour and hatch of the parts of a bar: those of the part's name, whatever else a chart shows."""
    names = [str(part) for part in parts]
    looks = zip(colour_keys(names), place_keys(names, len(HATCHES)), strict=True)
    return [{"color": colour, "hatch": HATCHES[place]} for colour, place in looks]
