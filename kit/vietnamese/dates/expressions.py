"""Time expressions: where they are, and what their words say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_SMALL = "abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
# The capital letters of Vietnamese.
CAPITALS = _SMALL.upper()

# Looked for from its capital, for there are few: a capital between a digit or a small letter and another small letter.
_GLUED = re.compile(rf"[{CAPITALS}](?<=[0-9{_SMALL}].)(?=[{_SMALL}])")

# What the words of a date say: day 5, month 4, part AF …
Fields = dict[str, Any]

# The basis of a field that is taken over from the next date of a list.
LISTED = "the date coordinated with it"


@dataclass(slots=True)
class Expression:
    """A time expression: where it is, what kind, and what its words say.

    ``makes`` is point, range, duration, set or vague; ``fields`` are those of a point or of the first
    end of a range, ``last`` those of the other end.
    """

    start: int
    end: int
    makes: str
    rule: str
    fields: Fields
    last: Fields = field(default_factory=dict)
    halves: tuple[Expression, ...] = ()  # the two ends of a range as they stand
    source: str = ""  # why fields were taken over from a neighbour
    year_of: Expression | None = None  # the last one of a list, which chooses the year of all
    years_back: int = 0  # how many years before that this one is: 1 in "tháng 12 và tháng 1"


def simplify(text: str) -> str:
    """Lower case, one kind of dash and of space; every character stays where it was.

    Where a sentence is glued to the one before it ("ngày 30/5Các bên", "ở HuếNgày 30/5"), a capital after a digit
    stays, and a letter before a capital becomes a full stop.
    """
    low = text.lower()
    if len(low) != len(text):  # a few foreign capitals have two small letters
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    parts, done = [], 0
    for match in _GLUED.finditer(text):
        place = match.start()
        after_digit = text[place - 1].isdigit()
        parts += [low[done:place], text[place]] if after_digit else [low[done : place - 1], ".", low[place]]
        done = place + 1
    low = "".join(parts) + low[done:] if parts else low
    for form, plain in (("–", "-"), ("—", "-"), ("\u00a0", " "), ("\t", " "), ("kỉ", "kỷ"), ("quí", "quý")):
        low = low.replace(form, plain)
    return low
