"""Viterbi for two labels without a loop over tokens.

The difference ``d`` between the best path that ends in the second label and the best that ends in the first
follows ``d[t] = e[t] + g(d[t-1])``, where ``e`` is the difference of the token's scores and ``g`` is a line
cut off at both ends: falling if the model dislikes two equal labels in a row, rising if it likes them. In the
falling case the sign of every second ``d`` is turned, and then each step is ``x -> clip(x + shift, low,
high)``. Such steps are closed under composition, so all of them are composed in a few doublings (Hillis &
Steele 1986, *Data parallel algorithms*) instead of one after another, and a line of five megabytes costs
what a thousand lines of its parts cost.
"""

from __future__ import annotations

import numpy as np


class Chain:
    """A chain of two labels, called "begins" (the first) and "goes on".

    Parameters
    ----------
    transitions : scores of label before x label.
    """

    def __init__(self, transitions: np.ndarray):
        (bb, bi), (ib, ii) = transitions.tolist()
        into_i, into_b = bi - ii, bb - ib  # above it, the best token before a label is a "goes on"
        self._falling = into_i > into_b
        self._cuts = (into_b, into_i)
        self._low, self._high = sorted((bi - bb, ii - ib))
        self._shift = bi - ib if self._falling else ii - bb

    def decode(
        self, scores: np.ndarray, first: np.ndarray, last: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The best labels of a batch of sentences.

        Parameters
        ----------
        scores : how much better "goes on" scores than "begins" for each token, pads included.
        first, last : positions of the first and last token of each sentence.

        Returns
        -------
        ``goes_on`` (bool, one per position) and ``close`` (positions of decisions closer than a
        rounding error could turn).
        """
        n = len(scores)
        sign = np.ones(n)
        if self._falling:
            sign[1::2] = -1.0
        low, high, shift = self._low + scores, self._high + scores, self._shift + scores
        if self._falling:
            shift[1::2] *= -1.0
            low[1::2], high[1::2] = -high[1::2], -low[1::2]
        start = np.zeros(n, dtype=bool)
        start[first] = True
        inside = np.zeros(n + 1, dtype=np.int8)
        inside[first] += 1
        inside[last + 1] -= 1
        fixed = start | (np.cumsum(inside[:-1]) == 0)
        low[fixed] = high[fixed] = (scores * sign)[fixed]
        _compose(low, high, shift, np.flatnonzero(low < high))
        best = low * sign if self._falling else low

        into_b, into_i = self._cuts
        goes_on = best > max(into_b, into_i)
        settled = goes_on | (best <= min(into_b, into_i))
        goes_on[last] = best[last] > 0
        settled[last] = True
        settled[fixed & ~start] = True
        if not settled.all():
            # Between the cuts the label depends on the one after it: unlike it if falling, like it if not.
            turned = goes_on ^ (sign < 0)
            source = np.where(settled, np.arange(n), n)
            source = np.minimum.accumulate(source[::-1])[::-1]
            goes_on = turned[source] ^ (sign < 0)
        near = np.minimum(np.abs(best - into_b), np.abs(best - into_i))
        near[last] = np.abs(best[last])
        return goes_on, near


def _compose(low: np.ndarray, high: np.ndarray, shift: np.ndarray, active: np.ndarray) -> None:
    """Turn each step ``clip(x + shift, low, high)`` into the value it has after all steps before it."""
    step = 1
    while len(active):
        before = active - step
        lows, highs, shifts = low[active], high[active], shift[active]
        new_low = np.clip(low[before] + shifts, lows, highs)
        new_high = np.clip(high[before] + shifts, lows, highs)
        shift[active] = shifts + shift[before]
        low[active], high[active] = new_low, new_high
        active = active[new_low < new_high]
        step *= 2
