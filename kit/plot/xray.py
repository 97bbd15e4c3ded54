"""X-ray charts of articles (lexical dispersion plots): where in each story the keys stand."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.plot.style import COLOURS, add_legend, as_text, name_keys, new_axes, say_nothing
from kit.schema import check_columns


@as_text
def plot_xray(
    positions: pd.DataFrame,
    *,
    articles: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
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
    The Axes: a band per article, in it a lane per key, from the beginning of the story to its end.

    Raises
    ------
    TableError : a column is missing.
    """
    if positions.empty:
        return say_nothing(ax, message="Nothing to show: not one was found.")
    check_columns(positions, "article_id key position", made_by="kit.find_positions")
    lanes = _most_frequent(positions["key"], keys)
    drawn = positions[positions["key"].isin(lanes)]
    order = list(articles)[:top] if articles is not None else _most_frequent(drawn["article_id"], top)
    height = max(0.3, 0.075 * len(lanes)) * (3 if len(order) < 4 else 1)
    ax = ax or new_axes(height=1.5 + height * max(len(order), 2))
    bands = pd.Series(range(len(order))[::-1], index=order)
    ax.barh(bands, 1, height=0.8, color="#eeeeee")
    colours = [COLOURS[number % len(COLOURS)] for number in range(len(lanes))]
    for number, (key, colour) in enumerate(zip(lanes, colours, strict=True), start=1):
        rows = drawn[(drawn["key"] == key) & drawn["article_id"].isin(order)]
        bottom = bands.reindex(rows["article_id"]).to_numpy() + 0.4 - 0.8 * number / len(lanes)
        low, high = bottom + 0.05 / len(lanes), bottom + 0.75 / len(lanes)
        ax.vlines(rows["position"], low, high, color=colour, linewidth=1.8)
    ax.set_yticks(bands, name_keys(order, width=30))
    ax.set_ylim(-0.6, len(order) - 0.4)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["beginning", "25 %", "50 %", "75 %", "end"])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    stroke = {"marker": "|", "markersize": 9, "markeredgewidth": 2, "linestyle": ""}
    handles = [Line2D([], [], color=colour, **stroke) for colour in colours]
    add_legend(ax, handles, name_keys(lanes, labels, 52), columns=2)
    return ax


def _most_frequent(values: pd.Series, most: int) -> list[str]:
    """The values that occur most often, ties in their own order."""
    counts = values.astype("str").value_counts().sort_index()
    return counts.sort_values(ascending=False, kind="stable").index[:most].tolist()
