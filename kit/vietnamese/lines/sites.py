"""Sites: how the pages of the Vietnamese press give away what each of their parts is (``data/lexicons/sites.yml``)."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import check_keys, load_lexicon

LEXICON = "sites.yml"
# What a part of a page can be; ``date`` is its date line.
PARTS = ("title", "lead", "body", "caption", "byline", "credit", "date", "teaser", "furniture")

_SELECTOR = re.compile(r"([A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_TAGS = frozenset(("nav", "footer", "aside", "figcaption", "time"))  # those that say what they hold
_MOST_WORDS, _LONGEST_HINT = 20, 6  # of the name of a class, and of a hint


class Site(NamedTuple):
    """A recipe: the hosts it is for, and XPaths for each part of their pages."""

    hosts: tuple[str, ...]
    parts: dict[str, list[str]]

    def has_host(self, host: str) -> bool:
        """Whether it is for the pages of this host."""
        return any(host == known or host.endswith("." + known) for known in self.hosts)

    def mark(self, tree: Any) -> dict[Any, str]:
        """Which elements of a page are which part; of several selectors of a title or lead, the first found."""
        marks: dict[Any, str] = {}
        for part, paths in self.parts.items():
            for path in paths:
                elements = tree.xpath(path)
                for element in elements[:1] if part == "lead" else elements:
                    marks.setdefault(element, part)
                if elements and part in ("title", "lead", "body"):
                    break
        return marks


def find_recipe(tree: Any, host: str) -> Site | None:
    """The recipe for a page: that of its host, or one whose body part it has; None if there is none."""
    for site in sorted(_load_sites()[1], key=lambda site: not site.has_host(host)):
        fits = any(tree.xpath(path) for path in site.parts["body"])
        if fits and (site.has_host(host) or not host or _count_parts(tree, site) >= 2):
            return site
    return None


def _count_parts(tree: Any, site: Site) -> int:
    """How many parts of a recipe a page of another host has: two at least show the same system."""
    return sum(any("@" in path and tree.xpath(path) for path in paths) for paths in site.parts.values())


def load_hints() -> dict[str, str]:
    """What the words in a class or id say that a part of a page is."""
    return _load_sites()[0]


def find_hint(element: Any, hints: dict[str, str]) -> str:
    """What the tag, class or id of an element say that it is; '' if they say nothing.

    Names are compared by their words: ``box-tinLienQuan`` and ``box_tin-lien-quan`` are the same.
    """
    if element.tag in _TAGS:
        return hints.get(element.tag, "")
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    for name in names[:300].split():
        words = _spell(name)[:_MOST_WORDS]
        for length in range(min(len(words), _LONGEST_HINT), 0, -1):
            for first in range(len(words) - length + 1):
                if part := hints.get("".join(words[first : first + length])):
                    return part
    return ""


def _spell(name: str) -> list[str]:
    """The words of a name, in small letters."""
    return [word.lower() for word in _WORD.findall(name)]


@built_from(LEXICON)
def _load_sites(path: Path) -> tuple[dict[str, str], list[Site]]:
    """Hints and recipes of a lexicon."""
    entry = check_keys(load_lexicon(path), path, required=("hints", "sites"))
    hints = check_keys(entry["hints"], path, allowed=PARTS)
    sites = []
    for site in entry["sites"]:
        check_keys(site, path, required=("name", "hosts", "body"), allowed=("name", "hosts", *PARTS))
        parts = {part: [_to_xpath(name, path) for name in site[part]] for part in PARTS if part in site}
        sites.append(Site(tuple(map(str, site["hosts"])), parts))
    return {"".join(_spell(name)): str(part) for part, names in hints.items() for name in names}, sites


def _to_xpath(selector: str, path: Path) -> str:
    """The XPath of a selector such as ``table.photo td``."""
    steps = []
    for step in selector.split():
        match = _SELECTOR.fullmatch(step)
        if match is None:
            line, problem = getattr(selector, "line", None), f"{selector!r} is no part of a page."
            raise LexiconError(path, line, problem, "Write tag.class or #id.")
        tests = re.sub(r"#([\w-]+)", r"[@id='\1']", match[2])
        tests = re.sub(r"\.([\w-]+)", r"[contains(concat(' ', normalize-space(@class), ' '), ' \1 ')]", tests)
        steps.append(f"//{match[1] or '*'}{tests}")
    return "".join(steps)
