# ruff: noqa: E501
"""Encodings are found, repairs are what they say and no more, metadata dates are read day first."""

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.read.quality import FLAGS, REPAIRS
from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.encodings import decode, find_encoding, is_guess
from kit.vietnamese.lines.datelines import read_date_line
from kit.vietnamese.repairs import find_flags, repair_text

SENTENCE = "Thứ trưởng Ngoại giao đã tiếp đoàn đại biểu, trao đổi về hợp tác di cư giữa hai nước. "
VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂĐÊÔƠƯàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ .,;:\n"
)


def in_1258(text):
    tones = {chr(mark) for mark in (0x300, 0x301, 0x303, 0x309, 0x323)}
    out = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        rest = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        out += (rest + "".join(part for part in parts if part in tones)).encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-8-sig"), "utf-8-sig"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        ((SENTENCE * 3).encode("utf-16-le"), "utf-16-le"),
        ((SENTENCE * 3).encode("utf-16-be"), "utf-16-be"),
        (in_1258(SENTENCE), "cp1258"),
        (unicodedata.normalize("NFD", SENTENCE).encode(), "utf-8"),
        (b"plain words", "utf-8"),
        (b"", "utf-8"),
        (SENTENCE.encode() * 4000, "utf-8"),  # longer than what is looked at
    ],
)
def test_encodings_are_found(data, encoding):
    assert find_encoding(data) == encoding
    assert unicodedata.normalize("NFC", decode(data).text) in (
        SENTENCE,
        SENTENCE * 3,
        SENTENCE * 4000,
        "plain words",
        "",
    )


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x00\x01"])
def test_what_is_no_text_is_none(data):
    assert decode(data) is None


def test_a_bad_byte_is_replaced_and_its_line_told():
    found = decode((SENTENCE * 40 + "\n").encode() + b"v\xff\n" + (SENTENCE * 40).encode())
    assert (found.encoding, found.bad_line, found.text.count("\ufffd")) == ("utf-8", 2, 1)


@pytest.mark.parametrize("stray", [b"\x92", b"\xff", "\ufffd".encode(), b"\xe1"])
@pytest.mark.parametrize("n", [1, 4, 10])
def test_stray_bytes_cost_themselves_alone(stray, n):
    lines = [f"{SENTENCE}{number}" for number in range(12)]
    data = "\n".join(lines).encode()
    found = decode(data.replace(b". ", b". " + stray, n))
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == n and found.text.replace("\ufffd", "") == "\n".join(lines)


def test_what_is_utf8_is_utf8_whatever_it_holds():
    head = ("\ufffd" * 60 + "\n").encode()
    assert find_encoding(head + SENTENCE.encode() * 4000) == "utf-8"
    assert find_encoding(SENTENCE.encode() * 4 + b"\0" + SENTENCE.encode()) == "utf-8"
    assert find_encoding(SENTENCE.encode("cp1252", errors="ignore") * 9) != "utf-8"


@pytest.mark.parametrize(
    ("text", "repaired", "names"),
    [
        ("Vie\u0323\u0302t Nam", "Việt Nam", ("nfc",)),
        ("Việt\xa0Nam\u2003và\u202fLào", "Việt Nam và Lào", ("spaces",)),
        ("Vi\xadệt\u200b Nam\ufeff", "Việt Nam", ("invisible",)),
        ("Ðà Nẵng, ðại sứ", "Đà Nẵng, đại sứ", ("d-bar",)),
        ("Tổng thống Guðni Jóhannesson, GUÐNI", "Tổng thống Guðni Jóhannesson, GUÐNI", ()),
        ("A &amp; B &lt; C, &quot;x&quot; &#273;", 'A & B < C, "x" đ', ("entities",)),
        ("A &amp;amp;quot; B", 'A " B', ("entities",)),
        ("http://a.vn/?x=1&copy=2&y=3", "http://a.vn/?x=1&copy=2&y=3", ()),
        ("<p>Một.</p><p>Hai &amp; ba.<br>Bốn.</p>", "Một.\nHai & ba.\nBốn.", ("entities", "tags")),
        ("nếu a < b và c > d", "nếu a < b và c > d", ()),
        (
            'Chủ_tịch nước tiếp Đại_sứ , trao_đổi ( hai bên ) : " Rất tốt " .',
            'Chủ tịch nước tiếp Đại sứ, trao đổi (hai bên): "Rất tốt".',
            ("segmented",),
        ),
        ("tệp ten_tep_rieng.txt ở đây " * 3, "tệp ten_tep_rieng.txt ở đây " * 3, ()),
        ("dòng\r\nmột\rhai\u2028ba", "dòng\nmột\nhai\nba", ()),
        ("“Ngoặc” và ‘nháy’ — giữ nguyên… Hòa, hoà", "“Ngoặc” và ‘nháy’ — giữ nguyên… Hòa, hoà", ()),
        ("nửa \ud83d biểu tượng", "nửa \ufffd biểu tượng", ("surrogates",)),
        (
            r"['Bỉ là\xa0', 'đối tác', ', bạn bè.', '\r\n', 'Hai bên ký ngày 4\/5.', 'Họ về.\n']",
            "\nBỉ là đối tác, bạn bè.\n\nHai bên ký ngày 4/5.\nHọ về.\n\n",
            ("escapes",),
        ),
        (r"C:\new\reports\table, \nam và \n", r"C:\new\reports\table, \nam và \n", ()),
    ],
)
def test_repairs(text, repaired, names):
    assert repair_text(text) == (repaired, names)
    assert set(names) <= set(REPAIRS)


