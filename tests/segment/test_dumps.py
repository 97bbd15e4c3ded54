"""Whole pages pasted as text: the story is found among menus, lists, stamps, comments and the imprint."""

import pandas as pd
import pytest

from kit.read.titles import add_titles
from kit.schema import make_table
from kit.segment.lines import find_lines

P1 = "Chiều 12/5, tại trụ sở Bộ, Thứ trưởng đã tiếp Đại sứ Phần Lan nhân dịp Đại sứ kết thúc nhiệm kỳ công tác."
P2 = "Thứ trưởng chúc mừng Đại sứ đã hoàn thành nhiệm kỳ với nhiều kết quả tốt đẹp, nhất là trong giáo dục."
P3 = "Đại sứ cảm ơn sự hỗ trợ của các bộ, ngành và cho biết sẽ có thêm nhiều lao động Việt Nam sang làm việc."
P4 = "Hai bên nhất trí tiếp tục phối hợp để sớm ký kết thỏa thuận về lao động thời vụ trong năm nay."
TITLE = "Phần Lan tiếp nhận thêm lao động Việt Nam"
STORY = f"{P1}\n{P2}\n{P3}\n{P4}"
SUMMARIES = (
    "Mỹ nới lỏng quy định thị thực cho sinh viên\n"
    "Các đại sứ quán sẽ mở thêm lịch phỏng vấn cho sinh viên trong mùa hè này và cả mùa thu.\n"
    "Nga và Belarus ký thỏa thuận thị thực chung\n"
    "Công dân nước ngoài sẽ được đi lại tự do giữa hai nước từ tháng một năm sau.\n"
    "Lào đón một triệu du khách trong quý đầu năm\n"
    "Ngành du lịch Lào phục hồi nhanh chóng nhờ tuyến đường sắt mới nối thủ đô với biên giới."
)


def read(text):
    articles = make_table([{"article_id": "a", "text": text}], "articles")
    lines = find_lines(articles)
    shown = [(row.role, text[row.start : row.end]) for row in lines.itertuples()]
    return shown, add_titles(articles, lines)["title"][0]


def story(text):
    """What is taken for the story, without its title."""
    return "\n".join(line for role, line in read(text)[0] if role in ("lead", "body"))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("", ""),
        ("Trang chủ\nThời sự\nThế giới\nKinh doanh\nNgười Việt bốn phương\n", ""),
        ("Báo tiếng Việt nhiều người xem nhất\nThứ hai, 15/5/2023\nMới nhất\nThế giới\n", ""),
        (f"Tin nổi bật\n{SUMMARIES}\nĐối ngoại\n", ""),
        ("", "Minh Khôi\nTin liên quan\nCanada siết quy định nhập cư mới\nÚc tăng lương tối thiểu"),
        ("", f"Minh Khôi\n{SUMMARIES}"),
        ("", SUMMARIES.replace("\n", "\n2 giờ trước\n")),
        ("", "Ý kiến (24)\nTrần Hoa\nTheo tôi thì lương ở Canada cao hơn nhiều.\nThích Trả lời 5 12h trước"),
        ("", "Từ khóa\nPhần Lan\nlao động\nĐang được quan tâm\nHà Lan bỏ hạn ngạch lao động"),
        (
            "",
            "Cơ quan chủ quản: Bộ X\nTổng biên tập: Lê An\nĐịa chỉ: số 1 phố Huế\nBáo có mặt ở Lào, Nga và Mỹ.",
        ),
    ],
)
def test_the_story_is_what_stands_in_the_middle(above, below):
    text = f"{above}{TITLE}\nThứ sáu, 12/5/2023, 07:31 (GMT+7)\n{STORY}\n{below}".strip()
    assert story(text) == STORY
    assert read(text)[1] == TITLE


