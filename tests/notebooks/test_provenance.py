"""A figure names exactly the data files that it rests on: every notebook is followed, statement by statement."""

import ast
import json
from copy import deepcopy
from pathlib import Path

import pytest
from rests import list_reads

import kit
from kit.corpus import Corpus
from kit.files import list_data, watch_reading
from kit.steps import SIZES, STEPS

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


class Followed(Corpus):
    """A corpus that notes which of its tables are looked at."""

    looked_at: set[str] = set()  # noqa: RUF012

    def __getattribute__(self, name):
        if name == "sizes":  # they are counted once, and looked at whenever they are asked for
            Followed.looked_at |= {*SIZES, "grouped"}
        note(name)
        return super().__getattribute__(name)

    def _want(self, name, where):  # what is read in parts, or of which no more than some rows and columns are
        note(name)
        return super()._want(name, where)


def note(name):
    """Note that a table is looked at, and which articles are copies where these do not count in it."""
    table = {"kept": "articles", "story": "sentences"}.get(name, name)
    if table in STEPS:
        Followed.looked_at |= {table, *["grouped"] * (name != table or STEPS[table].counted)}


class Names(ast.NodeVisitor):
    """The variables that a statement uses and sets; what `save_figure` is told about provenance is not used."""

    def __init__(self):
        self.used, self.set = set(), set()

    def visit_Name(self, node):
        (self.used if isinstance(node.ctx, ast.Load) else self.set).add(node.id)

    def visit_Call(self, node):
        if getattr(node.func, "attr", "") == "save_figure":
            told = {"rests_on", "corpus", "caption", "alt"}
            node.keywords = [keyword for keyword in node.keywords if keyword.arg not in told]
        self.generic_visit(node)


def follow(path, space, saved):
    """Run a notebook; gives a figure's name → the data files behind its chart and table, and what it says."""
    behind: dict[str, set[str]] = {}
    figures = {}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for source in ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]:
        for statement in ast.parse(source).body:
            names = Names()
            names.visit(deepcopy(statement))
            Followed.looked_at.clear()
            with watch_reading() as seen:
                exec(compile(ast.Module([statement], []), path.name, "exec"), space)
            files = {
                file.name if file.name in list_data() else f"{file.parent.name}/{file.name}" for file in seen
            }
            files |= {file for table in Followed.looked_at for file in list_reads(table, STEPS)}
            files |= {file for name in names.used for file in behind.get(name, ())}
            behind |= dict.fromkeys(names.set, files)
            if saved:
                name, *told = saved.pop()
                figures[name] = (files, *told)
    return figures


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    corpus = Followed(ROOT, cache=tmp_path_factory.mktemp("cache"))
    for name in STEPS:  # so that no notebook reads a lexicon only to make a table
        getattr(corpus, name)
    return corpus


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_figure_says_what_it_rests_on(path, corpus, monkeypatch, tmp_path):
    saved, used = [], []
    monkeypatch.chdir(ROOT / "notebooks")
    monkeypatch.setattr(kit, "use_notebook", lambda whose, **_: used.append(whose))
    monkeypatch.setattr(kit, "Corpus", lambda folder: corpus)
    save = kit.save_sheet
    monkeypatch.setattr(kit, "save_sheet", lambda table, _, **more: save(table, tmp_path / "forms", **more))

    def save_figure(chart, name, *, rests_on, corpus=None, **_):
        saved.append((name, rests_on, corpus or used[-1]))

    monkeypatch.setattr(kit, "save_figure", save_figure)
    figures = follow(path, {"display": lambda *_: None}, saved)
    for name, (files, said, whose) in figures.items():
        stated = set(whose.provenance(*(said.split() if isinstance(said, str) else said), "charts")["files"])
        files = files | {"charts.yml"}  # the words on it
        assert stated == files, f"{name} says {said}"
        if (kept := ROOT / "figures" / f"{name}.json").exists():  # else it has nothing to show
            assert set(json.loads(kept.read_text(encoding="utf-8"))["files"]) == files, name
