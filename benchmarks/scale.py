"""What a collection of any size costs: every step beside its floor and beside the plain way, and whole stores.

    python benchmarks/scale.py                                  made-up articles, all different (benchmarks/text.py)
    python benchmarks/scale.py --articles my.parquet            any collection that kit.load_articles reads
    python benchmarks/scale.py --parts growth --counts 1000 4000

Five parts, of which ``--parts`` chooses:

``steps``: processor time of each step, of its floor and of the plain way (benchmarks/floors.py), in turns in one
process. Every round has articles of its own, so nothing that is remembered of a text helps; a ratio is the median over
rounds, of seconds a megabyte, since slow plain ways are given the first few articles of the round only.
``growth``: builds of ever more articles, each the ones before and others. Each runs in processes of its own; processor
time is that of all of them, start and imports included, and memory what all hold together (proportional set size,
every 0.2 s; Linux only). The exponent is that by which processor time grows with the number of articles. Then each is
brought up to date with 1 % more articles: ``more``.
``increment``: 1 % more articles, and a topic that is changed: what is made again, and whether the tables are those of
a store that is built from nothing.
``engines``: the same articles by each engine, and whether the tables are the same.
``evidence``: a store opened by a new process, and the sentences with the most frequent partner and topic.

Builds need a POSIX system (``os.wait4``). Results of the parts that ran replace theirs in results/scale.json.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import importlib.util
import json
import math
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

import kit  # noqa: E402
from kit.files import find_data  # noqa: E402
from kit.progress import Progress  # noqa: E402
from kit.steps import LOADED, STEPS  # noqa: E402
from kit.store.engines import ENGINES  # noqa: E402
from kit.tag.dates import find_today  # noqa: E402
from kit.vietnamese.names.cues import HOME  # noqa: E402

SOURCES = ("baoquocte.vn", "tin.example", "ngaymoi.example")
INTERVAL = 0.2  # seconds between two looks at memory
MORE = 0.01  # share of articles that come to a store
PATTERN = "          - cuối tuần qua\n"  # what the changed topic looks for as well
TELLING = 10_000  # articles; from fewer nothing is foretold, since a program's start weighs too much
WARM = 20  # articles that are read before the clock runs

BUILD = """
import json, sys, kit
print(kit.build(**json.loads(sys.argv[1])).to_json(orient="records"))
"""

READ = """
import json, sys, time
begun = time.perf_counter()
import kit.corpus
seconds, cpu = {"importing the kit": time.perf_counter() - begun}, {}
def step(name, work):
    begun, spent = time.perf_counter(), time.process_time()
    try:
        return work()
    except kit.errors.KitError as error:  # a table that is too large to be read whole
        return error
    finally:
        seconds[name], cpu[name] = time.perf_counter() - begun, time.process_time() - spent
store, partner, topic = sys.argv[1:]
corpus = step("opening the store", lambda: kit.Corpus(store))
found = step("evidence, first", lambda: corpus.evidence(partner=partner, topic=topic))
step("evidence, again", lambda: corpus.evidence(partner=partner, topic=topic))
step("sizes", corpus.sizes)
print(json.dumps({"seconds": seconds, "cpu_s": cpu, "found": str(found).splitlines()[-1]}))
"""

SCAN = """
import json, sys, time, kit.corpus
begun, words = time.process_time(), 0
for part in kit.Corpus(sys.argv[1]).scan("words", columns=["article_id", "word"]):
    words += int(part["word"].value_counts().sum())
