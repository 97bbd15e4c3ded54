"""``python -m kit verify PACKAGE``: whether every file of a package is as it was made."""

import argparse
import re
from pathlib import Path
from typing import NamedTuple

from kit import __version__
from kit.errors import FileError
from kit.publish.package.archive import ABOUT, SUMS, read_package


class Verified(NamedTuple):
    """What is otherwise than when the package was made, by name; how many files it has, and which kit made it."""

    changed: list[str]
    missing: list[str]
    added: list[str]
    files: int
    kit: str


def verify_package(package: Path | str) -> Verified:
    """Compare the files of a package, a folder or an archive, with its ``SHA256SUMS``.

    Raises
    ------
    FileError : it is no package, has no ``SHA256SUMS``, or a line of that is none.
    """
    there, texts = read_package(Path(package))
    if SUMS not in texts:
        raise FileError(f"{package} is no package of the kit: it has no {SUMS} that can be read.")
    wanted = {}
    for number, line in enumerate(texts[SUMS].splitlines(), 1):
        if not (found := re.fullmatch(r"([0-9a-f]{64})  (.+)", line)):
            raise FileError(
                f"{package}, {SUMS}, line {number} is no hash with a name. Take the package anew."
            )
        wanted[found[2]] = found[1]
    changed = [name for name in wanted if name in there and there[name] != wanted[name]]
    missing, added = [name for name in wanted if name not in there], sorted({*there} - {*wanted, SUMS})
    made_by = re.search(r'"kit": "([^"]*)"', texts.get(ABOUT, ""))
    return Verified(changed, missing, added, len(wanted), made_by[1] if made_by else "")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("package", type=Path, help="a package, unpacked or as a ZIP archive")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code, 1 if a file is not as it was."""
    found = verify_package(options.package)
    if found.kit != __version__:
        print(
            f"Made by kit {found.kit or 'of an unknown version'}; this is kit {__version__}, which may count otherwise."
        )
        print("Run it with its own: python3 run.py in its folder.")
    told = [f"{what}: {name}" for what in ("changed", "missing", "added") for name in getattr(found, what)]
    good = f"{options.package} is as it was made: {found.files} files, none changed, missing or added."
    bad = f"{options.package} is not as it was made. Take it anew, or say what you changed."
    print("\n".join([*told, bad if told else good]))
    return bool(told)
