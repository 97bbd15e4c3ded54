"""Conferences: who attends one, and whose it is: "A dự Diễn đàn …", "A phát biểu tại hội nghị do B tổ chức"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.vietnamese.meetings.encounters import Encounter
from kit.vietnamese.meetings.marks import BODIES, DAYS, FORUMS, Day, Forum, Marked, Party
from kit.vietnamese.meetings.telling import Telling
from kit.vietnamese.names.cues import HOME

_FOLLOWING = 2  # sentences after the one that says where a conference is held
_BESIDE = 60  # signs behind that in which its day may follow
_IN_LAND = re.compile(
    rf"(?:,[^,.;()]{{1,30}})?[,(]? ?(?:của )?{BODIES}\)?"
)  # behind a city: "Salzburg, bang X, Áo"
_BEFORE = ("trước khi ", "sau khi ", " khi ", "nhân dịp ", "trong dịp ", "trong thời gian ", "nhân ")


def read_attendance(telling: Telling) -> Iterator[Encounter]:
    """Who is at a conference, beside whose it is."""
    if present := telling.grammar.presence.match(telling.right):
        yield from _read_presence(telling, present)
    elif held := _read_held(telling):
        yield held
    elif telling.verb.endswith("dự") and telling.grammar.of_that.match(telling.right):
        yield from _read_named_before(telling)
    elif (found := telling.grammar.forum.match(telling.right)) and not _is_no_conference(telling, found):
        yield from _read_named(telling, found)


def _read_named(telling: Telling, found: re.Match[str]) -> Iterator[Encounter]:
    """Who is at the conference behind the verb."""
    present = telling.grammar.present.match(telling.right, found.end())
    subjects, end = _find_attending(telling, found.end(), told=present is not None)
    host, day = _find_organiser(telling, found), None
    if not subjects and present:
        subjects = telling.clause.list_parties(present["names"])
        last = telling.memory.told.get("attend")
        host = host if host and host not in subjects else last.hosts[0] if last else None
    elif not host and any(one.person for one in subjects):
        host, day = _find_told(telling, found)
    elif not host and not _find_named(telling) and (there := telling.grammar.opens_at.match(telling.left)):
        host = next(iter(telling.clause.list_parties(there["host"])), None)  # "Tại Lima, A dự Hội nghị Cá"
    if company := telling.grammar.with_whom.match(telling.right, found.end()):
        subjects = [*subjects, *telling.clause.list_parties(company["names"])]
    guests = [one for one in subjects if host and one.sides != host.sides]
    if host and guests and (status := telling.judge(end) or _judge_invited(telling)):
        reach = max(found.end(), _find_end(telling, host))
        one = telling.make([host], guests, status, max(end, 0), reach, "forum")
        if _leaves(telling, one):
            one.drop_single_day()
        _add_day(one, day)
        first = telling.clause.end + len(found.group()) - len(found.group().lstrip())
        one.start = telling.marked.origin(first)  # "Hội nghị thượng đỉnh G20", whatever the verb
        one.end = max(telling.marked.origin(telling.clause.end + found.end()), host.end)
        yield one
        yield from _read_second(telling, one, reach)


def _leaves(telling: Telling, one: Encounter) -> bool:
    """Whether the day before a conference is that on which somebody leaves for it."""
    before = one.days is not None and one.days.end <= telling.marked.origin(telling.clause.start)
    return before and telling.grammar.leaving.search(telling.left) is not None


def _find_told(telling: Telling, found: re.Match[str]) -> tuple[Party | None, Day | None]:
    """Whose conference "hội nghị" is: that of the one told before, or that is held; and the day of the latter."""
    last, named = telling.memory.told.get("attend"), _find_named(telling)
    if telling.grammar.unnamed.match(telling.right, found.end()):
        host = named or (last.hosts[0] if last else None)
        return (host, None) if host else _find_held(telling)
    there = None if last or named else telling.grammar.opens_at.match(telling.left)
    return next(iter(telling.clause.list_parties(there["host"])), None) if there else None, None


def _find_held(telling: Telling) -> tuple[Party | None, Day | None]:
    """Whose conference it is that the sentence before says is held, and on which day."""
    before = telling.memory.before
    marked = before if before is None or isinstance(before, Marked) else before()
    if marked is None or telling.marked.number - marked.number > _FOLLOWING:
        return None, None
    held, holder = telling.grammar.is_held.search(marked.marks), None
    host = marked.things[held["host"][-1]] if held else None
    if isinstance(host, Forum):
        holder = host.holder
    elif isinstance(host, Party) and not host.country:
        holder = host._replace(sides=host.sides[:1], place=True)
    elif not (held or telling.memory.told.get("attend")) and (
        held := telling.grammar.event.search(marked.marks)
    ):
        holder = _find_land(telling, marked, marked.marks)
    days = re.findall(DAYS, marked.marks[: held.end() + _BESIDE]) if held else []
    day = marked.things[days[0]] if days else None
    return holder if holder and holder.sides else None, day if isinstance(day, Day) else None


def _find_land(telling: Telling, marked: Marked, marks: str) -> Party | None:
    """In which country an event takes place that is nobody's: where the sentence says, else at home."""
    there = [*telling.grammar.there.finditer(marks)]
    land = marked.things[there[-1][1]] if there else None
    if isinstance(land, Party) and land.country:
        return land
    return Party(0, 0, (HOME,), place=True, country=True) if telling.memory.at_home and not there else None


