"""The reference page: every public name, what it is for and what it gives, from its docstring.

``python -m kit.publish.reference FILE`` writes it.
"""

from __future__ import annotations

import inspect
import re
import sys
from itertools import groupby

import kit
from kit import check
from kit.files import write_file

HEAD = """# Reference

Every public name, by the room of the house it lives in ([design](design.md)); made from the docstrings, which say more:
`help(kit.find_dates)`. Names that begin with `check` are used after `from kit import check`; what is rarer is imported
from its module.
"""


def write_reference() -> str:
    """The page, in Markdown: a table per room, a row per name."""
    rows = [(module, f"kit.{name}", getattr(kit, name)) for name, module in kit.MODULES.items()]
    rows += [(_find_module(name), f"check.{name}", getattr(check, name)) for name in check.__all__]
    order = list(dict.fromkeys(module.partition(".")[0] for module in kit.MODULES.values()))
    rows.sort(key=lambda row: (order.index(row[0].partition(".")[0]), row[0], row[1]))
    parts = [HEAD]
    for room, of_room in groupby(rows, key=lambda row: row[0].partition(".")[0]):
        lines = [f"## {room}", "", "| name | what it is for | what it gives |", "|---|---|---|"]
        lines += [f"| `{name}` | {_first_line(value)} | {_find_gift(value)} |" for _, name, value in of_room]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _find_module(name: str) -> str:
    return getattr(check, name).__module__.removeprefix("kit.")


def _first_line(value: object) -> str:
    text = inspect.getdoc(value) or ""
    return _write(text.split("\n\n")[0]) if not isinstance(value, tuple) else f"The roles {', '.join(value)}."


def _find_gift(value: object) -> str:
    """The first sentence of what a docstring says is returned."""
    found = re.search(
        r"^Returns\n-+\n(.*?)(?:\n\n|\Z)", inspect.getdoc(value) or "", re.MULTILINE | re.DOTALL
    )
    return _write(re.split(r"(?<=[.:])\s(?=[A-Z`])", " ".join(found[1].split()))[0]) if found else ""


def _write(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("``", "`")


if __name__ == "__main__":
    write_file(sys.argv[1], write_reference())
