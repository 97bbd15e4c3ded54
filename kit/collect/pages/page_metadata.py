"""What the head of a page says about it: title, lead, address and date of publication, never from its story."""

import json
from typing import Any

from kit.collect.pages.page_blocks import TAGS

_ARTICLE_TYPES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "webpage")


def find_page_metadata(tree: Any) -> dict[str, str]:
    """Title, lead, url and published (as written) from a page's head and JSON-LD; '' where it says nothing.

    Parameters
    ----------
    tree : the page, parsed by lxml.
    """
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            metas.setdefault(name, content)
    linked = _find_article(tree)
    titles = [" ".join(title.text_content().split()) for title in tree.iter("title")]
    links = [link for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    addresses = [link.get("href") for link in links]
    marks = tree.xpath("//*[@itemprop='datePublished']")
    marked = [(mark.get("datetime") or mark.get("content") or "").strip() for mark in marks]
    dates = [metas[name] for name in TAGS["dates"] if name in metas]
    return {
        "title": metas.get("og:title") or _text(linked.get("headline")) or next(iter(titles), ""),
        "lead": metas.get("og:description") or metas.get("description") or _text(linked.get("description")),
        "url": next((url for url in (*addresses, metas.get("og:url", "")) if url and "://" in url), ""),
        "published": next(filter(None, (_text(linked.get("datePublished")), *dates, *marked)), ""),
    }


def _find_article(tree: Any) -> dict:
    """The object of a page's JSON-LD that describes an article, rather than a web page; {} if there is none."""
    found: list[tuple[bool, dict]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            item = waiting.pop()
            if isinstance(item, list):
                waiting += item[:100]
            elif isinstance(item, dict):
                kinds = item.get("@type")
                names = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
                name = next((name for name in names if name in _ARTICLE_TYPES), "")
                if name and item.get("datePublished"):
                    found.append((name == "webpage", item))
                graph = item.get("@graph")
                waiting += graph[:100] if isinstance(graph, list) else []
    return min(found, key=lambda entry: entry[0], default=(False, {}))[1]


def _text(value: Any) -> str:
    value = value[0] if isinstance(value, list) and value else value
    return " ".join(value.split()) if isinstance(value, str) else ""
