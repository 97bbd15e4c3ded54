"""What is said: the class of a statement, lifted from its content where a verb of saying carries it."""

from __future__ import annotations

import re

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.reader import Found, Sentence

_OPENING = re.compile(r"(?:[\s,:\"“'‘(]|(?:thêm|rõ|rằng|là|lại|đến|về việc|tới)(?=[\s,:]))*")
_MUST = re.compile(r"(?:cần|phải|nên|hãy|không nên|đừng|cần phải)(?!\w)")
_RIGHT = re.compile(r"(?:sẽ|có quyền|có thể|sẵn sàng|không loại trừ)(?!\w)")
_BOTH = re.compile(r"(?:(?:các|những|cả) )?(?:(?:bộ|ngành|cơ quan|doanh nghiệp|địa phương|bộ, ngành|bộ ngành|cơ quan chức năng|cơ quan liên quan)(?: của)? )?(?:hai bên|hai nước|hai phía|đôi bên|hai bộ|hai chính phủ|hai cơ quan)(?!\w)")
_PAST = re.compile(r"(?:đã|vừa|từng)(?!\w)")
_TWO = frozenset(("đôi bên", "2 bên", "2 nước"))
_SELF, _BOTH_SIDES, _OTHER, _NOBODY = "self", "both", "other", "nobody"


def classify(one: Found, sentence: Sentence, speaker: tuple[str, ...], person: str) -> str:
    """The act of a statement (rules: docs/statements.md)."""
    vocabulary, low = sentence.vocabulary, sentence.low
    begin, end = one.content
    cue = low[one.start : one.end]
    if begin < 0 or begin >= end:
        return one.act
    doer, at = find_doer(sentence, begin, end, speaker, person)
    flags, verb_at = _skip(sentence, at, end)
    if doer == _NOBODY and low.startswith(("đừng", "hãy"), verb_at) and (comma := low.find(", ", verb_at, end)) > 0:
        flags, verb_at = _skip(sentence, comma + 1, end)
    threat = vocabulary.patterns["threats"].search(low, verb_at, min(end, verb_at + 70))
    carrier = one.verb.sort in ("carrier", "according")
    if doer in (_SELF, _NOBODY) and threat and vocabulary.patterns["threatening"].fullmatch(cue):
        if flags & {"sẽ", "có quyền", "có thể", "sẵn sàng"}:
            return "oppose"
    if one.act in ("wish", "request", "propose") and not carrier:
        return _classify_asking(one, sentence, doer, at, flags, cue)
    if not carrier:
        return one.act
    if vocabulary.patterns["denials"].search(low, begin, min(end, begin + 160)) and one.act == "affirm" and cue != "cho rằng":
        return "oppose"
    if doer in (_SELF, _NOBODY) or (doer == _BOTH_SIDES and low.startswith("chúng ta", at - 8)):
        lifted = vocabulary.lifted.match(low, verb_at)
        past = "đã" in flags or "vừa" in flags or "từng" in flags
        if lifted and one.act == "inform" and low.startswith(" của ", lifted.end()):
            lifted = None
        if lifted:
            act = vocabulary.lifted_acts[lifted[1]]
            if act == "wish" and patterns_threat(sentence, lifted.end(), end, cue):
                return "oppose"
            if act in ("wish", "request", "propose") and not past:
                return _classify_asking(one, sentence, *_reread(sentence, lifted.end(), end, speaker, person), lifted[1], act)
            if not (past and act in ("request", "propose", "thank", "congratulate", "invite", "oppose", "agree")):
                return act
        for start, stop, verb in sentence.cues:
            if start == verb_at and stop <= end and doer == _SELF and not past and verb.sort in ("light", "light carrier", "weak"):
                noun = vocabulary.nouns.match(low, stop)
                if verb.sort == "weak" and verb.act == "affirm":
                    return "affirm"
                if noun and noun.end() - stop < 50 and verb.sort != "weak":
                    return vocabulary.noun_acts[noun[1]]
        if "sẽ" in flags and vocabulary.patterns["promising"].fullmatch(cue):
            return "commit"
    elif one.verb.sort != "according" and _MUST.match(low, _skip(sentence, at, end)[1]):
        return "propose" if doer == _BOTH_SIDES else "request"
    if cue == "đánh giá":
        return "praise" if vocabulary.patterns["positive"].search(low, begin, end) else "affirm"
    if one.verb.sort == "according" or (one.act == "inform" and cue in ("nói", "viết", "trả lời", "chia sẻ", "phát biểu", "đáp")):
        if one.verb.sort != "according" and not one.quoted and cue != "viết":
            return "inform"
        if doer == _SELF and (flags & {"đã", "vừa", "từng"}):
            return "inform"
        if one.quoted and any(p.sort == "person" and p.person != person and begin <= p.start < begin + 8 for p in sentence.phrases):
            return "inform"
        if cue == "viết" or vocabulary.patterns["evaluations"].search(low, begin, end):
            return "affirm"
        return "inform"
    return one.act


