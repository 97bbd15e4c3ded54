"""False alarms: how often a table of pure noise holds a q below .05, and how many planted words are found.

    python benchmarks/false_alarms.py [--articles FOLDER] [--tables 60] [--sizes 20,60,200,400]

Noise keeps the real shapes of the counts and cuts what the tables ask for:

- keyness: articles drawn from the collection are dealt out to two groups (halves; a tenth against the rest);
- periods: the days of publication are dealt out to the articles anew;
- pairs in articles: partners (and beside topics: partners) in a random matrix with the same number of partners for
  each article and of articles for each partner, by trades between articles (Carstens, Berger & Strona 2018, *MethodsX*
  5, 615-624);
- pairs in sentences: the same matrix of sentences; and the partners of each article told in another one of about
  its length, so that they lump together as they do.

A share of 5 % is what q promises; beside each share stands Wilson's interval. Planted are 50 words at three times the
rate: of each of their occurrences in the other group two of three are taken away. Which words are found depends on
how many articles have them, so that is said.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

import kit
from kit.schema import STORY_ROLES
from kit.stats.intervals import wilson_interval

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "false_alarms.json"
PLANTED = 50
ARTICLES_OF_PLANTED = ((20, 39), (40, 79), (80, 200))


class Collection:
    """What the tables are made of, to be cut to some of its articles."""

    def __init__(self, folder: Path) -> None:
        corpus = kit.Corpus(folder)
        self.words = kit.count_words(corpus.words)
        self.topics = kit.count_topics(corpus.topics)
        self.periods = kit.add_periods(corpus.sizes(), corpus.kept, every="quarter")
        story = corpus.story[["article_id", "sentence", "role"]]
        self.story = story.assign(place=story.groupby("article_id").cumcount())
        self.ids = np.sort(self.periods["article_id"].unique())
        self.length = self.story.groupby("article_id").size()
        named = corpus.partners[corpus.partners["kind"].isin(["country", "org"])]
        self.partners, self.spoken = (
            table.loc[table["role"].isin(STORY_ROLES), ["article_id", "sentence", "role", "key"]]
            for table in (named[named["key"] != corpus.home], corpus.topics)
        )

    def cut(self, ids: np.ndarray, *names: str) -> list[pd.DataFrame]:
        tables = (getattr(self, name) for name in names)
        return [table[table["article_id"].isin(ids)] for table in tables]


def deal_words(
    all_of_it: Collection, ids: np.ndarray, rng: np.random.Generator, share: float
) -> pd.DataFrame:
    (words,) = all_of_it.cut(ids, "words")
    return kit.compare_keyness(words, rng.choice(ids, max(2, int(share * len(ids))), replace=False))


def deal_periods(all_of_it: Collection, ids: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    topics, sizes = all_of_it.cut(ids, "topics", "periods")
    return kit.compare_periods(topics, sizes.assign(period=rng.permutation(sizes["period"])))


def trade_partners(
    all_of_it: Collection, ids: np.ndarray, rng: np.random.Generator, unit: str, beside: bool
) -> pd.DataFrame:
    partners, topics, story = all_of_it.cut(ids, "partners", "spoken", "story")
    partners = trade(keep_frequent(partners), story, unit, rng)
    return kit.compare_pairs(topics if beside else partners, partners, story, unit=unit)


def move_partners(all_of_it: Collection, ids: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
    """The partners of every article in another one, of the tenth of articles that are about as long."""
    partners, topics, story = all_of_it.cut(ids, "partners", "spoken", "story")
    length = all_of_it.length.reindex(ids).dropna().sort_values(kind="stable")
    tenths = np.array_split(length.index.to_numpy(), max(1, min(10, len(length) // 2)))
    other = {old: new for tenth in tenths for old, new in zip(tenth, rng.permutation(tenth), strict=True)}
    told = partners.merge(story, on=["article_id", "sentence", "role"])
    there = told["article_id"].map(other)
    part = (told["place"] + 0.5) / told["article_id"].map(length)
    place = np.floor(part * there.map(length)).astype("int64")
    moved = pd.DataFrame({"article_id": there, "place": place, "key": told["key"]}).merge(story)
    return kit.compare_pairs(topics, moved, story)


def keep_frequent(mentions: pd.DataFrame, most: int = 20) -> pd.DataFrame:
    articles = mentions.drop_duplicates(["article_id", "key"])["key"].value_counts()
    return mentions[mentions["key"].isin(articles.index[:most])]


def trade(mentions: pd.DataFrame, story: pd.DataFrame, unit: str, rng: np.random.Generator) -> pd.DataFrame:
    """Mentions with the same number of keys in each unit and of units for each key, otherwise random."""
    places = ["article_id"] if unit == "article" else ["article_id", "sentence"]
    units = story.drop_duplicates(places).reset_index(drop=True)
    met = mentions.merge(units[places].reset_index(names="unit"), on=places)
    met = met.drop_duplicates(["unit", "key"])
    row, key = met["unit"].to_numpy(), met["key"].astype("category").cat.codes.to_numpy().astype("int64")
    for _ in range(40):
        pair = np.empty(len(units), dtype="int64")
        pair[rng.permutation(len(units))] = np.arange(len(units)) // 2
        _, cell, times = np.unique(pair[row] * (key.max() + 1) + key, return_inverse=True, return_counts=True)
        free = np.flatnonzero(times[cell] == 1)  # keys that one of the two units has and the other has not
        mixed = free[np.lexsort((rng.random(len(free)), pair[row[free]]))]
        ordered = free[np.lexsort((row[free], pair[row[free]]))]
        row = row.copy()
        row[mixed] = row[ordered]
    return units.loc[row].assign(key=met["key"].to_numpy())


def plant(all_of_it: Collection, size: int, rng: np.random.Generator, found: dict) -> None:
    """Halves of ``size`` articles, with words planted in the first; adds which of them q finds."""
    ids = rng.choice(all_of_it.ids, size, replace=False)
    (words,) = all_of_it.cut(ids, "words")
    reference = words["article_id"].isin(ids[: size // 2])
    articles = words["key"].value_counts()
    chosen = words["key"].isin(rng.choice(articles.index[articles >= 25], PLANTED, replace=False))
    thinned = words["n"].where(~(chosen & reference), rng.binomial(words["n"], 1 / 3))
    words = words.assign(n=thinned)[thinned > 0]
    table = kit.compare_keyness(words, ids[size // 2 :])
    table = table[table["key"].isin(words["key"][chosen])]
    having = table["articles_target"] + table["articles_reference"]
    for low, high in ARTICLES_OF_PLANTED:
        inside = having.between(low, high)
        counts = found.setdefault(f"in {low} to {high} of {size} articles", {"found": 0, "planted": 0})
        counts["found"] += int((table["q"][inside] < 0.05).sum())
        counts["planted"] += int(inside.sum())


KINDS: dict[str, Callable[..., pd.DataFrame]] = {
    "keyness, halves": lambda *given: deal_words(*given, 0.5),
    "keyness, a tenth": lambda *given: deal_words(*given, 0.1),
    "periods": deal_periods,
    "pairs, partners in articles": lambda *given: trade_partners(*given, "article", False),
    "pairs, topics and partners in articles": lambda *given: trade_partners(*given, "article", True),
    "pairs, topics and partners in sentences": lambda *given: trade_partners(*given, "sentence", True),
    "pairs, topics and partners of other articles": move_partners,
}


def measure(all_of_it: Collection, sizes: list[int], tables: int) -> dict:
    results: dict = {"tables": tables, "noise": {}, "planted": {}}
    for kind, make in KINDS.items():
        counts = {}
        for size in sizes:
            rng = np.random.default_rng([size, tables])
            drawn = (np.sort(rng.choice(all_of_it.ids, size, replace=False)) for _ in range(tables))
            counts[str(size)] = sum(bool((make(all_of_it, ids, rng)["q"] < 0.05).any()) for ids in drawn)
        alarms, of = sum(counts.values()), tables * len(sizes)
        low, high = (float(end) for end in wilson_interval(alarms, of))
        row = {"alarms": alarms, "of": of, "share": alarms / of, "low": low, "high": high}
        results["noise"][kind] = {**row, "alarms by number of articles": counts}
        print(
            f"{kind:46}{alarms:>4} of {of}  {alarms / of:6.1%}  ({low:.1%}-{high:.1%})  {counts}", flush=True
        )
    rng = np.random.default_rng(1)
    for _ in range(tables // 3):
        plant(all_of_it, 200, rng, results["planted"])
    for name, counts in results["planted"].items():
        counts["share"] = counts["found"] / max(counts["planted"], 1)
        print(f"planted words {name}: {counts['share']:.1%} of {counts['planted']} found")
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--tables", type=int, default=60, help="of each kind and size")
    parser.add_argument("--sizes", default="20,60,200,400")
    options = parser.parse_args()
    results = measure(
        Collection(options.articles), [int(n) for n in options.sizes.split(",")], options.tables
    )
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
