"""Pages: saved HTML as text with a role for every line, the title, and the date that the page itself gives."""

import logging
import warnings
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

from kit.collect.pages.page_addresses import find_host
from kit.collect.pages.page_blocks import find_blocks, parse_page
from kit.collect.pages.page_metadata import find_page_metadata
from kit.errors import ArticleError
from kit.packages import load_package
from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.encodings import decode, find_declared
from kit.vietnamese.letters import nfc
from kit.vietnamese.lines.blockroles import Block, find_date, mark_blocks
from kit.vietnamese.lines.sites import find_recipe
from kit.vietnamese.repairs import repair_text


def read_page(data: bytes | str, *, url: str = "") -> dict[str, Any]:
    """The article of a saved HTML page, and the role of each of its lines.

    Parameters
    ----------
    data : the page, as bytes (its encoding is found) or text.
    url : its address, if known; else the one that the page gives.

    Returns
    -------
    Fields of an articles row: ``title``, ``text`` (title, lead, body, captions, bylines, related links and
    what else stands in the article's part of the page, in the order of the page), ``layout`` (a role for
    every line of the text), ``published`` (as the page writes it) and ``published_basis`` (``given``: the
    page's metadata; ``stated``: its date line; never a date of the story), ``url``, ``source``, ``quality``.

    Raises
    ------
    ArticleError : it is no text, has no words, or lxml or trafilatura are not installed.

    Notes
    -----
    A recipe of ``data/lexicons/sites.yml`` says what is what on the sites that it knows. Elsewhere
    trafilatura (Barbaresi 2021, ACL demo) judges what the main text is, and hints in the same file name
    captions, related links and furniture. Menus and columns outside the article's part are left out.

    >>> page = read_page("<h1>Bộ trưởng thăm Bỉ</h1><p>Sáng 4/4, Bộ trưởng đã tới Brussels.</p>")
    >>> page["text"].split("\\n"), page["layout"]
    (['Bộ trưởng thăm Bỉ', 'Sáng 4/4, Bộ trưởng đã tới Brussels.'], 'title body')
    """
    text, flags = _decode_page(data)
    text = nfc(text)  # its parts are compared with each other, and with what comes out of trafilatura
    tree = parse_page(text)
    found = find_page_metadata(tree)
    url = url or found["url"]
    recipe = find_recipe(tree, find_host(url))
    blocks = find_blocks(tree, recipe.mark(tree) if recipe else {})
    if not blocks:
        raise ArticleError("the page has no text; left out")
    site = find_host(url) or url
    main = partial(_extract_main, tree)
    blocks, title = mark_blocks(blocks, title=found["title"], lead=found["lead"], site=site, find_main=main)
    published, basis = found["published"], "given"
    if not parse_timestamp(published) and (line := find_date(blocks)):
        published, basis = line, "stated"
    repairs = Counter(name for block in blocks for name in _repair(block))
    lines = [block for block in blocks if block.text]
    row = {"title": " ".join(repair_text(title)[0].split()), "text": "\n".join(block.text for block in lines)}
    row |= {"layout": " ".join("furniture" if block.role == "date" else block.role for block in lines)}
    row |= {"published": published, "published_basis": basis, "url": url, "source": find_host(url)}
    return row | {"quality": [*flags, *repairs]}


def _decode_page(data: bytes | str) -> tuple[str, list[str]]:
    if isinstance(data, str):
        return data, []
    found = decode(data, find_declared(data, "html"))
    if found is None:
        raise ArticleError("its encoding is not known, or it is no text; left out")
    return found.text, found.notes


def _extract_main(tree: Any) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a library of it warns that it lacks SOCKS, which nobody asks for
        trafilatura = load_package("trafilatura", "Reading HTML")
    from lxml import html

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is our affair to report
    page = html.tostring(tree, encoding="unicode")
    options = {"include_comments": False, "include_tables": False, "deduplicate": False, "favor_recall": True}
    with suppress(Exception):  # it raises many kinds on odd pages; the page's paragraphs are taken then
        return trafilatura.extract(page, **options) or ""
    return ""


def _repair(block: Block) -> tuple[str, ...]:
    text, done = repair_text(block.text)
    block.text = " ".join(text.split())
    return done
