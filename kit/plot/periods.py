"""Values per period, as lines with intervals over a strip of how many articles each period has: an Axes."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from kit.count.periods import UNDATED
from kit.plot.rows import Labels, name_key, name_keys, rank_counts
from kit.plot.said import say_nothing, say_unsure, tell
from kit.plot.style import GREY, TYPE, add_legend, as_text, colour_keys, new_axes
from kit.schema import check_columns

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")
DASHES = ("-", "--", "-.", ":")

# No line runs through a period of fewer articles than this.
ARTICLES_FOR_A_LINE = 5


@as_text
def plot_periods(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Labels = None,
    partial: Sequence[str] = (),
    top: int = 5,
    ticks: int = 12,
    strip: bool = True,
    ax: Axes | None = None,
) -> Axes:
    """Values per period with their intervals, a line for each key; partial and undated periods are hollow.

    Parameters
    ----------
    summary : from ``summarise_tallies(…, by="period")``.
    value : column to draw, with ``<value>_low`` and ``<value>_high`` as its interval.
    labels : names for the keys.
    partial : periods that the collection covers only in part, beside those that the summary says.
    top : how many keys at most, those with the most mentions.
    ticks : how many periods are named below at most.
    strip : whether to draw how many articles each period has, below.

    Returns
    -------
    The Axes. A period of fewer than five articles is a gap, as an empty one is: one article more or less would make
    another point. The strip below says how many there are.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> summary = pd.DataFrame({"period": ["2022", "2023"], "share": [0.5, 0.2], "total_articles": [10, 3]})
    >>> ax = plot_periods(summary)
    >>> ax.lines[0].get_ydata().tolist()
    [0.5, nan]
    """
    check_columns(summary, "period total_articles", value, made_by="kit.summarise_tallies(…, by=)")
    ax = ax or new_axes(height=2.8 + 2.2 * strip)
    rows = (summary if "key" in summary else summary.assign(key="")).sort_values("period")
    if note := find_gap(rows):
        return say_nothing(ax, summary if rows.empty else None, note)
    keys = find_top(rows, top)
    rows = rows[rows["key"].isin(keys)]
    sizes = rows.drop_duplicates("period").set_index("period")["total_articles"]
    named = sizes.index.astype("str")
    if "partial" in rows:
        partial = [*partial, *rows.loc[rows["partial"], "period"].astype("str")]
    hollow, enough = named.isin([*partial, UNDATED]), (sizes >= ARTICLES_FOR_A_LINE).to_numpy()
    dated = named != UNDATED
    apart = np.linspace(-0.12, 0.12, len(keys)) if len(keys) > 1 else [0.0]
    highest, handles = 1e-9, []
    for number, (key, colour, shift) in enumerate(zip(keys, colour_keys(keys), apart, strict=True)):
        own = rows[rows["key"] == key].set_index("period").reindex(sizes.index)
        known = enough & own[value].notna().to_numpy()
        places, values = np.arange(len(sizes)) + shift, own[value].to_numpy(float)
        look = {"color": colour, "linestyle": DASHES[number % len(DASHES)], "linewidth": 1.3}
        ax.plot(places, np.where(known & dated, values, np.nan), zorder=1, **look)
        marker = MARKERS[number % len(MARKERS)]
        for drawn, fill in ((known & ~hollow, colour), (known & hollow, "white")):
            point = {"facecolor": fill, "edgecolor": colour, "marker": marker, "s": 22, "zorder": 3}
            ax.scatter(places[drawn], values[drawn], **point)
        ends = own.reindex(columns=[f"{value}_low", f"{value}_high"]).to_numpy(float)[known]
        ax.vlines(places[known], *ends.T, color=colour, linewidth=1, alpha=0.7, zorder=2)
        highest = max(highest, *values[known], *ends[~np.isnan(ends)])
        say_unsure(ax, f"{value}_low" in own and bool(np.isnan(ends).any()))
        handles.append(Line2D([], [], marker=marker, markersize=5, **look))
    ax.set_ylim(0, highest * 1.1)
    ax.grid(axis="y")
    below = _add_strip(ax, sizes) if strip else ax
    written = _thin(named, ticks)
    turned = {"rotation": 45, "ha": "right", "rotation_mode": "anchor"}
    below.set_xticks(written, named[written], **turned)
    if len(keys) > 1:
        add_legend(ax, handles, name_keys(keys, labels, 30), columns=3)
    tell_highest(ax, rows, value, labels)
    return ax


def _thin(named: pd.Index, ticks: int) -> list[int]:
    """The places of about so many of the periods, and of what has none: its point is not that of the next one."""
    step, last = -(-len(named) // ticks), len(named) - 1
    written = [*range(0, len(named), step)]
    if named[last] == UNDATED and last not in written:
        written = [place for place in written if last - place > step // 2] + [last]
    return written


def find_gap(rows: pd.DataFrame) -> str:
    """Why nothing can be told of these periods: no articles, or in none of them enough; "" if it can."""
    if rows.empty or not rows["total_articles"].sum():
        return "Nothing to show: not one was counted."
    if _has_enough(rows).any():
        return ""
    if not (dated := rows.loc[rows["period"].astype("str") != UNDATED, "period"].nunique()):
        return "No article has a date."
    least = f"{ARTICLES_FOR_A_LINE} articles or more: take longer periods, or more articles"
    return f"Not enough data: none of the periods ({dated}) has {least}."


def _has_enough(rows: pd.DataFrame) -> pd.Series:
    """Whether a row is of a dated period with enough articles for a line."""
    return (rows["period"].astype("str") != UNDATED) & (rows["total_articles"] >= ARTICLES_FOR_A_LINE)


def find_top(rows: pd.DataFrame, top: int) -> list[str]:
    """The keys with the most mentions in all periods together, ties by name."""
    if "n_mentions" not in rows:
        return rows["key"].drop_duplicates().head(top).tolist()
    return rank_counts(rows.groupby("key", observed=True)["n_mentions"].sum()).index[:top].tolist()


def _add_strip(ax: Axes, sizes: pd.Series) -> Axes:
    """A strip below an Axes: how many articles each period has, the highest number written."""
    strip = ax.inset_axes((0, -0.3, 1, 0.22), sharex=ax)
    strip.bar(range(len(sizes)), sizes, width=0.8, color="#bbbbbb")
    strip.set_ylim(0, max(sizes.max(), 1))
    strip.set_yticks([0, max(sizes.max(), 1)])
    strip.tick_params(labelsize=TYPE)
    strip.set_ylabel("articles", fontsize=TYPE, color=GREY, rotation=0, ha="right", va="center")
    ax.tick_params(axis="x", labelbottom=False, length=0)
    return strip


def tell_highest(ax: Axes, rows: pd.DataFrame, value: str, labels: Labels) -> None:
    """Say where the highest value stands, of the periods with enough articles."""
    enough = rows[_has_enough(rows)]
    row = enough.loc[enough[value].idxmax()]
    said = {"period": str(row["period"]), "value": row[value], "total": row["total_articles"]}
    if value != "share" or "n_articles" not in rows:
        return tell(ax, "periods_value", **said)
    said |= {"name": name_key(row["key"], labels), "n": row["n_articles"]}
    if row.get("note"):
        return tell(ax, "periods_few", **said)
    return tell(ax, "periods", **said, low=row["share_low"], high=row["share_high"])
