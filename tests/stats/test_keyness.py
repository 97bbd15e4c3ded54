"""Keyness and association of counts: empty rows and columns, and values by hand."""

import math

import numpy as np
import pytest

from kit.stats.keyness import log_dice, log_likelihood, log_odds


def test_g2_by_hand():
    seen, expected = [10, 2, 90, 98], [6, 6, 94, 94]
    by_hand = 2 * sum(o * math.log(o / e) for o, e in zip(seen, expected, strict=True))
    assert float(log_likelihood(10, 2, 100, 100)) == pytest.approx(by_hand, abs=1e-12)


def test_g2_of_an_empty_row_or_column_is_nothing():
    g2 = log_likelihood([0, 3, 0, 100], [0, 0, 0, 100], [100, 100, 0, 100], [100, 0, 0, 100])
    assert g2.tolist() == [0, 0, 0, 0]
    assert log_likelihood(1, 1, 2, 2) == 0, "and never below"


def test_the_variance_of_log_odds_is_that_of_both_groups():
    delta, z = log_odds(7, 2, 50, 40, prior=[3.0])
    by_hand = math.log(10 / (50 + 3 - 7 - 3)) - math.log(5 / (40 + 3 - 2 - 3))
    assert delta[0] == pytest.approx(by_hand) and z[0] == pytest.approx(by_hand / math.sqrt(1 / 10 + 1 / 5))


def test_log_dice_counts_both_words_and_is_0_where_they_never_meet():
    assert log_dice([2, 0, 0, 1], [3, 4, 0, 1], [5, 4, 0, 3]).tolist() == pytest.approx([13, 0, 0, 13])
    assert np.isfinite(log_dice(0, 0, 0))
