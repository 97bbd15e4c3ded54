"""Topics: tagging with the whole dictionary, against the plain way.

    python benchmarks/topics.py [--articles FOLDER] [--megabytes 5] [--rounds 5]

The text is made from the articles by a seeded generator. Both sides run in turn in one process; a ratio is the
median over rounds of (plain / kit) within a round. Times are processor time.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import make_table
from kit.tag.topics import find_topics
from kit.vietnamese.phrases.matching import normalise
from kit.vietnamese.phrases.topics import Dictionary, load_topics

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "topics.json"
GAPS = {"……": r"(?:\S+ ){0,15}?", "…": r"(?:[^\s,;:.!?()]+ ){0,5}?"}


def make_sentences(folder: Path, megabytes: float, seed: int = 1) -> pd.DataFrame:
    """Sentences of about ``megabytes`` of UTF-8: sentences of the articles, each with some words left out."""
    lines = [line for path in sorted(folder.glob("*.txt")) for line in path.read_text("utf-8").splitlines()]
    pool = [part.split() for line in lines for part in line.split(". ") if len(part) > 40]
    rng = np.random.default_rng(seed)
    rows, size, start = [], 0, 0
    while size < megabytes * 1e6:
        words = pool[rng.integers(len(pool))]
        text = " ".join(word for word, keep in zip(words, rng.random(len(words)) < 0.9, strict=True) if keep)
        number = len(rows)
        rows.append((f"a{number // 20:06}", number % 20, 0, "body", start, start + len(text), text))
        start += len(text) + 1
        size += len(text.encode()) + 1
    return make_table(rows, "sentences")


def write_regex(pattern: str) -> re.Pattern[str]:
    """A pattern of the dictionary as one regular expression, the way one would write it by hand."""
    source = re.escape(normalise(pattern)[0])
    for gap, expression in GAPS.items():
        source = source.replace(rf"{gap}\ ", expression)
    source = source.replace(r"\*", r"\w*").replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    source = re.sub(r"\\\[(.*?)\\\]\\ ", r"(?:(?:\1) ?)?", source)  # an optional word with the space after it
    source = re.sub(r"(?:\\ )?\\\[(.*?)\\\]", r"(?: ?(?:\1))?", source).replace(r"\ ", " ")
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)")


def find_plainly(sentences: pd.DataFrame, dictionary: Dictionary, expressions: list[re.Pattern[str]]) -> int:
    """How many mentions one search per pattern and sentence finds (before overlaps are settled)."""
    found = 0
    for text in sentences["text"]:
        plain = normalise(text)[0]
        found += sum(1 for expression in expressions for _ in expression.finditer(plain))
    return found


def clock(run) -> float:
    """Seconds of processor time, all threads added up: what one core would need, on a busy machine too."""
    start = time.process_time()
    run()
    return time.process_time() - start


def measure_tagging(folder: Path, megabytes: float, rounds: int) -> dict:
    dictionary = load_topics()
    expressions = [write_regex(rule.text) for rule in dictionary.rules]
    large = make_sentences(folder, megabytes)
    small = large.head(max(len(large) // 50, 1))  # the plain way would take minutes on all of it
    size_large, size_small = (sum(len(t.encode()) + 1 for t in s["text"]) / 1e6 for s in (large, small))
    find_topics(small, dictionary=dictionary)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(size_large / clock(lambda: find_topics(large, dictionary=dictionary)))
        theirs.append(size_small / clock(lambda: find_plainly(small, dictionary, expressions)))
    hits = dictionary.find("\x1e".join(small["text"]))
    return {
        "megabytes": round(size_large, 2),
        "patterns": len(dictionary.rules),
        "phrases": sum(len(rule.forms) for rule in dictionary.rules),
        "mentions per megabyte": round(len(hits) / size_small),
        "kit MB/s": round(statistics.median(ours), 2),
        "plain MB/s": round(statistics.median(theirs), 3),
        "ratio": round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "data" / "articles")
    parser.add_argument("--megabytes", type=float, default=5.0)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    results = {"tagging": measure_tagging(options.articles, options.megabytes, options.rounds)}
    for name, figures in results.items():
        print(name)
        for figure, value in figures.items():
            print(f"  {figure:34}{value:>12,}")
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
