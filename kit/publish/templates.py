"""Texts about a collection, whose wording is in templates beside this module (``*.jinja``)."""

import json
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from pandas import Timestamp, isna


def fill_template(name: str, /, **values: Any) -> str:
    """The text of ``<name>.jinja`` with these values in it, plain (not HTML)."""
    environment = Environment(
        loader=PackageLoader("kit", "publish"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(cell=_write_cell, count=_write_count, short=_shorten, yaml=_write_yaml)
    return environment.get_template(f"{name}.jinja").render(values)


def _write_cell(value: object) -> str:
    """A value in a cell of a Markdown table."""
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Timestamp) or isna(value):
        return "not known" if isna(value) else f"{value:%Y-%m-%d}"
    return " ".join(str(value).split()).replace("|", "\\|")


def _write_count(number: int, noun: str, several: str = "") -> str:
    """A number with what it counts: of one, not of several."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def _write_yaml(value: object) -> str:
    """A plain value as YAML writes it in a line."""
    return json.dumps(value, ensure_ascii=False)


def _shorten(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
