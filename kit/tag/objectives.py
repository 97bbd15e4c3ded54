"""Objectives: which of those of the Global Compact for Migration the topics of a text serve."""

from pathlib import Path

import pandas as pd

from kit.schema import check_table
from kit.vietnamese.phrases.topics import Dictionary, load_topics


def find_objectives(
    mentions: pd.DataFrame, *, dictionary: Dictionary | Path | str | None = None
) -> pd.DataFrame:
    """Topic mentions as mentions of the 23 objectives of the Global Compact for Migration.

    Parameters
    ----------
    mentions : from `kit.find_topics`, with the same dictionary.

    Returns
    -------
    The mentions table with kind ``"objective"`` and key ``"01"`` … ``"23"``; a phrase that serves two
    objectives is two rows, one that serves none is left out.

    Raises
    ------
    TableError : ``mentions`` lacks a column.
    """
    check_table(mentions, "mentions")
    lexicon = load_topics(dictionary)
    served: dict[tuple[str, str], list[str]] = {}
    for rule in lexicon.rules:
        for topic in rule.topics if rule.kind == "topic" else ():
            numbers = rule.gcm if topic == rule.topics[0] else lexicon.topics[topic].gcm
            served[topic, rule.text] = [f"{number:02d}" for number in numbers]
    keys = [served.get(pair, []) for pair in zip(mentions["key"], mentions["rule"], strict=True)]
    found = mentions.assign(kind="objective", key=pd.Series(keys, index=mentions.index, dtype=object))
    found = found.explode("key").dropna(subset="key").drop_duplicates(["article_id", "start", "end", "key"])
    return found.astype({"key": "str", "kind": "str"}).reset_index(drop=True)
