"""A title that is given in a column of its own stands in the text, once, wherever the article comes from."""

import json
import unicodedata
import warnings

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import kit
from kit.errors import ArticleError
from kit.read.reports import LoadReport
from kit.vietnamese.lines.titles import is_title, put_title

TITLE = "Hòa Bình đón đoàn công tác của Bỉ"
BODY = "Sáng 4/4, đoàn công tác đã tới tỉnh và làm việc với các sở.\nHai bên bàn về đào tạo nghề."


def load(path, **options):
    report = LoadReport()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return kit.load_articles(path, report=report, **options), report


def write(path, rows):
    table = pd.DataFrame(rows)
    if path.suffix == ".csv":
        table.to_csv(path, index=False)
    elif path.suffix == ".parquet":
        table.to_parquet(path)
    else:
        path.write_text("\n".join(map(json.dumps, table.to_dict("records"))), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_a_title_of_its_own_is_counted_as_a_title_and_offsets_hold(ending, tmp_path):
    path = write(tmp_path / f"a.{ending}", [{"id": "a", "title": f" {TITLE}\u00a0", "text": BODY}])
    articles, report = load(path)
    assert articles["text"].tolist() == [f"{TITLE}\n{BODY}"] and articles["title"].tolist() == [TITLE]
    assert articles["quality"].tolist() == ["title-line"] and report.repaired == {"title-line": 1}
    assert "Repaired: title-line 1." in report.summary
    lines = kit.find_lines(articles)
    assert lines["role"].tolist() == ["title", "lead", "body"]
    sentences = kit.find_sentences(articles, lines)
    text = articles["text"][0]
    assert sentences["text"].tolist()[0] == TITLE
    assert [text[s:e] for s, e in sentences[["start", "end"]].to_numpy()] == sentences["text"].tolist()
    partners = kit.find_partners(sentences)
    assert partners[["key", "role"]].to_numpy().tolist() == [["BEL", "title"]]
    assert text[partners["start"][0] : partners["end"][0]] == "Bỉ"
    assert kit.add_partner(articles, partners)["partner"].tolist() == ["BEL"]


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        TITLE.upper(),
        f"“{TITLE}”",
        f"  {TITLE.replace(' ', '  ')} ",
        TITLE.replace("Hòa", "Hoà"),
        unicodedata.normalize("NFD", TITLE),
        f"{TITLE} - Báo Quốc Tế",
        f"{TITLE} | Báo Quốc Tế",
        f"{TITLE} trong hai ngày",
    ],
)
@pytest.mark.parametrize("above", ["", "Tin mới\nThứ Ba, 04/04/2023 | 10:25\n"])
def test_a_title_that_the_text_has_is_not_put_there_twice(title, above, tmp_path):
    given = f"{above}{TITLE}\n{BODY}"
    articles, report = load(write(tmp_path / "a.jsonl", [{"id": "a", "title": title, "text": given}]))
    assert articles["text"].tolist() == [given] and not report.repaired["title-line"]
    lines = kit.find_lines(articles)
    [(start, end)] = lines.loc[lines["role"] == "title", ["start", "end"]].to_numpy().tolist()
    assert given[start:end] == TITLE


def test_a_site_behind_the_title_in_the_text(tmp_path):
    given = f"{TITLE} - Báo Quốc Tế\n{BODY}"
    articles, _ = load(write(tmp_path / "a.csv", [{"id": "a", "title": TITLE, "text": given}]))
    assert articles["text"].tolist() == [given]
    assert kit.find_lines(articles)["role"].tolist() == ["title", "lead", "body"]


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (f"{TITLE}. {BODY}", True),
        (f"“{TITLE}!” {BODY}", True),
        (f"{TITLE} sáng nay. {BODY}", False),
        (f"{BODY}\n{TITLE}", False),
        (f"{BODY}\n{TITLE}. Ảnh: An", False),
        (f"Theo tin đã đưa, {TITLE}.", False),
        ("Bỉ", False),
        ("-\n" * 30 + TITLE, False),
        ("-\n" * 29 + TITLE, True),
    ],
)
def test_a_first_sentence_is_a_title_and_what_stands_elsewhere_is_none(text, has):
    put, repairs = put_title(TITLE, text)
    assert (put == text) is has and repairs == (() if has else ("title-line",))
    assert put in (text, f"{TITLE}\n{text}")


@pytest.mark.parametrize(
    ("line", "title", "same"),
    [
        ("Mỹ", "Mỹ - Trung nối lại đàm phán", False),
        ("Mỹ - Trung nối lại đàm phán", "Mỹ", False),
        ("Bộ trưởng thăm Bỉ", "Bộ trưởng thăm Bỉ và gặp kiều bào", False),  # 14 letters
        ("Bộ trưởng thăm Bỉ - Báo A", "Bộ trưởng thăm Bỉ", True),
        ("Bộ trưởng thăm Bỉ-Báo A", "Bộ trưởng thăm Bỉ", False),
        ("Bộ trưởng thăm Bỉ - " + "a" * 41, "Bộ trưởng thăm Bỉ", False),
        ("", "", False),
        ("...", "", False),
        ("", TITLE, False),
    ],
)
def test_when_a_line_is_the_title(line, title, same):
    assert is_title(line, title) is same


