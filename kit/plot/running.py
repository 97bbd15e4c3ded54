"""The running notebook: the corpus that its figures rest on, where they are kept, and the language of charts."""

from pathlib import Path
from typing import Any

# What `kit.use_notebook` was told.
RUNNING: dict[str, Any] = {"corpus": None, "figures": "../figures", "language": "both"}


def find_lexicons() -> Path | None:
    """The folder of lexicons of the corpus of the running notebook, if it has one of its own."""
    return getattr(RUNNING["corpus"], "lexicons", None)
