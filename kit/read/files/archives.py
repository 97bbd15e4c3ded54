"""Archives, read in memory: their members one after another; nothing is ever written."""

import io
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kit.read.files.compression import RATIO, Bounded, Unpacked, decompress, find_damage, find_limit
from kit.vietnamese.letters import nfc

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")
_LOCAL = struct.Struct("<4s5H3L2H")  # what stands before each file of a zip


class Member(NamedTuple):
    """A file in an archive: its name and size, why it is not read ('' if it is), and how to open it."""

    name: str
    size: int
    problem: str
    open: Callable[[], Any]
    again: bool = False
    """Whether it can be opened more than once."""


def list_members(file: Any, name: str, size: int) -> Iterator[Member]:
    """The files of an archive; those of a tar as they come, read once from front to back.

    Parameters
    ----------
    file : the open archive; ``name`` says by its ending what it is, ``size`` is that on disk.
    """
    if name.endswith(".zip"):
        return _list_zip(file)
    stream = decompress(file, name.replace(".tgz", ".tar.gz"), size)
    return _list_tar(stream, cut=stream is file and _lacks_end(file))


def _list_zip(file: Any) -> Iterator[Member]:
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        yield from _list_cut_zip(file)
        raise ValueError(f"it is cut off or no zip: {error}") from None
    with archive:
        for info in sorted(archive.infolist(), key=lambda info: nfc(info.filename)):
            if info.is_dir() or _is_hidden(info.filename) or info.filename.startswith("__MACOSX/"):
                continue
            problem = _refuse(info.filename)
            if info.file_size > find_limit(info.compress_size):
                problem = f"it unpacks to {info.file_size:,} bytes, more than {RATIO} times its size"
            yield Member(info.filename, info.file_size, problem, partial(archive.open, info), again=True)


def _list_cut_zip(file: Any) -> Iterator[Member]:
    """The files of a zip without its end, where they are listed: as they stand, up to the cut."""
    file.seek(0)
    while len(head := file.read(_LOCAL.size)) == _LOCAL.size and head.startswith(b"PK\3\4"):
        _, _, flags, method, _, _, _, packed, size, named, more = _LOCAL.unpack(head)
        name = file.read(named).decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
        file.seek(more, io.SEEK_CUR)
        if flags & 1 or method not in (0, 8) or (flags & 8 and not method):
            return  # encrypted, packed in a rare way, or of unknown length
        begin = partial(zlib.decompressobj, -zlib.MAX_WBITS) if method else partial(_Stored, packed)
        stream = Unpacked(file, begin, frames=1)
        if not name.endswith("/") and not _is_hidden(name):
            yield Member(name, size, _refuse(name), partial(_buffer, stream, find_limit(packed)))
        with suppress(EOFError, zlib.error):
            while stream.readinto(bytearray(1 << 16)):
                pass
        file.seek(-len(stream.rest), io.SEEK_CUR)
        if flags & 8:
            file.seek(16, io.SEEK_CUR)  # checksum and sizes, after a mark


def _buffer(stream: Any, limit: int) -> io.BufferedReader:
    """A member that is read as it comes, which can be read as text and gives no more than ``limit`` bytes."""
    return io.BufferedReader(Bounded(stream, stream, limit))


class _Stored:
    """A frame of a file that is not packed, as the unpackers of `zlib` are spoken to."""

    def __init__(self, length: int):
        self._left, self.unused_data = length, b""

    def decompress(self, data: bytes) -> bytes:
        data, self.unused_data = data[: self._left], data[self._left :]
        self._left -= len(data)
        self.eof = not self._left
        return data


def _lacks_end(file: Any) -> bool:
    """Whether a tar does not end in a block of zeros, as it should."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 512))
    tail = file.read()
    file.seek(0)
    return size % 512 > 0 or any(tail)


def _list_tar(stream: Any, *, cut: bool) -> Iterator[Member]:
    why = "it is cut off" if cut else ""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isdir() or _is_hidden(info.name):
                    continue
                problem = "" if info.isfile() else "it is a link or a device, not a file; not read"
                problem = problem or _refuse(info.name)
                yield Member(info.name, info.size, problem, partial(_open_tar_member, archive, info))
    except tarfile.TarError as error:
        why = str(error)
    if damage := find_damage(stream) or why:
        raise ValueError(damage)


def _open_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> io.BufferedReader:
    return _buffer(archive.extractfile(info), info.size)


def _is_hidden(member: str) -> bool:
    return member.rsplit("/", 1)[-1].startswith(".")


def _refuse(member: str) -> str:
    """Why a member's name is not to be trusted; '' if it is."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    if ".." in parts or member.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", member):
        return "its path leads out of the archive; it is not read"
    return ""
