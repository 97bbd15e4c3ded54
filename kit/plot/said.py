"""What a chart says: its sentence in ``charts.yml``, that there is nothing to draw, or too little for an interval."""

import textwrap
from collections.abc import Collection
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary, WeakSet

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.plot.style import GREY, new_axes
from kit.vietnamese.letters import nfc


class Said(NamedTuple):
    """What a chart shows, as a sentence of `charts.yml` and what is filled in there."""

    sentence: str
    fields: dict[str, Any]
    shown: tuple[int, int] = (0, 0)
    """How many are drawn, and of how many: said in the title where some are not."""


# What the charts that are drawn show.
SAID: WeakKeyDictionary[Figure, Said] = WeakKeyDictionary()

# Those of them on which a mark has no interval, for want of data.
UNSURE: WeakSet[Figure] = WeakSet()


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


def write_number(value: float) -> str:
    """A number as people read it: whole from a hundred on, never with an exponent.

    >>> write_number(3e6), write_number(145.226), write_number(7), write_number(0.28571)
    ('3,000,000', '145', '7', '0.286')
    """
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.3g}"


def name_first(name: str, values: Collection[float]) -> str:
    """The name of what has the largest of these values, and how many others are level with it.

    >>> name_first("Bỉ", [3, 1, 3, 3]), name_first("Bỉ", [3, 1])
    ('Bỉ (level with 2 more)', 'Bỉ')
    """
    level = list(values).count(max(values)) - 1
    return f"{name} (level with {level:,} more)" if level > 0 else str(name)


def say_unsure(ax: Axes, unsure: bool) -> None:
    """Have it said below the title that a mark has no interval for want of data, if it is so."""
    if unsure and (figure := ax.get_figure(root=True)):
        UNSURE.add(figure)
