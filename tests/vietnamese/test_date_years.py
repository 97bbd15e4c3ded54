"""Years that are not written: two digits, the year past, a story's year, the nearest year and what overrules it."""

import datetime as dt

import pandas as pd
import pytest

from kit.schema import make_table
from kit.tag.dates import find_dates, find_dates_in_text
from kit.vietnamese.dates.tense import Cue, choose_year


def read(text, published="2023-04-05", column="value"):
    return find_dates_in_text(text, published=published)[column].tolist()


def value(text, published="2023-04-05"):
    """The value of the last date of a text, "" if there is none."""
    return (read(text, published) or [""])[-1]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Hai bên ký bản ghi nhớ ngày 3/9/28.", 2028),  # five years ahead
        ("Hai bên ký bản ghi nhớ ngày 3/9/29.", 1929),
        ("Hai bên sẽ ký bản ghi nhớ vào ngày 3/9/73.", 2073),  # fifty, where it is said to be to come
        ("Hai bên sẽ ký bản ghi nhớ vào ngày 3/9/74.", 1974),
        ("Hai bên đã ký bản ghi nhớ vào ngày 3/9/23.", 2023),  # none, where it is said to be past
        ("Hai bên đã ký bản ghi nhớ vào ngày 3/9/24.", 1924),
    ],
)
def test_a_year_of_two_digits(text, year):
    assert value(text) == f"{year}-09-03" and read(text, column="basis") == ["two-digit year"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Hội xuân mừng năm Quý Mão.", "2023"),
        ("Ông sinh năm Mậu Tuất.", "2018"),
        ("Nhà trường mở cửa năm Mậu Thân.", "2028"),  # five years ahead
        ("Ông sinh năm Kỷ Dậu.", "1969"),
        ("Cầu mới sẽ khánh thành vào năm Kỷ Dậu.", "2029"),
        ("Ông sinh năm Nhâm Sửu.", ""),  # there is no such year
    ],
)
def test_a_year_of_the_cycle_of_sixty(text, year):
    assert value(text) == year
    assert read(text, column="basis") == (["sexagenary year"] if year else [])


@pytest.mark.parametrize(
    ("words", "published", "year"),
    [
        ("Trong năm qua", "2023-10-15", "2022"),
        ("Trong năm qua", "2023-11-30", "2022"),
        ("Trong năm qua", "2023-12-01", "2023"),
        ("Trong năm qua", "2024-01-02", "2023"),
        ("Năm vừa qua", "2023-12-01", "2023"),
        ("Năm ngoái", "2023-12-01", "2022"),
        ("Năm trước", "2023-12-31", "2022"),
        ("Năm nay", "2023-12-31", "2023"),
        ("Năm sau", "2023-12-01", "2024"),
        ("Sang năm", "2023-01-01", "2024"),
        ("Trong năm qua", None, "XXXX"),
        ("Sang năm", None, "XXXX"),
    ],
)
def test_the_year_past_is_the_one_that_ends_in_december_alone(words, published, year):
    assert value(f"{words}, hai nước trao đổi nhiều đoàn.", published) == year


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Tháng 8 năm 1940, quân Nhật kéo vào. Đến tháng 9, họ chiếm cảng.", "1940-09"),
        ("Tháng 8 năm 2021, đoàn sang. Sang tháng 9, đoàn về.", "2021-09"),
        ("Tháng 8 năm 2021, đoàn sang, tới tháng 9 thì đoàn về.", "2021-09"),
        ("Tháng 8 năm 2025, trường mở cửa. Đến tháng 9, lớp khai giảng.", "2025-09"),
        ("Tháng 8 năm 2022, đoàn sang. Đến tháng 9, đoàn về.", "2023-09"),  # a year ago is no story of old
        ("Tháng 8 năm 2024, trường mở cửa. Đến tháng 9, lớp khai giảng.", "2023-09"),
        ("Tháng 8 năm 2021, đoàn sang. Họ ở đến tháng 9.", "2023-09"),  # only where a clause begins
        ("Đến tháng 9, đoàn về.", "2023-09"),
    ],
)
def test_a_story_goes_on_in_its_year(text, month):
    assert value(text) == month


def test_the_year_of_a_story_says_what_it_was_read_from():
    found = find_dates_in_text(
        "Tháng 8 năm 1940, họ kéo vào. Đến tháng 9, họ đi.", published="2023-04-05"
    ).iloc[1]
    assert found[["basis", "confidence", "runner_up"]].tolist() == ["the year of the story", 0.8, "2023-09"]
    assert not value("Tháng 1 năm 2019, đoàn sang. Đến ngày 29/2, đoàn về.").startswith("2019"), "it has none"


