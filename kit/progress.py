"""Progress on long work: how much is done and how much time is left, said only after two seconds."""

from __future__ import annotations

import sys
import time


class Progress:
    """A line on stderr that is written over; nothing at all if the work takes less than two seconds.

    Parameters
    ----------
    label : what is being done.
    total : how much there is to do, in ``unit``.
    unit : what is counted.

    >>> with Progress("reading", 10, unit="articles") as progress:
    ...     progress.advance(10)
    """

    patience = 2.0  # seconds before the first word
    interval = 0.5  # seconds between two

    def __init__(self, label: str, total: int, *, unit: str):
        self._label, self._total, self._unit = label, total, unit
        self._done, self._said = 0, False

    def __enter__(self) -> Progress:
        self._begun = time.monotonic()
        self._next = self._begun + self.patience
        return self

    def advance(self, amount: int) -> None:
        """Say that ``amount`` more is done."""
        self._done += amount
        now = time.monotonic()
        if now < self._next or not 0 < self._done < self._total:
            return
        left = (now - self._begun) * (self._total - self._done) / self._done
        share = self._done / self._total
        sys.stderr.write(f"\r{self._label}: {share:.0%} of {self._total:,} {self._unit}, {left:.0f} s left ")
        sys.stderr.flush()
        self._next, self._said = now + self.interval, True

    def __exit__(self, *error: object) -> None:
        if self._said:
            sys.stderr.write("\r" + " " * 78 + "\r")
