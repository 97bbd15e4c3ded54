"""Parts of speech by underthesea's newer model, read and decoded by the kit, in time linear in the text.

Underthesea ships two taggers. Its default needs time quadratic in the length of a text. Its second
(VLSP 2013 data, released 2023) is linear and more accurate, but its public call fails the second time.
This is the second one: the same model file, the same sums in the same order, so the same tags.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from kit.errors import TableError
from kit.schema import check_table
from kit.segmenting.crf import Model, Template, is_digit, is_title, load_model
from kit.segmenting.upstream import find_folder

POS_MODEL = Path("pipeline/pos_tag/models/pos_crf_vlsp2013_20230303")

POS = {
    "N": "common noun",
    "Np": "proper noun",
    "Nc": "classifier",
    "Nu": "unit",
    "Ny": "abbreviated noun",
    "Nb": "borrowed noun",
    "V": "verb",
    "A": "adjective",
    "P": "pronoun",
    "R": "adverb",
    "L": "determiner",
    "M": "numeral",
    "E": "preposition",
    "C": "subordinating conjunction",
    "Cc": "coordinating conjunction",
    "I": "interjection",
    "T": "particle",
    "B": "borrowed word",
    "Y": "abbreviation",
    "X": "unclassified",
    "Z": "bound morpheme",
    "CH": "punctuation",
}
"""The main tags of VLSP 2013. A second letter ``y`` marks an abbreviation and ``b`` a borrowed word (``Vb``)."""

BATCH = 20_000
"""Words decoded at a time: bounds the memory of the score arrays."""


def add_pos(words: pd.DataFrame) -> pd.DataFrame:
    """The same words with their parts of speech.

    Parameters
    ----------
    words : the ``words`` table, sentence by sentence as `kit.words.find_words` gives it.

    Returns
    -------
    A copy with one more column, ``pos`` (a category): the tags of VLSP 2013, see `POS`. On words of style
    ``"underthesea"`` these are the tags of ``underthesea.pos_tag(sentence, model="v2.0")``.

    Raises
    ------
    TableError : the table lacks a column, or a word is missing.

    >>> from kit.words import find_words
    >>> sentences = pd.DataFrame({"article_id": ["a"], "sentence": [0], "role": ["body"], "start": [0]})
    >>> sentences["text"] = ["Việt Nam hỗ trợ lao động."]
    >>> add_pos(find_words(sentences))["pos"].tolist()
    ['Np', 'V', 'N', 'CH']
    """
    check_table(words, "words", columns=("article_id", "sentence", "word"))
    tagger = _load_tagger()
    column = words["word"].astype("category")
    codes = column.cat.codes.to_numpy()
    if (codes < 0).any():
        raise TableError(
            f"Row {words.index[codes < 0][0]!r} of the words table has no word. Drop such rows first."
        )
    texts = column.cat.categories.astype(str).tolist()
    rows = tagger.look_up(texts)
    labels = np.zeros(len(words), dtype=np.int64)
    bounds = _find_sentences(words)
    first = 0
    while first < len(bounds) - 1:
        last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + BATCH, side="right")) - 1)
        part = codes[bounds[first] : bounds[last]]
        labels[bounds[first] : bounds[last]] = tagger.tag(
            [texts[code] for code in part.tolist()],
            np.diff(bounds[first : last + 1]),
            {template: row.take(part) for template, row in rows.items()},
        )
        first = last
    tags = [label.split("-", 1)[-1] for label in tagger.labels]  # B-N, for the first word of a noun
    return words.assign(pos=pd.Categorical(np.array(tags, dtype=object)[labels], categories=sorted(tags)))


def _find_sentences(words: pd.DataFrame) -> np.ndarray:
    """The rows at which sentences begin, and the number of rows."""
    if words.empty:
        return np.zeros(1, dtype=np.int64)
    article, sentence = pd.factorize(words["article_id"])[0], words["sentence"].to_numpy()
    changes = (np.diff(article) != 0) | (np.diff(sentence) != 0)
    return np.concatenate([[0], np.flatnonzero(changes) + 1, [len(words)]])


class Tagger:
    """A chain over many labels, decoded for many sentences side by side."""

    def __init__(self, model: Model):
        self.labels, self._model = model.labels, model
        self._weights = np.vstack([model.weights, np.zeros(len(model.labels))])  # the last row: unknown
        self._unknown = len(model.weights)
        self._long: dict[str, dict[Template, int]] = {}  # what is known of two and three words
        by_name = {template.name: template for template in model.templates}
        for name, row in model.attributes.items():
            template, _, text = name.partition("=")
            if by_name[template].length > 1:
                self._long.setdefault(text, {})[by_name[template]] = row

    def look_up(self, texts: list[str]) -> dict[Template, np.ndarray]:
        """For each template over one word, the attribute of each of ``texts``."""
        single = [template for template in self._model.templates if template.length == 1]
        return {
            t: np.array([self._row(t, _apply(t, text)) for text in texts], dtype=np.int64) for t in single
        }

    def tag(self, words: list[str], sizes: np.ndarray, rows: dict[Template, np.ndarray]) -> np.ndarray:
        """The numbers of the best labels.

        Parameters
        ----------
        words : the words of some sentences in a row.
        sizes : how many words each sentence has.
        rows : the attributes of the words, from `look_up`.
        """
        return _decode(self._score(words, sizes, rows), self._model.transitions, sizes)

    def _score(self, words: list[str], sizes: np.ndarray, rows: dict[Template, np.ndarray]) -> np.ndarray:
        """Scores of words x labels, summed template by template as underthesea does."""
        n = len(words)
        from_start = np.arange(n) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        to_end = np.repeat(sizes, sizes) - 1 - from_start
        rows = {**rows, **self._find_long(words, 2), **self._find_long(words, 3)}
        scores = np.zeros((n, len(self.labels)))
        for template in self._model.templates:
            row = rows.get(template, np.full(n, self._unknown))
            row = row.take(np.clip(np.arange(n) + template.first, 0, n - 1))
            row[to_end < template.last] = self._row(template, "EOS")
            row[from_start < -template.first] = self._row(template, "BOS")
            known = np.flatnonzero(row != self._unknown)
            scores[known] += self._weights.take(row.take(known), axis=0)
        return scores

    def _find_long(self, words: list[str], length: int) -> dict[Template, np.ndarray]:
        """For each template over ``length`` words, the attribute of the words from each position on."""
        found: dict[Template, np.ndarray] = {}
        joined = map(" ".join, zip(*(words[shift:] for shift in range(length)), strict=False))
        for place, known in enumerate(map(self._long.get, joined)):
            for template, row in known.items() if known else ():
                if template.length == length:
                    found.setdefault(template, np.full(len(words), self._unknown))[place] = row
        return found

    def _row(self, template: Template, value: object) -> int:
        return self._model.attributes.get(f"{template.name}={value}", self._unknown)


def _apply(template: Template, text: str) -> object:
    """What a template over one word sees of it."""
    if template.function == "lower":
        return text.lower()
    if template.function == "istitle":
        return is_title(text)
    return is_digit(text) if template.function == "isdigit" else text


def _decode(emissions: np.ndarray, transitions: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The best path through each sentence (Viterbi 1967), first words of all sentences first, then second ..."""
    order = np.argsort(-sizes, kind="stable")  # longest first: those still going on are always at the front
    begins = (np.cumsum(sizes) - sizes)[order]
    lengths = sizes[order]
    into = np.ascontiguousarray(transitions.T)  # label, label before
    score = emissions[begins].copy()
    back = [np.zeros((0, 0), dtype=np.int64)]
    for at in range(1, int(lengths.max(initial=0))):
        going = int(np.searchsorted(-lengths, -at, side="left"))
        paths = score[:going, None, :] + into
        best = paths.argmax(axis=2)  # the first of equals
        back.append(best)
        score[:going] = (
            np.take_along_axis(paths, best[:, :, None], axis=2)[:, :, 0] + emissions[begins[:going] + at]
        )
    labels = np.zeros(len(emissions), dtype=np.int64)
    label = score.argmax(axis=1)
    for at in range(len(back) - 1, 0, -1):
        going = len(back[at])
        labels[begins[:going] + at] = label[:going]
        label[:going] = back[at][np.arange(going), label[:going]]
    labels[begins] = label
    return labels


@cache
def _load_tagger() -> Tagger:
    return Tagger(load_model(find_folder() / POS_MODEL))
