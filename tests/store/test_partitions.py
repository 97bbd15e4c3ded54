"""Partitions: new articles have parts of their own, and there are never more than twice as many as it takes.

An article that is given as it was before is known again, and everything is as if all had been read anew.
"""

import json
import math
import sys
import warnings
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import cache
from kit.cache import find_table, write_table
from kit.collect.pages import pages
from kit.errors import KitWarning
from kit.files import LEXICONS, overlay
from kit.read import rows
from kit.schema import SCHEMAS
from kit.store import partitions
from kit.store.partitions import cut_articles


def cut_source(folder, ids):
    """A file of articles with these ids."""
    rows = [{"id": f"{one:03}", "text": f"Bài số {one} nói về lao động ở nước ngoài."} for one in ids]
    folder.mkdir(exist_ok=True)
    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return source


def cut(folder, ids, old, *, part_size=5):
    """Articles with these ids, cut into parts of ``folder``."""
    return cut_articles(cut_source(folder, ids), folder, old, part_size=part_size)


def list_homes(folder, made):
    """The part of each article."""
    table = find_table(folder / made["ids"], schema={})
    return dict(zip(table["article_id"], table["part"], strict=True))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.sets(st.integers(0, 60), min_size=1, max_size=30), min_size=2, max_size=6), st.integers(1, 7)
)
def test_parts_are_few_and_an_article_stays_in_its_own(tmp_path_factory, collections, part_size):
    folder, old, homes = tmp_path_factory.mktemp("parts"), {}, {}
    most = 0
    for ids in collections:
        made = cut(folder, sorted(ids), old, part_size=part_size)
        now = list_homes(folder, made)
        assert set(now) == {f"{one:03}" for one in ids}
        assert all(homes[key] == part for key, part in now.items() if key in homes)
        counts = [part["articles"] for part in made["parts"]]
        assert sum(counts) == len(ids) and max(counts) <= part_size
        assert all(part["key"] for part in made["parts"])
        most = max(most, 2 * (len(ids) // part_size + 1), len(old.get("parts", ())))
        assert len(counts) <= most
        old, homes = made, now
    fresh = cut(tmp_path_factory.mktemp("fresh"), sorted(ids, reverse=True), {})
    assert made["hash"] == fresh["hash"]


def test_an_article_more_changes_one_part(tmp_path):
    made = cut(tmp_path, range(12), {})
    assert [part["articles"] for part in made["parts"]] == [5, 5, 2]
    sizes = []
    for n in range(13, 22):
        before, made = made, cut(tmp_path, range(n), made)
        keys = [part["key"] for part in before["parts"]]
        kept = [part["key"] for part in made["parts"]]
        assert sum(one != other for one, other in zip(keys, kept, strict=False)) == (len(keys) == len(kept))
        assert len(kept) <= 2 * math.ceil((n + 1) / 5)
        sizes.append([part["articles"] for part in made["parts"]])
    assert sizes[:4] == [[5, 5, 2, 1], [5, 5, 2, 1, 1], [5, 5, 2, 1, 1, 1], [5, 5, 2, 1, 1, 1, 1]]
    assert sizes[-1] == [5, 5, 2, 2, 2, 2, 1, 1, 1]


def lose(folder, made, part):
    """Take the file of a part away."""
    (folder / "loaded" / f"part-{part:05}-{made['parts'][part]['key'][:32]}.parquet").unlink()


def test_a_part_that_is_lost_with_all_its_articles_is_empty(tmp_path):
    made = cut(tmp_path, range(12), {})
    lose(tmp_path, made, 2)
    again = cut_articles(cut_source(tmp_path, range(10)), tmp_path, made, part_size=5)
    assert [part["articles"] for part in again["parts"]] == [5, 5, 0]
    assert again["hash"] == cut(tmp_path / "fresh", range(10), {})["hash"]


def test_a_part_that_is_lost_waits_for_its_articles_and_keeps_them(tmp_path):
    """More has changed than is held in memory, before the first of its articles comes, and after the last."""
    made = cut(tmp_path, range(60), {})
    lose(tmp_path, made, 11)
    source = cut_source(tmp_path, [*range(100, 160), *range(55, 60), *range(160, 300)])
    again = cut_articles(source, tmp_path, made, part_size=5)
    assert again["hash"] == cut_articles(source, tmp_path / "fresh", {})["hash"]
    assert len(read_loaded(tmp_path, again)) == 205


# -- articles that are known again ----------------------------------------------------------------------------


def read_loaded(folder, made):
    """The articles of all parts by id, but for the line that each was read from, and where each is noted to be."""
    parts = [next((folder / "loaded").glob(f"*-{part['key'][:32]}.parquet")) for part in made["parts"]]
    rows = pd.concat([find_table(path, schema=SCHEMAS["articles"]) for path in parts], ignore_index=True)
    rows = rows.drop(columns="origin").fillna({"notes": ""}).sort_values("article_id", ignore_index=True)
    return rows[sorted(rows)]


def give(folder, records, known=()):
    """A source of these records, and a table of what is known by hand."""
    source, metadata = folder / "news.jsonl", folder / "known.csv"
    source.write_text("".join(json.dumps(row) + "\n" for row in records), encoding="utf-8")
    lines = [f"{key},{title}" for key, title in dict(known).items()]
    metadata.write_text("\n".join(["article_id,title", *lines]) + "\n", encoding="utf-8")
    return {"source": source, "metadata": metadata}


def count_calls(monkeypatch, place, name):
    """A list that grows by one whenever a function is called."""
    calls, real = [], getattr(place, name)
    monkeypatch.setattr(place, name, lambda *given, **named: calls.append(given) or real(*given, **named))
    return calls


def write_record(number, *, text=0, day="", named=True, url=""):
    row = {
        "text": f"Bài số {number} nói về lao  động.\r\nBản {text} của bài này.",
        "ngày đăng": day,
        "url": url,
    }
    return {**({"id": f"bai-{number}"} if named else {}), **row}


RECORDS = st.builds(
    write_record,
    st.integers(0, 4),
    text=st.integers(0, 1),
    day=st.sampled_from(["", "3/4/2021", "25/4/2021", "4/25/2021"]),
    named=st.sampled_from([True, True, False]),
    url=st.sampled_from(["", "", "https://thu.vn/bai-1.html"]),
)
KNOWN = st.dictionaries(st.sampled_from(["bai-0", "bai-1"]), st.sampled_from(["Một", "Hai"]), max_size=2)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.lists(RECORDS, min_size=1, max_size=7), KNOWN), min_size=2, max_size=4))
@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_what_is_known_of_articles_gives_what_reading_all_of_them_gives(tmp_path_factory, versions):
    """Records come, go, change, are put elsewhere, have one id or none; dates turn out to be month first."""
    folder, old = tmp_path_factory.mktemp("known"), {}
    for records, known in versions:
        here = {row.get("id") for row in records}
        given = give(folder, records, {key: title for key, title in known.items() if key in here})
        old = cut_articles(given["source"], folder / "store", old, part_size=3, metadata=given["metadata"])
        fresh = tmp_path_factory.mktemp("fresh")
        whole = cut_articles(given["source"], fresh, {}, metadata=given["metadata"])
        assert old["hash"] == whole["hash"] and old["read"] == whole["read"]
        mine = {**old, "parts": [part for part in old["parts"] if part["articles"]]}
        pd.testing.assert_frame_equal(read_loaded(folder / "store", mine), read_loaded(fresh, whole))


