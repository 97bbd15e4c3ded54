"""Statements: joint speakers, quotations that are half of a sentence, abbreviations, and what is told of a talk."""

import pytest

from kit.tag.statements import find_statements_in_text


def read(text):
    """Cue, act, speaker and addressee of each statement of a text."""
    table = find_statements_in_text(text)
    return [tuple(row) for row in table[["text", "act", "speaker_side", "addressee_side"]].values.tolist()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hai bộ trưởng quốc phòng Lào và Séc nhất trí hợp tác.", [("nhất trí", "agree", "LAO CZE", "")]),
        ("Hai vị bộ trưởng của Lào và Séc nhất trí hợp tác.", [("nhất trí", "agree", "LAO CZE", "")]),
        (
            "Bộ trưởng Quốc phòng hai nước Lào và Séc nhất trí hợp tác.",
            [("nhất trí", "agree", "LAO CZE", "")],
        ),
        (
            "Ngoại trưởng ba nước Lào, Séc và Peru nhất trí hợp tác.",
            [("nhất trí", "agree", "LAO CZE PER", "")],
        ),
        ("Lào, Séc, và Peru phản đối việc này.", [("phản đối", "oppose", "LAO CZE PER", "")]),
        ("Cả Lào lẫn Séc đều lên án vụ việc.", [("lên án", "oppose", "LAO CZE", "")]),
        (
            "Một số nước ASEAN, gồm cả Lào, Brunei và Malaysia đã nêu đề xuất đóng cửa.",
            [("nêu đề xuất", "propose", "LAO BRN MYS", "")],
        ),
        (
            "Các thành viên đoàn đàm phán của Lào và Séc đã trao đổi về cá.",
            [("trao đổi về", "discuss", "LAO CZE", "")],
        ),
        ("Quan chức và doanh nhân Lào lo ngại mưa kéo dài.", [("lo ngại", "concern", "LAO", "")]),
        ("Sau đó, cả Lào, Séc và Peru đều lên án vụ việc.", [("lên án", "oppose", "LAO CZE PER", "")]),
        ("Nhiều nước thành viên EU phản đối việc này.", [("phản đối", "oppose", "EU", "")]),
        (
            "Hai bộ trưởng Lào và Séc “cũng đã thảo luận việc xây cầu”.",
            [("thảo luận", "discuss", "LAO CZE", "")],
        ),
        (
            "Lào thông báo nước này và Séc đã nhất trí xây cầu.",
            [("thông báo", "inform", "LAO", "CZE"), ("nhất trí", "agree", "LAO CZE", "")],
        ),
        (
            "Ngoại trưởng Lào Kham Phon và Ngoại trưởng Séc Jan Novák tập trung thảo luận về cá.",
            [("thảo luận", "discuss", "LAO CZE", "")],
        ),
        (
            "Lào lên án vụ phóng tên lửa và Séc mạnh mẽ phản đối hành động này.",
            [("lên án", "oppose", "LAO", ""), ("phản đối", "oppose", "CZE", "")],
        ),
    ],
)
def test_several_speak_together_or_each_of_them(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "speaker", "person"),
    [
        ("Chánh văn phòng Tổng thống Séc, ông Petr Malý, cho biết vậy.", "CZE", "petr malý"),
        (
            "Người dẫn đầu phái đoàn Lào - ông Kham Phon - nói với phóng viên rằng trời mưa.",
            "LAO",
            "kham phon",
        ),
        ("Bà Anna Silva, người phát ngôn của Tổng thống Séc Jan Novák, cho biết vậy.", "CZE", "anna silva"),
        ("Ông Đỗ An - Ủy viên Bộ Chính trị, Phó Thủ tướng Chính phủ - cảm ơn bà con.", "VNM", "đỗ an"),
        ("Bộ trưởng Phát triển Quốc tế của Séc cam kết sẽ giúp Lào.", "CZE", ""),
        ("Tổng thống Séc Jan Novák năm ngoái đã công bố kế hoạch mới.", "CZE", "jan novák"),
        ("Ngoại trưởng Séc Jan Novák nói với hãng tin AFP, Lào cần hành động.", "CZE", "jan novák"),
        ("Ngoại trưởng Séc Jan Novák, đang ở thăm Lào cho biết trời mưa.", "CZE", "jan novák"),
        ("Ngoại trưởng Séc Jan Novák, hiện đang có mặt tại Hà Nội thông báo vậy.", "CZE", "jan novák"),
        ("Bộ Ngoại giao, Thương mại và Phát triển Séc ra tuyên bố lên án vụ việc.", "CZE", ""),
        ("Chánh văn phòng Nội các Séc cho biết trời mưa.", "CZE", ""),
        ("Tổng thanh tra Liên hợp quốc kêu gọi cải cách.", "UN", ""),
        ("Chỉ huy lực lượng cảnh sát biển Nhật Bản cho biết trời mưa.", "JPN", ""),
        ("Cụ thể OECD dự báo mưa sẽ tới.", "OECD", ""),
    ],
)
def test_an_office_and_its_holder_are_one_speaker(text, speaker, person):
    table = find_statements_in_text(text)
    assert table[["speaker_side", "person"]].values.tolist() == [[speaker, person]]