def test_a_story_goes_on_in_the_next_sentence_and_a_known_day_stands_at_the_beginning():
    texts = ["Tháng 8 năm 1940, họ kéo vào cảng.", "Đến tháng 9, họ rút đi.", "Vụ 11/9 đã lâu."]
    rows = [{"article_id": "a", "sentence": i, "role": "body", "text": text} for i, text in enumerate(texts)]
    for row, start in zip(rows, (0, 35, 59), strict=True):
        row |= {"start": start, "end": start + len(row["text"])}
    articles = make_table([{"article_id": "a", "published": pd.Timestamp("2023-04-05")}], "articles")
    found = find_dates(make_table(rows, "sentences"), articles)
    assert found["value"].tolist() == ["1940-08", "1940-09", "2001-09-11"]


def test_the_same_year_is_the_one_named_before_or_that_of_publication():
    assert value("Ký ngày 5/3/2019, hiệu lực từ 1/7 cùng năm.") == "2019-07-01"
    assert value("Văn bản có hiệu lực từ 1/7 cùng năm.") == "2023-07-01"
    assert value("Văn bản có hiệu lực từ 1/7 cùng năm.", None) == "XXXX-07-01"


def test_a_day_known_by_its_event_unless_its_anniversary_is_near():
    text = "Sau vụ khủng bố 11/9, nước này siết biên giới."
    assert value(text) == "2001-09-11" and read(text, column="runner_up") == ["2023-09-11"]
    assert read(text, column="confidence") == [0.8]
    assert value(text, "2023-07-12") == "2001-09-11" and value(text, "2023-07-13") == "2023-09-11"
    assert value("Hội nghị ngày 11/9 bàn về di cư.") == "2023-09-11"


def test_numbers_in_words_may_leave_out_the_ten():
    assert value("Đoàn về ngày hai lăm tháng ba năm hai nghìn không trăm hai mốt.") == "2021-03-25"
    assert value("Ông sang đây năm một nghìn chín trăm bảy lăm.") == "1975"


def test_without_publication_a_day_must_be_in_some_year():
    assert value("Ngày 29/2, hai bên họp.", None) == "XXXX-02-29"
    assert value("Ngày 30/2, hai bên họp.", None) == ""


# The nearest year, and how far tense overrules it


def choose(month, day, published, tense="", *, strong=False, weekday=None):
    def build(year):
        try:
            return (dt.date(year, month, day),) * 2
        except ValueError:
            return None

    cue = Cue(tense, "từ", strong=strong)
    return choose_year(build, dt.date.fromisoformat(published), cue, weekday=weekday)


def test_the_nearest_day_and_of_two_as_near_the_past_one():
    assert choose(4, 3, "2023-04-05").year == 2023
    assert choose(12, 31, "2023-04-05").year == 2022
    # 2 July 2023 is 183 days after 31 December 2022 and 182 before 31 December 2023
    assert choose(12, 31, "2023-07-02").year == 2023 and choose(12, 31, "2023-07-01").year == 2022
    # 1 January 2025 is 183 days after 2 July 2024, 1 January 2024 is 183 before it
    even = choose(1, 1, "2024-07-02")
    assert (even.year, even.runner_up) == (2024, 2025)


def test_how_sure_a_year_is():
    choice = choose(4, 3, "2023-04-05")  # 2 days before; 363 before that of the year before, 364 after
    assert (choice.confidence, choice.runner_up, choice.basis) == (0.99, 2024, "nearest to publication")
    assert choose(1, 1, "2024-07-02").confidence == 0.5
    assert choose(2, 29, "2024-03-01").runner_up is None
    assert choose(2, 29, "2024-03-01").confidence == round(366 / 368, 2)


def test_the_29th_of_february_waits_up_to_eight_years():
    assert choose(2, 29, "1898-03-01").year == 1896
    century = choose(2, 29, "1900-03-01")  # 1900 has none; 1904 is a day nearer than 1896
    assert (century.year, century.runner_up) == (1904, 1896)
    assert choose(2, 30, "2023-03-01") is None


@pytest.mark.parametrize(
    ("published", "tense", "year"),
    [
        ("2023-06-04", "future", 2023),  # sixty days past: the tense is of something else
        ("2023-06-05", "future", 2024),  # sixty-one
        ("2023-02-04", "past", 2023),  # sixty days ahead
        ("2023-02-03", "past", 2022),
        ("2023-04-05", "past", 2023),
        ("2023-04-05", "future", 2023),
        ("2023-06-05", "past", 2023),
        ("2023-02-03", "future", 2023),
    ],
)
def test_tense_overrules_nearness_beyond_sixty_days(published, tense, year):
    assert choose(4, 5, published, tense).year == year


