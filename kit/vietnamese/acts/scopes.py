"""Scopes: which verbs of a sentence are statements of their own, and which stand in what another one says."""

from __future__ import annotations

import re
from typing import NamedTuple

from kit.vietnamese.acts.contents import find_doer
from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.reader import Found, Sentence
from kit.vietnamese.acts.vocabulary import Verb

_CLAUSE = re.compile(r"(?: thêm| rõ| lại)?(?: (?:rằng|là)\b|, | ?: ?| ?[\"“])")
_COMPLEMENT = re.compile(r"(?: thêm| rõ| lại| với [^,.;:\"“]{2,60}?| trước [^,.;:\"“]{2,40}?| trên [^,.;:\"“]{2,60}?| tại [^,.;:\"“]{2,60}?| trong [^,.;:\"“]{2,60}?)?[,:]?(?: (?:rằng|là)\b|\s?:|, ?[\"“]| ?[\"“])")
_NOUN_AFTER = re.compile(r" (?:của|này|trên|được|đó|nói trên|đã được|bị|chung|bởi|ấy|do|mà|nhằm|trong đó|đầy|mới nhất|từ(?! bỏ| chối| nay))(?:\s|$)")
_TURN = re.compile(r"(?:đồng thời|song|nhưng|ngoài ra|bên cạnh đó|tuy nhiên|mặt khác|cùng với đó)")
_BREAK = re.compile(r">>|(?<=[a-zà-ỹ])(?=(?:Ngày|Hôm|Trong|Tại|Theo|Ông|Bà|Phát biểu|Trước|Sáng|Chiều|Tổng|Thủ|Bộ|Chủ) ?[\w(])")  # glued
_PASSIVE = re.compile(r"(?:được|bị|được cả|được chính) $")
_AGAIN = re.compile(r"(?:^|[,;] ?|\s)(?:trong đó|trong khi đó|còn|đồng thời|song|nhưng|và|về phần mình|tuy nhiên)[\s,]*$")
_OF_THINGS = frozenset(("invite", "thank", "praise", "congratulate", "condole", "welcome"))
_NOMINAL = frozenset(("thank", "praise", "congratulate", "welcome", "condole", "concern", "oppose", "support", "discuss", "deed", "invite"))
_MODAL = re.compile(r"(?:sẽ|muốn|định|có thể|cần|phải|nên|không|chưa|được|bị|để|việc|sự|lời|hãy) $")


QUIET = frozenset(("traps", "sources", "talks", "visits", "occasions"))


_AFTER_SAID = ("với", "trên", "tại", "trong", "khi", "sau", "vào", "hôm", "ngày", "trước", "thêm", "về", "như", "qua", "tiếp", "hồi", "sáng", "chiều")


_NAMED = re.compile(r"(?:^|[.,;:\"”]\s*|- )(?:[Ôô]ng |[Bb]à )?((?:[A-ZĐ][\w.'’-]+ ?){1,5}), $")


class Link(NamedTuple):
    """How a verb hangs together with what stands before it: ``open``, ``comma``, ``semicolon``, ``and``, ``subject`` …"""

    sort: str
    at: int
    subject: Phrase | None = None
    turned: bool = False


def read_statements(sentence: Sentence) -> list[Found]:
    """The statements of a sentence, in order, without their classes."""
    found: list[Found] = []
    active: Found | None = None
    for start, end, verb in sentence.cues:
        if active and _BREAK.search(sentence.text, active.end, start):
            active = None
        if any(a < start < b for a, b in sentence.links):
            continue
        if verb.sort in QUIET:
            continue
        if sentence.is_quoted(start):
            if one := _read_quoted(sentence, start, end, verb, active):
                found.append(one)
            continue
        if verb.sort in ("according", "requested", "invited"):
            one = _read_according(sentence, start, end, verb, active)
            if one:
                found.append(one)
                if verb.sort == "according":
                    active = one
            continue
        light = _read_light(sentence, start, end, verb)
        if light is None:
            continue
        end, verb, extended = light
        if active and start < active.end:
            continue
        one = _read_cue(sentence, start, end, verb, active, extended)
        if one is None:
            continue
        if active and not one.outer and active.content[1] < 0:
            pass
        found.append(one)
        if one.rule != "passive":
            active = one
    found = [one for one in found if not _is_jointly(sentence, one) or _is_joint(sentence, one)]
    _close(sentence, found)
    for one in found:
        if sentence.low.startswith("nhận được", one.start) and (giver := _find_giver(sentence, one)):
            one.subject = giver
    return found


