"""The stop list: words of closed classes, which say little about what a text is about."""

from __future__ import annotations

from pathlib import Path

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.letters import fold_tones
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "stopwords.yml"


def load_stopwords(path: Path | str | None = None) -> frozenset[str]:
    """The words of a stop list, in lower case and in both placements of tone marks.

    Parameters
    ----------
    path : a YAML file of groups, each with a ``reason`` and ``words``, or a folder that may have ``stopwords.yml``; by
        default the kit's own list, whose source stands in its first lines.

    Returns
    -------
    The words of all groups. A word counts as one of them if its lower case is in the set.

    Raises
    ------
    LexiconError : the file is missing, or a group lacks its reason or words, or holds something else.

    >>> {"và", "của", "đã"} <= load_stopwords()
    True
    >>> "hợp tác" in load_stopwords()
    False
    """
    return _load(path)


@built_from(LEXICON)
def _load(path: Path) -> frozenset[str]:
    words: set[str] = set()
    for name, group in load_lexicon(path).items():
        check_keys(group, path, required=("reason", "words"))
        if not isinstance(group["words"], list):
            raise LexiconError(
                path, group.line, f"the words of {name!r} should be a list.", "Write [word, word]."
            )
        for word in group["words"]:
            if not isinstance(word, str) or not word.strip():
                line = getattr(word, "line", group.line)
                raise LexiconError(
                    path, line, f"{word!r} among {name!r} is not a word.", "Put it in quotes or remove it."
                )
            words.add(word.lower())
    return frozenset(words | {fold_tones(word) for word in words})
