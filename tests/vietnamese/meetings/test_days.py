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
