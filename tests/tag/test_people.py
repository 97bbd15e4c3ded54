"""Officials: titles, names and whom they speak for; photographers and private people are none."""

import csv
import re
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from material import TWO_ARTICLES
from pandas.testing import assert_frame_equal

import kit
from kit.errors import LexiconError, TableError
from kit.files import LEXICONS
from kit.schema import SCHEMAS, make_table
from kit.tag.people import add_speakers, find_people, find_people_in_text
from kit.vietnamese.names import mentions
from kit.vietnamese.names.offices import load_offices

PIECES = (
    *(
        "Thủ tướng",
        "Tổng thống",
        "Bỉ",
        "Nga",
        "ông",
        "Trump",
        "Donald Trump",
        "Alexander De Croo",
        "Đại sứ",
        "của",
        ",",
    ),
    *(
        "Trần Văn Ẩn",
        "Các Thứ trưởng",
        "và",
        "cựu",
        "phu nhân",
        "Kim",
        "Kim Jong-un",
        "nhậm chức",
        "người đồng cấp",
        "(Đức)",
    ),
    *(
        "Ngoại trưởng",
        "Lê Thị Hường",
        "\n",
        "các nước",
        "cố vấn",
        "V.Putin",
        "Chủ tịch",
        "IOM",
        "tại",
        "Việt Nam",
        ":",
    ),
)


def found(text, **options):
    table = find_people_in_text(text, **options)
    return [(row.text, row.title, row.partner) for row in table.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thứ trưởng Ngoại giao Trần Văn Ẩn phát biểu", [("Trần Văn Ẩn", "Thứ trưởng Ngoại giao", "VNM")]),
        ("Thủ tướng Chính phủ Lê Thị Hường", [("Lê Thị Hường", "Thủ tướng Chính phủ", "VNM")]),
        (
            "Phó Chủ tịch Thường trực Quốc hội Lê Văn Nhẫn đã tiếp",
            [("Lê Văn Nhẫn", "Phó Chủ tịch Thường trực Quốc hội", "VNM")],
        ),
        ("Bộ trưởng Quốc phòng Pháp Jean Durand", [("Jean Durand", "Bộ trưởng Quốc phòng Pháp", "FRA")]),
        (
            "Đại sứ Thụy Điển tại Việt Nam Anna Lindqvist",
            [("Anna Lindqvist", "Đại sứ Thụy Điển tại Việt Nam", "SWE")],
        ),
        ("Đại sứ Việt Nam tại Mỹ Phạm Văn Ẩn", [("Phạm Văn Ẩn", "Đại sứ Việt Nam tại Mỹ", "VNM")]),
        ("Đại sứ Việt Nam tại Geneva Lê Thị Hường", [("Lê Thị Hường", "Đại sứ Việt Nam tại Geneva", "VNM")]),
        (
            "bà Anna Lindqvist, Quốc vụ khanh Đan Mạch về nhập cư",
            [("Anna Lindqvist", "Quốc vụ khanh Đan Mạch về nhập cư", "DNK")],
        ),
        ("bà Nicole van Dijk Quốc vụ khanh Bỉ cảm ơn", [("Nicole van Dijk", "Quốc vụ khanh Bỉ", "BEL")]),
        (
            "ông Peter Vogel - Trưởng đại diện UNICEF tại Việt Nam -",
            [("Peter Vogel", "Trưởng đại diện UNICEF tại Việt Nam", "UNICEF")],
        ),
        ("Chủ tịch Ủy ban châu Âu Maria Duarte", [("Maria Duarte", "Chủ tịch Ủy ban châu Âu", "EU")]),
        (
            "Cao ủy Liên hợp quốc về Người tị nạn Kenji Arai",
            [("Kenji Arai", "Cao ủy Liên hợp quốc về Người tị nạn", "UNHCR")],
        ),
        (
            "Tổng Thư ký Liên hợp quốc, ông António Guterres",
            [("António Guterres", "Tổng Thư ký Liên hợp quốc", "UN")],
        ),
        ("Giám đốc FBI James Comey", [("James Comey", "Giám đốc FBI", "USA")]),
        ("Chủ nhiệm Uỷ ban Tư pháp Lê Thị Hường", [("Lê Thị Hường", "Chủ nhiệm Uỷ ban Tư pháp", "VNM")]),
        ("người đồng cấp Đức Peter Vogel", [("Peter Vogel", "người đồng cấp Đức", "DEU")]),
        (
            "Tổng thống Putin và Chủ tịch Tập Cận Bình",
            [("Putin", "Tổng thống", "RUS"), ("Tập Cận Bình", "Chủ tịch", "CHN")],
        ),
        ("cựu Ngoại trưởng Mỹ John Kerry", [("John Kerry", "cựu Ngoại trưởng Mỹ", "")]),
        ("Tổng Bí thư, Chủ tịch nước Trần Văn Ẩn", [("Trần Văn Ẩn", "Tổng Bí thư, Chủ tịch nước", "VNM")]),
        ("Thái tử Ả Rập Xê-út Mohammed bin Salman", [("Mohammed bin Salman", "Thái tử Ả Rập Xê-út", "SAU")]),
        ("Thủ tướng Campuchia Hun Sen", [("Hun Sen", "Thủ tướng Campuchia", "KHM")]),
        ("Tổng thống Hàn Quốc Moon Jae-in (phải)", [("Moon Jae-in", "Tổng thống Hàn Quốc", "KOR")]),
        (
            "THỨ TRƯỞNG NGOẠI GIAO TRẦN VĂN ẨN TIẾP ĐẠI SỨ ÁO",
            [("TRẦN VĂN ẨN", "THỨ TRƯỞNG NGOẠI GIAO", "VNM")],
        ),
        ("Tổng thống George H.W.Bush", [("George H.W.Bush", "Tổng thống", "USA")]),
        ("Tổng thống Nga V.Putin trả lời", [("V.Putin", "Tổng thống Nga", "RUS")]),
        ("Tổng thống Syria Omar al-Hadi", [("Omar al-Hadi", "Tổng thống Syria", "SYR")]),
        ("cố vấn của ông Vogel gặp Bộ trưởng Merkel", [("Merkel", "Bộ trưởng", "DEU")]),
        ("Thủ tướng Samdech Hun Sen", [("Samdech Hun Sen", "Thủ tướng", "KHM")]),
        ("Peter Vogel là Ngoại trưởng Đức từ năm 1998", [("Peter Vogel", "Ngoại trưởng Đức", "DEU")]),
        ("ông Peter Vogel trên cương vị Thủ tướng Đức", [("Peter Vogel", "Thủ tướng Đức", "DEU")]),
        (
            "Giám đốc Cơ quan Tình báo Quốc phòng Séc Jan Horak",
            [("Jan Horak", "Giám đốc Cơ quan Tình báo Quốc phòng Séc", "CZE")],
        ),
        ("lãnh đạo Triều Tiên Kim Jong-un", [("Kim Jong-un", "lãnh đạo Triều Tiên", "PRK")]),
        ("Chủ tịch Kim bắt tay Tổng thống Moon", [("Kim", "Chủ tịch", "PRK"), ("Moon", "Tổng thống", "KOR")]),
        ("Đặc khu trưởng Hong Kong Lý Văn Ẩn", [("Lý Văn Ẩn", "Đặc khu trưởng Hong Kong", "HKG")]),
        ("ĐBQH Lưu Bình Nhưỡng chất vấn", [("Lưu Bình Nhưỡng", "ĐBQH", "VNM")]),
        ("con trai Tổng thống Trump", [("Trump", "Tổng thống", "USA")]),
        ("Đặc phái viên Anna Lindqvist trao thư của Đan Mạch", [("Anna Lindqvist", "Đặc phái viên", "DNK")]),
        (
            "Tổng Bí thư Ban Chấp hành Trung ương Đảng Cộng sản Cuba Pedro Marrero",
            [("Pedro Marrero", "Tổng Bí thư Ban Chấp hành Trung ương Đảng Cộng sản Cuba", "CUB")],
        ),
        (
            "Ủy viên BCH Trung ương Đảng, Phó Chủ nhiệm Ủy ban Dân tộc Nông Văn Ẩn",
            [("Nông Văn Ẩn", "Ủy viên BCH Trung ương Đảng, Phó Chủ nhiệm Ủy ban Dân tộc", "VNM")],
        ),
        (
            "Chủ tịch Đảng Nhân dân Campuchia Sok Dara",
            [("Sok Dara", "Chủ tịch Đảng Nhân dân Campuchia", "KHM")],
        ),
        (
            "Trưởng Ban Liên lạc Đối ngoại Trung ương Đảng Cộng sản Trung Quốc Vương Ẩn",
            [("Vương Ẩn", "Trưởng Ban Liên lạc Đối ngoại Trung ương Đảng Cộng sản Trung Quốc", "CHN")],
        ),
        (
            "Trưởng Ban Chính sách, chiến lược Trung ương Trần Văn Ẩn",
            [("Trần Văn Ẩn", "Trưởng Ban Chính sách, chiến lược Trung ương", "VNM")],
        ),
        (
            "Trưởng ban Quản lý lao động Việt Nam tại Hàn Quốc Lê Văn Ẩn",
            [("Lê Văn Ẩn", "Trưởng ban Quản lý lao động Việt Nam tại Hàn Quốc", "VNM")],
        ),
        (
            "Bộ trưởng Lao động, Việc làm và Gắn kết xã hội Bỉ Jan Peeters",
            [("Jan Peeters", "Bộ trưởng Lao động, Việc làm và Gắn kết xã hội Bỉ", "BEL")],
        ),
        (
            "Bộ trưởng Di trú, Người tị nạn và Quốc tịch Canada Anna Roy",
            [("Anna Roy", "Bộ trưởng Di trú, Người tị nạn và Quốc tịch Canada", "CAN")],
        ),
        (
            "Người đứng đầu Tổ chức Di cư quốc tế Anna Roy",
            [("Anna Roy", "Người đứng đầu Tổ chức Di cư quốc tế", "IOM")],
        ),
        (
            "Thủ tướng Chính phủ Hoàng gia Campuchia Sok Dara",
            [("Sok Dara", "Thủ tướng Chính phủ Hoàng gia Campuchia", "KHM")],
        ),
        (
            "người phát ngôn Bộ Ngoại giao Hàn Quốc Cho Min-ah nói",
            [("Cho Min-ah", "người phát ngôn Bộ Ngoại giao Hàn Quốc", "KOR")],
        ),
        ("Cố vấn cho Thủ tướng Theresa May", [("Theresa May", "Thủ tướng", "GBR")]),
    ],
)
def test_found(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Anh Sơn",
        "(Ảnh: Quang Hoà)",
        "ông Trump phát biểu",
        "Chủ tịch UBND tỉnh Nguyễn Văn Ẩn",
        "Giám đốc Sở Nội vụ Trần Văn Ẩn",
        "Chủ tịch HĐQT Lê Thị Hường",
        "Giám đốc công ty Phạm Thuỳ Dương",
        "Đại sứ thiện chí Lê Thị Hường",
        "Đại sứ quán Pháp khai trương",
        "ứng cử viên tổng thống Peter Vogel",
        "phu nhân Thủ tướng Lê Thị Hường",
        "đại tá hải quân Mỹ Peter Vogel",
        "Bộ trưởng LĐ, TB và XH cho biết",
        "Vợ của cựu chủ tịch Interpol khởi kiện",
        "Thủ tướng Malaysia ra tuyên bố về Biển Đông",
        "tại New York, Thủ tướng dự hội nghị",
        "ông Vogel là Tổng thống đầu tiên",
        "vua Lý Văn Ẩn dời đô",
        "khu di tích Chủ tịch nước Trần Văn Ẩn",
        "báo cáo Thủ tướng về dự án sân bay Sơn Tân Nhất",
        "trao Bằng khen của Thủ tướng cho ông Trần Văn Ẩn",
        "trao quyết định của Thủ tướng Chính phủ cho đồng chí Lê Thị Hường",
        "bà làm trợ lý cho ông Peter Vogel",
        "người đứng đầu làng Trần Văn Ẩn",
    ],
)
def test_not_found(text):
    assert found(text) == []


