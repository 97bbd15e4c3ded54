"""The steps: for each table of a corpus the function that makes it, the tables it needs, and the data files it reads.

Everything that makes, keeps or cites tables runs from this one table: `kit.Corpus`, its cache and its provenance.
A step says what it reads, and is held to it: a file that is used and not declared is an error. Which code and
which libraries a step rests on is read off its imports (`kit.cache.hash_code`). How to add a step of one's
own: docs/extending.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from kit.cache import find_libraries, remember_code
from kit.errors import TableError
from kit.read.duplicates import add_duplicates, keep_all, keep_originals
from kit.read.titles import add_titles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines
from kit.segment.sentences import choose_sentences, find_sentences
from kit.segment.words import find_words
from kit.tag.dates import find_dates
from kit.tag.events import find_events
from kit.tag.partners import find_partners
from kit.tag.people import find_people
from kit.tag.published import add_published
from kit.tag.topics import find_topics

LOADED = "loaded"
"""The articles as they were read: what all steps begin from."""

NAMES = ("partners.yml", "organisations.yml", "regions.yml", "traps.yml")
"""The lexicons of names, which are compiled together."""


@dataclass(frozen=True)
class Step:
    """How one table of a corpus is made.

    Parameters
    ----------
    make : the function; its arguments are tables, and it returns one.
    needs : argument of ``make`` to the table that it gets; of several, with spaces between, the rows one after another.
    reads : the names of the data files (lexicons, reference tables) that it reads.
    columns : column to dtype; the table must have these, and may have more.
    across : whether the rows of an article depend on other articles of the collection.
    stored : whether the table is worth keeping on disk.
    """

    make: Callable[..., pd.DataFrame]
    needs: Mapping[str, str]
    reads: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    across: bool = False
    stored: bool = True

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that it needs."""
        return tuple(dict.fromkeys(table for names in self.needs.values() for table in names.split()))

    @property
    def libraries(self) -> list[str]:
        """The libraries whose versions matter, by the names that its code imports them under."""
        return find_libraries(self.make)

    def run(self, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
        """Make the table from the tables that it needs.

        Raises
        ------
        TableError : the function gave no table, or one that lacks a column or has it in another dtype.
        """
        given = {}
        for argument, names in self.needs.items():
            parts = [tables[name] for name in names.split()]
            given[argument] = parts[0] if len(parts) == 1 else pd.concat(parts)
        table = self._check(self.make(**given))
        return table.reset_index(drop=True) if self.stored else table  # as it comes back from the disk

    def _check(self, table: pd.DataFrame) -> pd.DataFrame:
        name = self.make.__name__
        if not isinstance(table, pd.DataFrame):
            raise TableError(
                f"The step {name} should give a table (a DataFrame), got {type(table).__name__}."
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
        return table


def _step(
    make: Callable[..., pd.DataFrame], needs: dict[str, str], *reads: str, of: str, **more: bool
) -> Step:
    return Step(make, needs, reads, SCHEMAS[of], **more)


STEPS: dict[str, Step] = {
    "lines": _step(find_lines, {"articles": LOADED}, "lines.yml", of="lines", across=True),
    "sentences": _step(
        find_sentences, {"articles": LOADED, "lines": "lines"}, "sentences.yml", "lines.yml", of="sentences"
    ),
    "titled": _step(add_titles, {"articles": LOADED, "lines": "lines"}, of="articles"),
    "dated": _step(
        add_published, {"articles": "titled", "sentences": "sentences"}, "dates.yml", of="articles"
    ),
    "articles": _step(add_duplicates, {"articles": "dated", "lines": "lines"}, of="articles", across=True),
    "kept": _step(keep_originals, {"articles": "articles"}, of="articles", stored=False),
    "stories": _step(
        choose_sentences, {"sentences": "sentences", "articles": "kept"}, of="sentences", stored=False
    ),
    "words": _step(find_words, {"sentences": "stories"}, "words.yml", of="words"),
    "dates": _step(find_dates, {"sentences": "stories", "articles": "articles"}, "dates.yml", of="dates"),
    "partners": _step(
        find_partners,
        {"sentences": "stories"},
        *NAMES,
        "context.yml",
        "offices.yml",
        "instruments.yml",
        of="partners",
    ),
    "people": _step(
        find_people, {"sentences": "stories", "partners": "partners"}, *NAMES, "offices.yml", of="people"
    ),
    "topics": _step(find_topics, {"sentences": "stories"}, "topics.yml", of="topics"),
    "events": _step(
        find_events,
        {"dates": "dates", "sentences": "stories", "articles": "articles", "who": "people partners"},
        "dates.yml",
        of="events",
    ),
}
"""The tables of a corpus, in the order in which they are made."""

UNFOLDED: dict[str, Step] = {"kept": _step(keep_all, {"articles": "articles"}, of="articles", stored=False)}
"""The steps that differ where every copy of a text counts (``Corpus(…, fold=False)``)."""

INPUTS: dict[str, tuple[str, ...]] = {
    "labels": ("topics.yml", *NAMES),
    "names": NAMES,
    "stopwords": ("stopwords.yml",),
    "tiers": ("partnership_tiers.csv", *NAMES),
    "world": ("country_points.csv", "countries-110m.json"),
}
"""What charts rest on beside the tables, and the data files it is read from: see `kit.Corpus.provenance`."""

SIZES = ("kept", "stories", "words")
"""The tables that the denominators (`kit.Corpus.sizes`) rest on."""


def add_step(name: str, step: Step) -> None:
    """Add a table of one's own to every corpus: ``corpus.<name>``.

    Parameters
    ----------
    name : of the table.
    step : how it is made.

    Raises
    ------
    TableError : the name is taken or no name, or the step needs a table that there is not.
    """
    known = STEPS.get(name)
    same = known is not None and (known.make.__module__, known.make.__qualname__) == (
        step.make.__module__,
        step.make.__qualname__,
    )
    if not same and (known is not None or name in (LOADED, *INPUTS)):
        raise TableError(f"A corpus has a table {name!r} already; give another name.")
    if not name.isidentifier() or name.startswith("_"):
        raise TableError(f"The name of a table is one word of letters, such as 'promises'; got {name!r}.")
    if lost := [table for table in step.tables if table not in (LOADED, *STEPS)]:
        raise TableError(f"The step {name} needs {lost[0]!r}; the tables are {', '.join((LOADED, *STEPS))}.")
    STEPS[name] = step


def list_reads(name: str, steps: Mapping[str, Step]) -> tuple[str, ...]:
    """The data files that a table rests on: those of its step, and of the steps before it.

    >>> list_reads("topics", STEPS)
    ('dates.yml', 'lines.yml', 'sentences.yml', 'topics.yml')
    """
    if name == LOADED:
        return ()
    before = {file for table in steps[name].tables for file in list_reads(table, steps)}
    return tuple(sorted(before | set(steps[name].reads)))


remember_code()
