"""A store: the same tables as of a folder, whoever makes them, in parts of whatever size, and after whatever befell."""

import importlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import warnings
from contextlib import contextmanager, nullcontext
from copy import copy
from pathlib import Path

import pandas as pd
import pytest
from made_up import make_stories

import kit
from kit.cache import find_table
from kit.errors import ArticleError, FileError, KitWarning, OptionError
from kit.schema import make_table
from kit.show.evidence import find_evidence
from kit.steps import LOADED, STEPS, Step
from kit.store import build as building
from kit.store.build import build, plan_levels
from kit.store.collection import Collection, hash_table, join
from kit.store.manifest import MANIFEST, PLAN, load_manifest, open_tables, save_manifest
from kit.store.partitions import hash_articles
from kit.store.renewal import find_differing
from kit.vietnamese.keys import read_keys

FOOT = "Mời bạn đọc gửi bài cho chúng tôi mỗi sáng thứ hai"


def write(path, stories, *, foot=()):
    """Articles as JSON Lines; those whose ids are in ``foot`` end in the line of the house."""
    rows = []
    for story in stories:
        text = story.text + (f"\n{FOOT}" if story.id in foot else "")
        rows.append({"id": story.id, "title": story.title, "text": text, "source": "thu.vn"})
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def hash_tables(corpus):
    """The sha256 of every table, but for the line of the file that an article was read from."""
    names = [name for name in STEPS if "article_id" in STEPS[name].columns]
    return {
        name: hash_table(getattr(corpus, name).drop(columns="origin", errors="ignore")) for name in names
    } | {"words": hash_table(corpus.words.astype({"word": "str"})), "sizes": hash_table(corpus.sizes())}


def list_made(made):
    """The tables of which a part was made, and how many."""
    return {row.table: row.made for row in made.itertuples() if row.made}


@pytest.fixture(scope="module")
def stories():
    """Thirty articles, two of which repeat another."""
    made = make_stories(28)
    for place, old in ((28, made[3]), (29, made[20])):
        copy = make_stories(place + 1)[place]
        copy.title, copy.lead, copy.body = old.title, old.lead, old.body
        made.append(copy)
    return made


@pytest.fixture(scope="module")
def source(stories, tmp_path_factory):
    return write(tmp_path_factory.mktemp("source") / "articles.jsonl", stories)


