"""The topic dictionary: ``data/lexicons/topics.yml`` read, checked line by line, and compiled.

Themes hold topics, topics hold patterns (`kit.vietnamese.phrases.patterns`), and *masks* are phrases that belong to no
topic although they contain its words: *Quốc vụ khanh Bỉ về tị nạn và di cư* is an office, not refugees.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import LexiconError
from kit.files import built_from, find_data
from kit.vietnamese.lexicon import Entry, Phrase, load_lexicon
from kit.vietnamese.phrases.matching import Matcher
from kit.vietnamese.phrases.rules import Reader, Rule, Topic

TOPICS = "topics.yml"


@dataclass(frozen=True)
class Dictionary:
    """A compiled topic dictionary; made by `load_topics`.

    Attributes
    ----------
    path : the file.
    themes, objectives : labels, ``{id: {"vi": …, "en": …}}``.
    topics : ``{topic id: Topic}``, in the order of the file.
    rules : every pattern, mask and exclusion, in the order of the file.
    """

    path: Path
    themes: dict[str, dict[str, str]]
    objectives: dict[int, dict[str, str]]
    topics: dict[str, Topic]
    rules: tuple[Rule, ...]
    data: Entry = field(repr=False)

    @cached_property
    def matcher(self) -> Matcher:
        """All rules, searched at once; pattern numbers are positions in ``rules``."""
        return Matcher([rule.forms for rule in self.rules])

    @property
    def table(self) -> pd.DataFrame:
        """A row per topic: topic, theme, vi, en, theme_vi, theme_en, gcm, patterns (how many)."""
        patterns = pd.Series([r.topics[0] for r in self.rules if r.kind == "topic"]).value_counts()
        return pd.DataFrame(
            [
                {
                    "topic": topic.id,
                    "theme": topic.theme,
                    "vi": topic.vi,
                    "en": topic.en,
                    "theme_vi": self.themes[topic.theme]["vi"],
                    "theme_en": self.themes[topic.theme]["en"],
                    "gcm": " ".join(map(str, topic.gcm)),
                    "patterns": int(patterns[topic.id]),
                }
                for topic in self.topics.values()
            ]
        )

    def label(self, key: str, *, language: str = "vi") -> str:
        """The label of a topic or theme in ``language`` ("vi" or "en"); the key itself if it has none."""
        if key in self.topics:
            return getattr(self.topics[key], language)
        return self.themes.get(key, {}).get(language, key)

    def with_topic(
        self,
        topic: str,
        *,
        patterns: Sequence[str | Mapping],
        vi: str,
        en: str = "",
        theme: str = "",
        **more: Any,
    ) -> Dictionary:
        """This dictionary with one more topic, for trying an idea out before writing it into the file.

        Parameters
        ----------
        topic : its id, such as ``"students"``.
        patterns : as in the file. A phrase that another topic already has goes to the new one.
        vi, en, theme : labels, and the theme's id (default: the first theme).
        more : ``gcm``, ``note``, ``exclude``, as in the file.

        Raises
        ------
        LexiconError : the topic exists already, or one of its patterns cannot be used.
        """
        if topic in self.topics:
            raise LexiconError(self.path, self.topics[topic].line, f"the topic {topic!r} exists already.")
        data = copy.deepcopy(self.data)
        theme = theme or next(iter(data["themes"]))
        if theme not in data["themes"]:
            raise LexiconError(
                self.path, None, f"no theme {theme!r}.", f"Use one of: {', '.join(self.themes)}."
            )
        entry = {"vi": vi, "en": en or vi, "patterns": list(patterns), **more}
        # First in the file, because of two equal phrases the earlier counts.
        data["themes"] = Entry({theme: data["themes"][theme], **data["themes"]})
        data["themes"][theme]["topics"] = Entry(
            {topic: _as_entries(entry), **data["themes"][theme]["topics"]}
        )
        return _build(data, self.path, strict=False)


def load_topics(path: Path | str = TOPICS) -> Dictionary:
    """The topic dictionary of a file, checked and compiled.

    Parameters
    ----------
    path : a YAML file, or the name of one of the kit's own lexicons.

    Raises
    ------
    LexiconError : names the file, the line and the problem: an unknown key, a topic without patterns, a
        pattern that can be empty or go slow, a weight that is no number, a phrase in two topics.

    Examples
    --------
    >>> load_topics().label("trafficking", language="en")
    'Trafficking in persons'
    """
    return _load(path)


@built_from(TOPICS)
def _load(path: Path) -> Dictionary:
    return _build(load_lexicon(path), path)


def find_dictionary_problems(path: Path | str = TOPICS) -> pd.DataFrame:
    """Everything that is wrong with a topic dictionary: one row per problem, with its line.

    Returns
    -------
    Columns line, problem; no rows if the dictionary is sound.

    Raises
    ------
    LexiconError : the file cannot be read as YAML at all.
    """
    path = find_data(path)
    data = load_lexicon(path)
    problems = [(error.line or 0, str(error)) for error in Reader(data, path).read().problems]
    return pd.DataFrame(sorted(problems), columns=["line", "problem"]).astype(
        {"line": "int32", "problem": "str"}
    )


def _build(data: Entry, path: Path, *, strict: bool = True) -> Dictionary:
    found = Reader(data, path, strict=strict).read()
    if found.problems:
        first = min(found.problems, key=lambda error: error.line or 0)
        if len(found.problems) > 1:
            first.args = (
                f"{first} ({len(found.problems) - 1} more problems: see find_dictionary_problems.)",
            )
        raise first
    return Dictionary(path, found.themes, found.objectives, found.topics, tuple(found.rules), data)


def _as_entries(value: Any) -> Any:
    """Plain dicts and strings as the lexicon reader would have returned them."""
    if isinstance(value, Mapping):
        return Entry({key: _as_entries(part) for key, part in value.items()})
    if isinstance(value, (list, tuple)):
        return [_as_entries(part) for part in value]
    return Phrase(value) if isinstance(value, str) else value
