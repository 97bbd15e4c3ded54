"""Correction of p-values for the number of tests."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

Array = npt.NDArray[np.float64]


def correct(p: Array, tested: npt.NDArray[np.bool_]) -> Array:
    """The p-values of what was tested, corrected (Benjamini-Hochberg); 1 where there was no test.

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995). Controlling the false discovery rate. *JRSS B* 57, 289-300.

    >>> correct(np.array([0.01, 0.5, 0.04]), np.array([True, False, True])).tolist()
    [0.02, 1.0, 0.04]
    """
    q = np.ones(len(p))
    if tested.any():
        q[tested] = false_discovery_control(p[tested])
    return q
