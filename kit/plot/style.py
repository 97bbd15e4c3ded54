"""Style: the look of every chart, and the small parts that charts share."""

from __future__ import annotations

import textwrap

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.vietnamese.letters import nfc

# Okabe & Ito's palette (2008), made to be told apart with any kind of colour vision.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#F0E442", "#000000")
HATCHES = (
    "",
    "///",
    "\\\\\\",
    "xxx",
    "---",
    "|||",
    "+++",
    "//",
)  # lines only: dots make an SVG ten times as large
GREY = "#767676"

STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
    "font.size": 9,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": mpl.cycler(color=COLOURS),
    "axes.axisbelow": True,
    "figure.figsize": (8, 4.2),
    "figure.dpi": 100,
    "figure.constrained_layout.use": True,
    "grid.color": "#dddddd",
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "svg.fonttype": "none",  # text stays text: a third of the size, and a diff that can be read
    "svg.hashsalt": "kit",  # ids that do not change from run to run
    "timezone": "UTC",
}
"""The look of every chart; `kit.use_notebook` sets it."""


def new_axes(*, height: float) -> Axes:
    """An Axes of a new figure of the usual width and this height in inches."""
    return plt.subplots(figsize=(8, height))[1]


def say_nothing(ax: Axes, message: str = "Nothing to show: not one was counted.") -> Axes:
    """An Axes that says that there is nothing to draw, instead of an empty frame."""
    ax.text(
        0.5,
        0.5,
        textwrap.fill(nfc(message), 84),
        ha="center",
        va="center",
        transform=ax.transAxes,
        color=GREY,
    )
    ax.set_axis_off()
    return ax


def wrap(text: str, width: int = 46) -> str:
    """``text`` on two lines at most, for a label; a line break in it is kept."""
    lines = nfc(text).splitlines()
    if len(lines) > 1:
        return "\n".join(textwrap.shorten(line, width, placeholder=" …") for line in lines)
    return "\n".join(textwrap.wrap(nfc(text), width, max_lines=2, placeholder=" …")) or text


def add_legend(ax: Axes, handles: list, labels: list[str]) -> None:
    """A legend below the figure, where it covers neither bars nor title; four entries a line."""
    ax.figure.legend(handles, labels, loc="outside lower left", ncols=4, fontsize=8)


def set_title(figure: Figure, title: str) -> None:
    """A title over a figure of several charts, where that of one chart would stand."""
    if title:
        figure.suptitle(nfc(title), x=0.01, ha="left", fontsize=11, fontweight="bold")


def say_cut(figure: Figure, text: str) -> None:
    """Write on a chart which articles it counts, once: above it, or below its title, where it has one."""
    text, title = textwrap.fill(nfc(text), 110), figure.get_suptitle()
    if text in title:
        return
    if title:
        figure.suptitle(f"{title}\n{text}", x=0.01, ha="left", fontsize=10)
    else:
        figure.suptitle(text, x=0.99, ha="right", fontsize=8, color=GREY)
