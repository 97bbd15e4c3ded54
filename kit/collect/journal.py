"""The journal of a collection, written: what was asked, when, and with what outcome, one JSON line each.

Lines are only ever added, each synced to disk before the next request is made. A line torn by a crash is
cut off when the journal is opened again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, TextIO

from kit.errors import KitError
from kit.files import lock_file
from kit.read.journal import NAME, read_entries


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
