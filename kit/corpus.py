"""The corpus: a folder of articles as tables, each computed on first use and kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as Values
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, partial, reduce
from itertools import chain
from pathlib import Path
from textwrap import shorten
from typing import Any

import numpy as np
import pandas as pd

from kit import __version__
from kit.cache import Excluded
from kit.check.codes import find_coded, load_codes
from kit.check.counts import correct_counts
from kit.count.roles import Roles
from kit.count.selection import choose_articles, read_criteria
from kit.count.sizes import count_sizes
from kit.count.statements import ARROW, as_mentions, is_between
from kit.errors import LexiconError, OptionError, TableError, suggest
from kit.files import find_data, hash_data, list_data, overlay, watch_reading
from kit.read.kept import load_kept
from kit.schema import SIDES, STORY_ROLES, check_columns, check_table, is_among
from kit.show.choices import choose_key
from kit.show.evidence import Evidence, find_evidence, find_places
from kit.spreadsheets import find_sheet
from kit.steps import INPUTS, LOADED, SIZES, STEPS, Failure
from kit.store.collection import TEXTS, Collection, Where
from kit.store.frozen import Frozen
from kit.store.manifest import is_store, load_manifest, open_tables, warn_of_missing
from kit.store.partitions import hash_articles, hash_ids
from kit.store.settings import Settings, read_settings
from kit.study import FILE, is_study, load_study
from kit.tag.corrections import CORRECTED, lay_over
from kit.tag.dates import find_today
from kit.tag.people import add_speakers
from kit.tag.published import BOUNDS, find_bounds
from kit.vietnamese.dates.asked import read_day
from kit.vietnamese.ids import match_ids
from kit.vietnamese.keys import check_known, is_key, read_calendar, read_keys, tell_key
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer


class Corpus:
    """The articles of a study, or of a folder, and everything the kit finds in them.

    The tables ``articles``, ``lines``, ``sentences``, ``words``, ``lengths``, ``dates``, ``events``, ``partners``,
    ``people``, ``meetings``, ``agreements``, ``places``, ``topics``, ``statements`` and ``quantities`` are DataFrames
    (see `kit.schema`), each computed when it is first asked for and kept on disk under the hash of the articles, the
    code and the lexicons that made it. How each is made is said in `kit.steps.STEPS`; ``loaded`` are the articles as
    they were read, before titles and dates are deduced.

    Parameters
    ----------
    folder : of a study, whose ``study.yml`` (see `kit.study`) says what is not given here, and to which of its articles
        the corpus is cut, and whose ``events.csv`` and ``meetings.csv`` are laid over these tables; or of articles, as
        for `kit.load_articles`; or a store that `kit.build` made of them.
    metadata : table of what is known by hand (default: ``articles.csv`` or ``.xlsx`` in the folder, or ``<folder>.csv``
        beside it).
    cache : folder of the cache (default `kit.files.find_cache`).
    fold : count a text that several outlets printed once: dates, partners, people, meetings, topics, events and words
        are those of the kept articles only. ``articles``, ``lines`` and ``sentences`` keep every copy, and
        ``articles.duplicate_of`` says which is a copy of what.
    lexicons : a folder of lexicons of one's own; a file that is there is taken instead of the kit's of that name.
    home : the country whose diplomacy is studied (ISO 3166-1 alpha-3); ``articles.home_named`` says which name it.
    today : the day that decades and two-digit years are near to in an article without publication date (default: the
        latest publication day or bound of the collection, else the day of the kit's release).
    published_from, published_to : the first and the last day on which the articles can have been published, if that is
        known of the collection: a day, month (``"2013-05"``) or year. A given date stays, whatever they say.

    Raises
    ------
    ArticleError : the folder cannot be read.
    FileError : the metadata cannot be used; all that is wrong with it, with the rows.
    LexiconError : ``lexicons`` is no folder, or has a file that the kit has not; or what ``study.yml`` selects is
        not known.
    OptionError : ``home`` is no country, ``today`` is no date, or a bound is none, or they are the wrong way round.

    Examples
    --------
    >>> corpus = Corpus("data/articles")  # doctest: +SKIP
    >>> corpus.partners["key"].value_counts()  # doctest: +SKIP
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        metadata: Path | str | None = None,
        cache: Path | str | None = None,
        fold: bool | None = None,
        lexicons: Path | str | None = None,
        home: str | None = None,
        today: str | dt.date | None = None,
        published_from: str | dt.date | None = None,
        published_to: str | dt.date | None = None,
    ):
        self.study = load_study(folder)
        given: dict[str, Any] = {"home": home, "today": today, "fold": fold}
        given |= {"published_from": published_from, "published_to": published_to}
        given = self.study.settings | {name: value for name, value in given.items() if value is not None}
        self.folder, self.fold = self.study.articles, bool(given.pop("fold", True))
        lexicons = self.study.lexicons if lexicons is None else lexicons
        own = find_sheet(self.study.data / "articles.csv")
        metadata = own if metadata is None and is_study(self.study.folder) and own.exists() else metadata
        if is_store(self.folder):
            self._open_store(lexicons, given)
        else:
            self._load(metadata, Path(cache) if cache else None, read_settings(lexicons=lexicons, **given))
        self.lexicons, self.home = self._whole.lexicons, self._whole.options["home"]
        self.selection: dict[str, Any] = {}
        """What this corpus was cut to, see `select`; empty for all articles."""
        self._criteria: tuple[dict[str, Any], ...] = ()
        self._chosen: frozenset[str] | None = None
        self._correct()
        try:
            self.__dict__ = self.select(**self.study.select).__dict__  # without the tables that were not cut
        except OptionError as error:
            raise LexiconError(self.study.folder / FILE, None, f"select, period: {error}") from None

    def _load(self, metadata: Path | str | None, cache: Path | None, settings: Settings) -> None:
        """Read the articles: a collection of one part, whose tables are kept in the cache."""
        with overlay(settings.lexicons), watch_reading() as seen:
            loaded = load_kept(self.folder, metadata=metadata, cache=cache)
        self.hash = hash_ids(hash_articles(loaded))
        """Says which articles, and which knowledge about them, the tables rest on."""
        self.collection = self.study.name
        self._whole = Collection([self.hash], settings.options, settings.lexicons, settings.laid_over, cache)
        self._whole.tables[LOADED, 0] = loaded
        self._whole.read[LOADED, 0] = {path.name: "".join(sorted(digests)) for path, digests in seen.items()}

    def _open_store(self, lexicons: Path | str | None, given: dict[str, Any]) -> None:
        """Open what `kit.build` made."""
        manifest = load_manifest(self.folder)
        warn_of_missing(self.folder, manifest)
        self.hash, self.collection = manifest["hash"], manifest["collection"]
        self._whole = open_tables(self.folder, manifest, lexicons=lexicons)
        for name, value in given.items():
            built = self._whole.options[name]
            if value not in (None, HOME) and read_settings(**{name: value}).options[name] != built:
                remedy = f"Build another one, with {name}={value!r}."
                raise OptionError(f"The store {self.folder} was built with {name}={built!r}. {remedy}")

    def _correct(self) -> None:
        """Lay what the study says by hand of events and meetings over these tables."""
        open_to = is_study(self.study.folder) and not isinstance(self._whole, Frozen)  # it has them in it
        own = {}
        for name in CORRECTED:
            if open_to and (path := find_sheet(self.study.data / f"{name}.csv")).exists():
                own[name] = lay_over(getattr(self, name), path, lexicons=self.lexicons)
        if own:
            self.__dict__ = self.with_tables(**own).__dict__

    def __repr__(self) -> str:
        articles, copies = len(self._ids), len(self._ids) - len(self._counted)
        folded = f", {copies} of them copies that count with another" if copies else ""
        cut = f", cut to {self.denominator}" if self.selection else ""
        return f"Corpus of {articles} article{'s' * (articles != 1)}{folded}, {self.hash[:12]}{cut}"

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name != LOADED and name not in STEPS:
            tables, hint = ", ".join(STEPS), suggest(name, STEPS)
            raise AttributeError(f"A corpus has no {name!r}; its tables are {tables}. {hint}".rstrip())
        return self.__dict__.setdefault(name, self._cut(name))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *STEPS]

    @property
    def today(self) -> dt.date:
        """What decades and two-digit years are near to where nothing says when an article was published."""
        return read_day(self._whole.options["today"], "today") or find_today(self._whole.get("dated"))

    @property
    def failures(self) -> pd.DataFrame:
        """The articles that tables lack because their step failed on them: article, step, error, line of the code.

        It tells of the tables that were made so far; of these a store keeps what could be made, a folder nothing.
        """
        return pd.DataFrame(self._whole.failures, columns=list(Failure._fields), dtype="str")

    @cached_property
    def kept(self) -> pd.DataFrame:
        """The articles that are counted: all of them, or without the copies if these are folded."""
        return self.articles[is_among(self.articles["article_id"], self._counted)].reset_index(drop=True)

    @cached_property
    def story(self) -> pd.DataFrame:
        """The sentences of title, lead and body of the articles that are counted."""
        return self._cut("story")

    @cached_property
    def sides(self) -> pd.DataFrame:
        """The partners named, and as a mention of its partner every official who speaks for one.

        For counts by sentence: a sentence of *bà Motus* is one of the IOM. Mentions are not to be summed from it.
        """
        return add_speakers(self.partners, self.people)

    @cached_property
    def _counted(self) -> frozenset[str]:
        """The ids of the articles that count."""
        return self._ids - self._copies

    @cached_property
    def _order(self) -> pd.Index:
        """The same in order."""
        return pd.Index(sorted(self._counted), dtype="str")

    @cached_property
    def _copies(self) -> Excluded:
        """The ids of the articles that count with another."""
        if not self.fold:
            return Excluded()
        copies = self._whole.get("copies")
        return Excluded(copies["article_id"][copies["duplicate_of"] != ""])

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids of all articles, or of those that were chosen."""
        return frozenset(self._whole.homes) if self._chosen is None else self._chosen

    def _get_articles(self, *columns: str, name: str = "articles") -> pd.DataFrame:
        """Of all articles, or of those that were chosen, no more than these columns; as they were read: ``loaded``."""
        return self._whole.get(*self._want(name, {}), ["article_id", *columns])

    def _cut(self, name: str, where: Where = None) -> pd.DataFrame:
        """A finished table without the articles that are not counted, or not chosen, and the rows that are wanted."""
        name, wanted = self._want(name, where or {})
        table = self._whole.get(name, wanted).copy(deep=False)  # what is done to it changes no other
        for column in table.columns[table.dtypes == "category"] if wanted else ():
            codes, kinds = pd.factorize(table[column].cat.codes)  # as if the others had never been there
            table[column] = pd.Categorical.from_codes(codes, table[column].cat.categories[kinds])
        return table

    def _want(self, name: str, where: Mapping[str, Any]) -> tuple[str, Where]:
        """The table, and the values of the rows that are wanted of it, with the articles that count."""
        check_known("table", [name], [LOADED, "story", *STEPS])
        counted = name == "story" or (name != LOADED and STEPS[name].counted)
        if name == "story":
            name, where = "sentences", {"role": STORY_ROLES, **where}
        if self._chosen is None and "article_id" not in where:  # all but a few
            return name, {**where, "article_id": self._copies} if counted and self._copies else where
        ids = self._counted if counted else self._ids
        return name, {**where, "article_id": ids.intersection(where.get("article_id", ids))}

    def scan(
        self, name: str, *, columns: Sequence[str] | None = None, where: Where = None
    ) -> Iterator[pd.DataFrame]:
        """A table part by part, for collections of which it does not fit the memory.

        Parameters
        ----------
        name : of a table, or ``"story"``.
        columns : the columns that are read (default: all).
        where : column to the values that are wanted, e.g. ``{"key": ["BEL"]}``: other rows are not read.

        Yields
        ------
        DataFrames, of a folder one and of a store one a part: no article is in two. Counts of them add up:
        ``pd.concat(map(kit.count_words, corpus.scan("words")))``.

        Raises
        ------
        OptionError : there is no such table or column, or what is wanted of a column is no list.
        """
        where = where or {}
        if alone := [column for column, values in where.items() if isinstance(values, str)]:
            wanted = f"{{{alone[0]!r}: [{where[alone[0]]!r}]}}"
            raise OptionError(f"What is wanted of a column is a list: where={wanted}.")
        name, rows = self._want(name, where)
        if name not in (LOADED, *TEXTS, *self._whole.own):  # these may have columns of their own
            check_known("column", [*(columns or ()), *where], STEPS[name].columns)
        return self._whole.scan(name, columns, rows)

    def key(self, name: str) -> str:
        """The hash of all that makes a table: its code, libraries and data files, and the tables before it.

        Raises
        ------
        KeyError : there is no such table.
        """
        return self._whole.key(name)

    def select(self, **criteria: Any) -> Corpus:
        """This corpus cut to the articles for which all that is given holds.

        Finished tables are cut and nothing is found anew, so a row is the same here and in the `whole`. Sizes are those
        of the cut; the cut stands in provenance and on every figure, and `denominator` says it in words.

        Parameters
        ----------
        criteria : ``home_named``, ``partner``, ``topic``, ``period``, ``source``, ``article``, ``sample``: see
            `kit.count.selection.choose_articles`. None given, or all None, or a sample of as many articles as there
            are: the corpus as it is.

        Returns
        -------
        A `Corpus`, which may have no article at all: charts then say that there is nothing.

        Raises
        ------
        OptionError : an unknown criterion, partner, topic, outlet or article, with the nearest; a period that is none.

        Examples
        --------
        >>> corpus = Corpus("data/articles").select(partner="BEL")  # doctest: +SKIP
        >>> corpus.denominator  # doctest: +SKIP
        "1 of 2 articles: partner='BEL'"
        """
        given = read_criteria(criteria)
        if "sample" in given and given["sample"] >= len(self._ids):
            del given["sample"]
        if not given:
            return self
        named = {}
        for name in given.keys() & {"partner", "topic"}:
            words = [given[name]] if isinstance(given[name], str) else given[name]
            keys = [key for word in words for key in self._read(name, word)]
            given[name] = keys[0] if isinstance(given[name], str) else keys
            named[f"{name}s"] = self._whole.get(f"{name}s", {"key": {*keys}}, ["article_id", "role", "key"])
        told = given.keys() & {"home_named", "period", "source"}  # else ids are all that it takes
        articles = self._get_articles(
            "published", "source", *["home_named"] * bool(told), name="articles" if told else LOADED
        )
        ids = choose_articles(articles, **named, **given)
        before, all_given = self.selection, (*self._criteria, given)
        twice = {name: {"all_of": [before[name], given[name]]} for name in given if name in before}
        return self._copy(selection=before | given | twice, _chosen=frozenset(ids), _criteria=all_given)

    @property
    def whole(self) -> Corpus:
        """This corpus with all its articles, if it was cut."""
        return self._copy(selection={}, _chosen=None, _criteria=()) if self.selection else self

    def _copy(self, **changes: Any) -> Corpus:
        """The same but for these changes, its tables not yet cut."""
        other = copy(self)
        other.__dict__ = {name: self.__dict__[name] for name in _OWN.split()} | changes
        return other

    def _read(self, name: str, word: Any) -> list[str]:
        """The keys that a word of a person names, of those that the lexicons or the tables know."""
        there: Values[str] = ()
        if is_key(name, word, self.lexicons):  # nothing has to be looked for
            return [word]
        if table := _TABLES.get(name):
            parts = [*self._whole.scan(table, {"key": "category"})]
            there = [*chain(*(part["key"].unique() for part in parts), parts[0].attrs.get("keys", ()))]
        return read_keys(name, word, there=there, lexicons=self.lexicons)

    @property
    def denominator(self) -> str:
        """Which articles count, in words: ``420 of 500 articles: naming Việt Nam``."""
        counted, total = len(self._counted), len(self.whole._counted)
        said = ", ".join(self._say_criterion(name, value) for name, value in self.selection.items())
        return f"{counted:,} of {total:,} articles: {said}" if said else f"{counted:,} articles"

    def _say_criterion(self, name: str, value: Any) -> str:
        if name == "sample":
            return "drawn by chance"
        if name != "home_named":
            return f"{name}={shorten(repr(value), 60, placeholder=' …')}"
        home = load_gazetteer(self.lexicons).partners[self.home].vi
        return f"naming {home}" if value else f"not naming {home}"

    def with_tables(self, **tables: pd.DataFrame) -> Corpus:
        """This corpus with tables of one's own in the place of the kit's.

        Evidence, sizes, counts, provenance, and the tables that are made from them use the new ones; the hash of each
        stands in provenance and in the key of what rests on it.

        Parameters
        ----------
        tables : e.g. ``topics=kit.find_topics(corpus.sentences, dictionary=mine)``.

        Raises
        ------
        TableError : a column is missing or of another dtype, a sentence is not in this corpus, or ``text`` is not what
            stands between ``start`` and ``end``.
        OptionError : there is no such table. Articles are changed in ``articles.csv``.
        """
        check_known("table", tables, [name for name, step in STEPS.items() if step.counted])
        uncut = self.whole
        own = {name: _check_own(name, table, uncut) for name, table in tables.items()}
        other = uncut._copy(_whole=self._whole.replace(own))
        for criteria in self._criteria:
            other = other.select(**criteria)
        return other

    def sizes(self, *, roles: tuple[str, ...] = STORY_ROLES) -> pd.DataFrame:
        """The denominators per article: `kit.count.sizes.count_sizes` of this corpus.

        Of a corpus that was cut there is a column ``denominator``, which `kit.summarise_tallies` hands on.
        """
        made = self.__dict__.setdefault("_sizes", {})
        if tuple(roles) not in made:
            sizes = count_sizes(pd.DataFrame({"article_id": self._order}), self.lengths, roles=roles)
            made[tuple(roles)] = sizes.assign(denominator=self.denominator) if self.selection else sizes
        return made[tuple(roles)].copy(deep=False)  # what is done to it changes no other

    def find_coded(self, codes: pd.DataFrame, *, roles: Roles = STORY_ROLES) -> pd.DataFrame:
        """The codes of sentences that this corpus has: `kit.check.find_coded`, for which no other article is read.

        Parameters
        ----------
        codes : from `kit.check.load_codes`.
        roles : roles of line that count.

        Returns
        -------
        The rows of ``codes`` that `kit.check.find_coded` gives of the sentences of this corpus, with ``role``.

        Raises
        ------
        TableError : as `kit.check.find_coded`.
        """
        given = check_table(codes, "codes", columns=["article_id"])["article_id"].unique()
        fits = match_ids(given, self._counted)
        sentences = self._cut("sentences", {"article_id": {*chain(*fits.values())}})
        return find_coded(codes, sentences, roles=roles)

    def correct_counts(self, forms: Any, *, table: str = "topics") -> pd.DataFrame:
        """How many sentences of the story have each key: `kit.correct_counts` by the codes in these forms.

        Parameters
        ----------
        forms : CSV files, one or several, that `kit.sample_to_code` drew and people coded; none (``[]``) leaves the
            counts of the kit.
        table : the table of mentions that is counted.

        Raises
        ------
        FileError, TableError : as `kit.check.load_codes` and `kit.check.find_coded`.
        """
        columns = ["article_id", "sentence", "role", "act" if table == "statements" else "key", "rule"]
        mentions = pd.concat(self.scan(table, columns=columns), ignore_index=True)
        codes = self.find_coded(load_codes(forms, codes=mentions.attrs.get("keys")))
        return correct_counts(mentions, codes, self.sizes())

    def evidence(
        self,
        *,
        topic: str | None = None,
        partner: str | None = None,
        person: str | None = None,
        date: str | dt.date | None = None,
        act: str | None = None,
        speaker: str | None = None,
        addressee: str | None = None,
        article: str | None = None,
        roles: tuple[str, ...] = STORY_ROLES,
        top: int = 20,
    ) -> Evidence:
        """The sentences in which all that is given occurs together, highlighted.

        Parameters
        ----------
        topic, partner, person, date : keys of those tables, or what people call them: ``partner="BEL"``, ``"Bỉ"``,
            ``"belgium"``, ``"Bi"``; ``person="bà Motus"``; ``date="tháng 5/2023"``, which has all days in it. The
            beginning of a key is enough where only one begins so. A sentence has a partner too where only an official
            who speaks for it is named (``sides``).
        act, speaker, addressee : one statement has all that is given of these: an act (``"request"``, ``"Đề nghị"``),
            and the sides that make it and are told.
        article : only this article.
        roles : only lines of these roles.
        top : how many sentences to show.

        Returns
        -------
        `Evidence`; empty, with a note, if nobody knows a key (with the nearest), or no article here has it.

        Raises
        ------
        OptionError : an act or a side of statements that nobody knows, with the nearest; or nothing is given.
        """
        asked = {"topic": topic, "partner": partner, "person": person, "date": date}
        words = {name: word for name, word in asked.items() if word is not None}
        sides = zip(("act", "partner", "partner"), (act, speaker, addressee), strict=True)
        stated: Stated = tuple(word and self._read(name, word)[0] for name, word in sides)  # type: ignore[assignment]
        if not words and stated == (None, None, None) and article is None:
            given = "topic=, partner=, person=, date=, act=, speaker=, addressee= or article="
            raise OptionError(f"Say what the sentences should have: {given}.")
        none, ids, total = self._cut("sentences", {"article_id": ()}), {article or ""}, None
        none = none.assign(marks=pd.Series(dtype="object"))
        try:
            check_known("article", [article or ""], self._ids)
            keys = {_TABLES[name]: self._read(name, word) for name, word in words.items()}
            if stated != (None, None, None):
                keys["statements"] = [_say_stated(*stated)]
                said = {key for rows in self._tell(stated) for key in rows["key"].unique()}
                check_known("statement", keys["statements"], said)
        except OptionError as error:
            return Evidence(none, 0, str(error))
        rows, counted = {table: self._find_keys(table, of, stated) for table, of in keys.items()}, self._order
        named = {table: find_places(parts, counted, roles) for table, parts in rows.items()}
        if named:
            if absent := [name for name in words if not named[_TABLES[name]][0] and words[name]]:
                told = tell_key(absent[0], keys[_TABLES[absent[0]]][0], self.lexicons)
                why = f"The {absent[0]} {told} is known, but named in none of these articles."
                return Evidence(none, 0, why)
            places = reduce(partial(np.intersect1d, assume_unique=True), [of for _, of in named.values()])
            places = places if article is None else places[counted[places >> 32] == article]
            ids, total = {*counted[places[: max(top, 1)] >> 32]}, len(places)  # only these texts are read
        if total == 0:
            return Evidence(none, 0)
        found = [(self._find_mentions(table, of, ids, stated), of) for table, of in keys.items()]
        sentences = self._cut("sentences", {"article_id": ids})
        return find_evidence(sentences, found, article=article, roles=roles, top=top, total=total)

    def _find_keys(self, table: str, keys: list[str], stated: Stated) -> list[pd.DataFrame]:
        """Where the keys are named; partners also where somebody speaks for them."""
        if table == "statements":
            return [rows[rows["key"] == keys[0]] for rows in self._tell(stated)]
        columns = {"article_id": "category", "sentence": "int32", "role": "category"}
        named = [(table, "key"), *[("people", "partner")] * (table == "partners")]
        return [self._whole.get(name, {column: keys}, columns) for name, column in named]

    def _find_mentions(self, table: str, keys: list[str], ids: Values[str], stated: Stated) -> pd.DataFrame:
        """The mentions of keys in articles, of a partner with those of who speaks for it."""
        if table == "statements":
            return pd.concat(self._tell(stated, ids))
        rows = self._cut(table, {"key": keys, "article_id": ids})
        if table != "partners":
            return rows
        return add_speakers(rows, self._cut("people", {"partner": keys, "article_id": ids}))

    def _tell(self, stated: Stated, ids: Values[str] | None = None) -> Iterator[pd.DataFrame]:
        """Statements by part, as mentions: those that are wanted of one key, others of keys of their own."""
        where = {"act": [stated[0]]} if stated[0] else {}
        for rows in self.scan("statements", where=where if ids is None else {**where, "article_id": ids}):
            told = rows["act"] + ": " + rows["speaker_side"] + ARROW + rows["addressee_side"]
            key = told.mask(is_between(rows, *stated[1:]), _say_stated(*stated))
            yield rows.assign(key=key, label=told + " (" + rows["rule"] + ")")

    def choose(
        self,
        *,
        topic: str | None = None,
        partner: str | None = None,
        date: str | dt.date | None = None,
        act: str | None = None,
        without: str = "",
    ) -> str:
        """The key of a parameter that was given, or, where it was left empty, what most articles name; that is said.

        Parameters
        ----------
        topic, partner, date, act : the one that is chosen, e.g. ``partner=PARTNER``, by key or as people call it; a
            date is a day of the calendar.
        without : a key that is taken already.

        Returns
        -------
        The key; "" where nothing is named.

        Raises
        ------
        OptionError : none of them is given, or several; or what is given is unknown, with the nearest.
        """
        given = {"topic": topic, "partner": partner, "date": date, "act": act}
        asked = [name for name, key in given.items() if key is not None]
        if len(asked) != 1:
            raise OptionError("Say what to choose: one of topic=, partner=, date= and act=.")
        if word := given[asked[0]]:
            day = date and read_calendar(str(word)[:10] if isinstance(word, dt.date) else word)
            return day or self._read(asked[0], word)[0]
        columns = ["article_id", "role", "key" if act is None else "act"]
        where = {} if partner is None else {"kind": SIDES}
        rows = self.scan(_TABLES.get(asked[0], "statements"), columns=columns, where=where)
        parts: Iterable[pd.DataFrame] = map(as_mentions, rows)
        if date is not None:
            parts = (part[part["key"].str.fullmatch(r"\d{4}-\d\d-\d\d")] for part in parts)
        return choose_key(parts, asked[0], without={without, self.home})

    @property
    def titles(self) -> dict[str, str]:
        """What the articles are called on charts: the title of each, or its id where it has none."""
        ids, titles = self.articles["article_id"], self.articles["title"]
        return {article_id: title or article_id for article_id, title in zip(ids, titles, strict=True)}

    def provenance(self, *names: str | Path | Sequence[str | Path], **parameters: Any) -> dict[str, Any]:
        """What a number rests on: corpus, version of the kit, data files as they were when read, parameters.

        Parameters
        ----------
        names : what the number was made of: tables (``"topics"``), ``"sizes"``, what `kit.steps.INPUTS` lists
            (``"labels"``, ``"stopwords"`` …), or paths of files, such as hand codes. Default: all tables.
        parameters : whatever else decides the number.

        Returns
        -------
        corpus (hash of the articles), collection (the name of their folder), articles, counted, published, kit
        (version), rests_on (``names``), files (name to the first 12 letters of the sha256 of every data file that these
        were made from), today, parameters.

        Raises
        ------
        OptionError : a name that is none of these.
        """
        given = [part for name in names for part in ([name] if isinstance(name, str | Path) else name)]
        files: dict[str, set[str]] = {}
        read = chain(self._whole.hash_rests(LOADED), *map(self._hash_rests, given or STEPS))
        for name, digest in read:
            files.setdefault(name, set()).add(digest[:12])
        record = {
            "corpus": self.hash,
            "collection": self.collection,
            "articles": len(self._ids),
            "counted": len(self._counted),
            "published": _say_published(self._get_articles("published", *BOUNDS), self._order),
            "kit": __version__,
            "rests_on": sorted(Path(name).name for name in given),
            "files": {name: " and ".join(sorted(held)) for name, held in sorted(files.items())},
            "today": str(self.today),
            "parameters": parameters,
        }
        record |= {name: day for name in BOUNDS if (day := self._whole.options[name])}
        if self._whole.own:
            record["own_tables"] = {name: digest[:12] for name, digest in sorted(self._whole.own.items())}
        if self._whole.failures:
            record["failures"] = [failure._asdict() for failure in self._whole.failures]
        if self.home != HOME:
            record["home"] = self.home
        if self.selection:
            record |= {"selection": self.selection, "denominator": self.denominator}
        return record

    def _hash_rests(self, name: str | Path) -> list[tuple[str, str]]:
        """The data files behind one name of `provenance`, and what they held."""
        tables = {LOADED: (LOADED,), "kept": ("articles",), "story": ("sentences",), "sizes": SIZES}
        tables |= {table: (table,) for table in STEPS}
        if name in tables:
            counted = name in ("kept", "story", "sizes") or (name in STEPS and STEPS[str(name)].counted)
            also = ("copies",) * (counted and self.fold) + ("articles", "topics") * bool(self.selection)
            return [pair for table in (*tables[str(name)], *also) for pair in self._whole.hash_rests(table)]
        if name in INPUTS or name in list_data():
            with overlay(self.lexicons):
                return [(file, hash_data(find_data(file))) for file in INPUTS.get(str(name), (str(name),))]
        path = Path(name) if isinstance(name, str | Path) else Path()
        if path.is_file():
            return [(f"{path.parent.name}/{path.name}", hash_data(path))]
        known = [*tables, *INPUTS]
        hint = suggest(name, known, f"Use {', '.join(known)}.")
        raise OptionError(f"{str(name)!r} is no table, no input and no file. {hint}")


# What a cut corpus has from the whole; its tables are cut when they are asked for.
_OWN = "study folder fold home lexicons hash collection selection _whole _chosen _criteria"


# What is asked for in words, and the table that has its keys.
_TABLES = {"topic": "topics", "partner": "partners", "person": "people", "date": "dates"}


# What is asked of statements: act, speaker, addressee.
Stated = tuple[str | None, str | None, str | None]


def _say_stated(act: str | None, *sides: str | None) -> str:
    """What is asked of statements as a key, such as ``request: VNM → anyone``."""
    named = ("anyone" if side is None else side or "nobody" for side in sides)
    return f"{act or 'any act'}: {ARROW.join(named)}"


def _check_own(name: str, table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """A table of one's own in the kit's dtypes, or a `TableError` if it cannot stand for the kit's of that name."""
    columns = STEPS[name].columns
    check_columns(table, " ".join(columns), made_by=f"kit.{STEPS[name].make.__name__}")
    try:
        table = table.astype(dict(columns)).reset_index(drop=True)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise TableError(f"The table {name} has a column of another kind than the kit's: {error}.") from None
    if lost := {*table["article_id"].unique()} - corpus._ids:
        raise TableError(f"The table {name} has the article {min(lost)!r}, which this corpus has not.")
    told = table[table["sentence"] >= 0]  # an event added by hand stands in none
    for part, rows in told.groupby(told["article_id"].map(corpus._whole.homes)):
        _check_places(name, rows, corpus._whole, part)
    return table


