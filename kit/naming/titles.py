"""Reading titles: from the first word of an office to the name of who holds it.

"Bộ trưởng | Quốc phòng | Mỹ | Mark Esper": portfolio, partner and name follow the office; or the name
stands before it, "bà Lucia Bergfeld, Bí thư thứ nhất … của Đại sứ quán Đức". `Titles` reads one article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from kit.naming.cues import is_vietnamese_syllable
from kit.naming.names import plain
from kit.naming.offices import Office, Offices

_FARTHEST = 160  # characters from an office to the name of its holder
_LOOSE = 8  # free words after "Uỷ ban", "về": the names of committees and subjects are endless
_CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1F00))))
_CAPITALISED = re.compile(rf"[{_CAPITALS}][^\W\d_]*(?:['-][^\W\d_]+)*\.?")
_PARTICLE = re.compile(rf"[A-Za-z]{{1,4}}(?=[ -][{_CAPITALS}])")
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


class Titles:
    """The offices of one article and how to read them.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    entities : start of each partner named → its end and key ("" if nobody speaks for it: a region).
    offices : from `kit.naming.offices.load_offices`.
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
        at, free, strayed, posted = end, 0, False, False
        line = self.text.find("\n", end)
        stop = min(end + _FARTHEST, line if line >= 0 else len(self.text))
        while at < stop:
            title.end = at
            if self.text[at] in " -":
                at += 1
                continue
            if at in self.entities:
                at, key = self.entities[at]
                if key and not posted:
                    title.partners.append(key)
                posted = False
                continue
            if bracket := _BRACKET.match(self.text, at):
                at = bracket.end()
                continue
            if self.text[at] == ",":
                if at + 2 in self.heads or self._section(at + 2)[0] == "persons":
                    at += 2
                    continue
                break
            if at in self.heads:
                if strayed or self.low.endswith("của ", 0, at):
                    break  # "… về tị nạn và di cư cảm ơn Thứ trưởng": another's office
                at = self.heads[at][0]
                continue
            name_end, vietnamese = self.read_name(at, stop)
            if strayed and not vietnamese and _is_shaped(self.text[at:name_end]):
                name_end = at  # "… về sân bay Tân Sơn Nhất": a place
            if name_end > at and self.low.endswith("của ", 0, at):
                break  # "cố vấn của Trump"
            if name_end > at and (vietnamese or not self._section(at)[0]):
                if not posted or (vietnamese and self.text[at - 4 : at] not in ("tại ", " ở ")):
                    title.name = (at, name_end)
                    return title
                # The city of a posting; the name may follow at once: "tại Geneva Lê Thị …".
                at = name_end if vietnamese else self._skip_word(at)
                continue
            section, after = self._section(at)
            if section == "local":
                title.local = True
                return title
            others = section == "persons" and self.low.endswith(("và ", "của "), 0, at)
            if section == "verbs" or others:
                break
            if section:
                if section == "bodies abroad":
                    title.partners.append(self.offices.bodies[self.low[at:after]])
                title.national |= section == "national bodies"
                posted |= section == "places"
                free = _LOOSE if section in ("national bodies", "subjects") else free
                at = after
            elif free and (word := _WORD.match(self.text, at)):
                at, free, strayed = word.end(), free - 1, True
            else:
                break
        else:
            title.end = at
        return title

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
        if self.text.startswith(" - ", at) and self.text[at - 2 : at] in ("Al", "an", "El"):
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
        line = self.text.rfind("\n", 0, end) + 1
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


def _is_shaped(name: str) -> bool:
    """Whether every word could be Vietnamese; without a family name it may well be a place (Sơn Trà)."""
    return all(is_vietnamese_syllable(word) for word in name.split())
