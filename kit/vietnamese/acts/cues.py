"""Cues: the statement that one verb makes where it stands, by what is before it in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice

from kit.vietnamese.acts.doers import OTHER, find_doer
from kit.vietnamese.acts.links import (
    AMONG,
    Link,
    find_link,
    is_act,
    is_introduced,
    is_nominal,
    is_other,
    is_planned,
    is_said,
    is_subordinate,
)
from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import Found, Sentence
from kit.vietnamese.acts.subjects import find_later_subject, find_main_subject, find_subject
from kit.vietnamese.acts.vocabulary import Verb

_PASSIVE = re.compile(r"(?:được|bị|được cả|được chính) $")
_PASSIVE_ENDS = ("được ", "bị ", "cả ", "chính ")
_AGAIN = re.compile(
    r"(?:^|[,;] ?|\s)(?:trong đó|trong khi đó|trong khi|đặc biệt|ngoài ra|bên cạnh đó|còn|đồng thời|song|nhưng|và|"
    r"về phần mình|tuy nhiên|ngược lại)[\s,]*$"
)
_PURPOSE = re.compile(r" (?:để(?! mở| ngỏ| lại| yên)|nhằm|nếu|khi|việc|mà) [^,;]*$")
_GOVERNED = re.compile(r"(?<!\w)(?:trong bối cảnh|khi|nếu|việc|mà|do|vì|rằng)(?!\w)")
_QUOTED_WORDS = re.compile(r"[\"“][^\"”]*[\"”]")
_BESIDES = re.compile(r"\s*(?:ngoài|bên cạnh) ")
_PAPER = re.compile(r"(?<!nhật )(?:một|bản|cuộc|buổi|các|những|mọi|lời|sự) $")
_NOMINAL = 6  # characters before a word that make it a noun
_CONTRAST = re.compile(r", trong khi (?:cả )?$")
_FIRST_PERSON = re.compile(r"(?:chúng tôi|chúng ta|tôi)$")
_QUOTED = ("person", "pairs")
_JOINT = ("agree", "discuss")  # what two do together, also where one of them tells it
_JUDGES = ("coi ", "xem ", "cho ", "gọi ")
_OF_THINGS = frozenset(("invite", "thank", "praise", "congratulate", "condole", "welcome"))
_DONE = ("deed", "discuss", "inform")
_BY = ("do", "từ", "của", "một", "các", "lời", "bộ trưởng")
_DOCUMENTS = (
    "thông báo",
    "tuyên bố",
    "báo cáo",
    "cảnh báo",
    "đề xuất",
    "thông tin",
    "thỏa thuận",
    "thoả thuận",
    "cáo buộc",
    "dự báo",
    "dự đoán",
    "ước tính",
)
_ABOUT = (" về ", " với ", " cho ", " rằng ", " tại ", ":")
_SAID_BEFORE = (" như vậy", " như trên", " như thế")  # what was said stands elsewhere
_ON = (" về ", " đối với ", " vào ", " tại ", " ở ", " với ", " cho ")
_MADE = ("đưa ra ", "ra ", "nêu ")
_THE_SAME = re.compile(
    r" (?:nói )?(?:trên|này)(?=[.,;]|$| (?:sau|trong|khi|tại|ngay|trước|với|hôm|ngày|được|chỉ|nhân|bên|vào)(?!\w))"
)
_MANNER = re.compile(" (?:mạnh mẽ|kịch liệt|gay gắt|quyết liệt|cứng rắn|sâu sắc) và")
_THEMSELVES = ("ông", "bà", "ngài")
_TURNING = frozenset(
    ("song", "nhưng", "còn", "tuy nhiên", "vì vậy", "do đó", "bởi vậy", "vì thế", "mặt khác")
)
_FIRM = re.compile(
    r", (?:ông |bà |ngài )?(?:(?:phó )?(?:chủ tịch|tổng giám đốc|giám đốc|đại diện|lãnh đạo)(?: điều hành)? )"
    r"(?:tập đoàn|công ty|ngân hàng|hãng|quỹ|hiệp hội|doanh nghiệp)(?!\w)"
)
_PAPERS = re.compile(
    r"(?<!\w)(?:hiệp ước|hiệp định|thỏa thuận|thoả thuận|nghị quyết|thông cáo chung|quy hoạch|dự thảo|văn kiện|luật)"
    r"(?!\w)"
)
# What says something itself: "lên án tuyên bố của Lào, trong đó | xác nhận", but "đánh giá cao quan hệ, trong đó | …".
_TOLD = re.compile(
    r"(?<!\w)(?:tuyên bố|thông báo|báo cáo|thư|bài|phát biểu|lời|thông điệp|văn bản|ý kiến)(?!\w)"
)
_LONGEST_PAPER = 90  # characters of a paper with its name
_LONGEST_INTRODUCTION = 60
_BEHIND = 4  # characters between a quotation and who is said to have said it
_SCARE = 20  # characters of a few words in quotation marks within a sentence
_OPENS = 2  # characters with which a sentence opens
_SHORT = 40  # characters: what stands before a verb with which a sentence begins
_NOUN_WITHIN = 60  # characters between a light verb and its noun


def read_cue(sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None) -> Found | None:
    """The statement that a verb makes; None if it makes none."""
    extended = False
    if verb.sort.startswith("light"):
        light = _read_light(sentence, end, verb)
        if light is None:
            return None
        end, verb, extended = light
    if verb.bound and not extended and not is_said(sentence, start, end):
        return None
    if sentence.low.startswith(_MADE, start) and _THE_SAME.match(sentence.low, end):
        return None
    if (
        verb.carries
        and not extended
        and sentence.low.startswith(_SAID_BEFORE, end)
        and not sentence.quotations
    ):
        return None
    if extended or verb.act == "invite":
        giver = _find_owner(sentence, end)
        if giver is not None and giver.sides:
            return Found(start, end, verb, giver, "subject")
    if not extended and is_planned(sentence, start):
        return None
    link = find_link(sentence, start)
    if active and link.sort in ("subject", "other", "blocked"):
        link = _mind_turn(sentence, start, link)
    if not extended and not is_act(sentence, start, end, verb, link):
        return None
    if extended and link.sort == "blocked":
        return None
    one = Found(start, end, verb, None, "shared")
    if link.sort in ("subject", "other"):
        return _read_clause(sentence, one, link, active)
    if active is None:
        return _read_opening(sentence, one, link)
    return _read_coordinated(sentence, one, link, active)


def _read_light(sentence: Sentence, end: int, verb: Verb) -> tuple[int, Verb, bool] | None:
    """A light verb with its noun as one cue; None if it is no act without."""
    noun = sentence.vocabulary.nouns.match(sentence.low, end)
    if noun and noun[0][0] != "," and noun.end() - end < _NOUN_WITHIN:
        act = sentence.vocabulary.noun_acts[noun[1]]
        apart = len(noun[0]) > len(noun[1]) + 1 and act != "affirm"
        if verb.sort == "light" or verb.bound or apart:
            return noun.end(), Verb("verb", act), True
    if verb.sort == "light":
        return None
    return end, Verb(verb.sort.split()[1], verb.act, verb.bound), False


def _find_owner(sentence: Sentence, end: int) -> Phrase | None:
    """Whose invitation or wishes are passed on: "chuyển lời mời của | Chủ tịch nước"."""
    if not sentence.low.startswith(" của ", end):
        return None
    return next(iter(sentence.find_phrases(end + 5, end + 6)), None)


def _mind_turn(sentence: Sentence, start: int, link: Link) -> Link:
    """The link of a verb that "đồng thời" sets beside the one before, though no comma does."""
    if "đồng thời" not in sentence.low[link.at : start]:
        return link
    if link.subject is not None and not sentence.word_before(link.subject.start).isalnum():
        return link
    return Link("semicolon", link.at, None, True)


def _read_clause(sentence: Sentence, one: Found, link: Link, active: Found | None) -> Found | None:
    """A verb with a subject of its own."""
    begin = max(sentence.begin_clause(link.at), active.end if active else 0)
    subject = link.subject
    if subject is None or not sentence.low[subject.end : one.start].lstrip().startswith(
        (",", "-", "–", "“", '"')
    ):
        subject = find_subject(sentence, begin, one.start)
    if subject is None:
        return None
    contrast = active is not None and _CONTRAST.search(
        sentence.low, max(0, subject.start - 20), subject.start
    )
    if not contrast and is_subordinate(sentence, subject, begin):
        return None
    if sentence.low.startswith(",", one.end) and _BESIDES.match(sentence.low, begin):
        return None  # "Ngoài những gì ông X | tiết lộ, …"
    one.subject, one.rule = subject, "subject"
    passive = sentence.low.endswith(_PASSIVE_ENDS, 0, subject.start)
    if passive and (mark := _PASSIVE.search(sentence.low, max(0, subject.start - 40), subject.start)):
        if sentence.low.endswith((" không ", " chưa ", " khi ", " vì ", " vốn "), 0, mark.start()):
            return None
        if sentence.low.startswith("hậu thuẫn", one.start):
            return None  # "phe được Lào hậu thuẫn"
        one.rule, one.owner = "passive", active or _find_patient(sentence, one, mark.start())
        if active is not None and _is_relative(sentence, active, mark.start()):
            return None  # "chỉ trích dự thảo | được Lào ủng hộ"
        return one if active is None or is_other(subject, active) else None
    if active is None:
        thought = one.verb.sort == "weak" and sentence.low.endswith("rằng ", 0, subject.start)
        return one if not thought and _is_first(sentence, subject) else None  # "họ tin rằng | Lào ủng hộ Séc"
    return _judge_clause(sentence, one, subject, active)


def _is_relative(sentence: Sentence, active: Found, at: int) -> bool:
    """Whether a passive belongs to what the verb before it is about: no comma and no "và" part them."""
    said = sentence.low[active.end : at].rstrip().removesuffix(" đã")
    return not (active.verb.carries or "," in said or said.endswith((" và", " nhưng")))


def _find_patient(sentence: Sentence, one: Found, at: int) -> Found | None:
    """Whom a passive is about: "Mỹ | bị Nga cáo buộc"."""
    patient = sentence.find_last(sentence.step_back(at))
    if patient is None or patient.end != sentence.step_back(at):
        return None
    if sentence.low.endswith(_ON, 0, patient.start):  # "Quyết định của | EU | về Syria bị …"
        inside = sentence.find_phrases(sentence.begin_clause(patient.start), patient.start)
        owners = (one for one in reversed(inside) if sentence.low.endswith(" của ", 0, one.start))
        patient = next(owners, patient)
    return Found(one.start, one.end, one.verb, patient, "subject")


def _is_first(sentence: Sentence, subject: Phrase) -> bool:
    """Whether nobody else is named between a quotation and a state as its speaker: not "…", ông X, Viện Y, Mỹ nói."""
    quotation = sentence.find_quotation(subject.start)
    if quotation is None or subject.sort not in ("name", "seat"):
        return True
    between = sentence.low[quotation[1] + 1 : sentence.step_back(subject.start)].strip(" ,-–.")
    return not between or between in _TURNING


def _judge_clause(sentence: Sentence, one: Found, subject: Phrase, active: Found) -> Found | None:
    """A clause behind another statement: a statement of its own, one in the other's content, or part of this."""
    if (active.rule == "fronted" and subject is active.subject) or _closes(sentence, one, subject, active):
        return one
    if active.verb.sort == "according":
        if is_introduced(sentence, active.content[0], subject.start):
            one.rule, one.owner = "embedded", active
            return one if is_other(subject, active) else None
        if ";" not in sentence.low[active.end : subject.start]:
            return None
    before = sentence.low[active.end : sentence.step_back(subject.start)].rstrip()
    if before.endswith(";") or _AGAIN.search(
        sentence.low, max(active.end, subject.start - _SHORT), subject.start
    ):
        return one if _is_apart(sentence, one, subject, active, before) else None
    if is_introduced(sentence, active.end, subject.start):
        one.rule, one.owner = "embedded", active
        return one if _is_told(one, subject, active) else None
    also = active.verb.sort != "carrier" and sentence.low.startswith(" cũng ", subject.end)
    apart = one.verb.sort != "weak" and (also or (active.act in _OF_THINGS and bool(subject.person)))
    return one if apart and before.endswith(",") and is_other(subject, active) else None


