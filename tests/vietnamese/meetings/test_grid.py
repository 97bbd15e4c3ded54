"""Ways to tell of a meeting, crossed with who met and where the day stands: every cell of the tables is read."""

from itertools import product

from encounters import tell, tell_each

HOSTS = {"Ngoại trưởng Bỉ Jan Maes": "BEL", "Chủ tịch nước Trần Đại Quang": "VNM"}
GUESTS = (
    "Tổng thống Chile Luis Rojas",
    "người đồng cấp Chile Luis Rojas",
    "Tổng thống Chile",
    "đoàn đại biểu Quốc hội Chile do Chủ tịch Quốc hội Luis Rojas dẫn đầu",
    "Bộ trưởng Bộ Ngoại giao Cộng hòa Chile Luis Rojas",
)
DAYS = (("", "", ""), ("Ngày 12/3, ", "", " 12/3"), ("", " ngày 12/3", " 12/3"))
MEETINGS = {
    "{0} đã gặp {1}{2}.": "meet",
    "{0} có cuộc gặp với {1}{2}.": "meet",
    "{0} đã có buổi tiếp {1}{2}.": "receive",
    "{0} và {1} đã hội đàm{2}.": "talks",
    "{0} và {1} chủ trì họp báo chung{2}.": "meet",
    "{0} mặt đối mặt với {1}{2}.": "meet",
    "{0} chủ trì lễ đón {1}{2}.": "other",
    "Tại buổi tiếp {1}{2}, {0} nói hai nước là bạn.": "receive",
    "Phát biểu tại buổi tiếp {1}{2}, {0} nói hai nước là bạn.": "receive",
    "Phát biểu tại cuộc họp báo chung với {1}{2}, {0} nói hai nước là bạn.": "meet",
    "Sau khi gặp {1}{2}, {0} nói hai nước là bạn.": "meet",
    "Theo lời mời của Thủ tướng Áo, {0} đã gặp {1}{2}.": "meet",
}


def cross(frames, hosts, guests, days=DAYS):
    """Each frame filled with each host, guest and day, and who and what it should tell of."""
    for (frame, kind), (host, side), guest, (before, behind, day) in product(
        frames.items(), hosts.items(), guests, days
    ):
        text = frame.format(host, guest, behind)
        text = before + text[0].lower() + text[1:] if before and frame[0] != "{" else before + text
        yield text[0].upper() + text[1:], kind, side, day


def test_a_meeting_is_read_whoever_meets_and_wherever_its_day_stands():
    told = {text: [f"{kind} {side} < CHL{day}"] for text, kind, side, day in cross(MEETINGS, HOSTS, GUESTS)}
    assert tell_each(told) == told


VISITORS = {
    "Ngoại trưởng Bỉ Jan Maes": "BEL",
    "Thủ tướng Bỉ Jan Maes và phu nhân": "BEL",
    "Ngoại trưởng Bỉ": "BEL",
    "phái đoàn Bỉ": "BEL",
    "đoàn đại biểu Quốc hội Bỉ do Chủ tịch Quốc hội Jan Maes dẫn đầu": "BEL",
}
PLACES = (
    "Chile",
    "Valparaiso, Chile",
    "thành phố Valparaiso (Chile)",
    "thành phố Valparaiso ở miền Trung Chile",
    "Santiago",
)
VISITS = {
    "{0} đã tới {1}{2}.": "visit",
    "{0} thăm và làm việc tại {1}{2}.": "visit",
    "{0} có chuyến thăm {1}{2}.": "visit",
    "{0} đã có chuyến đi tới {1}{2}.": "visit",
}


def test_a_visit_is_read_whoever_goes_and_whatever_the_place_is_called():
    told = {text: [f"{kind} CHL < {side}{day}"] for text, kind, side, day in cross(VISITS, VISITORS, PLACES)}
    assert tell_each(told) == told


CONFERENCES = {
    "Hội nghị thượng đỉnh G20": "G20",
    "Hội nghị Cấp cao ASEAN lần thứ 40": "ASEAN",
    "phiên họp của Đại hội đồng Liên hợp quốc": "UNGA",
    "Diễn đàn Năng lượng quốc tế tại Nhật Bản": "JPN",
}
SPEAKERS = {
    "Ngoại trưởng Bỉ Jan Maes": "BEL",
    "Ngoại trưởng Bỉ": "BEL",
    "Chủ tịch nước Trần Đại Quang": "VNM",
}
ATTENDED = (
    "{0} tham dự {1}.",
    "{0} góp mặt tại {1}.",
    "{0} phát biểu tại {1}.",
    "Tham dự {1}, {0} nói hòa bình là cần thiết.",
    "Tại {1}, {0} nói hòa bình là cần thiết.",
    "{0} có mặt tại {1}.",
)


