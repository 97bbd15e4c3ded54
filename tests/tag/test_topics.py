"""Topics: which phrase counts, what is wrong with a dictionary, and how well the shipped one does."""

import re
from pathlib import Path

import pandas as pd
import pytest
from material import TWO_ARTICLES

from kit.check.codes import load_codes, score_codes
from kit.errors import KitWarning, LexiconError, TableError
from kit.read.articles import load_articles
from kit.schema import SCHEMAS, make_table
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.tag import topics as topics_module
from kit.tag.objectives import find_objectives
from kit.tag.topics import find_topics, find_topics_in_text
from kit.vietnamese.phrases.topics import load_topics

DATA = Path(__file__).parents[2] / "data"


def write(folder, body, head="objectives: {9: {vi: a, en: b}, 10: {vi: c, en: d}}\n"):
    path = folder / "mine.yml"
    path.write_text(head + body, encoding="utf-8")
    return path


def theme(topics, masks=""):
    return f"{masks}themes:\n  one:\n    vi: Một\n    en: One\n    topics:\n{topics}"


def topic(name, *patterns, more=""):
    lines = "".join(f"          - {pattern}\n" for pattern in patterns)
    return f"      {name}:\n        vi: v\n        en: e\n{more}        patterns:\n{lines}"


def make_sentences(*texts):
    rows, start = [], 0
    for number, text in enumerate(texts):
        rows.append(("a", number, number, "body", start, start + len(text), text))
        start += len(text) + 1
    return make_table(rows, "sentences")


@pytest.fixture(scope="module")
def sentences():
    articles = load_articles(TWO_ARTICLES)
    return find_sentences(articles, find_lines(articles))


# --- which phrase counts ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("xuất khẩu lao động sang Nhật Bản", ["labour_migration"]),  # not trade: 'xuất khẩu' lies inside
        ("xuất khẩu gạo", ["trade_agriculture"]),
        ("Quốc vụ khanh Bỉ về tị nạn và di cư", []),  # an office
        ("người xin tị nạn", ["refugees_asylum"]),
        ("Bộ Kế hoạch và Đầu tư", []),
        ("thu hút đầu tư", []),  # a bare word
        ("thu hút đầu tư nước ngoài", ["trade_agriculture"]),
        ("Hội đồng Nhân quyền Liên hợp quốc", ["multilateral_un", "human_rights"]),
        ("Thỏa thuận toàn cầu về Di cư cư hợp pháp, an toàn và trật tự", ["gcm_governance"]),
        ("thúc đẩy di cư hợp pháp, an toàn và trật tự", ["legal_pathways"]),
        ("phương tiện truyền thông đưa tin", []),
        ("đẩy mạnh truyền thông về di cư", ["information_campaigns"]),
        ("trung tâm dịch vụ", []),
        ("chu kỳ thị trường", []),
        ("tiếp ông Jean Dupont, Đại sứ Pháp", ["bilateral_relations"]),
        ("tiếp ông Jean Dupont, Trưởng đại diện Tổ chức Di cư quốc tế", ["multilateral_un"]),
        ("cấp hộ chiếu và giấy thông hành cho công dân", ["consular_protection", "consular_protection"]),
        ("gửi kiều hối về nước", ["diaspora_remittances"]),
        ("XKLĐ sang Đài Loan tăng", ["labour_migration"]),
        ("90 hộ lý sang Nhật Bản từ tháng sau", ["labour_migration"]),
        ("em trai tôi sang Ba Lan làm việc", ["labour_migration"]),
        ("đoàn sang Lào làm việc với Bộ Công an", []),
        ("Thái Lan trao trả 40 công dân Việt Nam", ["return_reintegration"]),
        ("hết hạn hợp đồng mà không về nước", ["irregular_smuggling"]),
        ("nhiều người bị lừa sang làm ở sòng bạc", ["trafficking"]),
        ("bị lừa qua điện thoại", []),
        ("Chiến hạm Chile băng qua eo biển Magellan", []),
        ("Năm ngoái 700 người đã vượt eo biển Magellan", ["irregular_smuggling"]),
        ("Người biểu tình ở Peru phá hàng rào", []),
        ("Ông trở về từ Peru với vốn hiểu biết lớn", []),
        ("", []),
    ],
)
def test_the_shipped_dictionary(text, keys):
    assert find_topics_in_text(text)["key"].tolist() == keys


