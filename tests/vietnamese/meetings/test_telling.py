"""Verbs and nouns of meeting: who is host and who is guest, and what tells of no meeting at all."""

# ruff: noqa: E501 (a sentence and what it tells of stand on one line)

from encounters import read_meetings, tell, tell_each

ONE = {
    "Sáng 5/3, Thứ trưởng Ngoại giao Trần Văn Ẩn tiếp Đại sứ Thụy Điển Anna Lind.": ["receive VNM < SWE 5/3"],
    "Đại sứ Bỉ Paul Jansen hôm 6/3 đến chào xã giao Chủ tịch nước Lê Hòa.": ["receive VNM < BEL 6/3"],
    "Tại buổi tiếp Đại sứ Áo Karl Meier ngày 4/3, Thủ tướng Đỗ An đề nghị hợp tác.": ["receive VNM < AUT 4/3"],
    "Ngày 4/3, Đại sứ Việt Nam Vũ Mạnh trình Quốc thư lên Tổng thống Chile Luis Rojas.": ["receive CHL < VNM 4/3"],
    "Ngày 4/3, Bộ Ngoại giao Pháp triệu Đại sứ Nga Oleg Petrov để phản đối.": ["receive FRA < RUS 4/3"],
    "Thủ tướng Đỗ An hội đàm với Thủ tướng Lào Boun Keo ngày 7/3.": ["talks VNM < LAO 7/3"],
    "Ngoại trưởng Mỹ John Hill và người đồng cấp Nga Oleg Petrov hội đàm ngày 1/3.": ["talks USA < RUS 1/3"],
    "Ngày 2/3, Thứ trưởng Lê Hòa và Thứ trưởng Ngoại giao Ý Ugo Neri đồng chủ trì Tham khảo chính trị.": ["talks VNM < ITA 2/3"],
    "Ngày 2/3, Bộ trưởng Lê Hòa có buổi làm việc với Giám đốc WHO Ann Fox.": ["talks VNM < WHO 2/3"],
    "Ngày 5/3, Chủ tịch nước Lê Hòa tiếp và hội đàm với Tổng thống Peru Juan Vega.": ["talks VNM < PER 5/3"],
    "Tổng thống Mỹ John Hill gặp Thủ tướng Anh Paul Shaw ngày 3/3.": ["meet USA < GBR 3/3"],
    "Ngày 3/3, Thủ tướng Đỗ An có cuộc gặp với Thủ tướng Cuba Raúl Gil.": ["meet VNM < CUB 3/3"],
    "Cuộc gặp giữa Tổng thống Nga Oleg Petrov và Tổng thống Iran Ali Reza kéo dài ba giờ.": ["meet RUS < IRN"],
    "Ngoại trưởng ba nước Mỹ, Nhật Bản và Hàn Quốc gặp nhau ngày 9/3.": ["meet USA < JPN KOR 9/3"],
    "Ngày 4/3, Tổng Thư ký Liên hợp quốc José Rivas gặp Tổng thống Iran Ali Reza.": ["meet UN < IRN 4/3"],
    "Tối 4/3, Thủ tướng Đỗ An điện đàm với Thủ tướng Canada Marc Roy.": ["phone VNM < CAN 4/3"],
    "Sáng 4/3, Bộ trưởng Y tế Lê Hòa hội đàm trực tuyến với Bộ trưởng Y tế Ý Ugo Neri.": ["phone VNM < ITA 4/3"],
    "Tổng thống Pháp Luc Blanc nói chuyện qua điện thoại với Tổng thống Iran Ali Reza.": ["phone FRA < IRN"],
    "Từ ngày 4-6/3, Thủ tướng Đỗ An thăm chính thức Hungary.": ["visit HUN < VNM 4/3-6/3"],
    "Chuyến thăm của Ngoại trưởng Pakistan Imran Shah tới Afghanistan kết thúc hôm 6/3.": ["visit AFG < PAK 6/3"],
    "Tổng thống Brazil Rui Costa tới Bắc Kinh hôm 6/3, bắt đầu chuyến thăm Trung Quốc.": ["visit CHN < BRA 6/3"],
    "Nhận lời mời của Chủ tịch nước Lê Hòa, Quốc vương Bỉ Albert thăm Việt Nam.": ["visit VNM < BEL"],
    "Tàu hộ vệ của Hải quân Ấn Độ cập cảng, bắt đầu chuyến thăm Việt Nam từ 4-6/3.": ["visit VNM < IND 4/3-6/3"],
    "Thăm chính thức Uzbekistan, Thủ tướng Belarus Ivan Orlov cam kết mở rộng thương mại.": ["visit UZB < BLR"],
    "Tổng thống Mỹ John Hill dự Hội nghị thượng đỉnh NATO ngày 4/3.": ["attend NATO < USA 4/3"],
    "Ngày 4/3, Thủ tướng Đỗ An và Thủ tướng Lào Boun Keo chứng kiến lễ ký các văn kiện.": ["sign VNM < LAO 4/3"],
    "Hội đàm với Bộ trưởng Quốc phòng Lào Kham Sone, Bộ trưởng Quốc phòng Lê Hòa cảm ơn Lào.": ["talks VNM < LAO"],
    "Chiều 5/3, Chủ tịch UBND TP Đà Nẵng Lê Văn Tâm tiếp Tổng Lãnh sự Lào Kham Sone.": ["receive VNM < LAO 5/3"],
    "Đại sứ Việt Nam tại Pháp Vũ Mạnh gặp Bộ trưởng Ngoại giao Pháp Luc Blanc.": ["meet VNM < FRA"],
}  # fmt: skip


