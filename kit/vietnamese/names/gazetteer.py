"""The gazetteer: every name of every partner, searched all at once.

`load_gazetteer` compiles the names of the lexicons (see `kit.vietnamese.names.names`) into two Aho-Corasick automata;
`Gazetteer.find` runs these over a text, keeps the hits that stand on word boundaries, and of overlapping
ones the leftmost, then the longest. What an ambiguous name means is decided later, in `kit.vietnamese.names.context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.names.namelists import read_countries, read_orgs, read_regions, read_traps
from kit.vietnamese.names.names import (
    BOTH,
    DASH,
    ONLY_AT_BEGINNING,
    SURE,
    Name,
    Partner,
    add_organs,
    check_names,
    plain,
    plain_lower,
)
from kit.vietnamese.names.spellings import add_brackets, add_spellings, add_wordings
from kit.vietnamese.syllables import is_vietnamese_syllable

# The lexicons of names. ``context.yml`` holds the rules, see `kit.vietnamese.names.context`.
FILES = ("partners.yml", "organisations.yml", "regions.yml", "traps.yml")

_LETTERS = re.compile(r"[^\W\d_]+")
_QUICKEST = ahocorasick_rs.Implementation.DFA  # for a thousand words; of more it is too large
# Words before "biển" that make it no sea.
_BEFORE_SEA = ("bờ ", "cảnh sát ")
_SHORES = [f"{word}biển " for word in _BEFORE_SEA]
# Sorts of names that something must admit (see `kit.vietnamese.names.context`).
AMBIGUOUS = frozenset({"context", "pair"})


class Match(NamedTuple):
    """A name found at ``text[start:end]``; ``inside`` is the organisation whose name holds it, or ""."""

    start: int
    end: int
    name: Name
    inside: str = ""


@dataclass(frozen=True)
class Gazetteer:
    """All names, compiled. Made by `load_gazetteer`.

    Parameters
    ----------
    partners : entries by key (``"BEL"``, ``"IOM"``, ``"S-AM"``).
    names : every form looked for.
    traps : phrases that hide the names in them.
    """

    partners: dict[str, Partner]
    names: tuple[Name, ...]
    traps: tuple[Name, ...] = field(repr=False)

    @cached_property
    def _searches(self) -> tuple[tuple, tuple]:
        return _build(self.names, self.traps)  # when they are first searched for: a label needs no search

    def find(self, text: str) -> list[Match]:
        """The names in ``text`` (NFC), in order: on word boundaries, leftmost, then longest.

        A trap is found like a name, with sort ``"trap"``. Countries inside the name of an
        organisation follow it, with ``inside`` set.
        """
        return self.find_in(plain(text), plain_lower(text))

    def find_in(self, same: str, low: str) -> list[Match]:
        """The names in a text as `plain` leaves it, and the same in small letters."""
        padded = f" {same} "  # so that every hit has a letter before and behind it
        hits: list[tuple[int, int, Name]] = []
        (word_search, words), (phrase_search, phrases) = self._searches
        for which, start, end in word_search.find_matches_as_indexes(same, overlapping=True):
            if padded[start].isalnum() or (padded[end + 1].isalnum() and not _is_glued(same, end)):
                continue
            if not (words[which].sort in AMBIGUOUS and _goes_on(same, end)):
                hits.append((start, -end, words[which]))
        for which, start, end in phrase_search.find_matches_as_indexes(low, overlapping=True):
            if not padded[start].isalnum() and (not padded[end + 1].isalnum() or _is_glued(same, end)):
                for name, capitals in phrases[which]:
                    if _is_spelt(name, capitals, same, start, end):
                        hits.append((start, -end, name))
                        if name.sort != BOTH:
                            break
        hits.sort(key=itemgetter(0, 1))
        return list(_keep_longest(_leave_seas(hits, low) if any(shore in low for shore in _SHORES) else hits))


def _leave_seas(hits: list[tuple[int, int, Name]], low: str) -> list[tuple[int, int, Name]]:
    """The same without the seas that only end with whose shore or police it is: "cảnh sát biển | Nhật Bản"."""
    states = {end for _, end, name in hits if name.kind == "country"}
    return [
        (start, end, name)
        for start, end, name in hits
        if not (name.kind == "region" and end in states and low.endswith(_BEFORE_SEA, 0, start))
    ]


def _is_spelt(name: Name, capitals: tuple[int, ...], text: str, start: int, end: int) -> bool:
    """Whether a phrase has its capitals where the lexicon has them, or nothing but capitals.

    Organisations are written with capitals here and there; of their names only the first is looked at, and
    of four syllables and more any ("liên minh châu Âu"), of nine and more none.
    """
    found = text[start:end]
    if name.kind == "org":
        return found[capitals[0]].isupper() or name.form.count(" ") > (7 if found.islower() else 2)
    if not found[capitals[0]].isupper():
        return False
    if "-" in name.form and _goes_on(text, end):
        return False
    if name.sort == "trap":
        if name.key == ONLY_AT_BEGINNING and not _opens(text, start):
            return False
        return found.isupper() or found[1:] == name.form[1:]
    if found == name.form or found.isupper():
        return True
    lenient = name.kind == "country" and name.sort in SURE and capitals[0] == 0
    if lenient and (found[1:].islower() or found.count(" ") + found.count("-") > 1):
        return True  # slips of the press: Việt nam, Thổ Nhĩ kỳ, Ả rập Xê út
    return all(found[place].isupper() for place in capitals)


def _goes_on(text: str, end: int) -> bool:
    """Whether the word goes on behind a hyphen: "Ni-giê" of "Ni-giê-ri-a", "Phi" of "Phi-đen"."""
    return text[end : end + 1] == "-" and text[end + 1 : end + 2].islower()


def _is_glued(text: str, end: int) -> bool:
    """Whether a new sentence follows without a space: "tới Hàn QuốcTheo"; not in "MacauBus"."""
    if not (text[end - 1].islower() and text[end].isupper()):
        return False
    word = _LETTERS.match(text, end)
    return word is not None and is_vietnamese_syllable(word.group())


def _opens(text: str, start: int) -> bool:
    """Whether nothing stands before it in its sentence."""
    before = text[max(0, start - 4) : start].rstrip(" \"'([“‘*-")
    return not before or before[-1] in ".!?…:;\n|"


def _keep_longest(hits: list[tuple[int, int, Name]]) -> Iterator[Match]:
    covered, nested, holder, whole = -1, -1, None, (-1, -1)
    for start, minus_end, name in hits:
        end = -minus_end
        if start >= covered:
            yield Match(start, end, name)
            covered, nested, holder = end, start, name if name.kind == "org" else None
            whole = start, end
        elif name.sort == BOTH and whole == (start, end):
            yield Match(start, end, name)
        elif holder and end <= covered and start >= nested and name.kind == "country" and name.sort in SURE:
            yield Match(start, end, name, holder.key)
            nested = end


def load_gazetteer(folder: Path | str | None = None) -> Gazetteer:
    """Read, check and compile the lexicons of names.

    Parameters
    ----------
    folder : where they are (default: the kit's own, ``data/lexicons``). A file that is missing there
        is taken from the kit.

    Returns
    -------
    `Gazetteer`; the same one for the same bytes, so that calling this again costs nothing.

    Raises
    ------
    LexiconError : broken YAML, an unknown ISO code or key, a form claimed by two partners, a trap that
        hides a form for ever; the message names file and line, and the way out.

    Examples
    --------
    >>> [(m.start, m.name.key) for m in load_gazetteer().find("Vương quốc Bỉ và Liên hợp quốc")]
    [(0, 'BEL'), (17, 'UN')]
    """
    return _compile(folder)


@built_from(*FILES)
def _compile(*paths: Path) -> Gazetteer:
    partners: dict[str, Partner] = {}
    names: list[Name] = []
    for path, read in zip(paths, (read_countries, read_orgs, read_regions), strict=False):
        for partner, forms in read(path):
            if partner.key in partners:
                raise LexiconError(
                    path, forms[0].line, f"{partner.key} is given twice.", "Merge the two entries."
                )
            partners[partner.key] = partner
            names += forms
    names = add_wordings(add_organs(names, partners, paths[1]))
    names = add_spellings(add_brackets(names, partners, paths[0]))
    traps = list(read_traps(paths[3]))
    return Gazetteer(partners, tuple(check_names(names, traps)), tuple(traps))


def _build(names: tuple[Name, ...], traps: tuple[Name, ...]) -> tuple[tuple, tuple]:
    """The automata: single words match as written or in capitals, phrases in any case."""
    words: dict[str, Name] = {}
    phrases: dict[str, list[tuple[Name, tuple[int, ...]]]] = {}
    for name in chain(names, traps):
        form = plain(name.form)
        if " " not in form and "-" not in form:
            spellings = {form, form.upper()}
            if form.isupper() and len(form) > 3 and form.isalpha():
                spellings.add(form.capitalize())  # ASEAN, Asean
            for spelling in spellings:
                words.setdefault(spelling, name)
            continue
        for dash in {"-", " - ", "- ", " -"} if "-" in form else {""}:
            spelling = DASH.sub(dash, form) if dash else form
            small = spelling.lower()
            capitals = tuple([place for place, letter in enumerate(spelling) if letter != small[place]])
            written = Name(spelling, name.kind, name.key, name.sort, name.path, name.line)
            phrases.setdefault(small, []).append((written, capitals))
    return (
        (ahocorasick_rs.AhoCorasick(list(words), implementation=_QUICKEST), list(words.values())),
        (ahocorasick_rs.AhoCorasick(list(phrases)), list(phrases.values())),
    )


def find_whole(key: str, gazetteer: Gazetteer) -> str:
    """The organisation that an organ speaks for, else the partner itself: one of a lexicon of one's own, too."""
    known = gazetteer.partners.get(key)
    return (known and known.organ_of) or key
