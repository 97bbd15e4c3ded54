"""A heat map, with the number in every cell: an Axes."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.style import as_text, name_keys, new_axes, say_nothing

LETTERS_ACROSS = 70
"""How many letters of labels fit side by side below a heat map; with more they are turned."""


@as_text
def plot_heatmap(
    matrix: pd.DataFrame,
    *,
    text: pd.DataFrame | None = None,
    diverging: bool = False,
    unit: str = "",
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """A heat map with the number written in every cell.

    Parameters
    ----------
    matrix : values; rows downwards, columns across.
    text : what to write into the cells (default: the values).
    diverging : colours around 0, for differences from an expectation.
    unit : name of the colour scale.
    labels : names for rows and columns.

    >>> ax = plot_heatmap(pd.DataFrame({"BEL": [3, 0], "IOM": [1, 2]}, index=["trafficking", "health"]))
    >>> [text.get_text() for text in ax.texts]
    ['3', '1', '0', '2']
    """
    ax = ax or new_axes(height=1.6 + 0.36 * max(len(matrix), 2))
    if matrix.empty:
        return say_nothing(ax)
    values = matrix.to_numpy(float)
    top = max(np.abs(values).max(), 1e-9)
    colours, lowest = ("PuOr_r", -top) if diverging else ("Blues", 0)
    image = ax.imshow(values, cmap=colours, vmin=lowest, vmax=top, aspect="auto")
    middle = {"ha": "center", "va": "center", "fontsize": 8}
    written = (matrix.map("{:g}".format) if text is None else text.astype("str")).to_numpy()
    for (row, column), value in np.ndenumerate(values):
        dark = abs(value) > 0.6 * top
        ax.text(column, row, written[row, column], color="white" if dark else "black", **middle)
    across = name_keys(matrix.columns, labels, 16)
    widest = max(len(line) for name in across for line in name.splitlines() or [""])
    turned = {"rotation": 35, "ha": "right", "rotation_mode": "anchor", "fontsize": 8}
    ax.set_xticks(range(len(across)), across, **(turned if len(across) * widest > LETTERS_ACROSS else {}))
    ax.set_yticks(range(len(matrix)), name_keys(matrix.index, labels))
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.figure.colorbar(image, ax=ax, label=unit, shrink=0.8)
    return ax
