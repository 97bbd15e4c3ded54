"""Days that a researcher gives as an argument: day first, as everywhere in Việt Nam, or as ISO writes them."""

import datetime as dt
import re
from contextlib import suppress
from typing import Any

from kit.errors import OptionError
from kit.vietnamese.dates.publication import Bounds
from kit.vietnamese.dates.timestamps import parse_span

_NO_DAY = ("", "NaT", "nan", "None", "<NA>")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ][\d:.]+(?:Z|[+-][\d:]+)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")


def read_day(value: Any, name: str) -> dt.date | None:
    """A day given as an argument; ``None``, "" and the NaT of an empty cell say that there is none.

    Raises
    ------
    OptionError : it is no date; ``name`` is the argument. Numbers are day first, as everywhere in Việt Nam; a bare
        number, and what only the machine's clock knows ("today"), are no date.

    >>> read_day("5/4/2023", "today") == read_day("2023-04-05 10:30", "today") == dt.date(2023, 4, 5)
    True
    """
    if (text := str(value)) in _NO_DAY:
        return None
    if found := _ISO_DAY.fullmatch(_DAY_FIRST.sub(r"\4-\3-\1", text) if _DAY_FIRST.fullmatch(text) else text):
        with suppress(ValueError):
            return dt.date(*map(int, found.groups()))
    remedy = "Write it as '2023-04-05', or None if it is not known."
    raise OptionError(f"{name}={value!r} is not a date. {remedy}")


def read_bounds(first: Any, last: Any, *, today: Any = None) -> Bounds:
    """The first and the last day of bounds that are given as days, months or years; None or "" is no bound.

    Raises
    ------
    OptionError : one is no day, month or year, or the first lies after the last, or after ``today``.

    >>> read_bounds("2013-05", 2013)
    (datetime.date(2013, 5, 1), datetime.date(2013, 12, 31))
    """
    spans = [parse_span(first), parse_span(last)]
    for name, value, span in zip(("published_from", "published_to"), (first, last), spans, strict=True):
        if span is None and value not in (None, ""):
            remedy = "Write '2013-05-17', '2013-05' or '2013'."
            raise OptionError(f"{name}={value!r} is no day, month or year. {remedy}")
    low, high, now = spans[0] and spans[0][0], spans[1] and spans[1][1], read_day(today, "today")
    for name, value, day in (("published_to", last, high), ("today", today, now)):
        if low and day and low > day:
            why = f"published_from={first!r} is later than {name}={value!r}"
            raise OptionError(f"{why}. Correct one of them.")
    return low, high
