"""Near duplicates: which texts are so similar to one before them that they are the same story."""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator

import numpy as np

from kit.vietnamese.fingerprints.minhash import HASHES, choose_rows, compare, find_buckets

# Articles in a bucket that another is held against at most: the nearest before it in the order of preference.
MOST_CENTRES = 32

# Articles that another is compared with exactly at most: those that their signatures say are the most similar.
MOST_COMPARED = 64

_SLACK = 0.15  # 3.4 standard errors of an estimate: hardly any candidate is lost before it is compared

# Gives the shingles of an article by its name, a number.
Shingles = Callable[[int], np.ndarray]


def find_near(
    signatures: bytes, names: np.ndarray, shingles: Shingles, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Whom to fold into whom: the name of an article, that of one to fold into it, and how similar they are.

    Parameters
    ----------
    signatures : those of all articles, one after another, in the order in which articles are preferred.
    names : what each of them is called, in the same order.
    shingles : the shingles of an article by its name.
    threshold : the similarity from which two articles are nearly the same.
    """
    signed = np.frombuffer(signatures, dtype=np.uint16).reshape(-1, HASHES)
    centres: defaultdict[int, deque[int]] = defaultdict(lambda: deque(maxlen=MOST_CENTRES))  # of each bucket
    for place, buckets in find_buckets(signed, choose_rows(threshold)):
        near = np.array(sorted(set().union(*(centres[bucket] for bucket in buckets))), dtype=np.int64)
        estimates = (signed[near] == signed[place]).mean(axis=1)
        best = np.argsort(-estimates, kind="stable")[:MOST_COMPARED]
        for other in np.sort(near[best[estimates[best] >= threshold - _SLACK]]).tolist():
            similarity = compare(shingles(names[other]), shingles(names[place]))[0]
            if similarity >= threshold:
                yield names[other], names[place], similarity
                break
        else:
            for bucket in buckets:
                centres[bucket].append(place)
