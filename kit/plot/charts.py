"""Charts: a frame in, a matplotlib Axes out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from kit.plot.style import COLOURS, HATCHES, add_legend, new_axes, say_nothing, wrap
from kit.schema import check_columns
from kit.vietnamese.letters import nfc

LETTERS_ACROSS = 70
"""How many letters of labels fit side by side below a heat map; with more they are turned."""


def plot_bars(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    labels: Mapping[str, str] | str = "key",
    top: int = 20,
    colour: str = COLOURS[0],
    highlight: Collection[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Horizontal bars, longest on top, with their intervals and the counts behind them.

    Parameters
    ----------
    summary : from `kit.summarise_tallies`, or any table with ``key`` and a column ``value``.
    value : column to draw; ``<value>_low`` and ``<value>_high`` are drawn as an interval if they are there.
    labels : names for the keys, or the column that has them.
    top : how many bars at most.
    highlight : keys whose bars are drawn in a second colour.
    ax : where to draw (default: a new figure).

    Returns
    -------
    The Axes. Where an interval is drawn, bars whose row says ``few articles`` or ``not enough data`` are
    hatched, and the latter have no interval.

    Raises
    ------
    TableError : there is no such column.
    """
    if summary.empty:
        return say_nothing(ax or new_axes(height=1.6), *_find_reason(summary))
    check_columns(summary, "key", value, made_by="kit.summarise_tallies")
    rows = summary.sort_values([value, "key"], ascending=[False, True]).head(top).iloc[::-1]
    ax = ax or new_axes(height=0.9 + 0.34 * max(len(rows), 2))
    names = rows[labels] if isinstance(labels, str) else rows["key"].map(labels).fillna(rows["key"])
    notes = rows["note"] if "note" in rows else pd.Series("", index=rows.index)
    places = np.arange(len(rows))
    colours = [COLOURS[3] if key in highlight else colour for key in rows["key"]]
    bars = ax.barh(places, rows[value], color=colours, height=0.66)
    ends = rows[value].to_numpy(float).copy()
    low, high = f"{value}_low", f"{value}_high"
    if low in rows and high in rows:
        for bar, note, edge in zip(bars, notes, colours, strict=True):
            if note:
                bar.set(facecolor="white", edgecolor=edge, hatch="////")
        sure = (notes != "not enough data").to_numpy()
        span = np.abs(rows[[low, high]].to_numpy(float).T - rows[value].to_numpy(float))
        ax.errorbar(
            rows[value][sure],
            places[sure],
            xerr=span[:, sure],
            fmt="none",
            ecolor="#222222",
            elinewidth=1,
            capsize=2,
        )
        ends[sure] = np.maximum(ends[sure], rows[high].to_numpy(float)[sure])
    ax.set_yticks(places, [wrap(str(name)) for name in names])
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.set_xlim(0, max(ends.max() * 1.14, 1e-9))
    if value.startswith("n_"):
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    for place, end, row in zip(places, ends, rows.itertuples(), strict=True):
        ax.annotate(
            _count_text(row, value), (end, place), (4, 0), textcoords="offset points", va="center", fontsize=8
        )
    ax.grid(axis="x")
    return ax


