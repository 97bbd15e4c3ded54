"""Lags: how many days back or ahead, where bounds touch the day and where they do not."""

import numpy as np
import pandas as pd
import pytest

from kit.count.lags import add_lags
from kit.count.periods import is_unit
from kit.errors import TableError


def lag(first, last, status="unknown", *, precision="day", published=None, bounds=(None, None)):
    """Lowest, highest and likely number of days, and the direction, of one event of article a."""
    events = {"article_id": ["a"], "first_day": [first], "last_day": [last], "precision": precision}
    articles = {"article_id": ["a"], "published": [published], "published_from": bounds[0]}
    events = pd.DataFrame(events | {"status": status})
    articles = pd.DataFrame(articles | {"published_to": bounds[1]})
    for table in (events, articles):
        for name in {"first_day", "last_day", "published", "published_from", "published_to"} & {*table}:
            table[name] = pd.to_datetime(table[name]).astype("datetime64[s]")
    return add_lags(events, articles)[["lag_low", "lag_high", "lag", "direction"]].iloc[0].tolist()


def test_a_day_is_so_many_days_away():
    assert lag("2023-04-03", "2023-04-03", published="2023-04-04") == [-1, -1, -1, "back"]
    assert lag("2023-04-04", "2023-04-04", published="2023-04-04") == [0, 0, 0, "now"]
    assert lag("2023-04-05", "2023-04-05", published="2023-04-04") == [1, 1, 1, "ahead"]


def test_of_a_range_that_lasts_the_nearest_day_counts():
    assert lag("2023-04-01", "2023-04-03", published="2023-04-05") == [-2, -2, -2, "back"]
    assert lag("2023-04-07", "2023-04-09", published="2023-04-05") == [2, 2, 2, "ahead"]
    for published in ("2023-04-01", "2023-04-02", "2023-04-03"):
        assert lag("2023-04-01", "2023-04-03", published=published) == [0, 0, 0, "now"]


def test_of_a_month_every_day_may_be_meant():
    month = ("2023-04-01", "2023-04-30")
    assert lag(*month, precision="month", published="2023-05-02") == [-31, -2, -16.5, "back"]
    assert lag(*month, precision="month", published="2023-03-30") == [2, 31, 16.5, "ahead"]
    assert lag(*month, precision="month", published="2023-04-10") == [-9, 20, 0, "now"]


def test_where_the_bounds_touch_the_day_the_status_decides():
    month = {"precision": "month"}
    last_day, first_day = month | {"published": "2023-04-30"}, month | {"published": "2023-04-01"}
    april = ("2023-04-01", "2023-04-30")
    assert lag(*april, "past", **last_day) == [-29, 0, -14.5, "back"]
    assert lag(*april, "announced", **last_day) == [-29, 0, 0, "now"]
    assert lag(*april, "unknown", **last_day) == [-29, 0, 0, "now"]
    assert lag(*april, "announced", **first_day) == [0, 29, 14.5, "ahead"]
    assert lag(*april, "past", **first_day) == [0, 29, 0, "now"]
    assert lag(*april, "past", precision="month", published="2023-04-29")[3] == "now"
    assert lag(*april, "announced", precision="month", published="2023-04-02")[3] == "now"
    assert lag("2023-04-01", "2023-04-01", "past", published="2023-04-01")[3] == "now"
    assert lag("2023-04-01", "2023-04-01", "announced", published="2023-04-01")[3] == "now"


