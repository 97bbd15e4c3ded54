"""Whether a day in the sentence that a story opens with is the day of its news, or of history, a plan or a document."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from kit.vietnamese.dates.tense import find_tense
from kit.vietnamese.dates.vocabulary import Vocabulary

_DATELINE = 60  # characters from the beginning of a story within which the day of its news may stand anywhere
_FARTHEST = 200  # characters within which a day that begins a clause may be that of the news
_CLAUSE = re.compile(r"[,;:)\n-]\s|\(")
_BEGINS = re.compile(r"[,;] (?:vào )?$")
_CLOCK = re.compile(r"[0-9]{1,2} ?(?:giờ|h|:)")
_AT = re.compile(
    r"(?:(?:vào|lúc|đúng|hồi) ){0,3}$"
)  # đúng 9 giờ, vào hồi 9 giờ: a clock time, no day long gone
_NAMED_DAY = re.compile(r"(?<!\w)ngày (?:\w+ ){2,8}$")  # Ngày Quốc tế Người di cư 18/12
_SENTENCE = 1000  # characters of a sentence that are looked at
_SCANNED = 400  # characters after a day in which the verb of its clause is looked for
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NEAR = 16  # characters beside a day with its year in which its weekday or part of the day stands
_DATED = re.compile(r"[^.()]{0,40}\) ?[-:.,]|\)? ?[-–:] ")  # (Hà Nội, 4/5/2023) - …; Hà Nội, 4/5/2023: …
_DAYWORD = re.compile(r"(?:^|(?<!\w)(?:nay|qua|sáng|trưa|chiều|tối|đêm|hai|ba|tư|năm|sáu|bảy|nhật) )\($")
_DATELINE_ENDS = re.compile(r"(?:, [^()]{0,40})?\) ?[-:.,]|\) (?=tại )")


class Telling(Enum):
    """How a sentence tells of a day: as of that of its news, as of another, or without a word that says which."""

    NEWS = "news"
    BARE = "bare"
    OTHER = "other"


def tell(low: str, start: int, end: int, vocabulary: Vocabulary) -> Telling:
    """Whether a day of an opening sentence is that on which its news happened.

    Parameters
    ----------
    low : the sentence as `kit.vietnamese.dates.expressions.simplify` leaves it.
    start, end : the date.
    vocabulary : of the lexicon; its lists ``news``, ``history``, ``flashbacks``, ``of_past``, ``before_days`` say what
        stands by such days.

    Notes
    -----
    What comes first after the day decides: a word of the future, a verb of history (*thành lập*), or one of news
    (*tiếp*, *hội đàm*). Before it stands no preposition that counts from it or to it, no document, and no birthday.
    A day with its year and none of these, or one that history is told with too (``told_of_both``: *ký*), is bare,
    unless it stands as the news says it (``said_with``: *sáng 4/5/2023*).
    """
    low = low[:_SENTENCE]
    right, words = low[end : end + _SCANNED], _compile(vocabulary)
    if _tells_other(low, start, end, words, vocabulary):
        return Telling.OTHER
    verbs = (match for match in words["verbs"].finditer(right) if not _is_noun(match, right, words))
    first = next(verbs, None)
    if first is not None and first.lastgroup != "news":
        return Telling.OTHER
    plain = first is None or (
        first[0] in vocabulary.lists["told_of_both"]
        and not words["officials"].search(right, 0, first.start())
    )
    bare = plain and _YEAR.search(low, start, end) and not _is_said(low, start, end, words)
    return Telling.BARE if bare else Telling.NEWS


def _tells_other(
    low: str, start: int, end: int, words: dict[str, re.Pattern[str]], vocabulary: Vocabulary
) -> bool:
    """Whether what stands before a day, or anywhere in its sentence, makes it another than that of the news."""
    left = low[:start]
    if left.endswith("(") and not _opens_bracket(left, low[end : end + _SCANNED]):
        return True
    if words["flashbacks"].search(low) or words["since_then"].search(low) or words["of_past"].search(left):
        return True
    clause = _CLAUSE.split(left)[-1]
    if _CLOCK.match(low, start):
        clause = _AT.sub("", clause)
    if _NAMED_DAY.search(clause) and low[start].isdigit():
        return True
    kinds = ("before_days", "papers", "anniversaries", "plans")
    if any(words[kind].search(clause) for kind in kinds) or _turns_back(clause, words):
        return True
    return find_tense(low, start, end, vocabulary) == "future"


def looks_back(low: str, vocabulary: Vocabulary) -> bool:
    """Whether a sentence tells of what came long after what the sentence before it tells: *mười năm sau*."""
    return _compile(vocabulary)["since_then"].search(low) is not None


def stands_first(low: str, start: int) -> bool:
    """Whether a day stands where a story says when its news happened: near its beginning, or first in a clause."""
    return start <= _DATELINE or (start <= _FARTHEST and _BEGINS.search(low[:start]) is not None)


def _is_said(low: str, start: int, end: int, words: dict[str, re.Pattern[str]]) -> bool:
    """Whether a day with its year is said as the news says it: in which part of the day, or as a dateline."""
    dated = words["said_with"].search(low, max(0, start - _NEAR), min(len(low), end + _NEAR))
    return dated is not None or _DATED.match(low, end) is not None


def _opens_bracket(left: str, right: str) -> bool:
    """(4/5/2023) alone, after a day (hôm nay), or as a dateline; but Hiệp định Paris (27/1/1973) is another's day."""
    return bool(_DAYWORD.search(left) or (len(left) <= _DATELINE and _DATELINE_ENDS.match(right)))


