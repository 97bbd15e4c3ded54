"""robots.txt: what a site asks of collectors, read by protego as RFC 9309 (Robots Exclusion Protocol) says."""

from __future__ import annotations

import re

from kit.errors import INSTALL_COLLECTIONS, KitError

try:
    from protego import Protego
except ImportError:
    raise KitError(f"Collecting needs the package protego; install it with {INSTALL_COLLECTIONS}.") from None

# Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB.
LARGEST = 512_000

_VERSION = re.compile(r"(?im)^(\s*user-agent\s*:\s*[a-z_-]+)[^a-z_\s#-][^\n\r]*$")


class Robots:
    """The rules of one site for one collector.

    Parameters
    ----------
    text : the robots.txt.
    agent : product token of the collector (``migration-diplomacy-kit``), compared without regard to case.
    """

    def __init__(self, text: str, agent: str):
        # A product token ends where its version begins (RFC 9309, 2.2.1).
        self._rules, self._agent = Protego.parse(_VERSION.sub(r"\1", text)), agent
        self.delay: float = self._rules.crawl_delay(agent) or 0.0
        """Seconds between requests that the site asks for (``Crawl-delay``; 0: it asks for none)."""
        self.sitemaps = tuple(dict.fromkeys(self._rules.sitemaps))
        """Addresses of sitemaps that it names."""

    def allows(self, url: str) -> bool:
        """Whether ``url`` may be fetched: the longest pattern that fits decides, ``Allow`` if two tie.

        >>> rules = "User-agent: *\\nDisallow: /in/\\nAllow: /in/bai"
        >>> [Robots(rules, "kit").allows(f"https://a.vn{path}") for path in ("/in/bai-1", "/in/tin")]
        [True, False]
        """
        return self._rules.can_fetch(url, self._agent)


# For a site without a robots.txt (RFC 9309, 2.3.1.3).
ALLOW_ALL = Robots("", "")

# For a site whose robots.txt cannot be reached (RFC 9309, 2.3.1.4).
DENY_ALL = Robots("User-agent: *\nDisallow: /", "")


def parse_robots(text: str | bytes, agent: str) -> Robots:
    """The rules of a robots.txt for the collector named ``agent``; bytes are read as UTF-8, up to `LARGEST`."""
    if isinstance(text, bytes):
        text = text[:LARGEST].decode("utf-8", "replace")
    return Robots(text.lstrip("\ufeff"), agent)
