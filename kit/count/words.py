"""Words counted: tallies, one row per article and word."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from kit.count.mentions import count_mentions
from kit.count.roles import Roles, is_of_role
from kit.schema import STORY_ROLES, check_table


def count_words(
    words: pd.DataFrame, *, roles: Roles = STORY_ROLES, without: Iterable[str] = ()
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
    spoken = keep_spoken(words, roles, "article_id sentence role", without)
    tallies = count_mentions(spoken.rename(columns={"word": "key"}), roles=roles)
    return tallies.astype({"article_id": "str", "key": "str"})


def keep_spoken(words: pd.DataFrame, roles: Roles, columns: str, without: Iterable[str] = ()) -> pd.DataFrame:
    """These columns, and ``word`` as a category in lower case, of the words that are no punctuation and no number."""
    kinds = words["word"].astype("category").cat
    lower = pd.Series(kinds.categories, dtype="str").str.lower()
    counted = lower.str.contains(r"[^\W\d_]") & ~lower.isin(set(without))
    names = pd.Index(sorted(lower[counted].unique()), dtype="str")
    code = np.append(names.get_indexer(lower.where(counted)), -1)[kinds.codes]  # the last: no word at all
    kept = (code >= 0) & is_of_role(words, roles)
    return words.loc[kept, columns.split()].assign(word=pd.Categorical.from_codes(code[kept], names))
