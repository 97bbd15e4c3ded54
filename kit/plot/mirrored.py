"""Mirrored bars: what one side does to the left, what the other does to the right; an Axes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from kit.plot.rows import Labels, name_key, name_sides, new_rows, rank_counts
from kit.plot.said import say_nothing, say_unsure, tell
from kit.plot.style import COLOURS, TYPE, as_text
from kit.schema import check_columns


@as_text
def plot_mirrored(
    left: pd.DataFrame,
    right: pd.DataFrame,
    *,
    value: str = "rate",
    labels: Labels = None,
    sides: tuple[str, str] = ("left", "right"),
    top: int = 20,
    ax: Axes | None = None,
) -> Axes:
    """Bars of the same keys in two tables, back to back, with their intervals and the counts behind them.

    Parameters
    ----------
    left, right : two tables of `kit.summarise_tallies` with the same denominators.
    value : column to draw; ``<value>_low`` and ``<value>_high`` are its interval.
    labels : names for the keys.
    sides : what the bars of each table mean.
    top : keys at most, those with the most mentions in both tables together.

    Returns
    -------
    The Axes, the key with the most mentions on top; a key that a table has not is a bar of 0. Bars whose row has a
    note (``few articles``) are hatched; one without an interval has no line, which the chart says.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> summary = pd.DataFrame({"key": ["thank", "wish"], "n_mentions": [4, 1], "rate": [0.8, 0.2]})
    >>> ax = plot_mirrored(summary.assign(rate_low=0.1, rate_high=0.9), summary.head(0), sides=("told", "heard"))
    >>> [float(bar.get_width()) for bar in ax.patches]
    [-0.2, -0.8, 0.0, 0.0]
    """
    for table in (left, right):
        check_columns(table, "key n_mentions", value, made_by="kit.summarise_tallies")
    total = rank_counts(pd.concat([left, right]).groupby("key")["n_mentions"].sum())
    total = total[total > 0]
    if total.empty or top < 1:
        return say_nothing(ax, left)
    keys = total.index[:top][::-1]
    ax, places = new_rows(ax, keys, labels, rest=1.5, room=(0.7, 1.5))
    ax.axvline(0, color="#222222", linewidth=0.8)
    reach, said = 1e-9, []
    for table, sign, colour in ((left, -1, COLOURS[3]), (right, 1, COLOURS[0])):
        rows = table.set_index("key").reindex(keys)
        n, values = rows[["n_mentions", value]].fillna(0).to_numpy(float).T
        low, high = rows.reindex(columns=[f"{value}_low", f"{value}_high"]).to_numpy(float).T
        known = high > low  # NaN: not known
        bars = ax.barh(places, sign * values, color=colour, height=0.66)
        for bar, note in zip(bars, rows.reindex(columns=["note"])["note"].fillna(""), strict=True):
            if note:
                bar.set(facecolor="white", edgecolor=colour, hatch="////")
        ax.hlines(places[known], sign * low[known], sign * high[known], colors="#222222", linewidth=1)
        ends = np.where(known, high, values)
        beside = {"textcoords": "offset points", "va": "center", "fontsize": TYPE}
        beside |= {"ha": "left" if sign > 0 else "right"}
        for place, end, count in zip(places, ends, n, strict=True):
            ax.annotate(f"{count:g}", (sign * end, place), (4 * sign, 0), **beside)
        reach = max(reach, ends.max())
        say_unsure(ax, bool((~known & (n > 0)).any()))
        most = name_key(keys[int(np.argmax(n))], labels) if n.any() else "–"
        said += [int(table["n_mentions"].sum()), most]
    ax.set_xlim(-1.16 * reach, 1.16 * reach)
    ax.xaxis.set_major_formatter(lambda place, _: f"{abs(place):g}")
    name_sides(ax, sides)
    fields = dict(zip(("n", "name", "m", "other", "left", "right"), [*said, *sides], strict=True))
    tell(ax, "mirrored", shown=(len(keys), len(total)), **fields)
    return ax
