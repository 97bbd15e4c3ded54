"""Identity: which names of an article are one person's ("Trump", "Donald Trump", "bà Motus", "V.Putin")."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kit.vietnamese.names.leaders import Leaders, fold_name
from kit.vietnamese.names.titles import Titles
from kit.vietnamese.syllables import is_vietnamese_syllable

_ARTICLES = ("al-", "el-")
_LONGEST = 40  # characters of a given name
_KEPT = 10_000  # names that are remembered


def join_names(names: Iterable[tuple[str, str, str]], leaders: Leaders) -> dict[str, str]:
    """The key of each name: the fullest name in the article that it may be a part of.

    Parameters
    ----------
    names : the name in small letters, and the sides and levels that its title gives it ("": none), of each mention.
    leaders : the spellings of one known leader are one person.
    """
    said: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for name, side, level in names:
        sides, levels = said[name]
        if side:
            sides.add(side)
        if level:
            levels.add(level)
    whole: dict[str, list[str]] = {}  # a part of a name, folded → the names that it is a part of
    keys: dict[str, str] = {}
    # The fullest first, and of two spellings that of the list.
    for name in sorted(said, key=lambda name: (*_measure(name), fold_name(name) not in leaders.terms)):
        folded, parts = _take_apart(name)
        known = " " in folded or folded in leaders.terms  # "Phi-đen" is in the list
        people = {term.person for term in leaders.find(name)} if known else set()
        people = people if len(people) == 1 else set()
        keys[name] = name
        if same := [other for mark in (folded, *people) for other in whole.get(mark, ())]:
            fitting = [other for other in same if _agree(said[name][0], said[other][0])]
            alike = [other for other in fitting if _agree(said[name][1], said[other][1])]
            chosen = dict.fromkeys(keys[other] for other in alike or fitting)
            if len(chosen) == 1 or (chosen and alike):
                keys[name] = next(iter(chosen))
        for part in (folded, *parts, *people):
            whole.setdefault(part, []).append(name)
    return keys


@lru_cache(maxsize=_KEPT)
def _take_apart(name: str) -> tuple[str, tuple[str, ...]]:
    """A name folded, and what it may be shortened to."""
    folded = fold_name(name)
    return folded, (*list_parts(folded),)


@lru_cache(maxsize=_KEPT)
def _measure(name: str) -> tuple[int, int]:
    """How many words and letters a name has: the smaller the more."""
    return -len(fold_name(name).split()), -len(name)


def _agree(first: set[str], second: set[str]) -> bool:
    return not first or not second or bool(first & second)


def list_parts(name: str) -> Iterator[str]:
    """What a name may be shortened to: its last words, or its first (Kim of Kim Jong-un, Tập of Tập Cận Bình, Salman
    bin Abdulaziz); without an article (Assad of Bashar al-Assad)."""
    words = name.split()
    for first in range(1, len(words)):
        yield " ".join(words[first:])
    if words and words[-1].startswith(_ARTICLES):
        yield words[-1][len("al-") :]
    alike = len(words) > 1 and (is_vietnamese_syllable(words[0]) or words[1] in ("bin", "ibn", "bint"))
    if alike or (len(words) == 2 and "-" in words[1]):
        yield words[0]


def find_full_names(titles: Titles, places: dict[str, list[int]], leaders: Leaders) -> dict[str, str]:
    """For surnames alone the full name that stands elsewhere in the article without an office, as it is written.

    Parameters
    ----------
    titles : of the article.
    places : the surnames, in small letters, and where each of them stands.
    leaders : a name that is known is taken before another.
    """
    found: dict[str, str] = {}
    for surname, starts in places.items():
        seen: Counter[str] = Counter()
        for start in starts:
            if name := _read_around(titles, start, start + len(surname)):
                seen[name] += 1
        known = [name for name in seen if leaders.find_people(name)]
        if best := known or [name for name, _ in seen.most_common(1)]:
            found[surname] = best[0]
    return found


def _read_around(titles: Titles, start: int, end: int) -> str:
    """The longer name around a surname: given names before it, or after it ("Kim | Jong-un"); "" if there is none."""
    text, at = titles.text, start
    while at > 1 and text[at - 1] == " " and start - at < _LONGEST:
        first = max(text.rfind(" ", 0, at - 1), text.rfind("\n", 0, at - 1)) + 1
        word = text[first : at - 1]
        word = word[max(map(word[:-1].rfind, ".!?…:\"'(“‘")) + 1 :]  # "… của ông.Francois"
        first = at - 1 - len(word)
        given = (
            word[:1].isupper() and word.isalpha() and not is_vietnamese_syllable(word) and not word.isupper()
        )
        if (
            titles.is_inside(first)
            or titles.is_inside(at - 2)
            or not (
                given
                or (word.rstrip(".").isupper() and word.endswith("."))
                or word in titles.offices.particles
            )
        ):
            break
        at = first
    if at < start and text[at].isupper():
        return text[at:end].casefold()
    last, _ = titles.names.read(start, min(end + _LONGEST, len(text)))
    longer = last > end + 1 and "-" in text[end:last] and text[end] == " "
    return text[start:last].casefold() if longer and re.fullmatch(r"[\w -]+", text[start:last]) else ""
