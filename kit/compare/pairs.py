"""Pairs compared with chance: topics, partners or other keys that stand together, one row per pair."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import ndtri

from kit.count.roles import Roles, keep_roles
from kit.errors import OptionError, TableError
from kit.schema import STORY_ROLES, check_table, empty_table, make_table
from kit.stats.intervals import FEW_ARTICLES
from kit.stats.keyness import log_likelihood
from kit.stats.margins import fit_weights, share_out
from kit.stats.significance import correct_p, two_sided_p

# A pair never seen, and expected less often than this, has no row: it says nothing either way.
FEWEST_EXPECTED = 1.0

# Fewer keys than this, and how many of them a unit has says which they are, not how much it speaks of.
FEWEST_KEYS = 5


def compare_pairs(
    first: pd.DataFrame,
    second: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    unit: str = "sentence",
    roles: Roles = STORY_ROLES,
) -> pd.DataFrame:
    """How often two keys (a topic and a partner, two topics) stand together, beside what chance would give.

    Chance keeps both margins: how many keys each unit has, and how many units each key is in. Long articles name many
    partners, and if that were left aside, nearly every two partners would stand together more than expected. With
    fewer than `FEWEST_KEYS` keys in a table their number is left aside (expected is n_first · n_second / total).

    Parameters
    ----------
    first, second : two tables of mentions. The same table twice gives co-occurrence, each pair once.
    sentences : the sentences table: the units that could have held a pair.
    unit : ``"sentence"`` or ``"article"``: within what two mentions are together.
    roles : roles of line that count.

    Returns
    -------
    A row per pair that occurs or was expected at least once, most above expectation first: first, second,
    n (units with both), n_first, n_second, total (units), expected (what chance gives), difference
    (n - expected) with difference_low and difference_high (1.96 standard deviations, of chance or over articles,
    whichever is more), ratio (n / expected), g2 (of the plain table of four counts, negative below expectation: it
    ranks), p, q (p corrected for all pairs tested, Benjamini-Hochberg), n_articles, note. In sentences p is never
    surer than the articles differ: a pair that one article repeats is no finding. The note says *not enough data*,
    and p and q are 1, where either key is in fewer than 5 articles or in every unit, and where no p could be small.

    Raises
    ------
    TableError : mentions of other sentences.
    OptionError : an unknown unit.

    References
    ----------
    Connor, E. & Simberloff, D. (1979). The assembly of species communities: chance or competition? *Ecology* 60,
    1132-1140, and Zweig, K. & Kaufmann, M. (2011), *Social Network Analysis and Mining* 1, 187-218 (both margins
    kept); Chen & Liu (1997), *Statistica Sinica* 7, 875-892 (rows of a given sum); Clifford, Richardson & Hémon
    (1989), *Biometrics* 45, 123-134 (what hangs together varies more); Benjamini & Hochberg (1995).
    """
    if unit not in ("sentence", "article"):
        raise OptionError(f"The unit is 'sentence' or 'article', got {unit!r}.")
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role"))
    counted = keep_roles(sentences, roles)
    if counted.empty:
        return empty_table("pairs", f"There are no sentences of the roles {', '.join(roles)}.")
    ids = pd.Index(sorted(counted["article_id"].unique()))
    units = pd.Index(np.unique(_number_units(counted, ids, unit)))
    present_a, keys_a = _find_presence(first, units, ids, unit, roles)
    present_b, keys_b = _find_presence(second, units, ids, unit, roles)
    article, _ = pd.factorize(units.to_numpy() >> 32)
    of_article = csr_array((np.ones(len(units)), (article, np.arange(len(units)))))
    a, b = np.indices((len(keys_a), len(keys_b))).reshape(2, -1)
    if first is second:  # each pair once
        a, b = a[a < b], b[a < b]
    found = _hold_against_chance(present_a, present_b, of_article, same=first is second)
    n, expected, chance, variance, spread, n_articles = (values[a, b] for values in found)
    n_a, n_b, total = present_a.sum(axis=0)[a], present_b.sum(axis=0)[b], len(units)
    in_a, in_b = ((of_article @ present > 0).sum(axis=0) for present in (present_a, present_b))
    # Whether a pair is tested does not depend on how often the two stand together.
    able = (np.minimum(in_a[a], in_b[b]) >= FEW_ARTICLES) & (np.maximum(n_a, n_b) < total)
    third = variance**2 / np.maximum(chance, 1e-9) * (1 - 2 * n_a / total) * (1 - 2 * n_b / total)
    difference, wide = n - expected, np.maximum(variance, spread)

    def find_p(end: np.ndarray, width: np.ndarray) -> np.ndarray:
        skewed = np.where(end < 0, np.minimum(third, 0), third)
        return two_sided_p(end, able * width, skewed, step=0.5)

    # Sentences of one article hang together: a pair of few articles is no surer than these differ from one another.
    p = find_p(difference, variance if unit == "article" else wide)
    most, least = find_p(np.minimum(n_a, n_b) - expected, variance), find_p(-expected, variance)
    q, tested = correct_p(p, np.minimum(most, least))
    plain = n_a * (total - n_a) * n_b * (total - n_b) / max(total - 1, 1) / total**2  # as if units were alike
    reach = ndtri(0.975) * np.sqrt(np.maximum(wide, ~able * plain))
    g2 = log_likelihood(n, n_b - n, n_a, total - n_a)
    table = {"first": np.array(keys_a, dtype=object)[a], "second": np.array(keys_b, dtype=object)[b]}
    table |= {"n": n, "n_first": n_a, "n_second": n_b, "total": np.full(len(n), total), "expected": expected}
    table |= {"difference": difference}
    table |= {"difference_low": difference - reach, "difference_high": difference + reach}
    table |= {"ratio": n / np.where(expected > 0, expected, 1.0), "g2": np.where(difference >= 0, g2, -g2)}
    table |= {"p": np.where(tested, p, 1.0), "q": q, "n_articles": n_articles}
    table |= {"note": np.where(tested, "", "not enough data")}
    order = ["difference", "first", "second"]
    shown = make_table(table, "pairs")[(n > 0) | (expected >= FEWEST_EXPECTED)]
    return shown.sort_values(order, ascending=[False, True, True], ignore_index=True)


def _number_units(table: pd.DataFrame, ids: pd.Index, unit: str) -> np.ndarray:
    """The unit of each row as one number, from which its article's is had by a shift of 32 bits."""
    article = ids.get_indexer(table["article_id"]).astype(np.int64) << 32
    return article if unit == "article" else article + table["sentence"].to_numpy(np.int64)


