"""Dates of publication that are given, held against each other, the calendar and what the text tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kit.errors import ArticleError
from kit.vietnamese.dates.calendars import Span
from kit.vietnamese.dates.timestamps import EARLIEST, explain_day, parse_written, read_span
from kit.vietnamese.dates.told import find_told_days

_FILLER = re.compile(r"0{4}|0?0?01[-/]")


def read_given(
    published: object, bounds: Sequence[str], text: str, *, order: str = ""
) -> tuple[date | None, date | None, date | None, list[str]]:
    """The day of publication, the first and the last possible day, and what is odd about what is given of them.

    Parameters
    ----------
    published : the date as it was given; "" if none was. A month or a year is a bound.
    bounds : the first and the last day as they were given, "" each if none was.
    text : of the article: what it tells as past cannot have come after its publication.
    order : of day and month, from `kit.vietnamese.dates.timestamps.find_order`.

    Returns
    -------
    Three days, None where nothing is known, and names of `kit.read.quality.FLAGS`.

    >>> read_given("tháng 5 năm 2023", ["2023-05-12", ""], "Bộ trưởng thăm Bỉ.")[1:]
    (datetime.date(2023, 5, 12), datetime.date(2023, 5, 31), [])
    """
    span, odd = _find_odd(read_span(published, order), str(published), text)
    day = span[0] if span and span[0] == span[1] else None
    first, last = ends = [read_span(bound, order) for bound in bounds]
    odd += ["no-date" for end, bound in zip(ends, bounds, strict=True) if bound and end is None]
    low, high = narrow((span, first), (span, last))
    if low and high and low > high:
        odd.append("date-outside-bounds" if day else "reversed-bounds")
    return day, low, high, odd


def narrow(first: Iterable[Span | None], last: Iterable[Span | None]) -> tuple[date | None, date | None]:
    """The latest beginning of ``first`` and the earliest end of ``last``; None where none is known."""
    low = max((span[0] for span in first if span), default=None)
    return low, min((span[1] for span in last if span), default=None)


def read_known(days: Sequence[str], where: str) -> tuple[date | None, date | None]:
    """The first and the last day on which an article can have been published, as a person says it.

    Parameters
    ----------
    days : the day, the first and the last possible day, each a day, month or year as
        `kit.vietnamese.dates.timestamps.parse_written` reads it; "" if it is not known.
    where : begins what is said of a mistake: "articles.csv, row 2: ".

    Raises
    ------
    ArticleError : one of them is no day, or the first lies after the last.

    >>> read_known(["2023-05", "2023-05-12", ""], "")
    (datetime.date(2023, 5, 12), datetime.date(2023, 5, 31))
    """
    day, first, last = (_parse_day(day, where) for day in days)
    low, high = narrow((day, first), (day, last))
    if low and high and low > high:
        raise ArticleError(f"{where}it was published from {low} and to {high}; put the earlier day first.")
    return low, high


def _parse_day(day: str, where: str) -> Span | None:
    span = parse_written(day) if day else None
    if day and (not span or span[0] < EARLIEST):
        remedy = "write it as YYYY-MM-DD, or YYYY-MM, or YYYY"
        raise ArticleError(f"{where}{day!r} is not a day; {remedy}. {explain_day(day)}")
    return span


def _find_odd(span: Span | None, raw: str, text: str) -> tuple[Span | None, list[str]]:
    """The days of a date, none if it is a filler, and what is odd about it."""
    if span is None:
        return None, ["placeholder-date" if _FILLER.match(raw) else "no-date"] if raw else []
    first, last = span
    if first == last and (first < EARLIEST or first == date(1970, 1, 1)):
        return None, ["placeholder-date"]
    late = first == last and any(told > first + timedelta(days=1) for told in find_told_days(text))
    return span, ["date-before-events"] if late else []
