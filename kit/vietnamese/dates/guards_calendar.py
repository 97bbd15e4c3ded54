"""What only looks like a day, a month or a year: tests that a piece of a date must pass."""

from __future__ import annotations

import re

from kit.vietnamese.dates.expressions import CAPITALS
from kit.vietnamese.dates.place import Place, guard, guard_beside

_PUNCTUATION = re.compile(r" *(?:$|[^\w\s]|\n)")
_MONTH_FOLLOWS = re.compile(
    r"(?:,? và | ?- ?| (?:đến|tới) )(?:hết )?(?:(?:sáng|trưa|chiều|tối|đêm) )?(?:ngày )?"
    r"[0-9]{1,2}(?:[/.-](?:1[0-2]|0?[1-9])(?![0-9])| tháng [0-9])"
)
_LISTED = re.compile(r"(?:, [0-9]{1,2})*,? và (?:ngày )?[0-9]{1,2}(?:[/.-]| tháng )[0-9]")
_MONTHLY = re.compile(r" (?:hàng|hằng|mỗi) tháng(?!\w)")
_YEAR_FOLLOWS = re.compile(r"(?: ?- ?| (?:đến|tới) )(?:hết )?(?:năm )?[12][0-9]{3}(?![0-9]|[/.,-][0-9])")
_DATE_FOLLOWS = re.compile(r" ?- ?[0-9]{1,2}[/.-][0-9]{1,2}(?![0-9])")
_TO_A_DATE = re.compile(r" (?:đến|tới) (?:hết )?(?:ngày|tháng) ?[0-9]")
_NAMED_DAY = re.compile(r"(?:ngày|lễ|dịp) (?:\w+ ){1,6}$")  # Ngày Quốc tế Thiếu nhi 1-6
_WHICH_YEAR = re.compile(r" (?:của )?năm (?:[12][0-9]{3}|nay|ngoái|trước|tới|sau)(?!\w)")
_FOUR_DIGITS = re.compile(r" [0-9]{4}")
_CLOSES = re.compile(r"\)")
_TITLE_ENDS = re.compile(r" ?:")
_ONE_EACH = re.compile(r"(?:mỗi|một|hàng|hằng|nửa|cả|[0-9]) $")
_LIST_GOES_ON = re.compile(
    r"(?: ?[,-] ?|,? (?:và|hoặc|hay|&) | (?:đến|tới) )(?:tháng |quý |thứ )?(?:[0-9]{1,2}|iv|i{1,3})(?![0-9%]|[.,][0-9])"
    r"| ?/ ?[12][0-9]{3}(?![0-9])| (?:của )?năm (?:[12][0-9]{3}|nay|ngoái|trước|tới|sau)(?!\w)| [12][0-9]{3}(?![0-9])"
    r"| (?:vừa qua|vừa rồi|tới|tới đây|sắp tới|này|(?:hàng|hằng|mỗi) tuần)(?!\w)"
)
_DOTTED_RANGE = re.compile(
    r"(?: ?- ?| (?:đến|tới) )(?P<day>[0-9]{1,2})\.(?:1[0-2]|0?[1-9])(?P<year>\.[12][0-9]{3})?(?![0-9]|[.,][0-9]| ?%)"
)
_ENGLISH_MONTH = re.compile(
    r"(?: ?- ?| (?:đến|tới) )[0-9]{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_DATELINE = re.compile(
    rf"[^\w(]{{0,3}}(?P<opens>\()?[{CAPITALS}][^\d(),.:;]{{1,24}}, "
)  # (Hà Nội, 4/5), Hà Nội, 4/5 -
_DATELINE_ENDS = re.compile(r" ?[-:]")
_AFTER_SHORT_YEAR = 30  # years that 2021-45 may last; more is no range of years


@guard
def after_a_day_and_month(place: Place) -> bool:
    """29 tháng 10 năm 99."""
    return place.so_far.keys() >= {"day", "month"}


@guard
def a_day_and_month(place: Place) -> bool:
    """Ngày 5/4, (5/4), Quốc khánh 2-9; not "chiếm 3/4", "Nghị quyết 24/7", "tỷ số 2-1"."""
    if (
        place.headed
        or place.ends is not None
        or place.so_far.keys() & {"part", "hour", "relday", "weekday", "same_day"}
    ):
        return True
    if place.left.endswith("hôm "):
        return True
    separator = place.fields["sep"]
    if place.follows("counted") or place.follows("measured"):
        return False
    if separator == "." != place.separator:
        return _is_dotted(place)
    if place.preceded("dated") or place.adjacent or place.follows(_DATE_FOLLOWS):
        return True
    if place.preceded("documents"):
        return False
    if place.preceded(_NAMED_DAY):
        return True
    dateline = _DATELINE.fullmatch(place.text, 0, place.match.start())
    if dateline and place.follows(_CLOSES if dateline["opens"] else _DATELINE_ENDS):
        return True
    day, month, slash = place.fields["day"], place.fields["month"], separator != "-"
    if place.left.endswith("("):  # (2-1) may be a score
        return (slash or day > 12) and place.low.startswith((")", ",", " -", "-", ";"), place.match.end())
    if place.preceded("directed") and (slash or day > month):  # từ 1-2 is "one to two"
        return True
    if not slash or (day, month) == (24, 7):
        return False
    return day >= month or place.follows(_TITLE_ENDS)


