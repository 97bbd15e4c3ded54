"""Intervals around shares, rates and differences, so that no chart shows a bare number."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import scipy  # its rooms are loaded when they are used
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammainccinv, gammaincinv, ndtri, stdtrit  # the quantiles of scipy.stats

from kit.errors import OptionError, TableError

Array = NDArray[np.float64]

# A key found in fewer articles than this is flagged, and of fewer articles no rate has an interval.
FEW_ARTICLES = 5

# Where a key occurs it recurs: so often in one article at least, as most topics and partners of real news do.
BURST = 3.0

# Rates are per this many words.
PER = 1000

# Most cells (draws × articles) of resampling weights held at once: 8 MB. Results do not depend on it.
CELLS = 1_000_000


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
        remedy = "check that both count the same unit"
        raise TableError(f"A share needs counts between 0 and their total; {remedy}.")
    z = ndtri(0.5 + _check_level(level) / 2)
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
    counted = ((count_a, total_a), (count_b, total_b))
    ends = [wilson_interval(count, total, level=level) for count, total in counted]
    # With nothing counted the middle of 0 … 1 stands in, so that both arms are as long as they can be.
    shares = [np.where(np.asarray(n) > 0, np.asarray(x) / np.maximum(n, 1), 0.5) for x, n in counted]
    low, high = difference_interval(shares[0], *ends[0], shares[1], *ends[1])
    return np.clip(low, -1, 1), np.clip(high, -1, 1)


def difference_interval(
    a: ArrayLike, low_a: ArrayLike, high_a: ArrayLike, b: ArrayLike, low_b: ArrayLike, high_b: ArrayLike
) -> tuple[Array, Array]:
    """Interval for the difference a - b of two independent estimates, from the interval of each.

    Returns
    -------
    (low, high) : arrays; NaN where an end of either is.

    References
    ----------
    Zou, G. Y. & Donner, A. (2008). Construction of confidence limits about effect measures: a general approach.
    *Statistics in Medicine* 27, 1693-1702; of Wilson's intervals it is Newcombe's.

    Examples
    --------
    >>> low, high = difference_interval(10, 7, 14, 4, 2, 8)
    >>> float(low), round(float(high), 2)
    (1.0, 10.47)
    """
    a, low_a, high_a, b, low_b, high_b = (np.asarray(x, float) for x in (a, low_a, high_a, b, low_b, high_b))
    return a - b - np.hypot(a - low_a, high_b - b), a - b + np.hypot(high_a - a, b - low_b)


def rate_interval(numerators: Any, denominators: ArrayLike, *, level: float = 0.95) -> tuple[Array, Array]:
    """Interval, over articles, of the rate sum(numerators) / sum(denominators).

    Words of one article hang together, so articles are the units. The variance is that of a ratio of sums over
    articles, and no smaller than chance alone would have it. It rests on the articles that have the key, so it has
    twice as many degrees of freedom as there are of these, and at most one less than articles. The ends are
    quantiles of gamma distributions with that variance; at the upper end one more article has the key, as often as
    those that have it, and `BURST` times at least. A key that was not found has the upper end of a Poisson count of 0.

    Parameters
    ----------
    numerators : articles × keys counts (array, or scipy sparse), or one column of them.
    denominators : words of each article, shape (articles,).
    level : confidence level between 0 and 1.

    Returns
    -------
    (low, high) : one value per key (per word: multiply by 1,000 for a rate per 1,000 words). NaN where fewer than
        `FEW_ARTICLES` articles have words: so few do not tell how much articles differ.

    Raises
    ------
    TableError : the shapes do not fit, or a denominator is negative.
    OptionError : the level is not between 0 and 1.

    References
    ----------
    Cochran, W. G. (1977). *Sampling Techniques*, 3rd ed., ch. 6 (variance of a ratio); Fay, M. P. & Feuer, E. J.
    (1997). Confidence intervals for directly standardized rates: a method based on the gamma distribution.
    *Statistics in Medicine* 16, 791-801; Tiwari, R. C., Clegg, L. X. & Zou, Z. (2006), *Statistical Methods in
    Medical Research* 15, 547-569 (one more of mean weight); Korn, E. L. & Graubard, B. I. (1998). Confidence
    intervals for proportions with small expected number of positive counts. *Survey Methodology* 24, 193-201
    (t for z); Satterthwaite, F. E. (1946), *Biometrics Bulletin* 2, 110-114 (degrees of freedom); Garwood, F. (1936),
    *Biometrika* 28, 437-442 (nothing found).

    Examples
    --------
    >>> low, high = rate_interval([[2, 0], [1, 0], [0, 0], [3, 0], [1, 0]], [100, 120, 80, 100, 100])
    >>> (1000 * low).round(2).tolist(), (1000 * high).round(2).tolist()
    ([3.37, 0.0], [42.74, 7.38])
    """
    words = np.asarray(denominators, float)
    counts = numerators if hasattr(numerators, "tocsr") else np.asarray(numerators, float)
    counts = scipy.sparse.csr_array(counts[:, None] if counts.ndim == 1 else counts)
    if words.ndim != 1 or counts.shape[0] != len(words):
        found = f"{counts.shape[0]} rows of counts, {words.size} totals"
        raise TableError(f"An interval needs one row per article: {found}.")
    if np.any(words < 0) or not np.all(np.isfinite(words)):
        raise TableError("The number of words of an article must be 0 or more.")
    tail, n = (1 - _check_level(level)) / 2, np.count_nonzero(words)
    if n < FEW_ARTICLES:
        return np.full(counts.shape[1], np.nan), np.full(counts.shape[1], np.nan)
    total, squares, articles = (each.sum(axis=0) for each in (counts, counts.power(2), counts > 0))
    rate, found = total / words.sum(), total > 0
    residuals = squares - 2 * rate * (counts.T @ words) + rate**2 * (words @ words)
    freedom = np.clip(2 * articles, 1, n - 1)
    variance = np.maximum(residuals * n / (n - 1), total) * (stdtrit(freedom, tail) / ndtri(tail)) ** 2
    # What was not found has no variance; the 1 keeps the quantiles finite until its ends are put in.
    total, variance = np.where(found, total, 1.0), np.where(found, variance, 1.0)
    size = np.maximum(squares / total, BURST)
    more = total + size
    above = variance + size**2
    low = variance / total * gammaincinv(total**2 / variance, tail)
    high = above / more * gammainccinv(more**2 / above, tail)
    low, high = np.where(found, low, 0.0), np.where(found, high, -np.log(tail))
    return low / words.sum(), high / words.sum()


def share_interval(
    numerators: ArrayLike, denominators: ArrayLike, *, level: float = 0.95
) -> tuple[float, float]:
    """Interval, over articles, of the share sum(numerators) / sum(denominators), each a part of its denominator.

    Wilson's interval of as many independent cases as have the same variance: that of a ratio of sums over articles,
    and no smaller than chance alone would have it. Where all or none is in the numerator articles are the cases.

    Parameters
    ----------
    numerators, denominators : counts of each article, shape (articles,); those with a denominator of 0 say nothing.
    level : confidence level between 0 and 1.

    Returns
    -------
    (low, high) : 0 and 1 where fewer than `FEW_ARTICLES` articles have a denominator.

    Raises
    ------
    TableError, OptionError : as `wilson_interval`.

    References
    ----------
    Korn, E. L. & Graubard, B. I. (1998). Confidence intervals for proportions with small expected number of positive
    counts estimated from complex survey data. *Survey Methodology* 24, 193-201 (effective number of cases).

    Examples
    --------
    >>> [round(end, 3) for end in share_interval([3, 0, 2, 1, 4], [4, 1, 2, 3, 5])]
    [0.33, 0.891]
    """
    count, total = np.asarray(numerators, float), np.asarray(denominators, float)
    n, whole = np.count_nonzero(total), max(total.sum(), 1.0)
    if n < FEW_ARTICLES:
        return 0.0, 1.0
    share = count.sum() / whole
    variance = n / (n - 1) * ((count - share * total) ** 2).sum() / whole**2
    shrunk = (ndtri(0.5 + _check_level(level) / 2) / stdtrit(n - 1, 0.5 + level / 2)) ** 2
    cases = n if count.sum() in (0, whole) else min(share * (1 - share) / max(variance, 1e-12), whole)
    low, high = wilson_interval(share * cases * shrunk, cases * shrunk, level=level)
    return float(low), float(high)


def redraw(n: int, *, draws: int, seed: int) -> Iterator[Array]:
    """Resamples of ``n`` units, with replacement: how often each unit was drawn, in chunks of (draws, n).

    Parameters
    ----------
    n : units (articles, sentences), at least one.
    draws : resamples in all.
    seed : same seed, same resamples.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*, ch. 6.

    >>> chunks = list(redraw(3, draws=4, seed=1))
    >>> sum(len(chunk) for chunk in chunks), set(chunks[0].sum(axis=1).tolist())
    (4, {3.0})
    """
    rng = np.random.default_rng(seed)
    step = max(1, CELLS // n)
    for first in range(0, draws, step):
        size = min(step, draws - first)
        chosen = rng.integers(0, n, size=(size, n)) + n * np.arange(size)[:, None]
        yield np.bincount(chosen.ravel(), minlength=size * n).reshape(size, n).astype(float)


def _check_level(level: float) -> float:
    if not 0 < level < 1:
        raise OptionError(f"A confidence level lies between 0 and 1 (such as 0.95), got {level!r}.")
    return level