COMMON = """
công tác lãnh sự được tăng cường|Lãnh đạo hai Đảng nhất trí như vậy|lãnh đạo hai nước hài lòng
đại diện các bộ, ngành dự họp|Đại diện Bộ Công Thương cho biết như trên|Đại sứ quán Pháp cấp thị thực
Tổng Lãnh sự quán Mỹ đóng cửa|thủ tục lãnh sự ở Đức|chức Thủ tướng còn bỏ trống|cuộc bầu cử Tổng thống Pháp
ứng cử viên tổng thống Mỹ tranh luận|ghế Chủ tịch Quốc hội Lào|dinh Tổng thống Hàn Quốc rất đẹp
phủ Thủ tướng Nhật Bản|các Bộ trưởng Ngoại giao ASEAN họp|những nhà lãnh đạo châu Âu
hai Thủ tướng chứng kiến lễ ký|hai Ngoại trưởng hội đàm|một Thứ trưởng vắng mặt|một cố vấn của Nhà Trắng nói
mỗi tổng thống Mỹ có hai nhiệm kỳ|trở thành tổng thống Mỹ đầu tiên|làm Bộ trưởng Quốc phòng Anh
bất cứ thủ tướng Anh nào|nhiệm kỳ Tổng thống Mỹ kéo dài bốn năm|cấp Thứ trưởng Ngoại giao
hàm Đại sứ của Việt Nam|đại sứ du lịch Hàn Quốc|đại sứ thiện chí của UNICEF|đại sứ hình ảnh của hãng
Giám đốc công ty Hải Long|Chủ tịch UBND tỉnh Sơn La chỉ đạo|Chủ tịch Hội Nông dân xã
Chủ tịch câu lạc bộ bóng đá|Tổng Giám đốc tập đoàn dầu khí|giám đốc sở ngoại vụ|trợ lý ảo của điện thoại
thư ký tòa soạn báo|cố vấn học tập của trường|Phái đoàn đại diện thường trực Việt Nam tại Liên hợp quốc
Văn phòng Thủ tướng Singapore ra thông cáo|phu nhân Tổng thống Pháp thăm trường học
con trai Thủ tướng Thái Lan|cựu Tổng thống Mỹ được mời|nguyên Chủ tịch nước dự lễ|tượng Nữ hoàng Anh
bảo tàng Chủ tịch Hồ|đường Nguyên soái|vua Hùng dựng nước|nữ hoàng sắc đẹp Việt Nam|hoàng tử bé
thái tử trong truyện cổ|ông vua nhạc pop|nghị sĩ các nước ASEAN|bí thư chi bộ thôn|chủ nhiệm hợp tác xã
trưởng ban tổ chức giải|trưởng đoàn bóng đá|ủy viên ban chấp hành hội|tư lệnh ngành|người phát ngôn của hãng
quan chức ngoại giao Mỹ giấu tên|nhà ngoại giao châu Âu kỳ cựu|Báo cáo Bộ trưởng về tiến độ
"""


