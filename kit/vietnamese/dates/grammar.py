"""From text to time expressions: points, ranges and lists of them, amounts, vague references."""

from __future__ import annotations

import re
from pathlib import Path

from kit.errors import LexiconError
from kit.vietnamese.dates import guards_calendar, guards_clock  # noqa: F401  (they make the guards known)
from kit.vietnamese.dates.expressions import Expression, Fields
from kit.vietnamese.dates.pieces import Pieces
from kit.vietnamese.dates.place import GUARDS
from kit.vietnamese.dates.sharing import share_fields
from kit.vietnamese.dates.vocabulary import LEXICON, Atom, Vague, Vocabulary, load_vocabulary

_RANGE = re.compile(r" {0,2}- {0,2}| {1,2}/ {1,2}| {1,2}(?:đến|tới)(?: hết)? {1,2}")
_FULL_RANGE = re.compile(r"/(?=[0-9]{1,2}-[0-9])")
_SHORT_RANGE = re.compile(r"/(?=[0-9]{2}(?![0-9/]))")
_LIST = re.compile(r" ?, | (?:và|&) ")
_FROM_NOW = re.compile(
    r" {1,2}(?:cho )?(?:đến|tới) (?:trước |hết (?=ngày|[0-9]{1,2}[/.-]|sáng|trưa|chiều|tối|đêm|thứ|mùng))?"
)
_NOW = re.compile(r" {1,2}(?:đến|cho đến|tới) (?:hiện )?nay(?!\w)")
_PLURAL = ("các ", "những ")
_CLAUSE_ENDS = re.compile(r" *(?:$|[^\w\s])")
_NO_AMOUNT = re.compile(r" (?:tuổi|mai|kia)(?!\w)| (?:[0-9]{1,2}[/.-])?[12][0-9]{3}(?![0-9])|/[0-9]")


def load_grammar(path: Path | str = LEXICON) -> Vocabulary:
    """The vocabulary of a lexicon, whose patterns name only tests that there are (see `load_vocabulary`)."""
    vocabulary = load_vocabulary(path)
    for atom in vocabulary.atoms:
        if atom.check and atom.check not in GUARDS:
            raise LexiconError(
                path, atom.line, f"unknown check {atom.check!r}.", f"Use one of: {', '.join(GUARDS)}."
            )
    return vocabulary


def parse(text: str, low: str, vocabulary: Vocabulary, *, separator: str = "") -> list[Expression]:
    """The time expressions of a sentence, in order, without overlaps.

    Parameters
    ----------
    text : a sentence.
    low : the same as `simplify` leaves it.
    vocabulary : see `load_vocabulary`.
    separator : the one that the article writes between day and month, "/", "-" or ".", if known: it decides
        whether "ngày 9-11" is 9 November or the days from 9 to 11, and "17.4" a date or a number.
    """
    start = vocabulary.starts.search(low)
    if start is None:
        return []
    parser = _Parser(Pieces(text, low, vocabulary, separator))
    while start:
        found = parser.expression(start.start())
        if found:
            parser.found.append(found)
        start = vocabulary.starts.search(low, found.end if found else start.end())
    if parser.found:
        share_fields(parser.found, low, vocabulary)
    return parser.found


