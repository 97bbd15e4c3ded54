"""Meetings of one article: its sentences read in order, and each encounter once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from kit.files import built_from
from kit.vietnamese.meetings.attendance import read_attendance
from kit.vietnamese.meetings.encounters import FAMILIES, Encounter, Memory
from kit.vietnamese.meetings.grammar import Grammar
from kit.vietnamese.meetings.marks import FARTHEST, FORUM, GROUPS, PARTY, Day, Forum, Marked, Party
from kit.vietnamese.meetings.nouns import is_bare_noun, read_noun
from kit.vietnamese.meetings.parties import Article, Finder, Sentence
from kit.vietnamese.meetings.subjects import find_speaker
from kit.vietnamese.meetings.telling import Telling
from kit.vietnamese.meetings.told import join_encounters
from kit.vietnamese.meetings.verbs import read_signing, read_verb
from kit.vietnamese.meetings.visits import read_choice, read_station, read_visit
from kit.vietnamese.meetings.vocabulary import LEXICON, Cue, Hit, Vocabulary, load_meeting_words
from kit.vietnamese.names.cities import load_cities
from kit.vietnamese.names.cues import HOME
from kit.vietnamese.names.gazetteer import load_gazetteer
from kit.vietnamese.names.names import plain, plain_lower
from kit.vietnamese.names.places import load_places

_TALKS = frozenset(("receive", "talks", "meet", "phone"))
_GROUP = re.compile(GROUPS)
_SPOKEN = ("nói chuyện", "trò chuyện")
_SPEECH = ("phát biểu", "diễn văn")
_LINK = 80  # signs of the title of another story: ">> Thủ tướng tiếp A"
_NEAR = 40  # signs before "phát biểu tại" in which it is said that it is to come
_SAID_BEFORE = 3  # sentences before "Phát biểu được đưa ra tại cuộc gặp" in which the day stands
_BEGINNING = 3  # sentences in which "hai nhà lãnh đạo" may stand before their names


@built_from(LEXICON)
def load_reader(path: Path) -> Callable[[Article, tuple[date, date] | None], list[Encounter]]:
    """What finds the meetings of an article, and is told the first and the last day of its publication."""
    words = load_meeting_words(path)
    reader = _Reader(words, Finder(words, load_gazetteer(), load_places(), load_cities()))
    return reader.read


# A sentence with its words of meeting, and whether it names a conference; one that tells of none is marked only if
# it is asked who acted in it.
Told = tuple[Marked | Callable[[], Marked], list[Cue], bool]


class _Reader:
    """What reads articles."""

    def __init__(self, words: Vocabulary, finder: Finder):
        self.words, self.finder, self.grammar = words, finder, Grammar(words)

    def read(self, article: Article, published: tuple[date, date] | None) -> list[Encounter]:
        """The meetings of an article, in the order of the text."""
        told = [*self._mark(self.finder.name_organs(article))]
        at_home = any(key == HOME for row in article.partners.values() for _, _, key in row)
        at_home = at_home or any(one.side == HOME for _, one in article.list_people())
        memory = Memory(at_home=at_home)
        found: list[Encounter] = []
        for one in self._read_through(told, memory):
            found.append(one)
            if len(one.sides) == 2 and _begins_with_group(told):
                memory = Memory(
                    pair=one.parties, at_home=at_home
                )  # "hai nhà lãnh đạo" of the lead, named further down
                found = [*self._read_through(told, memory)]
                break
        if not found:
            return []
        called = [one.sides for one in found if one.kind == "phone"]
        for one in found:
            if one.kind in _TALKS and not one.about:
                self._add_day_of_words(one, article)
            _settle(one, published)
            if one.word.endswith(_SPOKEN) and (
                (one.rule == "noun" and called) or "phone" in memory.again or one.sides in called
            ):
                one.kind = "phone"
        on = [
            one
            for one in found
            if one.status == "past" or (FAMILIES.get(one.kind, one.kind), one.sides) not in memory.put_off
        ]
        joined = join_encounters(self._drop_spoken(on), memory.again)
        for one in joined:
            _settle(one, published)  # the day may stand elsewhere
        return joined

    def _add_day_of_words(self, one: Encounter, article: Article) -> None:
        """The day of what was said there: "Ngày 5/3, A nói vậy. Phát biểu được đưa ra tại cuộc gặp với B"."""
        marked = one.sentence
        at = marked.move(one.start - marked.start, one.start - marked.start + 1)
        if at < 0 or not self.grammar.made_there.search(marked.marks, max(0, at - FARTHEST), at):
            return
        for number in range(marked.number - 1, marked.number - _SAID_BEFORE - 1, -1):
            days = article.days.get(number, ())
            if days:
                sides = {key for *_, key in article.partners.get(number, ())}
                sides.update(person.side for person in article.people.get(number, ()))
                if len(days) == 1 and days[0].exact and one.sides & sides:
                    one.about, one.days, one.basis = days[0], days[0], "article"
                return

    def _drop_spoken(self, found: Sequence[Encounter]) -> list[Encounter]:
        """Without what was "discussed with" somebody where other words tell that the same sides met."""
        spoken = [one.word in self.grammar.spoken for one in found]
        told = [one for one, weak in zip(found, spoken, strict=True) if not weak and one.kind in _TALKS]
        return [
            one
            for one, weak in zip(found, spoken, strict=True)
            if not weak
            or not any(one.sides <= other.sides and (other.kind == "phone" or not one.days) for other in told)
        ]

    def _mark(self, article: Article) -> Iterator[Told]:
        """The sentences that may tell of a meeting, each behind the one that says who acted before; and their words."""
        joined = article.join()  # at once: most sentences have no word of meeting
        whole, whole_low = plain(joined), plain_lower(joined)
        if not self.finder.name_abroad(article, whole):
            return
        hits = self.words.search(whole_low)
        verbs, last, before = self.words.choose(whole_low, hits, article.find_seams(joined)), 0, None
        conferences = self.words.find_conferences(hits)
        for sentence in article.sentences:
            start, text, number, _ = sentence
            end, first = start + len(text), last
            last = bisect_left(verbs, (end,), first)
            people = article.people.get(number, ())
            held = bisect_left(conferences, start) < bisect_left(conferences, end)
            if first == last and not people and not held:
                continue
            same, low = whole[start:end], whole_low[start:end]
            forms = [self.words.forms[verb][1] for _, _, verb in verbs[first:last]]
            if "summon" in forms and not self.finder.names_envoy(people, low):
                forms = [form for form in forms if form != "summon"]  # "năm triệu"
            speaks = not forms and people and self.finder.speaks(article, number, low, held=held)
            if speaks or (forms and self.finder.tells(people, low, forms)):
                if before:
                    yield before, [], False
                near = hits[bisect_left(hits, (start,)) : bisect_left(hits, (end,))]
                here = [(at - start, stop + start, which) for at, stop, which in near]
                marked = self.finder.mark(article.make_line(*sentence), same, low, here, tells=True)
                yield marked, self._find_cues(marked, here), held
                before = None
            elif people or held:
                if before and not people:
                    yield before, [], False
                before = partial(self._mark_quietly, article, sentence, same, low, held=held)

    def _mark_quietly(
        self, article: Article, sentence: Sentence, same: str, low: str, *, held: bool
    ) -> Marked:
        """A sentence that tells of no meeting, with the signs of its people; with all where it names a conference."""
        return self.finder.mark(article.make_line(*sentence), same, low, (), tells=held)

    def _find_cues(self, marked: Marked, hits: Sequence[Hit]) -> list[Cue]:
        """Its verbs and nouns of meeting, but for those of links to other stories: "[A gặp B]", ">> A gặp B"."""
        marks = marked.marks
        moved = [
            (at, start + end - at, which)
            for start, end, which in hits
            if (at := marked.move(start, -end)) >= 0
        ]
        cues = self.words.read(marks, moved)
        if "[" in marks:
            near = [(max(0, cue.start - FARTHEST), cue.start) for cue in cues]
            cues = [
                cue
                for cue, span in zip(cues, near, strict=True)
                if marks.rfind("[", *span) <= marks.rfind("]", *span)
            ]
        if ">>" in marks:
            cues = [cue for cue in cues if marks.find(">>", max(0, cue.start - _LINK), cue.start) < 0]
        return cues

    def _read_through(self, marked: Sequence[Told], memory: Memory) -> Iterator[Encounter]:
        for sentence, cues, held in marked:
            if isinstance(sentence, Marked):
                told = list(self._read_sentence(sentence, cues, memory, held=held))
                if told and not sentence.is_caption:
                    memory.day = next((one.days for one in told if one.days), memory.day)
                yield from told
            memory.unread.append(sentence)
            memory.before = sentence

    def _read_sentence(
        self, sentence: Marked, cues: list[Cue], memory: Memory, *, held: bool
    ) -> Iterator[Encounter]:
        told: list[Encounter] = []
        if sentence.role == "title" and sentence.text.rstrip().endswith("?"):
            return
        for cue in cues:
            for one in read_encounters(Telling(self.words, self.grammar, sentence, memory, cue)):
                if len(one.sides) > 1:
                    memory.keep(one)
                    told.append(one)
        yield from told
        named = chr(FORUM) in sentence.things
        if named:
            yield from self._read_forums(sentence)
        if named or held:
            for one in self._read_margins(sentence, told, memory):
                memory.told[one.kind] = one
                yield one

    def _read_forums(self, sentence: Marked) -> Iterator[Encounter]:
        """A body of a side at a conference whose day is told: "Báo cáo của Việt Nam tại Diễn đàn …, từ ngày 17/5"."""
        for hit in self.grammar.held.finditer(sentence.marks):
            forum, day = sentence.things[hit["forum"]], sentence.things[hit["day"]]
            before = [*re.finditer(PARTY, sentence.marks[max(0, hit.start() - FARTHEST) : hit.start()])]
            guest = sentence.things[before[-1].group()] if before else None
            if before and self.grammar.negated.search(before[-1].string, before[-1].end()):
                continue  # "A vắng mặt tại Hội nghị G20 ngày 17/5"
            if isinstance(guest, Party) and isinstance(forum, Forum) and isinstance(day, Day):
                host = forum.holder
                if len(guest.sides) == 1 and guest.sides != host.sides and day.exact:
                    place = sentence.origin(hit.start("forum")), sentence.origin(hit.end("forum"))
                    yield Encounter(
                        "attend",
                        sentence,
                        *place,
                        (host,),
                        (guest,),
                        "forum",
                        days=day,
                        about=day,
                        basis="sentence",
                    )

    def _read_margins(
        self, sentence: Marked, told: Sequence[Encounter], memory: Memory
    ) -> Iterator[Encounter]:
        """Who meets on the margin of a conference, or speaks at it, is there: "hội đàm bên lề Hội nghị ASEAN"."""
        met = [one for one in told if one.kind in ("talks", "meet", "receive")]
        for hit in self.grammar.margin.finditer(sentence.marks):
            guests = {(party.sides, party.person): party for one in met for party in one.parties}
            if guests:
                yield from self._attend(sentence, hit, (*guests.values(),), met[0].status)
        there = not met and memory.pair and self.grammar.met_there.search(sentence.marks)
        if there and not self.grammar.called_off.search(sentence.marks):
            for hit in self.grammar.margin.finditer(sentence.marks):
                yield from self._attend(sentence, hit, memory.pair, "past")
        yield from self._read_speeches(sentence)
        last, actor = find_speaker(sentence, self.grammar)
        if actor:
            for hit in self.grammar.opens.finditer(sentence.marks):
                coming = self.grammar.coming.search(sentence.marks, max(0, hit.start() - _NEAR), hit.start())
                yield from self._attend(sentence, hit, (actor,), "announced" if coming else "past")
            for hit in self.grammar.spoken_at.finditer(sentence.marks):
                if status := self._judge_speech(sentence, hit, last, actor):
                    yield from self._attend(sentence, hit, (actor,), status)
            near = "tại hội nghị" in sentence.marks or "tại diễn đàn" in sentence.marks
            there = self.grammar.spoken_there.search(sentence.marks) if near else None
            if (
                there
                and actor.named
                and (before := memory.told.get("attend"))
                and actor.sides != before.hosts[0].sides
            ):
                place = sentence.origin(there.start()), sentence.origin(there.end())
                yield Encounter("attend", sentence, *place, before.hosts, (actor,), "forum")

    def _read_speeches(self, sentence: Marked) -> Iterator[Encounter]:
        """Whose speech at a conference is told of: "Phát biểu của A tại Hội nghị G20 …"; not in a link, ">> …"."""
        marks = sentence.marks
        for hit in self.grammar.speech_of.finditer(marks) if any(map(marks.__contains__, _SPEECH)) else ():
            speaker = sentence.things[hit["guest"]]
            linked = marks.find(">>", max(0, hit.start() - _LINK), hit.start()) >= 0
            if isinstance(speaker, Party) and speaker.sides and not linked:
                yield from self._attend(sentence, hit, (speaker,), "past")

    def _judge_speech(self, sentence: Marked, hit: re.Match[str], last: int, actor: Party) -> str:
        """Past or announced; "" where it is not the actor, whose sign stands last at ``last``, who speaks there."""
        marks, first = sentence.marks, next((at for at, one in sentence.named if one == actor), last)
        between = [at for at, _ in sentence.named if first < at < hit.start("host")]
        between += (
            [] if actor.named else [at for at in sentence.list_persons() if first < at < hit.start("host")]
        )
        if between and last < between[-1]:
            return ""  # "A mời B phát biểu tại …"
        near = marks[max(0, hit.start() - _NEAR) : hit.start("host")]
        coming = self.grammar.coming.search(near.rpartition(",")[2])
        if hit["later"] is not None:  # "Tại Hội nghị G20, A sẽ …"
            if hit.start() or not self.grammar.follows.fullmatch(marks, hit.end("host"), last):
                return ""
            coming = self.grammar.shall.match(marks, last + 1) or self.grammar.soon.search(marks[:last])
        return "announced" if coming else "past"

    def _find_day_of_speech(self, sentence: Marked, hit: re.Match[str]) -> re.Match[str] | None:
        """The day on which is spoken at a conference: "Ngày 17/5, A phát biểu tại …", "Phát biểu ngày 17/5 tại …"."""
        if hit.re not in (self.grammar.spoken_at, self.grammar.speech_of) or not self.grammar.speaks.search(
            hit.group()
        ):
            return None
        opening = self.grammar.first_day.match(sentence.marks)
        return self.grammar.spoken_on.search(hit.group()) or opening

    def _attend(
        self, sentence: Marked, hit: re.Match[str], guests: Sequence[Party], status: str
    ) -> Iterator[Encounter]:
        """These at the conference whose organisation ``hit`` names last, or the country that it takes place in."""
        host = sentence.things[hit["host"][-1]]
        there = self.grammar.took_place.search(hit["host"])
        if isinstance(host, Party) and host.country and not there:
            there = self.grammar.held_at.match(sentence.marks, hit.end("host"))
            named = sentence.things[there["host"]] if there else host
            host, there = (named, there) if isinstance(named, Party) else (host, None)
        if (
            "lễ ký" in hit["host"]
            or isinstance(host, Day)
            or (isinstance(host, Party) and host.country and not there)
        ):
            return
        holder = host.holder if isinstance(host, Forum) else host._replace(sides=host.sides[:1], place=True)
        others = tuple(guest for guest in guests if guest.sides != holder.sides)
        if others:
            place = sentence.origin(hit.start("host")), sentence.origin(hit.end("host"))
            one = Encounter("attend", sentence, *place, (holder,), others, "forum", status)
            when = self.grammar.day_of.match(sentence.marks, hit.end("host"))
            when = when or self._find_day_of_speech(sentence, hit)
            if when and not hit.group().startswith("bên lề"):
                day = sentence.things[when["day"]]
                if isinstance(day, Day):
                    one.about, one.basis, one.days = day, "sentence", day if day.exact else None
            yield one


def _begins_with_group(told: Sequence[Told]) -> bool:
    """Whether "hai nhà lãnh đạo" stands in one of the first sentences."""
    return any(_GROUP.search(one.marks) for one, *_ in told[:_BEGINNING] if isinstance(one, Marked))


def _settle(one: Encounter, published: tuple[date, date] | None) -> None:
    """What the day of publication says of it: to come, or past; "thứ Bảy" of what is to come is the next one."""
    if one.days and published and one.status == "announced" and one.days.last < published[0]:
        told = one.sentence.cut(one.days.start, one.days.end).lower()
        if told.startswith(("thứ ", "chủ nhật")) and "/" not in told and "-" not in told:
            week = timedelta(days=7)
            one.days = one.about = one.days._replace(first=one.days.first + week, last=one.days.last + week)
    if one.about and published:
        if one.about.first > published[1]:
            one.status = "announced"
        elif one.about.last < published[0]:
            one.status = "past"
    if not one.days:
        one.basis = ""


def read_encounters(telling: Telling) -> Iterator[Encounter]:
    """What a verb or noun tells of, by its sort."""
    grammar, left = telling.grammar, telling.left
    if telling.verb.startswith("có mặt") and grammar.at_forum.match(telling.right):
        telling.kind = telling.form = "attend"
    if telling.form == "attend":
        found = read_attendance(telling)
    elif telling.kind == "visit" and "chọn" in left and (chosen := grammar.chosen.search(left)):
        found = read_choice(telling, chosen)
    elif telling.noun and telling.verb in grammar.stations:
        found = read_station(telling)
    elif telling.form in ("visit", "move"):
        found = read_visit(telling)
    elif telling.kind == "sign":
        found = read_signing(telling)
    elif telling.kind != "attend" and (telling.noun or is_bare_noun(telling)):
        found = read_noun(telling)
    else:
        found = read_verb(telling)
    return found
