"""Word charts: what sets two groups apart, what keeps company with a word, where in an article it stands."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from kit.plot.style import COLOURS, GREY, add_legend, new_axes, say_nothing, set_title, wrap
from kit.schema import check_columns
from kit.vietnamese.letters import nfc

MARK = 1.96
"""|z| beyond this is drawn as more than chance would give: 95 % of a normal distribution lie within."""


def plot_keyness(
    table: pd.DataFrame,
    *,
    groups: tuple[str, str] = ("target", "reference"),
    without: Collection[str] = (),
    labels: Mapping[str, str] | None = None,
    top: int = 12,
    title: str = "",
) -> Figure:
    """The words that set two groups apart: log-odds (z) and G² beside each other, with both raw counts.

    Parameters
    ----------
    table : from `kit.compare_keyness`.
    groups : what to call the target and the reference.
    without : keys not to draw (a stop list); they stay in the totals.
    labels : names for the keys.
    top : how many words at most for each group, the strongest by z.
    title : of the figure.

    Returns
    -------
    The Figure: words more typical of the target go to the right, of the reference to the left; dashed lines
    stand at z = ±1.96. At each word: how often the target and the reference have it; of how many in
    all, says the legend.

    Raises
    ------
    TableError : a column is missing.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 1.2), sharey=True, width_ratios=(1, 1))
    set_title(figure, title)
    if table.empty:
        right.set_axis_off()
        say_nothing(left, table.attrs.get("note", "Nothing to compare: no word is frequent enough."))
        return figure
    check_columns(table, "key n_target n_reference z g2", made_by="kit.compare_keyness")
    rows = table[~table["key"].isin(list(without))].sort_values(["z", "key"], ascending=[False, True])
    rows = pd.concat([rows[rows["z"] > 0].head(top), rows[rows["z"] < 0].tail(top)]).iloc[::-1]
    if rows.empty:
        right.set_axis_off()
        say_nothing(left, "Nothing to compare: no word is more typical of one group.")
        return figure
    named = [wrap(str((labels or {}).get(key, key)), 40) for key in rows["key"]]
    figure.set_figheight(1.6 + (0.34 if any("\n" in name for name in named) else 0.23) * len(rows))
    places = np.arange(len(rows))
    colours = np.where(rows["z"] > 0, COLOURS[0], COLOURS[1])
    for ax, column, name in ((left, "z", "log-odds (z)"), (right, "g2", "G² (negative: the other group)")):
        ax.barh(places, rows[column], color=colours, height=0.7)
        ax.axvline(0, color="#222222", linewidth=0.8)
        ax.set_xlabel(name)
        ax.grid(axis="x")
    for value in (-MARK, MARK):
        left.axvline(value, color=GREY, linewidth=0.8, linestyle="--")
    left.set_yticks(places, named)
    left.set_ylim(-0.7, len(rows) - 0.3)
    counts = right.secondary_yaxis("right")
    pairs = zip(rows["n_target"], rows["n_reference"], strict=True)
    counts.set_yticks(places, [f"{first} : {second}" for first, second in pairs])
    counts.tick_params(length=0)
    counts.spines[:].set_visible(False)
    handles = [Line2D([], [], color=colour, linewidth=6) for colour in COLOURS[:2]]
    totals = [f"{int(table[c].iloc[0]):,}" if c in table else "" for c in ("total_target", "total_reference")]
    names = [f"{wrap(g, 38)} (of {n})" if n else g for g, n in zip(groups, totals, strict=True)]
    figure.legend(handles, names, loc="outside lower left", ncols=2, fontsize=8)
    return figure


def plot_collocations(
    table: pd.DataFrame, *, without: Collection[str] = (), top: int = 15, ax: Axes | None = None
) -> Axes:
    """Words that keep company with a word: how often they are near, and how often chance would have them there.

    Parameters
    ----------
    table : from `kit.find_collocations`.
    without : words not to draw (a stop list).
    top : how many words at most, the strongest by logDice.

    Returns
    -------
    The Axes: strongest logDice on top; a bar is the number of times near the node, the stroke across it is
    what chance would give; at its end logDice.

    Raises
    ------
    TableError : a column is missing.
    """
    rows = table
    if not table.empty:
        check_columns(table, "word n expected log_dice", made_by="kit.find_collocations")
        rows = table[~table["word"].isin(list(without))].head(top).iloc[::-1]
    ax = ax or new_axes(height=1.3 + 0.28 * max(len(rows), 2))
    if rows.empty:
        return say_nothing(ax, table.attrs.get("note", "No word is near often enough."))
    places = np.arange(len(rows))
    ax.barh(places, rows["n"], color=COLOURS[0], height=0.66)
    ax.vlines(rows["expected"], places - 0.42, places + 0.42, color=COLOURS[1], linewidth=2.4)
    for place, row in zip(places, rows.itertuples(), strict=True):
        end = (max(row.n, row.expected), place)
        text = f"{row.n} · logDice {row.log_dice:.1f}"
        ax.annotate(text, end, (5, 0), textcoords="offset points", va="center", fontsize=8)
    ax.set_yticks(places, [nfc(str(word)) for word in rows["word"]])
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.set_xlim(0, float(rows[["n", "expected"]].to_numpy().max()) * 1.22)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="x")
    handles = [Line2D([], [], color=COLOURS[0], linewidth=6), Line2D([], [], color=COLOURS[1], linewidth=2.4)]
    add_legend(ax, handles, ["near the word", "expected by chance"])
    return ax


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
        return say_nothing(ax or new_axes(height=1.6), "Nothing to show: not one was found.")
    check_columns(positions, "article_id key position", made_by="kit.find_positions")
    lanes = _most_frequent(positions["key"], keys)
    drawn = positions[positions["key"].isin(lanes)]
    order = list(articles)[:top] if articles is not None else _most_frequent(drawn["article_id"], top)
    height = max(0.3, 0.075 * len(lanes)) * (3 if len(order) < 4 else 1)
    ax = ax or new_axes(height=1.5 + height * max(len(order), 2))
    bands = pd.Index(order)
    ax.barh(np.arange(len(order))[::-1], 1, height=0.8, color="#eeeeee")
    for number, key in enumerate(lanes):
        rows = drawn[(drawn["key"] == key) & drawn["article_id"].isin(order)]
        band = len(order) - 1 - bands.get_indexer(rows["article_id"])
        bottom = band + 0.4 - 0.8 * (number + 1) / len(lanes)
        ax.vlines(
            rows["position"],
            bottom + 0.05 / len(lanes),
            bottom + 0.75 / len(lanes),
            color=COLOURS[number % len(COLOURS)],
            linewidth=1.8,
        )
    ax.set_yticks(np.arange(len(order))[::-1], [wrap(str(name), 30) for name in order])
    ax.set_ylim(-0.6, len(order) - 0.4)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["beginning", "25 %", "50 %", "75 %", "end"])
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    handles = [
        Line2D(
            [], [], color=COLOURS[i % len(COLOURS)], marker="|", markersize=9, markeredgewidth=2, linestyle=""
        )
        for i in range(len(lanes))
    ]
    names = [wrap(str((labels or {}).get(key, key)), 52) for key in lanes]
    ax.figure.legend(handles, names, loc="outside lower left", ncols=2, fontsize=8)
    return ax


def _most_frequent(values: pd.Series, most: int) -> list:
    """The values that occur most often, ties in their own order."""
    counts = values.astype("str").value_counts().rename_axis("value").reset_index(name="n")
    return counts.sort_values(["n", "value"], ascending=[False, True])["value"].head(most).tolist()
