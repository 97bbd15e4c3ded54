"""What only looks like a time of day, a weekday or a deictic word: tests that a piece of a date must pass."""

from __future__ import annotations

import re

from kit.vietnamese.dates.place import Place, guard

_PUNCTUATION = re.compile(r" *(?:$|[^\w\s]|\n)")
_CLOCK_FOLLOWS = re.compile(
    r" ?\(?(?:(?:gmt|utc|bst)(?!\w)"
    r"|(?:rạng |buổi )?(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|cùng ngày|thứ|theo giờ|giờ|[0-9]+[/-]))"
)
_AMOUNT_FOLLOWS = re.compile(r" (?:qua|vừa qua|nữa|liền|liên tục|đồng hồ|tới(?! [0-9])|mỗi|/)")
_ABOUT_WHEN = re.compile(r"(?:^|[,.;:] ?|vào |lúc |đến |từ )(?:khoảng|hơn|gần) $")
_MORE_THAN_ONE = re.compile(r"(?:một|hai|ba|đa|nhiều|các|đầu) $")
_NAMED_DAY_FOLLOWS = re.compile(
    r",? ?\(?(?:ngày |mùng )?[0-9]{1,2}[/.-][0-9]|,? ngày [0-9]| (?:của )?tuần (?:này|trước|sau|tới|qua)"
    r"| (?:tới|vừa qua|vừa rồi|hàng tuần|hằng tuần)(?!\w)"
)
_DATE_IN_BRACKETS = re.compile(r" \((?:ngày )?[0-9]{1,2}[/.-][0-9]{1,2}\)")
_OF = re.compile(r" (?:của|liên tiếp)(?!\w)")
_SEVERAL = re.compile(r"(?:các|những|nhiều|vài|mấy|hai|ba|[0-9]) $")
_OF_A_WEEK = re.compile(r" (?:của )?tuần (?:này|trước|sau|tới|qua)(?!\w)")
_NTH = re.compile(r"(?:tuần|tháng|năm|quý|vòng) $")
_BEFORE_A_WEEKDAY = re.compile(r"(?:hôm|sáng|trưa|chiều|tối|đêm|vào|từ|đến) $")
_OPENS, _QUOTES = 4, " \"'“‘-–*"  # letters before what opens a sentence, at most
_COMMA = re.compile(r", ")
_CLOSES = re.compile(r"\)")
_AGAIN = re.compile(r" lại(?!\w)")
_AFTER_A_SHIFT = re.compile(r" (?:đời|đó)(?!\w)")


@guard
def a_clock(place: Place) -> bool:
    """5 giờ chiều, lúc 5 giờ, 10h; not "trong 5 giờ", "24h qua"."""
    if place.follows(_AMOUNT_FOLLOWS):
        return False
    if place.fields["hour"] == 24 and not place.preceded("clocked") and not place.follows(_CLOCK_FOLLOWS):
        return False  # a day long
    if place.ends is not None or place.preceded("clocked") or place.follows(_CLOCK_FOLLOWS):
        return True
    if place.so_far.keys() - {"about"}:
        return True
    bare_hour = place.match.group().endswith("h") or "half_past" in place.fields
    if "about" in place.so_far and _ABOUT_WHEN.search(place.left):
        return bare_hour
    evening = place.fields["hour"] > 12 and place.left.endswith("sau ")  # sau 19h; but "sau 3h bay"
    return bare_hour and (evening or not place.preceded("lasting"))


@guard
def a_clock_time(place: Place) -> bool:
    """Lúc 2 giờ 15 phút; not "kéo dài 2 giờ 15 phút"."""
    return (
        "about" in place.so_far or not place.preceded("lasting") or not place.match.group().endswith("phút")
    )


@guard
def a_clock_with_colon(place: Place) -> bool:
    """8:30 sáng; not "tỷ số 3:08", "phút 3:08"."""
    return not place.left.endswith(("phút ", "tỷ số ", "tỉ số ", "tỷ lệ ", "tỉ lệ "))


