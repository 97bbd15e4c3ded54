"""Replication packages: what goes in, what stays out, that figures are drawn again, that a changed file is seen."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.__main__ import main
from kit.errors import ArticleError, FileError, KitError, KitWarning, TableError
from kit.publish.package import codebook, texts
from kit.publish.package.archive import MADE, list_files, verify_package, write_sums, zip_folder
from kit.publish.package.contents import HIDDEN, MS_PER_ARTICLE, Package, save_package
from kit.publish.package.kept import Cited, Kept, Running
from kit.publish.package.rerun import Rerun
from kit.schema import SCHEMAS
from kit.spreadsheets import unguard_text
from kit.stats.intervals import wilson_interval
from kit.study import load_study

ROOT = Path(kit.__file__).parents[1]

STORIES = {
    "ghent": "Bộ trưởng thăm Bỉ\nNgày 3/4/2023, Bộ trưởng Lê Văn Tám đã thăm Bỉ và hội đàm với người đồng cấp "
    "về hợp tác lao động, đào tạo nghề và di cư hợp pháp giữa hai nước trong giai đoạn tới.\n"
    "Hai bên cam kết chống mua bán người.",
    "lyon": "Pháp hỗ trợ đào tạo nghề\n=Năm 2022, Pháp đã hỗ trợ Việt Nam đào tạo nghề cho một nghìn hai trăm "
    "lao động trẻ ở các tỉnh ven biển trước khi họ ra nước ngoài làm việc.\n"
    "Hai bên nhất trí bảo vệ quyền của người di cư.",
}
KNOWN = (
    "article_id,published,source,url\n"
    "ghent,2023-04-04,Báo Thử,https://bao.example/1\nlyon,2022-06-01,Báo Thử,\n"
)

NOTEBOOK = [
    'STUDY = ".."',
    "import pandas as pd\nimport kit\ncorpus = kit.Corpus(STUDY)\nkit.use_notebook(corpus)",
    "summary = kit.summarise_tallies(kit.count_partners(corpus.partners, home=corpus.home), corpus.sizes())",
    'kit.save_figure(kit.plot_bars(summary, value="share"), "partners", table=summary, rests_on="partners sizes", '
    'caption="Partners.", alt="Bars.")',
    'found = corpus.story[corpus.story["text"].str.contains("đào tạo")]\nmost = int(found["sentence"].max())',
    "shares = kit.summarise_sentences(found, corpus.story)",
    'ax = kit.plot_bars(shares, top=10 + most)\nkit.save_figure(ax, "trained", table=shares, rests_on="story", '
    'most=most, caption="Trained.", alt="Bars.")',
    "print(len(corpus.words))",
]


def make_study(folder, said="", cells=NOTEBOOK):
    (folder / "articles").mkdir(parents=True)
    for name, text in STORIES.items():
        (folder / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "articles.csv").write_text(KNOWN, encoding="utf-8")
    (folder / "study.yml").write_text(f"title: 'A study: two towns'\nname: towns\n{said}\n", encoding="utf-8")
    (folder / "notebooks").mkdir()
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    notebook.cells[-1].outputs = [nbformat.v4.new_output("stream", text=STORIES["ghent"])]
    nbformat.write(notebook, folder / "notebooks" / "01-towns.ipynb")
    return folder


def unpack(archive, folder):
    zipfile.ZipFile(archive).extractall(folder)
    return folder


def run(*command, cwd=ROOT, **env):
    env = os.environ | env
    found = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, cwd=cwd, env=env
    )
    return found.returncode, found.stdout + found.stderr


@pytest.fixture
def no_kit(monkeypatch):
    """Packages without the kit, which takes time to copy."""
    monkeypatch.setattr(Package, "copy_kit", lambda self: None)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("study") / "towns")


@pytest.fixture(scope="module")
def package(study, tmp_path_factory):
    """The package of a study that states no licence, and has no figures yet."""
    folder = tmp_path_factory.mktemp("package")
    save_package(study, folder / "towns.zip")
    return unpack(folder / "towns.zip", folder / "unpacked")


# What goes in


def test_every_column_of_every_table_has_a_meaning_and_every_meaning_a_column():
    corpus = kit.Corpus(ROOT / "data" / "articles")
    columns = {name: [*SCHEMAS[name]] for name in SCHEMAS}
    for name in kit.steps.STEPS:
        columns[name] = [*dict.fromkeys([*columns.get(name, ()), *corpus._whole.get(name)])]
    columns["meetings"] += ["same_as", "not_same_as", "by_hand"]  # once they are corrected
    lacking = [
        f"{name}.{one}" for name in columns for one in columns[name] if not codebook.explain_column(name, one)
    ]
    assert not lacking
    said = yaml.safe_load(Path(codebook.__file__).with_name("columns.yml").read_text("utf-8"))
    assert not set(said["columns"]) - {one for of in columns.values() for one in of}
    assert not [
        f"{name}.{one}" for name, of in said["tables"].items() for one in of if one not in columns[name]
    ]
    assert set(columns) - {*HIDDEN, "articles", "grouped"} <= set(said["rows"]) <= set(columns)


@pytest.mark.parametrize(
    "said, level",
    [
        ("title: A", "names"),
        ("text: full", "names"),
        ("text: snippets", "snippets"),
        ("text: none", "none"),
        ("licence: cc by 4.0", "full"),
        ("licence: CC-BY-SA-4.0\ntext: snippets", "snippets"),
        ("licence: Public Domain\ntext: none", "none"),
        ("licence: CC BY-NC-ND 4.0", "names"),
        ("licence: by agreement", "names"),
        ("licence: by agreement\ntext: full", "full"),
    ],
)
def test_texts_go_in_only_under_a_licence_that_is_stated_and_allows_it(tmp_path, said, level):
    (tmp_path / "study.yml").write_text(said, encoding="utf-8")
    assert texts.choose_policy(load_study(tmp_path)).level == level


@pytest.mark.parametrize("level, left", [("full", 0), ("snippets", 4), ("names", 6), ("none", 9)])
def test_each_level_leaves_out_what_it_says(level, left):
    tables = {
        name: kit.schema.empty_table(name)
        for name in ("words", "sentences", "articles", "events", "topics", "codes")
    }
    policy = texts.Policy(level, "", "", "")
    out = []
    for name, table in tables.items():
        stripped = texts.strip_table(name, table, policy)
        out += [name] if stripped is None else [f"{name}.{one}" for one in table if one not in stripped]
    everything = [
        "words",
        "sentences.text",
        "articles.text",
        "codes.text",
        "events.what",
        "events.clause",
        "topics.text",
    ]
    everything += ["events.text"]
    expected = {0: 0, 4: 4, 6: 6, 9: 8}[left]
    assert sorted(out) == sorted(everything[:expected])


@pytest.mark.slow
def test_a_package_without_texts_has_no_run_of_an_article_in_any_file(package):
    held = [
        f"{name}: {table.to_csv()}"
        for name in package.glob("*/*.parquet")
        for table in [pd.read_parquet(name)]
    ]
    held += [
        path.read_text("utf-8")
        for path in map(package.joinpath, list_files(package))
        if path.suffix not in (".png", ".parquet")
    ]
    words = [text.split("\n", 1)[1].split() for text in STORIES.values()]
    runs = {" ".join(part[place : place + 9]) for part in words for place in range(len(part) - 9)}
    assert len(runs) > 60 and not [run for run in runs for text in held if run in text]


def test_the_tables_of_a_package_are_those_of_the_study(study, package):
    before, after = kit.Corpus(study), kit.Corpus(package)
    assert after.hash == before.hash and after.collection == before.collection == "towns"
    for name in (
        "articles",
        "sentences",
        "partners",
        "topics",
        "events",
        "lengths",
        "meetings",
        "statements",
    ):
        table = getattr(after, name)
        pd.testing.assert_frame_equal(table, getattr(before, name)[[*table]])
    assert after.provenance("partners", "events", every="year") == before.provenance(
        "partners", "events", every="year"
    )
    assert after.key("topics") == before.key("topics") and after.titles == before.titles
    pd.testing.assert_frame_equal(after.select(partner="BEL").sizes(), before.select(partner="BEL").sizes())


@pytest.mark.slow
def test_what_the_study_corrected_by_hand_is_in_the_tables_and_is_not_laid_over_them_again(tmp_path, no_kit):
    study = make_study(tmp_path / "towns")
    event = kit.Corpus(study).events["event_id"][0]
    (study / "events.csv").write_text(f"event_id,status,note\n{event},announced,by hand\n", encoding="utf-8")
    save_package(study, tmp_path / "a.zip")
    before, after = kit.Corpus(study), kit.Corpus(unpack(tmp_path / "a.zip", tmp_path / "package"))
    assert after.events["note"].tolist().count("by hand") == 1
    pd.testing.assert_frame_equal(after.events, before.events[[*after.events]])
    pd.testing.assert_frame_equal(after.partners, before.partners)
    assert after.provenance("events") == before.provenance("events") and after.provenance()["own_tables"]
    with pytest.raises(TableError, match="without text"):
        after.with_tables(partners=after.partners.head(1))


def test_what_was_left_out_is_an_error_and_never_empty(package):
    corpus = kit.Corpus(package)
    with pytest.raises(TableError, match="The table words is not in this collection and cannot be made"):
        corpus.words  # noqa: B018
    with pytest.raises(TableError, match="The table loaded was left without text"):
        list(corpus.scan("loaded", columns=["article_id", "text"]))
    with pytest.raises(TableError):
        corpus.evidence(partner="BEL")


def test_the_tables_of_another_kit_are_served_and_that_is_said(package, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(package, old)
    manifest = old / "tables" / "manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    del told["frozen"]["statements"], told["reads"]["statements"]  # a table that it did not have
    del told["files"]["statements.parquet"]
    (old / "tables" / "statements.parquet").unlink()
    manifest.write_text(json.dumps(told | {"kit": "0.0.9"}), encoding="utf-8")
    said = f"were made by kit 0.0.9; this is kit {kit.__version__}, which may count otherwise"
    with pytest.warns(KitWarning, match=re.escape(said)):
        corpus = kit.Corpus(old)
    pd.testing.assert_frame_equal(corpus.topics, kit.Corpus(package).topics)
    with pytest.raises(TableError, match="The table statements is not in this collection"):
        _ = corpus.statements


def test_csv_and_parquet_of_a_table_are_the_same_and_as_the_data_package_says(package):
    about = json.loads((package / "datapackage.json").read_text("utf-8"))
    told = {one["path"]: one for one in about["resources"]}
    assert "licenses" not in about and about["kit"] == kit.__version__
    for path in sorted((package / "tables").glob("*.parquet")):
        table, one = pd.read_parquet(path), told[f"tables/{path.stem}.csv"]
        text = pd.read_csv(path.with_suffix(".csv"), dtype="str", keep_default_na=False)
        assert [*text] == [*table] == [field["name"] for field in one["schema"]["fields"]]
        assert one["bytes"] == path.with_suffix(".csv").stat().st_size
        for column in table.columns[table.dtypes == "str"]:
            assert text[column].map(unguard_text).tolist() == table[column].tolist()
        types = {field["name"]: field["type"] for field in one["schema"]["fields"]}
        assert {"start": "integer", "first_day": "date", "keep": "boolean"}.items() >= {
            (name, kind) for name, kind in types.items() if name in ("start", "first_day", "keep")
        }


def test_the_pages_of_a_package_say_what_it_is(package):
    readme, methods = ((package / name).read_text("utf-8") for name in ("README.md", "methods.md"))
    assert "articles.text, events.clause, events.what, sentences.text, words; and the outputs" in readme
    assert "study.yml states no licence of the articles, so their texts are left out" in readme
    assert "2 articles (published 2022-06-01 to 2023-04-04), from Báo Thử (2)." in methods
    assert "No sentence of this study was coded for topics by hand" in methods
    citation = yaml.safe_load((package / "CITATION.cff").read_text("utf-8"))
    assert citation["title"] == "A study: two towns" and "license" not in citation
    assert (
        json.loads((package / "notebooks" / "01-towns.ipynb").read_text("utf-8"))["cells"][-1]["outputs"]
        == []
    )
    meanings = pd.read_csv(package / "codebook.csv").set_index(["table", "column"])
    assert meanings.loc[("words", "word"), "where"] == "left out with the texts"
    assert meanings.loc[("partners", "start"), "type"] == "integer"


def test_lexicons_of_the_study_go_in_with_how_they_differ(tmp_path, no_kit):
    study = make_study(tmp_path / "towns", "licence: CC0")
    own = (ROOT / "data" / "lexicons" / "stopwords.yml").read_text("utf-8")
    (study / "lexicons").mkdir()
    (study / "lexicons" / "stopwords.yml").write_text(own + "# mine\n", encoding="utf-8")
    (study / "CITATION.cff").write_text("title: Mine\n", encoding="utf-8")
    made = save_package(study, tmp_path / "a.zip")
    package = unpack(tmp_path / "a.zip", tmp_path / "package")
    assert "+# mine\n" in (package / "lexicons" / "differences.diff").read_text("utf-8")
    assert made.policy.texts and (package / "articles" / "ghent.txt").read_text("utf-8") == STORIES["ghent"]
    assert (package / "CITATION.cff").read_text("utf-8") == "title: Mine\n"
    assert json.loads((package / "datapackage.json").read_text("utf-8"))["licenses"][0]["name"] == "cc0-1.0"
    assert kit.Corpus(package).hash == kit.Corpus(study).hash


def test_what_a_study_says_is_read_as_the_study_reads_it(tmp_path, no_kit):
    study = make_study(tmp_path / "towns")
    said = "title: no\nname: 0o17\nperiod: [2022, 2023]\npublished_to: 2023-12-31\n"  # to others False and 15
    (study / "study.yml").write_text(said, encoding="utf-8")
    (study / "lexicons").mkdir()
    (study / "lexicons" / "stopwords.yml").write_bytes((ROOT / "data/lexicons/stopwords.yml").read_bytes())
    (study / "lexicons" / "notes.md").write_text("What I changed, and why.", encoding="utf-8")
    save_package(study, tmp_path / "a.zip")
    package = unpack(tmp_path / "a.zip", tmp_path / "package")
    there, here = load_study(study), load_study(package)
    names = ["title", "name", "select", "settings"]
    assert [getattr(here, name) for name in names] == [getattr(there, name) for name in names]
    assert (package / "lexicons" / "notes.md").is_file()
    assert here.title == "no" and here.select == {"period": ["2022", "2023"]}


@pytest.mark.slow
def test_forms_of_codes_go_in_without_their_sentences_and_agreement_is_told(tmp_path, no_kit):
    study = make_study(tmp_path / "towns")
    (study / "codes").mkdir()
    story = kit.Corpus(study).story
    for coder, codes in (("A", "trafficking"), ("B", "human_rights")):
        form = story[["article_id", "sentence", "text"]].assign(coder=coder, codes=codes)
        form.to_csv(study / "codes" / f"topics-{coder}.csv", index=False)
    save_package(study, tmp_path / "a.zip")
    package = unpack(tmp_path / "a.zip", tmp_path / "package")
    form = pd.read_csv(package / "codes" / "topics-A.csv", keep_default_na=False)
    assert set(form["text"]) == {""} and form["codes"].tolist() == ["trafficking"] * len(story)
    agreed = pd.read_csv(package / "codes" / "agreement.csv").set_index("key")
    assert agreed.loc["trafficking", ["n_coders", "n_sentences", "agreed"]].tolist() == [2, len(story), 0]
    methods = (package / "methods.md").read_text("utf-8")
    assert "by 2 coders" in methods
    scores = pd.read_csv(package / "codes" / "scores.csv").set_index("key")
    topics, whole = scores.drop("all"), scores.loc["all"]
    both, found = topics["n_both"].sum(), topics["n_found"].sum()
    low, high = wilson_interval(both, found)
    told = f"a precision of {both / found:.2f} ({both:.0f} of {found:.0f}; 95 % interval {low:.2f} to {high:.2f})"
    assert told in methods and found == whole["n_found"] > 0


# What is refused


@pytest.mark.slow
def test_what_is_no_study_has_no_article_or_figures_of_others_is_refused(tmp_path, study):
    with pytest.raises(FileError, match="it is no study"):
        save_package(tmp_path, tmp_path / "a.zip")
    empty = tmp_path / "empty"
    (empty / "articles").mkdir(parents=True)
    (empty / "study.yml").write_text("title: None", encoding="utf-8")
    with pytest.raises(ArticleError):
        save_package(empty, tmp_path / "a.zip")
    other = make_study(tmp_path / "other", "licence: CC0")
    (other / "figures").mkdir()
    (other / "figures" / "old.json").write_text(
        json.dumps({"corpus": "f" * 64, "kit": kit.__version__}), encoding="utf-8"
    )
    with pytest.raises(KitError, match="The figure old is of other articles"):
        save_package(other, tmp_path / "a.zip")
    told = {"corpus": kit.Corpus(other).hash, "kit": kit.__version__, "files": {"topics.yml": "f" * 12}}
    (other / "figures" / "old.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(KitError, match=r"The figure old is of other topics\.yml than these"):
        save_package(other, tmp_path / "a.zip")
    outside = make_study(tmp_path / "outside", "licence: CC0\narticles: ../other/articles")
    with pytest.raises(FileError, match="lies outside of the study"):
        save_package(outside, tmp_path / "a.zip")
    assert not (tmp_path / "a.zip").exists()


def test_nothing_is_written_into_the_study_but_the_archive(tmp_path, capsys, no_kit):
    study = make_study(tmp_path / "towns", "licence: CC0")
    said = (study / "study.yml").read_text("utf-8").replace("name: towns", "name: ../hai phố")
    (study / "study.yml").write_text(said, encoding="utf-8")
    before = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    assert main(["package", str(study)]) == 0
    assert "the texts of the articles are passed on under CC0-1.0" in capsys.readouterr().out
    after = {path: path.read_bytes() for path in study.rglob("*") if path.is_file()}
    after.pop(study / "..-hai-phố-package.zip")
    assert after == before


# The archive


def make_folder(folder):
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "two.txt").write_text("hai", encoding="utf-8")
    (folder / "a.txt").write_text("một", encoding="utf-8")
    (folder / "datapackage.json").write_text(json.dumps({"kit": "9.9"}, indent=1), encoding="utf-8")
    write_sums(folder)
    return folder


def test_the_same_files_are_the_same_bytes_whatever_their_times_and_rights(tmp_path):
    one, two = make_folder(tmp_path / "one"), make_folder(tmp_path / "two")
    os.utime(two / "a.txt", (1, 1))
    (two / "a.txt").chmod(0o600)
    for name in (*MADE, ".venv", "b/__pycache__", "b/.ipynb_checkpoints"):  # what running it makes
        (two / name).mkdir()
        (two / name / "x").write_text("x")
    for folder in (one, two):
        zip_folder(folder, tmp_path / f"{folder.name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert zipfile.ZipFile(tmp_path / "one.zip").namelist() == [
        "SHA256SUMS",
        "a.txt",
        "b/two.txt",
        "datapackage.json",
    ]


@pytest.mark.parametrize("zipped", [False, True])
def test_what_was_changed_is_missing_or_was_added_is_named(tmp_path, zipped, capsys):
    folder = make_folder(tmp_path / "one")

    def look():
        if zipped:
            zip_folder(folder, tmp_path / "one.zip")
        return tmp_path / "one.zip" if zipped else folder

    assert verify_package(look()) == ([], [], [], 3, "9.9")
    (folder / "a.txt").write_text("mốt", encoding="utf-8")
    (folder / "b" / "two.txt").unlink()
    (folder / "c.txt").write_text("ba", encoding="utf-8")
    assert verify_package(look()) == (["a.txt"], ["b/two.txt"], ["c.txt"], 3, "9.9")
    assert main(["verify", str(look())]) == 1
    said = capsys.readouterr().out
    assert "changed: a.txt\nmissing: b/two.txt\nadded: c.txt\n" in said
    assert f"Made by kit 9.9; this is kit {kit.__version__}" in said


def test_what_is_called_as_what_running_makes_is_only_that_in_the_folder_of_the_package(tmp_path):
    folder = make_folder(tmp_path / "one")
    (folder / "b" / "report").mkdir()
    (folder / "b" / "report" / "three.txt").write_text("ba", encoding="utf-8")
    write_sums(folder)
    (folder / "b" / ".DS_Store").write_bytes(b"")
    zip_folder(folder, tmp_path / "one.zip")
    assert "b/report/three.txt" in zipfile.ZipFile(tmp_path / "one.zip").namelist()
    assert verify_package(folder)[:4] == verify_package(tmp_path / "one.zip")[:4] == ([], [], [], 4)


def test_a_damaged_byte_of_an_archive_is_a_changed_file(tmp_path):
    folder = make_folder(tmp_path / "one")
    (folder / "a.txt").write_bytes(os.urandom(2000))
    write_sums(folder)
    zip_folder(folder, tmp_path / "one.zip")
    content = bytearray((tmp_path / "one.zip").read_bytes())
    place = (
        content.index(b"a.txt", content.index(b"a.txt") + 1)
        if content.index(b"a.txt") < 200
        else content.index(b"a.txt")
    )
    content[place + 500] ^= 1
    (tmp_path / "one.zip").write_bytes(content)
    assert verify_package(tmp_path / "one.zip").changed == ["a.txt"]


def test_what_is_no_package_is_refused(tmp_path, capsys):
    (tmp_path / "a.zip").write_bytes(b"no archive")
    for path in (tmp_path / "a.zip", tmp_path / "nowhere", tmp_path):
        with pytest.raises(FileError, match="is no package"):
            verify_package(path)
    assert main(["verify", str(tmp_path)]) == 1
    (tmp_path / "SHA256SUMS").write_text("x  a.zip\n", encoding="utf-8")
    with pytest.raises(FileError, match="SHA256SUMS, line 1 is no hash"):
        verify_package(tmp_path)


# What is kept of cells that need texts

Pair = namedtuple("Pair", "table note")


@dataclass(frozen=True)
class Both:
    """Two things."""

    table: pd.DataFrame
    n: int


def frame(**columns):
    return pd.DataFrame(columns or {"key": ["BEL", "FRA"], "n": [2, 1], "share": [0.5, None]})


TABLES = {
    "plain": frame(),
    "named": frame().set_index("key"),
    "two levels": frame().set_index(["key", "n"]),
    "no name": frame().set_axis(["x", "y"]),
    "columns": frame(a=[1, 2], b=[3, 4]).rename_axis(columns="kind"),
    "days": frame(day=pd.to_datetime(["2023-01-01", None]), kind=pd.Categorical(["a", "b"])),
    "index is a column": frame().set_index("key", drop=False),
    "none": frame().head(0),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_that_is_kept_comes_back_as_it_was(tmp_path, name):
    table = TABLES[name]
    table.attrs["note"] = "Few."
    Kept(tmp_path).keep("01-a 2.1 table", table, [], Running())
    back = Kept(tmp_path).load("01-a 2.1 table")
    pd.testing.assert_frame_equal(back, table)
    assert back.attrs == table.attrs and back.columns.name == table.columns.name


@settings(max_examples=25)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), st.lists, max_leaves=5))
def test_plain_values_come_back(tmp_path_factory, value):
    folder = tmp_path_factory.mktemp("kept")
    Kept(folder).keep("k", {"a": value, "b": (1, 2.5)}, [], Running())
    assert Kept(folder).load("k") == {"a": value, "b": (1, 2.5)}


def test_the_parts_of_a_pair_come_back_and_what_no_file_holds_is_not_kept(tmp_path):
    kept = Kept(tmp_path)
    for key, value in (("pair", Pair(frame(), "few")), ("both", Both(frame(), 3))):
        kept.keep(key, value, [], Running())
        pd.testing.assert_frame_equal(kept.load(key).table, frame())
    assert kept.load("pair").note == "few" and kept.load("both").n == 3
    for value in (object(), lambda: 1, {"f": print}):
        kept.keep("other", value, [], Running())
    assert "other" not in kept.values


def test_no_longer_run_of_an_article_is_kept_unless_it_is_known(tmp_path):
    lead = STORIES["ghent"].split("\n")[1]
    table = frame(text=[lead, "Bỉ"], left=["đã thăm", "x"], n=[1, 2])
    kept = Kept(tmp_path)
    kept.keep("a", table, [], Running(STORIES.values()))
    assert kept.load("a").to_dict("list") == {"text": ["", "Bỉ"], "n": [1, 2]}
    kept.keep("b", table, [], Running(STORIES.values(), [lead]))
    assert kept.load("b")["text"].tolist() == [lead, "Bỉ"]
    kept.keep("c", {"said": [lead]}, [], Running(STORIES.values()))
    assert "c" not in kept.values


def test_a_corpus_of_ones_own_is_cited_as_its_figure_was():
    record = {
        "name": "x",
        "caption": "c",
        "rests_on": ["charts", "topics.csv"],
        "parameters": {"top": 3},
        "corpus": "ab",
    }
    cited = Cited([{"rests_on": [], "parameters": {}}, record])
    told = {"rests_on": ["charts", "topics.csv"], "parameters": {"top": 3}, "corpus": "ab"}
    assert cited.provenance(["codes/topics.csv"], "charts", top=3) == told
    with pytest.raises(TableError, match="not in the package"):
        cited.provenance("charts", top=4)


# All of it


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A study whose notebook was run."""
    study = make_study(tmp_path_factory.mktemp("drawn") / "towns")
    code, told = run(sys.executable, "-m", "kit.publish.notebooks", study / "notebooks" / "01-towns.ipynb")
    assert not code, told
    return study


