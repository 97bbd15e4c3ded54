import datetime as dt
import multiprocessing
import shutil
from dataclasses import replace
from functools import wraps
from pathlib import Path

import pandas as pd
import pytest
from material import TWO_ARTICLES

import kit
from kit.check.sheets import save_sheet
from kit.check.to_code import sample_to_code
from kit.corpus import Corpus
from kit.errors import ArticleError, FileError, KitWarning, OptionError
from kit.files import find_data
from kit.steps import STEPS

GOLD = Path(__file__).parents[1] / "data" / "gold" / "topics.csv"
TABLES = tuple(STEPS)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    return Corpus(TWO_ARTICLES, cache=tmp_path_factory.mktemp("cache"))


def build(cache):
    """All tables, in a process of its own."""
    corpus = Corpus(TWO_ARTICLES, cache=cache)
    return {name: getattr(corpus, name) for name in TABLES}


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_schema(corpus, name):
    table = getattr(corpus, name)
    assert len(table) or name in ("places", "repeats", "copies", "quantities")
    dtypes = {column: str(dtype) for column, dtype in table.dtypes.items()}
    assert {column: dtypes.get(column) for column in STEPS[name].columns} == STEPS[name].columns


@pytest.mark.parametrize(
    "name", [name for name in TABLES if "start" in STEPS[name].columns and name not in ("places", "events")]
)
def test_offsets_slice_the_thing_itself(corpus, name):
    texts = corpus.articles.set_index("article_id")["text"]
    table = getattr(corpus, name)
    assert (table["start"] < table["end"]).all()
    if name != "words" and "text" in table:
        spans = zip(table["article_id"], table["start"], table["end"], strict=True)
        assert [texts[article][start:end] for article, start, end in spans] == table["text"].tolist()


def test_the_cache_gives_what_was_built(corpus):
    again = Corpus(TWO_ARTICLES, cache=corpus._whole.folder)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(corpus, name))
    assert again.hash == corpus.hash


def test_a_damaged_table_is_named_and_made_again(tmp_path):
    lines = Corpus(TWO_ARTICLES, cache=tmp_path).lines
    (kept,) = tmp_path.glob("lines-*.parquet")
    content = kept.read_bytes()
    for damaged in (content[:100], content[:-20], b"", b"PAR1" + bytes(100)):
        kept.write_bytes(damaged)
        with pytest.warns(KitWarning, match=r"lines-\w+\.parquet is damaged .*; it is built again"):
            again = Corpus(TWO_ARTICLES, cache=tmp_path).lines
        pd.testing.assert_frame_equal(again, lines)
    assert kept.read_bytes() == content, "mended"


@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_a_byte_that_changed_changes_no_table(tmp_path):
    lines = Corpus(TWO_ARTICLES, cache=tmp_path).lines
    (kept,) = tmp_path.glob("lines-*.parquet")
    content = kept.read_bytes()
    for place in range(4, len(content), 251):
        kept.write_bytes(content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :])
        pd.testing.assert_frame_equal(Corpus(TWO_ARTICLES, cache=tmp_path).lines, lines)