def test_a_box_of_links_after_the_lead_does_not_end_the_story():
    box = "Tin liên quan\nphan lan tiep nhan them lao dong Hà Lan bỏ hạn ngạch lao động\n"
    caption = "Đại sứ Phần Lan tại buổi tiếp. (Ảnh: An)\n"
    assert story(f"{TITLE}\n{P1}\n{box}{caption}{P2}\n{P3}\n{P4}") == STORY


def test_links_without_words_of_their_own():
    for link in (
        "[Hà Lan bỏ hạn ngạch lao động nước ngoài]",
        "* [Hà Lan bỏ hạn ngạch lao động](https://example.vn/a.html)",
        "Hà Lan bỏ hạn ngạch lao động Hà Lan bỏ hạn ngạch lao động từ năm sau",
    ):
        assert ("teaser", link) in read(f"{TITLE}\n{P1}\n{P2}\n{link}\n{P3}")[0]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"{TITLE}\nNghe đọc bài 2:35 1x\n", TITLE),
        (f"VOV.VN - {TITLE}\nThứ Ba, 16:05, 19/04/2022\n", f"VOV.VN - {TITLE}"),
        (f"{TITLE}\nBùi An\nỦy viên Trung ương Đảng, Thứ trưởng Thường trực Bộ Ngoại giao\n", TITLE),
        ("KỶ NIỆM 50 NĂM NGÀY THIẾT LẬP QUAN HỆ NGOẠI GIAO GIỮA HAI NƯỚC:\n" + TITLE + "\n", TITLE),
        (f"{TITLE}\n12/05/2023 07:31\nĐại sứ Phần Lan chụp ảnh lưu niệm ở Hà Nội\n", TITLE),
        ("Thế giới\nKinh tế\nPhải làm gì để người lao động sang Phần Lan an toàn?\n07:31 12/5/2023\n",
         "Phải làm gì để người lao động sang Phần Lan an toàn?"),
        (f"# {TITLE}\n12/05/2023 | 10:25\n", TITLE),
        (f"# url = https://example.vn/a.html\n{TITLE}\n", TITLE),
    ],
)  # fmt: skip
def test_titles(head, title):
    assert read(head + STORY)[1] == title
    assert story(head + STORY) == STORY


def test_copies_of_the_title_stand_for_photographs():
    shown, _ = read(f"{TITLE}\n{P1}\n{TITLE} - 1\n{P2}\n{TITLE} - Ảnh 2.\nĐại sứ và Thứ trưởng.\n{P3}\n{P4}")
    assert [role for role, _ in shown] == [
        "title", "lead", "caption", "body", "caption", "caption", "body", "body"
    ]  # fmt: skip


def test_what_is_printed_twice_counts_once():
    shown, _ = read(f"{TITLE}\n{STORY}\n{STORY}")
    assert [role for role, _ in shown] == ["title", "lead", *["body"] * 3, *["furniture"] * 4]


def test_a_paragraph_that_inline_tags_broke_apart_is_one_story():
    pieces = P1.replace(" Đại sứ", "\nĐại sứ\n", 1).replace("trưởng đã", "trưởng\nđã")
    shown, title = read(f"{TITLE}\n{pieces}\n{P2}\n{P3}")
    assert title == TITLE
    assert {role for role, _ in shown[1:]} == {"lead", "body"}


def test_a_text_with_nothing_but_captions_between_its_paragraphs_is_whole():
    text = "\n".join(f"{p}\nĐại sứ thăm nơi thứ {n} ở miền Bắc" for n, p in enumerate((P1, P2, P3, P4)))
    assert story(f"{TITLE}\n{text}") == text


@pytest.mark.slow
def test_a_page_of_three_thousand_other_stories_is_read():
    page = f"{SUMMARIES}\n2 giờ trước\n" * 3000
    lines = find_lines(pd.DataFrame({"article_id": ["a"], "text": [f"{TITLE}\n{STORY}\n{page}"]}))
    assert len(lines) == 5 + 7 * 3000
