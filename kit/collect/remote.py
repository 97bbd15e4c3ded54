"""Files behind an address that fsspec knows (``s3://``, ``gs://``, ``hf://``): listed at once, each fetched whole."""

import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO, Any, NamedTuple

from kit.errors import ArticleError, FileError
from kit.packages import load_package


class Remote(NamedTuple):
    """One file: its name below the folder that all have in common, its size in bytes, and where it lies."""

    name: str
    size: int
    system: Any
    path: str
    shown: str

    def fetch(self) -> IO[bytes]:
        """The file, in a temporary one on the disk: what cannot be fetched is not taken for a damaged file.

        Raises
        ------
        FileError : it cannot be fetched, or not to its end.
        """
        aside = tempfile.TemporaryFile()  # noqa: SIM115 (closed by whoever reads it)
        try:
            with self.system.open(self.path, "rb") as remote:
                shutil.copyfileobj(remote, aside, 1 << 20)
            if aside.tell() < self.size:
                raise EOFError(f"{aside.tell():,} of {self.size:,} bytes came")
        except Exception as error:  # every file system raises errors of its own
            aside.close()
            why = f"{self.shown} cannot be fetched ({type(error).__name__}: {error})."
            raise FileError(f"{why} Nothing that was there is changed; run it again.") from None
        aside.seek(0)
        return aside


def list_remote(address: str) -> Iterator[Remote]:
    """The files behind an address: a file, a folder or a pattern.

    Raises
    ------
    ArticleError : it cannot be opened, or there is nothing.
    """
    fsspec = load_package("fsspec", f"Reading {address}")
    try:
        system, root = fsspec.core.url_to_fs(address)
        names = system.glob(root) if glob.has_magic(root) else [root]
        files = [file for name in names for file in (system.find(name) if system.isdir(name) else [name])]
        sizes = {file: system.size(file) or 0 for file in sorted(files) if system.isfile(file)}
    except Exception as error:  # every file system raises errors of its own
        raise ArticleError(f"{address} cannot be opened: {type(error).__name__}: {error}") from None
    if not sizes:
        raise ArticleError(f"There is nothing at {address}.")
    base = os.path.commonpath([str(PurePosixPath(file).parent) for file in sizes])
    for file, size in sizes.items():
        name = str(PurePosixPath(file).relative_to(base))
        shown = address if address.endswith(name) else f"{address} ({name})"
        yield Remote(name, size, system, file, shown)
