"""Partners compared, two side by side: their articles, topics and words."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from kit.compare.groups import compare_groups
from kit.compare.keyness import compare_keyness
from kit.count.roles import Roles
from kit.count.topics import count_topics
from kit.count.words import count_words
from kit.errors import OptionError
from kit.schema import STORY_ROLES, empty_table, is_among
from kit.tag.partners import add_partner, describe_partnerless
from kit.vietnamese.keys import read_keys
from kit.vietnamese.stopwords import load_stopwords


@dataclass(frozen=True)
class Comparison:
    """Two partners side by side; made by `compare_partners`.

    In the tables with counts, *target* is the first partner and *reference* the second.
    """

    note: str
    """What keeps the two from being compared; "" if nothing does."""
    articles: pd.DataFrame
    """article_id, title, published, partners, and ``side``: either key, or ``both``."""
    topics: pd.DataFrame
    """From `kit.compare.groups.compare_groups`."""
    words: pd.DataFrame
    """From `kit.compare.keyness.compare_keyness`; function words and names left out."""


def compare_partners(corpus: Any, first: str, second: str, *, roles: Roles = STORY_ROLES) -> Comparison:
    """Set the articles of two partners side by side.

    An article belongs to a partner if `kit.add_partner` says so. One that belongs to both is listed, and
    left out where the two are set against each other.

    Parameters
    ----------
    corpus : a `kit.Corpus`, or any object with its tables, its `select` and its `scan`.
    first, second : two partners, by key or name, e.g. ``"BEL"`` and ``"IOM"``.
    roles : roles of line that count.

    Returns
    -------
    `Comparison`. If either partner has no article of its own, its ``note`` says so, and names the partners
    with most articles and how many articles have none; topics and words are then empty. What else stands in
    the articles of a side (events, officials, agreements) is one merge of a table with ``articles`` away.

    Raises
    ------
    OptionError : a partner that the lexicons do not know, with the nearest ones; or one twice.
    """
    lexicons = getattr(corpus, "lexicons", None)
    first, second = (read_keys("partner", word, lexicons=lexicons)[0] for word in (first, second))
    if first and first == second:
        raise OptionError(f"A partner differs from another one; got {first!r} twice.")
    partnered = add_partner(corpus.kept, corpus.partners, home=corpus.home)
    articles = _choose_articles(partnered, first, second)
    groups = {key: articles.loc[articles["side"] == key, "article_id"].tolist() for key in (first, second)}
    if note := _find_note(groups, partnered):
        return Comparison(note, articles, empty_table("differences", note), empty_table("keyness", note))
    target, reference = groups.values()
    both = articles.loc[articles["side"] != "both", "article_id"]
    told = corpus.select(article=both.tolist())
    topics = count_topics(told.topics, roles=roles)
    topics = compare_groups(topics, corpus.sizes(roles=roles), target, reference=reference)
    topics = topics.sort_values(["rate_change", "key"], ascending=[False, True], ignore_index=True)
    topics.attrs["note"] = "No topic was found in the articles of either."
    names = told.partners[told.partners["kind"].isin(["country", "org", "region", "capital"])]
    stopwords, parts = load_stopwords(lexicons), told.scan("words")
    spoken = (drop_names(words, names, told.people) for words in parts)
    counts = [count_words(words, roles=roles, without=stopwords) for words in spoken]
    tallies = pd.concat(counts, ignore_index=True)
    words = compare_keyness(tallies, target, reference=reference)
    words.attrs["note"] = "No word is frequent enough to be compared."
    return Comparison(note, articles, topics, words)


def _choose_articles(articles: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """The articles whose partner is either, and which ``side`` each is on."""
    keys = articles["partners"].str.split()
    of = [keys.map(lambda own, key=key: key in own).to_numpy(bool) for key in (first, second)]
    side = np.select([of[0] & of[1], *of], ["both", first, second], "")
    chosen = articles.assign(side=pd.Series(side, index=articles.index, dtype="str"))[side != ""]
    chosen = chosen[["article_id", "title", "published", "partners", "side"]]
    return chosen.sort_values(["side", "published", "article_id"], ignore_index=True)


def _find_note(groups: dict[str, list[str]], articles: pd.DataFrame) -> str:
    """Why the two cannot be compared, which partners could, and how many articles have none; "" if they can."""
    lacking = [key for key, ids in groups.items() if not ids]
    most = articles.loc[articles["partner"] != "", "partner"].value_counts()
    instead = f" Most articles have {', '.join(most.index[:5])}." if len(most) else ""
    without = describe_partnerless(articles)
    named = " or ".join(filter(None, lacking)) or "a key that could be chosen"  # "" where nothing is named
    return f"No article has {named} as its partner alone.{instead} {without}" if lacking else ""


def drop_names(words: pd.DataFrame, *mentions: pd.DataFrame) -> pd.DataFrame:
    """The words that no mention covers: without the names of countries, organisations and people.

    Parameters
    ----------
    words : the ``words`` table.
    mentions : tables with article_id, start and end.
    """
    kinds = {"article_id": words["article_id"].dtype, "start": "int64", "end": "int64"}
    spans = pd.concat([table[[*kinds]] for table in mentions])
    spans = spans[is_among(spans["article_id"], words["article_id"])].astype(kinds).sort_values("start")
    spans["end"] = spans.groupby("article_id", observed=True)["end"].cummax()
    places = words[["article_id", "start"]].reset_index().astype({"start": "int64"}).sort_values("start")
    # Beside every word the span that begins last before it, with the furthest end of all that begin before it.
    last = pd.merge_asof(places, spans, on="start", by="article_id")
    return words[~words.index.isin(last.loc[last["end"] > last["start"], "index"])]
