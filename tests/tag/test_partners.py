"""Partners: sentences with what they name, the rules behind it, and who the partner of an article is."""

import csv
import re
import unicodedata
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from material import TWO_ARTICLES
from pandas.testing import assert_frame_equal

import kit
from kit.count.partners import count_partners
from kit.errors import TableError
from kit.schema import SCHEMAS, make_table
from kit.segment.sentences import join_sentences
from kit.tag.partners import add_partner, explain_partner, find_partners, find_partners_in_text

# [form|key] is what must be found; everything else must not. * before the key: a country inside an organisation.
SENTENCES = """
phía [Bỉ|BEL] đánh giá cao [IOM|IOM] và [Liên hợp quốc|UN]
[Vương quốc Bỉ|BEL], [CHLB Đức|DEU], [LB Nga|RUS], [Cộng hòa Panama|PAN], [Đại Công quốc Luxembourg|LUX]
[Ô-xtrây-li-a|AUS], [Xinh-ga-po|SGP], [In-đô-nê-xi-a|IDN], [Phi-líp-pin|PHL] và [Niu Di-lân|NZL]
[Ý Đại Lợi|ITA], [Hòa Lan|NLD], [Gia Nã Đại|CAN], [Tân Gia Ba|SGP]
Thủ tướng [Anh|GBR] May gặp Tổng thống [Pháp|FRA]
Thoả thuận giữa [Mỹ|USA], [Anh|GBR] và [Úc|AUS]
[Anh|GBR] và [Pháp|FRA] ra tuyên bố chung
[Anh|GBR] triệu hồi đại sứ tại [Nga|RUS]
Anh cho biết sẽ trở về quê vào cuối năm
Anh Lê Văn Ẩn đến từ huyện Anh Sơn
Anh em trong đội đều vui
Trong cuộc chiến ấy, [Anh|GBR] mất nhiều tàu
Ca sĩ Quỳnh Anh hát bằng tiếng Anh
Ý kiến của cử tri được gửi tới Quốc hội
Ông Đức và bà Nga cùng học tiếng Pháp
người dân quận Thủ Đức, huyện Hoài Đức và tỉnh Thái Bình
các thành phố [Đức|DEU] và [Áo|AUT] đón người tị nạn
Áo dài in hình cờ [Hàn Quốc|KOR]
Pháp luật quy định, Pháp lệnh hướng dẫn
Phi công và Thái tử gặp nhau ở Viện Hàn lâm
Thái tử [Ả Rập Xê-út|SAU] thăm [Nhật|JPN]
cảnh sát [Thái|THA] bắt ba người nhập cư trái phép
phụ nữ dân tộc Thái ở Sơn La
nhà báo ở [Thái Lan|THA] cho biết người [Thái|THA] ủng hộ
gió Lào thổi ở Lào Cai, còn [Lào|LAO] thì mưa
biên giới [Việt|VNM] - [Lào|LAO] và quan hệ [Việt Nam|VNM]-[Lào|LAO]
hợp tác [Việt|VNM] - [Mỹ|USA], căng thẳng [Mỹ|USA] - [Trung|CHN], đàm phán [Mỹ|USA]-[Triều|PRK]
quan hệ [Việt|VNM] [Nga|RUS] phát triển
sinh viên ĐH Việt - Đức và Trường Quốc tế Việt Úc
người [Việt|VNM] ở [Séc|CZE] nói tiếng Việt
Sanofi Việt Nam tuyển dụng, tuyển Olympic [Việt Nam|VNM] tập luyện
đổi yên Nhật, đôla Úc và nhân dân tệ lấy đô la Mỹ
[Nam Mỹ|S-AM], [Bắc Mỹ|N-AM] và [Mỹ La-tinh|LATAM]; [châu Mỹ|AMERICAS]
tại [Biển Đông|SCS], [Ấn Độ Dương - Thái Bình Dương|INDOPAC] và [eo biển Đài Loan|TW-STRAIT]
Hạm đội Thái Bình Dương và dịch tả lợn châu Phi
bang Georgia, New Mexico và New Jersey của [Mỹ|USA]
[Nam Phi|ZAF] ở [châu Phi|AF], [Cộng hòa Trung Phi|CAF] ở [khu vực Trung Phi|C-AF]
[bán đảo Triều Tiên|KOREAN-PENINSULA] và [Triều Tiên|PRK]
[Hội đồng Nhân quyền Liên hợp quốc|UNHRC] họp, [Hội đồng Nhân quyền|UNHRC] thông qua
[Ủy ban châu Âu|EC], [Nghị viện châu Âu|EP], [Hội đồng châu Âu|EUCO] và [EU|EU]
[Quỹ Nhi đồng Liên hợp quốc|UNICEF] ([UNICEF|UNICEF]) và [UNICEF [Bỉ|*BEL]|UNICEF]
Đại sứ quán [Nhật Bản|JPN] tại [Hà Lan|NLD]
Hội nghị Cấp cao [ASEAN|ASEAN] tại [Campuchia|KHM] và [Diễn đàn Khu vực ASEAN|ARF]
[Ngân hàng Thế giới|WB] ([WB|WB]), [Quỹ Tiền tệ quốc tế|IMF], [ADB|ADB]
[Tiến trình Bali|BALI-PROCESS] và [Tiểu vùng Mekong mở rộng|GMS]
tên lửa diệt hạm [Liên Xô|SUN], đội tuyển [Tiệp Khắc|CSK]
đọc báo The Japan Times và China Daily trên Singapore Airlines
TỔNG THỐNG [MỸ|USA] THĂM [ẤN ĐỘ|IND] VÀ [NGA|RUS]
BIỆN PHÁP VÀ GIẢI PHÁP HỢP PHÁP, Ý KIẾN CỬ TRI
đường phố Paris, khách sạn ở Brussels và Bắc Kinh
nghệ sĩ [Mỹ|USA] và nhà văn [Pháp|FRA] đến [Hàn Quốc|KOR]
công dân [VN|VNM] tại [TQ|CHN] đọc tin trên VOV.VN
Đại sứ [Việt Nam|VNM] tại [Mỹ|USA] Phạm Văn Ẩn
các tỉnh Bắc [Lào|LAO] và miền nam [Pháp|FRA]
Nếu [Nga|RUS] rút quân, Lê Nga sẽ về; Nguyễn Đức Mỹ ở lại
Ảnh: Như Ý, Anh Sơn, Quang Hoà
Hoàng Anh Gia Lai thắng, Phạm Nhật Vượng đầu tư, Trần Nhật Duật kẹt xe
Dân chúng [Myanmar|MMR], [Miến Điện|MMR] ngày trước
[Hồng Kông|HKG], [Ma Cao|MAC], [Đài Loan|TWN] và [Trung Quốc|CHN]
[Bờ Biển Ngà|CIV], [CHDC Congo|COD], [Cộng hòa Congo|COG], [Guinea Xích Đạo|GNQ], [Guinea-Bissau|GNB]
Việc [Mỹ|USA] từ chối ký khiến cử tri [Mỹ|USA] quan tâm, còn [Pháp|FRA] chủ trương chờ
Mỹ nhân xuất hiện trên thảm đỏ, nhà đầu tư [Mỹ|USA] nhân dịp này ra về
ở [Ý|ITA] hay [Pháp|FRA] đều thế; Ý hay như vậy nên giữ
lãnh tụ Phi-đen phát biểu, Chủ tịch Phi-lô-men vắng mặt
thăm [Việt nam|VNM] và [Thổ Nhĩ kỳ|TUR], [Các tiểu vương quốc Ả rập thống nhất|ARE]
vừa tới [Hàn Quốc|KOR]Theo nguồn tin này, bãi đỗ xe MacauBus vắng
ông Hà và Bàng Trung Anh cùng về, mong Nam Anh bỏ qua
thư viết bằng hai thứ tiếng: Việt, Anh; mua từ điển Hàn - Anh và học tiếng Nga, Nhật
tình hữu hảo [Trung|CHN]-[Triều|PRK] được nhắc lại, xã Cẩm Đài - Trung Sơn thì không
[Mỹ|USA], [Trung|CHN] tranh cãi gay gắt; [Nga|RUS] và [Anh|GBR] - [EU|EU] đàm phán
đạo diễn Jordan Fletcher khen Quốc vương [Jordan|JOR] Abdullah
bà lãnh đạo Thái Ngọc Anh gặp Tổng thống Thái Anh Dũng
Công ty VN Pharmex và Chủ tịch VN Pharmex ra toà; tiệc ở Việt Haus đông khách
mầm non Việt - Pháp khai giảng, quan hệ [Việt|VNM] - [Pháp|FRA] tốt đẹp
Nga (22 tuổi) và chị gái dọn về; Mỹ kể lại chuyện cũ; trên vai Mỹ là balô
thu hoạch 100 mẫu Anh lúa mì, lớp chuyên Anh, thi môn Toán, Văn, Anh
hội nghị [SCO|SCO] khai mạc, máy SCO hỏng
vô địch ASEAN Cup, tàu của Hạm đội Viễn Đông và Đại học Đông Á
các nước [liên minh châu Âu|EU] họp, liên minh cầm quyền tan rã
phát ngôn viên Nhà Trắng [Mỹ|USA] từ chức
Đại sứ [Lào|LAO] tại [Mỹ|USA] Thôi Thiên Văn
[Đức|DEU] hạ nhiệt tranh chấp với [Trung Quốc|CHN]
Đức hạ giọng rồi ra về
Anh kêu gọi mọi người bình tĩnh
[Anh|GBR] kêu gọi [EU|EU] họp khẩn
với [Mỹ|USA] Theo tin từ hãng này
bệnh viện Hữu nghị Việt Đức; đại biểu Dương Trung Quốc, chị Phạm Thị Hà Lan từ [Hà Lan|NLD] về
tàu của Hạm đội Thái Bình Dương [Mỹ|USA] rời cảng
đường Xô Viết Nghệ Tĩnh và Hồng quân [Xô viết|SUN]
[Hồng Kông (Trung Quốc)|HKG], [Macau (TQ)|MAC], [Đài Loan (Trung Quốc)|TWN] và Thượng Hải ([Trung Quốc|CHN])
[Guyana thuộc Pháp|GUF], [Guyana|GUY], [quần đảo Virgin thuộc Mỹ|VIR] và [Greenland (Đan Mạch)|GRL] của [Đan Mạch|DNK]
Đại diện [Toà thánh|VAT] tại [Việt Nam|VNM] thăm tỉnh; hội đồng của Tòa thánh Tây Ninh họp riêng
Thợ từ [Hàn-quốc|KOR], [Ấn-độ|IND], [U-krai-na|UKR] và [Kê-ni-a|KEN] ở lại
THỢ GIỎI Ở [HÀN QUỐC|KOR] VÀ [ĐỨC|DEU], DU HỌC SINH TẠI [ANH|GBR]
[Đức|DEU] cần thêm 20.000 thợ điện
[Ý|ITA] giải cứu đoàn tàu cá
[Hàn|KOR] tuyển người trông trẻ theo hợp đồng
[Thái|THA] siết chặt cấp phép
Đức cười rồi đi mất
[ĐỨC|DEU] TUYỂN THỢ
Anh cần việc ở quê
[Hiệp hội Quốc gia Đông Nam Á|ASEAN], [G 7|G7], [Hội nghị Thượng đỉnh Á-Âu|ASEM]
[Tổ chức Nông nghiệp và Lương thực của LHQ|FAO], [Văn phòng LHQ về phòng, chống ma túy và tội phạm|UNODC]
Tàu cảnh sát biển [Nhật Bản|JPN] đi qua bờ biển [Nhật Bản|JPN] rồi tới [biển Nhật Bản|SEA-OF-JAPAN]
Khách sạn nằm bên bờ [biển Đỏ|RED-SEA]
Khai mạc Đại hội đồng lần thứ 150 của [Liên minh Nghị viện thế giới|IPU]
Đại hội đồng cổ đông của ngân hàng họp sau [Đại hội đồng IPU|IPU] và [Đại hội đồng|UNGA]
""".strip().splitlines()


