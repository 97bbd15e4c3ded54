"""The words around a name: what they say about it without any other name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kit.vietnamese.names.cues import Cues, is_vietnamese_syllable
from kit.vietnamese.names.gazetteer import Match

_BEGINS = frozenset(".!?…:;\n|\"“‘'*•")
_OPENERS = " (\"“‘'[*•-\t"
_WORD = r"[^\W\d_]+(?:['.-][^\W\d_]+)*"
_WORDS = re.compile(rf" ({_WORD})(?: ({_WORD}))?")
_AGE = re.compile(r"(?:, |\()?(?:khi ấy |năm nay |hiện )?\(?\d+ tuổi|\(sn |\(sinh năm|, sinh năm")
_LEFT, _FAR_LEFT = 40, 70  # characters looked at before a name, and before the word before it


@dataclass(slots=True)
class Surroundings:
    """What stands around a name.

    Parameters
    ----------
    words : up to four words before it, in small letters; none if anything but a space is between.
    leading : the same, whatever mark is between ("17 ngôn ngữ: Việt, Anh").
    next : up to four words behind it, in small letters, marks with them.
    before, after, following : the word before it, the one behind it and the next, as written, or "".
    named_before : the word before the one before could be part of a Vietnamese name too.
    opens : nothing stands before it in its sentence.
    before_opens : nothing stands before the word before it ("." after a colon, see `names_before`).
    capitals : it is part of a stretch of ALL CAPS.
    attached : it is part of a web address or an English genitive (VOV.VN, China's).
    """

    words: list[str]
    leading: list[str]
    next: list[str]
    before: str
    after: str
    following: str
    named_before: bool
    opens: bool
    before_opens: str
    capitals: bool
    attached: bool

    def names_after(self, cues: Cues) -> bool:
        """Whether the word behind makes an ambiguous form part of a Vietnamese name: Anh Tú, Mỹ Tho.

        Not in "Mỹ Tom Donilon", where a foreign word follows, nor "Mỹ Tổng thống", a new sentence.
        """
        if not _is_name(self.after) or self.after.lower() in cues.lists["sentence starts"]:
            return False
        foreign = self.following[:1].isupper() and not is_vietnamese_syllable(self.following)
        office = f"{self.after} {self.following}".lower() in cues.lists["office before"]
        return not office and not (foreign and self.after.isascii())

    def names_before(self, cues: Cues, *, sure: bool) -> bool:
        """Whether the word before makes it part of a name: Lê Nga, Hoài Đức; not "Nếu Nga".

        Parameters
        ----------
        sure : take a capital that only begins the sentence for no name, whatever the word.
        """
        if not _is_name(self.before):
            return False
        if sure and self.before_opens and self.before_opens != ":":  # "Ảnh: Như Ý" is a name
            return False
        if not self.before_opens and (self.named_before or not sure):
            return True  # "Bàng Trung Anh", "mong Nam Anh bỏ qua"
        return self.before.lower() not in cues.lists["function words"]

    def is_person(self, cues: Cues) -> bool:
        """Whether what follows is said of people: "Mỹ (30 tuổi)", "Nga kể"."""
        return any(" ".join(self.next[:length]) in cues.lists["person after"] for length in (1, 2, 3)) or (
            _AGE.match(" ".join(self.next)) is not None
        )

    def is_named(self, cues: Cues) -> bool:
        """Whether a family name stands before it: the deputy Dương Trung Quốc, Nguyễn Thị Hà Lan."""
        return self.before.istitle() and self.before.lower() in cues.lists["family names"]

    def is_company(self, cues: Cues) -> bool:
        """Whether a foreign name stands before it: Sanofi Việt Nam."""
        word = self.before
        return _is_foreign_name(word) and word.isalpha() and word.lower() not in cues.lists["not a company"]

    def is_english(self, cues: Cues) -> bool:
        """Whether an English word stands beside it: Bank of China, China Daily."""
        return any(
            word.lower() in cues.lists["company before"]
            or (word.isascii() and word.isalpha() and not word.isupper() and not is_vietnamese_syllable(word))
            for word in (self.before, self.after)
        )

    def leads_company(self) -> bool:
        """Whether a foreign name follows: VN Pharma."""
        return _is_foreign_name(self.after)


def look_around(text: str, match: Match) -> Surroundings:
    """The surroundings of ``match`` in ``text`` (made `kit.vietnamese.names.names.plain`)."""
    start, end = match.start, match.end
    left = text[max(0, start - _LEFT) : start]
    parts = left.split()[-4:]
    words = [word.lstrip(_OPENERS) for word in parts] if left.endswith(" ") else []
    before = words[-1] if words else ""
    right = _WORDS.match(text, end)
    form = text[start:end]
    return Surroundings(
        words=[word.lower() for word in words],
        leading=[word.strip(_OPENERS + ":").lower() for word in parts],
        next=_find_next(text, end),
        before=before,
        after=right[1] if right else "",
        following=(right[2] or "") if right else "",
        named_before=len(words) > 1 and _is_name(words[-2]),
        opens=bool(_find_opening(left)),
        before_opens=_find_opening(text[max(0, start - _FAR_LEFT) : start - 1 - len(before)])
        if before
        else "",
        capitals=form.isupper() and _is_capitals(left[-14:] + text[end : end + 14]),
        attached=(left[-1:] == "." and left[-2:-1].isalnum() and form.isupper())
        or text.startswith("'s", end),
    )


def _find_next(text: str, end: int) -> list[str]:
    return text[end : end + 30].split("\n")[0].lower().split()[:4] if text[end : end + 1] in " ," else []


def _find_opening(left: str) -> str:
    """The mark that makes what follows ``left`` begin a sentence ("." at the very beginning), or ""."""
    bare = left.rstrip(_OPENERS)
    if not bare:
        return "."
    if bare[-1] in _BEGINS:
        return bare[-1]
    quote = left.rstrip(" ")[-1]
    return quote if quote in _BEGINS else ""


def _is_capitals(around: str) -> bool:
    letters = [letter for letter in around if letter.isalpha()]
    return len(letters) > 3 and all(map(str.isupper, letters))


def _is_name(word: str) -> bool:
    """Whether ``word`` could be a syllable of a Vietnamese personal or place name."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper()) and is_vietnamese_syllable(word)


def _is_foreign_name(word: str) -> bool:
    return word[:1].isupper() and not word.isupper() and not is_vietnamese_syllable(word)
