"""Collocations: counts by a plain loop, logDice by hand, G² by scipy."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from kit.compare.collocations import find_collocations
from kit.errors import OptionError
from kit.schema import make_table
from kit.stats.keyness import log_dice


def words(*sentences):
    rows, start = [], 0
    for number, sentence in enumerate(sentences):
        for word in sentence.split():
            rows.append((f"a{number % 2}", number, "body", start, start + len(word), word.replace("_", " ")))
            start += len(word) + 1
    return make_table(rows, "words")


def test_log_dice_is_rychly():
    # Rychlý (2008): 14 + log2(2·f(xy) / (f(x) + f(y)))
    assert log_dice([4, 1, 0], [10, 64, 5], [6, 64, 5]).tolist() == [13, 8, 0]


def test_window_by_hand():
    table = find_collocations(words("x di_cư y , z x", "di_cư x", "x z z"), "Di cư", window=1, minimum=1)
    table = table.set_index("word")
    # Words without the node: x y z x, x, x z z: 8. Near: x y, x: 3. Punctuation is no word.
    assert table[["n", "n_word", "n_node", "total", "n_articles"]].to_dict("index") == {
        "x": {"n": 2, "n_word": 4, "n_node": 2, "total": 8, "n_articles": 2},
        "y": {"n": 1, "n_word": 1, "n_node": 2, "total": 8, "n_articles": 1},
    }
    assert table.loc["x", "expected"] == 1.5
    assert table.loc["x", "log_dice"] == pytest.approx(14 + math.log2(4 / 6))
    g2 = chi2_contingency([[2, 2], [1, 3]], correction=False, lambda_="log-likelihood")
    assert table.loc["x", "g2"] == pytest.approx(g2.statistic)
    assert table.loc["x", "p"] == pytest.approx(g2.pvalue)


def test_sentences_by_hand():
    table = find_collocations(words("x di_cư x y", "di_cư x", "x z"), "di cư", window=None, minimum=1)
    assert table[["word", "n", "n_word", "n_node", "total", "expected"]].values.tolist() == [
        ["x", 2, 3, 2, 3, 2.0],
        ["y", 1, 1, 2, 3, pytest.approx(2 / 3)],
    ]


def test_a_node_may_be_mentions():
    table = words("x mua_bán người y")
    mention = make_table(
        [{"article_id": "a0", "sentence": 0, "role": "body", "start": 2, "end": 15}], "mentions"
    )
    found = find_collocations(table, mention, window=1, minimum=1)
    assert found[["word", "n", "n_node"]].values.tolist() == [["x", 1, 1], ["y", 1, 1]]


def test_a_mention_of_numbers_alone_is_no_node():
    table = words("x 20/5 y hôm_nay z")
    places = [
        {"article_id": "a0", "sentence": 0, "role": "body", "start": a, "end": b}
        for a, b in ((2, 6), (9, 16))
    ]
    found = find_collocations(table, make_table(places, "mentions"), window=1, minimum=1)
    assert found[["word", "n", "n_node"]].values.tolist() == [["y", 1, 1], ["z", 1, 1]]


@given(st.lists(st.lists(st.sampled_from("abcn"), max_size=9), min_size=1, max_size=5), st.integers(1, 4))
def test_counts_equal_a_plain_loop(sentences, window):
    if not any("n" in sentence for sentence in sentences):
        sentences.append(["n"])
    near, total = {}, 0
    for sentence in sentences:
        for i, word in enumerate(sentence):
            total += word != "n"
            if word != "n" and "n" in sentence[max(0, i - window) : i + window + 1]:
                near[word] = near.get(word, 0) + 1
    table = find_collocations(words(*map(" ".join, sentences)), "n", window=window, minimum=1)
    assert dict(zip(table["word"], table["n"], strict=True)) == near
    assert (table["total"] == total).all()
    assert np.isfinite(table[["log_dice", "g2", "p", "q"]]).all(axis=None)


def test_bad_input():
    table = words("x y")
    none = find_collocations(table, "di cư")
    assert (
        list(none) == list(find_collocations(table, "x", minimum=1))
        and "'di cư' does not occur" in none.attrs["note"]
    )
    with pytest.raises(OptionError, match="1 word or more"):
        find_collocations(table, "x", window=0)
    assert (
        "of the mentions do not occur" in find_collocations(table, make_table([], "mentions")).attrs["note"]
    )
    assert find_collocations(table, "x").empty  # nothing is near three times
    assert pd.isna(find_collocations(table, "x", minimum=1)).sum().sum() == 0
