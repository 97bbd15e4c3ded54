"""Later mentions: people and offices that an article named before, by a part of the name or by the office.

"Bà Nenette Motus khẳng định", "bà Motus", "Thứ trưởng Ngọc", "Thủ tướng Bỉ".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from operator import itemgetter

from ahocorasick_rs import AhoCorasick

from kit.vietnamese.names.appositions import is_alone, read_name_before
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.holders import Held, Official, Reader, choose_partner
from kit.vietnamese.names.identity import find_full_names, list_parts
from kit.vietnamese.names.levels import find_level
from kit.vietnamese.names.offices import CALLED, LEVELS, Office
from kit.vietnamese.names.titles import Title, Titles
from kit.vietnamese.syllables import is_vietnamese_syllable

_get_start = itemgetter(0)
_UNNAMED = frozenset(LEVELS) - {"other", "organisation_head", "deputy_minister", "parliament"}
_HEIRS = ("QUEEN", "CROWN-PRINCE", "SPECIAL-ENVOY", "PRESIDENT-ELECT", "SPEAKER")
_RANKS = re.compile(r"(?<!\w)(cấp|hàm)(?: [\w-]+){1,5}(?:,| và| hoặc) $")  # "cấp Bộ trưởng, | Thứ trưởng"
_JOINTS = (", ", " và ", " hoặc ")  # with which they end
_LONGEST_RANKS = 50  # characters
_POSTED = re.compile(r"\s(?:tại|ở)\s")
_WORDS = re.compile(r"\w+")
_SMALL = frozenset(
    ("bộ", "của", "nước", "thuộc", "và", "là", "khi", "đó", "đương", "nhiệm")
)  # they tell no office from another
_KEPT = 10_000  # names of which something is remembered
_FEW = 64  # names that are looked for one by one: to make ready for all at once takes as long as reading an article
# What an office is in charge of, and where it is posted: the words for each.
Duties = tuple[set[str], set[str]]
_AFTERWARDS = (
    "đầu tiên",
    "nào",
    "tiếp theo",
    "kế nhiệm",
    "tương lai",
    "thứ ",
    "tiền nhiệm",
    "thế hệ",
    "mới",
    "đắc cử",
)


def add_full_names(
    keys: dict[str, str], names: list[tuple[str, str, str]], reader: Reader, held: Sequence[Held] = ()
) -> None:
    """Give surnames alone the full name that stands elsewhere without an office; those of leaders, whom title and list
    agree on, none of their families: "Tổng thống Trump" is no Ivanka Trump."""
    alone = {keys[name]: keys[name].rsplit(".", 1)[-1] for name, _, _ in names if " " not in keys[name]}
    places = find_whole_words([*filter(None, dict.fromkeys(alone.values()))], reader.titles.low)
    full = find_full_names(reader.titles, places, reader.leaders) if alone else {}
    if not full:
        return
    leaders = {one.name for one in held if any(term.level == one.level for term in one.terms)}
    for name, key in keys.items():
        fuller = full.get(alone.get(key, ""), key)
        relative = name in leaders and fuller.endswith(f" {name}") and not reader.leaders.find(fuller)
        keys[name] = key if relative or ("." in key and fuller[0] != key[0]) else fuller


def find_whole_words(phrases: list[str], low: str) -> dict[str, list[int]]:
    """Where each of these phrases stands as whole words; of many in one pass."""
    if len(phrases) > _FEW:
        found: dict[str, list[int]] = {phrase: [] for phrase in phrases}
        for which, start, _ in AhoCorasick(phrases).find_matches_as_indexes(low, overlapping=True):
            found[phrases[which]].append(start)
    else:
        found = {phrase: _find_each(phrase, low) for phrase in phrases}
    return {
        phrase: [start for start in starts if _stands_whole(low, start, start + len(phrase))]
        for phrase, starts in found.items()
    }


def _find_each(phrase: str, low: str) -> list[int]:
    """Where the letters of a phrase stand, overlapping themselves too."""
    found = []
    at = low.find(phrase)
    while at >= 0:
        found.append(at)
        at = low.find(phrase, at + 1)
    return found


def _stands_whole(low: str, start: int, end: int) -> bool:
    """Whether no word goes on before ``start`` or behind ``end``."""
    before, after = low[start - 1 : start], low[end : end + 1]
    return not (before.isalnum() or after.isalnum() or before == "_" or after == "_")


def find_named_before(
    text: str, titles: Titles, keys: dict[str, str], by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Full names that stand again without their office: "bà Nenette Motus khẳng định"; the longest first."""
    names = {name: key for name, key in keys.items() if " " in name} | {
        key: key for key in by_key if " " in key
    }
    for name, starts in find_whole_words(sorted(names, key=len, reverse=True), titles.low).items():
        people = _Offices(by_key[names[name]], titles.low)
        for start in starts:
            end = start + len(name)
            if not text[start].isupper() or covered.find(1, start, end) >= 0:
                continue
            if not text.startswith((" Jr", ", Jr"), end):  # "Donald Trump Jr." is his son
                yield people.refer(start, end, "named before", covered)


