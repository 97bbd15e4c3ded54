"""Partners counted: tallies, one row per article and partner."""

from collections.abc import Iterable

import pandas as pd

from kit.count.mentions import count_mentions
from kit.count.roles import Roles
from kit.schema import SIDES, STORY_ROLES
from kit.vietnamese.names.cues import HOME


def count_partners(
    partners: pd.DataFrame,
    *,
    roles: Roles = STORY_ROLES,
    kinds: Iterable[str] = SIDES,
    home: str = HOME,
    by: str | None = None,
) -> pd.DataFrame:
    """`kit.count_mentions` of partners: countries and organisations, ``home`` (a key; "" for none) left out."""
    tallies = count_mentions(partners, roles=roles, kinds=kinds, by=by)
    return tallies[tallies["key"] != home].reset_index(drop=True)