@given(
    st.text(alphabet=VIETNAMESE + "\xa0\xad\u200b\u0301\u0323ÐðÞ_&;<>/#\r\t“”\"'()-", max_size=120)
    | st.lists(
        st.sampled_from(
            [
                "&amp;",
                "amp;",
                "lt;",
                "&lt;",
                "p>",
                "</p>",
                "<br>",
                "<p>",
                "&#38;",
                "#38;",
                "Ð",
                "̣",
                "e",
                "̂",
                "a_b",
                "á_b",
                "\\n ",
                "\\xa0",
                "\\",
                "['",
                "c_d",
                "_",
                "Việt",
                "Nam",
                ".",
                ",",
                '"',
                "\r",
                "\n",
                "\xa0",
                " ",
                "(",
                ")",
            ]
        ),
        max_size=30,
    ).map("".join)
    | st.text(max_size=60)
)
def test_repairing_twice_is_repairing_once(text):
    once, _ = repair_text(text)
    assert repair_text(once) == (once, ())
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=VIETNAMESE, max_size=200))
def test_clean_text_is_left_alone_in_any_form(text):
    assert repair_text(text) == (text, ())
    assert repair_text(unicodedata.normalize("NFD", text))[0] == text


@given(st.text(alphabet=VIETNAMESE.replace("\n", ""), min_size=30, max_size=200))
def test_windows_1258_comes_back(text):
    data = in_1258(text)
    if find_encoding(data) == "cp1258":
        assert repair_text(decode(data).text)[0] == text


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        (SENTENCE, ()),
        (SENTENCE.encode().decode("cp1252", errors="replace"), ("mojibake",)),
        (SENTENCE.encode().decode("latin-1"), ("mojibake",)),
        ("Thø tr­ëng Ngo¹i giao ®· tiÕp ®oµn ®¹i biÓu vµ trao ®æi vÒ hîp t¸c gi÷a hai n­íc", ("mojibake",)),
        ("Thöù tröôûng Boä Ngoaïi giao tieáp ñoaøn ñaïi bieåu vaø trao ñoåi veà hôïp taùc", ("mojibake",)),
        ("Le Citroën de Noël, la coördinatie, øl på Ærø, Malmö, naïve, aérien " * 9, ()),
        (
            "Thu truong Ngoai giao da tiep doan dai bieu, trao doi ve hop tac di cu cua hai nuoc trong nam nay",
            ("no-diacritics",),
        ),
        (
            "The minister received the delegation and discussed cooperation on migration between the two countries",
            (),
        ),
        ("Đại sứ Søren Kierkegaard nói: «Tốt» – giá 5 µg, 10 °C, ® và © đều ổn", ()),
        ("", ()),
    ],
)
def test_flags(text, flags):
    assert find_flags(text) == flags
    assert set(flags) <= set(FLAGS)


MAY = dt.date(2023, 5, 12)


