"""The headline of a story among the lines above it."""

from collections import Counter
from collections.abc import Sequence

from kit.vietnamese.lines.shapes import count_words, is_name

# Words of a headline as a rule, of one that is in no menu, and of a line that may be a lead without a full stop.
_LEAST, _SURE, _LONG = 5, 8, 12
_TOP = 2  # lines above the headline of a text without menus
_NEAR = 10  # lines


def find_headline(lines: Sequence[str], heads: Sequence[int], marks: Sequence[str]) -> int | None:
    """Which line is the headline; None if none can be.

    Parameters
    ----------
    lines : of the article.
    heads : those above the story that may be a headline, from top to bottom.
    marks : of each line, the rule that gave it a role; stamps and bylines stand under a headline.

    Notes
    -----
    It is the nearest to the story, or the first in a text without menus, but for two things: what comes again
    (in the page's name, under its photographs) is rather a headline, and so is what a stamp or a byline parts
    from the line below it.

    >>> lines = ["Tin mới", "Bỉ và Việt Nam ký bản ghi nhớ", "16:05, 19/04/2022", "Hai bên đã gặp nhau …"]
    >>> find_headline(lines, [0, 1], ["", "", "date line", ""])
    1
    """
    named = [index for index in heads if not is_name(lines[index])] or list(heads)
    pool = [index for index in named if count_words(lines[index]) >= _LEAST] or named
    if not pool:
        return None
    nearest = pool[-1]
    repeats = Counter(lines)
    again = [
        i for i in pool if i >= nearest - _NEAR and repeats[lines[i]] > 1 and count_words(lines[i]) > _LEAST
    ]
    if again:
        return again[-1]
    if pool[0] < _TOP and count_words(lines[pool[0]]) > _LEAST and nearest - pool[0] < _TOP + len(pool):
        return pool[0]  # there is no menu: a text without a page around it
    above = pool[-2] if len(pool) > 1 else nearest
    between = set(marks[above + 1 : nearest]) & {"date line", "stamp", "author mark"}
    is_title = count_words(lines[nearest]) >= _LONG or count_words(lines[above]) >= _SURE
    return above if between and is_title and nearest - above <= _NEAR else nearest
