"""Encounters as a table: one row for each, what it says of several reports, ids that stay, corrections."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.count.meetings import fold_meetings
from kit.errors import FileError, TableError
from kit.schema import SCHEMAS, empty_table, make_table
from kit.tag.meetings import correct_meetings

DAY = "2023-05-09"


def meet(meeting_id, article_id="", day=DAY, last="", **cells):
    """A meeting of Tô Lâm with the prime minister of Belgium."""
    days = {"first_day": pd.Timestamp(day or None), "last_day": pd.Timestamp(last or day or None)}
    known = {
        "kind": "meet",
        "side_a": "VNM",
        "side_b": "BEL",
        "person_a": "tô lâm",
        "status": "past",
        "keep": True,
    }
    known |= {"person_b": "alexander de croo", "basis": "sentence" if day else ""}
    return {"meeting_id": meeting_id, "article_id": article_id or f"of {meeting_id}"} | known | days | cells


def table(*meetings):
    return make_table(list(meetings), "meetings")


def publish(**days):
    """The table of articles, from "of <meeting_id>" to its day."""
    rows = [{"article_id": f"of {name}", "published": pd.Timestamp(day)} for name, day in days.items()]
    return make_table(rows, "articles")


def test_one_row_of_all_reports():
    talks = {"kind": "talks", "office_b": "Thủ tướng Bỉ", "level": "head_of_government", "note": "checked"}
    visited = meet("m4", kind="visit", last="2023-05-11", direction="in", person_b="de croo")
    found = fold_meetings(
        table(
            meet("m2", level="minister", place="Hà Nội", status="announced"),
            meet("m1", day="", person_b="de croo", place="trụ sở Chính phủ", **talks),
            meet("m3", side_a="BEL", side_b="VNM", person_a="alexander de croo", person_b="", place="Hà Nội"),
            visited,
        ),
        articles=publish(m1="2023-05-10", m2="2023-05-08", m3="2023-05-09", m4="2023-05-09"),
    )
    assert list(found) == list(SCHEMAS["encounters"])
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        name: str(pd.Series(dtype=dtype).dtype) for name, dtype in SCHEMAS["encounters"].items()
    }
    day, visit = pd.Timestamp(DAY), pd.Timestamp("2023-05-11")
    assert found.values.tolist() == [
        ["m2", "talks", "BEL VNM", "alexander de croo; tô lâm", "Thủ tướng Bỉ", "head_of_government", "", "Hà Nội", day,
         day, "", "sentence", "past", 3, 3, "of m1; of m2; of m3", "m1; m2; m3", pd.Timestamp("2023-05-08"), True,
         "checked"],
        ["m4", "visit", "VNM BEL", "de croo; tô lâm", "", "", "in", "", day,
         visit, "", "sentence", "past", 1, 1, "of m4", "m4", day, True, ""],
    ]  # fmt: skip


def test_a_visit_and_the_talks_within_it_are_two_sorted_by_day():
    visit, talks = meet("m1", kind="visit", last="2023-05-11"), meet("m2", day="2023-05-08", kind="talks")
    found = fold_meetings(table(visit, talks))
    assert found["kind"].tolist() == ["talks", "visit"]
    assert fold_meetings(table(meet("m1", day=""), meet("m2")))["encounter_id"].tolist() == ["m2", "m1"]


def test_an_announced_meeting_joins_the_later_report():
    reports = table(meet("m2"), meet("m1", day="", status="announced"))
    (found,) = fold_meetings(reports, articles=publish(m1="2023-05-04", m2="2023-05-10")).to_dict("records")
    assert (found["status"], found["encounter_id"], str(found["first_day"].date())) == ("past", "m1", DAY)
    for day, n in {"2023-05-01": 2, "2023-05-02": 1, "2023-05-10": 1, "2023-05-11": 2}.items():
        assert len(fold_meetings(reports, articles=publish(m1=day, m2="2023-05-11"))) == n
    assert len(fold_meetings(reports)) == 2  # nothing says when


@pytest.mark.parametrize(
    ("one", "other", "n", "about"),
    [
        ({"about": "2024"}, {"about": "2024"}, 1, "2024"),
        ({"about": "2024"}, {"about": "2024-09"}, 1, "2024-09"),
        ({"about": "2023"}, {"about": "2024"}, 2, "2023"),
        ({"about": "2024"}, {"day": "2024-12-31"}, 1, ""),
        ({"about": "2024-09"}, {"day": "2024-12-31"}, 2, "2024-09"),
        ({"about": "2024"}, {}, 2, "2024"),
    ],
)
def test_a_month_or_year_is_of_any_of_its_days(one, other, n, about):
    reports = table(*(meet(name, **{"day": ""} | of) for name, of in (("m1", one), ("m2", other))))
    near = publish(m1="2023-05-09", m2="2023-05-10")
    for articles in (None, near):
        found = fold_meetings(reports, articles=articles).set_index("encounter_id")
        assert (len(found), found.loc["m1", "about"]) == (n, about)


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (["meet", "meet", "talks"], "talks"),
        (["receive", "receive", "talks"], "receive"),
        (["meet"], "meet"),
        (["receive", "talks"], "talks"),
    ],
)
def test_the_kind_that_most_tell_and_meet_last(kinds, kind):
    meetings = table(*(meet(f"m{n}", kind=of) for n, of in enumerate(kinds)))
    assert fold_meetings(meetings)["kind"].tolist() == [kind]


def test_the_days_best_known_of_a_visit_all_else_the_most_exact():
    longer = [meet("m1", last="2023-05-10"), meet("m2"), meet("m3", basis="article", last="2023-05-12")]
    for kind, last in (("visit", "2023-05-10"), ("talks", DAY)):
        found = fold_meetings(table(*(of | {"kind": kind} for of in longer)))
        assert found["last_day"].astype("str").tolist() == [last]
    assert fold_meetings(table(meet("m1") | {"last_day": pd.NaT}))["last_day"].astype("str").tolist() == [DAY]
    twice = table(*longer, meet("m4"))
    assert str(fold_meetings(twice.assign(kind="visit"))["last_day"][0].date()) == DAY  # as most tell


def test_without_meetings_the_columns_stay_and_say_why():
    for empty in (empty_table("meetings"), table(meet("m1", keep=False))):
        found = fold_meetings(empty)
        assert found.empty and list(found) == list(SCHEMAS["encounters"])
        assert found.attrs["note"] == "No encounter was found."
    why = empty_table("meetings", "The articles tell of none.")
    assert fold_meetings(why).attrs["note"] == "The articles tell of none."
    with pytest.raises(TableError, match="The meetings table lacks the columns side_a"):
        fold_meetings(table(meet("m1")).drop(columns="side_a"))


def test_an_article_that_is_not_in_the_table_of_articles_was_published_nobody_knows_when():
    found = fold_meetings(table(meet("m1"), meet("m2"), meet("m3")), articles=publish(m2=DAY))
    assert found[["encounter_id", "n_articles"]].values.tolist() == [["m2", 3]]
    assert found["first_told"][0] == pd.Timestamp(DAY)
    assert len(fold_meetings(table(meet("m1"), meet("m2", day="")), articles=publish(m1=DAY))) == 2


def test_two_meetings_of_one_id_are_an_error():
    with pytest.raises(TableError, match="Two meetings have the id m1"):
        fold_meetings(table(meet("m1"), meet("m2"), meet("m1")))


REPORTS = st.lists(
    st.tuples(
        st.sampled_from(["", "2023-05-09", "2023-05-10"]),
        st.sampled_from(["meet", "talks", "visit"]),
        st.sampled_from(["", "tô lâm", "lâm", "lương cường"]),
        st.integers(1, 20),
    ),
    min_size=1,
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=12)
@given(REPORTS, st.randoms(use_true_random=False))
def test_no_report_is_lost_and_neither_order_nor_index_matters(drawn, chance):
    rows = [meet(f"m{n}", day=day, kind=kind, person_a=who) for n, (day, kind, who, _) in enumerate(drawn)]
    articles = publish(**{f"m{n}": f"2023-05-{of[3]:02}" for n, of in enumerate(drawn)})
    meetings = table(*rows)
    before = meetings.copy()
    found = fold_meetings(meetings, articles=articles)
    pd.testing.assert_frame_equal(meetings, before)
    mixed = meetings.sample(frac=1, random_state=chance.randint(0, 99))
    pd.testing.assert_frame_equal(fold_meetings(mixed, articles=articles[::-1]), found)
    assert sorted("; ".join(found["meeting_ids"]).split("; ")) == sorted(meetings["meeting_id"])
    assert found["n_reports"].sum() == len(meetings) and found["encounter_id"].is_unique
    assert all(
        one in ids.split("; ") for one, ids in zip(found["encounter_id"], found["meeting_ids"], strict=True)
    )


@settings(max_examples=5)
@given(st.lists(st.integers(9, 28), min_size=1, max_size=4, unique=True))
def test_an_encounter_keeps_its_id_while_later_articles_are_added(days):
    published = {f"m{9 - n}": f"2023-05-{day:02}" for n, day in enumerate(sorted(days))}
    meetings = table(*(meet(name) for name in published))
    ids = {
        fold_meetings(meetings[:n], articles=publish(**published))["encounter_id"].item()
        for n in range(1, len(meetings) + 1)
    }
    assert len(ids) == 1


def correct(meetings, *rows):
    return correct_meetings(meetings, pd.DataFrame(rows).fillna(""))


def test_what_was_written_by_hand_counts_before_what_others_tell():
    meetings = table(*(meet(f"m{n}", place="Hà Nội", kind="talks", status="announced") for n in range(3)))
    by_hand = {
        "meeting_id": "m1",
        "place": "Huế",
        "kind": "receive",
        "status": "unknown",
        "last_day": "2023-05-10",
    }
    (found,) = fold_meetings(correct(meetings, by_hand | {"note": "as the minutes say"})).to_dict("records")
    cells = [found[name] for name in ("place", "kind", "status", "basis", "note", "n_articles")]
    assert cells == ["Huế", "receive", "unknown", "by hand", "as the minutes say", 3]
    assert str(found["last_day"].date()) == "2023-05-10"


def test_meetings_joined_parted_dropped_and_added_by_hand():
    meetings = table(meet("m1"), meet("m2"), meet("m3", day="2023-06-01", person_b="hadja lahbib"))

    def fold(*rows):
        return fold_meetings(correct(meetings, *rows))["meeting_ids"].tolist()

    assert fold({"meeting_id": "none"}) == ["m1; m2", "m3"]
    assert fold({"meeting_id": "m2", "not_same_as": "m1"}) == ["m1", "m2", "m3"]
    assert fold({"meeting_id": "m3", "same_as": "m1"}) == ["m1; m2; m3"]
    assert fold({"meeting_id": "m3", "same_as": "m1", "not_same_as": "m2"}) == ["m1; m3", "m2"]
    assert fold({"meeting_id": "m1", "keep": "no"}) == ["m2", "m3"]
    own = {"meeting_id": "mine", "kind": "talks", "side_a": "VNM", "side_b": "BEL", "first_day": DAY}
    assert fold(own) == ["m1; m2; mine", "m3"]
    with pytest.raises(FileError, match="same_as joins with"):
        fold({"meeting_id": "m1", "same_as": "m2", "not_same_as": "m2"})


def test_corrections_come_from_a_file_that_need_not_be_there(tmp_path):
    meetings = table(meet("m1"), meet("m2"))
    path = tmp_path / "meetings.csv"
    assert len(fold_meetings(correct_meetings(meetings, path))) == 1
    path.write_text("meeting_id,not_same_as\nm1,m2\n", encoding="utf-8")
    assert len(fold_meetings(correct_meetings(meetings, path))) == 2
