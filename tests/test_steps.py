"""The steps as data: what each declares is what it reads, and an edit rebuilds what reads it and nothing else."""

import gc
import importlib
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pandas as pd
import pytest
from material import TWO_ARTICLES
from rests import list_reads

from kit import cache, files
from kit.corpus import Corpus
from kit.errors import KitWarning, LexiconError, OptionError, TableError
from kit.files import built_from, find_data, list_data, overlay, read_data, watch_reading
from kit.steps import INPUTS, LOADED, RESERVED, STEPS, Step, add_step
from kit.store.collection import ALL, Collection, hash_table

OPTIONS = {"home": "VNM", "today": "2023-04-05", "published_from": "", "published_to": ""}

CUT = {"lines.yml", "sentences.yml"}
DATED = {*CUT, "dates.yml"}
NAMED = {"partners.yml", "organisations.yml", "regions.yml", "traps.yml"}
JUDGED = {*NAMED, "context.yml", "instruments.yml"}
HELD = {"offices.yml", "leaders.csv"}
RESTS_ON = {
    "prints": set(),
    "repeats": set(),
    "lines": {"lines.yml"},
    "sentences": CUT,
    "titled": {"lines.yml"},
    "dated": DATED,
    "signatures": {"lines.yml"},
    "copies": DATED,
    "grouped": DATED,
    "words": {*CUT, "words.yml"},
    "lengths": {*CUT, "words.yml"},
    "dates": DATED,
    "partners": {*CUT, *JUDGED},
    "people": {*DATED, *JUDGED, *HELD},
    "meetings": {*DATED, *JUDGED, *HELD, "meetings.yml", "places.yml", "cities.yml"},
    "places": {*CUT, "places.yml"},
    "topics": {*CUT, "topics.yml", *NAMED, "context.yml"},
    "agreements": {*DATED, *JUDGED, "agreements.yml"},
    "statements": {*DATED, *JUDGED, *HELD, "statements.yml", "topics.yml"},
    "events": {
        *DATED,
        *JUDGED,
        *HELD,
        "meetings.yml",
        "places.yml",
        "cities.yml",
        "agreements.yml",
        "events.yml",
    },
    "quantities": {*DATED, *JUDGED, "topics.yml", "quantities.yml"},
    "articles": {*DATED, *JUDGED, "places.yml", *HELD},
}
CHARTS = {
    "charts": {"charts.yml"},
    "labels": {"topics.yml", *NAMED},
    "names": NAMED,
    "stopwords": {"stopwords.yml"},
    "tiers": {"partnership_tiers.csv", *NAMED},
    "world": {"country_points.csv", "countries-110m.json"},
    "sizes": {*DATED, "words.yml"},
}
DATA = sorted(list_data())


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The kit's data files, to be edited."""
    for name in ("LEXICONS", "REFERENCE"):
        shutil.copytree(getattr(files, name), tmp_path / name)
        monkeypatch.setattr(files, name, tmp_path / name)
    return tmp_path


@pytest.fixture
def one_more():
    """Steps may be added, and are gone after the test."""
    before = dict(STEPS)
    yield
    STEPS.clear()
    STEPS.update(before)


def edit(name, how="\n"):
    path = find_data(name)
    path.write_bytes(path.read_bytes() + how.encode())


def made(folder):
    return {path.name.split("-")[0] for path in folder.glob("*.parquet")}


def test_the_tables_of_this_test_are_those_of_the_kit():
    assert set(RESTS_ON) == set(STEPS) and set(CHARTS) - {"sizes"} == set(INPUTS)
    assert not set.union(*RESTS_ON.values(), *CHARTS.values()) - set(DATA)
    assert set(DATA) - set.union(*RESTS_ON.values(), *CHARTS.values()) == {"columns.yml", "sites.yml"}, (
        "read with the articles"
    )


@pytest.mark.slow
@pytest.mark.parametrize("file", DATA)
def test_an_edited_file_moves_what_rests_on_it_and_nothing_else(file, data, tmp_path):
    def list_keys():
        corpus = Corpus(TWO_ARTICLES, cache=tmp_path / "cache")
        keys = {name: corpus.key(name) for name in STEPS}
        return keys | {name: str(corpus._hash_rests(name)) for name in CHARTS}

    before = list_keys()
    edit(file, "\n# a comment\n" if file.endswith(".yml") else "\n")
    after = list_keys()
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {name for name, rests_on in (RESTS_ON | CHARTS).items() if file in rests_on}


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_a_step_declares_what_it_reads(name, tmp_path):
    corpus, step = Corpus(TWO_ARTICLES, cache=tmp_path), STEPS[name]
    tables = {needed: getattr(corpus, needed) for needed in step.tables}
    with watch_reading() as seen:
        step.run(tables, **{option: OPTIONS[option] for option in step.options})
    assert {path.name for path in seen} == set(step.reads)


