"""Officials: titles, names and whom they speak for; photographers and private people are none."""

import csv
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import kit
from kit.errors import LexiconError, TableError
from kit.files import LEXICONS
from kit.schema import SCHEMAS, make_table
from kit.tag.people import find_people, find_people_in_text
from kit.vietnamese.names.offices import load_offices


def found(text, **options):
    table = find_people_in_text(text, **options)
    return [(row.text, row.title, row.partner) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ trưởng Ngoại giao Trần Văn Ẩn phát biểu", [("Trần Văn Ẩn", "Thứ trưởng Ngoại giao", "VNM")]),
        ("Thủ tướng Chính phủ Lê Thị Hường", [("Lê Thị Hường", "Thủ tướng Chính phủ", "VNM")]),
        (
            "Phó Chủ tịch Thường trực Quốc hội Lê Văn Nhẫn đã tiếp",
            [("Lê Văn Nhẫn", "Phó Chủ tịch Thường trực Quốc hội", "VNM")],
        ),
        ("Bộ trưởng Quốc phòng Pháp Jean Durand", [("Jean Durand", "Bộ trưởng Quốc phòng Pháp", "FRA")]),
        (
            "Đại sứ Thụy Điển tại Việt Nam Anna Lindqvist",
            [("Anna Lindqvist", "Đại sứ Thụy Điển tại Việt Nam", "SWE")],
        ),
        ("Đại sứ Việt Nam tại Mỹ Phạm Văn Ẩn", [("Phạm Văn Ẩn", "Đại sứ Việt Nam tại Mỹ", "VNM")]),
        ("Đại sứ Việt Nam tại Geneva Lê Thị Hường", [("Lê Thị Hường", "Đại sứ Việt Nam tại Geneva", "VNM")]),
        (
            "bà Anna Lindqvist, Quốc vụ khanh Đan Mạch về nhập cư",
            [("Anna Lindqvist", "Quốc vụ khanh Đan Mạch về nhập cư", "DNK")],
        ),
        ("bà Nicole van Dijk Quốc vụ khanh Bỉ cảm ơn", [("Nicole van Dijk", "Quốc vụ khanh Bỉ", "BEL")]),
        (
            "ông Peter Vogel - Trưởng đại diện UNICEF tại Việt Nam -",
            [("Peter Vogel", "Trưởng đại diện UNICEF tại Việt Nam", "UNICEF")],
        ),
        ("Chủ tịch Ủy ban châu Âu Maria Duarte", [("Maria Duarte", "Chủ tịch Ủy ban châu Âu", "EU")]),
        (
            "Cao ủy Liên hợp quốc về Người tị nạn Kenji Arai",
            [("Kenji Arai", "Cao ủy Liên hợp quốc về Người tị nạn", "UNHCR")],
        ),
        (
            "Tổng Thư ký Liên hợp quốc, ông António Guterres",
            [("António Guterres", "Tổng Thư ký Liên hợp quốc", "UN")],
        ),
        ("Giám đốc FBI James Comey", [("James Comey", "Giám đốc FBI", "USA")]),
        ("Chủ nhiệm Uỷ ban Tư pháp Lê Thị Hường", [("Lê Thị Hường", "Chủ nhiệm Uỷ ban Tư pháp", "VNM")]),
        ("người đồng cấp Đức Peter Vogel", [("Peter Vogel", "người đồng cấp Đức", "DEU")]),
        (
            "Tổng thống Putin và Chủ tịch Tập Cận Bình",
            [("Putin", "Tổng thống", "RUS"), ("Tập Cận Bình", "Chủ tịch", "CHN")],
        ),
        ("cựu Ngoại trưởng Mỹ John Kerry", [("John Kerry", "cựu Ngoại trưởng Mỹ", "USA")]),
        ("Tổng Bí thư, Chủ tịch nước Trần Văn Ẩn", [("Trần Văn Ẩn", "Tổng Bí thư, Chủ tịch nước", "VNM")]),
        ("Thái tử Ả Rập Xê-út Mohammed bin Salman", [("Mohammed bin Salman", "Thái tử Ả Rập Xê-út", "SAU")]),
        ("Thủ tướng Campuchia Hun Sen", [("Hun Sen", "Thủ tướng Campuchia", "KHM")]),
        ("Tổng thống Hàn Quốc Moon Jae-in (phải)", [("Moon Jae-in", "Tổng thống Hàn Quốc", "KOR")]),
        (
            "THỨ TRƯỞNG NGOẠI GIAO TRẦN VĂN ẨN TIẾP ĐẠI SỨ ÁO",
            [("TRẦN VĂN ẨN", "THỨ TRƯỞNG NGOẠI GIAO", "VNM")],
        ),
        ("Tổng thống George H.W.Bush", [("George H.W.Bush", "Tổng thống", "USA")]),
        ("Tổng thống Nga V.Putin trả lời", [("V.Putin", "Tổng thống Nga", "RUS")]),
        ("Tổng thống Syria Omar al-Hadi", [("Omar al-Hadi", "Tổng thống Syria", "SYR")]),
        ("cố vấn của ông Vogel gặp Bộ trưởng Merkel", [("Merkel", "Bộ trưởng", "DEU")]),
        ("Thủ tướng Samdech Hun Sen", [("Samdech Hun Sen", "Thủ tướng", "KHM")]),
        ("Peter Vogel là Ngoại trưởng Đức từ năm 1998", [("Peter Vogel", "Ngoại trưởng Đức", "DEU")]),
        ("ông Peter Vogel trên cương vị Thủ tướng Đức", [("Peter Vogel", "Thủ tướng Đức", "DEU")]),
        (
            "Giám đốc Cơ quan Tình báo Quốc phòng Séc Jan Horak",
            [("Jan Horak", "Giám đốc Cơ quan Tình báo Quốc phòng Séc", "CZE")],
        ),
        ("lãnh đạo Triều Tiên Kim Jong-un", [("Kim Jong-un", "lãnh đạo Triều Tiên", "PRK")]),
        ("Chủ tịch Kim bắt tay Tổng thống Moon", [("Kim", "Chủ tịch", "PRK"), ("Moon", "Tổng thống", "KOR")]),
        ("Đặc khu trưởng Hong Kong Lý Văn Ẩn", [("Lý Văn Ẩn", "Đặc khu trưởng Hong Kong", "HKG")]),
        ("ĐBQH Lưu Bình Nhưỡng chất vấn", [("Lưu Bình Nhưỡng", "ĐBQH", "VNM")]),
        ("con trai Tổng thống Trump", [("Trump", "Tổng thống", "USA")]),
        ("Đặc phái viên Anna Lindqvist trao thư của Đan Mạch", [("Anna Lindqvist", "Đặc phái viên", "DNK")]),
    ],
)
def test_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Anh Sơn",
        "(Ảnh: Quang Hoà)",
        "ông Trump phát biểu",
        "Chủ tịch UBND tỉnh Nguyễn Văn Ẩn",
        "Giám đốc Sở Nội vụ Trần Văn Ẩn",
        "Chủ tịch HĐQT Lê Thị Hường",
        "Giám đốc công ty Phạm Thuỳ Dương",
        "Đại sứ thiện chí Lê Thị Hường",
        "Đại sứ quán Pháp khai trương",
        "ứng cử viên tổng thống Peter Vogel",
        "phu nhân Thủ tướng Lê Thị Hường",
        "đại tá hải quân Mỹ Peter Vogel",
        "Bộ trưởng LĐ, TB và XH cho biết",
        "Vợ của cựu chủ tịch Interpol khởi kiện",
        "Thủ tướng Malaysia ra tuyên bố về Biển Đông",
        "tại New York, Thủ tướng dự hội nghị",
        "ông Vogel là Tổng thống đầu tiên",
        "vua Lý Văn Ẩn dời đô",
        "khu di tích Chủ tịch nước Trần Văn Ẩn",
        "báo cáo Thủ tướng về dự án sân bay Sơn Tân Nhất",
    ],
)
def test_not_found(text):
    assert found(text) == []


