"""Tallies summed up: shares and rates, each with its denominator and its interval, or a matrix of counts."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from kit.count.sizes import add_denominator
from kit.schema import ROLES, check_columns
from kit.stats.dispersion import deviation_of_proportions
from kit.stats.intervals import FEW_ARTICLES, PER, rate_interval, wilson_interval


def summarise_tallies(
    tallies: pd.DataFrame, sizes: pd.DataFrame, *, by: str | None = None, keys: Sequence[str] | None = None
) -> pd.DataFrame:
    """Summarise tallies over articles, with denominators and intervals.

    Parameters
    ----------
    tallies : from a ``count_`` function.
    sizes : from ``corpus.sizes()``; every article of the collection, since it is the denominator.
    by : a column of ``sizes`` that says which group an article is in (e.g. ``period``).
    keys : keys to report, also those never found (default: those in ``tallies``).

    Returns
    -------
    One row per key (and group), most frequent first: n_mentions, n_sentences, total_sentences, n_articles,
    total_articles, total_words; share of articles with Wilson's interval (share_low, share_high); rate per
    1,000 words with an interval over articles (rate_low, rate_high: see `kit.stats.intervals.rate_interval`; NaN
    with fewer than `FEW_ARTICLES` articles); dispersion (Gries' DP over articles: 0 even, towards 1 in one article
    only, 1 for what never occurs, so that it is not taken for even); ``note`` says *not enough data* where the rate
    has no interval, and *few articles* where fewer than `FEW_ARTICLES` have the key. Groups without articles are
    rows of 0, with a dispersion of 1. Where the sizes are those of a cut (`kit.Corpus.select`), ``denominator``
    says of which articles; with periods, ``partial`` says which the collection covers in part only.

    References
    ----------
    Wilson (1927); Fay & Feuer (1997), *Statistics in Medicine* 16, 791-801; Gries (2008), *IJCL* 13, 403-437.
    """
    check_columns(tallies, "article_id key n sentences", made_by="a count_ function of the kit")
    groups = [by] if by else []
    made_by = "corpus.sizes(), with kit.add_periods or kit.add_groups for groups"
    check_columns(sizes, "article_id sentences words", *groups, made_by=made_by)
    wanted = list(keys) if keys is not None else sorted(tallies["key"].unique())
    sizes = sizes.sort_values("article_id", kind="stable", ignore_index=True)
    of = sizes["article_id"], wanted
    counts, sentences = (make_matrix(tallies, value, *of) for value in ("n", "sentences"))
    parts = []
    for name, members in (list(sizes.groupby(by, observed=False)) if by else []) or [(None, sizes)]:
        here = members.index.to_numpy()
        part = _summarise(wanted, counts[here], sentences[here], members)
        if by:
            part.insert(0, by, pd.Series([name] * len(part), dtype=sizes[by].dtype))
        parts.append(part)
    summary = add_denominator(pd.concat(parts, ignore_index=True), sizes, by)
    ascending = [True] * len(groups) + [False, True]
    return summary.sort_values([*groups, "n_mentions", "key"], ascending=ascending, ignore_index=True)


def make_matrix(tallies: pd.DataFrame, value: str, articles: Sequence[str], keys: Sequence[str]) -> csr_array:
    """One value of the tallies as a sparse matrix: articles × keys."""
    row = pd.Index(articles).get_indexer(tallies["article_id"])
    column = pd.Index(keys).get_indexer(tallies["key"])
    known = (row >= 0) & (column >= 0)
    values = tallies[value].to_numpy(float)[known]
    return csr_array((values, (row[known], column[known])), shape=(len(articles), len(keys)))


def _summarise(keys: list[str], counts: csr_array, said: csr_array, members: pd.DataFrame) -> pd.DataFrame:
    """The summary of one group of articles: mentions, sentences ``said`` in, and its rows of the sizes."""
    words = members["words"].to_numpy(float)
    n_mentions, n_articles = (each.sum(axis=0).astype("int64") for each in (counts, counts > 0))
    columns = {"key": pd.Series(keys, dtype="str"), "n_mentions": n_mentions}
    columns |= {"n_sentences": said.sum(axis=0).astype("int64")}
    columns |= {"total_sentences": int(members["sentences"].sum()), "n_articles": n_articles}
    columns |= {"total_articles": len(words), "total_words": int(words.sum())}
    low, high = wilson_interval(n_articles, np.full(len(keys), len(words)))
    columns |= {"share": n_articles / max(len(words), 1), "share_low": low, "share_high": high}
    low, high = rate_interval(counts, words)
    rate = PER * n_mentions / max(words.sum(), 1)
    columns |= {"rate": rate, "rate_low": PER * low, "rate_high": PER * high}
    columns |= {"dispersion": deviation_of_proportions(counts, words)[0] if words.sum() else 1.0}
    few = np.where(n_articles < FEW_ARTICLES, "few articles", "")
    return pd.DataFrame(columns | {"note": np.where(np.isnan(low), "not enough data", few)})


def tabulate(
    tallies: pd.DataFrame,
    *,
    rows: str = "key",
    columns: str = "article_id",
    value: str = "n",
    top: int = 20,
    top_columns: int = 20,
) -> pd.DataFrame:
    """Tallies as a matrix: keys downwards, most frequent first; another column of the tallies across.

    Parameters
    ----------
    rows : the column whose values stand downwards.
    columns : the column whose values stand across (article_id, role, period …).
    value : ``n`` or ``sentences``, summed into the cells.
    top, top_columns : rows and columns at most; those with the largest sums are kept.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(tallies, "", rows, columns, value, made_by="a count_ function of the kit")
    table = tallies.pivot_table(value, rows, columns, aggfunc="sum", fill_value=0, observed=True)
    if table.empty:
        return pd.DataFrame(index=pd.Index([], name=rows))
    sums = (table.sum(axis=axis).sort_values(ascending=False, kind="stable") for axis in (1, 0))
    down, across = (of.index[:most] for of, most in zip(sums, (top, top_columns), strict=True))
    order = [name for name in (ROLES if columns == "role" else table.columns) if name in across]
    return table.loc[down, order].rename_axis(columns=None)
