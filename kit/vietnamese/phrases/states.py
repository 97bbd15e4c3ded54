"""The states that a text names, so that a pattern may say ``<country>`` and a phrase ask for two of them.

Names come from the gazetteer of partners. Ambiguous forms (*Anh*, *Đức*) are judged by the words beside them alone,
which is quicker than `kit.vietnamese.names.context.admit` and knows neither headlines nor the rest of the article.
"""

from __future__ import annotations

from typing import NamedTuple

from kit.vietnamese.names.cues import HOME, Cues, is_vietnamese_syllable
from kit.vietnamese.names.gazetteer import Gazetteer, Match
from kit.vietnamese.names.names import SURE, plain

_LEFT = 40  # characters looked at before a name
_UNION = "EU"  # deals with states as one


class State(NamedTuple):
    """A state named at ``text[start:end]``: its ISO code, or ``"EU"``. Its capital counts as the state itself."""

    start: int
    end: int
    key: str


def find_states(text: str, gazetteer: Gazetteer, cues: Cues) -> list[State]:
    """The states named in ``text`` (NFC), in order; not those within the name of an organisation.

    Examples
    --------
    >>> from kit.vietnamese.names.cues import load_cues
    >>> from kit.vietnamese.names.gazetteer import load_gazetteer
    >>> text = "Chị Nga học tiếng Anh, rồi sang Nga; Bắc Kinh phản đối."
    >>> [state.key for state in find_states(text, load_gazetteer(), load_cues())]
    ['RUS', 'CHN']
    """
    same = plain(text)
    return [
        State(match.start, match.end, match.name.key)
        for match in gazetteer.find(text)
        if not match.inside and _is_state(match, same, cues)
    ]


def _is_state(match: Match, text: str, cues: Cues) -> bool:
    name = match.name
    if name.kind != "country":
        return name.key == _UNION and name.sort != "trap"
    if name.sort == "seat":
        return name.key != HOME
    words = text[max(0, match.start - _LEFT) : match.start].split(" ")[-4:-1]
    before = words[-1] if words else ""
    never = cues.lists["never after"]
    if before.lower() in never.lasts and never.ending([word.lower() for word in words]):
        return False  # tiếng Anh, đô la Mỹ
    if name.sort in SURE:
        return True
    small = [word.lower() for word in words]
    dashed = "-" in (text[match.start - 1 : match.start], text[match.end : match.end + 1])
    dashed = dashed or text[max(0, match.start - 3) : match.start] == " - " or text[match.end :][:3] == " - "
    if name.sort == "pair":
        return dashed
    return dashed or (name.sort == "context" and _is_meant(match, text, before, small, cues))


def _is_meant(match: Match, text: str, before: str, words: list[str], cues: Cues) -> bool:
    """Whether a form that is a country's name among other things is the country here."""
    lists, default = cues.lists, cues.find_rule(match.name.form).default
    office = max(lists["office before"].ending(words), lists["state before"].ending(words))
    local = max(lists["person before"].ending(words), lists["place before"].ending(words))
    if office > local:
        return not cues.find_rule(match.name.form).unless.ending(words)
    following = (
        text[match.end : match.end + 20].split(" ")[1:2] if text[match.end : match.end + 1] == " " else []
    )
    after = following[0] if following else ""
    if local or (
        after[:1].isupper()
        and is_vietnamese_syllable(after)
        and after.lower() not in lists["sentence starts"]
    ):
        return False  # chị Nga, Mỹ Tho
    if before[:1].isupper() and before.isalpha() and before.lower() not in lists["function words"]:
        return before.isupper() and default == "sure"  # Hoài Đức; TP HCM Mỹ
    if not before or before[-1] in ".!?:;\x1e\n":
        return default == "sure"  # there "Anh" is "he"
    return default in ("sure", "mid") or bool(lists["place after"].ending(words))
