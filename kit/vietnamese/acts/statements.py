"""The statements of an article: its sentences read in order, speakers and hearers known from what came before."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from kit.vietnamese.acts.addressees import find_addressees, find_third_party
from kit.vietnamese.acts.contents import add_contents, classify
from kit.vietnamese.acts.phrases import Unit, find_units, join_units, read_local
from kit.vietnamese.acts.quotations import Quotation, find_quotations
from kit.vietnamese.acts.scopes import read_statements
from kit.vietnamese.acts.sentence import QUIET, TIMES, Sentence, may_be_modified
from kit.vietnamese.acts.speakers import Speakers
from kit.vietnamese.acts.talks import Talks
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary
from kit.vietnamese.names.cues import HOME, is_vietnamese_syllable
from kit.vietnamese.names.names import plain_lower

_SOURCE = re.compile(r"(?<!\w)theo (?:ông |bà |ngài )?$")
_AT_HOME = re.compile(
    r", (?:phó )?(?:thủ tướng|chủ tịch nước|tổng bí thư|chủ tịch quốc hội|bộ trưởng|thứ trưởng)$"
)
_GOVERNED = ("chính quyền ", "chính quyền của ", "chính phủ của ")
_STORY = ("lead", "body")
_LONGEST = 1500  # characters of a sentence that are read at once
_BREAKS = ("; ", ", ", " ")
_OPEN = 40  # characters within which a sentence may begin with a verb whose subject stands before it
_STOPS = (".", "…", '"', "”")
_ENDS = '.!?…:"”'

_INITIAL = re.compile(r"(?:ông|bà|ngài|Ông|Bà|Ngài) [A-ZĐ]\.$")  # "tiếp ông M. | Kovacs"
_BEGINNINGS = {
    "*": ("",),  # another story: "… hôm qua.|* Ngày 5-5"
    " Theo ": ("",),
    " Phát biểu ": ("tại ", "với "),
    " Tại ": ("buổi ", "cuộc "),
    " Trong ": ("buổi ", "cuộc "),
    " Về phần mình": ("",),
}
"""With what a sentence may begin behind a caption without a mark."""
_AGENCIES = r"[A-ZĐ]{2,}|[Rr]euters|Getty Images|Internet|Xinhua|Kyodo|Yonhap|Sputnik|Tass|VnExpress"
_CREDIT = re.compile(
    rf"Ảnh ?: ?[^.,;:()\n]{{0,40}}?(?<!\w)(?:{_AGENCIES})(?:[/-](?:{_AGENCIES}))* (?=[A-ZĐ][a-zà-ỹ])"
)
_DATELINE = re.compile(r"(?:\([^()]{2,25}\)(?: ?[-–])?|[A-ZĐ]{2,8}(?:\.\w+)? [-–]) (?=[A-ZĐ\"“])")
"""What stands before the first words of a sentence: whose photograph it was, or which newspaper's news it is."""

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


class Span(NamedTuple):
    """A sentence of an article: where it stands, and its role."""

    start: int
    end: int
    role: str


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
    spans : its sentences in order; statements are found in those of the story.
    people : officials: start, end, key, kind, partner, title start, title end, level, title.
    partners : countries and organisations: start, end, key.
    vocabulary : the lexicon of acts.
    """
    low = plain_lower(text)
    verbs = vocabulary.find_verbs(low)
    story = [*_list_story(text, spans)] if verbs else []
    if not story:
        return
    named = _add_surnames(text, low, _find_named(low, people, partners, vocabulary.organs))
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
    captions = _find_captions(text, spans)
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


def _join_lines(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, those that a line break cut joined again; very long ones in pieces."""
    current: Span | None = None
    for span in spans:
        if current and span.role == current.role and span.end - current.start <= _LONGEST:
            wrapped = text[span.start : span.start + 1].islower() and "\n" in text[current.end : span.start]
            initial = text[current.end - 2].isupper() and _INITIAL.search(text, current.end - 8, current.end)
            if initial or (wrapped and text[current.end - 1] not in _ENDS):
                current = Span(current.start, span.end, span.role)
                continue
        if current:
            yield current
        while span.end - span.start > _LONGEST:
            stop = span.start + _LONGEST
            cuts = [text.rfind(mark, span.start + 1, stop) + len(mark) for mark in _BREAKS]
            cut = next((cut for mark, cut in zip(_BREAKS, cuts, strict=True) if cut >= len(mark)), stop)
            yield Span(span.start, cut, span.role)
            span = Span(cut, span.end, span.role)
        current = span
    if current:
        yield current


def _find_glued(text: str) -> list[int]:
    """Where another story begins in a sentence, or a sentence behind a caption without a mark."""
    found: list[int] = []
    for opening, nexts in _BEGINNINGS.items():
        at = text.find(opening)
        while at >= 0:
            before = text[at - 1 : at]
            if opening == "*":
                found += [at] if before in _STOPS else []
            elif before.isalnum() and text.startswith(nexts, at + len(opening)):
                found.append(at + 1)
            at = text.find(opening, at + 1)
    return sorted(found)