def read_marks(line):
    """The sentence without marks, and (start, end, key) of what is marked; marks may stand inside marks."""
    text, marks, opened = "", [], []
    for piece in re.split(r"(\[|\|[*\w+-]+\])", line):
        if piece == "[":
            opened.append(len(text))
        elif piece.startswith("|"):
            marks.append((opened.pop(), len(text), piece[1:-1]))
        else:
            text += piece
    return text, sorted(marks, key=lambda mark: (mark[0], -mark[1]))


def found(text, kinds=("country", "org", "region")):
    table = find_partners_in_text(text)
    table = table[table["kind"].isin(kinds)]
    return [(r.start, r.end, ("*" if r.inside else "") + r.key) for r in table.itertuples()]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentence(line):
    text, marks = read_marks(line)
    shown = [(text[start:end], key) for start, end, key in found(text)]
    assert shown == [(text[start:end], key) for start, end, key in marks]


@pytest.mark.parametrize("line", SENTENCES)
def test_decomposed_letters_are_the_same_sentence(line):
    text, marks = read_marks(line)
    assert found(unicodedata.normalize("NFD", text)) == found(text) == marks


def test_both_koreas_are_two_partners_of_one_place():
    both = [("Hai miền Triều Tiên", "KOR"), ("Hai miền Triều Tiên", "PRK")]
    table = find_partners_in_text("Hai miền Triều Tiên nối lại liên lạc")
    assert list(table[["text", "key"]].itertuples(index=False, name=None)) == both
    assert set(table["rule"]) == {"both"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Liên minh châu Âu (EU) họp", ["name", "repeated"]),
        ("EU (Liên minh châu Âu) họp", ["abbreviation", "repeated"]),
        ("Tổ chức Di cư quốc tế (International Organization for Migration - IOM)", ["name", "repeated"]),
        ("Ngân hàng Thế giới, gọi tắt là WB, cho vay", ["name", "repeated"]),
        ("Hiệp hội các quốc gia Đông Nam Á - ASEAN", ["name", "repeated"]),
        ("EU họp, Liên minh châu Âu quyết", ["abbreviation", "name"]),
        ("tại London (Anh)", ["inside a sentence"]),
        ("ở Mỹ (Mỹ là nơi đông nhất)", ["default", "default"]),
    ],
)
def test_a_name_said_again_is_marked(text, rules):
    assert find_partners_in_text(text)["rule"].tolist() == rules


