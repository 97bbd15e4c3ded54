"""Quantities: how many people, cases or how much money a text counts, with the number read and the unit named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.dates.numerals import NUMBER_WORDS, read_number
from kit.vietnamese.lexicon import any_of, check_keys, load_lexicon, read_entry, read_words

# What is counted.
UNITS = ("workers", "citizens", "people", "cases", "USD", "VND", "EUR", "%")

_DIGIT_WORDS = (
    *("một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "sáu", "bảy", "bẩy", "tám", "chín"),
    *("mười", "mươi", "chục", "trăm", "nghìn", "ngàn"),
)  # what a number in words can end with
_WINDOW = 48  # characters before a unit in which its number stands
_DIGITS = r"(?<![\w.,/-])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\w.,/-])\d{1,12}(?:[,.]\d{1,3})?"
_UNSURE = re.compile(
    rf"(?:(?:{_DIGITS}) ?(?:-|–|đến)|(?<!\w)(?:hàng|vài|mấy|nhiều|cả|từng|bao nhiêu|thứ|lớp|tuổi)) ?$"
)  # "hàng nghìn"


class Quantity(NamedTuple):
    """A number with what it counts at ``text[start:end]``; ``value`` in units of one (people, dollars, percent)."""

    start: int
    end: int
    value: float
    unit: str


@dataclass(frozen=True)
class QuantityWords:
    """``quantities.yml``, compiled: what finds the units, the unit of each ("" of traps), the number before one."""

    search: ahocorasick_rs.AhoCorasick
    forms: tuple[tuple[str, str], ...]
    amount: re.Pattern[str]
    scales: dict[str, int]
    ends: frozenset[str]


def load_quantity_words(folder: Path | str | None = None) -> QuantityWords:
    """Read, check and compile ``quantities.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a section or unit is missing or unknown, or a word stands for two units; with file and line.
    """
    return _read(folder)


@built_from("quantities.yml")
def _read(path: Path) -> QuantityWords:
    lexicon = check_keys(load_lexicon(path), path, required=("units", "before_units", "scales", "not_units"))
    forms: dict[str, str] = {}
    units = check_keys(lexicon["units"], path, required=UNITS)
    for unit, words in [*units.items(), ("", lexicon["not_units"])]:
        for word in read_words(words, unit or "not_units", path):
            if forms.setdefault(str(word), str(unit)) != unit:
                line = getattr(word, "line", None)
                raise LexiconError(
                    path, line, f"{word!r} stands for {forms[word]} and {unit}.", "Keep one of them."
                )
    scales = {
        str(word): _read_scale(by, path)
        for by, words in read_entry(lexicon["scales"], path).items()
        for word in read_words(words, f"scales: {by}", path)
    }
    scale = any_of(scales)
    number = rf"(?P<number>{_DIGITS}|(?<!\w)(?:{NUMBER_WORDS}))"
    before = any_of(read_words(lexicon["before_units"], "before_units", path))
    amount = re.compile(rf"{number}(?P<scales>(?: (?:{scale}))*)(?: (?:{before}))? ?$")
    kind, quickest = ahocorasick_rs.MatchKind.LeftmostLongest, ahocorasick_rs.Implementation.DFA
    search = ahocorasick_rs.AhoCorasick(list(forms), matchkind=kind, implementation=quickest)
    ends = {*scales, *lexicon["before_units"], *_DIGIT_WORDS}
    return QuantityWords(search, tuple(forms.items()), amount, scales, frozenset(map(str, ends)))


def _read_scale(by: object, path: Path) -> int:
    if not (isinstance(by, int) and by > 1):
        raise LexiconError(
            path, getattr(by, "line", None), f"{by!r} is no scale.", "Write a number such as 1000."
        )
    return by


def find_quantities(low: str, words: QuantityWords | None = None) -> Iterator[Quantity]:
    """The quantities in a text in small letters, in order.

    >>> text = "142.000 lao động, 3,84 tỷ usd và hai mươi tám công dân"
    >>> [quantity[2:] for quantity in find_quantities(text)]
    [(142000.0, 'workers'), (3840000000.0, 'USD'), (28.0, 'citizens')]
    """
    words = words or load_quantity_words()
    for which, start, end in words.search.find_matches_as_indexes(low):
        form, unit = words.forms[which]
        if not unit or low[end : end + 1].isalnum() or (start and low[start - 1].isalnum() and form != "%"):
            continue
        before = low[max(0, start - _WINDOW) : start]
        last = before.rstrip().rsplit(" ", 1)[-1]
        if not last or not (last[-1].isdigit() or last in words.ends):
            continue
        found = words.amount.search(before)
        value = _read_amount(found, words.scales) if found else None
        if found and value is not None and not _UNSURE.search(before, 0, found.start()):
            yield Quantity(start - len(before) + found.start(), end, value, unit)


def _read_amount(found: re.Match[str], scales: dict[str, int]) -> float | None:
    number, factor = found["number"], 1
    if "," in number and "." in number:
        number = number.replace(".", "")
    value = read_number(number)
    for scale in found["scales"].split():
        factor *= scales[scale]
    if value is None or (value == 1 and number == "một"):  # "một người" is somebody
        return None
    return float(value) * factor
