"""Shapes of sentences, each with the meetings that it tells of."""

# ruff: noqa: E501 (a sentence and what it tells of stand on one line)

from encounters import tell_each

SHAPES = {
    "Ngày 4/3, Ngoại trưởng Ba Lan Marek Zielinski đã được Thủ tướng Đỗ An tiếp tại trụ sở Chính phủ.": ["receive VNM < POL 4/3"],
    "Phái đoàn EU được Bộ trưởng Lê Hòa đón tiếp ngày 4/3.": ["receive VNM < EU 4/3"],
    "Vua Jordan hôm 9/3 đã tiếp Ngoại trưởng Ai Cập Hassan Fathy.": ["receive JOR < EGY 9/3"],
    "Hôm 9/3, Ngoại trưởng Mỹ John Hill điện đàm với những người đồng cấp Anh, Pháp và Đức.": ["phone USA < DEU 9/3", "phone USA < FRA 9/3", "phone USA < GBR 9/3"],
    "Đoàn đại biểu Quốc hội Việt Nam do Phó Chủ tịch Quốc hội Trần Thị Mai dẫn đầu thăm New Zealand ngày 4/3.": ["visit NZL < VNM 4/3"],
    "Ngày 4/3, Bộ trưởng Tư pháp Lê Hòa và Bộ trưởng Tư pháp Mông Cổ Bat Dorj đã ký Hiệp định tương trợ.": ["sign VNM < MNG 4/3"],
    "Lễ ký Bản ghi nhớ giữa Bộ Công an Việt Nam và Bộ Nội vụ Slovakia được tổ chức chiều 4/3.": ["sign VNM < SVK 4/3"],
    "Bộ Ngoại giao Iran bác bỏ thông tin Ngoại trưởng Ali Reza gặp Ngoại trưởng Israel Yael Cohen.": [],
    "Điện Kremlin phủ nhận tin đồn rằng Tổng thống Oleg Petrov điện đàm với Tổng thống Mỹ John Hill.": [],
    "Trong chuyến thăm Serbia ngày 4/3, Thủ tướng Hungary Gábor Kiss đã gặp Tổng thống nước chủ nhà Dragan Petrović.": ["visit SRB < HUN 4/3", "meet HUN < SRB 4/3"],
    "Ngoại trưởng Nhật Bản Aiko Abe dự Hội nghị Bộ trưởng Ngoại giao G20 ngày 21/2.": ["attend G20 < JPN 21/2"],
    "Đây là chuyến thăm đầu tiên của một Thủ tướng Hy Lạp tới Việt Nam, diễn ra từ ngày 10-12/3.": ["visit VNM < GRC 10/3-12/3"],
    "Đối thoại Chính sách Quốc phòng Việt Nam - Singapore lần thứ 14 diễn ra ngày 6/3.": ["talks VNM < SGP 6/3"],
    "Theo đề nghị của Ngoại trưởng Singapore Priya Nathan, ngày 9/3, Bộ trưởng Lê Hòa đã tiếp bà tại trụ sở Bộ.": ["receive VNM < SGP 9/3"],
    "Ngày 4/3, Thủ tướng Đỗ An tiếp Đại sứ Lào Boun Keo. [Bộ trưởng Lê Hòa hội kiến Tổng thống Bỉ Jan Maes]": ["receive VNM < LAO 4/3"],
    "Ngày 4/3, Thủ tướng Thái Lan Anan Suk thăm Lào. Tại đây, ông gặp Thủ tướng Lào Boun Keo.": ["visit LAO < THA 4/3", "meet THA < LAO"],
    "Thứ trưởng Lê Hòa dẫn đầu đoàn Việt Nam dự Hội nghị thượng đỉnh NATO ngày 4/3.": ["attend NATO < VNM 4/3"],
    "Thứ trưởng Lê Hòa thăm tỉnh Savannakhet (Lào) từ ngày 5-7/3.": ["visit LAO < VNM 5/3-7/3"],
    "Tổng thống Áo Franz Huber thăm Bỉ hôm 4/3 rồi gặp Tổng thống Ý Ugo Neri ngày 5/3.": ["visit BEL < AUT 4/3", "meet AUT < ITA 5/3"],
    "Thủ tướng Nhật Bản Haruto Mori đã tới Nhà Trắng hôm 13/3 để gặp Tổng thống Mỹ John Hill.": ["meet JPN < USA 13/3"],
    "Israel và Liban nối lại đàm phán về biên giới ngày 4/3.": ["talks ISR < LBN 4/3"],
    "Mỹ kêu gọi Israel và Liban nối lại đàm phán.": [],
    "Nga sẵn sàng nối lại đàm phán với Ukraine.": [],
}  # fmt: skip


def test_each_shape_tells_of_its_meetings():
    assert tell_each(SHAPES) == SHAPES
