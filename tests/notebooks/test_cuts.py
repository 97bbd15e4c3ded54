"""Every notebook runs to its end where nothing is left to count: no article, or none of the kind that it asks for."""

import ast
import json
from pathlib import Path

import pytest
from material import TWO_ARTICLES

import kit

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return kit.Corpus(TWO_ARTICLES, cache=tmp_path_factory.mktemp("cache"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_where_nothing_is_counted(path, whole, monkeypatch, tmp_path):
    monkeypatch.chdir(ROOT / "notebooks")
    monkeypatch.setenv("KIT_FIGURES", str(tmp_path / "figures"))
    monkeypatch.setattr(kit, "Corpus", lambda folder: whole.select(period="1900"))
    save = kit.save_sheet
    monkeypatch.setattr(kit, "save_sheet", lambda table, _, **more: save(table, tmp_path / "forms", **more))
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    source = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    space = {"display": lambda *_: None}
    exec(compile(ast.parse(source), path.name, "exec"), space)
    kept = {file.stem for file in (tmp_path / "figures").glob("*.svg")}
    assert kept == set(), "a chart of nothing is a sentence and no file"
