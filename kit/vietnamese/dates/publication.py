"""When an article can have been published: what its dates say, and what is known about it, brought together."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from operator import itemgetter

from kit.vietnamese.dates.calendars import days_of, months
from kit.vietnamese.dates.evidence import Evidence, Named, News

# The first and the last day on which an article can have been published; None where that is not known.
Bounds = tuple[dt.date | None, dt.date | None]

# The day of publication, how it is known, its bounds, and the reason.
Publication = tuple[dt.date | None, str, dt.date | None, dt.date | None, str]

STATED = "The article has a date line."
AHEAD = dt.timedelta(days=5 * 365)  # an announcement farther ahead than that tells nothing of its own day
AGO = dt.timedelta(days=15 * 365)  # a day longer ago that nothing else supports is as likely told as history
BARE = dt.timedelta(days=5 * 365)  # and one that no word tells as news is so sooner
_DAY = dt.timedelta(days=1)
_MONTH = dt.timedelta(days=31)  # by which what is told without a tense must be later to be told of long after
_HALF_YEAR = dt.timedelta(days=183)  # days without a year that are farther apart may be of two years


@dataclass(slots=True)
class Known:
    """What is given about the publication of one article: bounds, what is wrong with them, and its name in `FLAGS`."""

    first: dt.date | None
    last: dt.date | None
    flags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def exclude(self, day: dt.date) -> bool:
        """Whether an article of this day lies outside the bounds."""
        return bool((self.first and day < self.first) or (self.last and day > self.last))

    def show(self) -> list[str]:
        """The bounds in words, if there are any."""
        ends = (("from", self.first), ("to", self.last))
        said = " ".join(f"{word} {day}" for word, day in ends if day)
        return [f"it is known to be {said}"] if said else []

    def contradict(self, named: Named, what: str) -> None:
        """Note a day of the text that the bounds exclude, which stay as they are given."""
        self.flags.append("bounds-against-text")
        self.notes.append(f"The bounds given exclude {named.quote()}, which {what}.")

    def explain(self, reason: str) -> str:
        """A reason, and what is wrong with what is given."""
        return " ".join([reason, *self.notes])


def know_bounds(own: Bounds, collection: Bounds, today: dt.date | None) -> Known:
    """The bounds of an article, and those of its collection where they do not exclude each other."""
    known = Known(*own)
    if known.first and known.last and known.first > known.last:
        note = f"Its bounds, from {known.first} to {known.last}, are reversed and not used."
        known = Known(None, None, ["reversed-bounds"], [note])
    if today and known.first and known.first > today:
        known.flags.append("future-date")
        known.notes.append(f"It is said to be from {known.first} or later, which is after today ({today}).")
    first = max(filter(None, (known.first, collection[0])), default=None)
    last = min(filter(None, (known.last, collection[1])), default=None)
    if first and last and first > last:
        known.flags.append("date-outside-bounds")
        known.notes.append("The bounds of the collection exclude its own, which stay.")
    else:
        known.first, known.last = first, last
    return known


def deduce(evidence: Evidence, known: Known, today: dt.date) -> Publication:
    """Publication day, basis, bounds and reason from the evidence of an article and what is given about it."""
    if evidence.stated:
        day, named = evidence.stated
        if known.exclude(day):
            known.contradict(named, "is its date line")
        return day, "stated", day, day, known.explain(STATED)
    first, last = _find_edges(evidence, known, today)
    news = _find_news(evidence, known, first, last, today)
    reason = "; ".join(dict.fromkeys((*evidence.reasons, *known.show())))
    if first and last and first > last:
        basis = "bounded" if known.show() else "unknown"
        told = known.explain(f"The dates contradict each other: {reason}.")
        return None, basis, known.first, known.last, told
    first = max(filter(None, (first, known.first)), default=None)
    last = min(filter(None, (last, known.last)), default=None)
    if news:
        start, end = max(news, known.first or news), min(filter(None, (news + _DAY, last)))
        return start, "inferred", start, end, known.explain(f"Only {start} fits: {reason}.")
    if first or last:
        return None, "bounded", first, last, known.explain(f"Only bounds are known: {reason}.")
    return (
        None,
        "unknown",
        None,
        None,
        known.explain(f"No year is known: {reason}." if reason else "No date says it."),
    )


def _find_edges(evidence: Evidence, known: Known, today: dt.date) -> Bounds:
    """The latest day that is past and the earliest that is to come, without what the known bounds exclude."""
    past = [*evidence.past]
    for (
        month,
        named,
    ) in evidence.coming:  # "tháng 5 tới" and 17/5/2022 to come: published since the May before
        years = [day.year for day, _ in evidence.ahead if day.month == month]
        past += [(months(year - 1, month, month)[1] + _DAY, named) for year in years]
    first = max(past, key=itemgetter(0), default=None)
    last = min(evidence.ahead, key=itemgetter(0), default=None)
    if last and last[0] > (first[0] if first else dt.date(today.year, 12, 31)) + AHEAD:
        evidence.reasons.append(f"{last[0]} is too far ahead to bound anything")
        last = None
    if first and known.last and first[0] > known.last:
        known.contradict(first[1], "is past")
        first = None
    if last and known.first and last[0] < known.first:
        known.contradict(last[1], "is still to come")
        last = None
    return first and first[0], last and last[0]


def _find_news(
    evidence: Evidence, known: Known, first: dt.date | None, last: dt.date | None, today: dt.date
) -> dt.date | None:
    """The day of the news, if the words or the bounds leave one and the story tells of none that is later."""
    news = _choose_news(evidence)
    if news is None or (first and last and first > last):
        return None
    evidence.reasons.insert(0, f"the lead tells the news of {news.named.shown!r}")
    since = first or (known.first and known.first - _DAY)  # news may be of the day before
    until = min(filter(None, (last, known.last)), default=None)
    if news.day and known.exclude(news.day) and news.day != since:
        known.contradict(news.named, "is the news that it opens with")
    days = [day for day in _list_days(news, since, until) if (since or day) <= day <= (until or day)]
    if len(days) != 1 or known.flags or _tells_later(evidence, news, days[0]):
        return None
    supported = known.show() or last or days[0] >= today - (BARE if news.bare else AGO)
    return days[0] if supported else None


def _choose_news(evidence: Evidence) -> News | None:
    """The day with which the story opens; or one farther on that is said again, or with the part of the day."""
    news, far = evidence.news, evidence.far
    if news and not (news.named.place.rank and evidence.dated):
        return news
    far = far or (news if news and not news.day else None)  # the first sentence names another day
    said = [month_day for month_day, _ in evidence.told]
    return far if far and (far.part or said.count(far.month_day) > 1) else None


def _list_days(news: News, since: dt.date | None, until: dt.date | None) -> list[dt.date]:
    """The days that a day of news may be: of one without a year those of that name in the years between bounds."""
    if news.day or since is None or until is None:
        return [news.day] if news.day else []
    spans = (days_of(f"{year:04d}-{news.month_day}") for year in range(since.year, until.year + 1))
    return [span[0] for span in spans if span and news.weekday in (0, span[0].isoweekday())]


def _tells_later(evidence: Evidence, news: News, day: dt.date) -> bool:
    """Whether the story tells of a day after that of its news; of one without a year only if it is past."""
    if news.day and (evidence.looks_back or any(later > day + _MONTH for later in evidence.later)):
        return True
    spans = [
        days_of(f"{day.year:04d}-{month_day}") for month_day, past in evidence.told if past or not news.day
    ]
    return any(span and day < span[0] < day + _HALF_YEAR for span in spans)
