"""Clean text: letters composed, what is invisible or misused put right, what is garbled flagged.

Every repair has a name, is idempotent, and changes nothing that a reader would see or that carries sense:
quotation marks, dashes and spelling stay as they were written. What the names say: `kit.read.quality`.
"""

import html
import re

from kit.vietnamese.language import is_garbled, lacks_marks
from kit.vietnamese.letters import nfc

_BREAK_MARKS = "\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_SPACE_MARKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE_MARKS = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\ufff9-\ufffb"
)
# What none of these is in needs no repair but NFC; most texts are so.
_ODD = re.compile(f"[{_BREAK_MARKS}{_SPACE_MARKS}{_INVISIBLE_MARKS}\ud800-\udfffÐð&_<\\\\]")
# As Python and JSON write them; not in a path (C:\new): there a small letter follows.
_ESCAPE = re.compile(r"\\(?:r\\n|xa0|u200b|u00a0|[rnt](?![^\W\d_])|[rnt](?=[A-ZĐÀ-Ỹ]))")
_PARTS = re.compile(r"""(?P<end>[.!?…:])?['"]\s*,\s*['"]""")
_TAG_MARKS = ("</", "<br", "<BR")
_BREAKS = re.compile(f"\r\n|[{_BREAK_MARKS}]")
_SPACES = re.compile(f"[{_SPACE_MARKS}]")
_INVISIBLE = re.compile(f"[{_INVISIBLE_MARKS}]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_D_BAR = re.compile(r"[Ðð](?<![^\W\d_].)(?=[^\W\d_])")
_LAST_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});\Z")
_LONGEST_ENTITY = 33
_ADDRESS = re.compile(r"\S*(?://|www\.|=)\S*")
_LOST = re.compile(r"\?[^\W\d_]")
_ONE_TAG = re.compile(r"\s*<(p|div)\b[^<>]*>[^<>]*</\1\s*>\s*", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|span|a|strong|em|b|i|li|ul|td|tr|table|h[1-6])\s*>|<br\s*/?>", re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|tr|td|th|table|tbody|thead|h[1-6]|figure|figcaption|blockquote|section|article)\b[^<>]*>",
    re.IGNORECASE,
)
_DEEPEST = 10  # times that tags may be hidden in one another as entities
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_JOINED_WORD = re.compile(r"(?<![^\W_])[^\W_]++(?:_[^\W_]++)+")
_JOINED = re.compile(r"(?<=[^\W_])_(?=[^\W_])")


def repair_text(text: str) -> tuple[str, tuple[str, ...]]:
    """``text`` repaired, and the names of the repairs that it needed.

    Line ends become ``\\n`` without being counted. Repairing twice is repairing once.

    >>> repair_text("Ðà\\u00a0Nẵng &amp; Hu\\u00adế")
    ('Đà Nẵng & Huế', ('entities', 'spaces', 'invisible', 'd-bar'))
    """
    first = _ODD.search(text)
    odd = first is not None and (
        any(mark in text for mark in _TAG_MARKS) or any(mark[0] != "<" for mark in _ODD.finditer(text))
    )
    if odd:
        text = _BREAKS.sub("\n", text)
    done: dict[str, None] = {}
    for name, repair in _STEPS if odd else _STEPS[:1]:
        before, text = text, repair(text)
        if text != before:
            done[name] = None
    return text, tuple(done)


def find_flags(text: str) -> tuple[str, ...]:
    """The names of what is suspicious about the letters of ``text`` (``mojibake``, ``no-diacritics``).

    >>> find_flags("Thá»§ tÆ°á»›ng thÄƒm Viá»‡t Nam")
    ('mojibake',)
    """
    found = {
        "mojibake": is_garbled(text),
        "no-diacritics": lacks_marks(text),
        "lost-letters": "?" in text and _has_lost(text),
    }
    return tuple(flag for flag, holds in found.items() if holds)


