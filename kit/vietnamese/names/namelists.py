"""Reading the lexicons of names: countries, organisations, regions and traps.

Every reader yields entries with their names and raises a `LexiconError` that says where and what to do:
a code that is none, a list that is no list, a phrase that is no name.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from kit.errors import LexiconError
from kit.vietnamese.lexicon import Entry, Phrase, check_keys, load_lexicon
from kit.vietnamese.names.names import BOTH, Name, Partner, iso_codes

_COUNTRY_LISTS = {
    "names": "name",
    "full": "full style",
    "older": "older name",
    "english": "english",
    "context": "context",
    "pair": "pair",
    "both": BOTH,
    "seats": "seat",
}
_ORG_LISTS = {"names": "name", "short": "abbreviation", "context": "context", "seats": "seat"}


def read_countries(path: Path) -> Iterator[tuple[Partner, list[Name]]]:
    """The countries of ``partners.yml``, each with its names."""
    for group, code, entry in _entries(path, 2):
        if code not in iso_codes():
            close = get_close_matches(str(code), iso_codes(), n=2)
            raise LexiconError(
                path,
                getattr(code, "line", entry.line),
                f"{code!r} is no ISO 3166-1 alpha-3 code.",
                f"Did you mean {' or '.join(close)}?" if close else "Look it up at iso.org/obp.",
            )
        check_keys(entry, path, required=("vi", "en"), allowed=("vi", "en", "bracket", *_COUNTRY_LISTS))
        listed = list(_forms(entry, path, "country", code, _COUNTRY_LISTS))
        # A label is a name too, unless one of the lists says what it is (Ý and Úc need a context).
        seen = {name.form for name in listed}
        labels = [
            Name(str(entry[label]), "country", code, sort, path.name, _line(entry[label], entry))
            for label, sort in (("vi", "name"), ("en", "english"))
            if str(entry[label]) not in seen and not (label == "en" and entry["en"] == entry["vi"])
        ]
        bracket = str(entry.get("bracket", ""))
        yield Partner(code, "country", entry["vi"], entry["en"], group, bracket=bracket), labels + listed


def read_orgs(path: Path) -> Iterator[tuple[Partner, list[Name]]]:
    """The organisations of ``organisations.yml``, each with its names."""
    allowed = ("vi", "en", *_ORG_LISTS, "organ_of", "parent", "branches")
    for group, key, entry in _entries(path, 1):
        check_keys(entry, path, required=("vi", "en"), allowed=allowed)
        organ_of = entry.get("organ_of", "")
        partner = Partner(
            key,
            "org",
            entry["vi"],
            entry["en"],
            group,
            organ_of,
            entry.get("parent", organ_of),
            bool(entry.get("branches", False)),
        )
        label = Name(entry["vi"], "org", key, "name", path.name, _line(entry["vi"], entry))
        yield partner, [label, *_forms(entry, path, "org", key, _ORG_LISTS)]


def read_regions(path: Path) -> Iterator[tuple[Partner, list[Name]]]:
    """The regions of ``regions.yml``, each with its names."""
    for group, key, entry in _entries(path, 1):
        check_keys(entry, path, required=("vi", "en"), allowed=("vi", "en", "names"))
        label = Name(entry["vi"], "region", key, "name", path.name, _line(entry["vi"], entry))
        forms = _forms(entry, path, "region", key, {"names": "name"})
        yield Partner(key, "region", entry["vi"], entry["en"], group), [label, *forms]


def read_traps(path: Path) -> Iterator[Name]:
    """The phrases of ``traps.yml``."""
    for group, what, phrases in _entries(path, 1):
        for phrase in _phrases(phrases, path, group, getattr(what, "line", 0)):
            yield Name(phrase, "trap", group, "trap", path.name, phrase.line)


def _entries(path: Path, depth: int) -> Iterator[tuple[str, Phrase, Entry]]:
    """The entries ``depth`` headings down: (``"Asia › East Asia"``, ``"JPN"``, entry)."""

    def walk(node: object, above: tuple[str, ...]) -> Iterator[tuple[str, Phrase, Entry]]:
        if not isinstance(node, Entry):
            line = getattr(above[-1], "line", None) if above else 1
            raise LexiconError(
                path,
                line,
                f"{above[-1] if above else path.name!r} holds no entries.",
                "Indent them under it.",
            )
        for key, value in node.items():
            if len(above) == depth:
                yield " › ".join(above), key, value
            else:
                yield from walk(value, (*above, key))

    yield from walk(load_lexicon(path), ())


def _forms(entry: Entry, path: Path, kind: str, key: str, lists: dict[str, str]) -> Iterator[Name]:
    for column, sort in lists.items():
        near = next((given.line for given in entry if given == column), entry.line)
        for phrase in _phrases(entry.get(column, []), path, f"{key}: {column}", near):
            yield Name(str(phrase), kind, key, sort, path.name, phrase.line)


def _phrases(phrases: object, path: Path, where: str, line: int) -> Iterator[Phrase]:
    if not isinstance(phrases, list):
        raise LexiconError(
            path, getattr(phrases, "line", line), f"{where} should be a list.", "Write [one, two]."
        )
    for phrase in phrases:
        if not isinstance(phrase, Phrase) or not phrase.strip() or phrase != phrase.strip():
            raise LexiconError(
                path,
                getattr(phrase, "line", line),
                f"{where} holds {phrase!r}, no name.",
                "Quote or remove it.",
            )
        if not any(letter.isupper() for letter in phrase):
            raise LexiconError(
                path,
                phrase.line,
                f"{where}: {str(phrase)!r} has no capital letter.",
                "Names are matched by them.",
            )
        yield phrase


def _line(value: object, entry: Entry) -> int:
    return getattr(value, "line", 0) or entry.line
