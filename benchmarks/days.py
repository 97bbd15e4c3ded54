"""How often the day of publication is found when it is hidden, without and with the year of each article as bounds.

    python benchmarks/days.py --articles my.parquet [--today 2025-12-31]

Taken are the articles that came with a day. It is hidden, `add_published` deduces what it can, and the day is the
answer: once nothing is known (``nothing``), once the year of each article is its bounds (``year``), once its month
(``month``). ``stated`` are date lines, ``inferred`` the days of the news with which a story opens: of these the
share that is the day itself, or within a day of it. ``bounds`` are all articles of which a first or last day is known
(the inferred ones too), and whether these hold the answer.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import pandas as pd

import kit
from kit.stats.intervals import wilson_interval

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "days.json"
KNOWN = {"nothing": None, "year": "Y", "month": "M"}


def hide(articles: pd.DataFrame, known: str | None) -> pd.DataFrame:
    """The articles without their day, but with its year or month as bounds."""
    empty = pd.Series(pd.NaT, articles.index, dtype="datetime64[s]")
    hidden = articles.assign(
        published=empty, published_from=empty, published_to=empty, published_basis="unknown"
    )
    if known:
        period = articles["published"].dt.to_period(known)
        for name, edge in (("published_from", period.dt.start_time), ("published_to", period.dt.end_time)):
            hidden[name] = edge.dt.normalize().astype("datetime64[s]")
    return hidden


def share(right: pd.Series) -> dict[str, float]:
    """How many of how many, with Wilson's interval."""
    low, high = wilson_interval(int(right.sum()), len(right))
    return {
        "right": int(right.sum()),
        "of": len(right),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }


def score(found: pd.DataFrame, answers: pd.Series) -> dict[str, object]:
    """What was found of the days, and how much of it is right."""
    off = (answers - found["published"]).dt.days
    bounded = found["published_from"].notna() | found["published_to"].notna()
    holds = ~((answers < found["published_from"]) | (answers > found["published_to"]))
    result: dict[str, object] = {"basis": found["published_basis"].value_counts().to_dict()}
    for basis in ("stated", "inferred"):
        of = off[found["published_basis"] == basis]
        result[basis] = {"the day": share(of == 0), "within a day": share(of.abs() <= 1)}
    return result | {"bounds": share(holds[bounded])}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "data" / "articles")
    parser.add_argument("--today", help="the day that stands for today (default: that of the release)")
    options = parser.parse_args()
    corpus = kit.Corpus(options.articles, fold=False)
    dated = corpus.loaded[corpus.loaded["published_basis"] == "given"].reset_index(drop=True)
    sentences = corpus.sentences[corpus.sentences["article_id"].isin(dated["article_id"])]
    results: dict[str, object] = {"articles": len(dated)}
    for name, known in KNOWN.items():
        start = time.process_time()
        found = kit.add_published(hide(dated, known), sentences, today=options.today)
        results[name] = score(found, dated["published"]) | {"seconds": round(time.process_time() - start, 1)}
        print(name, json.dumps(results[name], indent=1))
    if len(dated):
        RESULT.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
