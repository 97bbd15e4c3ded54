"""The cues that decide what an ambiguous name means, read from ``data/lexicons/context.yml``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon
from kit.vietnamese.names.names import plain

# The country whose news this is: its name inside a company's is no mention, and it is never a partner.
HOME = "VNM"

# The rule of a name that says again what stands before it, and counts with that: EU in "Liên minh châu Âu (EU)".
REPEATED = "repeated"

_LISTS = (
    "styles",
    "never after",
    "person before",
    "person after",
    "family names",
    "place before",
    "office before",
    "state before",
    "function words",
    "sentence starts",
    "language before",
    "place after",
    "place after in capitals",
    "pair after",
    "school before",
    "company after",
    "company before",
    "not a company",
    "acts of states",
    "acts of anyone",
    "auxiliaries",
    "acts in headlines",
    "acts of people",
    "matters of states",
    "organisation before",
    "cup after",
    "fleet before",
)
# The lists of words that are glued to others (`kit.vietnamese.names.seams`).
GLUED = ("glued behind", "glued openers", "glued names")
_DEFAULTS = ("sure", "mid", "evidence", "cue")


class Phrases:
    """A list of cues, in small letters with tone marks folded."""

    def __init__(self, phrases: Iterable[object]):
        self.all = frozenset(plain(str(phrase)).lower() for phrase in phrases)
        self.lasts = frozenset(phrase.split()[-1] for phrase in self.all)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.all

    def ending(self, words: list[str]) -> int:
        """How many of the last ``words`` are one of the phrases: 0 if none is."""
        if words and words[-1] in self.lasts:
            for length in range(len(words), 0, -1):
                if " ".join(words[-length:]) in self.all:
                    return length
        return 0


_NONE = Phrases(())


@dataclass(frozen=True)
class FormRule:
    """What an ambiguous form is unless a cue decides (see context.yml)."""

    default: str
    pronoun: bool = False
    given: bool = False
    unless: Phrases = _NONE


class Cues(NamedTuple):
    """``context.yml``: lists of cues by name, and the rules of ambiguous forms."""

    path: Path
    lists: dict[str, Phrases]
    forms: dict[str, FormRule]

    def find_rule(self, form: str) -> FormRule:
        """The rule of an ambiguous form; of one without, "inside a sentence"."""
        return self.forms.get(form) or self.forms.get(plain(form), _UNRULED)


_UNRULED = FormRule("mid")


def load_cues(folder: Path | str | None = None) -> Cues:
    """Read and check ``context.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : an unknown or missing key, or a default that is none; with its line.
    """
    return _read(folder)


@built_from("context.yml")
def _read(path: Path) -> Cues:
    entry = check_keys(load_lexicon(path), path, required=(*_LISTS, "forms", *GLUED))
    lists = {}
    for name in _LISTS:
        if not isinstance(entry[name], list):
            raise LexiconError(path, entry.line, f"{name!r} should be a list.", "Write [one, two].")
        lists[name] = Phrases(entry[name])
    forms = {}
    for form, rule in check_keys(entry["forms"], path, allowed=tuple(entry["forms"])).items():
        check_keys(rule, path, required=("default",), allowed=("default", "pronoun", "given", "not as"))
        if rule["default"] not in _DEFAULTS:
            raise LexiconError(
                path,
                rule.line,
                f"{form}: unknown default {rule['default']!r}.",
                f"Use one of: {', '.join(_DEFAULTS)}.",
            )
        forms[plain(form)] = FormRule(
            rule["default"],
            rule.get("pronoun", False),
            rule.get("given", False),
            Phrases(rule.get("not as", ())),
        )
    return Cues(path, lists, forms)
