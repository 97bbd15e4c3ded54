"""Association: what goes together more often than chance, topics with partners, periods or other topics."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, hypergeom, norm

from kit.errors import OptionError, TableError
from kit.schema import STORY_ROLES, check_columns, check_table, empty_table
from kit.stats.intervals import FEW_ARTICLES, redraw
from kit.stats.keyness import log_likelihood

FEWEST_EXPECTED = 1.0
"""A pair never seen, and expected less often than this, has no row: it says nothing either way."""

FEWEST_TESTED = 5
"""A pair neither seen nor expected so often is not tested."""

PRIOR_UNITS = 10.0
"""Sentences that the prior counts for at least: enough that one or two of them prove nothing."""


def compare_pairs(
    first: pd.DataFrame,
    second: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    unit: str = "sentence",
    roles: tuple[str, ...] = STORY_ROLES,
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 1,
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
    level, draws, seed : of the bootstrap over articles.

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
    counted = sentences[sentences["role"].isin(roles)].sort_values(["article_id", "sentence"])
    if counted.empty:
        return empty_table("pairs", f"There are no sentences of the roles {', '.join(roles)}.")
    places = ["article_id"] if unit == "article" else ["article_id", "sentence"]
    units = pd.MultiIndex.from_frame(counted[places].drop_duplicates())
    articles = units.get_level_values("article_id")
    present_a, keys_a = _presence(first, units, places, roles)
    present_b, keys_b = _presence(second, units, places, roles)
    a, b = _pair(len(keys_a), len(keys_b), once=first is second)
    both = present_a[:, a].multiply(present_b[:, b]).tocsr()
    n, expected = _sum(both), _sum(present_a)[a] * _sum(present_b)[b] / len(units)
    keep = (n > 0) | (expected >= FEWEST_EXPECTED)
    a, b, both, n, expected = a[keep], b[keep], both[:, keep], n[keep], expected[keep]
    n_a, n_b, total = _sum(present_a)[a], _sum(present_b)[b], len(units)
    article, names = pd.factorize(articles)
    of_article = csr_array((np.ones(total), (article, np.arange(total))), shape=(len(names), total))
    sums = [(of_article @ matrix).toarray() for matrix in (both, present_a[:, a], present_b[:, b])]
    drawn = _draw_differences(sums, _sum(of_article.T), draws=draws, seed=seed)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    difference, chance = n - expected, _deviate(n_a, n_b, total)
    reach = norm.ppf((1 + level) / 2) * chance
    low, high = np.minimum(low, difference - reach), np.maximum(high, difference + reach)
    spread = np.maximum(drawn.std(axis=0), chance)
    enough = (len(names) >= FEW_ARTICLES) & (chance > 0) & (np.maximum(expected, n) >= FEWEST_TESTED)
    p = np.where(enough, 2 * norm.sf(np.abs(difference) / np.where(enough, spread, 1.0)), 1.0)
    g2 = log_likelihood(n, n_b - n, n_a, total - n_a)
    table = pd.DataFrame(
        {
            "first": pd.Series(np.array(keys_a, dtype=object)[a], dtype="str"),
            "second": pd.Series(np.array(keys_b, dtype=object)[b], dtype="str"),
            "n": n.astype("int64"),
            "n_first": n_a.astype("int64"),
            "n_second": n_b.astype("int64"),
            "total": total,
            "expected": expected,
            "difference": difference,
            "difference_low": low,
            "difference_high": high,
            "ratio": n / np.where(expected > 0, expected, 1.0),
            "g2": np.where(difference >= 0, g2, -g2),
            "p": p,
            "q": _correct(p, enough),
            "n_articles": (sums[0] > 0).sum(axis=0),
            "note": pd.Series(np.where(enough, "", "not enough data"), dtype="str"),
        }
    )
    return table.sort_values(
        ["difference", "first", "second"], ascending=[False, True, True], ignore_index=True
    )


def add_log_odds(pairs: pd.DataFrame, *, prior_size: float = PRIOR_UNITS) -> pd.DataFrame:
    """Add the log-odds of ``first`` where ``second`` is, against where it is not, with an informative prior.

    Parameters
    ----------
    pairs : from `kit.compare_pairs`.
    prior_size : how many units (sentences or articles) the prior counts for; more for what is rare, as many
        as hold ``first`` once. The prior has ``first`` as frequent as the whole collection has, and so pulls
        pairs with few counts towards 0.

    Returns
    -------
    ``pairs`` with log_odds (above 0 where the two attract each other) and z (log_odds over its standard error,
    which takes units as independent: use it to rank; ``q`` is the test). An empty table stays empty.

    Raises
    ------
    TableError : a column is missing.
    OptionError : the prior has no size.

    References
    ----------
    Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. *Political Analysis* 16, 372-403, equations
    15, 19 and 22, for the two outcomes *with* and *without* ``first``.

    Examples
    --------
    >>> pairs = pd.DataFrame({"n": [8], "n_first": [10], "n_second": [20], "total": [40]})
    >>> add_log_odds(pairs)["log_odds"].round(3).tolist()
    [1.116]
    """
    check_columns(pairs, "n n_first n_second total", made_by="kit.compare_pairs")
    if not prior_size > 0:
        raise OptionError(f"The prior needs a size above 0, got {prior_size!r}.")
    n, first, second, total = (pairs[name].to_numpy(float) for name in ("n", "n_first", "n_second", "total"))
    # What is in every unit, or in none, keeps a trace of the other outcome: its odds stay finite.
    share = np.clip(first / total, 0.5 / total, 1 - 0.5 / total)
    size = np.maximum(prior_size, 1 / share)
    yes, no = size * share, size * (1 - share)
    here, elsewhere = n + yes, first - n + yes
    log_odds = np.log(here / (second - n + no)) - np.log(elsewhere / (total - second - first + n + no))
    return pairs.assign(log_odds=log_odds, z=log_odds / np.sqrt(1 / here + 1 / elsewhere))


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
    periods = (
        list(group.cat.categories) if isinstance(group.dtype, pd.CategoricalDtype) else sorted(group.unique())
    )
    members = group.value_counts().reindex(periods, fill_value=0).to_numpy()
    has = tallies[tallies["n"] > 0].drop_duplicates(["article_id", "key"])
    keys = sorted(has["key"].unique())
    table = pd.crosstab(has["key"], has["article_id"].map(group).astype("str"))
    n = table.reindex(index=keys, columns=[str(period) for period in periods], fill_value=0).to_numpy()
    total = len(sizes)
    n_all = np.repeat(n.sum(axis=1), len(periods))
    n, of = n.ravel(), np.tile(members, len(keys))
    enough = (of > 0) & (of < total) & (n_all > 0) & (n_all < total)
    expected = n_all * of / max(total, 1)
    p = np.where(enough, _fisher(n, n_all, of, total), 1.0)
    g2 = log_likelihood(n, n_all - n, of, total - of)
    return pd.DataFrame(
        {
            "key": pd.Series(np.repeat(np.array(keys, dtype=object), len(periods)), dtype="str"),
            by: pd.Series(periods * len(keys), dtype=group.dtype),
            "n": n.astype("int64"),
            "total": of.astype("int64"),
            "n_elsewhere": (n_all - n).astype("int64"),
            "total_elsewhere": (total - of).astype("int64"),
            "expected": expected,
            "difference": n - expected,
            "g2": np.where(n >= expected, g2, -g2),
            "p": p,
            "q": _correct(p, enough),
            "note": pd.Series(np.where(enough, "", "not enough data"), dtype="str"),
        }
    )


def _deviate(first: np.ndarray, second: np.ndarray, total: int) -> np.ndarray:
    """Standard deviation of how often two keys stand together if they fall on the units by chance."""
    return np.sqrt(first * (total - first) * second * (total - second) / max(total - 1, 1)) / total


def _sum(matrix: csr_array) -> np.ndarray:
    """Column sums."""
    return np.asarray(matrix.sum(axis=0)).ravel()


def _pair(n_first: int, n_second: int, *, once: bool) -> tuple[np.ndarray, np.ndarray]:
    """Every pair of columns, or (of one table with itself) every pair once."""
    if once:
        return np.triu_indices(n_first, k=1)
    a, b = np.meshgrid(np.arange(n_first), np.arange(n_second), indexing="ij")
    return a.ravel(), b.ravel()


def _correct(p: np.ndarray, tested: np.ndarray) -> np.ndarray:
    """p-values corrected for the number of tests (Benjamini-Hochberg); 1 where there was none."""
    q = np.ones(len(p))
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q


def _fisher(n: np.ndarray, n_key: np.ndarray, members: np.ndarray, total: int) -> np.ndarray:
    """Fisher's exact p, two-sided: all tables with the same margins that are no likelier than this one."""
    p = np.ones(len(n))
    for i, (seen, key, of) in enumerate(zip(n, n_key, members, strict=True)):
        chances = hypergeom.pmf(np.arange(min(key, of) + 1), total, key, of)
        p[i] = min(chances[chances <= chances[seen] * (1 + 1e-7)].sum(), 1.0)
    return p


def _presence(
    mentions: pd.DataFrame, units: pd.MultiIndex, places: list[str], roles: tuple[str, ...]
) -> tuple[csr_array, list[str]]:
    """Units × keys, 1 where the key is mentioned."""
    check_table(mentions, "mentions", columns=("article_id", "sentence", "role", "key"))
    counted = mentions[mentions["role"].isin(roles)][[*places, "key"]].drop_duplicates()
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


def _draw_differences(sums: list[np.ndarray], sizes: np.ndarray, *, draws: int, seed: int) -> np.ndarray:
    """Observed less expected in ``draws`` resamples of the articles, scaled to the size of the collection."""
    both, first, second = sums
    parts = []
    for weights in redraw(len(sizes), draws=draws, seed=seed, width=both.shape[1]):
        total = (weights @ sizes)[:, None]
        difference = weights @ both - (weights @ first) * (weights @ second) / total
        parts.append(difference * sizes.sum() / total)
    return np.concatenate(parts)
