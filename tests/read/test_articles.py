"""Articles are loaded as they are, with what is known by hand; saved and loaded they are the same."""

import hashlib
import unicodedata

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up import make_stories
from material import TWO_ARTICLES

from kit.errors import ArticleError, FileError, KitWarning, TableError
from kit.read.articles import load_articles, read_articles, save_articles
from kit.read.metadata import add_metadata
from kit.read.reports import LoadReport
from kit.read.rows import EXTRA
from kit.read.titles import add_titles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines
from kit.vietnamese.lines.titles import derive_title

BELGIUM, IOM = "belgium-state-secretary", "iom-regional-director"


@pytest.fixture
def two():
    return load_articles(TWO_ARTICLES)


def test_the_two_articles(two):
    assert list(two["article_id"]) == [BELGIUM, IOM]
    assert list(two.columns) == [*SCHEMAS["articles"], *EXTRA, "notes"]
    assert list(two["source"]) == ["baoquocte.vn", "baoquocte.vn"]
    assert list(two["url"].str[-11:]) == ["222402.html", ""]
    assert list(two["published_basis"]) == ["unknown", "unknown"]
    assert two["published"].isna().all()
    assert list(two["quality"]) == ["", ""]
    assert list(two["origin"]) == [f"{BELGIUM}.txt", f"{IOM}.txt"]
    assert two["notes"].str.len().gt(20).all()
    for row in two.itertuples():
        data = (TWO_ARTICLES / f"{row.article_id}.txt").read_bytes()
        assert row.text == data.decode("utf-8")
        assert row.sha256 == hashlib.sha256(data).hexdigest()
    assert {name: str(dtype) for name, dtype in two.dtypes.items() if name in SCHEMAS["articles"]} == {
        name: "datetime64[s]" if dtype == "datetime64[s]" else "str"
        for name, dtype in SCHEMAS["articles"].items()
    }


def test_titles_of_the_two_articles(two):
    titled = add_titles(two, find_lines(two)).set_index("article_id")
    assert titled["title"][IOM] == (
        "Thứ trưởng Ngoại giao Hà Kim Ngọc tiếp Giám đốc Văn phòng Tổ chức Di cư quốc tế khu vực châu Á-Thái Bình Dương"
    )
    assert titled["title"][BELGIUM].startswith(
        "Thứ trưởng Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ về tị nạn và di cư"
    )
    assert dict(titled["title_basis"]) == {BELGIUM: "derived", IOM: "stated"}


@pytest.mark.parametrize(
    ("url", "text", "title"),
    [
        ("https://a.vn/tham-viet-nam-123.html", "Bà thăm Việt Nam hôm nay.", "Thăm Việt Nam"),
        ("https://a.vn/tham-viet-nam-va-lao", "Bà thăm Việt Nam.", "Thăm Việt Nam va lao"),
        ("https://a.vn/news", "Bà thăm Việt Nam.", ""),
        ("", "", ""),
    ],
)
def test_derived_titles(url, text, title):
    assert derive_title(url, text) == title


# --- metadata -------------------------------------------------------------------------------------------------


def write_two(folder):
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(
            f"Bài {name} về hợp tác lao động giữa hai nước.", encoding="utf-8"
        )


