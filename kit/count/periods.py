"""Periods: in which month, quarter or year the article of each row was published, and which are partial."""

import pandas as pd

from kit.errors import OptionError
from kit.schema import check_columns, check_table
from kit.vietnamese.dates.asked import read_day

_FREQUENCIES = {"month": "M", "quarter": "Q", "year": "Y"}
_UNITS = {"week": "W", **_FREQUENCIES}
# A season or half-year has fewer days.
_HALF_YEAR = 190

# The period of articles without a publication date.
UNDATED = "undated"

# A period of which more than this part lies before the first or after the last article is partial.
UNCOVERED = 0.1


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
    in part (`kit.count.periods.find_partial_periods`), so that it is not to be compared with others.

    Raises
    ------
    OptionError : ``every`` is another word.
    """
    check_table(articles, "articles", columns=("article_id", "published"))
    periods = make_periods(articles.set_index("article_id")["published"], every)
    known = periods.dropna()
    labels = [] if known.empty else pd.period_range(known.min(), known.max()).astype(str).tolist()
    named = periods.astype(str).where(periods.notna(), UNDATED)
    values = pd.Categorical(table["article_id"].map(named), categories=[*labels, UNDATED], ordered=True)
    return table.assign(period=values, partial=values.isin(find_partial_periods(articles, every=every)))


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
    before, after = from_day.normalize() - first.start_time, last.end_time.normalize() - to_day.normalize()
    ends = ((first, before, collected_from), (last, after, collected_to))
    lengths = {period: period.end_time - period.start_time for period in (first, last)}
    partial = [of for of, missing, given in ends if missing > (0 if given else UNCOVERED) * lengths[of]]
    return list(dict.fromkeys(map(str, partial)))


def is_unit(events: pd.DataFrame) -> pd.Series:
    """Whether the days of an event are one month, quarter or year, *some time in* which it happens.

    A range (13 to 15 December, 2023 to 2025) lasts; *năm 2024* (in 2024) only says no more than the year.

    >>> days = {"first_day": pd.to_datetime(["2024-01-01", "2023-01-01"]),
    ...         "last_day": pd.to_datetime(["2024-12-31", "2025-12-31"]), "precision": "year"}
    >>> is_unit(pd.DataFrame(days)).tolist()
    [True, False]
    """
    check_columns(events, "first_day last_day precision", made_by="kit.find_events")
    days = (events["last_day"] - events["first_day"]).dt.days
    result = (events["precision"] == "season") & (days < _HALF_YEAR)
    for precision, frequency in _UNITS.items():
        units = [events[name].dt.to_period(frequency) for name in ("first_day", "last_day")]
        result |= (events["precision"] == precision) & (units[0] == units[1])
    return result
