"""Numbers as Vietnamese writes them: in digits, in Roman numerals, in words."""

from __future__ import annotations

import re

_ROMAN = {"i": 1, "v": 5, "x": 10}
_DIGITS = {"không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5}
_DIGITS |= {"nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_TENS = ("mười", "mươi", "chục")
_THOUSANDS = ("nghìn", "ngàn")
_SILENT = ("linh", "lẻ")
_AFTER_TENS = ("mốt", "tư", "lăm", "nhăm")

_WORD = "|".join([*(word for word in _DIGITS if word != "năm"), *_TENS, "trăm", *_THOUSANDS, *_SILENT])
# năm is "five" and "year": inside a number it is five only before a ten or a scale (hai mươi năm: 20 years), and after
# what only joins (một trăm linh năm: 105).
_WORD = rf"(?:{_WORD}|năm(?= (?:mươi|trăm|nghìn|ngàn))|(?<=linh.)năm|(?<=lẻ.)năm)(?!\w)"
# Regular expression of a number in lower-case words.
NUMBER_WORDS = rf"{_WORD}(?: {_WORD}){{0,8}}"


def read_number(text: str) -> float | None:
    """The number that ``text`` (lower case) writes, or ``None`` if it writes none.

    >>> [read_number(words) for words in ("17", "2,5", "xxi", "hai mươi tư", "hai nghìn không trăm mười ba")]
    [17, 2.5, 21, 24, 2013]
    """
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 12 else None
    if re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{3})+", text):  # a full stop marks thousands
        return int(text.replace(".", "")) if len(text) <= 16 else None
    if re.fullmatch(r"[0-9]+[.,][0-9]+", text):
        return float(text.replace(",", "."))
    if text and set(text) <= _ROMAN.keys():
        return _read_roman(text)
    return _read_words(text.split())


def _read_roman(text: str) -> int:
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _read_words(words: list[str]) -> int | None:
    """Add up digits, tens and scales: hai|nghìn không|trăm mười|ba is 2·1000 + 0·100 + 10 + 3."""
    if not words:
        return None
    total, pending = 0, None
    for word in words:
        if word in _DIGITS:
            if pending is not None:
                if word not in _AFTER_TENS or pending < 2:
                    return None  # two digits side by side are two numbers
                total += 10 * pending  # bảy lăm, for bảy mươi lăm: 75
            pending = _DIGITS[word]
        elif word in _TENS:
            total, pending = total + 10 * (1 if pending is None else pending), None
        elif word == "trăm":
            total, pending = total + 100 * (1 if pending is None else pending), None
        elif word in _THOUSANDS:
            total, pending = 1000 * (total + (pending or 0) or 1), None
        elif word not in _SILENT:
            return None
    return total + (pending or 0)
