"""Sizes of articles: the denominators, one row per article."""

from collections.abc import Sequence

import pandas as pd

from kit.count.roles import keep_roles
from kit.schema import STORY_ROLES


def count_sizes(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    words: pd.DataFrame,
    *,
    roles: Sequence[str] = STORY_ROLES,
) -> pd.DataFrame:
    """The denominators: how many sentences and words of these roles each article has.

    Returns
    -------
    One row for every article, also one with nothing to count: article_id, sentences, words. Punctuation
    is no word.
    """
    counted = keep_roles(words, roles)
    spoken = counted[counted["word"].str.contains(r"\w")]
    sizes = articles[["article_id"]].sort_values("article_id", ignore_index=True)
    for name, table in (("sentences", keep_roles(sentences, roles)), ("words", spoken)):
        found = sizes["article_id"].map(table["article_id"].value_counts())
        sizes[name] = found.fillna(0).astype("int64")
    return sizes


def add_denominator(summary: pd.DataFrame, sizes: pd.DataFrame | None, by: str | None = None) -> pd.DataFrame:
    """``summary`` with what the sizes say of it: of which articles a cut corpus is, and which periods are partial."""
    if by and sizes is not None and "partial" in sizes:
        partial = sizes.groupby(by, observed=True)["partial"].any()
        summary = summary.assign(partial=summary[by].astype(object).map(partial).eq(True))
    if sizes is None or "denominator" not in sizes:
        return summary
    return summary.assign(denominator="".join(sizes["denominator"].head(1)))