def _is_told(one: Found, subject: Phrase, active: Found) -> bool:
    """Whether what another does or says is told by who speaks; what both do together, is where one tells it."""
    joint = one.act in _JOINT and subject.sort in ("pairs", "group")  # "Lào cho biết | hai bên | nhất trí"
    together = subject.sort == "group" and subject.head in _THEMSELVES and not joint  # "ông và ông X"
    named = bool(subject.sides or subject.person) and one.act != "deed" and not together
    tells = active.verb.sort == "carrier" or active.act == "inform"
    return tells and named and (joint or is_other(subject, active))


def _closes(sentence: Sentence, one: Found, subject: Phrase, active: Found) -> bool:
    """Whether a verb says who said the quotation with the statement before: "Lào “cam kết X”, | ông Y nói"."""
    quotation = sentence.find_quotation(subject.start) if one.verb.carries else None
    near = quotation is not None and subject.start - quotation[1] <= _BEHIND
    return near and quotation is not None and quotation[0] <= active.start


def _is_apart(sentence: Sentence, one: Found, subject: Phrase, active: Found, before: str) -> bool:
    """Whether a clause that is joined to a statement is one of its own: behind "và" only an official's or a body's."""
    joined = sentence.low.endswith(" và ", 0, subject.start)
    if (not joined and not before.endswith(" và")) or (subject.sort == "pairs" and one.act == "agree"):
        return True
    partner = sentence.find_last(subject.start - 4) if joined else None
    alike = partner is not None and (partner.sort == subject.sort or subject.sort != "person")
    if partner is not None and alike and partner.end == subject.start - 4:
        return False  # "ông và X đã nhất trí"
    strong = one.verb.sort != "weak" and subject.sort in ("person", "bodies", "pronouns")
    # "Lào lên án vụ việc và | Séc | phản đối": not "Lào lên án Nga và Séc …", nor what Lào says
    apart = partner is None or partner.end < subject.start - 4
    state = joined and apart and subject.sort in ("name", "seat") and not active.verb.carries
    state = state and not _GOVERNED.search(before)  # "lên án X sau khi Lào tuyên bố Y và Séc | cảnh báo Z"
    return (strong or state) and is_other(subject, active)


