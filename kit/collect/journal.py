"""The journal of a collection: what was asked, when, and with what outcome, one JSON line each.

Lines are only ever added, each synced to disk before the next request is made. A line torn by a crash is
cut off when the journal is opened again.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from kit.errors import KitError
from kit.files import lock_file

# The file's name in the folder of a collection.
NAME = "collection.journal"

# The columns of `load_journal`.
COLUMNS = ("url", "kind", "outcome", "status", "at", "file", "offset", "bytes", "sha256", "reason")

_OUTCOMES = {"failure": "failed", "skip": "skipped", "response": ""}
_KEPT = ("fetched", "unchanged")


class Journal:
    """The journal, open for reading and adding; one process at a time.

    Parameters
    ----------
    folder : of the collection.

    Raises
    ------
    KitError : another process is collecting into the folder, or a line is damaged.
    """

    def __init__(self, folder: Path):
        self.path = folder / NAME
        self._file: TextIO = self.path.open("a+", encoding="utf-8")
        try:
            if not lock_file(self._file):
                raise KitError(f"Another process is collecting into {folder}; wait for it or stop it.")
            _cut_torn_line(self.path)
            self.entries = read_entries(self.path)
        except BaseException:
            self._file.close()
            raise

    def add(self, event: str, **details: Any) -> dict[str, Any]:
        """Note an event; returns what was noted once it has reached the disk."""
        entry = {"event": event, **details}
        self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        self.entries.append(entry)
        return entry

    def close(self) -> None:
        """Give the journal free for another process."""
        self._file.close()


def _cut_torn_line(path: Path) -> None:
    data = path.read_bytes()
    end = data.rfind(b"\n") + 1
    if end < len(data):
        os.truncate(path, end)


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
                why = "this is no line of a journal. Restore the file or delete that line."
                raise KitError(f"{path}, line {number}: {why}") from None
            entries.append(entry)
    return entries


def summarise_journal(folder: Path) -> dict[str, Any]:
    """How a collection was collected: its runs, days, agents, given addresses, outcomes and archive files."""
    entries = read_entries(folder / NAME)
    runs = [entry for entry in entries if entry["event"] == "start"]
    return {
        "n_runs": len(runs),
        "days": sorted(entry["at"][:10] for entry in entries if entry.get("at")),
        "agents": sorted({run.get("agent") or "" for run in runs} - {""}),
        "given": sorted({(kind, url) for run in runs for url, kind in run.get("given", [])}),
        "outcomes": load_journal(folder).groupby(["kind", "outcome"]).size(),
        "files": [
            (path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
            for path in sorted((folder / "archive").glob("*.warc.gz"))
        ],
    }
