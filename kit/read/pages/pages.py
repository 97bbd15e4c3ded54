"""Pages: saved HTML as text with a role for every line, the title, and the date that the page itself gives."""

import logging
import re
import warnings
from collections import Counter
from contextlib import suppress
from functools import cache
from typing import Any

from kit.errors import ArticleError
from kit.read.addresses import find_host
from kit.read.files.packages import load_package
from kit.read.pages.page_blocks import Block, find_blocks, parse_page
from kit.read.pages.page_metadata import find_page_metadata
from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.encodings import decode, find_declared
from kit.vietnamese.letters import nfc
from kit.vietnamese.lines.datelines import read_date_line
from kit.vietnamese.lines.sites import find_recipe
from kit.vietnamese.lines.titles import has_text, is_about, is_named, squash, strip_site
from kit.vietnamese.repairs import repair_text

_LONGEST_TABLE, _LONGEST_CAPTION = 1500, 800  # characters
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[ .-]+[^\W\d_a-z]\w*){1,5}")  # at least two words, all with a capital


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
    site = find_recipe(tree, find_host(url))
    marks = site.mark(tree) if site else {}
    blocks = find_blocks(tree, marks)
    if not blocks:
        raise ArticleError("the page has no text; left out")
    title = _mark_title(blocks, found["title"])
    _mark_dates(blocks)
    _mark_body(blocks, tree)
    _mark_tables(blocks)
    _mark_rest(blocks)
    title = title or strip_site(found["title"], find_host(url) or url)
    blocks = _cut_to_article(blocks)
    _mark_lead(blocks, found["lead"], title)
    if title and not any(block.role == "title" for block in blocks):
        blocks.insert(0, Block(title, None, 0, "title"))
    published, basis = found["published"], "given"
    if not parse_timestamp(published) and (line := _find_date(blocks)):
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


def _mark_title(blocks: list[Block], named: str) -> str:
    """Give the title block its role and return its text; ``named`` is the title in the page's head."""
    said = [block for block in blocks if block.role == "title"]
    heads = [block for block in blocks if block.element.tag in ("h1", "h2", "h3") and block.role != "teaser"]
    same = [block for block in (*said, *heads) if is_named(block.text, named)]
    first = [block for block in heads if block.element.tag == "h1" and block.role != "furniture"]
    long = [block for block in (*first, *heads) if block.words >= 5 and not block.role and not block.is_link]
    chosen = next(iter([*same, *said, *long, *first]), None)  # an <h1> may hold no more than the site's name
    for block in said:
        block.role = "furniture"
    if chosen is None:
        return ""
    parts = [block for block in blocks if block.element is chosen.element]  # a title over two lines
    chosen.role, chosen.text = "title", " ".join(block.text for block in parts)
    blocks[:] = [block for block in blocks if block is chosen or block not in parts]
    return chosen.text


def _mark_dates(blocks: list[Block]) -> None:
    for block in blocks:
        if block.role in ("", "furniture", "byline") and read_date_line(block.text):
            block.role = "date"
        elif block.role == "date" and block.words > 12:
            block.role = ""


def _mark_body(blocks: list[Block], tree: Any) -> None:
    """Find the story: what the recipe marks, else what trafilatura takes for the main text."""
    if any(block.role == "body" for block in blocks):
        for block in blocks:
            if block.role == "body" and block.is_link and block.words >= 4:
                block.role = "teaser"
        return
    judged = _judge_blocks([block for block in blocks if not block.role and not block.is_link], tree)
    for block in judged:
        block.role = "body"
    homes = Counter(block.element.getparent() for block in judged)
    places = [index for index, block in enumerate(blocks) if block.role == "body"]
    for block in blocks[places[0] : places[-1] + 1] if places else ():
        home = block.element if block.element in homes else block.element.getparent()
        if not block.role and not block.is_link and homes[home] >= 2:
            block.role = "body"


def _judge_blocks(blocks: list[Block], tree: Any) -> list[Block]:
    """Those of these blocks that trafilatura takes for the main text; of a page too short for it, its paragraphs."""
    main = squash(_extract_main(tree))
    squashed = [squash(block.text) for block in blocks]
    judged, at = [], 0
    for block, text in zip(blocks, squashed, strict=True):
        found = main.find(text, at) if len(text) >= 15 else -1  # mostly in order: nothing is searched twice
        if found >= 0 or (len(text) >= 15 and text in main):
            judged.append(block)
            at = max(at, found)
    return judged or [b for b in blocks if b.words >= 8 or b.element.tag == "p"]


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


