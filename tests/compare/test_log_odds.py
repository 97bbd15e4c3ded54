import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.compare.log_odds import add_log_odds
from kit.errors import OptionError, TableError
from kit.stats.keyness import log_odds


def one(n, n_first, n_second, total, expected=None):
    counts = {"n": [n], "n_first": [n_first], "n_second": [n_second], "total": [total]}
    return pd.DataFrame(
        {**counts, "expected": [n_first * n_second / total if expected is None else expected]}
    )


@pytest.mark.parametrize("counts", [(8, 10, 20, 40), (0, 30, 25, 200), (15, 60, 40, 90)])
def test_it_is_the_log_odds_of_monroe_and_others_for_two_outcomes_seen_and_expected(counts):
    n, first, second, total = counts
    share = first / total
    delta, z = log_odds(
        [n, second - n],
        [first * second / total, second - first * second / total],
        second,
        second,
        prior=np.array([10 * share, 10 * (1 - share)]),
    )
    row = add_log_odds(one(*counts)).iloc[0]
    assert row["log_odds"] == pytest.approx(delta[0], abs=1e-12)
    assert row["z"] == pytest.approx(z[0], abs=1e-12)


def test_its_sign_is_that_of_the_difference_from_what_is_expected():
    for n, expected, sign in ((12, 9.0, 1), (12, 12.0, 0), (12, 15.5, -1), (0, 0.5, -1)):
        assert np.sign(add_log_odds(one(n, 40, 30, 300, expected))["log_odds"][0]) == sign


def test_what_is_rare_is_pulled_to_no_difference():
    rare, frequent = (add_log_odds(one(*c))["log_odds"][0] for c in ((0, 5, 300, 3000), (0, 50, 300, 3000)))
    assert frequent < rare < 0, "none of one expected says less than none of five expected"
    assert rare > -0.6


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_it_is_finite_and_has_the_sign_of_the_difference(only_first, only_second, both, neither):
    total = only_first + only_second + both + neither
    table = add_log_odds(one(both, only_first + both, only_second + both, total))
    value = table["log_odds"][0]
    difference = both - table["expected"][0]
    assert np.isfinite(table[["log_odds", "z"]].to_numpy()).all()
    assert value * difference > 0 or abs(difference) < 1e-9 or abs(value) < 1e-9


def test_what_is_everywhere_or_a_partner_that_is_everywhere_stays_finite():
    for counts in ((4, 4, 4, 4), (2, 4, 2, 4), (2, 2, 4, 4), (1, 1, 1, 1)):
        assert np.isfinite(add_log_odds(one(*counts))["log_odds"]).all()


def test_bad_input_is_named_and_nothing_stays_nothing():
    assert list(add_log_odds(one(1, 2, 3, 4)[:0])) == list(add_log_odds(one(1, 2, 3, 4)))
    with pytest.raises(TableError, match="n_second"):
        add_log_odds(one(1, 2, 3, 4).drop(columns="n_second"))
    with pytest.raises(OptionError, match="above 0"):
        add_log_odds(one(1, 2, 3, 4), prior_size=0)


def test_the_prior_counts_for_ten_sentences_or_for_one_that_holds_the_first():
    # 20 of 40 have it: a prior of 5 with and 5 without. 2 of 100: a prior of 50, one with it and 49 without.
    for counts, yes, no in (((8, 20, 10, 40), 5, 5), ((1, 2, 10, 100), 1, 49), ((1, 10, 10, 100), 1, 9)):
        n, first, second, total = counts
        row = add_log_odds(one(*counts)).iloc[0]
        chance = first * second / total
        by_hand = np.log((n + yes) / (second - n + no)) - np.log((chance + yes) / (second - chance + no))
        assert row["log_odds"] == pytest.approx(by_hand, abs=1e-12)
        spread = np.sqrt(1 / (n + yes) + 1 / (chance + yes))
        assert row["z"] == pytest.approx(by_hand / spread, abs=1e-12)


def test_what_is_everywhere_keeps_half_a_sentence_of_the_other_outcome():
    # 4 of 4: a share of 3.5 / 4, a prior of 8.75 with and 1.25 without.
    row = add_log_odds(one(2, 4, 2, 4)).iloc[0]
    assert row["log_odds"] == 0
    # Expected are two of two: (1 + 8.75) / (1 + 1.25) against (2 + 8.75) / 1.25.
    row = add_log_odds(one(1, 4, 2, 4)).iloc[0]
    assert row["log_odds"] == pytest.approx(np.log((1 + 8.75) / 2.25) - np.log((2 + 8.75) / 1.25))
    never = add_log_odds(one(0, 0, 1, 4)).iloc[0]  # a share of 0.5 / 4, a prior of 1.25 with and 8.75 without
    assert never["log_odds"] == 0
    small = add_log_odds(one(8, 10, 20, 40), prior_size=0.5)["log_odds"][0]
    assert small == pytest.approx(np.log((8 + 1) / (12 + 3)) - np.log((5 + 1) / (15 + 3)))
