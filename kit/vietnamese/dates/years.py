"""The year of a date: as the words give it, or as publication and tense suggest it."""

from __future__ import annotations

import re
from collections.abc import Callable

from kit.vietnamese.dates.calendars import Span, sexagenary_year
from kit.vietnamese.dates.expressions import Fields
from kit.vietnamese.dates.reading import COUNTED, Context, Reading, unknown
from kit.vietnamese.dates.tense import FAR, Choice, choose_year

_GOES_ON = re.compile(r"(?:^|[.,;] )(?:đến|tới|sang) $")
_SOON = 5  # years ahead of publication that a two-digit year may lie if nothing says that it is to come
_LATER = 50  # and if something does


def read_year(fields: Fields, context: Context) -> Reading | None:
    """The year that the words give (năm 2022, năm ngoái, cùng năm); ``None`` if they give none."""
    published = context.published
    if "year" in fields:
        taken_over = ["year"] if "year" in fields.get("shared", ()) else []
        return Reading(f"{fields['year']:04d}", inferred=taken_over)
    if "short_year" in fields:
        return Reading(
            f"{_full_year(int(fields['short_year']), fields, context):04d}", basis="two-digit year"
        )
    if "sexagenary" in fields:
        found = sexagenary_year(fields["sexagenary"], context.now.year)
        if found and found > context.now.year + _SOON and context.cue(fields).tense != "future":
            found -= 60  # sinh năm Nhâm Tý: one that is past, as of two digits
        return Reading(f"{found:04d}", basis="sexagenary year") if found else None
    if "same_year" in fields:
        year = context.last_year or (published.year if published else None)
        return Reading(f"{year:04d}", basis="the year named before it") if year else unknown("XXXX")
    if "year_shift" not in fields and "next_year" not in fields:
        return None
    if published is None:
        return unknown("XXXX")
    shift = fields.get("year_shift", 1)
    if fields.get("shift_word") in ("qua", "vừa qua") and published.month == 12:
        shift = 0  # in December "năm qua" is the year that ends
    return Reading(f"{published.year + shift:04d}", basis=COUNTED)


def _full_year(short: int, fields: Fields, context: Context) -> int:
    """The year of 2/9/45: one that is past, unless it lies just ahead or the words say that it is to come."""
    now, tense = context.now.year, context.cue(fields).tense
    year = now // 100 * 100 + short
    ahead = {"past": 0, "future": _LATER}.get(tense, _SOON)
    return year - 100 if year > now + ahead else year


def read_in_year(
    fields: Fields, context: Context, build: Callable[[int], Span | None], write: Callable[[str], str]
) -> Reading | None:
    """A date within a year that is written, or else chosen.

    Parameters
    ----------
    build : the days of the date in a given year, ``None`` if that year has no such day.
    write : the value of the date in a given year (or in ``XXXX``).
    """
    shared = ["month"] if "month" in fields.get("shared", ()) else []
    given = read_year(fields, context)
    if given:
        if given.value != "XXXX" and build(int(given.value)) is None:
            return None
        given.value = write(given.value)
        given.inferred += shared
        return given
    if context.published is None:
        possible = build(2024) or build(2023)  # a leap year and one that is none
        return unknown(write("XXXX"), "year", *shared) if possible else None
    choice = choose_year(build, context.published, context.cue(fields), weekday=fields.get("weekday"))
    if choice is None:
        return None
    choice = _carried(context, build) or _known(fields, context, build(choice.year)) or choice
    runner_up = write(f"{choice.runner_up:04d}") if choice.runner_up else ""
    value = write(f"{choice.year:04d}")
    return Reading(value, "DATE", ["year", *shared], choice.basis, choice.confidence, runner_up)


def _known(fields: Fields, context: Context, days: Span | None) -> Choice | None:
    """A day that one event has made a name: "vụ khủng bố 11/9"; not if publication is near its own such day."""
    published = context.published
    if days is None or published is None or abs((days[0] - published).days) <= FAR:
        return None
    left = context.low[max(0, context.start - 40) : context.start]
    for day, month, year, after in context.vocabulary.known:
        if (fields.get("day"), fields.get("month")) == (day, month) and after.search(left):
            return Choice(year, "a day known by its event", 0.8, days[0].year)
    return None


def _carried(context: Context, build: Callable[[int], Span | None]) -> Choice | None:
    """A story that goes on within a year long past: "tháng 8 năm 1940 … Đến tháng 9"."""
    year, published = context.last_year, context.published
    if year is None or published is None or abs(year - published.year) <= 1 or not build(year):
        return None
    if not _GOES_ON.search(context.low[max(0, context.start - 7) : context.start]):
        return None
    return Choice(year, "the year of the story", 0.8, published.year)
