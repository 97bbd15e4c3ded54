"""Doers: who is to do what is said, asked for or hoped."""

from __future__ import annotations

import re
from bisect import bisect_left

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import Sentence

# The speaker's own side, this and another, another alone, or nobody who is named.
SELF, BOTH, OTHER, NOBODY = "self", "both", "other", "nobody"

_OPENING = re.compile(r"(?:[\s,:\"“'‘(]|(?:thêm|rõ|rằng|là|lại|đến|về việc|tới)(?=[\s,:]))*")
_BODIES = (
    "bộ quốc phòng|quân đội|chính phủ|quốc hội|bộ ngoại giao|bộ|ngành|cơ quan|doanh nghiệp|địa phương|"
    "bộ, ngành|bộ ngành|cơ quan chức năng|cơ quan liên quan"
)
_TWO = "hai bên|hai quân đội|hai nước|hai phía|đôi bên|hai bộ|hai chính phủ|hai cơ quan|2 bên|2 nước"
_BOTH = re.compile(
    rf"(?:(?:các|những|cả) )?(?:(?:{_BODIES})(?:(?:,| và) (?:{_BODIES}))*(?: của)? )?(?:{_TWO})(?!\w)"
)
# What nobody is asked to do, though it "must" be done.
ENDURED = r"chịu (?!trách nhiệm)|đối mặt |gánh chịu |hứng "
_OTHERS_MUST = re.compile(
    r"(?:(?:tất cả |toàn bộ )?(?:các|những|mọi|cộng) [^,.;]{0,60}?(?<!trở)(?<! sẽ)(?<!chúng ta)(?<!chúng tôi)|"
    r"(?:khối|liên minh|nhóm|tổ chức|nước|quốc gia) (?:này|đó|trên)|"
    r"(?:tất cả |mọi )?(?:người dân|công chúng|cử tri)|(?:[\w ]{3,20} )?họ) "
    rf"(?=(?:cần|phải|nên) (?!sự |(?:phải )?(?:được|bị) |{ENDURED}))"
)
# What belongs to a noun phrase behind it: "chúng tôi | (Nga) | sẵn sàng", "chính quyền | của ông | sẽ".
_NAMED_AGAIN = re.compile(r" (?:\([^()]{1,20}\)|(?:của )?(?:mình|ông|bà|họ)(?!\w))")
_WITH_STATE = (
    "các",
    "những",
    "chính phủ và nhân dân",
    "nhân dân",
    "phong trào",
    "tất cả các",
    "người dân",
    "dân tộc",
    "đất nước",
)
_OF_FIRMS = (
    "các nhà đầu tư",
    "nhà đầu tư",
    "các doanh nghiệp",
    "doanh nghiệp",
    "các công ty",
    "cộng đồng doanh nghiệp",
)
_AUXILIARIES = frozenset(("sẽ", "có quyền", "có thể", "buộc phải", "hiện", "này", "sẽ không ngừng"))
_OPENINGS = frozenset(phrase.split(" ", 1)[0] for phrase in _AUXILIARIES)
_KEPT = frozenset(("chỉ", "mong", "vui mừng", "hài lòng"))
_LONGEST_INTRO = 260
_OCCASIONS = ("talks", "visits", "occasions")
# Where or to whom it is said: "nói | với báo giới rằng | Nga phản đối", "tuyên bố | tại Diễn đàn rằng | Lào sẽ …".
_ASIDE = re.compile(
    r"(?:với|tại|ở|trong|trước|cho|hôm|ngày|sáng|chiều|tối|vào|sau|nhân|trên|từ|cùng|bên lề|qua)"
    r" [^,;.:\"“”]{1,90}? rằng(?!\w)"
)


