"""The roles of the lines of one article, found by their shape, by what repeats, and by their place."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from kit.vietnamese.lines.extent import ends_sentence, find_extent, find_paragraph
from kit.vietnamese.lines.headlines import find_headline
from kit.vietnamese.lines.shapes import Shapes, count_words, is_name
from kit.vietnamese.lines.titles import is_title, squash

# Characters that a line of site furniture may have.
LONGEST_REPEATED = 200

_BREAKS = {"related": "l", "imprint": "l", "stamp": "s", "date line": "s", "comments": "e"}
# What the lines that have a role are to the extent of the story (`kit.vietnamese.lines.extent`), by rule.
_KINDS = {
    "author mark": "n",
    "photo credit": "c",
    "link mark": "t",
    "headline twice": "t",
    "table cell": "t",
    "set off at the end": "t",
} | _BREAKS

_LONGEST_TITLE = 40  # words; the longest of 45,000 real titles has fewer
_NAMED = 5  # lines from the top within which a name above a line makes it an office
_LONG = 12  # words; a shorter line without a full stop is no lead, and above the title rather of a menu
_LEAST_TEASER = 5  # words; what is shorter is a button or a tag
_ALTS = ("copy of the title", "file name")  # what stands for a photograph
_LONGEST_CAPTION = 15  # words of a caption without a mark
_LEAST_COPY = 8  # words of a line whose second copy is no repetition for effect
_LEAST_KEY = 15  # letters of a line that may be a headline said again
_SET_OFF = 3  # from the line before to one that two blank lines set off
_LEAST_ABOVE = 3  # lines
_LONGEST_TEASER = 400  # characters of what stands under the headline of another article
_NUMBER = re.compile(r"(?:ảnh|hình)?\d{1,2}$")  # of a photograph, behind the headline


class ArticleLines:
    """The lines of one article while their roles are found.

    Parameters
    ----------
    lines : without outer white space, none blank.
    title : what the metadata says ('' if nothing).
    layout : roles that a page gave, one for each line, parted by spaces ('' if none).
    patterns : from `kit.vietnamese.lines.patterns.load_patterns`.
    numbers : of each line, blank ones counted.
    """

    def __init__(
        self, lines: list[str], title: str, layout: str, patterns: dict[str, re.Pattern], numbers: list[int]
    ):
        self.lines, self.title, self.patterns = lines, title, patterns
        self.shapes = Shapes(lines, patterns)
        given = layout.split() if layout.count(" ") == len(lines) - 1 else []
        self.given = given or [""] * len(lines)
        self.roles = [self._find_role(index) for index in range(len(lines))]
        if not any(self.given):
            self._mark_set_off([after - before for before, after in pairwise(numbers)])

    def _find_role(self, index: int) -> tuple[str, str]:
        """What the page says that a line is, or its shape, which knows furniture better; ("", "") if neither.

        A text that begins with the title of the metadata begins with its title, whatever shape that has.
        """
        given = self.given[index]
        if not index and not given and is_title(self.lines[0], self.title):
            return "title", "metadata"
        shape = self.shapes.find(index) if given in ("", "body", "teaser") else ("", "")
        return shape if given in ("", "body") or shape[0] == "furniture" else (given, "page")

    def _mark_set_off(self, steps: list[int]) -> None:
        """Headlines with the first sentence of other articles at the end, each set off by more lines than are parted
        above: ``steps`` from each line to the next.
        """
        first = len(self.lines)
        while first >= _LEAST_ABOVE + 2 and self._is_set_off(first - 2, steps):
            first -= 2
        if first < len(self.lines) and max(steps[: first - 1]) < steps[first - 1]:
            self.roles[first:] = [("teaser", "set off at the end")] * (len(self.lines) - first)

    def _is_set_off(self, index: int, steps: list[int]) -> bool:
        """Whether a headline stands here, with one sentence or two right under it."""
        line, under = self.lines[index : index + 2]
        set_off = steps[index - 1] >= _SET_OFF and steps[index] == 1
        headline = count_words(line) >= _LEAST_COPY and not ends_sentence(line) and line[-1] not in ":,;"
        return set_off and headline and ends_sentence(under) and len(under) <= _LONGEST_TEASER

    def mark_repeated(self, is_repeated: Callable[[str], bool], is_title: Callable[[str], bool]) -> None:
        """Furniture that a source repeats, and lines that are the titles (as letters alone) of other articles."""
        own = squash(self.title)
        for index, line in self._list_open():
            if len(line) > LONGEST_REPEATED or (squashed := squash(line)) == own:
                continue
            if is_repeated(line) and not is_name(line):
                self.roles[index] = ("furniture", "repeated in source")
            elif line.count(" ") >= 4 and is_title(squashed):
                self.roles[index] = ("teaser", "title of another article")

    def place(self) -> list[tuple[str, str]]:
        """Fill in the roles that depend on place: title, lead, body, byline and what stands around the story."""
        short = {index: line for index, line in self._list_open() if len(line) <= LONGEST_REPEATED}
        self.keys = {index: _NUMBER.sub("", squash(line)) for index, line in short.items()}
        self.copies = Counter(key for key in self.keys.values() if len(key) > _LEAST_KEY)
        self.kinds = [self._find_kind(index) for index in range(len(self.lines))]
        first, last = find_extent(self.kinds, list(map(len, self.lines)))
        if any(self.given):  # the page has said already what is none of its story
            story = [index for index, _ in self._list_open() if self.kinds[index] in "pP"]
            first, last = (story[0], story[-1]) if story else (0, -1)
        title = self._place_title(first if last >= 0 else len(self.lines))
        self._place_copies(title, first, last)
        if title is not None and not any(self.given):
            self._place_before(title, first)
        if last >= 0:
            self._place_after(last)
        self._place_lead(-1 if title is None else title)
        for index, _ in self._list_open():
            rule = "fragment" if self.shapes.is_fragment(index) else "heading"
            self.roles[index] = ("body", "paragraph" if self.kinds[index] in "pP" else rule)
        return self.roles

    def _list_open(self, start: int = 0) -> Iterator[tuple[int, str]]:
        """The lines from ``start`` on that have no role yet."""
        for index in range(start, len(self.lines)):
            if not self.roles[index][0]:
                yield index, self.lines[index]

    def _find_kind(self, index: int) -> str:
        """What a line is to the extent of the story."""
        role, rule = self.roles[index]
        line, fragment = self.lines[index], self.shapes.is_fragment(index)
        if role:
            return _KINDS.get(rule, "-" if role == "caption" else "f")
        is_copy = self.copies[self.keys.get(index, "")] > 1  # a headline under its photographs
        if is_copy and self.shapes.repeats[line] == 1:
            return "-"
        if paragraph := find_paragraph(line) or ("p" if fragment and count_words(line) >= 8 else ""):
            return paragraph
        if is_copy or fragment or self.shapes.ends[index]:
            return "-"
        return "n" if is_name(line) and count_words(line) > 1 else "h"

    def _place_title(self, first: int) -> int | None:
        """Which line above the story is its title: what the metadata says, else the headline."""
        if any(role == "title" for role, _ in self.roles):
            return None
        heads = [index for index, _ in self._list_open() if index < first]
        title = next((index for index in heads if is_title(self.lines[index], self.title)), None)
        if title is None and not self.title:
            offices = {index for above, index in pairwise(heads) if self._is_office(index, above)}
            heads = [index for index in heads if self._may_be_title(index) and index not in offices]
            title = find_headline(self.lines, heads, [rule for _, rule in self.roles])
        if title is not None:
            self.roles[title] = ("title", "metadata" if self.title else "line before the lead")
        return title

    def _may_be_title(self, index: int) -> bool:
        line, words = self.lines[index], count_words(self.lines[index])
        if self.kinds[index] in "pP" or line.endswith(":") or (line.isupper() and words >= _LONG):
            return False  # the last two: what stands above a headline
        return 3 <= words <= _LONGEST_TITLE and not (
            self.shapes.is_fragment(index) or self._opens_story(line)
        )

    def _is_office(self, index: int, above: int) -> bool:
        """Whether a line says what the author named above it is."""
        named = above < _NAMED and is_name(self.lines[above])  # farther down it is a section
        return named and self.patterns["office"].match(self.lines[index]) is not None

    def _opens_story(self, line: str) -> bool:
        """Whether a line begins as stories do (an agency or a time of day) or is too long for a title."""
        long_enough = line.count(" ") >= (20 if self.title else _LONGEST_TITLE)
        return long_enough or bool(line.count(" ") >= 8 and self.patterns["opening"].match(line))

    def _place_copies(self, title: int | None, first: int, last: int) -> None:
        """What a story says twice: its headline under photographs, or all of it (once for telephones)."""
        own = squash(self.lines[title] if title is not None else self.title)
        seen: set[str] = set()
        for index, line in self._list_open(first):
            if len(own) > _LEAST_KEY and self.keys.get(index) == own:
                self.roles[index] = ("caption", "copy of the title")
            elif index <= last and line in seen and count_words(line) >= _LEAST_COPY:
                self.roles[index] = ("furniture", "second copy")
            elif index and self.roles[index - 1][1] in _ALTS and count_words(line) <= _LONGEST_CAPTION:
                self.roles[index] = ("caption", "under a photograph")
            seen.add(line)

    def _place_before(self, title: int, first: int) -> None:
        """Menus above the title, and names and buttons between it and the story."""
        byline = False
        for index, line in self._list_open():
            if index < title:
                is_menu = count_words(line) < _LONG or self.keys.get(index) == self.keys.get(title)
                self.roles[index] = ("furniture" if is_menu else "teaser", "before the title")
            elif index >= first or self.kinds[index] in "pP" or self.title:
                continue
            elif is_name(line) or (byline and self.patterns["office"].match(line)):
                self.roles[index] = ("byline", "under the title")
            elif count_words(line) < _LONG and not (
                self._opens_story(line) or self.shapes.is_fragment(index)
            ):
                self.roles[index] = ("furniture", "under the title")
            byline = self.roles[index][0] == "byline"

    def _place_after(self, last: int) -> None:
        """The name under the story; links and buttons after it."""
        rest = list(self._list_open(last + 1))
        known = bool(self.title) or any(self.given) or len(rest) == 1  # a text without a page around it
        rules = [rule for _, rule in self.roles]
        over = next((i for i in range(last + 1, len(rules)) if rules[i] in _BREAKS), len(rules))
        end = rules.index("imprint", last) if "imprint" in rules[last:] else len(rules)
        named = goes_on = True
        for index, line in rest:
            named = named and is_name(line)
            goes_on = goes_on and (self.shapes.goes_on[index] or line[0] in "-+–")  # a point of a list
            if index < over and is_name(line) and (named or known):
                self.roles[index] = ("byline", "name at the end")
            elif index > over or not (known or goes_on) or _is_tags(line):
                is_head = "".join(self.kinds[index + 1 : index + 2]) in ("p", "P", "s")
                role = "teaser" if index < end and (is_head or _is_link(line)) else "furniture"
                self.roles[index] = (role, "after the story")

    def _place_lead(self, title: int) -> None:
        """The first paragraph is the lead, or the first line that opens a story."""
        if any(role == "lead" for role, _ in self.roles):
            return
        rest = list(self._list_open(title + 1))
        lead = next((i for i, line in rest if self.kinds[i] in "pP" or self._opens_story(line)), None)
        if lead is None and rest and not any(role == "title" for role, _ in self.roles):
            lead = rest[0][0]
        if lead is not None:
            self.roles[lead] = ("lead", "first paragraph")


def _is_link(line: str) -> bool:
    """Whether a line may be the headline of another story, rather than a button, a name or tags."""
    return count_words(line) >= _LEAST_TEASER and not is_name(line) and not _is_tags(line)


def _is_tags(line: str) -> bool:
    """Whether a line is a list of a few words each, parted by commas or hashes."""
    parts = re.split(r"[,;#]", line[:300])
    return len(parts) > 2 and not ends_sentence(line) and all(part.count(" ") <= 5 for part in parts)
