"""Tests over articles: against all permutations, against scipy, and what no test can say."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array
from scipy.stats import false_discovery_control, gamma, geom, norm

from kit.stats.significance import LEVEL, correct_p, permute_articles, two_sided_p


def test_without_skewness_it_is_the_normal_tail_and_with_it_the_gammas():
    difference, variance = np.array([3.0, -3.0, 0.0]), np.array([4.0, 4.0, 4.0])
    assert two_sided_p(difference, variance, np.zeros(3)).tolist() == pytest.approx(
        [2 * norm.sf(1.5)] * 2 + [1]
    )
    assert two_sided_p(difference[:1], variance[:1], np.zeros(1), step=0.5)[0] == pytest.approx(
        2 * norm.sf(1.25)
    )
    law = gamma(9)  # mean 9, variance 9, third moment 18
    upper = two_sided_p(np.array([8.0]), np.array([9.0]), np.array([18.0]))[0]
    lower = two_sided_p(np.array([-5.0]), np.array([9.0]), np.array([18.0]))[0]
    assert (upper, lower) == (pytest.approx(2 * law.sf(17)), pytest.approx(2 * law.cdf(4)))


def test_what_cannot_vary_has_a_p_of_1():
    assert two_sided_p(np.array([0.0, 5.0]), np.array([0.0, 1e-12]), np.array([0.0, 1.0])).tolist() == [1, 1]


@given(st.lists(st.floats(1e-6, 1), min_size=1, max_size=30))
def test_where_all_can_be_small_q_is_that_of_benjamini_and_hochberg(values):
    p = np.array(values)
    q, tested = correct_p(p, np.zeros(len(p)))
    assert tested.all() and np.allclose(q, false_discovery_control(p))


def test_tests_that_cannot_be_significant_are_not_corrected_for():
    p, smallest = np.array([0.01, 0.02, 0.03, 0.9]), np.array([0.01, 0.02, 0.03, 0.9])
    # .05 / 1: three are able to; .05 / 2 = .025: two are, which is no more than two.
    q, tested = correct_p(p, smallest)
    assert tested.tolist() == [True, True, False, False] and q.tolist() == [0.02, 0.02, 1, 1]
    q, tested = correct_p(p, np.full(4, 0.03))
    assert not tested.any() and q.tolist() == [1, 1, 1, 1]
    q, tested = correct_p(np.empty(0), np.empty(0))
    assert len(q) == len(tested) == 0


COUNTS = np.array(
    [
        [3, 0, 2],
        [2, 0, 2],
        [0, 0, 2],
        [5, 1, 2],
        [1, 0, 2],
        [0, 0, 2],
        [0, 0, 2],
        [0, 1, 2],
        [1, 0, 2],
        [0, 2, 2],
    ]
)
SIZES = np.array([50.0, 80, 40, 90, 30, 60, 70, 20, 50, 40])


def enumerate_scores(key, n_target):
    """The target's score over all choices of the target, by the definition."""
    expected = COUNTS[:, key].sum() / SIZES.sum() * SIZES
    law = geom(1 / (1 + expected), loc=-1)
    score = law.cdf(COUNTS[:, key] - 1) + law.pmf(COUNTS[:, key]) / 2
    sums = [score[list(chosen)].sum() for chosen in combinations(range(len(SIZES)), n_target)]
    return score, np.array(sums) - n_target * score.mean()


@pytest.mark.parametrize("n_target", [3, 5])
@pytest.mark.parametrize("key", [0, 1, 2])
def test_p_is_that_of_all_permutations_by_their_moments(key, n_target):
    target = np.arange(10) < n_target
    difference, p, smallest = permute_articles(csc_array(COUNTS), SIZES, target)
    score, sums = enumerate_scores(key, n_target)
    assert difference[key] == pytest.approx(score[target].sum() - n_target * score.mean())
    having = (COUNTS[:, key] > 0).sum()
    by_moments = two_sided_p(
        difference[[key]], np.mean([sums**2], axis=1), np.mean([sums**3], axis=1), step=(1 - having / 10) / 4
    )
    assert p[key] == pytest.approx(max(by_moments[0], smallest[key]))
    exact = np.mean(np.abs(sums) >= abs(difference[key]) - 1e-9)
    assert p[key] >= exact * 0.8, "and never surer than it is"


def test_the_smallest_p_is_that_of_all_who_have_it_in_one_group():
    counts = np.zeros((10, 3))
    counts[:3, 0] = counts[:8, 1] = counts[:, 2] = 1
    smallest = permute_articles(csc_array(counts), np.ones(10), np.arange(10) < 4)[2]
    ways = 210  # of choosing 4 of 10
    assert smallest.tolist() == pytest.approx([2 * 7 / ways, 2 / ways, 2 / ways])
    assert permute_articles(csc_array(counts[:2]), np.ones(2), np.arange(2) < 1)[2].tolist() == [1, 1, 1]


def test_p_is_never_below_the_smallest_that_permutations_allow():
    counts = csc_array([[9], [8], [9], [0], [0], [0]])
    assert permute_articles(counts, np.full(6, 90.0), np.arange(6) < 3)[1].tolist() == pytest.approx([2 / 20])


def test_identical_counts_say_nothing():
    difference, p, _ = permute_articles(csc_array(np.full((40, 2), 3)), np.full(40, 9.0), np.arange(40) < 9)
    assert np.abs(difference).max() < 1e-9 and p.tolist() == [1, 1]


def test_long_articles_are_no_finding():
    """Twice as long, and so more articles that have each word: at the same rate that is no difference."""
    rng = np.random.default_rng(2)
    sizes = np.where(np.arange(200) < 100, 400.0, 200.0)
    counts = rng.poisson(sizes[:, None] * rng.uniform(0.0005, 0.01, 800) * rng.gamma(1, 1, (200, 800)))
    _, p, smallest = permute_articles(csc_array(counts), sizes, np.arange(200) < 100)
    has = (counts > 0)[:100].mean(axis=0) - (counts > 0)[100:].mean(axis=0)
    assert has.mean() > 0.1 and (p < 0.05).mean() < 0.06
    assert (correct_p(p, smallest)[0] >= LEVEL).all()


def test_one_article_that_repeats_a_word_is_no_finding():
    counts = np.zeros((60, 1))
    counts[0], counts[[5, 45]] = 80, 1
    assert permute_articles(csc_array(counts), np.full(60, 300.0), np.arange(60) < 30)[1][0] > 0.3


def test_few_keys_at_a_time_give_the_same_as_all_at_once(monkeypatch):
    rng = np.random.default_rng(3)
    counts = csc_array(rng.poisson(0.4, (40, 30)).astype(float))
    sizes, target = rng.integers(50, 500, 40).astype(float), np.arange(40) < 15
    whole = permute_articles(counts, sizes, target)
    monkeypatch.setattr("kit.stats.significance.CELLS", 100)
    for one, other in zip(whole, permute_articles(counts, sizes, target), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-12)
