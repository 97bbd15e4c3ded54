"""How fast and in how much memory a large collection is loaded and its lines and sentences are found.

Made-up articles (the shipped ones, varied by `benchmarks/text.py`) are written as JSON Lines and as Parquet,
then read batch by batch into articles and lines with roles. As a yardstick, the standard library and pyarrow
alone read the same files (parsing only, nothing repaired, no table of lines), in turn with the kit.

    python benchmarks/load.py                        5,000 articles, three rounds
    python benchmarks/load.py --count 150000 --rounds 1    about 300 MB of text
    python benchmarks/load.py --articles FOLDER      any collection that kit.load_articles reads
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import pyarrow.parquet as pq  # noqa: E402

from kit.read.articles import load_articles, read_articles, save_articles  # noqa: E402
from kit.segment.lines import find_lines  # noqa: E402
from kit.segment.sentences import find_sentences  # noqa: E402

LINES = 7  # lines kept of each made-up article: about 2 kB, the size of real ones
SOURCES = ("baoquocte.vn", "tin.example", "ngaymoi.example")


def write_articles(count: int, path: Path) -> None:
    """``count`` made-up articles as JSON Lines; a pool of them is reused so that writing is no benchmark itself."""
    from text import make_articles

    pool = make_articles(min(count, 2000))
    with path.open("w", encoding="utf-8") as file:
        for place in range(count):
            text = pool[place % len(pool)]
            title, *body = text.split("\n\n")[:LINES]
            fields = {
                "id": f"bai-{place:07d}",
                "title": f"{title} ({place})",
                "published": f"{place % 28 + 1:02d}/{place % 12 + 1:02d}/{2015 + place % 9} 10:25",
                "url": f"https://{SOURCES[place % 3]}/bai-{place}.html",
                "content": "\n".join(body)
                + f"\nẢnh số {place}. Ảnh: Minh Khôi\nMời bạn đọc gửi bài về toà soạn",
            }
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")


def parse_only(path: Path) -> int:
    """The yardstick: every record parsed and forgotten."""
    if path.suffix == ".parquet":
        return sum(len(batch.to_pylist()) for batch in pq.ParquetFile(path).iter_batches(batch_size=1000))
    with path.open(encoding="utf-8") as file:
        return sum(bool(json.loads(line)) for line in file)


def load(path: Path) -> tuple[int, int]:
    """Articles and lines, all in memory at the end, as an analysis has them."""
    articles = load_articles(path)
    return len(articles), len(find_lines(articles))


def peak_megabytes() -> float:
    """The most memory that this process has had; Linux counts it from the start of the program."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_alone(path: Path) -> dict:
    """The same in a process of its own: its peak memory and time are those of this work only."""
    code = (
        "import sys, json, time; sys.path.insert(0, sys.argv[2]); import load; from pathlib import Path\n"
        "begun, cpu = time.perf_counter(), time.process_time(); counts = load.load(Path(sys.argv[1]))\n"
        "print(json.dumps({'articles': counts[0], 'lines': counts[1], 'seconds': time.perf_counter() - begun,\n"
        "  'cpu_seconds': time.process_time() - cpu, 'peak_mb': load.peak_megabytes()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(HERE)], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def time_call(function, *arguments) -> float:
    begun = time.process_time()
    function(*arguments)
    return time.process_time() - begun


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--count", type=int, default=5000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--articles", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines_file, parquet = Path(folder, "made.jsonl"), Path(folder, "made.parquet")
        if chosen.articles:
            save_articles(read_articles(chosen.articles), lines_file)
        else:
            write_articles(chosen.count, lines_file)
        save_articles(read_articles(lines_file), parquet)
        articles = load_articles(lines_file)
        size = sum(len(text.encode("utf-8")) for text in articles["text"]) / 1e6
        lines = find_lines(articles)
        results: dict = {"articles": len(articles), "megabytes": round(size, 1), "formats": {}}
        print(f"{len(articles):,} articles, {size:,.0f} MB of text, {len(lines):,} lines\n")
        print("format    seconds  CPU s  peak MB  parse-only CPU s  times parse-only")
        for path in (lines_file, parquet):
            pairs = [(time_call(load, path), time_call(parse_only, path)) for _ in range(chosen.rounds)]
            ratio = statistics.median(kit / plain for kit, plain in pairs)
            alone = measure_alone(path)
            plain = statistics.median(plain for _, plain in pairs)
            results["formats"][path.suffix[1:]] = {**alone, "times_parse_only": round(ratio, 1)}
            print(
                f"{path.suffix[1:]:8} {alone['seconds']:8.1f} {alone['cpu_seconds']:6.1f} {alone['peak_mb']:8.0f} "
                f"{plain:17.2f} {ratio:17.1f}"
            )
        seconds = [
            (time_call(find_lines, articles), time_call(find_sentences, articles, lines))
            for _ in range(chosen.rounds)
        ]
        for place, name in enumerate(("find_lines", "find_sentences")):
            speed = size / statistics.median(pair[place] for pair in seconds)
            results[f"{name}_mb_per_cpu_second"] = round(speed, 1)
            print(f"\n{name}: {speed:.1f} MB a CPU second", end="")
    target = HERE / "results" / "load.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"\n\nwritten to {target.name}")


if __name__ == "__main__":
    main()
