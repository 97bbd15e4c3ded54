"""``python -m kit build SOURCE STORE``: a collection of any size as a store, or a store brought up to date."""

import argparse
from pathlib import Path

from kit.store.build import build
from kit.store.engines import ENGINES
from kit.store.partitions import PART_SIZE
from kit.vietnamese.names.cues import HOME


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("source", help="articles, in any form that the kit reads, or the address of some")
    parser.add_argument("store", type=Path, help="folder of the store; made if it is not there")
    parser.add_argument("--engine", choices=ENGINES, default="processes", help="who does the work")
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one a processor)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of Dask, such as tcp://10.0.0.1:8786")
    size = f"articles in a part (default {PART_SIZE})"
    parser.add_argument("--part-size", type=int, default=PART_SIZE, metavar="N", help=size)
    parser.add_argument("--metadata", type=Path, metavar="FILE", help="CSV of what is known by hand")
    parser.add_argument("--lexicons", type=Path, metavar="FOLDER", help="lexicons of your own")
    parser.add_argument("--home", default=HOME, metavar="CODE", help="the country studied (default VNM)")
    parser.add_argument("--today", metavar="DAY", help="the day that years of two digits are near to")
    for name, which in (("from", "first"), ("to", "last")):
        known = f"the {which} day on which any article can have been published: 2013-05-17, 2013-05 or 2013"
        parser.add_argument(f"--published-{name}", metavar="DAY", help=known)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    given = {name: value for name, value in vars(options).items() if name not in ("command", "run")}
    made = build(given.pop("source"), given.pop("store"), **given)
    print(made.to_string(index=False, float_format="{:,.1f}".format))
    spent, room = made["seconds"].sum(), made["megabytes"].sum()
    print(f"\n{spent:,.0f} s of CPU, {room:,.0f} MB. Open it: kit.Corpus({str(options.store)!r})")
    return 0
