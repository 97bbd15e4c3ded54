"""Marked sentences: one sign for each thing, and the way back to the text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kit.vietnamese.meetings.marks import BODY, PERSON, Party, mark
from kit.vietnamese.names.names import plain_lower

TEXT = "Ông Vũ Mạnh gặp Bỉ."


def test_a_thing_is_one_sign_in_small_letters_around_it():
    person, body = Party(100, 111, ("VNM",), "vũ mạnh"), Party(116, 118, ("BEL",))
    marked = mark(0, "body", 100, TEXT, TEXT.lower(), [(PERSON, person), (BODY, body)])
    assert marked.marks == f"{chr(PERSON)} gặp {chr(BODY)}."
    assert marked.things == {chr(PERSON): person, chr(BODY): body}
    assert [marked.origin(place) for place in range(len(marked.marks))] == [
        100, 111, 112, 113, 114, 115, 116, 118,
    ]  # fmt: skip
    assert marked.cut(112, 115) == "gặp"


def test_of_two_that_overlap_the_first_given_stays():
    things = [(PERSON, Party(0, 11, ("VNM",))), (BODY, Party(4, 11, ("BEL",)))]
    assert mark(0, "body", 0, TEXT, TEXT.lower(), things).marks == f"{chr(PERSON)} gặp bỉ."


def test_signs_of_private_use_in_a_text_stand_for_nothing():
    text = f"{chr(PERSON)} gặp {chr(BODY)} và {chr(0xF8FF)}"
    marked = mark(0, "body", 0, text, plain_lower(text), [])
    assert marked.marks == "  gặp   và  " and marked.things == {}


@given(st.text("a.;:!?] \t\n", max_size=8))
def test_a_sentence_in_which_a_clause_may_end_is_parted(text):
    marked = mark(0, "body", 0, text, text, [])
    assert marked.is_parted or not re.search(r"[;\]!?\n]|\.\s|: ", marked.marks)


def test_a_full_stop_behind_a_sentence_parts_nothing():
    assert not mark(0, "body", 0, TEXT, TEXT.lower(), []).is_parted


@given(st.text("İıßẞΣά Đđ𝔸\ue000ab", max_size=20), st.data())
def test_every_sign_outside_a_thing_comes_from_its_own_place(text, data):
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    marked = mark(0, "body", 7, text, plain_lower(text), [(PERSON, Party(7 + first, 7 + last, ("BEL",)))])
    own = [7 + place for place in range(len(text)) if not first < place < last]
    assert [marked.origin(place) for place in range(len(marked.marks))] == own


@given(st.text("aáb \ue000", max_size=12), st.data())
def test_a_part_of_a_sentence_moves_with_its_letters(text, data):
    first, start = (data.draw(st.integers(0, len(text))) for _ in range(2))
    last, end = data.draw(st.integers(first, len(text))), data.draw(st.integers(start, len(text)))
    low = plain_lower(text)
    marked = mark(0, "body", 7, text, low, [(PERSON, Party(7 + first, 7 + last, ("BEL",)))])
    if start == end:
        return
    place = marked.move(start, end)
    assert (place < 0) == (start < last and first < end and first < last)
    if place >= 0:
        assert marked.marks[place : place + end - start] == low[start:end].replace("\ue000", " ")