@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_an_article_that_is_given_as_before_is_not_repaired_again(tmp_path, monkeypatch):
    stories = [write_record(number, day="3/4/2021") for number in range(9)]
    given = give(tmp_path, stories, {"bai-0": "Một", "bai-1": "Hai"})
    cut = partial(cut_articles, given["source"], tmp_path / "store", metadata=given["metadata"])
    old, calls = cut({}), count_calls(monkeypatch, rows, "join_parts")
    assert cut(old) == old and not calls
    for changed, known, n in (
        ([*stories[::-1], write_record(20)], {"bai-0": "Một", "bai-1": "Hai"}, 1),  # turned, with one more
        (stories[2:], {}, 0),  # less
        (stories, {"bai-0": "Một", "bai-1": "Ba"}, 2),  # two are back, and known otherwise
        (stories, {"bai-0": "Một", "bai-1": "Tư"}, 1),  # one is known otherwise
        (stories, {"bai-0": "Một", "bai-1": "Tư", "bai-2": "Năm"}, 1),  # one more is known
        (stories, {"bai-0": "Một", "bai-1": "Tư"}, 1),  # and no longer
        ([write_record(0, text=1, day="3/4/2021"), *stories[1:]], {"bai-0": "Một", "bai-1": "Tư"}, 1),
        ([*stories, write_record(30, day="4/25/2021")], {"bai-0": "Một", "bai-1": "Tư"}, 10),  # month first
    ):
        give(tmp_path, changed, known)
        calls.clear()
        old = cut(old)
        assert len(calls) == n


