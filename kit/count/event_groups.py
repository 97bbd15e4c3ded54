"""Groups of events: the mentions of one event, in one article or in several, brought together."""

import pandas as pd

from kit.schema import check_columns
from kit.vietnamese.names.cues import HOME

SAME = 0.5
"""Mentions in two articles are of one event if they share this part of the names in either (Jaccard)."""


def add_event_groups(events: pd.DataFrame) -> pd.DataFrame:
    """Add ``event``: the event_id of the first mention of the same event.

    Mentions are of one event if they name the same days and stand in one article, or in two that share at
    least half of the names in their ``who`` (Jaccard, Việt Nam left out). Mentions without names are
    brought together within their article only: that two articles write *năm 2013* (the year 2013) says
    nothing.

    Parameters
    ----------
    events : the ``events`` table.

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
    columns = ["first_day", "last_day", "precision", "article_id", "event_id", "who"]
    # Days, then article: its mentions, their names.
    told: dict[tuple, dict[str, tuple[list[str], set[str]]]] = {}
    for *days, article_id, event_id, who in events[columns].itertuples(index=False, name=None):
        ids, names = told.setdefault(tuple(days), {}).setdefault(article_id, ([], set()))
        ids.append(event_id)
        names.update(name for name in str(who).split("; ") if name and name != HOME)
    group: dict[str, str] = {}
    for (_, _, precision), of_days in told.items():
        least = 1 if precision == "day" else 2
        founders: dict[str, set[str]] = {}
        for ids, names in of_days.values():
            event = _find_same(names, founders, least) or ids[0]
            founders.setdefault(event, names)
            group.update(dict.fromkeys(ids, event))
    return events.assign(event=events["event_id"].map(group).astype("str"))


def _find_same(names: set[str], founders: dict[str, set[str]], least: int) -> str:
    """The event whose first article shares most of these names, if it shares enough; of equals the first."""
    shares = {
        event: len(names & others) / len(names | others)
        for event, others in founders.items()
        if len(names & others) >= least
    }
    best = max(shares, key=shares.__getitem__, default="")
    return best if shares.get(best, 0) >= SAME else ""
