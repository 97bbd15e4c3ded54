"""Small multiples: one small chart per key over the periods, all to one scale."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.plot.periods import ARTICLES_FOR_A_LINE, find_gap, find_top, plot_periods, tell_highest
from kit.plot.rows import Labels, name_keys
from kit.plot.said import say_nothing
from kit.plot.style import TYPE, as_text, new_charts
from kit.schema import check_columns


@as_text
def plot_small_multiples(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Labels = None,
    partial: Sequence[str] = (),
    top: int = 9,
    skip: int = 0,
    title: str = "",
) -> Figure:
    """One small chart per key over the periods, all to one scale, the most frequent key first.

    Parameters
    ----------
    summary : from ``kit.summarise_tallies(…, by="period")``.
    value : column to draw, with ``<value>_low`` and ``<value>_high`` as its interval.
    labels : names for the keys.
    partial : periods that the collection covers only in part, beside those that the summary says.
    top : how many keys at most.
    skip : how many of the most frequent keys to leave out, such as those that `kit.plot_periods` draws.
    title : of the figure.

    Raises
    ------
    TableError : a column is missing.
    """
    if not summary.empty:
        check_columns(summary, "key n_mentions period", value, made_by="kit.summarise_tallies(…, by=)")
    keys = [] if summary.empty else find_top(summary, skip + top)[skip:]
    note = find_gap(summary) if keys else ""
    if note or not keys:
        figure, axes = new_charts(1, 1, height=1.6, title=title)
        say_nothing(axes[0, 0], None if note else summary, note or "Nothing to show: no key is left.")
        return figure
    lines = -(-len(keys) // 3)
    figure, axes = new_charts(lines, 3, height=0.8 + 1.75 * lines, title=title, sharex=True, sharey=True)
    for ax, key, name in zip(axes.flat, keys, name_keys(keys, labels, 34), strict=False):
        rows = summary[summary["key"] == key]
        plot_periods(rows, value=value, partial=partial, ticks=6, strip=False, ax=ax)
        if value == "share" and len(rows) <= 6:
            _write_counts(ax, rows.sort_values("period"))
        ax.set_title(name, fontsize=TYPE, fontweight="normal")
    for ax in axes.flat[len(keys) :]:
        ax.set_axis_off()
    for ax in axes.flat[max(len(keys) - 3, 0) : len(keys)]:
        ax.tick_params(labelbottom=True)  # also above a place that is empty
    drawn = summary[summary["key"].isin(keys) & (summary["total_articles"] >= ARTICLES_FOR_A_LINE)]
    high = f"{value}_high" if f"{value}_high" in drawn else value
    axes[0, 0].set_ylim(0, max(drawn[[value, high]].max(axis=None) * 1.08, 1e-9))
    tell_highest(axes[0, 0], drawn, value, labels)
    return figure


def _write_counts(ax: Axes, rows: pd.DataFrame) -> None:
    """At each point the articles with the key, and of how many."""
    for place, row in enumerate(rows.itertuples()):
        if row.total_articles >= ARTICLES_FOR_A_LINE:
            low = row.share > 0.8  # the text stays inside
            shift = (-4 if place else 4, -3 if low else 3)
            side = {"ha": "right" if place else "left", "va": "top" if low else "bottom"}
            said, point = f"{row.n_articles}/{row.total_articles}", (place, row.share)
            ax.annotate(said, point, shift, textcoords="offset points", fontsize=TYPE, **side)
