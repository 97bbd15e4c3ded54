"""XML: the entries of a feed (RSS, Atom), the records of a list, or the one article of a file."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from kit.packages import load_package
from kit.read.files.lines import Problem
from kit.vietnamese.columns import is_column
from kit.vietnamese.encodings import decode, find_declared

_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]\w*;")


def read_xml(data: bytes, problem: Problem) -> Iterator[tuple[int, dict]]:
    """Line and fields of each record; one that the file's end cuts off is noted and left out.

    Parameters
    ----------
    data : the file.
    problem : takes note of damage.
    """
    etree = load_package("lxml.etree", "Reading XML")
    found = decode(data, find_declared(data, "xml"))
    if found is None:
        raise ValueError("its encoding is not known, or it is no text")
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _DECLARATION.sub("", found.text, count=1))
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise ValueError("it is no XML")
    records = _find_records(root)
    if errors := [error for error in parser.error_log if error.level_name == "FATAL"]:
        why = f"the XML is damaged or cut off ({errors[0].message.strip()}); its last record is left out"
        problem(errors[0].line, why)
        records.pop()
    for record in records:
        yield record.sourceline or 0, _list_fields(record)


def _find_records(root: Any) -> list[Any]:
    if entries := [node for node in root.iter("{*}item", "{*}entry") if len(node)]:
        return entries
    if any(is_column(_name(child), "text") for child in root):
        return [root]
    most = Counter(_name(child) for child in root if len(child)).most_common(1)
    return [child for child in root if most and _name(child) == most[0][0]] or [root]


def _list_fields(record: Any) -> dict[str, Any]:
    """Name and text of each part of a record; of a link its address."""
    fields: dict[str, Any] = dict(record.attrib)
    for child in record:
        name, value = _name(child), _read_text(child) or child.get("href", "")
        if name in fields and is_column(name, "text"):
            fields[name] = f"{fields[name]}\n{value}"
        elif value and child.get("rel", "alternate") == "alternate":
            fields.setdefault(name, value)
    return fields


def _read_text(node: Any) -> str:
    """The text in an element: parts with nothing between them are lines."""
    if not len(node) or (node.text or "").strip() or any((part.tail or "").strip() for part in node):
        return "".join(node.itertext()).strip()
    return "\n".join(filter(None, map(_read_text, node)))


def _name(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
