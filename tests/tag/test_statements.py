"""Statements: who says what to whom, by the families of rules; and what must hold of every text."""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import kit
from kit.errors import TableError
from kit.schema import SCHEMAS, make_table
from kit.tag.statements import find_statements, find_statements_in_text
from kit.vietnamese.acts.vocabulary import load_vocabulary

TALK = "Chiều 4/4, Thứ trưởng Ngoại giao Trần Văn Ẩn tiếp Đại sứ Bỉ Karel Vogel. "
"""A report of a talk: what follows is said by one of them to the other."""


def read(text, *columns):
    """Some columns of the statements of a text; without columns what it says of each, in short."""
    table = find_statements_in_text(text)
    names = list(columns or ("text", "act", "speaker_side", "addressee_side"))
    return [tuple(row) for row in table[names].values.tolist()]


def make_sentences(*articles):
    """A table of sentences, one article per list of (role, text)."""
    rows = []
    for number, article in enumerate(articles):
        at = 0
        for place, (role, text) in enumerate(article):
            rows.append(
                {"article_id": f"a{number}", "sentence": place, "line": place, "role": role}
                | {"start": at, "end": at + len(text), "text": text}
            )
            at += len(text) + 1
    return make_table(rows, "sentences")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nga lên án Anh.", [("lên án", "oppose", "RUS", "GBR")]),
        (
            "Ngày 5/5, Bộ Ngoại giao Đức đã bày tỏ lo ngại về vụ việc.",
            [("bày tỏ lo ngại", "concern", "DEU", "")],
        ),
        ("Đại sứ quán Lào tại Việt Nam cho biết đường đã thông.", [("cho biết", "inform", "LAO", "")]),
        (
            "Phát ngôn viên của Thủ tướng Anh Keir Starmer cho hay phiên họp bị lùi.",
            [("cho hay", "inform", "GBR", "")],
        ),
        ("Mỹ, Nhật Bản và Hàn Quốc cùng phản đối vụ phóng.", [("phản đối", "oppose", "USA JPN KOR", "")]),
        ("Bắc Kinh coi đây là việc nội bộ.", [("coi đây là", "affirm", "CHN", "")]),
        ("Các nước EU nhất trí gia hạn.", [("nhất trí", "agree", "EU", "")]),
        ("Ngoại trưởng Syria al-Hamadi nói việc đối thoại là lối ra.", [("nói", "affirm", "SYR", "")]),
        ("Ngoại trưởng Syria al-Hamadi nói việc đối thoại đã xong.", [("nói", "inform", "SYR", "")]),
        ("Ngoại trưởng Peru nói sẽ mở lại cảng.", [("nói", "inform", "PER", "")]),
        ("Thủ tướng Hà Lan nói không với than đá.", []),
        (
            "Tổng thống Peru gọi Chile “kẻ xa lạ”, cảnh báo Santiago sẽ trả giá.",
            [("gọi", "affirm", "PER", "CHL"), ("cảnh báo", "oppose", "PER", "CHL")],
        ),
        ("Tổng thống Peru gọi điện cho ông Luna, người “bạn cũ”.", []),
        ("Ngoại trưởng Peru nói quyết định “đã quá muộn”.", [("nói", "inform", "PER", "")]),
        ("Trong khi Tổng thống Peru cho rằng mùa này khô.", [("cho rằng", "affirm", "PER", "")]),
        ("Trong khi Tổng thống Peru cho rằng mùa này khô, trời vẫn mưa.", []),
        ("Tổng thống Chile đăng bài trên Facebook cảm ơn Peru.", [("cảm ơn", "thank", "CHL", "PER")]),
        ("“Hẹn gặp lại các bạn”, tài khoản của Tổng thống Chile viết.", [("viết", "affirm", "CHL", "")]),
    ],
)  # fmt: skip
def test_the_subject_of_a_verb_speaks(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nếu Nga kêu gọi, Anh sẽ xem lại.",
        "Sau khi Nga tuyên bố rút quân, giá dầu giảm.",
        "Nga chưa xác nhận tin này.",
        "Nga muốn cảm ơn Anh.",
        "Việc Nga lên án Anh gây chú ý.",
        "Đó là cam kết của Nga.",
        "Tuyên bố của Nga được đưa ra hôm qua.",
        "Báo chí Nga cho biết trời rét.",
        "Truyền thông Nga khẳng định điều đó.",
        "Theo Reuters, giá dầu tăng.",
        "Nga bị cáo buộc vi phạm.",
        "Cựu Tổng thống Nga Boris Petrov khẳng định điều đó.",
        "Công ty Nga cam kết đầu tư.",
        "Hãng tin cho biết trời rét.",
        "Bà Mỹ cho biết trời rét.",
        "Tổng thư ký nói riêng về lễ ký.",
    ],
)
def test_what_is_no_statement_of_a_side(text):
    assert read(text) == []


def test_coordinated_verbs_share_their_subject_and_their_content_holds_no_statement():
    text = (
        TALK + "Thứ trưởng khẳng định Việt Nam coi trọng Bỉ, cảm ơn Bỉ; đồng thời đề nghị hai bên phối hợp."
    )
    assert read(text) == [
        ("khẳng định", "affirm", "VNM", "BEL"),
        ("cảm ơn", "thank", "VNM", "BEL"),
        ("đề nghị", "propose", "VNM", "BEL"),
    ]
    assert read(text, "person", "rule")[1:] == [("trần văn ẩn", "shared")] * 2


def test_a_verb_before_its_subject_is_of_the_subject_behind():
    text = TALK + "Đánh giá cao vai trò của Bỉ, Thứ trưởng hoan nghênh chuyến thăm."
    assert read(text) == [("Đánh giá cao", "praise", "VNM", "BEL"), ("hoan nghênh", "welcome", "VNM", "BEL")]


