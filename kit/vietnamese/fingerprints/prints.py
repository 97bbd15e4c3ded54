"""Prints: hashes of the lines of a text, by which the lines and titles that a source repeats are known again."""

import hashlib
from collections.abc import Callable

from kit.vietnamese.lines.lineroles import LONGEST_REPEATED
from kit.vietnamese.lines.titles import squash


def hash_parts(*parts: str) -> int:
    """A hash of 64 bits, never 0, that is the same in every process."""
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True) or 1


def print_lines(text: str, title: str, source: str) -> list[tuple[int, int, int, int, int]]:
    """The hashes of a text: a row for each different short line, or one row if it has none.

    Returns
    -------
    The hashes of the source, of the longest line, of the title as letters alone (0 without one), of the line with
    its source, and of a line of five words and more as letters alone (else 0); of no line 0.
    """
    lines = sorted({line.strip() for line in text.split("\n")})
    longest = max(lines, key=lambda line: (len(line), line))
    own = hash_parts(source), hash_parts(longest), hash_parts(squash(title)) if title else 0
    short = [line for line in lines if 0 < len(line) <= LONGEST_REPEATED]
    letters = (hash_parts(squash(line)) if line.count(" ") >= 4 else 0 for line in short)
    rows = [(*own, hash_parts(source, line), of) for line, of in zip(short, letters, strict=True)]
    return rows or [(*own, 0, 0)]


def know_lines(prints: frozenset[int], *source: str) -> Callable[[str], bool]:
    """Whether what is known has the hash of a line, of a source if one is given."""
    return lambda line: hash_parts(*source, line) in prints
