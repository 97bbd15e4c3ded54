"""Who is the partner of an article: how often the rule finds the title's partner when the title is hidden.

    python benchmarks/partner_rule.py [--articles FOLDER]

Taken are the articles whose title names exactly one country or organisation other than Việt Nam. The title is
hidden from every way; what it names is the answer. That is a test of the rule on articles that nobody coded, no
measure of truth: a title can name another than the partner.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd

import kit
from kit.stats.intervals import wilson_interval
from kit.vietnamese.names.cues import HOME

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "partner_rule.json"


def find_answers(partners: pd.DataFrame) -> pd.Series:
    """Article → the one partner that its title names."""
    keys = partners[partners["role"] == "title"].groupby("article_id")["key"].unique()
    return keys[keys.map(len) == 1].map(lambda found: found[0])


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Share of articles in which each way finds the answer, with Wilson's interval."""
    corpus = kit.Corpus(folder)
    able = corpus.partners["kind"].isin(["country", "org"]) & (corpus.partners["key"] != HOME)
    partners = corpus.partners[able & (corpus.partners["inside"] == "")]
    answers = find_answers(partners)
    articles = corpus.kept[corpus.kept["article_id"].isin(answers.index)]
    rest = partners[partners["role"].isin(["lead", "body", "caption"])]
    ruled = kit.add_partner(articles, rest).set_index("article_id")
    flat = kit.add_partner(articles, rest, weights={"lead": 1.0, "body": 1.0, "caption": 1.0})
    ways = {
        "the rule": ruled["partner"],
        "most mentions": flat.set_index("article_id")["partner"],
        "named first": rest.sort_values("start").groupby("article_id")["key"].first(),
    }
    results = {}
    for way, found in ways.items():
        right = int((found.reindex(answers.index) == answers).sum())
        low, high = wilson_interval(right, len(answers))
        share = right / max(len(answers), 1)
        results[way] = {
            "right": right,
            "of": len(answers),
            "share": share,
            "low": float(low),
            "high": float(high),
        }
    lists = {
        "partners by the rule": ruled["partners"].str.split(),
        "everyone named": rest.groupby("article_id")["key"].unique(),
    }
    for way, found in lists.items():
        pairs = [(answer, keys) for answer, keys in zip(answers, found.reindex(answers.index), strict=True)]
        sizes = [len(keys) if isinstance(keys, list) or hasattr(keys, "size") else 0 for _, keys in pairs]
        holds = sum(answer in keys for (answer, keys), size in zip(pairs, sizes, strict=True) if size)
        results[way] = {"right": holds, "of": len(answers), "share": holds / max(len(answers), 1)}
        results[way]["partners per article"] = sum(sizes) / max(len(sizes), 1)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "data" / "articles")
    results = measure(parser.parse_args().articles)
    for way, figures in results.items():
        print(f"{way:22}", "  ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
