"""Topics: what a sentence is about, found with the topic dictionary."""

from pathlib import Path

import pandas as pd

from kit.schema import check_table, iterate_rows, make_table
from kit.tag.mentions import make_mentions
from kit.vietnamese.letters import nfc
from kit.vietnamese.phrases.topics import Dictionary, load_topics
from kit.vietnamese.searches import find_in_texts

# Characters searched at a time; results do not depend on it.
CHUNK = 100_000


def find_topics(
    sentences: pd.DataFrame, *, dictionary: Dictionary | Path | str | None = None
) -> pd.DataFrame:
    """One row for every topic named in a sentence.

    A phrase that asks for company counts only beside it in its sentence. Phrases are taken from the longest to the
    shortest (of equals the leftmost, then masks and exclusions, then the first in the file). A phrase does not count
    if it lies inside one already taken, or overlaps one of its own topics (unless it says one topic more), a mask, or
    an exclusion of its topic. So *Thỏa thuận toàn cầu về di cư hợp pháp* is the Compact, once, and not legal
    pathways as well. Still another topic may be what stands in the gap of a phrase with ``…``, and what has the
    company that it asks for.

    Parameters
    ----------
    sentences : the sentences table.
    dictionary : a `Dictionary`, or the path of one (default: the kit's own ``topics.yml``).

    Returns
    -------
    The mentions table, in the order of the text: kind ``"topic"``, key the topic's id, rule the pattern
    that matched, and a column weight. A phrase of two topics is two rows. All topics that were looked for stand in
    ``attrs["keys"]``.

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
    lexicon = load_topics(dictionary)
    texts = sentences["text"].tolist()
    places = list(iterate_rows(sentences, ("article_id", "sentence", "role", "start")))
    rows: list[tuple] = []
    for place, start, end, rule in find_in_texts(texts, lexicon.find, CHUNK):
        *where, offset = places[place]
        where += (offset + start, offset + end, texts[place][start:end], "topic")
        rows += [(*where, topic, rule.text, rule.weight) for topic in rule.topics]
    found = make_mentions(rows, "topics")
    found.attrs["keys"] = sorted(lexicon.topics)  # also those that were never found
    return found


def find_topics_in_text(text: str, *, dictionary: Dictionary | Path | str | None = None) -> pd.DataFrame:
    """The topics of one string: columns start, end (in its NFC form), text, kind, key, rule, weight.

    The string is taken as one sentence.

    Examples
    --------
    >>> find_topics_in_text("phòng, chống mua bán người")["key"].tolist()
    ['trafficking']
    """
    sentence = make_table([{"text": nfc(text)}], "sentences")
    return find_topics(sentence, dictionary=dictionary).drop(columns=["article_id", "sentence", "role"])