def test_a_body_speaks_by_its_abbreviation_but_no_firm_does():
    body = "Lực lượng Phòng vệ Lào (LPV) cho biết trời mưa. LPV khẳng định đường đã thông."
    assert [row[2] for row in read(body)] == ["LAO", "LAO"]
    staff = "Hội đồng Tham mưu trưởng liên quân Lào (LPV) cho biết trời mưa. LPV khẳng định đường đã thông."
    assert [row[2] for row in read(staff)] == ["LAO", "LAO"]
    firm = "Cơ quan báo chí đưa tin về Tập đoàn Điện lực Lào (LPV). LPV khẳng định điện đã có."
    assert read(firm) == []


def test_a_source_is_that_of_the_source_before_but_another_one_is_not():
    first = "Theo nguồn tin của Bộ Ngoại giao Séc, đàm phán đã bắt đầu. "
    assert read(first + "Nguồn tin xác nhận đoàn Lào đã tới.")[1:] == [("xác nhận", "inform", "CZE", "LAO")]
    assert read(first + "Một nguồn tin giấu tên xác nhận đoàn Lào đã tới.")[1:] == []


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Các quan chức Séc không bình luận gì, mà chỉ lưu ý rằng trời mưa.", ["lưu ý"]),
        ("Lào bác bỏ các cáo buộc và cho rằng chúng thiếu căn cứ.", ["bác bỏ", "cho rằng"]),
        ("Lào bác bỏ các điều khoản này, coi chúng là phi thực tế.", ["bác bỏ", "coi"]),
        ('Quân đội Lào đang tiến "chậm mà chắc" và mới tuyên bố chiếm một ngôi làng.', ["tuyên bố"]),
        ("Tổng thống Séc vẫn để mở cơ hội đối thoại và kêu gọi Lào thay đổi.", ["kêu gọi"]),
        ('"Trời mưa", Tổng thống Séc Jan Novák nói hôm 28/6, thêm rằng đường trơn.', ["nói", "thêm rằng"]),
        (
            "Bộ trưởng Séc Jan Novák đến Lào. “Bộ trưởng Novák đã nhấn mạnh vai trò của Lào”, phát ngôn viên "
            "Bộ Ngoại giao Séc Petr Malý nói.",
            ["nhấn mạnh", "nói"],
        ),
        (
            "Tổng thống Séc Jan Novák “cam kết mạnh mẽ với Lào”, Cố vấn Séc Petr Malý nói với báo giới.",
            ["cam kết", "nói"],
        ),
        ("“Chúng tôi đã đề nghị Lào trao đổi tù binh.”", []),
        ("Thủ tướng Séc Jan Novák đã khẳng định như vậy trong cuộc gặp.", []),
        ("Bắc Kinh đưa ra đề nghị trên trước khi họp với Lào.", []),
        ("Tổng thống Séc đưa ra tuyên bố trên truyền hình rằng Séc sẽ rút quân.", ["đưa ra tuyên bố"]),
        ("Nhà nước hỗ trợ nông dân mua giống.", []),
        ("Lào yêu cầu các tay súng được Séc hậu thuẫn rời đi.", ["yêu cầu"]),
        ("Séc viện dẫn lý do trời mưa và yêu cầu Lào rút quân.", ["viện dẫn", "yêu cầu"]),
        ("Séc đóng băng viện trợ cho Lào.", ["đóng băng viện trợ"]),
        ("Lào chia sẻ nỗi mất mát của Séc.", ["chia sẻ nỗi mất mát"]),
        ("Séc đưa ra lời chỉ trích nhằm vào Lào.", ["đưa ra lời chỉ trích"]),
        ("Séc nhấn mạnh những cáo buộc của Lào là vô lý.", ["nhấn mạnh"]),
        (
            "Tổng thống Séc Jan Novák coi việc Thủ tướng Lào, ông Kham Phon, tiếp phe đối lập là sai lầm, "
            "đồng thời yêu cầu Lào rút quân.",
            ["coi", "yêu cầu"],
        ),
        ("Tổng thống Séc Jan Novák thì cho biết ông mong muốn có mưa.", ["cho biết"]),
        ("Một quan chức Séc xác nhận trời mưa. Người này cho biết đường trơn.", ["xác nhận", "cho biết"]),
        ("Tổng thống Séc Jan Novák xác nhận trời mưa. Người này cho biết đường trơn.", ["xác nhận"]),
        ("Chính quyền Séc đã phát thông cáo báo chí bác bỏ tin này.", ["phát thông cáo báo chí bác bỏ"]),
        ("Tổng thống Séc Jan Novák đảm bảo rằng đường sẽ thông.", ["đảm bảo rằng"]),
        ("Lào yêu cầu Séc kiểm soát vũ khí, đảm bảo rằng chúng không bị bán.", ["yêu cầu"]),
        ("Nhà phân tích Petr Malý tại Học viện Hoàng gia Lào cho rằng trời sẽ mưa.", []),
        ("Hoàng gia Lào cho rằng trời sẽ mưa.", ["cho rằng"]),
        ("Reuters đưa tin Lào lên án vụ việc.", ["lên án"]),
        ("Báo chí đưa tin về việc Lào lên án Séc.", []),
        ("Lào phủ quyết dự thảo nghị quyết.", ["phủ quyết"]),
        ("Lào có quyền phủ quyết tại Hội đồng Bảo an.", []),
        ("Chỉ huy cảnh sát Séc Jan Novák cho biết đường đã thông.", []),
    ],
)
def test_which_verbs_of_a_sentence_are_statements(text, cues):
    assert [row[0] for row in read(text)] == cues


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Chính phủ Lào khẳng định họ không chấp nhận điều kiện nào.", "oppose"),
        ("Phía Séc cho biết họ sẵn sàng đàm phán.", "commit"),
        ("Ngoại trưởng Séc Jan Novák nói: “Chúng tôi muốn Lào tham gia hội nghị.”", "request"),
        ("Ngoại trưởng Séc Jan Novák nhấn mạnh Séc muốn bảo đảm an ninh.", "wish"),
        ("Ngoại trưởng Séc Jan Novák khẳng định Séc tiếp tục giữ cam kết về hiệp ước.", "commit"),
        ("Tổng thống Séc Jan Novák nói rằng Séc sẽ đáp trả nếu Lào áp thuế.", "oppose"),
        ("Tổng thống Séc Jan Novák cảnh báo Lào sẽ bị trừng phạt.", "oppose"),
        ("Ngoại trưởng Séc Jan Novák nói thêm rằng đoàn đã tới Lào.", "inform"),
        ("Ngoại trưởng Séc Jan Novák nói thêm rằng đây là sai lầm.", "affirm"),
        ("Tổng thống Séc Jan Novák cho rằng khối này cần cải cách.", "request"),
        ("OECD dự báo kinh tế Lào sẽ tăng trưởng.", "affirm"),
        ("Thượng viện Séc đã bỏ phiếu ủng hộ Lào.", "support"),
        ("Séc quyết định xóa nợ cho Lào.", "deed"),
        ("Cố vấn Séc Jan Novák gọi đề xuất của Lào là vô nghĩa.", "affirm"),
        ("Séc khẳng định sẽ không từ bỏ mục tiêu tại Lào.", "oppose"),
        ("Séc khẳng định sẽ không bao giờ từ bỏ nỗ lực vì hòa bình.", "commit"),
    ],
)
def test_the_class_of_what_is_said(text, act):
    assert [row[1] for row in read(text)] == [act]


