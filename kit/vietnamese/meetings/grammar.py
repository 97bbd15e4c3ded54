"""Patterns over marked sentences: where the parties of an encounter, its place and its denial stand."""

from __future__ import annotations

import re

from kit.vietnamese.beginnings import Ending
from kit.vietnamese.lexicon import any_of, starting
from kit.vietnamese.meetings.marks import BODIES, DAYS, FORUMS, PARTY, PERSONS
from kit.vietnamese.meetings.vocabulary import Vocabulary, split_words
from kit.vietnamese.names.offices import load_offices

_PARTY, _PERSON, _FORUM = PARTY[1:-1], PERSONS[1:-1], FORUMS[1:-1]
_PLACE = r"(?:tại|ở)"
# Not "tại" what is talked about: "thảo luận về khủng hoảng | tại Lào".
_TOPICS = (
    "khủng hoảng|tình hình|xung đột|chiến sự|nội chiến|căng thẳng|hòa bình|chiến tranh|bạo lực|diễn biến|"
    "ngừng bắn"
)
_NO_TOPIC = "".join(f"(?<!{topic} .)" for topic in _TOPICS.split("|"))
_THERE = rf"(?:t(?<!\wt){_NO_TOPIC}ại|ở(?<!\wở){_NO_TOPIC})"  # their letters are looked for first
_ENDING = 60  # characters before a verb that say how it is told
_STATES = (" nước ", " ch ", " chlb ", " cộng ", " hòa ", " hoà ", " liên ", " bang ", " vương ", " quốc ")
_VISITS = ("chuyến thăm ", "chuyến công du ")  # behind which a party is a country, or begins what is said
_GOVERNS = 40  # characters before a party in which a word stands that governs it


