"""Selection: which articles a study counts, by what they name, when and where they appeared."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd

from kit.errors import OptionError
from kit.schema import STORY_ROLES, check_table

CRITERIA = ("home_named", "partner", "topic", "period", "source", "article")
"""What articles can be chosen by; all that are given must hold."""

Wanted = str | Sequence[str]


def read_criteria(criteria: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked as plain values: those that are None left out, several names as a list, a period as text.

    Raises
    ------
    OptionError : an unknown criterion, or a value that is none of its kind; with the nearest.

    >>> read_criteria({"partner": {"FRA", "BEL"}, "period": 2023, "topic": None})
    {'partner': ['BEL', 'FRA'], 'period': '2023'}
    """
    check_known("criterion", criteria, CRITERIA)
    given: dict[str, Any] = {}
    for name, value in criteria.items():
        if value is None:
            continue
        if name == "home_named":
            if not isinstance(value, bool | np.bool_):
                raise OptionError(f"home_named is True, False or None, got {value!r}.")
            given[name] = bool(value)
        elif name == "period":
            ends = [_write_period(end) for end in (value if isinstance(value, list | tuple) else [value])]
            _read_period(ends)
            given[name] = ends[0] if len(ends) == 1 else ends
        else:
            given[name] = value if isinstance(value, str) else _list_names(name, value)
    return given


def _list_names(name: str, value: Any) -> list[str]:
    names = list(value) if isinstance(value, Iterable) else [value]
    if not all(isinstance(one, str) for one in names):
        raise OptionError(f"{name} is a key or a list of keys, got {value!r}.")
    return [str(one) for one in (sorted(names) if isinstance(value, set | frozenset) else names)]


def _write_period(end: Any) -> str:
    return end.isoformat()[:10] if isinstance(end, dt.date) else str(end)


def choose_articles(
    articles: pd.DataFrame,
    partners: pd.DataFrame,
    topics: pd.DataFrame,
    *,
    home_named: bool | None = None,
    partner: Wanted | None = None,
    topic: Wanted | None = None,
    period: Wanted | None = None,
    source: Wanted | None = None,
    article: Wanted | None = None,
) -> list[str]:
    """The ids of the articles for which all that is given holds.

    Parameters
    ----------
    articles : the ``articles`` table, with ``home_named``.
    partners, topics : the tables of what they name.
    home_named : whether the story names the home country, one of its officials or one of its places.
    partner, topic : a key, or several of which one is enough, named in title, lead or body.
    period : when it was published: a year, quarter, month or day (``"2023"``, ``"2023Q2"``, ``"2023-05"``), or two
        of these, the first and the last. Articles whose day is not known are in no period.
    source, article : one or several outlets, or article ids.

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
    >>> none = pd.DataFrame({"article_id": [], "role": [], "key": []})
    >>> choose_articles(articles, none, none, period="2023")
    ['a']
    """
    check_table(articles, "articles", columns=("article_id", "published", "source"))
    chosen = pd.Series(True, index=articles.index)
    if home_named is not None:
        chosen &= articles["home_named"] == bool(home_named)
    for mentions, keys in ((partners, partner), (topics, topic)):
        if keys is not None:
            named = mentions[mentions["key"].isin(_list(keys)) & mentions["role"].isin(STORY_ROLES)]
            chosen &= articles["article_id"].isin(set(named["article_id"]))
    if period is not None:
        first, last = _read_period(period)
        chosen &= (articles["published"] >= first) & (articles["published"] <= last)
    for column, names in (("source", source), ("article_id", article)):
        if names is not None:
            check_known(column, _list(names), articles[column].unique())
            chosen &= articles[column].isin(_list(names))
    return articles.loc[chosen, "article_id"].tolist()


def check_known(what: str, names: Iterable[str], known: Iterable[str] | Mapping[str, Iterable[str]]) -> None:
    """Raise an `OptionError` for the first of ``names`` that is not known, with the nearest that are.

    ``known`` are keys; as a mapping, with what each is called in words (``{"BEL": ["Bỉ", "Belgium"]}``).
    """
    there = {str(name): str(name) for name in known}
    parts = {part: name for name in there for part in name.split("_")}
    if isinstance(known, Mapping):
        parts |= {called: key for key in known for called in known[key]}
    parts |= there
    for name in names:
        if name not in there:
            near = list(dict.fromkeys(parts[part] for part in get_close_matches(str(name), parts, n=3)))
            hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else f" There are {len(there)}."
            raise OptionError(f"There is no {what} {name!r}.{hint}")


def _list(names: Wanted) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


_PERIOD = re.compile(r"\d{4}(?:Q[1-4]|-\d\d(?:-\d\d)?)?")


def _read_period(period: Wanted) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and the last moment of a period, or of the first and the last of two."""
    ends = _list(period)
    try:
        if not 1 <= len(ends) <= 2 or not all(_PERIOD.fullmatch(end) for end in ends):
            raise ValueError
        first, last = pd.Period(ends[0]).start_time, pd.Period(ends[-1]).end_time
    except ValueError:
        raise OptionError(
            "A period is a year, quarter, month or day such as '2023', '2023Q2', '2023-05', or two of these, the "
            f"first and the last; got {period!r}."
        ) from None
    if first > last:
        raise OptionError(f"A period ends after it begins; got {period!r}.")
    return first, last
