"""How fast, how small and how complete the search for duplicates is.

Made-up articles with known copies among them (syllables drawn as often as the two shipped articles use them),
or the articles of a Parquet file. A part of them also goes through datasketch, in turn with the kit.

    python benchmarks/duplicates.py                        20,000 made-up articles
    python benchmarks/duplicates.py --count 150000         300 MB of text
    python benchmarks/duplicates.py --articles my.parquet  a table with the columns article_id (or id) and text
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
from collections import Counter
from pathlib import Path

import pandas as pd
from datasketch import MinHash, MinHashLSH

from kit.read.duplicates import THRESHOLD, add_duplicates
from kit.vietnamese.letters import find_syllables

HERE = Path(__file__).resolve().parent
ARTICLES = HERE.parent / "data" / "articles"


def make_articles(count: int, seed: int = 0) -> pd.DataFrame:
    """``count`` articles; ``truth`` says what each was copied from: 7 % exactly, 9 % with small edits."""
    source = random.Random(seed)
    spoken = Counter(
        syllable for file in sorted(ARTICLES.glob("*.txt")) for syllable in file.read_text("utf-8").split()
    )
    syllables, weights = list(spoken), list(spoken.values())
    drawn = source.choices(syllables, weights, k=1_000_000)
    texts: list[str] = []
    truth: list[str] = []
    originals: list[int] = []
    for place in range(count):
        chance = source.random()
        if originals and chance < 0.16:
            original = source.choice(originals)
            text = texts[original] if chance < 0.07 else edit(texts[original], source, syllables)
            truth.append(f"{original:07d}")
        else:
            length = max(40, min(4000, round(source.lognormvariate(5.67, 0.55))))
            start = source.randrange(len(drawn) - length)
            text = " ".join(
                source.choice(syllables) if source.random() < 0.3 else word
                for word in drawn[start : start + length]
            )
            originals.append(place)
            truth.append("")
        texts.append(text)
    ids = [f"{place:07d}" for place in range(count)]
    return pd.DataFrame({"article_id": ids, "text": texts, "truth": truth})


def edit(text: str, source: random.Random, syllables: list[str]) -> str:
    """A copy as another newspaper prints it: a few syllables changed, a sentence more or less."""
    words = text.split()
    for _ in range(max(1, len(words) // 60)):
        words[source.randrange(len(words))] = source.choice(syllables)
    if source.random() < 0.5:
        words = words[: -max(1, len(words) // 25)]
    return " ".join(words + source.choices(syllables, k=max(1, len(words) // 30)))


def find_with_datasketch(articles: pd.DataFrame) -> set[tuple[str, str]]:
    """The pairs that datasketch's own index reports, each article inserted after it was asked for."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    pairs = set()
    for row in articles.itertuples():
        words = find_syllables(row.text)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[p : p + 3]).encode() for p in range(max(1, len(words) - 2))])
        pairs |= {(other, row.article_id) for other in index.query(sketch)}
        index.insert(row.article_id, sketch)
    return pairs


def measure(function, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return time.perf_counter() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=Path, help="a Parquet file to read instead")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--pairs", type=int, default=5, help="how often the two libraries take turns")
    options = parser.parse_args()
    if options.articles:
        articles = pd.read_parquet(options.articles).rename(columns={"id": "article_id"})
    else:
        articles = make_articles(options.count)
    megabytes = sum(len(text.encode("utf-8", "ignore")) for text in articles["text"]) / 1e6

    seconds, found = measure(add_duplicates, articles)
    results = {
        "articles": len(articles),
        "megabytes": round(megabytes, 1),
        "seconds": round(seconds, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "exact": int((found["duplicate_reason"] == "exact").sum()),
        "near": int((found["duplicate_reason"] == "near").sum()),
    }
    if "truth" in found:
        copies, folded = found["truth"] != "", found["duplicate_of"] != ""
        groups = found["truth"].where(copies, found["article_id"])
        same = found["duplicate_of"].map(dict(zip(found["article_id"], groups, strict=True))) == groups
        results["recall"] = round(float((folded & same)[copies | folded].sum() / copies.sum()), 4)
        results["precision"] = round(float(same[folded].mean()), 4)

    part = articles.head(2000)
    ratios = []
    for _ in range(options.pairs):
        ours, _ = measure(add_duplicates, part)
        theirs, _ = measure(find_with_datasketch, part)
        ratios.append(theirs / ours)
    results["times_faster_than_datasketch"] = round(statistics.median(ratios), 2)

    for name, value in results.items():
        print(f"{name:30} {value}")
    path = HERE / "results" / "duplicates.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
