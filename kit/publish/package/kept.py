"""What cells make of texts, kept as numbers: so that the cells after them run where the texts are not."""

import ast
import json
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from kit.cache import write_table
from kit.errors import TableError
from kit.files import write_file
from kit.publish.package.codebook import CONTEXT
from kit.study import MOST_WORDS

VALUES = "values.json"

_SHOWN = ("name", "caption", "alt", "shows", "rows")  # of the JSON of a figure, what is no provenance


class Running:
    """The texts of articles, to look in; ``known`` is what is passed on anyway: titles, and what figures quote."""

    def __init__(self, texts: Iterable[str] = (), known: Iterable[str] = ()):
        self._text, self._known = "\n".join(texts), frozenset(known)

    def holds(self, value: Any) -> bool:
        """Whether this is a longer run of words of an article that is not known."""
        long = isinstance(value, str) and len(value.split()) > MOST_WORDS
        return long and value not in self._known and value in self._text

    def strip(self, table: pd.DataFrame) -> pd.DataFrame:
        """A table without context, and "" in the place of each longer run of words of an article."""
        table = table.drop(columns=CONTEXT, errors="ignore")
        for name in [name for name in table if table[name].dtype in ("str", "object")]:
            table[name] = table[name].mask(table[name].map(self.holds).astype("bool"), "")
        return table


class Cited:
    """What stands for a corpus with tables of one's own: it says what the figures of it rested on, and no more."""

    def __init__(self, records: list[dict[str, Any]]):
        self._records = records

    def provenance(self, *names: str | Path | list[str | Path], **parameters: Any) -> dict[str, Any]:
        """What was recorded of a figure that rests on these.

        Raises
        ------
        TableError : no figure was made so.
        """
        given = [one for name in names for one in ([name] if isinstance(name, str | Path) else name)]
        asked = {"rests_on": sorted(Path(name).name for name in given), "parameters": parameters}
        asked = json.loads(json.dumps(asked, default=str))
        found = [record for record in self._records if {key: record.get(key) for key in asked} == asked]
        if not found:
            raise TableError(
                "This corpus is not in the package: no figure of it was made with these parameters."
            )
        return {key: value for key, value in found[0].items() if key not in _SHOWN}


class Kept:
    """Values by notebook, statement and name: as JSON, and as Parquet where they are tables."""

    def __init__(self, folder: Path):
        self.folder, path = folder, folder / VALUES
        self.values: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}

    def keep(self, key: str, value: Any, records: list[dict[str, Any]], running: Running) -> None:
        """Keep a value, without the words of articles; of another kind than those that a file holds none is kept."""
        try:
            self.values[key] = self._tell(key, value, records, running)
        except (pa.ArrowException, ValueError, TypeError, SyntaxError):
            return
        text = json.dumps(self.values, ensure_ascii=False, indent=1, sort_keys=True, default=str)
        write_file(self.folder / VALUES, text + "\n")

    def _tell(self, key: str, value: Any, records: list[dict[str, Any]], running: Running) -> dict[str, Any]:
        if isinstance(value, pd.DataFrame):
            table, file = running.strip(value), f"{key.replace(' ', '-')}.parquet"
            names = None if isinstance(table.index, pd.RangeIndex) else [*table.index.names]
            write_table(table.reset_index(names=_name_levels(names)) if names else table, self.folder / file)
            return {"table": file, "index": names, "columns": table.columns.name}
        if hasattr(value, "provenance"):
            return {"cited": records}
        if parts := _take_apart(value):
            given = (records, running)
            return {
                "parts": {name: self._tell(f"{key}.{name}", part, *given) for name, part in parts.items()}
            }
        plain = repr(value.item() if isinstance(value, np.generic) else value)
        said = [node.value for node in ast.walk(ast.parse(plain)) if isinstance(node, ast.Constant)]
        if ast.literal_eval(plain) != value or any(map(running.holds, said)):
            raise ValueError(key)
        return {"plain": plain}

    def load(self, key: str) -> Any:
        """A value that was kept."""
        return self._load(self.values[key])

    def _load(self, told: dict[str, Any]) -> Any:
        if "cited" in told:
            return Cited(told["cited"])
        if "parts" in told:
            return SimpleNamespace(**{name: self._load(part) for name, part in told["parts"].items()})
        if "plain" in told:
            return ast.literal_eval(told["plain"])
        table = pd.read_parquet(self.folder / told["table"])
        if told["index"]:
            table = table.set_index(_name_levels(told["index"])).rename_axis(told["index"])
        table.columns.name = told["columns"]
        return table


def _name_levels(names: list[Any]) -> list[str]:
    """What the levels of an index are called as columns."""
    return [f"index {number}" for number in range(len(names))]


def _take_apart(value: Any) -> dict[str, Any]:
    """The parts of a named tuple or a dataclass."""
    if hasattr(value, "_asdict"):
        return value._asdict()
    return dict(vars(value)) if hasattr(value, "__dataclass_fields__") else {}
