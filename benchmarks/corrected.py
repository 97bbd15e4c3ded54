"""Counts corrected by hand codes: how often their intervals hold the truth, and how wide they are.

    python benchmarks/corrected.py --articles COLLECTION [--n 500] [--dictionaries 20] [--samples 10]

The topics that the kit finds are taken for the truth, and a dictionary that is worse than the kit's for the one whose
counts are corrected: three in ten of its phrases are dropped, fifteen in a hundred stand under another topic. So the
errors are those of real text: whole phrases, in the articles that use them. Every sample is drawn by
`kit.sample_to_code` and coded without mistakes. A key counts where 15 or more coded sentences have it. Counts by hand
codes alone are those of the same codes by the same method, with a dictionary that finds nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

import kit
from kit.stats.intervals import wilson_interval

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "corrected.json"
UNIT = ["article_id", "sentence"]
DROPPED, MOVED = 0.3, 0.15


def degrade(topics: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The topics that a worse dictionary would have found."""
    rng = np.random.default_rng(seed)
    phrases = topics[["key", "rule"]].drop_duplicates().sort_values(["key", "rule"], ignore_index=True)
    fate = rng.random(len(phrases))
    other = rng.choice(topics["key"].unique(), len(phrases))
    phrases["becomes"] = np.where(fate < DROPPED + MOVED, other, phrases["key"])
    found = topics.merge(phrases[fate >= DROPPED], on=["key", "rule"])
    return found.assign(key=found["becomes"]).drop(columns="becomes")


def code(drawn: pd.DataFrame, topics: pd.DataFrame) -> pd.DataFrame:
    """The drawn sentences as a careful coder would code them."""
    keys = pd.DataFrame({"key": sorted(topics["key"].unique())})
    codes = drawn[[*UNIT, "probability"]].merge(keys, how="cross").assign(coder="A")
    right = topics[[*UNIT, "key"]].drop_duplicates().assign(value=1)
    codes = codes.merge(right, on=[*UNIT, "key"], how="left")
    return codes.assign(value=codes["value"].fillna(0).astype("int8"))


def follow(corpus: kit.Corpus, n: int, dictionaries: int, samples: int) -> pd.DataFrame:
    """A row per dictionary, sample and key with 15 coded sentences: truth, counts and intervals."""
    topics = corpus.topics[corpus.topics["role"].isin(kit.STORY_ROLES)].astype({"key": "str", "rule": "str"})
    sentences, sizes = corpus.story, corpus.sizes()
    truth = topics.drop_duplicates([*UNIT, "key"])["key"].value_counts()
    parts = []
    for dictionary in range(dictionaries):
        found = degrade(topics, dictionary)
        tallies = kit.count_topics(found)
        plain = kit.summarise_tallies(tallies.assign(n=tallies["sentences"]), sizes).set_index("key")
        for sample in range(samples):
            codes = code(kit.sample_to_code(sentences, found, n=n, seed=1000 * dictionary + sample), topics)
            both = kit.correct_counts(found, codes, sizes).set_index("key")
            alone = kit.correct_counts(found.head(0), codes, sizes).set_index("key")
            keys = both.index[both["note"] == ""].intersection(alone.index)
            part = both.loc[
                keys, ["n_sentences", "n_sentences_low", "n_sentences_high", "rate_low", "rate_high"]
            ]
            part = part.assign(dictionary=dictionary, sample=sample, truth=truth.reindex(keys, fill_value=0))
            part[["alone_low", "alone_high"]] = alone.loc[keys, ["n_sentences_low", "n_sentences_high"]]
            words = sizes["words"].sum() / 1000
            ends = plain[["rate", "rate_low", "rate_high"]].reindex(keys, fill_value=0.0) * words
            parts.append(
                part.assign(
                    words=words, raw=ends["rate"], raw_low=ends["rate_low"], raw_high=ends["rate_high"]
                )
            )
    return pd.concat(parts).reset_index(names="key")


def measure(rows: pd.DataFrame) -> dict[str, float]:
    """Shares of intervals that hold the truth, and their widths as shares of it."""
    truth, figures = rows["truth"], {"intervals": len(rows), "keys": rows["key"].nunique()}
    ways = {
        "corrected": ("n_sentences", 1),
        "corrected rate": ("rate", rows["words"]),
        "hand codes alone": ("alone", 1),
    }
    for name, (column, times) in (ways | {"raw rate": ("raw", 1)}).items():
        low, high = rows[f"{column}_low"] * times, rows[f"{column}_high"] * times
        covered = int(((low <= truth) & (truth <= high)).sum())
        figures[f"{name}: covers"] = covered / len(rows)
        figures[f"{name}: covers, low"] = float(wilson_interval(covered, len(rows))[0])
        figures[f"{name}: covers, high"] = float(wilson_interval(covered, len(rows))[1])
        figures[f"{name}: width, median"] = float(((high - low) / truth).median())
    narrower = (rows["n_sentences_high"] - rows["n_sentences_low"]) / (rows["alone_high"] - rows["alone_low"])
    figures["corrected by hand codes alone: width, median"] = float(narrower.median())
    figures["corrected by hand codes alone: width, 95th percentile"] = float(narrower.quantile(0.95))
    figures["corrected: error, root mean square"] = float(
        (((rows["n_sentences"] - truth) / truth) ** 2).mean() ** 0.5
    )
    figures["raw: error, root mean square"] = float((((rows["raw"] - truth) / truth) ** 2).mean() ** 0.5)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "data" / "articles")
    parser.add_argument("--n", type=int, default=500)
    parser.add_argument("--dictionaries", type=int, default=20)
    parser.add_argument("--samples", type=int, default=10)
    given = parser.parse_args()
    corpus = kit.Corpus(given.articles)
    rows = follow(corpus, given.n, given.dictionaries, given.samples)
    off = (rows["raw"] / rows["truth"] - 1).abs() >= 0.2
    results = {"articles": len(corpus.kept), "sentences": len(corpus.story), "codes": given.n}
    results |= {"dictionaries": given.dictionaries, "samples of each": given.samples, "all": measure(rows)}
    results |= {"raw count off by .2 or more": measure(rows[off])}
    before = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.is_file() else {}
    RESULT.parent.mkdir(exist_ok=True)
    named = before | {f"{results['articles']} articles, {given.n} codes": results}
    RESULT.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
