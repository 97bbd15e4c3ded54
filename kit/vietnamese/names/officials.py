"""Officials: who is named with an office in a text, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM. How a title is read is in `kit.vietnamese.names.titles`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import Gazetteer
from kit.vietnamese.names.titles import Title, Titles


class Official(NamedTuple):
    """An official named at ``start``; ``sure``: the partner is named with the office or known."""

    start: int
    end: int
    key: str
    rule: str
    title: str
    partner: str
    sure: bool = True


def find_officials(text: str, titles: Titles, gazetteer: Gazetteer, *, short_forms: bool) -> list[Official]:
    """The officials named in one article, in order.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    titles : its offices.
    gazetteer : from `kit.vietnamese.names.gazetteer.load_gazetteer`.
    short_forms : find later mentions by a part of the name or by the office alone, too.
    """
    found: dict[int, Official] = {}
    held: list[tuple[str, int]] = []  # first words of an office, and where the name of its holder stands
    for head in titles.heads:
        title = titles.read(head)
        rule = "title name" if title.name else "name title"
        title.name = title.name or titles.read_name_before(title)
        if not title.name or title.local:
            continue
        person = _identify(text, title, rule, titles, gazetteer, list(found.values()))
        if person is None:
            continue
        before = found.get(person.start)
        if before is None or (person.sure and not before.sure):
            found[person.start] = person._replace(title=before.title, rule=before.rule) if before else person
        held.append((titles.heads[head][1].form, person.start))
    holders: dict[str, set[str]] = defaultdict(set)
    for form, start in held:  # only now: two offices at one name may have read more or less of it
        holders[form].add(found[start].key)
    people = list(found.values())
    people += _find_named_before(text, titles, people)
    if short_forms:
        people += _find_short_forms(text, titles, people, holders)
    return sorted(people)


def _identify(
    text: str, title: Title, rule: str, titles: Titles, gazetteer: Gazetteer, others: list[Official]
) -> Official | None:
    """Whom the holder of an office speaks for; None if the office is none of a state or organisation."""
    assert title.name is not None
    start, end = title.name
    offices = titles.offices
    name = titles.text[start:end].casefold()
    leads = offices.find_leader(name)
    if not (title.office.alone or title.partners or title.national or name in offices.leaders):
        return None
    vietnamese = titles.read_name(start, end)[1]
    if title.partners:
        partner, sure = _choose_partner(title.partners, gazetteer), True
    elif leads:
        partner, sure = leads, True
    elif vietnamese and title.office.key in offices.past:
        return None
    elif vietnamese:
        partner, sure = HOME, True
    else:
        partner, sure = offices.usually.get(title.office.key, ""), False
        partner = partner or _find_nearest(start, titles, gazetteer, others)
    written = text[title.start : title.end if rule == "name title" else start]
    written = re.sub(r"[\s,]*(?:,?\s*(?:ông|bà|ngài))?[\s,(-]*$", "", written)
    return Official(start, end, name, rule, written, partner, sure)


def _choose_partner(keys: list[str], gazetteer: Gazetteer) -> str:
    """The first country of a title, else its first organisation; an organ speaks for its whole."""
    countries = [
        key for key in keys if key in gazetteer.partners and gazetteer.partners[key].kind == "country"
    ]
    return _find_whole((countries or keys)[0], gazetteer)


def _find_whole(key: str, gazetteer: Gazetteer) -> str:
    """The organisation that an organ speaks for, else the partner itself: one of a lexicon of one's own, too."""
    known = gazetteer.partners.get(key)
    return (known and known.organ_of) or key


def _find_nearest(start: int, titles: Titles, gazetteer: Gazetteer, others: list[Official]) -> str:
    """For a foreign name with nothing beside it: the foreign partner named last before, else next after."""
    places = [(at, key) for at, (_, key) in titles.entities.items()]
    places += [(person.start, person.partner) for person in others]
    places = [(at, key) for at, key in places if key not in ("", HOME)]
    before, after = [p for p in places if p[0] < start], [p for p in places if p[0] >= start]
    if before or after:
        return _find_whole(max(before)[1] if before else min(after)[1], gazetteer)
    return ""


def _find_named_before(text: str, titles: Titles, people: list[Official]) -> Iterator[Official]:
    """Full names that stand again without their office: "bà Nenette Motus khẳng định"."""
    low = titles.text.casefold() if len(titles.text.casefold()) == len(text) else titles.low
    taken = {person.start for person in people}
    for person in {person.key: person for person in sorted(people, reverse=True)}.values():
        if " " not in person.key:
            continue
        for again in re.finditer(rf"(?<!\w){re.escape(person.key)}(?!\w)", low):
            if again.start() not in taken and text[again.start()].isupper():
                yield person._replace(start=again.start(), end=again.end(), rule="named before")


def _find_short_forms(
    text: str, titles: Titles, people: list[Official], holders: dict[str, set[str]]
) -> Iterator[Official]:
    """Later mentions by a part of the name ("bà Motus", "ông Ngọc") or by the office alone."""
    first = {person.key: person for person in sorted(people, reverse=True)}
    spans = [(person.start, person.end) for person in people]
    parts: dict[str, set[str]] = defaultdict(set)
    for key in first:
        words = key.split()
        for short in {words[-1], " ".join(words[1:]), " ".join(words[-2:])}:
            if short and short != key:
                parts[short].add(key)
    for short, keys in parts.items():
        if len(keys) > 1:
            continue
        person = first[next(iter(keys))]
        for again in re.finditer(rf"(?:ông|bà|ngài) ({re.escape(short)})(?!\w)", titles.low):
            start, end = again.span(1)
            if start > person.start and text[start].isupper() and not _touches(start, end, spans):
                spans.append((start, end))
                yield person._replace(start=start, end=end, rule="short name")
    for head, (end, office) in titles.heads.items():
        keys = holders.get(office.form, set())
        if len(keys) != 1 or _touches(head, end, spans):
            continue
        person = first[next(iter(keys))]
        if head > person.start and titles.is_alone(head):
            yield person._replace(start=head, end=end, rule="office alone")


def _touches(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < stop and begin < end for begin, stop in spans)