@pytest.mark.parametrize(
    ("published", "tense", "year"),
    [
        ("2023-04-12", "future", 2023),  # seven days: publication may be off by as many
        ("2023-04-13", "future", 2024),
        ("2023-03-29", "past", 2023),
        ("2023-03-28", "past", 2022),
    ],
)
def test_a_word_right_at_the_date_overrules_nearness_beyond_a_week(published, tense, year):
    assert choose(4, 5, published, tense, strong=True).year == year


def test_a_month_has_no_slack():
    def build(year):
        return dt.date(year, 4, 1), dt.date(year, 4, 30)

    def year(published, tense):
        return choose_year(build, dt.date.fromisoformat(published), Cue(tense, "tới", strong=True)).year

    assert [year(day, "future") for day in ("2023-04-30", "2023-05-01")] == [2023, 2024]
    assert [year(day, "past") for day in ("2023-04-01", "2023-03-31")] == [2023, 2022]


def test_what_tense_says_is_surer_the_nearer_its_word():
    weak, strong = (choose(4, 5, "2023-07-05", "future", strong=strong) for strong in (False, True))
    assert (weak.year, weak.confidence, weak.runner_up, weak.basis) == (2024, 0.75, 2023, "future tense (từ)")
    assert (strong.year, strong.confidence, strong.runner_up) == (2024, 0.9, 2023)
    agreeing = choose(4, 5, "2023-09-05", "past", strong=True)
    assert (agreeing.year, agreeing.basis, agreeing.confidence) == (2023, "past tense (từ)", 0.9)
    assert choose(4, 5, "2023-04-06", "past", strong=True).confidence == 0.99, "nearness may be surer"


def test_a_weekday_decides_within_a_year():
    # 5 April is a Wednesday in 2023 and a Tuesday in 2022.
    assert choose(4, 5, "2023-04-10", weekday=3).basis == "the weekday named with it"
    assert choose(4, 5, "2023-04-10", weekday=3).confidence == 0.99
    assert choose(4, 5, "2023-04-06", weekday=2).year == 2022, "366 days"
    assert choose(4, 5, "2023-04-07", weekday=2).year == 2023, "367: a slip of the pen"


# Decades, centuries and the lunar calendar


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Thập niên 20, nhiều người ra đi.", "2023-04-05", "202"),
        ("Thập niên 20, nhiều người ra đi.", "2020-04-05", "202"),
        ("Thập niên 20, nhiều người ra đi.", "2019-04-05", "192"),
        ("Những năm 30, nhiều người ra đi.", "2023-04-05", "193"),
        ("Những năm 90 của thế kỷ trước", "2023-04-05", "199"),
        ("thập niên 1960", "2023-04-05", "196"),
        ("thập niên trước", "2023-04-05", "201"),
        ("thập niên trước", None, "XXX"),
        ("thế kỷ này", "2023-04-05", "20"),
        ("thế kỷ trước", "2023-04-05", "19"),
        ("thế kỷ trước", None, "XX"),
        ("thế kỷ 1", "2023-04-05", "00"),
        ("thế kỷ 30", "2023-04-05", "29"),
        ("thế kỷ 31", "2023-04-05", ""),
        ("thế kỷ 0", "2023-04-05", ""),
    ],
)
def test_decades_and_centuries(text, published, expected):
    assert value(text, published) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("mùng 2 Tết", "2023-04-05", "2023-01-23"),
        ("29 Tết", "2023-04-05", "2023-01-20"),  # it ends the year before
        ("rằm tháng Giêng", "2023-04-05", "2023-02-05"),
        ("tháng Giêng, đoàn lên đường", "2023-04-05", "2023-01"),  # in the news at large January
        ("dịp Tết, tháng Giêng, người dân về quê", "2023-04-05", "2023-01-22/2023-02-19"),
        ("tháng Chạp, đoàn lên đường", "2023-04-05", "2022-12-23/2023-01-21"),
        ("tháng Giêng năm 2022", "2023-04-05", "2022-01"),
        ("tháng 2 âm lịch", "2023-04-05", "2023-02-20/2023-03-21"),
        ("mùng 2 Tết", None, "XXXX-XX-XX"),
        ("tháng Chạp", None, "XXXX-XX"),
    ],
)
def test_lunar_days_and_months(text, published, expected):
    assert value(text, published) == expected


