"""Signatures: what is kept of a text, so that it can be compared with others without it."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from kit.vietnamese.fingerprints.excerpts import find_anchors
from kit.vietnamese.fingerprints.minhash import choose_shingles, hash_shingles, hash_syllables, pack, sign

# Bodies of fewer syllables (``null``, a bare caption) say too little: they need the same title as well.
SHORTEST = 8


def sign_texts(
    texts: Iterable[tuple[str, str, Iterable[tuple[int, int]]]],
) -> Iterator[tuple[int, int, int, bytes, bytes, bytes]]:
    """Length, digests, signature, anchors and shingles of texts, each with its title and the spans of its story."""
    rows = [_read(*one) for one in texts]
    signed = iter(sign([kept for *_, kept in rows if len(kept)]))
    for length, digest, whole, anchors, kept in rows:
        signature = next(signed).tobytes() if len(kept) else b""
        yield length, digest, whole, signature, anchors, pack(kept)


def _read(text: str, title: str, spans: Iterable[tuple[int, int]]) -> tuple[int, int, int, bytes, np.ndarray]:
    """The same of one text, without its signature, and its shingles as they are compared."""
    limits = [0, *(limit for span in spans for limit in span), len(text)]
    parts = [hash_syllables(text[start:end]) for start, end in pairwise(limits)]
    story = b"".join(parts[1::2])
    length = len(story) // 8
    if length < SHORTEST:
        named = hash_syllables(title)
        says = named + b"\n" + story if named and story else b""
        return length, _digest(says), 0, b"", np.empty(0, np.uint32)
    shingles = hash_shingles(story)
    anchors, kept = find_anchors(shingles).tobytes(), choose_shingles(shingles)
    return length, _digest(story), _digest(b"".join(parts)), anchors, kept


def _digest(hashed: bytes) -> int:
    """A fingerprint of hashed syllables, 0 if there are none."""
    return int.from_bytes(hashlib.blake2b(hashed, digest_size=8).digest(), signed=True) if hashed else 0
