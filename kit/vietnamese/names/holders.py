"""Holders of offices: which names in an article stand with an office, and what the office says of them.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" holds one, "cựu Đại sứ X" held one, in "cố vấn của Tổng thống Y, ông X" there
are two. How a title is read is in `kit.vietnamese.names.titles`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from kit.vietnamese.names.appositions import read_more_names, read_name_before
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import Gazetteer, find_whole
from kit.vietnamese.names.leaders import Days, Leaders, Term
from kit.vietnamese.names.levels import find_level
from kit.vietnamese.names.offices import CALLED, LEVELS
from kit.vietnamese.names.titles import Title, Titles

_EVER = (0, date.max.toordinal())
_STYLES = ("ông", "bà", "ngài", "đồng chí")
_TAIL = re.compile(rf"(?: là)?[\s,:]*(?<!\w)(?:{'|'.join(_STYLES)})$", re.IGNORECASE)
_MARKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + ",:(-"
_PLACED = re.compile(r"(?:tại|ở|đến|tới|sang|thăm|rời|về|từ|với|và|qua|vào|đối với|liên quan) (?:nước )?$")
_CHIEF = re.compile(r"(?:(?<=\bcủa)| của) (?:(?:ông|bà|ngài) )?(?=\S)")
_OTHER_HOLDER = re.compile(r"(?: về [^,.;:\n]{2,60})?, (?P<called>ông|bà|ngài)? ?(?=\S)")
# Start of each partner named → its end and key ("" if nobody speaks for it: a region).
Entities = dict[int, tuple[int, str]]


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

    def list_cells(self, text: str, story: str = "") -> tuple:
        """Its row of a table, from where it stands on: start, end, text, kind, key, rule, title, partner, level …

        ``story``: where the office stands, if it does not in the same text.
        """
        start, end, key, rule, first, last, partner, level = self
        kind = "office" if rule == "office" else "person"
        title = text[first:last] if text[first:last].strip() else story[first:last]
        return start, end, text[start:end], kind, key, rule, title, partner, level, first, last


@dataclass(slots=True)
class Held:
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
    apposed: bool  # a comma stands between name and office
    sure: bool = field(init=False)
    former: bool = field(init=False)
    key: str = ""

    def __post_init__(self) -> None:
        self.sure, self.former = bool(self.partner), self.title.former
        if self.title.past and not any(term.level for term in self.terms):
            self.former = True  # "dưới thời Tổng thống Nixon"

    def as_official(self) -> Official:
        """What is told of it."""
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
            if key not in ("", HOME) and not _PLACED.search(self.titles.low, at - 16, at)
        ]


def read_held(text: str, reader: Reader) -> list[Held]:
    """The names with an office, each once, by where they stand."""
    titles, past = reader.titles, -1
    found: dict[int, Held] = {}
    for head in titles.heads:
        if head < past:
            continue  # it belongs to the title before
        title = titles.read(head)
        rule = "title name" if title.name else "name title"
        name = title.name or (None if title.local else read_name_before(titles, title))
        if title.local or name is None:
            continue
        side = _find_chiefs_side(title, reader) if rule == "name title" else ""
        if title.inner and rule == "title name" and (other := _find_inner_holder(title, name, reader)):
            side = _find_side(name, reader)
            inner = titles.read(title.inner[-1])
            if other != name == inner.name and (one := _make_held(text, inner, rule, *name, "", reader)):
                _add(found, one)  # "đặc phái viên của Tổng thống Y, ông X": both
            name = other
            if name == title.name:
                aide = read_name_before(titles, title)
                if aide and (
                    one := _make_held(text, title, "name title", *aide, _find_side(name, reader), reader)
                ):
                    _add(found, one)  # "ông X, phát ngôn viên của Tổng thống Y"
                continue
        if _is_anothers(title, name, reader):
            continue  # "với Tổng Giám đốc WHO, | Thủ tướng …"
        level = titles.offices.levels.get(title.office.key, "")
        more = (
            read_more_names(titles, title, partial(_holds, level=level, reader=reader)) if title.name else []
        )
        for at in ((*name, side), *more):
            if one := _make_held(text, title, rule, *at, reader):
                _add(found, one)
                past = max(past, title.name[1]) if title.name else max(title.offices) + 1
    return _drop_neighbours([found[start] for start in sorted(found)], reader)


def _drop_neighbours(held: list[Held], reader: Reader) -> list[Held]:
    """Without names that only a comma sets beside another's office: "Sau cuộc gặp với Ngoại trưởng Lào, | ông Silva".

    The list says that they speak for another side at the time, or else the article does, where their own office stands.
    """
    own: dict[str, set[str]] = {}
    for one in held:
        if one.sure and not one.apposed:
            own.setdefault(one.name.rsplit(" ", 1)[-1], set()).add(one.partner)
    return [one for one in held if not (one.apposed and _is_neighbour(one, own, reader))]


def _is_neighbour(one: Held, own: dict[str, set[str]], reader: Reader) -> bool:
    """Whether an office behind a comma, or before one, is of another side than the person."""
    if not one.sure or one.former or one.level == "organisation_head":
        return False
    sides = own.get(one.name.rsplit(" ", 1)[-1], set())
    if (
        reader.gazetteer.partners[one.partner].kind == "country"
    ):  # a minister may have gone to an organisation
        days = reader.days or _EVER
        terms = (term for term in one.terms if term.first <= days[1] and term.last >= days[0])
        sides = {find_whole(term.side, reader.gazetteer) for term in terms} or sides
    return bool(sides) and one.partner not in sides


def _find_side(name: tuple[int, int], reader: Reader) -> str:
    """The one side that somebody of this name ever spoke for; "" if there are several or none."""
    sides = {term.side for term in reader.leaders.find(reader.titles.text[slice(*name)])}
    return sides.pop() if len(sides) == 1 else ""


def _find_chiefs_side(title: Title, reader: Reader) -> str:
    """The side of whom an aide serves, if nothing else names one: "X, trợ lý của | ông Y"; "" if none is known."""
    aide = title.office.key in reader.titles.offices.aides and not title.partners
    chief = _CHIEF.match(reader.titles.text, title.solid) if aide else None
    if chief is None:
        return ""
    end, _ = reader.titles.names.read(chief.end(), min(chief.end() + 60, len(reader.titles.text)))
    return _find_side((chief.end(), end), reader)


def _is_anothers(title: Title, name: tuple[int, int], reader: Reader) -> bool:
    """Whether the name behind two offices belongs to the second alone, since the first is of another side."""
    if title.split < 0 or name != title.name:
        return False
    called = reader.titles.text[slice(*name)]
    sides = {find_whole(term.side, reader.gazetteer) for term in reader.leaders.find(called)}
    sides = sides or ({HOME} if reader.titles.names.read(*name)[1] else set())
    return bool(sides) and choose_partner(title.partners, reader.gazetteer) not in sides


def _add(found: dict[int, Held], one: Held) -> None:
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
    leads = other.office.key == "LEADER"  # who leads a country may be of any of the highest levels
    levels = LEVELS[:3] if leads else (titles.offices.levels.get(other.office.key, ""),)
    called = titles.text[name[0] : name[1]]
    side = choose_partner(other.partners, reader.gazetteer) if other.partners else HOME
    known = any((side, level) in reader.leaders.offices for level in levels)
    listed = known and (other.partners or titles.names.read(*name)[1])
    of = titles.low.endswith("của ", 0, inner[-1])
    apposed = titles.text[name[0] - 1 : name[0]] == " " and not titles.low.endswith(CALLED, 0, name[0])
    held = any(_holds(called, level, reader) for level in levels)
    # "X, cố vấn của Tổng thống Y, …"
    closed = titles.text.startswith(",", name[1]) and read_name_before(titles, title)
    if not (held or (of and apposed and (closed or not listed))):
        return None
    if further := _OTHER_HOLDER.match(titles.text, name[1]):
        end, _ = titles.names.read(further.end(), min(further.end() + 60, len(titles.text)))
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
) -> Held | None:
    """The holder of an office; None if the office is none of a state or organisation, or a relative's."""
    titles, offices = reader.titles, reader.titles.offices
    name = titles.text[start:end]
    terms = reader.leaders.find(name)
    partners = [partner] if partner else title.partners or _read_behind(titles, end)
    if title.kin and not (terms or _is_kin_apart(titles, title, end)):
        return None
    if not (title.office.alone or partners or title.national or terms or title.inner):
        return None
    vietnamese = titles.names.read(start, end)[1]
    if not partners and not terms and vietnamese and title.office.key in offices.past:
        return None
    last = title.end if rule == "name title" else (title.name or (start, end))[0]
    stop = title.start + len(text[title.start : last].rstrip(_MARKS))
    if titles.low.endswith(_STYLES, title.start, stop) and (
        tail := _TAIL.search(titles.text, title.start, stop)
    ):
        stop = tail.start()  # not "Trung Đông"
    level = find_level(title, titles.low[title.start : stop], offices, reader.gazetteer)
    partner = choose_partner(partners, reader.gazetteer) if partners else ""
    between = titles.text[end : title.start] if rule == "name title" else titles.text[title.solid : start]
    office, folded = (title.start, stop), name.casefold()
    return Held(start, end, folded, vietnamese, title, office, rule, partner, level, terms, "," in between)


