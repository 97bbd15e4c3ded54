"""The rules by which a line gets its role, each at its very edge."""

import re

import pytest

from kit.vietnamese.lines.lineroles import ArticleLines
from kit.vietnamese.lines.patterns import load_patterns
from kit.vietnamese.lines.titles import squash

LEAD = "Chiều 6/6, Đại sứ đã gặp gỡ các bạn sinh viên tại Praha, nghe họ kể về việc học."
BODY = "Các bạn sinh viên mong được gia hạn thị thực sớm hơn và dễ hơn mọi năm."
TALE = (
    "Đoàn công tác của Bộ Ngoại giao đã đến thăm bà con người Việt đang làm việc ở các tỉnh miền Tây nước Đức "
    "và nghe họ kể về những khó khăn khi đi tìm việc làm khi học tiếng khi gửi tiền về quê cho cha mẹ già "
    "cùng những niềm vui nho nhỏ như khi con cái được nhận vào trường học tốt hay khi cả xóm cùng gói bánh "
    "chưng đón Tết và mời hàng xóm người Đức sang ăn chung một bữa cơm ấm áp bên bếp lửa hồng giữa mùa đông"
)


def say(words):
    """So many words of running text, without a stop."""
    return " ".join(TALE.split()[:words])


def fill(length, text=TALE):
    """A line of exactly so many characters."""
    line = (text + " và").ljust(length, "a") if len(text) < length else text[:length]
    return line[:-1] + "a" if line.endswith(" ") else line


def find(*lines, title="", layout="", repeated=(), titles=(), numbers=()):
    """Role and rule of each line; ``numbers``: of the lines, blank ones counted, if there are any."""
    article = ArticleLines(list(lines), title, layout, load_patterns(), [*(numbers or range(len(lines)))])
    article.mark_repeated(set(repeated).__contains__, set(map(squash, titles)).__contains__)
    return article.place()


def after(line, **known):
    """Role and rule of a line after a story."""
    return find(LEAD, BODY, line, **known)[2]


# -- what a line is by its shape ----------------------------------------------------------------------


@pytest.mark.parametrize(("length", "role"), [(249, "furniture"), (250, "body")])
def test_furniture_is_shorter_than_250_characters(length, role):
    assert after(fill(length, "Từ khóa: lao động ở nước ngoài"))[0] == role


@pytest.mark.parametrize(("length", "role"), [(249, "teaser"), (250, "body")])
def test_a_link_to_another_story_is_shorter_than_250_characters(length, role):
    assert after(fill(length, ">> Đại sứ gặp sinh viên"))[0] == role


@pytest.mark.parametrize(("length", "role"), [(99, "byline"), (100, "body")])
def test_a_byline_is_shorter_than_100_characters(length, role):
    line = "Nguyễn Thị Minh Hạnh và Lê Hoàng (theo "
    line += fill(length - len(line) - 1, "các báo ở thủ đô nước bạn") + ")"
    assert len(line) == length
    assert after(line)[0] == role


@pytest.mark.parametrize(("length", "role"), [(119, "credit"), (120, "body")])
def test_a_credit_is_shorter_than_120_characters(length, role):
    line = "Nguồn: baomoi.vn và tinnhanh.com và ngaynay.net và chuyenla.org và quetoi.vn và phonui.com và xaxoi.vn"
    line += " và nhà báo tự do"
    assert after(line + "o" * (length - len(line)))[0] == role


@pytest.mark.parametrize(("spaces", "role"), [(74, "caption"), (75, "body")])
def test_a_caption_has_fewer_than_75_spaces(spaces, role):
    line = f"{say(spaces - 1)} (Ảnh: Lan)"
    assert line.count(" ") == spaces
    assert after(line)[0] == role


