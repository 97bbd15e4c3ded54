"""Periods: in which month, quarter or year the article of each row was published."""

import pandas as pd

from kit.count.partial_periods import find_partial_periods, make_periods


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
    date fall into the last category, ``undated``. And ``partial``: whether the collection covers the period only
    in part (`kit.count.partial_periods.find_partial_periods`), so that it is not to be compared with others.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    periods = make_periods(articles.set_index("article_id")["published"], every)
    known = periods.dropna()
    labels = [] if known.empty else pd.period_range(known.min(), known.max()).astype(str).tolist()
    named = periods.astype(str).where(periods.notna(), "undated")
    values = pd.Categorical(table["article_id"].map(named), categories=[*labels, "undated"], ordered=True)
    return table.assign(period=values, partial=values.isin(find_partial_periods(articles, every=every)))