def test_common_nouns_are_nobody():
    texts = [text for line in COMMON.strip().splitlines() for text in line.split("|")]
    assert len(texts) == 64
    assert [text for text in texts if found(text, short_forms=True)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chủ tịch nước Trần Văn Ẩn", "head_of_state"),
        ("Tổng Bí thư, Chủ tịch nước Lào Somsak Vongsa", "head_of_state"),
        ("Chủ tịch Cuba Juan Perez", "head_of_state"),
        ("Lãnh tụ tối cao của Iran, Đại giáo chủ Ali Rezai", "head_of_state"),
        ("ông Trần Văn Ẩn, Phó Thống đốc Ngân hàng Nhà nước Việt Nam, Thủ tướng giao", "other"),
        ("Thủ tướng Bỉ Jan Peeters", "head_of_government"),
        ("Phó Thủ tướng, Bộ trưởng Ngoại giao Trần Văn Ẩn", "deputy"),
        ("Bí thư thứ nhất Đảng Cộng sản Cuba Juan Perez", "party_leader"),
        ("Bí thư thứ nhất Đại sứ quán Đức Anna Vogel", "other"),
        ("Ủy viên Bộ Chính trị, Bộ trưởng Công an Trần Văn Ẩn", "minister"),
        ("Quốc vụ khanh Bỉ Anna Peeters", "minister"),
        ("Quốc vụ khanh Bộ Ngoại giao Đức Anna Vogel", "deputy_minister"),
        ("Trợ lý Ngoại trưởng Mỹ John Smith", "deputy_minister"),
        ("Đại biện lâm thời Đại sứ quán Mỹ John Smith", "ambassador"),
        ("Chủ nhiệm Ủy ban Đối ngoại của Quốc hội Trần Văn Ẩn", "parliament"),
        ("Thượng nghị sĩ John Smith", "parliament"),
        ("Tổng Giám đốc IOM Anna Lindqvist", "organisation_head"),
        ("Phó Tổng Giám đốc IOM Anna Lindqvist", "other"),
        ("Chủ tịch Ủy ban châu Âu Maria Duarte", "organisation_head"),
        ("Trưởng đại diện UNICEF tại Việt Nam Peter Vogel", "other"),
        ("Tổng thống đắc cử Pháp Jean Durand", "other"),
        ("cố vấn của Tổng thống Pháp Jean Durand", "other"),
        ("nguyên Thủ tướng Trần Văn Ẩn", ""),
        ("Ủy viên Ban Chấp hành Trung ương Đảng Trần Văn Ẩn", "other"),
        ("Người đứng đầu Chính phủ Pháp Jean Durand", "head_of_government"),
        ("Người đứng đầu Nhà nước Pháp Jean Durand", "head_of_state"),
        ("Bí thư thứ nhất Ban Chấp hành Trung ương Đảng Cộng sản Cuba Juan Perez", "party_leader"),
    ],
)
def test_levels(text, expected):
    assert find_people_in_text(text)["level"].tolist() == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Các Thứ trưởng Trần Văn Ẩn, Lê Thị Hường và Phạm Minh Khuê dự lễ",
            [("Trần Văn Ẩn", "VNM"), ("Lê Thị Hường", "VNM"), ("Phạm Minh Khuê", "VNM")],
        ),
        (
            "Các Bộ trưởng: Trần Văn Ẩn (Công an), Lê Thị Hường",
            [("Trần Văn Ẩn", "VNM"), ("Lê Thị Hường", "VNM")],
        ),
        ("Thứ trưởng Trần Văn Ẩn và Lê Thị Hường họp", [("Trần Văn Ẩn", "VNM"), ("Lê Thị Hường", "VNM")]),
        ("Thứ trưởng Trần Văn Ẩn và Đoàn Cấp cao", [("Trần Văn Ẩn", "VNM")]),
        (
            "Ngoại trưởng Đức Anna Vogel, Pháp Jean Durand và Áo Karl Huber",
            [("Anna Vogel", "DEU"), ("Jean Durand", "FRA"), ("Karl Huber", "AUT")],
        ),
        ("đặc phái viên của Thủ tướng Australia John Smith", [("John Smith", "AUS")]),
        ("cố vấn của Tổng thống Donald Trump", [("Donald Trump", "USA")]),
        (
            "Ông Pak Yong-su, đặc phái viên của nhà lãnh đạo Triều Tiên Kim Jong-un, thăm Bỉ",
            [("Pak Yong-su", "PRK"), ("Kim Jong-un", "PRK")],
        ),
        ("đặc phái viên của nhà lãnh đạo Triều Tiên Pak Yong-su", [("Pak Yong-su", "PRK")]),
        (
            "các người đồng cấp Kham Sone của Lào và Jan Maes của Bỉ",
            [("Kham Sone", "LAO"), ("Jan Maes", "BEL")],
        ),
        ("Ông Pak Yong-su, trợ lý của ông Kim Jong-un, nói", [("Pak Yong-su", "PRK")]),
        ("Ông Dan Lee, trợ lý của ông Peter Vogel, nói", []),
        ("Trưởng đại diện JICA Việt Nam Sato Ken", [("Sato Ken", "JPN")]),
        ("Trưởng đại diện JICA tại Việt Nam Sato Ken", [("Sato Ken", "JPN")]),
        ("Trưởng đại diện KfW tại Việt Nam Karl Huber", [("Karl Huber", "DEU")]),
        ("Phó Chủ tịch thứ nhất Đuma Quốc gia (Hạ viện) Nga I. Petrov", [("I. Petrov", "RUS")]),
        (
            "Cố vấn của Tổng thống Ukraine về quan hệ với châu Á, ông Ivan Petrenko",
            [("Ivan Petrenko", "UKR")],
        ),
        ("Vụ trưởng Vụ các vấn đề Mỹ thuộc Bộ Ngoại giao Triều Tiên Pak Yong-su", [("Pak Yong-su", "PRK")]),
        ("Đặc phái viên về Triều Tiên John Smith của Mỹ", [("John Smith", "USA")]),
        ("Đặc phái viên Liên hợp quốc về Syria Anna Lindqvist", [("Anna Lindqvist", "UN")]),
        ("Ngoại trưởng Vogel (Đức) phát biểu", [("Vogel", "DEU")]),
        ("Dẫn đầu đoàn Nhật Bản tới Bình Nhưỡng là Đặc phái viên Kenji Arai", [("Kenji Arai", "JPN")]),
        ("Bộ trưởng Hàng không dân dụng Ai Cập Omar Hadi", [("Omar Hadi", "EGY")]),
        ("Bộ trưởng LĐ,TB&XH Trần Văn Ẩn", [("Trần Văn Ẩn", "VNM")]),
        ("Tổng Lãnh sự Mỹ tại TP. Hồ Chí Minh Anna Smith", [("Anna Smith", "USA")]),
        ("Phó Đại sứ Malaysia tại Hà Nội Anna Silva", [("Anna Silva", "MYS")]),
        ("người đồng cấp Đức, Đại tướng Peter Vogel", [("Peter Vogel", "DEU")]),
        ("Bà Anna Vogel hôm 13/7 nhậm chức thủ tướng Đức", [("Anna Vogel", "DEU")]),
        ("lễ nhậm chức tổng thống Pháp", []),
        ("ông Peter Vogel, từng là Ngoại trưởng Đức", [("Peter Vogel", "")]),
        ("theo tuyên bố của Thủ tướng Bỉ Jan Maes", [("Jan Maes", "BEL")]),
        ("bà Lê Thị Hường, phu nhân Thủ tướng Trần Văn Ẩn", [("Trần Văn Ẩn", "VNM")]),
        ("phu nhân Tổng thống Đức Anna Vogel", []),
        ("Đệ nhất phu nhân Anna Vogel đón người đồng cấp Lee Mi-sook ở Berlin.", [("Lee Mi-sook", "")]),
        ("Vợ Thủ tướng Malaysia, bà Siti Aminah", []),
        ("Tiếp ông Peter Vogel, Thủ tướng chúc mừng", []),
        ("với Tổng Giám đốc WHO, Thủ tướng Trần Văn Ẩn nói", [("Trần Văn Ẩn", "VNM")]),
        ("Chính quyền Tổng thống Donald Trump Ông nói", [("Donald Trump", "USA")]),
        ("Chủ tịch Ủy ban T.Ư Đảng họp", []),
        ("Phó Tổng thống Brazil, Anna Silva, nói", [("Anna Silva", "BRA")]),
        ("Cố vấn An ninh Quốc gia H.R McMaster nói", [("H.R McMaster", "USA")]),
        ("ông Trần Văn Ẩn, Phó Cục trưởng Quản lý đê điều", [("Trần Văn Ẩn", "VNM")]),
        (
            "đặc phái viên của Tổng thống Trump về Triều Tiên, John Smith,",
            [("Trump", "USA"), ("John Smith", "USA")],
        ),
        ("ông John Smith, ngoại trưởng Mỹ dưới thời Tổng thống Nixon", [("John Smith", ""), ("Nixon", "")]),
        ("đại lộ Tổng thống Wilson", []),
        ("Đặc phái viên về vấn đề hạt nhân Triều Tiên John Smith của Mỹ", [("John Smith", "USA")]),
        ("Ủy viên châu Âu phụ trách nội vụ Anna Lindqvist", [("Anna Lindqvist", "EU")]),
        ("Thủ tướng Malaysia Dato' Seri Anwar Ibrahim", [("Dato' Seri Anwar Ibrahim", "MYS")]),
        ("ông John Smith - chủ tịch FIA kiêm đặc phái viên của Liên hợp quốc", [("John Smith", "UN")]),
        ("Tổng thống Pháp khi đó là ông Jean Martin", [("Jean Martin", "")]),
        ("Ngoại trưởng Mỹ lúc bấy giờ John Smith", [("John Smith", "")]),
        ("Tổng thống Pháp hiện nay là bà Anne Martin", [("Anne Martin", "FRA")]),
        ("Người kế nhiệm Tổng thống Pháp là bà Anne Martin", []),
        ("Tổng thống đương nhiệm của Mỹ John Smith", [("John Smith", "USA")]),
        ("vụ sa thải Giám đốc Cục Tình báo Quốc gia Mỹ John Smith", [("John Smith", "")]),
        ("Đại sứ Lào tại Nhật Bản, Anna Silva nêu rõ", [("Anna Silva", "LAO")]),
        ("Đại sứ Lào tại Nhật Bản, Donald Trump ký lệnh", []),
        ("Bà Anna Silva, vừa được bổ nhiệm làm Đại sứ Brazil, tới", [("Anna Silva", "BRA")]),
        ("Sân bay quốc tế Vua Khalid của Saudi Arabia", []),
        ("ai muốn ứng cử Tổng thống Mỹ", []),
        ("Chủ tịch Hội đồng Liên bang Đức Anna Vogel", [("Anna Vogel", "DEU")]),
        ("Chủ tịch Hội đồng Liên bang Anna Petrova", [("Anna Petrova", "RUS")]),
        ("Ông về.Nguyên Thủ tướng Bỉ Jan Peeters", [("Jan Peeters", "")]),
        ("Tổng thống Mỹ, Giám đốc FBI John Smith", [("John Smith", "USA")]),
        (
            "Tổng thống Mỹ Anna Vogel, dưới thời Tổng thống Mỹ John Smith",
            [("Anna Vogel", "USA"), ("John Smith", "")],
        ),
        ("Công an Hà Nội, lãnh đạo Bộ Công an", []),
        ("nói với Tổng thống Mỹ về chuyện của ông John Smith", []),
        ("Năm 1973, Tổng thống Smith của Mỹ khi đó", [("Smith", "USA")]),
        ("Năm 1973, Tổng thống Mỹ John Smith khi đó", [("John Smith", "")]),
        ("Thứ trưởng Bộ Xây dựng, Bộ GTVT và Thủ tướng về Luật BHXH", []),
        ("Thái tử Rainier III của Monaco", [("Rainier III", "MCO")]),
        (
            "Nhật Bản đón cựu Thủ tướng Anh John Smith và trợ lý ngoại trưởng Mark Hill",
            [("John Smith", ""), ("Mark Hill", "JPN")],
        ),
    ],
)
def test_whom_an_office_with_others_around_it_speaks_for(text, expected):
    table = find_people_in_text(text)
    assert list(zip(table["text"], table["partner"], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "published", "side"),
    [
        ("Thủ tướng Mark Rutte phát biểu", None, "NLD"),
        ("Tổng Thư ký Mark Rutte phát biểu", None, "NATO"),
        ("Thủ tướng Mark Rutte phát biểu", "2025-03-01", "NLD"),
        ("nhà lãnh đạo Mark Rutte phát biểu", "2018-03-01", "NLD"),
        ("nhà lãnh đạo Mark Rutte phát biểu", "2025-03-01", "NATO"),
        ("nhà lãnh đạo Mark Rutte phát biểu", None, ""),
        ("nhà lãnh đạo Rutte phát biểu", "2025-03-01", "NATO"),
        ("Thủ tướng Bỉ Mark Rutte phát biểu", "2018-03-01", "BEL"),
        ("Thủ tướng Johnson phát biểu", None, "GBR"),
        ("Giám đốc Tim Cook phát biểu", None, None),
    ],
)
def test_a_title_beats_the_list_and_a_day_decides_what_the_title_leaves_open(text, published, side):
    assert find_people_in_text(text, published=published)["partner"].tolist() == (
        [] if side is None else [side]
    )


