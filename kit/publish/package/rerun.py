"""Notebooks run statement by statement, in one process: every figure drawn again, with or without the texts.

``python -m kit.publish.package.rerun FOLDER`` draws the figures of a package again, into ``rebuilt/figures``, and
says which are the same to the byte. Where a statement fails because it reads what was left out, the names that it would
have given a value get the one that was kept when the package was made; so what follows runs as it did.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from kit.errors import KitError
from kit.publish.chapters import find_saved_figures
from kit.publish.notebooks import load_notebook
from kit.publish.package.kept import Kept, Running
from kit.spreadsheets import unguard_text
from kit.study import FILE

KEPT, REBUILT, TABLES, REDACTED = "kept", "rebuilt", "tables", "redacted.json"
KINDS = ("svg", "png", "csv", "json")


class Outcome(NamedTuple):
    """How a figure came out: the notebook that draws it; "" if it is the same to the byte, else why it is not."""

    figure: str
    notebook: str
    problem: str


def find_cells(path: Path) -> dict[str, tuple[int, str]]:
    """The cell of each figure of a notebook: its number, counted from 1, and its source."""
    cells = enumerate(_read_sources(path), 1)
    return {name: (number, source) for number, source in cells for name in find_saved_figures(source)}


def read_statements(path: Path) -> Iterator[tuple[int, int, ast.stmt, frozenset[str]]]:
    """The statements of a notebook: cell, number in it, code, and the names it sets that cells with figures read."""
    sources = _read_sources(path)
    drawing = [_find_names(_parse(source), ast.Load) for source in sources if find_saved_figures(source)]
    needed: frozenset[str] = frozenset().union(*drawing)
    for cell, source in enumerate(sources, 1):
        for number, code in enumerate(_parse(source).body, 1):
            yield cell, number, code, needed & _find_names(code, ast.Store)


def _read_sources(path: Path) -> list[str]:
    return [cell.source for cell in load_notebook(path).cells if cell.cell_type == "code"]


def _parse(source: str) -> ast.Module:
    """A cell as Python; what is IPython's own in it is made calls of that."""
    from IPython.core.inputtransformer2 import TransformerManager

    return ast.parse(TransformerManager().transform_cell(source))


def _find_names(tree: ast.AST, context: type) -> frozenset[str]:
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return frozenset(node.id for node in names if isinstance(node.ctx, context))


