"""Conferences: whose they are where no organisation is named, and who was there by all that an article tells."""

from encounters import tell, tell_each

C = "Tổng thống Chile Luis Rojas"
P = "Tổng thống Peru Juan Paz"

VENUES = {
    f"{C} dự hội nghị về Lào tại Geneva.": ["attend CHE < CHL"],
    f"{C} dự Hội nghị An ninh Munich.": ["attend DEU < CHL"],
    f"{C} phát biểu tại một hội nghị ở Lausanne.": ["attend CHE < CHL"],
    f"Phát biểu tại diễn đàn cá ở Nhật Bản, {C} cảm ơn.": ["attend JPN < CHL"],
    f"{C} và {P} gặp nhau bên lề Hội nghị An ninh Munich.": ["meet CHL < PER", "attend DEU < CHL PER"],
    f"{C} dự Hội nghị G20 ở Hamburg.": ["attend G20 < CHL"],
    f"{C} dự hội nghị về Lào.": [],
    f"{C} dự tọa đàm về hợp tác Peru - Chile.": ["attend PER < CHL"],
    "Peru sẽ tham gia hội nghị hòa bình Geneva.": ["attend CHE < PER, announced"],
    f"{C} khẳng định Chile sẵn sàng đối thoại tại hội nghị sắp tới ở Geneva.": ["attend CHE < CHL, announced"],
    f"{P} phản đối Chile tham gia hội nghị tại Geneva.": [],
    f"{C} sẽ phát biểu khai mạc tại Hội nghị ASEAN.": ["attend ASEAN < CHL, announced"],
}  # fmt: skip


def test_a_conference_is_that_of_the_country_in_which_its_city_lies():
    assert tell_each(VENUES) == VENUES


def test_all_who_are_told_of_at_one_conference_were_there():
    assert tell(f"{C} dự Hội nghị G20 ngày 5/3.", f"{P} phát biểu tại Hội nghị G20.") == [
        "attend G20 < CHL PER 5/3"
    ]
    assert tell(f"{C} dự Hội nghị G20 ngày 5/3/2021.", f"{P} dự Hội nghị G20 ngày 5/3/2023.") == [
        "attend G20 < CHL 5/3/2021",
        "attend G20 < PER 5/3/2023",
    ]
    before = "Tổng thống Chile Ana Diaz từng dự Hội nghị G20."
    assert tell(before, f"{C} sẽ dự Hội nghị G20.") == ["attend G20 < CHL", "attend G20 < CHL, announced"]


def test_a_conference_told_by_its_country_is_the_one_that_is_named():
    told = f"{C} dự Đối thoại Shangri-La."
    assert tell(told, f"Phát biểu tại diễn đàn ở Singapore, {C} cảm ơn.") == ["attend SHANGRI-LA < CHL"]
    assert tell(told, f"Phát biểu tại diễn đàn ở Singapore, {P} cảm ơn.") == [
        "attend SHANGRI-LA < CHL",
        "attend SGP < PER",
    ]


def test_a_conference_that_is_held_is_the_one_attended_in_the_next_sentence():
    held = "Ngày 5/3, tại Bern, Hội nghị cấp cao ASEAN đã khai mạc."
    assert tell(held, f"{C} dẫn đầu đoàn Chile tham dự hội nghị này.") == ["attend ASEAN < CHL 5/3"]
    assert tell(held, f"{C} tham dự lễ tang.") == []
    assert tell("Ngày 5/3, hội nghị về cá đã khai mạc tại Bern.", f"{C} tham dự hội nghị.") == []


TOGETHER = {
    "Ngày 5/3, Bộ Công an và Tổ chức Di cư Quốc tế (IOM) tổ chức Hội thảo về di cư.": ["attend VNM < IOM 5/3"],
    "Ngày 5/3, Cục Lãnh sự phối hợp với IOM và Đại sứ quán Anh tổ chức tọa đàm về di cư.": ["attend VNM < IOM GBR 5/3"],
    "Ngày 5/3, Bộ Công an tổ chức hội thảo về di cư.": [],
    "Ngày 5/3, Đại sứ Bỉ Paul Jansen đánh giá cao việc tổ chức hội thảo về di cư.": [],
}  # fmt: skip


def test_who_holds_a_conference_together_is_at_it():
    assert tell_each(TOGETHER) == TOGETHER


def test_an_event_that_is_nobodys_is_of_the_country_in_which_it_is_held():
    here = "Ngày 5/3, tại Hà Nội, Bộ Công an Việt Nam tổ chức Hội thảo về di cư an toàn."
    assert tell(here, "Tham dự hội thảo có Đại sứ Bỉ Paul Jansen và đại diện IOM.") == [
        "attend VNM < BEL IOM 5/3"
    ]
    there = "Ngày 5/3, hội thảo về di cư của người Việt Nam được tổ chức tại Pháp."
    assert tell(there, "Tham dự hội thảo có Đại sứ Bỉ Paul Jansen.") == ["attend FRA < BEL 5/3"]
    assert tell(there, "Tham dự hội thảo có đông đảo cán bộ Việt Nam.") == []