@pytest.fixture(scope="module")
def expected(source, tmp_path_factory):
    """The tables of the articles as one part in memory."""
    return hash_tables(kit.Corpus(source, cache=tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="module")
def built(source, tmp_path_factory):
    store = tmp_path_factory.mktemp("built") / "store"
    build(source, store, engine="serial", part_size=8)
    return store


@pytest.fixture
def given(monkeypatch):
    """Of each part of a table for which a step was run, the articles that it was given."""
    seen, real = {}, Collection._run

    def run(self, name, part, tables):
        ids = {key for table in tables.values() if "article_id" in table for key in table["article_id"]}
        seen.setdefault((name, part), set()).update(ids)
        return real(self, name, part, tables)

    monkeypatch.setattr(Collection, "_run", run)
    return seen


@pytest.mark.slow
def test_a_store_has_the_tables_of_a_folder(built, expected, source, tmp_path):
    corpus, folder = kit.Corpus(built), kit.Corpus(source, cache=tmp_path)
    assert hash_tables(corpus) == expected and 10 < len(corpus.kept) < 28
    assert corpus.hash == folder.hash and repr(corpus) == repr(folder)
    assert corpus.provenance(top=1) == folder.provenance(top=1)
    for cut in ({"partner": "FRA"}, {"sample": 9}, {"home_named": True}):
        one, other = corpus.select(**cut), folder.select(**cut)
        assert hash_tables(one) == hash_tables(other) and one.denominator == other.denominator
    key = folder.partners["key"].iloc[0]
    assert corpus.evidence(partner=key)._repr_html_() == folder.evidence(partner=key)._repr_html_()
    pd.testing.assert_frame_equal(corpus.story, folder.story)


QUESTIONS = (
    {"partner": "FRA"},
    {"partner": "FR", "top": 3},
    {"partner": "FRA", "roles": ("title",)},
    {"partner": "FRA", "topic": "labour_migration"},
    {"partner": ""},
    {"partner": "france", "topic": "Labour migration", "top": 0},
    {"article": "nowhere"},
)


@pytest.mark.slow
@pytest.mark.parametrize("asked", QUESTIONS)
def test_evidence_of_a_store_is_that_of_its_tables(asked, built):
    """The sentences are found from their places alone; `find_evidence` looks through the tables."""
    corpus = kit.Corpus(built)
    mentions = {"topic": corpus.topics, "partner": corpus.sides}
    pairs = [
        (table, read_keys(name, asked[name], there=table["key"].unique()))
        for name, table in mentions.items()
        if name in asked
    ]
    rest = {name: value for name, value in asked.items() if name not in mentions}
    expected = find_evidence(corpus.sentences, pairs, **rest)
    found = kit.Corpus(built).evidence(**asked)
    assert found._repr_html_() == expected._repr_html_() and found.total == expected.total
    pd.testing.assert_frame_equal(
        found.table.reset_index(drop=True), expected.table.reset_index(drop=True), check_column_type=False
    )


@pytest.mark.slow
def test_evidence_of_one_article_and_of_a_cut(built):
    corpus = kit.Corpus(built)
    frequent = corpus.partners["key"].value_counts().index[0]
    article = corpus.partners.loc[corpus.partners["key"] == frequent, "article_id"].iloc[-1]
    one = kit.Corpus(built).evidence(partner=frequent, article=article)
    cut = kit.Corpus(built).select(article=article).evidence(partner=frequent)
    expected = find_evidence(corpus.sentences, [(corpus.sides, frequent)], article=article)
    assert len(one) and one._repr_html_() == cut._repr_html_() == expected._repr_html_()
    whole = kit.Corpus(built).evidence(article=article)
    assert whole._repr_html_() == find_evidence(corpus.sentences, [], article=article)._repr_html_()
    other = next(
        iter(set(corpus.articles["article_id"]) - set(corpus.sides.query("key == @frequent")["article_id"]))
    )
    assert repr(kit.Corpus(built).evidence(partner=frequent, article=other)) == "No sentence has this."


def test_evidence_reads_the_sentences_that_are_shown(built, monkeypatch):
    read, real = [], Collection.find_path

    def find(self, name, part, key):
        read.append((name, part))
        return real(self, name, part, key)

    corpus = kit.Corpus(built)
    key = corpus.partners["key"].value_counts().index[0]
    corpus = kit.Corpus(built)
    monkeypatch.setattr(Collection, "find_path", find)
    shown = corpus.evidence(partner=key, top=1)
    home = corpus._whole.homes[shown.table["article_id"].iloc[0]]
    assert len(shown) > 4 and {part for name, part in read if name == "sentences"} == {0, home}


def test_the_articles_of_a_store_are_loaded_as_those_of_its_source(built, source):
    pd.testing.assert_frame_equal(kit.load_articles(built), kit.load_articles(source))


def test_a_scan_reads_what_is_asked_part_by_part(built):
    corpus = kit.Corpus(built)
    parts = list(corpus.scan("words", columns=["article_id", "word"], where={"role": ["title"]}))
    assert len(parts) == 4 and all(list(part) == ["article_id", "word"] for part in parts)
    assert not set(parts[0]["article_id"]) & set(parts[1]["article_id"])
    whole = corpus.words[corpus.words["role"] == "title"]
    assert (
        pd.concat(parts).astype("str").values.tolist()
        == whole[["article_id", "word"]].astype("str").values.tolist()
    )
    tallies = pd.concat(map(kit.count_words, corpus.scan("words")), ignore_index=True)
    pd.testing.assert_frame_equal(
        tallies.sort_values(["article_id", "key"], ignore_index=True),
        kit.count_words(corpus.words).sort_values(["article_id", "key"], ignore_index=True),
        check_categorical=False,
    )
    texts = pd.concat(corpus.scan("articles", columns=["title", "text"]))
    given = pd.concat(corpus.scan("loaded"))
    assert list(texts) == ["title", "text"] and texts["text"].tolist() == given["text"].tolist()
    told = pd.concat(corpus.select(partner="FRA").scan("story"))
    assert set(told["article_id"]) == set(corpus.select(partner="FRA").kept["article_id"])
    with pytest.raises(OptionError, match="no table 'word'"):
        next(corpus.scan("word"))


@pytest.mark.slow
def test_of_no_articles_a_store_has_empty_tables(built):
    none = kit.Corpus(built).select(period="1999")
    assert len(none.kept) == len(none.story) == len(none.sizes()) == 0
    for name in STEPS:
        assert list(getattr(none, name)) == list(getattr(none.whole, name))
    assert len(none.evidence(partner="FRA")) == 0
    assert [len(part) for part in kit.Corpus(built).scan("words", columns=["word"], where={"role": []})] == [
        0
    ] * 4


def test_a_table_that_is_too_large_is_not_read_whole(built, monkeypatch):
    monkeypatch.setattr("kit.store.collection.MOST_BYTES", 10_000)
    corpus = kit.Corpus(built)
    with pytest.raises(OptionError, match=r"words is too large .* corpus\.scan\('words'"):
        _ = corpus.words
    assert sum(map(len, corpus.scan("words"))) > 1000


@pytest.mark.parametrize(
    ("name", "where", "columns"),
    [
        ("topics", None, None),
        ("partners", {"key": ["FRA", "DEU"]}, ["article_id", "key"]),
        ("partners", {"key": ["FRA"]}, {"article_id": "category", "role": "category"}),
        ("words", {"role": ["title"]}, None),
        ("dates", {"article_id": {"nowhere"}}, None),
        ("copies", None, ["article_id"]),
        ("articles", None, ["article_id", "title"]),
    ],
)
def test_parts_that_are_read_at_once_are_those_that_are_read_one_by_one(
    name, where, columns, built, monkeypatch
):
    at_once = kit.Corpus(built)._whole.get(name, where, columns)
    monkeypatch.setattr(Collection, "_read_all", lambda *_: None)
    one_by_one = kit.Corpus(built)._whole.get(name, where, columns)
    pd.testing.assert_frame_equal(at_once, one_by_one)
    assert at_once.attrs == one_by_one.attrs and (where or len(at_once))


def ask_of_all(corpus, form):
    """What notebooks ask of all articles, however many there are."""
    codes = kit.check.load_codes(form)
    coded = corpus.find_coded(codes)
    places = pd.concat(corpus.scan("story", columns=["article_id", "sentence", "role"]), ignore_index=True)
    few = corpus.select(sample=3)
    own = corpus.with_tables(topics=few.topics)
    return (
        [corpus.choose(partner=""), corpus.choose(topic=""), corpus.choose(date=""), corpus.choose(act="")],
        corpus.select(partner="FRA").choose(topic="", without="trade"),
        coded[["article_id", "sentence", "key", "value"]].values.tolist(),
        corpus.correct_counts([form])["n_sentences"].tolist(),
        kit.sample_to_code(places, few.topics, n=9).values.tolist(),
        sorted(own.select(sample=9).topics["key"]),
    )


def test_what_is_asked_of_all_articles_needs_no_table_that_is_too_large(built, source, tmp_path, monkeypatch):
    folder = kit.Corpus(source, cache=tmp_path / "cache")
    first, last = folder.story.iloc[0], folder.story.iloc[-1]
    rows = [f"{row.article_id},{row.sentence},{n}" for n, row in enumerate((first, last))]
    form = tmp_path / "topics-An.csv"
    form.write_text("\n".join(["article_id,sentence,labour_migration", *rows]), encoding="utf-8")
    expected = ask_of_all(folder, form)
    monkeypatch.setattr("kit.store.collection.MOST_BYTES", 25_000)
    monkeypatch.setattr("kit.store.collection.MOST_TEXTS", 20)
    corpus = kit.Corpus(built)
    with pytest.raises(OptionError, match="sentences is too large"):
        _ = corpus.sentences
    assert ask_of_all(corpus, form) == expected
    assert [value for *_, value in expected[2]] == [0, 1]


@pytest.mark.parametrize("of_a_store", [True, False], ids=["store", "folder"])
def test_a_scan_says_what_it_does_not_know(of_a_store, built, source, tmp_path):
    corpus = kit.Corpus(built) if of_a_store else kit.Corpus(source, cache=tmp_path)
    with pytest.raises(OptionError, match=r"is a list: where=\{'key': \['FRA'\]\}"):
        corpus.scan("partners", where={"key": "FRA"})
    with pytest.raises(OptionError, match=r"no column 'kye'.*key"):
        corpus.scan("partners", where={"kye": ["FRA"]})
    with pytest.raises(OptionError, match="no column 'word'"):
        corpus.scan("sentences", columns=["article_id", "word"])
    few = pd.concat(corpus.scan("partners", columns=["key"], where={"key": ["FRA"]}))
    assert len(few) and set(few["key"]) == {"FRA"}
    assert "origin" in pd.concat(corpus.scan("loaded", columns=["article_id", "origin"]))


def test_texts_of_many_articles_stay_on_the_disk(built, monkeypatch):
    monkeypatch.setattr("kit.store.collection.MOST_TEXTS", 20)
    corpus = kit.Corpus(built)
    assert list(corpus._whole.get("articles", {}, ["article_id", "title"])) == ["article_id", "title"]
    assert "text" not in corpus.articles and len(corpus.articles) == 30
    assert all("text" in part for part in corpus.scan(LOADED))


@pytest.mark.slow
@pytest.mark.parametrize(("size", "engine"), [(5, "serial"), (1000, "serial"), (7, "processes")])
def test_the_size_of_the_parts_the_order_and_the_engine_change_nothing(
    size, engine, stories, expected, tmp_path
):
    turned = write(tmp_path / "articles.jsonl", stories[::-1])
    build(turned, tmp_path / "store", part_size=size, engine=engine, workers=2)
    assert hash_tables(kit.Corpus(tmp_path / "store")) == expected


@pytest.mark.parametrize(("gone", "asked"), [(0, []), (1, []), (2, []), (4, [4])])
def test_workers_are_asked_only_for_what_takes_long(gone, asked, source, built, tmp_path, monkeypatch):
    """They take time to begin, and a few tables of some of the parts are made before."""
    store, jobs = shutil.copytree(built, tmp_path / "store"), []

    def count(task, these):
        jobs.extend([len(these)] if these else [])
        return map(task, these)

    monkeypatch.setattr(building, "open_engine", lambda *_, **__: nullcontext(count))
    for path in sorted((store / "lengths").iterdir())[:gone]:
        path.unlink()
    assert list_made(build(source, store, part_size=8)) == ({"lengths": gone} if gone else {})
    assert jobs == asked


def test_no_table_is_kept_by_the_name_of_a_lexicon_or_code_that_changed_meanwhile(built, tmp_path):
    store = shutil.copytree(built, tmp_path / "store")
    tables, path = open_tables(store, load_manifest(store)), min((store / "lengths").iterdir())
    path.unlink()
    del tables.keys["lengths", 0]
    tables.recipes = {"lengths": "as it was when the build began"}
    with pytest.warns(KitWarning, match="were saved while it was made"):
        assert len(tables.part("lengths", 0))
    assert len([*(store / "lengths").iterdir()]) == len([*(built / "lengths").iterdir()]) - 1


def test_one_part_is_made_by_the_builder(source, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "open_engine", lambda *_, **__: nullcontext(None))
    assert list_made(build(source, tmp_path / "store"))["words"] == 1


@pytest.mark.slow
def test_a_cluster_of_dask_makes_the_same(source, expected, tmp_path):
    pytest.importorskip("distributed")
    build(source, tmp_path / "store", part_size=10, engine="dask", workers=2)
    assert hash_tables(kit.Corpus(tmp_path / "store")) == expected


DYING = """
import os
from kit.store.engines import open_engine
if __name__ == "__main__":
    with open_engine("dask", workers=1) as run:
        list(run(os._exit, [1]))
"""


@pytest.mark.slow
def test_workers_of_dask_that_die_again_and_again_end_the_build_with_what_to_do(tmp_path):
    pytest.importorskip("distributed")
    (tmp_path / "dying.py").write_text(DYING)
    command, root = [sys.executable, str(tmp_path / "dying.py")], str(Path(kit.__file__).parents[1])
    env = os.environ | {"PYTHONPATH": root}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert re.search(
        r"kit.errors.KitError: Dask gave up \(KilledWorker: .*build again; what was made is kept", done.stderr
    )


def test_what_is_there_is_not_made_again(source, built, monkeypatch):
    before, told, real = (built / MANIFEST).read_bytes(), [], building._tell
    monkeypatch.setattr(building, "_tell", lambda path: told.append(path.parent.name) or real(path))
    assert list_made(build(source, built, engine="serial", part_size=8)) == {}
    assert told == ["ids"], "all others were hashed before"
    assert (built / MANIFEST).read_bytes() == before and not (built / PLAN).exists()


@pytest.mark.slow
@pytest.mark.parametrize("size", [8, 40])
def test_an_article_more_less_or_changed_has_its_part_made_again(size, stories, tmp_path):
    source, store = write(tmp_path / "a.jsonl", stories[:20]), tmp_path / "store"
    build(source, store, engine="serial", part_size=size)
    for others in (stories[:21], stories[1:21], [*stories[1:20], make_stories(40, seed=3)[20]]):
        write(source, others)
        made = list_made(build(source, store, engine="serial", part_size=size))
        assert made["words"] == made["topics"] == made["lines"] == 1 and "repeats" not in made
        fresh = tmp_path / f"fresh-{len(others)}-{others[-1].title[:9]}"
        build(source, fresh, engine="serial", part_size=50)
        assert hash_tables(kit.Corpus(store)) == hash_tables(kit.Corpus(fresh))
        assert kit.Corpus(store).hash == kit.Corpus(fresh).hash
    assert len(list(store.glob("*/*.parquet"))) == len(load_manifest(store)["files"]), "no file is left over"


@pytest.mark.slow
def test_a_line_that_becomes_furniture_has_only_its_articles_made_again(stories, tmp_path, given):
    """Four articles of a house end alike, in the first two parts of three; a fifth makes that line furniture."""
    foot = {stories[place].id for place in (0, 2, 8, 9)}
    source, store = write(tmp_path / "a.jsonl", stories[:24], foot=foot), tmp_path / "store"
    build(source, store, engine="serial", part_size=8)
    assert "repeated in source" not in set(kit.Corpus(store).lines["rule"])
    files = {name: {path.stat().st_ino for path in (store / name).iterdir()} for name in STEPS}
    write(source, stories[:25], foot={*foot, stories[24].id})
    given.clear()
    assert list_made(build(source, store, engine="serial", part_size=8))["lines"] == 3, "two old, one new"
    of = [{stories[place].id for place in places} for places in ((0, 2), (8, 9), (24,))]
    for name in ("lines", "sentences", "titled", "words", "topics", "statements"):
        assert {part: ids for (table, part), ids in given.items() if table == name} == {
            0: of[0],
            1: of[1],
            3: of[2],
        }
    corpus = kit.Corpus(store)
    for name in ("people", "partners", "topics", "events"):  # none of their rows is of that line
        assert len(files[name] & {path.stat().st_ino for path in (store / name).iterdir()}) == 3
    for name in ("lines", "sentences", "words", "dates"):
        assert len(files[name] & {path.stat().st_ino for path in (store / name).iterdir()}) == 1
    assert (corpus.lines["rule"] == "repeated in source").sum() == 5
    build(source, tmp_path / "fresh", engine="serial")
    assert hash_tables(corpus) == hash_tables(kit.Corpus(tmp_path / "fresh"))


@pytest.mark.slow
def test_a_table_whose_note_is_of_all_rows_is_made_whole(stories, tmp_path, monkeypatch):
    """As is one of which the rows of few articles would be of another kind."""
    seen, real = {}, Collection._run

    def run(self, name, part, tables):
        table, failures = real(self, name, part, tables)
        if name in ("topics", "places", "quantities"):
            n = tables["sentences"]["article_id"].nunique()
            seen.setdefault(name, []).append(n)
        if name == "places":
            table.attrs["note"] = f"{len(table)} places"
        if name == "quantities":
            table["more"] = pd.Series(1, table.index, "int64" if n == 1 else "float64")
        return table, failures

    monkeypatch.setattr(Collection, "_run", run)
    source, store = write(tmp_path / "a.jsonl", stories[:6]), tmp_path / "store"
    build(source, store, engine="serial")
    other = copy(stories[2])
    other.body = [*other.body, "Ông đến Paris."]
    write(source, [*stories[:2], other, *stories[3:6]])
    seen.clear()
    build(source, store, engine="serial")
    assert seen["topics"] == [1] and seen["places"] == seen["quantities"] == [1, 6]
    (path,) = (store / "places").iterdir()
    places = find_table(path, schema={})
    assert places.attrs["note"] == f"{len(places)} places"


@pytest.mark.slow
def test_a_later_day_has_only_that_of_undated_articles_found_again(stories, tmp_path, given):
    """Of dates with a year of two digits it decides which year is meant, and here there is none."""
    source, store = write(tmp_path / "a.jsonl", stories[:12]), tmp_path / "store"
    rows = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    rows[3]["published"] = "2013-05-06"
    later = {
        "id": "later",
        "title": "Tin",
        "text": "Bộ trưởng Ngoại giao thăm nước Lào.",
        "published": "2031-05-06",
    }

    def save(*rows):
        source.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")

    save(*rows)
    build(source, store, engine="serial", part_size=8)
    save(*rows, later)
    before = kit.Corpus(store).today
    given.clear()
    assert list_made(build(source, store, engine="serial", part_size=8))["dated"] == 3
    assert before < kit.Corpus(store).today and str(kit.Corpus(store).today) == "2031-05-06"
    assert {name for name, part in given if part in (0, 1)} == {"dated", "dates"}
    undated = {row["id"] for row in rows} - {rows[3]["id"]}
    assert given["dated", 0] | given["dated", 1] == given["dates", 0] | given["dates", 1] == undated
    build(source, tmp_path / "fresh", engine="serial")
    assert hash_tables(kit.Corpus(store)) == hash_tables(kit.Corpus(tmp_path / "fresh"))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["serial", "processes"])
