"""Copies: found across a collection from signatures alone, in bounded work, whatever the order and the cuts."""

import random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import OptionError, TableError
from kit.read.copies import find_copies
from kit.read.duplicates import COLUMNS, add_copies, add_duplicates
from kit.read.signatures import find_signatures
from kit.vietnamese.fingerprints import excerpts, near


def count_up(n, word="đoạn", start=0):
    """A text of n syllables, none of which recurs."""
    return " ".join(f"{word}{i}" for i in range(start, start + n))


def table(*texts, **columns):
    return pd.DataFrame(
        {"article_id": [f"a{n:03}" for n in range(len(texts))], "text": list(texts), **columns}
    )


def make_family(source, size):
    """Texts of one kind, each with places of its own, and some that are nearly others or parts of them."""
    texts = []
    for number in range(size):
        words = count_up(90).split()
        for place in source.sample(range(90), source.choice([0, 1, 4, 8])):
            words[place] = f"khác{source.randrange(3 + number)}"
        texts.append(" ".join(words[: source.choice([90, 90, 60, 7])]))
    return texts


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([(32, 64), (2, 3)]))
def test_neither_the_order_of_the_rows_nor_the_cuts_change_anything(source, bounds):
    articles = table(
        *make_family(source, 12), *make_family(source, 6), title=[f"Bài {n % 2}" for n in range(18)]
    )
    days = pd.to_datetime([f"2023-04-{source.randrange(1, 4)}" for _ in range(18)]).astype("datetime64[s]")
    articles = articles.assign(published=days, published_basis=source.choices(["given", "stated"], k=18))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "MOST_CENTRES", bounds[0])
        patch.setattr(near, "MOST_COMPARED", bounds[1])
        whole = find_copies(articles.drop(columns="text"), find_signatures(articles))
        places = source.sample(range(18), 18)
        cuts = pd.Series(source.choices("xyz", k=18))
        parts = [part for _, part in articles.iloc[places].groupby(cuts)]
        source.shuffle(parts)
        signatures = pd.concat(map(find_signatures, parts))
        found = find_copies(pd.concat(parts).drop(columns="text").sample(frac=1), signatures)
        pd.testing.assert_frame_equal(found, whole)
        put = pd.concat(add_copies(part, found) for part in parts).sort_values("article_id")
        pd.testing.assert_frame_equal(put, add_duplicates(articles), check_freq=False)
        assert set(found["article_id"]) == set(put["article_id"][put["duplicate_group"] != ""])


def list_work(monkeypatch):
    """How often which article is compared, filled while copies are looked for."""
    work = []
    compare = near.compare
    for module in (near, excerpts):
        monkeypatch.setattr(module, "compare", lambda *sets: work.append(sets[1].tobytes()) or compare(*sets))
    return work


def write_bulletins(count):
    """Bulletins of one template, any two of which are .6 to .7 similar; none is a copy of another."""
    source = random.Random(2)
    line = "ở nơi thứ {} nhiệt độ thấp nhất là {} và cao nhất là {} độ gió nhẹ"
    template = [line.format(f"nơi{n}", "{}", "{}") for n in range(10)] + [count_up(150, "dặn")]
    return ["\n".join(template).format(*(source.randrange(10_000) for _ in range(20))) for _ in range(count)]


@pytest.mark.parametrize("count", [60, 180])
def test_of_bulletins_of_one_template_each_is_compared_with_so_many(count, monkeypatch):
    work = list_work(monkeypatch)
    monkeypatch.setattr(near, "MOST_CENTRES", 4)
    monkeypatch.setattr(near, "MOST_COMPARED", 6)
    assert len(find_copies(*sign(table(*write_bulletins(count))))) == 0
    each = pd.Series(work).value_counts()
    assert len(each) > count - 10, "they are candidates of each other"
    assert each.max() == 6


def sign(articles):
    return articles, find_signatures(articles)