def test_two_verbs_of_one_act_with_one_content_are_one_statement():
    found = read("Nga chỉ trích và lên án vụ tấn công.")
    assert found == [("chỉ trích và lên án", "oppose", "RUS", "")]


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("khẳng định sẵn sàng hỗ trợ", "commit"),
        ("khẳng định Việt Nam luôn ủng hộ hòa bình", "support"),
        ("khẳng định trước sau như một ủng hộ Việt Nam", "support"),
        ("khẳng định sẽ tiếp tục hợp tác", "commit"),
        ("cho biết sẽ thăm Lào", "inform"),
        ("cho biết Việt Nam mong muốn hòa bình", "wish"),
        ("nhấn mạnh các nước cần kiềm chế", "request"),
        ("nhấn mạnh hai bên cần kiềm chế", "propose"),
        ("nhấn mạnh thông tin trên là sai sự thật", "oppose"),
        ("tuyên bố sẽ đáp trả nếu bị tấn công", "oppose"),
        ("cảnh báo sẵn sàng ra đòn đáp trả", "oppose"),
        ("tuyên bố sẽ mở cuộc điều tra thép nhập khẩu", "oppose"),
        ("nói với báo giới rằng Việt Nam phản đối vụ phóng", "oppose"),
        ("tuyên bố tại Diễn đàn rằng Việt Nam không chấp nhận việc đó", "oppose"),
        ("khẳng định trong cuộc họp báo rằng Việt Nam luôn ủng hộ hòa bình", "support"),
        ('nhấn mạnh: "Người dân cần giữ gìn sức khỏe"', "request"),
        ("cho rằng những việc đó cần phải được giải quyết", "affirm"),
        ("thề sẽ tấn công nếu bị dồn ép", "oppose"),
        ("đã phát biểu tại Quốc hội, trong đó kêu gọi các nước kiềm chế", "request"),
        ("nói rằng tin đó là hoàn toàn vô căn cứ", "oppose"),
        ("nói rằng không hề nghi ngờ việc đó", "inform"),
        ("nói rằng mọi việc sẽ tốt nếu không có chuyện mưa bão", "inform"),
        ("nói với Bỉ rằng Việt Nam sẽ ở bên Bỉ sau vụ đánh bom", "inform"),
        ("đưa ra tuyên bố mạnh mẽ lên án vụ phóng", "oppose"),
        ("khẳng định kinh tế sẽ tăng", "affirm"),
        ("bày tỏ mong muốn hợp tác", "wish"),
        ("gửi lời chúc mừng", "congratulate"),
        ("mong Bỉ tiếp tục hỗ trợ Việt Nam", "request"),
        ("tin tưởng Bỉ tiếp tục hỗ trợ Việt Nam", "wish"),
        ("đề nghị Bỉ hỗ trợ", "request"),
        ("đề nghị hai nước hỗ trợ nhau", "propose"),
        ("đánh giá quan hệ phát triển tốt đẹp", "praise"),
        ("đánh giá quan hệ còn nhiều việc", "affirm"),
        ('nói: "Đây là sai lầm rất nguy hiểm của họ"', "affirm"),
        ('nói: "Đoàn đã rời sân bay lúc chín giờ sáng"', "inform"),
    ],
)
def test_the_class_is_that_of_what_is_said(said, act):
    assert read(TALK + f"Thứ trưởng {said}.", "act", "speaker_side") == [(act, "VNM")]


def test_a_source_within_a_source_is_two_statements():
    text = "Theo Bộ Ngoại giao Đức, Thủ tướng Séc Jan Novák đã cảm ơn Ba Lan."
    assert read(text) == [("Theo", "inform", "DEU", ""), ("cảm ơn", "thank", "CZE", "POL")]
    text = "Người phát ngôn Bộ Ngoại giao Đức cho biết Thủ tướng Séc Jan Novák đã cảm ơn Ba Lan."
    assert read(text, "text", "speaker_side", "person") == [
        ("cho biết", "DEU", ""),
        ("cảm ơn", "CZE", "jan novák"),
    ]


def test_a_passive_speaks_with_an_agent_only():
    assert read("Lời mời đã được phía Nga chấp thuận.") == [("chấp thuận", "agree", "RUS", "")]
    assert read("Lời mời đã được chấp thuận.") == []
    assert read(
        "Từ 2001, Lào đã nhận được viện trợ từ Nhật Bản.", "text", "speaker_side", "addressee_side"
    ) == [("nhận được viện trợ", "JPN", "LAO")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cảm ơn Lào, Tổng Giám đốc Quỹ Tiền tệ quốc tế (IMF) Anna Silva nói trời rét.", ["IMF"]),
        ("Hoan nghênh Lào, Thủ tướng Séc Jan Novák cảm ơn các bộ, đại diện doanh nghiệp.", ["CZE"]),
        (
            TALK
            + "Thứ trưởng cho biết trời rét. Cảm ơn Thứ trưởng đã dành thời gian tiếp, Chủ tịch Tập đoàn Sao Mai "
            "khẳng định trời rét.",
            [],
        ),
    ],
)
def test_a_verb_before_the_head_of_a_firm_is_nobody_s_but_of_an_organisation_it_is_its(text, expected):
    found = [side for said, side in read(text, "text", "speaker_side") if said in ("Cảm ơn", "Hoan nghênh")]
    assert found == expected


def test_trong_do_goes_on_with_the_subject_and_ends_what_was_said_before():
    text = TALK + "Hai bên đã thảo luận nhiều chủ đề, trong đó nhất trí rằng cần hợp tác."
    assert read(text, "act", "content_start", "content_end")[-2:] == [
        ("discuss", text.index(" nhiều") + 1, text.index(", trong đó")),
        ("agree", text.index("cần"), text.index(".", text.index("cần"))),
    ]


