"""MinHash: signatures of texts, and who may be similar to whom, without comparing all with all.

Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman & Ullman, *Mining of
Massive Datasets*, chapter 3; Li & König, "b-Bit Minwise Hashing" (2010).
"""

import hashlib
from collections import defaultdict
from functools import cache

import numpy as np

from kit.vietnamese.letters import find_syllables

SHINGLE = 3
"""Syllables in a row that are compared as one unit; three are about two Vietnamese words."""

HASHES = 128
"""Numbers in a signature; the standard error of a similarity estimated from it is 0.044 at most."""

_RECALL = 0.995  # least probability that a pair exactly at the threshold becomes a candidate
_RANDOM = np.random.default_rng(20230419)
_FACTORS = _RANDOM.integers(0, 2**31, size=(HASHES, 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_SHIFTS = _RANDOM.integers(0, 2**32, size=(HASHES, 1), dtype=np.uint32)
_BASE = np.uint64(0x9E3779B97F4A7C15)


def hash_syllables(text: str) -> bytes:
    """Of each syllable 8 random-looking bytes, the same in every run (Python's own hash is not)."""
    if _hash.cache_info().currsize > 2**17:  # a text of random letters must not fill the memory
        _hash.cache_clear()
    return b"".join(map(_hash, text.split()))


@cache
def _hash(word: str) -> bytes:
    """The hashes of what stands between two blanks: a syllable with its punctuation, hardly ever more."""
    syllables = (syllable.encode("utf-8", "surrogatepass") for syllable in find_syllables(word))
    return b"".join(hashlib.blake2b(syllable, digest_size=8).digest() for syllable in syllables)


def hash_shingles(syllables: bytes) -> np.ndarray:
    """64 bits for each run of `SHINGLE` hashed syllables (repeats included); empty if there are too few."""
    return mix_runs(np.frombuffer(syllables, dtype="<u8"), SHINGLE)


def mix_runs(hashes: np.ndarray, parts: int, *, step: int = 1) -> np.ndarray:
    """64 bits for each run of ``parts`` hashes that are ``step`` apart; empty if there are too few."""
    mixed = np.zeros(max(0, len(hashes) - step * (parts - 1)), dtype=np.uint64)
    for place in range(0, step * parts, step):  # overflow is wanted: arithmetic modulo 2**64
        mixed = (mixed + hashes[place : place + len(mixed)]) * _BASE
        mixed ^= mixed >> np.uint64(29)
    return mixed


def choose_shingles(shingles: np.ndarray) -> np.ndarray:
    """The set of shingles as it is kept and compared: the upper 32 bits, sorted, each once."""
    kept = np.sort((shingles >> np.uint64(32)).astype(np.uint32))
    return kept[np.diff(kept, prepend=~kept[:1]) != 0]


def sign(shingles: np.ndarray) -> np.ndarray:
    """The MinHash signature of a set of shingles: of the least of each of 128 hash functions the lower 16 bits."""
    least = np.full(HASHES, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(shingles), 512):  # a block at a time stays in the processor's cache
        block = shingles[start : start + 512] * _FACTORS + _SHIFTS
        np.minimum(least, block.min(axis=1), out=least)
    return least.astype(np.uint16)


def pack(shingles: np.ndarray) -> bytes:
    """A set of shingles as bytes that compress well: their differences, all lowest bytes before the next."""
    return np.diff(shingles, prepend=np.uint32(0)).view(np.uint8).reshape(-1, 4).T.tobytes()


def unpack(packed: bytes) -> np.ndarray:
    """What `pack` packed."""
    return np.cumsum(np.frombuffer(packed, np.uint8).reshape(4, -1).T.copy().view(np.uint32), dtype=np.uint32)


def find_buckets(signatures: np.ndarray, rows: int) -> list[tuple[int, list[int]]]:
    """Who may be near somebody: of such an article the buckets that it is in, with all that share a band with it.

    Parameters
    ----------
    signatures : one row an article; articles are named by the numbers of their rows, and come in their order.
    rows : hashes in a band, see `choose_rows`.
    """
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    for start in range(0, HASHES - rows + 1, rows):
        keys = mix_runs(signatures[:, start : start + rows].T, rows)[0] ^ np.uint64(start)
        _, which, times = np.unique(keys, return_inverse=True, return_counts=True)
        for article in np.flatnonzero(times[which] > 1).tolist():
            buckets[article].append(int(keys[article]))
    return sorted(buckets.items())


def choose_rows(threshold: float) -> int:
    """How many hashes make a band: the most with which a pair at the threshold still meets in some band."""
    good = [rows for rows in range(1, 17) if 1 - (1 - threshold**rows) ** (HASHES // rows) >= _RECALL]
    return max(good, default=1)


def compare(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """Jaccard similarity of two sets of shingles, and the share of the first that the other has."""
    both = np.sort(np.concatenate((one, other)))
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common), common / len(one)
