"""Duplicates: exact groups, near groups held against a comparison of all with all, and what is kept."""

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import OptionError, TableError
from kit.read.copies import THRESHOLD
from kit.read.duplicates import COLUMNS, add_duplicates, summarise_duplicates
from kit.vietnamese.fingerprints import minhash
from kit.vietnamese.fingerprints.excerpts import MOST_SHARING, find_anchors, find_candidates
from kit.vietnamese.fingerprints.minhash import (
    choose_rows,
    choose_shingles,
    compare,
    find_buckets,
    hash_shingles,
    hash_syllables,
    sign,
)
from kit.vietnamese.letters import find_syllables

SYLLABLES = ["thứ", "trưởng", "ngoại", "giao", "tiếp", "đại", "sứ", "hợp", "tác", "lao", "động", "di", "cư"]


def write(seed, length=80):
    """A made-up text in which three syllables in a row hardly ever recur."""
    source = random.Random(seed)
    return " ".join(source.choice(SYLLABLES) + str(source.randrange(40)) for _ in range(length))


def table(*texts, **columns):
    ids = columns.pop("ids", [f"a{number}" for number in range(len(texts))])
    return pd.DataFrame({"article_id": ids, "text": list(texts), **columns})


def jaccard(one, other):
    """The similarity by its definition, on sets of words."""
    sets = []
    for text in (one, other):
        words = find_syllables(text)
        sets.append({tuple(words[place : place + 3]) for place in range(len(words) - 2)})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def shingles_of(text):
    """The set of shingles of a text, as it is compared."""
    return choose_shingles(hash_shingles(hash_syllables(text)))


def anchors_of(text):
    return find_anchors(hash_shingles(hash_syllables(text)))


def edit(text, share, seed=0):
    """The text with this share of its syllables replaced."""
    source = random.Random(seed)
    return " ".join(
        f"thay{source.randrange(999)}" if source.random() < share else word for word in text.split()
    )


def test_the_same_syllables_are_an_exact_duplicate():
    text = "Ngày 19/4, Thứ trưởng Ngoại giao tiếp bà Nenette Motus. Hai bên trao đổi về hợp tác, thủy sản."
    other = "NGÀY 19/4 thứ trưởng  ngoại giao tiếp bà Nenette Motus\n\nHai bên trao đổi về hợp tác; thuỷ sản"
    found = add_duplicates(table(text, other, write(1)))
    assert found["duplicate_of"].tolist() == ["", "a0", ""]
    assert found["duplicate_group"].tolist() == ["a0", "a0", ""]
    assert found["duplicate_reason"].tolist() == ["", "exact", ""]
    assert found["duplicate_similarity"][1] == 1.0 and np.isnan(found["duplicate_similarity"][0])


def test_decomposed_letters_make_no_difference():
    decomposed = "Bộ trưởng Ngoại giao Việt Nam hội đàm tại Hà Nội."
    composed = "Bộ trưởng Ngoại giao Việt Nam hội đàm tại Hà Nội."
    assert add_duplicates(table(decomposed, composed))["duplicate_of"].tolist() == ["", "a0"]


def test_a_copy_with_one_sentence_more_is_a_near_duplicate():
    text = write(2, 200)
    found = add_duplicates(table(text, text + " " + write(3, 20)))
    assert found["duplicate_reason"].tolist() == ["near", ""], "the longer one is kept"
    assert found["duplicate_of"].tolist() == ["a1", ""]
    assert found["duplicate_similarity"][0] == pytest.approx(198 / 218)


def test_kept_is_the_best_dated_then_the_first_published_then_the_longest_then_the_first_id():
    text = write(4)
    days = pd.to_datetime(["2023-04-02", "2023-04-05", "2023-04-04", None, None]).astype("datetime64[s]")
    bases = ["stated", "given", "given", "unknown", "unknown"]
    copies = table(text, text, text, text, text, published=days, published_basis=bases)
    assert set(add_duplicates(copies)["duplicate_group"]) == {"a2"}
    assert set(add_duplicates(copies.drop(index=2))["duplicate_group"]) == {"a1"}
    assert set(add_duplicates(copies.drop(index=[1, 2]))["duplicate_group"]) == {"a0"}
    longer = copies.drop(index=[0, 1, 2])
    assert set(add_duplicates(longer)["duplicate_group"]) == {"a3"}
    longer.loc[4, "text"] = text + " thêm một câu nữa"
    assert set(add_duplicates(longer)["duplicate_group"]) == {"a4"}


