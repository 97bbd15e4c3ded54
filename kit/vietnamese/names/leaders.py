"""Leaders: who held which office for which side, and from when to when (``leaders.csv``).

A list of terms of office answers whom "Mark Rutte" speaks for: as prime minister for the Netherlands, as head of an
organisation for NATO, on a day of 2018 for the Netherlands. Where the day leaves several sides, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from kit.errors import LexiconError
from kit.files import built_from
from kit.spreadsheets import read_cells
from kit.vietnamese.letters import strip_marks
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain
from kit.vietnamese.names.offices import LEVELS, load_offices
from kit.vietnamese.syllables import is_vietnamese_syllable

FILE = "leaders.csv"
_COLUMNS = ("side", "office", "name", "forms", "from", "to", "seat", "source")
_OFFICES = {"foreign_minister": "minister", "labour_minister": "minister", "parliament_head": "parliament"}
_MANY = frozenset(
    ("deputy", "minister", "deputy_minister", "ambassador", "other")
)  # several hold these at a time
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_DASH = re.compile(r" ?- ?")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\. ?)+(?:[^\W\d_] )?(?=[^\W\d_]{2})")
_NUMBER = re.compile(r"[ivx]+|jr\.?")  # Elizabeth II, Ferdinand Marcos Jr.
_SLACK = 60  # days by which an article may miss a term: an elected head is called so before taking office
_VAGUE = frozenset({"", "other", "head_of_state", "party_leader"})  # what "Chủ tịch" or "nhà lãnh đạo" may be
_ALIKE = 0.6  # of the letters of a first name that another spelling shares: "Piotr" and "Petro", no "Anna" and "Aníbal"
_SONS = ("bin", "ibn", "bint")  # behind these stands the father's name: "Salman bin | Abdul Aziz"
_SURE = 2  # words of a name: one of more is the same where only its family name is misspelt
_ALWAYS = (0, date.max.toordinal())
_KEPT = 10_000  # names whose terms are remembered

# The first and the last day on which an article may have been published, as ordinals.
Days = tuple[int, int]


class Term(NamedTuple):
    """That ``person`` speaks for ``side``, at ``level`` ("": no office known), between two days."""

    side: str
    level: str
    person: str
    first: int
    last: int


@dataclass(frozen=True)
class Leaders:
    """``leaders.csv`` and the leaders of ``offices.yml`` whose terms are not known, by their names in small letters.

    Parameters
    ----------
    terms : of each full name, in all its forms.
    surnames : of what is left of a name where only its family name is written ("Trump", "Tổng thống Park").
    offices : the sides and levels of which terms are listed.
    """

    terms: dict[str, tuple[Term, ...]]
    surnames: dict[str, tuple[Term, ...]]
    offices: frozenset[tuple[str, str]]

    @cached_property
    def find(self) -> Callable[[str], tuple[Term, ...]]:
        """The terms of whoever has a name, or its last words, or only this surname; () if nobody is known."""
        return lru_cache(maxsize=_KEPT)(self._look_up)

    @cached_property
    def judged(self) -> dict[tuple[str, ...], tuple[int, bool, int, tuple[str, ...]]]:
        """What runs of capitalised words were found to be, with the offices read beside these terms: names recur."""
        return {}

    @cached_property
    def beginnings(self) -> dict[str, tuple[str, ...]]:
        """The first word and the next letter of the names → the names, the longest first."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.terms, key=len, reverse=True):
            first, space, others = name.partition(" ")
            if space:
                found.setdefault(f"{first} {others[0]}", []).append(name)
        return {beginning: tuple(names) for beginning, names in found.items()}

    @cached_property
    def _misspelt(self) -> dict[tuple[str, ...], tuple[Term, ...]]:
        """The terms by the words of a name, the family name without its marks."""
        named = ((name.split(), terms) for name, terms in self.terms.items() if name.count(" ") >= _SURE)
        return {(strip_marks(words[0]), *words[1:]): terms for words, terms in named}

    def _look_up(self, name: str) -> tuple[Term, ...]:
        words = fold_name(name).split()
        for first in range(len(words) - 1):
            if words[first - 1] not in _SONS and (found := self.terms.get(" ".join(words[first:]))):
                return found
        misspelt = len(words) > _SURE and not load_offices().is_family_name(words[0].capitalize())
        if misspelt and (found := self._misspelt.get((strip_marks(words[0]), *words[1:]))):
            return found  # "Nguyến Tấn Dũng"
        if len(words) < 2:
            return self.terms.get(words[0], self.surnames.get(words[0], ())) if words else ()
        alike = (term for term in self.surnames.get(words[-1], ()) if _sounds_alike(words[0], term.person))
        return tuple(alike)  # "Sergei Lavrov" of "Sergey Lavrov", no "Anna Silva" of "Aníbal Silva"

    def find_people(self, name: str) -> frozenset[str]:
        """Who has this full name."""
        return frozenset(term.person for term in self.terms.get(fold_name(name), ()))


@lru_cache(maxsize=_KEPT)
def fold_name(name: str) -> str:
    """A name as it is looked for: in small letters, without initials, no space around a hyphen.

    >>> fold_name("Prayut Chan - o - cha"), fold_name("V.Putin")
    ('prayut chan-o-cha', 'putin')
    """
    if "-" in name:
        name = _DASH.sub("-", name)
    return (_INITIALS.sub("", name) if "." in name else name).casefold()


def _sounds_alike(first: str, person: str) -> bool:
    """Whether a first name may be that of somebody, spelt or shortened otherwise: Sergei, Ash."""
    first, other = strip_marks(first), strip_marks(person.split()[0].casefold())
    return other[:1] == first[:1] and SequenceMatcher(None, first, other, autojunk=False).ratio() > _ALIKE


