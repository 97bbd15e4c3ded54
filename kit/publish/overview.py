"""The overview of a collection in plain text, as ``kit check`` prints it."""

from typing import Any

import pandas as pd

from kit.check.collection import summarise_collection, summarise_roles
from kit.check.problems import find_problems, summarise_problems
from kit.count.periods import UNDATED
from kit.publish.templates import fill_template
from kit.read.duplicates import summarise_duplicates

_YEARLESS = r"(?:.*/)?XXXX-\d\d-\d\d"


def write_overview(
    articles: pd.DataFrame, lines: pd.DataFrame, *, dates: pd.DataFrame | None = None, examples: int = 2
) -> str:
    """What is in a collection and what is wrong with it.

    Parameters
    ----------
    articles : the ``articles`` table, best after `kit.add_duplicates`.
    lines : the ``lines`` table.
    dates : the ``dates`` table, for the days that have no year.
    examples : examples of each problem.

    Returns
    -------
    Lines of text: articles by source and by month, share of text by role, duplicates, problems with examples.
    """
    return fill_template(
        "overview.txt",
        **describe_collection(articles, lines),
        note="" if dates is None else describe_yearless(dates),
        duplicates=summarise_duplicates(articles) if "duplicate_of" in articles else None,
        examples=examples,
    ).rstrip()


def describe_yearless(dates: pd.DataFrame) -> str:
    """How many days of the ``dates`` table have no year, and so no place in time; "" where each has one."""
    days = dates["article_id"][dates["type"].isin(["DATE", "TIME"]) & dates["value"].str.match(_YEARLESS)]
    found = f"{len(days):,} days in {days.nunique():,} articles have no year, and so make no event"
    remedy = "give what is known of the publication (published_from, published_to)"
    return f"{found}: {remedy}." if len(days) else ""


def describe_collection(articles: pd.DataFrame, lines: pd.DataFrame | None) -> dict[str, Any]:
    """What texts about a collection are filled with: its months, sources, roles and problems."""
    months, found = summarise_collection(articles), find_problems(articles, lines=lines)
    undated = months["n_articles"].where(months["month"] == UNDATED, 0)
    spans = {"first_day": ("first_day", "min"), "last_day": ("last_day", "max")}
    sources = months.assign(undated=undated).groupby("source")
    sources = sources.agg(n_articles=("n_articles", "sum"), undated=("undated", "sum"), **spans)
    roles = None if lines is None else summarise_roles(articles, lines)
    about = {"articles": articles, "n_syllables": int(months["n_syllables"].sum()), "months": months}
    about |= {"sources": sources.sort_values("n_articles", ascending=False, kind="stable"), "roles": roles}
    return about | {"found": found, "problems": summarise_problems(found, articles).query("n_articles > 0")}
