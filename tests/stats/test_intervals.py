"""Intervals: published examples, independent implementations, and what may not change a result."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kit.errors import OptionError, TableError
from kit.stats import intervals
from kit.stats.intervals import bootstrap_rate, draw_rates, newcombe_interval, wilson_interval


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_equals_statsmodels(total, data, level):
    count = data.draw(st.integers(0, total))
    ours = wilson_interval(count, total, level=level)
    theirs = proportion_confint(count, total, alpha=1 - level, method="wilson")
    assert np.allclose(ours, theirs, atol=1e-12, rtol=0)


def test_wilson_knows_nothing_without_trials():
    low, high = wilson_interval([0, 3], [0, 3])
    assert low.tolist() == [0, pytest.approx(0.438503, abs=1e-6)]
    assert high.tolist() == [1, 1]


@pytest.mark.parametrize(("count", "total"), [(4, 3), (-1, 3)])
def test_wilson_refuses_impossible_counts(count, total):
    with pytest.raises(TableError, match="between 0 and their total"):
        wilson_interval(count, total)


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_is_a_share(level):
    with pytest.raises(OptionError, match=r"between 0 and 1 \(such as 0.95\)"):
        wilson_interval(1, 2, level=level)


def test_newcombe_equals_the_published_examples():
    # Newcombe (1998), table II, method 10: (a) 56/70 - 48/80 and (h) 10/10 - 0/20
    low, high = newcombe_interval([56, 10], [70, 10], [48, 0], [80, 20])
    assert np.round(low, 4).tolist() == [0.0524, 0.6791]
    assert np.round(high, 4).tolist() == [0.3339, 1.0]
    assert np.allclose((low[0], high[0]), confint_proportions_2indep(56, 70, 48, 80, method="newcomb"))


def test_newcombe_of_nothing_is_wide():
    low, high = newcombe_interval(0, 0, 0, 0)
    assert float(low) < -0.7
    assert float(high) > 0.7


def test_bootstrap_is_the_mean_of_resampled_articles():
    rng = np.random.default_rng(5)
    counts, words = rng.poisson(2, (40, 3)), rng.integers(50, 400, 40)
    plain = np.random.default_rng(1)
    expected = []
    for _ in range(200):
        rows = plain.integers(0, 40, size=40)
        expected.append(counts[rows].sum(axis=0) / words[rows].sum())
    assert np.allclose(draw_rates(counts, words, draws=200, seed=1), expected, atol=1e-15)


def test_bootstrap_does_not_depend_on_chunks_or_storage(monkeypatch):
    rng = np.random.default_rng(5)
    counts, words = rng.poisson(0.3, (60, 4)), rng.integers(50, 400, 60)
    whole = bootstrap_rate(counts, words)
    sparse = bootstrap_rate(csr_array(counts), words)
    monkeypatch.setattr(intervals, "CELLS", 700)
    chunked = bootstrap_rate(counts, words)
    assert np.array_equal(whole, sparse)
    assert np.array_equal(whole, chunked)


def test_bootstrap_covers_the_truth_about_as_often_as_it_says():
    rng = np.random.default_rng(8)
    inside = 0
    for trial in range(200):
        words = rng.integers(100, 300, 60)
        rate = rng.gamma(2, 0.005, 60)  # articles differ: mean rate .01
        low, high = bootstrap_rate(rng.poisson(rate * words), words, draws=300, seed=trial)
        inside += bool(low[0] <= 0.01 <= high[0])
    assert 0.88 <= inside / 200 <= 0.98


def test_bootstrap_of_little_is_defined():
    assert np.array_equal(bootstrap_rate([[3, 0]], [100]), [[0.03, 0], [0.03, 0]])
    assert np.array_equal(bootstrap_rate([[0, 0]], [0]), [[0, 0], [0, 0]])
    assert np.array_equal(bootstrap_rate(np.zeros((0, 2)), []), [[0, 0], [0, 0]])


@pytest.mark.parametrize(
    ("counts", "words", "message"),
    [
        ([[1], [2]], [10], "2 rows of counts, 1 totals"),
        ([[1]], [-1], "0 or more"),
        ([[1]], [np.nan], "0 or more"),
    ],
)
def test_bootstrap_names_what_does_not_fit(counts, words, message):
    with pytest.raises(TableError, match=message):
        bootstrap_rate(counts, words)
    with pytest.raises(OptionError, match="at least one draw"):
        bootstrap_rate([[1]], [1], draws=0)


def test_the_bounds_at_none_and_at_all_are_exact():
    low, high = wilson_interval([0, 10], 10)
    assert low[0] == 0.0 and high[1] == 1.0
    assert high[0] == pytest.approx(0.277533, abs=1e-6) and low[1] == pytest.approx(0.722467, abs=1e-6)


def test_newcombe_takes_what_is_not_known_for_anything_between_nothing_and_all():
    low, high = newcombe_interval([0, 5, 0], [0, 10, 0], [0, 0, 5], [0, 0, 10])
    arm = float(wilson_interval(5, 10)[1]) - 0.5
    assert high.tolist() == pytest.approx([np.sqrt(0.5), np.hypot(0.5, arm), np.hypot(0.5, arm)])
    assert low.tolist() == pytest.approx((-high).tolist())


def test_of_one_article_each_newcombe_stays_within_one():
    low, high = newcombe_interval(1, 1, 0, 1)
    assert -1 <= low < 0 < high == 1


def test_a_bootstrap_is_of_a_thousand_draws_at_95_percent_unless_told_otherwise():
    counts, words = np.arange(12), np.arange(100, 112)
    expected = bootstrap_rate(counts, words, draws=1000, seed=1, level=0.95)
    assert np.array_equal(bootstrap_rate(counts, words), expected)
    rates = draw_rates(counts, words)
    assert rates.shape == (1000, 1) and np.array_equal(rates, draw_rates(counts, words, draws=1000, seed=1))
    assert np.array_equal(np.ravel(expected), np.quantile(rates, [0.025, 0.975]))
    assert not np.array_equal(rates, draw_rates(counts, words, seed=2))
    assert draw_rates(counts, words, draws=1).shape == (1, 1)


def test_the_bootstrap_wants_a_row_of_totals_and_takes_articles_without_words():
    with pytest.raises(TableError, match="one row per article"):
        draw_rates([[1], [2]], [[10], [20]])
    with pytest.raises(TableError, match="0 or more"):
        draw_rates([[1]], [np.inf])
    assert set(np.ravel(draw_rates([0, 1], [0, 10], draws=50))) == {0.0, 0.1}


def test_resamples_come_in_chunks_that_fit(monkeypatch):
    monkeypatch.setattr(intervals, "CELLS", 10)
    assert [len(chunk) for chunk in intervals.redraw(3, draws=7, seed=1)] == [3, 3, 1]
    assert [len(chunk) for chunk in intervals.redraw(3, draws=5, seed=1, width=5)] == [2, 2, 1]
    assert [len(chunk) for chunk in intervals.redraw(11, draws=2, seed=1)] == [1, 1]
    monkeypatch.setattr(intervals, "CELLS", 1_000_000)
    (whole,) = intervals.redraw(11, draws=2, seed=1)
    assert whole.shape == (2, 11) and set(whole.sum(axis=1)) == {11}
