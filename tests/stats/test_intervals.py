"""Intervals: published examples, independent implementations, and what may not change a result."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.stats import chi2, norm, t
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from kit.errors import OptionError, TableError
from kit.stats import intervals
from kit.stats.intervals import (
    difference_interval,
    newcombe_interval,
    rate_interval,
    share_interval,
    wilson_interval,
)


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


def test_resamples_come_in_chunks_that_fit(monkeypatch):
    monkeypatch.setattr(intervals, "CELLS", 10)
    assert [len(chunk) for chunk in intervals.redraw(3, draws=7, seed=1)] == [3, 3, 1]
    assert [len(chunk) for chunk in intervals.redraw(11, draws=2, seed=1)] == [1, 1]
    monkeypatch.setattr(intervals, "CELLS", 1_000_000)
    (whole,) = intervals.redraw(11, draws=2, seed=1)
    assert whole.shape == (2, 11) and set(whole.sum(axis=1)) == {11}


def interval_by_hand(counts, words, level=0.95):
    """The interval of one rate as its sources write it, with sums in plain loops and quantiles of chi-squared."""
    n, total, size = len(words), sum(counts), sum(words)
    tail = (1 - level) / 2
    if not total:
        return 0.0, chi2.ppf(1 - tail, 2) / 2 / size
    residuals = sum((c - total / size * w) ** 2 for c, w in zip(counts, words, strict=True))
    freedom = min(2 * sum(c > 0 for c in counts), n - 1)
    variance = max(n / (n - 1) * residuals, total) * (t.ppf(tail, freedom) / norm.ppf(tail)) ** 2
    weight = max(sum(c * c for c in counts) / total, 3)
    low = variance / (2 * total) * chi2.ppf(tail, 2 * total**2 / variance)
    above, more = variance + weight**2, total + weight
    return low / size, above / (2 * more) * chi2.ppf(1 - tail, 2 * more**2 / above) / size


articles = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 2000)), min_size=5, max_size=30)


@settings(max_examples=60, deadline=None)
@given(articles, st.sampled_from([0.8, 0.95, 0.99]))
def test_the_interval_of_a_rate_equals_its_definition_and_holds_the_rate(rows, level):
    counts, words = zip(*rows, strict=True)
    (low,), (high,) = rate_interval(counts, words, level=level)
    assert (low, high) == pytest.approx(interval_by_hand(counts, words, level), rel=1e-9)
    assert 0 <= low <= sum(counts) / sum(words) < high


@settings(max_examples=30, deadline=None)
@given(articles, st.randoms())
def test_neither_order_nor_storage_changes_the_interval(rows, random):
    counts, words = np.array(rows).T
    mixed = list(rows)
    random.shuffle(mixed)
    expected = np.ravel(rate_interval(counts, words)).tolist()
    assert np.ravel(rate_interval(csr_array(counts[:, None]), words)).tolist() == expected
    assert np.ravel(rate_interval(*np.array(mixed).T)).tolist() == pytest.approx(expected, rel=1e-9)
    assert np.ravel(rate_interval(counts, 10 * words)).tolist() == pytest.approx([e / 10 for e in expected])


def test_articles_that_are_all_alike_are_no_surer_than_chance():
    (low,), (high,) = rate_interval([2] * 400, [100] * 400)
    garwood = (
        chi2.ppf(0.025, 2 * 800) / 2,
        chi2.ppf(0.975, 2 * 801) / 2,
    )  # the exact interval of a Poisson count
    assert low * 40_000 == pytest.approx(garwood[0], rel=0.001)
    assert garwood[1] < high * 40_000 < garwood[1] * 1.005  # three more, where Garwood has one


def test_what_was_not_found_may_still_be_there():
    low, high = rate_interval(np.zeros((20, 2)), [150] * 20)
    assert low.tolist() == [0, 0] and high.tolist() == pytest.approx([3.6889 / 3000] * 2, rel=1e-4)
    assert rate_interval(np.zeros(20), [150] * 20, level=0.9)[1] == pytest.approx(math.log(20) / 3000)


@pytest.mark.parametrize("words", [[], [100], [100] * 4, [100] * 4 + [0] * 9, [0] * 9])
def test_fewer_than_five_articles_with_words_have_no_interval(words):
    for ends in rate_interval(np.ones((len(words), 3)), words):
        assert ends.shape == (3,) and np.isnan(ends).all()
    assert np.isfinite(rate_interval([1, 0, 0, 0, 0, 0], [100] * 5 + [0])).all()


@pytest.mark.parametrize(
    ("counts", "words", "message"),
    [
        ([[1], [2]], [10], "2 rows of counts, 1 totals"),
        ([[1], [2]], [[10], [20]], "one row per article"),
        ([[1]], [-1], "0 or more"),
        ([[1]], [np.nan], "0 or more"),
        ([[1]], [np.inf], "0 or more"),
    ],
)
def test_the_interval_names_what_does_not_fit(counts, words, message):
    with pytest.raises(TableError, match=message):
        rate_interval(counts, words)
    with pytest.raises(OptionError, match="between 0 and 1"):
        rate_interval([1], [1], level=95)


def test_the_interval_of_a_difference_is_newcombes_for_wilsons_intervals():
    shares = [(0.8, *wilson_interval(56, 70)), (0.6, *wilson_interval(48, 80))]
    assert difference_interval(*shares[0], *shares[1]) == pytest.approx(newcombe_interval(56, 70, 48, 80))
    assert difference_interval(1, 0.4, 1.8, 3, 2.4, 4.5) == pytest.approx((-2 - np.hypot(0.6, 1.5), -1))
    assert np.isnan(difference_interval(1, np.nan, np.nan, 3, 2, 4)).all()


SHAPES = {  # of topics, partners and words of 3,722 news articles: quantiles at 10, 25, 50, 75 and 90 %
    "frequent": ((0.216, 0.248, 0.316, 0.486, 0.637), (1.2, 0.65, 2.18, 5.77, 0.82)),
    "middling": ((0.035, 0.042, 0.054, 0.090, 0.119), (1.2, 0.3, 2.38, 4.28, 0.5)),
    "rare": ((0.003, 0.004, 0.007, 0.014, 0.023), (0.92, 0.15, 1.82, 3.58, 0.37)),
}
"""Of five keys the share of articles with it, and how often more than once it stands there on average."""


def write_articles(rng, n, shares, further):
    """Counts and words of articles as news has them: most lack a key, and some of those with it are full of it."""
    words = np.exp(rng.normal(6.07, 0.64, n)).clip(30, 9000)
    there = rng.random((n, 5)) < 1 - (1 - np.array(shares)) ** (words / 530)[:, None]
    return there * (1 + rng.negative_binomial(0.5, 0.5 / (0.5 + np.array(further)), (n, 5))), words


@pytest.mark.slow
@pytest.mark.parametrize("kind", SHAPES)
def test_intervals_of_rates_cover(kind):
    """How often the interval holds the true rate, and how wide it is beside one that knows how far rates vary."""
    counts, words = write_articles(np.random.default_rng(1), 300_000, *SHAPES[kind])
    truth = counts.sum(axis=0) / words.sum()
    for n in (5, 10, 20, 50, 100, 300):
        drawn = np.random.default_rng(n).integers(0, len(words), (400, n))
        low, high = np.moveaxis([rate_interval(counts[rows], words[rows]) for rows in drawn], 1, 0)
        covered = ((low <= truth) & (truth <= high)).mean()
        known = 2 * 1.96 * np.std([counts[rows].sum(axis=0) / words[rows].sum() for rows in drawn], axis=0)
        assert covered >= 0.88, (n, covered)
        if (kind, n) != ("rare", 5):  # hardly one is found: nearly all intervals are that of nothing
            assert (high - low).mean(axis=0).sum() <= 1.6 * known.sum(), (
                n,
                (high - low).mean(axis=0) / known,
            )


def share_by_hand(parts, wholes):
    """Wilson's interval of the effective number of cases, in plain loops (Korn & Graubard 1998)."""
    pairs = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if whole]
    n, whole = len(pairs), sum(wholes)
    share = sum(parts) / whole
    variance = n / (n - 1) * sum((one - share * of) ** 2 for one, of in pairs) / whole**2
    cases = n if share in (0, 1) else min(share * (1 - share) / variance if variance else math.inf, whole)
    cases *= (norm.ppf(0.975) / t.ppf(0.975, n - 1)) ** 2
    return proportion_confint(share * cases, cases, method="wilson")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 9).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), min_size=1))
