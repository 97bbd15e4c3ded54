"""Mentions counted: tallies, one row per article and key."""

from collections.abc import Iterable

import pandas as pd

from kit.count.roles import Roles, keep_roles
from kit.schema import STORY_ROLES, check_table
from kit.vietnamese.names.cues import REPEATED


def count_mentions(
    mentions: pd.DataFrame,
    *,
    roles: Roles = STORY_ROLES,
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
    chosen = keep_roles(mentions, roles)
    if kinds is not None:
        chosen = chosen[chosen["kind"].isin(list(kinds))]
    if "rule" in chosen:
        chosen = chosen[chosen["rule"] != REPEATED]
    grouped = chosen.groupby(["article_id", "key", *([by] if by else [])], observed=True)["sentence"]
    tallies = grouped.agg(n="size", sentences="nunique").reset_index()
    if tallies.empty and len(mentions):
        tallies.attrs["note"] = "All mentions of this table are of other kinds, or in other roles of line."
    return tallies.astype({"n": "int64", "sentences": "int64"})
