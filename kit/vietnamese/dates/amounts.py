"""Amounts of time: ISO 8601 durations, and the stretch of the calendar that an anchored one covers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kit.vietnamese.dates.calendars import add_months, week_value

# What a fraction of a unit is counted in: half a year is 6 months, a quarter of a century 25 years.
_SMALLER = {"CE": (100, "Y"), "DE": (10, "Y"), "Y": (12, "M"), "M": (30, "D"), "D": (24, "H")}
_SMALLER |= {"H": (60, "MIN"), "MIN": (60, "S")}
_IN_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_CLOCK_UNITS = {"H": "H", "MIN": "M", "S": "S"}


def unit_of(fields: dict[str, Any]) -> str:
    """The unit of an amount: D W M Q Y DE CE H MIN S (48h and 48 tiếng are hours)."""
    unit = fields.get("unit", "D")
    return "H" if unit in ("h", "giờ", "tiếng") else str(unit)


def amount_value(fields: dict[str, Any]) -> str | None:
    """The ISO 8601 duration of an amount: P2Y, PT48H, P1.5Y, PXD for "nhiều ngày", P50Y for "nửa thế kỷ"."""
    unit = unit_of(fields)
    if fields.get("yearly"):
        return "P1Y"
    if "fraction" in fields:
        return _write(fields["fraction"] * _SMALLER[unit][0], _SMALLER[unit][1]) if unit in _SMALLER else None
    if "many" in fields:
        return _write("X", unit)
    number = fields.get("number", 1)
    if not number:
        return None  # "không tiếng nổ" is no time at all
    value = _write(number + (0.5 if "and_half" in fields else 0), unit)
    if "minute" in fields:
        return f"{value}{fields['minute']:g}M"
    return f"{value}/{_write(fields['upto'], unit)}" if fields.get("upto") else value


def _write(number: Any, unit: str) -> str:
    if unit == "Q" and number != "X":
        number, unit = 3 * number, "M"
    shown = number if number == "X" else f"{number:g}" if number < 1e6 else f"{int(number)}"
    return f"PT{shown}{_CLOCK_UNITS[unit]}" if unit in _CLOCK_UNITS else f"P{shown}{unit}"


def ago(fields: dict[str, Any], published: dt.date | None) -> str | None:
    """The date that is an amount before publication, at the grain of its unit: *hai ngày trước*."""
    unit, number = unit_of(fields), fields.get("number")
    shapes = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-XX"}
    if unit in _CLOCK_UNITS or (number is None and "fraction" not in fields):
        return None
    if published is None:
        return shapes.get(unit, "XXXX")
    try:
        return _shifted(fields, published, -1)
    except (ValueError, OverflowError):
        return None


def stretch(fields: dict[str, Any], published: dt.date, *, past: bool) -> tuple[str, str]:
    """First and last value of an amount counted from publication: *hơn 2 năm qua* in 2022 is 2020 to 2022."""
    if "many" in fields or "fraction" in fields or fields.get("number") is None:
        return "", ""
    try:
        there, here = _shifted(fields, published, -1 if past else 1), _shifted(fields, published, 0)
    except (ValueError, OverflowError):
        return "", ""
    return (there, here) if past else (here, there)


def _shifted(fields: dict[str, Any], day: dt.date, sign: int) -> str:
    unit = unit_of(fields)
    number = fields.get("fraction") or fields["number"] + (0.5 if "and_half" in fields else 0)
    if unit in _CLOCK_UNITS:
        hours = number / {"H": 1, "MIN": 60, "S": 3600}[unit]
        return (dt.datetime.combine(day, dt.time()) + sign * dt.timedelta(hours=hours)).date().isoformat()
    if unit == "D":
        return (day + sign * dt.timedelta(days=number)).isoformat()
    if unit == "W":
        return week_value(day + sign * dt.timedelta(weeks=number))
    year, month = add_months(day, round(sign * number * _IN_MONTHS[unit]))
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return f"{year:04d}" if unit in ("Y", "DE", "CE") and number == int(number) else f"{year:04d}-{month:02d}"