def _has_lost(text: str) -> bool:
    """Whether question marks stand within words, as where Vietnamese was saved in an encoding that lacks it."""
    fewest = max(3, text.count(" ") / 50)
    return len(_LOST.findall(text)) >= fewest and len(_LOST.findall(_ADDRESS.sub("", text))) >= fewest


def replace_surrogates(text: str) -> str:
    """``text`` with halves of surrogate pairs, which no table can hold, as U+FFFD."""
    return _SURROGATES.sub("\ufffd", text)


def _replace_entities(text: str) -> str:
    """Entities as signs, also those that these make (&amp;lt;), each looked at where its semicolon stands."""
    if "&" not in text:
        return text
    *parts, rest = text.split(";")
    done: list[str] = []
    for part in parts:
        done += [*part, ";"]
        while entity := _LAST_ENTITY.search("".join(done[-_LONGEST_ENTITY:])):
            plain = html.unescape(entity.group())
            if plain == entity.group():
                break
            done[-len(entity.group()) :] = plain
    return "".join(done) + rest


def _replace_escapes(text: str) -> str:
    """Line breaks and spaces that are written out, as in a list of paragraphs that was saved as text."""
    if text.count("\\") < 3 or len(_ESCAPE.findall(text)) < 3:
        return text
    text = _PARTS.sub(lambda parts: f"{parts['end']}\n" if parts["end"] else "", text)
    text = _ESCAPE.sub(lambda sign: "\n" if sign.group()[1] in "rn" else " ", text).replace("\\/", "/")
    return re.sub(r"""\[['"]|['"]\]""", "\n", text)


def _strip_tags(text: str) -> str:
    """HTML inside a text field as lines; a text that only mentions ``<`` and ``>`` is left alone."""
    for _ in range(_DEEPEST):
        if len(_TAGS.findall(text, 0, 100_000)) < 2 and not _ONE_TAG.fullmatch(text):
            break
        for opening, closing in (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->")):
            text = _drop_between(text, opening, closing)
        text = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", text))
        text = re.sub(r"(?<![ \t])[ \t]*\n\s*", "\n", text).strip()
        entity_free = _replace_entities(text)
        if entity_free == text:
            break
        text = entity_free
    return text


def _drop_between(text: str, opening: str, closing: str) -> str:
    """``text`` without what stands between two marks, whatever their case."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer: places would not agree
        return text
    parts, at = [], 0
    while (begin := lower.find(opening, at)) >= 0 and (end := lower.find(closing, begin)) >= 0:
        parts.append(text[at:begin])
        at = end + len(closing)
    return "".join(parts) + text[at:]


def _join_syllables(text: str) -> str:
    """Word-segmented text as people write it; an underscore in an address or a name is left alone."""
    words = _JOINED_WORD.findall(text) if text.count("_") > 2 else []
    accented = sum(not word.isascii() for word in words)
    if len(words) < 3 or len(words) * 40 < text.count(" ") or accented * 2 < len(words):
        return text
    text = _JOINED.sub(" ", text)
    text = re.sub(r"(?<! ) +([,.;:!?…)\]}”’%])", r"\1", text)
    text = re.sub(r"([(\[{“‘]) +", r"\1", text)
    text = re.sub(r'" ([^"\n]*?) "', r'"\1"', text)
    return re.sub(r"(?<=\d) / (?=\d)", "/", text)


_STEPS = (
    ("nfc", nfc),
    ("surrogates", replace_surrogates),
    ("escapes", _replace_escapes),
    ("entities", _replace_entities),
    ("tags", _strip_tags),
    ("spaces", lambda text: _SPACES.sub(" ", _BREAKS.sub("\n", text))),
    ("invisible", lambda text: _INVISIBLE.sub("", text)),
    ("nfc", nfc),  # again: entities and what was taken out may have left a letter and its mark side by side
    ("d-bar", lambda text: _D_BAR.sub(lambda match: "Đ" if match.group() == "Ð" else "đ", text)),
    ("segmented", _join_syllables),
)
