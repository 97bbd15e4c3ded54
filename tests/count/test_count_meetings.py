"""Encounters counted: by what, and in how many articles they stand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meetings import draw, make, publish

from kit.count.meetings import COUNTED, count_meetings, fold_meetings, select_encounters
from kit.errors import OptionError, TableError
from kit.schema import empty_table
from kit.stats.intervals import rate_interval, wilson_interval

VISIT = ("BEL", "VNM", "visit", "out")
PAST = "past"
TELLINGS = make(
    ("a", *VISIT, "head_of_government", "2022-12-13", "2022-12-15", PAST),
    ("b", *VISIT, "", "2022-12-14", "2022-12-14", "announced"),
    ("b", "VNM", "BEL", "receive", "", "minister", "2023-02-20", "2023-02-20", PAST),
    ("c", "VNM", "BEL", "talks", "", "minister", "2023-02-20", "2023-02-20", PAST),
    ("c", "VNM", "BEL FRA", "visit", "in", "head_of_state", "2024", None, "announced"),
    ("c", "VNM", "FRA", "phone", "", "minister", None, None, PAST),
    ("d", "USA", "CHN", "meet", "", "minister", "2023-05-01", "2023-05-01", PAST),
    name="meetings",
)
TABLE = fold_meetings(TELLINGS)
ARTICLES = publish(a="2022-12-20", b="2023-02-21", c="2023-02-22", d="2023-05-02", e="2023-06-01")


def test_what_several_articles_tell_of_is_one_encounter():
    told = select_encounters(TABLE)[["partners", "kind", "level", "about", "status", "n_reports", "articles"]]
    assert told.values.tolist() == [
        ["BEL", "visit", "head_of_government", "", "past", 2, "a; b"],
        ["BEL", "talks", "minister", "", "past", 2, "b; c"],
        ["FRA", "phone", "minister", "", "past", 1, "c"],
        ["BEL FRA", "visit", "head_of_state", "2024", "announced", 1, "c"],
    ]


def test_of_another_home_other_encounters_count():
    assert select_encounters(TABLE, home="USA")["partners"].tolist() == ["CHN"]
    everyone = select_encounters(TABLE, home="")["partners"].tolist()
    assert everyone == ["BEL VNM", "BEL VNM", "CHN USA", "FRA VNM", "BEL FRA VNM"]
    assert count_meetings(TABLE, ARTICLES, home="USA")[["key", "n_meetings"]].values.tolist() == [["CHN", 1]]
    assert select_encounters(TABLE.assign(keep=False)).empty


def test_a_year_or_month_is_counted_and_what_is_longer_is_undated():
    rows = [("a", "VNM", "BEL", "visit", "in", "", about, None, PAST) for about in ("2024", "2023-09")]
    counted = count_meetings(make(*rows).assign(about=["202", "2023-09"]), ARTICLES, by="year")
    assert counted[["key", "n_meetings", "n_undated"]].values.tolist() == [["2023", 1, 0], ["unknown", 0, 1]]


def test_partners_are_counted_with_their_articles():
    counted = count_meetings(TABLE, ARTICLES)
    columns = [
        "key",
        "partner",
        "n_meetings",
        "n_undated",
        "n_mentions",
        "n_articles",
        "total_articles",
        "note",
    ]
    assert counted[columns].values.tolist() == [
        ["BEL", "BEL", 3, 0, 5, 3, 5, "few articles"],
        ["FRA", "FRA", 1, 1, 2, 1, 5, "few articles"],
    ]
    low, high = wilson_interval([3, 1], 5)
    np.testing.assert_allclose(counted[["share_low", "share_high"]].T, [low, high])
    low, high = rate_interval(np.array([[1, 2, 2, 0, 0], [0, 0, 2, 0, 0]]).T, np.ones(5))
    assert counted["per_article"].tolist() == [1.0, 0.4]
    np.testing.assert_allclose(counted[["per_article_low", "per_article_high"]].T, [low, high])


def test_fewer_than_five_articles_have_no_interval_over_articles():
    counted = count_meetings(TABLE, ARTICLES.head(4))
    assert counted["per_article_low"].isna().all() and set(counted["note"]) == {"not enough data"}


def test_several_things_are_counted_together():
    counted = count_meetings(TABLE, ARTICLES, by=["year", "direction", "partner"])
    assert counted.set_index("key")["n_meetings"].to_dict() == {
        "2022 · out · BEL": 1,
        "2023 · no visit · BEL": 1,
        "2024 · in · BEL": 1,
        "2024 · in · FRA": 1,
        "unknown · no visit · FRA": 0,
    }
    assert counted.set_index("key")["n_undated"].to_dict()["unknown · no visit · FRA"] == 1
    assert counted.loc[0, ["year", "direction", "partner"]].tolist() == ["2022", "out", "BEL"]


def test_encounters_with_two_partners_count_once_where_partners_are_not_told_apart():
    assert count_meetings(TABLE, ARTICLES, by="direction").set_index("key")["n_meetings"].to_dict() == {
        "no visit": 1,
        "out": 1,
        "in": 1,
    }


def test_periods_are_those_of_publication_and_those_without_are_rows():
    counted = count_meetings(TABLE, ARTICLES, every="year")
    rows = counted[["period", "key", "n_meetings", "n_articles", "total_articles"]].values.tolist()
    assert rows == [
        ["2022", "BEL", 1, 1, 1],
        ["2022", "FRA", 0, 0, 1],
        ["2023", "BEL", 3, 2, 4],
        ["2023", "FRA", 1, 1, 4],
        ["undated", "BEL", 0, 0, 0],
        ["undated", "FRA", 0, 0, 0],
    ]
    assert counted["partial"].tolist() == [True, True, True, True, False, False]


def test_only_the_articles_given_are_counted_and_a_cut_is_named():
    counted = count_meetings(TABLE, ARTICLES.head(2).assign(denominator="2 of 5 articles: mine"))
    assert counted["n_meetings"].tolist() == [2] and counted["total_articles"].tolist() == [2]
    assert counted["denominator"].tolist() == ["2 of 5 articles: mine"]


@pytest.mark.parametrize("every", ["", "month"])
@pytest.mark.parametrize("articles", [ARTICLES, ARTICLES.head(0)])
def test_no_meetings_are_no_rows_and_a_note(every, articles):
    nothing = count_meetings(empty_table("encounters"), articles, every=every)
    assert len(nothing) == 0 and nothing.attrs["note"] == "No encounter of Việt Nam was found."
    assert count_meetings(TABLE.head(0), articles, home="").attrs["note"] == "No encounter was found."
    assert (
        count_meetings(TABLE.head(0), articles, home="Pháp").attrs["note"]
        == "No encounter of Pháp was found."
    )
    some = count_meetings(TABLE, ARTICLES, every=every)
    assert list(nothing) == list(some)
    assert list(select_encounters(empty_table("encounters"))) == list(select_encounters(TABLE))


def test_what_cannot_be_counted_is_named():
    with pytest.raises(OptionError, match="partner, level, kind, direction, status, year, got by='place'"):
        count_meetings(TABLE, ARTICLES, by="place")
    with pytest.raises(OptionError, match="got by="):
        count_meetings(TABLE, ARTICLES, by=[])
    with pytest.raises(TableError, match="lacks the columns encounter_id, sides, articles; it"):
        count_meetings(TELLINGS, ARTICLES)
    with pytest.raises(TableError, match="article_id"):
        count_meetings(TABLE, ARTICLES.drop(columns="article_id"))


@pytest.mark.slow
@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_the_order_of_rows_changes_nothing_and_encounters_add_up(seed, number):
    tellings = draw(number, ["CHN", "USA", "JPN"], seed=seed, days=60, name="meetings")
    articles = publish(**dict.fromkeys(sorted(set(tellings["article_id"])), "2023-01-01"))
    table = fold_meetings(tellings, articles=articles)
    before = table.copy()
    mixed = fold_meetings(tellings.sample(frac=1, random_state=seed % 1000), articles=articles)
    for by in COUNTED:
        counted = count_meetings(table, articles, by=by)
        assert counted[["n_meetings", "n_undated"]].sum(axis=None) == len(table)
        assert counted["n_mentions"].sum() == table["n_articles"].sum()
        pd.testing.assert_frame_equal(counted, count_meetings(mixed.iloc[::-1], articles.iloc[::-1], by=by))
    pd.testing.assert_frame_equal(table, before)
