"""Provinces, towns and bodies: whom they receive, with whom they work, and what two states hold together."""

# ruff: noqa: E501 (a sentence and what it tells of stand on one line)

from encounters import read_meetings, tell_each

TOWNS = {
    "Ngày 5/3, Chủ tịch UBND TP Đà Nẵng Lê Văn Tâm làm việc với ông Park Min Soo, Thị trưởng TP Daegu, Hàn Quốc.": ["talks VNM < KOR 5/3"],
    "Ngày 5/3, ông Lê Văn Tâm, Chủ tịch UBND tỉnh Nghệ An tiếp bà Anne Roux, Phó Thị trưởng thành phố Lyon (Pháp).": ["receive VNM < FRA 5/3"],
    "Ngày 5/3, Phó Chủ tịch UBND TP.HCM Lê Văn Tâm tiếp Thống đốc tỉnh Hyogo Ken Mori.": ["receive VNM < JPN 5/3"],
    "Ngày 5/3, Bí thư Tỉnh ủy Quảng Ninh Lê Văn Tâm hội đàm với Bí thư Khu ủy Quảng Tây Lý Minh.": ["talks VNM < CHN 5/3"],
    "Ngày 5/3, Giám đốc Công an tỉnh Lâm Đồng Lê Văn Tâm hội đàm với Giám đốc Công an tỉnh Mondulkiri Sok Chea.": ["talks VNM < KHM 5/3"],
    "Ngày 5/3, Giám đốc Công an tỉnh Lâm Đồng Lê Văn Tâm hội đàm với Giám đốc Công an tỉnh Đồng Nai Đỗ Văn An.": [],
    "Ngày 5/3, Công an tỉnh Quảng Trị hội đàm với Công an tỉnh Savannakhet (Lào).": ["talks VNM < LAO 5/3"],
    "Ngày 5/3, lãnh đạo tỉnh Hà Giang tiếp đoàn đại biểu tỉnh Vân Nam (Trung Quốc).": ["receive VNM < CHN 5/3"],
    "Ngày 5/3, Phó Bí thư Thành ủy Lê Văn Tâm có buổi tiếp đoàn đại biểu HĐND thành phố Thượng Hải, Trung Quốc.": ["receive VNM < CHN 5/3"],
    "Ngày 5/3, đoàn đại biểu tỉnh Hủa Phăn (Lào) do ông Kham Sone dẫn đầu đã đến thăm tỉnh Thanh Hóa.": ["visit VNM < LAO 5/3"],
    "Ngày 5/3, đoàn đại biểu tỉnh Nghệ An hội đàm với đoàn đại biểu tỉnh Xiêng Khoảng.": ["talks VNM < LAO 5/3"],
    "Thủ tướng Bỉ Paul Jansen sẽ có chuyến thăm chính thức tới thủ đô Hà Nội của Việt Nam từ ngày 19-21/3.": ["visit VNM < BEL 19/3-21/3, announced"],
}  # fmt: skip


def test_towns_and_provinces_meet_for_their_countries():
    assert tell_each(TOWNS) == TOWNS


def test_the_name_before_a_local_office_is_its_holders():
    text = "Ngày 5/3, ông Lê Văn Tâm, Chủ tịch UBND tỉnh Nghệ An tiếp bà Anne Roux, Phó Thị trưởng thành phố Lyon (Pháp)."
    one = read_meetings(text).iloc[0]
    assert (one["person_a"], one["person_b"]) == ("lê văn tâm", "anne roux")


BODIES = {
    "Ngày 5/3, Bộ Lao động - Thương binh và Xã hội tiếp Đoàn công tác Bộ Lao động và Phúc lợi xã hội Lào.": ["receive VNM < LAO 5/3"],
    "Ngày 5/3, Đoàn công tác của Bộ Nội vụ Anh làm việc với Cục Quản lý xuất nhập cảnh, Bộ Công an.": ["talks GBR < VNM 5/3"],
    "Ngày 5/3, Bộ Công an Trung Quốc làm việc với Bộ Nội vụ Anh.": ["talks CHN < GBR 5/3"],
    "Ngày 5/3, Cục Lãnh sự - Bộ Ngoại giao Lào làm việc với Bộ Nội vụ Anh.": ["talks LAO < GBR 5/3"],
    "Ngày 5/3, Cơ quan Di trú Lào và Cục Quản lý xuất nhập cảnh Việt Nam đã hội đàm.": ["talks LAO < VNM 5/3"],
    "Ngày 5/3, Tổng cục Cảnh sát Việt Nam và Cơ quan Phòng chống tội phạm quốc gia Anh (NCA) ký Bản ghi nhớ.": ["sign VNM < GBR 5/3"],
    "Ngày 5/3, Đồn Biên phòng Lao Bảo hội đàm với Đại đội Biên phòng 332 (Lào).": ["talks VNM < LAO 5/3"],
    "Ngày 5/3, Thủ tướng Đỗ An hội đàm với Thủ tướng Paul Jansen tại Brussels (Bỉ).": ["talks VNM < BEL 5/3"],
    "Ngày 5/3, Đoàn công tác của Ngân hàng Nhà nước Việt Nam hội đàm với Bộ Tài chính Lào.": ["talks VNM < LAO 5/3"],
}  # fmt: skip