@pytest.mark.slow
@pytest.mark.parametrize("said", ["", "text: none", "licence: CC0"])
def test_every_figure_is_drawn_again_from_the_package_to_the_byte(tmp_path, drawn, said):
    study = shutil.copytree(drawn, tmp_path / "towns")
    with (study / "study.yml").open("a", encoding="utf-8") as file:
        file.write(f"{said}\n")
    archives = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for seed, archive in enumerate(archives, 1):
        code, told = run(
            sys.executable, "-m", "kit", "package", study, "--to", archive, PYTHONHASHSEED=str(seed)
        )
        assert not code, told
    assert archives[0].read_bytes() == archives[1].read_bytes()
    assert ("2 of 2 figures were drawn again" in told) == (said != "licence: CC0")
    package = unpack(archives[0], tmp_path / "elsewhere")
    kept = json.loads((package / "kept" / "values.json").read_text("utf-8")) if said != "licence: CC0" else {}
    assert set(kept) == ({"01-towns 5.2 most", "01-towns 6.1 shares"} if kept else set())
    home = {"HOME": str(tmp_path), "KIT_CACHE": str(tmp_path / "cache"), "cwd": package}
    code, told = run(sys.executable, "-m", "kit.publish.package.rerun", package, **home)
    assert not code and "2 of 2 figures are the same to the byte" in told, told
    assert verify_package(package)[:3] == ([], [], [])
    shares = package / "figures" / "trained.csv"
    shares.write_bytes(shares.read_bytes() + b"x")
    assert verify_package(package).changed == ["figures/trained.csv"]
    outcomes = Rerun(package).compare(package / "rebuilt" / "figures")
    assert {one.figure: one.problem.partition(":")[0] for one in outcomes} == {
        "partners": "",
        "trained": "other bytes (trained.csv)",
    }
    if not said:
        code, told = run(sys.executable, "-m", "kit.publish.package.rerun", package, **home)
        assert code == 1 and "trained (01-towns): other bytes (trained.csv)" in told


# The project


def test_the_project_is_cited_with_its_version():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == kit.__version__ and citation["cff-version"] == "1.2.0"
    assert f'version = "{citation["version"]}"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_how_long_it_takes_is_as_the_page_of_scale_has_it():
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    measured = re.search(r"^\| 1,000 \| ([\d.]+) \|", page, re.MULTILINE)
    assert round(float(measured[1])) == MS_PER_ARTICLE
