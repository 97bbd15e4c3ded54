"""Groups of articles compared: how far shares and rates of keys differ, with intervals and a test."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import check_columns, empty_table, is_among, make_table
from kit.stats.intervals import FEW_ARTICLES, PER, difference_interval, newcombe_interval, rate_interval
from kit.stats.permutations import permute_rates
from kit.stats.significance import find_q


def compare_groups(
    tallies: pd.DataFrame,
    sizes: pd.DataFrame,
    target: Collection[str],
    *,
    reference: Collection[str] | None = None,
    draws: int = 9999,
) -> pd.DataFrame:
    """How far the share of articles and the rate of each key differ between two groups or periods.

    Parameters
    ----------
    tallies : from a ``count_`` function of mentions.
    sizes : from `kit.count.sizes.count_sizes`: every article, with its words.
    target, reference : ids of the articles of the two groups (default reference: all others).
    draws : permutations of the articles; p is at least 1 / (draws + 1), so raise it for thousands of keys.

    Returns
    -------
    A row per key: key, n_target, n_reference (mentions), articles_target, articles_reference, total_target,
    total_reference (articles), share_target, share_reference, share_change with share_change_low and
    share_change_high (Newcombe), rate_target, rate_reference (per 1,000 words), rate_change with
    rate_change_low and rate_change_high (from the interval of each rate), p and q, note. The intervals are of 95 %,
    each for itself: of a hundred keys that do not differ five leave out 0. The test of a difference is q: p, from
    permuting the articles, corrected for all keys that stand in 5 articles or more (Benjamini & Hochberg). Others
    are *few articles*, with p and q of 1. Where a group has fewer than 5 articles the rates have no interval (NaN),
    p and q are 1, and the note says *not enough data*.

    Raises
    ------
    OptionError : the groups overlap, or not one draw. A group without articles gives no rows.

    References
    ----------
    Newcombe (1998), *Statistics in Medicine* 17, 873-890; Zou & Donner (2008), *ibid.* 27, 1693-1702; Freedman &
    Lane (1983), *Journal of Business & Economic Statistics* 1, 292-298; Benjamini & Hochberg (1995), *JRSS B* 57,
    289-300.

    Examples
    --------
    >>> tallies = pd.DataFrame({"article_id": ["a", "b"], "key": ["health", "trade"], "n": [2, 1]})
    >>> sizes = pd.DataFrame({"article_id": ["a", "b", "c"], "words": [100, 100, 300]})
    >>> compare_groups(tallies, sizes, ["a"])[["key", "rate_target", "rate_reference", "note"]].values.tolist()
    [['health', 20.0, 0.0, 'not enough data'], ['trade', 0.0, 2.5, 'not enough data']]
    """
    check_columns(tallies, "article_id key n", made_by="a count_ function of the kit")
    inside, outside, nothing = split_groups(tallies, sizes["article_id"], target, reference)
    if nothing:
        return empty_table("differences", nothing)
    matrix = tallies.pivot_table(index="article_id", columns="key", values="n", aggfunc="sum", fill_value=0)
    members = sizes[is_among(sizes["article_id"], inside | outside)].sort_values("article_id")
    counts = matrix.reindex(index=members["article_id"], fill_value=0).to_numpy(float)
    words = members["words"].to_numpy(float)
    is_target = is_among(members["article_id"], inside).to_numpy(bool)
    columns, rates = {"key": matrix.columns.astype("str")}, []
    sides = {"target": is_target, "reference": ~is_target}
    for side, here in sides.items():
        n, found, total = counts[here].sum(axis=0), (counts[here] > 0).sum(axis=0), here.sum()
        rates += [n / max(words[here].sum(), 1), *rate_interval(counts[here], words[here])]
        columns |= {f"n_{side}": n, f"articles_{side}": found, f"total_{side}": total}
        columns |= {f"share_{side}": found / total, f"rate_{side}": PER * n / max(words[here].sum(), 1)}
    counted = (columns[f"{name}_{side}"] for side in sides for name in ("articles", "total"))
    low, high = newcombe_interval(*counted)
    rate_low, rate_high = difference_interval(*rates)
    few = columns["articles_target"] + columns["articles_reference"] < FEW_ARTICLES
    unknown, p = np.isnan(rate_low), np.ones(len(rate_low))
    tested = ~few & ~unknown
    p[tested] = permute_rates(counts[:, tested], words, is_target, draws=draws)
    for name in ("share", "rate"):
        columns[f"{name}_change"] = columns[f"{name}_target"] - columns[f"{name}_reference"]
    columns |= {"share_change_low": low, "share_change_high": high}
    columns |= {"rate_change_low": PER * rate_low, "rate_change_high": PER * rate_high}
    note = np.select([unknown, few], ["not enough data", "few articles"], "")
    return make_table(columns | {"p": p, "q": find_q(p, tested), "note": note}, "differences")


def split_groups(
    tallies: pd.DataFrame, known: Collection[str], target: Collection[str], reference: Collection[str] | None
) -> tuple[set, set, str]:
    """The two groups as sets of known article ids, and why they cannot be compared ("" if they can)."""
    if isinstance(target, str) or isinstance(reference, str):
        example = "sizes.loc[sizes['period'] == '2023', 'article_id']"
        raise OptionError(f"A group is a list of article ids, such as {example}.")
    inside = set(target) & set(known)
    outside = set(known) - inside if reference is None else set(reference) & set(known)
    if both := inside & outside:
        raise OptionError(f"{len(both)} articles are in both groups, such as {min(both)!r}.")
    if tallies.empty:
        return inside, outside, "Nothing was counted, so there is nothing to compare."
    lacking = [name for name, group in (("target", inside), ("reference", outside)) if not group]
    what = " and the ".join(lacking)
    return inside, outside, f"The {what} group has no articles of this collection." if lacking else ""
