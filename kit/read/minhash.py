"""MinHash: signatures of texts, and who may be similar to whom, without comparing all with all.

Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman & Ullman, *Mining of
Massive Datasets*, chapter 3.
"""

import hashlib
from functools import lru_cache

import numpy as np
import pandas as pd

from kit.vietnamese.letters import find_syllables

SHINGLE = 3
"""Syllables in a row that are compared as one unit; three are about two Vietnamese words."""

HASHES = 128
"""Numbers in a signature; the standard error of a similarity estimated from it is 0.044 at most."""

_RECALL = 0.995  # least probability that a pair exactly at the threshold becomes a candidate
_RANDOM = np.random.default_rng(20230419)
_FACTORS = _RANDOM.integers(1, 2**63, size=HASHES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _RANDOM.integers(0, 2**63, size=HASHES, dtype=np.uint64)
_BASE = np.uint64(0x9E3779B97F4A7C15)


@lru_cache(maxsize=2_000_000)  # a text of random letters must not fill the memory
def _hash(syllable: str) -> int:
    """64 random-looking bits, the same in every run (Python's own hash is not)."""
    digest = hashlib.blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def hash_shingles(syllables: list[str]) -> np.ndarray:
    """64 bits for each run of `SHINGLE` syllables (repeats included); empty if there are too few."""
    return mix_runs(np.fromiter(map(_hash, syllables), dtype=np.uint64, count=len(syllables)), SHINGLE)


def mix_runs(hashes: np.ndarray, parts: int, *, step: int = 1) -> np.ndarray:
    """64 bits for each run of ``parts`` hashes that are ``step`` apart; empty if there are too few."""
    mixed = np.zeros(max(0, len(hashes) - step * (parts - 1)), dtype=np.uint64)
    for place in range(0, step * parts, step):  # overflow is wanted: arithmetic modulo 2**64
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


def find_neighbours(signatures: np.ndarray, rows: int) -> dict[int, list[np.ndarray]]:
    """Who is near whom: of each article the groups that it is in, all of whom share a band of the signature.

    Parameters
    ----------
    signatures : one row an article; articles are named by the numbers of their rows.
    rows : hashes in a band, see `choose_rows`.
    """
    groups: dict[int, list[np.ndarray]] = {}
    for start in range(0, HASHES - rows + 1, rows):
        keys = np.zeros(len(signatures), dtype=np.uint64)
        for column in signatures[:, start : start + rows].T:
            keys = (keys + column) * _BASE
            keys ^= keys >> np.uint64(31)
        shared = np.flatnonzero(pd.Series(keys).duplicated(keep=False))
        shared = shared[np.argsort(keys[shared], kind="stable")]
        for group in np.split(shared, np.flatnonzero(np.diff(keys[shared])) + 1):
            for article in group.tolist():
                groups.setdefault(article, []).append(group)
    return groups


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
