"""The steps: for each table of a corpus the function that makes it, the tables it needs, and the data files it reads.

Everything that makes, keeps or cites tables runs from this one table: `kit.Corpus`, its cache and its provenance.
A step says what it reads, and is held to it: a file that is used and not declared is an error. Which code and
which libraries a step rests on is read off its imports (`kit.cache.hash_code`). How to add a step of one's
own: docs/extending.md.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from inspect import signature
from itertools import chain
from keyword import iskeyword
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kit.cache import find_libraries, hash_code, remember_code
from kit.errors import KitError, OptionError, TableError
from kit.files import KIT
from kit.read.duplicates import add_duplicates
from kit.read.titles import add_titles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.segment.words import find_words
from kit.tag.dates import find_dates
from kit.tag.events import find_events
from kit.tag.home import add_home
from kit.tag.partners import find_partners
from kit.tag.people import find_people
from kit.tag.places import find_places
from kit.tag.published import add_published
from kit.tag.topics import find_topics

LOADED = "loaded"
"""The articles as they were read: what all steps begin from."""

NAMES = ("partners.yml", "organisations.yml", "regions.yml", "traps.yml")
"""The lexicons of names, which are compiled together."""


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
    options : settings of the corpus (``home``, ``today``) that it gets as well.
    across : whether the rows of an article depend on other articles of the collection.
    counted : whether the table is of what is counted: a text that several outlets printed is in it once.
    """

    make: Callable[..., pd.DataFrame]
    needs: Mapping[str, str]
    reads: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    across: bool = False
    counted: bool = True

    def __post_init__(self) -> None:
        if isinstance(self.reads, str):
            object.__setattr__(self, "reads", (self.reads,))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it needs."""
        return tuple(dict.fromkeys(table for names in self.needs.values() for table in names.split()))

    @property
    def libraries(self) -> list[str]:
        """The libraries whose versions matter, by the names that its code imports them under."""
        return find_libraries(self.make)

    def run(self, tables: Mapping[str, pd.DataFrame], **options: str) -> pd.DataFrame:
        """Make the table from the tables that it needs, and the settings that it asks for.

        Raises
        ------
        TableError : the function gave no table, or one that lacks a column or has it in another dtype.
        """
        given = {}
        for argument, names in self.needs.items():
            parts = [tables[name].copy(deep=False) for name in names.split()]  # a step may not change them
            given[argument] = parts[0] if len(parts) == 1 else pd.concat(parts)
        table = self._check(self.make(**given, **options))
        return table.reset_index(drop=True)  # as it comes back from the disk

    def run_around(
        self, name: str, tables: Mapping[str, pd.DataFrame], **options: str
    ) -> tuple[pd.DataFrame, list[Failure]]:
        """Make the table without the articles on which the function fails, and say which those are.

        A table of articles keeps their rows as they came.
        """
        with_ids = [table for table in tables.values() if "article_id" in table]
        ids = list(dict.fromkeys(chain.from_iterable(table["article_id"] for table in with_ids)))
        failures = [
            Failure(key, name, *_tell(error)) for key, error in self._find_failing(ids, tables, options)
        ]
        lost = {failure.article for failure in failures}
        made = self.run(_cut(tables, [key for key in ids if key not in lost]), **options)
        if self.columns is SCHEMAS["articles"]:
            came = tables[self.needs["articles"]]
            rest = came[came["article_id"].isin(lost)].reindex(columns=made.columns)
            rest = rest.fillna({column: "" for column in made if made[column].dtype == "str"}).astype(
                made.dtypes
            )
            made = pd.concat([made, rest]).set_index("article_id").loc[came["article_id"]].reset_index()
            made = made[[*rest.columns]]
        return made, failures

    def _find_failing(
        self, ids: list[str], tables: Mapping[str, pd.DataFrame], options: dict[str, str]
    ) -> Iterator[tuple[str, Exception]]:
        """The articles on which the function fails, found by halving."""
        try:
            self.run(_cut(tables, ids), **options)
        except (KitError, MemoryError):
            raise
        except Exception as error:
            middle = len(ids) // 2
            if middle:
                yield from self._find_failing(ids[:middle], tables, options)
                yield from self._find_failing(ids[middle:], tables, options)
            else:
                yield from ((key, error) for key in ids)

    def _check(self, table: pd.DataFrame) -> pd.DataFrame:
        name = getattr(self.make, "__name__", type(self.make).__name__)
        if not isinstance(table, pd.DataFrame):
            raise TableError(
                f"The step {name} should give a table (a DataFrame), got {type(table).__name__}."
            )
        odd = [
            column
            for column in table
            if not isinstance(column, str) or table.columns.tolist().count(column) > 1
        ]
        if odd:
            raise TableError(
                f"The step {name} gave the column {odd[0]!r}: names are texts, and each is given once."
            )
        for column, dtype in self.columns.items():
            if column not in table:
                raise TableError(
                    f"The step {name} gave no column {column!r}; it gave {', '.join(map(str, table)) or 'none'}."
                )
            if table[column].dtype.name != pd.Series(dtype=dtype).dtype.name:
                raise TableError(
                    f"The step {name} gave the column {column!r} as {table[column].dtype}, not as {dtype}. Mend "
                    f"it there, for example with .astype({{{column!r}: {dtype!r}}})."
                )
        for column in table.columns[table.dtypes.astype("str") == "object"]:
            raise TableError(
                f"The step {name} gave the column {column!r} as objects of any kind, which are not kept as they are; "
                "give it a dtype, such as 'str' or 'float64'."
            )
        return table.rename_axis(columns=None)


def _tell(error: Exception) -> tuple[str, str]:
    """What is said of an error: its kind and message, and the last line of code before it that is no library's."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(KIT)] or frames
    return f"{type(error).__name__}: {error}", f"{Path(own[-1].filename).name}:{own[-1].lineno}"


