"""From dates to events: what a sentence says happened, or will, and on which days."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from kit.schema import DAY, SCHEMAS, STORY_ROLES, check_table, make_table
from kit.tag.corrections import lay_over
from kit.tag.dates import group_dates
from kit.vietnamese.clauses import find_clause, find_cuts
from kit.vietnamese.dates.vocabulary import load_vocabulary
from kit.vietnamese.precision import find_precision, is_anniversary

_TAKEN_OVER = tuple(name for name in SCHEMAS["events"] if name in SCHEMAS["dates"])
_NEAR = 120  # characters before a range of years within which "kỷ niệm" makes it an anniversary


def find_events(
    dates: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    roles: tuple[str, ...] = STORY_ROLES,
    who: pd.DataFrame | None = None,
    corrections: pd.DataFrame | Path | str | None = None,
) -> pd.DataFrame:
    """Make the table of events: the dated points and ranges that the articles tell of.

    Parameters
    ----------
    dates : the ``dates`` table.
    sentences : the ``sentences`` table.
    articles : the ``articles`` table, for the publication dates.
    roles : roles that count; a date in a teaser belongs to another article.
    who : mentions of people or partners (any table with article_id, start, end and key); those in the clause
        of an event are named in its ``who``.
    corrections : as for `correct_events`; laid over what was found.

    Returns
    -------
    One row per event in the order of the text: event_id (stays the same while the article and the date
    stay), article_id, sentence, role, start, end, text of the date, value, first_day, last_day, precision (day, week,
    month, quarter, season, year), status at publication (past, announced, unknown), ``inferred`` (the fields of
    the date that are not in the text; empty if it is certain), basis, what (the clause), who, keep and note.
    Durations, sets, vague references, decades and centuries are no events, nor is an anniversary mark
    (*2/9/1945 - 2/9/2022*).

    Raises
    ------
    TableError : a column is missing.
    FileError : a correction cannot be read.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> from kit.tag.dates import find_dates
    >>> text = "Ngày 4/4/2023, hai bên đã hội đàm."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> articles = make_table([{"article_id": "a", "text": text}], "articles")
    >>> events = find_events(find_dates(sentences, articles), sentences, articles)
    >>> str(events["first_day"][0].date()), events["precision"][0]
    ('2023-04-04', 'day')
    """
    check_table(dates, "dates", columns=(*_TAKEN_OVER, "type"))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "start", "text"))
    check_table(articles, "articles", columns=("article_id", "published"))
    turns, marks = (_any_of(load_vocabulary().lists[name]) for name in ("turns", "anniversaries"))
    chosen = dates["role"].isin(roles) & dates["type"].isin(["DATE", "TIME"]) & dates["first_day"].notna()
    dates = dates.loc[chosen, list(_TAKEN_OVER)].reset_index(drop=True)
    columns = list(zip(*(dates[name].tolist() for name in ("start", "end", "value")), strict=True))
    rows: list[tuple[int, str, str, int, int]] = []
    for places, offset, text, low in group_dates(dates, sentences):
        cuts = find_cuts(low, turns)
        for place in places:
            start, end, value = columns[place]
            start, end, precision = start - offset, end - offset, find_precision(value)
            marked = marks.search(low[max(0, start - _NEAR) : start]) is not None
            if precision and not is_anniversary(value, marked):
                first, last = find_clause(low, start, end, cuts)
                rows.append((place, precision, text[first:last], offset + first, offset + last))
    found, precisions, clauses, begins, ends = zip(*rows, strict=True) if rows else ((),) * 5
    taken = dates.take(list(found)).reset_index(drop=True)
    made = {"event_id": make_ids(taken), "status": _status(taken, articles, precisions), "keep": True}
    made |= {"precision": precisions, "what": clauses, "who": _who(taken, who, begins, ends)}
    events = make_table(dict(taken.items()) | made, "events")
    return events if corrections is None else correct_events(events, corrections)


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)")


def make_ids(rows: pd.DataFrame) -> list[str]:
    """An id of each row: the same as long as the article has this text at this place."""
    columns = (rows[name].tolist() for name in ("article_id", "start", "text"))
    places = (
        "\n".join(map(str, place)).encode("utf-8", "surrogatepass") for place in zip(*columns, strict=True)
    )
    return [hashlib.sha256(place).hexdigest()[:12] for place in places]


def _status(dates: pd.DataFrame, articles: pd.DataFrame, precision: Sequence[str]) -> np.ndarray:
    """Past (a visit: once it has begun) or announced at publication; unknown if that leaves it open."""
    published, ids = articles["published"], articles["article_id"]
    edges = [published.fillna(articles.get(f"published_{end}", published)) for end in ("from", "to")]
    low, high = (dates["article_id"].map(dict(zip(ids, edge, strict=True))).astype(DAY) for edge in edges)
    begun = dates["first_day"].where(np.array(precision, dtype="str") == "day", dates["last_day"])
    return np.select([begun <= low, dates["first_day"] >= high], ["past", "announced"], "unknown")


def _who(
    dates: pd.DataFrame, mentions: pd.DataFrame | None, firsts: Sequence[int], lasts: Sequence[int]
) -> list[str]:
    """The keys that are named in the clause of each date, from its first character to its last."""
    if mentions is None:
        return [""] * len(dates)
    check_table(mentions, "mentions", columns=("article_id", "start", "end", "key"))
    ids = pd.concat([mentions["article_id"], dates["article_id"]])
    article = pd.factorize(ids)[0].astype(np.int64) << 32  # so that a place is a number
    begins, own = article[: len(mentions)] + mentions["start"].to_numpy(), article[len(mentions) :]
    order = np.argsort(begins, kind="stable")
    since, until = (
        np.searchsorted(begins[order], own + np.array(ends, np.int64)) for ends in (firsts, lasts)
    )
    ends, keys = mentions["end"].tolist(), mentions["key"].tolist()
    inside = (sorted(order[first:last].tolist()) for first, last in zip(since, until, strict=True))
    return [
        "; ".join(dict.fromkeys(keys[place] for place in places if ends[place] <= last))
        for places, last in zip(inside, lasts, strict=True)
    ]


def correct_events(events: pd.DataFrame, corrections: pd.DataFrame | Path | str) -> pd.DataFrame:
    """Lay corrections over events; an event that is only in the corrections and has a day is added.

    Parameters
    ----------
    events : the ``events`` table.
    corrections : from `kit.load_corrections`, or the path of that file, which need not be there yet.

    Returns
    -------
    ``events`` as corrected, without those that are not to be kept.

    Raises
    ------
    FileError : the file, or a cell of it, cannot be read.
    """
    return lay_over(check_table(events, "events", columns=("event_id",)), corrections)
