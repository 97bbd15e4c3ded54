"""A heat map, with the number in every cell: an Axes."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.rows import Labels, measure_rows, name_key, name_keys
from kit.plot.said import name_first, say_nothing, tell
from kit.plot.style import TYPE, as_text, new_axes, wrap
from kit.schema import check_numbers

# How many letters of labels fit side by side below a heat map; with more they are turned.
LETTERS_ACROSS = 70

# How many letters of numbers fit side by side in its cells; with more they are left out.
LETTERS_INSIDE = 64


@as_text
def plot_heatmap(
    matrix: pd.DataFrame,
    *,
    text: pd.DataFrame | None = None,
    diverging: bool = False,
    unit: str = "",
    labels: Labels = None,
    ax: Axes | None = None,
) -> Axes:
    """A heat map with the number written in every cell, or none where they would not be legible.

    Parameters
    ----------
    matrix : values; rows downwards, columns across.
    text : what to write into the cells (default: the values).
    diverging : colours around 0, for differences from an expectation.
    unit : name of the colour scale.
    labels : names for rows and columns.

    Raises
    ------
    TableError : a cell is no number.

    >>> ax = plot_heatmap(pd.DataFrame({"BEL": [3, 0], "IOM": [1, 2]}, index=["trafficking", "health"]))
    >>> [text.get_text() for text in ax.texts]
    ['3', '1', '0', '2']
    """
    check_numbers(matrix)
    if matrix.empty:
        return say_nothing(ax, matrix)
    down = name_keys(matrix.index, labels, 36)
    written = (matrix.map("{:g}".format) if text is None else text.astype("str")).to_numpy()
    lines = [line for cell in written.ravel() for line in cell.split("\n")]
    legible = max(map(len, lines)) * len(matrix.columns) <= LETTERS_INSIDE
    row = measure_rows([*down, *(written.ravel() if legible else ())])
    ax = ax or new_axes(height=1.9 + row * max(len(matrix), 2))
    values = matrix.to_numpy(float)
    top = max(np.abs(values).max(), 1e-9)
    colours, lowest = ("PuOr_r", -top) if diverging else ("Blues", 0)
    image = ax.imshow(values, cmap=colours, vmin=lowest, vmax=top, aspect="auto")
    middle = {"ha": "center", "va": "center", "fontsize": TYPE}
    for (row, column), value in np.ndenumerate(values) if legible else ():
        dark = abs(value) > 0.6 * top
        ax.text(column, row, written[row, column], color="white" if dark else "black", **middle)
    across = [name_key(key, labels).split("\n(")[0] for key in matrix.columns]
    # Without the gloss, which stands at the rows; two lines are as much as there is room for.
    width = 23 if len(across) <= 12 else 44
    across = [wrap(textwrap.shorten(name, 44, placeholder=" …"), width) for name in across]
    widest = max(len(line) for name in across for line in name.splitlines() or [""])
    turned = {"rotation": 35 if len(across) <= 6 else 90, "rotation_mode": "anchor", "fontsize": TYPE}
    turned |= {"ha": "right", "va": "top" if len(across) <= 6 else "center"}
    ax.set_xticks(range(len(across)), across, **(turned if len(across) * widest > LETTERS_ACROSS else {}))
    ax.set_yticks(range(len(matrix)), down)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.figure.colorbar(image, ax=ax, label=unit, shrink=0.8)
    first, second = np.unravel_index(np.argmax(values), values.shape)
    down_name, value = name_key(matrix.index[first], labels), written[first, second].replace("\n", " ")
    column = name_key(matrix.columns[second], labels).split("\n(")[0]
    tell(ax, "heatmap", row=down_name, column=name_first(column, values.ravel()), value=value)
    return ax
