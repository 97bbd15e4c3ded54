"""The report: one file, nothing fetched, nothing run, every figure with its words and its table."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import KitError
from kit.publish.notebooks import save_notebook
from kit.publish.render import clean_html, rebase_address, render_markdown, render_output
from kit.publish.report import _describe_corpus, find_saved_figures, load_figures, save_report

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>Bỉ</text><script>alert(1)</script></svg>'
EVIL = "<script>alert(1)</script>"


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
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
        }
        (figures / f"{name}.json").write_text(json.dumps(facts), encoding="utf-8")
    v4 = nbformat.v4
    chart = v4.new_output("display_data", {"image/svg+xml": SVG, "text/plain": "<Axes>"})
    table = v4.new_output(
        "execute_result",
        {"text/html": f"<style>td {{color: red}}</style><table><tr><td>{EVIL}Hà Nội</td></tr></table>"},
    )
    cells = [
        v4.new_markdown_cell(f"# Which *partners*? {EVIL}\n\nSee [the next](01-next.ipynb#part)."),
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
def page(folder):
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    path = save_report(notebooks, folder / "report" / "index.html", figures=folder / "figures")
    return Page(path.read_text(encoding="utf-8"))


def test_nothing_is_fetched_and_nothing_can_run(page):
    assert not page.all("script")
    assert not page.all("iframe")
    addresses = [tag.get("src") or tag.get("href") for kind in ("img", "link", "a") for tag in page.all(kind)]
    assert all(re.match("data:|#", address) for address in addresses), addresses
    assert not [key for _, tag in page.tags for key in tag if key.startswith("on")]
    [policy] = [
        tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_what_looks_like_a_script_in_an_article_is_shown_as_text(page):
    assert page.text.count(EVIL) == 3  # in the contents, in the caption, and as it was printed
    assert "Hà Nội" in page.text
    assert "color: red" not in page.text.split("Contents")[1]


def test_contents_lead_to_every_notebook_and_figure(page):
    anchors = [tag["href"] for tag in page.all("a") if tag["href"].startswith("#")]
    assert anchors[:5] == [
        "#00-start",
        "#figure-partners",
        "#01-next",
        "#further-figures",
        "#figure-left-over",
    ]
    places = {tag.get("id") for _, tag in page.tags}
    assert {anchor.removeprefix("#") for anchor in anchors} <= places
    assert "Which partners?" in page.text


def test_a_figure_is_shown_once_with_caption_alt_text_and_table(page):
    pictures = page.all("img")
    assert [picture["alt"] for picture in pictures] == [f'Bars "{EVIL}"', "<Axes>", f'Bars "{EVIL}"']
    content = base64.b64decode(pictures[0]["src"].removeprefix("data:image/svg+xml;base64,"))
    assert content.decode() == SVG  # inside an image, where no script runs
    files = {tag["download"]: tag["href"] for tag in page.all("a") if "download" in tag}
    assert set(files) == {"partners.csv", "left-over.csv"}
    assert base64.b64decode(files["partners.csv"].split(",")[1]).decode() == "key,n\nBỉ,3\n"


def test_code_is_folded_and_parameters_are_not(page):
    summaries = re.findall("Parameters|Code|How this figure was made", page.text)
    assert summaries == [
        "Parameters", "Code", "How this figure was made", "Code", "Code", "Code", "How this figure was made",
    ]  # fmt: skip
    assert ["open" in tag for tag in page.all("details")] == [True] + [False] * 6


def test_the_corpus_is_named(page):
    assert "2 articles · corpus ab12 · kit 1" in page.text


def test_a_corpus_that_some_figures_cut_is_named_once_and_whole():
    made = [(7, "ab"), (1, "ab"), (1, "cd"), ([], "ef")]
    figures = {
        str(n): SimpleNamespace(provenance={"articles": articles, "corpus": corpus, "kit": "1"})
        for n, (articles, corpus) in enumerate(made)
    }
    said = str(_describe_corpus(figures))
    assert re.findall(r"([\d,]+ \w+) · corpus <code>(\w+)", said) == [
        ("7 articles", "ab"),
        ("1 article", "cd"),
    ]


def test_the_same_notebooks_give_the_same_bytes(folder):
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    first, second = (
        save_report(notebooks, folder / name / "index.html", figures=folder / "figures").read_bytes()
        for name in "ab"
    )
    assert first == second


def test_a_figure_with_broken_facts_is_named(folder):
    (folder / "figures" / "partners.json").write_text("{", encoding="utf-8")
    with pytest.raises(KitError, match=r"partners\.json"):
        load_figures(folder / "figures")


def test_no_figures_at_all_is_said(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("Words")])
    path = save_notebook(notebook, tmp_path / "00-words.ipynb")
    page = save_report([path], tmp_path / "index.html", figures=tmp_path / "none").read_text(encoding="utf-8")
    assert "No figures were saved." in page
    assert '<a href="#00-words">00-words</a>' in page


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


def test_headings_go_one_level_down_and_tables_may_scroll():
    html = str(render_markdown("# One\n\n###### Six\n\n|a|\n|-|\n|Bỉ|"))
    assert "<h2>One</h2>" in html
    assert "<h6>Six</h6>" in html
    assert '<div class="scroll"><table>' in html


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ("03-topics.ipynb", "#03-topics"),
        ("./03-topics.ipynb#what", "#03-topics"),
        ("../data/articles.csv", "../../data/articles.csv"),
        ("../docs/design.md#tables", "../../docs/design.md#tables"),
        ("https://example.org/a", "https://example.org/a"),
        ("#here", "#here"),
    ],
)
def test_addresses_hold_from_the_page(address, moved):
    assert rebase_address(address, start=Path("notebooks"), to=Path("reports/mine")) == moved


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


def test_the_richest_form_of_an_output_is_shown():
    new = nbformat.v4.new_output
    assert "data:image/png;base64,AAAA" in render_output(
        new("display_data", {"image/png": "AAAA", "text/plain": "x"})
    )
    assert "<b>x</b>" in render_output(new("execute_result", {"text/html": "<b>x</b>", "text/plain": "x"}))
    assert "&lt;b&gt;" in render_output(new("execute_result", {"text/plain": "<b>"}))
    assert "ValueError: &lt;b&gt;" in render_output(new("error", ename="ValueError", evalue="<b>"))
