"""The words of a person: what they name, and what is said of a slip."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import OptionError
from kit.vietnamese.keys import name_acts, name_partners, name_topics, read_calendar, read_key, read_keys

PEOPLE = [
    "hà kim ngọc",
    "nicole de moor",
    "nenette motus",
    "phạm minh chính",
    "hoàng hậu bỉ",
    "putin",
    "vladimir putin",
]
DATES = [
    "2023-05-09/2023-05-11",
    "2023-05-09TMO",
    "2023-05",
    "2023",
    "2022-04-19",
    "2023/2025",
    "P5Y",
    "XXXX-05-09",
]


@pytest.mark.parametrize(
    "word",
    [
        "BEL",
        "bel",
        "Bỉ",
        "bỉ",
        "Bi",
        "Belgium",
        "BELGIUM",
        "Vương quốc Bỉ",
        "vuong quoc bi",
        " Bỉ ",
        "B\u0069\u0309",
    ],
)
def test_ways_to_name_a_partner(word):
    assert read_keys("partner", word) == ["BEL"]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Nga", "RUS"),
        ("NGA", "NGA"),
        ("Y", "ITA"),
        ("Han Quoc", "KOR"),
        ("Hàn quốc", "KOR"),
        ("liên hiệp quốc", "UN"),
        ("to chuc di cu quoc te", "IOM"),
        ("Cộng hoà Séc", "CZE"),
        ("Cộng hòa Séc", "CZE"),
        ("ASEAN", "ASEAN"),
    ],
)
def test_ways_to_name_other_partners(word, key):
    assert read_keys("partner", word) == [key]


@pytest.mark.parametrize(
    ("what", "word", "key"),
    [
        ("topic", "trafficking", "trafficking"),
        ("topic", "Trafficking in persons", "trafficking"),
        ("topic", "mua bán người", "trafficking"),
        ("topic", "MUA BAN NGUOI", "trafficking"),
        ("topic", "human rights", "human_rights"),
        ("topic", "return", "return_reintegration"),
        ("topic", "Labour migration", "labour_migration"),
        ("act", "Request", "request"),
        ("act", "đề nghị", "request"),
        ("act", "cảm ơn", "thank"),
        ("act", "cam on", "thank"),
    ],
)
def test_ways_to_name_a_topic_and_an_act(what, word, key):
    assert read_keys(what, word) == [key]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("Hà Kim Ngọc", "hà kim ngọc"),
        ("HÀ KIM NGỌC", "hà kim ngọc"),
        ("ha kim ngoc", "hà kim ngọc"),
        ("Ông Hà Kim Ngọc", "hà kim ngọc"),
        ("Thứ trưởng Ngoại giao Hà Kim Ngọc", "hà kim ngọc"),
        ("ông Ngọc", "hà kim ngọc"),
        ("bà Motus", "nenette motus"),
        ("ba Motus", "nenette motus"),
        ("Nicole De Moor", "nicole de moor"),
        ("de Moor, Nicole", "nicole de moor"),
        ("Nicole", "nicole de moor"),
        ("Tổng thống Vladimir Putin", "vladimir putin"),
        ("Tổng thống Putin", "putin"),
        ("Hoàng hậu Bỉ", "hoàng hậu bỉ"),
    ],
)
def test_ways_to_name_a_person(word, key):
    assert read_keys("person", word, there=PEOPLE) == [key]


def test_a_person_of_several_spellings_is_all_of_them():
    assert read_keys("person", "Kim Jong Un", there=["kim jong-un", "kim jong un", "kim"]) == [
        "kim jong-un",
        "kim jong un",
    ]


def test_nobody_is_taken_for_another_of_the_same_given_name():
    with pytest.raises(OptionError, match="no person 'Nguyễn Văn Ngọc'"):
        read_keys("person", "Nguyễn Văn Ngọc", there=PEOPLE)
    with pytest.raises(OptionError, match="Did you mean 'hà kim ngọc' or 'lê ngọc'"):
        read_keys("person", "bà Ngọc", there=["hà kim ngọc", "lê ngọc"])


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("9/5/2023", "2023-05-09"),
        ("09/05/2023", "2023-05-09"),
        ("9.5.2023", "2023-05-09"),
        ("9-5-2023", "2023-05-09"),
        ("9 tháng 5 năm 2023", "2023-05-09"),
        ("ngày 9 tháng 5 năm 2023", "2023-05-09"),
        ("2023-5-9", "2023-05-09"),
        ("9 May 2023", "2023-05-09"),
        ("tháng 5/2023", "2023-05"),
        ("5/2023", "2023-05"),
        ("2023-05", "2023-05"),
        ("năm 2023", "2023"),
        ("2023Q2", "2023-Q2"),
        ("quý II/2023", "2023-Q2"),
        ("9-11/5/2023", "2023-05-09/2023-05-11"),
        ("hôm qua", ""),
        ("9/5", ""),
        ("31/2/2023", ""),
        ("P5Y", ""),
        ("Bỉ", ""),
    ],
)
def test_ways_to_write_a_date(word, value):
    assert read_calendar(word) == value


@pytest.mark.parametrize(
    ("word", "keys"),
    [
        ("9/5/2023", ["2023-05-09/2023-05-11", "2023-05-09TMO"]),
        (dt.date(2023, 5, 9), ["2023-05-09/2023-05-11", "2023-05-09TMO"]),
        (dt.datetime(2023, 5, 10, 8), ["2023-05-09/2023-05-11"]),
        ("tháng 5/2023", ["2023-05-09/2023-05-11", "2023-05-09TMO", "2023-05"]),
        ("2024", ["2023/2025"]),
        ("19/4/2022", ["2022-04-19"]),
        ("P5Y", ["P5Y"]),
        ("P5", ["P5Y"]),
        ("XXXX-05", ["XXXX-05-09"]),
        ("", [""]),
    ],
)
def test_a_date_has_what_lies_in_it_and_the_ranges_around_it(word, keys):
    assert read_keys("date", word, there=DATES) == keys


@pytest.mark.parametrize(
    ("what", "slip", "nearest"),
    [
        ("topic", "retrun", "'return_reintegration'"),
        ("topic", "trafiking", "'trafficking'"),
        ("topic", "mua bán ngưới x", "'trafficking'"),
        ("topic", "reintegraton", "'return_reintegration'"),
        ("partner", "Belguim", "'BEL' (Belgium)"),
        ("partner", "Bỉi", "'BEL' (Belgium)"),
        ("partner", "Germny", "'DEU' (Germany)"),
        ("partner", "Framce", "'FRA' (France)"),
        ("partner", "IOMM", "'IOM' (International Organization for Migration)"),
        ("partner", "Hàn Qốc", "'KOR' (South Korea)"),
        ("partner", "Untied Nations", "'UN' (United Nations)"),
        ("act", "requst", "'request' (Request)"),
        ("act", "cám ươn", "'thank' (Thank)"),
        ("person", "Hà Kim Ngok", "'hà kim ngọc'"),
        ("person", "Nenete Motus", "'nenette motus'"),
        ("date", "18/4/2022", "'2022-04-19'"),
    ],
)
def test_a_slip_gets_the_nearest(what, slip, nearest):
    there = {"person": PEOPLE, "date": DATES}.get(what, ())
    with pytest.raises(OptionError) as error:
        read_keys(what, slip, there=there)
    assert f"Did you mean {nearest}" in str(error.value)


def test_what_may_be_two_is_asked():
    with pytest.raises(
        OptionError, match=r"'nga' is not one alone. Did you mean 'NGA' \(Nigeria\) or 'RUS' \(Russia\)"
    ):
        read_keys("partner", "nga")
    with pytest.raises(OptionError, match="or another of 7"):
        read_key("key", "a", {f"a{n}": () for n in range(7)})


def test_what_is_like_nothing_is_answered_with_where_they_are_listed():
    with pytest.raises(OptionError, match=r"There are \d+; kit.list_keys\('acts'\) has them"):
        read_keys("act", "qqqq")


def test_of_beginnings_those_that_are_there_count():
    assert read_keys("partner", "FR", there=["FRA"]) == ["FRA"]
    with pytest.raises(OptionError, match="not one alone"):
        read_keys("partner", "FR")


def test_what_only_the_articles_know_is_known():
    assert read_keys("topic", "mine", there=["mine", "yours"]) == ["mine"]


NAMED = {"partner": name_partners(), "topic": name_topics(), "act": name_acts()}


@pytest.mark.slow
@given(st.data())
def test_every_key_and_every_label_names_its_own(data):
    what = data.draw(st.sampled_from(sorted(NAMED)))
    key = data.draw(st.sampled_from(sorted(NAMED[what])))
    assert read_keys(what, key) == [key]
    for label in NAMED[what][key][:2]:
        assert read_keys(what, label) == [key]
