"""Parties of a sentence: officials, bodies of a side, groups such as "hai bên", and those named before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from kit.vietnamese.beginnings import Anchored, Ending, match_from
from kit.vietnamese.letters import UPPER
from kit.vietnamese.lexicon import any_of, starting
from kit.vietnamese.meetings.marks import BODY, DAY, FORUM, GROUP, PERSON, Day, Forum, Marked, Party, mark
from kit.vietnamese.meetings.vocabulary import Hit, Vocabulary, split_words
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import Gazetteer
from kit.vietnamese.names.leaders import load_leaders
from kit.vietnamese.names.names import Partner, plain
from kit.vietnamese.names.offices import LEVELS
from kit.vietnamese.names.places import Places

_NAME = re.compile(rf"(?:\s+[{UPPER}][\w.-]*){{1,8}}")
# An organisation called so is what people go to.
_CONFERENCES = ("Diễn đàn", "Đối thoại", "Hội nghị Bộ trưởng")
_SPEECHES = (
    "phát biểu",
    "diễn văn",
    "diễn giả",
    "tại hội nghị",
    "tại diễn đàn",
    "tại phiên",
    "trong phiên",
    "tại đối thoại",
    "bên lề",
    "khuôn khổ hội nghị",
    "khuôn khổ diễn đàn",
    "kết thúc hội nghị",
    "kết thúc diễn đàn",
)
_THERE = tuple(
    f"tại {what}{behind}" for what in ("hội nghị", "diễn đàn") for behind in (",", " này", " rằng")
)
_TRAVELLERS = ("đoàn", "tàu", "hạm")  # bodies that go somewhere
_FORUMS = ("hội nghị", "diễn đàn")
_TOPICS = (" về ", " cho ", " vì ")  # before what a conference is about
_MINISTRIES = ("bộ", "ủy ban", "ban", "tổng cục")  # their names may have "và" in them
_HEADED = ("bộ trưởng ", "thứ trưởng ", "quốc vụ khanh ", "bộ ")  # before a portfolio
_HEAD = 24  # characters before a person in which it is said that another is meant
_BESIDE = 12  # characters between a name and its office
_CITY = re.compile(
    rf"[{UPPER}][\w.'-]*(?:[ -][{UPPER}a-z][\w.'-]*(?=[ -][{UPPER}])|[ -][{UPPER}][\w.'-]*){{0,3}}"
)
_CAPITAL_WORD = re.compile(rf"(?<!\w)[{UPPER}]")
_IN_COUNTRY = re.compile(
    _CITY.pattern + r"(?:, | \(|,? (?:ở|thuộc|của|miền|phía|bang|tỉnh) (?:[\w-]+ ){0,3}?)"
)
_OF_BODY = re.compile(r"(?: [-–]|,| của| thuộc)? (?:(?:Bộ|Cục|Tổng cục|Chính phủ) (?:[\w&-]+ ){0,8})?")
_INTO_COUNTRY = (", ", " (", " của ", " thuộc ")  # between a town and its country
_LONGEST_NAME = 60  # characters
_SEAT = re.compile(r" (?:(?:thành phố|thủ đô|TP\.?|bang|tỉnh|vùng|huyện|quận|thị xã) )?")
_FAR_CITY = 60  # characters between a verb and the country in which a city lies
_TOWN = 40  # characters behind a verb in which the name of a town ends
_FARTHEST = 80  # characters before a country in which its body begins
_TO_CHIEF = (" ", " ông ", " bà ")  # between the office of an aide and whom the aide serves
_CAPITAL = re.compile(r"(?<!\w)hà nội(?!\w)")
_BETWEEN_SEATS = re.compile(r"\s+(?:và|với)\s+|\s*[-–]\s*")


class Named(NamedTuple):
    """An official of the article, as the table of people has it; ``title_start``, ``title_end``: of the office."""

    start: int
    end: int
    key: str
    side: str
    office: str
    level: str
    title_start: int
    title_end: int
    kind: str

    @property
    def named(self) -> bool:
        """Whether it is a person with a name, and not an office alone."""
        return self.kind == "person"


class Line(NamedTuple):
    """A sentence of an article, and what the tables of the kit say of it."""

    number: int
    role: str
    start: int
    text: str
    people: Sequence[Named]
    partners: Sequence[tuple[int, int, str]]
    days: Sequence[Day]
    forums: Sequence[Forum]

    def find_partner(self, at: int) -> tuple[int, int, str] | None:
        """The first side that is named from a place in the sentence on."""
        place = bisect_left(self.partners, (self.start + at,))
        return self.partners[place] if place < len(self.partners) else None


# Start, text, number and role.
Sentence = tuple[int, str, int, str]


class Article(NamedTuple):
    """The sentences of an article in order, and what stands in each by its number."""

    sentences: Sequence[Sentence]
    people: Mapping[int, Sequence[Named]]
    partners: Mapping[int, Sequence[tuple[int, int, str]]]
    days: Mapping[int, Sequence[Day]]
    forums: Mapping[int, Sequence[Forum]]

    def join(self) -> str:
        """The text, each sentence where it stood: what is kept of it for other tables is used again."""
        parts: list[str] = []
        at = 0
        for start, text, _, _ in self.sentences:
            parts += ["\n" * (start - at), text]
            at = start + len(text)
        return "".join(parts)

    def find_seams(self, joined: str) -> set[int]:
        """Where a sentence begins right behind another, as in texts that have lost their line breaks."""
        return {start for start, _, _, _ in self.sentences if joined[start - 1 : start] != "\n"}

    def list_people(self) -> list[tuple[int, Named]]:
        """All people in order, with the number of the sentence."""
        people = self.people
        return [(at, one) for _, _, at, _ in self.sentences if at in people for one in people[at]]

    def make_line(self, start: int, text: str, number: int, role: str) -> Line:
        """A sentence with what stands in it."""
        people, partners = self.people.get(number, ()), sorted(self.partners.get(number, ()))
        days, forums = self.days.get(number, ()), self.forums.get(number, ())
        return Line(number, role, start, text, people, partners, days, forums)


class Finder:
    """What finds the parties of sentences; made once for many articles."""

    def __init__(self, words: Vocabulary, gazetteer: Gazetteer, places: Places, cities: Mapping[str, str]):
        self.words, self.gazetteer, self.places, self.cities = words, gazetteer, places, cities
        seats = {plain(name.form): name.key for name in gazetteer.names if name.sort == "seat"}
        self._seats = AhoCorasick([*seats], implementation=Implementation.DFA)
        self._seat_keys = [*seats.values()]
        self._towns = seats | {**cities}
        """Cities abroad that have a mayor."""
        self._organs = {key: one.organ_of for key, one in gazetteer.partners.items() if one.organ_of}
        self._forums = frozenset(key for key, one in gazetteer.partners.items() if _is_forum(one))
        """Organisations that are nothing but their conferences: G20, the Shangri-La Dialogue."""
        self._not_countries = frozenset(
            key for key, one in gazetteer.partners.items() if one.kind != "country"
        )
        self._wholes = {*self._organs.values()}
        of = words.lists
        called, instead, relatives = (split_words(of[name]) for name in ("called", "instead", "relatives"))
        self._called = Ending(rf"(?<!\w)(?<!chính )(?:(?:{of['called']}) )+$", called)  # not "chính quyền"
        self._instead = Ending(rf"{starting(of['instead'])} (?:của )?$", [*instead, "của"])
        self._relatives = Ending(
            rf"{starting(of['relatives'])}(?: cả)?(?: của)?(?: (?:{of['called']}))? $",
            [*relatives, *called, "cả", "của"],
        )
        self._before = Ending(" $", [*called, *instead, *relatives, "cả", "của"])
        """Whether one of these may stand there."""
        office = rf"(?:{of['bodies']}|{of['titles']})(?: (?!và )[\w-]+){{0,4}}"
        self._offices = re.compile(rf"(?<!\w)(?!(?:{of['home titles']}) và $)(?:{office}(?:, | và ))+$")
        self._leaders = load_leaders()
        self._instead_of = re.compile(rf"(?:{of['instead']}) của ")
        self._pronouns = re.compile(rf"{starting(of['pronouns'])}(?!\w)")
        acts = rf"(?:{of['adverbs']}|{of['light']}|{any_of(words.forms.keys() - words.nouns)})(?!\w)"
        titles = rf"(?P<title>{of['titles']})(?= {acts})"
        meant = [
            of[name] for name in ("local", "local abroad", "home bodies", "groups", "titles", "pronouns")
        ]
        self._meant = Anchored(
            split_words(*meant),
            rf"(?<!\w)(?:(?P<local>(?P<body>{of['home bodies']})"
            rf"|(?P<office>(?P<abroad>{of['local abroad']})|{of['local']}))"
            rf"|(?P<group>{of['groups']})(?! (?:đường|bờ|lề)(?!\w))"
            rf"|{titles}|{of['pronouns']})(?!\w)",
        )
        self._named_before = re.compile(
            rf"(?:(?<!\w)(?i:{of['called']}) |^)(?P<name>[{UPPER}][\w-]*(?: [{UPPER}][\w-]*){{0,5}}),? [-–]? ?$"
        )
        self._rest = re.compile(
            rf"(?:\s(?:{of['particles']})(?:\s(?:{of['particles']}))*(?:\s[{UPPER}][\w-]*){{1,4}})"
        )
        strange = rf"(?:{of['stops']}|{of['governed']}|{of['adverbs']}|thành viên)(?!\w)"
        organs = "(?:đảng|nhà nước|chính phủ|quốc hội)"
        parts = rf" cấp cao| phòng,? chống| {organs}(?:(?:,| và)(?= {organs}))?"
        between = rf"(?:{parts}| (?!{strange}|của )\w[\w-]*| của| đến từ| từ){{0,7}} $"
        words_alone = {
            word for word in split_words(of["stops"], of["governed"], of["adverbs"]) if " " not in word
        }
        heads = split_words(of["bodies"], of["private"])
        within = {"của", "từ", "ở", "tại", "cao", *(head.rsplit(" ", 1)[-1] for head in heads)}
        self._parting = frozenset(words_alone - within)
        """Words that part a country behind them from any body before: "với", "thăm"."""
        self._hosts = re.compile(rf"(?<!\w)(?:{of['bodies']})(?: nước)? (?:chủ nhà|sở tại)(?!\w)")
        self._conference = re.compile(
            rf"(?<!\w)(?:{'|'.join(_FORUMS)})(?P<venue>(?:\s(?!(?:với|và|đã|sẽ|để|khi)\s)[^\s.;,()]+){{1,12}})"
        )
        travel = [verb for verb, (_, form) in words.forms.items() if form in ("visit", "move")]
        fill = rf"(?:{of['adverbs']}|{of['town']}|tại|ở)(?!\w)"
        behind = rf"(?!\w)(?!(?<=tới)\s+tại)(?:,?\s+{fill}\.?)*(?!,?\s+{fill})\s+"
        self._towards = re.compile(rf"(?:{any_of(travel)}){behind}").match
        self._travel = words.number(travel)
        self._heads = Anchored(heads, rf"{starting(any_of(heads))}(?!\w)")
        self._public = frozenset(split_words(of["bodies"]))
        self._between = re.compile(between)
        word = rf"(?: (?!{strange}|{of['bodies']})\w[\w-]*){{1,4}}"
        self._of_two = re.compile(rf"{word} và{word} $")
        self._of_private = re.compile(between.replace("| của", "| của| ở| tại"))

    def name_organs(self, article: Article) -> Article:
        """The same; who speaks for an organ of a side ("Chủ tịch Ủy ban châu Âu X") has it for the side.

        Of somebody who is given several sides it is the one given most often.
        """
        named = [(number, one) for number, one in article.list_people() if one.named and one.side]
        given: dict[str, list[str]] = {}
        for _, one in named:
            given.setdefault(one.key, []).append(one.side)
        most = {key: Counter(sides).most_common(1)[0][0] for key, sides in given.items() if len({*sides}) > 1}
        organs = most | {
            one.key: key
            for number, one in named
            if one.side in self._wholes
            for start, _, key in article.partners.get(number, ())
            if self._organs.get(key) == one.side and one.title_start <= start < one.title_end
        }
        if not organs:
            return article
        people = {
            number: [one._replace(side=organs.get(one.key, one.side)) for one in of]
            for number, of in article.people.items()
        }
        return article._replace(people=people)

    def name_abroad(self, article: Article, same: str) -> bool:
        """Whether an article, ``same``, names a side abroad: it takes two sides to meet."""
        partners, forums = article.partners, article.forums
        return (
            any(key != HOME for _, _, at, _ in article.sentences for _, _, key in partners.get(at, ()))
            or any(one.side not in ("", HOME) for _, one in article.list_people())
            or any(at in forums for _, _, at, _ in article.sentences)
            or any(key != HOME for _, _, key in self._find_seats(f" {same} "))
            or any(hit["office"] and self._lies_abroad(same, hit) for hit in self._meant.find(same.lower()))
        )

    def _lies_abroad(self, same: str, hit: re.Match[str]) -> bool:
        """Whether an official of a town or province is of one abroad."""
        seat = _SEAT.match(same, hit.end())
        return seat is not None and _read_name(same, seat.end(), self._towns)[1] != ""

    def tells(self, people: Sequence[Named], low: str, forms: Sequence[str]) -> bool:
        """Whether words of meeting of these forms tell of one in a sentence, ``low``: "đến" only of somebody named."""
        if people or forms.count("move") < len(forms) or any(map(low.__contains__, _TRAVELLERS)):
            return True
        return self._pronouns.search(low) is not None

    def names_envoy(self, people: Sequence[Named], low: str) -> bool:
        """Whether a sentence names an ambassador, who alone is summoned, or may mean one."""
        return any(one.level == "ambassador" for one in people) or self._pronouns.search(low) is not None

    def speaks(self, article: Article, number: int, low: str, *, held: bool) -> bool:
        """Whether somebody speaks at a conference in the sentence of this number, which has no word of meeting.

        ``held``: it has one for a conference.
        """
        partners = article.partners.get(number, ())
        named = number in article.forums or any(key in self._forums for _, _, key in partners)
        if not (named or held) or not any(map(low.__contains__, _SPEECHES)):
            return False
        there = _FORUMS if partners else _THERE
        return named or any(map(low.__contains__, there))

    def mark(self, line: Line, same: str, low: str, hits: Sequence[Hit], *, tells: bool) -> Marked:
        """The sentence with its signs: of one that ``tells`` of nothing only its people.

        Parameters
        ----------
        line, same, low : the sentence as it is, as `plain` has it, and in small letters.
        hits : the words of meeting that stand in it.
        """
        start, text = line.start, line.text
        persons = [*self._find_people(start, text, low, line.people)] if line.people else []
        if not tells:
            return mark(line.number, line.role, start, text, low, zip(repeat(PERSON), persons))
        meant = self._meant.find(low)
        for local in self._find_local(line, meant):  # "Bí thư Thành ủy TP | Hồ Chí Minh | A" is one
            persons = [one for one in persons if not local.start < one.start < local.end] + [local]
        persons += self._find_hosts(start, text, low)
        forums = [*line.forums, *self._find_venues(line, low)]
        things: list[tuple[int, Party | Day | Forum]]
        things = [*zip(repeat(FORUM), forums), *zip(repeat(DAY), line.days), *zip(repeat(PERSON), persons)]
        things += [(BODY, party) for party in self._find_home_bodies(line, meant)]
        taken = bytearray(len(text))
        for _, one in things:
            first, last = max(0, one.start - start), min(len(text), one.end - start)
            taken[first:last] = b"\1" * max(0, last - first)
        for party in self._find_bodies(line, same, low, hits, taken):
            forum = party.place and party.sides[0] in self._forums
            things.append((FORUM, Forum(party.start, party.end, party.sides[0])) if forum else (BODY, party))
        things += [(GROUP, party) for party in self._find_anaphora(start, text, meant)]
        return mark(line.number, line.role, start, text, low, things)

    def _find_anaphora(self, start: int, text: str, meant: Sequence[re.Match[str]]) -> Iterator[Party]:
        """ "Hai bên" (no sides), and "ông" where no name follows (a pronoun), or "Thủ tướng" before a verb."""
        for hit in meant:
            first, end = start + hit.start(), start + hit.end()
            if hit["group"] and not text[hit.end() : hit.end() + 2].strip()[:1].isupper():
                yield Party(first, end, ())
            elif (
                not hit["group"]
                and not hit["local"]
                and not text[hit.end() : hit.end() + 2].strip()[:1].isupper()
            ):
                yield Party(first, end, (), office=hit["title"] or "", pronoun=True)

    def _find_people(self, start: int, text: str, low: str, people: Sequence[Named]) -> Iterator[Party]:
        """Each official with the office beside the name, and what he or she is called by."""
        last = 0
        for one in _join_chiefs(sorted(people), start, low):
            first, end = one.start - start, one.end - start
            office = one.title_start - start, one.title_end - start
            beside = -2 < first - office[1] < _BESIDE or -2 < office[0] - end < _BESIDE
            if office[0] >= 0 and (beside or office[0] < first < office[1]):
                first, end = max(last, min(first, office[0])), max(end, office[1])
            if one.named and end == one.end - start and (rest := self._rest.match(text, end)):
                end = rest.end()  # "Ricardo" of "Ricardo de los Santos"
            near = self._before.search(low, max(last, first - _HEAD), first) is not None
            if near and (hit := self._called.search(low, max(last, first - 40), first)):
                first = hit.start()
            office_low, before = one.office.lower(), (low, max(last, first - _HEAD), first)
            if "đối lập" in office_low or (near and self._relatives.search(*before)):
                continue
            who, level = one.key if one.named else "", one.level
            above = self._instead_of.match(office_low) and self._is_leader(
                text[one.start - start : one.end - start]
            )
            instead = self._instead.search(*before) if near else None
            if instead or above:
                first = instead.start() if instead else first
                who = level = ""  # "đặc phái viên của Tổng thống A"
            first = self._widen(low, last, first)
            yield Party(start + first, start + end, (one.side,) if one.side else (), who, one.office, level)
            last = end

    def _widen(self, low: str, last: int, first: int) -> int:
        """Where a party begins with the offices of the same state before it: "Bộ trưởng A và | Bộ trưởng B Lào"."""
        if not low.endswith(" và ", last, first):
            return first
        offices = self._offices.search(low, max(last, first - _FARTHEST), first)
        return offices.start() if offices else first

    def _is_leader(self, name: str) -> bool:
        """Whether somebody is known to have led a state, a government or a party."""
        return any(term.level in LEVELS[:3] for term in self._leaders.find(name))

    def _find_local(self, line: Line, meant: Sequence[re.Match[str]]) -> Iterator[Party]:
        """Officials of provinces and towns, who stand in no table of people: they speak for their country."""
        start, text = line.start, line.text
        for hit in meant:
            if not hit["office"]:
                continue
            place, side = self._read_seat(line, hit.end())
            province = 0 if side else self._find_province(text, place)
            if hit["abroad"] and not (side or province):
                continue
            seat = _SEAT.match(text, place)
            before = self._named_before.search(text, max(0, hit.start() - _LONGEST_NAME), hit.start())
            named = None if before else _NAME.match(text, province or (seat.end() - 1 if seat else place))
            end = named.end() if named else max(place, province)
            called = before["name"].split() if before else text[province or place : end].split()
            name = " ".join(called if province or before else called[-3:]).lower().rstrip(".")
            yield Party(
                start + (before.start() if before else hit.start()),
                start + end,
                (side or HOME,),
                name if name.count(" ") > (0 if side or province else 1) else "",
                text[hit.start() : place],
                "other",
            )

    def _find_home_bodies(self, line: Line, meant: Sequence[re.Match[str]]) -> Iterator[Party]:
        """Bodies that only the home country has, or that news of it does not say whose they are."""
        for hit in meant:
            if hit["body"] and (end := self._end_home_body(line, hit.end())):
                yield Party(line.start + hit.start(), line.start + end, (HOME,), country=True)

    def _end_home_body(self, line: Line, at: int) -> int:
        """Where a body of the home country ends; 0 where it is another's: "Cục Lãnh sự - Bộ Ngoại giao Lào"."""
        behind = line.find_partner(at)
        if behind is None or not _OF_BODY.fullmatch(line.text, at, behind[0] - line.start):
            return at
        return behind[1] - line.start if behind[2] == HOME else 0

    def _read_seat(self, line: Line, at: int) -> tuple[int, str]:
        """Where the town or province abroad ends that somebody is of, and its country ("": none is known).

        The country stands behind it ("thành phố Daegu, Hàn Quốc") or is known (``cities.yml``).
        """
        text, seat = line.text, _SEAT.match(line.text, at)
        named = _CITY.match(text, seat.end()) if seat else None
        if not named:
            return at, ""
        behind = line.find_partner(named.end())
        if behind and text[named.end() : behind[0] - line.start] in _INTO_COUNTRY:
            end, country = behind[1] - line.start, behind[2]
            if country not in self._not_countries:
                return (end + text.startswith(")", end), country) if country != HOME else (at, "")
        end, key = _read_name(text, named.start(), self._towns)
        return (end, key) if key else (at, "")

    def _find_province(self, text: str, at: int) -> int:
        """Where the home province ends that an official is of: "Bí thư Thành ủy | Hà Nội | X"; 0: none is named."""
        seat = _SEAT.match(text, at)
        begin = seat.end() if seat else at
        named = self.places.find(text[at : begin + _TOWN])
        return next((at + one.end for one in named if at + one.start == begin), 0)

    def _find_hosts(self, start: int, text: str, low: str) -> Iterator[Party]:
        """ "Người đồng cấp nước chủ nhà X", whose country is not said: it is the one visited."""
        for hit in self._hosts.finditer(low) if "chủ nhà" in low or "sở tại" in low else ():
            if named := _NAME.match(text, hit.end()):
                name = named.group().strip(" .").lower()
                yield Party(start + hit.start(), start + named.end(), (), name, text[hit.start() : hit.end()])

    def _find_bodies(
        self, line: Line, same: str, low: str, hits: Sequence[Hit], taken: bytearray
    ) -> Iterator[Party]:
        """Countries, organisations and capitals, with the body of it before them: "đoàn đại biểu Quốc hội Lào"."""
        start = line.start
        found = [(first - start, end - start, key) for first, end, key in line.partners]
        last, town = 0, ""
        seats = self._find_seats(f" {same} ")
        capital = [*_find_capital(low, seats)] if seats else []
        visits = [at for at, _, which in hits if which in self._travel]
        towns = [*self._find_towns(line.text, low, visits, found)] if visits else []
        for first, end, key in sorted([*found, *seats, *towns, *capital]):
            if first < last or taken.find(1, first, end) >= 0:
                continue
            if key == town and low[last:first] in _INTO_COUNTRY:
                continue  # "Hà Nội của Việt Nam" is one place
            since = max(last, first - _FARTHEST)
            since = max(since, taken.rfind(1, since, first) + 1)
            before = low[since:first]
            last, town = end, key if (first, end, key) in seats or (first, end, key) in towns else ""
            body, private = self._find_head(before.removesuffix("("))  # "Đại đội Biên phòng 332 (Lào)"
            begin = since + body if body >= 0 else first
            gone = low.endswith(("cựu ", "nguyên "), 0, begin)
            if private or gone or self._relatives.search(low, begin - _HEAD, begin):
                continue  # who has left speaks for nobody
            begin = self._widen(low, since, begin) if body >= 0 else begin
            yield Party(start + begin, start + end, (key,), place=body < 0, country=key not in self._not_countries,
                        town=key == HOME and (first, end, key) in towns)  # fmt: skip

    def _find_seats(self, same: str) -> list[tuple[int, int, str]]:
        """The capitals and seats of government that a text between two spaces names, where they stand without these."""
        return [
            (start - 1, end - 1, self._seat_keys[which])
            for which, start, end in self._seats.find_matches_as_indexes(same)
            if not (same[start - 1].isalnum() or same[end].isalnum())
        ]

    def _find_towns(
        self, text: str, low: str, visits: Sequence[int], found: Sequence[tuple[int, int, str]]
    ) -> Iterator[tuple[int, int, str]]:
        """The places that somebody visits: "thăm thành phố Đà Nẵng", "cập cảng X (Đà Nẵng)", "tới Liège (Bỉ)"."""
        for hit in match_from(self._towards, low, visits):
            start, first = hit.span()
            if text[first : first + 1].isupper() and not low[start - 1 : start].isalnum():
                for one in self.places.find(text[start : first + _TOWN]):
                    if one.start <= first - start < one.end or text.startswith("(", start + one.start - 1):
                        yield start + one.start, start + one.end, HOME
                yield from self._read_city(text, first, found)

    def _find_venues(self, line: Line, low: str) -> Iterator[Forum]:
        """The cities that conferences are known by alone: "hội nghị về Lào tại Genève", "Hội nghị An ninh Munich"."""
        for hit in self._conference.finditer(low) if any(map(low.__contains__, _FORUMS)) else ():
            first, last = hit.span("venue")
            if any(hit.start() <= one.start - line.start < last for one in line.forums):
                continue
            named = [start - line.start for start, _, _ in line.partners]
            named = [at for at in named if hit.start() <= at < last and not low.endswith(_TOPICS, 0, at)]
            for word in _CAPITAL_WORD.finditer(line.text, first, min([*named, last])):
                end, key = _read_name(line.text, word.start(), self.cities)
                if key:
                    yield Forum(line.start + word.start(), line.start + end, key, country=True)
                    break

    def _read_city(
        self, text: str, start: int, found: Sequence[tuple[int, int, str]]
    ) -> Iterator[tuple[int, int, str]]:
        """The city abroad that stands there, with the country behind it: "Liège", "Liège (Bỉ)"."""
        if not (city := _CITY.match(text, start)):
            return
        end, last, key = next((one for one in found if one[0] > start), (len(text), 0, ""))
        abroad = key and key != HOME and key not in self._not_countries
        if abroad and end - start < _FAR_CITY and _IN_COUNTRY.fullmatch(text, start, end):
            yield start, last, key
        elif (name := plain(city.group()).rstrip(".")) in self.cities:
            yield start, start + len(name), self.cities[name]

    def _find_head(self, before: str) -> tuple[int, bool]:
        """Where the body of a side begins that what follows belongs to (-1: none), or that it is no side's."""
        body, private = -1, False
        last = before[before.rfind(" ", 0, -1) + 1 : -1]
        if (
            before[-1:] != " "
            or last in self._parting
            or not (last[-1:].isalnum() or last[-1:] in ("-", "_"))
        ):
            return body, private  # most often
        for hit in self._heads.find(before):
            alone = hit.group() not in self._public
            if alone and before.endswith(_HEADED, 0, hit.start()):
                continue  # "Bộ trưởng | Lao động | Lào"
            between = self._of_private if alone else self._between
            if between.fullmatch(before, hit.end()) or (
                hit.group() in _MINISTRIES and self._of_two.fullmatch(before, hit.end())
            ):
                private = alone
                body = -1 if private else body if body >= 0 else hit.start()
        return body, private


