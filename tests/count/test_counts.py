import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.count.mentions import count_mentions
from kit.count.partners import count_partners
from kit.count.people import summarise_people
from kit.count.periods import add_periods
from kit.count.roles import count_roles
from kit.count.sentences import summarise_sentences
from kit.count.sizes import add_denominator, count_lengths, count_sizes
from kit.count.tallies import summarise_tallies, tabulate
from kit.count.words import count_words
from kit.errors import OptionError, TableError
from kit.schema import make_table
from kit.stats.intervals import rate_interval, wilson_interval


def mentions(rows):
    names = ("article_id", "sentence", "role", "kind", "key")
    return make_table([dict(zip(names, row, strict=True)) for row in rows], "mentions")


MENTIONS = mentions(
    [
        ("a", 0, "lead", "country", "BEL"),
        ("a", 0, "lead", "country", "BEL"),
        ("a", 1, "body", "country", "BEL"),
        ("a", 1, "body", "country", "VNM"),
        ("a", 9, "teaser", "country", "BRA"),
        ("b", 0, "body", "org", "IOM"),
        ("b", 0, "body", "country", "BEL"),
    ]
)
SIZES = pd.DataFrame({"article_id": ["a", "b", "c"], "sentences": [4, 2, 1], "words": [60, 30, 10]})


def test_mentions_are_counted_by_article_in_the_story_only():
    assert count_mentions(MENTIONS).to_dict("list") == {
        "article_id": ["a", "a", "b", "b"],
        "key": ["BEL", "VNM", "BEL", "IOM"],
        "n": [3, 1, 1, 1],
        "sentences": [2, 1, 1, 1],
    }
    assert count_partners(MENTIONS)["key"].tolist() == ["BEL", "BEL", "IOM"]
    assert "BRA" in count_mentions(MENTIONS, roles=["teaser"])["key"].tolist()


def test_a_summary_carries_its_denominators():
    summary = summarise_tallies(count_partners(MENTIONS), SIZES).set_index("key")
    bel = summary.loc["BEL"]
    assert (bel.n_mentions, bel.n_sentences, bel.n_articles) == (4, 3, 2)
    assert (bel.total_articles, bel.total_sentences, bel.total_words) == (3, 7, 100)
    assert bel.share == pytest.approx(2 / 3) and bel.rate == pytest.approx(40)
    assert bel.share_low == pytest.approx(0.2077, abs=1e-4)  # Wilson, 2 of 3
    assert bel.dispersion == pytest.approx((abs(3 / 4 - 0.6) + abs(1 / 4 - 0.3) + 0.1) / 2)
    assert bel.note == "not enough data"


def test_nothing_counted_is_a_row_of_zeros_and_only_intervals_of_rates_can_be_missing():
    summary = summarise_tallies(count_partners(MENTIONS), SIZES.assign(words=0), keys=["BEL", "FRA"])
    fra = summary.set_index("key").loc["FRA"]
    assert (fra.n_mentions, fra.share, fra.rate) == (0, 0, 0)
    assert summary.columns[summary.isna().any()].tolist() == ["rate_low", "rate_high"]
    assert not summarise_tallies(make_tallies([1]), make_sizes(5), keys=["BEL", "FRA"]).isna().any(axis=None)
    assert summarise_tallies(count_partners(MENTIONS.head(0)), SIZES).empty


def test_empty_periods_are_rows_of_zeros():
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b", "c"],
            "published": pd.to_datetime(["2022-04-19", "2022-07-01", None]).astype("datetime64[s]"),
        }
    )
    sizes = add_periods(SIZES, articles)
    assert list(sizes["period"].cat.categories) == ["2022-04", "2022-05", "2022-06", "2022-07", "undated"]
    summary = summarise_tallies(count_partners(MENTIONS), sizes, by="period", keys=["BEL"])
    assert summary["n_mentions"].tolist() == [3, 0, 0, 1, 0]
    assert summary["total_articles"].tolist() == [1, 0, 0, 1, 1]
    assert add_periods(SIZES, articles, every="quarter")["period"].tolist() == ["2022Q2", "2022Q3", "undated"]
    with pytest.raises(OptionError, match="month, quarter, year"):
        add_periods(SIZES, articles, every="week")


