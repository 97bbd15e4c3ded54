"""The datasheet of a collection: what it is made of and how it came to be, in Markdown, from its own tables.

The headings are those of Gebru et al., "Datasheets for Datasets" (Communications of the ACM 64, 2021), as far as
they can be answered by counting; what only a person can say is taken from that person.
"""

import hashlib
from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path

import pandas as pd

from kit import __version__
from kit.check.collection import UNDATED, hash_collection, summarise_collection
from kit.check.problems import find_problems, summarise_problems
from kit.check.roles import summarise_roles
from kit.errors import KitError
from kit.read.journal import NAME, load_journal, read_entries
from kit.schema import check_table

_MOST_GIVEN = 50  # addresses that a collection was given, and that are listed

QUESTIONS = {
    "purpose": "For what purpose was the collection made?",
    "people": "Who made it?",
    "selection": "What was it selected from, and by what rule?",
    "licence": "Who owns the texts, and on what terms may they be used?",
    "contact": "Who can be asked about it?",
}
"""What a person has to answer; keys of ``answers`` in `make_datasheet`."""


def make_datasheet(
    articles: pd.DataFrame,
    *,
    lines: pd.DataFrame | None = None,
    folder: Path | str | None = None,
    title: str = "A collection of articles",
    answers: Mapping[str, str] | None = None,
) -> str:
    """Write the datasheet of a collection.

    Parameters
    ----------
    articles : the ``articles`` table, best after `kit.add_duplicates`.
    lines : the ``lines`` table, for the share of text by role.
    folder : of a collection made by `kit.collect.collector.collect_articles`, for how it was collected.
    title : its heading.
    answers : answers to `QUESTIONS`; those that are missing are listed as open.

    Returns
    -------
    Markdown. The same tables give the same text: it holds no clock and no path.

    Raises
    ------
    KitError : ``answers`` has a key that is not in `QUESTIONS`, or the folder's journal is damaged.
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    answers = dict(answers or {})
    if unknown := sorted(set(answers) - set(QUESTIONS)):
        raise KitError(
            f"The datasheet has no question {unknown[0]!r}; its questions are {', '.join(QUESTIONS)}."
        )
    months = summarise_collection(articles)
    parts = [f"# {title}", _write_answers(answers), "## Composition", _write_counts(articles, months)]
    parts += ["### Articles by source", _write_sources(months), "### Articles by year", _write_years(months)]
    if lines is not None:
        parts += ["### Text by role", _write_roles(articles, lines)]
    parts += ["## What is missing, suspicious or was repaired", _write_problems(articles, lines)]
    if folder is not None and (Path(folder) / NAME).is_file():
        parts += ["## How it was collected", _write_collecting(Path(folder))]
    identity = f"sha256 of the ids and texts, sorted by id: `{hash_collection(articles)}`."
    parts += ["## Identity", f"{identity} Made with version {__version__} of the kit."]
    return "\n\n".join(parts) + "\n"


def _write_table(header: list[str], rows: list[tuple]) -> str:
    """A Markdown table; numbers are set to the right.

    >>> print(_write_table(["source", "articles"], [("VOV", 1200)]))
    | source | articles |
    | --- | ---: |
    | VOV | 1,200 |
    """
    numbers = [all(isinstance(row[column], int | float) for row in rows) for column in range(len(header))]
    lines = ["| " + " | ".join(header) + " |"]
    lines.append("| " + " | ".join("---:" if rows and number else "---" for number in numbers) + " |")
    return "\n".join(lines + ["| " + " | ".join(map(_cell, row)) + " |" for row in rows])


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return " ".join(str(value).split()).replace("|", "\\|")


def _write_answers(answers: Mapping[str, str]) -> str:
    said = [f"**{question}** {answers[key]}" for key, question in QUESTIONS.items() if answers.get(key)]
    still = [question for key, question in QUESTIONS.items() if not answers.get(key)]
    if still:
        said.append("Open questions, for a person to answer: " + " ".join(still))
    return "\n\n".join(said)


def _write_counts(articles: pd.DataFrame, months: pd.DataFrame) -> str:
    first, last = _find_days(months)
    rows = [
        ("articles", len(articles)),
        ("syllables", int(months["n_syllables"].sum())),
        ("characters", int(articles["text"].str.len().sum())),
        ("sources", int(months.loc[months["source"] != "", "source"].nunique())),
        ("first day", first),
        ("last day", last),
        ("articles without a date", _count_undated(months)),
    ]
    if "duplicate_of" in articles:
        rows.append(("articles folded as duplicates", int((articles["duplicate_of"] != "").sum())))
    return _write_table(["", "number"], rows)


def _count_undated(months: pd.DataFrame) -> int:
    return int(months.loc[months["month"] == UNDATED, "n_articles"].sum())


def _write_sources(months: pd.DataFrame) -> str:
    rows = [
        (source or "(not known)", int(group["n_articles"].sum()), _count_undated(group), *_find_days(group))
        for source, group in months.groupby("source")
    ]
    rows.sort(key=itemgetter(1), reverse=True)
    return _write_table(["source", "articles", "undated", "first day", "last day"], rows)


def _write_years(months: pd.DataFrame) -> str:
    year = months["month"].where(months["month"] == UNDATED, months["month"].str[:4])
    years = months["n_articles"].groupby(year).sum()
    return _write_table(["year", "articles"], [(year, int(n)) for year, n in years.items()])


def _write_roles(articles: pd.DataFrame, lines: pd.DataFrame) -> str:
    rows = [
        (row.role, row.n_lines, row.n_articles, f"{row.share:.1%}" if row.n_lines else "0 %")
        for row in summarise_roles(articles, lines).itertuples()
    ]
    return _write_table(["role", "lines", "articles", "share of characters"], rows)


def _write_problems(articles: pd.DataFrame, lines: pd.DataFrame | None) -> str:
    found = summarise_problems(find_problems(articles, lines=lines), articles)
    found = found[found["n_articles"] > 0]
    if found.empty:
        return "Nothing was found."
    rows = [
        (row.meaning, "repaired" if row.repaired else "", row.n_articles, f"{row.share:.1%}")
        for row in found.itertuples()
    ]
    return _write_table(["what", "", "articles", "share"], rows)


def _write_collecting(folder: Path) -> str:
    """Runs, outcomes and archive files, from the journal."""
    entries = read_entries(folder / NAME)
    runs = [entry for entry in entries if entry["event"] == "start"]
    given = sorted({(kind, url) for run in runs for url, kind in run.get("given", [])})
    outcomes = load_journal(folder).groupby(["kind", "outcome"]).size()
    days = sorted(entry["at"][:10] for entry in entries if entry.get("at"))
    files = [
        (path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in sorted((folder / "archive").glob("*.warc.gz"))
    ]
    agents = ", ".join(f"`{agent}`" for agent in sorted({run.get("agent") or "" for run in runs} - {""}))
    more = f"\n\nand {len(given) - _MOST_GIVEN:,} more." if len(given) > _MOST_GIVEN else ""
    about = [
        f"Requests were made from {days[0]} to {days[-1]} (UTC) in {len(runs)} run{'s' if len(runs) != 1 else ''}, "
        f"as {agents or 'an unnamed agent'}; robots.txt was obeyed, and every answer was kept.",
        _write_table(["given as", "address"], given[:_MOST_GIVEN]) + more,
        _write_table(["kind", "outcome", "addresses"], [(*key, int(n)) for key, n in outcomes.items()]),
        _write_table(["file", "bytes", "sha256"], files),
    ]
    return "\n\n".join(about)


def _find_days(months: pd.DataFrame) -> list[str]:
    """The first day and the last."""
    ends = months["first_day"].min(), months["last_day"].max()
    return ["not known" if pd.isna(day) else f"{day:%Y-%m-%d}" for day in ends]
