"""JSON as it is found: lines, arrays, arrays one after another, trailing commas, half a record at the end."""

import json
import re
from collections.abc import Iterator
from typing import Any

from kit.read.files.lines import Problem, read_lines
from kit.vietnamese.records import unwrap_records

# Characters that one record may have; a longer one is damage (a quote that never closes).
LONGEST = 64 << 20
_CHUNK = 1 << 20

# What decides where an object ends: whole strings are stepped over, brackets outside them counted.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[{}]|"', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+")|,(?=\s*[}\]])', re.DOTALL)
_NEXT_RECORD = re.compile(r"(?:\n\s*[\[,]?|\}\s*,?)\s*\{")


def read_json_lines(stream: Any, problem: Problem) -> Iterator[tuple[int, dict]]:
    """Line number and object of each line that holds one.

    ``stream`` gives text lines by ``readline(limit)``; blank lines are skipped, broken ones noted.
    """
    for number, line in read_lines(stream, problem, longest=LONGEST):
        if line.strip():
            for value in _parse(line, number, problem):
                yield number, value


def read_json(stream: Any, problem: Problem) -> Iterator[tuple[int, dict]]:
    """Line number and object of every outermost object of a JSON file, whatever stands between them.

    One object, an array, several arrays, an object whose only content is an array of articles: all give
    the articles. The file is read piece by piece, an object at a time.
    """
    tail, text, line = "", "", 1  # what was read and not yet given, and the line it begins on
    ended = is_array = False
    while not ended:
        piece = stream.read(max(_CHUNK, len(text)))  # doubled, so that a long object is not searched often
        ended = not piece
        text, done = text + piece, 0
        is_array = is_array or (line == 1 and text.lstrip(" \ufeff\r\n\t").startswith("["))
        while True:
            span = _find_object(text, done)
            tail = text[done:] if span is None else ""
            if span is None and (ended or len(text) - done > LONGEST):
                begin = _skip_broken(text, done, line, problem)
                line += text.count("\n", done, begin)
                done = begin
                if begin < len(text):
                    continue
            if span is None:
                break
            line += text.count("\n", done, span[0])
            for value in _parse(text[slice(*span)], line, problem):
                yield line, value
            line += text.count("\n", *span)
            done = span[1]
        text = text[done:]
    if is_array and "]" not in tail:
        problem(line, "the array has no end: the file is cut off", lost=False)


def _skip_broken(text: str, start: int, line: int, problem: Problem) -> int:
    """Note what is no record at ``start`` and return where the next one may begin (else the end)."""
    begin = text.find("{", start)
    if begin < 0:
        if leftover := text[start:].strip(" \t\r\n,[]}\ufeff\x1e"):
            problem(line, f"this is no JSON: {leftover[:40]!r}")
        return len(text)
    why = f"is longer than {LONGEST:,} characters" if len(text) - begin > LONGEST else "is cut off or broken"
    problem(line + text.count("\n", start, begin), f"the record {why}; it is skipped")
    following = _NEXT_RECORD.search(text, begin + 1)
    return following.end() - 1 if following else len(text)


def _find_object(text: str, start: int) -> tuple[int, int] | None:
    """Start and end of the first outermost object at or after ``start``; None if it does not end."""
    begin = text.find("{", start)
    if begin < 0:
        return None
    depth = 0
    for token in _TOKEN.finditer(text, begin):
        mark = token.group()
        if mark == '"':
            return None  # a string that does not end
        depth += (mark == "{") - (mark == "}")
        if not depth:
            return begin, token.end()
    return None


def _parse(text: str, line: int, problem: Problem) -> list[dict]:
    """The objects in ``text``; a broken one is noted with its line and left out."""
    try:
        value = _decode(text.strip().strip("\ufeff\x1e").rstrip(","))
    except (RecursionError, ValueError) as error:
        deep = isinstance(error, RecursionError)
        why = "the record is nested too deeply" if deep else f"this is no JSON ({error})"
        problem(line, f"{why}; it is skipped")
        return []
    objects = value if isinstance(value, list) else [value]
    if wrong := [item for item in objects if not isinstance(item, dict)]:
        problem(line, f"expected a record {{…}}, got {str(wrong[0])[:40]!r}; it is skipped")
    return [record for item in objects if isinstance(item, dict) for record in unwrap_records(item)]


def _decode(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_TRAILING_COMMA.sub(lambda match: match[1] or "", text), strict=False)
