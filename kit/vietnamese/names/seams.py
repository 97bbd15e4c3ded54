"""Seams: where two words are glued together, as links and captions leave them, and the text with them parted.

"Tổng thốngNgaVladimir Putin", "ảnh của AbeNgày 27/5", "Ngavà Ukraine": nothing is found in such words. They are read
in a text that has a space there, or where a new sentence begins a full stop and a space, and what is found in it is
carried back to the offsets of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from kit.vietnamese.names.cues import is_vietnamese_syllable

_SMALL = "".join(sign for sign in map(chr, range(0x1EFA)) if sign.islower())
_LARGE = _SMALL.upper().replace("SS", "")
_WORDS = (
    "và|đã|sẽ|có|với|là|đang|cũng|tại|về|từ|được|bị|vào|của|để|nên|nói|đưa|rằng|muốn|phải|trước|hiện|ngày|hôm"
)
_OPENERS = (
    "theo|trong|trước|sau|tại|từ|ngày|hôm|tuy|tuần|tháng|năm|đây|đó|đến|để|khi|các|những|một|hai|ba|nhiều",
    "ông|bà|thủ|tổng|chủ|phó|bộ|ngoại|đại|thứ|phát|cùng|với|về|và|nhưng|do|vì|nếu|nhân|nhà|người|phía|chính",
    "quan|cuộc|chuyến|việc|trên|đáp|chiều|sáng|tối|trưa|đồng|ngoài|bên|hiện|tin|ảnh|thượng|cố|lãnh|trung",
    "tướng|đặc|nguồn|trợ",
)
"""With which a sentence begins that is glued to a caption or a signature."""
_OPENING = frozenset("|".join(_OPENERS).split("|"))
_COUNTRIES = frozenset(("Nga", "Anh", "Nam", "Lan", "Ukraine", "Iran", "Israel", "Canada", "Australia"))
_SEAM = re.compile(rf"[{_SMALL}](?=[{_LARGE}][{_SMALL}])|[{_LARGE}][{_SMALL}]+?(?=(?:{_WORDS})(?!\w))")
_SIGN = re.compile(
    rf"[{_SMALL}](?=[{_LARGE}][{_SMALL}])"
)  # without one a text has no seams: it is seen sooner
_BEFORE, _BEHIND = re.compile(rf"[{_SMALL}{_LARGE}]+$"), re.compile(rf"[{_LARGE}][{_SMALL}]*")
_LONGEST = 24  # letters of a word
_LEAST = 2  # letters of a word that something is glued to: "iPhone" is one word


class Parted(NamedTuple):
    """A text with its seams parted; ``places``: where each was in the article, ``begins``: where it is now."""

    text: str
    places: list[int]
    begins: list[int]
    widths: list[int]
    """How much has been put in, up to each of them and with it."""

    def find_start(self, offset: int) -> int:
        """Where what begins at an offset of the article begins now."""
        at = bisect_right(self.places, offset)
        return offset + (self.widths[at - 1] if at else 0)

    def find_end(self, offset: int) -> int:
        """Where what ends at an offset of the article ends now."""
        at = bisect_left(self.places, offset)
        return offset + (self.widths[at - 1] if at else 0)

    def find_origin(self, offset: int) -> int:
        """Where in the article an offset of the parted text was."""
        at = bisect_left(self.begins, offset)
        return offset - (self.widths[at - 1] if at else 0)


def part_seams(text: str) -> Parted | None:
    """The text with its seams parted; None if it has none, as most.

    >>> part_seams("Tổng thốngNgaVladimir Putin tiếp bà MerkelNgày 27/5, Ngavà Ukraine").text
    'Tổng thống Nga Vladimir Putin tiếp bà Merkel. Ngày 27/5, Nga và Ukraine'
    """
    if not _SIGN.search(text):
        return None
    parts, places, begins, widths = [], list[int](), list[int](), list[int]()
    last = size = put = 0
    for hit in _SEAM.finditer(text):
        between = _find_gap(text, hit.end())
        if between:
            parts += [text[last : hit.end()], between]
            size += hit.end() - last
            begins.append(size)
            places.append(hit.end())
            size += len(between)
            put += len(between)
            widths.append(put)
            last = hit.end()
    return Parted("".join([*parts, text[last:]]), places, begins, widths) if parts else None


def _find_gap(text: str, at: int) -> str:
    """What parts two words that are glued there: a space, a full stop where a sentence begins, or nothing."""
    found, behind = _BEFORE.search(text, max(0, at - _LONGEST), at), _BEHIND.match(text, at)
    before = found.group() if found else ""
    if not behind:
        return " "  # "Ngavà"
    if len(before) < _LEAST:
        return ""
    if before.islower():
        return " "  # "thốngNga"
    if behind.group().lower() in _OPENING:
        return ". "  # "PutinNgày"
    if before[0].islower():
        return " "  # "thốngNgaVladimir"
    last = before[max(place for place, letter in enumerate(before) if letter.isupper()) :]
    own = last in _COUNTRIES or (not last.isascii() and is_vietnamese_syllable(last))
    return " " if own and not is_vietnamese_syllable(behind.group()) else ""  # "MỹDonald"
