"""Discovery: the addresses that a feed or a sitemap names.

trafilatura's own search fetches by itself and drops hosts without a public name, so its parts cannot be used
where every request has to pass one gate; these few lines read the same formats (RSS, Atom, JSON Feed,
sitemaps in XML or text, sitemap indexes).
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple
from urllib.parse import urljoin

from kit.collect.addresses import FetchError, normalise_url
from kit.collect.fetch import Response, inflate, unpack
from kit.errors import INSTALL_COLLECTIONS, KitError

# Links read from one feed or sitemap (the sitemap protocol allows 50,000).
MOST = 100_000


_XML_BEGINS = (b"<", b"\xff\xfe", b"\xfe\xff")


class Link(NamedTuple):
    """An address and what is expected there: ``page``, ``feed`` or ``sitemap``."""

    url: str
    kind: str


def find_links(response: Response, kind: str, *, limit: int = 100_000_000) -> list[Link]:
    """The links in a feed or sitemap, each once, in their order.

    Parameters
    ----------
    response : what was fetched.
    kind : ``feed`` or ``sitemap``; a page has no links of interest.
    limit : bytes that it may unpack to.

    Raises
    ------
    FetchError : it is neither, or is damaged.
    KitError : lxml is not installed.
    """
    if kind not in ("feed", "sitemap"):
        return []
    data = unpack(response, limit)
    if data[:2] == b"\x1f\x8b":  # a sitemap.xml.gz, packed whatever the headers say
        data = inflate(data, limit)
    data = data.strip().removeprefix(b"\xef\xbb\xbf").lstrip()
    begin = data[:2].strip()
    found = None
    if begin.startswith(b"{"):
        found = _read_json(data)
    elif begin.startswith(_XML_BEGINS):
        found = _read_xml(data)
    if found is None and kind == "sitemap":
        found = [
            Link(line, "page")
            for line in re.findall(r"(?m)^\s*(https?://\S+)", data.decode("utf-8", "replace"))
        ]
    if found is None or (not found and b"<html" in data[:1000].lower()):
        raise FetchError(f"it is no {kind}", retry=False)
    clean = _import_courlan().clean_url  # takes off what only counts clicks (utm_source and the like)
    whole = (Link(urljoin(response.url, link.url.strip()), link.kind) for link in found[:MOST])
    links = (Link(normalise_url(clean(link.url) or link.url), link.kind) for link in whole)
    return list(dict.fromkeys(link for link in links if link.url))


def _read_json(data: bytes) -> list[Link] | None:
    """JSON Feed 1.1: the ``url`` of every item."""
    try:
        items = json.loads(data).get("items", [])
        return [Link(str(item.get("url") or item["id"]), "page") for item in items]
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None


def _read_xml(data: bytes) -> list[Link] | None:
    etree = _import_lxml()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None
    if root is None:
        return None
    links = []
    for element in root.iter("{*}item", "{*}entry", "{*}url", "{*}sitemap"):
        name = etree.QName(element).localname
        link = _read_entry(element) if name in ("item", "entry") else element.findtext("{*}loc")
        if link:
            links.append(Link(link, "sitemap" if name == "sitemap" else "page"))
    return links


def _read_entry(element) -> str:
    """The address of the article that an item of RSS or an entry of Atom is about."""
    for link in element.findall("{*}link"):
        if link.get("href"):
            if link.get("rel", "alternate") == "alternate":
                return link.get("href")
        elif link.text and link.text.strip():
            return link.text
    guid = element.find("{*}guid")
    if guid is not None and guid.get("isPermaLink", "true") == "true" and guid.text:
        return guid.text if guid.text.strip().startswith("http") else ""
    return ""


def _import_lxml():
    try:
        from lxml import etree
    except ImportError:
        raise _missing("lxml") from None
    return etree


def _import_courlan():
    try:
        import courlan
    except ImportError:
        raise _missing("courlan") from None
    return courlan


def _missing(name: str) -> KitError:
    return KitError(
        f"Feeds and sitemaps are read with {name}; install the extra packages for collections: "
        f"{INSTALL_COLLECTIONS}."
    )
