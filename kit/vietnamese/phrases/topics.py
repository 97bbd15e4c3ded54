"""Topics: their dictionary, ``data/lexicons/topics.yml``, read, checked line by line, and compiled.

Themes hold topics, topics hold patterns (`kit.vietnamese.phrases.patterns`), and *masks* are phrases that belong to no
topic although they contain its words: *Quốc vụ khanh Bỉ về tị nạn và di cư* is an office, not refugees.
"""

from __future__ import annotations

import copy
import warnings
from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from kit.errors import KitWarning, LexiconError, join_problems
from kit.files import LEXICONS, built_from, forget_reading
from kit.vietnamese.lexicon import Entry, Phrase, load_lexicon
from kit.vietnamese.names.cues import load_cues
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.phrases.company import ALONE
from kit.vietnamese.phrases.kept import keep_patterns
from kit.vietnamese.phrases.matching import Hit, Matcher
from kit.vietnamese.phrases.rules import Reader, Rule, Topic, list_patterns
from kit.vietnamese.phrases.states import State, find_states

_MOST_SHOWN = 10  # patterns that a warning names


@dataclass(frozen=True)
class Dictionary:
    """A compiled topic dictionary; made by `load_topics`.

    Attributes
    ----------
    path : the file.
    themes, objectives : labels, ``{id: {"vi": …, "en": …}}``.
    topics : ``{topic id: Topic}``, in the order of the file.
    rules : every pattern, mask and exclusion, in the order of the file.
    cues : the patterns that others ask for as company.
    find_states : gives the states that a text names.
    """

    path: Path
    themes: dict[str, dict[str, str]]
    objectives: dict[int, dict[str, str]]
    topics: dict[str, Topic]
    rules: tuple[Rule, ...]
    cues: tuple[Rule, ...] = field(repr=False)
    find_states: Callable[[str], list[State]] = field(repr=False)
    data: Entry = field(repr=False)

    @cached_property
    def matcher(self) -> Matcher:
        """All rules, searched at once; pattern numbers are positions in ``rules``."""
        return Matcher(
            [rule.forms for rule in self.rules],
            {number: rule.company for number, rule in enumerate(self.rules) if rule.company != ALONE},
            {rule.text: rule.forms for rule in self.cues},
            {number for number, rule in enumerate(self.rules) if rule.kind == "mask"},
        )

    def find(self, text: str) -> list[tuple[Hit, Rule]]:
        """The phrases of topics that count (`kit.tag.topics.find_topics` has the rule), in the order of the text."""
        hits = sorted(self.matcher.find(text, self.find_states))
        kept: list[Hit] = []
        first, reach = 0, -1
        for place, (start, end, _) in enumerate(hits):
            if start >= reach:  # overlaps nothing before it
                kept += _resolve(hits[first:place], self.rules) if place > first + 1 else hits[first:place]
                first, reach = place, end
            elif end > reach:
                reach = end
        kept += _resolve(hits[first:], self.rules)
        return [(hit, rule) for hit in kept if (rule := self.rules[hit[2]]).kind == "topic"]

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
        patterns : as in the file, with its classes. A phrase that another topic already has goes to the new one.
        vi, en, theme : labels, and the theme's id (default: the first theme).
        more : ``gcm``, ``note``, ``definition``, ``exclude``, as in the file.

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
        return _build(data, self.path, self.find_states, is_own=lambda of, _: of == topic, strict=False)


def load_topics(path: Dictionary | Path | str | None = None) -> Dictionary:
    """The topic dictionary of a file, checked and compiled.

    Parameters
    ----------
    path : a YAML file, or a folder that may have a ``topics.yml`` (default: the kit's own); or a dictionary, which
        is returned as it is. A pattern that the kit's topics have not takes the words of those that they have.

    Warns
    -----
    KitWarning : patterns of the kit's topics now count for one's own.

    Raises
    ------
    LexiconError : names the file and every problem with its line: an unknown key, a topic without patterns, a
        pattern that can be empty or go slow, an unknown class, a weight that is no number, a phrase in two topics.

    Examples
    --------
    >>> load_topics().label("trafficking", language="en")
    'Trafficking in persons'
    """
    return path if isinstance(path, Dictionary) else _load(path)


