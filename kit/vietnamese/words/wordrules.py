"""The tokens of the kit's own style of words.

What underthesea's rules tear (dates, decree numbers, amounts, addresses) is one token here, and what
they glue (words and names joined by a hyphen) is parted. The rules look at spelling alone; the
abbreviations and codes they know are data (``words.yml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.letters import fold_tones
from kit.vietnamese.lexicon import check_keys, load_lexicon
from kit.vietnamese.words.tokens import Span

LEXICON = "words.yml"

LETTER = r"(?:[^\W\d_][\u0300-\u036F]*)"
_CODE = r"(?=\w{0,12}[A-ZĐ]\w{0,12}[A-ZĐ])\w{2,14}"  # QĐ, TTg, UBND, QH13: two capitals
_EMOJI = "[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff][\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*"
_HOST = r"(?:[a-zA-Z0-9][a-zA-Z0-9-]{0,62}\.){1,6}"
_TOP = "(?:vn|com|net|org|gov|edu|info|int|eu|asia|mil|biz|io|tv)"
_PARTS = 12  # hyphens of one word: names and loan words have fewer
_DIGITS = r"\d++(?:[.,/:–-]\d++)*(?![.,/:–-]?\d)"  # to its end: a date is not given back digit by digit

_RULES = re.compile(
    rf"""
      (?P<web> (?:https?|ftp)://[^\s<>"“”«»]*[^\s<>"“”«».,;:!?…()\[\]{{}}'’]
             | (?<![\w@.-]){_HOST}{_TOP}\b(?!@)(?:/[^\s<>"“”()]*[\w/])?
             | [\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,6}} )
    | (?P<decree> \d+(?:/\d{{2,4}})?/{_CODE}(?:[-/.]{_CODE}){{0,6}} | \d+-{_CODE}/{_CODE}(?:-{_CODE}){{0,4}} )
    | (?P<number> [$€£¥]?{_DIGITS}(?:[hg]\d{{0,2}}|[%‰]|°[CF]?)?(?![^\W_]) )
    | (?P<mixed> (?:[^\W_]{{1,40}}-(?!(?:19|20)\d\d\b)){{0,3}}[^\W\d_]{{0,40}}{_DIGITS}[^\W_]*(?:-\d+)* )
    | (?P<dotted> v\.v(?:\.{{1,3}}|…)? | T\.Ư | (?:[A-ZĐ]\.)+ )
    | (?P<joined> [A-ZĐ]+&[A-ZĐ]+ | {LETTER}+['’ʼ]{LETTER}+ )
    | (?P<hyphens> {LETTER}+(?:-{LETTER}+){{1,{_PARTS}}} )
    | (?P<word> {LETTER}+ )
    | (?P<emoji> [\U0001f1e6-\U0001f1ff]{{2}} | {_EMOJI}(?:\u200d{_EMOJI})* )
    | (?P<sign> \.{{2,}} | -{{2,}} | \S[\u0300-\u036F\ufe0f]* )
    """,
    re.VERBOSE,
)
# Signs that stand by themselves behind letters.
_SIGNS = frozenset(["", *',;:!?)”"'])
_OPEN_SYLLABLE = re.compile(r"(?<![qQ])([oO])([àáảãạèéẻẽẹ])\b|(?<![qQ])([uU])([ỳýỷỹỵ])\b", re.IGNORECASE)


class KitRules:
    """How the kit cuts a chunk of text; the rules of style ``"kit"`` for `kit.vietnamese.words.tokens.TokenTable`.

    Parameters
    ----------
    dictionary : words in lower case; it tells *vi-rút* (one word) from *tế-xã* (parts of two).
    spellings : underthesea's table of spellings, under which the model knows its syllables.
    """

    def __init__(self, dictionary: frozenset[str], spellings: dict[str, str]):
        self._dictionary, self._spellings = dictionary, spellings
        self._syllables = frozenset(" ".join(dictionary).split())
        lexicon = load_words_lexicon()
        self._abbreviations, self._codes, self.wholes = lexicon.abbreviations, lexicon.codes, lexicon.wholes

    def split(self, chunk: str, *, at_end: bool) -> list[Span]:
        """The tokens of ``chunk``."""
        word, sign = (chunk, "") if chunk.isalpha() else (chunk[:-1], chunk[-1:])
        if word.isalpha() and (sign in _SIGNS or (sign == "." and self._is_ended(word))):  # most need no more
            end = len(word)
            return [(0, end, spell(word)), *([(end, end + 1, sign)] if sign else ())]
        spans: list[tuple[int, int]] = []
        at = 0
        while match := _RULES.match(chunk, at):
            start, end = match.span()
            if match.lastgroup == "hyphens" and not self._is_whole(match.group()):
                end = chunk.index("-", start)
            text = chunk[start:end]
            if match.lastgroup == "word" and text in self._abbreviations and chunk[end : end + 1] == ".":
                end += chunk[end : end + 2] != ".." and not (at_end and end + 1 == len(chunk))
            elif match.lastgroup == "dotted" and at_end and end == len(chunk) and re.fullmatch(r"\w\.", text):
                end -= 1  # the full stop of the sentence
            spans.append((start, end))
            at = end
        return [(start, end, spell(chunk[start:end])) for start, end in spans]

    def _is_ended(self, word: str) -> bool:
        """Whether a full stop behind letters is none of theirs."""
        return len(word) > 1 and word not in self._abbreviations

    def _is_whole(self, text: str) -> bool:
        """Whether letters joined by hyphens are one word: a loan word, a transcribed name, a code."""
        parts = text.split("-")
        if text.lower() in self._dictionary or parts[0] in self._codes or re.match("[A-Za-z]-", text):
            return True
        if not all(part.islower() for part in parts[1:]):
            return False
        return parts[0][0].isupper() or not self._syllables.issuperset(parts)

    def depends_on_end(self, chunk: str) -> bool:
        """A full stop behind an abbreviation belongs to it, unless it ends the text."""
        return chunk[-1] == "."

    def is_open(self, tokens: list[Span]) -> bool:
        """No token goes over white space."""
        return False

    def goes_on(self, rest: str) -> bool:
        """No token goes over white space."""
        return False

    def as_known(self, token: str) -> str:
        """The spelling under which the model knows ``token``.

        The model was trained on *hoà, uỷ, khoẻ* alone. Underthesea turns these into *hòa, ủy, khỏe*
        before it asks the model, which then has never seen them.
        """
        return fold_tones(self._spellings.get(token, token))


def spell(token: str) -> str:
    """One spelling for one word: ``Ð`` (eth) is ``Đ``, and tone marks stand as in *hòa, thủy, hoàn, quý*.

    >>> [spell(token) for token in ("hoà", "hòan", "thuỷ", "quý", "lòa")]
    ['hòa', 'hoàn', 'thủy', 'quý', 'lòa']
    """
    if token.isascii():
        return token
    return _OPEN_SYLLABLE.sub(_mark_first, fold_tones(token.replace("Ð", "Đ").replace("ð", "đ")))


@cache
def _marked(vowels: str) -> str:
    """A pair of vowels with the tone mark on the first one instead of the second."""
    older = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
    pairs = {fold_tones(pair): pair for pair in older}
    pair = pairs[vowels.lower()]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(vowels, pair, strict=True))


def _mark_first(match: re.Match) -> str:
    return _marked(match.group())


@dataclass(frozen=True)
class WordsLexicon:
    """What ``words.yml`` says: abbreviations, codes, phrases that are one word, words that stand alone."""

    abbreviations: frozenset[str]
    codes: frozenset[str]
    wholes: tuple[str, ...]
    alone: frozenset[str]


def load_words_lexicon() -> WordsLexicon:
    """The lexicon of the kit's own style.

    Raises
    ------
    LexiconError : an entry is missing or unknown, or is no list of texts; names the line.
    """
    return _load()


@built_from(LEXICON)
def _load(path: Path) -> WordsLexicon:
    keys = ("abbreviations", "codes", "wholes", "alone")
    data = check_keys(load_lexicon(path), path, required=keys)
    for key in keys:
        wrong = (
            [item for item in data[key] if not isinstance(item, str)]
            if isinstance(data[key], list)
            else [data[key]]
        )
        if wrong:
            raise LexiconError(
                path, data.line, f"{key!r} should be a list of texts, got {wrong[0]!r}.", "Quote it."
            )
    lists = {key: tuple(str(item) for item in data[key]) for key in keys}
    return WordsLexicon(
        abbreviations=frozenset(lists["abbreviations"]),
        codes=frozenset(lists["codes"]),
        wholes=lists["wholes"],
        alone=frozenset(map(fold_tones, lists["alone"])),
    )
