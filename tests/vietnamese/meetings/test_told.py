"""One meeting is one row: told again in the story, in the title or under a picture."""

import pytest
from encounters import read_meetings, tell


@pytest.mark.parametrize(
    "lines",
    [
        ["Ngày 12/3, Bộ trưởng Lê Hòa tiếp Đại sứ Lào Boun Keo.", "Tại buổi tiếp, Bộ trưởng cảm ơn Đại sứ Boun Keo."],
        [("title", "Bộ trưởng tiếp Đại sứ Lào"), ("lead", "Ngày 12/3, Bộ trưởng Lê Hòa tiếp Đại sứ Lào Boun Keo.")],
        ["Ngày 12/3, Bộ trưởng Lê Hòa tiếp Đại sứ Lào Boun Keo.", ("caption", "Bộ trưởng tiếp Đại sứ Lào. Ảnh: TTXVN")],
        ["Ngày 12/3, Bộ trưởng Lê Hòa gặp Đại sứ Lào Boun Keo.", "Bộ trưởng Lê Hòa tiếp Đại sứ Lào sáng 12/3."],
    ],
)  # fmt: skip
def test_told_again_is_one(lines):
    assert tell(*lines) == ["receive VNM < LAO 12/3"]


def test_other_days_other_persons_and_other_ways_are_other_meetings():
    first = "Ngày 12/3, Bộ trưởng Lê Hòa tiếp Đại sứ Lào Boun Keo."
    assert len(tell(first, "Ngày 10/3, Bộ trưởng Lê Hòa tiếp Đại sứ Lào Boun Keo.")) == 2
    assert len(tell(first, "Bộ trưởng Lê Hòa tiếp Thứ trưởng Quốc phòng Lào Kham Sone.")) == 2
    assert len(tell(first, "Bộ trưởng Lê Hòa điện đàm với Đại sứ Lào Boun Keo.")) == 2


def test_a_caption_alone_tells_of_nothing():
    caption = ("caption", "Thủ tướng Đỗ An tiếp Đại sứ Lào Boun Keo. Ảnh: TTXVN")
    assert tell(caption, "Quan hệ hai nước phát triển tốt đẹp.") == []
    placed = "Thủ tướng Đỗ An (bên phải) tiếp Đại sứ Lào Boun Keo ngày 12/3."
    assert tell(placed, "Quan hệ hai nước phát triển tốt đẹp.") == []
    assert tell(placed, "Thủ tướng Đỗ An tiếp Đại sứ Lào Boun Keo.") == ["receive VNM < LAO 12/3"]


def test_a_title_alone_tells_of_its_meeting():
    assert tell(("title", "Việt Nam và Cuba hội đàm cấp cao"), "Dư luận hết sức quan tâm.") == [
        "talks VNM < CUB"
    ]


def test_a_second_telling_adds_the_day_and_the_names():
    table = read_meetings(
        "Đại sứ Lào gặp Bộ trưởng Lê Văn Tâm.", "Bộ trưởng Tâm tiếp Đại sứ Lào Boun Keo sáng 12/3."
    )
    assert table[["start", "person_a", "person_b"]].values.tolist() == [[11, "lê văn tâm", "boun keo"]]
    assert table["first_day"].dt.day.tolist() == [12]
