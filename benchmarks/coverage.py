"""Do intervals of rates and differences cover what they say, and does noise pass for a difference?

    python benchmarks/coverage.py --articles COLLECTION

The collection stands for the truth: articles are drawn from it (with replacement), and it is counted how often the
interval holds the rate of the whole. Keys are the topics, the partners and some words that stand in ten articles or
more: *frequent* in a fifth of the articles or more, *middling* in 3 % or more, *rare* in fewer. An interval is as wide
as it should be where it is as wide as that which knows by how much rates differ from draw to draw (1.96 standard
deviations either way). For differences the articles are drawn from the longer and the shorter half of the collection.
The percentile bootstrap over articles (Efron & Tibshirani 1993, ch. 13) is measured beside it.

For false alarms groups are drawn at random (without replacement), 20 to 400 articles each, some of half the collection
each, and compared by `kit.compare_groups`: a table with any q below .05 is one. Last, counts are generated at equal
rates for articles of unlike length: as bursts of three on average that come at random, and negative-binomial.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

import kit
from kit.stats.intervals import difference_interval, rate_interval, redraw, wilson_interval
from kit.stats.permutations import permute_rates

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "coverage.json"
SIZES = (2, 4, 5, 10, 20, 50, 100, 300)
CLASSES = ("frequent", "middling", "rare")
WORDS = 40  # of each class


def count_keys(path: str) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The sizes of the articles with words, and the tallies of topics, partners and some words."""
    corpus = kit.Corpus(path)
    sizes = corpus.sizes().query("words > 0").reset_index(drop=True)
    tallies = {
        "topics": kit.count_topics(corpus.topics),
        "partners": kit.count_partners(corpus.partners, home=corpus.home),
        "words": kit.count_words(corpus.words),
    }
    tallies = {name: table[table["article_id"].isin(sizes["article_id"])] for name, table in tallies.items()}
    common = {name: table.groupby("key")["article_id"].nunique() for name, table in tallies.items()}
    common = {name: found[found >= 10] for name, found in common.items()}
    kinds = classify(common["words"] / len(sizes))
    common["words"] = common["words"].groupby(kinds).sample(WORDS, random_state=1)
    return sizes, {name: table[table["key"].isin(common[name].index)] for name, table in tallies.items()}


def classify(share: pd.Series | np.ndarray) -> np.ndarray:
    return np.select([share >= 0.2, share >= 0.03], CLASSES[:2], CLASSES[2])


def spread(tallies: dict[str, pd.DataFrame], sizes: pd.DataFrame) -> np.ndarray:
    """Articles × keys."""
    matrices = [
        table.pivot_table(index="article_id", columns="key", values="n", fill_value=0)
        .reindex(sizes["article_id"], fill_value=0)
        .to_numpy(float)
        for table in tallies.values()
    ]
    return np.hstack(matrices)


def bootstrap(counts: np.ndarray, words: np.ndarray) -> np.ndarray:
    drawn = np.concatenate([w @ counts / (w @ words)[:, None] for w in redraw(len(words), draws=500, seed=1)])
    return np.quantile(drawn, [0.025, 0.975], axis=0)


def draw_rates(counts: np.ndarray, words: np.ndarray, n: int, rng: np.random.Generator) -> np.ndarray:
    """Rates of ten thousand draws of n articles."""
    rates = []
    for _ in range(40):
        chosen = rng.integers(0, len(words), (250, n)) + len(words) * np.arange(250)[:, None]
        weights = np.bincount(chosen.ravel(), minlength=250 * len(words)).reshape(250, -1).astype(float)
        rates.append(weights @ counts / (weights @ words)[:, None])
    return np.concatenate(rates)


def describe(ends: np.ndarray, truth: np.ndarray, known: np.ndarray, kinds: np.ndarray) -> dict:
    """Coverage and width by class; ``ends`` are draws × (low, high) × keys."""
    low, high = ends[:, 0], ends[:, 1]
    missing = np.isnan(low).mean()
    if missing == 1:
        return {"without interval": 1.0}
    covered, width = ((low <= truth) & (truth <= high)).mean(axis=0), (high - low).mean(axis=0)
    results: dict = {"without interval": round(float(missing), 3)}
    for kind in CLASSES:
        here = kinds == kind
        results[kind] = {
            "coverage": round(covered[here].mean(), 3),
            "of a tenth of the keys below": round(np.quantile(covered[here], 0.1), 3),
            "width": round(width[here].sum() / known[here].sum(), 2),
            "width, mean over keys": round((width / known)[here].mean(), 2),
        }
    return results


