"""Sides: whom each holder of an office speaks for, and at which level.

By the title, else by another title of the same person, else by the list of leaders, else by what stands beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from datetime import date
from itertools import zip_longest

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import find_whole
from kit.vietnamese.names.holders import Held, Reader
from kit.vietnamese.names.leaders import Days, is_in_office, judge_terms
from kit.vietnamese.names.offices import LEVELS

_SPACE = re.compile(" ")
_YEARS_AGO = 10 * 365  # days; who left later may still be called so, or the article be dated too late
_OLDEST = date(2000, 1, 1).toordinal()  # an article of which no day is known is taken for no older
_SINGLE = LEVELS[:3]  # one at a time holds these
_REACH = 120  # characters between a relative and the counterpart
_ONCE = re.compile(r"(?<!\w)(?:cựu|nguyên)(?: [^\s,.;]+){1,5} $")  # whom somebody spoke for in former times
_DISMISSAL = re.compile(
    r"(?<!\w)(?:(?P<who>[^\s,.;]+)(?: (?:đã|vừa|mới))? bị (?:sa thải|cách chức)(?!\w)"
    r"|(?P<gone>[^\s,.;]+) đã (?:từ chức|từ nhiệm)"
    r"(?=[.,;:”\"\n]|$| (?:vì|do|sau|hôm|ngày|hồi|trước|vào|và|nhưng)(?!\w))"
    r"|(?:sa thải|cách chức)(?P<whom>(?: (?!"
    r"(?:của|với|cho|từ|do|và|vì|khi|sau|trong|hồi|được|là|bởi|theo|để|mà|vào) )[^\s,.;]+){1,12}))"
)
_NAMES = re.compile(r"\w+(?:[-'’]\w+)*")
# Before such words: nobody is dismissed yet.
_UNDONE = re.compile(
    r"(?<!\w)(?:(?:dọa|muốn|(?<!quyết )định|có thể|sẽ|cân nhắc|đòi|quyền|kêu gọi|đề nghị|đề xuất|yêu cầu|nguy cơ|nếu"
    r"|khả năng|nên|tính) (?:[^\s.;]+ ){0,3}|(?:không|chưa) )$"
)
# Behind these stands another's side: "Thủ tướng X cảnh báo | Lào".
_FACED = re.compile(
    r"(?:cảnh báo|cáo buộc|tố cáo|chỉ trích|lên án|phản đối|đe dọa|kêu gọi|yêu cầu|đề nghị|thúc giục|hối thúc|cảm ơn|"
    r"chúc mừng|ủng hộ|mời|thăm|gặp|tiếp|đón) $"
)


def decide(held: list[Held], reader: Reader) -> None:
    """Whom each speaks for, and at which level: by the title, another title of the same person, the list, the text."""
    _dismiss(held, reader)
    said: dict[str, dict[str, str]] = defaultdict(dict)  # key → level → side that a title names
    for one in held:
        if one.sure and not one.former:
            said[one.key].setdefault(one.level, one.partner)
    for other in reader.before:
        if other.partner:
            said[other.key].setdefault(other.level, other.partner)
    before: Held | None = None
    for one, after in zip_longest(held, held[1:]):
        if (
            one.key != one.name
        ):  # "Al Saud" is Salman bin Abdulaziz Al Saud, "McKinley" another than in the list
            shared = one.level in said[one.key] or one.key.endswith(f" {one.name}")  # a family name
            one.terms = reader.leaders.find(one.key) or (() if shared else one.terms)
        _decide_one(one, after, said[one.key], reader)
        if one.title.office.key == "COUNTERPART":
            one.level = _find_counterpart(one, before)
            if not (one.sure or one.terms) and _is_of_relative(one, before, reader):
                one.partner = ""
        one.level = one.level or ("" if one.former else "other")
        before = one
    _part_times(held, reader)


def _part_times(held: list[Held], reader: Reader) -> None:
    """Whose time is over speaks for nobody: who held the office before another of the article, by the list; where no
    day is known, also whose time is told of ("dưới thời Tổng thống X") beside another president."""
    gone = _find_gone(held, reader)
    present = {
        (one.partner, one.level): one.key for one in held if not one.title.past and one.level in LEVELS[:2]
    }
    for one in held:
        told = one.title.past and not reader.days
        past = told and present.get((one.partner, one.level), one.key) != one.key
        if past or (one.partner, one.level, one.key) in gone:
            one.partner, one.level, one.former = "", "", True


def _find_gone(held: list[Held], reader: Reader) -> set[tuple[str, str, str]]:
    """The side, level and key of whose last term was over when another of these had the same office, and is not on the
    day of the article."""
    heading = [one for one in held if one.partner and one.level in _SINGLE]
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in heading:
        holders[one.partner, one.level].add(one.key)
    times: dict[tuple[str, str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for one in heading:
        if len(holders[one.partner, one.level]) > 1:
            own = [term for term in one.terms if find_whole(term.side, reader.gazetteer) == one.partner]
            since = min((term.first for term in own if term.level == one.level), default=0)
            if since:
                times[one.partner, one.level][one.key] = since, max(term.last for term in own)
    elected = set() if reader.days else {one.key for one in held if one.title.office.key == "PRESIDENT-ELECT"}
    gone: set[tuple[str, str, str]] = set()
    for (side, level), of in times.items():
        latest = max((since for key, (since, _) in of.items() if key not in elected), default=0)
        until = min(latest, reader.days[0]) if reader.days else latest
        if not reader.days or latest <= reader.days[1]:
            gone.update((side, level, key) for key, (_, last) in of.items() if last <= until)
    return gone


def _dismiss(held: list[Held], reader: Reader) -> None:
    """Mark who is out of office though a title does not say so: by another one, or as the article tells of it."""
    past = {(one.key, office.form) for one in held if one.former for office in one.title.offices.values()}
    gone = _count_dismissals(reader.titles.list_dismissals()) if held else {}
    if not (past or gone):
        return  # most often
    for one in held:
        forms = (office.form for office in one.title.offices.values())
        dismissed = gone.get(one.key.rsplit(" ", 1)[-1], 0) > 0
        one.former |= dismissed or all((one.key, form) in past for form in forms)


def _count_dismissals(lines: list[str]) -> Counter[str]:
    """How often each word is named as dismissed: "sa thải ông X", "X bị cách chức", less how often only perhaps."""
    balance: Counter[str] = Counter()
    for line in lines:
        for found in _DISMISSAL.finditer(line):
            undone = _UNDONE.search(line, max(0, found.start() - 40), found.start())
            for word in {*_NAMES.findall(found["who"] or found["gone"] or found["whom"])}:
                balance[word] += -1 if undone else 1
    return balance


def _decide_one(one: Held, after: Held | None, said: dict[str, str], reader: Reader) -> None:
    days = reader.days
    one.former |= _is_history(one, days) or bool(
        days and one.title.past and not is_in_office(one.terms, days)
    )
    if one.former:
        one.partner = one.level = ""
    elif one.sure or (one.level in said and (not one.terms or said[one.level] in _list_sides(one, reader))):
        one.partner = one.partner if one.sure else said[one.level]
        if not one.level:
            alike = tuple(
                term for term in one.terms if find_whole(term.side, reader.gazetteer) == one.partner
            )
            one.level = judge_terms(alike, one.level, reader.days)[1]
    elif one.terms and (judged := judge_terms(one.terms, one.level, reader.days))[0]:
        one.partner, one.level = find_whole(judged[0], reader.gazetteer), judged[1]
    elif said or one.terms:  # of several sides, and nothing tells which: it stays open
        one.partner = next(iter(said.values()), "")
    elif one.vietnamese:
        one.partner = HOME
    else:
        usual = reader.titles.offices.usually.get(one.title.office.key, "")
        one.partner = usual or _find_joined(one, after, reader) or _find_nearest(one, reader)


def _is_history(one: Held, days: Days | None) -> bool:
    """Whether somebody headed a state long ago, and has held no office since: "Tổng thống Kennedy" in news of today."""
    headed = [term for term in one.terms if term.level in _SINGLE and one.level in ("", term.level)]
    since = days[0] - _YEARS_AGO if days else _OLDEST
    return bool(headed) and all(term.last < since for term in one.terms)


def _list_sides(one: Held, reader: Reader) -> set[str]:
    """The sides that somebody ever spoke for."""
    return {find_whole(term.side, reader.gazetteer) for term in one.terms}


def _find_counterpart(one: Held, before: Held | None) -> str:
    """The level of a counterpart: that of the person named before, unless it is known that it never was."""
    known = [term.level for term in one.terms if term.level]
    level = before.level if before else ""
    return known[0] if known and level in LEVELS[:2] and level not in known else level


def _is_of_relative(one: Held, before: Held | None, reader: Reader) -> bool:
    """Whether the sentence named a relative last, who speaks for nobody: "phu nhân X đón người đồng cấp Y"."""
    low, kin, last = reader.titles.low, reader.titles.offices.kin, one.title.start
    first = max(last - _REACH, before.end if before else 0)
    first += low[first:last].rfind("\n") + 1
    return any(kin.search(low, first, space.end()) for space in _SPACE.finditer(low, first, last))


def _find_joined(one: Held, after: Held | None, reader: Reader) -> str:
    """The side by the list of whom "và" joins to a holder, neither office with a country: "Bộ trưởng Nội vụ Anna Silva
    và Ngoại trưởng X"."""
    if after is None or after.sure or reader.titles.low[one.end : after.office[0]] != " và ":
        return ""
    return (
        find_whole(judge_terms(after.terms, after.level, reader.days)[0], reader.gazetteer)
        if after.terms
        else ""
    )


def _find_nearest(one: Held, reader: Reader) -> str:
    """For a foreign name with nothing beside it: the foreign partner named last before, else next after and not faced.

    Where one is (*tới Bình Nhưỡng*, *ở Thổ Nhĩ Kỳ*) says nothing of who one is. A prime minister is no organisation's.
    """
    foreign, known = reader.foreign, reader.gazetteer.partners
    if one.level not in ("", "other", "organisation_head"):
        foreign = [(at, key) for at, key in foreign if key not in known or known[key].kind == "country"]
    low = reader.titles.low
    place = bisect_left(foreign, (one.start,))
    while place and _ONCE.search(low, max(0, foreign[place - 1][0] - 40), foreign[place - 1][0]):
        place -= 1  # "cựu Thủ tướng | Lào | X, hiện là đặc phái viên của …"
    if place:
        return find_whole(foreign[place - 1][1], reader.gazetteer)
    behind = (key for at, key in foreign if not _FACED.search(low, max(0, at - 12), at))
    return find_whole(next(behind, ""), reader.gazetteer)
