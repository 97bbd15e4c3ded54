"""Dates as writers really write them: clock times over a zone, lists, ranges from now, short years, days in English."""

import datetime as dt

import pandas as pd
import pytest

from kit.corpus import Corpus
from kit.errors import OptionError
from kit.schema import make_table
from kit.tag.dates import explain_date, find_dates, find_dates_in_text, find_today
from kit.vietnamese.dates.reading import RELEASE

PUBLISHED = "2023-04-05"  # a Wednesday

KINDS = {
    "a zone between a clock time and its day": [
        ("Lễ ký lúc 9h30 (giờ Praha) ngày 12/4.", [("9h30 (giờ Praha) ngày 12/4", "2023-04-12T09:30")]),
        (
            "Tàu rời cảng lúc 18 giờ theo giờ địa phương ngày 3/4.",
            [("18 giờ theo giờ địa phương ngày 3/4", "2023-04-03T18:00")],
        ),
        ("Đúng 7 giờ Tokyo sáng 6/4, họ đi.", [("7 giờ Tokyo sáng 6/4", "2023-04-06T07:00")]),
        ("Họp lúc 21:00 GMT+7, hôm nay.", [("21:00 GMT+7, hôm nay", "2023-04-05T21:00")]),
        (
            "Cầu truyền hình lúc 8h (14h giờ Hà Nội) ngày 7/4.",
            [("8h", "2023-04-07T08:00"), ("14h", "2023-04-07T14:00"), ("ngày 7/4", "2023-04-07")],
        ),
        (
            "Bế mạc lúc 20h giờ Geneva (tức 2h ngày 8/4 giờ Hà Nội).",
            [("20h", "2023-04-07T20:00"), ("2h ngày 8/4", "2023-04-08T02:00")],
        ),
        (
            "Họp lúc 15h00 theo giờ Hà Nội (tức 10h00 giờ Brussels) ngày 20/4.",
            [("15h00", "2023-04-20T15:00"), ("10h00", "2023-04-20T10:00"), ("ngày 20/4", "2023-04-20")],
        ),
        ("Họp lúc 10h30 tại Huế ngày 12/4.", [("10h30", "2023-04-12T10:30"), ("ngày 12/4", "2023-04-12")]),
        (
            "Đoàn đến lúc 14h, các bên họp ngày 6/4.",
            [("14h", "2023-04-05T14:00"), ("ngày 6/4", "2023-04-06")],
        ),
    ],
    "from now": [
        ("Từ nay đến cuối năm, mở thêm hai lớp.", [("nay đến cuối năm", "PRESENT_REF/2023")]),
        ("Kéo dài từ nay cho tới tháng 9-10.", [("nay cho tới tháng 9-10", "PRESENT_REF/2023-10")]),
        ("Từ nay đến 2027, Bỉ cần thợ.", [("nay đến 2027", "PRESENT_REF/2027")]),
        ("Từ nay đến ngày 20/3, nhận hồ sơ.", [("nay đến ngày 20/3", "PRESENT_REF/2024-03-20")]),
        ("Từ nay đến thứ Sáu, nhận hồ sơ.", [("nay đến thứ Sáu", "PRESENT_REF/2023-04-07")]),
        ("Đóng cửa từ hôm nay đến hết tháng 4.", [("hôm nay đến hết tháng 4", "2023-04-05/2023-04")]),
        ("Từ nay đến hết ngày 30/4, nhận hồ sơ.", [("nay đến hết ngày 30/4", "PRESENT_REF/2023-04-30")]),
        ("Ông hôm nay đến Huế.", [("hôm nay", "2023-04-05")]),
        ("Từ nay đến khi hai bên ký, vẫn thế.", [("nay", "PRESENT_REF")]),
    ],
    "a bare year after a comparison": [
        ("Tăng gấp đôi so với cùng kỳ 2019 và 2020.", [("2019", "2019"), ("2020", "2020")]),
        ("Cao hơn mức 2021, tăng so với 2018.", [("2021", "2021"), ("2018", "2018")]),
        ("Tăng so với 2000 người của đợt trước.", []),
    ],
    "quarters in a list": [
        (
            "Trong quý I, II và III/2022, ba đoàn sang Ba Lan.",
            [("quý I", "2022-Q1"), ("II", "2022-Q2"), ("III/2022", "2022-Q3")],
        ),
        ("Các quý 2 và 3 năm 2021.", [("quý 2", "2021-Q2"), ("3 năm 2021", "2021-Q3")]),
        ("Báo cáo quý 3-4/2022 đã gửi.", [("quý 3-4/2022", "2022-Q3/2022-Q4")]),
        ("Quý IV - quý I/2023 đông khách.", [("Quý IV - quý I/2023", "2022-Q4/2023-Q1")]),
        ("Quý IV và quý I/2023 đông khách.", [("Quý IV", "2022-Q4"), ("quý I/2023", "2023-Q1")]),
        ("Hai quý đầu năm 2022 đều tăng.", [("Hai quý đầu năm 2022", "2022-H1")]),
        ("Trong quý I, 3 nước đã ký.", [("quý I", "2023-Q1")]),
    ],
    "months in a list": [
        (
            "Trong các tháng 3, 4 và 5/2022, đã có 12 chuyến.",
            [("tháng 3", "2022-03"), ("4", "2022-04"), ("5/2022", "2022-05")],
        ),
        (
            "Nhận hồ sơ vào tháng 9, tháng 10 và tháng 11.",
            [("tháng 9", "2022-09"), ("tháng 10", "2022-10"), ("tháng 11", "2022-11")],
        ),
        ("Tháng 11, 12 và 1/2023.", [("Tháng 11", "2022-11"), ("12", "2022-12"), ("1/2023", "2023-01")]),
        ("Tháng 5 và tháng 4/2022.", [("Tháng 5", "2022-05"), ("tháng 4/2022", "2022-04")]),
        ("Tháng 7 và tháng 8 năm ngoái.", [("Tháng 7", "2022-07"), ("tháng 8 năm ngoái", "2022-08")]),
        ("Trong tháng 3, 5 người được về nước.", [("tháng 3", "2023-03")]),
    ],
    "words of exactness in cách đây": [
        ("Cách đây đúng một năm, hai bên ký.", [("Cách đây đúng một năm", "2022")]),
        ("Ra đời cách đây vừa tròn 30 năm.", [("cách đây vừa tròn 30 năm", "1993")]),
        ("Tin báo cách nay đã gần 2 tuần.", [("cách nay đã gần 2 tuần", "2023-W12")]),
    ],
    "days in English": [
        ("Hội thảo ngày 5 May 2022.", [("ngày 5 May 2022", "2022-05-05")]),
        ("Geneva, 17-20 June 2022.", [("17-20 June 2022", "2022-06-17/2022-06-20")]),
        ("Ký tại Brussels, July 8, 2017.", [("July 8, 2017", "2017-07-08")]),
        ("Published March 2022.", [("March 2022", "2022-03")]),
        ("Bà May có ngày 5 may mắn.", [("ngày 5", "2023-04-05")]),
    ],
    "weekdays that come again": [
        (
            "Lớp học vào thứ 2, 4 và 6 hàng tuần.",
            [("thứ 2", "XXXX-WXX-1"), ("4", "XXXX-WXX-3"), ("6 hàng tuần", "XXXX-WXX-5")],
        ),
        (
            "Tiếp dân từ thứ Hai đến thứ Năm hàng tuần.",
            [("thứ Hai đến thứ Năm hàng tuần", "XXXX-WXX-1/XXXX-WXX-4")],
        ),
        ("Bay vào các ngày thứ Ba và thứ Bảy.", [("ngày thứ Ba", "XXXX-WXX-2"), ("thứ Bảy", "XXXX-WXX-6")]),
        ("Mỗi thứ Hai, sứ quán mở cửa.", [("thứ Hai", "XXXX-WXX-1")]),
        (
            "Họp vào thứ Hai và thứ Ba tuần tới.",
            [("thứ Hai", "2023-04-10"), ("thứ Ba tuần tới", "2023-04-11")],
        ),
        ("Trả lương ngày 5 và 20 hàng tháng.", [("ngày 5", "XXXX-XX-05"), ("20 hàng tháng", "XXXX-XX-20")]),
        ("Lễ ngày 14/4 và 2/9 hàng năm.", [("ngày 14/4", "XXXX-04-14"), ("2/9 hàng năm", "XXXX-09-02")]),
        ("Bạn hàng thứ hai và mỗi thứ hai cái.", []),
    ],
    "years of two digits": [
        ("Từ 2/9/45 đến 30/4/75, họ ly tán.", [("2/9/45 đến 30/4/75", "1945-09-02/1975-04-30")]),
        ("Hạn đến 31/12/24.", [("31/12/24", "2024-12-31")]),
        ("Sẽ kéo dài đến 31/12/34.", [("31/12/34", "2034-12-31")]),
        ("Mùa giải 2013/14.", [("2013/14", "2013/2014")]),
        ("Giai đoạn 2021-25 và tháng 4/75.", [("Giai đoạn 2021-25", "2021/2025"), ("tháng 4/75", "1975-04")]),
        (
            "Chương trình 2016–20, năm học 2009-10.",
            [("2016–20", "2016/2020"), ("năm học 2009-10", "2009/2010")],
        ),
        ("Hồ sơ số 2021-25 và mã 2010-12.", []),
    ],
    "halves of a bare year": [
        ("Nửa cuối 2022, thị trường tăng.", [("Nửa cuối 2022", "2022-H2")]),
        (
            "Nửa đầu của 2021 và 6 tháng cuối 2020.",
            [("Nửa đầu của 2021", "2021-H1"), ("6 tháng cuối 2020", "2020-H2")],
        ),
    ],
    "parts of one day": [
        ("Sáng và chiều 4/4, hai bên họp.", [("Sáng", "2023-04-04TMO"), ("chiều 4/4", "2023-04-04TAF")]),
        ("Lễ hội từ sáng đến tối 8/4.", [("sáng đến tối 8/4", "2023-04-08TMO/2023-04-08TEV")]),
        ("Đêm và rạng sáng 5/4 có mưa.", [("rạng sáng 5/4", "2023-04-05TMO")]),
    ],
    "ranges with full stops": [
        ("Diễn đàn 17.5-20.5.2022.", [("17.5-20.5.2022", "2022-05-17/2022-05-20")]),
        ("Họp từ 31.5 - 2.6 tại Huế.", [("31.5 - 2.6", "2023-05-31/2023-06-02")]),
        ("Giá tăng từ 13.5 - 14.2 điểm.", []),
        ("Phiên bản 2.5-3.4 đã có.", []),
    ],
    "days of Tết in words": [
        ("Ngày mùng một Tết, bếp ăn mở cửa.", [("Ngày mùng một Tết", "2023-01-22")]),
        ("Chiều ba mươi Tết, họ về.", [("Chiều ba mươi Tết", "2023-01-21TAF")]),
        ("Nghỉ từ mùng một đến mùng ba Tết.", [("mùng một đến mùng ba Tết", "2023-01-22/2023-01-24")]),
        ("Mùng 1 và mùng 2 Tết.", [("Mùng 1", "2023-01-22"), ("mùng 2 Tết", "2023-01-23")]),
        ("Hai Tết xa nhà.", []),
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_by_its_sentences(kind):
    for text, expected in KINDS[kind]:
        found = find_dates_in_text(text, published=PUBLISHED)
        assert (text, list(zip(found["text"], found["value"], strict=True))) == (text, expected)


def test_a_list_of_months_has_the_year_of_its_last():
    row = find_dates_in_text("Nhận hồ sơ vào tháng 10 và tháng 11.", published="2022-04-19").iloc[0]
    assert (row["value"], row["inferred"], row["basis"]) == (
        "2021-10",
        "year",
        "the date coordinated with it",
    )


def test_the_end_of_a_range_from_now_keeps_its_modifier():
    row = find_dates_in_text("từ nay đến cuối năm 2024", published=PUBLISHED).iloc[0]
    assert (row["begin_value"], row["end_value"], row["mod"]) == ("PRESENT_REF", "2024", "END")


@pytest.mark.parametrize("published", [None, "", "NaT", pd.NaT, float("nan"), pd.NA])
def test_no_publication_day_leaves_the_year_open(published):
    assert list(find_dates_in_text("Ngày 19/4, đoàn tới Bỉ.", published=published)["value"]) == ["XXXX-04-19"]


@pytest.mark.parametrize("published", ["soon", "today", "2022-02-30", "4/19/2022", 20220419, True, [1]])
def test_what_is_no_day_is_named_with_its_argument(published):
    with pytest.raises(OptionError, match=r"published=.* is not a date\. Write it as '2023-04-05'"):
        find_dates_in_text("Ngày 19/4, đoàn tới Bỉ.", published=published)
    with pytest.raises(OptionError, match=r"today=.* is not a date"):
        find_dates_in_text("Ngày 19/4, đoàn tới Bỉ.", today=published)


def test_a_publication_day_is_read_day_first():
    assert list(find_dates_in_text("Hôm nay", published="5/4/2023")["value"]) == ["2023-04-05"]


# -- what stands for today where publication is unknown -----------------------------------------------


def test_today_is_the_latest_day_of_the_collection_or_that_of_the_release():
    rows = [
        {"article_id": "a", "published": "2013-05-01"},
        {"article_id": "b", "published_from": "2012-01-01", "published_to": "2014-02-03"},
    ]
    assert find_today(make_table(rows, "articles")) == dt.date(2014, 2, 3)
    assert find_today(make_table([{"article_id": "a"}], "articles")) == RELEASE


def test_today_decides_decades_and_short_years_of_undated_articles():
    text = "Những năm 20 và ngày 3/2/24."
    assert list(find_dates_in_text(text, today="2023-04-05")["value"]) == ["202", "2024-02-03"]
    assert list(find_dates_in_text(text, today="2013-05-01")["value"]) == ["192", "1924-02-03"]
    assert "1924-02-03" in explain_date("ngày 3/2/24", published="2013-05-01")


def test_the_dates_of_a_table_take_today_from_its_articles():
    text = "Ký ngày 3/2/24."
    sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "body"}], "sentences")
    known = [{"article_id": "b", "published": "2013-05-01"}]
    articles = make_table([{"article_id": "a", "text": text}, *known], "articles")
    assert list(find_dates(sentences, articles)["value"]) == ["1924-02-03"]
    assert list(find_dates(sentences, articles, today="2023-04-05")["value"]) == ["2024-02-03"]


def test_today_of_a_corpus_is_in_its_key_and_in_provenance(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Bỉ ký bản ghi nhớ\nHai bên ký bản ghi nhớ ngày 3/2/24.\n", encoding="utf-8"
    )
    (folder / "b.txt").write_text("Ba Lan mở trường\nTrường mở cửa hôm nay tại Huế.\n", encoding="utf-8")
    (tmp_path / "articles.csv").write_text("article_id,published\nb,2013-05-01\n", encoding="utf-8")
    corpora = [Corpus(folder, cache=tmp_path / "cache", today=day) for day in (None, "2023-04-05")]
    dates = [set(corpus.dates["value"]) for corpus in corpora]
    assert ["1924-02-03" in dates[0], "2024-02-03" in dates[1]] == [True, True]
    assert [corpus.provenance()["today"] for corpus in corpora] == ["2013-05-01", "2023-04-05"]
    assert corpora[0].key("dates") != corpora[1].key("dates")
    with pytest.raises(OptionError, match="today='soon' is not a date"):
        Corpus(folder, today="soon")
