"""Subjects: who does what a verb tells, before it, behind it, or named in the sentence before."""

from __future__ import annotations

import math
import re
import sys
from bisect import bisect_left
from collections.abc import Sequence

from kit.vietnamese.meetings.encounters import Memory, find_sides
from kit.vietnamese.meetings.grammar import Grammar
from kit.vietnamese.meetings.marks import FARTHEST, GROUPS, PARTY, Marked, Party
from kit.vietnamese.names.cues import HOME

_FARTHEST = 160  # characters between a subject and its verb, at most
_LIST = 60  # characters that parties in a row may take
_MOST = 8  # parties, or rows of them, before a verb that may be its subject
_OPENING = 40  # characters before a verb whose subject stands in the sentence before, at most
_DELEGATES = ("đoàn", "phái đoàn", "tàu", "đội tàu", "chiến hạm", "hạm đội", "khu trục hạm", "tuần dương hạm")
_LISTED = re.compile(r"(?<!\w)(?:gồm|là)\s[^;.]{0,60}$")  # "thăm các nước gồm Lào, Bỉ và …"
# Leaders of one state are met one by one.
_TOP = ("head_of_state", "head_of_government", "party_leader", "parliament")
_LEADING = "dẫn đầu "
_ALL = sys.maxsize
_TOGETHER = "đoàn các nước "
_IN_PLACE = re.compile(r"[^;.]{0,30}?(?<!\w)(?:tại|ở)\s+[^,;.]{1,30},")
_FORMER = re.compile(r"(?<!\w)(?:cựu|nguyên) [^,;.]{0,60}$")
_GROUP = re.compile(rf"{GROUPS}$")
_PARTY = re.compile(PARTY)


def find_actor(marked: Marked, grammar: Grammar, before: int | None = None) -> Party | None:
    """The first named person of a sentence whom nothing governs."""
    named = _list_named(marked, before)
    return next((one for at, one in named if not grammar.is_governed(marked.marks, at)), None)


def find_speaker(marked: Marked, grammar: Grammar) -> tuple[int, Party | None]:
    """The same, or else the first office without a name ("Ngoại trưởng Bỉ"); and where the sign stands last."""
    actor = find_actor(marked, grammar)
    if actor:
        return max(at for at, one in marked.named if one == actor), actor
    for at in marked.list_persons():
        thing = marked.things.get(marked.marks[at])
        if isinstance(thing, Party) and thing.sides and not grammar.is_governed(marked.marks, at):
            return at, thing
    return -1, None


def find_last_named(marked: Marked) -> Party | None:
    """The last person whom a sentence names."""
    return marked.named[-1][1] if marked.named else None


def _find_opening(marked: Marked, before: Party | None) -> Party | None:
    """The leader whom the sentence begins with, by name if it is who acted before: "Nhà lãnh đạo Lào sẽ …"."""
    first = marked.things.get(marked.marks[:1])
    if not isinstance(first, Party) or not marked.cut(first.start, first.end).lower().startswith(
        "nhà lãnh đạo"
    ):
        return None
    return before if before and before.sides == first.sides else first


def _list_named(marked: Marked, before: int | None = None) -> list[tuple[int, Party]]:
    if before is None:
        return marked.named
    first, last = (bisect_left(marked.named, (place,)) for place in (before - FARTHEST, before))
    return marked.named[first:last]


def _remember_holders(marked: Marked, grammar: Grammar, memory: Memory, until: float = math.inf) -> None:
    """Whom "Thủ tướng" without a name will mean: one of the home country, or who was named last, ``until`` there."""
    for thing in marked.things.values():
        if isinstance(thing, Party) and thing.named and thing.start < until:
            title = grammar.title.match(thing.office.lower())
            before = memory.holders.get(title.group()) if title else None
            if title and (not before or HOME in thing.sides or HOME not in before.sides):
                memory.holders[title.group()] = thing


def _remember_actor(marked: Marked, grammar: Grammar, memory: Memory) -> None:
    """Who acted last."""
    actor = find_actor(marked, grammar) or _find_opening(marked, memory.subject)
    memory.subject = actor or find_last_named(marked) or memory.subject


