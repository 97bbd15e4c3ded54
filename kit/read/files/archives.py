"""Archives and compressed files, read in memory: nothing is ever written, nothing grows without bound."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kit.errors import INSTALL_COLLECTIONS, ArticleError
from kit.vietnamese.letters import nfc

COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, ValueError)
"""What the libraries raise on damaged files (that of zstandard is turned into a ValueError here)."""

_FLOOR, _RATIO = 200 << 20, 250  # bytes that anything may unpack to, or else this many times its own size


class Member(NamedTuple):
    """A file in an archive: its name and size, why it is not read ('' if it is), and how to open it."""

    name: str
    size: int
    problem: str
    open: Callable[[], Any]


def list_members(file: Any, name: str, size: int) -> Iterator[Member]:
    """The files of an archive; those of a tar as they come, read once from front to back.

    Parameters
    ----------
    file : the open archive; ``name`` says by its ending what it is, ``size`` is that on disk.
    """
    yield from (_list_zip if name.endswith(".zip") else _list_tar)(file, name, size)


def decompress(file: Any, name: str, size: int) -> io.BufferedReader:
    """``file`` unpacked by its ending, stopped (`ValueError`) where it grows beyond all measure."""
    if name.endswith(".gz"):
        unpacked: Any = gzip.GzipFile(fileobj=file)
    elif name.endswith(".bz2"):
        unpacked = bz2.BZ2File(file)
    elif name.endswith(".xz"):
        unpacked = lzma.LZMAFile(file)  # noqa: SIM115 (closed by _Bounded)
    else:
        unpacked = _zstd(file)
    return io.BufferedReader(_Bounded(unpacked, file, max(_FLOOR, _RATIO * size)), 1 << 18)


def _zstd(file: Any) -> Any:
    try:
        import zstandard
    except ImportError:
        raise ArticleError(
            f"Reading .zst files needs the package zstandard; install it with {INSTALL_COLLECTIONS}."
        ) from None
    return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)


def _open_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> io.BufferedReader:
    """A member of a tar that is read as it comes, which tarfile's own objects cannot do as text."""
    member = archive.extractfile(info)
    return io.BufferedReader(_Bounded(member, member, info.size))


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than ``limit`` bytes, and ends damage in one kind of error."""

    def __init__(self, stream: Any, file: Any, limit: int):
        self._stream, self._file, self._left = stream, file, limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except BROKEN as error:
            raise ValueError(f"it is damaged ({error})") from None
        except Exception as error:  # zstandard.ZstdError, without importing it here
            raise ValueError(f"it is damaged ({error})") from None
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {_RATIO} times its size; the rest is not read")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()


def _refuse(member: str) -> str:
    """Why a member's name is not to be trusted; '' if it is."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    if ".." in parts or member.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", member):
        return "its path leads out of the archive; it is not read"
    return ""


def _list_zip(file: Any, name: str, size: int) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda info: nfc(info.filename)):
            base = info.filename.rsplit("/", 1)[-1]
            if info.is_dir() or base.startswith(".") or info.filename.startswith("__MACOSX/"):
                continue
            problem = _refuse(info.filename)
            if info.file_size > max(_FLOOR, _RATIO * info.compress_size):
                problem = f"it unpacks to {info.file_size:,} bytes, more than {_RATIO} times its size"
            yield Member(info.filename, info.file_size, problem, partial(archive.open, info))


def _list_tar(file: Any, name: str, size: int) -> Iterator[Member]:
    """The members of a tar as they come: it is read once, from front to back."""
    name = name.replace(".tgz", ".tar.gz")
    stream = decompress(file, name, size) if name.endswith(COMPRESSED) else file
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir() or info.name.rsplit("/", 1)[-1].startswith("."):
                continue
            problem = (
                _refuse(info.name) if info.isfile() else "it is a link or a device, not a file; not read"
            )
            yield Member(info.name, info.size, problem, partial(_open_tar_member, archive, info))