@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_other_code_or_another_lexicon_reads_all_articles_again(tmp_path, monkeypatch):
    given = give(tmp_path, [{**write_record(number), "lời": f"Thư {number}"} for number in range(4)])
    old, calls = cut_articles(given["source"], tmp_path, {}), count_calls(monkeypatch, rows, "join_parts")
    own = (LEXICONS / "columns.yml").read_text(encoding="utf-8")
    (tmp_path / "mine").mkdir()
    named = own.replace("  title: [", "  title: [lời, ", 1)
    (tmp_path / "mine" / "columns.yml").write_text(named, encoding="utf-8")
    with overlay(tmp_path / "mine"):
        new = cut_articles(given["source"], tmp_path, old)
        assert len(calls) == 4 and read_loaded(tmp_path, new)["title"].tolist() == [
            f"Thư {n}" for n in range(4)
        ]
        assert cut_articles(given["source"], tmp_path, new) == new and len(calls) == 4
    monkeypatch.setattr(partitions, "hash_code", lambda _: "other")
    with overlay(tmp_path / "mine"):
        assert cut_articles(given["source"], tmp_path, new) == {**new, "reader": "other"} and len(calls) == 8
    monkeypatch.setattr(partitions, "hash_code", lambda _: "")  # code that was edited after it was imported
    for _ in range(2):
        old = cut_articles(given["source"], tmp_path, old)
    assert len(calls) == 16


def test_all_that_reads_articles_is_part_of_its_hash():
    """The tables beside its modules, and libraries that are imported when they are needed."""
    sources = cache._find_sources(cut_articles)
    assert {"lxml", "trafilatura", "openpyxl", "dateparser"} <= {*cache.find_libraries(cut_articles)}
    read = [name for name, source in sources.items() if b"yaml.safe_load(Path(" in source]
    assert {"kit.schema", "kit.collect.pages.page_blocks", "kit.read.files.sources"} <= {*read}
    for name in read:
        assert Path(sys.modules[name].__file__).with_suffix(".yml").is_file(), name


def test_an_article_of_no_id_is_known_by_its_line(tmp_path, monkeypatch):
    stories = [write_record(number, named=False) for number in range(5)]
    old = cut_articles(give(tmp_path, stories)["source"], tmp_path, {})
    calls = count_calls(monkeypatch, rows, "join_parts")
    old = cut_articles(give(tmp_path, [*stories, write_record(8, named=False)])["source"], tmp_path, old)
    assert len(calls) == 1
    for others in ([write_record(9, named=False), *stories], stories[1:]):
        calls.clear()
        old = cut_articles(give(tmp_path, others)["source"], tmp_path, old)
        loaded = read_loaded(tmp_path, {"parts": [part for part in old["parts"] if part["articles"]]})
        assert len(calls) == len(others) and len(loaded) == len(others)
        texts = dict(zip(loaded["article_id"], loaded["text"], strict=True))
        for line, row in enumerate(others, start=1):
            assert texts[f"news.jsonl:{line}"].split()[2] == row["text"].split()[2]


