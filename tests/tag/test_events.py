"""Events: which dates are some, what is said of them, and corrections by hand that survive."""

import pandas as pd
import pytest

from kit.errors import FileError, KitWarning, TableError
from kit.tag.corrections import load_corrections, save_corrections
from kit.tag.dates import find_dates
from kit.tag.events import correct_events, find_events


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
    assert load_corrections(path).empty
    save_corrections(events, path)
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    assert table["first_day"].tolist() == ["", "", ""]
    table.loc[0, ["first_day", "note"]] = ["2023-04-02", "a day earlier"]
    table.loc[1, "keep"] = "no"
    table.loc[3] = {"event_id": "mine", "article_id": "a", "first_day": "2023-06-01", "what": "by hand"}
    table.fillna("").to_csv(path, index=False)
    again = correct_events(events, load_corrections(path))
    assert again["first_day"].astype("str").tolist() == ["2023-04-02", "2022-12-12", "2023-06-01"]
    assert again["note"].tolist() == ["a day earlier", "", ""]
    assert again["basis"].tolist()[2] == "by hand"
    pd.testing.assert_frame_equal(again, correct_events(events, path))
    save_corrections(again, path)  # adds nothing, loses nothing
    assert len(load_corrections(path)) == 4
    assert list(events["event_id"]) == list(find_events(*found)["event_id"])


def test_a_correction_of_an_event_that_is_gone_is_named(tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text("event_id,status\n0123456789ab,past\n", encoding="utf-8")
    with pytest.warns(KitWarning, match="0123456789ab"):
        events = correct_events(find_events(*tables("Ngày 3/4, họp.")), load_corrections(path))
    assert len(events) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("status\npast\n", "lacks the column event_id"),
        ("event_id,mood\na,good\n", "unknown columns mood"),
        ("event_id,status\na,past\na,past\n", "row 3: a is corrected a second time"),
        ("", "lacks the column event_id"),
    ],
)
def test_a_corrections_file_that_cannot_be_read_says_why(tmp_path, content, message):
    path = tmp_path / "corrections.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError, match=message):
        load_corrections(path)


def test_corrections_that_a_spreadsheet_saved_are_read_as_they_were_written(tmp_path):
    """Excel saves with a byte order mark, and with semicolons where the comma is the decimal sign."""
    events = find_events(*tables("Ngày 3/4, họp."))
    events = events.assign(article_id="=a", text="-3/4")
    path = save_corrections(events, tmp_path / "corrections.csv")
    written = path.read_text(encoding="utf-8-sig")
    assert ",'=a,'-3/4," in written
    for separator in ",;\t":
        path.write_text("\ufeff" + written.replace(",", separator), encoding="utf-8")
        assert load_corrections(path)[["article_id", "text"]].values.tolist() == [["=a", "-3/4"]]
    path.write_bytes("event_id,note\na,Bỉ\n".encode("utf-16"))  # Excel's Unicode text
    assert load_corrections(path).values.tolist() == [["a", "Bỉ"]]
    path.write_bytes("event_id,note\na,à\n".encode("cp1252"))
    with pytest.raises(FileError, match=r"corrections\.csv is not UTF-8"):
        load_corrections(path)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("first_day", "soon", "which is no date"),
        ("status", "perhaps", "Use one of: past, announced, unknown"),
        ("keep", "perhaps", "Write yes or no"),
    ],
)
def test_a_correction_that_makes_no_sense_says_why(column, value, message):
    events = find_events(*tables("Ngày 3/4, họp."))
    with pytest.raises(FileError, match=message):
        correct_events(events, pd.DataFrame({"event_id": events["event_id"], column: [value]}))


def test_no_dates_make_an_empty_table_with_the_columns():
    empty, full = find_events(*tables("Không có gì.")), find_events(*tables("Ngày 3/4, họp."))
    assert empty.empty
    assert list(empty.dtypes) == list(full.dtypes)


# -- the edges of the rules ---------------------------------------------------------------------------


def status(text, published="2023-04-05", **bounds):
    """The status of the one event of a text; ``bounds`` are those of a day that is not known."""
    dates, sentences, articles = tables(text, published=published)
    articles = articles.assign(**{f"published_{end}": pd.to_datetime(day) for end, day in bounds.items()})
    return find_events(dates, sentences, articles)["status"].tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 4/4/2023, hai bên họp.", "past"),
        ("Ngày 5/4/2023, hai bên họp.", "past"),  # on the day itself
        ("Ngày 6/4/2023, hai bên họp.", "announced"),
        # a visit is past once it has begun
        ("Bà thăm Huế từ ngày 5-9/4/2023.", "past"),
        ("Bà thăm Huế từ ngày 6-9/4/2023.", "announced"),
        # what is as wide as a month is past when it is over
        ("Trong tháng 3/2023, hai bên họp.", "past"),
        ("Trong tháng 5/2023, hai bên họp.", "announced"),
    ],
)
def test_the_status_of_an_event_at_publication(text, expected):
    assert status(text) == [expected]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2023-03-31", "announced"),
        ("2023-04-01", "announced"),
        ("2023-04-02", "unknown"),
        ("2023-04-29", "unknown"),
        ("2023-04-30", "past"),
        ("2023-05-01", "past"),
    ],
)
def test_the_status_of_a_month_on_its_first_and_on_its_last_day(published, expected):
    assert status("Trong tháng 4/2023, hai bên họp.", published) == [expected]


