"""Where a piece of a date stands, which the guards look at to turn away what only looks like a date."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kit.vietnamese.dates.vocabulary import Vocabulary


@dataclass(slots=True)
class Place:
    """Where a piece of a date was found."""

    text: str  # the sentence
    low: str  # the same in lower case
    match: re.Match[str]
    fields: dict[str, Any]  # what the piece says
    so_far: dict[str, Any]  # what the pieces before it in the same expression say
    vocabulary: Vocabulary
    separator: str = ""  # the one between day and month in this article: / - or .
    ends: dict[str, Any] | None = None  # the first end of the range that this would end
    listed: bool = False  # after a plural head: các ngày 6, 7
    neighbour: dict[str, Any] | None = None  # what the date right before it says, a comma or "và" between

    @property
    def adjacent(self) -> bool:
        """Is it right after another date and a comma, "và" or a bracket?"""
        return self.neighbour is not None

    @property
    def left(self) -> str:
        """The end of the text before the piece."""
        start = self.match.start()
        return self.low[max(0, start - 32) : start]

    def follows(self, pattern: re.Pattern[str] | str) -> bool:
        """Does ``pattern``, or the list of the lexicon of that name, stand right after the piece?"""
        found = self.vocabulary.after[pattern] if isinstance(pattern, str) else pattern
        return found.match(self.low, self.match.end()) is not None

    def preceded(self, pattern: re.Pattern[str] | str) -> bool:
        """Does ``pattern``, or the list of the lexicon of that name, stand right before the piece?"""
        found = self.vocabulary.before[pattern] if isinstance(pattern, str) else pattern
        return found.search(self.left) is not None

    @property
    def capital(self) -> bool:
        """Does the last word of the piece begin with a capital? thứ Hai is Monday, thứ hai more often the second."""
        return self.text[self.match.start() : self.match.end()].split()[-1][0].isupper()

    @property
    def headed(self) -> bool:
        """Does the piece begin with its own noun (ngày, mùng) rather than with a digit?"""
        return not self.match.group()[0].isdigit()


Guard = Callable[[Place], bool]
# The guards by the name that the lexicon calls them by (``check:``).
GUARDS: dict[str, Guard] = {}


def guard(check: Guard) -> Guard:
    """Make a guard known to the lexicon by its name."""
    GUARDS[check.__name__] = check
    return check


# The guards that let nothing pass but what ends a range, or stands right after another date.
BESIDE: set[str] = set()


def guard_beside(check: Guard) -> Guard:
    """Make known a guard for what is no date alone: 4 in "tháng 3, 4"."""
    BESIDE.add(check.__name__)
    return guard(check)
