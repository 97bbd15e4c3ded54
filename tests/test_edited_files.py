"""The files that people edit in a spreadsheet: whatever it does, nothing is lost, doubled or misread in silence.

Four files of one small collection: what is known of its articles, corrections of events and of meetings, and a coded
form. Each is saved as spreadsheets save it, and is read as it was or refused with the reason.
"""

import csv
import io
import re
import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Font

import kit
from kit.check.codes import find_coded, load_codes
from kit.check.sheets import save_sheet
from kit.errors import FileError, KitWarning, TableError
from kit.files import LEXICONS
from kit.read.articles import load_articles
from kit.schema import make_table
from kit.tag.corrections import load_corrections, save_corrections
from kit.vietnamese.dates.timestamps import explain_orders

IDS = ("007", "123456789012", "2023-05", "tin-mới")
DAY = pd.Timestamp("2024-01-02")
SENTENCES = make_table(
    [{"article_id": one, "sentence": n, "role": "body" if n else "caption", "text": f"=Câu “{n}” của {one}"}
     for one in IDS for n in range(3)], "sentences")  # fmt: skip
EVENTS = make_table(
    {"event_id": ["e-690500347351", "e-000000034735", "e-59e293650be5"], "article_id": "007", "text": "-5/6",
     "first_day": DAY, "last_day": DAY, "kind": "encounter", "partners": "BEL VNM", "keep": True},
    "events")  # fmt: skip
MEETINGS = make_table(
    {"meeting_id": ["m-690500347351", "m-000000034735", "m-59e293650be5"], "article_id": "007", "text": "tiếp",
     "first_day": DAY, "last_day": DAY, "kind": "meet", "side_a": "VNM", "side_b": "BEL", "keep": True},
    "meetings")  # fmt: skip

ARTICLES_CSV = [
    ["article_id", "title", "published", "published_to", "notes"],
    ["007", "Hội đàm, “Hà Nội”", "2024-06-05", "", "=ghi chú"],
    ["123456789012", "Ký kết; 'hai bên'", "", "2024-06-05", ""],
    ["2023-05", '-Nói "không"', "2024-06", "", ""],
    ["tin-mới", "Thăm Bỉ", "2024", "", "@hai\ndòng"],
]
EVENTS_CSV = [
    ["event_id", "text", "first_day", "partners", "what", "keep", "note"],
    ["e-690500347351", "-5/6", "2024-06-05", "BEL", "Tiếp, “ở Huế”", "", "=ghi chú"],
    ["e-000000034735", "-5/6", "", "", "", "no", ""],
    ["e-59e293650be5", "-5/6", "", "", 'Nói "không"; đi', "", "@hai\ndòng"],
    ["của tôi", "", "2024-06-05", "IOM", "thêm", "", ""],
]
MEETINGS_CSV = [
    ["meeting_id", "text", "kind", "side_b", "first_day", "place", "note", "same_as"],
    ["m-690500347351", "tiếp", "talks", "BEL IOM", "2024-06-05", "Huế", "=ghi, chú", "m-59e293650be5"],
    ["m-000000034735", "tiếp", "", "", "", "-Đà Nẵng", '"a"', ""],
    ["m-59e293650be5", "tiếp", "visit", "", "2024-06-05", "", "@hai\ndòng", ""],
]
FORM_CSV = [
    ["article_id", "sentence", "role", "text", "health", "BEL", "note"],
    ["007", "1", "body", "=Câu “1” của 007", "1", "0", "=ghi, chú"],
    ["123456789012", "2", "body", "=Câu “2” của 123456789012", "0", "1", ""],
    ["2023-05", "1", "body", "=Câu “1” của 2023-05", "0", "none", "@hai\ndòng"],
    ["tin-mới", "2", "body", "=Câu “2” của tin-mới", "x", "1", ""],
]


def read_articles(path):
    folder = path.parent / "texts"
    folder.mkdir(exist_ok=True)
    for one in IDS:
        (folder / f"{one}.txt").write_text(f"Bài về hợp tác lao động của {one}.", encoding="utf-8")
    table = load_articles(folder, metadata=path)
    columns = ["article_id", "title", "published", "published_from", "published_to", "published_basis"]
    return table[[*columns, *[name for name in ("notes",) if name in table]]]


def read_events(path):
    return kit.correct_events(EVENTS, path)


def read_meetings(path):
    return kit.correct_meetings(MEETINGS, path)


def read_form(path):
    codes = load_codes(path, codes=["health", "BEL"]).assign(coder="An")
    return find_coded(codes, SENTENCES).sort_values(["article_id", "sentence", "key"], ignore_index=True)


FILES = {
    "articles": (ARTICLES_CSV, read_articles),
    "events": (EVENTS_CSV, read_events),
    "meetings": (MEETINGS_CSV, read_meetings),
    "form": (FORM_CSV, read_form),
}
files = pytest.mark.parametrize("file", FILES)


