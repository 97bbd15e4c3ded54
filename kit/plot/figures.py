"""Figures: one function that keeps a chart as picture, table and provenance, the same bytes every time."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kit.errors import TableError
from kit.files import write_whole
from kit.plot.style import STYLE, say_cut
from kit.vietnamese.letters import nfc

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def use_notebook() -> None:
    """Set up a notebook: the kit's chart style, inline SVG of stable bytes, tables wide enough to read."""
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
    mpl.rcParams.update(STYLE)
    pd.set_option("display.max_colwidth", 110, "display.max_rows", 40, "display.width", 160)
    pd.set_option("display.precision", 3)


def save_figure(
    chart: Axes | Figure,
    name: str,
    *,
    table: pd.DataFrame,
    caption: str,
    alt: str,
    provenance: dict[str, Any],
    folder: Path | str = "../figures",
) -> None:
    """Keep a chart: ``<name>.svg``, ``.png``, the table behind it as ``.csv``, its provenance as ``.json``.

    Parameters
    ----------
    chart : the Axes or the Figure.
    name : file name without ending: small letters, digits and hyphens.
    table : the numbers that were drawn.
    caption : what the chart shows, for readers.
    alt : what can be seen on it, for those who cannot see it.
    provenance : from ``corpus.provenance(…)``; of a corpus that was cut, the cut is written on the chart.
    folder : where to; the environment variable ``KIT_FIGURES`` overrides it.

    Raises
    ------
    TableError : the name is no file name, or caption or alt text is empty.

    Notes
    -----
    No clock and no path goes into the files, so the same corpus and kit give the same bytes.
    """
    if not _NAME.fullmatch(name):
        raise TableError(f"A figure's name has small letters, digits and hyphens only, got {name!r}.")
    if not caption.strip() or not alt.strip():
        raise TableError(f"The figure {name} needs a caption and an alt text.")
    figure = chart if isinstance(chart, Figure) else chart.get_figure()
    folder = Path(os.environ.get("KIT_FIGURES") or folder)
    if cut := provenance.get("denominator", ""):
        say_cut(figure, f"Counted: {cut}.")
        caption = f"{caption.rstrip()} Counted: {cut}."
    record = {"name": name, "caption": nfc(caption), "alt": nfc(alt), **provenance}
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"
    vector = mpl.rc_context({key: STYLE[key] for key in ("svg.fonttype", "svg.hashsalt")})
    with vector, write_whole(folder / f"{name}.svg") as aside:
        figure.savefig(aside, metadata={"Date": None, "Creator": None})
    with write_whole(folder / f"{name}.png") as aside:
        figure.savefig(aside, dpi=144, metadata={"Software": None})
    with write_whole(folder / f"{name}.csv") as aside:
        _save_table(table, aside)
    with write_whole(folder / f"{name}.json") as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")


def _save_table(table: pd.DataFrame, path: Path) -> None:
    """CSV of ten significant digits: more would differ between machines, and nobody needs them."""
    indexed = table.index.name is not None or table.index.nlevels > 1
    table.to_csv(path, index=indexed, float_format="%.10g", lineterminator="\n", encoding="utf-8")
