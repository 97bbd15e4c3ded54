"""Days: which date of a sentence is that of the meeting."""

import pandas as pd
from encounters import read_meetings, tell, tell_each

DAYS = {
    "Thủ tướng Anh Paul Shaw hôm thứ Ba gặp Thủ tướng Ireland Sean Roe.": ["meet GBR < IRL 12/3"],
    "Hôm qua, Ngoại trưởng Úc Ann Fox gặp Đại sứ Trung Quốc Vương Minh.": ["meet AUS < CHN 14/3"],
    "Ngày 20/11/2023, Thủ tướng Đỗ An hội đàm với Thủ tướng Lào Boun Keo.": ["talks VNM < LAO 20/11/2023"],
    "Thủ tướng Bỉ Jan Maes đang có chuyến thăm chính thức Việt Nam (từ ngày 13-15/3).": ["visit VNM < BEL 13/3-15/3"],
    "Hồi tháng 1, Tổng thống Chile Luis Rojas đã thăm Israel.": ["visit ISR < CHL"],
    "Tổng thống Nga Oleg Petrov sẽ gặp Tổng thống Mỹ John Hill ngày 26/4.": ["meet RUS < USA 26/4, announced"],
    "Thứ Ba, Thủ tướng Anh Paul Shaw gặp Thủ tướng Ireland Sean Roe.": ["meet GBR < IRL 12/3"],
    "Thứ ba, Thủ tướng Anh Paul Shaw gặp Thủ tướng Ireland Sean Roe.": ["meet GBR < IRL"],
}  # fmt: skip


def test_the_day_is_told_in_the_sentence():
    assert tell_each(DAYS) == DAYS


def test_the_day_of_a_statement_is_not_that_of_the_meeting():
    assert tell(
        "Ngày 14/3, Điện Kremlin cho biết Tổng thống Nga Oleg Petrov đã điện đàm với Thủ tướng Bỉ Jan Maes."
    ) == ["phone RUS < BEL"]
    assert tell(
        "Phát biểu ngày 13/3, Ngoại trưởng Nga Oleg Petrov cho biết ông gặp Thủ tướng Bỉ Jan Maes hôm 11/3."
    ) == ["meet RUS < BEL 11/3"]


def test_the_same_day_is_that_of_the_meeting_before():
    table = read_meetings(
        "Ngày 10/3, Thủ tướng Đỗ An hội đàm với Tổng thống Indonesia Budi Rama.",
        "Sau đó, Chủ tịch Quốc hội Vũ Mạnh hội kiến Tổng thống Indonesia Budi Rama.",
    )
    assert table["first_day"].tolist() == [pd.Timestamp("2024-03-10")] * 2
    assert table["basis"].tolist() == ["sentence", "article"]


def test_what_lies_before_publication_is_past_and_behind_it_to_come():
    text = "Thủ tướng Đỗ An thăm Hungary từ ngày 4-6/3/2024."
    assert tell(text, published="2024-03-15") == ["visit HUN < VNM 4/3-6/3"]
    assert tell(text, published="2024-03-01") == ["visit HUN < VNM 4/3-6/3, announced"]
    assert tell(text, published="") == ["visit HUN < VNM 4/3-6/3"]


def test_here_is_no_place():
    table = read_meetings(
        "Thủ tướng Thái Lan Anan Suk thăm Lào. Tại đây, ông gặp Thủ tướng Lào Boun Keo ở Pakse."
    )
    assert table["place"].tolist() == ["Lào", "Pakse"]


def test_the_day_may_follow_in_a_sentence_of_its_own():
    told = "Thủ tướng Bỉ Paul Jansen gặp Thủ tướng Áo Karl Meier."
    assert tell(told, "Cuộc gặp diễn ra ngày 5/3 tại Vienna.") == ["meet BEL < AUT 5/3"]
    assert tell(told, "Hai bên vui mừng.", "Cuộc gặp được tổ chức hôm 5/3.") == ["meet BEL < AUT 5/3"]
    assert tell(told, *["Hai bên vui mừng."] * 4, "Cuộc gặp diễn ra ngày 5/3.") == ["meet BEL < AUT"]
    assert tell(told, "Cuộc đàm phán về khí hậu bế tắc hôm 5/3.") == ["meet BEL < AUT"]
    visit = "Thủ tướng Bỉ Paul Jansen sẽ thăm Việt Nam."
    assert tell(visit, "Chuyến thăm kéo dài từ ngày 25 đến 28/3.") == ["visit VNM < BEL 25/3-28/3, announced"]
    assert tell("Thủ tướng Đỗ An bắt đầu chuyến thăm Lào ba ngày, từ ngày 5/3.") == ["visit LAO < VNM 5/3"]


