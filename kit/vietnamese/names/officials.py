"""Officials: who is named with an office in a text, at which level, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM, "cựu Đại sứ" for nobody. How a title is read is in `kit.vietnamese.names.titles`, which names are one
person's in `kit.vietnamese.names.identity`, who held which office when in `kit.vietnamese.names.leaders`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import Gazetteer, load_gazetteer
from kit.vietnamese.names.identity import find_full_names, join_names
from kit.vietnamese.names.leaders import Days, Leaders, Term, judge_terms, load_leaders
from kit.vietnamese.names.levels import find_level
from kit.vietnamese.names.offices import LEVELS, Office, load_offices
from kit.vietnamese.names.seams import load_seams, part_seams
from kit.vietnamese.names.titles import Title, Titles

_STYLES = ("ông", "bà", "ngài", "đồng chí")
_TAIL = re.compile(rf"[\s,:]*(?<!\w)(?:{'|'.join(_STYLES)})$", re.IGNORECASE)
_MARKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ",:(-"
_PLACED = re.compile(r"(?:tại|ở|đến|tới|sang|thăm|rời|về|từ|với|và|qua|vào|đối với|liên quan) (?:nước )?$")
_OTHER_HOLDER = re.compile(r"(?: về [^,.;:\n]{2,60})?, (?P<called>ông|bà|ngài)? ?(?=\S)")
_UNNAMED = frozenset(LEVELS) - {"other", "organisation_head", "deputy_minister", "parliament"}
_HEIRS = ("QUEEN", "CROWN-PRINCE", "SPECIAL-ENVOY", "PRESIDENT-ELECT", "SPEAKER")
_FIRST = (*LEVELS[:3], "organisation_head")
_CALLED = ("ông ", "bà ", "ngài ")
_FEW = 64  # names that are looked for one by one: to make ready for all at once takes as long as reading an article
_GONE = re.compile(
    r"(?:kế nhiệm|tiền nhiệm|thay|thay thế|thay cho|thời|cố|cựu)(?: là)? (?:ông|bà|ngài) $", re.IGNORECASE
)
_AFTERWARDS = (
    "đầu tiên",
    "nào",
    "tiếp theo",
    "kế nhiệm",
    "tương lai",
    "thứ ",
    "tiền nhiệm",
    "thế hệ",
    "mới",
    "đắc cử",
)


Entities = dict[int, tuple[int, str]]
"""Start of each partner named → its end and key ("" if nobody speaks for it: a region)."""


class Official(NamedTuple):
    """An official named at ``start``, whose office stands at ``office_start``; ``partner``: "" if it is open."""

    start: int
    end: int
    key: str
    rule: str
    office_start: int
    office_end: int
    partner: str
    level: str

    def move(self, find_origin: Callable[[int], int]) -> Official:
        """The same at the offsets of another text."""
        start, end, first, last = map(find_origin, (self.start, self.end, self.office_start, self.office_end))
        return self._replace(start=start, end=end, office_start=first, office_end=last)

    def list_cells(self, text: str) -> tuple:
        """Its row of a table, from where it stands on: start, end, text, kind, key, rule, title, partner, level …"""
        kind = "office" if self.rule == "office" else "person"
        title = text[self.office_start : self.office_end]
        place = (self.start, self.end, text[self.start : self.end])
        facts = (kind, self.key, self.rule, title, self.partner, self.level)
        return *place, *facts, self.office_start, self.office_end


@dataclass(slots=True)
class _Held:
    """One name with an office. ``partner`` is what the office itself says, then whom it was found to speak for."""

    start: int
    end: int
    name: str
    vietnamese: bool
    title: Title
    office: tuple[int, int]
    rule: str
    partner: str
    level: str
    terms: tuple[Term, ...]
    sure: bool = field(init=False)
    former: bool = field(init=False)
    key: str = ""

    def __post_init__(self) -> None:
        self.sure, self.former = bool(self.partner), self.title.former
        if self.title.past and not any(term.level for term in self.terms):
            self.former = True  # "dưới thời Tổng thống Nixon"

    def as_official(self) -> Official:
        return Official(self.start, self.end, self.key, self.rule, *self.office, self.partner, self.level)


@dataclass(frozen=True)
class Reader:
    """What an article is read with: its titles, the gazetteer, the leaders, and the days of its publication.

    ``before``: the people that were found in the same article already.
    """

    titles: Titles
    gazetteer: Gazetteer
    leaders: Leaders
    days: Days | None = None
    before: Sequence[Official] = ()

    @cached_property
    def foreign(self) -> list[tuple[int, str]]:
        """The foreign partners named where nobody only is: not "tới Bình Nhưỡng"."""
        return [
            (at, key)
            for at, (_, key) in sorted(self.titles.entities.items())
            if key not in ("", HOME) and not _PLACED.search(self.titles.low, max(0, at - 16), at)
        ]


def load_finder(
    *, short_forms: bool, unnamed: bool
) -> Callable[[str, Entities, tuple[date, date] | None, Sequence[Official]], list[Official]]:
    """What finds the officials of an article: from its text, its partners, the first and the last day on which it may
    have been published (None, or one that is not equal to itself: not known), and whom it named already.
    """
    offices, gazetteer, leaders, seams = load_offices(), load_gazetteer(), load_leaders(), load_seams()
    counted: dict[tuple[str, ...], tuple[int, bool]] = {}

    def find(
        text: str, entities: Entities, bounds: tuple[date, date] | None, before: Sequence[Official]
    ) -> list[Official]:
        if parted := part_seams(text, seams):
            placed = {
                parted.find_start(start): (parted.find_end(end), key)
                for start, (end, key) in entities.items()
            }
            return [one.move(parted.find_origin) for one in find_in(parted.text, placed, bounds, before)]
        return find_in(text, entities, bounds, before)

    def find_in(
        text: str, entities: Entities, bounds: tuple[date, date] | None, before: Sequence[Official]
    ) -> list[Official]:
        known = bounds is not None and all(day == day for day in bounds)  # NaT is not
        days = (bounds[0].toordinal(), bounds[1].toordinal()) if bounds and known else None
        titles = Titles(text, entities, offices, leaders.terms, counted)
        reader = Reader(titles, gazetteer, leaders, days, before)
        return find_officials(text, reader, short_forms=short_forms, unnamed=unnamed)

    return find


def find_officials(
    text: str, reader: Reader, *, short_forms: bool = True, unnamed: bool = False
) -> list[Official]:
    """The officials named in one article, in order; no two overlap.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    reader : what it is read with.
    short_forms : find later mentions by a part of the name or by the office alone, too.
    unnamed : find offices with their country and nobody named, too ("Thủ tướng Bỉ"); the key is the office as written.
    """
    titles = reader.titles
    held = _read_held(text, reader)
    known = [
        (one.key, one.partner, one.level) for one in reader.before if one.rule in ("title name", "name title")
    ]
    names = [(one.name, one.partner, one.level) for one in held]
    keys = join_names([*known, *names], reader.leaders)
    _add_full_names(keys, names, reader)
    for one in held:
        one.key = keys[one.name]
    _decide(held, reader)
    people = [one.as_official() for one in held]
    by_key: dict[str, list[Official]] = defaultdict(list)
    for person in [*sorted(people), *reader.before]:
        by_key[person.key].append(person)
    covered = bytearray(len(text))
    for person in people:
        covered[person.start : person.end] = b"\1" * (person.end - person.start)
    people += _find_named_before(text, titles, keys, by_key, covered)
    if short_forms:
        people += _find_short_forms(text, titles, by_key, covered)
        people += _find_known(reader, held, by_key, covered)
    if short_forms or unnamed:
        people += _find_offices(text, reader, held, by_key, covered, short_forms=short_forms, unnamed=unnamed)
    return sorted(people)


def _add_full_names(keys: dict[str, str], names: list[tuple[str, str, str]], reader: Reader) -> None:
    """Give surnames alone the full name that stands elsewhere without an office."""
    alone = {keys[name]: keys[name].rsplit(".", 1)[-1] for name, _, _ in names if " " not in keys[name]}
    places = _find_all([*filter(None, dict.fromkeys(alone.values()))], reader.titles.low, reader.titles.ends)
    full = find_full_names(reader.titles, places, reader.leaders) if alone else {}
    for name, key in keys.items():
        fuller = full.get(alone.get(key, ""), key)
        keys[name] = fuller if fuller[0] == key[0] or "." not in key else key


def _read_held(text: str, reader: Reader) -> list[_Held]:
    """The names with an office, each once, by where they stand."""
    titles, past = reader.titles, -1
    found: dict[int, _Held] = {}
    for head in titles.heads:
        if head < past:
            continue  # it belongs to the title before
        title = titles.read(head)
        rule = "title name" if title.name else "name title"
        name = title.name or (None if title.local else titles.read_name_before(title))
        if title.local or name is None:
            continue
        side = ""
        if rule == "title name" and (other := _find_inner_holder(title, name, reader)):
            side = _find_side(name, reader)
            inner = titles.read(title.inner[-1])
            if other != name == inner.name and (one := _make_held(text, inner, rule, *name, "", reader)):
                _add(found, one)  # "đặc phái viên của Tổng thống Y, ông X": both
            name = other
            if name == title.name:
                aide = titles.read_name_before(title)
                if aide and (
                    one := _make_held(text, title, "name title", *aide, _find_side(name, reader), reader)
                ):
                    _add(found, one)  # "ông X, phát ngôn viên của Tổng thống Y"
                continue
        if _is_anothers(title, name, reader):
            continue  # "với Tổng Giám đốc WHO, | Thủ tướng …"
        knows = partial(_holds, level=titles.offices.levels.get(title.office.key, ""), reader=reader)
        more = titles.read_more_names(title, knows) if title.name else []
        held = [_make_held(text, title, rule, *at, reader) for at in ((*name, side), *more)]
        for one in filter(None, held):
            _add(found, one)
            past = (
                max(title.offices) + 1
                if rule == "name title"
                else max(past, title.name[1] if title.name else 0)
            )
    return [found[start] for start in sorted(found)]


def _find_side(name: tuple[int, int], reader: Reader) -> str:
    """The one side that somebody of this name ever spoke for; "" if there are several or none."""
    sides = {term.side for term in reader.leaders.find(reader.titles.text[slice(*name)])}
    return sides.pop() if len(sides) == 1 else ""


def _is_anothers(title: Title, name: tuple[int, int], reader: Reader) -> bool:
    """Whether the name behind two offices belongs to the second alone, since the first is of another side."""
    if title.split < 0 or name != title.name:
        return False
    called = reader.titles.text[slice(*name)]
    sides = {find_whole(term.side, reader.gazetteer) for term in reader.leaders.find(called)}
    sides = sides or ({HOME} if reader.titles.read_name(*name)[1] else set())
    return bool(sides) and _choose_partner(title.partners, reader.gazetteer) not in sides


def _add(found: dict[int, _Held], one: _Held) -> None:
    """Of two offices at one name the first that is held still; the higher level; the side that one of them names."""
    before = found.get(one.start)
    if before is None or (before.former and not one.former):
        found[one.start] = one
    elif before.former == one.former:
        before.title.offices.update(one.title.offices)
        before.level = min(before.level, one.level, key=lambda level: (*LEVELS, "").index(level))
        before.end = max(before.end, one.end) if before.end == one.end else before.end
        sides = {term.side for term in before.terms}
        if one.sure and not before.sure and (not sides or one.partner in sides):
            before.partner, before.sure = one.partner, True


def _find_inner_holder(title: Title, name: tuple[int, int], reader: Reader) -> tuple[int, int] | None:
    """Whose name it is behind "cố vấn của Tổng thống Mỹ": None: the adviser's; else the name to go on with.

    That of the president himself, known as one, comes back as it is, unless the adviser's follows it: ", ông X".
    """
    titles = reader.titles
    inner = [head for head in title.inner if head in titles.heads and not titles.read(head).former]
    if not inner:
        return None
    other = titles.read(inner[-1])
    level = titles.offices.levels.get(other.office.key, "")
    called = titles.text[name[0] : name[1]]
    side = _choose_partner(other.partners, reader.gazetteer) if other.partners else HOME
    listed = (side, level) in reader.leaders.offices and (other.partners or titles.read_name(*name)[1])
    of = titles.low.endswith("của ", 0, inner[-1])
    apposed = titles.text[name[0] - 1 : name[0]] == " " and not titles.low.endswith(_CALLED, 0, name[0])
    if not (_holds(called, level, reader) or (of and apposed and not listed)):
        return None
    if further := _OTHER_HOLDER.match(titles.text, name[1]):
        end, _ = titles.read_name(further.end(), min(further.end() + 60, len(titles.text)))
        sure = further["called"] or " " in titles.text[further.end() : end]
        if (
            sure
            and end > further.end()
            and not titles.is_inside(further.end())
            and further.end() not in titles.heads
        ):
            return further.end(), end
    return name


def _holds(name: str, level: str, reader: Reader) -> bool:
    """Whether somebody of this name is known to have held an office of this level."""
    return any(term.level == level for term in reader.leaders.find(name))


def _make_held(
    text: str, title: Title, rule: str, start: int, end: int, partner: str, reader: Reader
) -> _Held | None:
    """The holder of an office; None if the office is none of a state or organisation, or a relative's."""
    titles, offices = reader.titles, reader.titles.offices
    folded = titles.text[start:end].casefold()
    terms = reader.leaders.find(titles.text[start:end])
    partners = [partner] if partner else title.partners or _read_behind(titles, end)
    if title.kin and not (terms or _is_kin_apart(titles, title, end)):
        return None
    if not (title.office.alone or partners or title.national or terms or title.inner):
        return None
    vietnamese = titles.read_name(start, end)[1]
    if not partners and not terms and vietnamese and title.office.key in offices.past:
        return None
    last = title.end if rule == "name title" else (title.name or (start, end))[0]
    written = text[title.start : last]
    written = written.rstrip(_MARKS)
    if written.lower().endswith(_STYLES) and (tail := _TAIL.search(written)):
        written = written[: tail.start()]  # not "Trung Đông"
    level = find_level(title, titles.low[title.start : title.start + len(written)], offices, reader.gazetteer)
    partner = _choose_partner(partners, reader.gazetteer) if partners else ""
    office = (title.start, title.start + len(written))
    return _Held(start, end, folded, vietnamese, title, office, rule, partner, level, terms)


