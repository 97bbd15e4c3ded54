"""Exploration: topics that nobody asked for, and what the dictionary does not see."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer

from kit.compare.keyness import compare_keyness
from kit.count.counts import count_words
from kit.schema import STORY_ROLES, check_table, empty_table

FEWEST_ARTICLES = 100
"""Below this number of articles factors are accidents of single articles, and discovery is refused."""


@dataclass(frozen=True)
class Discovery:
    """What `discover_topics` found.

    Attributes
    ----------
    topics : a row per topic: topic (number from 1), words (the top ones, joined), share (of the articles in
        which it is the strongest), over_seeds and over_halves (stability, 0 to 1).
    words : a row per topic and top word: topic, rank, word, weight.
    articles : a row per article and topic: article_id, topic, weight (sums to 1 per article).
    sentences : a row per topic and representative sentence: topic, rank, article_id, sentence, text, weight.
    note : why there is none, if there is none.
    """

    topics: pd.DataFrame
    words: pd.DataFrame
    articles: pd.DataFrame
    sentences: pd.DataFrame
    note: str = ""


def discover_topics(
    words: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    n_topics: int = 10,
    top: int = 10,
    minimum_articles: int = 5,
    maximum_share: float = 0.5,
    repeats: int = 4,
    seed: int = 1,
    roles: tuple[str, ...] = STORY_ROLES,
) -> Discovery:
    """Topics as groups of words that occur in the same articles, by non-negative matrix factorisation.

    Parameters
    ----------
    words, sentences : the tables of those names.
    n_topics : how many topics.
    top : top words per topic, also those by which stability is measured.
    minimum_articles, maximum_share : leave out words in fewer articles, or in a larger share of them.
    repeats : how many other seeds, and how many splits into halves, the topics are held against.
    seed : of everything that is random.
    roles : roles of line that count.

    Returns
    -------
    `Discovery`. Stability is how far the top words of a topic come back (Jaccard index with the best
    one-to-one match, averaged over the repeats): under 0.5 read a topic as a suggestion only.
    With fewer than `FEWEST_ARTICLES` articles, or fewer words than topics, it is empty, and its note says so.

    References
    ----------
    Lee, D. & Seung, H. S. (1999), *Nature* 401, 788-791; Greene, D., O'Callaghan, D. & Cunningham, P.
    (2014). How many topics? Stability analysis for topic models. *ECML PKDD 2014*, 498-513.
    """
    check_table(words, "words")
    check_table(sentences, "sentences")
    tallies = count_words(words, roles=roles)
    names = sorted(tallies["article_id"].unique())
    spread = tallies.groupby("key")["article_id"].nunique()
    vocabulary = sorted(spread.index[(spread >= minimum_articles) & (spread <= maximum_share * len(names))])
    if len(names) < FEWEST_ARTICLES:
        return _discover_none(
            f"Discovering topics needs {FEWEST_ARTICLES} articles or more, here are {len(names)}: use the topic "
            "dictionary (find_topics) instead, and find_missed_words to extend it."
        )
    if len(vocabulary) < max(n_topics, top):
        return _discover_none(
            f"Only {len(vocabulary)} words are in {minimum_articles} articles or more and in at most "
            f"{maximum_share:.0%} of them: too few for {max(n_topics, top)} topics or top words."
        )
    matrix = _weigh_words(tallies, names, vocabulary)
    weights, factors = _factorise(matrix, n_topics, seed=None)
    order = np.argsort(-weights.sum(axis=0), kind="stable")
    weights, factors = weights[:, order], factors[order]
    chosen = _top_words(factors, top)
    over_seeds, over_halves = _stability(matrix, chosen, repeats=repeats, seed=seed)
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    numbers = np.arange(1, n_topics + 1)
    topics = pd.DataFrame(
        {
            "topic": numbers,
            "words": pd.Series([", ".join(vocabulary[i] for i in row) for row in chosen], dtype="str"),
            "share": np.bincount(shares.argmax(axis=1), minlength=n_topics) / len(names),
            "over_seeds": over_seeds,
            "over_halves": over_halves,
        }
    )
    top_words = pd.DataFrame(
        {
            "topic": np.repeat(numbers, top),
            "rank": np.tile(np.arange(1, top + 1), n_topics),
            "word": pd.Series([vocabulary[i] for i in chosen.ravel()], dtype="str"),
            "weight": np.take_along_axis(factors, chosen, axis=1).ravel(),
        }
    )
    articles = pd.DataFrame(
        {
            "article_id": pd.Series(np.repeat(np.array(names, dtype=object), n_topics), dtype="str"),
            "topic": np.tile(numbers, len(names)),
            "weight": shares.ravel(),
        }
    )
    return Discovery(topics, top_words, articles, _represent(words, sentences, top_words, articles, roles))


def find_missed_words(
    words: pd.DataFrame,
    topics: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    minimum: int = 3,
    roles: tuple[str, ...] = STORY_ROLES,
) -> pd.DataFrame:
    """What the dictionary misses: words typical of sentences in which it finds no topic.

    Parameters
    ----------
    words, topics, sentences : the tables of those names.
    minimum : leave out words rarer than this.
    roles : roles of line that count.

    Returns
    -------
    A row per word that is more frequent where no topic is, most typical first: word, n_missed, n_covered
    (occurrences in sentences without and with a topic), articles_missed, log_odds, z, g2, example (the shortest
    such sentence). No row where every sentence has a topic, or none has.
    """
    check_table(topics, "mentions", columns=("article_id", "sentence"))
    place = ["article_id", "sentence"]
    covered = pd.MultiIndex.from_frame(topics[place].drop_duplicates())
    counted = words[words["role"].isin(roles)]
    is_covered = pd.MultiIndex.from_frame(counted[place]).isin(covered)
    if is_covered.all() or not is_covered.any():
        note = "Every sentence has a topic, or none has: there is nothing to set apart."
        return empty_table("missed words", note)
    # As if the sentences without a topic were one article and the others another.
    side = pd.Series(np.where(is_covered, "covered", "missed"), index=counted.index, dtype="str")
    table = compare_keyness(
        count_words(counted.assign(article_id=side), roles=roles), ["missed"], minimum=minimum
    )
    table = table[table["z"] > 0].rename(columns={"n_target": "n_missed", "n_reference": "n_covered"})
    missed = counted[~is_covered]
    missed = missed.assign(word=missed["word"].astype("str").str.lower())
    missed = missed.merge(sentences[[*place, "text"]], on=place)
    by_length = missed.assign(length=missed["text"].str.len()).sort_values(["length", *place])
    example = by_length.drop_duplicates("word").set_index("word")["text"]
    spread = missed.groupby("word")["article_id"].nunique()
    table = table.assign(
        word=table["key"],
        articles_missed=spread.reindex(table["key"]).to_numpy("int64"),
        example=example.reindex(table["key"]).to_numpy(),
    )
    columns = ["word", "n_missed", "n_covered", "articles_missed", "log_odds", "z", "g2", "example"]
    return table[columns].reset_index(drop=True)


def _discover_none(note: str) -> Discovery:
    """No topic, and why."""
    topics, words, articles, sentences = (
        pd.DataFrame(columns=names.split())
        for names in (
            "topic words share over_seeds over_halves",
            "topic rank word weight",
            "article_id topic weight",
            "topic rank article_id sentence text weight",
        )
    )
    return Discovery(topics, words, articles, sentences, note)


def _weigh_words(tallies: pd.DataFrame, names: list[str], vocabulary: list[str]) -> csr_array:
    """Articles × words, weighted by tf-idf."""
    kept = tallies[tallies["key"].isin(vocabulary)]
    place = (pd.Index(names).get_indexer(kept["article_id"]), pd.Index(vocabulary).get_indexer(kept["key"]))
    counts = csr_array((kept["n"].to_numpy(float), place), shape=(len(names), len(vocabulary)))
    return TfidfTransformer(sublinear_tf=True).fit_transform(counts)


def _factorise(matrix: csr_array, n_topics: int, *, seed: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Articles × topics and topics × words; without a seed from the singular vectors, nothing random."""
    start = (
        {"init": "nndsvda", "random_state": 0} if seed is None else {"init": "random", "random_state": seed}
    )
    model = NMF(n_topics, max_iter=400, tol=1e-4, **start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stability is measured, which tells more
        weights = model.fit_transform(matrix)
    return weights, model.components_


def _top_words(factors: np.ndarray, top: int) -> np.ndarray:
    return np.argsort(-factors, axis=1, kind="stable")[:, :top]


def _stability(
    matrix: csr_array, chosen: np.ndarray, *, repeats: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """How far each topic's top words come back with other seeds, and in halves of the collection."""
    n_topics, top = chosen.shape
    rng = np.random.default_rng(seed)
    seeds, halves = [], []
    for repeat in range(repeats):
        _, factors = _factorise(matrix, n_topics, seed=seed + 1 + repeat)
        seeds.append(_match(chosen, _top_words(factors, top)))
        for half in np.array_split(rng.permutation(matrix.shape[0]), 2):
            _, factors = _factorise(matrix[np.sort(half)], n_topics, seed=None)
            halves.append(_match(chosen, _top_words(factors, top)))
    return np.mean(seeds, axis=0), np.mean(halves, axis=0)


def _match(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Jaccard index of each topic's top words with those of its partner in the best one-to-one match."""
    sets = [set(row) for row in second]
    overlap = np.array([[len(set(row) & other) / len(set(row) | other) for other in sets] for row in first])
    rows, columns = linear_sum_assignment(-overlap)
    return overlap[rows, columns]


def _represent(
    words: pd.DataFrame,
    sentences: pd.DataFrame,
    top_words: pd.DataFrame,
    articles: pd.DataFrame,
    roles: tuple,
) -> pd.DataFrame:
    """Three sentences per topic: rich in its top words, from articles in which it is strong."""
    counted = words[words["role"].isin(roles)][["article_id", "sentence", "word"]]
    counted = counted.assign(word=counted["word"].astype("str").str.lower()).drop_duplicates()
    scored = counted.merge(top_words[["topic", "word", "weight"]], on="word")
    scored = scored.groupby(["topic", "article_id", "sentence"], as_index=False)["weight"].sum()
    scored = scored.merge(articles, on=["article_id", "topic"], suffixes=("", "_article"))
    scored["weight"] = scored["weight"] * scored["weight_article"]
    scored = scored.sort_values(
        ["topic", "weight", "article_id", "sentence"], ascending=[True, False, True, True]
    )
    best = scored.drop_duplicates(["topic", "article_id"]).groupby("topic").head(3)
    best = best.merge(sentences[["article_id", "sentence", "text"]], on=["article_id", "sentence"])
    best = best.assign(rank=best.groupby("topic").cumcount() + 1)
    return best[["topic", "rank", "article_id", "sentence", "text", "weight"]].reset_index(drop=True)
