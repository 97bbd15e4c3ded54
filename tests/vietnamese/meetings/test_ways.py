"""Ways of telling: tours, conferences, lists of whom one met, and what is like a meeting and is none."""

from encounters import read_meetings, tell, tell_each

C, P = "Tổng thống Chile Luis Rojas", "Tổng thống Peru Juan Paz"
T = "Thủ tướng Thái Lan Anan Suk"
WAYS = {
    f"{C} sẽ thăm ba nước châu Phi gồm Kenya, Ghana và Togo.":
        ["visit GHA < CHL, announced", "visit KEN < CHL, announced", "visit TGO < CHL, announced"],
    f"{C} bình luận về chuyến công du ba nước châu Âu gồm Ý, Bỉ và Áo của {T}.":
        ["visit AUT < THA", "visit BEL < THA", "visit ITA < THA"],
    f"{C} kết thúc chuyến công du, với những điểm dừng chân ở châu Phi gồm Kenya và Togo.":
        ["visit KEN < CHL", "visit TGO < CHL"],
    f"{C} đã chọn Peru làm điểm đến đầu tiên.": ["visit PER < CHL"],
    f"Togo, nơi {C} sẽ ghé thăm từ ngày 20-22/3, có nhiều mỏ.": ["visit TGO < CHL 20/3-22/3, announced"],
    f"Đây là cam kết của {C} trong chuyến thăm Togo từ ngày 10-12/3.": ["visit TGO < CHL 10/3-12/3"],
    f"Hôm nay (15/3), {C} bắt đầu chuyến thăm bốn ngày tới Togo.": ["visit TGO < CHL 15/3"],
    f"Ngày 12/3, {C} đã có buổi thăm Hải Phòng.": ["visit VNM < CHL 12/3"],
    f"{C} rời Togo đến Kenya hôm qua.": ["visit KEN < CHL 14/3"],
    f"{C} là nguyên thủ đầu tiên của Nam Mỹ tới Togo.": ["visit TGO < CHL"],
    f"{C} vui vẻ nhận lời thăm Togo.": ["visit TGO < CHL, announced"],
    f"{C} bày tỏ mong muốn sớm đón {T} thăm Chile.": [],
    f"Chuyến công du châu Á của {C} không khiến Kenya lo lắng.": [],
    "Chuyến thăm Togo, nước láng giềng của Ghana, là chuyến thăm đầu tiên của một tổng thống Chile.":
        ["visit TGO < CHL"],
    f"{T} vừa kết thúc chuyến công tác Togo và đang thăm Kenya.": ["visit TGO < THA", "visit KEN < THA"],
    f"Sáng 12/3, Chủ tịch nước Vũ Mạnh và {C} đã hội kiến tại Phủ Chủ tịch.": ["receive VNM < CHL 12/3"],
    f"{C} đã trao đổi với {T} về khí hậu hôm 12/3.": ["talks CHL < THA 12/3"],
    f"{C} ăn tối với {T} hôm 12/3.": ["other CHL < THA 12/3"],
    f"{C}, người mà {T} đã gặp hôm 12/3, cho biết vậy.": ["meet THA < CHL 12/3"],
    f"{C}, người mà {T} đã tiếp hôm 12/3, cho biết vậy.": ["receive THA < CHL 12/3"],
    f"{C}, nhân vật {T} đã tiếp hôm 12/3, cho biết vậy.": ["receive THA < CHL 12/3"],
    f"{C} sẽ có cuộc gặp với Bộ trưởng các nước Peru, Bolivia và Brazil.":
        ["meet CHL < BOL, announced", "meet CHL < BRA, announced", "meet CHL < PER, announced"],
    "Thủ tướng Đỗ An đã tiếp xúc lãnh đạo các nước, gồm Peru, Bolivia và Chile.":
        ["meet VNM < BOL", "meet VNM < CHL", "meet VNM < PER"],
    "Chile và Peru sẽ bắt đầu các cuộc đàm phán về biên giới.": ["talks CHL < PER, announced"],
    "Chile sẽ chỉ trở lại bàn đàm phán với Peru nếu có bảo đảm.": [],
    f"{C} sẽ làm việc với phía Peru để soạn thảo hiệp ước.": [],
    f"Hiệp ước được ký ngày 12/3 tại Lima giữa {C} và {P}.": ["sign CHL < PER 12/3"],
    f"{C} sẽ gặp {P} ngày 17 và 18/3.": ["meet CHL < PER 17/3-18/3, announced"],
    f"Phát biểu tại Diễn đàn Kinh tế Thế giới, {C} kêu gọi hành động.": ["attend WEF < CHL"],
    f"{C} phát biểu khai mạc Đối thoại Shangri-La.": ["attend SHANGRI-LA < CHL"],
    f"Sự tham dự của {C} tại Đối thoại Shangri-La cho thấy vai trò của Nam Mỹ.":
        ["attend SHANGRI-LA < CHL"],
    f"Tham dự Hội nghị ASEAN có {C} và {P}.": ["attend ASEAN < CHL PER"],
    f"Diễn đàn Kinh tế Thế giới có sự tham dự của nhiều lãnh đạo trong đó có {C} và {P}.":
        ["attend WEF < CHL PER"],
    "Đại sứ Chile Luis Rojas cùng đại diện các nước Togo, Kenya, Ghana đã tham dự Diễn đàn Cá tại Lima, Peru.":
        ["attend PER < CHL TGO KEN GHA"],
    f'"Ông chủ Nhà Trắng" sẽ có cuộc gặp với {P}.': ["meet USA < PER, announced"],
    f"Tổng thốngChileLuis Rojas đã gặp {P}.": ["meet CHL < PER"],
    f"{C} sẽ có các cuộc gặp với nhà lãnh đạo cao nhất của Peru.": ["meet CHL < PER, announced"],
    f"{C} sẽ thăm Bỉ, Lào và các nước tham gia khác gồm Nhật Bản và Togo.":
        ["visit BEL < CHL, announced", "visit JPN < CHL, announced", "visit LAO < CHL, announced",
         "visit TGO < CHL, announced"],
    f"{C} đã phải dành thời gian để tiếp {P}.": ["receive CHL < PER"],
    f"{C} kỳ vọng {P} sẽ tham dự Hội nghị ASEAN.": [],
    f"{C} hiếm khi gặp {P}.": [],
    f"Ghana hy vọng chuyến thăm Togo của {C} sẽ góp phần phát triển vùng này.": ["visit TGO < CHL"],
    f"Ghana hy vọng có chuyến thăm Togo của {C}.": [],
    f"Ghana đề nghị vậy trước khi diễn ra cuộc hội đàm giữa {C} và {P} hôm 12/3.": ["talks CHL < PER 12/3"],
    f"Ông tới để chuẩn bị cho cuộc gặp giữa {C} và {P} ngày 17/3.": ["meet CHL < PER 17/3, announced"],
    f"Chưa rõ liệu Ghana có chuẩn bị cho cuộc gặp giữa {C} và {P}.": [],
    f"{C} và {P} hôm 12/3 công bố hiệp ước tại cuộc gặp ở Lima.": ["meet CHL < PER 12/3"],
    f"{C} và {P} hôm 12/3 công bố hiệp ước trong khuôn khổ cuộc gặp ở Lima.": ["meet CHL < PER 12/3"],
    f"Ngày 12/3, {C} đang ở thăm Peru đã hội đàm với {P}.": ["visit PER < CHL", "talks CHL < PER 12/3"],
    f"Ngày 12/3, {C} tiếp {T}. Sau cuộc tiếp với {C}, {T} đã gặp {P}.":
        ["receive CHL < THA 12/3", "meet THA < PER 12/3"],
    f"{C} và {P} đã ba lần gặp nhau.": [],
    f"Nhân dịp dự Hội nghị ASEAN tại Lào, ngày 12/3, {C} đã tiếp {P}.":
        ["attend ASEAN < CHL", "receive CHL < PER 12/3"],
    f"Phát biểu ngày 12/3 tại Hội nghị thượng đỉnh G20 diễn ra ở thủ đô Lima, {C} nói vậy.": ["attend G20 < CHL 12/3"],
    f"Ngày 12/3, {C} phát biểu tại Diễn đàn Kinh tế Thế giới.": ["attend WEF < CHL 12/3"],
    f"Trong phiên bế mạc của Diễn đàn Kinh tế Thế giới tổ chức tại Peru ngày 12/3, {C} kêu gọi hòa bình.":
        ["attend WEF < CHL 12/3"],
    f"Ngày 12/3, {C} dự Hội nghị Bộ trưởng Ngoại giao ASEAN.": ["attend AMM < CHL 12/3"],
    f"{C} vắng mặt tại Hội nghị cấp cao ASEAN ngày 12/3.": [],
    f"Ngày 12/3, Chile lên án vụ việc. Tuyên bố trên được đưa ra trong cuộc gặp giữa {C} và {P}.":
        ["meet CHL < PER 12/3"],
    f"Ngày 12/3, Chile sẽ giúp Peru. Đó là khẳng định của {C} trong cuộc gặp với {P}.": ["meet CHL < PER 12/3"],
    f"Ngày 12/3, Ghana lên án vụ việc. Tuyên bố của Lào được đưa ra trong cuộc gặp giữa {C} và {P}.":
        ["meet CHL < PER"],
    f"Ngày 12/3, Chile lên án vụ việc. {C} gặp {P}.": ["meet CHL < PER"],
    f"Kỳ họp Ủy ban hỗn hợp Chile - Peru diễn ra ngày 12/3 dưới sự đồng chủ trì của {C} và {P}.":
        ["talks CHL < PER 12/3"],
    f"Kỳ họp diễn ra ngày 12/3 dưới sự chủ trì của {C}.": [],
    f"Giả sử {C} bay sang Peru, giá cá sẽ giảm.": [],
    f"{C} chỉ trích cuộc trao đổi tù nhân giữa Peru và Kenya.": [],
    f"Cuộc gặp cử tri của {C}, Peru cho biết.": [],
    f"{C} phát biểu tại Boston về Hội nghị G20.": [],
    f"{C} phát biểu tại lễ ký thỏa thuận với Liên minh châu Âu.": ["sign CHL < EU"],
}  # fmt: skip


