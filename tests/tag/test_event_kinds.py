"""Kinds of events: which word a date belongs to, who takes part, what it is called; meetings in place of dates."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kit
from kit.count.events import summarise_events
from kit.errors import FileError, LexiconError
from kit.schema import make_table
from kit.tag.corrections import save_corrections
from kit.tag.events import correct_events, find_events
from kit.tag.partners import find_partners
from kit.tag.people import find_people
from kit.vietnamese.events.vocabulary import BACKGROUND, DRAWN, KINDS, load_event_words

PUBLISHED = "2023-06-15"


def tell(*sentences, **tables):
    """The events of one article of these sentences, with what the kit finds in them."""
    starts = [len(" ".join(sentences[:number])) + (number > 0) for number in range(len(sentences))]
    text = " ".join(sentences)
    articles = make_table(
        [{"article_id": "a", "text": text, "published": pd.Timestamp(PUBLISHED)}], "articles"
    )
    rows = [
        {
            "article_id": "a",
            "sentence": number,
            "role": "body",
            "start": start,
            "end": start + len(one),
            "text": one,
        }
        for number, (start, one) in enumerate(zip(starts, sentences, strict=True))
    ]
    table = make_table(rows, "sentences")
    partners = find_partners(table)
    who = pd.concat([find_people(table, partners, articles), partners])
    dates = kit.find_dates(table, articles)
    return find_events(dates, table, articles, who=who, **tables)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        # the date before the verb, and behind it
        ("encounter", "Sáng 4/4/2023, tại Hà Nội, Thứ trưởng Trần Văn Khê đã tiếp Đại sứ Bỉ."),
        ("encounter", "Bộ trưởng Lê Văn Phú sẽ thăm chính thức Lào từ ngày 3-5/7/2023."),
        ("encounter", "Chuyến thăm Nhật Bản của Thủ tướng hồi tháng 5/2022 đã mở ra nhiều cơ hội."),
        ("encounter", "Phát biểu tại hội nghị cấp cao ASEAN ngày 11/5/2023, ông nêu ba đề xuất."),
        ("encounter", "Ngày 2/3/2023, phát biểu tại buổi tiếp Đại sứ Lào, ông Trần Văn Khê cảm ơn phía bạn."),
        ("encounter", "Tối 7/3/2023, Việt Nam và Hàn Quốc đã có cuộc điện đàm."),
        ("encounter", "Hội thảo về di cư với Thái Lan được tổ chức tại Chiềng Mai từ ngày 17-20/5/2023."),
        ("signing", "Việt Nam và Đức đã ký Hiệp định vận tải ngày 6/2/2022."),
        ("signing", "Hai bên dựa trên Bản ghi nhớ ngày 9/9/2019 giữa Việt Nam và Ba Lan."),
        ("signing", "Hiệp định di cư với Séc được ký năm 2011."),
        ("entry_into_force", "Thỏa thuận lao động Việt Nam - Hungary có hiệu lực từ ngày 1/1/2022."),
        ("entry_into_force", "Hai nước triển khai chương trình thị thực với Úc từ ngày 1/3/2022."),
        ("relations", "Việt Nam và Ai Cập thiết lập quan hệ ngoại giao năm 1963."),
        ("relations", "Việt Nam và Hàn Quốc nâng cấp quan hệ vào tháng 12/2022."),
        ("anniversary", "Hai nước sẽ kỷ niệm 50 năm thiết lập quan hệ ngoại giao Việt Nam - Bỉ trong năm 2023."),
        ("deadline", "Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc nhiệm kỳ 2023-2025."),
        ("deadline", "Việt Nam và Lào phấn đấu hoàn thành cửa khẩu chung của hai nước trước năm 2025."),
        # background: numbers, statements, history, what stays at home, what did not happen
        ("figure", "Kim ngạch thương mại Việt Nam - Bỉ năm 2021 đạt 3,6 tỷ USD."),
        ("figure", "Năm 2022, Hàn Quốc tiếp nhận 9.000 lao động Việt Nam."),
        ("figure", "Hai nước phấn đấu đưa kim ngạch với Lào lên 2 tỷ USD vào năm 2025."),
        ("other", "Ngày 8/6/2023, Đại sứ Bỉ cho biết Việt Nam và Bỉ đã hội đàm."),
        ("other", "Sáng 8/6/2023, Bộ Ngoại giao Việt Nam ra thông cáo về chuyến thăm Lào."),
        ("other", "Ông sinh năm 1958 tại Lào, sau đó sang Pháp."),
        ("other", "Hai nước căn cứ Công ước về Luật Biển năm 1982 mà Trung Quốc đã phê chuẩn."),
        ("other", "Ngày 2/6/2023, Thủ tướng Trần Văn Khê tiếp đoàn thiếu nhi tỉnh Sơn La."),
        ("other", "Ngày 2/6/2023, Chính phủ tổ chức hội nghị tổng kết."),
        ("other", "Ngày 2/6/2023, một vụ cháy đã xảy ra tại Lào."),
        ("other", "Campuchia đã hủy cuộc gặp với Thái Lan ngày 2/6/2023."),
        ("other", "Đoàn Việt Nam trực tiếp làm thủ tục tại Lào ngày 2/6/2023."),  # no "tiếp"
        ("other", "Việt Nam tham dự diễn đàn này với Lào từ năm 2010."),  # a habit
    ],
)  # fmt: skip
def test_the_kind_of_a_date_is_that_of_the_word_it_belongs_to(kind, text):
    assert tell(text)["kind"].tolist() == [kind]


def test_of_two_dates_in_a_sentence_each_has_its_own_word():
    events = tell(
        "Ngày 8/6/2023, Bộ Ngoại giao Lào cho biết Thủ tướng Lào sẽ thăm Việt Nam từ ngày 20-22/6/2023 và ký hiệp định "
        "với Việt Nam vào tháng 7/2023."
    )
    assert events["kind"].tolist() == ["other", "encounter", "signing"]


@pytest.mark.parametrize(
    ("partners", "text"),
    [
        ("BEL VNM", "Ngày 4/4/2023, Việt Nam và Bỉ hội đàm, Việt Nam cảm ơn Bỉ."),
        ("IOM VNM", "Ngày 4/4/2023, Việt Nam tiếp đại diện IOM."),
        ("", "Ngày 4/4/2023, trời mưa."),
    ],
)
def test_the_partners_of_an_event_are_the_sides_of_its_clause_home_last(partners, text):
    assert tell(text)["partners"].tolist() == [partners]


def test_of_two_countries_that_are_not_named_one_is_who_the_article_names_most():
    said = "Hai nước ký hiệp định lao động ngày 6/2/2022."
    about = "Hợp tác với Ba Lan phát triển tốt; Ba Lan là bạn; Lào cũng vậy."
    assert tell(about, said)[["kind", "partners"]].values.tolist() == [["signing", "POL VNM"]]
    assert tell(said)[["kind", "partners"]].values.tolist() == [["other", ""]]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        # a short clause is whole, without its date
        ("Thủ tướng Trần Văn Khê thăm Bỉ từ ngày 13-15/12/2022.", "Bỉ: Thủ tướng Trần Văn Khê thăm Bỉ"),
        ("Ngày 4/4/2023, Việt Nam và Bỉ hội đàm.", "Bỉ: Việt Nam và Bỉ hội đàm"),
        ("Việt Nam và Bỉ hội đàm hôm qua (14/6) tại Huế.", "Bỉ: Việt Nam và Bỉ hội đàm tại Huế"),
        # of a long one the parts
        ("Ngày 4/4/2023, tại trụ sở Bộ, nhân dịp kết thúc nhiệm kỳ công tác, Thứ trưởng Trần Văn Khê đã tiếp "
         "Đại sứ Bỉ Karl Bron và trao đổi nhiều vấn đề.", "Bỉ: Thứ trưởng Trần Văn Khê tiếp Đại sứ Bỉ Karl Bron"),
        ("Hai bên đánh giá cao kết quả chuyến thăm Nhật Bản của Thủ tướng Trần Văn Khê từ ngày 3-5/5/2023 "
         "đối với sự phát triển của quan hệ.", "Nhật Bản: Thủ tướng Trần Văn Khê thăm Nhật Bản"),
        ("Hai bên nhất trí tiếp tục triển khai đầy đủ và hiệu quả các nội dung của Bản ghi nhớ về di cư hợp pháp "
         "ký năm 2009 giữa Việt Nam và Bỉ.", "Bỉ: ký Bản ghi nhớ về di cư hợp pháp"),
        ("Ông tin tưởng rằng hoạt động sẽ góp phần thiết thực vào dịp hai nước kỷ niệm 50 năm thiết lập quan hệ "
         "ngoại giao Việt Nam - Bỉ và nhiều sự kiện khác trong năm 2023.",
         "Bỉ: kỷ niệm 50 năm thiết lập quan hệ ngoại giao Việt Nam - Bỉ"),
        ("Bà chúc mừng và bày tỏ tin tưởng vào vai trò của Việt Nam là thành viên Hội đồng Nhân quyền Liên hợp quốc "
         "nhiệm kỳ 2023-2025.", "UNHRC: nhiệm kỳ UNHRC"),
    ],
)  # fmt: skip
def test_a_label_is_the_whole_clause_or_is_made_of_its_parts(text, what):
    events = tell(text)
    assert events["what"][0] == what
    assert events["clause"][0] in text


def test_background_is_called_what_its_clause_says():
    events = tell("Kim ngạch thương mại Việt Nam - Bỉ năm 2021 đạt 3,6 tỷ USD; hai bên hài lòng.")
    assert events[["what", "clause"]].values.tolist() == [
        ["Kim ngạch thương mại Việt Nam - Bỉ năm 2021 đạt 3,6 tỷ USD"] * 2
    ]


# -- meetings and agreements ---------------------------------------------------------------------------------

LEAD = "Ngày 4/4/2023, Thứ trưởng Trần Văn Khê lần lượt tiếp Đại sứ Bỉ và Đại sứ Lào."
BODY = "Trước đó, ngày 3/4/2023, ông dự hội nghị với Thái Lan."


def meet(number, kind="receive", side_b="BEL", day="2023-04-04", sentence=0, start=45, **more):
    row = {"meeting_id": f"m{number}", "article_id": "a", "sentence": sentence, "role": "body", "start": start,
           "end": start + 4, "text": "tiếp", "kind": kind, "side_a": "VNM", "side_b": side_b,
           "person_a": "trần văn khê", "office_a": "Thứ trưởng", "office_b": f"Đại sứ {side_b}",
           "first_day": pd.Timestamp(day), "last_day": pd.Timestamp(day), "status": "past", "keep": True}  # fmt: skip
    return row | more


def test_a_meeting_takes_the_place_of_the_date_that_gave_it_its_day():
    alone = tell(LEAD, BODY)
    events = tell(LEAD, BODY, meetings=make_table([meet(1)], "meetings"))
    assert events["event_id"].tolist() == alone["event_id"].tolist()  # corrections by hand stay
    assert events["source_id"].tolist() == ["m1", ""]
    row = events.iloc[0]
    assert (row["kind"], row["partners"], row["text"]) == ("encounter", "BEL VNM", "Ngày 4/4/2023")
    assert row["what"] == "Bỉ: Thứ trưởng Trần Văn Khê tiếp Đại sứ BEL"
    assert row["who"] == "trần văn khê; BEL; VNM"


def test_two_meetings_on_one_day_are_two_events():
    meetings = make_table([meet(1), meet(2, side_b="LAO", start=60)], "meetings")
    events = tell(LEAD, BODY, meetings=meetings)
    assert events["source_id"].tolist() == ["m1", "m2", ""]
    assert events["event_id"].nunique() == 3
    assert events["first_day"].dt.strftime("%d/%m").tolist() == ["04/04", "04/04", "03/04"]
    summary = summarise_events(
        events, pd.DataFrame({"article_id": ["a"], "published": [pd.Timestamp(PUBLISHED)]})
    )
    assert sorted(summary["partners"]) == ["BEL VNM", "LAO VNM", "THA"]


def test_a_meeting_whose_day_stands_elsewhere_is_a_row_of_its_own():
    meetings = make_table([meet(1, day="2023-04-02", basis="article")], "meetings")
    events = tell(LEAD, BODY, meetings=meetings)
    assert events["source_id"].tolist() == ["", "m1", ""]  # in the order of the text
    assert (
        events["value"][1] == "2023-04-02"
        and events["basis"][1] == "article"
        and events["inferred"][1] == "date"
    )


def test_meetings_without_a_day_and_those_not_kept_are_no_events():
    rows = [meet(1, first_day=pd.NaT, last_day=pd.NaT), meet(2, keep=False)]
    pd.testing.assert_frame_equal(tell(LEAD, BODY, meetings=make_table(rows, "meetings")), tell(LEAD, BODY))


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("receive", "Bỉ: Thứ trưởng Trần Văn Khê tiếp Đại sứ BEL"),
        ("talks", "Bỉ: Thứ trưởng Trần Văn Khê hội đàm với Đại sứ BEL"),
        ("phone", "Bỉ: Thứ trưởng Trần Văn Khê điện đàm với Đại sứ BEL"),
        ("visit", "Bỉ: Đại sứ BEL thăm Việt Nam"),
        ("attend", "Bỉ: Đại sứ BEL dự tiếp"),
        ("other", "Bỉ: Thứ trưởng Trần Văn Khê và Đại sứ BEL: tiếp"),
    ],
)
def test_a_meeting_is_called_by_who_does_what_to_whom(kind, what):
    assert tell(LEAD, meetings=make_table([meet(1, kind)], "meetings"))["what"].tolist() == [what]


@pytest.mark.parametrize(
    ("status", "kind", "told"),
    [
        ("signed", "signing", "past"),
        ("to_be_signed", "signing", "announced"),
        ("in_force", "entry_into_force", "announced"),
        ("mentioned", "", ""),
    ],
)
def test_agreements_are_events_when_they_are_signed_or_come_into_force(status, kind, told):
    text = "Hiệp định lao động với Bỉ sẽ được áp dụng từ ngày 1/7/2023."
    day = pd.Timestamp("2023-07-01")
    row = {"agreement_id": "g1", "article_id": "a", "sentence": 0, "start": 0, "end": 25, "text": text[:25],
           "kind": "treaty", "status": status, "parties": "VNM BEL", "first_day": day, "last_day": day}  # fmt: skip
    events = tell(text, agreements=pd.DataFrame([row]))
    if kind:
        assert events[["kind", "status", "source_id", "partners"]].values.tolist() == [
            [kind, told, "g1", "BEL VNM"]
        ]
    else:
        pd.testing.assert_frame_equal(events, tell(text))


# -- corrections, lexicon ------------------------------------------------------------------------------------


def test_a_kind_can_be_corrected_and_decides_what_is_counted(tmp_path):
    text = "Kim ngạch thương mại Việt Nam - Bỉ năm 2021 đạt 3,6 tỷ USD."
    events, path = tell(text), tmp_path / "events.csv"
    articles = pd.DataFrame({"article_id": ["a"], "published": [pd.Timestamp(PUBLISHED)]})
    assert summarise_events(events, articles).empty
    assert len(summarise_events(events, articles, kinds=None)) == 1
    save_corrections(events, path)
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    table["kind"] = "signing"
    table.to_csv(path, index=False)
    again = correct_events(events, path)
    assert again["kind"].tolist() == ["signing"]
    assert summarise_events(again, articles)["kind"].tolist() == ["signing"]
    table["kind"] = "party"
    table.to_csv(path, index=False)
    with pytest.raises(FileError, match=r"'party'\. Use one of: encounter, signing"):
        correct_events(events, path)


def test_every_kind_has_a_name_and_is_an_event_or_is_not():
    assert set(load_event_words().kinds) == set(KINDS) == {*DRAWN, *BACKGROUND}


def test_a_word_that_is_added_to_the_lexicon_counts(tmp_path):
    words = load_event_words()
    own = (words_file := find_words_file()).read_text(encoding="utf-8")
    (tmp_path / "events.yml").write_text(
        own.replace("phone:\n    says", "phone:\n    says", 1), encoding="utf-8"
    )
    assert load_event_words(tmp_path) is not words
    changed = own.replace("words: [điện đàm,", "words: [trò chuyện qua mạng, điện đàm,")
    (tmp_path / "events.yml").write_text(changed, encoding="utf-8")
    assert [cue.sort for cue in load_event_words(tmp_path).find("hai bên trò chuyện qua mạng")] == ["phone"]
    (tmp_path / "events.yml").write_text(own.replace("forums: [", "forums: [điện đàm, "), encoding="utf-8")
    with pytest.raises(LexiconError, match=r"'điện đàm' stands in phone and in forums"):
        load_event_words(tmp_path)
    assert words_file.exists()


def find_words_file():
    from kit.files import LEXICONS

    return LEXICONS / "events.yml"


@given(st.text(alphabet="tiếp thămkýđ,. ", max_size=60))
def test_cues_are_whole_words_in_their_order(text):
    low, end = text.lower(), 0
    for cue in load_event_words().find(low):
        assert low[cue.start : cue.end] == cue.form and cue.start >= end
        assert not low[cue.end : cue.end + 1].isalnum() and not low[: cue.start][-1:].isalnum()
        end = cue.end


def test_meetings_told_by_one_verb_have_ids_of_their_own():
    events = tell(LEAD, BODY, meetings=make_table([meet(1), meet(2, side_b="LAO")], "meetings"))
    assert events["event_id"].is_unique and {"BEL", "LAO"} <= set(" ".join(events["partners"]).split())