def _is_jointly(sentence: Sentence, one: Found) -> bool:
    """Whether it is what only several can do: discuss, adopt a declaration."""
    return one.verb.act == "discuss" or (one.verb.act == "agree" and one.verb.sort == "weak")


def _is_joint(sentence: Sentence, one: Found) -> bool:
    """Whether two sides discuss, and not one alone."""
    if one.subject is None or one.subject.sort in ("pairs", "group") or len(one.subject.sides) > 1:
        return True
    return any(
        p.sides and p.sides != one.subject.sides and low_of_gap(sentence, one.end, p.start).endswith(("với", "cùng"))
        for p in sentence.phrases
        if one.end <= p.start
    )


def low_of_gap(sentence: Sentence, begin: int, end: int) -> str:
    return sentence.low[begin : sentence.step_back(end)].rstrip()


def _find_giver(sentence: Sentence, one: Found) -> Phrase | None:
    """Who gave what somebody got: "nhận được viện trợ từ | Washington"."""
    for phrase in sentence.phrases:
        if phrase.start > one.end and phrase.sides and sentence.low.endswith((" từ ", " của "), 0, phrase.start):
            return phrase
    return None


def _read_light(sentence: Sentence, start: int, end: int, verb: Verb) -> tuple[int, Verb, bool] | None:
    """A light verb with its noun as one cue; None if it is no act without."""
    if not verb.sort.startswith("light"):
        return end, verb, False
    noun = sentence.vocabulary.nouns.match(sentence.low, end)
    if noun and not noun[0].startswith(",") and noun.end() - end < 60:
        gap = noun[0][: -len(noun[1])].strip()
        act = sentence.vocabulary.noun_acts[noun[1]]
        light = verb.sort == "light" or verb.bound
        if light or (gap and act != "affirm"):
            return noun.end(), Verb("verb", act), True
    if verb.sort == "light":
        return None
    return end, Verb(verb.sort.split()[1], verb.act, verb.bound), False


def _find_link(sentence: Sentence, start: int, begin: int) -> Link:
    """What stands before a verb, adverbs and times left out."""
    q = sentence.step_back(start)
    turned = _TURN.search(sentence.low, q, start) is not None
    before = sentence.low[max(0, q - 12) : q]
    if q <= begin or not before.strip(" \n*-|([."):
        return Link("open", q, None, turned)
    last = before[-1]
    if last == ",":
        for phrase in sentence.phrases:
            if phrase.end == q - 1 and phrase.sort == "roles" and (name := _NAMED.search(sentence.text[: phrase.start])):
                return Link("subject", q, phrase._replace(name=name[1]), turned)
            if phrase.end == q - 1 and phrase.sort == "person" and (
                "," in low_of(sentence, phrase) or sentence.low[: phrase.start].rstrip().endswith(('"', "”", '",', "”,"))
            ):
                return Link("subject", q, phrase, turned)
        return Link("comma", q, None, turned)
    if last in ";":
        return Link("semicolon", q, None, turned)
    if last in ':.!?…|-–"“”':
        return Link("open", q, None, turned)
    if before.endswith((" và", " cùng với", " cũng như")):
        return Link("and", q, None, turned)
    if before.endswith((" rồi", " nhưng", " song", ",rồi")):
        return Link("semicolon", q, None, True)
    for phrase in reversed(sentence.phrases):
        if phrase.end <= q and sentence._is_modified(phrase.end, q):
            return Link("subject", q, phrase, turned)
        if phrase.end <= q:
            break
    if sentence.ends_with(q, "blocked after"):
        return Link("blocked", q, None, turned)
    return Link("other", q, None, turned)


def _is_first(sentence: Sentence, subject: Phrase) -> bool:
    """Whether nobody else is named between a quotation and a state as its speaker: not "…", ông X, Viện Y, Mỹ nói."""
    ends = [b for _, b in sentence.quotations if b < subject.start]
    if not ends or subject.sort not in ("name", "seat"):
        return True
    return not sentence.low[ends[-1] + 1 : sentence.step_back(subject.start)].strip(" ,-–.")


def low_of(sentence: Sentence, phrase: Phrase) -> str:
    return sentence.low[phrase.start : phrase.end]


