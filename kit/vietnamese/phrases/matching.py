"""Finding many phrases in one pass over a text, whatever their case, spacing and tone placement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import ahocorasick_rs

from kit.vietnamese.letters import fold_tones

BREAK = "\x1e"
"""No match reaches across this character: it may stand between texts that are searched together."""

_DOUBLED = re.compile(r"(?<![^\W_])([^\W\d_]+) \1(?!\w)")
_SPACES = re.compile(r"(?<= ) +")
_SAME_LENGTH = {"\u00a0": " ", "\t": " ", "\n": " ", "\r": " ", "_": " ", "–": "-", "’": "'", "ð": "đ"}


class Form(NamedTuple):
    """One spelling of a pattern: words to look for, and a regular expression if more must follow.

    ``open`` says that the words may go on: they are the beginning of a word with ``*``.
    """

    words: str
    more: re.Pattern[str] | None = None
    capitals: tuple[tuple[int, str], ...] = ()
    open: bool = False


class Hit(NamedTuple):
    """A stretch of text that pattern number ``pattern`` matches."""

    start: int
    end: int
    pattern: int


def normalise(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` as patterns see it, and how far its characters have moved.

    Lower case, one placement of tone marks, single spaces, and a syllable typed twice
    (*Di cư cư hợp pháp*) once.

    Returns
    -------
    (plain, shifts) : from each ``place`` in ``plain`` on, up to the next, characters stood ``shift`` further
        right in ``text``. The first place is 0 with a shift of 0.

    Examples
    --------
    >>> normalise("Di  cư cư an toàn") == ("di cư an toàn", [(0, 0), (3, 1), (5, 4)])
    True
    """
    lower = text.lower()
    if len(lower) != len(text):  # İ becomes two characters; such a letter is left as it is
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for old, new in _SAME_LENGTH.items():
        if old in lower:
            lower = lower.replace(old, new)
    lower = fold_tones(lower)
    parts, shifts, reach, length = [], [(0, 0)], 0, 0
    for start, end in sorted(_find_loose(lower)):
        if end > reach:
            start = max(start, reach)
            parts.append(lower[reach:start])
            length += start - reach
            reach = end
            shifts.append((length, end - length))
    return "".join([*parts, lower[reach:]]) if parts else lower, shifts


def _find_loose(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that patterns do not see: further spaces, and a syllable said again."""
    for match in _DOUBLED.finditer(text):
        if match[1].isalpha():
            yield match.end(1), match.end()
    if "  " in text:
        yield from (match.span() for match in _SPACES.finditer(text))


class Matcher:
    """All patterns at once: ``Matcher(patterns).find(text)``.

    Parameters
    ----------
    patterns : the forms of each pattern, as `compile_pattern` returns them.
    """

    def __init__(self, patterns: Sequence[Sequence[Form]]):
        self._forms: dict[str, list[tuple[int, Form]]] = defaultdict(list)
        for number, forms in enumerate(patterns):
            for form in forms:
                self._forms[form.words].append((number, form))
        self._by_index = list(self._forms.values())

    @cached_property
    def _automaton(self) -> Any:
        return ahocorasick_rs.AhoCorasick(list(self._forms), matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, text: str) -> list[Hit]:
        """Every match in ``text``, overlapping ones too, in the order in which they end.

        Offsets are those of ``text``. Matches begin and end at syllable boundaries.
        """
        if not self._by_index:
            return []
        plain, shifts = normalise(text)
        places = [place for place, _ in shifts]
        hits = []
        last = len(plain)
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if start and plain[start - 1].isalnum():
                continue
            whole = end == last or not plain[end].isalnum()
            for number, form in self._by_index[index]:
                if not whole and not form.open:
                    continue
                stop = end
                if form.more is not None:
                    match = form.more.match(plain, start)
                    if match is None or BREAK in match.group():
                        continue
                    stop = match.end()
                first = start + shifts[bisect_right(places, start) - 1][1]
                after = stop + shifts[bisect_right(places, stop - 1) - 1][1]
                if form.capitals and not all(
                    text.startswith(word, first + offset) for offset, word in form.capitals
                ):
                    continue
                hits.append(Hit(first, after, number))
        return hits
