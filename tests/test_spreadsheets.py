"""Spreadsheets: no cell is a formula, and what is read is what was written."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import FileError, LexiconError
from kit.files import overlay
from kit.plot.maps import load_world
from kit.spreadsheets import guard_cells, guard_text, read_cells, read_table, unguard_text, write_cells

texts = st.text(st.sampled_from("'=+-@\t\rab 1"), max_size=6) | st.text(max_size=6)


@given(texts)
def test_no_text_is_a_formula_and_every_text_comes_back(text):
    guarded = guard_text(text)
    assert guarded[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert unguard_text(guarded) == text


@given(texts)
def test_what_begins_like_no_formula_is_left_alone(text):
    if not text.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r")):
        assert guard_text(text) == unguard_text(text) == text


def test_text_is_guarded_wherever_it_stands_and_numbers_are_numbers():
    table = pd.DataFrame(
        {
            "=a": ["-x", None],
            "n": [-1, 2],
            "kind": pd.Categorical(["@b", "c"]),
            "day": pd.to_datetime(["2022-01-01"] * 2),
        },
        index=pd.Index(["+1", "b"], name="key"),
    )
    guarded = guard_cells(table)
    assert guarded.to_csv() == "key,'=a,n,kind,day\n'+1,'-x,-1,'@b,2022-01-01\nb,,2,c,2022-01-01\n"
    assert guarded["n"].dtype == table["n"].dtype and guarded["day"].dtype == table["day"].dtype
    assert table.to_csv().startswith("key,=a,n,kind,day\n+1,-x,-1,@b")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_each_sign_of_a_formula_is_guarded_behind_any_apostrophes(sign):
    assert guard_text(f"{sign}1") == f"'{sign}1" and guard_text(f"''{sign}1") == f"'''{sign}1"
    assert unguard_text(f"'{sign}1") == f"{sign}1" and unguard_text(f"{sign}1") == f"{sign}1"
    assert guard_text(f"a{sign}1") == f"a{sign}1" and guard_text(f" {sign}1") == f" {sign}1"


@pytest.mark.parametrize("text", ["'", "''a", "a'=", "", "1", "*", "/", "\n=", "%", "(=", "_"])
def test_what_is_no_formula_stays(text):
    assert guard_text(text) == unguard_text(text) == text


def test_a_file_is_what_excel_opens_and_comes_back(tmp_path):
    table = pd.DataFrame({"tên": ["Bỉ", "@Đức"], "=n": ["-1", "a\nb;c,d"], "số": [-1, 2]})
    written = write_cells(table)
    assert written == "\ufefftên,'=n,số\r\nBỉ,'-1,-1\r\n'@Đức,\"a\nb;c,d\",2\r\n".encode()
    for separator in ",;\t":
        path = tmp_path / "a.csv"
        path.write_bytes(write_cells(table, separator=separator))
        names, rows = read_cells(path)
        assert names == ["tên", "=n", "số"]
        assert rows == [
            (2, {"tên": "Bỉ", "=n": "-1", "số": "-1"}),
            (3, {"tên": "@Đức", "=n": "a\nb;c,d", "số": "2"}),
        ]


@pytest.mark.parametrize(
    ("text", "names", "rows"),
    [
        ("", [], []),
        ("a", ["a"], []),
        ("a,b\n1", ["a", "b"], [(2, {"a": "1", "b": ""})]),
        ("a,b\n1,2,", ["a", "b"], [(2, {"a": "1", "b": "2"})]),
        (" a ;b\n 1 ; 2 \n;\n \n;3", ["a", "b"], [(2, {"a": "1", "b": "2"}), (5, {"a": "", "b": "3"})]),
        # what parts the names parts the cells
        ("a;b\n1,5;2,5;", ["a", "b"], [(2, {"a": "1,5", "b": "2,5"})]),
        ("a\tb,c\td\n1\t2\t3", ["a", "b,c", "d"], [(2, {"a": "1", "b,c": "2", "d": "3"})]),
        ("a,b;c\n1,2", ["a", "b;c"], [(2, {"a": "1", "b;c": "2"})]),
        ("Bi\u0309\nE\u0302", ["Bỉ"], [(2, {"Bỉ": "Ê"})]),
        ("a\r1\r", ["a"], [(2, {"a": "1"})]),
        ("'=a,'b\n'+1,'2", ["=a", "'b"], [(2, {"=a": "+1", "'b": "'2"})]),
    ],
)
def test_tables_as_people_save_them(tmp_path, text, names, rows):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    assert read_cells(path) == (names, rows)


def test_files_that_cannot_be_read_say_why(tmp_path):
    with pytest.raises(FileError, match=r"There is no file .*nowhere\.csv"):
        read_cells(tmp_path / "nowhere.csv")
    (tmp_path / "a.csv").write_bytes("tên\nà la".encode("cp1252"))
    with pytest.raises(FileError, match=r"^a\.csv is not UTF-8; save it as 'CSV UTF-8'"):
        read_cells(tmp_path / "a.csv")


def test_a_reference_table_is_read_with_its_lines_whatever_saved_it(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text("\ufeffkey;longitude\n\nFRA;'-2,5\n", encoding="utf-8")
    table = read_table(path, ("longitude", "key"))
    assert table.to_dict("index") == {3: {"longitude": "-2,5", "key": "FRA"}}
    with pytest.raises(LexiconError, match=r"points\.csv, line 1: it lacks the columns latitude\. Add them"):
        read_table(path, ("key", "latitude"))
    path.write_text('key,"note\nFRA,x\n', encoding="utf-8")
    with pytest.raises(FileError, match=r"points\.csv, row 1: .*quotation mark left open"):
        read_table(path, ("key",))
    path.write_text('key\n"a\nb"\n"FRA\nBEL\n', encoding="utf-8")
    with pytest.raises(FileError, match=r"points\.csv, row 3: .*quotation mark left open"):
        read_table(path, ("key",))


def test_a_mistake_is_named_with_the_row_that_a_spreadsheet_shows(tmp_path):
    cells = 'key,note\n"a","two\n\nlines"\n"b","three\r\nlines\nof it"\n"c",#N/A\n'
    for said in ("", "sep=,\n"):  # which a spreadsheet does not show
        (tmp_path / "a.csv").write_text(said + cells, encoding="utf-8", newline="")
        with pytest.raises(FileError, match=r"^a\.csv, row 4: the cell under 'note' is #N/A"):
            read_cells(tmp_path / "a.csv")


def test_a_place_without_numbers_is_named_with_its_line(tmp_path):
    (tmp_path / "country_points.csv").write_text("iso3,iso_numeric,longitude,latitude\nFRA,250,x,46\n")
    with overlay(tmp_path), pytest.raises(LexiconError, match=r"country_points\.csv, line 2: a place"):
        load_world()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("key,note\nFRA,one, two\n", r"a\.csv, row 2 has more cells than columns: 'two'. Put a text"),
        ("key,note,note\nFRA,one,two\n", r"a\.csv has two columns note. Give one of them another name"),
    ],
)
def test_what_would_be_lost_on_writing_is_refused(tmp_path, text, message):
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=message):
        read_cells(tmp_path / "a.csv")
    (tmp_path / "a.csv").write_text("key,note,,\nFRA,one,,\n", encoding="utf-8")
    assert read_cells(tmp_path / "a.csv")[1][0][1]["note"] == "one"