def _read_cue(
    sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None, extended: bool
) -> Found | None:
    low = sentence.low
    make = lambda subject, rule, **more: Found(start, end, verb, verb.act, subject, rule, **more)  # noqa: E731
    if verb.bound and not extended and not _is_said(sentence, start, end):
        return None
    if not extended and _NOUN_AFTER.match(low, end) and verb.act != "invite" and not (verb.act in ("praise", "thank") or verb.sort == "carrier" and _CLAUSE.match(low, end)):
        adjacent = _find_link(sentence, start, 0)
        if adjacent.sort != "subject" or low.startswith((" của ", " này", " đó", " nói trên", " được", " bị", " đã"), end):
            return None
    if extended or verb.act == "invite":
        giver = low.startswith(" của ", end) and next((p for p in sentence.phrases if p.start == end + 5), None)
        if giver and giver.sides:
            return make(giver, "subject")
    link = _find_link(sentence, start, 0)
    if active and link.sort in ("subject", "other", "blocked") and "đồng thời" in low[link.at : start]:
        clear = link.subject is None or sentence.low[: link.subject.start].rstrip()[-1:].isalnum()
        link = Link("semicolon", link.at, None, True) if clear else link
    if link.sort == "blocked" or _is_name(sentence, start):
        return None
    if _MODAL.search(low, max(0, start - 8), start):
        return None
    if link.sort in ("subject", "other"):
        begin = sentence.begin_clause(link.at)
        if active and active.end > begin:
            begin = active.end
        subject = link.subject if link.subject is not None and low[link.subject.end : start].strip().startswith(",") else None
        subject = subject or sentence.find_subject(begin, start)
        if subject is None:
            return None
        before = low[max(0, subject.start - 40) : subject.start]
        if _PASSIVE.search(before):
            if (active and not _is_other(subject, active)) or _is_subordinate(sentence, subject, begin):
                return None
            return make(subject, "passive", owner=active)
        if _is_subordinate(sentence, subject, begin):
            return None
        if active is None:
            return make(subject, "subject") if _is_first(sentence, subject) else None
        return _judge_new_clause(sentence, make, subject, verb, active)
    if active is None or active.rule == "quote behind":
        if link.sort in ("and", "comma", "semicolon") or link.turned:
            subject = sentence.find_main_subject(max([b + 1 for _, b in sentence.quotations if b < start] or [0]), start)
            if verb.sort == "weak" and verb.act in ("deed", "discuss", "inform") and (subject is None or subject.sort not in ("pairs", "group")):
                return None
            if subject is not None:
                return make(subject, "shared")
            if link.sort == "and":
                return None
        if link.sort in ("open", "comma"):
            later = sentence.find_later_subject(end)
            if later is not None:
                return make(later, "fronted")
            if link.sort == "open" and not _NOUN_AFTER.match(low, end) and (link.turned or low[0:1].strip() and start < 40):
                return make(None, "carried")
        return None
    return _judge_coordinated(sentence, make, link, verb, active)


def _is_name(sentence: Sentence, start: int) -> bool:
    """Whether a capital within a clause makes it the name of a document: "Luật Biển và | Tuyên bố DOC"."""
    before = sentence.text[:start].rstrip()
    return sentence.text[start].isupper() and before[-1:].isalnum() and before[-1:].islower()


def _judge_new_clause(sentence: Sentence, make, subject: Phrase, verb: Verb, active: Found) -> Found | None:
    """A verb with its own subject behind another statement: embedded, a clause of its own, or part of what is said."""
    low = sentence.low
    before = low[active.end : sentence.step_back(subject.start)]
    head = low[active.end : subject.start]
    if active.rule == "fronted" and subject is active.subject:
        return make(subject, "subject")
    if active.verb.sort == "according":
        start = active.content[0]
        if _is_intro(sentence, start, subject.start):
            return make(subject, "embedded", owner=active) if _is_other(subject, active) and verb.sort != "weak" or _is_other(subject, active) else None
        if ";" not in head:
            return None
    if before.rstrip().endswith(";") or _AGAIN.search(low, active.end, subject.start):
        if before.rstrip().endswith(" và") or low[: subject.start].rstrip().endswith(" và"):
            if verb.sort == "weak" or subject.sort not in ("person", "bodies", "pronouns") or not _is_other(subject, active):
                return None
        return make(subject, "subject")
    if active.verb.sort in ("carrier", "verb") and _is_intro(sentence, active.end, subject.start):
        if _is_other(subject, active) and (subject.sides or subject.person) and active.verb.sort == "carrier":
            return make(subject, "embedded", owner=active)
        return None
    apart = active.verb.sort == "verb" and active.act in _OF_THINGS and verb.sort != "weak"
    if apart and before.rstrip().endswith(",") and subject.person and _is_other(subject, active):
        return make(subject, "subject")
    return None


