"""The pattern language of the topic dictionary, and one pass over a text that finds all patterns.

A pattern reads like language. Words match whatever their case, the placement of their tone marks and
the width of the spaces between them, and only as whole syllables:

====================  =====================================================================
``di cư hợp pháp``     these words
``(sang|tới) Bỉ``      alternatives
``[người] di cư``      optional words
``Việt Nam-*``         ``*``: one word; at the end of a word, any ending
``đưa … trái phép``    ``…``: up to five words of the same clause
``tiếp …… IOM``        ``……``: up to fifteen words, commas allowed
``IOM``                capitals (two or more) match capitals only
``sang <country>``     a state other than Việt Nam, by any of its names
``gần <number> người`` a number in figures
``<work>``             a class of the dictionary: its words as alternatives
====================  =====================================================================

Patterns made of words are searched all at once (Aho-Corasick); one with a gap is tried only where its
first words stand, so the time grows with the text and not with the number of patterns.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from kit.vietnamese.letters import fold_tones, nfc
from kit.vietnamese.phrases.matching import COUNTRY, MORE, Form, normalise
from kit.vietnamese.phrases.states import BREAK

MOST_FORMS = 5000  # of one pattern: more is a slip of the pen, not a phrase
_TOKEN = re.compile(r"[()\[\]|]|[^()\[\]|]+")
_GAPS = {"…": r"(?:[^\s,;:.!?()…“”\"]+ ){0,5}?", "……": r"(?:\S+ ){0,15}?"}
# The classes that every dictionary has, as regular expressions.
CLASSES = {"<country>": f"{COUNTRY}{MORE}*+", "<number>": r"\d[\d.,]{0,14}+"}
_CLASS = re.compile(r"<[^<>]*>")
_OPEN, _CLOSE, _OR, _SPACE = (
    "\ue010",
    "\ue011",
    "\ue012",
    "\ue013",
)  # of a class: one token, until it is written
_FIRST = re.compile(r"[^\W_]+ ")  # the first word of an expression, if it is no more than that
_MARKS = re.compile(f"[*<{_OPEN}]")
_WILD = re.compile(f"{_MARKS.pattern}|(?<![^ ])……?(?![^ ])")
_LOOSE = re.compile(r" +(?=[,.;:])")
_LETTER = re.compile(r"\w")
_HELD = re.compile(f"{_OPEN}(.*?){_CLOSE}")
_CAPITALS = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")


class PatternError(ValueError):
    """A pattern that cannot be used; the message says why, the dictionary adds file and line."""


def expand_classes(pattern: str, classes: Mapping[str, Sequence[str]]) -> str:
    """A pattern in which each class of a dictionary is one token that holds its forms (see `list_forms`).

    Raises
    ------
    PatternError : there is no such class.

    Examples
    --------
    >>> list_forms(expand_classes("<go>", {"<go>": ["sang", "đi tới"]}))
    ['sang', 'đi tới']
    """

    def expand(match: re.Match[str]) -> str:
        if match[0] in classes:
            return _OPEN + _OR.join(classes[match[0]]).replace(" ", _SPACE) + _CLOSE
        if match[0] not in CLASSES:
            raise PatternError(
                f"there is no class {match[0]}. Use one of: {', '.join([*CLASSES, *classes])}."
            )
        return match[0]

    return _CLASS.sub(expand, pattern)


def list_forms(pattern: str) -> list[str]:
    """Every form of a pattern, classes at its beginning written out."""
    if _OPEN not in pattern:
        return expand_pattern(pattern)
    forms = []
    for form in expand_pattern(pattern):
        held = _HELD.match(form)
        first = held[1].replace(_SPACE, " ").split(_OR) if held else [""]
        forms += [words + form[held.end() if held else 0 :] for words in first]
    return forms


def expand_pattern(pattern: str) -> list[str]:
    """Every form of a pattern: its alternatives and optional words written out.

    Raises
    ------
    PatternError : a bracket is not closed, the pattern can be empty, or it has too many forms.

    Examples
    --------
    >>> expand_pattern("[người] di cư (hợp pháp|an toàn)")[0]
    'người di cư hợp pháp'
    """
    tokens = _TOKEN.findall(nfc(pattern).replace("...", "…"))
    forms, rest = _alternatives(tokens)
    if rest:
        raise PatternError(f"{rest[0]!r} closes nothing.")
    spaced = _LOOSE.sub("", "\n".join([" ".join(form.split()) for form in forms])).split("\n")
    unique = list(dict.fromkeys([form.strip(" ,;:") for form in spaced]))
    if not all(map(_LETTER.search, unique)):
        raise PatternError("it can match the empty string.")
    return unique


def _alternatives(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The forms of ``tokens`` up to the bracket that closes them, and the tokens from there on."""
    done: list[str] = []
    forms = [""]
    while tokens and tokens[0] not in ")]":
        token, tokens = tokens[0], tokens[1:]
        if token == "|":
            done, forms = done + forms, [""]
            continue
        choices = [token]
        if token in "([":
            choices, tokens = _alternatives(tokens)
            if not tokens or tokens[0] != (")" if token == "(" else "]"):
                raise PatternError(f"{token!r} is not closed.")
            choices, tokens = choices + [""] * (token == "["), tokens[1:]
        forms = [form + choice for form in forms for choice in choices]
        if len(forms) + len(done) > MOST_FORMS:
            raise PatternError(f"it has more than {MOST_FORMS} forms; write it as several patterns.")
    return done + forms, tokens


