"""Encounters: which of several tellings of meetings are of one and the same, whoever tells it.

Joined are those that are the most alike first (by the people they name, then days, kind, days of publication), and
only where all that has been joined before still fits: a telling that names nobody and no day goes to one encounter,
and never brings two together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from kit.errors import FileError
from kit.vietnamese.dates.calendars import days_of
from kit.vietnamese.meetings.encounters import FAMILIES
from kit.vietnamese.names.namesakes import Namesakes
from kit.vietnamese.names.offices import LEVELS

# What a meeting is, once anything tells so.
STATUSES = ("past", "announced", "unknown")

# How the day of a meeting is known, the best first.
BASES = ("by hand", "sentence", "dateline", "article", "published")

# Days before its publication (of an announced one: after) within which a meeting without a day took place. It is also
# of another day if an article tells that within so many days of it.
NEAR = 7

# Days after its day that a meeting may still be announced, in an article that is printed late.
LATE = 1

_FAR = 10**6  # days: longer than any

# A first and a last day, as numbers.
Days = tuple[int, int]

# Days that overlap with none: nothing is known.
NEVER = (1, 0)

# Sides, and the persons named on them.
Named = frozenset[tuple[str, str]]


class When(NamedTuple):
    """When a meeting may have been.

    Parameters
    ----------
    days : the days that are told, or those of the month or year; of a meeting without any those before its
        publication (of an announced one: after).
    reach : the days that it cannot have been outside of; the same if days are told.
    published : number of the day, if it is known.
    """

    days: Days
    reach: Days
    published: int | None = None

    def meets(self, other: When) -> bool:
        """Whether both may be of one day: they overlap, or a day is told near to where none is."""
        if _overlap(self.days, other.days):
            return True
        if self.published is None or other.published is None or abs(self.published - other.published) > NEAR:
            return False
        return _overlap(self.reach, other.reach)


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells of a meeting.

    Parameters
    ----------
    name : identifies it.
    sides : all sides; of a visit ``host`` is the one visited.
    kind : as in the table of meetings.
    when : when it may have been.
    named : who was there.
    """

    name: str
    sides: frozenset[str]
    host: str
    kind: str
    when: When
    named: Named

    @property
    def family(self) -> str:
        """What else its kind may be called, by one name."""
        return FAMILIES.get(self.kind, self.kind)

    @property
    def block(self) -> tuple[Hashable, str, str]:
        """What tellings of one encounter have in common; a meeting of nobody has nothing in common with any."""
        return self.sides or self.name, self.family, self.host if self.kind == "visit" else ""


class Report(NamedTuple):
    """A row of the table of meetings, its days None if they are not known.

    Further it has when it was published, which meetings were joined with it and parted from it by hand, and which
    columns were corrected by hand.
    """

    meeting_id: str
    article_id: str
    kind: str
    side_a: str
    side_b: str
    person_a: str
    person_b: str
    office_a: str
    office_b: str
    level: str
    direction: str
    place: str
    first_day: date | None
    last_day: date | None
    about: str
    basis: str
    status: str
    note: str
    first_told: date | None
    same_as: str
    not_same_as: str
    by_hand: str


def read_telling(report: Report) -> Telling:
    """What a report tells, without all that does not matter for what it is of."""
    people = {"side_a": report.person_a, "side_b": report.person_b}
    sides = {side: " ".join(sorted(getattr(report, side).split())) for side in people}
    named = {(sides[side], name) for side, cell in people.items() for name in cell.split("; ") if name}
    first, last, published = report.first_day, report.last_day, report.first_told
    days = (first, last) if first and last else days_of(report.about)
    told = (days[0].toordinal(), days[1].toordinal()) if days else None
    printed = published.toordinal() if published else None
    return Telling(
        name=report.meeting_id,
        sides=frozenset(" ".join(sides.values()).split()),
        host=sides["side_a"],
        kind=report.kind,
        when=find_days(told, printed, report.basis, report.status),
        named=frozenset(named),
    )