def test_hai_ben_are_the_sides_of_the_talk():
    text = (
        TALK + "Hai bên nhất trí mở văn phòng. Tại cuộc gặp với Đại sứ Lào Kham Phon, hai bên trao đổi về lũ."
    )
    assert read(text, "text", "speaker_side") == [("nhất trí", "VNM BEL"), ("trao đổi về", "VNM LAO")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cựu Tổng thống Peru cam kết giúp Chile. Ông cảm ơn Lào.", []),
        ("Peru ghi nhận thêm 50 ca bệnh. Chile ghi nhận 7 ca.", []),
        ("Peru ghi nhận nỗ lực của Chile.", [("PER", "CHL")]),
        ("Peru phủ nhận, đồng thời tìm sự giúp đỡ của Chile.", [("PER", "")]),
        ("Mỹ nhấn mạnh ưu tiên là tổ chức các cuộc đàm phán giữa Lào và Peru.", [("USA", "")]),
    ],
)
def test_former_officials_counted_cases_and_what_is_held_are_none_and_nobody_s(text, expected):
    assert read(text, "speaker_side", "addressee_side") == expected


def test_phia_ban_is_whom_the_sentence_named_last_else_the_other_side_of_the_talk():
    text = "Thứ trưởng cho biết phía Lào đã cứu ba người và đề nghị phía bạn tìm tiếp. "
    assert read(TALK + text, "text", "addressee_side")[-1] == ("đề nghị", "LAO")
    assert read(TALK + "Thứ trưởng cảm ơn phía bạn.", "text", "addressee_side") == [("cảm ơn", "BEL")]


def test_pronouns_and_offices_are_whom_they_were_before():
    text = TALK + "Đại sứ cảm ơn Việt Nam. Ông mời Thứ trưởng thăm Bỉ."
    assert read(text, "person", "speaker_side") == [("karel vogel", "BEL")] * 2
    text = "Bà Lan Phạm, chuyên gia, nói trời rét. Theo bà, mai nắng. Nga cảm ơn Anh."
    assert read(text, "speaker_side") == [("RUS",)], (
        "a private person speaks for nobody, nor does a pronoun of hers"
    )


def test_who_speaks_on_behalf_of_others_and_who_is_received_are_told_apart():
    text = "Chủ tịch nước Trần Văn Ẩn thay mặt Đảng và Nhà nước Việt Nam cảm ơn Lào. "
    assert read(text, "person", "speaker_side") == [("trần văn ẩn", "VNM")]
    text += "Tiếp Đại sứ Bỉ, Chủ tịch nước mời Bỉ tham dự."
    assert read(text, "speaker_side", "addressee_side") == [("VNM", "LAO"), ("VNM", "BEL")]
    text = "Pháp phản đối Nga. Chính quyền cựu Tổng thống Mỹ Barack Obama lên án Nga."
    assert read(text, "speaker_side") == [("FRA",), ("USA",)], (
        "a government is one of a state, whoever led it"
    )
    text = TALK + "Đại sứ đánh giá cao vai trò của Việt Nam và hai bên nhất trí mở văn phòng."
    assert read(text, "text", "speaker_side") == [("đánh giá cao", "BEL"), ("nhất trí", "VNM BEL")]


def test_quotations_have_their_attribution_before_or_behind():
    text = TALK + '"Chúng tôi phản đối việc này trong mọi trường hợp", ông Ẩn nói với báo giới.'
    assert read(text, "text", "act", "quoted", "rule") == [("nói", "oppose", True, "quote behind")]
    found = find_statements_in_text(text)
    assert text[found["content_start"][0] : found["content_end"][0]].startswith("Chúng tôi phản đối")
    text = TALK + 'Thứ trưởng nêu rõ: "Đây là việc khó. Chúng tôi kêu gọi các bên kiềm chế."'
    assert read(text, "text", "act", "rule") == [
        ("nêu rõ", "affirm", "subject"),
        ("kêu gọi", "request", "first person"),
    ]


def test_the_address_is_whom_it_is_said_to_or_aimed_at():
    assert read("Tổng thống Nga Ivan Orlov nói với Thủ tướng Đức rằng đường ống đã đóng.") == [
        ("nói", "inform", "RUS", "DEU")
    ]
    assert read("Mỹ và Nhật Bản kêu gọi Triều Tiên kiềm chế.", "addressee_side") == [("PRK",)]
    assert read("Cuba lên án quyết định của Mỹ.", "addressee_side") == [("USA",)]
    assert read("Nga lo ngại bạo lực ở I-rắc.") == [("lo ngại", "concern", "RUS", "")]
    assert read(TALK + "Thứ trưởng lên án Nga và nêu rõ trời rét.", "text", "addressee_side") == [
        ("lên án", "RUS"),
        ("nêu rõ", "BEL"),
    ]
    assert read("Thứ trưởng Ngoại giao Trần Văn Ẩn cảm ơn Đại sứ quán Việt Nam.", "addressee_side") == [("",)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thủ tướng Chile cảm ơn Chính phủ và nhân dân Cuba.", [("thank", "CHL", "CUB")]),
        ("Thủ tướng Chile cảm ơn Đảng, Quốc hội và nhân dân Cuba.", [("thank", "CHL", "CUB")]),
        ("Chính phủ và nhân dân Na Uy luôn ủng hộ Peru.", [("support", "NOR", "PER")]),
        ("Oman gửi lời chia buồn sâu sắc tới Chính phủ Peru.", [("condole", "OMN", "PER")]),
        ("Oman gửi thông điệp ủng hộ tới chính phủ và người dân Peru.", [("support", "OMN", "PER")]),
        ("Bộ Ngoại giao Kenya kêu gọi Peru và Chile kiềm chế.", [("request", "KEN", "PER CHL")]),
        ("Peru và Chile kêu gọi Kenya và Ghana kiềm chế.", [("request", "PER CHL", "KEN GHA")]),
        ("Trên kênh truyền hình nhà nước, chính phủ Cuba lên án Peru.", [("oppose", "CUB", "PER")]),
    ],
)
def test_a_state_behind_several_bodies_is_that_of_all_and_two_may_be_addressed(text, expected):
    assert read(text, "act", "speaker_side", "addressee_side") == expected


