"""The blocks of text of a saved page, in their order, with what its tags, classes and recipe say of them."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from kit.errors import ArticleError
from kit.packages import load_package
from kit.vietnamese.lines.blockroles import Block, combine_roles
from kit.vietnamese.lines.sites import load_hints
from kit.vietnamese.lines.wrapped import join_pieces

# What HTML, and the heads of pages, call their parts: names of tags, by what they are.
TAGS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))

_SKIPPED, _BLOCKS = frozenset(TAGS["skipped"]), frozenset(TAGS["blocks"])
_STICKY = frozenset(("caption", "lead", "byline", "credit", "date", "teaser", "furniture", "title"))
_DEEPEST = 400  # levels of nesting; real pages have up to about 60
# Characters and tags that a page may have: far more than any page of news, and read in a minute or two.
LONGEST_PAGE, MOST_TAGS = 10_000_000, 250_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"\s+")


def parse_page(text: str) -> Any:
    """The page as a tree; what is nested beyond all sense is parsed as flat text."""
    load_package("lxml", "Reading HTML")
    from lxml import etree, html

    tags = text.count("<")
    if len(text) > LONGEST_PAGE or tags > MOST_TAGS:
        most = f"more than one article can have ({LONGEST_PAGE:,} and {MOST_TAGS:,})"
        raise ArticleError(f"the page has {len(text):,} characters and {tags:,} tags, {most}; left out")
    text = _DECLARATION.sub("", text.replace("\0", ""))
    if _measure_depth(text) > _DEEPEST:
        text = re.sub(r"\n\s*", "\n", _NESTING.sub("\n", text)).replace("\n", "<br>")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, recover=True)
    try:
        return html.document_fromstring(text, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ArticleError(f"the page cannot be parsed ({error}); left out") from None


# Tags that must be closed, and so can be counted.
_NESTING = re.compile(rf"<(/?)(?!(?:{'|'.join(TAGS['unclosed'])})\b)[A-Za-z][^<>]*>")


def _measure_depth(text: str) -> int:
    """How deep tags are nested, about; one pass over the text, without a tree."""
    depth = deepest = 0
    for match in _NESTING.finditer(text):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def find_blocks(tree: Any, marks: dict[Any, str]) -> list[Block]:
    """The blocks of text of a page in their order, with the roles that recipe and hints give."""
    from lxml import etree

    hints, weight = load_hints(), _weigh(tree)
    whole = weight.get(tree, 0)
    blocks: list[Block] = []
    pieces: list[tuple[str, bool]] = []
    roles: list[str] = []  # the role of each element that is open
    open_blocks: list[tuple[Any, str]] = []
    links = 0

    def flush() -> None:
        text = _SPACE.sub(" ", join_pieces([piece for piece, _ in pieces])).strip()
        if text and open_blocks:
            linked = sum(len(_SPACE.sub(" ", piece).strip()) for piece, is_link in pieces if is_link)
            element, role = open_blocks[-1]
            blocks.append(Block(text, element, linked, role))
        pieces.clear()

    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in _SKIPPED or not tag or _is_hidden(element):
                walker.skip_subtree()
                roles.append("skipped")
                continue
            is_most = weight.get(element, 0) > whole / 2
            role = combine_roles(roles[-1] if roles else "", element, marks, hints, is_most)
            roles.append(role)
            links += tag == "a"
            # A byline or a date inside a line of its own is a block, too.
            is_part = tag == "span" and role in _STICKY and role != open_blocks[-1][1]
            if tag in _BLOCKS or tag == "br" or is_part:
                flush()
            if tag in _BLOCKS or is_part:
                open_blocks.append((element, role))
            if element.text:
                pieces.append((element.text, links > 0))
            continue
        roles.pop()
        if open_blocks and open_blocks[-1][0] is element:
            flush()
            open_blocks.pop()
        links -= tag == "a" and bool(links)
        if element.tail and element is not tree:
            pieces.append((element.tail, links > 0))
    return blocks


def _weigh(tree: Any) -> dict[Any, int]:
    """Characters of running text (paragraphs of some length, links not counted) in every element."""
    weight: Counter = Counter()
    for element in tree.iter("p", "div", "td", "li", "blockquote"):
        running = (element.text or "") + "".join(child.tail or "" for child in element)
        own = len(_SPACE.sub(" ", running).strip())
        if own >= 60:
            for above in (element, *element.iterancestors()):
                weight[above] += own
    return weight


def _is_hidden(element: Any) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style") or ""))