def _refer(people: list[Official], start: int, end: int, rule: str, covered: bytearray) -> Official:
    """One more mention of a person: with the office (of these) named last before it, else with the first."""
    covered[start:end] = b"\1" * (end - start)
    last = bisect_right(people, start, key=_get_start) - 1
    one = people[max(0, last)]
    return Official(start, end, one.key, rule, *one[4:])


class _Offices:
    """The mentions of one person with an office: which of them a mention without one has."""

    def __init__(self, people: list[Official], low: str):
        self._people, self._low = people, low

    @cached_property
    def _highest(self) -> dict[str, list[Official]]:
        """The mentions with the highest office for each side."""
        found: dict[str, list[Official]] = {}
        for one in self._people:
            highest = found.setdefault(one.partner, [])
            if highest and _rank(one) < _rank(highest[0]):
                highest.clear()
            if not highest or _rank(one) == _rank(highest[0]):
                highest.append(one)
        return found

    def refer(self, start: int, end: int, rule: str, covered: bytearray) -> Official:
        """One more mention: with the highest office for the side that the one named last before it speaks for."""
        last = self._people[max(0, bisect_right(self._people, start, key=_get_start) - 1)]
        elected = "đắc cử" in self._low[last.office_start : last.office_end]
        people = self._people if elected else self._highest[last.partner]
        return _refer(people, start, end, rule, covered)


def _rank(one: Official) -> int:
    return LEVELS.index(one.level) if one.level else len(LEVELS)


def find_short_forms(
    text: str, titles: Titles, keys: dict[str, str], by_key: dict[str, list[Official]], covered: bytearray
) -> Iterator[Official]:
    """Later mentions by a part of the name: "bà Motus", "ông Tập", "Thứ trưởng Ngọc"."""
    called = {
        end for start, end in titles.calls if not covered[end] and not _is_in_word(titles.low, start, end)
    }
    called |= {
        end + 1
        for end, _ in titles.heads.values()
        if text[end + 1 : end + 2].isupper() and not covered[end + 1]
    }
    if not called:
        return
    letters = _list_short_forms(keys, by_key)
    found = [
        (-len(short), place, start, key)
        for start in called
        for place, short, key in letters.get(titles.low[start], ())
        if titles.low.startswith(short, start) and _stands_whole(titles.low, start, start + len(short))
    ]
    people = {key: _Offices(by_key[key], titles.low) for key in {key for *_, key in found}}
    for size, _, start, key in sorted(found):  # the longest first
        end = start - size
        later = start > by_key[key][0].start and covered.find(1, start, end) < 0
        if later and not (goes_on(text, end, titles) or titles.is_longer(start, end)):
            yield people[key].refer(start, end, "short name", covered)


def _list_short_forms(
    keys: dict[str, str], by_key: dict[str, list[Official]]
) -> dict[str, list[tuple[int, str, str]]]:
    """The short forms that one person alone has, by their first letters: place, form, key."""
    parts: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        for short in _shorten(key):
            parts[short].append(key)
    for name, key in keys.items():  # "ông Lula" of "Luiz Inácio Lula da Silva", where an office stood with it
        if " " not in name and key in by_key and key not in parts[name]:
            parts[name].append(key)
    letters: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for place, (short, owners) in enumerate(parts.items()):
        if len(owners) == 1:
            letters[short[0]].append((place, short, owners[0]))
    return letters


def _is_in_word(low: str, start: int, end: int) -> bool:
    """Whether the letters of "ông" there are the end of another word: "Đông Hồ", but "củaông Trump" is glued."""
    first = start
    while low[first - 1 : first].isalpha():
        first -= 1
    return first < start and is_vietnamese_syllable(low[first : end - 1])


@lru_cache(maxsize=_KEPT)
def _shorten(key: str) -> tuple[str, ...]:
    """What an article may call somebody of this name later on."""
    words = key.rsplit(".", 1)[-1].split()
    shorts = (
        (words[-1], " ".join(words[1:]), " ".join(words[-2:]), words[0], key, *list_parts(key))
        if words
        else ()
    )
    return tuple(short for short in dict.fromkeys(shorts) if short and (short != key or " " not in key))


def goes_on(text: str, end: int, titles: Titles) -> bool:
    """Whether the name is another's, longer one: "ông Kim" of "ông Kim Yong-chol"."""
    if not text.startswith(" ", end) or end + 1 in titles.entities or end + 1 in titles.heads:
        return False
    return text[end + 1 : end + 2].isupper() and not titles.low.startswith(CALLED, end + 1)


