"""Time expressions: where they are, what their words say, and what they take over from each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_SMALL = "abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
CAPITALS = _SMALL.upper()
"""The capital letters of Vietnamese."""

_GLUED_WORDS = re.compile(rf"[{_SMALL}](?=[{CAPITALS}][{_SMALL}])")
_GLUED = re.compile(rf"(?<=[0-9])[{CAPITALS}](?=[{_SMALL}])")

Fields = dict[str, Any]
"""What the words of a date say: day 5, month 4, part AF …"""

_COORDINATED = re.compile(r" ?(?:,|và|hoặc|hay|, và) ?")


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


def simplify(text: str) -> str:
    """Lower case, one kind of dash and of space; every character stays where it was.

    Where a sentence is glued to the one before it ("ngày 30/5Các bên", "ở HuếNgày 30/5"), a capital after a digit
    stays, and a letter before a capital becomes a full stop.
    """
    low = text.lower()
    if len(low) != len(text):  # a few foreign capitals have two small letters
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    if glued := {match.start() for match in _GLUED_WORDS.finditer(text)}:
        low = "".join("." if place in glued else char for place, char in enumerate(low))
    if glued := {match.start() for match in _GLUED.finditer(text)}:
        low = "".join(text[place] if place in glued else char for place, char in enumerate(low))
    for form, plain in (("–", "-"), ("—", "-"), ("\u00a0", " "), ("\t", " "), ("kỉ", "kỷ"), ("quí", "quý")):
        low = low.replace(form, plain)
    return low


def share_fields(found: list[Expression], low: str) -> None:
    """Fields that an expression takes over from the next one in its sentence.

    In "ngày 28 và 29/5" the first day takes its month, and in "1/8 và 3/8/2022" its year, from the second;
    "hôm qua (4/4)" takes the day in brackets.
    """
    for before, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if before.makes not in ("point", "range") or after.makes != "point" or "every" in before.fields:
            continue
        between = low[before.end : after.start]
        if between in (" (", "(") and low.startswith(")", after.end):
            _take_brackets(before, after)
        elif before.makes == "point" and _COORDINATED.fullmatch(between):
            _take_coordinated(before, after)


def _take_brackets(before: Expression, after: Expression) -> None:
    own = before.last or before.fields
    named = own.keys() & {"relday", "weekday"} and "day" not in own
    if named and {"day", "month"} <= after.fields.keys() and "part" not in after.fields:
        own |= {name: after.fields[name] for name in ("day", "month", "year") if name in after.fields}
        own["in_brackets"] = True
        before.source = "the date in brackets after it"


def _take_coordinated(before: Expression, after: Expression) -> None:
    finest = "day" if "day" in before.fields else "month"
    if finest not in before.fields or finest not in after.fields:
        return
    missing = [name for name in ("month", "year") if name in after.fields and name not in before.fields]
    own = before.fields.keys() & {"year_shift", "month_shift", "direction", "same_year", "relday"}
    if missing and not own:
        before.fields |= {name: after.fields[name] for name in missing}
        before.fields["shared"] = missing
        before.source = "the date coordinated with it"