def _judge_coordinated(sentence: Sentence, make, link: Link, verb: Verb, active: Found) -> Found | None:
    """A verb without a subject of its own behind another statement: coordinated with it, or part of what it says."""
    if link.at <= active.end + 1 and link.sort != "and" and not (link.sort == "comma" and link.at > active.end):
        if link.at <= active.end:
            return None
    low = sentence.low
    subject, rule = active.subject, "shared"
    if active.verb.sort in ("according", "invited"):
        later = sentence.find_main_subject(active.content[0], link.at)
        if later is None or not _is_other(later, active):
            return None
        subject = later
    said = low[active.end : link.at]
    if " trong đó " in said and link.sort != "semicolon":
        return None
    if link.sort == "semicolon" or link.turned:
        if verb.act == "deed" or (verb.sort == "weak" and "đồng thời" not in low[link.at : link.at + 40] and link.sort != "semicolon"):
            return None
        return make(subject, rule)
    if verb.sort == "weak":
        sides, person = (subject.sides, subject.person) if subject else ((), "")
        doer, _ = find_doer(sentence, active.end, link.at, sides, person)
        if verb.act == "deed" or (active.verb.sort == "carrier" and doer in ("self", "nobody")):
            return None
        if verb.act == "discuss" and active.act not in ("agree", "discuss", "inform", "praise", "affirm"):
            return None
        if active.act in ("commit", "support") and link.sort == "and":
            return None
        if active.act in ("request", "oppose", "concern") and doer != "self":
            return None
        return make(subject, rule)
    if link.sort == "comma":
        return make(subject, rule)
    if link.sort == "and":
        if low[active.end : link.at].strip() in ("và", ", và") and active.act == verb.act:
            active.end = make(subject, rule).end
            return None
        return make(subject, rule)
    return None