KINDS = {
    "work and a foreign country": [
        ("Gần 2.000 lao động sang Nhật Bản làm việc trong ba tháng đầu năm.", {"labour_migration"}),
        ("Anh vay 120 triệu đồng để đi làm ở Đài Loan.", {"labour_migration"}),
        ("Libya từng có hơn 10.000 lao động Việt Nam trước khi xảy ra chiến sự.", {"labour_migration"}),
        ("Qatar bị chê vì điều kiện sống của công nhân Nepal tại các công trình.", {"labour_migration"}),
        ("Israel sẽ tiếp nhận 10.000 lao động Ấn Độ.", {"labour_migration"}),
        ("Người nước ngoài muốn làm việc tại Việt Nam phải có giấy phép lao động.", {"labour_migration"}),
        ("Hai bên nhất trí đẩy mạnh hợp tác về lao động.", {"labour_migration", "bilateral_relations"}),
        ("Sở Lao động kiểm tra an toàn tại các mỏ đá.", set()),
        ("Bộ trưởng Lao động Pháp từ chức.", set()),
        ("Hàng trăm lao động nhập cư ở TP HCM về quê ăn Tết.", set()),
        ("Công nhân đình công đòi tăng lương tại một khu chế xuất.", set()),
        ("Công ty thu của mỗi ứng viên 7.000 USD để sang Nhật theo diện kỹ sư.", {"labour_migration"}),
        ("Nghệ An có hơn 60.000 người đang làm việc ở hơn 50 nước.", {"labour_migration"}),
        ("Israel mời thêm người Ấn Độ sang làm trong ngành xây dựng.", {"labour_migration"}),
        ("Người Nepal chiếm phần lớn công nhân xây sân vận động ở Qatar.", {"labour_migration"}),
        (
            "Hai nhà lãnh đạo nhất trí hợp tác về giáo dục, lao động.",
            {"labour_migration", "bilateral_relations"},
        ),
        ("Phía Nhật đồng ý nâng trợ cấp cho tu nghiệp sinh.", {"labour_migration"}),
        ("Chi phí một suất đi Canada hái quả lên tới 300 triệu đồng.", {"labour_migration"}),
        ("Các chuyên gia Trung Quốc nói công nhân Trung Quốc hay mắc bệnh phổi.", set()),
        ("Công ty Hàn Quốc tuyển 3.000 công nhân cho nhà máy ở Bắc Ninh.", set()),
    ],
    "two states that deal with each other": [
        ("Nga trục xuất 23 nhà ngoại giao Anh.", {"bilateral_relations"}),
        ("Venezuela triệu hồi đại sứ tại Peru.", {"bilateral_relations"}),
        ("Trung Quốc gửi công hàm phản đối tới Nhật Bản.", {"bilateral_relations"}),
        ("EU gia hạn lệnh trừng phạt Nga thêm sáu tháng.", {"bilateral_relations"}),
        ("Thái Lan tặng Lào một bệnh viện dã chiến.", {"bilateral_relations"}),
        ("Tổng thống Hàn Quốc điện đàm với Thủ tướng Nhật.", {"bilateral_relations"}),
        ("Panama yêu cầu dẫn độ một nghi phạm từ Peru về nước.", {"bilateral_relations"}),
        ("Máy bay Nga ném bom các mục tiêu ở Syria.", set()),
        ("Đội tuyển Việt Nam thắng Thái Lan hai bàn.", set()),
        ("Nga đòi Mỹ trả lại các cơ sở ngoại giao.", {"bilateral_relations"}),
        ("Ai Cập cử phái viên tới Ethiopia bàn về đập thủy điện.", {"bilateral_relations"}),
        ("Hàn Quốc đề nghị nối lại đối thoại liên Triều.", {"bilateral_relations"}),
        ("Doanh nghiệp xem nông dân là đối tác chiến lược.", set()),
        ("Brazil lo ngại xu hướng bảo hộ thị trường.", {"trade_agriculture"}),
        ("Thái Lan - Campuchia bàn cách chia nước sông.", {"bilateral_relations"}),
        ("Mỹ dời căn cứ tới gần cửa khẩu.", set()),
        ("Lãnh đạo tỉnh đã đi thăm các huyện Hải Hậu, Ý Yên.", set()),
    ],
    "two topics in one phrase": [
        ("Nạn buôn bán phụ nữ và trẻ em diễn biến phức tạp.", {"trafficking", "vulnerable_groups"}),
        ("Ba thiếu nữ bị lừa bán sang Trung Quốc.", {"trafficking", "vulnerable_groups"}),
        ("Hàn Quốc có 400.000 lao động bất hợp pháp.", {"labour_migration", "irregular_smuggling"}),
        ("Họ đi xuất khẩu lao động “chui”.", {"labour_migration", "irregular_smuggling"}),
        ("Tỉnh có nhiều người đi xuất khẩu lao động nước ngoài.", {"labour_migration"}),
        ("Nhiều cô dâu Việt bị chồng đánh.", {"vulnerable_groups", "marriage_migration"}),
    ],
    "words that need company": [
        ("Tỉnh thu hút đầu tư vào khu công nghiệp mới.", set()),
        ("Hàn Quốc đầu tư vào một nhà máy tại Việt Nam.", {"trade_agriculture"}),
        ("Công ty nâng cao năng lực cho đội ngũ bán hàng.", set()),
        ("Mưa lũ làm ba người chết, thiên tai gây thiệt hại lớn.", set()),
        ("Hộ chiếu của nghi phạm được tìm thấy trong phòng.", set()),
        ("Cơ sở dữ liệu đất đai sẽ hoàn thành trong năm sau.", set()),
        ("Câu lạc bộ trục xuất ba cổ động viên khỏi sân.", set()),
        ("Mỹ trục xuất hàng trăm người Guatemala.", {"return_reintegration"}),
    ],
    "names": [
        ("Bộ đội Biên phòng tặng quà cho học sinh nghèo.", set()),
        ("Cục trưởng Cục Quản lý lao động ngoài nước phát biểu.", set()),
        ("Anh mở thẻ Visa của một ngân hàng trong nước.", set()),
        ("UNHCR ra thông cáo.", {"multilateral_un"}),
        ("Tổng Lãnh sự Nhật Bản xem hòa nhạc.", set()),
        ("Tòa đồng ý dẫn độ nghi phạm.", set()),
        ("Ông là cựu đặc phái viên về nhân quyền.", set()),
        ("ICAO ra khuyến nghị mới về an toàn bay.", {"multilateral_un"}),
        ("HĐBA họp kín về Syria.", {"multilateral_un"}),
        ("Tổ chức Bảo vệ trẻ em khai trương trụ sở.", set()),
        ("Sứ quán đón nhận Huân chương Lao động.", set()),
        ("Ông phụ trách bộ phận thị thực không di dân.", {"legal_pathways"}),
    ],
    "states that look after their citizens": [
        ("Bộ Ngoại giao đang xác minh thông tin hai người Việt bị bắt.", {"consular_protection"}),
        ("Anh khuyến cáo công dân không tới miền nam Thái Lan.", {"consular_protection"}),
        ("Hiện chưa ghi nhận người Việt nào thương vong.", {"consular_protection"}),
        ("Canada hối thúc Trung Quốc thả hai công dân của mình.", {"consular_protection"}),
        ("Chính phủ Úc điều chuyên cơ sơ tán người Úc khỏi Lebanon.", {"consular_protection"}),
        ("Các quan chức lãnh sự đã liên lạc với gia đình nạn nhân.", {"consular_protection"}),
        ("Sứ quán Hàn Quốc lập đường dây nóng cho khách bị kẹt ở Đà Nẵng.", {"consular_protection"}),
        ("Bộ Ngoại giao Mỹ nâng cảnh báo đối với người đi Mali lên mức cao nhất.", {"consular_protection"}),
        ("Đại sứ Mỹ thích ăn bún chả và cà phê trứng.", set()),
        ("Bộ Ngoại giao tìm cách đưa thủy thủ về nước an toàn.", {"consular_protection", "return_reintegration"}),
    ],
    "people on their way": [
        ("Chiếc thuyền cao su chở 80 người di cư bị lật.", {"irregular_smuggling", "immigration_policy"}),
        ("Ba người bị bắt vì tổ chức cho người khác trốn đi nước ngoài.", {"irregular_smuggling"}),
        ("Họ quá hạn thị thực để tìm việc.", {"irregular_smuggling"}),
        (
            "Cảnh sát tìm thấy 12 người nhập cư trốn trong thùng xe.",
            {"irregular_smuggling", "immigration_policy"},
        ),
        ("Dự luật nhập cư gây tranh cãi.", {"immigration_policy"}),
        ("Số du học sinh tăng.", {"student_mobility"}),
        ("Môi giới hôn nhân bị phạt.", {"marriage_migration"}),
        ("Họ đi bộ qua rừng, lội suối sang Campuchia để tránh trạm kiểm soát.", {"irregular_smuggling"}),
        (
            "Bộ đội biên phòng phát hiện 12 người Trung Quốc vào Việt Nam không có giấy tờ.",
            {"irregular_smuggling"},
        ),
        (
            "Chiếc xuồng cao su lật ngoài khơi Libya khiến ít nhất 40 người chết đuối.",
            {"irregular_smuggling"},
        ),
        ("Một đoàn người Honduras tiếp tục tiến về biên giới Mỹ.", {"irregular_smuggling"}),
        ("Cô gái ở lại Hàn Quốc sau khi thị thực hết hạn.", {"irregular_smuggling"}),
        ("Lực lượng chức năng ngăn 30 người định sang Trung Quốc qua đường mòn.", {"irregular_smuggling"}),
        (
            "Tàu tuần duyên Hy Lạp kéo một chiếc thuyền chở 90 người Afghanistan vào bờ.",
            {"irregular_smuggling"},
        ),
        (
            "Nhật Bản siết quy định sau khi hàng nghìn thực tập sinh mất tích.",
            {"irregular_smuggling", "labour_migration"},
        ),
        ("Hơn 2.000 lao động hết hợp đồng nhưng không về nước.", {"irregular_smuggling", "labour_migration"}),
        (
            "Thỏa thuận giúp người tị nạn không giấy tờ được đi học.",
            {"irregular_smuggling", "refugees_asylum"},
        ),
        ("Vụ tai nạn xe tải ở Ấn Độ khiến 12 người chết.", set()),
        ("Hàng nghìn người đổ về quảng trường để mừng năm mới.", set()),
        ("Nhóm phượt băng rừng sang Lào ngắm hoa.", set()),
    ],
    "people who go back": [
        (
            "Bốn mươi lăm công nhân mắc kẹt ở Libya đã đáp máy bay về tới Nội Bài.",
            {"return_reintegration", "labour_migration"},
        ),
        ("Mỹ đã gửi trả 80 người Guatemala trên máy bay quân sự.", {"return_reintegration"}),
        (
            "Đức tăng tốc đưa những người bị từ chối tị nạn trở lại Afghanistan.",
            {"return_reintegration", "refugees_asylum"},
        ),
        ("Ông bị trục xuất cùng các thành viên băng đảng.", {"return_reintegration"}),
        ("Pakistan ra hạn cho 1,7 triệu người Afghanistan phải rời khỏi nước này.", {"return_reintegration"}),
        ("Nạn nhân được phía Trung Quốc trao cho bộ đội biên phòng Lào Cai.", {"return_reintegration"}),
        (
            "Hơn 10.000 người lao động từ Libya về được hỗ trợ mỗi người một triệu đồng.",
            {"return_reintegration", "labour_migration"},
        ),
        (
            "Ông Trump hứa sẽ đẩy hàng triệu người không giấy tờ về nước.",
            {"return_reintegration", "irregular_smuggling"},
        ),
        ("Tổng thống Pháp trở về Paris sau kỳ nghỉ.", set()),
        ("Linh cữu của vị tướng được đưa về Ba Lan.", set()),
        ("Hong Kong được trả về Trung Quốc năm 1997.", set()),
    ],
    "women and children": [
        ("Gần một nửa số người chết trong trận không kích là trẻ em.", {"vulnerable_groups"}),
        ("Luật mới tăng mức phạt với hành vi bạo hành phụ nữ.", {"vulnerable_groups"}),
        ("Quỹ xây trường để mở rộng giáo dục cho phụ nữ.", {"vulnerable_groups"}),
        ("Hơn 300.000 trẻ em Yemen suy dinh dưỡng nặng.", {"vulnerable_groups"}),
        ("Đường dây bán phụ nữ sang Trung Quốc bị phá.", {"vulnerable_groups", "trafficking"}),
        ("Pháp yếu thế trước Đức trên thị trường ô tô.", set()),
        ("Mọi người đều có quyền như nhau, không phân biệt giới tính.", set()),
        ("Chị Sara và em gái bị giữ ở sân bay.", set()),
        ("Hơn 1.500 trẻ em còn trong thành phố bị bao vây.", {"vulnerable_groups"}),
    ],
    "said in words of officials and laws": [
        ("Chỉ tiêu H-1B của năm tới đã hết sau một tuần.", {"labour_migration"}),
        ("Ông Nam làm hồ sơ theo diện F3 cho gia đình em gái.", {"legal_pathways"}),
        ("Bà tuyên thệ trở thành công dân Canada sau mười năm.", {"legal_pathways"}),
        ("Hai bên sẽ miễn chiếu khán cho phi hành đoàn.", {"legal_pathways"}),
        ("Danh sách cấm bay vào Mỹ được nới với công dân Iraq.", {"border_management"}),
        ("EU thông qua Hiệp ước Di cư và Tị nạn.", {"gcm_governance"}),
        ("Họ được hưởng quy chế bảo hộ tạm thời ở Ba Lan.", {"refugees_asylum"}),
        ("Bị cáo lĩnh án theo Nghị định thư Palermo.", {"trafficking"}),
        ("Việt Nam là thành viên Công ước chống tra tấn.", {"human_rights"}),
        ("Thực tập sinh phải xét nghiệm lao phổi trước khi bay sang Nhật.", {"labour_migration", "health"}),
        ("Đại sứ trình Quốc thư lên Nhà vua.", {"bilateral_relations"}),
        ("Indonesia cam kết trung hòa carbon vào năm 2060.", {"climate"}),
        ("Hãng tăng tốc chuyển đổi năng lượng cho đội xe.", set()),
        ("Cửa hàng lấy bằng được khách quen của đối thủ.", set()),
        ("Giá vàng vượt mốc 3.300 USD.", set()),
        ("Bộ trưởng kiểm tra tiến độ giao thông quan trọng.", set()),
    ],
    "said in words of the street": [
        ("Cả xóm có mười người đi Đài, ai cũng vay tiền môi giới.", {"labour_migration"}),
        ("Anh cày cuốc bên xứ kim chi đã năm năm.", {"labour_migration"}),
        ("Dân quê tôi tha phương cầu thực khắp nơi.", {"labour_migration"}),
        ("Người rơm ở ngoại ô Paris sống nhờ tiệm nail.", {"irregular_smuggling"}),
        ("Khách Việt mất dấu ở Jeju sau tour ba ngày.", {"irregular_smuggling"}),
        ("Chiếc ghe chật cứng người chìm ngoài khơi Lampedusa.", {"irregular_smuggling"}),
        ("Gia đình nộp tiền chuộc cho công ty lừa đảo ở Campuchia.", {"trafficking"}),
        ("Ông sống lưu vong ở Tunisia từ đó.", {"refugees_asylum"}),
        ("Nhiều cô theo chồng sang Hàn qua mai mối.", {"marriage_migration"}),
        ("Rể ngoại về ăn giỗ bên vợ.", {"marriage_migration"}),
        ("Đồng bào xa xứ quyên góp xây trường.", {"diaspora_remittances"}),
        ("Trẻ em Mông bỏ học vì tảo hôn.", {"vulnerable_groups"}),
        ("Người nhập tịch vào đội bóng rơm của làng ghi bàn.", {"legal_pathways"}),
        ("Cậu bé ngồi trên chiếc ghe chở lúa.", set()),
        ("Phim kể chuyện nàng dâu về nhà chồng ở Huế.", set()),
    ],
    "two states that talk, or one that is talked about": [
        ("Nga và Mỹ sẽ thảo luận về Syria.", {"bilateral_relations"}),
        ("Tổng thống Nga thảo luận vấn đề này với Thủ tướng Ấn Độ.", {"bilateral_relations"}),
        ("Nội các Israel công khai thảo luận chuyện rút khỏi Syria.", set()),
        ("Hãng này củng cố quan hệ với khách hàng ở Pháp.", set()),
        ("Bình Nhưỡng cắt đường dây liên lạc với Seoul.", {"bilateral_relations"}),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "topics"), [case for cases in KINDS.values() for case in cases])