def test_words_are_counted_in_lower_case_without_punctuation():
    rows = [("a", 0, "body", word) for word in ("Di cư", "di cư", ",", "2022", "Bỉ")]
    words = make_table(
        [dict(zip(("article_id", "sentence", "role", "word"), r, strict=True)) for r in rows], "words"
    )
    assert count_words(words).set_index("key")["n"].to_dict() == {"bỉ": 1, "di cư": 2}
    assert count_words(words, without=["bỉ"])["key"].tolist() == ["di cư"]
    articles = pd.DataFrame({"article_id": ["a", "b"]})
    sentences = make_table([{"article_id": "a", "role": "body", "text": ""}], "sentences")
    assert count_sizes(articles, count_lengths(sentences, words)).to_dict("list") == {
        "article_id": ["a", "b"],
        "sentences": [1, 0],
        "words": [4, 0],
    }
    assert count_roles(count_lengths(sentences, words), articles)["body"].tolist() == [5, 0]


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from("cab"), st.sampled_from(["body", "lead"])), max_size=6),
    st.lists(
        st.tuples(
            st.sampled_from("cab"), st.sampled_from(["body", "title"]), st.sampled_from([",", "Bỉ", "4"])
        ),
        max_size=12,
    ),
)
def test_lengths_are_counts_of_rows_by_article_and_role(sentences, words):
    table = count_lengths(
        make_table([{"article_id": a, "role": role} for a, role in sentences], "sentences"),
        make_table([{"article_id": a, "role": role, "word": word} for a, role, word in words], "words"),
    )
    places = [(a, role) for a, role, _ in words]
    spoken = [(a, role) for a, role, word in words if word != ","]
    assert table.values.tolist() == [
        [*place, sentences.count(place), spoken.count(place), places.count(place)]
        for place in sorted({*sentences, *places})
    ]


def test_tabulate_puts_the_frequent_first():
    table = tabulate(count_mentions(MENTIONS, roles=["lead", "body", "teaser"], by="role"), columns="role")
    assert table.columns.tolist() == ["lead", "body", "teaser"]
    assert table.loc["BEL"].tolist() == [2, 2, 0] and table.index[0] == "BEL"
    assert tabulate(count_mentions(MENTIONS.head(0))).empty


def test_shares_of_sentences():
    story = pd.DataFrame({"article_id": ["a", "a", "b"]})
    table = summarise_sentences(story.head(1), story).set_index("key")
    assert table["share"].to_dict() == {"a": 0.5, "b": 0.0}
    assert table.loc["a", "total_sentences"] == 2


def test_unknown_roles_and_columns_are_named():
    with pytest.raises(OptionError, match="headline"):
        count_mentions(MENTIONS, roles=["headline"])
    with pytest.raises(TableError, match="lacks the columns tier"):
        summarise_tallies(count_partners(MENTIONS), SIZES, by="tier")


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(len(MENTIONS))), st.permutations(range(3)))
def test_the_order_of_rows_changes_nothing(order, articles):
    expected = summarise_tallies(count_mentions(MENTIONS), SIZES)
    shuffled = summarise_tallies(count_mentions(MENTIONS.iloc[order]), SIZES.iloc[articles])
    pd.testing.assert_frame_equal(shuffled, expected)


def test_tallies_of_parts_add_up():
    parts = [count_mentions(part) for _, part in MENTIONS.groupby("article_id")]
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), count_mentions(MENTIONS))


def test_dispersion_is_even_or_in_one_place():
    sizes = pd.DataFrame({"article_id": list("abcd"), "sentences": 1, "words": 25})
    tallies = pd.DataFrame(
        {"article_id": [*"abcd", "a"], "key": ["even"] * 4 + ["one"], "n": 1, "sentences": 1}
    )
    summary = summarise_tallies(tallies, sizes).set_index("key")
    assert summary["dispersion"].to_dict() == pytest.approx({"even": 0.0, "one": 0.75})
    assert np.isfinite(summary["dispersion"]).all()


def test_a_summary_of_a_cut_says_of_which_articles():
    cut = SIZES.assign(denominator="3 of 9 articles: source='vov.vn'")
    story = pd.DataFrame({"article_id": ["a", "a", "b"]})
    names = ("article_id", "role", "text", "key", "title", "partner", "rule")
    person = ("a", "body", "Nenette Motus", "nenette motus", "bà", "IOM", "title name")
    people = make_table([dict(zip(names, person, strict=True))], "people")
    for summary in (
        summarise_tallies(count_partners(MENTIONS), cut),
        summarise_sentences(story.head(1), story, sizes=cut),
        summarise_people(people, cut),
        summarise_people(people.head(0), cut),
    ):
        assert (summary["denominator"] == "3 of 9 articles: source='vov.vn'").all()
    assert "denominator" not in summarise_people(people, SIZES)