def test_a_name_said_again_weighs_once():
    text = "Liên minh châu Âu (EU) gặp phía Bỉ."
    sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "body"}], "sentences")
    partners = find_partners(sentences)
    assert partners["key"].tolist() == ["EU", "EU", "BEL"]
    assert count_partners(partners).set_index("key")["n"].to_dict() == {"BEL": 1, "EU": 1}
    assert explain_partner(partners).set_index("key")["weight"].to_dict() == {"EU": 1.0, "BEL": 1.0}


def test_a_byline_in_capitals_names_no_country():
    text = "Cảnh sát Anh vừa báo tin.\nANH PHƯƠNG\nVŨ ANH\nMọi việc đã xong.THẠCH ANH"
    assert found(text) == [(9, 12, "GBR")]


def test_anh_heads_the_title_of_an_article_that_names_the_country():
    lines = [("title", "Anh bắt tài xế"), ("lead", "Cảnh sát Anh vừa báo tin."), ("body", "Anh khai đã mệt.")]
    rows, start = [], 0
    for number, (role, text) in enumerate(lines):
        end = start + len(text)
        rows.append({"article_id": "a", "sentence": number, "line": number, "role": role, "text": text})
        rows[-1] |= {"start": start, "end": end}
        start = end + 1
    partners = find_partners(make_table(rows, "sentences"))
    assert partners[["role", "rule"]].values.tolist() == [["title", "headline"], ["lead", "state before"]]


