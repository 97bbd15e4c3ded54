"""Turns of a sentence: who stands in between, what comes after, what is generic, and which day it is."""

from encounters import read_meetings, tell, tell_each

C, P, T = "Tổng thống Chile Luis Rojas", "Tổng thống Peru Juan Paz", "Thủ tướng Thái Lan Anan Suk"
TURNS = {
    # who is somebody else's object, or stands in between
    f"{C} nói với {T}, người đang thăm Bỉ, rằng cá tươi.": ["visit BEL < THA"],
    f"{C} hội đàm với người đồng cấp Peru, ông Juan Paz, đang ở thăm Chile.":
        ["talks CHL < PER", "visit CHL < PER"],
    f"{C} đón {P} tới dự Hội nghị cấp cao ASEAN.": ["receive CHL < PER", "attend ASEAN < PER"],
    f"{C} - người nỗ lực vì hòa bình từ 10 năm trước - sẽ gặp {P}.": ["meet CHL < PER, announced"],
    f"{C} đang thăm Peru và người đồng cấp nước chủ nhà Juan Paz đã hội đàm ngày 12/3.":
        ["visit PER < CHL", "talks CHL < PER 12/3"],
    f"{C} đã gặp ông Pedro Gil, chỉ huy lực lượng gìn giữ hòa bình và {P}.": ["meet CHL < PER"],
    f"{C} làm việc với Bộ trưởng các nước Peru và Bỉ; với Thứ trưởng Kenya.":
        ["talks CHL < BEL", "talks CHL < KEN", "talks CHL < PER"],
    f"{C} dự kiến có cuộc gặp với bộ trưởng các nước láng giềng như Peru và Bolivia.":
        ["meet CHL < PER BOL, announced"],
    f"{C} đã gặp {P} và Trưởng đoàn Bỉ.": ["meet CHL < BEL", "meet CHL < PER"],
    f"{C} sẽ chủ trì cuộc gặp 3 bên với Bộ trưởng Peru và Bỉ.": ["meet CHL < PER BEL, announced"],
    f"Trong cuộc điện đàm với {P}, {C} và nhà lãnh đạo Peru nhất trí hợp tác.": ["phone CHL < PER"],
    f"Nhận lời mời của {P} và {T}, {C} sẽ thăm Peru.": ["visit PER < CHL, announced"],
    f"Tại Lima, Peru, {C} đã tiếp {T}.": ["receive CHL < THA"],
    # what comes later, or besides
    f"{C} sẽ thăm Bỉ ngày 20/3, trước khi lên đường tới Ý.":
        ["visit BEL < CHL 20/3, announced", "visit ITA < CHL, announced"],
    f"{C} sẽ thăm Bỉ, sau đó sang Ý.": ["visit BEL < CHL, announced", "visit ITA < CHL, announced"],
    f"Ngoài Bỉ, {C} sẽ thăm Ý.": ["visit BEL < CHL, announced", "visit ITA < CHL, announced"],
    f"Ngày 12/3, {C} đã từ Peru tới Bỉ.": ["visit BEL < CHL 12/3"],
    f"Peru là nước Nam Mỹ đầu tiên {T} đến thăm.": ["visit PER < THA"],
    f"Trong chuyến thăm hai nước Kenya và Togo, {C} đã phát biểu.": ["visit KEN < CHL", "visit TGO < CHL"],
    f"{C} thăm nhà máy Pháp ở Bắc Kinh.": ["visit CHN < CHL"],
    f"Tại chặng dừng chân cuối cùng là Peru, {T} sẽ phát biểu.": ["visit PER < THA"],
    "Trong thời gian ở thăm Bỉ, đoàn Quốc hội Lào đã phát biểu.": ["visit BEL < LAO"],
    # nouns
    f"{T} đánh giá cao điện đàm của {C} với {P}.": ["phone CHL < PER"],
    "Vòng đàm phán về thuế giữa Chile và Peru diễn ra ngày 12/3.": ["talks CHL < PER 12/3"],
    "Chile và Peru đã trải qua 4 vòng đàm phán.": ["talks CHL < PER"],
    f"{C} đã có cuộc hội đàm với {P} về hội nghị sắp tới.": ["talks CHL < PER"],
    f"{C} kể về cuộc điện đàm giữa ông với {P}.": ["phone CHL < PER"],
    f"{C} được diện kiến {P}.": ["receive PER < CHL"],
    "Tuần dương hạm Pháp đã ghé thăm Peru.": ["visit PER < FRA"],
    # conferences
    f"{C} sẽ phát biểu tại lễ khai mạc Đối thoại Shangri-La vào tối 20/3.":
        ["attend SHANGRI-LA < CHL 20/3, announced"],
    f"{C} sẽ có bài phát biểu trong Đối thoại Shangri-La năm nay.": ["attend SHANGRI-LA < CHL, announced"],
    f"{C} làm trưởng đoàn dự Hội nghị ASEAN.": ["attend ASEAN < CHL"],
    f"{C} dự hội nghị và có cuộc gặp với Bộ trưởng Bỉ.": ["meet CHL < BEL"],
    f"{C} dự Diễn đàn Cá, trọng tâm là vấn đề Bỉ.": [],
    f"{C} dự hội nghị thượng đỉnh với {P}.": ["meet CHL < PER"],
    f"{C} cùng dự hội nghị ba bên với Peru và Bỉ.": [],
    f"Phát biểu sau Hội nghị những người bạn của Lào tổ chức tại Bỉ, {C} cảm ơn mọi người.":
        ["attend BEL < CHL"],
    f"Sáng 12/3, tại thủ đô Lima của Peru, {C} đã dự phiên khai mạc Hội nghị Cá.": ["attend PER < CHL 12/3"],
    # days
    f"Trong thời gian ở Bỉ từ ngày 20 đến 22/3, {C} sẽ gặp Bộ trưởng Kenya.": ["meet CHL < KEN, announced"],
    "Ngày 12/3, các cuộc đàm phán trực tiếp đã diễn ra tại Oslo giữa các phái đoàn Chile và Peru.":
        ["talks CHL < PER 12/3"],
    f"{C} nói vậy sau khi gặp trực tiếp {P}.": ["meet CHL < PER"],
    f"Nếu so với chuyến công du Peru của {C} thì mọi việc tốt.": ["visit PER < CHL"],
    f"{C} thảo luận với Ngoại trưởng Bỉ.": ["talks CHL < BEL"],
    f"{C} tiếp Đoàn cán bộ cao cấp của Bộ Bưu chính và Viễn thông Lào.": ["receive CHL < LAO"],
    "Sau cuộc điện đàm của lãnh đạo Chile - Peru, Bỉ tuyên bố như vậy.": ["phone CHL < PER"],
    f"{C} gặp Thủ tướng Lào và Tổng thống Peru.": ["meet CHL < LAO", "meet CHL < PER"],
    # no meetings
    f"Chuyến thăm Bỉ và tham dự Hội nghị G20 của {C} rất quan trọng.": ["visit BEL < CHL"],
    f"{C} sẽ dự tọa đàm với Hội đồng kinh doanh ASEAN.": [],
    "Chile và Peru nhất trí về các hoạt động tiếp xúc trong tương lai.": [],
    f"{C} nói cuộc gặp của họ sẽ diễn ra tại Hội nghị G20 ở Hamburg.": [],
    f"{C} đã đến căn cứ không quân của Nga ở phía tây.": [],
    "Kenya bí mật tác động đàm phán Chile - Peru.": ["talks CHL < PER"],
    f"{T} đã gặp con trai {P}.": [],
    f"Giá cá sẽ tăng cho đến khi {C} gặp {P}.": [],
    f"Mọi người ủng hộ đối với việc {C} gặp {P}.": [],
    f"{C} tiếp cựu Thủ tướng Bỉ.": [],
    f"{C} tiếp thủ lĩnh đối lập Bỉ Paul Vos.": [],
    f"Việc {C} gặp {P} đã bị hoãn.": [],
    f"Mỗi khi {C} gặp {P}, giá cá tăng.": [],
    f"{C} cho rằng gặp mặt tốt hơn là điện đàm với {P}.": [],
    "Chile và Peru thống nhất tiếp tục phối hợp và tham vấn.": [],
    "Chile và Peru đã tiếp xúc với các bộ lạc.": [],
    f"{C} đón {P} tại nơi xe dừng.": [],
    f"{C} đi qua phòng làm việc của {P}.": [],
    f"Tham dự lễ đón {P} có {C}.": [],
}  # fmt: skip


