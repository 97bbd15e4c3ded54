"""The agreements and papers that one article names: each once, with what the whole article says of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kit.vietnamese.agreements.papers import Entities, Paper, Reader
from kit.vietnamese.agreements.statuses import STATUSES, Saying, find_status
from kit.vietnamese.agreements.vocabulary import Vocabulary
from kit.vietnamese.names.names import plain_lower

# Characters from a signing to its day; from a name to a year of its own; from where a clause begins to its day.
_NEAR, _RIGHT_BEHIND, _FIRST = 120, 6, 24
_FAR, _CHAINED = 1000, 60  # farther than any; characters between two papers of one row
_COMPARED = 20  # the papers of a kind, the latest, among which one told again is looked for
_CHAIN = re.compile(
    r"(?: (?:năm|giai đoạn|ngày|tháng) [\d/ -]{1,22})?(?: ?\([^()\n]{0,40}\))?[;,]? (?:và |cùng |và các |- )?"
)
_ON_A_DAY = re.compile(r"(?:ngày|năm) $")
_ROW = re.compile(r"[^.:;\n]*; (?:và )?")
_PLACE = r"(?:tại|ở) [^\W\d][^,.;:()\n]{1,23}"
_TO_DAY = re.compile(rf"[ ,(]{{0,3}}(?:{_PLACE} )?(?:(?:ký|ký kết|vào|từ|hôm|ngày|năm|tháng) ){{0,3}}")
_ANEW = re.compile(r"(?: \w+)? (?:này|trên|nói trên|nêu trên|đó)(?!\w)")
_NOT_ITS_DAY = re.compile(r"(?:giai đoạn|nhiệm kỳ|đến|trước|tới|mục tiêu|tầm nhìn)(?: ngày| năm| tháng)? $")
_AWAY = re.compile(r"(?:tại|ở|sang|thăm|tới|đến)(?: thủ đô)? $")
_OTHER = re.compile(r"[^\w ]+")


class Day(NamedTuple):
    """A day, month or year that the text names, and how it is known."""

    start: int
    end: int
    first: Any
    last: Any
    basis: str
    is_year: bool = False


@dataclass
class Agreement:
    """A paper with what is said of it; ``words`` are those of its name, by which it is known again."""

    paper: Paper
    status: str
    parties: list[str]
    day: Day | None
    words: frozenset[str] = field(default_factory=frozenset)


def find_agreements_in(
    text: str,
    entities: Entities,
    known: Sequence[tuple[int, int, str]],
    days: Sequence[Day],
    vocabulary: Vocabulary,
) -> list[Agreement]:
    """The papers named in one article, in the order of the text.

    Parameters
    ----------
    text : the article (NFC), its sentences on lines of their own.
    entities : the partners named: start to end and key.
    known : the instruments known by name: start, end and key.
    days : the days named, in order.
    """
    return merge(list_mentions(text, entities, known, days, vocabulary))


def list_mentions(
    text: str,
    entities: Entities,
    known: Sequence[tuple[int, int, str]],
    days: Sequence[Day],
    vocabulary: Vocabulary,
) -> list[Agreement]:
    """Every place where the article names a paper, and those that only speak of one named before (not ``named``)."""
    low = plain_lower(text)
    papers = sorted(_find_papers(text, low, entities, known, vocabulary), key=lambda paper: paper.start)
    pair = _find_pair(entities) if papers else []
    days = list(days) if papers else []
    begins = [day.start for day in days]
    owners = _find_owners(papers, begins)
    places = sorted(entities)
    found: list[Agreement] = []
    before: tuple[int, Saying, list[str], Day | None] | None = None
    for paper in papers:
        issuable = paper.kind in ("joint_statement", "plan") or paper.key != ""
        if paper.signed[1]:
            saying = Saying("signed", *paper.signed)
        else:
            saying = find_status(low, paper.start, paper.end, issuable, vocabulary)
        chained = before is not None and _is_chained(low, before[0], paper.start, vocabulary)
        if before and chained and saying.status == "mentioned" and not saying.end:
            saying = before[1]
        parties = list(dict.fromkeys(pair if paper.two else paper.parties))
        alone = not parties or (len(parties) == 1 and paper.rule in ("between", "about"))
        if alone and saying.status in ("signed", "to_be_signed") and saying.end:
            signers = _find_signers(low, paper, saying, entities, places, pair, vocabulary)
            parties = list(dict.fromkeys([*signers, *parties]))
            if not parties and before and chained:
                parties = before[2]
        day = _find_day(low, paper, saying, days, begins, owners)
        if day is None and before and chained and saying is before[1]:
            day = before[3]
        found.append(Agreement(paper, saying.status, parties, day, _find_words(low, paper)))
        before = paper.end, saying, parties, day
    return [*filter(_is_of_two, found)]


def _is_of_two(mention: Agreement) -> bool:
    """Whether two signers stand behind what only its being signed admits: not "buộc phải ký thỏa thuận thương mại"."""
    return mention.paper.rule != "signed" or len(mention.parties) > 1


def _is_chained(low: str, end: int, start: int, vocabulary: Vocabulary) -> bool:
    """Whether a paper is named in one row with that before it: Hiệp định về dẫn độ; Nghị định thư về thuế."""
    if start < end or start - end > _CHAINED:
        return False
    row = _CHAIN.fullmatch(low, end, start) or _ROW.fullmatch(low, end, start)
    return row is not None and not vocabulary.cue.search(low, end, start)


def _find_papers(
    text: str, low: str, entities: Entities, known: Sequence[tuple[int, int, str]], vocabulary: Vocabulary
) -> Iterator[Paper]:
    """By their form, and those known by name; one that is both is the one known."""
    named = {
        start: (end, key)
        for start, end, key in known
        if _find_kind(key, vocabulary) and (vocabulary.begins.match(low, start) or " " not in text[start:end])
    }
    spans = {start: (end, _find_kind(key, vocabulary), key) for start, (end, key) in named.items()}
    reader = Reader(text, low, entities, vocabulary)
    places, starts = sorted(entities), sorted(named)
    covered, taken = 0, set()
    for _, start, end in vocabulary.search.find_matches_as_indexes(low):
        alias = start == covered + 2 and low.startswith(" (", covered)  # Hiệp ước … (Hiệp ước Bangkok)
        if start < covered or alias or not _stands_free(low, start, end) or start in named:
            continue
        if _is_inside(start, places, entities) or _is_inside(start, starts, named):
            continue
        paper = reader.read(start, end)
        taken |= _know(paper, low, end, spans, starts)
        if not paper.key and not paper.parties and _is_organisation(low, paper.end, entities):
            continue
        if paper.named or _speaks_of_one(text, low, paper):
            covered = paper.inner or paper.end
            yield paper
    for start, (end, kind, key) in spans.items():
        if start not in taken:
            parties = [entities[at][1] for at in range(start, end) if at in entities and entities[at][1]]
            yield Paper(start, end, kind, "", parties, named=True, rule="known", key=key)


def _know(
    paper: Paper, low: str, begin: int, spans: dict[int, tuple[int, str, str]], starts: list[int]
) -> set[int]:
    """Lay a name that is known over a paper read by its form: Hiệp định TPP; Công ước … về Luật Biển (UNCLOS).

    Gives where that name begins.
    """
    own, behind = begin + 1, paper.end + 2
    at = own if own in spans else behind
    if at not in spans or (at == behind and not low.startswith(" (", paper.end)):
        last = bisect_left(starts, paper.end) - 1
        at = (
            starts[last]
            if last >= 0 and not paper.subject[1] and paper.kind in ("treaty", "agreement")
            else -1
        )
        if at <= begin or spans[at][0] != paper.end:
            return set()
    end, paper.kind, paper.key = spans[at]
    paper.named = True
    paper.end = max(paper.end, end) if at == own else paper.end
    return {at}


def _stands_free(low: str, start: int, end: int) -> bool:
    return not (start and low[start - 1].isalnum()) and not low[end : end + 1].isalnum()


def _is_inside(start: int, starts: list[int], spans: Entities) -> bool:
    """Whether the word stands in one of these names: Tổ chức Hiệp ước Bắc Đại Tây Dương."""
    before = bisect_left(starts, start) - 1
    return before >= 0 and spans[starts[before]][0] > start


def _is_organisation(low: str, end: int, entities: Entities) -> bool:
    """Whether a partner stands in brackets behind the name: Hiệp ước Bắc Đại Tây Dương (NATO)."""
    until, key = entities.get(end + 2, (0, ""))
    return bool(key) and low.startswith(" (", end) and low.startswith(")", until)


def _find_kind(key: str, vocabulary: Vocabulary) -> str:
    return "other" if key.startswith("UNSC-RES") else vocabulary.known.get(key, "")


def _speaks_of_one(text: str, low: str, paper: Paper) -> bool:
    """Whether a paper without a name is one named before: Hiệp định; hiệp định này."""
    return text[paper.start].isupper() or _ANEW.match(low, paper.start + len(paper.head)) is not None


def _find_pair(entities: Entities) -> list[str]:
    """The two countries, else organisations, that the article names most."""
    named = Counter(key for _, key in (entities[at] for at in sorted(entities)) if key)
    countries = Counter({key: n for key, n in named.items() if len(key) == 3 and key.isupper()})
    pair = [key for key, _ in countries.most_common(2)]
    return pair if len(pair) == 2 else [key for key, _ in named.most_common(2)]


def _find_signers(
    low: str,
    paper: Paper,
    saying: Saying,
    entities: Entities,
    places: list[int],
    pair: list[str],
    vocabulary: Vocabulary,
) -> list[str]:
    """Who signs, if the name does not tell: the partners named before the signing, or behind "giữa", "với"."""
    if _ON_A_DAY.search(low, max(0, saying.start - 8), saying.start):
        return []  # 40 năm ngày ký: who signed is long ago
    if saying.start >= paper.end:
        lead = re.compile(r"(?: chính thức| tắt)? (?:giữa|với) ").match(low, saying.end)
        begin, end = (lead.end(), lead.end() + 140) if lead else (paper.end, saying.start)
    else:
        begin, end = max(0, saying.start - 160), paper.start
    line = low.rfind("\n", begin, end) + 1 if saying.start < paper.end else 0
    begin = max(begin, line)
    stop = low.find("\n", begin, end)
    end = stop if stop >= 0 else end
    signers, nearest = _list_signers(low, begin, end, places, entities)
    twos = [two.start() for two in vocabulary.lists["two"].finditer(low, begin, end)]
    return list(pair) if twos and twos[-1] > nearest else signers


def _list_signers(
    low: str, begin: int, end: int, places: list[int], entities: Entities
) -> tuple[list[str], int]:
    """The partners nearest before ``end``, with those enumerated with them, and where the nearest begins."""
    keys: list[str] = []
    nearest, last = end, -1
    for at in reversed(places[bisect_left(places, begin) : bisect_left(places, end)]):
        until, key = entities[at]
        gap = low[until:nearest]
        if keys and ("," in gap and len(gap) > 6):
            break
        if key and not _AWAY.search(low, max(0, at - 16), at):
            keys.insert(0, key)
            nearest, last = at, max(last, at)
    return list(dict.fromkeys(keys)), last


def _find_owners(papers: list[Paper], begins: list[int]) -> dict[int, int]:
    """The days that stand right behind a paper, and are of no other: Công ước … năm 1982."""
    owners = {}
    for paper in papers:
        behind = bisect_left(begins, paper.end)
        if behind < len(begins) and begins[behind] - paper.end <= _RIGHT_BEHIND:
            owners[behind] = paper.start
    return owners


def _find_day(
    low: str, paper: Paper, saying: Saying, days: Sequence[Day], begins: list[int], owners: dict[int, int]
) -> Day | None:
    """The day of the signing, or of what is said of it, in the same clause; a year right behind the name."""
    line = low.rfind("\n", max(0, paper.start - 300), paper.start) + 1
    first = bisect_left(begins, max(line, paper.start - 300))
    best: tuple[int, Day] | None = None
    for number, day in enumerate(days[first : first + 40], first):
        if day.start > max(paper.end, saying.end) + _NEAR or "\n" in low[paper.end : day.start]:
            break
        if owners.get(number, paper.start) != paper.start:
            continue
        if _NOT_ITS_DAY.search(low, max(0, day.start - 24), day.start) or ";" in low[day.end : paper.start]:
            continue
        gap = _measure_gap(low, paper, saying, day)
        if gap <= _NEAR and (best is None or gap < best[0]):
            best = gap, day
    return best[1] if best else None


def _measure_gap(low: str, paper: Paper, saying: Saying, day: Day) -> int:
    """How far a day is from what is said of the paper; `_FAR` if it is of something else."""
    behind = day.start - paper.end
    if saying.status == "mentioned":
        own = day.is_year and behind >= 0 and not low[paper.end : day.start].strip(" (),")
        return 0 if own and behind <= _RIGHT_BEHIND else _FAR
    if ";" in low[min(day.end, saying.end, paper.end) : max(day.start, saying.start)]:
        return _FAR
    if paper.start < day.start < paper.end or (behind >= 0 and _TO_DAY.fullmatch(low, paper.end, day.start)):
        return 0
    if day.start >= saying.end:
        return day.start - saying.end if saying.start >= paper.end or day.end <= paper.start else _FAR
    first = day.start <= _begin_clause(low, day.start) + _FIRST and not low.startswith("vào ", day.start - 4)
    return saying.start - day.end if first or "," not in low[day.end : saying.start] else _FAR


def _begin_clause(low: str, at: int) -> int:
    """Where the sentence begins, or what follows a semicolon."""
    return max(low.rfind(sign, max(0, at - _FIRST - 2), at) for sign in ("\n", "; ", ". ", ": "))


def _find_words(low: str, paper: Paper) -> frozenset[str]:
    return frozenset(_OTHER.sub(" ", low[paper.start + len(paper.head) : paper.end]).split())


def merge(mentions: Iterable[Agreement]) -> list[Agreement]:
    """One agreement for all mentions of a paper: the fullest name, the most that is said, and the day of that.

    A paper is known again by its key; or by its kind and words, if one name has all that the other has, and neither a
    party of its own. Looked for among the latest `_COMPARED` of a kind, so that a list of thousands takes no longer.
    """
    by_key: dict[str, Agreement] = {}
    by_kind: dict[str, list[Agreement]] = {}
    found: list[Agreement] = []
    for mention in mentions:
        paper = mention.paper
        latest = by_kind.setdefault(paper.kind, [])
        same = by_key.get(paper.key) if paper.key else None
        if same is None and not paper.key:
            same = next((one for one in reversed(latest[-_COMPARED:]) if _are_same(one, mention)), None)
        if same is not None:
            _add(same, mention)
        elif paper.named:
            found.append(mention)
            latest.append(mention)
            if paper.key:
                by_key[paper.key] = mention
    return sorted(found, key=lambda one: one.paper.start)


def _are_same(one: Agreement, other: Agreement) -> bool:
    mine, its = set(one.parties), set(other.parties)
    if not other.paper.named:
        return one.paper.head == other.paper.head
    if one.paper.key:
        return False
    within = one.words <= other.words or other.words <= one.words
    apart = one.day and other.day and (one.day.last < other.day.first or other.day.last < one.day.first)
    return within and not apart and (mine <= its or its <= mine)


def _add(one: Agreement, mention: Agreement) -> None:
    """Lay another mention over a paper."""
    more = STATUSES.index(mention.status) > STATUSES.index(one.status)
    if mention.day and (more or one.day is None):
        one.day = mention.day
    if more:
        one.status = mention.status
    if len(mention.parties) > len(one.parties):
        one.parties = mention.parties
    if mention.paper.named and mention.paper.end - mention.paper.start > one.paper.end - one.paper.start:
        one.paper, one.words = mention.paper, mention.words