def test_one_sentence_tells_of_one_meeting():
    assert tell_each(ONE) == ONE


MORE = {
    "Sáng 5/3, Thủ tướng Bỉ Paul Jansen thăm Hà Nội.": ["visit VNM < BEL 5/3"],
    "Ngày 5/3, Đoàn đại biểu Quốc hội Lào do bà Boun Keo dẫn đầu thăm tỉnh Quảng Nam.": ["visit VNM < LAO 5/3"],
    "Thủ tướng Bỉ Paul Jansen bắt đầu chuyến thăm Thừa Thiên - Huế ngày 5/3.": ["visit VNM < BEL 5/3"],
    "Ngày 5/3, ba tàu của Hải quân Pháp cập cảng Tiên Sa (Đà Nẵng), bắt đầu chuyến thăm thành phố này.": ["visit VNM < FRA 5/3"],
    "Ngày 5/3, Đại sứ Ý Ugo Neri thăm thành phố Hải Phòng.": [],
    "Ngày 5/3, Bộ trưởng Y tế Lê Hòa thăm Đà Nẵng.": [],
    "Sau Lào, điểm dừng chân tiếp theo của Thủ tướng Bỉ Paul Jansen sẽ là Campuchia và cuối cùng là Thái Lan.": ["visit KHM < BEL, announced", "visit THA < BEL, announced"],
    "Áo là chặng dừng chân đầu tiên của Thủ tướng Bỉ Paul Jansen.": ["visit AUT < BEL"],
    "Việt Nam là điểm đến của nhiều du khách Bỉ.": [],
    "Washington và Tehran đã trải qua ba vòng đàm phán.": ["talks USA < IRN"],
    "Ngày 5/3, Hà Nội và Canberra hội đàm về biển.": ["talks VNM < AUS 5/3"],
    "Ngày 5/3, Bộ Y tế Việt Nam và Bộ Y tế Lào tiến hành tham vấn.": ["talks VNM < LAO 5/3"],
    "Trong cuộc gặp mà Thủ tướng Đỗ An có với Thủ tướng Lào Boun Keo ngày 5/3, hai bên nhất trí hợp tác.": ["meet VNM < LAO 5/3"],
    "Cuộc gặp diễn ra ngày 5/3 tại Bern giữa Ngoại trưởng Nga Oleg Petrov và Ngoại trưởng Mỹ John Hill.": ["meet RUS < USA 5/3"],
    "Thủ tướng Đỗ An đã có cuộc trao đổi điện thoại với Thủ tướng Ý Ugo Neri ngày 5/3.": ["phone VNM < ITA 5/3"],
    "Trong chuyến thăm Lào, ngày 5/3, Thủ tướng Đỗ An hội đàm với người đồng cấp nước chủ nhà Boun Keo.": ["visit LAO < VNM", "talks VNM < LAO 5/3"],
    "Ngày 5/3, tại Bern, Thủ tướng Đỗ An hội đàm với người đồng cấp chủ nhà Karl Meier.": ["talks VNM < CHE 5/3"],
    "Ngày 5/3, Đoàn đại biểu Quân đội Việt Nam hội đàm với đoàn đại biểu quân sự cấp cao Lào.": ["talks VNM < LAO 5/3"],
    "Ngày 5/3, UBND tỉnh Nghệ An làm việc với đoàn đại biểu tỉnh Xiêng Khoảng của Lào.": ["talks VNM < LAO 5/3"],
    "Thủ tướng Nhật Bản Ken Mori mở tiệc chiêu đãi Thủ tướng Đỗ An ngày 5/3.": ["other JPN < VNM 5/3"],
    "Ngày 5/3, Thủ tướng Đỗ An tiếp Chủ tịch Ủy ban châu Âu Ursula von der Leyen.": ["receive VNM < EC 5/3"],
    "Thủ tướng Bỉ Paul Jansen sẽ dự Hội nghị cấp cao APEC ngày 28/3 tại Peru.": ["attend APEC < BEL 28/3, announced"],
    "Thủ tướng Đỗ An sẽ hội đàm với Thủ tướng Lào Boun Keo; có cuộc gặp với Thủ tướng Bỉ Paul Jansen.": ["talks VNM < LAO, announced", "meet VNM < BEL, announced"],
    "Ngày 5/3, Thủ tướng Đỗ An tiếp Ban lãnh đạo Phòng Thương mại Hà Lan.": [],
}  # fmt: skip


