"""What a report shows of articles that may not be passed on: no longer run of their words."""

import copy

import nbformat
import pandas as pd
import pytest

from kit.publish.chapters import Figure
from kit.publish.render import render_output
from kit.publish.report import save_report
from kit.publish.withheld import GONE, SAID, withhold_texts
from kit.store.build import build
from kit.study import MOST_WORDS

TITLE = "Hai nước bàn về việc làm của những người thợ trẻ ở các thành phố lớn"
STORY = (
    "Sáng nay, hai bên đã bàn về việc đưa người lao động trẻ sang làm việc tại các xưởng đóng tàu ở miền Bắc."
)
WORDS = STORY.rstrip(".").replace(",", "").split()
ARTICLES = pd.DataFrame({"article_id": ["a"], "title": [TITLE], "text": [f"{TITLE}\n\n{STORY}"]})
v4 = nbformat.v4


def show(source, *outputs):
    return v4.new_notebook(cells=[v4.new_code_cell(source, outputs=list(outputs))])


def result(**data):
    return v4.new_output("execute_result", {name.replace("_", "/"): text for name, text in data.items()})


def strip(*outputs, text="snippets", source="articles", figures=None):
    """The outputs of a cell as they are shown, and the figures."""
    notebook = show(source, *outputs)
    before = copy.deepcopy(notebook)
    (made,), known = withhold_texts([notebook], figures or {}, [ARTICLES], text=text)
    assert notebook == before, "what was given stays"
    return made.cells[0].outputs, known


def row(*cells):
    return f"<table><tbody><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></tbody></table>"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (row("a", STORY, 3), row("a", GONE, 3)),
        (row(TITLE, "Bỉ\n(Belgium)"), row(TITLE, "Bỉ\n(Belgium)")),  # titles and labels are no text
        (row(" ".join(WORDS[:MOST_WORDS])), row(" ".join(WORDS[:MOST_WORDS]))),
        (row(" ".join(WORDS[: MOST_WORDS + 1])), row(GONE)),
        (row(STORY.upper().replace(",", " ,")), row(GONE)),  # however it is written
        (row(*(" ".join(WORDS[at : at + 7]) for at in (0, 7, 14))), row(GONE, GONE, GONE)),  # a concordance
        (
            f"<p><cite>a · body</cite>{STORY.replace('lao động', '<mark>lao động</mark>')}</p>",
            f"<p><cite>a · body</cite>{GONE}</p>",
        ),
    ],
)
def test_no_longer_run_of_words_is_shown(html, shown):
    (output,), _ = strip(result(text_html=html))
    assert output.data["text/html"] == shown


def test_printed_lines_and_plain_results_are_read_too():
    lines = "\n".join(["3 rows", " ".join(WORDS[:8]), " ".join(WORDS[8:])])
    printed = v4.new_output("stream", name="stdout", text=lines)
    outputs, _ = strip(printed, result(text_plain=repr(STORY)), result(text_markdown=STORY))
    assert outputs[0].text == f"3 rows\n{GONE}\n{GONE}"
    assert outputs[1].data["text/plain"] == GONE
    assert outputs[2].data == {"text/html": f"<p>{GONE}</p>\n"}, "as it is shown"
    (shown,), _ = strip(result(text_plain=f"<Article: {STORY}>\n<b> & 3 < 4"))
    assert shown.data["text/plain"] == f"{GONE}\n<b> & 3 < 4", "what is no markup there is text"
    (shown,), _ = strip(
        result(text_html=f'<p title="{STORY}">Bỉ <mark title="date 2023-05-09">9/5</mark></p>')
    )
    assert shown.data["text/html"] == '<p>Bỉ <mark title="date 2023-05-09">9/5</mark></p>'


LINKED = " ".join(f"[{word}](https://thu.vn/{at})" for at, word in enumerate(WORDS))
COLOURED = "\x1b[0m ".join(f"\x1b[31m{word}" for word in WORDS)
QUOTED = STORY.replace("hai bên", "'hai bên'")


@pytest.mark.parametrize(
    "output",
    [
        v4.new_output("stream", name="stdout", text=COLOURED),
        v4.new_output("error", ename="ValueError", evalue=COLOURED),
        v4.new_output("error", ename=STORY, evalue="", traceback=[STORY]),
        result(text_markdown=LINKED),
        result(text_markdown=f"<span TITLE = '{STORY}'>Bỉ</span>"),
        result(text_html=f'<p title="{QUOTED}">Bỉ</p>'),
        result(text_html=f"<p class='{STORY}'>Bỉ</p>"),
        result(text_html=f"<p title='{STORY.replace('trẻ', chr(34))}'>Bỉ</p>"),
    ],
)
def test_words_are_withheld_however_an_output_is_written(output):
    (shown,), _ = strip(output)
    html = str(render_output(shown))
    assert "tại" not in html and "xưởng" not in html


