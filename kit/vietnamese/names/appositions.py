"""Names before an office, and further ones behind it: "ông Vương Nghị, Bộ trưởng …", "Các Thứ trưởng A, B và C"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.personal import AGAIN, CAPITALISED, is_shaped
from kit.vietnamese.names.titles import TAKES, TAKING, Title, Titles, is_above

_SMALL = re.compile(r"(?:,(?= (?:người )?(?:đã|vừa|mới)))?[^,.;:!?\nA-ZĐ\"“”]{0,40}")
# Whose names are written as Vietnamese ones are.
_WRITTEN_ALIKE = frozenset(("CHN", "TWN", "HKG", "MAC", "SGP"))
_NOUNS = (" lễ", " buổi", " ngày", " dự", " thề", " khi", " từ", " sau", " trước", " của", " không", " chưa")
_JOINT = re.compile(
    r"(?: \([^()\n]{1,25}\))?"
    r"(?P<mark>,| -| (?:trên cương vị|với cương vị|với tư cách)(?: là)?|(?:,? (?:từng|đã|hiện|đang))? là)? $"
)
_JOINTS = (") ", ", ", "- ", "là ", "cương vị ", "tư cách ")  # what it may end with, but for a space alone
_PERSON = re.compile(r"(?:ông|bà|ngài|đồng chí) $", re.IGNORECASE)
_AND_DIRECTOR = tuple(
    f" {join} {of}" for join in ("và", "kiêm") for of in ("giám đốc điều hành", "tổng giám đốc")
)
_SHORT = 2  # spaces in an office that stands for its holder: "Chủ tịch Quốc hội"
_OPENS = re.compile(
    r"(?:^|[.,\n] ?| [-–] |(?<!\w)do )(?:(?:đại|thượng|trung|thiếu) tướng |(?:phó )?đô đốc |ông |bà |ngài |đồng chí )*$"
)
_OF_TOWN = re.compile(r"(?:thành phố|tỉnh|TP\.?) (?:[A-ZĐ][\w.'’-]*(?: |$)){3,7}$")
_MORE = re.compile(r"(?: \([^()\n]{1,60}\))?(?:,|;| và| cùng|, và)(?: (?:ông|bà|ngài|đồng chí))? (?=\S)")
_POSTED = re.compile(r"(?:tại|ở|đến|tới|từ|sang|thăm|rời|với|trên|theo|tờ|báo|hãng|kênh|đài) ", re.IGNORECASE)
_INSTITUTION = re.compile(
    r" (?:học |bệnh |thư )?(?:viện|công ty|tập đoàn|trung tâm|cơ quan|sở|quỹ|trường|đại học|chi nhánh|hãng|dự án"
    r"|nhà máy|ngân hàng|bảo tàng|tổ chức|hiệp hội|hội|liên đoàn|câu lạc bộ|doanh nghiệp|tờ|báo|đài)(?!\w)"
)
_GIVEN = re.compile(r" (?:làm|giữ chức(?: vụ)?|vào (?:chức vụ|chức|vị trí)) $")
# Who is nominated holds nothing yet, nor whose appointment is to come or is in question.
_APPOINTING = re.compile(
    r"(?<!được )(?<!định )(?<!việc )(?<!nên )(?<!không )(?<!chưa )(?<!muốn )(?<!sẽ )(?<!có thể )"
    r"(?<!\w)(?:bổ nhiệm|chỉ định|bầu|đề bạt)(?: [^.,;:\n]{0,70})? $"
)
_PLURAL = re.compile(r"(?:các|những|nhiều|hai|ba|một|nhiệm kỳ|làm|chức) $")


def is_alone(titles: Titles, start: int) -> bool:
    """Whether the office at ``start`` stands for its holder: no name, body, portfolio or plural with it."""
    title, (end, office) = titles.read(start), titles.heads[start]
    if titles.low.startswith(_AND_DIRECTOR, end):
        return False  # "Chủ tịch | và Giám đốc điều hành các hãng"
    if not office.alone and _INSTITUTION.match(titles.low, end):
        return False  # "giám đốc | viện chính sách"
    follows = CAPITALISED.match(titles.text, end + 1) if titles.text.startswith(" ", end) else None
    return (
        title.start == start
        and title.name is None
        and not (title.partners or title.national or title.local or follows)
        and title.end <= end + 1
        and _PLURAL.search(titles.low, start - 12, start) is None
        and read_name_before(titles, title) is None
    )


def read_name_before(titles: Titles, title: Title) -> tuple[int, int] | None:
    """The name that ``title`` is added to: "ông Vương Nghị, …", "bà Nicole De Moor Quốc vụ khanh Bỉ"."""
    if title.start not in titles.before:
        read = _read_given if titles.low.endswith(TAKING, 0, title.start) else _read_before
        titles.before[title.start] = read(titles, title)
    return titles.before[title.start]


def _read_given(titles: Titles, title: Title) -> tuple[int, int] | None:
    """Who takes an office or is given it, where a verb before it says so."""
    for given, read in ((TAKES, _read_taker), (_GIVEN, _read_appointed)):
        if words := given.search(titles.low, title.start - 40, title.start):
            return read(titles, words.start())
    return _read_before(titles, title)


def _read_before(titles: Titles, title: Title) -> tuple[int, int] | None:
    end, mark = _find_joint(titles, title.start)
    if end < 0:
        return None
    last = titles.text[titles.text.rfind(" ", 0, end) + 1 : end]
    if not last[:1].isupper() and not titles.offices.syllables.search(titles.text, end - 10, end):
        return None
    line = titles.text.rfind("\n", max(0, end - 46), end) + 1
    for word in CAPITALISED.finditer(titles.text, max(line, end - 45), end):
        start = word.start()
        if start in titles.heads or titles.names.read(start, end)[0] != end:
            continue
        if titles.find_section(start)[0] in ("persons", "national bodies") or _POSTED.match(
            titles.text, start
        ):
            continue
        if any(start < at < end or at <= start < stop for at, (stop, _) in titles.find_near(start)):
            continue
        called = _PERSON.search(titles.text, start - 10, start) is not None
        called &= not mark.endswith("là")  # "Ông Trump là Tổng thống": nobody's title
        vietnamese = titles.names.read(start, end)[1]
        if not vietnamese and _OF_TOWN.search(titles.text, max(line, end - 60), end):
            return None  # "Thị trưởng thành phố Lima Anna Silva, | Tổng Bí thư Đảng X …": of two
        personal = vietnamese or not is_shaped(titles.text[start:end])
        several = " " in titles.text[start:end] and mark != "" and personal
        if mark == "," and _begins_clause(titles, title) and not _is_subject(titles, title, start):
            return None
        if mark == "," and _holds_another(titles, title, start):
            return None
        if called or (several and not _POSTED.search(titles.text, start - 6, start)):
            title.former |= "từng" in mark
            return start, end
    return None


def _holds_another(titles: Titles, title: Title, start: int) -> bool:
    """Whether the name at ``start`` has an office before it beside which nobody holds this one: "Thủ tướng Lê Minh,
    | Phó Thủ tướng Séc nói", "Tổng thống Nga Orlov, | Ngoại trưởng Đức nói"."""
    place = bisect_left(titles.starts, start)
    other = titles.read(titles.starts[place - 1]) if place else title
    if other is title or other.name is None or other.name[0] != start:
        return False
    # "Tổng Bí thư Lý Hải, Chủ tịch nước Trung Quốc" is one.
    unlike = _WRITTEN_ALIKE.isdisjoint(title.partners)
    home = unlike and not other.partners and titles.names.read(*other.name)[1]
    sides = [{*title.partners}, {HOME} if home else {*other.partners}]
    # Not of organisations: "Hoàng hậu Hà Lan Anna, Đặc phái viên LHQ" is one.
    apart = (home or all(own <= titles.offices.states for own in sides)) and all(sides)
    return is_above(other, title.office) or (apart and sides[0].isdisjoint(sides[1]))


