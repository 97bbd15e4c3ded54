"""Dates counted from publication or from the day last named: hôm qua, thứ Hai, tuần tới, cùng ngày."""

from __future__ import annotations

from kit.vietnamese.dates.calendars import move_day, week_value
from kit.vietnamese.dates.expressions import Fields
from kit.vietnamese.dates.reading import COUNTED, Context, Reading, unknown


def read_weekday(fields: Fields, context: Context) -> Reading:
    """Thứ năm: the last one up to publication, unless the words name the week or the direction."""
    day, weekday = context.published, fields["weekday"]
    if day is None:
        return unknown(f"XXXX-WXX-{weekday}")
    if "week_shift" in fields:
        days = 7 * fields["week_shift"] + weekday - day.isoweekday()
        return Reading(f"{move_day(day, days)}", basis=COUNTED)
    direction = fields.get("direction", 0)
    if direction > 0:
        days = (weekday - day.isoweekday() - 1) % 7 + 1
        return Reading(f"{move_day(day, days)}", basis="the next one")
    back = (day.isoweekday() - weekday) % 7
    if direction < 0 and back == 0:
        back = 7
    return Reading(f"{move_day(day, -back)}", "DATE", [], "the last one", 0.8, f"{move_day(day, 7 - back)}")


def read_relative_day(fields: Fields, context: Context) -> Reading:
    """Hôm nay, hôm qua, (sáng) mai."""
    if context.published is None:
        return unknown("XXXX-XX-XX")
    return Reading(f"{move_day(context.published, fields['relday'])}", basis=COUNTED)


def read_week(fields: Fields, context: Context) -> Reading:
    """Tuần tới, cuối tuần; "tuần qua" said from Friday on is the week that ends."""
    weekend = "-WE" if "weekend" in fields else ""
    if context.published is None:
        return unknown(f"XXXX-WXX{weekend}")
    shift = fields.get("week_shift", 0)
    ending = 6 if weekend else 5  # from that day of the week on, it is the one that ends
    if fields.get("shift_word") in ("qua", "vừa qua") and context.published.isoweekday() >= ending:
        shift = 0
    week = week_value(move_day(context.published, 7 * shift))
    return Reading(week + weekend, basis=COUNTED)


def read_same_day(_fields: Fields, context: Context) -> Reading:
    """8h30, cùng ngày: of the day last named, or else of publication."""
    day = context.last_day or context.published
    if day is None:
        return unknown("XXXX-XX-XX", "date")
    basis = "the day named before it" if context.last_day else "the day of publication"
    return Reading(day.isoformat(), "DATE", ["date"], basis, 0.7)
