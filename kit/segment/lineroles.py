"""The roles of the lines of one article, found by their shape, by what repeats, and by their place."""

import re
from collections import Counter
from collections.abc import Container
from itertools import pairwise

from kit.read.extent import (
    END,
    HEADING,
    LINK,
    LIST,
    NAME,
    NEUTRAL,
    PARAGRAPH,
    PASSED,
    PHOTO,
    STAMP,
    ends_sentence,
    find_extent,
    is_paragraph,
)  # fmt: skip
from kit.segment.headlines import find_headline
from kit.segment.shapes import Shapes, count_words, is_name, squash

LONGEST_REPEATED = 200
"""Characters that a line of site furniture may have."""

_BREAKS = {"related": LIST, "imprint": LIST, "stamp": STAMP, "date line": STAMP, "comments": END}
_KINDS = {**_BREAKS, "author mark": NAME, "photo credit": PHOTO} | dict.fromkeys(
    ("link mark", "headline twice", "table cell"), LINK
)
_LONGEST_TITLE = 40  # words; the longest of 45,000 real titles has fewer
_NAMED = 5  # lines from the top within which a name above a line makes it an office
_LONGEST_OFFICE = 25  # words
_LONG = 12  # words; a shorter line without a full stop is no lead, and above the title rather of a menu
_LEAST_TEASER = 5  # words; what is shorter is a button or a tag
_ALTS = ("copy of the title", "file name")  # what stands for a photograph
_LONGEST_CAPTION = 15  # words of a caption without a mark
_LEAST_COPY = 8  # words of a line whose second copy is no repetition for effect
_LEAST_KEY = 15  # letters of a line that may be a headline said again
_NUMBER = re.compile(r"(?:ảnh|hình)?\d{1,2}$")  # of a photograph, behind the headline


