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
from kit.count.sizes import count_sizes
from kit.count.tallies import summarise_tallies, tabulate
from kit.count.words import count_words
from kit.errors import OptionError, TableError
from kit.schema import make_table


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
    assert bel.rate_low <= bel.rate <= bel.rate_high
    assert bel.dispersion == pytest.approx((abs(3 / 4 - 0.6) + abs(1 / 4 - 0.3) + 0.1) / 2)
    assert bel.note == "few articles"


def test_one_article_has_no_interval_and_says_so():
    summary = summarise_tallies(count_partners(MENTIONS), SIZES.head(1))
    assert set(summary["note"]) == {"not enough data"}
    assert (summary["rate_low"] == summary["rate"]).all()


def test_nothing_counted_is_a_row_of_zeros_not_a_nan():
    summary = summarise_tallies(count_partners(MENTIONS), SIZES.assign(words=0), keys=["BEL", "FRA"])
    fra = summary.set_index("key").loc["FRA"]
    assert (fra.n_mentions, fra.share, fra.rate) == (0, 0, 0)
    assert not summary.select_dtypes("number").isna().any().any()
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
    assert count_sizes(articles, sentences, words).to_dict("list") == {
        "article_id": ["a", "b"],
        "sentences": [1, 0],
        "words": [4, 0],
    }
    assert count_roles(words, articles)["body"].tolist() == [5, 0]


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
    expected = summarise_tallies(count_mentions(MENTIONS), SIZES, draws=50)
    shuffled = summarise_tallies(count_mentions(MENTIONS.iloc[order]), SIZES.iloc[articles], draws=50)
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
