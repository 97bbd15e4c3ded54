"""From time expressions to values: TIMEX3, the fields that were inferred, on what basis, and the runner-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kit.vietnamese.dates import amounts, eras, points, relative
from kit.vietnamese.dates.calendars import days_of, move_day, week_value
from kit.vietnamese.dates.expressions import LISTED, Expression, Fields
from kit.vietnamese.dates.reading import RELEASE, WRITTEN, Context, Reading
from kit.vietnamese.dates.vocabulary import PARTS, RANKS, Vocabulary

_YEARS = {"year", "short_year", "year_shift", "same_year", "next_year", "sexagenary"}
_WHOLE_YEARS = _YEARS | {"bare"}
# The reader of a date is chosen by the first of these fields that it has.
_READERS: tuple[tuple[frozenset[str], Callable[[Fields, Context], Reading | None]], ...] = (
    (frozenset({"tet", "lunar", "full_moon"}), eras.read_lunar),
    (frozenset({"bc"}), eras.read_before_christ),
    (frozenset({"century", "decade", "decade_shift", "century_shift"}), eras.read_century),
    (frozenset({"day"}), points.read_day),
    (frozenset({"month", "month_shift"}), points.read_month),
    (frozenset({"quarter", "quarter_shift", "season", "first", "last"}), points.read_period),
    (frozenset({"weekday"}), relative.read_weekday),
    (frozenset({"relday"}), relative.read_relative_day),
    (frozenset({"weekend", "week_shift"}), relative.read_week),
    (frozenset({"bare"}), points.read_bare),
    (frozenset(_YEARS), points.read_whole_year),
    (frozenset({"same_day", "hour"}), relative.read_same_day),
)
# Hours that a part of the day leaves as they are: 8h sáng is 8, 8h tối is 20, 1h đêm is 1.
_CLOCKS = {"MO": range(12), "MD": range(10, 13), "AF": range(0), "EV": range(0), "NI": range(6)}
_ACROSS_NEW_YEAR = 183  # days that a range whose ends seem reversed may last over New Year


class Resolver:
    """Reads the expressions of an article in order, remembering the day and year last named.

    Parameters
    ----------
    vocabulary : see `load_vocabulary`.
    published : the publication date, or ``None``: then years stay ``XXXX``.
    today : what a decade, a two-digit year or a sexagenary name is near to if publication is unknown.
    """

    def __init__(self, vocabulary: Vocabulary, published: dt.date | None, today: dt.date = RELEASE):
        self.context = Context(vocabulary, published, today)

    def read(self, expression: Expression, low: str) -> Reading | None:
        """The reading of an expression in a sentence; ``None`` if there is no such day (31/2)."""
        self.context.move_to(expression, low)
        if expression.makes == "vague":
            return Reading(expression.fields["value"], basis="vague reference", confidence=0.5)
        if expression.makes in ("set", "duration"):
            return self._amount(expression)
        fields = self._with_year_of_list(expression, low)
        reading = self._range(expression) if expression.makes == "range" else self._point(fields)
        if reading:
            reading.mod = reading.mod or _mod(
                expression.last if "now" in expression.fields else expression.fields
            )
            if (expression.source or fields is not expression.fields) and reading.confidence:
                reading.basis, reading.confidence = expression.source or LISTED, 0.95
            if "in_brackets" in expression.fields:
                reading.inferred = []  # hôm qua (4/4): the words themselves say which day
            self._remember(reading)
        return reading

    def _with_year_of_list(self, expression: Expression, low: str) -> Fields:
        """Tháng 10, tháng 11 và tháng 12: the last one chooses the year of all."""
        last = expression.year_of
        if last is None:
            return expression.fields
        self.context.move_to(last, low)
        reading = self._point(last.fields)
        self.context.move_to(expression, low)
        if reading is None or not reading.value[:4].isdigit():
            return expression.fields
        year = int(reading.value[:4]) - expression.years_back
        return expression.fields | {"year": year, "shared": ["year"]}

    def _remember(self, reading: Reading) -> None:
        days = days_of(reading.value)
        if days and days[0] == days[1]:
            self.context.last_day = days[0]
        if days and "year" not in reading.inferred and "date" not in reading.inferred:
            self.context.last_year = days[0].year

    def _amount(self, expression: Expression) -> Reading | None:
        fields, published = expression.fields, self.context.published
        value = amounts.amount_value(fields)
        if value is None or expression.makes == "set":
            return Reading(value, "SET") if value else None
        mod, anchor = fields.get("about", ""), fields.get("anchor")
        if (anchor == "ago" or "back" in fields) and (ago := amounts.ago(fields, published)):
            confidence = 1.0 if published else 0.0
            return Reading(ago, basis="counted back from publication", confidence=confidence, mod=mod)
        reading = Reading(value, "DURATION", mod=mod)
        if anchor in ("past", "future") and published:
            reading.begin, reading.end = amounts.stretch(fields, published, past=anchor == "past")
            reading.basis = "counted from publication" if reading.begin else WRITTEN
        return reading

    def _range(self, expression: Expression) -> Reading | None:
        first, last = dict(expression.fields), dict(expression.last)
        if "now" in last:
            return self._to_now(first)
        if "now" in first:
            return self._from_now(last)
        if "every" in last and "weekday" in first:  # thứ Hai đến thứ Sáu hàng tuần
            monday, friday = _set(first).value, _set(last).value
            return Reading(f"{monday}/{friday}", "SET", begin=monday, end=friday)
        coarsest = max(RANKS.get(name, 0) for name in first)
        # the first end may be in the year before that of the last
        own_year = _YEARS if first.keys() & {"month", "quarter"} else set()
        if "relday" not in first:
            first |= {
                name: last[name]
                for name in last
                if RANKS.get(name, 0) > coarsest and name not in first and name not in own_year
            }
        if "hour" in last and last.keys().isdisjoint({"day", "weekday", "relday"}):  # ngày 9/6 8h đến 11h
            last = {name: first[name] for name in first if RANKS.get(name, 0) > RANKS["part"]} | last
        end = self._end(first, last)
        begin = self._begin(first, end) if end else None
        if begin and end and "decade" in first and not _in_order(begin.value, end.value):
            begin = self._point(first | {"century": last.get("century", 0) - 1})  # from the 90s to the 2000s
        if end is None or begin is None or not _in_order(begin.value, end.value):
            return None
        both = begin.runner_up and end.runner_up
        return Reading(
            value=f"{begin.value}/{end.value}",
            type=end.type,
            inferred=end.inferred,
            basis=end.basis,
            confidence=end.confidence,
            runner_up=f"{begin.runner_up}/{end.runner_up}" if both else end.runner_up,
            calendar=end.calendar,
            begin=begin.value,
            end=end.value,
        )

    def _to_now(self, first: Fields) -> Reading | None:
        """Năm 2016 đến nay."""
        reading = self._point(first)
        if reading:
            reading.begin, reading.end = reading.value, "PRESENT_REF"
            reading.value = f"{reading.value}/PRESENT_REF"
        return reading

    def _from_now(self, last: Fields) -> Reading | None:
        """Từ nay đến cuối năm: what it lasts to is ahead, whatever is nearer."""
        ahead = {} if last.keys() & _YEARS else {"direction": 1}
        reading = self._point(ahead | last)
        if reading:
            reading.begin, reading.end = "PRESENT_REF", reading.value.split("/")[-1]
            reading.value = f"PRESENT_REF/{reading.end}"
            reading.runner_up = ""
        return reading

    def _end(self, first: Fields, last: Fields) -> Reading | None:
        """The last end of a range: "30/12/2022 đến 2/1" ends in the year that begins."""
        if "weekday" in first and last.keys() == {
            "weekday"
        }:  # thứ Hai đến thứ Sáu: the Friday after that Monday
            begin = self._point(first)
            if begin and (monday := days_of(begin.value)):
                begin.value = f"{move_day(monday[0], (last['weekday'] - first['weekday']) % 7)}"
            return begin
        if "year" not in first or last.keys() & _YEARS:
            return self._point(last)
        end = self._point(last | {"year": first["year"]})
        begin = self._point(first)
        if end is None or begin is None or _in_order(begin.value, end.value):
            return end
        after = self._point(last | {"year": first["year"] + 1})
        days, until = days_of(begin.value), days_of(after.value) if after else None
        return after if days and until and (until[1] - days[0]).days <= _ACROSS_NEW_YEAR else end

    def _begin(self, first: Fields, end: Reading) -> Reading | None:
        """The first end of a range: in the year of the last end, or the year before it across New Year."""
        if "month" not in first and "day" in first and end.value[5:7].isdigit():
            first = first | {"month": int(end.value[5:7])}
        if (
            first.keys() & _YEARS
            or first.keys().isdisjoint({"month", "quarter"})
            or not end.value[:4].isdigit()
        ):
            return self._point(first)
        if end.calendar == "lunar":
            first = first | {"lunar": "âm lịch"}
        year = int(end.value[:4])
        begin = self._point(first | {"year": year})
        if begin is None or _in_order(begin.value, end.value):
            return begin
        before = self._point(first | {"year": year - 1})
        days, until = days_of(before.value) if before else None, days_of(end.value)
        return before if days and until and (until[1] - days[0]).days <= _ACROSS_NEW_YEAR else None

    def _point(self, fields: Fields) -> Reading | None:
        if "every" in fields or "yearly" in fields:
            return _set(fields)
        ordinal = "ordinal_day" in fields or "ordinal_week" in fields
        reading = self._ordinal(fields) if ordinal else self._date(fields)
        if reading and fields.get("days_back"):
            reading.value = _day_before(reading.value)
        if reading and ("hour" in fields or "part" in fields):
            time = _time_of_day(fields)
            if time is None:
                return None
            reading.value, reading.type = f"{reading.value}T{time}", "TIME"
            reading.runner_up = f"{reading.runner_up}T{time}" if reading.runner_up else ""
        return reading

    def _date(self, fields: Fields) -> Reading | None:
        if "sexagenary" in fields and "month" in fields:
            return eras.read_lunar(fields, self.context)  # mùng 10/3 năm Ất Tỵ
        if "lunar_month" in fields and eras.is_lunar(fields, self.context):
            return eras.read_lunar(fields, self.context)
        for names, read in _READERS:
            if not names.isdisjoint(fields):
                return read(fields, self.context)
        return None

    def _ordinal(self, fields: Fields) -> Reading | None:
        """Ngày đầu tiên của tháng ba, tuần đầu tiên của tháng 9 (the first whole week)."""
        whole = self._date({name: value for name, value in fields.items() if not name.startswith("ordinal")})
        days = days_of(whole.value) if whole else None
        if whole is None or days is None:
            return whole
        first, last = days
        if "ordinal_day" in fields:
            whole.value = (first if fields["ordinal_day"] > 0 else last).isoformat()
        elif fields["ordinal_week"] > 0:
            whole.value = week_value(first + dt.timedelta((8 - first.isoweekday()) % 7))
        else:
            whole.value = week_value(last - dt.timedelta(last.isoweekday() % 7))
        whole.runner_up = ""
        return whole


def _mod(fields: Fields) -> str:
    whole_year = "month" not in fields and not fields.keys().isdisjoint(_WHOLE_YEARS)
    half = "" if whole_year else {1: "START", 2: "END"}.get(fields.get("half", 0), "")
    return str(fields.get("third") or fields.get("mod") or fields.get("about") or half)


def _in_order(first: str, last: str) -> bool:
    begin, end = days_of(first), days_of(last)
    if begin and end:
        return begin[0] <= end[1] and not (first[:10] == last[:10] and _is_later(first[10:], last[10:]))
    return True


def _day_before(value: str) -> str:
    """The day before a day, whose year need not be known."""
    days = days_of(value.replace("XXXX", "2023"))
    before = f"{move_day(days[0], -1)}" if days else value
    return f"XXXX{before[4:]}" if value.startswith("XXXX") else before


def _is_later(first: str, last: str) -> bool:
    """Is one time of a day later than another? Of two parts of it by their order, TMO before TAF."""
    if first[1:] in PARTS and last[1:] in PARTS:
        return PARTS.index(first[1:]) > PARTS.index(last[1:])
    return first > last


def _set(fields: Fields) -> Reading:
    """Ngày 14/4 hàng năm, thứ hai hàng tuần: a pattern with X for what changes."""
    if "weekday" in fields:
        return Reading(f"XXXX-WXX-{fields['weekday']}", "SET")
    month = f"{fields['month']:02d}" if "month" in fields else "XX"
    return Reading(f"XXXX-{month}" + (f"-{fields['day']:02d}" if "day" in fields else ""), "SET")


def _time_of_day(fields: Fields) -> str | None:
    """AF, or 15:20; a part of the day says which half of it a clock time is in."""
    if "hour" not in fields:
        return str(fields["part"])
    hour, minute = int(fields["hour"]), int(fields.get("minute", 30 if "half_past" in fields else 0))
    noon = fields.get("noon", "")
    part = fields.get("part") or {"am": "MO", "pm": "AF"}.get(noon, "")
    if part and hour < 12 and hour not in _CLOCKS[part]:
        hour += 12
    if hour == 12 and (part == "NI" or noon == "am"):
        hour = 0
    if "minus" in fields:
        hour, minute = divmod(hour * 60 - int(fields["minus"]), 60)
    return f"{hour:02d}:{minute:02d}" if 0 <= 60 * hour + minute <= 24 * 60 and minute < 60 else None