def _find_joint(titles: Titles, at: int) -> tuple[int, str]:
    """Where what adds an office at ``at`` to a name before it begins (-1: nothing does), and its mark or words."""
    if not titles.text.endswith(_JOINTS, 0, at):
        return (at - 1, "") if titles.text.endswith(" ", 0, at) else (-1, "")
    if titles.text.endswith(", ", 0, at) and titles.text[at - 3] != ")":
        return at - 2, ","  # most often
    joint = _JOINT.search(titles.text, at - 50, at)
    return (joint.start(), joint["mark"] or "") if joint else (-1, "")


def _begins_clause(titles: Titles, title: Title) -> bool:
    """Whether an office behind a comma is the subject of what follows: "Tiếp ông Vogel, Thủ tướng chúc mừng …"."""
    bare = not (title.partners or title.national or title.bodies)
    at = title.solid + 1
    follows = titles.text.startswith(" ", title.solid) and titles.text[at : at + 1].islower()
    return (
        not title.partners
        and follows
        and (bare or titles.find_section(at)[0] == "verbs")
        and not titles.low.startswith("của ", at)
    )


def _is_subject(titles: Titles, title: Title, start: int) -> bool:
    """Whether a name is nobody's object: "Sáng 5/3, Đại tướng X, Bộ trưởng Bộ Quốc phòng đã tiếp …"."""
    # Somebody else may be meant by "Bộ trưởng" alone.
    whole = title.bodies or title.office.form.count(" ") > _SHORT
    return bool(whole) and _OPENS.search(titles.low, max(0, start - 40), start) is not None