def test_sentences_of_every_kind(text, topics):
    assert set(find_topics_in_text(text)["key"]) == topics


def test_a_table_of_mentions_comes_out(sentences):
    found = find_topics(sentences)
    assert list(found) == [*SCHEMAS["mentions"], "weight"]
    assert set(found["kind"]) == {"topic"}
    texts = load_articles(TWO_ARTICLES).set_index("article_id")["text"]
    assert [texts[row.article_id][row.start : row.end] for row in found.itertuples()] == found[
        "text"
    ].tolist()


def test_order_and_chunks_do_not_matter(sentences, monkeypatch):
    whole = find_topics(sentences)
    shuffled = find_topics(sentences.sample(frac=1, random_state=3))
    monkeypatch.setattr(topics_module, "CHUNK", 300)
    chunked = find_topics(sentences)
    order = ["article_id", "start", "end", "key"]
    pd.testing.assert_frame_equal(whole, chunked)
    pd.testing.assert_frame_equal(
        whole.sort_values(order, ignore_index=True), shuffled.sort_values(order, ignore_index=True)
    )


def test_no_phrase_reaches_into_the_next_sentence(tmp_path):
    path = write(tmp_path, theme(topic("x", "di cư", "đưa …… phép", "{re: 'gh[^,]{0,9}k'}")))
    table = find_topics(make_sentences("đưa di", "cư phép", "gh i", "k"), dictionary=path)
    assert table.empty
    assert list(table) == [*SCHEMAS["mentions"], "weight"]


