"""Chapters: a notebook as a page of the report, with the figures that it saved."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup
from nbformat import NotebookNode

from kit.errors import KitError
from kit.publish.pages import fill_page
from kit.publish.parameters import PARAMETERS
from kit.publish.render import data_address, find_headings, render_code, render_markdown, render_output

# Bytes: a larger table is linked and not held by the page, of a larger drawing the picture for slides is shown.
MOST_CSV, MOST_SVG = 250_000, 750_000


@dataclass(frozen=True)
class Figure:
    """A figure of the figures folder: the picture, the table behind it, and how it was made."""

    name: str
    svg: bytes
    csv: bytes | None
    provenance: dict[str, Any]
    png: bytes | None = None
    folder: Path = Path()

    @property
    def anchor(self) -> str:
        """Where it stands in its page."""
        return f"figure-{self.name}"

    @property
    def short(self) -> str:
        """Its title, or its name as words."""
        return str(self.provenance.get("title") or name_figure(self.name))

    @property
    def shows(self) -> str:
        """What it shows, in a sentence."""
        return str(self.provenance.get("shows", ""))

    @property
    def few(self) -> bool:
        """Whether that sentence is that there is not enough data."""
        return self.provenance.get("said") == "few"


def name_figure(name: str) -> str:
    """The name of a figure as words."""
    return name.replace("-", " ").replace("_", " ").capitalize()


class Place(NamedTuple):
    """A heading or a figure of a chapter, to be led to."""

    anchor: str
    title: str
    figure: bool


@dataclass
class Chapter:
    """A notebook as a page."""

    name: str
    title: str
    html: Markup
    figures: list[Figure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    about: str = ""
    """What is seen in it, in a sentence."""
    undrawn: dict[str, str] = field(default_factory=dict)
    """The titles of figures that it would have saved, and what it says instead."""
    file: str = ""
    """The page."""


def load_figures(folder: Path | str) -> dict[str, Figure]:
    """The figures of a folder by name: each SVG that has a JSON beside it.

    Raises
    ------
    KitError : a JSON file cannot be read.
    """
    figures = {}
    for provenance in sorted(Path(folder).glob("*.json")):
        svg, csv, png = (provenance.with_suffix(ending) for ending in (".svg", ".csv", ".png"))
        if not svg.is_file():
            continue
        try:
            facts = json.loads(provenance.read_text(encoding="utf-8"))
        except ValueError as error:
            raise KitError(
                f"{provenance.name}: this is not JSON ({error}). Run the notebooks again."
            ) from None
        drawn, table, picture = (path.read_bytes() if path.is_file() else None for path in (svg, csv, png))
        figures[svg.stem] = Figure(svg.stem, drawn or b"", table, facts, picture, Path(folder))
    return figures


def render_notebook(
    notebook: NotebookNode,
    *,
    name: str,
    figures: dict[str, Figure],
    to: Path | str = ".",
    rebase: Callable[[str], str] = str,
) -> Chapter:
    """A notebook as a chapter: prose and outputs; code folded; charts it saves as captioned figures.

    Parameters
    ----------
    notebook : an executed notebook.
    name : its name without ``.ipynb``.
    figures : the figures that there are, by name.
    to : the folder of the page.
    rebase : turns an address in the prose into one that holds from the page.
    """
    chapter, parts = Chapter(name, find_title(notebook) or name, Markup()), []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(render_markdown(cell.source, rebase=rebase))
            found = find_headings(parts[-1])
            chapter.places += [Place(place, text, False) for level, place, text in found if level == 2]
        elif cell.cell_type == "code" and cell.source.strip():
            label = "Parameters" if PARAMETERS in cell.metadata.get("tags", []) else "Code"
            parts.append(render_code(cell.source, label=label))
            saved = find_saved_figures(cell.source)
            own = [figures[figure] for figure in saved if figure in figures]
            for output in cell.outputs:
                if not (own and is_picture(output)):
                    parts.append(render_output(output))
            for figure in [figure for figure in own if figure not in chapter.figures]:
                parts.append(render_figure(figure, to=to))
                chapter.places.append(Place(figure.anchor, figure.short, True))
                chapter.figures.append(figure)
            for missing in [figure for figure in saved if figure not in figures]:
                chapter.undrawn[find_chart_title(cell.source) or name_figure(missing)] = find_sentence(cell)
    chapter.about = _find_about(notebook)
    chapter.html = Markup("\n").join(parts)
    return chapter


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


def find_chart_title(source: str) -> str:
    """The title that a cell gives its chart, if it is written there; "" else.

    >>> find_chart_title('ax.set(title="Dated events", xlabel="day")')
    'Dated events'
    """
    try:
        called = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword)]
    except SyntaxError:
        return ""
    values = [node.value for node in called if node.arg == "title" and isinstance(node.value, ast.Constant)]
    return next((value.value for value in values if isinstance(value.value, str)), "")


def find_sentence(cell: NotebookNode) -> str:
    """What a cell says instead of a chart: the text of its result."""
    texts = [output.data.get("text/plain", "") for output in cell.outputs if "data" in output]
    try:
        return str(ast.literal_eval(texts[-1])) if texts else ""
    except (ValueError, SyntaxError):
        return ""


def render_figure(figure: Figure, *, to: Path | str = ".") -> Markup:
    """A figure with its caption, alt text and the table behind it, inside the page unless that is very large.

    The picture is an image and not markup, so nothing that stands in it can run.
    """
    said = ("name", "title", "caption", "alt", "shows", "said")
    facts = {key: value for key, value in figure.provenance.items() if key not in said}
    picture = (figure.svg, "image/svg+xml")
    if figure.png and len(figure.png) < len(figure.svg) > MOST_SVG:
        picture = (figure.png, "image/png")
    table = ("", "")
    if figure.csv and len(figure.csv) <= MOST_CSV:
        table = ("Data (CSV)", data_address(figure.csv, "text/csv"))
    elif figure.csv:
        path = Path(os.path.relpath(figure.folder / f"{figure.name}.csv", to)).as_posix()
        table = (f"Data (CSV, {len(figure.csv) / 1e6:.1f} MB, beside the report)", path)
    return fill_page(
        "report_figure.html",
        figure=figure,
        image=data_address(*picture),
        caption=figure.provenance.get("caption", figure.short),
        table=table,
        provenance=json.dumps(facts, ensure_ascii=False, indent=2) if facts else "",
    )


def find_title(notebook: NotebookNode) -> str:
    """The first heading of a notebook, without marks of Markdown."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (heading := re.search(r"^# +(.+)$", cell.source, re.MULTILINE)):
            return _strip_marks(heading[1]).strip()
    return ""


def _find_about(notebook: NotebookNode) -> str:
    """What a notebook says that one will see in it."""
    first = notebook.cells[0].source if notebook.cells else ""
    told = re.search(r"\*\*You will see\*\* (.+?)(?:\n\*\*|\n\n|\Z)", first, re.DOTALL)
    text = " ".join(_strip_marks(told[1]).split()) if told else ""
    return text[:1].upper() + text[1:]


def _strip_marks(text: str) -> str:
    return re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", text)


def is_picture(output: NotebookNode) -> bool:
    """Whether an output has a picture."""
    return any(kind.startswith("image/") for kind in output.get("data", {}))
