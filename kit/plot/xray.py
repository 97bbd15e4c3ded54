"""X-ray charts of articles (lexical dispersion plots): where in each story the keys stand."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.plot.rows import Labels, add_counts, measure_rows, name_key, name_keys, rank_counts, set_rows
from kit.plot.said import say_nothing, tell
from kit.plot.stacked import MANY
from kit.plot.style import GREY, add_legend, as_text, colour_keys, new_axes
from kit.schema import check_columns

# Parts of the story in which mentions are counted, where there are many articles.
PARTS = 20

QUARTERS = ("first quarter", "second quarter", "third quarter", "last quarter")


@as_text
def plot_xray(
    positions: pd.DataFrame,
    *,
    articles: Sequence[str] | None = None,
    labels: Labels = None,
    keys: int = 6,
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """An x-ray of articles (lexical dispersion): where in each story the keys stand.

    Parameters
    ----------
    positions : from `kit.find_positions`: article_id, key, position.
    articles : articles to draw, in this order, also those in which nothing was found (default: those with
        the most, at most ``top``).
    labels : names for the keys.
    keys : how many keys at most, the most frequent.
    top : how many articles at most.

    Returns
    -------
    The Axes: a band per article, in it a lane per key, from the beginning of the story to its end. With `MANY`
    articles or more, and none chosen, bars instead: how the mentions of each key in all of them are spread.

    Raises
    ------
    TableError : a column is missing.
    """
    if positions.empty:
        return say_nothing(ax, positions, "Nothing to show: not one was found.")
    check_columns(positions, "article_id key position", made_by="kit.find_positions")
    lanes = rank_counts(positions["key"].astype("str").value_counts()).index[:keys].tolist()
    drawn = positions[positions["key"].isin(lanes)]
    if articles is None and drawn["article_id"].nunique() >= MANY:
        return _draw_spread(ax, drawn, lanes, labels)
    counts = drawn["article_id"].astype("str").value_counts()
    order = [*(rank_counts(counts).index if articles is None else articles)][:top]
    named = name_keys(order, labels, 40)
    height = max(0.3, 0.075 * len(lanes)) * (3 if len(order) < 4 else 1)
    ax = ax or new_axes(height=1.5 + max(height, measure_rows(named, 0)) * max(len(order), 2))
    bands = pd.Series(range(len(order))[::-1], index=order)
    ax.barh(bands, 1, height=0.8, color="#eeeeee")
    colours = colour_keys(lanes)
    for number, (key, colour) in enumerate(zip(lanes, colours, strict=True), start=1):
        rows = drawn[(drawn["key"] == key) & drawn["article_id"].isin(order)]
        bottom = bands.reindex(rows["article_id"]).to_numpy() + 0.4 - 0.8 * number / len(lanes)
        low, high = bottom + 0.05 / len(lanes), bottom + 0.75 / len(lanes)
        ax.vlines(rows["position"], low, high, color=colour, linewidth=1.8)
    ax.set_yticks(bands, named)
    ax.set_ylim(-0.6, len(order) - 0.4)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    _set_places(ax, 1)
    stroke = {"marker": "|", "markersize": 9, "markeredgewidth": 2, "linestyle": ""}
    handles = [Line2D([], [], color=colour, **stroke) for colour in colours]
    add_legend(ax, handles, name_keys(lanes, labels, 52), columns=2)
    first = drawn[(drawn["key"] == lanes[0]) & drawn["article_id"].isin(order)]
    said = {"name": name_key(lanes[0], labels), "total": first["article_id"].nunique()}
    shown = (len(order), drawn["article_id"].nunique())
    tell(ax, "xray", **said, n=len(first), articles=len(order), shown=shown)
    return ax


def _draw_spread(ax: Axes | None, drawn: pd.DataFrame, lanes: list[str], labels: Labels) -> Axes:
    """For each key, how its mentions in all articles are spread over the story, in twentieths of it."""
    counts = pd.crosstab(drawn["key"], (drawn["position"] * PARTS).astype(int).clip(upper=PARTS - 1))
    counts = counts.reindex(index=lanes, columns=range(PARTS), fill_value=0)
    shares, names = counts.div(counts.sum(axis=1), axis=0), name_keys(lanes, labels)
    ax = ax or new_axes(height=1.2 + max(0.55, measure_rows(names)) * len(lanes))
    places = set_rows(ax, lanes, labels, down=True, room=(0.5, 0.5))
    for place, key, colour in zip(places, lanes, colour_keys(lanes), strict=True):
        heights = 0.8 * shares.loc[key] / shares.to_numpy().max()
        ax.bar(np.arange(PARTS) + 0.5, heights, bottom=place - 0.4, width=0.9, color=colour)
        ax.axhline(place - 0.4, color=GREY, linewidth=0.6)
    add_counts(ax, places, [f"{total:,}" for total in counts.sum(axis=1)])
    _set_places(ax, PARTS)
    quarters = counts.loc[lanes[0]].groupby(np.arange(PARTS) * 4 // PARTS).sum()
    name, part = name_key(lanes[0], labels), QUARTERS[int(quarters.argmax())]
    n, of = quarters.sum(), drawn.loc[drawn["key"] == lanes[0], "article_id"].nunique()
    said = {"name": name, "part": part, "numbers": counts, "value": quarters.max() / n}
    tell(ax, "xray_spread", n=n, total=of, **said)
    return ax


def _set_places(ax: Axes, width: float) -> None:
    """The story from its beginning to its end, below."""
    ax.set_xlim(0, width)
    ax.set_xticks(np.linspace(0, width, 5), ["beginning", "25 %", "50 %", "75 %", "end"])