def _read_behind(titles: Titles, end: int) -> list[str]:
    """The partner behind a name: "Ngoại trưởng Lavrov (Nga)", "Đặc phái viên Sung Kim của Mỹ"."""
    for before, after in ((" (", ")"), (" của ", "")):
        stop, key = titles.entities.get(end + len(before), (0, ""))
        if key and titles.text.startswith(before, end) and titles.text.startswith(after, stop):
            return [key]
    return []


def _is_kin_apart(titles: Titles, title: Title, end: int) -> bool:
    """Whether the relative is named beside the holder: "bà X, phu nhân Thủ tướng Y", "phu nhân Thủ tướng Y, bà X"."""
    kin = titles.offices.kin.search(titles.low, max(0, title.start - 30), title.start)
    before = titles.low[: kin.start()] if kin else ""
    other = _OTHER_HOLDER.match(titles.text, end)
    return before.endswith((", ", " - ", " là ")) or (other is not None and other["called"] is not None)


def _choose_partner(keys: list[str], gazetteer: Gazetteer) -> str:
    """The first country of a title, else its first organisation; an organ speaks for its whole."""
    countries = [
        key for key in keys if key in gazetteer.partners and gazetteer.partners[key].kind == "country"
    ]
    return find_whole((countries or keys)[0], gazetteer)


