"""Asking: what a collection cannot answer is said in words, and a notebook goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from kit.errors import TableError


def ask(function: Callable[..., pd.DataFrame], *arguments: Any, **options: Any) -> pd.DataFrame:
    """Call a function that makes a table; if the collection has nothing for it, say why and go on.

    Parameters
    ----------
    function : such as `kit.compare_keyness`.
    arguments, options : what to call it with.

    Returns
    -------
    Its table. If it raises a `TableError`, the reason is printed, and the table is empty; the charts of the
    kit then show the reason (kept in ``table.attrs["reason"]``) instead of an empty frame. If one of the
    arguments is such a table, it is handed on and the function is not called.

    Examples
    --------
    >>> def count(table):
    ...     raise TableError("Nothing was counted.")
    >>> ask(count, pd.DataFrame()).empty
    Nothing was counted.
    True
    """
    for argument in (*arguments, *options.values()):
        if isinstance(argument, pd.DataFrame) and "reason" in argument.attrs:
            return argument.head(0)
    try:
        return function(*arguments, **options)
    except TableError as error:
        print(error)
        table = pd.DataFrame()
        table.attrs["reason"] = str(error)
        return table
