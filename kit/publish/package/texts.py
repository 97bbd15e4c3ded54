"""Which words of the articles a package may pass on, and how the rest is left out."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import yaml

from kit.publish.package.codebook import NAMES, SNIPPETS, TEXTS
from kit.study import FILE, Study
from kit.vietnamese.lexicon import load_lexicon

# Licences under which texts may be passed on: SPDX id to address and other names.
LICENCES: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("licences.yml").read_text("utf-8")
)


# What is passed on of the words of articles: nothing; those in which something was found; also those around; all.
LEVELS = ("none", "names", "snippets", "full")


class Policy(NamedTuple):
    """What is passed on."""

    level: str
    """One of `LEVELS`."""
    licence: str
    """The SPDX id of the licence, or what the study calls it; "" where none is stated."""
    url: str
    said: str
    """Why, in a sentence."""

    @property
    def texts(self) -> bool:
        """Whether the articles themselves are passed on."""
        return self.level == "full"


def choose_policy(study: Study) -> Policy:
    """What a study allows to be passed on: nothing that it does not say.

    Texts go in if the licence is an open one and ``text`` is not *snippets* or *none*; or under any licence that is
    stated, if ``study.yml`` itself says ``text: full``. Without them the words around what was found go in where it
    says ``text: snippets``, and the words in which it was found unless it says ``text: none``.
    """
    licence = find_licence(study.licence)
    url = LICENCES.get(licence, {}).get("url", "")
    path = study.folder / FILE
    explicit = path.is_file() and load_lexicon(path, empty=True).get("text") == "full"
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
        return Policy("full", licence, url, f"the texts of the articles are passed on under {licence}")
    return Policy(study.text if study.text != "full" else "names", licence, url, said)


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
    left = [*TEXTS["columns"].get(name, ())]
    left += SNIPPETS.get(name, []) if policy.level != "snippets" else []
    left += NAMES if policy.level == "none" else []
    return table.drop(columns=left, errors="ignore")
