"""Rows of a chart: as high as their names need, with the name of each at the left and its counts at the right."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.style import COLOURS, TYPE, new_axes, wrap
from kit.vietnamese.letters import nfc

# What keys are called; ``None``: as they are.
Labels = Mapping[str, str] | None


def name_key(key: Any, labels: Labels) -> str:
    """What a key is called: its label, or the key itself."""
    return str((labels or {}).get(key, key))


def name_keys(keys: Iterable, labels: Labels = None, width: int = 46) -> list[str]:
    """What to write beside keys: their labels, or the keys themselves, in as many lines as they need."""
    return [wrap(name_key(key, labels), width) for key in keys]


def rank_counts(counts: pd.Series) -> pd.Series:
    """The counts, the largest first, ties by the names of their rows."""
    return counts.sort_index().sort_values(ascending=False, kind="stable")


def measure_rows(names: Iterable[str], least: float = 0.34) -> float:
    """How high each row of a chart is, in inches, so that the longest of these names has room."""
    return max(least, *(0.12 + 0.155 * (name.count("\n") + 1) for name in names), least)


def new_rows(
    ax: Axes | None, keys: Collection, labels: Labels = None, *, rest: float, row: float = 0.34, **how: Any
) -> tuple[Axes, np.ndarray]:
    """The rows that `set_rows` makes (which see), on ``ax`` or on a new Axes that has the height for them.

    ``rest`` is the height of all but the rows, ``row`` that of each of them at least, in inches.
    """
    rows = max(len(keys), 2.4)  # the room above and below is shared by two
    height = measure_rows(name_keys(keys, labels), row) * rows
    ax = ax or new_axes(height=rest + height)
    return ax, set_rows(ax, keys, labels, **how)


def set_rows(
    ax: Axes, keys: Collection, labels: Labels = None, *, down: bool = False, room: tuple = (0.7, 0.7)
) -> np.ndarray:
    """Rows of an Axes from the bottom upwards (or down), each with its name; the places where they stand.

    ``room`` is left below the middle of the lowest row, and above that of the highest.
    """
    places = np.arange(len(keys))[:: -1 if down else 1]
    ax.set_yticks(places, name_keys(keys, labels))
    ax.set_ylim(-room[0], len(keys) - 1 + room[1])
    ax.grid(axis="x")
    return places


def name_sides(ax: Axes, sides: tuple[str, str]) -> None:
    """Above an Axes that has 0 in its middle: what lies to the left of it, and what to the right."""
    below = {"xycoords": ax.transAxes, "textcoords": "offset points", "va": "top", "fontsize": TYPE}
    ax.annotate(nfc(f"← {wrap(sides[0], 26)}"), (0, 1), (0, -1), ha="left", color=COLOURS[3], **below)
    ax.annotate(nfc(f"{wrap(sides[1], 26)} →"), (1, 1), (0, -1), ha="right", color=COLOURS[0], **below)


def add_counts(ax: Axes, places: np.ndarray, counts: Iterable[str], name: str = "") -> None:
    """At the right end of each row the counts behind it."""
    right = ax.secondary_yaxis("right")
    right.set_yticks(places, list(counts))
    right.set_ylabel(name, fontsize=TYPE)
    right.tick_params(length=0)
    right.spines[:].set_visible(False)
