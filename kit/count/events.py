"""Events: a row per event with who names it, and how many of them each article tells."""

from collections.abc import Collection

import pandas as pd

from kit.count.event_groups import add_event_groups
from kit.count.event_labels import add_event_labels
from kit.count.lags import add_lags
from kit.count.mentions import count_mentions
from kit.schema import PRECISIONS, STATUSES, check_columns
from kit.vietnamese.events.vocabulary import DRAWN


def summarise_events(
    events: pd.DataFrame, articles: pd.DataFrame, *, kinds: Collection[str] | None = DRAWN
) -> pd.DataFrame:
    """One row per event, those named by most articles first.

    Parameters
    ----------
    events : the ``events`` table; its mentions are brought together by `kit.add_event_groups`, if they are not yet.
    articles : the ``articles`` table: the denominator, and the days of publication.
    kinds : which kinds (default: those that are events, not the numbers and statements behind the news); ``None`` for
        all. What was added by hand without a kind counts in any case.

    Returns
    -------
    event, the columns of the first mention that dates it in full (or of the first, where none does), n_mentions,
    n_articles, total_articles, ``article_ids`` (with ``; `` between) and ``label`` (`kit.add_event_labels`).
    ``status`` is past if any article tells of the event as past, else announced if any announces it; ``inferred``
    is empty if any mention is certain. Ties are settled by how exact the days are (a day before a year), then by
    mentions, certain dates before inferred ones, then the nearest to its publication, then the earliest.

    Raises
    ------
    TableError : a column is missing.
    """
    if kinds is not None and "kind" in events:
        events = events[events["kind"].isin(["", *kinds])]
    events = events if "event" in events else add_event_groups(events)
    columns = "article_id inferred status precision first_day last_day"
    check_columns(events, columns, made_by="kit.find_events")
    ranks, widths = ({name: n for n, name in enumerate(names)} for names in (STATUSES, PRECISIONS))
    dated = add_lags(events, articles.drop(columns="published_basis", errors="ignore")).assign(
        _doubt=(events["inferred"] != "").astype(int),
        _rank=events["status"].map(ranks).fillna(ranks["unknown"]),
        _width=events["precision"].map(widths).fillna(len(widths)),
        _near=lambda rows: rows["lag"].abs(),
    )
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
    ascending = [name not in ("n_articles", "n_mentions") for name in order]
    table = table.reset_index().sort_values(order, ascending=ascending, na_position="last", ignore_index=True)
    counts = ["n_mentions", "n_articles", "total_articles", "article_ids"]
    own = [name for name in events if name not in ("event", "event_id", "article_id")]
    return add_event_labels(table[["event", *own, *counts]].astype(dict.fromkeys(counts[:3], "int64")))


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
