"""What two countries do together, read from its form: memoranda, visits, anniversaries, projects.

None of these has a name in a lexicon. Their keys are built from what the text says, so that mentions of
one dealing meet: ``MOU-VNM-BEL-2009-MIGRATION``, ``VISIT-BEL-QUEEN-2023-05``, ``ANNIV-DIPL-50-BEL``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.instruments import Hit, Instruments
from kit.vietnamese.names.offices import Offices
from kit.vietnamese.names.titles import Titles

_PAPERS = {"biên bản ghi nhớ": "MOU", "bản ghi nhớ": "MOU", "hiệp định": "AGREEMENT", "nghị định thư": "PROTOCOL",
           "thoả thuận": "AGREEMENT", "tuyên bố chung": "STATEMENT", "ý định thư": "LOI"}  # fmt: skip
_STOP = r"(?:là|được|đã|sẽ|đang|để|nhằm|trong|tại|có|do|với|mà|như|khi|vào|cho|từ|theo|ngày|góp|tạo|còn|này|cũng|của)"
_PAPER = re.compile(
    rf"(?P<paper>{'|'.join(_PAPERS)})(?: hợp tác| khung)*"
    rf"(?P<between> giữa [^,.;:()\n]{{2,60}}?(?= (?:về|ký|năm|{_STOP})\b|[,.;:(\n]|$))?"
    rf"(?P<about> về(?: (?!{_STOP}\b|ký\b)[^\s,.;:()]+){{1,10}})?"
    r"(?:,? ?(?:được )?(?:ký(?: kết)? )?(?:vào )?(?:ngày )?(?:[\d/]* ?)?năm (?P<year>\d{4}))?"
)
_TWO = re.compile(r"hai (?:nước|bên|quốc gia|chính phủ)")
_ANNIVERSARY = (
    re.compile(  # of so many years, see `_YEARS`; what begins with letters is found ten times faster
        r" năm (?:ngày )?(?:(?:thiết lập|xây dựng|nâng cấp|triển khai) )?(?:khuôn khổ )?(?:quan hệ )?"
        r"(?P<what>ngoại giao|đối tác chiến lược toàn diện|đối tác chiến lược|đối tác toàn diện)"
        rf"(?P<about> về(?: (?!{_STOP}\b|và\b)[^\s,.;:()]+){{1,4}})?"
    )
)
_YEARS = re.compile(r"\d{1,3}$")
_RELATIONS = {
    "ngoại giao": "DIPL",
    "đối tác chiến lược toàn diện": "CSP",
    "đối tác chiến lược": "SP",
    "đối tác toàn diện": "CP",
}
_VISIT = re.compile(
    r"chuyến (?:thăm|công du|viếng thăm)(?: và làm việc)?"
    r"(?: (?:chính thức|cấp nhà nước|hữu nghị|làm việc|lịch sử|đầu tiên))*"
)
_BY = re.compile(
    r"(?: (?:sắp tới|vừa qua|lần này|chính thức|cấp nhà nước|hữu nghị|mới đây|gần đây|đầu tiên))* của "
)
_TO = re.compile(r" (?:(?:tới|đến|tại|sang) )?")
_WHEN = re.compile(r"(?:(?:\d{1,2}-)?\d{1,2}/)?(?P<month>\d{1,2})/(?P<year>\d{4})|năm (?P<alone>\d{4})")
_PROJECT = re.compile(r"dự án do (?P<who>[^,.;:()\n]{2,60}?) (?:tài trợ|hỗ trợ|viện trợ)")


def find_dealings(
    text: str, entities: dict[int, tuple[int, str]], offices: Offices, lexicon: Instruments
) -> list[Hit]:
    """The memoranda, visits, anniversaries and projects in one article, in order.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    entities : start of each partner named → its end and key ("" if nobody speaks for it: a region).
    offices : from `kit.vietnamese.names.offices.load_offices`; visits are told apart by who travels.
    lexicon : from `kit.vietnamese.names.instruments.load_instruments`; for the subjects of agreements.

    Returns
    -------
    `Hit` of kind ``instrument`` (memoranda, agreements) or ``event`` (visits, anniversaries, projects).
    """
    titles = Titles(text, entities, offices)
    partner = _most_named(entities)
    hits = [
        *_find_papers(titles, partner, lexicon.subjects),
        *_find_anniversaries(titles, partner, lexicon.subjects),
        *_find_visits(titles),
        *_find_projects(titles, lexicon.subjects),
    ]
    return sorted(hits)


def _most_named(entities: dict[int, tuple[int, str]]) -> str:
    """The country, else organisation, that the article names most beside the home country."""
    named = Counter(key for _, key in entities.values() if key and key != HOME)
    countries = Counter({key: n for key, n in named.items() if len(key) == 3 and key.isupper()})
    ranked = (countries or named).most_common(1)
    return ranked[0][0] if ranked else ""


def _within(entities: dict[int, tuple[int, str]], start: int, end: int) -> list[str]:
    return [entities[at][1] for at in range(start, end) if at in entities and entities[at][1]]


def _find_subject(words: str, subjects: dict[str, str]) -> str:
    return next((key for word, key in subjects.items() if word in words), "")


def _join(*parts: str) -> str:
    return "-".join(filter(None, parts))


def _find_papers(titles: Titles, partner: str, subjects: dict[str, str]) -> Iterator[Hit]:
    known: dict[tuple[str, ...], str] = {}
    for paper in _PAPER.finditer(titles.low):
        about, between = paper["about"] or "", paper["between"] or ""
        parties = _within(titles.entities, *paper.span("between")) if between else []
        if between and _TWO.search(between) and partner:
            parties = [HOME, partner]
        if not (parties and (about or paper["year"])):
            continue
        what = (_PAPERS[paper["paper"]], *parties[:2], _find_subject(about, subjects))
        year = known.setdefault(what, paper["year"] or "") or paper["year"] or ""
        known[what] = year
        end = paper.start() + len(paper.group().rstrip())
        yield Hit(paper.start(), end, "instrument", _join(*what[:-1], year, what[-1]), "agreement")


def _find_anniversaries(titles: Titles, partner: str, subjects: dict[str, str]) -> Iterator[Hit]:
    if not partner:
        return
    reach = 0
    for found in _ANNIVERSARY.finditer(titles.low):
        if years := _YEARS.search(titles.low, max(reach, found.start() - 3), found.start()):
            reach = found.end()
            subject = _find_subject(found["about"] or "", subjects)
            key = _join("ANNIV", _RELATIONS[found["what"]], subject, years.group(), partner)
            yield Hit(years.start(), found.end(), "event", key, "anniversary")


def _find_visits(titles: Titles) -> Iterator[Hit]:
    for visit in _VISIT.finditer(titles.low):
        at, where = visit.end(), ""
        to = _TO.match(titles.low, at)
        if to and to.end() in titles.entities:
            at, where = titles.entities[to.end()]
        by = _BY.match(titles.low, at)
        head = by.end() if by else -1
        if head not in titles.heads:
            continue
        title = titles.read(head)
        end = title.name[1] if title.name else _last_partner_end(titles, head, title.end)
        if title.partners:
            who = title.partners[0]
        elif title.name and titles.read_name(*title.name)[1]:
            who = HOME
        else:
            continue
        line = titles.text.find("\n", end, end + 120)
        when = _WHEN.search(titles.low, end, line if line >= 0 else end + 120)
        day = ""
        if when:
            day = when["alone"] or f"{when['year']}-{int(when['month']):02d}"
        key = _join("VISIT", who, title.office.key, "" if where in ("", HOME) else where, day)
        yield Hit(visit.start(), end, "event", key, "visit")


def _last_partner_end(titles: Titles, start: int, end: int) -> int:
    """Where the last partner of an office phrase ends: "Hoàng hậu Bỉ" of "Hoàng hậu Bỉ với tư cách …"."""
    ends = [titles.entities[at][0] for at in range(start, end) if at in titles.entities]
    return max(ends, default=end)


def _find_projects(titles: Titles, subjects: dict[str, str]) -> Iterator[Hit]:
    for project in _PROJECT.finditer(titles.low):
        parties = _within(titles.entities, *project.span("who"))
        if parties:
            subject = _find_subject(titles.low[project.end() : project.end() + 90].split("\n")[0], subjects)
            yield Hit(
                project.start(), project.end(), "event", _join(parties[0], "PROJECT", subject), "project"
            )