class _Parser:
    """One sentence being read from left to right."""

    def __init__(self, pieces: Pieces):
        self.low, self.vocabulary, self.separator = pieces.low, pieces.vocabulary, pieces.separator
        self.plain, self.point, self.found = pieces.plain, pieces.point, pieces.found

    def expression(self, at: int) -> Expression | None:
        """The expression that begins at ``at``, if any."""
        vague, amounts, dates = self.vocabulary.beginnings.at(self.plain, at)
        return (
            (self._vague(at, vague) if vague else None)
            or (self._counted(at, amounts) or self._amount(at, amounts, "set") if amounts else None)
            or (self._dates(at) if dates else None)
            or (self._amount(at, amounts, "duration") if amounts else None)
        )

    def _vague(self, at: int, vague: tuple[Vague, ...]) -> Expression | None:
        for value, pattern in vague:
            if match := pattern.match(self.low, at):
                if value == "PRESENT_REF" and (found := self._from_now(at, match.end())):
                    return found
                return Expression(at, match.end(), "vague", "vague", {"value": value})
        return None

    def _from_now(self, at: int, end: int) -> Expression | None:
        """Từ nay đến cuối năm, từ nay đến tháng 9-10."""
        joiner = _FROM_NOW.match(self.low, end) if self.low.endswith("từ ", 0, at) else None
        last = self.point(joiner.end(), ends={"now": True}) if joiner else None
        if last is None:
            return None
        until = self._range(last, "") or last
        fields = last.fields | until.last
        return Expression(at, until.end, "range", f"now to {until.rule}", {"now": True}, fields)

    def _counted(self, at: int, amounts: tuple[Atom, ...]) -> Expression | None:
        """Hai ngày 12 và 13-12, 3 năm 1920-1922: the days or years are counted, and then named."""
        for atom in amounts:
            if atom.makes != "counted" or not (match := atom.find.match(self.low, at)):
                continue
            if match["counted"] == "tháng" and match["number"].isdigit():
                continue  # 10 tháng 6 is a day and a month
            found = self._dates(match.start("counted"), listed=match["counted"])
            if found and found.makes == "range":
                found.start, found.rule = at, f"counted {found.rule}"
                return found
        return None

    def _amount(self, at: int, amounts: tuple[Atom, ...], makes: str) -> Expression | None:
        for atom in amounts:
            if atom.makes == makes and (match := atom.find.match(self.low, at)):
                if match.groupdict().get("number") and self._is_numbered(at):
                    return None  # khóa 77, lần thứ hai
                fields = self.vocabulary.read(match)
                end = self._end_of_amount(match, fields)
                if not _NO_AMOUNT.match(self.low, end):
                    return Expression(at, end, makes, atom.name, fields)
        return None

    def _is_numbered(self, at: int) -> bool:
        return self.vocabulary.before["numbered"].search(self.low[max(0, at - 16) : at]) is not None

    def _end_of_amount(self, match: re.Match[str], fields: Fields) -> int:
        """Where an amount ends: tới and trước belong to it only if the clause ends or goes on after them."""
        anchor = match.groupdict().get("anchor")
        if anchor not in ("tới", "trước", "sau"):
            return match.end()
        ends_here = _CLAUSE_ENDS.match(self.low, match.end())
        goes_on = self.vocabulary.after["free"].match(self.low, match.end())
        if ends_here or (goes_on and goes_on.group().strip() != "khi"):
            return match.end()
        del fields["anchor"]  # "10 ngày tới các nước", "ba ngày trước khi", "một năm sau vụ việc"
        return match.start("anchor") - 1

    def _dates(self, at: int, *, listed: str = "") -> Expression | None:
        """A point in time, or a range or list of them; ``listed`` is the noun of a plural or counted head."""
        if self.low.startswith("ngày", at) and self.low.endswith(_PLURAL, 0, at):
            listed = "ngày"
        first = self.point(at, listed=bool(listed))
        if first is None:
            return None
        if "weekday" in first.fields:
            listed = ""  # vào các ngày thứ 2, 5 và thứ 7
        if self.low.endswith(_PLURAL, 0, at) and first.fields.keys() & {"month", "quarter"}:
            first.fields["plural"] = True  # các tháng 4, 5
        found = self._to_now(first) or self._range(first, listed) or self._days_by_separator(first)
        return found or (None if "needs_range" in first.fields else first)

    def _to_now(self, first: Expression) -> Expression | None:
        now = _NOW.match(self.low, first.end)
        if now is None or "hour" in first.fields:
            return None
        return Expression(
            first.start, now.end(), "range", f"{first.rule} to now", first.fields, {"now": True}
        )

    def _range(self, first: Expression, listed: str) -> Expression | None:
        from_day = "relday" in first.fields and self.low.endswith("từ ", 0, first.start)
        if first.fields.keys() & {"every", "yearly", "direction"} or (
            "relday" in first.fields and not from_day
        ):
            return None
        last, end = None, first
        while joiner := self._range_joiner(end, listed):
            item = self.point(joiner.end(), ends=end.fields, listed=bool(listed))
            worded = joiner.group().strip().startswith(("đến", "tới"))
            if item is None or not _fits(first.fields, item.fields, worded=worded):
                break
            last = end = item
            if not listed or "month" in item.fields:
                break
        if last is None:
            return None
        if first.fields.keys() | last.fields.keys() <= {"day", "headed"}:
            day, month = first.fields["day"], last.fields["day"]
            if month <= 12 and day >= month:  # ngày 30 - 5: the thirtieth of May
                return Expression(
                    first.start, last.end, "point", "spaced day-month", {"day": day, "month": month}
                )
        rule = f"{first.rule} to {last.rule}"
        return Expression(first.start, last.end, "range", rule, first.fields, last.fields, (first, last))

    def _range_joiner(self, first: Expression, listed: str) -> re.Match[str] | None:
        """A dash or đến; between whole dates with hyphens also a slash; in a list also a comma or và."""
        joiner = _RANGE.match(self.low, first.end)
        if joiner is None and first.fields.get("sep") == "-" and "year" in first.fields:
            joiner = _FULL_RANGE.match(self.low, first.end)
        if joiner is None and first.rule in ("short-range", "school-year", "period"):
            joiner = _SHORT_RANGE.match(self.low, first.end)
        if joiner is None and listed and ("year" in first.fields) == (listed == "năm"):
            joiner = _LIST.match(self.low, first.end)
        return joiner

    def _days_by_separator(self, first: Expression) -> Expression | None:
        """Ngày 9-11 in an article that writes 9/11 for 9 November: the days from 9 to 11."""
        fields = first.fields
        if fields.get("sep") != "-" or self.separator != "/" or fields.keys() & {"year", "short_year"}:
            return None
        if fields["day"] >= fields["month"] or not self.low.startswith("ngày", first.start):
            return None
        begin = {name: value for name, value in fields.items() if name not in ("month", "sep")}
        rule = f"{first.rule} as days by the separator"
        return Expression(first.start, first.end, "range", rule, begin, {"day": fields["month"]})


def _fits(first: Fields, last: Fields, *, worded: bool) -> bool:
    """Can ``last`` end a range that ``first`` begins? After a dash a day ends at a day, a year at a year or finer;
    after a word ("ngày 11/7 đến hết năm 2013") any part of the calendar ends any other."""
    if "bare" in first or "bare" in last:
        return False
    if "relday" in first and "hour" not in first:
        return worded
    if "hour" in first or "part" in first:
        return "hour" in last or ("day" in last and "day" in first)
    if "hour" in last or ("part" in last and not (worded and "day" in first)):
        return False
    if worded and "month" in first and last.keys() & {"month", "year"} and "season" not in last:
        return True
    if worded and first.keys() & {"decade", "century"} and "year" in last:
        return True
    if "day" in first:
        return "day" in last
    if "month" in first:
        return "month" in last
    return bool(
        first.keys() & last.keys() & {"year", "quarter", "decade", "century", "week_shift", "weekday"}
    ) or ("year" in first and bool(last.keys() & {"year", "year_shift"}))
