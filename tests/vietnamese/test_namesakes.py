"""Namesakes: short forms, spellings and leaders are one person; a common part of two names is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.vietnamese.names.namesakes import Namesakes

SAME = Namesakes()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("putin", "vladimir putin"),
        ("trọng", "nguyễn phú trọng"),
        ("tập", "tập cận bình"),
        ("v.putin", "vladimir putin"),
        ("tony tan", "tony tan keng yam"),
        ("ke-ri", "john kerry"),  # of the list of leaders
        ("sin-dô a-bê", "shinzo abe"),
        ("lý hiển long", "lee hsien loong"),
        ("tập cận bình", "xi jinping"),
        ("sergei lavrov", "sergey lavrov"),
        ("ban ki moon", "ban ki-moon"),
        ("phankham viphavan", "phankham viphavanh"),
        ("thoong-xỉn thăm-ma-vông", "thoongxỉn thămmavông"),
        ("hòa", "hoà"),
    ],
)
def test_one_person(one, other):
    assert SAME(one, other) and SAME(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kim jong-un", "kim yong-nam"),
        ("kim jong-un", "kim jong-il"),
        ("nguyễn phú trọng", "trần quốc trọng"),  # only the last word is the same
        ("nguyễn văn an", "nguyễn văn ân"),  # Vietnamese names differ by a mark
        ("nguyễn thị lan anh", "nguyễn thị lan oanh"),
        ("john kerry", "john kelly"),
        ("wang yi", "wang qi"),
        ("lee hyun", "lee hyuk"),  # too short to be misspelled
        ("shinzo abe", "akie abe"),
        ("donald trump", "vladimir putin"),
    ],
)
def test_two_people(one, other):
    assert not SAME(one, other) and not SAME(other, one)


def test_of_several_names_of_one_person_the_fullest_then_the_most_told():
    assert SAME.list_people({"putin": 9, "vladimir putin": 1, "tô lâm": 1}) == ["tô lâm", "vladimir putin"]
    assert SAME.list_people({"sergei lavrov": 1, "sergey lavrov": 2}) == ["sergey lavrov"]
    assert SAME.list_people({}) == []


def test_how_many_people_both_name():
    assert SAME.compare(["putin"], ["vladimir putin"]) == 1
    assert SAME.compare(["putin", "tô lâm"], ["vladimir putin"]) == 1 / 2
    assert SAME.compare(["putin"], ["tô lâm"]) == SAME.compare([], []) == SAME.compare(["putin"], []) == 0


@given(
    st.lists(st.sampled_from(["an", "lan", "anh", "kim", "jong-un", "john", "kerry"]), min_size=1, max_size=4)
)
def test_everybody_is_their_own_namesake_and_the_end_of_a_name_is_its_short_form(words):
    name = " ".join(words)
    assert SAME(name, name) and SAME(words[-1], name)
