"""What is in a collection and what is wrong with it: tables to look at before anything is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from kit.read.minhash import find_syllables
from kit.read.repairs import FLAGS, REPAIRS, find_flags
from kit.read.stories import Stories
from kit.schema import ROLES, STORY_ROLES, check_columns, check_table
from kit.vietnamese.language import LEAST, measure_vietnamese

SHORT = 60
"""Syllables below which an article counts as too short; of 227,758 real ones, 95 % have more than 206."""

UNDATED = "undated"
"""The month of articles without a publication date."""

PROBLEMS = {
    "undated": "no publication date is known",
    "inferred-date": "its publication date was deduced from its text",
    "untitled": "it has no title",
    "too-short": f"its story has fewer than {SHORT} syllables",
    "no-story": "no line of it is a lead or body",
    "other-language": "it is mostly not Vietnamese",
    "exact-duplicate": "the same text as another article, which is kept",
    "near-duplicate": "nearly the same text as another article, which is kept",
    **FLAGS,
    **REPAIRS,
}
"""Every problem that `find_problems` can report, with its meaning; those of `REPAIRS` were mended."""

_EXAMPLE = 120  # characters
_BATCH = 1000  # articles
_BAD = {"bad-bytes": re.compile("\ufffd"), "surrogates": re.compile("\ufffd")}


def find_problems(
    articles: pd.DataFrame, *, lines: pd.DataFrame | None = None, short: int = SHORT
) -> pd.DataFrame:
    """Find what is missing, suspicious, repeated or was repaired, article by article.

    Parameters
    ----------
    articles : the ``articles`` table. What loading noted (column ``quality``) and `kit.add_duplicates` found is
        reported if those columns are there.
    lines : the ``lines`` table; given, length and language are those of title, lead and body only.
    short : syllables below which an article is too short.

    Returns
    -------
    One row for each problem of an article: article_id, source, problem (a key of `PROBLEMS`), detail (the number
    or the other article it is about), start, end and text (a place in the article to look at, so that
    ``articles.text[start:end]`` is ``text``). Sorted by problem in the order of `PROBLEMS`, then by article_id.

    Raises
    ------
    TableError : a column is missing.

    >>> table = pd.DataFrame({"article_id": ["a"], "text": ["Bộ trưởng"], "title": ["x"], "published": [pd.NaT]})
    >>> find_problems(table)[["problem", "detail"]].to_numpy().tolist()
    [['undated', ''], ['too-short', '2 syllables']]
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    stories = Stories(articles, lines, roles=STORY_ROLES)
    rows = []
    for place, story in enumerate(stories):
        if place % _BATCH == 0:  # a batch of rows at a time, for collections of hundreds of megabytes
            batch = articles.iloc[place : place + _BATCH].to_dict("records")
        row = batch[place % _BATCH]
        for problem, detail in _find_in_article(row, story, short):
            start, end = _find_example(problem, row["text"], stories.find_spans(place))
            example = row["text"][start:end]
            rows.append((row["article_id"], row.get("source", ""), problem, detail, start, end, example))
    columns = ["article_id", "source", "problem", "detail", "start", "end", "text"]
    found = pd.DataFrame(rows, columns=columns)
    found = found.astype(dict.fromkeys(("article_id", "source", "problem", "detail", "text"), "str"))
    found["order"] = found["problem"].map({name: rank for rank, name in enumerate(PROBLEMS)})
    found = found.sort_values(["order", "article_id"], kind="stable", ignore_index=True).drop(columns="order")
    return found.astype({"start": "int64", "end": "int64"})


