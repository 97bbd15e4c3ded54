"""What is said of the two articles stands in cells tagged `found`: a study that leaves them out keeps a whole notebook.

Every other cell is true of any collection. That is held by words: none of them names a partner, a person, an outlet or
a day that the kit finds in the two articles, or speaks of two articles, Belgian or other; phrases in italics are
examples of Vietnamese and may.
"""

import ast
import builtins
import re
from pathlib import Path

import nbformat
import pytest
from made_up import make_stories
from material import TWO_ARTICLES

import kit
from kit.publish.notebooks import load_notebook

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
EXAMPLE = re.compile(r"(?<!\*)\*[^*\n]+\*(?!\*)(?: \([^()]*\))?|\(\*[^()]*\)")
"""A phrase in italics with its gloss, or both in brackets: an example of the language."""
OF_TWO = r"(?:the|these|those|in|our) two articles|(?:both|neither) articles?|data/articles|Belgian"

notebooks = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def is_found(cell):
    return "found" in cell.metadata.get("tags", [])


def leave_out(notebook):
    """The notebook as a study has it."""
    notebook = nbformat.from_dict(notebook)
    notebook.cells = [cell for cell in notebook.cells if not is_found(cell)]
    return notebook


@pytest.fixture(scope="module")
def telling(tmp_path_factory):
    """A pattern of what tells of the two articles: what the kit finds in them, by any of its names."""
    corpus = kit.Corpus(TWO_ARTICLES, cache=tmp_path_factory.mktemp("cache"))
    partners = corpus.partners[corpus.partners["kind"].isin(["country", "org"])]
    partners = partners[partners["key"] != corpus.home]
    labels = [kit.load_labels(language=language) for language in ("en", "vi")]
    words = {*partners["text"], *(label.get(key, key) for key in partners["key"] for label in labels)}
    words |= {*partners["key"], *corpus.articles["source"], *corpus.people["key"], *corpus.people["text"]}
    words -= {*corpus.people.loc[corpus.people["rule"].str.startswith("office"), "text"]}
    for day in corpus.dates["first_day"].dropna():
        words |= {f"{day:%Y-%m-%d}", f"{day.day} {day:%B}", f"{day:%B %Y}"}
    assert {"Bỉ", "IOM", "Belgium", "Cambodia", "Nenette Motus", "baoquocte.vn", "19 April"} <= words
    named = "|".join(sorted(map(re.escape, words - {""}), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{OF_TWO}|{named})(?!\w)", re.IGNORECASE)


def find_telling(cell, telling):
    """What a cell says of the two articles; the parameters name the folder, which a study changes."""
    if "parameters" in cell.metadata.get("tags", []):
        return []
    text = cell.source if cell.cell_type == "code" else EXAMPLE.sub("", cell.source)
    return telling.findall(text)


@notebooks
def test_nothing_but_what_was_found_tells_of_the_two_articles(path, telling):
    for cell in leave_out(load_notebook(path)).cells:
        assert not find_telling(cell, telling), cell.source


@notebooks
def test_what_was_found_is_prose_that_says_so(path, telling):
    """And what says so is tagged; of its words some are of these articles, so that without the tag it is noticed."""
    for cell in load_notebook(path).cells:
        begins = cell.source.startswith("**What was found** (in the two articles of the kit).")
        assert begins == is_found(cell), cell.source
        assert not begins or (cell.cell_type == "markdown" and find_telling(cell, telling))


def test_the_words_of_the_two_articles_are_noticed(telling):
    for told in (
        "In the Belgian article a fifth of the words are links.",
        "Here: sentences that name Belgium (*Bỉ*).",
        "The visit of 9 May was announced.",
        "Photographs of Nicole de Moor.",
        "**Data** `data/articles/`.",
    ):
        assert find_telling(nbformat.v4.new_markdown_cell(told), telling), told
    for general in (
        "*Ngày 19/4* (19 April) lacks a year.",
        "Days (*ngày 17-20/5/2022*, 17 to 20 May 2022).",
        "**Bold** words.",
    ):
        assert not find_telling(nbformat.v4.new_markdown_cell(general), telling), general
    assert find_telling(nbformat.v4.new_code_cell('corpus.evidence(partner="BEL")'), telling)


class Names(ast.NodeVisitor):
    """The names that code uses, and those that it makes."""

    def __init__(self):
        self.used, self.made = set(), set()

    def visit_Name(self, node):
        (self.used if isinstance(node.ctx, ast.Load) else self.made).add(node.id)

    def visit_arg(self, node):
        self.made.add(node.arg)

    def visit_alias(self, node):
        self.made.add((node.asname or node.name).split(".")[0])

    def visit_FunctionDef(self, node):
        self.made.add(node.name)
        self.generic_visit(node)


def list_unknown(cells):
    """The names that a cell uses and that neither it nor one above it makes."""
    known, unknown = {*dir(builtins), "display"}, set()
    for cell in cells:
        if cell.cell_type == "code":
            names = Names()
            names.visit(ast.parse(cell.source))
            known |= names.made
            unknown |= names.used - known
    return unknown


@notebooks
def test_without_what_was_found_every_name_is_made_before_it_is_used(path):
    whole = load_notebook(path)
    left = leave_out(whole)
    nbformat.validate(left)
    assert list_unknown(left.cells) == set()
    headings = [
        [cell.id for cell in cells if cell.source.startswith("#")] for cells in (whole.cells, left.cells)
    ]
    assert headings[0] == headings[1]


def test_a_name_that_nothing_makes_is_noticed():
    cells = [
        nbformat.v4.new_code_cell(code) for code in ("a = 1", "def f(x):\n    return x + a + b", "c", "c = 2")
    ]
    assert list_unknown(cells) == {"b", "c"}


@pytest.fixture(scope="module")
def others(tmp_path_factory):
    """Six made-up articles."""
    folder = tmp_path_factory.mktemp("others")
    stories = make_stories(6, seed=19)
    for story in stories:
        (folder / f"{story.id}.txt").write_text(story.text, encoding="utf-8")
    lines = ["article_id,published,source", *(f"{story.id},{story.published},báo" for story in stories)]
    (folder / "articles.csv").write_text("\n".join(lines), encoding="utf-8")
    return kit.Corpus(folder, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.slow
@notebooks
def test_a_notebook_reads_other_articles(path, others, telling, monkeypatch, tmp_path):
    """No caption, alternative text or title of a chart, and nothing printed, tells of the two articles."""
    monkeypatch.chdir(path.parent)
    monkeypatch.setenv("KIT_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setattr(kit, "Corpus", lambda folder: others)
    save, keep, said = kit.save_sheet, kit.save_figure, []
    monkeypatch.setattr(kit, "save_sheet", lambda table, _, **more: save(table, tmp_path / "forms", **more))

    def save_figure(chart, name, **more):
        figure = getattr(chart, "figure", chart)
        said.extend([more["caption"], more["alt"], *(ax.get_title() for ax in figure.axes)])
        return keep(chart, name, **more)

    monkeypatch.setattr(kit, "save_figure", save_figure)
    cells = leave_out(load_notebook(path)).cells
    source = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    space = {"display": lambda *_: None, "print": lambda *told, **_: said.extend(map(str, told))}
    exec(compile(source, path.name, "exec"), space)
    assert not [text for text in said if telling.search(text)]