class ArticleLines:
    """The lines of one article while their roles are found.

    Parameters
    ----------
    lines : without outer white space, none blank.
    title : what the metadata says ('' if nothing).
    layout : roles that a page gave, one for each line, parted by spaces ('' if none).
    patterns : from `kit.segment.patterns.load_patterns`.
    """

    def __init__(self, lines: list[str], title: str, layout: str, patterns: dict[str, re.Pattern]):
        self.lines, self.title, self.patterns = lines, title, patterns
        self.shapes = Shapes(lines, patterns)
        given = layout.split()
        self.given = given if len(given) == len(lines) else [""] * len(lines)
        repeats = Counter(lines)
        self.roles = [self._find_role(index, repeats[line]) for index, line in enumerate(lines)]

    def _find_role(self, index: int, repeats: int) -> tuple[str, str]:
        """What the page says that a line is, or its shape, which knows furniture better; ("", "") if neither."""
        given = self.given[index]
        shape = self.shapes.find(index, repeats) if given in ("", "body", "teaser") else ("", "")
        return shape if given in ("", "body") or shape[0] == "furniture" else (given, "page")

    def mark_repeated(self, repeated: set[str], titles: Counter) -> None:
        """Furniture that a source repeats, and lines that are the titles of other articles."""
        own = squash(self.title)
        for index, line in enumerate(self.lines):
            if self.roles[index][0] or len(line) > LONGEST_REPEATED:
                continue
            squashed = squash(line)
            if squashed == own:
                continue
            if line in repeated and not is_name(line):
                self.roles[index] = ("furniture", "repeated in source")
            elif squashed in titles and line.count(" ") >= 4:
                self.roles[index] = ("teaser", "title of another article")

    def place(self) -> list[tuple[str, str]]:
        """Fill in the roles that depend on place: title, lead, body, byline and what stands around the story."""
        self.open = [index for index, (role, _) in enumerate(self.roles) if not role]
        short = {
            index: self.lines[index] for index in self.open if len(self.lines[index]) <= LONGEST_REPEATED
        }
        self.keys = {index: _NUMBER.sub("", squash(line)) for index, line in short.items()}
        self.repeats = Counter(key for key in self.keys.values() if len(key) > _LEAST_KEY)
        kinds = {line: self.keys[index] for index, line in short.items()}
        self.numbered = Counter(kinds.values())  # keys that unlike lines have
        self.kinds = [self._find_kind(index) for index in range(len(self.lines))]
        first, last = self._find_extent()
        title = self._place_title(first, last)
        self._place_copies(title, first, last)
        self._place_before(title, first)
        self._place_after(last)
        self._place_lead(title)
        for index in self.open:
            if not self.roles[index][0]:
                rule = "fragment" if self.shapes.is_fragment(index) else "heading"
                self.roles[index] = ("body", "paragraph" if self.kinds[index] == PARAGRAPH else rule)
        return self.roles

    def _find_kind(self, index: int) -> str:
        """What a line is to the extent of the story."""
        role, rule = self.roles[index]
        line = self.lines[index]
        if role:
            return _KINDS.get(rule, NEUTRAL if role == "caption" else PASSED)
        key = self.keys.get(index, "")
        is_again = self.repeats[key] > 1  # a headline under its photographs
        if is_again and self.numbered[key] > 1:
            return NEUTRAL
        if is_paragraph(line) or (self.shapes.is_fragment(index) and count_words(line) >= 8):
            return PARAGRAPH
        if is_again or self.shapes.ends[index] or self.shapes.is_fragment(index):
            return NEUTRAL
        return NAME if is_name(line) and count_words(line) > 1 else HEADING

    def _find_extent(self) -> tuple[int, int]:
        """The story's first and last line; a page has said already what is none of its story."""
        if not any(self.given):
            return find_extent(self.kinds, list(map(len, self.lines)))
        story = [index for index in self.open if self.kinds[index] == PARAGRAPH]
        return (story[0], story[-1]) if story else (0, -1)

    def _place_title(self, first: int, last: int) -> int | None:
        """Which line is the title: what the metadata says, else the headline above the story."""
        if any(role == "title" for role, _ in self.roles):
            return None
        heads = [index for index in self.open if index < first or last < 0]
        title = next((index for index in heads if self._is_given_title(index)), None)
        rule = "metadata"
        if title is None and not self.title:
            rule = "line before the lead"
            offices = {index for above, index in pairwise(heads) if self._is_office(index, above)}
            heads = [index for index in heads if self._may_be_title(index) and index not in offices]
            title = find_headline(self.lines, heads, [rule for _, rule in self.roles])
        if title is not None:
            self.roles[title] = ("title", rule)
        return title

    def _is_given_title(self, index: int) -> bool:
        line, title = squash(self.lines[index]), squash(self.title)
        return bool(title) and (line == title or (len(line) > 20 and title.startswith(line)))

    def _may_be_title(self, index: int) -> bool:
        line, words = self.lines[index], count_words(self.lines[index])
        if self.kinds[index] == PARAGRAPH or line.endswith(":") or (line.isupper() and words >= _LONG):
            return False  # the last two: what stands above a headline
        broken = self.shapes.is_fragment(index) or self._opens_story(index)
        return 3 <= words <= _LONGEST_TITLE and not broken

    def _is_office(self, index: int, above: int) -> bool:
        """Whether a line says what the author named above it is."""
        named = above < _NAMED and is_name(self.lines[above])  # farther down it is a section
        return named and self.patterns["office"].match(self.lines[index]) is not None

    def _opens_story(self, index: int) -> bool:
        """Whether a line begins as stories do (an agency or a time of day) or is too long for a title."""
        line = self.lines[index]
        long_enough = line.count(" ") >= (20 if self.title else _LONGEST_TITLE)
        return long_enough or bool(line.count(" ") >= 8 and self.patterns["opening"].match(line))

    def _place_copies(self, title: int | None, first: int, last: int) -> None:
        """What a story says twice: its headline under photographs, or all of it (once for telephones)."""
        own = squash(self.lines[title] if title is not None else self.title)
        seen: set[str] = set()
        for index in self.open:
            line = self.lines[index]
            if self.roles[index][0] or index < first:
                continue
            if len(own) > _LEAST_KEY and self.keys.get(index) == own:
                self.roles[index] = ("caption", "copy of the title")
            elif index <= last and line in seen and count_words(line) >= _LEAST_COPY:
                self.roles[index] = ("furniture", "second copy")
            elif index and self.roles[index - 1][1] in _ALTS and count_words(line) <= _LONGEST_CAPTION:
                self.roles[index] = ("caption", "under a photograph")
            seen.add(line)

    def _place_before(self, title: int | None, first: int) -> None:
        """Menus above the title, and names and buttons between it and the story."""
        if title is None or any(self.given):
            return
        under_name = False
        for index in self.open:
            line, words = self.lines[index], count_words(self.lines[index])
            if self.roles[index][0] or index >= first:
                continue
            if index < title:
                is_menu = words < _LONG or self.keys.get(index) == self.keys.get(title)
                role = "furniture" if is_menu else "teaser"
                self.roles[index] = (role, "before the title")
            elif self.kinds[index] == PARAGRAPH or self.title:
                continue
            elif is_name(line):
                self.roles[index] = ("byline", "name under the title")
            elif under_name and words < _LONGEST_OFFICE and self.patterns["office"].match(line):
                self.roles[index] = ("byline", "office")
            elif words < _LONG and not (self._opens_story(index) or self.shapes.is_fragment(index)):
                self.roles[index] = ("furniture", "under the title")
            under_name = self.roles[index][0] == "byline"

    def _place_after(self, last: int) -> None:
        """The name under the story; links and buttons after it."""
        rest = [index for index in self.open if index > last >= 0 and not self.roles[index][0]]
        known = bool(self.title) or any(self.given) or len(rest) == 1  # a text without a page around it
        over = self._find_rule(last + 1, _BREAKS)
        end = self._find_rule(last + 1, ("imprint",))
        named = goes_on = True
        for index in rest:
            line = self.lines[index]
            named, goes_on = named and is_name(line), goes_on and self._goes_on(index)
            if index < over and is_name(line) and (named or known):
                self.roles[index] = ("byline", "name at the end")
            elif index > over or not (known or goes_on) or _is_tags(line):
                heads = self.kinds[index + 1 : index + 2] in (
                    [PARAGRAPH],
                    [STAMP],
                )  # a summary, or when it appeared
                role = "teaser" if index < end and (heads or _is_link(line)) else "furniture"
                self.roles[index] = (role, "after the story")

    def _find_rule(self, start: int, rules: Container[str]) -> int:
        """The first line from ``start`` on that one of these rules gave its role."""
        lines = range(start, len(self.lines))
        return next((index for index in lines if self.roles[index][1] in rules), len(self.lines))

    def _goes_on(self, index: int) -> bool:
        """Whether a line belongs to the one before it: half of a sentence, or a point of a list."""
        return self.shapes.continues(index) or self.lines[index][0] in "-+–"

    def _place_lead(self, title: int | None) -> None:
        """The first paragraph is the lead; above the story a long line is one without a full stop, too."""
        if any(role == "lead" for role, _ in self.roles):
            return
        rest = [i for i in self.open if not self.roles[i][0] and (title is None or i > title)]
        lead = next((i for i in rest if self.kinds[i] == PARAGRAPH or self._opens_story(i)), None)
        if lead is None and title is None and not any(role == "title" for role, _ in self.roles):
            lead = next(iter(rest), None)
        if lead is not None:
            self.roles[lead] = ("lead", "first paragraph")


def _is_link(line: str) -> bool:
    """Whether a line may be the headline of another story, rather than a button, a name or tags."""
    return count_words(line) >= _LEAST_TEASER and not is_name(line) and not _is_tags(line)


def _is_tags(line: str) -> bool:
    """Whether a line is a list of a few words each, parted by commas or hashes."""
    parts = re.split(r"[,;#]", line[:300])
    return len(parts) > 2 and not ends_sentence(line) and all(part.count(" ") <= 5 for part in parts)
