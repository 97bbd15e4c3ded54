"""The table of meetings: its columns and offsets, what it leans on, what changes nothing, and hard texts."""

import unicodedata

import pandas as pd
import pytest
from encounters import make_tables, read_meetings
from pandas.testing import assert_frame_equal

import kit
from kit.errors import TableError
from kit.schema import SCHEMAS
from kit.tag.meetings import find_meetings

STORY = (
    ("title", "Thủ tướng hội đàm với Thủ tướng Hà Lan"),
    (
        "lead",
        "Sáng 7/3, tại Hà Nội, Thủ tướng Đỗ An hội đàm với Thủ tướng Hà Lan Jan Smit đang thăm Việt Nam.",
    ),
    "Hai bên nhất trí tăng cường hợp tác. Cùng ngày, Chủ tịch nước Vũ Mạnh Quân đã tiếp ông Jan Smit.",
    "Trước đó, ngày 5/3, ông Jan Smit đã gặp Thủ tướng Singapore Adrian Koh tại Singapore.",
)

ONE = "Thủ tướng Bỉ Jan Maes gặp Thủ tướng Áo Karl Meier. "


def test_a_story_and_all_that_the_table_says_of_it():
    table = read_meetings(*STORY)
    assert table["kind"].tolist() == ["talks", "visit", "receive", "meet"]
    assert table["side_a"].tolist() == ["VNM", "VNM", "VNM", "NLD"]
    assert table["side_b"].tolist() == ["NLD", "NLD", "NLD", "SGP"]
    assert table["person_a"].tolist() == ["đỗ an", "", "vũ mạnh quân", "jan smit"]
    assert table["person_b"].tolist() == ["jan smit", "jan smit", "jan smit", "adrian koh"]
    assert table["level"].tolist() == ["head_of_government"] * 4
    assert table["direction"].tolist() == ["", "in", "", ""]
    assert table["place"].tolist() == ["Hà Nội", "Việt Nam", "", "Singapore"]
    assert table["first_day"].tolist() == [
        pd.Timestamp(day) for day in ("2024-03-07", None, "2024-03-07", "2024-03-05")
    ]
    assert table["basis"].tolist() == ["sentence", "", "sentence", "sentence"]
    assert table["sentence"].tolist() == [1, 1, 3, 4]
    assert table["status"].eq("past").all() and table["keep"].all() and table["meeting_id"].is_unique


def test_what_teasers_tell_is_of_other_articles():
    lines = (
        "Quan hệ Việt Nam - Bỉ phát triển tốt đẹp.",
        ("teaser", ONE),
        ("caption", "Ảnh: AN"),
        ("lead", ONE),
    )
    assert read_meetings(*lines)["sentence"].tolist() == [3]
    assert read_meetings(*lines[:3]).empty


def test_columns_are_those_of_the_schema_and_offsets_cut_the_words_from_the_text():
    tables = make_tables([STORY])
    table = find_meetings(**tables)
    text = tables["articles"]["text"].iloc[0]
    assert [*table.columns] == [*SCHEMAS["meetings"]]
    assert [text[one.start : one.end] for one in table.itertuples()] == table["text"].tolist()
    assert table["text"].tolist() == ["hội đàm", "thăm", "tiếp", "gặp"]


def test_the_order_of_articles_and_rows_changes_nothing_but_the_order():
    tables = make_tables([[ONE], STORY, STORY[:2], ["Hai bên đã gặp nhau."], [ONE]])
    table = find_meetings(**tables)
    turned = find_meetings(**{name: one.iloc[::-1] for name, one in tables.items()})
    assert table["article_id"].tolist() == ["0", *"1111", *"22", "4"]
    assert_frame_equal(
        turned.sort_values(["article_id", "start"], ignore_index=True),
        table.sort_values(["article_id", "start"], ignore_index=True),
    )


def test_articles_come_in_the_order_of_the_sentences():
    tables = make_tables([["Lãnh đạo Nga gặp lãnh đạo Iran."], ["Lãnh đạo Bỉ gặp lãnh đạo Áo."]])
    assert find_meetings(**tables)["article_id"].tolist() == ["0", "1"]
    tables["sentences"] = tables["sentences"].iloc[::-1]
    assert find_meetings(**tables)["article_id"].tolist() == ["1", "0"]