def _is_dotted(place: Place) -> bool:
    """(17.5), 17.5-20.5.2022, từ 31.5 - 2.6; not a decimal number or that of a version: "từ 3.5 - 4.2 độ"."""
    last = _DOTTED_RANGE.match(place.low, place.match.end())
    if last is None:
        in_brackets = place.left.endswith("(") and place.follows(_CLOSES)
        return place.follows(_TO_A_DATE) or (in_brackets and (place.adjacent or place.fields["day"] > 12))
    if last["year"]:
        return True
    counted = any(
        place.vocabulary.after[name].match(place.low, last.end()) for name in ("counted", "measured")
    )
    no_number = max(int(place.fields["day"]), int(last["day"])) > 12
    in_brackets = place.left.endswith("(") and place.low.startswith(")", last.end())
    led = in_brackets or place.preceded("directed") or place.preceded("dated")
    return no_number and not counted and led


@guard
def a_full_date(place: Place) -> bool:
    """3/9/91; but 1-4-8 are the days from 1 to 4 August, and 01 - 04-08-2022 too."""
    if len(set(re.findall(" ?- ?", place.match.group()))) > 1:
        return False
    year = place.fields.get("short_year")
    return (
        year is None
        or place.fields["sep"] != "-"
        or year > 12
        or place.fields["day"] >= place.fields["month"]
    )


@guard_beside
def a_bare_month(place: Place) -> bool:
    """3 in "tháng 1-3 năm 2022" and in "tháng 1 đến 3"."""
    before = place.ends or place.neighbour or {}
    if "month" not in before or "day" in before or place.so_far:
        return False
    return place.follows(_WHICH_YEAR) or (_is_listed(place) and not _counts(place))


def _counts(place: Place) -> bool:
    """Is it a number of something? "tháng 3, 5 nước", but not "tháng 4-5 số vụ giảm"."""
    ends_a_range = place.ends is not None and place.left.endswith("-")
    return place.follows("measured") or (place.follows("counted") and not ends_a_range)


def _is_listed(place: Place) -> bool:
    """4 in "tháng 3, 4 và 5/2022", II in "quý I, II/2022": the list goes on after it, or the clause ends."""
    if place.ends is not None or "plural" in (place.neighbour or {}):
        return True
    return place.follows(_LIST_GOES_ON) or place.follows(_PUNCTUATION) or place.follows("free")


@guard_beside
def a_bare_quarter(place: Place) -> bool:
    """II in "quý I, II/2022", 4 in "quý 3-4/2022"; not "quý I, 3 nước"."""
    before = place.ends or place.neighbour or {}
    if "quarter" not in before or place.so_far or before["quarter"] == place.fields["quarter"]:
        return False
    return "year" in place.fields or place.follows(_WHICH_YEAR) or (_is_listed(place) and not _counts(place))


@guard_beside
def a_bare_weekday(place: Place) -> bool:
    """4 and 6 in "thứ 2, 4 và 6 hàng tuần"."""
    before = place.ends or place.neighbour or {}
    return (
        "weekday" in before
        and "day" not in before
        and not place.so_far
        and _is_listed(place)
        and not _counts(place)
    )


@guard
def an_english_month(place: Place) -> bool:
    """5 May 2022, May 5, 2022; not "ngày 5 may mắn"."""
    word = place.text[place.match.start("english_month")]
    sure = place.fields["month"] != 5 or "year" in place.fields or place.headed
    return word.isupper() and sure


@guard
def a_day_of_tet(place: Place) -> bool:
    """Mùng một Tết, ba mươi Tết; not "hai Tết vừa rồi"."""
    earliest = 21 if place.match["late_day_words"] else 1
    return earliest <= int(place.fields["day"] or 0) <= 30


@guard
def a_day_of_a_month(place: Place) -> bool:
    """12 tháng 10; not "ASEAN 19 tháng 11"."""
    return (place.headed or not place.preceded("summits")) and a_month(place)


@guard
def a_month(place: Place) -> bool:
    """Tháng 5, tháng Ba; not "mỗi tháng một lần", "trong tháng hai bên", "11 tháng năm 2022"."""
    if "month_word" not in place.match.groupdict() or not place.match["month_word"]:
        return not place.low.startswith(" ngày", place.match.end())
    if place.match["month_word"] == "năm" and place.follows(_FOUR_DIGITS):
        return place.match.group().startswith("ngày")
    unit = place.low.startswith((" năm", " ngày", " tháng"), place.match.end())
    return unit or not place.follows("counted")


@guard
def a_day(place: Place) -> bool:
    """Ngày 28; not "mỗi ngày 3 chuyến"."""
    return place.listed or not (place.follows("counted") or place.preceded(_ONE_EACH))


