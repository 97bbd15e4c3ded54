"""Columns: which column of a record is which, by what data sets call them (``data/lexicons/columns.yml``)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from kit.errors import ArticleError
from kit.files import built_from
from kit.vietnamese.letters import strip_marks
from kit.vietnamese.lexicon import check_keys, load_lexicon

_ALIASES = {"id": "article_id"}


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


def find_columns(fields: Mapping[str, Any], columns: Mapping[str, str] | None) -> dict[str, str]:
    """Which of the columns of a record is which: a mapping from ours to theirs.

    Parameters
    ----------
    fields : a record; a column that only says yes or no (``published: true``) is none of ours.
    columns : what the researcher says (``{"text": "Content"}``); a key that is no column of the schema is
        kept as a further column of that name.

    Returns
    -------
    The mapping. Where nothing in the record is longer than its title, the titles are the texts, too.

    Raises
    ------
    ArticleError : ``columns`` names one that the table lacks, or no column of texts can be found; a clause that
        completes "file, line n: …".
    """
    said = {_ALIASES.get(ours, ours): theirs for ours, theirs in (columns or {}).items()}
    for ours, theirs in said.items():
        if theirs not in fields:
            known = ", ".join(fields)
            raise ArticleError(f"there is no column {theirs!r} for {ours}; the columns are {known}.")
    names = [name for name, value in fields.items() if not _is_yes_or_no(value)]
    plain = {plain_name(name.rpartition(".")[2]): name for name in reversed(names)}
    plain |= {
        plain_name(name): name for name in reversed(names)
    }  # what is not inside another object comes first
    lexicon = load_names().columns
    usual = {ours: [plain[name] for name in names if name in plain] for ours, names in lexicon.items()}
    found = {ours: theirs[0] for ours, theirs in usual.items() if theirs and theirs[0] not in said.values()}
    found |= said
    if "text" not in found and "lead" not in found:
        # Beside titles alone nothing is longer than they are, or than a label of 20 characters.
        rest = (len(str(value)) for name, value in fields.items() if name not in found.values())
        longest = max(20, len(str(fields.get(found.get("title", "")))))
        if "title" not in found or max(rest, default=0) > longest:
            remedy = "Say which it is: columns={'text': '…'}."
            raise ArticleError(f"none of the columns {', '.join(fields)} is known as the text. {remedy}")
        found["text"] = found["title"]
    return found


def flatten(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """A record with the entries of objects such as ``meta`` beside its own, as ``meta.uri``."""
    if not any(isinstance(value, dict) for value in fields.values()):
        return {str(name): value for name, value in fields.items()}
    around = load_names().around
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, dict) and plain_name(str(name)) in around:
            flat |= {f"{name}.{inner}": entry for inner, entry in value.items()}
        else:
            flat[str(name)] = value
    return flat


def _is_yes_or_no(value: Any) -> bool:
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in ("true", "false"))
