"""Places of Việt Nam by name: its provinces, old and new, and its better known towns (``places.yml``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import Entry, check_keys, load_lexicon
from kit.vietnamese.names.names import plain

_SECTIONS = ("merged", "provinces", "cities", "ambiguous", "cues", "traps", "not after")
_TRAP = ""


class Place(NamedTuple):
    """A place named at ``start``; ``rule`` is ``name``, or ``cue`` for a form that is something else as well."""

    start: int
    end: int
    key: str
    rule: str


@dataclass(frozen=True)
class Places:
    """``places.yml``, compiled.

    Parameters
    ----------
    keys : every form that is looked for, and the key of its place ("" for a trap).
    labels : key to the name of the place.
    joined : key of a province to the one that it became part of when provinces were merged.
    """

    search: ahocorasick_rs.AhoCorasick
    keys: tuple[str, ...]
    ambiguous: frozenset[int]
    cues: frozenset[str]
    names_before: frozenset[str]
    labels: dict[str, str]
    joined: dict[str, str]

    def find(self, text: str) -> list[Place]:
        """The places named in a text (NFC), in order; of overlapping names the leftmost, then the longest."""
        same = plain(text)
        hits = sorted(
            (start, -end, which)
            for which, start, end in self.search.find_matches_as_indexes(same, overlapping=True)
            if not same[end : end + 1].isalnum() and not (start and same[start - 1].isalnum())
        )
        found, covered = [], 0
        for start, minus_end, which in hits:
            if start < covered:
                continue
            covered = -minus_end
            before = same[max(0, start - 20) : start]
            rule = "cue" if which in self.ambiguous else "name"
            if self.keys[which] != _TRAP and self._is_place(before, ambiguous=rule == "cue"):
                found.append(Place(start, covered, self.keys[which], rule))
        return found

    def _is_place(self, before: str, *, ambiguous: bool) -> bool:
        """Whether what stands before a name leaves it a place: no family name, and a cue where one is needed."""
        words = before.split()
        if not words or not before.endswith(" "):
            return not ambiguous
        if words[-1] in self.names_before:
            return False
        return not ambiguous or bool({words[-1].lower(), " ".join(words[-2:]).lower()} & self.cues)


def load_places(where: Path | str | None = None) -> Places:
    """Read, check and compile ``places.yml``.

    Parameters
    ----------
    where : another file, or a folder that may have one of that name (default: the kit's own).

    Raises
    ------
    LexiconError : an unknown or missing key, a form of two places, a province or an ambiguous form that is not there;
        with file and line.

    Examples
    --------
    >>> [place.key for place in load_places().find("Hà Nội và tỉnh Hòa Bình, vì hòa bình ở Thái Bình Dương")]
    ['VN-HN', 'VN-14']
    """
    return _load(where)


@built_from("places.yml")
def _load(path: Path) -> Places:
    lexicon = check_keys(load_lexicon(path), path, required=_SECTIONS)
    labels: dict[str, str] = {}
    forms: dict[str, str] = {}
    joined: dict[str, str] = {}
    for section, required in (("provinces", ("vi",)), ("cities", ("vi", "province"))):
        for key, entry in lexicon[section].items():
            check_keys(entry, path, required=required, allowed=("vi", "names", "joined", "since", "province"))
            labels[str(key)] = str(entry["vi"])
            for form in (
                entry["vi"],
                *entry.get("names", ()),
                *([entry["since"]] if "since" in entry else []),
            ):
                if forms.setdefault(plain(str(form)), str(key)) != key and section == "provinces":
                    raise LexiconError(
                        path, entry.line, f"{form!r} is of {forms[plain(str(form))]} too.", "Keep one."
                    )
            _check_province(entry, lexicon["provinces"], path)
            if "joined" in entry:
                joined[str(key)] = str(entry["joined"])
    for form in lexicon["ambiguous"]:
        if plain(str(form)) not in forms:
            raise LexiconError(
                path, form.line, f"{str(form)!r} is the name of no place here.", "Add it, or remove it."
            )
    forms |= dict.fromkeys((plain(str(trap)) for trap in lexicon["traps"]), _TRAP)
    spelt = {spelling: key for form, key in forms.items() for spelling in (form, form.upper())}
    ambiguous = {spelling for form in lexicon["ambiguous"] for spelling in (plain(form), plain(form).upper())}
    return Places(
        ahocorasick_rs.AhoCorasick(list(spelt)),
        tuple(spelt.values()),
        frozenset(number for number, spelling in enumerate(spelt) if spelling in ambiguous),
        frozenset(plain(str(cue)).lower() for cue in lexicon["cues"]),
        frozenset(plain(str(name)) for name in lexicon["not after"]),
        labels,
        joined,
    )


def _check_province(entry: Entry, provinces: Entry, path: Path) -> None:
    for field in ("province", "joined"):
        if field in entry and entry[field] not in provinces:
            line = getattr(entry[field], "line", entry.line)
            raise LexiconError(
                path, line, f"{str(entry[field])!r} is no province.", "Use a key of provinces."
            )