def test_officials_of_a_province_speak_where_they_deal_with_somebody_abroad():
    abroad = (
        "Chủ tịch UBND tỉnh Lào Cai Trần Thị Ẩn tiếp Đại sứ Bỉ Karel Vogel. Chủ tịch UBND tỉnh cảm ơn Bỉ."
    )
    assert read(abroad, "text", "person", "addressee_side") == [("cảm ơn", "trần thị ẩn", "BEL")]
    assert read("Chủ tịch UBND tỉnh Lào Cai Trần Thị Ẩn cảm ơn bà con.") == []


def test_only_lead_and_body_are_read_and_titles_tell_of_the_talk():
    article = [
        ("title", "Thứ trưởng Ngoại giao Trần Văn Ẩn tiếp Đại sứ Bỉ Karel Vogel"),
        ("lead", "Thứ trưởng Ngoại giao Trần Văn Ẩn nêu rõ trời rét."),
        ("caption", "Nga cảm ơn Anh."),
        ("teaser", "Nga cảm ơn Anh."),
    ]
    found = find_statements(make_sentences(article))
    assert found[["sentence", "role", "text", "addressee_side"]].values.tolist() == [
        [1, "lead", "nêu rõ", "BEL"]
    ]


def test_a_line_break_within_a_sentence_changes_nothing_but_where_it_stands():
    lines = [
        ("body", "Thủ tướng Séc Jan Novák hoan nghênh đề xuất,"),
        ("body", "đồng thời khẳng định"),
        ("body", "rằng Séc sẵn sàng giúp."),
    ]
    found = find_statements(make_sentences(lines))
    assert found[["sentence", "text", "act"]].values.tolist() == [
        [0, "hoan nghênh", "welcome"],
        [1, "khẳng định", "commit"],
    ]


def test_topics_in_the_content_are_named():
    sentences = make_sentences(
        [("body", "Thủ tướng Séc Jan Novák đề nghị Đức nhận trở lại công dân và cảm ơn Lào.")]
    )
    found = find_statements(sentences, topics=kit.find_topics(sentences))
    assert found[["text", "topics"]].values.tolist() == [["đề nghị", "return_reintegration"], ["cảm ơn", ""]]


def test_the_corpus_has_the_table(tmp_path):
    (tmp_path / "a").mkdir()
    text = "Thứ trưởng tiếp Đại sứ Bỉ\n\nNgày 4/4/2023, Thứ trưởng Ngoại giao Trần Văn Ẩn cảm ơn Bỉ đã giúp Việt Nam."
    (tmp_path / "a" / "1.txt").write_text(text, encoding="utf-8")
    table = kit.Corpus(tmp_path / "a", cache=tmp_path / "cache").statements
    assert table[["text", "act", "speaker_side", "addressee_side"]].values.tolist() == [
        ["cảm ơn", "thank", "VNM", "BEL"]
    ]
    assert {name: str(dtype) for name, dtype in table.dtypes.items()} == SCHEMAS["statements"]


def test_nothing_said_is_a_table_all_the_same_and_a_column_that_is_missing_is_named():
    empty = find_statements(make_sentences([("body", "Trời rét.")]))
    assert list(empty) == list(SCHEMAS["statements"]) and empty.empty
    assert find_statements_in_text("").empty and kit.explain_statement("Trời rét.") == "No statement found."
    with pytest.raises(TableError, match="text"):
        find_statements(pd.DataFrame({"article_id": []}))


PIECES = (
    *("Nga", "Thủ tướng Bỉ", "ông", "Hai bên", "Bộ Ngoại giao Mỹ", "Việt Nam", "Jan Novák", "IOM", "bà An"),
    *("cảm ơn", "khẳng định", "nói", "Theo", "bày tỏ mong muốn", "ủng hộ", "sẵn sàng", "ký", "cho biết", "trao đổi về"),
    *(",", ";", ".", ":", '"', "“", "”", "và", "đồng thời", "rằng", "được", "của", "sẽ", "không", "tiếp", "\n", "["),
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_text_gives_statements_that_stand_in_it(text):
    found = find_statements_in_text(text)
    acts = set(load_vocabulary().acts)
    assert found["start"].is_monotonic_increasing and not found["start"].duplicated().any()
    for row in found.to_dict("records"):
        assert text[row["start"] : row["end"]] == row["text"] and row["act"] in acts and row["speaker_side"]
        assert not set(row["speaker_side"].split()) & set(row["addressee_side"].split())
        for part in ("speaker", "content"):
            first, last = row[f"{part}_start"], row[f"{part}_end"]
            assert (first, last) == (-1, -1) or 0 <= first < last <= len(text)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXTS, min_size=2, max_size=4), order=st.randoms())
def test_the_order_of_articles_and_the_unicode_form_change_nothing(texts, order):
    sentences = make_sentences(*[[("body", text)] for text in texts])
    before = sentences.copy()
    found = find_statements(sentences)
    assert_frame_equal(sentences, before)
    ids = list(dict.fromkeys(sentences["article_id"]))
    order.shuffle(ids)
    again = find_statements(
        pd.concat([sentences[sentences["article_id"] == key] for key in ids], ignore_index=True)
    )
    assert_frame_equal(again.sort_values(["article_id", "start"], ignore_index=True), found)
    text = texts[0]
    assert_frame_equal(
        find_statements_in_text(unicodedata.normalize("NFD", text)), find_statements_in_text(text)
    )


