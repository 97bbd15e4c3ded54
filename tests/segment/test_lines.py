"""What each line is: exactly, on the two articles; by rules, on lines of every shape."""

import os
import re
import subprocess
import sys
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import TWO_ARTICLES

from kit.errors import LexiconError, TableError
from kit.files import LEXICONS
from kit.read.articles import load_articles
from kit.schema import ROLES, SCHEMAS
from kit.segment.lines import find_lines
from kit.vietnamese.lines.patterns import load_patterns

IOM = (
    {1: "furniture", 2: "furniture", 4: "title", 6: "lead", 8: "caption"}
    | dict.fromkeys(range(10, 27, 2), "body")
    | {28: "credit", 31: "furniture", 33: "furniture", 34: "furniture", 36: "furniture"}
)
BELGIUM = (
    {1: "caption", 2: "lead", 3: "body", 4: "body", 5: "caption", 6: "body", 7: "body", 8: "caption"}
    | dict.fromkeys(range(9, 13), "body")
    | dict.fromkeys(range(13, 18), "teaser")
)


def make_table(*texts, title="", source=""):
    return pd.DataFrame(
        {
            "article_id": [f"a{place}" for place in range(len(texts))],
            "title": [title] * len(texts),
            "source": [source] * len(texts),
            "text": texts,
        }
    )


def roles(text, **known):
    lines = find_lines(make_table(text, **known))
    return list(lines["role"])


LEAD = "Sáng 4/4, Bộ trưởng đã tiếp đoàn đại biểu tại Hà Nội, bàn về di cư."
BODY = "Hai bên đã trao đổi nhiều vấn đề cùng quan tâm và thống nhất hợp tác."


def test_every_line_of_the_two_articles():
    lines = find_lines(load_articles(TWO_ARTICLES))
    found = {(name, line): role for name, line, role in lines[["article_id", "line", "role"]].values}
    assert found == {("belgium-state-secretary", line): role for line, role in BELGIUM.items()} | {
        ("iom-regional-director", line): role for line, role in IOM.items()
    }
    assert {name: str(dtype) for name, dtype in lines.dtypes.items()} == SCHEMAS["lines"]
    assert lines["rule"].ne("").all()


def test_offsets_slice_back():
    articles = load_articles(TWO_ARTICLES)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    for row in find_lines(articles).itertuples():
        line = texts[row.article_id].split("\n")[row.line - 1]
        assert texts[row.article_id][row.start : row.end] == line.strip() != ""


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Toàn cảnh buổi làm việc. Ảnh: Minh Khôi", "caption"),
        ("Toàn cảnh buổi làm việc. (Ảnh: Minh Khôi/TTXVN)", "caption"),
        ("Toàn cảnh buổi làm việc - Ảnh: M.K.", "caption"),
        ("Toàn cảnh buổi làm việc. Nguồn: dantri.com.vn", "caption"),
        ("Toàn cảnh buổi làm việc (Nguồn: AFP)", "caption"),
        ("Ảnh minh họa.", "caption"),
        ("Image caption Người dân chờ làm thủ tục", "caption"),
        ("Ảnh hưởng của dịch bệnh đến người lao động vẫn còn lớn, theo báo cáo này.", "body"),
        ("(Theo TTXVN)", "credit"),
        ("Theo Reuters", "credit"),
        ("Nguồn: baochinhphu.vn", "credit"),
        ("(Theo Bloomberg, New York Times)", "credit"),
        ("Theo báo cáo này, số người trở về đã tăng gấp đôi trong năm qua.", "body"),
        ("PV", "byline"),
        ("Tổng hợp", "byline"),
        ("Bài và ảnh: Hải Yến", "byline"),
        ("Thanh Tâm (Theo CNN)", "byline"),
        ("Hải Yến", "byline"),
        ("Bài học từ chính sách nhập cư của các nước trong khu vực", "body"),
        (">> Đại sứ thăm hỏi bà con kiều bào", "teaser"),
        ("Xem thêm: Đại sứ thăm hỏi bà con kiều bào", "teaser"),
        ("Đọc thêm: Đại sứ thăm hỏi bà con kiều bào", "teaser"),
        ("Chia sẻ Facebook", "furniture"),
        ("Bình luận (12)", "furniture"),
        ("© Bản quyền thuộc về Báo Ngày Mới", "furniture"),
        ("Ghi rõ nguồn khi phát hành lại thông tin từ trang này", "furniture"),
        ("Từ khóa: di cư, lao động", "furniture"),
        ("Thứ Sáu, 12/05/2023 | 10:25", "furniture"),
        ("***", "furniture"),
    ],
)
def test_shapes_of_lines_after_a_story(line, role):
    assert roles(f"{LEAD}\n{BODY}\n{line}") == ["lead", "body", role]


