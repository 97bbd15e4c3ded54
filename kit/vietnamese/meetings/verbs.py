"""Verbs of meeting: the subject before it, the object behind it: "A đã tiếp B", "A và B hội đàm", "A ký với B"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.vietnamese.meetings.encounters import Encounter, find_sides
from kit.vietnamese.meetings.marks import DAYS, GROUPS, PERSONS, Party
from kit.vietnamese.meetings.nouns import match_whole
from kit.vietnamese.meetings.telling import Telling
from kit.vietnamese.names.names import plain_lower

_RECEIVING = ("host", "award", "summon")
_GROUP = re.compile(GROUPS)
_TWO = re.compile(rf"(?P<both>{GROUPS})(?:\s(?:đã|cùng|cũng))*\s$")
_OFFICES = re.compile(
    r"(?:thủ tướng|bộ trưởng|ngoại trưởng|tổng thống|chủ tịch|thứ trưởng|nguyên thủ|lãnh đạo)(?!\w)"
)
_WORDS_OF = " chuyển lời "  # "tiếp đoàn và chuyển lời thăm hỏi của A"
_CONTINUED = ("đàm phán", "đối thoại", "tham vấn", "thương lượng")
_DAY = re.compile(rf"\s+{DAYS}\s")


def read_verb(telling: Telling) -> Iterator[Encounter]:
    """Who met whom."""
    if telling.verb.startswith(_CONTINUED) and telling.grammar.for_long.search(telling.left):
        return
    objects, names, reach = _find_objects(telling)
    together = not objects and _may_be_together(telling)
    if not (objects or together or _is_told_around(telling)):
        return
    subjects, objects, reach = _find_both(telling, objects, names, reach)
    end = telling.subject[1]
    if not objects and (known := telling.grammar.known.search(telling.left)):
        subjects, objects = (telling.clause.list_parties(known[name]) for name in ("names", "objects"))
    if not objects and not (together and _are_several(telling, subjects)):
        return
    status = telling.judge(end, reach=reach) or telling.put_off([*subjects, *objects])
    if not status or not subjects or _is_vague(telling, subjects, objects, status):
        return
    if telling.form == "host" and all(party.place and party.country for party in subjects):
        telling.kind = "visit"  # "Brazil đã đón Tổng thống Mỹ"
    for hosts, guests in _pair(telling, subjects, objects):
        yield telling.make(hosts, guests, status, max(end, 0), reach, "verb")


def _pair(
    telling: Telling, subjects: list[Party], objects: list[Party]
) -> list[tuple[list[Party], list[Party]]]:
    """Hosts and guests of each encounter; several who are received come one after another, and of several who hold a
    conference the first is the host."""
    if telling.kind == "attend":
        sides = [one for one in (*subjects, *objects) if one.sides]
        hosts = [one for one in sides if one.sides == sides[0].sides]
        return [(hosts, [one for one in sides if one not in hosts])] if hosts else []
    if telling.form != "guest":
        return [(subjects, group) for group in (telling.clause.split(objects) if objects else [[]])]
    if objects and len(find_sides(subjects)) > 1:
        return [(objects, group) for group in telling.clause.split(subjects)]
    return [(group, subjects) for group in (telling.clause.split(objects) if objects else [[]])]


def _is_vague(telling: Telling, subjects: list[Party], objects: list[Party], status: str) -> bool:
    """Whether a verb tells of no encounter of these: a talk with bodies, work to come, a welcome at an airport."""
    persons = [any(_is_person(telling, one) for one in parties) for parties in (subjects, objects)]
    if telling.verb in telling.grammar.spoken and not (persons[0] and (persons[1] or not objects)):
        return True
    known = persons[1] if objects else all(one.named for one in subjects)
    if not (objects or known) and persons[0] and telling.verb.startswith(_CONTINUED):
        return True  # A visited Laos, and the two states "đang đàm phán" something
    if status == "announced" and telling.verb in telling.grammar.topical and not known:
        return True  # "sẽ làm việc với phía Bỉ để soạn thảo …"
    if telling.verb == "làm việc" and telling.left.endswith("đang ") and not any(persons):
        return True
    welcome = telling.form == "host" and "đón" in telling.verb
    if welcome and telling.left.endswith(" ra "):
        return True  # "ra đón"
    return welcome and telling.grammar.airport.search(telling.left + telling.right) is not None


def _is_person(telling: Telling, one: Party) -> bool:
    """Whether somebody has a name or an office: "Ngoại trưởng Bỉ"."""
    office = plain_lower(telling.marked.cut(one.start, one.end))
    return one.named or telling.grammar.title.match(office) is not None


def _find_both(
    telling: Telling, objects: list[Party], names: str, reach: int
) -> tuple[list[Party], list[Party], int]:
    """The parties that do what a verb tells, those it is done to, and where these end behind it.

    ``objects``, ``names``, ``reach``: the parties behind it, their signs, and where they end.
    """
    clause, (subjects, _) = telling.clause, telling.subject
    if not objects and (passive := _find_passive(telling, subjects)):
        subjects, objects = passive
    if objects and not subjects:
        if cut := clause.find_last(names):
            objects, subjects = clause.list_parties(names[:cut]), clause.list_parties(names[cut:])
            reach -= len(names) - cut  # "Hội đàm với B, A …"
        else:
            subjects = clause.find_main(reach)
            if not subjects and not clause.list_parties(telling.left):
                subjects = clause.recall()
    if objects and telling.memory.pair and subjects == [*telling.memory.pair]:
        subjects = subjects[:1]  # "Gặp B, hai bên …"
    if objects and objects == subjects:
        others = clause.list_parties("".join(re.findall(PERSONS, telling.left)))
        objects = [one for one in others if one.person and one.sides != subjects[0].sides][-1:]
    if telling.memory.visited and find_sides(objects) == find_sides(subjects):
        objects = [_see_at_home(telling, one) for one in objects]
    if telling.memory.visited and len(subjects) > 1 == len(find_sides(subjects)):
        subjects = [_see_at_home(telling, one) for one in subjects]
    return subjects, objects, reach


def _find_passive(telling: Telling, subjects: list[Party]) -> tuple[list[Party], list[Party]] | None:
    """Who receives and who is received, told the other way round: "A được B tiếp", "A bị triệu tập tới B"."""
    clause, grammar = telling.clause, telling.grammar
    summoned = telling.form == "summon"
    if telling.form in _RECEIVING and (passive := grammar.passive.search(telling.left)):
        hosts, guests = (clause.list_parties(passive[names]) for names in ("hosts", "guests"))
        return hosts, _list_summoned(guests) if summoned else guests
    if summoned and telling.left.endswith("bị "):
        there = grammar.summoned_to.match(telling.right)
        return clause.list_parties(there["names"]) if there else [], _list_summoned(subjects)
    return None


def _list_summoned(parties: list[Party]) -> list[Party]:
    """Ambassadors, who alone are summoned."""
    return [one for one in parties if one.level == "ambassador"]


def _see_at_home(telling: Telling, one: Party) -> Party:
    """The president of "nước chủ nhà" is of the country visited last."""
    return (
        one._replace(sides=(telling.memory.visited,)) if telling.grammar.at_home.search(one.office) else one
    )


def _find_objects(telling: Telling) -> tuple[list[Party], str, int]:
    """The parties behind the verb, their signs, and where they end; of a weak verb only those behind "với"."""
    award = telling.form == "award"
    pattern = telling.grammar.awarded if award else telling.grammar.object
    found = pattern.match(telling.right) if telling.is_followed else None
    if not found or _WORDS_OF in telling.right[: found.start("names")]:
        return [], "", 0
    if telling.verb in telling.grammar.weak and not telling.grammar.company_of_weak.match(
        telling.right[: found.start("names")]
    ):
        return [], "", 0
    objects = telling.clause.list_parties(found["names"])
    if telling.form == "summon":
        objects = _list_summoned(objects)
    if award:
        objects = [one for one in objects if one.person or one.office]
    return objects, found["names"], found.end() if objects else 0


def _is_told_around(telling: Telling) -> bool:
    """Whether what stands before a verb may say whom it has for its object: "được B tiếp", "người mà B đã tiếp"."""
    received = telling.form in _RECEIVING and ("được" in telling.left or "bị" in telling.left)
    return received or "người" in telling.left or "nhân vật" in telling.left


def _may_be_together(telling: Telling) -> bool:
    """Whether those before a verb without an object, if they are several, meet each other: "hai bên đã hội đàm"."""
    grammar, verb = telling.grammar, telling.verb
    joint = telling.form == "joint" or verb == "hội kiến"
    if not joint or not telling.clause.names_several(telling.left):
        return False
    together = grammar.together.match(telling.right) is not None
    if not together and grammar.company_of_weak.match(telling.right):
        return False  # with whom is said
    if verb in grammar.spoken:
        return True
    return verb not in grammar.topical and (verb != "gặp" or together)


def _are_several(telling: Telling, subjects: list[Party]) -> bool:
    """Whether these are of two sides at least: people, of a verb of talking."""
    talk = telling.verb in telling.grammar.spoken
    return len(find_sides(subjects)) > 1 and not (talk and not all(one.person for one in subjects))


def read_signing(telling: Telling) -> Iterator[Encounter]:
    """A signing that is told as an occasion: "chứng kiến lễ ký", or with its place."""
    here = telling.memory.met == telling.marked.number
    if not (here or telling.clause.names_several(telling.left + telling.right)):
        return
    subjects, end, reach = _find_signers(telling)
    pair = telling.memory.pair
    group = _GROUP.search(telling.left)
    both = group is not None or len(find_sides(subjects)) == 2
    if len(find_sides(subjects)) == 1 and (partner := telling.grammar.with_.match(telling.right)):
        subjects = [*subjects, *telling.clause.list_parties(partner["names"])]
    if len(find_sides(subjects)) == 1 and (group or here):
        known = find_sides(pair) >= find_sides(subjects)
        subjects = [*pair] if known else subjects  # "đã hội đàm và chứng kiến lễ ký", "hai nước đã ký"
    named = all(one.person for one in subjects)
    told = telling.noun or named or telling.grammar.at_a_place.search(telling.right[:60])
    if len(find_sides(subjects)) != 2 or not (status := telling.judge(end)):
        return
    one = telling.make(subjects, [], status, max(end, 0), reach, "signing")
    if (not told and not (both and one.days)) or _is_long_ago(telling, one, named=named):
        return
    if not one.days and (day := telling.memory.met_on.get(one.sides)):
        one.days, one.basis = day, "article"
    yield one


def _is_long_ago(telling: Telling, one: Encounter, *, named: bool) -> bool:
    """Whether something was signed long ago, or is said to have been: no day is told, with a year or without."""
    here = all(party.start >= telling.marked.start for party in one.parties)
    if one.days or (here and telling.grammar.some_day.search(telling.left + telling.right)):
        return False
    seen = telling.left.endswith("chứng kiến ")  # the year may be in the paper's name
    return bool(one.about and not seen) or (named and not (telling.noun or _is_by_two(telling)))


def _is_by_two(telling: Telling) -> bool:
    """Whether two sign whom the article tells of: "Hai Thủ tướng đã ký", and not "hai nước đã ký"."""
    group = _TWO.search(telling.left)
    both = telling.marked.things.get(group["both"]) if group else None
    return both is not None and _OFFICES.search(telling.marked.cut(both.start, both.end).lower()) is not None


def _find_signers(telling: Telling) -> tuple[list[Party], int, int]:
    """Who signs, where they end before the verb (-1: nowhere), and where behind it."""
    subjects, end = telling.subject
    passive = telling.left.endswith("được ") or (
        not subjects and _DAY.match(telling.right)
    )  # "Hiệp ước được ký ngày 5/3 giữa A và B"
    both = passive or (telling.noun and not subjects)
    behind = (telling.grammar.between.match(telling.right) or match_whole(telling)) if both else None
    behind = behind or (None if subjects else telling.grammar.witness.match(telling.right))
    if len(find_sides(subjects)) < 2 and (seen := telling.grammar.witnessed.search(telling.left)):
        return telling.clause.list_parties(seen["names"]), max(end, seen.end()), 0
    return (telling.clause.list_parties(behind["names"]), end, behind.end()) if behind else (subjects, end, 0)