def test_no_chains_every_folded_article_is_similar_to_the_kept_one():
    first = write(5, 120)
    words = first.split()
    second = " ".join(words[:100] + write(6, 20).split())
    third = " ".join(words[:80] + write(6, 20).split() + write(7, 20).split())
    assert jaccard(first, second) > THRESHOLD / 1.1 and jaccard(first, third) < THRESHOLD
    found = add_duplicates(table(first, second, third), threshold=0.65)
    folded = found[found["duplicate_of"] != ""]
    texts = found.set_index("article_id")["text"]
    for row in folded.itertuples():
        assert jaccard(row.text, texts[row.duplicate_of]) == pytest.approx(row.duplicate_similarity)
        assert row.duplicate_similarity >= 0.65


@pytest.mark.slow
@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.9])
def test_near_duplicates_agree_with_a_comparison_of_all_with_all(threshold):
    source = random.Random(7)
    texts = []
    for family in range(30):
        text = write(100 + family, source.randrange(40, 120))
        texts += [text] + [edit(text, source.random() * 0.15, seed) for seed in range(source.randrange(4))]
    source.shuffle(texts)
    found = add_duplicates(table(*texts), threshold=threshold)
    found = found[found["duplicate_reason"] != "excerpt"]
    order = sorted(range(len(texts)), key=lambda place: (-len(texts[place].split()), f"a{place}"))
    expected: dict[int, int] = {}
    pairs = combinations(order, 2)
    similar = {frozenset(pair) for pair in pairs if jaccard(texts[pair[0]], texts[pair[1]]) >= threshold}
    for rank, place in enumerate(order):
        if place not in expected:
            for other in order[rank + 1 :]:
                if other not in expected and frozenset((place, other)) in similar:
                    expected[other] = place
    assert len(expected) > 5
    assert {
        int(row.article_id[1:]): int(row.duplicate_of[1:]) for row in found.itertuples() if row.duplicate_of
    } == expected


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(source):
    texts = [edit(write(family), share, family) for family in range(4) for share in (0, 0, 0.02, 0.2)]
    articles = table(*texts, "", "null", "null")
    places = list(articles.index)
    source.shuffle(places)
    columns = ["article_id", *COLUMNS]
    shuffled = add_duplicates(articles.loc[places])[columns].sort_values("article_id", ignore_index=True)
    expected = add_duplicates(articles)[columns].sort_values("article_id", ignore_index=True)
    pd.testing.assert_frame_equal(shuffled, expected)


def test_bodies_that_say_nothing_are_no_duplicates_of_each_other():
    found = add_duplicates(table("null", "null", "", "", "...", title=["Một", "Hai", "Ba", "Ba", "Ba"]))
    assert (found["duplicate_group"] == "").all()
    found = add_duplicates(table("null", "null", title=["Bộ trưởng thăm Bỉ", "Bộ trưởng thăm Bỉ"]))
    assert found["duplicate_of"].tolist() == ["", "a0"]


def test_lines_leave_captions_and_furniture_out_of_the_comparison():
    story = write(8, 60)
    texts = [f"{story}\n{write(9, 60)}", f"{write(10, 60)}\n{story}"]
    articles = table(*texts)
    assert (add_duplicates(articles)["duplicate_group"] == "").all()
    cut = [len(story), len(texts[1]) - len(story)]
    lines = pd.DataFrame(
        {
            "article_id": ["a1", "a1", "a0", "a0"],
            "start": [cut[1], 0, 0, cut[0] + 1],
            "end": [len(texts[1]), cut[1] - 1, cut[0], len(texts[0])],
            "role": ["body", "teaser", "lead", "furniture"],
        }
    )
    assert add_duplicates(articles, lines=lines)["duplicate_reason"].tolist() == ["", "exact"]
    nothing = add_duplicates(articles, lines=lines.assign(role="furniture"))
    assert (nothing["duplicate_group"] == "").all()


