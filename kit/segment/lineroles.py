"""The roles of the lines of one article, found by their shape, by what repeats, and by their place."""

import re
from collections import Counter

from kit.read.timestamps import is_date_line

LONGEST_REPEATED = 200
"""Characters that a line of site furniture may have."""

_BAR_EDGES = " \t\u00a0|"
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)]*$")
_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’»)]*(?:\s|$)")
_STOPS = frozenset(".!?…:;")
_FIRST_LETTER = re.compile(r"[\s,.;:)”’…%-]*([^\W\d_])")
_WORD = re.compile(r"\w+")
_SQUASH = re.compile(r"[\W_]+")
_LONGEST_TITLE = 40  # words; the longest of 45,000 real titles has fewer
_LONGEST_BYLINE = 6  # words
_PHOTO_WORDS = 75  # a longer line with a photo credit at its end is a paragraph and a caption in one
_LONGEST_SHAPE = 250  # characters; a longer line that begins with '>>' goes on with the story


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
        self.ends = [_ends(line) for line in lines]
        given = layout.split()
        self.given = given if len(given) == len(lines) else [""] * len(lines)
        repeats = Counter(lines)
        self.roles = [self._find_role(index, repeats[line]) for index, line in enumerate(lines)]

    def _find_role(self, index: int, repeats: int) -> tuple[str, str]:
        """What the page says that a line is, or its shape, which knows furniture better; ("", "") if neither."""
        given = self.given[index]
        shape = self._find_shape(index, repeats) if given in ("", "body", "teaser") else ("", "")
        return shape if given in ("", "body") or shape[0] == "furniture" else (given, "page")

    def _find_shape(self, index: int, repeats: int) -> tuple[str, str]:
        """What a line is by its shape alone; ("", "") if only its place can tell."""
        line, patterns = self.lines[index], self.patterns
        core = line.strip(_BAR_EDGES)
        length = len(core)
        if length < _LONGEST_SHAPE:
            if patterns["furniture"].fullmatch(core):
                return "furniture", "furniture"
            if is_date_line(core):
                return "furniture", "date line"
            if length < 100 and patterns["byline"].fullmatch(core) and not self._is_fragment(index):
                return "byline", "author mark"
        if core.count(" ") < _PHOTO_WORDS and patterns["caption"].search(core) and _is_short(core):
            return "caption", "photo credit"
        if length < _LONGEST_SHAPE and patterns["teaser"].fullmatch(core):
            return "teaser", "link mark"
        if line.startswith("|") or (line.endswith("|") and core.endswith(("...", "…"))):
            return "teaser", "table cell"
        if length < 120 and patterns["credit"].fullmatch(core) and not self._is_fragment(index):
            return "credit", "source"
        if repeats > 1 and line.endswith("|"):
            return "caption", "repeated cell"
        if repeats > 2 and not _ends(core):
            return "furniture", "repeated line"
        return "", ""

    def _is_fragment(self, index: int) -> bool:
        """Whether a line is half of a sentence that a link or a narrow column broke in two."""
        if index and not self.ends[index - 1] and _continues(self.lines[index]):
            return True
        after = self.lines[index + 1] if index + 1 < len(self.lines) else ""
        return not self.ends[index] and _continues(after)

    def mark_repeated(self, repeated: set[str], titles: Counter) -> None:
        """Furniture that a source repeats, and lines that are the titles of other articles."""
        own = squash(self.title)
        for index, line in enumerate(self.lines):
            if self.roles[index][0] or len(line) > LONGEST_REPEATED:
                continue
            squashed = squash(line)
            if squashed == own:
                continue
            if line in repeated and not _is_name(line):
                self.roles[index] = ("furniture", "repeated in source")
            elif squashed in titles and line.count(" ") >= 4:
                self.roles[index] = ("teaser", "title of another article")

    def place(self) -> list[tuple[str, str]]:
        """Fill in the roles that depend on place: title, lead, body, byline and what follows the story."""
        story = [index for index, (role, _) in enumerate(self.roles) if not role]
        self.paragraphs = {index for index in story if self._is_paragraph(index)}
        paragraphs = sorted(self.paragraphs)
        heads = [index for index in story if not paragraphs or index < paragraphs[0]]
        self._place_heads(heads, story, paragraphs)
        last = paragraphs[-1] if paragraphs else -1
        related = next((i for i in range(last + 1, len(self.lines)) if self._is_related(i)), len(self.lines))
        for index in story:
            line = self.lines[index]
            if self.roles[index][0]:
                continue
            if index > related:
                self.roles[index] = ("teaser", "after related")
            elif paragraphs and index > last and _is_name(line):
                self.roles[index] = ("byline", "name at the end")
            elif index in self.paragraphs:
                self.roles[index] = ("body", "paragraph")
            else:
                self.roles[index] = ("body", "fragment" if self._is_fragment(index) else "heading")
        return self.roles

    def _place_heads(self, heads: list[int], story: list[int], paragraphs: list[int]) -> None:
        """The title and the lead among what stands before the first paragraph, and that paragraph."""
        has_title = any(role == "title" for role, _ in self.roles)
        has_lead = any(role == "lead" for role, _ in self.roles)
        title = None if has_title else self._place_title(heads, bool(paragraphs))
        if title is not None and not any(self.given):
            for index in heads:
                if index < title and self.lines[index].count(" ") < 6:
                    self.roles[index] = ("furniture", "before the title")
        rest = [index for index in story if not self.roles[index][0] and (title is None or index > title)]
        lead = next((index for index in rest if index in paragraphs or self._opens_story(index)), None)
        if lead is None and title is None and not has_title:
            lead = next(iter(rest), None)
        if lead is not None and not has_lead:
            self.roles[lead] = ("lead", "first paragraph")

    def _place_title(self, heads: list[int], has_paragraphs: bool) -> int | None:
        """Which line is the title: what the metadata says, else the last that may be one before the lead."""
        title = next((index for index in heads if self._is_given_title(index)), None)
        if title is not None:
            self.roles[title] = ("title", "metadata")
        elif not self.title:
            title = next((index for index in reversed(heads) if self._may_be_title(index)), None)
            if title is not None:
                self.roles[title] = ("title", "line before the lead" if has_paragraphs else "first line")
        return title

    def _is_given_title(self, index: int) -> bool:
        line, title = squash(self.lines[index]), squash(self.title)
        return bool(title) and (line == title or (len(line) > 20 and title.startswith(line)))

    def _may_be_title(self, index: int) -> bool:
        line = self.lines[index]
        words = len(_WORD.findall(line))
        return 3 <= words <= _LONGEST_TITLE and not self._is_fragment(index) and not self._opens_story(index)

    def _opens_story(self, index: int) -> bool:
        """Whether a line begins as stories do (an agency or a time of day) or is too long for a title."""
        line = self.lines[index]
        long_enough = line.count(" ") >= (20 if self.title else _LONGEST_TITLE)
        return long_enough or bool(line.count(" ") >= 8 and self.patterns["opening"].match(line))

    def _is_paragraph(self, index: int) -> bool:
        """Whether a line reads as running text: it ends as a sentence does, and has a few words."""
        line = self.lines[index]
        return len(line) > 400 or (self.ends[index] and len(_WORD.findall(line, 0, 200)) >= 8)

    def _is_related(self, index: int) -> bool:
        return bool(self.patterns["related"].fullmatch(self.lines[index].strip(_BAR_EDGES)))


def _continues(line: str) -> bool:
    """Whether a line begins as the second half of a broken line does: with a small letter."""
    first = _FIRST_LETTER.match(line)
    return first is not None and not first[1].isupper()


def _ends(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return line[-1:] in _STOPS or _SENTENCE_END.search(line, max(0, len(line) - 10)) is not None


def _is_short(line: str) -> bool:
    """Whether a line has no more sentences than a caption has."""
    return len(_SENTENCE_ENDS.findall(line)) <= 4


def _is_name(line: str) -> bool:
    """Whether a line is a few capitalised words, as the author's name under an article is."""
    words = _WORD.findall(line)
    return 0 < len(words) <= _LONGEST_BYLINE and all(word[0].isupper() for word in words)


def squash(text: str) -> str:
    """``text`` for comparing: only its letters and digits, without case."""
    return _SQUASH.sub("", text.casefold())
