"""Calendar arithmetic: TIMEX3 values to days, weeks of the year, the Vietnamese lunar calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

from lunar_vn import can_chi, convert_lunar_to_solar, convert_solar_to_lunar

from kit.vietnamese.letters import fold_tones

Span = tuple[dt.date, dt.date]

# The quarters of the year that Vietnamese seasons are counted by; winter runs into the next year.
SEASONS = {"SP": (2, 4), "SU": (5, 7), "FA": (8, 10), "WI": (11, 1)}
_TIME_OF_DAY = re.compile(r"T.*")
_PATTERNS = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), lambda y, m, d: (dt.date(y, m, d), dt.date(y, m, d))),
    (re.compile(r"(\d{4})-(\d\d)"), lambda y, m: months(y, m, m)),
    (re.compile(r"(\d{4})"), lambda y: months(y, 1, 12)),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda y, q: months(y, 3 * q - 2, 3 * q)),
    (re.compile(r"(\d{4})-H([12])"), lambda y, h: months(y, 6 * h - 5, 6 * h)),
    (re.compile(r"(\d{4})-W(\d\d)"), lambda y, w: _week(y, w, 1)),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), lambda y, w: _week(y, w, 6)),
    (re.compile(r"(\d{3})"), lambda d: (dt.date(10 * d, 1, 1), dt.date(10 * d + 9, 12, 31))),
    (re.compile(r"(\d\d)"), lambda c: (dt.date(100 * c, 1, 1), dt.date(100 * c + 99, 12, 31))),
)


def months(year: int, first: int, last: int) -> Span:
    """First and last day of the months from ``first`` to ``last`` of ``year``."""
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _week(year: int, week: int, day: int) -> Span:
    return dt.date.fromisocalendar(year, week, day), dt.date.fromisocalendar(year, week, 7)


def season(year: int, name: str) -> Span:
    """First and last day of a season."""
    first, last = SEASONS[name]
    return months(year, first, first)[0], months(year + (last < first), last, last)[1]


@lru_cache(maxsize=4096)
def days_of(value: str) -> Span | None:
    """The days that a TIMEX3 date covers, or ``None`` if it has none (vague, without year, before 1 AD).

    >>> days_of("2022-05-17/2022-05-20")
    (datetime.date(2022, 5, 17), datetime.date(2022, 5, 20))
    >>> days_of("XXXX-04-19") is None
    True
    """
    if "/" in value:
        first, last = (days_of(end) for end in value.split("/", 1))
        return (first[0], last[1]) if first and last else None
    day = _TIME_OF_DAY.sub("", value)
    try:
        for pattern, build in _PATTERNS:
            if match := pattern.fullmatch(day):
                return build(*map(int, match.groups()))
        if day[4:5] == "-" and day[5:] in SEASONS:
            return season(int(day[:4]), day[5:])
    except ValueError:
        return None
    return None


def day_value(year: int, month: int, day: int) -> str:
    """``2022-05-17``."""
    return f"{year:04d}-{month:02d}-{day:02d}"


def week_value(day: dt.date) -> str:
    """The ISO week of a day: ``2017-W05``."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def move_day(day: dt.date, days: int) -> dt.date:
    """The day so many days on, within the years that a calendar has."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def add_months(day: dt.date, number: int) -> tuple[int, int]:
    """Year and month that are ``number`` months after ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return year, month + 1


@lru_cache(maxsize=1024)
def lunar_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a day of the Vietnamese lunar calendar (Hồ Ngọc Đức's algorithm, UTC+7).

    Day 30 of a month of 29 days is its last day, as in *30 Tết*.

    >>> lunar_day(2023, 1, 1)
    datetime.date(2023, 1, 22)
    """
    for last in (day, day - 1) if day == 30 else (day,):
        try:
            found = convert_lunar_to_solar(last, month, year)
            lunar = convert_solar_to_lunar(found.day, found.month, found.year)
        except (ValueError, OverflowError):
            continue
        if (lunar.day, lunar.month, lunar.year) == (last, month, year):
            return found
    return None


def lunar_month(year: int, month: int) -> Span | None:
    """First and last Gregorian day of a lunar month."""
    first, last = lunar_day(year, month, 1), lunar_day(year, month, 30)
    return (first, last) if first and last else None


@lru_cache(maxsize=128)
def sexagenary_year(name: str, near: int) -> int | None:
    """The year of a sexagenary name (*Quý Mão*) nearest to ``near``.

    >>> sexagenary_year("quý mão", 2020)
    2023
    """
    wanted = fold_tones(name.lower()).replace("mẹo", "mão")
    years = range(max(1, near - 30), near + 31)
    found = [year for year in years if fold_tones(can_chi.get_year_can_chi(year).lower()) == wanted]
    return min(found, key=lambda year: abs(year - near), default=None)
