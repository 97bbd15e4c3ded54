"""Lexicons: YAML files that a researcher edits by hand, read so that every error has a line number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from kit.errors import LexiconError, join_problems
from kit.files import find_data, list_left_out, read_data
from kit.vietnamese.letters import nfc


class Phrase(str):
    """A string of a lexicon that remembers the line it stands on."""

    line: int = 0


class Entry(dict):
    """A mapping of a lexicon that remembers the line it begins on."""

    line: int = 0


class _Loader(yaml.SafeLoader):
    """YAML in which strings and mappings know their lines; of a repeated key the first counts, the others are noted."""

    def __init__(self, text: str):
        super().__init__(text)
        self.twice: list[tuple[int, str]] = []


_QUICK = (yaml.composer.Composer, yaml.CSafeLoader) if yaml.__with_libyaml__ else (_Loader,)


class _QuickLoader(*_QUICK):  # type: ignore[misc]
    """The same by libyaml, ten times faster; joined by Python all the same, where nesting has an end."""

    def __init__(self, text: str):
        _QUICK[-1].__init__(self, text)
        self.anchors: dict = {}
        self.twice: list[tuple[int, str]] = []


def _construct_phrase(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Phrase:
    phrase = Phrase(nfc(loader.construct_scalar(node)))
    phrase.line = node.start_mark.line + 1
    return phrase


def _construct_entry(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        value = loader.construct_object(value_node, deep=True)
        if key in entry:
            loader.twice.append((key_node.start_mark.line + 1, key))  # type: ignore[attr-defined]
        else:
            entry[key] = value
    return entry


def _construct_day(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError as error:
        why = f"{node.value} is no day ({error})"
        raise yaml.constructor.ConstructorError(None, None, why, node.start_mark) from None


# In a list of names, NO and ON are Norway and Ontario, and 402 is a number only if asked for.
_RESOLVERS = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:bool",)]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
for _loader in (_Loader, _QuickLoader):
    _loader.add_constructor("tag:yaml.org,2002:str", _construct_phrase)
    _loader.add_constructor("tag:yaml.org,2002:map", _construct_entry)
    _loader.add_constructor("tag:yaml.org,2002:timestamp", _construct_day)
    _loader.yaml_implicit_resolvers = {first: list(pairs) for first, pairs in _RESOLVERS.items()}
    _loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def load_lexicon(path: Path | str, *, empty: bool = False) -> Entry:
    """The mapping in a YAML lexicon; strings are NFC and know their lines.

    Parameters
    ----------
    path : a file, or the name of one of the kit's own lexicons (``"topics.yml"``).
    empty : whether it may be a file that says nothing.

    Returns
    -------
    `Entry`, a dict with ``.line``; strings inside are `Phrase` with ``.line``.

    Raises
    ------
    LexiconError : the file is missing, is not UTF-8, is not YAML, repeats a key, or is no mapping.
    """
    path = find_data(path)
    try:
        data, twice = _parse(read_data(path).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LexiconError(path, None, f"it is not UTF-8 ({error.reason}).", "Save it as UTF-8.") from None
    except RecursionError:
        raise LexiconError(path, None, "it is nested too deeply.", "Mend or restore the file.") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LexiconError(
            path, mark.line + 1 if mark else None, f"{error.problem}.", "Mend that line; the others are kept."
        ) from None
    except yaml.YAMLError as error:
        raise LexiconError(path, None, f"it is not YAML ({error}).", "Mend or restore the file.") from None
    if empty and data is None:
        return Entry()
    if not isinstance(data, Entry):
        raise LexiconError(path, 1, "it should hold 'name: value' entries.", "See docs/lexicons.md.")
    remedy = "Mend that line; the others are kept."
    problems = [LexiconError(path, line, f"the key {key!r} is given twice.", remedy) for line, key in twice]
    known = list_left_out(path)
    if new := [one for one in problems if str(one) not in set(map(str, known))]:
        raise join_problems(new)
    data = _copy(data)
    for one in known:
        _leave_out(data, one)
    return data


def _copy(node: Any) -> Any:
    """A lexicon to take something out of."""
    if isinstance(node, list):
        return [*map(_copy, node)]
    if not isinstance(node, Entry):
        return node
    copied = Entry((key, _copy(value)) for key, value in node.items())
    copied.line = node.line
    return copied


@lru_cache(maxsize=4)  # of a mistake a text is read several times: with it, and without
def _parse(text: str) -> tuple[Any, list[tuple[int, str]]]:
    """What a text holds, and the keys that are given twice, with the line of the second."""
    try:
        return _construct(_QuickLoader(text))
    except yaml.YAMLError:
        return _construct(_Loader(text))  # which says more exactly what is wrong, and where


def _construct(loader: Any) -> tuple[Any, list[tuple[int, str]]]:
    try:
        return loader.get_single_data(), loader.twice
    finally:
        loader.dispose()


def _leave_out(data: Entry, error: LexiconError) -> None:
    """Take out of a lexicon what a problem is about: a word of a list, else a key, else the smallest entry there."""
    places = [
        (holder, key, value) for holder, key, value in _walk(data) if _stands_at(key, value, error.line)
    ]
    named = [place for place in places if isinstance(place[0], list) and repr(place[2]) in error.problem]
    named = named or [
        place for place in places if isinstance(place[0], Entry) and _is_named(*place[1:], error)
    ]
    entries = [place for place in places if isinstance(place[2], Entry)]
    for holder, key, value in named or entries[-1:]:
        if isinstance(holder, list):
            holder[:] = [one for one in holder if one is not value]
        elif error.instead and key in holder:  # a slip of a key that has to be there
            holder[error.instead] = holder.pop(key)
        else:
            holder.pop(key, None)
            error.follows.update((str(key), holder.line))


def _walk(node: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Every value of a lexicon with what holds it and its key there, the outer first."""
    pairs = node.items() if isinstance(node, Entry) else enumerate(node) if isinstance(node, list) else ()
    for key, value in [*pairs]:
        yield node, key, value
        yield from _walk(value)