@pytest.mark.slow
def test_only_what_a_step_says_depends_on_other_articles(tmp_path):
    """Every table of the whole is the tables of single articles, one after another, but for the steps across."""
    whole = Corpus(TWO_ARTICLES, cache=tmp_path)
    for name in (name for name, step in STEPS.items() if not step.across):
        step, parts = STEPS[name], []
        for article_id in whole.articles["article_id"]:
            tables = {needed: getattr(whole, needed) for needed in step.tables}
            of_one = {
                needed: table[table["article_id"] == article_id] if "article_id" in table else table
                for needed, table in tables.items()
            }
            parts.append(step.run(of_one, **{option: OPTIONS[option] for option in step.options}))
        alone = pd.concat(parts, ignore_index=True).astype(getattr(whole, name).dtypes)
        pd.testing.assert_frame_equal(alone, getattr(whole, name).reset_index(drop=True))
    assert {name for name, step in STEPS.items() if step.across} == {"repeats", "copies"}


@pytest.mark.slow
def test_a_comment_in_the_topics_rebuilds_the_topics(data, tmp_path):
    cache = tmp_path / "cache"
    first = Corpus(TWO_ARTICLES, cache=cache)
    tables = {name: getattr(first, name) for name in STEPS}
    assert made(cache) == {*STEPS, "given"}
    before = set(cache.iterdir())
    edit("topics.yml", "\n# a comment\n")
    second = Corpus(TWO_ARTICLES, cache=cache)
    for name, table in tables.items():
        pd.testing.assert_frame_equal(getattr(second, name), table)
    new = {path.name.split("-")[0] for path in set(cache.iterdir()) - before}
    assert new == {"topics", "statements", "quantities"}


@pytest.mark.parametrize(
    ("name", "library"),
    [("dates", "lunar_vn"), ("partners", "ahocorasick_rs"), ("partners", "babel"), ("topics", "yaml"),
     ("words", "underthesea"), ("topics", "ahocorasick_rs"), ("lines", "numpy"), ("events", "pandas")],
)  # fmt: skip
def test_a_key_follows_the_versions_of_the_libraries(name, library, tmp_path, monkeypatch):
    assert library in cache.find_libraries(STEPS[name].make)
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
    before, known = corpus.key(name), cache._find_version
    monkeypatch.setattr(cache, "_hashes", {})
    monkeypatch.setattr(cache, "_find_version", lambda asked: "0" if asked == library else known(asked))
    assert corpus.key(name) != before
    monkeypatch.setattr(cache, "_hashes", {})
    monkeypatch.setattr(cache, "_find_version", lambda asked: "0" if asked == "seaborn" else known(asked))
    assert corpus.key(name) == before


def test_a_key_follows_the_tables_before_it_and_the_settings_that_a_step_asks_for(tmp_path):
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
    before = {name: corpus.key(name) for name in STEPS}
    corpus._whole.keys["partners", 0] = "another"
    moved = {name for name in STEPS if corpus.key(name) != before[name]}
    assert moved == {*"partners people meetings events agreements quantities statements articles".split()}  # noqa: SIM905
    of_home = {"meetings", "articles", "events", "quantities"}
    for other, moved in (
        (Corpus(TWO_ARTICLES, fold=False), set()),
        (Corpus(TWO_ARTICLES, home="BEL"), of_home),
    ):
        assert {name for name in STEPS if other.key(name) != before[name]} == moved


# -- files that are saved while tables are made -------------------------------------------------------


def find_marks(sentences):
    """One row per sentence of the lexicon's mark."""
    mark = read_mark()
    hits = sentences[sentences["text"].str.contains(mark, regex=False)]
    return hits[["article_id", "sentence"]].assign(key=pd.Series(mark, index=hits.index, dtype="str"))


@built_from("marks.yml")
def read_mark(path):
    return read_data(path).decode().strip()


MARKS = Step(
    find_marks,
    {"sentences": "sentences"},
    reads=("marks.yml",),
    columns={"article_id": "str", "sentence": "int32", "key": "str"},
)


@pytest.fixture
def marks(one_more, tmp_path):
    """A table of one's own, with a lexicon of its own."""
    add_step("marks", MARKS)
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "marks.yml").write_text("di cư")
    return folder


def corpus_of(folder, tmp_path):
    return Corpus(TWO_ARTICLES, cache=tmp_path / "cache", lexicons=folder)


