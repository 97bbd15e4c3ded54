"""Patterns over marked sentences: where the parties of an encounter, its place and its denial stand."""

from __future__ import annotations

import re

from kit.vietnamese.beginnings import Ending
from kit.vietnamese.lexicon import any_of, starting
from kit.vietnamese.meetings.marks import BODIES, DAYS, FORUMS, PARTY, PERSONS
from kit.vietnamese.meetings.vocabulary import Vocabulary, split_words

_PARTY, _PERSON, _FORUM = PARTY[1:-1], PERSONS[1:-1], FORUMS[1:-1]
_PLACE = r"(?:tại|ở)"
_ENDING = 60  # characters before a verb that say how it is told
_GOVERNS = 40  # characters before a party in which a word stands that governs it


class Grammar:
    """The patterns, made from the words of the lexicon."""

    def __init__(self, words: Vocabulary):
        of = words.lists
        join = r"(?:\s*,\s*|\s+(?:và|cùng|cùng với|với|cũng như)\s+(?:với\s+)?|\s*[-–]\s*)"
        called = rf"(?:(?:{of['called']})\s+)*"
        bracket = r"(?:\s*\([^()]{0,60}\))?"
        names = rf"{PARTY}{bracket}(?:{join}{called}{PARTY}{bracket})*"
        filler = rf"(?:{of['adverbs']}|{of['with']}|{of['called']})(?!\w)"
        free = rf"(?!(?:{of['stops']}|{of['broken']})(?!\w))[^\s,.;:()\"“”{_PARTY}{_FORUM}]+"
        any_word = rf"[^\s,.;{_PARTY}]+"
        day = rf"\s|{DAYS}|{filler}|\(\s*{DAYS}\s*\)"

        self.names = re.compile(names)
        """Parties in a row."""
        among = rf"(?:[^.;{_PARTY}]{{1,70}}?(?:trong đó có|bao gồm|gồm)\s+{called})?"
        self.object = re.compile(rf"(?:{day})*{among}(?:{free}\s+){{0,4}}?(?P<names>{names})")
        """What a verb has behind it."""
        self.where = re.compile(
            rf"(?:{day}|,)*(?:(?:tại|ở|tới|đến|sang|nước)\s+)*(?:{free}\s+){{0,3}}?"
            rf"\(?(?P<names>{BODIES}(?:{join}{BODIES})*|(?:{of['host country']})(?!\w))"
        )
        """Where a visit leads."""
        self.gap = re.compile(
            rf"(?:\s|,|{DAYS}|{filler}|\([^()]*\)|(?:{of['light']})(?!\w)"
            r"|(?:cùng ngày|hôm|vào|hôm nay|sáng nay|chiều nay|một|các|những)(?!\w))*"
        )
        """What may stand between a subject and its verb without parting them."""
        governed = of["governed"] + "|" + any_of(words.forms.keys() - words.nouns)
        self._governed = Ending(
            rf"{starting(governed)}\s+(?:{of['called']}\s+)?$", split_words(governed, of["called"])
        )
        self.station = re.compile(rf"(?:{of['stations']})$")
        self.owner = re.compile(rf"[^.;]{{0,90}}?(?<!\w)(?:của|mà)\s+{called}(?P<names>{PERSONS})")
        then = rf"(?:{join}|\s+(?:và|rồi)\s+cuối cùng\s+(?:là\s+)?)"
        self.stop = re.compile(rf"[^.;]{{0,60}}?(?<!\w)là\s+(?P<names>{BODIES}(?:{then}{BODIES})*)")
        self.stop_before = re.compile(rf"(?P<names>{BODIES})\s+(?:sẽ |cũng )?là\s+(?:một trong những\s+)?$")
        """Where a station is, behind it or before: "điểm dừng chân của A là Bỉ", "Bỉ là điểm dừng chân của A"."""
        self.guest = re.compile(
            rf"(?:(?:đang|hiện|vừa|mới)\s[^{_PARTY}]*|(?:đón|chào mừng|hoan nghênh)\s+{called}{PARTY}\s*)$"
        )
        """Before a verb of visiting whose subject is the object of another: "tiếp bà X đang thăm"."""
        self.house = re.compile(of["houses"])
        self.passive = re.compile(
            rf"(?P<guests>{names})(?:{day}|,)*(?<!\w)được\s+{called}(?P<hosts>{names})(?:{day})*$"
        )
        """Before a verb of receiving: "A đã được B tiếp"."""
        self.leads = re.compile(r"\s*(?:đã |sẽ |đang )?(?:làm trưởng đoàn|dẫn đầu|đứng đầu)(?!\w)")
        """Behind a person: "đoàn đại biểu Quốc hội do A dẫn đầu thăm …"."""
        self.at_home = _whole("chủ nhà|nước sở tại")
        self.there = re.compile(rf"(?<!\w){_PLACE}\s+(?:{of['town']}\s+)?({BODIES})")
        self.title = re.compile(rf"(?:{of['titles']})(?!\w)")
        self.company = Ending(r"(?<!\w)(?:cùng|cùng với)\s+$", ["cùng", "với"])
        self.under = Ending(
            r"(?<!\w)(?:khi|lúc|để|tại|trong)\s+(?:đã\s+)?$", ["khi", "lúc", "để", "tại", "trong", "đã"]
        )
        self.main = re.compile(
            rf",\s*(?:[^,{_PARTY}]{{0,40}},\s*)?{called}(?P<names>{names})\s*(?!\s*(?:,\s*{PARTY}))"
        )
        """The subject of the clause behind an adverbial one."""
        self.last = re.compile(rf",\s*(?={PARTY}[^{_PARTY}]*$)")

        self.between = re.compile(
            rf"(?:(?!về\s)[^,.;{_PARTY}]|,\s*{DAYS}|{BODIES}(?:(?<=tại .)|(?<=ở .))){{0,70}}?(?<!\w)giữa\s+"
            rf"{called}(?:[^\s,{_PARTY}]+\s+){{0,3}}?(?P<names>{names})"
        )
        had = rf"(?:đã|sẽ|vừa|mới)?\s*(?:có|tiến hành)\s+(?:{free}\s+){{0,2}}?(?:với|cùng)\s+{called}"
        self.presided = re.compile(rf"chủ trì của\s+{called}(?P<names>{names})")
        """Behind a ceremony: "lễ đón B dưới sự chủ trì của A"."""
        self.relative = re.compile(rf"\s+mà\s+{called}(?P<first>{names})\s+{had}(?P<names>{names})")
        """Behind a noun: "cuộc gặp mà A đã có với B"."""
        self.of = re.compile(
            rf"(?:(?!(?:tại|ở|với|về|cùng(?! ngày))\s)[^,.;{_PARTY}]|(?<!\w){BODIES}){{0,70}}?(?<!\w)(?:của|do)\s+"
            rf"{called}(?:[^\s,{_PARTY}]+\s+){{0,3}}?(?P<names>{names})"
        )
        self.with_ = re.compile(
            rf"(?:[^,.;{_PARTY}]|{_PLACE}\s[^,.;]{{0,20}}?{BODIES}){{0,70}}?(?<!\w)(?:với|cùng)\s+{called}"
            rf"{among}(?:{free}\s+){{0,4}}?(?P<names>{names})"
        )
        self.direct = re.compile(
            rf"\s*(?:lần thứ\s\w+\s)?(?:{any_word}\s+){{0,5}}?(?P<names>{PARTY}(?:\s*[-–]\s*{PARTY}|\s+và\s+{PARTY})+)"
        )
        """The complements of a noun."""
        self.light = re.compile(
            rf"{starting(of['light'])}\s+(?:(?:một|các|những|hai|ba|nhiều|loạt)\s+)?(?:\w+\s+)?$"
        )
        before = "sau|trước|tại|trong|kết thúc|về|ngay sau|bên lề|từ|các|những|khi|vòng|cuộc"
        self.after_preposition = Ending(rf"{starting(before)}\s+$", before.split("|"))
        self.within = re.compile(r"(?<!\w)(?:trong|tại|sau|nhân|nhân dịp|trong khuôn khổ|kết thúc)\s+$")
        """Before a noun: it took place, whatever stands before."""
        self.reference = Ending(r"(?<!\w)(?:tại|trong|sau)\s+$", ["tại", "trong", "sau"])
        self.topical = re.compile(rf"(?:{of['topical']})$")
        self.weak = re.compile(rf"(?:{of['weak']})$")
        self.company_of_weak = re.compile(r"\s*(?:\w+\s+){0,2}?(?:với|cùng)\s")
        self.together = re.compile(
            rf"\s*(?:nhau|{DAYS}|[,.;)]|$|"
            r"(?:tại|ở|lần|trực tiếp|riêng|song phương|kín|vào|hôm|trong|lại|để|bên lề|chính thức)\s)"
        )
        """Behind a verb of meeting without an object."""
        self.counterparts = re.compile(rf"(?<!\w)(?:những|các)\s+(?:người\s|{BODIES}[^,]*,)")
        self.takes_place = re.compile(r"(?<!\w)(?:diễn ra|được tổ chức|khai mạc)(?!\w)")
        self.lasts = re.compile(r"\s*(?:\w+\s+){0,4}?(?:diễn ra|được tổ chức|kéo dài|bắt đầu)(?!\w)")
        """Behind a noun: its day, where who met was told before."""
        self.opening = re.compile(
            rf"(?:\s|,|{DAYS}|(?:cùng ngày|cũng trong)(?!\w)|{_PLACE}\s[^,.;]{{0,20}}?{BODIES})*"
        )
        self.in_turn = re.compile(r"(?<!\w)lần lượt(?!\w)")

        self.forum = re.compile(rf"[^.;]{{0,30}}?(?:{of['forums']})(?!\w)|[^.;,]{{0,30}}?{FORUMS}")
        self.presence = re.compile(rf"\s+của\s+{called}(?P<names>{names})")
        """Around "tham dự": "Hội nghị ASEAN có sự tham dự của A"."""
        self.ministers = re.compile(rf"\s*(?:các\s+)?(?P<names>{PERSONS})(?!\s*[-–])")
        self.held = re.compile(rf"(?P<forum>{FORUMS})(?:(?<=tại .)|(?<=ở .))[^.;,]{{0,80}}?(?P<day>{DAYS})")
        forum = rf"(?:{FORUMS}|(?:{of['forums']})(?!\w)[^.;,{_PARTY}{_FORUM}]{{0,50}}?{BODIES})"
        self.forum_before = re.compile(rf"(?P<host>{forum})(?=[^{_FORUM}.;]*sự $)")
        self.margin = re.compile(rf"bên lề\s+[^.;,{_PARTY}]{{0,60}}?(?P<host>{forum})")
        said = r"(?:phát biểu|diễn văn|tuyên bố|nói|cho biết|nhấn mạnh|khẳng định|kêu gọi)"
        self.spoken = re.compile(
            rf"(?:^[^.;]{{0,40}}?|{said}[^.;]{{0,60}}?)(?<!\w)(?:tại|sau)\s+(?:[^\s,.;]+\s+){{0,6}}?(?P<host>{forum})"
            rf"(?![^.;]{{0,30}}?(?:sắp tới|sẽ|tới đây|dự kiến))"
        )
        """Who speaks at a conference, or after it, was there."""
        self.took_place = _whole("tổ chức|diễn ra")
        self.domestic = re.compile(rf"(?:{of['domestic forums']})(?!\w)")
        self.place = re.compile(
            rf"(?<!\w){_PLACE}\s+(?!(?:{of['classifiers']}|{of['forums']}|đây|đó|thời điểm)(?!\w))"
            rf"(?P<place>[^,.;()]{{1,60}}?)(?=[,.;()]|\s(?:{of['place ends']})\s|{DAYS}|[{_PERSON}]|$)"
        )
        self.witness = re.compile(rf"[^.;]{{0,80}}?chứng kiến của\s+{called}(?P<names>{names})")
        """Behind a verb of signing: "được ký trước sự chứng kiến của A và B"."""
        self.at_a_place = re.compile(rf"(?<!\w){_PLACE}\s")

        self.negated = _whole(of["negated"])
        self.called_off = _whole(of["called off"])
        self.maybe = re.compile(r"\s*(?:\w+\s+){0,2}?(?:có thể|khó có thể|chưa chắc)(?!\w)")
        """Behind a noun: "cuộc gặp giữa A và B có thể diễn ra"."""
        self.dated = re.compile(rf"\s*(?:[^\s,.;]+\s+){{0,5}}?{DAYS}")
        self.open = _whole(of["open"])
        news = r"(?:(?:việc|thông tin|tin|tin đồn|về|rằng)\s*)*"
        self.denied = re.compile(
            rf"(?:(?:{of['open']})\s*(?:việc\s*)?|(?:{of['negated']})\s*{news})(?:{of['called']}\s*)?$"
        )
        """Before a subject: "đề nghị Tổng thống X gặp"."""
        self.coming = _whole(of["coming"])
        self.done = _whole("đã|vừa|từng|vừa mới|sau|kết thúc")
        self.reports = _whole(of["reports"])
        self.same_day = re.compile(r"(?<!\w)(?:cùng ngày|ngay sau|sau đó)(?!\w)")
        self.aside = re.compile(rf"(?:trước thềm|bên lề|nhân dịp|nhân)\s+(?:{of['forums']}|\w+\s+\w+)")

    def ends(self, pattern: re.Pattern[str] | Ending, marks: str) -> bool:
        """Whether signs end in what a pattern says, which looks at their end only."""
        return bool(marks) and pattern.search(marks, max(0, len(marks) - _ENDING), len(marks)) is not None

    def is_governed(self, marks: str, at: int) -> bool:
        """Whether a party that begins here is no subject: "với A", "của A"."""
        near = marks[at - 1 : at].isspace()
        return near and self._governed.search(marks, max(0, at - _GOVERNS), at) is not None


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")