def test_longest_first_within_and_between_topics(tmp_path):
    path = write(tmp_path, theme(topic("x", "a b", "b c") + topic("y", "a b c", "c d")))
    found = find_topics_in_text("a b c d", dictionary=path)
    # 'a b c' is longest; 'a b' and 'b c' lie inside it; 'c d' overlaps it and is of the same topic.
    assert found[["text", "key"]].values.tolist() == [["a b c", "y"]]


def test_phrases_of_two_topics_may_overlap(tmp_path):
    path = write(tmp_path, theme(topic("x", "a b") + topic("y", "b c d")))
    assert find_topics_in_text("a b c d", dictionary=path)["key"].tolist() == ["x", "y"]


def test_a_gap_hides_no_other_topic(tmp_path):
    path = write(tmp_path, theme(topic("x", "ax … d", "b") + topic("y", "c d")))
    found = find_topics_in_text("ax b c d", dictionary=path)
    assert found[["text", "key"]].values.tolist() == [["ax b c d", "x"], ["c d", "y"]]
    path = write(tmp_path, theme(topic("y", "c d"), "masks:\n  - {id: m, patterns: [ax … d]}\n"))
    assert find_topics_in_text("ax b c d", dictionary=path).empty


def test_an_exclusion_concerns_its_topic_only(tmp_path):
    more = "        exclude:\n          - du lịch di cư\n"
    path = write(tmp_path, theme(topic("x", "di cư", more=more) + topic("y", "lịch di cư trú")))
    assert find_topics_in_text("du lịch di cư; di cư", dictionary=path)["start"].tolist() == [15]
    assert find_topics_in_text("du lịch di cư trú", dictionary=path)["key"].tolist() == ["y"]