def _turns_back(clause: str, words: dict[str, re.Pattern[str]]) -> bool:
    """Whether the words between the beginning of a clause and its day tell of a founding or an anniversary."""
    verbs = words["verbs"].finditer(clause)
    return any(match.lastgroup == "history" and not _is_noun(match, clause, words) for match in verbs)


def _is_noun(match: re.Match[str], text: str, words: dict[str, re.Pattern[str]]) -> bool:
    """A verb of history after *năm*, *lễ* or *quyết định* is the name of something: 50 năm thành lập."""
    return match.lastgroup == "history" and words["nouns"].search(text, 0, match.start()) is not None


@lru_cache(maxsize=8)
def _compile(vocabulary: Vocabulary) -> dict[str, re.Pattern[str]]:
    def either(*names: str) -> str:
        words = (word for name in names for word in vocabulary.lists[name])
        return "|".join(sorted(words, key=len, reverse=True))

    kinds = "|".join(f"(?P<{kind}>{either(name)})" for kind, name in _KINDS.items())
    return {
        "verbs": re.compile(rf"(?<!\w)(?:{kinds})(?!\w)"),
        "flashbacks": re.compile(rf"(?<!\w)(?:{either('flashbacks')})(?!\w)"),
        "since_then": re.compile(rf"(?<!\w)(?:{either('since_then')})(?!\w)"),
        "of_past": re.compile(rf"(?<!\w)(?:{either('of_past')})(?!\w)"),
        "before_days": re.compile(rf"(?<!\w)(?:{either('before_days', 'open')}) (?:vào |là |đúng )?$"),
        "papers": re.compile(rf"(?<!\w)(?:{either('issued', 'papers')})(?: số)?(?: [^,.;()]{{0,30}})? $"),
        "anniversaries": re.compile(rf"(?<!\w)(?:{either('anniversaries')})(?!.*(?:tổ chức|diễn ra))"),
        "plans": re.compile(rf"(?<!\w)(?<!bộ )(?:{either('plans')})(?!\w)"),
        "said_with": re.compile(rf"(?<!\w)(?:{either('said_with')})(?!\w)"),
        "officials": re.compile(rf"(?<!\w)(?:{either('officials')})(?!\w)"),
        "nouns": re.compile(rf"(?<!\w)(?:{either('makes_nouns')}) $"),
    }


_KINDS = {"future": "foretold", "history": "history", "news": "news"}
