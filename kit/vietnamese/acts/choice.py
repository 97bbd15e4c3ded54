"""The choice of verbs: which phrases of the lexicon may be acts where they stand, before any sentence is read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kit.vietnamese.acts.phrases import END, Unit
from kit.vietnamese.acts.sentence import QUIET, TIMES, may_be_modified
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary

_SOURCES = ("according", "requested", "invited")
_NOT_THEIRS = re.compile(r"[,;:.]| (?:đó|dõi|đuổi)(?!\w)")
_FAR = 32  # characters between "theo" and whom it names
# Words behind which a verb may stand: "cùng với", "cũng như", "UBND tỉnh".
_JOINTS = frozenset(("và", "nhưng", "rồi", "song", "với", "như", "tỉnh", "phố", "tp", "bạn"))


def choose_verbs(
    text: str, low: str, verbs: Sequence[tuple[int, int, Verb]], units: Sequence[Unit], vocabulary: Vocabulary
) -> list[tuple[int, int, Verb]]:
    """The verbs that may be acts: with a subject, a mark or an adverb before them, and no word that undoes them."""
    ends = [-1, *map(END, units)]
    sourced = "sources" in {verb.sort for _, _, verb in verbs}
    kept = []
    for row in verbs:
        start, end, verb = row
        sort = verb.sort
        if sort in QUIET:
            fits = sort != "traps"
        elif sort in _SOURCES:
            place = bisect_left(units, (end,))
            between = low[end : units[place].start] if place < len(units) else ""
            fits = 0 < len(between) < _FAR and not _NOT_THEIRS.search(between)
        elif sort == "light" and not vocabulary.nouns.match(low, end):
            fits = False
        elif not sourced:
            before = ends[bisect_right(ends, start) - 1]
            fits = before == start - 1 or start == 0 or _may_act(text, low, start, before, vocabulary)
        else:
            fits = True
        if fits:
            kept.append(row)
    return kept


def _may_act(text: str, low: str, start: int, before: int, vocabulary: Vocabulary) -> bool:
    """Whether what stands before ``start`` lets a verb be an act; ``before``: where the last unit ends."""
    begin = max(low.rfind(" ", 0, start - 1), low.rfind("\n", 0, start - 1)) + 1
    word = low[max(begin, before) : start - 1]
    if not word[-1:].isalpha() or word in TIMES:
        return True
    if word in vocabulary.sets["blocked after"]:
        return False
    if (
        word in vocabulary.lasts["adverbs"]
        or word in _JOINTS
        or text[begin : start - 1] != low[begin : start - 1]
    ):
        return True
    return before >= 0 and may_be_modified(low[before : start - 1])