@pytest.mark.parametrize(
    ("text", "form", "rule"),
    [
        ("Vương quốc Bỉ", "Vương quốc Bỉ", "full style"),
        ("Việt Nam", "Việt Nam", "name"),
        ("binh sĩ Anh", "Anh", "state before"),
        ("Thủ tướng Anh", "Anh", "office before"),
        ("Mỹ - Trung", "Trung", "pair"),
        ("Thái Lan nói người Thái vui", "Thái", "same article"),
        ("Anh và Pháp", "Anh", "list"),
        ("rượu vang của Ý rất ngon", "Ý", "inside a sentence"),
        ("Nga ký hiệp định", "Nga", "default"),
        ("Anh trục xuất ba người", "Anh", "act of a state"),
        ("từ Thái về nước", "Thái", "place after"),
        ("UNICEF Bỉ", "Bỉ", "branch"),
        ("Ba-lan cũ, Xin-ga-po", "Xin-ga-po", "older name"),
        ("theo WHO", "WHO", "abbreviation"),
        ("thăm Belgium mùa thu", "Belgium", "english"),
    ],
)
def test_every_mention_names_the_rule_that_admitted_it(text, form, rule):
    table = find_partners_in_text(text)
    assert table.set_index("text").loc[form, "rule"] == rule


