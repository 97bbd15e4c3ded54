"""Margins: how likely a row of a table of 0 and 1 has each key, given how many keys it has."""

import numpy as np

from kit.stats.intervals import Array


def share_out(weights: Array, most: int) -> Array:
    """The chance of each key to be among the keys of a row that has 0, 1, … ``most`` of them.

    Parameters
    ----------
    weights : above 0, one per key: of two keys, one is in a row instead of the other as their weights have it.
    most : keys of a row at most, not above the number of keys.

    Returns
    -------
    Shape (most + 1, keys); row r sums to r.

    References
    ----------
    Chen, S. & Liu, J. (1997). Statistical applications of the Poisson-binomial and conditional Bernoulli
    distributions. *Statistica Sinica* 7, 875-892.

    Examples
    --------
    >>> share_out(np.array([1.0, 2.0, 1.0]), 2).round(2).tolist()
    [[0.0, 0.0, 0.0], [0.25, 0.5, 0.25], [0.6, 0.8, 0.6]]
    """
    before, after = (np.zeros((len(weights) + 1, most + 1)) for _ in range(2))
    # Sums, over all choices of r of the first (or last) keys, of their weights' product.
    before[:, 0] = after[:, 0] = 1
    for i, j in zip(range(len(weights)), range(len(weights))[::-1], strict=True):
        before[i + 1, 1:] = before[i, 1:] + weights[i] * before[i, :-1]
        after[j, 1:] = after[j + 1, 1:] + weights[j] * after[j + 1, :-1]
    shares = np.zeros((most + 1, len(weights)))
    for r in range(1, most + 1):
        shares[r] = weights * (before[:-1, :r] * after[1:, :r][:, ::-1]).sum(axis=1) / before[-1, r]
    return shares


def fit_weights(rows: Array, columns: Array) -> Array:
    """Weights with which `share_out` gives each key, in expectation, as many rows as it has.

    Parameters
    ----------
    rows : how many rows have 0, 1, … keys.
    columns : how many rows each key is in, above 0.

    References
    ----------
    Rasch (1960), *Probabilistic Models for Some Intelligence and Attainment Tests*; Chen & Liu (1997).

    Examples
    --------
    >>> fit_weights(np.array([1.0, 4.0, 0.0]), np.array([3.0, 1.0])).round(3).tolist()
    [1.0, 0.333]
    """
    weights = columns / columns.max()
    for _ in range(300):
        expected = rows @ share_out(weights, len(rows) - 1)
        weights = weights * columns / expected
        weights /= weights.max()
        if np.abs(expected - columns).max() < 1e-3:
            break
    return weights
