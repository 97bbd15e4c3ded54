"""Keys: what a word of a person names, such as BEL for *Bỉ*, *belgium*, *bel* or *Bi*; and the nearest for a slip.

Every question takes its words through `read_keys`. Of these ways the first that leads to a key counts: the key as it is
written, a name as it is written (*Nga* is Russia), either whatever its capitals, hyphens and placement of tone marks
(*nga* may be Russia or NGA, Nigeria: that is asked), either without tone marks, the beginning of one key or label.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from pathlib import Path
from typing import Any

from kit.errors import OptionError
from kit.files import built_from
from kit.vietnamese.acts.vocabulary import load_vocabulary
from kit.vietnamese.agreements.vocabulary import load_vocabulary as load_agreements
from kit.vietnamese.dates.grammar import load_grammar
from kit.vietnamese.dates.reader import Reader
from kit.vietnamese.events.vocabulary import load_event_words
from kit.vietnamese.letters import find_syllables, fold_tones, nfc, strip_marks
from kit.vietnamese.lexicon import load_lexicon
from kit.vietnamese.meetings.vocabulary import KINDS
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import BOTH
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.phrases.topics import load_topics

# Keys, and what each is called: in Vietnamese, in English, and otherwise; () where only the key is known.
Known = Mapping[str, Sequence[str]]

_ALSO_OTHERS = frozenset(
    {BOTH, "seat"}
)  # sorts of names that do not say which of two is meant, or that one is
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?|(\d{4})[ -]?Q([1-4])", re.IGNORECASE)
_CALENDAR = re.compile(r"\d{4}(?:-\d\d){0,2}")
_MOST_OF_A_PART = 4  # keys that a word of their names may stand for
_BESIDE = 0.08  # a name that is as much less like a slip than the nearest is told as well


def check_known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """Raise an `OptionError` for the first of ``names`` that is not known, with the nearest that are; "" is nobody."""
    asked = [str(name) for name in names if name]
    there = dict.fromkeys(map(str, known), ()) if asked else {}
    for name in asked:
        if name not in there:
            raise OptionError(_say_unknown(what, name, there))


def read_keys(
    what: str, word: object, *, there: Iterable[str] = (), lexicons: Path | str | None = None
) -> list[str]:
    """The keys that a word of a person names; of a partner, topic and act one, of a person and a date all that fit.

    Parameters
    ----------
    what : ``partner``, ``topic`` or ``act``, which lexicons name; ``person`` or ``date``, which articles name; or what
        else is asked for by its key.
    word : the key, or what it is called: see this module. A person may have a title before the name, or be named by a
        part of it; a date is written as people write it, or is a `datetime.date`. "" is nobody.
    there : keys that the articles have.
    lexicons : a folder of lexicons of one's own.

    Raises
    ------
    OptionError : it names none, with the nearest; or several, with those.

    >>> read_keys("partner", "Vương quốc Bỉ"), read_keys("topic", "Human rights"), read_keys("act", "Đề nghị")
    (['BEL'], ['human_rights'], ['request'])
    >>> read_keys("person", "Ông Hà Kim Ngọc", there=["hà kim ngọc", "nicole de moor"])
    ['hà kim ngọc']
    >>> read_keys("date", "tháng 5/2023", there=["2023-05-09", "2023-05", "2023-04-28/2023-05-02", "2023"])
    ['2023-05-09', '2023-05', '2023-04-28/2023-05-02']
    """
    name = word.isoformat()[:10] if isinstance(word, dt.date) else nfc(str(word)).strip()
    if what == "date":
        return _read_date(name, [*there])
    if what == "person":
        return _read_person(name, [*there])
    named = _NAMED[what](lexicons) if what in _NAMED else {}
    return [read_key(what, name, dict.fromkeys(there, ()) | named, there={*there})]


def is_key(what: str, word: object, lexicons: Path | str | None = None) -> bool:
    """Whether a word is a key that the lexicons have, as it is written.

    >>> is_key("partner", "BEL"), is_key("partner", "Bỉ"), is_key("person", "nenette motus")
    (True, False, False)
    """
    if what == "partner":
        return word in load_gazetteer(lexicons).partners
    return what in _NAMED and word in _NAMED[what](lexicons)


def read_key(what: str, word: str, known: Known, *, there: Collection[str] = ()) -> str:
    """The one key that ``word`` names of those that are known; "" for "". Of beginnings, those that are there.

    Raises
    ------
    OptionError : it names none, with the nearest; or several, with those.

    >>> read_key("partner", "bi", {"BEL": ["Bỉ", "Belgium"], "BRA": ["Bra-xin", "Brazil"]})
    'BEL'
    """
    if not word or word in known:
        return word
    for ask in (lambda text: fold_tones(nfc(text)), _fold, _strip):
        asked = ask(word)
        found = [key for key, names in known.items() if any(ask(one) == asked for one in (key, *names))]
        if found and asked:
            break
    else:
        begun = [key for key, names in known.items() if asked and _begins(asked, key, names)]
        found = [key for key in begun if key in there] or begun
    if len(found) != 1:
        raise OptionError(
            _say_several(what, word, found, known) if found else _say_unknown(what, word, known)
        )
    return found[0]


def tell_key(what: str, key: str, lexicons: Path | str | None = None) -> str:
    """A key as it is told: with its name in English, where it has one.

    >>> tell_key("partner", "BEL"), tell_key("person", "nenette motus")
    ("'BEL' (Belgium)", "'nenette motus'")
    """
    return _tell(key, _NAMED[what](lexicons) if what in _NAMED else {})


def name_partners(lexicons: Path | str | None = None) -> dict[str, list[str]]:
    """The partners, and every name that is one's alone."""
    gazetteer = load_gazetteer(lexicons)
    called = {key: [one.vi, one.en] for key, one in gazetteer.partners.items()}
    for name in gazetteer.names:
        if name.sort not in _ALSO_OTHERS:
            called[name.key].append(name.form)
    return called


