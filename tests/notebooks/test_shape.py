"""The shape of every committed notebook, read without running it.

Strict comparison of outputs passes a notebook that was never run, so this is what holds them to having run,
from the top, without complaint, in the one form that `kit.publish.notebooks` writes.
"""

from __future__ import annotations

import ast
import json
import re
import unicodedata
from pathlib import Path

import nbformat
import pytest

from kit.publish.chapters import find_saved_figures
from kit.publish.notebooks import format_notebook, load_notebook
from kit.publish.parameters import find_parameters_cell, read_parameters

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MOST_LINES = 12
MOST_LINES_DEFINED = 8
MOST_LINES_SHOWN = 200
MOST_NAMES, MOST_MODULES = 12, 6
NAME = re.compile(r"\d\d-[a-z0-9-]+")
ABSOLUTE = re.compile(
    r"(?<![\w./:])/(?:home|root|Users|tmp|work|usr|opt|var|mnt|srv)\b|\b[A-Z]:\\\\?\w|site-packages"
)
ADDRESS = re.compile(r"\bat 0x[0-9a-f]{6,}")
PASSING = {"ax", "axes", "figure"}  # names of what was drawn last; every other name keeps its meaning


def load_all():
    return [pytest.param(load_notebook(path), id=path.stem) for path in NOTEBOOKS]


notebooks = pytest.mark.parametrize("notebook", load_all())


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def texts(notebook):
    """All that a reader can see: sources, printed text, and the text forms of outputs (not pictures)."""
    for cell in notebook.cells:
        yield cell.source
        for output in cell.get("outputs", []):
            yield output.get("text", "")
            for kind, content in output.get("data", {}).items():
                if kind.startswith("text/"):
                    yield content


def parse(cell):
    return ast.parse(cell.source)


def test_there_are_notebooks_with_numbers_that_order_them():
    assert NOTEBOOKS
    assert all(NAME.fullmatch(path.stem) for path in NOTEBOOKS)
    assert len({path.stem[:2] for path in NOTEBOOKS}) == len(NOTEBOOKS)


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in NOTEBOOKS])
def test_it_is_in_the_form_that_running_it_writes(path):
    """No timings, no versions of the kernel, no state of the editor: python3 run.py changes no byte."""
    content = path.read_bytes().decode("utf-8")
    assert content == format_notebook(load_notebook(path)), "run it with: python3 run.py"


@notebooks
def test_it_is_valid(notebook):
    nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


@notebooks
def test_every_cell_ran_in_order(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1)), "run it from the top: python3 run.py"


@notebooks
def test_no_cell_complains(notebook):
    for cell in code_cells(notebook):
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", f"{cell.source}\n{output.get('text')}"


@notebooks
def test_no_path_and_no_address_of_a_machine_shows(notebook):
    for text in texts(notebook):
        assert not ABSOLUTE.search(text), ABSOLUTE.search(text)
        assert not ADDRESS.search(text), ADDRESS.search(text)


@notebooks
def test_text_is_composed(notebook):
    for text in texts(notebook):
        assert unicodedata.is_normalized("NFC", text), text[:200]


@notebooks
def test_it_begins_with_one_question(notebook):
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert len(re.findall(r"^# ", "\n".join(prose), re.MULTILINE)) == 1


@notebooks
def test_it_has_one_parameters_cell_of_plain_values(notebook):
    parameters = read_parameters(find_parameters_cell(notebook).source)
    assert parameters["STUDY"] == ".."
    assert all(name.isupper() for name in parameters)
    assert find_parameters_cell(notebook) is code_cells(notebook)[0]


@notebooks
def test_cells_are_short_and_define_little(notebook):
    """A function may tell the method, if it is short; a class or a lambda belongs into the kit."""
    for cell in code_cells(notebook):
        assert 0 < len(cell.source.splitlines()) <= MOST_LINES, cell.source
        for node in ast.walk(parse(cell)):
            assert not isinstance(node, ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda), cell.source
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < MOST_LINES_DEFINED, cell.source


def find_kit_names(cells):
    """The names of the kit that code uses, and the modules of it that it imports."""
    nodes = [node for cell in cells for node in ast.walk(parse(cell))]
    imported = [
        node for node in nodes if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] == "kit"
    ]
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    modules = {name for name in modules if name.split(".")[0] == "kit"} | {node.module for node in imported}
    names = {alias.name for node in imported for alias in node.names}
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    return names | {node.attr for node in attributes if getattr(node.value, "id", "") == "kit"}, modules


