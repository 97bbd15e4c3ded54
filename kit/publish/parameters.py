"""The parameters cell of a notebook: the few plain values that a researcher changes."""

from __future__ import annotations

import ast
from typing import Any

from nbformat import NotebookNode

from kit.errors import KitError

# The tag of the one cell that a researcher changes.
PARAMETERS = "parameters"


class NotebookError(KitError):
    """A notebook that cannot be read, or a cell that stopped; the message names both."""


def find_parameters_cell(notebook: NotebookNode) -> NotebookNode:
    """The cell tagged ``parameters``.

    Raises
    ------
    NotebookError : there is none, or more than one.
    """
    cells = [cell for cell in notebook.cells if PARAMETERS in cell.metadata.get("tags", [])]
    if len(cells) != 1:
        raise NotebookError(f"Expected one cell tagged {PARAMETERS!r}, found {len(cells)}.")
    return cells[0]


def read_parameters(source: str) -> dict[str, Any]:
    """The names and plain values that a parameters cell assigns.

    Raises
    ------
    NotebookError : a line is something else than ``NAME = literal``.

    >>> read_parameters('STUDY = ".."  # a folder\\nTOP = 10')
    {'STUDY': '..', 'TOP': 10}
    """
    return {name: ast.literal_eval(value) for name, value in _find_literals(source)}


def replace_parameters(source: str, values: dict[str, Any]) -> str:
    """``source`` of a parameters cell with other values for some names; all else, comments too, stays.

    >>> replace_parameters('STUDY = ".."  # a folder', {"STUDY": "mine"})
    "STUDY = 'mine'  # a folder"
    """
    lines = source.encode("utf-8").split(b"\n")  # ast counts bytes
    for name, value in reversed(_find_literals(source)):
        if name in values and value.end_lineno is not None:
            first, last = value.lineno - 1, value.end_lineno - 1
            before, after = lines[first][: value.col_offset], lines[last][value.end_col_offset :]
            lines[first : last + 1] = [before + repr(values[name]).encode("utf-8") + after]
    return b"\n".join(lines).decode("utf-8")


def _find_literals(source: str) -> list[tuple[str, ast.expr]]:
    literals = []
    try:
        statements = ast.parse(source).body
    except SyntaxError as error:
        raise NotebookError(f"The parameters cell, line {error.lineno}: {error.msg}.") from None
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_literal(value):
                literals.append((name, value))
            case ast.Expr(value=ast.Constant(value=str())):
                pass  # a docstring
            case _:
                raise NotebookError(
                    f"The parameters cell may hold only lines such as NAME = 10, not {ast.unparse(statement)!r}."
                )
    return literals


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True
