"""Marked sentences: small letters in which each party, day and forum is one sign, so that patterns see the whole."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kit.vietnamese.captions import says_where

# Where the signs of each class begin: of private use, and near to letters, so that patterns look sets up in tables.
PERSON, BODY, DAY, GROUP, FORUM = 0xE000, 0xE500, 0xEA00, 0xEF00, 0xF400
FARTHEST = 240  # signs of a sentence on each side of a verb that may say something of it
_EACH = 0x4F0  # more of one class in one sentence are left as they are

PARTY = f"[{chr(PERSON)}-{chr(DAY - 1)}{chr(GROUP)}-{chr(FORUM - 1)}]"
PERSONS = f"[{chr(PERSON)}-{chr(BODY - 1)}{chr(GROUP)}-{chr(FORUM - 1)}]"
BODIES = f"[{chr(BODY)}-{chr(DAY - 1)}]"
DAYS = f"[{chr(DAY)}-{chr(GROUP - 1)}]"
GROUPS = f"[{chr(GROUP)}-{chr(FORUM - 1)}]"
FORUMS = f"[{chr(FORUM)}-{chr(FORUM + _EACH)}]"
_PARTING = (";", "]", "!", "?", "\n", ": ")
_PERSON = re.compile(PERSONS)
_FIRST = {kind: kind for kind in (PERSON, BODY, DAY, GROUP, FORUM)}
_PRIVATE = re.compile(f"[{chr(0xE000)}-{chr(0xF8FF)}]")


class Party(NamedTuple):
    """Somebody who meets: a person, or an unnamed body of a side; ``sides`` has several for "hai bên"."""

    start: int
    end: int
    sides: tuple[str, ...]
    person: str = ""
    office: str = ""
    level: str = ""
    place: bool = False
    """A country, organisation or capital, which may be where it was and not who it was."""
    country: bool = False
    pronoun: bool = False
    town: bool = False
    """A place of the home country."""

    @property
    def named(self) -> bool:
        """Whether it is a person with a name."""
        return bool(self.person)


class Day(NamedTuple):
    """A date of the sentence that says on which days."""

    start: int
    end: int
    first: date
    last: date
    exact: bool = True
    """Whether it is a day, or a few: no month, no year."""
    value: str = ""
    """The month or the year."""


class Forum(NamedTuple):
    """A conference with a name, and the organisation that holds it, or the ``country`` that it is held in."""

    start: int
    end: int
    side: str
    country: bool = False

    @property
    def holder(self) -> Party:
        """Who holds it."""
        return Party(self.start, self.end, (self.side,), place=True, country=self.country)


@dataclass
class Marked:
    """One sentence: its signs, and what each stands for. Offsets of the things count in the article.

    ``named``: the persons with a name and a side, and where their signs stand. ``is_parted``: whether a sign stands
    in it that may end a clause, and not only the full stop behind it.
    """

    number: int
    role: str
    start: int
    text: str
    marks: str
    things: dict[str, Party | Day | Forum]
    named: list[tuple[int, Party]]
    is_parted: bool
    _places: list[int] = field(repr=False)
    _origins: list[int] = field(repr=False)

    @cached_property
    def is_caption(self) -> bool:
        """Whether it is told below a photograph."""
        return self.role == "caption" or (self.role != "title" and says_where(self.text))

    def origin(self, place: int) -> int:
        """The offset in the article of a place among the signs."""
        at = bisect_right(self._places, place) - 1
        return self.start + self._origins[at] + place - self._places[at]

    def move(self, start: int, end: int) -> int:
        """The place among the signs of a part of the sentence; -1 if a sign stands for some of it."""
        at = bisect_right(self._origins, start) - 1
        whole = at % 2 == 0 and (at + 1 == len(self._origins) or end <= self._origins[at + 1])
        return self._places[at] + start - self._origins[at] if whole else -1

    def list_persons(self) -> list[int]:
        """Where the signs of people stand, named or not."""
        return [hit.start() for hit in _PERSON.finditer(self.marks)]

    def cut(self, start: int, end: int) -> str:
        """The text from one offset in the article to another."""
        return self.text[max(0, start - self.start) : max(0, end - self.start)]


# Class (`PERSON`, `BODY` …) and thing.
Things = Iterable[tuple[int, Party | Day | Forum]]


def mark(number: int, role: str, start: int, text: str, low: str, things: Things) -> Marked:
    """The sentence, ``low`` in small letters, with a sign for each thing; of two that overlap the first given stays."""
    low = low if low.isprintable() else _PRIVATE.sub(" ", low)
    signs: dict[str, Party | Day | Forum] = {}
    taken: list[tuple[int, int, int, Party | Day | Forum]] = []
    codes = _FIRST.copy()
    whole = len(text)
    covered = bytearray(whole)
    for kind, thing in things:
        first, last, code = max(0, thing.start - start), min(whole, thing.end - start), codes[kind]
        if first >= last or covered.find(1, first, last) >= 0 or code >= kind + _EACH:
            continue
        covered[first:last] = b"\1" * (last - first)
        codes[kind] += 1
        signs[chr(code)] = thing
        taken.append((first, last, code, thing))
    parts: list[str] = []
    places: list[int] = []
    origins: list[int] = []
    named: list[tuple[int, Party]] = []
    at = size = 0
    for first, last, code, thing in sorted(taken):
        place = size + first - at
        parts += [low[at:first], chr(code)]
        places += [size, place]
        origins += [at, first]
        size, at = place + 1, last
        if code < BODY and isinstance(thing, Party) and thing.person and thing.sides:
            named.append((place, thing))
    parts.append(low[at:])
    marks = "".join(parts)
    parted = marks.find(".", 0, -1) >= 0 or any(map(marks.__contains__, _PARTING))
    return Marked(number, role, start, text, marks, signs, named, parted, [*places, size], [*origins, at])
