"""The statements of an article: its sentences read in order, speakers and hearers known from what came before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kit.vietnamese.acts.contents import classify
from kit.vietnamese.acts.memory import Memory
from kit.vietnamese.acts.phrases import Unit, find_units, join_units
from kit.vietnamese.acts.quotations import Quotation, find_quotations
from kit.vietnamese.acts.reader import TIMES, Sentence
from kit.vietnamese.acts.scopes import QUIET, read_statements
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary
from kit.vietnamese.names.cues import is_vietnamese_syllable
from kit.vietnamese.names.names import plain_lower


_SOURCE = re.compile(r"(?<!\w)theo (?:ông |bà |ngài )?$")


class Statement(NamedTuple):
    """A statement, its places in the article."""

    start: int
    end: int
    act: str
    speaker_start: int
    speaker_end: int
    person: str
    speaker_side: tuple[str, ...]
    addressee_side: tuple[str, ...]
    content_start: int
    content_end: int
    quoted: bool
    rule: str


class Span(NamedTuple):
    """A sentence of an article: where it stands, and its role."""

    start: int
    end: int
    role: str


def find_statements_in_article(
    text: str, spans: Sequence[Span], people: Sequence[tuple], partners: Sequence[tuple], vocabulary: Vocabulary
) -> Iterator[Statement]:
    """The statements that an article makes, in order.

    Parameters
    ----------
    text : the article, NFC.
    spans : its sentences in order; statements are found in those of the story.
    people : officials: start, end, key, kind, partner, title start, title end, level, title.
    partners : countries and organisations: start, end, key.
    """
    low = plain_lower(text)
    story = [span for span in _join(text, spans) if span.role in ("lead", "body")]
    verbs = vocabulary.find_verbs(low)
    if not story or not verbs:
        return
    named = _add_surnames(text, _find_named(low, people, partners, vocabulary.organs), vocabulary)
    units = find_units(text, low, named, vocabulary.find_heads(low))
    begins, named_begins = [unit.start for unit in units], [unit.start for unit in named]
    verbs = _drop_nouns(low, verbs, units, begins, vocabulary)
    starts = [start for start, _, _ in verbs]
    memory = Memory(low, named, people, spans, vocabulary)
    for span in spans:
        if span.role in ("title", "caption"):
            told = _cut(verbs, starts, span)
            if any(verb.sort == "talks" for _, _, verb in told):
                memory.begin(low[span.start : span.end], _move(_cut(named, named_begins, span), span), told)
    quotations: list[Quotation] | None = None
    for span in story:
        cues = _cut(verbs, starts, span)
        if not cues:
            memory.meet(_cut(named, named_begins, span))
            continue
        small = low[span.start : span.end]
        memory.enter(small, _move(_cut(named, named_begins, span), span), cues)
        if all(verb.sort in QUIET for _, _, verb in cues):
            continue
        here = _cut(units, begins, span)
        if not here and cues[0][0] > 40:
            continue
        quotations = find_quotations(text) if quotations is None else quotations
        own = text[span.start : span.end]
        phrases = memory.resolve(join_units(own, small, _move(here, span), vocabulary.patterns["apposed"]), small)
        sentence = Sentence(own, small, phrases, cues, _clip(quotations, span), vocabulary)
        for one in read_statements(sentence):
            speaker = memory.find_speaker(one, sentence)
            if speaker is None:
                continue
            sides, person = speaker
            parents = tuple(vocabulary.organs[side] for side in sides if side in vocabulary.organs)
            act = classify(one, sentence, (*sides, *parents), person)
            hearers = memory.find_hearers(one, act, sentence, sides, person)
            memory.note(one, sides, person)
            at, to = (one.subject.start, one.subject.end) if one.subject is not None else (-1, -1)
            yield Statement(
                *(one.start + span.start, one.end + span.start, act),
                *((at + span.start, to + span.start) if at >= 0 else (-1, -1)),
                *(person, sides, hearers),
                *_trim(own, *one.content, span.start),
                *(one.quoted, one.rule),
            )


def _cut(rows: list, starts: list[int], span: Span) -> list:
    """The rows that begin in a sentence; of verbs with their places in it."""
    rows = rows[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    if rows and not isinstance(rows[0], Unit):
        return [(start - span.start, end - span.start, verb) for start, end, verb in rows]
    return rows


def _move(units: list[Unit], span: Span) -> list[Unit]:
    """Units with their places in a sentence."""
    at = span.start
    return [Unit(u.start - at, u.end - at, u.sort, u.sides, u.person) for u in units if u.end <= span.end]


def _clip(quotations: list[Quotation], span: Span) -> list[tuple[int, int]]:
    return [
        (max(a, span.start) - span.start, min(b, span.end) - span.start)
        for a, b in quotations
        if a < span.end and b > span.start
    ]


def _drop_nouns(
    low: str, verbs: list[tuple[int, int, Verb]], units: list[Unit], begins: list[int], vocabulary: Vocabulary
) -> list[tuple[int, int, Verb]]:
    """The verbs without those that the word before makes a noun, negates or plans, and "theo" before nobody."""
    kept, blocked = [], vocabulary.sets["blocked after"]
    ends: set[int] | None = None
    for row in verbs:
        start, end, verb = row
        if verb.sort == "traps":
            continue
        if verb.sort == "according":
            place = bisect_left(begins, end)
            if place < len(begins) and begins[place] - end < 32:
                kept.append(row)
            continue
        if verb.sort == "light" and not vocabulary.nouns.match(low, end):
            continue
        if verb.sort not in QUIET:
            word = low[low.rfind(" ", 0, start - 1) + 1 : start - 1] if start else ""
            if word in blocked and word not in TIMES:
                ends = {unit.end for unit in units} if ends is None else ends
                if start - 1 not in ends:
                    continue
        kept.append(row)
    return kept


def _trim(text: str, begin: int, end: int, offset: int) -> tuple[int, int]:
    """A content without "rằng", marks and spaces around it; (-1, -1) if nothing is left."""
    while begin < end and text[begin] in ' ,:"“\n':
        begin += 1
    for word in ("rằng ", "là "):
        if text.startswith(word, begin):
            begin += len(word)
    while begin < end and text[end - 1] in ' ,;:."”\n':
        end -= 1
    return (begin + offset, end + offset) if 0 <= begin < end else (-1, -1)


def _join(text: str, spans: Sequence[Span]) -> list[Span]:
    """The sentences, those that a line break cut joined again."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if (
            before
            and before.role == span.role
            and text[span.start : span.start + 1].islower()
            and text[before.end - 1] not in ".!?…:\"”"
            and "\n" in text[before.end : span.start]
        ):
            joined[-1] = Span(before.start, span.end, span.role)
        else:
            joined.append(span)
    return joined


