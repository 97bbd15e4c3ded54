"""The day of the news: told by the opening of a story, with or without a year, and never taken from history."""

import re

import pandas as pd
import pytest

from kit.errors import OptionError
from kit.publish.overview import describe_yearless
from kit.schema import make_table
from kit.segment.sentences import find_sentences
from kit.tag.dates import find_dates
from kit.tag.events import find_events
from kit.tag.published import add_published

REST = "Hai bên trao đổi về hợp tác lao động và bảo hộ công dân. Buổi làm việc kéo dài hai giờ."


def publish(lead, *body, found=True, **options):
    """The article of such a lead and body, with what is known of its publication, and its sentences."""
    text = "\n".join([lead, *(body or (REST,))])
    articles = make_table([{"article_id": "a", "text": text}], "articles")
    for name in ("own_from", "own_to"):
        if name in options:
            articles[name.replace("own", "published")] = pd.to_datetime([options.pop(name)]).astype(
                "datetime64[s]"
            )
    rows, start = [], 0
    for number, line in enumerate([lead, *(body or (REST,))]):
        rows.append((number, "body" if number else "lead", start, start + len(line), line))
        start += len(line) + 1
    lines = make_table(
        [{"article_id": "a", "line": n, "role": r, "start": s, "end": e} for n, r, s, e, _ in rows], "lines"
    )
    sentences = find_sentences(articles, lines)
    return (add_published(articles, sentences, **options) if found else articles), sentences


def deduce(lead, *body, **options):
    """Basis, day, first and last possible day."""
    row = publish(lead, *body, **options)[0].iloc[0]
    days = [row[name] for name in ("published", "published_from", "published_to")]
    return row["published_basis"], *("" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in days)


