"""Scopes: the statements of a sentence, and which verbs stand in what another one says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from kit.vietnamese.acts.cues import read_cue, read_quoted, read_source
from kit.vietnamese.acts.links import find_outside, is_subordinate
from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import QUIET, Found, Sentence
from kit.vietnamese.acts.subjects import find_subject
from kit.vietnamese.acts.vocabulary import Verb

_SOURCES = frozenset(("according", "requested", "invited"))
_FEELINGS = ("vui mừng", "hài lòng")
_TREATY = re.compile(r"[^,.;]{0,30}(?<!\w)(?:hiệp định|hiệp ước|thoả thuận|công ước|nghị định thư)(?!\w)")
_SIGNED = ("ký", "ký kết", "cùng ký", "phê chuẩn")


def read_statements(sentence: Sentence) -> list[Found]:
    """The statements of a sentence, in order, with neither content nor class."""
    closing = _find_closing(sentence)
    found: list[Found] = [closing] if closing else []
    active: Found | None = None
    for start, end, verb in _list_verbs(sentence, closing):
        if active and sentence.is_broken(active.end, start):
            active = None
        if active and start < active.end:
            continue
        if sentence.quotations and sentence.is_quoted(start) and find_outside(sentence, start) is None:
            one = read_quoted(sentence, start, end, verb, active)
        elif verb.sort in _SOURCES:
            one = read_source(sentence, start, end, verb, active)
        else:
            one = read_cue(sentence, start, end, verb, active)
        if one is None:
            continue
        if (
            one.rule == "shared"
            and found
            and found[-1].rule == "passive"
            and _is_joined(sentence, found[-1], one)
        ):
            one.subject, one.rule, one.owner = found[-1].subject, "passive", found[-1].owner
        found.append(one)
        if not one.quoted and one.rule not in ("passive", "requested", "invited"):
            active = one
    if not found:
        return found
    if closing:
        found.sort(key=lambda one: one.start)
    found = [one for one in found if _is_done(sentence, one)]
    for one in found:
        giver = _find_giver(sentence, one) if sentence.low.startswith("nhận được", one.start) else None
        if giver is not None:
            one.owner = Found(one.start, one.end, one.verb, one.subject, "subject")  # who got it
            one.subject, one.rule = giver, "passive"
    return found


def _is_joined(sentence: Sentence, one: Found, other: Found) -> bool:
    """Whether "và" alone stands between two verbs: "bị Nga cáo buộc và | đe dọa"."""
    return sentence.low[one.end : other.start].strip() == "và"


def _list_verbs(sentence: Sentence, closing: Found | None) -> Iterator[tuple[int, int, Verb]]:
    """The verbs that may be statements: not those in what is said to have been said at the end."""
    until = closing.subject.start if closing and closing.subject else -1
    for start, end, verb in sentence.cues:
        if verb.sort in QUIET or sentence.is_linked(start) or (closing and start == closing.start):
            continue
        if start < until and not sentence.is_quoted(start):
            continue
        if sentence.low[start:end] in _FEELINGS and end + 1 in sentence.verb_at:
            continue  # "vui mừng | thông báo"
        yield start, end, verb


def _find_closing(sentence: Sentence) -> Found | None:
    """The verb of saying with which a sentence ends, its content before it: "Pháp sẵn sàng giúp, ông X | nói."."""
    start, end, verb = sentence.cues[-1]
    sort = verb.sort.removeprefix("light ")
    if sort != "carrier" or sentence.low[end:].strip(' .\n"”/*') or sentence.is_quoted(start):
        return None
    begin = sentence.begin_clause(start)
    if begin < 20 or sentence.low[begin - 1] != ",":
        return None
    subject = find_subject(sentence, begin, start)
    if subject is None or subject.start > begin + 2 or is_subordinate(sentence, subject, begin):
        return None
    return Found(start, end, Verb("carrier", verb.act, verb.bound), subject, "subject")


def _takes_two(verb: Verb) -> bool:
    """Whether it is what only several can do: discuss, adopt a declaration."""
    return verb.act == "discuss" or (verb.act == "agree" and verb.sort == "weak")


def _is_done(sentence: Sentence, one: Found) -> bool:
    """Whether an act that takes two sides has two: who discuss together, or who gives and who gets."""
    own = one.subject
    if own is None or own.sort in ("pairs", "group") or len(own.sides) > 1:
        return True
    if one.act == "deed" and sentence.low[one.start : one.end] in _SIGNED:
        treaty = _TREATY.match(sentence.low, one.end)
        return len(sentence.sides - {own.sides}) > 0 and (
            treaty is not None or sentence.low[one.start] != "p"
        )
    if one.act == "deed" and not any(set(sides) - set(own.sides) for sides in sentence.sides):
        return False
    if not _takes_two(one.verb):
        return True
    if sentence.low.startswith("đề cập", one.start):
        return False  # one alone can do it, and says nothing by it
    for phrase in islice(sentence.phrases, bisect_left(sentence.ends, one.end), None):
        other = phrase.start >= one.end and phrase.sides and phrase.sides != own.sides
        if other and sentence.word_before(sentence.step_back(phrase.start)) in ("với", "cùng"):
            return True
    return False


def _find_giver(sentence: Sentence, one: Found) -> Phrase | None:
    """Who gave what somebody got: "nhận được viện trợ từ | Washington"."""
    for phrase in sentence.find_phrases(one.end, len(sentence.low)):
        if phrase.sides and sentence.word_before(phrase.start) in ("từ", "của"):
            return phrase
    return None