def find_doer(
    sentence: Sentence, begin: int, end: int, speaker: tuple[str, ...], person: str
) -> tuple[str, int]:
    """Who is the subject of what is said from ``begin`` to ``end``, and where its predicate begins."""
    low = sentence.low
    at = skip_introductions(sentence, begin, end)
    if both := _BOTH.match(low, at, end):
        return BOTH, both.end()
    phrases = sentence.phrases
    for place in range(bisect_left(sentence.ends, at), len(phrases)):
        phrase = phrases[place]
        if phrase.start >= end:
            break
        if phrase.start < at - 1:
            continue
        lead = low[at : phrase.start].strip()
        if lead in _OF_FIRMS:  # who are another's, but speak for nobody at home
            other = _relate(phrase, speaker, person) == OTHER
            return (OTHER, phrase.end) if other else (NOBODY, at)
        if phrase.start > at + 1 and lead not in _WITH_STATE and sentence.step_back(phrase.start) > at:
            break
        if place + 1 < len(phrases) and low[phrase.end : phrases[place + 1].start] in (" và ", ", "):
            sides = {*phrase.sides, *phrases[place + 1].sides}
            if phrase.sides and phrases[place + 1].sides and sides & set(speaker) and len(sides) > 1:
                return BOTH, phrases[place + 1].end
            if phrase.sides and phrase.sides == phrases[place + 1].sides:
                phrase = phrases[place + 1]  # "Thượng viện và | Hạ viện Lào | sẽ"
        named = _NAMED_AGAIN.match(low, phrase.end)
        organs = sentence.vocabulary.organs  # what a part of an organisation does, it does itself
        if len(phrase.sides) == 1 and organs.get(phrase.sides[0]) in speaker:
            return SELF, phrase.end
        return _relate(phrase, speaker, person), named.end() if named else phrase.end
    if must := _OTHERS_MUST.match(low, at, end):
        return OTHER, must.end()
    if not person and low.startswith("họ ", at):
        return SELF, at + len("họ")  # "Chính quyền Lào khẳng định | họ | không chấp nhận"
    return NOBODY, at


def skip_introductions(sentence: Sentence, begin: int, end: int) -> int:
    """Past "rằng", marks and introductions: "rằng, trong thời gian tới, | Bỉ …"."""
    low, intro = sentence.low, sentence.vocabulary.sets["introductions"]
    at = _skip_opening(low, begin)
    aside = _ASIDE.match(low, at, end)
    if aside and not any(
        at <= start < aside.end() and verb.sort not in _OCCASIONS for start, _, verb in sentence.cues
    ):
        at = _skip_opening(low, aside.end())
    for _ in range(3):
        comma = low.find(",", at, min(end, at + _LONGEST_INTRO))
        first = low[at : at + 25].split(" ", 2)
        if comma < 0 or not (first[0] in intro or " ".join(first[:2]) in intro):
            break
        if sentence.find_phrases(at, at + 1):
            break
        at = _skip_opening(low, comma + 1)
    return at


def _skip_opening(low: str, at: int) -> int:
    opening = _OPENING.match(low, at)
    return opening.end() if opening else at


def _relate(phrase: Phrase, speaker: tuple[str, ...], person: str) -> str:
    """What a noun phrase is to the speaker."""
    if phrase.sort in ("first person", "pronouns"):
        return BOTH if phrase.head == "chúng ta" else SELF
    if phrase.sort == "pairs":
        return OTHER if phrase.head.startswith(("các", "ba")) else BOTH
    if phrase.person and person:
        return SELF if phrase.person == person else OTHER
    if phrase.sides and set(phrase.sides) <= set(speaker):
        return SELF
    if phrase.sides and speaker and set(phrase.sides) > set(speaker):
        return BOTH
    return OTHER if phrase.sides else NOBODY


def skip_adverbs(sentence: Sentence, at: int, end: int) -> tuple[set[str], int]:
    """Past adverbs and auxiliaries: which of these stood there, and where the verb stands."""
    adverbs, low, openings = sentence.vocabulary.sets["adverbs"], sentence.low, sentence.vocabulary.openings
    flags: set[str] = set()
    while at < end and low[at] in ' ,"“()':
        at += 1
    while at < end:
        words = low[at : min(end, at + 40)].split(" ", 5)[:5]
        if words[0] not in openings and words[0] not in _OPENINGS:
            break  # most often
        for size in range(5, 0, -1):
            phrase = " ".join(words[:size])
            if (phrase in adverbs or phrase in _AUXILIARIES) and phrase not in _KEPT:
                break
        else:
            break
        flags |= {phrase, *words[:size]}
        at += len(phrase) + 1
    if low.startswith("sẵn sàng", at):
        flags.add("sẵn sàng")
    return flags, at
