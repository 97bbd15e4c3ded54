"""Groups of articles compared: how far shares and rates of keys differ, with intervals."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import check_columns, empty_table, make_table
from kit.stats.intervals import FEW_ARTICLES, PER, draw_rates, newcombe_interval


def compare_groups(
    tallies: pd.DataFrame,
    sizes: pd.DataFrame,
    target: Collection[str],
    *,
    reference: Collection[str] | None = None,
    draws: int = 1000,
) -> pd.DataFrame:
    """How far the share of articles and the rate of each key differ between two groups or periods.

    Parameters
    ----------
    tallies : from a ``count_`` function of mentions.
    sizes : from `kit.count.sizes.count_sizes`: every article, with its words.
    target, reference : ids of the articles of the two groups (default reference: all others).
    draws : resamples of the articles, for the intervals (95 %) of the rates.

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
    columns, rates, drawn = {"key": matrix.columns.astype("str")}, [], []
    for offset, (side, group) in enumerate((("target", inside), ("reference", outside))):
        members = sizes[sizes["article_id"].isin(group)].sort_values("article_id")
        counts = matrix.reindex(index=members["article_id"], fill_value=0).to_numpy(float)
        n, found, total = counts.sum(axis=0), (counts > 0).sum(axis=0), len(members)
        rates.append(n / max(members["words"].sum(), 1))
        drawn.append(draw_rates(counts, members["words"], draws=draws, seed=1 + offset))
        columns |= {f"n_{side}": n, f"articles_{side}": found, f"total_{side}": total}
        columns |= {f"share_{side}": found / total, f"rate_{side}": PER * rates[-1]}
    table = make_table(columns, "differences")
    counted = (table[f"{name}_{side}"] for side in ("target", "reference") for name in ("articles", "total"))
    low, high = newcombe_interval(*counted)
    rate_low, rate_high = np.quantile(drawn[0] - drawn[1], [0.025, 0.975], axis=0)
    few = table["articles_target"] + table["articles_reference"] < FEW_ARTICLES
    alone = table[["total_target", "total_reference"]].min(axis=1) < 2
    return table.assign(
        share_change=table["share_target"] - table["share_reference"],
        share_change_low=low,
        share_change_high=high,
        rate_change=PER * (rates[0] - rates[1]),
        rate_change_low=PER * rate_low,
        rate_change_high=PER * rate_high,
        note=few.map({True: "few articles", False: ""}).mask(alone, "not enough data").astype("str"),
    )


def split_groups(
    tallies: pd.DataFrame, known: Collection[str], target: Collection[str], reference: Collection[str] | None
) -> tuple[set, set, str]:
    """The two groups as sets of known article ids, and why they cannot be compared ("" if they can)."""
    if isinstance(target, str) or isinstance(reference, str):
        raise OptionError(
            "A group is a list of article ids, such as sizes.loc[sizes['period'] == '2023', 'article_id']."
        )
    inside = set(target) & set(known)
    outside = set(known) - inside if reference is None else set(reference) & set(known)
    if both := inside & outside:
        raise OptionError(f"{len(both)} articles are in both groups, such as {min(both)!r}.")
    if tallies.empty:
        return inside, outside, "Nothing was counted, so there is nothing to compare."
    lacking = [name for name, group in (("target", inside), ("reference", outside)) if not group]
    what = " and the ".join(lacking)
    return inside, outside, f"The {what} group has no articles of this collection." if lacking else ""
