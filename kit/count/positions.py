"""Positions: how far into its story a mention or a word stands."""

import pandas as pd

from kit.count.roles import Roles, keep_roles
from kit.schema import STORY_ROLES, check_table


def find_positions(
    mentions: pd.DataFrame, sentences: pd.DataFrame, *, roles: Roles = STORY_ROLES
) -> pd.DataFrame:
    """The mentions that stand in the story, with how far into it they stand.

    Parameters
    ----------
    mentions : a table of mentions, or of words.
    sentences : the sentences table; the sentences of these roles, one after another, are the story.
    roles : roles of line that are the story.

    Returns
    -------
    The rows of these roles in the order of the text, with ``position`` from 0 (the first character of the story)
    to 1 (its end). What stands between the lines of the story, such as captions, takes no room.

    Raises
    ------
    TableError : a table lacks its columns.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "role": ["caption", "body"],
    ...                           "start": [0, 10], "end": [9, 30]})
    >>> mentions = sentences[["article_id", "sentence", "role"]].assign(start=[2, 20])
    >>> find_positions(mentions, sentences)["position"].tolist()
    [0.5]
    """
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "start", "end"))
    check_table(mentions, "mentions", columns=("article_id", "sentence", "role", "start"))
    place = ["article_id", "sentence"]
    story = keep_roles(sentences, roles).sort_values(place)
    length = (story["end"] - story["start"]).astype("int64")
    total = length.groupby(story["article_id"]).transform("sum")
    before = length.groupby(story["article_id"]).cumsum() - length
    story = story[place].assign(_shift=before - story["start"], _total=total.clip(lower=1))
    found = keep_roles(mentions, roles).merge(story, on=place)
    found["position"] = ((found["start"] + found["_shift"]) / found["_total"]).astype("float64")
    found = found.drop(columns=["_shift", "_total"])
    return found.sort_values(["article_id", "position"], kind="stable", ignore_index=True)
