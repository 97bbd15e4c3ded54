"""Collocations: counts by a plain loop, logDice by hand, G² by scipy."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

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


@pytest.mark.slow
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


def test_five_words_on_each_side_are_near_and_three_times_are_enough():
    sentence = "a6 a5 a4 a3 a2 a1 n b1 b2 b3 b4 b5 b6".replace("a", "trước").replace("b", "sau")
    table = find_collocations(words(*[sentence] * 3), "n")
    assert set(table["word"]) == {f"{side}{i}" for side in ("trước", "sau") for i in range(1, 6)}
    assert find_collocations(words(*[sentence] * 2), "n").empty
    assert set(find_collocations(words(*[sentence] * 2), "n", minimum=2)["n"]) == {2}
    assert (find_collocations(words(sentence), "n", minimum=0)["n"] > 0).all(), "never near is no company"


def test_nothing_is_near_across_the_end_of_a_sentence():
    table = find_collocations(words("x n", "y z", "n"), "n", minimum=1)
    assert table[["word", "n", "total", "n_node"]].values.tolist() == [["x", 1, 3, 2]]


def test_two_nodes_side_by_side_and_what_stands_between_them():
    table = find_collocations(words("n n x n y z"), "n", window=1, minimum=1).set_index("word")
    assert table[["n", "n_word", "n_node", "total", "expected"]].to_dict("index") == {
        "x": {"n": 1, "n_word": 1, "n_node": 3, "total": 3, "expected": pytest.approx(2 / 3)},
        "y": {"n": 1, "n_word": 1, "n_node": 3, "total": 3, "expected": pytest.approx(2 / 3)},
    }


def test_a_word_that_avoids_the_node_has_a_negative_g2_and_equals_none():
    table = find_collocations(words("n x y", "x a b", "x c d", "x e f"), "n", window=2, minimum=1).set_index(
        "word"
    )
    # near: x y of 11 words; x is 1 of 4 near, and expected 4 · 2 / 11
    assert table.loc["x", ["n", "n_word", "expected"]].tolist() == [1, 4, pytest.approx(8 / 11)]
    assert (table["g2"] > 0).all()
    avoided = find_collocations(words("n x y", "n y z", "x x x"), "n", window=2, minimum=1).set_index("word")
    assert avoided.loc["x", "expected"] == pytest.approx(4 * 4 / 7) and avoided.loc["x", "g2"] < 0
    whole = find_collocations(words("n x", "n x"), "n", window=None, minimum=1)
    assert whole["g2"].tolist() == [0] and not np.signbit(whole["g2"]).any()


def test_a_word_of_the_sentence_counts_in_sentences_and_articles():
    table = find_collocations(words("x n x n", "x y", "x n", "n z"), "n", window=None, minimum=1)
    columns = ["word", "n", "n_word", "n_node", "total", "expected", "n_articles"]
    assert table[columns].values.tolist() == [["x", 2, 3, 3, 4, 2.25, 1], ["z", 1, 1, 3, 4, 0.75, 1]]
    assert table["log_dice"].tolist() == pytest.approx([14 + math.log2(4 / 6), 13])
    assert table["q"].tolist() == pytest.approx(false_discovery_control(table["p"]).tolist())


def test_a_mention_is_the_words_that_it_touches_and_counts_once():
    table = words("x mua_bán người y")  # x 0-1, mua bán 2-9, người 10-15, y 16-17

    def near(*spans):
        rows = [{"article_id": "a0", "sentence": 0, "role": "body", "start": a, "end": b} for a, b in spans]
        found = find_collocations(table, make_table(rows, "mentions"), window=1, minimum=1)
        return found["word"].tolist(), found["n_node"].tolist()

    assert near((2, 9)) == (["người", "x"], [1, 1])
    assert near((3, 4)) == (["người", "x"], [1, 1]), "a part of a word"
    assert near((1, 10)) == (["người", "x"], [1, 1]), "ends that meet do not touch"
    assert near((1, 11)) == (["x", "y"], [1, 1])
    assert near((2, 9), (2, 9)) == (["người", "x"], [1, 1]), "found twice, as by two rules"
    assert near((2, 9), (10, 15)) == (["x", "y"], [2, 2])
    assert near((2, 15), (10, 15)) == (["x", "y"], [2, 2])


def test_a_node_may_be_written_with_an_underscore_and_roles_are_chosen():
    table = words("x Di_cư y")
    assert find_collocations(table, "DI_CƯ", minimum=1)["word"].tolist() == ["x", "y"]
    teaser = table.assign(role="teaser")
    assert find_collocations(teaser, "di cư", minimum=1).empty
    assert find_collocations(teaser, "di cư", roles=("teaser",), minimum=1)["word"].tolist() == ["x", "y"]
    assert find_collocations(table.iloc[::-1], "di cư", window=1, minimum=1)["n"].tolist() == [1, 1]


def test_q_is_p_corrected_for_all_words():
    table = find_collocations(
        words("n x y a", "n x b b", "n x y c", "z z z y", "b z c a"), "n", window=2, minimum=1
    )
    assert table["p"].nunique() > 2 and (table["q"] > table["p"]).any()
    assert table["q"].tolist() == pytest.approx(false_discovery_control(table["p"]).tolist())


def test_mentions_of_articles_without_words_are_no_node():
    table = words("x y", "x z")
    rows = [
        {"article_id": name, "sentence": 0, "role": "body", "start": 0, "end": 1} for name in ("a0", "b9")
    ]
    found = find_collocations(table, make_table(rows, "mentions"), window=1, minimum=1)
    assert found[["word", "n", "n_node"]].values.tolist() == [["y", 1, 1]]
    alone = find_collocations(table, make_table(rows[1:], "mentions"))
    assert alone.empty and "do not occur" in alone.attrs["note"]