def _mark_tables(blocks: list[Block]) -> None:
    """Tables in a story: a photo with its caption, a box of links to other stories, or the story's own figures."""
    inside: dict[Any, list[Block]] = {}
    for block in blocks:
        table = next((element for element in block.chain if element.tag in ("table", "figure")), None)
        if table is not None:
            inside.setdefault(table, []).append(block)
    for table, own in inside.items():
        length = sum(len(block.text) for block in own)
        role = ""
        if length > _LONGEST_TABLE:
            continue  # it lays out the page, or holds the story
        if table.tag == "table" and sum(block.linked for block in own) > 0.3 * length:
            role = "teaser"
        elif length < _LONGEST_CAPTION and _has_photo(table):
            role = "caption"
        for block in own:
            if role and block.role in ("body", ""):
                block.role = role


def _has_photo(element: Any) -> bool:
    return next(element.iter("img"), None) is not None


def _mark_rest(blocks: list[Block]) -> None:
    """Captions under photographs, the author's name; and what is none of the story: links or furniture."""
    last = max((index for index, block in enumerate(blocks) if block.role == "body"), default=len(blocks))
    under_photo = cache(_is_under_photo)  # of an element of many lines only once
    for index, block in enumerate(blocks):
        if block.role in ("body", "") and block.words <= 70 and under_photo(block.element):
            block.role = "caption"
        elif not block.role and index > last and not block.linked and _NAME.fullmatch(block.text):
            block.role = "byline"
        elif not block.role:
            block.role = "teaser" if block.is_link and block.words >= 5 else "furniture"


def _is_under_photo(element: Any) -> bool:
    """Whether an element, set in italics or in the middle, follows a photograph or holds one."""
    if element.tag not in ("p", "div", "td", "center", "h6"):
        return False
    looks = "".join(element.get(name) or "" for name in ("style", "align", "class"))
    italic = sum(len(child.text_content()) for child in element.iter("em", "i"))
    if "center" not in looks and not italic > 0.9 * len(element.text_content()):
        return False
    above = element.getprevious()
    follows = above is not None and _has_photo(above) and len(above.text_content().strip()) < 10
    return follows or _has_photo(element)


def _mark_lead(blocks: list[Block], description: str, title: str) -> None:
    """The paragraph that the page's description repeats is its lead; one that the page hides is put back."""
    description = description.strip()
    if any(block.role == "lead" for block in blocks) or len(description.split()) < 8:
        return
    bodies = [block for block in blocks if block.role == "body"]
    for block in bodies[:2]:
        if has_text(block.text, description.rstrip(". …")) and len(block.text) < 2 * len(description) + 80:
            block.role = "lead"
            return
    story = " ".join(block.text for block in bodies)
    if has_text(story, description.rstrip(". …")) or description.endswith(("...", "…")) or not bodies:
        return
    if is_about(description, f"{title} {story}"):  # else it is about the site, not about this article
        at = next((i + 1 for i, block in enumerate(blocks) if block.role == "title"), 0)
        blocks.insert(at, Block(strip_site(description, ""), None, 0, "lead"))


def _cut_to_article(blocks: list[Block]) -> list[Block]:
    """The blocks in the smallest part of the page that holds all of its title, lead and body."""
    story = [block for block in blocks if block.role in ("title", "lead", "body")]
    if not story:
        return blocks
    chains = [block.chain for block in story]
    home = next((element for element in chains[0] if all(element in chain for chain in chains)), None)
    return blocks if home is None else [block for block in blocks if home in block.chain]


def _find_date(blocks: list[Block]) -> str:
    """The page's date line: the one nearest to the title, after it rather than before; never one of the story.

    Many sites show today's date at the top of every page, so the first one is often the wrong one.
    """
    title = next((index for index, block in enumerate(blocks) if block.role == "title"), 0)
    dated = [
        (index < title, abs(index - title), date)
        for index, block in enumerate(blocks)
        if block.role == "date" and parse_timestamp(date := read_date_line(block.text) or block.text)
    ]
    return min(dated)[2] if dated else ""


def _repair(block: Block) -> tuple[str, ...]:
    text, done = repair_text(block.text)
    block.text = " ".join(text.split())
    return done