def test_the_interval_of_a_share_over_articles_equals_its_definition_and_holds_the_share(rows):
    parts, wholes = zip(*rows, strict=True)
    low, high = share_interval(parts, wholes)
    if sum(of > 0 for of in wholes) < 5:
        assert (low, high) == (0, 1)
    else:
        assert (low, high) == pytest.approx(share_by_hand(parts, wholes), abs=1e-9)
        assert low <= sum(parts) / sum(wholes) <= high
        assert share_interval(parts[::-1], wholes[::-1]) == pytest.approx((low, high), abs=1e-9)


def test_a_share_that_articles_repeat_is_no_surer_than_the_articles():
    low, high = share_interval([9, 0, 9, 0, 9, 0], [9] * 6)
    alone = share_interval([1, 0, 1, 0, 1, 0], [1] * 6)
    assert high - low == pytest.approx(alone[1] - alone[0], abs=0.02), "nine times the same is said once"
    cases = 6 * (norm.ppf(0.975) / t.ppf(0.975, 5)) ** 2
    assert share_interval([0] * 6, [9] * 6) == pytest.approx(
        [float(end) for end in wilson_interval(0, cases)]
    ), "not 54 cases but 6"
    assert share_interval([9] * 6, [9] * 6)[1] == 1.0 > share_interval([9] * 6, [9] * 6)[0] > 0.4
    apart = share_interval([5, 4] * 3, [9] * 6)
    assert apart[1] - apart[0] < 0.6 * (high - low)


@pytest.mark.slow
def test_intervals_of_shares_cover():
    rng, held = np.random.default_rng(5), []
    for draw in range(1500):
        n = (5, 10, 20, 50)[draw % 4]
        wholes = 1 + rng.poisson(3, n)
        held.append(share_interval(rng.binomial(wholes, rng.beta(1.2, 0.8, n)), wholes))
    low, high = np.array(held).T
    covers = (low <= 0.6) & (high >= 0.6)
    assert all(0.93 <= covers[place::4].mean() <= 0.99 for place in range(4)), covers.mean()
