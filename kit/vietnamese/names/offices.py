"""Offices: which titles make a person an official, and whom known leaders speak for (``offices.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon
from kit.vietnamese.names.cues import is_vietnamese_syllable
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain

_MAPS = ("offices", "with a body", "bodies abroad", "usually", "leaders")
_WORDS = ("portfolios", "national bodies", "local", "links", "places", "subjects", "persons", "verbs")
_LISTS = (*_WORDS, "prefixes", "not after", "past at home", "family names", "particles")


@dataclass(frozen=True)
class Office:
    """One form of an office's name; ``alone``: it makes an official without a body beside it."""

    form: str
    key: str
    alone: bool


@dataclass(frozen=True)
class Offices:
    """``offices.yml``, compiled; the patterns match plain text in small letters.

    Parameters
    ----------
    heads : every form of every office.
    prefix : finds words before an office that belong to its title ("cựu").
    unlike : finds words before an office that undo it ("ứng viên").
    words : matches the longest word or phrase that may stand between an office and a name.
    sections : the section of the lexicon that each such phrase is from.
    bodies : bodies abroad, and the country each belongs to (FBI).
    families, particles : parts of names.
    usually : whom the holders of an office speak for if nothing says.
    past : offices that nobody holds at home ("vua Lý Thái Tổ").
    leaders : known leaders, casefolded, by their names and surnames, and whom they speak for.
    """

    heads: tuple[Office, ...]
    search: ahocorasick_rs.AhoCorasick
    prefix: re.Pattern[str]
    unlike: re.Pattern[str]
    words: re.Pattern[str]
    sections: dict[str, str]
    bodies: dict[str, str]
    families: frozenset[str]
    particles: frozenset[str]
    usually: dict[str, str]
    past: frozenset[str]
    leaders: dict[str, str]

    def find_heads(self, low: str) -> dict[int, tuple[int, Office]]:
        """Start of each office in ``low`` → its end and what it is; the longest, without overlaps."""
        best: dict[int, tuple[int, Office]] = {}
        for which, start, end in self.search.find_matches_as_indexes(low, overlapping=True):
            bounded = not low[end : end + 1].isalnum() and not (start and low[start - 1].isalnum())
            word = self.words.match(low, start) if bounded else None
            bounded = bounded and not (word and word.end() > end)  # "Đại sứ" of "Đại sứ quán"
            if bounded and (start not in best or end > best[start][0]):
                best[start] = (end, self.heads[which])
        kept: dict[int, tuple[int, Office]] = {}
        covered = -1
        for start in sorted(best):
            if start >= covered:
                kept[start] = best[start]
                covered = best[start][0]
        return kept

    def find_leader(self, name: str) -> str:
        """Whom a known leader speaks for, by the name or its last words ("Samdech Hun Sen"); else ""."""
        words = name.split()
        ends = (" ".join(words[first:]) for first in range(len(words)))
        return next((self.leaders[end] for end in ends if end in self.leaders), "")

    def is_family_name(self, word: str) -> bool:
        """Whether ``word`` begins a Vietnamese, Chinese or Korean name (in ALL CAPS too)."""
        return word in self.families or (word.isupper() and word.capitalize() in self.families)


def load_offices(folder: Path | str | None = None) -> Offices:
    """Read, check and compile ``offices.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a missing or unknown section, an entry that is no list, a partner that is not in the
        gazetteer; with file and line.
    """
    return _read(folder)


@built_from("offices.yml")
def _read(path: Path) -> Offices:
    entry = check_keys(load_lexicon(path), path, required=(*_MAPS, *_LISTS))
    for section in _MAPS:
        check_keys(entry[section], path, allowed=tuple(entry[section]))
    partners = load_gazetteer().partners
    for key in [*entry["bodies abroad"], *entry["leaders"]]:
        if key not in partners:
            raise LexiconError(
                path, key.line, f"{key!r} is no partner.", "Use a key of the partner lexicons."
            )

    def each(section: str) -> list[tuple[str, str]]:
        """(key, form) of a section of lists, or ("", form) of a list."""
        value = entry[section]
        rows = value.items() if isinstance(value, dict) else [("", value)]
        found = []
        for key, forms in rows:
            if not isinstance(forms, list):
                line = getattr(key or section, "line", entry.line)
                raise LexiconError(path, line, f"{key or section!r} should be a list.", "Write [one, two].")
            found += [(str(key), plain(str(form))) for form in forms]
        return found

    heads = [Office(form.lower(), key, True) for key, form in each("offices")]
    heads += [Office(form.lower(), key, False) for key, form in each("with a body")]
    bodies = {form.lower(): key for key, form in each("bodies abroad")}
    sections = {form.lower(): section for section in _WORDS for _, form in each(section)}
    sections |= dict.fromkeys(bodies, "bodies abroad")
    return Offices(
        tuple(heads),
        ahocorasick_rs.AhoCorasick(
            [head.form for head in heads], implementation=ahocorasick_rs.Implementation.DFA
        ),
        re.compile(rf"(?<!\w)(?:(?:{_either(form for _, form in each('prefixes'))}) )+$"),
        re.compile(rf"(?<!\w)(?:{_either(form for _, form in each('not after'))}) $"),
        re.compile(rf"(?:{_either(sections)})(?!\w)"),
        sections,
        bodies,
        frozenset(form for _, form in each("family names")),
        frozenset(form for _, form in each("particles")),
        {str(key): str(value) for key, value in entry["usually"].items()},
        frozenset(form for _, form in each("past at home")),
        _with_surnames({form.casefold(): key for key, form in each("leaders")}),
    )


def _with_surnames(leaders: dict[str, str]) -> dict[str, str]:
    """``leaders`` and the surnames among them that are one partner's: "Merkel", not "Johnson" of two."""
    surnames: dict[str, set[str]] = {}
    for name, key in leaders.items():
        given, _, surname = name.rpartition(" ")
        if given and not is_vietnamese_syllable(surname):
            surnames.setdefault(surname, set()).add(key)
    return {name: min(keys) for name, keys in surnames.items() if len(keys) == 1} | leaders


def _either(phrases: object) -> str:
    return "|".join(re.escape(phrase.lower()) for phrase in sorted(phrases, key=len, reverse=True))  # type: ignore[call-overload]