def test_a_topic_that_finds_more_has_only_its_articles_made_again(engine, stories, tmp_path, given):
    """What names topics is made anew where they are others, by whichever process, and else kept."""
    lexicons = tmp_path / "mine"
    lexicons.mkdir()
    own = kit.files.find_data("topics.yml").read_text(encoding="utf-8")
    (lexicons / "topics.yml").write_text(own, encoding="utf-8")
    marked = [*stories[:11]]
    marked[4] = copy(marked[4])
    marked[4].body = [*marked[4].body, "Bộ trưởng đề nghị Lào xem xét việc thả diều giấy cho 300 người."]
    source, how = (
        write(tmp_path / "a.jsonl", marked),
        {"engine": engine, "part_size": 2, "lexicons": lexicons},
    )
    build(source, tmp_path / "store", **how)
    first = next(line for line in own.splitlines() if line == "        patterns:")
    (lexicons / "topics.yml").write_text(
        own.replace(first, f"{first}\n          - thả diều giấy", 1), encoding="utf-8"
    )
    given.clear()
    made = list_made(build(source, tmp_path / "store", **how))
    assert made == {"topics": 6, "statements": 6, "quantities": 6}
    if engine == "serial":
        assert {place for place in given if place[0] != "topics"} == {("statements", 2), ("quantities", 2)}
        assert given["statements", 2] == given["quantities", 2] == {marked[4].id}
    build(source, tmp_path / "fresh", **how)
    corpus = kit.Corpus(tmp_path / "store")
    assert hash_tables(corpus) == hash_tables(kit.Corpus(tmp_path / "fresh"))
    assert "thả diều giấy" in set(corpus.topics["rule"])


