"""Rows with given numbers of keys: against all rows that there can be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.stats.margins import fit_weights, share_out


@given(st.lists(st.floats(0.01, 20), min_size=2, max_size=7))
def test_shares_are_those_of_all_rows(weights):
    weights = np.array(weights)
    shares = share_out(weights, len(weights))
    for r in range(len(weights) + 1):
        rows = [list(chosen) for chosen in combinations(range(len(weights)), r)]
        chance = np.array([weights[row].prod() for row in rows])
        has = np.array([np.isin(np.arange(len(weights)), row) for row in rows])
        assert np.allclose(shares[r], chance @ has / chance.sum(), atol=1e-12)


def test_many_keys_in_a_row_stay_exact():
    shares = share_out(np.geomspace(1e-4, 1, 150), 60)
    assert (
        np.allclose(shares.sum(axis=1), np.arange(61)) and (shares >= 0).all() and (shares <= 1 + 1e-12).all()
    )


def test_the_weights_give_each_key_as_many_rows_as_it_has():
    rng = np.random.default_rng(1)
    table = rng.random((400, 12)) < rng.beta(1, 3, (400, 1)) * np.linspace(0.1, 1, 12)
    table = table[:, table.any(axis=0)]
    rows, columns = np.bincount(table.sum(axis=1)).astype(float), table.sum(axis=0)
    weights = fit_weights(rows, columns)
    assert rows @ share_out(weights, len(rows) - 1) == pytest.approx(columns, abs=2e-3)
    assert weights.max() == 1
