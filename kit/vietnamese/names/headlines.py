"""Headlines: where a form begins one, its capital says nothing, but nobody stands before it whom "Anh" could be.

"Anh bắt giữ tài xế", "Đức cần điều dưỡng", "Thái siết cấp phép". What a state does and deals with there is in
``data/lexicons/context.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from kit.vietnamese.names.cues import Cues
from kit.vietnamese.names.neighbours import NO, Candidate

_OPENERS = " \"“‘'*•-"
_THOUSANDS = re.compile(r"\d(?:\.\d{3}| (?:triệu|tỷ|tỉ))\b(?! (?:đồng|đ)\b)")


class Headline(NamedTuple):
    """A line that is a headline; ``sure`` if it is the title of its article."""

    start: int
    end: int
    sure: bool


def find_headlines(text: str, titles: Collection[int]) -> list[Headline]:
    """The lines that are headlines: titles, and the first without a full stop."""
    first = len(text) - len(text.lstrip())
    lines = [
        Headline(start, text.find("\n", start) % (len(text) + 1), start in titles)
        for start in {first, *titles}
    ]
    return [line for line in lines if line.sure or not text[: line.end].rstrip("\"”' ").endswith(".")]


def heads_title(text: str, candidate: Candidate, witness: str, headlines: list[Headline], cues: Cues) -> bool:
    """Whether the form begins a headline of the country, where nobody has been named whom "Anh" could be.

    A title needs nothing more for "Đức", any other headline an act or a matter of states; so do "Anh" and "Thái",
    unless the article names the country.
    """
    start, rule = candidate.match.start, cues.find_rule(candidate.match.name.form)
    line = next((line for line in headlines if line.start <= start < line.end), None)
    if line is None:
        return False
    people = follows(text, candidate, ("acts of people",), cues)
    if witness != NO:
        return line.sure or not people
    if rule.default == "cue" or people or text[line.start : start].strip(_OPENERS):
        return False
    given = rule.default == "mid" and not rule.pronoun
    acts = ("acts of states", "acts in headlines", *(("acts of anyone",) if given else ()))
    return (
        (given and line.sure)
        or follows(text, candidate, acts, cues)
        or _deals_with_states(text, candidate, line, cues)
    )


def _deals_with_states(text: str, candidate: Candidate, line: Headline, cues: Cues) -> bool:
    """Whether the rest of a headline holds a matter of states, or a number that no person deals with."""
    rest = text[candidate.match.end : line.end].lower()
    words = re.findall(r"[\w-]+", rest)
    matters = cues.lists["matters of states"]
    return _THOUSANDS.search(rest) is not None or any(
        matters.ending(words[: end + 1]) for end in range(len(words))
    )


def follows(text: str, candidate: Candidate, acts: tuple[str, ...], cues: Cues) -> bool:
    """Whether one of the ``acts``, lists of cues, stands right behind."""
    end = candidate.match.end
    words = text[end : end + 40].split("\n")[0].lower().replace(",", " ,").split()[:5]
    after = (
        words[1:]
        if words[:1] and words[0] in cues.lists["auxiliaries"] and "acts in headlines" in acts
        else words
    )
    starts = [" ".join(some[:length]) for some in (words, after) for length in (1, 2, 3, 4)]
    return any(start in cues.lists[name] for start in starts for name in acts)
