"""Personal names: how far the name goes that begins at a capital, and whether it is Vietnamese."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kit.vietnamese.names.leaders import Leaders
from kit.vietnamese.names.offices import CAPITALS, Office, Offices
from kit.vietnamese.syllables import is_vietnamese_syllable

_SHORTEST = 3  # letters of a name that is found in a longer word
_SHORT = 2  # words of a name behind which a given name may still follow
_KEPT = 20_000  # runs of capitalised words that are remembered
_BODIES = frozenset(
    ("bộ", "ban", "sở", "cục", "vụ", "tỉnh", "đảng", "nhà", "hội", "viện", "cấp", "khu", "trung")
)
_HYPHEN = re.compile(r" - [A-Z][a-z]{1,5}(?!\w)")
CAPITALISED = re.compile(rf"[{CAPITALS}][^\W\d_]*(?:['-][^\W\d_]+)*(?:\.|'(?= [{CAPITALS}]))?")
_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATION = re.compile(rf"(?![IVX]+$)[{CAPITALS}]{{3,}}")
# With these a sentence begins, with nothing to end the one before.
AGAIN = frozenset(("Ông", "Bà", "Ngài", "Theo", "Báo"))


# The same behind a foreign name.
_BEGINNINGS = frozenset(
    (
        "Sau",
        "Trong",
        "Tuy",
        "Khi",
        "Ngày",
        "Hôm",
        "Tại",
        "Nhưng",
        "Những",
        "Các",
        "Trước",
        "Với",
        "Đây",
        "Nếu",
        "Cùng",
    )
)


class PersonalNames:
    """The personal names of one article.

    Parameters
    ----------
    text, entities, heads : those of the `kit.vietnamese.names.titles.Titles` of the article.
    offices : from `kit.vietnamese.names.offices.load_offices`.
    leaders : their names are names though they do not look so, and end where the list says.
    """

    def __init__(
        self,
        text: str,
        entities: Mapping[int, tuple[int, str]],
        heads: Mapping[int, tuple[int, Office]],
        offices: Offices,
        leaders: Leaders,
    ):
        self.text, self.entities, self.heads = text, entities, heads
        self.offices, self.leaders, self.known = offices, leaders, leaders.terms
        self._judged = leaders.judged  # what `_judge` gave for words of other articles: names recur
        self._ends: dict[int, tuple[int, bool, int]] = {}  # start → end, Vietnamese, how far it was looked

    def read(self, start: int, stop: int) -> tuple[int, bool]:
        """Where the personal name at ``start`` ends (``start`` if none is there), and if it is Vietnamese.

        A Vietnamese, Chinese or Korean name is a family name and one to three syllables; a foreign one a
        run of capitalised words with particles (Nicole de Moor), initials and hyphens (Al - Mashat).
        """
        if (known := self._ends.get(start)) and known[0] <= stop <= known[2]:
            return known[:2]
        words: list[str] = []
        ends: list[int] = []
        at, text = start, self.text
        while len(words) < 7 and (found := CAPITALISED.match(text, at, stop)):
            word, end = found.group(), found.end()
            if words and (at in self.entities or at in self.heads or word in AGAIN or word == words[0]):
                break
            if words and word in _BEGINNINGS and not self.offices.is_family_name(words[0]):
                break
            initial = word[-1] == "." and len(word) in (2, 3)
            if word[-1] == "." and not initial:
                word = word.rstrip(".")
                end = at + len(word)
            words.append(word)
            if len(words) > 1 and text.startswith(" - ", end):
                end = self._skip_syllable(words, end)
            ends.append(end)
            joint = self.offices.joint.match(text, end)
            at = joint.end() if joint else end
            if at == end and not initial:  # "George H.W.Bush" goes on without spaces
                break
        run = tuple(words)
        if (judged := self._judged.get(run)) is None:
            if len(self._judged) >= _KEPT:
                self._judged.clear()
            judged = self._judged[run] = self._judge(words)
        count, vietnamese, letters, listed = judged
        end = ends[count - 1] if count > 1 else start + letters
        if listed:
            end = self._end_as_listed(listed, start, end)
        self._ends[start] = (end, vietnamese, stop)
        return end, vietnamese

    def _judge(self, words: list[str]) -> tuple[int, bool, int, tuple[str, ...]]:
        """How many of the capitalised words make a name, and whether it is Vietnamese; of a name of one word how many
        of its letters, of a longer one the names of leaders that may be meant."""
        count, vietnamese = self._count_words(words)
        if count < 2:
            return count, vietnamese, self._find_seam(words[0]) if count else 0, ()
        first, second = words[:2]
        listed = self.leaders.beginnings.get(f"{first} {second[0]}".casefold(), ())
        return count, vietnamese, 0, listed

    def _end_as_listed(self, listed: tuple[str, ...], start: int, end: int) -> int:
        """Where the name from ``start`` ends: with that of a leader, if what goes on behind it is another word.

        It is glued to it ("Nguyễn Văn Anvừa ký", "Anna Silva-một người"), or begins a sentence ("Anna Silva Hiện").
        """
        for name in listed:
            last = start + len(name)
            if last == end:
                return end
            if self.text[start:last].casefold() == name and self._is_apart(start, last, end):
                return last
        return end

    def _find_seam(self, word: str) -> int:
        """Where in a word the name of a leader ends that is glued to the next, "Vogel|cầm", "Vogel|Cảnh"; else all."""
        if word.casefold() not in self.known and not (word.isascii() and word[1:].islower()):
            for at in range(len(word) - 1, _SHORTEST, -1):
                rest = word[at:]
                apart = rest[0].isupper() or (not rest.isascii() and is_vietnamese_syllable(rest))
                if apart and word[:at].casefold() in self.known:
                    return at
        return len(word)

    def _is_apart(self, start: int, last: int, end: int) -> bool:
        """Whether the name that ends at ``last`` is whole, though its words go on to ``end``, or end before."""
        sign, longer = self.text[last : last + 1], self.text[last:end].split()
        own = self.text[start:last].split()
        foreign = not is_vietnamese_syllable(own[-1])
        if sign == " " and longer:
            return (foreign or len(own) > _SHORT) and all(map(is_vietnamese_syllable, longer))
        if not sign.isalpha() and sign != "-":
            return True
        rest = _LETTERS.match(self.text, last + (sign == "-"))
        word = rest[0] if rest else ""
        if not is_vietnamese_syllable(word) or (len(word) == 1 and word.islower()):
            return False
        if sign == "-" or word[0].isupper():
            return True
        return not word.isascii() if foreign else not is_vietnamese_syllable(own[-1] + word)

    def _skip_syllable(self, words: list[str], end: int) -> int:
        """Past a second syllable behind a spaced hyphen: "Kim Jong | - un", "Park Soo | - Hyun"."""
        if rest := self.offices.syllables.match(self.text, end):
            end = rest.end()
        if len(words) == 2 and words[0] in self.offices.korean and (rest := _HYPHEN.match(self.text, end)):
            end = rest.end()
        return end

    def _count_words(self, words: list[str]) -> tuple[int, bool]:
        """How many of the capitalised words make a name (0: none), and whether it is Vietnamese."""
        if not words:
            return 0, False
        shaped = [is_vietnamese_syllable(word) for word in words]
        if _is_no_name(words, shaped) or " ".join(words[:2]) in self.offices.towns:
            return 0, False
        if self.offices.is_family_name(words[0]) and len(words) > 1 and shaped[1]:
            most = 3 if words[1].isupper() else 4  # in ALL CAPS nothing shows where a name ends
            return min(most, [*shaped, False].index(False)), True
        if all(shaped):
            known = " ".join(words).casefold() in self.known
            if words[0].lower() in _BODIES and not known:
                return 0, False  # "Bộ Y tế"
            return (len(words) if known or 2 <= len(words) <= 3 else 0), False
        return len(words), False


def _is_no_name(words: list[str], shaped: list[bool]) -> bool:
    """Whether these are letters of a body or begin a sentence: "LĐ, TB", "T.Ư Đảng", "Theo Vương Nghị"."""
    first, capitals = words[0], [word.isupper() and len(words) > 1 for word in words]
    letters = first.isupper() and len(first) > 1 and not first.endswith(".") and not all(capitals)
    if letters:
        return len(first) > 2 or not words[1:] or shaped[1]  # but "KP Sharma Oli"
    if len(words) > 1 and shaped[0] and not first.isupper() and _ABBREVIATION.fullmatch(words[-1]):
        return True  # "Bộ GTVT", "Luật BHXH"
    rest = [shape for word, shape in zip(words, shaped, strict=True) if not word.endswith(".")]
    vietnamese = all(rest) and (len(rest) < len(words) or first in AGAIN)
    letters = first.endswith(".") and len(words) > 1 and len(words[1]) == 1  # "T.Ư MTTQ", but "H.R McMaster"
    return len(words) > 1 and (vietnamese or (letters and words[-1].isupper()))


def is_shaped(name: str) -> bool:
    """Whether every word could be Vietnamese; without a family name it may well be a place (Sơn Trà)."""
    return all(is_vietnamese_syllable(word) for word in name.split())
