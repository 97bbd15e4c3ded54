"""The words that make a date one of an event (``events.yml``), found in a sentence in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon, read_words, whole

# The kinds that are events: what sides do with each other on some days, or by some day.
DRAWN = ("encounter", "signing", "entry_into_force", "relations", "anniversary", "deadline")

# The kinds of dates that only stand behind the news: numbers of a year, statements, history.
BACKGROUND = ("figure", "other")

KINDS = (*DRAWN, *BACKGROUND)

# The forms of an encounter that have words of their own.
ENCOUNTERS = ("visit", "receive", "talks", "meet", "phone", "attend")

_CUES = ("forums", "signing", "papers", "in_force", "begins", "schemes", "relations", "anniversary", "terms",
         "periods", "goals", "figures", "sayings", "happenings", "marks", "nothing")  # fmt: skip
_SETS = ("own_papers", "light", "asides", "margins", "until", "limits", "undone")
_PATTERNS = ("held", "takes_place", "two", "jubilees", "wide")


class Cue(NamedTuple):
    """A word that says what happens; ``sort``: the list it is from, of encounters their form."""

    start: int
    end: int
    sort: str
    form: str


class Phrases(NamedTuple):
    """Words of a list, and the last word of each of them."""

    whole: frozenset[str]
    last: frozenset[str]


@dataclass(frozen=True)
class EventWords:
    """``events.yml``, compiled.

    Parameters
    ----------
    search : finds every word of the lists of cues, the longest of those that begin at one place.
    forms : each of these words, and its list.
    says : how a label puts an encounter of each form.
    kinds : what each kind is called in Vietnamese and in English.
    own_papers, light, asides, margins, until, limits, undone : the lists of these names.
    held, takes_place, two, jubilees, wide : find a word of these lists.
    paper : finds a word for a paper, whatever its capitals.
    """

    search: ahocorasick_rs.AhoCorasick
    forms: tuple[tuple[str, str], ...]
    says: dict[str, str]
    kinds: dict[str, tuple[str, str]]
    own_papers: Phrases
    light: Phrases
    asides: Phrases
    margins: Phrases
    until: Phrases
    limits: Phrases
    undone: Phrases
    held: re.Pattern[str]
    takes_place: re.Pattern[str]
    two: re.Pattern[str]
    jubilees: re.Pattern[str]
    wide: re.Pattern[str]
    paper: re.Pattern[str]

    def find(self, low: str) -> list[Cue]:
        """The cues of a sentence in small letters, in order; those that mean nothing are left out."""
        found = []
        for which, start, end in self.search.find_matches_as_indexes(low):
            form, sort = self.forms[which]
            bounded = not low[end : end + 1].isalnum() and not (start and low[start - 1].isalnum())
            if bounded and sort != "nothing":
                found.append(Cue(start, end, sort, form))
        return found


def load_event_words(folder: Path | str | None = None) -> EventWords:
    """Read, check and compile ``events.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a section is missing or unknown, or a word stands in two lists; with file and line.
    """
    return _read(folder)


@built_from("events.yml")
def _read(path: Path) -> EventWords:
    lexicon = check_keys(
        load_lexicon(path), path, required=("kinds", "encounters", *_CUES, *_SETS, *_PATTERNS)
    )
    encounters = check_keys(lexicon["encounters"], path, required=ENCOUNTERS)
    for name in ENCOUNTERS:
        check_keys(encounters[name], path, required=("says", "words"))
    kinds = check_keys(lexicon["kinds"], path, required=KINDS)
    for entry in kinds.values():
        check_keys(entry, path, required=("vi", "en"))
    lists = {name: encounters[name]["words"] for name in ENCOUNTERS} | {name: lexicon[name] for name in _CUES}
    forms: dict[str, str] = {}
    for name, words in lists.items():
        for word in read_words(words, name, path):
            if forms.setdefault(word, name) != name:
                line = getattr(word, "line", None)
                raise LexiconError(
                    path, line, f"{word!r} stands in {forms[word]} and in {name}.", "Keep one of them."
                )
    words = {name: read_words(lexicon[name], name, path) for name in (*_SETS, *_PATTERNS)}
    ends = {name: frozenset(word.split()[-1] for word in words[name]) for name in _SETS}
    made: dict[str, Any] = {name: Phrases(frozenset(words[name]), ends[name]) for name in _SETS}
    made |= {name: re.compile(whole(words[name])) for name in _PATTERNS}
    return EventWords(
        search=ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        forms=tuple(forms.items()),
        says={name: str(encounters[name]["says"]) for name in ENCOUNTERS},
        kinds={kind: (str(entry["vi"]), str(entry["en"])) for kind, entry in kinds.items()},
        paper=re.compile(whole(read_words(lexicon["papers"], "papers", path)), re.IGNORECASE),
        **made,
    )