def test_the_status_where_only_the_bounds_of_publication_are_known():
    bounds = {"from": "2023-04-05", "to": "2023-04-20"}
    days = {"5/4/2023": "past", "6/4/2023": "unknown", "19/4/2023": "unknown", "20/4/2023": "announced"}
    for day, expected in days.items():
        assert status(f"Ngày {day}, hai bên họp.", None, **bounds) == [expected], day
        # a day that is known counts before its bounds
        assert status(f"Ngày {day}, hai bên họp.", "2023-04-20", **bounds) == ["past"], day
    assert status("Ngày 5/4/2023, hai bên họp.", None) == ["unknown"]
    assert status("Ngày 5/4/2023, hai bên họp.", None, to="2023-04-05") == ["announced"]
    assert status("Ngày 5/4/2023, hai bên họp.", None, **{"from": "2023-04-05"}) == ["past"]


@pytest.mark.parametrize(("between", "events"), [(120, 0), (121, 1)])
def test_an_anniversary_is_named_within_120_characters_before_its_years(between, events):
    gap = ("kỷ niệm ngày hai nước kết bạn" + " và ngày hai nước mở trường học chung" * 4)[: between - 1] + " "
    assert len(find_events(*tables(f"Họ {gap}1973-2023."))) == events


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Hai bên họp kỷ niệm năm 2022.", ["2022"]),  # one year is not counted from another
        ("Hai bên hợp tác trong các năm 1973-2023.", ["1973/2023"]),
        ("Hai bên kỷ niệm hợp tác 1973-2023.", []),
        ("Lễ Quốc khánh (2/9/1945 - 2/9/2022).", []),
        ("Lễ Quốc khánh (2/9/2021 - 2/9/2022).", []),
        ("Triển lãm (2/9/2022 - 2/9/2022).", ["2022-09-02/2022-09-02"]),
        ("Triển lãm (2/9/2022 - 3/9/2022).", ["2022-09-02/2022-09-03"]),
        ("Triển lãm (1/9/2021 - 2/9/2022).", ["2021-09-01/2022-09-02"]),
    ],
)
def test_which_ranges_are_anniversaries(text, values):
    assert find_events(*tables(text))["value"].tolist() == values


def test_a_range_is_as_exact_as_its_coarser_end():
    dates, sentences, articles = tables("Từ tháng 3/2023 đến ngày 4/4/2023, hai bên họp.")
    for value, expected in {
        "2023-03/2023-04-04": "month", "2023-04-04/2023": "year", "2023-W14/2023-04-09": "week",
        "2023-Q1": "quarter", "2023-H1": "season", "2023-Q1/2023-H2": "season", "2023-04-04T10:00": "day",
    }.items():  # fmt: skip
        one = dates.head(1).assign(value=value, type="DATE")
        assert find_events(one, sentences, articles)["precision"].tolist() == [expected]
    assert find_events(dates.head(1).assign(value="199X", type="DATE"), sentences, articles).empty


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Bà vui; ngày 3/4 họp; ông về.", "ngày 3/4 họp"),
        ("Chương trình: ngày 3/4 họp: ông về.", "ngày 3/4 họp"),
        ("Bà vui\nngày 3/4 họp\nông về.", "ngày 3/4 họp"),
        ("Lúc 10:30 ngày 3/4 họp;ông về.", "Lúc 10:30 ngày 3/4 họp;ông về."),  # no space, no end
        ("Bà vui, ngày 3/4 họp, ông về.", "Bà vui, ngày 3/4 họp, ông về."),  # a comma alone is none
        ("Bà vui, đồng thời ngày 3/4 họp, trong đó có ông.", "đồng thời ngày 3/4 họp"),
        ("Bà vui đồng thời ngày 3/4 họp trong đó có ông.", "Bà vui đồng thời ngày 3/4 họp trong đó có ông."),
        ("Bà vui về lễ ngày 3/4 và chuyến thăm Huế.", "Bà vui về lễ ngày 3/4"),
        ("Bà vui , nhưng ngày 3/4 họp , song ông về.", "nhưng ngày 3/4 họp"),
        ("ngày 3/4; ông về.", "ngày 3/4"),
    ],
)
def test_the_clause_of_a_date(text, what):
    assert find_events(*tables(text))["what"].tolist() == [what]


