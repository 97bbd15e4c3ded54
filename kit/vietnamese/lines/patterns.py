"""Patterns: what gives a line away, by kind, from ``lines.yml``."""

import re
from pathlib import Path

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "lines.yml"
_KINDS = (
    "furniture", "related", "comments", "imprint", "stamp", "teaser", "credit", "caption", "byline", "office", "opening"
)  # fmt: skip


def load_patterns(lexicon: Path | str = LEXICON) -> dict[str, re.Pattern[str]]:
    """The patterns of a lexicon, one per kind.

    >>> caption = load_patterns()["caption"]  # a photo credit at the end
    >>> [bool(caption.search(text)) for text in ("Quang cảnh phiên họp. (Ảnh: TTXVN)", "Ảnh hưởng còn lớn.")]
    [True, False]
    """
    return _load(lexicon)


@built_from(LEXICON)
def _load(path: Path) -> dict[str, re.Pattern[str]]:
    entry = check_keys(load_lexicon(path), path, required=_KINDS)
    for pattern in (pattern for kind in _KINDS for pattern in entry[kind]):
        try:
            re.compile(pattern)
        except re.error as error:
            raise LexiconError(
                path, pattern.line, f"{pattern!r} is no regular expression: {error}."
            ) from None
    return {
        kind: re.compile("|".join(f"(?:{pattern})" for pattern in entry[kind]), re.IGNORECASE)
        for kind in _KINDS
    }
