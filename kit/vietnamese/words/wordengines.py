"""The engines behind `kit.segment.words`: one for each style, loaded once, when it is first asked for.

An engine holds the rules of its style, what it has learned of chunks, tokens and their scores, and nothing
of the texts. What it has learned is bounded (`MAX_CHUNKS`).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import pyarrow as pa

from kit.errors import KitError
from kit.files import built_from
from kit.vietnamese.words.crf import Model, ModelError, load_model, tag
from kit.vietnamese.words.joins import Joins
from kit.vietnamese.words.segmenter import CLOSE, FORCE, PAD, Segmenter
from kit.vietnamese.words.tokens import TokenBatch, TokenTable
from kit.vietnamese.words.upstream import (
    FINGERPRINT,
    MODEL,
    SELF_CHECK,
    SELF_CHECK_WORDS,
    UpstreamRules,
    find_folder,
    hash_sources,
    load_underthesea,
    tokenize_slowly,
    warn_unknown,
)
from kit.vietnamese.words.wordrules import LEXICON, KitRules

# Distinct chunks remembered (about 170 MB); beyond it the memory is emptied and filled anew.
MAX_CHUNKS = 400_000

_LONGEST = 6  # words of more tokens are numbered one by one
_LOCK = threading.RLock()


_Phrases = dict[
    int, list[tuple[int, set[tuple[int, ...]]]]
]  # by first token: lengths and phrases of that length


@dataclass
class Found:
    """The words of a batch: the number of their text, offsets into it, and their number among ``words``."""

    text: np.ndarray
    start: np.ndarray
    end: np.ndarray
    code: np.ndarray
    words: list[str]

    @classmethod
    def empty(cls) -> Found:
        """No words."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(nothing, nothing, nothing, nothing, [])


class Engine(Protocol):
    """Anything that finds words."""

    def find(self, texts: Sequence[str], keep: tuple[str, ...] = ()) -> Found:
        """The words of ``texts``."""


@dataclass
class _Layout:
    """Where the tokens of a batch stand when sentences are set apart by two pads each."""

    types: np.ndarray
    at: np.ndarray  # of each token
    first: np.ndarray
    last: np.ndarray

    @classmethod
    def of(cls, batch: TokenBatch) -> _Layout:
        sizes = batch.last - batch.first + 1
        gap = 2 * np.arange(1, len(sizes) + 1)
        at = np.arange(len(batch.types)) + np.repeat(gap, sizes)
        types = np.full(len(batch.types) + 2 * len(sizes) + 2, PAD, dtype=np.int32)
        types[at] = batch.types
        return cls(types, at, batch.first + gap, batch.last + gap)


class UpstreamEngine:
    """Style ``"underthesea"``: the words of underthesea by look-up."""

    def __init__(self, rules: UpstreamRules, model: Model):
        self._segmenter = Segmenter(model)
        self._table = TokenTable(rules, self._segmenter.add_types)

    def find(self, texts: Sequence[str], keep: tuple[str, ...] = ()) -> Found:
        """The words of ``texts``; ``keep`` has no place in this style."""
        with _LOCK:
            if self._table.n_chunks > MAX_CHUNKS:
                self._segmenter.clear()
                self._table.clear()
            batch = self._table.tokenize(texts)
            layout = _Layout.of(batch)
            scores = self._segmenter.score(layout.types, layout.first, layout.last)
            goes_on, margins = self._segmenter.decode(scores, layout.first, layout.last)
            begins = ~goes_on[layout.at]
            self._settle(batch, begins, margins[layout.at])
            return assemble(batch, begins, self._table.texts)

    def _settle(self, batch: TokenBatch, begins: np.ndarray, margins: np.ndarray) -> None:
        """Decode again, sum by sum, the sentences in which rounding could have turned a decision."""
        sizes = batch.last - batch.first + 1
        allowed = CLOSE * np.maximum(1.0, sizes / 1e4) ** 1.5  # errors grow with the sums
        suspects = np.flatnonzero(margins < allowed.max(initial=CLOSE))
        sentences = np.searchsorted(batch.first, suspects, side="right") - 1
        model = self._segmenter.model
        for sentence in np.unique(sentences[margins[suspects] < allowed[sentences]]).tolist():
            span = slice(batch.first[sentence], batch.last[sentence] + 1)
            labels = tag(model, [self._table.texts[number] for number in batch.types[span].tolist()])
            begins[span] = [label == model.labels[0] for label in labels]
        begins[batch.first] = True  # nothing goes on from nothing


