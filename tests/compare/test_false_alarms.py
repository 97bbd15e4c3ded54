"""Tables of pure noise hold a q below .05 in at most 5 of 100 cases, and what is planted is found."""

import numpy as np
import pandas as pd
import pytest

from kit.compare.keyness import compare_keyness
from kit.compare.pairs import compare_pairs
from kit.compare.periods import compare_periods
from kit.schema import make_table

pytestmark = pytest.mark.slow

TABLES = 200
SIZES = (20, 60, 200, 400)
KEYS = 600


def most_alarms(tables):
    """Of so many tables of noise at most 5 %, and three standard deviations of chance more."""
    return 0.05 * tables + 3 * (tables * 0.05 * 0.95) ** 0.5


def write(rng, articles, rates):
    """Words as texts have them: few frequent ones, and an article that has a word tends to repeat it."""
    length = rng.lognormal(5.5, 0.6, (articles, 1))
    bursts = rng.gamma(1.5, 1 / 1.5, (articles, rates.shape[1]))
    article, key = np.nonzero(counts := rng.poisson(length * rates * bursts))
    names = [f"{i:03}" for i in range(articles)], [f"w{i:04}" for i in range(rates.shape[1])]
    return pd.DataFrame(
        {"article_id": np.array(names[0])[article], "key": np.array(names[1])[key], "n": counts[article, key]}
    )


def zipf(articles):
    """Rates of words, most frequent first: the same in all articles."""
    weights = 1 / (np.arange(KEYS) + 5)
    return np.tile(weights / weights.sum(), (articles, 1))


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_words_of_groups_that_are_dealt_out_are_not_significant(share):
    rng = np.random.default_rng(1)
    alarms = 0
    for i in range(TABLES):
        articles = SIZES[i % 4]
        words = write(rng, articles, zipf(articles))
        target = rng.choice(
            np.sort(words["article_id"].unique()), max(2, int(share * articles)), replace=False
        )
        alarms += (compare_keyness(words, target)["q"] < 0.05).any()
    assert alarms <= most_alarms(TABLES)


def test_words_planted_at_three_times_the_rate_are_found():
    """50 words in two groups of 100 articles, half of them more frequent in the one, half in the other."""
    rng = np.random.default_rng(2)
    found = others = 0
    for _ in range(10):
        rates = zipf(200)
        rates[:100, 20:70:2] *= 3
        rates[100:, 21:70:2] *= 3  # so that both groups have as many words, and all others the same rate
        words = write(rng, 200, rates)
        articles = words["key"].value_counts()
        table = compare_keyness(words, sorted(words["article_id"].unique())[:100])
        significant = set(table["key"][table["q"] < 0.05])
        planted = {f"w{i:04}" for i in range(20, 70)}
        assert articles[sorted(planted)].min() >= 80
        found += len(significant & planted)
        others += len(significant - planted)
    assert found >= 0.8 * 500, found
    assert others <= 0.1 * found, others


def test_periods_dealt_out_are_not_significant():
    rng = np.random.default_rng(3)
    alarms = 0
    for i in range(TABLES):
        articles = SIZES[i % 4]
        words = write(rng, articles, zipf(articles)[:, :40:2])
        names = [f"{n:03}" for n in range(articles)]
        sizes = pd.DataFrame({"article_id": names, "period": rng.choice([*"abcdef"], articles)})
        alarms += (compare_periods(words, sizes)["q"] < 0.05).any()
    assert alarms <= most_alarms(TABLES)


def name(rng, articles, keys, lengths):
    """Mentions in one sentence per article: longer lists in some, more frequent keys among them."""
    present = rng.random((articles, keys)) < lengths * np.geomspace(1, 0.1, keys)
    article, key = np.nonzero(present)
    rows = {"article_id": [f"{i:03}" for i in article], "key": [f"k{i:02}" for i in key]}
    return make_table({**rows, "sentence": 0, "role": "body"} if len(article) else [], "mentions")


@pytest.mark.parametrize("same", [True, False])
def test_pairs_of_articles_that_name_many_or_few_are_not_significant(same):
    rng = np.random.default_rng(4)
    alarms = 0
    for i in range(TABLES):
        articles = SIZES[i % 4]
        lengths = rng.beta(0.6, 2, (articles, 1))
        partners = name(rng, articles, 20, lengths)
        topics = partners if same else name(rng, articles, 15, lengths)
        rows = [{"article_id": f"{n:03}", "sentence": 0, "role": "body"} for n in range(articles)]
        table = compare_pairs(topics, partners, make_table(rows, "sentences"), unit="article")
        alarms += (table["q"] < 0.05).any()
    assert alarms <= most_alarms(TABLES)


def test_pairs_of_sentences_that_lump_together_in_articles_are_not_significant():
    rng = np.random.default_rng(5)
    alarms = 0
    for i in range(TABLES):
        articles, sentences = SIZES[i % 3], rng.integers(3, 25, SIZES[i % 3])
        article = np.repeat(np.arange(articles), sentences)
        place = np.concatenate([np.arange(n) for n in sentences])
        rows = {"article_id": [f"{n:03}" for n in article], "sentence": place, "role": "body"}
        tables = []
        for keys in (12, 15):
            chance = rng.beta(0.1, 0.1 / np.geomspace(0.2, 0.02, keys), (articles, keys))
            row, key = np.nonzero(rng.random((len(article), keys)) < chance[article])
            held = {name: np.array(values)[row] for name, values in rows.items() if name != "role"}
            tables.append(make_table({**held, "role": "body", "key": [f"k{k:02}" for k in key]}, "mentions"))
        alarms += (compare_pairs(*tables, make_table(rows, "sentences"))["q"] < 0.05).any()
    assert alarms <= most_alarms(TABLES)
