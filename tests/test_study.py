"""study.yml: what it says of a study, and what is wrong with it."""

import pandas as pd
import pytest

import kit
from kit.errors import LexiconError
from kit.study import is_study, load_study


def write(folder, text=""):
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles" / "a.txt").write_text(
        "Bộ trưởng thăm Bỉ.\n\nViệt Nam và Bỉ hợp tác.", encoding="utf-8"
    )
    (folder / "articles" / "b.txt").write_text(
        "Pháp và Đức.\n\nHai nước Pháp và Đức hợp tác.", encoding="utf-8"
    )
    (folder / "study.yml").write_text(text or "name: mine\n", encoding="utf-8")
    return folder


def test_what_is_not_said_is_as_it_is_for_any_folder(tmp_path):
    study = load_study(write(tmp_path))
    assert study.articles == tmp_path / "articles" and study.data == tmp_path
    assert (study.codes, study.figures, study.report) == tuple(
        tmp_path / name for name in ("codes", "figures", "report")
    )
    assert (study.name, study.title, study.language, study.select) == ("mine", "", "both", {})
    assert (study.lexicons, study.settings, study.licence, study.text, study.parameters) == (
        None,
        {},
        "",
        "full",
        {},
    )
    assert is_study(tmp_path) and not is_study(tmp_path / "articles")


def test_a_folder_of_articles_is_a_study_of_which_nothing_is_said(tmp_path):
    write(tmp_path)
    study = load_study(tmp_path / "articles")
    assert study.folder == study.articles == tmp_path / "articles" and study.data == tmp_path
    assert study.name == "articles" and study.figures.as_posix() == "../figures"


def test_all_that_is_said(tmp_path):
    text = """
title: Việt Nam và Bỉ
language: vi
home: BEL
select: {home_named: true, source: [x, y]}
period: 2023
published_from: 2013-05-01
fold: false
licence: CC-BY-4.0
text: snippets
data: files
articles: texts
codes: hands
parameters:
  02-timeline: {EVERY: year, DAY: 2023-05-09, TOP: 5}
"""
    study = load_study(write(tmp_path, text))
    assert (study.title, study.language, study.licence, study.text) == (
        "Việt Nam và Bỉ",
        "vi",
        "CC-BY-4.0",
        "snippets",
    )
    assert study.select == {"home_named": True, "source": ["x", "y"], "period": "2023"}
    assert study.settings == {"home": "BEL", "published_from": "2013-05-01", "fold": False}
    assert (study.data, study.articles) == (tmp_path / "files", tmp_path / "files" / "texts")
    assert study.codes == tmp_path / "hands" and study.name == tmp_path.name
    assert study.parameters == {"02-timeline": {"EVERY": "year", "DAY": "2023-05-09", "TOP": 5}}
    assert type(study.title) is str and type(study.parameters["02-timeline"]["EVERY"]) is str


def test_every_problem_is_named_with_its_line(tmp_path):
    text = (
        "today: soon\npublished_from: 31/02/2023\n"
        "titel: a\nlanguage: fr\nselect: {partners: BEL}\nfold: yes\ntext: half\nparameters: [1]\nname: [a]\n"
    )
    with pytest.raises(LexiconError) as caught:
        load_study(write(tmp_path, text))
    said = str(caught.value)
    assert [line.split(": ")[0][-6:] for line in said.splitlines()] == [f"line {n}" for n in range(1, 10)]
    assert "line 1: today: today='soon' is not a date" in said
    assert "line 2: published_from: published_from='31/02/2023' is no day, month or year" in said
    assert "study.yml, line 3: unknown key 'titel'. Did you mean 'title'?" in said
    assert "line 4: language: language is 'en', 'vi' or 'both', got 'fr'." in said
    assert "line 5: select: There is no criterion 'partners'. Did you mean 'partner'?" in said
    assert "line 6: fold: it should be one of true, false." in said
    assert "line 7: text: it should be one of full, snippets, none." in said
    assert "line 8: parameters: it should be notebooks with values" in said
    assert "line 9: name: it should be text." in said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("home: XXX", "There is no country 'XXX'"),
        ("title: T\ntoday: 2023-02-30", r"2023-02-30 is no day \(day is out of range for month\)"),
        ("published_from: 2023\npublished_to: 2022", "published_from"),
        ("today: soon", "today"),
    ],
)
def test_settings_that_cannot_be_used_are_named_with_the_file(tmp_path, text, message):
    with pytest.raises(LexiconError, match=rf"study\.yml(?:, line \d)?: .*{message}"):
        load_study(write(tmp_path, text))


def test_a_corpus_of_a_study_is_as_it_says(tmp_path):
    write(tmp_path, "name: two\nhome: BEL\nselect: {home_named: true}\npublished_to: 2020\nfold: false\n")
    corpus = kit.Corpus(tmp_path)
    assert corpus.home == "BEL" and corpus.collection == "two" and not corpus.fold
    assert corpus.articles["article_id"].tolist() == ["a"] and len(corpus.whole.articles) == 2
    assert corpus.denominator == "1 of 2 articles: naming Bỉ"
    assert corpus.articles["published_to"].tolist() == [pd.Timestamp("2020-12-31")]
    assert corpus.study.folder == tmp_path
    given = kit.Corpus(tmp_path, home="FRA", fold=True)
    assert (given.home, given.fold, given.articles["article_id"].tolist()) == ("FRA", True, ["b"])


