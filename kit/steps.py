"""The steps: for each table of a corpus the function that makes it, the tables it needs, and the data files it reads.

Everything that makes, keeps or cites tables runs from this one table: `kit.Corpus`, its cache and its provenance.
A step says what it reads, and is held to it: a file that is used and not declared is an error. Which code and
which libraries a step rests on is read off its imports (`kit.cache.hash_code`). How to add a step of one's
own: docs/extending.md.
"""

import gc
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import signature
from itertools import chain
from keyword import iskeyword
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kit.cache import hash_code, remember_code
from kit.count.sizes import count_lengths
from kit.errors import KitError, OptionError, TableError
from kit.files import KIT
from kit.read.copies import find_copies
from kit.read.duplicates import add_copies
from kit.read.signatures import find_signatures
from kit.read.titles import add_titles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines, find_prints, find_repeats
from kit.segment.sentences import find_sentences
from kit.segment.words import find_words
from kit.tag.agreements import find_agreements
from kit.tag.dates import find_dates
from kit.tag.events import find_events
from kit.tag.home import add_home
from kit.tag.meetings import find_meetings
from kit.tag.partners import find_partners
from kit.tag.people import find_people
from kit.tag.places import find_places
from kit.tag.published import BOUNDS, add_published
from kit.tag.quantities import find_quantities
from kit.tag.statements import find_statements
from kit.tag.topics import find_topics

LOADED = "loaded"
"""The articles as they were read: what all steps begin from."""

Tables = Mapping[str, pd.DataFrame]
"""Tables by name."""

NAMES = ("partners.yml", "organisations.yml", "regions.yml", "traps.yml")
"""The lexicons of names, which are compiled together."""

SENSES = ("context.yml", "instruments.yml")
"""The lexicons of what a name means where it stands."""

HELD = ("offices.yml", "leaders.csv")
"""Which offices there are, and who held them when."""


class Failure(NamedTuple):
    """An article that a table lacks, since its step fails on it: the error, and the line of code that raised it."""

    article: str
    step: str
    error: str
    line: str


@dataclass(frozen=True)
class Step:
    """How one table of a corpus is made.

    Parameters
    ----------
    make : the function; its arguments are tables, and it returns one.
    needs : argument of ``make`` to the table that it gets; of several, with spaces between, the rows one after another.
    reads : the names of the data files (lexicons, reference tables) that it reads.
    columns : column to dtype; the table must have these, and may have more.
    options : settings of the corpus (``home``, ``today``, ``published_from`` …) that it gets as well.
    across : of a table that is learnt from all articles of a collection, at once: a column of it, and the columns
        of the first table that it needs, with blanks between, whose values say which rows concern some articles.
    counted : whether the table is of what is counted: a text that several outlets printed is in it once.
    """

    make: Callable[..., pd.DataFrame]
    needs: Mapping[str, str]
    reads: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    across: tuple[str, str] | None = None
    counted: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.reads, str):
            object.__setattr__(self, "reads", (self.reads,))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it needs."""
        return tuple(dict.fromkeys(table for names in self.needs.values() for table in names.split()))

    def run(self, tables: Tables, **options: str) -> pd.DataFrame:
        """Make the table from the tables that it needs, and the settings that it asks for.

        Raises
        ------
        TableError : the function gave no table, or one that lacks a column or has it in another dtype.
        """
        given = {}
        for argument, names in self.needs.items():
            parts = [tables[name].copy(deep=False) for name in names.split()]  # a step may not change them
            given[argument] = parts[0] if len(parts) == 1 else pd.concat(parts)
        collecting = gc.isenabled()
        gc.disable()  # garbage that refers to itself is next to none, and all rows would be gone through for it
        try:
            table = self._check(self.make(**given, **options))
        finally:
            (gc.enable if collecting else gc.disable)()
        return table.reset_index(drop=True)  # as it comes back from the disk

    def run_around(self, name: str, tables: Tables, **options: str) -> tuple[pd.DataFrame, list[Failure]]:
        """Make the table without the articles on which the function fails, and say which those are.

        A table of articles keeps their rows as they came.
        """
        ids = [*dict.fromkeys(chain(*(table.get("article_id", ()) for table in tables.values())))]
        failing = self._find_failing(ids, tables, options)
        failures = [Failure(key, name, *_tell(error)) for key, error in failing]
        lost = {failure.article for failure in failures}
        made = self.run(_cut(tables, [key for key in ids if key not in lost]), **options)
        if self.columns is SCHEMAS["articles"]:
            came = tables[self.needs["articles"]]
            rest = came[came["article_id"].isin(lost)].reindex(columns=made.columns)
            texts = made.columns[made.dtypes == "str"]
            rest = rest.fillna(dict.fromkeys(texts, "")).astype(made.dtypes)
            made = pd.concat([made, rest]).set_index("article_id").loc[came["article_id"]].reset_index()
            made = made[[*rest.columns]]
        return made, failures

    def _find_failing(
        self, ids: list[str], tables: Tables, options: dict[str, str]
    ) -> Iterator[tuple[str, Exception]]:
        """The articles on which the function fails, found by halving."""
        try:
            self.run(_cut(tables, ids), **options)
        except (KitError, MemoryError):
            raise
        except Exception as error:
            if middle := len(ids) // 2:
                yield from self._find_failing(ids[:middle], tables, options)
                yield from self._find_failing(ids[middle:], tables, options)
            else:
                yield from ((key, error) for key in ids)

    def _check(self, table: pd.DataFrame) -> pd.DataFrame:
        if wrong := self._find_wrong(table):
            raise TableError(f"The step {getattr(self.make, '__name__', type(self.make).__name__)} {wrong}")
        return table.rename_axis(columns=None)

    def _find_wrong(self, table: pd.DataFrame) -> str:
        """What the table lacks, or has otherwise than it should; "" if nothing."""
        if not isinstance(table, pd.DataFrame):
            return f"should give a table (a DataFrame), got {type(table).__name__}."
        names = table.columns.tolist()
        for column in names:
            if not isinstance(column, str) or names.count(column) > 1:
                return f"gave the column {column!r}: names are texts, and each is given once."
        for column, dtype in self.columns.items():
            if column not in table:
                return f"gave no column {column!r}; it gave {', '.join(names) or 'none'}."
            if table[column].dtype.name != pd.Series(dtype=dtype).dtype.name:
                return (
                    f"gave the column {column!r} as {table[column].dtype}, not as {dtype}. Mend it there, for "
                    f"example with .astype({{{column!r}: {dtype!r}}})."
                )
        for column in table.columns[table.dtypes.astype("str") == "object"]:
            return (
                f"gave the column {column!r} as objects of any kind, which are not kept as they are; give it a "
                "dtype, such as 'str' or 'float64'."
            )
        return ""


def _tell(error: Exception) -> tuple[str, str]:
    """What is said of an error: its kind and message, and the last line of code before it that is no library's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(KIT)] or frames
    return f"{type(error).__name__}: {error}", f"{Path(own[-1].filename).name}:{own[-1].lineno}"


