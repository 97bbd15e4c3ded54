"""Which year a date without a year means: nearest to publication, then tense, as the guideline has it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from kit.vietnamese.dates.calendars import Span
from kit.vietnamese.dates.expressions import CAPITALS
from kit.vietnamese.dates.vocabulary import Vocabulary

FAR = 60  # days from publication beyond which the tense of the sentence overrules nearness
SLACK = 7  # days by which the publication date itself may be off: "hôm 5/4" dated 4/4 is no year ago
NAMED = 366  # days within which the weekday named with a date decides; beyond, it is a slip of the pen
NEAR = 40  # characters within which a word of the past, before a date, is of that date for sure
_LEFT, _RIGHT = 120, 60  # characters in which a cue is looked for
# A sentence ends behind a mark, and before a capital, which is left where a sentence is glued: 2013Ngày 27/5.
_SENTENCE_ENDS = re.compile(rf"[.;!?\n{CAPITALS}](?:(?<=[{CAPITALS}])|\s)")
_PAST_BEFORE = ("hồi ", "hôm ", "hồi đầu ", "hồi cuối ", "hồi giữa ")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words around a date say about its tense: past, future or nothing."""

    tense: str = ""
    word: str = ""
    strong: bool = False  # right at the date (tháng 5 tới, hồi tháng 5): overrules nearness at any distance
    distance: int = 0  # characters between the word and the date; negative if the word comes after the date


@dataclass(frozen=True, slots=True)
class Choice:
    """A year, how it was found, and the year that came second."""

    year: int
    basis: str
    confidence: float
    runner_up: int | None


def find_cue(low: str, start: int, end: int, vocabulary: Vocabulary) -> Cue:
    """The cue of tense nearest to a date, within its sentence.

    Parameters
    ----------
    low : the sentence in lower case.
    start, end : the date.
    """
    left, right = low[max(0, start - _LEFT) : start], low[end : end + _RIGHT]
    if ends := _find_last(_SENTENCE_ENDS, left):
        left = left[ends.start() if len(ends.group()) == 1 else ends.end() :]
    if ends := _SENTENCE_ENDS.search(right):
        right = right[: ends.start()]
    if left.endswith(_PAST_BEFORE):
        return Cue("past", left.split()[-1], strong=True)
    cues = []
    for tense, pattern in vocabulary.cues.items():
        if last := _find_last(pattern, left):
            cues.append((len(left) - last.end(), 1, tense, last.group()))
        if first := pattern.search(right):
            cues.append((first.start(), -1, tense, first.group()))
    if not cues:
        return Cue()
    distance, side, tense, word = min(cues)
    return Cue(tense, word, distance=side * max(distance, 1))


def _find_last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


def find_tense(low: str, start: int, end: int, vocabulary: Vocabulary) -> str:
    """Past or future if the words around a date say so beyond doubt."""
    before = low[max(0, start - _LEFT) : start]
    words = _compile(vocabulary)
    ahead = before.endswith(" ") and words["open"].search(before)
    if not ahead and words["issued"].search(before):
        return "past"
    cue = find_cue(low, start, end, vocabulary)
    if cue.strong or not cue.tense or -2 <= cue.distance < 0:  # "hồi 5/4", "ngày 5/4 đã", "ngày 5/4 sẽ"
        return cue.tense
    if cue.distance < 0:
        return cue.tense if cue.tense == "past" and -cue.distance <= NEAR // 2 else ""
    if cue.tense == "future":  # but "sẽ thực hiện thỏa thuận ký ngày 9/2/2007"
        return "" if words["done"].search(before) else "future"
    planned = words["plans"].search(before[-cue.distance :])
    return "past" if cue.distance <= NEAR and not planned and not ahead else ""


@lru_cache(maxsize=8)
def _compile(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    ends = {"open": " $", "issued": r"(?: số)? [^,.;()]{0,30}$", "done": " (?:vào )?$", "plans": r"(?!\w)"}
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(vocabulary.lists[name])}){end}") for name, end in ends.items()
    }


def choose_year(
    build: Callable[[int], Span | None], published: dt.date, cue: Cue, *, weekday: int | None = None
) -> Choice | None:
    """The year of a date that is written without one.

    Parameters
    ----------
    build : the days that the date covers in a given year, ``None`` if that year has no such day.
    published : the article's publication date.
    cue : the tense of the sentence.
    weekday : the day of the week named with the date (1 is Monday), if any.

    Returns
    -------
    The choice; ``None`` if no year has such a day (30 February).
    """
    spans = _spans(build, published.year, 1) or _spans(
        build, published.year, 8
    )  # 29 February waits up to eight
    if weekday:
        named = {
            year: span
            for year, span in spans.items()
            if span[0].isoweekday() == weekday and _distance(span, published) <= NAMED
        }
        if named:
            return _nearest(named, published, "the weekday named with it", 0.99)
    if not spans:
        return None
    nearest = _nearest(spans, published, "nearest to publication")
    first, last = spans[nearest.year]
    wrong = (cue.tense == "future" and last < published) or (cue.tense == "past" and first > published)
    if not wrong and cue.strong:
        basis = f"{cue.tense} tense ({cue.word})"
        return Choice(nearest.year, basis, max(0.9, nearest.confidence), nearest.runner_up)
    slack = (SLACK if first == last else 0) if cue.strong else FAR
    if not wrong or _distance(spans[nearest.year], published) <= slack:
        return nearest
    other = {
        year: span
        for year, span in spans.items()
        if (span[1] >= published if cue.tense == "future" else span[0] <= published)
    }
    if not other:
        return nearest
    chosen = _nearest(other, published, f"{cue.tense} tense ({cue.word})", 0.9 if cue.strong else 0.75)
    return Choice(chosen.year, chosen.basis, chosen.confidence, nearest.year)


def _spans(build: Callable[[int], Span | None], year: int, around: int) -> dict[int, Span]:
    years = range(max(1, year - around), min(9998, year + around) + 1)
    return {year: span for year in years if (span := build(year))}


def _distance(span: Span, day: dt.date) -> int:
    return max(0, (span[0] - day).days, (day - span[1]).days)


def _nearest(spans: dict[int, Span], day: dt.date, basis: str, confidence: float | None = None) -> Choice:
    """The span nearest to a day (of two as near, the past one); sure in so far as the next is farther."""
    order = sorted((_distance(span, day), year) for year, span in spans.items())
    near, year = order[0]
    far, second = order[1] if len(order) > 1 else (365, None)
    return Choice(year, basis, confidence or round((far + 1) / (near + far + 2), 2), second)
