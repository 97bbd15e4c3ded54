"""Concordance: what stands left and right, how it is sorted and sampled, and bad input."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import OptionError, TableError
from kit.schema import make_table
from kit.show.context import find_context
from kit.tag.topics import find_topics

TEXTS = [
    "Hai bên bàn về di cư hợp pháp, an toàn.",
    "Phòng, chống di cư trái phép và mua bán người.",
    "Di cư an toàn là mục tiêu chung.",
]


@pytest.fixture
def sentences():
    rows, start = [], 100
    for number, text in enumerate(TEXTS):
        rows.append((f"a{number}", 7, 0, "body", start, start + len(text), text))
    return make_table(rows, "sentences")


def test_words(sentences):
    table = find_context(sentences, "di cư", width=2)
    assert table[["left", "keyword", "right"]].values.tolist() == [
        ["bàn về", "di cư", "hợp pháp,"],
        ["Phòng, chống", "di cư", "trái phép"],
        ["", "Di cư", "an toàn"],
    ]
    assert table[["article_id", "sentence", "role", "start", "end", "key"]].values.tolist() == [
        ["a0", 7, "body", 115, 120, "di cư"],
        ["a1", 7, "body", 113, 118, "di cư"],
        ["a2", 7, "body", 100, 105, "di cư"],
    ]


def test_punctuation_is_no_word(sentences):
    assert find_context(sentences, "hợp pháp", width=1)["right"].tolist() == [", an"]


def test_characters(sentences):
    table = find_context(sentences, "di cư", width=4, unit="characters")
    assert table[["left", "right"]].values.tolist() == [[" về ", " hợp"], ["ống ", " trá"], ["", " an "]]


@given(st.integers(0, 60), st.sampled_from(["words", "characters"]))
def test_context_is_a_stretch_of_the_sentence(width, unit):
    rows = [("a", i, 0, "body", 0, len(text), text) for i, text in enumerate(TEXTS)]
    table = make_table(rows, "sentences")
    for row in find_context(table, "di cư", width=width, unit=unit).itertuples():
        text = TEXTS[row.sentence]
        assert text[: row.start].rstrip().endswith(row.left.strip())
        assert text[row.end :].lstrip().startswith(row.right.strip())
        assert len(row.left if unit == "characters" else row.left.split()) <= max(width, 0) + 1


@pytest.mark.parametrize(
    ("sort", "order"), [("position", "012"), ("left", "210"), ("right", "201"), ("keyword", "012")]
)
def test_sorting(sentences, sort, order):
    table = find_context(sentences, "di cư", sort=sort)
    assert table["article_id"].tolist() == [f"a{number}" for number in order]


def test_the_longest_match_is_shown_once(sentences):
    assert find_context(sentences, "di cư [hợp pháp|trái phép]")["keyword"].tolist() == [
        "di cư hợp pháp",
        "di cư trái phép",
        "Di cư",
    ]


def test_mentions_are_found_again(sentences):
    topics = find_topics(sentences)
    table = find_context(sentences, topics[topics["key"] == "trafficking"], width=3)
    assert table[["left", "keyword", "right", "key"]].values.tolist() == [
        ["trái phép và", "mua bán người", ".", "trafficking"]
    ]
    assert table["start"].tolist() == topics.loc[topics["key"] == "trafficking", "start"].tolist()


def test_a_sample_is_drawn_by_its_seed(sentences):
    many = pd.concat([sentences.assign(sentence=i) for i in range(30)])
    first = find_context(many, "di cư", sample=10, seed=4)
    assert len(first) == 10
    pd.testing.assert_frame_equal(first, find_context(many[::-1], "di cư", sample=10, seed=4))
    assert not first.equals(find_context(many, "di cư", sample=10, seed=5))
    assert len(find_context(many, "di cư", sample=1000)) == 90


def test_nothing_found_is_an_empty_table(sentences):
    for sort in ("position", "left"):
        table = find_context(sentences, "thủy sản", sort=sort)
        assert table.empty
        assert list(table)[-4:] == ["left", "keyword", "right", "key"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "lines"}, "'words' or 'characters'"),
        ({"sort": "size"}, "Sort by"),
        ({"width": -1}, "0 or more"),
        ({"sample": -1}, "0 or more"),
        ({"query": "(di cư"}, "is not closed"),
    ],
)
def test_bad_input(sentences, options, message):
    with pytest.raises(OptionError, match=message):
        find_context(sentences, **{"query": "di cư", **options})


def test_mentions_of_other_sentences_are_left_out(sentences):
    topics = find_topics(sentences)
    first = sentences[sentences["sentence"] == topics["sentence"].iloc[0]]
    inside = topics[topics["sentence"] == topics["sentence"].iloc[0]]
    assert (
        find_context(first, topics)["keyword"].tolist() == find_context(sentences, inside)["keyword"].tolist()
    )
    assert find_context(sentences, topics.assign(sentence=800)).empty


def test_mentions_that_do_not_lie_in_their_sentence_are_refused(sentences):
    topics = find_topics(sentences)
    moved = topics.assign(start=topics["start"] + 10_000, end=topics["end"] + 10_000)
    with pytest.raises(TableError, match="does not lie in sentence"):
        find_context(sentences, moved)


def test_a_query_in_capitals_finds_words_in_any_case_but_an_abbreviation_does_not():
    rows = [{"article_id": "a", "sentence": 0, "role": "body", "start": 0, "end": 36,
             "text": "Di cư, DI CƯ và di cư là của ai, AI?"}]  # fmt: skip
    table = make_table(rows, "sentences")
    assert [len(find_context(table, query)) for query in ("DI CƯ", "di cư", "AI", "ai")] == [3, 3, 1, 2]
