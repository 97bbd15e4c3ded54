"""From a clause, or a row of meetings or agreements, to the event: its kind, its partners, what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kit.vietnamese.clauses import compile_turns, find_clause, find_cuts
from kit.vietnamese.dates.vocabulary import load_vocabulary
from kit.vietnamese.events.kinds import REACH, Place, Side, find_kind, list_sides
from kit.vietnamese.events.labels import Named, add_partners, write_meeting, write_what
from kit.vietnamese.events.vocabulary import DRAWN, Cue, load_event_words
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.precision import find_precision, is_anniversary

_SIDES = ("country", "org")
_PEOPLE = ("person", "office")
_NEAR = 120  # characters before a range of years within which "kỷ niệm" makes it an anniversary
_NAME = 22  # characters of an organisation's name; of a longer one its letters are written (ASEAN)
_TITLE = 40  # characters of an office that is written before a name
_SIGNED = {"signed": "signing", "to_be_signed": "signing", "in_force": "entry_into_force"}
_PAST = {"signed": "past", "to_be_signed": "announced"}


class Told(NamedTuple):
    """A date in a sentence: where this begins, its text, the same in small letters, its cues, the date's place."""

    offset: int
    text: str
    low: str
    cues: Sequence[Cue]
    date: Place

    @property
    def clause(self) -> str:
        """The clause around the date."""
        return self.text[self.date.first : self.date.last]

    @property
    def span(self) -> tuple[int, int]:
        """Where the clause begins and ends in the article."""
        return self.offset + self.date.first, self.offset + self.date.last


