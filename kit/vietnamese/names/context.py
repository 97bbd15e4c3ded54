"""What an ambiguous name means: the words around it, the names beside it, the rest of the article.

"Anh" is Britain, "he" or a given name; "tiếng Anh" is a language and "Sanofi Việt Nam" a company. The
gazetteer finds the forms; `admit` decides which of them are partners, by the cues of
``data/lexicons/context.yml``, and names the rule that admitted each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import NamedTuple

from kit.vietnamese.names.cues import HOME, REPEATED, Cues
from kit.vietnamese.names.gazetteer import AMBIGUOUS, Gazetteer, Match
from kit.vietnamese.names.headlines import Headline, find_headlines, follows, heads_title
from kit.vietnamese.names.names import plain
from kit.vietnamese.names.neighbours import (
    DASH_BETWEEN,
    NO,
    Candidate,
    find_gap,
    is_repeated,
    judge_branches,
    judge_pairs,
    judge_rows,
    names_others,
)
from kit.vietnamese.syllables import is_vietnamese_syllable


class Admitted(NamedTuple):
    """A match that is a partner, where its name begins with its style, and the rule that admitted it."""

    match: Match
    start: int
    end: int
    rule: str


def admit(text: str, gazetteer: Gazetteer, cues: Cues, titles: Collection[int] = ()) -> list[Admitted]:
    """The partners named in one article, in order.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    gazetteer : from `kit.vietnamese.names.gazetteer.load_gazetteer`.
    cues : from `kit.vietnamese.names.cues.load_cues`.
    titles : where its titles begin; a first line without a full stop is taken for one.

    Returns
    -------
    List of `Admitted`; seats of government are among them, with the rule ``"seat"``.
    """
    same = plain(text)
    candidates = [Candidate(match, same) for match in gazetteer.find(text)]
    for left, right in pairwise(candidates):
        gap = find_gap(same, left, right)
        right.beside = gap == " " and left.sort not in AMBIGUOUS
        right.posted = gap == " tại " and left.match.name.kind == "country"
    candidates = [candidate for candidate in candidates if candidate.sort != "trap"]
    for candidate in candidates:
        candidate.rule = _judge_alone(candidate, cues)
    known = {candidate.match.name.key for candidate in candidates if candidate.rule not in (None, NO)}
    judge_pairs(same, candidates, cues)
    judge_rows(same, candidates, cues)
    judge_branches(candidates, gazetteer, cues)
    headlines = find_headlines(same, titles)
    for place, candidate in enumerate(candidates):
        if candidate.rule is None:
            others = names_others(same, candidate, candidates[place + 1 : place + 6])
            candidate.rule = _judge_by_default(same, candidate, known, others, headlines, cues)
    found = [_with_style(same, candidate, cues) for candidate in candidates if candidate.rule != NO]
    return _mark_repeated(same, found)


def list_entities(admitted: list[Admitted]) -> dict[int, tuple[int, str]]:
    """Start of each partner → its end and key; regions have no key, for nobody speaks for one."""
    return {
        found.start: (found.end, "" if found.match.name.kind == "region" else found.match.name.key)
        for found in reversed(admitted)  # of two at one place the first, which holds the other
    }


def group_entities(rows: Iterable[tuple[str, int, int, str, str]]) -> dict[str, dict[int, tuple[int, str]]]:
    """The same of each article, from the rows of a table of partners: article, start, end, kind and key."""
    found: defaultdict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
    for article_id, start, end, kind, key in rows:
        if kind in ("country", "org", "capital", "region"):
            found[article_id].setdefault(start, (end, "" if kind == "region" else key))
    return found


def _mark_repeated(text: str, found: list[Admitted]) -> list[Admitted]:
    """The same, with the rule `REPEATED` for names that only say the one before again."""
    before: Admitted | None = None
    for place, one in enumerate(found):
        if one.match.inside or one.rule == "seat":
            continue
        if before and is_repeated(text, before.match, one.match):
            found[place] = one._replace(rule=REPEATED)
        before = one
    return found


def _judge_alone(candidate: Candidate, cues: Cues) -> str | None:
    """The verdict that needs no other match; None for a form that only its default or a neighbour decides."""
    match, around = candidate.match, candidate.around
    if match.inside:
        return "inside organisation"
    if not candidate.beside and match.name.kind == "country" and around.is_named(cues):
        return NO  # "đại biểu Dương Trung Quốc"
    if candidate.sort == "seat":
        return "seat"
    return (_judge_country if match.name.kind == "country" else _judge_other)(candidate, cues)


def _judge_other(candidate: Candidate, cues: Cues) -> str | None:
    """The same for an organisation or a region."""
    around, lists = candidate.around, cues.lists
    fleet = candidate.match.name.kind == "region" and around.ending(lists["fleet before"])
    if fleet or around.after.lower() in lists["cup after"]:
        return NO  # Hạm đội Viễn Đông, ASEAN Cup
    return None if candidate.sort == "context" else candidate.sort


def _judge_country(candidate: Candidate, cues: Cues) -> str | None:
    """The same for a country."""
    name, around, lists, sort = candidate.match.name, candidate.around, cues.lists, candidate.sort
    if around.ending(lists["never after"]) or around.after.lower() in lists["company after"]:
        return NO
    if sort == "pair":
        return None
    if around.attached or (sort == "english" and around.is_english(cues)):
        return NO
    if sort != "context":
        return NO if name.key == HOME and around.is_company(cues) else sort
    if name.key == HOME and name.form == "VN" and around.leads_company():
        return NO  # VN Pharma
    return _judge_ambiguous(candidate, cues)


def _judge_ambiguous(candidate: Candidate, cues: Cues) -> str | None:
    """The same for a form that is a country's name among other things."""
    around, lists, rule = candidate.around, cues.lists, cues.find_rule(candidate.match.name.form)
    # The longest cue decides: "phố Đức" is a street, "thành phố Đức" a German city.
    local = max(around.ending(lists["person before"]), around.ending(lists["place before"]))
    office, state = around.ending(lists["office before"]), around.ending(lists["state before"])
    if local and local >= max(office, state):
        return NO
    if around.ending(rule.unless):
        return None
    if candidate.posted and rule.default in ("sure", "mid"):
        return "posting"
    if office and not (rule.default in ("evidence", "cue") and around.names_after(cues)):
        return "office before"
    if rule.given and around.leads_company():
        return NO  # "đạo diễn Jordan Vogt-Roberts"
    if around.capitals and rule.default == "mid" and around.ending(lists["place after in capitals"]):
        return "place after"
    return "state before" if state and not around.names_after(cues) else None


