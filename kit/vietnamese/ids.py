"""Ids in tables that people edit: what a spreadsheet makes of those that look to it like numbers or dates."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Context, Decimal
from typing import TypeVar

T = TypeVar("T")

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e[+-]?\d{1,3})?")
_THOUSANDS = re.compile(r"\d{1,3}[.,]\d{3}")  # 1.234 is 1234 in one country, a bit more than 1 in another
_KEPT = 15  # digits of a number that a spreadsheet keeps
_SHOWN = (3, 6)  # digits of it that are shown: 1.23E+11, 1.23457E+11
_MONTHS = re.findall(
    r"\w+", "january february march april may june july august september october november december"
)
_OF_MONTHS = ("th", "thg", "tháng")
_SPOILT = re.compile(r"\d[\d.,]*e[+-]?\d+|\d{8,}(?:[.,]\d+)?", re.IGNORECASE)


def match_ids(given: Iterable[str], known: Iterable[str], *, lettered: bool = False) -> dict[str, list[str]]:
    """Which ids these stand for: each for itself if it is known, else for all of which a spreadsheet may have made it.

    Parameters
    ----------
    given : ids as they stand in a file.
    known : those that there are.
    lettered : the letter and hyphen before a known id may be missing (as older versions of the kit wrote ids).

    >>> match_ids(["7", "1.23457E+11", "May-23", "x"], ["007", "123456789012", "2023-05"])
    {'7': ['007'], '1.23457E+11': ['123456789012'], 'May-23': ['2023-05'], 'x': []}
    """
    there = dict.fromkeys(known)
    found = {one: [one] for one in given}
    if found.keys() <= there.keys():
        return found
    forms = defaultdict(list)
    for one in there:
        bare = re.sub(r"^[a-z]-", "", one) if lettered else one
        for form in {("", bare), *_list_forms(bare)}:
            forms[form].append(one)
    for one in found.keys() - there.keys():
        fits = (forms.get(form, ()) for form in (("", one), *_list_forms(one, shown=True)))
        found[one] = list(dict.fromkeys(fit for some in fits for fit in some))
    return found


def explain_id(given: str, fits: Sequence[str], what: str) -> str:
    """Why an id stands for none: ``fits`` are those that it may stand for, ``what`` says what they are ids of."""
    if fits:
        remedy = "Write it in full, in a cell of the format 'Text'."
        return f"{given!r} may be the {what} {' or '.join(fits[:3])}: a spreadsheet has changed it. {remedy}"
    return f"there is no {what} {given!r}."


def check_ids(
    given: Mapping[T, str], fits: Mapping[str, Sequence[str]], what: str, remedy: str
) -> Iterator[tuple[T, str]]:
    """What is wrong with the ids of rows: one is unknown, not certain, or that of a row before it.

    Parameters
    ----------
    given : the id of each row.
    fits : from `match_ids`.
    what : what they are ids of.
    remedy : what to do about one that is none.
    """
    taken: dict[str, T] = {}
    for row, one in given.items():
        if len(fits[one]) != 1:
            yield row, f"{explain_id(one, fits[one], what)} {remedy}"
        elif (first := taken.setdefault(fits[one][0], row)) != row:
            yield row, f"the {what} {fits[one][0]} has a row already, row {first}. Keep one of them."


def is_spoilt(given: str) -> bool:
    """Whether a spreadsheet shows an id so that it took for a number: nobody names a row 1.23457E+11.

    >>> is_spoilt("1.23457E+11"), is_spoilt("7")
    (True, False)
    """
    return _SPOILT.fullmatch(given) is not None


def _list_forms(one: str, *, shown: bool = False) -> Iterator[tuple]:
    """What a spreadsheet may keep and show of an id; of one that is ``shown`` so in a file, what it may be."""
    text = re.sub(r"(?<=\d)[ t]\d\d?:.*", "", one.strip("' ").casefold())
    if _NUMBER.fullmatch(text) and not (shown and _THOUSANDS.fullmatch(text)):
        number = Decimal(text.replace(",", "."))
        yield "number", number
        if shown:
            yield ("short", number) if "e" in text else ("kept", Context(_KEPT).plus(number))
        else:
            yield from (("short", Context(digits).plus(number)) for digits in _SHOWN)
            yield "kept", Context(_KEPT, ROUND_DOWN).plus(number)
    parts = [part for part in re.findall(r"\d+|[^\W\d_]+", text) if part not in _OF_MONTHS]
    numbers = [*map(_read_part, parts)]
    if len(parts) in (2, 3) and all(numbers) and re.fullmatch(r"[\w\s/.,-]+", text):
        yield "date", tuple(sorted(numbers))
        if len(parts) == 2 and not shown:
            yield "date", tuple(sorted([*numbers, 1]))  # a month is kept as its first day
        elif len(parts) == 3 and shown:
            yield "date", tuple(sorted(n for n, part in zip(numbers, parts, strict=True) if len(part) < 4))


def _read_part(part: str) -> int:
    """A part of a date as a number, a year as its last two digits; 0 if it is none."""
    if part.isdecimal():
        return int(part) % 100 if len(part) in (1, 2, 4) else 0
    return next((n for n, month in enumerate(_MONTHS, 1) if month.startswith(part) and len(part) > 2), 0)
