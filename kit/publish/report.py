"""One page for people who only read: every notebook and figure, in one file, nothing fetched, nothing run.

``python -m kit.publish.report NOTEBOOK... --figures FOLDER --to FILE`` writes the page.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from nbformat import NotebookNode

from kit.errors import KitError
from kit.files import write_file
from kit.publish.notebooks import load_notebook
from kit.publish.parameters import PARAMETERS
from kit.publish.render import data_address, rebase_address, render_code, render_markdown, render_output
from kit.study import load_study

HERE = Path(__file__).parent
TITLE = "Migration diplomacy in Vietnamese news"


@dataclass(frozen=True)
class Figure:
    """A figure of the figures folder: the picture, the table behind it, and how it was made."""

    name: str
    svg: bytes
    csv: bytes | None
    provenance: dict[str, Any]

    @property
    def anchor(self) -> str:
        """Where it stands in the page."""
        return f"figure-{self.name}"

    @property
    def short(self) -> str:
        """Its name as words."""
        return self.name.replace("-", " ").replace("_", " ").capitalize()


@dataclass
class Chapter:
    """A notebook as a part of the page."""

    anchor: str
    title: str
    html: Markup
    figures: list[Figure] = field(default_factory=list)


def save_report(
    notebooks: Sequence[Path | str], path: Path | str, *, figures: Path | str, title: str = TITLE
) -> Path:
    """Write the page.

    Parameters
    ----------
    notebooks : executed notebooks, in order.
    path : the HTML file to write.
    figures : the folder of the figures (SVG, CSV and JSON of one name each).
    title : the heading of the page.

    Raises
    ------
    KitError : a notebook or a figure's JSON cannot be read.
    """
    path, known = Path(path), load_figures(figures)
    chapters = [
        render_notebook(load_notebook(notebook), name=Path(notebook).stem, figures=known, rebase=rebase)
        for notebook in notebooks
        for rebase in [partial(rebase_address, start=Path(notebook).parent, to=path.parent)]
    ]
    shown = {figure.name for chapter in chapters for figure in chapter.figures}
    if rest := [figure for figure in known.values() if figure.name not in shown]:
        html = Markup("<h2>Further figures</h2>") + Markup("").join(map(render_figure, rest))
        chapters.append(Chapter("further-figures", "Further figures", html, rest))
    page = _template("report_template.html").render(
        title=title,
        facts=_describe_corpus(known),
        folder=Path(os.path.relpath(figures, path.parent)).as_posix(),
        style=Markup((HERE / "report.css").read_text(encoding="utf-8")),
        chapters=chapters,
    )
    return write_file(path, page)


def load_figures(folder: Path | str) -> dict[str, Figure]:
    """The figures of a folder by name: each SVG that has a JSON beside it.

    Raises
    ------
    KitError : a JSON file cannot be read.
    """
    figures = {}
    for provenance in sorted(Path(folder).glob("*.json")):
        svg, csv = provenance.with_suffix(".svg"), provenance.with_suffix(".csv")
        if not svg.is_file():
            continue
        try:
            facts = json.loads(provenance.read_text(encoding="utf-8"))
        except ValueError as error:
            raise KitError(
                f"{provenance.name}: this is not JSON ({error}). Run the notebooks again."
            ) from None
        figures[svg.stem] = Figure(
            svg.stem, svg.read_bytes(), csv.read_bytes() if csv.is_file() else None, facts
        )
    return figures


def render_notebook(
    notebook: NotebookNode, *, name: str, figures: dict[str, Figure], rebase: Callable[[str], str] = str
) -> Chapter:
    """A notebook as a chapter: prose and outputs; code folded; charts it saves as captioned figures.

    Parameters
    ----------
    notebook : an executed notebook.
    name : its name without ``.ipynb``; becomes the chapter's anchor.
    figures : the figures that there are, by name.
    rebase : turns an address in the prose into one that holds from the page.
    """
    parts: list[Markup] = []
    used: list[Figure] = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(render_markdown(cell.source, rebase=rebase))
        elif cell.cell_type == "code" and cell.source.strip():
            parts.append(render_code(cell.source, unfolded=PARAMETERS in cell.metadata.get("tags", [])))
            own = [figures[saved] for saved in find_saved_figures(cell.source) if saved in figures]
            for output in cell.outputs:
                if not (own and _is_picture(output)):
                    parts.append(render_output(output))
            parts += [render_figure(figure) for figure in own if figure not in used]
            used += [figure for figure in own if figure not in used]
    return Chapter(name, _find_title(notebook) or name, Markup("\n").join(parts), used)


def find_saved_figures(source: str) -> list[str]:
    """The names under which a cell saves figures.

    >>> find_saved_figures('ax = plot(t)\\nkit.save_figure(ax, "timeline", table=t)')
    ['timeline']
    """
    try:
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:  # a cell of IPython's own language (%..., !...)
        return []
    names = []
    for call in calls:
        called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        if called == "save_figure":
            values = call.args[1:2] + [keyword.value for keyword in call.keywords if keyword.arg == "name"]
            names += [value.value for value in values if isinstance(value, ast.Constant)]
    return [name for name in names if isinstance(name, str)]


def render_figure(figure: Figure) -> Markup:
    """A figure with its caption, alt text and the table behind it, all inside the page.

    The picture is an image and not markup, so nothing that stands in it can run.
    """
    facts = {key: value for key, value in figure.provenance.items() if key not in ("caption", "alt", "name")}
    html = _template("report_figure.html").render(
        anchor=figure.anchor,
        image=data_address(figure.svg, "image/svg+xml"),
        alt=figure.provenance.get("alt", ""),
        caption=figure.provenance.get("caption", figure.short),
        files=[("Data (CSV)", f"{figure.name}.csv", data_address(figure.csv, "text/csv"))]
        if figure.csv
        else [],
        provenance=json.dumps(facts, ensure_ascii=False, indent=2) if facts else "",
    )
    return Markup(html)


def _is_picture(output: NotebookNode) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def _find_title(notebook: NotebookNode) -> str:
    """The first heading of a notebook, without marks of Markdown."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := re.search(r"^# +(.+)$", cell.source, re.MULTILINE)):
            return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).strip()
    return ""


