"""Noun phrases that may speak: officials, states and their bodies, "hai bên", "Ông", a communiqué."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

_CALLED = re.compile(
    r"(?<!\w)(?:(?:ông|bà|ngài|đồng chí|tân|đại tá|đại tướng|thượng tướng|trung tướng|thiếu tướng|tiến sĩ|cô|anh|vị|quyền) )+$"
)
_WORD = re.compile(r"[\w/&.'-]+")
_APART = re.compile(r" (?:tại|ở|về|trong|đối với|với|cho|đã|đang|cũng|sẽ|là|và|hay|do|từ|đến|tới|vừa|ngày|có|được|bị|mà|để|khi|này|đó|trên|kia|theo|rằng|không|chưa)(?: |$)")
_DOCUMENT = re.compile(r" (?:của|chung|này|báo chí|do|từ|bộ|chính phủ|nói trên|trên|được)(?!\w)")
_DETERMINED = re.compile(r"(?:(?:một|một số|các|những|nhiều|vị|hai|ba|cả|toàn thể|một vài|nữ|mọi|bản|bức) )+$")
_JOINTS = frozenset((" ", " của ", " thuộc ", " nước ", " phía ", " (", ") ", "", " - ", " vùng ", " các ", " hai viện ", " của nước ", " chính quyền "))
_DASHED = re.compile(r" ?[-–,(] ?")
_POSTED = re.compile(r" (?:tại|ở) (?:[A-ZĐ][\w]* ?)+(?<! )")
_GIVEN = re.compile(r"(?<!\w)(?:bà|ông|cô|anh|chị) $")  # "bà Mỹ"
_OFFICIAL = frozenset(("offices", "roles", "local"))
_NAMEABLE = frozenset(("person", "roles", "offices", "bodies", "pronouns"))
_MEMBERS = re.compile(r"(?<!\w)(?:(?:tất cả |toàn bộ |cả )?(?:các |\d+ )?(?:nước|quốc gia|khối|phía|đại sứ|ngoại trưởng|thành viên|lãnh đạo)(?: thành viên)?(?: của)? )$")
FAMILIES = frozenset("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lâm Mai Trịnh Đào Cao Chu Châu Lương Tô Tạ Thái Trương Phùng Tống Triệu Kiều Nông Khuất Nghiêm Doãn Lại Lưu Tăng Tôn Đàm Hà Giàng Sùng Lò Hầu Thào".split())
_LISTED = frozenset((" ", " và ", "-", " - ", ", ", "–", " – "))
_NEXT = re.compile(r",? ([\w.'’/-]+)")
_PARTICLES = frozenset(("de", "los", "la", "van", "der", "von", "al", "bin", "del", "da"))
_PROVINCIAL = frozenset(("tỉnh", "thành", "phố", "tp", "tp.", "huyện", "quận", "thành phố"))


class Unit(NamedTuple):
    """One word or name of a noun phrase: its sort (``person``, ``name`` of a partner, or a section of the lexicon)."""

    start: int
    end: int
    sort: str
    sides: tuple[str, ...] = ()
    person: str = ""


class Phrase(NamedTuple):
    """A noun phrase: its sort is that of its first unit; ``sides`` are () where the article must say them."""

    start: int
    end: int
    sort: str
    sides: tuple[str, ...]
    person: str
    head: str
    name: str = ""


def _is_title(gap: str) -> bool:
    """Whether "và" joins the parts of a ministry's name: " Vận tải và Công trình Công cộng "."""
    words = gap.split()
    return "và" in words and all(word == "và" or word[:1].isupper() or word[-1] == "," for word in words[:4]) and words[0][0].isupper()


def _read_local(text: str, at: int) -> tuple[int, str]:
    """Where the office of a province ends, and who holds it: "Chủ tịch UBND | tỉnh Lào Cai Trần Thị Ẩn"."""
    end = read_capitals(text, at, _PROVINCIAL)
    words = text[at:end].replace(",", "").split()
    for size in (3, 4, 2):
        name = words[-size:]
        if len(words) >= size and name[0] in FAMILIES and all(word.istitle() for word in name):
            return end, " ".join(name).lower()
    return end, ""


def read_capitals(text: str, at: int, small: frozenset[str] = _PARTICLES) -> int:
    """Where a run of capitalised words behind ``at`` ends; ``small`` words may stand in it."""
    end = at
    while (word := _NEXT.match(text, at)) and (word[1][0].isupper() or word[1] in small or word[1].startswith(("al-", "el-"))):
        if word[0].startswith(",") and small is _PARTICLES:
            break
        if small is _PARTICLES and word[1].startswith(("al-", "el-")):
            end = at = word.end()
            continue
        at = word.end()
        end = at if word[1][0].isupper() or small is _PROVINCIAL else end
    return end