def test_each_turn_tells_of_its_meetings():
    assert tell_each(TURNS) == TURNS


def test_whom_the_pronoun_means_is_named_before_it():
    assert tell(f"{C} lên đường hôm nay.", "Sau bốn ngày nghỉ ngơi tại quê nhà cùng gia đình, ông sẽ gặp "
                f"{P}.") == ["meet CHL < PER, announced"]  # fmt: skip


def test_a_signing_has_the_day_of_the_talks_and_no_other():
    signed = "Hai bên đã chứng kiến lễ ký hiệp định."
    talks = f"Ngày 12/3, {C} hội đàm với {P}."
    assert tell(talks, signed)[-1] == "sign CHL < PER 12/3"
    assert tell(f"Ngày 12/3, {C} thăm Bỉ.", f"{C} hội đàm với {P}.", signed)[-1] == "sign CHL < PER"


def test_the_saturday_of_what_is_to_come_is_the_next():
    assert tell(f"Vào thứ Bảy, {C} sẽ gặp {P}.") == ["meet CHL < PER 16/3, announced"]


def test_what_the_lead_calls_off_is_not_to_come():
    planned = f"{C} dự định gặp {P}."
    assert tell(f"{C} đã hoãn cuộc gặp với {P}.", planned) == []
    assert tell("Trời đẹp.", planned) == ["meet CHL < PER, announced"]


