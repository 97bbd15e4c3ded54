"""Log-odds charts: a heat map of how far two keys attract or avoid each other."""

import pandas as pd
from matplotlib.axes import Axes

from kit.plot.heatmap import plot_heatmap
from kit.plot.rows import Labels, name_key
from kit.plot.said import say_nothing, tell
from kit.plot.style import as_text
from kit.schema import check_columns
from kit.stats.significance import LEVEL


@as_text
def plot_log_odds(
    pairs: pd.DataFrame, *, labels: Labels = None, top: int = 12, top_columns: int = 8, ax: Axes | None = None
) -> Axes:
    """A heat map of how far two keys attract or avoid each other, with the counts in the cells.

    Parameters
    ----------
    pairs : from `kit.compare_pairs` and `kit.add_log_odds`: first, second, n, expected, log_odds, q.
    labels : names for the keys.
    top, top_columns : rows (``first``) and columns (``second``) at most, the most frequent.

    Returns
    -------
    The Axes. In a cell: units with both, and in brackets how many chance would give. A star: q is below 0.05. A pair
    that neither occurs nor was expected once is a dot.

    Raises
    ------
    TableError : a column is missing.
    """
    if pairs.empty:
        return say_nothing(ax, pairs, "Nothing to show: no two of them stand together.")
    columns = "first second n n_first n_second expected log_odds q"
    check_columns(pairs, columns, made_by="kit.compare_pairs and kit.add_log_odds")
    first, second = (
        pairs.drop_duplicates(side).sort_values([f"n_{side}", side], ascending=[False, True])[side].head(most)
        for side, most in (("first", top), ("second", top_columns))
    )
    counts = zip(pairs["n"], pairs["q"], pairs["expected"], strict=True)
    said = [f"{n}{' *' if q < LEVEL else ''}\n({_write(expected)})" for n, q, expected in counts]
    cells = pairs.assign(said=said).pivot(index="first", columns="second", values=["log_odds", "said"])
    matrix, text = (cells[name].reindex(index=first, columns=second) for name in ("log_odds", "said"))
    matrix, text = matrix.astype("float64").fillna(0.0), text.fillna("·")
    drawn = plot_heatmap(matrix, text=text, diverging=True, unit="log-odds", labels=labels, ax=ax)
    _tell_furthest(drawn, pairs, labels)
    return drawn


def _tell_furthest(ax: Axes, pairs: pd.DataFrame, labels: Labels) -> None:
    """Say how many pairs chance does not explain, and which of them stands furthest above it."""
    found = pairs[pairs["q"] < LEVEL]
    above = found[found["n"] > found["expected"]]
    if above.empty:
        return tell(ax, "pairs_few" if found.empty else "pairs_below", n=len(pairs), found=len(found))
    row = above.loc[(above["n"] - above["expected"]).idxmax()]
    name = " · ".join(name_key(row[side], labels) for side in ("first", "second"))
    said = {"name": name, "seen": row["n"], "expected": row["expected"]}
    return tell(ax, "pairs", n=len(pairs), found=len(found), **said)


def _write(expected: float) -> str:
    return f"{expected:.1f}" if expected < 10 else f"{expected:.0f}"
