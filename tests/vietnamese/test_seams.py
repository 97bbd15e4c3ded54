"""Seams: words glued together are parted, and what is found in them stands where it stood."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import LexiconError
from kit.files import LEXICONS, overlay
from kit.publish.lexicons import READERS
from kit.tag.partners import find_partners_in_text
from kit.tag.people import find_people_in_text
from kit.vietnamese.names import names
from kit.vietnamese.names.cues import GLUED
from kit.vietnamese.names.names import keep_texts
from kit.vietnamese.names.seams import load_seams, part_seams


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Tổng thốngNgaOleg Petrov", "Tổng thống Nga Oleg Petrov"),
        ("ông Jan MaesNgày 5/3", "ông Jan Maes\nNgày 5/3"),
        ("MỹJohn Hill, Ngavà Bỉ", "Mỹ John Hill, Nga và Bỉ"),
        ("Tổng thống rời Lybiavà Bỉ", "Tổng thống rời Lybia và Bỉ"),
        ("MỹCác nước", "Mỹ\nCác nước"),
    ],
)
def test_words_are_parted_where_one_ends(text, parted):
    assert part_seams(text).text == parted


@pytest.mark.parametrize(
    "text",
    ["Ông McCain, bà DeVos và iPhone, PetroVietnam, TikTok", "Thủ tướng Bỉ", "Gầ\u0301n đây", "Và", ""],
)
def test_names_of_one_word_stay_whole(text):
    assert part_seams(text) is None


def test_what_was_found_of_a_text_is_kept_and_that_it_was_nothing_too():
    read: list[str] = []
    find = keep_texts(read.append)  # which gives None
    assert find("Bỉ") is find("Bỉ") is None
    assert read == ["Bỉ"]
    glued = "ông Jan MaesNgày 5/3"
    assert part_seams(glued) is part_seams(glued)


def test_the_texts_that_came_first_are_forgotten_first(monkeypatch):
    monkeypatch.setattr(names, "KEPT", 4)
    read: list[str] = []
    find = keep_texts(read.append)
    for text in ("ab", "cd", "ab", "ef", "cd", "ab", "longer"):
        find(text)
    assert read == ["ab", "cd", "ef", "ab", "longer"]


@given(
    st.lists(st.sampled_from(["Nga", "thống", "Ngày", "Oleg", "và", " ", ", ", "Mỹ", "Trump"]), max_size=12)
)
def test_every_letter_keeps_its_offset(words):
    text = "".join(words)
    parted = part_seams(text)
    if parted:
        for offset in range(len(text)):
            assert parted.text[parted.find_start(offset)] == text[offset]
            assert parted.find_origin(parted.find_start(offset)) == offset
            assert parted.find_origin(parted.find_end(offset + 1)) == offset + 1
        origins = [*map(parted.find_origin, range(len(parted.text) + 1))]
        assert origins == sorted(origins)


def test_what_is_found_is_cut_from_the_text_as_it_is():
    text = "Tổng thốngNgaOleg Petrov gặp Thủ tướng Bỉ Jan MaesNgày 5/3."
    partners, people = find_partners_in_text(text), find_people_in_text(text)
    assert partners[["text", "key"]].values.tolist() == [["Nga", "RUS"], ["Bỉ", "BEL"]]
    assert people[["text", "partner"]].values.tolist() == [["Oleg Petrov", "RUS"], ["Jan Maes", "BEL"]]
    for table in (partners, people):
        assert [text[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == table[
            "text"
        ].tolist()
    assert people["title"].tolist() == ["Tổng thốngNga", "Thủ tướng Bỉ"]


@pytest.mark.parametrize(("name", "key"), [("Kim Ha Un", "kim ha un"), ("Jan Maes Jr", "jan maes jr")])
def test_a_short_name_ends_where_the_next_sentence_is_glued_to_it(name, key):
    people = find_people_in_text(f"Thủ tướng Bỉ {name}Ngày 5/3 tới Lào.")
    assert people[["text", "key"]].values.tolist() == [[name, key]]


@pytest.mark.parametrize("name", GLUED)
def test_the_words_can_be_edited_and_what_is_no_list_of_words_is_named(tmp_path, name):
    own = yaml.load((LEXICONS / "context.yml").read_text("utf-8"), yaml.CSafeLoader)
    with overlay(tmp_path):
        for words, wrong in ((["ngày", 5], True), ([], False)):
            text = yaml.dump(own | {name: words}, Dumper=yaml.CSafeDumper, allow_unicode=True)
            (tmp_path / "context.yml").write_text(text, "utf-8")
            if wrong:
                with pytest.raises(LexiconError, match=f"{name} should be a list of words"):
                    load_seams()
        example = {"glued behind": "Ngavà Bỉ", "glued openers": "Jan MaesNgày 5/3", "glued names": "NgaOleg"}
        assert part_seams(example[name]) is None
    assert part_seams(example[name]) is not None
    assert load_seams in READERS["context.yml"]  # kit check-lexicons looks at them