@pytest.fixture
def own_topics(tmp_path):
    """A folder of lexicons with topics that look for one phrase more."""
    own = kit.files.find_data("topics.yml").read_text(encoding="utf-8")
    lexicons = tmp_path / "own"
    lexicons.mkdir()
    more = own.replace("        patterns:\n", "        patterns:\n          - thả diều giấy\n", 1)
    (lexicons / "topics.yml").write_text(more, encoding="utf-8")
    return lexicons


def test_a_table_of_many_parts_that_is_made_on_asking_is_said_once(built, own_topics, tmp_path):
    store = shutil.copytree(built, tmp_path / "store")
    corpus = kit.Corpus(store, lexicons=own_topics)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(corpus.partners)
    with pytest.warns(KitWarning) as told:
        assert len(corpus.topics) and len(corpus.statements)
    assert [str(one.message) for one in told] == [
        f"The table topics of the store {store} is of other code or lexicons. Its 4 parts are made now; "
        "kit.build(…), or python -m kit build, brings the store up to date."
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(kit.Corpus(store, lexicons=own_topics).topics), "it was kept"


def test_tables_of_few_parts_and_ones_own_are_made_in_silence(built, own_topics, source, tmp_path):
    few = tmp_path / "few"
    build(source, few, engine="serial", part_size=10)
    own = kit.Corpus(built).topics.head(3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(kit.Corpus(few, lexicons=own_topics).topics)
        store = shutil.copytree(built, tmp_path / "store")
        corpus = kit.Corpus(store, lexicons=own_topics).with_tables(topics=own)
        assert len(corpus.topics) == 3 and len(corpus.statements)
        assert len(kit.Corpus(built).with_tables(topics=own).statements)


def test_articles_of_which_rows_differ_or_stand_otherwise():
    old = pd.DataFrame({"article_id": list("aabbcd"), "n": [1, 2, 3, 3, 4, 5]})
    for new, differing in (
        (old, set()),
        (old.iloc[[4, 5, 0, 1, 2, 3]], set()),  # the order of articles says nothing
        (old.iloc[[1, 0, 2, 3, 4, 5]], {"a"}),
        (old.iloc[[0, 1, 2, 4, 5]], {"b"}),
        (old.assign(n=[1, 2, 3, 3, 4, 6]), {"d"}),
        (old.assign(article_id=list("aabbce")), {"d", "e"}),
        (old.assign(m=""), set("abcd")),
    ):
        assert find_differing(old, new) == find_differing(new, old) == differing


@pytest.mark.slow
def test_a_changed_lexicon_has_only_its_tables_made_again(source, tmp_path):
    lexicons = tmp_path / "mine"
    lexicons.mkdir()
    own = kit.files.find_data("topics.yml").read_text(encoding="utf-8")
    (lexicons / "topics.yml").write_text(own, encoding="utf-8")
    build(source, tmp_path / "store", engine="serial", part_size=20, lexicons=lexicons)
    (lexicons / "topics.yml").write_text(own + "\n# mine\n", encoding="utf-8")
    assert list_made(build(source, tmp_path / "store", engine="serial", part_size=20, lexicons=lexicons)) == {
        "topics": 2,
        "statements": 2,  # they name topics
        "quantities": 2,  # so do they
    }
    corpus = kit.Corpus(tmp_path / "store")
    assert (corpus.lexicons / "topics.yml").read_text(encoding="utf-8").endswith("# mine\n")


# -- what befalls a build -------------------------------------------------------------------------------------


def _build(source, store):
    build(source, store, part_size=6, engine="serial")


@pytest.mark.slow
def test_a_builder_that_is_killed_again_and_again_goes_on(source, expected, tmp_path):
    context, store = multiprocessing.get_context("spawn"), tmp_path / "store"
    for pause in (2.5, 3, 3.5, 4, 4.5, 5):
        process = context.Process(target=_build, args=(source, store))
        process.start()
        process.join(pause)
        os.kill(process.pid, signal.SIGKILL) if process.is_alive() else None
        process.join()
    build(source, store, part_size=6, engine="serial")
    assert hash_tables(kit.Corpus(store)) == expected


def kill_the_first(job):
    """A worker that is killed, once, in the middle of its work."""
    mark = Path(job.store) / f"killed-{job.part}"
    if job.part < 2 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return building.make_part(job)


@pytest.mark.slow
def test_what_a_killed_worker_had_is_given_to_another(source, expected, tmp_path, monkeypatch):
    real = building._make_tables
    monkeypatch.setattr(
        building,
        "_make_tables",
        lambda tables, plan, run: real(tables, plan, lambda _, jobs: run(kill_the_first, jobs)),
    )
    build(source, tmp_path / "store", part_size=10, workers=2)
    assert hash_tables(kit.Corpus(tmp_path / "store")) == expected


def lie(job):
    """A worker that says it made what it did not, of one part."""
    made = building.make_part(job)
    if job.part == 0 and "statements" in job.names:
        (Path(job.store) / next(path for path in made.files if path.startswith("statements/"))).unlink()
    return made


@pytest.mark.slow
def test_no_worker_is_believed(source, tmp_path, monkeypatch):
    real = building._make_tables
    monkeypatch.setattr(
        building, "_make_tables", lambda tables, plan, run: real(tables, plan, lambda _, jobs: map(lie, jobs))
    )
    with pytest.raises(FileError, match=r"statements.*part-00000.* is not there"):
        build(source, tmp_path / "store", part_size=10, engine="serial")
    assert not (tmp_path / "store" / MANIFEST).exists()
    monkeypatch.undo()
    assert list_made(build(source, tmp_path / "store", part_size=10, engine="serial")) == {"statements": 1}


@pytest.mark.slow
def test_a_full_disk_is_said_and_the_store_stays_as_it_was(source, built, tmp_path, monkeypatch):
    real, before = kit.files.write_whole, (built / MANIFEST).read_bytes()

    def full(path):
        if Path(path).parent.name == "words":
            raise FileError(f"{path} cannot be written (No space left on device). Make room on the disk.")
        return real(path)

    monkeypatch.setattr("kit.cache.write_whole", full)
    with pytest.raises(FileError, match="could not be written"), warnings.catch_warnings():
        warnings.simplefilter("ignore", KitWarning)
        build(source, tmp_path / "store", engine="serial", part_size=50)
    monkeypatch.undo()
    assert list_made(build(source, tmp_path / "store", engine="serial", part_size=50))["words"] == 1
    assert (built / MANIFEST).read_bytes() == before


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from kit.__main__ import main
sys.exit(main(["build", *sys.argv[2:], "--engine", "serial"]))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="files have no limit there")
@pytest.mark.parametrize(
    ("most", "named", "own"),
    [(0, r"plan\.json", False), (20_000, r"topics\.yml", True), (12_000, "part-00000-.*", False)],
)
def test_every_file_that_cannot_be_written_is_named(most, named, own, source, tmp_path, expected):
    """No file of more bytes than these can be written, as on a disk that is full."""
    mine = tmp_path / "mine"
    mine.mkdir()
    shutil.copy(kit.files.find_data("topics.yml"), mine)
    given = [str(most), str(source), str(tmp_path / "store"), *["--lexicons", str(mine)] * own]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *given], capture_output=True, text=True, check=False
    )
    assert done.returncode and re.search(f"{named} (cannot|could not) be written", done.stderr), done.stderr
    assert "Traceback" not in done.stderr and not (tmp_path / "store" / MANIFEST).exists()
    build(source, tmp_path / "store", engine="serial")
    assert hash_tables(kit.Corpus(tmp_path / "store")) == expected


