"""The archive: files by name in one order, with their hashes, so that the same files are the same bytes."""

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

from kit.errors import FileError
from kit.files import write_whole

SUMS = "SHA256SUMS"
"""The hash of every other file, as ``sha256sum -c`` reads it."""

MADE = (".venv", ".kit-cache", "rebuilt", "report", "to-code", "__pycache__", ".ipynb_checkpoints", ".git")
"""What running the package makes in its folder, or git keeps there; it is no part of it."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip; no clock goes in
_MODE = 0o100644 << 16


def hash_file(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path) -> None:
    """Write the hashes of all files in a folder."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = [f"{hash_file(folder / name)}  {name}\n" for name in names if name != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def zip_folder(folder: Path, to: Path) -> None:
    """Write all files of a folder into one archive, whole: no clock, one order, the same permissions.

    Raises
    ------
    FileError : the archive cannot be written.
    """
    with write_whole(to) as aside, zipfile.ZipFile(aside, "w") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            told = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _FIRST_DAY)
            told.compress_type, told.external_attr, told.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(told, path.read_bytes(), compresslevel=6)


def list_hashes(package: Path) -> Iterator[tuple[str, str]]:
    """Each file of a package, a folder or an archive, with its sha256; "" of one that cannot be read.

    Raises
    ------
    FileError : it is neither.
    """
    if package.is_dir():
        for path in sorted(package.rglob("*")):
            name = path.relative_to(package)
            made = any(part in MADE or part.startswith(".venv") for part in name.parts)
            if path.is_file() and not made:
                yield name.as_posix(), hash_file(path)
        return
    try:
        with zipfile.ZipFile(package) as archive:
            for told in archive.infolist():
                if not told.is_dir():
                    yield told.filename, _hash_member(archive, told)
    except (OSError, zipfile.BadZipFile) as error:
        raise FileError(f"{package} is no package: neither a folder nor a ZIP archive ({error}).") from None


def _hash_member(archive: zipfile.ZipFile, told: zipfile.ZipInfo) -> str:
    try:
        with archive.open(told) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    except (OSError, zipfile.BadZipFile, zipfile.zlib.error):  # type: ignore[attr-defined]
        return ""


def read_member(package: Path, name: str) -> str:
    """The text of a file in a package; "" if it is not there."""
    try:
        if package.is_dir():
            return (package / name).read_text("utf-8")
        with zipfile.ZipFile(package) as archive:
            return archive.read(name).decode("utf-8")
    except (OSError, KeyError, UnicodeDecodeError, zipfile.BadZipFile):
        return ""
