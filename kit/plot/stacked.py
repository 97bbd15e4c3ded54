"""Stacked bars: an Axes."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kit.plot.style import (
    HATCHES,
    TYPE,
    add_legend,
    as_text,
    colour_keys,
    measure_rows,
    name_keys,
    new_axes,
    say_nothing,
    set_rows,
    tell,
)
from kit.plot.words import place_keys

MANY = 30
"""From so many rows on, how they are spread tells more than a bar for each."""


@as_text
def plot_stacked(
    matrix: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
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
    """
    names = name_keys(matrix.index if len(matrix) < MANY else matrix.columns, labels)
    ax = ax or new_axes(height=1.4 + measure_rows(names) * max(len(names), 2))
    if matrix.empty or not matrix.to_numpy().sum():
        return say_nothing(ax)
    if len(matrix) >= MANY:
        return _draw_spread(ax, matrix)
    rows = matrix.iloc[::-1]
    places, left = set_rows(ax, rows.index, labels, room=(0.6, 0.6)), np.zeros(len(rows))
    for column, look in zip(rows, look_of(rows.columns), strict=True):
        parts = ax.barh(
            places, rows[column], left=left, label=str(column), edgecolor="white", height=0.66, **look
        )
        left += rows[column].to_numpy(float)
    ax.bar_label(parts, [f"{total:g}" for total in left], padding=4, fontsize=TYPE)
    ax.set_xlim(0, left.max() * 1.1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    add_legend(ax, *ax.get_legend_handles_labels())
    parts_total, longest = matrix.sum().sort_values(ascending=False, kind="stable"), int(np.argmax(left))
    most = {"part": str(parts_total.index[0]), "value": parts_total.iloc[0] / left.sum(), "total": left.sum()}
    tell(ax, "stacked", name=names[::-1][longest], n=left[longest], **most)
    return ax


def _draw_spread(ax: Axes, matrix: pd.DataFrame) -> Axes:
    """For each part, a box that says how its counts are spread over the rows."""
    places = set_rows(ax, matrix.columns, down=True)
    for place, column, look in zip(places, matrix, look_of(matrix.columns), strict=True):
        box = {"boxprops": {"facecolor": look["color"], "alpha": 0.6}, "medianprops": {"color": "#222222"}}
        ax.boxplot(
            matrix[column],
            positions=[place],
            vert=False,
            widths=0.6,
            whis=(5, 95),
            sym="",
            patch_artist=True,
            manage_ticks=False,
            **box,
        )
    ax.set_xlim(left=0)
    middle = matrix.median().sort_values(ascending=False, kind="stable")
    tell(ax, "spread", name=str(middle.index[0]), value=middle.iloc[0], n=len(matrix))
    return ax


def look_of(parts: Iterable) -> list[dict[str, str]]:
    """Colour and hatch of the parts of a bar: those of the part's name, whatever else a chart shows."""
    names = [str(part) for part in parts]
    hatches = (HATCHES[place] for place in place_keys(names, len(HATCHES)))
    return [
        {"color": colour, "hatch": hatch} for colour, hatch in zip(colour_keys(names), hatches, strict=True)
    ]