def test_what_is_told_by_towns_capitals_organs_hosts_and_stations():
    assert tell_each(MORE) == MORE


OCCASIONS = {
    "Mười văn kiện được ký kết ngày 5/3 trước sự chứng kiến của Thủ tướng Đỗ An và Thủ tướng Lào Boun Keo.": ["sign VNM < LAO 5/3"],
    "Thủ tướng Bỉ Paul Jansen nhắc lại hiệp định ký kết với Áo năm 2012.": [],
    "Đối thoại Shangri-La khai mạc ngày 5/3 với sự tham dự của Bộ trưởng Quốc phòng Mỹ John Hill.": ["attend SHANGRI-LA < USA 5/3"],
    "Ngày 5/3, Đối thoại Chính sách Quốc phòng Việt Nam - Nhật Bản lần thứ 10 diễn ra tại Tokyo.": ["talks VNM < JPN 5/3"],
    "Ngày 5/3, Thứ trưởng Lê Hòa và Thứ trưởng Nhật Bản Ken Mori đồng chủ trì Đối thoại Chiến lược.": ["talks VNM < JPN 5/3"],
    "Ngày 5/3, tại Tokyo đã diễn ra cuộc họp lần thứ ba Nhóm công tác chung Việt Nam - Nhật Bản.": ["talks VNM < JPN 5/3"],
    "Chủ tịch nước Lê Hòa tiếp nhận Quốc thư của Đại sứ Pháp Luc Blanc và Đại sứ Áo Karl Meier ngày 5/3.": ["receive VNM < AUT 5/3", "receive VNM < FRA 5/3"],
    "Lễ đón Thủ tướng Lào Boun Keo diễn ra sáng 5/3 dưới sự chủ trì của Chủ tịch nước Lê Hòa.": ["other VNM < LAO 5/3"],
    "Ngày 5/3, Bộ trưởng Lê Hòa phát biểu tại phiên họp của Hội đồng Nhân quyền Liên hợp quốc.": ["attend UNHRC < VNM 5/3"],
    "Tổng thống Pháp Luc Blanc đã nói chuyện với Tổng thống Iran Ali Reza qua điện thoại ngày 5/3.": ["phone FRA < IRN 5/3"],
    "Ngày 5/3, Đại sứ Nhật Bản Ken Mori đến chào từ biệt Chủ tịch nước Lê Hòa.": ["receive VNM < JPN 5/3"],
}  # fmt: skip