def test_capitals_stand_apart_and_only_when_asked_for():
    text = "Bắc Kinh phản đối, Nhà Trắng im lặng, Brussels lo ngại"
    assert find_partners_in_text(text).empty
    table = find_partners_in_text(text, capitals=True)
    assert table[["text", "kind", "key"]].values.tolist() == [
        ["Bắc Kinh", "capital", "CHN"],
        ["Nhà Trắng", "capital", "USA"],
        ["Brussels", "capital", "EU"],
    ]


def make_sentences(*texts, roles=("body",), article="a"):
    rows, at = [], 5
    for number, text in enumerate(texts):
        rows.append((article, number, number, roles[number % len(roles)], at, at + len(text), text))
        at += len(text) + 2
    return make_table(rows, "sentences")


def test_an_ambiguous_form_is_judged_with_its_article():
    doubtful = "Người Thái ăn Tết sớm."
    alone = make_sentences(doubtful)
    with_country = make_sentences("Chính phủ Thái Lan họp.", doubtful)
    assert find_partners(alone)["key"].tolist() == []
    assert find_partners(with_country)["key"].tolist() == ["THA", "THA"]
    other = make_sentences("Chính phủ Thái Lan họp.", article="b")
    assert find_partners(pd.concat([alone, other]))["article_id"].tolist() == ["b"]


def test_the_table_has_the_schema_and_offsets_of_the_article():
    sentences = make_sentences("Mỹ và Bỉ họp.", "UNICEF Bỉ dự.", roles=("title", "body"))
    table = find_partners(sentences)
    assert list(table.columns) == [*SCHEMAS["mentions"], "inside"]
    assert table["role"].tolist() == ["title", "title", "body", "body"]
    assert table["sentence"].tolist() == [0, 0, 1, 1]
    texts = {
        row.article_id: text
        for row, (_, text, _) in zip(sentences.itertuples(), join_sentences(sentences), strict=False)
    }
    assert all(texts["a"][row.start : row.end] == row.text for row in table.itertuples())
    assert table["inside"].tolist() == ["", "", "", "UNICEF"]


def test_no_partner_is_an_empty_table_of_the_same_shape():
    empty = find_partners(make_sentences("Trời hôm nay đẹp."))
    assert empty.empty
    assert_frame_equal(empty, find_partners(make_sentences("Bỉ"))[:0])
    assert find_partners(make_table([], "sentences")).empty
    assert find_partners_in_text("").empty


@pytest.mark.slow
@given(st.lists(st.sampled_from([read_marks(line)[0] for line in SENTENCES]), min_size=1, max_size=4))
def test_rows_are_slices_in_order_and_the_input_stays_as_it_was(texts):
    sentences = make_sentences(*texts)
    before = sentences.copy(deep=True)
    table = find_partners(sentences)
    assert_frame_equal(sentences, before)
    assert table["start"].is_monotonic_increasing
    (_, text, find_place), *rest = join_sentences(sentences)
    assert not rest
    for row in table.itertuples():
        assert text[row.start : row.end] == row.text
        assert find_place(row.start) == (row.sentence, row.role)


