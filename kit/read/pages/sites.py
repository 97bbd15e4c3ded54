"""Recipes for the pages of known sites, and hints for all others, read from ``data/lexicons/sites.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "sites.yml"
PARTS = ("title", "lead", "body", "caption", "byline", "credit", "date", "teaser", "furniture")
"""What a part of a page can be; ``date`` is its date line."""

_SELECTOR = re.compile(r"([A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST_WORDS, _LONGEST_HINT = 20, 6  # of the name of a class, and of a hint
_TAGS = {
    "nav": "furniture",
    "footer": "furniture",
    "aside": "teaser",
    "figcaption": "caption",
    "time": "date",
}


@dataclass(frozen=True)
class Site:
    """A recipe: the hosts it is for, and an XPath for each part of their pages."""

    name: str
    hosts: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def mark(self, tree: Any) -> dict[Any, str]:
        """Which elements of a page are which part; of several selectors of a title or lead, the first found."""
        marks: dict[Any, str] = {}
        for part, paths in self.parts:
            for path in paths:
                elements = tree.xpath(path)
                for element in elements[:1] if part == "lead" else elements:
                    marks.setdefault(element, part)
                if elements and part in ("title", "lead", "body"):
                    break
        return marks


def find_recipe(tree: Any, host: str) -> Site | None:
    """The recipe for a page: that of its host, or one whose body part it has; None if there is none."""
    _, sites = _load_sites()
    ordered = sorted(sites, key=lambda site: not _is_host(host, site.hosts))
    for site in ordered:
        if any(tree.xpath(path) for path in dict(site.parts).get("body", ())):
            known = _is_host(host, site.hosts)
            if known or not host or len(_distinct(tree, site)) >= 2:
                return site
    return None


def load_hints() -> dict[str, str]:
    """What the words in a class or id say that a part of a page is."""
    return _load_sites()[0]


def find_hint(element: Any, hints: dict[str, str]) -> str:
    """What the tag, class or id of an element say that it is; '' if they say nothing.

    Names are compared by their words: ``box-tinLienQuan`` and ``box_tin-lien-quan`` are the same.
    """
    if element.tag in _TAGS:
        return _TAGS[element.tag]
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    for name in names[:300].split():
        words = [word.lower() for word in _WORD.findall(name)[:_MOST_WORDS]]
        for length in range(min(len(words), _LONGEST_HINT), 0, -1):
            for first in range(len(words) - length + 1):
                if part := hints.get("".join(words[first : first + length])):
                    return part
    return ""


def _distinct(tree: Any, site: Site) -> list[str]:
    """The parts of a recipe that a page of another host has: two at least show the same system."""
    return [part for part, paths in site.parts if any("@" in path and tree.xpath(path) for path in paths)]


def _is_host(host: str, hosts: tuple[str, ...]) -> bool:
    return any(host == known or host.endswith("." + known) for known in hosts)


@built_from(LEXICON)
def _load_sites(path: Path) -> tuple[dict[str, str], tuple[Site, ...]]:
    """Hints and recipes of a lexicon."""
    entry = check_keys(load_lexicon(path), path, required=("hints", "sites"), allowed=("hints", "sites"))
    check_keys(entry["hints"], path, allowed=PARTS)
    hints = {
        "".join(word.lower() for word in _WORD.findall(name)): str(part)
        for part, names in entry["hints"].items()
        for name in names
    }
    sites = []
    for site in entry["sites"]:
        check_keys(site, path, required=("name", "hosts", "body"), allowed=("name", "hosts", *PARTS))
        parts = tuple(
            (part, tuple(_to_xpath(selector, path) for selector in site[part]))
            for part in PARTS
            if part in site
        )
        sites.append(Site(str(site["name"]), tuple(map(str, site["hosts"])), parts))
    return hints, tuple(sites)


def _to_xpath(selector: str, path: Path) -> str:
    """The XPath of a selector such as ``table.photo td``."""
    steps = []
    for step in selector.split():
        match = _SELECTOR.fullmatch(step)
        if match is None:
            raise LexiconError(
                path,
                getattr(selector, "line", None),
                f"{selector!r} is no part of a page.",
                "Write tag.class or #id.",
            )
        tests = "".join(
            f"[@id='{name[1:]}']"
            if name[0] == "#"
            else f"[contains(concat(' ', normalize-space(@class), ' '), ' {name[1:]} ')]"
            for name in re.findall(r"[.#][\w-]+", match[2])
        )
        steps.append(f"//{match[1] or '*'}{tests}")
    return "".join(steps)
