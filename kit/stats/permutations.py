"""Permutations: how often chance alone would set two groups of articles as far apart as they are."""

import numpy as np
from numpy.typing import ArrayLike

from kit.errors import OptionError
from kit.stats.intervals import CELLS, Array


def permute_rates(
    counts: ArrayLike, words: ArrayLike, inside: ArrayLike, *, draws: int = 9999, seed: int = 1
) -> Array:
    """p of the difference between two groups of articles in the rate of each key, by permutation of articles.

    What is permuted are Pearson residuals: what an article has more than its words would have it at the rate of
    both groups together, over the root of its words. So it matters little whether one group writes longer
    articles, which a permutation of the counts themselves would take for a difference.

    Parameters
    ----------
    counts : articles × keys.
    words : words of each article, shape (articles,).
    inside : which articles are in the first group, shape (articles,), boolean.
    draws : permutations; p is at least 1 / (draws + 1).
    seed : same seed and same rows, same p, whichever group is the first.

    Returns
    -------
    p of each key, two-sided; 1 where a group has no articles.

    Raises
    ------
    OptionError : not one draw.

    References
    ----------
    Freedman, D. & Lane, D. (1983). A nonstochastic interpretation of reported significance levels. *Journal of
    Business & Economic Statistics* 1, 292-298; Phipson, B. & Smyth, G. K. (2010). Permutation p-values should
    never be zero. *Statistical Applications in Genetics and Molecular Biology* 9, 39.

    Examples
    --------
    >>> counts, words = [[4], [5], [6], [5], [4], [0], [1], [0], [0], [1]], [100] * 10
    >>> float(permute_rates(counts, words, [True] * 5 + [False] * 5).round(2)[0])  # 2 of 252 ways to split
    0.01
    """
    if draws < 1:
        raise OptionError(f"A permutation test needs at least one draw, got {draws}.")
    counts, inside = np.asarray(counts, float), np.asarray(inside, bool)
    words = np.asarray(words, float).clip(1)
    residuals = counts - np.outer(words, counts.sum(axis=0) / words.sum())
    residuals /= np.sqrt(words)[:, None]
    residuals -= residuals.mean(axis=0)  # so the sum over one group says how far both are apart
    smaller = inside if 2 * inside.sum() <= len(words) else ~inside
    seen = np.abs(residuals[smaller].sum(axis=0)) * (1 - 1e-9) - 1e-12  # sums of another order
    n, size = len(words), int(smaller.sum())
    rng, further = np.random.default_rng(seed), np.zeros(counts.shape[1])
    step = max(1, CELLS // max(counts.shape))
    for first in range(0, draws, step):
        drawn = np.zeros((min(step, draws - first), n))
        chosen = np.argpartition(rng.random(drawn.shape), size - 1, axis=1)[:, :size]
        np.put_along_axis(drawn, chosen, 1.0, axis=1)
        further += (np.abs(drawn @ residuals) >= seen).sum(axis=0)
    return (further + 1) / (draws + 1)