def test_between_bounds_of_the_publication_both_are_used():
    bounds = {"bounds": ("2023-04-10", "2023-04-20")}
    assert lag("2023-04-08", "2023-04-08", **bounds) == [-12, -2, -7, "back"]
    assert lag("2023-04-22", "2023-04-22", **bounds) == [2, 12, 7, "ahead"]
    assert lag("2023-04-15", "2023-04-15", **bounds) == [-5, 5, 0, "now"]
    assert lag("2023-04-08", "2023-04-12", **bounds) == [-8, 0, 0, "now"]
    assert lag("2023-04-18", "2023-04-25", **bounds) == [0, 8, 0, "now"]
    night = {"bounds": ("2023-04-10", "2023-04-11")}
    assert lag("2023-04-11", "2023-04-11", "announced", **night) == [0, 1, 0.5, "ahead"]
    assert lag("2023-04-11", "2023-04-11", "past", **night) == [0, 1, 0, "now"]
    assert lag("2023-04-10", "2023-04-10", "past", **night) == [-1, 0, -0.5, "back"]
    assert lag("2023-04-10", "2023-04-10", "announced", **night) == [-1, 0, 0, "now"]
    day = {"published": "2023-04-12"} | bounds
    assert lag("2023-04-10", "2023-04-10", **day) == [-2, -2, -2, "back"], "the day itself, where it is known"


def test_where_a_bound_is_missing_nothing_is_known():
    for bounds in (("2023-04-10", None), (None, "2023-04-10")):
        low, high, middle, direction = lag("2023-04-08", "2023-04-08", bounds=bounds)
        assert np.isnan([low, high, middle]).all() and direction == "not known"


def test_articles_whose_day_was_inferred_are_left_out_and_counted():
    events = pd.DataFrame({"article_id": ["a", "b", "a", "c"], "precision": "day", "status": "past"})
    events = events.assign(first_day=pd.Timestamp("2023-04-03"), last_day=pd.Timestamp("2023-04-03"))
    articles = pd.DataFrame({"article_id": list("abc"), "published": pd.Timestamp("2023-04-05")})
    lags = add_lags(events, articles.assign(published_basis=["inferred", "given", "inferred"]))
    assert lags["direction"].tolist() == ["not known", "back", "not known", "not known"]
    assert lags["lag"].notna().tolist() == [False, True, False, False]
    said = "; the day of publication was inferred from that of the news."
    assert lags.attrs["note"] == f"Events without a lag: 3 of 4, in articles: 2{said}"
    assert add_lags(events, articles.assign(published_basis="given")).attrs == {}


def test_articles_twice_or_missing_and_a_missing_column():
    events = pd.DataFrame(
        {"article_id": ["b", "x"], "precision": "day", "status": "past"}, index=[5, 2]
    ).assign(first_day=pd.Timestamp("2023-04-03"), last_day=pd.Timestamp("2023-04-03"))
    articles = pd.DataFrame({"article_id": ["b", "b"], "published": pd.to_datetime(["2023-04-05", None])})
    lags = add_lags(events, articles)
    assert lags["direction"].to_dict() == {5: "back", 2: "not known"} and lags["lag"][5] == -2
    with pytest.raises(TableError, match="lacks the columns status"):
        add_lags(events.drop(columns="status"), articles)


@pytest.mark.parametrize(
    ("first", "last", "precision", "unit"),
    [
        ("2023-01-01", "2023-06-30", "season", True),
        ("2023-01-01", "2023-07-09", "season", True),  # 189 days later
        ("2023-01-01", "2023-07-10", "season", False),  # 190
        ("2023-01-01", "2023-12-31", "season", False),
        ("2023-04-01", "2023-04-30", "month", True),
        ("2023-04-01", "2023-05-31", "month", False),
        ("2023-04-01", "2023-06-30", "quarter", True),
        ("2023-04-01", "2023-09-30", "quarter", False),
        ("2023-01-02", "2023-01-08", "week", True),
        ("2023-01-02", "2023-01-15", "week", False),
        ("2023-01-01", "2023-12-31", "year", True),
        ("2023-04-01", "2023-04-30", "day", False),
        ("2023-04-01", "2023-04-01", "day", False),
    ],
)
def test_a_unit_is_one_week_month_quarter_season_or_year(first, last, precision, unit):
    days = {"first_day": [pd.Timestamp(first)], "last_day": [pd.Timestamp(last)], "precision": precision}
    assert is_unit(pd.DataFrame(days)).tolist() == [unit]
