"""The extent of a story in the text of a page: its heaviest run of paragraphs, with what joins them.

What a line is to the extent is one letter: ``P`` a paragraph, ``p`` one as short as the summary of another story,
``h`` what may be a headline, ``s`` a stamp (when a story appeared), ``l`` the heading of a list of stories, ``e``
that of what readers wrote, ``n`` a name, ``t`` a marked link, ``c`` a marked caption, ``f`` furniture, ``-`` half a
sentence and what else says nothing.
"""

import re
from collections.abc import Sequence

_LONGEST_SUMMARY = 250  # characters
_HEAVIEST = 500  # characters of a line that count: one list of places weighs no more than a paragraph
_LISTED = 0.1  # what the summaries of a list weigh
_COSTS = {"h": 20, "s": 300, "l": 100, "e": 1000, "n": 20, "t": 5, "f": 5}
_RHYTHM = re.compile(r"(?:hs*p(?![pP])){3,}")
_LISTS = re.compile(
    r"(?:hs*p(?![pP])s*){2,}|(?:hs+[pP](?![pP])s*){2,}|(?:h[pP]s+){2,}|h[pP]s+(?=[hl]|$)"
    r"|n(?:hs*[pP](?![pP])s*)+|[le](?:[hs]*[pP](?![pP])s*)+"
)
_END = re.compile(r"[.!?…:;]['\"”’»)*_]*(?:\s|$)")
_LAST = re.compile(r"[.!?…:;]['\"”’»)*_]*$")
_STOPS = frozenset(".!?…:;")
_ASKS = re.compile(r"[^.!?…]*[!?:;]+['\"”’»)*_]*")
_WORD = re.compile(r"\w+")
_FEW_WORDS = re.compile(r"(?:\w+\W+){7}\w")
_LONGEST_QUESTION = 25  # words


def find_extent(kinds: Sequence[str], lengths: Sequence[int]) -> tuple[int, int]:
    """The first and the last line of the story; (0, -1) if no line is running text.

    Parameters
    ----------
    kinds : of each line, the letter that says what it is.
    lengths : of each line, in characters.

    Notes
    -----
    Paragraphs weigh what they are long, everything else costs something, and the run with the largest sum is
    the story (Bentley 1984, *Programming pearls: algorithm design techniques*; one pass). Lists of other
    stories have a rhythm, headline and summary in turn, or stand with stamps, after a heading or after the
    author's name; what is in such a list weighs little, up to where one paragraph follows another.

    >>> find_extent("hpppshpshp", [40, 90, 95, 90, 16, 40, 200, 16, 40, 200])
    (1, 3)
    """
    places = [index for index, kind in enumerate(kinds) if kind not in "f-"]
    flow = "".join(kinds[index] for index in places)
    begun = flow.lower().find("p") + 1  # a stamp above the first paragraph is the story's own
    listed = {
        places[at]
        for pattern, start in ((_RHYTHM, 0), (_LISTS, begun))
        for match in pattern.finditer(flow, start)
        for at in range(*match.span())
    }
    if "pp" not in flow.lower():
        listed.clear()  # nothing but headlines and summaries: all may be captions
    best, run, first, extent = 0.0, 0.0, 0, (0, -1)
    for index, (kind, length) in enumerate(zip(kinds, lengths, strict=True)):
        if kind in "pP":
            if run <= 0:
                run, first = 0.0, index
            run += min(length, _HEAVIEST) * (_LISTED if index in listed else 1)
        run -= _COSTS.get(kind, 0)
        if run > best:
            best, extent = run, (first, index)
    return extent


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line[-1:] in _STOPS or _LAST.search(line, max(0, len(line) - 10)) is not None


def find_paragraph(line: str) -> str:
    """``P`` or ``p`` if a line reads as running text (it has a few words, ends as sentences do, asks nothing)."""
    kind = "p" if len(line) < _LONGEST_SUMMARY else "P"
    if len(line) > 400:
        return kind if _END.search(line) else ""
    if not _FEW_WORDS.search(line) or not ends_sentence(line) or line.isupper():
        return ""
    asks = _ASKS.fullmatch(line) and len(_WORD.findall(line)) <= _LONGEST_QUESTION
    return "" if asks else kind
