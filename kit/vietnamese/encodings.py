"""Encodings: from bytes to text, where a file does not say in which encoding its Vietnamese is."""

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from kit.vietnamese.language import is_vietnamese

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = {
    "xml": (200, re.compile(rb"""<\?xml[^>]*encoding=["']([\w-]+)""")),
    "html": (4096, re.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)")),
}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 1 << 18  # bytes looked at to find the encoding of a long file
_LONG = 1 << 12  # bytes from which a sample may end within a letter
_RARE = 200  # bytes among which one zero is a slip


class Decoded(NamedTuple):
    """A text, the encoding it was found in, and the first line with bytes that are no text (0: none)."""

    text: str
    encoding: str
    bad_line: int

    @property
    def notes(self) -> list[str]:
        """What the column ``quality`` should say of it: names of `kit.read.quality`."""
        other = self.encoding not in ("utf-8", "utf-8-sig")
        return ["encoding"] * other + ["bad-bytes"] * (self.bad_line > 0)


def is_guess(encoding: str) -> bool:
    """Whether neither a mark, nor the bytes themselves, nor Vietnamese letters told an encoding."""
    return not encoding.startswith("utf") and encoding != "cp1258"


def find_encoding(data: bytes, declared: str = "") -> str | None:
    """The name of the encoding of ``data``, or ``None`` if it is no text.

    Byte-order marks decide alone, and so does UTF-8, be it with a few stray bytes; then what the file
    declares (an HTML page does); then Windows-1258, in which Vietnamese is written with separate tone marks,
    if the result is Vietnamese; at last the guess of charset-normalizer, if it is installed.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return _find_utf16(sample) or ("utf-8" if _is_text(sample) else None)
    if _is_utf8(sample):
        return "utf-8"
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8"):
        with suppress(LookupError, UnicodeDecodeError):
            sample.decode(declared)
            return codecs.lookup(declared).name
    if is_vietnamese(sample.decode("cp1258", errors="replace")):
        return "cp1258"
    return _guess_encoding(sample)


def decode(data: bytes, declared: str = "") -> Decoded | None:
    """``data`` as text, or ``None`` if it is none; a few bad bytes become U+FFFD.

    >>> decode("Việt Nam".encode("utf-16")).text
    'Việt Nam'
    """
    encoding = find_encoding(data, declared)
    if encoding is None:
        return None
    try:
        return Decoded(data.decode(encoding), encoding, 0)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Decoded(data.decode(encoding, errors="replace"), encoding, line)


def find_declared(data: bytes, format: str) -> str:
    """The encoding that the head of a file of this format (``xml`` or ``html``) declares; '' if it declares none.

    >>> find_declared(b"<meta charset=windows-1258>", "html")
    'windows-1258'
    """
    longest, pattern = _DECLARED[format]
    declared = pattern.search(data[:longest])
    return declared[1].decode("ascii") if declared else ""


def explain_bytes(data: bytes) -> str:
    """Why bytes of no known encoding are no text, and what to do."""
    if b"\0" in data[: 1 << 16]:
        return "it is binary, not text"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return f"line {line} is not UTF-8 (byte 0x{data[error.start]:02x}) nor any encoding known; save it as UTF-8"
    return "its encoding is not known; save it as UTF-8"


def _is_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8: as a whole, whatever it holds, or but for a few bytes among many letters.

    In other encodings, two or three bytes that would be a letter in UTF-8 hardly ever stand side by side.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample, final=len(sample) < _LONG)
        return True
    except UnicodeDecodeError:
        bad = sample.decode("utf-8", errors="replace").count("\ufffd") - sample.count("\ufffd".encode())
        letters = len(_BEYOND_ASCII.findall(sample.decode("utf-8", errors="ignore")))
        return letters > 2 * bad


def _is_text(sample: bytes) -> bool:
    """Whether zeros are slips in it, as in a text that a broken disk or an old database held."""
    return sample.count(0) * _RARE <= len(sample) and _is_utf8(sample)


def _find_utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark has the zeros of its Latin letters all on one side, and decodes to no control."""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if max(odd, even) < len(sample) / 8 or min(odd, even) > max(odd, even) / 20:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
    return None if _CONTROL.search(text) or text.count("\ufffd") > 1 else encoding


def _guess_encoding(sample: bytes) -> str | None:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None
    best = from_bytes(sample, threshold=0.2).best()
    return best.encoding if best else None
