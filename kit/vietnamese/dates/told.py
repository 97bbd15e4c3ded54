"""Days of events that a text tells as past, with their full date: *Ngày 12/5/2023, Bộ trưởng đã …*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

_TOLD = re.compile(  # from a capital on, for there are few of them
    r"[NSTCH](?<!\w.)(?:(?<=N)gày|(?<=S)áng|(?<=T)(?:rưa|ối)|(?<=C)hiều|(?<=H)ôm)"
    r"\s+(?:ngày\s+)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b"
)
_SENTENCE_END = re.compile(r"[.!?…](?:\s|$)|\n")
_YET_TO_COME = re.compile(r"\b(?:sẽ|dự kiến|sắp|tới đây|sắp tới)\b")


def find_told_days(text: str) -> Iterator[date]:
    """The days at the beginning of ``text`` whose sentence does not speak of what is yet to come.

    >>> list(find_told_days("Ngày 12/5/2023, Bộ trưởng đến Bỉ. Ngày 14/5/2023, bà sẽ đến Pháp."))
    [datetime.date(2023, 5, 12)]
    """
    for match in _TOLD.finditer(text, 0, 4000):
        end = _SENTENCE_END.search(text, match.end(), match.end() + 300)
        if not _YET_TO_COME.search(text, match.end(), end.start() if end else match.end() + 300):
            with suppress(ValueError):  # the calendar has no such day
                yield date(int(match[3]), int(match[2]), int(match[1]))
