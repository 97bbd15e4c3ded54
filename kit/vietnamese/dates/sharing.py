"""What a date takes over from the one beside it: the year of a list, the day of a clock time, the week of weekdays."""

from __future__ import annotations

import re
from itertools import zip_longest

from kit.vietnamese.dates.expressions import LISTED, Expression, Fields
from kit.vietnamese.dates.vocabulary import Vocabulary

_COORDINATED = re.compile(r" ?(?:,|và|&|hoặc|hay|, và) ?")
_PLACE = re.compile(r" (?:tại|ở) [^.,;:()]{2,50} ")  # between a clock time and its day
_DATED = re.compile(r" ?,? ?\(?(?:ngày )?[0-9]")
_OF_WHICH_DAY = re.compile(r"(?:ngày|(?:buổi )?(?:sáng|trưa|chiều|tối|đêm)) $")
_WEEKLY = 60  # characters before a weekday within which "mỗi tuần" makes it come again
_CYCLES = {"day": 0, "month": 12, "quarter": 4}
_OWN_YEARS = frozenset({"year_shift", "same_year", "short_year", "next_year", "sexagenary", "direction"})
_DAY_FIELDS = frozenset(
    {"day", "month", "year", "relday", "weekday", "same_day", "month_shift", "year_shift", "headed"}
)
_AHEAD_OF_HANOI = 5  # hours that a clock abroad may be ahead; one that shows more is a day behind
_OUTSIDE = "the day after its zone"


def share_fields(found: list[Expression], low: str, vocabulary: Vocabulary) -> None:
    """Fields that an expression takes over from the next one in its sentence.

    In "ngày 28 và 29/5" the first day takes its month, and in "1/8 và 3/8/2022" its year, from the second;
    "hôm qua (4/4)" takes the day in brackets, "15h (22h giờ Hà Nội) ngày 20/4" the day after them.
    """
    for before, after in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if before.makes not in ("point", "range") or after.makes != "point" or "every" in before.fields:
            continue
        between = low[before.end : after.start]
        if between in (" (", "(") and low.startswith(")", after.end):
            _take_brackets(before, after)
        elif before.makes == "point" and _COORDINATED.fullmatch(between):
            _take_coordinated(before, after)
        if before.makes == "point" and "hour" in before.fields:
            _take_day(before, after, between, vocabulary)
    _repeat_weekdays(found, low, vocabulary)


def _take_brackets(before: Expression, after: Expression) -> None:
    own = before.last or before.fields
    named = own.keys() & {"relday", "weekday"} and "day" not in own
    if named and {"day", "month"} <= after.fields.keys() and "part" not in after.fields:
        own |= {name: after.fields[name] for name in ("day", "month", "year") if name in after.fields}
        own["in_brackets"] = True
        before.source = "the date in brackets after it"


def _take_coordinated(before: Expression, after: Expression) -> None:
    """The month and the year of the last one in a list; "tháng 12 và tháng 1/2022" goes over New Year."""
    if "every" in after.fields and "day" in before.fields.keys() & after.fields.keys():
        if "month" in after.fields or "month" not in before.fields:  # ngày 5 và 20 hàng tháng
            given = {name: after.fields[name] for name in ("month", "every") if name in after.fields}
            before.fields |= given | before.fields
        return
    finest = next((name for name in _CYCLES if name in before.fields), "month")
    if finest not in before.fields or finest not in after.fields:
        return
    missing = [name for name in ("month", "year") if name in after.fields and name not in before.fields]
    if before.fields.keys() & (_OWN_YEARS | {"month_shift", "relday"}):
        return
    taken: Fields = {name: after.fields[name] for name in missing}
    back = int(_goes_over_new_year(before.fields | taken, after.fields))
    if "year" in missing:
        taken["year"] -= back
    if missing:
        before.fields |= taken
        before.fields["shared"] = missing
        before.source = LISTED
    if "year" not in before.fields and (finest != "day" or after.fields.keys() & _OWN_YEARS):
        before.year_of, before.years_back = after.year_of or after, back + after.years_back


def _goes_over_new_year(first: Fields, last: Fields) -> bool:
    """Is the first of two coordinated dates in the year before? Yes in November and January, not in May and April."""
    name = "month" if "month" in first else "quarter"
    if name not in first or name not in last or first[name] <= last[name]:
        return False
    return (last[name] - first[name]) % _CYCLES[name] <= _CYCLES[name] // 2


def _take_day(before: Expression, after: Expression, between: str, vocabulary: Vocabulary) -> None:
    """The day of a clock time that stands behind its zone, a bracket or a place."""
    days = {name: value for name, value in after.fields.items() if name in _DAY_FIELDS}
    if before.fields.keys() & _DAY_FIELDS or days.keys().isdisjoint({"day", "relday", "same_day", "weekday"}):
        return
    if "hour" not in after.fields:
        behind = vocabulary.zone_ends.fullmatch(between) or _PLACE.fullmatch(between)
        taken = between in (" (", "(") or behind is not None
    elif after.source == _OUTSIDE:  # 7h (11h giờ Hà Nội) ngày 20/5
        taken = between == " (" or vocabulary.that_is.fullmatch(between) is not None
    else:  # 19h00 GMT (tức 2h00 ngày 2/6 giờ Việt Nam): the day before
        taken = vocabulary.that_is.fullmatch(between) is not None
        days["days_back"] = int(_hour(before.fields) - _hour(after.fields) > _AHEAD_OF_HANOI)
    if taken:
        before.fields |= days
        before.source = _OUTSIDE


def _hour(fields: Fields) -> int:
    """The hour of a clock time, as far as the part of the day says it: 9 giờ tối is 21."""
    hour = int(fields["hour"])
    return hour + 12 if hour < 12 and fields.get("part") in ("AF", "EV") else hour


def _repeat_weekdays(found: list[Expression], low: str, vocabulary: Vocabulary) -> None:
    """Weekdays side by side are of one week, or all come again: các ngày thứ 2, 4 và 6; thứ Hai và thứ Ba tuần tới."""
    group: list[Expression] = []
    for one, following in zip_longest(found, found[1:]):
        if "weekday" not in one.fields or "day" in one.fields or one.makes not in ("point", "range"):
            continue
        group.append(one)
        between = low[one.end : following.start] if following else ""
        if (
            following
            and "weekday" in following.fields
            and "day" not in following.fields
            and _COORDINATED.fullmatch(between)
        ):
            continue
        _share_week(group, low, vocabulary)
        group = []


def _share_week(group: list[Expression], low: str, vocabulary: Vocabulary) -> None:
    which = {
        name: value
        for one in group
        for name, value in (one.fields | one.last).items()
        if name in ("week_shift", "shift_word", "direction", "every")
    }
    left = low[max(0, group[0].start - _WEEKLY) : group[0].start]
    if not which and not _DATED.match(low, group[-1].end):
        head = _OF_WHICH_DAY.sub("", left)
        each = head.endswith("mỗi ") or vocabulary.before["each"].search(head)
        weekly = re.search(rf"(?:{'|'.join(vocabulary.lists['weekly'])})(?!\\w)[^.;:]*$", left)
        if each or weekly:
            which = {"every": "tuần"}
    for one in group:
        (one.last or one.fields).update(which)
