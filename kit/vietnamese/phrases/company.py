"""Company: phrases that count only beside others of their sentence (``with``, ``without``, ``near``)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.phrases.states import State

# Company that is no phrase: a state other than Việt Nam; two different states, of which Việt Nam may be one.
ANY_COUNTRY, TWO_COUNTRIES = "<country>", "<countries>"
_LETTERS = 12  # a word and the space behind it have no more, as far as company is near

_NOWHERE: tuple[list[int], list[int]] = [], []
_START = itemgetter(0)

# Where something begins and ends, and the number of what it is.
Span = tuple[int, int, int]


class Company(NamedTuple):
    """What must, and must not, stand in the sentence beside a phrase.

    Of each of ``needed`` one, and of ``barred`` none: cues, or `ANY_COUNTRY` or `TWO_COUNTRIES`; with no more than
    ``near`` words between if that is not 0. ``inside``: what is needed may also stand in the gap of the phrase.
    """

    needed: tuple[tuple[str, ...], ...] = ()
    barred: tuple[tuple[str, ...], ...] = ()
    near: int = 0
    inside: bool = False


ALONE = Company()


class Sentence:
    """The cues of one sentence, looked for when they are asked for.

    ``states`` gives the states that are named between two places of the text ``plain``, those of the sentence.
    """

    def __init__(
        self,
        words: Sequence[Span],
        cues: Mapping[str, Collection[int]],
        plain: str,
        states: Callable[[], Sequence[State]],
        places: tuple[int, int],
    ):
        self._words, self._cues, self._plain, self._states, self._places = words, cues, plain, states, places
        self._numbers = {word[2] for word in words}
        self._found: dict[str, tuple[list[int], list[int]]] = {}

    def has(self, cue: str, beside: Span, near: int, *, over: bool = False) -> bool:
        """Whether a phrase of a cue stands before or behind a span, with no more than ``near`` words between.

        With ``over`` also one that overlaps it: *thị trường lao động* bars *lao động*.
        """
        if cue not in self._found:
            self._found[cue] = self._find(cue)
        starts, ends = self._found[cue]
        if not starts:
            return False
        before, behind = bisect_right(ends, beside[0]), bisect_left(starts, beside[1])
        if over and behind > before:
            return True
        return (before > 0 and self._is_near(ends[before - 1], beside[0], near)) or (
            behind < len(starts) and self._is_near(beside[1], starts[behind], near)
        )

    def _is_near(self, start: int, end: int, near: int) -> bool:
        if not near or end - start <= near:
            return True
        return end - start <= near * _LETTERS and self._plain.count(" ", start, end) <= near

    def _find(self, cue: str) -> tuple[list[int], list[int]]:
        """Where phrases of a cue begin, and where they end."""
        if cue in (ANY_COUNTRY, TWO_COUNTRIES):
            low, high = self._places
            named = self._states()
            named = named[bisect_left(named, low, key=_START) : bisect_right(named, high, key=_START)]
            if cue == ANY_COUNTRY:
                named = [state for state in named if state.key != HOME]
            elif len({state.key for state in named}) < 2:
                named = ()
            return [state.start for state in named], [state.end for state in named]
        numbers = self._cues[cue]
        if self._numbers.isdisjoint(numbers):
            return _NOWHERE
        spans = [(start, end) for start, end, number in self._words if number in numbers]
        return sorted(start for start, _ in spans), [end for _, end in spans]


def keep_accompanied(
    spans: list[Span],
    words: list[Span],
    companies: Mapping[int, Company],
    cues: Mapping[str, Collection[int]],
    masks: Collection[int],
    plain: str,
    breaks: Sequence[int],
    states: Callable[[], Sequence[State]],
) -> list[Span]:
    """The spans that have the company they ask for, in their order. Words inside a mask are company of none.

    Parameters
    ----------
    spans : matches of patterns, in the order in which they end; ``companies`` says what each pattern asks for.
    words : the same of what ``cues`` are made of, by the numbers of their words.
    masks : the numbers of the patterns that are masks.
    plain : the text, its sentences parted at ``breaks``.
    states : gives the states that it names.
    """
    held = _Masks(span for span in spans if span[2] in masks)
    ends = [word[1] for word in words]
    kept = []
    reach, sentence = -1, Sentence((), {}, plain, states, (0, 0))
    for span in spans:
        company = companies.get(span[2])
        if company is not None:
            if span[0] > reach:  # spans come sentence by sentence
                place = bisect_right(breaks, span[0])
                low = breaks[place - 1] if place else -1
                reach = breaks[place] if place < len(breaks) else len(plain)
                inside = words[bisect_right(ends, low) : bisect_right(ends, reach)]
                if held.any_in(low, reach):
                    inside = [word for word in inside if not held.hold(word)]
                sentence = Sentence(inside, cues, plain, states, (low, reach))
            if not _is_accompanied(company, span, sentence):
                continue
        kept.append(span)
    return kept


def _is_accompanied(company: Company, span: Span, sentence: Sentence) -> bool:
    near, over = company.near, company.inside
    for one in company.needed:
        for cue in one:
            if sentence.has(cue, span, near, over=over):
                break
        else:
            return False
    for one in company.barred:
        for cue in one:
            if sentence.has(cue, span, near, over=True):
                return False
    return True


class _Masks:
    """Where names that are masks stand."""

    def __init__(self, spans: Iterable[Span]):
        places = sorted((start, end) for start, end, _ in spans)
        self._starts = [start for start, _ in places]
        self._reach = list(accumulate((end for _, end in places), max))

    def any_in(self, low: int, high: int) -> bool:
        """Whether a mask begins between two places."""
        return bisect_left(self._starts, low) < bisect_left(self._starts, high)

    def hold(self, word: Span) -> bool:
        """Whether a mask holds this word."""
        place = bisect_right(self._starts, word[0])
        return place > 0 and self._reach[place - 1] >= word[1]