OPENINGS = [
    "Ngày 4/5/2023, tại Hà Nội, Thứ trưởng Ngoại giao Lê Văn Hòa đã tiếp Đại sứ Bỉ.",
    "Tại Hà Nội, ngày 4/5/2023, Thứ trưởng Lê Văn Hòa tiếp Đại sứ Bỉ.",
    "Sáng 4/5/2023, Bộ trưởng Trần Thị Lan hội đàm với người đồng cấp Lào.",
    "Chiều ngày 4 tháng 5 năm 2023, hai Bộ trưởng ký kế hoạch hợp tác.",
    "(Ngày 4/5/2023) Cục Lãnh sự tổ chức hội thảo về di cư an toàn.",
    "(Hà Nội, 4/5/2023) - Cục Lãnh sự khai mạc khóa tập huấn về di cư.",
    "Hà Nội, ngày 4/5/2023 - Đại diện Tổ chức Di cư Quốc tế trao xe cho Cục Lãnh sự.",
    "Trong hai ngày 3-4/5/2023, tại Huế, hai nước tổ chức tham vấn lãnh sự.",
    "Thứ Năm, ngày 4/5/2023, Chủ tịch nước đến thăm Làng trẻ em.",
    "Thứ Năm (4/5/2023), Phó Thủ tướng chủ trì cuộc họp về lao động ngoài nước.",
    "Hôm nay (4/5/2023), Bộ Ngoại giao gặp mặt các cơ quan đại diện.",
    "Hôm nay, ngày 4/5/2023, Đại sứ quán Việt Nam đón công dân từ Sudan.",
    "Vào lúc 9h sáng 4/5/2023, chuyến bay đưa công dân về nước rời Cairo.",
    "Tối 04-05-2023, tại Paris, Đại sứ gặp gỡ bà con kiều bào.",
    "Theo phóng viên tại Tokyo, ngày 4/5/2023, Nhật Bản công bố quy chế thực tập sinh.",
    "Bộ Ngoại giao ngày 4/5/2023 cho biết 30 công dân đã được đưa về nước.",
    "Thứ trưởng Lê Văn Hòa chiều 4/5/2023 đã có buổi làm việc với Đại sứ Hà Lan.",
    "Nhân dịp Quốc khánh Ba Lan, ngày 4.5.2023, Chủ tịch nước đã gửi điện mừng.",
    "(Bản tin đối ngoại) - Ngày 4/5/2023, lễ ra mắt Mạng lưới di cư diễn ra tại Hải Phòng.",
    "Ngày 4/5/2023, tại lễ kỷ niệm 50 năm thiết lập quan hệ ngoại giao, Đại sứ đã phát biểu.",
    "Ngày mùng 4 tháng 5 năm 2023, đoàn Việt Nam lên đường sang Genève dự hội nghị.",
    "Rạng sáng ngày 4/5/2023 (giờ Hà Nội), hai Ngoại trưởng điện đàm.",
    "Hà Nội (4/5/2023) - Thứ trưởng Lan tiếp đoàn Bỉ.",
    "Hà Nội, 4/5/2023: Cục Lãnh sự họp báo về xuất khẩu lao động.",
    "4/5/2023 - Bộ Ngoại giao họp với các đại sứ.",
    "Thứ năm ngày 4/5/2023, hai bên đã họp.",
    "Ngày thứ Năm (4/5/2023), Tổng thống Đức tới Hà Nội.",
    "Trưa 4/5/2023, đoàn tới sân bay Nội Bài.",
    "Đêm 4/5/2023, tàu cập cảng.",
    "9h00 ngày 4/5/2023, tại Trụ sở Bộ, lễ ký diễn ra.",
    "Vào hồi 14 giờ ngày 4/5/2023, tại Hà Nội, Bộ trưởng hội đàm với khách.",
    "Trong các ngày 3-4/5/2023, tại Huế, hội nghị được tổ chức.",
    "Trong hai ngày 3 và 4/5/2023, đoàn thăm Huế.",
    "Trong khuôn khổ chuyến thăm chính thức Việt Nam, sáng 4/5/2023, Tổng thống đến Văn Miếu.",
    "Vừa qua, ngày 4/5/2023, tại Bruxelles, hai bên họp.",
    "Mới đây, ngày 4/5/2023, Đại sứ thăm Liège.",
    "Ngày 04.05.2023, hai bên họp kín.",
    "Ngày 4 tháng Năm năm 2023, Hội nghị khai mạc.",
    "Đại sứ quán Việt Nam tại Bỉ cho biết, ngày 4/5/2023, hai công dân được về nước.",
    "Sáng nay 4/5/2023, Quốc hội họp.",
    "Sáng nay (4/5/2023), Quốc hội họp.",
    "Hôm qua (4/5/2023), đoàn rời Huế.",
    "Chiều qua, 4/5/2023, Thủ tướng tiếp Đại sứ.",
    "Ngày 4/5/2023, lần đầu tiên hai nước tổ chức đối thoại di cư.",
    "Bộ Ngoại giao hôm 4/5/2023 thông báo kết quả.",
    "Thực hiện Quyết định số 12/QĐ-TTg ngày 1/3/2023, ngày 4/5/2023, Cục tổ chức tập huấn.",
    "Nhân kỷ niệm 50 năm thiết lập quan hệ ngoại giao (11/4/1973 - 11/4/2023), ngày 4/5/2023, Đại sứ mở tiệc.",
    "(TTXVN) Ngày 4/5/2023, Chủ tịch Quốc hội tiếp Đại sứ.",
    "(Chinhphu.vn) - Chiều 4/5/2023, Phó Thủ tướng làm việc với tỉnh.",
    "Tiếp tục chương trình thăm Bỉ, ngày 4/5/2023, Thủ tướng gặp Nhà Vua.",
    "Ngày 4/5/2023 tại Hà Nội đã diễn ra lễ trao quyết định thành lập Chi hội.",
    "Ngày 4/5/2023, sau hai năm gián đoạn, phiên họp được nối lại.",
    "Ngày 4/5/2023, Thứ trưởng tiếp Đại sứ Bỉ nhân dịp Đại sứ nhậm chức.",
    "Thứ trưởng Hà Kim Ngọc tiếp Quốc vụ khanh Bỉ, ngày 4/5/2023.",
    "Nghị viện châu Âu ngày 4/5/2023 thông qua hiệp ước mới về di cư, sẽ có hiệu lực từ năm 2026.",
    "Ngày 4/5/2023, Bộ trưởng cho biết hội nghị sẽ khai mạc ngày 9/5/2023.",
    "Chiều ngày 04/5/2023, tại trụ sở Bộ Ngoại giao, đồng chí Lan đã có buổi tiếp xã giao ông Nam.",
    "Vào ngày 4/5/2023, tại Lisbon, lễ hội áo dài được tổ chức.",
    "Tại buổi họp báo thường kỳ chiều 4/5/2023, Người phát ngôn trả lời câu hỏi về công dân ở Sudan.",
    "Tại cuộc họp ngày 4/5/2023, Bộ trưởng nêu rõ ba nhiệm vụ.",
    "Phát biểu tại hội nghị ngày 4/5/2023, Thủ tướng nhấn mạnh hợp tác.",
    "Ngày 4/5/2023, ông Nam được bổ nhiệm làm Đại sứ tại Bỉ.",
    "NDO - Ngày 4/5/2023, nhân kỷ niệm 50 năm quan hệ, hai nước phát hành tem.",
    "Ngày 3 và 4/5/2023, tại Huế, hai bên họp.",
    "Ngày 4/5/2023, tại Geneva (Thụy Sĩ), đoàn Việt Nam đã dự phiên toàn thể Hội nghị Lao động.",
    "Sáng 4/5/2023 tại Hà Nội, Cục Quản lý lao động ngoài nước (Bộ Lao động - Thương binh và Xã hội) tổ chức hội nghị.",
    "Chiều tối 4/5/2023, chuyên cơ chở Thủ tướng đã hạ cánh xuống sân bay Nội Bài.",
    "Trong khuôn khổ Kỳ họp thứ 7, ngày 4/5/2023, Quốc hội biểu quyết thông qua Luật.",
    "Ngày 4/5/2023, Đại sứ quán Việt Nam tại Hàn Quốc phối hợp với Hội người Việt tổ chức Ngày hội văn hóa.",
    "Tiếp nối thành công của các năm trước, ngày 4/5/2023, Hội người Việt tại Ba Lan tổ chức giải bóng đá.",
    "Ngày 4/5/2023, Bộ trưởng Bộ Ngoại giao Bùi Thanh Sơn có cuộc điện đàm với Ngoại trưởng Nhật Bản.",
    "Hà Nội, ngày 4 tháng 5 năm 2023 - Cơ quan Di cư Liên hợp quốc (IOM) và Bộ Công an ký Bản ghi nhớ.",
    "Vào chiều ngày 4/5/2023, tại Berlin, bà con kiều bào đã tụ họp.",
    "Ngày 4/5/2023, trả lời câu hỏi của phóng viên về việc công dân Việt Nam bị bắt giữ, Người phát ngôn cho biết.",
    "Sáng thứ Năm (4/5/2023), phái đoàn EU đã tới thăm làng nghề.",
    "Thứ Năm 4/5/2023: Ngoại trưởng hai nước gặp nhau bên lề hội nghị.",
    "Tin từ Tổng Lãnh sự quán Việt Nam tại Osaka cho hay, ngày 4/5/2023, 35 thực tập sinh đã được hỗ trợ.",
    "Ngày 4/5/2023, nhân dịp kỷ niệm 50 năm Ngày thành lập, Hội hữu nghị tổ chức gặp mặt.",
    "Ngày 4/5/2023 đã diễn ra cuộc họp lần thứ 3 của Ủy ban liên Chính phủ tại Cairo.",
    "Ngày 4/5/2023, cơ quan chức năng Malaysia bắt giữ 20 người nhập cư trái phép, trong đó có 3 người Việt.",
    "Ngày 4/5/2023, tòa án Anh tuyên phạt kẻ cầm đầu đường dây buôn người 12 năm tù.",
    "Ngày 4/5/2023, một chiếc thuyền chở người di cư bị chìm ngoài khơi Hy Lạp.",
    "Tổng thống Hàn Quốc ngày 4/5/2023 bắt đầu chuyến thăm cấp nhà nước tới Kazakhstan.",
    "Ngày 4/5/2023, Thủ tướng Chính phủ vừa ký Công điện số 60/CĐ-TTg về bảo hộ công dân.",
    "Theo thông tin từ Bộ Ngoại giao, ngày 4/5/2023, hai nước đã ký Hiệp định miễn thị thực.",
    "Đúng 9 giờ sáng 4/5/2023, lễ đón chính thức được cử hành trọng thể.",
    "Ngày 4/5/2023, Quỹ Nhi đồng Liên hợp quốc công bố báo cáo về trẻ em di cư, sau 10 năm theo dõi.",
    "Ngày 4/5/2023, đồng chí Lê Văn Hòa tiếp Trưởng đại diện IOM nhân dịp bà kết thúc nhiệm kỳ.",
    "Tối 4/5/2023 (theo giờ địa phương), Chủ tịch nước đã tới Moskva.",
    "4/5/2023, Bộ Nội vụ Đức thông báo siết kiểm soát biên giới.",
    "Ngày 4/5/2023, Tổng thống Pháp và Thủ tướng Anh đã hội đàm về vấn đề người di cư qua eo biển Manche.",
    "Vientiane, 4/5/2023: Hai Bộ Lao động ký thỏa thuận về lao động thời vụ.",
    "Nhận lời mời của Chính phủ Lào, ngày 4/5/2023, đoàn công tác đã tới Viêng Chăn.",
    "Rạng sáng 4/5/2023, chuyến bay chở 210 lao động từ Libya hạ cánh xuống Nội Bài.",
    "Hội nghị trực tuyến về di cư an toàn đã diễn ra ngày 4/5/2023 với 20 điểm cầu.",
    "Tại cuộc họp báo thường kỳ ngày 4/5/2023, Người phát ngôn trả lời câu hỏi về hai công dân bị giữ.",
    "Ngày 4/5/2023, Công an tỉnh Hà Giang giải cứu hai thiếu nữ bị lừa bán.",
    "Hôm 4/5/2023, hai chiếc tàu cá của ngư dân bị sóng đánh dạt vào bãi đá.",
    "Hôm 4/5/2023, cảnh sát Đài Loan tìm thấy 12 lao động bỏ trốn.",
]