def _cut(tables: Mapping[str, pd.DataFrame], ids: list[str]) -> dict[str, pd.DataFrame]:
    return {
        name: table[table["article_id"].isin(ids)].reset_index(drop=True) if "article_id" in table else table
        for name, table in tables.items()
    }


def _step(
    make: Callable[..., pd.DataFrame], needs: dict[str, str], *reads: str, of: str, **more: Any
) -> Step:
    return Step(make, needs, reads, SCHEMAS[of], **more)


STEPS: dict[str, Step] = {
    "lines": _step(find_lines, {"articles": LOADED}, "lines.yml", of="lines", across=True, counted=False),
    "sentences": _step(
        find_sentences,
        {"articles": LOADED, "lines": "lines"},
        *("sentences.yml", "lines.yml"),
        of="sentences",
        counted=False,
    ),
    "titled": _step(add_titles, {"articles": LOADED, "lines": "lines"}, of="articles", counted=False),
    "dated": _step(
        add_published,
        {"articles": "titled", "sentences": "sentences"},
        "dates.yml",
        of="articles",
        options=("today",),
        counted=False,
    ),
    "grouped": _step(
        add_duplicates, {"articles": "dated", "lines": "lines"}, of="articles", across=True, counted=False
    ),
    "words": _step(find_words, {"sentences": "sentences"}, "words.yml", of="words"),
    "dates": _step(
        find_dates,
        {"sentences": "sentences", "articles": "dated"},
        "dates.yml",
        of="dates",
        options=("today",),
    ),
    "partners": _step(
        find_partners,
        {"sentences": "sentences"},
        *(*NAMES, "context.yml", "offices.yml", "instruments.yml"),
        of="partners",
    ),
    "people": _step(
        find_people, {"sentences": "sentences", "partners": "partners"}, *NAMES, "offices.yml", of="people"
    ),
    "places": _step(find_places, {"sentences": "sentences"}, "places.yml", of="mentions"),
    "topics": _step(find_topics, {"sentences": "sentences"}, "topics.yml", of="topics"),
    "events": _step(
        find_events,
        {"dates": "dates", "sentences": "sentences", "articles": "dated", "who": "people partners"},
        "dates.yml",
        of="events",
    ),
    "articles": _step(
        add_home,
        {"articles": "grouped", "partners": "partners", "people": "people", "places": "places"},
        of="articles",
        options=("home",),
        counted=False,
    ),
}
"""The tables of a corpus, in the order in which they are made: each of all articles, whatever is counted later."""

INPUTS: dict[str, tuple[str, ...]] = {
    "labels": ("topics.yml", *NAMES),
    "names": NAMES,
    "stopwords": ("stopwords.yml",),
    "tiers": ("partnership_tiers.csv", *NAMES),
    "world": ("country_points.csv", "countries-110m.json"),
}
"""What charts rest on beside the tables, and the data files it is read from: see `kit.Corpus.provenance`."""

OVERLAID = frozenset({"columns.yml", "sites.yml", "stopwords.yml"})
"""Lexicons that are read for a corpus, but not to make a table: they may be laid over as those of the steps may."""

SIZES = ("sentences", "words")
"""The tables that the denominators (`kit.Corpus.sizes`) rest on."""


RESERVED = frozenset(
    {
        "denominator",
        "evidence",
        "failures",
        "fold",
        "folder",
        "hash",
        "home",
        "key",
        "kept",
        "lexicons",
        "provenance",
    }
    | {"select", "selection", "sizes", "story", "today", "whole", "with_tables"}
)
"""What a corpus has beside its tables."""


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


def list_reads(name: str, steps: Mapping[str, Step]) -> tuple[str, ...]:
    """The data files that a table rests on: those of its step, and of the steps before it.

    >>> list_reads("topics", STEPS)
    ('lines.yml', 'sentences.yml', 'topics.yml')
    """
    if name == LOADED:
        return ()
    before = {file for table in steps[name].tables for file in list_reads(table, steps)}
    return tuple(sorted(before | set(steps[name].reads)))


remember_code()
