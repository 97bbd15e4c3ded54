"""What of a sentence goes into the page: all of it, the words around what was found in it, or nothing."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kit.study import MOST_WORDS

# Words on either side of a mark that a snippet keeps. It has few in all (`kit.study.MOST_WORDS`), so that no article
# can be put together again from those of its sentences.
AROUND = 4

GAP = " … "
_WORD = re.compile(r"\S+")

Span = tuple[int, int]


def cut_around(text: str, marks: Sequence[Span], *, around: int = AROUND) -> tuple[str, list[Span | None]]:
    """The words of a sentence around its marks, and where these stand in them.

    Marks are taken in their order as long as the snippet has no more than `MOST_WORDS`; of a mark that is left out
    the place is None. The first is always there, and has itself no more.

    >>> cut_around("Hai bên trao đổi kỹ về hồi hương và nhiều việc khác nữa.", [(23, 32)], around=2)
    (' … kỹ về hồi hương và nhiều … ', [(9, 18)])
    >>> cut_around("Không có gì.", [])
    ('', [])
    """
    words = [found.span() for found in _WORD.finditer(text)]
    begins, ends = [start for start, _ in words], [end for _, end in words]
    kept: set[int] = set()
    for start, end in marks:
        first, last = bisect_right(ends, start), bisect_left(begins, end)
        window = set(range(max(0, first - around), min(len(words), last + around)))
        if not kept:
            window = set(sorted(window)[:MOST_WORDS])
        if len(kept | window) <= MOST_WORDS:
            kept |= window
    pieces = _join_words(words, sorted(kept))
    return _put_together(text, pieces), [_find_place(mark, pieces) for mark in marks]


def _join_words(words: Sequence[Span], kept: Sequence[int]) -> list[tuple[int, int, int]]:
    """Runs of words that are kept: from where to where in the text, and where in the snippet they begin."""
    runs: list[list[int]] = []
    for number in kept:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    pieces, at = [], len(GAP) if runs and runs[0][0] > 0 else 0
    for first, last in runs:
        start, end = words[first][0], words[last][1]
        pieces.append((start, end, at))
        at += end - start + len(GAP)
    return pieces


def _put_together(text: str, pieces: Sequence[tuple[int, int, int]]) -> str:
    if not pieces:
        return ""
    before, after = GAP if pieces[0][2] else "", GAP if text[pieces[-1][1] :].strip() else ""
    return before + GAP.join(text[start:end] for start, end, _ in pieces) + after


def _find_place(mark: Span, pieces: Sequence[tuple[int, int, int]]) -> Span | None:
    """Where a mark stands in the snippet, if all of it does."""
    start, end = mark
    for first, last, at in pieces:
        if first <= start and end <= last:
            return at + start - first, at + end - first
    return None