def publish_all(leads):
    """The articles of such leads, their sentences, and the same by lead."""
    tables = [publish(lead, found=False) for lead in leads]
    articles, sentences = (
        pd.concat(
            [table.assign(article_id=str(place)) for place, table in enumerate(kind)], ignore_index=True
        )
        for kind in zip(*tables, strict=True)
    )
    return add_published(articles, sentences), sentences


def test_a_story_that_opens_with_a_full_date_is_of_that_day_and_its_news_is_past():
    articles, sentences = publish_all(OPENINGS)
    missed = [
        lead
        for lead, day in zip(OPENINGS, articles["published"], strict=True)
        if str(day)[:10] != "2023-05-04"
    ]
    assert missed == [] and set(articles["published_basis"]) == {"inferred"}
    assert set(articles["published_from"].astype(str)) == {"2023-05-04"}
    assert set(articles["published_to"].astype(str)) == {"2023-05-05"}
    events = find_events(find_dates(sentences, articles), sentences, articles)
    day = events[events["last_day"] == "2023-05-04"]
    assert day["article_id"].nunique() == len(OPENINGS) and set(day["status"]) == {"past"}


HISTORY = [
    "Ngày 4/5/2003 là một ngày không thể quên đối với bà con xóm chài.",
    "Cách đây 10 năm, ngày 4/5/2013, hai nước ký thỏa thuận về lao động.",
    "Ngày này 10 năm trước, 4/5/2013, chuyến bay đầu tiên đưa lao động rời Tripoli.",
    "Đúng ngày 4/5 năm xưa, năm 2013, con tàu ấy cập cảng Hải Phòng.",
    "Ngày 4/5/2013, Hội Hữu nghị Việt Nam - Bỉ được thành lập tại Hà Nội.",
    "Ngày 4/5/2014, Trung tâm Hỗ trợ người di cư ra đời.",
    "Thành lập ngày 4/5/2014, Trung tâm nay có hai mươi cán bộ.",
    "Được thành lập ngày 4/5/2014, Hội hiện có 300 hội viên.",
    "Ngày 4/5/2014, hai nước thiết lập quan hệ ngoại giao.",
    "Ngày 4/5/2014, Việt Nam chính thức gia nhập Công ước.",
    "Ngày 4/5/2015, Cộng đồng chung trở thành hiện thực.",
    "Sinh ngày 4/5/2012 tại Vinh, em Lan là con út trong gia đình.",
    "Em Hoa sinh ngày 4/5/2012 trong một gia đình lao động xa quê.",
    "Ngày 4/5/2012, em Hoa chào đời trong khu nhà trọ.",
    "Ngày 4/5/2012, bé cất tiếng khóc đầu tiên ở Warszawa.",
    "Ông Nam (4/5/1930 - 6/7/2013) là người mở tiệm phở đầu tiên ở Praha.",
    "Nhạc sĩ Văn An (4/5/1940 - 4/5/2014) để lại nhiều ca khúc về người xa xứ.",
    "(Ngày 4/5/1973 - ngày 4/5/2023) 50 năm một chặng đường.",
    "Kỷ niệm 10 năm ngày 4/5/2013, Hội ra mắt cuốn sách ảnh.",
    "Nhân kỷ niệm sự kiện ngày 4/5/2013, chúng tôi tìm gặp các nhân chứng.",
    "Hướng tới kỷ niệm ngày 4/5/2013, Hội phát động cuộc thi viết.",
    "Kể từ ngày 4/5/2013, hai nước đã đi một chặng đường dài.",
    "Từ ngày 4/5/2013 đến nay, Quỹ đã giúp 300 gia đình.",
    "Sau ngày 4/5/2013, nhiều gia đình trở về quê.",
    "Trước ngày 4/5/2013, thị trường này hầu như đóng cửa.",
    "Tính đến ngày 4/5/2013, có 500 nghìn người làm việc ở nước ngoài.",
    "Đến ngày 4/5/2013, dự án đã xong giai đoạn một.",
    "Nghị định số 38 ngày 4/5/2013 quy định về phí dịch vụ.",
    "Theo Quyết định số 12/QĐ-TTg ngày 4/5/2013, Hội đồng có chín thành viên.",
    "Hiệp định lao động ngày 4/5/2013 có mười hai điều.",
    "Thông tư số 21 ký ngày 4/5/2013 nay đã hết hiệu lực.",
    "Hiệp định về lãnh sự (4/5/2013) mở cửa cho hàng nghìn gia đình.",
    "Nghị định có hiệu lực từ ngày 4/5/2013 vẫn được áp dụng.",
    "Ngày 4/5/2013, nghị định có hiệu lực thi hành.",
    "Ngày 4/5/2023 sẽ diễn ra hội thảo về di cư tại Huế.",
    "Ngày 4/5/2023, tại Hà Nội, Bộ trưởng sẽ tiếp Đại sứ Bỉ.",
    "Ngày 4/5/2023, hội nghị dự kiến khai mạc tại Đà Nẵng.",
    "Hội nghị sẽ khai mạc ngày 4/5/2023 tại Đà Nẵng.",
    "Dự kiến ngày 4/5/2023, đoàn tới Genève.",
    "Ngày 4/5/2023 tới, hai bên họp tại Viêng Chăn.",
    "Theo kế hoạch, ngày 4/5/2023 đoàn rời Hà Nội.",
    "Ngày ấy, 4/5/2013, cả làng ra bến tiễn đoàn đi lao động.",
    "Ngày 4/5/2013, khi ấy tôi vừa sang Đài Loan được một tháng.",
    "Ngày 4/5/2013, Ngoại trưởng khi đó là ông Nam tiếp đoàn thuyền nhân.",
    "Nhìn lại ngày 4/5/2013, nhiều người còn nhớ hàng dài trước sứ quán.",
    "Nhớ lại ngày 4/5/2013, bà kể về chuyến bay cuối cùng.",
    "Ngược dòng thời gian trở về ngày 4/5/2013, nơi đây là trại tạm.",
    "Ngày 4/5/2013 đã đi vào lịch sử ngành hàng hải.",
    "Ngày 4/5/2013 đánh dấu bước ngoặt trong chính sách nhập cư.",
    "Ngày 4/5/2013 mở ra trang mới trong quan hệ hai nước.",
    "Ngày 4/5/2014, nội chiến bùng nổ, hàng vạn người chạy sang Jordan.",
    "Ngày 4/5/2014, thủ đô thất thủ, dòng người tị nạn kéo về biên giới.",
    "Ngày 4/5/2014, ông Tư qua đời ở tuổi 90.",
    "Ngày 4/5/2014, anh nhập ngũ rồi xa quê mười năm.",
    "Ngày 4/5/2014, chị kết hôn và theo chồng sang Hàn Quốc.",
    "Ngày 4/5/2014, Phủ Thủ tướng ban hành quy chế về lao động di cư.",
    "Hồi ngày 4/5/2014, anh Ba lên tàu sang Nga.",
    "Ngày 11/9/2001 làm thay đổi luật nhập cư của nhiều nước.",
    "Vụ lật tàu ngày 4/5/2014 khiến 30 người di cư thiệt mạng.",
    "Ngày 4/5/1999, hai nước ký hiệp định lao động đầu tiên.",
    "Ngày 2/9/1945, tại Hà Nội, Chủ tịch Hồ Chí Minh đọc Tuyên ngôn Độc lập.",
    "Ngày 4/5/2005, chuyến tàu chở lao động đầu tiên rời cảng.",
    "Sau khi rời quê ngày 4/5/2014, ông Năm làm đủ nghề ở Moskva.",
    "Từ khi luật mới được thông qua ngày 4/5/2014, số đơn xin tị nạn giảm.",
    "Tiền thân của Hội là nhóm thiện nguyện lập ngày 4/5/2014.",
    "Trận động đất ngày 4/5/2014 đã lấy đi nhà cửa của làng.",
    "Trong ký ức của bà, ngày 4/5/2014 là ngày mưa.",
    "Mười năm trước, ngày 4/5/2013, ông đến Đức với hai bàn tay trắng.",
    "Ngày 4/5/2013, Tổng thống Pháp thăm Hà Nội, mở ra giai đoạn mới; từ đó đến nay hai nước đối thoại nhiều lần.",
    "Tròn 10 năm kể từ ngày 4/5/2013, ngày hai nước nâng cấp quan hệ.",
    "Quốc khánh Nam Phi (4/5/2013) là dịp để nhìn lại.",
    "Ngày 4/5/2013 - ngày hai nước nâng cấp quan hệ - luôn được nhắc lại.",
    "Bức thư đề ngày 4/5/2013 kể về chuyến vượt biển.",
    "Con tàu chở 300 thuyền nhân cập bến ngày 4/5/2013 nay là bảo tàng.",
    "Ngày 4/5/2013, Luật Nhà ở có hiệu lực.",
    "Ngày 4/5/2013, chiến tranh nổ ra, gia đình ông chạy sang Jordan.",
    "Vào ngày 4/5 của 10 năm trước, năm 2013, hai nước ký thỏa thuận.",
    "Lịch sử quan hệ hai nước bắt đầu từ ngày 4/5/2013.",
    "Hai nước thiết lập quan hệ ngoại giao ngày 4/5/2013.",
    "Việt Nam và Nam Sudan thiết lập quan hệ ngoại giao vào ngày 4/5/2014.",
    "Tổ chức Di cư Quốc tế được thành lập năm 1951, Việt Nam gia nhập ngày 4/5/2013.",
    "Thời điểm ngày 4/5/2013, cả nước mới có 20 doanh nghiệp phái cử.",
    "Khi ngày 4/5/2013 đến, bà vẫn đợi ở ga.",
    "Ngày 4/5/2013, lúc bấy giờ còn là sinh viên, Lan gặp vị Đại sứ.",
    "Ngày 4/5 cách đây 10 năm (4/5/2013), hai Bộ ký kế hoạch.",
    "Năm 2013, đúng ngày 4/5/2013, đoàn đầu tiên lên đường.",
    "Chuyện bắt đầu từ ngày 4/5/2013, khi bà nhận được một lá thư.",
    "Ngày 30/4/2003, bà rời trại tị nạn cuối cùng ở Palawan.",
    "Ngày 7/11/2006, Việt Nam được kết nạp vào WTO.",
    "Ngày 4/5/2013, Hiệp hội chính thức đi vào hoạt động.",
    "Chị Hoa, sinh ngày 4/5/2012, sang Nhật năm 2030.",
    "Cố Đại sứ Nam (sinh ngày 4/5/1950, mất ngày 6/7/2014) là người mở đường.",
    "Ngày 4/5/2013, Việt Nam trúng cử vào Hội đồng Nhân quyền nhiệm kỳ 2014-2016.",
    "Ngày 4/5 hằng năm, làng lại mở hội.",
    "Quy chế được ban hành ngày 4/5/2013 nay không còn phù hợp.",
    "Chương trình khởi động ngày 4/5/2013 đã giúp 5.000 lao động.",
    "Dự án bắt đầu ngày 4/5/2013 kết thúc sau ba năm.",
    "Ngày 4/5/2013, cách nay đúng một thập kỷ, hai nước ký hiệp định.",
    "Đã 10 năm trôi qua kể từ ngày 4/5/2013.",
    "Ngày 12/6/2014 được coi là cột mốc của ngành.",
    "Ít ai biết rằng ngày 12/6/2014, hai nước suýt hủy hiệp định.",
    "Hơn 10 năm trước, ngày 12/6/2014, ông Nam đặt chân tới Séc.",
    "Ra đời ngày 12/6/2014, Quỹ đã hỗ trợ 300 nạn nhân.",
    "Ngày 12/6/2014, ngôi trường đầu tiên cho con em kiều bào được khánh thành; nay trường đã có 300 học sinh.",
    "Lễ kỷ niệm 10 năm ngày ký hiệp định (12/6/2014 - 12/6/2024) thu hút nhiều người.",
    "Ngày Thế giới chống lao động trẻ em 12/6/2014 có chủ đề an sinh.",
    "Ngày 12/6/2014, chàng trai ấy rời quê.",
    "Sau sự kiện ngày 12/6/2014, dòng người tị nạn đổ về biên giới.",
    "Bản Hiến chương được 20 nước ký ngày 12/6/2014 tại Nairobi.",
    "Hộ chiếu cấp ngày 12/6/2014 vẫn còn giá trị.",
    "Văn phòng IOM tại Hà Nội mở cửa ngày 12/6/2014.",
    "Hạn nộp hồ sơ là ngày 12/6/2024.",
    "Chậm nhất ngày 12/6/2024, doanh nghiệp phải báo cáo.",
    "Từ 0h ngày 12/6/2024, quy định mới về thị thực được áp dụng.",
    "Hội thảo dự kiến tổ chức vào ngày 12/6/2024 tại Huế.",
    "Chương trình sẽ diễn ra lúc 8h ngày 12/6/2024.",
    "Mời bạn đọc đón xem vào 20h ngày 12/6/2024.",
    "Bà mất ngày 12/6/2014, thọ 90 tuổi.",
    "Nguyễn Văn A, sinh ngày 12/6/1999, bị truy nã.",
    "Ngày 12/6/2014, bà được trao giải, hai năm trước khi qua đời.",
    "Cuộc khủng hoảng bắt đầu ngày 12/6/2014, khi Mosul rơi vào tay IS.",
    "Đó là ngày 12/6/2014, một ngày mưa ở Osaka.",
    "Kể từ khi hai nước nâng cấp quan hệ ngày 12/6/2014, thương mại tăng gấp ba.",
    "Theo Luật số 69/2020 thông qua ngày 12/6/2020, doanh nghiệp không được thu phí.",
    "Ngày 12/6/2014, lần đầu tiên Việt Nam cử sĩ quan đi gìn giữ hòa bình, mở ra trang sử mới.",
    "Tính từ ngày 12/6/2014 đến ngày 12/6/2024, cả nước có 1 triệu lượt người.",
    "Vào một ngày tháng sáu, ngày 12/6/2014, bà nhận được thư con.",
    "Ngày 12/3/2014, ông Tâm rời làng quê lên chuyến tàu đầu tiên của đời mình.",
    "Ngày 7/5/2016, cô Hạnh lần đầu bước chân tới Seoul trong vai một cô dâu.",
    "Ngày 20/9/2013, con đường nối hai bản làng biên giới được nối liền.",
    "Ngày 1/11/2017, trường dạy nghề này mở cánh cửa đầu tiên cho con em công nhân.",
    "Ngày 5/8/2015, một cậu bé được tìm thấy trên chuyến xe khách từ Phnom Penh.",
    "Ngày 14/7/2016, thành phố Nice thức giấc trong tang tóc.",
    "Ngày 19/1/2012, ông được bầu làm Chủ tịch Hội người Việt đầu tiên tại Brno.",
    "Hơn một thập niên trước, ngày 25/5/2013, bà Liên mở quán phở đầu tiên ở Lyon.",
    "Lịch sử của trung tâm gắn với ngày 15/10/2014, khi ngôi nhà đầu tiên được dựng lên.",
    "Ngày 28/2/2014, ông Nam về hưu sau 40 năm làm ngoại giao.",
    "Ngày 4/9/2012, hai anh em lạc nhau ở ga Budapest.",
    "Vào ngày 13/11/2015, nước Pháp chìm trong khủng bố.",
    "Ngày 23/6/2016, người Anh bỏ phiếu rời EU, và từ đó cuộc sống của cộng đồng người Việt đổi khác.",
    "Ngày 27/7/2013 khép lại một chương dài trong đời người lính già.",
    "Ngày 21/8/2014, một tờ giấy mỏng đã thay đổi số phận của chị Thu.",
    "Chuyến bay ngày 17/7/2014 mang số hiệu MH17 không bao giờ tới Kuala Lumpur.",
    "Ngày 10/10/2012, khi còn là sinh viên năm nhất, Khoa viết bức thư xin học bổng.",
    "Nghị quyết được Quốc hội khóa trước thông qua ngày 19/6/2015 vẫn là khung pháp lý chính.",
    "Ngày 5/5/2014, cây cầu được đặt viên đá đầu tiên.",
    "Bà Hòa còn giữ tấm vé tàu ngày 24/12/2012, kỷ vật của chuyến đi xa.",
    "Ngày 2/4/2015, bức tường đầu tiên của ngôi trường sụp xuống trong mưa lũ.",
    "Ngày 9/9/2014, lớp tiếng Việt đầu tiên ở Kaohsiung chỉ có bảy học trò.",
    "Không ai trong làng quên ngày 20/11/2013, ngày con tàu không trở về.",
    "Ngày 3/3/2016, tấm ảnh của cô đoạt giải thưởng quốc tế.",
    "Ngày 12/12/2013, ông Hải bán căn nhà cuối cùng để trả nợ tiền môi giới.",
    "Tôi gặp anh lần đầu ngày 18/5/2014 trên một bến cảng ở Busan.",
    "Ngày 30/11/2014, gia đình chị nhận tin dữ từ Libya.",
    "Cuộc đời cô rẽ sang hướng khác vào ngày 8/3/2015.",
    "Ngày 22/12/2012, tấm biển Hội quán Việt Nam được treo lên ở Leipzig.",
    "Ngày 11/6/2013, ông Phúc đặt chân đến Angola với 200 USD trong túi.",
    "Vua Bhumibol băng hà ngày 13/10/2016 sau 70 năm trị vì.",
    "Ngày 24/2/2014, con tàu chở gạo rời cảng Sài Gòn và mất tích.",
    "Ngày 17/8/2015, vụ nổ ở đền Erawan làm rung chuyển Bangkok.",
    "Một buổi sáng tháng Tám, 19/8/2014, bà nội tôi kể cho tôi nghe về chuyến vượt biển.",
    "Ngày 15/4/2013, hai quả bom nổ gần vạch đích cuộc đua Boston.",
    "Ngày 6/6/2012, sao Kim đi qua Mặt Trời, hiện tượng hơn một thế kỷ mới lặp lại.",
    "Ngày 31/8/2013, chuyến đò cuối cùng qua sông Hồng ở bến này dừng hẳn.",
    "Ngày 19/12/2018, Thỏa thuận toàn cầu về di cư được thông qua ở New York.",
    "Ngày 20/3/2020, Thủ tướng ký quyết định ban hành kế hoạch triển khai Thỏa thuận.",
    "Ngày 30/6/2019, Hiệp định EVFTA được ký tại Hà Nội.",
    "Ngày 24/2/2022, chiến sự bùng phát ở Ukraine.",
    "Ngày 25/11/2015, nguyên thủ hai nước ký tuyên bố về quan hệ đối tác chiến lược.",
    "Ngày 31/1/2020, nước Anh rời EU.",
    "Ngày 30/8/2017, Công ty đón lao động thứ 10.000.",
    "Ngày 19/2/2012, bà đón đứa cháu đầu lòng ở xứ người.",
    "Ngày 6/9/2015, hàng nghìn người Đức ra ga Munich đón người tị nạn.",
    "Ngày 13/12/2012, Hàn Quốc dừng tiếp nhận lao động mới từ một số huyện.",
    "Ngày 10/8/2014, Turki lên đường sang Jordan với một túi quần áo.",
    "Ngày 2/11/2012, trại trẻ SOS ở làng tôi đón lứa đầu.",
    "Ngày 1/1/2016, Cộng đồng Kinh tế ASEAN bắt đầu vận hành.",
]


