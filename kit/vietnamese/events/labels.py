"""What an event is called on a chart: who does what with whom, put together of what is known of it, never cut out.

A clause that is short enough is taken whole, without its date; of a longer one the label is made of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from kit.vietnamese.events.kinds import Place
from kit.vietnamese.events.vocabulary import Cue, EventWords
from kit.vietnamese.letters import nfc

# Characters of a label without its days: a clause that is longer with its partners is not taken whole.
LONGEST = 78

_TAIL = 40  # characters in which the words that lead to a date have room
_SHORT, _LEAST = 64, 12  # characters of a phrase that is taken whole, and of one that is ended early
_PREPOSITION = re.compile(r" (?:về|với|của|cho|giữa|tại|ở|do|và|thực hiện|liên quan|mang tên|trên|cùng) ")
_MOST = 3  # partners named before the colon
_NOUN = re.compile(r"(?:chuyến|cuộc|buổi|vòng|phiên|lễ) ")
_STOP = re.compile(
    r"[,;:()\n\"“”]|[.!?](?: |$)| [-–] (?=[a-zà-ỹ])|"
    r"(?<!\w)(?:nhằm|để|được|đã|sẽ|đang|vừa|(?<!tự )do|vào|trong|từ|khi|sau|trước|đồng thời|diễn ra|nhân dịp|theo|cũng|"
    r"là|hôm|hồi|ngày|năm \d+|tháng \d+|lúc|mà|nơi|như|góp phần|trên cơ sở|bên lề|với sự|nêu rõ|khẳng định|sắp tới|"
    r"vừa qua|lần này)(?!\w)"
)
_BEFORE_DATE = re.compile(
    r"(?:[ ,(]*(?<!\w)(?:từ|vào|trong|hôm|hồi|ngày|các ngày|lúc|cả))*[ ,(]*$", re.IGNORECASE
)
_KEPT_BEFORE = re.compile(
    r"(?<!\w)(?:đến|tới|hết|trước|sau|với|của|cùng kỳ|và|là|nhiệm kỳ|giai đoạn|khóa|tính|số|qua)(?: ngày)? ?\(?$",
    re.IGNORECASE,
)
_KEPT_AFTER = re.compile(r" ?(?:và|,|-|–|đến|/) ?\d")
_AGAIN = re.compile(r"^ ?\([\d./ –-]+\)")  # "hôm qua (30/5)" dates itself twice
_BEGINS = re.compile(
    r"^(?:\(?[\w.]+(?: [\w.]+)?\)? ?[-–] |[^,.]{0,25}TTXVN\)? (?=[A-ZĐ])|"
    r"(?:và|đồng thời|nhưng|song|còn|trong đó|đặc biệt là|nhất là|đặc biệt|sau đó|trước đó|theo đó|tuy nhiên|"
    r"trong khi đó|theo ttxvn)(?!\w),? ?)+",
    re.IGNORECASE,
)
_JUBILEE = re.compile(r"\d+ năm(?!\w)(?:(?! (?:và|như|giữa|với)(?!\w))[^,.;:()\n“”\"])*")
_BY = re.compile(r"(?:(?! (?:bên lề|tại|trong|có) )[^,;:()]){0,60}?(?<!\w)(của|giữa) ")
_FOR_DAYS = re.compile(r" (?:\w+ )?(?:\d+|hai|ba|bốn|năm) ngày(?: (?:tới|đến|tại))?")
_PARTIES = re.compile(r" giữa .*?(?= về |$)")
_ASIDE = re.compile(r" (?:tại|với|giữa|ở) ")
_TERMS = ("nhiệm kỳ", "nhiệm kì")
_PEOPLE = ("person", "office")
_GLUED = re.compile(r" ?Ảnh(?: minh họa)?\.?$|^có (?=cuộc|buổi)")
_AND_DOES = re.compile(r"(?<=[^\W\d_]) và (?:trao đổi|làm việc|chúc|cảm ơn|dự|thảo luận|bày tỏ|có) .*$")
_ENDS = re.compile(r"[,;:]|(?<!\w)(?:để|nhằm|về|trong khuôn khổ)(?!\w)")
_THERE = re.compile(r"(?:tại|ở|đến|tới|sang|từ|rời|với|về|thăm|của) $")
_MARKS = re.compile(
    r"(?: (?:đã|sẽ|đang|vừa|có|cũng|được|trực tiếp|chính thức|lần lượt|tiến hành|thực hiện|thông qua|nhất trí|"
    r"trong|các))*$"
)
_BLANKS = re.compile(r" {2,}")


class Named(NamedTuple):
    """A person or side in a clause: its span, whom it stands for ("" for nobody), what it is called, its kind."""

    start: int
    end: int
    side: str
    shown: str
    kind: str


def write_what(
    text: str,
    date: Place,
    kind: str,
    cue: Cue,
    named: Sequence[Named],
    words: EventWords,
    foreign: Sequence[str],
) -> str:
    """What an event is called, without its days: *Bỉ: Thủ tướng Phạm Minh Chính thăm Bỉ*.

    Parameters
    ----------
    text : the sentence.
    date : where the date stands in it.
    kind, cue : from `kit.vietnamese.events.kinds.find_kind`.
    named : persons and sides in the clause, in their order.
    words : from `kit.vietnamese.events.vocabulary.load_event_words`.
    foreign : the Vietnamese names of the partners.
    """
    short = date.last - date.first <= 2 * LONGEST
    whole = _write_clause(text, date) if short else ""
    label = add_partners(whole, foreign)
    if whole and len(label) <= LONGEST:
        return label
    return add_partners(_write_parts(text, date, kind, cue, named, words), foreign)


def add_partners(what: str, foreign: Sequence[str]) -> str:
    """The partners' names before what is said of them.

    >>> add_partners("hai bên hội đàm", ["Bỉ", "Lào", "Nga", "Mỹ"])
    'Bỉ, Lào, Nga và 1 bên khác: hai bên hội đàm'
    """
    foreign = [name for name in foreign if not what.lower().startswith(name.lower())]
    more = len(foreign) - _MOST
    names = ", ".join(foreign[:_MOST]) + (f" và {more} bên khác" if more > 0 else "")
    return nfc(f"{names}: {what}" if names else what)


def _write_clause(text: str, date: Place) -> str:
    """The clause without its date; "" if it does not stand without it."""
    before, after = text[date.first : date.start], text[date.end : date.last]
    apart = len(before.split()) <= 3 and after.startswith(",") and before.strip()  # "Diễn ra ngày 3/4, …"
    if apart or _KEPT_BEFORE.search(before) or _KEPT_AFTER.match(after):
        clause = before + text[date.start : date.end] + after
    else:
        cut = _BEFORE_DATE.search(before)
        before = before[: cut.start()] if cut else before
        after = _AGAIN.sub("", after).removeprefix(")")
        clause = f"{before} {after}" if before else after.lstrip(" ,")
    clause = _BLANKS.sub(" ", clause.replace("\n", " ")).replace(" ,", ",").replace(" .", ".").strip(" ,")
    clause = _GLUED.sub("", _BEGINS.sub("", clause)).strip(" ,")
    clause = clause[:-1] if clause.endswith(".") and not clause.endswith("..") else clause
    return clause if clause.count("(") == clause.count(")") else ""


def _write_parts(
    text: str, date: Place, kind: str, cue: Cue, named: Sequence[Named], words: EventWords
) -> str:
    """The parts of an event whose clause is too long: who, what, with whom."""
    phrase = _read_phrase(text, cue.start, date)
    if cue.sort in ("forums", "attend"):
        return _write_forum(text, date, cue, named, words, phrase)
    if kind == "encounter":
        return _write_encounter(text, date, cue, named, words)
    says, topic = words.kinds[kind][0], next((one.shown for one in named if one.kind == "instrument"), "")
    paper = _find_paper(text, date, cue, words) or topic
    bare = len(phrase) < len(cue.form) + 4
    if kind == "deadline":
        return _write_deadline(text, date, cue, named, phrase if not bare else "", paper)
    if kind == "signing":
        unsaid = bare or cue.form.startswith("được") or (paper and _ASIDE.match(text, cue.end))
        said = cue.sort == "papers" or not unsaid or not paper
        return _end_early(phrase).removeprefix("đã ") or says if said else f"{says} {paper}"
    if kind == "entry_into_force":
        return f"{paper} {cue.form if cue.sort == 'in_force' else says}".strip()
    years = (
        _JUBILEE.search(text, max(date.first, cue.start - 12), date.last) if kind == "anniversary" else None
    )
    if years is None:
        return phrase
    return f"{says} {_cut_end(years.group().split(text[date.start : date.end])[0]).strip()}"


def _write_forum(
    text: str, date: Place, cue: Cue, named: Sequence[Named], words: EventWords, phrase: str
) -> str:
    """What many come together for, and who takes part in it."""
    if cue.sort == "attend":
        there = [one for one in named if not _is_there(text, one)]
        who, where = _find_last(there, cue.start), _end_early(_read_phrase(text, cue.end, date))
        return " ".join(filter(None, (who.shown if who else "", words.says["attend"], where)))
    forum = next((one.shown for one in named if one.kind == "event" and one.start >= cue.start), "")
    return forum if forum and len(phrase) < len(cue.form) + 4 else _end_early(phrase) or cue.form


def _write_deadline(text: str, date: Place, cue: Cue, named: Sequence[Named], phrase: str, paper: str) -> str:
    """What is to be done until then, what lasts so long, or whose term of office it is."""
    if cue.sort == "goals":
        return _read_phrase(text, date.end, date) or phrase
    if cue.sort == "periods" and paper:
        return paper
    body = next((one.shown for one in reversed(named) if one.kind == "org" and one.end <= date.start), "")
    return phrase or f"{text[cue.start : cue.end]} {body if cue.form in _TERMS else ''}".strip()


def _find_paper(text: str, date: Place, cue: Cue, words: EventWords) -> str:
    """The paper named last before a word, up to where its phrase ends by itself; "" if that is too long."""
    found = [*words.paper.finditer(text, date.first, cue.start)]
    last = found[-1] if found else None
    stop = _STOP.search(text, last.end(), cue.start) if last else None
    phrase = text[last.start() : stop.start() if stop else cue.start].strip() if last else ""
    phrase = (
        phrase if len(phrase) <= LONGEST else _PARTIES.sub("", phrase)
    )  # the partners stand before the colon
    return phrase if len(phrase) <= LONGEST else ""


def _write_encounter(text: str, date: Place, cue: Cue, named: Sequence[Named], words: EventWords) -> str:
    """Who meets whom: of a noun ("chuyến thăm Bỉ của …") the actors stand behind it, of a verb one before it."""
    last = date.start if cue.end <= date.start else date.last
    behind = [one for one in named if cue.end <= one.start < last and one.side]
    before = [one for one in named if one.end <= cue.start and one.side]
    noun, says = _NOUN.match(cue.form) is not None, words.says[cue.sort]
    by = _find_by(text, cue)
    stop = None if by else _ENDS.search(text, cue.end, last)
    reach = range(by.end() if by else cue.end, stop.start() if stop else last)
    behind = [one for one in behind if one.start in reach]
    if by:
        who = _find_person(behind)
        where = _read_phrase(text, cue.end, date._replace(last=by.start(1))) if by.group(1) == "của" else ""
    else:
        who = _find_last([one for one in before if not _is_there(text, one)], cue.start)
        where = _read_object(text, date, cue, behind, noun)
    if len(where) > _SHORT or not where:
        where = _show(_find_other([*behind, *before], who))
    shown = _read_subject(text, date, cue, who) if who and not by else _show(who)
    if where and where not in shown:
        return f"{shown} {says} {where}".strip()
    return (
        f"{cue.form} của {shown}"
        if who and noun
        else f"{shown} {cue.form} {_show(behind[0] if behind else None)}".strip()
    )


def _find_by(text: str, cue: Cue) -> re.Match[str] | None:
    """Where those stand whose visit or meeting it is; of "đã có buổi tiếp" they stand before."""
    has = cue.sort != "visit" and text.endswith("có ", 0, cue.start)
    return _BY.match(text, cue.end) if _NOUN.match(cue.form) and not has else None


def _find_other(named: Sequence[Named], who: Named | None) -> Named | None:
    """The first of another side; a person of that side, if one is named."""
    return _find_person([one for one in named if who and one.side != who.side])


def _show(one: Named | None) -> str:
    return one.shown if one else ""


def _is_there(text: str, one: Named) -> bool:
    """Whether a country is only where something happens, or what somebody is of."""
    return one.kind not in _PEOPLE and _THERE.search(text[max(0, one.start - 6) : one.start]) is not None


def _read_subject(text: str, date: Place, cue: Cue, who: Named) -> str:
    """Who is named before the word for an encounter: a person, or the words that a country stands in."""
    if who.kind in _PEOPLE:
        return who.shown
    begin = max((stop.end() for stop in _STOP.finditer(text, date.first, who.start)), default=date.first)
    phrase = _MARKS.sub(
        "", text[max(begin, date.end if date.end <= who.start else 0) : cue.start].rstrip()
    ).strip()
    return phrase if who.end <= cue.start and len(phrase) <= _SHORT and "," not in phrase else who.shown


def _read_object(text: str, date: Place, cue: Cue, behind: Sequence[Named], noun: bool) -> str:
    """Whom or what the word for an encounter has behind it, as far as its phrase goes."""
    days = _FOR_DAYS.match(text, cue.end)
    where = _read_phrase(text, days.end() if days else cue.end, date)
    joint = cue.sort in ("talks", "phone") or (noun and cue.sort == "meet")  # "hội đàm với"
    if joint and not where.startswith("với "):
        return ""
    first = behind[0] if where and behind and behind[0].kind in _PEOPLE else None
    if first and text[cue.end : first.start].count(" ") <= 6:
        return first.shown
    return _AND_DOES.sub("", where.removeprefix("với "))


def _find_person(named: Sequence[Named]) -> Named | None:
    """The first of these; a person of that side, if one is named."""
    people = (one for one in named if one.kind in _PEOPLE and one.side == named[0].side)
    return next(people, named[0] if named else None)


def _find_last(named: Sequence[Named], end: int) -> Named | None:
    """The last who is named before a place; a person, if there is one."""
    before = [one for one in named if one.end <= end and one.side]
    chosen = [one for one in before if one.kind in _PEOPLE] or before
    return chosen[-1] if chosen else None


def _read_phrase(text: str, start: int, date: Place) -> str:
    """The words from a place to where their phrase ends by itself, or the date begins."""
    last = min(date.last, start + 3 * LONGEST)
    stop = _STOP.search(text, start + 1, last)
    end = stop.start() if stop else last
    end = date.start if start < date.start < end else end
    return _cut_end(text[start:end]).strip(" ,.(")


def _cut_end(phrase: str) -> str:
    """A phrase without the words that lead to a date behind it."""
    at = max(0, len(phrase) - _TAIL)
    return phrase[:at] + _BEFORE_DATE.sub("", phrase[at:])


def _end_early(phrase: str) -> str:
    """A phrase as far as it says enough: to before a preposition, where it is too long; "" if it has none there."""
    if len(phrase) <= _SHORT:
        return phrase
    ends = [one.start() for one in _PREPOSITION.finditer(phrase) if _LEAST <= one.start() <= _SHORT]
    return phrase[: ends[-1]] if ends else ""


def write_meeting(meeting: Mapping[str, Any], words: EventWords, names: Mapping[str, str]) -> str:
    """What a row of the table of meetings is called: who does what to whom.

    >>> from kit.vietnamese.events.vocabulary import load_event_words
    >>> visit = {"kind": "visit", "side_a": "BEL", "side_b": "VNM", "person_b": "phạm minh chính"}
    >>> write_meeting(visit | {"office_b": "Thủ tướng"}, load_event_words(), {"BEL": "Bỉ", "VNM": "Việt Nam"})
    'Thủ tướng Phạm Minh Chính thăm Bỉ'
    """
    hosts, guests = (_write_side(meeting, end, names) for end in "ab")
    kind = meeting["kind"]
    if kind in ("visit", "attend"):  # the host is a place here, whoever receives there
        place = _name_sides(meeting["side_a"], names)
        where = str(meeting.get("text", "")).strip() if kind == "attend" else ""
        return f"{guests} {words.says[kind]} {where or place}"
    if kind in words.says:
        return f"{hosts} {words.says[kind]} {guests}"
    return f"{hosts} và {guests}: {meeting.get('text', '')}".strip(" :")


def _write_side(meeting: Mapping[str, Any], end: str, names: Mapping[str, str]) -> str:
    """One side of a meeting: its office and person, or its name."""
    person, office = (str(meeting.get(f"{column}_{end}", "") or "") for column in ("person", "office"))
    side = _name_sides(meeting[f"side_{end}"], names)
    people = [name.title() for name in person.split("; ") if name]
    if not people:
        return office or side
    offices = (
        office.split("; ") if office.count("; ") + 1 == len(people) else [office] + [""] * (len(people) - 1)
    )
    return ", ".join(f"{title} {name}".strip() for title, name in zip(offices, people, strict=True))


def _name_sides(keys: str, names: Mapping[str, str]) -> str:
    return " và ".join(names.get(key, key) for key in str(keys).split())
