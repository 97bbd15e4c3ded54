"""Namesakes: which names of different articles may be one person's ("Putin", "Vladimir Putin"; "Ke-ri", "Kerry")."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from kit.vietnamese.letters import strip_marks
from kit.vietnamese.names.identity import list_parts
from kit.vietnamese.names.leaders import Leaders, fold_name, load_leaders
from kit.vietnamese.names.names import plain
from kit.vietnamese.syllables import is_vietnamese_syllable

_ALIKE = 0.85  # of two spellings of a foreign name, the part of the letters that they share in this order
_LONG = 8  # letters from which a spelling may differ: "Wang Yi" and "Wang Qi" are two


class _Read(NamedTuple):
    """A name as it is compared.

    Parameters
    ----------
    whole : in one spelling of tones, hyphens and initials.
    bare : without hyphens and blanks.
    parts : what it may be shortened to.
    leader : the one leader who has it.
    foreign : whether it is no Vietnamese name.
    spelled : its letters without marks, if they are enough to tell it by nearly all of them.
    """

    whole: str
    bare: str
    parts: frozenset[str]
    leader: frozenset[str]
    foreign: bool
    spelled: str


class Namesakes:
    """Says of names in small letters whether they may be one person's.

    They may, if they are the same but for hyphens and blanks, if one is a short form of the other, if both are
    of one leader of ``leaders.csv``, or if they are foreign, long, and spelled nearly the same.

    Parameters
    ----------
    leaders : the leaders that are known (default: those of the kit).

    Examples
    --------
    >>> may_be = Namesakes()
    >>> may_be("putin", "vladimir putin"), may_be("trọng", "nguyễn phú trọng"), may_be("john kerry", "ke-ri")
    (True, True, True)
    >>> may_be("phankham viphavan", "phăn-khăm vi-pha-văn"), may_be("kim jong-un", "kim jong-il")
    (True, False)
    """

    def __init__(self, leaders: Leaders | None = None) -> None:
        self._leaders = load_leaders() if leaders is None else leaders
        self._names: dict[str, _Read] = {}
        self._said: dict[tuple[str, str], bool] = {}

    def __call__(self, one: str, other: str) -> bool:
        """Whether both may be one person's."""
        if one == other:
            return True
        pair = (one, other) if one < other else (other, one)
        if pair not in self._said:
            self._said[pair] = self._compare(*pair)
        return self._said[pair]

    def cover(self, some: Collection[str], others: Collection[str]) -> bool:
        """Whether each of ``others`` may be one of ``some``."""
        return all(other in some or any(self(one, other) for one in some) for other in others)

    def compare(self, some: Collection[str], others: Collection[str]) -> float:
        """The part of all these people that both name (Jaccard); 0 where nobody is named."""
        shared = sum(other in some or any(self(one, other) for one in some) for other in others)
        return shared / max(len(some) + len(others) - shared, 1)

    def list_people(self, names: Mapping[str, int]) -> list[str]:
        """One name for each person: the fullest of theirs, of these the one that is told most often."""
        chosen: list[str] = []
        for name in sorted(names, key=lambda name: (-len(name.split()), -names[name], name)):
            if not any(self(name, other) for other in chosen):
                chosen.append(name)
        return sorted(chosen)

    def _compare(self, one: str, other: str) -> bool:
        first, second = map(self._read, (one, other))
        if first.whole in second.parts or second.whole in first.parts or first.leader & second.leader:
            return True
        if not first.spelled or not second.spelled or not (first.foreign or second.foreign):
            return first.bare == second.bare
        letters = len(first.spelled) + len(second.spelled)
        if len(set(first.spelled) ^ set(second.spelled)) > letters * (
            1 - _ALIKE
        ):  # saves nearly all comparisons
            return False
        return SequenceMatcher(None, first.spelled, second.spelled, autojunk=False).ratio() >= _ALIKE

    def _read(self, name: str) -> _Read:
        if name not in self._names:
            whole = fold_name(plain(name))
            words = whole.split()
            bare = whole.replace("-", "").replace(" ", "")
            foreign = "-" in whole or not all(map(is_vietnamese_syllable, words))
            parts = {*list_parts(whole)}
            if foreign:  # "tony tan" of "tony tan keng yam"
                parts |= {" ".join(words[:last]) for last in range(2, len(words))}
            leader = frozenset(term.person for term in self._leaders.find(name))
            spelled = strip_marks(bare) if len(bare) >= _LONG and len(words) > 1 else ""
            leader = leader if len(leader) == 1 else frozenset()
            self._names[name] = _Read(whole, bare, frozenset(parts), leader, foreign, spelled)
        return self._names[name]