def test_two_builders_of_one_store(source, tmp_path):
    with (
        building._lock(tmp_path / "store"),
        pytest.raises(FileError, match=r"is being built by process \d+ on "),
    ):
        build(source, tmp_path / "store", engine="serial")


@pytest.mark.slow
def test_what_is_known_of_one_article_more_is_told_of_it_alone(stories, tmp_path):
    """Parts that were there have no column of notes, and are as they were."""
    folder, store = tmp_path / "news", tmp_path / "store"
    folder.mkdir()
    write(folder / "all.jsonl", stories[:7])
    build(folder, store, engine="serial", part_size=3)
    (folder / "articles.csv").write_text(f"article_id,notes\n{stories[0].id},by hand\n", encoding="utf-8")
    build(folder, store, engine="serial", part_size=3)
    build(folder, tmp_path / "fresh", engine="serial", part_size=3)
    there, fresh = kit.Corpus(store), kit.Corpus(tmp_path / "fresh")
    assert dict(zip(there.articles["article_id"], there.articles["notes"], strict=True)) == {
        story.id: "by hand" * (story is stories[0]) for story in stories[:7]
    }
    assert hash_tables(there) == hash_tables(fresh)
    (folder / "articles.csv").unlink()
    build(folder, store, engine="serial", part_size=3)
    build(folder, tmp_path / "bare", engine="serial", part_size=3)
    assert "notes" not in kit.Corpus(store).articles
    assert hash_tables(kit.Corpus(store)) == hash_tables(kit.Corpus(tmp_path / "bare"))


