"""Offices: which titles make a person an official, and how high they are (``offices.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import ahocorasick_rs

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.beginnings import Ending
from kit.vietnamese.lexicon import any_of, check_keys, load_lexicon
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain

# What an office counts as; of several offices of one person the first of these.
LEVELS = ("head_of_state", "head_of_government", "party_leader", "deputy", "minister", "deputy_minister", "ambassador",
          "parliament", "organisation_head", "other")  # fmt: skip

# Capital letters, as a character class has them.
CAPITALS = "".join(filter(str.isupper, map(chr, range(0x41, 0x1F00))))

# Before a name, whoever it is.
CALLED = ("ông ", "bà ", "ngài ")

# Who does so or is so, holds no office any more.
DISMISSED = ("sa thải", "cách chức", "từ chức", "từ nhiệm")

_LISTED = ("offices", "with a body", "bodies abroad", "leaders")
_MAPS = (*_LISTED, "levels", "usually")
_WORDS = ("portfolios", "national bodies", "local", "links", "places", "subjects", "persons", "verbs")
_SETS = (
    "past at home",
    "family names",
    "towns",
    "particles",
    "second syllables",
    "Korean",
    "aides",
    "wordy",
    "never alone",
)
_BEFORE = frozenset(
    ("các", "những", "hai", "ba", "bốn", "năm", "chí", "ông", "bà", "vị", "thời", "của", "cố", "cựu")
)
_BESIDE = ("prefixes", "former", "not after", "relatives", "honorary", "not the office of one")
_LISTS = (*_WORDS, *_BESIDE, *_SETS)


@dataclass(frozen=True)
class Office:
    """One form of an office's name; ``alone``: it makes an official without a body beside it."""

    form: str
    key: str
    alone: bool