def plot_stacked(
    matrix: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Horizontal stacked bars: one bar per row, one colour and hatch per column.

    Parameters
    ----------
    matrix : counts; rows become bars (first on top), columns become parts.
    labels : names for the rows.

    Returns
    -------
    The Axes, with the total of each bar at its end and a legend above.
    """
    ax = ax or new_axes(height=1.4 + 0.34 * max(len(matrix), 2))
    if matrix.empty or not matrix.to_numpy().sum():
        return say_nothing(ax)
    rows = matrix.iloc[::-1]
    left = np.zeros(len(rows))
    for index, column in enumerate(rows.columns):
        ax.barh(
            np.arange(len(rows)),
            rows[column],
            left=left,
            height=0.66,
            label=str(column),
            color=COLOURS[index % len(COLOURS)],
            hatch=HATCHES[index % len(HATCHES)],
            edgecolor="white",
        )
        left += rows[column].to_numpy(float)
    for place, total in enumerate(left):
        ax.annotate(f"{total:g}", (total, place), (4, 0), textcoords="offset points", va="center", fontsize=8)
    ax.set_yticks(np.arange(len(rows)), [wrap(str((labels or {}).get(key, key))) for key in rows.index])
    ax.set_ylim(-0.6, len(rows) - 0.4)
    ax.set_xlim(0, left.max() * 1.1)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="x")
    add_legend(ax, *ax.get_legend_handles_labels())
    return ax


def plot_heatmap(
    matrix: pd.DataFrame,
    *,
    text: pd.DataFrame | None = None,
    diverging: bool = False,
    unit: str = "",
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """A heat map with the number written in every cell.

    Parameters
    ----------
    matrix : values; rows downwards, columns across.
    text : what to write into the cells (default: the values).
    diverging : colours around 0, for differences from an expectation.
    unit : name of the colour scale.
    labels : names for rows and columns.

    >>> ax = plot_heatmap(pd.DataFrame({"BEL": [3, 0], "IOM": [1, 2]}, index=["trafficking", "health"]))
    >>> [text.get_text() for text in ax.texts]
    ['3', '1', '0', '2']
    """
    ax = ax or new_axes(height=1.6 + 0.36 * max(len(matrix), 2))
    if matrix.empty:
        return say_nothing(ax)
    names = {key: nfc(str((labels or {}).get(key, key))) for key in [*matrix.index, *matrix.columns]}
    values = matrix.to_numpy(float)
    top = max(np.abs(values).max(), 1e-9)
    image = ax.imshow(
        values,
        cmap="PuOr_r" if diverging else "Blues",
        vmin=-top if diverging else 0,
        vmax=top,
        aspect="auto",
    )
    written = (matrix if text is None else text).to_numpy()
    for (row, column), value in np.ndenumerate(values):
        dark = abs(value) > 0.6 * top
        said = written[row, column]
        ax.text(
            column,
            row,
            f"{said:g}" if isinstance(said, int | float | np.number) else str(said),
            ha="center",
            va="center",
            fontsize=8,
            color="white" if dark else "black",
        )
    across = [wrap(names[key], 16) for key in matrix.columns]
    ax.set_xticks(range(len(across)), across)
    if len(across) * max(len(line) for name in across for line in name.splitlines() or [""]) > LETTERS_ACROSS:
        ax.set_xticks(range(len(across)), across, rotation=35, ha="right", rotation_mode="anchor", fontsize=8)
    ax.set_yticks(range(len(matrix)), [wrap(names[key]) for key in matrix.index])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.figure.colorbar(image, ax=ax, label=unit, shrink=0.8)
    return ax


def plot_periods(
    summary: pd.DataFrame,
    *,
    value: str = "share",
    partial: Sequence[str] = (),
    colour: str = COLOURS[0],
    ticks: int = 12,
    ax: Axes | None = None,
) -> Axes:
    """One value per period, with its interval; empty periods stand as gaps, partial and undated ones are hollow.

    Parameters
    ----------
    summary : from ``summarise_tallies(…, by="period")``, one key.
    value : column to draw.
    partial : periods that the collection covers only in part (usually the last).
    ticks : how many periods are named below at most.
    """
    check_columns(summary, "period", value, made_by="kit.summarise_tallies(…, by=)")
    ax = ax or new_axes(height=2.8)
    rows = summary.sort_values("period")
    if rows.empty or not rows["total_articles"].sum():
        return say_nothing(ax)
    places, known = np.arange(len(rows)), (rows["total_articles"] > 0).to_numpy()
    values = rows[value].where(known).to_numpy(float)
    undated = (rows["period"].astype(str) == "undated").to_numpy()
    hollow = rows["period"].astype(str).isin(partial).to_numpy() | undated
    ax.plot(places[~undated], values[~undated], color=colour, linewidth=1.2, zorder=1)
    ax.scatter(places[known & ~hollow], values[known & ~hollow], color=colour, zorder=3, s=22)
    ax.scatter(
        places[known & hollow], values[known & hollow], facecolor="white", edgecolor=colour, zorder=3, s=22
    )
    low, high = f"{value}_low", f"{value}_high"
    if low in rows and high in rows:
        ax.vlines(
            places[known], rows[low][known], rows[high][known], color=colour, linewidth=1, alpha=0.7, zorder=2
        )
    step = -(-len(rows) // ticks)
    ax.set_xticks(places[::step], [str(period) for period in rows["period"]][::step], rotation=45, ha="right")
    highest = rows.loc[known, [value, high] if high in rows else [value]].to_numpy(float).max()
    ax.set_ylim(0, max(highest * 1.1, 1e-9))
    ax.grid(axis="y")
    return ax


def _find_reason(table: pd.DataFrame) -> tuple[str, ...]:
    """Why there is nothing, if the table says so."""
    return (table.attrs["note"],) if "note" in table.attrs else ()


def _count_text(row, value: str) -> str:
    """The counts behind a bar, in words short enough to stand at its end."""
    if value == "share" and hasattr(row, "n_articles"):
        return f"{row.n_articles}/{row.total_articles}"
    if value == "share" and hasattr(row, "total_sentences"):
        return f"{row.n_sentences}/{row.total_sentences}"
    if value == "rate" and hasattr(row, "n_mentions"):
        return f"{row.n_mentions}"
    if value == "n_sentences" and hasattr(row, "total_sentences"):
        return f"{row.n_sentences}/{row.total_sentences}"
    return f"{getattr(row, value):g}"