def test_a_copy_of_a_bulletin_is_found_among_many_of_its_template():
    texts = write_bulletins(150)
    copied = [texts[n].replace("nơi3", "nơi33") for n in range(0, 150, 10)]
    found = find_copies(*sign(table(*texts, *copied)))
    assert sorted(found["duplicate_of"])[15:] == [f"a{n:03}" for n in range(0, 150, 10)]
    assert set(found["duplicate_reason"]) == {"", "near"}


@pytest.mark.parametrize(
    ("most_centres", "most_compared", "folds"), [(3, 3, [0]), (2, 3, []), (3, 2, []), (3, 1, [])]
)
def test_the_nearest_of_a_bucket_and_the_most_similar_are_compared(
    most_centres, most_compared, folds, monkeypatch
):
    """The last of four is the same as the first; by their signatures the two between are nearer to it."""
    monkeypatch.setattr(near, "MOST_CENTRES", most_centres)
    monkeypatch.setattr(near, "MOST_COMPARED", most_compared)
    signed = np.zeros((4, 128), dtype=np.uint16)
    signed[0, 120:] = 1
    signed[1, 124:] = 2
    signed[2, 127:] = 3
    sets = [np.arange(9), np.arange(10, 19), np.arange(20, 29), np.arange(9)]
    found = near.find_near(signed.tobytes(), np.array([5, 6, 7, 8]), lambda rank: sets[rank - 5], 0.7)
    assert list(found) == [(5 + one, 8, 1.0) for one in folds]


def test_news_are_below_the_bounds(monkeypatch):
    """A report that 50 outlets print is one centre: each is compared with that alone."""
    work = list_work(monkeypatch)
    text = count_up(150)
    found = find_copies(*sign(table(*(f"{text} báo{n}" for n in range(50)), count_up(150, "khác"))))
    assert found["duplicate_of"].tolist() == [""] + ["a000"] * 49
    assert max(pd.Series(work).value_counts()) == 1


def test_articles_without_a_signature_are_of_no_group_and_do_not_count():
    text = count_up(30)
    articles = table(text, text, text)
    signatures = find_signatures(articles)
    found = find_copies(articles, signatures.iloc[[2, 1]])
    assert found["article_id"].tolist() == ["a001", "a002"] and found["duplicate_group"].unique() == ["a001"]
    put = add_copies(articles, found)
    assert put["duplicate_of"].tolist() == ["", "", "a001"] and np.isnan(put["duplicate_similarity"][0])


def test_where_nothing_is_repeated_the_table_has_its_columns_and_says_so():
    articles = table(count_up(30), count_up(30, "khác"))
    found = find_copies(*sign(articles))
    assert found.columns.tolist() == ["article_id", *COLUMNS] and len(found) == 0
    assert found.attrs["note"] == "No article repeats another one."
    assert (add_copies(articles, found)[[*COLUMNS[:3]]] == "").all(axis=None)


def test_a_digest_of_many_bits_is_not_rounded():
    """Digests that differ in their last bits alone are two."""
    articles = table(count_up(9), count_up(9, "khác"))
    signatures = find_signatures(articles)
    signatures["digest"] = pd.Series([2**62 + 1, 2**62 + 2])
    assert len(find_copies(articles, signatures, threshold=1)) == 0
    signatures["whole"] = pd.Series([2**62 + 3, 2**62 + 4])
    assert len(find_copies(articles, signatures, threshold=1)) == 0


def test_what_is_wrong_is_named():
    articles, signatures = sign(table(count_up(9), count_up(9)))
    with pytest.raises(TableError, match=r"lacks the columns whole; .* kit.read.signatures.find_signatures"):
        find_copies(articles, signatures.drop(columns="whole"))
    with pytest.raises(TableError, match="'a001' occurs more than once"):
        find_copies(articles, pd.concat([signatures, signatures.iloc[1:]]))
    with pytest.raises(OptionError, match="above 0 and at most 1"):
        find_copies(articles, signatures, threshold=2)
    with pytest.raises(TableError, match="lacks the columns duplicate_reason"):
        add_copies(articles, find_copies(articles, signatures).drop(columns="duplicate_reason"))
