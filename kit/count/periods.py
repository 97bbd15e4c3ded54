"""Periods: in which month, quarter or year the article of each row was published."""

import pandas as pd

from kit.errors import OptionError

_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}


def make_periods(days: pd.Series, every: str) -> pd.Series:
    """The month, quarter or year of each day.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    if every not in _FREQUENCIES:
        raise OptionError(f"A period is one of {', '.join(_FREQUENCIES)}, got {every!r}.")
    return days.dt.to_period(_FREQUENCIES[every])


def add_periods(table: pd.DataFrame, articles: pd.DataFrame, *, every: str = "month") -> pd.DataFrame:
    """Add the period in which each row's article was published.

    Parameters
    ----------
    table : a table with ``article_id``.
    articles : the ``articles`` table.
    every : ``month``, ``quarter`` or ``year``.

    Returns
    -------
    ``table`` with ``period``, an ordered category such as 2022-04, 2022Q2 or 2022. Every period between
    the first and the last is a category, also those without an article; articles without a publication
    date fall into the last category, ``undated``.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    periods = make_periods(articles.set_index("article_id")["published"], every)
    known = periods.dropna()
    labels = [] if known.empty else pd.period_range(known.min(), known.max()).astype(str).tolist()
    named = periods.astype(str).where(periods.notna(), "undated")
    values = pd.Categorical(table["article_id"].map(named), categories=[*labels, "undated"], ordered=True)
    return table.assign(period=values)
