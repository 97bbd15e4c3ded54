"""Dispersion of keys: whether a word or topic is spread over the articles or sits in a few of them."""

from __future__ import annotations

import pandas as pd

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
    A row per key, most frequent first: key, n, n_articles, total_articles, dp, dp_norm.

    Raises
    ------
    TableError : a tally belongs to none of the articles.
    """
    order = sizes.sort_values("article_id")
    strangers = set(tallies["article_id"]) - set(order["article_id"])
    if strangers:
        raise TableError(f"The tallies have article {min(strangers)!r}, of which the sizes know nothing.")
    if tallies.empty or not order["words"].sum():
        return empty_table("dispersion", "Nothing was counted.")
    table = tallies.pivot_table(index="article_id", columns="key", values="n", aggfunc="sum", fill_value=0)
    counts = table.reindex(index=order["article_id"], fill_value=0)
    dp, norm = deviation_of_proportions(counts.to_numpy(float), order["words"])
    return pd.DataFrame(
        {
            "key": pd.Series(list(counts.columns), dtype="str"),
            "n": counts.to_numpy().sum(axis=0).astype("int64"),
            "n_articles": (counts.to_numpy() > 0).sum(axis=0).astype("int64"),
            "total_articles": len(order),
            "dp": dp,
            "dp_norm": norm,
        }
    ).sort_values(["n", "key"], ascending=[False, True], ignore_index=True)
