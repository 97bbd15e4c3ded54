"""Archives: everything fetched kept as WARC (ISO 28500), written whole or not at all.

A record is one gzip member. It is written, then synced to disk, and only then noted in the journal; so after a
crash the end of the last file holds at most whole records that the journal lacks, which are recovered, and a
torn one, which is cut off.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kit import __version__
from kit.collect.fetch import Response
from kit.errors import INSTALL_COLLECTIONS, KitError

# Bytes after which a new file is begun, as the standard recommends.
LARGEST = 1_000_000_000

_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_DROPPED = ("transfer-encoding",)  # the body is kept without its chunks, so the header would be untrue


class Place(NamedTuple):
    """Where a record is: file name, first byte, number of bytes."""

    file: str
    offset: int
    length: int


class Record(NamedTuple):
    """What a record says: the answer, what it was fetched as, and when (ISO 8601, UTC)."""

    response: Response
    kind: str
    date: str


class Archive:
    """The WARC files of a collection.

    Parameters
    ----------
    folder : of the files ``articles-00001.warc.gz`` and so on; made if it is not there.
    agent : user agent, for the record that heads each file.

    Raises
    ------
    KitError : warcio is not installed.
    """

    def __init__(self, folder: Path, agent: str):
        self._warcio = _import_warcio()
        self.folder, self._agent = folder, agent
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, response: Response, *, kind: str, day: datetime, refers: str = "") -> Place:
        """Write a response and return its place, after it has reached the disk.

        Parameters
        ----------
        response : the answer; one of status 304 is written as a *revisit* record.
        kind : what it was fetched as; kept in the record's own ``Kit-Kind`` field, which other readers pass over.
        day : when it was fetched.
        refers : date of the earlier record that a 304 refers to.

        Raises
        ------
        KitError : the disk is full or the folder cannot be written; the file is left as it was before.
        """
        path = self._current()
        offset = path.stat().st_size if path.exists() else 0
        data = b"" if offset else self._make_heading(path.name)
        heading = len(data)
        data += self._make_record(response, kind, day, refers)
        try:
            with path.open("ab") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if path.exists():
                os.truncate(path, offset)
            raise KitError(
                f"{path} cannot be written ({error.strerror}); free some space and go on."
            ) from None
        return Place(path.name, offset + heading, len(data) - heading)

    def read(self, place: Place) -> Response:
        """The response at a place.

        Raises
        ------
        KitError : there is no whole record.
        """
        path = self.folder / place.file
        try:
            with path.open("rb") as file:
                file.seek(place.offset)
                data = zlib.decompress(file.read(place.length), 31)
        except (OSError, zlib.error) as error:
            raise KitError(f"{path}, byte {place.offset}: no record can be read there ({error}).") from None
        return self._parse(data).response

    def recover(self, known: set[Place]) -> Iterator[tuple[Place, Record]]:
        """Whole records behind those that are known; what is torn is cut off the file."""
        ends: dict[str, int] = {}
        for place in known:
            ends[place.file] = max(ends.get(place.file, 0), place.offset + place.length)
        for path in self.files()[-1:]:
            end = ends.get(path.name, 0)
            with path.open("rb") as file:
                file.seek(end)
                for data, length in _read_members(file):
                    record = self._parse(data)
                    if record.response.status:
                        yield Place(path.name, end, length), record
                    end += length
            if path.stat().st_size > end:
                os.truncate(path, end)

    def files(self) -> list[Path]:
        """The files, oldest first."""
        return sorted(self.folder.glob("articles-*.warc.gz"))

    def _current(self) -> Path:
        files = self.files()
        if files and files[-1].stat().st_size < LARGEST:
            return files[-1]
        return self.folder / f"articles-{len(files) + 1:05d}.warc.gz"

    def _make_heading(self, name: str) -> bytes:
        info = {"software": f"migration-diplomacy-kit/{__version__}", "http-header-user-agent": self._agent}
        out = io.BytesIO()
        writer = self._warcio.warcwriter.WARCWriter(out, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(name, {**info, "format": "WARC File Format 1.1"}))
        return out.getvalue()

    def _make_record(self, response: Response, kind: str, day: datetime, refers: str) -> bytes:
        out = io.BytesIO()
        writer = self._warcio.warcwriter.WARCWriter(out, gzip=True, warc_version="1.1")
        headers = [(name, value) for name, value in response.headers if name.lower() not in _DROPPED]
        about = {"WARC-Date": day.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "Kit-Kind": kind}
        about |= {"WARC-IP-Address": response.address} if response.address else {}
        unchanged = response.status == 304
        if unchanged:
            about |= {"WARC-Profile": _UNCHANGED, "WARC-Refers-To-Target-URI": response.url}
            about |= {"WARC-Refers-To-Date": refers} if refers else {}
        record = writer.create_warc_record(
            response.url,
            "revisit" if unchanged else "response",
            payload=io.BytesIO(response.body),
            length=len(response.body),
            http_headers=self._warcio.statusandheaders.StatusAndHeaders(
                f"{response.status} {response.reason}".strip(), headers, protocol="HTTP/1.1"
            ),
            warc_headers_dict=about,
        )
        writer.write_record(record)
        return out.getvalue()

    def _parse(self, data: bytes) -> Record:
        """One record; the status is 0 if it holds no answer of a site."""
        found = next(iter(self._warcio.archiveiterator.ArchiveIterator(io.BytesIO(data))))
        about = {name.lower(): value for name, value in found.rec_headers.headers}
        url, address = about.get("warc-target-uri", ""), about.get("warc-ip-address", "")
        status, _, reason = (
            found.http_headers.statusline.partition(" ") if found.http_headers else ("0", "", "")
        )
        headers = tuple(found.http_headers.headers) if found.http_headers else ()
        response = Response(url, int(status), reason, headers, found.raw_stream.read(), address)
        return Record(response, about.get("kit-kind", "page"), about.get("warc-date", ""))


def _read_members(file: io.BufferedReader) -> Iterator[tuple[bytes, int]]:
    """Contents and packed length of each whole gzip member; ends before the first that is not whole."""
    rest = b""
    while True:
        unpacker = zlib.decompressobj(31)
        parts, length = [], 0
        while not unpacker.eof:
            data = rest or file.read(65536)
            rest = b""
            if not data:
                return
            try:
                parts.append(unpacker.decompress(data))
            except zlib.error:
                return
            length += len(data) - len(unpacker.unused_data)
        rest = unpacker.unused_data
        yield b"".join(parts), length


def _import_warcio():
    try:
        import warcio.archiveiterator
        import warcio.statusandheaders
        import warcio.warcwriter
    except ImportError:
        raise KitError(
            "Collecting keeps what it fetches as WARC, for which warcio is needed; "
            f"install the extra packages for collections: {INSTALL_COLLECTIONS}."
        ) from None
    return warcio
