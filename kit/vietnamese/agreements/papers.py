"""Papers by their names: where the name of an agreement ends, whom it binds, and what it is about.

A name is read from the word that begins it, part after part: words of its own (*Hiệp định* Thương mại tự do), the
parties (giữa … và …, với …, của …, Việt Nam - EU), what it is about (về …, trong lĩnh vực …). It ends where a word
stands that is no part of a name, or at a sign.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kit.vietnamese.agreements.vocabulary import Vocabulary
from kit.vietnamese.syllables import is_vietnamese_syllable

_LONGEST = 400  # characters of a name
_MOST_WORDS, _MOST_ABOUT = 12, 30  # words of its own, and of what it is about
_WORD = re.compile(r" ([^\s,.;:()\"“”…\[\]/]+(?:/[^\W\d][^\s,.;:()\"“”…\[\]]*)?)")
_QUOTED = re.compile(r" [“\"][^”\"\n]{1,80}[”\"]")
_SHORT = re.compile(r" \([^\W\d_][\w&/-]{1,14}\)")
_PERIOD = re.compile(r" giai đoạn (?:\d{4}(?: ?- ?\d{4})?)| \d{4} ?- ?\d{4}")
_BETWEEN = re.compile(r"(?: (?:đã )?(?:được )?ký(?: kết)?(?: (?:vào )?(?:ngày|năm|tháng) [\d/-]+)?)? giữa ")
_FOUR_WORDS = re.compile(r"(?:[^\s,.;:()]+ ){1,4}")
_DASH = re.compile(r" ?- ?")
_LISTED = re.compile(
    r"(?<!\w)(?:các|những|nhiều|một số|\d{1,3}) (?=\w+(?: \w+){0,4}(?:,| và|, và)(?: văn (?:bản|kiện))?$)"
)
_HOW_MANY = re.compile(r"(?<![\w/-])(?:[2-9]|[1-9]\d{1,2})$")
_LIST = re.compile(r"(?:, [^\s,.;:()]+(?: [^\s,.;:()]+){0,5}){1,6},? và (?=\S)")
_TO_PARTY = re.compile(
    r" (?:(?:giữa|với|của|và|cùng) )?(?:(?:chính phủ|phía|nhà nước|bộ [\w ]{2,30}?|quốc hội) )?"
)
_AND = re.compile(r" (?:và|với|cùng) ")
_NUMBER = re.compile(r"\d[\d.]*")

# Start of each partner named → its end and key ("" for a region).
Entities = Mapping[int, tuple[int, str]]


@dataclass
class Paper:
    """A paper named at ``text[start:end]``: its kind, parties, and where the words stand that say what it is about.

    ``two``: it is that of "hai nước". ``signed``: where its name says that it was (Bản ghi nhớ được ký giữa …).
    ``inner``: where the name of another paper begins within it (Kế hoạch triển khai Hiệp ước …), else 0.
    """

    start: int
    end: int
    kind: str
    head: str
    parties: list[str] = field(default_factory=list)
    two: bool = False
    subject: tuple[int, int] = (0, 0)
    named: bool = False
    rule: str = ""
    key: str = ""
    signed: tuple[int, int] = (0, 0)
    inner: int = 0


class Reader:
    """Reads the names of papers in one article."""

    def __init__(self, text: str, low: str, entities: Entities, vocabulary: Vocabulary):
        self.text, self.low, self.entities, self.words = text, low, entities, vocabulary
        self.lists = vocabulary.lists

    def read(self, start: int, end: int) -> Paper:
        """The paper whose name begins with the words from ``start`` to ``end``."""
        head = self.low[start:end]
        paper = Paper(start, end, self.words.kinds[head], head)
        line = self.low.find("\n", end, end + _LONGEST)
        self.limit = line if line >= 0 else min(len(self.low), end + _LONGEST)
        at = self._read_own(paper, end)
        while (
            after := self._read_between(paper, at)
            or self._read_party(paper, at)
            or self._read_about(paper, at)
            or self._read_period(paper, at)
        ):
            at = after
        self._judge(paper)
        return paper

    def _is(self, name: str, at: int) -> re.Match[str] | None:
        return self.lists[name].match(self.low, at, self.limit)

    def _read_own(self, paper: Paper, at: int) -> int:
        """The words of its own: Thương mại tự do; Chicago; “hải đăng”."""
        self.closed = paper.kind == "joint_statement"
        for _ in range(_MOST_WORDS):
            after = (
                self._read_aside(paper, at) or self._read_partner(paper, at) or self._read_own_word(paper, at)
            )
            if not after:
                break
            at = after
            if paper.inner:
                break
        return at

    def _read_aside(self, paper: Paper, at: int) -> int:
        """An abbreviation in brackets, or all of the name in quotation marks."""
        if short := _SHORT.match(self.text, at, self.limit):
            self.closed = True
            return short.end()
        if at != paper.end or paper.named or not (quoted := _QUOTED.match(self.text, at, self.limit)):
            return 0
        return self._name(paper, quoted.end())

    def _name(self, paper: Paper, end: int) -> int:
        """Note that it is named by words of its own, up to here."""
        paper.named, paper.rule, paper.end = True, paper.rule or "name", end
        return end

    def _read_partner(self, paper: Paper, at: int) -> int:
        """A partner among the words of its own: An ninh Mỹ - Nhật."""
        dash = _DASH.match(self.low, at, self.limit)
        begin = dash.end() if dash else at + 1
        if not dash and not self.low.startswith(" ", at):
            return 0
        end, key = self.entities.get(begin, (0, ""))
        if not at < end <= self.limit:
            return 0
        if key:
            paper.parties.append(key)
            paper.rule = "pair"
        self.closed = True
        return self._name(paper, end)

    def _read_own_word(self, paper: Paper, at: int) -> int:
        word = _WORD.match(self.low, at, self.limit)
        if word is None:
            return 0
        begin, written = at + 1, word.group(1)
        if self.words.head.match(self.low, begin):
            return self._read_inner(paper, begin)
        known = self._is("plain", begin) or self._is("sorts", begin)
        kept = None if written in ("tại", "ở") else self._is("kept", begin)
        capital = self.text[begin].isupper()
        if written == "và" and known is None:
            if not self._begins_name(word.end() + 1):
                return 0
        elif (
            self._ends_own(begin, kept is not None, capital)
            or _NUMBER.fullmatch(written)
            or (self.closed and not capital and known is None)
        ):
            return 0
        paper.end = max(found.end() for found in (word, known, kept) if found)
        if capital or known is None:
            self.closed = self.closed or (capital and not is_vietnamese_syllable(written))
        sort = self.text[paper.start].isupper() and self._is("sorts", begin)
        enough = paper.kind == "treaty" or paper.head == "hiệp định"  # hiệp ước cấm vũ khí hạt nhân
        if capital or sort or (known is None and enough and written != "và"):
            self._name(paper, paper.end)
        return paper.end

    def _ends_own(self, at: int, kept: bool, capital: bool) -> bool:
        """Whether a word is none of its own, but what it is about, or what is said of it."""
        if self._is("about", at) or self._is("two", at):
            return True
        return not kept and bool(self._is("ends", at) or (not capital and self._is("core_ends", at)))

    def _read_inner(self, paper: Paper, at: int) -> int:
        """The paper that a plan carries out, whose parties are those of the plan: Kế hoạch triển khai Hiệp ước …"""
        head = self.words.head.match(self.low, at)
        if paper.kind != "plan" or head is None or self.words.kinds[head.group()] == "plan":
            return 0
        carried = Reader(self.text, self.low, self.entities, self.words).read(at, head.end())
        if not carried.named:
            return 0
        paper.parties, paper.two, paper.rule = [*carried.parties], carried.two, "carries out"
        paper.inner = at
        return self._name(paper, carried.end)

    def _begins_name(self, at: int) -> bool:
        """Whether behind "và" still a word of the name stands: Hữu nghị và Hợp tác."""
        if at >= self.limit or self.words.head.match(self.low, at) or self._is("turns", at):
            return False
        if self.text[at].isupper():
            return at not in self.entities
        words = _FOUR_WORDS.match(self.low, at, self.limit)  # và láng giềng thân thiện Trung - Nga
        return words is not None and any(
            place in self.entities for place in range(at + 1, words.end() + 1) if not self._is("ends", place)
        )

    def _ends_here(self, at: int) -> re.Match[str] | None:
        return None if self._is("kept", at) else self._is("ends", at)

    def _read_between(self, paper: Paper, at: int) -> int:
        """The parties behind "giữa": giữa Việt Nam, Lào và Campuchia; giữa Chính phủ hai nước."""
        lead = _BETWEEN.match(self.low, at, self.limit)
        if lead is None:
            return 0
        begin = lead.end()
        if lead.group() != " giữa ":
            paper.signed = lead.span()
        stop = min(
            (self.low.find(sign, begin, self.limit) % (self.limit + 1) for sign in ".;:("), default=self.limit
        )
        about = re.search(r" (?:về|ký|trong lĩnh vực|đã|được|nhằm|sẽ|là)(?!\w)", self.low[begin:stop])
        stop = begin + about.start() if about else stop
        joint = _AND.search(self.low, begin, stop)
        if two := self.lists["two"].search(self.low, begin, joint.start() if joint else stop):
            paper.two = True
            return self._close(paper, two.end(), "between")
        inside = [place for place in range(begin, stop) if place in self.entities and self.entities[place][1]]
        last = 0
        for place in inside:
            paper.parties.append(self.entities[place][1])
            last = self.entities[place][0]
            dashed = _DASH.match(self.low, last)
            if (joint is None and not (dashed and dashed.end() in inside)) or (
                joint and place >= joint.end()
            ):
                break
        if last and joint and last < joint.start():  # giữa Việt Nam và hãng X: no partner behind "và"
            comma = self.low.find(",", joint.end(), stop)
            last = min(comma if comma >= 0 else stop, joint.end() + 60)
            last = last if last < joint.end() + 60 else self.low.rfind(" ", 0, last)
        if not last:
            comma = self.low.find(",", begin, stop)
            last = comma if comma >= 0 else stop
            last = last if last <= begin + 60 else max(begin, self.low.rfind(" ", begin, begin + 60))
        return self._close(paper, last, "between")

    def _close(self, paper: Paper, end: int, rule: str) -> int:
        paper.named, paper.end = True, end
        paper.rule = rule if paper.rule in ("", "name") else paper.rule
        return end

    def _read_party(self, paper: Paper, at: int) -> int:
        """A party behind "với" or "của", or after a dash: với EU; của Liên hợp quốc; của hai nước."""
        if paper.end < at and not self.low.startswith((" với ", " của "), at):
            return 0
        lead = _TO_PARTY.match(self.low, at, self.limit)
        dash = _DASH.match(self.low, at, self.limit)
        begin = lead.end() if lead and lead.group().strip() else -1
        if dash and dash.end() in self.entities and "-" in dash.group():
            begin = dash.end()
        if begin in self.entities and self.entities[begin][0] <= self.limit:
            end, key = self.entities[begin]
            if self.low.startswith(" và ", at) and not paper.parties:
                return 0
            paper.parties += [key] if key else []
            return self._close(paper, end, "of" if self.low.startswith(" của ", at) else "between")
        two = self.lists["two"].match(self.low, at + 5, self.limit)
        if two and self.low.startswith((" với ", " của "), at):
            paper.two = True
            return self._close(paper, two.end(), "between")
        return 0

    def _read_about(self, paper: Paper, at: int) -> int:
        """What it is about: về các vấn đề di cư; of a project also what it is to do."""
        lead, aim = self._is("about", at + 1), self._is("aims", at + 1) if paper.kind == "project" else None
        if not (lead or aim) or not self.low.startswith(" ", at) or paper.subject[1]:
            return 0
        begin = (lead or aim).end() + 1  # type: ignore[union-attr]
        verb = _WORD.match(self.low, begin - 1, self.limit) if aim else None  # nhằm giúp …
        end = self._read_words(paper, verb.end() if verb else begin - 1)
        if end < begin:
            return 0
        paper.subject, paper.named, paper.end = (begin, end), True, end
        paper.rule = paper.rule if paper.rule in ("between", "of", "pair") else "about"
        return end

    def _read_words(self, paper: Paper, at: int) -> int:
        """Where the words end that begin at ``at``: at a sign, or before a word that is no part of a name."""
        last = at
        for _ in range(_MOST_ABOUT):
            if quoted := _QUOTED.match(self.text, at, self.limit):
                at = last = quoted.end()
                continue
            if self.low.startswith(",", at):
                listed = _LIST.match(self.low, at, self.limit)
                if listed is None or self._turns(listed.group(), at):
                    break
                at = last = listed.end() - 4
            word = _WORD.match(self.low, at, self.limit)
            if word is None:
                break
            begin = word.start(1)
            if begin in self.entities and self.entities[begin][0] <= self.limit:
                at = last = self._read_pair(paper, begin)
                continue
            kept = self._is("kept", begin)
            if word.group(1) in ("và", "hoặc") and kept is None:
                following = word.end() + 1
                if self._is("turns", following) or self.words.head.match(self.low, following):
                    break
                at = word.end()
                continue
            in_partner = word.group(1) in ("tại", "ở") and word.end() + 1 in self.entities
            if self._ends_here(begin) and not in_partner:
                break
            at = max(word.end(), kept.end() if kept else 0)
            if word.group(1) not in ("của", "về", "cho", "các", "những", "-", "một", "việc"):
                last = at
        return last

    def _read_pair(self, paper: Paper, begin: int) -> int:
        """A partner in what it is about; two with a dash between are its parties: về quan hệ Việt Nam - Nhật Bản."""
        end, key = self.entities[begin]
        dash = _DASH.match(self.low, end, self.limit)
        if dash is None or dash.end() not in self.entities:
            return end
        end, other = self.entities[dash.end()]
        paper.parties = paper.parties or [key, other]
        return min(end, self.limit)

    def _turns(self, listed: str, at: int) -> bool:
        """Whether an item of a list begins what is no longer the name."""
        begins = [at + part.end() for part in re.finditer(r", | và ", listed)]
        return any(
            self._is("turns", begin) or self._ends_here(begin) or self.words.head.match(self.low, begin)
            for begin in begins
        )

    def _read_period(self, paper: Paper, at: int) -> int:
        period = _PERIOD.match(self.low, at, self.limit)
        if period:
            paper.end = period.end()
        return period.end() if period else 0

    def _judge(self, paper: Paper) -> None:
        """Whether it is named, and is one: not "các hiệp định", "hai bên thỏa thuận", or a project of one country."""
        before = self.low[max(0, paper.start - 50) : paper.start].rstrip().rpartition("\n")[2]
        capital = self.text[paper.start].isupper()
        if paper.kind in ("project", "plan"):
            paper.named = self._is_joint(paper)
        elif paper.kind == "joint_statement":
            paper.named, paper.rule = capital or not _last(self.lists["deeds"], before), paper.rule or "joint"
        elif paper.kind == "memorandum" and not paper.named:
            paper.named = _last(self.lists["signed"], before) and not self._is_plain(paper)
            paper.rule = "name"  # ký bản ghi nhớ chống khủng bố
        elif not (capital or paper.named) and paper.kind in ("treaty", "agreement"):
            own = self.lists["sorts"].search(self.low, paper.start + len(paper.head), paper.end)
            paper.named = own is not None and _last(self.lists["signed"], before)
            paper.rule = "signed" if paper.named else paper.rule  # ký thỏa thuận di cư
        elif paper.head == "thoả thuận" and not capital:
            paper.named = paper.rule not in ("", "name") and not _last(self.lists["deeds"], before)
        elif not capital and paper.rule == "between" and not (paper.parties or paper.two or paper.subject[1]):
            paper.named = False  # một hiệp định giữa ba nước
        elif not capital and paper.rule == "name" and _last(self.lists["one"], before):
            paper.named = False
        paper.named = paper.named and not self._are_many(paper, before)

    def _are_many(self, paper: Paper, before: str) -> bool:
        """Whether no paper in particular is meant: các hiệp định; 12 dự án; các chương trình, dự án; thỏa thuận nào."""
        behind = paper.start + len(paper.head)
        none = self.lists["none"].search(self.low, behind, max(behind + 8, paper.end + 5))
        if none or _HOW_MANY.search(before) or _last(self.lists["many"], before):
            return True
        listed = _LISTED.search(before)  # các chương trình, dự án
        return bool(
            listed
            and not self.text[paper.start].isupper()
            and self.lists["papers"].match(before, listed.end())
        )

    def _is_joint(self, paper: Paper) -> bool:
        """Whether a plan or project is one of several: of hai nước, Việt - Nhật, giữa …; paid for by a partner."""
        if paper.two or paper.inner or len(set(paper.parties)) > 1:
            return True
        if paper.kind == "project":
            self._read_funder(paper)
            return bool(paper.parties) and paper.rule in ("between", "funded")
        own = self.lists["ties"].search(self.low, paper.start + len(paper.head), paper.end)
        of_many = any(len(key) != 3 for key in paper.parties)
        return own is not None or of_many or (bool(paper.parties) and paper.rule == "between")

    def _is_plain(self, paper: Paper) -> bool:
        """Whether all words of its own are such as name nothing: Bản ghi nhớ hợp tác."""
        own = self.low[paper.start + len(paper.head) : paper.end]
        return not self.lists["plain"].sub("", own).strip()

    def _read_funder(self, paper: Paper) -> None:
        """Who pays for a project: do Liên minh châu Âu tài trợ; sử dụng vốn ODA của Nhật Bản."""
        if paper.parties or paper.two:
            return
        near = self.low[paper.end : min(self.limit, paper.end + 90)]
        lead = re.match(r" do ", near)
        behind = None if lead else self.lists["funded"].search(near[:40])
        if not lead and not behind:
            return
        begin = paper.end + (lead or behind).end()  # type: ignore[union-attr]
        funds = self.lists["funds"].search(self.low, begin, min(self.limit, begin + 90)) if lead else None
        stop = funds.start() if funds else begin + 25
        keys = [place for place in range(begin, stop) if place in self.entities and self.entities[place][1]]
        if not keys or (lead and not funds) or re.search(r"[.;:\n]", self.low[begin:stop]):
            return
        paper.parties = [self.entities[place][1] for place in keys]
        paper.rule, paper.end = "funded", funds.end() if funds else self.entities[keys[-1]][0]
        self._read_about(paper, paper.end)
        paper.rule = "funded"


def _last(pattern: re.Pattern[str], before: str) -> bool:
    """Whether the words before end with one of a list."""
    return any(found.end() == len(before) for found in pattern.finditer(before))
