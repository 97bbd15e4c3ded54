"""Maps: a value per country on the world, small states as points, nothing left out in silence."""

import json
import textwrap
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection

from kit.errors import LexiconError, TableError
from kit.files import built_from, read_data
from kit.plot.rows import Labels, name_key
from kit.plot.said import name_first, say_nothing, tell
from kit.plot.style import GREY, TYPE, as_text, new_axes
from kit.spreadsheets import read_table

# The reference files of the map: a place in every country, and the outlines of all but the smallest.
POINTS, OUTLINES = "country_points.csv", "countries-110m.json"

# A country of a smaller area than this (in units of the projection; all land has 3.6) is a point as well.
SMALL = 0.0012

# How many keys without a place on the map are named below it; of the others there is the number.
MOST_NAMED = 12

World = tuple[dict[str, list[np.ndarray]], dict[str, tuple[float, float]]]

_LAND, _EDGE = "#e4e4e4", "#ffffff"
_WITHOUT_NUMBER = {"Kosovo": "XKX"}  # a user-assigned code; Natural Earth gives the shape a name only
_EMPTY = frozenset({"ATA"})  # drawn only if it has a value: it takes a tenth of the map and has no state


@as_text
def plot_map(values: pd.Series, *, unit: str = "", labels: Labels = None, ax: Axes | None = None) -> Axes:
    """Colour the countries of the world by a value.

    Parameters
    ----------
    values : numbers, indexed by ISO 3166-1 alpha-3 code; rows of 0 are drawn like countries without a row.
    unit : name of the colour scale.
    labels : names for the keys.

    Returns
    -------
    The Axes, in the Equal Earth projection. The colours are fifths of the countries (quintiles) where values differ
    enough, so that a few large ones do not make all others alike. A country too small to be seen is a point in its
    colour; keys without a place on the map (a former state, an organisation) are named below it.

    Raises
    ------
    TableError : a value is no number, or below 0.

    References
    ----------
    Natural Earth, 1:110m; Šavrič, Patterson & Jenny (2018), *International Journal of Geographical
    Information Science* 33, 454-465, for the projection.
    """
    values = _check_values(values)
    ax = ax or new_axes(height=4.3)
    outlines, points = load_world()
    placed = values[values.index.isin(list(points))]
    absent = _name_absent(values.index.difference(placed.index), labels)
    if placed.empty:
        return say_nothing(ax, message=f"No country to show.\n{absent}")
    norm, ticks = _choose_scale(placed)
    # The palest fifth of the colours is left out: it could not be told from land without a value.
    colours = mpl.colors.ListedColormap(mpl.colormaps["YlGnBu"](np.linspace(0.2, 1, 256)))
    scale = mpl.cm.ScalarMappable(norm=norm, cmap=colours)
    fills = {key: scale.to_rgba(value) for key, value in placed.items()}
    drawn = [key for key in outlines if key not in _EMPTY or key in fills]
    rings = [(project(ring), fills.get(key, _LAND)) for key in drawn for ring in outlines[key]]
    shapes, colours_of = zip(*rings, strict=True)
    ax.add_collection(PolyCollection(shapes, facecolors=colours_of, edgecolors=_EDGE, linewidths=0.3))
    if small := find_small(placed.index):
        spots = project(np.array([points[key] for key in small])).T
        dot = {"s": 26, "edgecolors": "#333333", "linewidths": 0.8, "zorder": 3}
        ax.scatter(*spots, c=[fills[key] for key in small], **dot)
    ax.set_aspect("equal")
    ax.margins(0.01)
    ax.autoscale_view()
    ax.set_axis_off()
    look = {"shrink": 0.5, "orientation": "horizontal", "pad": 0.02, "aspect": 40}
    bar = ax.figure.colorbar(scale, ax=ax, label=unit, **look)
    if ticks is not None:
        bar.set_ticks(ticks, labels=[f"{tick:,g}" for tick in ticks])
    elif (placed == placed.round()).all():  # counts have no halves
        bar.ax.xaxis.set_major_locator(mpl.ticker.MaxNLocator(integer=True))
    if absent:
        ax.figure.supxlabel(absent, fontsize=TYPE, color=GREY)
    first = placed.sort_index().idxmax()
    said = {"name": name_first(name_key(first, labels), placed), "value": placed[first], "unit": unit}
    tell(ax, "map" if len(placed) > 1 else "map_alone", **said, n=len(placed), middle=placed.median())
    return ax


