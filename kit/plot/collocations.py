"""Collocation charts: what keeps company with a word, and how much of that chance would give."""

from collections.abc import Collection

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from kit.plot.rows import new_rows
from kit.plot.said import say_nothing, tell
from kit.plot.style import COLOURS, TYPE, add_legend, as_text
from kit.schema import check_columns


@as_text
def plot_collocations(
    table: pd.DataFrame,
    *,
    without: Collection[str] = (),
    top: int = 15,
    fewest: int = 2,
    ax: Axes | None = None,
) -> Axes:
    """Words that keep company with a word: how often they are near, and how often chance would have them there.

    Parameters
    ----------
    table : from `kit.find_collocations`.
    without : words not to draw (a stop list).
    top : how many words at most, the strongest by logDice.
    fewest : only words that are near in so many articles; less where the whole table has no such word.

    Returns
    -------
    The Axes: strongest logDice on top; a bar is the number of times near the node, the stroke across it is
    what chance would give; at its end logDice and the number of articles.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(table, "word n expected log_dice n_articles", made_by="kit.find_collocations")
    often = table["n_articles"] >= min(fewest, table["n_articles"].max())
    rows = table[~table["word"].isin(list(without)) & often].head(top).iloc[::-1]
    if rows.empty:
        return say_nothing(ax, table, "No word is near often enough.")
    ax, places = new_rows(ax, rows["word"], rest=1.3, row=0.28)
    ax.barh(places, rows["n"], color=COLOURS[0], height=0.66)
    ax.vlines(rows["expected"], places - 0.42, places + 0.42, color=COLOURS[1], linewidth=2.4)
    ends = rows[["n", "expected"]].max(axis=1)
    for place, end, row in zip(places, ends, rows.itertuples(), strict=True):
        text = f"{row.n} in {row.n_articles} articles · logDice {row.log_dice:.1f}"
        ax.annotate(text, (end, place), (5, 0), textcoords="offset points", va="center", fontsize=TYPE)
    ax.set_xlim(0, ends.max() * 1.36)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    handles = [Line2D([], [], color=COLOURS[0], linewidth=6), Line2D([], [], color=COLOURS[1], linewidth=2.4)]
    add_legend(ax, handles, ["near the word", "expected by chance"])
    first = rows.iloc[-1]
    said = {"name": first["word"], "total": first["n_articles"], "expected": first["expected"]}
    tell(ax, "collocations", **said, n=first["n"], shown=(len(rows), len(table)))
    return ax
