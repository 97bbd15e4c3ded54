"""The entries of a topic dictionary: topics and rules, read from its file with every problem noted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kit.errors import LexiconError
from kit.vietnamese.lexicon import Entry, check_keys
from kit.vietnamese.phrases.company import ALONE, ANY_COUNTRY, TWO_COUNTRIES, Company
from kit.vietnamese.phrases.kept import Compile
from kit.vietnamese.phrases.matching import Form
from kit.vietnamese.phrases.patterns import (
    CLASSES,
    PatternError,
    compile_pattern,
    compile_regex,
    expand_classes,
    list_forms,
)

_PATTERN_KEYS = ("pattern", "patterns", "re", "weight", "also", "gcm", "with", "without", "near")
_TOPIC_KEYS = ("vi", "en", "gcm", "note", "definition", "patterns", "exclude")
_KEYS = ("version", "objectives", "classes", "masks", "themes")


@dataclass(frozen=True)
class Topic:
    """A topic: its labels, what counts for it, and the objectives of the Global Compact for Migration it serves."""

    id: str
    theme: str
    vi: str
    en: str
    gcm: tuple[int, ...]
    note: str
    line: int
    definition: str = ""


@dataclass(frozen=True)
class Rule:
    """A pattern and what it stands for.

    ``kind`` is topic, mask (no topic), exclude (not this topic) or cue (only looked for as another's company).
    """

    text: str
    kind: str
    topics: tuple[str, ...]
    weight: float
    gcm: tuple[int, ...]
    line: int
    forms: tuple[Form, ...] = field(repr=False)
    company: Company = ALONE

    @cached_property
    def hides(self) -> bool:
        """Whether phrases of other topics inside it do not count; in the gap of a topic's phrase they do."""
        return self.kind != "topic" or "…" not in self.text.replace("...", "…")


class Reader:
    """Reads the mapping of a dictionary, collecting every problem instead of stopping at the first.

    After `read`: ``themes``, ``objectives``, ``topics``, ``rules``, ``cues`` (the patterns that others ask for as
    company), ``moved``, and ``problems``; with problems the others are not to be used.

    Parameters
    ----------
    data, path : the mapping, and the file that it is from.
    is_own : whether a topic's pattern (the topic, the pattern) is a researcher's own. It takes the words that another
        topic has, and is put before those of others; what loses words is ``moved``, with the one that takes them.
    strict : whether a phrase of two topics, of which none is one's own more than the other, is a problem.
    compile_pattern : what compiles a pattern.
    """

    def __init__(
        self,
        data: Entry,
        path: Path,
        *,
        is_own: Callable[[str, str], bool] = lambda topic, text: False,
        strict: bool = True,
        compile_pattern: Compile = compile_pattern,
    ):
        self.data, self.path, self.is_own, self.strict = data, path, is_own, strict
        self._compile_pattern = compile_pattern
        self.problems: list[LexiconError] = []
        self.moved: list[tuple[Rule, Rule]] = []
        self.rules: list[Rule] = []
        self.cues: dict[str, Rule] = {}
        self.classes: dict[str, list[str]] = {TWO_COUNTRIES: [TWO_COUNTRIES]}
        self.topics: dict[str, Topic] = {}
        self.themes: dict[str, dict[str, str]] = {}
        self.objectives = self._mapping(data.get("objectives") or Entry(), "objectives")

    def read(self) -> Reader:
        """Read everything; returns itself."""
        if self._keys(self.data, required=("themes",), allowed=_KEYS):
            self._classes(self.data.get("classes") or Entry())
            for mask in self._list(self.data.get("masks") or [], "masks"):
                if self._keys(mask, required=("id", "patterns"), allowed=("id", "why", "patterns")):
                    self._rules(mask["patterns"], kind="mask", topics=(), gcm=(), line=mask.line)
            for theme, entry in self._mapping(self.data["themes"], "themes").items():
                if self._keys(entry, required=("vi", "en", "topics"), allowed=("vi", "en", "topics")):
                    self.themes[theme] = {"vi": entry["vi"], "en": entry["en"]}
                    for topic, body in self._mapping(entry["topics"], "topics").items():
                        self._topic(theme, topic, body)
            self._check_also()
            if any(map(self._is_own, self.rules)):  # of equal phrases the earlier counts
                self.rules.sort(key=lambda rule: rule.kind == "topic" and not self._is_own(rule))
            self._check_duplicates()
        return self

    def _is_own(self, rule: Rule) -> bool:
        return rule.kind == "topic" and self.is_own(rule.topics[0], rule.text)

    def _classes(self, entry: Any) -> None:
        for name, words in self._mapping(entry, "classes").items():
            line = getattr(name, "line", entry.line)
            if f"<{name}>" in (*CLASSES, TWO_COUNTRIES):
                self._problem(line, f"the class {name!r} is there always.", "Give yours another name.")
            texts = [str(word) for word in self._list(words, "patterns", line)]
            try:
                forms = [form for text in texts for form in list_forms(expand_classes(text, self.classes))]
                self.classes[f"<{name}>"] = list(dict.fromkeys(forms))
            except PatternError as error:
                self._problem(line, f"the class {name!r} cannot be used: {error}")

    def _topic(self, theme: str, topic: str, entry: Any) -> None:
        if not self._keys(entry, required=("vi", "en"), allowed=_TOPIC_KEYS):
            return
        if topic in self.topics:
            self._problem(entry.line, f"the topic {topic!r} exists already.", "Give it another name.")
        gcm = self._objectives(entry.get("gcm", []), entry.line)
        self.topics[topic] = Topic(
            *(topic, theme, entry["vi"], entry["en"], gcm, entry.get("note", ""), entry.line),
            " ".join(str(entry.get("definition", "")).split()),
        )
        if not entry.get("patterns"):
            self._problem(entry.line, f"the topic {topic!r} has no patterns.", "Give it one, or delete it.")
        self._rules(entry.get("patterns") or [], kind="topic", topics=(topic,), gcm=gcm, line=entry.line)
        self._rules(entry.get("exclude") or [], kind="exclude", topics=(topic,), gcm=(), line=entry.line)

    def _rules(
        self, items: Any, *, kind: str, topics: tuple[str, ...], gcm: tuple[int, ...], line: int
    ) -> None:
        for item in self._list(items, "patterns", line):
            if isinstance(item, Entry):
                if not self._keys(item, allowed=_PATTERN_KEYS):
                    continue
                if not {"pattern", "patterns", "re"} & set(item):
                    self._problem(item.line, "the entry has no pattern.", "Add 'pattern: …'.")
                weight = item.get("weight", 1.0)
                if (
                    isinstance(weight, bool)
                    or not isinstance(weight, (int, float))
                    or not math.isfinite(weight)
                ):
                    self._problem(
                        item.line, f"the weight {weight!r} is not a number.", "Write one, such as 0.5."
                    )
                    weight = 1.0
                own = self._objectives(item["gcm"], item.line) if "gcm" in item else gcm
                named = topics + tuple(self._list(item.get("also", []), "topics", item.line))
                company = self._company(item)
                for text, regex in _texts(item):
                    self._rule(text, regex, kind, named, float(weight), own, item.line, company)
            else:
                self._rule(item, False, kind, topics, 1.0, gcm, line)

    def _company(self, item: Entry) -> Company:
        """The company that an entry asks for; its patterns are noted as cues."""
        near = item.get("near", 0)
        if type(near) is not int or near < 0:
            self._problem(item.line, f"near: {near!r} is not a number of words.", "Write one, such as 8.")
        needed, barred = (
            tuple(self._cue(text, item.line) for text in self._list(item.get(key, []), "patterns", item.line))
            for key in ("with", "without")
        )
        return Company(needed, barred, near)

    def _cue(self, text: Any, line: int) -> tuple[str, ...]:
        """The cues that any of a pattern's alternatives is: classes of states each for itself, the others as one."""
        try:
            forms = list_forms(expand_classes(str(text), self.classes))
        except PatternError as error:
            self._problem(getattr(text, "line", line), f"the pattern {text!r} cannot be used: {error}")
            return ()
        named = [form for form in forms if form in (ANY_COUNTRY, TWO_COUNTRIES)]
        words = "|".join(form for form in forms if form not in named)
        if words and words not in self.cues:
            self._rule(words, False, "cue", (), 1.0, (), getattr(text, "line", line))
        return (*named, *filter(None, [words]))

    def _rule(
        self,
        text: Any,
        regex: bool,
        kind: str,
        topics: tuple,
        weight: float,
        gcm: tuple,
        line: int,
        company: Company = ALONE,
    ) -> None:
        line = getattr(text, "line", line)
        if not isinstance(text, str):
            self._problem(line, f"the pattern {text!r} is not text.", "Put it in quotes.")
            return
        try:
            compile_text = compile_regex if regex else self._compile_pattern
            forms = compile_text(text if regex else expand_classes(str(text), self.classes))
        except PatternError as error:
            self._problem(line, f"the pattern {text!r} cannot be used: {error}")
            return
        if company.needed and "…" in text.replace("...", "…"):
            company = company._replace(inside=True)
        rule = Rule(str(text), kind, topics, weight, gcm, line, forms, company)
        if kind == "cue":
            self.cues[rule.text] = rule
        else:
            self.rules.append(rule)

    def _check_also(self) -> None:
        for rule in self.rules:
            for topic in rule.topics:
                if topic not in self.topics:
                    self._problem(rule.line, f"no topic {topic!r}.", f"Use one of: {', '.join(self.topics)}.")

    def _check_duplicates(self) -> None:
        """A phrase may stand once, but for the company it asks for; in a second place it could never count."""
        seen: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.company != ALONE:
                continue
            words = [words for form in rule.forms if not form.more for words in form.words]
            taken = [seen[one] for one in words if one in seen]
            for one in words:
                seen.setdefault(one, rule)
            others = [other for other in taken if (other.kind, other.topics) != (rule.kind, rule.topics)]
            if taken and len(taken) == sum(len(form.words) for form in rule.forms) and not others:
                self._problem(
                    rule.line, f"{rule.text!r} repeats line {taken[0].line}.", "Delete one of them."
                )
            elif clash := [other for other in others if not self._moves(rule, other)]:
                self._problem(
                    rule.line,
                    f"{rule.text!r} is unreachable: line {clash[0].line} ({clash[0].text!r}) takes its words.",
                    "Keep one; a phrase of two topics is written once, with 'also: [other_topic]'. A topic of your own "
                    "takes it in a copy of the file, in a folder of your own (lexicons=).",
                )

    def _moves(self, rule: Rule, other: Rule) -> bool:
        """Whether one of two that share words may take them from the other; that it does is noted."""
        own, its = self._is_own(rule), self._is_own(other)
        if own != its and rule.kind == other.kind == "topic":
            self.moved.append((other, rule) if own else (rule, other))
        return (own != its and rule.kind == other.kind == "topic") or not self.strict

    def _objectives(self, value: Any, line: int) -> tuple[int, ...]:
        for number in value if isinstance(value, list) else [value]:
            if number not in self.objectives:
                self._problem(
                    line, f"{number!r} is not a number under 'objectives'.", "Write a list: [9, 10]."
                )
        return tuple(value) if isinstance(value, list) else ()

    def _list(self, value: Any, what: str, line: int | None = None) -> list:
        if isinstance(value, list):
            return value
        self._problem(line, f"expected a list of {what}, got {value!r}.", "Begin each line with '- '.")
        return []

    def _mapping(self, value: Any, what: str) -> Entry:
        if isinstance(value, Entry):
            return value
        self._problem(None, f"expected 'name: …' entries under {what}, got {value!r}.")
        return Entry()

    def _keys(self, entry: Any, *, allowed: tuple[str, ...], required: tuple[str, ...] = ()) -> bool:
        try:
            check_keys(entry, self.path, required=required, allowed=allowed)
        except LexiconError as error:
            self.problems.append(error)
            return False
        return True

    def _problem(self, line: int | None, problem: str, remedy: str = "") -> None:
        self.problems.append(LexiconError(self.path, line, problem, remedy))


def list_patterns(data: Entry) -> set[tuple[str, str]]:
    """Every topic of a dictionary with each of its patterns."""
    found = set()
    for theme in data["themes"].values():
        for topic, entry in theme["topics"].items():
            for item in entry.get("patterns") or []:
                texts = [text for text, _ in _texts(item)] if isinstance(item, Entry) else [item]
                found |= {(str(topic), str(text)) for text in texts}
    return found


def _texts(item: Entry) -> Iterator[tuple[Any, bool]]:
    """The patterns of an entry, and whether each is a regular expression."""
    if "re" in item:
        yield item["re"], True
    if "pattern" in item:
        yield item["pattern"], False
    for text in item["patterns"] if isinstance(item.get("patterns"), list) else []:
        yield text, False
