"""Counts: from mentions and words to tallies, one row per article and key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from kit.errors import OptionError
from kit.schema import ROLES, STORY_ROLES, check_table
from kit.vietnamese.names.cues import HOME, REPEATED


def count_mentions(
    mentions: pd.DataFrame,
    *,
    roles: Sequence[str] = STORY_ROLES,
    kinds: Iterable[str] | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Count how often each article names each key.

    A name with its abbreviation behind it, "Liên minh châu Âu (EU)", is named once.

    Parameters
    ----------
    mentions : a table of mentions (partners, topics, people, dates).
    roles : roles of line that count; the others (teasers, captions …) stay out.
    kinds : kinds of mention that count, e.g. ``["country"]`` (default: all).
    by : another column of ``mentions`` to count apart, e.g. ``role``.

    Returns
    -------
    Tallies, sorted: article_id, key (and ``by``), n (mentions), sentences (sentences with at least one).
    Tallies of parts of a collection add up, since no article is in two parts.
    """
    check_table(mentions, "mentions", columns=("article_id", "sentence", "role", "key"))
    _check_roles(roles)
    chosen = mentions[mentions["role"].isin(list(roles))]
    if kinds is not None:
        chosen = chosen[chosen["kind"].isin(list(kinds))]
    if "rule" in chosen:
        chosen = chosen[chosen["rule"] != REPEATED]
    columns = ["article_id", "key", *([by] if by else [])]
    grouped = chosen.groupby(columns, sort=True, observed=True)["sentence"]
    return (
        grouped.agg(n="size", sentences="nunique").reset_index().astype({"n": "int64", "sentences": "int64"})
    )


def count_topics(topics: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES) -> pd.DataFrame:
    """`count_mentions` of topics."""
    return count_mentions(topics, roles=roles, kinds=["topic"])


def count_partners(
    partners: pd.DataFrame,
    *,
    roles: Sequence[str] = STORY_ROLES,
    kinds: Iterable[str] = ("country", "org"),
    home: str = HOME,
    by: str | None = None,
) -> pd.DataFrame:
    """`count_mentions` of partners: countries and organisations, ``home`` (a key; "" for none) left out."""
    tallies = count_mentions(partners, roles=roles, kinds=kinds, by=by)
    return tallies[tallies["key"] != home].reset_index(drop=True)


def count_words(
    words: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES, without: Iterable[str] = ()
) -> pd.DataFrame:
    """Count how often each article uses each word, in lower case; punctuation and numbers stay out.

    Parameters
    ----------
    words : the ``words`` table.
    roles : roles of line that count.
    without : words to leave out, in lower case (a stop list).

    Returns
    -------
    Tallies: article_id, key (the word), n, sentences.
    """
    check_table(words, "words", columns=("article_id", "sentence", "role", "word"))
    _check_roles(roles)
    lowered = words["word"].astype("category").cat.categories.to_series().astype(str).str.lower()
    spoken = lowered[lowered.str.contains(r"[^\W\d_]", regex=True) & ~lowered.isin(set(without))]
    keys = words["word"].astype("str").map(spoken)
    chosen = words.assign(key=keys)[words["role"].isin(list(roles)) & keys.notna()]
    return count_mentions(chosen, roles=roles)


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
    _check_roles(roles)
    spoken = words["word"].astype("category")
    is_word = spoken.cat.categories.to_series().astype(str).str.contains(r"\w", regex=True)
    counted = words[
        words["role"].isin(list(roles)) & spoken.astype("str").map(is_word).fillna(False).astype(bool)
    ]
    chosen = sentences[sentences["role"].isin(list(roles))]
    return pd.DataFrame(
        {
            "article_id": articles["article_id"],
            "sentences": articles["article_id"]
            .map(chosen.groupby("article_id").size())
            .fillna(0)
            .astype("int64"),
            "words": articles["article_id"]
            .map(counted.groupby("article_id").size())
            .fillna(0)
            .astype("int64"),
        }
    ).sort_values("article_id", ignore_index=True)


def count_roles(words: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many words (punctuation counted) stand in lines of each role: a row an article, a column a role."""
    table = words.groupby(["article_id", "role"], observed=True).size().unstack(fill_value=0)
    table = table.reindex(index=articles["article_id"], columns=list(ROLES), fill_value=0)
    return table.rename_axis(index="article_id", columns=None).astype("int64")


def tabulate(
    tallies: pd.DataFrame,
    *,
    columns: str = "article_id",
    value: str = "n",
    top: int = 20,
    top_columns: int = 20,
) -> pd.DataFrame:
    """Tallies as a matrix: keys downwards, most frequent first; another column of the tallies across.

    Parameters
    ----------
    columns : the column whose values stand across (article_id, role, period …).
    value : ``n`` or ``sentences``, summed into the cells.
    top, top_columns : rows and columns at most; those with the largest sums are kept.
    """
    table = tallies.pivot_table(
        index="key", columns=columns, values=value, aggfunc="sum", fill_value=0, observed=True
    )
    if table.empty:
        return pd.DataFrame(index=pd.Index([], name="key"))
    rows = table.sum(axis=1).sort_values(ascending=False, kind="stable").index[:top]
    across = table.sum().sort_values(ascending=False, kind="stable").index[:top_columns]
    order = [role for role in ROLES if role in across] if columns == "role" else sorted(across)
    return table.loc[rows, order].rename_axis(columns=None)


def _check_roles(roles: Sequence[str]) -> None:
    unknown = [role for role in roles if role not in ROLES]
    if unknown or isinstance(roles, str):
        raise OptionError(f"Roles are a list out of {', '.join(ROLES)}; got {roles!r}.")
