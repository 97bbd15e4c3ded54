"""The benchmark of whole collections: its articles differ, its arithmetic is right, its small runs are whole."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from kit.steps import STEPS

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def scale():
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import floors  # noqa: F401
        import scale
        import text  # noqa: F401

        yield scale
    finally:
        sys.path.remove(str(ROOT / "benchmarks"))


def build(articles, cpu_s, peak_mb=None, exponent=1.0):
    row = {
        "articles": articles,
        "cpu_s": cpu_s,
        "wall_s": cpu_s / 2,
        "peak_mb": peak_mb,
        "exponent": exponent,
    }
    return row | {"store_bytes_an_article": 10_000}


def test_made_up_articles_are_all_different_and_each_set_holds_the_one_before(scale, tmp_path):
    articles = scale.Articles(None, 60, seed=1)
    assert articles.table["content"].nunique() == articles.table["title"].nunique() == len(articles) == 60
    few, many = (pd.read_parquet(articles.write(tmp_path / f"{n}.parquet", 0, n)) for n in (20, 50))
    assert few["id"].tolist() == many["id"].tolist()[:20]
    again = scale.Articles(None, 60, seed=1)
    pd.testing.assert_frame_equal(articles.table, again.table)


def test_a_collection_is_sampled_the_same_way_every_time(scale, tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps({"id": f"a{n}", "text": f"Bài số {n}."}) + "\n" for n in range(30)))
    drawn = scale.Articles(path, 10, seed=2).table["article_id"].tolist()
    assert drawn == scale.Articles(path, 10, seed=2).table["article_id"].tolist()
    assert len(set(drawn)) == 10 and drawn != sorted(drawn)


def test_the_exponent_is_that_of_the_growth(scale):
    assert scale.find_exponent(build(1000, 5.0), build(4000, 20.0)) == 1.0
    assert scale.find_exponent(build(1000, 5.0), build(2000, 20.0)) == 2.0


def test_a_million_is_foretold_from_large_builds_only(scale):
    rows = [build(5000, 50.0, 500), build(20_000, 360.0, 800, exponent=1.2)]
    assert scale.foretell(rows) == {
        "from": [5000, 20_000],
        "cpu_hours_in_proportion": 5.0,
        "cpu_hours_by_the_last_exponent": round(0.1 * 50**1.2, 2),
        "wall_hours_in_proportion": 2.5,
        "store_gigabytes": 10.0,
        "peak_gigabytes_by_the_last_slope": 20.4,
    }
    assert scale.foretell(rows[:1]) == {} == scale.foretell([build(50, 1.0), build(100, 2.0)])


def test_every_step_has_a_floor(scale):
    import floors

    assert set(floors.FLOORS) == {"load", *STEPS, floors.KEPT} and set(floors.PLAIN) < set(floors.FLOORS)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "wait4"), reason="builds are measured on POSIX systems")
def test_a_small_run_is_whole(tmp_path):
    sizes = {"sample": 24, "rounds": 2, "serial": 0, "increment": 30, "workers": 1, "results": tmp_path}
    given = [word for name, value in sizes.items() for word in (f"--{name}", str(value))]
    parts = ["--parts", "steps", "growth", "increment", "evidence", "--counts", "20"]
    command = [sys.executable, ROOT / "benchmarks" / "scale.py", *given, *parts]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Articles: made up, all different" in done.stdout
    told = json.loads((tmp_path / "scale.json").read_text(encoding="utf-8"))
    assert set(told) == {"steps", "growth", "increment", "evidence"}
    assert set(told["steps"]["steps"]) == {"load", *STEPS, "kept"}
    (row,) = told["growth"]["engines"]["processes"]
    assert row["articles"] == 20 and row["cpu_s"] > 0 < row["store_bytes_an_article"]
    assert told["growth"]["engines"]["serial"] == [] and (tmp_path / "scale.svg").is_file()
    grown = told["increment"]
    assert grown["articles"] == [30, 31] and grown["tables_equal"] is True
    made = grown["topic_changed"]["parts_made"]
    assert made == dict.fromkeys(("topics", "statements", "quantities"), 2), (
        "the article that came has its own"
    )
    assert set(grown["topic_changed"]["tables_that_differ"]) <= {"topics", "statements", "quantities"}
    assert (
        row["more"]["articles"] == told["evidence"]["articles"] == 21
        and "sentences" in told["evidence"]["found"]
    )