def test_the_two_articles_are_read_as_they_were_by_hand():
    corpus = kit.Corpus(TWO_ARTICLES)
    with (Path(kit.__file__).parents[1] / "data" / "gold" / "partners.csv").open(encoding="utf-8") as file:
        gold = {
            (row["article_id"], int(row["start"]), int(row["end"]), row["text"], row["kind"], row["key"])
            for row in csv.DictReader(file)
            if row["kind"] != "person"
        }
    columns = ["article_id", "start", "end", "text", "kind", "key"]
    assert set(corpus.partners[columns].itertuples(index=False, name=None)) == gold


def test_a_table_that_is_no_table_of_sentences_is_refused():
    with pytest.raises(TableError, match="lacks the columns"):
        find_partners(pd.DataFrame({"text": ["Bỉ"]}))


def test_sentences_that_overlap_are_refused():
    sentences = make_sentences("Bỉ", "Pháp").assign(start=0)
    with pytest.raises(TableError, match="'a' overlap at offset 0"):
        find_partners(sentences)


ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c"]})


def make_mentions(*rows):
    columns = ["article_id", "kind", "role", "key", "start", "inside"]
    return pd.DataFrame(rows, columns=columns)


def test_the_partner_is_who_carries_the_most_weight():
    mentions = make_mentions(
        ("a", "country", "title", "BEL", 0, ""),
        ("a", "country", "body", "VNM", 5, ""),
        ("a", "country", "body", "FRA", 9, ""),
        ("a", "country", "teaser", "BRA", 20, ""),
        ("a", "region", "body", "ASIA", 30, ""),
        ("b", "org", "lead", "IOM", 3, ""),
        ("b", "country", "body", "BEL", 9, "UNICEF"),
        ("b", "country", "lead", "JPN", 1, ""),
    )
    table = add_partner(ARTICLES, mentions)
    assert table["partner"].tolist() == ["BEL", "JPN", ""]
    assert table["partner_share"].tolist()[:2] == [0.75, 0.5]
    assert table["partner_share"].isna().tolist() == [False, False, True]
    assert table["partners"].tolist() == ["BEL", "JPN IOM", ""]
    assert table["partner_note"].tolist() == ["", "tie: named first", "none is named"]
    assert "partner" not in ARTICLES


def test_the_rule_can_be_changed_in_one_place():
    mentions = make_mentions(("a", "country", "title", "BEL", 0, ""), ("a", "country", "body", "FRA", 9, ""))
    weighed = add_partner(ARTICLES, mentions, weights={"body": 1.0}, share=0.9, least=1.0)
    assert weighed["partners"].tolist() == ["FRA", "", ""]
    home = add_partner(ARTICLES, mentions, home="BEL", least=1.0)
    assert home["partner"].tolist() == ["FRA", "", ""]


def test_the_partners_of_the_two_articles():
    corpus = kit.Corpus(TWO_ARTICLES)
    table = add_partner(corpus.articles, corpus.partners).set_index("article_id")["partner"]
    assert table.to_dict() == {"belgium-state-secretary": "BEL", "iom-regional-director": "IOM"}


def weigh(*rows, **options):
    """The partners of article a, its mentions given as (role, key, times)."""
    named = [("a", "country", role, key, 0, "") for role, key, times in rows for _ in range(times)]
    named = [(*row[:4], start, row[5]) for start, row in enumerate(named)]
    return add_partner(ARTICLES.head(1), make_mentions(*named), **options).iloc[0]


def test_a_fifth_of_the_weight_makes_a_partner():
    assert weigh(("body", "BEL", 8), ("body", "FRA", 2))["partners"] == "BEL FRA"
    assert weigh(("body", "BEL", 9), ("body", "FRA", 2))["partners"] == "BEL"
    assert weigh(("body", "BEL", 80), ("body", "FRA", 19))["partners"] == "BEL"  # 19 of 99
    assert weigh(("body", "BEL", 6), ("body", "FRA", 2), share=0.25)["partners"] == "BEL FRA"


