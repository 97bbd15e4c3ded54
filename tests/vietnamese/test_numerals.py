"""Numbers in digits, in Roman numerals and in words."""

import pytest

from kit.vietnamese.dates.numerals import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("999999999999", 999_999_999_999),
        ("1000000000000", None),  # thirteen digits are no amount of time
        ("1.000", 1000),
        ("12.345.678", 12_345_678),
        ("1.000.000.000.000", None),
        ("100.000.000.000", 100_000_000_000),
        ("1000.000", 1000.0),
        ("2,5", 2.5),
        ("2.5", 2.5),
        ("1.00", 1.0),
        ("٣", None),
        ("", None),
        ("2,", None),
    ],
)
def test_digits(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [("i", 1), ("iv", 4), ("ix", 9), ("xiv", 14), ("xix", 19), ("xxi", 21), ("viii", 8), ("xl", None)],
)
def test_roman_numerals(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("không", 0),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("hai mươi nhăm", 25),
        ("ba chục", 30),
        ("bảy mươi chín", 79),
        ("trăm", 100),
        ("một trăm linh hai", 102),
        ("một trăm lẻ bốn", 104),
        ("hai trăm hai mươi hai", 222),
        ("năm trăm", 500),
        ("nghìn", 1000),
        ("mười nghìn", 10_000),
        ("hai ngàn", 2000),
        ("một nghìn chín trăm bảy mươi lăm", 1975),
        ("hai nghìn không trăm mười ba", 2013),
        ("hai trăm ba mươi tư nghìn năm trăm", 234_500),
        ("hai ba", None),  # two numbers
        ("một hai", None),
        ("hai tư", 24),  # the ten may be left out
        ("ba mốt", 31),
        ("một nghìn chín trăm bảy lăm", 1975),
        ("một tư", None),
        ("không lăm", None),
        ("hai nước", None),
        ("nước", None),
    ],
)
def test_words(text, number):
    assert read_number(text) == number


def test_every_digit_and_its_other_forms():
    words = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    assert [read_number(f"hai mươi {word}" if word != "năm" else "năm trăm") for word in words] == [
        *(20, 21, 22, 23, 24, 500, 26, 27, 28, 29)
    ]
    assert read_number("hai mươi bẩy") == 27
