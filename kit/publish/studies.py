"""Studies: made in a folder, given the kit's notebooks, and run so that nothing that a person wrote is lost.

``python -m kit.publish.studies FOLDER`` makes a study ready to run: it reads the articles, so that what is wrong with
them is said first, and brings it the kit's notebooks. With ``--new`` it makes the study instead, with ``--articles
PATH`` one of articles that lie elsewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from kit.corpus import Corpus
from kit.errors import FileError, KitError, KitWarning, suggest
from kit.files import KIT, write_file
from kit.publish.notebooks import hash_sources, load_notebook, save_notebook
from kit.publish.parameters import find_parameters_cell, read_parameters, replace_parameters
from kit.publish.templates import fill_template
from kit.read.metadata import METADATA_COLUMNS
from kit.study import FILE, Study, is_study, load_study

# The kit's own: those of the study that comes with it.
NOTEBOOKS = KIT.parent / "notebooks"

# The tag of cells that tell of that study alone.
FOUND = "found"

# The parameter that leads from a notebook to its study; it is the same in all.
STUDY = "STUDY"

_FOLDERS = ("articles", "lexicons", "codes", "notebooks")
_COPIES = ".kit/notebooks.json"  # the hashes of the sources of the copies, as they were made


def make_study(folder: Path | str, *, articles: Path | str | None = None) -> Study:
    """Make the folder of a study; what is there already stays as it is.

    Parameters
    ----------
    folder : of the study; made if it is not there.
    articles : where its articles lie, if not in its own folder ``articles/``: anything that `kit.load_articles` reads,
        or a store.

    Returns
    -------
    The study: ``study.yml`` with every setting and parameter in its place, each with a comment; the empty folders
    ``lexicons/``, ``codes/``, ``notebooks/`` and ``articles/``; ``articles.csv`` with the names of its columns.

    Raises
    ------
    LexiconError : a ``study.yml`` that is there cannot be read.
    FileError : it cannot be written there.
    """
    folder = Path(folder)
    if not is_study(folder):
        asked = {path.stem: [*_list_parameters(load_notebook(path))] for path in _list_notebooks()}
        said = {"name": folder.resolve().name, "articles": str(articles or ""), "notebooks": asked}
        write_file(folder / FILE, fill_template("study.yml", **said))
    study = load_study(folder)
    own = study.articles == study.data / "articles"
    for name in _FOLDERS if own else _FOLDERS[1:]:
        (study.data / name).mkdir(parents=True, exist_ok=True)
    if own and not (known := study.data / "articles.csv").exists():
        write_file(known, (",".join(METADATA_COLUMNS) + "\r\n").encode("utf-8-sig"))
    return study


def copy_notebooks(study: Study) -> list[str]:
    """Bring the kit's notebooks into a study, with the study's parameters and without the cells tagged `FOUND`.

    A copy of which no source was changed since it was made follows the kit; one that a person changed stays, as does
    every notebook that is not of the kit.

    Returns
    -------
    What a person should know, a sentence each: which copies differ from the kit's.

    Raises
    ------
    FileError : ``study.yml`` has values for a notebook or a parameter that is none, or of another kind; all are named.
    """
    check_parameters(study)
    before, told = _load_record(study.folder / _COPIES), []
    for path in _list_notebooks():
        notebook, copy = make_copy(path, study), study.folder / "notebooks" / path.name
        wanted, there = hash_sources(notebook), hash_sources(load_notebook(copy)) if copy.is_file() else ""
        if there in ("", before.get(path.name)) and there != wanted:
            save_notebook(notebook, copy)
        elif there != wanted:
            unused = " Its values in study.yml are not used." if study.parameters.get(path.stem) else ""
            told.append(
                f"{copy.name} was changed here and stays as it is; it differs from the kit's.{unused} To have the "
                "kit's again, give yours another name or delete it."
            )
            continue
        before[path.name] = wanted
    write_file(study.folder / _COPIES, json.dumps(before, indent=1, sort_keys=True) + "\n")
    return told


def make_copy(path: Path, study: Study) -> NotebookNode:
    """A notebook of the kit as a study has it, not yet run."""
    copy = load_notebook(path)
    copy.cells = [cell for cell in copy.cells if FOUND not in cell.metadata.get("tags", [])]
    up = _relative(path.parent.parent, study.folder / "notebooks")
    for cell in copy.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:  # links to pages of the kit
            cell.source = re.sub(r"\]\(\.\./(?=\w)", f"]({up}/", cell.source)
    cell = find_parameters_cell(copy)
    cell.source = replace_parameters(cell.source, study.parameters.get(path.stem, {}))
    return copy


def check_parameters(study: Study) -> None:
    """Raise a `FileError` that names every value of ``study.yml`` that no notebook of the kit can take."""
    known = {
        path.stem: read_parameters(find_parameters_cell(load_notebook(path)).source)
        for path in _list_notebooks()
    }
    problems = []
    for notebook, values in study.parameters.items():
        if notebook not in known:
            hint = suggest(notebook, known, f"There are {', '.join(known)}.")
            problems.append(f"there is no notebook {notebook!r}. {hint}")
            continue
        asked = {name: value for name, value in known[notebook].items() if name != STUDY}
        for name, value in values.items():
            if name not in asked:
                hint = suggest(name, asked, f"It has {', '.join(asked)}.")
                problems.append(f"{notebook} has no parameter {name!r}. {hint}")
            elif not _is_alike(value, asked[name]):
                problems.append(f"{notebook}: {name} is {value!r}; give it a value like {asked[name]!r}.")
    if problems:
        raise FileError(f"{study.folder / FILE}, parameters: " + "\n  ".join(problems))


def _is_alike(value: Any, default: Any) -> bool:
    """Whether a value can stand for a default: of its kind; a switch may also be left open."""
    if isinstance(default, bool):
        return value is None or isinstance(value, bool)
    return type(value) is type(default)


def _list_parameters(notebook: NotebookNode) -> Iterator[tuple[str, Any, str]]:
    """The parameters of a notebook with their values and what is said of them."""
    source = find_parameters_cell(notebook).source
    for name, value in read_parameters(source).items():
        comment = re.search(rf"^{name} = .*?  # (.*)$", source, re.MULTILINE)
        if name != STUDY:
            yield name, value, comment[1] if comment else ""


def _list_notebooks() -> list[Path]:
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def _load_record(path: Path) -> dict[str, str]:
    """What the kit remembers in a study; nothing where that was lost, so that all there is a person's."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def _relative(path: Path, start: Path) -> str:
    """``path`` as seen from ``start``, with forward slashes; absolute if it is on another drive."""
    try:
        return Path(os.path.relpath(path.resolve(), start.resolve())).as_posix()
    except ValueError:
        return path.resolve().as_posix()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line that `run.py` uses; returns 0, 1 if something failed, or 2 if what a person wrote is wrong."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.studies", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--new", action="store_true", help="make the study, and do no more")
    parser.add_argument("--articles", type=Path, metavar="PATH", help="make it, of the articles there")
    options = parser.parse_args(arguments)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", KitWarning)
        try:
            told, code = _prepare(options), 0
        except KitError as error:
            told, code = [str(error)], 2
    for line in [str(one.message) for one in caught if issubclass(one.category, KitWarning)] + told:
        print(line)
    return code


def _prepare(options: argparse.Namespace) -> list[str]:
    """Make the study, or make it ready to run; returns what a person should know."""
    if options.articles:
        Corpus(options.articles)  # before anything is written
    if options.new or options.articles:
        make_study(options.folder, articles=options.articles)
    if options.new:
        return []
    study = load_study(options.folder)
    check_parameters(study)
    if not options.articles:
        Corpus(options.folder)
    return copy_notebooks(study)


if __name__ == "__main__":
    sys.exit(main())
