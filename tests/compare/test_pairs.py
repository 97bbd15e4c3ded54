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
from kit.stats.significance import two_sided_p


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
    assert table.loc[("y", "BEL"), "g2"] < 0
    assert set(table["note"]) == {"not enough data"} and set(table["p"]) == {
        1
    }  # BEL and USA: under 5 articles
    tables = make({f"{part}{i}": UNITS[part] for part in UNITS for i in range(3)})
    pair = compare_pairs(*[tables[i] for i in (1, 2, 0)]).set_index(["first", "second"]).loc[("x", "BEL")]
    assert pair["note"] == "" and pair["expected"] == 5.25 and pair["p"] <= pair["q"] < 0.05


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
    assert pair["p"] > 0.1


def test_no_redraw_of_nothing_is_surer_than_chance():
    sentences, topics, partners = rarely_together(1 / 24)  # 125 · 125 / 3000
    pair = compare_pairs(topics, partners, sentences).iloc[0]
    n, expected, total = 125, 125**2 / 3000, 3000
    deviation = hypergeom(total, n, n).std()
    assert (pair["n"], pair["expected"], pair["note"]) == (0, pytest.approx(expected), "")
    assert pair["p"] == pytest.approx(2 * norm.sf((expected - 0.5) / deviation), rel=0.02)
    assert pair["difference_high"] == pytest.approx(1.959964 * deviation - expected, rel=0.01)


def test_q_is_corrected_for_all_pairs_that_could_be_significant():
    sentences, topics, partners = make({f"{part}{i}": UNITS[part] for part in UNITS for i in range(3)})
    table = compare_pairs(topics, partners, sentences)
    assert len(table) == 4 and set(table["note"]) == {""}
    assert np.allclose(table["q"], false_discovery_control(table["p"]))


def test_two_articles_are_not_enough():
    sentences, topics, partners = make({"a1": ["x BEL", "y"], "a2": ["x", ""]})
    table = compare_pairs(topics, partners, sentences)
    assert set(table["note"]) == {"not enough data"}
    assert (table[["p", "q"]] == 1).all(axis=None)
    assert not table.isna().any(axis=None)


def test_where_nothing_is_tested_the_interval_is_that_of_chance_at_least():
    sentences, _, partners = make({"a1": ["BEL EU USA"], "a2": ["IOM UN"]})
    row = compare_pairs(partners, partners, sentences, unit="article").iloc[0]
    assert row["note"] == "not enough data"
    reach = norm.ppf(0.975) * 0.5  # one of two articles each
    assert row["difference_high"] - row["difference_low"] >= 2 * reach - 1e-9


def test_two_keys_that_each_fill_a_few_articles_miss_each_other_by_chance():
    """6 and 6 of 40 articles, all their sentences: 9 expected, and no article in common in 35 of 100 cases."""
    units = {f"a{i:02}": [("x" if i < 6 else "BEL" if i < 12 else "")] * 10 for i in range(40)}
    sentences, topics, partners = make(units)
    row = compare_pairs(topics, partners, sentences).iloc[0]
    assert (row["n"], row["expected"], row["note"]) == (0, 9, "") and row["p"] > 0.1


@pytest.mark.slow
def test_a_topic_of_long_lists_varies_more_than_the_number_of_its_sentences_says():
    """Partners dealt out anew among the articles that name as many: p is below .05 in no more than that share."""
    rng = np.random.default_rng(7)
    size = np.where(np.arange(120) < 20, 6, 1)
    said = np.where(np.arange(120) < 20, "t0", [f"t{i % 5 + 1}" for i in range(120)])
    rare = []
    for _ in range(100):
        named = [rng.choice(9, n, replace=False) for n in size]
        text = [" ".join([topic, *(f"K{j}" for j in keys)]) for topic, keys in zip(said, named, strict=True)]
        sentences, topics, partners = make({f"a{i:03}": [line] for i, line in enumerate(text)})
        table = compare_pairs(topics, partners, sentences, unit="article")
        rare += (table.loc[table["first"] == "t0", "p"] < 0.05).tolist()
    assert np.mean(rare) < 0.05


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


def pair_of(*counts, **options):
    sentences, topics, partners = spread(*counts, **options)
    return compare_pairs(topics, partners, sentences)


def test_a_pair_never_seen_has_a_row_where_it_was_expected_once():
    assert pair_of(0, 10, 10, 100)["expected"].tolist() == [1.0]
    assert pair_of(0, 10, 9, 100).empty
    seen = pair_of(1, 0, 0, 100)  # what is seen always has one
    assert seen[["expected", "ratio"]].values.tolist() == [[0.01, 100]]


@pytest.mark.parametrize(("articles", "note"), [(4, "not enough data"), (5, "")])
def test_a_key_of_fewer_than_five_articles_is_not_tested(articles, note):
    row = pair_of(articles, 0, 30, 200, articles=20).iloc[0]
    assert row["note"] == note and bool(row["p"] < 1) is (note == "") and row["q"] == row["p"]