def test_the_heaviest_is_no_partner_below_a_fifth():
    six = [("body", key, 2) for key in ("BEL", "FRA", "DEU", "LAO", "THA", "USA")]
    row = weigh(*six)
    assert (row["partner"], row["partners"], row["partner_note"]) == ("", "", "none has the share")
    assert np.isnan(row["partner_share"])
    row = weigh(*six, share=1 / 6)
    assert row[["partner", "partner_share", "partner_note"]].tolist() == ["BEL", 1 / 6, "tie: named first"]


@pytest.mark.parametrize(
    ("named", "partners"),
    [
        ([("title", 1)], "BEL"),
        ([("lead", 1)], "BEL"),
        ([("body", 1)], ""),
        ([("body", 2)], "BEL"),
        ([("caption", 3)], ""),
        ([("caption", 2), ("body", 1)], "BEL"),
    ],
)
def test_a_title_or_a_lead_alone_makes_a_partner_and_one_mention_in_the_body_does_not(named, partners):
    row = weigh(*[(role, "BEL", times) for role, times in named])
    note = "" if partners else "named too little"
    assert row[["partner", "partners", "partner_note"]].tolist() == [partners, partners, note]
    assert weigh(*[(role, "BEL", times) for role, times in named], least=0)["partner"] == "BEL"


def test_another_partner_needs_as_much_weight_as_the_partner():
    row = weigh(("title", "BEL", 1), ("body", "FRA", 1))
    assert row[["partners", "partner_share", "partner_note"]].tolist() == ["BEL", 0.75, ""]


@pytest.mark.parametrize(
    ("role", "times", "share"),
    [
        ("title", 1, 3 / 5),
        ("lead", 1, 2 / 4),
        ("body", 1, 1 / 3),
        ("caption", 2, 1 / 3),
        ("caption", 1, 1 / 5),
    ],
)
def test_a_title_weighs_three_a_lead_two_the_body_one_and_a_caption_half(role, times, share):
    row = weigh((role, "BEL", times), ("body", "FRA", 2), least=0.5)
    shares = {row["partner"]: row["partner_share"]}
    assert shares.get("BEL", 1 - row["partner_share"]) == pytest.approx(share)
    assert row["partners"].split()[0] == ("FRA" if share < 0.5 else "BEL")


@pytest.mark.parametrize("role", ["credit", "byline", "teaser", "furniture"])
def test_what_is_not_the_story_weighs_nothing(role):
    assert weigh((role, "BEL", 9))[["partner", "partners"]].tolist() == ["", ""]
    row = weigh((role, "BEL", 9), ("lead", "FRA", 1))
    assert row[["partner", "partner_share", "partners"]].tolist() == ["FRA", 1, "FRA"]


def test_of_two_as_heavy_the_one_mentioned_first():
    assert weigh(("body", "FRA", 2), ("body", "BEL", 2))["partners"] == "FRA BEL"
    assert weigh(("body", "BEL", 2), ("body", "FRA", 2))["partners"] == "BEL FRA"
    row = weigh(("body", "FRA", 1), ("body", "BEL", 2), ("body", "FRA", 1))
    assert row["partner"] == "FRA", "its first mention counts, not its last"
    assert row["partner_note"] == "tie: named first"
    teased = weigh(("teaser", "FRA", 1), ("body", "BEL", 2), ("body", "FRA", 2))
    assert teased["partner"] == "BEL", "and one that weighs"
    behind = weigh(("body", "BEL", 3), ("body", "FRA", 2), ("body", "LAO", 2))
    assert behind["partner_note"] == "", "who is not the heaviest ties with nobody of note"


def test_weights_of_ones_own_and_roles_without_weight():
    rows = ("title", "BEL", 5), ("body", "FRA", 1), ("caption", "LAO", 2)
    assert weigh(*rows, weights={"body": 3.0, "caption": 1.0, "title": 0.0})["partners"] == "FRA LAO"
    assert weigh(*rows, weights={"body": 4.0, "caption": 1.0})["partner_share"] == pytest.approx(2 / 3)


