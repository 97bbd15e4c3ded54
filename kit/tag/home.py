"""Home: which articles name the country that is studied."""

import pandas as pd

from kit.schema import STORY_ROLES, check_table, is_among
from kit.vietnamese.names.cues import HOME


def add_home(
    articles: pd.DataFrame,
    partners: pd.DataFrame,
    people: pd.DataFrame,
    places: pd.DataFrame,
    *,
    home: str = HOME,
) -> pd.DataFrame:
    """Say of each article whether its story names the home country.

    Parameters
    ----------
    articles : the ``articles`` table.
    partners, people, places : the tables of what these articles name.
    home : the country whose diplomacy is studied (ISO 3166-1 alpha-3); the places are those of Việt Nam.

    Returns
    -------
    ``articles`` with ``home_named``: whether title, lead or body name the country, one of its officials, or one of
    its places.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"]})
    >>> named = pd.DataFrame({"article_id": ["a"], "role": ["lead"], "key": ["VNM"], "partner": [""]})
    >>> add_home(articles, named, named[:0], named[:0])["home_named"].tolist()
    [True, False]
    """
    check_table(articles, "articles", columns=("article_id",))
    parts = [partners[partners["key"] == home], people[people["partner"] == home]]
    parts += [places] if home == HOME else []
    named = pd.concat([part[["article_id", "role"]] for part in parts])
    ids = named.loc[named["role"].isin(STORY_ROLES), "article_id"]
    return articles.assign(home_named=is_among(articles["article_id"], ids))
