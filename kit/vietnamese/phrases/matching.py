"""Finding many phrases in one pass over a text, whatever their case, spacing and tone placement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import ahocorasick_rs

from kit.vietnamese.letters import fold_tones
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.phrases.company import Company, Span, keep_accompanied
from kit.vietnamese.phrases.states import BREAK, State

COUNTRY = "\ue001"
"""What stands for the first letter of a foreign state's name where patterns with ``<country>`` are tried."""

MORE = "\ue002"
"""What stands for its other letters."""

_DOUBLED = re.compile(r"(?<![^\W_])([^\W\d_]++) \1(?!\w)")
_QUOTED = re.compile(r"[“”\"‘'](?<!\w[“”\"‘'])(?:[^\W\d_]++ ){0,2}[^\W\d_]++[“”\"'](?!\w)")
_OPENERS = {"”": "“”", '"': '"“', "'": "'‘", "’": "‘’"}  # of each mark that closes a quotation
_CLOSERS = frozenset(_OPENERS)
_SPACES = re.compile(r"(?<= ) +")
_SAME_LENGTH = {"\u00a0": " ", "\t": " ", "\n": " ", "\r": " ", "_": " ", "–": "-", "’": "'", "ð": "đ"}


class Form(NamedTuple):
    """One spelling of a pattern: words to look for, and a regular expression of what must follow them.

    ``open`` says that the words may go on: they are the beginning of a word with ``*``; ``states`` that the
    expression is for a text in which foreign states are marked (see `mark_states`); ``whole`` that it begins where
    the words do.
    """

    words: str
    more: re.Pattern[str] | None = None
    capitals: tuple[tuple[int, str], ...] = ()
    open: bool = False
    states: bool = False
    whole: bool = False


class Hit(NamedTuple):
    """A stretch of text that pattern number ``pattern`` matches."""

    start: int
    end: int
    pattern: int


def normalise(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` as patterns see it, and how far its characters have moved.

    Lower case, one placement of tone marks, single spaces, a syllable typed twice (*Di cư cư hợp pháp*) once, and no
    quotation marks around up to three words (*lao động “chui”*).

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


def place_states(states: Sequence[State], shifts: list[tuple[int, int]]) -> list[State]:
    """The states of a text where they stand in what `normalise` made of it."""
    origins = [place + shift for place, shift in shifts]

    def move(place: int) -> int:
        return place - shifts[bisect_right(origins, place) - 1][1]

    return [State(move(start), move(end), key) for start, end, key in states]


def mark_states(plain: str, states: Sequence[State]) -> str:
    """``plain`` with `COUNTRY` and `MORE` for the letters of each foreign state; no character moves."""
    parts: list[str] = []
    reach = 0
    for start, end, key in states:
        if key != HOME and reach <= start < end:
            parts += plain[reach:start], COUNTRY, MORE * (end - start - 1)
            reach = end
    return "".join([*parts, plain[reach:]])


def _find_loose(text: str) -> Iterator[tuple[int, int]]:
    """What patterns do not see: further spaces, a syllable said again, quotation marks around a few words."""
    for match in _DOUBLED.finditer(text):
        if match[1].isalpha():
            yield match.end(1), match.end()
    for match in _QUOTED.finditer(text):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()
    if "  " in text:
        yield from (match.span() for match in _SPACES.finditer(text))


def _close(text: str, start: int, end: int) -> int:
    """``end``, or behind the mark there if that closes a quotation opened since ``start``."""
    return end + any(opener in text[start:end] for opener in _OPENERS[text[end]])


class Matcher:
    """All patterns at once: ``Matcher(patterns).find(text)``.

    Parameters
    ----------
    patterns : the forms of each pattern, as `compile_pattern` returns them.
    companies : what patterns ask for beside them, by their numbers.
    cues : the forms of each cue that companies name.
    masks : the numbers of patterns that hide cues inside them.
    """

    def __init__(
        self,
        patterns: Sequence[Sequence[Form]],
        companies: Mapping[int, Company] | None = None,
        cues: Mapping[str, Sequence[Form]] | None = None,
        masks: Collection[int] = (),
    ):
        self._companies, self._masks = companies or {}, masks
        forms: dict[str, list[tuple[int, Form]]] = defaultdict(list)
        for number, those in enumerate(patterns):
            for form in those:
                forms[form.words].append((number, form))
        # Words that cues are made of have numbers from -1 down, each one however many cues it is in.
        words: dict[Form, int] = {}
        self._cues: dict[str, set[int]] = {}
        for cue, those in (cues or {}).items():
            for form in those:
                if form not in words:
                    words[form] = -1 - len(words)
                    forms[form.words].append((words[form], form))
            self._cues[cue] = {words[form] for form in those}
        self._words = list(forms)
        self._by_index = [tuple((number, *form[1:]) for number, form in those) for those in forms.values()]
        self._open = [any(form.open for _, form in those) for those in forms.values()]
        self._plain = [  # the number, where nothing but the words themselves is asked for
            those[0][0] if len(those) == 1 and those[0][1] == Form(words) else None
            for words, those in forms.items()
        ]

    @cached_property
    def _automaton(self) -> Any:
        return ahocorasick_rs.AhoCorasick(self._words, matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, text: str, find_states: Callable[[str], Sequence[State]] | None = None) -> list[Hit]:
        """Every match in ``text`` that has its company, overlapping ones too, in the order in which they end.

        Offsets are those of ``text``. Matches begin and end at syllable boundaries. ``find_states`` gives the states
        that a text names; it is asked only if a pattern or its company asks for a state.
        """
        if not self._by_index:
            return []
        plain, shifts = normalise(text)
        places, moves = [place for place, _ in shifts], [shift for _, shift in shifts]

        @cache
        def states() -> list[State]:
            return place_states(find_states(text), shifts) if find_states else []

        spans: list[Span] = []
        words: list[Span] = []
        for start, end, number, capitals in self._scan(plain, states):
            if capitals:
                first = start + moves[bisect_right(places, start) - 1]
                if not all(text.startswith(word, first + offset) for offset, word in capitals):
                    continue
            (spans if number >= 0 else words).append((start, end, number))
        if self._companies:
            breaks = [match.start() for match in re.finditer(BREAK, plain)]
            spans = keep_accompanied(
                spans, words, self._companies, self._cues, self._masks, plain, breaks, states
            )
        hits = []
        for start, end, number in spans:
            start += moves[bisect_right(places, start) - 1]
            end += moves[bisect_right(places, end - 1) - 1]
            hits.append(
                Hit(start, _close(text, start, end) if text[end : end + 1] in _CLOSERS else end, number)
            )
        return hits

    def _scan(
        self, plain: str, states: Callable[[], Sequence[State]]
    ) -> Iterator[tuple[int, int, int, tuple[tuple[int, str], ...]]]:
        """Each match of a form: where, the number of its pattern or word, and the capitals that it must have."""
        marked = ""
        last = len(plain)
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if start and plain[start - 1].isalnum():
                continue
            whole = end == last or not plain[end].isalnum()
            if not whole and not self._open[index]:
                continue
            if (only := self._plain[index]) is not None:
                yield start, end, only, ()
                continue
            for number, more, capitals, is_open, of_states, from_start in self._by_index[index]:
                if not whole and not is_open:
                    continue
                if more is None:
                    yield start, end, number, capitals
                    continue
                if of_states and not marked:
                    marked = mark_states(plain, states())
                match = more.match(marked if of_states else plain, start if from_start else end)
                if match is not None and BREAK not in match.group():
                    yield start, match.end(), number, capitals