ARTICLE = (
    "Thứ trưởng Ngoại giao Trần Văn Ẩn tiếp bà Anna Lindqvist, Đại sứ Thụy Điển.",
    "Bà Lindqvist cảm ơn. Bà ANNA LINDQVIST nói thêm.",
    "Thứ trưởng bày tỏ vui mừng; các Thứ trưởng khác vắng mặt. Ông Ẩn đồng ý.",
)


def make_sentences(texts, role="body"):
    rows, at = [], 0
    for number, text in enumerate(texts):
        rows.append(("a", number, number, role, at, at + len(text), text))
        at += len(text) + 1
    return make_table(rows, "sentences")


def test_within_an_article_short_forms_are_the_same_person():
    table = find_people(make_sentences(ARTICLE))
    assert list(table.columns)[: len(SCHEMAS["people"])] == list(SCHEMAS["people"])
    assert table[["text", "rule", "key", "partner"]].values.tolist() == [
        ["Trần Văn Ẩn", "title name", "trần văn ẩn", "VNM"],
        ["Anna Lindqvist", "name title", "anna lindqvist", "SWE"],
        ["Lindqvist", "short name", "anna lindqvist", "SWE"],
        ["ANNA LINDQVIST", "named before", "anna lindqvist", "SWE"],
        ["Thứ trưởng", "office alone", "trần văn ẩn", "VNM"],
        ["Ẩn", "short name", "trần văn ẩn", "VNM"],
    ]
    full = find_people(make_sentences(ARTICLE), short_forms=False)
    assert full["rule"].tolist() == ["title name", "name title", "named before"]