def _add_surnames(text: str, units: list[Unit], vocabulary: Vocabulary) -> list[Unit]:
    """Foreign officials by their bare names too, who were named with an office elsewhere: "Trump nói"."""
    names: dict[str, Unit] = {}
    for unit in units:
        if unit.person and unit.sides:
            last = unit.person.rsplit(" ", 1)[-1]
            if len(last) > 3 and not is_vietnamese_syllable(last):
                names.setdefault(last, unit)
    if not names:
        return units
    covered = sorted((unit.start, unit.end) for unit in units)
    starts = [start for start, _ in covered]
    found = list(units)
    for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", text, re.IGNORECASE):
        if match[0].islower() and not match[0].startswith(("al-", "el-")):
            continue
        place = bisect_left(starts, match.start() + 1) - 1
        if place >= 0 and covered[place][1] > match.start():
            continue
        known = names[match[0].lower()]
        found.append(Unit(match.start(), match.end(), "person", known.sides, known.person))
    return sorted(found)


def _find_named(
    low: str, people: Sequence[tuple], partners: Sequence[tuple], organs: Mapping[str, str]
) -> list[Unit]:
    """Officials with their titles, and partners outside of these, as units."""
    units: list[Unit] = []
    covered: list[tuple[int, int]] = []
    for start, end, key, kind, side, first, last, *_ in people:
        if first == end + 2 and _SOURCE.search(low, max(0, start - 16), start):  # "Theo ông X, | Tổng thống Y đã …"
            covered.append((first, last))
            units.append(Unit(first, last, "person", (side,) if side else ()))
            first, side = -1, next((row[4] for row in people if row[2] == key and row[5] != first and row[4]), side)
        if 0 <= first and abs(first - end) < 4 or 0 <= last and 0 <= start - last < 4 or first <= start <= last or (first < start and last <= start and start - last < 4):
            start, end = min(start, first), max(end, last)
        covered.append((start, end))
        units.append(Unit(start, end, "person", (side,) if side else (), key if kind == "person" else ""))
    covered.sort()
    speaks: dict[tuple[int, int], str] = {}
    for start, end, key in partners:
        place = bisect_left(covered, (start + 1,)) - 1
        if place >= 0 and covered[place][0] <= start < covered[place][1]:
            if key in organs:
                speaks[covered[place]] = key
            continue
        units.append(Unit(start, end, "name", (key,)))
    known = {unit.person: speaks[unit.start, unit.end] for unit in units if unit.person and (unit.start, unit.end) in speaks}
    for place, unit in enumerate(units):
        organ = speaks.get((unit.start, unit.end)) or known.get(unit.person)
        if organ and unit.sort == "person" and unit.sides == (organs[organ],):
            units[place] = unit._replace(sides=(organ,))
    return sorted(units)