def test_a_cache_that_cannot_be_written_is_done_without_and_said_once(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.warns(KitWarning, match="cannot be written") as said:
        corpus = Corpus(TWO_ARTICLES, cache=tmp_path / "file" / "cache")
        assert len(corpus.sentences) and len(corpus.topics)
    assert len([warning for warning in said if issubclass(warning.category, KitWarning)]) == 1


@pytest.mark.slow
def test_two_processes_may_build_at_once(tmp_path, corpus):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        first, second = pool.map(build, [tmp_path, tmp_path])
    for name in TABLES:
        pd.testing.assert_frame_equal(first[name], second[name])
        pd.testing.assert_frame_equal(first[name], getattr(corpus, name))
    assert len(list(tmp_path.iterdir())) == len(TABLES) + len(["given"]), "no file is left over"


def test_a_word_by_hand_changes_the_hash(tmp_path, corpus):
    shutil.copytree(TWO_ARTICLES, tmp_path / "articles", ignore=shutil.ignore_patterns("*.csv"))
    bare = Corpus(tmp_path / "articles", cache=tmp_path / "cache")
    assert bare.hash != corpus.hash, "without articles.csv less is known"
    (tmp_path / "articles.csv").write_text("article_id,published\niom-regional-director,2022-04-20\n")
    known = Corpus(tmp_path / "articles", cache=tmp_path / "cache")
    row = known.articles.set_index("article_id").loc["iom-regional-director"]
    assert (str(row["published"].date()), row["published_basis"]) == ("2022-04-20", "given")


def test_what_is_known_of_the_collection_bounds_its_articles(tmp_path, corpus):
    folder, cache = TWO_ARTICLES, tmp_path / "cache"
    known = Corpus(folder, cache=cache, published_from="2022-04-18", published_to="2023-04")
    row = known.articles.set_index("article_id").loc["belgium-state-secretary"]
    assert (row["published_from"], row["published_to"]) == (
        pd.Timestamp("2022-12-15"),
        pd.Timestamp("2023-04-30"),
    )
    keys = [
        one.key("dated") for one in (known, Corpus(folder, cache=cache, published_from="2022-04-18"), corpus)
    ]
    assert len({*keys}) == 3
    same = Corpus(folder, cache=cache, published_from=dt.date(2022, 4, 18), published_to="2023-04-30")
    assert same.key("dated") == known.key("dated")
    record = known.provenance()
    assert (record["published_from"], record["published_to"]) == ("2022-04-18", "2023-04-30")
    assert "published_from" not in corpus.provenance()
    with pytest.raises(OptionError, match="published_from='2024' is later than published_to='2023'"):
        Corpus(folder, published_from="2024", published_to="2023")
    with pytest.raises(OptionError, match="published_from='2024' is later than today='2023-12-31'"):
        Corpus(folder, published_from="2024", today="2023-12-31")


def test_the_bounds_of_the_collection_are_never_ahead_of_a_today_that_nobody_gave(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "text": "Hai bên gặp nhau.", "date": "2012-05-04"}\n')
    corpus = Corpus(tmp_path, cache=tmp_path / "cache", published_from="2013")
    assert corpus.articles["quality"].tolist() == ["date-outside-bounds"]
    assert corpus.articles["published"].tolist() == [pd.Timestamp("2012-05-04")]


def test_the_two_articles_say_when_they_were_published(corpus):
    articles = corpus.articles.set_index("article_id")
    iom, belgium = articles.loc["iom-regional-director"], articles.loc["belgium-state-secretary"]
    assert (str(iom["published"].date()), iom["published_basis"]) == ("2022-04-19", "inferred")
    assert pd.isna(belgium["published"]) and belgium["published_basis"] == "bounded"
    assert str(belgium["published_from"].date()) >= "2022-12-15"
    assert str(belgium["published_to"].date()) <= "2023-05-09"
    assert belgium["title_basis"] == "derived" and iom["title_basis"] == "stated"


def test_a_copy_of_an_article_counts_once(tmp_path, corpus):
    shutil.copytree(TWO_ARTICLES, tmp_path / "articles")
    shutil.copy(TWO_ARTICLES / "iom-regional-director.txt", tmp_path / "articles" / "printed-again.txt")
    folded = Corpus(tmp_path / "articles", cache=tmp_path / "cache")
    every = Corpus(tmp_path / "articles", cache=tmp_path / "cache", fold=False)
    assert "3 articles, 1 of them copies" in repr(folded)
    assert len(folded.topics) == len(corpus.topics) < len(every.topics)
    assert len(folded.sizes()) == 2 and len(every.sizes()) == 3
    assert len(folded.lines) == len(every.lines), "nothing is thrown away"


def test_evidence_by_any_combination(corpus):
    evidence = corpus.evidence(partner="BEL", topic="return")
    assert set(evidence.table["article_id"]) == {"belgium-state-secretary"}
    assert evidence.table["sentence"].tolist() == [6, 10], "Belgium is named, or its state secretary speaks"
    with pytest.raises(OptionError, match="Say what"):
        corpus.evidence()


def test_counts_are_corrected_by_the_codes_in_forms(corpus, tmp_path):
    counted = corpus.correct_counts([])
    assert counted.attrs["note"].startswith("Nothing is coded yet")
    assert counted["n_coded"].sum() == 0 and counted["n_sentences"].sum() == 57
    gold = corpus.correct_counts(GOLD).set_index("key")
    assert gold["n_coded"].tolist() == [21] * len(gold) and gold["precision"].eq(1).all()
    assert gold["n_sentences"].to_dict() == counted.set_index("key")["n_sentences"].to_dict()
    form = save_sheet(sample_to_code(corpus.story, corpus.topics, n=8), tmp_path, codes=["health", "wealth"])
    with pytest.raises(FileError, match="'wealth' is not a code of the scheme"):
        corpus.correct_counts(tmp_path / form.attrs["file"])
    partners = corpus.correct_counts([], table="partners").set_index("key")
    assert partners.loc["BEL", "n_sentences"] > 0 and partners.loc["BEL", "total_sentences"] == 21


def test_provenance_has_no_clock_and_no_path(corpus):
    record = corpus.provenance(top=3)
    assert record["corpus"] == corpus.hash and record["parameters"] == {"top": 3}
    assert "topics.yml" in record["files"]
    assert str(TWO_ARTICLES.parent) not in str(record)


def test_a_script_in_an_article_is_shown_as_text(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    text = "<script>alert('Bỉ')</script> Bộ trưởng thăm Bỉ vào ngày 4/4/2023 để bàn về di cư."
    (folder / "attack.txt").write_text(text, encoding="utf-8")
    page = Corpus(folder, cache=tmp_path / "cache").evidence(article="attack")._repr_html_()
    assert "<script" not in page and "&lt;script&gt;" in page


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(ArticleError, match="nowhere"):
        Corpus(tmp_path / "nowhere")


# -- an article on which a step fails ---------------------------------------------------------------------

STORIES = {
    "a": "Bộ trưởng Bùi Thanh Sơn thăm Bỉ\nNgày 4/4/2023, Bộ trưởng Bùi Thanh Sơn đến Brussels.",
    "b": "Bài lạ\nNgày 5/4/2023, Đại sứ Bỉ Karl Van den Bossche tiếp đoàn, một bài lạ.",
    "c": "Thứ trưởng Hà Kim Ngọc tiếp Đại sứ Pháp\nNgày 6/4/2023, Thứ trưởng Hà Kim Ngọc tiếp Đại sứ Pháp.",
}


def fails_on_b(make):
    """The step, but for the article b, on which it fails."""

    @wraps(make)
    def broken(**tables):
        if any(
            "b" in set(table.get("article_id", ()))
            for table in tables.values()
            if isinstance(table, pd.DataFrame)
        ):
            raise KeyError("karl")
        return make(**tables)

    return broken


@pytest.fixture
def stories(tmp_path, monkeypatch):
    monkeypatch.delenv("KIT_STRICT")
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", ["people", "lines", "dated", "articles", "events"])
def test_an_article_on_which_a_step_fails_is_named_and_the_others_are_counted(
    name, stories, tmp_path, monkeypatch
):
    whole = Corpus(stories, cache=tmp_path / "whole")
    expected = {table: getattr(whole, table) for table in TABLES}
    monkeypatch.setitem(STEPS, name, replace(STEPS[name], make=fails_on_b(STEPS[name].make)))
    corpus = Corpus(stories, cache=tmp_path / "cache")
    with pytest.warns(
        KitWarning, match=rf"The table {name} lacks 1 of the articles, such as 'b'.*KeyError: 'karl'"
    ):
        table = getattr(corpus, name)
    is_of_articles = STEPS[name].columns is STEPS["articles"].columns
    assert list(table["article_id"].unique()) == (["a", "b", "c"] if is_of_articles else ["a", "c"])
    others = expected[name][expected[name]["article_id"] != "b"].reset_index(drop=True)
    pd.testing.assert_frame_equal(table[table["article_id"] != "b"].reset_index(drop=True), others)
    (failure,) = corpus.failures.to_dict("records")
    assert failure["article"] == "b" and failure["step"] == name and failure["error"] == "KeyError: 'karl'"
    assert failure["line"].startswith("test_corpus.py:") or ".py:" in failure["line"]
    assert corpus.key(name) == "" and not list((tmp_path / "cache").glob(f"{name}-*"))
    assert corpus.provenance("articles")["failures"] == [failure]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::kit.errors.KitWarning")
def test_an_article_is_named_once_though_its_table_is_made_again(stories, tmp_path, monkeypatch):
    """A lexicon that is saved while a table is made has it made again."""
    lexicon = tmp_path / "mine" / "topics.yml"
    lexicon.parent.mkdir()
    content = find_data("topics.yml").read_text(encoding="utf-8")
    lexicon.write_text(content, encoding="utf-8")
    make, saved = fails_on_b(STEPS["topics"].make), iter(["# one", "# two"])

    def saves(**tables):
        if (note := next(saved, "")) and "b" in set(tables["sentences"]["article_id"]):
            lexicon.write_text(f"{content}\n{note}\n", encoding="utf-8")
        return make(**tables)

    monkeypatch.setitem(STEPS, "topics", replace(STEPS["topics"], make=wraps(make)(saves)))
    corpus = Corpus(stories, cache=tmp_path / "cache", lexicons=lexicon.parent)
    assert set(corpus.topics["article_id"]) <= {"a", "c"}
    assert corpus.failures["article"].tolist() == ["b"]


def test_a_step_that_fails_on_no_article_alone_fails(stories, tmp_path, monkeypatch):
    def broken(**tables):
        raise ZeroDivisionError("on anything") if len(tables["articles"]) > 1 else RuntimeError("on one")

    monkeypatch.setitem(STEPS, "lines", replace(STEPS["lines"], make=broken))
    with pytest.raises((ZeroDivisionError, RuntimeError)):
        _ = Corpus(stories, cache=tmp_path / "cache").lines
    monkeypatch.setenv("KIT_STRICT", "1")
    with pytest.raises(ZeroDivisionError):
        _ = Corpus(stories, cache=tmp_path / "cache").lines


def test_sizes_are_counted_once_and_a_caller_cannot_change_them(corpus, monkeypatch):
    first = corpus.sizes()
    kept = first.copy()
    first["words"] = 0
    first.loc[0, "sentences"] = -1
    monkeypatch.setattr("kit.corpus.count_sizes", None)
    pd.testing.assert_frame_equal(corpus.sizes(), kept)
    monkeypatch.undo()
    assert corpus.sizes(roles=("title",))["sentences"].sum() < kept["sentences"].sum()
    article = kept["article_id"][1]
    assert corpus.select(article=article).sizes()["article_id"].tolist() == [article]


def test_evidence_of_who_says_what_to_whom(corpus, tmp_path):
    asked = corpus.evidence(act="request", speaker="VNM", addressee="IOM")
    assert asked.table[["article_id", "sentence"]].values.tolist() == [["iom-regional-director", 11]]
    (row,) = asked.table.itertuples()
    ((start, end, label),) = row.marks
    assert (row.text[start:end], label) == ("đề nghị", "request: VNM → IOM (subject)")
    rows = corpus.statements
    told = rows[(rows["act"] == "praise") & (rows["addressee_side"] == "VNM")]
    praise = corpus.evidence(act="praise", addressee="VNM").table
    assert set(praise["sentence"]) == set(told["sentence"]) and len(praise)
    assert (
        len(corpus.evidence(speaker="BEL").table) == rows[rows["speaker_side"] == "BEL"]["sentence"].nunique()
    )
    both = corpus.evidence(act="praise", speaker="VNM", topic="return", article="belgium-state-secretary")
    assert both.table["sentence"].tolist() == [6] and {
        label for *_, label in both.table["marks"].iloc[0]
    } == {
        "praise: VNM → BEL (subject)",
        *(
            label
            for *_, label in corpus.evidence(topic="return", partner="BEL").table["marks"].iloc[0]
            if "return" in label
        ),
    }


def test_evidence_of_statements_names_the_nearest_where_there_is_none(corpus):
    none = corpus.evidence(act="request", speaker="VNM", addressee="BEL")
    assert len(none) == 0
    assert "no statement 'request: VNM → BEL'. Did you mean 'request: VNM → IOM'" in repr(none)
    assert len(corpus.evidence(act="request", speaker="")) == 0, "nobody was found to ask for"
    for given, said in (
        ({"act": "requst"}, "There is no act 'requst'. Did you mean 'request' (Request)"),
        ({"act": "cảm ưn"}, "Did you mean 'thank' (Thank)"),
        ({"speaker": "Belgum"}, "There is no partner 'Belgum'. Did you mean 'BEL' (Belgium)"),
        (
            {"addressee": "IOMM"},
            "There is no partner 'IOMM'. Did you mean 'IOM' (International Organization for Migration)",
        ),
    ):
        with pytest.raises(OptionError) as error:
            corpus.evidence(**given)
        assert said in str(error.value)


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ({"partner": "Belgium"}, {"partner": "BEL"}),
        ({"partner": "bỉ"}, {"partner": "BEL"}),
        (
            {"partner": "Bi", "topic": "Hồi hương, nhận trở lại và tái hòa nhập"},
            {"partner": "BEL", "topic": "return"},
        ),
        ({"person": "Ông Hà Kim Ngọc"}, {"person": "hà kim ngọc"}),
        ({"person": "NICOLE DE MOOR"}, {"person": "nicole de moor"}),
        ({"date": "10/5/2023"}, {"date": "2023-05-09/2023-05-11"}),
        ({"date": dt.date(2022, 4, 19)}, {"date": "2022-04-19"}),
        ({"act": "Đề nghị", "addressee": "Tổ chức Di cư quốc tế"}, {"act": "request", "addressee": "IOM"}),
    ],
)
def test_evidence_takes_the_words_of_a_person(corpus, asked, plain):
    found = corpus.evidence(**asked)
    assert len(found) and found._repr_html_() == corpus.evidence(**plain)._repr_html_()


