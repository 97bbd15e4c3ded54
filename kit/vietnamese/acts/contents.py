"""What is said: where it stands, and the class of a statement, lifted from it where a verb of saying carries it."""

from __future__ import annotations

import re
from bisect import bisect_right

from kit.vietnamese.acts.doers import BOTH, ENDURED, NOBODY, OTHER, SELF, find_doer, skip_adverbs
from kit.vietnamese.acts.links import AMONG, JUDGING
from kit.vietnamese.acts.sentence import Found, Sentence

_MUST = re.compile(rf"(?:cần|phải(?! (?:{ENDURED}))|nên|hãy|không nên|đừng|cần phải)(?!\w)")
# What is no hostile act, though it names one: "sẽ có thêm các vụ | tấn công".
_NO_THREAT = re.compile(
    r"(?:sẵn sàng )?(?:bảo vệ|ngăn|chống|phòng|đối phó|giúp|hợp tác|đàm phán|đối thoại)(?!\w)|"
    r"có (?:thêm )?(?:các |những |nhiều )?(?:vụ|cuộc|nguy cơ) "
)
_OCCASIONS = ("vụ ", "sau cuộc ", "nguy cơ ", "chống ")  # "sẽ sát cánh với Anh sau vụ | đánh bom"
# Behind "sai" and "không hề": what denies nothing.
_NO_DENIAL = (" lầm", " nghi ngờ", " có chút nghi ngờ", " hối", " ngạc nhiên", " lo ", " sợ ")
_WARNING = frozenset(("cảnh báo", "cảnh cáo", "đưa ra cảnh báo", "lên tiếng cảnh báo"))
# What others are threatened with: "cảnh báo Lào sẽ | phải trả giá".
_PAYING = re.compile(r"(?:phải )?(?:đối mặt|gánh|hứng|trả giá|chịu|bị)(?!\w)")
_JUDGES = re.compile(
    r"(?:đây|đó|điều (?:này|đó)|[\w ]{3,40} này)(?: không phải| chỉ| vẫn)? là(?!\w)|[^,;]{0,80} là do |"
    r"việc [^.;]{5,160}? (?:là|gây|khiến|giúp|làm|cho thấy|có thể|không thể)(?!\w)"
)
_URGES = re.compile("kêu gọi|hối thúc|thúc giục")
_PROPOSES = re.compile("đề nghị|kêu gọi")
# What one hopes to get, before whom it is hoped from: "mong muốn | sự giúp đỡ từ | phía Lào".
_HOPED_FROM = re.compile(r"\s*(?:nhận được |có )?sự [^,;.]{3,50} từ ")
_JOINT = re.compile(r"(?:của|giữa) (?:hai|2) (?:nước|bên|quốc gia)|song phương|(?<!nói )chung(?= giữa| của)")
_PAST = frozenset(("đã", "vừa", "từng"))
_OWN_FORCE = frozenset(("sẽ", "có quyền", "có thể", "buộc phải", "sẵn sàng"))
_SPOKEN = frozenset(("request", "propose", "thank", "congratulate", "invite", "oppose", "agree"))
_SAYING = frozenset(
    ("nói", "nói rằng", "viết", "trả lời", "chia sẻ", "phát biểu", "đáp", "đáp trả", "đáp lời")
)
_ADDING = frozenset(("nói thêm", "nói tiếp", "bổ sung", "thêm rằng"))
_ASKING = ("wish", "request", "propose")
_SIDE_NOTE = re.compile(r"(?:,| tại| trên| trong| hôm| ngày| sau| với|\()(?!.* rằng ).{0,140}")
_FORECAST = re.compile("(?<!dự kiến)(?<!kế hoạch) sẽ ")
_SHORTEST_CLAUSE = 15  # characters before a verb of saying at the end
_SHORTEST_QUOTE = 25
_NEAR_QUOTE = 60  # characters between a verb of saying and the quotation behind it
_REACH = 70  # characters in which a hostile act makes a threat
_DENIED_WITHIN = 220


def add_contents(sentence: Sentence, found: list[Found]) -> None:
    """Give every statement what it says: the rest of its clause, or the quotation before it."""
    low = sentence.low
    following = len(low)
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        stop = following if following == len(low) else sentence.step_back(following)
        stop -= len(AMONG) * low.endswith(AMONG, 0, stop)
        if one.owner is None:
            following = _begin(one, found[place - 1] if place else None)
        if one.content[0] >= 0:
            continue
        rest = low[one.end : stop].rstrip(' .,;:\n"”)|/*')
        if rest in ("", " và") or _SIDE_NOTE.fullmatch(rest):
            before = _find_before(sentence, one, rest)
            if before:
                one.content, one.quoted = before, sentence.is_quoted(before[0] + 1)
                one.rule = "quote behind" if one.quoted else one.rule
                continue
        one.content = (one.end, stop)
        behind = bisect_right(sentence.quoted_until, one.end)
        if behind < len(sentence.quotations):
            first, last = sentence.quotations[behind]
            near = first < stop and first - one.end < _NEAR_QUOTE
            one.quoted = one.quoted or (near and last - first > _SHORTEST_QUOTE)


