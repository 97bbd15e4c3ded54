"""Clauses: where the parts of a sentence end, and which of them speaks of what stands at a place in it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

_STOP = re.compile(r";\s|:\s|\n")
_LONGEST_CLAUSE = 1000  # characters before a place and after it

# Where the clauses of a sentence end, and where they begin.
Cuts = tuple[list[int], list[int]]


def compile_turns(words: Sequence[str]) -> re.Pattern[str]:
    """What finds the words that turn to something else: behind a comma; "và …" (and …) wherever it stands.

    Each alternative begins with a letter or sign, for which an expression is searched several times as fast.
    """
    alone = [rf"v(?<!\wv){word[1:]}(?!\w)" for word in words if word.startswith("và")]
    return re.compile("|".join([rf",\s{{0,39}}({'|'.join(words)})(?!\w)", *alone]))


def find_cuts(low: str, turns: re.Pattern[str]) -> Cuts:
    """The cuts of a sentence in small letters: semicolons, and what ``turns`` (see `compile_turns`) elsewhere."""
    stops = [match.span() for match in _STOP.finditer(low)]
    places = [match.start(match.lastindex or 0) for match in turns.finditer(low)]
    return sorted([*(end for end, _ in stops), *places]), sorted([*(start for _, start in stops), *places])


def find_clause(low: str, start: int, end: int, cuts: Cuts) -> tuple[int, int]:
    """The part of a sentence that speaks of a date: between semicolons, and commas where it turns.

    >>> low = "hai bên đã hội đàm ngày 4/4; năm 2022 bà thăm hà nội"
    >>> first, last = find_clause(low, 29, 37, find_cuts(low, compile_turns(["trong khi"])))
    >>> low[first:last]
    'năm 2022 bà thăm hà nội'
    """
    ends, starts = cuts
    before, after = bisect_right(starts, start), bisect_left(ends, end)
    first = max(starts[before - 1] if before else 0, start - _LONGEST_CLAUSE)
    last = min(ends[after] if after < len(ends) else len(low), end + _LONGEST_CLAUSE)
    piece = low[first:last]
    return first + len(piece) - len(piece.lstrip(" ,")), first + len(piece.rstrip(" ,"))