def summarise_problems(problems: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many articles have each problem.

    Parameters
    ----------
    problems : what `find_problems` returned.
    articles : the table it was found in, for the denominator.

    Returns
    -------
    One row for every problem, also one that no article has: problem, meaning, repaired (True: nothing is left to
    do), n_articles, share (of all articles; NaN if there are none), example (an article_id, "" if there is none).
    """
    check_columns(problems, "article_id problem", made_by="kit.check.find_problems")
    groups = problems.groupby("problem")["article_id"]
    counts, examples = groups.nunique(), groups.first()
    table = pd.DataFrame({"problem": list(PROBLEMS), "meaning": list(PROBLEMS.values())})
    table["repaired"] = table["problem"].isin(list(REPAIRS))
    table["n_articles"] = table["problem"].map(counts).fillna(0).astype("int64")
    table["share"] = table["n_articles"] / (len(articles) or float("nan"))
    table["example"] = table["problem"].map(examples).astype("str").fillna("")
    return table


def summarise_collection(articles: pd.DataFrame) -> pd.DataFrame:
    """How many articles each source has in each month.

    Parameters
    ----------
    articles : the ``articles`` table.

    Returns
    -------
    source ("" if it is not known), month (``2023-04``; ``undated`` last), n_articles, n_syllables, n_folded
    (duplicates among them; missing if they were not looked for), first_day, last_day. Rows add up to the
    collection.
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    published = _get(articles, "published", pd.NaT)
    table = pd.DataFrame(
        {
            "source": _get(articles, "source", "").fillna("").astype("str"),
            "month": published.dt.strftime("%Y-%m").fillna(UNDATED).astype("str"),
            "n_syllables": [len(find_syllables(text)) for text in articles["text"]],
            "n_folded": (articles["duplicate_of"] != "").astype("Int64")
            if "duplicate_of" in articles
            else pd.NA,
            "published": published,
        }
    )
    return (
        table.groupby(["source", "month"], sort=True)
        .agg(
            n_articles=("month", "size"),
            n_syllables=("n_syllables", "sum"),
            n_folded=("n_folded", lambda values: values.sum(min_count=1)),
            first_day=("published", "min"),
            last_day=("published", "max"),
        )
        .reset_index()
        .astype({"n_folded": "Int64", "n_syllables": "int64"})
    )


def summarise_roles(articles: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """How much of the text has which role.

    Parameters
    ----------
    articles, lines : the tables of those names.

    Returns
    -------
    One row for every role: role, n_lines, n_articles, n_characters, share (of the characters in all lines; NaN if
    there are none), example (the first such line), article_id (where that stands).
    """
    check_table(articles, "articles", columns=("article_id", "text"))
    check_table(lines, "lines", columns=("article_id", "start", "end", "role"))
    sizes = lines.assign(length=lines["end"] - lines["start"])
    groups = sizes.groupby("role", observed=True)
    table = pd.DataFrame({"role": list(ROLES)})
    table["n_lines"] = table["role"].map(groups.size()).fillna(0).astype("int64")
    table["n_articles"] = table["role"].map(groups["article_id"].nunique()).fillna(0).astype("int64")
    table["n_characters"] = table["role"].map(groups["length"].sum()).fillna(0).astype("int64")
    table["share"] = table["n_characters"] / (sizes["length"].sum() or float("nan"))
    firsts = lines.drop_duplicates("role").set_index("role")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    spans = [firsts.loc[role] if role in firsts.index else None for role in ROLES]
    table["example"] = [
        "" if span is None else texts[span["article_id"]][span["start"] : span["end"]] for span in spans
    ]
    table["article_id"] = ["" if span is None else span["article_id"] for span in spans]
    return table.astype({"example": "str", "article_id": "str"})


def _find_in_article(row: dict, story: str, short: int) -> Iterator[tuple[str, str]]:
    """The problems of one article, each with its detail."""
    if "published" in row and pd.isna(row["published"]):
        yield "undated", _describe_bounds(row)
    elif row.get("published_basis") == "inferred":
        yield "inferred-date", f"{row['published']:%Y-%m-%d}"
    if "title" in row and not str(row["title"]).strip():
        yield "untitled", ""
    syllables = len(find_syllables(story))
    flags = str(row["quality"]).split() if "quality" in row else list(find_flags(row["text"]))
    if not syllables:
        yield "no-story", ""
    elif syllables < short:
        yield "too-short", f"{syllables} syllable{'' if syllables == 1 else 's'}"
    if syllables and "no-diacritics" not in flags and measure_vietnamese(story) < LEAST:
        yield "other-language", f"{measure_vietnamese(story):.0%} of its words are Vietnamese"
    if row.get("duplicate_of"):
        yield f"{row['duplicate_reason']}-duplicate", row["duplicate_of"]
    for flag in dict.fromkeys(flags):
        if flag in PROBLEMS:
            yield flag, str(row.get("published_raw", "")) if "date" in flag else ""


def _describe_bounds(row: dict) -> str:
    """What is known of the day of an article that has none."""
    bounds = (("before", row.get("published_from")), ("after", row.get("published_to")))
    return ", ".join(
        f"not {word} {day:%Y-%m-%d}" for word, day in bounds if day is not None and not pd.isna(day)
    )


def _find_example(problem: str, text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """A place in the text at which the problem can be seen."""
    place = _BAD[problem].search(text) if problem in _BAD else None
    if place:
        start = max(0, place.start() - _EXAMPLE // 2)
        return start, min(len(text), start + _EXAMPLE)
    start, end = spans[0] if spans else (0, len(text))
    return start, min(end, start + _EXAMPLE)


def _get(table: pd.DataFrame, column: str, empty: object) -> pd.Series:
    """A column, or one of empty values if it is not there."""
    if column in table:
        return table[column]
    dtype = "datetime64[s]" if empty is pd.NaT else "str"
    return pd.Series([empty] * len(table), index=table.index, dtype=dtype)