def _begin(one: Found, last: Found | None) -> int:
    """Where the clause of a statement begins behind another one: "Mỹ chỉ trích X, trong khi | Nga ủng hộ X"."""
    subject = one.subject
    if last is None or subject is None or subject.sort == "pairs" or subject.start <= last.end:
        return one.start
    return min(one.start, subject.start)


def _find_before(sentence: Sentence, one: Found, rest: str) -> tuple[int, int] | None:
    """What stands before the subject of a verb of saying that has only a ``rest`` behind: a quotation or a clause."""
    subject = one.subject
    start = subject.start if subject is not None and subject.start < one.start else one.start
    quotation = sentence.find_quotation(start)
    if quotation is not None and (not rest or start - quotation[1] < _NEAR_QUOTE):
        return quotation
    if rest.startswith(",") or (rest == " và" and not one.verb.bound):
        return None  # "ông X cho biết|, Nga sẵn sàng …"
    end = sentence.step_back(start)
    while end and sentence.low[end - 1] in " ,-–":
        end -= 1
    return (0, end) if end > _SHORTEST_CLAUSE else None


def classify(one: Found, sentence: Sentence, speaker: tuple[str, ...], person: str) -> str:
    """The act of a statement (the rules are in docs/statements.md)."""
    begin, end = one.content
    if begin < 0 or begin >= end:
        return one.act
    threatening = sentence.vocabulary.patterns["threatening"]
    if not (one.carries or one.act in _ASKING or threatening.fullmatch(sentence.low, one.start, one.end)):
        return one.act
    reading = _Reading(one, sentence, speaker, person)
    if reading.is_threat():
        return "oppose"
    if not one.carries:
        return reading.judge_asking(one.act) if one.act in _ASKING else one.act
    return reading.judge_denial() or reading.lift() or reading.judge_saying()