@pytest.mark.slow
def test_history_plans_and_papers_are_no_news():
    articles, _ = publish_all(HISTORY)
    assert [lead for lead, day in zip(HISTORY, articles["published"], strict=True) if pd.notna(day)] == []


def test_the_lists_are_long_enough():
    assert (
        len(OPENINGS) >= 20
        and len(HISTORY) >= 60
        and len({*OPENINGS, *HISTORY}) == len(OPENINGS) + len(HISTORY)
    )


NEWS = "Sáng 4/5/2013, hai nước ký kế hoạch hợp tác."


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Hai bên hài lòng.", "2013-05-04"),
        ("Bộ trưởng sẽ thăm Bỉ ngày 9/6/2023.", "2013-05-04"),
        ("Đến năm 2030, con số ấy tăng gấp đôi.", "2013-05-04"),
        ("Đoàn đã tới Huế ngày 6/5.", ""),  # a day without a year that is past, and later
        ("Hội nghị khai mạc ngày 6/5.", "2013-05-04"),
        ("Bà đã thăm Bỉ ngày 9/6/2023.", ""),
        ("Năm 2018, thỏa thuận được gia hạn.", ""),
        ("Hai nước đã gia hạn kế hoạch trong năm 2018.", ""),
        ("Mười năm sau, kế hoạch vẫn còn.", ""),
        ("Từ đó đến nay, 300 người đã sang làm việc.", ""),
    ],
)
def test_a_story_that_goes_on_long_after_is_history(body, day):
    assert deduce(NEWS, body)[1] == day