# --- company ---------------------------------------------------------------------------------------------


def company(folder, asked, *texts, extra=""):
    """The texts of the mentions of a pattern 'ax' that asks for company."""
    path = write(folder, theme(topic("x", f"{{pattern: ax, {asked}}}", *texts), extra))
    return lambda text: find_topics_in_text(text, dictionary=path)["text"].tolist()


@pytest.mark.parametrize(
    ("asked", "text", "found"),
    [
        ("with: [by]", "ax và by; by rồi ax", ["ax", "ax"]),
        ("with: [by]", "ax và bu", []),
        ("with: [by, cy]", "by, ax", []),
        ("with: [by, cy]", "cy ax by", ["ax"]),
        ("with: [(by|cy)]", "ax cy", ["ax"]),
        ("with: [ax]", "ax", []),  # no phrase is company of itself
        ("with: [ax]", "ax, ax", ["ax", "ax"]),
        ("without: [by]", "ax", ["ax"]),
        ("without: [by]", "ax by", []),
        ("without: [thị trường ax]", "thị trường ax", []),  # what is barred may hold the phrase
        ("with: [by], near: 2", "ax một hai by", []),
        ("with: [by], near: 2", "ax một by", ["ax"]),
        ("with: [by], near: 2", "by, một hai ba ax by", ["ax"]),
        ("with: [by …… dy]", "by một hai dy ax", ["ax"]),
        ("with: [<country>]", "ax ở Lào", ["ax"]),
        ("with: [<country>]", "ax ở Việt Nam", []),
        ("with: [<countries>]", "ax ở Lào", []),
        ("with: [<countries>]", "Lào ax Việt Nam", ["ax"]),
        ("with: [<countries>]", "Hoa Kỳ (Mỹ) ax", []),  # one state named twice
        ("with: [(<countries>|by)]", "ax by", ["ax"]),
    ],
)
def test_company(tmp_path, asked, text, found):
    assert company(tmp_path, asked)(text) == found


