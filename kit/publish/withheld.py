"""The words of articles that may not be passed on, left out of what a report shows of notebooks and figures."""

from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import Any

import pandas as pd
from nbformat import NotebookNode

from kit.publish.chapters import MOST_CSV, Figure, find_saved_figures
from kit.publish.package.kept import MOST_WORDS
from kit.publish.render import clean_html
from kit.vietnamese.letters import nfc

GONE = "[…]"
"""What stands in the place of a longer run of words of an article."""

SAID = {
    "full": "",
    "snippets": f"No more than {MOST_WORDS} words of an article in a row are shown (text: snippets in study.yml).",
    "none": "What cells print of the articles is left out, and charts are shown (text: none in study.yml).",
}
"""What a reader is told, by the ``text`` of a study."""

_WORD, _TAG = re.compile(r"\w+"), re.compile(r"<[^>]*>")
# What parts the words before it from those behind; a mark or a link within a sentence does not.
_BLOCKS = (
    "blockquote|br|caption|cite|d[dlt]|details|div|h[1-6r]|li|[ou]l|p|pre|summary|t[dhr]|table|tbody|thead"
)
_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})\b[^>]*>)")
_LINE = re.compile(r"(\n)")


class Withheld:
    """The longer runs of words of articles that stand in what is to be shown.

    Parameters
    ----------
    shown : what is to be shown, each as its pieces in their order.
    articles : the ``articles`` table; what is in a title may be shown.
    """

    def __init__(self, shown: Iterable[Sequence[str]], articles: pd.DataFrame):
        asked = {run for pieces in shown for run, _ in _list_runs(pieces)}
        self._runs = {run for text in articles["text"] for run, _ in _list_runs([text]) if run in asked}
        self._runs -= {run for title in articles["title"] for run, _ in _list_runs([title])}

    def strip(self, pieces: Sequence[str]) -> list[str]:
        """The pieces, with `GONE` in the place of each that takes part in a longer run."""
        gone = {place for run, places in _list_runs(pieces) if run in self._runs for place in places}
        return [GONE if place in gone else piece for place, piece in enumerate(pieces)]


def withhold_texts(
    notebooks: Sequence[NotebookNode], figures: dict[str, Figure], articles: pd.DataFrame, *, text: str
) -> tuple[list[NotebookNode], dict[str, Figure]]:
    """Notebooks and figures without the words of articles that a study does not pass on.

    Parameters
    ----------
    notebooks : executed notebooks.
    figures : by name; the drawing stays, the table behind it is stripped.
    articles : the ``articles`` table.
    text : of the study: ``full`` (all is shown), ``snippets`` (no longer run of words), ``none`` (of cells that save no
        figure only pictures).
    """
    if text == "full":
        return [*notebooks], figures
    made = copy.deepcopy([*notebooks])
    cells = [cell for notebook in made for cell in notebook.cells if cell.cell_type == "code"]
    for cell in cells if text == "none" else ():
        if not find_saved_figures(cell.source):
            cell.outputs = [output for output in cell.outputs if _is_picture(output)]
    outputs = [output for cell in cells for output in cell.outputs]
    tables = {name: _read(one.csv) for name, one in figures.items() if one.csv and len(one.csv) <= MOST_CSV}
    shown = [pieces for output in outputs for *_, pieces in _take_apart(output)]
    withheld = Withheld([*shown, *(row for rows in tables.values() for row in rows)], articles)
    for output in outputs:
        for holder, name, pieces in _take_apart(output):
            holder[name] = "".join(withheld.strip(pieces))
    stripped = {name: [withheld.strip(row) for row in rows] for name, rows in tables.items()}
    changed = {name: _write(rows) for name, rows in stripped.items() if rows != tables[name]}
    return made, figures | {name: replace(figures[name], csv=table) for name, table in changed.items()}


def _list_runs(pieces: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
    """The runs of `MOST_WORDS` and one word, with the places of the pieces that hold them."""
    words = [
        (word, place)
        for place, piece in enumerate(pieces)
        for word in _WORD.findall(nfc(unescape(_TAG.sub("", piece) if "<" in piece else piece)).casefold())
    ]
    for at in range(len(words) - MOST_WORDS):
        run = words[at : at + MOST_WORDS + 1]
        yield " ".join(word for word, _ in run), {place for _, place in run}


def _take_apart(output: NotebookNode) -> Iterator[tuple[Any, str, list[str]]]:
    """The texts of an output: what holds each, its name there, and its pieces."""
    for name in {"text", "evalue"} & output.keys():
        yield output, name, _LINE.split(output[name])
    data = output.get("data", {})
    for name in {"text/html", "text/plain", "text/markdown"} & data.keys():
        pieces = _BLOCK.split(str(clean_html(data[name]))) if name == "text/html" else _LINE.split(data[name])
        yield data, name, pieces


def _is_picture(output: NotebookNode) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def _read(table: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""))]


def _write(rows: list[list[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8-sig")
