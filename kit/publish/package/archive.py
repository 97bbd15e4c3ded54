"""The archive: the same files are the same bytes; ``python -m kit verify PACKAGE`` says whether they still are."""

import argparse
import hashlib
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from kit import __version__
from kit.errors import FileError
from kit.files import hash_data, write_whole

# The hash of every other file, as ``sha256sum -c`` reads it; the descriptor.
SUMS, ABOUT = "SHA256SUMS", "datapackage.json"

# What running the package makes in its folder; it is no part of it, nor is what is hidden (`is_hidden`).
MADE = {"rebuilt", "report", "to-code"}

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of a zip; no clock goes in
_MODE = 0o100644 << 16


class Verified(NamedTuple):
    """What is otherwise than when the package was made, by name; how many files it has, and which kit made it."""

    changed: list[str]
    missing: list[str]
    added: list[str]
    files: int
    kit: str


def is_hidden(name: Path) -> bool:
    """Whether a file is one of a program and not of a person: .venv, .DS_Store, what Python compiled."""
    return any(part.startswith(".") or part == "__pycache__" for part in name.parts)


def list_files(folder: Path) -> list[str]:
    """The names of the files in a folder, in one order, without what running it makes."""
    names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return sorted(name.as_posix() for name in names if name.parts[0] not in MADE and not is_hidden(name))


def write_sums(folder: Path) -> None:
    """Write the hashes of all files in a folder."""
    lines = [f"{hash_data(folder / name)}  {name}\n" for name in list_files(folder) if name != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def zip_folder(folder: Path, to: Path) -> None:
    """Write all files of a folder into one archive, whole: no clock, one order, the same permissions.

    Raises
    ------
    FileError : the archive cannot be written.
    """
    with write_whole(to) as aside, zipfile.ZipFile(aside, "w") as archive:
        for name in list_files(folder):
            told = zipfile.ZipInfo(name, _FIRST_DAY)
            told.compress_type, told.external_attr, told.create_system = zipfile.ZIP_DEFLATED, _MODE, 3
            archive.writestr(told, (folder / name).read_bytes(), compresslevel=6)


def verify_package(package: Path) -> Verified:
    """Compare the files of a package, a folder or an archive, with its ``SHA256SUMS``.

    Raises
    ------
    FileError : it is no package, has no ``SHA256SUMS``, or a line of that is none.
    """
    root: Any = package
    try:
        if not package.is_dir():
            root = zipfile.Path(package)
        there = list_files(package) if root is package else root.root.namelist()
    except (OSError, zipfile.BadZipFile) as error:
        raise FileError(f"{package} is no package: neither a folder nor a ZIP archive ({error}).") from None
    names = {name for name in there if name[-1] != "/"}  # no folders
    if SUMS not in names:
        raise FileError(f"{package} is no package of the kit: it has no {SUMS}.")
    lines = [line.partition("  ") for line in _read(root, SUMS).decode("utf-8", "replace").splitlines()]
    if bad := [number for number, (digest, _, name) in enumerate(lines, 1) if len(digest) != 64 or not name]:
        raise FileError(f"{package}, {SUMS}, line {bad[0]} is no hash with a name. Take the package anew.")
    wanted, names = {name: digest for digest, _, name in lines}, names - {SUMS}
    hashes = {name: hashlib.sha256(_read(root, name)).hexdigest() for name in wanted.keys() & names}
    changed = sorted(name for name, digest in hashes.items() if digest != wanted[name])
    made_by = re.search(rb'"kit": "([^"]*)"', _read(root, ABOUT) if ABOUT in names else b"")
    version = made_by[1].decode() if made_by else ""
    return Verified(
        changed, sorted(wanted.keys() - names), sorted(names - wanted.keys()), len(wanted), version
    )


def _read(root: Any, name: str) -> bytes:
    """The bytes of a file; none of one in an archive that is damaged there."""
    try:
        return (root / name).read_bytes()
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("package", type=Path, help="a package, unpacked or as a ZIP archive")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code, 1 if a file is not as it was."""
    found = verify_package(options.package)
    if found.kit != __version__:
        made_by = f"Made by kit {found.kit or 'of an unknown version'}; this is kit {__version__}"
        print(f"{made_by}, which may count otherwise. Run it with its own: python3 run.py in its folder.")
    told = [f"{what}: {name}" for what in ("changed", "missing", "added") for name in getattr(found, what)]
    good = f"{options.package} is as it was made: {found.files} files, none changed, missing or added."
    bad = f"{options.package} is not as it was made. Take it anew, or say what you changed."
    print("\n".join([*told, bad if told else good]))
    return bool(told)
