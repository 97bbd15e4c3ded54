"""Speakers: who "ông", "Thứ trưởng", "người phát ngôn" and "Bộ Ngoại giao" are, from what an article told before."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from kit.vietnamese.acts.phrases import Phrase, Unit
from kit.vietnamese.acts.sentence import Found
from kit.vietnamese.acts.talks import Talks
from kit.vietnamese.acts.vocabulary import Vocabulary
from kit.vietnamese.names.cues import HOME

# The sides that somebody speaks for, and the key of the person ("" for bodies and states).
Speaker = tuple[tuple[str, ...], str]

_HE, _SHE = ("ông", "ngài", "anh"), ("bà", "cô", "chị", "nữ")
_GOVERNING = (" cho ", " với ", " của ", " về ")
_STYLE = re.compile(r"(?<!\w)(ông|bà) ")
_PART = re.compile(r"[^,]{0,30}?(?:về phía|phía) ")
_PART_WITHIN = 45  # characters of a sentence in which it may say so
_BACK = re.compile(r" (?:này|trên|đó|nói trên)")
_AT_HOME = frozenset(
    [
        "thủ tướng",
        "thủ tướng chính phủ",
        "phó thủ tướng",
        "chủ tịch nước",
        "phó chủ tịch nước",
        "tổng bí thư",
        "chủ tịch quốc hội",
        "phó chủ tịch quốc hội",
        "bộ trưởng",
        "thứ trưởng",
    ]
)
_ISSUED = frozenset(("tuyên bố", "thông cáo", "thông báo", "thông cáo báo chí", "công hàm"))
_STATES = ("nước", "quốc gia", "vương quốc")
_NAMING = frozenset(("name", "seat", "person", "bodies", "roles", "offices"))
_FEDERAL = frozenset(("USA", "DEU", "AUS", "IND", "BRA", "MEX", "MYS", "NGA", "CAN", "AUT"))
_OWNED = (" của ", " từ ", " do ")
_FORMER = ("cựu ", "nguyên ")  # "cựu | Tổng thống Mỹ" speaks for nobody
_CLEAR = frozenset(("name", "seat", "first person"))  # they say themselves whose they are
_HELD = ("person", "offices", "roles")
_FRIENDS = re.compile(r" bạn(?!\w)")  # "phía bạn": the other one
_THEIRS = re.compile(
    r"(?: của)? ((?:nước|quốc gia) (?:này|ông|bà|mình)|mình|(?<=của )(?:ông|bà|mình|họ))(?!\w)"
)
_OWNED_BY = frozenset(("bodies", "roles", "offices", "documents"))
_TITLE = re.compile(r"(?:tân )?(tổng thống|thủ tướng|ngoại trưởng|quốc vương)(?!\w)")
_OWN_NAMES = frozenset(("đảng", "tổ chức", "quỹ", "hiệp hội", "liên minh"))
_SPOKESMEN = frozenset(
    ("người phát ngôn", "người phát ngôn bộ ngoại giao", "phát ngôn viên", "người đứng đầu", "đại diện")
)
_LEADS = {"người đứng đầu chính phủ": "head_of_government", "người đứng đầu nhà nước": "head_of_state"}
_LEADERS = frozenset(("head_of_state", "head_of_government", "party_leader"))
_MANY = ("các", "những")
# Who is somewhere, or knows somebody, speaks for nobody.
_ASIDE = re.compile("nguồn tin (?:tại|ở|thân cận|gần gũi) ")
_NEARBY = 12  # characters
_SOME = ("một", "nhiều", "các", "những")
_KNOWN = 300  # persons who are remembered


@lru_cache(maxsize=4096)
def _read_title(title: str) -> tuple[str, str]:
    """A title in small letters, and the office that it begins with: "tân tổng thống Mỹ" is of "tổng thống"."""
    low = title.lower()
    return low, word[1] if (word := _TITLE.match(low)) else ""


def _is_female(head: str) -> bool | None:
    """What "ông" and "bà" say of whom they stand for; None for what says nothing."""
    word = head.split(" ", 1)[0]
    return True if word in _SHE else False if word in _HE else None


def _are_of_one(phrase: Phrase, following: Phrase, low: str) -> bool:
    """Whether a body is of the state that stands behind the next one: "Thượng viện và | Hạ viện Nhật Bản"."""
    if not following.sides or not phrase.sort == following.sort == "bodies":
        return False
    return low[phrase.end : following.start] == " và "


def _find_two(phrases: Sequence[Phrase], low: str) -> tuple[str, ...]:
    """The two sides that "và" joined last: "Mỹ và Israel … cả | hai nước này"."""
    for one, other in reversed([*pairwise(phrases)]):
        if low[one.end : other.start] == " và " and one.sides and other.sides and one.sides != other.sides:
            return (*one.sides, *other.sides)
    return ()


_SET_OFF = (", ", " - ", " – ")  # between a name and an office


class Speakers:
    """Of one article. ``last``: who spoke last; ``local``: who holds offices of provinces."""

    def __init__(
        self, low: str, units: Sequence[Unit], people: Sequence[tuple], talks: Talks, vocabulary: Vocabulary
    ):
        self.talks = talks
        self._is_family_name = vocabulary.is_family_name
        self.last: Speaker | None = None
        self.home = HOME in talks.main
        self._person: Speaker | None = None  # who of persons spoke last
        self._unnamed: tuple[str, ...] = ()  # for whom somebody without a name spoke last
        self._state: tuple[str, ...] = ()  # for whom anybody spoke last, also within what another says
        self._source: tuple[str, ...] = ()  # for whom "nguồn tin" spoke last
        self._named_sources, self._low = "nguồn tin" in low, ""
        self._parts = "phía " in low
        self._part = ""  # whose part it is: "Về phía Anh, …"
        self._strangers: set[bool | None] = set()  # whether "ông" (False), "bà" (True) speak for no side
        self._met: deque[Unit] = deque(maxlen=_KNOWN)
        self._bodies: dict[str, tuple[str, ...]] = {}
        self.local: dict[str, str] = {}
        self._female: dict[str, bool] = {}
        for unit in [unit for unit in units if unit.person]:
            begin, end = max(0, unit.start - 5), unit.start + 4
            near = low[begin:end]
            if ("ông " in near or "bà " in near) and (style := _STYLE.search(low, begin, end)):
                self._female[unit.person] = self._female.get(unit.person, False) or style[1] == "bà"
        self._holders: dict[str, Speaker] = {}
        self._levels: dict[str, Speaker] = {}
        self._titled: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._leaders: dict[tuple[str, ...], str] = {}
        for _, _, key, kind, side, _, _, level, title in people:
            if not side:
                continue
            (title, word), sides, named = _read_title(title), (side,), kind == "person"
            holder = sides, key if named else ""
            known = self._holders.setdefault(title, holder)
            if not named:
                continue
            if not known[1] or known[0] != (HOME,):
                self._holders[title] = holder
            self._levels.setdefault(level, holder)
            if level in _LEADERS:
                self._leaders.setdefault(sides, key)
            if word:
                self._titled[word, side].add(key)

    def meet(self, units: Sequence[Unit]) -> None:
        """Remember the persons whom a sentence names."""
        for unit in units:
            if unit.person:
                self._met.append(unit)

    def enter(self, low: str, start: int, end: int, units: Sequence[Unit]) -> None:
        """Begin the sentence from ``start`` to ``end``."""
        if low.startswith("*", start):
            self.last = None
        if (
            self._parts
            and low.find("phía ", start, min(end, start + _PART_WITHIN)) >= 0
            and (part := _PART.match(low, start, end))
        ):
            near = range(part.end() - 2, part.end() + 13)
            self._part = next((unit.sides[0] for unit in units if unit.sides and unit.start in near), "")
        self.meet(units)
        self._low = low[start:end] if self._named_sources else ""

    def note(self, one: Found, speaker: Speaker) -> None:
        """Remember who made a statement."""
        told = one.rule == "embedded" and one.owner is not None and one.owner.verb.sort != "according"
        self._state = speaker[0]
        subject = one.subject
        first = one.start if one.verb.sort == "according" or subject is None else subject.start
        if "nguồn tin" in self._low[first : one.end]:
            self._source = speaker[0]
        if told or one.rule in ("invited", "requested", "passive"):
            return
        self.last = speaker
        sides, person = speaker
        self._person = speaker if person else self._person
        if one.subject is not None and one.subject.name and person:
            self._met.append(Unit(one.subject.start, one.subject.end, "person", sides, person))
        if one.subject is not None and one.subject.sort == "roles" and not person:
            self._unnamed = sides
        if one.subject is not None and one.subject.sort == "person" and person:
            self._strangers.clear()

    def find(self, one: Found) -> Speaker | None:
        """The sides and the person of a statement; None if no side speaks."""
        subject = one.subject
        if subject is None:
            return self.last
        if not subject.sides:
            return None
        named = subject.sort in ("roles", "offices", "person") and " " in subject.name
        return subject.sides, subject.person or (subject.name.lower() if named else "")

    def resolve(
        self, phrases: list[Phrase], low: str, quotations: Sequence[tuple[int, int]] = ()
    ) -> list[Phrase]:
        """Give phrases that name no side the one that the article has given them; nobody quoted is "ông"."""
        resolved: list[Phrase] = []
        first: Phrase | None = None
        governed: Phrase | None = None  # "với | Tổng thống Putin", who is "ông" where no other is named
        for place, phrase in enumerate(phrases, start=1):
            sort = phrase.sort
            if sort in _CLEAR:
                pass  # most often
            elif sort in _HELD and low.endswith(_FORMER, 0, phrase.start):
                phrase = phrase._replace(sides=(), person="", name="")
                if not low.endswith(_GOVERNING, 0, low.rfind(" ", 0, phrase.start - 1) + 1):
                    self._strangers.update((True, False))
            elif sort == "person":
                if not phrase.person:
                    phrase = self._resolve_title(phrase)
                if low.endswith(_GOVERNING, 0, phrase.start):
                    governed = governed or phrase
                elif first is None and not any(start <= phrase.start < end for start, end in quotations):
                    first = phrase
            elif sort == "pronouns" and phrase.head.startswith(_STATES):
                phrase = phrase.tell(self._find_state(resolved), "")
            elif sort == "pronouns":
                phrase = self._resolve_pronoun(phrase, first or (None if self._strangers else governed))
            elif sort == "pairs":
                phrase = self._resolve_pair(phrase, resolved, low)
            elif sort == "local":
                phrase = self._resolve_local(phrase)
            elif phrase.head == "nguồn tin" and _ASIDE.search(low, phrase.start, phrase.end + _NEARBY):
                phrase = phrase.tell(())
            elif sort in _OWNED_BY:
                phrase = self._resolve_owned(phrase, phrases[place : place + 1], resolved, low)
                phrase = _name_holder(phrase, resolved, low)
            resolved.append(phrase)
        return resolved

    def _resolve_pair(self, phrase: Phrase, before: Sequence[Phrase], low: str) -> Phrase:
        """Who "hai bên" are: "hai nước này" those that the sentence has joined, else those who talk."""
        if phrase.sides:
            return phrase
        back = _find_two(before, low) if low.startswith(" này", phrase.end) else ()
        return phrase.tell(back or self.talks.both)

    def _resolve_owned(
        self, phrase: Phrase, following: Sequence[Phrase], before: Sequence[Phrase], low: str
    ) -> Phrase:
        """Whose a body, office or document is, by the phrases before it and behind."""
        if not phrase.sides:
            if phrase.sort == "roles" and (friends := _FRIENDS.match(low, phrase.end)):
                named = [side for one in before for side in one.sides if side != HOME]
                sides = (named[-1],) if named else tuple(side for side in self.talks.both if side != HOME)
                return phrase._replace(sides=sides, end=friends.end())
            if following and _are_of_one(phrase, following[0], low):
                return phrase.tell(following[0].sides)
            if own := _THEIRS.match(low, phrase.end):
                return phrase.tell(self._find_owner(own[1], before))
        return self._resolve_office(phrase) if phrase.sort == "offices" else self._resolve_body(phrase, low)

    def _name(self, phrase: Phrase, sides: tuple[str, ...], name: str) -> Phrase:
        """A phrase with a person whom only the article names, who is known by the name from now on."""
        person = name.lower()
        self._met.append(Unit(phrase.start, phrase.end, "person", sides, person))
        return phrase._replace(sides=sides, person=person)

    def _resolve_pronoun(self, phrase: Phrase, first: Phrase | None) -> Phrase:
        if phrase.name:
            sides = phrase.sides
            phrase = self._name(phrase, sides, phrase.name) if sides else self._find_alike(phrase)
            (self._strangers.discard if phrase.sides else self._strangers.add)(_is_female(phrase.head))
            return phrase
        sides, person = self._find_person(phrase.head, first)
        return phrase.tell(sides, person)

    def _find_alike(self, phrase: Phrase) -> Phrase:
        """Somebody whose name is spelt otherwise than before: "ông Meada", who is Meade."""
        name = phrase.name.lower().split()[-1]
        alike = name[:4]
        for unit in reversed(self._met):
            if alike in unit.person and any(
                word == name or (len(name) > 3 and word.startswith(alike)) for word in unit.person.split()
            ):
                return phrase._replace(sides=unit.sides, person=unit.person)
        return phrase

    def _resolve_title(self, phrase: Phrase) -> Phrase:
        """Who "Tổng thống Mỹ" is, where an article names one president of the side."""
        word = _TITLE.match(phrase.head) if phrase.sides else None
        known = self._titled.get((word[1], phrase.sides[0]), ()) if word else ()
        return phrase._replace(person=next(iter(known))) if len(known) == 1 else phrase

    def _find_state(self, phrases: Sequence[Phrase]) -> tuple[str, ...]:
        """Which "nước này" is: the one that the sentence named last, else the one for which somebody spoke last."""
        named = (phrase.sides for phrase in reversed(phrases) if phrase.sort in _NAMING)
        return next((sides for sides in named if len(sides) == 1), self._state or (self.last or ((),))[0])

    def _find_owner(self, word: str, phrases: Sequence[Phrase]) -> tuple[str, ...]:
        """Whose "quân đội của | ông" or "Bộ Nội vụ | nước này" is."""
        people = [phrase for phrase in phrases if phrase.sort in ("person", "pronouns")]
        if word in ("ông", "bà") and people:
            return people[-1].sides
        return self._find_state(phrases)

    def _find_person(self, head: str, first: Phrase | None) -> Speaker:
        """Who "ông" is: the person named first in the sentence, who spoke last, or who was named last."""
        female = _is_female(head)
        if " " in head and self.last:
            return self.last if head != "người này" or not self.last[1] else ((), "")
        if first is None and (female in self._strangers or (female is None and self._strangers)):
            return (), ""
        if first is not None and first.person and self._fits(first.person, female):
            return first.sides, first.person
        if self.last and self.last[1] and self._fits(self.last[1], female):
            return self.last
        spoke = self._person
        if spoke and self._fits(spoke[1], female) and (not self.last or self.last[0] == spoke[0]):
            return spoke
        for unit in reversed(self._met):
            if self._fits(unit.person, female):
                return unit.sides, unit.person
        return self.last or ((), "")

    def _fits(self, person: str, female: bool | None) -> bool:
        return female is None or self._female.get(person, female) == female

    def _resolve_office(self, phrase: Phrase) -> Phrase:
        """Who holds an office that stands alone: at home before anybody else, then who spoke or was named last."""
        if phrase.sides:
            return phrase
        if phrase.name:
            general = phrase.head.endswith("tướng") and self.home
            if general and self._is_family_name(phrase.name.split(" ")[0]):
                return self._name(phrase, (HOME,), phrase.name)
            return phrase
        held = [
            who for title, who in self._holders.items() if title.removeprefix("tân ").startswith(phrase.head)
        ]
        own = [holder for holder in held if holder[0] == (HOME,)]
        own = [holder for holder in own if holder[1]] or own
        found = own[-1] if own else self._person if self._person in held else held[-1] if held else None
        if found and not found[1] and self.last and self.last[0] == (HOME,) and phrase.head in _AT_HOME:
            found = self.last[0], ""  # "Thủ tướng | gửi thư cho Thủ tướng Pháp", after one at home spoke
        if found is None and (phrase.head == "chủ tịch nước" or (self.home and phrase.head in _AT_HOME)):
            found = (HOME,), ""
        return phrase._replace(sides=found[0], person=found[1]) if found else phrase

    def _resolve_local(self, phrase: Phrase) -> Phrase:
        """An official of a province, who speaks for home where it deals with somebody abroad."""
        talks = self.talks
        told = talks.report and talks.pair and HOME in (*talks.pair, *talks.main)
        if not (told or (talks.hosted and HOME in talks.main)):
            return phrase
        person = phrase.person or self.local.get(phrase.head, "")
        if not person:
            return phrase._replace(sides=(HOME,))
        self.local[phrase.head] = person
        return self._name(phrase, (HOME,), person)

    def _resolve_body(self, phrase: Phrase, low: str) -> Phrase:
        """Whose "Bộ Ngoại giao", "người phát ngôn", "nhà lãnh đạo Nga" or "Thông báo này" is."""
        written = low[phrase.start : phrase.end]
        if holder := self._levels.get(_LEADS.get(written, "")):
            return phrase._replace(sides=holder[0], person=holder[1])
        if phrase.sides:
            if (
                (phrase.head == "nhà lãnh đạo" or (phrase.head == "ông chủ" and "lầu" not in written))
                and not phrase.person
                and not written.startswith(_MANY)
            ):
                return phrase.tell(phrase.sides, self._leaders.get(phrase.sides, ""))
            if phrase.sort == "roles" and not phrase.person and " " in phrase.name:
                return self._name(phrase, phrase.sides, phrase.name)
            self._bodies.setdefault(phrase.head, phrase.sides)
            return phrase
        if phrase.sort == "roles":
            return self._resolve_role(phrase, low)
        if phrase.head in self._bodies:
            return phrase.tell(self._bodies[phrase.head])
        last = self.last[0] if self.last else ()
        if phrase.head in _OWN_NAMES:
            return phrase.tell(last if written != phrase.head else ())
        if phrase.sort == "documents" and written.endswith("chung"):
            return phrase.tell(self.talks.both)
        if phrase.sort == "documents":
            first = not phrase.start or low[phrase.start - 2] in ",-–"
            told = first and phrase.head in _ISSUED and not low.startswith(_OWNED, phrase.end)
            return phrase.tell(last if told or _BACK.match(low, phrase.end) else ())
        return self._tell_own(phrase)

    def _resolve_role(self, phrase: Phrase, low: str) -> Phrase:
        if phrase.head == "nguồn tin":
            other = low.startswith(_OWNED, phrase.end) or low.endswith("theo ", 0, phrase.start)
            other = other or low.startswith(_SOME, phrase.start)
            return phrase if other else phrase.tell(self._source)
        if self.home and phrase.head in _SPOKESMEN:
            if self._is_family_name(phrase.name.split(" ")[0]) and " " in phrase.name:
                return self._name(phrase, (HOME,), phrase.name)
            if not phrase.name and not self.last:
                return phrase._replace(sides=(HOME,))
        if " bang " in low[phrase.start : phrase.end]:
            federal = [side for side in (*self.talks.main, "USA") if side in _FEDERAL]
            return phrase.tell((federal[0],))
        if phrase.name and (phrase.head not in _SPOKESMEN or " " not in phrase.name):
            name = phrase.name.lower()  # else "đại diện Pepsico"
            known = next((unit for unit in reversed(self._met) if unit.person == name), None)
            return phrase._replace(sides=known.sides, person=name) if known else phrase
        return self._resolve_part(phrase, low)

    def _resolve_part(self, phrase: Phrase, low: str) -> Phrase:
        """Whose official somebody without a name is, from whose part it is and who spoke: "phát ngôn viên này"."""
        if low.startswith(" của ", phrase.end) and not low.startswith(("bộ ", "cơ quan "), phrase.end + 5):
            return phrase  # "người phát ngôn của | Taliban"
        if self._part and _PART.match(low, 0, phrase.start):
            return phrase.tell((self._part,))  # "Về phía Nga, | phát ngôn viên của Tổng thống"
        back = phrase.head in _SPOKESMEN or _BACK.match(low, phrase.end)
        if self.last and (back or (phrase.head == "nhà lãnh đạo" and not phrase.start)):
            return phrase._replace(sides=self.last[0], person=self.last[1])
        if not self._part and low.endswith(" chính phủ", phrase.start, phrase.end):  # "quan chức chính phủ"
            return self._tell_own(phrase)
        return phrase.tell((self._part,) if self._part else self._unnamed)

    def _tell_own(self, phrase: Phrase) -> Phrase:
        """A body of nobody who is named: one at home, else of who spoke last or of whom the article tells."""
        last = self.last[0] if self.last else ()
        return phrase.tell((HOME,) if self.home else last or self.talks.main[:1])


def _name_holder(role: Phrase, before: Sequence[Phrase], low: str) -> Phrase:
    """A role with the person before it who opens a clause: "Đại sứ X, | đại diện của Lào tại UNESCO"."""
    one = before[-1] if before else role
    if role.sort != "roles" or not one.person or role.person or role.name or role.sides != one.sides:
        return role
    opens = low[: one.start].rstrip()[-1:] in ("", ",", ".", ":")
    return role.tell(role.sides, one.person) if opens and low[one.end : role.start] in _SET_OFF else role