@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_a_page_is_read_again_only_if_it_changed(tmp_path, monkeypatch):
    pytest.importorskip("trafilatura")
    folder = tmp_path / "pages"
    folder.mkdir()

    def save(number, word):
        body = f"<h1>Tin {number}</h1><p>Đoàn công tác tới thăm {word} hôm qua và ở lại hai ngày.</p>"
        (folder / f"{number}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")

    for number in range(3):
        save(number, "Bỉ")
    (folder / "empty.html").write_text("<html><body></body></html>", encoding="utf-8")
    old, calls = cut_articles(folder, tmp_path / "store", {}), count_calls(monkeypatch, pages, "read_page")
    save(1, "Pháp")
    save(7, "Đức")
    new = cut_articles(folder, tmp_path / "store", old)
    assert len(calls) == 3, "the one that changed, the new one, and the one that has no text"
    assert "Pháp" in read_loaded(tmp_path / "store", new)["text"][1]
    (tmp_path / "mine").mkdir()
    own = (LEXICONS / "sites.yml").read_text(encoding="utf-8")
    (tmp_path / "mine" / "sites.yml").write_text(own + "\n# mine\n", encoding="utf-8")
    calls.clear()
    with overlay(tmp_path / "mine"):
        cut_articles(folder, tmp_path / "store", new)
    assert len(calls) == 5, "of sites whose pages may now be read otherwise"


def test_articles_of_one_id_and_articles_of_one_line(tmp_path):
    one, other = write_record(1), write_record(1, text=1)
    for number, (place, records) in enumerate(
        [
            ("news.jsonl", [[one, other], [other, one], [other]]),  # the second is ~2
            ("news.json", [[write_record(n, named=False) for n in range(m)] for m in (3, 5, 4)]),
        ]
    ):
        old, store = {}, tmp_path / f"{number}"
        for these in records:
            text = "\n".join(map(json.dumps, these)) if place.endswith("l") else json.dumps(these)
            (tmp_path / place).write_text(text + "\n", encoding="utf-8")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", KitWarning)
                old = cut_articles(tmp_path / place, store, old)
                fresh = cut_articles(tmp_path / place, tmp_path / "fresh", {})
            assert [*list_homes(store, old)] == [*list_homes(tmp_path / "fresh", fresh)]
            texts = read_loaded(store, old)["text"].tolist()
            assert [text.split()[2:] for text in texts] == [row["text"].split()[2:] for row in these]


def test_a_mark_is_of_each_cell_alone():
    cells = [("ab", "c"), ("a", "bc"), ("a", None), ("a", "None"), ("a", ["None"]), (1, ""), ("1", "")]
    marks = {rows._hash_call(partial(rows.make_row, dict(zip("tu", row, strict=True)), {})) for row in cells}
    assert len(marks) == len(cells)


def test_a_list_of_ids_without_marks_is_read(tmp_path):
    """As a kit left it that knew no article again."""
    made = cut(tmp_path, range(12), {})
    ids = find_table(tmp_path / made["ids"], schema={}).drop(columns="mark")
    write_table(ids, tmp_path / "ids" / "ids-old.parquet")
    del made["reader"]
    again = cut(tmp_path, range(13), {**made, "ids": "ids/ids-old.parquet"})
    assert [part["articles"] for part in again["parts"]] == [5, 5, 2, 1]
    assert [part["key"] for part in again["parts"][:3]] == [part["key"] for part in made["parts"]]