def test_exact_copies_of_a_near_duplicate_go_with_it():
    text = write(11, 200)
    longer = text + " " + write(12, 10)
    found = add_duplicates(table(longer, text, text))
    assert found["duplicate_of"].tolist() == ["", "a0", "a0"]
    assert found["duplicate_reason"].tolist() == ["", "near", "near"]
    assert found["duplicate_similarity"].tolist()[1:] == [pytest.approx(198 / 208)] * 2


def test_a_threshold_of_one_finds_exact_duplicates_only():
    text = write(13)
    found = add_duplicates(table(text, text, text + " thêm"), threshold=1)
    assert found["duplicate_reason"].tolist() == ["", "exact", ""]


def test_the_table_given_is_not_changed_and_its_index_is_kept():
    articles = table(write(14), write(14)).set_index(pd.Index([7, 3]))
    before = articles.copy(deep=True)
    found = add_duplicates(articles)
    pd.testing.assert_frame_equal(articles, before)
    assert found.index.tolist() == [7, 3] and found["duplicate_of"].tolist() == ["", "a0"]


@pytest.mark.parametrize("threshold", [0, -0.1, 1.01, float("nan")])
def test_a_threshold_that_is_no_similarity_is_an_error(threshold):
    with pytest.raises(OptionError, match="above 0 and at most 1"):
        add_duplicates(table("a"), threshold=threshold)


def test_an_id_that_occurs_twice_is_an_error():
    with pytest.raises(TableError, match="'same' occurs more than once"):
        add_duplicates(table("a", "b", ids=["same", "same"]))


def test_an_empty_table_stays_empty():
    found = add_duplicates(table())
    assert len(found) == 0 and set(COLUMNS) <= set(found)
    assert len(summarise_duplicates(found)) == 0


def test_a_summary_has_a_row_for_each_group():
    text = write(17, 100)
    articles = table(
        text,
        text,
        edit(text, 0.02),
        write(18),
        source=["ttxvn", "vov", "vov", "vov"],
        title=["Thăm Bỉ", "Thăm Bỉ 2", "Thăm", "Khác"],
        published=pd.to_datetime(["2023-04-04", "2023-04-05", None, None]).astype("datetime64[s]"),
        published_basis=["given", "given", "unknown", "unknown"],
    )
    (row,) = summarise_duplicates(add_duplicates(articles)).to_dict("records")
    assert (row["duplicate_group"], row["title"], row["n_articles"]) == ("a0", "Thăm Bỉ", 3)
    assert (row["n_exact"], row["n_near"], row["n_sources"], row["sources"]) == (1, 1, 2, "ttxvn, vov")
    assert row["least_similarity"] == pytest.approx(jaccard(text, edit(text, 0.02)))
    assert (row["first_day"], row["last_day"]) == (pd.Timestamp("2023-04-04"), pd.Timestamp("2023-04-05"))


def test_signatures_estimate_the_similarity():
    texts = [write(19, 300), edit(write(19, 300), 0.08), write(20, 300)]
    signatures = sign([shingles_of(text) for text in texts])
    for one, other in combinations(range(3), 2):
        estimate = (signatures[one] == signatures[other]).mean()
        assert estimate == pytest.approx(jaccard(texts[one], texts[other]), abs=0.14)
        assert compare(shingles_of(texts[one]), shingles_of(texts[other])) == pytest.approx(
            (jaccard(texts[one], texts[other]), contained(texts[one], texts[other]))
        )


