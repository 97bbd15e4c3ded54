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
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from kit.errors import KitError
from kit.publish.notebooks import load_notebook
from kit.publish.package.kept import Kept
from kit.publish.package.texts import Running
from kit.publish.report import find_saved_figures
from kit.spreadsheets import unguard_text
from kit.study import FILE

KEPT, REBUILT, TABLES, REDACTED = "kept", "rebuilt", "tables", "redacted.json"
KINDS = ("svg", "png", "csv", "json")


class Statement(NamedTuple):
    """A statement of a notebook: where it stands, what it gives a value to, the figures of its cell."""

    key: str
    cell: int
    code: ast.stmt
    names: frozenset[str]
    figures: tuple[str, ...]


class Outcome(NamedTuple):
    """How a figure came out: the notebook that draws it; "" if it is the same to the byte, else why it is not."""

    figure: str
    notebook: str
    problem: str


Restore = Callable[[Statement, dict[str, Any]], None]
"""What is done in the place of a statement that failed."""


def _parse(source: str) -> ast.Module:
    """A cell as Python; what is IPython's own in it is made calls of that."""
    from IPython.core.inputtransformer2 import TransformerManager

    return ast.parse(TransformerManager().transform_cell(source))


def _read_names(source: str) -> frozenset[str]:
    return _find_names(_parse(source), ast.Load)


def read_statements(path: Path) -> list[Statement]:
    """The statements of a notebook; of what they give a value to, the names that cells with a figure read."""
    sources = [cell.source for cell in load_notebook(path).cells if cell.cell_type == "code"]
    trees = [_parse(source) for source in sources]
    figures = [tuple(find_saved_figures(source)) for source in sources]
    needed = frozenset(
        name for tree, own in zip(trees, figures, strict=True) if own for name in _find_names(tree, ast.Load)
    )
    return [
        Statement(f"{path.stem} {cell}.{number}", cell, code, needed & _find_names(code, ast.Store), own)
        for cell, (tree, own) in enumerate(zip(trees, figures, strict=True), 1)
        for number, code in enumerate(tree.body, 1)
    ]


def _find_names(tree: ast.AST, context: type) -> frozenset[str]:
    return frozenset(
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)
    )


def find_cells(path: Path) -> dict[str, tuple[int, str]]:
    """The cell of each figure of a notebook: its number, counted from 1, and its source."""
    sources = [cell.source for cell in load_notebook(path).cells if cell.cell_type == "code"]
    return {
        name: (number, source)
        for number, source in enumerate(sources, 1)
        for name in find_saved_figures(source)
    }


def run_statements(
    path: Path, restore: Restore, on_value: Callable[[str, Any], None] | None = None
) -> dict[str, str]:
    """Run a notebook; returns the key of each statement that failed, and its error."""
    import matplotlib.pyplot as plt
    from IPython.core.interactiveshell import InteractiveShell

    namespace: dict[str, Any] = {"__name__": "__main__", "get_ipython": InteractiveShell.instance}
    failed: dict[str, str] = {}
    for statement in read_statements(path):
        code = compile(ast.Module([statement.code], []), f"{path.stem}, cell {statement.cell}", "exec")
        try:
            exec(code, namespace)  # the notebooks of the package, as a kernel would run them
        except Exception as error:
            failed[statement.key] = (
                f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
            )
            restore(statement, namespace)
        for name in statement.names if on_value else ():
            if name in namespace and on_value:
                value = namespace[name]
                on_value(
                    f"{statement.key} {name}", value.copy() if isinstance(value, pd.DataFrame) else value
                )
    plt.close("all")
    return failed


@contextlib.contextmanager
def _running(folder: Path, figures: Path):
    """Within this block notebooks of a folder run as a kernel would run them, and figures go elsewhere."""
    before, told = Path.cwd(), os.environ.get("KIT_FIGURES")
    os.environ["KIT_FIGURES"] = str(figures.resolve())
    os.chdir(folder / "notebooks")
    try:
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(before)
        os.environ.pop("KIT_FIGURES") if told is None else os.environ.update(KIT_FIGURES=told)