def test_who_is_at_a_conference_is_read_wherever_it_is_said():
    cells = product(ATTENDED, CONFERENCES.items(), SPEAKERS.items())
    told = {
        frame.format(who, what): [f"attend {holder} < {side}"]
        for frame, (what, holder), (who, side) in cells
        if not (
            frame.startswith(("Tại", "{0} phát")) and holder == "JPN" and side == "VNM"
        )  # may be anybody's
    }
    assert tell_each(told) == told


def test_who_will_speak_at_a_conference_goes_there():
    text = "Tại Hội nghị thượng đỉnh EU lần này, Ngoại trưởng Chile Luis Rojas sẽ trình bày kế hoạch."
    assert tell(text) == ["attend EU < CHL, announced"]
    text = "Tại Hội nghị thượng đỉnh EU, Ngoại trưởng Chile Luis Rojas nói Peru sẽ giúp."
    assert tell(text) == ["attend EU < CHL"]


def test_who_comes_by_air_or_comes_first_visits():
    assert tell("Ngoại trưởng Bỉ Jan Maes đã hạ cánh xuống sân bay quốc tế ở Chile.") == ["visit CHL < BEL"]
    assert tell("Ngay sau khi đến Chile, Ngoại trưởng Bỉ Jan Maes nói.") == ["visit CHL < BEL"]
    assert tell("Ngoại trưởng Bỉ Jan Maes tới Rio de Janeiro.") == ["visit BRA < BEL"]
    assert tell("Ngày 12/3, tới Chile, Ngoại trưởng Bỉ Jan Maes nói.") == ["visit CHL < BEL 12/3"]
    assert tell("Chính phủ Chile và Bỉ gửi hàng tới Peru.", "Bỉ gửi đoàn xe từ Chile tới Peru.") == []


def test_a_visit_of_somebody_who_is_no_party_is_nobodys():
    told = "Ngoại trưởng Bỉ Jan Maes gặp Ngoại trưởng Lào Boun Keo."
    assert tell(told, "Chuyến đi đến Chile của Anna Silva gây chú ý.") == ["meet BEL < LAO"]


def test_who_is_somewhere_is_told_on_the_way():
    told = "Trong khi đó, Cố vấn An ninh của Nhà Trắng John Hill, người đang có mặt tại Bắc Kinh, đã nói."
    assert tell(told) == ["visit CHN < USA"]
    assert tell("Ngoại trưởng Nga Oleg Petrov - người vừa tới Washington - đã nói.") == ["visit USA < RUS"]
    assert tell("Nghị sĩ Mỹ John Hill có chuyến thăm bất ngờ từ Lào qua Syria.") == ["visit SYR < USA"]
    assert tell("Tổng thống Mỹ John Hill tới Trung và Nam Mỹ, cùng Bỉ.") == []


def test_several_in_a_list_are_met_one_after_another():
    assert tell(
        "Ngoại trưởng Bỉ Jan Maes có các cuộc tiếp xúc với Thủ tướng Lào Boun Keo; Tổng thống Chile Luis Rojas; "
        "Ngoại trưởng Peru Ana Diaz."
    ) == ["meet BEL < CHL", "meet BEL < LAO", "meet BEL < PER"]
    assert tell("Ngoại trưởng Bỉ Jan Maes đã gặp Thủ tướng Lào, Tổng thống Chile và Ngoại trưởng Peru.") == [
        "meet BEL < CHL",
        "meet BEL < LAO",
        "meet BEL < PER",
    ]


def test_mayors_and_governors_abroad_speak_for_their_country():
    table = {
        "Ngoại trưởng Bỉ Jan Maes gặp Thị trưởng thành phố Osaka Ichiro Tanaka.": ["meet BEL < JPN"],
        "Ngoại trưởng Bỉ Jan Maes gặp Phó Thủ hiến bang Hessen Volker Braun.": ["meet BEL < DEU"],
        "Ngoại trưởng Bỉ Jan Maes tiếp Bí thư Tỉnh ủy Vân Nam Vương Minh.": ["receive BEL < CHN"],
        "Ngoại trưởng Bỉ Jan Maes tiếp Bí thư Tỉnh ủy Quảng Ninh Trần Văn Ẩn.": ["receive BEL < VNM"],
        "Ngoại trưởng Bỉ Jan Maes gặp Thị trưởng Gotham, bạn của Lào.": [],
    }
    assert tell_each(table) == table


def test_what_is_planned_is_to_come():
    assert tell("Theo kế hoạch, Ngoại trưởng Bỉ Jan Maes gặp Ngoại trưởng Lào Boun Keo ở Viên.") == [
        "meet BEL < LAO, announced"
    ]
    assert tell("Theo kế hoạch, Ngoại trưởng Bỉ Jan Maes đã gặp Ngoại trưởng Lào Boun Keo ở Viên.") == [
        "meet BEL < LAO"
    ]


def test_what_took_place_before_something_else_is_past():
    told = "Ngoại trưởng Bỉ Jan Maes đã nhận lời thăm Lào sau khi gặp Tổng thống Chile Luis Rojas."
    assert tell(told) == ["visit LAO < BEL, announced", "meet BEL < CHL"]