def test_a_leader_whose_country_is_named_once_has_his_level_everywhere():
    text = "Ông gặp nhà lãnh đạo Triều Tiên Kim Jong-un. Sau đó, lãnh đạo Kim Jong-un về nước."
    assert find_people_in_text(text)["level"].tolist() == ["head_of_state"] * 2


def test_one_person_is_one_key():
    texts = (
        "Tổng thống Trump và Chủ tịch Kim gặp nhau. Donald Trump cảm ơn ông Kim Jong-un.",
        "Ngoại trưởng Mỹ G.Ke-ri nói. Thủ tướng Nhật Bản Sin-dô A-bê nghe; Thủ tướng Shinzo Abe đáp.",
        "Donald Trump Jr. vắng mặt. Bộ trưởng Trần Văn Ẩn hỏi, Bộ trưởng Ẩn trả lời.",
    )
    table = find_people(make_sentences(texts))
    assert [*dict.fromkeys(table["key"])] == [
        "donald trump",
        "kim jong-un",
        "g.ke-ri",
        "sin-dô a-bê",
        "trần văn ẩn",
    ]
    assert "Donald Trump" in table["text"].values and len(table) == 9


def test_what_other_lines_name_changes_nothing_in_the_story():
    story = make_sentences(("Thứ trưởng Trần Văn Ẩn tiếp bà Anna Vogel, Đại sứ Đức.", "Thứ trưởng cảm ơn."))
    teaser = "Thứ trưởng Lê Thị Hường thăm Pháp. Đại sứ Vogel dự."
    start = int(story["end"].max()) + 1
    more = make_table([("a", 2, 2, "teaser", start, start + len(teaser), teaser)], "sentences")
    both = find_people(pd.concat([story, more]))
    assert_frame_equal(both[both["role"] == "body"].reset_index(drop=True), find_people(story))
    assert both.loc[both["role"] == "teaser", "key"].tolist() == ["lê thị hường", "anna vogel"]


def test_the_title_of_whom_a_teaser_names_may_stand_in_the_story():
    story = make_sentences(("Bà Anna Vogel là Đại sứ Đức. Ngoại trưởng Pháp dự.",))
    teaser = "Bà Anna Vogel thăm Huế. Ngoại trưởng Pháp thăm Huế."
    start = int(story["end"].max()) + 1
    more = make_table([("a", 2, 2, "teaser", start, start + len(teaser), teaser)], "sentences")
    table = find_people(pd.concat([story, more]))
    columns = ["text", "kind", "title", "partner"]
    expected = [
        ["Anna Vogel", "person", "Đại sứ Đức", "DEU"],
        ["Ngoại trưởng Pháp", "office", "Ngoại trưởng Pháp", "FRA"],
    ]
    for role in ("body", "teaser"):
        assert table.loc[table["role"] == role, columns].values.tolist() == expected


def test_an_office_with_its_country_is_a_mention_of_its_holder_or_of_nobody_named():
    texts = (
        "Thủ tướng Bỉ Jan Peeters tới.",
        "Thủ tướng Bỉ và Ngoại trưởng Đức họp; Ngoại trưởng các nước EU vắng.",
    )
    table = find_people(make_sentences(texts))
    assert table[["text", "kind", "key", "partner", "level", "rule"]].values.tolist() == [
        ["Jan Peeters", "person", "jan peeters", "BEL", "head_of_government", "title name"],
        ["Thủ tướng Bỉ", "person", "jan peeters", "BEL", "head_of_government", "office alone"],
        ["Ngoại trưởng Đức", "office", "ngoại trưởng đức", "DEU", "minister", "office"],
    ]
    assert "office" not in find_people(make_sentences(texts), unnamed=False)["kind"].values
    assert kit.summarise_people(table)["key"].tolist() == ["jan peeters"]


def test_a_candidate_of_whom_no_day_tells_that_he_was_in_office_is_nobody():
    told = "Ông Macron nói với Tổng thống Nga Vladimir Putin."
    for text, keys in (
        ("Ông Emmanuel Macron dẫn đầu tại Pháp.", ["emmanuel macron"] * 2 + ["vladimir putin"]),
        ("Ứng cử viên Pháp Emmanuel Macron dẫn đầu.", ["vladimir putin"]),
        ("Ông Emmanuel Macron là ứng cử viên của Pháp.", ["vladimir putin"]),
        ("Ứng cử viên Emmanuel Macron của Pháp đã đắc cử.", ["emmanuel macron", "vladimir putin"]),
    ):
        assert find_people(make_sentences((text, told)))["key"].tolist() == keys, text


def test_the_duties_of_each_office_are_read_once(monkeypatch):
    read, calls = mentions._read_duties, []
    monkeypatch.setattr(mentions, "_read_duties", lambda *given: calls.append(given) or read(*given))
    texts = ("Bộ trưởng Kinh tế Pháp Jean Martin vắng.", "Bộ trưởng Nội vụ Pháp vắng.") * 40
    assert len(find_people(make_sentences(texts))) == len(calls) == 80


