"""The statements of an article: its sentences read in order, speakers and hearers known from what came before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple, TypeVar

from kit.vietnamese.acts.addressees import find_addressees, find_third_party
from kit.vietnamese.acts.choice import choose_verbs
from kit.vietnamese.acts.contents import add_contents, classify
from kit.vietnamese.acts.officials import find_named
from kit.vietnamese.acts.phrases import END, START, Unit, find_units, join_units, make_unit, read_local
from kit.vietnamese.acts.quotations import cut_quotations, find_quotations
from kit.vietnamese.acts.scopes import read_statements
from kit.vietnamese.acts.sentence import QUIET, Found, Sentence
from kit.vietnamese.acts.speakers import Speakers
from kit.vietnamese.acts.stories import Span, find_captions, list_story
from kit.vietnamese.acts.talks import Talks
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary
from kit.vietnamese.names.names import plain_lower

_OPEN = 40  # characters within which a sentence may begin with a verb whose subject stands before it
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
    units = find_units(text, low, named, vocabulary.find_heads(low))
    verbs = choose_verbs(text, low, verbs, units, vocabulary)
    talks = Talks(named, spans, vocabulary)
    speakers = Speakers(low, named, people, talks, vocabulary)
    for unit in units:
        if unit.sort == "local" and (person := read_local(text, unit.end, vocabulary)[1]):
            speakers.local.setdefault(low[unit.start : unit.end], person)
    _read_headings(low, [span for span in spans if span[2] in ("title", "caption")], named, verbs, talks)
    captions, quotations = find_captions(text, spans), find_quotations(text)
    sentences = zip(story, _deal(verbs, story), _deal(named, story), _deal(units, story), strict=True)
    for place, ((start, end, _), cues, here, within) in enumerate(sentences, start=1):
        if not cues or start in captions:
            speakers.meet(here)
            continue
        sorts = {verb.sort for _, _, verb in cues}
        if low.startswith("*", start) and speakers.last:
            talks.begin_story()
        cues = _move_verbs(cues, start)
        if talks.enter(sorts, place):
            last = speakers.last[0][0] if speakers.last else ""
            talks.note(low[start:end], _move(here, start), cues, last, met="talks" in sorts)
        speakers.enter(low, start, end, here)
        if sorts <= QUIET or not (within or cues[0][0] < _OPEN):
            continue
        acts = [first for first, _, verb in cues if verb.sort not in QUIET]
        quoted = cut_quotations(quotations, start, end) if quotations else []
        part, small = text[start:end], low[start:end]
        phrases = speakers.resolve(join_units(part, small, within, start, acts, vocabulary), small, quoted)
        if speakers.last is not None or any(phrase.sides for phrase in phrases):  # else nobody speaks
            sentence = Sentence(part, small, phrases, cues, acts, quoted, vocabulary)
            if found := read_statements(sentence):
                yield from _read_found(sentence, found, start, talks, speakers)


def _read_headings(
    low: str, headings: Sequence[Span], named: Sequence[Unit], verbs: _Verbs, talks: Talks
) -> None:
    """Note of whose talk titles and captions tell, until one does."""
    for heading, cues in zip(headings, _deal(verbs, headings), strict=True):
        if not talks.pair and any(verb.sort == "talks" for _, _, verb in cues):
            (start, end, _), (here,) = heading, _deal(named, [heading])
            talks.note(low[start:end], _move(here, start), _move_verbs(cues, start), "")


def _read_found(
    sentence: Sentence, found: list[Found], at: int, talks: Talks, speakers: Speakers
) -> Iterator[Statement]:
    """The statements that were found in one sentence, at their places in the article, in which it begins ``at``."""
    organs = sentence.vocabulary.organs
    add_contents(sentence, found)
    for one in found:
        if one.owner is not None and one.rule == "embedded":
            one.owner.tells = True
    hearers: tuple[str, ...] = ()
    for one in found:
        speaker = speakers.find(one)
        if speaker is None:
            continue
        sides, person = speaker
        parents = [organs[side] for side in sides if side in organs]
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
        said = _trim(sentence.text, *one.content, at)
        yield Statement(
            one.start + at, one.end + at, act, *where, person, sides, heard, *said, one.quoted, one.rule
        )


def _deal(rows: Sequence[_Row], spans: Sequence[Span]) -> list[Sequence[_Row]]:
    """Of rows in order, each with its start and end, those that stand in each of some spans."""
    starts = [*map(START, rows)]
    firsts = map(bisect_left, repeat(starts), map(START, spans))
    lasts = map(bisect_left, repeat(starts), map(END, spans))
    parts = [rows[first:last] for first, last in zip(firsts, lasts, strict=True)]
    return [
        [row for row in part if row[1] <= end] if part and part[-1][1] > end else part
        for part, (_, end, _) in zip(parts, spans, strict=True)
    ]


def _move_verbs(verbs: Sequence[tuple[int, int, Verb]], at: int) -> _Verbs:
    """Verbs of an article at their places in the sentence that begins at ``at``."""
    return [(start - at, end - at, verb) for start, end, verb in verbs]


def _move(units: Sequence[Unit], at: int) -> list[Unit]:
    """Units of an article at their places in the sentence that begins at ``at``."""
    return [make_unit((start - at, end - at, *what)) for start, end, *what in units]


def _trim(text: str, begin: int, end: int, offset: int) -> tuple[int, int]:
    """A content without "rằng", marks and spaces around it; (-1, -1) if nothing is left."""
    begin, end = max(begin, 0), min(end, len(text))
    begin = end - len(text[begin:end].lstrip(' ,:"“\n'))
    for word in ("rằng ", "là "):
        if text.startswith(word, begin):
            begin += len(word)
    end = begin + len(text[begin:end].rstrip(' ,;:."”\n'))
    return (begin + offset, end + offset) if begin < end else (-1, -1)
