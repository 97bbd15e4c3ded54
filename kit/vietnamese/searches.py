"""Searches: what stands in any number of texts, looked for in many of them at once."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from kit.vietnamese.batches import cut_batches
from kit.vietnamese.phrases.matching import Hit
from kit.vietnamese.phrases.states import BREAK

T = TypeVar("T")


def find_in_texts(
    texts: Sequence[str], find: Callable[[str], Iterable[tuple[Hit, T]]], size: int
) -> Iterator[tuple[int, int, int, T]]:
    """What ``find`` finds, in texts of about ``size`` characters at once: the number of the text, start and end in it.

    A text that is there many times is searched once.

    Parameters
    ----------
    find : from a text to hits, and what each is a hit of; none goes over a `kit.vietnamese.phrases.states.BREAK`.

    >>> find = lambda text: [(Hit(text.index("Bỉ"), text.index("Bỉ") + 2, 0), "BEL")]
    >>> list(find_in_texts(["Sáng nay", "thăm Bỉ"], find, 100))
    [(1, 5, 7, 'BEL')]
    """
    found: dict[str, list[tuple[int, int, T]]] = {text: [] for text in texts}
    for _, batch in cut_batches(list(found), size):
        begins = list(accumulate((len(text) + 1 for text in batch), initial=0))
        for hit, what in find(BREAK.join(batch)):
            place = bisect_right(begins, hit.start) - 1
            found[batch[place]].append((hit.start - begins[place], hit.end - begins[place], what))
    for number, text in enumerate(texts):
        for start, end, what in found[text]:
            yield number, start, end, what
