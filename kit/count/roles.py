"""Roles of line: the rows that count for their roles, and how many words stand in lines of each."""

from collections.abc import Sequence

import pandas as pd

from kit.errors import OptionError
from kit.schema import ROLES

# Roles of line that count.
Roles = Sequence[str]


def keep_roles(table: pd.DataFrame, roles: Roles) -> pd.DataFrame:
    """The rows of ``table`` whose line has one of these roles.

    Raises
    ------
    OptionError : a role that is none.

    >>> keep_roles(pd.DataFrame({"role": ["body", "teaser"]}), ["title", "body"]).index.tolist()
    [0]
    """
    wanted = is_of_role(table, roles)
    return table if wanted.all() else table[wanted]


def is_of_role(table: pd.DataFrame, roles: Roles) -> pd.Series:
    """Which rows `keep_roles` keeps."""
    if isinstance(roles, str) or not set(roles) <= set(ROLES):
        raise OptionError(f"Roles are a list out of {', '.join(ROLES)}; got {roles!r}.")
    return table["role"].isin(list(roles))


def count_roles(lengths: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many words (punctuation counted) stand in lines of each role: a row an article, a column a role.

    ``lengths`` is the table of `kit.count.sizes.count_lengths`, such as ``corpus.lengths``.
    """
    table = lengths.set_index(["article_id", "role"])["tokens"].unstack(fill_value=0)
    table = table.reindex(index=articles["article_id"], columns=list(ROLES), fill_value=0)
    return table.rename_axis(index="article_id", columns=None).astype("int64")
