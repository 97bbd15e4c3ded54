"""Parts of speech: the tags of underthesea's newer model; and the stop list."""

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import postags
from kit.errors import LexiconError, TableError
from kit.postags import POS, POS_MODEL, add_pos
from kit.segmenting.upstream import find_folder
from kit.stopwords import load_stopwords
from kit.words import find_words

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "data" / "articles").glob("*.txt"))


def make_sentences(texts):
    number = np.arange(len(texts))
    return pd.DataFrame({"article_id": "a", "sentence": number, "role": "body", "start": 0, "text": texts})


@pytest.fixture(scope="module")
def upstream():
    from underthesea.models.fast_crf_sequence_tagger import FastCRFSequenceTagger

    tagger = FastCRFSequenceTagger()
    tagger.load(str(find_folder() / POS_MODEL))
    return tagger


def test_tags_of_the_articles_are_underthesea_s(upstream):
    lines = [line for path in ARTICLES for line in path.read_text(encoding="utf-8").splitlines()]
    for style in ("underthesea", "kit"):
        tagged = add_pos(find_words(make_sentences(lines), style=style))
        for _, rows in tagged.groupby("sentence"):
            expected = upstream.predict([[word] for word in rows["word"]])
            assert rows["pos"].tolist() == [label[2:] for label in expected]


WORDS = "Việt Nam|và|Bộ|Bộ Ngoại giao|ngoại giao|hợp tác|.|,|BOS|EOS|19/4|IOM|ǅ"
words_ = st.sampled_from(WORDS.split("|"))


@given(st.lists(st.lists(words_, min_size=1, max_size=12), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_any_words_get_underthesea_s_tags(upstream, sentences):
    rows = [("a", number, word) for number, words in enumerate(sentences) for word in words]
    tagged = add_pos(pd.DataFrame(rows, columns=["article_id", "sentence", "word"]))
    expected = [label[2:] for words in sentences for label in upstream.predict([[word] for word in words])]
    assert tagged["pos"].tolist() == expected


@given(st.integers(0, 10**6))
@settings(deadline=None, max_examples=60)
def test_decode_finds_the_best_path(seed):
    source = np.random.default_rng(seed)
    sizes = source.integers(1, 5, size=source.integers(1, 6))
    emissions, transitions = source.normal(size=(sizes.sum(), 3)), source.normal(size=(3, 3))
    found, first = postags._decode(emissions, transitions, sizes), 0
    for size in sizes.tolist():
        rows = emissions[first : first + size]

        def score(path, rows=rows):
            return sum(rows[at, label] for at, label in enumerate(path)) + sum(
                transitions[a, b] for a, b in itertools.pairwise(path)
            )

        best = max(itertools.product(range(3), repeat=size), key=score)
        assert tuple(found[first : first + size].tolist()) == best
        first += size


def test_expected_tags():
    tagged = add_pos(
        find_words(make_sentences(["Bộ Ngoại giao Việt Nam hỗ trợ 20 lao động.", "Họ về nước."]))
    )
    assert tagged[["word", "pos"]].to_numpy().tolist()[-4:] == [
        ["Họ", "P"],
        ["về", "V"],
        ["nước", "N"],
        [".", "CH"],
    ]
    assert tagged["pos"].dtype == "category"
    assert set(tagged["pos"]) <= set(POS)


def test_size_of_batches_does_not_matter(monkeypatch):
    words = find_words(make_sentences(ARTICLES[0].read_text(encoding="utf-8").splitlines()))
    expected = add_pos(words)
    monkeypatch.setattr(postags, "BATCH", 7)
    pd.testing.assert_frame_equal(add_pos(words), expected)


def test_no_words_no_tags_and_no_change_of_the_input():
    words = find_words(make_sentences(["Việt Nam."]))
    before = words.copy(deep=True)
    assert len(add_pos(words.iloc[:0])) == 0
    add_pos(words)
    pd.testing.assert_frame_equal(words, before)


def test_errors_name_column_and_row():
    words = pd.DataFrame({"article_id": ["a", "a"], "sentence": [0, 0], "word": ["Bỉ", None]})
    with pytest.raises(TableError, match="Row 1 of the words table has no word"):
        add_pos(words)
    with pytest.raises(TableError, match="lacks the columns sentence"):
        add_pos(words.drop(columns="sentence"))


def test_stopwords_are_lower_case_and_in_both_spellings(tmp_path):
    path = tmp_path / "mine.yml"
    path.write_text("mine:\n  reason: a test\n  words: [Của, tùy]\n", encoding="utf-8")
    assert load_stopwords(path) == {"của", "tùy", "tuỳ"}


def test_stopwords_hold_no_topic_words():
    topical = {
        "hợp tác",
        "di cư",
        "lao động",
        "chính phủ",
        "bộ",
        "nước",
        "quan hệ",
        "bảo hộ",
        "công dân",
        "chung",
        "ký",
    }
    assert not topical & load_stopwords()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("mine: [a, b]\n", "mine.yml: expected 'key: value' entries"),
        ("mine:\n  words: [a]\n", "mine.yml, line 2: the entry lacks 'reason'"),
        ("mine:\n  reason: a\n  words: a\n", "mine.yml, line 2: the words of 'mine' should be a list"),
        ("mine:\n  reason: a\n  words: [a, 5]\n", "mine.yml, line 2: 5 among 'mine' is not a word"),
        ("mine:\n  reason: a\n  words: [a]\n  why: b\n", "mine.yml, line 4: unknown key 'why'"),
    ],
)
def test_errors_of_a_stop_list_have_a_line(tmp_path, text, message):
    path = tmp_path / "mine.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_stopwords(path)