@dataclass(frozen=True)
class Offices:
    """``offices.yml``, compiled; the patterns match plain text in small letters.

    Parameters
    ----------
    heads : every form of every office.
    search : finds them, and after them `CALLED` and `DISMISSED`, as parts of words too.
    prefix : finds words before an office that belong to its title ("cựu").
    unlike : finds words before an office that undo it ("ứng viên").
    kin : finds words before an office that make it that of a relative ("phu nhân").
    honorary : finds words after "đại sứ" that make it nobody's office ("thiện chí").
    words : matches the longest word or phrase that may stand between an office and a name, of those that begin with
        two letters (or are one).
    sections : the section of the lexicon that each such phrase is from.
    bodies : bodies abroad, and the country each belongs to (FBI).
    families, particles : parts of names; ``towns``: what looks like a name and is none ("Hà Nội").
    joint : matches what joins the next word of a name: a space, particles, a hyphen behind an article ("Al - Mashat").
    syllables : finds the rest of a given name behind a hyphen with spaces ("Kim Jong - un").
    usually : whom the holders of an office speak for if nothing says.
    levels : of an office, one of `LEVELS`, if it is not "other".
    former : finds words before an office that say that it is held no more ("cựu").
    generic : finds words before an office that make it anybody's ("một tổng thống").
    past : offices that nobody holds at home ("vua Lý Thái Tổ").
    aides : offices with another's office behind them ("cố vấn của Tổng thống").
    wordy : offices with any words between them and their country ("Bộ trưởng Hàng không dân dụng Ai Cập").
    never_alone : forms that mean no person where nobody is named with them ("lãnh sự").
    korean : family names behind which a given name has a hyphen with spaces ("Park Soo - Hyun").
    beside : the last words of all that stands before an office and says something of it.
    countries : ambiguous names of countries in one word ("Nga"), and whose they are.
    longer : the first two words of the names of regions, in small letters ("ấn độ" of Ấn Độ Dương).
    states : the keys of all countries.
    leaders : side to its leaders whose terms of office are not known (those of others: ``leaders.csv``).
    """

    heads: tuple[Office, ...]
    search: ahocorasick_rs.AhoCorasick
    prefix: Ending
    unlike: Ending
    kin: Ending
    honorary: re.Pattern[str]
    words: dict[str, re.Pattern[str]]
    sections: dict[str, str]
    bodies: dict[str, str]
    families: frozenset[str]
    towns: frozenset[str]
    particles: frozenset[str]
    joint: re.Pattern[str]
    syllables: re.Pattern[str]
    korean: frozenset[str]
    beside: frozenset[str]
    usually: dict[str, str]
    levels: dict[str, str]
    former: re.Pattern[str]
    generic: Ending
    past: frozenset[str]
    aides: frozenset[str]
    wordy: frozenset[str]
    never_alone: frozenset[str]
    countries: dict[str, str]
    longer: frozenset[str]
    states: frozenset[str]
    leaders: dict[str, list[str]]

    @cached_property
    def _begun(self) -> frozenset[str]:
        """The offices with which a longer word or phrase begins that is none: "đại sứ" of "đại sứ quán"."""
        beginnings = {word[:at] for word in self.sections for at in range(len(word))}
        return frozenset(head.form for head in self.heads if head.form in beginnings)

    def find_word(self, low: str, at: int) -> str:
        """The longest word or phrase that stands at ``at`` and may follow an office; "" if none does."""
        pattern = self.words.get(low[at : at + 2]) or self.words.get(low[at : at + 1])
        found = pattern.match(low, at) if pattern else None
        return found.group() if found else ""

    def find_heads(
        self, text: str, low: str
    ) -> tuple[dict[int, tuple[int, Office]], list[tuple[int, int]], list[int]]:
        """Start of each office in a text → its end and what it is; the longest, without overlaps.

        And where the letters of `CALLED` before a capital begin and end, and where `DISMISSED` begin, in order.
        ``low``: the text in small letters.
        """
        heads, begun = self.heads, self._begun
        best: dict[int, tuple[int, Office]] = {}
        called: list[tuple[int, int]] = []
        dismissed: list[int] = []
        for which, start, end in self.search.find_matches_as_indexes(low, overlapping=True):
            if which >= len(heads):
                if which >= len(heads) + len(CALLED):
                    dismissed.append(start)
                elif text[end : end + 1].isupper():
                    called.append((start, end))
                continue
            if low[end : end + 1].isalnum() or low[start - 1 : start].isalnum():
                continue
            longest = start not in best or end > best[start][0]
            head = heads[which]
            if longest and not (head.form in begun and len(self.find_word(low, start)) > end - start):
                best[start] = (end, head)
        kept: dict[int, tuple[int, Office]] = {}
        covered = -1
        for start in sorted(best):
            if start >= covered:
                kept[start] = best[start]
                covered = best[start][0]
        return kept, called, dismissed

    def is_family_name(self, word: str) -> bool:
        """Whether ``word`` begins a Vietnamese, Chinese or Korean name (in ALL CAPS too)."""
        return word in self.families or (word.isupper() and word.capitalize() in self.families)


def load_offices(folder: Path | str | None = None) -> Offices:
    """Read, check and compile ``offices.yml`` (default: the kit's own).

    Raises
    ------
    LexiconError : a missing or unknown section, an entry that is no list, a partner that is not in the
        gazetteer; with file and line.
    """
    return _read(folder)


