"""What only looks like a day, a month or a year: tests that a piece of a date must pass."""

from __future__ import annotations

import re

from kit.vietnamese.dates.place import Place, guard

_PUNCTUATION = re.compile(r" *(?:$|[^\w\s]|\n)")
_MONTH_FOLLOWS = re.compile(
    r"(?:,? và | ?- ?| (?:đến|tới) )(?:hết )?(?:(?:sáng|trưa|chiều|tối|đêm) )?(?:ngày )?"
    r"[0-9]{1,2}(?:[/.-](?:1[0-2]|0?[1-9])(?![0-9])| tháng [0-9])"
)
_LISTED = re.compile(r"(?:, [0-9]{1,2})*,? và (?:ngày )?[0-9]{1,2}(?:[/.-]| tháng )[0-9]")
_YEAR_FOLLOWS = re.compile(r"(?: ?- ?| (?:đến|tới) )(?:hết )?(?:năm )?[12][0-9]{3}(?![0-9]|[/.,-][0-9])")
_DATE_FOLLOWS = re.compile(r" ?- ?[0-9]{1,2}[/.-][0-9]{1,2}(?![0-9])")
_TO_A_DATE = re.compile(r" (?:đến|tới) (?:hết )?(?:ngày|tháng) ?[0-9]")
_NAMED_DAY = re.compile(r"(?:ngày|lễ|dịp) (?:\w+ ){1,6}$")  # Ngày Quốc tế Thiếu nhi 1-6
_WHICH_YEAR = re.compile(r" (?:của )?năm (?:[12][0-9]{3}|nay|ngoái|trước|tới|sau)(?!\w)")
_FOUR_DIGITS = re.compile(r" [0-9]{4}")
_CLOSES = re.compile(r"\)")
_TITLE_ENDS = re.compile(r" ?:")
_ONE_EACH = re.compile(r"(?:mỗi|một|hàng|hằng|nửa|cả|[0-9]) $")
_BEFORE_A_YEAR = re.compile(r"(?:từ|đến|tới|trước|sau|trong|vào|hồi|đầu|giữa|cuối|tầm nhìn) $")


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
    if separator == "." != place.separator:  # a decimal number, or the number of a version
        in_brackets = place.left.endswith("(") and place.follows(_CLOSES)
        return place.follows(_TO_A_DATE) or (in_brackets and (place.adjacent or place.fields["day"] > 12))
    if place.preceded("dated") or place.adjacent or place.follows(_DATE_FOLLOWS):
        return True
    if place.preceded("documents"):
        return False
    if place.preceded(_NAMED_DAY):
        return True
    day, month, slash = place.fields["day"], place.fields["month"], separator != "-"
    if place.left.endswith("("):  # (2-1) may be a score
        return (slash or day > 12) and place.low.startswith((")", ",", " -", "-", ";"), place.match.end())
    if place.preceded("directed") and (slash or day > month):  # từ 1-2 is "one to two"
        return True
    if not slash or (day, month) == (24, 7):
        return False
    return day >= month or place.follows(_TITLE_ENDS)


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


@guard
def a_bare_month(place: Place) -> bool:
    """3 in "tháng 1-3 năm 2022" and in "tháng 1 đến 3"."""
    if place.ends is None or "month" not in place.ends or "day" in place.ends or place.so_far:
        return False
    return place.follows(_WHICH_YEAR) or not (place.follows("counted") or place.follows("measured"))


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
    if place.adjacent and place.follows(_LISTED):
        return True
    if place.follows(_MONTH_FOLLOWS) and not place.preceded("documents"):
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
    if place.so_far.keys() == {"mod"}:
        return True
    if place.so_far:
        return place.so_far.keys() & {"month", "quarter", "season"} > set() and "year" not in place.so_far
    if place.ends is not None:
        return "year" in place.ends and ("day" not in place.ends or "month" in place.ends)
    if place.follows(_YEAR_FOLLOWS) and not place.preceded("documents"):
        place.fields["needs_range"] = True
        return True
    if place.left.endswith("("):
        return place.low.startswith((")", ","), place.match.end())
    plausible = 1800 <= place.fields["year"] <= 2100
    return plausible and (place.adjacent or place.preceded(_BEFORE_A_YEAR))


@guard
def a_bare_decade(place: Place) -> bool:
    """70 in "những năm 60-70" and in "những năm 60, 70"."""
    before = place.ends or place.neighbour or {}
    return "decade" in before and not place.so_far and not place.follows("counted")
