"""The words by which meetings are told, read from ``data/lexicons/meetings.yml`` and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon
from kit.vietnamese.names.names import plain_lower

LEXICON = "meetings.yml"
KINDS = ("receive", "talks", "meet", "phone", "visit", "attend", "sign", "other")
"""What an encounter is: a reception, talks, a meeting, a call, a visit, a conference, a signing, or another."""

FORMS = ("host", "guest", "summon", "joint", "visit", "move", "attend")
_LISTS = (
    *(
        "classifiers",
        "light",
        "adverbs",
        "with",
        "called",
        "particles",
        "weak",
        "topical",
        "traps",
        "stops",
        "governed",
    ),
    *(
        "bodies",
        "private",
        "local",
        "groups",
        "pronouns",
        "host country",
        "place ends",
        "negated",
        "called off",
    ),
    *("open", "coming", "reports", "forums", "domestic forums"),
)
_MANY = "các|những|nhiều|hàng loạt|mọi|mỗi|hai|ba"


@dataclass(frozen=True)
class Vocabulary:
    """The lexicon made ready: for each verb its kind and form, and patterns of small letters."""

    forms: dict[str, tuple[str, str]]
    """Of every verb and noun its kind, and who is what beside it."""
    verbs: frozenset[str]
    nouns: frozenset[str]
    cue: re.Pattern[str]
    lists: dict[str, str]
    """Each list as alternatives, the longest first."""
    search: AhoCorasick
    """What finds the verbs and nouns, with the traps among them, quickly."""

    def tells(self, marks: str) -> bool:
        """Whether a text in small letters has a word of meeting."""
        return self.search.find_matches_as_indexes(marks) != [] and any(
            hit["verb"] for hit in self.cue.finditer(marks)
        )


def any_of(words: Iterable[str]) -> str:
    """Alternatives of a pattern, the longest first."""
    return "|".join(
        re.escape(plain_lower(word)) for word in sorted(words, key=lambda word: (-len(word), word))
    )


@built_from(LEXICON)
def load_meeting_words(path: Path | str = LEXICON) -> Vocabulary:
    """Read the lexicon of meetings.

    Raises
    ------
    LexiconError : an unknown kind or form, a list is missing, or a verb has two kinds; names file and line.
    """
    data = check_keys(load_lexicon(path), path, required=("verbs", "nouns", *_LISTS))
    verbs: dict[str, tuple[str, str]] = {}
    for kind, forms in data["verbs"].items():
        _check_known(kind, KINDS, "kind", forms, path)
        for form, words in forms.items():
            _check_known(form, FORMS, "form", forms, path)
            for word in words:
                if word in verbs:
                    raise LexiconError(path, word.line, f"{word!r} is given twice.", "Keep it in one place.")
                verbs[plain_lower(word)] = (kind, form)
    nouns: dict[str, str] = {}
    for kind, words in data["nouns"].items():
        _check_known(kind, KINDS, "kind", data["nouns"], path)
        nouns |= dict.fromkeys(map(plain_lower, words), kind)
    lists = {name: any_of(data[name]) for name in _LISTS}
    cue = re.compile(
        rf"(?<!\w)(?:(?P<many>{_MANY}) )?(?:một )?(?:(?P<noun>{lists['classifiers']}) )?"
        rf"(?:(?:{lists['traps']})|(?P<verb>{any_of([*verbs, *nouns])}))(?!\w)"
    )
    forms = verbs | {word: (kind, "visit" if kind == "visit" else "joint") for word, kind in nouns.items()}
    return Vocabulary(forms, frozenset(verbs), frozenset(nouns), cue, lists, AhoCorasick([*forms]))


def _check_known(name: str, known: tuple[str, ...], what: str, entry: object, path: Path | str) -> None:
    if name not in known:
        raise LexiconError(
            path, getattr(entry, "line", None), f"{name!r} is no {what}.", f"Use one of: {', '.join(known)}."
        )