def test_what_is_told_by_an_occasion():
    assert tell_each(OCCASIONS) == OCCASIONS


def test_both_sides_sign_on_a_day():
    visit = "Thủ tướng Đỗ An thăm Lào từ ngày 4-6/3."
    assert tell(visit, "Hai nước đã ký kết mười văn kiện hôm 5/3.") == [
        "visit LAO < VNM 4/3-6/3",
        "sign LAO < VNM 5/3",
    ]
    assert tell(visit, "Hai nước đã ký kết mười văn kiện.") == ["visit LAO < VNM 4/3-6/3"]


def test_a_bare_office_is_whoever_of_the_home_country_holds_it():
    story = ("Thủ tướng Đỗ An thăm Lào.", "Thủ tướng Lào Boun Keo đánh giá cao Việt Nam.")
    met = "Cùng ngày, Thủ tướng còn có các cuộc gặp với Tổng thống Pháp Luc Blanc, Thủ tướng Bỉ Paul Jansen."
    days = ["visit LAO < VNM", "meet VNM < BEL 15/3", "meet VNM < FRA 15/3"]
    assert tell(*story, met) == days
    abroad = ("Thủ tướng Lào Boun Keo phát biểu.", "Sáng 5/3, Thủ tướng đã tiếp Đại sứ Pháp Luc Blanc.")
    assert tell(*abroad) == ["receive LAO < FRA 5/3"]


SEVERAL = {
    "Ngoại trưởng Úc Ann Fox gặp Ngoại trưởng Indonesia Budi Rama và Ngoại trưởng Malaysia Azman Ali.": ["meet AUS < IDN", "meet AUS < MYS"],
    "Chiều 4/3, Thủ tướng Đỗ An lần lượt tiếp Đại sứ Peru Juan Vega và Đại sứ Chile Luis Rojas.": ["receive VNM < CHL 4/3", "receive VNM < PER 4/3"],
    "Bộ trưởng Lê Hòa chào xã giao Thủ tướng Nhật Bản Ken Mori, hội đàm với Ngoại trưởng Nhật Bản Aiko Abe và gặp Bộ trưởng Lao động Nhật Bản Jun Ono.": ["receive JPN < VNM", "talks VNM < JPN", "meet VNM < JPN"],
    "Bộ trưởng Ngoại giao Lê Hòa sẽ thăm chính thức Nam Phi và Ai Cập từ ngày 18-24/3.": ["visit EGY < VNM 18/3-24/3, announced", "visit ZAF < VNM 18/3-24/3, announced"],
    "Sau hội đàm ngày 4/3, Thủ tướng Đỗ An và Thủ tướng Lào Boun Keo chứng kiến lễ ký các văn kiện.": ["talks VNM < LAO 4/3", "sign VNM < LAO 4/3"],
}  # fmt: skip


def test_one_sentence_tells_of_several():
    assert tell_each(SEVERAL) == SEVERAL


COMING = {
    "Tổng thống Nga Oleg Petrov sẽ gặp Tổng thống Mỹ John Hill.": ["meet RUS < USA, announced"],
    "Cuộc hội đàm giữa Ngoại trưởng Mỹ John Hill và Ngoại trưởng Nga Oleg Petrov dự kiến diễn ra ngày 28/3.": ["talks USA < RUS 28/3, announced"],
    "Người phát ngôn cho biết Ngoại trưởng Bỉ Paul Jansen sẽ thăm Việt Nam từ ngày 19-21/3.": ["visit VNM < BEL 19/3-21/3, announced"],
}  # fmt: skip


