"""Selection: which articles a study counts, by what they name, when and where they appeared."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table, is_among
from kit.vietnamese.keys import check_known

# What articles can be chosen by; all that are given must hold.
CRITERIA = ("home_named", "partner", "topic", "period", "source", "article", "sample")


def read_criteria(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked as plain values: those that are None left out, several names as a list, a period as text.

    Raises
    ------
    OptionError : an unknown criterion, or a value that is none of its kind; with the nearest.

    >>> read_criteria({"partner": {"FRA", "BEL"}, "period": 2023, "topic": None})
    {'partner': ['BEL', 'FRA'], 'period': '2023'}
    """
    check_known("criterion", criteria, CRITERIA)
    given = {name: value for name, value in criteria.items() if value is not None}
    for name, value in given.items():
        several = isinstance(value, Iterable) and not isinstance(value, str)
        values = list(value) if several else [value]
        if name == "home_named":
            if not isinstance(value, bool | np.bool_):
                raise OptionError(f"home_named is True, False or None, got {value!r}.")
            given[name] = bool(value)
        elif name == "sample":
            if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < 1:
                raise OptionError(f"sample is how many articles are drawn, such as 5000; got {value!r}.")
            given[name] = int(value)
        elif name == "period":
            ends = [end.isoformat()[:10] if isinstance(end, dt.date) else str(end) for end in values]
            _read_period(ends)
            given[name] = ends if len(ends) > 1 else ends[0]
        elif not all(isinstance(one, str) for one in values):
            raise OptionError(f"{name} is a key or a list of keys, got {value!r}.")
        elif several:
            given[name] = sorted(values) if isinstance(value, set | frozenset) else values
    return given


def choose_articles(
    articles: pd.DataFrame,
    partners: pd.DataFrame | None = None,
    topics: pd.DataFrame | None = None,
    **criteria: Any,
) -> list[str]:
    """The ids of the articles for which all that is given holds.

    Parameters
    ----------
    articles : the ``articles`` table, with ``home_named``.
    partners, topics : the tables of what they name, if that is asked for.
    criteria : what must hold, as `read_criteria` gives it.
    home_named : whether the story names the home country, one of its officials or one of its places.
    partner, topic : a key, or several of which one is enough, named in title, lead or body.
    period : when it was published: a year, quarter, month or day (``"2023"``, ``"2023Q2"``, ``"2023-05"``), or two
        of these, the first and the last. Articles whose day is not known are in no period.
    source, article : one or several outlets, or article ids.
    sample : how many of the articles for which the rest holds are drawn by chance, the same ones every time; of a
        collection that grows, a new one may take the place of another.

    Returns
    -------
    Ids in the order of ``articles``.

    Raises
    ------
    OptionError : a period that is none, or an outlet or article that is not there; with the nearest.

    Examples
    --------
    >>> days = pd.to_datetime(["2023-05-09", "2022-04-19"])
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "published": days, "source": "", "home_named": True})
    >>> choose_articles(articles, period="2023")
    ['a']
    """
    check_table(articles, "articles", columns=("article_id", "published", "source"))
    chosen = pd.Series(True, index=articles.index)
    asked = {name: [value] if isinstance(value, str) else value for name, value in criteria.items()}
    if "home_named" in asked:
        chosen &= articles["home_named"] == asked["home_named"]
    for name, mentions in (("partner", partners), ("topic", topics)):
        if name in asked and mentions is not None:
            named = mentions[mentions["key"].isin(asked[name]) & mentions["role"].isin(STORY_ROLES)]
            chosen &= is_among(articles["article_id"], named["article_id"])
    if "period" in asked:
        chosen &= articles["published"].between(*_read_period(asked["period"]))
    for name, column in (("source", "source"), ("article", "article_id")):
        if name in asked:
            check_known(column, asked[name], articles[column].unique())
            chosen &= is_among(articles[column], asked[name])
    ids = articles.loc[chosen, "article_id"]
    if "sample" in asked:
        drawn = pd.Series(pd.util.hash_array(ids.to_numpy(object), categorize=False), index=ids.index)
        ids = ids[drawn.rank(method="first") <= asked["sample"]]
    return ids.tolist()


_PERIOD = re.compile(r"\d{4}(?:Q[1-4]|-\d\d(?:-\d\d)?)?")


def _read_period(ends: Sequence[str]) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last moment of a period, or of the first and the last of two."""
    try:
        if not 1 <= len(ends) <= 2 or not all(_PERIOD.fullmatch(end) for end in ends):
            raise ValueError
        first, last = pd.Period(ends[0]).start_time, pd.Period(ends[-1]).end_time
    except ValueError:
        one = "a year, quarter, month or day such as '2023', '2023Q2', '2023-05'"
        several = f"or two of these, the first and the last; got {' and '.join(ends)!r}"
        raise OptionError(f"A period is {one}, {several}.") from None
    if first > last:
        raise OptionError(f"A period ends after it begins; got {' and '.join(ends)!r}.")
    return first, last
