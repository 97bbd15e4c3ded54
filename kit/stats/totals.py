"""Totals of a whole of which all is predicted and a sample is coded: numbers in, numbers out."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from kit.stats.intervals import Array

_FURTHEST = 50.0  # logarithms: a bound so far off says nothing


def find_outcomes(
    coded: Array, probability: Array, cluster: Array, clusters: Array, power: float | None = None
) -> tuple[Array, Array, float, float]:
    """What every cluster adds to a total: prediction for all units, mended by the codes of a sample.

    With weights w of the coded units, 1 / probability scaled to add up to all units, the total is
    ``power * sum(predictions) + sum(w * (code - power * prediction))``: unbiased for every power that is fixed.

    Parameters
    ----------
    coded : rows of code and prediction (0 to 1) of the coded units, shape (2, coded units).
    probability, cluster : with which each of them was drawn, and the number of its cluster, from 0.
    clusters : rows of the sum of all predictions and the number of units, shape (2, clusters).
    power : how far prediction is trusted. By default as makes the total vary least (from 0, hand codes alone, to 1).

    Returns
    -------
    values : per cluster; their sum is the total.
    errors : per cluster, what its coded units say of the error of sampling; 0 where none was coded.
    unseen : variance of one more unit that prediction missed and the sample did not meet.
    power : how far prediction was trusted.

    References
    ----------
    Särndal, Swensson & Wretman (1992), *Model Assisted Survey Sampling*, ch. 6; Egami et al. (2023), arXiv 2306.04746
    (the outcomes); Angelopoulos, Duchi & Zrnic (2023), arXiv 2311.01453 (the power).

    >>> coded, clusters = np.array([[1, 0, 1, 1], [1, 1, 0, 1]]), np.array([[3, 1], [4, 4]])
    >>> values, *_ = find_outcomes(coded, np.full(4, 0.5), np.array([0, 0, 1, 1]), clusters, power=1)
    >>> values.tolist(), float(values.sum())
    ([1.0, 3.0], 4.0)
    """
    predicted, units = clusters
    weights = units.sum() / (1 / probability).sum() / probability
    means = coded @ weights / units.sum()
    spread = weights * (coded - means[:, None])
    codes, predictions = (np.bincount(cluster, row, len(units)) for row in spread)
    if power is None:
        power = float(np.clip(codes @ predictions / np.maximum(predictions @ predictions, 1e-12), 0, 1))
    trust = np.array([1, -power])
    values = trust @ means * units + power * predicted + codes - power * predictions
    errors = np.bincount(cluster, trust @ spread * np.sqrt(1 - probability), len(units)).astype(float)
    # Nothing missed among ten sentences is not nothing missed: one more of mean weight might have been.
    rest = coded[1] == 0
    unseen = weights[rest].mean() ** 2 * (1 - probability[rest].mean()) if rest.any() else 0.0
    return values, errors, float(unseen), power


def log_interval(value: float, variance: ArrayLike, df: int) -> Array:
    """Interval of 95 % of a positive number by Student's t on the logarithm, since totals of what is rare are skewed.

    >>> log_interval(100.0, 400.0, 24).round(1).tolist()
    [66.2, 151.1]
    """
    arm = stdtrit(df, 0.975) * np.sqrt(variance) / value
    return value * np.exp([-arm, np.minimum(arm, _FURTHEST)])