@lru_cache(maxsize=10_000)
def compile_pattern(pattern: str) -> tuple[Form, ...]:
    """The forms of a pattern, ready to be searched for. Raises `PatternError`."""
    plain: dict[tuple[tuple[int, str], ...], list[str]] = defaultdict(list)
    gapped: dict[tuple[str, bool, str], list[tuple[str, str]]] = defaultdict(list)
    flat, split = list_forms(pattern), []
    if any(mark in pattern for mark in ("*", "<", "…", "...", _OPEN)):
        wild = {form: found.start() for form in flat if (found := _WILD.search(form))}
        split = [_split_at_gap(form, at) for form, at in wild.items()]
        flat = [form for form in flat if form not in wild]
    for form, words in zip(flat, _normalise_all(flat), strict=True):
        capitals = () if form.islower() or len(words) != len(form) else _CAPITALS.finditer(form)
        plain[tuple([(match.start(), match.group()) for match in capitals])].append(words)
    for (_, stem, lead, tail), start in zip(split, _normalise_all([one[0] for one in split]), strict=True):
        if len(start) < 2:
            raise PatternError(
                "it begins with '*', '…' or a class; begin with a word of two letters or more."
            )
        gapped[start, bool(stem), lead[len(_token_source(stem)) :] if stem else f" {lead}"].append(tail)
    forms = [Form(tuple(words), "", capitals) for capitals, words in plain.items()]
    # Forms that differ only after their first gap are one expression: it is tried once at each place.
    starts: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for (start, is_open, lead), tails in gapped.items():
        more = _write_tails(lead if any(map(any, tails)) else lead.rstrip(" "), tuple(dict.fromkeys(tails)))
        starts[more, is_open].append(start)
    forms += [
        Form(tuple(words), more, (), is_open, COUNTRY in more) for (more, is_open), words in starts.items()
    ]
    return tuple(forms)


def _split_at_gap(form: str, gap: int) -> tuple[str, str, str, tuple[str, str]]:
    """A form's words before its first gap, the beginning of the word that this is in, the gap, and what follows: its
    last word or class apart."""
    at = form.rfind(" ", 0, gap) + 1
    stem, lead, tail = _read_gap(form[at:])
    return (form[:at] + stem).strip(), stem, lead, tail


@lru_cache(maxsize=10_000)  # a hundred forms go on alike behind their first words
def _read_gap(rest: str) -> tuple[str, str, tuple[str, str]]:
    first, *tokens = rest.split(" ")
    if stray := next((name for name in _CLASS.findall(rest) if name not in CLASSES), ""):
        raise PatternError(f"{stray} is no phrase; it may only stand under 'with' or 'without'.")
    if (tokens or [first])[-1] in _GAPS:
        raise PatternError("it ends with '…'; end with a word.")
    stem = "" if first in _GAPS else _MARKS.split(first)[0]
    return stem, _write_source(first), (_write_source(*tokens[:-1]), _write_source(*tokens[-1:]).rstrip(" "))


def _normalise_all(forms: list[str]) -> list[str]:
    return normalise(BREAK.join(forms))[0].split(BREAK) if forms else []


