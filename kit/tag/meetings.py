"""Meetings: who met whom, where and when, at which level.

How a sentence tells of one is in `kit.vietnamese.meetings`, by which words in ``data/lexicons/meetings.yml``;
docs/meetings.md says what counts as a meeting.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from kit.schema import OWN_ROLES, SIDES, check_table, iterate_rows
from kit.tag.corrections import lay_over
from kit.tag.mentions import group_rows, make_id, make_mentions
from kit.tag.published import list_bounds
from kit.vietnamese.meetings.articles import load_reader
from kit.vietnamese.meetings.encounters import Encounter
from kit.vietnamese.meetings.marks import Day, Forum, Party
from kit.vietnamese.meetings.parties import Article, Named
from kit.vietnamese.names.cues import HOME, REPEATED
from kit.vietnamese.names.instruments import find_organiser, load_instruments
from kit.vietnamese.names.offices import LEVELS

_LONGEST = 62  # days: what lasts longer is no meeting
_EXACT, _ABOUT = re.compile(r"\d-\d\d-\d\d"), re.compile(r"\d{4}(?:-\d\d)?")

_PLACE, _NAME = ("article_id", "sentence"), ("start", "end", "key")

# Article → sentence → what stands in it.
Grouped = dict[str, dict[int, list]]


def find_meetings(
    sentences: pd.DataFrame,
    partners: pd.DataFrame,
    people: pd.DataFrame,
    dates: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    home: str = HOME,
) -> pd.DataFrame:
    """Find the meetings that articles tell of: encounters of two sides or more that took place or are announced.

    Parameters
    ----------
    sentences : table of schema ``sentences``; whole articles, because "hai bên" leans on what was told before.
    partners, people, dates : the tables of `kit.find_partners`, `kit.find_people` and `kit.find_dates` for them.
    articles : the ``articles`` table, for the days of publication.
    home : the country from which the direction of a visit is seen (ISO 3166-1 alpha-3).

    Returns
    -------
    Table of schema ``meetings``, one row for each meeting of an article, in the order of the text; told several
    times it is one row, at the sentence that tells it first. ``start``, ``end``, ``text``: the words that tell it;
    ``kind``: receive, talks, meet, phone, visit, attend, sign, other; ``side_a`` the host, or who is named first,
    ``side_b`` the others (keys as in ``partners``, with blanks between); ``person_a``, ``person_b`` (keys as in
    ``people``) and ``office_a``, ``office_b``, with "; " between; ``level`` the highest of a foreign side, or of
    ``home`` if nobody else is named; ``direction`` of a visit: in, out, other; ``place`` as written; ``first_day``,
    ``last_day`` (NaT: not told), ``about`` the month or year if no more is told, ``basis`` of the day (sentence,
    article); ``status`` at publication (past, announced); ``rule``. What is denied, called off, asked for or only
    possible is no meeting.

    Raises
    ------
    TableError : a table lacks columns.
    LexiconError : the lexicon cannot be used; names file and line.

    Examples
    --------
    >>> import kit
    >>> from kit.schema import make_table
    >>> text = "Sáng 4/4/2023, Thứ trưởng Ngoại giao Hà Kim Ngọc đã tiếp Quốc vụ khanh Bỉ Nicole de Moor."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> articles = make_table([{"article_id": "a", "text": text}], "articles")
    >>> found = [kit.find_partners(sentences), kit.find_people(sentences), kit.find_dates(sentences, articles)]
    >>> meetings = find_meetings(sentences, *found, articles)
    >>> meetings[["kind", "side_a", "side_b", "person_b", "level"]].values.tolist()
    [['receive', 'VNM', 'BEL', 'nicole de moor', 'minister']]
    """
    for table, name in ((sentences, "sentences"), (people, "people"), (dates, "dates")):
        check_table(table, name)
    check_table(articles, "articles", columns=("article_id", "published"))
    read, bounds = load_reader(), list_bounds(articles)
    tables = _group_people(people), _group_sides(partners), _group_days(dates), _group_forums(partners)
    rows: list[tuple[Any, ...]] = []
    for key, lines in group_rows(sentences, ("start", "text", "sentence", "role")).items():
        own = sorted([line for line in lines if line[-1] in OWN_ROLES], key=itemgetter(0))
        article = Article(own, *[table.get(key, {}) for table in tables])
        rows += [_as_row(key, one, home) for one in read(article, bounds.get(key))]
    return make_mentions(rows, "meetings")


def _group(table: pd.DataFrame, things: Iterable[Any]) -> Grouped:
    """What stands in each sentence of each article, by what was made of each row of a table."""
    found: Grouped = defaultdict(lambda: defaultdict(list))
    for (article, sentence), one in zip(iterate_rows(table, _PLACE), things, strict=True):
        found[article][sentence].append(one)
    return found


def _group_people(people: pd.DataFrame) -> Grouped:
    names = ("start", "end", "key", "partner", "title", "level", "title_start", "title_end", "kind")
    return _group(people, map(Named._make, iterate_rows(people, names)))


def _group_sides(partners: pd.DataFrame) -> Grouped:
    sides = partners[partners["kind"].isin(SIDES) & partners["rule"].ne(REPEATED)]
    return _group(sides, iterate_rows(sides, _NAME))


def _group_forums(partners: pd.DataFrame) -> Grouped:
    """The conferences with a name whose organisation is known."""
    events, instruments = partners[partners["kind"].eq("event")], load_instruments()
    held = events.assign(key=[find_organiser(key, instruments) for key in events["key"]])
    held = held[held["key"].ne("")]
    return _group(held, (Forum(*row) for row in iterate_rows(held, _NAME)))


def _group_days(dates: pd.DataFrame) -> Grouped:
    told = dates[dates["type"].isin(["DATE", "TIME"]) & dates["first_day"].notna()]
    ends = (told[name].to_numpy("datetime64[D]").tolist() for name in ("first_day", "last_day"))
    return _group(told, map(_as_day, *(told[name].tolist() for name in ("start", "end", "value")), *ends))


def _as_day(start: int, end: int, value: str, first: date, last: date | None) -> Day:
    exact = last is not None and (last - first).days < _LONGEST and _EXACT.search(value) is not None
    return Day(start, end, first, last or first, exact, value if _ABOUT.fullmatch(value) else "")


def _as_row(article: str, one: Encounter, home: str) -> tuple[Any, ...]:
    hosts, guests = _list_sides(one.hosts), _list_sides(one.guests)
    if not guests or not hosts:
        both = hosts or guests
        hosts, guests = both[:1], both[1:]
    guests = [side for side in guests if side not in hosts] or guests
    first = [party for party in one.parties if not hosts or not {*hosts}.isdisjoint(party.sides)]
    second = [party for party in one.parties if party not in first]
    foreign = [party.level for party in one.parties if home not in party.sides and party.level]
    levels = foreign or [party.level for party in one.parties if party.level]
    direction = "in" if home in hosts else "out" if home in guests else "other"
    days = (one.days.first, one.days.last) if one.days else (None, None)
    about = one.about.value if one.about and not one.days else ""
    sentence, way = one.sentence, direction if one.kind == "visit" else ""
    return (
        *(make_id("m", article, one.start, *sorted(one.sides), *sorted(one.persons)), article),
        *(sentence.number, sentence.role, one.start, one.end, sentence.cut(one.start, one.end), one.kind),
        *(" ".join(hosts), " ".join(guests), _join(first, "person"), _join(second, "person")),
        *(_join(first, "office"), _join(second, "office"), min(levels, key=LEVELS.index, default=""), way),
        *(one.place, *days, about, one.basis, one.status, one.rule, True, ""),
    )


def _list_sides(parties: Iterable[Party]) -> list[str]:
    return [*dict.fromkeys(side for party in parties for side in party.sides)]


def _join(parties: Iterable[Party], name: str) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(attrgetter(name), parties))))


def correct_meetings(
    meetings: pd.DataFrame, corrections: pd.DataFrame | Path | str, *, lexicons: Path | str | None = None
) -> pd.DataFrame:
    """Lay corrections over meetings; one that is only in the corrections and has a day is added.

    Parameters
    ----------
    meetings : the ``meetings`` table.
    corrections : from `kit.load_corrections`, or the path of that file, which need not be there yet.
    lexicons : the folder of lexicons of one's own, if they have partners that are named (``corpus.lexicons``).

    Returns
    -------
    ``meetings`` as corrected, without those that are not to be kept.

    Raises
    ------
    FileError : the file, a cell of it or an id cannot be read; all that is wrong, with the rows.

    Warns
    -----
    KitWarning : a correction is of a meeting that is no longer found, and does not tell enough to stand alone.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> meetings = make_table([{"meeting_id": "b1", "kind": "meet", "keep": True}], "meetings")
    >>> by_hand = pd.DataFrame({"meeting_id": ["b1"], "kind": ["talks"]})
    >>> correct_meetings(meetings, by_hand)["kind"].tolist()
    ['talks']
    """
    meetings = check_table(meetings, "meetings", columns=("meeting_id",))
    return lay_over(meetings, corrections, lexicons=lexicons)
