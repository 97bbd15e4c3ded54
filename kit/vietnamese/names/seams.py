"""Seams: where two words are glued together, as links and captions leave them, and the text with them parted.

"Tổng thốngNgaVladimir Putin", "ảnh của AbeNgày 27/5", "Ngavà Ukraine": nothing is found in such words. They are read
in a text that has a space there, or a new line where a sentence begins, and what is found in it is carried back
to the offsets of the article.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kit.files import built_from
from kit.vietnamese.lexicon import any_of, load_lexicon, read_words
from kit.vietnamese.names.cues import GLUED, load_cues
from kit.vietnamese.names.names import keep_texts
from kit.vietnamese.syllables import is_vietnamese_syllable

_SMALL, _LARGE = ("".join(filter(kind, map(chr, range(0x1EFA)))) for kind in (str.islower, str.isupper))
_BEFORE, _BEHIND = re.compile(rf"[{_SMALL}{_LARGE}]+$"), re.compile(rf"[{_LARGE}][{_SMALL}]*")
_LONGEST = 24  # letters of a word
_LEAST = 2  # letters of a word that something is glued to: "iPhone" is one word


class Parted(NamedTuple):
    """A text with its seams parted by a sign each; where they were in the article, and where they are now."""

    text: str
    places: list[int]
    begins: list[int]

    def find_start(self, offset: int) -> int:
        """Where what begins at an offset of the article begins now."""
        return offset + bisect_right(self.places, offset)

    def find_end(self, offset: int) -> int:
        """Where what ends at an offset of the article ends now."""
        return offset + bisect_left(self.places, offset)

    def find_origin(self, offset: int) -> int:
        """Where in the article an offset of the parted text was."""
        return offset - bisect_left(self.begins, offset)


def part_seams(text: str, seams: _Seams | None = None) -> Parted | None:
    """The text with its seams parted; None if it has none, as most. The words are ``glued …`` in ``context.yml``.

    ``seams``: of `load_seams`, given where many texts are read: to see that the lexicon is the same takes longer.

    >>> part_seams("Tổng thốngNgaVladimir Putin tiếp bà MerkelNgày 27/5, Ngavà Ukraine").text
    'Tổng thống Nga Vladimir Putin tiếp bà Merkel\\nNgày 27/5, Nga và Ukraine'
    """
    return (seams or load_seams()).part(text)


class _Seams:
    """What finds seams, by the words that are glued to others."""

    def __init__(self, behind: Sequence[str], openers: Sequence[str], names: Sequence[str]):
        ends = any_of(word[-2:] for word in behind)
        glued = "|".join(rf"(?<=\w{re.escape(word)})" for word in behind) or "(?!)"
        self._start = re.compile(
            rf"[{_LARGE}](?:(?<=[{_SMALL}].)(?=[{_SMALL}])|[{_SMALL}]{{3,}}+(?<=(?:{ends}))(?!\w)(?:{glued}))"
        )
        """A capital behind a small letter, or a word that may end in another: read from the capitals, which are few."""
        self._outer = re.compile(rf"[{_LARGE}][{_SMALL}]+?(?=(?:{any_of(behind)})(?!\w))")
        self._openers, self._names = frozenset(openers), frozenset(names)
        self.part = keep_texts(self._part)  # partners and people are found in the same texts

    def _part(self, text: str) -> Parted | None:
        gaps = [(at, gap) for at in self._list_places(text) if (gap := self._find_gap(text, at))]
        if not gaps:
            return None
        places = [at for at, _ in gaps]
        parts = [text[: places[0]]]
        for (at, gap), end in zip(gaps, [*places[1:], len(text)], strict=True):
            parts += [gap, text[at:end]]
        return Parted("".join(parts), places, [at + before for before, at in enumerate(places)])

    def _list_places(self, text: str) -> Iterator[int]:
        for hit in self._start.finditer(text):
            at = hit.start()
            if text[at - 1 : at].islower():
                yield at  # "thống|Nga"
            if outer := self._outer.match(text, at):
                yield outer.end()  # "Nga|và"

    def _find_gap(self, text: str, at: int) -> str:
        found, behind = _BEFORE.search(text, at - _LONGEST, at), _BEHIND.match(text, at)
        before = found.group() if found else ""
        if not behind:
            return " "  # "Ngavà"
        if len(before) < _LEAST:
            return ""
        if before.islower():
            return " "  # "thốngNga"
        if behind.group().lower() in self._openers:
            return "\n"  # "PutinNgày"
        if before[0].islower():
            return " "  # "thốngNgaVladimir"
        last = before[max(place for place, letter in enumerate(before) if letter.isupper()) :]
        own = last in self._names or (not last.isascii() and is_vietnamese_syllable(last))
        return " " if own and not is_vietnamese_syllable(behind.group()) else ""  # "MỹDonald"


@built_from("context.yml")
def load_seams(path: Path) -> _Seams:
    """What finds seams, by the words of a lexicon."""
    load_cues(path)  # which checks all keys of the file
    entry = load_lexicon(path)
    return _Seams(*(read_words(entry[name], name, path) for name in GLUED))