def _check_places(name: str, rows: pd.DataFrame, tables: Collection, part: int) -> None:
    """Raise a `TableError` unless a part has the sentences of these rows, and the text that they say stands there."""
    of, place = {"article_id": {*rows["article_id"].unique()}}, ["article_id", "sentence", "role"]
    known = pd.MultiIndex.from_frame(tables.find("sentences", part, place, of))
    inside = pd.MultiIndex.from_frame(rows[place].astype({"role": "str"})).isin(known)
    if not inside.all():
        row = rows[~inside].iloc[0]
        where = f"sentence {row['sentence']} ({row['role']}) of {row['article_id']!r}"
        raise TableError(f"The table {name} has {where}; there is none.")
    texts = dict(tables.find(LOADED, part, ["article_id", "text"], of).itertuples(index=False, name=None))
    for row in rows[["article_id", "start", "end", "text"]].itertuples() if "text" in rows else ():
        if (there := texts[row.article_id][row.start : row.end]) != row.text:
            where = f"row {row.Index}: characters {row.start} to {row.end} of {row.article_id!r}"
            what = f"are {there!r}, not {row.text!r}. Offsets count in articles.text."
            raise TableError(f"The table {name}, {where} {what}")


def _say_published(articles: pd.DataFrame, counted: pd.Index) -> list[str]:
    """From when to when those that count can have been published, and of how many that is not known."""
    bounds = find_bounds(articles[is_among(articles["article_id"], counted)])
    known = bounds.dropna(how="all")
    said = [f"{len(bounds) - len(known):,} undated"] if len(known) < len(bounds) else []
    if len(known):
        first, last = (f"{day:%Y-%m-%d}" for day in (known.min().min(), known.max().max()))
        said.insert(0, f"published {first}" + f" to {last}" * (first < last))
    return said