def test_company_stands_in_the_same_sentence(tmp_path):
    path = write(tmp_path, theme(topic("x", "{pattern: ax, with: [by]}", "{pattern: ay, with: [<country>]}")))
    sentences = make_sentences("ax", "by", "ay", "Lào", "Lào ay", "by ax", "by", "ax")
    assert find_topics(sentences, dictionary=path)[["sentence", "text"]].values.tolist() == [
        [4, "ay"],
        [5, "ax"],
    ]


def test_company_inside_a_mask_is_none(tmp_path):
    find = company(tmp_path, "with: [by]", extra="masks:\n  - {id: m, patterns: [Bộ by]}\n")
    assert find("ax Bộ by") == []
    assert find("ax Bộ by, by") == ["ax"]


def test_a_phrase_with_its_company_stands_beside_other_topics(tmp_path):
    path = write(tmp_path, theme(topic("x", "ax by cy") + topic("y", "{pattern: by, with: [dy]}", "cy")))
    assert find_topics_in_text("ax by cy dy", dictionary=path)["text"].tolist() == ["ax by cy", "by"]
    assert find_topics_in_text("ax by cy", dictionary=path)["text"].tolist() == ["ax by cy"]


def test_what_lies_in_a_phrase_that_gave_way_to_its_own_topic_is_settled(tmp_path):
    path = write(tmp_path, theme(topic("x", "xuất khẩu ax", "ax nước ngoài") + topic("y", "xuất khẩu")))
    assert find_topics_in_text("xuất khẩu ax nước ngoài", dictionary=path)["text"].tolist() == [
        "ax nước ngoài"
    ]


def test_a_phrase_of_one_topic_more_does_not_give_way(tmp_path):
    path = write(tmp_path, theme(topic("x", "ax by cy", "{pattern: cy dy, also: [y]}") + topic("y", "ey")))
    found = find_topics_in_text("ax by cy dy", dictionary=path)
    assert found[["text", "key"]].values.tolist() == [["ax by cy", "x"], ["cy dy", "x"], ["cy dy", "y"]]


CLASSES = "classes:\n  go: [sang, qua]\n  abroad: [<country>, nước ngoài]\n"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("<go> ax", "sang ax, qua ax, tới ax", ["sang ax", "qua ax"]),
        ("<go> <abroad>", "sang Lào, qua nước ngoài, sang chợ", ["sang Lào", "qua nước ngoài"]),
        ("ax <go> by", "ax sang by ax qua bu", ["ax sang by"]),
        ("ax … <go>", "ax và by qua", ["ax và by qua"]),
        ("ax <number> by", "ax 1.200 by, ax mười by", ["ax 1.200 by"]),
        ("sang <country> ax", "sang Việt Nam ax, sang Thái Lan ax", ["sang Thái Lan ax"]),
    ],
)
def test_classes(tmp_path, pattern, text, found):
    path = write(tmp_path, CLASSES + theme(topic("x", f"'{pattern}'")))
    assert find_topics_in_text(text, dictionary=path)["text"].tolist() == found