def test_whether_a_pair_is_tested_does_not_depend_on_how_often_it_is_seen():
    for both in (0, 1, 5, 10):
        row = pair_of(both, 10 - both, 40 - both, 200, articles=20).iloc[0]
        assert row[["n_first", "n_second", "note"]].tolist() == [10, 40, ""]


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


def test_the_interval_and_p_by_hand():
    """One sentence an article: what varies is the product of both keys' residuals."""
    sentences, topics, partners = spread(9, 11, 11, 100, articles=100)
    row = compare_pairs(topics, partners, sentences, unit="article").iloc[0]
    columns = ["n", "n_first", "n_second", "expected", "difference", "ratio"]
    assert row[columns].tolist() == [9, 20, 20, 4, 5, 2.25]
    chance = 100 * 0.2 * 0.8 * 0.2 * 0.8
    p = two_sided_p(np.array([5.0]), np.array([chance]), np.array([chance * 0.6 * 0.6]), step=0.5)[0]
    assert (row["p"], row["q"]) == (pytest.approx(p), pytest.approx(p)) and row["p"] > 2 * norm.sf(
        5 / chance**0.5
    )
    residuals = np.repeat([0.8 * 0.8, -0.8 * 0.2, 0.2 * 0.2], [9, 22, 69])
    reach = norm.ppf(0.975) * np.sqrt(max(chance, ((residuals - residuals.mean()) ** 2).sum()))
    assert row[["difference_low", "difference_high"]].tolist() == pytest.approx([5 - reach, 5 + reach])


def test_a_pair_of_one_article_is_no_finding_however_often_it_is_seen_there():
    kinds = {f"a{i:02}": ["x"] + ["BEL"] * (i % 2) + [""] * 8 for i in range(40)}
    sentences, topics, partners = make({**kinds, "a40": ["x BEL"] * 10})
    row = compare_pairs(topics, partners, sentences).iloc[0]
    assert (row["n"], row["n_articles"], row["note"]) == (10, 1, "") and row["p"] > 0.1
    sentences, topics, partners = make({**kinds, **{f"b{i}": ["x BEL", *[""] * 9] for i in range(30)}})
    assert compare_pairs(topics, partners, sentences).iloc[0]["p"] < 0.001, "thirty articles that say it once"


def listed(articles, keys, rng):
    """Partners in articles, some of which name many of them: nothing but their number and the partners' frequency."""
    named = rng.random((articles, keys)) < rng.beta(0.5, 2, (articles, 1)) * np.linspace(0.3, 1, keys)
    return make(
        {f"a{i:03}": [" ".join(f"K{j:02}" for j in np.flatnonzero(row))] for i, row in enumerate(named)}
    )


def test_articles_that_name_many_do_not_put_every_pair_above_expectation():
    sentences, _, partners = listed(600, 12, np.random.default_rng(4))
    table = compare_pairs(partners, partners, sentences, unit="article")
    independent = table["n_first"] * table["n_second"] / table["total"]
    assert (table["n"] > 1.2 * independent).all(), "as if partners did not care how many an article names"
    assert 0.3 < (table["difference"] > 0).mean() < 0.7 and (table["q"] >= 0.05).all()
    assert table["expected"].sum() == pytest.approx(table["n"].sum(), rel=1e-3), "what rows hold is kept"


def test_with_two_tables_articles_of_many_topics_and_many_partners_say_nothing_of_a_pair():
    rng = np.random.default_rng(5)
    length = rng.beta(0.5, 2, (500, 1))
    named, said = (rng.random((500, n)) < length * np.linspace(0.3, 1, n) for n in (9, 8))
    keys = [
        " ".join([f"K{j}" for j in np.flatnonzero(row)] + [f"t{j}" for j in np.flatnonzero(topics)])
        for row, topics in zip(named, said, strict=True)
    ]
    sentences, topics, partners = make({f"a{i:03}": [text] for i, text in enumerate(keys)})
    table = compare_pairs(topics, partners, sentences, unit="article")
    assert table["n"].sum() > 1.3 * (table["n_first"] * table["n_second"] / table["total"]).sum()
    assert 0.3 < (table["difference"] > 0).mean() < 0.7 and (table["q"] >= 0.05).all()


def test_few_keys_are_held_against_independence():
    """Of four keys a unit with one says which; nothing would be left to compare."""
    rng = np.random.default_rng(6)
    for keys in (4, 5):
        sentences, _, partners = listed(200, keys, rng)
        table = compare_pairs(partners, partners, sentences, unit="article")
        independent = table["n_first"] * table["n_second"] / table["total"]
        assert bool(np.allclose(table["expected"], independent)) is (keys == 4)


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
    table = compare_pairs(topics, partners, sentences)
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
