"""What words a chart has: the languages that it may speak, and which colour each key has there."""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from kit.errors import OptionError
from kit.files import built_from
from kit.plot.running import find_lexicons
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "charts.yml"
LANGUAGES = ("en", "vi", "both")
"""English, Vietnamese, or labels in both and the words of charts in English."""

PARTS = ("words", "sentences", "colours")
"""What the lexicon of charts has: for its words and sentences see `kit.publish.words`."""


def check_language(language: str) -> str:
    """The language, or an `OptionError` if it is none that charts speak."""
    if language not in LANGUAGES:
        raise OptionError(f"language is 'en', 'vi' or 'both', got {language!r}.")
    return language


@built_from(LEXICON)
def load_places(path: Path) -> dict[str, int]:
    """The keys that have a colour of their own, and which."""
    lexicon = check_keys(load_lexicon(path), path, required=PARTS, allowed=PARTS)
    return {key: place for keys in lexicon["colours"].values() for place, key in enumerate(keys)}


def place_keys(keys: Sequence[str], among: int) -> list[int]:
    """Which of so many colours each key has: the same in every chart, and no two the same while there are enough.

    A key has the place that the lexicon gives it, or one that its letters give; of two with the same place the
    one that comes first by name keeps it, and the other takes the next that is free.

    >>> place_keys(["body", "title"], 8), place_keys(["title", "body", "other"], 8)[:2]
    ([2, 0], [0, 2])
    """
    listed, taken = load_places(find_lexicons()), dict[str, int]()
    for key in sorted(dict.fromkeys(keys), key=lambda key: (key not in listed, listed.get(key, 0), key)):
        first = listed.get(key, crc32(key.encode()))
        places = [(first + step) % among for step in range(among)]
        taken[key] = next((place for place in places if place not in taken.values()), places[0])
    return [taken[key] for key in keys]
