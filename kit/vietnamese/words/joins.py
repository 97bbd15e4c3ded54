"""Which neighbouring tokens may stand in one word, by their spelling: the constraints of style ``"kit"``."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa

from kit.vietnamese.letters import fold_tones
from kit.vietnamese.words.columns import Column, KeyTable
from kit.vietnamese.words.crf import Model
from kit.vietnamese.words.segmenter import FORCE
from kit.vietnamese.words.wordrules import LETTER, load_words_lexicon

_SPOKEN = re.compile(rf"{LETTER}+(?:['’ʼ&-]{LETTER}+)*")
# A syllable of Vietnamese without its tone: onset, one of the possible vowels, coda.
_SYLLABLE = re.compile(
    "(?:ngh?|gh|gi|kh|ph|qu|th|tr|ch|nh|[bcdđghklmnprstvx])?"
    "(?:(?:i|y|u|ư)[aêơô]|oo|o[aăe]|u[âêyơ]|uyê|uya|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt]|[iyou])?"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

# Classes of tokens by spelling: *di*, *Bộ*, *HÀ*, *IOM* (no syllable), anything not made of letters.
LOWER, TITLE, CAPITALS, STRANGE_CAPITALS, SOLID = range(5)

_BREAK = " \ue010 "  # between two words, as a syllable of its own
_PAIR = "T[-1,0].lower="  # the template of a token and the one before it

# How much more (in the model's logarithmic scores) two syllables must gain that no known word has.
UNATTESTED = 2.0

_MAY_JOIN = np.zeros((5, 5), dtype=bool)  # class before, class
for _before, _class in ((LOWER, LOWER), (TITLE, TITLE), (TITLE, LOWER), (CAPITALS, CAPITALS)):
    _MAY_JOIN[_before, _class] = True


def classify(token: str) -> int:
    """The class of a token by its spelling.

    >>> [classify(token) for token in ("di", "Bộ", "HÀ", "IOM", "19/4")] == [LOWER, TITLE, CAPITALS, 3, SOLID]
    True
    """
    if not _SPOKEN.fullmatch(token):
        return SOLID
    if not token[0].isupper():
        return LOWER
    if len(token) == 1 or not token.isupper():
        return TITLE
    return CAPITALS if is_syllable(token) else STRANGE_CAPITALS


def is_syllable(token: str) -> bool:
    """Whether ``token`` can be a syllable of Vietnamese, by its letters.

    >>> [is_syllable(token) for token in ("Nguyễn", "khuya", "Games", "WB")]
    [True, True, False, False]
    """
    plain = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", token.lower())))
    return _SYLLABLE.fullmatch(plain) is not None


class Joins:
    """Which neighbouring tokens may not stand in one word, whatever the model says.

    A token that is not made of letters joins nothing; a lower-case syllable joins no capitalised one
    after it; a word in capitals joins only capitals, and an abbreviation (*IOM*) not even these.

    Two syllables are *attested* if some word of the dictionary has them side by side, or the model met them
    so. A capitalised syllable joins a lower-case one after it only if they are (*Bộ trưởng*, but not
    *Ngọc hội*), and so do function words like *và* (and). Of other lower-case syllables that are not, the
    model has to be surer (`UNATTESTED`), for there are words that no dictionary has.
    """

    def __init__(self, model: Model):
        self._words = load_words_lexicon()
        likes = (model.weights[:, 1] > model.weights[:, 0]).tolist()
        met = [name for name, row in model.attributes.items() if likes[row] and name.startswith(_PAIR)]
        met = [name.removeprefix(_PAIR) for name in met]
        texts = [fold_tones("\n".join(one)).replace("\n", _BREAK).split() for one in (model.dictionary, met)]
        coded = pa.array([*texts[0], _BREAK.strip(), *texts[1]]).dictionary_encode()
        spellings, codes = coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64) + 1
        self._known = dict(zip(spellings, range(1, len(spellings) + 1), strict=True))
        apart = codes == self._known[_BREAK.strip()]
        alone = [self._known[part] for part in self._words.alone.intersection(spellings)]
        apart[len(texts[0]) :] |= np.isin(codes[len(texts[0]) :], alone)  # a word of the dictionary is one
        beside = np.flatnonzero(~apart[:-1] & ~apart[1:])
        self._pairs = KeyTable(codes[beside] * (len(self._known) + 1) + codes[beside + 1])
        self.clear()

    def clear(self) -> None:
        """Forget all token types."""
        self._classes, self._ids = Column(np.int8, [SOLID]), Column(np.int32, [0])
        self._alone = Column(np.bool_, [False])

    def add_types(self, tokens: list[str]) -> None:
        """Learn new token types; their numbers follow those already known."""
        self._alone.extend([fold_tones(token) in self._words.alone for token in tokens])
        self._classes.extend([classify(token) for token in tokens])
        self._ids.extend([self._known.get(fold_tones(token.lower()), 0) for token in tokens])

    def constrain(self, scores: np.ndarray, types: np.ndarray) -> None:
        """Change the scores (in place) of those positions that may not go on the word before them."""
        classes = self._classes.values.take(types)
        pairs = classes[:-1] * 5 + classes[1:]
        scores[np.flatnonzero(~_MAY_JOIN.ravel().take(pairs)) + 1] = -FORCE
        before_lower = np.flatnonzero((pairs == TITLE * 5 + LOWER) | (pairs == LOWER * 5 + LOWER))
        ids = self._ids.values.take(types)
        keys = ids.take(before_lower).astype(np.int64) * (len(self._known) + 1) + ids.take(before_lower + 1)
        unattested = np.ones(len(keys), dtype=bool)
        unattested[self._pairs.find(keys)[0]] = False
        doubtful = before_lower[unattested]
        alone = self._alone.values.take(types)
        never = (classes.take(doubtful) == TITLE) | alone.take(doubtful) | alone.take(doubtful + 1)
        scores[doubtful[never] + 1] = -FORCE
        scores[doubtful[~never] + 1] -= UNATTESTED

    def find_overlong(self, types: np.ndarray, goes_on: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """The weaker join in each word like *Hà Ngọc hội*: two capitalised syllables and a lower-case one."""
        end = np.flatnonzero(goes_on[1:-1] & goes_on[2:]) + 2
        classes = self._classes.values.take(types)
        end = end[(classes[end - 2] == TITLE) & (classes[end - 1] == TITLE) & (classes[end] == LOWER)]
        weaker = np.where(scores[end - 1] < scores[end], end - 1, end)
        return weaker[scores[weaker] < FORCE]  # not in a kept phrase