def test_who_stands_wholly_in_the_clause_is_named_once_in_the_order_of_the_table():
    text = "An; ngày 3/4 Bình gặp Chi; Dung."
    dates, sentences, articles = tables("Mở đầu là một câu.", text)
    at = {name: 19 + text.index(name) for name in ("An", "ngày", "Bình", "Chi", "Dung")}
    rows = [("a", at[name], at[name] + len(name), name) for name in at]
    rows += [("a", at["Chi"], at["Chi"] + 3, "Bình"), ("a", at["An"], at["ngày"] + 4, "cả hai")]
    rows += [("a", at["Chi"], at["Chi"] + 4, "quá dài"), ("b", at["Chi"], at["Chi"] + 3, "bài khác")]
    who = pd.DataFrame(rows, columns=["article_id", "start", "end", "key"])
    assert find_events(dates, sentences, articles, who=who)["who"].tolist() == ["ngày; Bình; Chi"]
    assert find_events(dates, sentences, articles)["who"].tolist() == [""]


IDS = ["e-690500347351", "e-59e293650be5"]


def test_the_id_of_an_event_is_its_article_its_place_and_its_words_for_ever():
    """People's corrections name it."""
    events = find_events(*tables("Ngày 3/4, hai bên họp.", "Ngày 3/4, họp."))
    assert events["event_id"].tolist() == IDS
    assert (
        find_events(*tables("Ngày 3/4, hai bên họp.", published="2020-01-01"))["event_id"].tolist() == IDS[:1]
    )


def test_a_date_whose_sentence_is_not_there_is_named():
    dates, sentences, articles = tables("Ngày 3/4, họp.")
    with pytest.raises(
        TableError, match=r"'Ngày 3/4' is in sentence \('a', 0\), which the sentences table lacks"
    ):
        find_events(dates, sentences.assign(sentence=1), articles)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023-05-09", "2023-05-09"),
        (" 2023-05-09 ", "2023-05-09"),
        ("2023-05-09 00:00:00", "2023-05-09"),
        ("9/5/2023", "2023-05-09"),
        ("09/05/2023", "2023-05-09"),
        ("25/5/2023", "2023-05-25"),
    ],
)
def test_a_day_corrected_in_a_spreadsheet_is_day_first_as_in_viet_nam(cell, day):
    events = find_events(*tables("Ngày 3/4, họp."))
    fix = {"event_id": events["event_id"], "first_day": [cell], "last_day": [cell]}
    events = correct_events(events, pd.DataFrame(fix))
    assert events[["first_day", "last_day"]].values.tolist() == [[pd.Timestamp(day)] * 2]


@pytest.mark.parametrize("cell", ["today", "now", "NaT", "nan", "31/2/2023", "5", "tháng 5"])
def test_what_is_no_day_is_none(cell):
    events = find_events(*tables("Ngày 3/4, họp."))
    fix = {"event_id": events["event_id"], "first_day": [cell]}
    with pytest.raises(FileError, match=rf"row 0 \(e-[0-9a-f]{{12}}\): first_day is {cell!r}, which is no"):
        correct_events(events, pd.DataFrame(fix))


@pytest.mark.parametrize(
    ("cell", "kept"),
    [(word, 1) for word in ("yes", "TRUE", "1", "x", "Có")]
    + [(word, 0) for word in ("no", "False", "0", "Không")],
)
def test_words_for_yes_and_no(cell, kept):
    events = find_events(*tables("Ngày 3/4, họp."))
    fix = {"event_id": events["event_id"], "keep": [cell]}
    assert len(correct_events(events, pd.DataFrame(fix))) == kept


def test_an_empty_cell_corrects_nothing_and_a_day_by_hand_may_last():
    events = find_events(*tables("Ngày 3/4, họp."))
    blank = pd.DataFrame({"event_id": events["event_id"], "status": [""], "what": [None]})
    pd.testing.assert_frame_equal(correct_events(events, blank), events)
    own = {"event_id": ["1", "2", "3"], "first_day": ["2023-06-01"] * 3, "last_day": ["", "2023-06-03", ""]}
    added = correct_events(
        events, pd.DataFrame(own | {"keep": ["", "yes", "no"], "status": ["", "past", ""]})
    )
    assert added["last_day"].astype("str").tolist() == ["2023-04-03", "2023-06-01", "2023-06-03"]
    assert added["status"].tolist()[2] == "past" and added["keep"].all()
    assert added[["sentence", "start", "end"]].values.tolist()[1:] == [[-1, -1, -1]] * 2
    gone = [f"e-{number:012}" for number in (8, 9, 7)]
    said = r"^2 corrections are of events that are no longer found \(e-000000000008 in row 0, e-000000000009 in row 1\)"
    with pytest.warns(KitWarning, match=said):
        correct_events(events, pd.DataFrame({"event_id": gone, "note": ["a", "b", ""]}))
