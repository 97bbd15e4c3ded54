"""How fast the kit finds words, beside underthesea and pyvi, and how well.

Every system gets the same lines in the same process, whole calls in turn, and ratios are medians over
rounds. Seconds are of processor time: each system uses one core, and a busy machine changes them less. First
calls (cold) and peak memory are taken in a fresh process for each system. The floor is what no Python
program can go below: reading the bytes, splitting at white space, one dictionary look-up for each syllable.

    python benchmarks/words.py                          text made by the generator of benchmarks/text.py
    python benchmarks/words.py --articles FOLDER        the .txt files of a folder, or a Parquet file with `text`
    python benchmarks/words.py --sizes 10k,1m,100m      underthesea and pyvi run up to --limit (10m)
    python benchmarks/words.py --quality FILE.conllu    word F1 against a CoNLL-U file, nothing else
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from text import make_text

from kit.progress import Progress

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
SYSTEMS = ("kit", "kit, style underthesea", "underthesea", "pyvi")
UNITS = {"k": 1_000, "m": 1_000_000}


def load_system(name: str) -> Callable[[list[str]], object]:
    """A function from lines to words, its module imported and its model loaded."""
    if name.startswith("kit"):
        from kit.segment.words import find_words

        style = "underthesea" if "underthesea" in name else "kit"

        def run(lines: list[str]) -> object:
            return find_words(make_frame(lines), style=style)
    elif name == "underthesea":
        from underthesea import word_tokenize

        def run(lines: list[str]) -> object:
            return [word_tokenize(line) for line in lines]
    else:
        from pyvi import ViTokenizer

        def run(lines: list[str]) -> object:
            return [ViTokenizer.tokenize(line).split() for line in lines]

    run(["Việt Nam."])
    return run


def make_frame(lines: list[str]) -> pd.DataFrame:
    """Lines as a table of sentences, forty to an article."""
    number = np.arange(len(lines), dtype=np.int32)
    return pd.DataFrame(
        {
            "article_id": pd.Series(number // 40).astype("str"),
            "sentence": number,
            "role": pd.Series(["body"] * len(lines), dtype="str"),
            "start": np.zeros(len(lines), dtype=np.int32),
            "text": pd.Series(lines, dtype="object"),
        }
    )


def run_floor(data: bytes) -> float:
    """Read the bytes, split, and look every syllable up: what any program must do."""
    known = dict.fromkeys(data.decode("utf-8").split(), 1)
    begun = time.process_time()
    for syllable in data.decode("utf-8").split():
        known[syllable]
    return time.process_time() - begun


def timed(run: Callable, lines: list[str]) -> float:
    begun = time.process_time()
    run(lines)
    return time.process_time() - begun


def load_lines(source: str | None, size: int, seed: int) -> list[str]:
    """About ``size`` bytes of lines."""
    if source is None:
        return make_text(size, seed).split("\n")
    path = Path(source)
    if path.is_dir():
        texts = [file.read_text(encoding="utf-8") for file in sorted(path.glob("*.txt"))]
    else:
        texts = pd.read_parquet(path, columns=["text"])["text"].astype(str).tolist()
    lines, total = [], 0
    for line in (line for text in texts for line in text.splitlines() if line.strip()):
        if total >= size:
            break
        lines.append(line)
        total += len(line.encode("utf-8")) + 1
    return lines


def measure_warm(lines: list[str], names: list[str], rounds: int) -> dict[str, dict]:
    """Seconds of whole calls, all systems in turn, after one call each that is not counted."""
    data = "\n".join(lines).encode("utf-8")
    runs = {name: load_system(name) for name in names}
    n_words = len(load_system(SYSTEMS[1])(lines))  # underthesea's words, by the kit
    for name in names:
        if name.startswith("kit"):
            runs[name](lines)
    seconds: dict[str, list[float]] = {name: [] for name in [*names, "floor"]}
    for _ in range(rounds):
        for name in names:
            seconds[name].append(timed(runs[name], lines))
        seconds["floor"].append(run_floor(data))
    rows = {}
    for name, values in seconds.items():
        rows[name] = {
            "seconds": statistics.median(values),
            "words_per_s": n_words / statistics.median(values),
            "MB_per_s": len(data) / 1e6 / statistics.median(values),
            "times_floor": statistics.median([a / b for a, b in zip(values, seconds["floor"], strict=True)]),
        }
        if "underthesea" in seconds:
            pairs = [b / a for a, b in zip(values, seconds["underthesea"], strict=True)]
            rows[name]["times_underthesea"] = statistics.median(pairs)
    return rows


def measure_fresh(name: str, size: int, source: str | None, seed: int) -> dict:
    """Load, first call, second call and peak memory of one system in a process of its own."""
    command = [sys.executable, __file__, "--fresh", name, "--sizes", str(size), "--seed", str(seed)]
    if source:
        command += ["--articles", source]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def report_fresh(name: str, size: int, source: str | None, seed: int) -> None:
    lines = load_lines(source, size, seed)
    before = _peak()
    begun = time.process_time()
    run = load_system(name)
    loaded = time.process_time() - begun
    at_load = _peak()
    first, second = timed(run, lines), timed(run, lines)
    values = {"load_s": loaded, "first_s": first, "second_s": second}
    print(json.dumps({**values, "MB_text": before, "MB_loaded": at_load, "MB_peak": _peak()}))


def _peak() -> float:
    """Peak resident memory of this process in MB; ru_maxrss also counts the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_quality(path: Path) -> dict[str, dict]:
    """Word precision, recall, F1 and the recall of proper names, on sentences as their text line gives them."""
    sentences = read_conllu(path)
    texts = [text for text, _ in sentences]
    found = {}
    for name in SYSTEMS:
        if name.startswith("kit"):
            frame = load_system(name)(texts)
            words = [
                (int(n), text) for n, text in zip(frame["sentence"], _surfaces(frame, texts), strict=True)
            ]
        else:
            parts = load_system(name)(texts)
            words = [(n, word.replace("_", " ")) for n, row in enumerate(parts) for word in row]
        found[name] = _spans(words, len(texts))
    gold = _spans([(n, word) for n, (_, row) in enumerate(sentences) for word, _ in row], len(texts))
    names = [
        {span for span, (_, tag) in zip(_ordered(gold[n]), row, strict=True) if tag == "PROPN"}
        for n, (_, row) in enumerate(sentences)
    ]
    rows = {}
    for name, spans in found.items():
        right = sum(len(a & b) for a, b in zip(spans, gold, strict=True))
        precision, recall = right / sum(map(len, spans)), right / sum(map(len, gold))
        named = sum(len(a & b) for a, b in zip(spans, names, strict=True)) / sum(map(len, names))
        f1 = 2 * precision * recall / (precision + recall)
        rows[name] = {"precision": precision, "recall": recall, "F1": f1, "proper names": named}
    return rows