def rebuild(
    folder: Path, figures: Path, originals: dict[Path, dict[str, Any]] | None = None, running: Any = None
):
    """Run the notebooks of a package, draw its figures again, and compare them.

    Parameters
    ----------
    folder : of the package. Statements that fail are made up for from what is kept in it.
    figures : an empty folder for them.
    originals : values of a run with the texts by notebook and key: those that are needed are kept in the package.
    running : the texts, no longer run of which is kept.

    Returns
    -------
    An `Outcome` a figure.
    """
    kept = Kept(folder / KEPT)
    problems: dict[str, dict[str, str]] = {}

    def restore(statement: Statement, namespace: dict[str, Any]) -> None:
        for name in statement.names:
            key = f"{statement.key} {name}"
            value = (originals or {}).get(path, {}).get(key)
            if value is not None and key not in kept.values:
                reading = [
                    one for one, (_, source) in find_cells(path).items() if name in _read_names(source)
                ]
                cited = [_read_record(folder / "figures", one) for one in reading]
                with contextlib.suppress(
                    pa.ArrowException, ValueError, TypeError
                ):  # of a kind that no file holds
                    kept.keep(key, value, [one for one in cited if one], running)
            if key in kept.values:
                namespace[name] = kept.load(key)

    paths = sorted((folder / "notebooks").resolve().glob("*.ipynb"))
    with _running(folder, figures), _cite_redacted(folder):
        for path in paths:
            problems[path.stem] = run_statements(path, restore)
    cells = {name: (path.stem, cell) for path in paths for name, (cell, _) in find_cells(path).items()}
    outcomes = []
    for old in sorted((folder / "figures").glob("*.json")):
        notebook, cell = cells.get(old.stem, ("", 0))
        problem = _compare(folder / "figures", figures, old.stem, cell, problems.get(notebook, {}))
        outcomes.append(Outcome(old.stem, notebook or "no notebook names it", problem))
    return outcomes


def record(folder: Path) -> dict[Path, dict[str, Any]]:
    """Run the notebooks of a folder with the texts at hand; the values of the names that figures are made of."""
    values: dict[Path, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as aside, _running(folder, Path(aside)):
        for path in sorted((folder / "notebooks").resolve().glob("*.ipynb")):
            run_statements(path, lambda *_: None, values.setdefault(path, {}).__setitem__)
    return values


def _read_record(figures: Path, name: str) -> dict[str, Any]:
    """The provenance of a figure, as `kit.Corpus.provenance` gave it."""
    path = figures / f"{name}.json"
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return {
        key: value for key, value in told.items() if key not in ("name", "caption", "alt", "shows", "rows")
    }


def _compare(old: Path, new: Path, name: str, cell: int, failed: dict[str, str]) -> str:
    """Why a figure is not the same to the byte; "" if it is."""
    files = [f"{name}.{kind}" for kind in KINDS]
    other = [file for file in files if _read(old / file) != _read(new / file)]
    if not other:
        return ""
    own = [error for key, error in failed.items() if key.split()[1].partition(".")[0] == str(cell)]
    why = own or [*failed.values()][:1]
    made = "other bytes: " + ", ".join(other) if (new / files[-1]).is_file() else "not drawn"
    return made + (f" ({why[0]})" if why else "")


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


@contextlib.contextmanager
def _cite_redacted(folder: Path):
    """Within this block a form of codes whose sentences were left out is cited by the hash that it had with them."""
    import kit.corpus as corpus

    path = folder / TABLES / REDACTED
    told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    hashes = {(folder / name).resolve(): digest for name, digest in told.items()}
    before = corpus.hash_data
    corpus.hash_data = lambda path: hashes.get(Path(path).resolve()) or before(path)
    try:
        yield
    finally:
        corpus.hash_data = before


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns 0 if every figure is the same to the byte, else 1."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.package.rerun", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path())
    parser.add_argument(
        "--study", type=Path, help="a study.yml that leads to the texts: keep what they are needed for"
    )
    parser.add_argument("--to", type=Path, help="where what came out is written as JSON")
    options = parser.parse_args(arguments)
    folder, originals, running = options.folder.resolve(), None, None
    if not (folder / "notebooks").is_dir():
        print(f"{folder} has no notebooks.")
        return 1
    try:
        if options.study:
            originals, running = _record_with(folder, options.study)
        figures = folder / REBUILT / "figures"
        shutil.rmtree(folder / REBUILT, ignore_errors=True)
        figures.mkdir(parents=True)
        outcomes = rebuild(folder, figures, originals, running)
    except (KitError, OSError) as error:
        print(error)
        return 1
    if options.to:
        options.to.write_text(json.dumps([one._asdict() for one in outcomes]), encoding="utf-8")
    bad = [one for one in outcomes if one.problem]
    print("\n".join(f"{one.figure} ({one.notebook}): {one.problem}" for one in bad), end="\n" if bad else "")
    print(
        f"{len(outcomes) - len(bad)} of {len(outcomes)} figures are the same to the byte, in {REBUILT}/figures."
    )
    return bool(bad)


def _record_with(folder: Path, study: Path) -> tuple[dict[Path, dict[str, Any]], Running]:
    """Run the notebooks of a folder once with another study.yml."""
    import kit

    own = (folder / FILE).read_bytes()
    try:
        shutil.copyfile(study, folder / FILE)
        values = record(folder)
        articles = kit.Corpus(folder).whole.articles
    finally:
        (folder / FILE).write_bytes(own)
    shown = (
        pd.read_csv(path, dtype="str", keep_default_na=False) for path in (folder / "figures").glob("*.csv")
    )
    cells = (unguard_text(cell) for table in shown for cell in table.to_numpy().ravel())
    return values, Running(articles["text"], {*articles["title"], *cells})


if __name__ == "__main__":
    os.environ.setdefault("MPLBACKEND", "agg")
    sys.exit(main())