def test_a_long_paragraph_is_no_link_and_no_caption():
    story = " ".join([BODY] * 6)
    assert roles(f">> Tin khác\n>> Tin nữa {story}\n{story} Ảnh: Minh Khôi")[1:] == ["lead", "body"]


def test_after_a_related_heading_everything_is_a_teaser():
    text = f"{LEAD}\n{BODY}\nTin liên quan\nĐại sứ thăm bà con kiều bào\nHai nước ký bản ghi nhớ về lao động"
    assert roles(text) == ["lead", "body", "body", "teaser", "teaser"] or roles(text)[3:] == [
        "teaser",
        "teaser",
    ]


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        (f"Bộ trưởng tiếp đoàn đại biểu\n{LEAD}\n{BODY}", "", ["title", "lead", "body"]),
        (f"Thời sự\nBộ trưởng tiếp đoàn đại biểu\n{LEAD}", "", ["furniture", "title", "lead"]),
        (
            f"Thời sự\nBộ trưởng tiếp đoàn đại biểu\n{LEAD}",
            "Bộ trưởng tiếp đoàn đại biểu",
            ["furniture", "title", "lead"],
        ),
        (f"{LEAD}\n{BODY}", "Bộ trưởng tiếp đoàn", ["lead", "body"]),
        # a lead without a full stop is no title when the title is known, or when it opens as stories do
        (f"{LEAD.rstrip('.')}\n{BODY}", "Bộ trưởng tiếp đoàn", ["lead", "body"]),
        (f"(VOV) - Hai nước vừa thống nhất mở thêm đường bay thẳng\n{BODY}", "", ["lead", "body"]),
        # halves of a sentence that a link broke in two are neither title nor credit
        (f"Theo\nNew York Times\n, tổng thống đã ký sắc lệnh về nhập cư hôm thứ Sáu.\n{BODY}", "", None),
        ("Một dòng duy nhất", "", ["title"]),
        (BODY, "", ["lead"]),
    ],
)
def test_titles_and_leads(text, title, expected):
    found = roles(text, title=title)
    if expected is None:
        assert "title" not in found
        assert "credit" not in found
        assert found.count("lead") == 1
    else:
        assert found == expected


def test_what_a_source_repeats_is_its_furniture():
    own = [
        f"{LEAD} Lần thứ {place}.\n{BODY} Cuộc gặp số {place}.\nMời bạn đọc gửi bài cộng tác về toà soạn."
        for place in range(6)
    ]
    lines = find_lines(make_table(*own, source="a.vn"))
    assert list(lines["role"]) == ["lead", "body", "furniture"] * 6
    assert set(lines["rule"][lines["role"] == "furniture"]) == {"repeated in source"}
    # four articles are too few, and so are copies of one article
    assert "furniture" not in set(find_lines(make_table(*own[:4], source="a.vn"))["role"])
    assert "furniture" not in set(find_lines(make_table(*[own[0]] * 6, source="a.vn"))["role"])
    # other sources are not concerned
    mixed = make_table(*own, f"{LEAD}\nMời bạn đọc gửi bài cộng tác về toà soạn.")
    mixed["source"] = ["a.vn"] * 6 + ["b.vn"]
    assert list(find_lines(mixed)["role"])[-1] == "body"


def test_the_title_of_another_article_is_a_teaser():
    table = make_table(f"{LEAD}\n{BODY}\nĐại sứ thăm hỏi bà con kiều bào", BODY)
    table["title"] = ["", "Đại sứ thăm hỏi bà con kiều bào"]
    assert list(find_lines(table)["role"]) == ["lead", "body", "teaser", "lead"]