class _Reading:
    """What one statement says: who does it, after which auxiliaries, and where its first verb stands."""

    def __init__(self, one: Found, sentence: Sentence, speaker: tuple[str, ...], person: str):
        self.one, self.sentence, self.low = one, sentence, sentence.low
        self.patterns = sentence.vocabulary.patterns
        self.cue = self.low[one.start : one.end]
        self.begin, self.end = one.content
        self.speaker, self.person, self.at = speaker, person, self.begin
        self._read(self.begin)
        bidden = self.doer == NOBODY and self.low.startswith(("đừng", "hãy"), self.at)
        if bidden and (comma := self.low.find(", ", self.at, self.end)) > 0:
            self.flags, self.at = skip_adverbs(sentence, comma + 1, self.end)

    def _read(self, begin: int) -> None:
        self.doer, self.predicate = find_doer(self.sentence, begin, self.end, self.speaker, self.person)
        self.flags, self.at = skip_adverbs(self.sentence, self.predicate, self.end)

    @property
    def own(self) -> bool:
        """Whether the speaker's own side does it, or nobody who is named."""
        together = self.doer == BOTH and self.low.startswith("chúng ta", self.predicate - 8)
        return self.doer in (SELF, NOBODY) or together

    def is_threat(self) -> bool:
        """Whether an own hostile act is announced."""
        if (
            self.cue in _WARNING
            and self.doer == OTHER
            and "sẽ" in self.flags
            and _PAYING.match(self.low, self.at)
        ):
            return True
        if not (self.doer in (SELF, NOBODY) and self.flags & _OWN_FORCE) or _NO_THREAT.match(
            self.low, self.at
        ):
            return False
        return self._threatens(self.at, min(self.end, self.at + _REACH))

    def _threatens(self, begin: int, end: int) -> bool:
        if not self.patterns["threatening"].fullmatch(self.cue):
            return False
        threats = self.patterns["threats"].finditer(self.low, begin, end)
        return any(not self.low.endswith(_OCCASIONS, 0, threat.start()) for threat in threats)

    def judge_asking(self, act: str, cue: str = "") -> str:
        """Who is to do what is asked for, proposed or hoped decides between request, propose and wish."""
        cue = cue or self.cue
        if act == "wish":
            possible = self.patterns["doable"].match(self.low, self.at) is not None
            asked = (self.doer == OTHER and possible) or self._is_hoped_from_others()
            return "request" if asked and not self.patterns["trusting"].search(cue) else "wish"
        if act == "request":
            if self.doer == NOBODY and _PROPOSES.search(cue) and self._is_joint():
                return "propose"
            joint = self.doer == BOTH and ("đề nghị" in cue or (_URGES.search(cue) and self._is_of_pair()))
            return "propose" if joint else "request"
        return "request" if self.doer == OTHER and "đề xuất" not in cue else "propose"

    def _is_joint(self) -> bool:
        """Whether what is proposed is one of both: "đề nghị | lập ủy ban chung giữa hai nước"."""
        return _JOINT.search(self.low, self.begin, self.end) is not None

    def _is_hoped_from_others(self) -> bool:
        """Whether what others alone can give is hoped for: "mong muốn | sự giúp đỡ từ phía Lào"."""
        inside = self.sentence.find_phrases(self.begin, self.end)
        first = next((one for one in inside if one.sides), None)
        if first is None or set(first.sides) & set(self.speaker):
            return False
        return _HOPED_FROM.fullmatch(self.low, self.begin, first.start) is not None

    def _is_of_pair(self) -> bool:
        """Whether the speaker is one of the two sides that what is said names as two."""
        inside = self.sentence.find_phrases(self.begin, self.end)
        return any(set(pair.sides) & set(self.speaker) for pair in inside if pair.sort == "pairs")

    def judge_denial(self) -> str:
        """ "oppose" if a charge is said to be false."""
        if (self.one.act != "affirm" and self.cue not in ("nói", "nói rằng")) or self.cue == "cho rằng":
            return ""
        reach = min(self.end, self.begin + _DENIED_WITHIN)
        denied = self.patterns["denials"].search(self.low, self.begin, reach)
        if not denied or self.low.startswith(_NO_DENIAL, denied.end()):
            return ""
        return "" if self.low.endswith("nếu ", 0, denied.start()) else "oppose"

    def lift(self) -> str:
        """The class of what is said, if it is an act of the speaker's own side, or one asked of others."""
        if self.cue in JUDGING:
            return ""  # "gọi | đề xuất của Lào | là …" proposes nothing
        if self.own and not self.one.tells:  # "Bộ Ngoại giao cho biết Thủ tướng đề nghị" asks nothing itself
            return self._lift_predicate() or self._lift_noun() or self._lift_promise()
        if self.one.verb.sort != "according" and "sẽ" not in self.flags and _MUST.match(self.low, self.at):
            return "propose" if self.doer == BOTH else "request"
        return ""

    def _lift_predicate(self) -> str:
        vocabulary = self.sentence.vocabulary
        lifted = vocabulary.lifted.match(self.low, self.at)
        if not lifted or (self.one.act == "inform" and self.low.startswith(" của ", lifted.end())):
            return ""
        act = vocabulary.lifted_acts[lifted[1]]
        right = self.low.find("có quyền", lifted.end(), min(self.end, lifted.end() + 60))
        if act == "wish" and right > 0 and self._threatens(right, right + 60):
            return "oppose"  # "tin rằng chúng tôi có quyền tấn công"
        past = bool(self.flags & _PAST)
        if act in _ASKING and not past:
            self._read(lifted.end())
            return self.judge_asking(act, lifted[1])
        return "" if past and act in _SPOKEN else act

    def _lift_noun(self) -> str:
        """ "cho biết phía Việt Nam gửi lời chia buồn", "cho hay nước này coi Việt Nam là …"."""
        if self.doer != SELF or self.flags & _PAST:
            return ""
        stop, verb = self.sentence.verb_at.get(self.at, (self.end + 1, None))
        if verb is None or stop > self.end:
            return ""
        if verb.sort == "weak" and verb.act == "affirm" and not self.low.startswith("dự ", self.at):
            return "affirm"
        noun = self.sentence.vocabulary.nouns.match(self.low, stop)
        light = noun is not None and noun.end() - stop < 50 and verb.sort in ("light", "light carrier")
        return self.sentence.vocabulary.noun_acts[noun[1]] if noun and light else ""

    def _lift_promise(self) -> str:
        promised = "sẽ" in self.flags and self.patterns["promising"].fullmatch(self.cue)
        return "commit" if promised else ""

    def judge_saying(self) -> str:
        """The class of a verb of saying whose content lifts it to none."""
        if self.cue == "đánh giá":
            return "praise" if self.patterns["positive"].search(self.low, self.begin, self.end) else "affirm"
        according = self.one.verb.sort == "according"
        if not according and (self.one.act != "inform" or self.cue not in _SAYING | _ADDING):
            return self.one.act
        if self.cue == "viết" and not self._is_report():
            return "affirm"
        if not according and not self.one.quoted:
            return "affirm" if _JUDGES.match(self.low, self.predicate, self.end) else "inform"
        if self._is_report():
            return "inform"
        judged = self.patterns["evaluations"].search(self.low, self.begin, self.end)
        told = according and _FORECAST.search(self.low, self.begin, self.end) is not None
        return "affirm" if judged or told else "inform"

    def _is_report(self) -> bool:
        """Whether what is said tells what the speaker did, or what somebody else says."""
        if self.doer in (SELF, BOTH) and self.flags & _PAST:
            return True
        return self.one.quoted and any(
            phrase.sort == "person" and phrase.person != self.person
            for phrase in self.sentence.find_phrases(self.begin, self.begin + 8)
        )
