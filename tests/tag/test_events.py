"""Events: which dates are some, what is said of them, and corrections by hand that survive."""

import pandas as pd
import pytest

from kit.errors import FileError, KitWarning
from kit.tag.dates import find_dates
from kit.tag.events import correct_events, find_events
from kit.tag.events_corrections import load_events_corrections, save_events_corrections


def tables(*sentences, published="2023-04-05", role="body"):
    """Dates, sentences and articles of one article whose sentences these are."""
    starts = [len(" ".join(sentences[:number])) + (number > 0) for number in range(len(sentences))]
    articles = pd.DataFrame(
        {"article_id": ["a"], "text": [" ".join(sentences)], "published": pd.to_datetime([published])}
    )
    table = pd.DataFrame(
        {
            "article_id": "a",
            "sentence": range(len(sentences)),
            "role": role,
            "start": starts,
            "text": sentences,
        }
    )
    return find_dates(table, articles), table, articles


@pytest.mark.parametrize(
    ("text", "value", "precision", "status"),
    [
        ("Ngày 3/4, hai bên họp.", "2023-04-03", "day", "past"),
        ("Chiều 9/5, bà sẽ đến.", "2023-05-09TAF", "day", "announced"),
        ("Bà thăm từ ngày 4-6/4.", "2023-04-04/2023-04-06", "day", "past"),
        ("Bà sẽ đến vào tháng 5.", "2023-05", "month", "announced"),
        ("Trong tháng 4/2023, hai bên họp.", "2023-04", "month", "unknown"),
        ("Ký năm 2009.", "2009", "year", "past"),
        ("Thăm trong năm 2024.", "2024", "year", "announced"),
        ("Quý I/2023 tăng.", "2023-Q1", "quarter", "past"),
        ("Nhiệm kỳ 2023-2025.", "2023/2025", "year", "unknown"),
    ],
)
def test_points_and_ranges_are_events(text, value, precision, status):
    row = find_events(*tables(text)).iloc[0]
    assert (row["value"], row["precision"], row["status"]) == (value, precision, status)
    assert row["first_day"] <= row["last_day"]


@pytest.mark.parametrize(
    "text",
    [
        *("hơn 2 năm qua", "hằng năm", "trong thời gian tới", "thập niên 1990", "thế kỷ XX"),
        *("(2/9/1945 - 2/9/2022)", "kỷ niệm 50 năm quan hệ (1973-2023)"),
    ],
)
def test_durations_vague_references_and_anniversaries_are_no_events(text):
    assert find_events(*tables(text)).empty


def test_dates_of_other_stories_and_without_a_year_are_no_events():
    assert find_events(*tables("Chiều 4/4, bà đến.", role="teaser")).empty
    assert find_events(*tables("Chiều 4/4, bà đến.", published=None)).empty


def test_what_is_the_clause_and_who_stands_in_it():
    text = "Bà Lan thăm Bỉ ngày 3/4 và đánh giá cao kết quả, đồng thời hoan nghênh ông Minh sang ngày 9/5; ông cảm ơn."
    dates, sentences, articles = tables(text)
    who = pd.DataFrame(
        [("a", text.index(name), text.index(name) + len(name), name) for name in ("Bà Lan", "ông Minh")],
        columns=["article_id", "start", "end", "key"],
    )
    events = find_events(dates, sentences, articles, who=who)
    assert list(events["what"]) == [
        "Bà Lan thăm Bỉ ngày 3/4 và đánh giá cao kết quả",
        "đồng thời hoan nghênh ông Minh sang ngày 9/5",
    ]
    assert list(events["who"]) == ["Bà Lan", "ông Minh"]
    assert list(events["inferred"]) == ["year", "year"]


def test_corrections_survive_running_again(tmp_path):
    path = tmp_path / "corrections.csv"
    found = tables("Ngày 3/4, hai bên họp.", "Ngày 9/5, bà đến.", "Ngày 12/12, họp lần nữa.")
    events = find_events(*found)
    assert load_events_corrections(path).empty
    save_events_corrections(events, path)
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert table["first_day"].tolist() == ["", "", ""]
    table.loc[0, ["first_day", "note"]] = ["2023-04-02", "a day earlier"]
    table.loc[1, "keep"] = "no"
    table.loc[3] = {"event_id": "mine", "article_id": "a", "first_day": "2023-06-01", "what": "by hand"}
    table.fillna("").to_csv(path, index=False)
    again = find_events(*found, corrections=load_events_corrections(path))
    assert again["first_day"].astype("str").tolist() == ["2023-04-02", "2022-12-12", "2023-06-01"]
    assert again["note"].tolist() == ["a day earlier", "", ""]
    assert again["basis"].tolist()[2] == "by hand"
    pd.testing.assert_frame_equal(again, correct_events(events, path))
    save_events_corrections(again, path)  # adds nothing, loses nothing
    assert len(load_events_corrections(path)) == 4
    assert list(events["event_id"]) == list(find_events(*found)["event_id"])


def test_a_correction_of_an_event_that_is_gone_is_named(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("event_id,status\n0123456789ab,past\n", encoding="utf-8")
    with pytest.warns(KitWarning, match="0123456789ab"):
        events = find_events(*tables("Ngày 3/4, họp."), corrections=load_events_corrections(path))
    assert len(events) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("status\npast\n", "lacks the column event_id"),
        ("event_id,mood\na,good\n", "unknown columns mood"),
        ("event_id,status\na,past\na,past\n", "corrects the event a twice"),
        ("", "lacks the column event_id"),
    ],
)
def test_a_corrections_file_that_cannot_be_read_says_why(tmp_path, content, message):
    path = tmp_path / "corrections.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=message):
        load_events_corrections(path)


def test_corrections_that_a_spreadsheet_saved_are_read_as_they_were_written(tmp_path):
    """Excel saves with a byte order mark, and with semicolons where the comma is the decimal sign."""
    events = find_events(*tables("Ngày 3/4, họp."))
    events = events.assign(article_id="=a", text="-3/4")
    path = save_events_corrections(events, tmp_path / "corrections.csv")
    written = path.read_text(encoding="utf-8-sig")
    assert ",'=a,'-3/4," in written
    for separator in ",;\t":
        path.write_text("\ufeff" + written.replace(",", separator), encoding="utf-8")
        assert load_events_corrections(path)[["article_id", "text"]].values.tolist() == [["=a", "-3/4"]]
    path.write_bytes("event_id,note\na,Bỉ\n".encode("utf-16"))
    with pytest.raises(FileError, match=r"corrections\.csv is not UTF-8"):
        load_events_corrections(path)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("first_day", "soon", "which is no date"),
        ("status", "perhaps", "Use one of: past, announced, unknown"),
        ("keep", "perhaps", "Write yes or no"),
    ],
)
def test_a_correction_that_makes_no_sense_says_why(column, value, message):
    found = tables("Ngày 3/4, họp.")
    event_id = find_events(*found)["event_id"][0]
    with pytest.raises(FileError, match=message):
        find_events(*found, corrections=pd.DataFrame({"event_id": [event_id], column: [value]}))


def test_no_dates_make_an_empty_table_with_the_columns():
    empty, full = find_events(*tables("Không có gì.")), find_events(*tables("Ngày 3/4, họp."))
    assert empty.empty
    assert list(empty.dtypes) == list(full.dtypes)
