"""Links: how a verb hangs together with what stands before it and behind it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import Found, Sentence
from kit.vietnamese.acts.vocabulary import Verb

AMONG = ", trong đó"  # "thảo luận nhiều chủ đề|, trong đó nhất trí …"
# What turns to another verb of the same subject.
TURN = re.compile(r"(?:đồng thời|song|nhưng|ngoài ra|bên cạnh đó|tuy nhiên|mặt khác|cùng với đó)")

_INSERTED = "|".join(
    rf" {word} [^,.;:\"“]{{2,60}}?" for word in ("với", "trước", "trên", "lên", "tại", "trong")
)
_COMPLEMENT = re.compile(rf"(?: thêm| rõ| lại|{_INSERTED})?[,:]?(?: (?:rằng|là)\b|\s?:|, ?[\"“]| ?[\"“])")
_CLAUSE = re.compile(r"(?: thêm| rõ| lại)?(?: (?:rằng|là)\b|, | ?: ?| ?[\"“])")
_OF_NOUN = re.compile(
    r" (?:của|này|trên|được|đó(?! là )|nói trên|đã được|bị|chung|bởi|ấy|do|mà|nhằm|trong đó|đầy|mới nhất|"
    r"từ(?! bỏ| chối| nay))(?:\s|$)"
)
_OF_NOUN_EVER = (" của ", " này", " đó", " nói trên", " được", " bị", " đã")
_MODALS = "sẽ|muốn|định|có thể|cần|phải|nên|không|chưa|được|bị|để|việc|sự|lời|hãy"
_QUOTED_AS = ("dẫn lời ", "trích lời ")  # "được dẫn lời | nói rằng"
_MODAL = tuple(f"{word} " for word in _MODALS.split("|"))
_JUDGED = "việc|quyết định|hành động|động thái|vụ|cuộc|tuyên bố|kế hoạch|thỏa thuận"
_PREDICATE = re.compile(rf" (?:(?:(?:{_JUDGED}) (?:[^\s;]+ ){{1,40}}?)|(?:[^\s,;]+ ){{1,25}}?)(?:là|như) ")
_LABEL = re.compile(r" (?!điện )(?:[^\s,;]+ ){1,6}?[\"“]")  # "gọi Lào | "người anh em""
_LONGEST_INTRODUCTION = 300  # characters
JUDGING = frozenset(("coi", "xem", "gọi", "mô tả", "miêu tả", "cho", "ví"))
_DECLARED = (" sẽ ", " không ")  # "đưa ra tuyên bố | sẽ rút quân"
# "nói | với hãng tin Reuters, Lào sẽ …"
_TO_PRESS = re.compile(
    r" với (?:[^\s,;.:]+ ){0,4}[^\s,;.:]+, (?!đồng thời|và |song |nhưng |ngày |trong |tại |hôm |khi )"
)
_FINITE = re.compile(
    r" (?:(?!với |về |thay |lên |ra |tiếng )(?:[\w-]+ ){1,12}[\"“]?(?:đã|sẽ|đang|có|không|là|chỉ|cần|phải) |"
    r"(?:vẫn |cũng )?(?:đã|sẽ|đang|sắp|chưa|có thể|không(?! với| ra)|cần|phải|muốn|mong|sẵn sàng) )"
)
_GOING_ON = (
    "với|trên|lên|tại|trong|khi|sau|vào|hôm|ngày|trước|thêm|về|như|qua|tiếp|hồi|sáng|chiều|tối|tháng|"
    "tuần|giữa|và|nhân|khai mạc|báo|phóng viên|rồi"
)
_AFTER_SAID = tuple(_GOING_ON.split("|"))
_NAMED = re.compile(
    r"(?:^|[.,;:\"”]\s*|- )(?:[Ôô]ng |[Bb]à |[A-ZĐ]\w+ [a-zà-ỹ]+ )?((?:[A-ZĐ][\w.'’-]+ ?){1,5}), $"
)
# "Bà Anna Silva, | người phát ngôn của Thượng nghị sĩ X, | …"
_OF_BOSS = re.compile(
    r"(?:nữ )?(?:người phát ngôn|phát ngôn viên|trợ lý|cố vấn|luật sư|phụ tá)(?: báo chí)? của "
)
_CIRCUMSTANCES = (" vụ ", "lần đầu tiên ", "lần đầu ", "theo đó, ", "trong bối cảnh, ", "trong bối cảnh ")
_HOWEVER = (" nhưng ", " song ")  # behind "tuy" and "dù" too
_DESCRIBING = re.compile(r" (?:nước|người|quốc gia|đồng thời(?: cũng)? là|cũng là|hiện|vốn|thành viên) ")
# Words behind which a verb is a noun, or does not stand in a main clause.
_NOMINAL = (
    " phiên",
    " buổi",
    " cuộc",
    " một",
    " về",
    " các",
    " những",
    " để",
    " nhằm",
    " sự",
    " việc",
    " lời",
)
_BUT = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)[^.;\"“”]{1,160} mà$")
_SET_OFF = ("person", "pronouns", "roles")
_DASH = re.compile(r" ?[-–] (?=[^-–.;:\"“”]+ ?[-–]$)")  # "ông X | - Ủy viên Bộ Chính trị, Phó Thủ tướng -"
_LONGEST_OFFICE = 160  # characters
_TITLES = ("offices", "roles", "person")
_CLOSED = ('"', "”")
_LONGEST_NAME = 20  # characters in quotation marks
_LEADING = " \n*-|([."


_SHORTEST_TURN = len("song")


class Link(NamedTuple):
    """What stands before a verb, adverbs and times left out, and where it ends.

    ``sort``: ``open`` (nothing), ``comma``, ``semicolon``, ``and``, ``subject``, ``blocked`` (it is no act) or
    ``other``; ``turned``: whether the adverbs turn to it from another verb ("đồng thời").
    """

    sort: str
    at: int
    subject: Phrase | None = None
    turned: bool = False


def find_link(sentence: Sentence, start: int) -> Link:
    """How the verb at ``start`` hangs together with what stands before it."""
    low = sentence.low
    at = sentence.step_back(start)
    turned = start - at >= _SHORTEST_TURN and TURN.search(low, at, start) is not None
    if sentence.quotations and (outside := find_outside(sentence, start)) is not None:
        return Link("subject", outside.end, outside, turned)
    before = low[max(0, at - 12) : at]
    if at <= 0 or not before.strip(_LEADING):
        return Link("open", at, None, turned)
    phrase = sentence.find_last(at)
    if phrase is not None and phrase.end == at:
        return Link("subject", at, phrase, turned)
    last = before[-1]
    if last == ",":
        apposed = _find_apposed(sentence, at)
        return Link("subject" if apposed else "comma", at, apposed, turned)
    if last == ";":
        return Link("semicolon", at, None, turned)
    if last in _CLOSED and _is_named(sentence, at):
        return Link("other", at, None, turned)
    if last in ':.!?…|-–"“”':
        apposed = _find_set_off(sentence, at) if last in "-–" else None
        return Link("subject" if apposed else "open", at, apposed, turned)
    if before.endswith((" và", " cùng với", " cũng như")):
        return Link("and", at, None, turned)
    if before.endswith((" rồi", " nhưng", " song", ",rồi", AMONG)):
        return Link("semicolon", at, None, True)
    if before.endswith(" mà") and _BUT.search(low, 0, at):
        return Link("semicolon", at, None, True)  # "không bác bỏ mà | chỉ khẳng định"
    nominal = at == start - 1 and before.endswith(_NOMINAL)
    if phrase is not None and not nominal and sentence.is_modified(phrase.end, at):
        return Link("subject", at, phrase, turned)
    return Link("blocked" if sentence.ends_with(at, "blocked after") else "other", at, None, turned)


def find_outside(sentence: Sentence, start: int) -> Phrase | None:
    """The subject before a quotation that begins with its verb: "hai bên | “cũng đã | thảo luận …”"."""
    if not sentence.is_quoted(start):
        return None
    first = sentence.quotations[bisect_right(sentence.quoted_until, start)][0]
    adverbs, at = sentence.vocabulary.sets["adverbs"], sentence.step_back(first - 1)
    phrase = sentence.find_last(at) if first > 1 else None
    bare = all(word in adverbs for word in sentence.low[first:start].split())
    return phrase if bare and phrase is not None and phrase.end == at else None


def _is_named(sentence: Sentence, at: int) -> bool:
    """Whether what is quoted before ``at`` is a name within a sentence: 'người dân "xứ sương mù" | cho rằng'."""
    quotation = sentence.find_quotation(at)
    return quotation is not None and quotation[0] > 2 and quotation[1] - quotation[0] < _LONGEST_NAME


def _find_apposed(sentence: Sentence, at: int) -> Phrase | None:
    """The subject before a comma: "bà Hằng, người phát ngôn Bộ Ngoại giao, | tuyên bố"."""
    phrase = sentence.find_last(at - 1)
    if phrase is None or phrase.end != at - 1:
        return _find_described(sentence, at - 1)
    low = sentence.low
    if (phrase.sort == "roles" or _OF_BOSS.match(low, phrase.start)) and (
        name := _NAMED.search(sentence.text, max(0, phrase.start - 80), phrase.start)
    ):
        return phrase._replace(sort="roles", person="", name=name[1])
    apposition = "," in low[phrase.start : phrase.end]
    quoted = low[max(0, phrase.start - 8) : phrase.start].rstrip(" ,").endswith(_CLOSED)
    if phrase.sort == "person" and (apposition or quoted or _is_titled(sentence, phrase)):
        return phrase
    return _find_described(sentence, at - 1)


def _is_titled(sentence: Sentence, person: Phrase) -> bool:
    """Whether a person's office stands before: "Tổng thống Syria, | ông X"."""
    office = sentence.find_last(person.start - 2)
    if office is None or office.end != person.start - 2 or sentence.low[office.end] != ",":
        return False
    return office.sort in _TITLES and office.sides == person.sides


