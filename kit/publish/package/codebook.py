"""The codebook: every column of every table, with its type and what it means; and the schemas of the data package."""

from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from kit.publish.templates import fill_template
from kit.schema import SCHEMAS

_SAID: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("columns.yml").read_text("utf-8"))

# What a row of each table is.
ROWS: dict[str, str] = _SAID["rows"]

# The tables, and the columns by table, that hold the running words of articles.
TEXTS: dict[str, Any] = _SAID["texts"]

# The columns by table that hold the words around what was found.
SNIPPETS: dict[str, list[str]] = _SAID["snippets"]

# The columns of the words in which it was found.
NAMES: list[str] = _SAID["names"]

# The columns of a concordance that hold the words beside.
CONTEXT: list[str] = _SAID["context"]

_TYPES = {"i": "integer", "u": "integer", "f": "number", "b": "boolean"}


def explain_column(table: str, column: str) -> str:
    """What a column of a table means; "" of one that is not the kit's."""
    return str(_SAID["tables"].get(table, {}).get(column) or _SAID["columns"].get(column, ""))


def find_type(column: pd.Series) -> str:
    """The type of a column as Table Schema names it; days without an hour are dates."""
    if column.dtype.kind == "M":
        return "date" if (column.dropna() == column.dropna().dt.normalize()).all() else "datetime"
    return _TYPES.get(column.dtype.kind, "string")


def list_fields(name: str, table: pd.DataFrame) -> list[dict[str, str]]:
    """The fields of a table, for the data package."""
    fields = []
    for column in map(str, table):
        field = {"name": column, "type": find_type(table[column])}
        field |= {"format": "%Y-%m-%d %H:%M:%S"} if field["type"] == "datetime" else {}
        fields.append(field | {"description": explain_column(name, column)})
    return fields


def make_codebook(tables: dict[str, pd.DataFrame], left_out: dict[str, str]) -> pd.DataFrame:
    """A row per table and column: table, column, type, meaning, where (in the package, or why it is not).

    Parameters
    ----------
    tables : those of the package.
    left_out : tables, or columns as ``table.column``, that are not in it, and why.
    """
    rows = []
    for name in dict.fromkeys([*tables, *SCHEMAS]):
        held = tables.get(name, pd.DataFrame())
        for column in dict.fromkeys([*SCHEMAS.get(name, {}), *held]):
            kind = find_type(held[column] if column in held else pd.Series(dtype=SCHEMAS[name][column]))
            why = left_out.get(name) or left_out.get(f"{name}.{column}")
            where = f"tables/{name}" if column in held else why or "made by notebooks"
            rows.append((name, column, kind, explain_column(name, column), where))
    return pd.DataFrame(rows, columns=["table", "column", "type", "meaning", "where"], dtype="str")


def write_codebook(codebook: pd.DataFrame) -> str:
    """The codebook in Markdown."""
    return fill_template("package/codebook.md", tables=codebook.groupby("table", sort=False), rows=ROWS)
