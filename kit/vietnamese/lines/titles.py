"""The title of an article as a line: whether a line is it, how it is put before a text, how an address spells it."""

import re

from kit.vietnamese.letters import fold_tones, restore_marks, strip_marks
from kit.vietnamese.lines.extent import find_paragraph

_LETTERS = re.compile(r"[^\W_]+")
_LONGER = re.compile(r"\w{3,}")
_LONGEST = 60  # syllables; a longer address spells no title
_CUT = 20  # letters; a longer line that a title begins with is that title, cut short
_LEAST = 10  # letters of a title behind which the name of a site is known
_SITE = re.compile(r"\s[-–—|]\s.{1,40}$")


def derive_title(url: str, text: str) -> str:
    """A title from the address of a page, its diacritics taken back from the article's own words.

    The address spells the title without diacritics (``…/thu-truong-…-222402.html``). Each longest run of
    its syllables that occurs in ``text`` is written as the text writes it; the rest stays as it is.

    >>> derive_title("https://example.vn/tham-viet-nam-123.html", "Bà thăm Việt Nam hôm nay.")
    'Thăm Việt Nam'
    """
    slug = re.sub(r"(?:-\d+)?(?:\.\w+)?$", "", url.rstrip("/").rsplit("/", 1)[-1])
    wanted = slug.lower().split("-")
    if not 3 <= len(wanted) <= _LONGEST:
        return ""
    title = " ".join(restore_marks(wanted, text))
    return title[:1].upper() + title[1:]


def choose_title(given: str, url: str, text: str, line: tuple[int, int]) -> tuple[str, str]:
    """The title of an article, and how it is known: given, stated in a line of the text, derived, or none.

    >>> choose_title("", "https://example.vn/1.html", "Thăm Bỉ\\nSáng 4/4 …", (0, 7))
    ('Thăm Bỉ', 'stated')
    """
    options = {"given": given, "stated": text[slice(*line)].strip("#*_ ")}
    if not any(options.values()) and url:
        options["derived"] = derive_title(url, text)
    basis = next((name for name, option in options.items() if option), "none")
    return options.get(basis, ""), basis


def put_title(title: str, text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` with ``title`` as its first line, unless it has it already, and the repair if it was one.

    It has it as a line above its first paragraph (`is_title`), or as the first sentence of that.

    >>> put_title("Thăm Bỉ", "Sáng 4/4, đoàn tới Brussels.")
    ('Thăm Bỉ\\nSáng 4/4, đoàn tới Brussels.', ('title-line',))
    >>> put_title("Thăm Bỉ", "Thăm Bỉ! Sáng 4/4, đoàn tới Brussels.")
    ('Thăm Bỉ! Sáng 4/4, đoàn tới Brussels.', ())
    """
    if not (key := squash(title)) or not text.strip():
        return text, ()
    for line in map(str.strip, text.split("\n", 30)[:30]):  # menus and stamps may stand above it
        stops = re.finditer("[.!?…]", line[: min(500, 2 * len(title) + 20)])
        if is_title(line, title) or any(squash(line[: stop.start()]) == key for stop in stops):
            return text, ()
        if find_paragraph(line):
            break
    return f"{title}\n{text}", ("title-line",)


def is_title(line: str, title: str) -> bool:
    """Whether a line is the title; either may have the name of a site behind it, and the line be cut short.

    Case, spaces, punctuation and the placement of tone marks do not matter.

    >>> is_title("“HOÀ BÌNH cho Ukraine”", "Hòa bình cho Ukraine - Báo Quốc Tế")
    True
    """
    other, word = squash(title), _LETTERS.search(line)
    first = squash(word.group()) if word else ""
    if not first or not (other.startswith(first) or first.startswith(other)):
        return False  # most lines: the first word tells
    one = squash(line)
    if one == other or (len(one) > _CUT and other.startswith(one)):
        return bool(one)
    longer, bare = (line, other) if one.startswith(other) else (title, one)
    return len(bare) >= _LEAST and squash(_SITE.sub("", longer)) == bare


def strip_site(title: str, host: str) -> str:
    """``title`` without the name of its site at the end (*… - VnExpress*), as its host spells it.

    >>> strip_site("Mưa lớn gây ngập - VnExpress", "vnexpress.net")
    'Mưa lớn gây ngập'
    """
    mark = next((mark for mark in (" | ", " - ", " – ") if mark in title), "")
    head, _, tail = title.rpartition(mark) if mark else (title, "", "")
    name, spelt = ("".join(_LETTERS.findall(text)) for text in (strip_marks(tail.casefold()), host))
    return head.strip() if len(name) >= 3 and name in spelt else title


def squash(text: str) -> str:
    """``text`` for comparing: only its letters and digits, without case, with one placement of tone marks."""
    return "".join(_LETTERS.findall(fold_tones(text.casefold())))


def has_text(body: str, lead: str) -> bool:
    """Whether ``body`` has ``lead`` in it, but for spaces, punctuation and a cut-off end."""
    wanted = squash(lead)
    return wanted[: max(20, len(wanted) - 10)] in squash(body[: 4 * len(lead) + 2000])


def is_named(heading: str, name: str) -> bool:
    """Whether a heading is the title that the head of its page names, which may add the name of the site.

    >>> is_named("Bộ trưởng thăm Bỉ", "Bộ trưởng thăm Bỉ | Thế giới và Việt Nam")
    True
    """
    head, whole = squash(heading), squash(name)
    return len(head) >= 8 and (whole.startswith(head) or (len(whole) >= 20 and head.startswith(whole)))


def is_about(description: str, story: str) -> bool:
    """Whether a description is of this story: half of its longer words at least stand there.

    >>> is_about("Tin tức thời sự trong ngày", "Bộ trưởng thăm Bỉ.")
    False
    """
    words = set(_LONGER.findall(description.casefold()))
    return len(words & set(_LONGER.findall(story.casefold()))) >= 0.5 * len(words)