def test_lexicons_of_a_study_are_laid_over_the_kits(tmp_path):
    write(tmp_path)
    (tmp_path / "lexicons").mkdir()
    assert kit.Corpus(tmp_path).lexicons is None
    (tmp_path / "lexicons" / "stopwords.txt").touch()
    (tmp_path / "lexicons" / "none.yml").touch()
    with pytest.raises(LexiconError, match=r"none\.yml"):
        kit.Corpus(tmp_path)


def test_the_project_is_the_study_of_its_own_articles():
    corpus, plain = kit.Corpus("."), kit.Corpus("data/articles")
    assert corpus.hash == plain.hash and corpus.collection == plain.collection == "articles"
    assert corpus.key("statements") == plain.key("statements") and corpus.lexicons is None
    assert corpus.provenance() == plain.provenance()


def test_a_partner_that_nobody_knows_is_named(tmp_path):
    with pytest.raises(LexiconError, match=r"study\.yml: select, period: There is no partner 'XYZ'"):
        kit.Corpus(write(tmp_path, "select: {partner: XYZ}"))
    with pytest.raises(LexiconError, match=r"study\.yml: select, period: A period ends after it begins"):
        kit.Corpus(write(tmp_path, "period: [2023, 2022]"))


@pytest.mark.parametrize("text", ["\n", "# nothing is said\n", "parameters:\n  02-timeline:\n"])
def test_every_key_may_be_left_out(tmp_path, text):
    study = load_study(write(tmp_path, text))
    assert (study.name, study.select, study.settings) == (tmp_path.name, {}, {})
    assert study.parameters == ({"02-timeline": {}} if "02" in text else {})


@pytest.mark.parametrize(
    ("said", "period"),
    [("2023", "2023"), ("2023-05", "2023-05"), ("[2022, 2023Q2]", ["2022", "2023Q2"]), ("", None)],
)
def test_a_period_is_one_or_two(tmp_path, said, period):
    assert load_study(write(tmp_path, f"period: {said}")).select.get("period") == period


def test_corrections_of_a_study_are_laid_over_its_tables(tmp_path):
    write(tmp_path)
    text = "Thủ tướng Phạm Minh Chính thăm Bỉ ngày 14/12/2022.\n\nNgày 9/5/2023, Thứ trưởng Hà Kim Ngọc tiếp Đại sứ Bỉ."
    (tmp_path / "articles" / "a.txt").write_text(text, encoding="utf-8")
    found = kit.Corpus(tmp_path)
    first, *rest = found.events["event_id"]
    assert "own_tables" not in found.provenance()
    (tmp_path / "events.csv").write_text(
        f"event_id,keep,note\n{first},no,\n{rest[0]},,seen\n", encoding="utf-8"
    )
    head = "meeting_id,article_id,kind,side_a,side_b,first_day\n"
    (tmp_path / "meetings.csv").write_text(f"{head}mine,b,talks,FRA,DEU,2023-01-02\n", encoding="utf-8")
    corpus = kit.Corpus(tmp_path)
    assert corpus.events["event_id"].tolist() == rest and corpus.events["note"].iloc[0] == "seen"
    assert corpus.meetings["meeting_id"].tolist() == [*found.meetings["meeting_id"], "mine"]
    assert list(corpus.provenance()["own_tables"]) == ["events", "meetings"]
    assert corpus.select(article="b").meetings["meeting_id"].tolist()[-1] == "mine"
    assert kit.Corpus(tmp_path / "articles").events["event_id"].tolist() == [first, *rest], "no study"
    (tmp_path / "events.csv").write_text("event_id,status\nnever,soon\n", encoding="utf-8")
    with pytest.raises(kit.errors.FileError, match=r"events\.csv, row 2"):
        kit.Corpus(tmp_path)


def test_a_study_is_not_taken_for_its_articles(tmp_path):
    write(tmp_path)
    for read in (
        kit.load_articles,
        lambda path: kit.build(path, tmp_path.with_suffix(".store"), engine="serial"),
    ):
        with pytest.raises(kit.errors.ArticleError, match=r"is a study: kit\.Corpus.* reads it"):
            read(tmp_path)
    assert len(kit.load_articles(tmp_path / "articles")) == 2


def test_what_a_study_knows_of_articles_that_lie_elsewhere_counts(tmp_path):
    write(tmp_path)
    study = tmp_path / "study"
    study.mkdir()
    (study / "study.yml").write_text(f"articles: {tmp_path / 'articles'}\n", encoding="utf-8")
    assert kit.Corpus(study).articles["published"].isna().all()
    (study / "articles.csv").write_text("article_id,published\na,9/5/2023\n", encoding="utf-8")
    assert kit.Corpus(study).articles["published"].iloc[0] == pd.Timestamp("2023-05-09")


def test_a_table_alone_is_a_lexicon_of_a_study(tmp_path):
    write(tmp_path)
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons" / ".hidden").touch()
    (tmp_path / "lexicons" / "differences.diff").touch()
    assert kit.Corpus(tmp_path).lexicons is None
    (tmp_path / "lexicons" / "leaders.csv").write_bytes((kit.files.REFERENCE / "leaders.csv").read_bytes())
    assert kit.Corpus(tmp_path).lexicons == tmp_path / "lexicons"
