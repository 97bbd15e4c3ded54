"""The report: pages that fetch nothing and run nothing of an article, every figure with its words and its table."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.publish import chapters
from kit.publish.chapters import find_saved_figures, load_figures
from kit.publish.notebooks import save_notebook
from kit.publish.render import (
    clean_html,
    find_headings,
    mark_vietnamese,
    rebase_address,
    render_markdown,
    render_output,
)
from kit.publish.report import save_report

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>Bỉ</text><script>alert(1)</script></svg>'
EVIL = "<script>alert(1)</script>"
PROSE = f"""# Which *partners*? {EVIL}

See [the next](01-next.ipynb#part), [none](gone.md).

## What {EVIL} *may* run?

| a | b |
|---|---|
| 1 | 2 |
"""


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.script = [], "", ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.cdata_elem == "script":
            self.script += data
        else:
            self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def folder(tmp_path):
    """Two notebooks and two figures, one of which no notebook saves; everything holds a script."""
    for name, caption in {"partners": f"Partners & {EVIL}", "left-over": "Not in a notebook"}.items():
        figures = tmp_path / "figures"
        figures.mkdir(exist_ok=True)
        (figures / f"{name}.svg").write_text(SVG, encoding="utf-8")
        (figures / f"{name}.csv").write_text("key,n\nBỉ,3\n", encoding="utf-8")
        facts = {
            "name": name,
            "caption": caption,
            "alt": f'Bars "{EVIL}"',
            "articles": 2,
            "corpus": "ab12",
            "kit": "1",
            "shows": f"Bỉ comes first {EVIL}",
        }
        (figures / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    v4 = nbformat.v4
    chart = v4.new_output("display_data", {"image/svg+xml": SVG, "text/plain": "<Axes>"})
    table = v4.new_output(
        "execute_result",
        {"text/html": f"<style>td {{color: red}}</style><table><tr><td>{EVIL}Hà Nội</td></tr></table>"},
    )
    cells = [
        v4.new_markdown_cell(PROSE),
        v4.new_code_cell("TOP = 5", metadata={"tags": ["parameters"]}),
        v4.new_code_cell('kit.save_figure(ax, "partners", table=t)', outputs=[chart]),
        v4.new_code_cell("articles", outputs=[table]),
        v4.new_code_cell("print(text)", outputs=[v4.new_output("stream", name="stdout", text=EVIL)]),
    ]
    save_notebook(v4.new_notebook(cells=cells), tmp_path / "notebooks" / "00-start.ipynb")
    picture = v4.new_code_cell("ax", outputs=[chart])
    save_notebook(
        v4.new_notebook(cells=[v4.new_markdown_cell("# Next"), picture]),
        tmp_path / "notebooks" / "01-next.ipynb",
    )
    return tmp_path


@pytest.fixture
def pages(folder):
    """Every page of the report by its name."""
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    path = save_report(notebooks, folder / "report" / "index.html", figures=folder / "figures")
    assert path.name == "index.html"
    return {made.name: Page(made.read_text(encoding="utf-8")) for made in sorted(path.parent.iterdir())}


def read_policy(page):
    [policy] = [
        tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy"
    ]
    return policy


def test_there_is_a_page_of_results_and_one_for_each_notebook(pages):
    assert list(pages) == ["00-start.html", "01-next.html", "further-figures.html", "index.html"]


def test_nothing_is_fetched_and_nothing_can_run(pages):
    for name, page in pages.items():
        assert not page.all("iframe")
        addresses = [
            tag.get("src") or tag.get("href") for kind in ("img", "link", "a") for tag in page.all(kind)
        ]
        inside = [address for address in addresses if not re.match("data:|#", address)]
        assert {address.partition("#")[0] for address in inside} <= set(pages), name
        assert not [key for _, tag in page.tags for key in tag if key.startswith("on")]
        assert "default-src 'none'" in read_policy(page)


def test_the_one_script_is_that_of_the_kit_and_no_other_may_run(pages):
    assert not pages["index.html"].all("script")
    assert "script-src" not in read_policy(pages["index.html"])
    made = (chapters.__file__ and Path(chapters.__file__).parent / "report.js").read_text(encoding="utf-8")
    for name in set(pages) - {"index.html"}:
        assert pages[name].all("script") == [{}]  # not one with an address
        assert pages[name].script == made
        [allowed] = re.findall("script-src ([^;]*);", read_policy(pages[name]))
        digest = base64.b64encode(hashlib.sha256(made.encode()).digest()).decode()
        assert allowed == f"'sha256-{digest}'"


def test_the_script_makes_no_markup_of_text():
    script = (Path(chapters.__file__).parent / "report.js").read_text(encoding="utf-8")
    assert not re.search("innerHTML|outerHTML|insertAdjacentHTML|document.write|eval|Function|fetch", script)
    assert len(script.splitlines()) <= 60


def test_what_looks_like_a_script_in_an_article_is_shown_as_text(pages):
    chapter = pages["00-start.html"]
    assert chapter.text.count(EVIL) == 3  # in the title, in the caption, and as it was printed
    assert "Hà Nội" in chapter.text
    assert "color: red" not in chapter.text.split("On this page")[1]
    assert pages["index.html"].text.count(EVIL) > 4


def test_contents_lead_to_every_heading_and_figure_of_a_page(pages):
    for page in pages.values():
        places = [tag["id"] for _, tag in page.tags if "id" in tag]
        assert len(set(places)) == len(places)
        anchors = [tag["href"][1:] for tag in page.all("a") if tag["href"].startswith("#")]
        assert set(anchors) <= set(places)
    assert [tag["href"] for tag in pages["00-start.html"].all("a") if tag["href"].startswith("#")][:2] == [
        "#What-may-run?",
        "#figure-partners",
    ]


def test_pages_lead_to_each_other(pages):
    around = {
        name: [(tag["rel"], tag["href"]) for tag in page.all("a") if "rel" in tag][:3]
        for name, page in pages.items()
    }
    assert around["00-start.html"] == [("contents", "index.html"), ("next", "01-next.html"),
                                       ("contents", "index.html")]  # fmt: skip
    assert around["01-next.html"] == [
        ("prev", "00-start.html"), ("contents", "index.html"), ("next", "further-figures.html"),
    ]  # fmt: skip
    assert around["further-figures.html"][:2] == [("prev", "01-next.html"), ("contents", "index.html")]
    addresses = [tag["href"] for tag in pages["00-start.html"].all("a")]
    assert "01-next.html#part" in addresses  # a link in the prose
    assert not [address for address in addresses if "gone" in address]  # there is no such file


def test_a_figure_is_shown_once_with_caption_alt_text_and_table(pages):
    pictures = [picture for name in sorted(pages) for picture in pages[name].all("img")]
    assert [picture["alt"] for picture in pictures] == [
        f'Bars "{EVIL}"', "<Axes>", f'Bars "{EVIL}"', f'Bars "{EVIL}"', f'Bars "{EVIL}"',
    ]  # fmt: skip
    content = base64.b64decode(pictures[0]["src"].removeprefix("data:image/svg+xml;base64,"))
    assert content.decode() == SVG  # inside an image, where no script runs
    files = {tag["download"]: tag["href"] for tag in pages["00-start.html"].all("a") if "download" in tag}
    assert set(files) == {"partners.csv"}
    assert base64.b64decode(files["partners.csv"].split(",")[1]).decode() == "key,n\nBỉ,3\n"


def test_a_figure_that_two_cells_save_is_shown_once():
    cell = nbformat.v4.new_code_cell('kit.save_figure(ax, "a", table=t)')
    again = nbformat.v4.new_code_cell('kit.save_figure(ax, "a", table=t)\nkit.save_figure(b, "b", table=t)')
    known = {name: chapters.Figure(name, b"<svg/>", None, {}) for name in "ab"}
    made = chapters.render_notebook(nbformat.v4.new_notebook(cells=[cell, again]), name="n", figures=known)
    assert [figure.name for figure in made.figures] == ["a", "b"]
    assert [tag["id"] for tag in Page(made.html).all("figure")] == ["figure-a", "figure-b"]


def test_what_is_large_is_beside_the_page(folder, monkeypatch):
    (folder / "figures" / "partners.png").write_bytes(b"small")
    monkeypatch.setattr(chapters, "MOST_CSV", 5)
    monkeypatch.setattr(chapters, "MOST_SVG", 5)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    path = save_report(notebooks, folder / "report" / "index.html", figures=folder / "figures")
    page = Page((path.parent / "00-start.html").read_text(encoding="utf-8"))
    assert [tag["href"] for tag in page.all("a") if "figures/" in tag["href"]] == ["../figures/partners.csv"]
    assert page.all("img")[0]["src"] == "data:image/png;base64," + base64.b64encode(b"small").decode()
    further = Page((path.parent / "further-figures.html").read_text(encoding="utf-8"))
    assert further.all("img")[0]["src"].startswith("data:image/svg")  # there is no other picture of it


def test_code_is_folded(pages):
    summaries = re.findall("Parameters|Code|How this figure was made", pages["00-start.html"].text)
    assert summaries == ["Parameters", "Code", "How this figure was made", "Code", "Code"]
    assert not ["open" for page in pages.values() for tag in page.all("details") if "open" in tag]


def test_the_corpus_is_named(pages):
    assert "2 articles · corpus ab12 · kit 1" in pages["index.html"].text


def test_the_same_notebooks_give_the_same_bytes(folder):
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    first, second = (
        {path.name: path.read_bytes() for path in (folder / name).iterdir()}
        for name in "ab"
        if save_report(notebooks, folder / name / "index.html", figures=folder / "figures")
    )
    assert first == second


def test_pages_of_notebooks_that_are_no_more_are_removed_and_other_files_are_not(folder):
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    report = folder / "report"
    report.mkdir()
    (report / "mine.html").write_text("<p>mine</p>", encoding="utf-8")
    save_report(notebooks, report / "index.html", figures=folder / "figures")
    save_report(notebooks[1:], report / "index.html", figures=folder / "figures")
    names = ["01-next.html", "further-figures.html", "index.html", "mine.html"]
    assert sorted(path.name for path in report.iterdir()) == names


def test_a_notebook_is_not_written_over_the_results_or_the_explorer(folder):
    notebooks = [folder / "notebooks" / name for name in ("index.ipynb", "Explore.ipynb")]
    for notebook in notebooks:
        notebook.write_bytes((folder / "notebooks" / "01-next.ipynb").read_bytes())
    report = folder / "report"
    save_report(
        notebooks, report / "index.html", figures=folder / "figures", explorer="explore.html", title="Mine"
    )
    names = {path.name for path in report.iterdir()}
    assert names == {"index.html", "chapter-index.html", "chapter-Explore.html", "further-figures.html"}
    page = Page((report / "index.html").read_text(encoding="utf-8"))
    assert "Mine" in page.text
    assert "explore.html" in [tag["href"] for tag in page.all("a")]


def test_a_figure_with_broken_facts_is_named(folder):
    (folder / "figures" / "partners.json").write_text("{", encoding="utf-8")
    with pytest.raises(KitError, match=r"partners\.json"):
        load_figures(folder / "figures")


def test_what_may_scroll_is_reached_by_the_keyboard_and_has_a_name(pages):
    scrolled = [tag for page in pages.values() for tag in page.all("div") if "scroll" in tag.get("class", "")]
    named = {(tag.get("tabindex"), tag.get("role"), tag.get("aria-label")) for tag in scrolled}
    assert named == {("0", "group", "Chart"), ("0", "group", "Table")}


def test_a_page_of_any_name_is_led_to(tmp_path):
    names = ["00-a.ipynb", "01 gì? #2 50%.ipynb"]
    for name in names:
        cells = [nbformat.v4.new_markdown_cell("# A\n\n[over](<01 gì? #2 50%.ipynb>)")]
        save_notebook(nbformat.v4.new_notebook(cells=cells), tmp_path / name)
    page = save_report([tmp_path / name for name in names], tmp_path / "index.html", figures=tmp_path)
    there = {path.name for path in tmp_path.glob("*.html")}
    for made in (page, tmp_path / "00-a.html"):
        links = [tag["href"] for tag in Page(made.read_text(encoding="utf-8")).all("a")]
        led = {unquote(link.partition("#")[0]) for link in links if not link.startswith("#")}
        assert "01 gì? #2 50%.html" in led and led <= there


def test_no_figures_at_all_is_said(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Words")])
    path = save_notebook(notebook, tmp_path / "00-words.ipynb")
    page = save_report([path], tmp_path / "index.html", figures=tmp_path / "none").read_text(encoding="utf-8")
    assert "No figures were saved." in page
    assert '<a href="00-words.html">00-words</a>' in page


# ---------------------------------------------------------------- the parts


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<img src=x onerror="alert(1)">', ""),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ("<SCRIPT\n>alert(1)</SCRIPT >a", "a"),
        ("<script>alert(1)", ""),
        ("<iframe src=//x></iframe><svg onload=alert(1)>b</svg>", "b"),
        ('<td style="text-align: right; position: fixed">1</td>', "1"),
        ('<p style="position: fixed; color: red">1</p>', '<p style="color: red;">1</p>'),
        ("<form action=//x><input></form>", ""),
        (
            "<mark title='Bỉ &quot;'>a &lt;script&gt;</mark>",
            '<mark title="Bỉ &quot;">a &lt;script&gt;</mark>',
        ),
    ],
)
def test_html_is_cleaned(html, clean):
    assert str(clean_html(html)) == clean


@given(
    st.lists(
        st.sampled_from(["<", ">", "script", "/", " ", "img", "onerror=", '"', "'", "a", "&lt;", "style"])
    )
)
def test_no_script_and_no_handler_comes_through(parts):
    page = Page(str(clean_html("".join(parts))))
    assert not {"script", "img", "style"} & {tag for tag, _ in page.tags}
    assert not [key for _, attributes in page.tags for key in attributes if key.startswith("on")]


def test_headings_are_places_and_tables_may_scroll():
    html = render_markdown("# One *Bỉ* & <b>\n\n### A `b`  c\n\n|a|\n|-|\n|Bỉ|")
    assert find_headings(html) == [(1, "One-Bỉ-&", "One Bỉ &"), (3, "A-b-c", "A b  c")]
    assert re.search(r'<div class="scroll" [^>]*><table>', html)


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("03-topics.ipynb", "03-topics.html"),
        ("./04-mine.ipynb#what", "04-mine.html#what"),
        ("05-other.ipynb", "../../notebooks/05-other.ipynb"),
        ("../data/articles.csv", "../../data/articles.csv"),
        ("../docs/design.md#tables", ""),
        ("https://example.org/a", "https://example.org/a"),
        ("#here", "#here"),
    ],
)
def test_addresses_hold_from_the_page(address, moved, tmp_path, monkeypatch):
    for file in ("data/articles.csv", "notebooks/03-topics.ipynb", "notebooks/05-other.ipynb"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    monkeypatch.chdir(tmp_path)
    pages = {"03-topics": "03-topics.html", "04-mine": "04-mine.html"}
    where = {"start": Path("notebooks"), "to": Path("reports/mine"), "pages": pages}
    assert rebase_address(address.removeprefix("./"), **where) == moved


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("With whom does Việt Nam talk?", "With whom does [Việt Nam] talk?"),
        ("Bỉ (Belgium) comes first in it.", "[Bỉ] (Belgium) comes first in it."),
        ("Bộ Ngoại giao-Hà Nội, a Đà Nẵng", "[Bộ Ngoại giao-Hà Nội], a [Đà Nẵng]"),
        ("Quan hệ & <b>", "[Quan hệ] &amp; &lt;b&gt;"),
        ("à la carte, café, Hanoi", "à la carte, café, Hanoi"),
        ("", ""),
    ],
)
def test_vietnamese_is_marked(text, marked):
    html = str(mark_vietnamese(text)).replace('<span lang="vi">', "[").replace("</span>", "]")
    assert html == marked


@given(st.lists(st.sampled_from(["Việt", "Nam", "the", "<b>", '"', "&amp;", " ", " ", "-", "ộ", "=>", "\n"])))
def test_marking_changes_no_letter(parts):
    text = "".join(parts)
    page = Page(str(mark_vietnamese(text)))
    assert page.text == text
    assert {tag for tag, _ in page.tags} <= {"span"}


def test_no_mark_is_set_inside_an_attribute():
    page = Page(render_markdown('<a href="#b" title="x > Việt Nam onclick=alert(1)">a</a>'))
    [link] = page.all("a")
    assert link == {"href": "#b", "title": "x > Việt Nam onclick=alert(1)"}
    assert not page.all("span")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('kit.save_figure(ax, "a", table=t)', ["a"]),
        ('save_figure(ax, name="b")\nsave_figure(ax, "c")', ["b", "c"]),
        ("save_figure(ax, f'{name}')\n# save_figure(ax, 'd')", []),
        ("%matplotlib inline", []),
    ],
)
def test_saved_figures_are_found_in_the_source(source, names):
    assert find_saved_figures(source) == names


def test_cells_say_which_language_they_are_in_and_an_index_has_its_name_above_it():
    head = "<tr><th></th><th>n</th></tr><tr><th>title</th><th></th></tr>"
    rows = "<tr><th>Bộ trưởng thăm Bỉ</th><td>1</td></tr><tr><th>Bỉ (Belgium)</th><td>a b</td></tr>"
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    html = render_output(nbformat.v4.new_output("execute_result", {"text/html": table}))
    assert '<thead><tr><th class="whole">title</th><th class="whole">n</th></tr></thead>' in html
    assert '<th lang="vi">Bộ trưởng thăm Bỉ</th>' in html
    assert '<th><span lang="vi">Bỉ</span> (Belgium)</th><td>a b</td>' in html


def test_what_is_not_known_is_an_empty_cell():
    cells = "<td>NaT</td><td>NaN</td><td>&lt;NA&gt;</td><td>None</td>"
    table = f"<table><tbody><tr>{cells}</tr></tbody></table>"
    html = render_output(nbformat.v4.new_output("execute_result", {"text/html": table}))
    assert '<tr><td></td><td></td><td></td><td class="whole">None</td></tr>' in html


def test_long_output_and_warnings_are_folded_without_paths():
    new = nbformat.v4.new_output
    short, long = ("\n".join("abcdefgh"[:n]) + "\ni" * (n == 8) for n in (7, 8))
    assert "<details>" not in render_output(new("execute_result", {"text/plain": short}))
    assert "Output, 9 lines" in render_output(new("execute_result", {"text/plain": long}))
    text = "/home/me/kit/a.py:3: KitWarning: a column is left out\n  warnings.warn(x)\nand more\n"
    told = Page(render_output(new("stream", name="stderr", text=text))).text
    assert told == "WarningsKitWarning: a column is left out\nand more\n"


def test_the_richest_form_of_an_output_is_shown():
    new = nbformat.v4.new_output
    assert "data:image/png;base64,AAAA" in render_output(
        new("display_data", {"image/png": "AAAA", "text/plain": "x"})
    )
    assert "<b>x</b>" in render_output(new("execute_result", {"text/html": "<b>x</b>", "text/plain": "x"}))
    assert "&lt;b&gt;" in render_output(new("execute_result", {"text/plain": "<b>"}))
    assert "ValueError: &lt;b&gt;" in render_output(new("error", ename="ValueError", evalue="<b>"))
