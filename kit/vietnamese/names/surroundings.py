"""The words around a name: what they say about it without any other name."""

from __future__ import annotations

import re

from kit.vietnamese.names.cues import Cues, Phrases
from kit.vietnamese.names.gazetteer import Match
from kit.vietnamese.syllables import is_vietnamese_syllable

_BEGINS = frozenset(".!?…:;\n|\"“‘'*•")
_OPENERS = " (\"“‘'[*•-\t"
_WORD = r"[^\W\d_]+(?:['.-][^\W\d_]+)*"
_AFTER, _FOLLOWING = re.compile(rf" ({_WORD})"), re.compile(rf" {_WORD} ({_WORD})")
_AGE = re.compile(r"(?:, |\()?(?:khi ấy |năm nay |hiện )?\(?\d+ tuổi|\(sn |\(sinh năm|, sinh năm")
_LEFT, _FAR_LEFT = 40, 70  # characters looked at before a name, and before the word before it


class Surroundings:
    """What stands around ``match`` in ``text`` (made `kit.vietnamese.names.names.plain`).

    Most names are judged by the words beside them alone; the rest is looked at when it is asked for.

    Attributes
    ----------
    before, last : the word before it, as written and in small letters, or "".
    after : the word behind it, as written, or "".
    """

    __slots__ = ("_left", "_match", "_text", "_words", "after", "before", "last")

    def __init__(self, text: str, match: Match):
        self._text, self._match = text, match
        self._left = left = text[max(0, match.start - _LEFT) : match.start]
        nearest = left.rsplit(None, 1) if left[-1:] == " " else ()
        self.before = nearest[-1].lstrip(_OPENERS) if nearest else ""
        self.last = self.before.lower()
        self._words: list[str] | None = None
        right = _AFTER.match(text, match.end) if text.startswith(" ", match.end) else None
        self.after = right[1] if right else ""

    @property
    def following(self) -> str:
        """The word behind the one behind it, as written, or ""."""
        found = _FOLLOWING.match(self._text, self._match.end)
        return found[1] if found else ""

    @property
    def _parts(self) -> list[str]:
        return self._left.rsplit(None, 4)[-4:]

    @property
    def words(self) -> list[str]:
        """Up to four words before it, in small letters; none if anything but a space is between."""
        if self._words is None:
            spaced = self._left.endswith(" ")
            self._words = [part.lstrip(_OPENERS).lower() for part in self._parts] if spaced else []
        return self._words

    def ending(self, cues: Phrases) -> int:
        """How many of the words before it are one of the cues: 0 if none is."""
        return cues.ending(self.words) if self.last in cues.lasts else 0

    @property
    def leading(self) -> list[str]:
        """The words before it, whatever mark is between ("17 ngôn ngữ: Việt, Anh")."""
        return [part.strip(_OPENERS + ":").lower() for part in self._parts]

    @property
    def next(self) -> list[str]:
        """Up to four words behind it, in small letters, marks with them."""
        return _find_next(self._text, self._match.end)

    @property
    def named_before(self) -> bool:
        """Whether the word before the one before could be part of a Vietnamese name too."""
        return len(self.words) > 1 and _is_name(self._parts[-2].lstrip(_OPENERS))

    @property
    def opens(self) -> bool:
        """Whether nothing stands before it in its sentence."""
        return bool(_find_opening(self._left))

    @property
    def before_opens(self) -> str:
        """What makes the word before it begin its sentence ("." after a colon, see `names_before`), or ""."""
        start = self._match.start
        left = self._text[max(0, start - _FAR_LEFT) : start - 1 - len(self.before)]
        return _find_opening(left) if self.before else ""

    @property
    def capitals(self) -> bool:
        """Whether it is part of a stretch of ALL CAPS."""
        end = self._match.end
        form = self._text[self._match.start : end]
        return form.isupper() and _is_capitals(self._left[-14:] + self._text[end : end + 14])

    @property
    def attached(self) -> bool:
        """Whether it is part of a web address or an English genitive (VOV.VN, China's)."""
        start, end = self._match.start, self._match.end
        left = self._left
        return (left[-1:] == "." and left[-2:-1].isalnum() and self._text[start:end].isupper()) or (
            self._text.startswith("'s", end)
        )

    def names_after(self, cues: Cues) -> bool:
        """Whether the word behind makes an ambiguous form part of a Vietnamese name: Anh Tú, Mỹ Tho.

        Not in "Mỹ Tom Donilon", where a foreign word follows, nor "Mỹ Tổng thống", a new sentence.
        """
        if not _is_name(self.after) or self.after.lower() in cues.lists["sentence starts"]:
            return False
        following = self.following
        foreign = following[:1].isupper() and not is_vietnamese_syllable(following)
        office = f"{self.after} {following}".lower() in cues.lists["office before"]
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
        return self.last not in cues.lists["function words"]

    def is_person(self, cues: Cues) -> bool:
        """Whether what follows is said of people: "Mỹ (30 tuổi)", "Nga kể"."""
        words, said = self.next, cues.lists["person after"]
        return any(" ".join(words[:length]) in said for length in (1, 2, 3)) or (
            _AGE.match(" ".join(words)) is not None
        )

    def is_named(self, cues: Cues) -> bool:
        """Whether a family name stands before it: the deputy Dương Trung Quốc, Nguyễn Thị Hà Lan."""
        return self.last in cues.lists["family names"].all and self.before.istitle()

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