def patterns_threat(sentence: Sentence, begin: int, end: int, cue: str) -> bool:
    """Whether a right to strike is claimed: "chúng tôi tin rằng có quyền tấn công"."""
    patterns = sentence.vocabulary.patterns
    right = sentence.low.find("có quyền", begin, min(end, begin + 60))
    return right > 0 and patterns["threatening"].fullmatch(cue) is not None and patterns["threats"].search(sentence.low, right, right + 60) is not None


def _reread(sentence: Sentence, begin: int, end: int, speaker: tuple[str, ...], person: str):
    doer, at = find_doer(sentence, begin, end, speaker, person)
    return doer, at, _skip(sentence, at, end)[0]


def _classify_asking(
    one: Found, sentence: Sentence, doer: str, at: int, flags: set[str], cue: str, act: str = ""
) -> str:
    """Who is to do what is asked for, proposed or hoped decides between request, propose and wish."""
    act = act or one.act
    low, patterns = sentence.low, sentence.vocabulary.patterns
    if act == "wish":
        if patterns["trusting"].search(cue):
            return "wish"
        doable = patterns["doable"].match(low, _skip(sentence, at, one.content[1])[1])
        return "request" if doer == _OTHER and doable else "wish"
    if act == "request":
        return "propose" if doer == _BOTH_SIDES and ("đề nghị" in cue or "kêu gọi" in cue) else "request"
    if act == "propose" and doer == _OTHER and "đề xuất" not in cue:
        return "request"
    return act


def find_doer(
    sentence: Sentence, begin: int, end: int, speaker: tuple[str, ...], person: str
) -> tuple[str, int]:
    """Who is the subject of what is said, and where its predicate begins."""
    low = sentence.low
    intro = sentence.vocabulary.sets["introductions"]
    at = _OPENING.match(low, begin).end()
    for _ in range(3):
        first = low[at : at + 25].split(" ")
        comma = low.find(",", at, min(end, at + 260))
        if comma < 0 or (first[0] not in intro and " ".join(first[:2]) not in intro) or any(p.start == at for p in sentence.phrases):
            break
        at = _OPENING.match(low, comma + 1).end()
    if both := _BOTH.match(low, at, end):
        return _BOTH_SIDES, both.end()
    for place, phrase in enumerate(sentence.phrases):
        if phrase.start < at - 1 or phrase.start >= end:
            continue
        lead = low[at : phrase.start].strip()
        if phrase.start > at + 1 and sentence.step_back(phrase.start) > at and lead not in ("các", "những", "chính phủ và nhân dân", "nhân dân", "phong trào", "tất cả các"):
            break
        following = sentence.phrases[place + 1 : place + 2]
        if following and low[phrase.end : following[0].start] in (" và ", ", ") and phrase.sides and following[0].sides:
            sides = {*phrase.sides, *following[0].sides}
            if sides & set(speaker) and len(sides) > 1:
                return _BOTH_SIDES, following[0].end
        return _relate(phrase, speaker, person), phrase.end
    first = low[at:end].split(" ", 1)[0]
    if first in ("các", "những", "mọi", "cộng"):
        must = re.match(r"[^,.;]{3,60}? (?=(?:cần|phải|nên) )", low[at:end])
        if must:
            return _OTHER, at + must.end()
    return _NOBODY, at


def _relate(phrase: Phrase, speaker: tuple[str, ...], person: str) -> str:
    if phrase.sort in ("first person", "pronouns"):
        return _BOTH_SIDES if phrase.head == "chúng ta" else _SELF
    if phrase.sort == "pairs":
        return _BOTH_SIDES if phrase.head in _TWO or "hai" in phrase.head else _OTHER
    if phrase.person and person:
        return _SELF if phrase.person == person else _OTHER
    if phrase.sides and set(phrase.sides) <= set(speaker):
        return _SELF
    if phrase.sides and speaker and set(phrase.sides) > set(speaker):
        return _BOTH_SIDES
    return _OTHER if phrase.sides else _NOBODY


def _skip(sentence: Sentence, at: int, end: int) -> tuple[set[str], int]:
    """Past adverbs and auxiliaries: which of these stood there, and where the verb stands."""
    adverbs, low = sentence.vocabulary.sets["adverbs"], sentence.low
    flags: set[str] = set()
    while at < end and low[at] in ' ,"“()':
        at += 1
    while at < end:
        words = low[at : min(end, at + 40)].split(" ")
        for size in (3, 2, 1):
            phrase = " ".join(words[:size])
            if phrase in adverbs or phrase in ("sẽ", "có quyền", "có thể", "hiện", "này", "sẽ không ngừng"):
                if phrase not in ("chỉ", "mong"):
                    break
        else:
            break
        flags |= {phrase, *words[:size]}
        at += len(phrase) + 1
    if low.startswith("sẵn sàng", at):
        flags.add("sẵn sàng")
    return flags, at