@built_from("topics.yml")
def name_topics(path: Path) -> dict[str, tuple[str, str]]:
    """The names of each topic, without its patterns, which take a second to compile."""
    try:
        themes = load_lexicon(path)["themes"].values()
        return {key: (topic["vi"], topic["en"]) for theme in themes for key, topic in theme["topics"].items()}
    except (AttributeError, KeyError, TypeError):  # what is wrong with it says who reads all of it
        return {key: (topic.vi, topic.en) for key, topic in load_topics(path).topics.items()}


def name_acts(lexicons: Path | str | None = None) -> dict[str, tuple[str, str]]:
    """The names of each act of statements."""
    return {key: (act.vi, act.en) for key, act in load_vocabulary(lexicons).acts.items()}


_NAMED: dict[str, Callable] = {"partner": name_partners, "topic": name_topics, "act": name_acts}


def _tell(key: str, known: Known) -> str:
    names = known.get(key, ())
    return f"{key!r} ({names[min(1, len(names) - 1)]})" if names else repr(key)


def _fold(text: str) -> str:
    """A name whatever its capitals, hyphens and placement of tone marks."""
    return " ".join(find_syllables(text))


def _strip(text: str) -> str:
    """A name as it is typed without tone marks."""
    return strip_marks(_fold(text))


def _begins(asked: str, key: str, names: Sequence[str]) -> bool:
    """Whether a key begins so, or one of its labels does, in whole words."""
    return _strip(key).startswith(asked) or any(_strip(one).startswith(f"{asked} ") for one in names[:2])


def _say_several(what: str, word: str, found: Sequence[str], known: Known) -> str:
    first = " or ".join(_tell(key, known) for key in sorted(found)[:5])
    more = f", or another of {len(found)}" if len(found) > 5 else ""
    return f"The {what} {word!r} is not one alone. Did you mean {first}{more}?"


def _say_unknown(what: str, word: str, known: Known) -> str:
    """That there is no such key, with the nearest: by a key or name, or a word of one."""
    forms: dict[str, dict[str, None]] = defaultdict(dict)  # sets that keep their order
    parts: dict[str, dict[str, None]] = defaultdict(dict)
    for key, names in known.items():
        for form in map(_strip, (key, *names)):
            forms[form][key] = None
            for part in form.split():
                parts[part][key] = None
    forms = {part: keys for part, keys in parts.items() if len(keys) <= _MOST_OF_A_PART} | forms
    asked = _strip(word)
    near = get_close_matches(asked, forms, n=6)
    like = [SequenceMatcher(a=form, b=asked).ratio() for form in near]
    near = [form for form, ratio in zip(near, like, strict=True) if ratio >= like[0] - _BESIDE]
    told = [_tell(key, known) for key in dict.fromkeys(key for form in near for key in forms[form])]
    listed = f"There are {len(known)}" + f"; kit.list_keys({f'{what}s'!r}) has them." * (what in _NAMED)
    if len(known) <= 12:
        listed = f"There are {', '.join(known)}"
    hint = f"Did you mean {' or '.join(told[:3])}?" if told else listed.rstrip(".") + "."
    return f"There is no {what} {word!r}. {hint}"


def _read_person(word: str, there: list[str]) -> list[str]:
    """The keys of the person who is named: whole, behind a title, by a part of the name, or in another order."""
    if not word or word in there:
        return [word]
    for ask in (_fold, _strip):
        asked = ask(word).split()
        known = {key: ask(key).split() for key in there} if asked else {}
        named = next(filter(None, _find_named(asked, known, ask)), [])
        if len({_strip(key) for key in named}) > 1:
            raise OptionError(_say_several("person", word, named, {}))
        if named:
            return named
    raise OptionError(_say_unknown("person", word, dict.fromkeys(there, ())))


