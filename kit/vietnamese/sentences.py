"""Sentences: where they end in a line of Vietnamese, and nowhere else."""

from __future__ import annotations

import re
from itertools import chain

from kit.vietnamese.endings import Endings
from kit.vietnamese.letters import LOWER, UPPER
from kit.vietnamese.syllables import is_vietnamese_syllable

# A sentence may end at . ! ? or …, with the closing quotes and brackets that belong to it, before white
# space; or, as hurried typing has it, glued to the next capital (hai nước.Thứ trưởng, (Ảnh: AP)Phát biểu).
_CLOSING = "[\"'”’»)\\]]*"
_MARK = "[.!?…]"
# Looked for from its first sign, for there are few of them: a mark, a bracket or the Ả of Ảnh.
_CANDIDATE = re.compile(
    rf"[.!?…(Ảả](?:"
    rf"(?<={_MARK})(?<!{_MARK}.){_MARK}*+{_CLOSING}+(?=\s)"
    rf"|(?:(?<=[^\W_][\"'”’)]{_MARK})|(?<=[\"'”’)]{{2}}{_MARK})){_MARK}*+(?=[\"“‘(]?[^\W\d_a-z][^\W\d_])"
    rf"|(?<=[^\W_]{_MARK}){_MARK}*+{_CLOSING}+(?=[\"“‘(]?(?:[^\W\d_a-z][^\W\d_]|Ở\s))"
    r"|(?<=\()(?:Ảnh|Photo|Nguồn|Hình)\b[^()]{0,80}\)(?=\s*[^\W\d_a-z])"
    rf"|(?<=[Ảả])nh\s?:\s?[^.:()!?]{{1,40}}?[{LOWER}](?=[{UPPER}][{LOWER}]*\s))"
)
_TOKEN_BEFORE = re.compile(r"(?:.*[\s(\[\"“‘'«])?", re.DOTALL)
_NAMED_A = re.compile(r"(?:Văn|Thị|thị|văn|ông|bà|anh|chị|em|[Tt]ỉnh|[Cc]ông ty|[Kk]ịch bản)\s+[A-ZĐ]$")
_VOWEL = re.compile("[aeiouyàáâãèéêìíòóôõùúýăĩũơưạ-ỹ]", re.IGNORECASE)
_ADDRESS = re.compile(r"www|@|://|\.\w+/")
_VIETNAMESE = re.compile(
    rf"(?:Theo|Trong|Sau|Khi|Tuy|Hai|Cho|Nay|Hay)\b|[{UPPER}]?[a-z]*(?![A-Za-z])[{LOWER}{UPPER}]"
)
_LANDS = frozenset("ÁÝ")  # châu Á, nước Ý: words of one letter, no initials
_DOMAIN = re.compile(r"(?:VN|COM|NET|ORG|GOV|EDU)\b")
_CREDIT = re.compile(r"\((?:Ảnh|Photo|Nguồn|Hình)\b[^()]{0,80}\)")
# A capital behind a small letter or a bracket: where headings and captions lost the end of their line.
_TORN = re.compile(rf"[{UPPER}](?<=[{LOWER})].)[{LOWER}]")
_WORD_BEFORE = re.compile(r"[^\W\d_]*$")
_WORD_BEHIND = re.compile(rf"(?P<word>[{UPPER}][{LOWER}]+) (?P<small>[{LOWER}\d]?)")
_NONE = Endings()


