"""Roles of the blocks of a saved page: what its recipe, its hints, its words and its place say that each is."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from kit.vietnamese.dates.timestamps import parse_timestamp
from kit.vietnamese.lines.datelines import read_date_line
from kit.vietnamese.lines.sites import find_hint
from kit.vietnamese.lines.titles import has_text, is_about, is_named, squash, strip_site

_LONGEST_TABLE, _LONGEST_CAPTION, _LONGEST_CELL = 1500, 800, 120  # characters
_NUMBER = re.compile(r"[+–-]? ?\d[\d.,/ ]*(?:%|[^\W\d]{1,6})?")  # 67.295, 12,5 %, 3 tỷ
_NAME = re.compile(r"[^\W\d_a-z]\w*(?:[ .-]+[^\W\d_a-z]\w*){1,5}")  # at least two words, all with a capital


@dataclass
class Block:
    """A run of text between two block tags, and what is known of it."""

    text: str
    element: Any
    linked: int
    role: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return self.text.count(" ") + 1

    @property
    def chain(self) -> list[Any]:
        """Its element and all those around it, the nearest first."""
        return [self.element, *self.element.iterancestors()]

    @property
    def is_link(self) -> bool:
        """Whether it is (nearly) all one link."""
        return self.linked > 0.75 * len(self.text)


def combine_roles(
    outer: str, element: Any, marks: dict[Any, str], hints: dict[str, str], is_most: bool
) -> str:
    """The role of an element inside one of role ``outer``; the nearest that applies."""
    own = marks.get(element, "")
    if outer == "teaser" or (outer == "furniture" and own not in ("title", "body", "lead")):
        return outer
    if outer in ("caption", "title"):
        return own if own == "furniture" else outer
    if own:
        return own
    if is_most or element.tag in ("html", "body", "main", "h1"):
        return outer  # a part that holds most of the text is no box, whatever it is called
    hint = find_hint(element, hints)
    return outer if hint == "date" and outer == "body" else hint or outer


def mark_blocks(
    blocks: list[Block], *, title: str, lead: str, site: str, find_main: Callable[[], str]
) -> tuple[list[Block], str]:
    """Give every block of a page its role, as far as recipe and hints have not.

    Parameters
    ----------
    blocks : in the order of the page; they are changed.
    title, lead : what the page's head says; '' where it says nothing.
    site : the host of the page, or its address.
    find_main : gives what is taken for the main text of the page, if its recipe does not say that.

    Returns
    -------
    The blocks of the part of the page that holds the article, and its title.
    """
    said = _mark_title(blocks, title)
    _mark_dates(blocks)
    _mark_body(blocks, find_main)
    _mark_tables(blocks)
    _join_figures(blocks)
    _mark_rest(blocks)
    said = said or strip_site(title, site)
    blocks = _cut_to_article(blocks)
    _mark_lead(blocks, lead, said)
    if said and not any(block.role == "title" for block in blocks):
        blocks.insert(0, Block(said, None, 0, "title"))
    return blocks, said


def find_date(blocks: list[Block]) -> str:
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


def _mark_body(blocks: list[Block], find_main: Callable[[], str]) -> None:
    """Find the story: what the recipe marks, else what is in the main text."""
    if any(block.role == "body" for block in blocks):
        for block in blocks:
            if block.role == "body" and block.is_link and block.words >= 4:
                block.role = "teaser"
        return
    judged = _judge_blocks([block for block in blocks if not block.role and not block.is_link], find_main())
    for block in judged:
        block.role = "body"
    homes = Counter(block.element.getparent() for block in judged)
    places = [index for index, block in enumerate(blocks) if block.role == "body"]
    for block in blocks[places[0] : places[-1] + 1] if places else ():
        home = block.element if block.element in homes else block.element.getparent()
        if not block.role and not block.is_link and homes[home] >= 2:
            block.role = "body"


def _judge_blocks(blocks: list[Block], main: str) -> list[Block]:
    """Those of these blocks that are in the main text; of a page too short to have one, its paragraphs."""
    main = squash(main)
    squashed = [squash(block.text) for block in blocks]
    judged, at = [], 0
    for block, text in zip(blocks, squashed, strict=True):
        found = main.find(text, at) if len(text) >= 15 else -1  # mostly in order: nothing is searched twice
        if found >= 0 or (len(text) >= 15 and text in main):
            judged.append(block)
            at = max(at, found)
    return judged or [b for b in blocks if b.words >= 8 or b.element.tag == "p"]


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


def _join_figures(blocks: list[Block]) -> None:
    """The story's own figures, a table of numbers: each of its rows a line of the story, with ``|`` between cells.

    Looked for where the story is, or, in an article that is nothing but a table, below its title.
    """
    story = [block for block in blocks if block.role in ("title", "lead", "body")]
    told = any(block.role == "body" for block in story)
    home = _find_home(story) if told else None
    rows: dict[Any, dict[Any, list[Block]]] = {}
    first = next((at for at, block in enumerate(blocks) if block.role == "title"), 0)
    for block in blocks if told else blocks[first:]:
        chain = block.chain
        row = next((element for element in chain if element.tag == "tr"), None)
        if row is not None and block.role in ("", "body") and (home is None or home in chain):
            table = next((element for element in row.iterancestors() if element.tag == "table"), None)
            rows.setdefault(table, {}).setdefault(row, []).append(block)
    joined: set[int] = set()
    for table, lines in rows.items():
        cells = [[block.text for block in line] for line in lines.values()]
        if table is None or not _has_figures(cells):
            continue
        for line, texts in zip(lines.values(), cells, strict=True):
            line[0].text, line[0].role = " | ".join(texts), "body"
            joined |= {id(block) for block in line[1:]}
    blocks[:] = [block for block in blocks if id(block) not in joined]


def _has_figures(rows: list[list[str]]) -> bool:
    """Whether rows of cells are a table of numbers and not the layout of a page."""
    wide = [row for row in rows if len(row) >= 2 and max(map(len, row)) <= _LONGEST_CELL]
    counted = sum(any(_NUMBER.fullmatch(cell) for cell in row) for row in wide)
    return len(wide) >= 2 and len(wide) == len(rows) and counted * 2 >= len(wide)


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
    home = _find_home(story)
    return blocks if home is None else [block for block in blocks if home in block.chain]


def _find_home(blocks: list[Block]) -> Any:
    """The smallest part of the page that holds all of these; None: there is none."""
    chains = [block.chain for block in blocks]
    return next((element for element in chains[0] if all(element in chain for chain in chains)), None)
