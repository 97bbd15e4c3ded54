"""Saved pages become lines with roles: six layouts made for these tests, in the shape of real sites."""

import unicodedata

import pandas as pd
import pytest
from made_up import PAGES, make_stories

from kit.collect.pages.pages import read_page
from kit.errors import ArticleError, LexiconError
from kit.files import LEXICONS, overlay
from kit.read.articles import load_articles
from kit.segment.lines import find_lines
from kit.vietnamese.lines.sites import LEXICON, load_hints

STORIES = make_stories(5, seed=11)
CASES = [(layout, place) for layout in PAGES for place in range(len(STORIES))]


def lines_of(page, tmp_path, name="page"):
    """Text and role of each line of a page, as loaded from disk."""
    (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    articles = load_articles(tmp_path / f"{name}.html")
    lines = find_lines(articles)
    text = articles["text"][0]
    return articles.iloc[0], [
        (text[start:end], role) for start, end, role in lines[["start", "end", "role"]].values
    ]


@pytest.mark.parametrize(("layout", "place"), CASES)
def test_title_date_lead_body_and_captions_are_right_on_every_layout(layout, place, tmp_path):
    story = STORIES[place]
    article, lines = lines_of(PAGES[layout](story), tmp_path)
    roles = dict(lines)
    of = {role: [text for text, each in lines if each == role] for role in set(roles.values())}
    assert article["title"] == story.title
    assert of["title"] == [story.title]
    assert article["published"] == pd.Timestamp(story.published)
    assert article["published_basis"] == ("stated" if layout in ("ministry", "bare") else "given")
    assert of["lead"] == [story.lead]
    assert of["body"] == story.body
    assert of["caption"] == story.captions
    assert not {*story.related, *story.comments} & {
        text for text, role in lines if role in ("lead", "body", "title")
    }
    assert not any("không phải tin" in text or "font-size" in text for text, _ in lines)
    assert {roles[text] for text in story.related if text in roles} <= {"teaser", "furniture"}


@pytest.mark.parametrize("layout", PAGES)
def test_a_page_keeps_its_order_and_its_offsets(layout, tmp_path):
    article, lines = lines_of(PAGES[layout](STORIES[0]), tmp_path)
    assert "\n".join(text for text, _ in lines) == article["text"]
    assert len(article["layout"].split()) == len(lines)
    assert read_page(PAGES[layout](STORIES[0]).encode())["text"] == article["text"]


def test_the_author_is_a_byline(tmp_path):
    for layout in ("magazine", "bare", "express"):
        _, lines = lines_of(PAGES[layout](STORIES[0]), tmp_path, layout)
        assert ("Hải Yến", "byline") in lines


def test_encodings_of_pages(tmp_path):
    story = STORIES[1]
    page = PAGES["bare"](story)
    wanted = read_page(page)["text"]
    for encoding, declared in (("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1")):
        data = page.replace("charset=utf-8", f"charset={declared}").encode(encoding)
        assert read_page(data)["text"] == wanted


def test_a_date_in_the_story_is_no_date_of_publication():
    page = read_page(
        "<html><head><title>Hai bên gặp nhau ở Hà Nội</title></head><body><h1>Hai bên gặp nhau ở Hà Nội</h1>"
        "<p>Ngày 12/5/2023, hai bên đã gặp nhau tại Hà Nội để bàn về hợp tác lao động.</p>"
        "<p>Trước đó, ngày 3/4/2023, hai bên đã trao đổi trực tuyến về nội dung này.</p></body></html>"
    )
    assert page["published"] == ""


def test_the_clock_at_the_top_of_a_page_is_no_date_of_publication():
    page = read_page(
        "<html><head><title>Cổng thông tin</title></head><body><h1>Báo Mới</h1><div>Thứ Bảy, 21/11/2026 19:00</div>"
        "<h2>Hai bên gặp nhau ở Hà Nội bàn về di cư</h2><div>Thứ Sáu, 12/05/2023 | 10:25</div>"
        "<p>Hai bên đã gặp nhau tại Hà Nội để bàn về hợp tác lao động.</p><p>Cuộc gặp kéo dài hai giờ đồng hồ.</p>"
        "<p>Tin cũ</p><span>Thứ Năm, 11/05/2023 | 09:00</span></body></html>"
    )
    assert page["title"] == "Hai bên gặp nhau ở Hà Nội bàn về di cư"
    assert (page["published"], page["published_basis"]) == ("Thứ Sáu, 12/05/2023 | 10:25", "stated")


def test_a_description_of_the_site_is_no_lead():
    page = read_page(
        "<html><head><meta name='description' content='Báo điện tử đưa tin nhanh, chính xác, cập nhật 24 giờ mỗi ngày'>"
        "</head><body><h1>Hai bên gặp nhau ở Hà Nội</h1><p>Sáng 4/4, hai bên đã gặp nhau tại Hà Nội.</p></body></html>"
    )
    assert "24 giờ" not in page["text"]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<html><body><script>x</script></body></html>",
        b"\x00\x01",
        "<!-- only a remark -->",
        "<![CDATA[x]]>",
    ],
)
def test_a_page_without_text_says_so(page):
    with pytest.raises(ArticleError, match="left out"):
        read_page(page)