@pytest.mark.slow
def test_a_table_of_ones_own_is_made_kept_and_cited_as_the_others_are(marks, tmp_path):
    corpus = corpus_of(marks, tmp_path)
    assert len(corpus.marks) and set(corpus.marks["key"]) == {"di cư"}
    assert "marks" in made(tmp_path / "cache")
    assert corpus.provenance("marks")["files"].keys() == {*DATED, "marks.yml"}
    pd.testing.assert_frame_equal(corpus_of(marks, tmp_path).marks, corpus.marks)
    (marks / "marks.yml").write_text("Bỉ")
    assert set(corpus_of(marks, tmp_path).marks["key"]) == {"Bỉ"}
    assert corpus.provenance("marks")["files"] != corpus_of(marks, tmp_path).provenance("marks")["files"]


def test_a_lexicon_saved_while_its_table_is_made_is_read_again(marks, tmp_path, monkeypatch):
    saved = []

    def save(tables):
        table = ORIGINAL(MARKS, tables)
        if not saved:
            saved.append((marks / "marks.yml").write_text("Bỉ"))
        return table

    monkeypatch.setattr(
        Step,
        "run",
        lambda step, tables, **more: save(tables) if step is MARKS else ORIGINAL(step, tables, **more),
    )
    corpus = corpus_of(marks, tmp_path)
    assert set(corpus.marks["key"]) == {"Bỉ"}, "the table is that of the lexicon as it is"
    monkeypatch.undo()
    assert set(corpus_of(marks, tmp_path).marks["key"]) == {"Bỉ"}
    (marks / "marks.yml").write_text("di cư")
    assert set(corpus_of(marks, tmp_path).marks["key"]) == {"di cư"}, (
        "nothing was kept under the older lexicon"
    )


ORIGINAL = Step.run


def test_a_lexicon_that_is_saved_again_and_again_leaves_no_table_behind(marks, tmp_path, monkeypatch):
    counter = iter(range(100))

    def save(step, tables, **more):
        table = ORIGINAL(step, tables, **more)
        if step is MARKS:
            (marks / "marks.yml").write_text(f"di cư {next(counter)}")
        return table

    monkeypatch.setattr(Step, "run", save)
    with pytest.warns(KitWarning, match=r"marks rests on \(marks\.yml\) were saved"):
        corpus_of(marks, tmp_path).marks  # noqa: B018
    assert "marks" not in made(tmp_path / "cache")


@pytest.mark.slow
def test_what_came_from_the_cache_holds_the_tables_before_it(data, tmp_path):
    """A lexicon saved after a kept table was read makes the earlier tables of this corpus no others."""
    len(Corpus(TWO_ARTICLES, cache=tmp_path / "cache").topics)
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path / "cache")
    roles, record, key = corpus.topics["role"].tolist(), corpus.provenance("topics"), corpus.key("lines")
    edit("lines.yml", "\n# a comment\n")
    assert corpus.provenance("topics") == record and corpus.key("lines") == key
    told = corpus.sentences.set_index(["article_id", "sentence"])["role"]
    assert [
        told[place] for place in zip(corpus.topics["article_id"], corpus.topics["sentence"], strict=True)
    ] == roles
    assert Corpus(TWO_ARTICLES, cache=tmp_path / "cache").key("lines") != key


@pytest.mark.slow
def test_a_lexicon_saved_while_an_earlier_table_is_made_and_put_back(data, tmp_path, monkeypatch):
    """The sentences of a lexicon that is gone again are not kept under the one that is there."""
    path = find_data("sentences.yml")
    good = path.read_text(encoding="utf-8")
    bad = good.replace("abbreviations:", "abbreviations:\n  made up: [ngày]", 1)

    def save(step, tables, **more):
        if step is STEPS["lines"]:
            path.write_text(bad, encoding="utf-8")
        table = ORIGINAL(step, tables, **more)
        if step is STEPS["sentences"]:
            path.write_text(good, encoding="utf-8")
        return table

    monkeypatch.setattr(Step, "run", save)
    Corpus(TWO_ARTICLES, cache=tmp_path / "cache").topics  # noqa: B018
    monkeypatch.undo()
    monkeypatch.setattr(files, "LEXICONS", data / "LEXICONS")
    again = Corpus(TWO_ARTICLES, cache=tmp_path / "cache")
    fresh = Corpus(TWO_ARTICLES, cache=tmp_path / "fresh")
    for name in STEPS:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(fresh, name))


@pytest.mark.slow
def test_a_table_that_somebody_changed_changes_no_other_and_is_not_kept(tmp_path):
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
    corpus.partners.drop(corpus.partners.index, inplace=True)
    corpus.articles = corpus.articles.iloc[:1]
    for name in ("people", "events", "topics"):
        pd.testing.assert_frame_equal(
            getattr(corpus, name), getattr(Corpus(TWO_ARTICLES, cache=tmp_path / "b"), name)
        )
    assert len(Corpus(TWO_ARTICLES, cache=tmp_path).partners)