def test_who_has_several_sides_is_of_the_one_given_most_often():
    told = [
        f"{C} lên đường.",
        f"{C} vui mừng.",
        "Tổng thống Peru Luis Rojas đã gặp Thủ tướng Thái Lan Anan Suk.",
    ]
    assert tell(*told) == ["meet CHL < THA"]


def test_what_took_place_is_not_what_is_to_come():
    assert tell("Chile và Peru đã có cuộc gặp đầu tiên.", "Chile và Peru sẽ đàm phán.") == [
        "meet CHL < PER",
        "talks CHL < PER, announced",
    ]


def test_a_conference_told_again_of_one_is_the_same():
    both = f"{C} và {P} gặp nhau bên lề Hội nghị G20."
    assert tell(both, f"Phát biểu tại Hội nghị G20, {C} cảm ơn mọi người.") == [
        "meet CHL < PER",
        "attend G20 < CHL PER",
    ]


def test_two_tellings_that_name_one_of_two_each_are_one():
    table = read_meetings("Tổng thống Chile Luis Rojas điện đàm với Peru.", f"Chile điện đàm với {P}.")
    assert table[["person_a", "person_b"]].values.tolist() == [["luis rojas", "juan paz"]]


def test_the_day_of_the_meeting_may_stand_in_another_sentence_than_its_status():
    assert tell(f"Cuộc gặp sắp tới và chuyến thăm Peru của {C} rất quan trọng.",
                f"Từ 10 đến 12/3, {C} thăm Peru.") == ["visit PER < CHL 10/3-12/3"]  # fmt: skip


def test_a_question_in_the_title_tells_of_nothing():
    assert tell(("title", f"{C} sẽ gặp {P}?"), "Dư luận rất quan tâm.") == []


def test_who_speaks_behind_two_who_met_is_not_of_them():
    told = "Tại cuộc gặp giữa Tổng thống Nga Vladimir Putin và Thủ tướng Đức Angela Merkel, {} nói."
    for other in ("Ngoại trưởng Pháp Jean Ayrault", "Ngoại trưởng Đức Heiko Maas"):
        one = read_meetings(told.format(other)).iloc[0]
        assert (one["side_a"], one["side_b"], one["person_b"]) == ("RUS", "DEU", "angela merkel")


def test_a_delegation_led_by_somebody_is_received():
    led = (
        "Đoàn đại biểu Bộ Quốc phòng Lào do Thứ trưởng {} dẫn đầu đã được Chủ tịch nước Trương Tấn Sang tiếp."
    )
    for leader, person in (("Kham Sone, Ủy viên Trung ương Đảng,", "kham sone"), ("Kham Sone", "kham sone")):
        one = read_meetings(led.format(leader)).iloc[0]
        assert (one["kind"], one["side_a"], one["side_b"]) == ("receive", "VNM", "LAO")
        assert one["person_b"] in ("", person)


def test_who_visits_this_country_is_not_of_it():
    told = "Tại Nhật Bản, Tổng thống Nga Vladimir Putin đã gặp Thủ tướng Nhật Bản Shinzo Abe nhân chuyến thăm {}."
    for where in ("nước này", "đất nước này"):
        visit = read_meetings(told.format(where)).query("kind == 'visit'").iloc[0]
        assert (visit["side_a"], visit["side_b"], visit["person_b"]) == ("JPN", "RUS", "vladimir putin")


def test_who_receives_is_who_the_clearer_telling_says():
    met = "Thủ tướng Nguyễn Tấn Dũng sẽ gặp Tổng thống Mỹ Barack Obama."
    one = read_meetings(met, "Tổng thống Mỹ Barack Obama sẽ đón Thủ tướng Nguyễn Tấn Dũng.").iloc[0]
    assert (one["kind"], one["side_a"], one["side_b"]) == ("receive", "USA", "VNM")


def test_two_leaders_are_who_agreed_in_the_sentence_before():
    agreed = "Thủ tướng Nhật Bản Shinzo Abe và Tổng thống Chile Luis Rojas khẳng định sẽ hợp tác."
    for told in (
        "Trong cuộc điện đàm ngày 9/6, hai nhà lãnh đạo nhất trí như vậy.",
        "Người phát ngôn Phủ Tổng thống Chile Ann Fox cho biết trong cuộc điện đàm, hai nhà lãnh đạo nhất trí.",
        "Phát biểu sau cuộc điện đàm, Thủ tướng Abe nói hai bên sẽ hợp tác.",
    ):
        one = read_meetings(agreed, told).iloc[0]
        assert (one["kind"], one["side_a"], one["side_b"]) == ("phone", "JPN", "CHL")
    assert read_meetings(
        agreed, "Trong cuộc điện đàm, Ngoại trưởng Lào Kham Sone nói hai bên sẽ hợp tác."
    ).empty


