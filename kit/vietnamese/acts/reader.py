"""A sentence read for its acts: which verbs are statements, who is their subject, and what is said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.quotations import Quotation
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary

_LINK = re.compile(r"\[[^\[\]]{12,200}\]")  # the title of another story
_MARKS = re.compile(r"[,;:\"“”|–\]]")
_TIME = re.compile(
    r"(?:(?<=\s)|(?<=^)|(?<=,))(?:(?:vào|từ|trong|hồi|hôm|ngày|sáng|chiều|tối|đêm|trưa|tuần|tháng|cuối|đầu|năm|giữa)"
    r"(?: (?:(?:tháng|thứ) (?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|giêng|chạp)|chủ nhật|ngày|tháng|đầu|cuối|giữa|năm|"
    r"tuần|qua|nay|trước|này|hôm|vừa|giờ|[\d][\d/.\-]*|cùng|gần|đây))+|\(?\d[\d/.\-]*\)?|gần đây|cùng ngày)$"
)
TIMES = frozenset(("qua", "nay", "trước", "này", "đây", "nhật", "một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "giêng", "chạp", "ngày", "hôm", "cùng", "tháng", "tuần", "giờ", "vừa", "cuối", "đầu", "giữa"))
_BRACKET = re.compile(r"\([^()]*\)$")
_MODIFIED = re.compile(
    r"(?: (?:tại|ở|trong|phụ trách|về|thuộc|của|nói trên|này|trên|đó|giấu tên|ẩn danh|yêu cầu giấu tên|bên|cấp cao|"
    r"đương nhiệm|khác|nước này|liên quan|cùng|đến từ|đang thăm|mới|và|khu vực|đặc trách|sở tại|phái đoàn|quan chức|đồng|\d+ tuổi|lúc bấy giờ|quốc phòng|an ninh|ngoại giao|chính phủ|hàng đầu|cao cấp)(?= |,|$).*)?"
)
_CONTINUED = re.compile(r"(?:đồng thời|song|nhưng|ngoài ra|bên cạnh đó|cũng như|tuy nhiên|cùng với đó|mặt khác)")
_STATES = ("name", "seat")
_BLOCKS = re.compile(r" (?:để|nhằm|buộc|phải|đã|sẽ|không|là|có|được|bị|cho|khi|nếu|vì|mà|rằng|làm|khiến|việc|muốn|hãy|thì|nên|cần)(?= |$)")
_STRANGER = re.compile(r"(?<=[a-zA-Zà-ỹ])(?:Ông|Bà) [A-ZĐ]")  # glued behind a caption
_SPELT_SMALL = frozenset(("documents", "bodies", "roles", "offices", "local", "pairs", "pronouns"))
_RANKED = re.compile(r"(?:[^\W\d_]+ ){0,3}?([A-ZĐ][\w.'’-]*(?: (?:[A-ZĐ]|al-)[\w.'’-]*)+)")
_JOINING = frozenset(("nhưng", "song", "còn", "rằng", "đó", "thì", "và", "rồi", "nay", "vậy", "thế"))
_LED = re.compile(r"(?:^|[\s,;])(?:đồng thời|song|nhưng|còn|trong khi đó|trong đó|trong khi|về phần mình|tuy nhiên|và)[\s,]*$")


@dataclass
class Found:
    """A statement as it was read: places in the sentence; ``subject`` None where the article must say it."""

    start: int
    end: int
    verb: Verb
    act: str
    subject: Phrase | None
    rule: str
    content: tuple[int, int] = (-1, -1)
    quoted: bool = False
    outer: bool = False
    owner: Found | None = None
    hearer: Phrase | None = None
    extra: tuple[str, ...] = ()


@dataclass
class Sentence:
    """A sentence with what stands in it; places count from its beginning."""

    text: str
    low: str
    phrases: list[Phrase]
    cues: list[tuple[int, int, Verb]]
    quotations: Sequence[Quotation]
    vocabulary: Vocabulary
    stepped: dict[int, int] = field(default_factory=dict)

    @cached_property
    def marks(self) -> list[int]:
        """Where a clause may end: commas and their like, those within a noun phrase without."""
        covered = iter([(phrase.start, phrase.end) for phrase in self.phrases] + [(len(self.low) + 1,) * 2])
        a, b = next(covered)
        found = []
        for match in _MARKS.finditer(self.low):
            at = match.start()
            while at >= b:
                a, b = next(covered)
            if at < a:
                found.append(at)
        return found

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Titles of other stories in square brackets."""
        return [match.span() for match in _LINK.finditer(self.low)] if "[" in self.low else []

    @cached_property
    def ends(self) -> frozenset[int]:
        return frozenset([phrase.end for phrase in self.phrases])

    def is_quoted(self, at: int) -> bool:
        return any(a <= at < b for a, b in self.quotations)

    def step_back(self, at: int) -> int:
        """Where what stands before the adverbs and times before ``at`` ends."""
        known = self.stepped.get(at)
        if known is None:
            known = self.stepped[at] = self._step_back(at)
        return known

    def _step_back(self, at: int) -> int:
        low, lasts = self.low, self.vocabulary.adverbs
        while at:
            while at and low[at - 1].isspace():
                at -= 1
            if at in self.ends:
                return at
            last = low[max(low.rfind(" ", 0, at), low.rfind("\n", 0, at)) + 1 : at]
            if last[-1:] == ")":
                bracket = _BRACKET.search(low, max(0, at - 70), at)
                times = None if bracket else _TIME.search(low, max(0, at - 70), at)
                if not (bracket or times):
                    return at
                at = (bracket or times).start()
                continue
            if last[-1:].isdigit() or last in TIMES:
                if times := _TIME.search(low, max(0, at - 70), at):
                    at = times.start()
                    continue
            for phrase in lasts.get(last, ()):
                if low.endswith(phrase, 0, at) and (len(phrase) == at or not low[at - len(phrase) - 1].isalnum()):
                    at -= len(phrase)
                    break
            else:
                return at
        return 0

    def word_before(self, at: int) -> str:
        """The word or mark before ``at``; "" at the beginning."""
        before = self.low[max(0, at - 40) : at].rstrip()
        if not before:
            return ""
        if not (before[-1].isalnum()):
            return before[-1]
        return re.split(r"[^\w-]", before)[-1]

    def ends_with(self, at: int, name: str) -> bool:
        """Whether one of a set of phrases stands just before ``at``."""
        words = self.low[max(0, at - 40) : at].rstrip().split(" ")
        known = self.vocabulary.sets[name]
        return any(" ".join(words[-size:]) in known for size in (5, 4, 3, 2, 1) if len(words) >= size)

    def begin_clause(self, at: int) -> int:
        """Where the clause that holds ``at`` begins: behind the last comma, semicolon, colon or quotation mark."""
        place = bisect_left(self.marks, at)
        return self.marks[place - 1] + 1 if place else 0

    def find_subject(self, begin: int, at: int) -> Phrase | None:
        """The noun phrase that is the subject of the verb at ``at``, in the clause from ``begin``."""
        q = self.step_back(at)
        inside = [phrase for phrase in self.phrases if begin <= phrase.start and phrase.end <= q]
        if not inside:
            return self._find_apposed(begin, q)
        last = inside[-1]
        if self._is_modified(last.end, q) and self._may_be_subject(last, begin):
            joined = self._with_partner(last, inside)
            return joined if joined.start == last.start or self._may_be_subject(joined, 0) else None
        for source in inside:
            if source.sides and source.sort in ("roles", "person", "bodies") and self.ends_with(source.start, "sources"):
                return None if self._has_verb(source.end, q) or q - source.end > 220 else source
        first = inside[0]
        lead = self.low[begin : first.start].strip(" \n*-|([.…")
        if (not lead or self.step_back(first.start) <= begin or lead in self.vocabulary.sets["adverbs"]) and not self._has_verb(
            first.end, q
        ):
            return self._with_partner(first, inside) if self._is_modified(first.end, q) else None
        return None

    def _find_apposed(self, begin: int, at: int) -> Phrase | None:
        """The office before a name that nobody knows: "Người phát ngôn quân đội, | Chuẩn tướng X"."""
        name = _RANKED.fullmatch(self.text[begin:at].strip())
        before = [phrase for phrase in self.phrases if phrase.end == begin - 1 and phrase.sort in ("roles", "bodies")]
        return before[0]._replace(name=name[1]) if name and before else None

    def _with_partner(self, phrase: Phrase, inside: list[Phrase]) -> Phrase:
        """ "A và B" as one phrase."""
        place = self.phrases.index(phrase)
        listed = False
        for other in reversed(self.phrases[:place]):
            gap = self.low[other.end : phrase.start]
            names = other.sort in _STATES and phrase.sort in (*_STATES, "group")
            joined = gap in (" và ", " cùng ", " cùng với ") or (
                gap in (", ", "), ") and names and (listed or self._begins(other) or self._begins_list(other))
            )
            if joined and other.sort not in ("documents", "pronouns") and not self.is_quoted(other.start):
                listed = True
                sides = tuple(dict.fromkeys((*other.sides, *phrase.sides)))
                sort = "group" if len(sides) > 1 else other.sort
                phrase = Phrase(other.start, phrase.end, sort, sides, "", other.head)
            else:
                break
        return phrase

    def _begins(self, phrase: Phrase) -> bool:
        """Whether it begins a clause."""
        before = self.low[: self.step_back(phrase.start)].rstrip()
        return not before or not before[-1].isalnum() and before[-1] not in ")"

    def _begins_list(self, phrase: Phrase) -> bool:
        """Whether it goes on a list of states that begins a clause: "Mỹ, | Nhật Bản, | Hàn Quốc"."""
        place = self.phrases.index(phrase)
        return place > 0 and self.low[self.phrases[place - 1].end : phrase.start] in (", ", "), ")

    def _may_be_subject(self, phrase: Phrase, begin: int) -> bool:
        at = self.step_back(phrase.start)
        if at <= begin or (self.text[phrase.start].isupper() and phrase.sort in _SPELT_SMALL):
            return True
        if self.low[:at].endswith((" được", " bị", " được cả")):
            return True
        if self.ends_with(at, "sources"):
            return True
        if self.ends_with(at, "no subject after"):
            word = self.word_before(at)
            if word == "và" or word == "":
                return True
            return False
        if self.ends_with(at, "others"):
            return False
        word = self.word_before(at)
        if not word.isalnum() and word not in ")":
            return True
        if phrase.sort in ("pronouns", "pairs", "roles", "offices", "local"):
            piece = self.low[begin:at].split()
            return word in _JOINING or bool(piece) and piece[0] in self.vocabulary.sets["introductions"]
        return phrase.sort == "person" or at == 0 or word in _JOINING

    def _is_modified(self, end: int, at: int) -> bool:
        gap = self.low[end:at].rstrip()
        if not gap.strip(" ,"):
            return True
        fits = len(gap) < 90 and _MODIFIED.fullmatch(gap) is not None and not _BLOCKS.search(gap)
        return fits and not self._has_verb(end, at)

    def _has_verb(self, begin: int, end: int) -> bool:
        return any(begin <= a < end and verb.sort not in ("traps", "according", "occasions") for a, _, verb in self.cues)

    def find_main_subject(self, begin: int, at: int) -> Phrase | None:
        """The subject of the main clause that begins before ``at``, for verbs that share it."""
        intro = self.vocabulary.sets["introductions"]
        place = begin
        if _STRANGER.search(self.text, begin + 12, at):
            return None
        while place < at:
            stop = min([x for x in (self.low.find(mark, place, at) for mark in (",", ";")) if x >= 0] or [at])
            piece = self.low[place:stop]
            lead = len(piece) - len(piece.lstrip(" \n*-|([."))
            start = place + lead
            for phrase in self.phrases:
                if phrase.start < place or phrase.start >= stop:
                    continue
                between = self.low[start : phrase.start].strip()
                if phrase.start == start or self.step_back(phrase.start) <= start:
                    return phrase
                first = between.split(" ")[0] if between else ""
                if first in intro and phrase.sort == "person" and not self.ends_with(phrase.start, "no subject after"):
                    return phrase
                if first not in intro:
                    break
            words = piece.split()
            if words and words[0] not in intro and " ".join(words[:2]) not in intro and not any(
                phrase.start == start for phrase in self.phrases
            ):
                if not any(a == start for a, _, _ in self.cues):
                    return None  # somebody who is no side
            place = stop + 1
        return None

    def find_later_subject(self, after: int) -> Phrase | None:
        """The subject behind a verb that stands first: "Đánh giá cao …, | Phó Chủ tịch | cảm ơn"."""
        for phrase in self.phrases:
            if phrase.start <= after or not self.low[after : phrase.start].strip(" ,:") or any(a < phrase.start < b for a, b in self.links):
                continue
            before = self.low[: self.step_back(phrase.start)].rstrip()
            if not before.endswith(","):
                continue
            for start, _, verb in self.cues:
                if start >= phrase.end and verb.sort not in ("traps",):
                    if self._is_modified(phrase.end, self.step_back(start)):
                        return phrase
                    break
        return None
