"""The archive: files by name in one order, with their hashes, so that the same files are the same bytes."""

import hashlib
import zipfile
import zlib
from pathlib import Path
from typing import Any

from kit.errors import FileError
from kit.files import hash_data, write_whole

SUMS, ABOUT = "SHA256SUMS", "datapackage.json"
"""The hash of every other file, as ``sha256sum -c`` reads it; the descriptor."""

MADE = (".venv", ".kit-cache", "rebuilt", "report", "to-code", "__pycache__", ".ipynb_checkpoints", ".git")
"""What running the package makes in its folder, or git keeps there; it is no part of it."""

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip; no clock goes in
_MODE = 0o100644 << 16


def list_files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their names in it, in one order, without what running it makes."""
    names = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: names[name] for name in sorted(names) if not {*MADE} & {*name.split("/")}}


def write_sums(folder: Path) -> None:
    """Write the hashes of all files in a folder."""
    lines = [f"{hash_data(path)}  {name}\n" for name, path in list_files(folder).items() if name != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def zip_folder(folder: Path, to: Path) -> None:
    """Write all files of a folder into one archive, whole: no clock, one order, the same permissions.

    Raises
    ------
    FileError : the archive cannot be written.
    """
    with write_whole(to) as aside, zipfile.ZipFile(aside, "w") as archive:
        for name, path in list_files(folder).items():
            told = zipfile.ZipInfo(name, _FIRST_DAY)
            told.compress_type, told.external_attr, told.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(told, path.read_bytes(), compresslevel=6)


def read_package(package: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Each file of a package, a folder or an archive, with its sha256; and the texts of `SUMS` and `ABOUT`.

    Raises
    ------
    FileError : it is neither.
    """
    read: Any
    try:
        if package.is_dir():
            names, read = list_files(package), lambda name: names[name].read_bytes()
            return _read(names, read)
        with zipfile.ZipFile(package) as archive:
            return _read([one.filename for one in archive.infolist() if not one.is_dir()], archive.read)
    except (OSError, zipfile.BadZipFile) as error:
        raise FileError(f"{package} is no package: neither a folder nor a ZIP archive ({error}).") from None


def _read(names: Any, read: Any) -> tuple[dict[str, str], dict[str, str]]:
    hashes, texts = {}, {}
    for name in names:
        try:
            content = read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError):  # a member that is damaged
            content = None
        hashes[name] = "" if content is None else hashlib.sha256(content).hexdigest()
        if name in (SUMS, ABOUT) and content is not None:
            texts[name] = content.decode("utf-8", "replace")
    return hashes, texts
