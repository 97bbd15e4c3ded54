"""The finder: the words of any number of texts, a batch at a time."""

import numpy as np

from kit.progress import Progress
from kit.vietnamese.batches import cut_batches
from kit.vietnamese.words.wordengines import Found, get_engine

BATCH = 1_000_000
"""Characters decoded at a time: bounds the memory of the arrays, however long the text."""


def find_all(texts: list[str], style: str, keep: tuple[str, ...]) -> Found:
    """The words of all texts, batch by batch; equal words have equal codes over all batches."""
    engine = get_engine(style)
    parts: list[Found] = []
    codes: dict[str, int] = {}
    with Progress("find_words", sum(map(len, texts)), unit="characters") as progress:
        for first, batch in cut_batches(texts, BATCH):
            found = engine.find(batch, keep)
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
