"""Topic charts: log-odds of pairs, small multiples over the periods, scores of coding by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.compare.association import FEWEST_TESTED
from kit.plot.charts import plot_heatmap, plot_periods
from kit.plot.style import COLOURS, add_legend, new_axes, say_nothing, set_title, wrap
from kit.schema import check_columns


def plot_log_odds(
    pairs: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    top: int = 12,
    top_columns: int = 8,
    level: float = 0.05,
    ax: Axes | None = None,
) -> Axes:
    """A heat map of how far two keys attract or avoid each other, with the counts in the cells.

    Parameters
    ----------
    pairs : from `kit.compare_pairs` and `kit.add_log_odds`: first, second, n, expected, log_odds, q.
    labels : names for the keys.
    top, top_columns : rows (``first``) and columns (``second``) at most, the most frequent.
    level : cells with q below this, and `FEWEST_TESTED` units found or expected, get a star.

    Returns
    -------
    The Axes. In a cell: units with both, and in brackets how many chance would give. A pair that neither occurs
    nor was expected once is a dot.

    Raises
    ------
    TableError : a column is missing.
    """
    if pairs.empty:
        reason = pairs.attrs.get("note", "Nothing to show: no two of them stand together.")
        return say_nothing(ax or new_axes(height=1.6), reason)
    check_columns(
        pairs,
        "first second n n_first n_second expected log_odds q",
        made_by="kit.compare_pairs and kit.add_log_odds",
    )
    order = {}
    for side, most in (("first", top), ("second", top_columns)):
        sizes = pairs.drop_duplicates(side).sort_values([f"n_{side}", side], ascending=[False, True])
        order[side] = sizes[side].head(most).tolist()
    sure = (pairs["q"] < level) & (pairs[["n", "expected"]].max(axis=1) >= FEWEST_TESTED)
    star = pd.Series(np.where(sure, " *", ""), index=pairs.index)
    said = pairs["n"].astype("str") + star + "\n(" + pairs["expected"].map(_write_expected) + ")"
    cells = pairs.assign(said=said).pivot(index="first", columns="second", values=["log_odds", "said"])
    matrix, text = (
        cells[name].reindex(index=order["first"], columns=order["second"]) for name in ("log_odds", "said")
    )
    return plot_heatmap(
        matrix.astype("float64").fillna(0.0),
        text=text.fillna("·"),
        diverging=True,
        unit="log-odds",
        labels=labels,
        ax=ax or new_axes(height=2.2 + 0.42 * len(matrix)),
    )


def plot_small_multiples(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    by: str = "period",
    labels: Mapping[str, str] | None = None,
    partial: Sequence[str] = (),
    top: int = 9,
    columns: int = 3,
    title: str = "",
) -> Figure:
    """One small chart per key over the periods, all to one scale, the most frequent key first.

    Parameters
    ----------
    summary : from ``kit.summarise_tallies(…, by="period")``.
    value : column to draw, with ``<value>_low`` and ``<value>_high`` as its interval.
    by : the column of the periods.
    labels : names for the keys.
    partial : periods that the collection covers only in part: drawn hollow, as ``undated`` is.
    top : how many keys at most.
    columns : how many charts side by side.
    title : of the figure.

    Raises
    ------
    TableError : a column is missing.
    """
    if summary.empty:
        figure = new_axes(height=1.6).get_figure()
        say_nothing(figure.axes[0], summary.attrs.get("note", "Nothing to show: not one was counted."))
        set_title(figure, title)
        return figure
    check_columns(summary, "key n_mentions", by, value, made_by="kit.summarise_tallies(…, by=)")
    totals = summary.groupby("key", observed=True)["n_mentions"].sum().reset_index()
    keys = totals.sort_values(["n_mentions", "key"], ascending=[False, True])["key"].head(top).tolist()
    lines = -(-len(keys) // columns)
    figure, axes = plt.subplots(
        lines, columns, figsize=(8, 0.8 + 1.75 * lines), sharex=True, sharey=True, squeeze=False
    )
    set_title(figure, title)
    for ax, key in zip(axes.flat, keys, strict=False):
        rows = summary[summary["key"] == key].rename(columns={by: "period"})
        plot_periods(rows, value=value, partial=partial, ticks=6, ax=ax)
        if value == "share" and len(rows) <= 6:
            _write_counts(ax, rows.sort_values("period"))
        ax.set_title(wrap(str((labels or {}).get(key, key)), 40), fontsize=7.5, fontweight="normal")
    for ax in axes.flat[len(keys) :]:
        ax.set_axis_off()
    drawn = summary[summary["key"].isin(keys)]
    high = f"{value}_high" if f"{value}_high" in drawn else value
    axes[0, 0].set_ylim(0, max(drawn[high].where(drawn["total_articles"] > 0).max() * 1.08, 1e-9))
    return figure


def plot_scores(
    scores: pd.DataFrame, *, labels: Mapping[str, str] | None = None, top: int = 30, ax: Axes | None = None
) -> Axes:
    """Precision and recall of each key with their intervals, and the counts behind them.

    Parameters
    ----------
    scores : from `kit.check.validate.score_codes`.
    labels : names for the keys.
    top : how many keys at most, those that people coded most often; the row ``all`` comes first.

    Returns
    -------
    The Axes. At the right of each row: sentences that people coded, that the kit found, that both did. A score of
    nothing is not drawn.

    Raises
    ------
    TableError : a column is missing.
    """
    rows = scores
    if not scores.empty:
        check_columns(scores, "key n_coded n_found n_both precision recall", made_by="kit.check.score_codes")
        rows = scores[(scores["n_coded"] + scores["n_found"] > 0) | (scores["key"] == "all")]
        rows = rows.assign(last=rows["key"] != "all")
        rows = rows.sort_values(["last", "n_coded", "key"], ascending=[True, False, True]).head(top + 1)
    ax = ax or new_axes(height=1.4 + 0.36 * max(len(rows), 2))
    if rows.empty:
        return say_nothing(ax, scores.attrs.get("note", "Nothing to show: no sentence was coded."))
    places = np.arange(len(rows))[::-1]
    looks = (("precision", "n_found", 0.14, "o", COLOURS[0]), ("recall", "n_coded", -0.14, "D", COLOURS[3]))
    for name, of, shift, marker, colour in looks:
        some = (rows[of] > 0).to_numpy()
        at, values = places[some] + shift, rows[some]
        ax.hlines(at, values[f"{name}_low"], values[f"{name}_high"], color=colour, linewidth=1.2)
        ax.scatter(values[name], at, marker=marker, color=colour, s=26, zorder=3, label=name)
    ax.set_yticks(places, [wrap(str((labels or {}).get(key, key))) for key in rows["key"]])
    ax.set_ylim(-0.7, len(rows) - 0.3)
    ax.set_xlim(0, 1.03)
    counts = ax.secondary_yaxis("right")
    counts.set_yticks(places, [f"{r.n_coded} · {r.n_found} · {r.n_both}" for r in rows.itertuples()])
    counts.set_ylabel("coded · found · both", fontsize=8)
    counts.tick_params(length=0)
    counts.spines[:].set_visible(False)
    ax.grid(axis="both", linewidth=0.5)
    add_legend(ax, *ax.get_legend_handles_labels())
    return ax


def _write_counts(ax: Axes, rows: pd.DataFrame) -> None:
    """At each point the articles with the key, and of how many."""
    for place, row in enumerate(rows.itertuples()):
        if row.total_articles:
            low = row.share > 0.8  # the text stays inside
            ax.annotate(
                f"{row.n_articles}/{row.total_articles}",
                (place, row.share),
                (-4 if place else 4, -3 if low else 3),
                textcoords="offset points",
                ha="right" if place else "left",
                va="top" if low else "bottom",
                fontsize=7,
            )


def _write_expected(expected: float) -> str:
    return f"{expected:.1f}" if expected < 10 else f"{expected:.0f}"
