"""Signatures: what is kept of the text of an article, so that it can be compared with others without it."""

import hashlib
from itertools import pairwise

import pandas as pd

from kit.read.stories import Spans, find_spans
from kit.schema import check_table, make_table
from kit.vietnamese.fingerprints.excerpts import find_anchors
from kit.vietnamese.fingerprints.minhash import choose_shingles, hash_shingles, hash_syllables, pack, sign

SHORTEST = 8
"""Bodies of fewer syllables (``null``, a bare caption) say too little: they need the same title as well."""


def find_signatures(articles: pd.DataFrame, *, lines: pd.DataFrame | None = None) -> pd.DataFrame:
    """What `find_copies` compares of each article: a row says nothing of any other article.

    Parameters
    ----------
    articles : the ``articles`` table.
    lines : the ``lines`` table; given, only lead and body are signed. Default: the whole text.

    Returns
    -------
    article_id, length (syllables), digest (of the syllables, of a body of fewer than 8 with those of its title; 0 if
    it says nothing), whole (digest of all the text; 0 below 8 syllables), and as bytes signature (128 MinHashes of 16
    bits), anchors (32 bits each, see `kit.vietnamese.fingerprints.excerpts`) and shingles (the set of hashed runs of
    three syllables, 32 bits each, packed). The hashes are the same in every process. An article of 770 syllables takes
    2.6 kB in Parquet.

    Raises
    ------
    TableError : a column is missing.

    >>> table = pd.DataFrame({"article_id": ["a"], "text": ["Hôm nay, Bộ trưởng Ngoại giao thăm nước Bỉ."]})
    >>> find_signatures(table)["length"].tolist()
    [9]
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    columns = articles.reindex(columns=["article_id", "text", "title"]).fillna({"title": ""})
    spans = find_spans(articles, lines, roles=("lead", "body"))
    known = zip(*(columns[name] for name in columns), spans, strict=True)
    return make_table([(article_id, *_describe(*rest)) for article_id, *rest in known], "signatures")


def _describe(text: str, title: str, spans: Spans) -> tuple[int, int, int, bytes, bytes, bytes]:
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
