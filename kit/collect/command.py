"""``python -m kit collect FOLDER …``: articles fetched from addresses, feeds and sitemaps."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kit.collect.collector import collect_articles
from kit.errors import ArticleError

# Exit code: some addresses failed.
INCOMPLETE = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.description = (
        "Run it again, the same way, to go on after an interruption or to bring it up to date."
    )
    parser.add_argument("folder", type=Path, help="folder of the collection; made if it is not there")
    parser.add_argument("urls", nargs="*", metavar="URL", help="addresses of articles")
    parser.add_argument(
        "--list", type=Path, metavar="FILE", help="a file of addresses, one a line, # for notes"
    )
    parser.add_argument(
        "--feed", action="append", default=[], metavar="URL", help="an RSS, Atom or JSON feed"
    )
    parser.add_argument(
        "--sitemap", action="append", default=[], metavar="URL", help="a sitemap or sitemap index"
    )
    parser.add_argument("--contact", required=True, help="your e-mail or web address, shown to the sites")
    parser.add_argument(
        "--host", action="append", metavar="HOST", help="a host that may be asked (default: those given)"
    )
    parser.add_argument(
        "--match", default="", metavar="REGEX", help="follow only links in which this is found"
    )
    parser.add_argument(
        "--delay", type=float, default=2.0, metavar="SECONDS", help="between requests to a host"
    )
    parser.add_argument(
        "--longest-delay",
        type=float,
        metavar="SECONDS",
        help="pause that a site's Crawl-delay is granted at most",
    )
    parser.add_argument("--limit", type=int, metavar="N", help="fetch at most N pages this time")
    parser.add_argument(
        "--refresh", action="store_true", help="ask for pages of earlier runs again, if changed"
    )
    parser.add_argument("--allow-private", action="store_true", help="also ask addresses that are not public")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    found = collect_articles(
        options.folder,
        urls=[*options.urls, *_read_list(options.list)],
        feeds=options.feed,
        sitemaps=options.sitemap,
        contact=options.contact,
        hosts=options.host,
        match=options.match,
        delay=options.delay,
        longest_delay=options.longest_delay,
        limit=options.limit,
        refresh=options.refresh,
        allow_private=options.allow_private,
        progress=_show_progress if sys.stderr.isatty() else None,
    )
    counts = found.groupby(["kind", "outcome"]).size()
    print("\n".join(f"{kind:8} {outcome:11} {n:8,}" for (kind, outcome), n in counts.items()))
    troubled = found[found["outcome"].isin(["failed", "skipped"])]
    for reason, n in troubled["reason"].value_counts().head(10).items():
        print(f"{n:,} × {reason}")
    failed = int((found["outcome"] == "failed").sum())
    if failed:
        print(f"{failed:,} addresses failed; the same command asks for them again.", file=sys.stderr)
    return INCOMPLETE if failed else 0


def _read_list(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ArticleError(f"The list {path} cannot be read as UTF-8 text ({error}).") from None
    return [line.split(" #")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


def _show_progress(done: int, waiting: int, seconds: float) -> None:
    left = f"{seconds / 60:.0f} min" if seconds >= 120 else f"{seconds:.0f} s"
    print(f"\r{done:,} fetched, {waiting:,} waiting, about {left} left ", end="", file=sys.stderr, flush=True)
