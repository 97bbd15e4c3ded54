"""The words of articles that may not be passed on, left out of what a report shows of notebooks and figures."""

from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape, unescape
from itertools import chain
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from kit.publish.chapters import MOST_CSV, Figure, find_saved_figures, is_picture
from kit.publish.render import clean_html, render_markdown, strip_colours
from kit.study import MOST_WORDS
from kit.vietnamese.letters import nfc

# What stands in the place of a longer run of words of an article.
GONE = "[…]"

# What a reader is told, by the ``text`` of a study.
SAID = {
    "full": "",
    "snippets": f"No more than {MOST_WORDS} words of an article in a row are shown (text: snippets in study.yml).",
    "none": "What cells print of the articles is left out, and charts are shown (text: none in study.yml).",
}

_WORD, _TAG = re.compile(r"\w+"), re.compile(r"<[^>]*>")
# What parts the words before it from those behind; a mark or a link within a sentence does not.
_BLOCKS = (
    "blockquote|br|caption|cite|d[dlt]|details|div|h[1-6r]|li|[ou]l|p|pre|summary|t[dhr]|table|tbody|thead"
)
_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})\b[^>]*>)")
_LINE, _TITLE = re.compile(r"(\n)"), re.compile(r""" (?:title|class|lang)=(?:"([^"]*)"|'([^']*)')""")


class Withheld:
    """The longer runs of words of articles that stand in what is to be shown.

    Parameters
    ----------
    shown : what is to be shown, each as its pieces in their order.
    articles : the titles and texts of all articles, in tables; what is in a title may be shown.
    """

    def __init__(self, shown: Iterable[Sequence[str]], articles: Iterable[pd.DataFrame]):
        asked = {run for pieces in shown for run in _list_runs(_spell(" ".join(map(_strip_tags, pieces))))}
        titles: set[str] = set()
        self._runs: set[str] = set()
        for part in articles:
            for runs, column in ((self._runs, "text"), (titles, "title")):
                runs |= asked.intersection(chain.from_iterable(map(_list_runs, map(_spell, part[column]))))
        self._runs -= titles

    def strip(self, pieces: Sequence[str]) -> list[str]:
        """The pieces, with `GONE` in the place of each that takes part in a longer run."""
        words = [(word, place) for place, piece in enumerate(pieces) for word in _spell(_strip_tags(piece))]
        gone: set[int] = set()
        for at, run in enumerate(_list_runs([word for word, _ in words])):
            if run in self._runs:
                gone.update(place for _, place in words[at : at + MOST_WORDS + 1])
        return [GONE if place in gone else piece for place, piece in enumerate(pieces)]


def withhold_texts(
    notebooks: Sequence[NotebookNode],
    figures: dict[str, Figure],
    articles: Iterable[pd.DataFrame],
    *,
    text: str,
) -> tuple[list[NotebookNode], dict[str, Figure]]:
    """Notebooks and figures without the words of articles that a study does not pass on.

    Parameters
    ----------
    notebooks : executed notebooks.
    figures : by name; the drawing stays, what is told of it and the table behind it are stripped. A table that is too
        large for the page is not led to if it has such words.
    articles : the titles and texts of all articles, in tables.
    text : of the study: ``full`` (all is shown), ``snippets`` (no longer run of words), ``none`` (of cells that save no
        figure only pictures).
    """
    if text == "full":
        return [*notebooks], figures
    made = copy.deepcopy([*notebooks])
    cells = [cell for notebook in made for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells if text == "none" else ():
        if not find_saved_figures(cell.source):
            cell.outputs = [output for output in cell.outputs if is_picture(output)]
    outputs = [output for cell in cells for output in cell.outputs]
    for data in (output.data for output in outputs if "text/markdown" in output.get("data", {})):
        data.setdefault("text/html", str(render_markdown(data.pop("text/markdown"))))
    tables = {name: _read(one.csv) for name, one in figures.items() if one.csv}
    shown = [pieces for output in outputs for _, _, pieces, _ in _take_apart(output)]
    told = [[escape(text)] for one in figures.values() for text in _list_texts(one.provenance)]
    withheld = Withheld([*shown, *told, *(row for rows in tables.values() for row in rows)], articles)
    for output in outputs:
        for holder, name, pieces, write in _take_apart(output):
            holder[name] = write("".join(withheld.strip(pieces)))
    return made, {name: _strip_figure(one, tables.get(name, []), withheld) for name, one in figures.items()}


def _strip_figure(figure: Figure, rows: list[list[str]], withheld: Withheld) -> Figure:
    """A figure without the words that are withheld; itself if it has none."""
    facts = _change(figure.provenance, lambda text: unescape(withheld.strip([escape(text)])[0]))
    made = figure if facts == figure.provenance else replace(figure, provenance=facts)
    if (stripped := [withheld.strip(row) for row in rows]) == rows:
        return made
    return replace(made, csv=_write(stripped) if len(figure.csv or b"") <= MOST_CSV else None)


def _list_texts(value: Any) -> Iterator[str]:
    """The texts in a value of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        yield from chain(*map(_list_texts, value.values() if isinstance(value, dict) else value))


def _change(value: Any, change: Callable[[str], str]) -> Any:
    """A value of JSON, each text in it changed."""
    if isinstance(value, dict):
        return {name: _change(one, change) for name, one in value.items()}
    if isinstance(value, list):
        return [_change(one, change) for one in value]
    return change(value) if isinstance(value, str) else value


def _strip_tags(piece: str) -> str:
    return unescape(_TAG.sub("", piece)) if "<" in piece or "&" in piece else piece


def _spell(text: str) -> list[str]:
    """The words of a text, however they are written."""
    return _WORD.findall(nfc(text).casefold())


def _list_runs(words: list[str]) -> Iterator[str]:
    """The runs of `MOST_WORDS` and one word, in order."""
    return map(" ".join, zip(*(words[at:] for at in range(MOST_WORDS + 1)), strict=False))


def _take_apart(output: NotebookNode) -> Iterator[tuple[Any, str, list[str], Callable[[str], str]]]:
    """The texts of an output: what holds each, its name there, its pieces as HTML, and how they are written there."""
    data = output.get("data", {})
    for holder, name in ((output, "text"), (output, "ename"), (output, "evalue"), (data, "text/plain")):
        if name in holder:
            yield holder, name, _LINE.split(escape(strip_colours(holder[name]))), unescape
    if "text/html" in data:
        html = _TITLE.sub(_keep_short, str(clean_html(data["text/html"])))
        yield data, "text/html", _BLOCK.split(html), str


def _keep_short(title: re.Match[str]) -> str:
    """What is told of a mark where the mouse is: not shown if it is longer than a run may be."""
    return title[0] if len(_spell(title[1] or title[2] or "")) <= MOST_WORDS else ""


def _read(table: bytes) -> list[list[str]]:
    rows = csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    return [[escape(cell) for cell in row] for row in rows]


def _write(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([unescape(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
