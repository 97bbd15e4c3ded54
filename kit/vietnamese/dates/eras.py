"""Beyond the year, and beside the Gregorian calendar: decades, centuries, lunar days."""

from __future__ import annotations

from kit.vietnamese.dates.calendars import Span, lunar_day, lunar_month
from kit.vietnamese.dates.expressions import Fields
from kit.vietnamese.dates.reading import COUNTED, Context, Reading, unknown
from kit.vietnamese.dates.years import read_in_year


def read_before_christ(fields: Fields, _context: Context) -> Reading:
    """Năm 179 trước Công nguyên."""
    return Reading(f"BC{fields['bc']:04d}")


def read_century(fields: Fields, context: Context) -> Reading | None:
    """Thế kỷ XX (19, the years that begin so), thập niên 1960 (196), những năm 90 của thế kỷ trước (199)."""
    now = context.now.year
    century = fields.get("century")
    if "decade_shift" in fields:
        if context.published is None:
            return unknown("XXX")
        return Reading(f"{now // 10 + fields['decade_shift']:03d}", basis=COUNTED)
    if "century_shift" in fields:
        if context.published is None:
            return unknown("XX")
        century = now // 100 + 1 + fields["century_shift"]
    if century is not None and not 1 <= century <= 30:
        return None
    if "decade" not in fields:
        return Reading(f"{century - 1:02d}") if century else None
    decade = fields["decade"]
    if decade >= 100:
        return Reading(f"{decade // 10:03d}")
    if century:
        return Reading(f"{century - 1:02d}{decade // 10}")
    start = now // 100 * 100 + decade
    return Reading(f"{(start - 100 if start > now else start) // 10:03d}", basis="the last such decade")


def is_lunar(fields: Fields, context: Context) -> bool:
    """Is "tháng Giêng" the lunar month? A day of it is; of a written year, and in the news at large, it is January."""
    if fields.keys() & {"year", "year_shift", "direction"}:
        return False
    festive, around = (
        context.vocabulary.lists["festive"],
        context.low[max(0, context.start - 200) : context.end + 200],
    )
    return "day" in fields or fields["month"] == 12 or any(word in around for word in festive)


def read_lunar(fields: Fields, context: Context) -> Reading | None:
    """Mùng 1 Tết, rằm tháng Bảy, 10/3 âm lịch: as Gregorian days."""
    day = 15 if "full_moon" in fields else fields.get("day")
    month = fields.get("month", 1)
    eve = 0
    if "tet" in fields:  # 29 and 30 Tết end the year before the one that mùng 1 Tết begins
        eve = int(day is not None and day > 20)
        month = 12 if eve else 1

    def build(year: int) -> Span | None:
        if day is None:
            return lunar_month(year - eve, month)
        found = lunar_day(year - eve, month, day)
        return (found, found) if found else None

    def write(year: str) -> str:
        span = build(int(year)) if year != "XXXX" else None
        if span is None:
            return "XXXX-XX-XX" if day else "XXXX-XX"  # no year, no Gregorian month
        return f"{span[0]}" if span[0] == span[1] else f"{span[0]}/{span[1]}"

    reading = read_in_year(fields, context, build, write)
    if reading:
        reading.calendar = "lunar"
    return reading