def test_a_passive_is_aimed_at_whose_deed_it_is():
    assert read("Quyết định của EU về Lào đã bị Nga chỉ trích.") == [("chỉ trích", "oppose", "RUS", "EU")]


def test_a_talk_with_rebels_or_firms_is_none_with_their_state():
    talk = "Tổng thống Séc Jan Novák gặp {} Lào. Tổng thống khẳng định quan hệ sẽ tốt hơn."
    assert read(talk.format("Thủ tướng"))[-1][3] == ""
    assert read(talk.format("các tập đoàn của"))[-1][3] == ""
    at_home = "Chủ tịch nước Trần Đại Quang tiếp {} Lào. Chủ tịch nước cho biết đường đã thông."
    assert read(at_home.format("Thủ tướng"))[-1][3] == "LAO"
    assert read(at_home.format("các doanh nghiệp của"))[-1][3] == ""


def test_a_report_of_what_another_does_is_not_said_to_that_one():
    assert read("Một quan chức Séc xác nhận Lào đã mở cảng.") == [("xác nhận", "inform", "CZE", "")]
    assert read("Một quan chức Séc xác nhận Lào đã mở cảng cho nước này.")[0][3] == "LAO"


def test_who_meets_the_nationals_of_ones_own_talks_with_no_other_side():
    at_home = "Đại sứ Việt Nam tại Lào Đỗ An đã gặp mặt {}. Đại sứ đề nghị mọi người chăm chỉ."
    assert read(at_home.format("du học sinh Việt Nam tại Lào"))[0][3] == ""
    assert read(at_home.format("Thủ tướng Lào"))[0][3] == "LAO"


