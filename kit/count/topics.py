"""Topics counted: tallies, one row per article and topic."""

import pandas as pd

from kit.count.mentions import count_mentions
from kit.count.roles import Roles
from kit.schema import STORY_ROLES


def count_topics(topics: pd.DataFrame, *, roles: Roles = STORY_ROLES) -> pd.DataFrame:
    """`kit.count_mentions` of topics.

    >>> topics = pd.DataFrame({"article_id": "a", "sentence": [0, 0], "role": "body", "start": [0, 9], "key": "health",
    ...                        "kind": "topic"})
    >>> count_topics(topics)[["key", "n", "sentences"]].values.tolist()
    [['health', 2, 1]]
    """
    return count_mentions(topics, roles=roles, kinds=["topic"])