def find_whole(key: str, gazetteer: Gazetteer) -> str:
    """The organisation that an organ speaks for, else the partner itself: one of a lexicon of one's own, too."""
    known = gazetteer.partners.get(key)
    return (known and known.organ_of) or key


def _decide(held: list[_Held], reader: Reader) -> None:
    """Whom each speaks for, and at which level: by the title, another title of the same person, the list, the text."""
    said: dict[str, dict[str, str]] = defaultdict(dict)  # key → level → side that a title names
    for one in held:
        if one.sure and not one.former:
            said[one.key].setdefault(one.level, one.partner)
    for other in reader.before:
        if other.partner:
            said[other.key].setdefault(other.level, other.partner)
    before: _Held | None = None
    for one in held:
        _decide_one(one, said[one.key], reader)
        if one.title.office.key == "COUNTERPART":
            one.level = _find_counterpart(one, before)
        one.level = one.level or ("" if one.former else "other")
        before = one


def _decide_one(one: _Held, said: dict[str, str], reader: Reader) -> None:
    sides = {find_whole(term.side, reader.gazetteer) for term in one.terms}
    judged, level = judge_terms(one.terms, one.level, reader.days) if one.terms else ("", one.level)
    if one.former or (one.title.past and reader.days and not _is_in_office(one.terms, reader.days)):
        one.partner = one.level = ""
    elif one.sure:
        alike = tuple(term for term in one.terms if find_whole(term.side, reader.gazetteer) == one.partner)
        one.level = one.level or judge_terms(alike, one.level, reader.days)[1]
    elif one.level in said and (not one.terms or said[one.level] in sides):
        one.partner = said[one.level]
    elif judged:
        one.partner, one.level = find_whole(judged, reader.gazetteer), level
    elif said or one.terms:  # of several sides, and nothing tells which: it stays open
        one.partner = next(iter(said.values()), "")
    elif one.vietnamese:
        one.partner = HOME
    else:
        usual = reader.titles.offices.usually.get(one.title.office.key, "")
        one.partner = usual or _find_nearest(one, reader)


