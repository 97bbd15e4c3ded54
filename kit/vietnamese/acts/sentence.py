"""A sentence read for its acts: its words, clauses and noun phrases, and what stands before a place in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

from kit.vietnamese.acts.phrases import END, START, Phrase
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary

# Sorts of phrases that are no act.
QUIET = frozenset(("traps", "sources", "talks", "visits", "occasions"))

_DAYS = r"(?:tháng|thứ) (?:một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|giêng|chạp)|chủ nhật"
_PARTS = r"ngày|tháng|đầu|cuối|giữa|năm|tuần|qua|nay|trước|này|hôm|vừa|giờ|cùng|gần|đây"
_STARTS = r"vào|từ|trong|hồi|hôm|ngày|sáng|chiều|tối|đêm|trưa|tuần|tháng|cuối|đầu|năm|giữa"
_TIME = re.compile(
    rf"(?:(?<=\s)|(?<=^)|(?<=,))(?:(?:{_STARTS})(?: (?:{_DAYS}|{_PARTS}|[\d][\d/.\-]*))+|"
    r"\(?\d[\d/.\-]*\)?|gần đây|cùng ngày|(?:năm|tháng|tuần) (?:ngoái|rồi))$"
)
_ENDING = (
    "qua|nay|trước|này|đây|nhật|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|giêng|chạp|ngày|hôm|cùng|"
    "tháng|tuần|giờ|vừa|cuối|đầu|giữa|ngoái|rồi"
)
# Words that may end a time: "hồi tháng một".
TIMES = frozenset(_ENDING.split("|"))
_BRACKET = re.compile(r"\([^()]*\)$")
_MARKS = ',;:"“”|–]'
_LINK = re.compile(r"\[[^\[\]]{12,200}\]")  # the title of another story
_OPENERS = "Ngày|Hôm|Trong|Tại|Theo|Ông|Bà|Phát biểu|Trước|Sáng|Chiều|Tổng|Thủ|Bộ|Chủ"
_BREAK = re.compile(">>|" + "|".join(rf"{word}(?= [\w(])" for word in _OPENERS.split("|")))
_GLUED = re.compile(r"[a-zA-Zà-ỹ]")
_WORD = re.compile(r"[\w-]+$")
_QUALITIES = (
    "nói trên|này|trên|đó|giấu tên|ẩn danh|yêu cầu giấu tên|cấp cao|đương nhiệm|khác|nước này|liên quan|mới|sở tại|"
    r"\d+ tuổi|lúc bấy giờ|quốc phòng|an ninh|ngoại giao|chính phủ|hàng đầu|cao cấp"
)
_RELATIONS = (
    "tại|ở|trong|trên|dưới thời|phụ trách|về|thuộc|của|bên|cùng|đến từ|đang thăm|và|khu vực|đặc trách|phái đoàn|"
    "quan chức|đồng"
)
_MODIFIED = re.compile(rf"(?: (?:{_QUALITIES})(?= |,|$))*(?: (?:{_RELATIONS})(?= |,|$).*)?,?")
_VERBAL = (
    "để|nhằm|buộc|phải|đã|sẽ|không|là|có|được|bị|cho|khi|nếu|vì|mà|rằng|làm|khiến|việc|muốn|hãy|thì|nên|cần"
)
_BLOCKS = re.compile(rf" (?:{_VERBAL})(?= |$)")
_MEETINGS = ("cuộc ", "buổi ")
_COUNTED = (" một ", " cuộc ", " lời ")
_SILENT = frozenset(("traps", "according", "occasions"))
_LONGEST_GAP = 90  # characters between a noun phrase and its verb


def may_be_modified(gap: str) -> bool:
    """Whether words behind a noun phrase may belong to it: " của Bộ Ngoại giao tại Lào"."""
    return len(gap) <= _LONGEST_GAP and _MODIFIED.fullmatch(gap) is not None and not _BLOCKS.search(gap)


@dataclass(slots=True)
class Found:
    """A statement as it was read: places in the sentence; ``subject`` None where the article must say it.

    ``owner``: the statement in whose content it stands; ``tells``: whether one of somebody else stands in its own.
    """

    start: int
    end: int
    verb: Verb
    subject: Phrase | None
    rule: str
    content: tuple[int, int] = (-1, -1)
    quoted: bool = False
    owner: Found | None = None
    tells: bool = False

    @property
    def act(self) -> str:
        """The class of its verb."""
        return self.verb.act

    @property
    def carries(self) -> bool:
        """Whether its class is that of what is said."""
        return self.verb.sort in ("carrier", "according")


class Sentence:
    """A sentence with what stands in it; places count from its beginning.

    Attributes
    ----------
    starts, ends : where the noun phrases begin and end.
    acts : where the phrases stand that may be acts.
    quoted_until : where the quotations end.
    """

    def __init__(
        self,
        text: str,
        low: str,
        phrases: list[Phrase],
        cues: list[tuple[int, int, Verb]],
        acts: list[int],
        quotations: Sequence[tuple[int, int]],
        vocabulary: Vocabulary,
    ):
        self.text, self.low, self.phrases, self.cues, self.acts = text, low, phrases, cues, acts
        self.quotations, self.vocabulary = quotations, vocabulary
        self.starts, self.ends = [*map(START, phrases)], [*map(END, phrases)]
        self.quoted_until = [end for _, end in quotations]
        self.main_subjects: dict[int, tuple[int, Phrase | None, bool]] = {}
        self._stepped: dict[int, int] = {}
        self._marks: dict[str, int] = {}

    @cached_property
    def verbs(self) -> list[int]:
        """Where verbs stand."""
        low = self.low
        return [
            start
            for start, _, verb in self.cues
            if verb.sort not in _SILENT
            and not low.endswith(_COUNTED, 0, start)
            and not (verb.sort == "talks" and low.startswith(_MEETINGS, start))
        ]

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Titles of other stories in square brackets."""
        return [match.span() for match in _LINK.finditer(self.low)]

    @cached_property
    def verb_at(self) -> dict[int, tuple[int, Verb]]:
        """Of each place at which a phrase of the lexicon begins, where it ends and what it is."""
        return {start: (end, verb) for start, end, verb in self.cues}

    @cached_property
    def sides(self) -> set[tuple[str, ...]]:
        """The sides that its noun phrases name."""
        return {phrase.sides for phrase in self.phrases if phrase.sides}

    @cached_property
    def breaks(self) -> list[int]:
        """Where another text is glued to it."""
        found = [match.start() for match in _BREAK.finditer(self.text)]
        text = self.text
        return [
            at
            for at in found
            if text[at] == ">" or (at and text[at - 1] != " " and _GLUED.match(text, at - 1))
        ]

    def find_mark(self, mark: str) -> int:
        """Where a mark stands first; -1 if nowhere."""
        if mark not in self._marks:
            self._marks[mark] = self.low.find(mark)
        return self._marks[mark]

    def find_phrases(self, begin: int, end: int) -> list[Phrase]:
        """The noun phrases that begin from ``begin`` on, before ``end``."""
        return self.phrases[bisect_left(self.starts, begin) : bisect_left(self.starts, end)]

    def is_broken(self, begin: int, end: int) -> bool:
        """Whether another text begins between two places."""
        place = bisect_left(self.breaks, begin)
        return place < len(self.breaks) and self.breaks[place] < end

    def find_quotation(self, at: int) -> tuple[int, int] | None:
        """The quotation that ends before ``at``, the last of them."""
        place = bisect_right(self.quoted_until, at)
        return self.quotations[place - 1] if place else None

    def is_linked(self, at: int) -> bool:
        """Whether ``at`` lies in the title of another story."""
        return "[" in self.low and any(first < at < last for first, last in self.links)

    def is_quoted(self, at: int) -> bool:
        """Whether ``at`` lies in a quotation."""
        place = bisect_right(self.quoted_until, at) if self.quotations else 0
        return place < len(self.quotations) and self.quotations[place][0] <= at

    def find_last(self, at: int) -> Phrase | None:
        """The last noun phrase that ends at ``at`` or before."""
        place = bisect_right(self.ends, at)
        return self.phrases[place - 1] if place else None

    def opens(self, begin: int, at: int) -> bool:
        """Whether nothing but adverbs and times stands from ``begin`` to ``at``."""
        return at <= begin or self.low[begin:at].isspace() or self.step_back(at) <= begin

    def step_back(self, at: int) -> int:
        """Where what stands before the adverbs and times before ``at`` ends."""
        known = self._stepped.get(at)
        if known is None:
            known = self._stepped[at] = self._step_back(at)
        return known

    def _step_back(self, at: int) -> int:
        low, ends, lasts = self.low, self.ends, self.vocabulary.lasts["adverbs"]
        while before := low[:at].rstrip():
            at = len(before)
            place = bisect_right(ends, at)
            phrase_end = ends[place - 1] if place else 0
            if phrase_end == at:
                return at
            last = before[before.rfind(" ") + 1 :].rpartition("\n")[2]
            if (last in TIMES or not last[-1:].isalpha()) and (skipped := self._find_time(at, last[-1:])):
                at = skipped.start()
                continue
            for phrase in lasts.get(last, ()):
                begin = at - len(phrase)
                if low.endswith(phrase, 0, at) and not (begin and low[begin - 1].isalnum()):
                    at = begin
                    break
            else:
                glued = phrase_end > at - len(last) and low[phrase_end:at] in lasts
                if not glued:
                    return at
                at = phrase_end  # "Tổng thống Putin|cũng"
        return 0

    def _find_time(self, at: int, last: str) -> re.Match[str] | None:
        """The bracket or time that ends at ``at`` with this sign or word."""
        bracket = _BRACKET.search(self.low, max(0, at - 70), at) if last == ")" else None
        timed = bracket is None and (last.isalpha() or last.isdigit() or last == ")")
        return _TIME.search(self.low, max(0, at - 70), at) if timed else bracket

    def word_before(self, at: int) -> str:
        """The word or mark before ``at``; "" at the beginning."""
        before = self.low[max(0, at - 40) : at].rstrip()
        last = before[before.rfind(" ") + 1 :]
        if last.isalnum():
            return last  # most often
        word = _WORD.search(last)
        return word[0] if word else before[-1:]

    def ends_with(self, at: int, name: str) -> bool:
        """Whether one of a set of phrases stands just before ``at``."""
        before = self.low[max(0, at - 40) : at].rstrip()
        phrases = self.vocabulary.lasts[name].get(before[before.rfind(" ") + 1 :])
        return phrases is not None and any(
            before.endswith(phrase) and before[: -len(phrase)][-1:] in ("", " ") for phrase in phrases
        )

    def begin_clause(self, at: int) -> int:
        """Where the clause that holds ``at`` begins: behind the last comma, semicolon, colon or quotation mark.

        Those within a noun phrase end no clause.
        """
        while True:
            mark = max(map(self.low.rfind, _MARKS, repeat(0), repeat(at)))  # the last of them
            within = bisect_right(self.starts, mark) - 1
            if within < 0 or self.ends[within] <= mark:
                return mark + 1
            at = self.starts[within]

    def is_modified(self, end: int, at: int) -> bool:
        """Whether only what belongs to the noun phrase that ends at ``end`` stands between it and ``at``."""
        if end == at:
            return True
        gap = self.low[end:at].rstrip()
        if not gap.strip(" ,"):
            return True
        return may_be_modified(gap) and not self.has_verb(end, at)

    def has_verb(self, begin: int, end: int) -> bool:
        """Whether a verb of the lexicon begins from ``begin`` on, before ``end``."""
        place = bisect_left(self.verbs, begin)
        return place < len(self.verbs) and self.verbs[place] < end