def test_who_was_dismissed_speaks_for_nobody():
    text = "Tổng thống Bolivia bị phế truất và Bộ trưởng Quốc phòng Chile vừa bị cách chức tới, Thủ tướng Peru vắng."
    assert find_people(make_sentences((text,)))["text"].tolist() == ["Thủ tướng Peru"]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (  # a headline, whose office the story names
            (
                "Thủ tướng thăm Bỉ, tân Tổng thống Pháp mời",
                "Thủ tướng Trần Văn Ẩn gặp Tổng thống Pháp Jean Martin.",
            ),
            [("Thủ tướng", "trần văn ẩn"), ("tân Tổng thống Pháp", "jean martin")],
        ),
        (("Thủ tướng tới", "Thủ tướng Bỉ Jan Peeters tới."), []),  # at home nobody is named
        (
            ("Tổng thống Pháp Jean Martin tới.", "Một vài Tổng thống Pháp vắng, Tổng thống Pháp về."),
            [("Tổng thống Pháp", "jean martin")],
        ),
        (("Bà Anna Vogel, Giám đốc Vụ châu Á của Đức, tới.", "Giám đốc viện chính sách vắng."), []),
        (
            ("Tổng thống Mỹ John Smith tới.", "Họ gặp Tổng thống Mỹ tại Nhà Trắng."),
            [("Tổng thống Mỹ", "john smith")],
        ),
        (  # of two ministers of a country
            (
                "Bộ trưởng Kinh tế Pháp Jean Martin tới.",
                "Bộ trưởng Nội vụ Pháp và Bộ trưởng Bộ Kinh tế Pháp vắng.",
            ),
            [
                ("Bộ trưởng Nội vụ Pháp", "bộ trưởng nội vụ pháp"),
                ("Bộ trưởng Bộ Kinh tế Pháp", "jean martin"),
            ],
        ),
        (
            (
                "Đại sứ Pháp tại Liên hợp quốc Jean Martin tới.",
                "Đại sứ Pháp tại Doha, Đại sứ Pháp và Đại sứ Pháp tại LHQ vắng.",
            ),
            [
                ("Đại sứ Pháp tại Doha", "đại sứ pháp tại doha"),
                ("Đại sứ Pháp", "jean martin"),
                ("Đại sứ Pháp tại LHQ", "jean martin"),
            ],
        ),
    ],
)
def test_whom_an_office_without_a_name_stands_for(texts, expected):
    table = find_people(make_sentences(texts))
    offices = table[table["rule"].isin(["office", "office alone"])]
    assert list(zip(offices["text"], offices["key"], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A first name that another spelling has, and one that only begins alike.
        ("Ngoại trưởng Serguei Lavrov tới.", [("serguei lavrov", "RUS")]),
        ("Giám đốc công ty, bà Anna Silva, tới.", []),
        # A family name is no leader's whose full name is another's.
        ("Con gái ông, Ivanka Trump, và Tổng thống Trump tới.", [("trump", "USA")]),
        (
            "Lào tới. Ngoại trưởng Mỹ Adam McKinley tới. Ngoại trưởng McKinley nói.",
            [("adam mckinley", "USA"), ("adam mckinley", "USA")],
        ),
        # By the full name in another sentence.
        (
            "Thái tử Salman bin Abdulaziz Al Saud tới Đức. Thái tử Al Saud nói.",
            [("salman bin abdulaziz al saud", "SAU")] * 2,
        ),
        # By the first word of a name with "bin".
        (
            "Quốc vương Hamad bin Abdul Aziz của Saudi Arabia tới. Quốc vương Hamad cười.",
            [("hamad bin abdul aziz", "SAU")] * 2,
        ),
    ],
)
def test_a_family_name_is_that_of_the_full_name_in_the_article(text, expected):
    table = find_people_in_text(text, short_forms=True)
    assert list(zip(table["key"], table["partner"], strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Cựu Ngoại trưởng Mỹ John Smith tới. Ngoại trưởng Smith cười.", ["", ""]),
        ("Cựu Ngoại trưởng Mỹ John Smith tới. Đặc phái viên Mỹ Smith cười.", ["", "USA"]),
        ("Ngoại trưởng Mỹ John Smith cười. Sau khi ông Smith bị cách chức, trời mưa.", ["", ""]),
        ("Hôm qua, Tổng thống sa thải Ngoại trưởng Mỹ John Smith.", [""]),
        ("Nếu ông Smith bị cách chức, Ngoại trưởng Mỹ John Smith về.", ["USA"]),
        ("Tổng thống quyết định sa thải Ngoại trưởng Mỹ John Smith.", [""]),
        (
            "Sau việc sa thải ông Smith, Ngoại trưởng Mỹ John Smith khó có thể bị sa thải. Ai đòi cách chức ông Smith?",
            ["USA", "USA"],
        ),
        ("Ông muốn sa thải Ngoại trưởng Mỹ John Smith.", ["USA"]),
        ("Việc sa thải của Ngoại trưởng Mỹ John Smith.", ["USA"]),
    ],
)
def test_an_article_that_tells_of_a_dismissal_knows_who_is_out_of_office(text, sides):
    table = find_people(make_sentences(text.split(". ")))
    assert table.loc[table["key"] == "john smith", "partner"].tolist() == sides


def test_whoever_comes_next_or_was_first_is_not_who_holds_the_office():
    text = "Thủ tướng Bỉ Jan Peeters tới. Thủ tướng đầu tiên và Thủ tướng tiền nhiệm vắng, Thủ tướng mới đắc cử cười."
    assert find_people(make_sentences(text.split(". ")))["text"].tolist() == ["Jan Peeters"]


def test_a_sentence_begins_behind_a_foreign_name_that_lost_its_full_stop():
    table = find_people(
        make_sentences(("Tổng thống Mỹ John Smith Tuy nhiên vắng.", "Ông John Smith Trong khi đó về."))
    )
    assert table["text"].tolist() == ["John Smith", "John Smith"]


def test_titles_stand_where_their_offsets_say():
    sentences = make_sentences(ARTICLE)
    whole = "\n".join(ARTICLE)
    for row in find_people(sentences).itertuples():
        assert whole[row.title_start : row.title_end] == row.title
        assert whole[row.start : row.end] == row.text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
def test_mentions_never_overlap(pieces):
    table = find_people_in_text(" ".join(pieces), short_forms=True, unnamed=True)
    assert (table["start"].iloc[1:].values >= table["end"].iloc[:-1].values).all()
    assert (table["start"] < table["end"]).all()


def test_speakers_are_mentions_of_their_side():
    sentences = make_sentences(
        ("Đại sứ Đức Anna Vogel tới.", "Bà Vogel cảm ơn.", "Cựu Thủ tướng Jan Peeters nói.")
    )
    partners = kit.find_partners(sentences)
    sides = add_speakers(partners, find_people(sentences, partners))
    assert sides[["sentence", "text", "kind", "key"]].values.tolist() == [
        [0, "Đức", "country", "DEU"],
        [0, "Anna Vogel", "country", "DEU"],
        [1, "Vogel", "country", "DEU"],
    ]


ARTICLE = (
    "Thứ trưởng Ngoại giao Trần Văn Ẩn tiếp bà Anna Lindqvist, Đại sứ Thụy Điển.",
    "Bà Lindqvist cảm ơn. Bà ANNA LINDQVIST nói thêm.",
    "Thứ trưởng bày tỏ vui mừng; các Thứ trưởng khác vắng mặt. Ông Ẩn đồng ý.",
)


def make_sentences(texts, role="body"):
    rows, at = [], 0
    for number, text in enumerate(texts):
        rows.append(("a", number, number, role, at, at + len(text), text))
        at += len(text) + 1
    return make_table(rows, "sentences")


def test_within_an_article_short_forms_are_the_same_person():
    table = find_people(make_sentences(ARTICLE))
    assert list(table.columns)[: len(SCHEMAS["people"])] == list(SCHEMAS["people"])
    assert table[["text", "rule", "key", "partner"]].values.tolist() == [
        ["Trần Văn Ẩn", "title name", "trần văn ẩn", "VNM"],
        ["Anna Lindqvist", "name title", "anna lindqvist", "SWE"],
        ["Lindqvist", "short name", "anna lindqvist", "SWE"],
        ["ANNA LINDQVIST", "named before", "anna lindqvist", "SWE"],
        ["Thứ trưởng", "office alone", "trần văn ẩn", "VNM"],
        ["Ẩn", "short name", "trần văn ẩn", "VNM"],
    ]
    full = find_people(make_sentences(ARTICLE), short_forms=False)
    assert full["rule"].tolist() == ["title name", "name title", "named before"]


def test_an_office_with_two_holders_stands_for_neither():
    texts = ("Thứ trưởng Trần Văn Ẩn và Thứ trưởng Lê Thị Hường họp.", "Thứ trưởng phát biểu.")
    assert set(find_people(make_sentences(texts))["rule"]) == {"title name"}


def test_partners_found_before_are_used_and_nothing_is_changed():
    sentences = make_sentences(ARTICLE)
    partners = kit.find_partners(sentences)
    before = sentences.copy(deep=True), partners.copy(deep=True)
    assert_frame_equal(find_people(sentences, partners), find_people(sentences))
    assert_frame_equal(sentences, before[0])
    assert_frame_equal(partners, before[1])


def test_no_official_is_an_empty_table_of_the_same_shape():
    table = find_people(make_sentences(["Trời đẹp."]))
    assert table.empty and list(table.columns) == list(SCHEMAS["people"])


def test_a_table_that_is_no_table_of_sentences_is_refused():
    with pytest.raises(TableError, match="lacks the columns"):
        find_people(pd.DataFrame({"text": ["Thủ tướng"]}))


