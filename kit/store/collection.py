"""The tables of a collection, by partition: each taken from memory, from the disk, or made, and then kept.

A folder of articles is a collection of one partition. What is learnt from all articles (which lines a source repeats,
which articles are copies) is one table of the whole; a partition rests on those of its rows that concern it,
so a new article changes the partition that it is in, and another one only if something is learnt that this has.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import warnings
from collections.abc import Collection as Values
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path

import numpy as np
import pandas as pd

from kit.cache import Excluded, find_table, hash_code, keep_table
from kit.errors import KitError, KitWarning, LexiconError, OptionError, TableError
from kit.files import find_cache, find_data, hash_data, overlay, watch_reading
from kit.schema import SCHEMAS, is_among
from kit.steps import LOADED, STEPS, Failure, Step, Tables
from kit.tag.dates import find_today
from kit.tag.published import BOUNDS

# The part of a table that is learnt from all articles.
ALL = -1

# A table of several parts that needs more memory than this is read by part, and not whole.
MOST_BYTES = 1_000_000_000

# Tables of more articles than these, in several parts, come without their texts.
MOST_TEXTS = 20_000

# A table of one part with more rows than these is read again, where it was cut and all of it is asked for.
MOST_ROWS = 1_000_000

# The column that a table shares with `loaded`: it is kept there alone.
TEXTS = {name: ["text"] for name in ("titled", "dated", "grouped", "articles")}

# Of more articles than these only those that a part has are looked for in it.
FEW_IDS = 1_000

_TRIES = 3  # a file that is saved again and again while a table is made is not waited for

# A table and its part.
Place = tuple[str, int]

# All columns of a table of articles but their texts: each part may have further ones of its own.
BARE = Excluded({"text"})

# Those that are read (or `BARE`), with the dtypes that they have in memory if they come from the disk.
Columns = Values[str] | Mapping[str, str] | None

# Column to the values that are wanted; None for all rows.
Where = Mapping[str, Values[str]] | None


@dataclass
class Collection:
    """The tables of all articles, each made once, whatever is counted or cut from them later.

    Parameters
    ----------
    parts : of each part the hash of its articles.
    options : settings of the collection (``home``, ``today`` …).
    lexicons : folder of lexicons of one's own, and the names of the files in it.
    folder : where tables are kept; ``store``: that this is a store, with a folder a table.
    """

    parts: Sequence[str]
    options: Mapping[str, str]
    lexicons: Path | None = None
    laid_over: frozenset[str] = frozenset()
    folder: Path | None = None
    store: bool = False
    tables: dict[Place, pd.DataFrame] = field(default_factory=dict)
    # What every table was made from: its key, and what its data files then held.
    keys: dict[Place, str] = field(default_factory=dict)
    read: dict[Place, dict[str, str]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    # Of a store that is built: the hash of each step, by which its tables are named.
    recipes: dict[str, str] = field(default_factory=dict)
    # The tables that are somebody's own, and the hash of each.
    own: dict[str, str] = field(default_factory=dict)
    # The day that nobody gave, by the table that it is read off.
    today: dict[str, str] = field(default_factory=dict)
    # The tables of a store that other code made, or other lexicons, and of which that was not said yet.
    stale: frozenset[str] = frozenset()
    # The file of a store that says which article is in which part.
    ids: Path | None = None

    def __post_init__(self) -> None:
        self.keys.update({(LOADED, part): key for part, key in enumerate(self.parts)})

    def replace(self, tables: Mapping[str, pd.DataFrame]) -> Collection:
        """The same with other tables; what is made from these is made anew."""
        failures = [failure for failure in self.failures if failure.step not in tables]
        own = self.own | {name: hash_table(table) for name, table in tables.items()}
        other = dataclasses.replace(self, failures=failures, own=own, today={}, tables={}, keys={}, read={})
        moved = {name for name in STEPS if other.rests_on_own(name)}
        other.stale -= moved
        for states, before in ((other.tables, self.tables), (other.keys, self.keys), (other.read, self.read)):
            states.update({place: value for place, value in before.items() if place[0] not in moved})  # type: ignore
        for name, part in ((name, part) for name in own for part in range(len(self.parts))):
            table = tables[name] if name in tables else self.tables[name, part]
            if name in tables and len(self.parts) > 1:
                table = table[is_among(table["article_id"], self.inside[part])].reset_index(drop=True)
            other.tables[name, part] = table.copy(deep=False)
            other.keys[name, part], other.read[name, part] = f"own {own[name]}", {}
        return other

    def rests_on_own(self, name: str) -> bool:
        """Whether a table is somebody's own, or made from one that is."""
        return name in self.own or (name != LOADED and any(map(self.rests_on_own, STEPS[name].tables)))

    def get(self, name: str, where: Where = None, columns: Columns = None) -> pd.DataFrame:
        """The table of all articles, or its rows and columns that are wanted.

        Raises
        ------
        OptionError : it needs too much memory; says how to read it by part.
        """
        if len(self.parts) == 1 or is_learnt(name):
            return self.find(name, 0, columns, where)
        asked = (where or {}).get("article_id")
        asked = None if isinstance(asked, Excluded) else asked
        full = name in (LOADED, *TEXTS)
        bare = full and (len(self.homes) if asked is None else len(asked)) > MOST_TEXTS
        if (name, ALL) in self.tables and (bare or not full):
            table = keep_rows(self.tables[name, ALL], where)
            return table if columns is None else table[[*columns]]
        parts = [*range(len(self.parts))]
        if asked is not None and not full:  # the first one says which columns there are
            parts = sorted({0, *(self.homes.get(key, 0) for key in asked)})
        few = not full and len((where or {}).get("article_id", ())) <= FEW_IDS
        table = self._read_all(name, parts, columns, where) if few else None
        if table is None:
            columns = BARE if bare and columns is None else columns
            table = join((self.find(name, part, columns, where) for part in parts), name)
        if not where and columns in (None, BARE):
            self.tables[name, ALL] = table
        return table

    def _read_all(self, name: str, parts: list[int], columns: Columns, where: Where) -> pd.DataFrame | None:
        """What `find` gives of these parts, joined; None if a part is not on the disk alone, or if it is too much."""
        keys = [self.key(name, part) for part in parts]
        if not all(keys) or any((name, part) in self.tables for part in parts):
            return None
        paths = map(self.find_path, repeat(name), parts, keys)
        schema = {**STEPS[name].columns, **(columns if isinstance(columns, Mapping) else {})}
        table = find_table(*paths, schema=schema, columns=columns, where=where, most=MOST_BYTES)
        return table if table is None else order_rows(table)

    @cached_property
    def homes(self) -> dict[str, int]:
        """The part that each article is in."""
        return {key: part for part, keys in enumerate(self.inside) for key in keys}

    @cached_property
    def inside(self) -> list[frozenset[str]]:
        """The articles of each part."""
        ids = find_table(self.ids, schema={}, columns=["article_id", "part"]) if self.ids else None
        if ids is None:
            return [frozenset(rows["article_id"]) for rows in self.scan(LOADED, ["article_id"])]
        places = ids.groupby("part")["article_id"].agg(frozenset)
        return [places.get(part, frozenset()) for part in range(len(self.parts))]

    def scan(self, name: str, columns: Columns = None, where: Where = None) -> Iterator[pd.DataFrame]:
        """The table part by part, of which only some columns and rows are read."""
        for part in (ALL,) if is_learnt(name) else range(len(self.parts)):
            yield self.find(name, part, columns, where)

    def part(self, name: str, part: int) -> pd.DataFrame:
        """One part of the table: from memory, from the disk, or made; kept if nothing that it rests on changed."""
        place = (name, ALL if is_learnt(name) else part)
        if place not in self.tables:
            self._make_room(part)
            self.tables[place] = self._find_or_make(*place)
        return self.tables[place]

    def find(self, name: str, part: int, columns: Columns = None, where: Where = None) -> pd.DataFrame:
        """Some columns and rows of a part, which is not kept in memory if it is on disk."""
        place = (name, ALL if is_learnt(name) else part)
        if len(asked := (where or {}).get("article_id", ())) > FEW_IDS and place[1] != ALL:
            kind = Excluded if isinstance(asked, Excluded) else frozenset
            where = {**(where or {}), "article_id": kind(self.inside[part].intersection(asked))}
        shared = len(self.parts) > 1 and place not in self.tables  # memory holds one part at a time
        if shared and (key := self.key(*place)):
            table = self._load(*place, key, columns, where)
            if table is not None:
                return table
        whole = self.part(name, part)
        table = keep_rows(whole, where)
        twice = table is not whole and len(whole) > MOST_ROWS  # it is the cut that is asked for again
        if twice and self.find_path(*place, self.keys[place]).is_file():
            del self.tables[place]
        wanted = [one for one in table if one not in BARE] if columns is BARE else columns
        return table if wanted is None else table[[*wanted]]

    def _make_room(self, part: int) -> None:
        """Of several parts, only one is in memory at a time."""
        if len(self.parts) > 1 and part != ALL:
            keep = {ALL, part}
            for name, other in [*self.tables]:
                if other not in keep and name not in self.own:
                    del self.tables[name, other]

    def find_path(self, name: str, part: int, key: str) -> Path:
        """The file of a part of a table."""
        if not self.store:
            return (self.folder or find_cache()) / f"{name}-{key[:32]}.parquet"
        file = f"part-{part:05}" if part != ALL else "learnt"
        return (self.folder or Path()) / name / f"{file}-{key[:32]}.parquet"

    def _load(
        self, name: str, part: int, key: str, columns: Columns = None, where: Where = None
    ) -> pd.DataFrame | None:
        schema = SCHEMAS["articles"] if name == LOADED else STEPS[name].columns
        apart = TEXTS.get(name, ())
        kept = {column: dtype for column, dtype in schema.items() if column not in apart}
        kept |= columns if isinstance(columns, Mapping) else {}
        where = {column: values for column, values in (where or {}).items() if column in schema}
        wanted = columns
        if apart and columns is not None and columns is not BARE:  # texts are put beside ids
            wanted = {"article_id", *columns}.difference(apart)
        table = find_table(self.find_path(name, part, key), schema=kept, columns=wanted, where=where)
        if table is None and name == LOADED:
            why = f"The articles of part {part} are not in the store {self.folder}: a file is missing or damaged."
            raise TableError(f"{why} Build it again from its source (python -m kit build).")
        if table is not None and apart and columns is not BARE:
            if "text" in (columns or apart):
                few = {"article_id": table["article_id"].tolist()} if where else None
                texts = self.find(LOADED, part, ["article_id", "text"], few).set_index("article_id")["text"]
                table["text"] = table["article_id"].map(texts).astype("str")
            table = table[[*(columns or [*schema, *(one for one in table if one not in schema)])]]
        return table

    def _find_or_make(self, name: str, part: int) -> pd.DataFrame:
        if name == LOADED:
            return self._load(name, part, self.parts[part])
        step, place = STEPS[name], (name, part)
        for _ in range(_TRIES):
            # They are settled where a table that was made from this one is in memory already.
            read, key = self.read.pop(place, None) or self.hash_reads(step), self.key(name, part)
            if not self.store:
                self.keys.pop(place, None)
            table = self._load(name, part, key) if key else None
            if table is not None:
                self.keys[place], self.read[place] = key, read
                self._settle(step, part)
                return table
            if name in self.stale:
                self._tell_stale(name)
            tables = self._gather(name, part)
            read, key = self.hash_reads(step), self.key(name, part)  # of the tables that are now there
            with overlay(self.lexicons), watch_reading() as seen:
                table, failures = self._run(name, part, tables)
            check_reads(name, step, set(seen))
            same = all(digests == {read[path.name]} for path, digests in seen.items())
            same &= not self.recipes or self.recipes[name] == self.hash_recipe(name)
            if same and self.hash_reads(step) == read and self.key(name, part) == key:
                key = "" if failures and not self.store else key
                if key:
                    self._keep(table.drop(columns=TEXTS.get(name, [])), name, part, key)
                self.keys[place], self.read[place] = key, read
                return table
        why = f"Files that the table {name} rests on ({', '.join(step.reads)}) were saved while it was made, {_TRIES}"
        warnings.warn(f"{why} times; it is not kept. Ask again in a new corpus.", KitWarning, stacklevel=4)
        self.keys[place], self.read[place] = "", read
        return table

    def _tell_stale(self, name: str) -> None:
        """Warn, once, that a table is made on asking."""
        if len(self.parts) > 3:  # of few it is soon made
            why = f"The table {name} of the store {self.folder} is of other code or lexicons. Its {len(self.parts)}"
            told = f"{why} parts are made now; kit.build(…), or python -m kit build, brings the store up to date."
            warnings.warn(told, KitWarning, stacklevel=6)
        self.stale = frozenset()

    def _gather(self, name: str, part: int) -> Tables:
        """The tables that a step of a part, or of all parts, needs."""
        return {needed: self._take(needed, part) for needed in STEPS[name].tables}

    def _keep(self, table: pd.DataFrame, name: str, part: int, key: str) -> None:
        """Keep what a step made on the disk."""
        keep_table(table, self.find_path(name, part, key))

    def _take(self, name: str, part: int) -> pd.DataFrame:
        """A table as a step of a part, or of all parts, needs it."""
        if is_learnt(name):
            return self.cut(name, part)
        if part != ALL or len(self.parts) == 1:
            return self.part(name, max(part, 0))
        # In no order: put in one, it would be there three times.
        return concat([*self.scan(name, BARE if name in TEXTS else None)])

    def cut(self, name: str, part: int) -> pd.DataFrame:
        """What is learnt, as far as it concerns a part."""
        learnt = self.part(name, ALL)
        if part == ALL or not self.store:
            return learnt
        column, of = STEPS[name].across or ("", "")
        concerned = self.find(STEPS[name].tables[0], part, of.split())
        return keep_rows(learnt, {column: pd.concat([concerned[one] for one in concerned])})

    def _run(self, name: str, part: int, tables: Tables) -> tuple[pd.DataFrame, list[Failure]]:
        """The table, without the articles on which its step fails: these are named, and the others counted."""
        step, options = STEPS[name], self.choose_options(STEPS[name])
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
            known = {failure.article for failure in failures}
            old = [one for one in self.failures if one.step != name or one.article not in known]
            self.failures = old + failures
            why = f"The table {name} lacks {len(failures)} of the articles, such as {failures[0].article!r}: its step"
            told = f"{why} fails on them ({failures[0].error}). corpus.failures lists them; the others are counted."
            warnings.warn(told, KitWarning, stacklevel=6)
            if self.store:
                table.attrs["failures"] = [failure._asdict() for failure in failures]
            return table, failures

    def choose_options(self, step: Step) -> dict[str, str]:
        """The settings that a step asks for; a day that nobody gave is read off its articles."""
        options = {option: self.options[option] for option in step.options}
        if options.get("today") == "":
            name = step.needs["articles"]
            if name not in self.today:
                days = list(self.scan(name, ["published", *BOUNDS]))
                bounds = [options[bound] for bound in BOUNDS if options.get(bound)]  # not ahead of today
                self.today[name] = max([str(find_today(pd.concat(days))), *bounds])
            options["today"] = self.today[name]
        return options

    def _settle(self, step: Step, part: int) -> None:
        """Hold the tables before one that was kept to what it was made from, whatever is saved after this."""
        for name in step.tables if not self.store else ():
            for place in self.list_places(name, part):
                if place not in self.keys:
                    self.keys[place], self.read[place] = self.key(*place), self.hash_reads(STEPS[name])
                    self._settle(STEPS[name], place[1])

    def list_places(self, name: str, part: int) -> list[Place]:
        """The parts of a table that a part of another rests on."""
        if is_learnt(name):
            return [(name, ALL)]
        return [(name, one) for one in range(len(self.parts))] if part == ALL else [(name, part)]

    def key(self, name: str, part: int = 0) -> str:
        """The hash of all that makes a part of a table; "" where its code, or that of one before it, is not known."""
        place = (name, ALL if is_learnt(name) else part)
        if place not in self.keys:
            key = self._hash(*place)
            if not self.store:
                return key
            self.keys[place] = key
        return self.keys[place]

    def _hash(self, name: str, part: int) -> str:
        step = STEPS[name]
        before = []
        for needed in step.tables:
            if is_learnt(needed):
                before.append(hash_table(self.cut(needed, part)))
            else:
                before += [self.key(*place) for place in self.list_places(needed, part)]
        if not all(before) or not (recipe := self.recipes.get(name) or self.hash_recipe(name)):
            return ""
        options = [f"{option}:{value}" for option, value in self.choose_options(step).items()]
        return hashlib.sha256(" ".join([recipe, *options, *before]).encode()).hexdigest()

    def hash_recipe(self, name: str) -> str:
        """The hash of a step itself: its code, what it is given, and what its data files hold now."""
        step = STEPS[name]
        if not (code := hash_code(step.make)):
            return ""
        parts = [f"{argument}={names}" for argument, names in step.needs.items()]
        parts += [f"{file} {digest}" for file, digest in self.hash_reads(step).items()]
        return hashlib.sha256(" ".join([*parts, code]).encode()).hexdigest()

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
        read = [read for (table, _), read in self.read.items() if table == name and read]
        if name == LOADED:
            return list(chain(*(one.items() for one in read)))
        read = read or [self.hash_reads(STEPS[name])]  # of one's own: as the kit's would
        before = chain(*map(self.hash_rests, STEPS[name].tables))
        return [*chain(*(one.items() for one in read)), *before]


