"""A notebook set up: its look, and what its figures rest on."""

import warnings
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.figure import Figure

from kit.errors import KitWarning
from kit.plot.running import RUNNING
from kit.plot.style import STYLE
from kit.plot.words import check_language
from kit.publish.figures import KEPT, Cited


def use_notebook(
    corpus: Cited | None = None, *, figures: Path | str | None = None, language: str | None = None
) -> None:
    """Set up a notebook: the kit's chart style, inline SVG of stable bytes, tables wide enough to read.

    Parameters
    ----------
    corpus : whose figures are saved here; `save_figure` then asks it what each of them rests on.
    figures : the folder that `save_figure` writes to (default: that of the study, else ``../figures``).
    language : of charts: ``"en"``, ``"vi"``, or ``"both"``: labels of keys in both, other words in English (default:
        that of the study, else ``"both"``).

    Raises
    ------
    OptionError : another language.
    """
    from IPython.core.interactiveshell import InteractiveShell
    from matplotlib_inline.backend_inline import set_matplotlib_formats

    study: Any = getattr(corpus, "study", None)
    figures = figures or getattr(study, "figures", "../figures")
    language = check_language(language or str(getattr(study, "language", "both")))
    warnings.formatwarning = _say_warning
    RUNNING.update(corpus=corpus, figures=figures, language=language)
    set_matplotlib_formats("svg", metadata={"Date": None, "Creator": None})
    plt.uninstall_repl_displayhook()  # which would draw each figure once more, for no one
    shell: Any = InteractiveShell.instance()
    pictures = shell.display_formatter.formatters["image/svg+xml"]
    draw = pictures.lookup_by_type(Figure)
    # A chart is shown as it was kept, or drawn anew where it was not kept, or changed since.
    pictures.for_type(Figure, lambda chart: draw(chart) if chart.stale or chart not in KEPT else KEPT[chart])
    plt.rcParams.update(STYLE)
    pd.set_option("display.max_colwidth", 110, "display.max_rows", 40, "display.width", 160)
    pd.set_option("display.precision", 3, "display.html.use_mathjax", False)


_format_warning = warnings.formatwarning


def _say_warning(message: Any, category: Any, *place: Any, **more: Any) -> str:
    """A warning of the kit as its sentence, without the line of code that it came from."""
    return (
        f"{message}\n"
        if issubclass(category, KitWarning)
        else _format_warning(message, category, *place, **more)
    )