def _read_name(text: str, start: int, known: Mapping[str, str]) -> tuple[int, str]:
    """Where the longest of these names that begins there ends, and what it stands for ("": none)."""
    words = _CITY.match(text, start)
    end = words.end() if words else start
    while end > start:
        name = text[start:end].rstrip(".")
        if key := known.get(plain(name)):
            return start + len(name), key
        end = text.rfind(" ", start, end)
    return start, ""


def _join_chiefs(people: Sequence[Named], start: int, low: str) -> Iterator[Named]:
    """Without those whom somebody before serves: in "A, đặc phái viên của Tổng thống B" it is A who acts."""
    aide: Named | None = None
    for one in people:
        if aide is not None:
            own = aide.title_start <= one.title_start and one.title_end <= aide.title_end
            gap = low[aide.title_end - start : one.start - start]
            if own or (not one.office and gap in _TO_CHIEF):
                aide = aide._replace(title_end=one.end)
                continue
            yield aide
        aide = one if one.end < one.title_start and " của" in one.office else None
        if aide is None:
            yield one
    if aide is not None:
        yield aide


def _is_forum(one: Partner) -> bool:
    return one.group == "Forums of states" or one.vi.startswith(_CONFERENCES)


def _find_capital(low: str, seats: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The capital of the home country, where it stands for its government: beside another capital."""
    for hit in _CAPITAL.finditer(low) if "hà nội" in low else ():
        gaps = (
            low[end : hit.start()] if end <= hit.start() else low[hit.end() : start]
            for start, end, _ in seats
        )
        if any(_BETWEEN_SEATS.fullmatch(gap) for gap in gaps):
            yield *hit.span(), HOME
