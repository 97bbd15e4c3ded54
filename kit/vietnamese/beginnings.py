"""Beginnings: which of many regular expressions can match where a text goes on as it does, told before they are tried.

A pattern that begins with *ngày* cannot match at *tháng*: what the first characters of its matches can be is read off
the parsed expression once, and at a place of a text only the patterns are tried that the characters there allow.
A pattern that begins with one of many phrases (`Anchored`), or ends with one (`Ending`), is tried where one stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation

# A beginning, and whether it is as long as it is looked at or anything may follow it.
Way = tuple[str, bool]

_MOST = 2000  # beginnings of one pattern; one with more is tried everywhere
_LENGTH = 4  # characters of a text that are looked at
_KEPT = 10_000  # of them that are remembered
_DIGITS = "123456789"


def find_beginnings(source: str, length: int = _LENGTH) -> frozenset[str]:
    """How the matches of an expression can begin: up to ``length`` characters, fewer where anything may follow.

    0 stands for any digit. "" is among them if it may match anything, or nothing.

    >>> sorted(find_beginnings("(?<!a)(?:ngày|thá?ng) [1-3]", 2)), find_beginnings(r"\\w+"), find_beginnings("[1-3]a")
    (['ng', 'th'], frozenset({''}), frozenset({'0a'}))
    """
    from re import _parser  # type: ignore[attr-defined]  # the only view of a parsed expression there is

    tree = _parser.parse(source)
    known = not tree.state.flags & re.IGNORECASE
    found = {begun for begun, _ in _follow(tree, length)} if known else {""}
    return frozenset({begun for begun in found if not any(begun[:at] in found for at in range(len(begun)))})


def begin_with(beginnings: Iterable[str]) -> str:
    """A pattern that looks ahead for any of these beginnings, one character after another.

    >>> begin_with(["nă", "ng", "t0"])
    '(?=(?:[n][gă]|[t][0-9]))'
    """
    return f"(?={_branch(beginnings)})"


def fold_digits(text: str) -> str:
    """A text with 0 for every digit, as `Beginnings.at` looks at it."""
    for digit in _DIGITS:
        text = text.replace(digit, "0")
    return text


class Beginnings:
    """Things of one kind or more that are found by patterns, by what stands where one is looked for.

    >>> things = Beginnings([("ngày [0-9]", "day"), ("n(?:gày|ăm)", "unit")], [("[0-9]", "number")])
    >>> things.at("0 năm", 2), things.at("ngày", 0), things.at("0 năm", 0), things.at("ba", 0)
    ((('unit',), ()), (('day', 'unit'), ()), ((), ('number',)), ((), ()))
    """

    def __init__(self, *kinds: Iterable[tuple[str, Any]]):
        self._kinds = [[(find_beginnings(source), thing) for source, thing in things] for things in kinds]
        self._known: dict[str, tuple[tuple[Any, ...], ...]] = {}

    def at(self, text: str, place: int) -> tuple[tuple[Any, ...], ...]:
        """What may be found at a place of a text (see `fold_digits`), of each kind as they were given."""
        key = text[place : place + _LENGTH]
        found = self._known.get(key)
        if found is None:
            parts = {key[:end] for end in range(len(key) + 1)}
            found = tuple(
                tuple(thing for begins, thing in things if not begins.isdisjoint(parts))
                for things in self._kinds
            )
            if len(self._known) < _KEPT:
                self._known[key] = found
        return found


def match_from(
    match: Callable[[str, int], re.Match[str] | None], text: str, starts: Iterable[int]
) -> list[re.Match[str]]:
    """What ``finditer`` of a pattern gives, tried at these places alone, in order; what overlaps is left out."""
    found: list[re.Match[str]] = []
    for start in starts:
        if (not found or start >= found[-1].end()) and (hit := match(text, start)):
            found.append(hit)
    return found


class Anchored:
    """A pattern each of whose matches begins with one of some phrases, tried only where such a phrase stands.

    >>> [hit.group() for hit in Anchored(["hai", "ba"], r"(?:hai|ba) (?:bên|nước)").find("hai ông của hai nước")]
    ['hai nước']
    """

    def __init__(self, phrases: Iterable[str], pattern: str):
        self._search = AhoCorasick([*phrases], implementation=Implementation.DFA)
        self._match = re.compile(pattern).match

    def find(self, text: str) -> list[re.Match[str]]:
        """What ``finditer`` of the pattern gives."""
        hits = self._search.find_matches_as_indexes(text, overlapping=True)
        return match_from(self._match, text, sorted([start for _, start, _ in hits])) if hits else []


class Ending:
    r"""A pattern of what a text ends with, tried where its last word is none or one that it may end with.

    >>> khi = Ending(r"(?<!\w)(?:khi|sau khi) $", ["khi", "sau khi"])
    >>> bool(khi.search("sau khi ", 0, 8)), bool(khi.search("sau đó ", 0, 7))
    (True, False)
    """

    def __init__(self, pattern: str, phrases: Iterable[str]):
        self._search = re.compile(pattern).search
        self._lasts = frozenset(phrase.rsplit(" ", 1)[-1] for phrase in phrases)
        self._letters = frozenset(last[-1:] for last in self._lasts)  # seen sooner

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """What ``search`` of the pattern gives."""
        if text[end - 1 : end] == " ":
            letter = text[end - 2 : end - 1]
            if letter not in self._letters and not letter.isspace():
                return None
            word = text[text.rfind(" ", 0, end - 1) + 1 : end - 1]
            if word not in self._lasts and (word.isalpha() or len(word) == 1):
                return None
        return self._search(text, start, end)


def _follow(tree: Any, length: int) -> set[Way]:
    """How the matches of a parsed expression can begin."""
    found = {("", False)}
    for name, value in tree:
        if str(name) in ("ASSERT", "ASSERT_NOT", "AT"):  # they take no character
            continue
        ways = _list_ways(str(name), value, length)
        further = {way for begun in found for way in _go_on(begun, ways, length)}
        if len(further) > _MOST:
            return {(begun, True) for begun, _ in found}
        found = further
        if all(done for _, done in found):
            break
    return found


def _list_ways(name: str, value: Any, length: int) -> set[Way]:
    """The same of one part of a parsed expression."""
    if name == "LITERAL":
        return {(_fold(value), False)}
    if name == "IN" and all(str(kind) in ("LITERAL", "RANGE") for kind, _ in value):
        spans = [(of, of) if str(kind) == "LITERAL" else of for kind, of in value]
        if sum(last - first for first, last in spans) < _MOST:
            return {(_fold(code), False) for first, last in spans for code in range(first, last + 1)}
    if name == "SUBPATTERN" and not value[1]:  # no flags of its own
        return _follow(value[-1], length)
    if name == "BRANCH":
        return {way for branch in value[1] for way in _follow(branch, length)}
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, part = value
        ways, so_far, once = set(), {("", False)}, _follow(part, length)
        for number in range(min(int(high), length) + 1):
            ways |= so_far if number >= low or number == length else set()
            so_far = {way for begun in so_far for way in _go_on(begun, once, length)}
        return ways
    return {("", True)}


def _fold(code: int) -> str:
    return "0" if 48 < code < 58 else chr(code)


def _go_on(begun: Way, ways: set[Way], length: int) -> set[Way]:
    if begun[1]:
        return {begun}
    return {((begun[0] + more)[:length], done or len(begun[0] + more) >= length) for more, done in ways}


def _branch(beginnings: Iterable[str]) -> str:
    rests: dict[str, list[str]] = {}
    for begun in sorted(beginnings):
        if not begun:
            return ""
        rests.setdefault(begun[0], []).append(begun[1:])
    firsts: dict[str, str] = {}
    for first, those in rests.items():
        rest = _branch(those)
        firsts[rest] = firsts.get(rest, "") + ("0-9" if first == "0" else re.escape(first))
    ways = "|".join(f"[{first}]{rest}" for rest, first in firsts.items())
    return f"(?:{ways})" if len(firsts) > 1 else ways
