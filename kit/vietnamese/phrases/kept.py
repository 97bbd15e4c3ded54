"""Compiled patterns, kept on the disk: to compile a dictionary takes longer than to read fifty articles with it."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kit.errors import FileError
from kit.files import find_cache, hash_data, write_file
from kit.vietnamese import letters
from kit.vietnamese.phrases.matching import Form
from kit.vietnamese.phrases.patterns import compile_pattern

_SOURCES = [*sorted(Path(__file__).parent.glob("*.py")), Path(letters.__file__)]
# Of the code that compiles a pattern, as it was when it was imported.
_CODE = hashlib.sha256(" ".join([sys.version, *map(hash_data, _SOURCES)]).encode()).hexdigest()

_MOST = 10_000  # patterns; of more only those that were asked for last are kept

# As `compile_pattern`.
Compile = Callable[[str], tuple[Form, ...]]


@contextmanager
def keep_patterns() -> Iterator[Compile]:
    """Within this block, what compiles a pattern only if the same code never did; at its end all of them are kept.

    They are kept by their text, so after an edit of a dictionary only the patterns are compiled that it did not have.
    """
    path = find_cache() / f"patterns-{_CODE[:32]}.json"
    kept = _load(path)
    used: dict[str, tuple[Form, ...]] = {}

    def compile_kept(pattern: str) -> tuple[Form, ...]:
        if pattern not in used:
            known = kept.get(pattern)
            used[pattern] = compile_pattern(pattern) if known is None else tuple(map(_read_form, known))
        return used[pattern]

    yield compile_kept
    if not kept.keys() >= used.keys():
        others = kept if len(kept) + len(used) <= _MOST else {}
        with suppress(FileError):  # they are compiled again
            _save({**others, **used}, path)


def _load(path: Path) -> dict[str, list]:
    """The patterns in a file; none if there is no such file, or it is damaged."""
    with suppress(OSError, ValueError):
        digest, _, patterns = path.read_bytes().partition(b"\n")
        if hashlib.sha256(patterns).hexdigest().encode() == digest:
            return json.loads(patterns)
    return {}


def _save(patterns: dict, path: Path) -> None:
    content = json.dumps(patterns, ensure_ascii=False).encode()
    write_file(path, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def _read_form(kept: list) -> Form:
    words, more, capitals, *marks = kept
    return Form(tuple(words), more, tuple([(place, word) for place, word in capitals]), *marks)
