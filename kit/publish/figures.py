"""Figures: one function that keeps a chart as picture, table and provenance, the same bytes every time."""

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.errors import OptionError
from kit.files import write_together
from kit.plot.running import RUNNING
from kit.plot.said import SAID
from kit.plot.style import STYLE
from kit.publish.finish import Sentence, finish, write_said
from kit.spreadsheets import guard_cells
from kit.vietnamese.letters import nfc

# A table with more rows is not kept whole: its numbers cannot be seen on the chart, and its file grows for ever.
MOST_ROWS = 20_000

# The charts that `kit.save_figure` kept, as SVG: a notebook shows them as they were kept.
KEPT: WeakKeyDictionary[Any, str] = WeakKeyDictionary()

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class Cited(Protocol):
    """What says what a figure rests on: a `kit.Corpus`."""

    def provenance(self, *names: str | Path, **parameters: Any) -> dict[str, Any]:
        """What a number rests on."""


def save_figure(
    chart: Axes | Figure,
    name: str,
    *,
    table: pd.DataFrame,
    caption: str,
    alt: str,
    rests_on: str | Sequence[str | Path] = "",
    corpus: Cited | None = None,
    provenance: dict[str, Any] | None = None,
    folder: Path | str | None = None,
    **parameters: Any,
) -> Sentence:
    """Keep a chart: ``<name>.svg``, ``.png``, the table behind it as ``.csv``, its provenance as ``.json``.

    Parameters
    ----------
    chart : the Axes or the Figure.
    name : file name without ending: small letters, digits and hyphens.
    table : the numbers that were drawn. Of more than `MOST_ROWS` rows what is drawn of them is kept (such as how
        many lie in each bar), or the first and the last rows: ``rows`` in the JSON says so.
    caption : what the chart shows, for readers.
    alt : what can be seen on it, for those who cannot see it.
    rests_on : what the numbers were made of, as `kit.Corpus.provenance` takes it: names with spaces between
        (``"topics sizes labels"``), or a list, which may hold paths. Default: all tables.
    corpus : whose tables these are (default: the corpus of `use_notebook`). If it was cut, the chart says to what.
    provenance : from ``corpus.provenance(…)``, instead of ``rests_on``, ``corpus`` and ``parameters``.
    folder : where to (default: that of `use_notebook`); the environment variable ``KIT_FIGURES`` overrides it.
    parameters : whatever else decides the chart, such as ``top=20``.

    Returns
    -------
    What the chart shows, in one sentence (its template is in ``charts.yml``). A chart that has nothing to show is not
    kept, and files of its name are removed: the sentence says why.

    Raises
    ------
    OptionError : the name is no file name, caption or alt text is empty, or nothing says what the figure rests on.

    Notes
    -----
    No clock and no path goes into the files, so the same corpus and kit give the same bytes. The layout of the chart is
    solved here, once: what is added to it afterwards moves nothing.
    """
    if not _NAME.fullmatch(name):
        raise OptionError(f"A figure's name has small letters, digits and hyphens only, got {name!r}.")
    if not caption.strip() or not alt.strip():
        raise OptionError(f"The figure {name} needs a caption and an alt text.")
    if provenance is None:
        cited = RUNNING["corpus"] if corpus is None else corpus
        if cited is None:
            raise OptionError(f"Say whose figure {name} is: kit.use_notebook(corpus) once, or corpus= here.")
        names = rests_on.split() if isinstance(rests_on, str) else rests_on
        provenance = cited.provenance(*names, "charts", **parameters)  # whose words are on every chart
    figure = chart if isinstance(chart, Figure) else chart.get_figure()
    folder = Path(os.environ.get("KIT_FIGURES") or folder or RUNNING["figures"])
    sentence, kinds = write_said(figure, RUNNING["language"]), ("svg", "png", "csv", "json")
    if sentence.nothing:
        plt.close(figure)
        if (folder / f"{name}.json").exists():  # an older figure of the kit
            for kind in kinds:
                (folder / f"{name}.{kind}").unlink(missing_ok=True)
        return sentence
    finish(figure, provenance, RUNNING["language"])
    if cut := provenance.get("denominator", ""):
        caption = f"{caption.rstrip()} Counted: {cut}."
    table, rows = _cut_rows(figure, table)
    provenance = provenance | ({"rows": rows} if rows else {})
    title = " ".join(figure.get_suptitle().split())
    record = {"name": name, "title": title, "caption": nfc(caption), "alt": nfc(alt), "shows": str(sentence)}
    record |= ({"said": SAID[figure].sentence} if figure in SAID else {}) | provenance
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
    indexed = table.index.name is not None or table.index.nlevels > 1
    how = {key: STYLE[key] for key in ("svg.fonttype", "svg.hashsalt", "text.hinting")}
    drawn = mpl.rc_context(how | {"figure.constrained_layout.use": False})
    with drawn, write_together(*(folder / f"{name}.{kind}" for kind in kinds)) as (svg, png, csv, about):
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
        figure.set_layout_engine(None)  # it is solved by now, for what a notebook shows as well
        figure.savefig(png, dpi=144, metadata={"Software": None}, pil_kwargs={"compress_level": 3})
        # Ten significant digits: more would differ between machines, and nobody needs them.
        numbers = {"index": indexed, "float_format": "%.10g", "lineterminator": "\n", "encoding": "utf-8"}
        guard_cells(table).to_csv(csv, **numbers)
        about.write_text(text, encoding="utf-8", newline="\n")
        KEPT[figure] = svg.read_text(encoding="utf-8")
    figure.stale = False  # unless it is changed, nobody draws it again
    return sentence


def _cut_rows(figure: Figure, table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The table to keep, and what is said where that is not all of it."""
    drawn, half = figure in SAID and SAID[figure].fields.get("numbers"), MOST_ROWS // 2
    if len(table) <= MOST_ROWS:
        return table, ""
    if isinstance(drawn, pd.DataFrame):
        return drawn, f"as drawn: counted together from {len(table):,} rows"
    ends = pd.concat([table.head(half), table.tail(half)])  # of a comparison most stands at both
    return ends, f"the first and the last {half:,} of {len(table):,}"