def find_units(
    text: str, low: str, named: Sequence[Unit], heads: Sequence[tuple[int, int, str, str]]
) -> list[Unit]:
    """The units of an article: those that are ``named`` (officials before partners), and the nouns of the lexicon."""
    units = list(named)
    taken = [unit.start for unit in units]
    for start, end, sort, key in heads:
        place = bisect_right(taken, start)
        if (place and units[place - 1].end > start) or (place < len(taken) and taken[place] < end):
            continue
        if sort == "seat" and text[start:end].islower():
            continue
        if sort == "pronouns" and place < len(taken) and taken[place] == end + 1 and units[place].sort == "person":
            continue  # "ông | Biden"
        if sort == "documents" and not _DOCUMENT.match(low, end):
            continue
        units.append(Unit(start, end, sort, (key,) if key else ()))
    units.sort()
    return [u for u in units if u.sort != "name" or not _GIVEN.search(low, max(0, u.start - 4), u.start)]


def join_units(text: str, low: str, units: Sequence[Unit], apposed: re.Pattern[str]) -> list[Phrase]:
    """The noun phrases that units make with those next to them: "Phát ngôn viên | của | Thủ tướng Anh"."""
    phrases: list[Phrase] = []
    place = 0
    while place < len(units):
        first = last = units[place]
        sides, person = first.sides, first.person if first.sort == "person" else ""
        place += 1
        if first.sort == "pronouns" and place < len(units) and units[place].start == first.end + 1 and units[place].sort in _OFFICIAL:
            continue  # "Ngài | Đại sứ"
        if first.sort == "local":
            end, person = _read_local(text, first.end)
            while place < len(units) and units[place].start < end:
                place += 1
            phrases.append(Phrase(first.start, end, "local", (), person, low[first.start : first.end]))
            continue
        if first.sort == "pairs":
            of: list[str] = []
            while place < len(units) and low[last.end : units[place].start] in _LISTED and units[place].sort in ("bodies", "name", "seat"):
                last = units[place]
                of += last.sides
                place += 1
            sides = tuple(dict.fromkeys(of))
        elif first.sort not in ("pronouns", "first person"):
            while place < len(units):
                gap = low[last.end : units[place].start]
                following = units[place]
                if gap not in _JOINTS and not (
                    first.sort in ("bodies", "roles", "documents")
                    and not sides
                    and len(gap) < 45
                    and gap[:1] == " "
                    and "," not in gap
                    and ";" not in gap
                    and (not _APART.search(gap) or _is_title(text[last.end : units[place].start]))
                ):
                    break
                if first.sort in ("person", "name", "seat") and gap not in ("", " (", " của ", " - ") and following.sort == "person":
                    break
                if first.sort in ("person",) and gap == " " and following.sort != "person":
                    break
                if following.sort in ("pronouns", "first person"):
                    break
                if first.sort in ("roles", "offices") and following.sort == "person" and gap in (" ", ", ") and not person:
                    person = following.person
                sides = sides or following.sides
                last = following
                place += 1
        start = first.start
        if first.sort == "name" and (called := _MEMBERS.search(low, max(0, start - 40), start)):
            start = called.start()
        elif first.sort in ("person", "name") and (called := _CALLED.search(low, max(0, start - 40), start)):
            start = called.start()
        elif first.sort in ("roles", "offices", "local", "bodies", "documents") and (called := _DETERMINED.search(low, max(0, start - 24), start)):
            start = called.start()
        end, called_by = last.end, ""
        if first.sort == "pronouns" and called_by and place < len(units):
            gap = low[end : units[place].start]
            if len(gap) < 70 and _DASHED.match(gap) and apposed.search(gap) and ";" not in gap:
                sides, end = units[place].sides, units[place].end
                place += 1
                if posted := _POSTED.match(text, end):
                    end = posted.end()
                while place < len(units) and units[place].start < end:
                    place += 1
        if first.sort == "roles" and not sides and place < len(units) and units[place].sort in ("seat", "name"):
            if re.fullmatch(r"[^,;]{0,20} (?:tại|ở) ", low[end : units[place].start]):
                sides, end = units[place].sides, units[place].end
                place += 1
        if first.sort in _NAMEABLE and (after := read_capitals(text, end)) > end:
            called_by = text[end + 1 : after]
            end, called_by = after, "" if called_by.isupper() else called_by
        phrases.append(Phrase(start, end, first.sort, sides, person, low[first.start : first.end], called_by))
    return phrases