@given(st.text(alphabet="aBỉ .-|\n“”!?ßİ", max_size=60), st.text(alphabet="aBỉ .-|“”!?ßİ", max_size=30))
def test_putting_a_title_twice_is_putting_it_once(text, title):
    title = " ".join(title.split())
    once, _ = put_title(title, text)
    assert put_title(title, once) == (once, ())
    assert once.endswith(text) and once in (text, f"{title}\n{text}")


@pytest.mark.parametrize(
    "title", ["Tàu cá được cứu. Cả tám người an toàn.", "Ảnh: Mưa lớn ở Bỉ", "ĐỌC THÊM", "Bỉ"]
)
def test_a_title_is_the_title_whatever_its_shape(title, tmp_path):
    articles, _ = load(write(tmp_path / "a.jsonl", [{"id": "a", "title": title, "text": BODY}]))
    assert kit.find_lines(articles)["role"].tolist() == ["title", "lead", "body"]


@pytest.mark.parametrize("title", ["", "  ", None, "?!", "null"])
def test_an_empty_title_changes_nothing(title, tmp_path):
    path = write(tmp_path / "a.jsonl", [{"id": "a", "title": title, "text": BODY}])
    articles, report = load(path)
    assert articles["text"].tolist() == [BODY] and not report.repaired


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl"])
def test_saved_articles_come_back_with_one_title(ending, tmp_path):
    articles, _ = load(write(tmp_path / "a.jsonl", [{"id": "a", "title": TITLE, "text": BODY}]))
    again, _ = load(kit.save_articles(articles, tmp_path / f"saved.{ending}"))
    assert_frame_equal(again, articles)
    untitled = articles.assign(text=BODY, quality="")
    again, _ = load(kit.save_articles(untitled, tmp_path / f"older.{ending}"))
    assert again["text"].tolist() == [BODY], "what was saved is given back as it was"
    plain = write(tmp_path / "plain.csv", articles[["article_id", "title", "text"]])
    assert load(plain)[0]["text"].tolist() == articles["text"].tolist()


def test_a_headed_text_file_has_its_title_too(tmp_path):
    (tmp_path / "a.txt").write_text(f"# title = {TITLE}\n{BODY}\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"# title = {TITLE}\n{TITLE}\n{BODY}\n", encoding="utf-8")
    articles, _ = load(tmp_path)
    assert articles["text"].str.strip().tolist() == [f"{TITLE}\n{BODY}"] * 2
    assert articles["quality"].tolist() == ["title-line", ""]


def test_the_copies_of_an_article_under_two_titles_are_copies_still(tmp_path):
    body = BODY + " Đoàn sẽ ở lại đến hết tuần để thăm ba trường nghề và một bệnh viện của tỉnh."
    rows = [
        {"id": key, "title": title, "text": body} for key, title in (("a", TITLE), ("b", "Bỉ giúp dạy nghề"))
    ]
    articles, _ = load(write(tmp_path / "a.jsonl", rows))
    folded = kit.add_duplicates(articles, lines=kit.find_lines(articles))
    assert folded["duplicate_reason"].tolist() == ["", "exact"]


def test_a_table_of_titles_is_read_and_said(tmp_path):
    path = write(tmp_path / "a.csv", [{"STT": 1, "Tiêu đề": TITLE}, {"STT": 2, "Tiêu đề": "Bỉ"}, {"STT": 3}])
    articles, report = load(path)
    assert articles["text"].tolist() == [TITLE, "Bỉ"] == articles["title"].tolist()
    assert articles["quality"].tolist() == ["title-only"] * 2 and report.flagged == {"title-only": 2}
    assert any("its titles are read as texts" in why for why in report.problems["problem"])
    assert report.left_out == 1, "a title that is empty is no text"
    assert kit.find_lines(articles)["role"].tolist() == ["title", "title"]


def test_a_table_with_a_text_under_another_name_is_no_table_of_titles(tmp_path):
    path = write(tmp_path / "a.csv", [{"title": "Tin ngắn", "chữ": BODY}])
    with pytest.raises(ArticleError, match="Say which it is: columns="):
        load(path)
    assert load(path, columns={"text": "chữ"})[0]["text"].tolist() == [f"Tin ngắn\n{BODY}"]


def test_a_record_without_a_text_in_a_table_of_texts_is_left_out(tmp_path):
    rows = [{"id": "a", "title": TITLE, "text": BODY}, {"id": "b", "title": TITLE, "text": "null"}]
    articles, report = load(write(tmp_path / "a.jsonl", rows))
    assert articles["article_id"].tolist() == ["a"] and report.left_out == 1
