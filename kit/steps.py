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
from importlib import import_module
from inspect import signature
from itertools import chain
from keyword import iskeyword
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from kit.cache import hash_code, remember_code
from kit.errors import KitError, OptionError, TableError
from kit.files import KIT
from kit.schema import SCHEMAS

# The articles as they were read: what all steps begin from.
LOADED = "loaded"

# Tables by name.
Tables = Mapping[str, pd.DataFrame]

_TABLE = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


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

    def _find_failing(self, ids: list[str], tables: Tables, options: Any) -> Iterator[tuple[str, Exception]]:
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
        found = dict(zip(names, table.dtypes, strict=True))
        for column, dtype in self.columns.items():
            if column not in found:
                return f"gave no column {column!r}; it gave {', '.join(names) or 'none'}."
            if found[column].name != pd.api.types.pandas_dtype(dtype).name:
                remedy = f"Mend it there, for example with .astype({{{column!r}: {dtype!r}}})."
                return f"gave the column {column!r} as {found[column]}, not as {dtype}. {remedy}"
        for column in (name for name in names if found[name].name == "object"):
            why = "as objects of any kind, which are not kept as they are"
            return f"gave the column {column!r} {why}; give it a dtype, such as 'str' or 'float64'."
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


# The schemas of what there is of every copy of a text, also where a text counts once.
_OF_EVERY_COPY = {"articles", "prints", "repeats", "lines", "signatures", "copies", "sentences"}


def _list_files(names: str) -> tuple[str, ...]:
    """The data files that are named, one by one or by a group of lexicons."""
    return tuple(chain(*(_TABLE["groups"].get(name, name).split() for name in names.split())))


def _read(make: str, schema: str, needs: Any, reads: str = "", options: str = "", across: Any = ()) -> Step:
    """A step as it stands in the table of steps."""
    module, _, name = make.rpartition(".")
    function = getattr(import_module(f"kit.{module}"), name)
    asked, counted = tuple(options.split()), schema not in _OF_EVERY_COPY
    return Step(function, needs, _list_files(reads), SCHEMAS[schema], asked, tuple(across) or None, counted)


# The tables of a corpus, in the order in which they are made: each of all articles, whatever is counted later.
STEPS: dict[str, Step] = {name: _read(**step) for name, step in _TABLE["steps"].items()}

# What charts rest on beside the tables, and the data files it is read from: see `kit.Corpus.provenance`.
INPUTS: dict[str, tuple[str, ...]] = {name: _list_files(files) for name, files in _TABLE["inputs"].items()}

# Lexicons that are read for a corpus, but not to make a table: they may be laid over as those of the steps may.
OVERLAID = frozenset(_list_files(_TABLE["overlaid"]))

# The tables that the denominators (`kit.Corpus.sizes`) rest on.
SIZES = ("lengths",)

# What a corpus has beside its tables.
RESERVED = frozenset(_TABLE["reserved"].split())


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
        why = f"calls its function otherwise than it is written: {error}."
        raise OptionError(f"The step {name} {why}") from None
    hash_code(step.make)
    STEPS[name] = step


remember_code()
