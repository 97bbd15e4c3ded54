"""Groups of events: which mentions tell of one event, in one article or in several."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from kit.vietnamese.events.vocabulary import BACKGROUND
from kit.vietnamese.names.cues import HOME

# Mentions in two articles are of one event if they share this part of the names in either (Jaccard).
SAME = 0.5


class Mention(NamedTuple):
    """A mention of an event: the columns of the events table by which mentions are brought together."""

    first_day: Any
    last_day: Any
    precision: str
    article_id: str
    event_id: str
    who: str
    kind: str = ""
    partners: str = ""
    source_id: str = ""


def group_mentions(mentions: Iterable[Mention]) -> dict[str, str]:
    """The event that each mention is of, by their ids: the event_id of its first mention."""
    ordered = sorted(mentions, key=lambda mention: mention.source_id == "")  # meetings before mere dates
    # Days and kind, then article: what it tells of.
    told: dict[tuple, dict[str, list[_Unit]]] = {}
    for one in ordered:
        days = (one.first_day, one.last_day, one.precision, one.kind)
        units = told.setdefault(days, {}).setdefault(one.article_id, [])
        sides = set() if one.kind in BACKGROUND else set(one.partners.split()) - {HOME}
        unit = _find_unit(units, sides, one.source_id)
        if unit is None:
            unit = _Unit([], set(), set(), one.source_id)
            units.append(unit)
        unit.ids.append(one.event_id)
        unit.sides.update(sides)
        unit.names.update(name for name in str(one.who).split("; ") if name and name != HOME)
    group: dict[str, str] = {}
    for (*_, precision, _), of_days in told.items():
        least = 1 if precision == "day" else 2
        founders: dict[str, set[str]] = {}
        for units in of_days.values():
            others = dict(founders)
            for unit in units:
                event = _find_same(unit.names, others, least) or unit.ids[0]
                others.pop(event, None)  # what an article tells apart is not one event
                founders.setdefault(event, unit.names)
                group.update(dict.fromkeys(unit.ids, event))
    return group


class _Unit(NamedTuple):
    """What an article tells of on the same days: its mentions, who is named, the sides, the row it is of."""

    ids: list[str]
    names: set[str]
    sides: set[str]
    source: str


def _find_unit(units: list[_Unit], sides: set[str], source: str) -> _Unit | None:
    """The one that shares most sides, or has none to share; never one of another meeting or agreement."""
    fitting = [unit for unit in units if not (source and unit.source)]
    fitting = [unit for unit in fitting if sides & unit.sides or not (sides and unit.sides)]
    return max(fitting, key=lambda unit: len(sides & unit.sides), default=None)


def _find_same(names: set[str], founders: dict[str, set[str]], least: int) -> str:
    """The event whose first article shares most of these names, if it shares enough; of equals the first."""
    shares = {
        event: len(names & others) / len(names | others)
        for event, others in founders.items()
        if len(names & others) >= least
    }
    best = max(shares, key=shares.__getitem__, default="")
    return best if shares.get(best, 0) >= SAME else ""
