"""The corpus: a folder of articles as tables, each computed on first use and kept."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import os
import warnings
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from textwrap import shorten
from typing import Any

import pandas as pd

from kit import __version__
from kit.cache import find_table, hash_code, keep_table
from kit.check.codes import find_coded, load_codes
from kit.check.counts import correct_counts
from kit.count.lags import find_bounds
from kit.count.selection import check_known, choose_articles, read_criteria
from kit.count.sizes import count_sizes
from kit.errors import KitError, KitWarning, LexiconError, OptionError, TableError, suggest
from kit.files import check_overlay, find_data, hash_data, list_data, overlay, watch_reading
from kit.read.articles import load_articles
from kit.schema import STORY_ROLES, check_columns
from kit.show.choices import choose_key
from kit.show.evidence import Evidence, find_evidence
from kit.steps import INPUTS, LOADED, OVERLAID, SIZES, STEPS, Failure, Step, Tables
from kit.tag.dates import find_today, read_day
from kit.tag.published import BOUNDS, read_bounds
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.phrases.topics import load_topics

_TRIES = 3  # a file that is saved again and again while a table is made is not waited for


@dataclass
class _Whole:
    """The tables of all articles, each made once, whatever is counted or cut from them later."""

    lexicons: Path | None
    laid_over: frozenset[str]
    cache: Path | None
    options: dict[str, str]
    tables: dict[str, pd.DataFrame]
    # What every table in memory was made from: its key, and what its data files then held.
    keys: dict[str, str]
    read: dict[str, dict[str, str]]
    failures: list[Failure] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    """The tables that are somebody's own, and the hash of each."""

    def replace(self, tables: Tables) -> _Whole:
        """The same with other tables; what is made from these is made anew."""
        failures = [failure for failure in self.failures if failure.step not in tables]
        own = self.own | {name: _hash_table(table) for name, table in tables.items()}
        other = dataclasses.replace(self, failures=failures, own=own)
        moved = {name for name in STEPS if other.rests_on_own(name)}
        other.tables = {made: table for made, table in self.tables.items() if made not in moved}
        other.keys = {made: key for made, key in self.keys.items() if made not in moved}
        other.read = {made: read for made, read in self.read.items() if made not in moved}
        for name in other.own:
            other.tables[name] = (tables if name in tables else self.tables)[name].copy(deep=False)
            other.keys[name], other.read[name] = f"own {other.own[name]}", {}
        return other

    def rests_on_own(self, name: str) -> bool:
        """Whether a table is somebody's own, or made from one that is."""
        return name in self.own or (name != LOADED and any(map(self.rests_on_own, STEPS[name].tables)))

    def get(self, name: str) -> pd.DataFrame:
        """The table: from memory, from the cache, or made; kept only if nothing that it rests on changed meanwhile."""
        if name not in self.tables:
            self.tables[name] = self._find_or_make(name)
        return self.tables[name]

    def _find_or_make(self, name: str) -> pd.DataFrame:
        step = STEPS[name]
        for _ in range(_TRIES):
            # They are settled where a table that was made from this one is in memory already.
            read, key = self.read.pop(name, None) or self.hash_reads(step), self.key(name)
            self.keys.pop(name, None)
            table = find_table(name, key, schema=dict(step.columns), folder=self.cache) if key else None
            if table is not None:
                self.keys[name], self.read[name] = key, read
                self._settle(step)
                return table
            tables = {needed: self.get(needed) for needed in step.tables}
            read, key = self.hash_reads(step), self.key(name)  # of the tables that are now there
            with overlay(self.lexicons), watch_reading() as seen:
                table, failures = self._run(name, step, tables)
            _check_reads(name, step, set(seen))
            same = all(digests == {read[path.name]} for path, digests in seen.items())
            if same and self.hash_reads(step) == read and self.key(name) == key:
                key = "" if failures else key
                if key:
                    keep_table(table, name, key, folder=self.cache)
                self.keys[name], self.read[name] = key, read
                return table
        message = (
            f"Files that the table {name} rests on ({', '.join(step.reads)}) were saved while it was made, "
            f"{_TRIES} times; it is not kept. Ask again in a new corpus."
        )
        warnings.warn(message, KitWarning, stacklevel=4)
        self.keys[name], self.read[name] = "", read
        return table

    def _run(self, name: str, step: Step, tables: Tables) -> tuple[pd.DataFrame, list[Failure]]:
        """The table, without the articles on which its step fails: these are named, and the others counted."""
        options = self._options(step, tables)
        try:
            return step.run(tables, **options), []
        except (KitError, MemoryError):
            raise
        except Exception:
            if os.environ.get("KIT_STRICT"):
                raise
            table, failures = step.run_around(name, tables, **options)
            if not failures:
                raise
            self.failures = [old for old in self.failures if old.step != name] + failures
            message = (
                f"The table {name} lacks {len(failures)} of the articles, such as {failures[0].article!r}: its step "
                f"fails on them ({failures[0].error}). corpus.failures lists them; the others are counted."
            )
            warnings.warn(message, KitWarning, stacklevel=6)
            return table, failures

    def _options(self, step: Step, tables: Tables) -> dict[str, str]:
        """The settings that a step asks for; a day that nobody gave is read off its articles, whose key says it."""
        options = {option: self.options[option] for option in step.options}
        if options.get("today") == "":
            bounds = [day for name in BOUNDS if (day := options.get(name))]  # they are not ahead of today
            options["today"] = max([str(find_today(tables[step.needs["articles"]])), *bounds])
        return options

    def _settle(self, step: Step) -> None:
        """Hold the tables before one that was kept to what it was made from, whatever is saved after this."""
        for name in step.tables:
            if name not in self.keys:
                self.keys[name], self.read[name] = self.key(name), self.hash_reads(STEPS[name])
                self._settle(STEPS[name])

    def key(self, name: str) -> str:
        """The hash of all that makes a table; "" where its code, or that of a table before it, is not known."""
        if name in self.keys:
            return self.keys[name]
        step = STEPS[name]
        before = [hash_code(step.make), *map(self.key, step.tables)]
        if not all(before):
            return ""
        parts = [f"{argument}={names}" for argument, names in step.needs.items()]
        parts += [f"{option}:{self.options[option]}" for option in step.options]
        parts += [f"{file} {digest}" for file, digest in self.hash_reads(step).items()]
        return hashlib.sha256(" ".join([*parts, *before]).encode()).hexdigest()

    def hash_reads(self, step: Step) -> dict[str, str]:
        """The data files of a step, and what they hold now.

        Raises
        ------
        LexiconError : a file is not there, or no longer.
        """
        for file in self.laid_over.intersection(step.reads):
            path = (self.lexicons or Path()) / file
            if not path.is_file():
                remedy = "Put it back, or make the corpus anew."
                raise LexiconError(path, None, "it lay there when the corpus was made.", remedy)
        with overlay(self.lexicons):
            return {Path(name).name: hash_data(find_data(name)) for name in step.reads}

    def hash_rests(self, name: str) -> list[tuple[str, str]]:
        """The data files that a table rests on, and what they held when it was made."""
        if name == LOADED:
            return list(self.read[LOADED].items())
        read = self.read.get(name) or self.hash_reads(STEPS[name])  # of one's own: as the kit's would
        return [*read.items(), *chain(*map(self.hash_rests, STEPS[name].tables))]


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
    home : the country whose diplomacy is studied (ISO 3166-1 alpha-3); ``articles.home_named`` says which name it.
    today : the day that decades and two-digit years are near to in an article without publication date (default: the
        latest publication day or bound of the collection, else the day of the kit's release).
    published_from, published_to : the first and the last day on which the articles can have been published, if that is
        known of the collection: a day, month (``"2013-05"``) or year. A given date stays, whatever they say.

    Raises
    ------
    ArticleError : the folder or its metadata cannot be read.
    LexiconError : ``lexicons`` is no folder, or has a file that the kit has not.
    OptionError : ``home`` is no country, ``today`` is no date, or a bound is none, or they are the wrong way round.

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
    places: pd.DataFrame
    topics: pd.DataFrame

    def __init__(
        self,
        folder: Path | str,
        *,
        metadata: Path | str | None = None,
        cache: Path | str | None = None,
        fold: bool = True,
        lexicons: Path | str | None = None,
        home: str = HOME,
        today: str | dt.date | None = None,
        published_from: str | dt.date | None = None,
        published_to: str | dt.date | None = None,
    ):
        self.folder, self.fold, self.home = Path(folder), fold, home
        given, bounds = read_day(today, "today"), read_bounds(published_from, published_to, today=today)
        self.lexicons, laid_over = None, frozenset[str]()
        if lexicons is not None:
            known = {Path(file).name for step in STEPS.values() for file in step.reads}
            self.lexicons, laid_over = check_overlay(lexicons, OVERLAID | known)
        if home != HOME:
            partners = load_gazetteer(self.lexicons).partners.values()
            check_known("country", [home], {p.key: (p.vi, p.en) for p in partners if p.kind == "country"})
        with overlay(self.lexicons), watch_reading() as seen:
            loaded = load_articles(folder, metadata=metadata)
        self.hash = _hash_articles(loaded)
        """Says which articles, and which knowledge about them, the tables rest on."""
        place, options = Path(cache) if cache else None, {"home": home, "today": str(given or "")}
        options |= {name: str(day or "") for name, day in zip(BOUNDS, bounds, strict=True)}
        read = {path.name: "".join(sorted(digests)) for path, digests in seen.items()}
        made = {LOADED: loaded}, {LOADED: self.hash}, {LOADED: read}
        self._whole = _Whole(self.lexicons, laid_over, place, options, *made)
        self.selection: dict[str, Any] = {}
        """What this corpus was cut to, see `select`; empty for all articles."""
        self._criteria: tuple[dict[str, Any], ...] = ()
        self._chosen: frozenset[str] | None = None

    def __repr__(self) -> str:
        copies = len(self.articles) - len(self.kept)
        folded = f", {copies} of them copies that count with another" if copies else ""
        cut = f", cut to {self.denominator}" if self.selection else ""
        return f"Corpus of {len(self.articles)} articles{folded}, {self.hash[:12]}{cut}"

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name != LOADED and name not in STEPS:
            tables, hint = ", ".join(STEPS), suggest(name, STEPS)
            raise AttributeError(f"A corpus has no {name!r}; its tables are {tables}. {hint}".rstrip())
        self.__dict__[name] = self._cut(name)
        return self.__dict__[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *STEPS]

    @property
    def today(self) -> dt.date:
        """What decades and two-digit years are near to where nothing says when an article was published."""
        return read_day(self._whole.options["today"], "today") or find_today(self._whole.get("dated"))

    @property
    def failures(self) -> pd.DataFrame:
        """The articles that tables lack because their step failed on them: article, step, error, line of the code.

        It tells of the tables that were made so far; of these, none is kept on disk.
        """
        return pd.DataFrame(self._whole.failures, columns=list(Failure._fields), dtype="str")

    @cached_property
    def kept(self) -> pd.DataFrame:
        """The articles that are counted: all of them, or without the copies if these are folded."""
        return self.articles[self.articles["article_id"].isin(self._counted)].reset_index(drop=True)

    @cached_property
    def story(self) -> pd.DataFrame:
        """The sentences of title, lead and body of the articles that are counted."""
        told = self.sentences["role"].isin(STORY_ROLES)
        return self.sentences[told & self.sentences["article_id"].isin(self._counted)]

    @cached_property
    def _counted(self) -> frozenset[str]:
        """The ids of the articles that count."""
        grouped = self._whole.get("grouped")
        counted = grouped["article_id"][grouped["duplicate_of"] == ""] if self.fold else grouped["article_id"]
        return frozenset(counted) if self._chosen is None else frozenset(counted) & self._chosen

    def _cut(self, name: str) -> pd.DataFrame:
        """A finished table without the articles that are not counted, or not chosen."""
        table = self._whole.get(name).copy(deep=False)  # what is done to it changes no other
        ids = self._counted if name != LOADED and STEPS[name].counted else self._chosen
        if ids is None:
            return table
        inside = table["article_id"].isin(ids)
        if inside.all():
            return table
        table = table[inside].reset_index(drop=True)
        for column in table.columns[table.dtypes == "category"]:  # as if the others had never been there
            codes, kinds = pd.factorize(table[column].cat.codes)
            table[column] = pd.Categorical.from_codes(codes, table[column].cat.categories[kinds])
        return table

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
        criteria : ``home_named``, ``partner``, ``topic``, ``period``, ``source``, ``article``: see
            `kit.count.selection.choose_articles`. None given, or all None: the corpus as it is.

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
        if not given:
            return self
        self._check_keys(given)
        ids = choose_articles(self.articles, self._whole.get("partners"), self._whole.get("topics"), **given)
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
        other.__dict__ = {name: value for name, value in self.__dict__.items() if name in _OWN} | changes
        return other

    def _check_keys(self, given: dict[str, Any]) -> None:
        """Raise a `TableError` if a partner or a topic is one that neither the lexicons nor the tables know."""
        partners, topics = load_gazetteer(self.lexicons).partners, load_topics(self.lexicons).topics
        for name, known in (("partner", partners), ("topic", topics)):
            wanted = given.get(name, [])
            table = self._whole.get(f"{name}s") if wanted else pd.DataFrame({"key": []})
            sought = [*table["key"].unique(), *table.attrs.get("keys", ())]
            called = dict.fromkeys(sought, ()) | {key: (one.vi, one.en) for key, one in known.items()}
            check_known(name, [wanted] if isinstance(wanted, str) else wanted, called)

    @property
    def denominator(self) -> str:
        """Which articles count, in words: ``420 of 500 articles: naming Việt Nam``."""
        counted, total = len(self._counted), len(self.whole._counted)
        said = ", ".join(self._say_criterion(name, value) for name, value in self.selection.items())
        return f"{counted:,} of {total:,} articles: {said}" if said else f"{counted:,} articles"

    def _say_criterion(self, name: str, value: Any) -> str:
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
        counted = pd.DataFrame({"article_id": sorted(self._counted)}).astype("str")
        sizes = count_sizes(counted, self.sentences, self.words, roles=roles)
        return sizes.assign(denominator=self.denominator) if self.selection else sizes

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
        mentions = getattr(self, table)
        codes = load_codes(forms, codes=mentions.attrs.get("keys"))
        codes = codes if codes.empty else find_coded(codes, self.story)
        return correct_counts(mentions, codes, self.sizes())

    def evidence(
        self,
        *,
        topic: str | None = None,
        partner: str | None = None,
        person: str | None = None,
        date: str | None = None,
        article: str | None = None,
        roles: tuple[str, ...] = STORY_ROLES,
        top: int = 20,
    ) -> Evidence:
        """The sentences in which all that is given occurs together, highlighted.

        Parameters
        ----------
        topic, partner, person, date : keys of those tables, e.g. ``partner="BEL", topic="return"``; the
            beginning of a key is enough where only one begins so.
        article : only this article.
        roles : only lines of these roles.
        top : how many sentences to show.

        Returns
        -------
        `Evidence`; empty, with a note that names the nearest keys, if a key was never found.
        """
        asked = {"topics": topic, "partners": partner, "people": person, "dates": date}
        mentions = [(getattr(self, table), key) for table, key in asked.items() if key is not None]
        if not mentions and article is None:
            raise OptionError(
                "Say what the sentences should have: topic=, partner=, person=, date= or article=."
            )
        return find_evidence(self.sentences, mentions, article=article, roles=roles, top=top)

    def choose(
        self,
        *,
        topic: str | None = None,
        partner: str | None = None,
        date: str | None = None,
        without: str = "",
    ) -> str:
        """A parameter as it was given, or, where it was left empty, what most articles name; that is then said.

        Parameters
        ----------
        topic, partner, date : the one that is chosen, e.g. ``partner=PARTNER``; a date is a day of the calendar.
        without : a key that is taken already.

        Returns
        -------
        The key; "" where nothing is named.

        Raises
        ------
        OptionError : none of them is given, or several.
        """
        given = {"topic": topic, "partner": partner, "date": date}
        asked = [name for name, key in given.items() if key is not None]
        if len(asked) != 1:
            raise OptionError("Say what to choose: one of topic=, partner= and date=.")
        mentions = getattr(self, f"{asked[0]}s")
        if partner is not None:
            mentions = mentions[mentions["kind"].isin(["country", "org"]) & (mentions["key"] != self.home)]
        if date is not None:
            mentions = mentions[mentions["key"].str.fullmatch(r"\d{4}-\d\d-\d\d")]
        return choose_key(given[asked[0]] or "", mentions, asked[0], without=without)

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
        read = chain(self._whole.read[LOADED].items(), *map(self._hash_rests, given or STEPS))
        for name, digest in read:
            files.setdefault(name, set()).add(digest[:12])
        record = {
            "corpus": self.hash,
            "collection": self.folder.stem if self.folder.is_file() else self.folder.resolve().name,
            "articles": len(self.articles),
            "counted": len(self._counted),
            "published": _say_published(self.kept),
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
            also = ("grouped",) * (counted and self.fold) + ("articles", "topics") * bool(self.selection)
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


_OWN = ("folder", "fold", "home", "lexicons", "hash", "selection", "_whole", "_chosen", "_criteria")
"""What a cut corpus has from the whole; its tables are cut when they are asked for."""


def _check_own(name: str, table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """A table of one's own in the kit's dtypes, or a `TableError` if it cannot stand for the kit's of that name."""
    columns = STEPS[name].columns
    check_columns(table, " ".join(columns), made_by=f"kit.{STEPS[name].make.__name__}")
    try:
        table = table.astype(dict(columns)).reset_index(drop=True)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise TableError(f"The table {name} has a column of another kind than the kit's: {error}.") from None
    texts = dict(zip(corpus.loaded["article_id"], corpus.loaded["text"], strict=True))
    if lost := set(table["article_id"]) - set(texts):
        raise TableError(f"The table {name} has the article {min(lost)!r}, which this corpus has not.")
    place = ["article_id", "sentence", "role"]
    known = pd.MultiIndex.from_frame(corpus.sentences[place].astype({"sentence": "int64"}))
    told = table[table["sentence"] >= 0]  # an event added by hand stands in none
    inside = pd.MultiIndex.from_frame(told[place].astype({"sentence": "int64", "role": "str"})).isin(known)
    if not inside.all():
        row = told[~inside].iloc[0]
        raise TableError(
            f"The table {name} has sentence {row['sentence']} ({row['role']}) of {row['article_id']!r}; there is none."
        )
    for row in told.itertuples() if "text" in table else ():
        if texts[row.article_id][row.start : row.end] != row.text:
            raise TableError(
                f"The table {name}, row {row.Index}: characters {row.start} to {row.end} of {row.article_id!r} are "
                f"{texts[row.article_id][row.start : row.end]!r}, not {row.text!r}. Offsets count in articles.text."
            )
    return table


def _say_published(articles: pd.DataFrame) -> list[str]:
    """From when to when these articles can have been published, and of how many that is not known."""
    bounds = find_bounds(articles)
    known = bounds.dropna(how="all")
    said = [f"{len(bounds) - len(known):,} undated"] if len(known) < len(bounds) else []
    if len(known):
        first, last = (f"{day:%Y-%m-%d}" for day in (known.min().min(), known.max().max()))
        said.insert(0, f"published {first}" + f" to {last}" * (first < last))
    return said


def _hash_table(table: pd.DataFrame) -> str:
    """The sha256 of a table: its columns, their dtypes, and every value."""
    kinds = " ".join(f"{column}:{dtype}" for column, dtype in table.dtypes.items())
    rows = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256(kinds.encode() + rows).hexdigest()


def _check_reads(name: str, step: Step, seen: set[Path]) -> None:
    """Raise a `TableError` if a step used a data file that it does not declare."""
    if hidden := sorted({path.name for path in seen} - {Path(file).name for file in step.reads}):
        raise TableError(
            f"The step of the table {name!r} used {', '.join(hidden)}, which it does not declare: a table kept on "
            f"disk would outlive an edit of that file. Add it to its reads in the table of steps."
        )


def _hash_articles(articles: pd.DataFrame) -> str:
    """The sha256 of all that was read, in the order of the article ids."""
    rows = articles.sort_values("article_id").astype(str).to_dict("records")
    return hashlib.sha256(json.dumps(rows, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
