"""Style: the look of every chart, and the small parts that charts share."""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from kit.vietnamese.letters import nfc

STYLE = mpl.rc_params_from_file(Path(__file__).with_name("look.mplstyle"), use_default_template=False)
"""The look of every chart; `kit.use_notebook` sets it."""

COLOURS = tuple(STYLE["axes.prop_cycle"].by_key()["color"])
# Lines only: dots make an SVG ten times as large.
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
GREY = "#767676"


P = ParamSpec("P")
Drawn = TypeVar("Drawn", Axes, Figure)


def as_text(plot: Callable[P, Drawn]) -> Callable[P, Drawn]:
    """Make text of all that a chart says: the dollar signs of an article begin no formula (mathtext)."""

    @wraps(plot)
    def draw(*args: P.args, **options: P.kwargs) -> Drawn:
        drawn = plot(*args, **options)
        show_as_text(drawn.figure if isinstance(drawn, Axes) else drawn)
        return drawn

    return draw


def show_as_text(figure: Figure) -> None:
    """The same for all that stands on a figure by now, but for the powers of ten that matplotlib itself writes."""
    for text in figure.findobj(Text):
        if "$" in text.get_text() and "\\mathdefault" not in text.get_text():
            text.set_parse_math(False)


def new_axes(*, height: float) -> Axes:
    """An Axes of a new figure of the usual width and this height in inches."""
    return plt.subplots(figsize=(8, height))[1]


def new_charts(lines: int, across: int, *, height: float, title: str, **shared: Any) -> tuple[Figure, Any]:
    """A figure of several charts, with the Axes of each, and a title where that of one chart would stand."""
    figure, axes = plt.subplots(lines, across, figsize=(8, height), squeeze=False, **shared)
    if title:
        figure.suptitle(nfc(title), x=0.01, ha="left", fontsize=11, fontweight="bold")
    return figure, axes


def say_nothing(
    ax: Axes | None, table: pd.DataFrame | None = None, message: str = "Nothing to show: not one was counted."
) -> Axes:
    """An Axes that says that there is nothing to draw, instead of an empty frame: the table's note, or ``message``."""
    ax = ax or new_axes(height=1.6)
    message = message if table is None else table.attrs.get("note", message)
    middle = {"ha": "center", "va": "center", "transform": ax.transAxes}
    ax.text(0.5, 0.5, textwrap.fill(nfc(message), 84), color=GREY, **middle)
    ax.set_axis_off()
    return ax


def say_unsure(ax: Axes, unsure: bool) -> None:
    """Say above a chart, or once above several, that a mark has no interval for want of data, if it is so."""
    figure, said = ax.figure, "without a line: not enough data"
    if not unsure or any(text.get_text() == said for text in figure.findobj(Text)):
        return
    alone = {"xy": (1, 1), "xycoords": "axes fraction", "xytext": (0, 3), "va": "bottom"}
    among = {"xy": (0.99, 0.99), "xycoords": "figure fraction", "xytext": (0, 0), "va": "top"}
    where = alone if len(figure.axes) == 1 else among
    ax.annotate(
        said, textcoords="offset points", ha="right", fontsize=7, color=GREY, in_layout=False, **where
    )


def wrap(text: str, width: int = 46) -> str:
    """``text`` on two lines at most, for a label; a line break in it is kept."""
    lines = nfc(text).splitlines()
    if len(lines) > 1:
        return "\n".join(textwrap.shorten(line, width, placeholder=" …") for line in lines)
    return "\n".join(textwrap.wrap(nfc(text), width, max_lines=2, placeholder=" …")) or text


def name_keys(keys: Iterable, labels: Mapping[str, str] | None = None, width: int = 46) -> list[str]:
    """What to write beside keys: their labels, or the keys themselves, on two lines at most."""
    return [wrap(str((labels or {}).get(key, key)), width) for key in keys]


def set_rows(
    ax: Axes,
    keys: Sequence | pd.Series,
    labels: Mapping[str, str] | None = None,
    *,
    down: bool = False,
    room: tuple[float, float] = (0.7, 0.7),
) -> np.ndarray:
    """Rows of an Axes from the bottom upwards (or down), each with its name; the places where they stand.

    ``room`` is left below the middle of the lowest row, and above that of the highest.
    """
    places = np.arange(len(keys))[:: -1 if down else 1]
    ax.set_yticks(places, name_keys(keys, labels))
    ax.set_ylim(-room[0], len(keys) - 1 + room[1])
    ax.grid(axis="x")
    return places


def add_counts(ax: Axes, places: np.ndarray, counts: Iterable[str], name: str = "") -> None:
    """At the right end of each row the counts behind it."""
    right = ax.secondary_yaxis("right")
    right.set_yticks(places, list(counts))
    right.set_ylabel(name, fontsize=8)
    right.tick_params(length=0)
    right.spines[:].set_visible(False)


def add_legend(ax: Axes, handles: list, labels: list[str], *, columns: int = 4) -> None:
    """A legend below the figure, where it covers neither bars nor title."""
    ax.figure.legend(handles, labels, loc="outside lower left", ncols=columns, fontsize=8)


def say_cut(figure: Figure, text: str) -> None:
    """Write on a chart which articles it counts, once: above it, or below its title, where it has one."""
    text, title = textwrap.fill(nfc(text), 110), figure.get_suptitle()
    if text in title:
        return
    if title:
        figure.suptitle(f"{title}\n{text}", x=0.01, ha="left", fontsize=10)
    else:
        figure.suptitle(text, x=0.99, ha="right", fontsize=8, color=GREY)
    show_as_text(figure)
