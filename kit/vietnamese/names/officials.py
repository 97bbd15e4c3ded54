"""Officials: who is named with an office in a text, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM. How a title is read is in `kit.vietnamese.names.titles`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

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
    foreign = sorted((at, key) for at, (_, key) in titles.entities.items() if key not in ("", HOME))
    for head in titles.heads:
        title = titles.read(head)
        rule = "title name" if title.name else "name title"
        title.name = title.name or titles.read_name_before(title)
        if not title.name or title.local:
            continue
        person = _identify(text, title, rule, titles, gazetteer, foreign)
        if person is None:
            continue
        before = found.get(person.start)
        if before is None or (person.sure and not before.sure):
            found[person.start] = person._replace(title=before.title, rule=before.rule) if before else person
            if before and before.partner not in ("", HOME):
                foreign.remove((before.start, before.partner))
            if person.partner not in ("", HOME):
                insort(foreign, (person.start, person.partner))
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
    text: str, title: Title, rule: str, titles: Titles, gazetteer: Gazetteer, foreign: list[tuple[int, str]]
) -> Official | None:
    """Whom the holder of an office speaks for; None if the office is none of a state or organisation.

    ``foreign`` are the foreign partners named, and those that the people found so far speak for, in order.
    """
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
        partner = partner or _find_nearest(start, gazetteer, foreign)
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


def _find_nearest(start: int, gazetteer: Gazetteer, foreign: list[tuple[int, str]]) -> str:
    """For a foreign name with nothing beside it: the foreign partner named last before, else next after."""
    if not foreign:
        return ""
    return _find_whole(foreign[max(0, bisect_left(foreign, (start,)) - 1)][1], gazetteer)


def _find_named_before(text: str, titles: Titles, people: list[Official]) -> Iterator[Official]:
    """Full names that stand again without their office: "bà Nenette Motus khẳng định"."""
    low = titles.text.casefold() if len(titles.text.casefold()) == len(text) else titles.low
    taken = {person.start for person in people}
    first = {person.key: person for person in sorted(people, reverse=True) if " " in person.key}
    for key, starts in _find_all(list(first), low).items():
        for start in starts:
            bounded = not (start and _is_word(low[start - 1]))
            if bounded and start not in taken and text[start].isupper():
                yield first[key]._replace(start=start, end=start + len(key), rule="named before")


def _find_all(phrases: list[str], low: str) -> dict[str, list[int]]:
    """Where each of these phrases stands, its end at the end of a word; one pass for all of them."""
    places: dict[str, list[int]] = {phrase: [] for phrase in phrases}
    for which, start, end in (
        AhoCorasick(phrases).find_matches_as_indexes(low, overlapping=True) if phrases else ()
    ):
        if not _is_word(low[end : end + 1]):
            places[phrases[which]].append(start)
    return places


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _find_short_forms(
    text: str, titles: Titles, people: list[Official], holders: dict[str, set[str]]
) -> Iterator[Official]:
    """Later mentions by a part of the name ("bà Motus", "ông Ngọc") or by the office alone."""
    first = {person.key: person for person in sorted(people, reverse=True)}
    covered = bytearray(len(text))
    for person in people:
        covered[person.start : person.end] = b"\1" * (person.end - person.start)
    parts: dict[str, set[str]] = defaultdict(set)
    for key in first:
        words = key.split()
        for short in dict.fromkeys((words[-1], " ".join(words[1:]), " ".join(words[-2:]))):
            if short and short != key:
                parts[short].add(key)
    places = _find_all([short for short, keys in parts.items() if len(keys) == 1], titles.low)
    for short, starts in places.items():
        person = first[next(iter(parts[short]))]
        for start in starts:
            end = start + len(short)
            called = titles.low.endswith(("ông ", "bà ", "ngài "), 0, start)
            if called and start > person.start and text[start].isupper() and not any(covered[start:end]):
                covered[start:end] = b"\1" * len(short)
                yield person._replace(start=start, end=end, rule="short name")
    for head, (end, office) in titles.heads.items():
        keys = holders.get(office.form, set())
        if len(keys) != 1 or any(covered[head:end]):
            continue
        person = first[next(iter(keys))]
        if head > person.start and titles.is_alone(head):
            yield person._replace(start=head, end=end, rule="office alone")
