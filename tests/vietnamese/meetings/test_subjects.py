"""Who is meant: pronouns, "hai bên", counterparts, subjects of the sentence before, subjects that are left out."""

import pytest
from encounters import read_meetings, tell


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Tổng thống Pháp Luc Blanc gặp Thủ tướng Anh Paul Fox. Trước đó, ông điện đàm với Thủ tướng Bỉ Jan Maes."],
            ["meet FRA < GBR", "phone FRA < BEL"],
        ),
        (
            ["Bộ trưởng Ngoại giao Lê Hòa đang ở thăm Mỹ. Ngày 12/3, Bộ trưởng gặp Ngoại trưởng Mỹ John Hill."],
            ["visit USA < VNM", "meet VNM < USA 12/3"],
        ),
        (
            ["Tổng thống Nga Oleg Petrov và Tổng thống Iran Ali Reza ra tuyên bố chung."
             " Hai nhà lãnh đạo hội đàm ngày 8/3."],
            ["talks RUS < IRN 8/3"],
        ),
        (
            ["Ngay sau lễ đón, Thủ tướng Đỗ An và Thủ tướng Lào Boun Keo hội đàm. Hai bên nhất trí mở rộng hợp tác."],
            ["talks VNM < LAO"],
        ),
        (
            ["Ngày 3/3, Ngoại trưởng Iran Ali Reza gặp người đồng cấp Iraq Omar Said."],
            ["meet IRN < IRQ 3/3"],
        ),
        (
            ["Tiếp Đại sứ Na Uy Inga Berg chiều 12/3, Thứ trưởng Lê Hòa chúc mừng những kết quả hợp tác."],
            ["receive VNM < NOR 12/3"],
        ),
        (
            ["Thủ tướng Đỗ An tới Jakarta tối 4/3, bắt đầu thăm Indonesia. Đây là chuyến thăm đầu tiên tới nước này."],
            ["visit IDN < VNM 4/3"],
        ),
    ],
)  # fmt: skip
def test_who_is_meant(lines, expected):
    assert tell(*lines) == expected


def test_a_pronoun_is_the_person_who_acted_in_the_sentence_before():
    table = read_meetings(
        "Thủ tướng Thái Lan Anan Suk đã phát biểu với báo chí.",
        "Sau đó, ông hội đàm với Thủ tướng Lào Boun Keo.",
    )
    assert table[["person_a", "person_b"]].values.tolist() == [["anan suk", "boun keo"]]


def test_hai_ben_without_anybody_before_is_nobody():
    assert tell("Hai bên đã hội đàm ngày 8/3.") == []


def test_a_pronoun_before_a_verb_is_no_other_person_of_the_sentence():
    table = read_meetings(
        "Thủ tướng Thái Lan Anan Suk đã phát biểu.", "Tại Bỉ, ông sẽ gặp Thủ tướng Lào Boun Keo."
    )
    assert table[["person_a", "person_b", "status"]].values.tolist() == [
        ["anan suk", "boun keo", "announced"]
    ]


def test_who_is_received_in_turn_is_received_alone():
    text = "Thủ tướng Đỗ An lần lượt tiếp Đại sứ Lào Boun Keo và Bộ trưởng Lào Kham Sone."
    assert read_meetings(text)["person_b"].tolist() == ["boun keo", "kham sone"]
    assert read_meetings(text.replace("lần lượt ", ""))["person_b"].tolist() == ["boun keo; kham sone"]


def test_who_leads_a_delegation_is_named():
    for text in (
        "Đoàn đại biểu Quốc hội Việt Nam do Phó Chủ tịch Quốc hội Trần Thị Mai dẫn đầu thăm New Zealand.",
        "Thứ trưởng Trần Thị Mai dẫn đầu đoàn Việt Nam dự Hội nghị thượng đỉnh NATO.",
    ):
        assert read_meetings(text)["person_b"].tolist() == ["trần thị mai"]


def test_hai_ben_is_who_met_last_and_not_who_is_named_last():
    lines = (
        "Ngày 7/3, Thủ tướng Bỉ Jan Maes hội đàm với Thủ tướng Áo Karl Meier.",
        "Đức không gặp Pháp. Ý không gặp Bỉ. Nga và Trung Quốc không gặp ai. Hai bên gặp nhau lần nữa hôm 9/3.",
    )
    assert tell(*lines) == ["talks BEL < AUT 7/3", "meet BEL < AUT 9/3"]


def test_the_two_leaders_of_a_lead_are_named_further_down():
    lines = (
        "Hai nhà lãnh đạo gặp nhau ngày 9/3, sau nhiều tháng chờ đợi.",
        "Tổng thống Nga Oleg Petrov hội đàm với Tổng thống Iran Ali Reza.",
    )
    assert tell(*lines) == ["talks RUS < IRN 9/3"]