@guard
def a_part(place: Place) -> bool:
    """Chiều 4/4; not "hai chiều"."""
    return not place.preceded(_MORE_THAN_ONE) or "mod" in place.so_far


@guard
def a_modifier(place: Place) -> bool:
    """Đầu năm 2009; not "lần đầu năm 2009", "do Mỹ dẫn đầu năm 2003"."""
    return bool(place.so_far) or not place.preceded("led")


@guard
def after_a_part(place: Place) -> bool:
    """Nay and mai are days only after a part of the day: chiều nay."""
    return "part" in place.so_far


@guard
def after_a_day(place: Place) -> bool:
    """Cùng tháng: only after a day."""
    return "day" in place.so_far


@guard
def starts_a_range(place: Place) -> bool:
    """Giai đoạn 2021-2025: the noun belongs to the years."""
    place.fields["needs_range"] = True
    return True


@guard
def after_a_date(place: Place) -> bool:
    """Hàng năm repeats what stands before it."""
    return bool(place.so_far.keys() & {"day", "month", "weekday", "quarter", "part", "hour"})


@guard
def after_a_modifier(place: Place) -> bool:
    """Đầu năm, cuối tháng: the present one."""
    return len(place.so_far) == 1 and not place.so_far.keys().isdisjoint(
        {"mod", "first", "last", "half", "quarter"}
    )


@guard
def a_weekday(place: Place) -> bool:
    """Hôm thứ Hai, thứ bảy tuần này; not "lần thứ hai", "Bí thư thứ hai", "Thứ hai, …" (secondly); but "Thứ Hai, …"."""
    if place.so_far or place.fields["weekday"] == 7:
        return True
    if place.capital and place.match.group().startswith("ngày") and not place.follows(_OF):
        return True
    if "weekday" in (place.neighbour or place.ends or {}) or place.follows(_OF_A_WEEK):
        return True
    if place.preceded("ordered") or place.preceded(_NTH):
        return place.capital and place.follows(_DATE_IN_BRACKETS)
    if place.left.endswith(("mỗi ", "các ", "những ", "các ngày ", "mỗi ngày ")):
        return place.capital or place.match.group()[-1].isdigit() or place.follows(_PUNCTUATION)
    if place.follows(_NAMED_DAY_FOLLOWS) or (place.left.endswith("(") and place.follows(_CLOSES)):
        return True
    if place.match.group().startswith("ngày"):
        return False  # the second day, not Monday
    alone = place.match.start() == 0 and place.match.end() == len(place.low)
    opens = place.capital and place.match.start() < _OPENS and not place.left.strip(_QUOTES)
    return alone or (opens and place.follows(_COMMA)) or place.preceded(_BEFORE_A_WEEKDAY)


@guard
def a_shift(place: Place) -> bool:
    """Tuần tới, tháng trước; not "năm sau khi", "tháng sau đó"; "năm này" is a year of the story."""
    word = place.fields.get("shift_word", "")
    if (
        place.follows(_AFTER_A_SHIFT)
        or (word == "qua" and place.follows(_AGAIN))
        or (word == "này" and "year_shift" in place.fields)
    ):
        return False
    return word != "sau" or not place.follows(re.compile(" khi"))


@guard
def a_decade_shift(place: Place) -> bool:
    """Cuối thập kỷ này; not "những thập niên trước"."""
    return not place.preceded(_SEVERAL) and a_shift(place)


@guard
def a_direction(place: Place) -> bool:
    """Ngày 16/6 tới; not "ngày 16/6 tới Hà Nội"."""
    word = place.match.group()
    if (
        not place.so_far.keys() & {"day", "month", "weekday", "quarter", "season"}
        or "direction" in place.so_far
    ):
        return False
    if word == "này":
        return "day" not in place.so_far
    return word != "tới" or place.follows(_PUNCTUATION) or place.follows("free")