@guard
def a_bare_day(place: Place) -> bool:
    """Sáng 18; 9 in "9-11/5" and 22 in "22 đến 27-12"."""
    if place.follows("counted") and not place.follows(_MONTH_FOLLOWS):
        return False
    if place.so_far:
        clear = place.follows(_PUNCTUATION) or place.follows("free") or place.follows(_MONTH_FOLLOWS)
        return clear and "part" in place.so_far and place.so_far.keys().isdisjoint({"hour", "relday"})
    if place.ends is not None:
        return "month" not in place.ends and "day" in place.ends and (place.listed or _headed_end(place))
    if "day" in (place.neighbour or {}) and (place.follows(_LISTED) or place.follows(_MONTHLY)):
        return True
    if (place.follows(_MONTH_FOLLOWS) or place.follows(_ENGLISH_MONTH)) and not place.preceded("documents"):
        place.fields["needs_range"] = True
        return True
    return False


def _headed_end(place: Place) -> bool:
    return "headed" in (place.ends or {}) and not place.low.startswith("/", place.match.end())


@guard
def a_quarter(place: Place) -> bool:
    """Quý I; not "quý hai nước"."""
    return "year" in place.fields or not place.follows("counted") or place.follows(re.compile(" năm"))


@guard
def a_season(place: Place) -> bool:
    """Mùa hè năm nay; not "Thế vận hội mùa Đông"."""
    return not place.preceded("names")


@guard
def first_months(place: Place) -> bool:
    """9 tháng đầu năm 2022, 11 tháng năm 2022."""
    number = place.fields.get("first") or 0
    headed = "đầu" in place.match.group() or place.follows(re.compile(" năm (?:[12][0-9]{3}|nay|ngoái)"))
    return headed and 1 <= number <= 12


@guard
def in_quarters(place: Place) -> bool:
    """Hai quý đầu năm 2022: six months."""
    name = "first" if "first" in place.fields else "last"
    place.fields[name] = 3 * (place.fields[name] or 5)
    return bool(place.fields[name] <= 12)


@guard
def a_year(place: Place) -> bool:
    """Năm 2022, năm 938; not "năm 300 người", "mỗi năm 2000 người"."""
    long = re.search("[0-9]{4}", place.match.group()) or place.match["year_words"]
    return not (place.follows("measured") and place.preceded(_ONE_EACH) if long else place.follows("counted"))


@guard
def a_month_and_year(place: Place) -> bool:
    """5/2022; not "Nghị định 15/2022"; 5-2022 only after another month."""
    if place.preceded("documents") or place.so_far.keys() & {"day", "month", "year"}:
        return False
    plausible = 1900 <= place.fields["year"] <= 2100
    return plausible and ("-" not in place.match.group() or place.ends is not None)


@guard
def a_bare_year(place: Place) -> bool:
    """(1996), từ 1995, tháng 10, 1999, 2023-2025; not "APEC 2017", "2000 người"."""
    if place.follows("counted") or place.follows("measured"):
        return False
    if place.so_far.keys() in ({"mod"}, {"half"}, {"first"}, {"last"}):
        return True
    if place.so_far:
        return place.so_far.keys() & {"month", "quarter", "season"} > set() and "year" not in place.so_far
    if place.ends is not None:
        until_then = "now" in place.ends and 1800 <= place.fields["year"] <= 2100
        return until_then or ("year" in place.ends and ("day" not in place.ends or "month" in place.ends))
    if place.follows(_YEAR_FOLLOWS) and not place.preceded("documents"):
        place.fields["needs_range"] = True
        return True
    if place.left.endswith("("):
        return place.low.startswith((")", ","), place.match.end())
    plausible = 1800 <= place.fields["year"] <= 2100
    return plausible and (place.adjacent or place.preceded("before_years"))


@guard
def starts_a_short_range(place: Place) -> bool:
    """2021 in "2021-25"; 2010 in "giai đoạn 2010-12", which may else be a month."""
    first, last = place.fields["year"], int(place.low[place.match.end() + 1 :][:2])
    ahead = last - first % 100
    if place.so_far or not 1800 <= first <= 2100 or not 0 < ahead <= _AFTER_SHORT_YEAR:
        return False
    slash, period = place.low.startswith("/", place.match.end()), place.preceded("periods")
    if place.preceded("documents") or not (period or (last > 12 and not slash)):
        return False
    place.fields["needs_range"] = True
    return True


@guard_beside
def ends_a_short_range(place: Place) -> bool:
    """25 in "2021-25" and in "giai đoạn 2021-25"."""
    first = (place.ends or {}).get("year", 0)
    short = int(place.fields.pop("year_end"))
    if (
        place.so_far
        or not first
        or "month" in (place.ends or {})
        or not place.left.rstrip().endswith(("-", "/"))
        or short <= first % 100
    ):
        return False
    place.fields["year"] = first // 100 * 100 + short
    return not (place.follows("counted") or place.follows("measured"))


@guard_beside
def a_bare_decade(place: Place) -> bool:
    """70 in "những năm 60-70" and in "những năm 60, 70"."""
    before = place.ends or place.neighbour or {}
    return "decade" in before and not place.so_far and not place.follows("counted")
