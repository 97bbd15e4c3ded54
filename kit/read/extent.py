"""The extent of a story in the text of a page: its heaviest run of paragraphs, with what joins them."""

import re
from collections.abc import Sequence

PARAGRAPH, HEADING, BREAK, END, PASSED, NEUTRAL = "phxe -"
"""What a line is to the extent: running text; what may be a headline; a stamp or the heading of a list; where
comments begin; furniture that a story may have in it; what says nothing (a caption, half a sentence)."""

_HEAVIEST = 500  # characters of a line that count: one list of places weighs no more than a paragraph
_IN_LIST = 0.1  # what the summaries of a list weigh
_COSTS = {HEADING: -20, BREAK: -100, END: -1000, PASSED: -5, NEUTRAL: 0}
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)]*$")
_INNER_END = re.compile(r"[.!?…:;]['\"”’»)]*(?:\s|$)")
_STOPS = frozenset(".!?…:;")
_ASKS = re.compile(r"[^.!?…]*[!?]+['\"”’»)]*")
_WORD = re.compile(r"\w+")
_LONGEST_QUESTION = 25  # words


def find_extent(kinds: Sequence[str], lengths: Sequence[int]) -> tuple[int, int]:
    """The first and the last line of the story; (0, -1) if no line is running text.

    Parameters
    ----------
    kinds : of each line, one of the letters above.
    lengths : of each line, in characters.

    Notes
    -----
    Paragraphs weigh what they are long, everything else costs something, and the run with the largest sum is
    the story (Bentley 1984, *Programming pearls: algorithm design techniques*; one pass). Lists of other
    stories have a rhythm, headline and summary in turn, or stand after a stamp or a heading: what is in
    such a list weighs little, until one paragraph follows another.

    >>> find_extent("hphpxhpp", [40, 90, 40, 90, 16, 40, 200, 300])
    (6, 7)
    """
    best = run = 0.0
    first, extent, recent, in_list = 0, (0, -1), "", False
    for index, (kind, length) in enumerate(zip(kinds, lengths, strict=True)):
        if kind not in (PASSED, NEUTRAL):
            if kind == PARAGRAPH:
                in_list = in_list and recent[-1:] != PARAGRAPH
            else:
                in_list = in_list or (kind in (BREAK, END) and run > 0) or recent == HEADING + PARAGRAPH
            recent = (recent + kind)[-2:]
        if kind == PARAGRAPH:
            if run <= 0:
                run, first = 0.0, index
            run += min(length, _HEAVIEST) * (_IN_LIST if in_list else 1)
        else:
            run += _COSTS[kind]
        if run > best:
            best, extent = run, (first, index)
    return extent


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line[-1:] in _STOPS or _SENTENCE_END.search(line, max(0, len(line) - 10)) is not None


def is_paragraph(line: str) -> bool:
    """Whether a line reads as running text: it ends as a sentence does, has a few words, and does not only ask."""
    if len(line) > 400:
        return _INNER_END.search(line) is not None
    words = len(_WORD.findall(line))
    return words >= 8 and ends_sentence(line) and not (words <= _LONGEST_QUESTION and _ASKS.fullmatch(line))
