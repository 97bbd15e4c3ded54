"""Style: the look of every chart: its colours, its sizes, its legend."""

import textwrap
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from zlib import crc32

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

from kit.errors import TableError
from kit.files import built_from
from kit.plot.running import find_lexicons
from kit.vietnamese.letters import nfc
from kit.vietnamese.lexicon import check_keys, load_lexicon

# The look of every chart; `kit.use_notebook` sets it.
STYLE = mpl.rc_params_from_file(Path(__file__).with_name("look.mplstyle"), use_default_template=False)

LEXICON = "charts.yml"
# What the lexicon of charts has: for its words and sentences see `kit.publish.words`.
PARTS = ("words", "sentences", "colours")

COLOURS = tuple(STYLE["axes.prop_cycle"].by_key()["color"])
# Lines only: dots make an SVG ten times as large.
HATCHES = ("", "///", "\\\\\\", "xxx", "---", "|||", "+++", "//")
GREY = "#767676"
PALE = "#c4c4c4"
NOT_KNOWN = ("unknown", "undated", "not known")

# The smallest type of a chart, in points: 6.3 where a chart of 8 inches is printed 16 cm wide.
TYPE = 8

P = ParamSpec("P")
Drawn = TypeVar("Drawn", Axes, Figure)


def as_text(plot: Callable[P, Drawn]) -> Callable[P, Drawn]:
    """Make text of all that a chart says: the dollar signs of an article begin no formula (mathtext).

    A `TableError` if what is to be drawn, its first argument, is no table or no Series, as that argument asks.
    """
    (first, wanted), *_ = plot.__annotations__.items()

    @wraps(plot)
    def draw(*args: P.args, **options: P.kwargs) -> Drawn:
        given = args[0] if args else options.get(first, wanted())
        if not isinstance(given, wanted):
            raise TableError(f"{plot.__name__} draws a {wanted.__name__}, not {type(given).__name__}.")
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


def wrap(text: str, width: int = 46) -> str:
    """``text`` in lines of at most so many letters; a line break in it is kept, and nothing is cut."""
    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in nfc(text).splitlines()) or text


@built_from(LEXICON)
def load_places(path: Path) -> dict[str, int]:
    """The keys that have a colour of their own, and which."""
    lexicon = check_keys(load_lexicon(path), path, required=PARTS, allowed=PARTS)
    return {key: place for keys in lexicon["colours"].values() for place, key in enumerate(keys)}


def place_keys(keys: Sequence[str], among: int) -> list[int]:
    """Which of so many colours each key has: the same in every chart, and no two the same while there are enough.

    A key has the place that the lexicon gives it, or one that its letters give; of two with the same place the
    one that comes first by name keeps it, and the other takes the next that is free.

    >>> place_keys(["body", "title"], 8), place_keys(["title", "body", "other"], 8)[:2]
    ([2, 0], [0, 2])
    """
    listed, taken = load_places(find_lexicons()), dict[str, int]()
    for key in sorted(dict.fromkeys(keys), key=lambda key: (key not in listed, listed.get(key, 0), key)):
        first = listed.get(key, crc32(key.encode()))
        places = [(first + step) % among for step in range(among)]
        taken[key] = next((place for place in places if place not in taken.values()), places[0])
    return [taken[key] for key in keys]


def colour_keys(keys: Sequence[str]) -> list[str]:
    """A colour for each key, the same in every chart that has it; grey for what is not known."""
    places = place_keys([str(key) for key in keys], len(COLOURS))
    return [PALE if key in NOT_KNOWN else COLOURS[place] for key, place in zip(keys, places, strict=True)]


def add_legend(ax: Axes, handles: list, labels: list[str], *, columns: int = 4) -> None:
    """A legend below the figure, where it covers neither bars nor title; the figure grows by its lines."""
    heights = [label.count("\n") + 1 for label in labels]
    rows = -(-len(labels) // columns) or 1  # the columns are filled one after another
    tallest = max((sum(heights[first : first + rows]) for first in range(0, len(heights), rows)), default=0)
    figure = ax.figure
    if isinstance(figure, Figure) and figure.axes[0] is ax:
        figure.set_figheight(figure.get_figheight() + 0.15 * max(tallest - 1, 0))
    figure.legend(handles, labels, loc="outside lower left", ncols=columns, fontsize=TYPE)
