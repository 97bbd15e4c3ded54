"""Tables of events: labels for charts, mentions of one event brought together, tallies, and the way back."""

from __future__ import annotations

import re
from textwrap import shorten

import pandas as pd

from kit.count.horizon import add_lags
from kit.count.mentions import count_mentions
from kit.schema import PRECISIONS, STATUSES, check_columns
from kit.vietnamese.letters import nfc
from kit.vietnamese.names.cues import HOME

SAME = 0.5
"""Mentions in two articles are of one event if they share this part of the names in either (Jaccard)."""

_LEADS = re.compile(
    r"(?: (?:từ|vào|trong|hôm|hồi|ngày))+$"
)  # they lead to the date, which the label has already
_REPEATED = re.compile(r"^\(\d[\d./-]*\)[,.]?\s*")  # "hôm qua (30/5), …" dates itself twice


def add_event_labels(events: pd.DataFrame, *, width: int = 60) -> pd.DataFrame:
    """Add ``label``: the days of an event as Vietnamese readers write them, and what the sentence says of it.

    Parameters
    ----------
    events : first_day, last_day, precision, text (the date as written) and what (the clause around it).
    width : characters of the clause at most; those before the date, or after it if it comes first.

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> days = pd.to_datetime(["2022-12-13", "2022-12-15"])
    >>> event = {"first_day": days[:1], "last_day": days[1:], "precision": "day",
    ...          "text": "13-15/12/2022", "what": "chuyến thăm Bỉ 13-15/12/2022"}
    >>> add_event_labels(pd.DataFrame(event))["label"][0]
    '13–15/12/2022 · chuyến thăm Bỉ'
    """
    check_columns(events, "first_day last_day precision text what", made_by="kit.find_events")
    labels = [
        " · ".join(
            part
            for part in (
                _write_days(row.first_day, row.last_day, row.precision),
                _cut_clause(row.what, row.text, width),
            )
            if part
        )
        for row in events.itertuples()
    ]
    return events.assign(label=pd.Series(labels, index=events.index, dtype="str"))


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
        founders: list[tuple[str, set[str]]] = []
        for ids, names in of_days.values():
            event = _find_same(names, founders, least)
            if event is None:
                event = ids[0]
                founders.append((event, names))
            group.update(dict.fromkeys(ids, event))
    return events.assign(event=events["event_id"].map(group).astype("str"))


def _find_same(names: set[str], founders: list[tuple[str, set[str]]], least: int) -> str | None:
    """The event whose first article shares most of these names, if it shares enough; of equals the first."""
    best, found = SAME, None
    for event, others in founders:
        shared = len(names & others)
        share = shared / max(len(names | others), 1) if shared >= least else 0.0
        if share > best or (share == best and found is None):
            best, found = share, event
    return found


def summarise_events(events: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """One row per event, those named by most articles first.

    Parameters
    ----------
    events : from `add_event_groups`.
    articles : the ``articles`` table: the denominator, and the days of publication.

    Returns
    -------
    event, the columns of the first mention that dates it in full (or of the first, where none does), n_mentions,
    n_articles, total_articles, ``article_ids`` (with ``; `` between). ``status`` is past if any article tells of
    the event as past, else announced if any announces it; ``inferred`` is empty if any mention is certain. Ties
    are settled by how exact the days are (a day before a year), then by mentions, certain dates before inferred
    ones, then the nearest to its publication, then the earliest.

    Raises
    ------
    TableError : a column is missing.
    """
    check_columns(
        events,
        "event article_id inferred status precision first_day last_day",
        made_by="kit.add_event_groups",
    )
    dated = add_lags(events, articles).assign(
        _doubt=(events["inferred"] != "").astype(int),
        _rank=[STATUSES.index(status) if status in STATUSES else 2 for status in events["status"]],
        _width=[PRECISIONS.index(name) if name in PRECISIONS else 9 for name in events["precision"]],
    )
    dated["_near"] = dated["lag"].abs()
    grouped = dated.groupby("event", sort=False)
    first = dated.sort_values("_doubt", kind="stable").drop_duplicates("event").set_index("event")
    table = first.assign(
        n_mentions=grouped.size(),
        n_articles=grouped["article_id"].nunique(),
        total_articles=len(articles),
        article_ids=grouped["article_id"].agg(lambda ids: "; ".join(dict.fromkeys(ids))),
        status=grouped["_rank"].min().map(dict(enumerate(STATUSES))),
        _near=grouped["_near"].min(),
    )
    order = ["n_articles", "_width", "n_mentions", "_doubt", "_near", "first_day", "event"]
    table = table.reset_index().sort_values(
        order, ascending=[False, True, False, True, True, True, True], na_position="last", ignore_index=True
    )
    counts = ["n_mentions", "n_articles", "total_articles", "article_ids"]
    own = [name for name in events if name not in ("event", "event_id", "article_id")]
    return table[["event", *own, *counts]].astype(dict.fromkeys(counts[:3], "int64"))


def count_events(events: pd.DataFrame, *, by: str | None = None) -> pd.DataFrame:
    """Count how many events each article names: tallies with key ``event``, or the values of column ``by``.

    Examples
    --------
    >>> events = pd.DataFrame({"article_id": ["a", "a"], "sentence": [1, 2], "status": ["past", "announced"]})
    >>> count_events(events)[["article_id", "key", "n"]].values.tolist()
    [['a', 'event', 2]]
    """
    check_columns(events, "article_id sentence", *([by] if by else []), made_by="kit.find_events")
    keys = events[by].astype("str") if by else "event"
    # Events added by hand stand in no line: they count as what their article tells.
    return count_mentions(events.assign(key=keys, role="body"))


def _cut_clause(clause: str, date: str, width: int) -> str:
    """What stands next to the date in its clause: before it, or after it where the clause begins with it."""
    before, _, after = str(clause).partition(date) if date else ("", "", str(clause))
    before = _LEADS.sub("", before.strip(" ("))
    if len(before) < width / 3 and after:
        return shorten(nfc(_REPEATED.sub("", after.lstrip(" ,)"))), width, placeholder=" …")
    if len(before) <= width:
        return nfc(before)
    return "… " + nfc(before[-width:].partition(" ")[2])


def _write_days(first: pd.Timestamp, last: pd.Timestamp, precision: str) -> str:
    """A day or a range, in as few figures as say it: 13–15/12/2022, 5/2022, 2023–2025."""
    if precision == "year":
        forms = (f"{first.year}", f"{last.year}")
    elif precision == "month":
        forms = (f"{first.month}/{first.year}", f"{last.month}/{last.year}")
    else:
        forms = (f"{first.day}/{first.month}/{first.year}", f"{last.day}/{last.month}/{last.year}")
    if forms[0] == forms[1]:
        return forms[0]
    if precision not in ("year", "month") and (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{forms[1]}"
    return f"{forms[0]}–{forms[1]}"