# Days, months and parts of a year


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Sáng 31, đoàn lên đường.", "2023-01-31", "2023-01-31TMO"),
        ("Sáng 31, đoàn lên đường.", "2023-02-15", "2023-01-31TMO"),
        ("Sáng 30, đoàn lên đường.", "2023-04-05", "2023-03-30TMO"),
        ("Sáng 5, đoàn lên đường.", "2023-04-05", "2023-04-05TMO"),
        ("Sáng 30, đoàn lên đường.", None, "XXXX-XX-30TMO"),
        ("Ngày 31 tháng trước, đoàn đến.", "2023-04-05", "2023-03-31"),
        ("Ngày 31 tháng trước, đoàn đến.", "2023-05-05", ""),  # April has none
    ],
)
def test_a_day_without_its_month(text, published, expected):
    assert value(text, published) == expected


def test_how_sure_a_day_without_its_month_is():
    found = find_dates_in_text("Sáng 5, đoàn lên đường.", published="2023-04-05").iloc[0]
    assert found[["confidence", "runner_up"]].tolist() == [0.97, "2023-05-05TMO"]  # 31 of 32
    found = find_dates_in_text("Sáng 30, đoàn lên đường.", published="2023-04-05").iloc[0]
    assert found[["confidence", "runner_up"]].tolist() == [0.79, "2023-04-30TMO"]  # 26 of 33


@pytest.mark.parametrize(
    ("part", "published", "expected"),
    [
        ("6 tháng đầu năm", "2023-02-05", "2022-H1"),
        ("6 tháng đầu năm", "2023-03-31", "2022-H1"),
        ("6 tháng đầu năm", "2023-04-01", "2023-H1"),
        ("6 tháng cuối năm", "2023-04-30", "2022-H2"),
        ("6 tháng cuối năm", "2023-05-01", "2023-H2"),
        ("12 tháng đầu năm 2022", "2023-04-05", "2022-01/2022-12"),
        ("3 tháng cuối năm 2022", "2023-04-05", "2022-10/2022-12"),
        ("1 tháng đầu năm 2022", "2023-04-05", "2022-01/2022-01"),
        ("quý trước", "2023-01-05", "2022-Q4"),
        ("quý trước", "2023-04-01", "2023-Q1"),
        ("quý tới", "2023-12-05", "2024-Q1"),
        ("quý này", "2023-03-31", "2023-Q1"),
        ("quý trước", None, "XXXX-QX"),
        ("nửa đầu năm ngoái", "2023-04-05", "2022-H1"),
        ("mùa đông năm ngoái", "2023-04-05", "2022-WI"),
        ("tháng 5 tới", "2023-04-05", "2023-05"),
        ("tháng 3 vừa qua", "2023-04-05", "2023-03"),
        ("tháng trước", "2023-01-31", "2022-12"),
        ("tháng trước", None, "XXXX-XX"),
    ],
)
def test_parts_of_a_year(part, published, expected):
    assert value(f"{part}, có 300 người về nước.", published) == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Cuối năm, hai bên họp.", "2023-01-31", "2022"),
        ("Cuối năm, hai bên họp.", "2023-02-28", "2022"),
        ("Cuối năm, hai bên họp.", "2023-03-01", "2023"),
        ("Cuối năm, hai bên sẽ họp.", "2023-02-28", "2023"),
        ("Đầu năm, hai bên họp.", "2023-02-28", "2023"),
        ("Cuối quý, hai bên họp.", "2023-03-31", "2023-Q1"),
        ("Cuối quý, hai bên họp.", "2023-04-01", "2023-Q2"),
        ("Cuối quý, hai bên họp.", "2023-12-31", "2023-Q4"),
        ("Cuối tháng, hai bên họp.", "2023-04-01", "2023-04"),
        ("Cuối năm, hai bên họp.", None, "XXXX"),
        ("Cuối tháng, hai bên họp.", None, "XXXX-XX"),
        ("Cuối quý, hai bên họp.", None, "XXXX-QX"),
    ],
)
def test_the_end_of_the_year_said_in_january_or_february_is_that_of_the_last(text, published, expected):
    assert value(text, published) == expected
    if published:
        assert read(text, published, "confidence") == [0.7]


def test_a_month_that_the_words_choose_has_no_inferred_year():
    assert read("Tháng 5 tới, hai bên họp.", column="inferred") == [""]
    assert read("Tháng 5, hai bên họp.", column="inferred") == ["year"]
    assert read("Tháng 5 tới, hai bên họp.", None, "inferred") == ["year"]


def test_a_century_begins_with_its_round_year():
    assert value("thế kỷ trước", "2000-01-01") == value("thế kỷ trước", "2099-12-31") == "19"
    assert value("thế kỷ trước", "1999-12-31") == "18"


@pytest.mark.parametrize(("far", "lunar"), [(200, True), (201, False)])
def test_a_feast_within_200_characters_makes_a_month_lunar(far, lunar):
    text = "Tết " + "x" * (far - 5) + " tháng Giêng"
    assert text.index("tháng") - text.index("Tết") == far
    assert ("/" in value(text)) is lunar