@pytest.mark.parametrize("mark", ['"', "“", "”", "«", "["])
def test_a_mark_that_is_never_closed_hides_nothing(mark):
    assert read(f"Anh {mark} rét. Nga cảm ơn Lào.")[-1:] == [("cảm ơn", "thank", "RUS", "LAO")]


@pytest.mark.parametrize("length", [1, 50])
def test_a_sentence_of_verbs_alone_and_one_without_end_are_read(length):
    assert read("cảm ơn khẳng định nói đề nghị " * length) == []
    text = "Nga " + "cảm ơn Lào, " * 40 * length + "mưa."
    assert {row[1:] for row in read(text)} == {("thank", "RUS", "LAO")}
    assert len(read(text)) >= 40 * length * 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Phát biểu tại Hội nghị ở Hamburg, CHLB Đức, Thủ tướng Bỉ Jan Maes đã cười; đề nghị Lào hợp tác.",
            [("đề nghị", "request", "BEL", "LAO")],
        ),
        ("“Chúng tôi không nhất trí”, Ngoại trưởng Bỉ Jan Maes nói.", [("nói", "oppose", "BEL", "")]),
        ("Tổng thốngNga Oleg Petrovcũng tuyên bố ủng hộ Lào.", [("tuyên bố", "support", "RUS", "LAO")]),
    ],
)
def test_who_speaks_in_a_town_against_something_or_glued_to_an_adverb(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tổng thống Séc, ông Jan Novák, cho biết trời rét.", [("cho biết", "inform", "CZE", "")]),
        ("Sáng qua, Lào, nước giáp với Trung Quốc, cho biết trời rét.", [("cho biết", "inform", "LAO", "")]),
        (
            "Hôm qua, Ngoại trưởng Séc Jan Novák, Thị trưởng thành phố Luân Đôn cảm ơn Lào.",
            [("cảm ơn", "thank", "CZE", "LAO")],
        ),
        (
            "Các ngoại trưởng Đức, Pháp và Ý chỉ trích lệnh cấm của Tổng thống Mỹ Donald Trump.",
            [("chỉ trích", "oppose", "DEU FRA ITA", "USA")],
        ),
        ("Nga và Anh vắng mặt, hai nước này bác bỏ phán quyết.", [("bác bỏ", "oppose", "RUS GBR", "")]),
        (
            "Bộ Ngoại giao Đức lên án Nga. Tuyên bố khẳng định biên giới không đổi.",
            [("lên án", "oppose", "DEU", "RUS"), ("khẳng định", "affirm", "DEU", "")],
        ),
        (
            "Lào bị Nga cáo buộc và đe dọa.",
            [("cáo buộc", "oppose", "RUS", "LAO"), ("đe dọa", "oppose", "RUS", "LAO")],
        ),
        (
            "Một nguồn tin của NATO cho biết quân đã đến. Một nguồn tin giấu tên cho biết quân đã đi.",
            [("cho biết", "inform", "NATO", "")],
        ),
        (
            "Ngoài những điều Tổng thống Séc Jan Novák tiết lộ, Ngoại trưởng Lào Kham Phon cho hay trời rét.",
            [("cho hay", "inform", "LAO", "")],
        ),
        ("Petr Malý, giáo sư Đại học Praha, Séc cho biết trời rét.", []),
        ("Những người chỉ trích Tổng thống Séc Jan Novák kêu gọi tẩy chay.", []),
        ("Theo Washington Post, giá dầu tăng.", []),
        ("Song theo Bộ Ngoại giao Đức, giá dầu tăng.", [("theo", "inform", "DEU", "")]),
        ("Tân Ngoại trưởng Bỉ, Jan Peeters hôm nay cũng bác đề nghị của Lào.", [("bác", "oppose", "BEL", "LAO")]),
        (
            "Tuyên bố chung của Tổng thống Séc Jan Novák và Thủ tướng Lào Kham Phon cho biết sẽ mở cửa.",
            [("cho biết", "inform", "CZE LAO", "")],
        ),
        (
            "Phát ngôn viên của Tổng thống Séc là ông Petr Malý lên án Lào.",
            [("lên án", "oppose", "CZE", "LAO")],
        ),
        (
            "Bộ Ngoại giao Đức lên án Nga. Về phía Séc, phát ngôn viên của Tổng thống là ông Petr Malý lên án Lào.",
            [("lên án", "oppose", "DEU", "RUS"), ("lên án", "oppose", "CZE", "LAO")],
        ),
        ("Đại sứ quán Lào tại thủ đô Praha, Séc thông báo đóng cửa.", [("thông báo", "inform", "LAO", "")]),
        ("Tại thủ đô Praha, Séc thông báo đóng cửa.", [("thông báo", "inform", "CZE", "")]),
        ("Séc đã gửi tới Bộ Ngoại giao Lào yêu cầu dẫn độ.", []),
        (
            "Tổng thống Séc Jan Novák lên Twitter tuyên bố sẽ đến Lào.",
            [("tuyên bố", "commit", "CZE", "")],
        ),
        (
            "Tổng thống Séc Jan Novák thăm Lào. Các quan chức chính phủ cho biết trời rét.",
            [("cho biết", "inform", "CZE", "")],
        ),
        ("Tổng thống Séc Jan Novák đến Lào. Ông cho biết đó là may mắn.", [("cho biết", "inform", "CZE", "")]),
        (
            "Sau cuộc gặp với Tổng thống Lào Kham Phon, Tổng thống Séc Jan Novák nói ông sẽ giúp Lào.",
            [("nói", "inform", "CZE", "LAO")],
        ),
        ("Hàng loạt cáo buộc của Lào được nhắc lại.", []),
    ],
)  # fmt: skip
def test_who_speaks_is_told_through_titles_lists_and_descriptions(text, expected):
    assert read(text) == expected


