"""The overview of a collection in plain text, as ``kit check`` prints it."""

import pandas as pd

from kit.check.collection import UNDATED, summarise_collection
from kit.check.problems import find_problems, summarise_problems
from kit.check.roles import summarise_roles
from kit.check.templates import fill_template
from kit.read.duplicates import summarise_duplicates


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
    months = summarise_collection(articles)
    problems = find_problems(articles, lines=lines)
    by_source = months.groupby("source")["n_articles"].sum()
    summary = summarise_problems(problems, articles)
    return fill_template(
        "overview.txt",
        articles=articles,
        n_syllables=months["n_syllables"].sum(),
        sources=by_source.sort_values(ascending=False, kind="stable"),
        undated=months[months["month"] == UNDATED].groupby("source")["n_articles"].sum(),
        months=months.groupby("month")["n_articles"].sum(),
        roles=summarise_roles(articles, lines).query("n_lines > 0"),
        note="" if dates is None else dates.attrs.get("note", ""),
        duplicates=summarise_duplicates(articles) if "duplicate_of" in articles else None,
        problems=summary[summary["n_articles"] > 0],
        examples={name: found.head(examples) for name, found in problems.groupby("problem")},
    ).rstrip()
