"""The story of an article: its sentences as they are read, without credits, datelines and what is glued to them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kit.vietnamese.captions import has_places, says_where
from kit.vietnamese.letters import LOWER, UPPER

# A sentence of an article: where it begins and ends, and its role.
Span = tuple[int, int, str]

_STORY = ("lead", "body")
_LONGEST = 1500  # characters of a sentence that are read at once
_BREAKS = ("; ", ", ", " ")
_STOPS = (".", "…", '"', "”")
_ENDS = '.!?…:"”'

_INITIAL = re.compile(r"(?:ông|bà|ngài|Ông|Bà|Ngài) [A-ZĐ]\.$")  # "tiếp ông M. | Kovacs"
# With what a sentence may begin behind a caption without a mark.
_BEGINNINGS = {
    "*": ("",),  # another story: "… hôm qua.|* Ngày 5-5"
    " Theo": (" ",),
    " Phát biểu": (" tại ", " với "),
    " Tại": (" buổi ", " cuộc "),
    " Trong": (" buổi ", " cuộc "),
    " Về phần mình": ("",),
}
_AGENCIES = (
    r"[A-ZĐ]{2,}|[Rr]euters|Getty Images|Internet|Xinhua|Kyodo|Yonhap|Sputnik|Tass|VnExpress|Washington Post|"
    "Business Insider|US Navy"
)
_PHOTOGRAPHER = rf"/[{UPPER}]\w+ [{UPPER}]\w+"  # "VGP/Quang Hiếu"
_CREDIT = re.compile(
    rf"(?:Ảnh|Nguồn) ?: ?[^.,;:()\n]{{0,40}}?(?<!\w)(?:{_AGENCIES})(?:[/-](?:{_AGENCIES}))*(?:{_PHOTOGRAPHER})? "
    rf"(?=[{UPPER}“][{LOWER}{UPPER}])"
)
_LONGEST_CAPTION = 170  # characters
_CREDITED = ("Ảnh:", "Ảnh :", "Nguồn:", "Nguồn :")
# What stands before the first words of a sentence: whose photograph it was, or which newspaper's news it is.
_DATELINE = re.compile(r"(?:\([^()]{2,25}\)(?: ?[-–])?|[A-ZĐ]{2,8}(?:\.\w+)? [-–]) (?=[A-ZĐ\"“])")


def list_story(text: str, spans: Sequence[Span]) -> list[Span]:
    """The sentences of the story without credits and datelines, parted where another story is glued to one."""
    glued = _find_glued(text)
    story = []
    for span in _join_lines(text, spans):
        start, end, role = span
        if role not in _STORY:
            continue
        parted = bool(glued) and bisect_right(glued, start) < bisect_left(glued, end)
        led = (text[start] in "(ẢN" or text[start + 1 : start + 2].isupper()) and (
            _CREDIT.match(text, start, end) or _DATELINE.match(text, start, end)
        )
        if not (parted or led):
            story.append(span)
            continue
        start = led.end() if led else start
        for at in glued[bisect_right(glued, start) : bisect_left(glued, end)]:
            story.append((start, at, role))
            start = at
        story.append((start, end, role))
    return story


def find_captions(text: str, spans: Sequence[Span]) -> set[int]:
    """Where captions begin: behind them stands a credit, "Ông X tiếp bà Y. | Ảnh: AFP | …", or they say who is where.

    The first sentence of a story is none for a credit behind it, nor is a long one: its photograph has no caption.
    """
    placed: set[int] = set()
    if has_places(text):
        placed = {start for start, end, role in spans if role in _STORY and says_where(text[start:end])}
    first = next((start for start, _, role in spans if role in _STORY), -1)
    return placed | {
        last
        for (last, stop, _), (start, end, role) in pairwise(spans)
        if text.startswith(_CREDITED, start)
        and (role == "caption" or _CREDIT.match(text, start, end))
        and last != first
        and stop - last <= _LONGEST_CAPTION
    }


def _join_lines(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, those that a line break cut joined again; very long ones in pieces."""
    begin, end, role = -1, -1, ""
    for start, stop, other in spans:
        if other == role and stop - begin <= _LONGEST and _goes_on(text, end, start):
            end = stop
            continue
        if begin >= 0:
            yield begin, end, role
        while stop - start > _LONGEST:
            cut = _cut(text, start, start + _LONGEST)
            yield start, cut, other
            start = cut
        begin, end, role = start, stop, other
    if begin >= 0:
        yield begin, end, role


def _goes_on(text: str, end: int, start: int) -> bool:
    """Whether a sentence that ends at ``end`` goes on with what begins at ``start``."""
    if text[end - 2].isupper() and _INITIAL.search(text, end - 8, end):
        return True
    return text[start : start + 1].islower() and text[end - 1] not in _ENDS and "\n" in text[end:start]


def _cut(text: str, start: int, stop: int) -> int:
    """Where a sentence is cut that is too long to be read at once."""
    for mark in _BREAKS:
        if (at := text.rfind(mark, start + 1, stop)) >= 0:
            return at + len(mark)
    return stop


def _find_glued(text: str) -> list[int]:
    """Where another story begins in a sentence, or a sentence behind a caption without a mark."""
    found: list[int] = []
    for opening, nexts in _BEGINNINGS.items():
        at = text.find(opening)
        while at >= 0:
            before = text[at - 1 : at]
            if opening == "*":
                found += [at] if before in _STOPS else []
            elif before.isalnum() and text.startswith(nexts, at + len(opening)):
                found.append(at + 1)
            at = text.find(opening, at + 1)
    return sorted(found)