def keep_rows(table: pd.DataFrame, where: Where) -> pd.DataFrame:
    """The rows of which each column has one of the values that are wanted for it."""
    inside = [
        is_among(table[column], values) != isinstance(values, Excluded)
        for column, values in (where or {}).items()
        if column in table
    ]
    if all(rows.all() for rows in inside):
        return table
    return table[np.logical_and.reduce(inside)].reset_index(drop=True)


def is_learnt(name: str) -> bool:
    """Whether a table is one of the whole collection, and not of its parts."""
    return name != LOADED and bool(STEPS[name].across)


def join(parts: Iterator[pd.DataFrame], name: str) -> pd.DataFrame:
    """One table of its parts, in the order of the articles' ids.

    Raises
    ------
    OptionError : it needs more memory than `MOST_BYTES`.
    """
    taken: list[pd.DataFrame] = []
    size = 0
    for part in parts:
        taken.append(part)
        size += int(part.memory_usage().sum())
        if size > MOST_BYTES:
            why = f"The table {name} is too large to be read whole (more than {MOST_BYTES / 1e9:.0f} GB)."
            rows = f"for rows in corpus.scan({name!r}, columns=[…], where={{'article_id': […]}})"
            raise OptionError(f"{why} Read it part by part: {rows}.")
    return order_rows(taken[0] if len(taken) == 1 else concat(taken))


