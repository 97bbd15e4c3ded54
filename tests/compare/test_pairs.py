"""Association: expectation by hand, p-values by scipy and by simulation, and bad input."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact, hypergeom, norm

from kit.compare.log_odds import add_log_odds
from kit.compare.pairs import compare_pairs
from kit.compare.periods import compare_periods
from kit.errors import OptionError, TableError
from kit.schema import SCHEMAS, make_table
from kit.stats.intervals import redraw


def make(units):
    """Sentences and mentions out of {article: [keys of each sentence]}."""
    sentences, first, second = [], [], []
    for article, parts in units.items():
        for number, keys in enumerate(parts):
            sentences.append({"article_id": article, "sentence": number, "role": "body"})
            for key in keys.split():
                table = first if key.islower() else second
                table.append({"article_id": article, "sentence": number, "role": "body", "key": key})
    return tuple(
        make_table(rows, name)
        for rows, name in ((sentences, "sentences"), (first, "mentions"), (second, "mentions"))
    )


UNITS = {
    "a1": ["x BEL", "x BEL", "y", ""],
    "a2": ["x", "x BEL", "y USA", ""],
    "a3": ["y USA", "x BEL USA", "", ""],
    "a4": ["", "y", "y x", "USA"],
    "a5": ["x BEL", "", "", "y"],
}


def test_counts_and_expectation_by_hand():
    sentences, topics, partners = make(UNITS)
    table = compare_pairs(topics, partners, sentences).set_index(["first", "second"])
    pair = table.loc[("x", "BEL")]
    counts = ["n", "n_first", "n_second", "total", "n_articles"]
    assert pair[counts].tolist() == [5, 7, 5, 20, 4]
    assert (pair["expected"], pair["difference"]) == (1.75, 3.25)
    g2 = chi2_contingency([[5, 2], [0, 13]], correction=False, lambda_="log-likelihood").statistic
    assert pair["g2"] == pytest.approx(g2)
    assert pair["difference_low"] > 0
    assert pair["p"] < 0.05
    assert table.loc[("y", "BEL"), "g2"] < 0
    assert (table.loc[table.index != ("x", "BEL"), "note"] == "not enough data").all()  # below 5 both ways
    assert pair["q"] == pair["p"]  # the one pair that was tested


def test_the_article_may_be_the_unit():
    sentences, topics, partners = make(UNITS)
    table = compare_pairs(topics, partners, sentences, unit="article").set_index(["first", "second"])
    assert table.loc[("x", "USA"), ["n", "n_first", "n_second", "total"]].tolist() == [3, 5, 3, 5]
    assert set(table["note"]) == {"not enough data"}  # x and y are in every article: nothing can vary


def test_co_occurrence_has_each_pair_once():
    sentences, topics, _ = make(UNITS)
    table = compare_pairs(topics, topics, sentences)
    assert table[["first", "second", "n", "n_first", "n_second"]].values.tolist() == [["x", "y", 1, 7, 6]]


def test_order_of_rows_changes_nothing():
    sentences, topics, partners = make(UNITS)
    mixed = [table.sample(frac=1, random_state=2) for table in (topics, partners, sentences)]
    pd.testing.assert_frame_equal(compare_pairs(topics, partners, sentences), compare_pairs(*mixed))


def rarely_together(chance: float, articles: int = 300):
    """Two keys that never share a sentence: articles of ten sentences, each key in a share ``chance`` of them."""
    every = round(1 / chance)
    units = {}
    for i in range(articles):
        places = range(10 * i, 10 * i + 10)
        units[f"a{i:03}"] = [" ".join(["x"] * (k % every == 0) + ["BEL"] * (k % every == 1)) for k in places]
    return make(units)


def test_never_together_is_no_finding_where_it_was_hardly_expected():
    sentences, topics, partners = rarely_together(1 / 44)  # 69 · 69 / 3000
    pair = compare_pairs(topics, partners, sentences).iloc[0]
    assert (pair["n"], round(pair["expected"], 1)) == (0, 1.6)
    assert pair[["p", "q", "note"]].tolist() == [1, 1, "not enough data"]


def test_no_redraw_of_nothing_is_surer_than_chance():
    sentences, topics, partners = rarely_together(1 / 24)  # 125 · 125 / 3000
    pair = compare_pairs(topics, partners, sentences).iloc[0]
    n, expected, total = 125, 125**2 / 3000, 3000
    deviation = hypergeom(total, n, n).std()
    assert (pair["n"], pair["expected"], pair["note"]) == (0, pytest.approx(expected), "")
    assert pair["p"] == pytest.approx(2 * norm.sf(expected / deviation))
    assert pair["difference_high"] == pytest.approx(1.959964 * deviation - expected)


def test_the_pairs_tested_are_those_corrected_for():
    sentences, topics, partners = make({f"{part}{i}": UNITS[part] for part in UNITS for i in range(3)})
    table = compare_pairs(topics, partners, sentences)
    tested = table[table["note"] == ""]
    assert 1 < len(tested) < len(table)
    assert (table[["n", "expected"]].max(axis=1) >= 5).eq(table["note"] == "").all()
    assert np.allclose(tested["q"], false_discovery_control(tested["p"]))


@pytest.mark.slow
def test_false_alarms_are_as_rare_as_the_level_says():
    rng = np.random.default_rng(3)
    alarms = 0
    for _ in range(300):
        units = {
            f"a{i}": [
                " ".join(np.array(["x", "BEL"])[rng.random(2) < rng.beta(2, 4, 2)])
                for _ in range(rng.integers(3, 12))
            ]
            for i in range(60)
        }
        sentences, topics, partners = make(units)
        alarms += compare_pairs(topics, partners, sentences, draws=200)["p"].iloc[0] < 0.05
    assert alarms / 300 < 0.1


def test_two_articles_are_not_enough():
    sentences, topics, partners = make({"a1": ["x BEL", "y"], "a2": ["x", ""]})
    table = compare_pairs(topics, partners, sentences)
    assert set(table["note"]) == {"not enough data"}
    assert (table[["p", "q"]] == 1).all(axis=None)
    assert not table.isna().any(axis=None)


def test_no_mentions_give_no_rows():
    sentences, topics, partners = make(UNITS)
    assert compare_pairs(topics[:0], partners, sentences).empty


def test_bad_input():
    sentences, topics, partners = make(UNITS)
    with pytest.raises(OptionError, match="'sentence' or 'article'"):
        compare_pairs(topics, partners, sentences, unit="word")
    with pytest.raises(TableError, match="article 'a1', sentence 0, which is not in the sentences"):
        compare_pairs(topics, partners, sentences[1:])
    none = compare_pairs(topics, partners, sentences, roles=("title",))
    assert list(add_log_odds(none)) == [*SCHEMAS["pairs"], "log_odds", "z"]
    assert none.attrs["note"] == "There are no sentences of the roles title."


def test_periods_equal_fishers_test():
    rng = np.random.default_rng(2)
    names = [f"a{i}" for i in range(40)]
    sizes = pd.DataFrame(
        {"article_id": names, "period": pd.Categorical(["p", "q"] * 20, categories=["o", "p", "q"])}
    )
    has = [name for i, name in enumerate(names) if rng.random() < (0.7 if i % 2 else 0.3)]
    tallies = pd.DataFrame({"article_id": has, "key": "x", "n": 2})
    table = compare_periods(tallies, sizes).set_index("period")
    inside = sum(int(name[1:]) % 2 for name in has)
    both = [[inside, 20 - inside], [len(has) - inside, 20 - len(has) + inside]]
    assert table.loc["q", ["n", "total", "n_elsewhere", "total_elsewhere"]].tolist() == [
        inside,
        20,
        len(has) - inside,
        20,
    ]
    assert table.loc["q", "p"] == pytest.approx(fisher_exact(both).pvalue, abs=1e-9)
    assert table.loc["q", "expected"] == len(has) / 2
    assert table.loc["o", ["n", "total", "note", "q"]].tolist() == [0, 0, "not enough data", 1.0]
    assert not table.isna().any(axis=None)


def test_periods_must_be_known():
    with pytest.raises(TableError, match=r"lacks the columns period.*kit.add_periods"):
        compare_periods(
            pd.DataFrame({"article_id": [], "key": [], "n": []}), pd.DataFrame({"article_id": []})
        )


def spread(both, first, second, total, articles=10):
    """Sentences of which so many have x and BEL, x alone, BEL alone, dealt out over the articles."""
    kinds = ["x BEL"] * both + ["x"] * first + ["BEL"] * second + [""] * (total - both - first - second)
    return make({f"a{i:02}": kinds[i::articles] for i in range(articles)})


def pair_of(*counts, draws=50, **options):
    sentences, topics, partners = spread(*counts, **options)
    return compare_pairs(topics, partners, sentences, draws=draws)


def test_a_pair_never_seen_has_a_row_where_it_was_expected_once():
    assert pair_of(0, 10, 10, 100)["expected"].tolist() == [1.0]
    assert pair_of(0, 10, 9, 100).empty
    seen = pair_of(1, 0, 0, 100)  # what is seen always has one
    assert seen[["expected", "ratio"]].values.tolist() == [[0.01, 100]]


@pytest.mark.parametrize(
    ("counts", "note"),
    [
        ((5, 5, 5, 100), ""),  # seen five times, one expected
        ((4, 6, 6, 100), "not enough data"),
        ((0, 20, 25, 100), ""),  # five expected
        ((0, 20, 24, 100), "not enough data"),  # 4.8
    ],
)
def test_a_pair_seen_or_expected_five_times_is_tested(counts, note):
    row = pair_of(*counts).iloc[0]
    assert row["note"] == note and bool(row["p"] < 1) is (note == "") and row["q"] == row["p"]


@pytest.mark.parametrize(("articles", "note"), [(4, "not enough data"), (5, "")])
def test_five_articles_can_be_redrawn(articles, note):
    assert pair_of(9, 5, 5, 100, articles=articles)["note"].tolist() == [note]


def test_what_is_in_every_sentence_says_nothing():
    row = pair_of(20, 80, 0, 100).iloc[0]
    assert row[["expected", "difference", "ratio", "p", "q", "note"]].tolist() == [
        20,
        0,
        1,
        1,
        1,
        "not enough data",
    ]


def test_the_interval_and_p_are_never_narrower_than_chance():
    """One sentence an article: over redraws n varies as units do, so that both are nearly the same."""
    row = pair_of(9, 11, 11, 100, articles=100, draws=1000).iloc[0]
    assert row[["n", "n_first", "n_second", "expected", "difference", "ratio"]].tolist() == [
        9,
        20,
        20,
        4,
        5,
        2.25,
    ]
    chance = hypergeom(100, 20, 20).std()
    assert row["difference_low"] <= 5 - norm.ppf(0.975) * chance
    assert row["difference_high"] >= 5 + norm.ppf(0.975) * chance
    assert row["p"] >= 2 * norm.sf(5 / chance) * (1 - 1e-9)
    weights = np.concatenate(list(redraw(100, draws=1000, seed=1)))
    first, second, both = (weights @ np.repeat([1.0, 0], [n, 100 - n]) for n in (20, 9, 9))
    second = both + weights @ np.repeat([0, 1.0, 0], [20, 11, 69])
    drawn = both - first * second / 100
    assert row["p"] == pytest.approx(2 * norm.sf(5 / max(drawn.std(), chance)))
    assert row["difference_low"] == pytest.approx(
        min(np.quantile(drawn, 0.025), 5 - norm.ppf(0.975) * chance)
    )
    assert row["difference_high"] == pytest.approx(
        max(np.quantile(drawn, 0.975), 5 + norm.ppf(0.975) * chance)
    )
    pd.testing.assert_series_equal(
        row, compare_pairs(*[spread(9, 11, 11, 100, 100)[i] for i in (1, 2, 0)]).iloc[0]
    )


def test_articles_of_many_sentences_weigh_as_many():
    """Redraws are scaled to the size of the collection: of two lengths of article, both count their sentences."""
    units = {f"a{i:02}": ["x BEL"] * 2 + [""] * 8 if i % 2 else ["x", "BEL"] for i in range(20)}
    sentences, topics, partners = make(units)
    row = compare_pairs(topics, partners, sentences, draws=500).iloc[0]
    weights = np.concatenate(list(redraw(20, draws=500, seed=1)))
    odd = np.arange(20) % 2 == 1
    total = weights @ np.where(odd, 10, 2)
    each = weights @ np.where(odd, 2, 1)
    drawn = (weights @ np.where(odd, 2, 0) - each**2 / total) * 120 / total
    assert row[["n", "n_first", "n_second", "total", "n_articles"]].tolist() == [20, 30, 30, 120, 10]
    reach = norm.ppf(0.975) * hypergeom(120, 30, 30).std()
    assert row["difference_low"] == pytest.approx(min(np.quantile(drawn, 0.025), 12.5 - reach))
    assert row["p"] == pytest.approx(2 * norm.sf(12.5 / max(drawn.std(), hypergeom(120, 30, 30).std())))


def test_mentions_outside_the_story_are_in_no_pair():
    sentences, topics, partners = make(UNITS)
    more = make_table([{"article_id": "a1", "sentence": 3, "role": "teaser", "key": "z"}], "mentions")
    table = compare_pairs(pd.concat([topics, more]), partners, sentences)
    assert set(table["first"]) == {"x", "y"}
    elsewhere = [part.assign(role="caption") for part in (topics, partners, sentences)]
    assert len(compare_pairs(*elsewhere, roles=("caption",))) == len(
        compare_pairs(topics, partners, sentences)
    )
    assert compare_pairs(*elsewhere).empty


def test_pairs_come_most_above_expectation_first_then_by_name():
    units = {f"a{i}": ["x BEL", "y BEL", "x USA", "y USA", "x BEL"] for i in range(5)}
    sentences, topics, partners = make(units)
    table = compare_pairs(topics, partners, sentences, draws=20)
    assert table[["first", "second", "difference"]].round(9).values.tolist() == [
        ["x", "BEL", 1],
        ["y", "USA", 1],
        ["x", "USA", -1],
        ["y", "BEL", -1],
    ]
    assert (table["g2"] > 0).tolist() == [True, True, False, False]


def periods(groups):
    """Tallies and sizes out of {period: (articles with x, articles)}."""
    sizes, counted = [], []
    for period, (n, total) in groups.items():
        ids = [f"{period}-{i}" for i in range(total)]
        sizes += [(name, period) for name in ids]
        counted += [(name, "x", 1) for name in ids[:n]]
    return (
        pd.DataFrame(counted, columns=["article_id", "key", "n"]),
        pd.DataFrame(sizes, columns=["article_id", "period"]),
    )


@pytest.mark.parametrize(
    "groups", [{"p": (3, 4), "q": (1, 6)}, {"p": (0, 5), "q": (5, 5)}, {"p": (2, 4), "q": (2, 4)}]
)
def test_every_period_has_fishers_p(groups):
    counted, sizes = periods(groups)
    table = compare_periods(counted, sizes)
    (a, of_a), (b, of_b) = groups.values()
    assert table["p"].tolist() == pytest.approx([fisher_exact([[a, of_a - a], [b, of_b - b]]).pvalue] * 2)
    assert table["q"].tolist() == pytest.approx(false_discovery_control(table["p"]).tolist())
    expected = (a + b) * of_a / (of_a + of_b)
    assert table["expected"].tolist() == pytest.approx([expected, a + b - expected])
    assert table["difference"].tolist() == pytest.approx([a - expected, expected - a])
    assert set(table["note"]) == {""}


def test_periods_below_expectation_have_a_negative_g2():
    table = compare_periods(*periods({"p": (3, 4), "q": (1, 6)}))
    g2 = chi2_contingency([[3, 1], [1, 5]], correction=False, lambda_="log-likelihood").statistic
    assert table["g2"].tolist() == pytest.approx([g2, -g2])
    even = compare_periods(*periods({"p": (2, 4), "q": (2, 4)}))["g2"]
    assert even.tolist() == [0, 0] and not np.signbit(even).any()


def test_a_period_that_is_all_there_is_or_a_key_of_all_articles_cannot_be_tested():
    for groups in ({"p": (2, 4)}, {"p": (4, 4), "q": (2, 2)}):
        table = compare_periods(*periods(groups))
        assert set(table["note"]) == {"not enough data"} and set(table["p"]) == set(table["q"]) == {1}


def test_an_article_counts_once_for_a_key_and_not_for_what_it_has_no_times():
    counted, sizes = periods({"p": (2, 4), "q": (1, 4)})
    more = pd.DataFrame([("p-0", "x", 3), ("q-3", "x", 0), ("q-3", "y", 1)], columns=list(counted))
    table = compare_periods(pd.concat([counted, more]), sizes)
    assert table[["key", "period", "n", "total", "n_elsewhere", "total_elsewhere"]].values.tolist() == [
        ["x", "p", 2, 4, 1, 4],
        ["x", "q", 1, 4, 2, 4],
        ["y", "p", 0, 4, 1, 4],
        ["y", "q", 1, 4, 0, 4],
    ]
    named = compare_periods(counted, sizes.rename(columns={"period": "side"}), by="side")
    assert named["side"].tolist() == ["p", "q"] and "period" not in named
