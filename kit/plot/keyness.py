"""Keyness charts: the words that set two groups apart, by two measures beside each other."""

from collections.abc import Collection

import pandas as pd
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kit.plot.rows import Labels, add_counts, measure_rows, name_key, name_keys, set_rows
from kit.plot.said import say_nothing, tell
from kit.plot.style import COLOURS, GREY, add_legend, as_text, new_charts
from kit.schema import check_columns
from kit.stats.significance import LEVEL


@as_text
def plot_keyness(
    table: pd.DataFrame,
    *,
    groups: tuple[str, str] = ("target", "reference"),
    without: Collection[str] = (),
    labels: Labels = None,
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
    The Figure: words more typical of the target go to the right, of the reference to the left; pale where q is
    0.05 or more. At each word: how often the target and the reference have it; of how many in all, says the
    legend.

    Raises
    ------
    TableError : a column is missing.
    """
    figure, [[left, right]] = new_charts(1, 2, height=1.2, title=title, sharey=True)
    columns = "key n_target n_reference total_target total_reference z g2 q"
    check_columns(table, columns, made_by="kit.compare_keyness")
    rows = table[~table["key"].isin(list(without))].sort_values(["z", "key"], ascending=[False, True])
    rows = pd.concat([rows[rows["z"] > 0].head(top), rows[rows["z"] < 0].tail(top)]).iloc[::-1]
    if rows.empty:
        right.set_axis_off()
        say_nothing(left, table, "Nothing to compare: no word is frequent enough.")
        return figure
    named = name_keys(rows["key"], labels, 40)
    figure.set_figheight(1.6 + measure_rows(named, 0.23) * len(rows))
    shades = [to_rgba(colour, alpha) for alpha in (1, 0.35) for colour in (*COLOURS[:2], GREY)]
    colours = [shades[3 * (q >= LEVEL) + (z <= 0)] for z, q in zip(rows["z"], rows["q"], strict=True)]
    for ax, column, name in ((left, "z", "log-odds (z)"), (right, "g2", "G² (negative: the other group)")):
        places = set_rows(ax, named)
        ax.barh(places, rows[column], color=colours, height=0.7)
        ax.axvline(0, color="#222222", linewidth=0.8)
        ax.set_xlabel(name)
    counts = zip(rows["n_target"], rows["n_reference"], strict=True)
    add_counts(right, places, [f"{first} : {second}" for first, second in counts])
    handles = [Line2D([], [], color=colour, linewidth=6) for colour in (*shades[:2], shades[5])]
    totals = table[["total_target", "total_reference"]].iloc[0]
    names = [f"{name} (of {n:,})" for name, n in zip(name_keys(groups, width=38), totals, strict=True)]
    add_legend(left, handles, [*names, "pale: chance may give as much (q ≥ .05)"], columns=2)
    found = table[table["q"] < LEVEL]
    first = found.loc[found["z"].abs().idxmax(), "key"] if len(found) else ""
    sentence, name = "differences" if first else "differences_few", name_key(first, labels)
    tell(figure, sentence, n=len(table), found=len(found), name=name)
    return figure
