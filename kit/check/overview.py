"""The overview of a collection in plain text, as ``kit check`` prints it."""

import pandas as pd

from kit.check.collection import UNDATED, summarise_collection
from kit.check.problems import find_problems, summarise_problems
from kit.check.roles import summarise_roles
from kit.read.duplicates import summarise_duplicates

_MOST = 12  # rows of a table that are printed


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
    parts = [
        f"{len(articles):,} articles, {months['n_syllables'].sum():,} syllables",
        _write_group(months, "source", "By source"),
        _write_group(months, "month", "By month"),
        _write_roles(articles, lines),
    ]
    if dates is not None and "note" in dates.attrs:
        parts.append(f"Days without a year\n  {dates.attrs['note']}")
    if "duplicate_of" in articles:
        parts.append(_write_duplicates(articles))
    parts.append(_write_problems(problems, summarise_problems(problems, articles), examples))
    return "\n\n".join(parts)


def _write_group(months: pd.DataFrame, column: str, heading: str) -> str:
    groups = months.groupby(column)["n_articles"].sum()
    if column == "source":
        groups = groups.sort_values(ascending=False, kind="stable")
    undated = months[months["month"] == UNDATED].groupby("source")["n_articles"].sum()
    rows = [
        f"  {key or '(not known)':32} {n:8,}"
        + (f"   {undated.get(key, 0):,} undated" if column == "source" and undated.get(key, 0) else "")
        for key, n in list(groups.items())[:_MOST]
    ]
    more = len(groups) - len(rows)
    return "\n".join([heading, *rows, *([f"  and {more:,} more"] if more else [])])


def _write_roles(articles: pd.DataFrame, lines: pd.DataFrame) -> str:
    rows = [
        f"  {row.role:10} {row.share:7.1%} {row.n_lines:9,} lines   {_shorten(row.example, 60)}"
        for row in summarise_roles(articles, lines).itertuples()
        if row.n_lines
    ]
    return "\n".join(["Text by role", *rows])


def _write_duplicates(articles: pd.DataFrame) -> str:
    groups = summarise_duplicates(articles)
    folded = int((articles["duplicate_of"] != "").sum())
    rows = [
        f"  {row.n_articles:4,} × {_shorten(row.title, 60) or row.duplicate_group}"
        + (f"   ({_shorten(row.sources, 40)})" if row.sources else "")
        for row in groups.head(5).itertuples()
    ]
    heading = f"Duplicates: {folded:,} articles repeat one of {len(groups):,} others"
    return "\n".join([heading, *rows])


def _write_problems(problems: pd.DataFrame, summary: pd.DataFrame, examples: int) -> str:
    lines = []
    for repaired, heading in ((False, "To look at"), (True, "Repaired while reading")):
        found = summary[(summary["n_articles"] > 0) & (summary["repaired"] == repaired)]
        if len(found):
            lines.append(heading)
        for row in found.itertuples():
            lines.append(f"  {row.problem}: {row.meaning}: {row.n_articles:,} articles ({row.share:.1%})")
            for example in problems[problems["problem"] == row.problem].head(examples).itertuples():
                detail = f" [{example.detail}]" if example.detail else ""
                lines.append(f"      {example.article_id}{detail}: {_shorten(example.text, 60)}")
    return "\n".join(lines or ["No problem was found."])


def _shorten(text: str, length: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
