"""Groups of events: half of the names, one name on a day, two names where only the year is shared."""

import pandas as pd
import pytest

from kit.count.event_groups import add_event_groups


def group(*rows, precision="day", days=("2022-12-13", "2022-12-13")):
    """The event of each mention, given as (article, who)."""
    table = pd.DataFrame(rows, columns=["article_id", "who"]).assign(precision=precision)
    first, last = map(pd.Timestamp, days)
    table = table.assign(event_id=[f"e{n}" for n in range(len(table))], first_day=first, last_day=last)
    return add_event_groups(table)["event"].tolist()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("BEL; IOM", "BEL", True),  # one of two
        ("BEL; IOM", "BEL; FRA", False),  # one of three
        ("BEL; IOM; FRA", "BEL; IOM; LAO", True),  # two of four
        ("BEL; IOM; FRA", "BEL; IOM; LAO; USA", False),  # two of five
        ("BEL", "BEL", True),
        ("BEL", "FRA", False),
        ("BEL; VNM", "BEL; VNM", True),
        ("VNM", "VNM", False),
        ("", "", False),
        ("", "BEL", False),
    ],
)
def test_half_of_the_names_on_the_same_day(one, other, same):
    assert group(("a", one), ("b", other)) == ["e0", "e0" if same else "e1"]


@pytest.mark.parametrize("precision", ["week", "month", "quarter", "season", "year"])
def test_two_names_where_the_day_is_not_known(precision):
    assert group(("a", "BEL"), ("b", "BEL"), precision=precision) == ["e0", "e1"]
    assert group(("a", "BEL; IOM"), ("b", "BEL"), precision=precision) == ["e0", "e1"]
    assert group(("a", "BEL; IOM"), ("b", "IOM; BEL"), precision=precision) == ["e0", "e0"]


def test_the_event_with_most_names_in_common_and_of_equals_the_first():
    assert group(("a", "BEL; IOM"), ("b", "FRA; LAO"), ("c", "FRA; LAO; BEL")) == ["e0", "e1", "e1"]
    assert group(("a", "BEL; IOM"), ("b", "FRA; LAO"), ("c", "FRA; BEL; IOM; LAO")) == ["e0", "e1", "e0"]


def test_the_names_of_the_first_article_are_those_that_count():
    """No chains: the third shares names with the second, but not enough with the first."""
    assert group(("a", "BEL; IOM"), ("b", "BEL; IOM; FRA; LAO"), ("c", "FRA; LAO; BEL; USA")) == [
        "e0",
        "e0",
        "e2",
    ]


def test_mentions_of_one_article_are_one_event_with_the_names_of_all():
    assert group(("a", "BEL"), ("b", "BEL; IOM; FRA"), ("a", "IOM")) == ["e0", "e0", "e0"]
    assert group(("a", ""), ("a", "FRA")) == ["e0", "e0"]


def test_other_days_are_other_events():
    rows = pd.DataFrame({"event_id": ["e0", "e1", "e2"], "article_id": "a", "who": "BEL", "precision": "day"})
    days = pd.to_datetime(["2022-12-13", "2022-12-13", "2022-12-14"])
    ends = pd.to_datetime(["2022-12-13", "2022-12-14", "2022-12-14"])
    assert add_event_groups(rows.assign(first_day=days, last_day=ends))["event"].tolist() == [
        "e0",
        "e1",
        "e2",
    ]
    same = rows.assign(first_day=days[0], last_day=days[0], precision=["day", "month", "day"])
    assert add_event_groups(same)["event"].tolist() == ["e0", "e1", "e0"]


def test_what_an_article_tells_of_different_sides_on_one_day_are_two_events():
    rows = [
        ("a", "e1", "BEL VNM"),
        ("a", "e2", "LAO VNM"),
        ("a", "e3", "BEL"),
        ("a", "e4", ""),
        ("b", "e5", "LAO"),
    ]
    events = pd.DataFrame(rows, columns=["article_id", "event_id", "partners"])
    events = events.assign(who=events["partners"].str.replace(" ", "; "), precision="day", kind="encounter")
    events = events.assign(first_day=pd.Timestamp("2022-12-13"), last_day=pd.Timestamp("2022-12-13"))
    assert add_event_groups(events)["event"].tolist() == ["e1", "e2", "e1", "e1", "e2"]
    # of background only the days count, of another kind they are never one event
    assert add_event_groups(events.assign(kind="other"))["event"].tolist() == ["e1"] * 4 + ["e1"]
    other = events.assign(kind=["encounter", "encounter", "signing", "encounter", "encounter"])
    assert add_event_groups(other)["event"][2] == "e3"


def test_two_meetings_are_never_one_event_and_a_date_joins_one_of_its_sides():
    rows = [("a", "d1", "BEL", ""), ("a", "m1", "LAO", "x"), ("a", "m2", "BEL", "y"), ("a", "m3", "BEL", "z")]
    rows += [("b", "n1", "BEL", "u"), ("b", "n2", "BEL", "v")]
    events = pd.DataFrame(rows, columns=["article_id", "event_id", "partners", "source_id"])
    events = events.assign(who=events["partners"], precision="day", kind="encounter")
    events = events.assign(first_day=pd.Timestamp("2022-12-13"), last_day=pd.Timestamp("2022-12-13"))
    assert add_event_groups(events)["event"].tolist() == ["m2", "m1", "m2", "m3", "m2", "m3"]