def _stands_at(key: Any, value: Any, line: int | None) -> bool:
    return line in (getattr(key, "line", None), getattr(value, "line", None))


def _is_named(key: Any, value: Any, error: LexiconError) -> bool:
    """Whether the problem tells of a key that begins on its line."""
    told = re.search(rf"(?<!\w){re.escape(str(key))}(?!\w)", error.problem)
    return getattr(key, "line", None) == error.line and bool(told)


def read_words(entry: Any, name: str, path: Path | str) -> list[Phrase]:
    """Return ``entry``, or raise a `LexiconError` with the line if it is no list of words."""
    words = entry if isinstance(entry, list) else []
    if words is not entry or not all(isinstance(word, Phrase) and word.strip() for word in words):
        line = next((one.line for one in (*words, entry, name) if hasattr(one, "line")), None)
        raise LexiconError(path, line, f"{name} should be a list of words.", "Write [a, b, c].")
    return entry


def any_of(words: Iterable[str]) -> str:
    """Alternatives of a pattern, the longest first; of no words one that matches nothing, not even "".

    >>> any_of(["gặp", "gặp gỡ"]), re.search(any_of([]), "gặp")
    ('gặp\\\\ gỡ|gặp', None)
    """
    return (
        "|".join(map(re.escape, sorted(dict.fromkeys(words), key=lambda word: (-len(word), word)))) or "(?!)"
    )


def starting(alternatives: str) -> str:
    """``(?<!\\w)(?:…)`` of what `any_of` returns, in half the time: what is looked for first are letters.

    >>> starting("gặp|gửi|a")
    '(?:g(?<!\\\\wg)(?:ặp|ửi)|a(?<!\\\\wa)(?:))'
    """
    by_letter: dict[str, list[str]] = {}
    for word in alternatives.replace("(?!)", "").split("|"):
        letter = word[: 1 + word.startswith("\\")]
        by_letter.setdefault(letter, []).append(word[len(letter) :])
    by_letter.pop("", None)  # of an empty list
    parts = (rf"{letter}(?<!\w{letter})(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return f"(?:{'|'.join(parts) or '(?!)'})"


def whole(words: Iterable[str]) -> str:
    """A pattern of any of these words, standing whole."""
    return rf"{starting(any_of(words))}(?!\w)"


def read_entry(entry: Any, path: Path | str) -> Entry:
    """Return ``entry``, or raise a `LexiconError` if it has no keys."""
    if not isinstance(entry, Entry):
        raise LexiconError(
            path, getattr(entry, "line", None), f"expected 'key: value' entries, got {entry!r}."
        )
    return entry


def check_keys(
    entry: Any, path: Path | str, *, required: tuple[str, ...] = (), allowed: tuple[str, ...] = ()
) -> Any:
    """Return ``entry``, or raise a `LexiconError` that names an unknown or missing key and its line.

    Where nothing else is ``allowed``, its keys are those that are ``required``.
    """
    allowed = allowed or required
    missing = [key for key in required if key not in read_entry(entry, path)]
    for key in read_entry(entry, path):
        if key not in allowed:
            line, remedy = getattr(key, "line", entry.line), f"Use one of: {', '.join(allowed)}."
            error = LexiconError(path, line, f"unknown key {key!r}.", remedy)
            error.instead = (get_close_matches(str(key), missing, n=1) or [*missing, ""])[0]
            raise error
    if missing:
        raise LexiconError(path, entry.line, f"the entry lacks {', '.join(map(repr, missing))}.", "Add it.")
    return entry