def make_sizes(n, words=100):
    return pd.DataFrame({"article_id": [f"a{i}" for i in range(n)], "sentences": 2, "words": words})


def make_tallies(counts, key="BEL"):
    ids = [f"a{i}" for i in range(len(counts))]
    return pd.DataFrame({"article_id": ids, "key": key, "n": counts, "sentences": 1})


@pytest.mark.parametrize(("found", "note"), [(4, "few articles"), (5, ""), (6, "")])
def test_fewer_than_five_articles_are_few(found, note):
    summary = summarise_tallies(make_tallies([1] * found), make_sizes(9))
    assert summary["note"].tolist() == [note]


@pytest.mark.parametrize(("n", "note"), [(1, "not enough data"), (4, "not enough data"), (5, "few articles")])
def test_rates_of_fewer_than_five_articles_have_no_interval_and_say_so(n, note):
    (row,) = summarise_tallies(make_tallies([1]), make_sizes(n)).to_dict("records")
    assert row["note"] == note and row["rate"] == 10 / n
    assert (row["rate_low"] < row["rate"] < row["rate_high"]) is (n == 5) is not np.isnan(row["rate_low"])
    assert (row["share_low"], row["share_high"]) == tuple(float(end) for end in wilson_interval(1, n))


def test_what_was_not_found_has_an_upper_bound():
    summary = summarise_tallies(make_tallies([1]), make_sizes(5, 200), keys=["BEL", "FRA"]).set_index("key")
    assert summary.loc["FRA", ["rate", "rate_low"]].tolist() == [0, 0]
    assert summary.loc["FRA", "rate_high"] == pytest.approx(
        3.6889, abs=1e-4
    )  # per 1,000 words, which there are


def test_each_group_of_articles_has_its_own_interval():
    sizes = make_sizes(9).assign(side=["x"] * 5 + ["y"] * 4)
    summary = summarise_tallies(make_tallies([3, 0, 1, 0, 2, 7, 7, 7, 7]), sizes, by="side").set_index("side")
    assert summary["note"].tolist() == ["few articles", "not enough data"]
    alone = summarise_tallies(make_tallies([3, 0, 1, 0, 2]), make_sizes(5)).iloc[0]
    ends = ["rate_low", "rate_high"]
    assert summary.loc["x", ends].tolist() == alone[ends].tolist() and summary.loc["y", ends].isna().all()


def test_rates_and_their_intervals_are_per_thousand_words():
    counts, sizes = [3, 0, 1, 2, 0], make_sizes(5, [200, 100, 100, 300, 100])
    (row,) = summarise_tallies(make_tallies(counts), sizes).to_dict("records")
    low, high = rate_interval(counts, sizes["words"], level=0.95)
    assert (row["rate"], row["total_words"]) == (7.5, 800)
    assert (row["rate_low"], row["rate_high"]) == pytest.approx((1000 * low[0], 1000 * high[0]))
    assert (row["share"], row["n_articles"], row["total_sentences"]) == (0.6, 3, 10)
    assert (row["share_low"], row["share_high"]) == pytest.approx(
        tuple(float(end) for end in wilson_interval(3, 5))
    )


def test_tallies_of_other_articles_and_keys_are_not_counted():
    rows = [("a0", "BEL", 1, 1), ("x", "BEL", 9, 9), ("a1", "FRA", 9, 9), ("a0", "IOM", 2, 1)]
    tallies = pd.DataFrame(rows, columns=["article_id", "key", "n", "sentences"])
    summary = summarise_tallies(tallies, make_sizes(2), keys=["LAO", "IOM", "BEL"])
    assert summary[["key", "n_mentions", "n_sentences"]].values.tolist() == [
        ["IOM", 2, 1],
        ["BEL", 1, 1],
        ["LAO", 0, 0],
    ]


def test_groups_come_in_their_order_then_the_frequent_then_the_alphabet():
    sizes = make_sizes(4).assign(side=["y", "x", "y", "x"])
    tallies = pd.concat(
        [make_tallies([1, 1, 1, 1], "FRA"), make_tallies([0, 2], "BEL"), make_tallies([1], "AUS")]
    )
    summary = summarise_tallies(tallies, sizes, by="side")
    assert summary[["side", "key", "n_mentions", "total_articles"]].values.tolist() == [
        ["x", "BEL", 2, 2],
        ["x", "FRA", 2, 2],
        ["x", "AUS", 0, 2],
        ["y", "FRA", 2, 2],
        ["y", "AUS", 1, 2],
        ["y", "BEL", 0, 2],
    ]


