"""Names of columns: what data sets call them, in Vietnamese and in English (``data/lexicons/columns.yml``)."""

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kit.files import built_from
from kit.vietnamese.letters import strip_marks
from kit.vietnamese.lexicon import check_keys, load_lexicon


class Names(NamedTuple):
    """The usual names of each column, plain and the likeliest first, and the objects that hold columns."""

    columns: dict[str, list[str]]
    around: frozenset[str]


@built_from("columns.yml")
def load_names(path: Path) -> Names:
    """The names of a lexicon."""
    entry = check_keys(load_lexicon(path), path, required=("columns", "around"))
    columns = {str(ours): list(map(plain_name, names)) for ours, names in entry["columns"].items()}
    return Names(columns, frozenset(map(plain_name, entry["around"])))


def name_column(name: str) -> str:
    """What a column of this name is: one of ours, or '' if the name is none that is usual.

    >>> name_column("Ngày đăng"), name_column("pub_date"), name_column("màu")
    ('published', 'published', '')
    """
    plain = plain_name(str(name))
    return next((ours for ours, names in load_names().columns.items() if plain in names), "")


def is_column(name: object, column: str | None = None) -> bool:
    """Whether ``name`` is a usual name of ``column`` (of any column, if that is ``None``)."""
    found = name_column(str(name))
    return bool(found) and column in (None, found)


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A column's name for comparing: no case, no diacritics, nothing between letters."""
    return re.sub(r"(?<=.)[\W_]+", "", strip_marks(name.strip().strip("\ufeff").casefold()))
