"""Spellings: the other forms that a name of the lexicons is met in, made by rule and not listed.

"Hồng Kông (Trung Quốc)", "Quần đảo Virgin thuộc Mỹ", "Hàn-quốc", "U-krai-na".
"""

from __future__ import annotations

import re
from pathlib import Path

from kit.errors import LexiconError
from kit.vietnamese.names.names import SURE, Name, Partner, plain
from kit.vietnamese.syllables import is_vietnamese_syllable

_EVERYDAY = frozenset({"name", "context"})
_UNDER = re.compile(r" (?i:thuộc) ")
_JOINTS = ("{} ({})", "{} ( {} )", "{} (thuộc {})", "{} thuộc {}")
_HARD_C, _HARD_K = re.compile(r"\bc(?=[^\Wh])"), re.compile(r"\bk(?=[^\Wh])")
_WORDINGS = tuple(
    {re.compile(rf"(?<!\w){first}(?!\w)", re.IGNORECASE): first for first in group}
    for group in (
        ("các quốc gia", "các nước", "quốc gia"),
        ("phòng chống", "phòng, chống"),
        ("Hội nghị Cấp cao", "Hội nghị Thượng đỉnh"),
        ("Cơ quan Liên hợp quốc", "Văn phòng Liên hợp quốc"),
        ("châu Á", "Á châu"),
        ("Đông Nam Á", "Đông - Nam Á"),
        ("và", "-"),
    )
)
_COMMON = ("Quần đảo ", "Đảo ")


def add_brackets(names: list[Name], partners: dict[str, Partner], path: Path) -> list[Name]:
    """Names of territories with their country's: "Hồng Kông (Trung Quốc)", "Quần đảo Virgin thuộc Mỹ"."""
    by_key: dict[str, list[str]] = {}
    for name in names:
        if name.sort in _EVERYDAY:
            by_key.setdefault(name.key, []).append(name.form)
    more = []
    for name in names:
        whole = partners[name.key].bracket
        if not whole or name.sort not in SURE | {"context", "english"}:
            continue
        if whole not in by_key:
            raise LexiconError(
                path, name.line, f"{name.key} has the bracket {whole!r}, no country.", "Add it."
            )
        bare = _UNDER.split(name.form)[0]
        forms = [joint.format(bare, form) for form in by_key[whole] for joint in _JOINTS]
        more += [Name(form, name.kind, name.key, "name", name.path, name.line) for form in forms]
    return _add_unclaimed(names, more)


def add_spellings(names: list[Name]) -> list[Name]:
    """Countries as older texts spell them: "Hàn-quốc", "U-krai-na"; "quần đảo" in small letters.

    Not with a hyphen if the last syllable is a country too: "Trung-Phi" is China and Africa.
    """
    alone = {name.form for name in names if name.kind == "country" and " " not in name.form}
    more = []
    for name in names:
        if name.kind != "country" or name.sort not in SURE:
            continue
        form, words, forms = name.form, name.form.split(" "), []
        if words[-1] not in alone and 1 < len(words) < 4 and all(map(is_vietnamese_syllable, words)):
            forms.append("-".join(words))
        if "-" in form:
            forms += [_HARD_C.sub("k", form), _HARD_K.sub("c", form)]
        if form.startswith(_COMMON):
            forms.append(form[0].lower() + form[1:])
        more += [Name(other, name.kind, name.key, name.sort, name.path, name.line) for other in forms]
    return _add_unclaimed(names, more)


def add_wordings(names: list[Name]) -> list[Name]:
    """Organisations as they are also worded: "các nước" or "quốc gia" for "các quốc gia", "phòng, chống" …"""
    more = []
    for name in names:
        if name.kind != "org" or name.sort != "name":
            continue
        forms = {name.form}
        for group in _WORDINGS:
            for form in sorted(forms):
                if found := next(filter(None, (wording.search(form) for wording in group)), None):
                    head, tail = form[: found.start()], form[found.end() :]
                    forms |= {head + group[wording] + tail for wording in group}
        more += [
            Name(form, "org", name.key, "name", name.path, name.line) for form in sorted(forms - {name.form})
        ]
    return _add_unclaimed(names, more)


def _add_unclaimed(names: list[Name], more: list[Name]) -> list[Name]:
    claimed, added = {_find_form(name) for name in names}, []
    for name in more:
        if (form := _find_form(name)) not in claimed:
            claimed.add(form)
            added.append(name)
    return names + added


def _find_form(name: Name) -> str:
    """Capitals tell forms of countries apart ("quần đảo Solomon"), not those of organisations."""
    return plain(name.form).lower() if name.kind == "org" else plain(name.form)