def is_in_office(terms: tuple[Term, ...], days: Days) -> bool:
    """Whether an office was held on one of these days."""
    return any(term.level and term.first <= days[1] and term.last >= days[0] for term in terms)


def judge_terms(terms: tuple[Term, ...], level: str, days: Days | None) -> tuple[str, str]:
    """The side and the level that a person of these terms has, titled as of ``level``; "" where it stays open.

    A title beats the days: the terms of its level are looked at first, of these the ones of the day, if there are any.
    """
    same = [term for term in terms if term.level == level and level not in ("", "other")]
    if not same:
        same = [term for term in terms if not term.level or term.level in _VAGUE or level in _VAGUE]
        same = same or list(terms)
    if days:
        first, last = days[0] - _SLACK, days[1] + _SLACK
        strict = [term for term in same if term.first <= days[1] and term.last >= days[0]]
        same = strict or [term for term in same if term.first <= last and term.last >= first] or same
    sides = {term.side for term in same}
    if len(sides) != 1:
        return "", level
    if not level:
        level = next((known for known in LEVELS if any(term.level == known for term in same)), level)
    return sides.pop(), level


def load_leaders(folder: Path | str | None = None) -> Leaders:
    """Read, check and compile ``leaders.csv`` (default: the kit's own), and the leaders of ``offices.yml``.

    Raises
    ------
    LexiconError : an unknown side or office, a day that is none, a term that ends before it begins, one without a
        source, or two that overlap in one seat; with file, line and the clash.
    """
    return _read(folder)


@built_from(FILE)
def _read(path: Path) -> Leaders:
    columns, rows = read_cells(path)
    if missing := [column for column in _COLUMNS if column not in columns]:
        raise LexiconError(path, 1, f"it lacks the columns {', '.join(missing)}.", "Add them.")
    partners = load_gazetteer().partners
    seats: dict[tuple[str, str, str], list[tuple[int, int, int, str]]] = {}
    terms: dict[str, dict[Term, None]] = {}
    surnames: dict[str, dict[Term, None]] = {}
    for line, row in rows:
        side, office = row["side"], row["office"]
        level = _OFFICES.get(office, office)
        for wrong, problem, remedy in (
            (side not in partners, f"unknown side {side!r}.", "Use a key of the partner lexicons."),
            (
                level not in LEVELS,
                f"unknown office {office!r}.",
                f"Use one of: {', '.join((*LEVELS, *_OFFICES))}.",
            ),
            (not row["name"], "a term without a name.", "Say whose it is."),
            (not row["source"], f"{row['name']} has no source.", "Say where the days are from."),
        ):
            if wrong:
                raise LexiconError(path, line, problem, remedy)
        first, sure_from = _read_day(path, line, row["from"])
        until, last = _read_day(path, line, row["to"]) if row["to"] else (_ALWAYS[1], _ALWAYS[1])
        if last < first:
            raise LexiconError(path, line, f"{row['name']} leaves before coming.", "Mend from or to.")
        seat = row["name"] if office in _MANY else row["seat"]
        seats.setdefault((side, office, seat), []).append((sure_from, until, line, row["name"]))
        term = Term(side, level, row["name"], first, last)
        _add_forms(terms, surnames, [row["name"], *filter(None, row["forms"].split(" | "))], term)
    for (side, office, _), held in seats.items():
        _check_seat(path, f"{office} of {side}", sorted(held))
    for side, names in load_offices().leaders.items():
        for name in names:
            if fold_name(plain(name)) not in terms:
                _add_forms(terms, surnames, [name], Term(side, "", name, *_ALWAYS))
    listed = frozenset((term.side, term.level) for of in terms.values() for term in of)
    full, short = ({name: tuple(of) for name, of in kept.items()} for kept in (terms, surnames))
    return Leaders(full, short, listed)


def _read_day(path: Path, line: int, text: str) -> Days:
    """The first and the last day that "2023-04-04", "2023-04" or "2023" may be."""
    found = _DAY.fullmatch(text)
    try:
        year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
        first = date(year, month or 1, day or 1)
        after = first if day else date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    except ValueError:
        raise LexiconError(path, line, f"{text!r} is no day.", "Write YYYY-MM-DD, YYYY-MM or YYYY.") from None
    return first.toordinal(), after.toordinal() - (not day)


def _check_seat(path: Path, of: str, held: list[tuple[int, int, int, str]]) -> None:
    """Raise if two terms of one seat overlap, whatever their months and years may stand for."""
    latest = held[0]
    for term in held[1:]:
        if term[0] < latest[1]:
            raise LexiconError(
                path,
                term[2],
                f"{term[3]} and {latest[3]} (line {latest[2]}) are {of} at the same time.",
                "Mend the days, or name their seats in the column seat.",
            )
        latest = max(latest, term, key=lambda one: one[1])


def _add_forms(terms: dict, surnames: dict, names: list[str], term: Term) -> None:
    for name in names:
        full = fold_name(plain(name))
        terms.setdefault(full, {})[term] = None
        for surname in _list_surnames(full):
            surnames.setdefault(surname, {})[term] = None


def _list_surnames(name: str) -> Iterator[str]:
    """What stands for a name: its last word, or the first of one whose given name has a hyphen (Kim Jong-un)."""
    words = [word for word in name.split() if not _NUMBER.fullmatch(word)]
    if len(words) == 2 and "-" in words[1] and is_vietnamese_syllable(words[0]):
        yield words[0]
    elif len(words) > 1 and not is_vietnamese_syllable(words[-1]):
        yield words[-1]