def test_a_month_has_all_dates_in_it(corpus):
    found = corpus.evidence(date="tháng 5 năm 2022")
    dates = corpus.dates[corpus.dates["key"].str.startswith("2022-05")]
    assert len(found) == dates["sentence"].nunique() == 2


def test_what_is_known_but_not_here_is_told_from_what_nobody_knows(corpus):
    assert (
        repr(corpus.evidence(partner="Pháp"))
        == "The partner 'FRA' (France) is known, but named in none of these articles."
    )
    assert repr(corpus.evidence(topic="climate")).startswith(
        "The topic 'climate' (Climate and displacement) is known"
    )
    assert "no topic 'retrun'. Did you mean 'return_reintegration'" in repr(corpus.evidence(topic="retrun"))
    assert "no person 'Hà Kim Ngok'. Did you mean 'hà kim ngọc'" in repr(
        corpus.evidence(person="Hà Kim Ngok")
    )
    assert "No date of 2021-01-01 is named" in repr(corpus.evidence(date="1/1/2021"))


def test_a_choice_takes_the_words_of_a_person_and_refuses_what_nobody_knows(corpus):
    assert (
        corpus.choose(partner="Vương quốc Bỉ") == "BEL"
        and corpus.choose(topic="human rights") == "human_rights"
    )
    assert corpus.choose(act="đề nghị") == "request" and corpus.choose(act="") in set(
        corpus.statements["act"]
    )
    assert corpus.choose(date="9/5/2023") == corpus.choose(date=dt.date(2023, 5, 9)) == "2023-05-09"
    for given in ({"partner": "Belgum"}, {"topic": "retrun"}, {"act": "requst"}, {"date": "someday"}):
        with pytest.raises(OptionError, match="There is no"):
            corpus.choose(**given)


def test_counts_take_the_words_of_a_person(corpus):
    plain = kit.count_statements(corpus.statements, speaker="BEL", acts="praise")
    pd.testing.assert_frame_equal(
        kit.count_statements(corpus.statements, speaker="Bỉ", acts=["Đánh giá cao"]), plain
    )
    met = kit.fold_meetings(corpus.meetings)
    pd.testing.assert_frame_equal(
        kit.count_meetings(met, corpus.kept, home="Vietnam"), kit.count_meetings(met, corpus.kept)
    )
    with pytest.raises(OptionError, match="no partner 'Vietnma'"):
        kit.count_meetings(met, corpus.kept, home="Vietnma")
    assert corpus.select(partner=["Bi", "IOM"]).selection == {"partner": ["BEL", "IOM"]}
    assert corpus.select(topic="Human rights").selection == {"topic": "human_rights"}
