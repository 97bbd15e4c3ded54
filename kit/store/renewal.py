"""A store brought up to date: in a part that is made anew, rows of articles for which nothing changed stay."""

import dataclasses
import math
from contextlib import suppress
from filecmp import cmp
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import FileError, TableError
from kit.files import copy_file, write_whole
from kit.steps import LOADED, STEPS, Failure, Tables
from kit.store.collection import ALL, Collection, Place, is_learnt, join, keep_rows
from kit.store.manifest import list_keys, load_manifest, open_tables


class Renewal(Collection):
    """The tables of a store that is built, and those that it had ``before``.

    A step gives for a part what it gives article by article. So it is run for those articles alone of which a row
    that it rests on is another now; for all of them, where its code, its data files or its settings are.
    """

    before: Collection
    changed: dict[Place, set[str] | None]
    """What was found of each part of a table (`_compare`)."""

    def carry_over(self, name: str, part: int) -> bool:
        """Keep a part of a table under its new name, if nothing that it rests on changed; whether it was so."""
        new = self.find_path(name, part, self.key(name, part))  # first, so that today is that of all articles
        if self.list_concerned(name, part) == set():
            with suppress(FileError), write_whole(new) as aside:
                copy_file(self.before.find_path(name, part, self.before.key(name, part)), aside)
                return True
        return False

    def list_concerned(self, name: str, part: int) -> set[str] | None:
        """The articles whose rows of a table have to be made anew; None where those of all have."""
        before, place, found = self.before, (name, part), set[str]()
        if part == ALL or place not in before.keys or before.recipes.get(name) != self.recipes[name]:
            return None
        with suppress(TableError):  # articles as they were are gone
            for needed in (LOADED, *STEPS[name].tables):
                if (needed, part) not in self.changed:
                    self.changed[needed, part] = self._compare(needed, part)
                if (changed := self.changed[needed, part]) is None:
                    return None
                found |= changed
            if before._hash(*place) == before.keys[place]:  # with the settings that now are
                return found
        return None

    def count_concerned(self, name: str, part: int) -> int:
        """How many articles of a part a step has to be run for."""
        concerned = self.list_concerned(name, part)
        return len(self.find(LOADED, part, ["article_id"]) if concerned is None else concerned)

    def _compare(self, name: str, part: int) -> set[str] | None:
        """The articles of which a table has other rows than before; None where it is not there as it was."""
        if is_learnt(name):
            column, of = STEPS[name].across or ("", "")
            values = find_differing(self.before.cut(name, part), self.cut(name, part), by=column)
            rows = self.find(STEPS[name].tables[0], part, {"article_id", *of.split()})
            return {*rows["article_id"][rows[of.split()].isin(values).any(axis=1)]}
        old, new = (tables.find_path(name, part, tables.key(name, part)) for tables in (self.before, self))
        if old == new or (old.is_file() and cmp(old, new, shallow=False)):
            return set()
        return find_differing(self.before.find(name, part), self.find(name, part)) if old.is_file() else None

    def _run(self, name: str, part: int, tables: Tables) -> tuple[pd.DataFrame, list[Failure]]:
        """The table as it was, but for the rows that are made anew; the whole of it, if it would not be alike."""
        concerned = self.list_concerned(name, part)
        old = None if concerned is None else self.before._load(name, part, self.before.key(name, part))
        if concerned is not None and old is not None and "article_id" in old and "note" not in old.attrs:
            few = {needed: keep_rows(table, {"article_id": concerned}) for needed, table in tables.items()}
            fresh, failures = super()._run(name, part, few)
            whose, kinds = old["article_id"].isin(concerned), (old.dtypes.map(str), fresh.dtypes.map(str))
            if kinds[0].equals(kinds[1]) and old.attrs == fresh.attrs:  # a note may count
                self.changed[name, part] = find_differing(old[whose], fresh)
                return join(iter([old[~whose], fresh]), name, most=math.inf), failures
        return super()._run(name, part, tables)


def open_renewal(store: Path, plan: dict[str, Any]) -> Renewal:
    """The tables of a store that is being built to a plan."""
    now, old = open_tables(store, plan), load_manifest(store, again=True)
    tables = Renewal(**vars(now))
    tables.recipes = {name: tables.hash_recipe(name) for name in STEPS}
    parts, keys = [part["key"] for part in old.get("parts", ())], list_keys(old, STEPS)
    state: dict[str, Any] = {"tables": {}, "read": {}, "keys": keys, "recipes": old.get("recipes", {})}
    tables.before, tables.changed = dataclasses.replace(now, parts=parts, **state), {}
    return tables


def find_differing(old: pd.DataFrame, new: pd.DataFrame, by: str = "article_id") -> set[Any]:
    """The values of a column of which two tables have other rows, or in another order."""
    rows = pd.concat([table.assign(turn_=table.groupby(by).cumcount()) for table in (old, new)])
    return {*rows[by][~rows.duplicated(keep=False)]}
