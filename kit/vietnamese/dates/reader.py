"""An article read sentence by sentence: its separator learnt, its dates found and resolved in order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kit.vietnamese.dates.calendars import Span, days_of
from kit.vietnamese.dates.expressions import Expression, simplify
from kit.vietnamese.dates.grammar import parse
from kit.vietnamese.dates.reading import RELEASE, Reading
from kit.vietnamese.dates.resolve import Resolver
from kit.vietnamese.dates.vocabulary import Vocabulary

# Start, end and text of a date, its kind and key, and the columns of the ``dates`` table after these.
Row = tuple[Any, ...]

_KEPT = (
    1 << 16
)  # sentences whose expressions are kept: they are read for the publication date, and for the table
_NUMBERS = re.compile(r" (\d{1,2})([/.-])(\d{1,2})(?:\2\d{4})?(?![\d/-]|[.]\d)")
_OF_A_DAY = re.compile(r"(?<!\w)(?:[Nn]gày|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Hh]ôm)$")


def learn_separator(text: str) -> str:
    """The separator that an article writes between day and month, "/", "-" or "."; "" if it does not show.

    >>> learn_separator("Ngày 5/4 họp. Chiều 6/4 ký.")
    '/'
    """
    counts = {"/": 0, "-": 0, ".": 0}
    for match in _NUMBERS.finditer(text):
        if not _OF_A_DAY.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        first, separator, second = int(match[1]), match[2], int(match[3])
        # 9-11 may be a range of days; 26-8 can only be a date
        if separator != "-" or first > second:
            counts[separator] += 1
    (second, _), (most, best) = sorted((number, separator) for separator, number in counts.items())[1:]
    return best if most > second else ""


class Reader:
    """Reads the sentences of one article in order."""

    def __init__(
        self,
        text: str,
        vocabulary: Vocabulary,
        published: dt.date | None,
        first: dt.date | None = None,
        last: dt.date | None = None,
        *,
        today: dt.date = RELEASE,
    ):
        self.vocabulary = vocabulary
        self.separator = learn_separator(text)
        self.resolver = Resolver(vocabulary, published, today)
        self.bounds: tuple[Resolver, Resolver] | None = None
        self.window = ""
        self.low = ""  # the sentence that was read last, as `simplify` leaves it
        if published is None and first is not None and last is not None:
            self.bounds = Resolver(vocabulary, first), Resolver(vocabulary, last)
            self.window = f"the same for every day of publication from {first} to {last}"

    def read(self, text: str) -> list[Row]:
        """One row of the table per expression, from its start on."""
        self.low, expressions = parse_sentence(text, self.separator, self.vocabulary)
        return [
            _row(part, reading, text)
            for expression in expressions
            for part, reading in self._readings(expression, self.low)
        ]

    def _readings(self, expression: Expression, low: str) -> Iterator[tuple[Expression, Reading]]:
        reading = self._reading(expression, low)
        if reading is not None:
            yield expression, reading
        elif expression.makes == "range":  # no such range (20-17/5): its ends may still be dates
            for half in expression.halves:
                if (
                    not half.rule.startswith("bare-")
                    and "needs_range" not in half.fields
                    and (reading := self._reading(half, low)) is not None
                ):
                    yield half, reading

    def _reading(self, expression: Expression, low: str) -> Reading | None:
        reading = self.resolver.read(expression, low)
        if self.bounds is None or reading is None:
            return reading
        first, last = (resolver.read(expression, low) for resolver in self.bounds)
        if "X" in reading.value and first and last and first.value == last.value and first.type != "DURATION":
            first.basis = f"{first.basis}; {self.window}"
            first.confidence = min(first.confidence, last.confidence)
            first.runner_up = first.runner_up or last.runner_up
            return first
        return reading


@lru_cache(maxsize=_KEPT)
def parse_sentence(text: str, separator: str, vocabulary: Vocabulary) -> tuple[str, list[Expression]]:
    """A sentence as `simplify` leaves it, and its expressions: the same whatever is known of its publication."""
    low = simplify(text)
    return low, parse(text, low, vocabulary, separator=separator)


def _row(expression: Expression, reading: Reading, text: str) -> Row:
    value, runner_up = reading.value, reading.runner_up
    days: Span | None = days_of(value) if reading.type in ("DATE", "TIME") else None
    return (
        expression.start,
        expression.end,
        text[expression.start : expression.end],
        "date",
        value,
        expression.rule,
        reading.type,
        value,
        days and days[0],
        days and days[1],
        reading.mod,
        ",".join(reading.inferred),
        reading.basis,
        runner_up if runner_up != value else "",
        reading.confidence,
        reading.calendar,
        reading.begin,
        reading.end,
    )
