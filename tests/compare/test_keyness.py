"""Keyness and change: against scipy, a case computed by hand, and bad input."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csc_array
from scipy.stats import chi2_contingency, false_discovery_control

from kit.compare.groups import compare_groups
from kit.compare.keyness import compare_keyness
from kit.errors import OptionError, TableError
from kit.schema import SCHEMAS
from kit.stats.intervals import newcombe_interval, rate_interval
from kit.stats.keyness import log_dice, log_likelihood, log_odds
from kit.stats.permutations import permute_rates
from kit.stats.significance import permute_articles


def tallies(**articles):
    rows = [(name, key, n) for name, counts in articles.items() for key, n in counts.items()]
    return pd.DataFrame(rows, columns=["article_id", "key", "n"])


@given(st.integers(0, 90), st.integers(0, 90), st.integers(1, 400), st.integers(1, 400))
def test_g2_equals_scipy(a, b, rest_a, rest_b):
    table = np.array([[a, b], [rest_a, rest_b]])
    ours = log_likelihood(a, b, a + rest_a, b + rest_b)
    if a + b == 0:
        assert abs(ours) < 1e-12
    else:
        theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
        assert math.isclose(ours, theirs, abs_tol=1e-6)


def test_log_odds_of_two_words_by_hand():
    # y = (3, 1) of 4 and (1, 3) of 4, prior 1 each: omega = (3+1)/(4+2-3-1) = 2 and (1+1)/(4+2-1-1) = 1/2
    delta, z = log_odds([3, 1], [1, 3], 4, 4, prior=[1, 1])
    assert delta.tolist() == pytest.approx([math.log(4), -math.log(4)], abs=1e-12)
    # variance 1/(3+1) + 1/(1+1) = 3/4
    assert z.tolist() == pytest.approx(
        [math.log(4) / math.sqrt(0.75), -math.log(4) / math.sqrt(0.75)], abs=1e-12
    )


def test_keyness_by_hand():
    table = compare_keyness(
        tallies(x={"a": 3, "b": 1}, y={"a": 1, "b": 3}),
        ["x"],
        background=pd.Series({"a": 9.5, "b": 9.5}),
        prior_size=2,
    )
    assert table["key"].tolist() == ["a", "b"]
    assert table["log_odds"].tolist() == pytest.approx([math.log(4), -math.log(4)])
    g2 = chi2_contingency([[3, 1], [1, 3]], correction=False, lambda_="log-likelihood")
    assert table["g2"].tolist() == pytest.approx([g2.statistic, -g2.statistic])
    assert (table[["p", "q"]] == 1).all(axis=None), "two articles prove nothing"
    assert table["rate_target"].tolist() == [750, 250]
    counts = [
        "n_target",
        "n_reference",
        "total_target",
        "total_reference",
        "articles_target",
        "articles_reference",
    ]
    assert table[counts].values.tolist() == [[3, 1, 4, 4, 1, 1], [1, 3, 4, 4, 1, 1]]
    assert set(table["note"]) == {"not enough data"}


def test_swapping_the_groups_changes_signs_only():
    counted = tallies(p={"a": 5, "b": 2, "c": 1}, q={"a": 1, "b": 2, "d": 7}, r={"b": 4, "c": 3})
    one = compare_keyness(counted, ["p"], minimum=1).set_index("key")
    other = compare_keyness(counted, ["q", "r"], minimum=1).set_index("key").loc[one.index]
    for column in ("log_odds", "z", "g2"):
        assert np.allclose(one[column], -other[column])


def test_order_of_rows_changes_nothing():
    counted = tallies(**{f"a{i}": {"x": i, "y": 9 - i, "z": 1} for i in range(1, 9)})
    group = ["a1", "a2", "a5"]
    mixed = counted.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(compare_keyness(counted, group), compare_keyness(mixed, group))
    sizes = pd.DataFrame({"article_id": [f"a{i}" for i in range(9)], "words": range(10, 19)})
    first = compare_groups(counted, sizes, group, draws=50)
    pd.testing.assert_frame_equal(first, compare_groups(mixed, sizes[::-1], group[::-1], draws=50))


def test_change_between_groups_by_hand():
    counted = tallies(a={"x": 2}, b={"x": 1, "y": 1}, c={"y": 3})
    sizes = pd.DataFrame({"article_id": ["a", "b", "c", "d"], "words": [100, 300, 200, 200]})
    table = compare_groups(counted, sizes, ["a", "b"], draws=200).set_index("key")
    x = table.loc["x"]
    assert (x["n_target"], x["n_reference"], x["articles_target"], x["total_reference"]) == (3, 0, 2, 2)
    assert (x["share_change"], x["rate_change"]) == (1.0, 7.5)
    assert (x["share_change_low"], x["share_change_high"]) == pytest.approx(
        [float(v) for v in newcombe_interval(2, 2, 0, 2)]
    )
    assert table.columns[table.isna().any()].tolist() == ["rate_change_low", "rate_change_high"]
    assert table[["p", "q", "note"]].values.tolist() == [[1, 1, "not enough data"]] * 2


@pytest.mark.parametrize(
    ("target", "reference", "message"),
    [(["x"], ["x"], "in both groups, such as 'x'"), ("x", None, "A group is a list of article ids")],
)
def test_groups_must_be_two(target, reference, message):
    counted = tallies(x={"a": 3}, y={"a": 1})
    with pytest.raises(OptionError, match=message):
        compare_keyness(counted, target, reference=reference)
    sizes = pd.DataFrame({"article_id": ["x", "y"], "words": [9, 9]})
    with pytest.raises(OptionError, match=message):
        compare_groups(counted, sizes, target, reference=reference)


@pytest.mark.parametrize(
    ("counted", "target", "note"),
    [
        ({"x": {"a": 3}, "y": {"a": 1}}, [], "The target group has no articles"),
        ({"x": {"a": 3}, "y": {"a": 1}}, ["nobody"], "The target group has no articles"),
        ({"x": {"a": 3}, "y": {"a": 1}}, ["x", "y"], "The reference group has no articles"),
        ({}, ["x"], "Nothing was counted"),
    ],
)
def test_where_there_is_nothing_to_compare_the_columns_are_there_and_a_note(counted, target, note):
    sizes = pd.DataFrame({"article_id": ["x", "y"], "words": [9, 9]})
    keyness = compare_keyness(tallies(**counted), target)
    differences = compare_groups(tallies(**counted), sizes, target)
    for table, name in ((keyness, "keyness"), (differences, "differences")):
        assert table.empty and list(table) == list(SCHEMAS[name]) and note in table.attrs["note"]


def test_bad_input():
    with pytest.raises(TableError, match=r"lacks the columns n;.*a count_ function"):
        compare_keyness(tallies(x={"a": 1}).drop(columns="n"), ["x"])
    assert (
        "reference articles have no counts"
        in compare_keyness(tallies(x={"a": 3}, y={"a": 0}), ["x"]).attrs["note"]
    )
    with pytest.raises(OptionError, match="size above 0"):
        compare_keyness(tallies(x={"a": 3}, y={"a": 1}), ["x"], prior_size=0)


def test_one_article_a_group_is_not_enough():
    sizes = pd.DataFrame({"article_id": ["x", "y"], "words": [0, 0]})
    table = compare_groups(tallies(x={"a": 3}, y={"a": 1}), sizes, ["x"])
    assert table["note"].tolist() == ["not enough data"]
    assert table[["p", "q"]].values.tolist() == [[1, 1]]


def many(n, key="x"):
    """n articles of the target with the key once, and as many of the reference without it."""
    there = {f"t{i}": {key: 1, "z": 9} for i in range(n)}
    return tallies(**there, **{f"r{i}": {"z": 9} for i in range(n)}), [*there]


@pytest.mark.parametrize(("n", "note"), [(4, "few articles"), (5, "")])
def test_a_key_of_fewer_than_five_articles_is_flagged(n, note):
    counted, target = many(n)
    more = tallies(**{f"s{i:02}": {"z": 9} for i in range(30)})
    table = compare_keyness(pd.concat([counted, more]), target).set_index("key")
    assert table["note"].to_dict() == {"x": note, "z": ""}
    more = pd.Series([*counted["article_id"].unique(), "other"])
    target += ["other"]
    sizes = pd.DataFrame({"article_id": [*more, "another"], "words": 9})
    table = compare_groups(counted, sizes, target, draws=20).set_index("key")
    assert table.loc["x", "note"] == note and table.loc["z", "note"] == ""


@pytest.mark.parametrize(("n", "tested"), [(2, False), (3, False), (4, False), (5, True)])
def test_where_no_permutation_is_rare_there_are_not_enough_data(n, tested):
    """Of two keys, four against four articles: 2 of 70 ways, no less than .05 / 2."""
    table = compare_keyness(many(n)[0], many(n)[1])
    assert ((table["note"] != "not enough data") == tested).all() and ((table["q"] < 1) <= tested).all()


def test_one_article_in_a_group_proves_nothing():
    counted = tallies(t={"x": 40, "z": 5}, **{f"r{i:02}": {"z": 9} for i in range(39)})
    table = compare_keyness(counted, ["t"]).set_index("key")
    assert (table["q"] >= 0.05).all() and table.loc["x", "articles_target"] == 1


def test_a_key_that_stands_nowhere_has_no_row():
    table = compare_keyness(tallies(a={"x": 3, "y": 1, "none": 0}, b={"x": 2, "none": 0}), ["a"], minimum=0)
    assert set(table["key"]) == {"x", "y"}


def test_identical_articles_have_a_p_of_1():
    counted = tallies(**{f"a{i:02}": {"x": 3, "y": 1} for i in range(40)})
    table = compare_keyness(counted, [f"a{i:02}" for i in range(20)])
    assert (table[["p", "q"]] == 1).all(axis=None) and not table.isna().any(axis=None)


def test_p_is_the_permutation_of_articles_and_a_loud_article_is_no_finding():
    rng = np.random.default_rng(3)
    counts = {f"a{i:02}": {"x": int(rng.poisson(6 if i < 20 else 2)), "z": 300, "y": 1} for i in range(40)}
    counts["a00"]["y"] = 60
    counted = tallies(**counts)
    table = compare_keyness(counted, [f"a{i:02}" for i in range(20)]).set_index("key")
    matrix = counted.pivot_table(index="article_id", columns="key", values="n", fill_value=0)
    _, p, _ = permute_articles(
        csc_array(matrix.to_numpy(float)), matrix.sum(axis=1).to_numpy(float), np.arange(40) < 20
    )
    assert table.loc[["x"], "p"].tolist() == pytest.approx([p[0]]) and table.loc["x", "q"] < 0.001
    assert table.loc["y", "g2"] > 30 and table.loc["y", "q"] > 0.3
    assert table["q"].sort_index().tolist() == pytest.approx(
        false_discovery_control(table["p"].sort_index()).tolist()
    )


def test_where_rate_and_articles_point_apart_nothing_is_found():
    """One article of the reference says it most, all of the target say it once."""
    counts = {f"t{i:02}": {"x": 1, "z": 99} for i in range(30)} | {f"r{i:02}": {"z": 100} for i in range(30)}
    counts["r00"] = {"x": 80, "z": 20}
    table = compare_keyness(tallies(**counts), [name for name in counts if name[0] == "t"]).set_index("key")
    assert table.loc["x", "log_odds"] < 0 and table.loc["x", "p"] == 1


def test_articles_of_both_groups_count_towards_five():
    counted = tallies(a={"x": 1}, b={"x": 1}, c={"x": 1}, d={"x": 1}, e={"x": 1, "y": 4})
    more = tallies(**{f"r{i:02}": {"z": 9} for i in range(30)})
    table = compare_keyness(pd.concat([counted, more]), ["a", "b", "c"], minimum=1).set_index("key")
    assert table.loc[["x", "y"], "note"].tolist() == ["", "not enough data"]
    sizes = pd.DataFrame({"article_id": [*"abcdefghij"], "words": 9})
    table = compare_groups(counted, sizes, [*"abfgh"], draws=20)
    assert table["note"].tolist() == ["", "few articles"] and table["q"].tolist() == [table["p"][0], 1]


def test_words_rarer_than_three_are_left_out_and_count_in_the_totals():
    counted = tallies(a={"two": 1, "three": 2, "z": 10}, b={"two": 1, "three": 1, "z": 10})
    table = compare_keyness(counted, ["a"])
    assert table["key"].tolist() == ["three", "z"]
    assert table["total_target"].tolist() == [13, 13] and table["total_reference"].tolist() == [12, 12]
    assert set(compare_keyness(counted, ["a"], minimum=2)["key"]) == {"two", "three", "z"}
    assert compare_keyness(counted, ["a"], minimum=99).empty


def test_the_prior_weighs_500_words_shared_out_as_in_both_groups():
    counted = tallies(a={"x": 6, "y": 4}, b={"x": 2, "y": 8})
    table = compare_keyness(counted, ["a"]).set_index("key")
    delta, z = log_odds([6, 4], [2, 8], 10, 10, prior=[200.0, 300.0])
    assert table.loc[["x", "y"], "log_odds"].tolist() == pytest.approx(delta.tolist())
    assert table.loc[["x", "y"], "z"].tolist() == pytest.approx(z.tolist())
    pd.testing.assert_frame_equal(table.reset_index(), compare_keyness(counted, ["a"], prior_size=500))


def test_a_word_that_the_background_lacks_has_half_a_count():
    counted = tallies(a={"x": 6, "y": 4}, b={"x": 2, "y": 8})
    table = compare_keyness(counted, ["a"], background=pd.Series({"x": 9, "q": 500}), prior_size=10)
    delta, _ = log_odds([6, 4], [2, 8], 10, 10, prior=[9.5, 0.5])
    assert table.set_index("key").loc[["x", "y"], "log_odds"].tolist() == pytest.approx(delta.tolist())
    with pytest.raises(TableError, match="0 or more"):
        compare_keyness(counted, ["a"], background=pd.Series({"x": 9, "y": -1}))


def test_keys_are_ranked_and_rates_are_per_thousand():
    counted = tallies(a={"x": 6, "c": 3, "b": 3, "y": 3}, b={"x": 1, "c": 3, "b": 3, "y": 13})
    table = compare_keyness(counted, ["a"])
    assert table["key"].tolist() == ["x", "b", "c", "y"] and table["z"].is_monotonic_decreasing
    x = table.iloc[0]
    assert x[["rate_target", "rate_reference"]].tolist() == [400, 50]
    assert (table["g2"] > 0).tolist() == [True, True, True, False]


def test_as_frequent_in_both_is_neither_above_nor_below():
    table = compare_keyness(tallies(a={"x": 3, "y": 3}, b={"x": 6, "y": 6}), ["a"])
    assert table["g2"].tolist() == [0, 0] and not np.signbit(table["g2"]).any()
    assert table["p"].tolist() == [1, 1]


def test_only_the_articles_of_the_two_groups_count():
    counted = tallies(a={"x": 3}, b={"x": 4, "y": 1}, c={"x": 50}, d={"x": 1})
    table = compare_keyness(counted, ["a", "d", "nobody"], reference=["b", "nobody"]).set_index("key")
    assert table.loc["x", ["n_target", "n_reference", "articles_target", "articles_reference"]].tolist() == [
        4,
        4,
        2,
        1,
    ]
    assert table.loc["x", ["total_target", "total_reference"]].tolist() == [4, 5]
    sizes = pd.DataFrame({"article_id": [*"abcd"], "words": 10})
    change = compare_groups(counted, sizes, ["a", "d"], reference=["b"], draws=20).set_index("key")
    assert change.loc["x", ["n_target", "n_reference", "total_target", "total_reference"]].tolist() == [
        4,
        4,
        2,
        1,
    ]


def test_both_groups_may_be_empty():
    counted = tallies(a={"x": 3})
    note = compare_keyness(counted, [], reference=[]).attrs["note"]
    assert note == "The target and the reference group has no articles of this collection."
    zero = compare_keyness(tallies(a={"x": 0}, b={"x": 0}), ["a"]).attrs["note"]
    assert zero == "The target, reference articles have no counts at all: there is nothing to compare."


def test_the_change_of_a_rate_is_told_from_the_interval_of_each():
    numbers = (
        ([2, 1, 0, 0, 4], [100, 300, 200, 200, 100]),
        ([5, 1, 2, 0, 0, 9], [200, 200, 100, 50, 150, 300]),
    )
    rows = [
        (f"{side}{i}", n, of)
        for side, (ns, ofs) in zip("tr", numbers, strict=True)
        for i, (n, of) in enumerate(zip(ns, ofs, strict=True))
    ]
    sizes = pd.DataFrame(rows, columns=["article_id", "n", "words"])
    counted = tallies(**{name: {"x": n} for name, n, _ in rows})
    row = compare_groups(counted, sizes, ["t0", "t1", "t2", "t3", "t4"]).iloc[0]
    (a, low_a, high_a), (b, low_b, high_b) = (
        (1000 * sum(n) / sum(of), *(1000 * end[0] for end in rate_interval(n, of))) for n, of in numbers
    )
    ends = a - b - math.hypot(a - low_a, high_b - b), a - b + math.hypot(high_a - a, b - low_b)
    assert row[["rate_change_low", "rate_change_high"]].tolist() == pytest.approx(ends)
    assert row[["rate_target", "rate_reference", "rate_change"]].tolist() == pytest.approx([a, b, a - b])
    assert row[["share_target", "share_reference", "note"]].tolist() == [3 / 5, 4 / 6, ""]


def test_the_test_of_a_difference_allows_for_how_many_were_tested():
    rng = np.random.default_rng(3)
    sizes = pd.DataFrame({"article_id": [f"a{i:02}" for i in range(60)], "words": rng.integers(100, 900, 60)})
    matrix = rng.poisson(0.8, (60, 12))
    matrix[:30, 0] += rng.poisson(3, 30)  # one key that differs
    matrix[4:, 11] = 0  # and one in four articles at most
    rows = {
        name: {f"k{j:02}": n for j, n in enumerate(row)}
        for name, row in zip(sizes["article_id"], matrix, strict=True)
    }
    table = compare_groups(tallies(**rows), sizes, sizes["article_id"][:30])
    p = permute_rates(matrix, sizes["words"], np.arange(60) < 30)
    assert table["p"].tolist() == [*p[:11], 1]
    assert table["q"].tolist() == [*false_discovery_control(p[:11]), 1]
    assert (table["q"] < 0.05).tolist() == [True] + [False] * 11
    turned = compare_groups(tallies(**rows), sizes, sizes["article_id"][30:])
    assert turned["q"].tolist() == table["q"].tolist()
    assert turned["rate_change_low"].tolist() == pytest.approx((-table["rate_change_high"]).tolist())
    fewer = compare_groups(tallies(**rows), sizes, sizes["article_id"][:30], draws=99)
    assert fewer["p"].min() == 0.01


@pytest.mark.parametrize(("size", "note"), [(4, "not enough data"), (5, "")])
def test_a_group_of_fewer_than_five_articles_tells_nothing(size, note):
    counted = tallies(**{f"a{i}": {"x": 1 + i} for i in range(12)})
    sizes = pd.DataFrame({"article_id": [f"a{i}" for i in range(12)], "words": 9})
    target, others = sizes["article_id"][:size], sizes["article_id"][size:]
    for table in (
        compare_groups(counted, sizes, target, draws=20),
        compare_groups(counted, sizes, others, reference=target, draws=20),
    ):
        assert table["note"].tolist() == [note]
        assert table["rate_change_low"].isna().tolist() == [size < 5]
        assert (table["p"] == 1).tolist() == [size < 5]


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
