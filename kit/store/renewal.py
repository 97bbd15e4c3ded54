"""A store brought up to date: in a part that is made anew, rows of articles for which nothing changed stay."""

import dataclasses
from contextlib import suppress
from filecmp import cmp
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kit.cache import Excluded
from kit.errors import FileError, TableError
from kit.files import copy_file, write_whole
from kit.schema import is_among
from kit.steps import LOADED, STEPS, Failure, Tables
from kit.store.collection import ALL, BARE, TEXTS, Collection, Place, concat, is_learnt, keep_rows, order_rows
from kit.store.manifest import list_keys, load_manifest, open_tables


class Renewal(Collection):
    """The tables of a store that is built, and those that it had ``before``.

    A step gives for a part what it gives article by article. So it is run for those articles alone of which a row
    that it rests on is another now; for all of them, where its code, its data files or its settings are.
    """

    before: Collection
    changed: dict[Place, set[Any] | None]
    """What was found of each part of a table (`_compare`), and of what is learnt: the values with other rows."""
    concerned: dict[Place, set[str] | None]
    """What was found of each that is made (`list_concerned`)."""
    taken: dict[Place, tuple[set[str], pd.DataFrame]]
    """Some articles of a part, and their rows, as they were read or made last."""

    def renew(self, name: str, part: int) -> None:
        """Make a part of a table, and keep it; of what is not made whole nothing stays in memory but a few rows."""
        self.key(name, part)  # first, so that today is that of all articles
        if (concerned := self.list_concerned(name, part)) is None:
            self.part(name, part)
        elif concerned or not self._keep_old(name, part):
            super()._find_or_make(name, part)

    def list_concerned(self, name: str, part: int) -> set[str] | None:
        """The articles whose rows of a table have to be made anew; None where those of all have."""
        if (place := (name, part)) not in self.concerned:
            self.concerned[place] = self._find_concerned(*place)
        return self.concerned[place]

    def _find_concerned(self, name: str, part: int) -> set[str] | None:
        before, step, found = self.before, STEPS[name], set[str]()
        if part == ALL or (name, part) not in before.keys or before.recipes.get(name) != self.recipes[name]:
            return None
        old, new = (tables.choose_options(step).items() for tables in (before, self))
        if not (moved := {option for option, _ in old ^ new}).issubset(step.undated):
            return None
        with suppress(TableError):  # articles as they were are gone
            for place in [(LOADED, part), *((needed, part) for needed in step.tables)]:
                if place not in self.changed:
                    self.changed[place] = self._compare(*place)
                if (changed := self.changed[place]) is None:
                    return None
                found |= changed
            if moved:
                days = self.find(step.needs["articles"], part, ["article_id", "published"])
                found |= {*days["article_id"][days["published"].isna()]}
            return found
        return None

    def _compare(self, name: str, part: int) -> set[str] | None:
        """The articles of which a table has other rows than before; None where it is not there as it was."""
        if is_learnt(name):
            column, of = STEPS[name].across or ("", "")
            if (whole := (name, ALL)) not in self.changed:
                self.changed[whole] = find_differing(self.before.part(*whole), self.part(*whole), by=column)
            rows = self.find(STEPS[name].tables[0], part, {"article_id", *of.split()})
            concerned = [is_among(rows[one], self.changed[whole] or ()) for one in of.split()]
            return {*rows["article_id"][np.logical_or.reduce(concerned)]}
        old, new = self._find_paths(name, part)
        if old == new or (old.is_file() and (old.samefile(new) or cmp(old, new, shallow=False))):
            return set()
        was = self.before.find(name, part) if old.is_file() else None
        return None if was is None or "article_id" not in was else find_differing(was, self.find(name, part))

    def _find_paths(self, name: str, part: int) -> tuple[Path, Path]:
        """The file of a part as it was, and as it is."""
        was, now = (tables.find_path(name, part, tables.key(name, part)) for tables in (self.before, self))
        return was, now

    def _find_or_make(self, name: str, part: int) -> pd.DataFrame:
        there = name == LOADED or part == ALL or self.find_path(name, part, self.key(name, part)).is_file()
        if not there and self.list_concerned(name, part) is not None:
            self.renew(name, part)
        return super()._find_or_make(name, part)

    def _gather(self, name: str, part: int) -> Tables:
        if (concerned := self.list_concerned(name, part)) is None:
            return super()._gather(name, part)
        return {needed: self._take_few(needed, part, concerned) for needed in STEPS[name].tables}

    def _take_few(self, name: str, part: int, ids: set[str]) -> pd.DataFrame:
        """The rows of a few articles, as far as they concern a part; they are read once."""
        known, rows = self.taken.get((name, part), (set(), None))
        if is_learnt(name):
            rows = self.cut(name, part)
        elif rows is None or not ids <= known:
            rows = self.find(name, part, where={"article_id": known | ids})
            self.taken[name, part] = known | ids, rows
        return keep_rows(rows, {"article_id": ids})

    def _run(self, name: str, part: int, tables: Tables) -> tuple[pd.DataFrame, list[Failure]]:
        """The rows that are made anew; those of all articles, if they would not be alike."""
        made, failures = super()._run(name, part, tables)
        if (concerned := self.list_concerned(name, part)) is None:
            return made, failures
        # A text that is other is so in `loaded`, which all rest on.
        columns, bare = BARE if name in TEXTS else None, made.drop(columns=TEXTS.get(name, []))
        old = self.before._load(name, part, self.before.key(name, part), columns, {"article_id": concerned})
        kinds = [([*of.dtypes.map(str).items()], of.attrs) for of in (bare, old) if of is not None]
        if len(kinds) == 2 and kinds[0] == kinds[1] and "article_id" in bare and "note" not in bare.attrs:
            self.changed[name, part], self.taken[name, part] = find_differing(old, bare), (concerned, made)
            return made, failures
        self.concerned[name, part] = None
        return super()._run(name, part, super()._gather(name, part))

    def _keep(self, table: pd.DataFrame, name: str, part: int, key: str) -> None:
        concerned, before = self.list_concerned(name, part), self.before
        if concerned is not None:
            if not self.changed[name, part] and self._keep_old(name, part):
                return
            columns, others = BARE if name in TEXTS else None, {"article_id": Excluded(concerned)}
            rest = before._load(name, part, before.key(name, part), columns, others)
            table = order_rows(concat([rest, table]))
        super()._keep(table, name, part, key)

    def _keep_old(self, name: str, part: int) -> bool:
        """Keep a part of a table as it was under its new name; whether that could be done."""
        old, new = self._find_paths(name, part)
        with suppress(FileError), write_whole(new) as aside:
            copy_file(old, aside)
        return new.is_file()


def open_renewal(store: Path, plan: dict[str, Any]) -> Renewal:
    """The tables of a store that is being built to a plan."""
    now, old = open_tables(store, plan), load_manifest(store, again=True)
    tables = Renewal(**vars(now))
    tables.recipes = {name: tables.hash_recipe(name) for name in STEPS}
    parts, keys = [part["key"] for part in old.get("parts", ())], list_keys(old, STEPS)
    state: dict[str, Any] = {name: old.get(name, {}) for name in ("recipes", "today")}
    state |= {"tables": {}, "read": {}, "keys": keys, "options": old.get("settings", {})}
    tables.before = dataclasses.replace(now, parts=parts, **state)
    tables.changed, tables.concerned, tables.taken = {}, {}, {}
    return tables


def find_differing(old: pd.DataFrame, new: pd.DataFrame, by: str = "article_id") -> set[Any]:
    """The values of a column of which two tables have other rows, or in another order."""
    if old.equals(new):
        return set()
    rows = pd.concat([table.assign(turn_=table.groupby(by).cumcount()) for table in (old, new)])
    return {*rows[by][~rows.duplicated(keep=False)]}
