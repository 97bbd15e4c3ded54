"""The shape of a line: what it is whatever stands around it, and how lines are compared."""

import re
from collections import Counter

from kit.vietnamese.lines.datelines import read_date_line
from kit.vietnamese.lines.extent import ends_sentence

LONGEST_BYLINE = 6  # words
_LONGEST_SHAPE = 250  # characters; a longer line that begins with '>>' goes on with the story
_PHOTO_WORDS = 75  # a longer line with a photo credit at its end is a paragraph and a caption in one
_LONGEST_LINK = 4  # words: of a name or a figure set apart in a sentence
_LONG = 12  # words of a line that breaks before such a name
_HEADLINE = 5  # words; what is said again and again and is shorter is a button
_EDGES = " \t\u00a0|"
_BULLETS = "•·▪●○◦ "
_SENTENCE_ENDS = re.compile(r"[.!?…]['\"”’»)]*(?:\s|$)")
_FIRST_LETTER = re.compile(r"[\s,.;:)”’…%/-]*([^\W\d_])")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_SLUG = re.compile(r"(?:[a-z]+ ){2,}\d{8,}|(?:[a-z0-9]+ ){5,}[a-z0-9]+(?= |$)")  # a file name, in words
_NAMES = re.compile(r"[\w .,/&()'’–-]*[\w.)]")
_WORD = re.compile(r"\w+")
_FURNITURE = {
    **dict.fromkeys(("related", "comments", "imprint", "stamp", "furniture"), ("furniture", _LONGEST_SHAPE)),
    "byline": ("byline", 100),
}
_LINKS = {"teaser": ("teaser", _LONGEST_SHAPE), "credit": ("credit", 120)}
_RULES = {
    "byline": "author mark",
    "credit": "source",
    "teaser": "link mark",
}  # others are called as their patterns
_FIRST = 20  # characters by which a headline that is printed twice is known


class Shapes:
    """The shapes of the lines of one article.

    Parameters
    ----------
    lines : without outer white space, none blank.
    patterns : from `kit.vietnamese.lines.patterns.load_patterns`.
    """

    def __init__(self, lines: list[str], patterns: dict[str, re.Pattern]):
        self.lines, self.patterns = lines, patterns
        self.ends = [ends_sentence(line) for line in lines]
        self.goes_on = [self._continues(index) for index in range(len(lines))]
        """Of each line, whether it goes on with the sentence of the line before it."""
        self.repeats = Counter(lines)

    def find(self, index: int) -> tuple[str, str]:
        """Role and rule of a line; ("", "") if only its place can tell."""
        line = self.lines[index]
        core = line.strip(_EDGES)
        bare = core.lstrip(_BULLETS)
        if read_date_line(bare):
            return "furniture", "date line"
        if (found := self._match(index, bare, _FURNITURE))[0]:
            return found
        if core.count(" ") < _PHOTO_WORDS and self.patterns["caption"].search(core) and _is_short(core):
            return "caption", "photo credit"
        if index and line[0] in "|*_" and _IMAGE.match(self.lines[index - 1]):
            return "caption", "under a photograph"
        if line.startswith("|") or (line.endswith("|") and core.endswith(("...", "…"))):
            return "teaser", "table cell"
        if slug := _SLUG.match(core):
            return ("caption", "file name") if slug.end() == len(core) else ("teaser", "headline twice")
        again = core.find(core[:_FIRST], _FIRST) if len(core) < 2 * _LONGEST_SHAPE else 0
        if again > 0.4 * len(core) and core.startswith(core[:again].strip(), again):
            return "teaser", "headline twice"
        if (found := self._match(index, core, _LINKS))[0]:
            return found
        if self.repeats[line] > 1 and line.endswith("|"):
            return "caption", "repeated cell"
        if self.repeats[line] > 2 and not ends_sentence(core) and count_words(core) < _HEADLINE:
            return "furniture", "repeated line"
        return "", ""

    def _match(self, index: int, core: str, kinds: dict[str, tuple[str, int]]) -> tuple[str, str]:
        """Role and rule of the first of these patterns that a line fits; names and sources are no fragments."""
        for kind, (role, longest) in kinds.items():
            whole = role in ("furniture", "teaser") or not self.is_fragment(index)
            if len(core) < longest and whole and self.patterns[kind].fullmatch(core):
                return role, _RULES.get(kind, kind)
        return "", ""

    def is_fragment(self, index: int) -> bool:
        """Whether a line is half of a sentence that a link or a narrow column broke in two."""
        return any(self.goes_on[index : index + 2])

    def _continues(self, index: int) -> bool:
        if not index or self.ends[index - 1]:
            return False
        line = self.lines[index]
        if _starts_inside(line):
            return True
        before = self.lines[index - 1]
        if count_words(line) > _LONGEST_LINK or not (
            count_words(before) >= _LONGEST_LINK or _starts_inside(before)
        ):
            return False
        if self.ends[index]:
            return count_words(before) >= _LONG
        return index + 1 < len(self.lines) and _starts_inside(self.lines[index + 1])


def _starts_inside(line: str) -> bool:
    """Whether a line begins as the second half of a sentence does: in small letters, or with a stop."""
    first = _FIRST_LETTER.match(line)
    return first[1].islower() if first else line[0] in ".,;:)"


def is_name(line: str) -> bool:
    """Whether a line is a few capitalised words, as the author's name under an article is."""
    line = line.strip(_EDGES)
    words = _WORD.findall(line, 0, 100)
    named = 0 < len(words) <= LONGEST_BYLINE and all(word[0].isupper() for word in words)
    return named and _NAMES.fullmatch(line) is not None


def count_words(line: str) -> int:
    """How many words a line has; of a long one, more than any headline has."""
    return len(_WORD.findall(line, 0, 500))


def _is_short(line: str) -> bool:
    """Whether a line has no more sentences than a caption has."""
    return len(_SENTENCE_ENDS.findall(line)) <= 4
