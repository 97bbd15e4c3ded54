"""Quotations: which parts of a text stand in quotation marks, also over several sentences."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

_MARKS = '"“”«»'
_OPENING, _CLOSING = "“«", "”»"
_START, _END = itemgetter(0), itemgetter(1)
_LONGEST = 3000  # characters: a mark that is never closed quotes nothing


class Quotation(NamedTuple):
    """What stands between two quotation marks, from ``start`` to ``end``, the marks without."""

    start: int
    end: int


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of a text, in order; marks within another quotation are of it, one never closed is none.

    >>> [text[a:b] for text in ['Ông nói: "Tôi tin." Rồi đi.'] for a, b in find_quotations(text)]
    ['Tôi tin.']
    """
    found: list[Quotation] = []
    start = -1
    for at in find_marks(text, _MARKS):
        opens = _opens(text, at)
        if start < 0:
            start = at + 1 if opens else -1
        elif not opens or at + 1 - start > _LONGEST:
            if at - start <= _LONGEST:
                found.append(Quotation(start, at))
            start = at + 1 if opens else -1
        elif text[at] == '"' or "\n" in text[start:at]:  # the one before was not closed
            start = at + 1
    return found


def cut_quotations(quotations: Sequence[Quotation], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence that are quoted, at their places in it."""
    first, last = bisect_right(quotations, start, key=_END), bisect_left(quotations, end, key=_START)
    return [(max(begin, start) - start, min(stop, end) - start) for begin, stop in quotations[first:last]]


def find_marks(text: str, marks: str) -> list[int]:
    """Where any of some marks stand in a text."""
    found = []
    for mark in marks:  # one after another, and still four times faster than a pattern
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    return sorted(found)


def _opens(text: str, at: int) -> bool:
    """Whether the mark at ``at`` begins a quotation: by its shape, or by what stands around it."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _OPENING:
        return True
    if mark in _CLOSING:
        return not before.strip() and after.isalnum() and mark == "”"
    return (not before.strip() or before in "([:-") and not after.isspace() and after != ""