def _find_described(sentence: Sentence, comma: int) -> Phrase | None:
    """The subject before a description that ends at a comma: "Jordan, nước giáp với Syria, | cho biết"."""
    before = sentence.low.rfind(",", 0, comma)
    if before <= 0 or not _DESCRIBING.match(sentence.low, before + 1):
        return None
    phrase = sentence.find_last(before)
    if phrase is None or phrase.end != before or not phrase.sides:
        return None
    return None if sentence.word_before(sentence.step_back(phrase.start)).isalnum() else phrase


def _find_set_off(sentence: Sentence, at: int) -> Phrase | None:
    """The subject before a dash: "ông X – Phó Thủ tướng – | cho biết"."""
    phrase = sentence.find_last(at - 1)
    if phrase is not None and phrase.sort in _SET_OFF and not sentence.low[phrase.end : at].strip(" -–"):
        return phrase
    first = _DASH.search(sentence.low, max(0, at - _LONGEST_OFFICE), at)
    before = sentence.find_last(phrase.start) if phrase else None
    if first and before and before.sort == "person" and before.start < first.start() < before.end:
        return before  # "Đại sứ X - đại diện Lào | tại UNESCO -"
    phrase = sentence.find_last(first.start()) if first else None
    fits = phrase is not None and first is not None and phrase.end == first.start()
    return phrase if fits and phrase is not None and phrase.sort in _SET_OFF else None


