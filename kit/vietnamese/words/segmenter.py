"""The scores of a two-label model by look-up: whole batches of sentences at once.

A segmenter has two labels: a token begins a word or goes on with one. Its decision depends on one
number per token, how much better "goes on" scores than "begins", and every feature template adds to
that number by what it sees: one token, two or three. So each known token, pair and triple is
looked up once for all the templates that see it.

Additions happen in another order than in underthesea, so sums differ in their last bits. Where a
comparison was closer than `CLOSE`, the caller decodes the sentence again with `kit.vietnamese.words.crf.tag`. All other
decisions cannot have come out differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from kit.vietnamese.words.chain import Chain
from kit.vietnamese.words.columns import KeyTable
from kit.vietnamese.words.crf import Model, ModelError, Template, is_digit, is_title

# The token type that stands twice between two sentences, so that no feature sees over their border.
PAD = 0

# Added to a token's score to force a label; no sum of weights comes near it.
FORCE = 1e4

CLOSE = 1e-9  # sums of 43 weights below 10 have errors around 1e-14


@dataclass
class _Grams:
    """What the templates say of known pairs or triples: added scores by template, beside the usual score."""

    size: int
    lowered: bool
    ids: dict[str, int]
    table: KeyTable
    scores: np.ndarray  # rows x offsets
    offsets: list[int]  # of the first token, for each column


class Segmenter:
    """Tables of a two-label model, filled for each token type when it is first seen.

    Parameters
    ----------
    model : a model of `kit.vietnamese.words.crf` with labels for "begins a word" and "goes on with it", in this order.
    """

    def __init__(self, model: Model):
        if len(model.labels) != 2 or not model.labels[0].startswith("B"):
            raise ModelError(f"Expected the labels B and I, got {', '.join(model.labels)}.")
        if any(t.length > 3 for t in model.templates):
            raise ModelError("The model looks at more than three tokens at once.")
        self.model = model
        gains = (model.weights[:, 1] - model.weights[:, 0]).tolist()
        self._gain: dict[str, dict[str, float]] = {
            t.name: {} for t in model.templates
        }  # by template and value
        for name, gain in zip(model.attributes, gains, strict=True):
            template, _, value = name.partition("=")
            if template in self._gain:
                self._gain[template][value] = gain
        self._single = [t for t in model.templates if t.length == 1]
        self._grams = [self._build_grams(size, low) for size in (2, 3) for low in (False, True)]
        self._set_borders()
        self._chain = Chain(model.transitions)
        width = len({t.first for t in self._single})
        self._offsets = sorted({t.first for t in self._single})
        self._unigrams = np.zeros((width, 1024))
        self._ids = np.zeros((4, 1024), dtype=np.int32)
        self._title = np.zeros(1024, dtype=bool)
        self.n_types = 0
        self.clear()

    def clear(self) -> None:
        """Forget all token types."""
        self.n_types = 0
        self.add_types([""])
        for row, offset in enumerate(self._offsets):
            border = "BOS" if offset < 0 else "EOS"
            self._unigrams[row, PAD] = sum(self._of(t, border) for t in self._single if t.first == offset)

    def _of(self, template: Template, value: object) -> float:
        return self._gain[template.name].get(str(value), 0.0)

    # -- tables ---------------------------------------------------------------------------------

    def _build_grams(self, size: int, lowered: bool) -> _Grams:
        """The pairs or triples that some template of one kind (as written, or lower case) knows."""
        templates = {t.name: t for t in self.model.templates if t.length == size}
        offsets = sorted({t.first for t in templates.values()})
        kind = "lower" if lowered else ""
        seen = [(t.first, self._gain[t.name]) for t in templates.values() if t.function == kind]
        # Some entries of the dictionary have stray spaces.
        entries = [text for text in self.model.dictionary if text.count(" ") == size - 1] if lowered else []
        entries = [text for text in entries if all(text.split(" "))]
        texts = dict.fromkeys(chain(*(gains for _, gains in seen), entries))
        rows = {
            text: row for row, text in enumerate([text for text in texts if text.count(" ") == size - 1], 1)
        }
        scores = np.zeros((len(offsets), len(rows) + 1))
        for first, gains in seen:
            own = {rows[text]: gain for text, gain in gains.items() if text in rows}
            scores[offsets.index(first), [*own]] += [*own.values()]
        at = [rows[text] for text in entries]
        for t in templates.values() if lowered else ():
            if t.function == "is_in_dict":
                scores[offsets.index(t.first), at] += self._of(t, True) - self._of(t, False)
        coded = pa.array(" ".join(rows).split(" ") if rows else [], "str").dictionary_encode()
        ids = {part: number for number, part in enumerate(coded.dictionary.to_pylist(), 1)}
        codes = coded.indices.to_numpy().astype(np.int64).reshape(-1, size) + 1
        keys = codes @ (len(ids) + 1) ** np.arange(size)[::-1]
        return _Grams(size, lowered, ids, KeyTable(keys), scores, offsets)

    def _set_borders(self) -> None:
        """Scores that every token has unless a table says otherwise, and what changes beside a border."""
        self._usual = 0.0
        self._titles: list[tuple[Template, float]] = []
        self._at_first, self._at_second, self._at_last, self._at_last_but_one = 0.0, 0.0, 0.0, 0.0
        self._at_only = 0.0
        for t in self.model.templates:
            if t.length == 1:
                continue
            usual = self._of(t, False) if t.function else 0.0
            if t.function == "lower":
                usual = 0.0
            if t.function == "istitle":
                self._titles.append((t, self._of(t, True) - usual))
            self._usual += usual
            begin, end = self._of(t, "BOS") - usual, self._of(t, "EOS") - usual
            self._at_first += begin if t.first < 0 else 0.0
            self._at_second += begin if t.first < -1 else 0.0
            self._at_last += end if t.last > 0 else 0.0
            self._at_last_but_one += end if t.last > 1 else 0.0
            # In a sentence of one token the border before it is looked at first.
            self._at_only -= end if t.first < 0 < t.last else 0.0

    def add_types(self, tokens: list[str]) -> None:
        """Learn the scores of new token types; their numbers follow those already known."""
        first, last = self.n_types, self.n_types + len(tokens)
        if last > self._unigrams.shape[1]:
            room = max(last, 2 * self._unigrams.shape[1])
            self._unigrams = _grown(self._unigrams, room)
            self._ids = _grown(self._ids, room)
            self._title = _grown(self._title, room)
        lowered = [token.lower() for token in tokens]
        title = [is_title(token) for token in tokens]
        self._title[first:last] = title
        self._title[PAD], self._ids[:, PAD] = False, 0
        values: dict[str, list] = {"": tokens, "lower": lowered, "istitle": list(map(str, title))}
        values["isdigit"] = [str(is_digit(token)) for token in tokens]
        values["is_in_dict"] = [str(token in self.model.dictionary) for token in lowered]
        self._unigrams[:, first:last] = 0.0
        for template in self._single:
            get = self._gain[template.name].get
            row = self._unigrams[self._offsets.index(template.first)]
            row[first:last] += [get(value, 0.0) for value in values[template.function]]
        for row, grams in enumerate(self._grams):
            known = lowered if grams.lowered else tokens
            self._ids[row, first:last] = [grams.ids.get(token, 0) for token in known]
        self.n_types = last

    # -- decoding -------------------------------------------------------------------------------

    def score(self, types: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
        """How much better "goes on" scores than "begins" for each token of a padded batch.

        Parameters
        ----------
        types : token types, with `PAD` twice before, between and after sentences.
        first, last : positions of the first and last token of each sentence.
        """
        n = len(types)
        scores = np.full(n, self._usual)
        for row, offset in enumerate(self._offsets):
            to, source = _shifted(n, offset)
            scores[to] += self._unigrams[row].take(types[source])
        for row, grams in enumerate(self._grams):
            ids = self._ids[row].take(types)
            places, rows = _find_grams(grams, ids)
            for column, offset in enumerate(grams.offsets):
                at = places - offset
                inside = (at >= 0) & (at < n)
                gains = grams.scores[column].take(rows)
                if not inside.all():
                    at, gains = at[inside], gains[inside]
                scores[at] += gains
        for template, gain in self._titles:
            title = self._title.take(types)
            both = title[: n - template.length + 1].copy()
            for shift in range(1, template.length):
                both &= title[shift : n - template.length + 1 + shift]
            at = np.flatnonzero(both) - template.first
            scores[at[(at >= 0) & (at < n)]] += gain
        longer = first < last
        scores[first] += self._at_first
        scores[first[longer] + 1] += self._at_second
        scores[last] += self._at_last
        scores[last[longer] - 1] += self._at_last_but_one
        scores[first[~longer]] += self._at_only
        return scores

    def decode(
        self, scores: np.ndarray, first: np.ndarray, last: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The best labels of a padded batch, and by how much each was decided; see `Chain.decode`."""
        return self._chain.decode(scores, first, last)


def _find_grams(grams: _Grams, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Positions where a known pair or triple begins, and its row; unknown tokens are not looked up."""
    m = len(ids) - grams.size + 1
    known = ids > 0
    candidates = known[:m].copy()
    for shift in range(1, grams.size):
        candidates &= known[shift : m + shift]
    places = np.flatnonzero(candidates)
    base = len(grams.ids) + 1
    keys = ids.take(places).astype(np.int64)
    for shift in range(1, grams.size):
        keys = keys * base + ids.take(places + shift)
    hits, rows = grams.table.find(keys)
    return places.take(hits), rows


def _shifted(n: int, offset: int) -> tuple[slice, slice]:
    """Slices for "each position" and "the position ``offset`` further", where both exist."""
    return slice(max(0, -offset), n - max(0, offset)), slice(max(0, offset), n - max(0, -offset))


def _grown(array: np.ndarray, room: int) -> np.ndarray:
    wider = np.zeros((*array.shape[:-1], room), dtype=array.dtype)
    wider[..., : array.shape[-1]] = array
    return wider
