"""Subjects: which noun phrase of a sentence does what a verb says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice, pairwise

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import Sentence

_STATES = ("name", "seat")
_INCLUDING = (", gồm", ", bao gồm", ", trong đó có")  # "một số nước EU, gồm | Đức và Pháp"
_SCHOOLS = ("học viện", "đại học", "viện nghiên cứu")  # "Học viện | Hoàng gia Lào"
_REPORTED = (" đưa tin", " loan tin", " tường thuật")  # "Reuters đưa tin | Mỹ lên án …"
_BOTH = "cả"  # "cả | Mỹ và Nga", "cả | Mỹ lẫn Nga"
_WITH = (" và ", ", và ", " lẫn ", " cùng ", " cùng với ")
_SPELT_SMALL = frozenset(("documents", "bodies", "roles", "offices", "local", "pairs", "pronouns"))
_RANKED = re.compile(r"(?:[^\W\d_]+ ){0,3}?([A-ZĐ][\w.'’-]*(?: (?:[A-ZĐ]|al-)[\w.'’-]*)+)")
_BEHALF = re.compile(r"(?: đã| cũng)? thay mặt (?:cho |lãnh đạo |toàn thể )*")
_BEHALF_OF = 4  # noun phrases: who speaks, and up to three for whom
_JOINING = frozenset(
    ("nhưng", "song", "còn", "rằng", "đó", "thì", "và", "rồi", "nay", "vậy", "thế", "dù", "tuy", "dẫu")
)
_SENT = ("gửi tới ", "gửi đến ", "gửi cho ", "trao cho ", "chuyển cho ", "chuyển tới ")
_LEADING = " \n*-|([.…"
_FEW = 12  # noun phrases of a clause that are looked at
_CRITICS = re.compile(r"(?:người|nhóm|phe|bên)(?: đã| từng)? (?:chỉ trích|phản đối|ủng hộ|lên án|công kích)$")
_LONGEST_CRITIC = 24  # characters
_TAKING = frozenset(("oppose", "praise", "thank", "congratulate", "condole", "welcome", "invite", "support"))
_HELD = (" trong cuộc ", " trong buổi ", " trong bài ", " tại cuộc ", " tại buổi ", " tại hội nghị ")
_MADE = (" sau ", " tại ", " trong ", " ngày ")
_ACADEMIC = re.compile(
    r"(?<!\w)(?:đại học|học viện|viện|trung tâm|chuyên gia|giáo sư|nhà nghiên cứu|nhà phân tích|học giả)(?!\w)"
)
_HELD_BY_ONE = frozenset(("person", "roles", "bodies", "offices"))
_STAYING = re.compile(r"(?:hiện )?đang (?:có mặt|có chuyến|(?:ở )?thăm|ở|công du|làm việc|tham dự|dự)(?!\w)")
_LONGEST_TITLE = 70  # characters of an office
_LONGEST_SOURCE = 220  # characters between who is quoted and what they say

_IN_TOWN = re.compile(r"(?<!\w)(?:tại|ở)(?: [\w-]+){1,5}, $")
_TOWN = 50  # characters before a country in which its town stands


def find_subject(sentence: Sentence, begin: int, at: int) -> Phrase | None:
    """The noun phrase that is the subject of the verb at ``at``, in the clause from ``begin``."""
    before = sentence.step_back(at)
    first = bisect_left(sentence.starts, begin)
    inside = sentence.phrases[first : bisect_right(sentence.ends, before)]
    if not inside:
        return _find_apposed(sentence, begin, before)
    last = _join_name(sentence, inside)
    if len(inside) == 1 and (posted := _find_posted(sentence, last, before)):
        return posted
    if inside[0].sort in _STATES and _is_affiliation(sentence, sentence.step_back(inside[0].start)):
        return None
    for one, other in pairwise(inside[-_BEHALF_OF:]):
        if _BEHALF.fullmatch(sentence.low, one.end, other.start):
            return one
    if sentence.is_modified(last.end, before) and _may_be_subject(sentence, last, begin):
        joined = _join_partners(sentence, last)
        return joined if joined.start == last.start or _may_be_subject(sentence, joined, 0) else None
    for phrase in inside[:_FEW]:
        speaks = phrase.sides and phrase.sort in ("roles", "person", "bodies")
        if speaks and sentence.ends_with(phrase.start, "sources"):
            far = before - phrase.end > _LONGEST_SOURCE or sentence.has_verb(phrase.end, before)
            return None if far else phrase
    opening = inside[0]
    lead = sentence.low[begin : opening.start].strip(_LEADING)
    adverbs = sentence.vocabulary.sets["adverbs"]
    opens = not lead or lead in adverbs or lead == "trong khi" or sentence.opens(begin, opening.start)
    if opens and (sentence.is_modified(opening.end, before) or _is_dated(sentence, opening, before)):
        return _join_partners(sentence, opening)
    return _find_titled(sentence, begin, before)


def _join_name(sentence: Sentence, phrases: list[Phrase]) -> Phrase:
    """The last noun phrase, with the office before whose holder it names: "phát ngôn viên Nhà Trắng là | ông X"."""
    last = phrases[-1]
    office = phrases[-2] if len(phrases) > 1 else last
    if last.sides or not last.name or office.sort not in _HELD_BY_ONE:
        return last
    held = sentence.low[office.end : last.start] == " là "
    return office._replace(end=last.end, name=last.name) if held else last


def _find_posted(sentence: Sentence, state: Phrase, at: int) -> Phrase | None:
    """Who is in the town of a state: "Đại sứ quán Mỹ | tại thủ đô Kiev, Ukraine | thông báo"."""
    if state.sort not in _STATES or state.end != at:
        return None
    town = _IN_TOWN.search(sentence.low, max(0, state.start - _TOWN), state.start)
    posted = sentence.find_last(town.start()) if town else None
    fits = posted is not None and town is not None and posted.end == town.start() - 1
    return posted if fits and posted is not None and _may_be_subject(sentence, posted, 0) else None


def _is_dated(sentence: Sentence, opening: Phrase, at: int) -> bool:
    """Whether it stands there when something was said: "Tuyên bố chung sau cuộc gặp của A và B | nêu rõ"."""
    gap, lead = sentence.low[opening.end : at], _MADE if opening.sort == "documents" else _HELD
    fits = opening.sort in ("documents", "person") and len(gap) < _LONGEST_SOURCE and "," not in gap
    return fits and gap.startswith(lead) and not sentence.has_verb(opening.end, at)


def _find_titled(sentence: Sentence, begin: int, at: int) -> Phrase | None:
    """The person before an office that is nobody's, or a stay: "Ngài X, | Thị trưởng thành phố Seoul"."""
    person = sentence.find_last(begin - 1)
    if person is None or person.end != begin - 1 or person.sort != "person":
        return None
    if sentence.ends_with(sentence.step_back(person.start), "no subject after"):
        return None  # "trước cuộc gặp | Thủ tướng X, Chủ tịch công ty Y"
    title = sentence.low[begin:at].lstrip()
    described = _STAYING.match(title) or sentence.vocabulary.patterns["apposed"].match(title)
    if described is None or len(title) >= _LONGEST_TITLE:
        return None
    first = at - len(title)
    stays = described.re is _STAYING
    return None if sentence.has_verb(first + described.end() if stays else first, at) else person


