"""The words of charts, in English and in Vietnamese, and the sentences that tell what a chart shows."""

import re
from collections.abc import Mapping
from numbers import Number
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from kit.errors import LexiconError
from kit.files import built_from
from kit.plot.running import find_lexicons
from kit.plot.said import write_number
from kit.plot.style import LEXICON, PARTS
from kit.vietnamese.lexicon import check_keys, load_lexicon

_SPAN = (
    re.compile(r"(?:from|between) \{first\} (?:to|and) \{last\}"),
    re.compile(r"từ \{first\} đến \{last\}"),
)
# Of what is one there are no several.
_ONE = re.compile(r"(?<![\d.,])\b1 (article|sentence|time|event|mention|code|pair|day)s\b")


class ChartWords(NamedTuple):
    """What `charts.yml` says."""

    words: dict[str, str]
    """A text of a chart in English, and in Vietnamese."""
    patterns: list[tuple[re.Pattern[str], str]]
    """The same for texts with something to fill in."""
    sentences: dict[str, dict[str, str]]
    """A sentence by its name, in each language."""


def load_chart_words() -> ChartWords:
    """What the lexicon of charts says: that of the running notebook's corpus, where it has one of its own.

    Raises
    ------
    LexiconError : a part is missing, or a text or sentence has other places to fill in than its translation.
    """
    return _load(find_lexicons())


@built_from(LEXICON)
def _load(path: Path) -> ChartWords:
    lexicon = load_lexicon(path)
    check_keys(lexicon, path, required=PARTS, allowed=PARTS)
    patterns = []
    for english, vietnamese in lexicon["words"].items():
        if english.count("{}") != str(vietnamese).count("{}"):
            _refuse(path, english, "has as many {} as its translation.")
        if "{}" in english:
            pattern = "(.+?)".join(map(re.escape, english.split("{}")))
            patterns.append((re.compile(pattern, re.DOTALL), str(vietnamese)))
    patterns.sort(key=lambda pair: -len(pair[0].pattern))  # the one that says most comes first
    for name, said in lexicon["sentences"].items():
        check_keys(said, path, required=("en", "vi"), allowed=("en", "vi"))
        fields = [sorted(re.findall(r"\{(\w+)", said[language])) for language in ("en", "vi")]
        if fields[0] != fields[1]:
            _refuse(path, name, "fills in the same in both languages.")
    words = {english: str(vietnamese) for english, vietnamese in lexicon["words"].items()}
    return ChartWords(words, patterns, dict(lexicon["sentences"]))


def _refuse(path: Path, phrase: str, rule: str) -> None:
    problem = f"{str(phrase)!r}: a text {rule}"
    raise LexiconError(path, getattr(phrase, "line", 1), problem, "Mend one of them.")


def translate(text: str, language: str) -> str:
    """A text of a chart in this language; one that the lexicon does not know, or knows in parts, as it is.

    >>> translate("words", "vi"), translate("words", "both"), translate("Bỉ", "vi")
    ('số từ', 'words', 'Bỉ')
    """
    if not text:
        return text
    known = load_chart_words()
    if language != "vi":
        ours = _ONE.search(text) and any(pattern.fullmatch(text) for pattern, _ in known.patterns)
        return _ONE.sub(r"1 \1", text) if ours else text
    if text in known.words:
        return known.words[text]
    for pattern, vietnamese in known.patterns:
        if found := pattern.fullmatch(text):
            parts = vietnamese.split("{}")
            filled = (known.words.get(part, part) for part in found.groups())
            return "".join(part for pair in zip(parts, [*filled, ""], strict=True) for part in pair)
    lines = text.split("\n")
    return "\n".join(translate(line, language) for line in lines) if len(lines) > 1 else text


class _Fill(Formatter):
    """A number for which the lexicon asks no form is written as people read it."""

    def format_field(self, value: Any, format_spec: str) -> str:
        plain = not format_spec and isinstance(value, Number)
        return write_number(value) if plain else super().format_field(value, format_spec)


def write_sentence(name: str, language: str, fields: Mapping[str, Any]) -> str:
    """A sentence of the lexicon, filled in; labels on two lines are written in one."""
    said = load_chart_words().sentences[name]["vi" if language == "vi" else "en"]
    named = {
        key: translate(value, language).replace("\n", " ") if isinstance(value, str) else value
        for key, value in fields.items()
    }
    if (day := named.get("first")) and day == named.get("last"):
        said = _SPAN[language == "vi"].sub("vào {first}" if language == "vi" else "in {first}", said)
    return _ONE.sub(r"1 \1", _Fill().format(said, **named))