def test_what_is_to_come_is_announced():
    assert tell_each(COMING) == COMING


OPEN = {
    "Tổng thống Nga Oleg Petrov không gặp Tổng thống Mỹ John Hill.": [],
    "Thủ tướng Anh Paul Shaw đã hủy chuyến thăm Trung Quốc vì lũ lụt.": [],
    "Chuyến thăm Ấn Độ của Thủ tướng Anh Paul Shaw đã bị hoãn vô thời hạn.": [],
    "Tổng thống Mỹ John Hill bày tỏ mong muốn được gặp lãnh đạo Triều Tiên.": [],
    "Thủ tướng Đỗ An mời Thủ tướng Anh Paul Shaw sớm thăm Việt Nam.": [],
    "Nếu Ngoại trưởng Mỹ John Hill gặp Ngoại trưởng Cuba Raúl Gil, đó là bước đột phá.": [],
    "Các cuộc gặp thường niên giữa Bộ trưởng Quốc phòng Việt Nam và Bộ trưởng Quốc phòng Lào củng cố lòng tin.": [],
    "Mỹ kêu gọi Nga và Ukraine gặp nhau để chấm dứt xung đột.": [],
    "Liệu Tổng thống Mỹ John Hill có gặp Tổng thống Nga Oleg Petrov bên lề hội nghị?": [],
    "Tổng thống Pháp Luc Blanc có thể thăm Việt Nam trong năm nay.": [],
    "Triều Tiên từ chối gặp đại diện Hàn Quốc.": [],
}  # fmt: skip


def test_denied_called_off_wished_asked_generic_or_possible_is_none():
    assert tell_each(OPEN) == OPEN


NONE = {
    "Bộ trưởng Lê Hòa cảm ơn Đại sứ Bỉ Paul Jansen đã tiếp đoàn và chuyển lời thăm hỏi của Thủ tướng Đỗ An.": [],
    "Chiều 11/3, Thủ tướng Đỗ An tiếp xúc cử tri huyện An Dương.": [],
    "Sáng 12/3, Chủ tịch Quốc hội Vũ Mạnh gặp mặt Bộ trưởng Ngoại giao Lê Hòa.": [],
    "Sáng 12/3, Thủ tướng Đỗ An dự Hội nghị tổng kết công tác cải cách hành chính tại Hà Nội.": [],
    "Ngày 13/3, Bộ trưởng Công Thương Lê Hòa tiếp Tổng Giám đốc Tập đoàn Samsung Lee Jin-ho.": [],
    "Cựu Tổng thống Mỹ John Hill gặp cựu Thủ tướng Anh Paul Shaw.": [],
    "Kinh tế Đức và Pháp gặp nhiều khó khăn, Thủ tướng Đức Karin Vogt thừa nhận.": [],
    "Bộ trưởng Tư pháp Lê Hòa và Bộ trưởng Tư pháp Mông Cổ Bat Dorj đã ký Hiệp định tương trợ.": [],
    "Hai nước hợp tác trên cơ sở Hiệp định mà Việt Nam và Malaysia đã ký năm 2015.": [],
}  # fmt: skip


def test_domestic_private_and_other_senses_are_none():
    assert tell_each(NONE) == NONE


def test_host_and_guest_have_their_persons_offices_and_level():
    one = read_meetings("Đại sứ Bỉ Paul Jansen hôm 6/3 đến chào xã giao Chủ tịch nước Lê Văn Tâm.").iloc[0]
    assert (one["person_a"], one["office_a"]) == ("lê văn tâm", "Chủ tịch nước")
    assert (one["person_b"], one["office_b"]) == ("paul jansen", "Đại sứ Bỉ")
    assert (one["level"], one["text"], one["rule"]) == ("ambassador", "đến chào", "verb")
