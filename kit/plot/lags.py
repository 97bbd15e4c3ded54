"""Lag charts: how far back and ahead of its day of publication each article looks: an Axes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.rows import Labels, measure_rows, name_keys, rank_counts, set_rows
from kit.plot.said import say_nothing, tell
from kit.plot.stacked import MANY, look_of
from kit.plot.style import GREY, add_legend, as_text, colour_keys, new_axes
from kit.schema import check_columns

STATUS = {"past": "o", "announced": "^", "unknown": "x"}
TICKS = {-3650: "10 y", -365: "1 y", -30: "30 d", -1: "1 d", 1: "1 d", 30: "30 d", 365: "1 y", 3650: "10 y"}
# Between these days events are counted together, where there are many articles: from a day to a century.
EDGES = (1, 3, 7, 14, 30, 90, 180, 365, 730, 1825, 3650, 36500)


@as_text
def plot_lags(lags: pd.DataFrame, *, labels: Labels = None, top: int = 20, ax: Axes | None = None) -> Axes:
    """How many days before and after its publication the events of each article lie.

    Parameters
    ----------
    lags : from `kit.count.lags.add_lags`.
    labels : names for the articles.
    top : how many articles at most, those with the most events.

    Returns
    -------
    The Axes; its scale is linear within a day of publication and logarithmic beyond. A row per article: a dot is
    past, a triangle announced, a cross open, and a line runs over all days on which an event may lie. With `MANY`
    articles or more, bars instead: how many events of all articles lie how far away.

    Raises
    ------
    TableError : a column is missing.
    """
    if lags.empty:
        return say_nothing(ax, lags, "Nothing to show: no event has a date.")
    check_columns(lags, "article_id status lag lag_low lag_high", made_by="kit.count.lags.add_lags")
    known = lags.dropna(subset=["lag"])
    if known.empty:
        return say_nothing(ax, message="Nothing to show: of no article is it known when it was published.")
    counts = rank_counts(known["article_id"].value_counts())
    many = len(counts) >= MANY
    spread = _count_spread(known)
    ax = _draw_spread(ax, spread) if many else _draw_articles(ax, known, counts.index[:top].tolist(), labels)
    ax.axvline(0, color=GREY, linestyle=":", label="published")
    ax.set_xscale("symlog", linthresh=1)
    ax.set_xticks(list(TICKS), list(TICKS.values()))
    ax.minorticks_off()
    add_legend(ax, *ax.get_legend_handles_labels())
    before = -known.loc[known["lag"] < 0, "lag"]
    middle, ahead = before.median(), int((known["lag"] > 0).sum())
    shown = (0, 0) if many else (min(top, len(counts)), len(counts))
    said = {"back": len(before), "middle": middle, "ahead": ahead, "numbers": spread if many else None}
    tell(ax, "lags" if len(before) else "lags_ahead", n=len(known), shown=shown, **said)
    return ax


def _draw_articles(ax: Axes | None, known: pd.DataFrame, order: list[str], labels: Labels) -> Axes:
    """A row per article with its events."""
    names = name_keys(order, labels, 40)
    ax = ax or new_axes(height=1.6 + measure_rows(names) * max(len(order), 2))
    places = dict(zip(order, set_rows(ax, order, labels, down=True), strict=True))
    for (status, marker), colour in zip(STATUS.items(), colour_keys(list(STATUS)), strict=True):
        rows = known[(known["status"] == status) & known["article_id"].isin(order)]
        at = rows["article_id"].map(places)
        ax.hlines(at, rows["lag_low"], rows["lag_high"], color=GREY, linewidth=0.8)
        ax.plot(rows["lag"], at, marker, color=colour, markersize=5, label=status)
    return ax


def _count_spread(known: pd.DataFrame) -> pd.DataFrame:
    """How many events lie how far away, a column for each status."""
    edges = np.array([*(-edge for edge in reversed(EDGES)), *EDGES], dtype=float)
    lag = known["lag"].clip(edges[0], edges[-1])
    counts = {status: np.histogram(lag[known["status"] == status], edges)[0] for status in STATUS}
    return pd.DataFrame({"lag_from": edges[:-1], "lag_to": edges[1:], **counts})


def _draw_spread(ax: Axes | None, spread: pd.DataFrame) -> Axes:
    """Bars of how many events lie how far away, by status."""
    ax, bottom = ax or new_axes(height=3.6), np.zeros(len(spread))
    left, width = spread["lag_from"], spread["lag_to"] - spread["lag_from"]
    for status, look in zip(STATUS, look_of(STATUS), strict=True):
        look |= {"align": "edge", "edgecolor": "white", "label": status}
        counts = spread[status]
        ax.bar(left, counts, width, bottom, **look)
        bottom += counts
    ax.set_ylabel("events")
    ax.grid(axis="y")
    return ax