OFFICES = [
    "Tổng thư ký", "Chủ tịch", "Phó Chủ tịch", "Tổng Giám đốc", "Giám đốc điều hành", "Trưởng đại diện",
    "Quyền Trưởng đại diện", "Điều phối viên thường trú", "Trưởng phái đoàn", "Thư ký điều hành",
]  # fmt: skip


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize(("name", "key"), [("UNICEF", "UNICEF"), ("Ủy ban châu Âu", "EC")])
def test_who_heads_an_organisation_speaks_for_it_without_a_name(office, name, key):
    assert read(f"{office} {name} cảm ơn Lào.") == [("cảm ơn", "thank", key, "LAO")]


def test_an_office_is_that_of_the_state_behind_its_portfolio():
    for office in ("Thứ trưởng Ngoại giao", "Thứ trưởng Kinh tế và Thương mại", "Phó Đại sứ", "Tổng Lãnh sự"):
        assert read(f"{office} Séc cảm ơn Lào.") == [("cảm ơn", "thank", "CZE", "LAO")]
    assert read("Giám đốc Trung tâm Nghiên cứu Séc cảm ơn Lào.") == []


@pytest.mark.parametrize(
    ("text", "person", "side"),
    [
        ("Ông Jan Novák, điều phối viên nhân đạo của UNICEF, cho biết trời rét.", "jan novák", "UNICEF"),
        ("Bà Anna Malá - một quan chức Séc - cho biết trời rét.", "anna malá", "CZE"),
        ("Đại sứ Séc Jan Novák, đại diện của Séc tại UNICEF cho biết trời rét.", "jan novák", "CZE"),
        (
            "Đại sứ Séc Jan Novák - Trưởng Phái đoàn Thường trực Séc tại UNICEF - cho biết trời rét.",
            "jan novák",
            "CZE",
        ),
        ("Đại sứ Séc Jan Novák (bên phải) cho biết trời rét.", None, None),
        ("Ông Jan Novák, cựu quan chức Séc, cho biết trời rét.", None, None),
        ("Ông Jan Novák, luật sư của phát ngôn viên Séc, cho biết trời rét.", None, None),
    ],
)
def test_who_is_named_speaks_by_the_office_that_is_added(text, person, side):
    told = kit.find_statements_in_text(text)
    assert told[["person", "speaker_side"]].values.tolist() == ([[person, side]] if person else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TALK + "Ảnh: An Bình/TTXVN Đánh giá cao vai trò của Bỉ, Thứ trưởng cảm ơn Đại sứ.",
            [("Đánh giá cao", "praise", "VNM", "BEL"), ("cảm ơn", "thank", "VNM", "BEL")],
        ),
        (
            TALK + "Tổng thống Séc Jan Novák tiếp Thủ tướng Anh Keir Starmer. Ảnh: AFP Thứ trưởng chúc mừng Bỉ.",
            [("chúc mừng", "congratulate", "VNM", "BEL")],
        ),
        (
            "(ABC) Cảm ơn Lào, Đại sứ Bỉ Karel Vogel chúc mừng nước chủ nhà.",
            [("Cảm ơn", "thank", "BEL", "LAO"), ("chúc mừng", "congratulate", "BEL", "")],
        ),
        (
            "Nga lên án Anh.* Ngày 5/5, Lào cảm ơn Bỉ.",
            [("lên án", "oppose", "RUS", "GBR"), ("cảm ơn", "thank", "LAO", "BEL")],
        ),
        ("Đoàn Lào thăm cảng Theo Bộ Ngoại giao Đức, cảng đã mở.", [("Theo", "inform", "DEU", "")]),
    ],
)  # fmt: skip
def test_credits_datelines_captions_and_glued_stories_are_no_part_of_a_sentence(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("cho biết, Việt Nam mong muốn mở rộng hợp tác với Bỉ", [("cho biết", "wish")]),
        ("khẳng định Việt Nam coi trọng và mong muốn mở rộng quan hệ", [("khẳng định", "affirm")]),
        ("nhấn mạnh trong tình hình mới, mong muốn hai bên phối hợp", [("nhấn mạnh", "wish")]),
        ("khẳng định đây là sai lầm", [("khẳng định", "affirm")]),
        ("nói Lào sẽ phải chờ thêm", [("nói", "inform")]),
        ("mong muốn được hợp tác", [("mong muốn", "wish")]),
        ("đề nghị lập ủy ban chung giữa hai nước", [("đề nghị", "propose")]),
        ("hối thúc hai bên phối hợp", [("hối thúc", "propose")]),
        ("cảm ơn lời mời của Thủ tướng Bỉ", [("cảm ơn", "thank")]),
        ("cho biết Lào và Pháp đã ký thỏa thuận", [("cho biết", "inform")]),
        ("họp để bàn việc này và chỉ ra lỗi", []),
        ("đã phê chuẩn kế hoạch xây cầu", []),
        (
            "khẳng định quân đội Việt Nam sẵn sàng bảo vệ đất nước trước nguy cơ tấn công",
            [("khẳng định", "commit")],
        ),
        ("khẳng định người dân Việt Nam ngày hôm nay sẽ nhớ mãi", [("khẳng định", "commit")]),
        ("khẳng định chính quyền mình sẽ gắng sức", [("khẳng định", "commit")]),
        ('nhấn mạnh: "Chúng tôi (Việt Nam) luôn sẵn sàng chờ đợi thêm"', [("nhấn mạnh", "commit")]),
        ("cảnh báo sẽ có thêm các vụ tấn công", [("cảnh báo", "concern")]),
        ("cảnh báo nếu Bỉ đóng cửa, Việt Nam buộc phải đáp trả", [("cảnh báo", "oppose")]),
        ("nói rằng đây là trò đùa", [("nói rằng", "affirm")]),
        ("nói rằng trò đùa này là vô duyên", [("nói rằng", "affirm")]),
        ("nói rằng giá tăng là do Bỉ đánh thuế", [("nói rằng", "affirm")]),
        ("hy vọng các nhà đầu tư Bỉ tiếp tục đầu tư", [("hy vọng", "request")]),
        ("hy vọng các nhà đầu tư Việt Nam tiếp tục đầu tư", [("hy vọng", "wish")]),
        ("hy vọng Thượng viện và Hạ viện Bỉ sẽ tiếp tục hợp tác", [("hy vọng", "request")]),
        ("cảnh báo Bỉ sẽ phải trả giá", [("cảnh báo", "oppose")]),
        ("cảnh báo Bỉ sẽ chậm lại", [("cảnh báo", "concern")]),
        ("đồng ý ở lại sau khi được Đại sứ Bỉ Karel Vogel thông báo tình hình", [("đồng ý", "agree")]),
        ("cho biết mong đợi Bỉ sẽ rút quân", [("cho biết", "request")]),
        ("nói rằng muốn đề nghị Bỉ chờ thêm", [("nói rằng", "request")]),
        ("khẳng định nếu Bỉ muốn, trước hết họ cần chờ", [("khẳng định", "request")]),
        ("đưa ra tuyên bố sẽ rút quân", [("đưa ra tuyên bố", "affirm")]),
        ("tỏ ý muốn gặp lại", [("tỏ ý muốn", "wish")]),
        ("cho biết Việt Nam rất vui mừng được đón Đại sứ", [("cho biết", "welcome")]),
        ("từ chối và cảm ơn Bỉ", [("từ chối", "oppose"), ("cảm ơn", "thank")]),
        ("từ chối bình luận", []),
    ],
)
def test_what_is_said_holds_no_other_act_and_gives_its_class(said, expected):
    assert read(TALK + f"Thứ trưởng {said}.", "text", "act") == expected


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Nga cảnh báo quan hệ Nga - Anh sẽ còn khó khăn.", "GBR"),
        ("Nga cho biết sẽ bàn về vấn đề Anh.", ""),
        ("Nga lên án vụ nổ ở Lào.", ""),
        ("Séc hoan nghênh lập trường của Lào và Bỉ.", "LAO BEL"),
        ("Séc khẳng định sẵn sàng chờ quyết định của Bỉ.", "BEL"),
        ("Mỹ cam kết giúp cải cách tại Lào và cấp vốn cho nước này.", "LAO"),
        ("Nga cảnh báo đáp trả các vụ không kích từ phía Anh.", "GBR"),
        (TALK + "Thứ trưởng cảm ơn Lào đã giúp đỡ.", "LAO"),
        (TALK + "Thứ trưởng bác bỏ những cáo buộc trên.", ""),
        (TALK + "Trước đó, Việt Nam đã phản đối vụ phóng.", ""),
        ("Séc công bố thỏa thuận giữa Lào và Bỉ.", ""),
        ("Séc công bố thỏa thuận giữa Tổng thống Lào Kham Phon và Thủ tướng Bỉ Karel Vogel.", ""),
        ("Séc công bố thỏa thuận giữa Bỉ và Séc.", "BEL"),
        ("Séc cho biết thỏa thuận do Lào làm trung gian đã xong.", ""),
        ("Séc cho rằng giá tăng là do Lào.", "LAO"),
        ("Séc cho rằng hành động của Lào là trái luật.", "LAO"),
        ("Séc cho rằng có sự can thiệp của Lào.", "LAO"),
        ("Séc cho biết sẽ đánh thuế hàng nhập khẩu từ Lào và Bỉ.", "LAO BEL"),
        ("Séc cáo buộc phe đối lập Lào gian lận.", ""),
        ("Séc cho biết một người Lào bị thương.", ""),
        ("Séc cho biết vụ phóng của Lào đã xong.", "LAO"),
        ("Séc cho biết sẽ nêu việc này ở hội nghị G7.", ""),
        ("Thủ tướng Lào Kham Phon đến Praha theo lời mời của Tổng thống Séc Jan Novák.", "LAO"),
        ("Chuyến thăm Séc của Thủ tướng Lào Kham Phon là theo lời mời của Tổng thống Séc Jan Novák.", "LAO"),
        (
            "Theo lời mời của Tổng thống Séc Jan Novák, hôm nay, Thủ tướng Lào Kham Phon đã dự Hội nghị G20.",
            "LAO",
        ),
        (
            "Thủ tướng Lào Kham Phon sẽ thăm Séc. Chuyến thăm diễn ra theo lời mời của Tổng thống Séc Jan Novák "
            "và Phu nhân, Tổng thống Áo Max Huber và Phu nhân.",
            "LAO",
        ),
        ("Séc cảm ơn Lào, Áo và Bỉ đã giúp đỡ.", "LAO AUT BEL"),
        ("Séc cam kết góp phần xoa dịu căng thẳng sau khi nhiều nước cắt quan hệ với Lào.", ""),
        ("Séc tuyên bố sẽ đáp trả sau khi Lào áp thuế.", "LAO"),
        ("Séc kêu gọi Lào, Áo, Bỉ và Peru giảm thuế.", "LAO AUT BEL PER"),
        ("Séc áp thuế đối với thép và các sản phẩm khác của Lào.", "LAO"),
        ("Séc cho biết sẽ mua tàu mới, sau một động thái tương tự của Lào.", ""),
        ("Nghị sĩ Séc Petr Malý chỉ trích hành động của Tổng thống Séc Jan Novák.", ""),
        ("Ủy viên Ủy ban châu Âu Jan Peeters tuyên bố EU sẽ đánh thuế thép của Lào.", "LAO"),
        ("Tổng thống Séc Jan Novák sẽ gặp Thủ tướng Lào Kham Phon. Tổng thống cho biết trời rét.", ""),
        ("Tổng thống Séc Jan Novák gặp Thủ tướng Lào Kham Phon. Tổng thống cho biết trời rét.", ""),
        (
            "Tổng thống Séc Jan Novák gặp Thủ tướng Lào Kham Phon. Ở cuộc gặp, Tổng thống cho biết trời rét.",
            "LAO",
        ),
        ("Chủ tịch nước Trần Đại Quang tiếp Tổng thống Séc Jan Novák. Tổng thống cho biết trời rét.", "VNM"),
    ],
)
def test_who_is_addressed_by_what_is_said_and_where(text, addressee):
    assert read(text, "addressee_side")[-1:] == [(addressee,)]


