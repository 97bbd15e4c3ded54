"""Parties: bodies of a side, capitals, local officials; private people are none."""

from encounters import read_meetings, tell_each

BODIES = {
    "Ngày 4/3, phái đoàn Triều Tiên gặp đại diện Hàn Quốc.": ["meet PRK < KOR 4/3"],
    "Ngày 4/3, Bộ Quốc phòng Ấn Độ và Bộ Quốc phòng Pháp hội đàm.": ["talks IND < FRA 4/3"],
    "Ngày 4/3, lãnh đạo Nga gặp lãnh đạo Iran.": ["meet RUS < IRN 4/3"],
    "Ngày 4/3, doanh nghiệp Nhật Bản gặp doanh nghiệp Đức.": [],
    "Ngày 4/3, Thủ tướng Đỗ An gặp sinh viên Lào.": [],
    "Ngày 4/3, đội tuyển Thái Lan gặp đội tuyển Malaysia.": [],
}


def test_a_body_meets_for_its_side_and_private_people_for_nobody():
    assert tell_each(BODIES) == BODIES


def test_a_local_official_speaks_for_the_home_country():
    text = "Chiều 5/3, Chủ tịch UBND TP Đà Nẵng Lê Văn Tâm tiếp Tổng Lãnh sự Lào Kham Sone."
    one = read_meetings(text).iloc[0]
    assert (one["side_a"], one["person_a"]) == ("VNM", "lê văn tâm")
    assert (one["person_b"], one["level"]) == ("kham sone", "other")
    assert one["office_a"] == "Chủ tịch UBND"


def test_the_sign_of_a_pronoun_is_no_name():
    assert read_meetings("Ông Vũ Mạnh và bà Ann Fox gặp nhau.").empty
