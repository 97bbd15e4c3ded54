"""Keyness and change: what one group of articles says more often than another."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import chi2, false_discovery_control

from kit.errors import OptionError, TableError
from kit.schema import check_columns, empty_table
from kit.stats.intervals import FEW_ARTICLES, PER, draw_rates, newcombe_interval
from kit.stats.keyness import log_likelihood, log_odds

Array = npt.NDArray[np.float64]

PRIOR_SIZE = 500
"""Words that the prior of the log-odds weighs as much as (Monroe et al. use 500: a day of one party's speech)."""


def compare_keyness(
    tallies: pd.DataFrame,
    target: Collection[str],
    *,
    reference: Collection[str] | None = None,
    background: pd.Series | None = None,
    prior_size: float = PRIOR_SIZE,
    minimum: int = 3,
) -> pd.DataFrame:
    """Compare how often two groups of articles use each word (or name each key).

    Parameters
    ----------
    tallies : from `kit.count.words.count_words` (or another ``count_`` function); all of it, since the totals are
        the denominators.
    target, reference : ids of the articles of the two groups (default reference: all others).
    background : counts of words in a larger collection, for the prior (default: both groups together).
    prior_size : how many words the prior counts for.
    minimum : leave out words rarer than this in both groups together.

    Returns
    -------
    A row per key, most typical of the target first (z downwards, then key): key, n_target, n_reference,
    total_target, total_reference, articles_target, articles_reference, rate_target and rate_reference
    (per 1,000), log_odds, z, g2 (negative where the reference has more), p (of G²), q (p corrected for the
    number of words, Benjamini-Hochberg) and note (*few articles* where fewer than 5 have it).
    G² takes words as independent: use it to rank, not to prove.

    Raises
    ------
    OptionError : the groups overlap, or the prior cannot be used. A group without articles gives no rows.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Dunning (1993); Benjamini & Hochberg (1995).
    """
    check_columns(tallies, "article_id key n", made_by="a count_ function of the kit")
    inside, outside = _groups(tallies["article_id"].unique(), target, reference)
    if nothing := _say_empty(tallies, inside, outside):
        return empty_table("keyness", nothing)
    both = tallies[tallies["article_id"].isin(inside | outside)]
    side = np.where(both["article_id"].isin(inside), "target", "reference")
    counts = both.groupby(["key", side], observed=True)["n"].sum().unstack(fill_value=0)
    articles = both.groupby(["key", side], observed=True)["article_id"].nunique().unstack(fill_value=0)
    counts = counts.reindex(columns=["target", "reference"], fill_value=0)
    articles = articles.reindex(columns=["target", "reference"], fill_value=0)
    totals = counts.sum()
    if not totals.all():
        empty = ", ".join(totals.index[totals == 0])
        return empty_table(
            "keyness", f"The {empty} articles have no counts at all: there is nothing to compare."
        )
    a, b = counts["target"].to_numpy(float), counts["reference"].to_numpy(float)
    prior = _prior(counts, background, prior_size)
    delta, z = log_odds(a, b, totals["target"], totals["reference"], prior=prior)
    g2 = log_likelihood(a, b, totals["target"], totals["reference"])
    more = a / totals["target"] >= b / totals["reference"]
    table = pd.DataFrame(
        {
            "key": counts.index.astype("str"),
            "n_target": counts["target"].to_numpy("int64"),
            "n_reference": counts["reference"].to_numpy("int64"),
            "total_target": int(totals["target"]),
            "total_reference": int(totals["reference"]),
            "articles_target": articles["target"].to_numpy("int64"),
            "articles_reference": articles["reference"].to_numpy("int64"),
            "rate_target": PER * a / totals["target"],
            "rate_reference": PER * b / totals["reference"],
            "log_odds": delta,
            "z": z,
            "g2": np.where(more, g2, -g2),
            "p": chi2.sf(g2, 1),
        }
    )
    table = table[table["n_target"] + table["n_reference"] >= minimum]
    table = table.assign(q=false_discovery_control(table["p"]) if len(table) else table["p"])
    few = table["articles_target"] + table["articles_reference"] < FEW_ARTICLES
    table["note"] = pd.Series(np.where(few, "few articles", ""), index=table.index, dtype="str")
    return table.sort_values(["z", "key"], ascending=[False, True], ignore_index=True)


def compare_groups(
    tallies: pd.DataFrame,
    sizes: pd.DataFrame,
    target: Collection[str],
    *,
    reference: Collection[str] | None = None,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
) -> pd.DataFrame:
    """How far the share of articles and the rate of each key differ between two groups or periods.

    Parameters
    ----------
    tallies : from a ``count_`` function of mentions.
    sizes : from `kit.count.sizes.count_sizes`: every article, with its words.
    target, reference : ids of the articles of the two groups (default reference: all others).
    level, draws, seed : of the intervals.

    Returns
    -------
    A row per key: key, n_target, n_reference (mentions), articles_target, articles_reference, total_target,
    total_reference (articles), share_target, share_reference, share_change with share_change_low and
    share_change_high (Newcombe), rate_target, rate_reference (per 1,000 words), rate_change with
    rate_change_low and rate_change_high
    (bootstrap over the articles of each group), note. Where a group has one article, or the key stands in
    fewer than 5 articles, the note says so.

    Raises
    ------
    OptionError : the groups overlap. A group without articles gives no rows.

    References
    ----------
    Newcombe (1998), *Statistics in Medicine* 17, 873-890; Efron & Tibshirani (1993), ch. 8.
    """
    check_columns(tallies, "article_id key n", made_by="a count_ function of the kit")
    inside, outside = _groups(sizes["article_id"], target, reference)
    if nothing := _say_empty(tallies, inside, outside):
        return empty_table("differences", nothing)
    keys = sorted(tallies["key"].unique())
    parts = {}
    for offset, (name, group) in enumerate((("target", inside), ("reference", outside))):
        members = sizes[sizes["article_id"].isin(group)].sort_values("article_id")
        counts = tallies.pivot_table(
            index="article_id", columns="key", values="n", aggfunc="sum", fill_value=0
        )
        counts = counts.reindex(index=members["article_id"], columns=keys, fill_value=0).to_numpy(float)
        rates = draw_rates(counts, members["words"], draws=draws, seed=seed + offset)
        total = max(members["words"].sum(), 1)
        parts[name] = (counts.sum(0), (counts > 0).sum(0), len(members), counts.sum(0) / total, rates)
    (n_a, k_a, m_a, rate_a, drawn_a), (n_b, k_b, m_b, rate_b, drawn_b) = parts["target"], parts["reference"]
    tail = (1 - level) / 2
    low, high = newcombe_interval(k_a, m_a, k_b, m_b, level=level)
    rate_low, rate_high = np.quantile(drawn_a - drawn_b, [tail, 1 - tail], axis=0)
    note = np.where(k_a + k_b < FEW_ARTICLES, "few articles", "")
    return pd.DataFrame(
        {
            "key": pd.Series(keys, dtype="str"),
            "n_target": n_a.astype("int64"),
            "n_reference": n_b.astype("int64"),
            "articles_target": k_a,
            "articles_reference": k_b,
            "total_target": m_a,
            "total_reference": m_b,
            "share_target": k_a / m_a,
            "share_reference": k_b / m_b,
            "share_change": k_a / m_a - k_b / m_b,
            "share_change_low": low,
            "share_change_high": high,
            "rate_target": PER * rate_a,
            "rate_reference": PER * rate_b,
            "rate_change": PER * (rate_a - rate_b),
            "rate_change_low": PER * rate_low,
            "rate_change_high": PER * rate_high,
            "note": pd.Series(np.where(min(m_a, m_b) < 2, "not enough data", note), dtype="str"),
        }
    )


def _groups(
    known: Collection[str], target: Collection[str], reference: Collection[str] | None
) -> tuple[set, set]:
    """The two groups as sets of known article ids."""
    if isinstance(target, str) or isinstance(reference, str):
        raise OptionError(
            "A group is a list of article ids, such as sizes.loc[sizes['period'] == '2023', 'article_id']."
        )
    everything = set(known)
    inside = set(target) & everything
    outside = everything - set(target) if reference is None else set(reference) & everything
    if inside & outside:
        raise OptionError(
            f"{len(inside & outside)} articles are in both groups, such as {min(inside & outside)!r}."
        )
    return inside, outside


def _say_empty(tallies: pd.DataFrame, inside: set, outside: set) -> str:
    """Why two groups cannot be compared; "" if they can."""
    if tallies.empty:
        return "Nothing was counted, so there is nothing to compare."
    lacking = " and the ".join(
        name for name, group in (("target", inside), ("reference", outside)) if not group
    )
    return f"The {lacking} group has no articles of this collection." if lacking else ""


def _prior(counts: pd.DataFrame, background: pd.Series | None, size: float) -> Array:
    """Pseudo-counts: ``size`` words shared out as in the background, each word at least a trace."""
    if not size > 0:
        raise OptionError(f"The prior needs a size above 0, got {size!r}.")
    known = counts.sum(axis=1) if background is None else background.reindex(counts.index).fillna(0)
    known = known.to_numpy(float) + (0.0 if background is None else 0.5)
    if not (known > 0).all():
        raise TableError("The background counts must be 0 or more.")
    return size * known / known.sum()
