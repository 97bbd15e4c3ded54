"""Records: which articles an object of a file holds, by what its columns are called."""

import re
from typing import Any

from kit.vietnamese.columns import is_column, name_column


def unwrap_records(item: dict) -> list[dict]:
    """The articles in ``{"articles": [{…}, …]}``, in a table by columns, or under their ids; an article as it is."""
    values = [value for value in item.values() if value]
    if any(isinstance(value, str) and len(value) > 200 for value in values):
        return [item]
    if isinstance(item.get("columns"), list) and isinstance(item.get("data"), list):
        rows = [row for row in item["data"] if isinstance(row, list)]
        return [dict(zip(item["columns"], row, strict=False)) for row in rows]
    kinds = set(map(name_column, item))
    if kinds & {"text", "lead"}:
        return _turn(item) if all(isinstance(value, dict) for value in values) else [item]
    if _is_keyed(item, values) and not kinds - {""}:
        return [_name_record(key, value) for key, value in item.items() if value]
    inner = [value for outer in values if isinstance(outer, dict) for value in outer.values()]
    lists = _list_records(values) or _list_records(inner)
    return lists[0] if len(lists) == 1 and "title" not in kinds else [item]


def _list_records(values: list[Any]) -> list[list[dict]]:
    """The lists among values that hold nothing but objects."""
    filled = [value for value in values if value and isinstance(value, list)]
    return [value for value in filled if all(isinstance(entry, dict) for entry in value)]


def _is_keyed(item: dict, values: list[Any]) -> bool:
    """Whether all that is in an object are records; a single one stands under an address or a number."""
    records = all(isinstance(value, dict) and any(map(is_column, value)) for value in values)
    alone = len(values) == 1 and re.search(r"[/\d]", next(iter(item))) is not None
    return records and (len(values) > 1 or alone)


def _turn(item: dict) -> list[dict]:
    """The rows of ``{"title": {"0": …, "1": …}, "text": {"0": …, "1": …}}``, as pandas writes tables."""
    keys = next(iter(item.values()))
    if len(item) < 2 or any(set(column) != set(keys) for column in item.values()):
        return [item]
    return [{name: column[key] for name, column in item.items()} for key in keys]


def _name_record(key: str, fields: dict) -> dict:
    """An article that stands under its address or id, which it gets if it says none."""
    kind = "url" if re.match(r"https?://|www\.", key) else "article_id"
    return fields if any(is_column(name, kind) for name in fields) else {kind: key, **fields}
