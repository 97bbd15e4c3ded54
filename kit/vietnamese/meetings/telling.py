"""One verb or noun of meeting: who met whom, whether they did, where and when.

A verb has its subject before it and its object behind it ("A đã tiếp B"); a noun has its parties in its complements
("cuộc gặp giữa A và B", "chuyến thăm Bỉ của A"), or takes those of the clause ("Trong cuộc gặp với B, A nói").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.vietnamese.meetings.days import find_days
from kit.vietnamese.meetings.encounters import FAMILIES, Encounter, Memory, find_sides
from kit.vietnamese.meetings.grammar import Grammar
from kit.vietnamese.meetings.marks import (
    BODIES,
    DAYS,
    FARTHEST,
    FORUMS,
    GROUPS,
    PARTY,
    PERSONS,
    Forum,
    Marked,
    Party,
)
from kit.vietnamese.meetings.subjects import Clause
from kit.vietnamese.meetings.vocabulary import Cue, Vocabulary
from kit.vietnamese.names.names import plain_lower

_CLAUSE = re.compile(r";(?! với )|\]|!|\?|\n|\.\s|: ")  # each begins with a sign, which are looked for first
_NOT_PERSON = re.compile(f"[^{PERSONS[1:-1]}]")
_GROUP = re.compile(GROUPS)
_DAY = re.compile(DAYS)
_TALKED = ("receive", "talks", "meet", "phone")
_NEAR_CALL = 100  # characters behind "nói chuyện" in which "qua điện thoại" may follow
_ASIDES = (", ", " - ", " – ")
_BEFORE = ("trước khi ", "sau khi ", " khi ")
_SHORTLY = 3  # sentences after one that tells who met, in which its day may follow
_NEAR = 45  # characters before a noun in which it may be denied


class Telling:
    """One verb or noun in its sentence, and the encounters that it tells of (`read`)."""

    def __init__(self, words: Vocabulary, grammar: Grammar, marked: Marked, memory: Memory, cue: Cue):
        marks, self.verb = marked.marks, cue.verb
        first, last = max(0, cue.start - FARTHEST), min(len(marks), cue.end + FARTHEST)
        begin = first
        for cut in _CLAUSE.finditer(marks, first, cue.start):
            begin = cut.end()
        stop = _CLAUSE.search(marks, cue.end, last)
        self.words, self.grammar, self.marked, self.memory = words, grammar, marked, memory
        self.clause = Clause(marked, grammar, memory, cue[:2], (begin, stop.start() if stop else last))
        self.left, self.right = self.clause.left, self.clause.right
        self.many, self.noun = cue.many, cue.noun
        self.kind, self.form = words.forms[self.verb]
        if self.form == "host" and marks.startswith("lễ", cue.start):
            self.kind = "other"  # "lễ đón" is no reception
        if self.verb.endswith("nói chuyện") and "qua điện thoại" in self.right[:_NEAR_CALL]:
            self.kind = "phone"

    def read(self) -> Iterator[Encounter]:
        """The encounters, of two sides at least."""
        if self.form == "attend":
            found = self._read_attendance()
        elif (
            self.kind == "visit" and "chọn" in self.left and (chosen := self.grammar.chosen.search(self.left))
        ):
            found = self._read_choice(chosen)
        elif self.noun and self.grammar.station.match(self.verb):
            found = self._read_station()
        elif self.form in ("visit", "move"):
            found = self._read_visit()
        elif self.kind == "sign":
            found = self._read_signing()
        elif self.noun or self._is_bare_noun():
            found = self._read_noun()
        else:
            found = self._read_verb()
        return (one for one in found if len(one.sides) > 1)

    def _is_bare_noun(self) -> bool:
        """Whether a verb stands as a noun without a classifier: "sau hội đàm"."""
        joint = self.form == "joint" and not self.grammar.topical.match(self.verb)
        opens = self.form == "joint" and self.grammar.opening.fullmatch(self.left) is not None
        if opens and self.grammar.takes_place.search(self.right):
            return True  # "Ngày 5/3, Đối thoại Việt Nam - Singapore diễn ra …"
        if joint and self.grammar.of_somebody.match(self.right):
            return True  # "đánh giá cao điện đàm của A với B"
        if self.verb == "đối thoại" and self.grammar.ends(self.grammar.light, self.left):
            return True
        return joint and self.grammar.ends(self.grammar.after_preposition, self.left)

    # -- verbs: A tiếp B -----------------------------------------------------------------------------------------

    def _read_verb(self) -> Iterator[Encounter]:
        subjects, objects, end, reach = self._find_both()
        if not objects and (known := self.grammar.known.search(self.left)):
            subjects, objects = (self.clause.list_parties(known[name]) for name in ("names", "objects"))
        if not objects and not self._are_together(subjects):
            return
        status = self._judge(end, reach=reach) or self._put_off([*subjects, *objects])
        if not status or not subjects or self._is_vague(subjects, objects, status):
            return
        if self.form == "host" and all(party.place and party.country for party in subjects):
            self.kind = "visit"  # "Brazil đã đón Tổng thống Mỹ"
        for group in self.clause.split(objects) if objects else [[]]:
            hosts, guests = (group, subjects) if self.form == "guest" else (subjects, group)
            yield self._make(hosts, guests, status, max(end, 0), reach, "verb")

    def _is_vague(self, subjects: list[Party], objects: list[Party], status: str) -> bool:
        """Whether a verb tells of no encounter of these: a talk with bodies, work to come, a welcome at an airport."""
        persons = [any(self._is_person(one) for one in parties) for parties in (subjects, objects)]
        if self.grammar.spoken.fullmatch(self.verb) and not (persons[0] and (persons[1] or not objects)):
            return True
        if status == "announced" and self.grammar.topical.match(self.verb) and not persons[1]:
            return True  # "sẽ làm việc với phía Bỉ để soạn thảo …"
        if self.verb == "làm việc" and self.left.endswith("đang ") and not any(persons):
            return True
        airport = self.form == "host" and "đón" in self.verb
        return airport and self.grammar.airport.search(self.left + self.right) is not None

    def _is_person(self, one: Party) -> bool:
        """Whether somebody has a name or an office: "Ngoại trưởng Bỉ"."""
        office = plain_lower(self.marked.cut(one.start, one.end))
        return one.named or self.grammar.title.match(office) is not None

    def _find_both(self) -> tuple[list[Party], list[Party], int, int]:
        """The parties that do what a verb tells, those it is done to, and where each end in the clause."""
        clause = self.clause
        objects, names, reach = self._find_objects()
        subjects, end = clause.find_subject(self.form)
        if self.form == "host" and not objects and (passive := self.grammar.passive.search(self.left)):
            subjects, objects = (
                clause.list_parties(names)
                for names in (passive["hosts"], (passive["head"] or "") + passive["guests"])
            )
        if objects and not subjects:
            if cut := clause.find_last(names):
                objects, subjects = clause.list_parties(names[:cut]), clause.list_parties(names[cut:])
                reach -= len(names) - cut  # "Hội đàm với B, A …"
            else:
                subjects = clause.find_main(reach)
                if not subjects and not clause.list_parties(self.left):
                    subjects = clause.recall()
        if objects and self.memory.pair and subjects == [*self.memory.pair]:
            subjects = subjects[:1]  # "Gặp B, hai bên …"
        if objects and objects == subjects:
            others = clause.list_parties(_NOT_PERSON.sub("", self.left))
            objects = [one for one in others if one.person and one.sides != subjects[0].sides][-1:]
        if self.memory.visited and find_sides(objects) == find_sides(subjects):
            objects = [self._see_at_home(one) for one in objects]
        if self.memory.visited and len(subjects) > 1 == len(find_sides(subjects)):
            subjects = [self._see_at_home(one) for one in subjects]
        return subjects, objects, end, reach

    def _see_at_home(self, one: Party) -> Party:
        """The president of "nước chủ nhà" is of the country visited last."""
        return one._replace(sides=(self.memory.visited,)) if self.grammar.at_home.search(one.office) else one

    def _find_objects(self) -> tuple[list[Party], str, int]:
        """The parties behind the verb, their signs, and where they end; of a weak verb only those behind "với"."""
        found = self.grammar.object.match(self.right)
        if not found:
            return [], "", 0
        if self.grammar.weak.match(self.verb) and not self.grammar.company_of_weak.match(
            self.right[: found.start("names")]
        ):
            return [], "", 0
        objects = self.clause.list_parties(found["names"])
        if self.form == "summon":
            objects = [one for one in objects if one.level == "ambassador"]
        return objects, found["names"], found.end() if objects else 0

    def _are_together(self, subjects: list[Party]) -> bool:
        """Whether the subjects of a verb without an object meet each other: "hai bên đã hội đàm"."""
        if (self.form != "joint" and self.verb != "hội kiến") or len(find_sides(subjects)) < 2:
            return False
        if self.grammar.company_of_weak.match(self.right) and not self.grammar.together.match(self.right):
            return False  # with whom is said
        if self.grammar.spoken.fullmatch(self.verb):
            return all(one.person for one in subjects)
        if self.grammar.topical.match(self.verb):
            return False
        return self.verb != "gặp" or self.grammar.together.match(self.right) is not None

    # -- nouns: cuộc gặp giữa A và B -----------------------------------------------------------------------------

    def _read_noun(self) -> Iterator[Encounter]:
        clause, grammar = self.clause, self.grammar
        subjects, end = clause.find_subject(self.form)
        light = grammar.ends(grammar.light, self.left)
        if not subjects and (owner := clause.find_owner()):
            subjects = owner  # "phát biểu của A trong cuộc gặp với B"
        first, others, reach = self._find_complements(subjects, end)
        if not reach:
            first = self._find_joint(subjects, light=light)
            if not first:
                self.memory.again.add(self.kind)
                yield from self._read_day() or self._read_reference(subjects)
                return
        status = self._judge(end if light else -1, noun=True, reach=reach)
        if not status or (self.kind == "other" and self.left.endswith("dự ")):
            self._put_off([*first, *others])
            return  # "Tham dự lễ đón B có A"
        if not status or (self.many and not self._are_known(first, others, light=light)):
            return
        begin = end if light and end >= 0 else len(self.left)
        for group in clause.split(others, many=self.many) if others else [[]]:
            hosts, guests = (group, first) if self.form == "guest" else (first, group)
            yield self._make(hosts, guests, status, begin, reach, "noun", noun=not light)

    def _find_joint(self, subjects: list[Party], *, light: bool) -> list[Party]:
        """Who met, of a noun that names nobody: "A và B trong cuộc gặp", "Ngay sau hội đàm, A và B nói"."""
        if len(find_sides(subjects)) > 1:
            inside = not self.many and self.verb != "họp" and not subjects[0].place
            if light or (inside and self.grammar.ends(self.grammar.reference, self.left)):
                return subjects
        main = self.clause.find_main(0) if self._follows() else []
        return main if len(find_sides(main)) > 1 and all(one.person for one in main) else []

    def _follows(self) -> bool:
        """Whether two met before what is told: "Ngay sau hội đàm, A và B …"; a ceremony is left to its own words."""
        joint = self.form == "joint" or self.verb == "hội kiến"
        return joint and not self.many and self.grammar.ends(self.grammar.ended, self.left)

    def _are_known(self, first: list[Party], others: list[Party], *, light: bool) -> bool:
        """Whether "các cuộc gặp" are of people, of one with counterparts of several countries, or one that begins."""
        if not others and self.kind == "talks" and self._are_held():
            return True
        if light and first and first[0].named and others and not others[0].place:
            return True
        people = all(one.person for one in (*first, *others))
        return people or (len(first) == 1 and first[0].named and len(others) > 1 and not others[0].place)

    def _are_held(self) -> bool:
        """Whether negotiations begin, or are held on a day: "ngày 5/3, các cuộc đàm phán đã diễn ra giữa …"."""
        day = _DAY.search(self.left) or _DAY.search(self.right)
        held = day is not None and self.grammar.takes_place.search(self.right) is not None
        return held or self.grammar.ends(self.grammar.resumed, self.left)

    def _find_complements(self, subjects: list[Party], end: int) -> tuple[list[Party], list[Party], int]:
        """Who met, whom, and where the complements end (0: there are none)."""
        if both := self._find_pair():
            return both
        clause, grammar, right = self.clause, self.grammar, self.right
        first: list[Party] = []
        others: list[Party] = []
        reach = 0
        owner, partner = grammar.of.match(right), grammar.with_.match(right)
        if owner and (not partner or owner.end() < partner.end()):
            names = self.grammar.pair_first.match(owner["names"])  # "của Mỹ - Trung, Lào nói"
            first, reach = clause.list_parties(names.group() if names else owner["names"]), owner.end()
            if self.verb == "họp" and first and not any(one.country or one.person for one in first):
                return [], [], 0  # "phiên họp của Hội đồng Nhân quyền" is attended
        if partner:
            others, reach = clause.list_parties(partner["names"]), max(reach, partner.end())
            light = grammar.ends(grammar.light, self.left)  # its subject stands before it
            if not (owner or light) and end < 0 and (cut := clause.find_last(partner["names"])):
                first = clause.list_parties(partner["names"][cut:])
                others, reach = clause.list_parties(partner["names"][:cut]), partner.start("names") + cut
        elif direct := self._find_direct(owner is not None):
            others, reach = clause.list_parties(direct["names"]), max(reach, direct.end())
        alone = partner or self.form == "host" or len(find_sides(others)) < 2
        if others and not first and alone:
            first = subjects or clause.find_main(reach) or clause.recall()
        return *self._part(first, others, subjects), reach

    def _part(
        self, first: list[Party], others: list[Party], subjects: list[Party]
    ) -> tuple[list[Party], list[Party]]:
        """Who met and whom: of "hai bên" who met B one, and the subject with whom the only party named."""
        if others and len(first) > 1 and first == [*self.memory.pair]:
            return first[:1], others  # "Trong cuộc gặp với B, hai bên …"
        if first and not others and len(find_sides(first)) < 2:
            return subjects, first
        return first, others

    def _find_pair(self) -> tuple[list[Party], list[Party], int] | None:
        """The same where one phrase names both: "giữa A và B", "mà A có với B", "(lễ đón) B dưới sự chủ trì của A"."""
        clause, grammar, right = self.clause, self.grammar, self.right
        between = grammar.between_all if self.verb == "đàm phán" else grammar.between
        if found := between.match(right):
            names = found["names"]
            if then := grammar.pair_met.search(names):  # "giữa A và B, C nói"
                names = names[: then.end()]
            both = clause.list_parties(names)
            if len(find_sides(both)) > 1:
                return both, [], found.start("names") + len(names)
        guests = grammar.object.match(right) if self.form == "host" else None
        if guests and (found := grammar.presided.search(right)):
            return clause.list_parties(found["names"]), clause.list_parties(guests["names"]), found.end()
        if found := grammar.relative.match(right):
            return clause.list_parties(found["first"]), clause.list_parties(found["names"]), found.end()
        return None

    def _find_direct(self, owned: bool) -> re.Match[str] | None:
        """Parties right behind a noun: "cuộc gặp Mỹ - Triều Tiên", "buổi tiếp Đại sứ X"."""
        if self.form == "host":
            return self.grammar.direct.match(self.right) or self.grammar.object.match(self.right)
        if self.kind == "meet" and (met := self.grammar.met.match(self.right)):
            return met
        return None if owned else self.grammar.direct.match(self.right)

    def _read_day(self) -> list[Encounter]:
        """ "Cuộc gặp diễn ra ngày 5/3", where a sentence shortly before told who met."""
        last = self.memory.told.get(FAMILIES.get(self.kind, self.kind))
        if not last or last.days or self.many or not self.grammar.lasts.match(self.right):
            return []
        if self.marked.number - last.sentence.number > _SHORTLY:
            return []
        one = self._make(last.hosts, last.guests, last.status, len(self.left), 0, "reference")
        return [one] if one.days else []

    def _read_reference(self, subjects: list[Party]) -> Iterator[Encounter]:
        """ "Tại cuộc hội đàm ở Paris, A hối thúc B", where nothing before told of it: A and B."""
        known = self.memory.pair and self.memory.met >= 0 and not self.grammar.dated.match(self.right)
        known = known or self.marked.marks.startswith("phiên", self.clause.start)  # of many
        known = known or "hội nghị" in self.verb
        if known or self.many or self.marked.role == "caption" or self.kind not in _TALKED:
            return
        if not self.grammar.ends(self.grammar.reference, self.left):
            return
        first = subjects or self.clause.find_main(0)
        if not first or not first[0].person:
            first = self.clause.recall()
        around = self.clause.list_parties(_NOT_PERSON.sub("", self.left + self.right))
        others = [one for one in around if first and one.sides != first[0].sides and one.person]
        if not others:
            first, others = self._find_couple(first)
        if others and self._judge(-1, noun=True):
            yield self._make(first[:1], others[:1], "past", 0, 0, "reference")

    def _find_couple(self, first: list[Party]) -> tuple[list[Party], list[Party]]:
        """Who met, where "A và B nhất trí" goes before "trong cuộc điện đàm ngày 5/3, hai nhà lãnh đạo nói"."""
        group = _GROUP.search(self.left + self.right)
        couple = self.clause.list_parties(group.group()) if group else []
        apart = not self.memory.pair and self.marked.number - self.memory.coupled > _SHORTLY
        if len(couple) != 2 or apart:
            return [], []
        speaks = first[0].sides if first and first[0].person else couple[0].sides
        known = all(one.person for one in couple) and speaks in [one.sides for one in couple]
        return (couple[:1], couple[1:]) if known else ([], [])

    # -- visits: A thăm Bỉ, chuyến thăm Bỉ của A -----------------------------------------------------------------

    def _read_visit(self) -> Iterator[Encounter]:
        visitors, where, end, reach = self._find_visitors()
        if not (visitors or where):
            yield from self._read_day() if self.noun else ()
            return
        if self.noun and not where and (told := self._read_day()):
            yield from told
        else:
            yield from self._list_visits(visitors, where, end, reach)

    def _list_visits(
        self, visitors: list[Party], where: re.Match[str] | None, end: int, reach: int
    ) -> Iterator[Encounter]:
        """Each visit of these: of one party to one country, if there are several."""
        own = end >= 0 and (not self.noun or self.grammar.ends(self.grammar.light, self.left))
        begin = end if own else len(self.left)
        status = self._judge(end if own else -1, noun=self.noun, reach=reach)
        if not status:
            self._put_off([*visitors, *self._find_visited(where, visitors)])
            return
        visitors = self._list_visitors(visitors, named=where is not None)
        hosts = self._find_visited(where, visitors)
        begun = own and self._begins()
        first = begun and len(find_sides(hosts)) > 1  # "ngày 5/3 bắt đầu chuyến thăm Lào và Bỉ"
        for host in hosts:
            guests = _list_guests(host, visitors)
            for group in [[one] for one in guests] if self.many else [guests]:
                if group:
                    one = self._visit(
                        host, group, status, begin, reach, noun=self.noun and (first or not begun)
                    )
                    if first:
                        one.drop_single_day()
                    yield one

    def _list_visitors(self, visitors: Sequence[Party], *, named: bool) -> list[Party]:
        """Who visits, of whom several visits are told only if all have names; a country where ``named`` is which."""
        if self.many and not all(one.person for one in visitors):
            return []
        return [one for one in visitors if not one.place or (one.country and named)]

    def _visit(
        self, host: Party, group: list[Party], status: str, begin: int, reach: int, *, noun: bool
    ) -> Encounter:
        """One visit; who comes to "Nhà Trắng" is met."""
        place = self.marked.cut(host.start, host.end)
        if self.grammar.house.fullmatch(plain_lower(place)):
            self.kind = "meet"
        one = self._make([host], group, status, begin, reach, "visit", noun=noun)
        one.place = place or one.place
        return one

    def _begins(self) -> bool:
        """Whether the day in front of a visit is its first: "bắt đầu chuyến thăm", "có buổi thăm"."""
        begins = self.grammar.begins.search(self.left) is not None
        return begins or self.marked.marks.startswith("buổi", self.clause.start)

    def _read_choice(self, found: re.Match[str]) -> Iterator[Encounter]:
        """ "A đã chọn Bỉ làm điểm đến đầu tiên": of the countries each is visited."""
        visitors = self.clause.list_parties(found["names"])
        coming = self.grammar.coming.search(found.group())
        for host in self.clause.list_parties(found["where"]):
            if host.country and visitors and host.sides != visitors[0].sides:
                one = self._make([host], visitors, "announced" if coming else "past", 0, 0, "visit")
                one.place = self.marked.cut(host.start, host.end)
                one.days = one.about = None
                yield one

    def _read_station(self) -> Iterator[Encounter]:
        """ "Điểm dừng chân tiếp theo của A là Bỉ"."""
        owner = self.grammar.owner.match(self.right)
        named = self.clause.list_parties(owner["names"]) if owner else self.clause.find_subject("visit")[0]
        visitors = [one for one in named or self.clause.find_main(0) if one.person]
        behind = (
            self.grammar.stop.match(self.right, owner.end())
            if owner
            else self.grammar.stops.match(self.right)
        )
        where = behind or (self.grammar.stop_before.search(self.left) if owner else None)
        coming = self.grammar.coming.search(
            self.left[-_NEAR:] + self.right[: behind.start("names") if behind else 0]
        )
        for host in self.clause.list_parties(where["names"]) if where and visitors else ():
            if host.country and (not self.many or not owner):
                one = self._make([host], visitors, "announced" if coming else "past", 0, 0, "visit")
                one.place = self.marked.cut(host.start, host.end)
                one.days = one.about = None
                yield one

    def _find_visitors(self) -> tuple[list[Party], re.Match[str] | None, int, int]:
        """Who visits, where, where the subject of the verb ends (-1: nowhere), and where what is said of the visit."""
        clause, grammar, right = self.clause, self.grammar, self.right
        visitors, end = clause.find_subject(self.form)
        if self.form == "move" and not (visitors or self.noun):
            return [], None, -1, 0  # nobody named moves
        where = grammar.where.match(right)
        reach = self._reach(where) if where else 0
        if self.noun and (owner := grammar.of.match(right) or grammar.of_list.match(right, reach)):
            if not where or where.start("names") >= owner.start("names"):
                where = grammar.where.match(right, owner.end())
                if where and not grammar.towards.match(right, owner.end()):
                    where = None  # "chuyến công du của A không khiến Bỉ …"
            reach = max(owner.end(), where.end() if where else 0)
            return clause.list_parties(owner["names"]), where, end, reach
        if self.noun and not grammar.ends(grammar.light, self.left):
            visitors = self._find_owners(where, reach, visitors)
        elif where and not visitors and self.form == "visit":
            visitors = clause.find_main(reach) or clause.recall()
        return visitors, where, end, reach

    def _find_owners(self, where: re.Match[str] | None, reach: int, near: list[Party]) -> list[Party]:
        """Whose visit it is: said with the noun, or by the sentence, ``near`` it, or before."""
        again = "là chuyến" in self.right and self.grammar.again.search(self.right, reach)
        owned = self.clause.list_parties(again["names"]) if again else self.clause.find_owner()
        if near and where and self._is_at_home(near[0], where):
            near = self.clause.recall()  # "tại Lào, A hội kiến B nhân chuyến thăm nước này"
        return owned or self.clause.find_main(reach) or near or self._find_told(where) or self.clause.recall()

    def _is_at_home(self, party: Party, where: re.Match[str]) -> bool:
        """Whether "nước này" is the country of who is named last before it, and the sentence takes place there."""
        if re.search(BODIES, where["names"]):
            return False
        there = [self.marked.things[sign] for sign in re.findall(BODIES, self.left)]
        return any(isinstance(one, Party) and one.place and one.sides == party.sides for one in there)

    def _name_places(self, where: re.Match[str]) -> str:
        """The countries visited: "thăm Lào, đoàn đại biểu Bỉ đã gặp …" names one."""
        names = where["names"]
        for hit in re.finditer(BODIES, names):
            thing = self.marked.things[hit.group()]
            before = names[: hit.start()].rstrip()
            if before.endswith(",") and isinstance(thing, Party) and not thing.place:
                return before[:-1]
        return f"{names} {where['more'] or ''}"

    def _reach(self, where: re.Match[str]) -> int:
        """Where they end behind the verb."""
        names = self._name_places(where)
        return where.start("names") + len(names) if len(names) < len(where["names"]) else where.end()

    def _find_told(self, where: re.Match[str] | None) -> list[Party]:
        """Who went to this country, as told before."""
        hosts = self.clause.list_parties(where["names"]) if where else []
        return self.memory.visits.get(hosts[0].sides[0], []) if len(hosts) == 1 else []

    def _find_welcoming(self, visitors: Sequence[Party]) -> list[Party]:
        """Where a visit leads that names no country: "Khẳng định chuyến thăm của A có ý nghĩa, B nói", who met A."""
        if not self.noun or len(find_sides([*visitors])) != 1 or self.grammar.elsewhere.match(self.right):
            return []
        owner = self.grammar.of.match(self.right)
        main = self.clause.find_main(owner.end()) if owner else []
        pair = find_sides(self.memory.pair)
        if not main or not main[0].person or not pair >= find_sides([*visitors, *main]) or len(pair) != 2:
            return []
        host = Party(0, 0, main[0].sides, place=True, country=True)
        return [host] if host.sides != visitors[0].sides else []

    def _goes_on(self, visitors: Sequence[Party]) -> bool:
        """Whether a visit without a country is the one told of before: by the same side, and not to others."""
        last = self.memory.told.get("visit")
        same = last is not None and find_sides(last.guests) >= find_sides([*visitors])
        return same and not self.grammar.elsewhere.match(self.right)

    def _find_visited(self, where: re.Match[str] | None, visitors: Sequence[Party]) -> list[Party]:
        """The countries visited; "nước này", or none in the same sentence, is the one visited last."""
        if not where:
            if before := self.grammar.where_before.search(self.left):
                return self.clause.list_parties(before["names"])
            if welcomed := self._find_welcoming(visitors):
                return welcomed
            if not self.noun or self.memory.here != self.marked.number or not self._goes_on(visitors):
                return []
        names = self._name_places(where) if where else ""
        if names and not self.noun and (more := self.grammar.besides.match(self.left)):
            names += more["names"]
        found = self.clause.list_parties(names) if where else []
        if not found and (near := self._find_country(where, visitors)):
            return [Party(0, 0, (near,), place=True, country=True)]
        return [one for one in found if one.country and (one.place or self.form != "move" or one.person)]

    def _find_country(self, where: re.Match[str] | None, visitors: Sequence[Party]) -> str:
        """Which country "nước này" is: the last one named in the sentence that nobody of speaks, or visited last."""
        things = [self.marked.things[sign] for sign in re.findall(PARTY, self.left)] if where else []
        named = [one for one in things if isinstance(one, Party) and len(one.sides) == 1]
        people = [one.sides for one in (*visitors, *named[-1:]) if one.person or one.named]
        visitor = people[0] if people else ()
        others = [one for one in reversed(named) if visitor and one.sides != visitor]
        other = next((one.sides[0] for one in sorted(others, key=lambda one: not one.place)), "")
        places = [one.sides[0] for one in named if one.place and one.country and one.sides != visitor]
        other = other or (places[-1] if places and places[-1] != self.memory.visited else "")
        met = next((one.sides[0] for one in self.memory.pair if visitor and one.sides != visitor), "")
        return other or self.memory.visited or met

    # -- signings, conferences -----------------------------------------------------------------------------------

    def _read_signing(self) -> Iterator[Encounter]:
        """A signing that is told as an occasion: "chứng kiến lễ ký", or with its place."""
        subjects, end, reach = self._find_signers()
        pair = self.memory.pair
        group = _GROUP.search(self.left)
        both = group is not None or len(find_sides(subjects)) == 2
        if len(find_sides(subjects)) == 1 and (group or self.memory.met == self.marked.number):
            here = find_sides(pair) >= find_sides(subjects)
            subjects = [*pair] if here else subjects  # "đã hội đàm và chứng kiến lễ ký", "hai nước đã ký"
        if len(find_sides(subjects)) == 1 and (partner := self.grammar.with_.match(self.right)):
            subjects = [*subjects, *self.clause.list_parties(partner["names"])]
        named = all(one.person for one in subjects)
        told = self.noun or named or self.grammar.at_a_place.search(self.right[:60])
        if len(find_sides(subjects)) != 2 or not (status := self._judge(end)):
            return
        one = self._make(subjects, [], status, max(end, 0), reach, "signing")
        if not told and not (both and one.days):
            return
        seen = self.left.endswith("chứng kiến ")  # the year may be in the paper's name
        if not one.days and ((one.about and not seen) or (named and not self.noun)):
            return  # signed long ago, or said to be
        if not one.days and (day := self.memory.met_on.get(one.sides)):
            one.days, one.basis = day, "article"
        yield one

    def _find_signers(self) -> tuple[list[Party], int, int]:
        """Who signs, where they end before the verb (-1: nowhere), and where behind it."""
        subjects, end = self.clause.find_subject(self.form)
        passive = self.left.endswith("được ")  # "Hiệp ước được ký ngày 5/3 giữa A và B"
        behind = self.grammar.between.match(self.right) if passive or (self.noun and not subjects) else None
        behind = behind or (None if subjects else self.grammar.witness.match(self.right))
        return (
            (self.clause.list_parties(behind["names"]), end, behind.end()) if behind else (subjects, end, 0)
        )

    def _read_attendance(self) -> Iterator[Encounter]:
        if present := self.grammar.presence.match(self.right):
            yield from self._read_presence(present)
            return
        found = self.grammar.forum.match(self.right)
        if not found or self._is_no_conference(found):
            return
        subjects, end = self._find_attending(found.end())
        host = self._find_organiser(found)
        if not subjects and (present := self.grammar.present.match(self.right, found.end())):
            subjects = self.clause.list_parties(present["names"])
            last = self.memory.told.get("attend")
            host = host if host and host not in subjects else last.hosts[0] if last else None
        elif not host and any(one.person for one in subjects) and (last := self.memory.told.get("attend")):
            unnamed = self.grammar.unnamed.match(self.right, found.end())
            host = (
                self._find_named() or last.hosts[0] if unnamed else None
            )  # "A cũng dự hội nghị", but no "lễ tang"
        elif not host and not self._find_named() and (there := self.grammar.opens_at.match(self.left)):
            host = next(iter(self.clause.list_parties(there["host"])), None)  # "Tại Lima, A dự Hội nghị Cá"
        if company := self.grammar.with_whom.match(self.right, found.end()):
            subjects = [*subjects, *self.clause.list_parties(company["names"])]
        guests = [one for one in subjects if host and one.sides != host.sides]
        if host and guests and (status := self._judge(end)):
            reach = max(found.end(), self._find_end(host))
            one = self._make([host], guests, status, max(end, 0), reach, "forum")
            first = self.clause.end + len(found.group()) - len(found.group().lstrip())
            one.start = self.marked.origin(first)  # "Hội nghị thượng đỉnh G20", whatever the verb
            one.end = max(self.marked.origin(self.clause.end + found.end()), host.end)
            yield one

    def _is_no_conference(self, found: re.Match[str]) -> bool:
        """Whether what is attended is a meeting of two or three, or of one side."""
        right, end = self.right, found.end()
        of_few = self.grammar.threefold.search(right[: end + len(" ba bên")]) or self.grammar.summit.match(
            right, end
        )
        return of_few is not None or self.grammar.domestic.search(right[: end + 20]) is not None

    def _find_named(self) -> Party | None:
        """The conference that the clause names before: "Bên lề Hội nghị ASEAN, A gặp các nước dự hội nghị"."""
        named = [self.marked.things[sign] for sign in re.findall(FORUMS, self.left)]
        last = named[-1] if named else None
        return Party(last.start, last.end, (last.side,), place=True) if isinstance(last, Forum) else None

    def _find_end(self, host: Party) -> int:
        """Where the sign of an organiser ends behind the verb."""
        signs = re.finditer(f"{FORUMS}|{BODIES}", self.right)
        return next((hit.end() for hit in signs if self.marked.things[hit.group()].start == host.start), 0)

    def _find_attending(self, reach: int) -> tuple[list[Party], int]:
        """Who attends, and where they end before the verb (-1: nowhere): "Trước khi dự Hội nghị G20, A nói"."""
        subjects, end = self.clause.find_subject(self.form)
        behind = not subjects and self.left.endswith(_BEFORE)
        return (self.clause.find_main(reach) if behind else subjects), end

    def _read_presence(self, found: re.Match[str]) -> Iterator[Encounter]:
        """ "Hội nghị ASEAN có sự tham dự của A"."""
        forum = self.grammar.forum_before.search(self.left)
        if not forum and (behind := self.grammar.forum_behind.match(self.right, found.end())):
            forum = behind  # "sự tham dự của A tại Hội nghị ASEAN"
        host = self.marked.things[forum["host"][-1]] if forum else None
        if isinstance(host, Forum):
            host = Party(host.start, host.end, (host.side,), place=True)
        holder = host if isinstance(host, Party) and not host.country else None
        end = len(self.left) if forum and forum.string is self.right else forum.end() if forum else 0
        status = self._judge(end) if forum and holder else ""
        if holder and status:
            status = "announced" if self.grammar.coming.search(self.left) else status
            guests = [one for one in self.clause.list_parties(found["names"]) if one.sides != holder.sides]
            one = self._make([holder], guests, status, end, found.end(), "forum")
            one.firm = False
            yield one

    def _find_organiser(self, found: re.Match[str]) -> Party | None:
        """Whose conference it is: that of a named one, else an organisation named behind it, else the country."""
        things = [self.marked.things.get(sign) for sign in found.group()]
        if forum := next((thing for thing in things if isinstance(thing, Forum)), None):
            return Party(forum.start, forum.end, (forum.side,), place=True)
        if ministers := self.grammar.ministers.match(self.right, found.end()):
            unnamed = self.clause.list_parties(ministers["names"])
            if unnamed and not unnamed[0].person:
                return unnamed[0]  # "Hội nghị Bộ trưởng Ngoại giao G20"
        rest = self.grammar.of_forum.match(self.right, found.end())
        first = re.search(f"{FORUMS}|{BODIES}", rest.group()) if rest else None
        if first and isinstance(named := self.marked.things[first.group()], Forum):
            return Party(named.start, named.end, (named.side,), place=True)  # "Hội nghị cấp cao APEC tại Bỉ"
        bodies = self.clause.list_parties("".join(re.findall(BODIES, rest.group()))) if rest else []
        return next((one for one in bodies if not one.country), bodies[0] if bodies else None)

    # -- whether, where and when ---------------------------------------------------------------------------------

    def _judge(self, end: int, *, noun: bool = False, reach: int = 0) -> str:
        """Past, announced, or "" if it is denied, called off, or only may be; ``end``: of the subject, or -1."""
        grammar, left = self.grammar, self.left
        near = self._drop_asides(left[end:]) if end >= 0 else left[-_NEAR:]
        if end < 0:
            near = "" if grammar.within.search(near) else near.rpartition(",")[2]
        if self.clause.on_the_way:
            near = left.rpartition(",")[2]
        near = near.replace("đã phải ", "đã ").replace("nếu so ", "so ")
        near = near[max(near.rfind(" và sẽ "), near.rfind(" và đã "), -1) + 1 :]  # "cam kết như vậy và sẽ dự"
        own = near.rpartition(",")[2] if self.clause.then else near
        if grammar.negated.search(own) or grammar.open.search(own):
            return ""
        if end >= 0:
            names = [hit.start() for hit in grammar.names.finditer(left[:end])]
            before = left[max(0, names[-1] - _NEAR) : names[-1]].rpartition(",")[2] if names else ""
            if grammar.denied.search(before) or grammar.asked.search(before):
                return ""
        if noun and (
            grammar.called_off.search(self.right[: reach + 80]) or grammar.maybe.match(self.right, reach)
        ):
            return ""
        if not noun and self.grammar.put_off.match(self.right, reach):
            return ""
        after = self.right[: reach + 60]
        after = (after[:reach] + after[reach:].partition(",")[0]).replace("hơn dự kiến", "")
        coming = grammar.coming.search(near) or (
            noun and not grammar.ends(grammar.had, left) and grammar.coming.search(after)
        )
        coming = coming or self.grammar.next_week.match(self.right, reach)
        return "announced" if coming or (end < 0 and self._continues_plans()) else "past"

    def _drop_asides(self, near: str) -> str:
        """What stands before a verb without what is said of its subject."""
        return self.grammar.inserted.sub(" ", near) if any(map(near.__contains__, _ASIDES)) else near

    def _put_off(self, parties: Sequence[Party]) -> str:
        """Remember that these do not meet now, if that is said; "", as a status."""
        if self.marked.number > _SHORTLY:
            return ""
        if self.grammar.later.search(self.left[-_NEAR:]) or self.grammar.later.match(self.right):
            self.memory.put_off.add((FAMILIES.get(self.kind, self.kind), find_sides([*parties])))
        return ""

    def _continues_plans(self) -> bool:
        """Whether the clause has no subject and goes on with what is to come: "sẽ phát biểu; có cuộc gặp với B"."""
        marks, begin = self.marked.marks, self.clause.begin
        if not marks.startswith("; ", begin - 1) or self.grammar.names.search(self.left):
            return False
        return self.grammar.coming.search(marks, max(0, begin - FARTHEST), begin) is not None

    def _make(
        self,
        hosts: Sequence[Party],
        guests: Sequence[Party],
        status: str,
        begin: int,
        reach: int,
        rule: str,
        *,
        noun: bool | None = None,
    ) -> Encounter:
        """The encounter; ``begin``, ``reach``: from where to where in the clause its words stand."""
        if find_sides([*hosts]) >= find_sides([*guests]):
            guests = [party for party in guests if party.person and party not in hosts]
        met = [one.sides for one in guests]
        hosts = [one for one in hosts if one.sides not in met] or hosts  # "với B, A và nhà lãnh đạo nước B"
        clause, marked = self.clause, self.marked
        place = marked.origin(clause.start), marked.origin(clause.end)
        one = Encounter(self.kind, marked, *place, (*hosts,), (*guests,), rule, status)
        one.firm = (
            status == "announced" or not self.noun or self.grammar.done.search(self.left[-_NEAR:]) is not None
        )
        span = clause.begin + begin, clause.end + reach
        one.about, one.basis = find_days(
            clause, self.words, self.kind, span, noun=self.noun if noun is None else noun
        )
        one.days = one.about if one.about and one.about.exact else None
        stop = clause.end + len(self.right)
        if found := self.grammar.place.search(marked.marks[clause.begin : stop]):
            places = (marked.origin(clause.begin + at) for at in found.span("place"))
            one.place = marked.cut(*places).strip()
        return one


def _list_guests(host: Party, visitors: Sequence[Party]) -> list[Party]:
    """Those of other sides; an ambassador lives in the towns of the home country."""
    away = [one for one in visitors if one.sides != host.sides]
    return [one for one in away if not (host.town and one.level == "ambassador")]