def _find_captions(text: str, spans: Sequence[Span]) -> set[int]:
    """Where sentences begin behind which a credit stands: "Ông X tiếp bà Y. | Ảnh: AFP | Tại buổi tiếp, …"."""
    if "Ảnh" not in text:
        return set()
    return {
        last.start
        for last, span in pairwise(spans)
        if text.startswith("Ảnh", span.start) and _CREDIT.match(text, span.start, span.end)
    }


def _list_story(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences of the story without credits and datelines, parted where another story is glued to one."""
    glued = _find_glued(text)
    for span in _join_lines(text, spans):
        start, end, role = span
        if role not in _STORY:
            continue
        parted = bool(glued) and bisect_right(glued, start) < bisect_left(glued, end)
        led = (text[start] in "(Ả" or text[start + 1 : start + 2].isupper()) and (
            _CREDIT.match(text, start, end) or _DATELINE.match(text, start, end)
        )
        if not (parted or led):
            yield span
            continue
        start = led.end() if led else start
        for at in glued[bisect_right(glued, start) : bisect_left(glued, end)]:
            yield Span(start, at, role)
            start = at
        yield Span(start, end, role)


def _find_named(
    low: str, people: Sequence[tuple], partners: Sequence[tuple], organs: Mapping[str, str]
) -> list[Unit]:
    """Officials with their titles, and partners outside of these, as units."""
    units: list[Unit] = []
    for row in people:
        units += _read_official(low, row, people)
    units.sort()
    begins = [unit.start for unit in units]
    names: list[Unit] = []
    organ_of: dict[str, str] = {}
    for start, end, key in partners:
        place = bisect_right(begins, start) - 1
        if place < 0 or units[place].end <= start:
            secretariat = key in organs and low.startswith("ban thư ký", start, end)
            names.append(Unit(start, end, "name", (organs[key] if secretariat else key,)))
        elif organs.get(key) in units[place].sides:  # "Chủ tịch | Ủy ban châu Âu | Ursula von der Leyen"
            organ_of[units[place].person] = key
            units[place] = units[place]._replace(sides=(key,))
    for place, unit in enumerate(units) if organ_of else ():
        organ = organ_of.get(unit.person, "") if unit.person else ""
        if organ and unit.sides == (organs[organ],):
            units[place] = unit._replace(sides=(organ,))
    return sorted(units + names)


def _read_official(low: str, row: tuple, people: Sequence[tuple]) -> list[Unit]:
    """One of the people with the title, as one unit; as two, or none, where the title is somebody else's."""
    start, end, key, kind, side, first, last, *_ = row
    sides, person = (side,) if side else (), key if kind == "person" else ""
    if not side and low.endswith(_GOVERNED, 0, min(start, first) if first >= 0 else start):
        return []  # "chính quyền | cựu Tổng thống Mỹ X" is one of a state
    if first == end + 2 and _SOURCE.search(low, max(0, start - 16), start):
        known = [(other[5], other[4]) for other in people if other[2] == key and other[4]][:2]
        own = next(((other,) for at, other in known if at != first), sides)
        return [Unit(first, last, "person", sides), Unit(start, end, "person", own, person)]
    if _touch(start, end, first, last):
        start, end = min(start, first), max(end, last)
    if not person and side != HOME and (apart := _AT_HOME.search(low, start, end)):
        end = apart.start()  # "Tiếp Đại sứ Kuwait|, Thủ tướng …"
    return [Unit(start, end, "person", sides, person)]


def _touch(start: int, end: int, first: int, last: int) -> bool:
    """Whether a name and its title stand next to each other."""
    if first < 0:
        return False
    if first >= end:
        return first - end < 4
    return start - last < 4 if start >= last else True


def _add_surnames(text: str, low: str, units: list[Unit]) -> list[Unit]:
    """Foreign officials by their bare names too, who were named with an office elsewhere: "Trump nói"."""
    people: dict[str, Unit] = {}
    for unit in units:
        if unit.person and unit.sides:
            people.setdefault(unit.person, unit)
    names: dict[str, Unit] = {}
    for person, unit in people.items():
        last = person.rsplit(" ", 1)[-1]
        if len(last) > 3 and not is_vietnamese_syllable(last):
            names.setdefault(last, unit)
    if not names:
        return units
    starts = [unit.start for unit in units]
    found = list(units)
    for name, known in names.items():
        at = low.find(name)
        while at >= 0:
            end = at + len(name)
            place = bisect_right(starts, at) - 1
            free = place < 0 or units[place].end <= at
            alone = not (
                low[at - 1 : at].isalnum() or low[at - 1 : at] == "-" or low[end : end + 1].isalnum()
            )
            if free and (alone or at == 0) and (text[at] != name[0] or name.startswith(("al-", "el-"))):
                found.append(Unit(at, end, "person", known.sides, known.person))
            at = low.find(name, end)
    return sorted(found)
