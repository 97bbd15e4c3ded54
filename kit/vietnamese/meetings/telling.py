"""One verb or noun of meeting in its sentence: whether it tells of a meeting that took place, and what of it.

Who met is read by its sort: `verbs`, `nouns`, `visits`, `attendance`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from kit.vietnamese.beginnings import Ending
from kit.vietnamese.meetings.days import find_days
from kit.vietnamese.meetings.encounters import FAMILIES, Encounter, Memory, find_sides, shape_place
from kit.vietnamese.meetings.grammar import Grammar
from kit.vietnamese.meetings.marks import DAYS, FARTHEST, PARTY, Day, Marked, Party
from kit.vietnamese.meetings.subjects import Clause
from kit.vietnamese.meetings.vocabulary import Cue, Vocabulary

_PARTY, _DAY = re.compile(PARTY), re.compile(DAYS)
_LISTED = rf" (?:với |và )?(?:ông |bà )?{PARTY}\s*(?:[;.,]|$|và |{DAYS})"
_CLAUSE = re.compile(
    rf";(?! với |{_LISTED})|\]|!|\?|\n|\.(?<!\Wtp\.)\s|: "
)  # each begins with a sign, which are looked for first
_SEVERAL_TIMES = Ending(r"(?<!thứ )(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|\d+) lần $", ["lần"])
_NEAR_CALL = 100  # characters behind "nói chuyện" in which "qua điện thoại" may follow
_PLANS, _OPENING = ("theo", "như"), 10  # what a clause on plans opens with, and in how many characters
_WHEN = "khi "  # what is asked for before it is asked for in the meeting
_ON = ("", "ngày", "hôm", "vào")  # between who states something and the day
_AGREED = ("nhất trí ", "thống nhất ")  # to do it, that is
_AFTER = "sau khi "  # it took place, whatever stands before
_ASIDES = (", ", " - ", " – ")
_SHORTLY = 3  # sentences after one that tells who met, in which its day may follow
_FAR = 90  # characters before a noun in which it may be asked for
_NEAR = 45  # characters before a noun in which it may be denied


class Telling:
    """One verb or noun in its sentence: its clause, and what is told of who met in it."""

    def __init__(self, words: Vocabulary, grammar: Grammar, marked: Marked, memory: Memory, cue: Cue):
        marks = marked.marks
        start, end, self.verb, self.noun, self.many = cue
        begin, last, stop = max(0, start - FARTHEST), end + FARTHEST, None
        if marked.is_parted:
            for cut in _CLAUSE.finditer(marks, begin, start):
                begin = cut.end()
            stop = _CLAUSE.search(marks, end, last)
        self.words, self.grammar, self.marked, self.memory = words, grammar, marked, memory
        self.clause = Clause(marked, grammar, memory, (start, end), (begin, stop.start() if stop else last))
        self.left, self.right = self.clause.left, self.clause.right
        self.kind, self.form = words.forms[self.verb]
        if self.form == "host" and marks.startswith("lễ", start):
            self.kind = "other"  # "lễ đón" is no reception
        if self.verb.endswith("nói chuyện") and "qua điện thoại" in self.right[:_NEAR_CALL]:
            self.kind = "phone"

    @property
    def is_followed(self) -> bool:
        """Whether any party stands behind it."""
        return _PARTY.search(self.right) is not None

    @cached_property
    def subject(self) -> tuple[list[Party], int]:
        """Who does it, before the verb or noun, and where they end in the clause (-1: nowhere)."""
        return self.clause.find_subject(self.form)

    @cached_property
    def where(self) -> re.Match[str] | None:
        """Where a visit leads, behind the verb or noun."""
        named = self.is_followed or any(map(self.right.__contains__, self.grammar.this_country))
        return self.grammar.where.match(self.right) if named else None

    def read_day(self) -> list[Encounter]:
        """ "Cuộc gặp diễn ra ngày 5/3", where a sentence shortly before told who met."""
        last = self.memory.told.get(FAMILIES.get(self.kind, self.kind))
        if not last or last.days or self.many or not self.grammar.lasts.match(self.right):
            return []
        if self.marked.number - last.sentence.number > _SHORTLY:
            return []
        one = self.make(last.hosts, last.guests, last.status, len(self.left), 0, "reference")
        return [one] if one.days else []

    def note_day(self, who: Sequence[Party], end: int) -> None:
        """Remember the day of several meetings of ``who``, who end there in the clause, with nobody named."""
        span = self.clause.begin + max(end, 0), self.clause.end
        day, _ = find_days(self.clause, self.words, self.kind, span, noun=False)
        if day and day.exact:
            self.memory.busy = day, self.marked.number, frozenset(one.person for one in who if one.person)

    def _add_day(self, one: Encounter) -> None:
        """The day of several meetings told before, where a sentence shortly after says with whom, and has no date."""
        if not self.memory.busy or not FAMILIES.get(one.kind):
            return
        day, number, who = self.memory.busy
        if (
            who & one.persons
            and 0 <= self.marked.number - number <= _SHORTLY
            and not _DAY.search(self.marked.marks)
        ):
            one.about, one.days, one.basis = day, day, "article"

    def add_stated_day(self, one: Encounter) -> None:
        """The day on which all who met state something together: "A và B ngày 5/3 ra tuyên bố chung sau cuộc gặp"."""
        end = self.subject[1]
        hits = [*_DAY.finditer(self.left, max(end, 0))] if end >= 0 else []
        day = self.marked.things[hits[0].group()] if len(hits) == 1 else None
        if isinstance(day, Day) and day.exact and self.left[end : hits[0].start()].strip() in _ON:
            one.about, one.days, one.basis = day, day, "sentence"

    def judge(self, end: int, *, noun: bool = False, reach: int = 0) -> str:
        """Past, announced, or "" if it is denied, called off, or only may be; ``end``: of the subject, or -1."""
        grammar, left = self.grammar, self.left
        near = self._find_near(end)
        own = near.rpartition(",")[2] if self.clause.then else near
        own = grammar.asks.sub("", own) if left.endswith(_WHEN) else own
        if not left.endswith(_AFTER) and grammar.negated.search(own):
            return ""
        hoped = noun and grammar.hoped.search(own) and grammar.outcome.match(self.right, reach)
        if not (left.endswith(_AFTER) or hoped) and grammar.open.search(own):
            return ""
        if end >= 0:
            names = [hit.start() for hit in grammar.names.finditer(left[:end])]
            before = left[max(0, names[-1] - _NEAR) : names[-1]].rpartition(",")[2] if names else ""
            if grammar.denied.search(before) or grammar.asked.search(before):
                return ""
        if grammar.ends(_SEVERAL_TIMES, left):
            return ""  # "đã ba lần | gặp": none of them
        if noun and (
            grammar.called_off.search(self.right[: reach + 80]) or grammar.maybe.match(self.right, reach)
        ):
            return ""
        if not noun and self.grammar.put_off.match(self.right, reach):
            return ""
        coming = self._is_coming(near, noun=noun, reach=reach)
        return "announced" if coming or (end < 0 and self._continues_plans()) else "past"

    def _find_near(self, end: int) -> str:
        """What stands before it and says whether it took place; of what came before something else only the end."""
        left = self.left
        near = self._drop_asides(left[end:]) if end >= 0 else left[-_NEAR:]
        if end < 0:
            near = "" if self.grammar.ends(self.grammar.within, left) else near.rpartition(",")[2]
        if self.clause.on_the_way:
            near = left.rpartition(",")[2]
        ready = self.grammar.ready.search(left, max(0, len(left) - _NEAR), len(left)) if self.noun else None
        if ready and not self.many and not self.grammar.whether.search(left[-_FAR:]):
            near = ready.group()
        near = near.replace("đã phải ", "đã ").replace("nếu so ", "so ").replace("nhận lời mời", "nhận lời")
        near = near[max(near.rfind(" và sẽ "), near.rfind(" và đã "), -1) + 1 :]  # "cam kết như vậy và sẽ dự"
        near = near.rpartition(" trong đó có ")[2]  # "nhiều nỗ lực, trong đó có cuộc gặp giữa A và B"
        if left.endswith(_AFTER):
            near = "" if "đã " in near[-_NEAR:] else near[-_NEAR:]
        return near

    def _is_coming(self, near: str, *, noun: bool, reach: int) -> bool:
        """Whether it is to come, as what stands ``near`` before it says, what opens the clause, or what follows."""
        grammar, left = self.grammar, self.left
        agreed = not noun and left.endswith(_AGREED)
        if agreed or grammar.coming.search(near) or grammar.next_week.match(self.right, reach):
            return True
        if (
            any(map(left[:_OPENING].__contains__, _PLANS))
            and grammar.planned.match(left)
            and "đã " not in near
        ):
            return True
        if self.form == "move" and " cử " in near and not grammar.done.search(near):
            return True  # "A cử đặc phái viên tới Bỉ"
        if not noun:
            return False
        after = self.right[: reach + 60]
        after = (after[:reach] + after[reach:].partition(",")[0]).replace("hơn dự kiến", "")
        after = grammar.effect.sub("", after)
        told = not grammar.ends(grammar.had, left) and grammar.coming.search(after) is not None
        return told or self.clause.is_eve

    def _drop_asides(self, near: str) -> str:
        """What stands before a verb without what is said of its subject."""
        return self.grammar.inserted.sub(" ", near) if any(map(near.__contains__, _ASIDES)) else near

    def put_off(self, parties: Sequence[Party]) -> str:
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
        return self.grammar.coming.search(marks, begin - FARTHEST, begin) is not None

    def make(
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
        eve = clause.is_eve and not self.grammar.coming.search(self.right[:80])
        told = status == "announced" or not self.noun or self.grammar.done.search(self.left[-_NEAR:])
        one.firm = not eve and bool(told)
        span = clause.begin + begin, clause.end + reach
        one.about, one.basis = find_days(
            clause, self.words, self.kind, span, noun=self.noun if noun is None else noun
        )
        one.days = one.about if one.about and one.about.exact else None
        if not one.about and status == "past":
            self._add_day(one)
        stop = clause.end + len(self.right)
        if found := self.grammar.place.search(marked.marks[clause.begin : stop]):
            places = (marked.origin(clause.begin + at) for at in found.span("place"))
            one.place = shape_place(marked.cut(*places))
        return one