def test_two_offices_may_read_more_or_less_of_one_name():
    text = "Khách có Phó Thủ tướng Trần Khoan - Chủ tịch Ủy ban Quốc gia APEC. Sau đó Chủ tịch phát biểu."
    people = find_people_in_text(text, short_forms=True)
    assert people["key"].unique().tolist() == ["trần khoan"]
    for first, second in product(["Phó Thủ tướng", "Bộ trưởng", "cố vấn của Tổng thống"], repeat=2):
        for joint in (" - ", " – Nguyên ", ", ", " (", " là "):
            find_people_in_text(f"{first} Al - Nahyan{joint}{second} Mỹ An Khoan", short_forms=True)


def test_partners_of_a_lexicon_of_ones_own_may_be_spoken_for():
    text = "Bộ trưởng Ngoại giao Atlantis John Smith tới Hà Nội."
    sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "body"}], "sentences")
    at = text.index("Atlantis")
    mine = {
        "article_id": "a",
        "start": at,
        "end": at + 8,
        "text": "Atlantis",
        "kind": "country",
        "key": "ATL",
    }
    people = find_people(sentences, make_table([{**mine, "role": "body", "rule": "name"}], "mentions"))
    assert people["partner"].tolist() == ["ATL"]


def test_the_officials_of_the_two_articles_are_those_read_by_hand():
    root = Path(kit.__file__).parents[1] / "data"
    with (root / "gold" / "partners.csv").open(encoding="utf-8") as file:
        gold = {
            (row["article_id"], int(row["start"]), int(row["end"]), row["text"], row["key"])
            for row in csv.DictReader(file)
            if row["kind"] == "person"
        }
    people = kit.Corpus(TWO_ARTICLES).people
    full = people[~people["rule"].isin(["short name", "office alone", "office"])]
    columns = ["article_id", "start", "end", "text", "partner"]
    assert set(full[columns].itertuples(index=False, name=None)) == gold
    belgian = people[people["key"] == "nicole de moor"]
    assert set(belgian["text"]) == {"Nicole de Moor", "Nicole De Moor", "Quốc vụ khanh"}
    assert set(belgian["partner"]) == {"BEL"}
    assert not people["text"].isin(["Anh Sơn", "Quang Hòa"]).any()
    assert people.loc[people["rule"] == "office", "text"].tolist() == ["Hoàng hậu Bỉ", "Nhà vua Bỉ"]
    deputy = people[(people["text"] == "Thứ trưởng") & people["article_id"].str.startswith("belgium")]
    assert deputy[["sentence", "key"]].values.tolist() == [[3, "hà kim ngọc"], [5, "hà kim ngọc"]]


def test_leaders_are_found_without_an_office_where_they_were_in_one():
    text = "Bà Merkel và ông Hollande gặp ông Putin. Ông Nam dự."
    table = find_people_in_text(text, published="2015-02-12", short_forms=True)
    assert table[["text", "partner", "level", "rule", "title", "title_start"]].values.tolist() == [
        ["Merkel", "DEU", "head_of_government", "known name", "", 3],
        ["Hollande", "FRA", "head_of_state", "known name", "", 17],
        ["Putin", "RUS", "head_of_state", "known name", "", 34],
    ]
    later = find_people_in_text(text, published="2023-02-12", short_forms=True)
    assert later["text"].tolist() == ["Putin"], "who is out of office speaks for nobody"
    beside = find_people_in_text("Tổng thống Trump kế nhiệm ông Obama. Ông Macron tới.", short_forms=True)
    assert beside["text"].tolist() == ["Trump", "Macron"]
    assert find_people_in_text("Ông Macron tới. Bà Choi vắng.", short_forms=True).empty


def test_a_list_of_four_hundred_names_is_four_hundred_people():
    syllables = ["Ban", "Bên", "Binh", "Boa", "Bung", "Can", "Cân", "Dung", "Giang", "Hoa"]
    names = [
        f"{family} {first} {last}"
        for family in ("Trần", "Lê", "Đỗ", "Vũ")
        for first in syllables
        for last in syllables
    ]
    table = find_people_in_text(f"Các Thứ trưởng {', '.join(names)}.", short_forms=True)
    assert table["key"].tolist() == [name.casefold() for name in names]
    assert set(table["partner"]) == {"VNM"} and set(table["level"]) == {"deputy_minister"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("prefixes: [", "prefix: [", r"offices.yml, line \d+: unknown key 'prefix'"),
        (
            "  PM: [Thủ tướng, Thủ tướng Chính phủ, người đứng đầu Chính phủ]",
            "  PM: Thủ tướng",
            r"offices.yml, line \d+: 'PM' should be a list",
        ),
        ("  PAK: [Benazir", "  PAX: [Benazir", r"offices.yml, line \d+: 'PAX' is no partner"),
        ("FM: minister", "FM: chief", r"offices.yml, line \d+: FM: 'chief' is the level of no office"),
    ],
)
def test_a_lexicon_that_cannot_be_used_says_where_and_why(tmp_path, old, new, message):
    text = (LEXICONS / "offices.yml").read_text(encoding="utf-8")
    (tmp_path / "offices.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_offices(tmp_path)


@given(
    st.lists(st.text("ab ", min_size=1, max_size=4), unique=True, max_size=5), st.text("ab. ", max_size=30)
)
def test_few_names_are_found_as_many_are(names, text):
    few = mentions.find_whole_words(names, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "_FEW", 0)
        many = mentions.find_whole_words(names, text)
    assert {name: sorted(starts) for name, starts in many.items()} == few
    assert few == {
        name: [hit.start() for hit in re.finditer(rf"(?<!\w)(?={re.escape(name)}(?!\w))", text)]
        for name in names
    }


def test_a_title_that_ends_in_the_letters_of_a_style_is_whole():
    people = find_people_in_text("Đặc phái viên về Trung Đông Karl Meier của Bỉ tới Cairo.")
    assert people["title"].tolist() == ["Đặc phái viên về Trung Đông"]


def test_a_foreign_name_behind_a_comma_may_have_its_verb_at_once():
    people = find_people_in_text("Bộ trưởng Quốc phòng Bỉ, Karl Meier sẽ thăm Lào.")
    assert people[["text", "title"]].values.tolist() == [["Karl Meier", "Bộ trưởng Quốc phòng Bỉ"]]


def test_another_countrys_office_behind_a_comma_is_somebody_elses():
    text = (
        "Theo lời mời của Thủ tướng Áo, Ngoại trưởng Bỉ Karl Meier đã gặp Tổng thống Chile, Quốc vương Oman."
    )
    people = find_people_in_text(text, unnamed=True)
    assert people[["title", "partner"]].values.tolist() == [
        ["Thủ tướng Áo", "AUT"], ["Ngoại trưởng Bỉ", "BEL"],
        ["Tổng thống Chile", "CHL"], ["Quốc vương Oman", "OMN"],
    ]  # fmt: skip
    one = find_people_in_text("Bộ trưởng Ngoại giao Brunei, Chủ tịch ASEAN Karl Meier đến.", unnamed=True)
    assert one["title"].tolist() == ["Bộ trưởng Ngoại giao Brunei, Chủ tịch ASEAN"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Chiều 5/3, Đại tướng Trần Văn Ẩn, Bộ trưởng Bộ Quốc phòng đã tiếp khách.", ["Trần Văn Ẩn"]),
        ("Ông Lê Văn Nhẫn, Thứ trưởng Bộ Y tế cho biết.", ["Lê Văn Nhẫn"]),
        ("Tại Hà Nội, đồng chí Lê Thị Hường, Trưởng Ban Đối ngoại Trung ương tiếp khách.", ["Lê Thị Hường"]),
        ("Đoàn do đồng chí Lê Văn Nhẫn, Ủy viên Bộ Chính trị dẫn đầu đã tới Huế.", ["Lê Văn Nhẫn"]),
        ("Sáng 5/3, tiếp ông Lê Văn Nhẫn, Bộ trưởng Bộ Công an nói.", []),
        ("Ông Lê Văn Nhẫn, Thủ tướng chúc mừng.", []),
    ],
)
def test_who_opens_a_clause_holds_the_office_before_its_verb(text, named):
    assert find_people_in_text(text)["text"].tolist() == named


def test_an_army_is_no_name():
    text = "Phó Tổng Tham mưu trưởng Quân Giải phóng Nhân dân Trung Quốc Lý Văn Ẩn"
    assert find_people_in_text(text)["text"].tolist() == ["Lý Văn Ẩn"]
    assert find_people_in_text(text[: text.index(" Lý")])["text"].tolist() == []


