"""Batches: runs of texts that are worked on at once, so that memory stays bounded however long the whole is."""

from collections.abc import Iterator, Sequence


def cut_batches(texts: Sequence[str], size: int) -> Iterator[tuple[int, Sequence[str]]]:
    """Runs of texts of about ``size`` characters, each with the number of its first text.

    >>> list(cut_batches(["a b", "c", "d"], 4))
    [(0, ['a b']), (1, ['c', 'd'])]
    """
    first, length = 0, 0
    for number, text in enumerate(texts):
        if length and length + len(text) > size:
            yield first, texts[first:number]
            first, length = number, 0
        length += len(text) + 1
    if length:
        yield first, texts[first:]
