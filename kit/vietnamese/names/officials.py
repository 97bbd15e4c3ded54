"""Officials: who is named with an office in a text, at which level, and whom they speak for.

"Thứ trưởng Ngoại giao Hà Kim Ngọc" speaks for Việt Nam, "bà Nenette Motus, Giám đốc Văn phòng … IOM"
for IOM, "cựu Đại sứ" for nobody. Read in turn: who holds an office (`holders`), which names are one person's
(`identity`), whom each speaks for (`sides`), where they are named again (`mentions`), and who is named without an
office at all (`unstated`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.holders import Entities, Official, Reader, read_held
from kit.vietnamese.names.identity import join_names
from kit.vietnamese.names.leaders import load_leaders
from kit.vietnamese.names.mentions import add_full_names, find_named_before, find_offices, find_short_forms
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.names.seams import load_seams, part_seams
from kit.vietnamese.names.sides import decide
from kit.vietnamese.names.titles import Titles
from kit.vietnamese.names.unstated import find_known


def load_finder(
    *, short_forms: bool, unnamed: bool
) -> Callable[[str, Entities, tuple[date, date] | None, Sequence[Official]], list[Official]]:
    """What finds the officials of an article: from its text, its partners, the first and the last day on which it may
    have been published (None: not known), and whom it named already.
    """
    offices, gazetteer, leaders, seams = load_offices(), load_gazetteer(), load_leaders(), load_seams()

    def find(
        text: str, entities: Entities, bounds: tuple[date, date] | None, before: Sequence[Official]
    ) -> list[Official]:
        if parted := part_seams(text, seams):
            placed = {
                parted.find_start(start): (parted.find_end(end), key)
                for start, (end, key) in entities.items()
            }
            return [one.move(parted.find_origin) for one in find_in(parted.text, placed, bounds, before)]
        return find_in(text, entities, bounds, before)

    def find_in(
        text: str, entities: Entities, bounds: tuple[date, date] | None, before: Sequence[Official]
    ) -> list[Official]:
        days = (bounds[0].toordinal(), bounds[1].toordinal()) if bounds else None
        titles = Titles(text, entities, offices, leaders)
        reader = Reader(titles, gazetteer, leaders, days, before)
        return find_officials(text, reader, short_forms=short_forms, unnamed=unnamed)

    return find


def find_officials(
    text: str, reader: Reader, *, short_forms: bool = True, unnamed: bool = False
) -> list[Official]:
    """The officials named in one article, in order; no two overlap.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    reader : what it is read with.
    short_forms : find later mentions by a part of the name or by the office alone, too.
    unnamed : find offices with their country and nobody named, too ("Thủ tướng Bỉ"); the key is the office as written.
    """
    titles = reader.titles
    held = read_held(text, reader)
    known = [
        (one.key, one.partner, one.level) for one in reader.before if one.rule in ("title name", "name title")
    ]
    names = [(one.name, one.partner, one.level) for one in held]
    keys = join_names([*known, *names], reader.leaders)
    add_full_names(keys, names, reader, held)
    for one in held:
        one.key = keys[one.name]
    decide(held, reader)
    people = [one.as_official() for one in held]
    by_key: dict[str, list[Official]] = defaultdict(list)
    for person in [*sorted(people), *(one for one in reader.before if one.rule != "office")]:
        by_key[person.key].append(person)
    covered = bytearray(len(text))
    for person in people:
        covered[person.start : person.end] = b"\1" * (person.end - person.start)
    people += find_named_before(text, titles, keys, by_key, covered)
    if short_forms:
        people += find_short_forms(text, titles, keys, by_key, covered)
        people += find_known(reader, held, by_key, covered)
    if short_forms or unnamed:
        people += find_offices(text, reader, held, by_key, covered, short_forms=short_forms, unnamed=unnamed)
    return sorted(people)
