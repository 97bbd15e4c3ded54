"""Encounters told more than once in an article are one: the fullest telling, with what the others add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import timedelta
from itertools import chain

from kit.vietnamese.meetings.encounters import Encounter, find_sides
from kit.vietnamese.meetings.marks import Day, Party

_ARRIVES = timedelta(days=1)  # between the evening on which somebody comes and the first day of a visit
_LASTS = timedelta(days=3)  # between two days on which a conference may be told of
_ALIKE = frozenset(("receive", "talks", "meet"))


def join_encounters(found: Iterable[Encounter], again: Collection[str]) -> list[Encounter]:
    """One of each, in the order of the text. A caption tells of none that the story does not tell of.

    Parameters
    ----------
    found : as told, sentence by sentence.
    again : the kinds of encounter that the story refers back to.
    """
    joined: dict[frozenset[str], list[Encounter]] = defaultdict(list)
    for one in sorted(
        found, key=lambda one: (one.sentence.is_caption, one.sentence.role == "title", one.start)
    ):
        key = find_sides(one.hosts) | {""} if one.kind == "attend" else one.sides
        same = [other for other in joined[key] if _is_same(one, other)]
        if same:
            _add(max(same, key=lambda other: (len(one.persons & other.persons), -other.start)), one)
        elif not one.sentence.is_caption or (one.kind in _ALIKE and not _ALIKE.isdisjoint(again)):
            joined[key].append(one)
    told = [*chain.from_iterable(joined.values())]
    named = [one for one in told if one.kind == "attend" and not one.hosts[0].country]
    return sorted(
        (one for one in told if not any(_is_named_there(one, other) for other in named)),
        key=lambda one: (one.start, sorted(one.sides), sorted(one.persons)),
    )


def _is_same(one: Encounter, other: Encounter) -> bool:
    kinds = {one.kind, other.kind}
    if not (len(kinds) == 1 or kinds <= _ALIKE):
        return False
    if one.kind == other.kind == "attend":
        return _is_same_conference(one, other)
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
    near = _ARRIVES if one.kind == "visit" else timedelta()
    if when and then and not (when.first <= then.last + near and then.first <= when.last + near):
        return False
    return _fits(one, other) or _fits(other, one)


def _is_same_conference(one: Encounter, other: Encounter) -> bool:
    """Whether two tell of one conference of somebody: on near days, and nobody of a side was there where
    another of it will be."""
    when, then = one.days or one.about, other.days or other.about
    if when and then and not (when.first <= then.last + _LASTS and then.first <= when.last + _LASTS):
        return False
    if one.status == other.status or (one.days and other.days):
        return True
    apart = find_sides(one.guests).isdisjoint(find_sides(other.guests))
    return apart or _fits(one, other) or _fits(other, one)


def _is_named_there(one: Encounter, other: Encounter) -> bool:
    """Whether a conference that its country alone is told of, "hội nghị ở Singapore", is one named beside it."""
    there = one.kind == "attend" and one.hosts[0].country and not one.persons.isdisjoint(other.persons)
    return there and _is_same_conference(one, other)


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
    if told.kind == "attend":
        told.guests = _gather(told.guests, more.guests)
    elif len(more.persons) > len(told.persons):
        told.hosts, told.guests = more.hosts, more.guests
    else:
        told.hosts, told.guests = (_name(parties, more) for parties in (told.hosts, told.guests))
    if not told.about and more.status != told.status and (more.firm, more.status) > (told.firm, told.status):
        told.status, told.firm = more.status, more.firm
    longer = told.kind == "visit" and told.days and more.days and _stay(more.days) > _stay(told.days)
    if told.days is None or longer:
        told.days, told.basis = more.days, more.basis
        told.about = told.about or more.about
    told.place = told.place or more.place
    if not more.sentence.is_caption and _weigh(more) > _weigh(told):
        told.kind = more.kind
        if more.kind == "receive" and find_sides(more.hosts) == find_sides(told.guests):
            told.hosts, told.guests = told.guests, told.hosts


def _stay(days: Day) -> timedelta:
    """How long somebody stays."""
    return days.last - days.first


def _gather(parties: tuple[Party, ...], more: tuple[Party, ...]) -> tuple[Party, ...]:
    """All who are at a conference; of an unnamed party who has a name, once."""
    everybody = [*parties, *more]
    named = {one.sides for one in everybody if one.person}
    once: dict[tuple, Party] = {}
    for one in everybody:
        if one.person or one.sides not in named:
            once.setdefault((one.sides, one.person), one)
    return tuple(once.values())


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
