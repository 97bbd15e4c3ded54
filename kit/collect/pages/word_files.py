"""Word files (.docx): the text of their paragraphs, and of the rows of their tables, as lines."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kit.packages import load_package

_BODY = "word/document.xml"
_LARGEST = 64 << 20  # bytes that the text of a file may unpack to
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOT_SHOWN = frozenset(("moveFrom", "txbxContent", "Fallback", "pict"))  # beside what is no text at all


def read_word(data: bytes) -> bytes:
    """The text of a Word file as UTF-8: a line for each paragraph, and for each row of a table, ``|`` between cells.

    Headers, footers, notes, comments, text boxes and what was deleted are not read.

    Raises
    ------
    ValueError : it is no Word file, or unpacks to more than an article can have.
    """
    etree = load_package("lxml.etree", "Reading .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if (size := archive.getinfo(_BODY).file_size) > _LARGEST:
                raise ValueError(f"it unpacks to {size:,} bytes; no article is that long")
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            body = etree.fromstring(archive.read(_BODY), parser)
    except (zipfile.BadZipFile, KeyError, SyntaxError, NotImplementedError, RuntimeError, OSError):
        raise ValueError("it is no Word file, or a damaged one; save it again as .docx, or as .txt") from None
    return "\n".join(_list_lines(body)).encode("utf-8", "replace")


def _list_lines(element: Any) -> Iterator[str]:
    """The paragraphs in an element, and the rows of its tables, in their order."""
    for child in element.iterchildren("*"):
        name = _name(child)
        if name == "p":
            yield _read_text(child)
        elif name == "tr":
            cells = [" ".join(filter(None, _list_lines(cell))) for cell in child if _name(cell) == "tc"]
            yield " | ".join(cells)
        elif name not in _NOT_SHOWN:
            yield from _list_lines(child)


def _read_text(paragraph: Any) -> str:
    """What a paragraph shows."""
    parts, left = [], [paragraph]
    while left:
        element = left.pop()
        name = _name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name not in _NOT_SHOWN:
            parts.append(_SIGNS.get(name, ""))
            left += reversed(list(element.iterchildren("*")))
    return "".join(parts).strip()


def _name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