def measure_rates(counts: np.ndarray, words: np.ndarray, draws: int) -> dict:
    kinds, truth = classify((counts > 0).mean(axis=0)), counts.sum(axis=0) / words.sum()
    results: dict = {"keys": {kind: int((kinds == kind).sum()) for kind in CLASSES}, "draws": draws}
    for n in SIZES:
        rng = np.random.default_rng(n)
        known = 2 * 1.96 * draw_rates(counts, words, n, rng).std(axis=0)
        rows = rng.integers(0, len(words), (draws, n))
        ends = np.array([rate_interval(counts[chosen], words[chosen]) for chosen in rows])
        plain = np.array([bootstrap(counts[chosen], words[chosen]) for chosen in rows[: draws // 4]])
        results[f"{n} articles"] = describe(ends, truth, known, kinds)
        results[f"{n} articles, bootstrap"] = describe(plain, truth, known, kinds)
        named = np.where(np.arange(len(kinds)) < len(kinds) - 3 * WORDS, kinds, "")  # words stand last
        results[f"{n} articles, topics and partners"] = describe(ends, truth, known, named)
    return results


def measure_differences(counts: np.ndarray, words: np.ndarray, draws: int) -> dict:
    kinds, longer = classify((counts > 0).mean(axis=0)), words > np.median(words)
    halves = [(counts[half], words[half]) for half in (longer, ~longer)]
    truth = np.subtract(*(n.sum(axis=0) / of.sum() for n, of in halves))
    results: dict = {"draws": draws}
    for sizes in ((10, 10), (20, 200), (100, 100), (300, 300)):
        rng = np.random.default_rng(sum(sizes))
        drawn = [draw_rates(*half, n, rng) for half, n in zip(halves, sizes, strict=True)]
        known = 2 * 1.96 * (drawn[0] - drawn[1]).std(axis=0)
        ends = []
        for _ in range(draws):
            rates: list = []
            for (n, of), size in zip(halves, sizes, strict=True):
                chosen = rng.integers(0, len(of), size)
                rate = n[chosen].sum(axis=0) / of[chosen].sum()
                rates += [rate, *rate_interval(n[chosen], of[chosen])]
            ends.append(difference_interval(*rates))
        results[f"{sizes[0]} longer, {sizes[1]} shorter"] = describe(np.array(ends), truth, known, kinds)
    return results


def measure_alarms(sizes: pd.DataFrame, tallies: dict[str, pd.DataFrame], tables: int) -> dict:
    results = {}
    for name, table in tallies.items():
        for groups, times in (("20 to 400 articles", tables), ("half the collection", tables // 10)):
            rng, alarms, outside = np.random.default_rng(7), 0, 0
            for _ in range(times):
                n, other = rng.integers(20, 401, 2) if groups[0] == "2" else (len(sizes) // 2,) * 2
                ids = rng.permutation(sizes["article_id"])[: n + other]
                here = table[table["article_id"].isin(ids)]
                compared = kit.compare_groups(here, sizes, ids[:n], reference=ids[n:])
                alarms += bool((compared["q"] < 0.05).any())
                outside += bool(
                    ((compared["rate_change_low"] > 0) | (compared["rate_change_high"] < 0)).any()
                )
            low, high = wilson_interval(alarms, times)
            results[f"{name}, {groups}"] = {
                "tables": times,
                "with q < .05": alarms,
                "share, 95 % interval": [round(float(end), 3) for end in (low, high)],
                "with an interval that leaves out 0": outside,
            }
    return results


def measure_lengths(words: np.ndarray, tables: int) -> dict:
    """Share of keys with p of .05 or less where groups differ in nothing but the length of their articles."""
    order, rates = np.sort(words), np.geomspace(0.0002, 0.005, 40)
    longest, shortest = order[int(0.8 * len(order)) :], order[: len(order) // 2]

    def burst(rng: np.random.Generator, mean: np.ndarray) -> np.ndarray:
        times = rng.poisson(mean / 3)
        return times + np.where(times > 0, rng.negative_binomial(np.maximum(times, 1), 1 / 3), 0)

    def clump(rng: np.random.Generator, mean: np.ndarray) -> np.ndarray:
        return rng.poisson(rng.gamma(0.15, 1 / 0.15, mean.shape) * mean)

    results = {}
    for name, make in (("bursts", burst), ("negative-binomial", clump)):
        for long, short in ((30, 400), (200, 200), (400, 30)):
            rng, found = np.random.default_rng(8), []
            for _ in range(tables // 3):
                of = np.r_[rng.choice(longest, long), rng.choice(shortest, short)]
                counts = make(rng, np.outer(of, rates))
                p = permute_rates(counts, of, np.arange(len(of)) < long, draws=999)
                found.append((p[(counts > 0).sum(axis=0) >= 5] <= 0.05).mean())
            results[f"{name}, {long} long, {short} short"] = round(float(np.mean(found)), 3)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", required=True, help="a folder or file with a thousand articles or more")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--tables", type=int, default=300)
    options = parser.parse_args()
    sizes, tallies = count_keys(options.articles)
    counts, words = spread(tallies, sizes), sizes["words"].to_numpy(float)
    results = {
        "articles": len(sizes),
        "rates": measure_rates(counts, words, options.draws),
        "differences": measure_differences(counts, words, options.draws),
        "false alarms": measure_alarms(sizes, tallies, options.tables),
        "unlike lengths": measure_lengths(words, options.tables),
    }
    print(json.dumps(results, indent=2))
    RESULT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
