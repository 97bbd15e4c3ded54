"""What an article has told so far: who spoke last, who "ông" is, who is talking with whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kit.vietnamese.acts.phrases import FAMILIES, Phrase, Unit
from kit.vietnamese.acts.reader import Found, Sentence
from kit.vietnamese.acts.vocabulary import Vocabulary
from kit.vietnamese.names.cues import HOME

_HE, _SHE = ("ông", "ngài", "anh"), ("bà", "cô", "chị")
_DIRECTED = frozenset(("praise", "thank", "congratulate", "condole", "welcome", "request", "propose", "invite", "wish", "commit", "support", "oppose", "agree", "deed", "concern", "affirm", "inform"))
_PART = re.compile(r"[^,]{0,30}?(?:về phía|phía) ")
_LOCALLY = re.compile(r"(?<!\w)(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|tỉnh uỷ|thành uỷ|tỉnh ủy|thành ủy|lãnh đạo (?:tỉnh|thành phố|tp))(?!\w)")
_ASIDE = re.compile(r"(?<!\w)(?:trước thềm|bên lề|tại|ở|trong|nhân|sau|trước)(?!\w)")
_REPORT = re.compile(r"[\s,:]*(?:các |những )?(?:thông tin|tin|báo cáo|tin đồn|bài báo|nội dung)(?!\w)")
_AFTERWARDS = re.compile(r"(?<!\w)(?:nhằm|để|vì|do|khi|nếu|việc|mà|sau|trước|trong khi)(?!\w)")
_PLACED = re.compile(r"(?<!\w)(?:tại|ở|khỏi|trên|gần|từ)(?: [\w-]+,?){0,4} $")
_AIMED_NOT = re.compile(r"(?:tại|ở|khỏi|trên|gần|từ|sang|qua|đến|tới|của|trong|nam|bắc|đông|tây|miền|biển) $")
_BILATERAL = re.compile(r"(?:hai|2) (?:nước|bên|quốc gia|phía)|song phương|đôi bên")
_AT_OTHERS = frozenset(("praise", "thank", "congratulate", "request", "welcome", "condole"))
_AT_THIRD = frozenset(("oppose", "request", "concern", "support", "commit"))
_AT_HOME = frozenset(("thủ tướng", "thủ tướng chính phủ", "phó thủ tướng", "chủ tịch nước", "phó chủ tịch nước", "tổng bí thư", "chủ tịch quốc hội", "phó chủ tịch quốc hội", "bộ trưởng", "thứ trưởng"))
_NAMED_BODIES = frozenset(("đảng", "tổ chức", "quỹ", "hiệp hội", "liên minh"))
_LEADS = {"người đứng đầu chính phủ": "head_of_government", "người đứng đầu nhà nước": "head_of_state"}
_HEARER = re.compile(r"(?: rõ| thẳng| thêm)? (?:với|cho|tới|đến|trước) (?:các |những |phía |ông |bà |ngài )?$")


class Memory:
    """Of one article. ``talk``: the two sides that are talking, () if nobody is."""

    def __init__(self, low: str, units: Sequence[Unit], people: Sequence[tuple], spans: Sequence, vocabulary: Vocabulary):
        self.low, self.vocabulary = low, vocabulary
        self.talk: tuple[str, ...] = ()
        self.talking = False
        self.speaker: tuple[tuple[str, ...], str] | None = None
        self.persons: list[Unit] = []
        self.heads: dict[str, tuple[str, ...]] = {}
        self.named = [unit for unit in units if unit.sides]
        counts: Counter[str] = Counter()
        roles = iter(spans)
        span = next(roles, None)
        for unit in units:
            while span is not None and unit.start >= span.end:
                span = next(roles, None)
            if unit.sides and span is not None and span.role in ("title", "lead", "body"):
                counts[unit.sides[0]] += {"title": 3, "lead": 2}.get(span.role, 1) + (unit.sort == "person")
        self.weights = counts
        self.main = [key for key, _ in counts.most_common(2)]
        self.home = HOME in self.main
        self.called: dict[str, bool] = {}
        for unit in units:
            if unit.person:
                before = low[max(0, unit.start - 5) : unit.start + 4]
                if re.search(r"(?<!\w)bà ", before):
                    self.called[unit.person] = True
                elif re.search(r"(?<!\w)ông ", before):
                    self.called.setdefault(unit.person, False)
        self.report = self.occasion = False
        self.titles = [(row[8].lower(), ((row[4],), row[2])) for row in people if row[4] and row[3] == "person"]
        level = {row[2]: row[7] for row in people}
        self.leading = {u for u in units if u.person and level.get(u.person) in ("head_of_state", "head_of_government", "party_leader")}
        self.levels = {level[u.person]: u for u in reversed(units) if u.person}
        self.part = ""
        self.unnamed: tuple[str, ...] = ()
        self.local: dict[str, str] = {}
        self.stranger = False
        self.last: tuple[tuple[str, ...], str] | None = None
        self.hearers: tuple[str, ...] = ()
        self.sentences = 0

    def begin(self, low: str, units: Sequence[Unit], cues: Sequence[tuple]) -> None:
        """Read a title or a caption, which may tell of a talk before the story does."""
        if not self.talk:
            self._note_talk(low, units, cues, True)

    def meet(self, units: Sequence[Unit]) -> None:
        """Pass a sentence that says nothing: only who it names counts."""
        self.sentences += 1
        self.persons += [unit for unit in units if unit.sort == "person" and unit.person]

    def enter(self, low: str, units: Sequence[Unit], cues: Sequence[tuple]) -> None:
        """Begin a sentence: note who it names, and whether it tells of a talk."""
        self.hearers = ()
        self.sentences += 1
        if low.startswith("* ") and self.speaker:  # news of their own
            self.talk, self.speaker, self.report = (), None, False
        sorts = {verb.sort for _, _, verb in cues}
        if "occasions" in sorts:
            self.occasion = True
        elif "talks" in sorts:
            self.occasion = False
        if part := _PART.match(low):
            self.part = next((unit.sides[0] for unit in units if unit.sides and part.end() - 2 <= unit.start <= part.end() + 12), "")
        if "talks" in sorts or "visits" in sorts:
            self._note_talk(low, units, cues, "talks" in sorts)
        self.persons += [unit for unit in units if unit.sort == "person" and unit.person]

    def _note_talk(self, low: str, units: Sequence[Unit], cues: Sequence[tuple], met: bool) -> None:
        named = [unit for unit in units if unit.sides and not (unit.sort == "name" and _PLACED.search(low, max(0, unit.start - 40), unit.start))]
        pair: list[str] = []
        local = _LOCALLY.search(low) is not None
        for _, end, verb in cues:
            if verb.sort != "talks" or pair:
                continue
            reach = end + 80 if low.startswith((" với", " cùng", " giữa", " của"), end) else low.find(",", end, end + 80) % (end + 81)
            after = [unit for unit in named if end <= unit.start <= reach and not _ASIDE.search(low, end, unit.start)]
            before = list(dict.fromkeys(unit.sides[0] for unit in named if unit.start < end))
            if after and "giữa" in low[end : after[0].start]:
                pair = list(dict.fromkeys(unit.sides[0] for unit in after))[:2]
            elif after:
                guest = after[0].sides[0]
                hosts = [side for side in before if side != guest]
                known = [*([self.speaker[0][0]] if self.speaker else ()), *self.talk, *self.main]
                hosts = hosts or [side for side in known if side != guest]
                own = [side for side in hosts if side == HOME]
                own = own or ([HOME] if local and guest != HOME else [])
                pair = [(own or hosts)[-1], guest] if own or hosts else []
        if len(pair) < 2:
            persons = list(dict.fromkeys(side for unit in named if unit.sort == "person" for side in unit.sides))
            others = [side for side in dict.fromkeys(side for unit in named for side in unit.sides) if side not in persons]
            if len(persons) >= 2:
                pair = persons[:2]
            elif persons and others and (not self.talk or persons[0] not in self.talk):
                pair = [persons[0], next((side for side in others if side in self.main), others[0])]
            elif len(others) == 2 and not self.talk:
                pair = others
        if len(pair) == 2 and (met or not self.talk):
            self.talk = tuple(pair)
        self.report |= met and self.sentences <= 4

    def _read_name(self, phrase: Phrase) -> str:
        """The name behind an office that no lexicon of offices has: "người phát ngôn Phủ Tổng thống | Ehab Fahmy"."""
        return phrase.name.lower() if phrase.name.count(" ") else ""

    def resolve(self, phrases: list[Phrase], low: str) -> list[Phrase]:
        """Give phrases that name no side the one that the article has given them."""
        resolved: list[Phrase] = []
        first: Phrase | None = None
        for phrase in phrases:
            if phrase.sort == "person":
                first = first or phrase
            elif phrase.sort == "pronouns" and phrase.name:
                if phrase.sides:
                    phrase = phrase._replace(person=phrase.name.lower())
                    self.persons.append(Unit(phrase.start, phrase.end, "person", phrase.sides, phrase.person))
                else:
                    phrase = self._find_alike(phrase, low)
                self.stranger = not phrase.sides
            elif phrase.sort == "offices" and not phrase.sides and not phrase.name:
                phrase = self._find_holder(phrase)
            elif phrase.sort == "pronouns":
                sides, person = self._find_person(phrase.head, first)
                phrase = phrase._replace(sides=sides, person=person)
            elif phrase.sort == "pairs":
                phrase = phrase if phrase.sides else phrase._replace(sides=tuple(self.talk or self.main if len(self.talk or self.main) == 2 else ()))
            elif led := _LEADS.get(low[phrase.start : phrase.end]):
                unit = self.levels.get(led)
                phrase = phrase._replace(sides=unit.sides, person=unit.person) if unit else phrase
            elif phrase.sort == "roles" and not phrase.person and phrase.head in ("nhà lãnh đạo", "lãnh đạo") and self._lead(phrase, low):
                phrase = self._lead(phrase, low)
            elif phrase.sort == "offices" and not phrase.sides and phrase.head.endswith("tướng") and self.home and phrase.name.split(" ")[0] in FAMILIES:
                phrase = phrase._replace(sides=(HOME,), person=phrase.name.lower())
                self.persons.append(Unit(phrase.start, phrase.end, "person", phrase.sides, phrase.person))
            elif phrase.sort == "local":
                phrase = self._seat_local(phrase)
            elif not phrase.sides and phrase.sort in ("bodies", "roles", "documents"):
                phrase = self._resolve_head(phrase, low, first)
            elif phrase.sides and phrase.sort in ("bodies", "documents", "roles"):
                self.heads.setdefault(phrase.head, phrase.sides)
            if phrase.sort == "roles" and phrase.sides and not phrase.person and (name := self._read_name(phrase)):
                phrase = phrase._replace(person=name)
                self.persons.append(Unit(phrase.start, phrase.end, "person", phrase.sides, name))
            resolved.append(phrase)
        return resolved

    def _find_person(self, head: str, first: Phrase | None) -> tuple[tuple[str, ...], str]:
        word = head.split(" ")[0]
        if " " in head and self.speaker:
            return self.speaker
        if self.stranger and first is None:
            return (), ""
        female = True if word in _SHE or head.startswith("nữ") else False if word in _HE else None
        if first is not None and first.person and self._fits(first.person, female):
            return first.sides, first.person
        if self.speaker and self.speaker[1] and self._fits(self.speaker[1], female):
            return self.speaker
        if self.last and self._fits(self.last[1], female) and (not self.speaker or self.speaker[0] == self.last[0]):
            return self.last
        for unit in reversed(self.persons):
            if self._fits(unit.person, female):
                return unit.sides, unit.person
        return self.speaker or ((), "")

    def _find_alike(self, phrase: Phrase, low: str) -> Phrase:
        """Somebody whose name is spelt otherwise than before: "ông Meada", who is Meade."""
        name = low[phrase.start + len(phrase.head) : phrase.end].split()[-1]
        for unit in reversed(self.persons):
            if len(name) > 3 and any(word[:4] == name[:4] for word in unit.person.split()):
                return phrase._replace(sides=unit.sides, person=unit.person)
        return phrase

    def _find_holder(self, phrase: Phrase) -> Phrase:
        """Who holds an office that stands alone: at home before anybody else, then who spoke or was named last."""
        held = [one for title, one in self.titles if title.startswith(phrase.head)]
        own = [one for one in held if one[0] == (HOME,)]
        found = own[-1] if own else self.last if self.last in held else held[-1] if held else None
        if found is None and self.home and phrase.head in _AT_HOME:
            found = (HOME,), ""
        return phrase._replace(sides=found[0], person=found[1]) if found else phrase

    def _seat_local(self, phrase: Phrase) -> Phrase:
        """An official of a province, who speaks for home where it deals with somebody abroad."""
        if not (self.talk and HOME in (*self.talk, *self.main)) or not self.report:
            return phrase
        person = phrase.person or self.local.get(phrase.head, "")
        if person:
            self.local[phrase.head] = person
            self.persons.append(Unit(phrase.start, phrase.end, "person", (HOME,), person))
        return phrase._replace(sides=(HOME,), person=person)

    def _lead(self, phrase: Phrase, low: str) -> Phrase | None:
        """The leader of a side who was named before: "nhà lãnh đạo Nga"."""
        if phrase.head == "lãnh đạo" or low[max(0, phrase.start - 4) : phrase.start + 4].strip().startswith(("các", "những")):
            return None
        for unit in reversed(self.persons):
            if phrase.sides and unit.sides == phrase.sides and unit in self.leading:
                return phrase._replace(person=unit.person)
        return None

    def _fits(self, person: str, female: bool | None) -> bool:
        return female is None or self.called.get(person, female) == female

    def _resolve_head(self, phrase: Phrase, low: str, first: Phrase | None) -> Phrase:
        if phrase.head in self.heads and phrase.sort != "roles":
            return phrase._replace(sides=self.heads[phrase.head])
        after = low[phrase.end : phrase.end + 12]
        back = re.match(r" (?:này|trên|đó|nói trên)", after) is not None
        if phrase.sort == "roles" and (back or phrase.head in ("người phát ngôn", "phát ngôn viên", "người đứng đầu", "đại diện")) and self.speaker:
            return phrase._replace(sides=self.speaker[0], person=self.speaker[1])
        if phrase.head in _NAMED_BODIES:
            named = phrase.end > phrase.start + len(phrase.head)
            return phrase._replace(sides=self.speaker[0] if self.speaker and named else ())

        if phrase.sort == "roles" and self.part:
            return phrase._replace(sides=(self.part,))
        if phrase.sort == "roles" and self.unnamed:
            return phrase._replace(sides=self.unnamed)
        if phrase.sort == "documents":
            return phrase._replace(sides=self.speaker[0] if self.speaker and back else ())
        if phrase.sort == "bodies":
            if self.home:
                return phrase._replace(sides=(HOME,))
            return phrase._replace(sides=self.speaker[0] if self.speaker else tuple(self.main[:1]))
        return phrase

    def find_speaker(self, one: Found, sentence: Sentence) -> tuple[tuple[str, ...], str] | None:
        """The sides and the person of a statement; None if no side speaks."""
        if one.subject is None:
            return self.speaker
        if not one.subject.sides:
            return None
        person = one.subject.person or (one.subject.name.lower() if one.subject.sort == "roles" else "")
        return one.subject.sides, person

    def find_hearers(self, one: Found, act: str, sentence: Sentence, sides: tuple[str, ...], person: str) -> tuple[str, ...]:
        """The side to whom a statement is made, or at whom it is aimed."""
        if len(sides) != 1:
            return ()
        low, own = sentence.low, sides[0]
        if one.rule == "passive" and one.owner is not None and one.owner.subject is not None:
            return tuple(side for side in one.owner.subject.sides if side != own)
        begin, end = one.content
        if end - begin < 5:
            end = len(low)
        inside = [p for p in sentence.phrases if begin <= p.start < end and p.sides and p.sort != "pairs"]
        named = list(dict.fromkeys(side for p in inside for side in p.sides if side != own))
        talk = self.talk if own in self.talk else ()
        other = tuple(side for side in talk if side != own)
        for phrase in inside:
            if one.end <= phrase.start <= one.end + 40 and _HEARER.fullmatch(low, one.end, phrase.start) and phrase.sides[0] != own:
                return phrase.sides[:1]
        direct = next((p for p in inside if own not in p.sides and p.start <= begin + 24 and not low[begin : p.start].strip(' ,:"“').removeprefix("rằng").removeprefix("các").removeprefix("việc").strip()), None)
        aimed = [p for p in inside if not _AIMED_NOT.search(low, max(0, p.start - 6), p.start)]
        aimed = list(dict.fromkeys(side for p in aimed for side in p.sides if side != own))
        if len(aimed) > 2 and (turn := _AFTERWARDS.search(low, begin + 12, end)):
            aimed = [side for p in inside if p.start < turn.start() for side in p.sides if side in aimed][:1]
        if act == "oppose" and _REPORT.match(low, begin):
            return ()
        first = next((p for p in inside if p.start <= begin + 24), None)
        if act in _AT_OTHERS and one.verb.sort != "carrier" and first is not None and first.sides == sides and not low[begin : first.start].strip(' ,:"“'):
            return ()
        if other and self.report and not self.occasion:
            third = direct.sides if direct else aimed
            if act in _AT_THIRD and third and other[0] not in named and not _BILATERAL.search(low, begin, end):
                return tuple(third[:1])
            return other
        if direct is not None and len(direct.sides) == 1:
            self.hearers = direct.sides
            return direct.sides
        if 0 < len(aimed) <= 2:
            self.hearers = (aimed[0],)
            return self.hearers
        if one.rule == "shared" and self.hearers and not named:
            return self.hearers
        if one.rule == "embedded" and not named and one.owner is not None and one.owner.subject is not None:
            return tuple(side for side in one.owner.subject.sides if side != own)
        if begin >= 0 and _BILATERAL.search(low, begin, end):
            pair = talk or tuple(self.main)
            return tuple(side for side in pair if side != own)[:1] if own in pair else ()
        return ()

    def note(self, one: Found, sides: tuple[str, ...], person: str) -> None:
        """Remember who spoke."""
        if one.rule in ("invited", "requested", "passive"):
            return
        self.speaker = (sides, person)
        self.last = self.speaker if person else self.last
        if one.subject is not None and one.subject.sort == "roles" and not person:
            self.unnamed = sides
        if person and one.subject is not None and one.subject.sort == "person":
            self.stranger = False