def test_pronouns_and_titles_are_those_of_the_story_not_of_the_quotation():
    text = (
        TALK + 'Đại sứ cảm ơn trà. "Chúng tôi đã gặp Tổng thống Séc Jan Novák ba lần trong năm qua", ông nói.'
    )
    assert read(text, "person") == [("karel vogel",)] * 2
    text = "Tổng thống Séc Jan Novák đến Lào. Tổng thống Séc cảm ơn Lào."
    assert read(text, "person") == [("jan novák",)]
    text = "Bộ Ngoại giao Đức cho biết Tổng thống Séc Jan Novák đã cảm ơn Lào. Bộ này lên án Nga."
    assert read(text, "speaker_side", "person")[-1] == ("DEU", "")
    text = TALK + "Đại sứ cảm ơn Việt Nam. Xin cảm ơn ông!"
    assert len(read(text)) == 1, "who interviews speaks for nobody"


def test_somebody_who_speaks_for_nobody_is_ong_or_ba_but_not_both():
    story = "Ông Malý nói rằng xe đắt. Thủ tướng Séc Jana Nová thăm Lào. "
    assert read(story + "Bà thừa nhận giá dầu tăng.") == [("thừa nhận", "inform", "CZE", "")]
    assert read(story + "Ông thừa nhận giá dầu tăng.") == []
    assert read(story + "Khi làm việc cho Thủ tướng Séc Jana Nová, ông thừa nhận giá dầu tăng.") == []


