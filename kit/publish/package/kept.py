"""What cells make of texts, kept as numbers: so that the cells after them run where the texts are not."""

import ast
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from kit.cache import write_table
from kit.errors import TableError
from kit.publish.package.texts import Running, strip_running

VALUES = "values.json"


class Cited:
    """What stands for a corpus of one's own tables: it says what the figures of it rested on, and nothing else."""

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
        for record in self._records:
            if {key: record[key] for key in asked} == asked:
                return record
        raise TableError("This corpus is not in the package; no figure of it was made with these parameters.")


class Kept:
    """Values by notebook, statement and name: as JSON, and Parquet where they are tables."""

    def __init__(self, folder: Path):
        self.folder = folder
        path = folder / VALUES
        self.values: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.is_file() else {}

    def keep(self, key: str, value: Any, records: list[dict[str, Any]], running: Running) -> None:
        """Keep a value, without the words of articles; one of another kind is not kept."""
        if (told := self._tell(key, value, records, running)) is not None:
            self.values[key] = told
            self.folder.mkdir(parents=True, exist_ok=True)
            text = json.dumps(self.values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
            (self.folder / VALUES).write_text(text, encoding="utf-8", newline="\n")

    def _tell(self, key: str, value: Any, records: list[dict], running: Running) -> dict[str, Any] | None:
        if isinstance(value, pd.Series):
            return self._tell(key, value.to_frame("value"), records, running)
        if isinstance(value, pd.DataFrame):
            file = f"{key.replace(' ', '-').replace('/', '-')}.parquet"
            self.folder.mkdir(parents=True, exist_ok=True)
            table = strip_running(value, running)
            named = [name for name in table.index.names if name is not None]
            whole = not named and isinstance(table.index, pd.RangeIndex)
            write_table(table if whole else table.reset_index(names=named or ["index"]), self.folder / file)
            told = {"table": file, "index": None if whole else named or ["index"], "named": bool(named)}
            return told | {"columns": table.columns.name}
        if hasattr(value, "provenance"):
            return {"cited": records}
        parts = _take_apart(value)
        if parts is not None:
            told_parts = {
                name: self._tell(f"{key}.{name}", part, records, running) for name, part in parts.items()
            }
            return {"parts": {name: told for name, told in told_parts.items() if told is not None}}
        value = value.item() if isinstance(value, np.generic) else value
        try:
            plain = ast.literal_eval(repr(value)) == value
        except (ValueError, SyntaxError, TypeError):
            return None
        return {"plain": repr(value)} if plain and not running.holds(_flatten(value)) else None

    def load(self, key: str) -> Any:
        """A value that was kept, or a KeyError."""
        return self._load(self.values[key])

    def _load(self, told: dict[str, Any]) -> Any:
        if "table" in told:
            table = pd.read_parquet(self.folder / told["table"])
            if told["index"]:
                table = table.set_index(told["index"])
                table.index.names = told["index"] if told["named"] else [None]
            table.columns.name = told["columns"]
            return table
        if "cited" in told:
            return Cited(told["cited"])
        if "parts" in told:
            return SimpleNamespace(**{name: self._load(part) for name, part in told["parts"].items()})
        return ast.literal_eval(told["plain"])


def _take_apart(value: Any) -> dict[str, Any] | None:
    """The parts of a named tuple or a dataclass."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return value._asdict()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    return None


def _flatten(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return _flatten([*value.keys(), *value.values()])
    return (
        [inner for one in value for inner in _flatten(one)]
        if isinstance(value, list | tuple | set)
        else [value]
    )
