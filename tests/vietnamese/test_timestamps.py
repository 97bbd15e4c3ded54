"""Time stamps: years of two digits, afternoons, zones, numbers of seconds, and date lines of a page."""

import datetime as dt

import pytest

from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.lines.datelines import find_date_line, read_date_line


@pytest.mark.parametrize(
    ("raw", "day"),
    [
        ("01/02/68", (2068, 2, 1)),
        ("01/02/69", (1969, 2, 1)),
        ("01/02/00", (2000, 2, 1)),
        ("01/02/0068", (68, 2, 1)),
        ("1.2.2023", (2023, 2, 1)),
        ("29/02/2024", (2024, 2, 29)),
        ("29/02/2023", None),
        ("1 tháng 2, 2023", (2023, 2, 1)),
        ("1 tháng 2 năm 2023 lúc 10:05", (2023, 2, 1)),
        ("10:05 ngày 1 tháng 2 năm 2023", (2023, 2, 1)),
    ],
)
def test_days_as_they_are_written(raw, day):
    assert parse_timestamp(raw) == (day and dt.date(*day))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-05-12 16:59 UTC", 12),
        ("2023-05-12 17:00 UTC", 13),
        ("2023-05-12T16:59:59.9Z", 12),
        ("2023-05-12 00:00 GMT+7", 12),
        ("2023-05-12T00:59+08:00", 11),
        ("2023-05-12T01:00+08:00", 12),
        ("2023-05-12T01:29+0830", 11),
        ("2023-05-12T01:30+08:30", 12),
        ("2023-05-12T22:59-01:00", 13),
        ("2023-05-12T15:59-01:00", 12),
        ("2023-05-12T15:29-01:30", 12),
        ("2023-05-12T15:30-01:30", 13),
        ("2023-05-12 23:59", 12),
        ("12/05/2023 09:00 CH GMT+8", 12),
        ("12/05/2023 04:59 PM UTC", 12),
        ("12/05/2023 05:00 PM UTC", 13),
        ("12/05/2023 05:00 CH UTC", 13),
        ("12/05/2023 12:30 AM GMT+8", 11),
        ("12/05/2023 12:30 SA GMT+8", 11),
        ("12/05/2023 12:30 PM GMT+8", 12),
        ("12/05/2023 17:00 CH UTC", 13),
    ],
)
def test_a_moment_is_a_day_in_viet_nam(moment, day):
    assert parse_timestamp(moment) == dt.date(2023, 5, day)


def test_hours_and_minutes_that_are_none_make_no_day():
    assert parse_timestamp("12/05/2023 23:59") and not parse_timestamp("12/05/2023 24:00")
    assert not parse_timestamp("12/05/2023 9:60")


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (0, (1970, 1, 1)),
        (-1, None),
        (61_199, (1970, 1, 1)),  # 16:59:59 in UTC
        (61_200, (1970, 1, 2)),
        (100_000_000_000, (5138, 11, 16)),  # seconds up to here
        (100_000_000_001, (1973, 3, 3)),  # milliseconds
        ("1683824399", (2023, 5, 11)),
        ("1683824400", (2023, 5, 12)),
        ("1683824400000", (2023, 5, 12)),
        ("168382440000", None),
        (True, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_numbers_are_seconds_or_milliseconds(number, day):
    assert parse_timestamp(number) == (day and dt.date(*day))


def test_a_moment_without_a_zone_is_vietnamese():
    assert parse_timestamp(dt.datetime(2023, 5, 12, 23, 59)) == dt.date(2023, 5, 12)
    assert parse_timestamp(dt.datetime(2023, 5, 12, 17, tzinfo=dt.UTC)) == dt.date(2023, 5, 13)


def test_what_is_longer_than_a_date_is_none():
    assert parse_timestamp("Cập nhật lúc: 10:25, Thứ Sáu, ngày 12/05/2023".ljust(300)) == dt.date(2023, 5, 12)
    assert parse_timestamp("12/05/2023 " + "x" * 100) is None


@pytest.mark.parametrize(
    ("line", "yes"),
    [
        ("12/05/2023 10:25", True),
        ("12/05/2023 10h25", True),
        ("12/05/2023", False),
        ("Thứ sáu 12/05/2023", True),
        ("Chủ nhật, 14/05/2023", True),
        ("Đăng ngày 12/05/2023", True),
        ("Cập nhật 12/05/2023", True),
        ("  12/05/2023 10:25  ", True),
        ("1/5/23 9:05", True),
        ("Thứ Sáu, 32/05/2023 10:25", False),
        ("Thứ Sáu, 12/05/2023 10:25, đoàn đại biểu đến thăm Bỉ", False),
    ],
)
def test_a_date_line_has_a_day_and_an_hour_a_weekday_or_a_label(line, yes):
    assert bool(read_date_line(line)) is yes


def test_a_date_line_stands_above_the_story_or_below_it():
    line = "Thứ Sáu, 12/05/2023 | 10:25"
    story = "Hai bên trao đổi về hợp tác lao động và di cư hợp pháp trong thời gian tới.\n"
    assert find_date_line(f"Thăm Bỉ\n  {line} \n{story * 60}") == line
    assert find_date_line(f"{story * 60}{line}\nHải Yến") == line
    assert find_date_line(story * 3) == ""
