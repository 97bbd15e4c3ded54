"""Small multiples: one small chart per key over the periods, all to one scale."""

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.plot.periods import plot_periods
from kit.plot.style import as_text, name_keys, new_charts, say_nothing
from kit.schema import check_columns


@as_text
def plot_small_multiples(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Mapping[str, str] | None = None,
    partial: Sequence[str] = (),
    top: int = 9,
    title: str = "",
) -> Figure:
    """One small chart per key over the periods, all to one scale, the most frequent key first.

    Parameters
    ----------
    summary : from ``kit.summarise_tallies(…, by="period")``.
    value : column to draw, with ``<value>_low`` and ``<value>_high`` as its interval.
    labels : names for the keys.
    partial : periods that the collection covers only in part: drawn hollow, as ``undated`` is.
    top : how many keys at most.
    title : of the figure.

    Raises
    ------
    TableError : a column is missing.
    """
    if summary.empty:
        figure, axes = new_charts(1, 1, height=1.6, title=title)
        say_nothing(axes[0, 0], summary)
        return figure
    check_columns(summary, "key n_mentions period", value, made_by="kit.summarise_tallies(…, by=)")
    totals = summary.groupby("key", observed=True)["n_mentions"].sum()
    keys = totals.sort_values(ascending=False, kind="stable").index[:top]
    lines = -(-len(keys) // 3)
    figure, axes = new_charts(lines, 3, height=0.8 + 1.75 * lines, title=title, sharex=True, sharey=True)
    for ax, key, name in zip(axes.flat, keys, name_keys(keys, labels, 40), strict=False):
        rows = summary[summary["key"] == key]
        plot_periods(rows, value=value, partial=partial, ticks=6, ax=ax)
        if value == "share" and len(rows) <= 6:
            _write_counts(ax, rows.sort_values("period"))
        ax.set_title(name, fontsize=7.5, fontweight="normal")
    for ax in axes.flat[len(keys) :]:
        ax.set_axis_off()
    drawn = summary[summary["key"].isin(keys) & (summary["total_articles"] > 0)]
    high = f"{value}_high" if f"{value}_high" in drawn else value
    axes[0, 0].set_ylim(0, max(drawn[[value, high]].max(axis=None) * 1.08, 1e-9))
    return figure


def _write_counts(ax: Axes, rows: pd.DataFrame) -> None:
    """At each point the articles with the key, and of how many."""
    for place, row in enumerate(rows.itertuples()):
        if row.total_articles:
            low = row.share > 0.8  # the text stays inside
            shift = (-4 if place else 4, -3 if low else 3)
            side = {"ha": "right" if place else "left", "va": "top" if low else "bottom"}
            said, point = f"{row.n_articles}/{row.total_articles}", (place, row.share)
            ax.annotate(said, point, shift, textcoords="offset points", fontsize=7, **side)
