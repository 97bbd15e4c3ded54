"""Instruments and events by name: agreements, conventions, numbered decisions, forums and summits.

Names come from ``data/lexicons/instruments.yml`` and are matched whatever their capitals and commas and
with a doubled word ("Di cư cư hợp pháp"); numbered acts ("Quyết định số 402/QĐ-TTg") by their form. Papers
that no lexicon names (*Bản ghi nhớ giữa hai nước về di cư*) are in `kit.vietnamese.agreements`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.lexicon import Entry, check_keys, load_lexicon
from kit.vietnamese.names.names import plain, plain_lower

# Acts of the Vietnamese state by the word that begins them, and their abbreviation.
ACTS = {
    "quyết định": "QĐ",
    "nghị định": "NĐ",
    "nghị quyết": "NQ",
    "thông tư": "TT",
    "chỉ thị": "CT",
    "kế hoạch": "KH",
    "công văn": "CV",
    "công điện": "CĐ",
    "thông báo": "TB",
    "pháp lệnh": "PL",
    "luật": "L",
}

_NUMBER = re.compile(r"\d[\d./]{0,40}+(?:(?<=/)|-)[A-ZĐ][\w&/-]*")
_BEFORE_NUMBER = re.compile(r"(?: liên tịch)?(?: số:?)? ")
_RESOLUTION = re.compile(r"nghị quyết(?: số)? (?P<number>\d{3,4})(?![\w/])(?: \(\d{4}\))?")
_COUNCIL = re.compile(r"hội đồng bảo an|hđba|liên hợp quốc|lhq")
_EDITION = re.compile(r" lần thứ (?P<number>\d+|\w+)")
_YEAR = re.compile(r"(?:19|20)\d\d(?<!\d{5})(?!\d)")
_ORDINALS = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"]
_NUMBERS = {word: n for n, word in enumerate(_ORDINALS, start=1)}
_CLEFT = re.compile(r"[ ,-]+")


class Hit(NamedTuple):
    """An instrument or event at ``text[start:end]``."""

    start: int
    end: int
    kind: str
    key: str
    rule: str


@dataclass(frozen=True)
class Instruments:
    """``instruments.yml``, compiled: first words to look for, `ACTS` behind them, and the pattern that must follow."""

    search: ahocorasick_rs.AhoCorasick
    patterns: tuple[tuple[str, str, str, bool], ...]
    entries: dict[str, Entry]


def load_instruments(folder: Path | str | None = None) -> Instruments:
    """Read, check and compile ``instruments.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a missing or unknown key, a name given twice, {X} or ``with: X`` that is not there.
    """
    return _read(folder)


@built_from("instruments.yml")
def _read(path: Path) -> Instruments:
    sections = ("instruments", "events")
    lexicon = check_keys(load_lexicon(path), path, required=sections)
    entries: dict[str, Entry] = {}
    kinds = {}
    for section in ("instruments", "events"):
        for key, entry in check_keys(lexicon[section], path, allowed=tuple(lexicon[section])).items():
            allowed = ("vi", "en", "names", "short", "with", "edition", "editions", "held_by")
            entries[key] = check_keys(entry, path, required=("vi", "en"), allowed=allowed)
            kinds[key] = section.rstrip("s")
    names: dict[str, str] = {}
    for key, entry in entries.items():
        for name in _expand(key, entries, path):
            if names.setdefault(plain(name).lower(), key) != key:
                raise LexiconError(
                    path,
                    entry.line,
                    f"{name!r} is claimed by {key} and {names[plain(name).lower()]}.",
                    "Keep one.",
                )
        if entry.get("with", key) not in entries:
            raise LexiconError(
                path, entry.line, f"{key} goes with {entry['with']!r}, which is not there.", "Add it."
            )
    patterns, firsts = [], []
    for name, key in sorted(names.items(), key=lambda item: -len(item[0])):
        words = _CLEFT.split(name)
        firsts.append(" ".join(words[:3]))
        patterns.append((_tolerate(words), key, kinds[key], False))
    for key, entry in entries.items():
        for short in entry.get("short", ()):
            firsts.append(short.lower())
            patterns.append((re.escape(short) + r"(?!\w)", key, kinds[key], True))
    quickest = ahocorasick_rs.Implementation.DFA
    search = ahocorasick_rs.AhoCorasick([*firsts, *ACTS], implementation=quickest)
    return Instruments(search, tuple(patterns), entries)


def find_organiser(key: str, instruments: Instruments) -> str:
    """The organisation that holds an event of this key ("IMRF-2022": UN), "" if none is known."""
    while key and key not in instruments.entries:
        key = key.rpartition("-")[0]
    return str(instruments.entries[key].get("held_by", "")) if key else ""


def _expand(key: str, entries: dict[str, Entry], path: Path) -> list[str]:
    """The names of an entry, with {KEY} replaced by every name and abbreviation of KEY."""
    entry, names = entries[key], []
    for name in [entry["vi"], *entry.get("names", ())]:
        inner = re.search(r"\{(.+?)\}", name)
        if inner is None:
            names.append(str(name))
        elif inner[1] not in entries:
            line = getattr(name, "line", entry.line)
            raise LexiconError(path, line, f"{{{inner[1]}}} is not there.", "Name an entry.")
        else:
            others = [*_expand(inner[1], entries, path), *entries[inner[1]].get("short", ())]
            names += [str(name).replace(inner[0], other) for other in others]
    return list(dict.fromkeys(names))


def _tolerate(words: list[str]) -> str:
    """A pattern for these words with commas or dashes between them, any word perhaps twice."""
    cleft = r"(?:,? ?- ?|,? )"
    once = [re.escape(word) for word in words]
    twice = [rf"{word}(?:{cleft}{word})?" for word in once[:-1]]
    return cleft.join([*twice, once[-1]]) + r"(?!\w)"


_compile = lru_cache(maxsize=10_000)(re.compile)  # when one is first tried: of most texts few are


def find_instruments(text: str, lexicon: Instruments | None = None) -> list[Hit]:
    """The instruments and events named in one article, by name or number.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    lexicon : from `load_instruments` (default: the kit's own).

    Returns
    -------
    `Hit` in order; of two that overlap the longer, except that a plan to implement an agreement and the
    agreement are both named. Acts get the key ``VN-QĐ-402/QĐ-TTg``, resolutions ``UNSC-RES-2231``.

    Examples
    --------
    >>> [(hit.kind, hit.key) for hit in find_instruments("theo Quyết định số 402/QĐ-TTg về Thoả thuận GCM")]
    [('instrument', 'VN-QĐ-402/QĐ-TTg'), ('instrument', 'GCM')]
    """
    same = plain(text)
    low = plain_lower(text)
    lexicon = lexicon or load_instruments()
    hits = list(_find_named(same, low, lexicon))
    present = {hit.key for hit in hits}
    hits = [hit for hit in hits if _about(lexicon, hit.key).get("with", hit.key) in present]
    return _add_editions(low, _keep_longest(hits, lexicon), lexicon)


def _about(lexicon: Instruments, key: str) -> dict:
    """The entry of a named instrument; of a numbered act, which has none, an empty one."""
    return lexicon.entries.get(key) or {}


def _find_named(same: str, low: str, lexicon: Instruments) -> Iterator[Hit]:
    for which, start, end in lexicon.search.find_matches_as_indexes(low, overlapping=True):
        if which >= len(lexicon.patterns):
            yield from _find_numbered(same, low, start, end)
            continue
        pattern, key, kind, exact = lexicon.patterns[which]
        if start and same[start - 1].isalnum():
            continue
        found = _compile(pattern).match(same if exact else low, start)
        if found:
            yield Hit(start, found.end(), kind, key, "abbreviation" if exact else "name")


def _find_numbered(same: str, low: str, start: int, end: int) -> Iterator[Hit]:
    """The act whose word stands at a place, if its number follows: of the Vietnamese state, of the Security Council."""
    before = _BEFORE_NUMBER.match(low, end)
    if number := before and _NUMBER.match(same, before.end()):
        written = number.group().rstrip("-/")
        key = f"VN-{ACTS[low[start:end]]}-{written}"
        yield Hit(start, number.start() + len(written), "instrument", key, "numbered")
    act = _RESOLUTION.match(low, start)
    if act and _COUNCIL.search(low[max(0, start - 80) : act.end() + 80]):
        yield Hit(start, act.end(), "instrument", f"UNSC-RES-{act['number']}", "numbered")


def _keep_longest(hits: list[Hit], lexicon: Instruments) -> list[Hit]:
    kept: list[Hit] = []
    reach: dict[str, int] = {}  # where the last mention of each key ends
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, hit)):
        holder = kept[-1] if kept else None
        if holder and hit.start < holder.end:
            names = _about(lexicon, holder.key).get("names", ())
            if hit.key == holder.key or not any(f"{{{hit.key}}}" in name for name in names):
                continue
            if hit.start < reach.get(hit.key, 0):
                continue
        kept.append(hit)
        reach[hit.key] = max(reach.get(hit.key, 0), hit.end)
    return kept


def _add_editions(low: str, hits: list[Hit], lexicon: Instruments) -> list[Hit]:
    """Keys with the year or number of the edition, where the sentence or another mention tells it."""
    told: dict[str, set[str]] = defaultdict(set)
    found = []
    if not hits:
        return []
    dated = any("edition" in _about(lexicon, hit.key) for hit in hits)
    years = list(_YEAR.finditer(low)) if dated else []
    starts, ends = [year.start() for year in years], [line.start() for line in re.finditer("\n", low)]
    for hit in hits:
        entry, edition, end = _about(lexicon, hit.key), "", hit.end
        if entry and "edition" in entry:
            number = _EDITION.match(low, hit.end)
            n = (
                (_NUMBERS.get(number["number"]) or int(number["number"] if number["number"].isdigit() else 0))
                if number
                else 0
            )
            if n and number:
                end = number.end()
            if entry["edition"] == "number":
                edition = str(n or "")
            else:
                after = bisect_left(starts, hit.end)
                year = years[after] if after < len(years) else None
                if year and bisect_left(ends, hit.end) < bisect_left(ends, year.start()):
                    year = None  # it is on another line
                known = entry.get("editions", {}).get(n)
                edition = str(known or (year.group() if year else ""))
        if edition:
            told[hit.key].add(edition)
        found.append((hit, end, edition))
    return [
        hit._replace(end=end, key="-".join(filter(None, (hit.key, edition or _only(told[hit.key])))))
        for hit, end, edition in found
    ]


def _only(editions: set[str]) -> str:
    return next(iter(editions)) if len(editions) == 1 else ""