def test_each_way_tells_of_its_meetings():
    assert tell_each(WAYS) == WAYS


def test_an_envoy_is_not_whom_he_serves():
    for envoy in ("Đặc phái viên của Tổng thống Mỹ Barack Obama", "Chính quyền Tổng thống Mỹ John Hill"):
        table = read_meetings(f"{envoy} đã gặp Thủ tướng Thái Lan Anan Suk.")
        assert table[["side_a", "person_a", "person_b"]].values.tolist() == [["USA", "", "anan suk"]]


def test_of_two_who_met_before_one_meets_the_next():
    told = "Thủ tướng Đỗ An gặp Tổng thống Peru Juan Paz."
    assert tell(told, "Trong cuộc gặp với Thủ tướng Thái Lan Anan Suk, hai bên trao đổi về cá.") == [
        "meet VNM < PER",
        "meet VNM < THA",
    ]


def test_who_goes_to_a_country_is_who_was_said_to():
    table = read_meetings(
        "Chủ tịch nước Vũ Mạnh thăm Chile, còn Thủ tướng Đỗ An đang thăm Peru.",
        "Chuyến thăm Peru mở ra một giai đoạn mới.",
    )
    assert table["person_b"].tolist() == ["vũ mạnh", "đỗ an"]


def test_what_is_discussed_in_a_call_is_no_meeting_of_its_own():
    told = "Tổng thống Chile Luis Rojas điện đàm với Tổng thống Peru Juan Paz."
    assert tell(told, "Tổng thống Chile Luis Rojas đã thảo luận với Tổng thống Peru Juan Paz về cá.") == [
        "phone CHL < PER"
    ]