@built_from("offices.yml")
def _read(path: Path) -> Offices:
    entry = check_keys(load_lexicon(path), path, required=(*_MAPS, *_LISTS))
    for section in _MAPS:
        check_keys(entry[section], path, allowed=tuple(entry[section]))
    _check(entry, path)
    words = {section: _list_forms(entry, section, path) for section in (*_LISTS, *_LISTED)}
    heads = [Office(form.lower(), key, True) for key, form in words["offices"]]
    heads += [Office(form.lower(), key, False) for key, form in words["with a body"]]
    bodies = {form.lower(): key for key, form in words["bodies abroad"]}
    sections = {form.lower(): section for section in _WORDS for _, form in words[section]}
    sections |= dict.fromkeys(bodies, "bodies abroad")
    openings = {
        two: [word for word in sections if word[:2] in (two, two[0])]
        for two in {word[:2] for word in sections}
    }
    names = [name for name in load_gazetteer().names if name.kind == "country" and name.sort == "context"]
    search = ahocorasick_rs.AhoCorasick(
        [*(head.form for head in heads), *CALLED, *DISMISSED],
        implementation=ahocorasick_rs.Implementation.DFA,
    )

    def either(section: str, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern.replace("…", any_of(form.lower() for _, form in words[section])))

    def ending(section: str, pattern: str, *more: str) -> Ending:
        forms = [form.lower() for _, form in words[section]]
        return Ending(pattern.replace("…", any_of(forms)), [*forms, *more])

    def each(section: str) -> frozenset[str]:
        return frozenset(form for _, form in words[section])

    return Offices(
        tuple(heads),
        search,
        prefix=ending("prefixes", r"(?<!\w)(?:(?<!chính )(?<!thẩm )(?<!cầm )(?:…) )+$"),
        former=either("former", r"(?<!\w)(?:…)(?!\w)"),
        unlike=ending("not after", r"(?<!\w)(?:…) $"),
        kin=ending("relatives", r"(?<!\w)(?<!tuyên )(?<!công )(?:…)(?: của)? $", "của"),
        generic=ending("not the office of one", r"(?<!\w)(?:\d+|…) $", *"0123456789"),
        honorary=either("honorary", r" (?:…)(?!\w)"),
        words={two: re.compile(rf"(?:{any_of(words)})(?!\w)") for two, words in openings.items()},
        syllables=either("second syllables", r" - (?:…)(?!\w)"),
        sections=sections,
        bodies=bodies,
        families=each("family names"),
        towns=each("towns"),
        particles=each("particles"),
        joint=_compile_joint(any_of(each("particles"))),
        korean=each("Korean"),
        beside=_BEFORE | {form.lower().split()[-1] for section in _BESIDE for form in each(section)},
        past=each("past at home"),
        aides=each("aides"),
        wordy=each("wordy"),
        never_alone=frozenset(map(str.lower, each("never alone"))),
        usually=dict(entry["usually"]),
        levels=dict(entry["levels"]),
        countries={name.form: name.key for name in names if " " not in name.form},
        longer=_list_longer(),
        states=_list_states(),
        leaders={str(key): [str(name) for name in of] for key, of in entry["leaders"].items()},
    )


def _compile_joint(particles: str) -> re.Pattern[str]:
    """What joins the next word of a name, by the alternatives of particles: all of them that follow each other."""
    particle = rf"(?:{particles})[ -](?=[^\W\d_])"
    return re.compile(
        rf" (?:(?=[{CAPITALS}])(?!{particle})|(?:{particle})+(?=[{CAPITALS}])(?!{particle})"
        r"|- (?<=(?<!\w)(?:Al|an|El) - ))"  # as a word: "Al - Mashat", but not "Đỗ Khoan - Nguyên"
    )


def _list_longer() -> frozenset[str]:
    """With which two words the name of a region begins, of which the first alone may be a country."""
    names = (name.form.lower().split() for name in load_gazetteer().names if name.kind == "region")
    return frozenset(" ".join(words[:2]) for words in names if len(words) > 1)


def _list_states() -> frozenset[str]:
    """The keys of all countries."""
    return frozenset(key for key, one in load_gazetteer().partners.items() if one.kind == "country")


def _check(entry: dict, path: Path) -> None:
    """Raise if a side is no partner, or a level is that of no office."""
    partners, offices = load_gazetteer().partners, {**entry["offices"], **entry["with a body"]}
    for key in [*entry["bodies abroad"], *entry["leaders"]]:
        if key not in partners:
            raise LexiconError(
                path, key.line, f"{key!r} is no partner.", "Use a key of the partner lexicons."
            )
    for key, level in entry["levels"].items():
        if level not in LEVELS or key not in offices:
            remedy = f"Use one of: {', '.join(LEVELS)}."
            raise LexiconError(path, key.line, f"{key}: {level!r} is the level of no office.", remedy)


def _list_forms(entry: dict, section: str, path: Path) -> list[tuple[str, str]]:
    """(key, form) of a section of lists, or ("", form) of a list."""
    value = entry[section]
    rows = value.items() if isinstance(value, dict) else [("", value)]
    found = []
    for key, forms in rows:
        if not isinstance(forms, list):
            line = getattr(key or section, "line", 1)
            raise LexiconError(path, line, f"{key or section!r} should be a list.", "Write [one, two].")
        found += [(str(key), plain(str(form))) for form in forms]
    return found
