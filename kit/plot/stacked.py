"""Stacked bars: an Axes."""

from collections.abc import Mapping
from itertools import cycle

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kit.plot.style import COLOURS, HATCHES, add_legend, as_text, new_axes, say_nothing, set_rows


@as_text
def plot_stacked(
    matrix: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Horizontal stacked bars: one bar per row, one colour and hatch per column.

    Parameters
    ----------
    matrix : counts; rows become bars (first on top), columns become parts.
    labels : names for the rows.

    Returns
    -------
    The Axes, with the total of each bar at its end and a legend above.
    """
    ax = ax or new_axes(height=1.4 + 0.34 * max(len(matrix), 2))
    if matrix.empty or not matrix.to_numpy().sum():
        return say_nothing(ax)
    rows = matrix.iloc[::-1]
    places, left = set_rows(ax, rows.index, labels, room=(0.6, 0.6)), np.zeros(len(rows))
    for column, colour, hatch in zip(rows, cycle(COLOURS), cycle(HATCHES), strict=False):
        look = {"color": colour, "hatch": hatch, "edgecolor": "white", "height": 0.66}
        parts = ax.barh(places, rows[column], left=left, label=str(column), **look)
        left += rows[column].to_numpy(float)
    ax.bar_label(parts, [f"{total:g}" for total in left], padding=4, fontsize=8)
    ax.set_xlim(0, left.max() * 1.1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    add_legend(ax, *ax.get_legend_handles_labels())
    return ax
