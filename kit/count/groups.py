"""Groups: articles set against each other, by source, by period, or one by one."""

import pandas as pd

from kit.count.periods import UNDATED, add_periods
from kit.errors import TableError
from kit.schema import check_table

# Below this number of articles each is a group of its own, unless a column is named.
FEW = 10

NOT_KNOWN = "not known"
_PERIODS = ("month", "quarter", "year")


def add_groups(table: pd.DataFrame, articles: pd.DataFrame, *, by: str = "") -> pd.DataFrame:
    """Add the group that each row's article belongs to.

    Parameters
    ----------
    table : a table with ``article_id``.
    articles : the ``articles`` table, with any column of your own.
    by : a column of ``articles`` such as ``"source"``, or ``"month"``, ``"quarter"`` or ``"year"`` of
        publication. By default (``""``) the kit chooses: each article if there are fewer than `FEW`, else the
        source if there are several, else the year if there are several, else each article.

    Returns
    -------
    ``table`` with ``group``; articles of which the group is not known have ``"not known"``.

    Raises
    ------
    TableError : there is no such column.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "source": ["vov.vn", ""]})
    >>> add_groups(articles[["article_id"]], articles, by="source")["group"].tolist()
    ['vov.vn', 'not known']
    """
    check_table(table, "articles", columns=("article_id",))
    by = by or _choose(articles)
    if by in _PERIODS:
        periods = add_periods(table[["article_id"]], articles, every=by)["period"].astype("str")
        return table.assign(group=periods.replace(UNDATED, NOT_KNOWN))
    if by not in articles:
        known = f"{', '.join(_PERIODS)} or one of {', '.join(articles)}, or add that column to the table"
        raise TableError(f"The articles have no column {by!r} to group by. Use {known}.")
    named = articles.set_index("article_id", drop=False)[by].astype("str").str.strip()
    groups = table["article_id"].map(named).fillna(NOT_KNOWN).replace(["", "nan", "NaT"], NOT_KNOWN)
    return table.assign(group=groups.astype("str"))


def _choose(articles: pd.DataFrame) -> str:
    """What the articles can be told apart by."""
    if len(articles) >= FEW:
        if "source" in articles and articles["source"].replace("", pd.NA).nunique() > 1:
            return "source"
        if "published" in articles and articles["published"].dt.year.nunique() > 1:
            return "year"
    return "article_id"
