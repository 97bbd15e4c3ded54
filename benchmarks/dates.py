"""How fast the kit finds dates, against dateparser on the same text, and how the time grows with the length.

The text is that of the two shipped articles, varied by a seeded generator (see text.py), or the ``text`` of a
Parquet file. The kit makes its whole table (`find_dates`), dateparser
searches sentence by sentence; they take turns, and the ratio is the median of the pairs.

    python benchmarks/dates.py                        1 MB for the kit, 100 kB of it for the pairs
    python benchmarks/dates.py --articles my.parquet  the text of that table
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from dateparser.search import search_dates
from text import make_text

import kit
from kit.vietnamese.dates.reader import parse_sentence
from kit.vietnamese.letters import nfc
from kit.vietnamese.sentences import split_sentences

HERE = Path(__file__).resolve().parent
PUBLISHED = "2023-04-05"
LONG_LINES = {
    **{"digits": "1", "dashes": "-", "spaces": " ", "digits and dashes": "1-", "digits and slashes": "1/1/"},
    **{
        "digits and spaces": "1 ",
        "days": "ngày 1, ",
        "years": "năm ",
        "number words": "mươi ",
        "lists": "1 và ",
    },
    **{"months": "tháng 5 ", "brackets": "(1", "hours": "8h ", "glued": "1Aa", "ranges": "1/5 đến "},
}


def cut(text: str) -> list[str]:
    """The sentences of a text."""
    return [line[a:b] for line in text.splitlines() for a, b in split_sentences(line)]


def make_tables(sentences: list[str], per_article: int = 40) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The sentences and articles tables of such text."""
    ids = [f"{place // per_article:06d}" for place in range(len(sentences))]
    table = pd.DataFrame(
        {"article_id": ids, "sentence": range(len(ids)), "role": "body", "start": 0, "text": sentences}
    )
    texts = table.groupby("article_id", sort=False)["text"].agg("\n".join).reset_index()
    return table, texts.assign(published=pd.Timestamp(PUBLISHED))


def timed(work: Callable[[], object]) -> float:
    """Processor seconds of one run, of text that was not read before."""
    parse_sentence.cache_clear()
    start = time.process_time()
    work()
    return time.process_time() - start


def megabytes(sentences: list[str]) -> float:
    return sum(len(text.encode()) for text in sentences) / 1e6


def search_with_dateparser(sentences: list[str]) -> int:
    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(PUBLISHED)}
    return sum(len(search_dates(text, languages=["vi"], settings=settings) or ()) for text in sentences)


def measure_growth(lengths: tuple[int, ...] = (25_000, 50_000, 100_000)) -> dict[str, list[float]]:
    """Seconds for one line of each length, of each kind that could trap a pattern."""
    return {
        name: [
            round(timed(lambda line=(unit * length)[:length]: kit.find_dates_in_text(line)), 4)
            for length in lengths
        ]
        for name, unit in LONG_LINES.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", help="a Parquet file with a column text")
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    if options.articles:
        texts = pd.read_parquet(options.articles, columns=["text"])["text"].dropna().head(500)
        sentences = [sentence for text in texts for sentence in cut(nfc(text))]
    else:
        sentences = cut(make_text(1_000_000))
    size = megabytes(sentences)
    whole = make_tables(sentences)
    few = sentences[: max(1, round(len(sentences) * 0.1 / size))]
    part, part_size = make_tables(few), megabytes(few)
    kit.find_dates(*part)  # the lexicon is read once
    search_with_dateparser(few[:3])
    pairs = []
    for _ in range(options.pairs):
        pairs.append((timed(lambda: kit.find_dates(*part)), timed(lambda: search_with_dateparser(few))))
    speed = size / statistics.median(timed(lambda: kit.find_dates(*whole)) for _ in range(3))
    growth = measure_growth()
    result = {
        "text_megabytes": round(size, 3),
        "kit_megabytes_per_second": round(speed, 2),
        "kit_dates": len(kit.find_dates(*whole)),
        "pairs_megabytes": round(part_size, 3),
        "dateparser_megabytes_per_second": round(part_size / statistics.median(slow for _, slow in pairs), 4),
        "times_as_fast_as_dateparser": round(statistics.median(slow / fast for fast, slow in pairs), 1),
        "seconds_per_line_of_25_50_100_thousand_characters": growth,
    }
    print(f"{'text':>22}  {size:.2f} MB, one core, published {PUBLISHED}")
    print(f"{'the kit':>22}  {speed:.2f} MB/s")
    print(f"{'dateparser':>22}  {result['dateparser_megabytes_per_second']} MB/s")
    print(f"{'ratio':>22}  {result['times_as_fast_as_dateparser']} (median of {options.pairs} pairs)")
    print(f"\n{'a line of':>22}  25,000   50,000   100,000 characters, seconds")
    for name, seconds in growth.items():
        print(f"{name:>22}  " + "  ".join(f"{value:7.4f}" for value in seconds))
    if not options.articles:
        path = HERE / "results" / "dates.json"
        path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
