"""Abbreviations after which a full stop ends nothing (``sentences.yml``)."""

from __future__ import annotations

from pathlib import Path

from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "sentences.yml"


@built_from(LEXICON)
def load_abbreviations(path: Path) -> frozenset[str]:
    """The abbreviations of a lexicon, after which a full stop ends nothing."""
    entry = check_keys(load_lexicon(path), path, required=("abbreviations",))
    return frozenset(str(form) for group in entry["abbreviations"].values() for form in group)