def test_only_countries_and_organisations_are_partners_and_none_inside_a_name():
    named = make_mentions(
        *[("a", kind, "title", kind, 0, "") for kind in ("region", "instrument", "event", "capital")],
        ("a", "country", "title", "BEL", 0, "UNICEF"),
        ("a", "country", "title", "VNM", 0, ""),
        ("a", "org", "lead", "IOM", 9, ""),
    )
    assert add_partner(ARTICLES, named)["partners"].tolist() == ["IOM", "", ""]
    assert add_partner(ARTICLES, named.drop(columns="inside"))["partner"][0] == "BEL"
    shown = explain_partner(named, home="")
    assert shown[["key", "weight", "verdict"]].values.tolist() == [
        ["VNM", 3.0, "the partner"],
        ["IOM", 2.0, "a partner"],
    ]


def test_a_verdict_for_each_article():
    counts = {"a": (("BEL", 8), ("FRA", 2)), "b": (("BEL", 10), ("FRA", 2)), "c": (("BEL", 1),)}
    rows = [
        (a, "country", "body", key, n, "")
        for a, named in counts.items()
        for key, times in named
        for n in range(times)
    ]
    assert explain_partner(make_mentions(*rows))[
        ["article_id", "key", "share", "verdict"]
    ].values.tolist() == [
        ["a", "BEL", 0.8, "the partner"],
        ["a", "FRA", 0.2, "a partner"],
        ["b", "BEL", 5 / 6, "the partner"],
        ["b", "FRA", 1 / 6, "named"],
        ["c", "BEL", 1.0, "named"],
    ]
    assert explain_partner(make_mentions(*rows), share=1 / 6)["verdict"].tolist()[3] == "a partner"


def test_seats_of_government_are_reported_only_if_wanted():
    text = "Bắc Kinh và Pháp nhất trí nối lại đàm phán."
    assert find_partners_in_text(text)["kind"].tolist() == ["country"]
    shown = find_partners_in_text(text, capitals=True)
    assert shown[["text", "kind"]].values.tolist() == [["Bắc Kinh", "capital"], ["Pháp", "country"]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nước Cộng hòa Dân chủ Nhân dân Lào", "Cộng hòa Dân chủ Nhân dân Lào"),
        ("Quốc hội nước Cộng hòa Xã hội chủ nghĩa Việt Nam", "Cộng hòa Xã hội chủ nghĩa Việt Nam"),
        ("đoàn Cộng hòa Hồi giáo Iran", "Cộng hòa Hồi giáo Iran"),
        ("Cộng hòa Pháp", "Cộng hòa Pháp"),
        ("nước cộng hòa Pháp", "Pháp"),
        ("Vương quốc châu Âu", "châu Âu"),  # a region has no style
    ],
)
def test_a_style_in_capitals_belongs_to_the_name_of_a_country(text, named):
    row = find_partners_in_text(text).iloc[-1]
    assert row["text"] == named and (row["rule"] == "full style") is named.startswith("Cộng")


@pytest.mark.parametrize(("between", "rules"), [(0, 1), (4, 1), (5, 0)])
def test_whom_a_state_calls_on_stands_among_the_next_five_names(between, rules):
    text = "Anh kêu gọi " + "Việt Nam, " * between + "EU họp khẩn"
    assert find_partners_in_text(text)["rule"].tolist().count("act of a state") == rules


def test_whom_a_state_calls_on_stands_in_its_sentence():
    assert find_partners_in_text("Anh kêu gọi mọi người.\nEU họp khẩn.")["key"].tolist() == ["EU"]
    assert find_partners_in_text("Anh kêu gọi Việt Nam họp khẩn.")["key"].tolist() == ["VNM"]


def test_an_abbreviation_needs_its_cue_in_the_article_or_before_it():
    assert find_partners_in_text("máy SCO hỏng").empty
    named = find_partners_in_text("hội nghị SCO khai mạc tại Lào")
    assert named[["key", "rule"]].values.tolist() == [["SCO", "organisation before"], ["LAO", "default"]]
