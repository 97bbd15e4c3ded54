"""MinHash: signatures of texts, and who may be similar to whom, without comparing all with all.

Broder, "On the resemblance and containment of documents" (1997); Leskovec, Rajaraman & Ullman, *Mining of
Massive Datasets*, chapter 3; Li & König, "b-Bit Minwise Hashing" (2010).
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from kit.vietnamese.letters import find_syllables

# Syllables in a row that are compared as one unit; three are about two Vietnamese words.
SHINGLE = 3

# Numbers in a signature; the standard error of a similarity estimated from it is 0.044 at most.
HASHES = 128

_RECALL = 0.995  # least probability that a pair exactly at the threshold becomes a candidate
_RANDOM = np.random.default_rng(20230419)
_FACTORS = _RANDOM.integers(0, 2**31, size=(HASHES, 1), dtype=np.uint32) * np.uint32(2) + np.uint32(1)
_SHIFTS = _RANDOM.integers(0, 2**32, size=(HASHES, 1), dtype=np.uint32)
_BASE = np.uint64(0x9E3779B97F4A7C15)
_REMEMBERED = 2**17  # words, and as many syllables
_BLOCK = 4096  # shingles whose hashes stay in the processor's cache


class _Hashes(dict[str, bytes]):
    """The hashes of what stands between two blanks: a syllable with its punctuation, hardly ever more."""

    def __missing__(self, word: str) -> bytes:
        if len(self) > _REMEMBERED:  # a text of random letters must not fill the memory
            self.clear()
        hashes = self[word] = b"".join(map(_hash, find_syllables(word)))
        return hashes


@lru_cache(maxsize=_REMEMBERED)
def _hash(syllable: str) -> bytes:
    return hashlib.blake2b(syllable.encode("utf-8", "surrogatepass"), digest_size=8).digest()


_HASHES = _Hashes()


def hash_syllables(text: str) -> bytes:
    """Of each syllable 8 random-looking bytes, the same in every run (Python's own hash is not)."""
    return b"".join(map(_HASHES.__getitem__, text.split()))


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
    return np.concatenate((kept[:1], kept[1:][kept[1:] != kept[:-1]]))


def sign(sets: Sequence[np.ndarray]) -> np.ndarray:
    """The MinHash signatures of sets of shingles, a row each: of the least of each of 128 hash functions the lower 16
    bits. No set is empty."""
    least = np.full((HASHES, len(sets)), np.iinfo(np.uint32).max, dtype=np.uint32)
    shingles = np.concatenate([*sets, np.empty(0, np.uint32)])
    ends = np.cumsum([len(one) for one in sets], dtype=np.int64)
    for start in range(0, len(shingles), _BLOCK):
        block = shingles[start : start + _BLOCK] * _FACTORS
        block += _SHIFTS
        first, last = np.searchsorted(ends, [start, start + block.shape[1] - 1], side="right")
        begins = np.append(0, ends[first:last] - start)  # of each set in the block
        own = least[:, first : last + 1]
        np.minimum(own, np.minimum.reduceat(block, begins, axis=1), out=own)
    return least.T.astype(np.uint16)


def pack(shingles: np.ndarray) -> bytes:
    """A set of shingles as bytes that compress well: their differences, all lowest bytes before the next."""
    gaps = shingles.copy()
    gaps[1:] -= shingles[:-1]
    return gaps.view(np.uint8).reshape(-1, 4).T.tobytes()


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
    both = np.sort(np.concatenate((one, other)), kind="stable")  # which merges two that are sorted
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common), common / len(one)
