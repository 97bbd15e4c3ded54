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
from kit.vietnamese.names.gazetteer import load_gazetteer
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


def spell_classes(dictionary: Dictionary) -> dict[str, str]:
    """The classes of a dictionary as groups of alternatives; a country is any of the 249 by its Vietnamese label."""
    countries = "|".join(
        sorted({p.vi for p in load_gazetteer().partners.values() if p.kind == "country"}, key=len)[::-1]
    )
    spelt = {"<country>": f"({countries})", "<countries>": f"({countries})", "<number>": "(100|200|300)"}
    for name, words in dictionary.data.get("classes", {}).items():
        spelt[f"<{name}>"] = f"({'|'.join(spell(word, spelt) for word in words)})"
    return spelt


def spell(pattern: str, classes: dict[str, str]) -> str:
    """A pattern with its classes written out."""
    return re.sub("<[^<>]+>", lambda match: classes[match[0]], pattern)


def write_regex(pattern: str) -> re.Pattern[str]:
    """A pattern of the dictionary as one regular expression, the way one would write it by hand."""
    source = re.escape(normalise(pattern)[0])
    for gap, expression in GAPS.items():
        source = source.replace(rf"{gap}\ ", expression)
    source = source.replace(r"\*", r"\w*").replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    source = re.sub(r"\\\[(.*?)\\\]\\ ", r"(?:(?:\1) ?)?", source)  # an optional word with the space after it
    source = re.sub(r"(?:\\ )?\\\[(.*?)\\\]", r"(?: ?(?:\1))?", source).replace(r"\ ", " ")
    return re.compile(rf"(?<!\w)(?:{source})(?!\w)")


Plain = tuple[re.Pattern[str], list[re.Pattern[str]], list[re.Pattern[str]]]
"""A pattern, and what must and must not stand beside it."""


def write_plainly(dictionary: Dictionary) -> list[Plain]:
    """Every pattern, and every kind of company it asks for, as one regular expression."""
    classes = spell_classes(dictionary)
    return [
        (
            write_regex(spell(rule.text, classes)),
            [write_regex(spell(f"({'|'.join(one)})", classes)) for one in rule.company.needed],
            [write_regex(spell(f"({'|'.join(one)})", classes)) for one in rule.company.barred],
        )
        for rule in dictionary.rules
    ]


def find_plainly(sentences: pd.DataFrame, expressions: list[Plain]) -> int:
    """How many mentions one search per pattern and sentence finds (before overlaps are settled)."""
    found = 0
    for text in sentences["text"]:
        plain = normalise(text)[0]
        for expression, needed, barred in expressions:
            mentions = sum(1 for _ in expression.finditer(plain))
            if (
                mentions
                and all(one.search(plain) for one in needed)
                and not any(one.search(plain) for one in barred)
            ):
                found += mentions
    return found


def clock(run) -> float:
    """Seconds of processor time, all threads added up: what one core would need, on a busy machine too."""
    start = time.process_time()
    run()
    return time.process_time() - start


def measure_tagging(folder: Path, megabytes: float, rounds: int) -> dict:
    dictionary = load_topics()
    expressions = write_plainly(dictionary)
    large = make_sentences(folder, megabytes)
    small = large.head(max(len(large) // 50, 1))  # the plain way would take minutes on all of it
    size_large, size_small = (sum(len(t.encode()) + 1 for t in s["text"]) / 1e6 for s in (large, small))
    find_topics(small, dictionary=dictionary)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(size_large / clock(lambda: find_topics(large, dictionary=dictionary)))
        theirs.append(size_small / clock(lambda: find_plainly(small, expressions)))
    hits = dictionary.find("\x1e".join(small["text"]))
    return {
        "megabytes": round(size_large, 2),
        "patterns": len(dictionary.rules),
        "phrases": sum(
            len(form.words) for rule in (*dictionary.rules, *dictionary.cues) for form in rule.forms
        ),
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