def test_an_article_is_the_same_beside_others_that_have_further_columns():
    alone = pd.DataFrame({"article_id": ["a"], "text": ["Tin."]})
    both = pd.concat([alone, pd.DataFrame({"article_id": ["b"], "text": ["Tin."], "màu": ["đỏ"]})])
    assert hash_articles(both)["a"] == hash_articles(alone)["a"]


def test_a_source_that_changes_meanwhile_is_said(stories, tmp_path, monkeypatch):
    source, real = write(tmp_path / "a.jsonl", stories[:3]), building.cut_articles

    def cut(*given, **how):
        made = real(*given, **how)
        write(source, stories[:4])
        return made

    monkeypatch.setattr(building, "cut_articles", cut)
    with pytest.warns(KitWarning, match="changed while the store was built. Build again"):
        build(source, tmp_path / "store", engine="serial")
    monkeypatch.undo()
    build(source, tmp_path / "store", engine="serial")
    assert len(kit.Corpus(tmp_path / "store").articles) == 4


@pytest.mark.slow
def test_an_article_on_which_a_step_fails_is_named_in_the_manifest(source, tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_STRICT")
    real = Collection._run

    def run(self, name, part, tables):
        if name == "topics":
            failing = tables["sentences"]["article_id"].iloc[0]
            self.failures = [kit.steps.Failure(failing, name, "KeyError: 'x'", "topics.py:1")]
            table, _ = real(
                self, name, part, {"sentences": tables["sentences"].query("article_id != @failing")}
            )
            table.attrs["failures"] = [one._asdict() for one in self.failures]
            return table, self.failures
        return real(self, name, part, tables)

    monkeypatch.setattr(Collection, "_run", run)
    build(source, tmp_path / "store", engine="serial", part_size=10)
    monkeypatch.undo()
    corpus = kit.Corpus(tmp_path / "store")
    assert len(corpus.failures) == 3 and set(corpus.failures["step"]) == {"topics"}
    assert not set(corpus.failures["article"]) & set(corpus.topics["article_id"])
    assert "failures" not in corpus.topics.attrs
    assert list_made(build(source, tmp_path / "store", engine="serial", part_size=10)) == {}
    assert len(kit.Corpus(tmp_path / "store").failures) == 3


# -- bad input ------------------------------------------------------------------------------------------------


def copy_store(built, tmp_path):
    store = tmp_path / "store"
    for path in built.rglob("*"):
        if path.is_file():
            target = store / path.relative_to(built)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return store


@pytest.mark.slow
def test_a_worker_that_begins_with_a_later_level_has_the_day_of_all_articles(stories, tmp_path, monkeypatch):
    """What the store had before may not settle which day is today."""
    source, store = write(tmp_path / "a.jsonl", stories[:12]), tmp_path / "store"
    build(source, store, engine="serial", part_size=8)
    later = {"id": "later", "title": "Tin", "text": "Bộ trưởng thăm Lào.", "published": "2031-05-06"}
    source.write_text(source.read_text(encoding="utf-8") + json.dumps(later) + "\n", encoding="utf-8")

    @contextmanager
    def begin_anew(*_, **__):
        yield lambda task, jobs: [building._open_plan.cache_clear() or task(job) for job in jobs]

    monkeypatch.setattr(building, "open_engine", begin_anew)
    build(source, store, part_size=8)
    monkeypatch.undo()
    build(source, tmp_path / "fresh", engine="serial")
    assert hash_tables(kit.Corpus(store)) == hash_tables(kit.Corpus(tmp_path / "fresh"))


def test_a_store_of_a_later_kit(built, tmp_path):
    store = copy_store(built, tmp_path)
    manifest = json.loads((store / MANIFEST).read_text(encoding="utf-8"))
    (store / MANIFEST).write_text(json.dumps({**manifest, "schema": 2, "kit": "9.9"}), encoding="utf-8")
    with pytest.raises(FileError, match=r"layout 2, this kit reads layout 1: it was made by kit 9\.9"):
        kit.Corpus(store)
    (store / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(FileError, match=r"manifest\.json is damaged .* Build it again"):
        kit.Corpus(store)
    (store / MANIFEST).replace(store / PLAN)
    with pytest.raises(FileError, match="never finished"):
        kit.Corpus(store)


@pytest.mark.slow
def test_a_part_that_is_gone_or_damaged_is_named_and_made_again(built, expected, tmp_path):
    store = copy_store(built, tmp_path)
    (gone, *_), (cut, *_) = sorted(store.glob("topics/*")), sorted(store.glob("people/*"))
    gone.unlink()
    cut.write_bytes(cut.read_bytes()[:-7])
    with pytest.warns(KitWarning, match=r"lacks .*part-00000-\w+\.parquet and 1 others"):
        corpus = kit.Corpus(store)
    with pytest.warns(KitWarning, match="damaged"):
        assert hash_table(corpus.people) == expected["people"]
    assert hash_table(corpus.topics) == expected["topics"]
    next(iter(sorted(store.glob("loaded/*")))).unlink()
    with pytest.warns(KitWarning, match="lacks"):
        corpus = kit.Corpus(store)
    with pytest.raises(
        kit.TableError, match=r"The articles of part 0 are not in the store .* Build it again"
    ):
        list(corpus.scan(LOADED))


@pytest.mark.slow
@pytest.mark.parametrize("what", ["loaded", "loaded byte", "ids", "manifest", "no manifest", "topics byte"])
def test_what_is_lost_is_built_again(what, source, built, expected, tmp_path):
    store = copy_store(built, tmp_path)
    name, _, how = what.rpartition(" ") if " " in what and not what.startswith("no") else (what, "", "")
    path = store / MANIFEST if "manifest" in what else sorted(store.glob(f"{name}/*"))[0]
    if how == "byte":
        content = path.read_bytes()
        path.write_bytes(content[:60] + bytes([content[60] ^ 0xFF]) + content[61:])
    elif what == "manifest":
        path.write_text("{", encoding="utf-8")
    else:
        path.unlink()
    if "manifest" in what:
        with pytest.raises(FileError, match="Build it again"):
            kit.Corpus(store)
    build(source, store, engine="serial", part_size=8)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert hash_tables(kit.Corpus(store)) == expected
    assert list_made(build(source, store, engine="serial", part_size=8)) == {}


def test_settings_of_a_store_are_those_that_it_was_built_with(source, built, tmp_path):
    with pytest.raises(OptionError, match=r"was built with home='VNM'\. Build another one, with home='BEL'"):
        kit.Corpus(built, home="BEL")
    assert kit.Corpus(built, home="VNM").home == "VNM"
    with pytest.raises(OptionError, match="An engine is one of serial, processes, dask"):
        build(source, tmp_path / "store", engine="ray")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileError, match="is no store and not empty; name a new folder"):
        build(source, tmp_path, engine="serial")
    with pytest.raises(FileError, match=r"lies within .*; name a folder beside it"):
        build(source.parent, source.parent / "store", engine="serial")
    with pytest.raises(OptionError, match="part_size=0"):
        build(source, tmp_path / "store", part_size=0)
    with pytest.raises(ArticleError, match="nowhere"):
        build(tmp_path / "nowhere", tmp_path / "store", engine="serial")


def test_a_folder_of_articles_may_have_files_of_a_store(stories, tmp_path):
    folder = tmp_path / "mine"
    (folder / "loaded").mkdir(parents=True)
    (folder / "manifest.json").write_text('{"id": "m", "text": "Bộ trưởng thăm Bỉ."}', encoding="utf-8")
    (folder / "loaded" / "a.txt").write_text(stories[0].text, encoding="utf-8")
    assert set(kit.Corpus(folder, cache=tmp_path / "cache").titles) == {"loaded/a", "m"}


def test_a_worker_with_another_kit(built, tmp_path):
    save_manifest(tmp_path, {**load_manifest(built), "recipes": {}}, PLAN)
    with pytest.raises(kit.errors.KitError, match="This worker has another kit"):
        building.make_part(building.Job(str(tmp_path), "plan", 0, ("lengths",), ()))


def test_the_levels_of_the_work():
    levels = plan_levels()
    assert levels[0] == ["prints"] and levels[1][:2] == ["repeats", "lines"] and "dated" in levels[2]
    assert sorted(name for names in levels for name in names) == sorted(STEPS)


@pytest.mark.slow
def test_the_command_builds_and_says_what_it_made(source, tmp_path, capsys):
    from kit.__main__ import main

    assert main(["build", str(source), str(tmp_path / "store"), "--engine", "serial"]) == 0
    said = capsys.readouterr().out
    assert "topics" in said and f"Open it: kit.Corpus('{tmp_path / 'store'}')" in said
    assert find_table(next((tmp_path / "store" / "lines").iterdir()), schema={}) is not None


def test_parts_are_joined_in_the_order_of_the_ids_also_where_these_are_categories():
    first, second = [("b", "hai"), ("d", "bốn")], [("a", "một"), ("c", "ba")]
    parts = ([(name, 0, "body", 0, 1, word) for name, word in rows] for rows in (first, second))
    table = join((make_table(rows, "words") for rows in parts), "words")
    assert table["article_id"].tolist() == ["a", "b", "c", "d"]
    assert table["article_id"].cat.categories.tolist() == ["a", "b", "c", "d"]
    assert table["word"].tolist() == ["một", "hai", "ba", "bốn"]


def test_a_large_table_of_a_folder_is_not_held_twice(stories, tmp_path, monkeypatch):
    source = write(tmp_path / "news.jsonl", stories[:4])
    assert len(kit.Corpus(source, cache=tmp_path / "cache").words) > 3  # which is on the disk now
    corpus = kit.Corpus(source, cache=tmp_path / "cache")
    ids = corpus.articles["article_id"].tolist()[:2]
    monkeypatch.setattr("kit.store.collection.MOST_ROWS", 3)
    cut = corpus.select(article=ids)
    assert sorted(cut.words["article_id"].unique()) == sorted(ids)
    assert ("words", 0) not in cut._whole.tables
    assert len(corpus.words) > len(cut.words)  # read again
    assert corpus.provenance("words")["rests_on"]


COUNTED = """
import pandas as pd

def count(sentences):
    return pd.DataFrame({"n": [len(sentences)]})

def double(counted):
    return counted.assign(n=2 * counted["n"])
"""


def test_tables_of_ones_own_that_are_of_no_article_are_made_whole(stories, tmp_path, monkeypatch):
    (tmp_path / "counted_step.py").write_text(COUNTED, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("counted_step")
    monkeypatch.setitem(STEPS, "counted", Step(module.count, {"sentences": "sentences"}))
    monkeypatch.setitem(STEPS, "doubled", Step(module.double, {"counted": "counted"}))
    source, store = tmp_path / "news.jsonl", tmp_path / "store"
    for foot in ((), {stories[0].id}):  # one article has a line more
        build(write(source, stories[:6], foot=foot), store, engine="serial", part_size=3)
        corpus = kit.Corpus(store)
        n = [len(rows) for rows in corpus.scan("sentences")]
        assert [rows["n"].tolist() for rows in corpus.scan("doubled")] == [[2 * one] for one in n]
