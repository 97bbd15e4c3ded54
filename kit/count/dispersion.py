"""Dispersion of keys: whether a word or topic is spread over the articles or sits in a few of them."""

import numpy as np
import pandas as pd

from kit.count.sizes import add_denominator
from kit.count.tallies import make_matrix
from kit.errors import TableError
from kit.schema import empty_table, make_table
from kit.stats.dispersion import deviation_of_proportions


def summarise_dispersion(tallies: pd.DataFrame, sizes: pd.DataFrame) -> pd.DataFrame:
    """Dispersion of each key over the articles.

    Parameters
    ----------
    tallies : from a ``count_`` function (article_id, key, n).
    sizes : from `kit.count.sizes.count_sizes` (article_id, words): every article.

    Returns
    -------
    A row per key, most frequent first: key, n, n_articles, total_articles, dp, dp_norm. Where the sizes are those
    of a cut (`kit.Corpus.select`), ``denominator`` says of which articles.

    Raises
    ------
    TableError : a tally belongs to none of the articles.
    """
    order = sizes.sort_values("article_id")
    if strangers := {*tallies["article_id"].unique()} - {*order["article_id"]}:
        raise TableError(f"The tallies have article {min(strangers)!r}, of which the sizes know nothing.")
    if tallies.empty or not order["words"].sum():
        table = empty_table("dispersion", "Nothing was counted.")
    else:
        keys = sorted(tallies["key"].unique())
        counts = make_matrix(tallies, "n", order["article_id"], keys)
        columns = {"key": keys, "n": counts.sum(axis=0), "n_articles": (counts > 0).sum(axis=0)}
        columns["total_articles"] = np.full(len(keys), len(order))
        columns["dp"], columns["dp_norm"] = deviation_of_proportions(counts, order["words"])
        table = make_table(columns, "dispersion")
        table = table.sort_values(["n", "key"], ascending=[False, True], ignore_index=True)
    return add_denominator(table, sizes)
