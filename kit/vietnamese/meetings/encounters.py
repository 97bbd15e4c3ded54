"""Encounters: who met whom as one sentence tells it, and what an article has told so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from operator import attrgetter

from kit.vietnamese.meetings.marks import Day, Marked, Party
from kit.vietnamese.names.names import plain_lower

_TOUR = timedelta(days=14)  # that a tour of several countries lasts, at most
_get_sides, _get_person = attrgetter("sides"), attrgetter("person")
# Kinds by which different tellings call the same; every other kind is a family of its own.
FAMILIES = dict.fromkeys(("receive", "talks", "meet"), "meet")


@dataclass
class Encounter:
    """Who met whom, as one sentence tells it; ``hosts``: the host, or who is named first."""

    kind: str
    sentence: Marked
    start: int
    end: int
    hosts: tuple[Party, ...]
    guests: tuple[Party, ...]
    rule: str
    status: str = "past"
    firm: bool = True
    """Whether the words say that it took place, or will: "chuyến thăm của A" leaves it open."""
    days: Day | None = None
    about: Day | None = None
    """The same, or when it was if only a month or a year is told."""
    basis: str = ""
    place: str = ""

    def drop_single_day(self) -> None:
        """Forget its day, if it is one and no range: a tour begins on it, and is in which country when is not said."""
        if self.days and self.days.first == self.days.last:
            first, last = self.days.first, self.days.first + _TOUR
            value = f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y}"
            self.about, self.days = self.days._replace(last=last, exact=False, value=value), None

    @property
    def word(self) -> str:
        """The verb or noun that tells it, in small letters."""
        return plain_lower(self.sentence.cut(self.start, self.end))

    @property
    def parties(self) -> tuple[Party, ...]:
        """All who met."""
        return (*self.hosts, *self.guests)

    @property
    def sides(self) -> frozenset[str]:
        """The keys of all sides."""
        return find_sides(self.parties)

    @property
    def persons(self) -> frozenset[str]:
        """The keys of those who are named."""
        return frozenset(party.person for party in self.parties if party.person)


@dataclass
class Memory:
    """What the article has told so far."""

    subject: Party | None = None
    """Who acted in the sentence before."""
    pair: tuple[Party, ...] = ()
    met: int = -1
    """The last two who met, and the sentence that says so."""
    couple: tuple[Party, ...] = ()
    """Two sides named together last, whether they met or not."""
    coupled: int = -1
    """In which sentence."""
    visited: str = ""
    here: int = -1
    visits: dict[str, list[Party]] = field(default_factory=dict)
    """The country visited last, and the sentence that says so; and who went last to each."""
    day: Day | None = None
    busy: tuple[Day, int, frozenset[str]] | None = None
    """The day of "các cuộc gặp" that sentences behind may tell of, the sentence that says so, and whose they are."""
    met_on: dict[frozenset[str], Day] = field(default_factory=dict)
    """The day on which sides met last."""
    told: dict[str, Encounter] = field(default_factory=dict)
    """The last encounter of each family of kinds."""
    at_home: bool = False
    """Whether the article names the home country."""
    holders: dict[str, Party] = field(default_factory=dict)
    """Who was named last with an office, those of the home country before others."""
    unread: list[Marked | Callable[[], Marked]] = field(default_factory=list)
    """The sentences that ``subject``, ``couple`` and ``holders`` lack: they are read when one of these is asked for."""
    before: Marked | Callable[[], Marked] | None = None
    """The sentence before, or the last one that names people or a conference."""
    put_off: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    """Of which family the meetings are that the lead calls off, and of which sides."""
    again: set[str] = field(default_factory=set)
    """Kinds of encounter that the story refers back to: "tại buổi tiếp"."""

    def keep(self, one: Encounter) -> None:
        """Remember an encounter."""
        sides = one.sides
        self.told[FAMILIES.get(one.kind, one.kind)] = one
        if one.days and one.kind in FAMILIES:
            self.met_on[sides] = one.days
        if len(sides) == 2:
            known = sides == find_sides(self.pair) and len(one.persons) < len(
                {*filter(None, map(_get_person, self.pair))}
            )
            if one.kind != "visit":
                self.pair = one.parties
            elif not known:  # "lễ đón B | thăm Việt Nam" goes on with who welcomed him
                self.pair = tuple(party._replace(place=False) for party in one.parties)
            self.met = one.sentence.number
        if one.kind == "visit":
            self.visited, self.here = one.hosts[0].sides[0], one.sentence.number
            if one.persons or self.visited not in self.visits:
                self.visits[self.visited] = [*one.guests]


def shape_place(text: str) -> str:
    """A place as it is named; "" of what is none: "tại các cuộc đàm phán"."""
    place = text.strip(' "“”')
    place = place if ")" in place else place.partition("(")[0].rstrip()  # "Brussels (Bỉ|"
    return place if any(map(str.isupper, place)) else ""


def find_sides(parties: tuple[Party, ...] | list[Party]) -> frozenset[str]:
    """The sides of several parties."""
    return frozenset(chain.from_iterable(map(_get_sides, parties)))