def _read_taker(titles: Titles, at: int) -> tuple[int, int] | None:
    """Who takes an office: the name in the same clause before ``at``, a few small words between."""
    end = 0
    for word in CAPITALISED.finditer(titles.text, at - 80, at):
        start = word.start()
        if start < end or start in titles.heads or start in titles.entities or word.group() in AGAIN:
            end = max(end, titles.entities.get(start, (0, ""))[0])
            continue
        end = titles.names.read(start, at)[0]
        called = _PERSON.search(titles.text, start - 10, start) is not None
        between = titles.text[end:at]
        if end > start and (called or " " in titles.text[start:end]) and _SMALL.fullmatch(between):
            return None if between.endswith(_NOUNS) else (start, end)
    return None


def _read_appointed(titles: Titles, at: int) -> tuple[int, int] | None:
    """Who is given an office: the name that ends ``at`` its words, behind a verb: "bổ nhiệm cựu Bộ trưởng X | làm"."""
    for word in CAPITALISED.finditer(titles.text, at - 60, at):
        start = word.start()
        if start in titles.heads or titles.is_inside(start) or titles.names.read(start, at)[0] != at:
            continue
        whole = " " in titles.text[start:at] or _PERSON.search(titles.text, start - 10, start) is not None
        appointed = _APPOINTING.search(titles.low, max(0, start - 90), start)
        return (start, at) if whole and appointed else None
    return None


def _pass_country(titles: Titles, end: int) -> int:
    """Where the country behind a name ends: "các người đồng cấp A | của Lào |, B của Bỉ"."""
    if titles.text.startswith(" của ", end):
        return titles.entities.get(end + len(" của "), (end, ""))[0]
    return end


def read_more_names(titles: Titles, title: Title, knows: Callable[[str], bool]) -> list[tuple[int, int, str]]:
    """The further holders of an office, and their partners: "Các Thứ trưởng A, B và C", "Ngoại trưởng Nga A, Mỹ B".

    Of an office that is not said to be several people's, "Thứ trưởng A và B": only one, if it is surely a name.

    Parameters
    ----------
    title : with a name behind it.
    knows : whether somebody of this name holds such an office.
    """
    names: list[tuple[int, int, str]] = []
    at = title.name[1] if title.name else -1
    while at >= 0 and (joint := _MORE.match(titles.text, _pass_country(titles, at))):
        start = joint.end()
        section, after = titles.find_section(start)
        start = after + 1 if section == "persons" and title.several else start
        stop, partner = titles.entities.get(start, (start, ""))
        start = stop + 1 if partner else start
        end, vietnamese = titles.names.read(start, min(start + 60, len(titles.text)))
        name = titles.text[start:end]
        foreign = " " in name and not is_shaped(name)
        sure = (title.several or partner != "") and (vietnamese or foreign or knows(name))
        if not sure and joint.group() == " và ":
            sure = (vietnamese and title.office.alone and name.count(" ") > 1) or knows(name)
        if end == start or start in titles.entities or start in titles.heads or not sure:
            break
        names.append((start, end, partner))
        at = end if title.several or partner else -1
    return names
