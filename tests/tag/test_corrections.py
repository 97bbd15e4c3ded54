"""Corrections of meetings: the laws of those of events, sides and persons, and what names another meeting."""

import pandas as pd
import pytest

import kit
from kit.errors import FileError, KitWarning, TableError
from kit.schema import make_table
from kit.tag.corrections import lay_over, load_corrections, save_corrections

DAY = pd.Timestamp("2023-05-09")
OLD, GONE = "0123456789ab", "ba9876543210"


@pytest.fixture
def meetings():
    known = {
        "article_id": "a",
        "text": "tiếp",
        "kind": "receive",
        "side_a": "VNM",
        "side_b": "BEL",
        "keep": True,
    }
    days = {"first_day": [DAY, DAY, pd.NaT], "last_day": [DAY, DAY + pd.Timedelta(days=2), pd.NaT]}
    people = {"person_a": "tô lâm", "basis": "sentence", "status": "past"}
    return make_table({"meeting_id": ["m1", "m2", "m3"]} | {k: [v] * 3 for k, v in (known | people).items()} | days,
                      "meetings")  # fmt: skip


def write(tmp_path, *rows):
    path = tmp_path / "meetings.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_a_file_to_fill_in_tells_what_was_found_and_is_never_overwritten(meetings, tmp_path):
    path = save_corrections(meetings[:2], tmp_path / "meetings.csv")
    table = load_corrections(path)
    assert table["found"].tolist() == ["2023-05-09 receive VNM BEL tô lâm"] * 2
    assert list(table)[:4] == ["meeting_id", "article_id", "text", "found"]
    assert (table.drop(columns=["meeting_id", "article_id", "text", "found"]) == "").all(axis=None)
    table.loc[2, "place"] = "Huế"
    table.to_csv(path, index=False)
    save_corrections(meetings, path)
    assert load_corrections(path)[["meeting_id", "place"]].values.tolist() == [
        ["m1", "Huế"],
        ["m2", ""],
        ["m3", ""],
    ]
    pd.testing.assert_frame_equal(
        lay_over(meetings, path)[list(meetings)], meetings.assign(place=["Huế", "", ""])
    )


def test_cells_are_read_as_what_they_stand_for(meetings, tmp_path):
    path = write(
        tmp_path,
        "meeting_id;kind;side_b;person_b;level;direction;first_day;same_as",
        "m1;talks;BEL IOM;Hadja Lahbib;minister;in;2023-05-08;m2",
        "m2;;;;;;2023-05-10;",
        "m3;;;;;;2023-05-08;",
    )
    found = lay_over(meetings, path)
    cells = ["kind", "side_b", "person_b", "level", "direction", "basis", "same_as", "by_hand"]
    assert found.loc[0, cells].tolist() == [
        "talks", "BEL IOM", "hadja lahbib", "minister", "in", "by hand", "m2",
        "kind; side_b; person_b; level; direction; first_day; same_as",
    ]  # fmt: skip
    days = found[["first_day", "last_day"]].astype("str").values.tolist()
    assert days == [["2023-05-08"] * 2, ["2023-05-10", "2023-05-11"], ["2023-05-08"] * 2]
    assert found["by_hand"].tolist()[1:] == ["first_day", "first_day"]


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("kind", "party", r"meetings\.csv, row 3 \(m2\): kind is 'party'. Use one of: receive, talks"),
        ("status", "soon", r"row 3 \(m2\): status is 'soon'"),
        ("level", "king", r"row 3 \(m2\): level is 'king'"),
        ("direction", "up", r"row 3 \(m2\): direction is 'up'. Use one of: in, out, other"),
        ("side_a", "VNM BELL", r"row 3 \(m2\): side_a is 'VNM BELL', but there is no partner BELL"),
        ("first_day", "soon", r"row 3 \(m2\): first_day is 'soon', which is no date"),
        ("last_day", "2023-05-08", r"row 3 \(m2\): the last_day 2023-05-08 has no first_day before it"),
        ("keep", "perhaps", r"row 3 \(m2\): keep is 'perhaps'. Write yes or no"),
        ("mood", "good", "unknown columns mood. Use kind, side_a"),
        ("article_id", "a", ""),
    ],
)
def test_a_wrong_cell_is_named_with_file_and_row(meetings, tmp_path, column, cell, message):
    path = write(tmp_path, f"meeting_id,{column}", "m1,", f"m2,{cell}")
    if message:
        with pytest.raises(FileError, match=message):
            lay_over(meetings, path)
    else:
        assert len(lay_over(meetings, path)) == 3


