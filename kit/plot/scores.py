"""Score charts: precision and recall of each key against coding by hand."""

import pandas as pd
from matplotlib.axes import Axes

from kit.plot.rows import Labels, add_counts, new_rows
from kit.plot.said import say_nothing, tell
from kit.plot.style import COLOURS, add_legend, as_text
from kit.schema import check_columns


@as_text
def plot_scores(
    scores: pd.DataFrame, *, labels: Labels = None, top: int = 30, ax: Axes | None = None
) -> Axes:
    """Precision and recall of each key with their intervals, and the counts behind them.

    Parameters
    ----------
    scores : from `kit.check.codes.score_codes`.
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
    check_columns(scores, "key n_coded n_found n_both precision recall", made_by="kit.check.score_codes")
    rows = scores[(scores["n_coded"] + scores["n_found"] > 0) | (scores["key"] == "all")]
    rows = rows.assign(last=rows["key"] != "all")
    rows = rows.sort_values(["last", "n_coded", "key"], ascending=[True, False, True]).head(top + 1)
    if rows.empty:
        return say_nothing(ax, scores, "Nothing to show: no sentence was coded.")
    ax, places = new_rows(ax, rows["key"], labels, rest=1.4, down=True)
    looks = (("precision", "n_found", 0.14, "o", COLOURS[0]), ("recall", "n_coded", -0.14, "D", COLOURS[3]))
    for name, of, shift, marker, colour in looks:
        some = (rows[of] > 0).to_numpy()
        at, values = places[some] + shift, rows[some]
        ax.hlines(at, values[f"{name}_low"], values[f"{name}_high"], color=colour, linewidth=1.2)
        ax.scatter(values[name], at, marker=marker, color=colour, s=26, zorder=3, label=name)
    ax.set_xlim(0, 1.03)
    said = (f"{row.n_coded} · {row.n_found} · {row.n_both}" for row in rows.itertuples())
    add_counts(ax, places, said, "coded · found · both")
    ax.grid(axis="both", linewidth=0.5)
    add_legend(ax, *ax.get_legend_handles_labels())
    if (first := rows.iloc[0])["key"] == "all" and first["n_coded"]:
        found = {"recall": first["recall"], "low": first["recall_low"], "high": first["recall_high"]}
        tell(ax, "scores", n=first["n_coded"], precision=first["precision"], **found)
    return ax