@pytest.mark.parametrize(("sentences", "role"), [(4, "caption"), (5, "body")])
def test_a_caption_has_at_most_four_sentences(sentences, role):
    line = " ".join(["Các em nhỏ đang múa hát."] * sentences) + " Ảnh: Lan"
    assert after(line)[0] == role


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| Đại sứ gặp sinh viên", ("teaser", "table cell")),
        ("Đại sứ gặp ... |", ("teaser", "table cell")),
        ("Đại sứ gặp… |", ("teaser", "table cell")),
        ("Đại sứ gặp sinh viên |", ("body", "heading")),
        ("Đại sứ gặp sinh viên ...", ("body", "heading")),
        ("\u00a0| Quảng cáo |\u00a0", ("furniture", "furniture")),
        ("Thứ Ba, 06/06/2023 | 10:25", ("furniture", "date line")),
        ("PV", ("byline", "author mark")),
        ("(Theo Reuters)", ("credit", "source")),
        ("Các em múa hát. Ảnh: Lan", ("caption", "photo credit")),
        ("| Các em múa hát. Ảnh: Lan |", ("caption", "photo credit")),
        (">> Đại sứ gặp sinh viên", ("teaser", "link mark")),
    ],
)
def test_the_rule_says_which_shape_it_was(line, expected):
    assert after(line) == expected


@pytest.mark.parametrize(
    ("line", "times", "expected"),
    [
        ("Lễ đón tại sân bay |", 1, ("body", "heading")),
        ("Lễ đón tại sân bay |", 2, ("caption", "repeated cell")),
        ("Gửi toà soạn", 2, ("body", "heading")),
        ("Gửi toà soạn", 3, ("furniture", "repeated line")),
        ("Xin cảm ơn.", 3, ("body", "heading")),  # a sentence may be said three times
    ],
)
def test_a_line_that_its_article_repeats(line, times, expected):
    assert find(LEAD, *[line] * times, BODY)[1:-1] == [expected] * times


@pytest.mark.parametrize(
    ("line", "given", "expected"),
    [
        ("Quảng cáo", "caption", ("caption", "page")),
        ("Quảng cáo", "teaser", ("furniture", "furniture")),
        ("Quảng cáo", "body", ("furniture", "furniture")),
        ("PV", "teaser", ("teaser", "page")),
        ("PV", "body", ("byline", "author mark")),
        ("Đại sứ gặp sinh viên", "credit", ("credit", "page")),
        ("Đại sứ gặp sinh viên", "body", ("body", "heading")),
    ],
)
def test_what_a_page_says_of_a_line_counts_but_for_furniture(line, given, expected):
    assert after(line, layout=f"lead body {given}") == expected
    assert after(line, layout=f"lead body {given} body") == after(line), "a layout of another text"


def test_half_of_a_broken_sentence_is_no_credit_and_no_byline():
    assert find(LEAD, "Theo Reuters", "thì con số này sẽ còn tăng gấp đôi.")[1] == ("body", "fragment")
    assert find(LEAD, "Theo Reuters", "Con số này còn tăng.")[1] == ("credit", "source")
    assert find(LEAD, "Tổng hợp", "số liệu của các nước thì khác.", BODY)[1] == ("body", "fragment")
    # what follows a full stop begins anew, whatever its first letter
    assert find(LEAD, "theo Reuters")[1] == ("credit", "source")
    assert find(LEAD, "Con số này còn tăng", "theo Reuters", BODY)[1:3] == [("body", "fragment")] * 2
    # the first line follows none, the last is followed by none
    assert find("theo Reuters", LEAD)[0] == ("credit", "source")
    assert find("theo Reuters", LEAD, "Con số này còn tăng")[0] == ("credit", "source")
    # a line that ends as a sentence does is whole
    assert find(LEAD, "(Theo Reuters).", "thì con số này còn tăng.")[1] == ("credit", "source")


@pytest.mark.parametrize("name", ["Ông Hải", "Ở Huế", "Ấn Độ", "Úc", "Đức", "Bỉ", "Ý", "Áo"])
def test_a_line_that_begins_with_a_capital_letter_goes_on_with_no_other(name):
    title, lead = f"{name} mở rộng cửa đón sinh viên", f"{name} đón thêm một nghìn sinh viên trong năm nay."
    assert find(title, lead) == [("title", "line before the lead"), ("lead", "first paragraph")]
    assert find(LEAD, "Theo Reuters", lead)[1] == ("credit", "source")
    assert find(LEAD, "Theo Reuters", lead.lower())[1] == ("body", "fragment")


# -- what repeats in a collection ---------------------------------------------------------------------


@pytest.mark.parametrize(("length", "role"), [(200, "furniture"), (201, "body")])
def test_a_line_that_a_source_repeats_has_at_most_200_characters(length, role):
    line = fill(length)
    assert after(line, repeated=[line])[0] == role


