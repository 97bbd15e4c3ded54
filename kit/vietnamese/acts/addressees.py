"""Addressees: the side to whom a statement is made, or at whom it is aimed."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

from kit.vietnamese.acts.phrases import Phrase
from kit.vietnamese.acts.sentence import Found, Sentence
from kit.vietnamese.acts.talks import Talks
from kit.vietnamese.names.cues import HOME

_REPORT = re.compile(
    r"[\s,:]*(?:các |những )?(?:thông tin|tin|báo cáo|tin đồn|bài báo|nội dung|tuyên bố về|"
    r"cáo buộc (?:trên|này|đó|nói trên))(?!\w)"
)
_AFTERWARDS = re.compile(r"(?<!\w)(?:nhằm|để|vì|do|khi|nếu|việc|mà|sau|trước|trong khi)(?!\w)")
_PLACES = (
    "tại|ở|khỏi|trên|gần|từ|sang|qua|đến|tới|trong|nam|bắc|đông|tây|miền|biển|giờ|thời|hậu|về|vấn đề|tình hình|"
    "chiến tranh|cuộc chiến|nội chiến|xung đột|khủng hoảng|bán đảo|chiến trường|chiến sự|phe đối lập|phe nổi dậy|"
    "quân nổi dậy|lực lượng nổi dậy|phiến quân|hội nghị|thượng đỉnh|hòa đàm|hoà đàm|họp báo với|họp báo chung với"
)
_ELSEWHERE_BUT_OF = tuple(f"{word} " for word in _PLACES.split("|"))
_ELSEWHERE = (*_ELSEWHERE_BUT_OF, "của ", "người ")
_OF_THEIRS = frozenset(
    (
        "oppose",
        "praise",
        "thank",
        "welcome",
        "support",
        "agree",
        "congratulate",
        "condole",
        "commit",
        "wish",
        "concern",
    )
)
_BILATERAL = re.compile(
    r"(?:hai|2) (?:nước|bên|quốc gia|phía|nhà lãnh đạo|ngoại trưởng|bộ trưởng|thủ tướng|tổng thống)|"
    r"song phương(?! (?:và|lẫn|cũng như|hoặc) đa phương)|đôi bên"
)
_SELF = re.compile(
    r"(?<!\w)(?:chúng (?:tôi|ta)|hai (?:nước|bên)|song phương|nước (?:này|ông|mình)|mình|họ|tôi)(?!\w)"
)
_BACK = re.compile(
    r"(?<!\w)(?:cho|với|giúp|ủng hộ|hỗ trợ) (?:chính phủ |nhân dân )?(?:nước|quốc gia) này(?!\w)"
)
_DEEPLY = "sâu sắc|chân thành|nồng nhiệt|nồng ấm|tốt đẹp|trân trọng|thân thiết"
_HEARING = re.compile(
    rf"(?: rõ| thẳng| thêm|(?:,| và)? (?:{_DEEPLY})(?: nhất)?)*"
    r" (?:với|cho|tới|đến|trước) (?:các |những |phía |ông |bà |ngài )?$"
)
_TURNS = re.compile(r"[,;] (?:đồng thời|và)(?!\w)")
_ELSEWHEN = ("trước đó", "hồi ", "tuần trước", "mới đây", "trong một diễn biến")
_AT_OTHERS = frozenset(("praise", "thank", "congratulate", "request", "welcome", "condole"))
# Acts that are done to whom they name first, also in a talk with another.
_FACING = frozenset(("request", "oppose", "invite", "thank", "congratulate", "condole"))
_TO_EACH = frozenset(("congratulate", "condole", "thank"))  # of any number of sides
_AT_THIRD = frozenset(("oppose", "request", "concern", "support", "commit"))
_TREATY = re.compile(
    r"(?<!\w)(?:hiệp định|hiệp ước|diễn đàn|uỷ ban|hội nghị|tuyên bố chung)(?!\w)[^,;.]* - $"
)
# What makes it no place: what a side does, and goods of it: "hành động của | Lào", "hàng nhập khẩu từ | Lào".
_THEIRS = re.compile(
    r"(?<!\w)(?:(?:hành (?:động|vi)|quyết định|chính sách|động thái|bước đi|nỗ lực|kế hoạch|vụ)(?: [\w-]+){0,6} của|"
    r"đối với(?: [\w-]+){1,14} của|sự(?: [\w-]+){1,3} của|(?:hàng|hàng hoá|hàng hóa|sản phẩm)(?: [\w-]+){0,3} từ) $"
)
_DEED = 80  # characters
_OPENS = 12  # characters with which what is said opens
# What is no part of a state: "cáo buộc hãng tin X của | Lào", "kênh truyền hình | Lào"; a firm where it is blamed.
_OWNED = r"(?: [\w.&-]+){0,3}(?: của)? $"
_MEDIA = re.compile(
    rf"(?<!\w)(?:hãng (?:tin|truyền thông|thông tấn)|kênh|tờ|đài|báo|báo chí|truyền thông){_OWNED}"
)
_FIRMS = re.compile(rf"(?<!\w)(?:hãng|công ty|tập đoàn){_OWNED}")
_KEEPING = ("vi phạm ", "trái với ", "theo ", "thực thi ", "thực hiện ", "tuân thủ ", "bất chấp ")
_RULES = ("nghị quyết của ", "quy định của ", "luật pháp của ")
_SINCE = re.compile(r", (?:sau|trước|kể từ)(?: [\w-]+){1,6} của $")
_THEN = re.compile(r"(?<!\w)(?:sau khi|trước khi|trong bối cảnh)(?!\w)")
# Acts that are done to somebody, and say why: "đáp trả sau khi | Lào | áp thuế".
_BLAMING = frozenset(("oppose", "concern"))
_LAST = re.compile(r"(?: và phu nhân)?\s*(?:[.;]|$)")  # behind the last of several hosts
_TITLE = 80  # characters of the name of a treaty
_MARKS = ' ,:"“'
_NEAR = 24  # characters before the first noun phrase of what is said
_HEARD = 40  # characters between a verb of saying and whom it is said to
_MOST = 2  # sides: a list of more is nobody's address


def find_addressees(
    one: Found, act: str, sentence: Sentence, own: str, talks: Talks, before: tuple[str, ...]
) -> tuple[str, ...]:
    """The side to whom a statement of one side is made, or at whom it is aimed; () if there is none.

    Parameters
    ----------
    one, act : the statement and its class.
    own : the side that speaks.
    talks : who is talking with whom.
    before : whom the statement before it in the sentence addressed.
    """
    if one.rule == "passive" and one.owner is not None:
        return _leave_out(own, one.owner.subject)
    low = sentence.low
    begin, end = one.content
    end = len(low) if end - begin < 5 else end
    said = _Said(sentence, one, act, own, begin, end, talks)
    if heard := said.find_hearer():
        return heard
    if act == "oppose" and (_REPORT.match(low, begin) or said.is_of_own()):
        return ()
    if act in _AT_OTHERS and said.is_at_home():
        return ()
    direct = said.find_direct() if act in _FACING else ()
    if direct:
        return direct
    if (
        own in talks.pair
        and len(talks.pair) > 1
        and (talks.report or _is_within_talk(said, sentence))
        and not talks.public
        and not _is_elsewhen(sentence)
    ):
        if act in _AT_THIRD:
            return said.find_third()
        if _is_for_partner(said, sentence, talks):
            return said.partner
    if one.rule == "invited":
        return _find_guest(sentence, said, talks)
    if not one.carries and _TURNS.match(low, begin):
        return ()  # "phủ nhận|, đồng thời …"
    return said.find_target() or _find_partner(said, one, talks, before)


def find_third_party(
    one: Found, act: str, sentence: Sentence, sides: tuple[str, ...], talks: Talks
) -> tuple[str, ...]:
    """The side at which a statement of several is aimed: "Mỹ và Hàn Quốc kêu gọi | Triều Tiên | kiềm chế"."""
    begin, end = one.content
    if act not in _AT_THIRD or end - begin < 5:
        return ()
    said = _Said(sentence, one, act, sides[0], begin, end, talks)
    direct = said.find_direct() or (said.find_aimed() if act == "oppose" else ())
    return direct if len(direct) <= _MOST and not set(direct) & set(sides) else ()


def _find_partner(said: _Said, one: Found, talks: Talks, before: tuple[str, ...]) -> tuple[str, ...]:
    """Whom a statement that names no side is about: the one before it, who reports it, or the partner of "hai nước"."""
    if not said.named and one.rule == "shared" and before:
        return before
    if not said.named and one.rule == "embedded" and one.owner is not None:
        return _leave_out(said.own, one.owner.subject)
    pair = talks.pair if said.own in talks.pair else talks.main
    return _others(pair, said.own) if said.own in pair and said.bilateral else ()


def _find_guest(sentence: Sentence, said: _Said, talks: Talks) -> tuple[str, ...]:
    """Who is invited: before ("Thủ tướng Lào đến Séc | theo lời mời của …"), or behind a comma, or else the partner."""
    low = said.low
    before = (phrase for phrase in sentence.phrases if phrase.end <= said.one.start)
    behind = (
        one for one in said.inside if low.endswith(", ", 0, one.start) and not _LAST.match(low, one.end)
    )
    for phrase in (*before, *behind):
        if guests := _leave_out(said.own, phrase):
            return guests
    pair = talks.pair if said.own in talks.pair else talks.main
    return _others(pair, said.own) if said.own in pair else ()


def _is_elsewhen(sentence: Sentence) -> bool:
    """Whether a sentence tells of another occasion than the talk: "Trước đó, Lào đã đề nghị …"."""
    meets = any(verb.sort == "talks" for _, _, verb in sentence.cues)
    return not meets and sentence.low.startswith(_ELSEWHEN)


def _is_within_talk(said: _Said, sentence: Sentence) -> bool:
    """Whether the sentence says in which talk it was: "Trong cuộc gặp Thủ tướng Lào, | Tổng thống Séc nói …"."""
    begin = said.one.start
    met = [start for start, _, verb in sentence.cues if verb.sort == "talks" and start < begin]
    return bool(met) and any(
        phrase.sides[:1] == said.partner for phrase in sentence.find_phrases(met[0], begin)
    )


def _is_for_partner(said: _Said, sentence: Sentence, talks: Talks) -> bool:
    """Whether what is said in a talk is for the partner: it names it, or both, or nobody where it is said there.

    A report of a talk at home tells of nothing else; news from abroad does.
    """
    if HOME in talks.pair or said.partner[0] in said.named or said.bilateral:
        return True
    return not said.named and any(verb.sort == "talks" for _, _, verb in sentence.cues)


def _others(pair: tuple[str, ...], own: str) -> tuple[str, ...]:
    return tuple([side for side in pair if side != own][:1])


def _leave_out(own: str, subject: Phrase | None) -> tuple[str, ...]:
    return tuple(side for side in subject.sides if side != own) if subject is not None else ()


class _Said:
    """The noun phrases in what is said, from ``begin`` to ``end``."""

    def __init__(
        self, sentence: Sentence, one: Found, act: str, own: str, begin: int, end: int, talks: Talks
    ):
        self.low, self.one, self.own, self.begin, self.end = sentence.low, one, own, begin, end
        self.partner = _others(talks.pair, own)
        self.acts = {act, one.act}
        self.places = _ELSEWHERE_BUT_OF if self.acts & _OF_THEIRS else _ELSEWHERE
        parent = sentence.vocabulary.organs.get(own, "")
        self.inside = [
            phrase.tell((own,)) if phrase.sides == (parent,) else phrase
            for phrase in sentence.find_phrases(begin, end)
            if phrase.sides
            and (phrase.sort != "pairs" or act in _TO_EACH)
            and not (
                self.low.endswith(" - ", begin, phrase.start)
                and _TREATY.search(self.low, max(begin, phrase.start - _TITLE), phrase.start)
            )
        ]
        self.named = [*dict.fromkeys(side for phrase in self.inside for side in phrase.sides if side != own)]

    @property
    def bilateral(self) -> bool:
        """Whether it is about the relations of two."""
        return _BILATERAL.search(self.low, self.begin, self.end) is not None

    @property
    def is_involved(self) -> bool:
        """Whether what is said is of the own side, too: a report of what another does is not said to that one."""
        own = any(self.own in phrase.sides for phrase in self.inside)
        return own or _SELF.search(self.low, self.begin, self.end) is not None

    @cached_property
    def _then(self) -> int:
        """Where it goes on with a time: "… | sau khi Lào rút quân"; behind its end, if it does not."""
        then = _THEN.search(self.low, self.begin + _OPENS, self.end)
        return then.start() if then else self.end

    def find_third(self) -> tuple[str, ...]:
        """In a talk, the third side at which it is aimed, else the partner."""
        third = self.find_direct() or self.find_aimed()
        aside = third and self.partner[0] not in self.named and not self.bilateral
        return third[:1] if aside else self.partner

    def find_target(self) -> tuple[str, ...]:
        """Outside of talks: the one side with which it begins, or the first of one or two that it names."""
        if direct := self.find_direct():
            return () if self.acts == {"inform"} and not self.is_involved else direct
        back = len(self.named) == 1 and self.low.find(" này", self.begin, self.end) >= 0
        if back and _BACK.search(self.low, self.begin, self.end):
            return (self.named[0],)  # "tiến trình cải cách tại Myanmar … cho nước này"
        aimed = self.find_aimed()
        if len(aimed) == _MOST and self._are_joined(aimed):
            return aimed
        return aimed[:1] if len(aimed) <= _MOST else ()

    def _are_joined(self, sides: tuple[str, ...]) -> bool:
        """Whether "và" joins two sides: "lập trường của Lào và ASEAN"."""
        return any(
            (*one.sides, *other.sides) == sides
            and self.low[one.end : other.start] == " và "
            and not self.low.endswith("giữa ", 0, one.start)
            for one, other in pairwise(self.inside)
        )

    def find_hearer(self) -> tuple[str, ...]:
        """Who is said to hear it: "nói với | Thủ tướng X"."""
        end = self.one.end
        for phrase in self.inside:
            near = end <= phrase.start <= end + _HEARD and phrase.sides[0] != self.own
            if near and _HEARING.fullmatch(self.low, end, phrase.start):
                return phrase.sides[:1]
        return ()

    def is_at_home(self) -> bool:
        """Whether it is aimed at the own side: a minister thanks an embassy of his own."""
        if self.one.carries or not self.inside:
            return False
        first = self.inside[0]
        if any(first.end + 4 == other.start and other.sides != first.sides for other in self.inside):
            return False  # "hoan nghênh Pháp và Maroc có chung quan điểm"
        return first.sides == (self.own,) and not self.low[self.begin : first.start].strip(_MARKS)

    def is_of_own(self) -> bool:
        """Whether an attack names the own side alone: a member of parliament condemns what the president did."""
        return not self.one.carries and bool(self.inside) and not self.named

    def find_direct(self) -> tuple[str, ...]:
        """The sides with which what is said begins, one or two or a list of names: "kêu gọi | Berlin | xem xét"."""
        for place, phrase in enumerate(self.inside):
            if phrase.start > self.begin + _NEAR:
                break
            lead = self.low[self.begin : phrase.start].strip(_MARKS)
            for word in ("rằng", "các", "việc"):
                lead = lead.removeprefix(word).strip()
            if self.own not in phrase.sides and not lead:
                if len(phrase.sides) > _MOST:
                    return phrase.sides if self.acts & _TO_EACH else ()
                joined = phrase.sort in ("name", "roles")
                return self._add_joined(place) if joined else phrase.sides
        return ()

    def _add_joined(self, place: int) -> tuple[str, ...]:
        """The sides of a name, and of those that are joined to it: "kêu gọi | Nga | , | Lào | và | Ukraine"."""
        joined, between = [self.inside[place]], ", "
        for one in self.inside[place + 1 :]:
            gap = self.low[joined[-1].end : one.start]
            if one.sort != "name" or gap not in (", ", " và ") or between != ", ":
                break
            joined, between = [*joined, one], gap
        sides = tuple(dict.fromkeys(side for one in joined for side in one.sides))
        whole = len(joined) == _MOST or between == " và "
        return sides if whole and self.own not in sides else joined[0].sides

    def _is_placed(self, phrase: Phrase) -> bool:
        """Whether it says where something is, not whom it is aimed at."""
        near = max(self.begin, phrase.start - _DEED)
        if self._stands_at(phrase, near):
            return True  # most often
        ruled = phrase.sort == "documents" and self.low.endswith(_KEEPING, 0, phrase.start)
        if ruled or self.low.endswith(_RULES, 0, phrase.start):
            return True  # "vi phạm | nghị quyết của LHQ"
        private = phrase.sort == "name" and _MEDIA.search(self.low, near, phrase.start)
        if private or (self.acts & _BLAMING and _FIRMS.search(self.low, near, phrase.start)):
            return True
        if self.low.startswith("(", phrase.start - 1):
            return True  # "ở thủ đô Kabul (| Afghanistan |)"
        if _SINCE.search(self.low, near, phrase.start):
            return True  # "…, sau động thái tương tự của | Lào"
        if not self.acts & _BLAMING and self._then < phrase.start:
            return True  # "cam kết xoa dịu căng thẳng sau khi | Lào | rút quân"
        by = self.low.endswith(" do ", 0, phrase.start)  # "thỏa thuận do | Mỹ | làm trung gian"
        return by and not self.low.endswith(" là do ", 0, phrase.start)

    def _stands_at(self, phrase: Phrase, near: int) -> bool:
        """Whether a word of place stands before it, and nothing that is theirs: "tại | Lào", but "từ | phía Lào"."""
        if not self.low.endswith(self.places, 0, phrase.start) or self.low.startswith("phía ", phrase.start):
            return False
        to_body = phrase.sort == "bodies" and self.low.endswith(("tới ", "đến ", "từ "), 0, phrase.start)
        return not to_body and not _THEIRS.search(self.low, near, phrase.start)

    def _is_of_two(self, place: int) -> bool:
        """Whether it is the first of two others who have to do with each other: "giữa | Lào và Séc"."""
        phrase, following = self.inside[place], self.inside[place + 1 : place + 2]
        between = self.places is _ELSEWHERE and self.low.endswith("giữa ", self.begin, phrase.start)
        if self.own in phrase.sides or not between:
            return False
        return not any(self.own in other.sides and other.start - phrase.end < _NEAR for other in following)

    def find_aimed(self) -> tuple[str, ...]:
        """The sides that are named where they are no place; of a list those before "nhằm", "khi" or "mà"."""
        low, aimed, after, placed, of_two = self.low, [], -1, False, False
        for place, phrase in enumerate(self.inside):
            listed = (
                placed
                and (of_two or phrase.sort == "name")
                and low[after : phrase.start] in (", ", " và ", " hay ", " hoặc ", " - ", "-", " – ")
            )
            of_two = self._is_of_two(place)
            placed = listed or of_two or self._is_placed(phrase)
            after = phrase.end if of_two or phrase.sort == "name" else -1
            if not placed:
                aimed.append(phrase)
        sides = [*dict.fromkeys(side for phrase in aimed for side in phrase.sides if side != self.own)]
        if len(sides) > _MOST and (turn := _AFTERWARDS.search(low, self.begin + _OPENS, self.end)):
            early = [side for p in self.inside if p.start < turn.start() for side in p.sides if side in sides]
            return tuple(early[:1])
        return tuple(sides)