def _read_opening(sentence: Sentence, one: Found, link: Link) -> Found | None:
    """A verb without a subject of its own, and without a statement before it in the sentence."""
    if link.sort != "open" or link.turned:
        quotation = sentence.find_quotation(one.start)
        apart = quotation is not None and (quotation[0] <= _OPENS or quotation[1] - quotation[0] > _SCARE)
        begin = quotation[1] + 1 if quotation is not None and apart else 0
        one.subject = find_main_subject(sentence, begin, one.start)
        several = ("pairs",) if one.act == "deed" else ("pairs", "group")
        joint = one.subject is not None and one.subject.sort in several
        if sentence.low.endswith(AMONG, 0, link.at) and _is_of_paper(sentence, one, link.at):
            return None
        if link.sort == "and" and one.subject is not None and _is_purpose(sentence, one.subject.end, link.at):
            return None
        if one.verb.sort == "weak" and one.act in _DONE and not joint:
            return None
        if one.subject is not None:
            return one
    if link.sort not in ("open", "comma") or _is_subject(sentence, one):
        return None
    return _read_fronted(sentence, one, link)


def _read_fronted(sentence: Sentence, one: Found, link: Link) -> Found | None:
    """A verb before its subject, or of whoever spoke last."""
    if one.verb.carries and sentence.low.startswith((" về ", " cho ", " với "), one.end):
        return None  # "Lý giải về vụ việc, ông cho biết"
    one.subject = find_later_subject(sentence, one.end)
    if one.subject is None and _FIRM.search(sentence.low, one.end):
        return None  # "Cảm ơn Thủ tướng, Chủ tịch Tập đoàn X khẳng định …": who speaks for nobody
    one.rule = "fronted" if one.subject is not None else "carried"
    document = sentence.low[one.start : one.end] in _DOCUMENTS and not link.turned
    about = sentence.low.startswith(_ABOUT, one.end) and not sentence.low.startswith(" cho phép", one.end)
    named = document and not about
    asked = sentence.low.endswith("xin ", 0, one.start)  # "Xin | cảm ơn ông!", says who interviews
    done = one.act == "deed"  # "Quyết định cung cấp …" is a noun
    carried = (
        link.sort == "open" and not named and not asked and not done and not is_nominal(sentence, one.end)
    )
    return one if one.subject is not None or (carried and (link.turned or one.start < _SHORT)) else None


