"""Groups of events: the mentions of one event, in one article or in several, brought together."""

from itertools import repeat

import pandas as pd

from kit.schema import check_columns
from kit.vietnamese.events.groups import Mention, group_mentions


def add_event_groups(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``event``: the event_id of the first mention of the same event.

    Mentions are of one event if they name the same days, are of one kind and stand in one article, or in two that
    share at least half of the names in their ``who`` (Jaccard, Việt Nam left out). Mentions without names are
    brought together within their article only: that two articles write *năm 2013* (the year 2013) says
    nothing. What an article tells of different sides on one day are two events, and so are two rows of meetings or
    agreements (with a ``source_id`` each).

    Parameters
    ----------
    events : the ``events`` table; kind, partners and source_id may be missing.

    Returns
    -------
    ``events`` with ``event``. Which mentions come together does not depend on anything but the order of
    the rows.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> visit = {"event_id": ["e1", "e2"], "article_id": ["a", "b"], "precision": "day", "who": "BEL; phạm minh chính"}
    >>> events = pd.DataFrame(visit | {"first_day": pd.Timestamp("2022-12-13"), "last_day": pd.Timestamp("2022-12-15")})
    >>> add_event_groups(events)["event"].tolist()
    ['e1', 'e1']
    """
    check_columns(events, "event_id article_id first_day last_day precision who", made_by="kit.find_events")
    columns = [events[name] if name in events else repeat("") for name in Mention._fields]
    group = group_mentions(map(Mention, *columns))
    return events.assign(event=events["event_id"].map(group).astype("str"))
