"""Topics: what a sentence is about, found with the topic dictionary."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import check_table, make_table
from kit.tag.dictionary import TOPICS, Dictionary, load_topics
from kit.vietnamese.phrases.matching import BREAK, Hit
from kit.vietnamese.phrases.rules import Rule

CHUNK = 500_000
"""Characters searched at a time; results do not depend on it."""

_COLUMNS = ("start", "end", "text", "kind", "key", "rule", "weight")


def find_topics(
    sentences: pd.DataFrame, *, dictionary: Dictionary | Path | str | None = None
) -> pd.DataFrame:
    """One row for every topic named in a sentence.

    Phrases are taken from the longest to the shortest (of equals the leftmost, then masks and
    exclusions, then the first in the file). A phrase does not count if it lies inside one already
    taken, or overlaps one of its own topic, a mask, or an exclusion of its topic. So *Thỏa thuận toàn
    cầu về di cư hợp pháp* is the Compact, once, and not legal pathways as well. Only what stands in the
    gap of a phrase with ``…`` may still be another topic.

    Parameters
    ----------
    sentences : the sentences table.
    dictionary : a `Dictionary`, or the path of one (default: the kit's own ``topics.yml``).

    Returns
    -------
    The mentions table, in the order of the text: kind ``"topic"``, key the topic's id, rule the pattern
    that matched, and a column weight. A phrase of two topics is two rows.

    Raises
    ------
    TableError : ``sentences`` lacks a column.
    LexiconError : the dictionary cannot be used.

    Examples
    --------
    >>> sentences = make_table([{"article_id": "a", "text": "Hai bên bàn việc nhận trở lại công dân.",
    ...                          "end": 39, "role": "body"}], "sentences")
    >>> find_topics(sentences)[["start", "end", "key"]].values.tolist()
    [[17, 38, 'return_reintegration']]
    """
    check_table(sentences, "sentences")
    lexicon = _get_dictionary(dictionary)
    texts = sentences["text"].tolist()
    where, starts, ends, keys, rules = [], [], [], [], []
    for first, last in _chunks(texts):
        begins = np.cumsum([0] + [len(text) + 1 for text in texts[first:last]])
        hits = resolve(lexicon.matcher.find(BREAK.join(texts[first:last])), lexicon.rules)
        places = np.searchsorted(begins, [hit.start for hit in hits], side="right") - 1
        for hit, place, begin in zip(hits, places.tolist(), begins[places].tolist(), strict=True):
            rule = lexicon.rules[hit.pattern]
            for topic in rule.topics:
                where.append(first + place)
                starts.append(hit.start - begin)
                ends.append(hit.end - begin)
                keys.append(topic)
                rules.append(rule)
    place = np.array(where, dtype=int)
    offset = sentences["start"].to_numpy("int64")[place]
    columns = {
        **{name: sentences[name].array.take(place) for name in ("article_id", "sentence", "role")},
        "start": offset + np.array(starts, dtype=int),
        "end": offset + np.array(ends, dtype=int),
        "text": [texts[i][start:end] for i, start, end in zip(where, starts, ends, strict=True)],
        "kind": ["topic"] * len(keys),
        "key": keys,
        "rule": [rule.text for rule in rules],
        "weight": np.array([rule.weight for rule in rules], dtype=float),
    }
    return make_table(columns, "topics")


def find_topics_in_text(text: str, *, dictionary: Dictionary | Path | str | None = None) -> pd.DataFrame:
    """The topics of one string: columns start, end, text, kind, key, rule, weight.

    Examples
    --------
    >>> find_topics_in_text("phòng, chống mua bán người")["key"].tolist()
    ['trafficking']
    """
    sentence = pd.DataFrame([{"article_id": "", "text": text, "role": "body"}])
    for column in ("sentence", "line", "start"):
        sentence[column] = 0
    sentence["end"] = len(text)
    return find_topics(sentence, dictionary=dictionary)[list(_COLUMNS)]


def find_objectives(
    mentions: pd.DataFrame, *, dictionary: Dictionary | Path | str | None = None
) -> pd.DataFrame:
    """Topic mentions as mentions of the 23 objectives of the Global Compact for Migration.

    Parameters
    ----------
    mentions : from `find_topics`, with the same dictionary.

    Returns
    -------
    The mentions table with kind ``"objective"`` and key ``"01"`` … ``"23"``; a phrase that serves two
    objectives is two rows, one that serves none is left out.

    Raises
    ------
    TableError : ``mentions`` lacks a column.
    """
    check_table(mentions, "mentions")
    lexicon = _get_dictionary(dictionary)
    served = {
        (topic, rule.text): rule.gcm if topic == rule.topics[0] else lexicon.topics[topic].gcm
        for rule in lexicon.rules
        if rule.kind == "topic"
        for topic in rule.topics
    }
    numbers = [
        [f"{number:02d}" for number in served.get(pair, ())]
        for pair in zip(mentions["key"], mentions["rule"], strict=True)
    ]
    found = mentions.assign(kind="objective", key=pd.Series(numbers, index=mentions.index, dtype=object))
    found = found.explode("key").dropna(subset="key").drop_duplicates(["article_id", "start", "end", "key"])
    return found.astype({"key": "str", "kind": "str"}).reset_index(drop=True)


def resolve(hits: Iterable[Hit], rules: tuple[Rule, ...]) -> list[Hit]:
    """The hits that count, by the one rule of `find_topics`, in the order of the text."""
    kept: list[Hit] = []
    group: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        if hit.start >= reach:  # overlaps nothing before it
            kept += _resolve_group(group, rules)
            group = []
        group.append(hit)
        reach = max(reach, hit.end)
    return kept + _resolve_group(group, rules)


def _resolve_group(group: list[Hit], rules: tuple[Rule, ...]) -> list[Hit]:
    if len(group) < 2:
        return [hit for hit in group if rules[hit.pattern].kind == "topic"]
    taken: list[Hit] = []  # in the order of the text
    longest = max(hit.end - hit.start for hit in group)
    for hit in sorted(
        group,
        key=lambda hit: (hit.start - hit.end, hit.start, rules[hit.pattern].kind == "topic", hit.pattern),
    ):
        near = taken[bisect_left(taken, (hit.start - longest,)) : bisect_left(taken, (hit.end,))]
        if not any(_blocks(other, hit, rules) for other in near):
            insort(taken, hit)
    return [hit for hit in taken if rules[hit.pattern].kind == "topic"]


def _blocks(taken: Hit, hit: Hit, rules: tuple[Rule, ...]) -> bool:
    """Whether a phrase already taken keeps a shorter one from counting."""
    if taken.start >= hit.end or hit.start >= taken.end:
        return False
    first, second = rules[taken.pattern], rules[hit.pattern]
    same_topic = bool(set(first.topics) & set(second.topics))
    if first.kind == "exclude":
        return same_topic
    inside = taken.start <= hit.start and hit.end <= taken.end and first.hides
    return inside or same_topic or "mask" in (first.kind, second.kind)


def _chunks(texts: list[str]) -> Iterable[tuple[int, int]]:
    """Ranges of sentences of about `CHUNK` characters."""
    first, size = 0, 0
    for i, text in enumerate(texts):
        size += len(text)
        if size >= CHUNK:
            yield first, i + 1
            first, size = i + 1, 0
    if first < len(texts):
        yield first, len(texts)


def _get_dictionary(dictionary: Dictionary | Path | str | None) -> Dictionary:
    if isinstance(dictionary, Dictionary):
        return dictionary
    return load_topics(dictionary or TOPICS)