def find_days(told: Days | None, published: int | None, basis: str, status: str) -> When:
    """When a meeting may have been, from its days, or else from the day of publication.

    >>> find_days((20, 22), 25, "sentence", "past").days, find_days(None, 25, "", "past").days
    ((20, 22), (18, 25))
    >>> find_days((25, 25), 25, "published", "past").days  # no day is told: it may have been the day before
    (24, 25)
    """
    if told:
        days = told[0] - (basis == "published" and status != "announced"), told[1]
        return When(days, days, published)
    if published is None:
        return When(NEVER, NEVER)
    before, after = LATE if status == "announced" else None, 0 if status == "past" else None
    days, reach = (
        (published - (far if before is None else before), published + (far if after is None else after))
        for far in (NEAR, _FAR)
    )
    return When(days, reach, published)


def _overlap(one: Days, other: Days) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])


def _span(days: Iterable[Days]) -> Days:
    lows, highs = zip(*days, strict=True)
    return min(lows), max(highs)


class _Encounter:
    """Tellings that have been joined."""

    __slots__ = ("first", "named", "people", "root", "tellings", "when", "whens")

    def __init__(self, tellings: list[Telling], root: Telling, *, by_hand: bool) -> None:
        self.tellings, self.root = tellings, root
        self.first, self.when = root.named, root.when
        if by_hand:
            self.first = frozenset().union(*(one.named for one in tellings))
            known = [one.when for one in tellings if one.when.days != NEVER] or [root.when]
            self.when = When(
                _span(of.days for of in known), _span(of.reach for of in known), root.when.published
            )
        self.named, self.whens = {self.first}, {self.when}
        self.people = {person for _, person in self.first}

    def take(self, other: _Encounter) -> None:
        self.tellings += other.tellings
        self.named |= other.named
        self.whens |= other.whens
        self.people |= other.people


