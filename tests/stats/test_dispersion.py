"""Dispersion: Gries' published example, bounds, and bad input."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from kit.count.dispersion import summarise_dispersion
from kit.count.tallies import summarise_tallies
from kit.errors import TableError
from kit.schema import SCHEMAS
from kit.stats.dispersion import deviation_of_proportions

# Gries (2008), section 2.1: a corpus of 50 words in five parts, and word "a".
CORPUS = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def test_the_published_example():
    sizes = [len(part.split()) for part in CORPUS]
    counts = [part.split().count("a") for part in CORPUS]
    dp, norm = deviation_of_proportions(counts, sizes)
    assert float(dp) == pytest.approx(0.18, abs=1e-9)
    assert float(norm) == pytest.approx(0.18 / (1 - 0.18), abs=1e-9)  # Lijffijt & Gries (2012)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 500)), min_size=1, max_size=12))
def test_sparse_counts_by_the_definition(parts):
    counts, sizes = (np.array(column) for column in zip(*parts, strict=True))
    table = np.column_stack([counts, counts[::-1], np.zeros_like(counts)])
    dp, norm = deviation_of_proportions(csr_array(table), sizes)
    for key, column in enumerate(table.T):
        parted = column / max(column.sum(), 1) - sizes / sizes.sum()
        assert dp[key] == pytest.approx(np.abs(parted).sum() / 2 if column.any() else 1, abs=1e-12)
    assert np.allclose(np.array([dp, norm]), deviation_of_proportions(table, sizes), atol=0)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 500)), min_size=1, max_size=12))
def test_bounds(parts):
    counts, sizes = zip(*parts, strict=True)
    dp, norm = deviation_of_proportions(counts, sizes)
    assert 0 <= dp <= norm + 1e-12 <= 1 + 2e-12 or len(parts) == 1


def test_even_and_uneven():
    dp, norm = deviation_of_proportions([[2, 9, 0], [4, 0, 0]], [100, 200])
    assert dp.tolist() == pytest.approx([0, 2 / 3, 1])
    assert norm.tolist() == pytest.approx([0, 1, 1])
    assert [float(v) for v in deviation_of_proportions([3], [10])] == [0, 0]


@pytest.mark.parametrize(("counts", "sizes"), [([1, 2], [3]), ([1], [0]), ([-1, 2], [3, 3]), ([], [])])
def test_bad_input(counts, sizes):
    with pytest.raises(TableError, match="Dispersion needs"):
        deviation_of_proportions(counts, sizes)


def test_summary_over_articles():
    tallies = pd.DataFrame({"article_id": ["b", "a", "a"], "key": ["x", "x", "y"], "n": [4, 2, 5]})
    sizes = pd.DataFrame({"article_id": ["b", "a"], "words": [200, 100]})
    table = summarise_dispersion(tallies, sizes)
    assert table[["key", "n", "n_articles", "total_articles"]].values.tolist() == [
        ["x", 6, 2, 2],
        ["y", 5, 1, 2],
    ]
    assert np.allclose(table[["dp", "dp_norm"]], [[0, 0], [2 / 3, 1]])
    assert list(table) == list(summarise_dispersion(tallies[:0], sizes)) == list(SCHEMAS["dispersion"])
    with pytest.raises(TableError, match="'b', of which the sizes know nothing"):
        summarise_dispersion(tallies, sizes[1:])


def test_of_a_cut_it_is_said_of_which_articles():
    tallies = pd.DataFrame({"article_id": ["b", "a"], "key": "x", "n": [4, 2]})
    sizes = pd.DataFrame({"article_id": ["b", "a"], "words": [200, 100], "denominator": "articles of 2023"})
    for counted in (tallies, tallies[:0]):
        table = summarise_dispersion(counted, sizes)
        assert list(table)[-1] == "denominator" and set(table["denominator"]) <= {"articles of 2023"}
    assert set(summarise_dispersion(tallies, sizes)["denominator"]) == {"articles of 2023"}


def test_what_never_occurs_is_not_taken_for_even():
    tallies = pd.DataFrame({"article_id": ["a", "b"], "key": "x", "n": 1, "sentences": 1})
    sizes = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "words": [50, 50, 0], "sentences": 1, "group": [*"ppq"]}
    )
    summary = summarise_tallies(tallies, sizes, by="group", keys=["x", "y"])
    assert summary[["group", "key", "dispersion"]].values.tolist() == [
        ["p", "x", 0],
        ["p", "y", 1],
        ["q", "x", 1],
        ["q", "y", 1],
    ]


def test_a_part_without_words_gives_no_room():
    dp, norm = deviation_of_proportions([[0, 1], [1, 0], [0, 0]], [0, 50, 50])
    assert dp.tolist() == [0.5, 1] and norm.tolist() == [1, 1]
    assert [float(v) for v in deviation_of_proportions([0], [10])] == [1, 1], "never, in one part alone"
    assert [float(v) for v in deviation_of_proportions([1], [10])] == [0, 0], "once, in one part alone"


@pytest.mark.parametrize("sizes", [[-1, 3], [-0.5, 3], [[1, 2]]])
def test_sizes_are_a_row_of_numbers_of_words(sizes):
    with pytest.raises(TableError, match="Dispersion needs"):
        deviation_of_proportions([1, 1], sizes)


def test_a_summary_has_the_frequent_first_then_the_alphabet_and_sums_what_is_there_twice():
    rows = [("a", "y", 1), ("a", "x", 1), ("b", "z", 1), ("b", "z", 2), ("a", "none", 0)]
    tallies = pd.DataFrame(rows, columns=["article_id", "key", "n"])
    sizes = pd.DataFrame({"article_id": ["a", "b", "c"], "words": [100, 100, 200]})
    table = summarise_dispersion(tallies, sizes)
    assert table[["key", "n", "n_articles", "total_articles", "dp"]].values.tolist() == [
        ["z", 3, 1, 3, 0.75],
        ["x", 1, 1, 3, 0.75],
        ["y", 1, 1, 3, 0.75],
        ["none", 0, 0, 3, 1],
    ]
    nothing = summarise_dispersion(tallies, sizes.assign(words=0))
    assert nothing.empty and nothing.attrs["note"] == "Nothing was counted."
