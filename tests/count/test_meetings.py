"""Meetings counted: which rows are one encounter, and in how many articles it stands."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from meetings import draw, make, publish

from kit.count.meetings import COUNTED, count_meetings, summarise_meetings
from kit.errors import OptionError, TableError
from kit.schema import empty_table
from kit.stats.intervals import rate_interval, wilson_interval

VISIT = ("BEL", "VNM", "visit", "out")
PAST = "past"
TABLE = make(
    ("a", *VISIT, "head_of_government", "2022-12-13", "2022-12-15", PAST),
    ("b", *VISIT, "", "2022-12-14", "2022-12-14", "announced"),
    ("b", "VNM", "BEL", "receive", "", "minister", "2023-02-20", "2023-02-20", PAST),
    ("c", "VNM", "BEL", "talks", "", "minister", "2023-02-20", "2023-02-20", PAST),
    ("c", "VNM", "BEL FRA", "visit", "in", "head_of_state", "2024-01-01", "2024-12-31", "announced"),
    ("c", "VNM", "FRA", "phone", "", "minister", None, None, PAST),
    ("d", "USA", "CHN", "meet", "", "minister", "2023-05-01", "2023-05-01", PAST),
)
ARTICLES = publish(a="2022-12-20", b="2023-02-21", c="2023-02-22", d="2023-05-02", e="2023-06-01")


def test_what_several_articles_tell_of_is_one_encounter():
    met = summarise_meetings(TABLE)
    told = met[["partners", "kind", "level", "status", "n_mentions", "n_articles", "article_ids"]]
    assert told.values.tolist() == [
        ["BEL", "visit", "head_of_government", "past", 2, 2, "a; b"],
        ["BEL", "receive", "minister", "past", 2, 2, "b; c"],
        ["BEL FRA", "visit", "head_of_state", "announced", 1, 1, "c"],
        ["FRA", "phone", "minister", "past", 1, 1, "c"],
    ]
    days = met[["first_day", "last_day"]]
    assert days.loc[0].astype("str").tolist() == ["2022-12-13", "2022-12-15"] and days.loc[3].isna().all()
    assert met["vague"].tolist() == [False, False, True, False]
    assert met.attrs["left_out"] == 1


@pytest.mark.parametrize(
    ("change", "encounters"),
    [
        ({}, 1),
        ({"side_a": "FRA"}, 2),
        ({"direction": "in"}, 2),
        ({"level": "minister"}, 1),  # of a visit the level does not matter
        ({"first_day": pd.Timestamp("2022-12-15"), "last_day": pd.Timestamp("2022-12-16")}, 1),
        ({"first_day": pd.Timestamp("2022-12-16"), "last_day": pd.Timestamp("2022-12-16")}, 2),
        ({"first_day": pd.Timestamp("2022-12-01"), "last_day": pd.Timestamp("2022-12-31")}, 2),
        ({"first_day": pd.NaT, "last_day": pd.NaT}, 2),
        ({"first_day": pd.NaT, "last_day": pd.NaT, "article_id": "a"}, 2),
        ({"article_id": "a"}, 2),  # an article tells of each once
        ({"keep": False}, 1),
    ],
)
def test_one_visit_has_one_partner_one_direction_and_days_that_touch(change, encounters):
    table = TABLE.head(2).copy()
    for name, value in change.items():
        table.loc[1, name] = value
    assert len(summarise_meetings(table)) == encounters


def test_encounters_without_a_day_are_never_one():
    days = {name: pd.Series([pd.NaT] * 2, dtype="datetime64[s]") for name in ("first_day", "last_day")}
    assert summarise_meetings(TABLE.head(2).assign(**days))["article_ids"].tolist() == ["a", "b"]


def test_days_that_touch_one_after_another_are_one_visit():
    spans = [("2023-01-01", "2023-01-03"), ("2023-01-03", "2023-01-05"), ("2023-01-04", "2023-01-09")]
    rows = [(name, *VISIT, "", *days, PAST) for name, days in zip("abc", spans, strict=True)]
    (met,) = summarise_meetings(make(*rows)).to_dict("records")
    assert (met["n_articles"], str(met["first_day"].date()), str(met["last_day"].date())) == (
        3,
        "2023-01-01",
        "2023-01-09",
    )


def test_other_encounters_are_told_apart_by_kind_and_level():
    day = ("2023-02-20", "2023-02-20", PAST)
    kinds = [("receive", "minister"), ("meet", "minister"), ("phone", "minister"), ("meet", "ambassador")]
    rows = [
        (name, "VNM", "BEL", kind, "", level, *day) for name, (kind, level) in zip("abcd", kinds, strict=True)
    ]
    assert summarise_meetings(make(*rows))["article_ids"].tolist() == ["d", "a; b", "c"]


def test_of_another_home_other_encounters_count():
    assert summarise_meetings(TABLE, home="USA")["partners"].tolist() == ["CHN"]
    everyone = summarise_meetings(TABLE, home="")
    assert everyone.attrs["left_out"] == 0
    assert everyone["partners"].tolist()[0] == "BEL VNM" and "CHN USA" in set(everyone["partners"])


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


def test_two_encounters_of_one_sentence_are_two():
    counted = count_meetings(TABLE.assign(sentence=1), ARTICLES)
    assert counted["n_mentions"].tolist() == [5, 2] and counted["per_article"].tolist() == [1.0, 0.4]


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
    nothing = count_meetings(empty_table("meetings"), articles, every=every)
    assert len(nothing) == 0 and nothing.attrs["note"] == "No encounter was found."
    some = count_meetings(TABLE, ARTICLES, every=every)
    assert list(nothing) == list(some)
    assert list(summarise_meetings(empty_table("meetings"))) == list(summarise_meetings(TABLE))


def test_what_cannot_be_counted_is_named():
    with pytest.raises(OptionError, match="partner, level, kind, direction, status, year, got by='place'"):
        count_meetings(TABLE, ARTICLES, by="place")
    with pytest.raises(OptionError, match="got by="):
        count_meetings(TABLE, ARTICLES, by=[])
    with pytest.raises(TableError, match="lacks the columns side_a"):
        count_meetings(TABLE.drop(columns="side_a"), ARTICLES)
    with pytest.raises(TableError, match="article_id"):
        count_meetings(TABLE, ARTICLES.drop(columns="article_id"))


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60))
def test_the_order_of_rows_changes_nothing_and_encounters_add_up(seed, number):
    table = draw(number, ["CHN", "USA", "JPN"], seed=seed, days=60)
    before = table.copy()
    articles = publish(**dict.fromkeys(sorted(set(table["article_id"])), "2023-01-01"))
    met = summarise_meetings(table)
    mixed = table.sample(frac=1, random_state=seed % 1000)
    pd.testing.assert_frame_equal(met, summarise_meetings(mixed))
    assert met["n_mentions"].sum() == number and (met["n_articles"] <= met["n_mentions"]).all()
    for by in COUNTED:
        counted = count_meetings(table, articles, by=by)
        assert (
            counted[["n_meetings", "n_undated"]].sum(axis=None) == len(met)
            and counted["n_mentions"].sum() == number
        )
        pd.testing.assert_frame_equal(counted, count_meetings(mixed, articles.iloc[::-1], by=by))
    pd.testing.assert_frame_equal(table, before)
