"""Reading titles: from the first word of an office to the name of who holds it.

"Bộ trưởng | Quốc phòng | Mỹ | Mark Esper": portfolio, partner and name follow the office. `Titles` reads one article;
names before an office are read by `kit.vietnamese.names.appositions`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from kit.vietnamese.names.leaders import Leaders
from kit.vietnamese.names.names import plain, plain_lower
from kit.vietnamese.names.offices import Office, Offices
from kit.vietnamese.names.personal import CAPITALISED, PersonalNames, is_shaped

_FARTHEST = 160  # characters from an office to the name of its holder
_END = -1  # here the title is over
_LETTERS = re.compile(r"[A-ZĐƯ]{2,}(?: ?[-,&/] ?(?:và )?[A-ZĐƯ]{2,}| và [A-ZĐƯ]{2,})*(?= [^\W\d_]+[a-zà-ỹ])")
_GONE = ("bị ", "đã bị ", "vừa ", "mới ", " bị ", " đã bị ", " vừa ", " mới ")
_DISMISSED = re.compile(
    r" ?(?:(?:đã|vừa|mới|vừa mới) )?bị "
    r"(?:sa thải|bãi nhiệm|bãi chức|cách chức|miễn nhiệm|phế truất|truất quyền|lật đổ)(?!\w)"
)
_SENT_OFF = ("sa thải ", "bãi nhiệm ", "bãi chức ", "cách chức ", "phế truất ", "truất quyền ")
_DISMISSING = re.compile(rf"(?:vụ|việc|quyết định|sau khi|đã|vừa|mới|từng) (?:{'|'.join(_SENT_OFF)})$")
_THEN = ("khi đó", "khi ấy", "lúc đó", "lúc ấy", "bấy giờ", "lúc bấy giờ", "hồi đó")
_ONCE = tuple(f" {then}" for then in _THEN)  # "Tổng thống Obama | khi đó"
_IS_CALLED = re.compile(
    r"(?:(?:hiện nay|hiện tại|đương nhiệm|mới) )?là (?:ông|bà|ngài) "
)  # "Thủ tướng Bỉ | là ông | X"
_OTHERS = ("của ", "cho ", "nhiệm ", "thay ", "thế ", "với ", "chống ")  # so who is called is somebody else
_SEATS = ("văn phòng ", "phủ ")  # of whom it is the seat, holds another office
_PAST = re.compile(r"(?:dưới thời|thời kỳ|thời)(?: của)?(?: cố| cựu)? $")
_MINISTERS = frozenset(("MINISTER", "DEPUTY-MINISTER"))
# Deputies, and whose they are.
_SUPERIORS = {
    "VICE-PRESIDENT": ("PRESIDENT",),
    "DEPUTY-PM": ("PM", "CHANCELLOR"),
    "DEPUTY-MINISTER": ("MINISTER", "FM"),
}
_SERVED = frozenset(("PRESIDENT", "PM", "KING", "CHANCELLOR"))
_SERVANTS = frozenset(
    (
        "DEPUTY-MINISTER",
        "ASSISTANT-MINISTER",
        "AMBASSADOR",
        "CONSUL",
        "GOVERNOR",
        "HEAD-OF-BUREAU",
        "COURT",
        "DIRECTOR",
    )
)
_ELECTED = ("SENATOR", "CONGRESSMAN")
_CITY = re.compile(r"\.? ?(?:HCM|Hồ Chí Minh|Đà Nẵng|Hà Nội|Cần Thơ|Hải Phòng|Huế)")
_AND = re.compile(r"(?:,| và) ")
_ACTS = re.compile(
    r" (?:sẽ|đã|đang|vừa|cũng|cho biết|cho hay|cho rằng|nói|khẳng định|tuyên bố|nhấn mạnh|phát biểu)(?!\w)"
)
_LOOSE = 8  # free words after "Uỷ ban", "về": the names of committees and subjects are endless
_BRACKET = re.compile(r"\([^()\n]{1,40}\)")
_WORD = re.compile(r"[^\W\d_][\w&/-]*")
TAKES = re.compile(  # "Bà May hôm 13/7 nhậm chức thủ tướng Anh"
    r" (?:nhậm chức|đảm nhận (?:vai trò|cương vị|chức vụ|chức)|(?:giữ|đảm nhiệm) chức(?: vụ)?"
    r"|được (?:bổ nhiệm|bầu|đề cử)"
    r"(?: làm| giữ chức(?: vụ)?| vào (?:chức vụ|chức|vị trí))?|lên làm) $"
)
# With what they end.
TAKING = ("chức ", "vai trò ", "cương vị ", "chức vụ ", "bổ nhiệm ", "bầu ", "đề cử ", "làm ", "vị trí ")
_DIRECT = frozenset(("vụ", "cục", "ban", "tổng vụ"))  # "Vụ Hoa Kỳ" is not of the United States
_THEMES = frozenset(("về", "phụ trách", "đặc trách", "chuyên trách", "các vấn đề", "vì", "điều phối"))
_SEVERAL = re.compile(r"(?:các|những|hai|ba|bốn|năm)(?: (?:đồng chí|ông|bà|vị|nguyên|cựu|tân))? $")


@dataclass(slots=True)
class Title:
    """One office as it stands in the text; ``name`` is the span of its holder's name, if there is one.

    ``offices`` are those of one holder, by where they begin; ``inner`` where those of another stand in them ("cố vấn
    của Tổng thống"); ``bodies`` the words between; ``places`` where the partners stand, and the countries that it is
    about and does not speak for; ``past``: it is of a time that may be over ("dưới thời"); ``kin``: it is of a relative
    of the holder; ``solid``: where its last word ends that is no small one; ``split``: how many offices stand before a
    comma behind a partner, where another title may begin ("với Tổng Giám đốc WHO, Thủ tướng …"; -1: none).
    """

    start: int
    end: int
    office: Office
    offices: dict[int, Office] = field(default_factory=dict)
    inner: list[int] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)
    split: int = -1
    solid: int = 0
    national: bool = False
    local: bool = False
    former: bool = False
    several: bool = False
    kin: bool = False
    past: bool = False
    name: tuple[int, int] | None = None
    at: int = 0  # how far it has been read, and how far it may reach
    stop: int = 0
    free: int = 0  # free words that may still follow
    strayed: bool = False  # a free word has been passed
    posted: bool = False  # a place of posting is expected
    theme: bool = False  # what it is about is told
    direct: int = -1  # where a theme follows at once


class Titles:
    """The offices of one article and how to read them.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    entities : start of each partner named → its end and key ("" if nobody speaks for it: a region).
    offices : from `kit.vietnamese.names.offices.load_offices`.
    leaders : from `kit.vietnamese.names.leaders.load_leaders`.

    Attributes
    ----------
    heads : start of each office → its end and what it is; ``starts``: these in their order.
    names : the personal names of the article; ``before``: start of a title → the name that it is added to.
    calls : where the letters of "ông ", "bà " or "ngài " begin and end before a capital, of a longer word too.
    """

    def __init__(self, text: str, entities: dict[int, tuple[int, str]], offices: Offices, leaders: Leaders):
        self.text = plain(text)
        self.low = plain_lower(text)
        self.entities, self.offices = entities, offices
        self._named = sorted(entities)
        self._read: dict[int, Title] = {}
        self.before: dict[int, tuple[int, int] | None] = {}
        self.heads, self.calls, self._dismissed = offices.find_heads(text, self.low)
        self.starts = sorted(self.heads)
        self.names = PersonalNames(self.text, entities, self.heads, offices, leaders)

    def read(self, start: int) -> Title:
        """Read on from the office at ``start``: portfolio, bodies, partners, and the name if it follows."""
        if (title := self._read.get(start)) is None:
            title = self._read[start] = self._read_on(start)
        return title

    def _read_on(self, start: int) -> Title:
        end, office = self.heads[start]
        title = Title(start, end, office, {start: office}, solid=end)
        before = self.low[self.low.rfind(" ", 0, start - 1) + 1 : start - 1]
        if before.rpartition("\n")[2].rpartition(".")[2] in self.offices.beside and self._is_undone(title):
            return title
        if office.key == "AMBASSADOR" and self.offices.honorary.match(self.low, end):
            title.local = True  # "đại sứ thiện chí"
            return title
        if self.entities.get(start, (0, ""))[0] > end:  # "Cao uỷ Liên hợp quốc về Người tị nạn" is a name
            end, key = self.entities[start]
            title.partners.append(key)
            title.solid = end
        farthest = min(end + _FARTHEST, len(self.text))
        line = self.text.find("\n", end, farthest)
        title.stop = stop = line if line >= 0 else farthest
        text, entities, heads, at = self.text, self.entities, self.heads, end
        while at < stop:
            sign = text[at]
            if sign in " -":  # most often
                at += 1
                continue
            title.end = title.at = at
            if at in entities:
                at = self._pass_partner(title)
            elif at in heads:
                at = self._pass_office(title)
            else:
                for case in _AT_SIGN.get(sign) or (_AT_CAPITAL if sign.isupper() else _AT_REST):
                    if (after := case(self, title)) is not None:
                        at = after
                        break
            if at == _END:
                break
        else:
            title.end = at
        title.former |= self.low.startswith("dưới thời ", title.end)
        if self.low.startswith(_GONE, title.end):
            title.former |= _DISMISSED.match(self.low, title.end) is not None
        if self.low.endswith(_SENT_OFF, 0, start):
            title.former |= _DISMISSING.search(self.low, max(0, start - 24), start) is not None
        if title.name is None and not self.low.endswith(_OTHERS, 0, start):
            self._read_called(title)
        elif title.name:
            title.past |= self.low.startswith(_ONCE, title.name[1])
        return title

    def _read_called(self, title: Title) -> None:
        """The name of whom the verb "là" gives the office: "Tổng thống Hàn Quốc khi đó | là ông | X"."""
        called = _IS_CALLED.match(self.low, title.end)
        if called:
            end, _ = self.names.read(called.end(), title.stop)
            title.name = (called.end(), end) if end > called.end() else None

    def _is_undone(self, title: Title) -> bool:
        """Read what stands before an office: what belongs to it ("cựu"); whether it is nobody's; several people's, a
        relative's, of a past time."""
        if prefix := self.offices.prefix.search(self.low, title.start - 30, title.start):
            title.start = prefix.start()
            title.former = self.offices.former.search(prefix.group()) is not None
        near = max(0, title.start - 30)
        unlike = self.offices.unlike.search(self.low, near, title.start)
        title.local = unlike is not None and not TAKES.search(self.low, near, title.start)
        title.kin = self.offices.kin.search(self.low, near, title.start) is not None
        title.past = _PAST.search(self.low, near, title.start) is not None
        title.several = _SEVERAL.search(self.low, title.start - 18, title.start) is not None
        return title.local  # "ứng viên tổng thống" holds no office

    def _pass_gap(self, title: Title) -> int | None:
        gap = self.text[title.at]
        if gap == "v" and self.text.startswith("và ", title.at) and title.office.key in _MINISTERS:
            return title.at + 3 if self.find_section(title.at + 3)[0] == "portfolios" else None
        return title.at + 1 if gap == ":" and title.several else None

    def _pass_partner(self, title: Title) -> int:
        after, key = self.entities[title.at]
        wide = title.office.key in self.offices.aides  # "Đặc phái viên về hạt nhân Triều Tiên": all of it
        themed = title.direct == title.at or (title.theme and wide)
        if key and not title.posted:
            title.places.append(title.at)
            if not themed:
                title.partners.append(key)
        if themed and (joint := _AND.match(self.text, after)) and joint.end() in self.entities:
            title.direct, after = joint.end(), joint.end()  # "về Iran và Syria"
        if not title.posted or title.office.key in ("AMBASSADOR", "CONSUL", "REPRESENTATIVE"):
            title.solid = after
        title.posted = False
        return after

    def _pass_bracket(self, title: Title) -> int | None:
        bracket = _BRACKET.match(self.text, title.at)
        return bracket.end() if bracket else None

    def _pass_comma(self, title: Title) -> int:
        after = title.at + 2
        if title.kin:
            return _END  # "Vợ Thủ tướng Malaysia, bà Rosmah Mansor"
        past = self.offices.former.match(self.low, after)
        if (
            past and past.end() + 1 in self.heads
        ):  # "…, nguyên Bộ trưởng": of whoever holds the office before it
            title.inner.append(past.end() + 1)
            return self.heads[past.end() + 1][0]
        if after in self.heads and (
            _are_of_two(title, self.heads[after][1]) or self._is_served(title, after)
        ):
            return _END  # "gặp Thủ tướng, | Phó Thủ tướng X nói …"
        if after in self.heads and title.partners:
            if self._is_of_others(title, after):
                return _END
            if title.split < 0:
                title.split = len(title.offices)
        goes_on = after in self.heads or self.find_section(after)[0] in self._list_continuing(title)
        return after if goes_on or self._is_apposed(title, after) else _END

    def _is_of_others(self, title: Title, start: int) -> bool:
        """Whether another country's office begins there: "theo lời mời của Thủ tướng Áo, Ngoại trưởng Bỉ …"."""
        two = {title.partners[0], *self.read(start).partners[:1]}
        return len(two) > 1 and two <= self.offices.states

    def _is_served(self, title: Title, start: int) -> bool:
        """Whether a minister of home begins there, beside "Thủ tướng" alone: "thay Thủ tướng, | Bộ trưởng X"."""
        alone = not title.partners and all(one.key == "PM" for one in title.offices.values())
        return alone and self.heads[start][1].key == "MINISTER" and not self.read(start).partners

    def _is_apposed(self, title: Title, start: int) -> bool:
        """Whether a foreign name follows between commas, or before a verb: "Phó Tổng thống Brazil, Anna Silva, nói"."""
        end, vietnamese = (
            self.names.read(start, min(start + 50, len(self.text))) if title.partners else (start, False)
        )
        foreign = not vietnamese and " " in self.text[start:end] and not is_shaped(self.text[start:end])
        return (
            foreign
            and (self.text.startswith(",", end) or self._has_verb(start, end))
            and not self.is_inside(start)
            and start not in self.heads
        )

    def _has_verb(self, start: int, end: int) -> bool:
        """Whether a verb follows what stands between; behind the name of a leader only one of what is told of all."""
        known = self.text[start:end].casefold() in self.names.known  # who may hold another office
        return _ACTS.match(self.text, end) is not None or (
            not known and self.find_section(end + 1)[0] == "verbs"
        )

    @staticmethod
    def _list_continuing(title: Title) -> tuple[str, ...]:
        """The sections of the lexicon with which a title goes on behind a comma."""
        ministry = ("portfolios",) if title.office.key in _MINISTERS else ()
        body = () if title.office.alone or title.partners else ("national bodies",)
        return ("persons", *ministry, *body)

    def _pass_office(self, title: Title) -> int:
        end, office = self.heads[title.at]
        of = self.text.endswith(("của ", "cho "), 0, title.at)
        aide = any(one.key in self.offices.aides for one in title.offices.values())
        if (title.strayed or of) and not (of and aide):
            return _END  # "… về tị nạn và di cư cảm ơn Thứ trưởng": another's office
        joined = self.low.endswith("kiêm ", 0, title.at) or not (of or self.text[title.at - 2].isalnum())
        seat = self.low.endswith(_SEATS, 0, title.at)
        if seat or (aide and not (joined and not title.inner)):
            title.inner.append(title.at)  # "Đặc phái viên của Tổng Bí thư, Chủ tịch nước Lào"
        else:
            title.offices[title.at] = office
        title.solid, title.theme = end, False
        return end

    def _add_body(self, title: Title, after: int, phrase: str) -> None:
        """Whose a body abroad is: not that of "Hội đồng Liên bang | Đức"; "JICA | Việt Nam" is posted there."""
        before_country = after + 1 in self.entities
        short = self.text[title.at : after].isupper()
        if short or not before_country:
            title.partners.append(self.offices.bodies[phrase])
        title.posted |= short and before_country

    def _pass_name(self, title: Title) -> int | None:
        """A name ends the title, unless it is that of the place of a posting."""
        at = title.at
        if title.posted and (city := _CITY.match(self.text, at)):
            title.posted = False
            return city.end()  # "Đại sứ Lào tại | Hà Nội | Anna Silva"
        end, vietnamese = self.names.read(at, title.stop)
        word = CAPITALISED.match(self.text, at, title.stop) if end > at else None
        if word is None:
            return None
        country = self.offices.countries.get(word.group(), "") if end > word.end() and not vietnamese else ""
        if country and not self._begins_longer(at, word.end()):
            title.partners.append(country)  # "Chủ tịch Thượng viện | Nga | V. Petrova"
            return word.end()
        about = title.strayed or self.low.endswith("về ", 0, at)
        if about and not vietnamese and is_shaped(self.text[at:end]):
            end = at  # "… về sân bay Tân Sơn Nhất": a place
        if end == at:
            return None
        if self.text.endswith(("của ", "cho "), 0, at):
            return _END  # "cố vấn của Trump"
        if title.free and end == word.end() and not self._ends_clause(end):
            return None  # "Ủy ban Olympic quốc tế"
        if self._is_phrase(at, end, word.group(), vietnamese=vietnamese):
            return None
        if not title.posted or (vietnamese and self.text[at - 4 : at] not in ("tại ", " ở ")):
            title.name = (at, end)
            return _END
        # The city of a posting; the name may follow at once: "tại Geneva Lê Thị …".
        return end if vietnamese else self._skip_word(at)

    def _begins_longer(self, at: int, end: int) -> bool:
        """Whether a country's name up to ``end`` is the beginning of a region's: "Bộ Tư lệnh | Ấn | Độ Dương"."""
        following = CAPITALISED.match(self.text, end + 1)
        return following is not None and f"{self.low[at:end]} {following[0].lower()}" in self.offices.longer

    def _is_phrase(self, at: int, end: int, word: str, *, vietnamese: bool) -> bool:
        """Whether a phrase of the lexicon stands where a name that begins with ``word`` may: "Thái Bình Dương"."""
        section, after = self.find_section(at)
        if section == "portfolios" and after >= end:
            return True
        if not section or vietnamese or (section == "links" and word in self.offices.korean):
            return False  # "Cho Tae-yul"
        return (
            end <= at + len(word) or self.text[at:end].casefold() not in self.names.known
        )  # "Ban Ki-moon", no "Ban"

    def _ends_clause(self, end: int) -> bool:
        """Whether what stands at ``end`` belongs to no name of a body: no small word, or one that ends a title."""
        following = self.text[end + 1 : end + 2]
        return (
            not (self.text.startswith(" ", end) and following.islower())
            or self.find_section(end + 1)[0] == "verbs"
        )

    def _pass_phrase(self, title: Title) -> int | None:
        """A phrase of the lexicon: a body or a subject belongs to the title, a verb ends it."""
        section, after = self.find_section(title.at)
        if not section:
            return None
        if section == "local" and title.posted and (city := _CITY.match(self.text, after)):
            title.posted = False
            return city.end()  # "Tổng Lãnh sự Mỹ tại TP. Hồ Chí Minh"
        if section == "local" and title.office.key in _ELECTED:
            title.solid = after  # "Thượng nghị sĩ | bang Texas | X" sits in the parliament of all
            return after
        title.local |= section == "local"
        phrase = self.low[title.at : after]
        if self._is_over(title, section, phrase):
            return _END
        small = section == "national bodies" and " " not in phrase and self.text[title.at].islower()
        if small and title.partners:
            return _END  # "tổng thống Mỹ | ban hành"
        if section == "bodies abroad":
            self._add_body(title, after, phrase)
        if section == "subjects":
            title.theme |= phrase in _THEMES
        elif phrase in ("của", "thuộc"):
            title.theme = False
        elif section in ("national bodies", "portfolios", "bodies abroad"):
            title.bodies.add(phrase)
        title.former |= phrase in _THEN
        if phrase in _THEMES or phrase in _DIRECT:
            title.direct = after + 1
        if not (section in ("links", "places", "persons") or phrase in _THEMES or small):
            title.solid = after
        title.national |= section == "national bodies" or phrase.startswith("bộ ")
        title.posted |= section == "places"
        title.free = _LOOSE if section in ("national bodies", "subjects") else title.free
        return after

    def _is_over(self, title: Title, section: str, phrase: str) -> bool:
        """Whether a phrase ends a title: a verb, somebody else, or what a head of state is told or where."""
        others = section == "persons" and self.text.endswith(("và ", "của ", "cho "), 0, title.at)
        told = phrase == "về" or section == "places"  # "nói với Tổng thống | về chuyện của ông X"
        return section in ("local", "verbs") or others or (told and title.office.key in _SERVED)

    def _pass_abbreviation(self, title: Title) -> int | None:
        """A ministry in letters before a name: "Bộ trưởng | LĐ,TB&XH | Trần Thị Ẩn"."""
        found = _LETTERS.match(self.text, title.at, title.stop)
        return found.end() if found else None

    def _pass_unknown(self, title: Title) -> int | None:
        """Up to five words to the country, if a name follows: "Bộ trưởng | Hàng không dân dụng | Ai Cập"."""
        if title.office.key not in self.offices.wordy:
            return None
        at = title.at
        for _ in range(5):
            word = _WORD.match(self.text, at, title.stop)
            if (
                word is None
                or at in self.heads
                or self.find_section(at)[0] in ("verbs", "persons", "local", "places")
            ):
                return None
            at = word.end() + 1
            if at in self.entities:
                after = self.entities[at][0] + 1
                end, vietnamese = self.names.read(after, title.stop)
                return at if end > after and (vietnamese or not is_shaped(self.text[after:end])) else None
        return None

    def _pass_word(self, title: Title) -> int | None:
        word = _WORD.match(self.text, title.at) if title.free else None
        if word is None:
            return _END
        title.free, title.strayed = title.free - 1, True
        title.solid = word.end()
        return word.end()

    def read_word(self, at: int) -> int:
        """Where the one capitalised word at ``at`` ends, if it is no partner and no office; else ``at``."""
        word = CAPITALISED.match(self.text, at)
        sure = word and at not in self.entities and at not in self.heads
        return at + len(word.group().rstrip(".'")) if word and sure else at

    def _skip_word(self, at: int) -> int:
        word = CAPITALISED.match(self.text, at)
        return word.end() if word else at + 1

    def find_section(self, at: int) -> tuple[str, int]:
        """Of the phrase of the lexicon that stands at ``at``: its section and end, or ("", at)."""
        word = self.offices.find_word(self.low, at)
        return (self.offices.sections[word], at + len(word)) if word else ("", at)

    def list_dismissals(self) -> list[str]:
        """The lines of the article, in small letters, that tell of who leaves an office."""
        lines, end = [], 0
        for at in self._dismissed:
            if at >= end:
                end = self.low.find("\n", at) % (len(self.low) + 1)
                lines.append(self.low[self.low.rfind("\n", 0, at) + 1 : end])
        return lines

    def is_longer(self, start: int, end: int) -> bool:
        """Whether what stands there begins a phrase of the lexicon, and is no name: "Bộ trưởng | Quốc | phòng"."""
        return self.find_section(start)[1] > end

    def is_inside(self, at: int) -> bool:
        """Whether the name of a partner covers ``at``."""
        return any(start <= at < stop for start, (stop, _) in self.find_near(at))

    def find_near(self, at: int) -> list[tuple[int, tuple[int, str]]]:
        """The partners named near ``at``: start, end and key."""
        first, last = (bisect_left(self._named, place) for place in (at - 40, at + 45))
        return [(start, self.entities[start]) for start in self._named[first:last]]


# What may follow in a title beside partners and offices, in the order of trying. Each gives where it ends, `_END`, or
# None if it is not there.
_AT_REST = (Titles._pass_phrase, Titles._pass_unknown, Titles._pass_word)
# The same where a capital stands.
_AT_CAPITAL = (
    Titles._pass_name,
    Titles._pass_phrase,
    Titles._pass_abbreviation,
    Titles._pass_unknown,
    Titles._pass_word,
)
# The same where one of these signs stands.
_AT_SIGN = {
    ",": (Titles._pass_comma,),
    "(": (Titles._pass_bracket, *_AT_REST),
    ":": (Titles._pass_gap, *_AT_REST),
    "v": (Titles._pass_gap, *_AT_REST),
}


def _are_of_two(title: Title, office: Office) -> bool:
    """Whether nobody holds an office of the title and ``office``: the same again, that of the other's deputy, or of a
    servant of the state beside its head ("Phó Thống đốc Ngân hàng, | Thủ tướng giao …")."""
    held = title.offices.values()
    again = any(one.form == office.form for one in held)
    below = office.key in _SERVED and all(one.key in _SERVANTS for one in held)
    above = office.key in _SERVANTS and all(one.key in _SERVED for one in held)
    return again or below or above or is_above(title, office)


def is_above(title: Title, office: Office) -> bool:
    """Whether an office is that of the deputy of whoever holds the title: nobody holds both."""
    return any(one.key in _SUPERIORS.get(office.key, ()) for one in title.offices.values())
