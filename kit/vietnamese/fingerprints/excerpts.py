"""Excerpts: which articles are only a part of a longer one, such as its first paragraphs.

Two articles are compared if they share anchors: runs of twelve syllables, of which each article keeps the first
and, by their hashes, one in sixteen (Broder 1997, *On the resemblance and containment of documents*: what is chosen
by its hash is chosen in every text that has it). A run that many articles share is boilerplate and brings nobody
together, so the work grows with the number of articles and not with its square.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from kit.vietnamese.fingerprints.minhash import SHINGLE, choose_shingles, compare, mix_runs
from kit.vietnamese.fingerprints.near import Shingles

# Share of an article's shingles that a longer one must have, for the article to be its excerpt.
CONTAINED = 0.9

# Syllables of an excerpt at least; a shorter text may be a quotation.
SHORTEST_EXCERPT = 40

# Articles that share an anchor at most; one that more share is boilerplate.
MOST_SHARING = 20

_PARTS = 4  # shingles of three syllables in an anchor


def find_anchors(shingles: np.ndarray) -> np.ndarray:
    """The anchors of a text, 32 bits each, from its hashed shingles (`hash_shingles` of `minhash`)."""
    runs = mix_runs(shingles, _PARTS, step=SHINGLE)
    return choose_shingles(np.concatenate((runs[:1], runs[runs % np.uint64(16) == 0])))


def find_candidates(anchors: Sequence[np.ndarray]) -> list[tuple[int, int]]:
    """Who may be an excerpt of whom: pairs of a longer article and another, those of the longest first.

    Parameters
    ----------
    anchors : of each article, from `find_anchors`, the longest article first; articles are named by their places.

    Notes
    -----
    A candidate shares at least half of its anchors, boilerplate left out.
    """
    owners = np.repeat(np.arange(len(anchors), dtype=np.uint64), [len(own) for own in anchors])
    keys = np.sort(
        np.concatenate([*anchors, np.empty(0, np.uint32)]).astype(np.uint64) << np.uint64(32) | owners
    )
    owners, found = keys.astype(np.uint32).astype(np.int64), keys >> np.uint64(32)
    starts = np.flatnonzero(np.append(True, found[1:] != found[:-1])[: len(owners)])
    sharing = np.repeat(sizes := np.diff(np.append(starts, len(owners))), sizes)
    owned = np.bincount(owners[sharing <= MOST_SHARING], minlength=len(anchors))
    several = (sharing > 1) & (sharing <= MOST_SHARING)
    owners, found = owners[several], found[several]
    pairs: list[np.ndarray] = [np.empty(0, np.int64)]
    for step in range(
        1, MOST_SHARING
    ):  # each with the one so many places further on, if that shares the anchor
        first = np.flatnonzero(found[:-step] == found[step:])
        pairs.append(owners[first] * len(anchors) + owners[first + step])
    both, shared = np.unique(np.concatenate(pairs), return_counts=True)
    longer, part = np.divmod(both, max(len(anchors), 1))
    enough = 2 * shared >= owned[part]
    return list(zip(longer[enough].tolist(), part[enough].tolist(), strict=True))


def find_excerpts(
    anchors: Sequence[np.ndarray], copies: Sequence[Sequence[int]], shingles: Shingles
) -> Iterator[tuple[int, int, float]]:
    """Whom to fold into whom: the name of an article, that of an excerpt of it, and how much of this it has.

    What was folded into an excerpt goes with it, if it is an excerpt of the same article; else neither goes.

    Parameters
    ----------
    anchors : of each article, from `find_anchors`, the longest article first.
    copies : in the same order, the names of each article and of those that were folded into it, its own first.
    shingles : the shingles of an article by its name.
    """
    folded: set[int] = set()
    for place, part in find_candidates(anchors):
        if not folded & {place, part}:
            name = copies[place][0]
            shares = [compare(shingles(copy), shingles(name))[1] for copy in copies[part]]
            if min(shares) >= CONTAINED:
                folded.add(part)
                yield from ((name, copy, share) for copy, share in zip(copies[part], shares, strict=True))