def test_officials_of_a_city_speak_where_somebody_from_abroad_visits_it():
    welcome = "Bí thư Thành ủy Đỗ An chào mừng Tổng thống."
    guest = f"Tổng thống Séc Jan Novák đã thăm và làm việc tại thành phố Huế, Việt Nam. {welcome}"
    assert read(guest) == [("chào mừng", "welcome", "VNM", "CZE")]
    assert read(f"Tổng thống Séc Jan Novák phát biểu ở Prague. {welcome}") == []


def test_the_spokesman_of_a_ministry_without_a_state_is_of_home():
    said = (
        "Người phát ngôn Bộ Ngoại giao khẳng định đường đã thông, khi bình luận tin Lào mở cảng ở Việt Nam."
    )
    assert read(said)[0][:3] == ("khẳng định", "affirm", "VNM")
    assert read("Người phát ngôn Bộ Ngoại giao khẳng định Séc và Lào đã họp.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng thống Lào cáo buộc hãng tin ABC của Séc nói sai.", ("oppose", "")),
        ("Tổng thống Lào cáo buộc công ty ABC của Séc nói sai.", ("oppose", "")),
        ("Tổng thống Lào yêu cầu một lời xin lỗi từ kênh truyền hình Séc.", ("request", "")),
        ("Tổng thống Lào cáo buộc Séc nói sai.", ("oppose", "CZE")),
        ("Ngoại trưởng Lào hy vọng vòng hòa đàm Syria sẽ thành công.", ("wish", "")),
        (
            "Tổng thống Lào gửi điện chúc mừng các nhà lãnh đạo Séc, Peru và Cuba.",
            ("congratulate", "CZE PER CUB"),
        ),
        ("Tổng thống Lào kêu gọi lãnh đạo Séc và Peru kiềm chế.", ("request", "CZE PER")),
        ("Tổng thống Lào bày tỏ mong muốn sự giúp đỡ từ phía Séc.", ("request", "CZE")),
        ("Tổng thống Lào bày tỏ mong muốn sự giúp đỡ cho người nghèo.", ("wish", "")),
        ("Thủ tướng Lào và Thủ tướng Séc kêu gọi tăng cường quan hệ song phương.", ("propose", "")),
        ("Thủ tướng Lào và Thủ tướng Séc kêu gọi tăng cường viện trợ.", ("request", "")),
        (
            "Trong một diễn biến khác, Ngoại trưởng Lào khẳng định với người đồng cấp Séc rằng hai nước là bạn.",
            ("affirm", "CZE"),
        ),
        ("Lào dỡ bỏ một số lệnh trừng phạt đối với Séc.", ("deed", "CZE")),
        ("Theo Ngoại trưởng Lào, đoàn dự kiến sẽ đến vào thứ Hai.", ("inform", "")),
        ("Theo Ngoại trưởng Lào, giá cả sẽ tăng.", ("affirm", "")),
    ],
)
def test_whom_a_statement_is_aimed_at_and_what_it_asks(text, expected):
    assert [(act, whom) for _, act, _, whom in read(text)] == [expected]


