"""Saving in JupyterLab: the kit's notebooks keep the one form in which they are committed."""

from pathlib import Path
from typing import Any

import nbformat

from kit.publish import studies
from kit.publish.notebooks import format_notebook


def format_on_save(model: dict[str, Any], path: str, **_: Any) -> None:
    """A pre-save hook of Jupyter's contents manager: what is saved is as `format_notebook` writes it.

    Notebooks that are not the kit's, or copies of its, are saved as they are.
    """
    if model["type"] == "notebook" and (studies.NOTEBOOKS / Path(path).name).is_file():
        notebook = nbformat.from_dict(model["content"])
        if notebook.nbformat == nbformat.current_nbformat:
            model["content"] = nbformat.reads(format_notebook(notebook), as_version=nbformat.NO_CONVERT)
