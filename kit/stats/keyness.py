"""Keyness and association of counts: G², log-odds with an informative prior, logDice."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from kit.stats.intervals import Array


def log_likelihood(a: ArrayLike, b: ArrayLike, total_a: ArrayLike, total_b: ArrayLike) -> Array:
    """Dunning's G² of the table [[a, b], [total_a - a, total_b - b]]; 0 where a row or column is empty.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    *Computational Linguistics* 19, 61-74.

    Examples
    --------
    >>> round(float(log_likelihood(10, 2, 100, 100)), 6)
    6.162592
    """
    a, b, n_a, n_b = np.broadcast_arrays(*(np.asarray(x, float) for x in (a, b, total_a, total_b)))
    row, n = a + b, np.maximum(n_a + n_b, 1)
    seen = np.stack([a, b, n_a - a, n_b - b])
    expected = np.stack([n_a * row, n_b * row, n_a * (n_a + n_b - row), n_b * (n_a + n_b - row)]) / n
    g2 = 2 * xlogy(seen, seen / np.where(expected > 0, expected, 1.0)).sum(axis=0)
    return np.maximum(g2, 0.0)


def log_odds(
    a: ArrayLike, b: ArrayLike, total_a: ArrayLike, total_b: ArrayLike, *, prior: ArrayLike
) -> tuple[Array, Array]:
    """Log-odds ratio of a word in two groups with an informative Dirichlet prior, and its z-score.

    Parameters
    ----------
    a, b : counts of each word in the two groups.
    total_a, total_b : all words of each group.
    prior : pseudo-counts, one per word, all above 0.

    Returns
    -------
    (delta, z) : delta above 0 where the word is more typical of the first group.

    References
    ----------
    Monroe, B., Colaresi, M. & Quinn, K. (2008). Fightin' words. *Political Analysis* 16, 372-403,
    equations 15, 19 and 22.

    Examples
    --------
    >>> delta, z = log_odds([3, 1], [1, 3], 4, 4, prior=[1, 1])
    >>> delta.round(4).tolist()
    [1.3863, -1.3863]
    """
    a, b, alpha = (np.asarray(x, float) for x in (a, b, prior))
    weight = alpha.sum()
    odds_a = np.log(a + alpha) - np.log(np.asarray(total_a) + weight - a - alpha)
    odds_b = np.log(b + alpha) - np.log(np.asarray(total_b) + weight - b - alpha)
    delta = odds_a - odds_b
    return delta, delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))


def log_dice(both: ArrayLike, first: ArrayLike, second: ArrayLike) -> Array:
    """logDice of two words: 14 when they never occur apart, one less whenever they do so half as often.

    Parameters
    ----------
    both : how often they occur together (0 gives -inf's stand-in, 0.0).
    first, second : how often each occurs.

    References
    ----------
    Rychlý, P. (2008). A lexicographer-friendly association score. *RASLAN 2008*, 6-9.

    Examples
    --------
    >>> float(log_dice(10, 10, 10)), float(log_dice(5, 10, 10))
    (14.0, 13.0)
    """
    both, first, second = np.broadcast_arrays(*(np.asarray(x, float) for x in (both, first, second)))
    together = (both > 0) & (first + second > 0)
    ratio = np.where(together, 2 * both / np.where(together, first + second, 1.0), 1.0)
    return np.where(together, 14 + np.log2(ratio), 0.0)
