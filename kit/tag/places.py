"""Places of Việt Nam that sentences name, and which articles are about the home country."""

from __future__ import annotations

import pandas as pd

from kit.schema import STORY_ROLES, check_table
from kit.tag.mentions import find_mentions
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.places import load_places


def find_places(sentences: pd.DataFrame) -> pd.DataFrame:
    """Find the provinces and towns of Việt Nam named in sentences.

    Parameters
    ----------
    sentences : table of schema ``sentences``.

    Returns
    -------
    Table of schema ``mentions``: kind ``place``, ``key`` the ISO 3166-2 code of a province or the id of a town
    (``places.yml``), rule ``name``, or ``cue`` for a name that is something else as well (*Hòa Bình*, peace).

    Raises
    ------
    TableError : ``sentences`` lacks columns.
    LexiconError : the lexicon cannot be used; names file and line.

    Examples
    --------
    >>> text = "Sáng 4/4, tại Hà Nội, hai bên hội đàm."
    >>> from kit.schema import make_table
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> find_places(sentences)[["text", "key"]].values.tolist()
    [['Hà Nội', 'VN-HN']]
    """
    places = load_places()
    return find_mentions(
        sentences,
        "mentions",
        lambda _, text: [(hit.start, hit.end, "place", hit.key, hit.rule) for hit in places.find(text)],
    )


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
    return articles.assign(home_named=articles["article_id"].isin(set(ids)))
