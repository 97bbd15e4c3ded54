"""The kit on the command line: ``python -m kit check FOLDER`` and ``python -m kit collect FOLDER …``."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

import pandas as pd

from kit.errors import ArticleError, KitError

FAILED, USAGE, INCOMPLETE, INTERRUPTED = 1, 2, 3, 130
"""Exit codes: an error, a wrong command line (argparse), some addresses failed, stopped by hand."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns the exit code."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: print(f"warning: {message}", file=sys.stderr)
            return options.run(options)
    except KitError as error:
        print(f"kit {options.command}: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("\nStopped. Nothing is lost; the same command goes on from here.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output had enough (| head)
        sys.stderr.close()
        return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kit", description="A notebook kit for migration-diplomacy news.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="say what is in a collection and what is wrong with it")
    check.add_argument("folder", type=Path, help="folder or file of articles, in any form that the kit reads")
    check.add_argument(
        "--examples", type=int, default=2, metavar="N", help="examples of each problem (default 2)"
    )
    check.add_argument("--csv", type=Path, metavar="FILE", help="write every problem of every article there")
    check.add_argument("--datasheet", type=Path, metavar="FILE", help="write a datasheet (Markdown) there")
    check.add_argument("--no-duplicates", action="store_true", help="do not look for duplicates")
    check.set_defaults(run=_check)

    collect = commands.add_parser(
        "collect",
        help="fetch articles from addresses, feeds and sitemaps, politely",
        description="Run it again, the same way, to go on after an interruption or to bring it up to date.",
    )
    collect.add_argument("folder", type=Path, help="folder of the collection; made if it is not there")
    collect.add_argument("urls", nargs="*", metavar="URL", help="addresses of articles")
    collect.add_argument(
        "--list", type=Path, metavar="FILE", help="a file of addresses, one a line, # for notes"
    )
    collect.add_argument(
        "--feed", action="append", default=[], metavar="URL", help="an RSS, Atom or JSON feed"
    )
    collect.add_argument(
        "--sitemap", action="append", default=[], metavar="URL", help="a sitemap or sitemap index"
    )
    collect.add_argument("--contact", required=True, help="your e-mail or web address, shown to the sites")
    collect.add_argument(
        "--host", action="append", metavar="HOST", help="a host that may be asked (default: those given)"
    )
    collect.add_argument(
        "--match", default="", metavar="REGEX", help="follow only links in which this is found"
    )
    collect.add_argument(
        "--delay", type=float, default=2.0, metavar="SECONDS", help="between requests to a host"
    )
    collect.add_argument("--limit", type=int, metavar="N", help="fetch at most N pages this time")
    collect.add_argument(
        "--refresh", action="store_true", help="ask for pages of earlier runs again, if changed"
    )
    collect.add_argument(
        "--allow-private", action="store_true", help="also ask addresses that are not public"
    )
    collect.set_defaults(run=_collect)
    return parser


def _check(options: argparse.Namespace) -> int:
    from kit.articles import load_articles
    from kit.check import find_problems
    from kit.datasheet import make_datasheet, save_datasheet
    from kit.duplicates import add_duplicates
    from kit.lines import find_lines
    from kit.overview import write_overview
    from kit.reading.problems import LoadReport

    report = LoadReport()
    articles = load_articles(options.folder, report=report)
    lines = find_lines(articles)
    articles = _deduce(articles, lines)
    if not options.no_duplicates:
        articles = add_duplicates(articles, lines=lines)
    print(report.summary, end="\n\n")
    print(write_overview(articles, lines, examples=options.examples))
    if options.csv:
        _save(find_problems(articles, lines=lines), options.csv)
    if options.datasheet:
        folder = options.folder if options.folder.is_dir() else options.folder.parent
        text = make_datasheet(articles, lines=lines, folder=folder, title=options.folder.resolve().name)
        save_datasheet(text, options.datasheet)
    return 0


def _deduce(articles: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """The titles and dates that the texts themselves give."""
    from kit.headlines import add_titles
    from kit.published import add_published
    from kit.sentences import find_sentences

    return add_published(add_titles(articles, lines), find_sentences(articles, lines))


def _save(problems: pd.DataFrame, path: Path) -> None:
    try:
        problems.to_csv(path, index=False, encoding="utf-8-sig")  # with a BOM, spreadsheets read it right
    except OSError as error:
        raise KitError(f"The table {path} cannot be written ({error.strerror}).") from None


def _collect(options: argparse.Namespace) -> int:
    from kit.collector import collect

    found = collect(
        options.folder,
        urls=[*options.urls, *_read_list(options.list)],
        feeds=options.feed,
        sitemaps=options.sitemap,
        contact=options.contact,
        hosts=options.host,
        match=options.match,
        delay=options.delay,
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


if __name__ == "__main__":
    sys.exit(main())