def test_a_topic_that_is_tried_out_may_use_the_classes():
    mine = load_topics().with_topic(
        "songs", patterns=["hát <go> <country>", {"pattern": "đàn", "with": ["<abroad>"]}], vi="Hát"
    )
    found = find_topics_in_text("hát sang Lào, đàn", dictionary=mine)
    assert found.loc[found["key"] == "songs", "text"].tolist() == ["hát sang Lào", "đàn"]


def test_every_topic_says_what_counts_for_it():
    table = pd.DataFrame(load_topics().topics.values()).set_index("id")
    assert len(table) == 23
    assert (table["definition"].str.len() > 40).all()
    assert "\n" not in "".join(table["definition"])


def test_weights_second_topics_and_objectives(tmp_path):
    body = theme(
        topic("x", "{pattern: di cư, weight: 0.5, also: [y], gcm: [10]}", more="        gcm: [9]\n")
        + topic("y", "tị nạn", more="        gcm: [9]\n")
    )
    path = write(tmp_path, body)
    found = find_topics(make_sentences("di cư, tị nạn"), dictionary=path)
    assert found[["key", "weight"]].values.tolist() == [["x", 0.5], ["y", 0.5], ["y", 1.0]]
    objectives = find_objectives(found, dictionary=path)
    assert objectives[["text", "key"]].values.tolist() == [["di cư", "10"], ["di cư", "09"], ["tị nạn", "09"]]
    assert set(objectives["kind"]) == {"objective"}


def test_a_topic_can_be_tried_out():
    mine = load_topics().with_topic("bees", patterns=["nuôi ong", "thị thực"], vi="Ong", en="Bees")
    assert find_topics_in_text("nuôi ong cần thị thực", dictionary=mine)["key"].tolist() == ["bees", "bees"]
    assert mine.label("bees") == "Ong"
    assert "bees" not in load_topics().topics
    with pytest.raises(LexiconError, match="exists already"):
        mine.with_topic("bees", patterns=["ong"], vi="Ong")
    with pytest.raises(LexiconError, match="cannot be used"):
        mine.with_topic("wasps", patterns=["(ong"], vi="Ong")


# --- what is wrong with a dictionary ----------------------------------------------------------------------


def test_the_shipped_dictionary_is_sound():
    dictionary = load_topics()
    served = {number for rule in dictionary.rules for number in rule.gcm}
    assert served == set(range(1, 24)) == set(dictionary.objectives)
    assert {topic for rule in dictionary.rules if rule.kind == "topic" for topic in rule.topics} == set(
        dictionary.topics
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        (theme("      x:\n        vi: v\n        en: e\n"), 8, "'x' has no patterns"),
        (theme("      x: {vi: v, en: e, patterns: []}\n"), 7, "'x' has no patterns"),
        (theme(topic("x", "'(a'")), 11, "is not closed"),
        (theme(topic("x", "'[a]'")), 11, "can match the empty string"),
        (theme(topic("x", "{re: 'ab.*'}")), 11, "can go slow"),
        (theme(topic("x", "{pattern: ab, weight: heavy}")), 11, "weight 'heavy' is not a number"),
        (theme(topic("x", "{pattern: ab, weight: .nan}")), 11, "is not a number"),
        (theme(topic("x", "402")), 8, "the pattern 402 is not text"),
        (theme(topic("x", "ab", "Ab")), 12, "repeats line 11"),
        (theme(topic("x", "ab") + topic("y", "ab")), 16, "unreachable: line 11"),
        (theme(topic("x", "ab"), "masks:\n  - {id: m, patterns: [ab]}\n"), 13, "unreachable: line 3"),
        (theme(topic("x", "{pattern: ab, also: [z]}")), 11, "no topic 'z'"),
        (theme(topic("x", "{pattern: ab, also: z}")), 11, "a list of topics"),
        (theme(topic("x", "{pattern: ab, gcm: [77]}")), 11, "77 is not a number under 'objectives'"),
        (theme(topic("x", "{patern: ab}")), 11, "unknown key 'patern'"),
        (theme(topic("x", "{weight: 2}")), 11, "has no pattern"),
        (theme("      x: {vi: v, en: e, patterns: ab}\n"), 7, "expected a list of patterns"),
        (theme(topic("x", "'ab <go>'")), 11, "there is no class <go>"),
        (theme(topic("x", "'ab <countries>'")), 11, "<countries> is no phrase"),
        (theme(topic("x", "'<country> ab'")), 11, "begin with a word"),
        (theme(topic("x", "{pattern: ab, with: [<go>]}")), 11, "there is no class <go>"),
        (theme(topic("x", "{pattern: ab, with: cd}")), 11, "a list of patterns"),
        (theme(topic("x", "{pattern: ab, without: ['(cd']}")), 11, "is not closed"),
        (theme(topic("x", "{pattern: ab, near: far}")), 11, "near: 'far' is not a number of words"),
        ("classes:\n  a: [<b>]\n  b: [c]\n" + theme(topic("x", "ab")), 3, "there is no class <b>"),
        ("classes:\n  country: [c]\n" + theme(topic("x", "ab")), 3, "'country' is there always"),
        ("classes: {a: 3}\n" + theme(topic("x", "ab")), 2, "a list of patterns"),
        ("theme: 3\n", 2, "unknown key 'theme'"),
        ("themes: 3\n", None, "expected"),
        ("masks: 3\nthemes: {}\n", None, "expected"),
        ("themes: {a: 3}\n", None, "expected"),
        ("themes: {a: {vi: b, en: c, topics: 4}}\n", None, "expected"),
    ],
)
def test_problems_name_file_and_line(tmp_path, body, line, message):
    path = write(tmp_path, body)
    with pytest.raises(LexiconError, match=r"mine\.yml") as caught:
        load_topics(path)
    assert message in str(caught.value)
    if line:
        assert caught.value.line == line
        assert f"mine.yml, line {line}: " in str(caught.value)


