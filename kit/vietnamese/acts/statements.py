"""The statements of an article: its sentences read in order, speakers and hearers known from what came before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from kit.vietnamese.acts.addressees import find_addressees, find_third_party
from kit.vietnamese.acts.contents import add_contents, classify
from kit.vietnamese.acts.officials import find_named
from kit.vietnamese.acts.phrases import Unit, find_units, join_units, read_local
from kit.vietnamese.acts.quotations import Quotation, find_quotations
from kit.vietnamese.acts.scopes import read_statements
from kit.vietnamese.acts.sentence import QUIET, TIMES, Sentence, may_be_modified
from kit.vietnamese.acts.speakers import Speakers
from kit.vietnamese.acts.stories import Span, find_captions, list_story
from kit.vietnamese.acts.talks import Talks
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary
from kit.vietnamese.names.names import plain_lower

_OPEN = 40  # characters within which a sentence may begin with a verb whose subject stands before it
_SOURCES = ("according", "requested", "invited")
_NOT_THEIRS = re.compile(r"[,;:.]| (?:đó|dõi|đuổi)(?!\w)")
_FAR = 32  # characters between "theo" and whom it names
_JOINTS = frozenset(("và", "nhưng", "rồi", "song", "với", "như", "tỉnh", "phố", "tp", "bạn"))
"""Words behind which a verb may stand: "cùng với", "cũng như", "UBND tỉnh"."""

_Verbs = list[tuple[int, int, Verb]]
_Row = TypeVar("_Row", bound=tuple)


class Statement(NamedTuple):
    """A statement, its places in the article (-1 where there is nothing)."""

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


def find_statements_in_article(
    text: str,
    spans: Sequence[Span],
    people: Sequence[tuple],
    partners: Sequence[tuple],
    vocabulary: Vocabulary,
) -> Iterator[Statement]:
    """The statements that an article makes, in order.

    Parameters
    ----------
    text : the article, NFC.
    spans : its sentences in order, start, end and role; statements are found in those of the story.
    people : officials: start, end, key, kind, partner, title start, title end, level, title.
    partners : countries and organisations: start, end, key.
    vocabulary : the lexicon of acts.
    """
    low = plain_lower(text)
    verbs = vocabulary.find_verbs(low)
    story = list_story(text, spans) if verbs else []
    if not story:
        return
    named = find_named(text, low, people, partners, vocabulary.organs)
    reader = _Reader(text, low, named, verbs, vocabulary)
    talks = Talks(named, spans)
    speakers = Speakers(low, named, people, talks, vocabulary)
    for unit in reader.units.rows:
        if unit.sort == "local" and (person := read_local(text, unit.end, vocabulary)[1]):
            speakers.local.setdefault(low[unit.start : unit.end], person)
    for start, end, role in spans:
        if role in ("title", "caption") and not talks.pair:
            told = reader.cut_verbs(start, end)
            if any(verb.sort == "talks" for _, _, verb in told):
                talks.note(low[start:end], _move(_cut(reader.named, start, end), start), told, "")
    captions = find_captions(text, spans)
    for place, span in enumerate(story, start=1):
        start, end, _ = span
        cues = reader.cut_verbs(start, end)
        if not cues or (start in captions and all(verb.sort in QUIET for _, _, verb in cues)):
            speakers.meet(_cut(reader.persons, start, end))
            continue
        if low.startswith("*", start) and speakers.last:
            talks.begin_story()
        here, sorts = _cut(reader.named, start, end), {verb.sort for _, _, verb in cues}
        if talks.enter(sorts, place):
            last = speakers.last[0][0] if speakers.last else ""
            talks.note(low[start:end], _move(here, start), cues, last, met="talks" in sorts)
        speakers.enter(low, start, end, here)
        if not sorts <= QUIET:
            units = _cut(reader.units, start, end)
            if units or cues[0][0] < _OPEN:
                yield from _read_sentence(reader, span, units, cues, talks, speakers)


def _read_sentence(
    reader: _Reader, span: Span, units: Sequence[Unit], cues: _Verbs, talks: Talks, speakers: Speakers
) -> Iterator[Statement]:
    """The statements of one sentence, at their places in the article."""
    vocabulary, (at, stop, _) = reader.vocabulary, span
    text, low = reader.text[at:stop], reader.low[at:stop]
    acts = [start for start, _, verb in cues if verb.sort not in QUIET]
    quotations = reader.cut_quotations(at, stop)
    phrases = speakers.resolve(join_units(text, low, units, at, acts, vocabulary), low, quotations)
    if speakers.last is None and not any(phrase.sides for phrase in phrases):
        return  # nobody speaks
    sentence = Sentence(text, low, phrases, cues, acts, quotations, vocabulary)
    found = read_statements(sentence)
    add_contents(sentence, found)
    hearers: tuple[str, ...] = ()
    for one in found:
        speaker = speakers.find(one)
        if speaker is None:
            continue
        sides, person = speaker
        parents = [vocabulary.organs[side] for side in sides if side in vocabulary.organs]
        act = classify(one, sentence, (*sides, *parents), person)
        heard: tuple[str, ...] = ()
        if len(sides) == 1:
            heard = find_addressees(one, act, sentence, sides[0], talks, hearers)
            hearers = heard or hearers
        elif sides:
            heard = find_third_party(one, act, sentence, sides, talks)
        speakers.note(one, speaker)
        subject = one.subject
        where = (subject.start + at, subject.end + at) if subject is not None else (-1, -1)
        said = _trim(text, *one.content, at)
        yield Statement(
            one.start + at, one.end + at, act, *where, person, sides, heard, *said, one.quoted, one.rule
        )


class _Reader:
    """An article with all that was found in it, given sentence by sentence."""

    def __init__(self, text: str, low: str, named: list[Unit], verbs: _Verbs, vocabulary: Vocabulary):
        self.text, self.low, self.vocabulary = text, low, vocabulary
        units = find_units(text, low, named, vocabulary.find_heads(low))
        self.units, self.named = _Rows(units), _Rows(named)
        self.persons = _Rows([unit for unit in named if unit.person])
        self.verbs = _Rows(self._choose(verbs))
        self._quotations: list[Quotation] | None = None
        self._quoted_until: list[int] = []

    def _choose(self, verbs: _Verbs) -> _Verbs:
        """The verbs that may be acts: with a subject, a mark or an adverb before them, and no word that undoes them."""
        begins, ends = self.units.starts, [unit.end for unit in self.units.rows]
        sourced = any(verb.sort == "sources" for _, _, verb in verbs)
        kept = []
        for row in verbs:
            start, end, verb = row
            if verb.sort in QUIET:
                fits = verb.sort != "traps"
            elif verb.sort in _SOURCES:
                place = bisect_left(begins, end)
                between = self.low[end : begins[place]] if place < len(begins) else ""
                fits = 0 < len(between) < _FAR and not _NOT_THEIRS.search(between)
            elif verb.sort == "light" and not self.vocabulary.nouns.match(self.low, end):
                fits = False
            else:
                place = bisect_right(ends, start)
                fits = sourced or self._may_act(start, ends[place - 1] if place else -1)
            if fits:
                kept.append(row)
        return kept

    def _may_act(self, start: int, before: int) -> bool:
        """Whether what stands before ``start`` lets a verb be an act; ``before``: where the last unit ends."""
        if start == 0 or before == start - 1:
            return True
        low = self.low
        begin = max(low.rfind(" ", 0, start - 1), low.rfind("\n", 0, start - 1)) + 1
        word = low[max(begin, before) : start - 1]
        if not word[-1:].isalpha() or word in TIMES:
            return True
        if word in self.vocabulary.sets["blocked after"]:
            return False
        if word in self.vocabulary.lasts["adverbs"] or word in _JOINTS or self.text[begin] != low[begin]:
            return True
        return before >= 0 and may_be_modified(low[before : start - 1])

    def cut_verbs(self, start: int, end: int) -> _Verbs:
        """The verbs in a sentence, at their places in it."""
        return [(first - start, last - start, verb) for first, last, verb in self.verbs.cut(start, end)]

    def cut_quotations(self, start: int, end: int) -> list[tuple[int, int]]:
        """The parts of a sentence that are quoted."""
        if self._quotations is None:
            self._quotations = find_quotations(self.text)
            self._quoted_until = [last for _, last in self._quotations]
        cut = []
        for place in range(bisect_right(self._quoted_until, start), len(self._quotations)):
            first, last = self._quotations[place]
            if first >= end:
                break
            cut.append((max(first, start) - start, min(last, end) - start))
        return cut


class _Rows(Generic[_Row]):
    """What stands in an article, in order; a row begins with its start and end."""

    def __init__(self, rows: list[_Row]):
        self.rows, self.starts = rows, [row[0] for row in rows]

    def cut(self, start: int, end: int) -> list[_Row]:
        """The rows that begin in a sentence."""
        first = bisect_left(self.starts, start)
        return self.rows[first : bisect_left(self.starts, end, first)]


def _cut(units: _Rows[Unit], start: int, end: int) -> list[Unit]:
    """The units that stand in a sentence, at their places in the article."""
    return [unit for unit in units.cut(start, end) if unit[1] <= end]


def _move(units: list[Unit], at: int) -> list[Unit]:
    """Units of an article at their places in the sentence that begins at ``at``."""
    return [Unit(start - at, end - at, sort, sides, person) for start, end, sort, sides, person in units]


def _trim(text: str, begin: int, end: int, offset: int) -> tuple[int, int]:
    """A content without "rằng", marks and spaces around it; (-1, -1) if nothing is left."""
    begin, end = max(begin, 0), min(end, len(text))
    while begin < end and text[begin] in ' ,:"“\n':
        begin += 1
    for word in ("rằng ", "là "):
        if text.startswith(word, begin):
            begin += len(word)
    while begin < end and text[end - 1] in ' ,;:."”\n':
        end -= 1
    return (begin + offset, end + offset) if begin < end else (-1, -1)
