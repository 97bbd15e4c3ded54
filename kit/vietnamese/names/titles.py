"""Reading titles: from the first word of an office to the name of who holds it.

"Bộ trưởng | Quốc phòng | Mỹ | Mark Esper": portfolio, partner and name follow the office; or the name
stands before it, "bà Lucia Bergfeld, Bí thư thứ nhất … của Đại sứ quán Đức". `Titles` reads one article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kit.vietnamese.names.cues import is_vietnamese_syllable
from kit.vietnamese.names.names import plain
from kit.vietnamese.names.offices import Office, Offices

_FARTHEST = 160  # characters from an office to the name of its holder
_END = -1  # here the title is over
_LOOSE = 8  # free words after "Uỷ ban", "về": the names of committees and subjects are endless
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1F00))))
_CAPITALISED = re.compile(rf"[{_CAPITALS}][^\W\d_]*(?:['-][^\W\d_]+)*\.?")
_PARTICLE = re.compile(rf"[A-Za-z]{{1,4}}(?=[ -][{_CAPITALS}])")
_ARTICLE = re.compile(r"(?<!\w)(?:Al|an|El)$")  # as a word: "Al - Mashat", but not "Đỗ Khoan - Nguyên"
_BRACKET = re.compile(r" ?\([^()\n]{1,40}\)")
_WORD = re.compile(r"[^\W\d_][\w&/-]*")
_JOINT = re.compile(
    r"(?: \([^()\n]{1,25}\))?"
    r"(?P<mark>,| -| (?:trên cương vị|với cương vị|với tư cách)(?: là)?|(?: (?:từng|đã|hiện|đang))? là)? $"
)
_PERSON = re.compile(r"(?:ông|bà|ngài|đồng chí) $", re.IGNORECASE)
_POSTED = re.compile(r"(?:tại|ở|đến|tới|từ|sang|thăm|rời|với|trên|theo|tờ|báo|hãng|kênh|đài) ", re.IGNORECASE)
_PLURAL = re.compile(r"(?:các|những|nhiều|hai|ba|một|nhiệm kỳ|làm|chức) $")


@dataclass
class Title:
    """One office as it stands in the text; ``name`` is the span of its holder's name, if there is one."""

    start: int
    end: int
    office: Office
    partners: list[str] = field(default_factory=list)
    national: bool = False
    local: bool = False
    name: tuple[int, int] | None = None


@dataclass
class _Walk:
    """How far a title has been read."""

    title: Title
    at: int
    stop: int
    free: int = 0  # free words that may still follow
    strayed: bool = False  # a free word has been passed
    posted: bool = False  # a place of posting is expected