def _find_named(
    asked: list[str], known: dict[str, list[str]], ask: Callable[[str], str]
) -> Iterator[list[str]]:
    """The keys of those whom the words may name, by one way after another."""
    yield [key for key, name in known.items() if name == asked]
    ends = [key for key, name in known.items() if len(name) > 1 and name == asked[-len(name) :]]
    longest = max((len(known[key]) for key in ends), default=0)
    yield [key for key in ends if len(known[key]) == longest]
    titles = load_offices()
    before = [form for form, of in titles.sections.items() if of == "persons"]
    bare = _drop_titles(asked, {ask(form) for form in (*before, *(head.form for head in titles.heads))})
    yield [key for key, name in known.items() if name == bare]
    yield [key for key, name in known.items() if name[-len(bare) :] == bare]
    yield [key for key, name in known.items() if sorted(name) == sorted(asked)]
    yield [key for key, name in known.items() if name[: len(asked)] == asked]


def _drop_titles(words: list[str], titles: set[str]) -> list[str]:
    """The words of a name without the offices and forms of address before it."""
    for end in range(len(words) - 1, 0, -1):
        if " ".join(words[:end]) in titles:
            return _drop_titles(words[end:], titles)
    return words


def read_calendar(word: str) -> str:
    """The day, month, quarter, year or range that is written, as the key of a date; "" if it is none.

    >>> [read_calendar(word) for word in ("9/5/2023", "tháng 5 năm 2023", "2023-5", "quý II/2023", "P5Y")]
    ['2023-05-09', '2023-05', '2023-05', '2023-Q2', '']
    """
    if iso := _ISO.fullmatch(word):
        year, month, day, of, quarter = iso.groups()
        return f"{of}-Q{quarter}" if of else "-".join([year, *(f"{int(n):02}" for n in (month, day) if n)])
    rows = Reader(word, load_grammar(), None).read(word)
    whole = len(rows) == 1 and rows[0][:2] == (0, len(word)) and rows[0][6] in ("DATE", "TIME")
    return str(rows[0][4]) if whole and rows[0][4][:4].isdigit() else ""


def _read_date(word: str, there: list[str]) -> list[str]:
    """The keys of the dates that lie in what is written, and of the ranges that it lies in, or that meet it."""
    if not word or (word in there and not _CALENDAR.fullmatch(word)):
        return [word]
    if not (asked := read_calendar(word)):
        return [read_key("date", word, dict.fromkeys(there, ()))]
    found = [key for key in there if key.startswith(asked) or _meets(key, asked)]
    if not found:
        _, _, hint = _say_unknown("date", asked, dict.fromkeys(there, ())).partition(". ")
        raise OptionError(f"No date of {asked} is named. {hint}")
    return found


def _meets(key: str, asked: str) -> bool:
    """Whether a range of days, months or years has what is asked in it, and is as exact."""
    first, _, last = key.partition("/")
    ranges = _CALENDAR.fullmatch(first) and _CALENDAR.fullmatch(last) and _CALENDAR.fullmatch(asked)
    return bool(ranges) and len(first) >= len(asked) and first[: len(asked)] <= asked <= last[: len(asked)]


Rows = Iterable[tuple[Any, str, str, str]]


def _list_partners(lexicons: Path | str | None) -> Rows:
    return ((key, one.vi, one.en, one.kind) for key, one in load_gazetteer(lexicons).partners.items())


def _list_topics(lexicons: Path | str | None) -> Rows:
    return ((key, one.vi, one.en, one.theme) for key, one in load_topics(lexicons).topics.items())


def _list_acts(lexicons: Path | str | None) -> Rows:
    return ((key, act.vi, act.en, act.cameo) for key, act in load_vocabulary(lexicons).acts.items())


def _list_objectives(lexicons: Path | str | None) -> Rows:
    return ((str(n), of["vi"], of["en"], "") for n, of in load_topics(lexicons).objectives.items())


def _list_event_kinds(lexicons: Path | str | None) -> Rows:
    return ((key, vi, en, "") for key, (vi, en) in load_event_words(lexicons).kinds.items())


def _list_meeting_kinds(lexicons: Path | str | None) -> Rows:
    words = load_event_words(lexicons)
    said = words.says | {"sign": words.kinds["signing"][0], "other": words.kinds["other"][0]}
    return ((kind, said[kind], kind, "") for kind in KINDS)


def _list_agreement_kinds(lexicons: Path | str | None) -> Rows:
    first = {kind: word for word, kind in reversed(load_agreements(lexicons).kinds.items())}
    return ((kind, word, kind.replace("_", " "), "") for kind, word in reversed(first.items()))


# The lists of keys that there are: each key, what it is called in Vietnamese and in English, its kind.
LISTS: dict[str, Callable[[Path | str | None], Rows]] = {
    "partners": _list_partners,
    "topics": _list_topics,
    "acts": _list_acts,
    "objectives": _list_objectives,
    "event kinds": _list_event_kinds,
    "meeting kinds": _list_meeting_kinds,
    "agreement kinds": _list_agreement_kinds,
}