def test_a_last_day_needs_a_first(meetings, tmp_path):
    with pytest.raises(FileError, match=r"row 2 \(m3\): the last_day 2023-05-08 has no first_day"):
        lay_over(meetings, write(tmp_path, "meeting_id,last_day", "m3,2023-05-08"))


def test_a_row_by_hand_is_added_if_it_tells_who_what_and_when(meetings, tmp_path):
    head = "meeting_id,article_id,kind,side_a,side_b,first_day,same_as,not_same_as"
    path = write(tmp_path, head, "Mine,b,talks,VNM,IOM,2023-06-01,m1,", "m1,,,,,,,Mine")
    row = lay_over(meetings, path).iloc[-1]
    assert row[["meeting_id", "article_id", "basis", "by_hand", "same_as"]].tolist() == [
        "Mine",
        "b",
        "by hand",
        "kind; side_a; side_b; first_day; same_as",
        "m1",
    ]
    assert row[["sentence", "start", "end"]].tolist() == [-1] * 3
    assert str(row["last_day"].date()) == "2023-06-01"


def test_what_is_no_longer_found_is_named_and_kept(meetings, tmp_path):
    path = write(
        tmp_path,
        "meeting_id,first_day,same_as,keep",
        f"{OLD},2023-05-01,,",
        f"m1,,m-{OLD}; m2,",
        f"m-{GONE},,,no",
    )
    with pytest.warns(
        KitWarning,
        match=rf"2 corrections are of meetings that are no longer found \({OLD} in row 2, m-{OLD} in row 3\)",
    ) as said:
        found = lay_over(meetings, path)
    assert len(said) == 1 and len(found) == 3
    assert "Give a kind, a side_a, a side_b, a first_day to keep such a row" in str(said[0].message)
    save_corrections(meetings, path)
    assert load_corrections(path)["meeting_id"].tolist() == [OLD, "m1", f"m-{GONE}", "m2", "m3"]


def test_corrections_are_laid_over_the_table_that_they_are_of(meetings, tmp_path):
    with pytest.raises(
        FileError, match=r"meetings\.csv lacks the column meeting_id: it corrects something else"
    ):
        lay_over(meetings, write(tmp_path, "event_id,status", "e1,past"))
    with pytest.raises(FileError, match="lacks the column meeting_id"):
        save_corrections(meetings, tmp_path / "meetings.csv")
    with pytest.raises(TableError, match="Only the tables of events"):
        lay_over(pd.DataFrame({"article_id": ["a"]}), tmp_path / "none.csv")


def test_laying_them_over_twice_changes_nothing_more(meetings, tmp_path):
    meetings = meetings.assign(meeting_id=["m1", "m2", f"m-{GONE}"])
    path = write(
        tmp_path, "meeting_id,kind,first_day,keep,not_same_as", "m1,talks,2023-05-08,,m2", f"m-{GONE},,,no,"
    )
    once = lay_over(meetings, path)
    pd.testing.assert_frame_equal(lay_over(once, path), once)


def test_a_meeting_by_hand_counts_before_what_articles_tell(meetings, tmp_path):
    head = "meeting_id,article_id,kind,side_a,side_b,person_a,first_day,place"
    path = write(tmp_path, head, "Mine,a,receive,VNM,BEL,tô lâm,2023-05-09,Hà Nội")
    (one,) = kit.fold_meetings(lay_over(meetings[:1].assign(place="Paris"), path)).to_dict("records")
    assert (one["n_reports"], one["place"]) == (2, "Hà Nội")


def test_a_row_without_an_id_is_named(tmp_path):
    path = write(tmp_path, "meeting_id,kind,side_a,side_b,first_day", ",talks,VNM,FRA,2023-01-01")
    with pytest.raises(
        FileError, match=r"meetings\.csv, row 2 has no meeting_id\. Give a row of yours a name"
    ):
        load_corrections(path)
