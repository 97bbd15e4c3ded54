"""How the time of every step grows with the length of one article that is a unit repeated, such as 100,000 dots.

The exponent is the binary logarithm of how much longer an article of twice the length takes: 1 is linear,
2 quadratic. Of two runs the faster counts; steps below half a second are not judged.

    python benchmarks/growth.py                          100,000 and 200,000 characters, the units of the tests
    python benchmarks/growth.py --lengths 400000 800000 --units "ngày 1/" "1."
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

import kit
from kit.tag.places import find_places
from kit.vietnamese.dates.reader import parse_sentence

HERE = Path(__file__).resolve().parent
LEAST = 0.5  # seconds; below, noise would be judged
LENGTHS = [100_000, 200_000]


def measure(text: str) -> dict[str, float]:
    """Processor seconds of each step on one article."""
    seconds: dict[str, float] = {}
    parse_sentence.cache_clear()  # of the run before

    def step(name: str, work: Callable[[], Any]) -> Any:
        start = time.process_time()
        done = work()
        seconds[name] = time.process_time() - start
        return done

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.txt").write_text(text, encoding="utf-8")
        loaded = step("load", lambda: kit.load_articles(folder))
    lines = step("lines", lambda: kit.find_lines(loaded))
    sentences = step("sentences", lambda: kit.find_sentences(loaded, lines))
    titled = step("titles", lambda: kit.add_titles(loaded, lines))
    dated = step("published", lambda: kit.add_published(titled, sentences))
    articles = step("duplicates", lambda: kit.add_duplicates(dated, lines=lines))
    dates = step("dates", lambda: kit.find_dates(sentences, articles))
    partners = step("partners", lambda: kit.find_partners(sentences))
    people = step("people", lambda: kit.find_people(sentences, partners))
    step("places", lambda: find_places(sentences))
    topics = step("topics", lambda: kit.find_topics(sentences))
    step("words", lambda: kit.find_words(sentences))
    named = pd.concat([people, partners])
    step("events", lambda: kit.find_events(dates, sentences, articles, who=named))
    tables = {"partners": partners, "topics": topics, "dates": dates}
    step("quantities", lambda: kit.find_quantities(sentences, **tables))
    return seconds


def measure_best(text: str) -> dict[str, float]:
    """The faster of two runs of each step."""
    first, second = measure(text), measure(text)
    return {step: min(seconds, second[step]) for step, seconds in first.items()}


def main() -> None:
    sys.path.insert(0, str(HERE.parent / "tests"))
    from test_linear import UNITS, make_text

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lengths", type=int, nargs=2, default=LENGTHS)
    parser.add_argument("--units", nargs="+", default=UNITS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    measure(make_text("xin chào ", 100))  # lexicons and models are loaded once
    rows = []
    for unit in options.units:
        half, whole = (measure_best(make_text(unit, length)) for length in options.lengths)
        for step, longest in whole.items():
            if longest >= LEAST:
                exponent = math.log2(longest / half[step])
                rows.append((round(exponent, 2), round(longest, 2), step, unit))
        print(f"{unit!r:>40}  {sum(whole.values()):6.2f} s", flush=True)
    steepest, slowest = sorted(rows, reverse=True)[:10], sorted(rows, key=lambda row: -row[1])[:10]
    for title, worst in (("steepest", steepest), ("slowest", slowest)):
        print(f"\n{title}: exponent, seconds at {options.lengths[-1]:,} characters, step, unit")
        for row in worst:
            print(*row[:3], repr(row[3]), sep="  ")
    if options.units is UNITS and options.lengths == LENGTHS:
        names = ("exponent", "seconds", "step", "unit")
        result = {
            "characters": options.lengths,
            "units": len(UNITS),
            "steepest": [dict(zip(names, row, strict=True)) for row in steepest],
            "slowest": [dict(zip(names, row, strict=True)) for row in slowest],
        }
        path = HERE / "results" / "growth.json"
        path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
