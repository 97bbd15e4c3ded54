"""The finder: the words of any number of texts, a batch at a time."""

from collections.abc import Iterable

import numpy as np

from kit.errors import KitError
from kit.progress import Progress
from kit.vietnamese.batches import cut_batches
from kit.vietnamese.words.wordengines import Found, get_engine

# Whose words they are, see `kit.segment.words`.
STYLES = ("kit", "underthesea")

# Characters decoded at a time: bounds the memory of the arrays, however long the text.
BATCH = 1_000_000


def find_all(texts: list[str], style: str, keep: Iterable[str]) -> Found:
    """The words of all texts, batch by batch; equal words have equal codes over all batches.

    Raises
    ------
    KitError : the style is unknown, or ``keep`` is not a list of phrases.
    """
    phrases = _check_choice(style, keep)
    engine = get_engine(style)
    parts: list[Found] = []
    codes: dict[str, int] = {}
    with Progress("find_words", sum(map(len, texts)), unit="characters") as progress:
        for first, batch in cut_batches(texts, BATCH):
            found = engine.find(batch, phrases)
            known = np.array([codes.setdefault(word, len(codes)) for word in found.words], dtype=np.int32)
            found.code = known.take(found.code) if len(known) else found.code.astype(np.int32)
            found.text += first
            found.start, found.end = found.start.astype(np.int32), found.end.astype(np.int32)
            parts.append(found)
            progress.advance(sum(map(len, batch)))
    if not parts:
        return Found.empty()
    text, start, end, code = (
        np.concatenate([getattr(part, name) for part in parts]) for name in ("text", "start", "end", "code")
    )
    return Found(text, start, end, code, list(codes))


def _check_choice(style: str, keep: Iterable[str]) -> tuple[str, ...]:
    """``keep`` as a tuple, if it and ``style`` can be used."""
    if style not in STYLES:
        raise KitError(f"There is no style {style!r} of words. Use one of: {', '.join(STYLES)}.")
    if isinstance(keep, str):
        raise KitError(
            f"keep should be a list of phrases, got the single text {keep!r}. Write keep=[{keep!r}]."
        )
    phrases = tuple(keep)
    if wrong := [phrase for phrase in phrases if not isinstance(phrase, str)]:
        raise KitError(f"keep should be a list of phrases, got {wrong[0]!r} among them.")
    if phrases and style != "kit":
        raise KitError("keep works with style='kit' only: style='underthesea' is underthesea's own result.")
    return phrases
