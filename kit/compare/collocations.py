"""Collocations: words that keep company with a word, or with the mentions of a topic or partner."""

import numpy as np
import pandas as pd
import scipy

from kit.count.roles import Roles
from kit.count.words import keep_spoken
from kit.errors import OptionError
from kit.schema import SCHEMAS, STORY_ROLES, check_table, empty_table
from kit.stats.keyness import log_dice, log_likelihood
from kit.stats.significance import find_q


def find_collocations(
    words: pd.DataFrame,
    node: str | pd.DataFrame,
    *,
    window: int | None = 5,
    roles: Roles = STORY_ROLES,
    minimum: int = 3,
) -> pd.DataFrame:
    """The words that stand near a node more often than elsewhere.

    Parameters
    ----------
    words : the words table. Punctuation and numbers are neither counted nor a distance.
    node : a word of the table, such as ``"di cư"`` (whatever its case), or rows of mentions.
    window : words on each side that are near, within the sentence; ``None`` makes the whole sentence near, and
        then sentences are counted instead of words.
    roles : roles of line that count.
    minimum : leave out words that are near less often than this.

    Returns
    -------
    A row per word, strongest logDice first (then word): word, n (near the node), n_word, n_node, total,
    expected (n if the word did not care), log_dice, g2 (negative where the word avoids the node), p, q
    (Benjamini-Hochberg), n_articles (in which they are near). No row where the node does not occur.

    Raises
    ------
    OptionError : the window is below 1.

    References
    ----------
    Rychlý (2008); Dunning (1993); Evert, S. (2008). Corpora and collocations, in *Corpus Linguistics*, ch. 58.
    """
    check_table(words, "words")
    if window is not None and window < 1:
        raise OptionError(f"A window has 1 word or more (or None for the sentence), got {window}.")
    table = keep_spoken(words, roles, "article_id sentence start end")
    table = table.sort_values(["article_id", "sentence", "start"], kind="stable", ignore_index=True)
    is_node, n_node = _mark_node(table, node)
    if not is_node.any():
        what = f"The word {node!r} does" if isinstance(node, str) else "All of the mentions do"
        note = f"{what} not occur in the words counted; check the spelling and the roles."
        return empty_table("collocations", note)
    sentence = table.groupby(["article_id", "sentence"], sort=False, observed=True).ngroup().to_numpy()
    others = table.assign(sentence=sentence, near=_mark_near(is_node, sentence, window))[~is_node]
    total, in_reach = len(others), int(others["near"].sum())
    if window is None:  # what is counted are sentences
        others = others.drop_duplicates(["sentence", "word"])
        total, in_reach = int(sentence.max()) + 1, len(np.unique(sentence[is_node]))
        n_node = in_reach
    by_word = others.groupby("word", observed=True)["near"]
    table = by_word.agg(n="sum", n_word="size").astype("int64")
    table.index = table.index.astype("str")
    n, n_word = table["n"].to_numpy(), table["n_word"].to_numpy()
    articles = others[others["near"]].groupby("word", observed=True)["article_id"].nunique()
    expected = n_word * in_reach / max(total, 1)
    g2 = log_likelihood(n, n_word - n, in_reach, total - in_reach)
    columns = {"n_node": n_node, "total": total, "expected": expected}
    columns |= {"log_dice": log_dice(n, n_node, n_word)}
    columns |= {"g2": np.where(n >= expected, g2, -g2), "p": scipy.special.chdtrc(1, g2)}
    columns |= {"n_articles": articles.reindex(table.index, fill_value=0)}
    table = table.assign(**columns).reset_index()
    table = table[table["n"] >= max(minimum, 1)]
    table = table.assign(q=find_q(table["p"].to_numpy(), np.ones(len(table), bool)))
    table = table.astype(SCHEMAS["collocations"])
    return table.sort_values(["log_dice", "word"], ascending=[False, True], ignore_index=True)


def _mark_node(table: pd.DataFrame, node: str | pd.DataFrame) -> tuple[np.ndarray, int]:
    """Which words are the node, or overlap one of the mentions; and how often it occurs in them."""
    if isinstance(node, str):
        marked = (table["word"] == node.lower().replace("_", " ")).to_numpy()
        return marked, int(marked.sum())
    place = ["article_id", "sentence"]
    spans = check_table(node, "mentions")[[*place, "start", "end"]].drop_duplicates()
    spans = spans.astype({"article_id": table["article_id"].dtype})  # so that no id is compared as a text
    pairs = table[[*place, "start", "end"]].reset_index().merge(spans, on=place, suffixes=("", "_node"))
    pairs = pairs[(pairs["start"] < pairs["end_node"]) & (pairs["start_node"] < pairs["end"])]
    return table.index.isin(pairs["index"]), len(pairs.drop_duplicates([*place, "start_node", "end_node"]))


def _mark_near(is_node: np.ndarray, sentence: np.ndarray, window: int | None) -> np.ndarray:
    """Which words have a node within the window, in the same sentence."""
    if window is None:
        return (np.bincount(sentence, is_node) > 0)[sentence]
    near = np.zeros(len(is_node), dtype=bool)
    for step in range(1, window + 1):
        same = sentence[step:] == sentence[:-step]
        near[step:] |= same & is_node[:-step]
        near[:-step] |= same & is_node[step:]
    return near