def _drop_unnamed(guests: list[Party], holder: Party) -> list[Party]:
    """Who is at an event: where it is nobody's and abroad, those with names."""
    abroad = holder.country and holder.sides != (HOME,)
    return [one for one in guests if one.person] if abroad else guests


def _add_day(one: Encounter, day: Day | None) -> None:
    """Give an encounter without one the day that is told of its conference."""
    if day and not one.about:
        one.about, one.basis, one.days = day, "article", day if day.exact else None


def _read_held(telling: Telling) -> Encounter | None:
    """Who is at the conference that the sentence before says is held: "Hội nghị ASEAN khai mạc … Tới dự có A"."""
    there = telling.grammar.there_is.match(telling.right) if telling.verb.endswith("dự") else None
    holder, day = _find_held(telling) if there else (None, None)
    if not there or not holder:
        return None
    listed = telling.clause.list_parties(there["names"])
    guests = _drop_unnamed([one for one in listed if one.sides != holder.sides], holder)
    status = telling.judge(-1) if guests else ""
    if not status:
        return None
    one = telling.make([holder], guests, status, 0, there.end(), "forum")
    _add_day(one, day)
    return one


def _judge_invited(telling: Telling) -> str:
    """To come is who is invited and speaks: "được mời dự Hội nghị G20 và sẽ phát biểu"; "" where it is not said."""
    invited = telling.left.endswith("được mời ") and telling.grammar.and_will.match(telling.right)
    return "announced" if invited else ""


def _read_named_before(telling: Telling) -> Iterator[Encounter]:
    """Who is at the conference named before: "Tại Hội nghị G20, A cũng sẽ tham dự"."""
    last = telling.memory.told.get("attend")
    host = _find_named(telling) or (last.hosts[0] if last else None)
    subjects, end = telling.subject
    guests = [one for one in subjects if host and one.sides != host.sides and one.person]
    if host and guests and (status := telling.judge(end)):
        yield telling.make([host], guests, status, max(end, 0), 0, "forum")


def _read_second(telling: Telling, first: Encounter, reach: int) -> Iterator[Encounter]:
    """Another conference behind the first: "dự Hội nghị G20 và Hội nghị cấp cao ASEAN"."""
    more = telling.grammar.forum_and.match(telling.right, reach)
    forum = telling.marked.things[more["forum"]] if more else None
    if more and isinstance(forum, Forum) and forum.side not in first.sides:
        one = telling.make([forum.holder], first.guests, first.status, len(telling.left), more.end(), "forum")
        one.start, one.end = forum.start, forum.end
        yield one


def _is_no_conference(telling: Telling, found: re.Match[str]) -> bool:
    """Whether what is attended is a meeting of two or three, of one side, or every year's."""
    right, end = telling.right, found.end()
    since = telling.grammar.ever_since.match(right, end)
    day = telling.marked.things[since["day"]] if since else None
    if isinstance(day, Day) and not day.exact:
        return True  # "Lào tham dự Diễn đàn từ năm 2002"
    of_few = telling.grammar.threefold.search(right[: end + len(" ba bên")]) or telling.grammar.summit.match(
        right, end
    )
    return of_few is not None or telling.grammar.domestic.search(right[: end + 20]) is not None