def is_planned(sentence: Sentence, start: int) -> bool:
    """Whether a verb is negated or planned: "sẽ | đề nghị"."""
    return sentence.low.endswith(_MODAL, 0, start) and not sentence.low.endswith(_QUOTED_AS, 0, start)


def is_act(sentence: Sentence, start: int, end: int, verb: Verb, link: Link) -> bool:
    """Whether a phrase of the lexicon is a verb here: no noun, no name of a document."""
    low, text = sentence.low, sentence.text
    if link.sort == "blocked":
        return False
    before = text[max(0, start - 8) : start].rstrip()[-1:] if text[start].isupper() else ""
    if before.isalnum() and before.islower():
        return False  # "Luật Biển và | Tuyên bố DOC"
    if low.endswith("ghi nhận", start, end) and low[end + 1 : end + 2].isdigit():
        return False  # "ghi nhận | 50 ca"
    if verb.act == "wish" and low.startswith(" được ", end):
        return True  # "mong muốn | được hợp tác"
    if verb.act in ("praise", "thank", "invite", "condole") or not _OF_NOUN.match(low, end):
        return True
    if verb.sort == "carrier" and _CLAUSE.match(low, end):
        return True
    return link.sort == "subject" and not low.startswith(_OF_NOUN_EVER, end)


def is_nominal(sentence: Sentence, end: int) -> bool:
    """Whether what stands behind a word makes it a noun: "tuyên bố | của", "cam kết | này"."""
    return _OF_NOUN.match(sentence.low, end) is not None


