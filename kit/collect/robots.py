"""robots.txt: what a site asks of collectors, read as RFC 9309 (Robots Exclusion Protocol) says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

LARGEST = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB."""

_SAFE = "/%:?#[]@!$&'()*+,;=-._~"
_LINE = re.compile(r"^\s*([A-Za-z-]+)\s*:\s*(.*?)\s*$")
_TOKEN = re.compile(r"[A-Za-z_-]+")


@dataclass(frozen=True)
class Robots:
    """The rules of one site for one collector.

    Parameters
    ----------
    rules : pairs of a path pattern and whether it is allowed.
    delay : seconds between requests that the site asks for (``Crawl-delay``; 0: it asks for none).
    sitemaps : addresses of sitemaps that it names.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0
    sitemaps: tuple[str, ...] = field(default=())

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest pattern that fits decides, ``Allow`` if two tie.

        >>> parse_robots("User-agent: *\\nDisallow: /in/\\nAllow: /in/bai", "kit").allows("https://a.vn/in/bai-1")
        True
        """
        parts = urlsplit(url)
        path = _encode((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        if path == "/robots.txt":
            return True
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


ALLOW_ALL = Robots()
"""For a site without a robots.txt (RFC 9309, 2.3.1.3)."""

DENY_ALL = Robots((("/", False),))
"""For a site whose robots.txt cannot be reached (RFC 9309, 2.3.1.4)."""


def parse_robots(text: str | bytes, agent: str) -> Robots:
    """The rules of a robots.txt for the collector named ``agent``.

    Parameters
    ----------
    text : the file; bytes are read as UTF-8, what is no UTF-8 is passed over, as are unknown lines.
    agent : product token of the collector (``migration-diplomacy-kit``), compared without regard to case.

    Returns
    -------
    `Robots`: the rules of all groups that name the agent, else of all groups for ``*``, else none.
    """
    if isinstance(text, bytes):
        text = text[:LARGEST].decode("utf-8", "replace")
    groups: dict[str, list[tuple[str, str]]] = {}
    sitemaps: list[str] = []
    names: list[str] = []
    heading = False  # user-agent lines in a row head one group
    for line in text.lstrip("\ufeff").splitlines():
        found = _LINE.match(line.split("#", 1)[0])
        if not found:
            continue
        key, value = found[1].lower(), found[2]
        if key == "user-agent":
            names = [*(names if heading else []), _name(value)]
            groups.setdefault(names[-1], [])
            heading = True
        elif key == "sitemap":
            sitemaps.append(value)
        elif key in ("allow", "disallow", "crawl-delay"):
            heading = False
            for name in names:
                groups[name].append((key, value))
    lines = groups.get(agent.lower(), groups.get("*", []))
    rules = tuple((_encode(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    delays = [_seconds(value) for key, value in lines if key == "crawl-delay"]
    return Robots(rules, max(delays, default=0.0), tuple(dict.fromkeys(sitemaps)))


def _name(value: str) -> str:
    """The product token at the beginning of a user-agent value (``Kit/1.0`` → ``kit``)."""
    found = _TOKEN.match(value)
    return "*" if value.startswith("*") else found[0].lower() if found else ""


def _seconds(value: str) -> float:
    return float(value) if re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value) else 0.0


def _encode(path: str) -> str:
    """One spelling of a path: what is not ASCII percent-encoded, ``%2f`` as ``%2F``, ``%61`` as ``a``."""

    def respell(match: re.Match) -> str:
        letter = chr(int(match[1], 16))
        return letter if letter.isascii() and (letter.isalnum() or letter in "-._~") else match[0].upper()

    return re.sub(r"%([0-9A-Fa-f]{2})", respell, quote(path, safe=_SAFE))


def _fits(pattern: str, path: str) -> bool:
    """Whether a pattern with ``*`` (anything) and a final ``$`` (end) fits the beginning of a path.

    Each piece is looked for once, from left to right, so that no pattern takes long.
    """
    ends = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    last = pieces.pop() if ends and pieces else None
    for piece in pieces:
        place = path.find(piece, place)
        if place < 0:
            return False
        place += len(piece)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= place
    return not ends or place == len(path)
