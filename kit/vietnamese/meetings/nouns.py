"""Nouns of meeting: the parties of their complements, or of the clause.

"Cuộc gặp giữa A và B", "Trong cuộc gặp với B, A nói".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.vietnamese.meetings.encounters import Encounter, find_sides
from kit.vietnamese.meetings.marks import DAYS, GROUPS, PERSONS, Party
from kit.vietnamese.meetings.subjects import Clause
from kit.vietnamese.meetings.telling import Telling

_GROUP = re.compile(GROUPS)
_DAY = re.compile(DAYS)
_TALKED = ("receive", "talks", "meet", "phone")
_SHORTLY = 3  # sentences after one that tells who met, in which its day may follow


def is_bare_noun(telling: Telling) -> bool:
    """Whether a verb stands as a noun without a classifier: "sau hội đàm"."""
    joint = telling.form == "joint" and telling.verb not in telling.grammar.topical
    opens = telling.form == "joint" and telling.grammar.opening.fullmatch(telling.left) is not None
    if opens and telling.grammar.takes_place.search(telling.right):
        return True  # "Ngày 5/3, Đối thoại Việt Nam - Singapore diễn ra …"
    if joint and telling.grammar.of_somebody.match(telling.right):
        return True  # "đánh giá cao điện đàm của A với B"
    if telling.verb == "đối thoại" and telling.grammar.ends(telling.grammar.light, telling.left):
        return True
    return joint and telling.grammar.ends(telling.grammar.after_preposition, telling.left)


def read_noun(telling: Telling) -> Iterator[Encounter]:
    """Those between whom the meeting that is named was."""
    light = telling.grammar.ends(telling.grammar.light, telling.left)
    first, others, reach = _find_complements(telling) if telling.is_followed else ([], [], 0)
    if not reach:
        first = _find_joint(telling, light=light)
        if not first:
            telling.memory.again.add(telling.kind)
            if telling.many and light and telling.judge(telling.subject[1]) == "past":
                telling.note_day(*telling.subject)  # "ngày 5/3, A đã có các cuộc gặp. A gặp B"
            yield from telling.read_day() or _read_reference(telling)
            return
    if light:
        first, others = _find_chairs(telling, first, others)
    if telling.many and not others and len(first) > 1 and first[0].named:
        first, others = first[:1], first[1:]  # "các cuộc gặp giữa A với các đồng nhiệm B, C và D"
    end = telling.subject[1]
    status = telling.judge(end if light else -1, noun=True, reach=reach)
    if not status or (telling.kind == "other" and telling.left.endswith("dự ")):
        telling.put_off([*first, *others])
        return  # "Tham dự lễ đón B có A"
    if telling.many and not _are_known(telling, first, others, light=light):
        return
    begin = end if light and end >= 0 else len(telling.left)
    for group in telling.clause.split(others, many=telling.many) if others else [[]]:
        hosts, guests = (group, first) if telling.form == "guest" else (first, group)
        one = telling.make(hosts, guests, status, begin, reach, "noun", noun=not light)
        if not (reach or one.about):
            telling.add_stated_day(one)
        yield one


def _find_chairs(
    telling: Telling, first: list[Party], others: list[Party]
) -> tuple[list[Party], list[Party]]:
    """The people who hold what their states have in common: "A và B chủ trì phiên họp Ủy ban Việt Nam - Lào"."""
    chairs, held = telling.subject[0], [*first, *others]
    same = find_sides(chairs) == find_sides(held) and all(one.person for one in chairs)
    return (chairs, []) if same and not any(one.person for one in held) else (first, others)


def _list_subjects(telling: Telling) -> list[Party]:
    """Who does what is told, or whose word is given: "phát biểu của A trong cuộc gặp với B"."""
    return telling.subject[0] or telling.clause.find_owner()


def _find_joint(telling: Telling, *, light: bool) -> list[Party]:
    """Who met, of a noun that names nobody: "A và B trong cuộc gặp", "Ngay sau hội đàm, A và B nói"."""
    inside = not telling.many and telling.verb != "họp"
    if light or (inside and telling.grammar.ends(telling.grammar.reference, telling.left)):
        subjects = _list_subjects(telling)
        if len(find_sides(subjects)) > 1 and (light or not subjects[0].place):
            return subjects
    main = telling.clause.find_main(0) if _follows(telling) else []
    return main if len(find_sides(main)) > 1 and all(one.person for one in main) else []


def _follows(telling: Telling) -> bool:
    """Whether two met before what is told: "Ngay sau hội đàm, A và B …"; a ceremony is left to its own words."""
    joint = telling.form == "joint" or telling.verb == "hội kiến"
    return joint and not telling.many and telling.grammar.ends(telling.grammar.ended, telling.left)


def _are_known(telling: Telling, first: list[Party], others: list[Party], *, light: bool) -> bool:
    """Whether "các cuộc gặp" are of people, of one with counterparts of several countries, or one that begins."""
    if not others and telling.kind == "talks" and _are_held(telling):
        return True
    leads = bool(first) and (first[0].named or first[0].office in telling.grammar.home_titles)
    if light and leads and others and not others[0].place:
        return True
    people = all(one.person for one in (*first, *others))
    told = len(others) > 1 or (bool(others) and telling.grammar.between.match(telling.right) is not None)
    return people or (len(first) == 1 and leads and told and not others[0].place)


def _are_held(telling: Telling) -> bool:
    """Whether negotiations begin, or are held on a day: "ngày 5/3, các cuộc đàm phán đã diễn ra giữa …"."""
    day = _DAY.search(telling.left) or _DAY.search(telling.right)
    held = day is not None and telling.grammar.takes_place.search(telling.right) is not None
    return held or telling.grammar.ends(telling.grammar.resumed, telling.left)


def _find_complements(telling: Telling) -> tuple[list[Party], list[Party], int]:
    """Who met, whom, and where the complements end (0: there are none)."""
    if both := _find_pair(telling):
        return both
    clause, grammar, right = telling.clause, telling.grammar, telling.right
    first: list[Party] = []
    others: list[Party] = []
    reach = 0
    owner, partner = grammar.of.match(right), grammar.with_.match(right)
    if owner and (not partner or owner.end() < partner.end()):
        pair = grammar.pair_first.match(owner["names"])  # "của Mỹ - Trung, Lào nói"
        cut = pair.end() if pair else clause.find_last(owner["names"])
        first, reach = _cut_names(clause, owner, cut)
        if telling.verb == "họp" and first and not any(one.country or one.person for one in first):
            return [], [], 0  # "phiên họp của Hội đồng Nhân quyền" is attended
    if partner:
        others, reach = clause.list_parties(partner["names"]), max(reach, partner.end())
        light = grammar.ends(grammar.light, telling.left)  # its subject stands before it
        if not (owner or light) and telling.subject[1] < 0 and (cut := clause.find_last(partner["names"])):
            first = clause.list_parties(partner["names"][cut:])
            others, reach = _cut_names(clause, partner, cut)
    elif direct := _find_direct(telling, owner is not None):
        apart = telling.form == "host" and telling.subject[1] < 0  # "Tại buổi tiếp B, A nói"
        others, behind = _cut_names(clause, direct, clause.find_last(direct["names"]) if apart else 0)
        reach = max(reach, behind)
    alone = partner or telling.form == "host" or len(find_sides(others)) < 2
    if others and not first and alone:
        first = _list_subjects(telling) or clause.find_main(reach) or clause.recall()
    first = _find_welcoming(telling, first, others)
    return *_part(telling, first, others), reach


def _find_welcoming(telling: Telling, hosts: list[Party], guests: list[Party]) -> list[Party]:
    """Who gives a welcome: the country visited, where nobody says whose it is ("sẽ diễn ra lễ đón B")."""
    if telling.kind != "other" or telling.form != "host" or not find_sides(hosts) <= find_sides(guests):
        return hosts
    if telling.grammar.of.match(telling.right):
        return hosts  # "tiệc chiêu đãi của B"
    visited = telling.memory.visited
    if not guests or not visited or visited in find_sides(guests):
        return []
    at_airport = telling.grammar.airport.search(telling.right) is not None  # who arrives is met there
    return [] if at_airport else [Party(0, 0, (visited,), country=True)]


def _cut_names(clause: Clause, found: re.Match[str], cut: int) -> tuple[list[Party], int]:
    """The parties in names up to a place in them (0: all), and where these end."""
    names = found["names"]
    return clause.list_parties(names[: cut or len(names)]), found.start("names") + cut if cut else found.end()


def _part(telling: Telling, first: list[Party], others: list[Party]) -> tuple[list[Party], list[Party]]:
    """Who met and whom: of "hai bên" who met B one, and the subject with whom the only party named."""
    if others and len(first) > 1 and first == [*telling.memory.pair]:
        return first[:1], others  # "Trong cuộc gặp với B, hai bên …"
    if first and not others and len(find_sides(first)) < 2:
        return _list_subjects(telling), first
    return first, others


def _find_pair(telling: Telling) -> tuple[list[Party], list[Party], int] | None:
    """The same where one phrase names both: "giữa A và B", "mà A có với B", "(lễ đón) B dưới sự chủ trì của A"."""
    clause, grammar, right = telling.clause, telling.grammar, telling.right
    between = grammar.between_all if telling.verb == "đàm phán" else grammar.between
    if found := between.match(right) or match_whole(telling):
        names = found["names"]
        if then := grammar.pair_met.search(names):  # "giữa A và B, C nói"
            names = names[: then.end()]
        both, end = clause.list_parties(names), found.start("names") + len(names)
        if len(find_sides(both)) > 1:
            return both, [], end
        if partner := grammar.with_.match(right, end):
            return both, clause.list_parties(partner["names"]), partner.end()  # "giữa A và B với C"
    presided = "chủ trì" in right
    if presided and telling.form == "joint" and (found := grammar.presided.search(right)):
        both = clause.list_parties(found["names"])
        return (both, [], found.end()) if len(find_sides(both)) > 1 else None
    guests = grammar.object.match(right) if presided and telling.form == "host" else None
    if guests and (found := grammar.presided.search(right, guests.end())):
        return clause.list_parties(found["names"]), clause.list_parties(guests["names"]), found.end()
    if found := grammar.relative.match(right):
        return clause.list_parties(found["first"]), clause.list_parties(found["names"]), found.end()
    return None


def match_whole(telling: Telling) -> re.Match[str] | None:
    """Between whom something is that takes place: "Vòng tham vấn về cá giữa A và B diễn ra …"."""
    found = telling.grammar.between_all.match(telling.right)
    return found if found and telling.grammar.goes_on.match(telling.right, found.end()) else None


def _find_direct(telling: Telling, owned: bool) -> re.Match[str] | None:
    """Parties right behind a noun: "cuộc gặp Mỹ - Triều Tiên", "buổi tiếp Đại sứ X"."""
    if telling.form in ("host", "guest"):
        return telling.grammar.direct.match(telling.right) or telling.grammar.object.match(telling.right)
    if telling.kind == "meet" and (met := telling.grammar.met.match(telling.right)):
        return met
    if owned:
        return None
    found = telling.grammar.direct.match(telling.right)
    return found or (telling.grammar.committee.match(telling.right) if telling.verb == "họp" else None)


def _read_reference(telling: Telling) -> Iterator[Encounter]:
    """ "Tại cuộc hội đàm ở Paris, A hối thúc B", where nothing before told of it: A and B."""
    of_many = telling.many or telling.marked.marks.startswith("phiên", telling.clause.start)
    if of_many or "hội nghị" in telling.verb or telling.kind not in _TALKED or telling.marked.is_caption:
        return
    if not telling.grammar.ends(telling.grammar.reference, telling.left):
        return
    if telling.memory.pair and telling.memory.met >= 0 and not telling.grammar.dated.match(telling.right):
        return
    first = _list_subjects(telling) or telling.clause.find_main(0)
    if not first or not first[0].person:
        first = telling.clause.recall()
    around = telling.clause.list_parties("".join(re.findall(PERSONS, telling.left + telling.right)))
    others = [one for one in around if first and one.sides != first[0].sides and one.person]
    if not others:
        first, others = _find_couple(telling, first)
    if others and telling.judge(-1, noun=True):
        yield telling.make(first[:1], others[:1], "past", 0, 0, "reference")


def _find_couple(telling: Telling, first: list[Party]) -> tuple[list[Party], list[Party]]:
    """Who met, where "A và B nhất trí" goes before "trong cuộc điện đàm ngày 5/3, hai nhà lãnh đạo nói"."""
    group = _GROUP.search(telling.left + telling.right)
    couple = telling.clause.list_parties(group.group()) if group else []
    apart = not telling.memory.pair and telling.marked.number - telling.memory.coupled > _SHORTLY
    if len(couple) != 2 or apart:
        return [], []
    speaks = first[0].sides if first and first[0].person else couple[0].sides
    known = all(one.person for one in couple) and speaks in [one.sides for one in couple]
    return (couple[:1], couple[1:]) if known else ([], [])
