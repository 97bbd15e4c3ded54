"""Topics nobody asked for: planted ones come back, and the stability figure means something."""

import numpy as np
import pandas as pd
import pytest

from kit.compare.topics import discover_topics
from kit.schema import make_table

PLANTED = {
    "cá": ["cá", "biển", "tàu", "lưới", "cảng"],
    "ong": ["ong", "mật", "hoa", "tổ", "vườn"],
    "thơ": ["thơ", "vần", "chữ", "sách", "bút"],
}


def make_collection(articles=120, seed=1, mixed=False):
    rng = np.random.default_rng(seed)
    sentences, words = [], []
    everything = sorted(word for pool in PLANTED.values() for word in pool)
    for number in range(articles):
        start = 0
        for sentence in range(3):
            pool = everything if mixed else list(PLANTED.values())[number % 3]
            chosen = [*rng.choice(pool, 4), rng.choice(["và", "của", "là"])]
            text = " ".join(chosen)
            place = {"article_id": f"a{number:03}", "sentence": sentence, "role": "body"}
            sentences.append({**place, "start": start, "end": start + len(text), "text": text})
            for word in chosen:
                words.append({**place, "start": start, "end": start + len(word), "word": word})
                start += len(word) + 1
    return make_table(words, "words"), make_table(sentences, "sentences")


@pytest.fixture(scope="module")
def found():
    return discover_topics(*make_collection(), n_topics=3, top=5, repeats=2)


def test_planted_topics_come_back(found):
    tops = {frozenset(part["word"]) for _, part in found.words.groupby("topic")}
    assert tops == {frozenset(pool) for pool in PLANTED.values()}
    assert found.topics["share"].tolist() == pytest.approx([1 / 3] * 3)
    assert (found.topics[["over_seeds", "over_halves"]] == 1).all(axis=None)
    sums = found.articles.groupby("article_id")["weight"].sum()
    assert np.allclose(sums, 1)


def test_sentences_stand_for_their_topics(found):
    for row in found.sentences.itertuples():
        top = set(found.words.loc[found.words["topic"] == row.topic, "word"])
        assert set(row.text.split()) & top
    assert found.sentences.groupby("topic").size().tolist() == [3, 3, 3]


def test_topics_of_noise_are_unstable():
    noise = discover_topics(*make_collection(mixed=True), n_topics=3, top=5, repeats=2, maximum_share=1)
    assert noise.topics["over_halves"].mean() < 0.7


def test_order_changes_nothing(found):
    words, sentences = make_collection()
    mixed = words.sample(frac=1, random_state=1), sentences.sample(frac=1, random_state=2)
    again = discover_topics(*mixed, n_topics=3, top=5, repeats=2)
    for name in ("topics", "words", "articles", "sentences"):
        pd.testing.assert_frame_equal(getattr(found, name), getattr(again, name))


def test_of_many_articles_a_sample_is_drawn_and_said(found, capsys):
    options = {"n_topics": 3, "top": 5, "repeats": 2}
    first, again = (discover_topics(*make_collection(articles=150), most=120, **options) for _ in range(2))
    assert (
        capsys.readouterr().out.splitlines()
        == ["Topics are discovered in 120 of 150 articles, drawn at random (seed 1)."] * 2
    )
    assert first.articles["article_id"].nunique() == 120
    assert first.articles["article_id"].unique().tolist() != found.articles["article_id"].unique().tolist()
    pd.testing.assert_frame_equal(first.sentences, again.sentences)
    whole = discover_topics(*make_collection(), most=120, **options)
    pd.testing.assert_frame_equal(whole.topics, found.topics)
    assert capsys.readouterr().out == ""


def test_of_two_articles_no_topic_is_discovered():
    none, some = (
        discover_topics(*make_collection(articles=2)),
        discover_topics(*make_collection(), n_topics=2, repeats=1),
    )
    assert "needs 100 articles or more, here are 2" in none.note and some.note == ""
    for name in ("topics", "words", "articles", "sentences"):
        assert list(getattr(none, name)) == list(getattr(some, name)) and getattr(none, name).empty
    assert "too few for 40 topics" in discover_topics(*make_collection(), n_topics=40).note
