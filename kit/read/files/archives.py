"""Archives, read in memory: their members one after another; nothing is ever written."""

import io
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from kit.read.files.compression import RATIO, Bounded, decompress, find_limit
from kit.vietnamese.letters import nfc

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst")


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
    if name.endswith(".zip"):
        return _list_zip(file)
    return _list_tar(decompress(file, name.replace(".tgz", ".tar.gz"), size))


def _list_zip(file: Any) -> Iterator[Member]:
    with zipfile.ZipFile(file) as archive:
        for info in sorted(archive.infolist(), key=lambda info: nfc(info.filename)):
            if info.is_dir() or _is_hidden(info.filename) or info.filename.startswith("__MACOSX/"):
                continue
            problem = _refuse(info.filename)
            if info.file_size > find_limit(info.compress_size):
                problem = f"it unpacks to {info.file_size:,} bytes, more than {RATIO} times its size"
            yield Member(info.filename, info.file_size, problem, partial(archive.open, info))


def _list_tar(stream: Any) -> Iterator[Member]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir() or _is_hidden(info.name):
                continue
            problem = "" if info.isfile() else "it is a link or a device, not a file; not read"
            problem = problem or _refuse(info.name)
            yield Member(info.name, info.size, problem, partial(_open_tar_member, archive, info))


def _open_tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> io.BufferedReader:
    """A member of a tar that is read as it comes, which tarfile's own objects cannot do as text."""
    member = archive.extractfile(info)
    return io.BufferedReader(Bounded(member, member, info.size))


def _is_hidden(member: str) -> bool:
    return member.rsplit("/", 1)[-1].startswith(".")


def _refuse(member: str) -> str:
    """Why a member's name is not to be trusted; '' if it is."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    if ".." in parts or member.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", member):
        return "its path leads out of the archive; it is not read"
    return ""