def _find_apposed(sentence: Sentence, begin: int, at: int) -> Phrase | None:
    """The office before a name that nobody knows: "Người phát ngôn quân đội, | Chuẩn tướng X"."""
    office = sentence.find_last(begin - 1)
    if office is None or office.end != begin - 1 or office.person or office.sort not in _HELD_BY_ONE:
        return None
    name = _RANKED.fullmatch(sentence.text[begin:at].strip())
    return office._replace(name=name[1]) if name else None


def _join_partners(sentence: Sentence, phrase: Phrase) -> Phrase:
    """ "A và B", "A, B và C" as one phrase."""
    place = bisect_left(sentence.ends, phrase.end) if phrase.sort != "pairs" else 0
    listed, states = False, phrase.sort in (*_STATES, "group")
    for at in range(place - 1, -1, -1):
        other = sentence.phrases[at]
        gap = sentence.low[other.end : phrase.start]
        if (other.sort == "documents" and not other.sides) or sentence.is_quoted(other.start):
            break
        if other.sort == "pronouns" and (gap != " và " or other.sides == phrase.sides):
            break
        several = other.sort in ("offices", "roles") and not other.person + other.name
        # "Nga, Mỹ và Đức", "Ngoại trưởng Nga, Mỹ và Đức", but not "bên lề hội nghị G20, | ông X và ông Y"
        of_states = states and (other.sort in _STATES or several)
        if gap in (", ", "), ") and (of_states or (phrase.sort == "group" and other.sort == "person")):
            listed = (listed and of_states) or _begins(sentence, other) or _goes_on(sentence, at)
            if not listed:
                break
        elif gap not in _WITH and not (gap == " - " and of_states):
            break
        listed = True
        sides = tuple(dict.fromkeys((*other.sides, *phrase.sides)))
        sort = "group" if len(sides) > 1 else other.sort
        phrase = Phrase(other.start, phrase.end, sort, sides, "", other.head)
    both = phrase.sort == "group" and sentence.word_before(phrase.start) == _BOTH
    return phrase._replace(start=phrase.start - len(_BOTH) - 1) if both else phrase


