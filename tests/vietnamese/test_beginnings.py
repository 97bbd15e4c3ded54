"""Beginnings: a pattern is left aside only where it cannot match."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.vietnamese.beginnings import Anchored, Beginnings, Ending, begin_with, find_beginnings, fold_digits
from kit.vietnamese.dates.expressions import simplify
from kit.vietnamese.dates.grammar import load_grammar, parse

PATTERNS = [
    "ngày (?:mùng )?[0-9]{1,2}",
    "(?:[0-9]{1,3}(?:[.][0-9]{3})+|[0-9]{1,7}) (?:năm|tháng)",
    "(?<!a)(?P<x>b|cd?)?e",
    "(?:a?){2}b*c|[^a]",
    "(?=n)(?:nă|na)?m",
    "[a-c]+?1|(?:2|34)*+5",
    r"\w x|(a)\1",
]
WORDS = [
    "ngày ",
    "mùng ",
    "1",
    "23",
    ".",
    "000",
    " ",
    "năm",
    "tháng",
    "a",
    "b",
    "c",
    "d",
    "e",
    "n",
    "m",
    "x",
    "345",
]
DATES = [
    "ngày ",
    "mùng ",
    "5",
    "12",
    "/",
    "-",
    ".",
    "2023",
    " ",
    ", ",
    "và ",
    "năm ",
    "tháng ",
    "hai ",
    "mươi ",
    "tết ",
]
DATES += [
    "quý ",
    "thứ ",
    "tuần ",
    "tới",
    "qua ",
    "hôm ",
    "nay",
    "sáng ",
    "8h",
    "giờ ",
    "khoảng ",
    "thập niên ",
    "thế kỷ ",
]


@pytest.mark.parametrize("source", PATTERNS)
@settings(max_examples=40)
@given(words=st.lists(st.sampled_from(WORDS), max_size=8))
def test_what_matches_begins_as_it_is_said_to(source, words):
    text = "".join(words)
    pattern = re.compile(source)
    for length in (1, 2, 4):
        begins = find_beginnings(source, length)
        ahead = re.compile(begin_with(begins))
        for place in range(len(text) + 1):
            if pattern.match(text, place):
                assert fold_digits(text)[place:].startswith(tuple(begins))
                assert ahead.match(text, place)


def test_digits_count_as_one_and_a_prefix_stands_for_what_it_begins():
    assert find_beginnings("[2-5]h|[0-9]", 2) == {"0"}
    assert find_beginnings("(?i)a") == {""}
    assert find_beginnings("(?:tháng|tuần)(?= tới)", 3) == {"thá", "tuầ"}


def test_things_are_given_in_their_order_and_by_their_kind():
    things = Beginnings([("b|a", 1), ("c", 2), ("a", 3)], [("", 4)])
    assert things.at("ab", 0) == ((1, 3), (4,))
    assert things.at("ab", 2) == ((), (4,))


class Everything:
    """All patterns at every place, as if nothing were known of their beginnings."""

    def __init__(self, beginnings):
        self._all = tuple(tuple(thing for _, thing in things) for things in beginnings._kinds)

    def at(self, text, place):
        return self._all


@pytest.fixture(scope="module")
def unfiltered():
    """The vocabulary, and the same with nothing known of beginnings."""
    vocabulary = load_grammar()
    ahead = begin_with(find_beginnings(vocabulary.starts.pattern.removeprefix(r"(?<!\w)")))
    assert ahead in vocabulary.starts.pattern
    starts = re.compile(vocabulary.starts.pattern.replace(ahead, "", 1))
    return vocabulary, replace(vocabulary, starts=starts, beginnings=Everything(vocabulary.beginnings))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(DATES), min_size=1, max_size=14))
def test_no_date_is_lost_by_what_is_left_aside(unfiltered, words):
    text = "".join(words)
    found, others = (parse(text, simplify(text), vocabulary) for vocabulary in unfiltered)
    assert found == others


ENDS = ("khi", "sau", "cùng", "với", "đó", "Anh", "(khi", "khi-", "\U000f0001", "2", "(", "")
LASTS = r"(?<!\w)(?:khi|sau khi|cùng với)\s+(?:đó\s+)?$"
ENDING = Ending(LASTS, ["khi", "sau khi", "cùng với", "đó"])


@given(st.lists(st.sampled_from(ENDS), max_size=5), st.sampled_from((" ", "\n", "  ")))
def test_what_ends_a_text_is_found_as_its_pattern_finds_it(words, space):
    text = space.join(words) + " "
    for end in range(len(text) + 1):
        for start in (0, end - 6, end - 3):
            expected = re.compile(LASTS).search(text, start, end)
            found = ENDING.search(text, start, end)
            assert (found and found.span()) == (expected and expected.span()), (start, end)


@given(st.lists(st.sampled_from(("hai", "ba", "bên", "nước", " ", " bên ", "hai bên nước")), max_size=8))
def test_what_begins_with_a_phrase_is_found_as_its_pattern_finds_it(parts):
    text, pattern = "".join(parts), "(?:hai bên nước|bên|ba)(?: ?bên)?"
    found = Anchored(["hai bên nước", "bên", "ba"], pattern).find(text)
    assert [hit.span() for hit in found] == [hit.span() for hit in re.finditer(pattern, text)]