def test_articles_without_words_have_a_rate_of_nothing():
    (row,) = summarise_tallies(make_tallies([1]), make_sizes(2, [0, 0])).to_dict("records")
    assert (row["total_words"], row["rate"], row["dispersion"], row["share"]) == (0, 1000, 1, 0.5)
    assert np.isnan(row["rate_low"]) and row["note"] == "not enough data"


def test_tabulate_keeps_the_twenty_most_frequent():
    rows = [(f"a{i:02}", f"k{j:02}", 1 + i + j, 1) for i in range(21) for j in range(21)]
    tallies = pd.DataFrame(rows, columns=["article_id", "key", "n", "sentences"])
    table = tabulate(tallies)
    assert table.shape == (20, 20) and table.columns.name is None
    assert table.index.tolist() == [f"k{j:02}" for j in range(20, 0, -1)], "the most frequent first"
    assert table.columns.tolist() == [f"a{i:02}" for i in range(1, 21)], "columns in their own order"
    assert table.loc["k20", "a20"] == 41
    assert tabulate(tallies, top=2, top_columns=3, value="sentences").values.tolist() == [[1, 1, 1]] * 2
    assert tabulate(pd.concat([tallies, tallies])).loc["k20", "a20"] == 82


def test_kinds_may_be_chosen_and_home_stays_out():
    named = mentions(
        [
            ("a", 0, "body", "region", "EUROPE"),
            ("a", 0, "body", "org", "IOM"),
            ("a", 0, "body", "country", "BEL"),
        ]
    )
    assert count_mentions(named)["key"].tolist() == ["BEL", "EUROPE", "IOM"]
    assert count_mentions(named, kinds=["org"])["key"].tolist() == ["IOM"]
    assert count_mentions(named, kinds=[]).empty
    assert count_partners(named)["key"].tolist() == ["BEL", "IOM"]
    assert count_partners(named, home="BEL")["key"].tolist() == ["IOM"]
    assert count_partners(named, home="", kinds=["country"])["key"].tolist() == ["BEL"]


def test_only_the_story_counts_unless_told_otherwise():
    every = ["title", "lead", "body", "caption", "credit", "byline", "teaser", "furniture"]
    rows = [{"article_id": "a", "sentence": i, "role": role, "word": role} for i, role in enumerate(every)]
    words = make_table(rows, "words")
    assert count_words(words)["key"].tolist() == ["body", "lead", "title"]
    assert count_words(words, roles=["caption"])["key"].tolist() == ["caption"]
    sentences = make_table(rows, "sentences")
    articles = pd.DataFrame({"article_id": ["b", "a"]})
    assert count_sizes(articles, count_lengths(sentences, words)).values.tolist() == [
        ["a", 3, 3],
        ["b", 0, 0],
    ]
    assert count_sizes(articles, count_lengths(sentences, words), roles=["credit"]).values.tolist() == [
        ["a", 1, 1],
        ["b", 0, 0],
    ]


def test_a_word_has_a_letter_and_the_size_counts_numbers_too():
    spoken = ["ASEAN", "G20", "2022", "1.250", "Bỉ", "%", "…", "_", "50+"]
    words = make_table([("a", 0, "body", i, i + 1, word) for i, word in enumerate(spoken)], "words")
    assert count_words(words)["key"].tolist() == ["asean", "bỉ", "g20"]
    sizes = count_sizes(
        pd.DataFrame({"article_id": ["a"]}), count_lengths(make_table([], "sentences"), words)
    )
    assert sizes["words"].tolist() == [7], "an underscore is a letter of words, a mark is none"