def _is_of_paper(sentence: Sentence, one: Found, at: int) -> bool:
    """Whether a paper before ", trong đó" says it, or a country that is no subject: "nghị quyết về Lào, trong đó |"."""
    paper = _PAPERS.search(sentence.low, max(0, at - _LONGEST_PAPER), at)
    named = one.subject is not None and one.subject.sort in ("name", "seat")
    return paper is not None or named or one.verb.sort == "weak"


def _is_purpose(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether "và" joins a verb to one of a purpose: "đã họp để thống nhất kết quả và | chỉ ra"."""
    return _PURPOSE.search(_QUOTED_WORDS.sub(" ", sentence.low[begin:at])) is not None


def _is_subject(sentence: Sentence, one: Found) -> bool:
    """Whether a verb that stands first is a noun and the subject of the next: "Thông báo kết luận | nêu rõ"."""
    place = bisect_right(sentence.acts, one.start)
    following = sentence.acts[place] if place < len(sentence.acts) else -1
    near = one.end < following < one.end + _SHORT and "," not in sentence.low[one.end : following]
    return near and sentence.low[one.start : one.end] in _DOCUMENTS and sentence.verb_at[following][1].carries


def _read_coordinated(sentence: Sentence, one: Found, link: Link, active: Found) -> Found | None:
    """A verb without a subject of its own behind another statement: coordinated with it, or part of what it says."""
    low = sentence.low
    said = low[active.end : link.at]
    if link.at <= active.end or _is_of_object(sentence, one, link, active):
        return None
    one.subject = active.subject
    if active.verb.sort == "according":
        one.subject = find_main_subject(sentence, active.content[0], link.at)
        if one.subject is None or not is_other(one.subject, active):
            return None
    if link.sort == "semicolon" or link.turned:
        strong = link.sort == "semicolon" or "đồng thời" in low[link.at : one.start]
        return one if one.act != "deed" and (one.verb.sort != "weak" or strong) else None
    if one.verb.sort == "weak" and _is_content(sentence, one, link, active):
        return None
    tells = active.verb.carries and not one.verb.carries
    if link.sort == "comma" and tells and _only_introduces(sentence, active, link.at):
        return None
    if link.sort != "and":
        return one if link.sort == "comma" else None
    if not one.verb.carries and _is_twin(sentence, link.at, active):
        return None
    if said.strip(", ") == "và" and active.act == one.act and not active.verb.bound:
        active.end = one.end  # "chỉ trích và lên án": one act
        return None
    return one


def _is_of_object(sentence: Sentence, one: Found, link: Link, active: Found) -> bool:
    """Whether a verb belongs to what the statement before names: "lên án tuyên bố của X, trong đó | xác nhận …"."""
    said = sentence.low[active.end : link.at]
    if said.endswith(" nhưng") and active.verb.carries and sentence.low.startswith(" đã ", link.at):
        # "cho biết Lào không cấm nhưng đã | thông báo"
        return bool(sentence.find_phrases(active.end, link.at))
    if said.endswith(AMONG):
        told = active.act not in (*_DONE, "agree") and _TOLD.search(said) is not None
        return told or _is_of_paper(sentence, one, link.at)
    if " trong đó " in said and link.sort != "semicolon":
        return True
    # "theo Quan hệ đối tác toàn diện, | Tuyên bố về Tầm nhìn chung"
    return link.sort in ("comma", "and") and sentence.text[one.start].isupper()


def _only_introduces(sentence: Sentence, active: Found, at: int) -> bool:
    """Whether an introduction alone stands before the verb of what is said: "nhấn mạnh lúc này, | mong …"."""
    begin, subject = active.end, active.subject
    if subject is not None and sentence.find_quotation(subject.start) is not None:
        return False  # what was said stands before: "“…”, Thủ tướng viết hôm qua, | chỉ trích"
    said = sentence.low[begin:at].strip(" ,:")
    first = said.split(" ", 1)[0]
    short = 0 < len(said) < _LONGEST_INTRODUCTION and "," not in said
    return (
        short and first in sentence.vocabulary.sets["introductions"] and not sentence.find_phrases(begin, at)
    )


def _is_twin(sentence: Sentence, at: int, active: Found) -> bool:
    """Whether "và" joins a verb to one in what is said: "khẳng định Lào coi trọng và | mong muốn mở rộng quan hệ"."""
    place = bisect_left(sentence.acts, at) - 1
    before = sentence.acts[place] if place >= 0 else -1
    end = at - len(" và")
    if _PAPER.search(sentence.low, max(0, before - _NOMINAL), before):
        return False
    return before > active.start and sentence.verb_at[before][0] == end and end > active.end


def _is_content(sentence: Sentence, one: Found, link: Link, active: Found) -> bool:
    """Whether a stance after a comma or "và" is part of what is said: "khẳng định Nga ủng hộ X, coi trọng Y"."""
    sides, person = (one.subject.sides, one.subject.person) if one.subject else ((), "")
    doer = find_doer(sentence, active.end, link.at, sides, person)[0]
    if link.sort == "comma" and sentence.low.startswith(_JUDGES, one.start) and not active.verb.carries:
        return False  # "bác bỏ X, | coi Y là phi thực tế"
    if one.act == "deed" or (active.verb.sort == "carrier" and doer in ("self", "nobody")):
        return True
    if one.act == "discuss" and active.act not in ("agree", "discuss", "inform", "praise", "affirm"):
        return True
    if active.act in ("commit", "support") and link.sort == "and":
        return True
    if link.sort == "and" and _MANNER.fullmatch(sentence.low, active.end, link.at):
        return False  # "lên án mạnh mẽ và | cam kết tăng cường các biện pháp"
    return active.act in ("request", "oppose", "concern") and doer in (OTHER, "both", "nobody")


def read_source(sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None) -> Found | None:
    """ "Theo X", "theo lời mời của X", "theo đề nghị của X"."""
    low = sentence.low
    phrase = None
    for other in islice(sentence.phrases, bisect_left(sentence.ends, end), None):
        between = low[end : other.start].strip(' "')
        if other.start > start and (not between or (other.start <= end + 30 and between in _BY)):
            phrase = other
            break
        if other.start > end + 30:
            break
    if phrase is None or phrase.sort == "first person":
        return None
    if active and active.end == start - 1 and low.startswith("lời mời", start):
        return None  # "cảm ơn | lời mời của ông X"
    if verb.sort != "according":
        return Found(
            start,
            end,
            Verb(verb.sort, "request" if verb.sort == "requested" else "invite"),
            phrase,
            verb.sort,
        )
    begin = sentence.begin_clause(start)
    lead = low[begin:start].strip(" \n*-|([.")
    turned = lead.endswith((" tuy nhiên", " nhưng", " song"))
    if lead and lead not in _TURNING and not turned and sentence.step_back(start) > begin:
        return None
    before = low[:start].strip(" ,\n")
    late = sentence.word_before(start) == "," and before not in sentence.vocabulary.sets["introductions"]
    if late and active is not None:
        return None
    comma = low.find(",", phrase.end)
    content = (0, start - 1) if late else ((comma if comma >= 0 else phrase.end) + 1, len(low))
    return Found(start, end, Verb("according", "inform"), phrase, "according", content)


def read_quoted(sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None) -> Found | None:
    """In a quotation: somebody else who is quoted in it, or an act in the first person where nobody says it."""
    first, last = sentence.quotations[bisect_right(sentence.quoted_until, start)]
    before = sentence.step_back(start)
    if active and active.verb.sort == verb.sort == "carrier" and 0 <= first - active.end < 8:
        inner = next((p for p in sentence.find_phrases(first, first + 2) if p.sort == "person"), None)
        if inner and is_other(inner, active) and sentence.is_modified(inner.end, before):
            return Found(start, end, verb, inner, "embedded", quoted=True, owner=active)
    inner = next((p for p in sentence.find_phrases(first, first + 2) if p.sort in _QUOTED), None)
    told = verb.sort in ("carrier", "verb", "light carrier") and verb.act not in _DONE
    if inner is not None and (inner.sides or inner.person) and not verb.bound:
        both = inner.sort == "pairs" and verb.act in _JOINT
        if (both or told) and sentence.is_modified(inner.end, before):
            return Found(start, end, verb, inner, "embedded", quoted=True, owner=active)
    runs = first <= 2 and last >= len(sentence.text.rstrip(' ."”')) - 1
    if verb.sort not in ("verb", "weak") or verb.act in _DONE or not runs:
        return None
    told = "đã " in sentence.low[before:start]  # what "chúng tôi | đã đề xuất" was said then
    if not told and _FIRST_PERSON.search(sentence.low, max(0, before - 12), before):
        return Found(start, end, verb, None, "first person", quoted=True)
    return None
