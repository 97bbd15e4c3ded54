"""From dates to events: what a sentence says happened, or will, and on which days."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from kit.schema import DAY, SCHEMAS, STORY_ROLES, check_table, iterate_rows, make_table
from kit.tag.corrections import lay_over
from kit.tag.dates import group_dates
from kit.tag.mentions import make_id, make_ids
from kit.tag.published import find_bounds
from kit.vietnamese.events.reader import EventReader, Told
from kit.vietnamese.names.cues import HOME

_TAKEN_OVER = tuple(name for name in SCHEMAS["events"] if name in SCHEMAS["dates"] and name != "kind")
_OF_DATE = ("event_id", "role", "start", "end", "text", "value", "precision", "inferred", "basis", "clause")
_MENTION = ("start", "end", "key", "kind", "partner", "title", "text")
_LONGEST = 2**40  # characters of an article


def find_events(
    dates: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    roles: tuple[str, ...] = STORY_ROLES,
    who: pd.DataFrame | None = None,
    meetings: pd.DataFrame | None = None,
    agreements: pd.DataFrame | None = None,
    home: str = HOME,
) -> pd.DataFrame:
    """Make the table of events: the dated points and ranges that the articles tell of, and the kind of each.

    Parameters
    ----------
    dates : the ``dates`` table.
    sentences : the ``sentences`` table.
    articles : the ``articles`` table, for the publication dates.
    roles : roles that count; a date in a teaser belongs to another article.
    who : mentions of people or partners (any table with article_id, start, end and key); those in the clause
        of an event are named in its ``who``. Its ``kind`` and ``partner``, if it has them, say which sides they are.
    meetings : the ``meetings`` table; a meeting with a day is one event, in place of the date that gave it the day.
    agreements : a table with agreement_id, article_id, sentence, start, end, text, status, parties, first_day and
        last_day; what was ``signed``, is ``to_be_signed`` or came ``in_force`` on a day is an event in the same way.
    home : the country whose dealings with others are told; what it does alone is no event.

    Returns
    -------
    One row per event in the order of the text: event_id (stays the same while the article and the date
    stay), article_id, sentence, role, start, end, text of the date, value, first_day, last_day, precision (day, week,
    month, quarter, season, year), status at publication (past, announced, unknown), kind, ``inferred`` (the fields of
    the date that are not in the text; empty if it is certain), basis, what (the partners, and who does what), clause,
    who, partners (sides, with a blank between, the home country last), source_id (of the meeting or agreement), keep
    and note. The kinds encounter, signing, entry_into_force, relations, anniversary and deadline are events;
    ``figure`` and ``other`` (statements, history) are kept as background. Durations, sets, vague references, decades
    and centuries are neither, nor is an anniversary mark (*2/9/1945 - 2/9/2022*).

    Raises
    ------
    TableError : a column is missing.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> from kit.tag.dates import find_dates
    >>> text = "Ngày 4/4/2023, Việt Nam và Bỉ đã hội đàm."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> articles = make_table([{"article_id": "a", "text": text}], "articles")
    >>> sides = [("a", 16, 24, "VNM", "country"), ("a", 28, 30, "BEL", "country")]
    >>> who = pd.DataFrame(sides, columns=["article_id", "start", "end", "key", "kind"])
    >>> events = find_events(find_dates(sentences, articles), sentences, articles, who=who)
    >>> events[["value", "kind", "partners", "what"]].values.tolist()
    [['2023-04-04', 'encounter', 'BEL VNM', 'Bỉ: Việt Nam và Bỉ đã hội đàm']]
    """
    check_table(dates, "dates", columns=(*_TAKEN_OVER, "type"))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "start", "text"))
    check_table(articles, "articles", columns=("article_id", "published"))
    chosen = dates["role"].isin(roles) & dates["type"].isin(["DATE", "TIME"]) & dates["first_day"].notna()
    dates = dates.loc[chosen, list(_TAKEN_OVER)].reset_index(drop=True)
    spans, found = list(iterate_rows(dates, ("start", "end", "value"))), dict[int, Told]()
    reader = EventReader(home)
    for places, offset, text, low in group_dates(dates, sentences):
        clauses = reader.find(offset, text, low, [spans[n] for n in places])
        found |= {place: one for place, one in zip(places, clauses, strict=True) if one is not None}
    taken, told = dates.take([*found]).reset_index(drop=True), [*found.values()]
    named = _find_named(taken, who, told)
    columns = ("article_id", "kind", "key")
    main = {} if who is None or "kind" not in who else reader.find_main(*(who[c].tolist() for c in columns))
    mains = [main.get(article_id, "") for article_id in taken["article_id"].tolist()]
    kinds, partners, names = zip(*map(reader.read, told, named, mains), strict=True) if told else ((),) * 3
    made = {"event_id": make_ids(taken), "kind": kinds, "partners": partners, "what": names, "keep": True}
    made |= {"precision": [one.date.precision for one in told], "clause": [one.clause for one in told]}
    made["who"] = ["; ".join(dict.fromkeys(key for _, _, key, *_ in some)) for some in named]
    events = make_table(dict(taken.items()) | made, "events")
    for table, read in ((meetings, reader.read_meeting), (agreements, reader.read_agreement)):
        if table is not None and len(table):
            dated = table[table["first_day"].notna()].to_dict("records")  # of no other is an event made
            events = _take_over(events, [*filter(None, map(read, dated))], articles)
    events["status"] = events["status"].where(events["status"] != "", _find_status(events, articles))
    return events


def _take_over(events: pd.DataFrame, rows: list[dict[str, Any]], articles: pd.DataFrame) -> pd.DataFrame:
    """The events, with these rows in place of the dates in the same sentence that gave them their days."""
    days = ("article_id", "sentence", "first_day", "last_day")
    keys = [tuple(row[name] for name in days) for row in rows]
    places: dict[tuple, list[int]] = {key: [] for key in keys}
    for place, key in enumerate(iterate_rows(events, days)):
        if key in places:
            places[key].append(place)
    first = [at[0] for at in places.values() if at]
    told = dict(zip(first, events.loc[first, list(_OF_DATE)].to_dict("records"), strict=True))
    gone, used = set[int](), set[str]()
    for row, key in zip(rows, keys, strict=True):
        own = make_id("e", row["article_id"], row["start"], row["text"])
        # "gặp A và B": one verb tells two meetings
        row["event_id"] = own = row["source_id"] if own in used else own
        used.add(own)
        if at := places[key]:
            date = told[at[0]]
            row |= date | {"event_id": own} if gone.issuperset(at) else date  # of two the second has its own
        gone.update(at)
    order = {article_id: place for place, article_id in enumerate(articles["article_id"])}
    both = pd.concat([events.drop(index=list(gone)), make_table(rows, "events")])
    both["place"] = both["article_id"].map(order)
    return both.sort_values(["place", "start"], kind="stable", ignore_index=True).drop(columns="place")


def _find_status(events: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Past (a visit: once it has begun) or announced at publication; unknown if that leaves it open."""
    bounds = find_bounds(articles).reindex(events["article_id"]).set_axis(events.index)
    low, high = (bounds[name].astype(DAY) for name in bounds)
    begun = events["first_day"].where(events["precision"] == "day", events["last_day"])
    return np.select([begun <= low, events["first_day"] >= high], ["past", "announced"], "unknown")