print(json.dumps({"cpu_s": time.process_time() - begun, "words": words}))
"""


# -- articles -------------------------------------------------------------------------------------------------


class Articles:
    """The articles that are measured, in an order of chance that is the same every time.

    Parameters
    ----------
    source : a collection, or None for made-up articles.
    count : the most that are asked for.
    seed : of the order, and of the generator.
    """

    def __init__(self, source: Path | None, count: int, seed: int):
        table = make_table(count, seed) if source is None else read_table(source)
        order = np.random.default_rng(seed).permutation(len(table))[:count]
        self.table = table.iloc[order]
        self.name = f"{source.name}, {len(table):,} articles" if source else "made up, all different"

    def __len__(self) -> int:
        return len(self.table)

    def write(self, path: Path, first: int, last: int) -> Path:
        """The articles from the first to the one before the last, as a file that the kit reads."""
        self.table.iloc[first:last].to_parquet(path, index=False, row_group_size=1000)
        return path


def read_table(source: Path) -> pd.DataFrame:
    """A collection as it is if it is one Parquet file, and otherwise as the kit reads it."""
    return pd.read_parquet(source) if source.suffix == ".parquet" else kit.load_articles(source)


def make_table(count: int, seed: int) -> pd.DataFrame:
    """Made-up articles, of which none is another's copy, with columns as sites give them."""
    from text import stream_articles

    rows = []
    for place, text in zip(range(count), stream_articles(seed), strict=False):
        title, _, body = text.partition("\n\n")
        rows.append(
            {
                "id": f"bai-{place:07d}",
                "title": title,
                "published": f"{place % 28 + 1:02d}/{place % 12 + 1:02d}/{2015 + place % 9} 10:25",
                "url": f"https://{SOURCES[place % 3]}/bai-{place}.html",
                "content": f"{body}\nẢnh số {place}. Ảnh: Minh Khôi\nMời bạn đọc gửi bài về toà soạn",
            }
        )
    return pd.DataFrame(rows)


# -- processes that are watched -------------------------------------------------------------------------------


class Watched(NamedTuple):
    """What a program printed last, and what it and all processes that it began took."""

    said: Any
    wall_s: float
    cpu_s: float
    peak_mb: float | None


def run_watched(code: str, *arguments: str) -> Watched:
    """Run a program in a session of its own, and look at the memory of all processes in it until it ends."""
    command = [sys.executable, "-W", "ignore", "-c", code, *arguments]
    env = os.environ | {
        "PYTHONDONTWRITEBYTECODE": ""
    }  # modules are compiled once, as where nobody asks otherwise
    peak, ended = 0.0, 0
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=err, start_new_session=True)
        try:
            while not ended:
                peak = max(peak, measure_memory(process.pid))
                time.sleep(INTERVAL)
                ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            wall = time.perf_counter() - begun
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            if not ended:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for stream in (out, err):
            stream.seek(0)
        if process.returncode:
            raise RuntimeError(f"a program that is measured failed:\n{err.read()[-2000:]}")
        said = json.loads(out.read().splitlines()[-1])
    return Watched(said, wall, usage.ru_utime + usage.ru_stime, peak or None)


