"""Choices: a parameter that a notebook leaves empty takes what the data offers, and says so."""

import pandas as pd

from kit.schema import STORY_ROLES


def choose_key(mentions: pd.DataFrame, what: str, *, without: str = "") -> str:
    """The key that most articles name, for a parameter that was left empty; that is printed.

    Parameters
    ----------
    mentions : a table of mentions; those in title, lead and body count.
    what : what is chosen, in words.
    without : a key that is taken already.

    Returns
    -------
    The key in most articles (of two, the one with more mentions, then by name), or "" if there is none.

    Examples
    --------
    >>> mentions = pd.DataFrame({"article_id": ["a", "b", "b"], "role": "body", "key": ["CHN", "USA", "CHN"]})
    >>> choose_key(mentions, "partner")
    partner is left empty: CHN is taken, named in 2 articles
    'CHN'
    """
    told = mentions[mentions["role"].isin(STORY_ROLES) & (mentions["key"] != without)]
    if told.empty:
        return ""
    counts = told.groupby("key", observed=True)["article_id"].agg(["nunique", "size"]).sort_index()
    first = counts.sort_values(["nunique", "size"], ascending=False, kind="stable").index[0]
    n = int(counts.loc[first, "nunique"])
    print(f"{what} is left empty: {first} is taken, named in {n:,} article{'s' * (n != 1)}")
    return str(first)