def _find_named(dates: pd.DataFrame, mentions: pd.DataFrame | None, told: list[Told]) -> list[list[tuple]]:
    """The mentions in the clause of each date, from its first character to its last, in the order of their table."""
    if mentions is None:
        return [[]] * len(told)
    check_table(mentions, "mentions", columns=("article_id", *_MENTION[:3]))
    ids = pd.Index(dates["article_id"].unique())
    begins = ids.get_indexer(mentions["article_id"]) * _LONGEST + mentions["start"].to_numpy("int64")
    order = np.argsort(begins, kind="stable")
    spans = ids.get_indexer(dates["article_id"])[:, None] * _LONGEST + np.array([one.span for one in told])
    within = [sorted(order[first:last].tolist()) for first, last in np.searchsorted(begins[order], spans)]
    wanted = sorted({place for places in within for place in places})  # few stand in the clause of a date
    table = mentions.take(wanted).reindex(columns=_MENTION, fill_value="").fillna("")
    cells = dict(zip(wanted, iterate_rows(table, _MENTION), strict=True))
    named = ([cells[place] for place in places] for places in within)
    return [[row for row in rows if row[1] <= one.span[1]] for rows, one in zip(named, told, strict=True)]


def correct_events(
    events: pd.DataFrame, corrections: pd.DataFrame | Path | str, *, lexicons: Path | str | None = None
) -> pd.DataFrame:
    """Lay corrections over events; an event that is only in the corrections and has a day is added.

    Parameters
    ----------
    events : the ``events`` table.
    corrections : from `kit.load_corrections`, or the path of that file, which need not be there yet.
    lexicons : the folder of lexicons of one's own, if they have partners that are named (``corpus.lexicons``).

    Returns
    -------
    ``events`` as corrected, without those that are not to be kept.

    Raises
    ------
    FileError : the file, a cell of it or an id cannot be read; all that is wrong, with the rows.

    Warns
    -----
    KitWarning : a correction is of an event that is no longer found, and does not tell enough to stand alone.
    """
    events = check_table(events, "events", columns=("event_id",))
    return lay_over(events, corrections, lexicons=lexicons)
