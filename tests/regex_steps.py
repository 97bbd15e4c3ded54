"""How many steps a regular expression takes: a small backtracking matcher over `re`'s own parse trees.

It tries what `re` tries, in the same order, and counts one step for each sign that it looks at and each
way that it goes. A branch of many alternatives counts those whose first sign fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

Go = Callable[[int], bool]
_ONE = ("LITERAL", "NOT_LITERAL", "ANY", "IN")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def is_bounded(pattern: re.Pattern) -> bool:
    """Whether no match can be longer than some length, so that each place costs no more than that."""
    return _parser.parse(pattern.pattern, pattern.flags).getwidth()[1] < 10_000


class Steps:
    """A pattern that counts: ``steps`` grows with every try.

    >>> steps = Steps(re.compile("a+b"))
    >>> list(steps.scan("aaab")), steps.steps
    ([(0, 4)], 7)
    """

    def __init__(self, pattern: re.Pattern):
        self.steps = 0
        self._flags = pattern.flags
        self._tree = _parser.parse(pattern.pattern, pattern.flags)
        self._groups: dict[int, tuple[int, int]] = {}
        self._begun: dict[int, int] = {}
        self._text, self._end, self._stop, self._not_at = "", 0, -1, -1
        self._run = self._sequence(list(self._tree), self._accept)

    def match(self, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Where the match that begins at ``start`` lies."""
        self._text, self._end = text, len(text) if end is None else min(end, len(text))
        self._groups.clear()
        return (start, self._stop) if self._run(start) else None

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Where `re.finditer` finds matches; the first of them is what `re.search` finds."""
        stop = len(text) if end is None else min(end, len(text))
        while start <= stop:
            if found := self.match(text, start, stop):
                yield found
                start = found[1]
            # Where an empty match was, only one that is not empty may follow.
            self._not_at = start if found and found[0] == found[1] else -1
            start += not found
        self._not_at = -1

    def _accept(self, at: int) -> bool:
        self._stop = at
        return at != self._not_at

    def _sequence(self, nodes: list, go: Go) -> Go:
        for node in reversed(nodes):
            go = self._node(str(node[0]), node[1], node, go)
        return go

    def _node(self, name: str, value: Any, node: Any, go: Go) -> Go:
        if name in _ONE:
            return self._one(node, go)
        if name == "AT":
            return self._at(node, go)
        if name in _REPEATS:
            low, high, part = value
            if len(part) == 1 and str(part[0][0]) in _ONE:
                return self._repeat_one(name, int(low), int(high), part[0], go)
            if name == "POSSESSIVE_REPEAT":
                return self._atomic([(_parser.MAX_REPEAT, value)], go)
            return self._repeat(name == "MAX_REPEAT", int(low), int(high), list(part), go)
        if name == "SUBPATTERN":
            return self._group(value[0], list(value[-1]), go)
        if name == "BRANCH":
            return self._branch([list(part) for part in value[1]], go)
        if name in ("ASSERT", "ASSERT_NOT"):
            return self._look(name == "ASSERT", value[0] < 0, value[1], go)
        if name == "ATOMIC_GROUP":
            return self._atomic(list(value), go)
        if name == "GROUPREF":
            return self._reference(value, go)
        raise NotImplementedError(name)

    def _predicate(self, node: Any) -> Callable[[str], bool]:
        """Whether a sign is one that this node takes: `re` itself says so, once per sign."""
        fits = _compiler.compile(_parser.SubPattern(self._tree.state, [node]), self._flags).fullmatch
        known: dict[str, bool] = {}

        def takes(sign: str) -> bool:
            if sign not in known:
                known[sign] = fits(sign) is not None
            return known[sign]

        return takes

    def _one(self, node: Any, go: Go) -> Go:
        takes = self._predicate(node)

        def run(at: int) -> bool:
            self.steps += 1
            return at < self._end and takes(self._text[at]) and go(at + 1)

        return run

    def _at(self, node: Any, go: Go) -> Go:
        holds = _compiler.compile(_parser.SubPattern(self._tree.state, [node]), self._flags).match

        def run(at: int) -> bool:
            self.steps += 1
            return holds(self._text, at, self._end) is not None and go(at)

        return run

    def _repeat_one(self, name: str, low: int, high: int, node: Any, go: Go) -> Go:
        takes = self._predicate(node)

        def run(at: int) -> bool:
            self.steps += 1
            most, text, last = at, self._text, min(self._end, at + high)
            if name == "MIN_REPEAT":
                while True:
                    if most - at >= low and go(most):
                        return True
                    self.steps += 1
                    if most >= last or not takes(text[most]):
                        return False
                    most += 1
            while most < last and takes(text[most]):
                most += 1
            self.steps += most - at
            if most - at < low:
                return False
            if name == "POSSESSIVE_REPEAT":
                return go(most)
            for stop in range(most, at + low - 1, -1):
                self.steps += 1
                if go(stop):
                    return True
            return False

        return run

    def _repeat(self, greedy: bool, low: int, high: int, part: list, go: Go) -> Go:
        state = (0, -1)  # how often so far, and where the last time began

        def again(at: int) -> bool:
            nonlocal state
            self.steps += 1
            count, begun = kept = state
            more = count < low or (count < high and at != begun)
            if more and (greedy or count < low):
                state = (count + 1, at)
                if body(at):
                    return True
                state = kept
            if count < low:
                return False
            if go(at):
                return True
            state = kept
            if more and not greedy:
                state = (count + 1, at)
                if body(at):
                    return True
                state = kept
            return False

        def run(at: int) -> bool:
            nonlocal state
            kept, state = state, (0, -1)
            if again(at):
                return True
            state = kept
            return False

        body = self._sequence(part, again)
        return run

    def _group(self, number: int | None, part: list, go: Go) -> Go:
        if number is None:
            return self._sequence(part, go)

        def close(at: int) -> bool:
            before = self._groups.get(number)
            self._groups[number] = (self._begun[number], at)
            if go(at):
                return True
            if before is None:
                del self._groups[number]
            else:
                self._groups[number] = before
            return False

        inner = self._sequence(part, close)

        def run(at: int) -> bool:
            before = self._begun.get(number, at)
            self._begun[number] = at
            if inner(at):
                return True
            self._begun[number] = before
            return False

        return run

    def _branch(self, parts: list[list], go: Go) -> Go:
        ways = [(self._predicate(p[0]) if p and str(p[0][0]) in _ONE else None, p) for p in parts]
        tries = [(takes, self._sequence(part, go)) for takes, part in ways]
        known: dict[str, list[Go]] = {}

        def run(at: int) -> bool:
            self.steps += 1
            sign = self._text[at] if at < self._end else ""
            if sign not in known:
                known[sign] = [way for takes, way in tries if takes is None or (sign and takes(sign))]
            return any(way(at) for way in known[sign])

        return run

    def _look(self, wanted: bool, behind: bool, part: Any, go: Go) -> Go:
        width = part.getwidth()[0] if behind else 0
        inner = self._sequence(list(part), lambda _: True)

        def run(at: int) -> bool:
            self.steps += 1
            found = at >= width and inner(at - width)
            return found == wanted and go(at)

        return run

    def _atomic(self, part: list, go: Go) -> Go:
        stop = -1

        def close(at: int) -> bool:
            nonlocal stop
            stop = at
            return True

        inner = self._sequence(part, close)
        return lambda at: inner(at) and go(stop)

    def _reference(self, number: int, go: Go) -> Go:
        def run(at: int) -> bool:
            if number not in self._groups:
                return False
            start, stop = self._groups[number]
            said = self._text[start:stop]
            self.steps += 1
            if at + len(said) > self._end or not self._text.startswith(said, at):
                return False
            self.steps += len(said)
            return go(at + len(said))

        return run
