"""Tokens: white-space chunks cut by regular expressions, each distinct chunk once, with exact offsets.

No rule of a token looks over white space (the one exception is handled where it arises), so what a
chunk of text is cut into depends on the chunk alone. Running text has few distinct chunks: the rules
run once for each, and the rest is array arithmetic. Offsets come from the cutting itself, and from an
index map where a chunk was not in normal form C; nothing is ever searched for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa

from kit.vietnamese.words.columns import Column

# White space for str.split and for regular expressions is the same; all of it lies below this point.
_SPACE_END = 0x3001
_MOST_MARKS = 30  # of one letter; those of a pile beyond stand by themselves
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_IS_SOLID = np.array([not chr(point).isspace() for point in range(_SPACE_END)] + [True])

# Start and end within the chunk, and the token's normalised text.
Span = tuple[int, int, str]


class Rules(Protocol):
    """How one style of segmentation cuts a chunk of text (in normal form C) into tokens."""

    def split(self, chunk: str, *, at_end: bool) -> list[Span]:
        """The tokens of ``chunk``, which is the last of its text if ``at_end``."""

    def depends_on_end(self, chunk: str) -> bool:
        """Whether ``split`` may depend on ``at_end`` for this chunk."""

    def is_open(self, tokens: list[Span]) -> bool:
        """Whether a token at the end of a chunk may go on behind one white-space sign."""

    def goes_on(self, rest: str) -> bool:
        """Whether an open token goes on into ``rest``: one white-space sign and the next chunk."""


@dataclass
class TokenBatch:
    """The tokens of several texts in one row.

    ``types`` numbers the distinct token texts (from 1); ``start`` and ``end`` count characters of the
    token's own text; ``first`` and ``last`` are the outermost tokens of each text that has any, and
    ``texts`` says which texts those are.
    """

    types: np.ndarray
    start: np.ndarray
    end: np.ndarray
    first: np.ndarray
    last: np.ndarray
    texts: np.ndarray


class _Memo(dict):
    """Numbers for chunks: a new chunk gets the next number and a place in the list of things to learn."""

    def __init__(self) -> None:
        super().__init__()
        self.new: list[str] = []

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        self.new.append(chunk)
        return number


class TokenTable:
    """Every chunk met so far and the tokens it is made of.

    Parameters
    ----------
    rules : how chunks are cut.
    on_new : called with the texts of new token types, in the order of their numbers.
    """

    def __init__(self, rules: Rules, on_new: Callable[[list[str]], None]):
        self._rules, self._on_new = rules, on_new
        self.clear()

    def clear(self) -> None:
        """Forget all chunks and token types."""
        self._memo = _Memo()
        self._types = _Memo()
        self.texts: list[str] = [""]  # by token type; 0 is the border of a sentence
        self._types[""] = 0
        self._first, self._count = Column(np.int64), Column(np.int64)
        self._open, self._by_end = Column(np.bool_), Column(np.bool_)
        self._token, self._start, self._end = Column(np.int32), Column(np.int32), Column(np.int32)

    @property
    def n_chunks(self) -> int:
        """How many distinct chunks are remembered."""
        return len(self._memo)

    def tokenize(self, texts: Sequence[str]) -> TokenBatch:
        """The tokens of all ``texts``."""
        joined = "\n".join(texts)
        numbers, start, end = self._find_chunks(joined)
        sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        begin = np.concatenate([[0], np.cumsum(sizes + 1)])  # of each text in the joined one
        if self._open.values.any():
            numbers, start, end = self._close_open(joined, numbers, start, end)
        bounds = np.searchsorted(start, begin)  # chunks of text i: bounds[i] to bounds[i + 1]
        self._mind_ends(joined, numbers, start, end, bounds, begin)

        text_of_chunk = np.repeat(np.arange(len(texts)), np.diff(bounds))
        counts = self._count.values.take(numbers)
        after = np.cumsum(counts)
        total = int(after[-1]) if len(after) else 0
        chunk = np.repeat(np.arange(len(numbers)), counts)
        place = np.arange(total) + (self._first.values.take(numbers) - (after - counts)).take(chunk)
        origin = (start - begin.take(text_of_chunk)).take(chunk)
        tokens = np.concatenate([[0], after]).take(bounds)  # the same bounds, counted in tokens
        filled = np.flatnonzero(np.diff(tokens))
        return TokenBatch(
            types=self._token.values.take(place),
            start=origin + self._start.values.take(place),
            end=origin + self._end.values.take(place),
            first=tokens.take(filled),
            last=tokens.take(filled + 1) - 1,
            texts=filled,
        )

    def _find_chunks(self, joined: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Number, start and end of each white-space chunk of ``joined``."""
        points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        solid = np.zeros(len(points) + 2, dtype=bool)
        solid[1:-1] = _IS_SOLID.take(points, mode="clip")
        edges = np.flatnonzero(solid[1:] != solid[:-1])
        start, end = edges[::2], edges[1::2]
        places = 4 * np.concatenate([[0], np.cumsum(end - start)])  # in bytes, the white space left out
        chunks = pa.Array.from_buffers(
            pa.large_binary(), len(start), [None, *map(pa.py_buffer, (places, points[solid[1:-1]]))]
        ).dictionary_encode()
        kinds = [str(kind.as_buffer(), "utf-32-le", "surrogatepass") for kind in chunks.dictionary]
        numbers = np.array([self._memo[kind] for kind in kinds], dtype=np.int64)
        self._learn()
        return numbers.take(chunks.indices.to_numpy()), start, end

    def _close_open(
        self, joined: str, numbers: np.ndarray, start: np.ndarray, end: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Join chunks over which a token goes on; rare, so one at a time."""
        drop, done = [], -1
        for at in np.flatnonzero(self._open.values.take(numbers)).tolist():
            last = at
            while at > done and last + 1 < len(numbers) and start[last + 1] == end[last] + 1:
                if not (
                    self._open.values[numbers[at]] and self._rules.goes_on(joined[end[last] : end[last + 1]])
                ):
                    break
                last += 1
                drop.append(last)
                numbers[at] = self._memo[joined[start[at] : end[last]]]
                self._learn()
            if last > at:
                end[at], done = end[last], last
        return (
            (np.delete(numbers, drop), np.delete(start, drop), np.delete(end, drop))
            if drop
            else (numbers, start, end)
        )

    def _mind_ends(
        self,
        joined: str,
        numbers: np.ndarray,
        start: np.ndarray,
        end: np.ndarray,
        bounds: np.ndarray,
        begin: np.ndarray,
    ) -> None:
        """Give the last chunk of each text the number it has at the end of a text, where that differs."""
        last = bounds[1:][np.diff(bounds) > 0] - 1
        text_end = begin[1:][np.diff(bounds) > 0] - 1
        rest = text_end - end.take(last)
        near = np.flatnonzero(self._by_end.values.take(numbers.take(last)) & (rest <= 1))
        stops = end.take(last.take(near)).tolist()
        ending = np.array([joined[stop : stop + 1] in ("", "\n") for stop in stops], dtype=bool)
        where = last[near[ending]]  # as `$` in a regular expression sees it
        _, samples, inverse = np.unique(numbers[where], return_index=True, return_inverse=True)
        at_end = [self._memo[joined[start[at] : end[at]] + "\n"] for at in where[samples].tolist()]
        numbers[where] = np.array(at_end, dtype=np.int64).take(inverse)
        self._learn()

    def _learn(self) -> None:
        """Cut the new chunks, number their tokens, and hand new token types on."""
        new, self._memo.new = self._memo.new, []
        if not new:
            return
        first = len(self._token.values)
        counts, open_, by_end, tokens, starts, ends = [], [], [], [], [], []
        for chunk in new:
            at_end = chunk[-1] == "\n"  # a mark of _mind_ends; chunks themselves end in no white space
            spans = split_chunk(self._rules, chunk.rstrip("\n"), at_end=at_end)
            counts.append(len(spans))
            open_.append(not at_end and self._rules.is_open(spans))
            by_end.append(not at_end and self._rules.depends_on_end(chunk))
            for start, end, text in spans:
                tokens.append(self._types[text])
                starts.append(start)
                ends.append(end)
        self._count.extend(counts)
        self._first.extend(np.concatenate([[0], np.cumsum(counts)[:-1]]) + first)
        self._open.extend(open_)
        self._by_end.extend(by_end)
        self._token.extend(tokens)
        self._start.extend(starts)
        self._end.extend(ends)
        fresh, self._types.new = self._types.new, []
        if fresh:
            self.texts.extend(fresh)
            self._on_new(fresh)


def split_chunk(rules: Rules, chunk: str, *, at_end: bool) -> list[Span]:
    """The tokens of ``chunk`` with offsets into it, also if it is not in normal form C.

    White space keeps letters apart in every normal form, so a chunk can be normalised by itself.
    """
    if not chunk.isascii():
        chunk = _LONE_SURROGATE.sub("\ufffd", chunk)  # half a character, which no table of text can hold
    if unicodedata.is_normalized("NFC", chunk):
        return rules.split(chunk, at_end=at_end)
    normal, places = normalise_with_map(chunk)
    return [(places[start], places[end], text) for start, end, text in rules.split(normal, at_end=at_end)]


def normalise_with_map(text: str) -> tuple[str, list[int]]:
    """``text`` in normal form C, and for each place in it the place in ``text`` (one more, for the end).

    >>> normalise_with_map("Vie\\u0323\\u0302t")
    ('Việt', [0, 1, 2, 5, 6])
    """
    pieces: list[str] = []
    for sign in text:
        if (
            pieces
            and len(pieces[-1]) <= _MOST_MARKS
            and (
                unicodedata.combining(unicodedata.normalize("NFD", sign)[0])
                or unicodedata.normalize("NFC", pieces[-1] + sign)
                != unicodedata.normalize("NFC", pieces[-1]) + unicodedata.normalize("NFC", sign)
            )
        ):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    normal, places, at = "", [], 0
    for piece in pieces:
        form = unicodedata.normalize("NFC", piece)
        places += [at + min(i, len(piece)) for i in range(len(form))]
        normal += form
        at += len(piece)
    return normal, [*places, at]