def _find_presence(
    mentions: pd.DataFrame, units: pd.Index, ids: pd.Index, unit: str, roles: Roles
) -> tuple[csr_array, list[str]]:
    """Units × keys, 1 where the key is mentioned."""
    check_table(mentions, "mentions", columns=("article_id", "sentence", "role", "key"))
    places = ["article_id", "sentence"] if unit == "sentence" else ["article_id"]
    counted = keep_roles(mentions, roles)[[*places, "key"]].drop_duplicates()
    row = units.get_indexer(_number_units(counted, ids, unit))
    if (row < 0).any():
        lost = counted.iloc[int(np.argmax(row < 0))]
        where = f"article {lost['article_id']!r}, {places[-1]} {lost[places[-1]]}"
        why = "which is not in the sentences table; use the sentences that they were found in"
        raise TableError(f"The mentions have {where}, {why}.")
    keys = sorted(counted["key"].unique())
    column = pd.Index(keys).get_indexer(counted["key"])
    return csr_array((np.ones(len(counted)), (row, column)), shape=(len(units), len(keys))), keys


def _hold_against_chance(
    first: csr_array, second: csr_array, of_article: csr_array, *, same: bool
) -> tuple[np.ndarray, ...]:
    """Keys × keys: n, expected, variance of chance, how lumps widen it, variance over articles, n_articles."""
    (rows_a, share_a, weights), (rows_b, share_b, _) = map(_share_rows, (first, second))
    (in_a, in_b), kind = np.unique([rows_a, rows_b], axis=1, return_inverse=True)
    of_kind = csr_array((np.ones(len(kind)), (kind, np.arange(len(kind)))))
    share_a, share_b = share_a[in_a], share_b[in_b]  # kinds of unit, with as many keys of either, × keys
    kinds, found_a, found_b = of_kind.sum(axis=1), (of_kind @ first).toarray(), (of_kind @ second).toarray()
    sizes, total = of_article.sum(axis=1), len(kind)
    held_a, held_b = (of_article @ first).toarray(), (of_article @ second).toarray()
    rows = []
    for a in range(first.shape[1]):
        p, q, both = share_a[:, [a]], share_b, share_a[:, [a]] * share_b
        joint = both
        if same and weights.size:  # what is left of a unit's keys is shared out among the other keys
            rest = share_out(np.delete(weights, a), rows_a.max() - 1)
            joint = p * np.insert(rest, a, 0.0, axis=1)[np.maximum(in_a - 1, 0)]
        # Residuals of both keys, multiplied: 0 in expectation if units are as their number of keys of either says.
        expected = found_a[:, [a]].T @ q + p.T @ found_b - kinds @ (2 * both - joint)
        chance = kinds @ ((1 - 2 * p) * (1 - 2 * q) * joint + both * (p + q - 3 * both) - (joint - both) ** 2)
        # Where one key is in units with many others, chance varies more than their number alone says.
        more_a = ((found_a[:, [a]] - kinds[:, None] * p) * (1 - 2 * p)).T @ (q * (1 - q))
        more_b = (p * (1 - p)).T @ ((found_b - kinds[:, None] * q) * (1 - 2 * q))
        chance = chance + np.maximum(more_a + more_b, 0)[0]
        seen = (of_article @ first[:, [a]].multiply(second)).toarray()
        mean_a, mean_b = found_a[:, a].sum() / total, found_b.sum(axis=0) / total
        deviation = seen - held_a[:, [a]] * mean_b - mean_a * held_b + np.outer(sizes, mean_a * mean_b)
        spread = (deviation**2).sum(axis=0) - deviation.sum(axis=0) ** 2 / len(sizes)
        n, n_articles = seen.sum(axis=0), (seen > 0).sum(axis=0)
        rows.append([n, np.maximum(expected[0].round(9), 0), np.maximum(chance, 0), spread, n_articles])
    stacked = np.array(rows).reshape(len(rows), 5, second.shape[1])
    n, expected, chance, spread, n_articles = stacked.swapaxes(0, 1)

    # Mentions of a key lump together in articles; two keys that both do fall together by chance more unevenly.
    def find_lumps(held: np.ndarray, share: np.ndarray) -> np.ndarray:
        squares = ((held - of_article @ of_kind.T @ share) ** 2).sum(axis=0)
        return np.maximum(squares - kinds @ (share * (1 - share)), 0)

    lumps = np.outer(find_lumps(held_a, share_a), find_lumps(held_b, share_b))
    variance = chance + lumps / ((sizes * (sizes - 1)).sum() or np.inf)
    return n, expected, chance, variance, spread, n_articles


def _share_rows(presence: csr_array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many keys each unit has, what share of units with as many has each key, and the keys' weights."""
    rows, columns = presence.sum(axis=1).astype(int), presence.sum(axis=0)
    if len(columns) < FEWEST_KEYS:
        return 0 * rows, columns[None] / len(rows), np.empty(0)
    weights = fit_weights(np.bincount(rows).astype(float), columns)
    return rows, share_out(weights, rows.max()), weights
