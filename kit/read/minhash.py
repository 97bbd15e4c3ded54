"""MinHash: signatures of texts, and who may be similar to whom, without comparing all with all.

Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman & Ullman, *Mining of
Massive Datasets*, chapter 3.
"""

from __future__ import annotations

import hashlib
import re

import numpy as np

from kit.vietnamese.letters import fold_tones, nfc

SHINGLE = 3
"""Syllables in a row that are compared as one unit; three are about two Vietnamese words."""

HASHES = 128
"""Numbers in a signature; the standard error of a similarity estimated from it is 0.044 at most."""

_RECALL = 0.995  # least probability that a pair exactly at the threshold becomes a candidate
_SYLLABLE = re.compile(r"\w+")
_RANDOM = np.random.default_rng(20230419)
_FACTORS = _RANDOM.integers(1, 2**63, size=HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _RANDOM.integers(0, 2**63, size=HASHES, dtype=np.uint64)
_BASE = np.uint64(0x9E3779B97F4A7C15)


def find_syllables(text: str) -> list[str]:
    """The syllables of a text as they are compared: lower case, one placement of tone marks, no punctuation.

    >>> find_syllables("Cộng hòa XHCN Việt_Nam!") == ["cộng", "hoà", "xhcn", "việt", "nam"]
    True
    """
    return _SYLLABLE.findall(fold_tones(nfc(text).lower()).replace("_", " "))


class _Hashes(dict):
    """Syllable to 64 random-looking bits, the same in every run (Python's own hash is not)."""

    def __missing__(self, syllable: str) -> int:
        digest = hashlib.blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        value = int.from_bytes(digest, "little")
        if len(self) < 2_000_000:  # a text of random letters must not fill the memory
            self[syllable] = value
        return value


_hashes = _Hashes()


def hash_shingles(syllables: list[str]) -> np.ndarray:
    """64 bits for each run of `SHINGLE` syllables (repeats included); empty if there are too few."""
    hashes = np.fromiter(map(_hashes.__getitem__, syllables), dtype=np.uint64, count=len(syllables))
    if len(hashes) < SHINGLE:
        return hashes[:0]
    mixed = np.zeros(len(hashes) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):  # overflow is wanted: arithmetic modulo 2**64
        mixed = (mixed + hashes[place : place + len(mixed)]) * _BASE
        mixed ^= mixed >> np.uint64(29)
    return mixed


def sign(shingles: np.ndarray) -> np.ndarray:
    """The MinHash signature: the least of each of 128 hash functions over the shingles, upper 32 bits."""
    least = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(shingles), 512):  # a block at a time stays in the processor's cache
        block = shingles[start : start + 512, None] * _FACTORS + _SHIFTS
        np.minimum(least, block.min(axis=0), out=least)
    return (least >> np.uint64(32)).astype(np.uint32)


class Neighbours:
    """Who shares a band of the signature with whom."""

    def __init__(self, signatures: np.ndarray, rows: int):
        count = len(signatures)
        self._bands = []
        shares = np.zeros(count, dtype=bool)
        for start in range(0, HASHES - rows + 1, rows):
            key = np.zeros(count, dtype=np.uint64)
            for column in range(start, start + rows):
                key = (key + signatures[:, column]) * _BASE
                key ^= key >> np.uint64(31)
            order = np.argsort(key, kind="stable").astype(np.int32)
            ordered = key[order]
            first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if count else np.zeros(0, int)
            size = np.diff(np.r_[first, count])
            begin, end = np.empty((2, count), dtype=np.int32)
            begin[order], end[order] = np.repeat(first, size), np.repeat(first + size, size)
            shares |= end - begin > 1
            self._bands.append((order, begin, end))
        self.shared = np.flatnonzero(shares)
        """Ranks of the articles that share a band with any other, in order."""

    def of(self, rank: int) -> np.ndarray:
        """Ranks of all articles that share a band with this one, in order."""
        runs = [order[begin[rank] : end[rank]] for order, begin, end in self._bands]
        return np.unique(np.concatenate(runs))


def choose_rows(threshold: float) -> int:
    """How many hashes make a band: the most with which a pair at the threshold still meets in some band."""
    good = [rows for rows in range(1, 17) if 1 - (1 - threshold**rows) ** (HASHES // rows) >= _RECALL]
    return max(good, default=1)


def shingle_set(text: str) -> np.ndarray:
    """The shingles of a text, hashed, sorted, each once."""
    return np.unique(hash_shingles(find_syllables(text)))


def compare(one: np.ndarray, other: np.ndarray) -> float:
    """Jaccard similarity of two sorted sets of shingles."""
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / (len(one) + len(other) - common)