@lru_cache(maxsize=10_000)
def _write_tails(lead: str, tails: tuple[tuple[str, str], ...]) -> str:
    if (
        len({last for _, last in tails}) == 1 and tails[0][1]
    ):  # which is a class of many words, and written once
        return f"{lead}{_write_any([first for first, _ in tails])}{tails[0][1]}(?!\\w)"
    whole = ["".join(tail) for tail in tails]
    if "" in whole and len(whole) > 1:  # the words may end here, or go on
        longer = _write_any([tail for tail in whole if tail])
        return f"{lead.rstrip(' ')}(?: {longer})?(?!\\w)"
    return f"{lead}{_write_any(whole)}(?!\\w)"


def _write_any(sources: Sequence[str]) -> str:
    """Expressions as one that matches any of them, the longest first; what they begin with in common stands once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: (-len(source), source)):
        first = _FIRST.match(source)
        groups[first[0] if first else source].append(source)
    return f"(?:{'|'.join(_join_group(first, those) for first, those in groups.items())})"


def _join_group(first: str, sources: Sequence[str]) -> str:
    if len(sources) == 1:
        return sources[0]
    return first + _write_any([source[len(first) :] for source in sources])


@lru_cache(maxsize=100_000)
def _write_source(*tokens: str) -> str:
    """Tokens as a regular expression; a gap brings its own space, other tokens are one apart."""
    parts = [_GAPS.get(token) or _token_source(token) for token in tokens]
    spaces = ["" if token in _GAPS else " " for token in tokens]
    return "".join(part + space for part, space in zip(parts, spaces, strict=True))


@lru_cache(maxsize=10_000)
def _token_source(token: str) -> str:
    if token == "*":
        return r"\w+"
    if held := _HELD.search(token):
        group = _write_any([" ".join(map(_token_source, form.split(_SPACE))) for form in held[1].split(_OR)])
        return f"{_token_source(token[: held.start()])}{group}{_token_source(token[held.end() :])}"
    for name, source in CLASSES.items():
        if name in token:
            return source.join(map(_token_source, token.split(name)))
    parts = [re.escape(part) for part in normalise(token)[0].split("*")]
    # After a letter * is an ending, which may be nothing; after a hyphen it is a word.
    joints = [r"\w*" if part and re.search(r"\w$", part) else r"\w+" for part in parts[:-1]]
    return "".join(part + joint for part, joint in itertools.zip_longest(parts, joints, fillvalue=""))


def compile_regex(source: str) -> tuple[Form, ...]:
    """A regular expression as a form; refused if it can be empty or slow.

    It is matched without regard to case, on text as `normalise` returns it, and must begin with
    at least two plain letters: there it is tried.

    Raises
    ------
    PatternError : it is no regular expression, matches the empty string, has no fixed beginning,
        repeats without a bound, or repeats a repeat.
    """
    from re import _parser  # type: ignore[attr-defined]  # the only view of a parsed expression there is

    try:
        tree = _parser.parse(fold_tones(nfc(source)), re.IGNORECASE)
        more = f"(?i:{fold_tones(nfc(source))})(?!\\w)"
        re.compile(more)
    except (re.error, RecursionError) as error:
        raise PatternError(f"it is not a regular expression ({error}).") from None
    if tree.getwidth()[0] == 0:
        raise PatternError("it can match the empty string.")
    if _count_ways(tree) > 1000:
        raise PatternError("it can go slow; repeat with small bounds, such as [^,.]{0,30}, and only once.")
    opening = itertools.takewhile(lambda node: str(node[0]) == "LITERAL", tree)
    words = normalise("".join(chr(node[1]) for node in opening))[0].rstrip()
    if len(words) < 2:
        raise PatternError("it must begin with at least two plain letters.")
    return (Form((words,), more, (), True, whole=True),)


def _count_ways(tree: Any, inside: bool = False) -> int:
    """An upper bound on the ways in which a parsed expression can be tried at one place."""
    ways = 1
    for name, value in tree:
        name = str(name)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, high, part = value
            if inside and high > 1:
                return 10**9  # a repeat in a repeat: exponential
            ways *= (int(high) - int(low) + 1) * _count_ways(part, inside or high > 1)
        elif name == "SUBPATTERN":
            ways *= _count_ways(value[-1], inside)
        elif name == "BRANCH":
            ways *= sum(_count_ways(part, inside) for part in value[1])
        elif name in ("ASSERT", "ASSERT_NOT"):
            ways *= _count_ways(value[1], inside)
        elif name == "GROUPREF":
            return 10**9
    return ways
