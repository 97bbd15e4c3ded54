"""Noun phrases that may speak: officials, states and their bodies, "hai bên", "Ông", a communiqué."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from kit.vietnamese.acts.vocabulary import Head, Vocabulary


class _Before:
    """A pattern of what stands before a place, tried where one of its last words may end: most often none does."""

    def __init__(self, pattern: str, lasts: str):
        self.search = re.compile(pattern).search
        self.lasts = tuple(f"{word} " for word in lasts.split("|"))
        self.ends = frozenset(word[-3:] for word in self.lasts)

    def find(self, low: str, at: int, reach: int) -> int:
        """Where it begins, within ``reach`` characters before ``at``; ``at`` if it is not there."""
        found = low.endswith(self.lasts, 0, at) and self.search(low, max(0, at - reach), at)
        return found.start() if found else at


_STYLES = (
    r"ông|bà|ngài|đồng chí|tân|đại tá|đại tướng|thượng tướng|trung tướng|thiếu tướng|tiến sĩ|cô|anh|vị|quyền"
)
_STYLED = _Before(rf"(?<!\w)(?:(?:{_STYLES}) )+$", _STYLES)
_COUNTED = r"một|một số|các|những|nhiều|vị|hai|ba|cả|toàn thể|một vài|nữ|mọi|bản|bức|thành viên"
_DETERMINED = _Before(rf"(?:(?:{_COUNTED}) )+$", _COUNTED)
_MANY = "tất cả|toàn bộ|cả|hầu hết|đa số|phần lớn|nhiều|một số"
_OF_MANY = r"nước|quốc gia|khối|phía|đại sứ|ngoại trưởng|thành viên|lãnh đạo"
_MEMBERS = _Before(
    rf"(?<!\w)(?:(?:(?:{_MANY}) )?(?:các |\d+ )?(?:{_OF_MANY})(?: thành viên)?(?: của)? )$", f"{_OF_MANY}|của"
)
_APART_WORDS = (
    "tại|ở|về|trong|giữa|đối với|với|cho|đã|đang|cũng|sẽ|là|và|hay|do|từ|đến|tới|vừa|ngày|có|được|bị|mà|để|khi|này|"
    "đó|trên|kia|theo|rằng|không|chưa"
)
_APART = re.compile(rf" (?:{_APART_WORDS})(?: |$)|[,;]")
# "tuyên bố | ngày 16/6 | của Lào"
_ISSUED_ON = r" (?:(?:ra )?(?:ngày|hôm|sáng|chiều|tối) [\d/.-]+|cùng ngày|hôm qua)"
_DATED = re.compile(rf"{_ISSUED_ON} của ")
_DOCUMENT = re.compile(
    rf"(?:{_ISSUED_ON})? (?:của|chung|này|báo chí|do|từ|bộ|chính phủ|nói trên|trên|được)(?!\w)"
)
_TELLS = re.compile(
    r" (?:cũng |còn )?(?:khẳng định|nhấn mạnh|nêu rõ|cho biết|cho hay|viết|có đoạn|kêu gọi|bác bỏ|lên án|"
    r"cảnh báo)(?!\w)"
)
_JOINTS = frozenset(
    [
        " ",
        " của ",
        " thuộc ",
        " nước ",
        " phía ",
        " (",
        ") ",
        "",
        " - ",
        " vùng ",
        " các ",
        " hai viện ",
        " của nước ",
        " chính quyền ",
    ]
)
# Bodies whose abbreviations speak for a state as they do.
_PUBLIC = frozenset(
    (
        "bộ",
        "lực lượng phòng vệ",
        "lực lượng vệ binh",
        "quân đội",
        "cục",
        "tổng cục",
        "cơ quan",
        "ủy ban",
        "hội đồng",
        "hội đồng tham mưu trưởng",
        "hội đồng tham mưu trưởng liên quân",
        "cảnh sát biển",
    )
)
_FIRM = re.compile(r"(?<!\w)(?:tập đoàn|công ty|ngân hàng|doanh nghiệp|đối lập)(?!\w)")
_ABBREVIATED = re.compile(r"\((?<= \()([A-ZĐ]{2,6})\)")  # behind a space
# "Chánh văn phòng Tổng thống Lào|, ông X, …", "Người dẫn đầu phái đoàn Lào | - ông X - …"
_HOLDER = re.compile(
    r"(?:, | [-–] ?)(?:ông|bà|ngài|Ông|Bà) ([A-ZĐ][\w.'’-]*(?: (?:[A-ZĐ]|al-|de |von |van )[\w.'’-]*){1,4})(?=,| ?[-–])"
)
_HEAD_OF = re.compile(
    r"(?<!\w)(?:(?:phó )?chánh|trưởng|phó|giám đốc|thư ký|chủ tịch|lãnh đạo|người (?:đứng đầu|dẫn đầu|phụ trách)) $"
)
_HEADED_BY = ("bodies", "roles")
_HEAD = 24  # characters
_DASHED = re.compile(r" ?[-–,(] ?")
_POSTED = re.compile(r" (?:tại|ở) (?:[A-ZĐ][\w]* ?)+(?<! )")
_SEATED = re.compile(r"[^,;]{0,20} (?:tại|ở) ")
_GIVEN = _Before(r"(?<!\w)(?:bà|ông|cô|anh|chị) $", "bà|ông|cô|anh|chị")  # "bà Mỹ"
_TREATY = re.compile(
    r"(?<!\w)(?:hiệp định|thoả thuận|công ước|nghị định thư|hội nghị|giờ|thủ đô|đại học) (?:về )?$"
)
_PRINTED = re.compile(
    r" (?:Post|Times|Examiner|Journal|Tribune|Today|Herald|Star)(?!\w)"
)  # "Washington | Post"
_SET_OFF = ('", ', "”, ", '" - ', "” - ", '" – ', "” – ")
_DOUBTFUL = frozenset(("seat", "documents"))
_SHORTEST = 3  # characters of a noun that may be something else
_INCIDENTS = ("vụ", "ban")  # departments are spelt with a capital
# With which of these three what stands before a noun phrase ends, if it belongs to it: seldom.
_LED_BY = _STYLED.ends | _DETERMINED.ends | _MEMBERS.ends
_FIRMS = "phòng thương mại|doanh nghiệp|công ty|tập đoàn|hiệp hội|ngân hàng|đại học|viện nghiên cứu|quỹ|hội|câu lạc bộ"
_NO_STATE = "(?:giám|quan) sát nhân quyền|cảnh sát(?! biển)|công tố|đối lập|nổi dậy|ly khai|phiến quân"
_PRIVATE = re.compile(rf" (?:{_NO_STATE}|{_FIRMS})(?!\w)")
# What no body does: "tổ chức | đàm phán | Nga - Mỹ" is to hold talks.
_EVENTS = (
    "hội nghị|họp báo|cuộc|buổi|lễ|đàm phán|triển lãm|hội thảo|diễn đàn|tuần|chuyến|phiên|lớp|kỳ họp|ngày hội"
)
_HELD = re.compile(rf" (?:các |một |nhiều |thành công )?(?:{_EVENTS})(?!\w)")
# Whose office it is no more, or was none.
_FORMERLY = re.compile(r"(?<!\w)(?:cựu|(?<!tài )nguyên(?! thủ)|từng|luật sư|luật|pháp lý)(?!\w)")
# Between a body and the state that is behind all of them: "Chính phủ | và nhân dân | Lào".
_MASSES = "nhà nước|lãnh đạo|nhân dân|người dân|cơ quan|doanh nhân|chuyên gia|tướng lĩnh"
_TOGETHER = re.compile(rf"(?:(?:,| và| cùng)(?: toàn thể)?(?: các)? (?:{_MASSES}))+ (?:của |nước )?")
# Between "hai bộ trưởng" or an office and the two of whom it is: "hai bộ trưởng | quốc phòng | Lào và Séc".
_PORTFOLIOS = (
    "quốc phòng|ngoại giao|tài chính|kinh tế|thương mại|công thương|công an|an ninh|nội vụ|tư pháp|lao động|giáo dục|"
    "y tế|nông nghiệp|văn hóa|môi trường|năng lượng|giao thông|du lịch|khoa học|công nghệ|tài nguyên|di trú|nhập cư|"
    "phát triển|đối ngoại|thể thao|xây dựng|việc làm|xã hội|thống nhất|công nghiệp|thông tin|truyền thông|đầu tư"
)
_HEADED = "bộ trưởng|thứ trưởng|ngoại trưởng|thủ tướng|tổng thống|chủ tịch|nhà lãnh đạo|nguyên thủ"
_OF_PAIR = re.compile(rf"(?: (?:{_HEADED}))?(?: bộ)?(?: (?:{_PORTFOLIOS}))?(?: của)? ")
# Between an office and the state that it is of: "Thứ trưởng | Quốc phòng | Lào".
_PORTFOLIO = re.compile(rf" (?:bộ )?(?:{_PORTFOLIOS})(?:(?:,| và) (?:{_PORTFOLIOS}))* (?:của )?")
_TOGETHER_OF = ("nước", "bên", "phía", "quốc gia")  # "Bộ trưởng Quốc phòng hai | nước"
_PART = re.compile(r", | và ")  # of the name of a ministry
_LISTED = frozenset((" ", " và ", "-", " - ", ", ", "–", " – "))
_NEXT = re.compile(r",? ([\w.'’/-]+)")
_PARTICLES = frozenset(("de", "los", "la", "van", "der", "von", "al", "bin", "del", "da"))
_PROVINCIAL = frozenset(("tỉnh", "thành", "phố", "tp", "tp.", "huyện", "quận"))
_ARTICLES = ("al-", "el-")
_SMALL = frozenset(word[0] for word in (*_PARTICLES, *_ARTICLES))

_LONGEST_JOINT = 45  # characters between two units of one phrase
_STATES = ("name", "seat")
_PAIRED = ("bodies", *_STATES)
_ALONE = frozenset(("pronouns", "first person"))
_OFFICIAL = frozenset(("offices", "roles", "local"))
_OF_OFFICE = frozenset(("offices", "roles", "bodies"))
_LED = frozenset(("roles", "offices", "local", "bodies", "documents"))
_NAMEABLE = frozenset(("person", "roles", "offices", "bodies", "pronouns"))
_LOOSE = frozenset(("bodies", "roles", "documents"))
_SENT = frozenset(("roles", "documents"))  # "đặc phái viên | từ | Lào"


class Unit(NamedTuple):
    """One word or name of a noun phrase: its sort (``person``, ``name`` of a partner, or a section of the lexicon)."""

    start: int
    end: int
    sort: str
    sides: tuple[str, ...] = ()
    person: str = ""


# A unit of a tuple of all that it has, in a third of the time that calling `Unit` takes.
make_unit = partial(tuple.__new__, Unit)
START, END = itemgetter(0), itemgetter(1)  # of a unit or phrase
# What stands behind the last unit.
_NOBODY = Unit(sys.maxsize, sys.maxsize, "")


class Phrase(NamedTuple):
    """A noun phrase: its sort is that of its first unit; ``sides`` are () where the article must say them.

    ``head``: its first word or name; ``name``: a name in it that no table of officials has.
    """

    start: int
    end: int
    sort: str
    sides: tuple[str, ...]
    person: str
    head: str
    name: str = ""

    def tell(self, sides: tuple[str, ...], person: str = "") -> Phrase:
        """The same of these sides, and of this person."""
        start, end, sort, _, known, head, name = self
        return _make_phrase((start, end, sort, sides, person or known, head, name))


_make_phrase = partial(tuple.__new__, Phrase)


def find_units(
    text: str, low: str, named: Sequence[Unit], heads: Sequence[tuple[int, int, Head]]
) -> list[Unit]:
    """The units of an article: those that are ``named`` (officials before partners), and the nouns of the lexicon."""
    units = list(named)
    begins, ends = [*map(START, named), sys.maxsize], [-1, *map(END, named)]
    for start, end, (sort, sides) in heads:
        place = bisect_right(begins, start)
        following = begins[place]
        if ends[place] > start or following < end:
            continue
        if sort == "pronouns" and following == end + 1 and named[place].sort == "person":
            continue  # "ông | Biden"
        if (sort not in _DOUBTFUL and end - start > _SHORTEST) or _is_unit(text, low, start, end, sort):
            units.append(make_unit((start, end, sort, sides, "")))
    units = _add_abbreviations(text, low, sorted(units))
    names = [unit for unit in named if unit.sort == "name" and low.endswith(_GIVEN.lasts, 0, unit.start)]
    women = {unit for unit in names if _GIVEN.find(low, unit.start, 4) < unit.start}
    return [unit for unit in units if unit not in women] if women else units


def _add_abbreviations(text: str, low: str, units: list[Unit]) -> list[Unit]:
    """A body by the letters that stand behind its name: "Lực lượng Phòng vệ Lào (LPV)", "| LPV | cho biết"."""
    short: dict[str, Unit] = {}
    for letters in _ABBREVIATED.finditer(text):
        end = letters.start() - 1
        place = bisect_left(units, (end,)) - 1
        body, state = units[place - 1 : place + 1] if place > 0 else (_NOBODY, _NOBODY)
        near = body.sort == "bodies" and state.sort in _STATES and state.start <= body.end + _LONGEST_JOINT
        named = near and state.end == end and low[body.start : body.end] in _PUBLIC
        if named and not _FIRM.search(low, body.end, state.start):
            short.setdefault(letters[1], state)
    if not short:
        return units
    taken = {place for unit in units for place in range(unit.start, unit.end)}
    found = re.finditer(rf"(?<![\w(])(?:{'|'.join(short)})(?!\w)", text)
    more = [
        make_unit((hit.start(), hit.end(), "bodies", short[hit.group()].sides, ""))
        for hit in found
        if hit.start() not in taken and hit.start() > short[hit.group()].end
    ]
    return sorted(units + more)


def _is_unit(text: str, low: str, start: int, end: int, sort: str) -> bool:
    """Whether a noun of the lexicon is what its section says, where it stands."""
    if sort == "seat":
        treaty = _TREATY.search(low, max(0, start - 20), start)
        return not (text[start:end].islower() or treaty or _PRINTED.match(text, end))
    if sort != "documents":
        return text[start:end] not in _INCIDENTS
    if low.endswith(" chung", start, end) or _DOCUMENT.match(low, end):
        return True
    return (text[start].isupper() or low.endswith(_SET_OFF, 0, start)) and _TELLS.match(low, end) is not None


def read_capitals(text: str, at: int, small: frozenset[str] = _PARTICLES) -> int:
    """Where a run of capitalised words behind ``at`` ends; ``small`` words may stand in it."""
    end = at
    provincial = small is _PROVINCIAL
    while word := _NEXT.match(text, at):
        form = word[1]
        capital = form[0].isupper() or form.startswith(_ARTICLES)
        if not (capital or form in small) or (not provincial and text[at] == ","):
            break
        at = word.end()
        end = at if capital or provincial else end
    return end


def read_local(text: str, at: int, vocabulary: Vocabulary) -> tuple[int, str]:
    """Where the office of a province ends, and who holds it: "Chủ tịch UBND | tỉnh Lào Cai Trần Thị Ẩn"."""
    end = read_capitals(text, at, _PROVINCIAL)
    words = text[at:end].replace(",", "").split()
    for size in (3, 4, 2):
        name = words[-size:]
        if len(words) >= size and vocabulary.is_family_name(name[0]) and " ".join(name).istitle():
            return end, " ".join(name).lower()
    return end, ""


def join_units(
    text: str, low: str, units: Sequence[Unit], at: int, verbs: Sequence[int], vocabulary: Vocabulary
) -> list[Phrase]:
    """The noun phrases that units make with those next to them: "Phát ngôn viên | của | Thủ tướng Anh".

    ``at``: where the sentence begins in the article, in which the units have their places; ``verbs``: where verbs
    stand in the sentence, over which no phrase goes.
    """
    joiner = _Joiner(text, low, units, at, verbs, vocabulary)
    phrases: list[Phrase] = []
    while joiner.place < len(units):
        if phrase := joiner.read():
            phrases.append(phrase)
    return phrases


class _Joiner:
    """Joins the units of one sentence; ``place``: of the first that is not yet read, behind the last `_NOBODY`."""

    def __init__(
        self,
        text: str,
        low: str,
        units: Sequence[Unit],
        at: int,
        verbs: Sequence[int],
        vocabulary: Vocabulary,
    ):
        self.text, self.low, self.units, self.at, self.verbs = text, low, [*units, _NOBODY], at, verbs
        self.place, self.vocabulary = 0, vocabulary

    def read(self) -> Phrase | None:
        """The phrase that begins with the next unit; None if this only leads to the one behind it."""
        low, first = self.low, self.units[self.place]
        self.place += 1
        start, end, sort, sides, person = first
        following = self.units[self.place]
        near = following.start <= end + _LONGEST_JOINT
        begin, end = start - self.at, end - self.at
        head = low[begin:end]
        if sort in _ALONE:
            if (
                near
                and sort == "pronouns"
                and following.start == first.end + 1
                and following.sort in _OFFICIAL
            ):
                return None  # "Ngài | Đại sứ"
        elif sort == "local":
            end, person = self._read_local(end)
        elif sort == "pairs" or (near and following.sort == "pairs" and self._is_of_pair(first)):
            end, sides = self._read_pair(end, sort)
            sort = "pairs"
        elif near:
            end, sides, person = self._read_chain(first)
        if sort in _SENT or self.text.startswith(")", end):
            end = self._round_off(begin, end, sort if not sides or sort == "documents" else "")
        end, name = self._read_name(end) if sort in _NAMEABLE else (end, "")
        if not sides and (sort == "roles" or (sort == "pronouns" and name)):
            end, sides = self._read_apposed(end, sides, _SEATED if sort == "roles" else _DASHED)
        if sides and not name and sort in _HEADED_BY:
            begin, end, sort, name = self._read_holder(begin, end, sort)
        if low[begin - 3 : begin] in _LED_BY:
            begin = self._extend(begin, sort)
        return _make_phrase((begin, end, sort, sides, person, head, name))

    def _round_off(self, begin: int, end: int, sort: str) -> int:
        """Where a phrase ends with the words that belong to it, whatever they name."""
        if sort == "roles" and self.low.startswith(" bang ", end):
            end = read_capitals(self.text, end + len(" bang"))  # "nghị sĩ | bang Iowa"
        if sort == "documents" and self.low.startswith(" chung", end):
            end += len(" chung")
        closes = self.text.startswith(")", end) and "(" in self.text[begin:end]
        return end + closes  # "Liên hợp quốc (LHQ|)"

    def _read_name(self, end: int) -> tuple[int, str]:
        """Where a name behind a phrase ends, and the name; "" for letters alone."""
        letter = self.text[end + 1 : end + 2]
        if not (letter.isupper() or letter in _SMALL):
            return end, ""
        after = read_capitals(self.text, end)
        name = self.text[end + 1 : after]
        return after, "" if name.isupper() else name

    def _read_holder(self, begin: int, end: int, sort: str) -> tuple[int, int, str, str]:
        """Where it begins and ends with who holds the office, what it is, the name: "Chánh văn phòng …|, ông X,"."""
        holder = _HOLDER.match(self.text, end)
        headed = _HEAD_OF.search(self.low, max(0, begin - _HEAD), begin) if holder else None
        if not holder or not (headed or sort == "roles"):
            return begin, end, sort, ""
        self._pass(holder.end(1))
        return headed.start() if headed else begin, holder.end(1), "roles", holder[1]

    def _read_local(self, at: int) -> tuple[int, str]:
        end, person = read_local(self.text, at, self.vocabulary)
        self._pass(end)
        return end, person

    def _pass(self, end: int) -> None:
        """Leave out the units that begin before ``end``."""
        while self.units[self.place].start < end + self.at:
            self.place += 1

    def _is_of_pair(self, first: Unit) -> bool:
        """Whether an office or body is of the pair behind it: "Bộ trưởng Quốc phòng | hai nước | Lào và Séc"."""
        following = self.units[self.place]
        if first.sort not in _OF_OFFICE or first.sides:
            return False
        end, start = first.end - self.at, following.start - self.at
        together = self.low.endswith(_TOGETHER_OF, start, following.end - self.at)
        return together and _OF_PAIR.fullmatch(self.low, end, start) is not None

    def _read_pair(self, end: int, sort: str) -> tuple[int, tuple[str, ...]]:
        """ "hai nước | Việt Nam | và | Lào", "hai lãnh đạo | Quốc hội | Lào"."""
        if sort != "pairs":
            end = self.units[self.place].end - self.at
            self.place += 1
        elif self.units[self.place][:1] == (end + self.at + 1,) and self.units[self.place].sort == "offices":
            end = self.units[self.place].end - self.at  # "hai vị | bộ trưởng"
            self.place += 1
        of: list[str] = []
        while (following := self.units[self.place]).sort in _PAIRED:
            start = following.start - self.at
            if self.low[end:start] not in _LISTED and (of or not _OF_PAIR.fullmatch(self.low, end, start)):
                break
            end = following.end - self.at
            of += following.sides
            self.place += 1
        return end, tuple(dict.fromkeys(of))

    def _read_chain(self, first: Unit) -> tuple[int, tuple[str, ...], str]:
        """What belongs to a first unit: bodies, states and names behind it."""
        _, end, _, sides, person = first
        at, post = self.at, first
        end -= at
        while (start := (following := self.units[self.place]).start - at) <= end + _LONGEST_JOINT:
            gap = self.low[end:start]
            settled = sides and post is first and first.sort not in _SENT
            if gap not in _JOINTS and (settled or not self._is_joined(first, post, following, end, sides)):
                break
            if first.sort == "name" and following.sides != sides and "của" in gap:
                break  # "khủng hoảng Ukraine | của | Tổng thống Mỹ"
            if following.sort in _ALONE or (post is first and _are_apart(first, following, gap)):
                break
            if first.sort == "person" and following.sort in _HEADED_BY:
                post = following  # "ông X - đại diện | Lào"
            if first.sort in ("roles", "offices") and following.sort == "person" and gap == " ":
                person = person or following.person
            sides, end = sides or following.sides, following.end - at
            self.place += 1
        return end, sides, person

    def _is_joined(self, first: Unit, post: Unit, following: Unit, end: int, sides: tuple[str, ...]) -> bool:
        """Whether words between a chain of these sides that ends there and a unit join them."""
        start = following.start - self.at
        gap = self.low[end:start]
        if gap == " từ " and first.sort in _SENT:
            return not self.low.endswith(("theo ", "theo một "), 0, first.start - self.at)
        if first.sort == "documents" and _DATED.fullmatch(gap):
            return True
        if sides and post is first:
            return False
        capital = self.text[start : start + 1].isupper()
        listed = first.sort == following.sort == "bodies" and (gap == " và " or (gap == ", " and capital))
        return listed or self._is_loose(post, end, start)

    def _is_loose(self, first: Unit, end: int, start: int) -> bool:
        """Whether a few words of a title stand between a body and its state: "Bộ | Quốc phòng và An ninh | Lào"."""
        gap = self.low[end:start]
        if first.sort in _HEADED_BY and _TOGETHER.fullmatch(gap):
            return True
        if first.sort == "offices" and _PORTFOLIO.fullmatch(gap):
            return True
        ministry = first.sort == "offices" and gap.endswith(" của ") and self.text[end + 1].isupper()
        if not (first.sort in _LOOSE or ministry) or gap[:1] not in (" ", ","):
            return False  # "Bộ trưởng | Phát triển Quốc tế của | Lào"
        if _HELD.match(gap) and self.low.endswith("tổ chức", 0, end):
            return False
        verb = bisect_left(self.verbs, end)
        if _PRIVATE.search(gap) or (verb < len(self.verbs) and self.verbs[verb] < start):
            return False
        return not _APART.search(gap) or _is_title(self.text[end:start])

    def _read_apposed(
        self, end: int, sides: tuple[str, ...], joint: re.Pattern[str]
    ) -> tuple[int, tuple[str, ...]]:
        """The side of what is added to a name or office: "Bà Lan - Trưởng đại diện của | UNFPA", "… tại | Seoul"."""
        following = self.units[self.place]
        if following.sort == "roles" and not following.sides:
            following = self.units[self.place + 1]  # "Bà Lan, | điều phối viên | của | UNFPA"
        if not following.sides:
            return end, sides
        gap = self.low[end : following.start - self.at]
        if joint is _SEATED:
            fits = following.sort in _STATES and joint.fullmatch(gap) is not None
        else:
            fits = (
                len(gap) < 70
                and joint.match(gap) is not None
                and self.vocabulary.patterns["apposed"].search(gap) is not None
            )
        if not fits or ";" in gap or _FORMERLY.search(gap):
            return end, sides
        end, sides = following.end - self.at, following.sides
        if posted := _POSTED.match(self.text, end):
            end = posted.end()
        self._pass(end)
        return end, sides

    def _extend(self, start: int, sort: str) -> int:
        """Where a phrase begins, with "ông", "các" and "các nước" before it."""
        if sort in _LED:
            return _DETERMINED.find(self.low, start, 24)
        if sort not in ("person", "name"):
            return start
        before = _MEMBERS.find(self.low, start, 40) if sort == "name" else start
        return before if before < start else _STYLED.find(self.low, start, 40)


def _are_apart(first: Unit, following: Unit, gap: str) -> bool:
    """Whether two units next to each other are two phrases: "ông Putin | Nga", "Mỹ | ông Biden"."""
    if gap == " - " and first.sort in _STATES and following.sort in _STATES:
        return True  # "quan hệ Mỹ - Nga"
    if first.sort in ("person", *_STATES) and following.sort == "person":
        return gap not in ("", " (", " của ", " - ")
    return first.sort == "person" and gap == " "


def _is_title(gap: str) -> bool:
    """Whether "và" joins the parts of a ministry's name: " Ngoại giao, Thương mại và Phát triển "."""
    parts = _PART.split(gap.removeprefix(",").strip())
    return len(parts) > 1 and " và " in gap and all(part[:1].isupper() for part in parts)