def _is_in_office(terms: tuple[Term, ...], days: Days) -> bool:
    return any(term.level and term.first <= days[1] and term.last >= days[0] for term in terms)


def _find_counterpart(one: _Held, before: _Held | None) -> str:
    """The level of a counterpart: that of the person named before, unless it is known that it never was."""
    known = [term.level for term in one.terms if term.level]
    level = before.level if before else ""
    return known[0] if known and level in LEVELS[:2] and level not in known else level


def _find_nearest(one: _Held, reader: Reader) -> str:
    """For a foreign name with nothing beside it: the foreign partner named last before, else next after.

    Where one is (*tới Bình Nhưỡng*, *ở Thổ Nhĩ Kỳ*) says nothing of who one is. A prime minister is no organisation's.
    """
    foreign, known = reader.foreign, reader.gazetteer.partners
    if one.level not in ("", "other", "organisation_head"):
        foreign = [(at, key) for at, key in foreign if key not in known or known[key].kind == "country"]
    if not foreign:
        return ""
    return find_whole(foreign[max(0, bisect_left(foreign, (one.start,)) - 1)][1], reader.gazetteer)


def _find_all(phrases: list[str], low: str, ends: dict[str, list[int]]) -> dict[str, list[int]]:
    """Where each of these phrases stands as whole words: looked for by its last word, of many in one pass.

    ``ends``: where the last words end that were looked for in ``low`` before; those of ``phrases`` are added.
    """
    lasts = {phrase: phrase.rsplit(" ", 1)[-1] or phrase for phrase in phrases}
    words = [word for word in dict.fromkeys(lasts.values()) if word not in ends]
    if len(words) > _FEW:
        ends.update({word: [] for word in words})
        for which, _, end in AhoCorasick(words).find_matches_as_indexes(low, overlapping=True):
            if _stands_whole(low, end - len(words[which]), end):
                ends[words[which]].append(end)
    else:
        for word in words:
            found = (start + len(word) for start in _find_each(word, low))
            ends[word] = [end for end in found if _stands_whole(low, end - len(word), end)]
    return {
        phrase: [end - len(phrase) for end in ends[last]]
        if phrase == last
        else [
            end - len(phrase)
            for end in ends[last]
            if low.endswith(phrase, 0, end) and _stands_whole(low, end - len(phrase), end)
        ]
        for phrase, last in lasts.items()
    }


