"""Encounters told more than once in an article are one: the fullest telling, with what the others add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import chain

from kit.vietnamese.meetings.encounters import Encounter, find_sides
from kit.vietnamese.meetings.marks import Party

_ALIKE = frozenset(("receive", "talks", "meet"))


def join_encounters(found: Iterable[Encounter], again: Collection[str]) -> list[Encounter]:
    """One of each, in the order of the text. A caption tells of none that the story does not tell of.

    Parameters
    ----------
    found : as told, sentence by sentence.
    again : the kinds of encounter that the story refers back to.
    """
    joined: dict[frozenset[str], list[Encounter]] = defaultdict(list)
    last = ("title", "caption")
    for one in sorted(
        found,
        key=lambda one: (last.index(one.sentence.role) + 1 if one.sentence.role in last else 0, one.start),
    ):
        key = find_sides(one.hosts) | {""} if one.kind == "attend" else one.sides
        same = [other for other in joined[key] if _is_same(one, other)]
        if same:
            _add(max(same, key=lambda other: (len(one.persons & other.persons), -other.start)), one)
        elif one.sentence.role != "caption" or (one.kind in _ALIKE and not _ALIKE.isdisjoint(again)):
            joined[key].append(one)
    return sorted(
        chain.from_iterable(joined.values()),
        key=lambda one: (one.start, sorted(one.sides), sorted(one.persons)),
    )


def _is_same(one: Encounter, other: Encounter) -> bool:
    kinds = {one.kind, other.kind}
    if not (len(kinds) == 1 or kinds <= _ALIKE):
        return False
    if one.kind == "visit" and find_sides(one.hosts) != find_sides(other.hosts):
        return False
    apart = (
        "title" not in (one.sentence.role, other.sentence.role)
        and one.firm
        and other.firm
        and one.status != other.status
        and not (one.days and other.days)
    )
    if apart and kinds <= _ALIKE and not one.persons and not other.persons:
        return False  # "đã gặp lần đầu", "sẽ hội đàm"
    when, then = one.days or one.about, other.days or other.about
    if when and then and not (when.first <= then.last and then.first <= when.last):
        return False
    if one.sides != other.sides:  # "A và B dự Hội nghị G20", "phát biểu tại Hội nghị G20, A"
        return bool(one.persons and other.persons) and (
            one.persons <= other.persons or other.persons <= one.persons
        )
    return _fits(one, other) or _fits(other, one)


def _fits(one: Encounter, other: Encounter) -> bool:
    """Whether everybody of one may be among those of the other: by name, or unnamed by the level."""
    for party in one.parties:
        same = [more for more in other.parties if more.sides == party.sides]
        if party.person:
            unnamed = same and not any(more.person or more.level not in ("", party.level) for more in same)
            if party.person not in other.persons and not unnamed:
                return False
        elif party.level:
            beside = [more.level for more in same if more.level and not _is_counterpart(more.office)]
            if beside and party.level not in beside:
                return False
    return True


def _is_counterpart(office: str) -> bool:
    """Whether an office is told by that of another: "người đồng cấp Lào"."""
    return office.lower().startswith(("người đồng", "đồng cấp", "đồng nhiệm"))


def _add(told: Encounter, more: Encounter) -> None:
    """Add what a second telling knows."""
    if len(more.persons) > len(told.persons):
        told.hosts, told.guests = more.hosts, more.guests
    else:
        told.hosts, told.guests = (_name(parties, more) for parties in (told.hosts, told.guests))
    if not told.about and more.status != told.status and (more.firm, more.status) > (told.firm, told.status):
        told.status, told.firm = more.status, more.firm
    if told.days is None:
        told.days, told.basis = more.days, more.basis
        told.about = told.about or more.about
    told.place = told.place or more.place
    if more.sentence.role != "caption" and _weigh(more) > _weigh(told):
        told.kind = more.kind
        if more.kind == "receive" and find_sides(more.hosts) == find_sides(told.guests):
            told.hosts, told.guests = told.guests, told.hosts


def _name(parties: tuple[Party, ...], more: Encounter) -> tuple[Party, ...]:
    """The same; who is unnamed is who alone has a name in another telling."""
    named = {
        one.sides: [other for other in more.parties if other.person and other.sides == one.sides]
        for one in parties
    }
    return tuple(one if one.person or len(named[one.sides]) != 1 else named[one.sides][0] for one in parties)


def _weigh(one: Encounter) -> int:
    """How much a telling says of the kind: talks most ("tiếp và hội đàm"), then a reception, then a meeting."""
    if one.kind == "talks":
        return 3 if "hội đàm" in one.word else 0
    return {"receive": 2, "meet": 1}.get(one.kind, 5)
