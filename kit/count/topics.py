"""Topics counted: tallies, one row per article and topic."""

from collections.abc import Sequence

import pandas as pd

from kit.count.mentions import count_mentions
from kit.schema import STORY_ROLES


def count_topics(topics: pd.DataFrame, *, roles: Sequence[str] = STORY_ROLES) -> pd.DataFrame:
    """`kit.count_mentions` of topics."""
    return count_mentions(topics, roles=roles, kinds=["topic"])