def test_the_first_word_of_a_portfolio_is_no_part_of_a_name():
    text = "Thứ trưởng Lý Văn Quốc đến. Bộ trưởng Quốc phòng Bỉ nói. Thứ trưởng Quốc cảm ơn."
    people = find_people_in_text(text, short_forms=True)
    assert people["text"].tolist() == ["Lý Văn Quốc", "Quốc"]
    assert people["start"].tolist()[1] == text.rindex("Quốc")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bày tỏ vui mừng được gặp Thủ tướng, Phó Thủ tướng Séc Jan Novák nói.",
            [("Jan Novák", "CZE", "deputy")],
        ),
        (
            "Đồng tình với Thủ tướng Lê Quang Ẩn, Phó Thủ tướng Séc nói.",
            [("Lê Quang Ẩn", "VNM", "head_of_government"), ("Phó Thủ tướng Séc", "CZE", "deputy")],
        ),
        (
            "Sau cuộc gặp Tổng thống Nga Ivan Orlov, Ngoại trưởng Đức nói.",
            [("Ivan Orlov", "RUS", "head_of_state"), ("Ngoại trưởng Đức", "DEU", "minister")],
        ),
        (
            "Thứ trưởng Bộ Y tế Trần Văn Ẩn, đại diện UNFPA tại Việt Nam đến dự.",
            [("Trần Văn Ẩn", "VNM", "deputy_minister")],
        ),
        (
            "Tổng Bí thư Lý Văn Hải, Chủ tịch nước Trung Quốc đã đến.",
            [("Lý Văn Hải", "CHN", "head_of_state")],
        ),
        ("Phó Thủ tướng, Bộ trưởng Ngoại giao Séc Jan Novák nói.", [("Jan Novák", "CZE", "deputy")]),
        (
            "Bộ trưởng Bộ Chính sách, Xã hội và Việc làm Séc Jan Novák nói.",
            [("Jan Novák", "CZE", "minister")],
        ),
    ],
)
def test_nobody_is_his_own_deputy_nor_holds_offices_of_two_states(text, expected):
    rows = find_people_in_text(text, unnamed=True)[["text", "partner", "level"]]
    assert [*rows.itertuples(index=False, name=None)] == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thủ tướng Phạm Minh Chínhvừa ký", "Phạm Minh Chính"),
        ("Chủ tịch Trung Quốc Tập Cận bình thăm Lào", "Tập Cận bình"),
        ("Tổng Bí thư Tô Lâmvà đoàn", "Tô Lâm"),
        ("Thủ tướng Nguyễn Xuân Phúc Tại cuộc họp, ông nói", "Nguyễn Xuân Phúc"),
        ("Tổng thống Mỹ Donald Trump Hiện chỉ có", "Donald Trump"),
        ("Tổng thống Mỹ Donald Trump-một doanh nhân", "Donald Trump"),
        ("Tổng thống Mỹ Donald Trumpphát biểu", "Donald Trump"),
        ("Tổng thống Trumpcầm báo", "Trump"),
        ("Tổng thống AssadSyria hiện", "Assad"),
        ("Thủ tướng Pháp Donald Trumpet nói", "Donald Trumpet"),
        ("Thứ trưởng Nguyễn Văn Anh nói", "Nguyễn Văn Anh"),
        ("Thứ trưởng Tô Lâm Anh nói", "Tô Lâm Anh"),
    ],
)
def test_the_name_of_a_leader_ends_where_the_list_says(text, name):
    assert find_people_in_text(text)["text"].tolist() == [name]


def test_a_name_without_its_article_is_the_same_name():
    text = (
        "Tổng thống Assad gửi thư.\nTổng thống Syria Bashar al-Assad nói.\nÔng Assad và ông al-Assad là một."
    )
    people = find_people_in_text(text, short_forms=True)
    assert people["text"].tolist()[:3] == ["Assad", "Bashar al-Assad", "Assad"]
    assert set(people["key"]) == {"bashar al-assad"}


def test_a_name_that_the_list_shortens_is_the_whole_one():
    text = "Thủ tướng Yingluck đến.\nThủ tướng Thái Lan Yingluck Shinawatra nói.\nBà Yingluck về."
    people = find_people_in_text(text, short_forms=True)
    assert people["key"].tolist() == ["yingluck shinawatra"] * 3


@pytest.mark.parametrize(
    ("text", "published", "sides"),
    [
        ("Tổng thống Barack Obama đã ký.\nTổng thống Donald Trump rút.", None, ["", "USA"]),
        ("Tổng thống Barack Obama đã ký.\nTổng thống Donald Trump rút.", "2018-05-01", ["", "USA"]),
        ("Tổng thống Barack Obama đã ký.\nTổng thống Donald Trump rút.", "2017-01-05", ["USA", "USA"]),
        ("Tổng thống Barack Obama đã ký.", "2018-05-01", ["USA"]),
        ("Tổng thống Barack Obama và Tổng thống đắc cử Donald Trump.", None, ["USA", "USA"]),
        ("Tổng thống Joe Biden ký. Tổng thống Donald Trump rút.", None, ["USA", "USA"]),
        ("Thủ tướng Putin thăm Lào. Thủ tướng Medvedev thăm Séc.", "2013-05-01", ["RUS", "RUS"]),
        ("Ông Hollande tiếp Tổng thống Pháp Emmanuel Macron.", None, ["FRA"]),
        ("Tổng thống Barack Obama đã ký.", "2029-05-01", [""]),
        ("Tổng thống Mỹ Kennedy đã ký.", None, [""]),
        ("Chủ tịch Kaysone Phomvihane đã ký.", None, [""]),
        ("Đặc phái viên Bộ Tứ Tony Blair tới Anh.", "2013-05-01", ["GBR"]),
        ("Tổng thống Ferdinand Marcos tới.", "2024-05-01", ["PHL"]),
        ("Chủ tịch Hồ Chí Minh từng nói.", None, [""]),
        ("Tổng thống Donald Trump kể về Tổng thống Reagan. Tổng thống nói.", None, ["USA", "", "USA"]),
    ],
)
def test_who_held_an_office_before_another_of_the_article_or_long_ago_speaks_for_nobody(
    text, published, sides
):
    assert find_people_in_text(text, published=published, short_forms=True)["partner"].tolist() == sides


def test_a_rank_is_nobody():
    text = (
        "Thứ trưởng Bộ Y tế Lê Văn Ẩn họp.\nCấp Bộ trưởng, Thứ trưởng có xe.\nViệc cấp phép, Thứ trưởng nói."
    )
    people = find_people_in_text(text, short_forms=True)
    assert people["text"].tolist() == ["Lê Văn Ẩn", "Thứ trưởng"]
    assert people["start"].tolist()[1] == text.rindex("Thứ trưởng")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ngoại trưởng Nga Sergey Lavrov tới. Sau cuộc gặp với Ngoại trưởng Lào, ông Lavrov về.",
            ["RUS", "RUS"],
        ),
        ("Tổng thống Bỉ Jan Maes tới. Theo ông Maes, Chủ tịch Lào đồng ý.", ["BEL", "BEL"]),
        ("Gặp các lãnh đạo EU, ông Trump nói. Tổng thống Mỹ Donald Trump về.", ["USA", "USA"]),
        ("Ngoại trưởng Nga, ông Lavrov nói.", ["RUS"]),
        ("Tổng Thư ký NATO, ông Mark Rutte, tới.", ["NATO"]),
    ],
)
def test_a_comma_sets_nobody_beside_the_office_of_another_side(text, expected):
    people = find_people_in_text(text, short_forms=True)
    assert people.loc[people["kind"] == "person", "partner"].tolist() == expected


def test_whom_and_joins_to_a_leader_speaks_for_the_same_side():
    people = find_people_in_text(
        "Nga gửi thư tới Bộ trưởng Nội vụ Peter Vogel và Ngoại trưởng Rex Tillerson."
    )
    assert people["partner"].tolist() == ["USA", "USA"]
    other = find_people_in_text(
        "Nga gửi thư tới Bộ trưởng Nội vụ Peter Vogel và Ngoại trưởng Lào Anna Silva."
    )
    assert other["partner"].tolist() == ["RUS", "LAO"]


@pytest.mark.parametrize(
    ("text", "key", "side"),
    [
        ("Từ Lào, Thủ tướng Nguyến Tấn Dũng nói", "nguyến tấn dũng", "VNM"),
        ("Chủ tịch nước Trấn Đại Quang nói. Chủ tịch nước Trần Đại Quang về.", "trần đại quang", "VNM"),
    ],
)
def test_a_leader_with_a_wrong_tone_mark_is_the_same(text, key, side):
    people = find_people_in_text(text)
    assert set(people["key"]) == {key} and set(people["partner"]) == {side}