def _describe_corpus(figures: dict[str, Figure]) -> Markup:
    """What the figures say of the articles behind them; several corpora are all named."""
    seen: dict[tuple[str, str], int] = {}
    for facts in (figure.provenance for figure in figures.values()):
        if isinstance(articles := facts.get("articles"), int):
            of = (str(facts.get("corpus"))[:12], str(facts.get("kit")))
            seen[of] = max(articles, seen.get(of, 0))  # a figure of a cut has fewer of them
    lines = [
        Markup("{} {} · corpus <code>{}</code> · kit {}").format(
            f"{articles:,}", "article" if articles == 1 else "articles", *of
        )
        for of, articles in sorted(seen.items())
    ]
    failed = {
        (failure["article"], failure["step"], failure["error"])
        for figure in figures.values()
        for failure in figure.provenance.get("failures", [])
    }
    lines += [
        Markup("The table {1} lacks the article {0}, on which its step fails: <code>{2}</code>").format(
            *failure
        )
        for failure in sorted(failed)
    ]
    return Markup("<br>").join(lines) or escape("No figures were saved.")


def _template(name: str) -> Any:
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line that `run.py` uses."""
    parser = argparse.ArgumentParser(prog="python -m kit.publish.report", description=__doc__)
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--title", default=TITLE)
    parser.add_argument("--study", type=Path, help="the study whose title the page has")
    options = parser.parse_args(arguments)
    try:
        title = load_study(options.study).title if options.study else options.title
        save_report(options.notebooks, options.to, figures=options.figures, title=title or TITLE)
    except KitError as error:
        print(error)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