def test_what_stands_in_a_notebook_or_inside_a_function_is_made_anew_and_never_kept(one_more, tmp_path):
    def make(n):
        return lambda sentences: sentences.head(n)

    sizes = []
    for n in (3, 7):
        STEPS["first"] = Step(make(n), {"sentences": "sentences"})
        corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
        sizes.append(len(corpus.first))
        assert corpus.key("first") == ""
    assert sizes == [3, 7] and "first" not in made(tmp_path)


HELPED = """
import sys
sys.path.insert(0, sys.argv[2])
import kit, mine
print(len(kit.Corpus(sys.argv[1], cache=sys.argv[2] + "/cache").mine))
"""
MINE = """
import helper
from kit.steps import Step, add_step

def find_mine(sentences):
    return sentences[sentences["text"].str.contains(helper.WORD)]

add_step("mine", Step(find_mine, {"sentences": "sentences"}))
"""


@pytest.mark.slow
def test_a_helper_of_ones_own_belongs_to_the_code_of_a_step(tmp_path):
    (tmp_path / "mine.py").write_text(MINE)
    sizes = []
    for word in ("Việt Nam", "Bỉ", "Bỉ"):
        (tmp_path / "helper.py").write_text(f"WORD = {word!r}\n", encoding="utf-8")
        command = [sys.executable, "-B", "-c", HELPED, str(TWO_ARTICLES), str(tmp_path)]
        sizes.append(int(subprocess.run(command, capture_output=True, text=True, check=True).stdout))
    assert sizes[0] != sizes[1] == sizes[2]
    assert len(list((tmp_path / "cache").glob("mine-*"))) == 2


def test_a_module_that_was_edited_or_reloaded_has_no_known_code(tmp_path, monkeypatch):
    path = tmp_path / "edited_step.py"
    path.write_text("def find(sentences):\n    return sentences\n")
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("edited_step")
    cache.remember_code("edited_step")
    known = cache.hash_code(module.find)
    assert known and cache.hash_code(module.find) == known
    os.utime(path, (1, 1))
    assert cache.hash_code(module.find) == known, "the same text, saved again"
    path.write_text("def find(sentences):\n    return sentences.head(1)\n")
    assert cache.hash_code(module.find) == ""
    path.write_text("def find(sentences):\n    return sentences\n")
    assert cache.hash_code(module.find) == known
    find = module.find
    importlib.reload(module)
    assert cache.hash_code(find) == cache.hash_code(module.find) == ""


def test_the_table_beside_a_module_is_of_its_code(tmp_path, monkeypatch):
    """``kit/schema.yml`` says what a table has: a table of other columns stands under another key."""
    module, hashes = tmp_path / "tabled_step.py", set()
    module.write_text("def find(sentences):\n    return sentences\n")
    monkeypatch.syspath_prepend(tmp_path)
    for text in (None, "a: 1", "a: 2", "a: 2\n\n"):
        if text:
            module.with_suffix(".yml").write_text(text)
        for kept in ("_hashes", "_memories"):
            monkeypatch.setattr(cache, kept, {})
        sys.modules.pop("tabled_step", None)
        hashes.add(cache.hash_code(importlib.import_module("tabled_step").find))
    assert len(hashes) == 4
    table = Path(sys.modules["kit.schema"].__file__).with_suffix(".yml").read_bytes().splitlines()
    assert all(b"# " + line in cache._find_sources(STEPS["lines"].make)["kit.schema"] for line in table)
    module.with_suffix(".yml").write_text("a: 3")
    assert cache.hash_code(sys.modules["tabled_step"].find) == ""


def test_another_python_keeps_tables_of_its_own(monkeypatch):
    """What a letter or a digit is stands in the Unicode tables of Python, which grow."""
    known = cache.hash_code(STEPS["words"].make)
    monkeypatch.setattr(cache, "_hashes", {})
    assert cache.hash_code(STEPS["words"].make) == known
    monkeypatch.setattr(cache, "_hashes", {})
    monkeypatch.setattr(sys, "version_info", (3, 99))
    assert cache.hash_code(STEPS["words"].make) not in ("", known)


EDITED_WHILE_IT_RUNS = """
import sys, kit
from pathlib import Path
kit.Corpus
path = Path(sys.modules["kit.tag.topics"].__file__)
source = path.read_text(encoding="utf-8")
path.write_text(source.replace('[start:end], "topic")', '[start:end], "other")'), encoding="utf-8")
assert path.read_text(encoding="utf-8") != source
print(set(kit.Corpus(sys.argv[1]).topics["kind"]))
"""
LATER = "import sys, kit; print(set(kit.Corpus(sys.argv[1]).topics['kind']))"


