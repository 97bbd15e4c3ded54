"""From text to points in time: pieces found with the lexicon's patterns, joined from fine to coarse."""

from __future__ import annotations

import re
from collections import defaultdict

from kit.vietnamese.beginnings import fold_digits
from kit.vietnamese.dates.expressions import LISTED, Expression, Fields
from kit.vietnamese.dates.place import BESIDE, GUARDS, Place
from kit.vietnamese.dates.vocabulary import PARTS, RANKS, Atom, Vocabulary

_BETWEEN = r"của|lúc|vào lúc|hôm(?= (?:[0-9]|thứ|mùng))|-|\|"
_JOINER = re.compile(rf"(?: {{0,3}},)?(?: {{1,3}}(?:{_BETWEEN})(?= ))?(?: {{1,3}}|$)|(?=\()")
_LISTED_PART = re.compile(r" ?(?:,|,? và|hoặc|hay|lẫn|rồi)(?= )(?: cả)? | ?- ?| (?:đến|tới) ")
_NEIGHBOUR = re.compile(r" ?(?:,|và|hoặc|hay|, và|&|;)? ?(?:ngày )?\(?")
_PARTS = 4  # how many parts of one day are listed: sáng, trưa, chiều và tối 19/4
_OF_A_CLOCK = ("day", "relday", "weekday")
_NOT_ALONE = frozenset(("part", "mod", "about", "third", "half", "direction", "ordinal_day", "ordinal_week"))
_RANK = defaultdict(int, RANKS).__getitem__
_ONCE = RANKS.keys() - {"mod"}
_DAYS = {"day", "relday", "same_day", "weekday", "weekend", "ordinal_day", "hour", "every"}


