"""Which words of the articles a package may pass on, and how the rest is left out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from kit.publish.package.codebook import QUOTES, TEXTS
from kit.study import FILE, Study

LICENCES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("licences.yml").read_text("utf-8")
)
"""Licences under which texts may be passed on: SPDX id to address and other names."""

MOST_WORDS = 12
"""A run of words of an article that is longer than this is text of the article, wherever it stands."""


class Policy(NamedTuple):
    """What is passed on."""

    texts: bool
    """The articles themselves."""
    quotes: bool
    """The few words in which something was found."""
    licence: str
    """The SPDX id of the licence, or what the study calls it; "" where none is stated."""
    url: str
    said: str
    """Why, in a sentence."""


def choose_policy(study: Study) -> Policy:
    """What a study allows to be passed on: nothing that it does not say.

    Texts go in if the licence is an open one and ``text`` is not *snippets* or *none*; or under any licence that is
    stated, if ``study.yml`` itself says ``text: full``.
    """
    licence = find_licence(study.licence)
    url = LICENCES.get(licence, {}).get("url", "")
    path = study.folder / FILE
    told = yaml.safe_load(path.read_text("utf-8")) if path.is_file() else {}
    explicit = (told or {}).get("text") == "full"
    if not licence:
        said = "study.yml states no licence of the articles, so their texts are left out"
    elif study.text != "full":
        said = f"study.yml says text: {study.text}, so the texts of the articles are left out"
    elif licence not in LICENCES and not explicit:
        said = (
            f"{licence!r} is no open licence that the kit knows, so the texts of the articles are left out "
            "(text: full in study.yml passes them on)"
        )
    else:
        return Policy(True, True, licence, url, f"the texts of the articles are passed on under {licence}")
    return Policy(False, study.text != "none", licence, url, said)


def find_licence(name: str) -> str:
    """The SPDX id of a licence that is known by this name, or the name.

    >>> find_licence("cc by-sa 4.0"), find_licence("by agreement"), find_licence("")
    ('CC-BY-SA-4.0', 'by agreement', '')
    """
    for key, one in LICENCES.items():
        if _squeeze(name) in map(_squeeze, [key, *one["names"]]):
            return key
    return name.strip()


def _squeeze(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def strip_table(name: str, table: pd.DataFrame, policy: Policy) -> pd.DataFrame | None:
    """A table without the words that are not passed on; None where nothing is left of it."""
    if policy.texts:
        return table
    if name in TEXTS["tables"]:
        return None
    left = [*TEXTS["columns"].get(name, ()), *(() if policy.quotes else QUOTES)]
    return table.drop(columns=left, errors="ignore")


def strip_running(table: pd.DataFrame, running: "Running") -> pd.DataFrame:
    """A table without the columns in which a longer run of words of an article stands."""
    names = [name for name in table if table[name].dtype in ("str", "object", "category")]
    return table.drop(columns=[name for name in names if running.holds(table[name].unique())])


class Running:
    """The texts of articles, to look in."""

    def __init__(self, texts: Iterable[str] = (), titles: Iterable[str] = ()):
        self._text, self._titles = "\n".join(texts), frozenset(titles)

    def holds(self, values: Iterable[Any]) -> bool:
        """Whether one of these texts is a longer run of words of an article, and not its title."""
        return any(
            isinstance(value, str)
            and len(value.split()) > MOST_WORDS
            and value not in self._titles
            and value in self._text
            for value in values
        )
