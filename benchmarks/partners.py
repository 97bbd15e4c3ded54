"""How fast names are found: the gazetteer, the gazetteer with its context rules, and one regular expression.

The plain route is a regular expression of all names, longest first, between word boundaries: what one writes
first. It finds "Anh" in names of people and knows no traps, so it does less. The routes take turns on the same
text, and the ratios are medians of the pairs. The text is that of the two shipped articles, varied by a seeded
generator (see text.py), or the ``text`` of a Parquet file.

    python benchmarks/partners.py                        2 MB; 0.2 MB of it for the regular expression
    python benchmarks/partners.py --articles my.parquet  the text of that table
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from text import make_text

import kit
from kit.schema import make_table
from kit.vietnamese.letters import nfc
from kit.vietnamese.names.context import admit
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain

HERE = Path(__file__).resolve().parent
UNITS = (
    "Việt Nam, ",
    "Anh - ",
    "Anh Anh ",
    "Thủ tướng ",
    "bà A, ",
    "Hội đồng ",
    "năm 1 ",
    "chuyến thăm của ",
    "(",
    "A",
    "-",
)


def cut(text: str, characters: int = 4_000) -> list[str]:
    """Articles of about so many characters, cut at line breaks."""
    articles, lines, length = [], [], 0
    for line in text.splitlines():
        lines.append(line)
        length += len(line) + 1
        if length >= characters:
            articles.append("\n".join(lines))
            lines, length = [], 0
    return [*articles, "\n".join(lines)] if lines else articles


def make_sentences(articles: list[str]) -> pd.DataFrame:
    """Every line of every article as a sentence of its body."""
    rows = []
    for number, article in enumerate(articles):
        lines = re.finditer(r"[^\n]+", article)
        rows += [(f"{number:06d}", k, k, "body", m.start(), m.end(), m.group()) for k, m in enumerate(lines)]
    return make_table(rows, "sentences")


def make_expression() -> re.Pattern[str]:
    """One regular expression of every name, longest first."""
    names = {plain(name.form) for name in load_gazetteer().names}
    return re.compile(
        r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"
    )


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def measure_growth(lengths: tuple[int, ...] = (20_000, 40_000, 80_000)) -> dict[str, list[float]]:
    """Seconds for one line of each length, of pieces that could trap a rule."""

    def find_all(line: str) -> None:
        kit.find_partners_in_text(line)
        kit.find_people_in_text(line)

    return {
        unit: [round(timed(lambda line=(unit * length)[:length]: find_all(line)), 3) for length in lengths]
        for unit in UNITS
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", help="a Parquet file with a column text")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    if options.articles:
        texts = pd.read_parquet(options.articles, columns=["text"])["text"].dropna().head(500)
        articles = [nfc(text) for text in texts]
    else:
        articles = cut(make_text(2_000_000))
    size = megabytes(articles)
    few = articles[: max(1, round(len(articles) * 0.2 / size))]
    few_size = megabytes(few)
    sentences = make_sentences(articles)
    gazetteer, cues, expression = load_gazetteer(), load_cues(), make_expression()
    routes: dict[str, tuple[float, Callable[[], object]]] = {
        "names": (size, lambda: [gazetteer.find(text) for text in articles]),
        "names in context": (size, lambda: [admit(text, gazetteer, cues) for text in articles]),
        "find_partners": (size, lambda: kit.find_partners(sentences)),
        "find_people": (size, lambda: kit.find_people(sentences, partners)),
        "regular expression": (few_size, lambda: [list(expression.finditer(plain(text))) for text in few]),
    }
    partners = kit.find_partners(sentences)
    speeds: dict[str, list[float]] = {name: [] for name in routes}
    for _ in range(options.pairs):
        for name, (length, work) in routes.items():
            speeds[name].append(length / timed(work))
    plain_route = speeds["regular expression"]
    result = {
        "text_megabytes": round(size, 3),
        "names_looked_for": len(gazetteer.names),
        "partners_found": len(partners),
        "megabytes_per_second": {
            name: round(statistics.median(values), 2) for name, values in speeds.items()
        },
        "times_as_fast_as_the_regular_expression": {
            name: round(statistics.median(a / b for a, b in zip(values, plain_route, strict=True)), 2)
            for name, values in speeds.items()
        },
        "seconds_per_line_of_20_40_80_thousand_characters": measure_growth(),
    }
    print(f"{size:.2f} MB, {len(gazetteer.names):,} names, {len(partners):,} mentions, one core")
    for name, speed in result["megabytes_per_second"].items():
        ratio = result["times_as_fast_as_the_regular_expression"][name]
        print(f"{name:>20}  {speed:8.2f} MB/s  {ratio:8.2f} times the regular expression")
    print(f"\n{'a line of':>20}   20,000   40,000   80,000 characters, seconds")
    for unit, seconds in result["seconds_per_line_of_20_40_80_thousand_characters"].items():
        print(f"{unit!r:>20}  " + "  ".join(f"{value:7.3f}" for value in seconds))
    if not options.articles:
        path = HERE / "results" / "partners.json"
        path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