def test_a_conference_named_again_is_the_one_before():
    told = "Tổng thống Chile Luis Rojas dự Hội nghị ASEAN."
    assert tell(told, "Tổng thống Peru Juan Paz cũng tham dự hội nghị.") == ["attend ASEAN < CHL PER"]
    for other in ("lễ tang của một người bạn", "diễn đàn doanh nghiệp ở Lima", "phiên họp nội các"):
        assert tell(told, f"Tổng thống Peru Juan Paz tham dự {other}.") == ["attend ASEAN < CHL"]
    told = "Bộ trưởng Quốc phòng Chile Luis Rojas và Bộ trưởng Quốc phòng Peru Juan Paz đã thảo luận về cá."
    assert tell(told, "Cuộc gặp này được tổ chức bên lề Diễn đàn an ninh tại TP Halifax của Canada.") == [
        "talks CHL < PER",
        "attend CAN < CHL PER",
    ]
    assert tell(told, "Cuộc gặp khác bên lề Hội nghị ASEAN đã bị hủy.") == ["talks CHL < PER"]


def test_a_visit_that_is_welcomed_leads_to_who_welcomes_it():
    told = f"{C} hội đàm với {P}."
    assert tell(told, f"Khẳng định chuyến thăm của {P} có ý nghĩa, {C} cảm ơn.") == [
        "talks CHL < PER",
        "visit CHL < PER",
    ]


