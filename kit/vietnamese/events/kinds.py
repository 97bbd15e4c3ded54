"""Kinds of events: which word of its clause a date belongs to, and what that makes of it.

A date stands behind the word that it dates ("thăm Bỉ từ ngày 13-15/12"), or before it, where nothing that could be
dated stands before ("Ngày 19/4, tại Hà Nội, Thứ trưởng tiếp …"). Between a mark of the main verb ("đã", "sẽ") and the
date there may be no verb that the lists do not know: then something else happened.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from kit.vietnamese.events.vocabulary import DRAWN, ENCOUNTERS, Cue, EventWords, Phrases

# Characters before a date and after it that are read, however long its clause is.
REACH = 320

_FAR_BEHIND, _FAR_AHEAD = 150, 260  # characters between a date and what it dates
_NEAR = 90  # between a word and the side that it concerns
_KIND = {
    "signing": "signing",
    "in_force": "entry_into_force",
    "relations": "relations",
    "anniversary": "anniversary",
}
_KIND |= {"terms": "deadline", "figures": "figure"} | dict.fromkeys((*ENCOUNTERS, "forums"), "encounter")
_SOLID = {*_KIND, "sayings", "happenings"}
_AMOUNT = re.compile(
    r"\d(?: ?%| (?:nghìn|ngàn|triệu|tỷ|tỉ|usd|đồng|người|lao động|công dân|lượt|trường hợp)(?!\w)|\.\d{3}(?!\d))"
)
_MEET = frozenset((*ENCOUNTERS, "forums"))
_PUNCTUATED = re.compile(r"[,;:(]")
_WORDS = re.compile(r"[^\W\d_]+")
_SINCE = re.compile(r"\)? ?(?:(?:đến|tới) nay|trở lại đây|trở đi)")
_HERE = re.compile(r"(?:tại|ở) $")
_WITH = re.compile(r"(?:với|giữa)(?: \w+){0,4} $")
_PURPOSE = re.compile(r" (?:để|nhằm) ")
_DATELINE = 25  # characters in which a sentence begins with its day: "Hôm qua (27/5), …"
_QUOTE = re.compile(r"[“\"]")
_APART = re.compile(r",[^,\w]*(?:(?:vào|hôm|sáng|chiều|tối|trong) )?$")
_PLACE = re.compile(r"(?:tại|trong|trước|ở|với|nhân|dịp) ?$")
_SAID = 40  # characters from a word for speaking to where it was spoken


class Place(NamedTuple):
    """Where a date stands in a sentence: its own span, that of its clause, how exact it is, if it is a range."""

    start: int
    end: int
    first: int
    last: int
    precision: str
    ranged: bool


class Side(NamedTuple):
    """A side that is named in a clause: where, its key, and whether it is many (an organisation, a forum, a treaty)."""

    at: int
    key: str
    many: bool = False


def find_kind(
    low: str,
    date: Place,
    cues: Sequence[Cue],
    list_named: Callable[[], Sequence[Side]],
    words: EventWords,
    home: str,
) -> tuple[str, Cue | None]:
    """What a date is the date of, and the word that says so (none of what is no event).

    Parameters
    ----------
    low : the sentence in small letters.
    date : where the date stands.
    cues : what `EventWords.find` found in the sentence.
    list_named : lists the sides that are named in the clause; it is asked where the words say that it is an event.
    words : from `load_event_words`.
    home : the country that is no partner of its own.

    >>> from kit.vietnamese.events.vocabulary import load_event_words
    >>> words, low = load_event_words(), "bà thăm bỉ ngày 4/4/2023"
    >>> date = Place(15, 23, 0, 23, "day", False)
    >>> find_kind(low, date, words.find(low), lambda: [Side(8, "BEL")], words, "VNM")[0]
    'encounter'
    """
    low_end, high_end = max(date.first, date.start - REACH), min(date.last, date.end + REACH)
    date = date._replace(first=low_end, last=high_end)
    inside = []
    for cue in cues[bisect_left(cues, (low_end,)) :]:
        if cue.end > high_end:
            break
        inside.append(cue)
    found = _find_governing(low, date, inside, words)
    kind = _judge(low, date, found, inside, words) if found else ""
    if kind in DRAWN and found and _has_sides(low, date, kind, found, inside, list_named(), words, home):
        return kind, found
    stated = found is not None and found.sort == "sayings" and date.precision == "day"
    if kind == "figure" or (not stated and _has_amount(low, date)):
        return "figure", None
    return "other", None


def _has_amount(low: str, date: Place) -> bool:
    """Whether a number of something stands near a date."""
    first, last = max(date.first, date.start - _FAR_BEHIND), min(date.last, date.end + _FAR_BEHIND)
    return _AMOUNT.search(low, first, last) is not None


def _find_lead(low: str, end: int, words: Phrases) -> str:
    """The longest of these words that ends where a place begins, or a bracket before it."""
    parts = low[max(0, end - 30) : end].rstrip(" (").removesuffix(" ngày").split()[-3:]
    if not parts or parts[-1] not in words.last:
        return ""
    return next((said for n in range(len(parts)) if (said := " ".join(parts[n:])) in words.whole), "")


def _find_governing(low: str, date: Place, cues: Sequence[Cue], words: EventWords) -> Cue | None:
    """The word that a date belongs to."""
    own = next((cue for cue in cues if cue.sort == "periods" and cue.start == date.start), None)
    if own:  # "giai đoạn 2021-2025" is one expression
        return own
    behind = _look_back(low, date, cues, words)
    if low[: date.start].endswith("(") and low.startswith(
        ")", date.end
    ):  # it dates what stands before the bracket
        return None if behind and _PURPOSE.search(low, behind.end, date.start) else behind
    apart = behind is None or _APART.search(low[max(date.first, date.start - 12) : date.start])
    ahead = _look_ahead(low, date, cues, words) if apart else None
    if behind is None or (ahead and ahead.sort in _KIND and behind.sort not in ("terms", "papers")):
        return ahead or behind
    return behind


def _look_back(low: str, date: Place, cues: Sequence[Cue], words: EventWords) -> Cue | None:
    """The nearest word before the date, unless a verb that is none of them stands between."""
    found: Cue | None = None
    for cue in reversed(cues):
        passed = cue.sort == "schemes" or (cue.sort == "begins" and not _is_from(low, date))
        if passed or cue.end > date.start:
            continue
        if (found.start if found else date.start) - cue.end > (_NEAR if found else _FAR_BEHIND):
            break
        if found:  # "hội kiến bên lề hội nghị", "vòng đàm phán Hiệp định": what the other belongs to
            paper = found.sort == "papers"
            held = cue.sort in ENCOUNTERS or (paper and cue.sort in ("forums", "signing", "in_force"))
            return cue if held and not (paper and _PUNCTUATED.search(low[cue.end : found.start])) else found
        if cue.sort == "marks":
            if not (
                words.takes_place.match(low, cue.end + 1) or _is_light(low[cue.end : date.start], words.light)
            ):
                return Cue(cue.start, cue.end, "happenings", cue.form)
        elif cue.sort == "papers" or (cue.sort in _MEET and _find_lead(low, cue.start, words.margins)):
            found = cue
        else:
            return cue
    return found


def _look_ahead(low: str, date: Place, cues: Sequence[Cue], words: EventWords) -> Cue | None:
    """The first word after the date that can be the main one, unless an unknown verb comes first."""
    mark, said = None, None
    for cue in cues:
        if cue.start < date.end:
            continue
        before = low[date.end : cue.start]
        if len(before) > _FAR_AHEAD or (said and cue.start - said.end > _SAID):
            break
        if mark and not _is_light(low[mark.end : cue.start], words.light):
            return said or Cue(mark.start, mark.end, "happenings", mark.form)
        if cue.sort == "marks":
            mark = mark or cue
        elif said:  # "phát biểu tại lễ ký": at what, and nothing else
            return cue if cue.sort in _KIND and _PLACE.search(before) else said
        elif cue.sort == "sayings":
            said = cue
        elif cue.sort in _SOLID and not _is_passing(low, cue, words):
            return cue
    return said


def _is_passing(low: str, cue: Cue, words: EventWords) -> bool:
    """Whether a word behind a date only says when, or in whose time, what comes after it happens."""
    of_meeting = cue.sort in _MEET or cue.sort == "anniversary"
    return (cue.sort == "terms" and "hạn" not in cue.form) or (
        of_meeting and _find_lead(low, cue.start, words.asides) != ""
    )


def _is_from(low: str, date: Place) -> bool:
    """Whether "từ" (from) stands before a date."""
    return low[max(date.first, date.start - 12) : date.start].rstrip().endswith("từ")


def _is_light(gap: str, light: Phrases) -> bool:
    """Whether nothing but particles stands between two words, or whom somebody does it together with."""
    return gap.startswith((" cùng ", " với ")) or all(word in light.whole for word in _WORDS.findall(gap))


def _judge(low: str, date: Place, cue: Cue, cues: Sequence[Cue], words: EventWords) -> str:
    """The kind that a governing word makes of a date; "" if it makes none."""
    behind = cue.end <= date.start
    earlier = [other for other in cues if other.end <= (cue.start if behind else date.start)]
    lead = _find_lead(low, date.start, words.until) if behind else ""
    if lead:
        return _judge_limit(low, date, cue, earlier, lead, words)
    if _SINCE.match(low, date.end) or _find_lead(low, cue.start, words.undone):
        return ""
    if behind and _QUOTE.search(low[cue.end : date.start]):
        return ""
    if cue.sort in _MEET:
        return "encounter" if _is_held(low, date, cue, words) else ""
    if cue.sort in ("papers", "periods", "begins"):
        return _judge_paper(low, date, cue, cues, earlier, words)
    if cue.sort == "signing":
        own = any(one.form in words.own_papers.whole and 0 <= one.start - cue.end < _SAID for one in cues)
        return "" if own else "signing"
    if cue.sort == "relations" and any(
        one.sort == "anniversary" and cue.start - one.end < _SAID for one in earlier
    ):
        return "anniversary"  # "kỷ niệm 45 năm hai nước thiết lập quan hệ"
    if cue.sort == "anniversary":
        return "anniversary" if words.jubilees.search(low[cue.start : cue.end + _NEAR]) else ""
    return _KIND.get(cue.sort, "")


def _judge_limit(
    low: str, date: Place, cue: Cue, earlier: Sequence[Cue], lead: str, words: EventWords
) -> str:
    """The kind of a date that something lasts or is to be done until."""
    wanted = cue.sort in ("goals", "terms") or any(one.sort == "goals" for one in earlier)
    if lead in words.limits.whole and wanted:
        return "figure" if _has_amount(low, date) else "deadline"
    return "figure" if cue.sort == "figures" else ""


def _judge_paper(
    low: str, date: Place, cue: Cue, cues: Sequence[Cue], earlier: Sequence[Cue], words: EventWords
) -> str:
    """The kind of a date that follows a paper, its period, or the word for what begins on that day."""
    if cue.sort == "periods":
        dealt = [one for one in earlier if one.sort == "papers" and one.form not in words.own_papers.whole]
        return "deadline" if dealt and cue.start - dealt[-1].end < _NEAR else ""
    if date.ranged or date.start < cue.end:
        return ""
    if cue.sort == "papers":
        dated = date.precision == "day" and cue.form not in words.own_papers.whole
        return "signing" if dated and not _PUNCTUATED.search(low[cue.end : date.start]) else ""
    scheme = any(one.sort in ("papers", "schemes") and abs(one.start - cue.end) < _NEAR for one in cues)
    return "entry_into_force" if scheme and _is_from(low, date) else ""


def _is_held(low: str, date: Place, cue: Cue, words: EventWords) -> bool:
    """Whether an encounter takes place on these days, and they are no years of a habit, or the name of a forum."""
    behind = cue.end <= date.start
    if date.precision == "year" and (date.ranged or _is_from(low, date)):
        return False
    if cue.sort != "forums" or (behind and date.precision != "year"):
        return True
    last = cue.start if behind else min(date.last, cue.end + _NEAR)
    return words.held.search(low, max(date.first, cue.start - _SAID), last) is not None


def _has_sides(
    low: str,
    date: Place,
    kind: str,
    cue: Cue,
    cues: Sequence[Cue],
    sides: Sequence[Side],
    words: EventWords,
    home: str,
) -> bool:
    """Whether sides that can do this with each other are named, or one and who is spoken of as one of two."""
    foreign = [side for side in sides if side.key != home]
    if not foreign:
        return False
    acting = [side for side in sides if not _HERE.search(low[max(0, side.at - 5) : side.at])]
    joint = _is_joint(low, date, acting, words, home)
    if kind == "deadline":
        return _is_due(cue, acting, joint)
    near = [side for side in foreign if 0 <= side.at - cue.end <= _NEAR]
    if cue.sort == "attend":  # a forum, an organisation, an anniversary, a signing
        of = ("forums", "anniversary", "signing")
        held = any(one.sort in of and 0 <= one.start - cue.end <= _NEAR for one in cues)
        return held or any(side.many for side in near)
    several = joint or len({side.key for side in acting}) > 1
    if cue.sort in ENCOUNTERS:
        return several or bool(near)
    if cue.sort == "forums":
        wide = words.wide.search(low, cue.start, min(date.last, cue.end + _SAID)) is not None
        there = any(side.at - cue.end <= _NEAR for side in foreign)
        return there and (wide or several or any(side.many for side in acting))
    return several or any(side.many for side in acting)


def _is_joint(low: str, date: Place, acting: Sequence[Side], words: EventWords, home: str) -> bool:
    """Whether a clause speaks of two sides, or of doing something with a foreign one."""
    if words.two.search(low, date.first, date.last):
        return True
    places = (side.at for side in acting if side.key != home)
    return any(_WITH.search(low[max(0, place - _SAID) : place]) for place in places)


def _is_due(cue: Cue, acting: Sequence[Side], joint: bool) -> bool:
    """Whether a term is one of an office in an organisation, or a limit one between sides."""
    if cue.sort == "terms" and "hạn" not in cue.form and "nhất" not in cue.form:
        return any(side.many for side in acting)
    return joint or (cue.sort != "goals" and len({side.key for side in acting if not side.many}) > 1)


def list_sides(keys: Iterable[str], home: str) -> list[str]:
    """Each of these keys once, the home country last.

    >>> list_sides(["VNM", "BEL", "IOM", "BEL"], "VNM")
    ['BEL', 'IOM', 'VNM']
    """
    return sorted(dict.fromkeys(keys), key=lambda key: key == home)
