"""Pairs compared with chance: topics, partners or other keys that stand together, one row per pair."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, norm

from kit.count.roles import keep_roles
from kit.errors import OptionError, TableError
from kit.schema import STORY_ROLES, check_table, empty_table, make_table
from kit.stats.intervals import FEW_ARTICLES, redraw
from kit.stats.keyness import log_likelihood

FEWEST_EXPECTED = 1.0
"""A pair never seen, and expected less often than this, has no row: it says nothing either way."""

FEWEST_TESTED = 5
"""A pair neither seen nor expected so often is not tested."""


def compare_pairs(
    first: pd.DataFrame,
    second: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    unit: str = "sentence",
    roles: tuple[str, ...] = STORY_ROLES,
    draws: int = 1000,
) -> pd.DataFrame:
    """How often two keys (a topic and a partner, two topics) stand together, beside what chance would give.

    Sentences of one article hang together, so the interval and the p-value come from resampling articles. A
    pair that is hardly ever seen hardly varies over resamples, so neither is ever narrower than chance alone
    would have it (the standard deviation of n if units were independent, hypergeometric).

    Parameters
    ----------
    first, second : two tables of mentions. The same table twice gives co-occurrence, each pair once.
    sentences : the sentences table: the units that could have held a pair.
    unit : ``"sentence"`` or ``"article"``: within what two mentions are together.
    roles : roles of line that count.
    draws : resamples of the articles.

    Returns
    -------
    A row per pair that occurs or was expected at least once, most above expectation first: first, second,
    n (units with both), n_first, n_second, total (units), expected (n_first · n_second / total), difference
    (n - expected) with difference_low and difference_high, ratio (n / expected), g2 (negative below
    expectation), p, q (p corrected for all pairs tested, Benjamini-Hochberg), n_articles, note. The note says
    *not enough data*, and p and q are 1, with fewer than 5 articles in the collection, for a pair of which n
    and expected are both below 5, and where either key is in every unit.

    Raises
    ------
    TableError : mentions of other sentences.
    OptionError : an unknown unit.

    References
    ----------
    Dunning (1993); Field, C. & Welsh, A. (2007), Bootstrapping clustered data, *JRSS B* 69, 369-390;
    Benjamini & Hochberg (1995).
    """
    if unit not in ("sentence", "article"):
        raise OptionError(f"The unit is 'sentence' or 'article', got {unit!r}.")
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role"))
    counted = keep_roles(sentences, roles)
    if counted.empty:
        return empty_table("pairs", f"There are no sentences of the roles {', '.join(roles)}.")
    places = ["article_id"] if unit == "article" else ["article_id", "sentence"]
    units = pd.MultiIndex.from_frame(counted[places].drop_duplicates().sort_values(places))
    (present_a, keys_a), (present_b, keys_b) = (
        _find_presence(mentions, units, places, roles) for mentions in (first, second)
    )
    a, b = np.indices((len(keys_a), len(keys_b))).reshape(2, -1)
    if first is second:  # each pair once
        a, b = a[a < b], b[a < b]
    both, total = present_a[:, a].multiply(present_b[:, b]).tocsr(), len(units)
    expected = present_a.sum(axis=0)[a] * present_b.sum(axis=0)[b] / total
    keep = (both.sum(axis=0) > 0) | (expected >= FEWEST_EXPECTED)
    a, b, both, expected = a[keep], b[keep], both[:, keep], expected[keep]
    n, n_a, n_b = both.sum(axis=0), present_a.sum(axis=0)[a], present_b.sum(axis=0)[b]
    article, names = pd.factorize(units.get_level_values("article_id"))
    of_article = csr_array((np.ones(total), (article, np.arange(total))), shape=(len(names), total))
    sums = [(of_article @ matrix).toarray() for matrix in (both, present_a[:, a], present_b[:, b])]
    drawn = _draw_differences(sums, of_article.sum(axis=1), draws=draws)
    low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
    # Standard deviation of n if the two keys fall on the units by chance (hypergeometric).
    chance = np.sqrt(n_a * (total - n_a) * n_b * (total - n_b) / max(total - 1, 1)) / total
    difference, reach = n - expected, norm.ppf(0.975) * chance
    spread = np.maximum(drawn.std(axis=0), chance)
    tested = (len(names) >= FEW_ARTICLES) & (chance > 0) & (np.maximum(expected, n) >= FEWEST_TESTED)
    p = np.where(tested, 2 * norm.sf(np.abs(difference) / np.where(tested, spread, 1.0)), 1.0)
    q = p.copy()
    q[tested] = false_discovery_control(p[tested])
    g2 = log_likelihood(n, n_b - n, n_a, total - n_a)
    table = {
        "first": np.array(keys_a, dtype=object)[a],
        "second": np.array(keys_b, dtype=object)[b],
        "n": n,
        "n_first": n_a,
        "n_second": n_b,
        "total": total,
        "expected": expected,
        "difference": difference,
        "difference_low": np.minimum(low, difference - reach),
        "difference_high": np.maximum(high, difference + reach),
        "ratio": n / np.where(expected > 0, expected, 1.0),
        "g2": np.where(difference >= 0, g2, -g2),
        "p": p,
        "q": q,
        "n_articles": (sums[0] > 0).sum(axis=0),
        "note": np.where(tested, "", "not enough data"),
    }
    order = ["difference", "first", "second"]
    return make_table(table, "pairs").sort_values(order, ascending=[False, True, True], ignore_index=True)


def _find_presence(
    mentions: pd.DataFrame, units: pd.MultiIndex, places: list[str], roles: tuple[str, ...]
) -> tuple[csr_array, list[str]]:
    """Units × keys, 1 where the key is mentioned."""
    check_table(mentions, "mentions", columns=("article_id", "sentence", "role", "key"))
    counted = keep_roles(mentions, roles)[[*places, "key"]].drop_duplicates()
    row = units.get_indexer(pd.MultiIndex.from_frame(counted[places]))
    if (row < 0).any():
        lost = counted.iloc[int(np.argmax(row < 0))]
        raise TableError(
            f"The mentions have article {lost['article_id']!r}, {places[-1]} {lost[places[-1]]}, which is not "
            "in the sentences table; use the sentences that they were found in."
        )
    keys = sorted(counted["key"].unique())
    column = pd.Index(keys).get_indexer(counted["key"])
    return csr_array((np.ones(len(counted)), (row, column)), shape=(len(units), len(keys))), keys


def _draw_differences(sums: list[np.ndarray], sizes: np.ndarray, *, draws: int) -> np.ndarray:
    """Observed less expected in ``draws`` resamples of the articles, scaled to the size of the collection."""
    both, first, second = sums
    parts = []
    for weights in redraw(len(sizes), draws=draws, seed=1, width=both.shape[1]):
        total = (weights @ sizes)[:, None]
        difference = weights @ both - (weights @ first) * (weights @ second) / total
        parts.append(difference * sizes.sum() / total)
    return np.concatenate(parts)
