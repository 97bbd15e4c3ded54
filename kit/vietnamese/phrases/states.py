"""The states that a text names, so that a pattern may say ``<country>`` and a phrase ask for two of them.

Names come from the gazetteer of partners. Ambiguous forms (*Anh*, *Đức*) are judged by the words beside them alone,
which is quicker than `kit.vietnamese.names.context.admit` and knows neither headlines nor the rest of the article.
"""

from __future__ import annotations

from typing import NamedTuple

from kit.vietnamese.names.cues import HOME, Cues
from kit.vietnamese.names.gazetteer import AMBIGUOUS, Gazetteer, Match
from kit.vietnamese.names.names import SURE, make_plain
from kit.vietnamese.syllables import is_vietnamese_syllable

# No match reaches across this character: it may stand between texts that are searched together.
BREAK = "\x1e"

_LEFT = 40  # characters looked at before a name
_UNION = "EU"  # deals with states as one


class State(NamedTuple):
    """A state named at ``text[start:end]``: its ISO code, or ``"EU"``. Its capital counts as the state itself."""

    start: int
    end: int
    key: str


def find_states(text: str, gazetteer: Gazetteer, cues: Cues) -> list[State]:
    """The states named in ``text`` (NFC), in order; not those within the name of an organisation.

    Sentences may be parted by lines or by `BREAK`: what stands in one says nothing of a name in the next.

    Examples
    --------
    >>> from kit.vietnamese.names.cues import load_cues
    >>> from kit.vietnamese.names.gazetteer import load_gazetteer
    >>> text = "Chị Nga học tiếng Anh, rồi sang Nga; Bắc Kinh phản đối."
    >>> [state.key for state in find_states(text, load_gazetteer(), load_cues())]
    ['RUS', 'CHN']
    """
    same = make_plain(text.replace(BREAK, "\n"))
    never = cues.lists["never after"]
    found = []
    for match in gazetteer.find_in(same, same.lower()):
        start, end, name, inside = match
        if inside or (name.kind != "country" and name.key != _UNION):
            continue
        words = _words_before(same, start)
        if words and words[-1].lower() in never.lasts and never.ending([word.lower() for word in words]):
            continue  # tiếng Anh, đô la Mỹ
        if name.kind != "country" or name.sort in SURE or _is_ambiguous_state(match, same, words, cues):
            found.append(State(start, end, name.key))
    return found


def _words_before(text: str, start: int) -> list[str]:
    """Up to three words of the same sentence before a place."""
    return text[max(0, start - _LEFT) : start].rsplit("\n", 1)[-1].rsplit(" ", 4)[-4:-1]


def _is_ambiguous_state(match: Match, text: str, before: list[str], cues: Cues) -> bool:
    """The same for a name that is not the country's wherever it stands."""
    name, start, end = match.name, match.start, match.end
    if name.sort == "seat":
        return name.key != HOME
    if "-" in (text[start - 1 : start], text[end : end + 1]) or " - " in (
        text[start - 3 : start],
        text[end : end + 3],
    ):
        return name.sort in AMBIGUOUS  # Việt-Mỹ
    return name.sort == "context" and _is_meant(match, text, before, cues)


def _is_meant(match: Match, text: str, written: list[str], cues: Cues) -> bool:
    """Whether a form that is a country's name among other things is the country here."""
    lists, rule, end = cues.lists, cues.find_rule(match.name.form), match.end
    words, before = [word.lower() for word in written], written[-1] if written else ""
    office = max(lists["office before"].ending(words), lists["state before"].ending(words))
    local = max(lists["person before"].ending(words), lists["place before"].ending(words))
    if office > local:
        return not rule.unless.ending(words)
    if local:
        return False  # chị Nga
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        after = text[end + 1 : end + 20].split(" ", 1)[0].rstrip('.,;:!?)"”')
        if is_vietnamese_syllable(after) and after.lower() not in lists["sentence starts"]:
            return False  # Mỹ Tho
    if not before or before[-1] in ".!?:;":
        return rule.default == "sure"  # there "Anh" is "he"
    if before[0].isupper() and before.isalpha() and before.lower() not in lists["function words"]:
        return before.isupper() and rule.default == "sure"  # Hoài Đức; TP HCM Mỹ
    return rule.default in ("sure", "mid") or bool(lists["place after"].ending(words))
