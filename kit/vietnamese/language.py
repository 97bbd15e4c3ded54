"""Which texts are Vietnamese, whole or garbled: measures of their letters, which need no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.vietnamese.letters import find_syllables, nfc

# Least share of Vietnamese syllables in a Vietnamese text. In 3,894 real news articles the least is 0.38; in French,
# Portuguese, Czech or English, which share some of the accents, it is nearly 0.
LEAST = 0.2

_WORD = re.compile(r"[^\W\d_]+")
# Letters of Vietnamese that no other language in wide use has: not é, à, ô, â, ã … , which many have.
_VIETNAMESE = re.compile("[ăđĩũơưạ-ỹ]", re.IGNORECASE)
_LETTERS = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")  # some of them are French as well
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_MOJIBAKE = re.compile("á[º»][\x80-\xbf‚-™]|Ä[‘\x91]|Æ[°¡]|Ã[\xa0-\xbf€-™]|â€[œ\x9d™“”]")
_GARBLED = ("á»", "áº", "Ä‘", "Ä\x91", "Æ°", "Æ¡", "Ã", "â€", "¸", "µ", "¹", "®", "«", "¬", "¨")
_SIGNS = re.compile("[{}]".format("".join({mark[-1] for mark in _GARBLED})))
_LEGACY_FONT = re.compile(r"[^\W\d_][¸µ¶·¹»¾®©ª«¬¨­]+[^\W\d_]")
# A vowel with the sign that VNI, an old encoding, writes behind it: no language has these side by side.
_VNI = re.compile("[ôö][øùûõï]|[aeo][øûåõ]", re.IGNORECASE)
_UNMARKED = re.compile(
    r"(?<!\S)(?:cua|va|nguoi|duoc|khong|nhung|trong|cho|voi|nuoc|viet|nam|nay|da|la|co|mot|cac|ngay|hai|ve)(?!\S)"
)


def measure_vietnamese(text: str) -> float:
    """The share of words in which a letter stands that only Vietnamese has; 0 for a text without words.

    About 0.57 in running Vietnamese. Text written without its marks has 0, as English has.

    >>> measure_vietnamese("Bộ trưởng Ngoại giao"), measure_vietnamese("The deputy minister, à Hanoï")
    (0.75, 0.0)
    """
    words = _WORD.findall(nfc(text))
    return sum(bool(_VIETNAMESE.search(word)) for word in words) / len(words) if words else 0.0


def is_vietnamese(text: str) -> bool:
    """Whether a text of unknown encoding, as it was decoded, has Vietnamese letters, and hardly a mark without one.

    >>> is_vietnamese("Bộ trưởng Ngoại giao"), is_vietnamese("The deputy minister")
    (True, False)
    """
    start = text[:20_000]
    letters = len(re.findall(r"[^\W\d_]", start))
    composed = nfc(start)
    leftover = len(_TONES.findall(composed))
    return letters > 0 and len(_LETTERS.findall(composed)) > 0.05 * letters and leftover <= letters / 100


def lacks_marks(text: str) -> bool:
    """Whether a text is Vietnamese written without its marks, by the commonest syllables at its beginning."""
    if not text.isascii():
        return False
    start = text[:4000].lower()
    syllables = len(start.split())
    return syllables >= 20 and len(_UNMARKED.findall(start)) > syllables / 10


def is_garbled(text: str) -> bool:
    """Whether the letters of a text are Vietnamese read in a wrong encoding, or in that of an old font.

    >>> is_garbled("Thá»§ tÆ°á»›ng thÄƒm Viá»‡t Nam"), is_garbled("Thủ tướng thăm Việt Nam")
    (True, False)
    """
    if "ø" in text and len(_VNI.findall(text, 0, 20_000)) >= 5:
        return True
    return (_SIGNS.search(text) is not None and any(mark in text for mark in _GARBLED)) and (
        len(_MOJIBAKE.findall(text, 0, 20_000)) >= 2 or len(_LEGACY_FONT.findall(text, 0, 20_000)) >= 5
    )


def judge_story(story: str, text: str, *, short: int, marked: bool = True) -> Iterator[tuple[str, str]]:
    """What is wrong with the story of a text, by the names of `kit.read.quality`, each with what shows it.

    Parameters
    ----------
    story, text : the story, and all that stands on its page.
    short : syllables below which a story is too short.
    marked : whether Vietnamese is written with its marks there; without, it cannot be told from other languages.

    >>> list(judge_story("Bộ trưởng", "Bộ trưởng", short=60))
    [('too-short', '2 syllables')]
    """
    syllables = len(find_syllables(story))
    if not syllables:
        yield "no-story", ""
    elif syllables < short:
        yield "too-short", f"{syllables} syllable{'' if syllables == 1 else 's'}"
    if 0 < 2 * len(story) < (whole := len(text.strip())):
        yield "mostly-furniture", f"{len(story) / whole:.0%} of it is story"
    if syllables and marked and measure_vietnamese(story) < LEAST:
        yield "other-language", f"{measure_vietnamese(story):.0%} of its words are Vietnamese"