@pytest.mark.parametrize("threshold", [0.2, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_bands_miss_a_pair_at_the_threshold_in_at_most_one_of_two_hundred_cases(threshold):
    rows = choose_rows(threshold)
    assert (1 - threshold**rows) ** (128 // rows) <= 0.005


def test_the_same_whole_text_is_an_exact_duplicate_whatever_its_lines_are_called():
    text = write(21, 60)
    articles = table(f"{write(22, 30)}\n{text}", f"{write(22, 30)}. {text.upper()}")
    lines = pd.DataFrame(
        {
            "article_id": ["a0", "a1"],
            "start": [len(write(22, 30)) + 1, 0],
            "end": articles["text"].str.len(),
            "role": "body",
        }
    )
    assert add_duplicates(articles, lines=lines)["duplicate_reason"].tolist() == ["exact", ""]


# -- the edges of the rules ---------------------------------------------------------------------------

EIGHT = "đại sứ gặp gỡ sinh viên ở Praha"


@pytest.mark.parametrize(("text", "folded"), [(EIGHT, ["", "a0"]), (EIGHT.removeprefix("đại "), ["", ""])])
def test_a_body_of_eight_syllables_says_enough_without_its_title(text, folded):
    assert add_duplicates(table(text, text, title=["Một", "Hai"]))["duplicate_of"].tolist() == folded
    assert add_duplicates(table(text, text))["duplicate_of"].tolist() == folded
    assert add_duplicates(table(text, text, title=["Một", "MỘT!"]))["duplicate_of"].tolist() == ["", "a0"]


def test_a_body_of_fewer_syllables_is_no_near_duplicate():
    eight, nine = EIGHT, f"{EIGHT} hôm"
    assert jaccard(eight, nine) > THRESHOLD and jaccard(eight.removeprefix("đại "), eight) > THRESHOLD
    assert add_duplicates(table(eight, nine))["duplicate_reason"].tolist() == ["near", ""]
    assert add_duplicates(table(eight.removeprefix("đại "), eight))["duplicate_reason"].tolist() == ["", ""]


@pytest.mark.parametrize(("more", "reasons"), [(3, ["near", ""]), (4, ["", ""])])
def test_seven_of_ten_common_shingles_are_near_and_seven_of_eleven_are_not(more, reasons):
    short = f"{EIGHT} hôm"
    long = " ".join([short, *["chủ", "nhật", "tuần", "trước"][:more]])
    assert jaccard(short, long) == pytest.approx(7 / (7 + more))
    found = add_duplicates(table(short, long))
    assert found["duplicate_reason"].tolist() == reasons
    assert add_duplicates(table(short, long), threshold=7 / (7 + more))["duplicate_reason"].tolist() == [
        "near",
        "",
    ]
    if more == 3:
        assert found["duplicate_similarity"].tolist()[0] == 0.7
        assert add_duplicates(table(short, long), threshold=0.71)["duplicate_reason"].tolist() == ["", ""]


def test_at_a_threshold_of_one_only_what_is_exactly_the_same_is_folded():
    again = " ".join(EIGHT.split()[place % 8] for place in range(40))
    texts = table(again, f"{again} đại", again.upper())
    assert jaccard(again, f"{again} đại") == 1
    assert add_duplicates(texts, threshold=1)["duplicate_of"].tolist() == ["", "", "a0"]
    for threshold in (0, -0.1, 1.01):
        with pytest.raises(OptionError, match="above 0 and at most 1"):
            add_duplicates(texts, threshold=threshold)


@pytest.mark.parametrize(("text", "copies"), [(EIGHT, 1), (EIGHT.removeprefix("đại "), 0)])
def test_the_same_text_is_a_copy_though_its_lines_got_other_roles(text, copies):
    whole = f"{text}\nxin chào"
    lines = pd.DataFrame(
        {
            "article_id": ["a0", "a1", "a1"],
            "line": [1, 1, 2],
            "start": [0, 0, len(text) + 1],
            "end": [len(text), len(text), len(whole)],
            "role": ["lead", "lead", "body"],
        }
    )
    found = add_duplicates(table(whole, whole), lines=lines, threshold=1)
    assert (found["duplicate_of"] != "").sum() == copies
    assert (found["duplicate_reason"] == "exact").sum() == copies


def test_what_was_folded_into_an_article_moves_with_it():
    text = write(2, 60)
    longer = f"{text} {write(3, 6)}"
    found = add_duplicates(table(text, text.upper(), longer))
    assert found["duplicate_of"].tolist() == ["a2", "a2", ""]
    assert found["duplicate_reason"].tolist() == ["near", "near", ""]
    assert found["duplicate_similarity"].tolist()[:2] == [pytest.approx(58 / 64)] * 2


def test_a_summary_counts_articles_reasons_and_outlets():
    text = write(2, 60)
    days = pd.to_datetime(["2023-04-05", "2023-04-04", "2023-04-06", None])
    found = table(
        text, text, f"{text} {write(3, 6)}", write(4), published=days, source=["a.vn", "", "b.vn", "c.vn"]
    )
    [row] = summarise_duplicates(add_duplicates(found)).to_dict("records")
    assert (row["n_articles"], row["n_exact"], row["n_near"], row["n_sources"]) == (3, 1, 1, 2)
    assert (row["duplicate_group"], row["sources"]) == ("a1", "a.vn, b.vn")
    assert row["least_similarity"] == pytest.approx(58 / 64)
    assert (row["first_day"], row["last_day"]) == (days[1], days[2])


def count_up(n, word="đoạn"):
    """A text of n syllables, none of which recurs."""
    return " ".join(f"{word}{i}" for i in range(n))


@pytest.mark.parametrize(("n", "same"), [(7, False), (8, True)])
def test_a_body_of_eight_syllables_says_enough_without_its_title_of_made_up_words(n, same):
    found = add_duplicates(table(count_up(n), count_up(n), title=["Thăm Bỉ", "Thăm Pháp"]))
    assert found["duplicate_reason"].tolist() == ["", "exact" if same else ""]
    titled = add_duplicates(table(count_up(n), count_up(n), title=["Thăm Bỉ", "THĂM BỈ!"]))
    assert titled["duplicate_reason"].tolist() == ["", "exact"]
    untitled = add_duplicates(table(count_up(n), count_up(n)))
    assert untitled["duplicate_reason"].tolist() == ["", "exact" if same else ""]


def test_a_title_is_not_taken_for_the_beginning_of_a_body():
    found = add_duplicates(table("Bỉ hôm nay", "hôm nay", title=["Thăm", "Thăm Bỉ"]))
    assert (found["duplicate_group"] == "").all()


def test_the_threshold_is_held_exactly_whatever_the_estimate():
    """Of many pairs about the threshold all above are found and none below."""
    texts = []
    for pair in range(40):
        texts += [count_up(102, f"s{pair}x"), count_up(62 + pair % 21, f"s{pair}x")]
    found = add_duplicates(table(*texts)).iloc[1::2]
    assert found["duplicate_reason"].tolist() == [
        "near" if pair % 21 >= 10 else "excerpt" for pair in range(40)
    ]
    assert [round(value, 2) for value in found["duplicate_similarity"]] == [
        (60 + pair % 21) / 100 if pair % 21 >= 10 else 1 for pair in range(40)
    ]


def test_a_fold_goes_to_the_article_that_is_preferred():
    text = count_up(100)
    days = pd.to_datetime(["2023-04-05", "2023-04-04", None]).astype("datetime64[s]")
    copies = table(text, text, text, published=days, published_basis=["given", "given", "unknown"])
    found = add_duplicates(copies)
    assert found["duplicate_of"].tolist() == ["a1", "", "a1"] and set(found["duplicate_group"]) == {"a1"}
    assert found["duplicate_similarity"].tolist()[0::2] == [1, 1]


def test_a_summary_counts_reasons_sources_and_days_and_has_the_largest_first():
    text, other = count_up(100), count_up(100, "khác")
    sources = ["vov", "", "ttxvn", "vov", "vov", "vov"]
    articles = table(other, other, text, text, text + " thêm", write(30), source=sources)
    summary = summarise_duplicates(add_duplicates(articles))
    columns = ["duplicate_group", "title", "n_articles", "n_exact", "n_near", "n_sources", "sources"]
    assert summary[columns].values.tolist() == [
        ["a4", "", 3, 0, 2, 2, "ttxvn, vov"],
        ["a0", "", 2, 1, 0, 1, "vov"],
    ]
    assert summary["least_similarity"].tolist() == pytest.approx([98 / 99, 1])
    assert summary["first_day"].isna().all()
    two = summarise_duplicates(add_duplicates(table(other, text, other, text)))
    assert two["duplicate_group"].tolist() == ["a0", "a1"]


def test_bands_have_the_most_hashes_that_still_miss_hardly_any_pair():
    rows = {t: choose_rows(t) for t in (0.05, 0.2, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)}
    assert rows == {
        0.05: 1,
        0.2: 1,
        0.3: 2,
        0.5: 3,
        0.6: 3,
        0.7: 4,
        0.8: 6,
        0.9: 9,
        0.95: 14,
        0.99: 16,
        1.0: 16,
    }


def test_three_syllables_make_a_shingle_and_order_matters():
    lengths = [len(hash_shingles(hash_syllables("một " * n))) for n in (0, 1, 2, 3, 4, 10)]
    assert lengths == [0, 0, 0, 1, 2, 8]
    assert len(shingles_of("một hai ba một hai ba")) == 3 and len(shingles_of("ba hai một")) == 1
    assert compare(shingles_of("một hai ba"), shingles_of("ba hai một")) == (0, 0)
    assert compare(shingles_of("một hai ba bốn"), shingles_of("hai ba bốn năm")) == (1 / 3, 1 / 2)


def test_hashes_are_the_same_in_every_process():
    syllables = hash_syllables("Việt Nam và Bỉ kỷ niệm 50 năm")
    assert hash_shingles(syllables)[:2].tolist() == [15846944017779723138, 3843158296600969319]
    one = shingles_of(" ".join(f"câu{n} số{n} của{n} bài{n}" for n in range(200)))
    (signature,) = sign([one])
    assert len(one) == 798 and signature.shape == (128,) and signature[:3].tolist() == [52825, 11282, 26795]
    assert sign([one[::-1].copy()])[0].tolist() == signature.tolist()


def test_sets_are_signed_together_as_each_alone(monkeypatch):
    sets = [shingles_of(write(seed, 3 + 7 * seed % 40)) for seed in range(30)]
    alone = [sign([one])[0].tolist() for one in sets]
    for block in (1, 5, 64, 4096):  # sets that end with a block, go on over several, or are many in one
        monkeypatch.setattr(minhash, "_BLOCK", block)
        assert sign(sets).tolist() == alone
    assert sign([]).shape == (0, 128)


def test_buckets_are_whole_bands_of_the_signature_that_two_share():
    chance = np.random.default_rng(4)
    signatures = chance.integers(0, 2**16, size=(6, 128), dtype=np.uint16)
    signatures[3, :4] = signatures[0, :4]  # the first band
    signatures[5, 124:] = signatures[0, 124:]  # the last
    signatures[4, 2:6] = signatures[1, 2:6]  # four in a row, but over two bands
    signatures[2, 8:11] = signatures[1, 8:11]  # three of a band
    signatures[2, 4:8] = signatures[1, 12:16]  # the same four in another band
    buckets = dict(find_buckets(signatures, 4))
    assert list(buckets) == [0, 3, 5] and [len(own) for own in buckets.values()] == [2, 1, 1]
    assert {*buckets[3], *buckets[5]} == {*buckets[0]}
    signatures[4, 120:125] = signatures[1, 120:125]
    assert {1, 4} <= set(dict(find_buckets(signatures, 5))), "bands of five: 120 to 124"
    assert not {1, 4} & set(dict(find_buckets(signatures, 7))), "bands of seven: 119 to 125"


def contained(part, whole):
    """The share of its shingles by its definition, on sets of words."""
    part, whole = (
        {tuple(words[place : place + 3]) for place in range(len(words) - 2)}
        for words in map(find_syllables, (part, whole))
    )
    return len(part & whole) / len(part)


@pytest.mark.parametrize(("start", "end"), [(0, 60), (0, 41), (30, 70), (55, 100), (1, 41)])
def test_an_excerpt_is_folded_into_the_longer_article(start, end):
    whole = count_up(100)
    part = " ".join(whole.split()[start:end])
    days = pd.to_datetime(["2023-04-04", "2023-04-05"]).astype("datetime64[s]")
    found = add_duplicates(table(part, whole, published=days, published_basis="given"))
    assert found["duplicate_of"].tolist() == ["a1", ""], "though it was published first"
    assert found["duplicate_group"].tolist() == ["a1", "a1"]
    assert found["duplicate_reason"].tolist() == ["excerpt", ""]
    assert found["duplicate_similarity"][0] == 1.0


@pytest.mark.parametrize(("length", "reason"), [(39, ""), (40, "excerpt")])
def test_an_excerpt_has_forty_syllables(length, reason):
    found = add_duplicates(table(count_up(100), count_up(length)))
    assert found["duplicate_reason"].tolist() == ["", reason]


@pytest.mark.parametrize(("own", "reason"), [(4, "excerpt"), (5, "")])
def test_nine_tenths_of_an_excerpt_are_in_the_longer_article(own, reason):
    part = f"{count_up(42)} {count_up(own, 'riêng')}"
    assert (contained(part, count_up(100)) >= 0.9) is bool(reason)
    found = add_duplicates(table(count_up(100), part))
    assert found["duplicate_reason"].tolist() == ["", reason]


def test_parts_of_all_articles_are_found_and_no_strangers():
    source = random.Random(3)
    wholes = [write(500 + n, source.randrange(120, 400)) for n in range(60)]
    parts = []
    for text in wholes:
        words = text.split()
        start, share = source.choice([0, 0, len(words) // 4]), source.uniform(0.4, 0.65)
        parts.append(" ".join(words[start : start + int(share * len(words))]))
    strangers = [write(900 + n, 90) for n in range(40)]
    found = add_duplicates(table(*wholes, *parts, *strangers))
    assert found["duplicate_of"].tolist() == [""] * 60 + [f"a{n}" for n in range(60)] + [""] * 40
    for row in found[found["duplicate_of"] != ""].itertuples():
        whole = wholes[int(row.duplicate_of[1:])]
        assert row.duplicate_similarity == pytest.approx(contained(row.text, whole))


def test_two_articles_that_share_an_opening_alone_are_two():
    opening = count_up(30)
    found = add_duplicates(table(f"{opening} {write(1, 60)}", f"{opening} {write(2, 90)}"))
    assert found["duplicate_of"].tolist() == ["", ""]


def test_copies_of_an_excerpt_go_with_it_and_no_fold_leads_to_a_folded_article():
    whole = count_up(200)
    half, third = (" ".join(whole.split()[:n]) for n in (110, 65))
    longer = f"{half} thêm"  # a near copy of the half
    found = add_duplicates(table(third, half, half.upper(), longer, whole))
    assert found["duplicate_of"].tolist() == ["a4"] * 4 + [""]
    assert found["duplicate_reason"].tolist() == ["excerpt"] * 4 + [""]
    assert found["duplicate_similarity"].tolist()[:3] == [1.0, 1.0, 1.0]
    assert found["duplicate_similarity"][3] == pytest.approx(108 / 109)


def test_an_excerpt_whose_copy_is_none_stays():
    whole, half = count_up(200), count_up(110)
    copy = (
        f"{half} {count_up(25, 'khác')}"  # similar to the half, and less than nine tenths of it in the whole
    )
    assert jaccard(half, copy) > 0.7 and contained(copy, whole) < 0.9
    found = add_duplicates(table(half, copy, whole))
    assert found["duplicate_of"].tolist() == ["a1", "", ""]
    assert found["duplicate_reason"].tolist() == ["near", "", ""]


def test_a_boilerplate_that_many_share_brings_nobody_together():
    boilerplate = count_up(60, "mẫu")
    assert len(anchors_of(boilerplate)) > 1
    texts = [f"{boilerplate} {count_up(30, f'bài{n}x')}" for n in range(MOST_SHARING + 1)]
    anchors = [anchors_of(text) for text in texts]
    assert find_candidates(anchors) == []
    few = find_candidates(anchors[:MOST_SHARING])
    assert len(few) <= MOST_SHARING * (MOST_SHARING - 1) // 2
    assert (add_duplicates(table(*texts[:5]))["duplicate_of"] == "").all()


def test_candidates_grow_with_the_articles_and_not_with_their_square():
    """However many articles open alike, an anchor brings at most 20 articles together."""
    for kinds in (1, 3, 10):
        texts = [f"{count_up(40, f'mẫu{n % kinds}x')} {count_up(20, f'bài{n}x')}" for n in range(200)]
        anchors = [anchors_of(text) for text in texts]
        most = sum(len(own) for own in anchors) * (MOST_SHARING - 1) / 2
        assert len(find_candidates(anchors)) <= most


def test_anchors_of_a_part_are_anchors_of_the_whole_but_for_the_first():
    words = count_up(400).split()
    whole = anchors_of(" ".join(words))
    part = anchors_of(" ".join(words[100:300]))
    assert len(np.setdiff1d(part, whole)) <= 1 and len(part) > 5
    assert len(anchors_of(" ".join(words[:12]))) == 1
    assert len(anchors_of(" ".join(words[:11]))) == 0
    assert find_candidates([]) == []


def test_a_summary_counts_excerpts():
    whole = count_up(200)
    found = add_duplicates(table(whole, " ".join(whole.split()[:110]), whole.upper()))
    [row] = summarise_duplicates(found).to_dict("records")
    assert (row["n_articles"], row["n_exact"], row["n_near"], row["n_excerpt"]) == (3, 1, 0, 1)