def test_every_period_between_the_first_and_the_last_is_one():
    days = pd.to_datetime(["2022-12-31", "2023-01-01", "2024-04-01", None]).astype("datetime64[s]")
    articles = pd.DataFrame({"article_id": [*"abcd"], "published": days})
    table = pd.DataFrame({"article_id": ["d", "c", "b", "a"]})
    years = add_periods(table, articles, every="year")["period"]
    assert years.tolist() == ["undated", "2024", "2023", "2022"] and years.cat.ordered
    assert years.cat.categories.tolist() == ["2022", "2023", "2024", "undated"]
    quarters = add_periods(table, articles, every="quarter")["period"]
    assert quarters.tolist() == ["undated", "2024Q2", "2023Q1", "2022Q4"]
    assert len(quarters.cat.categories) == 8
    assert len(add_periods(table, articles)["period"].cat.categories) == 18, "months, unless told otherwise"
    nobody = add_periods(table, articles.assign(published=days[3]))["period"]
    assert set(nobody) == {"undated"} and nobody.cat.categories.tolist() == ["undated"]


def test_shares_of_sentences_have_an_interval_and_may_be_of_another_column():
    among = pd.DataFrame({"article_id": [*"aaab"], "role": ["lead", "body", "body", "body"]})
    table = summarise_sentences(among.iloc[1:3], among, by="role")
    low, high = wilson_interval([2, 0], [3, 1])
    assert table[["key", "n_sentences", "total_sentences"]].values.tolist() == [
        ["body", 2, 3],
        ["lead", 0, 1],
    ]
    assert table["share"].tolist() == [2 / 3, 0]
    assert table["share_low"].tolist() == low.tolist() and table["share_high"].tolist() == high.tolist()
    assert "denominator" not in table


def test_the_denominator_is_said_only_of_a_cut():
    summary = pd.DataFrame({"key": ["x"]})
    assert add_denominator(summary, None) is summary and add_denominator(summary, SIZES) is summary
    cut = SIZES.assign(denominator=["of 2023", "of 2024", "of 2025"])
    assert add_denominator(summary, cut)["denominator"].tolist() == ["of 2023"]
    assert add_denominator(summary, cut.head(0))["denominator"].tolist() == [""]


PERSON = ("article_id", "role", "text", "key", "title", "partner", "rule")


def people(*rows):
    return make_table([dict(zip(PERSON, row, strict=True)) for row in rows], "people")


def test_a_person_is_called_as_most_often_and_of_two_as_common_by_the_longer():
    said = [("Lê Thị Hoa", "Bộ trưởng", "VNM"), ("Lê Hoa", "Thứ trưởng", "BEL")]
    rows = [("a", "body", text, "hoa", title, partner, "title name") for text, title, partner in said]
    one = summarise_people(people(*rows)).iloc[0]
    assert one[["name", "title", "partner", "partners"]].tolist() == [
        "Lê Thị Hoa",
        "Thứ trưởng",
        "BEL",
        "BEL VNM",
    ]
    two = summarise_people(people(*rows, rows[1], rows[0], rows[1])).iloc[0]
    assert two[["name", "title", "partner", "n_mentions"]].tolist() == ["Lê Hoa", "Thứ trưởng", "BEL", 5]
    assert summarise_people(people(rows[0], rows[0]))["partners"].tolist() == [""], (
        "only if there are several"
    )


def test_a_short_name_or_an_office_alone_is_no_full_name():
    full = ("a", "body", "Phạm Thuỳ Dương", "dương", "", "", "title name")
    short = ("a", "body", "bà Dương", "dương", "bà", "", "short name")
    office = ("a", "lead", "Đại sứ", "dương", "Đại sứ", "", "office alone")
    row = summarise_people(people(full, short, short, office, office, office)).iloc[0]
    assert row[["name", "title", "n_mentions", "n_articles"]].tolist() == ["Phạm Thuỳ Dương", "Đại sứ", 6, 1]
    assert summarise_people(people(short))["name"].tolist() == [""]


def test_people_of_most_articles_come_first_then_of_most_mentions_then_by_key():
    def row(article, key):
        return article, "body", key, key, "", "", "title name"

    table = summarise_people(
        people(row("a", "ẩn"), row("b", "ẩn"), *[row("a", "bình")] * 3, row("a", "dung"), row("a", "cường"))
    )
    assert table["key"].tolist() == ["ẩn", "bình", "cường", "dung"]
    assert table["n_articles"].tolist() == [2, 1, 1, 1] and table["n_mentions"].tolist() == [2, 3, 1, 1]
    assert summarise_people(people(row("a", "ẩn")), roles=["title"]).empty


def test_categories_that_do_not_occur_are_no_columns():
    tallies = make_tallies([1, 2]).assign(side=pd.Categorical(["x", "y"], categories=["w", "x", "y"]))
    assert tabulate(tallies, columns="side").columns.tolist() == ["x", "y"]
