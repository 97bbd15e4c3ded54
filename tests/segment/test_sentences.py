"""Where sentences end: exactly on the two articles, by rules on hurried typing."""

import itertools
import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import TWO_ARTICLES

from kit.errors import TableError
from kit.read.articles import load_articles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.vietnamese.endings import Endings, load_endings
from kit.vietnamese.sentences import split_sentences

ENDINGS = Endings(
    frozenset({"TP", "TS", "GS", "PGS", "Q"}), frozenset({"theo", "tại"}), frozenset({"của", "tướng"})
)


def split(text):
    return [text[start:end] for start, end in split_sentences(text, ENDINGS)]


def find(text, title=""):
    articles = pd.DataFrame({"article_id": ["a"], "title": [title], "text": [text]})
    return find_sentences(articles, find_lines(articles))


def test_the_sentences_of_the_two_articles():
    articles = load_articles(TWO_ARTICLES)
    lines = find_lines(articles)
    sentences = find_sentences(articles, lines)
    assert {name: str(dtype) for name, dtype in sentences.dtypes.items()} == SCHEMAS["sentences"]
    assert len(sentences) == 38
    per_line = sentences.groupby(["article_id", "line"]).size()
    assert per_line[per_line > 1].to_dict() == {
        ("belgium-state-secretary", 12): 2,
        ("iom-regional-director", 8): 2,
    }
    assert sentences["role"].value_counts().to_dict() == {
        "body": 18, "furniture": 6, "caption": 5, "teaser": 5, "lead": 2, "title": 1, "credit": 1,
    }  # fmt: skip
    assert list(sentences["sentence"]) == [
        *range((sentences["article_id"] == "belgium-state-secretary").sum()),
        *range((sentences["article_id"] == "iom-regional-director").sum()),
    ]
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in sentences.itertuples())


CASES = [
    # ordinary ends
    ["Ông đến.", "Bà đi!", "Vì sao?", "Không ai biết…", "Rồi thôi."],
    ['Ông nói: "Tốt."', "Bà về."],
    ["“Chúng tôi vui mừng.”", "Ông nói vậy."],
    ["Năm 2022 có 15 người.", "30 người đã về."],
    # abbreviations, numbers, initials, addresses
    ["PGS. TS. An đến TP. Vinh.", "Ông ở lại."],
    ["Ông Antony J. Blinken và bà Ursula G. von der Leyen gặp nhau."],
    ["Đó là Nguyễn Văn A.", "Bà B. không có mặt."],
    ["Hơn 1.250 người và 3.5 % đã về."],
    ["1. Giới thiệu chung về chương trình."],
    ["Xem tại www.vov.vn hoặc https://a.vn/x.Html và VOV.VN hôm nay."],
    ["Ông nói hai bên sẽ... tiếp tục."],
    # words of one letter are no initials
    ["Đây là khu vực châu Á.", "Bộ trưởng thăm nước Ý.", "Ông vui."],
    # no space after the full stop
    ["Quan hệ hai nước.", "Thứ trưởng nhấn mạnh điều đó."],
    ['Ông nói "rất tốt".', "Bà đồng ý."],
    ['Họ đều nói (về "chủ quyền").', "Đại diện Lào đồng ý."],
    ["Cuộc gặp (31/5).", "Trước đó hai bên đã trao đổi."],
    ["Lễ ký diễn ra ngày 4/4/2023.", "Theo kế hoạch, đoàn sẽ về."],
    ["Ông Th.Long ở Q.Ba Đình và TP.Vinh cho biết."],
    ["Người dân TP.HCM.", "Trận mưa kéo dài."],
    # captions inside paragraphs
    ["Tổng thống phát biểu tại phiên họp (Ảnh: AP)", "Phát biểu trong phiên bế mạc, ông nói ít."],
    ["Quang cảnh phiên họp. (Ảnh: TTXVN)", "Tại phiên họp, hai bên đã trao đổi."],
    ["Bà Anna phát biểu.", "Ảnh: Reuters", "Ông Abe tuyên bố như trên."],
    ["Bà Anna phát biểu.", "Ảnh: TechCrunch và YouTube"],
]
# Without a space these cannot be told apart; with one, a credit cannot be told from what follows it.
NEVER_GLUED = {
    "Năm 2022 có 15 người.",
    "“Chúng tôi vui mừng.”",
    'Ông nói: "Tốt."',
    "Đó là Nguyễn Văn A.",
    "Ông đến.",
}
ALWAYS_GLUED = {"Bà Anna phát biểu."}