class KitEngine:
    """Style ``"kit"``: the kit's own tokens, and the same model under constraints."""

    def __init__(self, rules: KitRules, model: Model):
        self._rules = rules
        self._segmenter = Segmenter(model)
        self._joins = Joins(model)
        self._table = TokenTable(rules, self._learn)
        self._phrases: dict[tuple[str, ...], _Phrases] = {}

    def _learn(self, tokens: list[str]) -> None:
        self._segmenter.add_types([self._rules.as_known(token) for token in tokens])
        self._joins.add_types(tokens)

    def find(self, texts: Sequence[str], keep: tuple[str, ...] = ()) -> Found:
        """The words of ``texts`` in which the phrases ``keep`` stay whole."""
        with _LOCK:
            if self._table.n_chunks > MAX_CHUNKS:
                self._segmenter.clear()
                self._joins.clear()
                self._table.clear()
                self._phrases.clear()
            batch = self._table.tokenize(texts)
            layout = _Layout.of(batch)
            scores = self._segmenter.score(layout.types, layout.first, layout.last)
            self._joins.constrain(scores, layout.types)
            for first, last in self._find_phrases(layout.types, (*self._rules.wholes, *keep)):
                scores[[first, last + 1]] = -FORCE
                scores[first + 1 : last + 1] = FORCE
            goes_on, _ = self._segmenter.decode(scores, layout.first, layout.last)
            while len(weak := self._joins.find_overlong(layout.types, goes_on, scores)):
                scores[weak] = -FORCE
                self._decode_again(goes_on, scores, layout, weak)
            begins = ~goes_on[layout.at]
            begins[batch.first] = True
            return assemble(batch, begins, self._table.texts)

    def _decode_again(
        self, goes_on: np.ndarray, scores: np.ndarray, layout: _Layout, changed: np.ndarray
    ) -> None:
        """Decide anew (in place) in the sentences in which scores have changed."""
        touched = np.unique(np.searchsorted(layout.first, changed, side="right") - 1)
        first = layout.first[touched]
        sizes = layout.last[touched] - first + 1
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1]) + np.repeat(first - (ends - sizes), sizes)
        goes_on[at], _ = self._segmenter.decode(scores[at], ends - sizes, ends - 1)

    def _find_phrases(self, types: np.ndarray, keep: tuple[str, ...]) -> list[tuple[int, int]]:
        """First and last position of each kept phrase, from left to right, the longest first."""
        if not keep:
            return []
        if keep not in self._phrases:
            self._phrases.clear()  # one list of phrases at a time
            self._phrases[keep] = self._learn_phrases(keep)
        starts = self._phrases[keep]
        begins = np.zeros(len(self._table.texts), dtype=bool)
        begins[list(starts)] = True
        spans, free = [], 0
        for at in np.flatnonzero(begins.take(types)).tolist():
            if at < free:
                continue
            for size, phrases in starts[int(types[at])]:
                if tuple(types[at : at + size].tolist()) in phrases:
                    spans.append((at, at + size - 1))
                    free = at + size
                    break
        return spans

    def _learn_phrases(self, keep: tuple[str, ...]) -> _Phrases:
        """The phrases as token types, by their first one, longer ones first."""
        batch = self._table.tokenize([f"{phrase} ." for phrase in keep])  # no phrase ends a sentence
        starts: dict[int, dict[int, set[tuple[int, ...]]]] = {}
        for first, last in zip(batch.first.tolist(), batch.last.tolist(), strict=True):
            phrase = tuple(batch.types[first:last].tolist())
            if phrase:
                starts.setdefault(phrase[0], {}).setdefault(len(phrase), set()).add(phrase)
        return {first: sorted(sizes.items(), reverse=True) for first, sizes in starts.items()}