def test_an_official_whom_only_the_article_names_is_known_by_the_name_again():
    text = "Tân Ngoại trưởng Bỉ, Jan Peeters lên án Nga. Ông Peeters nhấn mạnh trời rét."
    assert read(text, "person", "speaker_side") == [("jan peeters", "BEL")] * 2
    text = "Đặc phái viên Séc Petr Malý cho biết trời rét. Lào nói rằng đặc phái viên Petr Malý đã cảm ơn Bỉ."
    assert read(text, "act", "speaker_side")[-1] == ("thank", "CZE")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đức lên án Nga. Séc cho biết đại sứ quán nước này giúp người dân.", ("Séc", "CZE", "")),
        ("Đức lên án Nga. Séc cho biết muốn buộc Lào trả nợ để nước này thay đổi.", ("Séc", "CZE", "LAO")),
        ("Đức lên án Nga. Theo hãng WAM của Lào, Bộ Nội vụ nước này xác nhận vụ nổ.", ("Bộ", "LAO", "")),
        (
            "Đức lên án Nga. Tổng thống Séc Jan Novák nói quân đội của ông sẽ thắng Lào.",
            ("Tổng", "CZE", "LAO"),
        ),
        ("Đức bác bỏ đề xuất của Nga, Lào cũng lên án đề xuất của Nga.", ("Lào", "LAO", "RUS")),
        (
            "Đức lên án Nga, trong khi Tổng thống Séc Jan Novák nói rằng đã gặp phía Lào.",
            ("Tổng", "CZE", "LAO"),
        ),
        ("Đức lên án Nga. Séc bày tỏ “mối quan ngại sâu sắc” về các vụ nổ.", ("Séc", "CZE", "")),
        ("Séc ca ngợi cách tiếp cận khủng hoảng Ukraine của Tổng thống Lào.", ("Séc", "CZE", "LAO")),
        ("Qatar trước đây từng phủ nhận đã trả tiền.", ("Qatar", "QAT", "")),
        ("Đức cam kết chấm dứt xung đột Nga - Ukraine.", ("Đức", "DEU", "")),
        ("Séc cảm ơn những người tham gia chiến tranh Việt Nam.", ("Séc", "CZE", "")),
        ("Séc cho biết tên lửa rơi cách Liège (Bỉ) ba cây số.", ("Séc", "CZE", "")),
    ],
)
def test_which_state_is_meant_and_which_only_names_a_scene(text, expected):
    who, speaker, addressee = expected
    table = kit.find_statements_in_text(text)
    last = table.iloc[-1]
    assert (last["speaker_side"], last["addressee_side"]) == (speaker, addressee)
    assert text[last["speaker_start"] :].startswith(who)


@pytest.mark.parametrize(
    "text",
    [
        "Người phát ngôn của Taliban cho rằng nhóm không liên quan.",
        "Yêu cầu đó không được Séc công bố.",
        "Quan hệ theo Hiệp định, Tuyên bố về Tầm nhìn chung và Chiến lược.",
        "Tổ chức Giám sát Nhân quyền Séc cho biết có ba người chết.",
    ],
)
def test_groups_and_denied_passives_are_no_statements(text):
    assert read(TALK + "Thứ trưởng lên án Nga. " + text) == read(TALK + "Thứ trưởng lên án Nga.")


def test_what_is_said_ends_where_another_begins_to_speak():
    text = "Mỹ và Nga lên án đề xuất của Lào, trong khi Séc gọi đề xuất đó là sai."
    assert read(text, "speaker_side", "addressee_side")[0] == ("USA RUS", "LAO")
