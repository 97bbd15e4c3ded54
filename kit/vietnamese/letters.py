"""Vietnamese letters: one Unicode form, one placement of tone marks, offsets that hold."""

from __future__ import annotations

import re
import unicodedata

# Two schools put the tone mark on another vowel of the same syllable (hòa / hoà, thủy / thuỷ).
# In NFC both are as long as each other, so folding one to the other moves no offset.
_OLD = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_NEW = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_FOLD = {
    form(old): form(new)
    for old, new in zip(_OLD, _NEW, strict=True)
    for form in (str, str.upper, str.capitalize, lambda pair: pair[0] + pair[1].upper())
}
_FOLDABLE = re.compile("|".join(_FOLD))
_PILES = re.compile(
    r"([^\w\x00-\u02ff]{31,})"
)  # more marks than a letter has; sorting them takes their square


def nfc(text: str) -> str:
    """``text`` in Unicode normal form C, in which one Vietnamese letter is one character.

    >>> len(nfc("Viê\\u0323t"))
    4
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    parts = _PILES.split(text)
    parts[::2] = [unicodedata.normalize("NFC", part) for part in parts[::2]]
    return "".join(parts)


def fold_tones(text: str) -> str:
    """``text`` with every tone mark where the newer spelling puts it; the length does not change.

    Expects NFC. For comparing only: what is shown to people stays as it was written.

    >>> fold_tones("Cộng hòa, thủy, HÒA") == "Cộng hoà, thuỷ, HOÀ"
    True
    """
    return _FOLDABLE.sub(lambda match: _FOLD[match.group()], text)