def test_a_place_between_a_meeting_and_its_day_parts_nothing():
    told = "Thủ tướng Bỉ Paul Jansen đã gặp Thủ tướng Áo Karl Meier tại"
    assert tell(f"{told} Salzburg, Áo, ngày 5/3.") == ["meet BEL < AUT 5/3"]
    assert tell(f"{told} nhà khách, thành phố Salzburg, Áo vào hôm 5/3.") == ["meet BEL < AUT 5/3"]
    assert tell(f"{told} Salzburg về vụ việc mà tòa án của hai nước sẽ cùng xét xử vào ngày 5/3.") == [
        "meet BEL < AUT"
    ]
    noun = "Nhiều người nói về cuộc gặp giữa Thủ tướng Bỉ Paul Jansen và Thủ tướng Áo Karl Meier"
    assert tell(f"{noun} tại Áo, vào các ngày 7 và 8/3.") == ["meet BEL < AUT 7/3-8/3"]
    forum = "Thủ tướng Bỉ Paul Jansen dự Hội nghị Tôm năm 2024 tại Salzburg, bang Salzburg, Áo"
    assert tell(f"{forum} từ ngày 5 - 8/3.") == ["attend AUT < BEL 5/3-8/3"]


def test_a_day_is_told_where_a_year_is_named_too():
    told = "Ngày 5/3, Thủ tướng Bỉ Paul Jansen hội đàm với Thủ tướng Áo Karl Meier, người của năm nay."
    assert tell(told) == ["talks BEL < AUT 5/3"]


def test_the_day_on_which_something_is_said_at_a_meeting_is_its_day():
    told = "trong cuộc gặp với Thủ tướng Áo Karl Meier"
    who = "Thủ tướng Bỉ Paul Jansen"
    assert tell(f"Hôm 5/3, {who} nói về thương mại {told}.") == ["meet BEL < AUT 5/3"]
    assert tell(f"T{told[1:]}, {who} ngày 5/3 tuyên bố hai nước là bạn.") == ["meet BEL < AUT 5/3"]
    assert tell(f"Hôm 5/3, {who} cho biết đã nêu điều này {told}.") == ["meet BEL < AUT"]
    assert tell(f"T{told[1:]}, {who} ngày 5/3 từng bị chỉ trích.") == ["meet BEL < AUT"]


def test_a_day_behind_an_arrival_is_its_own():
    who = "Thủ tướng Bỉ Paul Jansen cảm ơn"
    assert tell(f"Ngay sau khi đến Áo sáng 5/3, {who}.") == ["visit AUT < BEL 5/3"]
    assert tell(f"Trong khi thăm Áo ngày 5/3, {who}.") == ["visit AUT < BEL"]
    assert tell("Sau khi đến Áo, Thủ tướng Bỉ Paul Jansen ngày 5/3 cảm ơn.") == ["visit AUT < BEL"]
    assert tell(f"Sau khi thăm Áo và ký thỏa thuận ngày 5/3, {who}.") == ["visit AUT < BEL"]


def test_the_first_day_of_a_tour_is_that_of_none_of_its_countries():
    told = "Thủ tướng Bỉ Paul Jansen bắt đầu chuyến công du ba nước gồm Áo, Peru và Chile."
    assert tell(f"Ngày 5/3, {told}") == ["visit AUT < BEL", "visit CHL < BEL", "visit PER < BEL"]
    table = read_meetings(f"Ngày 5/3, {told}", published="2024-03-01")
    assert table[["about", "status"]].drop_duplicates().values.tolist() == [["2024-03", "announced"]]
    assert read_meetings(f"Ngày 25/3, {told}")["about"].unique().tolist() == ["2024"]
    city = "Thủ tướng Bỉ Paul Jansen thăm thủ đô Viên, Áo ngày 5/3."
    assert tell(city) == ["visit AUT < BEL 5/3"]


def test_who_does_something_as_soon_as_he_comes_comes_that_day():
    told = "ngay sau khi tới Áo, Thủ tướng Bỉ Paul Jansen đã viếng cố Tổng thống."
    assert tell(f"Chiều 5/3, {told}") == ["visit AUT < BEL 5/3"]


def test_the_day_of_several_meetings_is_that_of_each_told_after_them():
    told = "Ngày 5/3, Thủ tướng Bỉ Paul Jansen đã có các cuộc gặp với một số nhà lãnh đạo."
    met = "Thủ tướng Bỉ Paul Jansen đã gặp Thủ tướng Áo Karl Meier"
    assert tell(told, f"{met}.") == ["meet BEL < AUT 5/3"]
    assert tell(told, f"{met} hồi tháng 1.") == ["meet BEL < AUT"]
    assert tell(told, *["Mọi người vui mừng."] * 4, f"{met}.") == ["meet BEL < AUT"]
    assert tell(told, "Tổng thống Chile Luis Rojas gặp Thủ tướng Áo Karl Meier.") == ["meet CHL < AUT"]
