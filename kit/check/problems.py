"""Problems: what is missing, suspicious, repeated or was repaired in a collection, article by article."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from kit.read.quality import FLAGS, MEANINGS, REPAIRS
from kit.read.stories import find_spans
from kit.schema import STORY_ROLES, check_columns, check_table, make_table
from kit.vietnamese.language import judge_story
from kit.vietnamese.repairs import find_flags

# Syllables below which an article counts as too short; of 227,758 real ones, 95 % have more than 206.
SHORT = 60

# Every problem that `find_problems` can report, with its meaning; those of `REPAIRS` were mended.
PROBLEMS = {name: said.format(short=SHORT) for name, said in MEANINGS["found"].items()} | FLAGS | REPAIRS

_EXAMPLE = 120  # characters


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
    stories = find_spans(articles, lines, roles=STORY_ROLES)
    records = articles.itertuples(index=False, name=None)  # one at a time: texts may be hundreds of megabytes
    rows = []
    for values, spans in zip(records, stories, strict=True):
        row = dict(zip(articles, values, strict=True))
        story = "\n".join(row["text"][start:end] for start, end in spans)
        for problem, detail in _find_in_article(row, story, short):
            start, end = _find_example(problem, row["text"], spans)
            example = row["text"][start:end]
            rows.append((row["article_id"], row.get("source", ""), problem, detail, start, end, example))
    rank = {name: rank for rank, name in enumerate(PROBLEMS)}
    rows.sort(key=lambda row: (rank[row[2]], row[0]))
    return make_table(rows, "problems")


def mark_future(articles: pd.DataFrame, *, today: dt.date) -> pd.DataFrame:
    """The articles, ``future-date`` in the ``quality`` of those that are from more than a day after ``today``.

    >>> articles = pd.DataFrame({"published": pd.to_datetime(["2031-05-02", "2031-05-03"]), "quality": ["", "br"]})
    >>> mark_future(articles, today=dt.date(2031, 5, 1))["quality"].tolist()
    ['', 'br future-date']
    """
    earliest = articles["published"].fillna(articles.get("published_from", articles["published"]))
    later = earliest > pd.Timestamp(today) + pd.Timedelta(days=1)
    marked = (articles["quality"] + " future-date").str.strip()
    return articles.assign(quality=articles["quality"].mask(later, marked))


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
    found = problems.groupby("problem")["article_id"].agg(n_articles="nunique", example="first")
    found = found.reindex(list(PROBLEMS))
    table = pd.DataFrame({"problem": list(PROBLEMS), "meaning": list(PROBLEMS.values())})
    table["repaired"] = table["problem"].isin(list(REPAIRS))
    table["n_articles"] = found["n_articles"].fillna(0).to_numpy("int64")
    table["share"] = table["n_articles"] / (len(articles) or float("nan"))
    table["example"] = found["example"].astype("str").fillna("").array
    return table


def _find_in_article(row: dict, story: str, short: int) -> Iterator[tuple[str, str]]:
    """The problems of one article, each with its detail."""
    if "published" in row and pd.isna(row["published"]):
        yield "undated", _describe_bounds(row)
    elif row.get("published_basis") == "inferred":
        yield "inferred-date", f"{row['published']:%Y-%m-%d}"
    if "title" in row and not str(row["title"]).strip():
        yield "untitled", ""
    flags = str(row["quality"]).split() if "quality" in row else list(find_flags(row["text"]))
    yield from judge_story(story, row["text"], short=short, marked="no-diacritics" not in flags)
    if row.get("duplicate_of"):
        yield f"{row['duplicate_reason']}-duplicate", row["duplicate_of"]
    for flag in dict.fromkeys(flags):
        if flag in PROBLEMS:
            told = (row.get("published_reason") if "bounds" in flag else "") or row.get("published_raw", "")
            yield flag, str(told) if "date" in flag or "bounds" in flag else ""


def _describe_bounds(row: dict) -> str:
    """What is known of the day of an article that has none."""
    bounds = (("before", row.get("published_from")), ("after", row.get("published_to")))
    return ", ".join(f"not {word} {day:%Y-%m-%d}" for word, day in bounds if pd.notna(day))


def _find_example(problem: str, text: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """A place in the text at which the problem can be seen."""
    bad = text.find("\ufffd") if problem in ("bad-bytes", "surrogates") else -1
    start, end = spans[0] if spans else (0, len(text))
    if bad >= 0:
        start, end = max(0, bad - _EXAMPLE // 2), len(text)
    return start, min(end, start + _EXAMPLE)
