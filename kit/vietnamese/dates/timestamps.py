"""Metadata dates: the many ways in which sites write when an article appeared, as a day in Việt Nam."""

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from kit.vietnamese.dates.calendars import months

# The days of an article are those of its readers: UTC+7.
VIETNAM = timezone(timedelta(hours=7))

# A metadata date before this is a filler of some system, not a date of publication.
EARLIEST = date(1900, 1, 1)

# A day that a person wrote in a table and that lies outside these is a slip.
EARLIEST_WRITTEN, LATEST = date(1000, 1, 1), date(2100, 12, 31)

_ABSOLUTE = {"DATE_ORDER": "DMY", "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"]}
_LONGEST = 100  # characters; what is longer is no date
_TIME = (
    r"(?P<hour>\d{1,2})[:hg](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?|SA|CH)?"
)
_ZONE = r"\s*\(?(?P<zone>Z|(?:GMT|UTC)?\s*[+-]\d{1,2}(?::?\d{2})?|GMT|UTC)?\)?"
_WEEKDAY = (
    r"(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật|cn|"
    r"mon|tue|wed|thu|fri|sat|sun)[a-z]*\s*[,.|-]?\s*)?(?:ngày\s+)?"
)
_DMY = r"(?P<day>\d{1,2})\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2})"
_WORDS = r"(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s*(?:,|năm)?\s*(?P<year>\d{4})"
_ISO = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_BETWEEN = r"[\s,|–-]*(?:lúc|vào|at)?[\s,|]*"
_LABEL = r"^(?:(?:ngày\s+)?(?:đăng|xuất bản|cập nhật|đăng tải)(?:\s+(?:lúc|ngày))?\s*:?\s*)?"

_SHAPES = tuple(
    re.compile(_LABEL + shape + r"\s*$", re.IGNORECASE)
    for shape in (
        rf"{_ISO}(?:[T\s]+{_TIME}{_ZONE})?",
        rf"{_WEEKDAY}(?:{_DMY})(?:{_BETWEEN}{_TIME}{_ZONE})?",
        rf"{_WEEKDAY}(?:{_WORDS})(?:{_BETWEEN}{_TIME}{_ZONE})?",
        rf"{_TIME}{_ZONE}{_BETWEEN}{_WEEKDAY}(?:{_DMY}|{_WORDS.replace('?P<', '?P<word_')})",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    )
)
_SPANS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?:năm\s+)?(?P<year>[12]\d{3})(?:\.0)?",
        r"(?P<year>[12]\d{3})[-/.](?P<month>0?[1-9]|1[0-2])",
        r"(?:tháng\s+)?(?P<month>0?[1-9]|1[0-2])(?:\s*[-/.]\s*|,?\s+(?:năm\s+)?)(?P<year>[12]\d{3})",
    )
)
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})(\s*[/.-]\s*)(\d{1,2})(?=\s*[/.-]\s*(?:\d{4}|\d\d)(?!\d))")
_IN_NUMBERS = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2,4}(?:[ ,T]+[\d:.]+)?\s*(?:[AP]M)?", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?:\d{4})?(?!\d)")
_SPOILT = re.compile(r"\d{1,2}([-/.])(?:\d{1,2}\1\d\d|[A-Z][a-z]{2})|[A-Z][a-z]{2}-\d\d$")
_MONTH_WORD = re.compile(r"\bth(?:g|áng)?\.? ?(?:0?[1-9]|1[0-2])(?!\d)", re.IGNORECASE)
_HALF = re.compile(r"\d\s*[AaPp]\.?[Mm]\b")


def parse_timestamp(raw: object) -> date | None:
    """The day in Việt Nam (UTC+7) of a date or time stamp as sites and databases write it.

    Parameters
    ----------
    raw : text (ISO 8601, day first, Vietnamese or English words), a number of seconds or milliseconds
        since 1970, or a `datetime`. A time without a zone is taken as Vietnamese.

    Returns
    -------
    The day, or ``None`` if it cannot be read or there is no such day.

    Notes
    -----
    Numbers are day first (``03/04/2023`` is 3 April), as everywhere in Việt Nam; for others see `find_order`.
    Forms not known here go to dateparser, if it is installed, with every relative form ("3 giờ trước") refused:
    it would need the clock.

    >>> parse_timestamp("Thứ Sáu, 12/05/2023, 10:25 (GMT+7)")
    datetime.date(2023, 5, 12)
    >>> parse_timestamp("2023-05-11T20:30:00Z")
    datetime.date(2023, 5, 12)
    >>> parse_timestamp("31/02/2023") is None
    True
    """
    if isinstance(raw, datetime):
        return (raw.astimezone(VIETNAM) if raw.tzinfo else raw).date()
    if isinstance(raw, date):
        return raw
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return _from_epoch(float(raw))
    text = " ".join(str(raw)[:_LONGEST].split())
    return _parse_text(text) if len(text) < _LONGEST else None