def test_what_is_told_of_a_figure_is_stripped_too(monkeypatch):
    monkeypatch.setattr("kit.publish.withheld.MOST_CSV", 2_500)
    said = {
        "caption": f"Words. {STORY}",
        "alt": "Two lines.",
        "rows": 3,
        "failures": [["a", "events", STORY]],
    }
    large = ("key,clause\n" + "BEL,Bỉ\n" * 400 + f"BEL,{STORY}\n").encode()
    figures = {"a": Figure("a", b"<svg/>", large, said), "b": Figure("b", b"<svg/>", b"n\n" * 1_500, {})}
    _, known = strip(figures=figures)
    assert known["a"].csv is None and known["b"] is figures["b"], "what is beside the report is not led to"
    failures = [["a", "events", GONE]]
    assert known["a"].provenance == said | {"caption": GONE, "failures": failures}


def test_the_table_behind_a_chart_is_stripped_and_others_keep_their_bytes():
    told = f'key,clause\r\n<B&L>,"{STORY}"\r\n'.encode("utf-8-sig")
    plain = b"key,n\nBEL,3\n"
    figures = {
        "timeline": Figure("timeline", b"<svg/>", told, {}),
        "partners": Figure("partners", b"<svg/>", plain, {}),
    }
    _, known = strip(figures=figures)
    assert known["timeline"].csv == f"key,clause\r\n<B&L>,{GONE}\r\n".encode("utf-8-sig")
    assert known["partners"] is figures["partners"] and known["timeline"].svg == b"<svg/>"


def test_none_shows_no_table_and_full_shows_all():
    picture = v4.new_output("display_data", {"image/svg+xml": "<svg/>", "text/plain": "<Axes>"})
    table, said = result(text_html=row("Bỉ", 3)), result(text_plain="'Not enough data.'")
    assert strip(table, picture, text="none")[0] == [picture]
    assert strip(said, source='kit.save_figure(ax, "a")', text="none")[0] == [said]  # why there is no chart
    whole = result(text_html=row(STORY))
    assert strip(whole, text="full")[0] == [whole]


@pytest.mark.parametrize(("text", "shown"), [("full", True), ("snippets", False), ("none", False)])
def test_the_report_of_a_study_follows_it(tmp_path, monkeypatch, text, shown):
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    study = tmp_path / "study"
    (study / "articles").mkdir(parents=True)
    (study / "articles" / "a.txt").write_text(f"{TITLE}\n\n{STORY}\n", encoding="utf-8")
    (study / "study.yml").write_text(f"text: {text}\n", encoding="utf-8")
    notebook = study / "00-a.ipynb"
    nbformat.write(show("articles", result(text_html=row(STORY))), notebook)
    page = save_report([notebook], study / "report" / "index.html", figures=study / "figures", study=study)
    pages = [path.read_text(encoding="utf-8") for path in sorted(page.parent.glob("*.html"))]
    assert len(pages) == 2 and any(WORDS[-1] in made for made in pages) == shown
    assert all((SAID[text] in made) if text != "full" else ("in study.yml" not in made) for made in pages)


def test_texts_that_are_too_many_to_be_read_at_once_are_withheld_too(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_CACHE", str(tmp_path / "cache"))
    articles, study = tmp_path / "articles", tmp_path / "study"
    for folder in (articles, study):
        folder.mkdir()
    for name, story in (("a", "Một tin khác."), ("b", STORY)):
        (articles / f"{name}.txt").write_text(f"{TITLE}\n\n{story}\n", encoding="utf-8")
    build(articles, study / "store", engine="serial", part_size=1)
    (study / "study.yml").write_text("text: snippets\narticles: store\n", encoding="utf-8")
    monkeypatch.setattr("kit.store.collection.MOST_TEXTS", 1)
    monkeypatch.setattr("kit.publish.results.MOST_READ", 1)
    nbformat.write(show("articles", result(text_html=row(STORY))), study / "00-a.ipynb")
    page = save_report([study / "00-a.ipynb"], study / "index.html", figures=study / "figures", study=study)
    pages = [path.read_text(encoding="utf-8") for path in sorted(page.parent.glob("*.html"))]
    assert len(pages) == 2 and not any(WORDS[-1] in made for made in pages)
