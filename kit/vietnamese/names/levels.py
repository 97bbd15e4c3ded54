"""Levels: as what an office counts, from head of state to other (`kit.vietnamese.names.offices.LEVELS`)."""

from __future__ import annotations

import re

from kit.vietnamese.names.gazetteer import Gazetteer
from kit.vietnamese.names.offices import LEVELS, Office, Offices
from kit.vietnamese.names.titles import Title

_HEADS = frozenset(("CHAIR", "DIRECTOR", "SECRETARY-GENERAL", "COMMISSIONER"))
_PARLIAMENT = re.compile(
    "quốc hội|hạ viện|thượng viện|nghị viện|lưỡng viện|nghị sĩ|nghị sỹ|duma|knesset|bundestag|"
    r"hội đồng liên bang|nhân đại|(?<!\w)(?:ubtv)?qh(?!\w)"
)
# Committees of the National Assembly, which a title seldom names: "Phó Chủ nhiệm Ủy ban Kinh tế".
_COMMITTEES = re.compile(
    r"\s*(?:thường trực )?[uủ][yỷ] ban (?:về )?(?:kinh tế|văn h|đối ngoại|tài chính|pháp luật|tư pháp|quốc phòng|"
    r"khoa học|các vấn đề xã hội|xã hội|dân nguyện)"
)
_LOWER = {"head_of_state": "deputy", "head_of_government": "deputy", "party_leader": "deputy",
          "minister": "deputy_minister", "organisation_head": "other", "ambassador": "other"}  # fmt: skip
_PART = ("văn phòng", "phủ ", "khu vực", "quốc gia", "tại ", "bộ phận", "phụ trách", "trung tâm", "việt nam")
_BODIES = frozenset(("ủy ban", "cơ quan", "ban", "cục", "vụ", "hội đồng", "phái đoàn"))


def find_level(title: Title, written: str, offices: Offices, gazetteer: Gazetteer) -> str:
    """The level of a title: of several offices the highest; "" if an office says nothing and is the only one.

    Parameters
    ----------
    title : as read.
    written : its text, in small letters.
    """
    levels = [
        _find_one(office, start, title, written, offices, gazetteer)
        for start, office in title.offices.items()
    ]
    if len(levels) == 1:
        return levels[0]  # most often
    found = {*levels} - {"other"}
    return min(found - {""}, key=LEVELS.index, default="" if found else "other")


def _find_one(
    office: Office, start: int, title: Title, written: str, offices: Offices, gazetteer: Gazetteer
) -> str:
    level = offices.levels.get(office.key, "other")
    at = start - title.start
    before, after = written[:at], written[at + len(office.form) :]
    if office.key in _HEADS and not _has_partner(title, start):
        level = "other"  # "chủ tịch FIA kiêm đặc phái viên của Liên hợp quốc"
    elif office.key in _HEADS or office.key == "LEADER":
        level = _find_head(office, level, title, after, gazetteer)
    elif office.key == "FIRST-SECRETARY" and _is_of_party(after):
        level = "party_leader"
    elif office.form.startswith("quốc vụ khanh") and after.lstrip().startswith("bộ"):
        level = "deputy_minister"
    elif office.form in ("hoàng hậu", "phó đại sứ", "công sứ"):
        level = "other"
    elif _is_permanent(office, title, gazetteer):
        level = "ambassador"
    elif "EU" in title.partners and office.form in ("trưởng phái đoàn", "đại diện cấp cao"):
        level = "ambassador" if office.form == "trưởng phái đoàn" else "minister"
    elif level == "other" and not title.inner and title.partners != ["EU"]:
        level = "parliament" if _is_of_parliament(office, title, after) else level
    return _LOWER[level] if level in _LOWER and _is_junior(office, before) else level


def _is_junior(office: Office, before: str) -> bool:
    """Whether it is the office of a deputy, by its form or by what stands before it."""
    return office.form.startswith(("phó", "trợ lý")) or before.endswith(("phó ", "trợ lý "))


def _is_of_party(after: str) -> bool:
    """Whether what stands behind an office is a party."""
    return after.lstrip().startswith(("đảng", "trung ương đảng", "ban chấp hành trung ương"))


def _is_permanent(office: Office, title: Title, gazetteer: Gazetteer) -> bool:
    """Whether it is the permanent representative of a country."""
    permanent = office.key == "REPRESENTATIVE" and office.form.startswith("đại diện thường tr")
    return permanent and _is_of_country(title, gazetteer)


def _is_of_parliament(office: Office, title: Title, after: str) -> bool:
    """Whether what stands behind an office is a parliament, or a committee of that of home."""
    committee = office.key == "COMMITTEE" and not title.partners and _COMMITTEES.match(after) is not None
    return committee or _PARLIAMENT.search(after) is not None


def _find_head(office: Office, level: str, title: Title, after: str, gazetteer: Gazetteer) -> str:
    """The level of whoever heads something: a state, a party, a parliament, an organisation, or a part of one."""
    if _is_of_parliament(office, title, after):
        return "parliament"
    if office.key != "DIRECTOR" and _is_of_party(after):
        return "party_leader"
    whole = not (title.bodies or any(part in after for part in _PART))
    if office.key == "LEADER" or (office.key == "CHAIR" and not title.partners and whole):
        return ""
    if office.key == "SECRETARY-GENERAL" and "bộ ngoại giao" in after:
        return "deputy_minister"
    if not title.partners and office.key == "SECRETARY-GENERAL" and whole:
        return level
    if _is_of_country(title, gazetteer) or not title.partners:
        return "head_of_state" if office.key == "CHAIR" and whole else "other"
    part = any(word in after or word in office.form for word in _PART) or not title.bodies.isdisjoint(_BODIES)
    european = office.key == "COMMISSIONER" and title.partners[0] in ("EU", "EC")
    return "other" if part or european else level


def _has_partner(title: Title, start: int) -> bool:
    """Whether a partner stands between this office and the next, if any stands in the title at all."""
    later = [other for other in (*title.offices, *title.inner) if other > start]
    return not title.places or not later or any(start < place < min(later) for place in title.places)


def _is_of_country(title: Title, gazetteer: Gazetteer) -> bool:
    known = gazetteer.partners.get(title.partners[0]) if title.partners else None
    return known is not None and known.kind == "country"