@notebooks
def test_a_notebook_holds_few_names(notebook):
    """One question needs few tools: what is used of the kit fits on a card."""
    names, modules = find_kit_names(code_cells(notebook))
    assert len(names) <= MOST_NAMES, sorted(names)
    assert len(modules) <= MOST_MODULES, sorted(modules)


def test_names_of_the_kit_are_found():
    code = "import kit\nfrom kit.count.lags import add_lags\nadd_lags(kit.Corpus('a').events).head(kit.x)"
    names, modules = find_kit_names([nbformat.v4.new_code_cell(code)])
    assert names == {"add_lags", "Corpus", "x"} and modules == {"kit", "kit.count.lags"}


def test_little_of_the_code_is_saving(capsys):
    """A reader copies a cell for what it does: lines inside a ``save…(`` call are a quarter at most."""
    total, saving = 0, 0
    for notebook in map(load_notebook, NOTEBOOKS):
        for cell in code_cells(notebook):
            total += sum(1 for line in cell.source.splitlines() if line.strip())
            calls = [node for node in ast.walk(parse(cell)) if isinstance(node, ast.Call)]
            named = [node for node in calls if getattr(node.func, "attr", "").startswith("save")]
            saving += sum(node.end_lineno - node.lineno + 1 for node in named)
    with capsys.disabled():
        print(f" saving {saving} of {total} lines of code ({saving / total:.0%}) ", end="")
    assert 0 < saving <= total / 4


def test_no_notebook_cuts_to_the_story_or_asks_whether_there_is_something():
    for notebook in map(load_notebook, NOTEBOOKS):
        for cell in code_cells(notebook):
            for gone in (
                "kit.ask",
                "if len(",
                ".filter(",
                "isin(kit.STORY_ROLES)",
                '["title", "lead", "body"]',
            ):
                assert gone not in cell.source, cell.source


@notebooks
def test_no_cell_is_silenced_and_no_name_changes_meaning(notebook):
    assigned = {}
    for place, cell in enumerate(code_cells(notebook)):
        assert not cell.source.rstrip().endswith(";"), cell.source
        targets = [
            target for node in parse(cell).body if isinstance(node, ast.Assign) for target in node.targets
        ]
        names = {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}
        for name in names - PASSING:
            assert assigned.setdefault(name, place) == place, f"{name} is assigned again in:\n{cell.source}"


@notebooks
def test_every_chart_is_saved_with_its_words(notebook):
    for cell in code_cells(notebook):
        drawn = [
            output for output in cell.outputs if any("image/" in kind for kind in output.get("data", {}))
        ]
        assert all("image/svg+xml" in output.data for output in drawn), (
            "charts are SVG, which can be compared"
        )
        if drawn:
            assert find_saved_figures(cell.source), f"save what is drawn in:\n{cell.source}"


@notebooks
def test_no_output_is_longer_than_can_be_read(notebook):
    for cell in code_cells(notebook):
        shown = [
            output.get("text", "") + output.get("data", {}).get("text/plain", "") for output in cell.outputs
        ]
        assert "\n".join(shown).count("\n") < MOST_LINES_SHOWN, cell.source


@notebooks
def test_links_lead_somewhere(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for link in re.findall(r"\]\(([^)\s]+)\)", cell.source):
                file = link.split("#")[0]
                if file and not re.match(r"[a-z]+:", file):
                    assert (ROOT / "notebooks" / file).exists(), link


def test_every_committed_figure_belongs_to_a_notebook():
    cells = [cell for path in NOTEBOOKS for cell in code_cells(load_notebook(path))]
    saved = {name for cell in cells for name in find_saved_figures(cell.source)}
    figures = ROOT / "figures"
    kept = {file.stem for file in figures.iterdir()} if figures.is_dir() else set()
    assert kept <= saved, "and of a chart that has nothing to show none is kept"
    for name in kept:
        facts = json.loads((figures / f"{name}.json").read_text(encoding="utf-8"))
        assert facts["name"] == name
        for ending in ("svg", "png", "csv"):
            assert (figures / f"{name}.{ending}").stat().st_size > 0