def test_a_counterpart_is_who_holds_the_office_in_a_second_telling():
    told = f"Ngày 12/3, {C} gặp người đồng cấp Peru Juan Paz."
    assert tell(("title", "Tổng thống Chile gặp Tổng thống Peru"), told) == ["meet CHL < PER 12/3"]


TURNS = {
    f"{C} họp báo cùng với {P}.": ["meet CHL < PER"],
    f"Trong cuộc họp báo với {P}, {C} cảm ơn.": ["meet CHL < PER"],
    f"{C} sẽ thăm TP. Osaka, gặp {P} và dự lễ.": ["meet CHL < PER, announced", "visit JPN < CHL, announced"],
    f"{C} và {P} sẽ thảo luận về cá vào ngày 22/3.": ["talks CHL < PER 22/3, announced"],
    f"{C} cho phép báo chí vào phòng khi tiếp {P}.": ["receive CHL < PER"],
    f"{C} muốn nói điều này khi gặp {P}.": [],
    f"Belga dẫn lời {C} phát biểu sau khi hội đàm với {P}.": ["talks CHL < PER"],
    f"Belga dẫn lời {C} phát biểu trong chuyến thăm Bỉ.": ["visit BEL < CHL"],
    f"Trong chuyến thăm không báo trước tới Bỉ, {C} cảm ơn.": ["visit BEL < CHL"],
    f"Điểm dừng đầu tiên của {C} là Bỉ.": ["visit BEL < CHL"],
    f"{C} rời Bỉ sau chuyến thăm hai ngày.": ["visit BEL < CHL"],
    f"{C} đã có cuộc hội đàm quan trọng, rất hiệu quả với {P}.": ["talks CHL < PER"],
    f"Báo chí nêu các cuộc hội đàm giữa {C} với các đồng nhiệm Lào và Bỉ.": ["talks CHL < BEL", "talks CHL < LAO"],
    f"Các cuộc gặp giữa {C} với các nhà lãnh đạo Lào kéo dài.": ["meet CHL < LAO"],
    f"Tổng thư ký Liên Hợp Quốc gặp {P}.": ["meet UN < PER"],
    f"Điều phối viên thường trú Liên Hợp Quốc tại Việt Nam hội đàm với {P}.": ["talks UN < PER"],
    f"{C} tiếp Vụ trưởng Vụ châu Á Bộ Ngoại giao Lào.": ["receive CHL < LAO"],
    f"{C} hội đàm với Thứ trưởng Bộ Lao động Lào.": ["talks CHL < LAO"],
    "Chile và Peru sẽ lập tức bắt đầu đàm phán về cá.": ["talks CHL < PER, announced"],
    f"{C} tiếp Bộ trưởng Quốc phòng và Bộ trưởng Công an Lào.": ["receive CHL < LAO"],
    f"{C} gặp Tổng thống, Thủ tướng và Chủ tịch Quốc hội Bỉ.": ["meet CHL < BEL"],
    f"{C} gặp song phương với Lào và Bỉ.": ["meet CHL < BEL", "meet CHL < LAO"],
    f"{C} và {P} lần lượt thăm Bỉ.": ["visit BEL < CHL", "visit BEL < PER"],
    f"Trong khuôn khổ Hội nghị G20 (ngày 5/3), {C} hội đàm với {P}.": ["attend G20 < CHL", "talks CHL < PER"],
    f"{C} và {P} đã nhất trí gặp nhau tại Bỉ.": ["meet CHL < PER, announced"],
    "Vòng tham vấn lần thứ 3 về cá giữa Chile và Peru diễn ra ngày 5/3.": ["talks CHL < PER 5/3"],
    "Lễ ký Thỏa thuận về cá giữa Chile và Peru diễn ra ngày 5/3 tại Lima.": ["sign CHL < PER 5/3"],
    f"{C} kết thúc chuyến thăm chính thức Bỉ và lên đường thăm Lào.": ["visit BEL < CHL", "visit LAO < CHL"],
    f"Chuyến thăm của {C} sẽ kéo dài từ 20 đến 22/3 tới Bỉ và Lào.":
        ["visit BEL < CHL 20/3-22/3, announced", "visit LAO < CHL 20/3-22/3, announced"],
    f"Chuyến thăm của {C} từ ngày 3 đến 5/3 tới Bỉ theo lời mời của bà An.": ["visit BEL < CHL 3/3-5/3"],
    f"{C} đã thăm Bỉ. Hai nhà lãnh đạo đã hội đàm ngày 5/3.": ["talks BEL < CHL 5/3", "visit BEL < CHL"],
    f"{C} đã thăm Bỉ. Nhà lãnh đạo của hai nước đã có cuộc hội đàm.": ["talks BEL < CHL", "visit BEL < CHL"],
    f"{C} đã thăm Bỉ. Hai bên đang đàm phán về cá.": ["visit BEL < CHL"],
    f"{C} đã thăm Bỉ. Hai bên đường, nhiều người đón chào Tổng thống.": ["visit BEL < CHL"],
    f"{C} gặp lãnh đạo Bỉ, Lào và Peru.": ["meet CHL < BEL", "meet CHL < LAO", "meet CHL < PER"],
    f"{C} đàm phán với lãnh đạo Bỉ và Lào.": ["talks CHL < BEL LAO"],
    f"Ông Teo Silva, đặc phái viên của {C}, đã gặp {P}.": ["meet CHL < PER"],
    "Chính phủ Lào và phe đối lập đã đồng ý tham dự Hội nghị quốc tế về cá, dự kiến diễn ra tại Geneva (Thụy Sĩ).":
        ["attend CHE < LAO, announced"],
    f"Phát biểu ngày 5/3 của {C} tại Hội nghị thượng đỉnh G20 gây chú ý.": ["attend G20 < CHL 5/3"],
    f">> Toàn văn phát biểu của {C} tại Hội nghị thượng đỉnh G20": [],
    f"Hai bên ký hiệp định sau nhiều tháng đàm phán. {C} đúc kết sau ba năm đàm phán với Bỉ.": [],
    "Lào đã tham dự Hội nghị thượng đỉnh G20 từ năm 2002.": [],
    f"Ngày 12/3, {C} lên đường đi dự Hội nghị thượng đỉnh G20.": ["attend G20 < CHL"],
    "Đoàn công tác Bộ Công an Lào thăm Bỉ từ ngày 3 đến 5/3.": ["visit BEL < LAO 3/3-5/3"],
    "Tại Viêng Chăn, Thủ tướng Bỉ và Thủ tướng Chile hội đàm.": ["talks BEL < CHL"],
    "Thứ trưởng Phụ nữ Lào gặp Bộ trưởng Lao động Bỉ.": ["meet LAO < BEL"],
    "Phụ nữ Lào gặp lao động Bỉ.": [],
    "Bộ trưởng Lao động ba nước Bỉ, Lào và Chile đã họp.": ["talks BEL < LAO CHL"],
    f"{T} nêu nhiều nỗ lực, trong đó có cuộc điện đàm giữa {C} và {P} vào ngày 5/3.": ["phone CHL < PER 5/3"],
    f"{C} gặp những người đồng cấp Kham Sone của Lào và Jan Maes của Bỉ.": ["meet CHL < BEL", "meet CHL < LAO"],
    f"Cuộc gặp giữa {C} và những người đồng cấp Kham Sone của Lào, Jan Maes của Bỉ kéo dài.":
        ["meet CHL < LAO BEL"],
    f"{C} gặp Vua Jan Maes của Bỉ, {P} và {T}.": ["meet CHL < BEL", "meet CHL < PER", "meet CHL < THA"],
    f"{C} thăm Bỉ từ ngày 3 đến 6/3 và hội đàm với {P}.": ["talks CHL < PER", "visit BEL < CHL 3/3-6/3"],
    "Đại sứ Lào tại Peru đã bị Bộ Ngoại giao Peru triệu tập ngày 5/3.": ["receive PER < LAO 5/3"],
    "Đại sứ Lào Kham Sone bị triệu tập tới Bộ Ngoại giao Peru.": ["receive PER < LAO"],
    f"{P} bị {C} triệu tập.": [],
    f"{C} lỡ cuộc gặp với {P}.": [],
    f"{C} cử binh sĩ tới Bỉ.": [],
    f"{C} nói về chuyến thăm Bỉ của du khách.": [],
    f"Ngày 12/3, {C} hội đàm qua điện thoại với {P}.": ["phone CHL < PER 12/3"],
    f"Ngày 12/3, {C} đã có cuộc hội kiến {P}.": ["receive PER < CHL 12/3"],
    f"Ngày 12/3, {C} đã tiếp tân Đại sứ Peru Juan Paz.": ["receive CHL < PER 12/3"],
    f"{C} dự tiệc tiếp tân ở Peru.": [],
    f"{C} đã tiếp thị sản phẩm của Peru.": [],
    f"Ngày 12/3, đoàn do {C} dẫn đầu đã tới Bỉ.": ["visit BEL < CHL 12/3"],
    f"Ngày 12/3, {C} cùng đoàn đại biểu cấp cao đã đến Bỉ.": ["visit BEL < CHL 12/3"],
    f"{C} được mời dự Hội nghị thượng đỉnh G20 và sẽ phát biểu.": ["attend G20 < CHL, announced"],
    f"{C} được mời dự Hội nghị thượng đỉnh G20.": [],
    f"Trong khuôn khổ Hội nghị Cấp cao ASEAN, {C} cảm ơn.": ["attend ASEAN < CHL"],
    f"{C} sẽ trình bày kế hoạch tại Hội nghị Cấp cao ASEAN.": ["attend ASEAN < CHL, announced"],
    f"Ngày 12/3, trước sự chứng kiến của {C} và {P}, hai bộ đã ký thỏa thuận.": ["sign CHL < PER 12/3"],
    f"Ngày 12/3, lễ đón {P} do {C} chủ trì.": ["other CHL < PER 12/3"],
    f"Ngày 12/3, {P} được {C} trao Huân chương Hữu nghị.": ["other CHL < PER 12/3"],
    f"Ngày 12/3, {C} có bữa tối làm việc với {P}.": ["other CHL < PER 12/3"],
    "Ngày 12/3, ông Luis Rojas, Tổng thống Chile, và ông Juan Paz, Tổng thống Peru, gặp nhau.": [
        "meet CHL < PER 12/3"
    ],
    "Cuộc gặp giữa Tổng thống Luis Rojas của Chile và Tổng thống Juan Paz của Peru kéo dài.": ["meet CHL < PER"],
    f"{C} gặp Ngoại trưởng Lào Boun Keo, và {P} thăm Bỉ.": ["meet CHL < LAO", "visit BEL < PER"],
    f"{C} tiếp Thị trưởng Tokyo Ken Sato.": ["receive CHL < JPN"],
    f"{C} đang ở thành phố Hebron, khu Bờ Tây và có cuộc gặp với lãnh đạo Lào Boun Keo.": ["meet CHL < LAO"],
    f"Cuộc gặp bên lề lễ hội tại Osaka, Nhật Bản giữa {C} và {P} kéo dài.": ["meet CHL < PER"],
    f"Trong bản ghi nhớ ký kết ngày 12/3 giữa {C} và {P}, hai bên lập một quỹ.": ["sign CHL < PER 12/3"],
    f"Trong bản ghi nhớ ký kết giữa {C} và {P}, hai bên lập một quỹ.": [],
    f"Trong suốt chuyến thăm 2 ngày tới thủ đô Tokyo, {C} cảm ơn.": ["visit JPN < CHL"],
    f"Cuộc gặp giữa {C} và Ngoại trưởng Chile Ana Diaz với các đối tác Lào kéo dài.": ["meet CHL < LAO"],
    f"Hội nghị thượng đỉnh G20 cũng là hội nghị mà {C} sẽ tham dự.": ["attend G20 < CHL, announced"],
}  # fmt: skip


