"""Date lines: where a page says when it appeared, apart from its clock and from the stamps of other stories."""

import re

from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.lines.extent import find_extent, find_paragraph

_LONGEST = 80  # characters of a date line
_NEAR = 8  # lines that may stand between a story and its date line
_CLOCK = r"\d{1,2}[:hg]\d{2}(?::\d{2})?(?:\s*(?:[AP]M|SA|CH)\b)?(?:\s*\(?(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?\)?)?"
_DAY = r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})(?!\d)|\d{1,2} tháng \d{1,2},?(?: năm)? \d{4})"
_WEEKDAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ nhật|cn|t[2-7])\s*[,.|–-]?\s*(?:ngày )?"
_LABEL = r"(?:ngày )?(?:đăng|xuất bản|cập nhật|đăng tải)(?: lúc| ngày)?\s*:?\s*"
_AND = r"[\s,|–•-]*(?:(?:lúc|vào|ngày)\s)?[\s,|]*"
_STAMP = re.compile(
    rf"(?P<label>{_LABEL})?(?:(?P<weekday>{_WEEKDAY})?{_DAY}(?:{_AND}(?P<clock>{_CLOCK}))?"
    rf"|(?P<before>(?:{_WEEKDAY})?{_CLOCK}){_AND}(?:{_WEEKDAY})?{_DAY})",
    re.IGNORECASE,
)
_HEADER = re.compile(r"(?:#\s*)?(?:date|published\w*)\s*[:=]?\s*(\d{4}-\d\d-\d\d|\d{8})\b", re.IGNORECASE)
_EDGES = " \t|–•,;()-"
_MOST_BESIDE = 4  # words of the section before a stamp, or of what is counted after it


def read_date_line(line: str) -> str:
    """The date of a line that is nothing but a page's date line, as it is written; else ''.

    A section may stand before it and a counter behind it. A day without weekday, hour or label is not
    enough: that may be a heading of the story.

    >>> read_date_line("THẾ GIỚIThứ Tư, 20/04/2022 | 09:30 | Lượt xem: 12"), read_date_line("Ngày 19/4, tại trụ sở Bộ")
    ('Thứ Tư, 20/04/2022 | 09:30', '')
    """
    line = line.strip()
    if not 6 < len(line) < _LONGEST or line[-1] in ".!?":
        return ""
    if header := _HEADER.fullmatch(line):
        return header[1]
    match = _STAMP.search(line)
    if not match:
        return ""
    before, after = line[: match.start()].strip(_EDGES), line[match.end() :].strip(_EDGES)
    timed = match["clock"] or match["before"]
    if not (timed or (not before and (match["label"] or match["weekday"]))):
        return ""
    few = len(before.split()) <= _MOST_BESIDE and len(after.split()) <= _MOST_BESIDE
    return match.group() if few and parse_timestamp(match.group()) else ""


def find_date_line(text: str) -> str:
    """The date line of a plain text: with an hour rather than without, and the nearest to its story.

    A page's clock stands far above the story and its headline, the stamps of other stories far below it.

    >>> find_date_line("Bộ trưởng thăm Bỉ\\nThứ Sáu, 12/05/2023 | 10:25\\nSáng nay, …")
    'Thứ Sáu, 12/05/2023 | 10:25'
    """
    if header := _HEADER.match(text.lstrip()):  # some collections put it before the first line
        return header[1]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    dates = {index: date for index, line in enumerate(lines) if (date := read_date_line(line))}
    if not dates:
        return ""
    kinds = ["s" if index in dates else find_paragraph(line) or "h" for index, line in enumerate(lines)]
    first, last = find_extent(kinds, list(map(len, lines)))
    if last < 0:
        return next(iter(dates.values()))
    near = [index for index in dates if first - _NEAR <= index <= last + 2]
    near.sort(key=lambda index: (index > last, index > first, abs(index - first)))
    timed = [index for index in near if re.search(r"\d[:hg]\d", dates[index])]
    under = [index for index in near if any(line.count(" ") > 3 for line in lines[max(0, index - 3) : index])]
    return next((dates[index] for index in (*timed, *under) if index in timed or index >= first - 3), "")
