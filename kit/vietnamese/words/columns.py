"""Two containers that numpy lacks: a column that grows, and a fixed map from numbers to rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np


class Column:
    """A numpy column that grows by doubling."""

    def __init__(self, dtype: type, first: Sequence | np.ndarray = ()):
        self._data: np.ndarray = np.zeros(1024, dtype=dtype)
        self._size = 0
        self.extend(first)

    def extend(self, values: Sequence | np.ndarray) -> None:
        """Append ``values``."""
        size = self._size + len(values)
        if size > len(self._data):
            grown = np.zeros(max(size, 2 * len(self._data)), dtype=self._data.dtype)
            grown[: self._size] = self._data[: self._size]
            self._data = grown
        self._data[self._size : size] = values
        self._size = size

    @property
    def values(self) -> np.ndarray:
        """The column as an array (a view, valid until it next grows)."""
        return self._data[: self._size]


class KeyTable:
    """A fixed map from whole numbers to row numbers 1, 2, ...; 0 for all others. Open addressing, in numpy."""

    def __init__(self, known: Iterable[int]):
        keys = np.fromiter(known, dtype=np.int64)
        self._bits = max(4, int(4 * len(keys)).bit_length())
        self._keys = np.full(1 << self._bits, -1, dtype=np.int64)
        self._rows = np.zeros(1 << self._bits, dtype=np.int32)
        rows = np.arange(1, len(keys) + 1, dtype=np.int32)
        slots = self._hash(keys)
        while len(keys):
            free = self._keys[slots] == -1
            self._keys[slots[free]] = keys[free]  # of several keys for one slot the last stays
            self._rows[slots[free]] = rows[free]
            left = self._keys[slots] != keys
            keys, rows, slots = keys[left], rows[left], (slots[left] + 1) & (len(self._keys) - 1)

    def _hash(self, keys: np.ndarray) -> np.ndarray:
        scattered = keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return (scattered >> np.uint64(64 - self._bits)).astype(np.int64)

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Positions in ``keys`` that the table has, and their rows."""
        places, slots = np.arange(len(keys)), self._hash(keys)
        hits, rows = [], []
        while len(places):
            found = self._keys.take(slots)
            hit = found == keys
            hits.append(places[hit])
            rows.append(self._rows.take(slots[hit]))
            further = np.flatnonzero(~hit & (found != -1))
            places, keys = places.take(further), keys.take(further)
            slots = (slots.take(further) + 1) & (len(self._keys) - 1)
        return _join(hits), _join(rows)


def _join(parts: list[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