def _find_each(word: str, low: str) -> list[int]:
    """Where a word stands, overlapping itself too."""
    found = []
    at = low.find(word)
    while at >= 0:
        found.append(at)
        at = low.find(word, at + 1)
    return found


def _stands_whole(low: str, start: int, end: int) -> bool:
    """Whether no word goes on before ``start`` or behind ``end``."""
    before, after = low[start - 1 : start], low[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before == "_" or after == "_")


def _find_named_before(
    text: str, titles: Titles, keys: dict[str, str], by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Full names that stand again without their office: "bà Nenette Motus khẳng định"; the longest first."""
    names = {name: key for name, key in keys.items() if " " in name} | {
        key: key for key in by_key if " " in key
    }
    places = _find_all(sorted(names, key=len, reverse=True), titles.low, titles.ends)
    for name, starts in places.items():
        for start in starts:
            junior = text.startswith((" Jr", ", Jr"), start + len(name))  # "Donald Trump Jr." is his son
            if text[start].isupper() and not junior and not any(covered[start : start + len(name)]):
                yield _refer(by_key[names[name]], start, start + len(name), "named before", covered)


def _refer(people: list[Official], start: int, end: int, rule: str, covered: bytearray) -> Official:
    """One more mention of a person: with the office named last before it, else with the first."""
    covered[start:end] = b"\1" * (end - start)
    last = bisect_right(people, start, key=lambda person: person.start) - 1
    return people[max(0, last)]._replace(start=start, end=end, rule=rule)


def _find_short_forms(
    text: str, titles: Titles, by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Later mentions by a part of the name: "bà Motus", "ông Tập", "Thứ trưởng Ngọc"."""
    parts: dict[str, set[str]] = defaultdict(set)
    for key in by_key:
        words = key.rsplit(".", 1)[-1].split()
        shorts = (words[-1], " ".join(words[1:]), " ".join(words[-2:]), words[0], key) if words else ()
        for short in dict.fromkeys(shorts):
            if short and (short != key or " " not in key):
                parts[short].add(key)
    ends = {end for end, _ in titles.heads.values()}
    places = _find_all([short for short, keys in parts.items() if len(keys) == 1], titles.low, titles.ends)
    for short, starts in sorted(places.items(), key=lambda place: -len(place[0])):
        people = by_key[next(iter(parts[short]))]
        for start in starts:
            end = start + len(short)
            called = titles.low.endswith(_CALLED, 0, start) or start - 1 in ends  # "Bộ trưởng Ngọc"
            later = start > people[0].start and text[start].isupper() and not any(covered[start:end])
            if called and later and not _goes_on(text, end, titles):
                yield _refer(people, start, end, "short name", covered)


class _Known(NamedTuple):
    """A leader of the list who is named without an office: where, and what the terms say."""

    places: list[tuple[int, int]]
    side: str
    level: str
    since: int


def _find_known(
    reader: Reader, held: list[_Held], by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Leaders of the list whom the article gives no office: "bà Merkel và ông Hollande".

    Those who were in office on its day; where that is not known, at a time at which all were who are named with their
    office. By a surname alone only heads of states, governments, parties and organisations, and where no day is known
    only beside other officials, or where their country is named.
    """
    found = _list_known(reader, held, covered)
    if not found:
        return
    others = [(key, people[0].partner, people[0].level) for key, people in by_key.items()]
    names = [(name, one.side, one.level) for name, one in found.items()]
    keys = join_names([*others, *names], reader.leaders)
    _add_full_names(keys, names, reader)
    last: dict[tuple[str, str], int] = {}
    for one in found.values():
        last[one.side, one.level] = max(one.since, last.get((one.side, one.level), 0))
    for name, one in found.items():
        known = " " not in keys[name] or reader.leaders.find(keys[name])
        own = any(term.person.casefold().startswith(name) for term in reader.leaders.find(name))
        if not (known or own):
            continue  # "ông Morrison" is Charles Morrison here; but "ông Kim" is no Kim Jung-sook
        if one.since == last[one.side, one.level] or not one.side:  # of two presidents of a state the later
            for start, end in one.places:
                covered[start:end] = b"\1" * (end - start)
                key = keys[name] if known else name
                yield Official(start, end, key, "known name", start, start, one.side, one.level)


def _list_known(reader: Reader, held: list[_Held], covered: bytearray) -> dict[str, _Known]:
    """The leaders who are named behind "ông" or "bà" without an office, by the name in small letters."""
    titles, days = reader.titles, reader.days
    called: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _find_called(titles, covered):
        called[titles.text[start:end]].append((start, end))
    times = [tuple(term for term in one.terms if term.level == one.level) for one in held if not one.former]
    found: dict[str, _Known] = {}
    for name, places in called.items():
        terms = tuple(
            term for term in reader.leaders.find(name) if term.level and _is_own(term, name, reader)
        )
        if terms and (_is_in_office(terms, days) if days else _is_of_time(terms, times)):
            side, level = judge_terms(terms, "", days)
            since = max(term.first for term in terms)
            found[name] = _Known(places, find_whole(side, reader.gazetteer), level, since)
    sides = (
        {find_whole(key, reader.gazetteer) for _, key in titles.entities.values() if key} if found else set()
    )
    beside = days is not None or bool(held) or len(found) > 1
    return {
        name.casefold(): one
        for name, one in found.items()
        if " " in name or (one.side and one.level in _FIRST and (beside or one.side in sides))
    }


def _find_calls(titles: Titles) -> list[int]:
    """Where a capital follows "ông", "bà" or "ngài", in order."""
    low, text, found = titles.low, titles.text, []
    for word in _CALLED:
        for at in _find_each(word, low):
            after = at + len(word)
            if text[after : after + 1].isupper() and not (at and low[at - 1].isalnum()):
                found.append(after)
    return sorted(found)


def _find_called(titles: Titles, covered: bytearray) -> Iterator[tuple[int, int]]:
    """The names behind "ông" and "bà" that are nobody's yet."""
    for start in _find_calls(titles):
        if covered[start]:
            continue
        end, vietnamese = titles.read_name(start, min(start + 50, len(titles.text)))
        end = end if vietnamese else max(end, titles.read_word(start))
        gone = _GONE.search(titles.text, max(0, start - 24), start)
        other = gone or titles.text.startswith((" Jr", ", Jr"), end) or _goes_on(titles.text, end, titles)
        if end > start and not (other or any(covered[start:end])):
            yield start, end


def _is_own(term: Term, name: str, reader: Reader) -> bool:
    """Whether a name without a title is this leader's: no family name that half a country has ("bà Choi")."""
    low = name.casefold()
    return " " in name or low in reader.leaders.terms or not term.person.casefold().startswith(low)


def _is_of_time(terms: tuple[Term, ...], times: list[tuple[Term, ...]]) -> bool:
    """Whether one of these terms meets one of each person who is named with the office held."""
    return all(
        any(one.first <= other.last and other.first <= one.last for one in terms for other in of)
        for of in times
        if of
    )


def _goes_on(text: str, end: int, titles: Titles) -> bool:
    """Whether the name is another's, longer one: "ông Kim" of "ông Kim Yong-chol"."""
    if not text.startswith(" ", end) or end + 1 in titles.entities or end + 1 in titles.heads:
        return False
    return text[end + 1 : end + 2].isupper() and not titles.low.startswith(_CALLED, end + 1)


def _find_offices(
    text: str,
    reader: Reader,
    held: list[_Held],
    by_key: dict[str, list[Official]],
    covered: bytearray,
    *,
    short_forms: bool,
    unnamed: bool,
) -> Iterator[Official]:
    """Offices without a name: of the one holder that the article names, or with their country, of nobody named."""
    titles = reader.titles
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in held:
        if not one.former:
            for form in {office.form for office in one.title.offices.values()}:
                holders[form, ""].add(one.key)
                holders[form, one.partner].add(one.key)
    inside = sorted((one.office[0], max(one.office[1], one.end)) for one in held)
    for head, (end, office) in titles.heads.items():
        if office.form in titles.offices.never_alone or any(covered[head:end]):
            continue
        if (place := bisect_right(inside, (head, len(text))) - 1) >= 0 and head < inside[place][1]:
            continue
        found = _read_office(head, end, office, holders, reader)
        if found is None:
            continue
        last, key, side = found
        if any(covered[head:last]):
            continue
        if key and key in by_key and short_forms and by_key[key][0].start < head:
            yield _refer(by_key[key], head, last, "office alone", covered)
        elif side and unnamed:
            title = titles.read(head)
            level = find_level(title, titles.low[title.start : last], titles.offices, reader.gazetteer)
            if level in _UNNAMED or office.key in _HEIRS:
                covered[title.start : last] = b"\1" * (last - title.start)
                name = titles.text[title.start : last].casefold()
                yield Official(title.start, last, name, "office", title.start, last, side, level)


def _read_office(
    head: int, end: int, office: Office, holders: dict[tuple[str, str], set[str]], reader: Reader
) -> tuple[int, str, str] | None:
    """Where an office without a name ends, the key of its one holder ("": not named) and its side; or None."""
    titles, title = reader.titles, reader.titles.read(head)
    if titles.offices.generic.search(titles.low, max(0, title.start - 12), title.start) or title.kin:
        return None
    if titles.is_alone(head):
        keys = holders.get((office.form, ""), set())
        return (end, next(iter(keys)), "") if len(keys) == 1 else None
    if title.local or title.former or not title.partners or title.name or title.several:
        return None
    if any(word in titles.low[title.start : title.solid] for word in (" các ", " hai ")):
        return None  # "Ngoại trưởng các nước ASEAN"
    if titles.low.startswith(_AFTERWARDS, title.solid + 1) or titles.read_name_before(title):
        return None
    side = _choose_partner(title.partners, reader.gazetteer)
    keys = holders.get((office.form, side), set())
    return title.solid, next(iter(keys)) if len(keys) == 1 else "", side
