"""What is said of a paper where it is named: signed, to be signed, in force, or only mentioned."""

from __future__ import annotations

import re
from typing import NamedTuple

from kit.vietnamese.agreements.vocabulary import Vocabulary

# What a paper can be, from the least that is said of it to the most.
STATUSES = ("mentioned", "to_be_signed", "in_force", "signed")

_BEFORE, _AFTER, _MODIFIED = 140, 70, 28  # characters before a name, behind it, and before what is said of it
_BRACKET = re.compile(r"[ ,]*(?:\([^()\n]{0,60}\))?[ ,]*")
_CLAUSE = re.compile(r"[;\n]|[.!?] ")


class Saying(NamedTuple):
    """What is said of a paper, and the words that say it (from ``start`` to ``end``; both 0 if nothing does)."""

    status: str
    start: int = 0
    end: int = 0


def find_status(low: str, start: int, end: int, issuable: bool, vocabulary: Vocabulary) -> Saying:
    """What is said of the paper named from ``start`` to ``end`` of a text in small letters.

    Parameters
    ----------
    issuable : whether it is one that is issued, not signed: a statement, a plan.

    >>> from kit.vietnamese.agreements.vocabulary import load_vocabulary
    >>> low = "hai nước sẽ ký hiệp định về dẫn độ"
    >>> find_status(low, 15, len(low), False, load_vocabulary()).status
    'to_be_signed'
    """
    behind = _find_behind(low, start, end, vocabulary)
    if behind and behind.status in ("signed", "to_be_signed"):
        return behind
    before = _find_before(low, start, issuable, vocabulary)
    if behind and before.status in ("mentioned", "in_force"):
        return behind
    return before


def _find_before(low: str, start: int, issuable: bool, vocabulary: Vocabulary) -> Saying:
    begin = max(0, start - _BEFORE)
    for stop in _CLAUSE.finditer(low, begin, start):
        begin = stop.end()
    cues = [*vocabulary.cue.finditer(low, begin, start)]
    cue = cues[-1] if cues else None
    if cue is None or cue.lastgroup in ("others", "unsigned"):
        return Saying("mentioned")
    between = low[cue.end() : start]
    modifiers = low[max(begin, cue.start() - _MODIFIED) : cue.start()]
    if cue.lastgroup == "issued" and len(between) > 12:
        return Saying("mentioned")
    if cue.lastgroup == "issued" and not issuable:
        adopted = vocabulary.lists["adopted"].fullmatch(cue.group())
        if not (adopted and re.search(r"(?:đã|được|vừa|sẽ|chính thức|việc) $", modifiers)):
            return Saying("mentioned")
    modifiers = modifiers.rpartition(", ")[2] if len(modifiers.rpartition(", ")[2]) > 3 else modifiers
    return Saying(_weigh(cue.lastgroup or "", modifiers, vocabulary), *cue.span())


def _find_behind(low: str, start: int, end: int, vocabulary: Vocabulary) -> Saying | None:
    bracket = _BRACKET.match(low, end)
    begin = bracket.end() if bracket else end
    if bracket and (signed := vocabulary.lists["signed"].search(low, end, begin)):  # (ký năm 2009)
        return Saying("signed", *signed.span())
    limit = begin + _AFTER
    if stop := _CLAUSE.search(low, begin, limit):
        limit = stop.start()
    cue = vocabulary.cue.search(low, begin, limit)
    if cue is None or cue.lastgroup in ("others", "unsigned"):
        return None
    between = low[begin : cue.start()]
    if between and not vocabulary.lists["behind"].match(between):
        return None
    if cue.lastgroup == "issued" and not re.match("(?:đã|vừa|mới|sẽ|vốn)? ?(?:chính thức )?được", between):
        return None
    if cue.lastgroup == "in_force" and not between and "hiệu lực" not in cue.group():
        return None
    modifiers = low[max(0, start - 12) : start] + between  # nếu Hiệp định được ký
    return Saying(_weigh(cue.lastgroup or "", modifiers, vocabulary), *cue.span())


def _weigh(said: str, modifiers: str, vocabulary: Vocabulary) -> str:
    """The status that is said, with the words before it: sẽ ký, chưa ký, sớm có hiệu lực."""
    lists = vocabulary.lists
    if said == "in_force" and re.search(r"từ khi ", modifiers):
        return "in_force"
    if said == "in_force":
        return "mentioned" if lists["unforced"].search(modifiers) else "in_force"
    if any(found.end() == len(modifiers.rstrip()) for found in lists["past"].finditer(modifiers)):
        return "signed"
    if lists["proposed"].search(modifiers):
        return "mentioned"
    return "to_be_signed" if lists["announced"].search(modifiers) else "signed"