def test_metadata_in_the_folder_wins_over_metadata_beside_it(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    write_two(folder)
    (tmp_path / "news.csv").write_text(
        "article_id,title,published\na,Bên cạnh,2023-05-12\n", encoding="utf-8"
    )
    table = load_articles(folder)
    assert list(table["title"]) == ["Bên cạnh", ""]
    assert list(table["published_basis"]) == ["given", "unknown"]
    assert table["published_from"][0] == table["published_to"][0] == pd.Timestamp("2023-05-12")
    (folder / "articles.csv").write_text("article_id,title\nb,Trong thư mục\n", encoding="utf-8")
    assert list(load_articles(folder)["title"]) == ["", "Trong thư mục"]
    other = tmp_path / "other.csv"
    other.write_text("article_id,notes\na,ghi chú\n", encoding="utf-8")
    assert list(load_articles(folder, metadata=other)["notes"]) == ["ghi chú", ""]


def test_a_csv_of_articles_in_a_folder_is_no_metadata(tmp_path):
    (tmp_path / "articles.csv").write_text("article_id,text\na,Một bài.\n", encoding="utf-8")
    assert list(load_articles(tmp_path)["text"]) == ["Một bài."]


@pytest.mark.parametrize(
    ("csv", "problem"),
    [
        (
            "article_id,title\nx,Không có\n",
            r"known\.csv, row 2: there is no article 'x'. An article_id is the file name without '.txt'",
        ),
        ("article_id,title\na,Một\na,Hai\n", "row 3: the article a has a row already, row 2"),
        ("article_id,published\na,12/05/23\n", r"row 2: '12/05/23' is not a day; write it as YYYY-MM-DD, or"),
        ("article_id,published\na,\nb,2023-02-31\n", r"row 3: '2023-02-31' is not a day"),
        (
            "article_id,author\na,An\n",
            r"known\.csv: the columns are article_id, author; allowed are article_id, title",
        ),
        ("article_id,published\na,2023-13\n", r"row 2: '2023-13' is not a day; write it as YYYY-MM-DD, or"),
        (
            "article_id,published_from,published_to\na,2014,2013\n",
            "row 2: it was published from 2014-01-01 and to 2013-12-31; put the earlier day first",
        ),
        ("title\nMột\n", "article_id is needed"),
        ("", "article_id is needed"),
    ],
)
def test_bad_metadata_says_what_is_wrong(csv, problem, tmp_path):
    write_two(tmp_path)
    path = tmp_path / "known.csv"
    path.write_text(csv, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    write_two(tmp_path / "texts")
    with pytest.raises(FileError, match=problem):
        load_articles(tmp_path / "texts", metadata=path)


def test_metadata_with_another_separator_is_not_passed_over(tmp_path):
    write_two(tmp_path)
    (tmp_path / "articles.csv").write_text("article_id;title\na;Một\n", encoding="utf-8")
    assert list(load_articles(tmp_path)["title"]) == ["Một", ""]


def test_missing_metadata_is_an_error(tmp_path):
    write_two(tmp_path)
    with pytest.raises(ArticleError, match="There is no metadata file"):
        load_articles(tmp_path, metadata=tmp_path / "none.csv")


def test_add_metadata_changes_no_input(two):
    before = two.copy(deep=True)
    known = pd.DataFrame({"article_id": [IOM], "published": ["2022-04-19"], "title": ["Mới"]})
    result = add_metadata(two, known)
    pd.testing.assert_frame_equal(two, before)
    assert list(result["title"]) == ["", "Mới"]
    assert result["published"][1] == pd.Timestamp("2022-04-19")
    pd.testing.assert_frame_equal(add_metadata(result, known), result)
    with pytest.raises(TableError):
        add_metadata(pd.DataFrame({"a": [1]}), known)


# --- dates ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "day", "quality"),
    [
        ("12/05/2023 10:25", "2023-05-12", ""),
        ("31/02/2023", None, "no-date"),
        ("0001-01-01", None, "placeholder-date"),
        ("1970-01-01T00:00:00", None, "placeholder-date"),
        ("2999-01-01", "2999-01-01", ""),  # only a clock could tell
        ("2020-05-12", "2020-05-12", "date-before-events"),
        ("null", None, ""),
        ("", None, ""),
    ],
)
def test_dates_of_records(raw, day, quality, tmp_path):
    text = "Ngày 4/4/2023, tại Hà Nội, hai bên đã gặp nhau. Ngày 1/1/2026, đoàn sẽ trở lại."
    pd.DataFrame({"id": ["a"], "text": [text], "date": [raw]}).to_json(
        tmp_path / "a.jsonl", orient="records", lines=True
    )
    table = load_articles(tmp_path / "a.jsonl")
    assert table["published_raw"][0] == ("" if raw == "null" else raw)
    assert table["quality"][0] == quality
    assert table["published_basis"][0] == ("given" if day else "unknown")
    assert pd.isna(table["published"][0]) if day is None else table["published"][0] == pd.Timestamp(day)


@pytest.mark.parametrize(
    ("columns", "days", "basis", "quality"),
    [
        ({"date": "2013"}, ("", "2013-01-01", "2013-12-31"), "bounded", ""),
        ({"date": 2013}, ("", "2013-01-01", "2013-12-31"), "bounded", ""),
        ({"date": "05/2013"}, ("", "2013-05-01", "2013-05-31"), "bounded", ""),
        ({"date": "Tháng 2 năm 2012"}, ("", "2012-02-01", "2012-02-29"), "bounded", ""),
        ({"published_from": "2013-05-03"}, ("", "2013-05-03", ""), "bounded", ""),
        ({"notAfter": "2013-05"}, ("", "", "2013-05-31"), "bounded", ""),
        (
            {"Ngày đăng từ": "3/5/2013", "Ngày đăng đến": "2013"},
            ("", "2013-05-03", "2013-12-31"),
            "bounded",
            "",
        ),
        ({"date": "2013", "published_to": "6/2013"}, ("", "2013-01-01", "2013-06-30"), "bounded", ""),
        ({"date": "4/5/2013", "published_from": "2013"}, ("2013-05-04",) * 3, "given", ""),
        ({"date": "4/5/2013", "published_from": "2014"}, ("2013-05-04",) * 3, "given", "date-outside-bounds"),
        ({"date": "4/5/2013", "published_to": "2012"}, ("2013-05-04",) * 3, "given", "date-outside-bounds"),
        (
            {"published_from": "2013-06", "published_to": "2013-05"},
            ("", "2013-06-01", "2013-05-31"),
            "bounded",
            "reversed-bounds",
        ),
        ({"published_from": "hè 2013"}, ("", "", ""), "unknown", "no-date"),
    ],
)
def test_a_month_or_a_year_is_a_bound_and_no_first_of_january(columns, days, basis, quality, tmp_path):
    table = pd.DataFrame({"id": ["a"], "text": ["Hai bên đã gặp nhau tại Hà Nội."]}).assign(**columns)
    table.to_csv(tmp_path / "a.csv", index=False)
    table.to_parquet(tmp_path / "b.parquet")
    table.to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    for name in ("a.csv", "b.parquet", "c.jsonl"):
        row = load_articles(tmp_path / name).iloc[0]
        found = [row[column] for column in ("published", "published_from", "published_to")]
        assert tuple("" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in found) == days
        assert (row["published_basis"], row["quality"]) == (basis, quality)


def test_bounds_that_cannot_be_used_are_kept_as_they_were_given(tmp_path):
    text = "id,text,date,published_from,published_to\na,Hai bên gặp nhau.,4/5/2013,2014-06,2014-05\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    table = load_articles(tmp_path / "a.csv")
    assert table["published_raw"].tolist() == ["4/5/2013 (2014-06 to 2014-05)"]
    save_articles(table, tmp_path / "b.parquet")
    pd.testing.assert_frame_equal(load_articles(tmp_path / "b.parquet"), table)


METADATA_BOUNDS = [
    ("published\na,2013", ("", "2013-01-01", "2013-12-31"), "bounded"),
    ("published\na,2013-05", ("", "2013-05-01", "2013-05-31"), "bounded"),
    ("published_from,published_to\na,2013-05,2013-06-03", ("", "2013-05-01", "2013-06-03"), "bounded"),
    ("published,published_to\na,2013,2013-02", ("", "2013-01-01", "2013-02-28"), "bounded"),
    ("published_from\na,2013", ("", "2013-01-01", ""), "bounded"),
    ("published_from,published_to\na,2013-05-04,2013-05-04", ("2013-05-04",) * 3, "given"),
    ("published_from\na,", ("", "", ""), "unknown"),
]


@pytest.mark.parametrize(("csv", "days", "basis"), METADATA_BOUNDS)
def test_metadata_may_say_a_month_a_year_or_bounds(csv, days, basis, tmp_path):
    (tmp_path / "a.txt").write_text("Hai bên gặp nhau.", encoding="utf-8")
    (tmp_path / "articles.csv").write_text(f"article_id,{csv}\n", encoding="utf-8")
    row = load_articles(tmp_path).iloc[0]
    found = [row[column] for column in ("published", "published_from", "published_to")]
    assert tuple("" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in found) == days
    assert row["published_basis"] == basis


def test_a_day_stays_within_bounds_by_hand_that_hold_it_and_goes_where_they_do_not(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Hai bên gặp nhau.", "date": "2013-05-04"}\n')
    articles = load_articles(tmp_path)
    held = add_metadata(articles, pd.DataFrame({"article_id": ["a"], "published": ["2013"]})).iloc[0]
    assert (held["published"], held["published_basis"]) == (pd.Timestamp("2013-05-04"), "given")
    other = add_metadata(articles, pd.DataFrame({"article_id": ["a"], "published": ["2012-05"]})).iloc[0]
    assert pd.isna(other["published"]) and other["published_basis"] == "bounded"
    assert (other["published_from"], other["published_to"]) == (
        pd.Timestamp("2012-05-01"),
        pd.Timestamp("2012-05-31"),
    )


def test_a_date_line_of_a_text_is_stated(tmp_path):
    (tmp_path / "a.txt").write_text(
        "Tiêu đề của bài\nThứ Sáu, 12/05/2023 | 10:25\nSáng nay, hai bên đã gặp nhau tại Hà Nội.",
        encoding="utf-8",
    )
    table = load_articles(tmp_path)
    assert table["published"][0] == pd.Timestamp("2023-05-12")
    assert (table["published_basis"][0], table["published_raw"][0]) == (
        "stated",
        "Thứ Sáu, 12/05/2023 | 10:25",
    )
    lines = find_lines(table)
    assert list(lines["role"]) == ["title", "furniture", "lead"]


# --- one form, any order, whole files -------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(texts=st.lists(st.text(alphabet="aăâđêơưáạãệỗẫ Bình.\n", min_size=1), min_size=1, max_size=5))
def test_the_form_of_letters_and_the_order_of_files_change_nothing(texts, tmp_path_factory):
    texts = [text if text.strip() else "chữ" for text in texts]
    tables = []
    for form, order in (("NFC", 1), ("NFD", -1)):
        folder = tmp_path_factory.mktemp("texts")
        for place, text in list(enumerate(texts))[::order]:
            name = unicodedata.normalize(form, f"bài số {place}.txt")
            (folder / name).write_text(unicodedata.normalize(form, text), encoding="utf-8")
        tables.append(load_articles(sorted(folder.iterdir())[::order]))
    columns = ["article_id", "text", "origin"]
    pd.testing.assert_frame_equal(tables[0][columns], tables[1][columns])


@pytest.fixture(scope="module")
def collection(tmp_path_factory):
    """Articles with everything that a table can hold: quotes, line ends, no date, old dates, extra columns."""
    stories = make_stories(30)
    rows = [
        {
            "id": s.id,
            "title": f'"{s.title}"; a, b',
            "date": str(s.published),
            "text": s.text,
            "tone": place,
            "sure": place % 2 == 0,
        }
        for place, s in enumerate(stories)
    ]
    rows[1]["date"], rows[2]["date"], rows[3]["text"] = (
        "31/02/2023",
        "1900-01-01",
        "['không phải', 'danh sách'] \n\n x",
    )
    path = tmp_path_factory.mktemp("made") / "made.jsonl"
    pd.DataFrame(rows).to_json(path, orient="records", lines=True, force_ascii=False)
    with pytest.warns(KitWarning, match=r"these columns are not read: sure \('True'\)"):
        return load_articles(path, columns={"tone": "tone"})


@pytest.mark.parametrize("ending", ["parquet", "jsonl", "csv", "jsonl.gz", "jsonl.zst", "csv.bz2", "csv.xz"])
def test_saved_and_loaded_is_the_same(ending, collection, two, tmp_path):
    for name, table in (("made", collection), ("two", two)):
        path = tmp_path / f"{name}.{ending}"
        assert save_articles(table, path) == path
        once = load_articles(path)
        pd.testing.assert_frame_equal(once, table)
        first = path.read_bytes()
        save_articles(once, path)
        pd.testing.assert_frame_equal(load_articles(path), table)
        assert path.read_bytes() == first
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"made.{ending}", f"two.{ending}"]


def test_batches_are_saved_as_they_come(collection, tmp_path):
    save_articles(collection, tmp_path / "a.parquet")
    for ending in ("parquet", "jsonl", "csv"):
        path = tmp_path / f"b.{ending}"
        save_articles(read_articles(tmp_path / "a.parquet", batch=7), path)
        pd.testing.assert_frame_equal(load_articles(path), collection)


def test_a_save_that_fails_leaves_what_was_there(collection, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("before")

    def broken():
        yield collection.head(2)
        raise RuntimeError("interrupted")

    with pytest.raises(RuntimeError):
        save_articles(broken(), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
    for name in ("a.docx", "a.parquet.gz", "a"):
        with pytest.raises(ArticleError, match=r"are saved as \.parquet, \.jsonl or \.csv"):
            save_articles(collection, tmp_path / name)
    with pytest.raises(TableError, match="lacks the columns"):
        save_articles(collection.drop(columns="text"), path)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError, match="cannot be written"):
        save_articles(collection, tmp_path / "file" / "a.jsonl")


def test_the_report_tells_what_was_done(tmp_path):
    (tmp_path / "a.txt").write_text("Việt\xa0Nam và ðại sứ", encoding="utf-8")
    (tmp_path / "b.txt").write_text(unicodedata.normalize("NFD", "Việt Nam"), encoding="utf-8")
    (tmp_path / "c.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "d.jpg").write_bytes(b"x")
    report = LoadReport()
    with pytest.warns(KitWarning, match="'c.txt': it has no text; left out"):
        table = load_articles(tmp_path, report=report)
    assert dict(zip(table["article_id"], table["quality"], strict=True)) == {"a": "spaces d-bar", "b": "nfc"}
    assert report.summary == (
        "Loaded 2 articles from 3 files. Left out: 1, see the warnings above or LoadReport.problems. "
        "Repaired: spaces 1, d-bar 1, nfc 1. Not read, by ending: .jpg 1."
    )
    assert report.problems.to_dict("records") == [
        {"file": "c.txt", "line": 0, "problem": "it has no text; left out"}
    ]
