"""The vocabulary of acts, ``data/lexicons/statements.yml``: read, checked line by line, and compiled."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import Entry, any_of, check_keys, load_lexicon, read_entry, whole
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain_lower
from kit.vietnamese.names.offices import load_offices
from kit.vietnamese.phrases.patterns import PatternError, expand_pattern

# The classes of events of PLOVER; "" where it drops what CAMEO codes.
PLOVER = ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
          "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip

_CAMEO = re.compile(r"(?:0[1-9]|1\d|20)\d{0,2}")
_LABELS = ("vi", "en", "cameo", "plover")
_PHRASES = ("verbs", "weak", "carriers", "nouns", "lifted")
_HEADS = ("bodies", "roles", "offices", "local", "documents", "pairs", "pronouns", "first person")
_SETS = (
    "adverbs",
    "blocked after",
    "no subject after",
    "introductions",
    "subordinate",
    "others",
    "clause only",
    "sources",
)
_SEARCHED = (
    "traps",
    "according",
    "requested",
    "invited",
    "talks",
    "visits",
    "occasions",
    "threats",
    "denials",
)
_EVALUATIONS = ("apposed", "evaluations", "doable", "positive", "promising", "threatening", "trusting")
_KEYS = ("version", "acts", "light verbs", *_HEADS, *_SETS, *_SEARCHED, "seats", *_EVALUATIONS)
_EDGES = "\n\"“”«»‘’'()[*."  # what a word may follow as it follows a space
_WHOLE = re.compile(r"[\w ,.'’()/&-]+")

# What a noun that speaks for somebody is: its section of the lexicon, and the side of a seat of government.
Head = tuple[str, tuple[str, ...]]


class Act(NamedTuple):
    """A class of acts: its labels, and the codes of CAMEO and PLOVER beside which it stands."""

    id: str
    vi: str
    en: str
    cameo: str
    plover: str


class Verb(NamedTuple):
    """What a phrase of the lexicon is: its sort (``verb``, ``weak``, ``carrier``, ``light``, ``trap`` …) and act."""

    sort: str
    act: str
    bound: bool = False

    @property
    def carries(self) -> bool:
        """Whether it is a verb of saying."""
        return self.sort.endswith("carrier")


@dataclass(frozen=True)
class Vocabulary:
    """``statements.yml``, compiled; all forms in small letters, tone marks as `plain_lower` has them.

    ``lasts``: of each set its phrases by their last word; ``openings``: the first words of adverbs.
    """

    acts: dict[str, Act]
    verbs: tuple[Verb, ...]
    verb_search: ahocorasick_rs.AhoCorasick = field(repr=False)
    heads: tuple[Head, ...]
    head_search: ahocorasick_rs.AhoCorasick = field(repr=False)
    sets: dict[str, frozenset[str]]
    nouns: re.Pattern[str]
    noun_acts: dict[str, str]
    lifted: re.Pattern[str]
    lifted_acts: dict[str, str]
    patterns: dict[str, re.Pattern[str]]
    organs: dict[str, str]
    lasts: dict[str, dict[str, tuple[str, ...]]] = field(repr=False)
    openings: frozenset[str] = field(repr=False)
    is_family_name: Callable[[str], bool]

    def find_verbs(self, low: str) -> list[tuple[int, int, Verb]]:
        """The phrases in ``low``, a text in small letters: leftmost, then longest."""
        low, verbs = pad(low), self.verbs
        return [
            (start, end - 1, verbs[which])
            for which, start, end in self.verb_search.find_matches_as_indexes(low)
            if not low[end].isalnum()
        ]

    def find_heads(self, low: str) -> list[tuple[int, int, Head]]:
        """Where nouns stand that speak for somebody: start, end, and what they are."""
        low, heads = pad(low), self.heads
        return [
            (start, end - 1, heads[which])
            for which, start, end in self.head_search.find_matches_as_indexes(low)
            if not low[end].isalnum()
        ]


@lru_cache(maxsize=2)
def pad(low: str) -> str:
    """A text as it is searched: with a space before every word, behind a quotation mark too."""
    for mark in _EDGES:
        low = low.replace(mark, " ")  # fourteen passes, and still four times faster than a pattern
    return f" {low} "


def load_vocabulary(path: Path | str | None = None) -> Vocabulary:
    """The vocabulary of a file, checked and compiled.

    Raises
    ------
    LexiconError : names file and line: a missing or unknown key, an unknown code, a phrase of two acts, a phrase that
        can be empty or matches no text.
    """
    return _load(path)


@built_from("statements.yml")
def _load(path: Path) -> Vocabulary:
    return _Builder(path).build()


class _Builder:
    """Reads the lexicon; ``claimed``: which act has a verb already, and the line where it got it."""

    def __init__(self, path: Path):
        self.path = path
        self.data = check_keys(load_lexicon(path), path, required=_KEYS)
        self.claimed: dict[str, tuple[str, int]] = {}

    def build(self) -> Vocabulary:
        acts, verbs = {}, {}
        bound = {form for form, _ in self._expand("clause only")}
        nouns: dict[str, str] = {}
        lifted: dict[str, str] = {}
        for form, _ in self._expand("light verbs", "verbs"):
            verbs[form] = Verb("light", "")
        for key, entry in check_keys(self.data["acts"], self.path, allowed=tuple(self.data["acts"])).items():
            acts[key] = self._read_act(key, entry)
            for part in ("verbs", "weak", "carriers"):
                for form, line in self._forms(entry.get(part, []), f"{key}: {part}"):
                    self._claim(form, key, line)
                    light = verbs.get(form) if part == "carriers" or form in verbs else None
                    sort = {"verbs": "verb", "weak": "weak", "carriers": "carrier"}[part]
                    verbs[form] = Verb(f"light {sort}" if light else sort, key, form in bound)
            for form, line in self._forms(entry.get("nouns", []), f"{key}: nouns"):
                self._claim(f"noun {form}", key, line)
                nouns[form] = key
            for form, line in self._forms(entry.get("lifted", []), f"{key}: lifted"):
                self._claim(f"lifted {form}", key, line)
                lifted[form] = key
        for sort in ("traps", "sources", "according", "requested", "invited", "talks", "visits", "occasions"):
            for form, _ in self._expand(sort):
                verbs.setdefault(form, Verb(sort, ""))
        sets = {name: frozenset(form for form, _ in self._expand(name)) for name in _SETS}
        heads: dict[str, Head] = {}
        for sort in _HEADS:
            for form, _ in self._expand(sort):
                heads[form] = (sort, ())
        for form, key in self._seats():
            heads[form] = ("seat", (key,))
        between = any_of(form for form, _ in self._expand("light verbs", "between"))
        return Vocabulary(
            acts,
            tuple(verbs.values()),
            _search(verbs),
            tuple(heads.values()),
            _search(heads),
            sets,
            re.compile(rf"(?:,? [\"“]?(?:{between}))* [\"“]?({any_of(nouns)})(?!\w)"),
            nouns,
            re.compile(rf"({any_of(lifted)})(?!\w)"),
            lifted,
            {
                name: re.compile(whole(form for form, _ in self._expand(name)))
                for name in ("threats", "denials", *_EVALUATIONS)
            },
            {key: partner.parent for key, partner in load_gazetteer().partners.items() if partner.parent},
            {name: _by_last(forms) for name, forms in sets.items()},
            frozenset(form.split(" ", 1)[0] for form in sets["adverbs"]),
            load_offices().is_family_name,
        )

    def _read_act(self, key: str, entry: Any) -> Act:
        check_keys(entry, self.path, required=_LABELS, allowed=(*_LABELS, *_PHRASES))
        if not _CAMEO.fullmatch(str(entry["cameo"])):
            self._fail(
                entry["cameo"], entry, f"{key}: {entry['cameo']!r} is no code of CAMEO.", "Write 051, say."
            )
        if entry["plover"] and entry["plover"] not in PLOVER:
            remedy = f'Use one of: {", ".join(PLOVER)}; or "".'
            self._fail(entry["plover"], entry, f"{key}: {entry['plover']!r} is no class of PLOVER.", remedy)
        return Act(key, *(str(entry[label]) for label in _LABELS))

    def _claim(self, form: str, act: str, line: int) -> None:
        other, at = self.claimed.setdefault(form, (act, line))
        if other != act:
            problem = f"{form!r} is of two acts, {act} and {other} (line {at})."
            raise LexiconError(self.path, line, problem, "Delete it from one of them.")

    def _expand(self, *keys: str) -> Iterator[tuple[str, int]]:
        entry = self.data
        for key in keys:
            if not isinstance(entry, dict) or key not in entry:
                raise LexiconError(
                    self.path, getattr(entry, "line", 1), f"the entry lacks {key!r}.", "Add it."
                )
            entry = entry[key]
        yield from self._forms(entry, ": ".join(keys))

    def _forms(self, phrases: Any, where: str) -> Iterator[tuple[str, int]]:
        """Every form of every phrase in a list, and the line of the phrase."""
        if not isinstance(phrases, list):
            raise LexiconError(
                self.path, getattr(phrases, "line", None), f"{where}: should be a list.", "Write [a, b]."
            )
        line = None
        for phrase in phrases:
            line = getattr(phrase, "line", line)
            if not isinstance(phrase, str):
                problem = f"{where}: {phrase!r} is no phrase."
                raise LexiconError(self.path, line, problem, "Put it in quotes.")
            if not phrase:
                continue
            try:
                forms = expand_pattern(phrase)
            except PatternError as error:
                raise LexiconError(self.path, line, f"{where}: {phrase!r} cannot be used: {error}") from None
            for form in forms:
                if not _WHOLE.fullmatch(form):
                    problem = f"{where}: {phrase!r} matches no text."
                    raise LexiconError(self.path, line, problem, "Write words, (a|b) and [a] alone.")
                yield plain_lower(form), line or 0

    def _seats(self) -> Iterator[tuple[str, str]]:
        gazetteer = load_gazetteer()
        for name in gazetteer.names:
            if name.sort == "seat":
                yield plain_lower(name.form), name.key
        for key, forms in read_entry(self.data["seats"], self.path).items():
            if key not in gazetteer.partners:
                raise LexiconError(
                    self.path, key.line, f"{key!r} is no partner.", "Use a key of the partner lexicons."
                )
            for form, _ in self._forms(forms, f"seats: {key}"):
                yield form, key

    def _fail(self, value: Any, entry: Entry, problem: str, remedy: str) -> None:
        raise LexiconError(self.path, getattr(value, "line", entry.line), problem, remedy)


def _by_last(phrases: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Phrases by their last word, the longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=len, reverse=True):
        found[phrase.rsplit(" ", 1)[-1]].append(phrase)
    return {last: tuple(those) for last, those in found.items()}


def _search(forms: Iterable[str]) -> ahocorasick_rs.AhoCorasick:
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([f" {form}" for form in forms], matchkind=kind)
