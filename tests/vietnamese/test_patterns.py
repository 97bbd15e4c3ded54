"""The pattern language: what matches, what is refused, and that offsets hold."""

import itertools
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kit.vietnamese.phrases import matching
from kit.vietnamese.phrases.matching import Matcher, normalise
from kit.vietnamese.phrases.patterns import PatternError, compile_pattern, compile_regex, expand_pattern


def find(pattern, text):
    return [text[hit.start : hit.end] for hit in Matcher([compile_pattern(pattern)]).find(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("di cư", "Di cư và DI CƯ", ["Di cư", "DI CƯ"]),
        ("hòa nhập", "tái hoà nhập, tái hòa nhập", ["hoà nhập", "hòa nhập"]),
        ("di cư", "di cưu, ndi cư, di cư.", ["di cư"]),
        ("di cư", "di\u00a0cư, di  cư, di_cư, di\ncư", ["di\u00a0cư", "di  cư", "di_cư", "di\ncư"]),
        ("di cư hợp pháp", "về Di cư cư hợp pháp", ["Di cư cư hợp pháp"]),
        ("(sang|tới) Bỉ", "sang Bỉ, tới Bỉ, qua Bỉ", ["sang Bỉ", "tới Bỉ"]),
        ("[người] di cư", "người di cư", ["người di cư", "di cư"]),
        ("phụ nữ[,] [và] trẻ em", "phụ nữ, trẻ em; phụ nữ và trẻ em", ["phụ nữ, trẻ em", "phụ nữ và trẻ em"]),
        ("Việt Nam-*", "Việt Nam-Bỉ, Việt Nam–Nga", ["Việt Nam-Bỉ", "Việt Nam–Nga"]),
        ("migrant*", "migrant and migrants, immigrants", ["migrant", "migrants"]),
        ("đi * Nam", "đi Việt Nam, đi Nam", ["đi Việt Nam"]),
        ("đưa … trái phép", "đưa người sang Anh trái phép", ["đưa người sang Anh trái phép"]),
        ("đưa … trái phép", "đưa người, rồi ở lại trái phép", []),
        ("đưa … trái phép", "đưa một hai ba bốn năm sáu trái phép", []),
        ("tiếp …… IOM", "tiếp bà A, Giám đốc IOM", ["tiếp bà A, Giám đốc IOM"]),
        ("IOM", "IOM iom Iom", ["IOM"]),
        ("ra chui", "ra “chui”, ra 'chui' và ra \"chui\".", ["ra “chui”", "ra 'chui'", 'ra "chui"']),
        ("chui", "“chui”", ["chui"]),
        ("ra đi", "“ra” đi, ra “đi xa mãi rồi”", ["ra” đi"]),
        ("Thỏa thuận GCM", "thoả thuận GCM, thỏa thuận gcm", ["thoả thuận GCM"]),
        ("Đà Nẵng", "Ðà Nẵng", ["Ðà Nẵng"]),  # U+00D0, as old keyboards write it
        ("cư trú", "İ cư trú İ cư trú", ["cư trú", "cư trú"]),  # İ has a longer lower case
    ],
)
def test_what_a_pattern_matches(pattern, text, found):
    assert find(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "empty string"),
        ("[di cư]", "empty string"),
        ("(|di cư)", "empty string"),
        ("(di cư", r"'\(' is not closed"),
        ("[di cư", r"'\[' is not closed"),
        ("di cư)", r"'\)' closes nothing"),
        ("* di cư", "begin with a word"),
        ("… di cư", "begin with a word"),
        ("di cư …", "end with a word"),
        (" ".join(["[a b]"] * 20), "more than 5000 forms"),
    ],
)
def test_what_is_no_pattern(pattern, message):
    with pytest.raises(PatternError, match=message):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("di cư(", "not a regular expression"),
        ("(di cư)?", "empty string"),
        ("di cư.*", "go slow"),
        ("di (cư+)+", "go slow"),
        ("di (c{0,3}){0,9}", "go slow"),
        ("di cư[a-z]{0,99}[a-z]{0,99}", "go slow"),
        (r"di (cư) \1", "go slow"),
        (r"\w{2,5} cư", "begin with at least two plain letters"),
    ],
)
def test_what_is_no_expression(source, message):
    with pytest.raises(PatternError, match=message):
        compile_regex(source)


def test_an_expression_is_tried_where_it_begins():
    matcher = Matcher([compile_regex(r"COP2\d")])
    assert [(hit.start, hit.end) for hit in matcher.find("COP26, cop27, COP2, COP281")] == [(0, 5), (7, 12)]


def test_alternatives_and_options_are_written_out():
    assert expand_pattern("a (b|c) [d]") == ["a b d", "a b", "a c d", "a c"]
    assert expand_pattern("a|b c") == ["a", "b c"]


WORDS = st.lists(
    st.sampled_from(["di", "cư", "hòa", "HOÀ", "IOM", "nhập", ",", "Bỉ", "İ", "  ", "\u00a0", "cư cư"]),
    max_size=12,
)


@given(WORDS)
def test_offsets_lead_back_to_the_text(parts):
    text = " ".join(parts)
    plain, shifts = normalise(text)
    for hit in Matcher([compile_pattern(p) for p in ("di cư", "hòa", "cư")]).find(text):
        assert normalise(text[hit.start : hit.end])[0] in ("di cư", "hoà", "cư")
    for (place, shift), (after, _) in itertools.pairwise([*shifts, (len(plain), 0)]):
        assert normalise(text[place + shift : after + shift])[0] == plain[place:after]


@given(WORDS)
def test_one_pass_finds_what_one_search_per_pattern_finds(parts):
    text = " ".join(parts)
    patterns = ["di cư", "cư", "nhập", "hòa nhập"]
    plain, _ = normalise(text)
    hits = Matcher([compile_pattern(pattern) for pattern in patterns]).find(text)
    for number, pattern in enumerate(patterns):
        search = re.compile(rf"(?<![^\W_]){normalise(pattern)[0]}(?![^\W_])")
        expected = len(re.findall(rf"(?={search.pattern})", plain))
        assert sum(hit.pattern == number for hit in hits) == expected


@given(st.lists(st.sampled_from(["cư", "a", "²", "m²", "1a", "(a", "a,", "𝐝", "\x1e", "é"]), max_size=60))
@example(["cư"] * 5)
@example(["a", "a", "1a", "a", "a,", "a"])
def test_doubled_syllables_of_long_texts_are_those_of_the_expression(parts):
    text = " ".join(parts)
    doubled = [match for match in matching._DOUBLED.finditer(text) if match[1].isalpha()]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_SHORT", 1)
        assert list(matching._find_doubled(text)) == [(match.end(1), match.end()) for match in doubled]


def test_forms_that_differ_in_their_words_alone_are_one():
    """So that a dictionary of tens of thousands of phrases is few objects."""
    forms = compile_pattern("(sang|tới) (Bỉ|Lào)")
    assert [form.words for form in forms] == [("sang bỉ", "sang lào", "tới bỉ", "tới lào")]
    (gapped,) = compile_pattern("(đưa|chở) … trái phép")
    assert gapped.words == ("đưa", "chở")


def test_an_expression_is_compiled_when_its_words_are_met():
    matcher = Matcher([compile_pattern("đưa … trái phép"), compile_pattern("chở … lậu")])
    assert [hit.pattern for hit in matcher.find("chở hàng lậu")] == [1]
    assert [matcher._words[index] for index in matcher._tries] == ["chở"]
