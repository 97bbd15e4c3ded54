"""Groups of events: the mentions of one event, in one article or in several, brought together."""

from itertools import repeat
from typing import NamedTuple

import pandas as pd

from kit.schema import check_columns
from kit.vietnamese.events.vocabulary import BACKGROUND
from kit.vietnamese.names.cues import HOME

SAME = 0.5
"""Mentions in two articles are of one event if they share this part of the names in either (Jaccard)."""


def add_event_groups(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``event``: the event_id of the first mention of the same event.

    Mentions are of one event if they name the same days, are of one kind and stand in one article, or in two that
    share at least half of the names in their ``who`` (Jaccard, Việt Nam left out). Mentions without names are
    brought together within their article only: that two articles write *năm 2013* (the year 2013) says
    nothing. What an article tells of different sides on one day are two events, and so are two rows of meetings or
    agreements (with a ``source_id`` each).

    Parameters
    ----------
    events : the ``events`` table; kind, partners and source_id may be missing.

    Returns
    -------
    ``events`` with ``event``. Which mentions come together does not depend on anything but the order of
    the rows.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> visit = {"event_id": ["e1", "e2"], "article_id": ["a", "b"], "precision": "day", "who": "BEL; phạm minh chính"}
    >>> events = pd.DataFrame(visit | {"first_day": pd.Timestamp("2022-12-13"), "last_day": pd.Timestamp("2022-12-15")})
    >>> add_event_groups(events)["event"].tolist()
    ['e1', 'e1']
    """
    check_columns(events, "event_id article_id first_day last_day precision who", made_by="kit.find_events")
    columns = ("first_day", "last_day", "precision", "article_id", "event_id", "who")
    optional = [events[name] if name in events else repeat("") for name in ("kind", "partners", "source_id")]
    rows = zip(*(events[name] for name in columns), *optional, strict=False)
    ordered = sorted(rows, key=lambda row: row[-1] == "")  # meetings before mere dates
    # Days and kind, then article: what it tells of.
    told: dict[tuple, dict[str, list[_Unit]]] = {}
    for *when, article_id, event_id, who, kind, partners, source in ordered:
        units = told.setdefault((*when, kind), {}).setdefault(article_id, [])
        sides = set() if kind in BACKGROUND else set(partners.split()) - {HOME}
        unit = _find_unit(units, sides, source)
        if unit is None:
            unit = _Unit([], set(), set(), source)
            units.append(unit)
        unit.ids.append(event_id)
        unit.sides.update(sides)
        unit.names.update(name for name in str(who).split("; ") if name and name != HOME)
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
    return events.assign(event=events["event_id"].map(group).astype("str"))


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
