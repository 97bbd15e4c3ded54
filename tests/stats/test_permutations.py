"""Permutations of articles: against all ways to split them, and where nothing differs."""

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import false_discovery_control, fisher_exact

from kit.errors import OptionError
from kit.stats import permutations
from kit.stats.permutations import permute_rates


def enumerate_splits(counts, words, size):
    """p as its definition reads: of all ways to choose ``size`` articles, those as far apart as the first ones."""
    rate = sum(counts) / sum(words)
    residuals = [(c - rate * w) / w**0.5 for c, w in zip(counts, words, strict=True)]
    mean = sum(residuals) / len(residuals)
    sums = [abs(sum(residuals[i] - mean for i in chosen)) for chosen in combinations(range(len(words)), size)]
    return sum(each >= sums[0] - 1e-9 for each in sums) / len(sums)


@pytest.mark.parametrize("size", [2, 4, 6])
def test_p_is_that_of_all_ways_to_split(size):
    counts, words = [5, 0, 2, 4, 1, 0, 0, 1, 3], [100, 50, 200, 400, 100, 90, 300, 120, 80]
    (p,) = permute_rates(np.array(counts)[:, None], words, np.arange(9) < size)
    exact = enumerate_splits(counts, words, size)
    assert p == pytest.approx(exact, abs=4 * (exact * (1 - exact) / 9999) ** 0.5)


def test_of_articles_alike_in_length_with_one_mention_it_is_fishers():
    counts, inside = np.array([1] * 6 + [0] * 4 + [1] * 2 + [0] * 18)[:, None], np.arange(30) < 10
    (p,) = permute_rates(counts, [100] * 30, inside)
    assert p == pytest.approx(fisher_exact([[6, 4], [2, 18]]).pvalue, abs=0.005)


def test_the_groups_may_change_places_and_the_chunks_their_size(monkeypatch):
    rng = np.random.default_rng(2)
    counts, words, inside = rng.poisson(1, (30, 3)), rng.integers(50, 500, 30), np.arange(30) < 11
    p = permute_rates(counts, words, inside)
    assert p.tolist() == permute_rates(counts, words, ~inside).tolist()
    monkeypatch.setattr(permutations, "CELLS", 100)
    assert p.tolist() == permute_rates(counts, words, inside).tolist()
    assert p.tolist() != permute_rates(counts, words, inside, seed=2).tolist()


def test_where_nothing_can_differ_p_is_1():
    assert permute_rates([[1], [5]], [10, 10], [False, False]).tolist() == [1]
    assert permute_rates([[1], [5]], [10, 10], [True, True]).tolist() == [1]
    assert permute_rates(np.ones((9, 1)), [10] * 9, np.arange(9) < 3).tolist() == [1]
    assert permute_rates(np.zeros((9, 2)), [0] * 9, np.arange(9) < 3).tolist() == [1, 1]
    assert permute_rates(np.zeros((9, 0)), [10] * 9, np.arange(9) < 3).shape == (0,)


def test_p_is_never_nothing():
    counts, inside = np.array([9] * 20 + [0] * 20)[:, None], np.arange(40) < 20
    assert permute_rates(counts, [100] * 40, inside, draws=99).tolist() == [0.01]
    with pytest.raises(OptionError, match="at least one draw"):
        permute_rates(counts, [100] * 40, inside, draws=0)


def write_bursts(rng, words, keys=20):
    """Counts in bursts of three that come by chance, as often per word for all articles."""
    bursts = rng.poisson(np.outer(words, np.full(keys, 0.001)))
    return bursts + np.where(bursts > 0, rng.negative_binomial(np.maximum(bursts, 1), 1 / 3), 0)


@pytest.mark.slow
def test_longer_articles_are_no_difference():
    rng, alarms = np.random.default_rng(3), []
    for trial in range(60):
        words = np.r_[rng.integers(800, 2000, 30), rng.integers(100, 400, 400)]
        p = permute_rates(write_bursts(rng, words), words, np.arange(430) < 30, draws=999, seed=trial)
        alarms.append((p <= 0.05).mean())
    assert np.mean(alarms) <= 0.08


@pytest.mark.slow
def test_noise_is_no_finding():
    rng, found = np.random.default_rng(4), 0
    for trial in range(200):
        n, size = rng.integers(40, 400), rng.integers(20, 200)
        words = np.exp(rng.normal(6, 0.75, n + size)).clip(30, 9000)
        p = permute_rates(write_bursts(rng, words), words, np.arange(n + size) < size, draws=1999, seed=trial)
        found += bool((false_discovery_control(p) < 0.05).any())
    assert found / 200 <= 0.08  # .05, and twice what 200 tables may be off
