"""When an article was published, deduced from what it says is past and what it says is to come."""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from kit.schema import SCHEMAS, STORY_ROLES, check_table
from kit.tag.dates import find_dates, find_today, read_day
from kit.vietnamese.dates.calendars import days_of, months
from kit.vietnamese.dates.expressions import simplify
from kit.vietnamese.dates.grammar import load_grammar
from kit.vietnamese.dates.tense import find_tense
from kit.vietnamese.dates.vocabulary import LEXICON, Vocabulary

ARCHIVE = dt.date(1998, 1, 1)  # Viet Nam was connected to the Internet in November 1997
AHEAD = dt.timedelta(days=5 * 365)  # an announcement farther ahead than that tells nothing of its own day
DATELINE = 60  # characters from the beginning of the lead within which a day is the day of the news
OPENING = 16  # characters within which that needs no word of the past ("Ngày 19/4, tại trụ sở Bộ")
_BESIDE = 2  # sentences between a story and its date line
_REASONS = {"given": "It came with the article.", "stated": "The article has a date line."}
_DEDUCED = ("published", "published_basis", "published_from", "published_to", "published_reason")
_DAY_LEVEL = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?(?:/\d{4}-\d\d-\d\d(?:T.*)?)?")
_DATELINE = re.compile(r"XXXX-(\d\d)-(\d\d)(?:T.*)?")
_COMING_MONTH = re.compile(r"XXXX-(\d\d)")


@dataclass(slots=True)
class _Evidence:
    """What the dates of one article say about its publication."""

    stated: dt.date | None = None
    dateline: tuple[int, int] | None = None  # month and day of a day of news without a year
    coming: list[int] = field(default_factory=list)  # months named with "tới"
    past: list[dt.date] = field(default_factory=list)
    ahead: list[dt.date] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def add_published(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    archive_from: dt.date = ARCHIVE,
    today: str | dt.date | pd.Timestamp | None = None,
    lexicon: Path | str = LEXICON,
) -> pd.DataFrame:
    """Add the publication date, or the bounds of it, of articles that came without one.

    Parameters
    ----------
    articles : the ``articles`` table. A ``published`` that is there already stays as it is.
    sentences : the ``sentences`` table of these articles.
    archive_from : the day before which no article can be from. An article about 1945 names days of 1945; they are
        history and bound nothing, and neither does a day more than five years after all that is past.
    today : the day that decades and two-digit years are near to, and beyond which plans are too far ahead (default:
        `kit.tag.dates.find_today` of the articles).
    lexicon : YAML file with the words of dates and of tense.

    Returns
    -------
    The articles with ``published``, ``published_basis``, ``published_from``, ``published_to`` and a sentence of
    ``published_reason``. The basis is ``given`` or ``stated`` (as it came, or on a date line), ``inferred`` (the lead
    names the day of its news, and past and announced events leave one year for it), ``bounded`` (only the
    interval is known: ``published`` stays ``NaT``, for a guess is no fact) or ``unknown``.

    Raises
    ------
    TableError : a column is missing.
    OptionError : ``today`` is not a date.

    Notes
    -----
    Past is a day beside *đã*, *hồi* or *vừa*, or of a document (*Quyết định … ngày 20/3/2020*); to come is a day
    beside *sẽ*, *dự kiến* or *sắp tới*. Dates in teasers belong to other articles and are left aside.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> text = "Ngày 4/4/2023, hai bên đã hội đàm."
    >>> sentences = make_table([{"article_id": "a", "text": text, "end": len(text), "role": "lead"}], "sentences")
    >>> articles = make_table([{"article_id": "a", "text": text}], "articles")
    >>> row = add_published(articles, sentences).iloc[0]
    >>> row["published_basis"], str(row["published_from"].date())
    ('bounded', '2023-04-04')
    """
    check_table(articles, "articles", columns=("article_id", "text", "published"))
    check_table(sentences, "sentences", columns=("article_id", "sentence", "role", "start", "text"))
    result = articles.copy()
    for name, empty in (("published_from", pd.NaT), ("published_to", pd.NaT), ("published_basis", "")):
        if name not in result:
            result[name] = pd.Series(empty, index=result.index, dtype=SCHEMAS["articles"][name])
    missing = result["published"].isna()
    given = ~missing & ~result["published_basis"].isin(["given", "stated", "inferred"])
    result.loc[given, "published_basis"] = "given"
    result["published_reason"] = result["published_basis"].map(_REASONS).fillna("").astype("str")
    now = read_day(today, "today") or find_today(result)
    evidence = _collect(result[missing], sentences, archive_from, now, lexicon)
    deduced = [_deduce(evidence[article_id], now) for article_id in result.loc[missing, "article_id"]]
    for name, values in pd.DataFrame(deduced, columns=list(_DEDUCED), index=result.index[missing]).items():
        known = values.astype(result[name].dtype)
        result.loc[missing, name] = known.where(known.notna(), result[name])
    return result


