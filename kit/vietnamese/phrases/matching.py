"""Finding many phrases in one pass over a text, whatever their case, spacing and tone placement."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, NamedTuple

import ahocorasick_rs
import numpy as np

from kit.vietnamese.letters import fold_tones
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.phrases.company import Company, Span, keep_accompanied
from kit.vietnamese.phrases.states import BREAK, State

# What stands for the first letter of a foreign state's name where patterns with ``<country>`` are tried.
COUNTRY = "\ue001"

# What stands for its other letters.
MORE = "\ue002"

_STATE = f" {COUNTRY}"

_DOUBLED = re.compile(r"(?<![^\W_])([^\W\d_]++) \1(?!\w)")
_QUOTED = re.compile(r"[“”\"‘'](?<!\w[“”\"‘'])(?:[^\W\d_]++ ){0,2}[^\W\d_]++[“”\"'](?!\w)")
_OPENERS = {"”": "“”", '"': '"“', "'": "'‘", "’": "‘’"}  # of each mark that closes a quotation
_CLOSERS = frozenset(_OPENERS)
_TABLED = 0x10000  # characters, of each of which it is listed whether it is a letter
_SHORT = 2000  # characters of a text in which it is quicker not to make use of that
_SPACES = re.compile("  +")
_SAME_LENGTH = {"\u00a0": " ", "\t": " ", "\n": " ", "\r": " ", "_": " ", "–": "-", "’": "'", "ð": "đ"}


class Form(NamedTuple):
    """Spellings of a pattern: words to look for, any of them, and the regular expression of what must follow.

    ``capitals`` are where the words must be written so in the text; ``open`` says that the words may go on: they are
    the beginning of a word with ``*``; ``states`` that the expression is for a text in which foreign states are marked
    (see `mark_states`); ``whole`` that it begins where the words do.
    """

    words: tuple[str, ...]
    more: str = ""
    capitals: tuple[tuple[int, str], ...] = ()
    open: bool = False
    states: bool = False
    whole: bool = False


_FREE = Form(())
_ALONE = _FREE[1:]
# The number of a pattern or word, what tries what must follow, and the form.
_Try = tuple[int, Callable[..., re.Match[str] | None], Form]


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
    origins, moves = [place + shift for place, shift in shifts], [shift for _, shift in shifts]
    return [
        State(
            start - moves[bisect_right(origins, start) - 1], end - moves[bisect_right(origins, end) - 1], key
        )
        for start, end, key in states
    ]


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
    yield from _find_doubled(text)
    for match in _QUOTED.finditer(text):
        yield match.start(), match.start() + 1
        yield match.end() - 1, match.end()
    if "  " in text:
        yield from ((match.start() + 1, match.end()) for match in _SPACES.finditer(text))


@cache
def _list_letters() -> np.ndarray:
    return np.fromiter(map(str.isalpha, map(chr, range(_TABLED))), bool, _TABLED)


def _find_doubled(text: str) -> Iterator[tuple[int, int]]:
    """The space and the syllable that repeat one: matches of `_DOUBLED`, tried where words of one length meet."""
    codes = np.frombuffer(
        text.encode("utf-32-le", "surrogatepass") if len(text) >= _SHORT else b"", np.uint32
    )
    if not codes.size or codes.max() >= _TABLED:
        for match in _DOUBLED.finditer(text):
            if match[1].isalpha():
                yield match.end(1), match.end()
        return
    edges = np.concatenate([[-1], np.flatnonzero(~_list_letters()[codes]), [codes.size]])
    before, at, after = edges[:-2], edges[1:-1], edges[2:]
    alike = np.flatnonzero((codes[at] == ord(" ")) & (at - before == after - at) & (after - at > 1))
    alike = alike[codes[at[alike] - 1] == codes[after[alike] - 1]]
    reach = 0
    for left, space, right in zip(*(places[alike].tolist() for places in (before, at, after)), strict=True):
        bounded = not (text[right : right + 1].isalnum() or (left >= 0 and text[left].isalnum()))
        if bounded and left + 1 >= reach and text[left + 1 : space] == text[space + 1 : right]:
            reach = right
            yield space, right


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
        # Words that cues are made of have numbers from -1 down, each one however many cues it is in.
        numbers: dict[tuple, int] = {}
        self._cues = {
            cue: {
                numbers.setdefault((*form[1:], words), -1 - len(numbers))
                for form in forms
                for words in form.words
            }
            for cue, forms in (cues or {}).items()
        }
        said = [
            (number, form, words)
            for number, forms in enumerate(patterns)
            for form in forms
            for words in form.words
        ]
        said += [(number, Form((words,), *rest), words) for (*rest, words), number in numbers.items()]
        entries: dict[
            str, int | list[tuple[int, Form]]
        ] = {}  # of words that ask for nothing and are said once, the number alone
        for number, form, words in said:
            if words not in entries and form[1:] == _ALONE:
                entries[words] = number
                continue
            known = entries.get(words, [])
            entries[words] = [*([(known, _FREE)] if isinstance(known, int) else known), (number, form)]
        self._words, self._entries = list(entries), list(entries.values())
        self._open = [not isinstance(one, int) and any(form.open for _, form in one) for one in self._entries]
        self._tries: dict[int, tuple[list[int], list[_Try], list[_Try]]] = {}

    @cached_property
    def _automaton(self) -> Any:
        return ahocorasick_rs.AhoCorasick(self._words, matchkind=ahocorasick_rs.MatchKind.Standard)

    def find(self, text: str, find_states: Callable[[str], Sequence[State]] | None = None) -> list[Hit]:
        """Every match in ``text`` that has its company, overlapping ones too, in the order in which they end.

        Offsets are those of ``text``. Matches begin and end at syllable boundaries. ``find_states`` gives the states
        that a text names; it is asked only if a pattern or its company asks for a state.
        """
        if not self._words:
            return []
        plain, shifts = normalise(text)
        places, moves = [place for place, _ in shifts], [shift for _, shift in shifts]

        @cache
        def states() -> list[State]:
            return place_states(find_states(text), shifts) if find_states else []

        def has_capitals(form: Form, start: int) -> bool:
            first = start + moves[bisect_right(places, start) - 1]
            return all(text.startswith(word, first + offset) for offset, word in form.capitals)

        spans, words = self._scan(plain, states, has_capitals)
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
        self, plain: str, states: Callable[[], Sequence[State]], has_capitals: Callable[[Form, int], bool]
    ) -> tuple[list[Span], list[Span]]:
        """The matches of patterns, and those of the words that cues are made of."""
        spans: list[Span] = []
        words: list[Span] = []
        marked, bounds, entries = "", f" {plain} ", self._entries
        for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            if bounds[start].isalnum():
                continue
            if not (whole := not bounds[end + 1].isalnum()) and not self._open[index]:
                continue
            if type(only := entries[index]) is int:  # a third quicker than isinstance
                (spans if only >= 0 else words).append((start, end, only))
                continue
            alone, tries, at_states = self._tries.get(index) or self._prepare(index, only)
            if whole:
                for number in alone:
                    (spans if number >= 0 else words).append((start, end, number))
            if at_states:
                marked = marked or mark_states(plain, states())
                if marked.startswith(COUNTRY, end + 1):
                    tries = at_states
            for number, match, form in tries:
                if not whole and not form.open:
                    continue
                if form.states and not marked:
                    marked = mark_states(plain, states())
                found = match(marked if form.states else plain, start if form.whole else end)
                if found is None or BREAK in found.group():
                    continue
                if not form.capitals or has_capitals(form, start):
                    (spans if number >= 0 else words).append((start, found.end(), number))
        return spans, words

    def _prepare(self, index: int, said: list[tuple[int, Form]]) -> tuple[list[int], list[_Try], list[_Try]]:
        """What counts where words stand, what is tried there, and what where a foreign state follows at once.

        The last is empty if that does not matter. Expressions are compiled when their words are first met: of most
        texts few are.
        """
        alone = [number for number, form in said if form[1:] == _ALONE]
        tries = [(number, re.compile(form.more).match, form) for number, form in said if form[1:] != _ALONE]
        others = [one for one in tries if not one[2].more.startswith(_STATE)]
        self._tries[index] = alone, others, tries if len(others) < len(tries) else []
        return self._tries[index]
