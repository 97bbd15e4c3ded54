"""``python -m kit package FOLDER``: the replication package of a study, in one archive."""

import argparse
import tempfile
from pathlib import Path

from kit.publish.package.archive import zip_folder
from kit.publish.package.contents import Made, make_package
from kit.study import load_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument(
        "folder", type=Path, help="the folder of a study, with its study.yml; . for the project's own"
    )
    where = "the archive to write (default: <name>-package.zip in the folder of the study)"
    parser.add_argument("--to", type=Path, metavar="FILE.zip", help=where)
    parser.set_defaults(run=run)


def save_package(folder: Path, to: Path) -> Made:
    """Write the package of a study into one archive, whole; the study is only read.

    Raises
    ------
    KitError : as `kit.publish.package.contents.make_package`.
    """
    with tempfile.TemporaryDirectory() as aside:
        made = make_package(folder, Path(aside))
        zip_folder(Path(aside), to)
    return made


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    to = options.to or options.folder / f"{load_study(options.folder).name}-package.zip"
    made = save_package(options.folder, to)
    print(f"{to}: {made.tables} tables, {made.figures} figures; {made.policy.said}.")
    if not made.figures:
        print("There are no figures yet: python3 run.py draws them.")
    for one in made.outcomes:
        if one.problem:
            print(f"The figure {one.figure} cannot be drawn again from the package: {one.problem}")
    if made.outcomes:
        same = sum(not one.problem for one in made.outcomes)
        print(
            f"Without the texts {same} of {len(made.outcomes)} figures were drawn again, the same to the byte."
        )
    return 0
