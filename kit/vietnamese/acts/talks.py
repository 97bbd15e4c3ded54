"""Talks: which two sides an article tells of as talking with each other, and when they speak to others."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set

from kit.vietnamese.acts.phrases import Unit
from kit.vietnamese.acts.stories import Span
from kit.vietnamese.acts.vocabulary import Verb, Vocabulary
from kit.vietnamese.names.cues import HOME

Cues = Sequence[tuple[int, int, Verb]]

_LOCALLY = re.compile(
    r"(?<!\w)(?:ubnd|(?:ủy|uỷ) ban nhân dân|(?:tỉnh|thành) (?:uỷ|ủy)|lãnh đạo (?:tỉnh|thành phố|tp))(?!\w)"
)
_VISITED = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp|địa phương)(?!\w)")
_ASIDE = re.compile(r"(?<!\w)(?:trước thềm|bên lề|tại|ở|trong|nhân|sau|trước)(?!\w)")
_PLACED = re.compile(r"(?<!\w)(?:tại|ở|khỏi|trên|gần|từ)(?: [\w-]+,?){0,4} $")
_JOINED = (" với", " cùng", " giữa", " của")
_WEIGHTS = {"title": 3, "lead": 2, "body": 1}
_PLANNED = (" sẽ ", " sắp ", " dự kiến ", " muốn ")
_NEAR = 80  # characters between a verb of meeting and the guest
_FIRST = 4  # sentences in which a report of a talk tells of it


class Talks:
    """Of one article.

    Attributes
    ----------
    pair : the two sides that are talking, () if none are.
    main : the two sides that the article names most.
    report : whether the article is the report of a talk.
    hosted : whether somebody from abroad visits a province or city at home.
    public : whether its sentences tell what was said to the press or the public.
    """

    def __init__(self, units: Sequence[Unit], spans: Sequence[Span], vocabulary: Vocabulary) -> None:
        self._others = vocabulary.lasts["others"]
        self.pair: tuple[str, ...] = ()
        self.report = self.hosted = self.public = False
        self.main = _weigh(units, spans)
        self._read = 0

    @property
    def both(self) -> tuple[str, ...]:
        """The sides of "hai bên"."""
        pair = self.pair or self.main
        return pair if len(pair) == 2 else ()

    def begin_story(self) -> None:
        """Forget the talk: news of their own follow."""
        self.pair, self.report = (), False

    def enter(self, sorts: Set[str], place: int) -> bool:
        """Begin a sentence of the story with verbs of these sorts; whether it may tell who talks with whom.

        ``place``: the how manieth of the story it is.
        """
        self._read = place
        if "occasions" in sorts:
            self.public = True
        elif "talks" in sorts:
            self.public = False
        return "talks" in sorts or ("visits" in sorts and not (self.pair and place > _FIRST))

    def note(self, low: str, units: Sequence[Unit], cues: Cues, speaker: str, *, met: bool = True) -> None:
        """Note who talks with whom in a sentence in which somebody meets or visits somebody."""
        named = [
            unit
            for unit in units
            if unit.sides and not _is_place(unit, low) and not self._is_nobodys(unit, low)
        ]
        read = self._read_verbs(low, named, cues, speaker)
        pair = read or self._guess(named, low)
        held = met and not all(
            low.endswith(_PLANNED, 0, start) for start, _, verb in cues if verb.sort == "talks"
        )
        if len(pair) == 2 and (held or not self.pair):
            self.pair = pair
        officials = {unit.sides[0] for unit in named if unit.sort == "person"}
        told = len(read) == 2 or (len(pair) == 2 and officials.issuperset(pair))
        self.report |= held and self._read <= _FIRST and told
        if self._read <= _FIRST and officials - {HOME}:
            self.hosted |= any(verb.sort == "visits" for _, _, verb in cues) and bool(_VISITED.search(low))

    def _is_nobodys(self, unit: Unit, low: str) -> bool:
        """Whether who stands before a state speaks for nobody: "gặp phiến quân | Lào", "tiếp tập đoàn của | Lào"."""
        if unit.sort != "name":
            return False
        before = low[max(0, unit.start - 40) : unit.start].rstrip().removesuffix(" của").removesuffix(" ở")
        others = self._others.get(before[before.rfind(" ") + 1 :])
        return others is not None and any(before.endswith(f" {phrase}") for phrase in others)

    def _read_verbs(self, low: str, named: list[Unit], cues: Cues, speaker: str) -> tuple[str, ...]:
        """Host and guest of a verb of meeting: "A tiếp B", "tại cuộc gặp với B", "cuộc gặp giữa A và B"."""
        for _, end, verb in cues:
            if verb.sort != "talks":
                continue
            reach = end + _NEAR
            if not low.startswith(_JOINED, end) and (comma := low.find(",", end, reach)) >= 0:
                reach = comma
            after = [u for u in named if end <= u.start <= reach and not _ASIDE.search(low, end, u.start)]
            if not after:
                continue
            both = tuple(dict.fromkeys(unit.sides[0] for unit in after))[:2]
            if "giữa" in low[end : after[0].start] or (
                low.startswith(" của", end) and len(both) > 1 and " với " in low[end:reach]
            ):
                pair = both
            else:
                first = [unit for unit in named if unit.start < end]
                later = [u.sides[0] for u in named if u.start > after[0].start and u.sort == "person"]
                pair = self._find_host(low, first, after[0], later, speaker)
            if pair:
                return pair
        return ()

    def _find_host(
        self, low: str, before: list[Unit], guest: Unit, later: Sequence[str], speaker: str
    ) -> tuple[str, ...]:
        side = guest.sides[0]
        hosts = [key for unit in before if (key := unit.sides[0]) != side]
        later = [key for key in later if key != side]
        hosts = (
            hosts or later[:1] or [key for key in (speaker, *self.pair, *self.main) if key not in ("", side)]
        )
        if HOME in hosts or (side != HOME and _LOCALLY.search(low)):
            return HOME, side
        return (hosts[-1], side) if hosts else ()

    def _guess(self, named: list[Unit], low: str) -> tuple[str, ...]:
        """Two officials of two sides, or an official and another side; at home also one of a province."""
        sides = dict.fromkeys(side for unit in named for side in unit.sides)
        persons = [*dict.fromkeys(side for unit in named if unit.sort == "person" for side in unit.sides)]
        others = [side for side in sides if side not in persons]
        if len(persons) > 1:
            return tuple(persons[:2])
        if len(sides) == 1 and HOME not in sides and _LOCALLY.search(low):
            return HOME, *sides
        if persons and others and persons[0] not in self.pair:
            return persons[0], next((side for side in others if side in self.main), others[0])
        return tuple(others) if len(others) == 2 and not self.pair else ()


def _is_place(unit: Unit, low: str) -> bool:
    """Whether somebody only is there: "tại thủ đô Hà Nội, Việt Nam"."""
    if unit.sort != "name":
        return False
    return _PLACED.search(low, max(0, unit.start - 40), unit.start) is not None


def _weigh(units: Sequence[Unit], spans: Sequence[Span]) -> tuple[str, ...]:
    """The two sides that title, lead and body name most."""
    counts: dict[str, int] = {}
    stops = [stop for _, stop, _ in spans]
    weights = [*[_WEIGHTS.get(role, 0) for _, _, role in spans], 0]  # nothing behind the last sentence
    for start, _, sort, sides, _ in units:
        weight = weights[bisect_right(stops, start)]
        if sides and weight:
            counts[sides[0]] = counts.get(sides[0], 0) + weight + (sort == "person")
    return tuple(sorted(counts, key=lambda side: -counts[side])[:2])
