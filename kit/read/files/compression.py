"""Compressed files: streams that pack and unpack by the ending of a name, and never grow without bound."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Any, Literal

from kit.errors import ArticleError
from kit.read.files.packages import load_package

COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, ValueError)
"""What the libraries raise on damaged files (that of zstandard is turned into a ValueError here)."""

FLOOR, RATIO = 200 << 20, 250
"""Bytes that anything may unpack to, or else this many times its own size."""


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
        return zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return file


def decompress(file: Any, name: str, size: int) -> Any:
    """``file`` unpacked by the ending of ``name``, stopped (`ValueError`) where it grows beyond all measure.

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


class Bounded(io.RawIOBase):
    """A stream that refuses to give more than ``limit`` bytes, and ends damage in one kind of error."""

    def __init__(self, stream: Any, file: Any, limit: int):
        self._stream, self._file, self._left = stream, file, limit

    def readable(self) -> bool:
        """It is for reading alone."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes, or a `ValueError` at damage and beyond the limit."""
        try:
            data = self._stream.read(len(buffer))
        except Exception as error:  # one of BROKEN, or zstandard.ZstdError, which is not imported here
            raise ValueError(f"it is damaged ({error})") from None
        self._left -= len(data)
        if self._left < 0:
            raise ValueError(f"it unpacks to more than {RATIO} times its size; the rest is not read")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream and the file that it reads from."""
        if not self.closed:
            self._stream.close()
            self._file.close()
        super().close()