def test_what_a_source_repeats_is_furniture_but_for_names_and_the_title():
    line = "Mời viết về toà soạn"
    assert after(line, repeated=[line]) == ("furniture", "repeated in source")
    assert after("Trần Lan Anh", repeated=["Trần Lan Anh"]) == ("byline", "name at the end")
    title = "Đại sứ gặp gỡ sinh viên ở Praha"
    told = find(title, LEAD, title=title.upper(), repeated=[title], titles=[title])
    assert told == [("title", "metadata"), ("lead", "first paragraph")]
    # what it is by its shape, it stays
    assert after("(Theo Reuters)", repeated=["(Theo Reuters)"]) == ("credit", "source")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đại sứ gặp bạn", ("body", "heading")),  # so short a title says nothing
        ("Đại sứ gặp các bạn", ("teaser", "title of another article")),
    ],
)
def test_the_title_of_another_article_has_five_words(line, expected):
    assert after(line, titles=[line.upper() + "!"]) == expected
    assert after(line, titles=[line.upper() + "!"], title=line) == ("body", "heading"), "it is its own"
    assert after(line, titles=["Chuyện khác hẳn của ngày mai"]) == ("body", "heading")


# -- the place of a line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tin ngắn", "body"),  # two words
        ("Tin trong tuần", "title"),
        (say(40), "title"),
        (say(41), "lead"),
        (say(40).replace("Tây nước", "Tây - nước"), "lead"),  # 40 words, 40 spaces
        (say(41).replace("Tây nước", "Tây-nước"), "body"),  # 41 words, 39 spaces
    ],
)
def test_a_title_has_3_to_40_words(line, expected):
    assert find(line, LEAD, BODY)[0][0] == expected


@pytest.mark.parametrize(("words", "role"), [(20, "body"), (21, "lead")])
def test_where_the_title_is_known_a_line_of_21_words_may_be_the_lead(words, role):
    assert find(say(words), LEAD, BODY, title="Chuyện khác")[0][0] == role
    assert find(say(words), LEAD, BODY)[0][0] == "title"


@pytest.mark.parametrize(("words", "role"), [(8, "title"), (9, "lead")])
def test_an_opening_of_nine_words_begins_the_story(words, role):
    line = "Chiều qua, đoàn công tác đã về đến" + " Huế" * (words - 8)
    assert find(line, BODY)[0][0] == role


def test_the_title_is_the_last_line_that_may_be_one():
    assert find("Thời sự trong nước", "Đại sứ gặp sinh viên", LEAD) == [
        ("furniture", "before the title"),
        ("title", "line before the lead"),
        ("lead", "first paragraph"),
    ]
    assert find("Đại sứ gặp sinh viên")[0] == ("title", "line before the lead")
    assert find("Đại sứ gặp sinh viên", "Tin")[0] == ("title", "line before the lead")
    # the half of a broken line is none
    assert find("Đại sứ gặp sinh viên", "ở thủ đô Praha của Séc", LEAD)[:2] == [("body", "fragment")] * 2


def test_what_stands_before_the_title_is_of_a_menu():
    menu = ["Thời sự", "Thế giới", "Kinh tế"]
    told = find(*menu, "Đại sứ Việt Nam tại Séc gặp gỡ các bạn sinh viên", LEAD, BODY)
    assert told[:4] == [*[("furniture", "before the title")] * 3, ("title", "line before the lead")]
    assert find("Đại sứ gặp sinh viên", "Tin", LEAD, title="Đại sứ gặp sinh viên")[1] == ("body", "heading")


def test_a_page_with_a_layout_has_no_furniture_but_what_it_says():
    told = find("Thời sự", "Đại sứ gặp sinh viên", LEAD, layout="body body body")
    assert told == [("body", "heading"), ("title", "line before the lead"), ("lead", "first paragraph")]


def test_the_title_and_the_lead_of_a_page_are_the_only_ones():
    line = "Đại sứ gặp sinh viên"
    assert find("Tên bài", line, LEAD, layout="title body body") == [
        ("title", "page"),
        ("body", "heading"),
        ("lead", "first paragraph"),
    ]
    assert find(line, LEAD, BODY, layout="body lead body") == [
        ("title", "line before the lead"),
        ("lead", "page"),
        ("body", "paragraph"),
    ]
    # where the page names a title, a heading is not taken for the lead
    assert find("Tên bài", line, layout="title body") == [("title", "page"), ("body", "heading")]


