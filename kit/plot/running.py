"""The running notebook: the corpus that its figures rest on, where they are kept, and the language of charts."""

from pathlib import Path
from typing import Any, Protocol
from weakref import WeakKeyDictionary


class Cited(Protocol):
    """What says what a figure rests on: a `kit.Corpus`."""

    def provenance(self, *names: str | Path, **parameters: Any) -> dict[str, Any]:
        """What a number rests on."""


RUNNING: dict[str, Any] = {"corpus": None, "figures": "../figures", "language": "both"}
"""What `kit.use_notebook` was told."""

KEPT: WeakKeyDictionary[Any, str] = WeakKeyDictionary()
"""The charts that `kit.save_figure` kept, as SVG: a notebook shows them as they were kept."""


def find_lexicons() -> Path | None:
    """The folder of lexicons of the corpus of the running notebook, if it has one of its own."""
    return getattr(RUNNING["corpus"], "lexicons", None)