def _choose_scale(values: pd.Series) -> tuple[mpl.colors.Normalize, np.ndarray | None]:
    """A scale of colours: classes between the quintiles, or an even one where there are too few to part them."""
    edges = np.unique(values.quantile([0, 0.2, 0.4, 0.6, 0.8, 1]).round(10))
    if values.nunique() <= 5 or len(edges) < 4:
        return mpl.colors.Normalize(0, values.max()), None
    return mpl.colors.BoundaryNorm(edges, 256), edges


@built_from(POINTS, OUTLINES)
def load_world(places: Path, shapes: Path) -> World:
    """Outlines and points of the countries, by ISO 3166-1 alpha-3 code, in degrees.

    Returns
    -------
    outlines : code to rings, arrays of (longitude, latitude); a ring over the date line goes on past 180°.
        Land that has no code keeps its name, and never has a value.
    points : code to one place inside, for every country, also those without an outline.
    """
    table = read_table(places, ("iso3", "iso_numeric", "longitude", "latitude"))
    where = table[["longitude", "latitude"]].apply(pd.to_numeric, errors="coerce")
    if (wrong := where.isna().any(axis=1)).any():
        raise LexiconError(places, int(wrong.idxmax()), "a place is given in numbers.", "Write degrees.")
    points = dict(zip(table["iso3"], zip(where["longitude"], where["latitude"], strict=True), strict=True))
    codes = dict(zip(table["iso_numeric"], table["iso3"], strict=True)) | _WITHOUT_NUMBER
    world = json.loads(read_data(shapes))
    scale, shift = world["transform"]["scale"], world["transform"]["translate"]
    arcs = [np.cumsum(arc, axis=0) * scale + shift for arc in world["arcs"]]
    outlines: dict[str, list[np.ndarray]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        name = shape["properties"]["name"]
        key = codes.get(shape.get("id", name), name)
        outlines.setdefault(key, []).extend(_join(arcs, part[0]) for part in parts)
    return outlines, points


def project(degrees: np.ndarray) -> np.ndarray:
    """Equal Earth: (longitude, latitude) in degrees to plane coordinates, areas kept."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    longitude, latitude = np.radians(degrees).T
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    square = angle**2
    slope = a1 + 3 * a2 * square + square**3 * (7 * a3 + 9 * a4 * square)
    x = 2 * longitude * np.cos(angle) / (np.sqrt(3) * slope)
    y = angle * (a1 + a2 * square + square**3 * (a3 + a4 * square))
    return np.column_stack([x, y])


def find_small(keys: pd.Index) -> list[str]:
    """Which of these countries are too small to be seen by their outline, or have none."""
    outlines = load_world()[0]
    return [key for key in keys if sum(measure_area(ring) for ring in outlines.get(key, [])) < SMALL]


def measure_area(ring: np.ndarray) -> float:
    """Area of a ring on the map, in square units of the projection (shoelace formula)."""
    x, y = project(ring).T
    return float(abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2)


def _check_values(values: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(values, errors="coerce")
    if (wrong := numbers.isna() | (numbers < 0)).any():
        key = values.index[int(np.argmax(wrong))]
        raise TableError(f"A map needs numbers of 0 or more; {key!r} has {values.loc[key]!r}.")
    return numbers[numbers > 0].groupby(level=0).sum()


def _name_absent(keys: pd.Index, labels: Labels) -> str:
    """Lines that name the keys without a place on the map."""
    more = f" and {len(keys) - MOST_NAMED} more" if len(keys) > MOST_NAMED else ""
    named = ", ".join(name_key(key, labels).replace("\n", " ") for key in keys[:MOST_NAMED])
    return textwrap.fill(f"Not on the map: {named}{more}", 110) if named else ""


def _join(arcs: list[np.ndarray], indices: list[int]) -> np.ndarray:
    """The arcs of a ring, end to end; a negative index is an arc run backwards (TopoJSON)."""
    ring = np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices])
    longitude = np.degrees(np.unwrap(np.radians(ring[:, 0])))
    return np.column_stack([longitude, ring[:, 1]])