def _begins(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether it begins a clause."""
    before = sentence.word_before(sentence.step_back(phrase.start))
    return not before or before == _BOTH or not (before[0].isalnum() or before in ")-–")


def _goes_on(sentence: Sentence, place: int) -> bool:
    """Whether the phrase goes on a list that begins a clause: "Mỹ, | Nhật Bản, | Hàn Quốc"."""
    phrases = sentence.phrases
    return place > 0 and sentence.low[phrases[place - 1].end : phrases[place].start] in (", ", "), ")


def _may_be_subject(sentence: Sentence, phrase: Phrase, begin: int) -> bool:
    """Whether what stands before a noun phrase lets it be the subject of a clause."""
    if sentence.opens(begin, phrase.start):
        return True
    at = sentence.step_back(phrase.start)
    spelt = sentence.text[phrase.start].isupper() and phrase.sort in _SPELT_SMALL
    spelt = spelt and not sentence.low.endswith(_SCHOOLS, 0, at)
    if spelt and phrase.sort == "offices":
        spelt = not sentence.ends_with(at, "others")  # "con gái | Tổng thống"
    if spelt and not sentence.low.endswith(_SENT, 0, phrase.start):
        return True
    word = sentence.word_before(at)
    if word in ("được", "bị") or sentence.ends_with(at, "sources"):
        return True
    if phrase.sort == "group" and sentence.low.endswith(_INCLUDING, 0, at):
        return True
    if sentence.ends_with(at, "no subject after"):
        return word in ("và", "lẫn", "")
    if sentence.low.endswith(_REPORTED, 0, at) or (phrase.sort == "group" and _is_told(sentence, at)):
        return True  # "thông báo | Lào và Séc", which is no "báo Lào"
    if sentence.ends_with(at, "others") or _is_object(sentence, at):
        return False
    if word in _JOINING or not (word.isalnum() or word == ")"):
        return True
    if phrase.sort in ("pronouns", "pairs", "roles", "offices", "local"):
        piece = sentence.low[begin:at].split(None, 1)
        return bool(piece) and piece[0] in sentence.vocabulary.sets["introductions"]
    first = sentence.phrases[bisect_left(sentence.starts, phrase.start)]
    return first.sort == "person"


def _is_object(sentence: Sentence, at: int) -> bool:
    """Whether a verb ends at ``at`` whose object follows: "những người chỉ trích | Tổng thống X"."""
    if _CRITICS.search(sentence.low, max(0, at - _LONGEST_CRITIC), at):
        return True
    place = bisect_left(sentence.acts, at) - 1
    end, verb = sentence.verb_at[sentence.acts[place]] if place >= 0 else (0, None)
    return verb is not None and end == at and verb.act in _TAKING


def _is_told(sentence: Sentence, at: int) -> bool:
    """Whether a verb of saying ends at ``at``: "cho biết | Lào và Séc đã nhất trí"."""
    place = bisect_left(sentence.acts, at) - 1
    end, verb = sentence.verb_at[sentence.acts[place]] if place >= 0 else (0, None)
    tells = verb is not None and (verb.carries or verb.act == "inform")
    return tells and end == at


def _is_affiliation(sentence: Sentence, at: int) -> bool:
    """Whether a state behind the comma at ``at`` says where somebody works: "X, giáo sư Đại học Y, | Mỹ"."""
    before = sentence.low[max(0, at - _LONGEST_TITLE) : max(0, at - 1)].rsplit(",", 1)
    return sentence.low[at - 1 : at] == "," and len(before) > 1 and _ACADEMIC.search(before[1]) is not None


def find_main_subject(sentence: Sentence, begin: int, at: int) -> Phrase | None:
    """The subject of the main clause that begins before ``at``, for verbs that share it."""
    if sentence.is_broken(begin + 12, at):
        return None
    low = sentence.low
    place, subject, settled = sentence.main_subjects.get(begin, (begin, None, False))
    while not settled and place < at:
        stop = min([cut for mark in ",;" if (cut := low.find(mark, place, at)) >= 0] or [at])
        start = place
        while start < stop and low[start] in _LEADING:
            start += 1
        subject = _find_first(sentence, place, start, stop)
        alone = subject is not None and subject.start == start and subject.end == stop < at
        if alone and _IN_TOWN.search(low, max(begin, start - _TOWN), start):
            subject, place = None, stop + 1  # "tại Hamburg, Đức, Thủ tướng …"
            continue
        stranger = (
            start < stop and start not in sentence.verb_at and not _is_introduction(sentence, start, stop)
        )
        settled = subject is not None or stranger  # a stranger: somebody who is no side
        if not settled and stop == at:
            break
        place = stop + 1
    sentence.main_subjects[begin] = place, subject, settled
    return _join_following(sentence, subject) if subject is not None and subject.start < at else None


def _join_following(sentence: Sentence, phrase: Phrase) -> Phrase:
    """A first subject with the one that "và" joins to it."""
    place = bisect_left(sentence.ends, phrase.end) + 1
    if place < len(sentence.phrases):
        other = sentence.phrases[place]
        sides = tuple(dict.fromkeys((*phrase.sides, *other.sides)))
        if sentence.low[phrase.end : other.start] in (" và ", " cùng ") and len(sides) > 1:
            return Phrase(phrase.start, other.end, "group", sides, "", phrase.head)
    return phrase


def _find_first(sentence: Sentence, begin: int, start: int, stop: int) -> Phrase | None:
    """The noun phrase with which the piece of a sentence from ``start`` to ``stop`` begins, introductions left out."""
    intro = sentence.vocabulary.sets["introductions"]
    place = bisect_left(sentence.ends, begin)
    for phrase in islice(sentence.phrases, place, None):
        if phrase.start >= stop:
            break
        if phrase.start < begin:
            continue
        if sentence.opens(start, phrase.start):
            return phrase
        if sentence.low[start : phrase.start].split(None, 1)[0] not in intro:
            break
        if phrase.sort == "person" and not sentence.ends_with(phrase.start, "no subject after"):
            return phrase
    return None


def _is_introduction(sentence: Sentence, start: int, stop: int) -> bool:
    words = sentence.low[start:stop].split(None, 2)[:2]
    intro = sentence.vocabulary.sets["introductions"]
    return not words or words[0] in intro or " ".join(words) in intro


def find_later_subject(sentence: Sentence, after: int) -> Phrase | None:
    """The subject behind a verb that stands first: "Đánh giá cao …, | Phó Chủ tịch | cảm ơn"."""
    first = bisect_right(sentence.starts, after)
    if first < len(sentence.phrases) and not sentence.low[after : sentence.starts[first]].strip(" ,:"):
        first += 1  # what is said begins with it
    for phrase in sentence.phrases[first : first + _FEW]:
        if sentence.is_linked(phrase.start):
            continue
        if sentence.word_before(sentence.step_back(phrase.start)) != ",":
            continue
        place = bisect_left(sentence.verbs, phrase.end)
        at = sentence.step_back(sentence.verbs[place]) if place < len(sentence.verbs) else -1
        if at >= 0 and (sentence.is_modified(phrase.end, at) or _BEHALF.match(sentence.low, phrase.end)):
            return phrase
    return None
