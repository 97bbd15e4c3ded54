"""Vietnamese letters: one Unicode form, one placement of tone marks, offsets that hold."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from kit.errors import OptionError

# Capital and small letters, as a character class of an expression has them.
_LATIN = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "A-Z" + "".join(filter(str.isupper, _LATIN))
LOWER = "a-z" + "".join(filter(str.islower, _LATIN))

# Two schools put the tone mark on another vowel of the same syllable (hòa / hoà, thủy / thuỷ).
# In NFC both are as long as each other, so folding one to the other moves no offset.
_OLD = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_NEW = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_FOLD = {
    form(old): form(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for form in (str, str.upper, str.capitalize, lambda pair: pair[0] + pair[1].upper())
}
_FOLDABLE = re.compile(f"({'|'.join(_FOLD)})")
_PILES = re.compile(
    r"([^\w\x00-\u02ff]{31,})"
)  # more marks than a letter has; sorting them takes their square


def nfc(text: str) -> str:
    """``text`` in Unicode normal form C, in which one Vietnamese letter is one character.

    >>> len(nfc("Viê\\u0323t"))
    4

    Raises
    ------
    OptionError : it is no text.
    """
    try:
        if unicodedata.is_normalized("NFC", text):
            return text
    except TypeError:
        raise OptionError(f"Expected a text (str), got {type(text).__name__}.") from None
    parts = _PILES.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def fold_tones(text: str) -> str:
    """``text`` with every tone mark where the newer spelling puts it; the length does not change.

    Expects NFC. For comparing only: what is shown to people stays as it was written.

    >>> fold_tones("Cộng hòa, thủy, HÒA") == "Cộng hoà, thuỷ, HOÀ"
    True
    """
    parts = _FOLDABLE.split(text)
    parts[1::2] = map(_FOLD.__getitem__, parts[1::2])
    return "".join(parts)


def find_syllables(text: str) -> list[str]:
    """The syllables of a text as they are compared: lower case, one placement of tone marks, no punctuation.

    >>> find_syllables("Cộng hòa XHCN Việt_Nam!") == ["cộng", "hoà", "xhcn", "việt", "nam"]
    True
    """
    return re.findall(r"\w+", fold_tones(nfc(text).lower()).replace("_", " "))


def strip_marks(text: str) -> str:
    """``text`` as it is typed without Vietnamese letters, as in addresses and names of columns.

    >>> strip_marks("Đại sứ")
    'Dai su'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def restore_marks(syllables: list[str], text: str) -> list[str]:
    """Syllables typed without Vietnamese letters, as ``text`` writes them; the rest stay as they are.

    Each longest run of them that occurs in ``text`` is taken from there.

    >>> restore_marks(["tham", "viet", "nam"], "Bà thăm Việt Nam hôm nay.")
    ['thăm', 'Việt', 'Nam']
    """
    spoken = re.findall(r"\w+", text)
    plain = [strip_marks(syllable.lower()) for syllable in spoken]
    places: dict[str, list[int]] = {}
    for place, syllable in enumerate(plain):
        places.setdefault(syllable, []).append(place)
    restored: list[str] = []
    while len(restored) < len(syllables):
        rest = syllables[len(restored) :]
        best: list[str] = []
        for place in places.get(rest[0], ()):
            pairs = zip(rest, plain[place : place + len(rest)], strict=False)
            run = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            if run > len(best):
                best = spoken[place : place + run]
        restored += best or rest[:1]
    return restored
