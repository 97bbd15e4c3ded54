"""Names of partners: what they are, when two are the same, and which sets of them cannot be.

One `Name` for each form that is looked for. `kit.vietnamese.names.namelists` reads them from the lexicons.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from babel.core import get_global

from kit.errors import LexiconError
from kit.vietnamese.letters import fold_tones

# Codes beyond ISO 3166-1: former states (ISO 3166-3) and Kosovo (user-assigned).
FORMER_STATES = frozenset({"SUN", "YUG", "CSK", "DDR", "XKX"})

# The group of ``traps.yml`` whose phrases are traps only there: "Ý hay", but "ở Ý hay Pháp".
ONLY_AT_BEGINNING = "only where a sentence begins"
_SAME = {"\u00a0": " ", "–": "-", "—": "-", "‑": "-", "’": "'", "Ð": "Đ", "İ": "I"}
DASH = re.compile(r" ?- ?")

# Sorts of names that are the country wherever they stand.
SURE = frozenset({"name", "full style", "older name"})

# The sort of names of two countries at once, one mention of each: hai miền Triều Tiên.
BOTH = "both"


T = TypeVar("T")

# Characters of texts of which something is kept: a partition of 1,000 articles has three and a half millions, and as
# many again where steps read parts of its articles.
KEPT = 7_000_000

_WITHDRAWN = frozenset(
    ("AAA", "ANT", "ASC", "BUR", "CPT", "DGA", "FXX", "NTZ", "SCG", "TAA", "TMP", "YMD", "ZAR", "ZZZ")
)


@lru_cache
def iso_codes() -> frozenset[str]:
    """Every code that a country may have: the 249 of ISO 3166-1 alpha-3 (from CLDR) and `FORMER_STATES`."""
    codes = {code for code in get_global("territory_aliases") if len(code) == 3 and code.isalpha()}
    of_users = {code for code in codes if code[0] in "QX" and code != "QAT"}
    return FORMER_STATES | (codes - of_users - _WITHDRAWN)


def keep_texts(make: Callable[[str], T]) -> Callable[[str], T]:
    """``make``, with what it made of the last texts kept, up to `KEPT` characters of them; the first go first.

    The steps read the articles of a partition one step after another, and each asks for the same of the same texts.

    >>> upper = keep_texts(str.upper)
    >>> upper("bỉ"), upper("bỉ") is upper("bỉ")
    ('BỈ', True)
    """
    kept: OrderedDict[str, T] = OrderedDict()
    missing: Any = object()
    size = 0

    @wraps(make)
    def find(text: str) -> T:
        nonlocal size
        if (found := kept.get(text, missing)) is missing:
            found = kept[text] = make(text)
            size += len(text)
            while size > KEPT:
                size -= len(kept.popitem(last=False)[0])
        return found

    return find


def make_plain(text: str) -> str:
    """``text`` with one form of tone placement, dash, apostrophe and space; no character moves.

    >>> make_plain("Cộng hòa Séc – Mỹ")
    'Cộng hoà Séc - Mỹ'
    """
    text = fold_tones(text)
    for letter, same in _SAME.items():
        text = text.replace(letter, same)  # seven passes, and still seven times faster than str.translate
    return text


plain = keep_texts(make_plain)


@keep_texts
def plain_lower(text: str) -> str:
    """`plain` in small letters."""
    return plain(text).lower()


@dataclass(frozen=True, slots=True)
class Name:
    """One form that is looked for: whose it is, and of what sort (``name``, ``context``, ``trap`` ...)."""

    form: str
    kind: str
    key: str
    sort: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Partner:
    """An entry of the lexicons: a country, an organisation or a region.

    ``bracket``: the country that is written behind a territory, "Hồng Kông (Trung Quốc)", and means no more than it.
    """

    key: str
    kind: str
    vi: str
    en: str
    group: str
    organ_of: str = ""
    parent: str = ""
    branches: bool = False
    bracket: str = ""


def add_organs(names: list[Name], partners: dict[str, Partner], path: Path) -> list[Name]:
    """Names of organs with their organisation's: "Hội đồng Bảo an" + "Liên hợp quốc", "của LHQ".

    Where the organisation is named inside, with each of its other names: "Quỹ Dân số của LHQ".
    """
    by_key: dict[str, list[Name]] = {}
    for name in names:
        by_key.setdefault(name.key, []).append(name)
    known = {_same_form(name) for name in names}
    more = []
    for partner in partners.values():
        for above in filter(None, (partner.organ_of, partner.parent)):
            if above not in partners:
                line = by_key[partner.key][0].line
                raise LexiconError(
                    path, line, f"{partner.key} belongs to {above!r}, which is not there.", "Add it."
                )
        for name in by_key[partner.key]:
            for form in _join_organisation(name, partner, partners, by_key):
                longer = Name(form, "org", name.key, "name", name.path, name.line)
                if _same_form(longer) not in known:
                    known.add(_same_form(longer))
                    more.append(longer)
    return names + more


def _join_organisation(
    name: Name, organ: Partner, partners: dict[str, Partner], by_key: dict[str, list[Name]]
) -> Iterator[str]:
    if name.sort != "name" or not organ.parent:
        return
    label = f" {partners[organ.parent].vi}"
    for whole in by_key[organ.parent]:
        for joint in (" ", " của "):
            if whole.sort in ("name", "abbreviation"):
                if organ.organ_of:
                    yield f"{name.form}{joint}{whole.form}"
                if label in name.form:
                    yield name.form.replace(" của" + label, label).replace(label, joint + whole.form)


def _same_form(name: Name) -> str:
    """Two names with the same of this would match the same text."""
    form = DASH.sub("-", plain(name.form))
    return form.lower() if " " in form or "-" in form else form


def check_names(names: list[Name], traps: list[Name]) -> list[Name]:
    """Return ``names``, or raise if two partners claim a form or a trap hides one for ever."""
    claimed: dict[str, Name] = {}
    for name in names:
        other = claimed.setdefault(_same_form(name), name)
        if other.key != name.key and not other.sort == name.sort == BOTH:
            raise LexiconError(
                name.path,
                name.line,
                f"{name.form!r} is claimed by {name.key} and by {other.key} ({other.path}, line {other.line}).",
                "Leave it to one of them.",
            )
    for trap in traps:
        if hidden := claimed.get(_same_form(trap)):
            raise LexiconError(
                trap.path,
                trap.line,
                f"the trap {trap.form!r} would hide the name {hidden.form!r} of {hidden.key} for ever "
                f"({hidden.path}, line {hidden.line}).",
                "Make the trap longer, or remove one of the two.",
            )
    return names