def test_without_title_and_paragraph_the_first_line_is_the_lead():
    assert find("Tin", "Hình") == [("lead", "first paragraph"), ("body", "heading")]
    assert find("Đại sứ gặp sinh viên", "Tin", title="Đại sứ gặp sinh viên") == [
        ("title", "metadata"),
        ("body", "heading"),
    ]


def test_the_metadata_title_may_be_cut_short_after_twenty_letters():
    title = "Đại sứ gặp gỡ sinh viên ở Praha"
    twenty, more = "Đại sứ gặp gỡ sinh viên ở", "Đại sứ gặp gỡ sinh viên ở P"
    assert [len(squash(line)) for line in (twenty, more)] == [19, 20]
    assert find(more, LEAD, title=title)[0] == ("body", "heading")
    assert find(more + "r", LEAD, title=title)[0] == ("title", "metadata")
    assert find("Tin", LEAD, title="Tin")[0] == ("title", "metadata"), "a whole one may be short"
    assert find(more + "r khác", LEAD, title=title)[0] == ("body", "heading")


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Họ mong sớm được về quê.", "heading"),  # six words
        ("Họ mong sớm được về thăm quê.", "heading"),  # seven
        ("Họ mong sớm được về thăm quê nhà.", "paragraph"),
        ("Họ mong sớm được về thăm quê nhà", "heading"),
        ("Họ nói: “Mong sớm được về quê nhà.”", "paragraph"),
        ("Họ mong sớm được về thăm quê nhà:", "heading"),
        (fill(400), "heading"),
        (fill(401), "heading"),
    ],
)
def test_a_paragraph_ends_as_a_sentence_and_has_eight_words(line, rule):
    assert find(LEAD, line, BODY)[1] == ("body", rule)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lan Anh Minh Khôi Hải Yến", ("byline", "name at the end")),
        ("Lan Anh Minh Khôi Hải Yến Hà", ("body", "heading")),
        ("Lan Anh và Khôi", ("body", "heading")),
        ("Hà", ("byline", "name at the end")),
    ],
)
def test_a_name_after_the_story_has_at_most_six_words(line, expected):
    assert after(line) == expected
    assert find(LEAD, line, BODY)[1] == ("body", "heading"), "in the midst of it, it is a heading"


def test_what_follows_a_heading_of_related_news_is_a_teaser():
    told = find(LEAD, BODY, "Bài liên quan:", "Đại sứ gặp sinh viên", "Lan Anh")
    assert told[2] == ("furniture", "related") and told[3][0] == "teaser"
    told = find(LEAD, BODY, "| Có thể bạn quan tâm", "Đại sứ gặp sinh viên")
    assert told[3][0] == "teaser"
    # wherever it stands
    assert find(LEAD, BODY, TALE + ".", "Bài liên quan:", "Lan Anh")[3] == ("furniture", "related")


def test_squashed_texts_have_letters_and_digits_alone():
    assert squash("Đại sứ: 3 ngày_ở BỈ!") == "đạisứ3ngàyởbỉ"
    assert not re.search(r"[\W_]", squash(TALE))


# -- what is set off at the end -----------------------------------------------------------------------

OTHERS = (
    "Bộ trưởng Ngoại giao nước láng giềng thăm chính thức thủ đô Vienna",
    "Chuyến thăm ba ngày của Bộ trưởng mở ra nhiều cơ hội hợp tác mới.",
)


@pytest.mark.parametrize(
    ("numbers", "set_off"),
    [
        ((1, 2, 3, 7, 8, 12, 13), True),
        ((1, 2, 3, 4, 5, 6, 7), False),
        ((1, 6, 11, 15, 16, 20, 21), False),  # all is parted by more
        ((1, 2, 3, 7, 9, 12, 14), False),  # the sentence is not right under its headline
    ],
)
def test_headlines_with_a_sentence_that_blank_lines_set_off_are_of_other_stories(numbers, set_off):
    roles = find(LEAD, BODY, BODY + " Hết.", *OTHERS, *OTHERS[:1], OTHERS[1] + " Xong.", numbers=numbers)
    assert [role == ("teaser", "set off at the end") for role in roles] == [False] * 3 + [set_off] * 4


def test_a_last_section_under_its_heading_stays():
    roles = find(LEAD, BODY, BODY + " Hết.", "Triển vọng", OTHERS[1], numbers=(1, 2, 3, 7, 8))
    assert "teaser" not in [role for role, _ in roles]
