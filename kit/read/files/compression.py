"""Compressed files: streams that pack and unpack by the ending of a name, and never grow without bound."""

import bz2
import gzip
import io
import lzma
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, Literal

from kit.errors import ArticleError
from kit.packages import load_package

COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
# What the libraries raise on damaged files.
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, ValueError)

_PIECE = 1 << 20  # bytes asked for at once
_PACKED = 1 << 11  # bytes unpacked at once; they give 64 MB at most
# Bytes that anything may unpack to, or else this many times its own size.
FLOOR, RATIO = 200 << 20, 250


def strip_compression(name: str) -> str:
    """``name`` without ``.gz``, ``.bz2``, ``.xz`` or ``.zst``."""
    return name[: name.rfind(".")] if name.lower().endswith(COMPRESSED) else name


def open_compressed(file: Any, name: str, mode: Literal["rb", "wb"] = "rb") -> Any:
    """``file`` through the compression that ``name`` ends in, if any; the same content gives the same bytes.

    Parameters
    ----------
    file : open for bytes.
    mode : ``rb`` or ``wb``.
    """
    ending = PurePosixPath(name.lower()).suffix
    if ending == ".gz":
        return gzip.GzipFile(filename="", mode=mode, fileobj=file, mtime=0)
    if ending == ".bz2":
        return bz2.BZ2File(file, mode)
    if ending == ".xz":
        return lzma.LZMAFile(file, mode)
    if ending == ".zst":
        zstandard = load_package("zstandard", "A .zst file")
        if mode == "wb":
            return zstandard.ZstdCompressor().stream_writer(file, closefd=False)
        return io.BufferedReader(Unpacked(file, zstandard.ZstdDecompressor().decompressobj))
    return file


def decompress(file: Any, name: str, size: int) -> Any:
    """``file`` unpacked by the ending of ``name``, stopped where it is damaged or grows beyond all measure.

    Parameters
    ----------
    file : open for bytes; closed with the stream. It comes back as it is if ``name`` says no compression.
    size : that of the packed file.
    """
    try:
        stream = open_compressed(file, name)
    except ArticleError:
        file.close()
        raise
    return file if stream is file else io.BufferedReader(Bounded(stream, file, find_limit(size)), 1 << 18)


def find_limit(size: int) -> int:
    """The bytes that what is packed in ``size`` bytes may unpack to."""
    return max(FLOOR, RATIO * size)


def find_damage(stream: Any) -> str:
    """What ended a stream before its end; '' if nothing did."""
    return getattr(getattr(stream, "raw", stream), "damage", "")


class Unpacked(io.RawIOBase):
    """What stands packed from here on in a file; unlike the reader of zstandard it notices where a frame is cut off.

    Parameters
    ----------
    file : open for bytes.
    begin : gives the object that unpacks a frame.
    frames : how many there are at most; what stands behind the last is then in ``rest``.
    """

    def __init__(self, file: Any, begin: Callable[[], Any], *, frames: int = sys.maxsize):
        self._file, self._begin, self._left = file, begin, frames
        self._frame: Any = None
        self._plain, self.rest = b"", b""

    def readable(self) -> bool:
        """It is for reading alone."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, or an `EOFError` in the midst of a frame."""
        while not self._plain and self._left:
            self.rest = self.rest or self._file.read(_PACKED)
            if not self.rest:
                if self._frame is not None:
                    raise EOFError("the last frame has no end")
                return 0
            self._frame = self._frame or self._begin()
            self._plain, self.rest = self._frame.decompress(self.rest), b""
            if self._frame.eof:
                self.rest, self._frame, self._left = self._frame.unused_data, None, self._left - 1
        data, self._plain = self._plain[: len(buffer)], self._plain[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)


class Bounded(io.RawIOBase):
    """A stream that ends where it is damaged, or has given ``limit`` bytes, and says so in `damage`.

    It does not raise, for whoever reads on would lose what came before in the same piece.
    """

    def __init__(self, stream: Any, file: Any, limit: int):
        self._stream, self._file, self._left = stream, file, limit
        self._read = getattr(stream, "read1", stream.read)  # what there is, and not more than that at once
        self.damage = ""

    def readable(self) -> bool:
        """It is for reading alone."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes; none after damage or beyond the limit."""
        try:
            data = b"" if self.damage else self._read(min(len(buffer), _PIECE))
        except Exception as error:  # one of BROKEN, or zstandard.ZstdError, which is not imported here
            self.damage, data = f"it is damaged or cut off ({error})", b""
        self._left -= len(data)
        if self._left < 0:
            self.damage = f"it unpacks to more than {RATIO} times its size; the rest is not read"
            return 0
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream and the file that it reads from."""
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()
