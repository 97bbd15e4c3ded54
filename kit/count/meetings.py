"""Meetings counted: who met whom, how often, and in how many of the articles that stands."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.count.encounters import fold_meetings
from kit.count.periods import add_periods
from kit.count.tallies import summarise_tallies
from kit.errors import OptionError
from kit.schema import DAY, MADE_BY, check_columns, check_table
from kit.stats.intervals import PER
from kit.vietnamese.names.cues import HOME

COUNTED = ("partner", "level", "kind", "direction", "status", "year")
"""What encounters can be counted by."""

UNKNOWN, NO_VISIT = "unknown", "no visit"
"""The partner, level or year of an encounter that has none, and the direction."""

_NEEDED = "meeting_id article_id sentence start kind side_a side_b level direction first_day last_day about status keep"
_FACTS = ["encounter", "kind", "direction", "level", "first_day", "last_day", "status", "partners"]


def summarise_meetings(
    meetings: pd.DataFrame, articles: pd.DataFrame | None = None, *, home: str = HOME
) -> pd.DataFrame:
    """One row per encounter of ``home``, however many articles tell of it, by day.

    Which rows are of one encounter says `kit.fold_meetings`. One of which only the month or year is told spans it.

    Parameters
    ----------
    meetings : the ``meetings`` table; rows that are not to be kept are left out.
    articles : the ``articles`` table, for the days of publication.
    home : the country whose encounters count (a key; "" for all).

    Returns
    -------
    partners (keys with a blank between: all sides but ``home``), kind, direction, level (the highest told), first_day,
    last_day, vague (known by its month or year only), status (past, if any article tells of it as past),
    n_mentions, n_articles, article_ids (with ``; `` between). ``attrs["left_out"]`` says in how many rows ``home`` has
    no part.

    Raises
    ------
    TableError : a column is missing.
    """
    _, met = _bring_together(meetings, home, articles)
    met = met.rename(columns={"n_reports": "n_mentions", "articles": "article_ids"})
    columns = (
        "partners kind direction level first_day last_day vague status n_mentions n_articles article_ids"
    )
    return met[columns.split()]


def count_meetings(
    meetings: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] = "partner",
    every: str = "",
    home: str = HOME,
) -> pd.DataFrame:
    """Encounters counted by partner, level, kind, direction, status or year, with intervals over articles.

    Parameters
    ----------
    meetings : the ``meetings`` table.
    articles : the articles that are the denominator (``corpus.kept``); what others tell is not counted.
    by : one of `COUNTED` or several of them: ``["year", "partner", "level"]``. The year is that of the encounter.
    every : ``"month"``, ``"quarter"`` or ``"year"``, to count by the time of publication as well.
    home : the country whose encounters count (a key; "" for all).

    Returns
    -------
    A row per key (and ``period``), most told first: ``key``, a column for each of ``by``; n_meetings (encounters of
    which the day, month or year is told, each once however many articles tell of it: see `kit.fold_meetings`),
    n_undated (those told of without one), n_mentions (of both, in each article),
    n_articles, total_articles, share of articles with Wilson's interval (share_low, share_high), ``note``, ``partial``
    and ``denominator`` as `kit.summarise_tallies` gives them, and per_article (mentions) with an interval over articles
    (per_article_low, per_article_high: see `kit.stats.intervals.rate_interval`). n_meetings has no interval: it is what
    these articles tell of.

    Raises
    ------
    TableError : a column is missing.
    OptionError : there is nothing such to count by.

    References
    ----------
    Wilson (1927); Fay & Feuer (1997), *Statistics in Medicine* 16, 791-801.

    Examples
    --------
    >>> from kit.schema import make_table
    >>> talks = {"article_id": "a", "side_a": "VNM", "side_b": "BEL", "kind": "talks", "keep": True}
    >>> counted = count_meetings(make_table([talks], "meetings"), pd.DataFrame({"article_id": ["a", "b"]}))
    >>> counted[["key", "n_undated", "n_articles", "total_articles"]].to_dict("records")
    [{'key': 'BEL', 'n_undated': 1, 'n_articles': 1, 'total_articles': 2}]
    """
    columns = [by] if isinstance(by, str) else list(by)
    if not columns or not set(columns) <= set(COUNTED):
        raise OptionError(f"Encounters are counted by {', '.join(COUNTED)}, got by={by!r}.")
    check_table(articles, "articles", columns=("article_id",))
    told, _ = _bring_together(meetings, home, articles)
    told = told[told["article_id"].isin(articles["article_id"])]
    years = told["first_day"].dt.strftime("%Y").fillna("")
    told = told.assign(year=years, partner=told["partners"].str.split(" "))
    told = told.explode("partner") if "partner" in columns else told
    for name in columns:
        told[name] = told[name].replace("", NO_VISIT if name == "direction" else UNKNOWN).astype("str")
    told["key"] = told[columns[0]].str.cat(told[columns[1:]], sep=" · ")
    sizes, groups = articles.filter(["article_id", "denominator"]).assign(sentences=1, words=1), ["key"]
    if every:
        groups = ["period", "key"]
        sizes, told = (add_periods(table, articles, every=every) for table in (sizes, told))
    tallies = told.groupby(["article_id", "key"])["sentence"].agg(n="size", sentences="nunique").reset_index()
    summary = summarise_tallies(tallies, sizes, by="period" if every else None)
    dated = told["first_day"].notna()
    once = told[dated].drop_duplicates(["encounter", *groups])
    never = told[~dated].drop_duplicates(["encounter", *groups])
    for name, rows in (("n_undated", never), ("n_meetings", once)):
        found = rows.groupby(groups, observed=True).size().rename("found")
        summary.insert(len(groups), name, summary.join(found, on=groups)["found"].fillna(0).astype("int64"))
    for place, name in enumerate(columns, len(groups)):
        summary.insert(place, name, summary["key"].map(told.drop_duplicates("key").set_index("key")[name]))
    for end in ("", "_low", "_high"):
        summary[f"per_article{end}"] = summary.pop(f"rate{end}") / PER
    if summary.empty:
        summary.attrs["note"] = "No encounter was found."
    return summary.drop(columns=["n_sentences", "total_sentences", "total_words", "dispersion"])


def _bring_together(
    meetings: pd.DataFrame, home: str, articles: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of encounters of ``home``, each with what is told of its ``encounter``, and the encounters by day."""
    check_columns(meetings, _NEEDED, made_by=MADE_BY["meetings"])
    kept = meetings[meetings["keep"].astype(bool)]
    sides = [set(keys) for keys in (kept["side_a"] + " " + kept["side_b"]).str.split()]
    rows = kept[np.array([not home or home in keys for keys in sides], bool)]
    met = fold_meetings(rows, articles=articles).rename(columns={"encounter_id": "encounter"})
    met["partners"] = [" ".join(sorted({*keys.split()} - {home})) for keys in met["sides"]]
    of = met.assign(meeting_id=met["meeting_ids"].str.split("; ")).explode("meeting_id")
    told = of[["meeting_id", *_FACTS]].merge(rows[["meeting_id", "article_id", "sentence", "start", "about"]])
    spans = told[told["about"] != ""].drop_duplicates("encounter").set_index("encounter")["about"]
    met["vague"] = met["first_day"].isna() & met["encounter"].isin(spans.index)
    spans = [pd.Period(span) for span in met.loc[met["vague"], "encounter"].map(spans)]
    for name, days in (("first_day", "start_time"), ("last_day", "end_time")):
        known = [getattr(span, days).normalize() for span in spans]
        met.loc[met["vague"], name] = pd.Series(known, met.index[met["vague"]], dtype=DAY)
    met = met.sort_values(["first_day", "last_day", "partners", "encounter"], ignore_index=True)
    told = told.drop(columns=["first_day", "last_day"]).merge(met[["encounter", "first_day", "last_day"]])
    met.attrs["left_out"] = len(kept) - len(rows)
    return told.sort_values(
        ["first_day", "last_day", "partners", "encounter", "article_id"], ignore_index=True
    ), met
