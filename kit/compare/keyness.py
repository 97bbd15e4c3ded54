"""Keyness: the words that one group of articles uses more often than another."""

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.sparse import csc_array

from kit.compare.groups import split_groups
from kit.count.tallies import make_matrix
from kit.errors import OptionError, TableError
from kit.schema import SCHEMAS, check_columns, empty_table, is_among
from kit.stats.intervals import FEW_ARTICLES, PER
from kit.stats.keyness import log_likelihood, log_odds
from kit.stats.significance import correct_p, permute_articles

# Words that the prior of the log-odds weighs as much as (Monroe et al. use 500: a day of one party's speech).
PRIOR_SIZE = 500


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
    (per 1,000), log_odds, z, g2 (negative where the reference has more), p, q and note (*few articles* where
    fewer than 5 have it, *not enough data* where no p could be small: p and q are then 1).
    log_odds, z and g2 rank: they take words as independent, and words of one article are not. p is the test:
    how often articles dealt out to the groups by chance would differ as much (`permute_articles`; with a target
    of n out of N articles it is never below 2 / C(N, n); 1 where rate and articles point to different groups).
    q is p corrected for the number of words tested (Benjamini-Hochberg).

    Raises
    ------
    OptionError : the groups overlap, or the prior cannot be used. A group without articles gives no rows.

    References
    ----------
    Monroe, Colaresi & Quinn (2008); Dunning (1993); Lijffijt et al. (2016), *Digital Scholarship in the
    Humanities* 31, 374-397; Benjamini & Hochberg (1995).
    """
    check_columns(tallies, "article_id key n", made_by="a count_ function of the kit")
    inside, outside, nothing = split_groups(tallies, tallies["article_id"].unique(), target, reference)
    if nothing:
        return empty_table("keyness", nothing)
    both = tallies[is_among(tallies["article_id"], inside | outside) & (tallies["n"] > 0)]
    side = np.where(is_among(both["article_id"], inside), "target", "reference")
    sides = both.groupby(["key", side], observed=True)
    both_sides, found = ["target", "reference"], (sides["n"].sum(), sides["article_id"].nunique())
    counts, articles = (of.unstack(fill_value=0).reindex(columns=both_sides, fill_value=0) for of in found)
    totals = counts.sum()
    if not totals.all():
        empty = ", ".join(totals.index[totals == 0])
        note = f"The {empty} articles have no counts at all: there is nothing to compare."
        return empty_table("keyness", note)
    (a, b), (total_a, total_b) = counts.to_numpy(float).T, totals
    delta, z = log_odds(a, b, total_a, total_b, prior=_prior(counts, background, prior_size))
    g2 = log_likelihood(a, b, total_a, total_b)
    p, smallest = _test_keys(both, inside, a / total_a - b / total_b)
    columns = {"total_target": total_a, "total_reference": total_b}
    columns |= {"rate_target": PER * a / total_a, "rate_reference": PER * b / total_b}
    columns |= {"log_odds": delta, "z": z, "g2": np.where(a / total_a >= b / total_b, g2, -g2)}
    table = counts.add_prefix("n_").join(articles.add_prefix("articles_")).reset_index()
    table = table.assign(**columns, p=p, smallest=smallest)
    table = table[table["n_target"] + table["n_reference"] >= minimum]
    q, tested = correct_p(table["p"].to_numpy(), table["smallest"].to_numpy())
    few = table["articles_target"] + table["articles_reference"] < FEW_ARTICLES
    notes = np.select([~tested, few], ["not enough data", "few articles"], "")
    table = table.assign(p=table["p"].where(tested, 1.0), q=q, note=notes)
    table = table[list(SCHEMAS["keyness"])].astype(SCHEMAS["keyness"])
    return table.sort_values(["z", "key"], ascending=[False, True], ignore_index=True)


def _test_keys(tallies: pd.DataFrame, target: set, change: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """p of each key, in the order of the keys, and the smallest that it could be."""
    ids, keys = (pd.Index(sorted(tallies[name].unique())) for name in ("article_id", "key"))
    counts = csc_array(make_matrix(tallies, "n", ids, keys))
    difference, p, smallest = permute_articles(counts, counts.sum(axis=1), ids.isin(target))
    return np.where(difference * change < 0, 1.0, p), smallest


def _prior(counts: pd.DataFrame, background: pd.Series | None, size: float) -> np.ndarray:
    """Pseudo-counts: ``size`` words shared out as in the background, each word at least a trace."""
    if not size > 0:
        raise OptionError(f"The prior needs a size above 0, got {size!r}.")
    known = counts.sum(axis=1) if background is None else background.reindex(counts.index).fillna(0) + 0.5
    if not (known > 0).all():
        raise TableError("The background counts must be 0 or more.")
    return (size * known / known.sum()).to_numpy(float)
