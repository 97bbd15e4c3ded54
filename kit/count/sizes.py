"""Sizes of articles: the denominators, one row per article."""

import pandas as pd

from kit.count.roles import Roles, keep_roles
from kit.schema import STORY_ROLES, make_table


def count_lengths(sentences: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """How long each article is, by the roles of its lines.

    Returns
    -------
    article_id, role, sentences, words (punctuation is none), tokens (all that `kit.find_words` gives).
    """
    place = ["article_id", "role"]
    sentences, words = sentences.dropna(subset=place), words.dropna(subset=place)
    kinds = words["word"].astype("category").cat
    spoken = kinds.categories.str.contains(r"\w").astype(bool)[kinds.codes]
    counted = words[place].assign(words=spoken).groupby(place, observed=True)["words"]
    counts = counted.agg(words="sum", tokens="size").reset_index().astype(dict.fromkeys(place, "str"))
    told = sentences.groupby(place).size().rename("sentences").reset_index()
    table = told.merge(counts, how="outer", on=place).fillna(0).sort_values(place)
    return make_table(table.to_dict("list"), "lengths")


def count_sizes(articles: pd.DataFrame, lengths: pd.DataFrame, *, roles: Roles = STORY_ROLES) -> pd.DataFrame:
    """The denominators: how many sentences and words of these roles each article has.

    Parameters
    ----------
    articles : the ``articles`` table.
    lengths : from `count_lengths`, such as ``corpus.lengths``.
    roles : the roles that are counted.

    Returns
    -------
    One row for every article, also one with nothing to count: article_id, sentences, words. Punctuation
    is no word.
    """
    counted = keep_roles(lengths, roles).groupby("article_id")[["sentences", "words"]].sum()
    sizes = articles[["article_id"]].sort_values("article_id", ignore_index=True)
    found = counted.reindex(sizes["article_id"], fill_value=0)
    return sizes.assign(**{name: found[name].to_numpy("int64") for name in found})


def add_denominator(summary: pd.DataFrame, sizes: pd.DataFrame | None, by: str | None = None) -> pd.DataFrame:
    """``summary`` with what the sizes say of it: of which articles a cut corpus is, and which periods are partial."""
    if by and sizes is not None and "partial" in sizes:
        partial = sizes.groupby(by, observed=True)["partial"].any()
        summary = summary.assign(partial=summary[by].astype(object).map(partial).eq(True))
    if sizes is None or "denominator" not in sizes:
        return summary
    return summary.assign(denominator="".join(sizes["denominator"].head(1)))
