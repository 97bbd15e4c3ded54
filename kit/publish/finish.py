"""The finish of a chart: its words in one language, below its title what it counts, and what it shows in a sentence."""

import textwrap
from collections.abc import Mapping
from html import escape
from itertools import product
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator, MaxNLocator

from kit.plot.said import SAID, UNSURE, Said
from kit.plot.style import GREY, TYPE, show_as_text
from kit.publish.words import translate, write_sentence
from kit.vietnamese.letters import nfc

# Letters on a line of the title, and of what stands below it.
ACROSS = {"title": 88, "below": 118}

_WIDE = 99_999  # numbers of more figures stand less closely on an axis


class Sentence(str):
    """A sentence that a notebook shows as text; ``nothing``: whether it stands for a chart that is empty."""

    nothing = False

    def _repr_html_(self) -> str:
        return f'<p class="tex2jax_ignore mathjax_ignore"><strong>{escape(self)}</strong></p>' if self else ""


def write_said(figure: Figure, language: str) -> Sentence:
    """What a chart shows, in this language; "" of a figure that no ``plot_`` function drew."""
    said = SAID.get(figure, Said("", {}))
    sentence = Sentence(nfc(write_sentence(said.sentence, language, said.fields)) if said.sentence else "")
    sentence.nothing = said.sentence == "nothing"
    return sentence


def finish(figure: Figure, record: Mapping[str, Any], language: str) -> None:
    """Give a chart its words in this language, its title at the left edge, and below it what was counted.

    Parameters
    ----------
    figure : the chart, which is changed; a second time changes nothing more.
    record : its provenance: ``counted``, ``published``, ``collection`` and ``denominator`` are said where known.
    language : see `kit.use_notebook`.
    """
    said = SAID.get(figure)
    unsure = ["no line: not enough data"] * (figure in UNSURE)
    below = textwrap.fill(nfc(_describe(record, unsure, language)), ACROSS["below"])
    for text in figure.findobj(Text):
        text.set_text(translate(text.get_text(), language))
    for ax in figure.findobj(Axes):
        if isinstance(places := ax.xaxis.get_major_locator(), MaxNLocator) and max(ax.get_xlim()) > _WIDE:
            places.set_params(nbins=5)
        for axis in (ax.xaxis, ax.yaxis):
            places, wording = axis.get_major_locator(), axis.get_major_formatter()
            names = wording.format_ticks(places()) if isinstance(places, FixedLocator) else []
            if names != (translated := [translate(name, language) for name in names]):
                axis.set_ticklabels(translated)
    shown, of = said.shown if said else (0, 0)
    _set_title(figure, below, f" ({shown:,} {translate('of', language)} {of:,})" if shown < of else "")
    show_as_text(figure)


def _describe(record: Mapping[str, Any], unsure: list[str], language: str) -> str:
    """What the numbers of a chart are of: articles, days of publication, collection, cut."""
    counted = record.get("counted")
    parts = [] if counted is None else ["1 article" if counted == 1 else f"{counted:,} articles"]
    parts += record.get("published", [])
    parts += [f"collection {record['collection']}"] if record.get("collection") else []
    parts += [f"counted: {record['denominator']}"] if record.get("denominator") else []
    return " · ".join(translate(part, language) for part in [*parts, *unsure])


def _set_title(figure: Figure, below: str, shown: str) -> None:
    """The title of the only chart, or of the figure, at its left edge; ``below`` it in small grey type."""
    if any(artist.get_gid() == "below title" for artist in figure.artists):
        return
    title = figure.get_suptitle()
    for ax, place in product([] if title else figure.axes[:1], ("left", "center", "right")):
        title = title or ax.get_title(loc=place)
        ax.set_title("", loc=place)
    lines = textwrap.wrap(title + shown if title else "", ACROSS["title"])
    lines += [" "] * len(below.splitlines())
    if not lines:
        return
    heading = figure.suptitle("\n".join(lines), x=0.01, ha="left", fontsize=11, fontweight="bold")
    if below:
        at = {"xycoords": heading, "xytext": (0, 3), "textcoords": "offset points"}
        at |= {"va": "bottom", "ha": "left", "fontsize": TYPE, "color": GREY}
        figure.add_artist(Annotation(below, (0, 0), gid="below title", **at))
