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
