"""The report for people who only read: a page of results, and a page for every notebook; nothing is fetched.

``python -m kit.publish.report NOTEBOOK... --figures FOLDER --to FILE`` writes FILE, which opens with the results,
and the pages of the notebooks beside it.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from nbformat import NotebookNode

from kit.corpus import Corpus
from kit.errors import KitError, KitWarning
from kit.files import write_file
from kit.publish.chapters import Chapter, Figure, Place, load_figures, render_figure, render_notebook
from kit.publish.explorer.page import save_explorer
from kit.publish.notebooks import load_notebook
from kit.publish.pages import fill_page
from kit.publish.render import rebase_address
from kit.publish.results import Result, choose_results, describe_corpus, describe_figures, find_limits
from kit.publish.withheld import SAID, withhold_texts

TITLE = "Migration diplomacy in Vietnamese news"

# The mark of a page that may be removed when its notebook is no more.
GENERATOR = "kit.publish.report"


def save_report(
    notebooks: Sequence[Path | str],
    path: Path | str,
    *,
    figures: Path | str,
    title: str = "",
    study: Corpus | Path | str | None = None,
    explorer: str = "",
) -> Path:
    """Write the report: the page of results, and beside it a page for each notebook.

    Parameters
    ----------
    notebooks : executed notebooks, in order.
    path : the HTML file of the results; pages of an earlier report beside it that are no more are removed.
    figures : the folder of the figures (SVG, CSV and JSON of one name each).
    title : the heading (default: the title of the study, or `TITLE`).
    study : the study or the articles that the notebooks read, or their corpus, for what the collection is; without it,
        that is told as far as the figures know it.
    explorer : address of the explorer, as seen from the report, if there is one.

    Raises
    ------
    KitError : a notebook, a figure's JSON or the study cannot be read.
    """
    path, known = Path(path), load_figures(figures)
    corpus = _open(study) if isinstance(study, Path | str) else study
    about = getattr(corpus, "study", None)
    shared: dict[str, Any] = {"title": title or getattr(about, "title", "") or TITLE}
    shared |= {"explorer": explorer, "home": path.name, "generator": GENERATOR}
    cells = [load_notebook(notebook) for notebook in notebooks]
    if corpus and (text := getattr(about, "text", "full")) != "full":
        articles = corpus.whole.scan("articles", columns=["title", "text"])  # of any number
        cells, known = withhold_texts(cells, known, articles, text=text)
        shared["withheld"] = SAID[text]
    chapters = _make_chapters(dict(zip(map(Path, notebooks), cells, strict=True)), path, known, explorer)
    results = choose_results(chapters, explorer=explorer)
    pages = {
        path.name: fill_page(
            "report_results.html",
            **shared,
            heading=shared["title"],
            told=describe_corpus(corpus) if corpus else None,
            study=about,
            found=describe_figures([*known.values()]),
            results=[(result, render_figure(result.figure, to=path.parent)) for result in results],
            limits=find_limits(chapters),
            chapters=chapters,
            places=_list_places(results),
            folder=Path(os.path.relpath(figures, path.parent)).as_posix(),
        )
    }
    for before, chapter, after in zip([None, *chapters], chapters, [*chapters[1:], None], strict=False):
        shared |= {"heading": f"{chapter.title} · {shared['title']}", "places": chapter.places}
        turns = {"before": before, "after": after, "scripted": True}
        pages[chapter.file] = fill_page("report_chapter.html", **shared, **turns, chapter=chapter)
    _write_pages(path.parent, pages)
    return path


def _list_places(results: Sequence[Result]) -> list[Place]:
    """The parts of the page of results."""
    begin = [Place("collection", "The collection", False)]
    begin += [Place("short", "In short", False)] * bool(results)
    end = [("limits", "What cannot be said"), ("words", "Words used here"), ("chapters", "Chapters")]
    shown = [Place(result.figure.anchor, result.question, True) for result in results]
    return [*begin, *shown, *(Place(anchor, title, False) for anchor, title in end)]


def _open(study: Path | str) -> Corpus:
    """The corpus of a study; what is to be said of its files was said when its notebooks read them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", KitWarning)
        return Corpus(study)


def _make_chapters(
    notebooks: Mapping[Path, NotebookNode], path: Path, figures: dict[str, Figure], explorer: str
) -> list[Chapter]:
    """The notebooks as chapters, and a last one for the figures that none of them saved."""
    taken = {path.name.lower(), Path(explorer).name.lower(), "further-figures.html"}
    files = {}
    for name in (notebook.stem for notebook in notebooks):
        files[name] = f"{name}.html" if f"{name}.html".lower() not in taken else f"chapter-{name}.html"
    chapters = []
    for notebook, cells in notebooks.items():
        pages = {name: quote(file) for name, file in files.items()}
        rebase = partial(rebase_address, start=notebook.parent, to=path.parent, pages=pages)
        name = notebook.stem
        chapters.append(render_notebook(cells, name=name, figures=figures, to=path.parent, rebase=rebase))
        chapters[-1].file = files[name]
    shown = {figure.name for chapter in chapters for figure in chapter.figures}
    if rest := [figure for figure in figures.values() if figure.name not in shown]:
        drawn = [render_figure(figure, to=path.parent) for figure in rest]
        html = Markup("<h1>Further figures</h1>") + Markup("").join(drawn)
        chapters.append(
            Chapter("further-figures", "Further figures", html, rest, file="further-figures.html")
        )
        chapters[-1].places = [Place(figure.anchor, figure.short, True) for figure in rest]
    return chapters


def _write_pages(folder: Path, pages: Mapping[str, str]) -> None:
    """Write the pages, and remove those of an earlier report that are no more."""
    for name, page in pages.items():
        write_file(folder / name, page)
    mark = f'<meta name="generator" content="{GENERATOR}">'
    for old in sorted(folder.glob("*.html")):
        if old.name not in pages and mark in old.read_text(encoding="utf-8", errors="replace")[:2_000]:
            old.unlink()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line that `run.py` uses."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.report", description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument(
        "--to", type=Path, required=True, help="the page of results, such as report/index.html"
    )
    parser.add_argument("--title", default="", help="default: that of the study")
    parser.add_argument("--study", type=Path, help="the study or the articles that the notebooks read")
    parser.add_argument("--explorer", default="", help="the page to ask the study, made beside the report")
    options = parser.parse_args(arguments)
    try:
        study = _open(options.study) if options.study else None
        if options.explorer and study:
            save_explorer(study, options.to.parent / options.explorer, title=options.title)
        save_report(
            options.notebooks,
            options.to,
            figures=options.figures,
            title=options.title,
            study=study,
            explorer=options.explorer,
        )
    except KitError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