@pytest.mark.slow
def test_code_edited_while_a_kernel_runs_is_not_answered_with_the_kernels_table(tmp_path):
    """The kernel goes on with the code that it imported; the next one has the table of the code that is there."""
    root = Path(__file__).parents[1]
    for name in ("kit", "data"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    env = os.environ | {"PYTHONPATH": str(tmp_path), "KIT_CACHE": str(tmp_path / "cache")}
    printed = [
        subprocess.run([sys.executable, "-c", code, str(TWO_ARTICLES)], cwd=tmp_path, env=env, capture_output=True,
                       text=True, check=True).stdout.strip()
        for code in (EDITED_WHILE_IT_RUNS, LATER, LATER)
    ]  # fmt: skip
    assert printed == ["{'topic'}", "{'other'}", "{'other'}"]


# -- overlays -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_an_overlay_stands_for_the_kits_own_file_in_every_table_that_reads_it(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    text = (files.LEXICONS / "topics.yml").read_text(encoding="utf-8")
    (own / "topics.yml").write_text(
        text.replace("  trafficking:", "  trafficking_of_ones_own:"), encoding="utf-8"
    )
    kits, mine = (
        Corpus(TWO_ARTICLES, cache=tmp_path / "c"),
        Corpus(TWO_ARTICLES, cache=tmp_path / "c", lexicons=own),
    )
    assert "trafficking" in set(kits.topics["key"]) and "trafficking" not in set(mine.topics["key"])
    assert "trafficking_of_ones_own" in set(mine.topics["key"])
    other = {name for name in STEPS if kits.key(name) != mine.key(name)}
    assert other == {"topics", "statements", "quantities"}
    named = kits.provenance("topics")["files"], mine.provenance("topics")["files"]
    assert {name for name in named[0] if named[0][name] != named[1][name]} == {"topics.yml"}


@pytest.mark.slow
def test_an_overlay_of_names_leaves_other_corpora_as_they_are(tmp_path):
    """The lexicon of offices is checked against that of names: what is kept of it is of one set of names."""
    own = tmp_path / "own"
    own.mkdir()
    text = (files.LEXICONS / "partners.yml").read_text(encoding="utf-8")
    (own / "partners.yml").write_text(text + "# mine\n", encoding="utf-8")
    for first, second in ((None, own), (own, None)):
        for lexicons in (first, second):
            corpus = Corpus(
                TWO_ARTICLES,
                cache=tmp_path / f"cache-{first}-{lexicons}".replace("/", "-"),
                lexicons=lexicons,
            )
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                assert len(corpus.people) and corpus.key("people")


def test_a_file_of_an_overlay_that_is_gone_is_missed(marks, tmp_path):
    corpus = corpus_of(marks, tmp_path)
    (marks / "marks.yml").unlink()
    with pytest.raises(LexiconError, match=r"own.marks\.yml: it lay there when the corpus was made"):
        corpus.marks  # noqa: B018


@pytest.mark.slow
def test_provenance_names_what_was_read_and_what_is_read_now(marks, tmp_path):
    shutil.copy(files.LEXICONS / "topics.yml", marks)
    corpus = corpus_of(marks, tmp_path)
    corpus.topics  # noqa: B018
    before = corpus.provenance("topics", "labels")["files"]["topics.yml"]
    (marks / "topics.yml").write_bytes((marks / "topics.yml").read_bytes() + b"# later\n")
    both = corpus.provenance("topics", "labels")["files"]["topics.yml"]
    assert before in both and both == corpus.provenance("labels", "topics")["files"]["topics.yml"] != before


def test_mistakes_of_an_overlay_are_named_with_its_own_path(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "topics.yml").write_text("themes:\n  a: [\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"own.topics\.yml, line \d"):
        Corpus(TWO_ARTICLES, cache=tmp_path / "cache", lexicons=own).topics  # noqa: B018
    (own / "partner.yml").write_text("a: b", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"own.partner\.yml: .* Did you mean 'partners\.yml'\?"):
        Corpus(TWO_ARTICLES, lexicons=own)
    for folder, message in (
        (tmp_path / "nowhere", "no such folder"),
        ("", "no such folder"),
        (tmp_path, "no lexicon"),
    ):
        with pytest.raises(LexiconError, match=message):
            Corpus(TWO_ARTICLES, lexicons=folder)
    (own / "partner.yml").unlink()
    (own / "topics.yml").unlink()
    (own / "topics.yml").mkdir()
    with pytest.raises(LexiconError, match=r"topics\.yml: it is no file"):
        Corpus(TWO_ARTICLES, lexicons=own)


# -- steps that are wrong -----------------------------------------------------------------------------


def test_a_step_that_gives_a_wrong_table_is_named(one_more, tmp_path):
    def give_nothing(articles):
        return None

    def give_other(articles):
        return pd.DataFrame({"article_id": articles["article_id"], "n": 1.0})

    def give_objects(articles):
        return pd.DataFrame({"sets": [set(), set()]})

    def give_numbered(articles):
        return pd.DataFrame([[1, 2]])

    right = {"article_id": "str", "n": "int64"}
    for make, columns, message in (
        (give_nothing, right, "give_nothing should give a table"),
        (give_other, {**right, "m": "int64"}, "give_other gave the column 'n' as float64, not as int64"),
        (
            give_other,
            {"article_id": "str", "m": "int64"},
            "give_other gave no column 'm'; it gave article_id, n",
        ),
    ):
        STEPS["wrong"] = Step(make, {"articles": LOADED}, columns=columns)
        with pytest.raises(TableError, match=message):
            Corpus(TWO_ARTICLES, cache=tmp_path).wrong  # noqa: B018
    assert not {"wrong", "hiding"} & made(tmp_path)


def test_a_step_that_hides_what_it_reads_is_named(one_more, tmp_path):
    def look_aside(articles):
        find_data_and_read()
        return articles

    STEPS["hiding"] = Step(look_aside, {"articles": LOADED})
    with pytest.raises(TableError, match=r"'hiding' used stopwords\.yml, which it does not declare"):
        Corpus(TWO_ARTICLES, cache=tmp_path).hiding  # noqa: B018
    assert not {"wrong", "hiding"} & made(tmp_path)


def find_data_and_read():
    return read_data(find_data("stopwords.yml"))


def test_a_step_is_added_under_a_name_of_its_own_and_needs_what_there_is(one_more):
    for name, step, message in (
        ("topics", MARKS, "has a table 'topics' already"),
        ("labels", MARKS, "has a table 'labels' already"),
        ("two words", MARKS, "one word of letters"),
        ("class", MARKS, "one word of letters"),
        ("sizes", MARKS, "has a table 'sizes' already"),
        ("marks", Step(find_marks, {"sentence": "sentences"}), "otherwise than it is written"),
        ("marks", Step(find_marks, {}), "needs ''"),
        (
            "marks",
            Step(find_marks, {"sentences": "sentence"}),
            "needs 'sentence'; the tables are loaded, prints",
        ),
    ):
        with pytest.raises(OptionError, match=message):
            add_step(name, step)
    add_step("marks", MARKS)
    add_step("marks", MARKS)  # its module is run again
    with pytest.raises(OptionError, match="needs 'marks'"):
        add_step("marks", Step(find_marks, {"sentences": "marks"}))
    own = {name for name in dir(Corpus) if not name.startswith("_")} | {"hash", "folder", "home", "fold"}
    assert own | {"kept", "story", "lexicons", "selection", "collection"} == RESERVED


def test_a_wrong_name_gets_the_nearest(tmp_path):
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
    with pytest.raises(AttributeError, match=r"no 'topic'; its tables are .* Did you mean 'topics'"):
        corpus.topic  # noqa: B018
    with pytest.raises(
        OptionError, match=r"'stopword' is no table, no input and no file\. Did you mean 'stopwords'"
    ):
        corpus.provenance("stopword")


def test_an_overlay_is_left_after_a_table_is_made(tmp_path):
    with overlay(tmp_path):
        assert find_data("topics.yml") == files.LEXICONS / "topics.yml"
    assert find_data("topics.yml") == files.LEXICONS / "topics.yml"


# -- what a key is made of ----------------------------------------------------------------------------


def join(first, second):
    return first.assign(n=len(second))


def find_whom(sentences, home=""):
    return sentences.assign(home=home)


class _Settings:
    """Which key a step has in a corpus whose tables, files and settings are these."""

    def __init__(self, tmp_path):
        self.corpus = Corpus(TWO_ARTICLES, cache=tmp_path)

    def key(self, *step, **more):
        STEPS["asked"] = Step(*step, **more)
        self.corpus._whole.keys.pop(("asked", 0), None)
        return self.corpus.key("asked")


def test_a_key_is_of_the_function_its_tables_and_which_argument_gets_which(one_more, tmp_path):
    key = _Settings(tmp_path).key
    keys = [
        key(join, {"first": "lines", "second": "sentences"}),
        key(join, {"second": "lines", "first": "sentences"}),
        key(join, {"first": "lines", "second": "topics"}),
        key(join, {"first": "lines"}),
        key(join, {"first": "lines sentences"}),
        key(join, {"first": "sentences lines"}),
        key(find_whom, {"first": "lines"}),
    ]
    assert len(set(keys)) == 7 and "" not in keys
    assert key(join, {"first": "lines", "second": "sentences"}) == keys[0]


def test_a_key_is_of_the_settings_that_its_step_asks_for_and_of_no_others(one_more, tmp_path):
    found = _Settings(tmp_path)
    asking, not_asking = ({"options": ("home",)}, {})
    before = [found.key(find_whom, {"sentences": "sentences"}, **more) for more in (asking, not_asking)]
    found.corpus._whole.options["home"] = "BEL"
    after = [found.key(find_whom, {"sentences": "sentences"}, **more) for more in (asking, not_asking)]
    assert before[0] != after[0] != after[1] == before[1]


def test_a_step_gets_the_settings_that_it_asks_for_and_no_others(one_more, tmp_path):
    STEPS["asking"] = Step(find_whom, {"sentences": LOADED}, options=("home",), counted=False)
    STEPS["silent"] = Step(find_whom, {"sentences": LOADED}, counted=False)
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path, home="BEL")
    assert set(corpus.asking["home"]) == {"BEL"} and set(corpus.silent["home"]) == {""}
    assert set(Corpus(TWO_ARTICLES, cache=tmp_path).asking["home"]) == {"VNM"}, (
        "and not what was kept for another"
    )


def test_a_key_is_of_the_files_that_its_step_reads(one_more, data, tmp_path):
    found = _Settings(tmp_path / "cache")
    reads = ((), ("places.yml",), ("places.yml", "stopwords.yml"), ("stopwords.yml",))
    before = [found.key(find_whom, {"sentences": LOADED}, names) for names in reads]
    assert len(set(before)) == 4
    edit("stopwords.yml")
    after = [found.key(find_whom, {"sentences": LOADED}, names) for names in reads]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, True, False, False]