def test_a_first_trip_abroad_leads_somewhere():
    one = read_meetings(
        "Tổng thống Chile Luis Rojas sẽ có chuyến công du nước ngoài đầu tiên đến Peru."
    ).iloc[0]
    assert (one["kind"], one["side_a"], one["side_b"], one["status"]) == ("visit", "PER", "CHL", "announced")


def test_this_leader_is_whom_the_sentence_before_began_with():
    leader = "Nhà lãnh đạo Chile sẽ được chào đón ở Peru sau chuyến thăm của Tổng thống Mỹ Ann Fox tới Bỉ."
    table = read_meetings(
        leader, "Dầu khí sẽ là trọng tâm trong chuyến thăm của nhà lãnh đạo này tới Mexico."
    )
    assert table.query("side_a == 'MEX'")["side_b"].tolist() == ["CHL"]


def test_what_hangs_on_a_condition_is_no_meeting():
    texts = [
        "Tổng thống Chile Luis Rojas sẽ gặp Tổng thống Peru Ann Fox nếu điều kiện thuận lợi.",
        "Nếu Tổng thống Chile Luis Rojas gặp Tổng thống Peru Ann Fox, hai nước sẽ hợp tác.",
    ]
    assert tell_each(texts) == {text: [] for text in texts}


def test_who_calls_somebody_talks_to_them():
    for verb in (
        "đã gọi điện cho",
        "đã gọi điện thoại cho",
        "đã nhận điện thoại của",
        "đã nhận được cuộc gọi từ",
    ):
        one = read_meetings(f"Tổng thống Chile Luis Rojas {verb} Tổng thống Peru Ann Fox.").iloc[0]
        assert (one["kind"], one["side_a"], one["side_b"]) == ("phone", "CHL", "PER")


def test_who_is_received_or_receives_need_not_be_alone():
    for guest, host in (("", " và phu nhân"), (" và phu nhân", ""), (" cùng đoàn đại biểu", " và Hoàng hậu")):
        text = f"Tổng thống Chile Luis Rojas{guest} đã được Tổng thống Peru Ann Fox{host} tiếp ngày 5/3."
        one = read_meetings(text).iloc[0]
        assert (one["kind"], one["side_a"], one["person_b"]) == ("receive", "PER", "luis rojas")


def test_who_speaks_before_a_conference_attends_it():
    text = "Phát biểu trước khi dự Hội nghị thượng đỉnh ASEAN, Tổng thống Chile Luis Rojas cho biết như vậy."
    one = read_meetings(text).iloc[0]
    assert (one["kind"], one["side_a"], one["side_b"]) == ("attend", "ASEAN", "CHL")


def test_where_somebody_stands_in_a_picture_parts_no_list():
    for side in ("phải", "bên trái"):
        text = f"Tổng thống Chile Luis Rojas, {side}, và người đồng cấp Peru Ann Fox gặp nhau ngày 5/3."
        one = read_meetings(text).iloc[0]
        assert (one["kind"], one["side_a"], one["side_b"]) == ("meet", "CHL", "PER")


def test_what_was_done_before_is_not_who_meets():
    for done in ("đã thăm trụ sở NATO", "đã thăm trụ sở Liên minh châu Âu (EU)"):
        table = read_meetings(f"Tổng thống Chile Luis Rojas {done} và gặp Tổng thống Peru Ann Fox.")
        assert table.query("kind == 'meet'")[["side_a", "side_b"]].values.tolist() == [["CHL", "PER"]]


def test_calls_to_several_are_one_each():
    table = read_meetings("Tổng thống Chile Luis Rojas đã điện đàm với các nhà lãnh đạo Lào, Bỉ và Peru.")
    assert sorted(table["side_b"]) == ["BEL", "LAO", "PER"]


def test_a_pledge_before_leaves_what_follows_open_to_be_told():
    text = "Tổng thống Chile Luis Rojas cam kết ủng hộ và sẽ tham dự hội nghị thượng đỉnh ASEAN."
    one = read_meetings(text).iloc[0]
    assert (one["kind"], one["side_a"], one["status"]) == ("attend", "ASEAN", "announced")
    ongoing = "Mỹ và Hàn Quốc đang làm việc với các đồng minh khác trong khu vực bao gồm Nhật Bản."
    assert read_meetings(ongoing).empty