def test_the_layout_of_a_page_counts():
    table = make_table(
        f"Chuyên trang\nTên bài\n{BODY}\nChú thích không có dấu hiệu gì\n(Ảnh: TTXVN)\nHải Yến"
    )
    table["layout"] = ["furniture title body caption body body"]
    lines = find_lines(table)
    assert list(lines["role"]) == ["furniture", "title", "lead", "caption", "caption", "byline"]
    assert list(lines["rule"])[:2] == ["page", "page"]
    table["layout"] = ["furniture"]  # of another text: not used
    assert next(iter(find_lines(table)["rule"])) != "page"


def test_the_order_of_articles_changes_nothing():
    articles = load_articles(TWO_ARTICLES)
    turned = find_lines(articles.iloc[::-1]).sort_values(["article_id", "line"], ignore_index=True)
    pd.testing.assert_frame_equal(turned, find_lines(articles))


def test_no_article_and_no_line():
    assert find_lines(make_table()).dtypes.astype(str).to_dict() == SCHEMAS["lines"]
    assert len(find_lines(make_table(" \n\n"))) == 0
    with pytest.raises(TableError, match="lacks the columns text"):
        find_lines(pd.DataFrame({"article_id": ["a"]}))


@pytest.mark.slow
@given(
    st.lists(
        st.sampled_from(
            [
                LEAD,
                BODY,
                "Tin liên quan",
                "(Ảnh: An)",
                "| Tin khác ... |",
                "",
                "  ",
                "Hải Yến",
                "Theo",
                "A- A A+",
                "x",
            ]
        )
        | st.text(alphabet="aăâệ B.,:|>(\t\xa0)Ảnh", max_size=30),
        max_size=12,
    )
)
def test_every_line_that_is_not_blank_has_one_role(parts):
    text = "\n".join(parts)
    lines = find_lines(make_table(text))
    assert [text[s:e] for s, e in zip(lines["start"], lines["end"], strict=True)] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    assert list(lines["line"]) == [n for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert set(lines["role"]) <= set(ROLES)
    assert (lines["role"] == "lead").sum() <= 1
    composed = unicodedata.normalize("NFC", text)
    assert roles(composed) == roles(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)))


def test_the_caption_pattern():
    pattern = load_patterns()["caption"]
    assert pattern.search("Quang cảnh phiên họp. (Ảnh: TTXVN)")
    assert not pattern.search("Ảnh hưởng của dịch bệnh còn lớn.")


def test_an_edited_lexicon_counts_and_a_broken_one_says_where(tmp_path):
    text = (LEXICONS / "lines.yml").read_text(encoding="utf-8")
    mine = tmp_path / "lines.yml"
    mine.write_text(
        text.replace("  - 'Quảng cáo'", "  - 'Quảng cáo'\n  - 'Góc bạn đọc .*'"), encoding="utf-8"
    )
    table = make_table(f"{LEAD}\n{BODY}\nGóc bạn đọc hôm nay có gì")
    assert list(find_lines(table)["role"])[2] == "body"
    assert list(find_lines(table, lexicon=mine)["role"])[2] == "furniture"
    mine.write_text(text.replace("'Quảng cáo'", "'Quảng (cáo'"), encoding="utf-8")
    number = text[: text.index("'Quảng cáo'")].count("\n") + 1
    with pytest.raises(
        LexiconError, match=rf"line {number}: {re.escape(repr('Quảng (cáo'))} is no regular expression"
    ):
        find_lines(table, lexicon=mine)


TIES = """
import pandas as pd
from kit.segment.lines import find_lines
same = "Chúng ta cùng nhau đi qua những năm tháng khó khăn với Hàn Quốc và với Bỉ"
own = ["Bộ trưởng tiếp đoàn số %02d của Đức về di cư hợp pháp" % number for number in range(5)]
texts = [f"Tiêu đề bài số {number}\\n{text.ljust(len(same), '.')}\\n{same}\\n" for number, text in enumerate(own)]
table = pd.DataFrame({"article_id": [f"a{number}" for number in range(5)], "text": texts})
print(find_lines(table)["role"].value_counts().to_dict())
"""