def guard(cell):
    return f"'{cell}" if re.match(r"'*[=+\-@]", cell) else cell


def text(rows, separator=",", ends="\r\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator=ends, quoting=quoting)
    writer.writerows([[guard(cell) for cell in row] for row in rows])
    return out.getvalue()


def each(change, *, names=False):
    """A mangling of every cell, or of the names of the columns."""

    def mangle(rows):
        head, *body = rows
        return [[*map(change, head)], *body] if names else [head, *([*map(change, row)] for row in body)]

    return lambda rows: text(mangle(rows))


def swap(pairs, without="sentence"):
    """Cells as a spreadsheet shows them, but for those of one column."""

    def mangle(rows):
        head, *body = rows
        shown = [[cell if name == without else pairs.get(cell, cell) for name, cell in zip(head, row, strict=True)]
                 for row in body]  # fmt: skip
        return text([head, *shown])

    return mangle


def show_numbers(cell):
    """Ids as numbers: the old ones of events and meetings had no letter."""
    shown = {"007": "7", "123456789012": "1.23457E+11"}
    old = {"690500347351": "6.905E+11", "000000034735": "34735", "59e293650be5": "59e293650be5"}
    return shown.get(cell, old.get(re.sub("^[em]-", "", cell), cell))


def move_columns(rows):
    return text([[*row[1:], row[0]] for row in rows])


# -- workbooks ---------------------------------------------------------------------------------------------------


def make_book(rows, *, typed=False):
    """A workbook of a table; ``typed``: with numbers and days, as a spreadsheet keeps what looks so."""
    book = openpyxl.Workbook()
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            place = sheet.cell(number, column)
            if typed and number > 1 and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", cell):
                place.value = datetime.strptime(f"{cell}-01"[:10], "%Y-%m-%d")
                place.number_format = "dd/mm/yyyy" if len(cell) == 10 else "mmm-yy"
            elif typed and number > 1 and cell.isdecimal():
                place.value = float(cell)
            elif cell:
                place.value = cell
                place.data_type = "s"
    return book


def save_book(book, path):
    path = path.with_suffix(".xlsx")
    book.save(path)
    return path


def with_notes(book):
    book.create_sheet("Ghi chú", 0).append(["Ai sửa?", "An"])
    return book


def with_title(book):
    book.active.insert_rows(1, 2)
    book.active["A1"] = "Bảng sửa của An"
    book.active.merge_cells("A1:C1")
    return book


def with_hidden(book):
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[3].hidden = True
    return book


def with_formats(book):
    for row in book.active.iter_rows(min_row=1, max_row=40, max_col=30):
        for cell in row:
            cell.font = Font(bold=True)
    return book


def with_formulas(path):
    """A workbook, its last row computed, with the values that were saved with the formulas."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r"<c r=\"(\w+)\"[^>]*><f>&quot;(.*?)&quot;</f><v ?/?>(?:</v>)?</c>",
                   r'<c r="\1" t="str"><f>"\2"</f><v>\2</v></c>', sheet)  # fmt: skip
    sheet = re.sub(r"<c r=\"(\w+)\"[^>]*><f>\"(.*?)\"</f><v ?/?>(?:</v>)?</c>",
                   r'<c r="\1" t="str"><f>"\2"</f><v>\2</v></c>', sheet)  # fmt: skip
    parts["xl/worksheets/sheet1.xml"] = sheet.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def compute(rows):
    book = make_book(rows)
    last = len(rows)
    for column, cell in enumerate(rows[-1], 1):
        if cell and not re.search('["\n]', cell):
            book.active.cell(last, column).value = f'="{cell}"'
    return book


CSVS = {
    "commas": text,
    "semicolons": lambda rows: text(rows, ";"),
    "tabs": lambda rows: text(rows, "\t"),
    "bars": lambda rows: text(rows, "|"),
    "a byte order mark": lambda rows: "\ufeff" + text(rows),
    "Unicode text": lambda rows: text(rows, "\t").encode("utf-16"),
    "Unicode text of a Mac": lambda rows: b"\xfe\xff" + text(rows, "\t").encode("utf-16-be"),
    "a line that names the separator": lambda rows: "sep=;\r\n" + text(rows, ";"),
    "a marked line that names it": lambda rows: "\ufeff" + '"sep=;"\r\n' + text(rows, ";"),
    "line ends of Unix": lambda rows: text(rows, ends="\n"),
    "line ends of old Macs": lambda rows: text(rows, ends="\r", quoting=csv.QUOTE_ALL),
    "every cell in quotation marks": lambda rows: text(rows, quoting=csv.QUOTE_ALL),
    "names in capitals": each(str.upper, names=True),
    "names with a capital": each(str.title, names=True),
    "names with blanks around": each(lambda name: f"\xa0 {name} ", names=True),
    "blanks around cells": each(lambda cell: cell and f" {cell}\xa0"),
    "marks without width": each(lambda cell: cell and f"\u200b{cell}\ufeff"),
    "separate tone marks": lambda rows: unicodedata.normalize("NFD", text(rows)),
    "empty columns behind": lambda rows: text([[*row, "", "", ""] for row in rows]),
    "cells that lack behind": lambda rows: re.sub(",+\r\n", "\r\n", text(rows)),
    "empty rows between and behind": lambda rows: text([one for row in rows for one in (row, [""] * 9, [])]),
    "rows above the names": lambda rows: text([["Bảng của An"], [], *rows]),
    "rows in another order": lambda rows: text([rows[0], *rows[:0:-1]]),
    "columns in another order": move_columns,
    "ids as numbers": each(show_numbers),
    "ids as numbers with a decimal": swap({"007": "7.0", "123456789012": "123456789012.0"}),
    "an id as a month": swap({"2023-05": "May-23"}),
    "an id as a day": swap({"2023-05": "2023-05-01"}),
    "days as they are written": swap({"2024-06-05": "05/06/2024"}),
    "days with a time": swap({"2024-06-05": "2024-06-05 00:00:00"}),
    "days with points": swap({"2024-06-05": "5.6.2024"}),
    "numbers with a decimal": swap({"0": "0.0", "1": "1.0", "2": "2.0"}, without=""),
    "numbers with a decimal comma": swap({"0": "0,0", "1": "1,0", "2": "2,0"}, without=""),
    "yes and no as a spreadsheet says": swap({"no": "FALSE", "0": "FALSE", "1": "TRUE", "x": "TRUE"})
}  # fmt: skip
BOOKS = {
    "a workbook": lambda rows, path: save_book(make_book(rows), path),
    "numbers and days": lambda rows, path: save_book(make_book(rows, typed=True), path),
    "a sheet of notes": lambda rows, path: save_book(with_notes(make_book(rows)), path),
    "a merged title": lambda rows, path: save_book(with_title(make_book(rows)), path),
    "hidden rows and columns": lambda rows, path: save_book(with_hidden(make_book(rows)), path),
    "formats of empty cells": lambda rows, path: save_book(with_formats(make_book(rows)), path),
    "computed cells": lambda rows, path: with_formulas(save_book(compute(rows), path)),
    "guards that stayed": lambda rows, path: save_book(make_book([[*map(guard, r)] for r in rows]), path),
}


def same(found, clean):
    """Whether two results tell the same, whatever the order of rows."""
    by = [name for name in found if name.endswith("_id")] + ["sentence"] * ("key" in found)
    tables = [table.sort_values(by, ignore_index=True) for table in (found, clean)]
    if "by_hand" in clean:  # the columns come in the order of the kit
        assert set(tables[0]["by_hand"]) == set(tables[1]["by_hand"])
    if clean is not found and "text" in clean and "role" not in clean:
        tables = [table.drop(columns="text") for table in tables]
    pd.testing.assert_frame_equal(*tables)


@pytest.fixture
def clean(tmp_path, file):
    rows, read = FILES[file]
    path = tmp_path / "clean" / "clean.csv"
    path.parent.mkdir()
    path.write_text(text(rows), encoding="utf-8", newline="")
    return read(path)


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_clean_files_say_what_they_should(tmp_path):
    found = {name: read(write(tmp_path / f"{name}.csv", text(rows))) for name, (rows, read) in FILES.items()}
    articles, events, meetings, form = found.values()
    assert articles["title"].tolist() == ["Hội đàm, “Hà Nội”", "Ký kết; 'hai bên'", '-Nói "không"', "Thăm Bỉ"]
    days = articles[["published_from", "published_to"]].astype("str").fillna("NaT").values.tolist()
    assert days == [
        ["2024-06-05"] * 2,
        ["NaT", "2024-06-05"],
        ["2024-06-01", "2024-06-30"],
        ["2024-01-01", "2024-12-31"],
    ]
    assert events["event_id"].tolist() == ["e-690500347351", "e-59e293650be5", "của tôi"]
    assert events["first_day"].astype("str").tolist() == ["2024-06-05", "2024-01-02", "2024-06-05"]
    assert events[["partners", "what", "note"]].values.tolist() == [
        ["BEL", "Tiếp, “ở Huế”", "=ghi chú"],
        ["BEL VNM", 'Nói "không"; đi', "@hai\ndòng"],
        ["IOM", "thêm", ""],
    ]
    assert meetings["by_hand"].tolist() == [
        "kind; side_b; place; first_day; note; same_as",
        "place; note",
        "kind; first_day; note",
    ]
    assert form["value"].tolist() == [0, 1, 1, 0, 0, 0, 1, 1] and set(form["key"]) == {"health", "BEL"}


@pytest.mark.slow
@files
@pytest.mark.parametrize("mangling", CSVS)
def test_what_a_spreadsheet_makes_of_a_csv_is_undone(tmp_path, clean, file, mangling):
    rows, read = FILES[file]
    same(read(write(tmp_path / "edited.csv", CSVS[mangling](rows))), clean)


@pytest.mark.slow
@files
@pytest.mark.parametrize("mangling", BOOKS)
def test_a_workbook_is_read_as_its_csv(tmp_path, clean, file, mangling):
    rows, read = FILES[file]
    same(read(BOOKS[mangling](rows, tmp_path / "edited.csv")), clean)
    if file != "form":  # whose name is given
        same(read(tmp_path / "edited.csv"), clean)


def merge(book):
    book.active.merge_cells("C2:C3")
    return book


def copy_sheet(book):
    book.copy_worksheet(book.active)
    return book


def lose_names(book):
    book.active.delete_rows(1)
    book.create_sheet("Khác")
    return book


def lose_letters(rows):
    return text(rows).encode("ascii", "replace")


REFUSED = {
    "letters lost": (lose_letters, r"edited\.csv, row \d+: .*\?.* has lost its Vietnamese letters"),
    "another encoding": (lambda rows: "à".encode("cp1252") + text(rows).encode("utf-16-le"), "is not UTF-8"),
    "no mark of its encoding": (lambda rows: text(rows).encode("utf-16-le"), "is not UTF-8"),
    "a name twice": (lambda rows: text([[*row, row[1]] for row in rows]), "has two columns"),
    "a cell without a name": (lambda rows: text([rows[0], [*rows[1], "thừa"], *rows[2:]]), "row 2 has more cells"),
    "an open quotation mark": (lambda rows: text(rows) + '"', "is a quotation mark left open"),
    "a lost formula": (lambda rows: text([rows[0], [*rows[1][:-1], "#NAME?"], *rows[2:]]), r"row 2: .* is #NAME\?"),
    "a row pasted twice": (lambda rows: text([*rows, rows[1]]), "007|690500347351|already"),
}  # fmt: skip
REFUSED_BOOKS = {
    "merged cells": (lambda rows: merge(make_book(rows)), "row 3: the cell under .* is #MERGED"),
    "the table twice": (lambda rows: copy_sheet(make_book(rows)), "more than one sheet .*: 'Sheet', 'Sheet Copy'"),
    "no names": (lambda rows: lose_names(make_book(rows)), "no sheet with a column .*: 'Sheet', 'Khác'"),
    "formulas without values": (compute, r"row \d: the cell under .* is #FORMULA without its value"),
}  # fmt: skip


@files
@pytest.mark.parametrize("mangling", REFUSED)
def test_what_cannot_be_undone_is_refused_with_the_row(tmp_path, file, mangling):
    rows, read = FILES[file]
    change, message = REFUSED[mangling]
    with pytest.raises(FileError, match=message):
        read(write(tmp_path / "edited.csv", change(rows)))


@files
@pytest.mark.parametrize("mangling", REFUSED_BOOKS)
def test_a_workbook_that_tells_too_little_is_refused(tmp_path, file, mangling):
    rows, read = FILES[file]
    change, message = REFUSED_BOOKS[mangling]
    with pytest.raises(FileError, match=message):
        read(save_book(change(rows), tmp_path / "edited.csv"))


@pytest.mark.parametrize("file", ["articles", "events", "meetings"])
def test_a_table_that_is_there_twice_is_none(tmp_path, file):
    rows, read = FILES[file]
    path = write(tmp_path / "edited.csv", text(rows))
    save_book(make_book(rows), path)
    with pytest.raises(FileError, match=r"edited\.csv and edited\.xlsx\. Keep the one that you edit"):
        read(path)
    read(path.with_suffix(".xlsx"))  # which was asked for


# -- dates -----------------------------------------------------------------------------------------------------

RIGHT = ("5/6/2024", "05.06.2024", "5-6-2024", "5 tháng 6 năm 2024", "2024-06-05", "2024-06-05T08:00:00", "2024/6/5",
         "thứ Tư 05/6/2024", "20240605")  # fmt: skip
WRONG = (
    "06/25/2024",
    "5/6/24",
    "5-Jun",
    "05-06-24",
    "6/5/2024 8:00 AM",
    "45448",
    "31/6/2024",
    "5/6",
    "9999-01-01",
)


def write_day(file, path, cell):
    """The file with this cell as its one day."""
    rows = {
        "articles": [["article_id", "published"], ["007", cell]],
        "events": [["event_id", "first_day"], ["e-59e293650be5", cell]],
        "meetings": [["meeting_id", "first_day"], ["m-59e293650be5", cell]],
        "form": [["article_id", "sentence", "codes"], ["007", "1", cell]],
    }[file]
    return write(path, text(rows, ";"))


def read_day(file, path):
    if file == "form":
        return load_codes(path)["key"].tolist()
    table = FILES[file][1](path)
    column = "published" if file == "articles" else "first_day"
    return [str(day.date()) for day in table[column].dropna() if day != DAY]


@files
@pytest.mark.parametrize("cell", RIGHT)
def test_a_day_is_day_first_however_it_is_written(tmp_path, file, cell):
    assert read_day(file, write_day(file, tmp_path / "a.csv", cell)) == ["2024-06-05"]


@files
@pytest.mark.parametrize("cell", WRONG)
def test_a_day_that_is_not_certain_is_refused_with_how_to_write_it(tmp_path, file, cell):
    path = write_day(file, tmp_path / "a.csv", cell)
    if file == "form" and cell in ("45448", "5/6", "9999-01-01", "5/6/24"):
        return  # a code of any name
    with pytest.raises(FileError, match=r"a\.csv, row 2.*(?:YYYY-MM-DD|2023-05-09)"):
        read_day(file, path)


def test_a_column_of_days_that_is_month_first_is_told(tmp_path):
    rows = [["article_id", "published"], ["007", "06/05/2024"], ["tin-mới", "06/25/2024"]]
    told = r"row 3: published is '06/25/2024', which is month first; so may be the day in row 2\. Write each day as"
    with pytest.raises(FileError, match=told):
        read_articles(write(tmp_path / "known.csv", text(rows)))
    rows[2][1] = "25/06/2024"  # day first, as all are
    days = read_articles(write(tmp_path / "known.csv", text(rows)))["published"].dropna()
    assert days.dt.month.tolist() == [5, 6]
    days = [["event_id", "first_day"], ["e-59e293650be5", "6/5/2024"], ["e-59e293650be6", "6/25/2024"]]
    with pytest.raises(FileError, match=r"events\.csv, row 3: first_day is .*; so may be the day in row 2\."):
        load_corrections(write(tmp_path / "events.csv", text(days)))


@pytest.mark.parametrize("note", ["seen 06/25/2024", "06/25", "6/25/2024 and later", "1/2/3"])
def test_a_date_within_a_text_says_nothing_of_its_column(note):
    assert explain_orders([(2, {"day": note}), (3, {"day": "05/06/2024"})], ["day"]) == []


def test_a_note_is_no_column_of_days(tmp_path):
    rows = [
        ["article_id", "published", "notes"],
        ["007", "06/05/2024", "1.13.20"],
        ["tin-mới", "", "6/25/2024"],
    ]
    days = read_articles(write(tmp_path / "known.csv", text(rows)))["published"].dropna()
    assert [str(day.date()) for day in days] == ["2024-05-06"]
    days = [["event_id", "first_day", "note"], ["e-59e293650be5", "6/5/2024", "6/25/2024"]]
    assert len(load_corrections(write(tmp_path / "events.csv", text(days)))) == 1


def test_a_day_of_a_workbook_is_what_its_cell_shows(tmp_path):
    """A year that a spreadsheet added, or a day that it added to a month, was not written by anybody."""
    for shown, found in {"yyyy-mm-dd": "2024-06-05", '[$-42A]d" tháng "m" năm "yyyy': "2024-06-05"}.items():
        book = openpyxl.Workbook()
        for row in (["event_id", "first_day"], ["e-59e293650be5", date(2024, 6, 5)]):
            book.active.append(row)
        book.active["B2"].number_format = shown
        assert read_day("events", save_book(book, tmp_path / "a.csv")) == [found]
    for shown, cell in {"d-mmm": "05-06", "mmm-yy": "2024-06", "yyyy": "2024"}.items():
        book.active["B2"].number_format = shown
        with pytest.raises(FileError, match=f"row 2 .*first_day is '{cell}', which is no date"):
            read_day("events", save_book(book, tmp_path / "a.csv"))


# -- ids -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given", ["e-690500347351", "690500347351", "690500347351.0", "6.905E+11", "6,90500E+11"]
)
def test_an_id_of_an_event_is_known_again(given):
    fix = pd.DataFrame({"event_id": [given], "note": ["x"]})
    assert kit.correct_events(EVENTS, fix)["note"].tolist() == ["x", "", ""]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("6.90500E+11", r"row 0 .*: '6.90500E\+11' may be the event e-690500347351 or e-6905003"),
        ("7.1E+11", r"row 0 \(7.1E\+11\): there is no event '7.1E\+11'"),
        ("của tôi", "row 0 .*: there is no event 'của tôi'. Write .*, or a first_day with a name of yours"),
    ],
)  # fmt: skip
def test_an_id_that_is_none_or_several_is_an_error_with_its_row(given, message):
    events = pd.concat([EVENTS, EVENTS.head(1).assign(event_id="e-690500399999")], ignore_index=True)
    with pytest.raises(FileError, match=message):
        kit.correct_events(events, pd.DataFrame({"event_id": [given], "note": ["x"]}))
    if given[0].isdigit():  # nobody names an event so: it would be there twice
        with pytest.raises(FileError, match=message):
            kit.correct_events(events, pd.DataFrame({"event_id": [given], "first_day": ["2024-06-05"]}))


def test_a_correction_by_the_old_and_by_the_new_id_is_one_too_many():
    fix = pd.DataFrame({"event_id": ["59e293650be5", "e-59e293650be5"], "note": ["x", "y"]})
    with pytest.raises(FileError, match=r"row 1 .*: e-59e293650be5 is corrected in row 0 as well"):
        kit.correct_events(EVENTS, fix)


def test_a_file_with_old_ids_gets_no_row_twice(tmp_path):
    path = write(tmp_path / "events.csv", "event_id,note\n59e293650be5,x\n6.905E+11,y\n")
    save_corrections(EVENTS, path)
    assert load_corrections(path)["event_id"].tolist() == ["59e293650be5", "6.905E+11", "e-000000034735"]
    assert kit.correct_events(EVENTS, path)["note"].tolist() == ["y", "", "x"]


def test_what_is_no_longer_found_is_told_apart_from_what_never_was(tmp_path):
    path = write(tmp_path / "events.csv", "event_id,note\ne-0123456789ab,x\n0123456789ac,y\n")
    with pytest.warns(
        KitWarning, match=r"2 corrections .* \(e-0123456789ab in row 2, 0123456789ac in row 3\)"
    ):
        kit.correct_events(EVENTS, path)


@pytest.mark.parametrize(
    "links", ["m-59e293650be5; m-000000034735", "59e293650be5,34735", "m-59e293650be5 ,\xa0000000034735;"]
)
def test_links_have_commas_or_semicolons_between_them(links):
    fix = pd.DataFrame({"meeting_id": ["m-690500347351"], "same_as": [links]})
    found = kit.correct_meetings(MEETINGS, fix)
    assert found["same_as"].tolist() == ["m-59e293650be5; m-000000034735", "", ""]
    assert len(kit.fold_meetings(found)) == 1


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("7", "'7' may be the article 007 or 07: a spreadsheet has changed it. Write it in full"),
        ("8", "there is no article '8'"),
    ],
)
def test_an_article_that_may_be_two_is_an_error_with_its_row(tmp_path, given, message):
    for one in ("007", "07", "a"):
        (tmp_path / f"{one}.txt").write_text("Bài về hợp tác lao động.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"article_id,title\na,A\n{given},B\n", encoding="utf-8")
    with pytest.raises(FileError, match=rf"articles\.csv, row 3: {message}"):
        load_articles(tmp_path)


def test_a_meeting_by_hand_is_told_by_the_article_that_is_there(tmp_path):
    head = ["meeting_id", "article_id", "kind", "side_a", "side_b", "first_day"]
    path = write(
        tmp_path / "meetings.csv", text([head, ["của tôi", "7", "talks", "VNM", "BEL", "2024-06-05"]])
    )
    assert kit.correct_meetings(MEETINGS, path)["article_id"].tolist() == ["007"] * 4


@pytest.mark.parametrize("given", ["1.000", "1,000", "0.007e9"])
def test_a_number_that_may_be_a_thousand_is_none(tmp_path, given):
    (tmp_path / "1.txt").write_text("Bài về hợp tác lao động.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"article_id;title\n{given};B\n", encoding="utf-8")
    with pytest.raises(FileError, match="row 2: there is no article"):
        load_articles(tmp_path)
    (tmp_path / "An.csv").write_text(f"article_id;sentence;x\n1;{given};1\n", encoding="utf-8")
    with pytest.raises(FileError, match="is not a number"):
        load_codes(tmp_path / "An.csv")


def test_a_form_whose_article_may_be_two_is_an_error():
    sentences = pd.concat([SENTENCES, SENTENCES[:3].assign(article_id="07")])
    codes = make_table([("An", "7", 1, "health", 1, "", "")], "codes").drop(columns="role")
    with pytest.raises(TableError, match="'7' may be the article 007 or 07"):
        find_coded(codes, sentences)
    assert find_coded(codes, SENTENCES)["article_id"].tolist() == ["007"]


def test_a_corpus_finds_what_is_coded_of_it_whatever_a_spreadsheet_made_of_the_ids(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    for one in ("007", "2023-05", "tin-mới"):
        (folder / f"{one}.txt").write_text(f"Tiêu đề\n\nBộ trưởng thăm Bỉ, bài {one}.", encoding="utf-8")
    corpus = kit.Corpus(folder, cache=tmp_path / "cache")
    codes = make_table([("An", one, 1, "health", 1, "", "") for one in ("7", "May-23", "lạ")], "codes")
    found = corpus.find_coded(codes.drop(columns="role"))
    pd.testing.assert_frame_equal(found, find_coded(codes.drop(columns="role"), corpus.story))
    assert found["article_id"].tolist() == ["007", "2023-05"] and "1 of 3" in found.attrs["note"]
    none = corpus.select(article="tin-mới").find_coded(codes)
    assert none.empty and none.attrs["note"].startswith("None of the 3 coded sentences")


# -- all mistakes at once ------------------------------------------------------------------------------------------


def test_all_mistakes_of_metadata_are_told_at_once(tmp_path):
    bad = [["article_id", "published"], ["007", "soon"], ["x", ""], ["tin-mới", "13/13/2024"], ["7", ""]]
    with pytest.raises(FileError) as said:
        read_articles(write(tmp_path / "known.csv", text(bad)))
    rows = re.findall(r"^known\.csv, row (\d)", str(said.value), re.MULTILINE)
    assert rows == ["2", "4", "3", "5"]
    with pytest.raises(FileError) as said:
        read_articles(write(tmp_path / "known.csv", text([*bad, ["y", "6/25/2024"]])))
    rows = re.findall(r"^known\.csv, row (\d)", str(said.value), re.MULTILINE)
    assert rows[0] == "6" and "which is month first" in str(said.value).splitlines()[0]
    assert set(rows) == {"2", "3", "4", "5", "6"}, "and all the others"


def test_all_mistakes_of_corrections_are_told_at_once(tmp_path):
    bad = [
        ["event_id", "first_day", "status", "partners", "inferred", "kind"],
        ["e-59e293650be5", "soon", "maybe", "", "", ""],
        ["", "2024-06-05", "", "", "", ""],
        ["e-000000034735", "", "", "BELL", "hour", "party"],
        ["e-59e293650be5", "", "past", "", "", ""],
        ["never", "", "past", "", "", ""],
    ]
    with pytest.raises(FileError) as said:
        kit.correct_events(EVENTS, write(tmp_path / "events.csv", text(bad)))
    told = re.findall(r"^events\.csv, row (\d)", str(said.value), re.MULTILINE)
    assert told == ["3", "2", "2", "4", "4", "4", "5", "6"]


def test_of_many_mistakes_ten_are_told_and_the_rest_counted(tmp_path):
    bad = [["event_id", "status"], *([f"e-{n:012}", "maybe"] for n in range(13))]
    with pytest.raises(FileError, match=r"\n… and 3 more\.$") as said:
        kit.correct_events(EVENTS, write(tmp_path / "events.csv", text(bad)))
    assert str(said.value).count("\n") == 10


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("partners", "BEL XYZ", "there is no partner XYZ"),
        ("partners", ";", "there is no partner ;"),
        ("inferred", "year, hour", "Use one of: year, month, date"),
        ("first_day", "9999-01-01", r"which is no date\. Write it as YYYY-MM-DD \(2023-05-09\)"),
    ],
)
def test_cells_of_events_that_name_nothing_known_are_errors(column, cell, message):
    with pytest.raises(FileError, match=message):
        kit.correct_events(EVENTS, pd.DataFrame({"event_id": ["e-59e293650be5"], column: [cell]}))


def test_cells_of_events_are_read_however_they_are_parted():
    fix = pd.DataFrame(
        {"event_id": ["e-59e293650be5"], "partners": ["BEL, IOM"], "inferred": ["Year, month"]}
    )
    assert kit.correct_events(EVENTS, fix).loc[2, ["partners", "inferred"]].tolist() == [
        "BEL IOM",
        "year,month",
    ]


def test_partners_of_lexicons_of_ones_own_may_be_named(tmp_path):
    own = "\nOf one's own:\n  CLOUD: {vi: Xứ Mây, en: Cloudland}\n"
    kits = (LEXICONS / "organisations.yml").read_text(encoding="utf-8")
    (tmp_path / "organisations.yml").write_text(kits + own, encoding="utf-8")
    fix = pd.DataFrame({"meeting_id": ["m-59e293650be5"], "side_b": ["CLOUD"]})
    with pytest.raises(FileError, match=r"there is no partner CLOUD.*lexicons=corpus\.lexicons"):
        kit.correct_meetings(MEETINGS, fix)
    found = kit.correct_meetings(MEETINGS, fix, lexicons=tmp_path)
    assert found["side_b"].tolist()[2] == "CLOUD"
    assert "CLOUD" in " ".join(kit.fold_meetings(found)["sides"])


# -- forms -----------------------------------------------------------------------------------------------------


def test_a_blank_among_the_codes_of_a_sentence_is_told_and_is_no_0(tmp_path):
    rows = [["article_id", "sentence", "x", "y", "z"], ["007", "0", "1", "", ""], ["007", "1", "", "", ""],
            ["007", "2", "none", "", ""]]  # fmt: skip
    with pytest.raises(
        FileError,
        match=r"^An\.csv, row 2: nothing stands under y, z\. Write 1 or 0, or none in one if no other",
    ):
        load_codes(write(tmp_path / "An.csv", text(rows)))
    for filled in (["0", "0"], ["none", ""]):
        rows[1][3:] = filled
        assert load_codes(write(tmp_path / "An.csv", text(rows)))["value"].tolist() == [1, 0, 0, 0, 0, 0]


def test_a_sentence_that_is_not_there_is_told(tmp_path):
    def code(number, role="body"):
        rows = [
            ["article_id", "sentence", "role", "x"],
            ["007", "1", "body", "1"],
            ["007", number, role, "1"],
        ]
        return load_codes(write(tmp_path / "An.csv", text(rows)))

    with pytest.raises(TableError, match="The collection has no sentence 9 of '007', which were coded"):
        find_coded(code("9"), SENTENCES)
    story = SENTENCES[SENTENCES["role"] == "body"]
    with pytest.raises(TableError, match="no sentence 9 of '007'"):
        find_coded(code("9"), story)
    found = find_coded(code("0", "caption"), story)
    assert (
        found["sentence"].tolist() == [1]
        and "1 of 2 coded sentences are of other articles or lines" in found.attrs["note"]
    )


# -- what is written -------------------------------------------------------------------------------------------


def test_what_is_written_opens_right_and_holds_no_formula(tmp_path):
    signs = ["=1+1", "+84", "-5", "@tin", "\t=1"]
    events = pd.concat([EVENTS[:1].assign(event_id=f"e-{n:012}", text=sign) for n, sign in enumerate(signs)])
    sentences = make_table([("a", n, 0, "body", 0, 3, sign) for n, sign in enumerate(signs)], "sentences")
    save_sheet(sentences, tmp_path)
    save_corrections(events, tmp_path / "events.csv")
    save_corrections(MEETINGS, tmp_path / "meetings.csv")
    written = sorted(tmp_path.glob("*.csv"))
    assert len(written) == 3
    for path in written:
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
        cells = [
            cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row
        ]
        assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
        assert not [cell for cell in cells if re.fullmatch(r"\d{12}|\d+e\d+", cell)]
    assert load_corrections(tmp_path / "events.csv")["text"].tolist() == signs


def test_corrections_in_a_workbook_are_not_written_over(tmp_path):
    path = save_book(make_book(EVENTS_CSV), tmp_path / "events.csv")
    before = path.read_bytes()
    with pytest.raises(
        FileError, match=r"events\.xlsx is a workbook.* Name events\.csv, or save the workbook as that"
    ):
        save_corrections(EVENTS, tmp_path / "events.csv")
    assert path.read_bytes() == before and not (tmp_path / "events.csv").exists()


def test_a_workbook_of_metadata_is_found_and_one_of_articles_is_none(tmp_path):
    (tmp_path / "a.txt").write_text("Bài về hợp tác lao động.", encoding="utf-8")
    book = make_book([["Article_ID", "Title"], ["a", "Tiêu đề"]])
    save_book(book, tmp_path / "articles.csv")
    table = load_articles(tmp_path)
    assert table[["article_id", "title"]].values.tolist() == [["a", "Tiêu đề"]]
    (tmp_path / "articles.csv").write_text("article_id,title\na,Khác\n", encoding="utf-8")
    with pytest.raises(FileError, match=r"articles\.csv and articles\.xlsx"):
        load_articles(tmp_path)
    (tmp_path / "articles.csv").unlink()
    save_book(make_book([["article_id", "text"], ["b", "Một bài khác."]]), tmp_path / "articles.csv")
    assert load_articles(tmp_path)["article_id"].tolist() == ["a", "b"]


def test_a_workbook_is_known_by_what_it_holds(tmp_path):
    path = save_book(make_book(EVENTS_CSV), tmp_path / "events.csv").rename(tmp_path / "events.csv")
    pd.testing.assert_frame_equal(read_events(path), read_events(write(tmp_path / "a.csv", text(EVENTS_CSV))))


def test_a_workbook_that_is_none_is_named(tmp_path):
    (tmp_path / "events.xlsx").write_bytes(b"event_id,note\n")
    with pytest.raises(FileError, match=r"events\.xlsx is a damaged workbook, or none"):
        kit.correct_events(EVENTS, tmp_path / "events.csv")
