"""Leaders whom an article names without an office: "bà Merkel và ông Hollande"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kit.vietnamese.letters import UPPER
from kit.vietnamese.names.gazetteer import find_whole
from kit.vietnamese.names.holders import Held, Official, Reader
from kit.vietnamese.names.identity import join_names
from kit.vietnamese.names.leaders import Term, is_in_office, judge_terms
from kit.vietnamese.names.mentions import add_full_names, find_whole_words, goes_on
from kit.vietnamese.names.offices import LEVELS
from kit.vietnamese.names.titles import Titles

_FIRST = (*LEVELS[:3], "organisation_head")
_GONE = re.compile(r"(?:kế nhiệm|tiền nhiệm|thay|thay thế|thay cho|thời|cố|cựu)(?: là)? (?:ông|bà|ngài) $")
# Capitalised words before a name, and how many characters of them at most.
_FORENAMES = re.compile(rf"[{UPPER}](?<!\w.)\w*(?= )")
_FULL = 24
_RUNNING = ("ứng cử viên", "ứng viên")
_ELECTED = ("đắc cử", "trúng cử", "nhậm chức", "thắng cử", "tân tổng thống", "tân thủ tướng")


class _Known(NamedTuple):
    """A leader of the list who is named without an office: where, and what the terms say."""

    places: list[tuple[int, int]]
    side: str
    level: str
    since: int


def find_known(
    reader: Reader, held: list[Held], by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Leaders of the list whom the article gives no office: "bà Merkel và ông Hollande".

    Those who were in office on its day; where that is not known, at a time at which all were who are named with their
    office. By a surname alone only heads of states, governments, parties and organisations, and where no day is known
    only beside other officials, or where their country is named.
    """
    found = _list_known(reader, held, covered)
    if not found:
        return
    others = [(key, people[0].partner, people[0].level) for key, people in by_key.items()]
    names = [(name, one.side, one.level) for name, one in found.items()]
    keys = join_names([*others, *names], reader.leaders)
    add_full_names(keys, names, reader)
    last: dict[tuple[str, str], int] = {}
    for one in found.values():
        last[one.side, one.level] = max(one.since, last.get((one.side, one.level), 0))
    for name, one in found.items():
        known = " " not in keys[name] or reader.leaders.find(keys[name])
        own = any(term.person.casefold().startswith(name) for term in reader.leaders.find(name))
        if not (known or own):
            continue  # "ông Morrison" is Charles Morrison here; but "ông Kim" is no Kim Jung-sook
        if one.since == last[one.side, one.level] or not one.side:  # of two presidents of a state the later
            for start, end in one.places:
                covered[start:end] = b"\1" * (end - start)
                key = keys[name] if known else name
                said = [(other.partner, other.level) for other in by_key.get(key, ()) if other.partner]
                # "ông Kim" is Kim Kwan-jin of the article
                side, level = said[0] if said and said[0][0] != one.side else (one.side, one.level)
                yield Official(start, end, key, "known name", start, start, side, level)


def _list_known(reader: Reader, held: list[Held], covered: bytearray) -> dict[str, _Known]:
    """The leaders who are named behind "ông" or "bà" without an office, by the name in small letters."""
    titles, days = reader.titles, reader.days
    called: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start, end in _find_called(titles, covered):
        called[titles.text[start:end]].append((start, end))
    found: dict[str, _Known] = {}
    for name, places in called.items():
        terms = tuple(
            term for term in reader.leaders.find(name) if term.level and _is_own(term, name, reader)
        )
        if not terms:
            continue
        in_office = (
            is_in_office(terms, days)
            if days
            else _is_of_time(terms, held) and not _is_candidate(name, held, titles.low)
        )
        if in_office and not _is_given_name(name, reader):
            side, level = judge_terms(terms, "", days)
            since = max(term.first for term in terms)
            found[name] = _Known(places, find_whole(side, reader.gazetteer), level, since)
    sides = (
        {find_whole(key, reader.gazetteer) for _, key in titles.entities.values() if key} if found else set()
    )
    beside = days is not None or bool(held) or len(found) > 1
    return {
        name.casefold(): one
        for name, one in found.items()
        if " " in name or (one.side and one.level in _FIRST and (beside or one.side in sides))
    }


def _is_given_name(name: str, reader: Reader) -> bool:
    """Whether one word is the given name of somebody else of the article: "ông Hoan", who is Lê Minh Hoan."""
    titles = reader.titles
    if " " in name:
        return False
    for start in find_whole_words([name], titles.text)[name]:
        last = start + len(name)
        for before in _FORENAMES.finditer(titles.text, max(0, start - _FULL), start):
            end, vietnamese = titles.names.read(before.start(), min(last + 1, len(titles.text)))
            whole = titles.text[before.start() : end]
            own = before.start() not in titles.entities  # "Hàn Quốc | Kim"
            if own and vietnamese and end == last and not reader.leaders.find(whole):
                return True
    return False


def _is_candidate(name: str, held: list[Held], low: str) -> bool:
    """Whether an article in which nobody is elected names somebody without an office as a candidate: "ứng cử viên Anna
    Silva"."""
    told = any(map(low.__contains__, _RUNNING)) and not any(map(low.__contains__, _ELECTED))
    if not told or any(one.key.endswith(name.casefold()) for one in held):
        return False
    form = rf"(?<!\w){re.escape(name.casefold())}(?!\w)"
    before = rf"(?:{'|'.join(_RUNNING)})[^,.;:]{{0,40}}{form}"
    behind = rf"{form}[^,.;:]{{0,60}}(?:là|như|thành|làm|một) (?:{'|'.join(_RUNNING)})"
    lines = (line for line in low.split("\n") if any(map(line.__contains__, _RUNNING)))
    return any(map(re.compile(f"{before}|{behind}").search, lines))


def _find_called(titles: Titles, covered: bytearray) -> Iterator[tuple[int, int]]:
    """The names behind "ông" and "bà" that are nobody's yet."""
    for first, start in titles.calls:
        if covered[start] or titles.low[first - 1 : first].isalnum():
            continue
        end, vietnamese = titles.names.read(start, min(start + 50, len(titles.text)))
        end = end if vietnamese else max(end, titles.read_word(start))
        if end == start or covered.find(1, start, end) >= 0 or goes_on(titles.text, end, titles):
            continue
        gone = _GONE.search(titles.low, start - 24, start)
        if not gone and not titles.text.startswith((" Jr", ", Jr"), end):
            yield start, end


def _is_own(term: Term, name: str, reader: Reader) -> bool:
    """Whether a name without a title is this leader's: no family name that half a country has ("bà Choi")."""
    low = name.casefold()
    return " " in name or low in reader.leaders.terms or not term.person.casefold().startswith(low)


def _is_of_time(terms: tuple[Term, ...], held: list[Held]) -> bool:
    """Whether one of these terms meets one of each person who is named with the office held."""
    times = ([term for term in one.terms if term.level == one.level] for one in held if not one.former)
    return all(
        any(one.first < other.last and other.first < one.last for one in terms for other in of)
        for of in times
        if of
    )