def _collect(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    archive_from: dt.date,
    today: dt.date,
    lexicon: Path | str,
) -> defaultdict[str, _Evidence]:
    """The evidence of each article: its dates read without a publication date, with their tense."""
    found: defaultdict[str, _Evidence] = defaultdict(_Evidence)
    own = sentences[sentences["article_id"].isin(articles["article_id"])]
    if own.empty:
        return found
    vocabulary = load_grammar(lexicon)
    blank = articles.assign(published=pd.NaT, published_from=pd.NaT, published_to=pd.NaT)
    dates = find_dates(own, blank, today=today, lexicon=lexicon)
    opening, stories = _openings(own), _find_stories(own)
    keys = zip(own["article_id"], own["sentence"], strict=True)
    texts = dict(zip(keys, zip(own["start"], own["text"], strict=True), strict=True))
    read, low = None, ""
    for row in dates.to_dict("records"):
        key = row["article_id"], row["sentence"]
        start, text = texts[key]
        if key != read:
            read, low = key, simplify(text)
        row["at"], row["to"] = row["start"] - start, row["end"] - start
        first, last = stories.get(row["article_id"], (0, 0))
        row["beside"] = first - _BESIDE <= row["sentence"] <= last + _BESIDE
        row["opening"] = opening.get(row["article_id"]) == row["sentence"]
        _weigh(found[row["article_id"]], row, low, archive_from, vocabulary)
    return found


def _find_stories(sentences: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """The first and the last sentence of each story; a date line farther away is a clock or another story's."""
    story = sentences[sentences["role"].isin(STORY_ROLES)].groupby("article_id", sort=False)["sentence"]
    ends = zip(story.min().to_dict().items(), story.max(), strict=True)
    return {article_id: (int(first), int(last)) for (article_id, first), last in ends}


def _openings(sentences: pd.DataFrame) -> dict[str, int]:
    """The sentence of each article in which the story begins: of its lead, or else of its body."""
    story = sentences[sentences["role"].isin(["lead", "body"])]
    order = story.sort_values(["role", "sentence"], ascending=[False, True])  # a lead before a body
    first = order.drop_duplicates("article_id")
    return dict(zip(first["article_id"], first["sentence"], strict=True))


def _weigh(
    evidence: _Evidence, row: dict[str, Any], low: str, archive_from: dt.date, vocabulary: Vocabulary
) -> None:
    """Add what one date says."""
    value, shown = row["value"], row["text"]
    days = days_of(value) if row["type"] in ("DATE", "TIME") else None
    if row["role"] in ("byline", "furniture"):
        alone = row["to"] - row["at"] >= len(low.strip()) / 2
        if alone and row["beside"] and days and archive_from <= days[0] == days[1] and not row["inferred"]:
            evidence.stated = evidence.stated or days[0]
        return
    if row["role"] not in STORY_ROLES:
        return
    tense = find_tense(low, row["at"], row["to"], vocabulary)
    told = tense == "past" or (row["at"] <= OPENING and not tense)
    match = _DATELINE.fullmatch(value)
    if match and row["opening"] and row["at"] <= DATELINE and told and evidence.dateline is None:
        evidence.dateline = int(match[1]), int(match[2])
        evidence.reasons.append(f"the lead tells the news of {shown!r}")
    if (match := _COMING_MONTH.fullmatch(value)) and "direction" in row["rule"] and "tới" in shown:
        evidence.coming.append(int(match[1]))
        evidence.reasons.append(f"{shown!r} is the next month of that name")
    if days and tense and row["calendar"] == "gregorian" and not row["inferred"]:
        if days[1] < archive_from:
            evidence.reasons.append(f"{shown!r} is history and bounds nothing")
        else:
            _bound(evidence, tense, days, value, shown)


def _bound(evidence: _Evidence, tense: str, days: tuple[dt.date, dt.date], value: str, shown: str) -> None:
    """A day that is past or ahead bounds the publication; a month or a year is too wide to."""
    if not _DAY_LEVEL.fullmatch(value) or value[4:10] == value[15:21]:  # 2/9/1945 - 2/9/2022: an anniversary
        return
    if tense == "past":
        evidence.past.append(days[1])
        evidence.reasons.append(f"{shown!r} is past")
    else:
        evidence.ahead.append(days[0])
        evidence.reasons.append(f"{shown!r} is still to come")


def _deduce(
    evidence: _Evidence, today: dt.date
) -> tuple[dt.date | None, str, dt.date | None, dt.date | None, str]:
    """Publication day, basis, bounds and reason from the evidence of an article."""
    if evidence.stated:
        return evidence.stated, "stated", evidence.stated, evidence.stated, _REASONS["stated"]
    first, last = max(evidence.past, default=None), min(evidence.ahead, default=None)
    for month in set(evidence.coming):  # "tháng 5 tới" and 17/5/2022 to come: published since the May before
        for day in evidence.ahead:
            if day.month == month:
                since = months(day.year - 1, month, month)[1] + dt.timedelta(1)
                first = max(first, since) if first else since
    if last and last > (first or dt.date(today.year, 12, 31)) + AHEAD:
        evidence.reasons.append(f"{last} is too far ahead to bound anything")
        last = None
    reason = "; ".join(dict.fromkeys(evidence.reasons))
    if first and last and first > last:
        return None, "unknown", None, None, f"The dates contradict each other: {reason}."
    days = _candidates(evidence.dateline, first, last)
    if len(days) == 1:
        known = f"Only {days[0]} fits: {reason}."
        return days[0], "inferred", days[0], last, known
    if first or last:
        return None, "bounded", first, last, f"Only bounds are known: {reason}."
    return None, "unknown", None, None, f"No year is known: {reason}." if reason else "No date says it."


def _candidates(
    dateline: tuple[int, int] | None, first: dt.date | None, last: dt.date | None
) -> list[dt.date]:
    """The days of that name between the bounds; none unless both are known."""
    if dateline is None or first is None or last is None:
        return []
    found = []
    for year in range(first.year, last.year + 1):
        span = days_of(f"{year:04d}-{dateline[0]:02d}-{dateline[1]:02d}")
        if span and first <= span[0] <= last:
            found.append(span[0])
    return found
