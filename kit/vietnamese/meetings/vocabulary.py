"""The words by which meetings are told, read from ``data/lexicons/meetings.yml`` and compiled."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import any_of, check_keys, load_lexicon, read_entry, read_words
from kit.vietnamese.names.names import plain_lower

LEXICON = "meetings.yml"
# What an encounter is: a reception, talks, a meeting, a call, a visit, a conference, a signing, or another.
KINDS = ("receive", "talks", "meet", "phone", "visit", "attend", "sign", "other")

FORMS = ("host", "guest", "summon", "award", "joint", "visit", "move", "attend")
_LISTS = (
    *(
        "classifiers",
        "committees",
        "light",
        "adverbs",
        "with",
        "manner",
        "called",
        "particles",
        "weak",
        "topical",
        "spoken",
        "traps",
        "stops",
        "broken",
        "stations",
        "sent",
        "governed",
    ),
    *(
        "bodies",
        "private",
        "instead",
        "relatives",
        "local",
        "local abroad",
        "home bodies",
        "groups",
        "pronouns",
        "titles",
        "home titles",
        "host country",
        "houses",
        "town",
        "place ends",
        "negated",
        "called off",
    ),
    *("open", "asked", "coming", "reports", "forums", "domestic forums"),
)
_MANY = "các|những|nhiều|hàng loạt|mọi|mỗi"
_CLASSIFIED = 24  # characters before a noun in which its classifier stands


# A phrase that stands in a text, as a part of words too: where it begins, minus where it ends, and which it is.
Hit = tuple[int, int, int]


class Cue(NamedTuple):
    """A verb or noun of meeting at a place; ``noun``: a classifier stands before it; ``many``: it tells of several."""

    start: int
    end: int
    verb: str
    noun: bool
    many: bool


@dataclass(frozen=True)
class Vocabulary:
    """The lexicon made ready.

    Parameters
    ----------
    forms : of every verb and noun its kind, and who is what beside it.
    nouns : those that are no verbs.
    traps : phrases with such a word in them that tell of no meeting.
    lists : each other list as alternatives of a pattern, the longest first.
    """

    forms: dict[str, tuple[str, str]]
    nouns: frozenset[str]
    traps: tuple[str, ...]
    lists: dict[str, str]

    @cached_property
    def conferences(self) -> list[str]:
        """Letters of which some stand wherever a conference is told of."""
        forums = split_words(self.lists["forums"])
        return [word for word in forums if not any(part in word for part in forums if part != word)]

    @cached_property
    def _phrases(self) -> list[str]:
        return [*self.forms, *self.traps, *self.conferences]

    @cached_property
    def _words(self) -> int:
        """How many of the phrases are words, and no letters of a conference."""
        return len(self.forms) + len(self.traps)

    @cached_property
    def _search(self) -> AhoCorasick:
        return AhoCorasick(self._phrases, implementation=Implementation.DFA)

    @cached_property
    def _classified(self) -> tuple[str, ...]:
        """What `_before` ends in, which is seen sooner."""
        return tuple(f"{word} " for word in split_words(self.lists["classifiers"], _MANY))

    @cached_property
    def _before(self) -> re.Pattern[str]:
        many = rf"(?<!\w)(?:(?P<many>{_MANY}) )?(?:một )?"
        return re.compile(rf"{many}(?P<noun>{self.lists['classifiers']}) $|(?<!\w)(?P<only>{_MANY}) $")

    def find(self, marks: str) -> list[Cue]:
        """The verbs and nouns in a text in small letters, in order: the longest of several, and no traps."""
        return self.read(marks, self.search(marks))

    def search(self, low: str) -> list[Hit]:
        """What of all this stands in a text in small letters, in order, of several at a place the longest first."""
        hits = self._search.find_matches_as_indexes(low, overlapping=True)
        return sorted([(start, -end, which) for which, start, end in hits])

    def number(self, verbs: Iterable[str]) -> frozenset[int]:
        """The numbers of these verbs among the phrases."""
        return frozenset(map(self._phrases.index, verbs))

    def find_conferences(self, hits: Iterable[Hit]) -> list[int]:
        """Where a conference may be told of in a text in which these phrases stand."""
        return [start for start, _, which in hits if which >= self._words]

    def choose(self, low: str, hits: Iterable[Hit], seams: Container[int] = ()) -> list[tuple[int, int, str]]:
        """The verbs and nouns among the phrases that stand in a text: where they begin and end, and what they are.

        ``seams``: where words are parted though no sign parts them.
        """
        found: list[tuple[int, int, str]] = []
        last = 0
        for start, end, which in hits:
            if start < last or which >= self._words:
                continue
            inside = low[start - 1 : start].isalnum() and start not in seams
            if inside or (low[-end : 1 - end].isalnum() and -end not in seams):
                continue
            last = -end
            if which < len(self.forms):
                found.append((start, last, self._phrases[which]))
        return found

    def read(self, marks: str, hits: Iterable[Hit]) -> list[Cue]:
        """The verbs and nouns among the phrases that stand in a text, with what stands before them."""
        found: list[Cue] = []
        for start, end, verb in self.choose(marks, hits):
            near = marks.endswith(self._classified, 0, start)
            before = self._before.search(marks, start - _CLASSIFIED, start) if near else None
            noun = before is not None and before["noun"] is not None
            many = before is not None and (before["many"] or before["only"]) is not None
            found.append(
                Cue(before.start() if before else start, end, verb, noun or verb in self.nouns, many)
            )
        return found


def split_words(*alternatives: str) -> list[str]:
    r"""The words of alternatives of a pattern, each once.

    >>> split_words(r"gặp\ gỡ|gặp", "gặp|thăm")
    ['gặp gỡ', 'gặp', 'thăm']
    """
    words = "|".join(alternatives).replace("(?!)", "").replace("\\", "").split("|")
    return [*filter(None, dict.fromkeys(words))]


@built_from(LEXICON)
def load_meeting_words(path: Path | str = LEXICON) -> Vocabulary:
    """Read the lexicon of meetings.

    Raises
    ------
    LexiconError : an unknown kind or form, a list is missing, or a verb has two kinds; names file and line.
    """
    data = check_keys(load_lexicon(path), path, required=("verbs", "nouns", *_LISTS))
    verbs: dict[str, tuple[str, str]] = {}
    for kind, forms in read_entry(data["verbs"], path).items():
        _check_known(kind, KINDS, "kind", forms, path)
        for form, words in read_entry(forms, path).items():
            _check_known(form, FORMS, "form", forms, path)
            for word in read_words(words, f"{kind}: {form}", path):
                if plain_lower(word) in verbs:
                    raise LexiconError(path, word.line, f"{word!r} is given twice.", "Keep it in one place.")
                verbs[plain_lower(word)] = (kind, form)
    nouns: dict[str, str] = {}
    for kind, words in read_entry(data["nouns"], path).items():
        _check_known(kind, KINDS, "kind", data["nouns"], path)
        for word in read_words(words, kind, path):
            if plain_lower(word) in verbs or nouns.setdefault(plain_lower(word), kind) != kind:
                raise LexiconError(path, word.line, f"{word!r} is given twice.", "Keep it in one place.")
    lists = {name: any_of(map(plain_lower, read_words(data[name], name, path))) for name in _LISTS}
    forms = verbs | {word: (kind, "visit" if kind == "visit" else "joint") for word, kind in nouns.items()}
    return Vocabulary(
        forms, frozenset(nouns), (*map(plain_lower, read_words(data["traps"], "traps", path)),), lists
    )


def _check_known(name: str, known: tuple[str, ...], what: str, entry: object, path: Path | str) -> None:
    if name not in known:
        raise LexiconError(
            path, getattr(entry, "line", None), f"{name!r} is no {what}.", f"Use one of: {', '.join(known)}."
        )
