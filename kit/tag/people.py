"""Officials: people named with an office, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM. Photographers and private people hold no office and are not found. How a title is read is in
`kit.vietnamese.names.titles`, which offices there are in ``data/lexicons/offices.yml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from ahocorasick_rs import AhoCorasick

from kit.schema import check_table, make_table
from kit.tag.partners import find_partners, join_sentences, make_mentions
from kit.vietnamese.letters import nfc
from kit.vietnamese.names.context import admit, list_entities
from kit.vietnamese.names.cues import HOME, load_cues
from kit.vietnamese.names.gazetteer import Gazetteer, load_gazetteer
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.names.titles import Title, Titles


class _Person(NamedTuple):
    """An official named at ``start``; ``sure``: the partner is named with the office or known."""

    start: int
    end: int
    key: str
    rule: str
    title: str
    partner: str
    sure: bool = True


def find_people(
    sentences: pd.DataFrame, partners: pd.DataFrame | None = None, *, short_forms: bool = True
) -> pd.DataFrame:
    """Find the officials named in sentences, and whom they speak for.

    Parameters
    ----------
    sentences : table of schema ``sentences``; whole articles, because later mentions lean on earlier ones.
    partners : table from `kit.tag.partners.find_partners` for the same sentences (default: found here).
    short_forms : find later mentions without the full name too: "bà Motus", or the office alone
        ("Thứ trưởng") where the article names one holder of it.

    Returns
    -------
    Table of schema ``people``, in the order of the text: ``text`` is the name alone (of a short form what
    stands there), ``key`` the name in small letters, the same for every mention of a person, ``title``
    the office as written, ``partner`` the ISO 3166-1 alpha-3 code or organisation spoken for ("" if
    unknown), ``rule`` one of ``title name``, ``name title``, ``named before``, ``short name``,
    ``office alone``.

    Raises
    ------
    TableError : a table lacks columns.

    Examples
    --------
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_people(sentences)[["text", "title", "partner"]].values.tolist()
    [['Hà Kim Ngọc', 'Thứ trưởng Ngoại giao', 'VNM']]
    """
    check_table(sentences, "sentences")
    partners = (
        find_partners(sentences, capitals=True) if partners is None else check_table(partners, "mentions")
    )
    offices, gazetteer = load_offices(), load_gazetteer()
    named = dict(iter(partners.groupby("article_id", sort=False)))
    rows = []
    for article_id, text, find_place in join_sentences(sentences):
        titles = Titles(text, _read_entities(named.get(article_id, partners[:0])), offices)
        for person in _find_in_article(text, titles, gazetteer, short_forms):
            what = (
                person.start,
                person.end,
                text[person.start : person.end],
                "person",
                person.key,
                person.rule,
            )
            rows.append((article_id, *find_place(person.start), *what, person.title, person.partner))
    return make_table(rows, "people")


def find_people_in_text(text: str, *, short_forms: bool = False) -> pd.DataFrame:
    """Find the officials named in one string; offsets count in its NFC form.

    Returns
    -------
    Columns ``start, end, text, kind, key, rule, title, partner``, as in `find_people`.

    Examples
    --------
    >>> people = find_people_in_text("Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp bà Nicole de Moor, Quốc vụ khanh Bỉ")
    >>> people[["text", "title", "partner"]].values.tolist()
    [['Hà Kim Ngọc', 'Thứ trưởng Ngoại giao', 'VNM'], ['Nicole de Moor', 'Quốc vụ khanh Bỉ', 'BEL']]
    """
    text = nfc(text)
    gazetteer = load_gazetteer()
    entities = list_entities(admit(text, gazetteer, load_cues()))
    rows = [
        (p.start, p.end, text[p.start : p.end], "person", p.key, p.rule, p.title, p.partner)
        for p in _find_in_article(text, Titles(text, entities, load_offices()), gazetteer, short_forms)
    ]
    return make_mentions(rows, ("start", "end", "text", "kind", "key", "rule", "title", "partner"))


def _read_entities(partners: pd.DataFrame) -> dict[int, tuple[int, str]]:
    """Start of each partner named → its end and key; regions have no key, for nobody speaks for one."""
    columns = [partners[name].tolist() for name in ("start", "end", "kind", "key")]
    entities: dict[int, tuple[int, str]] = {}
    for start, end, kind, key in zip(*columns, strict=True):
        if kind in ("country", "org", "capital", "region"):
            entities.setdefault(start, (end, "" if kind == "region" else key))
    return entities


def _find_in_article(text: str, titles: Titles, gazetteer: Gazetteer, short_forms: bool) -> list[_Person]:
    found: dict[int, _Person] = {}
    holders: dict[str, set[str]] = defaultdict(set)  # first words of an office → who holds it
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
        holders[titles.heads[head][1].form].add(person.key)
    people = list(found.values())
    people += _find_named_before(text, titles, people)
    if short_forms:
        people += _find_short_forms(text, titles, people, holders)
    return sorted(people)


def _identify(
    text: str, title: Title, rule: str, titles: Titles, gazetteer: Gazetteer, foreign: list[tuple[int, str]]
) -> _Person | None:
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
    return _Person(start, end, name, rule, written, partner, sure)


def _choose_partner(keys: list[str], gazetteer: Gazetteer) -> str:
    """The first country of a title, else its first organisation; an organ speaks for its whole."""
    countries = [key for key in keys if gazetteer.partners[key].kind == "country"]
    first = gazetteer.partners[(countries or keys)[0]]
    return first.organ_of or first.key


def _find_nearest(start: int, gazetteer: Gazetteer, foreign: list[tuple[int, str]]) -> str:
    """For a foreign name with nothing beside it: the foreign partner named last before, else next after."""
    if not foreign:
        return ""
    key = foreign[max(0, bisect_left(foreign, (start,)) - 1)][1]
    return gazetteer.partners[key].organ_of or key


def _find_named_before(text: str, titles: Titles, people: list[_Person]) -> Iterator[_Person]:
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
    text: str, titles: Titles, people: list[_Person], holders: dict[str, set[str]]
) -> Iterator[_Person]:
    """Later mentions by a part of the name ("bà Motus", "ông Ngọc") or by the office alone."""
    first = {person.key: person for person in sorted(people, reverse=True)}
    covered = bytearray(len(text))
    for person in people:
        covered[person.start : person.end] = b"\1" * (person.end - person.start)
    parts: dict[str, set[str]] = defaultdict(set)
    for key in first:
        words = key.split()
        for short in {words[-1], " ".join(words[1:]), " ".join(words[-2:])}:
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
