"""A study: a folder with its articles, what is known of them by hand, its parameters, notebooks, figures and report.

``study.yml`` says what is special to it; whatever it leaves out is as in `Study`. A folder of articles without one
is a study of that folder for which nothing is said.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kit.count.selection import read_criteria
from kit.errors import KitError, LexiconError, OptionError, join_problems, suggest
from kit.files import LEXICONS, list_overlaid
from kit.plot.words import check_language
from kit.store.build import name_collection
from kit.store.settings import read_settings
from kit.vietnamese.lexicon import Entry, load_lexicon

FILE = "study.yml"
# How much of the articles a page may hand on: all, the words around what was found, nothing.
TEXTS = ("full", "snippets", "none")

# A longer run of words of an article is text of it, wherever it stands: where texts are not handed on, it is not.
MOST_WORDS = 12


class Study(NamedTuple):
    """What is special to a study. Paths are absolute or from the working folder."""

    folder: Path
    articles: Path
    data: Path
    """The folder of the files that are edited by hand: articles.csv, events.csv, meetings.csv, lexicons/."""
    codes: Path
    figures: Path
    report: Path
    name: str
    """What charts call the collection."""
    title: str = ""
    language: str = "both"
    select: dict[str, Any] = {}  # noqa: RUF012 - never changed
    lexicons: Path | None = None
    settings: dict[str, Any] = {}  # noqa: RUF012
    """Of a `kit.Corpus`: home, today, published_from, published_to, fold."""
    licence: str = ""
    text: str = "full"
    parameters: dict[str, dict[str, Any]] = {}  # noqa: RUF012
    """Other values for the parameters of notebooks, by notebook."""


def is_study(folder: Path | str) -> bool:
    """Whether a folder is that of a study: it has a ``study.yml``."""
    return (Path(folder) / FILE).is_file()


def load_study(folder: Path | str) -> Study:
    """Read the study in a folder, or that of a folder, file or store of articles that has no ``study.yml``.

    Parameters
    ----------
    folder : of the study.

    Raises
    ------
    LexiconError : ``study.yml`` has an unknown key or a value that cannot be used; all of them are named, with lines.

    Examples
    --------
    >>> load_study(".").name  # doctest: +SKIP
    'articles'
    """
    folder = Path(folder)
    if not is_study(folder):
        beside = folder.parent
        figures = Path("../figures")  # as seen from a notebook
        around = (beside, beside / "codes", figures, beside / "report")
        return Study(folder, folder, *around, name_collection(folder))
    path = folder / FILE
    entry = load_lexicon(path, empty=True)
    said = _read_values(entry, path)
    data = folder / said.pop("data", "")
    lexicons = data / "lexicons"
    if lexicons.resolve() == LEXICONS or not list_overlaid(lexicons):
        lexicons = None
    given = {name: one for name in _SETTINGS if (one := said.pop(name, "")) != ""}
    try:
        read_settings(lexicons=lexicons, **{name: one for name, one in given.items() if name != "fold"})
    except OptionError as error:
        raise LexiconError(path, None, str(error)) from None
    period = said.pop("period", "")
    said["select"] = said.get("select", {}) | ({"period": period} if period else {})
    said["name"] = said.get("name") or folder.resolve().name
    places = {"data": data, "articles": data / said.pop("articles", "articles")}
    places |= {name: folder / said.pop(name, name) for name in ("codes", "figures", "report")}
    return Study(folder, lexicons=lexicons, settings=given, **places, **said)


def _read_text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | dt.date | int):
        raise KitError("it should be text.")
    return str(value)


def _read_day(name: str, value: Any) -> str:
    read_settings(**{name: (day := _read_text(value))})
    return day


def _read_choice(choices: tuple[Any, ...], value: Any) -> Any:
    if value not in choices or not isinstance(value, type(choices[0])):  # to Python, 1 is True
        raise KitError(f"it should be one of {', '.join(map(str, choices)).lower()}.")
    return str(value) if isinstance(value, str) else value


def _read_select(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise KitError("it should be criteria such as {home_named: true}.")
    return read_criteria({str(name): as_plain(one) for name, one in value.items()})


def _read_parameters(value: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(value, dict) or not all(isinstance(one, dict | None) for one in value.values()):
        raise KitError("it should be notebooks with values, such as 02-timeline: {EVERY: year}.")
    return {
        str(notebook): {str(name): as_plain(one) for name, one in (values or {}).items()}
        for notebook, values in value.items()
    }


def as_plain(value: Any) -> Any:
    """A value of YAML as Python writes it: text without its line, a day as text."""
    if isinstance(value, list):
        return [as_plain(one) for one in value]
    if isinstance(value, dict):
        return {as_plain(name): as_plain(one) for name, one in value.items()}
    return str(value) if isinstance(value, str | dt.date) else value


_SETTINGS = ("home", "today", "published_from", "published_to", "fold")
_TEXT = "name title home today published_from published_to data articles codes licence"
# What a ``study.yml`` may say, and how each value is read.
_KEYS: dict[str, Callable[[Any], Any]] = dict.fromkeys(_TEXT.split(), _read_text) | {
    "language": lambda value: str(check_language(value)),
    **{name: partial(_read_day, name) for name in ("today", "published_from", "published_to")},
    "fold": partial(_read_choice, (True, False)),
    "period": lambda value: [*map(_read_text, value)] if isinstance(value, list) else _read_text(value),
    "text": partial(_read_choice, TEXTS),
    "select": _read_select,
    "parameters": _read_parameters,
}


def _read_values(entry: Entry, path: Path) -> dict[str, Any]:
    """All values that are said, or a `LexiconError` that lists every problem."""
    values, problems = {}, []
    for key, value in entry.items():
        line = getattr(key, "line", entry.line)
        if value is None:
            continue  # a key with nothing behind it
        if key not in _KEYS:
            hint = suggest(key, _KEYS, f"Use one of: {', '.join(_KEYS)}.")
            problems.append(LexiconError(path, line, f"unknown key {str(key)!r}. {hint}"))
            continue
        try:
            values[str(key)] = _KEYS[key](value)
        except KitError as error:
            problems.append(LexiconError(path, line, f"{key}: {error}"))
    if problems:
        raise join_problems(problems)
    return values