def test_an_office_with_two_holders_stands_for_neither():
    texts = ("Thứ trưởng Trần Văn Ẩn và Thứ trưởng Lê Thị Hường họp.", "Thứ trưởng phát biểu.")
    assert set(find_people(make_sentences(texts))["rule"]) == {"title name"}


def test_partners_found_before_are_used_and_nothing_is_changed():
    sentences = make_sentences(ARTICLE)
    partners = kit.find_partners(sentences)
    before = sentences.copy(deep=True), partners.copy(deep=True)
    assert_frame_equal(find_people(sentences, partners), find_people(sentences))
    assert_frame_equal(sentences, before[0])
    assert_frame_equal(partners, before[1])


def test_no_official_is_an_empty_table_of_the_same_shape():
    table = find_people(make_sentences(["Trời đẹp."]))
    assert table.empty and list(table.columns) == list(SCHEMAS["people"])


def test_a_table_that_is_no_table_of_sentences_is_refused():
    with pytest.raises(TableError, match="lacks the columns"):
        find_people(pd.DataFrame({"text": ["Thủ tướng"]}))


def test_two_offices_may_read_more_or_less_of_one_name():
    text = "Khách có Phó Thủ tướng Trần Khoan - Chủ tịch Ủy ban Quốc gia APEC. Sau đó Chủ tịch phát biểu."
    people = find_people_in_text(text, short_forms=True)
    assert people["key"].unique().tolist() == ["trần khoan"]
    for first, second in product(["Phó Thủ tướng", "Bộ trưởng", "cố vấn của Tổng thống"], repeat=2):
        for joint in (" - ", " – Nguyên ", ", ", " (", " là "):
            find_people_in_text(f"{first} Al - Nahyan{joint}{second} Mỹ An Khoan", short_forms=True)


def test_partners_of_a_lexicon_of_ones_own_may_be_spoken_for():
    text = "Bộ trưởng Ngoại giao Atlantis John Smith tới Hà Nội."
    sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "body"}], "sentences")
    at = text.index("Atlantis")
    mine = {
        "article_id": "a",
        "start": at,
        "end": at + 8,
        "text": "Atlantis",
        "kind": "country",
        "key": "ATL",
    }
    people = find_people(sentences, make_table([{**mine, "role": "body", "rule": "name"}], "mentions"))
    assert people["partner"].tolist() == ["ATL"]


def test_the_officials_of_the_two_articles_are_those_read_by_hand():
    root = Path(kit.__file__).parents[1] / "data"
    with (root / "gold" / "partners.csv").open(encoding="utf-8") as file:
        gold = {
            (row["article_id"], int(row["start"]), int(row["end"]), row["text"], row["key"])
            for row in csv.DictReader(file)
            if row["kind"] == "person"
        }
    people = kit.Corpus(root / "articles").people
    full = people[~people["rule"].isin(["short name", "office alone"])]
    columns = ["article_id", "start", "end", "text", "partner"]
    assert set(full[columns].itertuples(index=False, name=None)) == gold
    belgian = people[people["key"] == "nicole de moor"]
    assert set(belgian["text"]) == {"Nicole de Moor", "Nicole De Moor", "Quốc vụ khanh"}
    assert set(belgian["partner"]) == {"BEL"}
    assert not people["text"].isin(["Anh Sơn", "Quang Hòa"]).any()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("prefixes: [", "prefix: [", r"offices.yml, line \d+: unknown key 'prefix'"),
        (
            "  PM: [Thủ tướng, Thủ tướng Chính phủ]",
            "  PM: Thủ tướng",
            r"offices.yml, line \d+: 'PM' should be a list",
        ),
        ("  BRA: [Dilma", "  BRX: [Dilma", r"offices.yml, line \d+: 'BRX' is no partner"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, old, new, message):
    text = (LEXICONS / "offices.yml").read_text(encoding="utf-8")
    (tmp_path / "offices.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_offices(tmp_path)