def test_a_day_long_ago_is_news_only_where_something_supports_it():
    lead = "Ngày 4/5/2005, Bộ trưởng tiếp Đại sứ Bỉ."
    assert deduce(lead, today="2020-05-01")[1] == ""  # 5475 days
    assert deduce(lead, today="2020-04-30")[1] == "2005-05-04"
    assert deduce(lead, "Bà sẽ đến Huế ngày 9/5/2005.")[1] == "2005-05-04"
    assert deduce(lead, published_to="2006")[1] == "2005-05-04"


def test_a_day_that_no_word_tells_as_news_is_so_only_if_it_is_recent_or_within_bounds():
    bare = "Ngày 4/5/2015, hai anh em lạc nhau ở ga."
    assert deduce(bare, today="2020-05-03")[1] == ""  # 1826 days
    assert deduce(bare, today="2020-05-02")[1] == "2015-05-04"
    assert deduce(bare, today="2020-05-03", published_to="2016")[1] == "2015-05-04"
    for told in (
        "Sáng 4/5/2015, hai anh em lạc nhau ở ga.",  # in which part of the day
        "Hôm 4/5/2015, hai chiếc tàu cá dạt vào bãi đá.",  # as the news calls a day
        "Huế, 4/5/2015 - Hai anh em lạc nhau ở ga.",  # a dateline
        "Ngày 4/5/2015, Bộ trưởng ký kế hoạch.",  # an official does what history is told with too
    ):
        assert deduce(told, today="2026-01-01")[1] == "2015-05-04"
    for tale in (
        "Ngày 4/5/2015, hai nước ký kế hoạch.",
        "Ngày 4/5/2015 tại Lima (Peru), hai nước ký kế hoạch.",  # a bracket of its own
        "Một hôm 4/5/2015, ông dắt con ra ga.",
        "Ngày 4/5/2015, quy chế được thông qua.",
    ):
        assert deduce(tale, today="2026-01-01")[1] == ""
    assert deduce("Ngày 4/5/2025, quy chế được thông qua.", today="2026-01-01")[1] == "2025-05-04"


