"""What the names beside an ambiguous name say about it: pairs, rows, branches.

"Mỹ - Trung", "Mỹ, Anh và Úc", "UNICEF Bỉ": a country beyond doubt vouches for the one next to it; "tiếng
Anh, Nga" and "ĐH Việt - Đức" name none. `kit.vietnamese.names.context` asks these
rules between the words and the default.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kit.vietnamese.names.cues import HOME, Cues
from kit.vietnamese.names.gazetteer import AMBIGUOUS, Gazetteer, Match
from kit.vietnamese.names.surroundings import Surroundings

# The verdict on a match that is no partner.
NO = "no"

DASH_BETWEEN = re.compile(r" ?[-/] ?")
_COMMA_OR_AND = re.compile(r", ?(?:và |hay |hoặc )?| và | hay | hoặc ", re.IGNORECASE)
_LONGEST_JOINT = 7  # characters: ", hoặc "
_BRACKET = re.compile(r" ?\( ?(?:[^()\n]{0,100}[-,;:] ?)?(?:(?:(?:viết|gọi) )?tắt (?:là )?)?[\"“]?")
_BRACKET_GOES_ON = re.compile(r"[\"”]? ?[-,;:)]")
_APPOSED = re.compile(r" |,? ?\(?(?:viết|gọi) tắt (?:là )?[\"“]?| ?[-/] ?")
_LISTED = re.compile(r"(?:, ?| và )(?=[^\W\d_])(?![a-zà-ỹđ])")


@dataclass(slots=True)
class Candidate:
    """A match under judgement: ``rule`` is None until something is known, ``NO`` if it is no partner.

    ``sort`` is that of its name (``name``, ``context`` ...).
    ``beside``: right behind another name; ``posted``: behind a country and "tại" (Đại sứ Việt Nam tại Mỹ).
    """

    match: Match
    text: str
    rule: str | None = None
    beside: bool = False
    posted: bool = False
    sort: str = field(init=False)
    _around: Surroundings | None = None

    def __post_init__(self) -> None:
        self.sort = self.match.name.sort

    @property
    def around(self) -> Surroundings:
        """What stands around it; worked out only if asked for."""
        if self._around is None:
            self._around = Surroundings(self.text, self.match)
        return self._around

    @property
    def is_open(self) -> bool:
        """An ambiguous country that nothing is known about yet."""
        return self.rule is None and self.sort == "context" and self.match.name.kind == "country"


def find_gap(text: str, left: Candidate, right: Candidate) -> str | None:
    """What stands between two candidates; None if that is more than joins two names."""
    near = right.match.start - left.match.end <= _LONGEST_JOINT
    return text[left.match.end : right.match.start] if near else None


def judge_pairs(text: str, candidates: list[Candidate], cues: Cues) -> None:
    """Two names joined by a dash, or side by side after "hợp tác": Việt - Trung, quan hệ Việt Nga."""
    for left, right in pairwise(candidates):
        gap = find_gap(text, left, right)
        if gap is None or NO in (left.rule, right.rule) or left.match.inside or right.match.inside:
            continue
        if "country" not in (left.match.name.kind, right.match.name.kind):
            continue
        if gap != " " and not DASH_BETWEEN.fullmatch(gap):
            continue
        if left.around.ending(cues.lists["language before"]):
            left.rule = right.rule = NO  # "từ điển Hàn - Anh"
            continue
        called = left.around.ending(cues.lists["pair after"]) > 0
        if gap == " ":
            joined = (
                called and left.is_open and right.sort == "context" and not right.around.names_after(cues)
            )
        else:
            joined = "seat" not in (left.sort, right.sort)
            joined &= not (left.is_open and left.around.names_before(cues, sure=True))
            joined &= not (right.is_open and gap != "-" and right.around.names_after(cues))
        if not joined:
            continue
        if {left.sort, right.sort} <= AMBIGUOUS and left.around.ending(cues.lists["school before"]):
            left.rule = right.rule = NO  # ĐH Việt - Đức
        elif called or not left.sort == right.sort == "pair" or _stand_alone(left, right):
            left.rule, right.rule = left.rule or "pair", right.rule or "pair"


def _stand_alone(left: Candidate, right: Candidate) -> bool:
    """Whether no capital stands beside two names: "hữu hảo Trung-Triều", not "Cẩm Đài - Trung Sơn"."""
    return not (left.around.before[:1].isupper() or right.around.after[:1].isupper())


def judge_rows(text: str, candidates: list[Candidate], cues: Cues) -> None:
    """Names in a row, one of them beyond doubt: Mỹ, Anh và Úc; but "tiếng Anh, Nga" are languages."""
    row: list[Candidate] = []
    for candidate, follower in zip(candidates, [*candidates[1:], None], strict=False):
        row.append(candidate)
        gap = find_gap(text, candidate, follower) if follower else None
        if gap is not None and _COMMA_OR_AND.fullmatch(gap):
            continue
        if len(row) > 1 and cues.lists["language before"].ending(row[0].around.leading):
            for member in row:
                member.rule = NO if member.sort in AMBIGUOUS else member.rule
        elif len(row) > 1 and any(_is_sure(member, cues) for member in row):
            for member in row:
                if member.is_open and not member.around.names_after(cues):
                    member.rule = "list"
            for left, right in pairwise(row):  # "Mỹ, Trung tranh cãi", not "Nga, Trung, Hùng"
                for member in (left, right):
                    if member.sort == "pair" and member.rule is None and _stand_alone(left, right):
                        member.rule = NO if _LISTED.match(text, right.match.end) else "list"
        row = []


def names_others(text: str, candidate: Candidate, followers: list[Candidate]) -> bool:
    """Whether another country but the home country, or an organisation, follows in the sentence."""
    for other in followers:
        if "\n" in text[candidate.match.end : other.match.start]:
            return False
        if other.rule not in (None, NO) and other.match.name.key not in (candidate.match.name.key, HOME):
            return True
    return False


def _is_sure(candidate: Candidate, cues: Cues) -> bool:
    if candidate.is_open:
        return cues.find_rule(candidate.match.name.form).default == "sure"
    return candidate.rule not in (None, NO, "seat")


def judge_branches(candidates: list[Candidate], gazetteer: Gazetteer, cues: Cues) -> None:
    """UNICEF Bỉ: the branch of an organisation in a country, which its name also names."""
    for org, country in pairwise(candidates):
        beside = country.match.start == org.match.end + 1 and gazetteer.partners[org.match.name.key].branches
        if not beside or country.match.name.kind != "country" or country.sort in ("pair", "seat"):
            continue
        if country.rule != NO and not (country.is_open and country.around.names_after(cues)):
            org.rule, country.rule = org.rule or "branch", "branch"
            country.match = country.match._replace(inside=org.match.name.key)
            org.match = org.match._replace(end=country.match.end)


def is_repeated(text: str, left: Match, right: Match) -> bool:
    """Whether ``right`` only says again what ``left`` is: Liên minh châu Âu (EU), Tổ chức Di cư quốc tế - IOM."""
    if left.name.key != right.name.key or left.name.form == right.name.form:
        return False
    gap = text[left.end : right.start]
    if _BRACKET.fullmatch(gap):
        return _BRACKET_GOES_ON.match(text, right.end) is not None
    return right.name.kind == "org" and _APPOSED.fullmatch(gap) is not None
