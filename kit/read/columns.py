"""Columns: which column of a record is which, by the usual names of each (`kit.vietnamese.columns`)."""

from collections.abc import Mapping
from typing import Any

from kit.errors import ArticleError
from kit.vietnamese.columns import load_names, plain_name

_ALIASES = {"id": "article_id"}


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