def test_a_key_is_not_known_where_the_code_of_a_table_before_it_is_not(one_more, tmp_path):
    corpus = Corpus(TWO_ARTICLES, cache=tmp_path)
    STEPS["first"] = Step(lambda lines: lines, {"lines": "lines"}, counted=False)
    STEPS["second"] = Step(find_whom, {"sentences": "first"}, counted=False)
    assert corpus.key("first") == corpus.key("second") == ""
    assert len(corpus.second) and not made(tmp_path) & {"first", "second"}
    assert len(corpus.key("sentences")) == 64


@pytest.mark.slow
def test_a_key_is_of_the_articles(tmp_path):
    shutil.copytree(TWO_ARTICLES, tmp_path / "articles")
    before = Corpus(tmp_path / "articles", cache=tmp_path / "cache")
    path = next((tmp_path / "articles").glob("*.txt"))
    path.write_text(path.read_text(encoding="utf-8") + "\nHết", encoding="utf-8")
    after = Corpus(tmp_path / "articles", cache=tmp_path / "cache")
    assert before.hash != after.hash
    assert not {name for name in (LOADED, *STEPS) if before.key(name) == after.key(name)}


def test_every_library_of_a_step_has_a_version_that_is_known():
    """One that is installed under another name than it is imported by has to be named in the cache."""
    libraries = {library for step in STEPS.values() for library in cache.find_libraries(step.make)}
    assert {"pandas", "numpy", "yaml"} <= libraries
    optional = {"dateparser"}
    assert {library for library in libraries if cache._find_version(library) == "not installed"} <= optional
    assert cache._find_version("no_such_library") == "not installed"