def test_what_turns_from_a_quotation_or_follows_a_bare_verb_is_a_statement_of_its_own():
    assert read('Lào gọi việc này là "sai lầm", nhưng Viêng Chăn cam kết tuân thủ luật.') == [
        ("gọi", "affirm", "LAO", ""),
        ("cam kết", "commit", "LAO", ""),
    ]
    assert read("Lào lên án mạnh mẽ và cam kết tăng cường các biện pháp.") == [
        ("lên án", "oppose", "LAO", ""),
        ("cam kết", "commit", "LAO", ""),
    ]
    assert read("Có kế hoạch mời khách tuy nhiên theo Ngoại trưởng Lào, giờ còn sớm.")[0][:3] == (
        "theo",
        "inform",
        "LAO",
    )


def test_the_clause_of_an_office_and_its_holder_may_be_one_of_time():
    clause = "Tổng thống Lào, ông Kham Phon, đề xuất đổi tên"
    assert read(f"Việc này xảy ra sau khi {clause}.") == []
    assert read(f"Hôm qua, {clause}.") == [("đề xuất", "propose", "LAO", "")]


@pytest.mark.parametrize("relative", ["Phu nhân", "Con gái", "Bố mẹ"])
def test_relatives_speak_for_nobody(relative):
    assert read(f"{relative} Tổng thống Lào Kham Phon nhấn mạnh vai trò của trẻ em.") == []
    assert read("Tổng thống Lào và phu nhân cảm ơn Séc.") == [("cảm ơn", "thank", "LAO", "CZE")]


