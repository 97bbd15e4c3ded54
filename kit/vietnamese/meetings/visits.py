"""Visits: who went where, to whom: "A thăm B", "chuyến thăm B của A", "chọn B làm điểm đến", "chặng dừng chân"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.vietnamese.meetings.encounters import Encounter, find_sides, shape_place
from kit.vietnamese.meetings.marks import BODIES, PARTY, Party
from kit.vietnamese.meetings.telling import Telling
from kit.vietnamese.names.names import plain_lower

_NEAR = 45  # characters before a noun in which it may be denied


def read_visit(telling: Telling) -> Iterator[Encounter]:
    """Who visits whom, a visit for each country."""
    if not (telling.noun or _leads_somewhere(telling)):
        return
    visitors, where, end, reach = _find_visitors(telling)
    if not (visitors or where):
        yield from telling.read_day() if telling.noun else ()
        return
    if telling.noun and not where and (told := telling.read_day()):
        yield from told
    else:
        yield from _list_visits(telling, visitors, where, end, reach)


def _leads_somewhere(telling: Telling) -> bool:
    """Whether it is said of a verb of visiting where somebody goes."""
    return bool(telling.where or telling.grammar.where_before.search(telling.left))


def _list_visits(
    telling: Telling, visitors: list[Party], where: re.Match[str] | None, end: int, reach: int
) -> Iterator[Encounter]:
    """Each visit of these: of one party to one country, if there are several."""
    own = end >= 0 and (not telling.noun or telling.grammar.ends(telling.grammar.light, telling.left))
    begin = end if own else len(telling.left)
    status = telling.judge(end if own else -1, noun=telling.noun, reach=reach)
    if not status:
        telling.put_off([*visitors, *_find_visited(telling, where, visitors)])
        return
    visitors = _list_visitors(telling, visitors, named=where is not None)
    hosts = _find_visited(telling, where, visitors)
    noun = telling.noun and not (own and _begins(telling))
    for host in hosts:
        guests = _list_guests(host, visitors)
        apart = telling.many or telling.grammar.in_turn.search(telling.left) is not None
        for group in [[one] for one in guests] if apart else [guests]:
            if group:
                one = _visit(telling, host, group, status, begin, reach, noun=noun)
                if len(find_sides(hosts)) > 1:
                    one.drop_single_day()  # "ngày 5/3 bắt đầu chuyến thăm Lào và Bỉ"
                yield one


def _list_visitors(telling: Telling, visitors: Sequence[Party], *, named: bool) -> list[Party]:
    """Who visits, of whom several visits are told only if all have names; a country where ``named`` is which."""
    if telling.many and not all(one.person for one in visitors):
        return []
    return [one for one in visitors if not one.place or (one.country and named)]


def _visit(
    telling: Telling, host: Party, group: list[Party], status: str, begin: int, reach: int, *, noun: bool
) -> Encounter:
    """One visit; who comes to "Nhà Trắng" is met."""
    place = telling.marked.cut(host.start, host.end)
    if plain_lower(place) in telling.grammar.houses:
        telling.kind = "meet"
    one = telling.make([host], group, status, begin, reach, "visit", noun=noun)
    if noun and not one.about and telling.grammar.ends(telling.grammar.has, telling.left):
        one = telling.make([host], group, status, begin, reach, "visit", noun=False)
    one.place = shape_place(place) or one.place
    return one


def _begins(telling: Telling) -> bool:
    """Whether the day in front of a visit is its first: "bắt đầu chuyến thăm", "có buổi thăm"."""
    begins = telling.grammar.ends(telling.grammar.begins, telling.left)
    return begins or telling.marked.marks.startswith("buổi", telling.clause.start)


def read_choice(telling: Telling, found: re.Match[str]) -> Iterator[Encounter]:
    """ "A đã chọn Bỉ làm điểm đến đầu tiên": of the countries each is visited."""
    visitors = telling.clause.list_parties(found["names"])
    coming = telling.grammar.coming.search(found.group())
    for host in telling.clause.list_parties(found["where"]):
        if host.country and visitors and host.sides != visitors[0].sides:
            one = telling.make([host], visitors, "announced" if coming else "past", 0, 0, "visit")
            one.place = shape_place(telling.marked.cut(host.start, host.end))
            one.days = one.about = None
            yield one


def read_station(telling: Telling) -> Iterator[Encounter]:
    """ "Điểm dừng chân tiếp theo của A là Bỉ"."""
    owner = telling.grammar.owner.match(telling.right)
    named = telling.clause.list_parties(owner["names"]) if owner else telling.clause.find_subject("visit")[0]
    visitors = [one for one in named or telling.clause.find_main(0) if one.person]
    behind = (
        telling.grammar.stop.match(telling.right, owner.end())
        if owner
        else telling.grammar.stops.match(telling.right)
    )
    where = behind or (telling.grammar.stop_before.search(telling.left) if owner else None)
    coming = telling.grammar.coming.search(
        telling.left[-_NEAR:] + telling.right[: behind.start("names") if behind else 0]
    )
    for host in telling.clause.list_parties(where["names"]) if where and visitors else ():
        if host.country and (not telling.many or not owner):
            one = telling.make([host], visitors, "announced" if coming else "past", 0, 0, "visit")
            one.place = shape_place(telling.marked.cut(host.start, host.end))
            one.days = one.about = None
            yield one


def _find_visitors(telling: Telling) -> tuple[list[Party], re.Match[str] | None, int, int]:
    """Who visits, where, where the subject of the verb ends (-1: nowhere), and where what is said of the visit."""
    clause, grammar, right = telling.clause, telling.grammar, telling.right
    visitors, end = telling.subject
    if telling.form == "move" and not (visitors or telling.noun):
        return _find_sent(telling) or _find_arriving(telling)
    where = telling.where
    reach = _reach(telling, where) if where else 0
    if telling.noun and (delegation := grammar.of_delegation.match(right)):
        return _find_delegation(telling, delegation), delegation, end, delegation.end()
    if telling.noun and (owner := grammar.of.match(right) or grammar.of_list.match(right, reach)):
        if not where or where.start("names") >= owner.start("names"):
            lasts = grammar.on_days.match(right, owner.end())
            begin = lasts.end() if lasts else owner.end()
            where = grammar.where.match(right, begin)
            if where and not grammar.towards.match(right, begin):
                where = None  # "chuyến công du của A không khiến Bỉ …"
        reach = max(owner.end(), where.end() if where else 0)
        return clause.list_parties(owner["names"]), where, end, reach
    if telling.noun and not grammar.ends(grammar.light, telling.left):
        visitors = _find_owners(telling, where, reach, visitors)
    elif where and not visitors and telling.form == "visit":
        visitors = clause.find_main(reach) or clause.recall()
    return visitors, where, end, reach


def _find_sent(telling: Telling) -> tuple[list[Party], re.Match[str] | None, int, int] | None:
    """The same of somebody whom a side sends: "A cử đặc phái viên tới Bỉ"."""
    sent = "cử " in telling.left or "phái " in telling.left
    found = telling.grammar.sent.search(telling.left) if sent else None
    where = telling.where if found else None
    if not (found and where):
        return None
    senders = telling.clause.list_parties(found["names"])
    envoys = [one._replace(person="", office="", level="other", place=False) for one in senders]
    return envoys, where, found.end("names"), _reach(telling, where)


def _find_arriving(telling: Telling) -> tuple[list[Party], re.Match[str] | None, int, int]:
    """The same of a verb that its subject follows: "Tới Bỉ, A nói", "Ngay sau khi đến Bỉ, A nói"."""
    opens = telling.left.endswith("khi ") or telling.grammar.opening.fullmatch(telling.left)
    where = telling.where if opens else None
    reach = _reach(telling, where) if where else 0
    visitors = [one for one in telling.clause.find_main(reach) if one.person] if where else []
    return visitors, where if visitors else None, -1, reach


def _find_delegation(telling: Telling, where: re.Match[str]) -> list[Party]:
    """The delegation that the sentence names: "hội đàm với đoàn đại biểu Bỉ, nhân chuyến thăm của đoàn tại Lào"."""
    hosts = find_sides(telling.clause.list_parties(where["names"]))
    named = telling.clause.list_parties("".join(re.findall(PARTY, telling.left)))
    return [one for one in named if not one.place and not hosts & {*one.sides}]


def _find_owners(telling: Telling, where: re.Match[str] | None, reach: int, near: list[Party]) -> list[Party]:
    """Whose visit it is: said with the noun, or by the sentence, ``near`` it, or before."""
    if _is_strangers(telling, reach):
        return []
    again = "là chuyến" in telling.right and telling.grammar.again.search(telling.right, reach)
    owned = telling.clause.list_parties(again["names"]) if again else telling.clause.find_owner()
    if near and where and _is_at_home(telling, near[0], where):
        near = telling.clause.recall()  # "tại Lào, A hội kiến B nhân chuyến thăm nước này"
    found = owned or telling.clause.find_main(reach) or near
    return (
        _find_received(telling, where, found)
        or found
        or _find_told(telling, where)
        or telling.clause.recall()
    )


def _find_received(telling: Telling, where: re.Match[str] | None, found: Sequence[Party]) -> list[Party]:
    """Who is named last before the visit, where it leads to those who act: "A tiếp B nhân chuyến thăm Việt Nam"."""
    hosts = find_sides(telling.clause.list_parties(where["names"])) if where else frozenset()
    if not found or not hosts >= find_sides([*found]):
        return []
    things = [telling.marked.things[sign] for sign in re.findall(PARTY, telling.left)]
    named = [one for one in things if isinstance(one, Party) and one.person and hosts.isdisjoint(one.sides)]
    return named[-1:]


def _is_strangers(telling: Telling, reach: int) -> bool:
    """Whether a visit is that of somebody with a name who is no party: "chuyến đi Bỉ của Anna Silva"."""
    if telling.grammar.privately.match(telling.right, reach):
        return True
    owner = telling.grammar.strangers.match(telling.right, reach)
    at = telling.marked.origin(telling.clause.end + owner.end()) - telling.marked.start if owner else 0
    return owner is not None and telling.marked.text[at : at + 1].isupper()


def _is_at_home(telling: Telling, party: Party, where: re.Match[str]) -> bool:
    """Whether "nước này" is the country of who is named last before it, and the sentence takes place there."""
    if re.search(BODIES, where["names"]):
        return False
    there = [telling.marked.things[sign] for sign in re.findall(BODIES, telling.left)]
    return any(isinstance(one, Party) and one.place and one.sides == party.sides for one in there)


def _name_places(telling: Telling, where: re.Match[str]) -> str:
    """The countries visited: "thăm Lào, đoàn đại biểu Bỉ đã gặp …" names one."""
    names = where["names"]
    for hit in re.finditer(BODIES, names):
        thing = telling.marked.things[hit.group()]
        before = names[: hit.start()].rstrip()
        if before.endswith(",") and isinstance(thing, Party) and not thing.place:
            return before[:-1]
    return f"{names} {where['more'] or ''}"


def _reach(telling: Telling, where: re.Match[str]) -> int:
    """Where they end behind the verb."""
    names = _name_places(telling, where)
    return where.start("names") + len(names) if len(names) < len(where["names"]) else where.end()


def _find_told(telling: Telling, where: re.Match[str] | None) -> list[Party]:
    """Who went to this country, as told before."""
    hosts = telling.clause.list_parties(where["names"]) if where else []
    return telling.memory.visits.get(hosts[0].sides[0], []) if len(hosts) == 1 else []


def _find_welcoming(telling: Telling, visitors: Sequence[Party]) -> list[Party]:
    """Where a visit leads that names no country: "Khẳng định chuyến thăm của A có ý nghĩa, B nói", who met A."""
    if (
        not telling.noun
        or len(find_sides([*visitors])) != 1
        or telling.grammar.elsewhere.match(telling.right)
    ):
        return []
    owner = telling.grammar.of.match(telling.right)
    main = telling.clause.find_main(owner.end()) if owner else []
    if owner and not main and telling.grammar.welcome.match(telling.right):
        main, _ = telling.clause.find_subject("joint")  # "A tin tưởng chuyến thăm của B"
    pair = find_sides(telling.memory.pair)
    if not main or not main[0].person or not pair >= find_sides([*visitors, *main]) or len(pair) != 2:
        return []
    host = Party(0, 0, main[0].sides, place=True, country=True)
    return [host] if host.sides != visitors[0].sides else []


def _goes_on(telling: Telling, visitors: Sequence[Party]) -> bool:
    """Whether a visit without a country is the one told of before: by the same side, and not to others."""
    last = telling.memory.told.get("visit")
    same = last is not None and find_sides(last.guests) >= find_sides([*visitors])
    return same and not telling.grammar.elsewhere.match(telling.right)


def _find_visited(telling: Telling, where: re.Match[str] | None, visitors: Sequence[Party]) -> list[Party]:
    """The countries visited; "nước này", or none in the same sentence, is the one visited last."""
    if not where:
        before = telling.grammar.where_before.search(telling.left)
        if not before and "rời " in telling.left:
            before = telling.grammar.leaves.search(telling.left)
        if before:
            return telling.clause.list_parties(before["names"])
        if welcomed := _find_welcoming(telling, visitors):
            return welcomed
        if (
            not telling.noun
            or telling.memory.here != telling.marked.number
            or not _goes_on(telling, visitors)
        ):
            return []
    names = _name_places(telling, where) if where else ""
    if names and not telling.noun and (more := telling.grammar.besides.match(telling.left)):
        names += more["names"]
    found = telling.clause.list_parties(names) if where else []
    if not found and (near := _find_country(telling, where, visitors)):
        return [Party(0, 0, (near,), place=True, country=True)]
    return [one for one in found if one.country and (one.place or telling.form != "move" or one.person)]


def _find_country(telling: Telling, where: re.Match[str] | None, visitors: Sequence[Party]) -> str:
    """Which country "nước này" is: the last one named in the sentence that nobody of speaks, or visited last."""
    things = [telling.marked.things[sign] for sign in re.findall(PARTY, telling.left)] if where else []
    named = [one for one in things if isinstance(one, Party) and len(one.sides) == 1]
    people = [one.sides for one in (*visitors, *named[-1:]) if one.person or one.named]
    visitor = people[0] if people else ()
    others = [one for one in reversed(named) if visitor and one.sides != visitor]
    other = next((one.sides[0] for one in sorted(others, key=lambda one: not one.place)), "")
    places = [one.sides[0] for one in named if one.place and one.country and one.sides != visitor]
    other = other or (places[-1] if places and places[-1] != telling.memory.visited else "")
    met = next((one.sides[0] for one in telling.memory.pair if visitor and one.sides != visitor), "")
    return other or telling.memory.visited or met


def _list_guests(host: Party, visitors: Sequence[Party]) -> list[Party]:
    """Those of other sides; an ambassador lives in the towns of the home country."""
    away = [one for one in visitors if one.sides != host.sides]
    return [one for one in away if not (host.town and one.level == "ambassador")]
