"""Dates: each family by exact values, properties over generated text, and agreement with other calendars."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from material import TWO_ARTICLES

from kit.errors import LexiconError, OptionError, TableError
from kit.files import LEXICONS
from kit.read.articles import load_articles
from kit.schema import SCHEMAS
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.tag.dates import explain_date, find_dates, find_dates_in_text
from kit.tag.published import add_published
from kit.vietnamese.dates.calendars import days_of, lunar_day, sexagenary_year
from kit.vietnamese.dates.numerals import read_number
from kit.vietnamese.dates.reader import learn_separator
from kit.vietnamese.dates.tense import Cue, choose_year

PUBLISHED = "2023-04-05"  # a Wednesday


def shown(text, published=PUBLISHED):
    """The dates of a text as (text, value) pairs."""
    found = find_dates_in_text(text, published=published)
    return list(zip(found["text"], found["value"], strict=True))


FAMILIES = {
    "day and month": [
        ("Ngày 3/4, hai bên họp.", [("Ngày 3/4", "2023-04-03")]),
        ("Hôm 21/12, đoàn đến Huế.", [("21/12", "2022-12-21")]),
        ("Ông đến ngày 5 tháng 4.", [("ngày 5 tháng 4", "2023-04-05")]),
        ("Lễ Quốc khánh 2-9 sắp đến.", [("2-9", "2023-09-02")]),
        ("Chuyến thăm (28/3) đã khép lại.", [("28/3", "2023-03-28")]),
        ("Ngày 30 - 3, đoàn lên đường.", [("Ngày 30 - 3", "2023-03-30")]),
        ("Ông nói hôm 10.3 tại Huế.", [("10.3", "2023-03-10")]),
        ("Tàu bị giữ từ 12-10 với hàng lậu.", [("12-10", "2022-10-12")]),
        ("Sáng 18, đoàn lên đường.", [("Sáng 18", "2023-04-18TMO")]),
        ("Họp ngày 28 và 29/3.", [("ngày 28", "2023-03-28"), ("29/3", "2023-03-29")]),
    ],
    "full date": [
        ("Ký ngày 20/3/2020.", [("ngày 20/3/2020", "2020-03-20")]),
        ("Ký 20.03.2020 tại Huế.", [("20.03.2020", "2020-03-20")]),
        ("Ký ngày 20 tháng 3 năm 2020.", [("ngày 20 tháng 3 năm 2020", "2020-03-20")]),
        ("Ký ngày 3/9/91.", [("ngày 3/9/91", "1991-09-03")]),
        ("Thứ Tư, 05/04/2023 | 22:34", [("Thứ Tư, 05/04/2023 | 22:34", "2023-04-05T22:34")]),
        (
            "ngày hai mươi tư tháng bảy năm hai nghìn không trăm mười ba",
            [("ngày hai mươi tư tháng bảy năm hai nghìn không trăm mười ba", "2013-07-24")],
        ),
    ],
    "months and parts of years": [
        ("Tháng 12/2022 và tháng 12-2021.", [("Tháng 12/2022", "2022-12"), ("tháng 12-2021", "2021-12")]),
        ("Đoàn sang hồi tháng Mười.", [("tháng Mười", "2022-10")]),
        (
            "Trong quý I/2023 và quý cuối năm ngoái.",
            [("quý I/2023", "2023-Q1"), ("quý cuối năm ngoái", "2022-Q4")],
        ),
        ("6 tháng đầu năm nay", [("6 tháng đầu năm nay", "2023-H1")]),
        ("9 tháng đầu năm 2022", [("9 tháng đầu năm 2022", "2022-01/2022-09")]),
        ("nửa cuối năm 2022", [("nửa cuối năm 2022", "2022-H2")]),
        ("mùa thu tới", [("mùa thu tới", "2023-FA")]),
        ("tuần đầu tiên của tháng 9 năm 2017", [("tuần đầu tiên của tháng 9 năm 2017", "2017-W36")]),
        ("11 tháng năm 2022", [("11 tháng năm 2022", "2022-01/2022-11")]),
        ("từ đầu năm đến nay", [("đầu năm đến nay", "2023/PRESENT_REF")]),
    ],
    "years, decades, centuries": [
        ("ký năm 2009", [("năm 2009", "2009")]),
        ("các năm 2015, 2017 và 2019", [("năm 2015", "2015"), ("2017", "2017"), ("2019", "2019")]),
        ("giai đoạn 2021-2025, tầm nhìn 2030", [("giai đoạn 2021-2025", "2021/2025"), ("2030", "2030")]),
        ("nhiệm kỳ 2023-2025", [("2023-2025", "2023/2025")]),
        ("hai năm 2020 và 2021", [("hai năm 2020 và 2021", "2020/2021")]),
        ("thập niên 90 của thế kỷ XX", [("thập niên 90 của thế kỷ XX", "199")]),
        ("cuối những năm 1960", [("cuối những năm 1960", "196")]),
        ("thế kỷ 19", [("thế kỷ 19", "18")]),
        ("năm 179 trước Công nguyên", [("năm 179 trước Công nguyên", "BC0179")]),
        ("năm Quý Mão", [("năm Quý Mão", "2023")]),
    ],
    "ranges": [
        ("từ ngày 17-20/5/2022", [("ngày 17-20/5/2022", "2022-05-17/2022-05-20")]),
        ("từ 22 đến 27-12-2022", [("22 đến 27-12-2022", "2022-12-22/2022-12-27")]),
        ("từ 30/10-2/11/2022", [("30/10-2/11/2022", "2022-10-30/2022-11-02")]),
        ("từ ngày 30/12/2022 đến 2/1", [("ngày 30/12/2022 đến 2/1", "2022-12-30/2023-01-02")]),
        ("các ngày 7-8 tháng Sáu", [("ngày 7-8 tháng Sáu", "2023-06-07/2023-06-08")]),
        ("từ ngày 30/12-2/1", [("ngày 30/12-2/1", "2022-12-30/2023-01-02")]),
        ("tháng 5-2013 đến 30-9-2013", [("tháng 5-2013 đến 30-9-2013", "2013-05/2013-09-30")]),
        ("2-9-1945/2-9-2022", [("2-9-1945/2-9-2022", "1945-09-02/2022-09-02")]),
        ("trong hai ngày 12 và 13-12", [("hai ngày 12 và 13-12", "2022-12-12/2022-12-13")]),
        ("các ngày 6, 7 và 8/5", [("ngày 6, 7 và 8/5", "2023-05-06/2023-05-08")]),
        ("từ năm 2016 đến nay", [("năm 2016 đến nay", "2016/PRESENT_REF")]),
        ("từ 8h30 đến 11h ngày 5/4", [("8h30 đến 11h ngày 5/4", "2023-04-05T08:30/2023-04-05T11:00")]),
    ],
    "relative": [
        ("Hôm qua (4/4), bà đến.", [("Hôm qua", "2023-04-04"), ("4/4", "2023-04-04")]),
        ("Sáng nay, 5.4, bà đến.", [("Sáng nay, 5.4", "2023-04-05TMO")]),
        (
            "Tuần tới, tháng trước, năm ngoái",
            [("Tuần tới", "2023-W15"), ("tháng trước", "2023-03"), ("năm ngoái", "2022")],
        ),
        ("cuối tuần này", [("cuối tuần này", "2023-W14-WE")]),
        ("ngày 4 tháng này", [("ngày 4 tháng này", "2023-04-04")]),
        (
            "Ký ngày 5/3/2019, hiệu lực từ 1/7 cùng năm.",
            [("ngày 5/3/2019", "2019-03-05"), ("1/7 cùng năm", "2019-07-01")],
        ),
        (
            "Trưa 3/4 ông đến, chiều cùng ngày ông đi.",
            [("Trưa 3/4", "2023-04-03TMD"), ("chiều cùng ngày", "2023-04-03TAF")],
        ),
        ("hai ngày trước", [("hai ngày trước", "2023-04-03")]),
        ("cách đây 10 năm", [("cách đây 10 năm", "2013")]),
    ],
    "weekdays": [
        ("Hôm thứ Hai, bà đến.", [("thứ Hai", "2023-04-03")]),
        ("thứ năm tuần tới", [("thứ năm tuần tới", "2023-04-13")]),
        ("thứ sáu tới", [("thứ sáu tới", "2023-04-07")]),
        ("tối chủ nhật (2-4)", [("tối chủ nhật", "2023-04-02TEV"), ("2-4", "2023-04-02")]),
        ("thứ hai hàng tuần", [("thứ hai hàng tuần", "XXXX-WXX-1")]),
    ],
    "clock": [
        ("lúc 14h00 ngày 5/4/2023", [("14h00 ngày 5/4/2023", "2023-04-05T14:00")]),
        ("3 giờ rưỡi chiều", [("3 giờ rưỡi chiều", "2023-04-05T15:30")]),
        ("11 giờ kém 15", [("11 giờ kém 15", "2023-04-05T10:45")]),
        ("8 giờ tối nay", [("8 giờ tối nay", "2023-04-05T20:00")]),
        ("12h trưa ngày 5/4", [("12h trưa ngày 5/4", "2023-04-05T12:00")]),
    ],
    "durations and sets": [
        ("hơn 2 năm qua", [("hơn 2 năm qua", "P2Y")]),
        ("kỷ niệm 50 năm Ngày thiết lập", [("50 năm", "P50Y")]),
        ("nửa thế kỷ", [("nửa thế kỷ", "P50Y")]),
        ("một năm rưỡi", [("một năm rưỡi", "P1.5Y")]),
        ("nhiều ngày", [("nhiều ngày", "PXD")]),
        ("trong vòng 48 tiếng", [("48 tiếng", "PT48H")]),
        ("kéo dài 2 giờ 15 phút", [("2 giờ 15 phút", "PT2H15M")]),
        ("chuyến công tác 10 ngày tới các nước", [("10 ngày", "P10D")]),
        (
            "hằng năm; hai năm một lần; 5 năm/lần",
            [("hằng năm", "P1Y"), ("hai năm một lần", "P2Y"), ("5 năm/lần", "P5Y")],
        ),
        ("ngày 14/4 hàng năm", [("ngày 14/4 hàng năm", "XXXX-04-14")]),
        ("năm năm qua", [("năm năm qua", "P5Y")]),
    ],
    "lunar": [
        ("mùng 1 Tết Quý Mão", [("mùng 1 Tết Quý Mão", "2023-01-22")]),
        ("30 Tết", [("30 Tết", "2023-01-21")]),
        (
            "28 tháng Chạp năm Giáp Thìn đến mùng 3 tháng Giêng năm Ất Tỵ",
            [("28 tháng Chạp năm Giáp Thìn đến mùng 3 tháng Giêng năm Ất Tỵ", "2025-01-27/2025-01-31")],
        ),
        ("ngày 10 tháng 3 âm lịch", [("ngày 10 tháng 3 âm lịch", "2023-04-29")]),
        ("rằm tháng Bảy", [("rằm tháng Bảy", "2023-08-30")]),
        ("hôm mùng 7/3", [("mùng 7/3", "2023-03-07")]),
    ],
    "vague": [
        ("trong thời gian tới", [("thời gian tới", "FUTURE_REF")]),
        ("những năm gần đây", [("những năm gần đây", "PAST_REF")]),
        ("từ đó đến nay", [("nay", "PRESENT_REF")]),
    ],
}


@pytest.mark.parametrize(("text", "expected"), [case for cases in FAMILIES.values() for case in cases])
def test_each_family_has_its_values(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("Quyết định số 402/QĐ-TTg", "Nghị quyết 24/7", "Nghị định 15/2022/NĐ-CP", "đường dây nóng 24/7"),
        *("chiếm 3/4 dân số", "đa số 2/3 số phiếu", "thắng 2-1", "tỷ lệ 50/50", "từ 1-2 đoàn", "tăng 2-3%"),
        *("gọi 024 3799 2000", "số 0912-345-678", "tại 19/4 Nguyễn Huệ", "Boeing 787-9", "đại dịch Covid-19"),
        *(
            "ông 43 tuổi",
            "hội nghị lần thứ hai",
            "nước thứ ba",
            "Bí thư thứ hai",
            "tuần thứ ba",
            "Thứ hai, cần nói rõ",
        ),
        *(
            "năm nước",
            "thông qua",
            "bà Mai và bà Thu",
            "hai chiều",
            "sáng kiến",
            "tối đa",
            "ngày càng",
            "ngày một tốt",
        ),
        *(
            "APEC 2017",
            "World Cup 2022",
            "Thế vận hội mùa Đông",
            "2.022 tỷ đồng",
            "khóa họp 77",
            "100 USD/năm",
        ),
        *("năm tháng trôi qua", "quý vị", "mỗi ngày", "cùng năm tháng")[:2],
    ],
)
def test_what_only_looks_like_a_date_is_left_alone(text):
    assert shown(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/2",
        "30/2/2023",
        "ngày 31/4",
        "15/13",
        "0/5",
        "năm 0",
        "năm 99999",
        "năm 20235",
        "ngày ٣/٤",
        "",
        " ",
        "\0",
    ],
)
def test_a_date_that_the_calendar_lacks_is_no_date(text):
    assert shown(text) == []


def test_a_reversed_range_is_read_as_its_ends_and_never_as_a_range():
    assert shown("từ 20/5-17/5/2022") == [("20/5", "2023-05-20"), ("17/5/2022", "2022-05-17")]
    assert shown("từ 20-17/5") == [("17/5", "2023-05-17")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ngày 19/4, hai bên họp", "XXXX-04-19"),
        ("Chiều 4/4", "XXXX-04-04TAF"),
        ("tuần trước", "XXXX-WXX"),
        ("năm ngoái", "XXXX"),
        ("thứ Hai tuần tới", "XXXX-WXX-1"),
        ("hôm qua", "XXXX-XX-XX"),
        ("mùng 5 Tết", "XXXX-XX-XX"),
    ],
)
def test_without_a_publication_date_nothing_is_invented(text, value):
    row = find_dates_in_text(text).iloc[0]
    assert row["value"] == value
    assert pd.isna(row["first_day"])
    assert row["basis"] == "publication date unknown"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hội nghị sẽ diễn ra ngày 12/10.", "2017-10-12"),  # 113 days ago, 252 ahead
        ("Hội nghị đã diễn ra ngày 12/10.", "2016-10-12"),
        ("Đoàn sang thăm hồi tháng 6.", "2016-06"),  # 119 days ahead
        ("Đoàn sẽ thăm vào tháng 6.", "2017-06"),
        ("Ngày 1/2, Bộ thông báo đoàn sẽ đi.", "2017-02-01"),  # near: the tense is not of this date
        ("ngày 12/10 tới", "2017-10-12"),
        ("Ông nói hôm 3/2.", "2017-02-03"),  # a day after publication: the clocks differ, not the years
        ("Ông nói hôm 3/3.", "2016-03-03"),
        ("thứ ba ngày 12/4", "2016-04-12"),  # a Tuesday in 2016, a Wednesday in 2017
    ],
)
def test_the_year_is_the_nearest_unless_tense_or_weekday_speak(text, value):
    assert find_dates_in_text(text, published="2017-02-02")["value"][0] == value


def test_inference_says_what_is_not_in_the_text_and_what_came_second():
    row = find_dates_in_text("Ngày 12/10 họp.", published="2017-02-02").iloc[0]
    assert (row["inferred"], row["basis"], row["runner_up"]) == (
        "year",
        "nearest to publication",
        "2017-10-12",
    )
    assert row["confidence"] == round(253 / (112 + 252 + 3), 2)
    certain = find_dates_in_text("Ngày 12/10/2016 họp.", published="2017-02-02").iloc[0]
    assert (certain["inferred"], certain["basis"], certain["confidence"]) == ("", "written", 1.0)


def test_the_separator_of_the_article_decides_what_a_hyphen_means():
    slashes = "Ngày 5/4 họp. Chiều 6/4 ký. Đoàn ở lại ngày 9-11."
    hyphens = "Ngày 25-4 họp. Chiều 26-4 ký. Đoàn ở lại ngày 9-11."
    assert (learn_separator(slashes), learn_separator(hyphens), learn_separator("ngày 9-11")) == (
        "/",
        "-",
        "",
    )
    assert shown(slashes)[-1] == ("ngày 9-11", "2023-04-09/2023-04-11")
    assert shown(hyphens)[-1] == ("ngày 9-11", "2022-11-09")


def test_a_day_in_brackets_says_which_day_the_word_before_it_means():
    found = find_dates_in_text("Sáng nay (3/4) và hôm thứ Hai (27/3)", published=PUBLISHED)
    assert list(found["value"]) == ["2023-04-03TMO", "2023-04-03", "2023-03-27", "2023-03-27"]
    assert list(found["inferred"]) == ["", "year", "", "year"]
    assert list(found["basis"])[::2] == ["the date in brackets after it"] * 2
    assert shown("Sáng nay (3/4)", None)[0] == ("Sáng nay", "XXXX-04-03TMO")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("(Hà Nội, 4/4) - Hai bên họp.", ["2023-04-04"]),
        ("Hà Nội, 4/4 - Hai bên họp.", ["2023-04-04"]),
        ("Viêng Chăn, 2-4: Hai bên họp.", ["2023-04-02"]),
        ("(tỷ lệ, 3/4) - Hai bên họp.", []),  # no place
        ("Hà Nội, 3/4 dân số đã tiêm.", []),
        ("Họ họp ở (Hà Nội, 3/4) rồi về.", []),  # not at the beginning
    ],
)
def test_a_dateline_names_a_place_and_a_day(text, days):
    assert list(find_dates_in_text(text, published=PUBLISHED)["value"]) == days


def test_a_sentence_glued_to_the_one_before_it_has_a_tense_of_its_own():
    text = "Hai bên sẽ dự phiên họp 2013Ngày 27/10, hai bên gặp nhau."
    assert shown(text)[-1] == ("27/10", "2022-10-27")
    assert shown(text.replace("2013Ngày", "2013, ngày"))[-1] == ("ngày 27/10", "2023-10-27")


def test_mods_and_days_covered():
    found = find_dates_in_text(
        "đầu tháng 3; giữa năm 2022; gần 3 tháng; ít nhất 20 tuần; quý I/2023", published=PUBLISHED
    )
    assert list(found["mod"]) == ["START", "MID", "LESS_THAN", "EQUAL_OR_MORE", ""]
    days = list(zip(found["first_day"], found["last_day"], strict=True))
    assert days[0] == (pd.Timestamp("2023-03-01"), pd.Timestamp("2023-03-31"))
    assert days[2] == (pd.NaT, pd.NaT)
    assert days[4] == (pd.Timestamp("2023-01-01"), pd.Timestamp("2023-03-31"))


def test_anchored_durations_say_where_they_begin_and_end():
    found = find_dates_in_text("hơn 2 năm qua; 3 ngày tới; 2 tháng qua", published="2017-02-02")
    assert list(zip(found["begin_value"], found["end_value"], strict=True)) == [
        ("2015", "2017"),
        ("2017-02-02", "2017-02-05"),
        ("2016-12", "2017-02"),
    ]


def test_days_before_1677_keep_their_days():
    assert find_dates_in_text("năm 938")["first_day"][0] == pd.Timestamp("0938-01-01")


@pytest.fixture(scope="module")
def tables():
    articles = load_articles(TWO_ARTICLES)
    sentences = find_sentences(articles, find_lines(articles))
    return add_published(articles, sentences), sentences


def test_the_two_articles_are_read_right(tables):
    articles, sentences = tables
    dates = find_dates(sentences, articles)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    assert all(texts[row.article_id][row.start : row.end] == row.text for row in dates.itertuples())
    found = dates.groupby("article_id")[["text", "value"]].apply(
        lambda rows: list(rows.itertuples(index=False, name=None))
    )
    assert found["iom-regional-director"] == [
        ("Ngày 19/4", "2022-04-19"),
        ("những năm gần đây", "PAST_REF"),
        ("hiện nay", "PRESENT_REF"),
        ("ngày 20/3/2020", "2020-03-20"),
        ("hơn 2 năm qua", "P2Y"),
        ("ngày 17-20/5/2022", "2022-05-17/2022-05-20"),
        ("thời gian tới", "FUTURE_REF"),
        ("thời gian qua", "PAST_REF"),
        ("tháng 5 tới đây", "2022-05"),
        ("thời gian tới", "FUTURE_REF"),
    ]
    assert found["belgium-state-secretary"] == [
        ("50 năm", "P50Y"),
        ("5 năm", "P5Y"),
        ("ngày 13-15/12/2022", "2022-12-13/2022-12-15"),
        ("sắp tới", "FUTURE_REF"),
        ("9-11/5/2023", "2023-05-09/2023-05-11"),
        ("năm 2024", "2024"),
        ("Thời gian qua", "PAST_REF"),
        ("năm 2009", "2009"),
        ("2023-2025", "2023/2025"),
        ("2023-2025", "2023/2025"),
        ("Trước mắt", "FUTURE_REF"),
        ("ngày 9-11/2", "2023-02-09/2023-02-11"),
        ("Sáng 17/2", "2023-02-17TMO"),
        ("Chiều 4/4", "2023-04-04TAF"),
    ]
    assert list(dates[: len(SCHEMAS["dates"])].columns)[: len(SCHEMAS["dates"])] == list(SCHEMAS["dates"])


def test_a_bounded_publication_gives_a_year_only_where_every_day_of_it_agrees():
    text = "Sáng 17/2 và chiều 1/8."
    sentences = pd.DataFrame(
        {"article_id": ["a"], "sentence": [0], "role": ["body"], "start": [10], "text": [text]}
    )
    articles = pd.DataFrame(
        {
            "article_id": ["a"],
            "text": [" " * 10 + text],
            "published": pd.to_datetime([None]),
            "published_from": pd.to_datetime(["2022-12-15"]),
            "published_to": pd.to_datetime(["2023-05-09"]),
        }
    )
    found = find_dates(sentences, articles)
    assert list(found["value"]) == ["2023-02-17TMO", "XXXX-08-01TAF"]
    assert "the same for every day of publication from 2022-12-15 to 2023-05-09" in found["basis"][0]
    assert list(found["start"]) == [10, 23]


def test_errors_name_the_column_the_article_and_the_remedy(tables):
    articles, sentences = tables
    with pytest.raises(TableError, match="lacks the columns text"):
        find_dates(sentences.drop(columns="text"), articles)
    with pytest.raises(TableError, match="which the articles table lacks"):
        find_dates(sentences, articles.iloc[:1])
    with pytest.raises(OptionError, match="published='soon' is not a date"):
        find_dates_in_text("Ngày 5/4", published="soon")


def test_a_broken_pattern_of_the_lexicon_is_named_with_its_line(tmp_path):
    lines = (LEXICONS / "dates.yml").read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if line.startswith("  iso:"))
    lines[number] = "  iso: {pattern: '({Y}'}"
    path = tmp_path / "dates.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError, match=rf"dates.yml, line {number + 1}: .* is no regular expression"):
        find_dates_in_text("2023", lexicon=path)
    lines[number] = "  iso: {pattern: '{YEAR}'}"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"unknown group \{YEAR\}"):
        find_dates_in_text("2023", lexicon=path)
    lines[number] = "  iso: {pattern: '{Y}', check: a_yeer}"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(LexiconError, match="unknown check 'a_yeer'"):
        find_dates_in_text("2023", lexicon=path)


def test_explain_date_names_rule_value_and_reason():
    said = explain_date("Ngày 12/10 họp; hai ngày qua", published="2017-02-02")
    assert "'Ngày 12/10' is the DATE 2016-10-12" in said
    assert "inferred: year, on the basis: nearest to publication" in said
    assert "else 2017-10-12" in said
    assert explain_date("không có gì") == "No date found."


# Properties ------------------------------------------------------------------------------------------------

WORDS = (
    *(
        "ngày",
        "tháng",
        "năm",
        "tuần",
        "quý",
        "sáng",
        "chiều",
        "thứ",
        "hai",
        "ba",
        "mười",
        "đầu",
        "cuối",
        "hơn",
        "tới",
    ),
    *(
        "qua",
        "nay",
        "trước",
        "đến",
        "và",
        "của",
        "Tết",
        "âm lịch",
        "thế kỷ",
        "giờ",
        "một lần",
        "-",
        "/",
        ",",
        "(",
        ")",
    ),
    *(
        "1",
        "2",
        "5",
        "9",
        "12",
        "17",
        "30",
        "31",
        "2022",
        "1945",
        "17/5",
        "9-11",
        "8h30",
        "rưỡi",
        "mỗi",
        "Quý Mão",
    ),
)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=14),
    st.booleans(),
    st.sampled_from([PUBLISHED, None, "0001-01-01", "9999-12-31"]),
)
def test_any_order_of_time_words_gives_clean_rows(words, spaced, published):
    text = (" " if spaced else "").join(words)
    found = find_dates_in_text(text, published=published)
    previous = 0
    for row in found.itertuples():
        assert previous <= row.start < row.end <= len(text)
        assert text[row.start : row.end] == row.text
        assert row.type in ("DATE", "TIME", "DURATION", "SET")
        assert pd.isna(row.first_day) == pd.isna(row.last_day)
        assert pd.isna(row.first_day) or row.first_day <= row.last_day
        assert 0 <= row.confidence <= 1
        assert row.runner_up != row.value
        previous = row.end


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
@example("İngày 5/4")
@example("\ud800 ngày 5/4 \x00")
@example("ngày ５/４")
@example("5/4" * 50)
def test_no_text_raises(text):
    found = find_dates_in_text(text, published=PUBLISHED)
    assert (found["end"] > found["start"]).all()


@pytest.mark.slow
def test_a_line_of_five_megabytes_is_read():
    text = "Ngày 5/4/2023, hai bên họp. " * 180_000
    assert len(find_dates_in_text("- " * 2_500_000)) == 0
    assert len(find_dates_in_text(text[: 28 * 2000])) == 2000


DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
SHAPES = (
    "ngày {d}/{m}/{y}",
    "{d:02d}-{m:02d}-{y}",
    "{d}.{m}.{y}",
    "ngày {d} tháng {m} năm {y}",
    "{y}-{m:02d}-{d:02d}",
    "ngày {dw} tháng {mw} năm {yw}",
)


def in_words(number):
    """A number from 0 to 2999 in words: written anew, to check the reader against."""
    digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    if number < 10:
        return digits[number]
    if number < 20:
        return "mười" + ("" if number == 10 else " lăm" if number == 15 else f" {digits[number - 10]}")
    if number < 100:
        tens, unit = divmod(number, 10)
        return f"{digits[tens]} mươi" + (
            "" if not unit else " " + {1: "mốt", 4: "tư", 5: "lăm"}.get(unit, digits[unit])
        )
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        link = "" if not rest else f" linh {digits[rest]}" if rest < 10 else f" {in_words(rest)}"
        return f"{digits[hundreds]} trăm{link}"
    thousands, rest = divmod(number, 1000)
    middle = (
        "" if not rest else " không trăm" + (f" linh {digits[rest]}" if rest < 10 else f" {in_words(rest)}")
    )
    return f"{digits[thousands]} nghìn" + (middle if rest < 100 else f" {in_words(rest)}")


def test_numbers_in_words_are_read_back():
    numbers = [*range(1130), *range(1890, 2100)]
    assert [read_number(in_words(number)) for number in numbers] == numbers


@settings(max_examples=80, deadline=None)
@given(DAYS, st.sampled_from(SHAPES))
def test_a_day_is_read_back_from_every_way_of_writing_it(day, shape):
    text = shape.format(
        d=day.day,
        m=day.month,
        y=day.year,
        dw=in_words(day.day),
        mw=in_words(day.month).replace("bốn", "tư"),
        yw=in_words(day.year),
    )
    found = find_dates_in_text(f"Họp {text}.")
    assert list(found["value"]) == [day.isoformat()]
    assert found["text"][0] == text


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_the_nearest_year_is_the_nearest(published, month, day):
    found = find_dates_in_text(f"Ngày {day}/{month}", published=published)["value"][0]
    years = (published.year - 1, published.year, published.year + 1)
    distances = {year: abs((dt.date(year, month, day) - published).days) for year in years}
    assert distances[int(found[:4])] == min(distances.values())


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 400), st.sampled_from(["past", "future", ""]), st.integers(1, 366))
def test_a_later_publication_never_means_an_earlier_year(published, later, tense, number):
    """What makes a bounded reading sound: agreement at both ends is agreement between."""

    def build(year):
        day = dt.date(year, 1, 1) + dt.timedelta(number - 1)
        return (day, day) if day.year == year else None

    first = choose_year(build, published, Cue(tense, "x"))
    second = choose_year(build, published + dt.timedelta(later), Cue(tense, "x"))
    assert first.year <= second.year


# Other calendars -------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_days_of_values_agree_with_pandas(day):
    stamp = pd.Timestamp(day)
    year, week, _ = day.isocalendar()
    for value, freq in (
        (f"{day:%Y-%m}", "M"),
        (f"{day.year}", "Y"),
        (f"{day.year}-Q{(day.month + 2) // 3}", "Q"),
        (f"{year}-W{week:02d}", "W"),
    ):
        period = stamp.to_period(freq)
        assert days_of(value) == (period.start_time.date(), period.end_time.date())
    assert days_of("2023-W14-WE") == (dt.date(2023, 4, 8), dt.date(2023, 4, 9))
    assert days_of("XXXX-04-19") is None


# The Vietnamese new year as the almanacs print it; in 1985 and 2007 it differed from the Chinese one.
NEW_YEARS = {
    **{1968: "1968-01-29", 1985: "1985-01-21", 2000: "2000-02-05", 2007: "2007-02-17", 2020: "2020-01-25"},
    **{2021: "2021-02-12", 2022: "2022-02-01", 2023: "2023-01-22", 2024: "2024-02-10", 2025: "2025-01-29"},
}


@pytest.mark.parametrize(("year", "day"), NEW_YEARS.items())
def test_tet_falls_where_the_almanacs_say(year, day):
    assert lunar_day(year, 1, 1) == dt.date.fromisoformat(day)
    assert shown("mùng 1 Tết", published=f"{year}-02-10") == [("mùng 1 Tết", day)]


def test_lunar_months_are_29_or_30_days_and_leave_no_gap():
    firsts = [lunar_day(year, month, 1) for year in range(2000, 2030) for month in range(1, 13)]
    gaps = np.diff([day.toordinal() for day in firsts])
    assert set(gaps) <= {29, 30, 58, 59, 60}  # two months where a leap month comes between


def test_sexagenary_years_come_round_every_sixty():
    assert [sexagenary_year("Quý Mão", near) for near in (2023, 1990, 1965)] == [2023, 1963, 1963]
    assert sexagenary_year("Giáp Mão", 2023) is None  # no such pair
