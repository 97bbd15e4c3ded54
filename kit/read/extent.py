"""The extent of a story in the text of a page: its heaviest run of paragraphs, with what joins them."""

import re
from collections.abc import Sequence

PARAGRAPH, HEADING, STAMP, LIST, NAME, END, LINK, PHOTO, PASSED, NEUTRAL = "phslnetc -"
"""What a line is to the extent: running text; what may be a headline; when a story appeared; the heading of a
list; an author's name; where comments begin; a marked link; a marked caption; furniture; half a sentence."""

_HEAVIEST = 500  # characters of a line that count: one list of places weighs no more than a paragraph
_IN_LIST = 0.1  # what the summaries of a list weigh
_COSTS = {HEADING: -20, STAMP: -150, LIST: -100, NAME: -20, END: -1000, LINK: -5, PASSED: -5} | dict.fromkeys(
    (PHOTO, NEUTRAL), 0
)
_ASIDE = (PASSED, NEUTRAL, PHOTO)
_RHYTHM = HEADING + PARAGRAPH + HEADING
_LONGEST_SUMMARY = 250  # characters
_LONGEST_DOUBT = 2  # times that headline and summary may come in turn at the beginning of a story
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)*_]*$")
_INNER_END = re.compile(r"[.!?…:;]['\"”’»)*_]*(?:\s|$)")
_STOPS = frozenset(".!?…:;")
_ASKS = re.compile(r"[^.!?…]*[!?:;]+['\"”’»)*_]*")
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
    such a list weighs little, until one paragraph follows another, a link or a photograph. The first summary
    is known only by what comes after it, and is then taken back.

    >>> find_extent("hphpshpp", [40, 90, 40, 90, 16, 40, 200, 300])
    (6, 7)
    """
    rhythm = PARAGRAPH * 2 in "".join(
        kind for kind in kinds if kind not in _ASIDE
    )  # else all may be captions
    best, run, extent, first, recent, in_list = 0.0, 0.0, (0, -1), 0, "", False
    start, summary, weight, beats = (
        0,
        0,
        0.0,
        0,
    )  # where a rhythm began, the last paragraph, its weight, how often headline and summary came in turn
    without = outside = best, extent  # what was the story before that paragraph, and before this run
    for index, (kind, length) in enumerate(zip(kinds, lengths, strict=True)):
        is_listed = kind == STAMP and recent.endswith(HEADING + PARAGRAPH)
        if kind in (PARAGRAPH, PHOTO):
            in_list = in_list and kind != PHOTO and recent[-1:] not in (PARAGRAPH, LINK)
            is_short = max(length, lengths[summary]) < _LONGEST_SUMMARY
            is_listed = rhythm and kind == PARAGRAPH and recent == _RHYTHM and is_short
            beats = beats + 1 if is_listed else 0
        elif kind not in _ASIDE and run > 0:
            is_head = kind == HEADING and (
                recent[-1:] == NAME or (rhythm and recent.endswith(HEADING + PARAGRAPH))
            )
            in_list = in_list or is_head or kind not in (HEADING, NAME)
        if is_listed and first < summary:
            run, (best, extent) = run - weight, without
        if beats == _LONGEST_DOUBT and kind == PARAGRAPH and first >= start:
            run, (best, extent) = 0.0, outside
        if kind == PARAGRAPH:
            if run <= 0:
                run, first, outside = 0.0, index, (best, extent)
            start = index if not beats else start
            summary, weight, without = (
                index,
                min(length, _HEAVIEST) * (_IN_LIST if in_list else 1),
                (best, extent),
            )
        run += weight if kind == PARAGRAPH else _COSTS[kind]
        if run > best:
            best, extent = run, (first, index)
        if kind not in _ASIDE:
            recent = (recent + kind)[-3:]
    return extent


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line[-1:] in _STOPS or _SENTENCE_END.search(line, max(0, len(line) - 10)) is not None


def is_paragraph(line: str) -> bool:
    """Whether a line reads as running text: it ends as a sentence does, has a few words, and is no question."""
    if len(line) > 400:
        return _INNER_END.search(line) is not None
    words = len(_WORD.findall(line))
    asks = words <= _LONGEST_QUESTION and _ASKS.fullmatch(line)
    return words >= 8 and ends_sentence(line) and not asks and not line.isupper()