def _cut(tables: Tables, ids: list[str]) -> dict[str, pd.DataFrame]:
    return {
        name: table[table["article_id"].isin(ids)].reset_index(drop=True) if "article_id" in table else table
        for name, table in tables.items()
    }


_OF_EVERY_COPY = {"articles", "prints", "repeats", "lines", "signatures", "copies", "sentences"}
"""The schemas of what there is of every copy of a text, also where a text counts once."""


def _step(
    of: str,
    make: Callable[..., pd.DataFrame],
    *reads: str,
    options: tuple[str, ...] = (),
    across: tuple[str, str] | None = None,
    **needs: str,
) -> Step:
    """A step to a table of the schema ``of``."""
    return Step(make, needs, reads, SCHEMAS[of], options, across, counted=of not in _OF_EVERY_COPY)


_BOUNDED = ("today", *BOUNDS)
_TOLD: dict[str, Any] = {
    "dates": "dates",
    "sentences": "sentences",
    "articles": "dated",
    "who": "people partners",
    "meetings": "meetings",
    "agreements": "agreements",
}
_MARKED: dict[str, Any] = {name: name for name in ("sentences", "partners", "topics", "dates")}

STEPS: dict[str, Step] = {
    "prints": _step("prints", find_prints, articles=LOADED),
    "repeats": _step("repeats", find_repeats, prints="prints", across=("print", "line letters")),
    "lines": _step("lines", find_lines, "lines.yml", articles=LOADED, repeats="repeats"),
    "sentences": _step(
        "sentences", find_sentences, "sentences.yml", "lines.yml", articles=LOADED, lines="lines"
    ),
    "titled": _step("articles", add_titles, articles=LOADED, lines="lines"),
    "dated": _step(
        "articles", add_published, "dates.yml", articles="titled", sentences="sentences", options=_BOUNDED
    ),
    "signatures": _step("signatures", find_signatures, articles="titled", lines="lines"),
    "copies": _step(
        "copies", find_copies, articles="dated", signatures="signatures", across=("article_id", "article_id")
    ),
    "grouped": _step("articles", add_copies, articles="dated", copies="copies"),
    "words": _step("words", find_words, "words.yml", sentences="sentences"),
    "lengths": _step("lengths", count_lengths, sentences="sentences", words="words"),
    "dates": _step(
        "dates", find_dates, "dates.yml", sentences="sentences", articles="dated", options=("today",)
    ),
    "partners": _step("partners", find_partners, *NAMES, *SENSES, sentences="sentences"),
    "people": _step(
        "people", find_people, *NAMES, *HELD, sentences="sentences", partners="partners", articles="dated"
    ),
    "meetings": _step(
        "meetings",
        find_meetings,
        *NAMES,
        "instruments.yml",
        "meetings.yml",
        "places.yml",
        sentences="sentences",
        partners="partners",
        people="people",
        dates="dates",
        articles="dated",
        options=("home",),
    ),
    "places": _step("mentions", find_places, "places.yml", sentences="sentences"),
    "topics": _step("topics", find_topics, "topics.yml", *NAMES, "context.yml", sentences="sentences"),
    "statements": _step(
        "statements",
        find_statements,
        *("statements.yml", "offices.yml", *NAMES),
        sentences="sentences",
        people="people",
        partners="partners",
        topics="topics",
    ),
    "agreements": _step(
        "agreements",
        find_agreements,
        *("agreements.yml", "instruments.yml"),
        sentences="sentences",
        partners="partners",
        dates="dates",
    ),
    "events": _step("events", find_events, "dates.yml", "events.yml", *NAMES, options=("home",), **_TOLD),
    "quantities": _step("quantities", find_quantities, "quantities.yml", options=("home",), **_MARKED),
    "articles": _step(
        "articles",
        add_home,
        articles="grouped",
        partners="partners",
        people="people",
        places="places",
        options=("home",),
    ),
}
"""The tables of a corpus, in the order in which they are made: each of all articles, whatever is counted later."""

