"""Dispersion: whether a word or topic is spread over the articles or sits in a few of them."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array, issparse

from kit.errors import TableError
from kit.stats.intervals import Array


def deviation_of_proportions(counts: Any, sizes: ArrayLike) -> tuple[Array, Array]:
    """Gries' DP, and DP norm, which reaches 1 whatever the sizes of the parts.

    Parameters
    ----------
    counts : how often something occurs in each part, shape (parts,) or (parts, keys); may be scipy sparse.
    sizes : the words of each part, shape (parts,).

    Returns
    -------
    (dp, dp_norm) : one value per key; 0 is as even as the sizes of the parts, towards 1 is all in one part.
        What never occurs is spread over nothing and gets 1, so that it is not taken for even.

    Raises
    ------
    TableError : the shapes do not fit, or there are no words.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. *International Journal of Corpus
    Linguistics* 13, 403-437; Lijffijt, J. & Gries, S. Th. (2012), *ibid.* 17, 147-149 (the norm).

    Examples
    --------
    >>> dp, norm = deviation_of_proportions([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])  # Gries's example, word "a"
    >>> round(float(dp), 4), round(float(norm), 4)
    (0.18, 0.2195)
    """
    counts = counts if issparse(counts) else np.asarray(counts, float)
    sizes = np.asarray(sizes, float)
    if sizes.ndim != 1 or counts.shape[:1] != sizes.shape:
        found = f"{counts.shape[:1]} parts, {sizes.shape} sizes"
        raise TableError(f"Dispersion needs one size per part: {found}.")
    if not sizes.sum() > 0 or np.any(sizes < 0) or (counts.size and counts.min() < 0):
        raise TableError("Dispersion needs counts of 0 or more, and parts that have words.")
    present = csr_array(counts.reshape(len(sizes), int(np.prod(counts.shape[1:])))).tocoo()
    expected = sizes / sizes.sum()
    total = np.bincount(present.col, present.data, minlength=present.shape[1])
    # Where something is absent, it differs by the expected share itself: only what is present is visited.
    here, observed = expected[present.row], present.data / np.where(total > 0, total, 1.0)[present.col]
    excess = np.bincount(present.col, np.abs(observed - here) - here, minlength=present.shape[1])
    dp = np.where(total > 0, np.clip((excess + 1) / 2, 0.0, 1.0), 1.0)
    room = 1 - expected[sizes > 0].min()  # one part alone leaves no room: it is always even
    norm = np.where(total > 0, np.minimum(dp / room, 1.0) if room > 1e-12 else 0.0, 1.0)
    return dp.reshape(counts.shape[1:]), norm.reshape(counts.shape[1:])
