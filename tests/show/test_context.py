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


@pytest.mark.slow
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


def around(text, **options):
    table = find_context(
        make_table([("a", 0, 0, "body", 0, len(text), text)], "sentences"), "di cư", **options
    )
    return table[["left", "right"]].values.tolist()


@pytest.mark.parametrize(
    ("width", "left", "right"),
    [
        (0, "", ""),
        (1, "về", "an"),
        (2, "bàn về", "an toàn"),
        (3, "bên bàn về", "an toàn ở"),
        (4, "Hai bên bàn về", "an toàn ở Bỉ."),
        (5, "Hai bên bàn về", "an toàn ở Bỉ."),
    ],
)
def test_so_many_words_stand_at_each_side(width, left, right):
    assert around("Hai bên bàn về di cư an toàn ở Bỉ.", width=width) == [[left, right]]


@pytest.mark.parametrize("width", [0, 1, 2, 14, 15, 16, 17])
def test_so_many_characters_stand_at_each_side(width):
    left, right = "Hai bên bàn về ", " an toàn ở Bỉ."
    expected = [[left[max(0, 15 - width) :], right[:width]]]
    assert around(f"{left}di cư{right}", width=width, unit="characters") == expected


def test_eight_words_stand_at_each_side_unless_otherwise_said():
    nine = "một hai ba bốn năm sáu bảy tám chín"
    assert around(f"{nine} di cư {nine}") == [[nine.removeprefix("một "), nine.removesuffix(" chín")]]


def test_sorting_by_what_stands_left_begins_at_the_keyword():
    texts = ["Xa b di cư z", "An C di cư x b", "An a di cư X a", "Ba b, di cư y"]
    rows = [(f"a{i}", 0, 0, "body", 0, len(text), text) for i, text in enumerate(texts)]
    order = {"left": "2301", "right": "2130", "position": "0123", "keyword": "0123"}
    for sort, expected in order.items():
        found = find_context(make_table(rows, "sentences"), "di cư", sort=sort)
        assert "".join(name[1] for name in found["article_id"]) == expected


def test_a_sample_of_none_and_of_all(sentences):
    assert find_context(sentences, "di cư", sample=0).empty
    pd.testing.assert_frame_equal(
        find_context(sentences, "di cư", sample=3), find_context(sentences, "di cư")
    )
    many = pd.concat([sentences.assign(sentence=i) for i in range(30)])
    drawn = find_context(many, "di cư", sample=10)
    assert drawn.equals(find_context(many, "di cư", sample=10, seed=1)), "the seed is 1 unless otherwise said"
    turned = find_context(many.iloc[::-1].reset_index(drop=True), "di cư", sample=10)
    pd.testing.assert_frame_equal(drawn, turned)
    whole = find_context(many.iloc[::-1], "di cư")
    assert whole["sentence"].tolist() == [*range(30)] * 3 and whole.index.tolist() == [*range(90)]
    assert drawn[["article_id", "sentence"]].values.tolist() == sorted(
        drawn[["article_id", "sentence"]].values.tolist()
    )


def test_a_mention_lies_wholly_in_its_sentence(sentences):
    first = sentences.head(1)
    start, end = int(first["start"].iloc[0]), int(first["end"].iloc[0])
    mention = pd.DataFrame({"article_id": ["a0"], "sentence": [7], "role": ["body"], "key": ["k"]})
    whole = make_table(mention.assign(start=start, end=end).to_dict("records"), "mentions")
    assert find_context(first, whole)["keyword"].tolist() == [TEXTS[0]]
    for moved in (whole.assign(start=start - 1), whole.assign(end=end + 1)):
        with pytest.raises(TableError, match="does not lie in sentence 7 of article 'a0'"):
            find_context(first, moved)


def test_where_all_words_of_a_side_are_shown_its_signs_are_too():
    assert around("– Hai bên di cư an toàn –", width=2) == [["– Hai bên", "an toàn –"]]
    assert around("– Hai bên di cư an toàn –", width=1) == [["bên", "an"]]


def test_a_query_in_capitals_finds_words_in_any_case_but_an_abbreviation_does_not():
    rows = [{"article_id": "a", "sentence": 0, "role": "body", "start": 0, "end": 36,
             "text": "Di cư, DI CƯ và di cư là của ai, AI?"}]  # fmt: skip
    table = make_table(rows, "sentences")
    assert [len(find_context(table, query)) for query in ("DI CƯ", "di cư", "AI", "ai")] == [3, 3, 1, 2]