def test_bodies_that_do_not_say_whose_they_are_are_the_home_countrys():
    assert tell_each(BODIES) == BODIES


COMMITTEES = {
    "Ngày 5/3, tại Hà Nội, diễn ra phiên họp thứ nhất Nhóm công tác chung về di cư Việt Nam - Bỉ.": ["talks VNM < BEL 5/3"],
    "Từ ngày 4-6/3, đã diễn ra cuộc họp cấp Chủ tịch Ủy ban liên hợp về phân giới, cắm mốc biên giới Việt Nam - Campuchia.": ["talks VNM < KHM 4/3-6/3"],
    "Ngày 5/3, Bộ trưởng Ngoại giao hai nước đồng chủ trì kỳ họp lần thứ 5 Ủy ban hợp tác song phương Việt Nam - Philippines.": ["talks VNM < PHL 5/3"],
    "Ngày 5/3, Bộ Công an Việt Nam và Bộ Nội vụ Anh tổ chức Hội nghị song phương về phòng, chống di cư trái phép.": ["talks VNM < GBR 5/3"],
    "Ngày 5/3, Thứ trưởng Trần Văn Ẩn và Thứ trưởng Ngoại giao Ý Ugo Neri đồng chủ trì hội thảo về di cư.": ["talks VNM < ITA 5/3"],
    "Hà Nội, Ngày 5 tháng 3 - Đối thoại Nhân quyền Việt Nam - Hoa Kỳ lần thứ 26 sẽ diễn ra ngày 20/3.": ["talks VNM < USA 20/3, announced"],
}  # fmt: skip


def test_what_two_states_hold_together_is_a_meeting_of_both():
    assert tell_each(COMMITTEES) == COMMITTEES


def test_who_chairs_what_two_states_hold_met():
    text = "Ngày 5/3, Thủ tướng Đỗ An và Thủ tướng Lào Boun Keo đồng chủ trì kỳ họp lần thứ 9 Ủy ban liên Chính phủ Việt Nam - Lào."
    one = read_meetings(text).iloc[0]
    assert (one["person_a"], one["person_b"]) == ("đỗ an", "boun keo")


ONE_BY_ONE = {
    "Ngày 5/3, Đại sứ Áo Karl Meier, Đại sứ Ý Ugo Neri và Đại sứ Bỉ Paul Jansen lần lượt trình Quốc thư lên Chủ tịch nước Lê Hòa.": ["receive VNM < AUT 5/3", "receive VNM < BEL 5/3", "receive VNM < ITA 5/3"],
    "Ngày 5/3, Chủ tịch nước Lê Hòa tiếp Trưởng đoàn các nước Lào, Bỉ và Ý.": ["receive VNM < LAO BEL ITA 5/3"],
    "Ngày 5/3, Thủ tướng Bỉ Paul Jansen hội kiến Chủ tịch nước Lê Hòa và Chủ tịch Quốc hội Vũ Mạnh.": ["receive VNM < BEL 5/3", "receive VNM < BEL 5/3"],
}  # fmt: skip


def test_several_are_met_one_by_one_unless_they_come_together():
    assert tell_each(ONE_BY_ONE) == ONE_BY_ONE


VISITS = {
    "Tối 4/3, Tổng thống Bỉ Paul Jansen tới Hà Nội, bắt đầu chuyến thăm Việt Nam từ ngày 5-7/3.": ["visit VNM < BEL 5/3-7/3"],
    "Ngày 5/3, Chủ tịch Quốc hội Vũ Mạnh dẫn đầu Đoàn đại biểu cấp cao Đảng và Nhà nước Việt Nam sang Cuba.": ["visit CUB < VNM 5/3"],
    "Ngày 5/3, Thủ tướng Đỗ An tiếp Thủ tướng Lào Boun Keo nhân chuyến thăm Việt Nam.": ["receive VNM < LAO 5/3", "visit VNM < LAO"],
    "Thủ tướng Bỉ Paul Jansen trở lại Lào ngày 5/3.": ["visit LAO < BEL 5/3"],
    "Thủ tướng Bỉ Paul Jansen thăm Lào ngày 5/3. Lễ đón Thủ tướng Bỉ Paul Jansen được tổ chức trọng thể cùng ngày.": ["visit LAO < BEL 5/3", "other LAO < BEL 5/3"],
    "Thủ tướng Bỉ Paul Jansen thăm Lào ngày 5/3. Lễ đón Thủ tướng Bỉ Paul Jansen diễn ra tại sân bay.": ["visit LAO < BEL 5/3"],
    "Ngày 5/3, Thủ tướng Bỉ Paul Jansen hội đàm với Thủ tướng Lào Boun Keo. Tiếp đến, ông gặp Chủ tịch Quốc hội Lào Kham Sone.": ["talks BEL < LAO 5/3", "meet BEL < LAO 5/3"],
}  # fmt: skip


def test_arrivals_welcomes_and_what_follows_are_of_the_visit():
    assert tell_each(VISITS) == VISITS