INPUTS: dict[str, tuple[str, ...]] = {
    "charts": ("charts.yml",),
    "labels": ("topics.yml", *NAMES),
    "names": NAMES,
    "stopwords": ("stopwords.yml",),
    "tiers": ("partnership_tiers.csv", *NAMES),
    "world": ("country_points.csv", "countries-110m.json"),
}
"""What charts rest on beside the tables, and the data files it is read from: see `kit.Corpus.provenance`."""

OVERLAID = frozenset({"charts.yml", "columns.yml", "sites.yml", "stopwords.yml"})
"""Lexicons that are read for a corpus, but not to make a table: they may be laid over as those of the steps may."""

SIZES = ("lengths",)
"""The tables that the denominators (`kit.Corpus.sizes`) rest on."""


# fmt: off
RESERVED = frozenset((
    "choose", "collection", "correct_counts", "denominator", "evidence", "failures", "fold", "folder", "hash",
    "home", "kept", "key", "lexicons", "provenance", "scan", "select", "selection", "sides", "sizes", "story",
    "titles", "today", "whole", "with_tables",
))
"""What a corpus has beside its tables."""
# fmt: on


def add_step(name: str, step: Step) -> None:
    """Add a table of one's own to every corpus: ``corpus.<name>``.

    Parameters
    ----------
    name : of the table.
    step : how it is made. Its function, and what it imports that is no library, are remembered as they now are. A
        table whose function stands in a notebook is made anew by every corpus: what it rests on cannot be known.

    Raises
    ------
    OptionError : the name is taken or no name, or the step needs a table that there is not, or gives its function an
        argument that it has not.
    """
    known = STEPS.get(name)
    where = (getattr(step.make, "__module__", ""), getattr(step.make, "__qualname__", ""))
    same = known is not None and where == (known.make.__module__, getattr(known.make, "__qualname__", ""))
    if not same and (known is not None or name in (LOADED, *INPUTS, *RESERVED)):
        raise OptionError(f"A corpus has a table {name!r} already; give another name.")
    if not name.isidentifier() or iskeyword(name) or name.startswith("_"):
        raise OptionError(f"The name of a table is one word of letters, such as 'promises'; got {name!r}.")
    there = [LOADED, *(table for table in STEPS if table != name)]
    if lost := [table for table in step.tables or ("",) if table not in there]:
        raise OptionError(f"The step {name} needs {lost[0]!r}; the tables are {', '.join(there)}.")
    try:
        signature(step.make).bind(**step.needs, **dict.fromkeys(step.options, ""))
    except TypeError as error:
        raise OptionError(
            f"The step {name} calls its function otherwise than it is written: {error}."
        ) from None
    hash_code(step.make)
    STEPS[name] = step


remember_code()
