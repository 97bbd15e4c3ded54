"""What a time expression means, and what reading it needs to know of its article."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from kit.vietnamese.dates.expressions import Expression, Fields
from kit.vietnamese.dates.tense import Cue, find_cue
from kit.vietnamese.dates.vocabulary import Vocabulary

WRITTEN = "written"
COUNTED = "counted from publication"
UNKNOWN = "publication date unknown"
# The day of version 0.1.0 of the kit: it stands for today where nothing in a collection is dated. A constant and not
# the machine's clock, so that a collection gives the same tables tomorrow; to be set anew at a release.
RELEASE = dt.date(2026, 11, 29)


@dataclass(slots=True)
class Reading:
    """The value of a time expression, and how far it stands in the text or is inferred."""

    value: str
    type: str = "DATE"
    inferred: list[str] = field(default_factory=list)
    basis: str = WRITTEN
    confidence: float = 1.0
    runner_up: str = ""
    mod: str = ""
    calendar: str = "gregorian"
    begin: str = ""
    end: str = ""


def unknown(value: str, *inferred: str) -> Reading:
    """A reading that only the publication date would complete: X stands for what is not known."""
    return Reading(value, "DATE", list(inferred), UNKNOWN, 0.0)


@dataclass(slots=True)
class Context:
    """An article as far as it has been read: its publication date, and the day and year last named."""

    vocabulary: Vocabulary
    published: dt.date | None
    today: dt.date = RELEASE
    last_day: dt.date | None = None
    last_year: int | None = None
    low: str = ""
    start: int = 0
    end: int = 0

    @property
    def now(self) -> dt.date:
        """What a decade, a two-digit year or a sexagenary name is near to: publication, or else today."""
        return self.published or self.today

    def move_to(self, expression: Expression, low: str) -> None:
        """Go on to an expression of a sentence (in lower case)."""
        self.low, self.start, self.end = low, expression.start, expression.end

    def cue(self, fields: Fields) -> Cue:
        """The tense of the present expression: its own *tới* or *vừa qua*, or the nearest word that tells."""
        direction = fields.get("direction")
        if direction:
            return Cue("future", "tới", strong=True) if direction > 0 else Cue("past", "vừa qua", strong=True)
        if " hôm " in self.low[self.start : self.end] and "relday" not in fields:
            return Cue("past", "hôm", strong=True)  # sáng hôm 9/2
        return find_cue(self.low, self.start, self.end, self.vocabulary)