def test_the_code_of_a_function_is_that_of_its_module_its_name_and_what_it_imports():
    assert cache.hash_code(join) != cache.hash_code(find_whom) != "", "two functions of one module"
    assert cache.hash_code(join) == cache.hash_code(join)
    sources = cache._find_sources(STEPS["events"].make)
    assert {
        "kit.tag.events",
        "kit.vietnamese.dates.vocabulary",
        "kit.vietnamese.dates.timestamps",
        "kit.schema",
    } <= set(sources)
    assert not {name for name in sources if not name.startswith("kit.")}, "no library"
    assert sources["kit.tag.events"] == Path(sys.modules["kit.tag.events"].__file__).read_bytes()
    assert "kit.tag.people" not in sources


def test_what_a_source_imports_is_the_module_and_what_is_taken_from_it():
    source = (
        b"import a.b, c as d\nfrom e import f as g, h\nfrom . import i\ndef j():\n    from k.l import m\n"
    )
    names = cache._list_imports(source)
    assert sorted(names) == ["a.b", "c", "e", "e.f", "e.h", "k.l", "k.l.m"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from a import (\n    b,  # (the first)\n    c,\n)\n", "a a.b a.c"),
        ("from a import b, \\\n    c\nimport d\n", "a a.b a.c d"),
        ("try: import a\nexcept ImportError: pass\nimport b\n", "a b"),
        ("x = 1; import a\n", "a"),
        ('"""A text\nimport of goods\n"""\nimport a\n', "a"),
        ('"""As in\n\n>>> import b\n"""\n# import c\nimport a as d\n', "a"),
        ("import_module = 1\n", ""),
    ],
)
def test_what_a_source_imports_is_found_however_it_is_written(source, names):
    assert sorted(cache._list_imports(source.encode())) == names.split()


def test_an_environment_may_be_a_link_to_a_folder():
    assert {Path(sys.prefix), Path(sys.prefix).resolve()} <= cache._LIBRARIES


