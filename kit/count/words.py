"""Words counted: tallies, one row per article and word."""

from collections.abc import Iterable, Sequence

import pandas as pd

from kit.count.mentions import count_mentions
from kit.count.roles import keep_roles
from kit.schema import STORY_ROLES, check_table


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
    chosen = keep_roles(words, roles)
    chosen = chosen[chosen["word"].str.contains(r"[^\W\d_]")]
    keys = chosen["word"].str.lower()
    return count_mentions(chosen.assign(key=keys)[~keys.isin(set(without))], roles=roles)
