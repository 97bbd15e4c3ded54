"""The corpus: a folder of articles as tables, each computed on first use and kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kit.articles import load_articles
from kit.cache import find_lexicons, find_or_make, hash_module
from kit.counts import count_sizes
from kit.dates import find_dates
from kit.duplicates import add_duplicates, fold_duplicates
from kit.errors import TableError
from kit.events import COLUMNS as EVENT_COLUMNS
from kit.events import find_events
from kit.evidence import Evidence, find_evidence
from kit.headlines import add_titles
from kit.lexicon import hash_lexicon
from kit.lines import find_lines
from kit.partners import find_partners
from kit.people import find_people
from kit.published import add_published
from kit.schema import SCHEMAS, STORY_ROLES
from kit.sentences import find_sentences
from kit.topics import find_topics
from kit.version import VERSION
from kit.words import find_words


class _Step(NamedTuple):
    """How a table of the corpus is made, by which module, from which other tables, with what columns."""

    make: Callable[[Corpus], pd.DataFrame]
    module: str
    needs: tuple[str, ...]
    schema: dict[str, str]


_STEPS = {
    "lines": _Step(lambda c: find_lines(c.loaded), "lines", (), SCHEMAS["lines"]),
    "sentences": _Step(
        lambda c: find_sentences(c.loaded, c.lines), "sentences", ("lines",), SCHEMAS["sentences"]
    ),
    "titled": _Step(lambda c: add_titles(c.loaded, c.lines), "headlines", ("lines",), SCHEMAS["articles"]),
    "dated": _Step(
        lambda c: add_published(c.titled, c.sentences),
        "published",
        ("titled", "sentences"),
        SCHEMAS["articles"],
    ),
    "articles": _Step(
        lambda c: add_duplicates(c.dated, lines=c.lines),
        "duplicates",
        ("dated", "lines"),
        SCHEMAS["articles"],
    ),
    "words": _Step(lambda c: find_words(c.stories), "words", ("sentences", "articles"), SCHEMAS["words"]),
    "dates": _Step(
        lambda c: find_dates(c.stories, c.articles), "dates", ("sentences", "articles"), SCHEMAS["dates"]
    ),
    "partners": _Step(
        lambda c: find_partners(c.stories), "partners", ("sentences", "articles"), SCHEMAS["mentions"]
    ),
    "people": _Step(lambda c: find_people(c.stories, c.partners), "people", ("partners",), SCHEMAS["people"]),
    "topics": _Step(
        lambda c: find_topics(c.stories), "topics", ("sentences", "articles"), SCHEMAS["mentions"]
    ),
    "events": _Step(
        lambda c: find_events(c.dates, c.stories, c.articles, who=pd.concat([c.people, c.partners])),
        "events",
        ("dates", "people"),
        EVENT_COLUMNS,
    ),
}


class Corpus:
    """A folder of articles and everything the kit finds in them.

    The tables ``articles``, ``lines``, ``sentences``, ``words``, ``dates``, ``events``, ``partners``, ``people``
    and ``topics`` are DataFrames (see `kit.schema`), each computed when it is first asked for and kept on
    disk under the hash of the articles, the code and the lexicons that made it.

    Parameters
    ----------
    folder : folder of articles, as for `kit.load_articles`.
    metadata : CSV of what is known by hand (default: ``articles.csv`` in the folder or ``<folder>.csv`` beside it).
    cache : folder of the cache (default `kit.cache.CACHE`).
    fold : count a text that several outlets printed once: dates, partners, people, topics, events and words
        are those of the kept articles only. ``articles``, ``lines`` and ``sentences`` keep every copy, and
        ``articles.duplicate_of`` says which is a copy of what.

    Raises
    ------
    ArticleError : the folder or its metadata cannot be read.

    Examples
    --------
    >>> corpus = Corpus("data/articles")  # doctest: +SKIP
    >>> corpus.partners["key"].value_counts()  # doctest: +SKIP
    """

    loaded: pd.DataFrame
    """The articles as they were read, before titles and dates are deduced."""
    articles: pd.DataFrame
    lines: pd.DataFrame
    sentences: pd.DataFrame
    words: pd.DataFrame
    dates: pd.DataFrame
    events: pd.DataFrame
    partners: pd.DataFrame
    people: pd.DataFrame
    topics: pd.DataFrame

    def __init__(
        self,
        folder: Path | str,
        *,
        metadata: Path | str | None = None,
        cache: Path | str | None = None,
        fold: bool = True,
    ):
        self.folder = Path(folder)
        self.loaded = load_articles(folder, metadata=metadata)
        self.hash = _hash_articles(self.loaded)
        """Says which articles, and which knowledge about them, the tables rest on."""
        self.fold = fold
        self._cache = Path(cache) if cache else None

    def __repr__(self) -> str:
        copies = len(self.articles) - len(self.kept)
        folded = f", {copies} of them copies that count with another" if copies else ""
        return f"Corpus of {len(self.articles)} articles{folded}, {self.hash[:12]}"

    @property
    def kept(self) -> pd.DataFrame:
        """The articles that are counted: all of them, or without the copies if these are folded."""
        return fold_duplicates(self.articles).drop(columns="copies") if self.fold else self.articles

    @property
    def stories(self) -> pd.DataFrame:
        """The sentences of the articles that are counted."""
        return self.sentences[self.sentences["article_id"].isin(self.kept["article_id"])]

    def __getattr__(self, name: str) -> pd.DataFrame:
        step = _STEPS.get(name)
        if step is None:
            raise AttributeError(f"A corpus has no {name!r}; its tables are {', '.join(_STEPS)}.")
        table = find_or_make(
            lambda: step.make(self), name=name, schema=step.schema, key=self._key(name), folder=self._cache
        )
        self.__dict__[name] = table
        return table

    def _key(self, name: str) -> str:
        """The hash of all that makes a table: the articles, its code and lexicons, and the tables before it."""
        step = _STEPS[name]
        parts = [self.hash, str(self.fold), hash_module(step.module), *map(self._key, step.needs)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()

    def sizes(self, *, roles: tuple[str, ...] = STORY_ROLES) -> pd.DataFrame:
        """The denominators per article: `kit.counts.count_sizes` of this corpus."""
        return count_sizes(self.kept, self.stories, self.words, roles=roles)

    def evidence(
        self,
        *,
        topic: str | None = None,
        partner: str | None = None,
        person: str | None = None,
        date: str | None = None,
        article: str | None = None,
        roles: tuple[str, ...] = STORY_ROLES,
        limit: int = 20,
    ) -> Evidence:
        """The sentences in which all that is given occurs together, highlighted.

        Parameters
        ----------
        topic, partner, person, date : keys of those tables, e.g. ``partner="BEL", topic="return"``; the
            beginning of a key is enough where only one begins so.
        article : only this article.
        roles : only lines of these roles.
        limit : how many sentences to show.

        Returns
        -------
        `Evidence`; empty, with a note that names the nearest keys, if a key was never found.
        """
        asked = {"topics": topic, "partners": partner, "people": person, "dates": date}
        mentions = [(getattr(self, table), key) for table, key in asked.items() if key is not None]
        if not mentions and article is None:
            raise TableError(
                "Say what the sentences should have: topic=, partner=, person=, date= or article=."
            )
        return find_evidence(self.sentences, mentions, article=article, roles=roles, limit=limit)

    def provenance(self, **parameters: Any) -> dict[str, Any]:
        """What a number rests on: corpus hash, version of the kit, hashes of the lexicons, parameters."""
        lexicons = sorted({lexicon for step in _STEPS.values() for lexicon in find_lexicons(step.module)})
        return {
            "corpus": self.hash,
            "articles": len(self.articles),
            "counted": len(self.kept),
            "kit": VERSION,
            "lexicons": {lexicon: hash_lexicon(lexicon)[:12] for lexicon in lexicons},
            "parameters": parameters,
        }


def _hash_articles(articles: pd.DataFrame) -> str:
    """The sha256 of all that was read, in the order of the article ids."""
    rows = articles.sort_values("article_id").astype(str).to_dict("records")
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