def is_said(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb like "nói" has a clause or quotation, before it or behind."""
    low, cue = sentence.low, sentence.low[start:end]
    if _COMPLEMENT.match(low, end) and not low.startswith((", đồng thời", ", và"), end):
        return True
    rest = low[end : end + 80].strip(" .\n|*/")
    turns = TURN.match(low, end + 2) or low.startswith("trong đó ", end + 2)
    goes_on = low.startswith(", ", end) and not turns and rest.strip(",")
    if goes_on and (cue != "nói" or sentence.find_phrases(end + 2, end + 3)):
        return True
    if _TO_PRESS.match(low, end) and sentence.word_before(start).isalnum():
        return True
    if cue.endswith("ra tuyên bố") and low.startswith(_DECLARED, end):
        return True
    if cue in JUDGING:
        labelled = cue in ("gọi", "mô tả", "miêu tả", "ví") and _LABEL.match(low, end)
        return bool(labelled or _PREDICATE.match(low, end))
    if cue in ("nói", "kể"):
        place = bisect_right(sentence.ends, end)
        if place < len(sentence.phrases) and sentence.phrases[place].start == end + 1:
            return True
        if cue == "nói" and _FINITE.match(low, end):
            return True
    return _is_far(sentence, end) or (_is_behind(sentence, start) and _ends_here(rest))


def _is_far(sentence: Sentence, end: int) -> bool:
    """Whether "rằng" comes later, no other verb between: "chia sẻ trong cuộc họp ở … rằng"."""
    far = sentence.low.find(" rằng", end, end + 200)
    if far < 0 or ";" in sentence.low[end:far]:
        return False
    place = bisect_right(sentence.acts, end)
    return place == len(sentence.acts) or sentence.acts[place] >= far


def _is_behind(sentence: Sentence, start: int) -> bool:
    """Whether a quotation ends before the verb."""
    return any(0 <= sentence.find_mark(mark) < start for mark in _CLOSED)


def _ends_here(rest: str) -> bool:
    return not rest or rest[0] in ",(" or rest.startswith(_AFTER_SAID)


def is_subordinate(sentence: Sentence, subject: Phrase, begin: int) -> bool:
    """Whether the clause of a subject is one of "when" or "if", or is introduced by "việc"."""
    low = sentence.low
    office = sentence.find_last(subject.start - 2) if _is_titled(sentence, subject) else None
    if office is not None:  # "sau khi | Tổng thống Lào, ông X đề xuất"
        subject, begin = office, sentence.begin_clause(office.start)
    if low.endswith(_CIRCUMSTANCES, 0, subject.start):
        return True  # "nhớ lại vụ | Tổng thống Lào chỉ trích thẩm phán", "Theo đó, | Lào hy vọng"
    if sentence.opens(begin, subject.start) or low.endswith(_HOWEVER, 0, subject.start):
        return False  # most often
    at = sentence.step_back(subject.start)
    if not begin and low.startswith("trong khi ") and low.find(", ", subject.end) < 0:
        return False  # a contrast to the sentence before
    subordinate, lasts = sentence.vocabulary.sets["subordinate"], sentence.vocabulary.lasts["subordinate"]
    first, last = low[begin : min(at, begin + 60)].split(None, 3)[:3], low[max(begin, at - 40) : at].split()
    if any(" ".join(first[:size]) in subordinate for size in (1, 2, 3)):
        return True
    ends = bool(last) and last[-1] in lasts
    return ends and any(" ".join(last[-size:]) in subordinate for size in (1, 2, 3))


def is_introduced(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether only "rằng", adverbs and introductions stand between where what is said begins and its subject."""
    if at - begin > _LONGEST_INTRODUCTION:
        return False
    piece = sentence.low[begin : sentence.step_back(at)].strip(' :,\n"“')
    for word in ("thêm", "rõ", "rằng", "là"):
        piece = piece.removeprefix(word).strip(" ,:")
    if not piece:
        return True
    intro = sentence.vocabulary.sets["introductions"]
    before = sentence.low[max(0, at - 8) : at].rstrip()
    return piece.split(" ", 1)[0] in intro and before.endswith((",", "của"))


def is_other(subject: Phrase, active: Found) -> bool:
    """Whether somebody else speaks than in the statement that the clause of ``subject`` stands in."""
    own = active.subject
    if own is None:
        return bool(subject.sides)
    if subject.sort in ("pronouns", "first person"):
        return False
    if subject.sort == "pairs":
        return active.verb.sort == "according"
    if subject.person and own.person:
        return subject.person != own.person
    if subject.sides and own.sides:
        return set(subject.sides) != set(own.sides) or bool(subject.person)
    return bool(subject.sides or subject.person)
