"""The page of results: which charts it shows, what it says of the collection, and what cannot be said."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from kit.corpus import Corpus
from kit.publish import report
from kit.publish.chapters import Chapter, Figure, render_notebook
from kit.publish.report import save_report
from kit.publish.results import (
    MOST_RESULTS,
    QUESTIONS,
    choose_results,
    describe_corpus,
    describe_figures,
    find_limits,
    find_links,
)

NAMES = [chart["name"] for asked in QUESTIONS for chart in asked["charts"]]
IOM = "Tổ chức Di cư quốc tế (International Organization for Migration)"
STORY = "Thủ tướng Bỉ thăm chính thức Việt Nam. " + "Hai bên trao đổi về hợp tác. " * 12


def make_figure(name, *, csv=None, **facts):
    return Figure(name, b"<svg/>", csv and csv.encode(), {"shows": f"{name} shows", **facts})


def make_chapter(*figures, name="a", **more):
    return Chapter(name, name.upper(), Markup(), list(figures), file=f"{name}.html", **more)


def shown(*chapters, **options):
    return [(result.question, result.figure.name) for result in choose_results(chapters, **options)]


# ---------------------------------------------------------------- which charts


def test_a_question_has_the_first_of_its_charts_that_has_data_enough():
    first, second = (make_figure(name, said=said) for name, said in (("topics-shares", "few"),
                                                                     ("topics-sentences", "bar")))  # fmt: skip
    assert shown(make_chapter(second, first)) == [("What is talked about?", "topics-sentences")]
    enough = make_figure("topics-shares", said="bar_articles")
    assert shown(make_chapter(second, enough)) == [("What is talked about?", "topics-shares")]
    both = [make_figure(name, said="few") for name in ("topics-sentences", "topics-shares")]
    assert shown(make_chapter(*both)) == [("What is talked about?", "topics-shares")]


def test_results_stand_in_the_order_of_the_questions():
    late, early = make_figure("statements-acts"), make_figure("meetings-calendar")
    assert shown(make_chapter(late, name="a"), make_chapter(early, name="b")) == [
        ("Who meets whom, and what happens when?", "meetings-calendar"),
        ("Who says what to whom?", "statements-acts"),
    ]


def test_a_chart_that_two_notebooks_save_leads_to_the_first():
    figure = make_figure("partners-share")
    chapters = [make_chapter(figure, name=name) for name in "ab"]
    assert [result.chapter.name for result in choose_results(chapters)] == ["a"]


def test_notebooks_of_ones_own_take_the_places_that_are_left():
    mine = make_chapter(make_figure("mine", said="few"), make_figure("mine-too", said="bar"), name="mine")
    other = make_chapter(make_figure("other", said="few"), name="other")
    known = make_chapter(make_figure("partners-share"), make_figure("partners-other"), name="known")
    assert shown(mine, known, other) == [
        ("Which partners are named?", "partners-share"),
        ("MINE", "mine-too"),
        ("OTHER", "other"),
    ]


@given(st.lists(st.sampled_from([*NAMES, "mine-a", "mine-b"]), unique=True), st.sets(st.sampled_from(NAMES)))
def test_no_more_than_five_charts_none_twice_and_one_for_every_question_that_has_any(names, few):
    figures = [make_figure(name, said="few" if name in few else "bar") for name in names]
    chapters = [make_chapter(figure, name=f"c{number}") for number, figure in enumerate(figures)]
    found = [result.figure.name for result in choose_results(chapters)]
    assert len(found) == len(set(found)) == min(len(names), MOST_RESULTS)
    for asked in QUESTIONS:
        there = [chart["name"] for chart in asked["charts"] if chart["name"] in names]
        mine = [name for name in found if name in there]
        assert bool(mine) == bool(there)
        assert not mine or mine[0] not in few or set(there) <= few


def test_every_chart_of_the_rule_is_saved_by_a_notebook_of_the_kit(request):
    folder = request.config.rootpath / "notebooks"
    saved = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.ipynb"))
    assert [name for name in NAMES if f'\\"{name}\\"' not in saved] == []
    assert len(NAMES) == len(set(NAMES))


# ---------------------------------------------------------------- into the explorer


def test_the_first_rows_of_a_chart_lead_to_their_sentences():
    rows = "first,second,n\nreturn_reintegration,BEL,3\nreturn_reintegration,BEL,2\n<b>&,IOM,1\n,BEL,1\n,,0\n"
    figure = make_figure("pairs", csv=rows)
    keys = {"topic": "first", "partner": "second"}
    assert find_links(figure, keys, "explore.html") == [
        ("Hồi hương, nhận trở lại và tái hòa nhập (Return, readmission and reintegration) · Bỉ (Belgium)",
         "explore.html#topic=return_reintegration&partner=BEL"),
        ("<b>& · Tổ chức Di cư quốc tế (International Organization for Migration)",
         "explore.html#topic=%3Cb%3E%26&partner=IOM"),
    ]  # fmt: skip
    assert find_links(figure, keys, "") == []
    assert find_links(figure, {"topic": "gone"}, "explore.html") == []
    assert find_links(make_figure("none"), keys, "explore.html") == []


# ---------------------------------------------------------------- the collection


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("collection")
    stories = {
        "a": STORY,
        "b": STORY,  # a copy of it
        "c": STORY.replace("Việt Nam", "Pháp") + "Ngày 3/4/2021, họ gặp nhau.",
        "d": "Ngắn.",
    }
    for name, story in stories.items():
        (folder / f"{name}.txt").write_text(f"Một đầu đề của {name}\n\n{story}\n", encoding="utf-8")
    rows = [
        "article_id,title,published,source,published_from",
        'a,A,2023-05-06,"o <b>",',
        'b,B,2024-01-02,"o <b>",',
    ]
    rows += ["c,C,,p,2021-04-03", "d,D,,,"]
    (folder / "articles.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return Corpus(folder, cache=tmp_path_factory.mktemp("cache"))


def test_a_collection_is_described_from_its_tables(corpus):
    told = describe_corpus(corpus)
    problems = {row["problem"]: row["n_articles"] for row in told.pop("problems")}
    assert problems == {"too-short": 1, "near-duplicate": 1}  # the undated are said with the days
    assert told.pop("repairs") == []
    assert told == {
        "articles": 4,
        "copies": 1,
        "first": dt.date(2021, 4, 3),
        "last": dt.date(2024, 1, 2),
        "bounded": 1,
        "unknown": 1,
        "inferred": 0,
        "sources": {"o <b>": 2, "not known": 1, "p": 1},
        "years": [("2023", 1), ("2024", 1), ("not known", 2)],
        "named": 1,
        "kept": 3,
        "home": "Việt Nam (Vietnam)",
        "looked": 4,
        "counted": "",
        "n_counted": 3,
    }


def test_of_a_cut_collection_all_is_described_and_the_cut_is_said(corpus):
    told = describe_corpus(corpus.select(period="2023"))
    assert (told["articles"], told["n_counted"]) == (4, 1)
    assert told["counted"] == "1 of 3 articles: period='2023'"


def test_an_empty_collection_is_described_too(corpus):
    assert describe_corpus(corpus.select(period="1999"))["counted"] == "0 of 3 articles: period='1999'"


def test_figures_say_what_they_rest_on_and_a_cut_counts_as_the_whole():
    made = [(7, "ab"), (1, "ab"), (1, "cd"), ([], "ef")]
    figures = [make_figure("x", articles=articles, corpus=corpus, kit="1") for articles, corpus in made]
    found = describe_figures(figures)
    assert [(row["articles"], row["corpus"]) for row in found["corpora"]] == [(7, "ab"), (1, "cd")]
    failure = {"article": "n1", "step": "dates", "error": "ValueError"}
    figures = [make_figure(name, failures=[failure]) for name in "xy"]
    assert describe_figures(figures)["failures"] == [("n1", "dates", "ValueError")]


# ---------------------------------------------------------------- what cannot be said


def test_what_is_counted_is_said_with_the_interval_of_one_half():
    cut = {"counted": 10, "denominator": "10 of 40 articles: naming Việt Nam"}
    one = make_chapter(make_figure("x", counted=40), make_figure("y", **cut), name="one")
    of_one = {"counted": 2, "denominator": "2 of 40 articles: naming Việt Nam, partner='IOM', source='x.vn'"}
    two = make_chapter(make_figure("z", counted=40), make_figure("v", **of_one), name="two")
    cuts = find_limits([one, two])["cuts"]
    assert [(row["n"], row["said"], row["chapters"]) for row in cuts] == [
        (40, "", [one, two]),
        (10, "naming Việt Nam", [one]),
        (2, f"naming Việt Nam, partner {IOM}, source x.vn", [two]),
    ]
    # Wilson (1927) by hand: centre 1/2, half width z·sqrt(n/4 + z²/4)·/(n + z²), z = 1.959964
    assert [round(cuts[1][end], 4) for end in ("low", "high")] == [0.2366, 0.7634]


def test_charts_without_data_and_what_was_checked_are_said():
    few = make_figure("topics-shares", said="few")
    checked = make_figure("check-scores", said="scores", shows="Of 57 codes all are right.")
    one = make_chapter(few, checked, undrawn={"x": "Nothing.", "y": "Nothing.", "z": ""})
    two = make_chapter(undrawn={"v": "Nothing.", "w": "Less."}, name="two")
    limits = find_limits([one, two])
    assert limits["few"] == [(few, one)]
    assert limits["undrawn"] == [("Less.", [("w", two)]), ("Nothing.", [("x", one), ("y", one), ("v", two)])]
    assert limits["checked"] == (checked, one)
    assert find_limits([make_chapter(make_figure("check-scores", said="few"))])["checked"] is None


def test_a_chart_that_was_not_kept_says_why():
    v4 = nbformat.v4
    said = v4.new_output("execute_result", {"text/plain": "'Nothing to draw: <b> & Bỉ.'"})
    cells = [
        v4.new_markdown_cell("# Who?\n\n**You will see** who *speaks*\nto whom. And more.\n**Minutes** 5."),
        v4.new_code_cell('ax.set(title=f"{x}")\nkit.save_figure(ax, "gone-too", table=t)', outputs=[said]),
        v4.new_code_cell('ax.set(title="The title")\nkit.save_figure(ax, "gone", table=t)'),
    ]
    chapter = render_notebook(v4.new_notebook(cells=cells), name="00-who", figures={})
    assert chapter.undrawn == {"Gone too": "Nothing to draw: <b> & Bỉ.", "The title": ""}
    assert (chapter.title, chapter.about) == ("Who?", "Who speaks to whom. And more.")


# ---------------------------------------------------------------- the page


def test_the_page_says_what_the_collection_is_and_nothing_of_it_runs(corpus, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    notebook = tmp_path / "00-a.ipynb"
    cells = [nbformat.v4.new_markdown_cell("# A question")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), notebook)
    made = [
        save_report(
            [notebook], tmp_path / name / "index.html", figures=tmp_path / "none", study=corpus.folder
        ).read_text(encoding="utf-8")
        for name in "xy"
    ]
    assert made[0] == made[1]
    text = " ".join(made[0].split())
    for said in (
        "<strong>4 articles</strong>, published from <strong>2021-04-03</strong> to <strong>2024-01-02</strong>.",
        "Of 1 (25%) the exact day is not known, only days before, after or between which it lies.",
        "Of 1 (25%) it is not known when it was published.",
        '<strong>1</strong> of 3 (33%) name <span lang="vi">Việt Nam</span> (Vietnam).',
        "1 repeats the text of another and counts with it.",
        "o &lt;b&gt; (2), not known (1), p (1)",
        "2 of 4 articles (50%) stand in no chart by time of publication: the day is not known.",
        "2 of 4 articles (50%) are from o &lt;b&gt;.",
        "No sentence of these articles was checked by hand here",
    ):
        assert said in text, said
    assert "<b>" not in made[0]


def test_a_study_gives_the_page_its_title_and_says_what_may_be_done_with_its_texts(
    corpus, tmp_path, monkeypatch
):
    notebook = tmp_path / "00-a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A question")]), notebook)
    mine = SimpleNamespace(title="Mine <i>", licence="For reading & quoting.")
    monkeypatch.setattr(corpus, "study", mine)
    monkeypatch.setattr(report, "Corpus", lambda folder: corpus)
    where = {"figures": tmp_path / "none", "study": tmp_path}
    page = save_report([notebook], tmp_path / "index.html", **where).read_text(encoding="utf-8")
    assert "<h1>Mine &lt;i&gt;</h1>" in page
    assert "For reading &amp; quoting." in page
    given = save_report([notebook], tmp_path / "index.html", **where, title="Ours").read_text(
        encoding="utf-8"
    )
    assert "<h1>Ours</h1>" in given and "Mine" not in given


def test_the_command_writes_the_report_or_says_what_is_wrong(tmp_path, capsys):
    figures, page = tmp_path / "figures", tmp_path / "report" / "index.html"
    figures.mkdir()
    notebook = tmp_path / "00-a.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A question")]), notebook)
    command = [str(notebook), "--figures", str(figures), "--to", str(page), "--explorer", "explore.html"]
    assert report.main(command) == 0
    assert 'href="explore.html"' in page.read_text(encoding="utf-8")
    (figures / "bad.svg").write_text("<svg/>", encoding="utf-8")
    (figures / "bad.json").write_text("{", encoding="utf-8")
    assert report.main(command) == 1
    assert "bad.json" in capsys.readouterr().out