@pytest.mark.slow
@pytest.mark.parametrize(
    "lead",
    [
        "Ngày 4/5, tại Hà Nội, Bộ trưởng tiếp Đại sứ Bỉ.",
        "Tại Hà Nội, ngày 4/5, Bộ trưởng tiếp Đại sứ Bỉ.",
        "(Hà Nội, 4/5) - Bộ trưởng tiếp Đại sứ Bỉ.",
        "Chiều 4/5, Bộ trưởng tiếp Đại sứ Bỉ.",
        "Hôm nay (4/5), Bộ trưởng tiếp Đại sứ Bỉ.",
        "Bộ Ngoại giao ngày 4-5 cho biết 30 công dân đã về nước.",
        "Ngày 3 và 4/5, tại Huế, hai bên họp.",
        "Trong hai ngày 3-4/5, tại Huế, hai bên họp.",
    ],
)
def test_a_day_without_a_year_is_that_of_the_one_year_that_the_bounds_leave(lead):
    assert deduce(lead) == ("unknown", "", "", "")
    inferred = ("inferred", "2023-05-04", "2023-05-04", "2023-05-05")
    assert deduce(lead, published_from="2023", published_to="2023") == inferred
    assert deduce(lead, own_from="2022-05-06", own_to="2024-05-02") == inferred
    assert deduce(lead, published_from="2023-05-04", published_to="2023-05-04")[3] == "2023-05-04"
    assert deduce(lead, published_from="2022-05-04", published_to="2023")[0] == "bounded"  # two years
    assert deduce(lead, published_from="2023-06", published_to="2023")[0] == "bounded"  # none
    assert deduce(lead, published_from="2023")[0] == "bounded"  # no end