class Rerun:
    """The notebooks of a package on their way.

    Parameters
    ----------
    folder : of the package.
    values : what a run with the texts gave the names, by notebook, cell, number and name; what is needed is kept.
    running : the texts, no longer run of which is kept.
    """

    def __init__(self, folder: Path, values: dict[str, Any] | None = None, running: Running | None = None):
        self.folder, self.kept, self.values, self.running = folder, Kept(folder / KEPT), values, running
        self.failed: dict[str, dict[int, str]] = {}
        self.seen: dict[str, Any] = {}
        """Values of this run, of the names that cells with figures read."""

    def run(self, figures: Path) -> None:
        """Run all notebooks as a kernel would; their figures go to another folder."""
        os.environ["KIT_FIGURES"] = str(figures)
        os.chdir(self.folder / "notebooks")
        with contextlib.redirect_stdout(io.StringIO()), _cite(self.folder):
            for path in sorted(Path.cwd().glob("*.ipynb")):
                self._run(path)

    def _run(self, path: Path) -> None:
        import matplotlib.pyplot as plt
        from IPython.core.interactiveshell import InteractiveShell

        namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": InteractiveShell.instance}
        failed = self.failed.setdefault(path.stem, {})
        for cell, number, code, names in read_statements(path):
            key = f"{path.stem} {cell}.{number}"
            try:
                exec(compile(ast.Module([code], []), f"{path.stem}, cell {cell}", "exec"), namespace)
            except Exception as error:
                failed[cell] = f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
                for name in names:
                    self._restore(path, name, f"{key} {name}", namespace)
            for name in names & namespace.keys():
                value = namespace[name]
                self.seen[f"{key} {name}"] = value.copy() if isinstance(value, pd.DataFrame) else value
        plt.close("all")

    def _restore(self, path: Path, name: str, key: str, namespace: dict[str, Any]) -> None:
        """Give a name the value that was kept for it, which is kept now if there is one."""
        if self.values and key in self.values and key not in self.kept.values:
            cells = {figure: _parse(source) for figure, (_, source) in find_cells(path).items()}
            drawn = [figure for figure, cell in cells.items() if name in _find_names(cell, ast.Load)]
            files = [self.folder / "figures" / f"{figure}.json" for figure in drawn]
            records = [json.loads(file.read_text("utf-8")) for file in files if file.is_file()]
            self.kept.keep(key, self.values[key], records, self.running or Running())
        if key in self.kept.values:
            namespace[name] = self.kept.load(key)

    def compare(self, figures: Path) -> list[Outcome]:
        """How each figure of the package came out."""
        cells: dict[str, tuple[str, int]] = {}
        for path in (self.folder / "notebooks").glob("*.ipynb"):
            cells |= {name: (path.stem, cell) for name, (cell, _) in find_cells(path).items()}
        outcomes = []
        for old in sorted((self.folder / "figures").glob("*.json")):
            notebook, cell = cells.get(old.stem, ("no notebook", 0))
            files = [old.with_suffix(f".{kind}").name for kind in KINDS]
            other = [name for name in files if _read(old.parent / name) != _read(figures / name)]
            made = f"other bytes ({', '.join(other)})" if (figures / old.name).is_file() else "not drawn"
            errors = self.failed.get(notebook, {})
            why = errors.get(cell) or next(iter(errors.values()), "no cell failed")
            outcomes.append(Outcome(old.stem, notebook, f"{made}: {why}" if other else ""))
        return outcomes


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@contextlib.contextmanager
def _cite(folder: Path) -> Iterator[None]:
    """Within this block a form of codes whose sentences were left out is cited by the hash that it had with them."""
    import kit.corpus

    told = json.loads((_read(folder / TABLES / REDACTED) or b"{}").decode("utf-8"))
    hashes = {(folder / name).resolve(): digest for name, digest in told.items()}
    before = kit.corpus.hash_data
    kit.corpus.hash_data = lambda path: hashes.get(Path(path).resolve()) or before(path)
    try:
        yield
    finally:
        kit.corpus.hash_data = before


def _run_with_texts(folder: Path, study: Path, figures: Path) -> tuple[dict[str, Any], Running]:
    """Run the notebooks once with a study.yml that leads to the texts: the values, and the texts."""
    from kit.corpus import Corpus

    own, first = (folder / FILE).read_bytes(), Rerun(folder)
    try:
        shutil.copyfile(study, folder / FILE)
        first.run(figures)
        articles = Corpus(folder).whole.articles
    finally:
        (folder / FILE).write_bytes(own)
    shown = [
        pd.read_csv(path, dtype="str", keep_default_na=False) for path in (folder / "figures").glob("*.csv")
    ]
    cells = {unguard_text(cell) for table in shown for cell in table.to_numpy().ravel()}
    return first.seen, Running(articles["text"], {*articles["title"], *cells})


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns 0 if every figure is the same to the byte, else 1."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.package.rerun", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--study", type=Path, help="a study.yml that leads to the texts: keep what they are needed for"
    )
    parser.add_argument("--to", type=Path, help="where what came out is written as JSON")
    options = parser.parse_args(arguments)
    folder = options.folder.resolve()
    figures = folder / REBUILT / "figures"
    shutil.rmtree(folder / REBUILT, ignore_errors=True)
    figures.mkdir(parents=True)
    warnings.simplefilter("ignore")
    try:
        known = (
            _run_with_texts(folder, options.study, folder / REBUILT / "with-texts") if options.study else ()
        )
        rerun = Rerun(folder, *known)
        rerun.run(figures)
        outcomes = rerun.compare(figures)
    except (KitError, OSError) as error:
        print(error)
        return 1
    if options.to:
        options.to.write_text(json.dumps([one._asdict() for one in outcomes]), encoding="utf-8")
    bad = [f"{one.figure} ({one.notebook}): {one.problem}" for one in outcomes if one.problem]
    same = f"{len(outcomes) - len(bad)} of {len(outcomes)} figures are the same to the byte"
    print("\n".join([*bad, f"{same}; they are in {REBUILT}/figures."]))
    return bool(bad)


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "agg")
    sys.exit(main())
