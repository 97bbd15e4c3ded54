"""``python -m kit verify PACKAGE``: whether every file of a package is as it was made."""

import argparse
import json
import re
from pathlib import Path
from typing import NamedTuple

from kit import __version__
from kit.errors import FileError
from kit.publish.package.archive import SUMS, list_hashes, read_member

ABOUT = "datapackage.json"


class Verified(NamedTuple):
    """What is otherwise than when the package was made, by name, and which kit made it."""

    changed: list[str]
    missing: list[str]
    added: list[str]
    files: int
    kit: str

    @property
    def whole(self) -> bool:
        """Whether all is as it was."""
        return not (self.changed or self.missing or self.added)


def verify_package(package: Path | str) -> Verified:
    """Compare the files of a package, a folder or an archive, with its ``SHA256SUMS``.

    Raises
    ------
    FileError : it is no package, has no ``SHA256SUMS``, or a line of that is none.
    """
    package = Path(package)
    if not package.exists():
        raise FileError(f"There is no {package}.")
    there = dict(list_hashes(package))
    if SUMS not in there:
        raise FileError(f"{package} is no package of the kit: it has no {SUMS}.")
    wanted = {}
    for number, line in enumerate(read_member(package, SUMS).splitlines(), 1):
        if not (found := re.fullmatch(r"([0-9a-f]{64})  (.+)", line)):
            raise FileError(f"{package}, {SUMS}, line {number} is no hash with a name. Take it anew.")
        wanted[found[2]] = found[1]
    missing = [name for name in wanted if name not in there]
    changed = [name for name in wanted if name in there and there[name] != wanted[name]]
    added = [name for name in there if name not in wanted and name != SUMS]
    return Verified(changed, missing, added, len(wanted), _find_version(package))


def _find_version(package: Path) -> str:
    try:
        return str(json.loads(read_member(package, ABOUT))["kit"])
    except (ValueError, KeyError, TypeError):
        return ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("package", type=Path, help="a package, unpacked or as a ZIP archive")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code, 1 if a file is not as it was."""
    found = verify_package(options.package)
    if found.kit != __version__:
        print(
            f"Made by kit {found.kit or 'of a version that it does not say'}; this is kit {__version__}. Run it with "
            "its own (python3 run.py in its folder): another may count otherwise."
        )
    for what in ("changed", "missing", "added"):
        for name in getattr(found, what):
            print(f"{what}: {name}")
    if not found.whole:
        print(f"{options.package} is not as it was made. Take it anew, or say what you changed.")
        return 1
    print(f"{options.package} is as it was made: {found.files} files, none changed, missing or added.")
    return 0
