"""Dispersion of keys: whether a word or topic is spread over the articles or sits in a few of them."""

import pandas as pd

from kit.count.sizes import add_denominator
from kit.errors import TableError
from kit.schema import empty_table
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
    strangers = set(tallies["article_id"]) - set(order["article_id"])
    if strangers:
        raise TableError(f"The tallies have article {min(strangers)!r}, of which the sizes know nothing.")
    if tallies.empty or not order["words"].sum():
        table = empty_table("dispersion", "Nothing was counted.")
    else:
        counts = tallies.pivot_table("n", "article_id", "key", aggfunc="sum", fill_value=0)
        counts = counts.reindex(index=order["article_id"], fill_value=0)
        table = pd.DataFrame({"n": counts.sum(), "n_articles": (counts > 0).sum()})
        table["total_articles"] = len(order)
        table["dp"], table["dp_norm"] = deviation_of_proportions(counts.to_numpy(float), order["words"])
        table = table.rename_axis("key").reset_index()
        table = table.sort_values(["n", "key"], ascending=[False, True], ignore_index=True)
    return add_denominator(table, sizes)