class SlowEngine:
    """Style ``"underthesea"`` by calling underthesea, for a version that the kit does not know."""

    def find(self, texts: Sequence[str], keep: tuple[str, ...] = ()) -> Found:
        """The words of ``texts``; ``keep`` has no place in this style."""
        rows: list[tuple[int, int, int, int]] = []
        codes: dict[str, int] = {}
        for number, text in enumerate(texts):
            for start, end, word in tokenize_slowly(text):
                rows.append((number, start, end, codes.setdefault(word, len(codes))))
        if not rows:
            return Found.empty()
        text, start, end, code = np.array(rows, dtype=np.int64).T
        return Found(text, start, end, code, list(codes))


def assemble(batch: TokenBatch, begins: np.ndarray, texts: list[str]) -> Found:
    """Words from tokens: offsets, and a number for each distinct sequence of token types."""
    if not len(begins):
        return Found.empty()
    first = np.flatnonzero(begins)
    after = np.append(first[1:], len(begins))
    sizes = after - first
    codes = batch.types.take(first).astype(np.int64)
    used = len(texts)
    for size in range(1, min(int(sizes.max(initial=0)), _LONGEST)):
        longer = np.flatnonzero(sizes > size)
        keys = codes.take(longer) * len(texts) + batch.types.take(first.take(longer) + size)
        numbers, distinct = _number(keys)
        codes[longer] = used + numbers
        used += len(distinct)
    overlong = np.flatnonzero(sizes > _LONGEST)
    codes[overlong] = used + np.arange(len(overlong))
    numbers, distinct = _number(codes)
    sample = np.empty(len(distinct), dtype=np.int64)
    sample[numbers[::-1]] = np.arange(len(numbers) - 1, -1, -1)  # where each distinct word first stands
    words = [
        texts[batch.types[a]] if b == a + 1 else " ".join([texts[t] for t in batch.types[a:b].tolist()])
        for a, b in zip(first[sample].tolist(), after[sample].tolist(), strict=True)
    ]
    per_text = np.diff(np.searchsorted(first, np.append(batch.first, len(begins))))
    return Found(
        np.repeat(batch.texts, per_text), batch.start.take(first), batch.end.take(after - 1), numbers, words
    )


def _number(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each value as the number of its kind, kinds in order of appearance; and the kinds."""
    encoded = pa.array(values).dictionary_encode()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_numpy()


def get_engine(style: str) -> Engine:
    """The engine of ``style``, loaded at the first call."""
    with _LOCK:
        return _load_kit() if style == "kit" else _load_upstream()


@cache
def _load_files() -> tuple[UpstreamRules, Model]:
    folder = find_folder()
    return UpstreamRules(folder), load_model(folder / MODEL)


@built_from(LEXICON)
def _load_kit(path: Path) -> Engine:
    """The engine of the kit's own style, whose rules read the lexicon of words."""
    try:
        rules, model = _load_files()
        return KitEngine(KitRules(model.dictionary, rules.spellings), model)
    except ModelError as error:
        raise KitError(
            f"{error} Install the version this kit was made for: pip install underthesea==9.5.0"
        ) from error


@cache
def _load_upstream() -> Engine:
    """The fast engine, if it is known or seen to give underthesea's words; else underthesea itself."""
    try:
        engine = UpstreamEngine(*_load_files())
        words = _check_words(engine)
        known = hash_sources(find_folder()) == FINGERPRINT and hash_words(words) == SELF_CHECK_WORDS
        if known or words == [load_underthesea().word_tokenize(text) for text in SELF_CHECK]:
            return engine
        warn_unknown("its words of the check text are others")
    except (ModelError, OSError) as error:
        warn_unknown(str(error))
    return SlowEngine()


def _check_words(engine: Engine) -> list[list[str]]:
    """The words of the check text, by sentence."""
    found = engine.find(SELF_CHECK)
    words: list[list[str]] = [[] for _ in SELF_CHECK]
    for text, code in zip(found.text.tolist(), found.code.tolist(), strict=True):
        words[text].append(found.words[code])
    return words


def hash_words(words: list[list[str]]) -> str:
    """The sha256 of sentences cut into words."""
    return hashlib.sha256("\n".join("|".join(sentence) for sentence in words).encode()).hexdigest()