def test_the_tables_given_are_left_as_they_are():
    tables = make_tables([STORY])
    before = {name: table.copy(deep=True) for name, table in tables.items()}
    find_meetings(**tables)
    for name, table in tables.items():
        assert_frame_equal(table, before[name])


def test_decomposed_letters_change_nothing(tmp_path):
    text = "\n".join(line if isinstance(line, str) else line[1] for line in STORY)
    found = []
    for form in ("NFC", "NFD"):
        (tmp_path / form).mkdir()
        (tmp_path / form / "a.txt").write_text(unicodedata.normalize(form, text), encoding="utf-8")
        found.append(kit.Corpus(tmp_path / form).meetings)
    assert len(found[0]) == 4
    assert_frame_equal(*found)


@pytest.mark.parametrize("role", ["related", "comment", "tags", "author"])
def test_what_stands_outside_the_story_changes_nothing(role):
    outside = (role, "Ngày 9/3, Tổng thống Nga Oleg Petrov gặp Tổng thống Iran Ali Reza.")
    assert_frame_equal(read_meetings(*STORY, outside), read_meetings(*STORY))


def test_an_identity_is_that_of_the_meeting_whatever_follows():
    table = read_meetings(*STORY)
    assert read_meetings(*STORY[:3])["meeting_id"].tolist() == table["meeting_id"].tolist()[:3]


@pytest.mark.parametrize(
    ("home", "directions"),
    [
        ("VNM", ["in", "other"]),
        ("FRA", ["other", "out"]),
        ("POL", ["other", "in"]),
        ("CHN", ["other", "other"]),
    ],
)
def test_the_direction_of_a_visit_is_seen_from_home(home, directions):
    text = "Thủ tướng Bỉ Jan Maes thăm Việt Nam. Ngoại trưởng Pháp Luc Blanc thăm Ba Lan."
    assert read_meetings(text, home=home)["direction"].tolist() == directions


@pytest.mark.parametrize(
    ("home", "level"), [("VNM", "ambassador"), ("BEL", "head_of_government"), ("CHN", "head_of_government")]
)
def test_the_level_is_that_of_the_foreign_side(home, level):
    text = "Thủ tướng Việt Nam Vũ Mạnh Quân tiếp Đại sứ Bỉ Jan Maes."
    assert read_meetings(text, home=home)["level"].tolist() == [level]


@pytest.mark.parametrize(
    "text",
    [
        "Trời mưa cả ngày, đường phố ngập nước.",
        "Hai bên đã gặp nhau.",
        "Tiếp, gặp, thăm, hội đàm, điện đàm.",
        ".",
    ],
)
def test_where_nobody_meets_the_table_is_empty_and_has_its_columns(text):
    table = read_meetings(text)
    assert table.empty and [*table.columns] == [*SCHEMAS["meetings"]]
    assert table.dtypes.tolist() == read_meetings(*STORY).dtypes.tolist()


def test_a_missing_column_is_named():
    tables = make_tables([STORY])
    tables["people"] = tables["people"].drop(columns="level")
    with pytest.raises(TableError, match="level"):
        find_meetings(**tables)


# -- hard texts ----------------------------------------------------------------------------------------------


def names(number):
    """An invented name for each number."""
    given = ("Anna", "Boris", "Carl", "Dora", "Emil", "Frida", "Gustav", "Hanna", "Ivan", "Jana")
    return f"{given[number % 10]} {given[number // 10 % 10]}sen {given[number // 100 % 10]}berg"