def test_every_problem_is_listed(tmp_path):
    path = write(tmp_path, theme(topic("x", "(a", "b)", "c")))
    with pytest.raises(LexiconError, match=r"mine\.yml, line 11: .*\n.*mine\.yml, line 12: "):
        load_topics(path)
    path = write(tmp_path, theme(topic("x", *(f"({letter}" for letter in "abcdefghijklmnopqrstuvw"))))
    with pytest.raises(LexiconError, match=r"line 30: .*\n… and 3 more") as caught:
        load_topics(path)
    assert str(caught.value).count("\n") == 20 and len(caught.value.problems) == 23


def test_sentences_must_be_sentences():
    with pytest.raises(TableError, match="lacks the columns"):
        find_topics(pd.DataFrame({"text": ["di cư"]}))


# --- how well it does -------------------------------------------------------------------------------------


@pytest.mark.parametrize("roles", [("title", "lead", "body"), ("title", "lead", "body", "caption")])
def test_precision_and_recall_on_the_two_articles(sentences, roles):
    codes = load_codes(DATA / "gold" / "topics.csv", codes=list(load_topics().topics))
    counted = sentences[sentences["role"].isin(roles)][["article_id", "sentence"]]
    score = score_codes(codes.merge(counted), find_topics(sentences)).set_index("key").loc["all"]
    assert score["n_coded"] >= 57
    assert score["precision"] >= 0.9
    assert score["recall"] >= 0.9


# --- a researcher's own against the kit's -----------------------------------------------------------------

STUDENTS = """      students:
        vi: Du học sinh
        en: International students
        patterns: [du học sinh, sang <country> học]
"""


def overlay_with(folder, text, *, old="\n    topics:\n", more=""):
    """A copy of the kit's dictionary with something more under its first theme."""
    kits = load_topics().path.read_text(encoding="utf-8")
    (folder / "topics.yml").write_text(kits.replace(old, old + text, 1) + more, encoding="utf-8")
    return folder


def test_a_topic_of_ones_own_takes_what_the_kits_had_and_what_moves_is_counted(tmp_path):
    text = "Du học sinh ở Pháp."
    assert find_topics_in_text(text)["key"].tolist() == ["student_mobility"]
    with pytest.warns(
        KitWarning, match=r"words of 2 patterns .*'\(du\|lưu\) học sinh' \(student_mobility → students\)"
    ):
        mine = load_topics(overlay_with(tmp_path, "", more=STUDENTS))  # the last of the file
    assert find_topics_in_text(text, dictionary=mine)["key"].tolist() == ["students"]
    assert find_topics_in_text("Lưu học sinh.", dictionary=mine)["key"].tolist() == ["student_mobility"]
    tried = load_topics().with_topic("students", patterns=["du học sinh"], vi="Du học sinh")
    assert find_topics_in_text(text, dictionary=tried)["key"].tolist() == ["students"], "the same, tried out"


def test_a_pattern_that_a_topic_of_the_kit_gets_takes_words_as_well(tmp_path):
    kits = load_topics().path.read_text(encoding="utf-8")
    first = re.search(r"\n      data:\n(?:.*\n)*?        patterns:\n", kits).group()
    with pytest.warns(KitWarning, match="words of 2 patterns .*student_mobility → data"):
        mine = load_topics(overlay_with(tmp_path, "          - du học sinh\n", old=first))
    assert find_topics_in_text("du học sinh", dictionary=mine)["key"].tolist() == ["data"]


@pytest.mark.slow
def test_two_of_ones_own_that_claim_the_same_are_a_mistake(tmp_path):
    twice = STUDENTS + STUDENTS.replace("students", "pupils").replace("sang <country> học", "học trò")
    with pytest.raises(LexiconError, match="'du học sinh' is unreachable"):
        load_topics(overlay_with(tmp_path, twice))


def test_a_copy_of_the_kits_dictionary_is_the_kits(tmp_path):
    mine = load_topics(overlay_with(tmp_path, ""))
    assert [(rule.text, rule.topics) for rule in mine.rules] == [
        (rule.text, rule.topics) for rule in load_topics().rules
    ]