@pytest.mark.parametrize(
    "page",
    [
        "plain text without any tag, but quite a few words in it",
        "<p>unclosed <b>tags <i>everywhere <p>and <table><td>cells without rows",
        "<html><body><p>" + "chữ " * 50_000 + "</p></body></html>",
        '<?xml version="1.0" encoding="utf-8"?><html><body><p>Một trang XHTML cũ.</p></body></html>',
        "<script type='application/ld+json'>{broken</script><p>Dữ liệu hỏng nhưng chữ còn nguyên.</p>",
        "<p>" + "<b>" * 3000 + "sâu" + "</b>" * 3000 + " và rộng</p>",
    ],
)
def test_odd_pages_give_their_words(page):
    found = read_page(page)
    assert found["text"].strip()
    assert len(found["layout"].split()) == len(found["text"].split("\n"))


def test_a_recipe_with_a_mistake_names_its_line(tmp_path):
    text = (LEXICONS / LEXICON).read_text(encoding="utf-8").replace("h1.detail-title,", "'h1 > b[x]',", 1)
    (tmp_path / "sites.yml").write_text(text, encoding="utf-8")
    with (
        overlay(tmp_path),
        pytest.raises(LexiconError, match=r"sites.yml, line \d+: 'h1 > b\[x\]' is no part of a page"),
    ):
        load_hints()


def test_a_page_beyond_all_size_is_left_out_and_says_so():
    with pytest.raises(ArticleError, match="250,001 tags"):
        read_page("<td>" * 250_001)
    with pytest.raises(ArticleError, match="left out"):
        read_page("a" * 10_000_001)


STORY = (
    "<p>Chiều 12/5, tại trụ sở Bộ, Thứ trưởng đã tiếp Đại sứ Phần Lan nhân dịp kết thúc nhiệm kỳ.</p>"
    "<p>Hai bên nhất trí tiếp tục phối hợp để sớm ký kết thỏa thuận về lao động thời vụ trong năm nay.</p>"
)


def test_decomposed_letters_are_read_as_others_are():
    page = f"<h1>Phần Lan tiếp nhận lao động</h1><div class='content'>{STORY}</div><div>Tin khác</div>"
    composed, decomposed = (read_page(unicodedata.normalize(form, page)) for form in ("NFC", "NFD"))
    assert decomposed == composed
    assert composed["layout"].split().count("body") == 2


def test_a_date_that_cannot_be_read_is_kept():
    head = '<meta property="article:published_time" content="ngày nào đó">'
    assert read_page(f"<head>{head}</head><h1>Tên bài</h1>{STORY}")["published"] == "ngày nào đó"
    line = "<p>Thứ Tư, 08:00, 20/04/2022</p>"
    assert read_page(f"<head>{head}</head><h1>Tên bài</h1>{line}{STORY}")["published_basis"] == "stated"


def test_a_story_that_is_printed_twice_counts_once(tmp_path):
    _, found = lines_of(
        f"<h1>Phần Lan tiếp nhận lao động</h1><div class='content'>{STORY}{STORY}</div>", tmp_path
    )
    assert [role for _, role in found] == ["title", "lead", "body", "furniture", "furniture"]


ROWS = [("Nước", "Số lao động"), ("Nhật Bản", "67.295"), ("Đài Loan", "58.598 người"), ("Hàn Quốc", "12,5 %")]
TABLE = "<table>" + "".join(f"<tr><td>{a}</td><td><b>{b}</b></td></tr>" for a, b in ROWS) + "</table>"
YEAR = "<p>Số lao động đi làm việc ở các thị trường trong năm nay tăng mạnh so với cùng kỳ năm trước.</p>"
HEAD, FOOT = (
    "<nav><a href='/'>Trang chủ</a></nav><div class=x><h1>Lao động đi nước ngoài</h1>",
    "</div><footer>Giấy phép</footer>",
)


@pytest.mark.parametrize("story", ["", YEAR], ids=["table-only", "in-a-story"])
def test_a_table_of_numbers_is_part_of_the_story_row_by_row(story):
    page = read_page(f"<html><body>{HEAD}{story}{TABLE}{FOOT}</body></html>")
    lines = dict(zip(page["text"].split("\n"), page["layout"].split(), strict=True))
    assert [line for line, role in lines.items() if role == "body"][-4:] == [" | ".join(row) for row in ROWS]
    assert "Giấy phép" not in lines and len(lines) == 5 + bool(story)


def test_a_table_of_numbers_beside_the_story_and_one_without_numbers_are_no_part_of_it():
    beside = f"<html><body><div>{TABLE}</div>{HEAD}{YEAR}{YEAR}{FOOT}</body></html>"
    assert "67.295" not in read_page(beside)["text"]
    words = "<table><tr><td>Sáng</td><td>Hội đàm</td></tr><tr><td>Chiều</td><td>Họp báo</td></tr></table>"
    page = read_page(f"<html><body>{HEAD}{YEAR}{words}{FOOT}</body></html>")
    assert "Sáng | Hội đàm" not in page["text"] and "Họp báo" in page["text"]