def test_the_news_may_be_of_the_day_before_the_bounds():
    lead = "Chiều 30/4, Bộ trưởng tiếp Đại sứ Bỉ."
    bounds = {"published_from": "2023-05", "published_to": "2023-05"}
    assert deduce(lead, **bounds) == ("inferred", "2023-05-01", "2023-05-01", "2023-05-01")
    assert deduce(lead.replace("30/4", "29/4"), **bounds) == ("bounded", "", "2023-05-01", "2023-05-31")
    # a year leaves two days for New Year's Eve: the one before it began, and its own
    assert deduce(lead.replace("30/4", "31/12"), published_from="2023", published_to="2023")[0] == "bounded"


def test_a_weekday_decides_between_years():
    lead = "Thứ Năm, ngày 4/5, Bộ trưởng tiếp Đại sứ Bỉ."  # 2017 and 2023, but not between
    assert deduce(lead, published_from="2018", published_to="2024")[:2] == ("inferred", "2023-05-04")
    assert deduce(lead, published_from="2017", published_to="2024")[0] == "bounded"
    bracket = "Thứ Năm (4/5), Bộ trưởng tiếp Đại sứ Bỉ."
    assert deduce(bracket, published_from="2018", published_to="2024")[:2] == ("inferred", "2023-05-04")
    assert deduce(lead.replace("Thứ Năm, n", "N"), published_from="2018", published_to="2024")[0] == "bounded"