def test_further_turns_of_speech():
    assert {text: sorted(told) for text, told in tell_each(TURNS).items()} == TURNS


def test_who_is_welcomed_on_a_visit_is_one_of_the_two_who_met():
    told = f"{C} chủ trì lễ đón {P} thăm chính thức Chile ngày 5/3."
    assert "talks CHL < PER 5/3" in tell(told, "Sau lễ đón, hai Tổng thống đã hội đàm.")
    assert "sign CHL < PER" in [row[:14] for row in tell(told, "Hai Tổng thống đã ký một thỏa thuận về cá.")]
    assert not any(row.startswith("sign") for row in tell(told, "Hai nước đã ký một thỏa thuận về cá."))


def test_a_signing_on_a_day_without_a_year_is_an_occasion():
    signed = f"{C} cùng {P} đã ký một thỏa thuận về cá."
    assert tell(f"Ngày 2/2, {signed}", published="") == ["sign CHL < PER"]
    assert tell(signed, published="") == []


def test_who_speaks_at_the_conference_told_of_is_there():
    told = f"{C} dự Hội nghị thượng đỉnh G20."
    for words in ("Tại hội nghị, {} cảm ơn.", "{} tuyên bố tại Diễn đàn rằng hòa bình là cần thiết."):
        assert tell(told, words.format(P)) == ["attend G20 < CHL PER"]
        assert tell(words.format(P)) == []
    assert tell(told, f"{P} nói về cá tại hội nghị của Togo.") == ["attend G20 < CHL"]


def test_a_visit_without_a_visitor_is_of_who_was_said_to_go_there():
    told = f"{P} gặp {T}."
    assert tell("Nhà lãnh đạo Bỉ sẽ thăm Togo.", told, "Chuyến thăm Togo diễn ra sau bầu cử.") == [
        "visit TGO < BEL, announced",
        "meet PER < THA",
    ]


def test_who_goes_out_to_welcome_receives_nobody():
    assert tell(f"{C} ra đón {P}.", f"{C} đã ra tận cửa đón {P}.") == ["receive CHL < PER"]