class Titles:
    """The offices of one article and how to read them.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    entities : start of each partner named → its end and key ("" if nobody speaks for it: a region).
    offices : from `kit.vietnamese.names.offices.load_offices`.
    """

    def __init__(self, text: str, entities: dict[int, tuple[int, str]], offices: Offices):
        self.text = plain(text)
        self.low = self.text.lower()
        self.entities, self.offices = entities, offices

    @cached_property
    def heads(self) -> dict[int, tuple[int, Office]]:
        """Start of each office → its end and what it is."""
        return self.offices.find_heads(self.low)

    def read(self, start: int) -> Title:
        """Read on from the office at ``start``: portfolio, bodies, partners, and the name if it follows."""
        end, office = self.heads[start]
        prefix = self.offices.prefix.search(self.low, max(0, start - 30), start)
        title = Title(prefix.start() if prefix else start, end, office)
        if self.offices.unlike.search(self.low, max(0, title.start - 30), title.start):
            title.local = True  # "ứng viên tổng thống", "phu nhân Thủ tướng" hold no office
            return title
        if self.entities.get(start, (0, ""))[0] > end:  # "Cao uỷ Liên hợp quốc về Người tị nạn" is a name
            end, key = self.entities[start]
            title.partners.append(key)
        farthest = min(end + _FARTHEST, len(self.text))
        line = self.text.find("\n", end, farthest)
        walk = _Walk(title, end, line if line >= 0 else farthest)
        while walk.at < walk.stop:
            title.end = walk.at
            walk.at = next(after for case in _CASES if (after := case(self, walk)) is not None)
            if walk.at == _END:
                return title
        title.end = walk.at
        return title

    def _pass_gap(self, walk: _Walk) -> int | None:
        return walk.at + 1 if self.text[walk.at] in " -" else None

    def _pass_partner(self, walk: _Walk) -> int | None:
        if walk.at not in self.entities:
            return None
        after, key = self.entities[walk.at]
        if key and not walk.posted:
            walk.title.partners.append(key)
        walk.posted = False
        return after

    def _pass_bracket(self, walk: _Walk) -> int | None:
        bracket = _BRACKET.match(self.text, walk.at)
        return bracket.end() if bracket else None

    def _pass_comma(self, walk: _Walk) -> int | None:
        if self.text[walk.at] != ",":
            return None
        after = walk.at + 2
        return after if after in self.heads or self._section(after)[0] == "persons" else _END

    def _pass_office(self, walk: _Walk) -> int | None:
        if walk.at not in self.heads:
            return None
        if walk.strayed or self.low.endswith("của ", 0, walk.at):
            return _END  # "… về tị nạn và di cư cảm ơn Thứ trưởng": another's office
        return self.heads[walk.at][0]

    def _pass_name(self, walk: _Walk) -> int | None:
        """A name ends the title, unless it is that of the place of a posting."""
        at = walk.at
        end, vietnamese = self.read_name(at, walk.stop)
        if walk.strayed and not vietnamese and _is_shaped(self.text[at:end]):
            end = at  # "… về sân bay Tân Sơn Nhất": a place
        if end == at:
            return None
        if self.low.endswith("của ", 0, at):
            return _END  # "cố vấn của Trump"
        if not vietnamese and self._section(at)[0]:
            return None
        if not walk.posted or (vietnamese and self.text[at - 4 : at] not in ("tại ", " ở ")):
            walk.title.name = (at, end)
            return _END
        # The city of a posting; the name may follow at once: "tại Geneva Lê Thị …".
        return end if vietnamese else self._skip_word(at)

    def _pass_phrase(self, walk: _Walk) -> int | None:
        """A phrase of the lexicon: a body or a subject belongs to the title, a verb ends it."""
        section, after = self._section(walk.at)
        if not section:
            return None
        walk.title.local |= section == "local"
        others = section == "persons" and self.low.endswith(("và ", "của "), 0, walk.at)
        if section in ("local", "verbs") or others:
            return _END
        if section == "bodies abroad":
            walk.title.partners.append(self.offices.bodies[self.low[walk.at : after]])
        walk.title.national |= section == "national bodies"
        walk.posted |= section == "places"
        walk.free = _LOOSE if section in ("national bodies", "subjects") else walk.free
        return after

    def _pass_word(self, walk: _Walk) -> int | None:
        word = _WORD.match(self.text, walk.at) if walk.free else None
        if word is None:
            return _END
        walk.free, walk.strayed = walk.free - 1, True
        return word.end()

    def _skip_word(self, at: int) -> int:
        word = _CAPITALISED.match(self.text, at)
        return word.end() if word else at + 1

    def _section(self, at: int) -> tuple[str, int]:
        """Of the phrase of the lexicon that stands at ``at``: its section and end, or ("", at)."""
        found = self.offices.words.match(self.low, at)
        return (self.offices.sections[found.group()], found.end()) if found else ("", at)

    def read_name(self, start: int, stop: int) -> tuple[int, bool]:
        """Where the personal name at ``start`` ends (``start`` if none is there), and if it is Vietnamese.

        A Vietnamese, Chinese or Korean name is a family name and one to three syllables; a foreign one a
        run of capitalised words with particles (Nicole de Moor), initials and hyphens (Al - Mashat).
        """
        words: list[str] = []
        ends: list[int] = []
        at = start
        while len(words) < 7 and (word := _CAPITALISED.match(self.text, at, stop)):
            if words and (at in self.entities or at in self.heads):
                break
            initial = len(word.group()) == 2 and word.group().endswith(".")
            words.append(word.group() if initial else word.group().rstrip("."))
            ends.append(at + len(words[-1]))
            at = self._skip_joint(ends[-1])
            if at == ends[-1] and not initial:  # "George H.W.Bush" goes on without spaces
                break
        count, vietnamese = self._count_words(words)
        return (ends[count - 1] if count else start), vietnamese

    def _skip_joint(self, at: int) -> int:
        """Past the space, spaced hyphen or particles between two words of a name."""
        if self.text.startswith(" - ", at) and _ARTICLE.search(self.text, max(0, at - 3), at):
            return at + 3
        if not self.text.startswith(" ", at):
            return at
        at += 1
        while (particle := _PARTICLE.match(self.text, at)) and particle.group() in self.offices.particles:
            at = particle.end() + 1
        return at

    def _count_words(self, words: list[str]) -> tuple[int, bool]:
        """How many of the capitalised words make a name (0: none), and whether it is Vietnamese."""
        if not words:
            return 0, False
        if (
            words[0].isupper()
            and len(words[0]) > 1
            and not words[0].endswith(".")
            and not all(word.isupper() and words[1:] for word in words)
        ):
            return 0, False  # an abbreviation: "Bộ trưởng LĐ, TB và XH"
        shaped = [is_vietnamese_syllable(word) for word in words]
        if self.offices.is_family_name(words[0]) and len(words) > 1 and shaped[1]:
            most = 3 if words[1].isupper() else 4  # in ALL CAPS nothing shows where a name ends
            return min(most, [*shaped, False].index(False)), True
        if all(shaped):
            known = " ".join(words).casefold() in self.offices.leaders
            return (len(words) if known or 2 <= len(words) <= 3 else 0), False
        return len(words), False

    def is_alone(self, start: int) -> bool:
        """Whether the office at ``start`` stands for its holder: no name, body, portfolio or plural with it."""
        title, end = self.read(start), self.heads[start][0]
        follows = _CAPITALISED.match(self.text, end + 1) if self.text.startswith(" ", end) else None
        return (
            title.start == start
            and title.name is None
            and not (title.partners or title.national or title.local or follows)
            and title.end <= end + 1
            and _PLURAL.search(self.low, max(0, start - 12), start) is None
            and self.read_name_before(title) is None
        )

    def read_name_before(self, title: Title) -> tuple[int, int] | None:
        """The name that ``title`` is added to: "ông Vương Nghị, …", "bà Nicole De Moor Quốc vụ khanh Bỉ"."""
        joint = _JOINT.search(self.text, max(0, title.start - 50), title.start)
        if not joint:
            return None
        end = joint.start()
        line = self.text.rfind("\n", max(0, end - 46), end) + 1
        for word in _CAPITALISED.finditer(self.text, max(line, end - 45), end):
            start = word.start()
            if self.read_name(start, end)[0] != end or start in self.heads:
                continue
            if self._section(start)[0] in ("persons", "national bodies") or _POSTED.match(self.text, start):
                continue
            if any(start < at < end or at <= start < stop for at, (stop, _) in self._near(start)):
                continue
            called = _PERSON.search(self.text, max(0, start - 10), start) is not None
            called &= not (joint["mark"] or "").endswith("là")  # "Ông Trump là Tổng thống": nobody's title
            personal = self.read_name(start, end)[1] or not _is_shaped(self.text[start:end])
            several = " " in self.text[start:end] and joint["mark"] is not None and personal
            if called or (several and not _POSTED.search(self.text, max(0, start - 6), start)):
                return start, end
        return None

    def _near(self, at: int) -> list[tuple[int, tuple[int, str]]]:
        return [(k, self.entities[k]) for k in range(max(0, at - 40), at + 45) if k in self.entities]


_CASES = (
    Titles._pass_gap,
    Titles._pass_partner,
    Titles._pass_bracket,
    Titles._pass_comma,
    Titles._pass_office,
    Titles._pass_name,
    Titles._pass_phrase,
    Titles._pass_word,
)
"""What may follow in a title, in the order of trying: each gives where it ends, `_END`, or None if it is not there."""


def _is_shaped(name: str) -> bool:
    """Whether every word could be Vietnamese; without a family name it may well be a place (Sơn Trà)."""
    return all(is_vietnamese_syllable(word) for word in name.split())