def test_a_table_that_is_kept_comes_back_and_only_under_its_name_and_key(tmp_path):
    table, schema = pd.DataFrame({"a": ["x"], "n": [1]}), {"a": "str", "n": "int32"}
    key, kept = "0123456789abcdef" * 4, Collection(["one"], {}, folder=tmp_path)
    assert kept.find_path("t", 0, key).name == "t-0123456789abcdef0123456789abcdef.parquet"
    cache.keep_table(table, kept.find_path("t", 0, key))
    found = cache.find_table(kept.find_path("t", 0, key), schema=schema)
    assert found.dtypes.astype("str").to_dict() == schema and found.values.tolist() == [["x", 1]]
    for name, other in (("u", key), ("t", "1" + key[1:]), ("t", key[:31] + "0")):
        assert cache.find_table(kept.find_path(name, 0, other), schema=schema) is None
    places = {kept.find_path("t", part, key).name for part in (0, 1, ALL)}
    assert len(places) == 1, "a cache has tables of one part"
    store = Collection(["one", "two"], {}, folder=tmp_path, store=True)
    paths = [store.find_path("t", part, key).relative_to(tmp_path).as_posix() for part in (0, 1, ALL)]
    assert [path.partition("-0123")[0] for path in paths] == ["t/part-00000", "t/part-00001", "t/learnt"]


@pytest.mark.parametrize(
    "damage", [lambda raw: raw[:-9], lambda raw: b"", lambda raw: raw.replace(b"xyzzy", b"xyzzz")]
)
def test_a_kept_table_that_is_damaged_is_told_and_not_used(tmp_path, damage):
    table, path = pd.DataFrame({"a": ["xyzzy"]}), tmp_path / f"t-{'k' * 32}.parquet"
    cache.keep_table(table, path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.warns(KitWarning, match=r"The cached table t-k+\.parquet is damaged .* built again"):
        assert cache.find_table(path, schema={"a": "str"}) is None
    cache.keep_table(table, path)
    with pytest.warns(KitWarning, match="is damaged"):
        assert cache.find_table(path, schema={"b": "str"}) is None


def test_the_cache_is_where_the_environment_says(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CACHE", str(tmp_path))
    assert files.find_cache() == tmp_path
    monkeypatch.delenv("KIT_CACHE")
    assert files.find_cache() == files.KIT.parent / ".kit-cache"


def test_the_hash_of_a_table_is_of_its_columns_their_kinds_every_value_and_their_order():
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    others = [
        table.astype({"a": "int32"}),
        table.rename(columns={"a": "c"}),
        table[["b", "a"]],
        table.iloc[::-1],
        table.assign(b=["x", "z"]),
        table.head(1),
    ]
    assert len({hash_table(other) for other in (table, *others)}) == 7
    assert hash_table(table.set_axis([5, 6])) == hash_table(table.copy())


def test_the_tables_of_a_step_are_each_named_once_and_given_as_it_asks():
    seen = {}

    def look(one, both):
        seen.update(one=one, both=both)
        one.drop(one.index, inplace=True)
        return both

    step = Step(look, {"one": "a", "both": "b a"}, "stopwords.yml")
    assert step.tables == ("a", "b") and step.reads == ("stopwords.yml",)
    a, b = (pd.DataFrame({"n": [n]}, index=[9]) for n in (1, 2))
    made = step.run({"a": a, "b": b})
    assert made["n"].tolist() == seen["both"]["n"].tolist() == [2, 1] and made.index.tolist() == [0, 1]
    assert len(a) == 1, "what a step does to its tables changes no other"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (pd.DataFrame([[1, 2]]), "gave the column 0: names are texts"),
        (
            pd.DataFrame([[1, 2]], columns=["a", "a"]),
            "gave the column 'a': names are texts, and each is given once",
        ),
        (pd.DataFrame({"a": [1], "b": [{1}]}), "gave the column 'b' as objects"),
    ],
)
def test_a_table_that_cannot_be_kept_is_no_table_of_a_step(given, message):
    with pytest.raises(TableError, match=message):
        Step(lambda: given, {}).run({})


def test_a_table_rests_on_the_files_of_all_steps_before_it():
    for name, rests_on in RESTS_ON.items():
        assert list_reads(name, STEPS) == tuple(sorted(rests_on)), name
    assert list_reads(LOADED, STEPS) == ()


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_is_collected_after_a_step_as_it_was_before(collecting):
    seen = []

    def fail(articles):
        seen.append(gc.isenabled())
        raise ValueError

    was = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with pytest.raises(ValueError):
            Step(fail, {"articles": LOADED}).run({LOADED: pd.DataFrame({"article_id": ["a"]})})
        assert (seen, gc.isenabled()) == ([False], collecting)
    finally:
        (gc.enable if was else gc.disable)()
