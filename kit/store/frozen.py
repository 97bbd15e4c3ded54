"""A collection whose tables are given and whose texts need not be there: nothing in it is ever made anew."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from kit import __version__
from kit.cache import find_table
from kit.errors import FileError, KitWarning, TableError
from kit.schema import SCHEMAS
from kit.steps import LOADED, STEPS
from kit.store.collection import ALL, Collection, Columns, Where, is_learnt
from kit.store.settings import Settings


@dataclass
class Frozen(Collection):
    """Tables in files, ``<name>.parquet``, as they were when the collection was frozen.

    Parameters
    ----------
    laid : the tables that were somebody's own by then, and the hash of each.
    """

    laid: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str, part: int, columns: Columns = None, where: Where = None) -> pd.DataFrame:
        """Some columns and rows of a table.

        Raises
        ------
        TableError : the table or a column of it was left out when the collection was frozen.
        FileError : its file is damaged.
        """
        lacking = [column for column in columns or () if column not in self.part(name, part)]
        if lacking:
            raise TableError(f"The table {name} was left without {', '.join(lacking)}: {_WHY}")
        return super().find(name, part, columns, where)

    def _find_or_make(self, name: str, part: int) -> pd.DataFrame:
        # The articles as they were read are those that are known by now, of which no column is left out but their text.
        path = (self.folder or Path()) / f"{'articles' if name == LOADED else name}.parquet"
        if self._rests_on_new(name) or not path.is_file():
            raise TableError(f"The table {name} is not in this collection and cannot be made: {_WHY}")
        there = pq.read_schema(path).names
        schema = SCHEMAS["articles"] if name == LOADED else STEPS[name].columns
        table = find_table(path, schema={column: schema[column] for column in schema if column in there})
        if table is None:
            raise FileError(f"{path} is damaged. Unpack it again.")
        return table

    def _rests_on_new(self, name: str) -> bool:
        """Whether a table is one that was given since, or made from one."""
        new = name in self.own and self.own[name] != self.laid.get(name)
        return new or (name != LOADED and any(map(self._rests_on_new, STEPS[name].tables)))


_WHY = "its tables are kept without the texts that they were made from. Ask whoever published them for the articles."


def open_frozen(folder: Path, manifest: dict[str, Any], settings: Settings) -> Frozen:
    """The tables in a folder, of which the manifest says the keys, and the data files that each was made from.

    Those that another version of the kit made are served as they are, with a warning.
    """
    if manifest["kit"] != __version__:
        made = f"The tables in {folder} were made by kit {manifest['kit']}; this is kit {__version__}"
        warnings.warn(f"{made}, which may count otherwise.", KitWarning, stacklevel=5)
    parts, own = [part["key"] for part in manifest["parts"]], manifest["own"]
    given = (settings.options, settings.lexicons, settings.laid_over, folder)
    tables = Frozen(parts, *given, store=True, own=own, laid=own)
    tables.read[LOADED, 0] = manifest["read"]
    for name in STEPS.keys() & manifest["frozen"]:  # another version may have other tables
        place = (name, ALL if is_learnt(name) else 0)
        tables.keys[place], tables.read[place] = manifest["frozen"][name], manifest["reads"][name]
    for name in tables.own:  # in memory, as others of one's own are
        tables.part(name, 0)
    return tables
