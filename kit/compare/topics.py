"""Topics that nobody asked for: groups of words that occur in the same articles, and how stable each is."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from sklearn.decomposition import NMF
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfTransformer
from threadpoolctl import threadpool_limits  # comes with scikit-learn

from kit.count.roles import Roles, is_of_role
from kit.count.tallies import make_matrix
from kit.count.words import count_words, keep_spoken
from kit.schema import ROLES, STORY_ROLES, check_table, is_among

# Below this number of articles factors are accidents of single articles, and discovery is refused.
FEWEST_ARTICLES = 100

# Of more articles than these a sample is drawn: it takes seconds however large the collection is.
MOST_ARTICLES = 2000


def _make_none(columns: str) -> Callable[[], pd.DataFrame]:
    """What makes a table with these columns and without rows."""
    return lambda: pd.DataFrame(columns=columns.split())


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

    topics: pd.DataFrame = field(default_factory=_make_none("topic words share over_seeds over_halves"))
    words: pd.DataFrame = field(default_factory=_make_none("topic rank word weight"))
    articles: pd.DataFrame = field(default_factory=_make_none("article_id topic weight"))
    sentences: pd.DataFrame = field(default_factory=_make_none("topic rank article_id sentence text weight"))
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
    most: int = MOST_ARTICLES,
    seed: int = 1,
    roles: Roles = STORY_ROLES,
) -> Discovery:
    """Topics as groups of words that occur in the same articles, by non-negative matrix factorisation.

    Parameters
    ----------
    words, sentences : the tables of those names.
    n_topics : how many topics.
    top : top words per topic, also those by which stability is measured.
    minimum_articles, maximum_share : leave out words in fewer articles, or in a larger share of them.
    repeats : how many other seeds, and how many splits into halves, the topics are held against.
    most : articles at most; of more, so many are drawn at random, which is printed.
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
    words = _draw_articles(words[is_of_role(words, roles)], most, seed)
    tallies = count_words(words, roles=roles).astype({"article_id": "category"})
    names = tallies["article_id"].cat.categories
    spread = tallies.groupby("key")["n"].transform("size")
    kept = tallies[(spread >= minimum_articles) & (spread <= maximum_share * len(names))]
    kept = kept.astype({"key": "category"})
    vocabulary = kept["key"].cat.categories
    if len(names) < FEWEST_ARTICLES:
        few = f"Discovering topics needs {FEWEST_ARTICLES} articles or more, here are {len(names)}"
        return Discovery(note=f"{few}: use the topic dictionary (find_topics) instead, and extend it.")
    if len(vocabulary) < max(n_topics, top):
        frequent = f"in {minimum_articles} articles or more and in at most {maximum_share:.0%} of them"
        few = f"too few for {max(n_topics, top)} topics or top words"
        return Discovery(note=f"Only {len(vocabulary)} words are {frequent}: {few}.")
    counts = make_matrix(kept, "n", names, vocabulary)
    matrix = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    weights, factors = _factorise(matrix, n_topics, seed=None)
    order = np.argsort(-weights.sum(axis=0), kind="stable")
    weights, factors = weights[:, order], factors[order]
    chosen = _top_words(factors, top)
    over_seeds, over_halves = _stability(matrix, chosen, repeats=repeats, seed=seed)
    shares = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
    numbers, ranks = np.arange(n_topics) + 1, np.arange(top) + 1
    top_words = pd.DataFrame({"topic": np.repeat(numbers, top), "rank": np.tile(ranks, n_topics)})
    top_words["word"] = vocabulary[chosen.ravel()].astype("str")
    top_words["weight"] = np.take_along_axis(factors, chosen, axis=1).ravel()
    topics = top_words.groupby("topic")["word"].agg(", ".join).rename("words").reset_index()
    topics["share"] = np.bincount(shares.argmax(axis=1), minlength=n_topics) / len(names)
    topics = topics.assign(over_seeds=over_seeds, over_halves=over_halves)
    articles = pd.DataFrame({"article_id": np.repeat(names, n_topics), "topic": np.tile(numbers, len(names))})
    articles["weight"] = shares.ravel()
    return Discovery(topics, top_words, articles, _represent(words, sentences, top_words, articles))


def _draw_articles(words: pd.DataFrame, most: int, seed: int) -> pd.DataFrame:
    """The words of so many articles at most, drawn at random; then that is printed."""
    ids = np.sort(words["article_id"].unique())
    if len(ids) <= most:
        return words
    print(f"Topics are discovered in {most:,} of {len(ids):,} articles, drawn at random (seed {seed}).")
    return words[is_among(words["article_id"], np.random.default_rng(seed).choice(ids, most, replace=False))]


def _factorise(matrix: csr_array, n_topics: int, *, seed: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Articles × topics and topics × words; without a seed from the singular vectors, nothing random."""
    start = "nndsvda" if seed is None else "random"
    model = NMF(n_topics, init=start, random_state=seed or 0, max_iter=400, tol=1e-4)
    with warnings.catch_warnings(), threadpool_limits(1):  # matrices so narrow gain nothing from more threads
        warnings.simplefilter("ignore", ConvergenceWarning)  # stability is measured, which tells more
        weights = model.fit_transform(matrix)
    return weights, model.components_


def _top_words(factors: np.ndarray, top: int) -> np.ndarray:
    return np.argsort(-factors, axis=1, kind="stable")[:, :top]


def _stability(matrix: csr_array, chosen: np.ndarray, repeats: int, seed: int) -> tuple[np.ndarray, ...]:
    """How far each topic's top words come back with other seeds, and in halves of the collection."""

    def match(rows: csr_array, start: int | None) -> np.ndarray:
        return _match(chosen, _top_words(_factorise(rows, len(chosen), seed=start)[1], chosen.shape[1]))

    rng = np.random.default_rng(seed)
    cuts = [np.array_split(rng.permutation(matrix.shape[0]), 2) for _ in range(repeats)]
    seeds = [match(matrix, seed + 1 + repeat) for repeat in range(repeats)]
    halves = [match(matrix[np.sort(half)], None) for halves in cuts for half in halves]
    return np.mean(seeds, axis=0), np.mean(halves, axis=0)


def _match(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Jaccard index of each topic's top words with those of its partner in the best one-to-one match."""
    sets = [set(row) for row in second]
    overlap = np.array([[len(set(row) & other) / len(set(row) | other) for other in sets] for row in first])
    rows, columns = linear_sum_assignment(-overlap)
    return overlap[rows, columns]


def _represent(
    words: pd.DataFrame, sentences: pd.DataFrame, top_words: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Three sentences per topic: rich in its top words, from articles in which it is strong."""
    spoken = keep_spoken(words, ROLES, "article_id sentence")
    counted = spoken[spoken["word"].isin(top_words["word"])].drop_duplicates().astype({"word": "str"})
    scored = counted.merge(top_words[["topic", "word", "weight"]], on="word")
    scored = scored.groupby(["topic", "article_id", "sentence"], as_index=False)["weight"].sum()
    scored = scored.merge(articles, on=["article_id", "topic"], suffixes=("", "_article"))
    scored["weight"] = scored["weight"] * scored["weight_article"]
    order = ["topic", "weight", "article_id", "sentence"]
    scored = scored.sort_values(order, ascending=[True, False, True, True])
    best = scored.drop_duplicates(["topic", "article_id"]).groupby("topic").head(3)
    best = best.merge(sentences[["article_id", "sentence", "text"]], on=["article_id", "sentence"])
    best = best.assign(rank=best.groupby("topic").cumcount() + 1)
    return best[["topic", "rank", "article_id", "sentence", "text", "weight"]].reset_index(drop=True)