@built_from("topics.yml")
def _load(path: Path) -> Dictionary:
    states = partial(find_states, gazetteer=load_gazetteer(), cues=load_cues())
    own = LEXICONS / "topics.yml"
    if path.resolve() == own.resolve():
        return _build(load_lexicon(path), path, states)
    with forget_reading():  # which of two takes a phrase rests on it, as it does on the code
        known = list_patterns(load_lexicon(own))
    return _build(load_lexicon(path), path, states, is_own=lambda *pair: pair not in known)


def _build(
    data: Entry,
    path: Path,
    states: Callable[[str], list[State]],
    *,
    is_own: Callable[[str, str], bool] = lambda topic, text: False,
    strict: bool = True,
) -> Dictionary:
    with keep_patterns() as compile_kept:
        found = Reader(data, path, is_own=is_own, strict=strict, compile_pattern=compile_kept).read()
    if found.problems:
        raise join_problems(found.problems, complete=True)
    if found.moved and strict:
        _tell_moved(path, dict(found.moved))
    rules, cues = tuple(found.rules), tuple(found.cues.values())
    return Dictionary(path, found.themes, found.objectives, found.topics, rules, cues, states, data)


def _tell_moved(path: Path, moved: dict[Rule, Rule]) -> None:
    """Say which patterns of the kit's topics lose words to one's own."""
    told = [f"{old.text!r} ({old.topics[0]} → {new.topics[0]})" for old, new in moved.items()]
    more = f", and {len(told) - _MOST_SHOWN} more" if len(told) > _MOST_SHOWN else ""
    n = f"{len(told)} pattern{'s' * (len(told) > 1)}"
    message = f"{path.name}: words of {n} of the kit's topics now count for your own: "
    warnings.warn(message + ", ".join(told[:_MOST_SHOWN]) + more + ".", KitWarning, stacklevel=4)


def _as_entries(value: Any) -> Any:
    """Plain dicts and strings as the lexicon reader would have returned them."""
    if isinstance(value, Mapping):
        return Entry({key: _as_entries(part) for key, part in value.items()})
    if isinstance(value, (list, tuple)):
        return [_as_entries(part) for part in value]
    return Phrase(value) if isinstance(value, str) else value


def _resolve(group: list[Hit], rules: tuple[Rule, ...]) -> list[Hit]:
    """Of hits that overlap those that count, in the order of the text."""
    if len(group) < 2:
        return group
    taken: list[Hit] = []  # in the order of the text
    passed: list[
        Hit
    ] = []  # not taken beside a longer one of their own topic; what lies inside them is settled too
    longest = max(hit.end - hit.start for hit in group)
    for hit in sorted(
        group,
        key=lambda hit: (hit.start - hit.end, hit.start, rules[hit.pattern].kind == "topic", hit.pattern),
    ):
        place = slice(bisect_left(taken, (hit.start - longest,)), bisect_left(taken, (hit.end,)))
        blocks = [how for other in taken[place] if (how := _blocks(other, hit, rules))]
        if not blocks:
            beside = passed[bisect_left(passed, (hit.start - longest,)) : bisect_left(passed, (hit.end,))]
            around = (other for other in beside if other.start <= hit.start and hit.end <= other.end)
            if not any(_blocks(other, hit, rules) for other in around):
                insort(taken, hit)
        elif set(blocks) == {_BESIDE}:
            insort(passed, hit)
    return taken


_BESIDE = "beside"


def _holds(taken: Hit, hit: Hit, rules: tuple[Rule, ...]) -> bool:
    """Whether a phrase lies inside another that is taken for a whole; one that has the company it asks for does not."""
    inside = taken.start <= hit.start and hit.end <= taken.end and rules[taken.pattern].hides
    return inside and (rules[hit.pattern].company is ALONE or rules[taken.pattern].kind != "topic")


def _blocks(taken: Hit, hit: Hit, rules: tuple[Rule, ...]) -> str:
    """How a phrase already taken keeps a shorter one from counting; "" if it does not."""
    if taken.start >= hit.end or hit.start >= taken.end:
        return ""
    first, second = rules[taken.pattern], rules[hit.pattern]
    if first.kind == "exclude":
        return "excluded" if set(first.topics) & set(second.topics) else ""
    if _holds(taken, hit, rules):
        return "inside"
    if "mask" in (first.kind, second.kind):
        return "mask"
    return _BESIDE if set(second.topics) <= set(first.topics) else ""  # else it says one topic more
