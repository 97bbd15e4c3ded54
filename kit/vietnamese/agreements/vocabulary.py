"""The words of ``agreements.yml``, made ready: every list a pattern that matches whole words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon, read_words, whole
from kit.vietnamese.names.instruments import load_instruments
from kit.vietnamese.names.names import plain_lower

# What a paper can be.
KINDS = ("treaty", "agreement", "memorandum", "joint_statement", "plan", "project", "other")

# The lists of words, beside the words that names begin with.
_LISTS = (
    "many one deeds papers plain sorts none ties about aims two funds funded ends core_ends kept turns signed issued "
    "adopted unsigned in_force others announced proposed past unforced behind"
)


@dataclass(frozen=True)
class Vocabulary:
    """``agreements.yml``, compiled. A pattern of ``lists`` matches one of its words, whole, the longest first.

    A text in small letters that holds none of ``spelled`` names no paper by its form, wherever its tones are placed.
    """

    heads: tuple[str, ...]
    kinds: dict[str, str]
    search: ahocorasick_rs.AhoCorasick
    spelled: tuple[str, ...]
    head: re.Pattern[str]
    lists: dict[str, re.Pattern[str]]
    cue: re.Pattern[str]
    begins: re.Pattern[str]
    known: dict[str, str]


def load_vocabulary(folder: Path | str | None = None) -> Vocabulary:
    """Read, check and compile ``agreements.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a missing or unknown key, or a word of two kinds.

    Examples
    --------
    >>> load_vocabulary().kinds["hiệp định"]
    'agreement'
    """
    return _read(folder)


@built_from("agreements.yml", "instruments.yml")
def _read(path: Path, instruments: Path) -> Vocabulary:
    lexicon = check_keys(load_lexicon(path), path, required=("kinds", "labels", *_LISTS.split()))
    kinds, labels = (_read_kinds(lexicon[section], path) for section in ("kinds", "labels"))
    words = {
        name: [plain_lower(word) for word in read_words(lexicon[name], name, path)] for name in _LISTS.split()
    }
    heads = tuple(sorted(kinds, key=len, reverse=True))
    cues = ("unsigned", "signed", "issued", "in_force", "others")
    begins = re.compile(whole([*kinds, *labels]))
    known = {}
    for key, entry in load_instruments(instruments.parent).entries.items():
        if begin := begins.match(plain_lower(entry["vi"])):
            known[key] = (kinds | labels)[begin.group()]
    return Vocabulary(
        heads=heads,
        kinds=kinds,
        search=ahocorasick_rs.AhoCorasick(heads, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        spelled=_list_spelled(heads, lexicon["kinds"]),
        head=re.compile(whole(heads)),
        lists={name: re.compile(whole(of)) for name, of in words.items()},
        cue=re.compile("|".join(f"(?P<{name}>{whole(words[name])})" for name in cues)),
        begins=begins,
        known=known,
    )


def _list_spelled(heads: tuple[str, ...], kinds: dict[str, list[str]]) -> tuple[str, ...]:
    """The words that names begin with, as they may be written, thỏa thuận and thoả thuận; none that holds another."""
    words = {*heads, *(str(word).lower() for of in kinds.values() for word in of)}
    return tuple(sorted(word for word in words if not any(part != word and part in word for part in words)))


def _read_kinds(section: dict, path: Path) -> dict[str, str]:
    """Word to kind."""
    found: dict[str, str] = {}
    for kind, words in check_keys(section, path, allowed=KINDS).items():
        for word in read_words(words, kind, path):
            if found.setdefault(plain_lower(word), str(kind)) != kind:
                line = getattr(word, "line", None)
                known = found[plain_lower(word)]
                raise LexiconError(
                    path, line, f"{word!r} is a {known} and a {kind}.", "Leave it to one of them."
                )
    return found
