"""Style: the look of every chart, and the small parts that charts share."""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, NamedTuple, ParamSpec, TypeVar
from weakref import WeakKeyDictionary, WeakSet

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from kit.plot.words import place_keys
from kit.vietnamese.letters import nfc

STYLE = mpl.rc_params_from_file(Path(__file__).with_name("look.mplstyle"), use_default_template=False)
"""The look of every chart; `kit.use_notebook` sets it."""

COLOURS = tuple(STYLE["axes.prop_cycle"].by_key()["color"])
# Lines only: dots make an SVG ten times as large.
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
GREY = "#767676"
PALE = "#c4c4c4"
NOT_KNOWN = ("unknown", "undated", "not known")


TYPE = 8
"""The smallest type of a chart, in points: 6.3 where a chart of 8 inches is printed 16 cm wide."""

ARTICLES_FOR_A_LINE = 5
"""No line runs through a period of fewer articles than this."""


class Said(NamedTuple):
    """What a chart shows, as a sentence of `charts.yml` and what is filled in there."""

    sentence: str
    fields: dict[str, Any]
    shown: tuple[int, int] = (0, 0)
    """How many are drawn, and of how many: said in the title where some are not."""


SAID: WeakKeyDictionary[Figure, Said] = WeakKeyDictionary()
"""What the charts that are drawn show."""

UNSURE: WeakSet[Figure] = WeakSet()
"""Those of them on which a mark has no interval, for want of data."""

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
    tell(ax, "nothing", message=message)
    middle = {"ha": "center", "va": "center", "transform": ax.transAxes}
    ax.text(0.5, 0.5, textwrap.fill(nfc(message), 84), color=GREY, **middle)
    ax.set_axis_off()
    return ax


def tell(drawn: Axes | Figure, sentence: str, *, shown: tuple[int, int] = (0, 0), **fields: Any) -> None:
    """Say what a chart shows, in a sentence of `charts.yml`, and how many of how many are drawn: see `Said`."""
    figure = drawn.get_figure(root=True) if isinstance(drawn, Axes) else drawn
    if figure is not None:
        SAID[figure] = Said(sentence, fields, shown)


def say_unsure(ax: Axes, unsure: bool) -> None:
    """Have it said below the title that a mark has no interval for want of data, if it is so."""
    if unsure and (figure := ax.get_figure(root=True)):
        UNSURE.add(figure)


def wrap(text: str, width: int = 46) -> str:
    """``text`` in lines of at most so many letters; a line break in it is kept, and nothing is cut."""
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in nfc(text).splitlines()) or text


def name_keys(keys: Iterable, labels: Mapping[str, str] | None = None, width: int = 46) -> list[str]:
    """What to write beside keys: their labels, or the keys themselves, in as many lines as they need."""
    return [wrap(str((labels or {}).get(key, key)), width) for key in keys]


def measure_rows(names: Iterable[str], least: float = 0.34) -> float:
    """How high each row of a chart is, in inches, so that the longest of these names has room."""
    return max(least, *(0.12 + 0.155 * (name.count("\n") + 1) for name in names), least)


def colour_keys(keys: Sequence[str]) -> list[str]:
    """A colour for each key, the same in every chart that has it; grey for what is not known."""
    places = place_keys([str(key) for key in keys], len(COLOURS))
    return [PALE if key in NOT_KNOWN else COLOURS[place] for key, place in zip(keys, places, strict=True)]


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
    right.set_ylabel(name, fontsize=TYPE)
    right.tick_params(length=0)
    right.spines[:].set_visible(False)


def add_legend(ax: Axes, handles: list, labels: list[str], *, columns: int = 4) -> None:
    """A legend below the figure, where it covers neither bars nor title; the figure grows by its lines."""
    heights = [label.count("\n") + 1 for label in labels]
    rows = -(-len(labels) // columns)  # the columns are filled one after another
    tallest = (
        max(sum(heights[first : first + rows]) for first in range(0, len(heights), rows)) if heights else 0
    )
    figure = ax.figure
    if isinstance(figure, Figure) and figure.axes[0] is ax:
        figure.set_figheight(figure.get_figheight() + 0.15 * max(tallest - 1, 0))
    figure.legend(handles, labels, loc="outside lower left", ncols=columns, fontsize=TYPE)