def test_a_later_mention_has_the_highest_office_of_its_side():
    text = "Phó Thủ tướng, Bộ trưởng Ngoại giao Lê Văn Ẩn nói.\nBộ trưởng Lê Văn Ẩn đi.\nÔng Ẩn về."
    people = find_people_in_text(text, short_forms=True)
    assert people["level"].tolist() == ["deputy", "minister", "deputy"]
    elected = "Tổng thống Anna Vogel của Áo nói.\nTổng thống đắc cử Áo Anna Vogel cười.\nBà Vogel về."
    assert find_people_in_text(elected, short_forms=True)["level"].tolist()[1:] == ["other", "other"]


def test_letters_of_a_word_are_no_style():
    text = "Chủ tịch Lào Hồ Vilay nói.\nTranh Đông Hồ, tranh không Hồ."
    assert find_people_in_text(text, short_forms=True)["text"].tolist() == ["Hồ Vilay"]


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Đại biện Mỹ tại Lào Mark Hill họp.\nÔng Hill đã từ chức.", ""),
        ("Đại biện Mỹ tại Lào Mark Hill họp.\nÔng Hill đã từ chức Chủ tịch câu lạc bộ.", "USA"),
        ("Đại biện Mỹ tại Lào Mark Hill họp.\nÔng Hill sẽ từ chức.", "USA"),
    ],
)
def test_who_has_resigned_speaks_for_nobody(text, side):
    assert set(find_people_in_text(text, short_forms=True)["partner"]) == {side}


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("Thay Thủ tướng, Bộ trưởng Nội vụ Lê Văn Ẩn trao", "Bộ trưởng Nội vụ", "minister"),
        (
            "Thủ tướng, Bộ trưởng Ngoại giao Qatar Hamad Al Thani nói",
            "Thủ tướng, Bộ trưởng Ngoại giao Qatar",
            "head_of_government",
        ),
        ("Phó Chủ nhiệm Ủy ban Kinh tế Lê Văn Ẩn nói", "Phó Chủ nhiệm Ủy ban Kinh tế", "parliament"),
        ("Phó Chủ tịch QH Lê Văn Ẩn nói", "Phó Chủ tịch QH", "parliament"),
        ("Ủy viên Ủy ban Pháp luật của QH Lê Văn Ẩn nói", "Ủy viên Ủy ban Pháp luật của QH", "parliament"),
        ("Nghị sĩ Mỹ vì ông Mark Hill", None, None),
    ],
)
def test_offices_of_two_are_told_apart(text, title, level):
    people = find_people_in_text(text)
    expected = [] if title is None else [[title, level]]
    assert people[["title", "level"]].values.tolist() == expected


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("Thượng nghị sĩ bang Texas Mark Hill nói", "Mark Hill", "USA"),
        ("Thượng nghị sĩ Nam Carolina Mark Hill nói", "Mark Hill", "USA"),
        ("Thượng nghị sĩ Cộng hòa bang New York Mark Hill nói", "Mark Hill", "USA"),
        ("Mark Hill, thượng nghị sĩ bang Texas, nói", "Mark Hill", "USA"),
        ("Chủ tịch Fed Atlanta Mark Hill nói", "Mark Hill", "USA"),
        ("Tư lệnh Bộ Tư lệnh Ấn Độ Dương - Thái Bình Dương Mỹ Mark Hill nói", "Mark Hill", "USA"),
        ("Tư lệnh Bộ Tư lệnh Ấn Độ Dương - Thái Bình Dương của Mỹ, nói", None, ""),
        ("Chủ tịch Thượng viện Ấn Mark Hill nói", "Mark Hill", "IND"),
        ("Trung tướng Lê Văn Ẩn, Tư lệnh Bộ đội Biên phòng, nói", "Lê Văn Ẩn", "VNM"),
        ("Trung tướng Sok Veasna, Phó Tư lệnh Quân khu 3 Campuchia, nói", "Sok Veasna", "KHM"),
        ("Thống đốc bang Texas Mark Hill nói", None, ""),
        ("Nữ hoàng Victoria trị vì nước Anh 63 năm", "Victoria", ""),
    ],
)
def test_what_stands_between_an_office_and_its_holder_is_no_name(text, name, side):
    people = find_people_in_text(text)
    assert people[["text", "partner"]].values.tolist() == ([] if name is None else [[name, side]])


def test_one_word_is_the_given_name_of_somebody_else_of_the_article():
    said = "Đại sứ Bỉ tại Lào Anna Silva họp.\nÔng Hoan nói vậy."
    of_list = find_people_in_text(said, published="2013-05-28", short_forms=True)
    assert of_list["partner"].tolist() == ["BEL", "ESP"]  # Hoan Các-lốt
    told = f"{said}\nĐây là sáng kiến của ông Lê Minh Hoan."
    people = find_people_in_text(told, published="2013-05-28", short_forms=True)
    assert people["partner"].tolist() == ["BEL"]


def test_who_is_known_by_a_name_of_another_of_the_article_has_the_side_of_that_one():
    text = (
        "Bộ trưởng Quốc phòng Hàn Quốc Kim Kwan-jin họp.\nPhát ngôn viên Hàn Quốc Kim Min-seok nói.\n"
        "Ông Kim về."
    )
    people = find_people_in_text(text, published="2013-06-01", short_forms=True)
    assert people[["text", "key", "partner"]].values.tolist()[2:] == [["Kim", "kim kwan-jin", "KOR"]]


def test_heads_of_firms_are_no_chairman_of_the_article_and_a_mayor_holds_no_office_of_the_next():
    chairman = "Chủ tịch Quốc hội Séc Jan Novák họp.\nÔng trao đổi với {} của bốn hãng cá."
    alone = find_people_in_text(chairman.format("Chủ tịch và Giám đốc điều hành"), short_forms=True)
    assert alone["text"].tolist() == ["Jan Novák"]
    two = "Dự lễ có Thị trưởng thành phố Lima Anna Silva, Bộ trưởng Nội vụ Peru Juan Paz."
    assert find_people_in_text(two)["text"].tolist() == ["Juan Paz"]
    one = "Bí thư Thành ủy thành phố Hồ Chí Minh Nguyễn Văn Ẩn, Ủy viên Bộ Chính trị, nói."
    assert find_people_in_text(one)["text"].tolist() == ["Nguyễn Văn Ẩn"]


@pytest.mark.parametrize(
    ("text", "title", "side", "level"),
    [
        (
            "Phát ngôn viên Phủ Tổng thống Séc Jan Novák nói",
            "Phát ngôn viên Phủ Tổng thống Séc",
            "CZE",
            "other",
        ),
        ("Bộ trưởng Phủ Thủ tướng Lào Kham Phon nói", "Bộ trưởng Phủ Thủ tướng Lào", "LAO", "minister"),
        (
            "Cố vấn An ninh Quốc gia của Tổng thống Séc Jan Novák nói",
            "Cố vấn An ninh Quốc gia của Tổng thống Séc",
            "CZE",
            "other",
        ),
    ],
)
def test_who_serves_at_the_seat_of_another_holds_an_office_of_ones_own(text, title, side, level):
    (row,) = find_people_in_text(text).to_dict("records")
    assert (row["title"], row["partner"], row["level"]) == (title, side, level)


@pytest.mark.parametrize(
    ("text", "title", "side"),
    [
        (
            "Tổng thống Séc bổ nhiệm ông Jan Novák làm Bộ trưởng Tài chính Séc.",
            "Bộ trưởng Tài chính Séc",
            "CZE",
        ),
        (
            "Tổng thống Séc bổ nhiệm cựu Thủ tướng Jan Novák làm Bộ trưởng Tài chính Séc.",
            "Bộ trưởng Tài chính Séc",
            "CZE",
        ),
        ("Quốc hội bầu ông Trần Văn Ẩn giữ chức Chủ tịch Quốc hội.", "Chủ tịch Quốc hội", "VNM"),
        (
            "Bộ Tư pháp bổ nhiệm ông Jan Novák làm công tố viên đặc biệt Mỹ.",
            "công tố viên đặc biệt Mỹ",
            "USA",
        ),
    ],
)
def test_who_is_given_an_office_holds_it(text, title, side):
    rows = find_people_in_text(text).to_dict("records")
    assert (rows[-1]["title"], rows[-1]["partner"]) == (title, side)


@pytest.mark.parametrize("verb", ["đề cử", "sẽ bổ nhiệm", "bác bỏ quyết định bổ nhiệm", "đừng nên bổ nhiệm"])
def test_who_may_be_given_an_office_does_not_hold_it_yet(verb):
    text = f"Tổng thống Séc {verb} ông Jan Novák làm Bộ trưởng Tài chính Séc."
    assert "jan novák" not in find_people_in_text(text)["key"].tolist()
