"""What the end of a sentence is known by (``sentences.yml``)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from kit.files import built_from
from kit.vietnamese.lexicon import any_of, check_keys, load_lexicon, read_words

LEXICON = "sentences.yml"
# "Ảnh: Lê Văn/TTXVN | Ngày 5/3, Thủ tướng …": a capital follows, and not the rest of the agency's name.
_CREDIT = (
    r"[Ảả]nh ?: ?(?:[^.:()!?\n]{0,40}?[\W_])?(?:%s)"
    r"(?=\s+(?!(?:Photos?|Images|News|Agency|TV)\b)[^\W\d_a-z][^\W\d_]+\s)"
)


class Endings(NamedTuple):
    """Abbreviations after which a full stop ends nothing; words with which a sentence begins, and with which none ends.

    The words, in small letters, tell of a capital that is glued to the word before it whether a line ended there.
    ``credit``: the credit of a photo, to its end with the name of an agency, where a sentence follows.
    """

    abbreviations: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    open_ended: frozenset[str] = frozenset()
    credit: re.Pattern[str] = re.compile("(?!)")


@built_from(LEXICON)
def load_endings(path: Path) -> Endings:
    """What the end of a sentence is known by, from a lexicon."""
    names = ("glued openers", "never last", "agencies")
    entry = check_keys(
        load_lexicon(path), path, required=("abbreviations",), allowed=("abbreviations", *names)
    )
    forms = frozenset(str(form) for group in entry["abbreviations"].values() for form in group)
    openers, last, agencies = (frozenset(read_words(entry.get(name, []), name, path)) for name in names)
    return Endings(forms, openers, last, re.compile(_CREDIT % any_of(agencies)))