class Pieces:
    """The pieces of a sentence; ``found`` are the expressions before the one being read."""

    def __init__(self, text: str, low: str, vocabulary: Vocabulary, separator: str):
        self.text, self.low, self.vocabulary, self.separator = text, low, vocabulary, separator
        self.plain = fold_digits(low)
        self.found: list[Expression] = []

    def point(
        self, at: int, *, ends: Fields | None = None, listed: bool = False, parts: int = 1
    ) -> Expression | None:
        """Pieces from ``at`` on, as long as each next piece is coarser than those before it."""
        fields: Fields = {}
        rules: list[str] = []
        end, floor = at, -1
        while True:
            piece = self._piece(end, fields, floor, ends, listed)
            if piece is None and fields:
                piece = self._joined(end, fields, floor, ends, listed)
            if piece is None:
                break
            atom, match, new = piece
            fields |= new
            rules.append(atom.name)
            floor = RANKS["hour"] if "hour" in new else max(floor, *map(_RANK, new))
            end = match.end()
        if not fields:
            return None
        found = Expression(at, end, "point", " ".join(rules), fields)
        if fields.keys() == {"part"}:
            return self._part_of_next_day(found, parts + 1) if parts < _PARTS else None
        return found if _complete(fields) else None

    def _part_of_next_day(self, part: Expression, parts: int) -> Expression | None:
        """Sáng và chiều 19/4: the first part of the day is of the day that the second names."""
        joiner = _LISTED_PART.match(self.low, part.end)
        following = self.point(joiner.end(), parts=parts) if joiner else None
        if following is None or "part" not in following.fields or "hour" in following.fields:
            return None
        if PARTS.index(part.fields["part"]) > PARTS.index(following.fields["part"]):
            return None  # đêm và rạng sáng 19/4: the night is that of the day before
        part.fields |= {
            name: value
            for name, value in following.fields.items()
            if RANKS.get(name, RANKS["day"]) > RANKS["part"]
        }
        part.source = LISTED
        return part

    def _joined(
        self, end: int, fields: Fields, floor: int, ends: Fields | None, listed: bool
    ) -> tuple[Atom, re.Match[str], Fields] | None:
        """The next piece after a joiner, if that joiner may stand between the two."""
        if piece := self._after_zone(end, fields, floor, ends, listed):
            return piece
        joiner = _JOINER.match(self.low, end)
        if joiner is None or joiner.end() == end:
            return None
        piece = self._piece(joiner.end(), fields, floor, ends, listed)
        if piece is None:
            return None
        lowest, how = piece[0].lowest, joiner.group().strip()
        if "," in how:
            bare_year = piece[0].name == "bare-year" and floor == RANKS["month"]
            bare_year |= piece[0].name == "year" and floor in (RANKS["month"], RANKS["quarter"])
            names_day = floor <= RANKS["relday"] and lowest <= RANKS["day"] and piece[0].name != "bare-day"
            clock = lowest == RANKS["hour"] and "day" in fields
            return piece if bare_year or names_day or clock else None
        if how == "của":
            return piece if lowest >= RANKS["month"] else None
        if how in ("-", "|") and floor == RANKS["hour"]:
            return piece if lowest in (RANKS["relday"], RANKS["day"]) else None
        if how == "hôm":
            clock = floor in (RANKS["hour"], RANKS["part"])
            return piece if clock and lowest in (RANKS["relday"], RANKS["day"]) else None
        if how:
            return piece if lowest == RANKS["hour"] and fields.keys() & {"day", "relday"} else None
        return piece

    def _after_zone(
        self, end: int, fields: Fields, floor: int, ends: Fields | None, listed: bool
    ) -> tuple[Atom, re.Match[str], Fields] | None:
        """The day of a clock time behind the zone of it: 15h00 giờ Hà Nội ngày 20/4."""
        zone = self._zone(end) if "hour" in fields else None
        piece = self._piece(zone.end(), fields, floor, ends, listed) if zone else None
        return piece if piece and piece[0].lowest <= RANKS["day"] else None

    def _zone(self, end: int) -> re.Match[str] | None:
        """The zone after a clock time, if a day follows it: 15h00 giờ Hà Nội, but also 15 giờ Hà Nội."""
        if zone := self.vocabulary.zone.match(self.low, end):
            return zone
        if not self.low.startswith("giờ", end - 3):
            return None
        zone = self.vocabulary.zone.match(self.low, end - 3)
        place = re.findall(r"\w+", self.text[end : zone.end()]) if zone else []
        named = " ".join(place) == "địa phương" or all(word[0].isupper() for word in place)
        return zone if named else None

    def _piece(
        self, at: int, so_far: Fields, floor: int, ends: Fields | None, listed: bool
    ) -> tuple[Atom, re.Match[str], Fields] | None:
        atoms = self.vocabulary.beginnings.at(self.plain, at)[-1]
        if not atoms:
            return None
        clock_after = "hour" not in so_far and not so_far.keys().isdisjoint(_OF_A_CLOCK)
        neighbour = None if so_far else self._neighbour(at)
        beside = ends or neighbour
        for atom in atoms:
            lowest = atom.lowest
            if not (lowest > floor or lowest == floor == 0 or (lowest == 1 and clock_after)):
                continue
            if not beside and atom.check in BESIDE:
                continue
            match = atom.find.match(self.low, at)
            if match is None:
                continue
            fields = self.vocabulary.read(match)
            if so_far and not so_far.keys().isdisjoint(fields.keys() & _ONCE):
                continue
            if atom.check:
                place = Place(
                    *(
                        self.text,
                        self.low,
                        match,
                        fields,
                        so_far,
                        self.vocabulary,
                        self.separator,
                        ends,
                        listed,
                    ),
                    neighbour=neighbour,
                )
                if not GUARDS[atom.check](place):
                    continue
            if atom.name == "day":
                fields["headed"] = True
            return atom, match, fields
        return None

    def _neighbour(self, at: int) -> Fields | None:
        """The fields of the date that ends right before ``at``, but for a comma, "và" or a bracket."""
        if not self.found or self.found[-1].makes not in ("point", "range"):
            return None
        last = self.found[-1]
        return (last.last or last.fields) if _NEIGHBOUR.fullmatch(self.low, last.end, at) else None


def _complete(fields: Fields) -> bool:
    """Is there enough for a point in time? A part of the day or a modifier alone is not."""
    if fields.keys() <= _NOT_ALONE:
        return False
    if "part" in fields and fields.keys().isdisjoint(_DAYS):
        return False  # buổi tối năm 1998
    if "season" in fields and not fields.keys() & {"year", "year_shift", "direction"}:
        return False
    return "about" not in fields or len(fields) > 1