def measure_memory(session: int) -> float:
    """Megabytes that all processes of a session hold together, what they share once; 0 where that is not told."""
    total = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if int((path / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                rollup = (path / "smaps_rollup").read_text()
                total += int(rollup.partition("\nPss:")[2].split()[0])
        except (OSError, ValueError, IndexError):  # it ended meanwhile
            continue
    return total * 1024 / 1e6


def build(source: Path, store: Path, **how: Any) -> dict[str, Any]:
    """A store built by a program of its own, and what that took."""
    asked = {"source": str(source), "store": str(store), **how}
    done = run_watched(BUILD, json.dumps({name: value for name, value in asked.items() if value is not None}))
    articles = count_articles(store)
    files = [path.stat().st_size for path in store.rglob("*") if path.is_file()]
    return {
        "articles": articles,
        "wall_s": round(done.wall_s, 1),
        "cpu_s": round(done.cpu_s, 1),
        "cpu_ms_an_article": round(done.cpu_s / articles * 1000, 2),
        "peak_mb": done.peak_mb and round(done.peak_mb),
        "store_bytes_an_article": round(sum(files) / articles),
        "made": {row["table"]: row["made"] for row in done.said if row["made"]},
        "cpu_ms_an_article_by_table": {
            row["table"]: round(row["seconds"] / articles * 1000, 3) for row in done.said if row["made"]
        },
    }


def count_articles(store: Path) -> int:
    manifest = json.loads((store / "manifest.json").read_text(encoding="utf-8"))
    return sum(part["articles"] for part in manifest["parts"])


def hash_store(store: Path) -> dict[str, str]:
    """The sha256 of the rows of every table, in whatever order and parts they are kept, but for places in files."""
    corpus = kit.Corpus(store, fold=False)
    found = {}
    for name in (LOADED, *STEPS):
        rows, kinds = [], ""
        for part in corpus.scan(name):
            part = part[[column for column in sorted(part) if column != "origin"]]
            kinds = " ".join(f"{column}:{kind.name}" for column, kind in part.dtypes.items())
            part = part.astype(dict.fromkeys(part.columns[part.dtypes == "category"], "str"))
            rows.append(pd.util.hash_pandas_object(part, index=False).to_numpy())
        found[name] = hashlib.sha256(kinds.encode() + np.sort(np.concatenate(rows)).tobytes()).hexdigest()
    return found


# -- parts ----------------------------------------------------------------------------------------------------


def measure_steps(articles: Articles, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Each step beside its floor and its plain way."""
    import floors

    floors.prepare()
    Progress.patience = math.inf
    size = min(options.sample, len(articles) - WARM) // options.rounds
    gc.freeze()  # else every clock looks through all that was prepared
    time_round(articles.write(folder / "warm.parquet", 0, WARM))
    gc.freeze()
    rounds = []
    for number in range(options.rounds):
        first = WARM + number * size
        rounds.append(time_round(articles.write(folder / f"{number}.parquet", first, first + size)))
    rows = {name: summarise([each[name] for each in rounds], size) for name in rounds[0]}
    known = [name for name, row in rows.items() if "plain" in row]
    return {
        "articles": size * options.rounds,
        "rounds": options.rounds,
        "megabytes": round(sum(each["load"]["megabytes"] for each in rounds), 2),
        "steps": rows,
        "all": {
            "cpu_ms_an_article": round(sum(row["cpu_ms_an_article"] for row in rows.values()), 2),
            "MB_per_s": round(1 / sum(1 / row["MB_per_s"] for row in rows.values() if row["MB_per_s"]), 3),
            "times_floor": round(
                sum(row["cpu_ms_an_article"] for row in rows.values())
                / sum(row["floor_ms_an_article"] for row in rows.values()),
                1,
            ),
            "times_as_fast_as_plain": round(
                sum(rows[name]["plain_ms_an_article"] for name in known)
                / sum(rows[name]["cpu_ms_an_article"] for name in known),
                1,
            ),
        },
    }


def time_round(path: Path) -> dict[str, dict[str, Any]]:
    """Seconds of every step, floor and plain way on these articles, and what each was given."""
    import floors

    sample = floors.Sample(path, {})
    found: dict[str, dict[str, Any]] = {}

    def take(name: str, work: Callable[[], Any]) -> Any:
        seconds, made = clock(work)
        if name in (*STEPS, "load"):
            sample.tables[LOADED if name == "load" else name] = made
        floor, plain = floors.FLOORS[name], floors.PLAIN.get(name)
        row = {"seconds": seconds, "megabytes": sample.megabytes, "floor": floor.what}
        row["floor_seconds"] = clock(lambda: floor.run(sample))[0]
        if plain:
            count = max(1, len(sample.texts) // plain.few)
            few = sample.head(count) if plain.few > 1 else sample
            row |= {"plain": plain.what, "plain_articles": count, "plain_megabytes": few.megabytes}
            row["plain_seconds"] = clock(lambda: plain.run(few))[0]
        found[name] = row

    take("load", lambda: kit.load_articles(path))
    settings = {"home": HOME, "published_from": "", "published_to": ""}
    for name, step in STEPS.items():
        if "today" in step.options:
            settings["today"] = str(find_today(sample.tables[step.needs["articles"]]))
        given = {option: settings[option] for option in step.options}
        take(name, lambda step=step, given=given: step.run(sample.tables, **given))
    take(floors.KEPT, lambda: floors.write()(sample))
    return found


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time, and what was made."""
    gc.collect()  # what others left is not cleared away within
    begun = time.process_time()
    made = work()
    return time.process_time() - begun, made


def summarise(rounds: list[dict[str, Any]], size: int) -> dict[str, Any]:
    """One step over the rounds: medians, of ratios with the least and the most."""
    first = rounds[0]
    speeds = [each["megabytes"] / max(each["seconds"], 1e-6) for each in rounds]
    weight = statistics.mean(each["megabytes"] for each in rounds) / size * 1000  # MB of a thousand articles
    row = {
        "cpu_ms_an_article": round(statistics.median(each["seconds"] for each in rounds) / size * 1000, 4),
        "MB_per_s": round(statistics.median(speeds), 2),
        "floor": first["floor"],
        "floor_ms_an_article": statistics.median(each["floor_seconds"] for each in rounds) / size * 1000,
        "times_floor": tell_ratios([each["seconds"] / max(each["floor_seconds"], 1e-6) for each in rounds]),
    }
    if "plain" in first:
        slow = [each["plain_seconds"] / each["plain_megabytes"] for each in rounds]
        ratios = [one * speed for one, speed in zip(slow, speeds, strict=True)]
        row |= {
            "plain": first["plain"],
            "plain_ms_an_article": statistics.median(slow) * weight,
            "plain_articles": sum(each["plain_articles"] for each in rounds),
            "times_as_fast_as_plain": tell_ratios(ratios),
        }
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}


def tell_ratios(ratios: list[float]) -> list[float]:
    """Median, least and most."""
    return [float(f"{value:.3g}") for value in (statistics.median(ratios), min(ratios), max(ratios))]


def measure_growth(articles: Articles, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Stores of ever more articles, and each brought up to date with 1 % more."""
    rows: dict[str, list[dict[str, Any]]] = {"processes": [], "serial": []}
    source = folder / "growth.parquet"
    if more := [count for count in options.counts if count * (1 + MORE) > len(articles)]:
        print(f"left out, since there are {len(articles):,} articles: {', '.join(map(str, more))}")
    for count in sorted(set(options.counts) - set(more)):
        for engine, done in rows.items():
            if engine == "serial" and count > options.serial:
                continue
            store, how = folder / f"{engine}-{count}", {"engine": engine, "workers": options.workers}
            done.append(build(articles.write(source, 0, count), store, **how))
            del done[-1]["made"]  # all of them
            say_build(engine, done[-1])
            grown = build(articles.write(source, 0, count + max(1, round(count * MORE))), store, **how)
            grown["cpu_share_of_the_build"] = round(grown["cpu_s"] / done[-1]["cpu_s"], 3)
            done[-1]["more"] = grown
            say_build(f"{MORE:.0%} more: {grown['cpu_share_of_the_build']:.1%}", grown)
    for done in rows.values():
        for before, after in pairwise(done):
            after["exponent"] = find_exponent(before, after)
    return {"engines": rows, "million": foretell(rows["processes"])}


def find_exponent(before: dict[str, Any], after: dict[str, Any]) -> float:
    """By which power of the number of articles processor time grew.

    >>> find_exponent({"articles": 100, "cpu_s": 3.0}, {"articles": 400, "cpu_s": 12.0})
    1.0
    """
    grown = math.log(after["cpu_s"] / before["cpu_s"])
    return round(grown / math.log(after["articles"] / before["articles"]), 3)


def foretell(rows: Sequence[dict[str, Any]], count: int = 1_000_000) -> dict[str, Any]:
    """What a million articles would take, by the last two builds: in proportion, and by the last exponent."""
    if len(rows) < 2 or rows[-1]["articles"] < TELLING:
        return {}
    before, last = rows[-2], rows[-1]
    times = count / last["articles"]
    said = {
        "from": [before["articles"], last["articles"]],
        "cpu_hours_in_proportion": last["cpu_s"] * times / 3600,
        "cpu_hours_by_the_last_exponent": last["cpu_s"] * times ** last["exponent"] / 3600,
        "wall_hours_in_proportion": last["wall_s"] * times / 3600,
        "store_gigabytes": last["store_bytes_an_article"] * count / 1e9,
    }
    if before["peak_mb"] and last["peak_mb"]:
        slope = (last["peak_mb"] - before["peak_mb"]) / (last["articles"] - before["articles"])
        said["peak_gigabytes_by_the_last_slope"] = (
            last["peak_mb"] + slope * (count - last["articles"])
        ) / 1e3
    return {name: round(value, 2) if isinstance(value, float) else value for name, value in said.items()}


def measure_increment(articles: Articles, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """One article more in a hundred, and then one topic that is changed.

    New articles have parts of their own.
    """
    count = min(options.increment, int(len(articles) / (1 + MORE)))
    more = count + max(1, round(count * MORE))
    source, how = folder / "increment.parquet", {"engine": "serial"}
    store, fresh = folder / "increment", folder / "increment-fresh"
    first = build(articles.write(source, 0, count), store, **how)
    grown = build(articles.write(source, 0, more), store, **how)
    whole = build(source, fresh, **how)
    for name, row in (("first", first), ("1 % more", grown), ("from nothing", whole)):
        say_build(name, row)
    digests = hash_store(fresh)
    same = hash_store(store) == digests
    lexicons = folder / "lexicons"
    lexicons.mkdir()
    topics = find_data("topics.yml").read_text(encoding="utf-8")
    changed = topics.replace("        patterns:\n", f"        patterns:\n{PATTERN}", 1)
    (lexicons / "topics.yml").write_text(changed, encoding="utf-8")
    edited = build(source, store, lexicons=str(lexicons), **how)
    say_build("a topic changed", edited)
    alike = {name for name, digest in hash_store(store).items() if digests[name] == digest}
    return {
        "articles": [count, more],
        "cpu_share_of_a_build_from_nothing": round(grown["cpu_s"] / whole["cpu_s"], 3),
        "tables_equal": same,
        "parts": max(whole["made"].values()),
        "parts_made": grown["made"],
        "topic_changed": {
            "cpu_share": round(edited["cpu_s"] / whole["cpu_s"], 3),
            "parts_made": edited["made"],
            "tables_that_differ": sorted({LOADED, *STEPS} - alike),
        },
        "builds": {"first": first, "more": grown, "from_nothing": whole, "topic": edited},
    }


def measure_engines(articles: Articles, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The same articles by each engine."""
    count = min(options.sample, len(articles))
    source, rows, digests = articles.write(folder / "engines.parquet", 0, count), {}, {}
    for engine in ENGINES:
        if engine == "dask" and not importlib.util.find_spec("distributed"):
            print("dask: distributed is not installed; left out")
            continue
        store = folder / f"engine-{engine}"
        part_size = max(1, min(1000, count // 4))  # as many parts as two workers can share
        how = {"engine": engine, "workers": options.workers, "part_size": part_size}
        rows[engine] = build(source, store, **how) | {"part_size": part_size}
        digests[engine] = hash_store(store)
        say_build(engine, rows[engine])
    same = all(one == digests["serial"] for one in digests.values())
    print(f"tables {'equal' if same else 'NOT equal'}")
    return {"builds": rows, "tables_equal": same, "sha256": digests["serial"]}


def measure_evidence(articles: Articles, options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """A store opened by a new process: the largest that was built."""
    stores = sorted(folder.glob("processes-*"), key=count_articles)
    if not stores:
        count = min(max(options.counts), len(articles))
        stores = [folder / "evidence"]
        build(articles.write(folder / "evidence.parquet", 0, count), stores[0], workers=options.workers)
    store = stores[-1]
    keys = {name: find_frequent(store, f"{name}s") for name in ("partner", "topic")}
    done = run_watched(READ, str(store), keys["partner"], keys["topic"])
    scanned = run_watched(SCAN, str(store))
    row = {"articles": count_articles(store), **keys, **done.said}
    row["peak_mb"] = done.peak_mb and round(done.peak_mb)
    for clock in ("seconds", "cpu_s"):
        row[clock] = {name: round(value, 3) for name, value in row[clock].items()}
    row["scan"] = {
        "words": scanned.said["words"],
        "cpu_s": round(scanned.said["cpu_s"], 2),
        "peak_mb": scanned.peak_mb and round(scanned.peak_mb),
    }
    for name, value in row.items():
        print(f"{name:>10}  {value}")
    return row


def find_frequent(store: Path, table: str) -> str:
    """The key that most articles name; of partners not the home country."""
    named = pd.concat(
        part.drop_duplicates() for part in kit.Corpus(store).scan(table, columns=["article_id", "key"])
    )
    return str(named["key"][named["key"] != HOME].value_counts().index[0])


PARTS: dict[str, Callable[[Articles, argparse.Namespace, Path], dict[str, Any]]] = {
    "steps": measure_steps,
    "growth": measure_growth,
    "increment": measure_increment,
    "engines": measure_engines,
    "evidence": measure_evidence,
}


# -- output ---------------------------------------------------------------------------------------------------


def say_build(name: str, row: dict[str, Any]) -> None:
    print(
        f"{name:>16} {row['articles']:>9,} articles {row['wall_s']:>8.1f} s {row['cpu_s']:>8.1f} s CPU "
        f"{row['cpu_ms_an_article']:>7.2f} ms an article {row['peak_mb'] or 0:>7,} MB "
        f"{row['store_bytes_an_article']:>7,} bytes an article kept",
        flush=True,
    )


def print_steps(result: dict[str, Any]) -> None:
    """The table of the steps: a ratio is the median over the rounds, (least to most)."""
    rows = []
    for name, row in result["steps"].items():
        rows.append(
            {
                "step": name,
                "ms an article": f"{row['cpu_ms_an_article']:.3f}",
                "MB/s": f"{row['MB_per_s']:,.1f}",
                "floor": row["floor"],
                "times it": "{} ({} to {})".format(*row["times_floor"]),
                "plain way": row.get("plain", "–"),
                "articles": row.get("plain_articles", ""),
                "as fast": "{} ({} to {})".format(*row["times_as_fast_as_plain"]) if "plain" in row else "",
            }
        )
    print(pd.DataFrame(rows).to_string(index=False))
    total = result["all"]
    print(
        f"\nall: {total['cpu_ms_an_article']} ms an article, {total['MB_per_s']} MB/s, {total['times_floor']} times "
        f"the floors; where there is a plain way, {total['times_as_fast_as_plain']} times as fast as these together"
    )


def draw(growth: dict[str, Any], path: Path) -> None:
    """Processor time an article, and memory, against the number of articles."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "scale"
    figure, panes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    titles = {"cpu_ms_an_article": "CPU, ms an article", "peak_mb": "Peak memory of all processes, MB"}
    counts = sorted({row["articles"] for rows in growth["engines"].values() for row in rows})
    for ax, (column, title) in zip(panes, titles.items(), strict=True):
        for engine, rows in growth["engines"].items():
            points = [(row["articles"], row[column]) for row in rows if row[column]]
            if points:
                ax.plot(*zip(*points, strict=True), marker="o", label=engine)
        ax.set(xscale="log", xlabel="articles", title=title)
        ax.set_xticks(counts, [f"{count:,}" for count in counts])
        ax.minorticks_off()
        ax.set_ylim(bottom=0)
        ax.spines[["top", "right"]].set_visible(False)
    panes[0].legend(frameon=False)
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def describe_machine(options: argparse.Namespace) -> dict[str, Any]:
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "processors": os.cpu_count(),
        "workers": options.workers or os.cpu_count(),
        "gigabytes": round(pages / 1e9, 1),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, help="a collection (default: made-up articles)")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--sample", type=int, default=2000, help="articles of the parts steps and engines")
    parser.add_argument("--rounds", type=int, default=4, help="of steps, into which the sample is dealt")
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 4000, 16_000, 64_000])
    parser.add_argument("--serial", type=int, default=4000, help="the most that one process builds alone")
    parser.add_argument("--increment", type=int, default=4500, help="articles to which 1 %% are added")
    parser.add_argument("--workers", type=int, help="processes (default: one a processor)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--results", type=Path, default=HERE / "results", help="folder of scale.json")
    return parser


def count_needed(options: argparse.Namespace) -> int:
    """How many articles the chosen parts ask for."""
    asked = {
        "steps": options.sample + WARM,
        "growth": round(max(options.counts) * (1 + MORE)) + 1,
        "increment": options.increment + round(options.increment * MORE) + 1,
        "engines": options.sample,
        "evidence": max(options.counts),
    }
    return max(asked[part] for part in options.parts)


def main(arguments: Sequence[str] | None = None) -> None:
    options = make_parser().parse_args(arguments)
    if not hasattr(os, "wait4"):
        options.parts = [part for part in options.parts if part == "steps"]
        print("Builds are measured on POSIX systems only; here only the steps are.")
    warnings.simplefilter("ignore")
    articles = Articles(options.articles, count_needed(options), options.seed)
    print(f"Articles: {articles.name}; seed {options.seed}")
    path = options.results / "scale.json"
    results = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    with tempfile.TemporaryDirectory() as folder:
        for part in [name for name in PARTS if name in options.parts]:
            print(f"\n{part}", flush=True)
            found = PARTS[part](articles, options, Path(folder))
            told = {"source": articles.name, "seed": options.seed, "kit": kit.__version__}
            results[part] = told | {"machine": describe_machine(options)} | found
            if part == "steps":
                print_steps(found)
            options.results.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            if part == "growth":
                print("A million articles:", found["million"] or f"not foretold from fewer than {TELLING:,}")
                draw(found, path.with_suffix(".svg"))


if __name__ == "__main__":
    main()