def read_conllu(path: Path) -> list[tuple[str, list[tuple[str, str]]]]:
    """Text, and words with their universal part of speech, of each sentence."""
    sentences: list[tuple[str, list[tuple[str, str]]]] = []
    text, words = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line[:1].isdigit():
            fields = line.split("\t")
            words.append((fields[1], fields[3]))
        elif not line and words:
            sentences.append((text, words))
            words = []
    return sentences


def _surfaces(frame: pd.DataFrame, texts: list[str]) -> list[str]:
    return [texts[n][a:b] for n, a, b in zip(frame["sentence"], frame["start"], frame["end"], strict=True)]


def _spans(words: list[tuple[int, str]], n: int) -> list[set[tuple[int, int]]]:
    """Words as spans of characters that are not white space, so that systems can be compared."""
    spans: list[set[tuple[int, int]]] = [set() for _ in range(n)]
    ends = [0] * n
    for number, word in words:
        size = len("".join(word.split()))
        spans[number].add((ends[number], ends[number] + size))
        ends[number] += size
    return spans


def _ordered(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted(spans)


def draw(results: dict, path: Path) -> None:
    """Words a second against the size of the text."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "words"
    figure, ax = plt.subplots(figsize=(7, 4))
    for name in ("floor", *SYSTEMS):
        points = [
            (row["bytes"], row["warm"][name]["words_per_s"])
            for row in results["sizes"]
            if name in row["warm"]
        ]
        ax.plot(*zip(*points, strict=True), marker="o", label=name)
    ax.set(xscale="log", yscale="log", xlabel="bytes of text", ylabel="words a second")
    ax.legend(frameon=False)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")


def parse_size(text: str) -> int:
    return int(float(text[:-1]) * UNITS[text[-1]]) if text[-1] in UNITS else int(text)


def print_table(rows: dict[str, dict]) -> None:
    print(pd.DataFrame(rows).T.to_string(float_format=lambda value: f"{value:,.4g}"), "\n")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="10k,100k,1m,10m")
    parser.add_argument("--limit", default="10m", help="largest size that underthesea and pyvi are given")
    parser.add_argument("--rounds", type=int, default=3, help="rounds up to 1m; larger texts get one")
    parser.add_argument("--articles", help="a folder of .txt files, or a Parquet file with a column text")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--quality", type=Path, help="a CoNLL-U file to score against")
    parser.add_argument("--fresh", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fresh:
        report_fresh(options.fresh, parse_size(options.sizes), options.articles, options.seed)
        return
    RESULTS.mkdir(exist_ok=True)
    if options.quality:
        rows = measure_quality(options.quality)
        print_table(rows)
        (RESULTS / "words-quality.json").write_text(
            json.dumps({"file": options.quality.name, **rows}, indent=1)
        )
        return
    Progress.patience = math.inf
    results: dict = {"source": options.articles and Path(options.articles).name, "sizes": []}
    for size in map(parse_size, options.sizes.split(",")):
        lines = load_lines(options.articles, size, options.seed)
        n_bytes = sum(len(line.encode("utf-8")) + 1 for line in lines)
        names = list(SYSTEMS) if size <= parse_size(options.limit) else list(SYSTEMS[:2])
        warm = measure_warm(lines, names, options.rounds if size <= 1_000_000 else 1)
        results["sizes"].append({"bytes": n_bytes, "warm": warm})
        print(f"{n_bytes / 1e6:.2f} MB, {len(lines):,} lines, warm")
        print_table(warm)
    fresh = {name: measure_fresh(name, 1_000_000, options.articles, options.seed) for name in SYSTEMS}
    for row in fresh.values():
        row["first, times underthesea"] = fresh["underthesea"]["first_s"] / row["first_s"]
    results["fresh process, 1 MB"] = fresh
    print("A fresh process, 1 MB")
    print_table(fresh)
    for name in SYSTEMS[:2]:
        points = [
            (row["bytes"], row["warm"][name]["seconds"]) for row in results["sizes"] if row["bytes"] > 50_000
        ]
        if len(points) > 1:
            (x, a), (y, b) = points[0], points[-1]
            results[f"growth exponent, {name}"] = exponent = math.log(b / a) / math.log(y / x)
            print(f"{name}: seconds grow as bytes to the power {exponent:.2f}")
    (RESULTS / "words.json").write_text(json.dumps(results, indent=1))
    draw(results, RESULTS / "words.svg")


if __name__ == "__main__":
    main()
