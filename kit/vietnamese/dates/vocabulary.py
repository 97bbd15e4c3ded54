"""The lexicon of dates, made ready: every pattern compiled, every word with its meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.errors import LexiconError
from kit.files import built_from
from kit.vietnamese.beginnings import Beginnings, begin_with, find_beginnings
from kit.vietnamese.dates.expressions import CAPITALS
from kit.vietnamese.dates.numerals import NUMBER_WORDS, read_number
from kit.vietnamese.lexicon import Entry, check_keys, load_lexicon

LEXICON = "dates.yml"

# Every field of a date and how coarse it is; the pieces of a date join from fine to coarse.
RANKS = {
    **dict.fromkeys(("about", "mod", "third", "half"), 0),
    **dict.fromkeys(("hour", "minute", "minus", "half_past", "noon"), 1),
    **dict.fromkeys(("part",), 2),
    **dict.fromkeys(("relday", "weekday", "same_day", "ordinal_day", "ordinal_week"), 3),
    **dict.fromkeys(("day", "full_moon"), 4),
    **dict.fromkeys(("month", "month_shift", "same_month", "tet"), 5),
    **dict.fromkeys(("weekend", "week_shift", "quarter", "quarter_shift", "first", "last", "season"), 6),
    **dict.fromkeys(("lunar", "solar"), 6),
    **dict.fromkeys(
        ("year", "short_year", "year_end", "year_shift", "same_year", "bc", "sexagenary", "bare"), 7
    ),
    **dict.fromkeys(("decade", "decade_shift"), 8),
    **dict.fromkeys(("century", "century_shift"), 9),
    "direction": 10,
    **dict.fromkeys(("every", "yearly"), 11),
}
# The parts of the day, in its order.
PARTS = ("MO", "MD", "AF", "EV", "NI")
_NUMBERS = {"hour", "minute", "minus", "day", "month", "year", "first", "last", "bc", "decade", "century"}
_NUMBERS |= {"number", "upto", "short_year", "year_end"}
_SAME_AS = {  # groups that need another name within a pattern, and the field they fill
    **{"day_words": "day", "month_word": "month", "year_words": "year", "year_digits": "year"},
    **{"late_day_words": "day", "english_month": "month", "short_year_after_dash": "short_year"},
    **{
        "weekday_number": "weekday",
        "reldaypart": "relday",
        "nth_decade": "decade",
        "hours": "unit",
        "about_when": "about",
    },
}
_LUNAR_MONTHS = ("giêng", "chạp")
_SHIFTS = ("month_shift", "quarter_shift", "week_shift", "year_shift", "decade_shift", "century_shift")

_DAY = r"(?P<day>[12][0-9]|3[01]|0?[1-9])"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])"
_YEAR = r"(?P<year>[12][0-9]{3})"
_DIGITS = r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,7}(?:,[0-9]{1,2})?"
# "năm tháng" is five months before qua or tới and after hơn or suốt, and otherwise the years that go by.
_AFTER_FIVE = "qua|tới|trước|nữa|đầu|cuối|vừa|gần đây|nay|tiếp theo|trở lại"
_BEFORE_FIVE = (
    "hơn",
    "gần",
    "khoảng",
    "chừng",
    "trên",
    "trong",
    "vòng",
    "suốt",
    "dài",
    "sau",
    "mất",
    "đầy",
    "nhất",
)
_FIVE = (
    rf"năm(?= (?:ngày|tuần|năm|giờ|tiếng|phút|thập|thế|quý (?!vị)|tháng (?:{_AFTER_FIVE})))"
    rf"|(?:{'|'.join(f'(?<={word}.)' for word in _BEFORE_FIVE)})năm(?= tháng)"
)
# A date ends before what is no letter, or before a capital that `simplify` has left: "ngày 30/5Các bên" is glued.
_END = rf"(?![^\W{CAPITALS}])"


@dataclass(frozen=True, slots=True)
class Atom:
    """A pattern of the lexicon; ``lowest`` is the rank of the finest field that it can fill."""

    name: str
    find: re.Pattern[str]
    check: str = ""
    makes: str = ""
    lowest: int = 0
    line: int | None = None


# A vague reference, as PAST_REF, and a pattern of it.
Vague = tuple[str, re.Pattern[str]]


@dataclass(slots=True, eq=False)
class Vocabulary:
    """All that a lexicon of dates says, ready for use."""

    words: dict[str, dict[str, Any]]
    atoms: list[Atom]
    beginnings: Beginnings  # of what is vague, of amounts and of atoms
    starts: re.Pattern[str]
    zone: re.Pattern[str]  # between a clock time and its day
    zone_ends: re.Pattern[str]  # the same where the zone ends a bracket
    that_is: re.Pattern[str]  # between a clock time and the same in another zone
    lists: dict[str, list[str]] = field(default_factory=dict)
    before: dict[str, re.Pattern[str]] = field(default_factory=dict)
    after: dict[str, re.Pattern[str]] = field(default_factory=dict)
    cues: dict[str, re.Pattern[str]] = field(default_factory=dict)
    known: list[tuple[int, int, int, re.Pattern[str]]] = field(default_factory=list)

    def read(self, match: re.Match[str]) -> dict[str, Any]:
        """The fields that a match of an atom fills, with their meanings in place of their words."""
        fields: dict[str, Any] = {}
        for group, text in match.groupdict().items():
            if text is None:
                continue
            name = _SAME_AS.get(group, group)
            if group in self.words or group == "about_when":
                fields[name] = self.words[group if group in self.words else name][text]
                if text in _LUNAR_MONTHS:
                    fields["lunar_month"] = True
            elif name in _SHIFTS:
                fields[name] = self.words["shift"].get(text, -1 if text in ("qua", "vừa qua") else 0)
                fields["shift_word"] = text
            elif name in _NUMBERS:
                fields[name] = read_number(text)
            else:
                fields[name] = text.strip()
        return fields


def load_vocabulary(path: Path | str = LEXICON) -> Vocabulary:
    """The vocabulary of a lexicon; read again only when the file has changed.

    Raises
    ------
    LexiconError : a section is missing or unknown, or a pattern cannot be compiled; names the line.
    """
    return _load(path)


@built_from(LEXICON)
def _load(path: Path) -> Vocabulary:
    sections = (
        "words",
        "atoms",
        "amounts",
        "vague",
        "can",
        "chi",
        "cues",
        "known",
        "starts",
        "zones",
        *_LISTS,
    )
    lexicon = check_keys(load_lexicon(path), path, required=sections, allowed=sections)
    words = {
        group: {word: value for value, forms in entry.items() for word in map(str, forms)}
        for group, entry in lexicon["words"].items()
    }
    parts = _fragments(words, lexicon)

    def compile_(pattern: Any, end: str = _END) -> re.Pattern[str]:
        return _compile(pattern, parts, path, end)

    def atoms(section: str) -> list[Atom]:
        return [_atom(name, entry, compile_, path) for name, entry in lexicon[section].items()]

    vague = [(value, compile_(form)) for value, forms in lexicon["vague"].items() for form in forms]
    parts["vague"] = "|".join(["thời gian", "hiện", "gần", "mới", "vừa", "trước", "sắp", "nay"])
    unnamed = {name: re.sub(r"\?P<\w+>", "?:", part) for name, part in parts.items()}
    starts = "|".join(_compile(form, unnamed, path, "").pattern for form in lexicon["starts"])
    zones = "|".join(_compile(form, unnamed, path, "").pattern for form in lexicon["zones"])
    where = rf"(?:\((?:{zones})\)|(?:{zones}))"
    part, weekday, relday = (unnamed[name] for name in ("part", "weekday", "relday"))
    day = rf"ngày|hôm|cùng ngày|mùng|[0-9]{{1,2}}(?:[/.-]| tháng)|(?:buổi )?{part}|{weekday}|{relday}"
    lists = {name: _either(map(str, lexicon[name])) for name in _LISTS}
    anywhere = rf"(?:[0-9]+|(?:{starts}){_END})"
    pieces = atoms("atoms")
    return Vocabulary(
        words=words,
        atoms=pieces,
        beginnings=Beginnings(
            [(pattern.pattern, (value, pattern)) for value, pattern in vague],
            *([(atom.find.pattern, atom) for atom in kind] for kind in (atoms("amounts"), pieces)),
        ),
        lists={name: list(map(str, lexicon[name])) for name in _LISTS},
        starts=re.compile(
            rf"(?<!\w){begin_with(find_beginnings(anywhere))}(?:(?<!\w[-./,:])[0-9]+|(?:{starts}){_END})"
        ),
        zone=re.compile(rf" {{0,2}},? {{0,2}}{where},? {{1,3}}(?:vào |hôm (?=[0-9]|thứ))?(?={day})"),
        zone_ends=re.compile(rf" {{0,2}},? {{0,2}}(?:{zones})?\),? {{1,3}}(?:vào )?"),
        that_is=re.compile(
            rf"(?: {where})?,? {{0,2}}\(?(?:(?:{zones}),? )?tức (?:là )?(?:(?:vào|khoảng|lúc) ){{0,2}}"
        ),
        before={name: re.compile(rf"(?<!\w)(?:{words_})[ (]*$") for name, words_ in lists.items()},
        after={name: re.compile(rf"[ ]*(?:{words_}){_END}") for name, words_ in lists.items()},
        cues={
            tense: re.compile(rf"(?<!\w)(?:{_either(forms)}){_END}")
            for tense, forms in lexicon["cues"].items()
        },
        known=[
            (
                day["day"],
                day["month"],
                day["year"],
                re.compile(rf"(?<!\w)(?:{_either(day['after'])}) (?:ngày )?$"),
            )
            for day in lexicon["known"]
        ],
    )


_LISTS = (
    *(
        "free",
        "documents",
        "counted",
        "measured",
        "dated",
        "directed",
        "clocked",
        "lasting",
        "ordered",
        "numbered",
        "names",
        "summits",
        "festive",
        "led",
        "before_years",
        "periods",
        "exactly",
        "each",
        "weekly",
    ),
    *("plans", "done", "open", "issued", "turns", "anniversaries"),
    *(
        "foretold",
        "news",
        "history",
        "makes_nouns",
        "flashbacks",
        "since_then",
        "of_past",
        "said_with",
        "told_of_both",
        "officials",
        "before_days",
        "papers",
    ),
)


def _either(words: Any) -> str:
    """A pattern of any of the words, the longest first."""
    return "|".join(sorted(map(str, words), key=len, reverse=True))


def _fragments(words: dict[str, dict[str, Any]], lexicon: Entry) -> dict[str, str]:
    """What may stand in braces in a pattern."""
    number = f"{_DIGITS}|{NUMBER_WORDS}|{_FIVE}"
    named = {group: f"(?P<{group}>{_either(forms)}){_END}" for group, forms in words.items()}
    named["amount"] = (
        f"(?:{named['fraction']}|(?P<number>{number})(?:(?: ?- ?| đến )(?P<upto>[0-9]+))?|{named['many']})"
    )
    return named | {
        "D": _DAY,
        "M": _MONTH,
        "Y": _YEAR,
        "N": f"(?P<number>{number})",
        "n": f"(?:[0-9]{{1,2}}|{NUMBER_WORDS}|{_FIVE})",
        "n_words": NUMBER_WORDS,
        "shift_words": _either(words["shift"]),
        "exactly": f"(?:{_either(lexicon['exactly'])})",
        "can": f"(?:{_either(lexicon['can'])})",
        "chi": f"(?:{_either(lexicon['chi'])})",
    }


def _compile(pattern: Any, parts: dict[str, str], path: Path, end: str) -> re.Pattern[str]:
    line = getattr(pattern, "line", None)

    def fill(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise LexiconError(path, line, f"unknown group {match[0]}.", f"Use one of: {', '.join(parts)}.")
        return parts[match[1]]

    filled = re.sub(r"\{([A-Za-z_]+)\}", fill, str(pattern)).replace(" ", "(?: {1,3})")
    filled = filled.replace("[(?: {1,3})", "[ ")  # inside a class a space is a space
    try:
        return re.compile(filled + end)
    except re.error as error:
        raise LexiconError(
            path, line, f"{pattern!r} is no regular expression ({error}).", "Mend it."
        ) from None


def _atom(name: str, entry: Any, compile_: Any, path: Path) -> Atom:
    check_keys(entry, path, required=("pattern",), allowed=("pattern", "check", "makes"))
    find = compile_(entry["pattern"])
    fields = {_SAME_AS.get(group, group) for group in find.groupindex} & RANKS.keys()
    lowest = min((RANKS[field] for field in fields), default=0)
    return Atom(name, find, entry.get("check", ""), entry.get("makes", ""), lowest, entry.line)
