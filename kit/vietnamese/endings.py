"""What the end of a sentence is known by (``sentences.yml``)."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon, read_words

LEXICON = "sentences.yml"


class Endings(NamedTuple):
    """Abbreviations after which a full stop ends nothing; words with which a sentence begins, and with which none ends.

    The words, in small letters, tell of a capital that is glued to the word before it whether a line ended there.
    """

    abbreviations: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    open_ended: frozenset[str] = frozenset()


@built_from(LEXICON)
def load_endings(path: Path) -> Endings:
    """What the end of a sentence is known by, from a lexicon."""
    words = ("glued openers", "never last")
    entry = check_keys(
        load_lexicon(path), path, required=("abbreviations",), allowed=("abbreviations", *words)
    )
    forms = frozenset(str(form) for group in entry["abbreviations"].values() for form in group)
    return Endings(forms, *(frozenset(read_words(entry.get(name, []), name, path)) for name in words))