@pytest.mark.slow
def test_a_long_article_has_one_row_for_what_it_tells_a_thousand_times():
    text = ONE * (100_000 // len(ONE) + 1)
    assert len(text) > 100_000
    table = read_meetings(text)
    assert table[["kind", "side_a", "side_b", "start"]].values.tolist() == [["meet", "BEL", "AUT", 22]]


@pytest.mark.slow
def test_a_sentence_of_five_thousand_verbs_is_read():
    table = read_meetings("Bộ trưởng Bỉ Jan Maes " + "gặp " * 5_000 + "Bộ trưởng Áo Karl Meier.")
    assert len(table) <= 1
    table = read_meetings("Thủ tướng Bỉ Jan Maes gặp Thủ tướng Áo Karl Meier và " * 2_500 + "ra về.")
    assert table["side_a"].tolist() == ["BEL"] and table["side_b"].tolist() == ["AUT"]


def test_each_of_four_hundred_people_met_one_after_another_is_a_meeting():
    people = [f"Đại sứ Bỉ {names(number)}" for number in range(400)]
    table = read_meetings(*(f"Thủ tướng Áo Karl Meier gặp {one}." for one in people))
    assert len(table) == 400 and table["person_b"].tolist() == [
        names(number).lower() for number in range(400)
    ]


def test_a_list_of_names_is_no_meeting():
    assert read_meetings(", ".join(f"Đại sứ Bỉ {names(number)}" for number in range(400)) + ".").empty


@pytest.mark.parametrize(
    "sign", ["\U000f0000", "\U000f4000", "\U000f8000", "\U000fc000", "\U000fe000", "\U000ffffd"]
)
def test_signs_of_private_use_in_a_text_are_nobody(sign):
    assert read_meetings(f"{sign} gặp {sign} và {sign}.").empty
    table = read_meetings(f"{sign} Thủ tướng Bỉ Jan Maes gặp Thủ tướng Áo Karl Meier {sign}.")
    assert table[["side_a", "side_b", "text"]].values.tolist() == [["BEL", "AUT", "gặp"]]


@pytest.mark.parametrize("letters", ["İ", "İİİİ", "ẞß", "ŉǰΐ", "ﬁ", "\u0130\u0307"])
def test_letters_whose_small_form_is_longer_move_no_offset(letters):
    tables = make_tables([[f"{letters} {letters}. Thủ tướng Bỉ Jan Maes gặp Thủ tướng Áo Karl Meier."]])
    text = tables["articles"]["text"].iloc[0]
    one = find_meetings(**tables).iloc[0]
    assert text[one["start"] : one["end"]] == one["text"] == "gặp"


@pytest.mark.parametrize(
    "text", ["Tháng 3/2022, Thủ tướng Đỗ An đã thăm Bỉ. {}, Thủ tướng Đỗ An đã thăm Bỉ."], ids=["visit"]
)
@pytest.mark.parametrize(
    ("when", "number"), [("Tháng 6/2023", 2), ("Ngày 5/6/2023", 2), ("Trong tháng 3/2022", 1)]
)
def test_visits_of_different_months_are_two(text, when, number):
    table = read_meetings(text.format(when))
    assert table["kind"].tolist() == ["visit"] * number
    assert table["about"].tolist()[0] == "2022-03"


@pytest.mark.parametrize("home", ["VNM", "JPN", "BEL"])
def test_an_official_of_a_province_speaks_for_viet_nam_whatever_is_studied(home):
    table = read_meetings("Sáng 7/3, Chủ tịch UBND tỉnh Nghệ An đã tiếp Đại sứ Bỉ Jan Maes.", home=home)
    assert table[["kind", "side_a", "side_b"]].values.tolist() == [["receive", "VNM", "BEL"]]


def test_all_who_are_met_on_the_margin_of_a_conference_attend_it():
    ours = "Thủ tướng Đỗ An và Bộ trưởng Ngoại giao Vũ Mạnh Quân"
    text = f"{ours} đã hội đàm với Thủ tướng Bỉ Jan Maes bên lề Hội nghị ASEAN."
    (attend,) = read_meetings(text).query("kind == 'attend'").to_dict("records")
    assert attend["person_b"] == "đỗ an; vũ mạnh quân; jan maes"


@pytest.mark.parametrize("told", ["Tới dự hội nghị có", "Tới dự có", "Cùng tham dự còn có"])
def test_who_comes_to_a_conference_attends_the_one_of_the_sentence_before(told):
    held = "Sáng 7/3, Hội nghị Bộ trưởng ASEAN về nghề cá đã khai mạc tại Hà Nội. "
    table = read_meetings(held, f"{told} Thủ tướng Đỗ An, Tổng Thư ký ASEAN Lê Minh.")
    columns = ["kind", "side_a", "side_b", "person_b", "basis"]
    assert table[columns].values.tolist() == [["attend", "ASEAN", "VNM", "đỗ an", "article"]]
    assert table["first_day"].tolist() == [pd.Timestamp("2024-03-07")]
    assert read_meetings("Sáng 7/3, trời mưa.", f"{told} Thủ tướng Đỗ An, Tổng Thư ký ASEAN Lê Minh.").empty


def test_an_office_without_a_name_is_that_of_the_home_country_until_another_holder_was_named():
    guests = "Thủ tướng Bỉ Jan Maes và Tổng thống Áo Karl Meier"
    table = read_meetings(f"Việt Nam mở cửa. Thủ tướng đã có các cuộc gặp với {guests}.")
    assert table[["side_a", "side_b"]].values.tolist() == [["VNM", "AUT"], ["VNM", "BEL"]]
    before = "Việt Nam mở cửa. Thủ tướng Bỉ Jan Maes tới Hà Nội. Thủ tướng đã gặp Tổng thống Áo Karl Meier."
    assert read_meetings(before)[["side_a", "side_b"]].values.tolist()[-1] == ["BEL", "AUT"]
    assert read_meetings(f"Thủ tướng đã có các cuộc gặp với {guests}.").query("side_a == 'VNM'").empty


def test_where_something_is_that_is_talked_about_is_no_place():
    text = "Thủ tướng Bỉ Jan Maes và Tổng thống Áo Karl Meier hội đàm về khủng hoảng tại Lào."
    assert read_meetings(text)["place"].tolist() == [""]
    assert read_meetings(text.replace("về khủng hoảng", "hôm qua"))["place"].tolist() == ["Lào"]


@pytest.mark.parametrize(
    "who", ["cựu Ngoại trưởng Bỉ Piet Claes", "Ngoại trưởng Bỉ khi đó Piet Claes", "cựu Ngoại trưởng Bỉ"]
)
def test_who_is_in_office_no_more_is_not_taken_for_who_was_named_before(who):
    before = "Ngoại trưởng Bỉ Jan Maes phát biểu tại Hà Nội."
    assert read_meetings(f"{before} Tháng trước, {who} đã tới thăm Việt Nam.").empty
    assert read_meetings(f"{before} Tháng trước, ông đã tới thăm Việt Nam.")["person_b"].tolist() == [
        "jan maes"
    ]


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("tại Lào dưới sự chủ trì của Áo", "Lào"),
        ("tại sân bay Nội Bài (Hà Nội)", "sân bay Nội Bài"),
        ("tại các cuộc đàm phán", ""),
        ("tại cung điện ở thủ đô Viêng Chăn năm ngoái", "cung điện ở thủ đô Viêng Chăn"),
    ],
)
def test_a_place_ends_where_its_name_does(where, place):
    text = f"Thủ tướng Bỉ Jan Maes và Tổng thống Áo Karl Meier hội đàm {where}."
    assert read_meetings(text)["place"].tolist() == [place]


@pytest.mark.parametrize(
    ("whom", "level"),
    [
        ("Bộ trưởng Quốc phòng các nước Bỉ, Áo và Lào", "minister"),
        ("các Thủ tướng Bỉ, Áo và Lào", "head_of_government"),
        ("các phái đoàn Bỉ, Áo và Lào", "deputy_minister"),
    ],
)
def test_of_a_list_of_unnamed_officials_all_have_the_level_of_their_office(whom, level):
    table = read_meetings(f"Thứ trưởng Quốc phòng Trần Văn Ẩn đã gặp {whom}.")
    assert {*table["level"]} == {level}
    assert {*" ".join(table["side_b"]).split()} == {"AUT", "BEL", "LAO"}
