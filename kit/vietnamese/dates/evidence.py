"""What the dates of an article say about its publication: what is past, what is to come, and the day of its news."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from textwrap import shorten
from typing import NamedTuple

from kit.vietnamese.dates.calendars import days_of
from kit.vietnamese.dates.news import Telling, looks_back, stands_first, tell
from kit.vietnamese.dates.reader import Row
from kit.vietnamese.dates.tense import find_tense
from kit.vietnamese.dates.vocabulary import Vocabulary

# Sentences in which a story may name the day of its news; after the second only if it is said again.
OPENINGS = 3
_FIRST = 2
_FARTHEST = 400  # characters from the beginning of a sentence within which it may name the day of its news
_LEFT = 30  # characters before a date in which a preposition is looked for
_LASTING = dt.timedelta(days=10)  # a longer range is no day of news, and one that is to end may have begun
_DAY_LEVEL = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?(?:/\d{4}-\d\d-\d\d(?:T.*)?)?")
_NEWS_DAY = re.compile(r"(?:(?:XXXX|\d{4})-(\d\d-\d\d)(?:T[^/]*)?/)?(?:XXXX|\d{4})-(\d\d-\d\d)(?:T[^/]*)?")
_YEARLESS = re.compile(r"XXXX-\d\d-\d\d(?:T.*)?")
_BEGINS = re.compile(r"(?:^|[,;.] )(?:vào |trong |sang )?$")
_AND = (" và ", ", ", " và ngày ")
_COMING_MONTH = re.compile(r"XXXX-(\d\d)")
_NOT_YET = re.compile(r"(?<!\w)(?:đến|tới|trước|hết|sau|từ|nhất(?: là| vào)?|hơn) $")


class Place(NamedTuple):
    """A sentence with dates: its number, its text, the same as `simplify` leaves it, and its rank in the opening."""

    sentence: int
    text: str
    low: str = ""
    rank: int = OPENINGS


class Named(NamedTuple):
    """A date that an article names, and where it stands."""

    shown: str
    place: Place

    def quote(self) -> str:
        """The words, and the sentence that they stand in."""
        text = shorten(self.place.text, 160, placeholder=" …")
        return f"{self.shown!r} in sentence {self.place.sentence} (“{text}”)"


class News(NamedTuple):
    """The day that a story tells the news of; of one without a year only month and day are known."""

    named: Named
    day: dt.date | None
    month_day: str
    weekday: int
    part: bool  # it is said in which part of the day: chiều 4/4
    end: int  # of its words in the sentence
    bare: bool = False  # no word says whether it is that of the news or of history


Edge = tuple[dt.date, Named]


@dataclass(slots=True)
class Evidence:
    """What the dates of one article say about its publication."""

    stated: Edge | None = None
    news: News | None = None  # the day that the story opens with
    far: News | None = None  # one without a year farther on in its first sentences
    dated: bool = False  # its first sentence names a day, of whatever
    coming: list[tuple[int, Named]] = field(default_factory=list)  # months named with "tới"
    past: list[Edge] = field(default_factory=list)
    ahead: list[Edge] = field(default_factory=list)
    later: list[dt.date] = field(default_factory=list)  # days, and the first of months and years, not to come
    told: list[tuple[str, bool]] = field(default_factory=list)  # days without a year; whether they are past
    looks_back: bool = False  # it goes on with what came long after
    reasons: list[str] = field(default_factory=list)


def read_stamp(evidence: Evidence, dates: list[Row], place: Place, archive_from: dt.date) -> None:
    """A date line: a day that is half of a line beside the story, or more."""
    for start, end, shown, _, value, _, kind, *_ in dates:
        days = days_of(value) if kind in ("DATE", "TIME") else None
        alone = end - start >= len(place.text.strip()) / 2
        if alone and days and archive_from <= days[0] == days[1] and not evidence.stated:
            evidence.stated = days[0], Named(shown, place)


def weigh_sentence(
    evidence: Evidence, dates: list[Row], place: Place, archive_from: dt.date, vocabulary: Vocabulary
) -> None:
    """Add what the dates of one sentence of the story say."""
    for date in dates:
        _weigh_date(evidence, date, place, archive_from, vocabulary)
        if place.rank < OPENINGS:
            _weigh_news(evidence, date, place, archive_from, vocabulary)
    evidence.looks_back = evidence.looks_back or (place.rank < OPENINGS and looks_back(place.low, vocabulary))


def _weigh_date(
    evidence: Evidence, date: Row, place: Place, archive_from: dt.date, vocabulary: Vocabulary
) -> None:
    """Which bounds a date sets, and whether it is told of as later than the news."""
    start, end, shown, _, value, rule, kind, _, _, _, _, inferred, *_, calendar, _, _ = date
    named, before = Named(shown, place), place.low[max(0, start - _LEFT) : start]
    if (month := _COMING_MONTH.fullmatch(value)) and "direction" in rule and "tới" in shown:
        evidence.coming.append((int(month[1]), named))
        evidence.reasons.append(f"{shown!r} is the next month of that name")
    dated = kind in ("DATE", "TIME")
    days = days_of(value) if dated and calendar == "gregorian" else None
    yearless = dated and _YEARLESS.fullmatch(value) is not None
    if not days and not yearless:
        return
    tense = find_tense(place.low, start, end, vocabulary)
    by_day = _DAY_LEVEL.fullmatch(value) is not None
    if (
        days
        and tense != "future"
        and not _NOT_YET.search(before)
        and (by_day or tense or _BEGINS.search(before))
    ):
        evidence.later.append(days[0])
    elif yearless and tense != "future" and not _NOT_YET.search(before):
        evidence.told.append((value[5:10], tense == "past"))
    if days and tense and not inferred:
        if days[1] < archive_from:
            evidence.reasons.append(f"{shown!r} is history and bounds nothing")
        elif by_day and value[4:10] != value[15:21]:  # but 2/9/1945 - 2/9/2022 is an anniversary
            _bound(evidence, tense, days, named, before)


def _weigh_news(
    evidence: Evidence, date: Row, place: Place, archive_from: dt.date, vocabulary: Vocabulary
) -> None:
    """Whether a day is that of the news: the first of the opening where it should stand, or else one farther on."""
    start, end, shown, _, value, rule, kind, *_, calendar, _, _ = date
    match = _NEWS_DAY.fullmatch(value) if kind in ("DATE", "TIME") and calendar == "gregorian" else None
    days, before, low = days_of(value), evidence.news, place.low
    if match is None or start > _FARTHEST or "direction" in rule or (days and days[1] < archive_from):
        return
    weekday = _find_weekday(low[max(0, start - 12) : end], vocabulary)
    news = News(Named(shown, place), days and days[1], match[2], weekday, kind == "TIME", end)
    short = days[1] - days[0] <= _LASTING if days else _count_days(match[1] or match[2], match[2]) <= 10
    if (
        before and before.named.place is place and low[before.end : start] in _AND
    ):  # ngày 3 và 4/5: the last one
        evidence.news = news
    elif (
        short
        and (not before or before.named.place.rank > place.rank)
        and (told := tell(low, start, end, vocabulary)) is not Telling.OTHER
    ):
        news = news._replace(bare=told is Telling.BARE)
        if place.rank < _FIRST and stands_first(low, start) and not (place.rank and days and not news.part):
            evidence.news = news
        elif not days:
            evidence.far = evidence.far or news
    evidence.dated = evidence.dated or not place.rank


def _find_weekday(shown: str, vocabulary: Vocabulary) -> int:
    return next((int(day) for word, day in vocabulary.words["weekday"].items() if word in shown), 0)


def _count_days(first: str, last: str) -> int:
    """How many days one day of a year is after another: 05-04 after 05-01 is 3."""
    begin, end = (dt.date(2024, *map(int, month_day.split("-"))) for month_day in (first, last))
    return (end - begin).days


def _bound(evidence: Evidence, tense: str, days: tuple[dt.date, dt.date], named: Named, before: str) -> None:
    """A day that is past or ahead bounds the publication; a month or a year is too wide to."""
    if tense == "past":
        evidence.past.append((days[1], named))
        evidence.reasons.append(f"{named.shown!r} is past")
    elif days[0] < days[1] or not before.endswith("từ "):  # what is to apply from a day on may do so already
        evidence.ahead.append((days[days[1] - days[0] > _LASTING], named))  # what lasts long may have begun
        evidence.reasons.append(f"{named.shown!r} is still to come")