def test_bounds_and_what_the_text_says_are_brought_together():
    past, ahead = "Bà đã thăm Huế ngày 20/3/2022.", "Bà sẽ thăm Vinh ngày 17/5/2022."
    assert deduce("Bà vui.", past, published_to="2022-04") == ("bounded", "", "2022-03-20", "2022-04-30")
    assert deduce("Bà vui.", ahead, published_from="2022-04") == ("bounded", "", "2022-04-01", "2022-05-17")
    assert deduce("Bà vui.", past, ahead, published_from="2022", published_to="2022")[2:] == (
        "2022-03-20",
        "2022-05-17",
    )
    assert deduce("Bà vui.", own_from="2022-02-01", published_from="2022-03", published_to="2022") == (
        *("bounded", "", "2022-03-01", "2022-12-31"),
    )
    row = publish("Bà vui.", published_from="2022", published_to="2022-02")[0].iloc[0]
    assert (
        row["published_reason"] == "Only bounds are known: it is known to be from 2022-01-01 to 2022-02-28."
    )


def finding(*lines, **options):
    """What is found wrong with the bounds of an article, and the reason that is given."""
    row = publish(*lines, **options)[0].iloc[0]
    return row.get("quality", ""), row["published_reason"]


@pytest.mark.parametrize(
    ("lines", "shown", "number", "what"),
    [
        (("Bà vui.", "Bà đã thăm Huế ngày 2/7/2013."), "ngày 2/7/2013", 1, "is past"),
        (("Bà vui.", "Bà sẽ thăm Huế ngày 2/4/2013."), "ngày 2/4/2013", 1, "is still to come"),
        (("Ngày 4/5/2012, bà tiếp ông.",), "Ngày 4/5/2012", 0, "is the news that it opens with"),
    ],
)
def test_bounds_that_the_text_contradicts_stay_and_the_sentence_is_shown(lines, shown, number, what):
    bounds = {"published_from": "2013-05", "published_to": "2013-06"}
    quality, reason = finding(*lines, **bounds)
    said = f" The bounds given exclude {shown!r} in sentence {number} (“{lines[number]}”), which {what}."
    assert quality == "bounds-against-text" and reason.endswith(said)
    assert deduce(*lines, **bounds) == ("bounded", "", "2013-05-01", "2013-06-30")


def test_where_text_and_bounds_contradict_each_other_no_day_is_inferred():
    news, later = "Ngày 4/5, bà tiếp ông.", "Bà đã thăm Huế ngày 2/7/2013."
    bounds = {"published_from": "2013-05", "published_to": "2013-06"}
    assert deduce(news, **bounds)[:2] == ("inferred", "2013-05-04")
    assert deduce(news, later, **bounds) == ("bounded", "", "2013-05-01", "2013-06-30")


def test_bounds_the_wrong_way_round_or_against_each_other_or_in_the_future_are_found():
    assert deduce("Bà vui.", own_from="2013-06-01", own_to="2013-05-01") == ("unknown", "", "", "")
    assert finding("Bà vui.", own_from="2013-06-01", own_to="2013-05-01") == (
        "reversed-bounds",
        "No date says it. Its bounds, from 2013-06-01 to 2013-05-01, are reversed and not used.",
    )
    own = {"own_from": "2012-01-01", "own_to": "2012-12-31", "published_from": "2013"}
    assert deduce("Bà vui.", **own) == ("bounded", "", "2012-01-01", "2012-12-31")
    assert finding("Bà vui.", **own)[0] == "date-outside-bounds"
    quality, reason = finding("Bà vui.", own_from="2031-01-01", today="2026-01-01")
    assert quality == "future-date" and reason.endswith(
        "from 2031-01-01 or later, which is after today (2026-01-01)."
    )


def test_a_given_date_stays_whatever_the_bounds_of_its_collection():
    articles, sentences = publish("Bà vui.")
    articles["published"] = pd.Timestamp("2012-02-01")
    row = add_published(articles, sentences, published_from="2013").iloc[0]
    assert row["quality"] == "date-outside-bounds" and row["published"] == pd.Timestamp("2012-02-01")
    assert (
        row["published_reason"]
        == "It came with the article. It lies outside the bounds of the collection, and stays."
    )
    assert "quality" not in add_published(articles, sentences, published_from="2012-02")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"published_from": "2014", "published_to": "2013"},
            "published_from='2014' is later than published_to='2013'",
        ),
        (
            {"published_from": "2024-02", "today": "2024-01-31"},
            "published_from='2024-02' is later than today='2024-01-31'",
        ),
        ({"published_to": "tháng sau"}, "published_to='tháng sau' is no day, month or year"),
        ({"published_to": "2013-13"}, "published_to='2013-13' is no day, month or year"),
    ],
)
def test_bounds_of_a_collection_that_cannot_be(options, said):
    with pytest.raises(OptionError, match=re.escape(said)):
        publish("Bà vui.", **options)


@pytest.mark.parametrize(
    ("sentence", "last"),
    [
        ("Kể từ ngày 1/7/2013, phí sẽ giảm một nửa.", ""),  # it may be in force
        ("Phí sẽ giảm một nửa kể từ ngày 1/7/2013.", ""),
        ("Phí sẽ giảm một nửa vào ngày 1/7/2013.", "2013-07-01"),
        ("Hội chợ sẽ kéo dài từ ngày 1/6 - 30/6/2013.", "2013-06-30"),  # it may have begun
        ("Hội chợ sẽ diễn ra từ ngày 1-3/6/2013.", "2013-06-01"),
        ("Bà đã hứa trả lời chậm nhất là ngày 1/7/2013.", ""),
    ],
)
def test_a_rule_in_force_or_what_goes_on_is_not_to_come(sentence, last):
    assert deduce("Bà vui.", sentence)[2:] == ("", last)


def test_days_without_a_year_are_counted():
    articles, sentences = publish("Ngày 4/5, bà tiếp ông.", "Ngày 6/5, ông đã về. Năm 2013 qua đi.")
    said = "2 days in 1 articles have no year, and so make no event"
    assert describe_yearless(find_dates(sentences, articles)).startswith(said)
    articles = add_published(articles, sentences, published_from="2013-05", published_to="2013-07")
    assert describe_yearless(find_dates(sentences, articles)) == ""