def find_offices(
    text: str,
    reader: Reader,
    held: list[Held],
    by_key: dict[str, list[Official]],
    covered: bytearray,
    *,
    short_forms: bool,
    unnamed: bool,
) -> Iterator[Official]:
    """Offices without a name: of the one holder that the article names, or with their country, of nobody named."""
    titles = reader.titles
    holders = _Holders(held, titles)
    inside = sorted((one.office[0], max(one.office[1], one.end)) for one in held)
    for head, (end, office) in titles.heads.items():
        if office.form in titles.offices.never_alone or covered.find(1, head, end) >= 0:
            continue
        if (place := bisect_right(inside, (head, len(text))) - 1) >= 0 and head < inside[place][1]:
            continue
        found = _read_office(head, end, office, holders, reader)
        if found is None:
            continue
        last, key, side = found
        if covered.find(1, head, last) >= 0:
            continue
        named = by_key[key][0] if key in by_key else None
        # In headlines an office stands for whom the story names: with a country, or of home.
        if named and short_forms and (side or named.partner == HOME or named.start < head):
            yield _refer(by_key[key], titles.read(head).start, last, "office alone", covered)
        elif side and unnamed:
            title = titles.read(head)
            level = find_level(title, titles.low[title.start : last], titles.offices, reader.gazetteer)
            if level in _UNNAMED or office.key in _HEIRS:
                covered[title.start : last] = b"\1" * (last - title.start)
                name = titles.text[title.start : last].casefold()
                yield Official(title.start, last, name, "office", title.start, last, side, level)


def _read_office(
    head: int, end: int, office: Office, holders: _Holders, reader: Reader
) -> tuple[int, str, str] | None:
    """Where an office without a name ends, the key of its one holder ("": not named) and its side; or None."""
    titles, title = reader.titles, reader.titles.read(head)
    if titles.offices.generic.search(titles.low, title.start - 12, title.start) or title.kin:
        return None
    if titles.low.endswith(_JOINTS, 0, title.start):
        ranks = _RANKS.search(titles.low, max(0, title.start - _LONGEST_RANKS), title.start)
        if ranks and ranks.end(1) + 1 in titles.heads:
            return None
    if is_alone(titles, head):
        alone = holders.list_keys(office, "")
        first = titles.low.startswith(_AFTERWARDS, end + 1)  # "Thủ tướng đầu tiên"
        return (end, alone[0], "") if len(alone) == 1 and not first else None
    if title.local or title.former or not title.partners or title.name or title.several:
        return None
    written = titles.low[title.start : title.solid]
    if " các " in written or " hai " in written:
        return None  # "Ngoại trưởng các nước ASEAN"
    if titles.low.startswith(_AFTERWARDS, title.solid + 1) or read_name_before(titles, title):
        return None
    side = choose_partner(title.partners, reader.gazetteer)
    keys = holders.list_keys(office, side)
    duties = _read_duties(title, title.solid, titles) if keys else (set(), set())
    keys = [key for key in keys if holders.is_in_charge(office, side, key, *duties)]
    return title.solid, keys[0] if len(keys) == 1 else "", side


class _Holders:
    """Who holds each office in an article, and with which duties: these are read once, where somebody asks."""

    def __init__(self, held: list[Held], titles: Titles):
        self._all, self._titles = held, titles
        self._duties: dict[tuple[str, str, str], Duties] = {}

    @cached_property
    def _held(self) -> dict[tuple[str, str], dict[str, list[Held]]]:
        """Who is named with an office, by its form and side ("": whichever), then by key."""
        found: dict[tuple[str, str], dict[str, list[Held]]] = defaultdict(dict)
        for one in self._all:
            if not one.former:
                for form, side in product({*map(_shape, one.title.offices.values())}, {"", one.partner}):
                    found[form, side].setdefault(one.key, []).append(one)
        return found

    def list_keys(self, office: Office, side: str) -> list[str]:
        """Who holds an office for a side ("": whichever)."""
        return [*self._held.get((_shape(office), side), ())]

    def is_in_charge(self, office: Office, side: str, key: str, tasks: set[str], posts: set[str]) -> bool:
        """Whether somebody may be meant by an office with these duties: no other minister of the same country, nor the
        ambassador to another."""
        if not (tasks or posts):
            return True
        place = (_shape(office), side, key)
        if place not in self._duties:
            own = [_read_duties(one.title, one.office[1], self._titles) for one in self._held[place[:2]][key]]
            self._duties[place] = set().union(*(of for of, _ in own)), set().union(*(at for _, at in own))
        of, at = self._duties[place]
        return (tasks <= of or not of) and not (posts and at and posts.isdisjoint(at))


def _shape(office: Office) -> str:
    """An office as it is looked for: "Bộ trưởng Bộ | Y tế" is "Bộ trưởng | Y tế"."""
    return office.form.removesuffix(" bộ")


def _read_duties(title: Title, stop: int, titles: Titles) -> Duties:
    """The words for what an office up to ``stop`` is in charge of, and where it is posted."""
    start = min(title.offices)
    text = titles.low[start:stop]
    for place in title.places:
        end = titles.entities[place][0]
        text = text[: place - start] + " " * (end - place) + text[end - start :]
    posted = _POSTED.search(text)
    own = {word for office in title.offices.values() for word in office.form.split()} | _SMALL
    tasks = (text[: posted.start()] if posted else text).partition(" về ")[0]
    if not posted:
        return {*_WORDS.findall(tasks)} - own, set()
    post = titles.entities.get(start + posted.end(), (0, text[posted.end() :]))[1]
    return {*_WORDS.findall(tasks)} - own, {post}
