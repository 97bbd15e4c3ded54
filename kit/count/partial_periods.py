"""Partial periods: those that the collection covers only in part, by their labels."""

import pandas as pd

from kit.errors import OptionError
from kit.schema import check_table
from kit.tag.dates import read_day

_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}

UNCOVERED = 0.1
"""A period of which more than this part lies before the first or after the last article is partial."""


def make_periods(days: pd.Series, every: str) -> pd.Series:
    """The month, quarter or year of each day.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    if every not in _FREQUENCIES:
        raise OptionError(f"A period is one of {', '.join(_FREQUENCIES)}, got {every!r}.")
    return days.dt.to_period(_FREQUENCIES[every])


def find_partial_periods(
    articles: pd.DataFrame,
    *,
    every: str = "month",
    collected_from: str | None = None,
    collected_to: str | None = None,
) -> list[str]:
    """The periods that the collection covers only in part, so that their counts are not to be compared.

    Parameters
    ----------
    articles : the ``articles`` table.
    every : ``month``, ``quarter`` or ``year``.
    collected_from, collected_to : the days from which and to which articles were collected, if they are known.
        Where one is not, the first or last article stands in for it, and its period counts as partial if more
        than a tenth of it lies outside: that may be silence, but it cannot be told from days not collected.

    Returns
    -------
    Labels as `kit.add_periods` writes them: none, the first, the last or both.

    Raises
    ------
    OptionError : ``every`` is another word, or a day is none.

    Examples
    --------
    >>> days = pd.date_range("2023-01-01", "2023-03-10")
    >>> articles = pd.DataFrame({"article_id": days.strftime("%j"), "published": days})
    >>> find_partial_periods(articles)
    ['2023-03']
    >>> find_partial_periods(articles, collected_from="2023-01-15", collected_to="2023-03-31")
    ['2023-01']
    """
    check_table(articles, "articles", columns=("published",))
    published = articles["published"].dropna()
    from_day = pd.Timestamp(read_day(collected_from, "collected_from") or published.min())
    to_day = pd.Timestamp(read_day(collected_to, "collected_to") or published.max())
    first, last = make_periods(pd.Series([from_day, to_day]), every)
    if published.empty:
        return []
    partial = []
    for period, missing, given in (
        (first, from_day.normalize() - first.start_time, collected_from),
        (last, last.end_time.normalize() - to_day.normalize(), collected_to),
    ):
        if missing > (0 if given else UNCOVERED) * (period.end_time - period.start_time):
            partial.append(str(period))
    return list(dict.fromkeys(partial))
