"""Choices: a parameter that a notebook leaves empty takes what the data offers, and says so."""

from collections.abc import Collection, Iterable

import pandas as pd

from kit.schema import STORY_ROLES


def choose_key(parts: Iterable[pd.DataFrame], what: str, *, without: Collection[str] = ()) -> str:
    """The key that most articles name, for a parameter that was left empty; that is printed.

    Parameters
    ----------
    parts : of a table of mentions, no article in two of them; mentions in title, lead and body count.
    what : what is chosen, in words.
    without : keys that are not taken.

    Returns
    -------
    The key in most articles (of two, the one with more mentions, then by name), or "" if there is none.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article_id": ["a", "b", "b"], "role": "body", "key": ["CHN", "USA", "CHN"]})
    >>> choose_key([mentions], "partner")
    partner is left empty: CHN is taken, named in 2 articles
    'CHN'
    """
    told = (part[part["role"].isin(STORY_ROLES) & ~part["key"].isin(without)] for part in parts)
    named = [part.groupby("key", observed=True)["article_id"].agg(["nunique", "size"]) for part in told]
    counts = pd.concat(named).groupby(level=0).sum()
    if counts.empty:
        return ""
    first = counts.sort_values(["nunique", "size"], ascending=False, kind="stable").index[0]
    n = int(counts.loc[first, "nunique"])
    print(f"{what} is left empty: {first} is taken, named in {n:,} article{'s' * (n != 1)}")
    return str(first)
