"""Parties: bodies of a side, capitals, local officials; private people are none."""

import pytest
from encounters import make_tables, read_meetings, tell_each

from kit.schema import iterate_rows
from kit.segment.sentences import join_sentences
from kit.vietnamese.meetings.parties import Article, Finder
from kit.vietnamese.meetings.vocabulary import load_meeting_words, split_words
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain
from kit.vietnamese.names.places import load_places

BODIES = {
    "Ngày 4/3, phái đoàn Triều Tiên gặp đại diện Hàn Quốc.": ["meet PRK < KOR 4/3"],
    "Ngày 4/3, Bộ Quốc phòng Ấn Độ và Bộ Quốc phòng Pháp hội đàm.": ["talks IND < FRA 4/3"],
    "Ngày 4/3, lãnh đạo Nga gặp lãnh đạo Iran.": ["meet RUS < IRN 4/3"],
    "Ngày 4/3, doanh nghiệp Nhật Bản gặp doanh nghiệp Đức.": [],
    "Ngày 4/3, Thủ tướng Đỗ An gặp sinh viên Lào.": [],
    "Ngày 4/3, đội tuyển Thái Lan gặp đội tuyển Malaysia.": [],
}


def test_a_body_meets_for_its_side_and_private_people_for_nobody():
    assert tell_each(BODIES) == BODIES


def test_a_local_official_speaks_for_the_home_country():
    text = "Chiều 5/3, Chủ tịch UBND TP Đà Nẵng Lê Văn Tâm tiếp Tổng Lãnh sự Lào Kham Sone."
    one = read_meetings(text).iloc[0]
    assert (one["side_a"], one["person_a"]) == ("VNM", "lê văn tâm")
    assert (one["person_b"], one["level"]) == ("kham sone", "other")
    assert one["office_a"] == "Chủ tịch UBND"


@pytest.mark.parametrize(
    ("office", "name"),
    [
        ("Bí thư Thành ủy Hà Nội", "Bùi Thị Mai Hoa"),
        ("Chủ tịch UBND tỉnh Thừa Thiên Huế", "Nguyễn Văn Tâm"),
        ("Phó Chủ tịch UBND tỉnh Quảng Trị", "Hoàng Tâm"),
        ("Bí thư Thành ủy Thành phố Hồ Chí Minh", "Nguyễn Văn Tâm"),
    ],
)
def test_the_name_of_a_local_official_begins_behind_the_province(office, name):
    text = f"Chủ tịch Hồ Chí Minh đã mất. {office} {name} tiếp Thủ tướng Lào Kham Sone."
    one = read_meetings(text).iloc[0]
    assert (one["person_a"], one["person_b"]) == (name.lower(), "kham sone")


def test_an_aide_acts_and_not_whom_the_aide_serves():
    president = "Tổng thống Chile Luis Rojas"
    one = read_meetings(
        f"Ông Teo Silva, đặc phái viên của {president}, đã gặp Thủ tướng Lào Kham Sone."
    ).iloc[0]
    assert (one["person_a"], one["person_b"]) == ("teo silva", "kham sone")
    text = "Ông Choe Ryong-hae, trợ lý của ông Kim Jong-un, đã gặp Thủ tướng Lào Kham Sone."
    assert read_meetings(text).iloc[0]["person_a"] == "choe ryong-hae"
    both = f"Ông Teo Silva, Bộ trưởng Tài chính Chile, {president} và Thủ tướng Lào Kham Sone đã gặp nhau."
    assert "luis rojas" in read_meetings(both).iloc[0]["person_a"]


def test_the_sign_of_a_pronoun_is_no_name():
    assert read_meetings("Ông Vũ Mạnh và bà Ann Fox gặp nhau.").empty


def test_a_seat_of_government_alone_names_a_side_abroad():
    finder = Finder(load_meeting_words(), load_gazetteer(), load_places(), {})
    seats = [name for name in load_gazetteer().names if name.sort == "seat" and name.key != "VNM"]
    seats = [name for name in seats if [*finder._find_seats(f" {plain(name.form)} ")]]  # Bern hides Berne
    for name in seats:
        text = f"Phía {name.form} đã gặp họ."
        assert finder.name_abroad(Article([(0, text, 0, "body")], {}, {}, {}, {}), plain(text)), name
    text = "Phía Hà Nội đã gặp họ."
    assert not finder.name_abroad(Article([(0, text, 0, "body")], {}, {}, {}, {}), plain(text))
    assert len(seats) > 100


def test_the_text_of_an_article_is_that_in_which_people_are_found():
    sentences = make_tables([[("title", "Bỉ, Lào gặp nhau"), "Sáng nay, họ đến. Họ gặp nhau."]])["sentences"]
    ((_, text, _),) = join_sentences(sentences)
    rows = [*iterate_rows(sentences, ("start", "text", "sentence", "role"))]
    assert Article(rows, {}, {}, {}, {}).join() == text


def test_an_ambassador_may_be_summoned_by_a_pronoun_and_millions_are_nobodys_summons():
    told = {
        "Đại sứ Nga Oleg Petrov rời Paris. Hôm 4/3, Bộ Ngoại giao Pháp triệu ông này.": [
            "receive FRA < RUS 4/3"
        ],
        "Thủ tướng Lào Boun Keo nói Bỉ góp 5 triệu Euro cho Lào.": [],
    }
    assert tell_each(told) == told


def test_where_no_side_abroad_is_named_nobody_would_be_found_to_meet():
    verbs = [f"{word} " for word in load_meeting_words().forms]
    home = (
        "Thủ tướng Đỗ An {}Chủ tịch UBND TP Đà Nẵng Lê Văn Tâm tại Hà Nội ngày 4/3, sau đó hai bên hội đàm."
    )
    texts = [home.format(verb) for verb in verbs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Finder, "name_abroad", lambda *_: True)
        assert tell_each(texts) == {text: [] for text in texts}
    assert tell_each(texts) == {text: [] for text in texts}


def test_every_word_of_a_conference_is_seen():
    words = load_meeting_words()
    for word in split_words(words.lists["forums"]):
        assert any(part in f"tại {word} này" for part in words.conferences), word
