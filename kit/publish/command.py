"""``python -m kit check FOLDER``: what is in a collection and what is wrong with it."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from kit.check.problems import find_problems, mark_future
from kit.files import write_file
from kit.publish.datasheet import make_datasheet
from kit.publish.overview import write_overview
from kit.read.articles import load_articles
from kit.read.duplicates import add_duplicates
from kit.read.reports import LoadReport
from kit.read.titles import add_titles
from kit.schema import STORY_ROLES
from kit.segment.lines import find_lines
from kit.segment.sentences import find_sentences
from kit.spreadsheets import write_cells
from kit.study import load_study
from kit.tag.dates import find_dates
from kit.tag.published import BOUNDS, add_published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    add = parser.add_argument
    add("folder", type=Path, help="folder or file of articles, in any form that the kit reads")
    add("--examples", type=int, default=2, metavar="N", help="examples of each problem (default 2)")
    for name, which in (("from", "first"), ("to", "last")):
        known = f"the {which} day on which any article can have been published: 2013-05-17, 2013-05 or 2013"
        add(f"--published-{name}", metavar="DAY", help=known)
    add("--csv", type=Path, metavar="FILE", help="write every problem of every article there")
    add("--datasheet", type=Path, metavar="FILE", help="write a datasheet (Markdown) there")
    add("--no-duplicates", action="store_true", help="do not look for duplicates")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Run the command; returns the exit code."""
    report = LoadReport()
    articles = load_articles(load_study(options.folder).articles, report=report)
    lines = find_lines(articles)
    sentences = find_sentences(articles, lines)
    bounds = {name: getattr(options, name) for name in BOUNDS}
    articles = add_published(add_titles(articles, lines), sentences, **bounds)
    dates = find_dates(sentences[sentences["role"].isin(STORY_ROLES)], articles)
    if not options.no_duplicates:
        articles = add_duplicates(articles, lines=lines)
    articles = mark_future(articles, today=datetime.now(UTC).date())
    print(report.summary, end="\n\n")
    print(write_overview(articles, lines, dates=dates, examples=options.examples))
    if options.csv:
        write_file(options.csv, write_cells(find_problems(articles, lines=lines)))
    if options.datasheet:
        folder = options.folder if options.folder.is_dir() else options.folder.parent
        text = make_datasheet(articles, lines=lines, folder=folder, title=options.folder.resolve().name)
        write_file(options.datasheet, text)
    return 0
