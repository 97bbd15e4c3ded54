"""Seams: where two words are glued together, as links and captions leave them, and the text with them parted.

"Tổng thốngNgaVladimir Putin", "ảnh của AbeNgày 27/5", "Ngavà Ukraine": nothing is found in such words. They are read
in a text that has a space there, or a new line where a sentence begins, and what is found in it is carried back
to the offsets of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kit.vietnamese.names.cues import is_vietnamese_syllable

_SMALL, _LARGE = ("".join(filter(kind, map(chr, range(0x1EFA)))) for kind in (str.islower, str.isupper))
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
_ENDS = "|".join(sorted({word[-2:] for word in _WORDS.split("|")}))
_GLUED = "|".join(rf"(?<=\w{word})" for word in _WORDS.split("|"))
_SEAM = re.compile(
    rf"[{_LARGE}](?:(?<=[{_SMALL}].)(?=[{_SMALL}])|[{_SMALL}]{{3,}}+(?<=(?:{_ENDS}))(?!\w)(?:{_GLUED}))"
)
"""A capital behind a small letter, or a word that may end in another: read from the capitals, which are few."""
_OUTER = re.compile(rf"[{_LARGE}][{_SMALL}]+?(?=(?:{_WORDS})(?!\w))")
_BEFORE, _BEHIND = re.compile(rf"[{_SMALL}{_LARGE}]+$"), re.compile(rf"[{_LARGE}][{_SMALL}]*")
_LONGEST = 24  # letters of a word
_LEAST = 2  # letters of a word that something is glued to: "iPhone" is one word


class Parted(NamedTuple):
    """A text with its seams parted by a sign each; where they were in the article, and where they are now."""

    text: str
    places: list[int]
    begins: list[int]

    def find_start(self, offset: int) -> int:
        """Where what begins at an offset of the article begins now."""
        return offset + bisect_right(self.places, offset)

    def find_end(self, offset: int) -> int:
        """Where what ends at an offset of the article ends now."""
        return offset + bisect_left(self.places, offset)

    def find_origin(self, offset: int) -> int:
        """Where in the article an offset of the parted text was."""
        return offset - bisect_left(self.begins, offset)


def part_seams(text: str) -> Parted | None:
    """The text with its seams parted; None if it has none, as most.

    >>> part_seams("Tổng thốngNgaVladimir Putin tiếp bà MerkelNgày 27/5, Ngavà Ukraine").text
    'Tổng thống Nga Vladimir Putin tiếp bà Merkel\\nNgày 27/5, Nga và Ukraine'
    """
    gaps = [(at, gap) for at in _find_seams(text) if (gap := _find_gap(text, at))]
    if not gaps:
        return None
    places = [at for at, _ in gaps]
    parts = [text[: places[0]]]
    for (at, gap), end in zip(gaps, [*places[1:], len(text)], strict=True):
        parts += [gap, text[at:end]]
    return Parted("".join(parts), places, [at + before for before, at in enumerate(places)])


def _find_seams(text: str) -> Iterator[int]:
    """Where words may be glued together, in order."""
    for hit in _SEAM.finditer(text):
        at = hit.start()
        if text[at - 1 : at].islower():
            yield at  # "thống|Nga"
        if outer := _OUTER.match(text, at):
            yield outer.end()  # "Nga|và"


def _find_gap(text: str, at: int) -> str:
    """What parts two words that are glued there: a space, the end of a line where a sentence begins, or nothing."""
    found, behind = _BEFORE.search(text, max(0, at - _LONGEST), at), _BEHIND.match(text, at)
    before = found.group() if found else ""
    if not behind:
        return " "  # "Ngavà"
    if len(before) < _LEAST:
        return ""
    if before.islower():
        return " "  # "thốngNga"
    if behind.group().lower() in _OPENING:
        return "\n"  # "PutinNgày"
    if before[0].islower():
        return " "  # "thốngNgaVladimir"
    last = before[max(place for place, letter in enumerate(before) if letter.isupper()) :]
    own = last in _COUNTRIES or (not last.isascii() and is_vietnamese_syllable(last))
    return " " if own and not is_vietnamese_syllable(behind.group()) else ""  # "MỹDonald"