def _remember_couple(marked: Marked, grammar: Grammar, memory: Memory) -> bool:
    """The last two of two sides who stand side by side, if any do."""
    several = sum(isinstance(thing, Party) for thing in marked.things.values()) > 1
    found = [*grammar.names.finditer(marked.marks)] if several else []
    for names in reversed(found):
        things = [marked.things.get(sign) for sign in names.group()]
        parties = [thing for thing in things if isinstance(thing, Party) and thing.sides]
        if len(parties) == 2 and parties[0].sides != parties[1].sides:
            memory.couple, memory.coupled = (*parties,), marked.number
            return True
    return False


_EACH_MET = ("gặp", "tiếp", "hội kiến", "điện đàm", "gọi điện", "nói chuyện")  # lãnh đạo Lào, Bỉ: one by one
_BILATERAL = 20  # characters behind a verb in which "song phương" says that each is met apart


class Clause:
    """A verb or noun in its clause: what stands left and right of it, and whom the signs there mean."""

    def __init__(
        self, marked: Marked, grammar: Grammar, memory: Memory, at: tuple[int, int], span: tuple[int, int]
    ):
        self.marked, self.grammar, self.memory = marked, grammar, memory
        self.begin, self.start, self.end = span[0], *at
        self.left, self.right = marked.marks[span[0] : at[0]], marked.marks[at[1] : span[1]]
        self.on_the_way = False
        """Whether the subject is somebody else's object: who visits is told on the way."""
        self.then = False
        """Whether it is what comes later: "thăm Lào ngày 5/3, sau đó sang Bỉ"."""

    @property
    def is_eve(self) -> bool:
        """Whether it is to come: "trước thềm cuộc gặp"."""
        return self.grammar.ends(self.grammar.eve, self.left)

    def _recollect(self) -> Memory:
        """The memory with who acted in the sentences before: seldom asked for, and read from them only then."""
        grammar, memory = self.grammar, self.memory
        sentences = [one if isinstance(one, Marked) else one() for one in memory.unread]
        for one in sentences:
            _remember_holders(one, grammar, memory)
            _remember_actor(one, grammar, memory)
        any(
            _remember_couple(one, grammar, memory) for one in reversed(sentences)
        )  # the last that tells of one
        memory.unread.clear()
        return memory

    def list_parties(self, names: str) -> list[Party]:
        """The parties that stand for these signs; "hai bên" only where nobody else does."""
        things = self.marked.things
        parties = [one for sign in _PARTY.findall(names) if isinstance(one := things[sign], Party)]
        known = [party for party in parties if party.sides or party.person or party.pronoun]
        return [
            one
            for party in known or parties
            for one in ((party,) if party.sides and not party.pronoun else self._resolve(party))
        ]

    def names_several(self, marks: str) -> bool:
        """Whether two parties stand among these signs, or one that may mean two: "hai bên"."""
        signs = _PARTY.findall(marks)
        return len(signs) > 1 or (signs != [] and not getattr(self.marked.things[signs[0]], "sides", ()))

    def _resolve(self, party: Party) -> list[Party]:
        """Whom "hai bên" and "ông" mean."""
        if party.pronoun:
            memory = self._recollect()
            _remember_holders(self.marked, self.grammar, memory, party.start)
            holder = memory.holders.get(party.office)
            if not holder and memory.at_home and party.office in self.grammar.home_titles:
                return [party._replace(sides=(HOME,), pronoun=False)]  # "Thủ tướng | tiếp Thủ tướng Lào"
            if holder or not party.office:
                return [holder] if holder else self.recall(party)
            return [
                one._replace(person="", office="", level="") for one in self.recall(party)
            ]  # no such office
        if not party.sides and not party.person:
            return [*(self.memory.pair or self._recollect().couple)]
        if not party.sides and self.grammar.at_home.search(party.office) and (host := self._find_host()):
            return [party._replace(sides=(host,))]
        return [party] if party.sides else []

    def _find_host(self) -> str:
        """Which country "nước chủ nhà" is: that where the sentence takes place, or visited last."""
        there = (self.marked.things[sign] for sign in self.grammar.there.findall(self.left))
        sides = [one.sides[0] for one in there if isinstance(one, Party) and one.place]
        return sides[-1] if sides else self.memory.visited

    def recall(self, pronoun: Party | None = None) -> list[Party]:
        """Who acted last: in the sentence so far, or before it; far from its beginning only whom "ông" means."""
        if not pronoun and self._is_nobodys():
            return []
        actor = find_actor(self.marked, self.grammar, self.start)
        if not actor and pronoun:
            before = [one for _, one in _list_named(self.marked, self.start) if one.end <= pronoun.start]
            actor = before[-1] if before else None
        if not actor and (pronoun or self.start < _OPENING):
            actor = self._recollect().subject
        return [actor] if actor else []

    def _is_nobodys(self) -> bool:
        """Whether who speaks for nobody stands before the verb: "cựu Ngoại trưởng Bỉ | đã thăm"."""
        last = next(reversed([*_PARTY.finditer(self.left, max(0, len(self.left) - FARTHEST))]), None)
        if _FORMER.search(self.left, last.end() if last else 0):
            return True
        thing = self.marked.things.get(last.group()) if last and self._is_near(last.end()) else None
        if not (last and isinstance(thing, Party)):
            return False
        return _FORMER.search(self.left, 0, last.start()) is not None or (
            not thing.sides and thing.person != ""
        )

    def find_subject(self, form: str) -> tuple[list[Party], int]:
        """The parties before a verb of this form that do it, and where they end in the clause (-1: nowhere)."""
        left, grammar = self.left, self.grammar
        found = [*grammar.names.finditer(left, max(0, len(left) - _FARTHEST - _LIST))][-_MOST:]
        first = grammar.first_to.search(left) if "đầu tiên" in left or "cao nhất" in left else None
        if first:
            return self.list_parties(first["names"]), first.end("names")
        if grammar.ends(grammar.under, left):
            self.then = grammar.then.search(left) is not None
            return self._find_person(found)
        return self._find_near(form, found)

    def _find_near(self, form: str, found: list[re.Match[str]]) -> tuple[list[Party], int]:
        """Of the parties before a verb the nearest that may do it."""
        left, grammar = self.left, self.grammar
        company: list[Party] = []
        until = len(left)
        for hit in reversed(found):
            if len(left) - hit.end() > _FARTHEST:
                break
            names, before, end = hit.group(), left[: hit.start()], hit.end()
            relative = self._is_relative(end)
            leads = grammar.leads.match(left, end)
            led = relative or " do " in names or leads is not None
            if not led and grammar.is_governed(left, hit.start()):
                if rest := self._part_subject(names, hit.start()):
                    names = rest  # "sau cuộc gặp với B, A đã …"
                elif self._is_guest(form, names) and self._is_near(end):
                    self.on_the_way = True  # "tiếp B đang thăm"
                else:
                    until = self._find_leading(*hit.span(), until)
                    if grammar.ends(grammar.company, before) and self._is_near(end):
                        company = self.list_parties(names)  # "sẽ cùng Nga và Mỹ tổ chức"
                    continue
            parties = _drop_places(self.list_parties(names))  # "thăm Indonesia, Bộ trưởng …"
            places = bool(parties) and all(one.place for one in parties)
            if self._is_apart(form, parties, end):
                continue  # "Tại Lima, Peru, A đã gặp", "dự hội nghị EU, gặp"
            near = relative or self._is_near(min(leads.end() if leads else end, until), until)
            if form == "move" and not (near and parties and self._may_travel(parties[0])):
                return [], -1
            if parties and (near or not places or (_opens(before) and not _LISTED.search(before))):
                return [*parties, *company], end
        return [], -1

    def _find_leading(self, start: int, end: int, until: int) -> int:
        """Where it is said that somebody leads the party there, if it does what the verb tells: "A | dẫn đầu đoàn Lào
        sang Bỉ"."""
        leads = self.left.endswith(_LEADING, 0, start) and self._is_near(end)
        return start - len(_LEADING) if leads else until

    def _is_near(self, end: int, until: int = _ALL) -> bool:
        """Whether nothing parts a party that ends there from the verb, or from a place before it."""
        return self.grammar.gap.fullmatch(self.left, end, until) is not None

    def _is_apart(self, form: str, parties: Sequence[Party], end: int) -> bool:
        """Whether parties without a name that end there are parted from the verb: by a comma, or "và gặp"."""
        if not parties or any(one.person for one in parties) or self.grammar.rebels.match(self.left, end):
            return False
        if self.left.startswith("," if form != "attend" else (",", " và"), end):
            return True
        return len(parties) == 1 and self.grammar.and_then.fullmatch(self.left, end) is not None

    def _is_relative(self, end: int) -> bool:
        """Whether what stands before the verb says more of the party that ends here: "B, người đang thăm Bỉ"."""
        return "người" in self.left and self.grammar.relative_of.fullmatch(self.left, end) is not None

    def _is_guest(self, form: str, names: str) -> bool:
        """Whether who is another's object visits, or attends; no country: "kết thúc chuyến thăm Lào và đang thăm"."""
        guest = form in ("visit", "attend") and self.grammar.guest.search(self.left) is not None
        return guest and not all(one.place for one in self.list_parties(names))

    def _part_subject(self, names: str, at: int) -> str:
        """Of parties in a row whose first one is governed, the last as a subject; "" if all belong together.

        In "với Đại sứ Lào, ông A" they are one.
        """
        if ", và " in names:
            return names.rpartition(", và ")[2]  # "gặp A, và B đã thăm …"
        first, _, rest = names.partition(",")
        if names.rfind(",") > names.rfind(" và "):
            last = names.rpartition(",")[2] if rest else ""
            parties = self.list_parties(last)
            met = self.left.endswith(("với ", "gặp ", "tiếp ", "đón "), 0, at)
            same = met and find_sides(parties) == find_sides(self.list_parties(first))
            return "" if same or all(one.place for one in parties) else last
        both = self.list_parties(first), self.list_parties(rest)
        acts = any(party.person or self._has_office(party) for party in both[1])
        apart = rest and all(party.place for party in both[0]) and acts
        return rest if apart else ""  # "vụ phóng của Triều Tiên, A và B đã"

    def _find_person(self, found: list[re.Match[str]]) -> tuple[list[Party], int]:
        """Of a clause with "khi": the nearest person whom nothing governs."""
        own = [hit for hit in reversed(found) if not self._is_governed(hit.start())]
        told = [(persons, hit.end()) for hit in own if (persons := self.list_parties(hit.group()))]
        for able in (lambda one: bool(one.person), lambda one: not one.place):
            if first := next((one for one in told if able(one[0][0])), None):
                return first
        return [], -1

    def _is_governed(self, at: int) -> bool:
        """Whether who is named there does nothing; "dẫn lời A nói khi gặp B": A met B."""
        return not self.left.endswith("dẫn lời ", 0, at) and self.grammar.is_governed(self.left, at)

    def find_owner(self) -> list[Party]:
        """Whose word it is that is given in what follows: "cam kết của A trong chuyến thăm Bỉ"."""
        owner = self.grammar.given.search(self.left)
        return self.list_parties(owner["names"]) if owner else []

    def find_main(self, end: int) -> list[Party]:
        """The subject of the main clause behind a phrase that ends there: "Hội đàm với B, A …"."""
        found = (
            _drop_places(self.list_parties(hit["names"]))
            for hit in self.grammar.main.finditer(self.right, end)
            if not _GROUP.match(hit["names"])  # "Trong cuộc gặp với B, hai bên …" says nothing of A
        )
        return next(
            (one for one in found if one and not (len(one) == 1 and one[0].place and self._is_away(end))), []
        )

    def _is_away(self, end: int) -> bool:
        """Whether a place stands behind what ends there: "sáng 3/7, tại Seoul, Hàn Quốc" names nobody."""
        return _IN_PLACE.match(self.right, end) is not None

    def find_last(self, names: str) -> int:
        """Where the last of a list begins that a comma sets apart, of another side than the first: the subject.

        In "với Thủ tướng Lào A, Tổng thống B và nhà lãnh đạo Lào" it is B.
        """
        last = self.grammar.last.search(names)
        if both := self.grammar.last_both.search(names):
            known, other = self.list_parties(names[: both.start()]), self.list_parties(both["other"])
            if known and other and known[0].sides == other[0].sides:
                return both.start()
        if not last:
            return 0
        first, rest = self.list_parties(names[: last.start()]), self.list_parties(names[last.end() :])
        return last.start() if first and rest and first[0].sides != rest[0].sides else 0

    def _is_plural(self, first: Party) -> bool:
        """Whether several are met of whom a list begins with this one: "Bộ trưởng các nước Lào, Bỉ"."""
        words = self.marked.cut(first.start, first.end).lower()
        verb = self.marked.marks[self.start : self.end]
        led = verb.startswith(_EACH_MET) and words.startswith(("lãnh đạo ", "các nhà lãnh đạo "))
        return led or words.startswith("người đồng") or " các nước " in words

    def _has_office(self, party: Party) -> bool:
        """Whether it is somebody without a name: "Thủ tướng Lào"."""
        words = self.marked.cut(party.start, party.end).lower()
        return not party.place and self.grammar.title.match(words) is not None

    def _may_travel(self, party: Party) -> bool:
        """Whether somebody goes where it is said: a person, an office, a delegation, and no country."""
        words = self.marked.cut(party.start, party.end).lower()
        delegates = words.startswith(_DELEGATES) and " từ " not in words  # no "đoàn xe từ Bỉ"
        return bool(party.person) or delegates or self._has_office(party)

    def _add_level(self, parties: list[Party]) -> list[Party]:
        """The same, of unnamed ones at the level of the office that a list begins with: "các Thủ tướng Lào, Bỉ"."""
        first = parties[0] if parties and not (parties[0].place or parties[0].level) else None
        words = self.marked.cut(first.start, first.end) if first else ""
        offices = self.grammar.offices
        heads = offices.find_heads(words, words.lower())[0] if words else {}
        sure = 0 in heads and heads[0][1].alone  # no "Chủ tịch" of whatever
        level = offices.levels.get(heads[0][1].key, "") if sure else ""
        return [one if one.level or one.person else one._replace(level=level) for one in parties]

    def _come_together(self, parties: list[Party]) -> bool:
        """Whether all meet at once: "họp ba bên", "tiếp trưởng đoàn các nước Lào, Bỉ và Pháp"."""
        together = bool(parties) and _TOGETHER in self.marked.cut(parties[0].start, parties[0].end)
        return together or self.grammar.threefold.search(self.right[:40]) is not None

    def split(self, parties: list[Party], *, many: bool = False) -> list[list[Party]]:
        """Those of one side together; named people of different sides are met one after another."""
        parties = self._add_level(_drop_lands(parties))
        if "song phương" in self.right[:_BILATERAL]:
            return [[party] for party in parties]
        if self._come_together(parties):
            return [parties]
        apart = self.grammar.counterparts.search(self.right[:90]) or (
            len(parties) > 1 and self._is_plural(parties[0])
        )
        several = all(party.person or self._has_office(party) for party in parties) or (
            any(party.person for party in parties)
            and all(party.office or not party.place for party in parties)
        )
        if many and len(parties) > 1 and all(party.named for party in parties):
            return [[party] for party in parties]  # "các cuộc gặp với Tổng thống Ý A và Thủ tướng Ý B"
        if not apart and not several and not self.grammar.calls.match(self.marked.marks, self.start):
            return [[party] for party in parties] if many else [parties]
        if self.grammar.in_turn.search(self.left[-30:] + self.right[:30]):
            return [[party] for party in parties]
        return _group(parties)


def _drop_lands(parties: list[Party]) -> list[Party]:
    """Without the countries that people in the list are of: "Vua A của | Bỉ"."""
    people = {one.sides for one in parties if one.person}
    return [one for one in parties if not (one.place and one.sides in people)]


def _drop_places(parties: list[Party]) -> list[Party]:
    """Where people are named, a country beside them is where they are."""
    if not any(party.person for party in parties):
        return parties
    kept: list[Party] = []
    for party in parties:
        if not party.place or (kept and not kept[-1].person):
            kept.append(party)  # "Đại sứ A và đại diện các nước Lào, Bỉ"
    return kept


def _opens(before: str) -> bool:
    """Whether a clause begins here."""
    before = before.rstrip(' "*-[')
    return not before or before.endswith(",")


def _group(parties: Sequence[Party]) -> list[list[Party]]:
    """Those of each side together, but for its leaders, who are met one by one."""
    groups: dict[tuple[object, ...], list[Party]] = {}
    for party in parties:
        top = party.level if party.person and party.level in _TOP else ""
        groups.setdefault((party.sides, top), []).append(party)
    return [*groups.values()]
