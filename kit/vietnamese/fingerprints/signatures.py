"""Signatures: what is kept of a text, so that it can be compared with others without it."""

import hashlib
from collections.abc import Iterable
from itertools import pairwise

from kit.vietnamese.fingerprints.excerpts import find_anchors
from kit.vietnamese.fingerprints.minhash import choose_shingles, hash_shingles, hash_syllables, pack, sign

SHORTEST = 8
"""Bodies of fewer syllables (``null``, a bare caption) say too little: they need the same title as well."""


def sign_text(
    text: str, title: str, spans: Iterable[tuple[int, int]]
) -> tuple[int, int, int, bytes, bytes, bytes]:
    """Length, digests, signature, anchors and shingles of a text whose story stands in ``spans``."""
    limits = [0, *(limit for span in spans for limit in span), len(text)]
    parts = [hash_syllables(text[start:end]) for start, end in pairwise(limits)]
    story = b"".join(parts[1::2])
    length = len(story) // 8
    if length < SHORTEST:
        named = hash_syllables(title)
        return length, _digest(named + b"\n" + story if named and story else b""), 0, b"", b"", b""
    shingles = hash_shingles(story)
    kept = choose_shingles(shingles)
    digests = _digest(story), _digest(b"".join(parts))
    return length, *digests, sign(kept).tobytes(), find_anchors(shingles).tobytes(), pack(kept)


def _digest(hashed: bytes) -> int:
    """A fingerprint of hashed syllables, 0 if there are none."""
    return int.from_bytes(hashlib.blake2b(hashed, digest_size=8).digest(), signed=True) if hashed else 0
