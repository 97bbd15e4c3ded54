"""Summaries: from tallies to shares and rates, each with its denominator and its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from kit.schema import check_columns
from kit.stats.dispersion import deviation_of_proportions
from kit.stats.intervals import FEW_ARTICLES, PER, bootstrap_rate, wilson_interval


def summarise_tallies(
    tallies: pd.DataFrame,
    sizes: pd.DataFrame,
    *,
    by: str | None = None,
    keys: Sequence[str] | None = None,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """Summarise tallies over articles, with denominators and intervals.

    Parameters
    ----------
    tallies : from a ``count_`` function.
    sizes : from `count_sizes`; every article of the collection, since it is the denominator.
    by : a column of ``sizes`` that says which group an article is in (e.g. ``period``).
    keys : keys to report, also those never found (default: those in ``tallies``).
    level, draws, seed : of the intervals.

    Returns
    -------
    One row per key (and group), most frequent first: n_mentions, n_sentences, total_sentences, n_articles,
    total_articles, total_words; share of articles with Wilson's interval (share_low, share_high); rate per
    1,000 words with a bootstrap interval over articles (rate_low, rate_high); dispersion (Gries' DP over
    articles: 0 even, towards 1 in one article only, 1 for what never occurs, so that it is not taken for
    even); ``note`` says *not enough data* where no interval can be had (fewer than two articles) and *few
    articles* below `FEW_ARTICLES`. Groups without articles are rows of 0, with a dispersion of 1. Where the sizes are
    those of a cut (`kit.Corpus.select`), ``denominator`` says of which articles.

    References
    ----------
    Wilson (1927); Efron & Tibshirani (1993), ch. 13; Gries (2008), *IJCL* 13, 403-437.
    """
    check_columns(tallies, "article_id key n sentences", made_by="a count_ function of the kit")
    made_by = "corpus.sizes(), with kit.add_periods or kit.add_groups" if by else "corpus.sizes()"
    check_columns(sizes, "article_id sentences words", *([by] if by else []), made_by=made_by)
    wanted = list(keys) if keys is not None else sorted(tallies["key"].unique())
    sizes = sizes.sort_values("article_id", kind="stable", ignore_index=True)
    groups = [(None, sizes)] if by is None else list(sizes.groupby(by, observed=False, sort=True))
    parts = []
    for name, members in groups:
        part = _summarise_group(tallies, members, wanted, level=level, draws=draws, seed=seed)
        if by is not None:
            part.insert(0, by, name)
        parts.append(part)
    summary = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    if "denominator" in sizes:  # of a corpus that was cut: which articles are all of them
        summary = summary.assign(denominator="".join(sizes["denominator"].head(1)))
    if by is not None:
        if isinstance(sizes[by].dtype, pd.CategoricalDtype):
            summary[by] = pd.Categorical(summary[by], dtype=sizes[by].dtype)
        return summary.sort_values(
            [by, "n_mentions", "key"], ascending=[True, False, True], ignore_index=True
        )
    return summary.sort_values(["n_mentions", "key"], ascending=[False, True], ignore_index=True)


def summarise_sentences(found: pd.DataFrame, among: pd.DataFrame, *, by: str = "article_id") -> pd.DataFrame:
    """The share of sentences that were found, per article (or another column), with Wilson's interval.

    Parameters
    ----------
    found : some rows of ``among``.
    among : the sentences that could have been found.
    by : column to group by; its values become ``key``.

    Returns
    -------
    key, n_sentences, total_sentences, share, share_low, share_high. The interval takes sentences as
    independent, which those of one article are not: it is rather too narrow.
    """
    total = among.groupby(by, observed=True).size()
    n = found.groupby(by, observed=True).size().reindex(total.index, fill_value=0)
    low, high = wilson_interval(n, total)
    table = {
        "n_sentences": n,
        "total_sentences": total,
        "share": n / total,
        "share_low": low,
        "share_high": high,
    }
    return pd.DataFrame(table).rename_axis("key").reset_index()


def _summarise_group(
    tallies: pd.DataFrame, members: pd.DataFrame, keys: list[str], *, level: float, draws: int, seed: int
) -> pd.DataFrame:
    """The summary of one group of articles; ``members`` are its rows of the sizes."""
    words = members["words"].to_numpy(float)
    total_articles, total_words = len(words), int(words.sum())
    rows = tallies["article_id"].map(pd.Series(range(total_articles), index=members["article_id"]))
    columns = tallies["key"].map(
        pd.Series(range(len(keys)), index=pd.Index(keys, dtype="object"), dtype="float64")
    )
    inside = rows.notna() & columns.notna()
    place = (rows[inside].astype(int), columns[inside].astype(int))
    shape = (total_articles, len(keys))
    counts = csr_array((tallies.loc[inside, "n"].to_numpy(float), place), shape=shape)
    in_sentences = csr_array((tallies.loc[inside, "sentences"].to_numpy(float), place), shape=shape)
    n_mentions = np.asarray(counts.sum(axis=0)).ravel().astype("int64")
    n_articles = np.asarray((counts > 0).sum(axis=0)).ravel().astype("int64")
    share_low, share_high = wilson_interval(n_articles, np.full(len(keys), total_articles), level=level)
    rate = PER * n_mentions / max(total_words, 1)
    if total_articles > 1 and keys:
        low, high = bootstrap_rate(counts, words, draws=draws, seed=seed, level=level)
        rate_low, rate_high = PER * low, PER * high
    else:
        rate_low, rate_high = rate, rate
    dispersion = deviation_of_proportions(counts, words)[0] if total_words else np.ones(len(keys))
    note = np.where(n_articles < FEW_ARTICLES, "few articles", "")
    return pd.DataFrame(
        {
            "key": pd.Series(keys, dtype="str"),
            "n_mentions": n_mentions,
            "n_sentences": np.asarray(in_sentences.sum(axis=0)).ravel().astype("int64"),
            "total_sentences": int(members["sentences"].sum()),
            "n_articles": n_articles,
            "total_articles": total_articles,
            "total_words": total_words,
            "share": n_articles / max(total_articles, 1),
            "share_low": share_low,
            "share_high": share_high,
            "rate": rate,
            "rate_low": rate_low,
            "rate_high": rate_high,
            "dispersion": dispersion,
            "note": "not enough data" if total_articles < 2 else note,
        }
    )