def test_whose_visit_it_is_may_stand_around_it():
    lead = "Sáng 12/3, Chủ tịch nước Trần Đại Quang và Phu nhân chủ trì lễ đón Tổng thống Chile Luis Rojas"
    assert tell(
        f"{lead} và Phu nhân sang thăm Việt Nam.",
        "Chuyến thăm của ông Luis Rojas diễn ra từ ngày 11 đến 14/3.",
    ) == ["other VNM < CHL 12/3", "visit VNM < CHL 11/3-14/3"]
    assert tell("Trước khi tới Lào, các tàu chiến Ấn Độ đã dừng chân tại Malaysia.") == ["visit MYS < IND"]
    assert tell("Đội tàu chiến Ấn Độ tới gần Malaysia.") == []
    talks = "Thủ tướng Lào Boun Keo hội đàm với đoàn đại biểu Bỉ do Ngoại trưởng Jan Maes dẫn đầu"
    assert tell(f"{talks} nhân chuyến thăm hữu nghị của đoàn tại Lào.") == [
        "talks LAO < BEL",
        "visit LAO < BEL",
    ]


def test_who_welcomes_a_visit_is_at_home():
    met = "Chủ tịch nước Trần Đại Quang hội kiến Quốc vương Campuchia Sok An."
    words = "Chủ tịch nước Trần Đại Quang tin tưởng chuyến thăm"
    told = tell(met, f"{words} của Quốc vương Campuchia Sok An sẽ góp phần thúc đẩy quan hệ.")
    assert told == ["receive KHM < VNM", "visit VNM < KHM"]
    assert len(tell(met, f"{words} châu Phi của Quốc vương Campuchia Sok An có ích.")) == 1


def test_a_meeting_on_whose_eve_something_is_said_is_to_come():
    told = tell(
        "Ngoại trưởng Bỉ Jan Maes nói trong cuộc gặp với Ngoại trưởng Lào Boun Keo hôm 12/3, trước thềm cuộc gặp giữa "
        "Quốc vương Bỉ Paul Roi và Tổng thống Chile Luis Rojas."
    )
    assert told == ["meet BEL < LAO 12/3", "meet BEL < CHL, announced"]


def test_who_hands_over_an_order_meets_its_holder():
    words = "Bộ trưởng Công Thương Vũ An trao Kỷ niệm chương vì sự nghiệp phát triển cho"
    assert tell(f"Ngày 12/3, {words} Đại sứ Chile tại Việt Nam Luis Rojas.") == ["other VNM < CHL 12/3"]
    assert tell(f"Ngày 12/3, {words} Chile.") == []


def test_who_meets_somebody_while_at_a_conference_is_there():
    text = "Nhân dịp tham dự Đối thoại Shangri-La tại Singapore, Thủ tướng Đỗ An gặp Tổng thống Chile Luis Rojas."
    assert tell(text) == ["attend SHANGRI-LA < VNM", "meet VNM < CHL"]


def test_links_to_other_stories_tell_of_nothing():
    assert tell(">> Thủ tướng Lào Boun Keo sắp thăm Bỉ >> Bỉ và Chile hội đàm kín tại Viên.") == []


def test_who_invited_visits_nobody():
    told = "Ngoại trưởng Bỉ Jan Maes đang có chuyến thăm chính thức Lào theo lời mời của Chính phủ Lào."
    assert tell(told) == ["visit LAO < BEL"]
    told = "Tổng thống Chile Luis Rojas đã nhận lời mời của Thủ tướng Lào Boun Keo sẽ thăm Lào."
    assert tell(told) == ["visit LAO < CHL, announced"]


def test_an_envoy_who_is_sent_visits_and_not_who_sends():
    told = "Tổng thống Chile Luis Rojas cử đặc phái viên tới Lào và Bỉ."
    assert tell(told) == ["visit BEL < CHL, announced", "visit LAO < CHL, announced"]
    assert tell("Tổng thống Chile Luis Rojas đã cử đặc phái viên tới Lào.") == ["visit LAO < CHL"]
    told = tell("Tổng thống Chile Luis Rojas và các phái đoàn của ông tới dự lễ ở Lào.")
    assert told == ["attend LAO < CHL"]


def test_a_second_conference_and_a_second_counterpart_are_told_apart():
    told = "Ngoại trưởng Bỉ Jan Maes đã dự Hội nghị thượng đỉnh G20 và Hội nghị Cấp cao ASEAN lần thứ 40."
    assert tell(told) == ["attend G20 < BEL", "attend ASEAN < BEL"]
    told = "Ngoại trưởng Bỉ Jan Maes sẽ có các cuộc gặp với Tổng thống Ý Sergio Rossi và Thủ tướng Ý Paolo Verdi."
    assert tell(told) == ["meet BEL < ITA, announced"] * 2