class _Joiner:
    def __init__(self, alike: Namesakes, parted: Iterable[tuple[str, str]]) -> None:
        self._alike = alike
        self._compared: defaultdict[Named, dict[Named, float]] = defaultdict(dict)
        self._clashing: defaultdict[Named, dict[Named, bool]] = defaultdict(dict)
        self._parted: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in parted:
            self._parted[one].add(other)
            self._parted[other].add(one)

    def join(self, encounters: list[_Encounter]) -> Iterable[_Encounter]:
        """Join the encounters of one block."""
        pairs: list[tuple] = []
        for one, other in _pair(encounters):
            people = self._compare(one.first, other.first)
            if people >= 0 and one.when.meets(other.when):
                pairs.append((_rank(one, other, people), one, other))
        into = {one: one for one in encounters}
        failed = set()
        for _, *pair in sorted(pairs, key=itemgetter(0)):
            one, other = (_follow(into, end) for end in pair)
            state = (one, other, len(one.tellings), len(other.tellings))
            if one is not other and state not in failed:
                if self._fit(one, other):
                    one.take(other)
                    into[other] = one
                else:
                    failed.add(state)
        return [one for one, last in into.items() if one is last]

    def _fit(self, one: _Encounter, other: _Encounter) -> bool:
        """Whether nothing speaks against their being the same."""
        return (
            self._cover(one.people, other.people)
            and not any(self._clash(some, more) for some in one.named for more in other.named)
            and all(when.meets(then) for when in one.whens for then in other.whens)
            and not any(
                self._parted[of.name] & {of.name for of in other.tellings}
                for of in one.tellings
                if of.name in self._parted
            )
        )

    def _compare(self, one: Named, other: Named) -> float:
        """How many of the people that two tellings name both name, from 0 to 1; -1 if these are other people."""
        known = self._compared[one]
        if other not in known:
            some, more = ({person for _, person in named} for named in (one, other))
            agree = self._cover(some, more) and not self._clash(one, other)
            known[other] = self._alike.compare(some, more) if agree else -1.0
        return known[other]

    def _cover(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether the people of one are among those of the other."""
        return self._alike.cover(some, others) or self._alike.cover(others, some)

    def _clash(self, one: Named, other: Named) -> bool:
        """Whether both name other people on one and the same side."""
        known = self._clashing[one]
        if other not in known:
            sides = {side for side, _ in one} & {side for side, _ in other}
            people = (
                ([person for of, person in named if of == side] for named in (one, other)) for side in sides
            )
            known[other] = any(not self._cover(*pair) for pair in people)
        return known[other]


def _pair(encounters: list[_Encounter]) -> Iterator[tuple[_Encounter, _Encounter]]:
    """Each two of which the days overlap, and each two that were published near each other, one without a day."""
    encounters.sort(key=lambda one: (one.when.days, one.root.name))
    open_: list[_Encounter] = []
    for one in encounters:
        open_ = [other for other in open_ if other.when.days[1] >= one.when.days[0]]
        yield from ((other, one) for other in open_)
        open_ += [one] * (one.when.days != NEVER)
    dated = [one for one in encounters if one.when.days == one.when.reach and one.when.published is not None]
    dated.sort(key=_get_published)
    for one in encounters:
        if one.when.days != one.when.reach:
            published = _get_published(one)
            first = bisect_left(dated, published - NEAR, key=_get_published)
            last = bisect_right(dated, published + NEAR, key=_get_published)
            yield from (
                (one, other) for other in dated[first:last] if not _overlap(one.when.days, other.when.days)
            )


def _get_published(one: _Encounter) -> int:
    return _FAR if one.when.published is None else one.when.published


def _rank(one: _Encounter, other: _Encounter, people: float) -> tuple:
    """The smaller the more alike; no two pairs have the same."""
    (low, high), (start, end) = one.when.days, other.when.days
    days = max(min(high, end) - max(low, start) + 1, 0) / (max(high, end) - min(low, start) + 1)
    gap = abs(_get_published(one) - _get_published(other))
    names = sorted((one.root.name, other.root.name))
    return (-people, -days, one.root.kind != other.root.kind, gap, *names)


def join_tellings(
    tellings: Iterable[Telling],
    same: Iterable[tuple[str, str]] = (),
    parted: Iterable[tuple[str, str]] = (),
    *,
    alike: Namesakes | None = None,
) -> list[tuple[Telling, list[Telling]]]:
    """Bring together the tellings of each encounter; their order does not matter.

    Two tellings are of one encounter if they have the same sides and a kind of the same family (a visit: and host), if
    they may be of one day, and if of the persons that one and the other name the ones are among the others, and
    so on each side.

    Parameters
    ----------
    tellings : each with a name of its own.
    same : names that were joined by hand: that of a telling, and of the one it belongs to, whose sides and kind count.
    parted : names that were parted by hand.
    alike : who may be whom.

    Returns
    -------
    Of each encounter one that has its sides, kind and host, and all of its tellings.

    Raises
    ------
    FileError : two are joined and parted by hand.
    """
    by_name = {one.name: one for one in sorted(tellings, key=lambda one: one.name)}
    into = {name: name for name in by_name}
    for one, other in sorted(same):
        if one in into and other in into:
            into[_follow(into, one)] = _follow(into, other)
    pairs = [
        (_follow(into, one), _follow(into, other)) for one, other in parted if one in into and other in into
    ]
    if wrong := [one for one, other in pairs if one == other]:
        raise FileError(
            f"same_as joins with {wrong[0]} what not_same_as parts from it. Delete one of the two."
        )
    by_hand = {*chain(*pairs, *(pair for pair in into.items() if pair[0] != pair[1]))}
    alone = defaultdict(
        list
    )  # what tells exactly the same is joined at once, so that many copies cost nothing
    for telling in by_name.values():
        last = _follow(into, telling.name)
        known = telling.when.days != NEVER and not by_hand & {telling.name, last}
        key = (telling.block, telling.when, telling.named, telling.kind) if known else (last,)
        alone[key].append(telling)
    blocks: defaultdict[Hashable, list[_Encounter]] = defaultdict(list)
    for key, told in alone.items():
        root = by_name[key[0]] if len(key) == 1 else told[0]
        blocks[root.block].append(_Encounter(told, root, by_hand=len(told) > len(key) == 1))
    joiner = _Joiner(Namesakes() if alike is None else alike, pairs)
    return [(joined.root, joined.tellings) for block in blocks.values() for joined in joiner.join(block)]


def fold_reports(rows: Iterable[Report]) -> list[dict[str, Any]]:
    """The encounters that reports are of, as the rows of the table of encounters."""
    reports = {report.meeting_id: report for report in rows}
    links = (
        [(name, other) for name, report in reports.items() for other in getattr(report, link).split("; ")]
        for link in ("same_as", "not_same_as")
    )
    alike = Namesakes()
    found = join_tellings(map(read_telling, reports.values()), *links, alike=alike)
    return [_sum_up(root, [reports[one.name] for one in told], alike) for root, told in found]


def _sum_up(root: Telling, reports: list[Report], alike: Namesakes) -> dict[str, Any]:
    """The row of an encounter."""
    reports.sort(key=lambda of: (of.first_told is None, of.first_told, of.meeting_id))
    corrected = [of for of in reports if of.by_hand]

    def tell(*columns: str) -> dict[str, int]:
        """What is told, and how often; where something was corrected by hand, only that."""
        by_hand = [of for of in corrected if {*columns} & {*of.by_hand.split("; ")}]
        counts: dict[str, int] = {}
        for of in by_hand or reports:
            for column in columns:
                for value in getattr(of, column).split("; "):
                    if value:
                        counts[value] = counts.get(value, 0) + 1
        return counts

    def most(column: str) -> str:
        counts = tell(column)
        return max(counts, key=lambda value: (counts[value], len(value), value), default="")

    dated = Counter((of.first_day, of.last_day, of.basis) for of in reports if of.first_day and of.last_day)
    first, last, basis = _choose_days(dated, longest=root.family == "visit") if dated else (None, None, "")
    kinds = {kind: n for kind, n in tell("kind").items() if FAMILIES.get(kind, kind) == root.family}
    host = root.host.split() if root.family == "visit" else []
    articles = {of.article_id for of in reports} - {""}
    return {
        "encounter_id": reports[0].meeting_id,
        "kind": max(kinds, key=lambda kind: (kind != "meet", kinds[kind], kind)),
        "sides": " ".join(sorted(root.sides, key=lambda side: (side not in host, side))),
        "persons": "; ".join(alike.list_people(tell("person_a", "person_b"))),
        "offices": "; ".join(tell("office_a", "office_b")),
        "level": min(tell("level"), key=LEVELS.index, default=""),
        "direction": most("direction"),
        "place": most("place"),
        "first_day": first,
        "last_day": last,
        "about": "" if first else most("about"),
        "basis": basis,
        "status": min(tell("status"), key=STATUSES.index, default=""),
        "n_articles": len(articles),
        "n_reports": len(reports),
        "articles": "; ".join(sorted(articles)),
        "meeting_ids": "; ".join(sorted(of.meeting_id for of in reports)),
        "first_told": reports[0].first_told,
        "keep": True,
        "note": "; ".join(tell("note")),
    }


def _choose_days(told: Counter[tuple[date, date, str]], *, longest: bool) -> tuple[date, date, str]:
    """Days and their basis: the best known, then as most tell, then of a visit the longest, else the shortest."""

    def rank(days: tuple[date, date, str]) -> tuple:
        first, last, basis = days
        known = -BASES.index(basis) if basis in BASES else -len(BASES)
        length = (last - first).days
        return known, told[days], length if longest else -length, -first.toordinal()

    return max(told, key=rank)


def _follow(into: dict, name: Hashable) -> Any:
    """Where a chain of names ends."""
    while into[name] != name:
        into[name] = name = into[into[name]]
    return name
