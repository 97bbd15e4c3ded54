"""Intervals around shares and rates, so that no chart shows a bare number."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import norm

from kit.errors import OptionError, TableError

Array = NDArray[np.float64]

FEW_ARTICLES = 5
"""A key found in fewer articles than this is flagged: its interval says more than its share."""

PER = 1000
"""Rates are per this many words."""

CELLS = 1_000_000
"""Most cells (draws × articles) of resampling weights held at once: 8 MB. Results do not depend on it."""


def wilson_interval(count: ArrayLike, total: ArrayLike, *, level: float = 0.95) -> tuple[Array, Array]:
    """Wilson's score interval for the share ``count / total``.

    Parameters
    ----------
    count, total : numbers of successes and of trials (scalars or arrays that broadcast).
    level : confidence level between 0 and 1.

    Returns
    -------
    (low, high) : arrays. Where ``total`` is 0 nothing is known: 0 and 1, never NaN.

    Raises
    ------
    TableError : a count is negative or above its total.
    OptionError : the level is not between 0 and 1.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
    *Journal of the American Statistical Association* 22, 209-212.

    Examples
    --------
    >>> low, high = wilson_interval(3, 10)
    >>> round(float(low), 4), round(float(high), 4)
    (0.1078, 0.6032)
    """
    count, total = np.broadcast_arrays(np.asarray(count, float), np.asarray(total, float))
    if not np.all((count >= 0) & (count <= total)):
        raise TableError(
            "A share needs counts between 0 and their total; check that both count the same unit."
        )
    z = norm.ppf(0.5 + _check_level(level) / 2)
    n = np.maximum(total, 1)
    share = count / n
    spread = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    middle, scale = share + z**2 / (2 * n), 1 + z**2 / n
    # At 0 and at n the bound is exactly 0 or 1; rounding would leave 1e-17 there.
    low = np.where((total > 0) & (count > 0), (middle - spread) / scale, 0.0)
    high = np.where((total > 0) & (count < total), (middle + spread) / scale, 1.0)
    return low, high


def newcombe_interval(
    count_a: ArrayLike, total_a: ArrayLike, count_b: ArrayLike, total_b: ArrayLike, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Interval for the difference of two independent shares, a - b, from their Wilson intervals.

    Returns
    -------
    (low, high) : arrays, in -1 … 1. A group with total 0 gives the widest interval that the other allows.

    Raises
    ------
    TableError, OptionError : as `wilson_interval`.

    References
    ----------
    Newcombe, R. G. (1998). Interval estimation for the difference between independent proportions.
    *Statistics in Medicine* 17, 873-890 (method 10).

    Examples
    --------
    >>> low, high = newcombe_interval(56, 70, 48, 80)  # the paper's first example
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    low_a, high_a = wilson_interval(count_a, total_a, level=level)
    low_b, high_b = wilson_interval(count_b, total_b, level=level)
    # With nothing counted the middle of 0 … 1 stands in, so that both arms are as long as they can be.
    share_a = np.where(np.asarray(total_a) > 0, np.asarray(count_a) / np.maximum(total_a, 1), 0.5)
    share_b = np.where(np.asarray(total_b) > 0, np.asarray(count_b) / np.maximum(total_b, 1), 0.5)
    difference = share_a - share_b
    low = difference - np.hypot(share_a - low_a, high_b - share_b)
    high = difference + np.hypot(high_a - share_a, share_b - low_b)
    return np.clip(low, -1, 1), np.clip(high, -1, 1)


def bootstrap_rate(
    numerators: Any, denominators: ArrayLike, *, draws: int = 1000, seed: int = 1, level: float = 0.95
) -> tuple[Array, Array]:
    """Percentile bootstrap interval, over articles, of sum(numerators) / sum(denominators).

    Words of one article hang together, so articles are drawn, not words: intervals over words
    would be several times too narrow.

    Parameters
    ----------
    numerators : articles × keys counts (array, or scipy sparse), or one column of them.
    denominators : words of each article, shape (articles,).
    draws : number of resamples.
    seed : same seed and same rows, same interval. The rows must stand in a canonical order (sorted by
        article_id) if the interval is not to depend on the order in which the articles were read.
    level : confidence level between 0 and 1.

    Returns
    -------
    (low, high) : one value per key (per word: multiply by 1,000 for a rate per 1,000 words). One article
        cannot vary and gives an interval of width 0; no words at all give 0 and 0: flag both as
        not enough data.

    Raises
    ------
    TableError : the shapes do not fit, or a denominator is negative.
    OptionError : draws or level make no sense.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*, ch. 13; the article as the
    unit after Lijffijt et al. (2016), *Digital Scholarship in the Humanities* 31, 374-397.

    Examples
    --------
    >>> low, high = bootstrap_rate([[2, 0], [1, 0], [0, 0]], [100, 120, 80], seed=1)
    >>> bool(low[0] <= 3 / 300 <= high[0]), float(high[1])
    (True, 0.0)
    """
    rates = draw_rates(numerators, denominators, draws=draws, seed=seed)
    tail = (1 - _check_level(level)) / 2
    low, high = np.quantile(rates, [tail, 1 - tail], axis=0)
    return low, high


def draw_rates(numerators: Any, denominators: ArrayLike, *, draws: int = 1000, seed: int = 1) -> Array:
    """The bootstrap's resampled rates, shape (draws, keys): as `bootstrap_rate`, before the quantiles.

    Each draw gives every article a weight (how often it was drawn; multinomial over the articles), so
    that a chunk of draws is one matrix product, and memory stays bounded whatever ``draws`` is.

    Raises
    ------
    TableError, OptionError : as `bootstrap_rate`.
    """
    words = np.asarray(denominators, float)
    counts = numerators.tocsr() if hasattr(numerators, "tocsr") else np.asarray(numerators, float)
    if counts.ndim == 1:
        counts = counts[:, None]
    if words.ndim != 1 or counts.shape[0] != len(words):
        raise TableError(
            f"The bootstrap needs one row per article: {counts.shape[0]} rows of counts, {words.size} totals."
        )
    if np.any(words < 0) or not np.all(np.isfinite(words)):
        raise TableError("The number of words of an article must be 0 or more.")
    if draws < 1:
        raise OptionError(f"The bootstrap needs at least one draw, got {draws}.")
    if not len(words):
        return np.zeros((draws, counts.shape[1]))
    rates = []
    for weights in redraw(len(words), draws=draws, seed=seed):
        total = (weights @ words)[:, None]
        rates.append(np.asarray(weights @ counts) / np.where(total > 0, total, 1.0))
    return np.concatenate(rates)


def redraw(n: int, *, draws: int, seed: int, width: int = 1) -> Iterator[Array]:
    """Resamples of ``n`` units, with replacement: how often each unit was drawn, in chunks of (draws, n).

    Parameters
    ----------
    n : units (articles, sentences), at least one.
    draws : resamples in all.
    seed : same seed, same resamples.
    width : the widest row of what is computed per draw, if it is wider than ``n``: the chunks are smaller then.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*, ch. 6.

    >>> chunks = list(redraw(3, draws=4, seed=1))
    >>> sum(len(chunk) for chunk in chunks), set(chunks[0].sum(axis=1).tolist())
    (4, {3.0})
    """
    rng = np.random.default_rng(seed)
    step = max(1, CELLS // max(n, width))
    for first in range(0, draws, step):
        size = min(step, draws - first)
        chosen = rng.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        yield np.bincount(chosen.ravel(), minlength=size * n).reshape(size, n).astype(float)


def _check_level(level: float) -> float:
    if not 0 < level < 1:
        raise OptionError(f"A confidence level lies between 0 and 1 (such as 0.95), got {level!r}.")
    return level