@pytest.mark.slow
def test_lines_of_one_length_are_told_apart_the_same_way_by_every_process():
    """Python orders sets by a seed that it draws anew each time."""
    told = set()
    for seed in "0123":
        env = {**os.environ, "PYTHONHASHSEED": seed}
        told.add(subprocess.check_output([sys.executable, "-c", TIES], env=env, text=True))
    assert len(told) == 1


# -- the edges of what a source repeats ---------------------------------------------------------------

APPEAL = "Mời bạn viết thư về toà soạn"


def count_furniture(having, articles, line=APPEAL):
    """How many lines are furniture where so many of so many articles of one source have this line."""
    story = f"{LEAD} {BODY} {BODY} {BODY}"
    texts = [f"{story} Lần {place}." + f"\n{line}" * (place < having) for place in range(articles)]
    lines = find_lines(make_table(*texts, source="a.vn"))
    return (lines["rule"] == "repeated in source").sum()


@pytest.mark.parametrize(
    ("having", "articles", "found"),
    [(4, 4, 0), (5, 5, 5), (5, 100, 5), (5, 101, 0), (6, 120, 6), (6, 121, 0)],
)
def test_a_source_repeats_what_five_of_its_articles_and_a_twentieth_of_them_have(having, articles, found):
    assert count_furniture(having, articles) == found


@pytest.mark.parametrize(("length", "found"), [(1, 5), (200, 5), (201, 0)])
def test_what_a_source_repeats_has_1_to_200_characters(length, found):
    assert count_furniture(5, 5, (APPEAL + " xin" * 60)[: length - 1] + "n") == found


def test_a_copy_counts_once_though_its_furniture_differs():
    copy = f"{LEAD} {BODY}\n{APPEAL}"
    others = [f"{LEAD} {BODY} Lần {place}.\n{APPEAL}" for place in range(3)]
    lines = find_lines(make_table(copy, copy + "\nHết", copy + "\nHẹn gặp lại", *others, source="a.vn"))
    assert "repeated in source" not in set(lines["rule"])
    lines = find_lines(make_table(copy, f"{BODY} {LEAD}\n{APPEAL}", *others, source="a.vn"))
    assert (lines["rule"] == "repeated in source").sum() == 5


def test_a_line_that_an_article_has_twice_counts_once():
    texts = [f"{LEAD} Lần {place}.\n{BODY}\n{APPEAL}\n{APPEAL}" for place in range(4)]
    assert "repeated in source" not in set(find_lines(make_table(*texts, source="a.vn"))["rule"])


def test_what_a_source_repeats_is_told_by_its_whole_line_without_outer_space():
    texts = [f"{LEAD} Lần {place}.\n{BODY}\n{' ' * place}{APPEAL}\t" for place in range(5)]
    rules = find_lines(make_table(*texts, f"{LEAD} Lần 5.\n{BODY}\n{APPEAL} Hà Nội", source="a.vn"))["rule"]
    assert list(rules)[2::3] == [*["repeated in source"] * 5, "heading"]


def test_articles_are_read_some_at_a_time(monkeypatch):
    texts = [f"{LEAD} Lần {place}.\n{BODY}\n{APPEAL}" for place in range(5)]
    whole = find_lines(make_table(*texts, source="a.vn"))
    monkeypatch.setattr("kit.segment.lines._AT_ONCE", 2)
    pd.testing.assert_frame_equal(find_lines(make_table(*texts, source="a.vn")), whole)


def test_numbers_count_blank_lines_and_offsets_leave_outer_space_out():
    lines = find_lines(make_table(f"\n  {LEAD} \n\n\t{BODY}\u00a0\n{BODY}"))
    assert lines["line"].tolist() == [2, 4, 5]
    assert lines["start"].tolist() == [3, 3 + len(LEAD) + 4, 3 + len(LEAD) + 4 + len(BODY) + 2]
    assert (lines["end"] - lines["start"]).tolist() == [len(LEAD), len(BODY), len(BODY)]


def test_an_article_without_a_title_makes_no_line_the_title_of_another():
    table = make_table(f"{LEAD}\n{BODY}\n- - - - - x", BODY)
    assert list(find_lines(table)["rule"])[2] == "heading"
