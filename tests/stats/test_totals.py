"""Totals: the difference estimator against its closed forms, and its weight on predictions against theory."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.stats.totals import find_outcomes, log_interval


def draw(seed, n=60, whole=200, clusters=25):
    """A population in clusters, and a simple random sample of it: codes, predictions, places of the sample."""
    rng = np.random.default_rng(seed)
    truth = (rng.random(whole) < 0.4).astype(float)
    predicted = np.where(rng.random(whole) < 0.8, truth, 1 - truth)
    cluster = np.sort(rng.integers(0, clusters, whole))
    return truth, predicted, cluster, np.sort(rng.choice(whole, n, replace=False))


def outcomes(truth, predicted, cluster, sample, probability, power=None):
    size = cluster.max() + 1
    sums = np.array([np.bincount(cluster, predicted, size), np.bincount(cluster, minlength=size)])
    return find_outcomes(np.array([truth, predicted])[:, sample], probability, cluster[sample], sums, power)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_the_total_is_its_definition(seed, power):
    truth, predicted, cluster, sample = draw(seed)
    probability = np.random.default_rng(seed).uniform(0.05, 1, len(sample))
    values, errors, unseen, kept = outcomes(truth, predicted, cluster, sample, probability, power)
    weight = 1 / probability * len(truth) / sum(1 / probability)
    difference = truth[sample] - power * predicted[sample]
    assert values.sum() == pytest.approx(power * predicted.sum() + sum(weight * difference)) and kept == power
    residual = difference - sum(weight * difference) / len(truth)
    for article in range(len(values)):
        here = cluster[sample] == article
        own = sum((weight * residual * np.sqrt(1 - probability))[here])
        assert errors[article] == pytest.approx(own, abs=1e-9)
    rest = predicted[sample] == 0
    assert unseen == pytest.approx(np.mean(weight[rest]) ** 2 * (1 - np.mean(probability[rest])))


@pytest.mark.parametrize("seed", range(5))
def test_of_a_simple_random_sample_it_is_the_textbook(seed):
    """Prediction-powered inference with a finite population: N (mean prediction + mean error), N² (1 - n/N) s² / n."""
    truth, predicted, _, sample = draw(seed)
    n, whole = len(sample), len(truth)
    alone = np.arange(whole)  # every unit a cluster
    values, errors, *_ = outcomes(truth, predicted, alone, sample, np.full(n, n / whole), 1.0)
    error = (truth - predicted)[sample]
    assert values.sum() == pytest.approx(whole * (predicted.mean() + error.mean()))
    variance = n / (n - 1) * (errors**2).sum()
    assert variance == pytest.approx(whole**2 * (1 - n / whole) * error.var(ddof=1) / n)


@pytest.mark.parametrize("seed", range(5))
def test_the_best_power_of_a_simple_random_sample_poststratifies(seed):
    """The slope of codes on predictions is the precision less the share missed: each stratum gets its own share."""
    truth, predicted, _, sample = draw(seed)
    n, whole = len(sample), len(truth)
    values, *_, power = outcomes(truth, predicted, np.arange(whole), sample, np.full(n, n / whole))
    hits = predicted[sample] == 1
    right, missed = truth[sample][hits].mean(), truth[sample][~hits].mean()
    assert power == pytest.approx(right - missed)
    assert values.sum() == pytest.approx(predicted.sum() * right + (whole - predicted.sum()) * missed)


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_no_other_power_makes_the_total_vary_less(seed, other):
    truth, predicted, cluster, sample = draw(seed)
    probability = np.full(len(sample), 1e-9)  # so that the errors are not made smaller for what was drawn
    best, chosen = (
        outcomes(truth, predicted, cluster, sample, probability, power)[1] for power in (None, other)
    )
    assert (best**2).sum() <= (chosen**2).sum() * (1 + 1e-6)


def test_what_is_coded_whole_has_no_error():
    truth, predicted, cluster, _ = draw(3)
    values, errors, unseen, _ = outcomes(truth, predicted, cluster, np.arange(200), np.ones(200))
    assert values == pytest.approx(np.bincount(cluster, truth)) and not errors.any() and unseen == 0


def test_predictions_that_say_nothing_are_not_trusted():
    truth, _, cluster, sample = draw(4)
    for useless in (np.zeros(200), 1 - truth):
        *_, power = outcomes(truth, useless, cluster, sample, np.full(60, 0.3))
        assert power == 0
    *_, power = outcomes(truth, truth, cluster, sample, np.full(60, 0.3))
    assert power == pytest.approx(1)


def test_the_interval_is_as_far_up_as_down_on_the_logarithm():
    low, high = log_interval(40.0, 100.0, 7)
    assert low * high == pytest.approx(1600) and high / 40 == pytest.approx(np.exp(2.364624 * 10 / 40))
    assert np.isfinite(log_interval(1e-9, 1e9, 1)).all()
