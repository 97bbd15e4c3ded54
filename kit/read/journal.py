"""The journal of a collection, read: what was asked, when, and with what outcome, one JSON line each."""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from kit.errors import KitError

NAME = "collection.journal"
"""The file's name in the folder of a collection."""

COLUMNS = ("url", "kind", "outcome", "status", "at", "file", "offset", "bytes", "sha256", "reason")
"""The columns of `load_journal`."""

_OUTCOMES = {"failure": "failed", "skip": "skipped", "response": ""}
_KEPT = ("fetched", "unchanged")


def load_journal(folder: Path | str) -> pd.DataFrame:
    """What became of every address of a collection: its last outcome.

    Parameters
    ----------
    folder : that was given to `kit.collect.collector.collect_articles`.

    Returns
    -------
    One row an address, in order of the first mention: url, kind (page, feed, sitemap or robots), outcome
    (``fetched``, ``unchanged`` since, ``redirected``, ``refused`` by the site with a status, ``failed`` or
    ``skipped`` with a reason), status, at (when, UTC), file, offset and bytes of the record, sha256 of the
    body as sent, reason. What was fetched once stays ``fetched`` if a later run fails; reason says so.

    Raises
    ------
    KitError : the folder has no journal, or a line of it is damaged.
    """
    path = Path(folder) / NAME
    if not path.is_file():
        raise KitError(f"{folder} has no {NAME}; it was not made by kit.collect.")
    rows: dict[str, dict[str, Any]] = {}
    for entry in read_entries(path):
        if entry["event"] in _OUTCOMES:
            row = {**{column: entry.get(column) for column in COLUMNS}, "outcome": find_outcome(entry)}
            before = rows.get(entry["url"])
            if before and before["outcome"] in _KEPT and row["outcome"] != "fetched":
                later = row["outcome"] if row["outcome"] == "unchanged" else "fetched"
                row = {**before, "outcome": later, "reason": row["reason"] or row["outcome"]}
            rows[entry["url"]] = row
    table = pd.DataFrame(list(rows.values()), columns=list(COLUMNS))
    for column in ("url", "kind", "outcome", "at", "file", "sha256", "reason"):
        table[column] = table[column].fillna("").astype("str")
    return table.astype({"status": "Int64", "offset": "Int64", "bytes": "Int64"})


def find_outcome(entry: dict[str, Any]) -> str:
    """What an entry says became of its address, in one word."""
    if entry["event"] != "response":
        return _OUTCOMES[entry["event"]]
    status = entry["status"]
    if status == 304:
        return "unchanged"
    if entry.get("target"):
        return "redirected"
    return "fetched" if 200 <= status < 300 else "refused"


def read_entries(path: Path) -> list[dict[str, Any]]:
    """All whole lines of a journal.

    Raises
    ------
    KitError : a line that is not the last is no JSON; its number is named.
    """
    entries = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            if not line.endswith("\n"):
                break  # torn, or being written at this moment
            try:
                entry = json.loads(line)
                entry["event"]
            except (ValueError, KeyError, TypeError):
                raise KitError(
                    f"{path}, line {number}: this is no line of a journal. Restore the file or delete that line."
                ) from None
            entries.append(entry)
    return entries