def parse_span(raw: object) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year as it is written; None if it is none of these.

    >>> parse_span("2013-05"), parse_span(2013) == parse_span("năm 2013"), parse_span("tháng 5/2013") is None
    ((datetime.date(2013, 5, 1), datetime.date(2013, 5, 31)), True, False)
    """
    text = str(raw).strip()
    for shape in _SPANS:
        if match := shape.fullmatch(text):
            year, month = int(match["year"]), match.groupdict().get("month")
            return months(year, int(month or 1), int(month or 12)) if year >= EARLIEST.year else None
    day = parse_timestamp(raw) if text else None
    return (day, day) if day else None


def parse_written(raw: str) -> tuple[date, date] | None:
    """The first and the last day of a day, month or year as a person writes it in a table; None if it is not certain.

    Numbers are day first, always; the year has four digits, lies between `EARLIEST_WRITTEN` and `LATEST`, and is not
    left to a spreadsheet. What only some systems write month first (*6/5/2024 8:00 AM*) is not certain.

    >>> parse_written("05/06/2024") == parse_written("5 tháng 6 năm 2024") == parse_written("2024-06-05 00:00:00")
    True
    >>> parse_written("06/25/2024"), parse_written("5/6/24"), parse_written("5-Jun"), parse_written("45447")
    (None, None, None, None)
    """
    text = " ".join(raw.lstrip("'").split())
    if not _YEAR.search(text) or (_HALF.search(text) and has_numbers(text)):
        return None
    if not any(shape.match(text) for shape in _SHAPES) and not any(shape.fullmatch(text) for shape in _SPANS):
        numbers = 3 if _MONTH_WORD.search(text) else 2  # a month that is no number is a word
        if has_numbers(text) or len(re.findall(r"\d+", text)) != numbers:
            return None
    span = parse_span(text)
    return span if span and span[0] >= EARLIEST_WRITTEN and span[1] <= LATEST else None


def explain_day(text: str) -> str:
    """How to write a day that `parse_written` does not read.

    >>> explain_day("6/25/2024")[-63:]
    'It is month first here, and so may be other days of its column.'
    """
    how = "Write it as YYYY-MM-DD (2023-05-09), or day first with the whole year (9/5/2023)."
    month_first = has_numbers(text) and find_order([text]) == "month"
    return how + " It is month first here, and so may be other days of its column." * month_first


def explain_orders(rows: Sequence[tuple[int, Mapping[str, str]]], columns: Sequence[str]) -> list[str]:
    """What is wrong with each column of days of which one is month first: then the others may be so too.

    Parameters
    ----------
    rows : numbers of rows and their cells by column. What is no date in numbers is not looked at.
    columns : those in which days stand.

    >>> rows = [(2, {"day": "6/5/2024"}), (3, {"day": "6/25/2024"}), (4, {"day": "25/6/2024"})]
    >>> explain_orders(rows, ["day"])[0][:76], explain_orders(rows[:1], ["day"])
    ("row 3: day is '6/25/2024', which is month first; so may be the day in row 2.", [])
    """
    problems = []
    for name in columns:
        days = {row: cells[name] for row, cells in rows if _IN_NUMBERS.fullmatch(cells.get(name, ""))}
        turned = next((row for row, day in days.items() if find_order([day]) == "month"), None)
        if turned is None:
            continue
        others = [
            str(row) for row, day in days.items() if row != turned and re.match(r"0?\d\b|1[0-2]\b", day)
        ]
        may = f"; so may be the day in row {', '.join(others)}" if others else ""
        remedy = f"Write each day as YYYY-MM-DD ({put_day_first(days[turned])} is day first)."
        problems.append(f"row {turned}: {name} is {days[turned]!r}, which is month first{may}. {remedy}")
    return problems


def write_value(text: str) -> str:
    """A date that a spreadsheet has changed as the kit writes it; with ``?`` before it if it is not certain.

    What is no date, and values such as ``2023-Q1``, stay as they are.

    >>> write_value("9/5/2023"), write_value("tháng 5/2023"), write_value("2023-Q1"), write_value("5/9/23")
    ('2023-05-09', '2023-05', '2023-Q1', '?5/9/23')
    """
    days = parse_written(text)
    if not days:
        return f"?{text}" if _SPOILT.match(text) else text
    first, last = days
    return str(first) if first == last else f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"


def find_order(stamps: Iterable[str]) -> str:
    """Whether the dates of a column are ``day`` first or ``month`` first; ``both`` if no order fits them all.

    They are day first, as in Việt Nam, unless an hour is AM or PM or a second number is above 12, and no first is.

    >>> find_order(["4/5/2022", "4/25/2022"]), find_order(["25/4/2022 8:00 AM"]), find_order(["4/25/2022", "25/4/2022"])
    ('month', 'day', 'both')
    """
    first = second = half = False
    for stamp in stamps:
        if match := _NUMBERS.search(stamp[:_LONGEST]):
            first, second = first or int(match[1]) > 12, second or int(match[3]) > 12
            half = half or bool(_HALF.search(stamp[:_LONGEST]))
    return "both" if first and second else "month" if (second or half) and not first else "day"


def put_day_first(stamp: str) -> str:
    """A date that is written month first as it is written in Việt Nam.

    >>> put_day_first("4/25/2022 8:00:00 AM")
    '25/4/2022 8:00:00 AM'
    """
    return _NUMBERS.sub(r"\3\2\1", stamp, count=1)


def has_numbers(stamp: object) -> bool:
    """Whether the order of the numbers in a date tells its day and month."""
    return isinstance(stamp, str) and _NUMBERS.search(stamp[:_LONGEST]) is not None


def read_span(stamp: object, order: str = "") -> tuple[date, date] | None:
    """The days of a date as `parse_span` gives them, its numbers read in this order, or else as they show it.

    >>> read_span("4/5/2022") == read_span("5/4/2022", "month"), read_span("4/5/2022", "both") is None
    (True, True)
    """
    if isinstance(stamp, str) and has_numbers(stamp):
        order = order or find_order([stamp])
        stamp = put_day_first(stamp) if order == "month" else stamp if order == "day" else ""
    return parse_span(stamp)


def _from_epoch(number: float) -> date | None:
    if number != number or number < 0:
        return None
    seconds = number / 1000 if number > 1e11 else number
    try:
        return datetime.fromtimestamp(seconds, UTC).astimezone(VIETNAM).date()
    except (OverflowError, OSError, ValueError):
        return None


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> date | None:
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return _from_epoch(float(text))
    for shape in _SHAPES:
        if match := shape.match(text):
            return _build_day(match.groupdict())
    return _ask_dateparser(text)


def _build_day(found: dict[str, str | None]) -> date | None:
    """The day that the groups of a shape spell, moved to UTC+7; None if the calendar has none."""
    part = {name.removeprefix("word_"): value for name, value in found.items() if value}
    try:
        year = int(part["year"])
        if len(part["year"]) == 2:
            year += 1900 if year > 68 else 2000  # the rule of POSIX
        moment = datetime(year, int(part["month"]), int(part["day"]))
        if "hour" not in part:
            return moment.date()
        hour = int(part["hour"])
        if half := part.get("half", "").upper()[:1]:  # CH, chiều: afternoon
            hour = hour % 12 + (12 if half in "PC" else 0)
        moment = moment.replace(hour=hour, minute=int(part["minute"]))
        if "zone" in part:
            moment += timedelta(hours=7) - _find_offset(part["zone"])
        return moment.date()
    except (ValueError, OverflowError):
        return None


def _find_offset(zone: str) -> timedelta:
    match = re.search(r"([+-])(\d{1,2}):?(\d{2})?", zone)
    if not match:
        return timedelta()
    return (-1 if match[1] == "-" else 1) * timedelta(hours=int(match[2]), minutes=int(match[3] or 0))


_CLOCK = re.compile(r"(?<![\d.:])(\d{1,2})((?:[:.]\d{2}(?!\d)){0,2}) ?([ap])\.?m\b\.?", re.IGNORECASE)


def _to_24_hours(clock: re.Match[str]) -> str:
    """``10:25 PM`` as 22:25: dateparser reads AM and PM only where the language of the system has them."""
    hour = int(clock[1])
    if hour <= 12:
        hour = hour % 12 + (12 if clock[3] in "pP" else 0)
    return f"{hour:02}{clock[2].replace('.', ':') or ':00'}"


def _ask_dateparser(text: str) -> date | None:
    if not re.search(r"\d", text):
        return None
    try:
        import dateparser
    except ImportError:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = dateparser.parse(
                _CLOCK.sub(_to_24_hours, text), languages=["vi", "en"], settings=_ABSOLUTE
            )
    except Exception:  # it raises many kinds on odd input; an unread date is a finding, not an error
        return None
    return found and parse_timestamp(found)