@pytest.mark.parametrize("sentences", [case for case in CASES if case[0] not in ALWAYS_GLUED])
def test_sentences_with_a_space_between(sentences):
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences", [case for case in CASES if case[0] not in NEVER_GLUED and len(case) > 1]
)
def test_sentences_without_a_space_between(sentences):
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["Toàn cảnh buổi tiếp tại Singapore", "Bộ trưởng An đã phát biểu."],
        ["Tăng cường minh bạch", "Đối thoại được tổ chức từ năm 2002.", "Bà về."],
        ["Thủ tướng Nhật (trái)", "Đại sứ Mỹ nói."],
        ["Cô Ba, 17 tuổi", "Năm 2016 cô sang Đức."],
        ["Về phía Đông", "Theo Reuters, tàu đã đến."],
        ["Hai bên hội đàm", "Tại Bộ Công Thương, ông nói."],
    ],
)
def test_a_sentence_begins_behind_a_heading_that_lost_the_end_of_its_line(sentences):
    assert split("".join(sentences)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ông dùng TikTok bán hàng, ông McDonald nói thế.",
        "Trong bối cảnhIsraelđang đối mặt, tờGuardian đưa tin.",
        "Kết luận củaBộ Chính trị và Đại tướngLương Tam Quang.",
        "Ngân hàng ĐôngÁ mở cửa, tỉnh cùngĐắk Nông ký.",
        "Chiếc iPhone mới và VnExpress hôm nay.",
    ],
)
def test_a_word_with_a_capital_inside_and_a_name_glued_to_a_word_end_no_sentence(text):
    assert split(text) == [text]


def test_a_sentence_begins_behind_the_credit_of_a_photo_with_an_agency():
    parts = [
        "Hai bộ trưởng tại Hà Nội. Ảnh: Lê Văn/TTXVN",
        "Ngày 5/3, Bộ trưởng An đã phát biểu.",
        "Ảnh: AP Photo Lê An.",
    ]
    text = " ".join(parts)
    assert [text[a:b] for a, b in split_sentences(text, load_endings())] == [
        "Hai bộ trưởng tại Hà Nội.",
        "Ảnh: Lê Văn/TTXVN",
        *parts[1:],
    ]
    assert list(find(text + " Bà về.")["role"])[:3] == ["lead", "caption", "lead"]


def test_a_quotation_mark_glued_on_both_sides_opens_where_none_is_open():
    parts = [
        '"Tốt lắm", ông nói trong cuộc họp báo.',
        '"Chúng tôi vui mừng."',
        "Bà cũng vậy.",
        '"Ta đi", ông nói.',
    ]
    assert split("".join(parts)) == parts


def test_a_caption_inside_a_paragraph_is_a_caption():
    text = (
        "Ngày 4/4, Bộ trưởng đã tiếp đoàn đại biểu tại Hà Nội.Toàn cảnh buổi tiếp. (Ảnh: TTXVN)Hai bên đã trao đổi về "
        "di cư.Ảnh hưởng của dịch bệnh vẫn còn."
    )
    table = find(text)
    assert list(table["role"]) == ["lead", "caption", "lead", "lead"]
    assert table["text"][1] == "Toàn cảnh buổi tiếp. (Ảnh: TTXVN)"


def test_one_line_of_a_whole_article_is_cut():
    parts = [f"Câu số {number} nói về hợp tác giữa hai nước trong năm nay." for number in range(300)]
    assert list(find("".join(parts))["text"]) == parts


@given(
    st.lists(
        st.sampled_from(
            [
                "Ông",
                "An",
                "về",
                "Á",
                "TP",
                "2023",
                "31/5",
                "(Ảnh: AP)",
                '"',
                "”",
                "“",
                "(",
                ")",
                "Ảnh:",
                "vov.vn",
                "A",
                "|",
                "…",
            ]
        )
        | st.sampled_from([".", ". ", "?", "! ", "...", " ", "  ", "\t"]),
        max_size=25,
    ).map("".join)
)
def test_sentences_tile_their_line(text):
    spans = split_sentences(text, ENDINGS)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert split_sentences(unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)), ENDINGS) == (
        split_sentences(unicodedata.normalize("NFC", text), ENDINGS)
    )


@pytest.mark.slow
@given(st.lists(st.sampled_from(["Ông về.", "Bà ở lại hôm nay.", "(Ảnh: AP)", "Theo TTXVN", ""]), max_size=8))
def test_every_letter_of_a_text_is_in_one_sentence(parts):
    text = "\n".join(parts)
    table = find(text)
    assert "".join(
        "".join(text[s:e].split()) for s, e in zip(table["start"], table["end"], strict=True)
    ) == "".join(text.split())
    assert list(table["sentence"]) == list(range(len(table)))


def test_tables_without_rows_and_without_columns():
    articles = pd.DataFrame({"article_id": ["a"], "text": [" "]})
    assert find_sentences(articles, find_lines(articles)).dtypes.astype(str).to_dict() == SCHEMAS["sentences"]
    with pytest.raises(TableError, match="lines table lacks"):
        find_sentences(articles, articles)
    other = pd.DataFrame({"article_id": ["b"], "text": ["Bà về."]})
    with pytest.raises(TableError, match="articles that the articles table lacks: 'b'"):
        find_sentences(articles, find_lines(other))