def _read_behind(titles: Titles, end: int) -> list[str]:
    """The partner behind a name: "Ngoại trưởng Lavrov (Nga)", "Đặc phái viên Sung Kim của Mỹ"."""
    for before, after in ((" (", ")"), (" của ", "")):
        stop, key = titles.entities.get(end + len(before), (0, ""))
        if key and titles.text.startswith(before, end) and titles.text.startswith(after, stop):
            return [key]
    return []


def _is_kin_apart(titles: Titles, title: Title, end: int) -> bool:
    """Whether the relative is named beside the holder: "bà X, phu nhân Thủ tướng Y", "phu nhân Thủ tướng Y, bà X"."""
    kin = titles.offices.kin.search(titles.low, title.start - 30, title.start)
    before = titles.low[: kin.start()] if kin else ""
    other = _OTHER_HOLDER.match(titles.text, end)
    return before.endswith((", ", " - ", " là ")) or (other is not None and other["called"] is not None)


def choose_partner(keys: list[str], gazetteer: Gazetteer) -> str:
    """The first country of a title, else its first organisation; an organ speaks for its whole."""
    countries = [
        key for key in keys if key in gazetteer.partners and gazetteer.partners[key].kind == "country"
    ]
    return find_whole((countries or keys)[0], gazetteer)
