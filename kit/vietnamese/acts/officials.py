"""Officials and partners that an article names, as units of noun phrases."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from kit.vietnamese.acts.phrases import START, Unit, make_unit
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.syllables import is_vietnamese_syllable

_SOURCE = re.compile(r"(?<!\w)theo (?:ông |bà |ngài )?$")
_AT_HOME = re.compile(
    r", (?:phó )?(?:thủ tướng|chủ tịch nước|tổng bí thư|chủ tịch quốc hội|bộ trưởng|thứ trưởng)$"
)
_GOVERNED = ("chính quyền ", "chính quyền của ", "chính phủ của ")
_IS_CALLED = re.compile(r" là (?:ông|bà|ngài) ")  # "Đại sứ Séc | là ông | X"


def find_named(
    text: str, low: str, people: Sequence[tuple], partners: Sequence[tuple], organs: Mapping[str, str]
) -> list[Unit]:
    """Officials with their titles and by their bare names, and partners outside of these, as units.

    Parameters
    ----------
    text, low : the article, as it is and in small letters.
    people, partners : as in `kit.vietnamese.acts.statements.find_statements_in_article`.
    organs : of each organ of an organisation, of which it is.
    """
    return _add_surnames(text, low, _find_titled(low, people, partners, organs))


def _find_titled(
    low: str, people: Sequence[tuple], partners: Sequence[tuple], organs: Mapping[str, str]
) -> list[Unit]:
    units = sorted([unit for row in people for unit in _read_official(low, row, people)])
    begins = [*map(START, units)]
    names: list[Unit] = []
    organ_of: dict[str, str] = {}
    for start, end, key in partners:
        place = bisect_right(begins, start) - 1
        if place < 0 or units[place].end <= start:
            secretariat = key in organs and low.startswith("ban thư ký", start, end)
            names.append(make_unit((start, end, "name", (organs[key] if secretariat else key,), "")))
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
    if _touch(start, end, first, last) or (
        0 <= first < last < start and _IS_CALLED.fullmatch(low, last, start)
    ):
        start, end = min(start, first), max(end, last)
    if not person and side != HOME and (apart := _AT_HOME.search(low, start, end)):
        end = apart.start()  # "Tiếp Đại sứ Kuwait|, Thủ tướng …"
    return [make_unit((start, end, "person", sides, person))]


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
    starts = [*map(START, units)]
    found = list(units)
    for name, known in names.items():
        at = low.find(name)
        while at >= 0:
            end = at + len(name)
            place = bisect_right(starts, at) - 1
            free = place < 0 or units[place].end <= at
            if free and _is_alone(low, at, end) and (text[at] != name[0] or name.startswith(("al-", "el-"))):
                found.append(Unit(at, end, "person", known.sides, known.person))
            at = low.find(name, end)
    return sorted(found)


def _is_alone(low: str, at: int, end: int) -> bool:
    """Whether a name is no part of a longer one."""
    before = low[at - 1 : at]
    return not (before.isalnum() or before == "-" or low[end : end + 1].isalnum()) or at == 0
