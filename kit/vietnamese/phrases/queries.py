"""Queries: one pattern that a reader asks for, found in a text: the longest match at each place, none overlapping."""

import re
from collections.abc import Callable, Iterator

from kit.vietnamese.phrases.matching import Hit, Matcher
from kit.vietnamese.phrases.patterns import compile_pattern

_TWO_WORDS = re.compile(r"\w \w")


def compile_query(pattern: str) -> Callable[[str], Iterator[Hit]]:
    """A function that finds a pattern in a text; words in capitals throughout (``DI CƯ``) are found in any case, too.

    Raises
    ------
    PatternError : the pattern cannot be used.

    >>> [hit[:2] for hit in compile_query("DI CƯ")("Di cư an toàn, di cư.")]
    [(0, 5), (15, 20)]
    """
    shouted = pattern.isupper() and _TWO_WORDS.search(pattern) is not None  # else an abbreviation, as IOM
    matcher = Matcher([compile_pattern(pattern.lower() if shouted else pattern)])

    def find(text: str) -> Iterator[Hit]:
        reach = 0
        for hit in sorted(matcher.find(text), key=lambda hit: (hit.start, -hit.end)):
            if hit.start >= reach:
                reach = hit.end
                yield hit

    return find