def _is_joined(candidate: Candidate) -> bool:
    """Whether a dash and a capital follow."""
    dash = DASH_BETWEEN.match(candidate.text, candidate.match.end)
    return dash is not None and candidate.text[dash.end() : dash.end() + 1].isupper()


def _judge_by_default(
    text: str, candidate: Candidate, known: set[str], others: bool, headlines: list[Headline], cues: Cues
) -> str:
    """The verdict of last resort: what the form is by default, and what else the article names."""
    name, around = candidate.match.name, candidate.around
    rule = cues.find_rule(name.form)
    witness = "same article" if name.key in known and rule.default != "cue" else NO
    if name.kind != "country":
        if around.ending(cues.lists["organisation before"]):
            return "organisation before"
        return "same article" if name.key in known else NO
    if name.sort == "pair" or (name.key == HOME and around.leads_company()):
        return NO  # Việt Haus
    # In capitals nothing shows where a personal name is.
    if not around.capitals and _is_part_of_name(candidate, rule.default == "sure", cues):
        return NO
    if rule.default == "sure":
        return "default"
    if around.capitals and _count_words(text, candidate.match) < (3 if around.opens else 4):
        return NO  # a byline: VŨ ANH
    if around.opens:
        return _judge_opening(text, candidate, witness, others, headlines, cues)
    if around.capitals:
        return witness
    if rule.default == "mid":
        return "inside a sentence"
    placed = around.ending(cues.lists["place after"]) and not around.ending(rule.unless)
    return "place after" if placed and rule.default == "evidence" and witness == NO else witness


def _count_words(text: str, match: Match) -> int:
    """How many words stand on its line."""
    start = text.rfind("\n", 0, match.start) + 1
    return len(text[start : text.find("\n", match.end) % (len(text) + 1)].split())


def _judge_opening(
    text: str, candidate: Candidate, witness: str, others: bool, headlines: list[Headline], cues: Cues
) -> str:
    """The same where the form begins a sentence: its capital says nothing, and "Anh" may be "he"."""
    rule = cues.find_rule(candidate.match.name.form)
    if _begins_with_act(text, candidate, cues, others):
        return "act of a state"
    if rule.default == "mid" and others and not rule.pronoun:
        return "beside others"  # "Đức hạ nhiệt tranh chấp EU-Trung Quốc"
    if candidate.match.name.key != HOME and heads_title(text, candidate, witness, headlines, cues):
        return "headline"
    return NO if rule.pronoun and not candidate.around.capitals else witness


def _is_part_of_name(candidate: Candidate, sure: bool, cues: Cues) -> bool:
    """Whether the form belongs to the name of a school or a person."""
    form, around = candidate.match.name.form, candidate.around
    if around.ending(cues.lists["school before"]) and _is_joined(candidate):
        return True  # "mầm non Việt - Bun"
    if len(form) < 5 and not form.isupper() and around.is_person(cues):
        return True  # "Nga (22 tuổi)"
    written = candidate.text[candidate.match.start : candidate.match.end]
    if len(form) > 1 and written.isupper():  # VN and TQ are no part of a name; "… xong.VŨ ANH" is a byline
        word = around.before.rsplit(".", 1)[-1]
        return not sure and len(word) > 1 and word.isupper() and is_vietnamese_syllable(word)
    before = not candidate.beside and around.names_before(cues, sure=sure)
    return bool(before or around.names_after(cues))


def _begins_with_act(text: str, candidate: Candidate, cues: Cues, others: bool) -> bool:
    """Whether what follows is what states do; of what people do too, only where ``others`` are named."""
    return follows(text, candidate, ("acts of states", *(("acts of anyone",) if others else ())), cues)


def _with_style(text: str, candidate: Candidate, cues: Cues) -> Admitted:
    """The admitted match; "Cộng hoà", "LB" ... before a country belong to its name."""
    match, styles = candidate.match, cues.lists["styles"]
    rule = candidate.rule or NO
    if match.name.kind == "country" and not match.inside and candidate.around.last in styles.lasts:
        left = text[max(0, match.start - 40) : match.start - 1].split(" ")[-5:]
        length = styles.ending([word.lower() for word in left])
        style = " ".join(left[-length:]) if length else ""
        if style[:1].isupper():
            return Admitted(match, match.start - len(style) - 1, match.end, "full style")
    return Admitted(match, match.start, match.end, rule)