def _find_named(telling: Telling) -> Party | None:
    """The conference that the clause names before: "Bên lề Hội nghị ASEAN, A gặp các nước dự hội nghị"."""
    named = [telling.marked.things[sign] for sign in re.findall(FORUMS, telling.left)]
    last = named[-1] if named else None
    return last.holder if isinstance(last, Forum) else None


def _find_end(telling: Telling, host: Party) -> int:
    """Where the sign of an organiser ends behind the verb."""
    signs = re.finditer(f"{FORUMS}|{BODIES}", telling.right)
    end = next((hit.end() for hit in signs if telling.marked.things[hit.group()].start == host.start), 0)
    land = _IN_LAND.match(telling.right, end) if host.country else None
    return land.end() if land else end


def _find_attending(telling: Telling, reach: int, *, told: bool) -> tuple[list[Party], int]:
    """Who attends, and where they end before the verb (-1: nowhere): "(Trước khi) dự Hội nghị G20, A nói".

    ``told``: it is said behind the conference, "Dự Hội nghị G20 có A".
    """
    subjects, end = telling.subject
    opens = not told and telling.grammar.opening.fullmatch(telling.left)
    behind = not subjects and (opens or telling.left.endswith(_BEFORE))
    return (telling.clause.find_main(reach) if behind else subjects), end


def _read_presence(telling: Telling, found: re.Match[str]) -> Iterator[Encounter]:
    """ "Hội nghị ASEAN có sự tham dự của A"."""
    forum = telling.grammar.forum_before.search(telling.left)
    if not forum and (behind := telling.grammar.forum_behind.match(telling.right, found.end())):
        forum = behind  # "sự tham dự của A tại Hội nghị ASEAN"
    host = telling.marked.things[forum["host"][-1]] if forum else None
    holder = host.holder if isinstance(host, Forum) else None
    if isinstance(host, Party) and not host.country:
        holder = host
    event = None if forum else telling.grammar.event.search(telling.left)
    if event:
        forum, holder = event, _find_land(telling, telling.marked, telling.left)
    end = len(telling.left) if forum and forum.string is telling.right else forum.end() if forum else 0
    status = telling.judge(end) if forum and holder else ""
    if holder and status:
        status = "announced" if telling.grammar.coming.search(telling.left) else status
        guests = [one for one in telling.clause.list_parties(found["names"]) if one.sides != holder.sides]
        guests = _drop_unnamed(guests, holder) if event else guests
        one = telling.make([holder], guests, status, end, found.end(), "forum")
        one.firm = False
        yield one


def _find_organiser(telling: Telling, found: re.Match[str]) -> Party | None:
    """Whose conference it is: that of a named one, else an organisation named behind it, else the country."""
    things = [telling.marked.things.get(sign) for sign in found.group()]
    if forum := next((thing for thing in things if isinstance(thing, Forum)), None):
        return forum.holder
    if ministers := telling.grammar.ministers.match(telling.right, found.end()):
        unnamed = telling.clause.list_parties(ministers["names"])
        if unnamed and not unnamed[0].person:
            return unnamed[0]  # "Hội nghị Bộ trưởng Ngoại giao G20"
    rest = telling.grammar.of_forum.match(telling.right, found.end())
    if not rest:
        return None
    held = telling.grammar.topic.sub("", rest.group())  # "hội nghị về Lào tại Bỉ" is in Belgium
    first = re.search(f"{FORUMS}|{BODIES}", held)
    if first and isinstance(named := telling.marked.things[first.group()], Forum):
        return named.holder  # "Hội nghị cấp cao APEC tại Bỉ"
    bodies, there = (
        telling.clause.list_parties("".join(re.findall(BODIES, one))) for one in (rest.group(), held)
    )
    if not bodies or (all(one.country for one in bodies) and not there):
        later = telling.grammar.to_be_held.match(telling.right, found.end())
        there = telling.clause.list_parties(later["host"]) if later else []
    host = next((one for one in bodies if not one.country), there[0] if there else None)
    return host and host._replace(country=False)  # whose it is, and not only where
