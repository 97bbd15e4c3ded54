"""The corpus: a folder of articles as tables, each computed on first use and kept."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from kit import __version__
from kit.cache import find_table, hash_code, keep_table
from kit.count.counts import count_sizes
from kit.errors import KitWarning, TableError
from kit.files import check_overlay, find_data, hash_data, list_data, overlay, watch_reading
from kit.read.articles import load_articles
from kit.schema import STORY_ROLES
from kit.show.evidence import Evidence, find_evidence
from kit.steps import INPUTS, LOADED, SIZES, STEPS, UNFOLDED, Step

_TRIES = 3  # a file that is saved again and again while a table is made is not waited for


class Corpus:
    """A folder of articles and everything the kit finds in them.

    The tables ``articles``, ``lines``, ``sentences``, ``words``, ``dates``, ``events``, ``partners``, ``people``
    and ``topics`` are DataFrames (see `kit.schema`), each computed when it is first asked for and kept on
    disk under the hash of the articles, the code and the lexicons that made it. How each is made is said in
    `kit.steps.STEPS`.

    Parameters
    ----------
    folder : folder of articles, as for `kit.load_articles`.
    metadata : CSV of what is known by hand (default: ``articles.csv`` in the folder or ``<folder>.csv`` beside it).
    cache : folder of the cache (default `kit.cache.find_cache`).
    fold : count a text that several outlets printed once: dates, partners, people, topics, events and words
        are those of the kept articles only. ``articles``, ``lines`` and ``sentences`` keep every copy, and
        ``articles.duplicate_of`` says which is a copy of what.
    lexicons : a folder of lexicons of one's own; a file that is there is taken instead of the kit's of that name.

    Raises
    ------
    ArticleError : the folder or its metadata cannot be read.
    LexiconError : ``lexicons`` is no folder, or has a file that the kit has not.

    Examples
    --------
    >>> corpus = Corpus("data/articles")  # doctest: +SKIP
    >>> corpus.partners["key"].value_counts()  # doctest: +SKIP
    """

    loaded: pd.DataFrame
    """The articles as they were read, before titles and dates are deduced."""
    articles: pd.DataFrame
    kept: pd.DataFrame
    """The articles that are counted: all of them, or without the copies if these are folded."""
    lines: pd.DataFrame
    sentences: pd.DataFrame
    stories: pd.DataFrame
    """The sentences of the articles that are counted."""
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
        lexicons: Path | str | None = None,
    ):
        self.folder = Path(folder)
        self.fold = fold
        known = list_data() | {name for step in STEPS.values() for name in step.reads}
        self.lexicons = check_overlay(lexicons, known) if lexicons is not None else None
        self._cache = Path(cache) if cache else None
        with overlay(self.lexicons), watch_reading() as seen:
            self.loaded = load_articles(folder, metadata=metadata)
        self.hash = _hash_articles(self.loaded)
        """Says which articles, and which knowledge about them, the tables rest on."""
        # What every table in memory was made from: its key, and what its data files then held.
        self._keys = {LOADED: self.hash}
        self._read = {LOADED: {path.name: "".join(sorted(digests)) for path, digests in seen.items()}}

    def __repr__(self) -> str:
        copies = len(self.articles) - len(self.kept)
        folded = f", {copies} of them copies that count with another" if copies else ""
        return f"Corpus of {len(self.articles)} articles{folded}, {self.hash[:12]}"

    @property
    def steps(self) -> Mapping[str, Step]:
        """How each table of this corpus is made."""
        return STEPS if self.fold else {**STEPS, **UNFOLDED}

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in STEPS:
            near = get_close_matches(name, list(STEPS), n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise AttributeError(f"A corpus has no {name!r}; its tables are {', '.join(STEPS)}.{hint}")
        table = self._find_or_make(name)
        self.__dict__[name] = table
        return table

    def _find_or_make(self, name: str) -> pd.DataFrame:
        """The table from the cache, or made; kept only if nothing that it rests on changed meanwhile."""
        step = self.steps[name]
        for _ in range(_TRIES):
            read, key = self._hash_reads(step), self.key(name)
            if step.stored:
                table = find_table(name, key, schema=dict(step.columns), folder=self._cache)
                if table is not None:
                    self._keys[name], self._read[name] = key, read
                    return table
            tables = {needed: getattr(self, needed) for needed in step.tables}
            read, key = self._hash_reads(step), self.key(name)  # of the tables that are now there
            with overlay(self.lexicons), watch_reading() as seen:
                table = step.run(tables)
            _check_reads(name, step, set(seen))
            same = all(digests == {read[path.name]} for path, digests in seen.items())
            if same and self._hash_reads(step) == read and self.key(name) == key:
                if step.stored:
                    keep_table(table, name, key, folder=self._cache)
                self._keys[name], self._read[name] = key, read
                return table
        warnings.warn(
            f"Files that the table {name} rests on ({', '.join(step.reads)}) were saved while it was made, "
            f"{_TRIES} times; it is not kept. Ask again in a new corpus.",
            KitWarning,
            stacklevel=3,
        )
        self._keys[name], self._read[name] = hashlib.sha256(f"{key} unsettled".encode()).hexdigest(), read
        return table

    def key(self, name: str) -> str:
        """The hash of all that makes a table: its code, libraries and data files, and the tables before it.

        Raises
        ------
        KeyError : there is no such table.
        """
        if name in self._keys:
            return self._keys[name]
        step = self.steps[name]
        parts = [
            hash_code(step.make),
            *(f"{file} {digest}" for file, digest in self._hash_reads(step).items()),
        ]
        parts += [f"{argument}={names}" for argument, names in step.needs.items()]
        return hashlib.sha256(" ".join([*parts, *map(self.key, step.tables)]).encode()).hexdigest()

    def _hash_reads(self, step: Step) -> dict[str, str]:
        """The data files of a step, and what they hold now."""
        with overlay(self.lexicons):
            return {name: hash_data(find_data(name)) for name in step.reads}

    def sizes(self, *, roles: tuple[str, ...] = STORY_ROLES) -> pd.DataFrame:
        """The denominators per article: `kit.count.counts.count_sizes` of this corpus."""
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

    def provenance(self, *names: str | Path | Sequence[str | Path], **parameters: Any) -> dict[str, Any]:
        """What a number rests on: corpus, version of the kit, data files as they were when read, parameters.

        Parameters
        ----------
        names : what the number was made of: tables (``"topics"``), ``"sizes"``, what `kit.steps.INPUTS` lists
            (``"labels"``, ``"stopwords"`` …), or paths of files, such as hand codes. Default: all tables.
        parameters : whatever else decides the number.

        Returns
        -------
        corpus (hash of the articles), articles, counted, kit (version), rests_on (``names``), files (name to the
        first 12 letters of the sha256 of every data file that these were made from), parameters.

        Raises
        ------
        TableError : a name that is none of these.
        """
        given = [part for name in names for part in ([name] if isinstance(name, str | Path) else name)]
        files: dict[str, str] = dict(self._read[LOADED])
        for name in given or self.steps:
            files |= self._hash_rests(name)
        return {
            "corpus": self.hash,
            "articles": len(self.articles),
            "counted": len(self.kept),
            "kit": __version__,
            "rests_on": sorted(Path(name).name for name in given),
            "files": {name: digest[:12] for name, digest in sorted(files.items())},
            "parameters": parameters,
        }

    def _hash_rests(self, name: str | Path) -> dict[str, str]:
        """The data files behind one name of `provenance`, and what they held."""
        if isinstance(name, str) and name in self.steps:
            read = self._read.get(name) or self._hash_reads(self.steps[name])
            return read | {
                k: v for table in self.steps[name].tables for k, v in self._hash_rests(table).items()
            }
        if name == LOADED:
            return self._read[LOADED]
        if name == "sizes":
            return {file: digest for table in SIZES for file, digest in self._hash_rests(table).items()}
        if isinstance(name, str) and name in INPUTS:
            with overlay(self.lexicons):
                return {file: hash_data(find_data(file)) for file in INPUTS[name]}
        path = Path(name)
        if path.is_file():
            return {f"{path.parent.name}/{path.name}": hash_data(path)}
        known = ["sizes", *self.steps, *INPUTS]
        near = get_close_matches(str(name), known, n=1)
        raise TableError(
            f"{str(name)!r} is no table, no input and no file."
            + (f" Did you mean {near[0]!r}?" if near else "")
            or f" Use {', '.join(known)}."
        )


def _check_reads(name: str, step: Step, seen: set[Path]) -> None:
    """Raise a `TableError` if a step used a data file that it does not declare."""
    if hidden := sorted(path.name for path in seen if path.name not in step.reads):
        raise TableError(
            f"The step of the table {name!r} used {', '.join(hidden)}, which it does not declare: a table kept on "
            f"disk would outlive an edit of that file. Add it to its reads in the table of steps."
        )


def _hash_articles(articles: pd.DataFrame) -> str:
    """The sha256 of all that was read, in the order of the article ids."""
    rows = articles.sort_values("article_id").astype(str).to_dict("records")
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