class Grammar:
    """The patterns, made from the words of the lexicon."""

    def __init__(self, words: Vocabulary):
        of = words.lists
        join = (
            r"(?:\s*,\s*|;\s+(?:với\s+|và\s+)?|\s+(?:và|cùng|cùng với|với|cũng như)\s+(?:với\s+)?|\s*[-–]\s*)"
        )
        called = rf"(?:(?:{of['called']})\s+)*"
        bracket = r"(?:\s*\([^()]{0,60}\)|,\s*(?:bên\s+)?(?:phải|trái|giữa)(?:,(?=\s+và\s)|(?=,\s)))?"
        visiting = rf"(?:\s+(?:hiện\s+)?đang\s+(?:ở\s+|có\s+chuyến\s+)?thăm\s+(?:chính thức\s+)?{BODIES}(?=\s+và\s))?"
        lead = rf"\s[^.;{_PARTY}]{{0,60}}{PERSONS}?[^.;{_PARTY}]{{0,90}}?(?:làm trưởng đoàn|dẫn đầu|đứng đầu)"
        led = rf"(?:\s+do{lead})?"
        of_land = rf"(?:\s+của\s+{BODIES}(?=\s+(?:và|với)\s|,\s+{PERSONS}))?"
        one = rf"{PARTY}{bracket}{of_land}{led}"
        names = rf"{one}(?:{visiting}{join}{called}{one})*"
        apart = join.replace(r"\s*,\s*", r"\s*,\s*(?:và\s+(?:với\s+)?)?").replace(
            r"[-–]\s*", r"[-–]\s*(?:và\s+)?"
        )
        row = rf"{one}(?:{visiting}{apart}{called}{one})*"
        office = rf"(?:chỉ huy|phụ trách|người|trưởng|ủy viên|giám đốc|tư lệnh|phó|{of['titles']}|{of['bodies']})(?!\w)"
        beside = rf"(?:,\s+{office}(?:[^.;:{_PARTY}]|{BODIES}){{0,60}}?(?:,|\s+và|\s+cùng)\s+{called})"
        filler = rf"(?:{of['adverbs']}|{of['with']}|{of['called']})(?!\w)"
        free = rf"(?!(?:{of['stops']}|{of['broken']})(?!\w))[^\s,.;:()\"“”{_PARTY}{_FORUM}]+"
        any_word = rf"[^\s,.;{_PARTY}]+"
        day = rf"\s|{DAYS}|{filler}|\(\s*{DAYS}\s*\)"

        self.names = re.compile(row)
        """Parties in a row."""
        among = rf"(?:[^.;{_PARTY}]{{1,70}}?(?:trong đó có|bao gồm|gồm|(?<!vấn đề )như)\s+{called})?"
        self.object = re.compile(
            rf"(?:{day})*{among}(?:(?:đoàn|phái đoàn)\s[^,.;{_PARTY}]{{0,40}}?của\s+)?"
            rf"(?:{free}\s+){{0,4}}?(?:{free}{beside})?(?P<names>{names}(?:{beside}{PERSONS})?)"
        )
        """What a verb has behind it."""
        self.awarded = re.compile(rf"[^.;{_PARTY}]{{0,90}}?(?<!\w)(?:cho|tặng)\s+{called}(?P<names>{names})")
        """What a verb of giving has behind it."""
        self.where = re.compile(
            rf"(?:{day}|,)*(?:nước ngoài\s+(?:(?:đầu tiên|tiếp theo|thứ \w+)\s+)?)?"
            r"(?:(?:kéo dài\s+)?(?:\d+|một|hai|ba|bốn|năm|sáu|bảy)\s+ngày\s+(?:liên tiếp\s+)?)?"
            rf"(?:từ\s+{BODIES}\s+)?(?:(?:tại|ở|tới|đến|sang|qua|nước|đất nước)\s+)*"
            rf"(?:sân bay\s+(?:{any_word}\s+){{0,5}}?(?:tại|ở|của)\s+)?"
            rf"(?:(?:{free}|tp\.)\s+){{0,3}}?"
            rf"(?:(?:nước|quốc gia)(?!\w)[^.;:{_PARTY}]{{0,40}}?(?:gồm|là|:|trong đó có)\s+)?"
            rf"(?:(?:{free}\s+){{1,3}}?{BODIES}\s+{_PLACE}\s+)?"
            rf"\(?(?P<names>{BODIES}(?:{join}{BODIES})*|(?:{of['host country']})(?!\w)"
            r"|(?:(?<!nhà )nước|quốc gia)(?: [\w-]+){1,3} này(?!\w))"
            rf"(?:\s+và\s+(?:các|những|hai|ba)\s+(?:nước|quốc gia)\s[^.;{_PARTY}]{{1,60}}?gồm\s+"
            rf"(?P<more>{BODIES}(?:{join}{BODIES})*))?"
        )
        """Where a visit leads."""
        self.this_country = (*split_words(of["host country"]), "này")
        """With one of which a country is meant there that has no name."""
        self.begins = Ending(r"(?<!\w)bắt đầu\s+(?:một\s+)?$", ["đầu", "một"])
        """Before a visit: the day in front is its first."""
        self.has = Ending(
            r"(?<!\w)(?:(?<!đang )có|thực hiện|tiến hành)\s+(?:một\s+)?$", ["có", "hiện", "hành", "một"]
        )
        """Before a visit: the day in front is its own, if no other is."""
        self.welcome = re.compile(r"\s+(?:(?:chính thức|hữu nghị|cấp nhà nước|lần này|sắp tới|này)\s+)*của\s")
        """Behind a visit that names no place."""
        self.of_delegation = re.compile(
            rf"\s+(?:[^\s,.;{_PARTY}]+\s+){{0,4}}?của\s+đoàn\s+(?:tại|ở|tới|đến|sang)\s+"
            rf"(?P<names>{BODIES})(?P<more>)"
        )
        """Behind a visit: that of the delegation told of before."""
        self.strangers = re.compile(rf"\s+(?:lần này\s+|vừa qua\s+)?của\s+{called}(?=[^\s{_PARTY}])")
        self.privately = re.compile(rf"\s+của\s+(?:một\s+|các\s+|những\s+|giới\s+)?(?:{of['private']})(?!\w)")
        """Behind a visit: it is somebody's who is no party."""
        self.again = re.compile(rf"[^.;]{{0,160}}?(?<!\w)là chuyến\s[^.;{_PARTY}]{{0,60}}?của\s+{called}"
                                rf"(?:một\s+)?(?:[^\s,{_PARTY}]+\s+){{0,2}}?(?P<names>{names})")  # fmt: skip
        """Behind a visit: whose it is, told once more."""
        self.elsewhere = re.compile(
            rf"[^.;]{{0,60}}?(?<!\w)của\s[^.;]{{0,30}}?{PERSONS}\s+(?:tới|đến|sang|tại)\s"
        )
        self.towards = re.compile(
            rf"(?:{day}|,)*(?:[^\s,.;:{_PARTY}]+\s+){{0,3}}?(?:tại|ở|tới|đến|sang|qua|thăm)\s"
        )
        """Behind whose visit it is: where it leads is named next."""
        self.on_days = re.compile(
            r"(?:\s+(?:sẽ|dự kiến|được|đã|đang|diễn ra|kéo dài|bắt đầu|trong|vào|từ|ngày|các|hai|ba|bốn|năm|\d+))*"
            rf"\s+{DAYS}(?:\s+(?:đến|tới|và)\s+{DAYS})?(?=\s)"
        )
        """The same: when the visit is."""
        self.besides = re.compile(rf"^\W*(?:ngoài|bên cạnh)\s+(?P<names>{BODIES}(?:{join}{BODIES})*)\s*,")
        """Before a visit: "Ngoài Bỉ, A sẽ thăm Lào"."""
        self.where_before = re.compile(
            rf"(?P<names>{BODIES})(?:,?\s+nơi|\s+là\s+(?:một |những )*(?:nước|quốc gia|thành viên|điểm đến)"
            rf"(?:[^,.;{_PARTY}]|{BODIES}){{0,60}}?)\s+(?:mà\s+)?{called}{PERSONS}[^{_PARTY},]*$"
        )
        """The same before the verb: "Bỉ, nơi A sẽ thăm"."""
        self.leaves = re.compile(rf"rời\s+(?P<names>{BODIES}),?\s+(?:sau|kết thúc(?: tốt đẹp)?)\s+$")
        """The same of who leaves: "A rời Bỉ sau chuyến thăm"."""
        self.chosen = re.compile(
            rf"(?P<names>{PERSONS})\s+(?:[^\s,.;{_PARTY}]+\s+){{0,2}}?chọn\s+(?P<where>{BODIES}(?:{join}{BODIES})*)"
            rf"\s+(?:là|làm|cho)\s+[^,.;{_PARTY}]*$"
        )
        """Before a visit: "A chọn Bỉ làm điểm đến đầu tiên"."""
        self.gap = re.compile(
            rf"(?:\s|,|{DAYS}|{filler}|\([^()]*\)|(?:{of['light']})(?!\w)"
            rf"|(?:rời|từ)\s+(?:\w+\s+)?{BODIES}|làm trưởng đoàn(?:\s+{BODIES})?|ở\s*$"
            r"|(?:và|cùng)\s+(?:bà\s+)?(?:phu nhân|phu quân)(?:\s+\w+)??"
            r"|(?:và|cùng|cùng với)\s+(?:phái đoàn|đoàn)(?:\s+(?:đại biểu|công tác|cấp cao|tùy tùng))*"
            r"|(?:cùng ngày|hôm|vào|hôm nay|sáng nay|chiều nay|một|các|những|\d+)(?!\w))*"
        )
        """What may stand between a subject and its verb without parting them."""
        governed = of["governed"] + "|thăm|" + any_of(words.forms.keys() - words.nouns)
        official = "chính thức|hữu nghị|làm việc|cấp nhà nước|cấp cao|tới|đến|tại"
        self._governed = Ending(
            rf"{starting(governed)}(?:(?<=thăm)(?:\s+(?:{official}))+)?\s+(?:{of['called']}\s+)?$",
            split_words(governed, of["called"], official),
        )
        self.stations = frozenset(split_words(of["stations"]))
        self.owner = re.compile(rf"[^.;]{{0,90}}?(?<!\w)(?:của|mà)\s+{called}(?P<names>{PERSONS})")
        then = rf"(?:{join}|\s+(?:và|rồi)\s+cuối cùng\s+(?:là\s+)?)"
        self.stop = re.compile(rf"[^.;]{{0,60}}?(?<!\w)là\s+(?P<names>{BODIES}(?:{then}{BODIES})*)")
        self.stops = re.compile(
            rf"[^.;{_PARTY}]{{0,40}}?(?<!\w)(?:gồm|là)\s+(?P<names>{BODIES}(?:{then}{BODIES})*)"
        )
        self.stop_before = re.compile(rf"(?P<names>{BODIES})\s+(?:sẽ |cũng )?là\s+(?:một trong những\s+)?$")
        """Where a station is, behind it or before: "điểm dừng chân của A là Bỉ", "Bỉ là điểm dừng chân của A"."""
        wife = r"(?:\s+(?:và|cùng)\s+(?:phu nhân|phu quân)(?:\s+\w+)??)?"
        self.for_long = re.compile(
            rf"{starting('sau|qua|trong')}\s(?:[\w,.]+\s){{1,3}}(?:năm|tháng|tuần|thập kỷ)\s(?:\w+\s){{0,2}}$"
        )
        """Before talks that went on and on: "sau nhiều tháng đàm phán"."""
        self.rebels = re.compile(
            r"\s(?:và|lẫn|cùng|với)\s(?:các\s)?(?:phe|lực lượng|nhóm|phong trào)\s(?:đối lập|nổi dậy)(?!\w)"
        )
        """Behind a side: with whom it does something, who is none."""
        self.guest = re.compile(
            rf"(?:(?:đang|hiện|vừa|mới)\s[^{_PARTY}]*"
            rf"|(?:đón|chào mừng|hoan nghênh)\s+{called}{PARTY}{wife}(?:\s|tới|đến)*"
            rf"|(?<!\w)chuyến\s[^.;,{_PARTY}]{{0,40}}?của\s+{called}{PARTY}(?:\s|tới|đến)*)$"
        )
        """Before a verb of visiting whose subject is the object of another: "tiếp bà X đang thăm"."""
        self.sent = re.compile(
            rf"(?P<names>{PARTY})\s+(?:[^\s,.;{_PARTY}]+\s+){{0,3}}?"
            rf"(?:cử|phái(?! đoàn| viên))\s+(?!{of['sent']})(?:[^\s,.;:{_PARTY}]+\s+){{1,6}}$"
        )
        """Before a verb of moving: "A cử đặc phái viên tới Bỉ"."""
        self.houses = frozenset(split_words(of["houses"]))
        beside_them = rf"\s+(?:và|cùng)\s+[^,.;{_PARTY}]{{2,40}}?"
        self.passive = re.compile(
            rf"(?P<guests>{names})(?:{beside_them})?(?:{day}|,)*(?<!\w)(?:được|bị)\s+{called}(?P<hosts>{names})(?:{beside_them})?(?:{day})*$"
        )
        """Before a verb of receiving: "A đã được B tiếp", "đoàn Lào do A dẫn đầu đã được B tiếp"."""
        self.summoned_to = re.compile(rf"\s*(?:tới|đến|lên)\s+{called}(?P<names>{PARTY})")
        """Behind a verb of summoning: "A bị triệu tập tới Bộ Ngoại giao Lào"."""
        self.known = re.compile(
            rf"(?P<objects>{PERSONS}),?\s+(?:người|nhân vật)\s+(?:mà\s+)?{called}(?P<names>{PERSONS})[^{_PARTY},]*$"
        )
        """Before a verb: "A, người mà B đã tiếp"."""
        self.first_to = re.compile(
            rf"(?P<names>{names})\s+(?:sẽ |đã )?(?:là|trở thành)\s+"
            rf"(?:[^,.;{_PARTY}]|{BODIES}){{0,60}}?(?:đầu tiên|cao nhất)"
            rf"(?:[^,.;{_PARTY}]|{BODIES}){{0,20}}$"
        )
        """Before a verb of visiting: "A là lãnh đạo Việt Nam đầu tiên tới Bỉ"."""
        acting = r"(?:đã|đang|sẽ|vừa|mới|hiện|từng|cũng)"
        self.relative_of = re.compile(
            rf"{bracket},?\s+(?:[-–]\s+)?(?:người|nhân vật|vị khách)\s+{acting}(?!\w)[^,.;{_PARTY}]{{0,12}}"
        )
        """Between a party and its verb: "nói với B, người đang thăm Bỉ"."""
        self.leads = re.compile(r"\s*(?:đã |sẽ |đang )?(?:làm trưởng đoàn|dẫn đầu|đứng đầu)(?!\w)")
        """Behind a person: "đoàn đại biểu Quốc hội do A dẫn đầu thăm …"."""
        self.airport = _whole("sân bay|chân cầu thang máy bay|nhà ga|nơi xe dừng|nơi dừng xe|nơi đỗ xe")
        self.at_home = _whole("chủ nhà|nước sở tại")
        self.there = re.compile(rf"(?<!\w){_PLACE}\s+(?:{of['town']}\s+)?({BODIES})")
        self.offices = load_offices()
        self.home_titles = frozenset(split_words(of["home titles"]))
        self.title = re.compile(rf"(?:{of['titles']})(?!\w)")
        self.given = re.compile(
            rf"(?<!\w)của\s+{called}(?P<names>{PERSONS})\s+(?:[^\s,.;:{_PARTY}]+\s+){{0,8}}?(?:trong|tại|sau|nhân)\s+$"
        )
        """Before a noun: whose word was given there."""
        self.company = Ending(r"(?<!\w)(?:(?:phối hợp )?cùng|(?:cùng|phối hợp) với)\s+$", ["cùng", "với"])
        self.calls = re.compile(r"điện đàm(?!\w)")
        """Who calls several calls one after another."""
        self.and_then = re.compile(r"(?:\s*\([^()]{0,60}\))?\s+và\s+(?:(?:đã|sẽ|có)\s+)*")
        """Between the object of a verb and the verb behind it: "thăm trụ sở NATO và gặp"."""
        self.then = re.compile(r"(?<!\w)(?:trước khi|sau đó|rồi)\s+(?:(?:đã|sẽ|lên đường)\s+)*$")
        self.under = Ending(
            rf"{starting('khi|lúc|để|tại|trong|sau đó|rồi')}\s+(?:(?:đã|sẽ|lên đường)\s+)*$",
            ["khi", "lúc", "để", "tại", "trong", "đó", "rồi", "đã", "sẽ", "đường"],
        )
        self.main = re.compile(
            rf",\s*(?:[^,{_PARTY}]{{0,40}},\s*)?{called}(?P<names>{names})\s*(?!\s*(?:,\s*{PARTY}))"
        )
        """The subject of the clause behind an adverbial one."""
        self.last_both = re.compile(rf",\s*{PARTY}\s+và\s+(?P<other>{PARTY})$")
        self.last = re.compile(rf",\s*(?={PARTY}[^{_PARTY}]*$)")

        self.between = re.compile(
            rf"(?:(?!về\s)[^,.;{_PARTY}]|,\s*(?:{DAYS}|{BODIES}(?=\s+giữa\s))"
            rf"|{BODIES}(?:(?<=tại .)|(?<=ở .))){{0,70}}?(?<!\w)giữa\s+"
            rf"{called}(?:[^\s,{_PARTY}]+\s+){{0,3}}?(?P<names>{row})"
        )
        self.pair_met = re.compile(rf"(?:\s(?:và|với|cùng)\s|\s*[-–]\s*)[^,{_PARTY}]*{PARTY}(?=,\s*{PARTY}$)")
        """In names: the second of two who met, before a comma and who does what follows."""
        self.between_all = re.compile(
            rf"(?:[^,.;{_PARTY}]|{BODIES}(?:(?<=tại .)|(?<=ở .))){{0,90}}?(?<!\w)giữa\s+{called}"
            rf"(?:[^\s,{_PARTY}]+\s+){{0,3}}?(?P<names>{names})"
        )
        """The same behind negotiations, whatever they are about."""
        self.goes_on = re.compile(
            r"(?:\s+(?:đã|sẽ|vừa|lần thứ\s\w+))*\s+(?:diễn ra|được tổ chức|khai mạc)(?!\w)"
        )
        """Behind both: "Lễ ký Thỏa thuận về cá giữa A và B | diễn ra"."""
        had = rf"(?:đã|sẽ|vừa|mới)?\s*(?:có|tiến hành)\s+(?:{free}\s+){{0,2}}?(?:với|cùng)\s+{called}"
        self.presided = re.compile(
            rf"(?:chủ trì của|(?<!\w)(?:do|được)(?=\s[^.;]{{1,60}} chủ trì))\s+{called}(?P<names>{names})"
        )
        """Behind a ceremony: "lễ đón B dưới sự chủ trì của A", "lễ đón B do A chủ trì"."""
        self.relative = re.compile(rf"\s+mà\s+{called}(?P<first>{names})\s+{had}(?P<names>{names})")
        """Behind a noun: "cuộc gặp mà A đã có với B"."""
        self.of = re.compile(
            rf"(?:(?!(?:tại|ở|với|về|sự|chuyến|cùng(?! ngày))\s)[^,.;{_PARTY}]|(?<!\w){BODIES}){{0,70}}?"
            rf"(?<!\w)(?:(?<!lời mời )(?<!đề nghị )của|do(?!{lead}))\s+{called}"
            rf"(?:[^\s,{_PARTY}]+\s+){{0,3}}?(?P<names>{names})"
        )
        self.pair_first = re.compile(rf"{PARTY}\s*[-–]\s*{PARTY}(?=,)")
        self.of_somebody = re.compile(rf"\s+(?:(?:của|giữa)\s+{called}{PARTY}|{PARTY}\s*[-–]\s*{PARTY})")
        self.of_list = re.compile(
            rf"\s*(?:lần này\s+|vừa qua\s+|mới đây\s+)?của\s+{called}(?P<names>{names})"
        )
        """Behind several countries: "chuyến thăm Lào, Bỉ và Pháp của A"."""
        how = rf",\s+(?=(?:rất\s+)?(?:{of['manner']})(?!\w))"
        self.with_ = re.compile(
            rf"(?:[^,.;{_PARTY}]|{how}|{_PLACE}\s[^,.;]{{0,20}}?{BODIES}){{0,70}}?"
            rf"(?<!\w)(?:với|cùng(?! lúc| thời))\s+{called}{among}(?:{free}\s+){{0,6}}?(?P<names>{names})"
        )
        self.met = re.compile(
            rf"\s+(?:trực tiếp\s+|riêng\s+)?{called}(?P<names>{PERSONS}(?:\s+(?:và|cùng)\s+{called}{PERSONS})*)"
            rf"(?=\s*(?:[,.;()]|$|{DAYS}|"
            r"(?:hôm|ngày|tại|ở|vào|trong|bên lề|trước|sau|để|lần|diễn ra|tối|sáng|chiều)(?!\w)))"
        )
        """Behind "cuộc gặp": "(sau) cuộc gặp Tổng thống B, A …"."""
        self.direct = re.compile(
            rf"\s*(?:lần thứ\s\w+\s)?(?:(?!(?:về|mà)\s){any_word}\s+){{0,5}}?"
            rf"(?P<names>{PARTY}(?:\s*[-–]\s*{PARTY}|\s+và\s+{called}{PARTY})+)"
        )
        self.committee = re.compile(
            rf"[^.;{_PARTY}]{{0,60}}?(?<!\w)(?:{of['committees']})(?!\w)[^.;{_PARTY}]{{0,90}}?"
            rf"(?P<names>{BODIES}\s*[-–]\s*{BODIES})"
        )
        """The complements of a noun: "phiên họp thứ nhất Nhóm công tác chung về di cư Việt Nam - Bỉ"."""
        self.light = re.compile(
            rf"{starting(of['light'])}\s+(?:(?:một|các|những|hai|ba|nhiều|loạt)\s+)?(?:\w+\s+)?$"
        )
        self.resumed = re.compile(
            r"(?<!\w)(?:bắt đầu|nối lại|tiến hành|khởi động|kết thúc|bước vào)\s+(?:các\s+|những\s+)?$"
        )
        """Before "các cuộc đàm phán", which are one then."""
        before = "sau|trước|tại|trong|kết thúc|về|ngay sau|bên lề|từ|các|những|vòng|cuộc"
        self.after_preposition = Ending(rf"{starting(before)}\s+$", before.split("|"))
        self.eve = Ending(r"(?<!\w)trước thềm\s+(?:các\s+|những\s+)?$", ["thềm", "các", "những"])
        """Before a noun: it is to come."""
        within = "trong|tại|sau|nhân|nhân dịp|trong khuôn khổ|kết thúc"
        self.within = Ending(rf"{starting(within)}\s+$", within.split("|"))
        """Before a noun: it took place, whatever stands before."""
        self.ended = Ending(r"(?<!\w)(?:sau|kết thúc)\s+$", ["sau", "thúc"])
        self.reference = Ending(
            r"(?<!\w)(?:tại|trong|sau|trong khuôn khổ)\s+$", ["tại", "trong", "sau", "khổ"]
        )
        self.topical, self.spoken, self.weak = (
            frozenset(split_words(of[name])) for name in ("topical", "spoken", "weak")
        )
        self.company_of_weak = re.compile(r"\s*(?:\w+\s+){0,2}?(?:với|cùng)\s")
        self.together = re.compile(
            rf"\s*(?:nhau|{DAYS}|[,.;)]|$|"
            r"(?:tại|ở|lần|trực tiếp|riêng|song phương|kín|vào|hôm|trong|lại|để|bên lề|chính thức)\s)"
        )
        """Behind a verb of meeting without an object."""
        self.threefold = _whole("ba bên|3 bên|tam phương|bốn bên|đa phương")
        """Behind a noun: all meet at once."""
        self.counterparts = re.compile(
            rf"(?<!\w)(?:những|các)\s+(?:người\s|{BODIES}[^,]*,|[^.;{_PARTY}]{{1,60}}?(?:gồm|trong đó có)\s+{BODIES})"
        )
        self.takes_place = re.compile(r"(?<!\w)(?:diễn ra|được tổ chức|khai mạc)(?!\w)")
        self.lasts = re.compile(
            rf"\s*(?:của\s+{called}{PERSONS}(?:\s+và\s+phu nhân)?\s+)?(?:\w+\s+){{0,4}}?"
            r"(?:diễn ra|được tổ chức|kéo dài|bắt đầu)(?!\w)"
        )
        """Behind a noun: its day, where who met was told before."""
        self.opening = re.compile(
            rf"(?:(?:{BODIES}|[\w .]{{2,20}}),\s*{DAYS}\s*[-–])?"
            rf"(?:\s|,|{DAYS}|(?:cùng ngày|cũng trong)(?!\w)|{_PLACE}\s[^,.;]{{0,20}}?{BODIES})*"
        )
        self.in_turn = re.compile(r"(?<!\w)lần lượt(?!\w)")

        self.forum = re.compile(rf"[^.;]{{0,50}}?(?:{of['forums']})(?!\w)|[^.;,]{{0,50}}?{FORUMS}")
        self.of_that = re.compile(r"\s*(?:[.;,)”\"]|$)")
        """Behind a verb of attending: nothing says what, which was named before."""
        self.at_forum = re.compile(rf"\s*(?:{free}\s+){{0,3}}?(?:{FORUMS}|(?:{of['forums']})(?!\w))")
        """Behind "có mặt tại": it is at a conference."""
        self.forum_and = re.compile(
            rf"\s+(?:[^\s,.;{_PARTY}{_FORUM}]+\s+){{0,3}}?và\s+(?:dự\s+)?(?P<forum>{FORUMS})"
        )
        """Behind a conference: another one."""
        self.summit = re.compile(
            rf"(?:\s+thượng đỉnh)?\s+(?:(?:với|giữa)\s+{called}{PARTY}|{PARTY}\s*[-–]\s*{PARTY})"
        )
        self.presence = re.compile(rf"(?:\s+lần đầu(?:\s+tiên)?)?\s+của\s+{among}{called}(?P<names>{names})")
        """Around "tham dự": "Hội nghị ASEAN có sự tham dự của A"."""
        self.present = re.compile(
            rf"(?:[^.;{_PARTY}]|{BODIES}){{0,60}}?\s(?:lần này\s+)?(?:còn |sẽ |cũng )*có\s+"
            rf"(?:[^.;:{_PARTY}]{{0,40}}?\s)?{called}(?P<names>{names})"
        )
        """Behind a conference: "Tham dự Hội nghị ASEAN có A"."""
        self.there_is = re.compile(
            rf"\s+(?:(?!và\s)[^\s,.;:{_PARTY}]+\s+){{0,3}}?(?:còn |cũng |sẽ )*có\s+"
            rf"(?!(?:cuộc|các|buổi|bài|thể|nhiều)\s)(?:[^.;:{_PARTY}]{{0,40}}?\s)?{called}(?P<names>{names})"
        )
        """Behind a verb of attending: "Tới dự có A"; the conference stands before."""
        self.and_will = re.compile(rf"(?:[^.;,{_PARTY}]|{BODIES}){{0,90}}?(?<!\w)và\s+sẽ\s")
        """Behind a conference: who is invited comes."""
        self.with_whom = re.compile(rf"\s+cùng\s+(?:với\s+)?{called}(?P<names>{names})")
        """Behind a conference: with whom somebody is there."""
        self.of_forum = re.compile(
            r"(?:(?!(?:tại|ở|(?:có|với) sự) |và (?:có|sẽ|đã) "
            r"|, (?!còn |gọi |do |tại |ở |diễn ra|được |tổ chức|một ))[^.;]){0,90}(?:(?:tại|ở)\s[^.;]{0,60})?"
        )
        """Behind a conference: what may name its organiser."""
        self.to_be_held = re.compile(
            r"(?:(?!hội nghị|hội thảo|diễn đàn)[^.;]){0,80}?(?<!\w)(?:diễn ra|tổ chức|nhóm họp|khai mạc)(?!\w)"
            rf"(?:[^.;,{_PARTY}]|{DAYS}){{0,30}}?\s{_PLACE}\s+(?:[^\s,.;{_PARTY}]+\s+){{0,4}}?\(?(?P<host>{BODIES})"
        )
        """Behind a conference: where it is held, if nothing else names its organiser."""
        self.ever_since = re.compile(rf"[^.;,{_PARTY}]{{0,20}}?\s(?:kể\s)?từ\s(?P<day>{DAYS})")
        """Behind a conference that somebody goes to year by year."""
        self.leaving = re.compile(rf"(?<!\w)(?:lên đường|khởi hành|rời)(?!\w)[^.;,{_PERSON}]*$")
        """Before a conference: somebody has left for it."""
        self.topic = re.compile(
            r"(?<!\w)(?:về|vì|cho|ủng hộ|hỗ trợ|viện trợ|tái thiết|cứu trợ)\s"
            rf"(?![^.;,]*{BODIES}\s*[-–]\s*{BODIES})[^.;,]*?(?=\s(?:tại|ở|do|của|diễn ra|được)\s|[.;,]|$)"
        )
        """Behind a conference: what it is about."""
        self.unnamed = re.compile(
            r"\s*(?:lần này|này|trên|đó)?\s*(?:[^\w\s]|$|(?:với|cùng|và|vào|hôm|trong|để|theo)(?!\w))"
        )
        """Behind a conference: nothing more says which."""
        self.ministers = re.compile(rf"\s*(?:các\s+)?(?P<names>{PERSONS})(?!\s*[-–])")
        self.held = re.compile(rf"(?P<forum>{FORUMS})(?:(?<=tại .)|(?<=ở .))[^.;,]{{0,80}}?(?P<day>{DAYS})")
        forum = rf"(?:{FORUMS}|(?:{of['forums']})(?!\w)[^.;,{_PARTY}{_FORUM}]{{0,50}}?{BODIES})"
        self.forum_behind = re.compile(
            rf"[^.;,{_PARTY}]{{0,30}}?(?:vào|tại|ở|trong)\s[^.;,{_PARTY}]{{0,40}}?(?P<host>{forum})"
        )
        self.forum_before = re.compile(rf"(?P<host>{forum})(?=[^{_FORUM}.;]*sự $)")
        self.is_held = re.compile(
            rf"(?P<host>{FORUMS}|(?:{of['forums']})(?!\w)[^.;,{_PARTY}{_FORUM}]{{0,50}}?{PARTY})"
            r"[^.;]{0,120}?(?<!\w)(?:khai mạc|bế mạc|diễn ra|được tổ chức|tổ chức)(?!\w)"
        )
        """A conference that is held, where it is told who is there behind it."""
        self.event = re.compile(
            r"(?<!\w)(?:tổ chức|diễn ra|khai mạc)\s(?:[^\s.;]+\s){0,2}?(?:hội thảo|hội nghị|toạ đàm|diễn đàn|lễ)(?!\w)"
            r"(?! thượng đỉnh| cấp cao)"
            r"|(?<!\w)(?:hội thảo|toạ đàm)(?!\w)[^.;]{0,120}?(?:diễn ra|được tổ chức|khai mạc)(?!\w)"
        )
        """An event that is held, of whatever organiser."""
        self.margin = re.compile(rf"bên lề\s+[^.;,{_PARTY}]{{0,60}}?(?P<host>{forum})")
        said = r"(?:phát biểu|hoạt động|diễn văn|diễn giả|tuyên bố|nói|cho biết|nhấn mạnh|khẳng định|kêu gọi|trình bày)"
        within = rf"trong(?=\s+(?:(?:buổi|bài|khuôn khổ|{of['forums']})(?!\w)|{FORUMS}))"
        self.held_at = re.compile(
            rf"[^.;,{_PARTY}]{{0,40}}?(?:tổ chức|diễn ra)\s+{_PLACE}\s+[^.;,{_PARTY}]{{0,20}}?(?P<host>{BODIES})"
        )
        """Behind a conference named after a country: "Hội nghị những người bạn của Lào diễn ra tại Bỉ"."""
        self.day_of = re.compile(
            r"(?:\s+lần thứ [\w-]+)?(?:\s+(?:đang\s+|được\s+)*(?:tổ chức|diễn ra|khai mạc))?"
            rf"(?:\s+{_PLACE}\s+(?:[^\s,.;{_PARTY}]+\s+){{0,3}}?{BODIES})?\s+"
            rf"(?:(?!kể)[^\s,.;{_PARTY}]+\s+){{0,2}}?(?P<day>{DAYS})"
        )
        """Behind a conference at which somebody will speak: its day."""
        self.opens_at = re.compile(
            rf"(?:\s|,|{DAYS})*{_PLACE}\s+(?:[^\s,.;{_PARTY}]+\s+){{0,4}}?(?P<host>{BODIES})"
        )
        """At the beginning of a sentence: where it takes place."""
        self.opens = re.compile(
            rf"phát biểu (?:đề dẫn |khai mạc |bế mạc |chào mừng )+(?:tại )?(?P<host>{forum})"
        )
        self.met_there = re.compile(rf"^\W*(?:cuộc|buổi)\s[^.;{_PARTY}]{{0,60}}?bên lề\s")
        """Where "cuộc gặp này" took place on the margin of a conference."""
        self.spoken_at = re.compile(
            rf"(?:^[^.;{_PARTY}]{{0,40}}?|{said}(?:(?!diễn ra|tổ chức|gặp)[^.;]){{0,60}}?)"
            rf"(?<!\w)(?:tại|sau|bên lề|kết thúc|{within})\s+"
            rf"(?:(?!cuộc |buổi )[^\s,.;]+\s+){{0,6}}?(?<!về )(?P<host>{forum})"
            rf"(?P<later>(?=[^.;]{{0,30}}?(?:sắp tới|sẽ|tới đây|dự kiến)))?"
        )
        """Who speaks at a conference, or after it, was there."""
        self.speech_of = re.compile(
            rf"(?:phát biểu|diễn văn)\s(?:{DAYS}\s)?của\s{called}(?P<guest>{PERSONS})\s{_PLACE}\s"
            rf"(?:(?!cuộc |buổi )[^\s,.;]+\s+){{0,6}}?(?P<host>{forum})"
        )
        """The same where whose speech it was is told on the way: "Phát biểu của A tại Hội nghị G20 …"."""
        told = (
            "phát biểu|tuyên bố|cam kết|đề xuất|nhận định|khẳng định|thông điệp|thông báo|kêu gọi|cảnh báo|đề nghị|"
            "quyết định|thỏa thuận|nội dung|thông tin|yêu cầu|điều này|ý kiến"
        )
        there = r"\s(?:trong|tại|sau|khi|nhân)\s[^.;,]{0,60}\Z"
        self.made_there = re.compile(
            rf"(?<!\w)(?:(?:{told})[^.;,]{{0,60}}?\sđược[^.;,]{{0,30}}?\s(?:đưa ra|ký kết|thông qua|công bố|nêu)"
            rf"|(?:đó|đây)\s(?:chính\s)?là\s(?:lời\s)?(?:{told})[^.;,]{{0,60}}?){there}"
        )
        """Before an encounter: what a sentence shortly before told was said there."""
        self.speaks = _whole("phát biểu|diễn văn|trình bày")
        self.spoken_on = re.compile(
            rf"[^.;{_PARTY}]{{0,30}}?(?P<day>{DAYS})\s+(?:của\s[^.;,]{{1,20}}?)?tại\s"
        )
        self.first_day = re.compile(rf"\W*(?P<day>{DAYS}),\s[^.;{DAYS[1:-1]}]{{0,80}}?phát biểu")
        """When somebody speaks at a conference: before the place, or first in the sentence."""
        self.spoken_there = re.compile(
            rf"(?:^\W*(?:phát biểu\s+)?|{said}\s+(?:[^\s,.;{_PARTY}]+\s+){{0,3}}?)tại\s+(?:hội nghị|diễn đàn)"
            r"(?:\s+(?:lần )?này)?(?=[,.;]|\s+(?:rằng|hôm|ngày)\s)"
        )
        """The same of the one told of last: "phát biểu tại hội nghị, A nói"."""
        self.follows = re.compile(rf"[^,.;{_PARTY}]{{0,40}},\s+{called}$")
        """Between a conference and who speaks at it."""
        self.shall = re.compile(r"\s*(?:cũng\s+)?(?:sẽ|dự kiến)(?!\w)")
        self.soon = _whole("sắp tới|tới đây")
        wide = "hội nghị|diễn đàn|hội thảo|quốc tế|toàn cầu|thế giới|châu (?:á|âu|phi)|đa phương"
        self.took_place = re.compile(
            rf"(?<!\w)(?:tổ chức|diễn ra|{_PLACE} [^.;,]{{0,30}}? của"
            rf"|(?:{wide})(?!\w)[^.;,]{{0,40}}? {_PLACE} [^.;,]*)(?!\w)"
        )
        self.domestic = re.compile(rf"(?:{of['domestic forums']})(?!\w)")
        self.place = re.compile(
            rf"{_THERE}\s+(?!(?:{of['classifiers']}|{of['forums']}|đây|đó|sao|thời điểm)(?!\w))"
            rf"(?P<place>[^,.;()]{{1,60}}?)(?=[,.;()]|\s(?:{of['place ends']})\s|{DAYS}|[{_PERSON}]|$)"
        )
        self.witness = re.compile(rf"[^.;]{{0,80}}?chứng kiến của\s+{called}(?P<names>{names})")
        """Behind a verb of signing: "được ký trước sự chứng kiến của A và B"."""
        self.witnessed = re.compile(rf"chứng kiến của\s+{called}(?P<names>{row})\s*,")
        """The same before it."""
        self.some_day = re.compile(
            r"(?<!\w)(?:ngày|hôm|sáng|trưa|chiều|tối)\s+\d{1,2}\s*[/.-]\s*\d{1,2}(?!\w)"
        )
        """A day of which nothing tells the year."""
        self.at_a_place = re.compile(rf"(?<!\w){_PLACE}\s")

        self.negated = _whole(of["negated"])
        self.called_off = _whole(of["called off"])
        self.put_off = re.compile(
            rf"[^,.;{_PARTY}]{{0,40}}?(?<!\w)(?:bị|được)\s+(?:hủy|huỷ|hoãn|dời|trì hoãn)(?!\w)|\s+nếu(?!\w)"
        )
        """Behind a verb: "việc A gặp B đã bị hoãn", "A sẽ gặp B nếu …"."""
        self.later = re.compile(
            r"(?<!không )(?<!bỏ )(?<!tin )(?<!việc )(?<!\w)(?:trì )?(?:hoãn|hủy|huỷ|hủy bỏ|huỷ bỏ)(?!\w)"
            r"|[^.;]{0,80}?(?<!không )(?:bị|được)\s+(?:trì )?(?:hoãn|hủy|huỷ)(?!\w)"
        )
        """That something is put off, or called off."""
        self.maybe = re.compile(r"\s*,?\s*(?:\w+\s+){0,2}?(?:có thể|khó có thể|chưa chắc)(?!\w)")
        """Behind a noun: "cuộc gặp giữa A và B có thể diễn ra"."""
        self.dated = re.compile(rf"\s*(?:[^\s,.;]+\s+){{0,5}}?{DAYS}")
        self.open = _whole(of["open"])
        self.asks = _whole(of["asked"])
        """Of what is open what is said, or done, when somebody is met."""
        news = r"(?:(?:việc|thông tin|tin|tin đồn|về|rằng)\s*)*"
        self.denied = re.compile(
            rf"(?:(?:{of['open']})[”\"]?\s*(?:đối với\s*)?(?:việc\s*)?|(?:{of['negated']})\s*{news})"
            rf"(?:{of['called']}\s*)?$"
        )
        """Before a subject: "đề nghị Tổng thống X gặp"."""
        self.asked = re.compile(
            r"(?<!\w)(?<!lời )(?:mời|đề nghị|kêu gọi|yêu cầu|thúc giục|hối thúc|thuyết phục|nếu)\s+"
            rf"(?:(?!của )[^\s,.;:{_PARTY}]+\s+){{0,5}}$"
        )
        self.coming = _whole(of["coming"])
        self.since = re.compile(r"(?<!\w)(?:kể từ|trong thời gian ở)(?!\w)[^,.;]*$")
        """Before a day: it is that of something else."""
        self.inserted = re.compile(r"\s[-–]\s[^-–]{1,120}\s[-–]\s|,\s+(?:người|vị|nhân vật)\s[^,]{1,80},")
        """What is said of a subject between it and its verb."""
        self.next_week = re.compile(
            rf"(?:\s+{_PLACE}\s+[^,.;]{{1,20}})?\s+(?:vào\s+)?(?:đầu\s+|cuối\s+)?(?:tuần|tháng|năm)\s+(?:tới|sau)(?!\w)"
        )
        """Behind what is to come."""
        self.planned = re.compile(
            r"\W*(?:theo|như)\s+(?:lịch trình|kế hoạch|chương trình|dự kiến|lịch)(?!\w)[^,.;]{0,40},"
        )
        """Before it."""
        leads = "góp phần|tạo|giúp|thúc đẩy|mở ra|đưa|làm|củng cố|nâng"
        self.effect = re.compile(rf"sẽ\s+(?:tiếp tục\s+)?(?:{leads}|mang lại)(?!\w)")
        """Behind a noun: what it leads to, not that it is to come."""
        self.hoped = re.compile(
            r"(?:kỳ vọng|mong|mong muốn|hy vọng|hi vọng|mong mỏi|trông đợi|tin tưởng)\s+"
            r"(?:(?:rằng|là|vào|qua)\s+)?(?:\w+\s+)?$"
        )
        """Before a noun: what is hoped is said behind it."""
        self.outcome = re.compile(
            rf"[^,.;]{{0,40}}?(?<!\w)(?:sẽ|có thể)\s+(?:tiếp tục\s+|thực sự\s+)?"
            rf"(?:{leads}|mang|thành công|đạt|tăng cường|là|đem)(?!\w)"
        )
        self.whether = _whole("liệu|nếu|không|chưa")
        self.ready = Ending(
            r"(?<!\w)(?:trước khi (?:diễn ra|bắt đầu|bước vào)|chuẩn bị cho|trước)\s+$",
            ["ra", "đầu", "vào", "cho", "trước"],
        )
        """Before a noun: nothing before it says more."""
        self.done = _whole("đã|vừa|từng|vừa mới|sau|kết thúc")
        self.had = Ending(
            r"(?<!\w)(?:đã|vừa|từng) (?:có|tiến hành|tổ chức) (?:một |các )?$",
            ["có", "hành", "chức", "một", "các"],
        )
        self.reports = _whole(of["reports"])
        spoken = "phát biểu|nói|khẳng định|nhấn mạnh|tuyên bố|bày tỏ|nêu rõ|kêu gọi|cảnh báo|chỉ trích"
        self.said_there = re.compile(
            rf"(?<!\w)(?:(?:{of['reports']})|(?:{spoken})\s[^,.;:{_PARTY}]{{1,40}}?)\s+(?:tại|trong)\s+$"
        )
        """Before a meeting in which it was said: it was that day."""
        self.speaker = re.compile(rf"[^,{_PARTY}]{{0,20}},\s+{called}{PERSONS}\s*")
        self.says = re.compile(rf"\s+(?:đã\s+|cũng\s+)?(?:{of['reports']})(?!\w)")
        """Between a meeting and a day, and behind it: who met says something on it."""
        word = rf"(?!(?:{of['place ends']}|tại|ở)(?!\w))[^\s,.;{_PERSON}]+"
        town = rf"{word}(?:\s+{word}){{0,6}}"
        self.located = re.compile(
            rf"(?:(?<!,)\s(?:tại|ở)\s(?:{town},\s+){{0,2}}{town},?){{1,2}}\s*(?=(?:(?:vào|hôm|từ|các)\s+)*$)"
        )
        """Where it took place, before a day: "tại Roma, Italy hôm 5/3"."""
        self.same_day = re.compile(r"(?<!\w)(?:cùng ngày|trong ngày|ngay sau|sau đó|tiếp đó|tiếp đến)(?!\w)")
        self.afterwards = re.compile(
            r"\W*(?:ngay )?sau (?:cuộc|buổi|lễ) (?:họp|hội đàm|gặp|gặp gỡ|tiếp|hội kiến|đón)(?!\w)[^,;.]*,"
        )
        """What opens a clause with what went before, that day."""
        self.staying = Ending(r"(?<!\w)(?:đang|hiện)(?: có mặt)?(?: ở)?\s+$", ["đang", "hiện", "ở", "mặt"])
        """Before a visit: it goes on, no day is its own."""
        self.aside = re.compile(rf"(?:trước thềm|bên lề|nhân dịp|nhân)\s+(?:{of['forums']}|\w+\s+\w+)")

    def ends(self, pattern: re.Pattern[str] | Ending, marks: str) -> bool:
        """Whether signs end in what a pattern says, which looks at their end only."""
        end = len(marks)
        return pattern.search(marks, end - _ENDING, end) is not None

    def is_governed(self, marks: str, at: int) -> bool:
        """Whether a party that begins here is no subject: "với A", "của A"."""
        while marks.endswith(_STATES, 0, at):
            at = marks.rfind(" ", 0, at - 1) + 1  # "với Cộng hòa Lào"
        near = marks[at - 1 : at].isspace() and not marks.endswith(_VISITS, 0, at)
        return near and self._governed.search(marks, at - _GOVERNS, at) is not None


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"{starting(words)}(?!\w)")