@pytest.mark.parametrize(
    "raw",
    [
        "2023-05-12", "2023-05-12T10:25:00", "2023-05-12T10:25:00+07:00", "2023-05-11T20:30:00Z", "2023-05-11 20:30:00.5+00:00",
        "2023/05/12", "20230512", "12/05/2023", "12/5/2023", "12-05-2023 10:25", "12.5.2023", "12/05/23 23:26 GMT+7",
        "Thứ sáu, 12/5/2023, 10:25 (GMT+7)", "Thứ Sáu, ngày 12/5/2023 | 10:25", "Thứ sáu, 12 tháng 5, 2023",
        "Ngày 12 tháng 5 năm 2023", "10:25 | 12/05/2023", "10:25, Thứ Sáu, 12/05/2023", "Cập nhật lúc 10:25, 12/05/2023",
        "Đăng ngày: 12/05/2023", "10h25 ngày 12/5/2023", "12/05/2023 10:25 CH", "Fri, 12 May 2023 10:25:00 GMT",
        "Thu, 11 May 2023 20:30:00 +0000", "May 12, 2023 10:25 AM", "12 May 2023", "1683861900", "1683861900000", 1683861900,
        1683861900000.0, dt.date(2023, 5, 12), dt.datetime(2023, 5, 12, 10), dt.datetime(2023, 5, 11, 20, tzinfo=dt.UTC),
    ],
)  # fmt: skip
def test_dates_of_many_forms(raw):
    assert parse_timestamp(raw) == MAY


def test_morning_and_afternoon_are_read_in_every_language_of_the_system(monkeypatch):
    """dateparser knows AM and PM only as the system's language has them: none in Turkish."""
    asked = []
    monkeypatch.setattr("dateparser.parse", lambda text, **_: asked.append(text))
    for clock in ("12:05 AM", "12:05 PM", "10:25:30 p.m.", "10.25 pm", "7AM", "13:25 PM"):
        parse_timestamp(f"March 3, 2023 {clock}")
    assert [text.removeprefix("March 3, 2023 ") for text in asked] == [
        "00:05",
        "12:05",
        "22:25:30",
        "22:25",
        "07:00",
        "13:25",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "31/02/2023",
        "13/13/2023",
        "5 phút trước",
        "hôm qua",
        "2023",
        "tháng 5/2023",
        "null",
        "",
        "x" * 500,
        float("nan"),
        -5,
    ],
)
def test_what_is_no_date_is_none(raw):
    assert parse_timestamp(raw) is None


def test_numbers_are_day_first_and_years_as_written():
    assert parse_timestamp("03/04/2023") == dt.date(2023, 4, 3)
    assert parse_timestamp("0001-01-01") == dt.date(1, 1, 1)
    assert parse_timestamp("01/02/70") == dt.date(1970, 2, 1)


@given(st.datetimes(min_value=dt.datetime(1950, 1, 1), max_value=dt.datetime(2100, 1, 1)))
def test_every_form_of_a_moment_is_its_day_in_vietnam(moment):
    utc = moment.replace(tzinfo=dt.UTC)
    day = (moment + dt.timedelta(hours=7)).date()
    assert parse_timestamp(utc.isoformat()) == day
    assert parse_timestamp(f"{moment:%d/%m/%Y %H:%M}") == moment.date()
    assert parse_timestamp(utc.astimezone(dt.timezone(dt.timedelta(hours=-5))).isoformat()) == day


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("Thứ Sáu, 12/05/2023 | 10:25", True),
        ("30/05/13 23:26 GMT+7", True),
        ("Cập nhật: 15:20 12/05/2023", True),
        ("16:05, 12/05/2023", True),
        ("12/05/2023", False),
        ("Ngày 12/5/2023, tại Hà Nội", False),
        ("Ngày 19/4, tại trụ sở Bộ, Thứ trưởng đã tiếp khách.", False),
        ("31/02/2023 10:00", False),
    ],
)
def test_date_lines(line, yes):
    assert bool(read_date_line(line)) is yes


def test_another_encoding_is_noted_and_a_guess_is_told():
    text = "Bộ trưởng Ngoại giao thăm Bỉ và bàn về di cư."
    assert decode(text.encode()).notes == []
    assert decode(text.encode("utf-16")).notes == ["encoding"]
    assert not is_guess(decode(text.encode("utf-16")).encoding)
    guessed = decode("Où est passée l'élève, là-bas à l'hôtel ? Ça alors, déjà…".encode("cp1252"))
    assert is_guess(guessed.encoding) and "encoding" in guessed.notes


@pytest.mark.parametrize("between", [" lúc ", " vào ", " at ", ", ", " | ", " - ", " – ", ", lúc ", "  "])
def test_what_stands_between_a_day_and_its_hour(between):
    for day in ("11/05/2023", "Thứ Năm, 11/5/2023", "11 tháng 5 năm 2023"):
        assert parse_timestamp(f"{day}{between}20:30 UTC") == MAY, (
            "the hour counts: it is the next day at home"
        )
        assert parse_timestamp(f"{day}{between}23:30") == dt.date(2023, 5, 11)
