"""Reading titles: from the first word of an office to the name of who holds it.

"Bộ trưởng | Quốc phòng | Mỹ | Mark Esper": portfolio, partner and name follow the office; or the name
stands before it, "bà Lucia Bergfeld, Bí thư thứ nhất … của Đại sứ quán Đức". `Titles` reads one article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Container
from dataclasses import dataclass, field

from kit.vietnamese.beginnings import Ending
from kit.vietnamese.names.cues import HOME, is_vietnamese_syllable
from kit.vietnamese.names.names import plain, plain_lower
from kit.vietnamese.names.offices import Office, Offices

_KEPT = 20_000  # runs of capitalised words that are remembered
_FARTHEST = 160  # characters from an office to the name of its holder
_END = -1  # here the title is over
_LETTERS = re.compile(r"[A-ZĐƯ]{2,}(?: ?[-,&/] ?(?:và )?[A-ZĐƯ]{2,}| và [A-ZĐƯ]{2,})*(?= [^\W\d_]+[a-zà-ỹ])")
_BODIES = frozenset(
    ("bộ", "ban", "sở", "cục", "vụ", "tỉnh", "đảng", "nhà", "hội", "viện", "cấp", "khu", "trung")
)
_PAST = re.compile(r"(?:dưới thời|thời kỳ|thời)(?: của)?(?: cố| cựu)? $")
_SMALL = re.compile(r"[^,.;:!?\nA-ZĐ\"“”]{0,40}")
_MINISTERS = frozenset(("MINISTER", "DEPUTY-MINISTER"))
# Whose names are written as Vietnamese ones are.
_WRITTEN_ALIKE = frozenset(("CHN", "TWN", "HKG", "MAC", "SGP"))
# Deputies, and whose they are.
_SUPERIORS = {
    "VICE-PRESIDENT": ("PRESIDENT",),
    "DEPUTY-PM": ("PM", "CHANCELLOR"),
    "DEPUTY-MINISTER": ("MINISTER", "FM"),
}
_CITY = re.compile(r"\.? ?(?:HCM|Hồ Chí Minh|Đà Nẵng|Hà Nội|Cần Thơ|Hải Phòng|Huế)")
_AND = re.compile(r"(?:,| và) ")
_NOUNS = (" lễ", " buổi", " ngày", " dự", " thề", " khi", " từ", " sau", " trước", " của", " không", " chưa")
_HYPHEN = re.compile(r" - [A-Z][a-z]{1,5}(?!\w)")
_ACTS = re.compile(
    r" (?:sẽ|đã|đang|vừa|cũng|cho biết|cho hay|cho rằng|nói|khẳng định|tuyên bố|nhấn mạnh|phát biểu)(?!\w)"
)
_LOOSE = 8  # free words after "Uỷ ban", "về": the names of committees and subjects are endless
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1F00))))
_CAPITALISED = re.compile(rf"[{_CAPITALS}][^\W\d_]*(?:['-][^\W\d_]+)*(?:\.|'(?= [{_CAPITALS}]))?")
_PARTICLE = re.compile(r"[A-Za-z]{1,4}(?=[ -][^\W\d_])")
_ARTICLE = re.compile(r"(?<!\w)(?:Al|an|El)$")  # as a word: "Al - Mashat", but not "Đỗ Khoan - Nguyên"
_BRACKET = re.compile(r"\([^()\n]{1,40}\)")
_WORD = re.compile(r"[^\W\d_][\w&/-]*")
_JOINT = re.compile(
    r"(?: \([^()\n]{1,25}\))?"
    r"(?P<mark>,| -| (?:trên cương vị|với cương vị|với tư cách)(?: là)?|(?:,? (?:từng|đã|hiện|đang))? là)? $"
)
_JOINTS = (") ", ", ", "- ", "là ", "cương vị ", "tư cách ")  # what it may end with, but for a space alone
_PERSON = re.compile(r"(?:ông|bà|ngài|đồng chí) $", re.IGNORECASE)
_SHORT = 2  # spaces in an office that stands for its holder: "Chủ tịch Quốc hội"
_OPENS = re.compile(
    r"(?:^|[.,\n] ?| [-–] |(?<!\w)do )(?:(?:đại|thượng|trung|thiếu) tướng |(?:phó )?đô đốc |ông |bà |ngài |đồng chí )*$"
)
_TAKES = Ending(  # "Bà May hôm 13/7 nhậm chức thủ tướng Anh"
    r" (?:nhậm chức|đảm nhận (?:vai trò|cương vị|chức vụ|chức)|(?:giữ|đảm nhiệm) chức(?: vụ)?"
    r"|được (?:bổ nhiệm|bầu|đề cử)"
    r"(?: làm| giữ chức(?: vụ)?| vào (?:chức vụ|chức|vị trí))?|lên làm) $",
    ("chức", "vai trò", "cương vị", "chức vụ", "bổ nhiệm", "bầu", "đề cử", "làm", "vị trí"),
)
_AGAIN = frozenset(
    ("Ông", "Bà", "Ngài", "Theo", "Báo")
)  # a sentence begins, with nothing to end the one before
_DIRECT = frozenset(("vụ", "cục", "ban", "tổng vụ"))  # "Vụ Hoa Kỳ" is not of the United States
_THEMES = frozenset(("về", "phụ trách", "đặc trách", "chuyên trách", "các vấn đề", "vì", "điều phối"))
_MORE = re.compile(r"(?: \([^()\n]{1,60}\))?(?:,|;| và| cùng|, và)(?: (?:ông|bà|ngài|đồng chí))? (?=\S)")
_SEVERAL = re.compile(r"(?:các|những|hai|ba|bốn|năm)(?: (?:đồng chí|ông|bà|vị|nguyên|cựu|tân))? $")
_POSTED = re.compile(r"(?:tại|ở|đến|tới|từ|sang|thăm|rời|với|trên|theo|tờ|báo|hãng|kênh|đài) ", re.IGNORECASE)
_PLURAL = re.compile(r"(?:các|những|nhiều|hai|ba|một|nhiệm kỳ|làm|chức) $")


@dataclass(slots=True)
class Title:
    """One office as it stands in the text; ``name`` is the span of its holder's name, if there is one.

    ``offices`` are those of one holder, by where they begin; ``inner`` where those of another stand in them ("cố vấn
    của Tổng thống"); ``bodies`` the words between; ``themes`` the countries that it is about and does not speak for;
    ``places`` where partners and themes stand; ``past``: it is of a time that may be over ("dưới thời"); ``kin``: it is
    of a relative of the holder; ``solid``: where its last word ends that is no small one; ``split``: how many offices
    stand before a comma behind a partner, where another title may begin ("với Tổng Giám đốc WHO, Thủ tướng …"; -1:
    none).
    """

    start: int
    end: int
    office: Office
    offices: dict[int, Office] = field(default_factory=dict)
    inner: list[int] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
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
    known : names of people, casefolded, that are names though they do not look so.
    counted : what `_count_words` gave for words of other articles: names recur.

    Attributes
    ----------
    heads : start of each office → its end and what it is.
    calls : where the letters of "ông ", "bà " or "ngài " begin and end before a capital, of a longer word too.
    """

    def __init__(
        self,
        text: str,
        entities: dict[int, tuple[int, str]],
        offices: Offices,
        known: Container[str] = (),
        counted: dict[tuple[str, ...], tuple[int, bool]] | None = None,
    ):
        self.text = plain(text)
        self.low = plain_lower(text)
        self.entities, self.offices, self.known = entities, offices, known
        self._starts = sorted(entities)
        self._read: dict[int, Title] = {}
        self._names: dict[int, tuple[int, bool, int]] = {}  # start → end, Vietnamese, how far it was looked
        self._before: dict[int, tuple[int, int] | None] = {}  # start of a title → the name before it
        self._counted = {} if counted is None else counted
        self.heads, self.calls = offices.find_heads(text, self.low)
        self._heads = sorted(self.heads)

    def read(self, start: int) -> Title:
        """Read on from the office at ``start``: portfolio, bodies, partners, and the name if it follows."""
        if start not in self._read:
            self._read[start] = self._read_on(start)
        return self._read[start]

    def _read_on(self, start: int) -> Title:
        end, office = self.heads[start]
        before = self.low[self.low.rfind(" ", 0, start - 1) + 1 : start - 1]
        beside = before[before.rfind("\n") + 1 :] in self.offices.beside
        prefix = self.offices.prefix.search(self.low, start - 30, start) if beside else None
        title = Title(prefix.start() if prefix else start, end, office, {start: office}, solid=end)
        title.former = bool(prefix and self.offices.former.search(prefix.group()))
        if beside and self._is_undone(title, max(0, title.start - 30)):
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
        text, at = self.text, end
        while at < stop:
            sign = text[at]
            if sign in " -":  # most often
                at += 1
                continue
            title.end = title.at = at
            if at in self.entities:
                at = self._pass_partner(title)
            elif at in self.heads:
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
        return title

    def _is_undone(self, title: Title, near: int) -> bool:
        """Read what stands before an office: whether it is nobody's; several people's, a relative's, of a past time."""
        unlike = self.offices.unlike.search(self.low, near, title.start)
        title.local = unlike is not None and not _TAKES.search(self.low, near, title.start)
        title.kin = self.offices.kin.search(self.low, near, title.start) is not None
        title.past = _PAST.search(self.low, near, title.start) is not None
        title.several = _SEVERAL.search(self.low, title.start - 18, title.start) is not None
        return title.local  # "ứng viên tổng thống" holds no office

    def _pass_gap(self, title: Title) -> int | None:
        gap = self.text[title.at]
        if gap == "v" and self.text.startswith("và ", title.at) and title.office.key in _MINISTERS:
            return title.at + 3 if self._section(title.at + 3)[0] == "portfolios" else None
        return title.at + 1 if gap == ":" and title.several else None

    def _pass_partner(self, title: Title) -> int:
        after, key = self.entities[title.at]
        wide = title.office.key in self.offices.aides  # "Đặc phái viên về hạt nhân Triều Tiên": all of it
        themed = title.direct == title.at or (title.theme and wide)
        if key and not title.posted:
            (title.themes if themed else title.partners).append(key)
            title.places.append(title.at)
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
        if after in self.heads and self._is_above(title, self.heads[after][1]):
            return _END  # "gặp Thủ tướng, | Phó Thủ tướng X nói …"
        if after in self.heads and title.partners:
            if self._is_of_others(title, after):
                return _END
            if title.split < 0:
                title.split = len(title.offices)
        goes_on = after in self.heads or self._section(after)[0] in self._list_continuing(title)
        return after if goes_on or self._is_apposed(title, after) else _END

    @staticmethod
    def _is_above(title: Title, office: Office) -> bool:
        """Whether an office is that of the deputy of whoever holds the title: nobody holds both."""
        return any(one.key in _SUPERIORS.get(office.key, ()) for one in title.offices.values())

    def _is_of_others(self, title: Title, start: int) -> bool:
        """Whether another country's office begins there: "theo lời mời của Thủ tướng Áo, Ngoại trưởng Bỉ …"."""
        two = {title.partners[0], *self.read(start).partners[:1]}
        return len(two) > 1 and two <= self.offices.states

    def _is_apposed(self, title: Title, start: int) -> bool:
        """Whether a foreign name follows between commas, or before a verb: "Phó Tổng thống Brazil, Anna Silva, nói"."""
        end, vietnamese = (
            self.read_name(start, min(start + 50, len(self.text))) if title.partners else (start, False)
        )
        foreign = not vietnamese and " " in self.text[start:end] and not _is_shaped(self.text[start:end])
        return (
            foreign
            and (self.text.startswith(",", end) or _ACTS.match(self.text, end) is not None)
            and not self.is_inside(start)
            and start not in self.heads
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
        if title.strayed or (of and not aide):
            return _END  # "… về tị nạn và di cư cảm ơn Thứ trưởng": another's office
        joined = self.low.endswith("kiêm ", 0, title.at) or not (of or self.text[title.at - 2].isalnum())
        if self.low.endswith("văn phòng ", 0, title.at) or (aide and not (joined and not title.inner)):
            title.inner.append(title.at)  # "Đặc phái viên của Tổng Bí thư, Chủ tịch nước Lào"
        else:
            title.offices[title.at] = office
        title.solid, title.theme = end, False
        return end

    def _pass_name(self, title: Title) -> int | None:
        """A name ends the title, unless it is that of the place of a posting."""
        at = title.at
        end, vietnamese = self.read_name(at, title.stop)
        word = _CAPITALISED.match(self.text, at, title.stop) if end > at else None
        if word is None:
            return None
        if end > word.end() and not vietnamese and word.group() in self.offices.countries:
            title.partners.append(
                self.offices.countries[word.group()]
            )  # "Chủ tịch Thượng viện | Nga | V. Petrova"
            return word.end()
        about = title.strayed or self.low.endswith("về ", 0, at)
        if about and not vietnamese and _is_shaped(self.text[at:end]):
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

    def _is_phrase(self, at: int, end: int, word: str, *, vietnamese: bool) -> bool:
        """Whether a phrase of the lexicon stands where a name that begins with ``word`` may: "Thái Bình Dương"."""
        section, after = self._section(at)
        if section == "portfolios" and after >= end:
            return True
        if not section or vietnamese or (section == "links" and word in self.offices.korean):
            return False  # "Cho Tae-yul"
        return (
            end <= at + len(word) or self.text[at:end].casefold() not in self.known
        )  # "Ban Ki-moon", no "Ban"

    def _ends_clause(self, end: int) -> bool:
        """Whether what stands at ``end`` belongs to no name of a body: no small word, or one that ends a title."""
        following = self.text[end + 1 : end + 2]
        return (
            not (self.text.startswith(" ", end) and following.islower())
            or self._section(end + 1)[0] == "verbs"
        )

    def _pass_phrase(self, title: Title) -> int | None:
        """A phrase of the lexicon: a body or a subject belongs to the title, a verb ends it."""
        section, after = self._section(title.at)
        if not section:
            return None
        if section == "local" and title.posted and (city := _CITY.match(self.text, after)):
            title.posted = False
            return city.end()  # "Tổng Lãnh sự Mỹ tại TP. Hồ Chí Minh"
        title.local |= section == "local"
        others = section == "persons" and self.text.endswith(("và ", "của ", "cho "), 0, title.at)
        if section in ("local", "verbs") or others:
            return _END
        phrase = self.low[title.at : after]
        small = section == "national bodies" and " " not in phrase and self.text[title.at].islower()
        if small and title.partners:
            return _END  # "tổng thống Mỹ | ban hành"
        if section == "bodies abroad":
            title.partners.append(self.offices.bodies[phrase])
        if section == "subjects":
            title.theme |= phrase in _THEMES
        elif phrase in ("của", "thuộc"):
            title.theme = False
        elif section in ("national bodies", "portfolios", "bodies abroad"):
            title.bodies.add(phrase)
        if phrase in _THEMES or phrase in _DIRECT:
            title.direct = after + 1
        if section not in ("links", "places", "persons") and not small:
            title.solid = after
        title.national |= section == "national bodies" or phrase.startswith("bộ ")
        title.posted |= section == "places"
        title.free = _LOOSE if section in ("national bodies", "subjects") else title.free
        return after

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
                or self._section(at)[0] in ("verbs", "persons", "local", "places")
            ):
                return None
            at = word.end() + 1
            if at in self.entities:
                after = self.entities[at][0] + 1
                end, vietnamese = self.read_name(after, title.stop)
                return at if end > after and (vietnamese or not _is_shaped(self.text[after:end])) else None
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
        word = _CAPITALISED.match(self.text, at)
        sure = word and at not in self.entities and at not in self.heads
        return at + len(word.group().rstrip(".'")) if word and sure else at

    def _skip_word(self, at: int) -> int:
        word = _CAPITALISED.match(self.text, at)
        return word.end() if word else at + 1

    def _section(self, at: int) -> tuple[str, int]:
        """Of the phrase of the lexicon that stands at ``at``: its section and end, or ("", at)."""
        word = self.offices.find_word(self.low, at)
        return (self.offices.sections[word], at + len(word)) if word else ("", at)

    def is_longer(self, start: int, end: int) -> bool:
        """Whether what stands there begins a phrase of the lexicon, and is no name: "Bộ trưởng | Quốc | phòng"."""
        return self._section(start)[1] > end

    def read_name(self, start: int, stop: int) -> tuple[int, bool]:
        """Where the personal name at ``start`` ends (``start`` if none is there), and if it is Vietnamese.

        A Vietnamese, Chinese or Korean name is a family name and one to three syllables; a foreign one a
        run of capitalised words with particles (Nicole de Moor), initials and hyphens (Al - Mashat).
        """
        if (known := self._names.get(start)) and known[0] <= stop <= known[2]:
            return known[:2]
        words: list[str] = []
        ends: list[int] = []
        at, text = start, self.text
        while len(words) < 7 and (found := _CAPITALISED.match(text, at, stop)):
            word, end = found.group(), found.end()
            if words and (at in self.entities or at in self.heads or word in _AGAIN or word == words[0]):
                break
            initial = word[-1] == "." and len(word) in (2, 3)
            if word[-1] == "." and not initial:
                word = word.rstrip(".")
                end = at + len(word)
            words.append(word)
            if len(words) > 1 and text.startswith(" - ", end):
                end = self._skip_syllable(words, end)
            ends.append(end)
            at = self._skip_joint(end) if text[end : end + 1] == " " else end
            if at == end and not initial:  # "George H.W.Bush" goes on without spaces
                break
        run = tuple(words)
        if run not in self._counted:
            if len(self._counted) >= _KEPT:
                self._counted.clear()
            self._counted[run] = self._count_words(words)
        count, vietnamese = self._counted[run]
        end = ends[count - 1] if count else start
        self._names[start] = (end, vietnamese, stop)
        return end, vietnamese

    def _skip_syllable(self, words: list[str], end: int) -> int:
        """Past a second syllable behind a spaced hyphen: "Kim Jong | - un", "Park Soo | - Hyun"."""
        if rest := self.offices.syllables.match(self.text, end):
            end = rest.end()
        if len(words) == 2 and words[0] in self.offices.korean and (rest := _HYPHEN.match(self.text, end)):
            end = rest.end()
        return end

    def _skip_joint(self, at: int) -> int:
        """Past the space at ``at``, a hyphen or particles to the next word of a name; ``at`` if none is there."""
        after = at + 1
        sign = self.text[after : after + 1]
        if sign == "-" and self.text.startswith(" ", at + 2) and _ARTICLE.search(self.text, at - 3, at):
            return at + 3
        while sign in self.offices.initials:
            particle = _PARTICLE.match(self.text, after)
            if not particle or particle.group() not in self.offices.particles:
                break
            after = particle.end() + 1
            sign = self.text[after : after + 1]
        return after if sign.isupper() else at

    def _count_words(self, words: list[str]) -> tuple[int, bool]:
        """How many of the capitalised words make a name (0: none), and whether it is Vietnamese."""
        if not words:
            return 0, False
        shaped = [is_vietnamese_syllable(word) for word in words]
        if _is_no_name(words, shaped):
            return 0, False
        if self.offices.is_family_name(words[0]) and len(words) > 1 and shaped[1]:
            most = 3 if words[1].isupper() else 4  # in ALL CAPS nothing shows where a name ends
            return min(most, [*shaped, False].index(False)), True
        if all(shaped):
            known = " ".join(words).casefold() in self.known
            if words[0].lower() in _BODIES and not known:
                return 0, False  # "Bộ Y tế"
            return (len(words) if known or 2 <= len(words) <= 3 else 0), False
        return len(words), False

    def is_alone(self, start: int) -> bool:
        """Whether the office at ``start`` stands for its holder: no name, body, portfolio or plural with it."""
        title, end = self.read(start), self.heads[start][0]
        follows = _CAPITALISED.match(self.text, end + 1) if self.text.startswith(" ", end) else None
        return (
            title.start == start
            and title.name is None
            and not (title.partners or title.national or title.local or follows)
            and title.end <= end + 1
            and _PLURAL.search(self.low, start - 12, start) is None
            and self.read_name_before(title) is None
        )

    def read_name_before(self, title: Title) -> tuple[int, int] | None:
        """The name that ``title`` is added to: "ông Vương Nghị, …", "bà Nicole De Moor Quốc vụ khanh Bỉ"."""
        if title.start not in self._before:
            self._before[title.start] = self._read_before(title)
        return self._before[title.start]

    def _read_before(self, title: Title) -> tuple[int, int] | None:
        if taking := _TAKES.search(self.low, title.start - 40, title.start):
            return self._read_taker(taking.start())
        end, mark = self._find_joint(title.start)
        if end < 0:
            return None
        last = self.text[self.text.rfind(" ", 0, end) + 1 : end]
        if not last[:1].isupper() and not self.offices.syllables.search(self.text, end - 10, end):
            return None
        line = self.text.rfind("\n", max(0, end - 46), end) + 1
        for word in _CAPITALISED.finditer(self.text, max(line, end - 45), end):
            start = word.start()
            if start in self.heads or self.read_name(start, end)[0] != end:
                continue
            if self._section(start)[0] in ("persons", "national bodies") or _POSTED.match(self.text, start):
                continue
            if any(start < at < end or at <= start < stop for at, (stop, _) in self._near(start)):
                continue
            called = _PERSON.search(self.text, start - 10, start) is not None
            called &= not mark.endswith("là")  # "Ông Trump là Tổng thống": nobody's title
            personal = self.read_name(start, end)[1] or not _is_shaped(self.text[start:end])
            several = " " in self.text[start:end] and mark != "" and personal
            if mark == "," and self._begins_clause(title) and not self._is_subject(title, start):
                return None
            if mark == "," and self._holds_another(title, start):
                return None
            if called or (several and not _POSTED.search(self.text, start - 6, start)):
                title.former |= "từng" in mark
                return start, end
        return None

    def _holds_another(self, title: Title, start: int) -> bool:
        """Whether the name at ``start`` has an office before it beside which nobody holds this one: "Thủ tướng Lê Minh,
        | Phó Thủ tướng Séc nói", "Tổng thống Nga Orlov, | Ngoại trưởng Đức nói"."""
        place = bisect_left(self._heads, start)
        other = self.read(self._heads[place - 1]) if place else title
        if other is title or other.name is None or other.name[0] != start:
            return False
        unlike = _WRITTEN_ALIKE.isdisjoint(
            title.partners
        )  # "Tổng Bí thư Lý Hải, Chủ tịch nước Trung Quốc" is one
        home = unlike and not other.partners and self.read_name(*other.name)[1]
        sides = [{*title.partners}, {HOME} if home else {*other.partners}]
        # Not of organisations: "Hoàng hậu Hà Lan Anna, Đặc phái viên LHQ" is one.
        apart = (home or all(own <= self.offices.states for own in sides)) and all(sides)
        return self._is_above(other, title.office) or (apart and sides[0].isdisjoint(sides[1]))

    def _find_joint(self, at: int) -> tuple[int, str]:
        """Where what adds an office at ``at`` to a name before it begins (-1: nothing does), and its mark or words."""
        if not self.text.endswith(_JOINTS, 0, at):
            return (at - 1, "") if self.text.endswith(" ", 0, at) else (-1, "")
        if self.text.endswith(", ", 0, at) and self.text[at - 3] != ")":
            return at - 2, ","  # most often
        joint = _JOINT.search(self.text, at - 50, at)
        return (joint.start(), joint["mark"] or "") if joint else (-1, "")

    def _begins_clause(self, title: Title) -> bool:
        """Whether an office behind a comma is the subject of what follows: "Tiếp ông Vogel, Thủ tướng chúc mừng …"."""
        bare = not (title.partners or title.national or title.bodies)
        at = title.solid + 1
        follows = self.text.startswith(" ", title.solid) and self.text[at : at + 1].islower()
        return (
            not title.partners
            and follows
            and (bare or self._section(at)[0] == "verbs")
            and not self.low.startswith("của ", at)
        )

    def _is_subject(self, title: Title, start: int) -> bool:
        """Whether a name is nobody's object: "Sáng 5/3, Đại tướng X, Bộ trưởng Bộ Quốc phòng đã tiếp …"."""
        whole = (
            title.bodies or title.office.form.count(" ") > _SHORT
        )  # nobody else is meant by "Bộ trưởng" alone
        return bool(whole) and _OPENS.search(self.low, max(0, start - 40), start) is not None

    def _read_taker(self, at: int) -> tuple[int, int] | None:
        """Who takes an office: the name in the same clause before ``at``, a few small words between."""
        end = 0
        for word in _CAPITALISED.finditer(self.text, at - 80, at):
            start = word.start()
            if start < end or start in self.heads or start in self.entities or word.group() in _AGAIN:
                end = max(end, self.entities.get(start, (0, ""))[0])
                continue
            end = self.read_name(start, at)[0]
            called = _PERSON.search(self.text, start - 10, start) is not None
            between = self.text[end:at]
            if end > start and (called or " " in self.text[start:end]) and _SMALL.fullmatch(between):
                return None if between.endswith(_NOUNS) else (start, end)
        return None

    def read_more_names(self, title: Title, knows: Callable[[str], bool]) -> list[tuple[int, int, str]]:
        """The further holders of an office, and their partners: "Các Thứ trưởng A, B và C", "Ngoại trưởng Nga A, Mỹ B".

        Of an office that is not said to be several people's, "Thứ trưởng A và B": only one, if it is surely a name.

        Parameters
        ----------
        title : with a name behind it.
        knows : whether somebody of this name holds such an office.
        """
        names: list[tuple[int, int, str]] = []
        at = title.name[1] if title.name else -1
        while at >= 0 and (joint := _MORE.match(self.text, at)):
            start = joint.end()
            section, after = self._section(start)
            start = after + 1 if section == "persons" and title.several else start
            stop, partner = self.entities.get(start, (start, ""))
            start = stop + 1 if partner else start
            end, vietnamese = self.read_name(start, min(start + 60, len(self.text)))
            name = self.text[start:end]
            foreign = " " in name and not _is_shaped(name)
            sure = (title.several or partner != "") and (vietnamese or foreign or knows(name))
            if not sure and joint.group() == " và ":
                sure = (vietnamese and title.office.alone and name.count(" ") > 1) or knows(name)
            if end == start or start in self.entities or start in self.heads or not sure:
                break
            names.append((start, end, partner))
            at = end if title.several or partner else -1
        return names

    def is_inside(self, at: int) -> bool:
        """Whether the name of a partner covers ``at``."""
        return any(start <= at < stop for start, (stop, _) in self._near(at))

    def _near(self, at: int) -> list[tuple[int, tuple[int, str]]]:
        first, last = (bisect_left(self._starts, place) for place in (at - 40, at + 45))
        return [(start, self.entities[start]) for start in self._starts[first:last]]


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


def _is_no_name(words: list[str], shaped: list[bool]) -> bool:
    """Whether these are letters of a body or begin a sentence: "LĐ, TB", "T.Ư Đảng", "Theo Vương Nghị"."""
    first, capitals = words[0], [word.isupper() and len(words) > 1 for word in words]
    letters = first.isupper() and len(first) > 1 and not first.endswith(".") and not all(capitals)
    if letters:
        return len(first) > 2 or not words[1:] or shaped[1]  # but "KP Sharma Oli"
    rest = [shape for word, shape in zip(words, shaped, strict=True) if not word.endswith(".")]
    vietnamese = all(rest) and (len(rest) < len(words) or first in _AGAIN)
    letters = first.endswith(".") and len(words) > 1 and len(words[1]) == 1  # "T.Ư MTTQ", but "H.R McMaster"
    return len(words) > 1 and (vietnamese or (letters and words[-1].isupper()))


def _is_shaped(name: str) -> bool:
    """Whether every word could be Vietnamese; without a family name it may well be a place (Sơn Trà)."""
    return all(is_vietnamese_syllable(word) for word in name.split())
