"""Periods compared: in which a key is commoner than elsewhere, one row per key and period."""

import numpy as np
import pandas as pd
import scipy

from kit.schema import check_columns
from kit.stats.keyness import log_likelihood
from kit.stats.significance import find_q


def compare_periods(tallies: pd.DataFrame, sizes: pd.DataFrame, *, by: str = "period") -> pd.DataFrame:
    """In which periods (or groups) more articles, or fewer, have a key than elsewhere.

    Parameters
    ----------
    tallies : from a ``count_`` function (article_id, key, n).
    sizes : every article, with the column ``by`` (from `kit.add_periods`, or a group of your own).
    by : the column of ``sizes``.

    Returns
    -------
    A row per key and period: key, period, n (articles of the period with the key), total (articles of the
    period), n_elsewhere, total_elsewhere, expected, difference, g2 (negative below expectation), p (Fisher's
    exact test, two-sided), q (corrected for all rows tested, Benjamini-Hochberg), note. A period without
    articles, or one that is the whole collection, is *not enough data*, with p and q of 1.

    Raises
    ------
    TableError : ``sizes`` lacks the column.

    References
    ----------
    Fisher (1935), *The Design of Experiments*; Benjamini & Hochberg (1995).

    Examples
    --------
    >>> tallies = pd.DataFrame({"article_id": ["a", "b"], "key": "health", "n": 1})
    >>> sizes = pd.DataFrame({"article_id": ["a", "b", "c"], "period": ["2022", "2022", "2023"]})
    >>> compare_periods(tallies, sizes)[["period", "n", "total", "n_elsewhere", "p"]].round(2).values.tolist()
    [['2022', 2, 2, 0, 0.33], ['2023', 0, 1, 2, 0.33]]
    """
    check_columns(sizes, "article_id", by, made_by="kit.add_periods or kit.add_groups")
    group = sizes.set_index("article_id")[by]
    members = group.value_counts().sort_index()
    has = tallies[tallies["n"] > 0].drop_duplicates(["article_id", "key"])
    keys, total = sorted(has["key"].unique()), len(sizes)
    seen = pd.crosstab(has["key"], has["article_id"].map(group).astype("str"))
    seen = seen.reindex(index=keys, columns=members.index.astype("str"), fill_value=0)
    n, of = seen.to_numpy().ravel(), np.tile(members.to_numpy(), len(keys))
    n_all = np.repeat(seen.sum(axis=1).to_numpy(), len(members))
    tested = (of > 0) & (of < total) & (n_all > 0) & (n_all < total)
    expected = n_all * of / max(total, 1)
    margins = np.stack([n, n_all - n, of - n, total - n_all - of + n], axis=1)
    tables, which = np.unique(margins, axis=0, return_inverse=True)  # rare keys are alike
    p = np.array([scipy.stats.fisher_exact(table.reshape(2, 2)).pvalue for table in tables])[which]
    g2 = log_likelihood(n, n_all - n, of, total - of)
    columns = {"key": pd.Series(np.repeat(np.array(keys, dtype=object), len(members)), dtype="str")}
    columns |= {by: pd.Series([*members.index] * len(keys), dtype=group.dtype)}
    columns |= {"n": n, "total": of, "n_elsewhere": n_all - n, "total_elsewhere": total - of}
    columns |= {"expected": expected, "difference": n - expected, "g2": np.where(n >= expected, g2, -g2)}
    note = pd.Series(np.where(tested, "", "not enough data"), dtype="str")
    return pd.DataFrame(columns | {"p": p, "q": find_q(p, tested), "note": note})