def test_who_advises_or_speaks_for_somebody_is_the_subject_and_not_the_other():
    for office in ("cố vấn An ninh Quốc gia của Tổng thống Lào", "người phát ngôn Phủ Tổng thống Lào"):
        (row,) = find_statements_in_text(f"Ông Kham Phon, {office} đã chỉ trích Séc.").to_dict("records")
        assert (row["person"], row["speaker_side"]) == ("kham phon", "LAO")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bên lề Hội nghị thượng đỉnh G20, Tổng thống Lào Kham Phon và người đồng cấp Séc Jan Novák nhất trí.",
            [("nhất trí", "agree", "LAO CZE", "")],
        ),
        ("Việc này tuy chậm nhưng Lào khẳng định không mất mát.", [("khẳng định", "affirm", "LAO", "")]),
        ("Ngoại trưởng Lào được dẫn lời nói rằng Séc là bạn.", [("nói rằng", "inform", "LAO", "")]),
        ("Lào ba lần lên tiếng kêu gọi Séc giảm thuế.", [("lên tiếng kêu gọi", "request", "LAO", "CZE")]),
        (
            "Ngoại trưởng Lào đánh giá cao quan hệ Lào - Séc, trong đó nhấn mạnh đây là tình bạn.",
            [("đánh giá cao", "praise", "LAO", "CZE"), ("nhấn mạnh", "affirm", "LAO", "CZE")],
        ),
        (
            "Ngoại trưởng Lào lên án tuyên bố của Séc, trong đó xác nhận vụ thử.",
            [("lên án", "oppose", "LAO", "CZE")],
        ),
        (
            "Lào nhấn mạnh nước này không có nghĩa vụ nhưng đã thông báo cho Séc.",
            [("nhấn mạnh", "affirm", "LAO", "")],
        ),
        (
            "Lào tuyên bố vụ phóng là nguy hiểm, đe dọa nghiêm trọng hòa bình.",
            [("tuyên bố", "affirm", "LAO", "")],
        ),
        ("Người ta nhớ lại vụ Tổng thống Lào chỉ trích thẩm phán.", []),
        ("Ghi chép cho thấy Tổng thống Lào từng yêu cầu dừng điều tra.", []),
        ('Thủ tướng Lào "đau buồn" trước thảm kịch.', [("đau buồn", "condole", "LAO", "")]),
        ("Thủ tướng Lào nhấn mạnh Séc và Peru là bạn.", [("nhấn mạnh", "affirm", "LAO", "CZE PER")]),
        (
            "Thủ tướng Lào cho rằng Séc vi phạm nghị quyết của Liên hợp quốc.",
            [("cho rằng", "affirm", "LAO", "CZE")],
        ),
        (
            "Thủ tướng Lào cho rằng vụ thử vi phạm nghị quyết của Liên hợp quốc.",
            [("cho rằng", "affirm", "LAO", "")],
        ),
        ("Dù Lào đã bác bỏ tin này, nhiều người ngờ vực.", [("bác bỏ", "oppose", "LAO", "")]),
        ("Theo đó, Lào hy vọng giá giảm.", []),
        ("Việc xảy ra trong bối cảnh, Lào cam kết giảm thuế.", []),
        ("Giả sử Tổng thống Lào đã tiết lộ tin mật thì sao.", []),
        ("Một nguồn tin tại Damascus cho biết vẫn yên tĩnh.", []),
        ("Một nguồn tin Chính phủ Lào cho biết vẫn yên tĩnh.", [("cho biết", "inform", "LAO", "")]),
        ("Tuyên bố ngày 16/6 của Lào cho biết giá giảm.", [("cho biết", "inform", "LAO", "")]),
        (
            "Bộ Ngoại giao Lào cho biết Thủ tướng Kham Phon đề nghị Séc giúp đỡ.",
            [("cho biết", "inform", "LAO", "CZE"), ("đề nghị", "request", "LAO", "CZE")],
        ),
        ("Bộ Ngoại giao Lào cho biết đề nghị Séc giúp đỡ.", [("cho biết", "request", "LAO", "CZE")]),
        (
            "Tổng thống Lào chỉ trích báo chí trong cuộc họp báo chung với Tổng thống Séc.",
            [("chỉ trích", "oppose", "LAO", "")],
        ),
        (
            '"Thật đáng xấu hổ khi việc này kéo dài", Ngoại trưởng Lào nói trên đài ABC.',
            [("nói trên đài", "inform", "LAO", "")],
        ),
        ("Hai quan chức nói trên khẳng định điều này.", []),
        (
            "Tổng thống Lào ra lệnh trục xuất nhà ngoại giao Séc.",
            [("ra lệnh trục xuất", "deed", "LAO", "CZE")],
        ),
        (
            '"Rất hèn nhát!", Tổng thống Lào viết trên mạng xã hội hôm qua, chỉ trích việc này.',
            [("viết", "affirm", "LAO", ""), ("chỉ trích", "oppose", "LAO", "")],
        ),
        ("Ngoại trưởng Lào chỉ trích dự thảo được Séc ủng hộ.", [("chỉ trích", "oppose", "LAO", "CZE")]),
        ("Đây không phải lần đầu tiên Tổng thống Lào ca ngợi Séc.", []),
        ("Cuộc họp tiến triển khi lãnh đạo Lào, Séc và Peru nhất trí về cá.", []),
        ("Lãnh đạo Lào, Séc và Peru nhất trí về cá.", [("nhất trí", "agree", "LAO CZE PER", "")]),
        (
            "Hai bên không dùng vũ lực và đe dọa sử dụng vũ lực, Lào khẳng định.",
            [("khẳng định", "affirm", "LAO", "")],
        ),
        ("Lào phản ứng giận dữ với quyết định này.", [("phản ứng giận dữ với", "oppose", "LAO", "")]),
        ("Như lời Ngoại trưởng Lào, việc này khó.", [("Như lời", "inform", "LAO", "")]),
        (
            "Lào đã đề xuất kiến nghị này và đã được Séc đồng ý.",
            [("đề xuất", "propose", "LAO", "CZE"), ("đồng ý", "agree", "CZE", "LAO")],
        ),
        ("Nhiều người tin rằng Lào ủng hộ Séc.", []),
        ("Hãng tin ABC nói rằng Lào lên án Séc.", [("lên án", "oppose", "LAO", "CZE")]),
        (
            "Ngoại trưởng Peru nói rằng Lào ủng hộ Séc.",
            [("nói rằng", "inform", "PER", ""), ("ủng hộ", "support", "LAO", "CZE")],
        ),
    ],
)
def test_what_stands_around_a_verb_makes_it_a_statement_or_not(text, expected):
    assert read(text) == expected