class EventReader:
    """Reads events as they concern a country.

    Parameters
    ----------
    home : the country (ISO 3166-1 alpha-3) whose dealings with others are told.
    """

    def __init__(self, home: str = HOME):
        self.home, self.words = home, load_event_words()
        lists = load_vocabulary().lists
        self._turns = compile_turns(lists["turns"])
        self._marks = re.compile(rf"(?<!\w)(?:{'|'.join(lists['anniversaries'])})(?!\w)")
        partners = load_gazetteer().partners.items()
        self.names = {
            key: key if len(one.vi) > _NAME and one.kind == "org" else one.vi for key, one in partners
        }

    def find(
        self, offset: int, text: str, low: str, spans: Sequence[tuple[int, int, str]]
    ) -> Iterator[Told | None]:
        """Of each date of a sentence what it tells of; none of those that are no point or range of the calendar.

        Parameters
        ----------
        offset, text, low : where the sentence begins in the article, its text, and this in small letters.
        spans : start and end in the article and TIMEX3 value of each date.
        """
        cuts, cues = find_cuts(low, self._turns), self.words.find(low)
        for start, end, value in spans:
            start, end, precision = start - offset, end - offset, find_precision(value)
            marked = "/" in value and self._marks.search(low[max(0, start - _NEAR) : start]) is not None
            if not precision or is_anniversary(value, marked):
                yield None
            else:
                date = Place(start, end, *find_clause(low, start, end, cuts), precision, "/" in value)
                yield Told(offset, text, low, cues, date)

    def find_main(self, articles: Iterable[str], kinds: Iterable[str], keys: Iterable[str]) -> dict[str, str]:
        """The country, else the organisation, that each article names most beside the home country.

        Parameters
        ----------
        articles, kinds, keys : of each mention the article, kind and key.
        """
        counts = Counter(
            (article, kind != "country", key)
            for article, kind, key in zip(articles, kinds, keys, strict=True)
            if kind in _SIDES and key != self.home
        )
        main: dict[str, str] = {}
        for article, _, key in sorted(counts, key=lambda one: (one[1], -counts[one], one[2])):
            main.setdefault(article, key)
        return main

    def read(self, told: Told, mentions: Sequence[tuple], main: str = "") -> tuple[str, str, str]:
        """The kind of an event, its partners (keys with a blank between), and what it is called.

        Parameters
        ----------
        told : the date and its sentence.
        mentions : of people and partners in the clause: start and end in the article, key, kind, partner, title, text.
        main : the partner that the article names most: of "hai nước" (the two countries) the other one.
        """
        whose = [
            partner if kind in _PEOPLE else key if kind in _SIDES else ""
            for _, _, key, kind, partner, *_ in mentions
        ]
        partners = list_sides(filter(None, whose), self.home)
        date = told.date
        first, last = max(date.first, date.start - REACH), min(date.last, date.end + REACH)
        near = [
            (one, side)
            for one, side in zip(mentions, whose, strict=True)
            if first <= one[0] - told.offset < last
        ]
        alone = main and not any(key != self.home for key in partners)

        def list_named() -> list[Side]:
            sides = [
                Side(start - told.offset, side or key, kind not in ("country", *_PEOPLE))
                for (start, _, key, kind, *_), side in near
                if side or (kind in ("event", "instrument") and not key.startswith("VN-"))
            ]
            two = self.words.two.search(told.low, first, last) if alone else None
            if two:
                partners[:] = [main, self.home]
                sides.append(Side(two.start(), main))
            return sides

        kind, cue = find_kind(told.low, date, told.cues, list_named, self.words, self.home)
        if cue is None or kind not in DRAWN:
            return kind, " ".join(partners), told.text[date.first : date.last]
        named = [
            Named(start - told.offset, end - told.offset, side, self._show(key, group, title, text), group)
            for (start, end, key, group, _, title, text), side in near
        ]
        named.sort()
        date = date._replace(first=first, last=last) if date.last - date.first > 3 * REACH else date
        what = write_what(told.text, date, kind, cue, named, self.words, self._list_foreign(partners))
        return kind, " ".join(partners), what

    def _show(self, key: str, kind: str, title: str, text: str) -> str:
        """What a mention is called in a label: a person with the first of their offices."""
        if kind not in _PEOPLE:
            return text if kind not in _SIDES else self.names.get(key, text)
        first = title.split(",")[0].split(" - ")[0].strip()
        if kind == "office":
            return text
        name = key.title() if text.lower() in title.lower() else text
        return f"{first} {name}".strip() if len(first) <= _TITLE else name

    def _list_foreign(self, partners: Sequence[str]) -> list[str]:
        return [self.names.get(key, key) for key in partners if key != self.home]

    def read_meeting(self, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The event that a row of the table of meetings is; none where no day is known."""
        if row["first_day"] != row["first_day"] or not row.get("keep", True):  # NaT is not itself
            return None
        partners = list_sides(f"{row['side_a']} {row['side_b']}".split(), self.home)
        people = [name for end in "ab" for name in str(row.get(f"person_{end}") or "").split("; ") if name]
        what = write_meeting(row, self.words, self.names)
        return self._make(row, "meeting_id", "encounter", partners, what) | {
            "status": row["status"],
            "who": "; ".join([*people, *partners]),
        }

    def read_agreement(self, row: Mapping[str, Any]) -> dict[str, Any] | None:
        """The event that a row of a table of agreements is; none where it is only mentioned, or no day is known."""
        kind = _SIGNED.get(row["status"], "")
        if not kind or row["first_day"] != row["first_day"] or not row.get("keep", True):
            return None
        partners = list_sides(str(row["parties"]).split(), self.home)
        word = self.words.kinds[kind][0]
        what = f"{word} {row['text']}" if kind == "signing" else f"{row['text']} {word}"
        made = self._make(row, "agreement_id", kind, partners, what)
        return made | {"status": _PAST.get(row["status"], ""), "who": "; ".join(partners)}

    def _make(
        self, row: Mapping[str, Any], source: str, kind: str, partners: Sequence[str], what: str
    ) -> dict[str, Any]:
        columns = ("article_id", "sentence", "start", "end", "text", "first_day", "last_day")
        value = "/".join(dict.fromkeys(f"{row[day]:%Y-%m-%d}" for day in columns[-2:]))
        made = {name: row[name] for name in columns} | {"role": row.get("role", "body"), "value": value}
        made |= {"basis": row.get("basis", ""), "note": row.get("note", ""), "precision": "day", "keep": True}
        made["inferred"] = (
            "" if made["basis"] in ("", "sentence") else "date"
        )  # it stands elsewhere, or nowhere
        what = add_partners(what, self._list_foreign(partners))
        return made | {"kind": kind, "partners": " ".join(partners), "what": what, "source_id": row[source]}