def _is_said(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb like "nói" has a clause or quotation, before it or behind."""
    low = sentence.low
    if _COMPLEMENT.match(low, end) and not low.startswith((", đồng thời", ", và"), end):
        return True
    if low.startswith(", ", end) and low[start:end] != "nói" and not _TURN.match(low, end + 2) and low[end:].strip(" ,.\n"):
        return True
    if low[start:end] in ("nói", "kể") and any(p.start == end + 1 for p in sentence.phrases):
        return True
    far = low.find(" rằng", end, end + 200)
    if far > 0 and ";" not in low[end:far] and not any(end < a < far and verb.sort not in QUIET for a, _, verb in sentence.cues):
        return True
    rest = low[end:].strip(" .\n|*/")
    before = low[:start]
    quoted = any(b < start for _, b in sentence.quotations) or "”" in before or '"' in before
    if quoted and (not rest or rest[0] in ",(" or rest.startswith(_AFTER_SAID)):
        return True
    if re.match(r" (?:[^\s,;]+ ){1,25}?(?:là|như) ", low[end:]) and low[start:end] in ("coi", "xem", "gọi", "mô tả", "cho", "ví"):
        return True
    return low[start:end] == "nói" and re.match(r" (?!với |về |thay |lên |ra |tiếng )(?:[\w-]+ ){1,7}(?:đã|sẽ|đang|có|không|là|chỉ|cần|phải) ", low[end:]) is not None


def _is_subordinate(sentence: Sentence, subject: Phrase, begin: int) -> bool:
    low = sentence.low
    at = sentence.step_back(subject.start)
    words = low[max(begin, at - 40) : at].split()
    subordinate = sentence.vocabulary.sets["subordinate"]
    if any(" ".join(words[-size:]) in subordinate for size in (3, 2, 1) if len(words) >= size):
        return True
    piece = low[begin:at].split()
    return any(" ".join(piece[:size]) in subordinate for size in (3, 2, 1) if len(piece) >= size)


def _is_intro(sentence: Sentence, begin: int, at: int) -> bool:
    """Whether only "rằng", adverbs and introductions stand between what is said begins and its subject."""
    piece = sentence.low[begin : sentence.step_back(at)].strip(" :,\n\"“")
    for word in ("thêm", "rõ", "rằng", "là"):
        piece = piece.removeprefix(word).strip(" ,:")
    if not piece:
        return True
    first = piece.split(" ")[0]
    return first in sentence.vocabulary.sets["introductions"] and len(piece) < 250 and sentence.low[:at].rstrip().endswith((",", "của"))


def _is_other(subject: Phrase, active: Found) -> bool:
    """Whether somebody else speaks than in the statement that it stands in."""
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


def _read_according(sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None) -> Found | None:
    low = sentence.low
    phrase = next((p for p in sentence.phrases if end <= p.start <= end + 12 and not low[end : p.start].strip(" \"")
                   or (end <= p.start <= end + 30 and low[end : p.start].strip() in ("do", "từ", "của", "một", "các", "lời", "bộ trưởng"))), None)
    if phrase is None or phrase.sort in ("first person",):
        return None
    if verb.sort == "according":
        begin = sentence.begin_clause(start)
        lead = low[begin:start].strip(" \n*-|([.")
        late = low[:start].rstrip().endswith(",")
        if lead and sentence.step_back(start) > begin:
            return None
        if late and (active is not None or sentence.cues[0][0] < start and active):
            return None
        comma = low.find(",", phrase.end)
        if comma < 0 and not late:
            comma = phrase.end
        one = Found(start, end, verb, "inform", phrase, "according", outer=True)
        one.content = (comma + 1, len(low)) if not late else (0, start - 1)
        return one
    return Found(start, end, verb, "request" if verb.sort == "requested" else "invite", phrase, verb.sort)


def _read_quoted(sentence: Sentence, start: int, end: int, verb: Verb, active: Found | None) -> Found | None:
    """An act in the first person within a running quotation whose sentence has no verb of saying."""
    a, b = next((a, b) for a, b in sentence.quotations if a <= start < b)
    if active and active.verb.sort == "carrier" and verb.sort == "carrier" and 0 <= a - active.end < 8:
        inner = next((p for p in sentence.phrases if a <= p.start < a + 2 and p.sort == "person"), None)
        if inner and _is_other(inner, active) and sentence._is_modified(inner.end, sentence.step_back(start)):
            return Found(start, end, verb, verb.act, inner, "embedded", quoted=True, owner=active)
    if verb.sort not in ("verb", "weak") or a > 2 or verb.act in ("deed", "discuss", "inform"):
        return None
    if b < len(sentence.text.rstrip(' ."”')) - 1:  # somebody is said to have said it
        return None
    q = sentence.step_back(start)
    if re.search(r"(?:chúng tôi|chúng ta|tôi)$", sentence.low[:q]):
        return Found(start, end, verb, verb.act, None, "first person", quoted=True)
    return None


def _close(sentence: Sentence, found: list[Found]) -> None:
    """Give every statement what it says: the rest of its clause, or the quotation before it."""
    low = sentence.low
    for place, one in enumerate(found):
        if one.content[0] >= 0:
            continue
        stop = next((other.start for other in found[place + 1 :] if other.owner is None and other.start > one.end), len(low))
        if stop < len(low):
            stop = sentence.step_back(stop)
        begin = one.end
        if not low[begin:stop].strip(" .,;:\n\"”)|/*") or re.fullmatch(r"(?:,| tại| trên| trong| hôm| ngày| sau| với|\().{0,140}", low[begin:stop].rstrip(" .\n")) and _before(sentence, one):
            before = _before(sentence, one)
            if before:
                one.content, one.quoted = before, sentence.is_quoted(before[0] + 1)
                one.rule = "quote behind" if one.quoted else one.rule
                continue
        one.content = (begin, stop)
        one.quoted = any(a < stop and b > begin and b - a > 25 and a - begin < 60 for a, b in sentence.quotations)


def _before(sentence: Sentence, one: Found) -> tuple[int, int] | None:
    """What stands before the subject of a verb of saying at the end: a quotation, or a clause."""
    start = one.subject.start if one.subject is not None and one.subject.start < one.start else one.start
    for a, b in reversed(sentence.quotations):
        if b <= start:
            return a, b
    head = sentence.low[: sentence.step_back(start)].rstrip(" ,-–")
    return (0, len(head)) if len(head) > 15 else None
