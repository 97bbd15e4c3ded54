"""Days, months and parts of a year: the dates of the calendar as the words give them."""

from __future__ import annotations

import datetime as dt

from kit.vietnamese.dates.calendars import Span, add_months, day_value, days_of, months, season, week_value
from kit.vietnamese.dates.expressions import Fields
from kit.vietnamese.dates.reading import COUNTED, Context, Reading, unknown
from kit.vietnamese.dates.years import read_in_year, read_year


def read_day(fields: Fields, context: Context) -> Reading | None:
    """Ngày 5/4, 5 tháng 4 năm 2023, ngày 4 tháng này, sáng 18."""
    day = fields["day"]
    if fields.keys() & {"month_shift", "same_month"}:
        return _day_of_relative_month(fields, context)
    if "month" not in fields:
        return _day_alone(day, context)
    month = fields["month"]

    def build(year: int) -> Span | None:
        return days_of(day_value(year, month, day))

    return read_in_year(fields, context, build, lambda year: f"{year}-{month:02d}-{day:02d}")


def _day_alone(day: int, context: Context) -> Reading | None:
    """Sáng 18: in the nearest month that has such a day."""
    if context.published is None:
        return unknown(f"XXXX-XX-{day:02d}", "year", "month")
    found = []
    for number in (-1, 0, 1):
        value = day_value(*add_months(context.published, number), day)
        if days := days_of(value):
            found.append((abs((days[0] - context.published).days), value))
    if not found:
        return None
    (near, value), *others = sorted(found)
    far, runner_up = others[0] if others else (31, "")
    confidence = round((far + 1) / (near + far + 2), 2)
    return Reading(value, "DATE", ["year", "month"], "nearest to publication", confidence, runner_up)


def _day_of_relative_month(fields: Fields, context: Context) -> Reading | None:
    if "same_month" in fields:
        base, shift = context.last_day or context.published, 0
    else:
        base, shift = context.published, fields["month_shift"]
    if base is None:
        return unknown(f"XXXX-XX-{fields['day']:02d}")
    value = day_value(*add_months(base, shift), fields["day"])
    return Reading(value, basis=COUNTED) if days_of(value) else None


def read_month(fields: Fields, context: Context) -> Reading | None:
    """Tháng 5, tháng 5/2022, tháng trước."""
    if "month_shift" in fields:
        if context.published is None:
            return unknown("XXXX-XX")
        year, number = add_months(context.published, fields["month_shift"])
        return Reading(f"{year:04d}-{number:02d}", basis=COUNTED)
    month = fields["month"]
    reading = read_in_year(
        fields, context, lambda year: months(year, month, month), lambda year: f"{year}-{month:02d}"
    )
    if reading and "direction" in fields and "XXXX" not in reading.value:
        reading.inferred = []  # tháng 5 tới: the words themselves say which
    return reading


def read_period(fields: Fields, context: Context) -> Reading | None:
    """Quý I/2023, mùa hè năm nay, 9 tháng đầu năm 2022, 6 tháng cuối năm."""
    if "quarter_shift" in fields:
        return _relative_quarter(fields["quarter_shift"], context)
    if "season" in fields:
        name = fields["season"]
        return read_in_year(fields, context, lambda year: season(year, name), lambda year: f"{year}-{name}")
    if "quarter" in fields:
        number = fields["quarter"]
        first, last, name = 3 * number - 2, 3 * number, f"-Q{number}"
    else:
        number = int(fields.get("first") or fields.get("last") or 0)
        if not 1 <= number <= 12:
            return None
        first, last = (1, number) if "first" in fields else (13 - number, 12)
        name = {(1, 6): "-H1", (7, 12): "-H2"}.get((first, last), "")
    if "bare" in fields and context.published:
        # 6 tháng đầu năm, said in February, are last year's; 6 tháng cuối năm, said in June, are to come
        known = last if "first" in fields or "quarter" in fields else first
        ended = known - context.published.month > 2 and context.cue(fields).tense != "future"
        year = context.published.year - ended
        fields = fields | {"year": year, "shared": ["year"]}
    reading = read_in_year(
        fields,
        context,
        lambda year: months(year, first, last),
        lambda year: f"{year}{name}" if name else f"{year}-{first:02d}/{year}-{last:02d}",
    )
    if reading and "/" in reading.value:
        reading.begin, reading.end = reading.value.split("/")
    return reading


def _relative_quarter(shift: int, context: Context) -> Reading:
    if context.published is None:
        return unknown("XXXX-QX")
    quarters = context.published.year * 4 + (context.published.month - 1) // 3 + shift
    return Reading(f"{quarters // 4:04d}-Q{quarters % 4 + 1}", basis=COUNTED)


def read_bare(fields: Fields, context: Context) -> Reading:
    """Đầu năm, cuối tháng: the present one; "cuối năm" said in January is the year that ended."""
    unit, day = fields["bare"], context.published
    half = f"-H{fields['half']}" if "half" in fields else ""
    if day is None:
        return unknown(
            {"năm": f"XXXX{half}", "tháng": "XXXX-XX", "tuần": "XXXX-WXX"}.get(unit, "XXXX-QX"), "year"
        )
    ended = unit == "năm" and fields.get("mod") == "END" and day.month <= 2 and "direction" not in fields
    if ended and context.cue(fields).tense != "future":
        day = dt.date(day.year - 1, 12, 31)
    value = {
        "năm": f"{day.year:04d}{half}",
        "tháng": f"{day.year:04d}-{day.month:02d}",
        "tuần": week_value(day),
        "quý": f"{day.year:04d}-Q{(day.month + 2) // 3}",
    }[unit]
    return Reading(value, "DATE", ["year"], "the present one", 0.7)


def read_whole_year(fields: Fields, context: Context) -> Reading | None:
    """Năm 2022, năm ngoái, nửa đầu năm nay."""
    reading = read_year(fields, context)
    if reading and "half" in fields:
        reading.value += f"-H{fields['half']}"
    return reading
