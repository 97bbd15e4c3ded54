"""Partial periods: a tenth of a period, and days of collection that are known."""

import pandas as pd
import pytest

from kit.count.periods import find_partial_periods
from kit.errors import OptionError


def partial(first, last, **options):
    days = pd.to_datetime([first, last]).astype("datetime64[s]")
    return find_partial_periods(pd.DataFrame({"article_id": ["a", "b"], "published": days}), **options)


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2023-04-03", "2023-06-28", []),  # two of thirty days are missing at either end
        ("2023-04-04", "2023-06-28", ["2023-04"]),  # three of thirty are no less than a tenth
        ("2023-04-03", "2023-06-27", ["2023-06"]),
        ("2023-01-04", "2023-03-28", []),  # three of thirty-one are less
        ("2023-01-05", "2023-03-28", ["2023-01"]),
        ("2023-01-04", "2023-03-27", ["2023-03"]),
        ("2023-04-03 23:59:59", "2023-06-28 00:00:01", []),  # the hour of the day does not matter
    ],
)
def test_a_tenth_of_a_month(first, last, labels):
    assert partial(first, last) == labels


def test_a_tenth_of_a_quarter_and_of_a_year():
    assert partial("2023-01-09", "2023-12-31", every="quarter") == []  # 8 of 90 days
    assert partial("2023-01-10", "2023-12-31", every="quarter") == ["2023Q1"]  # 9
    assert partial("2023-02-06", "2024-11-25", every="year") == []  # 36 of 365 and of 366
    assert partial("2023-02-07", "2024-11-24", every="year") == ["2023", "2024"]  # 37 of either


def test_where_the_days_of_collection_are_known_one_day_is_enough():
    whole = {"collected_from": "2023-04-01", "collected_to": "2023-06-30"}
    assert partial("2023-04-20", "2023-06-10", **whole) == []
    assert partial("2023-04-20", "2023-06-10", **whole | {"collected_from": "2023-04-02"}) == ["2023-04"]
    assert partial("2023-04-20", "2023-06-10", **whole | {"collected_to": "2023-06-29"}) == ["2023-06"]
    assert partial("2023-04-20", "2023-06-10", collected_to="2023-06-30") == ["2023-04"]
    assert partial("2023-04-20", "2023-06-10", collected_from="2023-04-01 08:00") == ["2023-06"]


def test_one_period_is_named_once_and_articles_without_a_day_name_none():
    assert partial("2023-04-20", "2023-04-21") == ["2023-04"]
    assert partial(None, None) == []
    assert partial(None, "2023-04-16") == ["2023-04"]
    assert partial(None, None, collected_from="2023-04-02", collected_to="2023-04-03") == []


def test_a_day_that_is_none_is_named():
    with pytest.raises(OptionError, match="collected_from='mai' is not a date"):
        partial("2023-04-20", "2023-04-21", collected_from="mai")
