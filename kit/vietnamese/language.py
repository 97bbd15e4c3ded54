"""Which texts are Vietnamese: a measure of their letters, which needs no model and no list of words."""

from __future__ import annotations

import re

from kit.vietnamese.letters import nfc

LEAST = 0.2
"""Least share of Vietnamese syllables in a Vietnamese text. In 3,894 real news articles the least is 0.38; in
French, Portuguese, Czech or English, which share some of the accents, it is nearly 0."""

_WORD = re.compile(r"[^\W\d_]+")
# Letters of Vietnamese that no other language in wide use has: not é, à, ô, â, ã … , which many have.
_VIETNAMESE = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)


def measure_vietnamese(text: str) -> float:
    """The share of words in which a letter stands that only Vietnamese has; 0 for a text without words.

    About 0.57 in running Vietnamese. Text written without its marks has 0, as English has.

    >>> measure_vietnamese("Bộ trưởng Ngoại giao"), measure_vietnamese("The deputy minister, à Hanoï")
    (0.75, 0.0)
    """
    words = _WORD.findall(nfc(text))
    return sum(bool(_VIETNAMESE.search(word)) for word in words) / len(words) if words else 0.0