def order_rows(table: pd.DataFrame) -> pd.DataFrame:
    """By article, what came first still first."""
    table.attrs.pop("failures", None)
    if "article_id" in table and table["article_id"].dtype == "category":
        ids = table["article_id"].cat  # by whose order rows are ordered
        table["article_id"] = ids.set_categories(ids.categories.sort_values())
    if "article_id" in table and not table["article_id"].is_monotonic_increasing:
        table = table.sort_values("article_id", kind="stable")
    return table.reset_index(drop=True)


def concat(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The rows one after another; kinds are those of all, and a column that some parts lack is empty there."""
    alike = {}
    for column in parts[0].columns[parts[0].dtypes == "category"]:
        names = dict.fromkeys(chain(*(part[column].cat.categories for part in parts)))
        alike[column] = pd.CategoricalDtype(pd.Index(names, dtype="str"))
    table = pd.concat([part.astype(alike) for part in parts], ignore_index=True)
    lacking = [column for column in table if any(column not in part for part in parts)]
    table = table.fillna(dict.fromkeys(lacking, ""))
    table.attrs = {name: value for name, value in parts[0].attrs.items() if name != "failures"}
    return table


def hash_table(table: pd.DataFrame) -> str:
    """The sha256 of a table: its columns, their dtypes, and every value."""
    kinds = " ".join(f"{column}:{dtype}" for column, dtype in table.dtypes.items())
    rows = pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes()
    return hashlib.sha256(kinds.encode() + rows).hexdigest()


def check_reads(name: str, step: Step, seen: set[Path]) -> None:
    """Raise a `TableError` if a step used a data file that it does not declare."""
    if hidden := sorted({path.name for path in seen} - {Path(file).name for file in step.reads}):
        why = f"The step of the table {name!r} used {', '.join(hidden)}, which it does not declare: a table kept on"
        remedy = "Add it to its reads in the table of steps."
        raise TableError(f"{why} disk would outlive an edit of that file. {remedy}")
