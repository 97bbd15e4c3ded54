"""Days of encounters: which date of a sentence is that of the encounter, and not of what was said or of another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.vietnamese.meetings.marks import DAY, DAYS, Day
from kit.vietnamese.meetings.subjects import Clause
from kit.vietnamese.meetings.vocabulary import Vocabulary

_DAY = re.compile(DAYS)
_PAIR = re.compile(rf"({DAYS})\s+(?:và|đến|tới)\s+({DAYS})")
_RUN = 8  # days from one to the other, at most
_WHEN = re.compile(r"(?<!\w)khi\s*$")
_AT_ONCE = re.compile(r"(?<!\w)ngay (?:sau )?khi\s*$")  # "Chiều 5/3, ngay sau khi đến Lào, A đã …"
_LATER = re.compile(
    r"(?<!\w)sau đó(?!\w)"
)  # between a day and what is on another: "hôm nay thăm Lào và sau đó …"
_OCCASION = re.compile(
    r"(?<!\w)(?:nhân|nhân dịp|trong dịp|trong khuôn khổ|trong thời gian|bên lề|khi|trong khi)\s*$"
)
_AND = (" và ", ", và ")  # behind the days of a visit: "thăm Lào từ ngày 3 đến 6/3 và | hội đàm với B"
_OF_OCCASION = re.compile(r"(?<!\w)(?:nhân|nhân dịp|trong dịp|trong khuôn khổ|bên lề)\s[^,;]*\([^()]*$")
_FROM = re.compile(r"(?<!\w)(?:từ|bắt đầu|bắt đầu vào)\s*$")
_NEAR, _FAR = 45, 110  # characters between an encounter and a day behind it
_SAID = 25  # characters behind a day in which somebody says something


def find_days(
    clause: Clause, words: Vocabulary, kind: str, span: tuple[int, int], *, noun: bool
) -> tuple[Day | None, str]:
    """The day of an encounter and what it rests on: the date inside, behind or before its words (``span``).

    Two days that follow each other are one date: "ngày 7 và 8/6".
    """
    day, basis = _find_days(clause, words, kind, span, noun=noun)
    if not day:
        return None, basis
    for hit in _PAIR.finditer(clause.marked.marks, clause.begin, clause.end + len(clause.right)):
        one, other = (clause.marked.things[sign] for sign in hit.groups())
        if not (isinstance(one, Day) and isinstance(other, Day) and day in (one, other)):
            continue
        if one.exact and other.exact and 0 < (other.first - one.last).days < _RUN:
            return one._replace(end=other.end, last=other.last), basis
    return day, basis


def _find_days(
    clause: Clause, words: Vocabulary, kind: str, span: tuple[int, int], *, noun: bool
) -> tuple[Day | None, str]:
    """The same; of two days side by side one."""
    marks, days = clause.marked.marks, _list_days(clause)
    arriving = kind == "visit" and _WHEN.search(clause.left) is not None
    if arriving and not _AT_ONCE.search(clause.left):
        return _find_arrival(clause, words, days, span[1])
    before = [] if not days or clause.then or clause.is_eve else _list_before(clause, days)
    inside = [(at, day) for at, day in before if at >= span[0]]
    if inside and not words.find(marks[span[0] : clause.start]):
        return inside[-1][1], "sentence"
    behind = [
        day
        for at, day in days
        if at >= clause.end and _is_beside(clause, words, kind, span[1], at, noun=noun)
    ]
    apart = kind == "visit" and (
        noun or clause.on_the_way or clause.grammar.ends(clause.grammar.staying, clause.left)
    )
    own = inside or ([] if apart else before)
    told = [*behind, *[day for _, day in own[-1:]]]
    if told:
        return next((day for day in told if day.exact), told[0]), "sentence"  # no year, where a day is told
    return (clause.memory.day, "article") if _is_same_day(clause, noun=noun) else (None, "")


def _list_days(clause: Clause) -> list[tuple[int, Day]]:
    """The days of a clause, and where their signs stand."""
    marked = clause.marked
    if chr(DAY) not in marked.things:
        return []  # most often
    hits = _DAY.finditer(marked.marks, clause.begin, clause.end + len(clause.right))
    return [(hit.start(), day) for hit in hits if isinstance(day := marked.things[hit.group()], Day)]


def _find_arrival(
    clause: Clause, words: Vocabulary, days: Sequence[tuple[int, Day]], end: int
) -> tuple[Day | None, str]:
    """ "Sau khi đến Lào sáng 5/3": of a visit whose words end there; another day is that of what was said then."""
    at, day = next(((at, day) for at, day in days if at >= clause.end), (end, None))
    gap = clause.marked.marks[end:at]
    own = clause.left.endswith("sau khi ") and len(gap) <= _NEAR and "," not in gap and not words.find(gap)
    return (day, "sentence") if own and day else (None, "")


def _list_before(clause: Clause, days: Sequence[tuple[int, Day]]) -> list[tuple[int, Day]]:
    """The days before an encounter that may be its own: not of what somebody says, of an aside, or "kể từ" which."""
    marks, grammar, start = clause.marked.marks, clause.grammar, clause.start
    if not days or days[0][0] >= start:
        return []
    asides = [hit.span() for hit in grammar.inserted.finditer(marks, clause.begin, start)]
    before = [
        (at, day)
        for at, day in days
        if at < start
        and not _is_of_report(clause, at)
        and not grammar.since.search(marks, at - _FAR, at)
        and not _LATER.search(marks, at, start)
        and not (day.first < day.last and marks.startswith(_AND, at + 1))
        and not any(first < at < last for first, last in asides)
    ]
    own = [(at, day) for at, day in before if not _in_brackets(marks, at)]
    return own or [(at, day) for at, day in before if not _OF_OCCASION.search(marks, clause.begin, at)]


def _is_of_report(clause: Clause, at: int) -> bool:
    """Whether somebody says something on a day there, and not at the meeting: "Ngày 5/3, phát biểu tại buổi tiếp"."""
    marks, grammar = clause.marked.marks[at : clause.start], clause.grammar
    said = grammar.reports.search(marks)
    return said is not None and grammar.reports.search(grammar.said_there.sub("", marks)) is not None


def _is_same_day(clause: Clause, *, noun: bool) -> bool:
    """Whether "cùng ngày" dates what is told: of a noun not where somebody else does something that day."""
    same = clause.grammar.same_day.search(clause.left) if clause.memory.day else None
    day = clause.memory.day
    if same and same.group().startswith("tiếp") and clause.memory.met != clause.marked.number - 1:
        same = None  # "Tiếp đó, A sẽ gặp …" goes on with who was met in the sentence before
    single = day is not None and day.first == day.last and not noun
    return (single and clause.grammar.afterwards.match(clause.left) is not None) or (
        same is not None and not (noun and clause.grammar.names.search(clause.left, same.end()))
    )


def _is_beside(clause: Clause, words: Vocabulary, kind: str, end: int, at: int, *, noun: bool) -> bool:
    """Whether a day behind an encounter that ends there is its own."""
    marks, grammar = clause.marked.marks, clause.grammar
    if kind == "visit" and not noun and grammar.reports.search(marks[at : at + _SAID].partition(",")[0]):
        return False  # "đang ở thăm Đức hôm qua đã nói"
    gap = marks[min(end, at) : at].replace("tuyên bố chung", "")  # which is signed, and not what is stated
    if grammar.reports.search(gap) or grammar.since.search(gap):
        return False
    if kind in ("attend", "visit") and "," in gap and _OCCASION.search(clause.left):
        return False  # "Nhân dịp dự Hội nghị X tại Lào, sáng 5/3, A tiếp B"
    if noun and kind != "visit" and grammar.speaker.fullmatch(gap) and grammar.says.match(marks, at + 1):
        return True  # "Trong cuộc gặp với B, A ngày 5/3 nói"
    if "tại " in gap or "ở " in gap:
        gap = grammar.located.sub("", gap)
    own = not noun or "(" in gap or grammar.takes_place.search(gap) or _FROM.search(gap)
    commas = 1 if own else 0  # "Trong chuyến thăm X, ngày 30/5, A đã hội đàm"
    if len(gap) <= _NEAR and gap.count(",") <= commas and not words.find(gap):
        return True
    return noun and len(gap) <= _FAR and "," not in gap and not words.find(grammar.aside.sub("", gap))


def _in_brackets(marks: str, at: int) -> bool:
    return marks.rfind("(", 0, at) > marks.rfind(")", 0, at)