def split_sentences(text: str, endings: Endings = _NONE) -> list[tuple[int, int]]:
    """Start and end of each sentence of one line of text, without outer white space.

    >>> split_sentences("Ông đến. Bà đi.")
    [(0, 8), (9, 15)]
    """
    spans = []
    start = len(text) - len(text.lstrip())
    bare = text.rstrip(" |.")
    aside = bare.rfind(")", 0, -1) if bare.endswith(")") else len(text)
    quotes = counted = 0
    credited = "nh:" in text or "nh :" in text  # Ảnh: …
    patterns = (_CANDIDATE, _TORN, endings.credit) if credited else (_CANDIDATE, _TORN)
    for match in sorted(chain(*(one.finditer(text) for one in patterns)), key=re.Match.start):
        end = _find_end(text, start, match, endings, aside)
        if end <= start:
            continue
        if text[end - 1] == '"' and not text[end].isspace():
            quotes, counted = quotes + text.count('"', counted, end - 1), end - 1
            end -= quotes % 2 == 0  # it opens: … họp báo."Chúng tôi vui mừng", ông nói
        spans.append((start, end))
        start = _skip_space(text, end)
    end = len(text.rstrip())
    if start < end:
        spans.append((start, end))
    return spans


def _find_end(text: str, start: int, match: re.Match, endings: Endings, aside: int) -> int:
    """Where the sentence that began at ``start`` ends at a candidate (-1: it does not)."""
    if match.re is _TORN:
        return match.start() if _is_torn(text, match.start(), endings) else -1
    if match.re is endings.credit:
        return match.end()
    return match.end() if _ends_sentence(text, start, match, endings.abbreviations, aside) else -1


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _ends_sentence(text: str, start: int, match: re.Match, abbreviations: frozenset[str], aside: int) -> bool:
    """Whether the end mark found at ``match`` ends the sentence that began at ``start``.

    A bracket that opens after ``aside`` closes where the line ends, and belongs to its last sentence.
    """
    at = _skip_space(text, match.end())
    if at >= len(text):
        return False  # the end of the line ends it anyway
    following = text[at]
    if match.group()[:3] in ("Ảnh", "ảnh"):  # Ảnh: ReutersÔng Abe tuyên bố …
        return bool(_VIETNAMESE.match(text, at))
    if following.islower() or following in ",;:|)":
        return False
    if following == "(" and _CREDIT.match(text, at):
        return False  # the photo credit in brackets belongs to the caption before it
    if following == "(" and at > aside:
        return False
    mark = match.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = _TOKEN_BEFORE.match(text, max(start, match.start() - 40), match.start())
    token = text[before.end() : match.start()]  # type: ignore[union-attr]
    last = token.rsplit(".", 1)[-1]
    if last in abbreviations or token in abbreviations:
        return False
    if token.isdigit() and match.start() - len(token) == start:
        return False  # the number of a list item
    if len(last) == 1 and last.isupper() and last not in _LANDS:  # an initial (Antony J. Blinken) …
        return bool(
            _NAMED_A.search(text, max(start, match.start() - 20), match.start())
        )  # … or Nguyễn Văn A.
    return at > match.end() or _ends_glued(text, at, token, last)


def _is_torn(text: str, at: int, endings: Endings) -> bool:
    """Whether a sentence begins with the capital at ``at``, before which the end of a line was lost."""
    before = _WORD_BEFORE.search(text, max(0, at - 24), at)
    behind = _WORD_BEHIND.match(text, at)
    if not before or not behind or (at - before.start() < 2 and text[at - 1] != ")"):
        return False
    word = behind["word"]
    shaped = not word.isascii() and is_vietnamese_syllable(word)
    opens = word.lower() in endings.openers or (behind["small"] != "" and shaped)
    return opens and before.group().lower() not in endings.open_ended


def _ends_glued(text: str, at: int, token: str, last: str) -> bool:
    """Whether a full stop without a space behind it ends a sentence: not in an address or an abbreviation.

    A syllable has a vowel; what has none and is short (Th.Long, TP.Vinh) is an abbreviation.
    """
    if not last or not last[-1].isalnum():
        return True  # a closing quotation mark or bracket stands before it
    if _ADDRESS.search(token) or _DOMAIN.match(text, at):
        return False
    return last[-1].isdigit() or bool(_VOWEL.search(last)) or (len(last) > 2 and last.isupper())
